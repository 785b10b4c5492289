/* SPDX-License-Identifier: EUPL-1.2 */

/* Words that could tell of whom a text is. */

#include "consent/prose.h"
#include "support/builder.h"

#include <string.h>

#define DOSSIER \
  "family f name=Vos municipality=Utrecht\n" \
  "person els given-names=Els family-name=Janssen birth-date=1985-03-01\n" \
  "person jose given-names=José family-name=Öztürk\n"

/* Each mark as `look:word`, with `|` between. */
static char *
marks_of (const char *text)
{
  g_autoptr (GezinDossier) dossier = test_dossier (DOSSIER);
  g_autoptr (GezinProseWords) words = gezin_prose_words_new (dossier);
  g_autoptr (GArray) marks = gezin_prose_mark (words, text);
  GString *all = g_string_new (NULL);
  gsize end = 0;

  for (guint i = 0; i < marks->len; i++)
    {
      const GezinProseMark *mark = &g_array_index (marks, GezinProseMark, i);
      g_autofree char *word = g_strndup (text + mark->start, mark->length);

      g_assert_cmpuint (mark->start, >=, end);
      g_assert_cmpuint (mark->length, >, 0);
      end = mark->start + mark->length;
      g_assert_cmpuint (end, <=, strlen (text));
      g_assert_true (g_utf8_validate (word, -1, NULL));
      g_string_append_printf (all, "%s%s:%s", i > 0 ? "|" : "", gezin_prose_look_code (mark->look),
                              word);
    }
  return g_string_free (all, FALSE);
}

static const struct {
  const char *text;
  const char *marks;
} cases[] = {
  { "", "" },
  { "Moeder slaapt slecht en het huis is vol.", "" },
  { "Gisteren zei els dat het beter gaat.", "name:els" },
  { "ELS en jose", "name:ELS|name:jose" },
  { "Het is Els’ beurt, en mevrouw Jansen komt.", "name:Els|name:Jansen" },
  { "De vossen liepen langs; utrecht is ver.", "name:utrecht" },
  { "Dat zijn Elss spullen", "name:Elss" },
  /* A capital inside a sentence looks like a name, whoever it is. */
  { "Hij speelt bij Ajax. Morgen weer.", "name:Ajax" },
  { "Ozturk was er", "name:Ozturk" },
  { "Ze belde 0612345678 op.", "number:0612345678" },
  { "Om 9 uur waren er 2 kinderen.", "" },
  { "Op 3 mei 2024 was het zover.", "date:3 mei 2024" },
  { "In maart ging het mis.", "date:maart" },
  { "Op 03-05-2024, of 2024-05-03.", "date:03-05-2024|date:2024-05-03" },
  { "Postcode 3511 AB", "number:3511|name:AB" },
  { "Sinds 2019 al.", "number:2019" },
};

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *marks = marks_of (cases[i].text);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (marks, ==, cases[i].marks);
    }
}

/* Every value of a name or a number is found, whatever stands around it. */
static void
test_all_names (void)
{
  g_autoptr (GezinDossier) dossier = test_dossier (DOSSIER);
  guint n = 0;

  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier, i);

      for (guint j = 0; j < record->n_heads; j++)
        {
          const GezinVersion *head = record->heads[j];
          const GezinFieldSpec *spec = gezin_catalogue_field (head->field);
          g_autofree char *lower = NULL;
          g_autofree char *text = NULL;
          g_autofree char *marks = NULL;

          if (head->value == NULL || spec->search != GEZIN_SEARCH_NAME)
            continue;
          lower = g_utf8_strdown (head->value, -1);
          text = g_strconcat ("en toen (", lower, ") weer", NULL);
          marks = marks_of (text);
          g_assert_true (g_str_has_prefix (marks, "name:"));
          n++;
        }
    }
  g_assert_cmpuint (n, >=, 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/consent/prose/what-is-marked", test_cases);
  g_test_add_func ("/consent/prose/every-name-is-marked", test_all_names);
  return g_test_run ();
}
