/* SPDX-License-Identifier: EUPL-1.2 */

/* What bundles and what is the matter with them are called, for people. */

#include "bundles/import-private.h"

#include "session/when.h"

#include <glib/gi18n-lib.h>

const char *
gezin_import_words_problem (GezinBundleRefusal refusal)
{
  switch (refusal)
    {
    case GEZIN_BUNDLE_NOT_FOR_US:
      return _ ("This bundle is not for you.");
    case GEZIN_BUNDLE_TAMPERED:
      return _ ("The signature is not right.");
    case GEZIN_BUNDLE_SENDER:
      return _ ("You do not know this sender yet.");
    case GEZIN_BUNDLE_OLDER:
      return _ ("You have a newer bundle already.");
    case GEZIN_BUNDLE_FORKED:
      return _ ("There are two bundles with one number: call the sender.");
    case GEZIN_BUNDLE_NEWER:
      return _ ("Made with a newer version of the program.");
    case GEZIN_BUNDLE_REFUSED:
      break;
    }
  return _ ("This bundle cannot be taken in.");
}

char *
gezin_import_words_made (GezinImportPage *page)
{
  g_autofree char *when =
      gezin_when_moment (gezin_session_clock (page->session), page->reading->made);

  /* Translators: %s is a moment. */
  return g_strdup_printf (_ ("made %s"), when);
}

const char *
gezin_import_words_kind (const char *kind)
{
  static const struct {
    const char *kind;
    const char *words;
  } all[] = {
    { "share", N_ ("Part of a dossier") },    { "return", N_ ("What they wrote, back to you") },
    { "review", N_ ("Remarks of a review") }, { "transfer", N_ ("The lead of a dossier") },
    { "recall", N_ ("Request to erase") },    { "receipt", N_ ("Confirmation of receipt") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (g_strcmp0 (all[i].kind, kind) == 0)
      return _ (all[i].words);
  return kind;
}

const char *
gezin_import_words_result (const char *result)
{
  if (g_strcmp0 (result, "taken") == 0)
    return _ ("They have taken in what you sent.");
  if (g_strcmp0 (result, "refused") == 0)
    return _ ("They have not taken in what you sent. Call them to hear why.");
  if (g_strcmp0 (result, "deleted") == 0)
    return _ ("They have erased what you asked back.");
  if (g_strcmp0 (result, "kept") == 0)
    return _ ("They have not erased all that you asked back. Call them to hear why.");
  return _ ("They have received what you sent.");
}
