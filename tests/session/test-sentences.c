/* SPDX-License-Identifier: EUPL-1.2 */

/* What goes wrong has a sentence for people, each its own. */

#include "exchange/exchange.h"
#include "merge/merge.h"
#include "model/value.h"
#include "rules/shape.h"
#include "session/session.h"
#include "store/store-error.h"
#include "wire/wire-error.h"

#include <string.h>

static void
test_every_error_has_its_sentence (void)
{
  static const struct {
    GQuark (*domain) (void);
    int first, last;
  } domains[] = {
    { gezin_session_error_quark, 201, 203 }, { gezin_session_error_quark, 301, 301 },
    { gezin_store_error_quark, 201, 205 },   { gezin_store_error_quark, 301, 303 },
    { gezin_store_error_quark, 501, 508 },   { gezin_store_error_quark, 601, 604 },
    { gezin_model_error_quark, 401, 416 },   { gezin_rules_error_quark, 401, 405 },
    { gezin_merge_error_quark, 101, 103 },   { gezin_merge_error_quark, 401, 402 },
  };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (domains); i++)
    for (int code = domains[i].first; code <= domains[i].last; code++)
      {
        g_autoptr (GError) error = g_error_new_literal (domains[i].domain (), code, "technical");
        char *sentence = gezin_session_sentence (error);

        g_assert_null (strstr (sentence, "did not foresee"));
        g_assert_null (strstr (sentence, "technical"));
        g_assert_true (g_str_has_suffix (sentence, "."));
        g_assert_null (strchr (sentence, '\n'));
        g_assert_cmpint (gezin_error_status (error), ==, code / 100);
        g_hash_table_add (seen, sentence);
      }
  g_assert_cmpuint (g_hash_table_size (seen), >, 40);
}

/* Whoever sits at the window is never told to type a command. */
static void
test_window_names_no_command (void)
{
  GQuark (*const domains[]) (void) = { gezin_session_error_quark, gezin_store_error_quark,
                                       gezin_model_error_quark,   gezin_rules_error_quark,
                                       gezin_merge_error_quark,   gezin_exchange_error_quark,
                                       gezin_wire_error_quark };
  guint n_own = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (domains); i++)
    for (int code = 100; code < 700; code++)
      {
        g_autoptr (GError) error = g_error_new_literal (domains[i](), code, "technical");
        g_autofree char *sentence = gezin_session_window_sentence (error);
        g_autofree char *told = gezin_session_sentence (error);

        if (strstr (sentence, "“gezin ") != NULL || strstr (sentence, " --") != NULL
            || strstr (sentence, "`") != NULL)
          g_error ("%s %d: %s", g_quark_to_string (domains[i]()), code, sentence);
        n_own += strcmp (sentence, told) != 0;
      }
  g_assert_cmpuint (n_own, >=, 15);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (gezin_secret_harden_process ());
  g_test_add_func ("/sentences/every-error-has-its-sentence", test_every_error_has_its_sentence);
  g_test_add_func ("/sentences/the-window-names-no-command", test_window_names_no_command);
  return g_test_run ();
}
