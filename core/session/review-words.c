/* SPDX-License-Identifier: EUPL-1.2 */

/* What was approved and what became of it, in words. */

#include "session/review.h"

#include <glib/gi18n-lib.h>

const char *
gezin_session_approval_sentence (GezinApprovalVerdict verdict)
{
  switch (verdict)
    {
    case GEZIN_APPROVAL_GOOD:
      return _ ("It counts: the list is whole and signed by the lead of this team.");
    case GEZIN_APPROVAL_MISSING:
      return _ ("It does not count: the list of what was approved is not here, or damaged.");
    case GEZIN_APPROVAL_FORGED:
      return _ (
          "It does not count: the list was not signed as it is, or is that of another review. "
          "Tell your privacy officer.");
    case GEZIN_APPROVAL_UNKNOWN:
      return _ ("It does not count: nobody whose card is here and holds signed it.");
    case GEZIN_APPROVAL_NOT_LEAD:
      return _ ("It does not count: who signed it is not confirmed as the lead of this team.");
    case GEZIN_APPROVAL_EXPIRED:
      return _ ("It does not count: the card did not hold when it was signed.");
    case GEZIN_APPROVAL_OWN_WORK:
    default:
      return _ ("It does not count: who signed it wrote something of it.");
    }
}

const char *
gezin_session_review_label (GezinReviewState state)
{
  switch (state)
    {
    case GEZIN_REVIEW_APPROVED:
      return C_ ("review", "approved");
    case GEZIN_REVIEW_UNSEEN:
      return C_ ("review", "not shown to who approved");
    case GEZIN_REVIEW_NEW:
      return C_ ("review", "new");
    case GEZIN_REVIEW_CHANGED:
      return C_ ("review", "changed since");
    case GEZIN_REVIEW_REMOVED:
      return C_ ("review", "removed since");
    case GEZIN_REVIEW_GONE:
    default:
      return C_ ("review", "not here any more");
    }
}
