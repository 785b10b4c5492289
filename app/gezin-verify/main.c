/* SPDX-License-Identifier: EUPL-1.2 */

/* The command `gezin-verify` (gezin-verify.1): judges a bundle from the outside, or an opened
 * container wholly. It has no store, no keys, and writes nothing but its answer. */

#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "base/language.h"
#include "base/limits.h"
#include "base/secret.h"
#include "wire/bundle.h"

#include <glib/gi18n.h>
#include <stdio.h>

/** Call: What the command line says, and what it names. */
typedef struct {
  char **cards;
  char **issuers;
  char **lists;
  char *date;
  gboolean is_json;
  gboolean is_version;
  char **files;
  GPtrArray *sender_list; /* GezinCard */
  GPtrArray *issuer_list; /* GezinCertificate */
  GPtrArray *revocation_list; /* GezinRevocationList */
  gint64 now;
} Call;

static GezinStatus
complain (const char *sentence)
{
  g_printerr ("gezin-verify: %s\n", sentence);
  return GEZIN_STATUS_USE;
}

/* What went wrong, in a sentence, and the exit status. */
static GezinStatus
complain_about (const GError *error)
{
  const char *sentence = NULL;
  GezinStatus status = gezin_error_status (error);

  if (error->domain == GEZIN_WIRE_ERROR)
    sentence = gezin_wire_error_sentence (error->code);
  else if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_INVAL))
    {
      sentence = _ ("That is not a file that we can read, or it is too large.");
      status = GEZIN_STATUS_REFUSED;
    }
  else if (error->domain == G_FILE_ERROR)
    sentence = _ ("The file could not be read.");
  complain (sentence != NULL ? sentence : error->message);
  return status;
}

/* ---------- What the options name ---------- */

static gboolean
read_cards (Call *call, GError **error)
{
  for (char **path = call->cards; path != NULL && *path != NULL; path++)
    {
      g_autoptr (GBytes) file = gezin_file_read_bounded (*path, GEZIN_MAX_CARD_BYTES, error);
      GezinCard *card = file == NULL ? NULL : gezin_card_read (file, error);

      if (card == NULL)
        return FALSE;
      g_ptr_array_add (call->sender_list, card);
    }
  return TRUE;
}

static gboolean
read_issuers (Call *call, GError **error)
{
  for (char **path = call->issuers; path != NULL && *path != NULL; path++)
    {
      g_autoptr (GBytes) file = gezin_file_read_bounded (
          *path, GEZIN_MAX_CERTIFICATES * (gsize) GEZIN_MAX_CERTIFICATE_BYTES, error);
      GPtrArray *list = file == NULL ? NULL
                                     : gezin_certificate_list_new (g_bytes_get_data (file, NULL),
                                                                   g_bytes_get_size (file), error);

      if (list == NULL)
        return FALSE;
      g_ptr_array_extend_and_steal (call->issuer_list, list);
    }
  return TRUE;
}

static gboolean
read_lists (Call *call, GError **error)
{
  for (char **path = call->lists; path != NULL && *path != NULL; path++)
    {
      g_autoptr (GBytes) file =
          gezin_file_read_bounded (*path, GEZIN_MAX_REVOCATION_LIST_BYTES, error);
      GezinRevocationList *list = file == NULL ? NULL : gezin_revocation_list_new (file, error);

      if (list == NULL)
        return FALSE;
      g_ptr_array_add (call->revocation_list, list);
    }
  return TRUE;
}

/* The end of the day that was asked for, else now. */
static gboolean
read_date (Call *call)
{
  g_autoptr (GezinClock) clock = gezin_clock_new_system ();
  g_autofree char *instant = NULL;

  call->now = gezin_clock_now (clock);
  if (call->date == NULL)
    return TRUE;
  instant = g_strdup_printf ("%sT23:59:59Z", call->date);
  return gezin_instant_from_text (instant, &call->now);
}

/* ---------- Answering ---------- */

static GezinStatus
judge (const Call *call, GBytes *file)
{
  GezinBundleQuestion question = { .now = call->now,
                                   .senders = call->sender_list,
                                   .issuers = call->issuer_list->len > 0 ? call->issuer_list : NULL,
                                   .revocations = call->revocation_list };
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinJudgement) judgement = gezin_bundle_judge (&question, file, &error);
  g_autofree char *text =
      call->is_json ? gezin_judgement_json (judgement) : gezin_judgement_text (judgement);

  if (error != NULL && gezin_error_status (error) != GEZIN_STATUS_REFUSED)
    return complain_about (error);
  if (fputs (text, stdout) < 0 || (call->is_json && putchar ('\n') < 0) || fflush (stdout) != 0)
    {
      complain (_ ("The answer could not be written."));
      return GEZIN_STATUS_MACHINE;
    }
  if (judgement->verdict != GEZIN_BUNDLE_VERDICT_GOOD)
    {
      complain (gezin_judgement_sentence (judgement));
      return GEZIN_STATUS_NO;
    }
  if (!call->is_json)
    g_print ("%s\n", gezin_judgement_sentence (judgement));
  return GEZIN_STATUS_DONE;
}

static GezinStatus
answer (Call *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = NULL;

  if (call->is_version)
    {
      g_print ("gezin-verify %s\n", GEZIN_VERSION);
      return GEZIN_STATUS_DONE;
    }
  if (call->files == NULL || call->files[0] == NULL || call->files[1] != NULL)
    return complain (_ ("Name one file: a bundle or an opened container."));
  if (!read_date (call))
    return complain (_ ("A day is written as 2026-11-21."));
  if (!read_cards (call, &error) || !read_issuers (call, &error) || !read_lists (call, &error))
    return complain_about (error);
  file = gezin_file_read_bounded (call->files[0], GEZIN_MAX_BUNDLE_BYTES, &error);
  return file == NULL ? complain_about (error) : judge (call, file);
}

static gboolean
parse (Call *call, int argc, char *argv[], GError **error)
{
  const GOptionEntry entries[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &call->is_json, N_ ("print one JSON document"), NULL },
    { "card", 'c', 0, G_OPTION_ARG_FILENAME_ARRAY, &call->cards,
      N_ ("the confirmed card of a sender"), N_ ("FILE") },
    { "ca", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &call->issuers,
      N_ ("certificates of issuers that you believe"), N_ ("FILE") },
    { "crl", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &call->lists, N_ ("a list of revoked certificates"),
      N_ ("FILE") },
    { "date", 'd', 0, G_OPTION_ARG_STRING, &call->date,
      N_ ("judge as of the end of that day (UTC), and not as of now"), N_ ("DAY") },
    { "version", 0, 0, G_OPTION_ARG_NONE, &call->is_version, N_ ("print the version"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &call->files, NULL, N_ ("FILE") },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  return g_option_context_parse (context, &argc, &argv, error);
}

static void
clear (Call *call)
{
  g_strfreev (call->cards);
  g_strfreev (call->issuers);
  g_strfreev (call->lists);
  g_strfreev (call->files);
  g_free (call->date);
  g_ptr_array_unref (call->sender_list);
  g_ptr_array_unref (call->issuer_list);
  g_ptr_array_unref (call->revocation_list);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  Call call = { 0 };
  GezinStatus status;

  if (!gezin_secret_harden_process ())
    return GEZIN_STATUS_MACHINE;
  gezin_language_begin (GETTEXT_PACKAGE, GEZIN_LOCALE_DIR);
  call.sender_list = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_card_unref);
  call.issuer_list = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_certificate_unref);
  call.revocation_list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_revocation_list_unref);
  status = parse (&call, argc, argv, &error) ? answer (&call) : complain (error->message);
  clear (&call);
  return (int) status;
}
