/* SPDX-License-Identifier: EUPL-1.2 */

/* From a code of the consent room to a sentence: why something goes or does not.
 *
 * Invariant: no sentence says what is withheld, or from whom. */

#include "session/sharing-private.h"

#include "consent/consent.h"

#include <glib/gi18n-lib.h>

static const char *const sentences[GEZIN_N_WITHHELD] = {
  [GEZIN_WITHHELD_UNKNOWN_FIELD] =
      N_ ("This version does not know this field, so it is not passed on."),
  [GEZIN_WITHHELD_WORKING_NOTE] = N_ ("A working note is the worker's own and is never shared."),
  [GEZIN_WITHHELD_TEAM_ONLY] = N_ ("This stays within the team."),
  [GEZIN_WITHHELD_AGGREGATE_ONLY] = N_ ("This leaves only as a figure over many families."),
  [GEZIN_WITHHELD_NAMES_ANOTHER_RECIPIENT] = N_ ("This is about sharing with somebody else."),
  [GEZIN_WITHHELD_NOTIFIER] =
      N_ ("Who said it is kept back. It goes only when that person agreed to be named."),
  [GEZIN_WITHHELD_BSN_NOT_AUTHORISED] =
      N_ ("The law does not let this recipient use the citizen service number for this."),
  [GEZIN_WITHHELD_KEPT_BACK] = N_ ("It was marked as not to be shared."),
  [GEZIN_WITHHELD_SECRET_FROM_RECIPIENT] = N_ ("It is kept secret from somebody who would see it."),
  [GEZIN_WITHHELD_SAFETY_CRITICAL] =
      N_ ("It is shared for safety alone, and only after a person has said yes to this very item."),
  [GEZIN_WITHHELD_IN_DOUBT] =
      N_ ("Something here is not sure: versions differ, a date is not whole, or something waits to "
          "be looked at."),
  [GEZIN_WITHHELD_RECIPIENT_UNKNOWN] = N_ ("The recipient is not in this dossier."),
  [GEZIN_WITHHELD_RECIPIENT_NOT_LEGAL_PERSON] =
      N_ ("The recipient is not recorded as a legal person. Name the organisation that answers for "
          "it."),
  [GEZIN_WITHHELD_ANOTHER_ORIGIN] =
      N_ ("Another organisation wrote this. It goes on only where a consent or ground that was "
          "recorded here names this very item."),
  [GEZIN_WITHHELD_ABOUT_ANOTHER] = N_ ("It is about somebody else."),
  [GEZIN_WITHHELD_REFUSED] = N_ ("Somebody who decides about this refused."),
  [GEZIN_WITHHELD_WITHDRAWN] = N_ ("The consent for this was withdrawn."),
  [GEZIN_WITHHELD_ENDED] = N_ ("The consent for this has ended. Ask again."),
  [GEZIN_WITHHELD_NOT_YET] = N_ ("The consent for this begins later."),
  [GEZIN_WITHHELD_NEEDS_JUDGEMENT] =
      N_ ("The rules cannot decide this. Look at it yourself, with a colleague if need be."),
  [GEZIN_WITHHELD_ONE_HOLDER_MISSING] =
      N_ ("More than one person has parental authority, and not all of them have agreed."),
  [GEZIN_WITHHELD_CHILD_NOT_ASKED] =
      N_ ("The child is twelve to fifteen and was not asked. Ask the child too."),
  [GEZIN_WITHHELD_YOUNG_PERSON_NOT_ASKED] =
      N_ ("This young person is sixteen or older and decides alone, but was not asked."),
  [GEZIN_WITHHELD_REPRESENTATIVE_NOT_ASKED] = N_ (
      "This person cannot weigh it now, and who represents them was not asked or is not known."),
  [GEZIN_WITHHELD_CATEGORY_NOT_COVERED] =
      N_ ("There is consent, but not for this sort of information."),
  [GEZIN_WITHHELD_PURPOSE_NOT_COVERED] = N_ ("There is consent, but for another purpose."),
  [GEZIN_WITHHELD_RECIPIENT_NOT_COVERED] = N_ ("There is consent, but for another recipient."),
  [GEZIN_WITHHELD_NOT_ASKED] = N_ ("Nobody was asked for consent yet."),
  [GEZIN_WITHHELD_THIRD_PERSON] =
      N_ ("It names somebody else as well, and for that person there is no consent or ground."),
  [GEZIN_WITHHELD_NOT_NEEDED] = N_ ("This purpose does not need it."),
  [GEZIN_WITHHELD_NOT_READ_THROUGH] =
      N_ ("Free text goes only after somebody has read it through."),
  [GEZIN_WITHHELD_REFERENCE_WITHHELD] = N_ ("It points to something that is not shared."),
  [GEZIN_WITHHELD_NO_LONGER_SHARED] = N_ ("It was shared before and no longer is."),
  [GEZIN_WITHHELD_TOO_LARGE] = N_ ("The file is too large for a bundle."),
};

const char *
gezin_session_reason_code (guint index, const char **sentence)
{
  GezinWithheld reason = index + 1;

  if (reason >= GEZIN_N_WITHHELD)
    return NULL;
  *sentence = sentences[reason];
  return gezin_withheld_code (reason);
}

const char *
gezin_session_reason_sentence (const char *code)
{
  GezinWithheld reason = gezin_withheld_by_code (code);

  return sentences[reason] == NULL ? "" : _ (sentences[reason]);
}

char *
gezin_session_basis_sentence (GezinSession *session, const char *basis)
{
  if (g_str_has_prefix (basis, "ground:"))
    {
      g_autofree char *label =
          gezin_session_code_label (session, "ground-article", basis + strlen ("ground:"));

      /* Translators: %s is a legal ground, such as "report to Veilig Thuis". */
      return g_strdup_printf (_ ("Without consent, on this ground: %s."), label);
    }
  if (g_str_equal (basis, "consent"))
    return g_strdup (_ ("Everybody who decides about it agreed."));
  if (g_str_equal (basis, "own-team"))
    return g_strdup (_ ("It stays within the own team."));
  if (g_str_equal (basis, "own-data"))
    return g_strdup (_ ("It is about the person who sees it, or somebody they decide for."));
  if (g_str_equal (basis, "pseudonymised"))
    return g_strdup (_ ("Nobody can be known from it."));
  return g_strdup (_ ("It is about the work and names nobody."));
}
