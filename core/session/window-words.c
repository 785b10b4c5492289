/* SPDX-License-Identifier: EUPL-1.2 */

/* Sentences for who sits at the window, where the command would be told of its own words.
 *
 * Invariant: nobody at the window is told to type a command. */

#include "session/bundles-private.h"
#include "session/session-private.h"

#include "model/value.h"

#include <glib/gi18n-lib.h>

static const char *
exchange_sentence (int code)
{
  switch (code)
    {
    case GEZIN_EXCHANGE_ERROR_NOTHING_SHARED:
      return _ ("Nothing may go to this recipient for this purpose, so nothing was made. Why not "
                "stands under “What does the RVT see?”.");
    case GEZIN_EXCHANGE_ERROR_NO_PEER:
      return _ ("There is no card of them here. Ask them for it, and add it under Cards.");
    case GEZIN_EXCHANGE_ERROR_NO_BUNDLE:
      return _ ("There is no such bundle that was made here.");
    case GEZIN_EXCHANGE_ERROR_PEER_AMBIGUOUS:
      return _ ("Several cards have that name. Look under Cards which one it is.");
    case GEZIN_EXCHANGE_ERROR_RECIPIENT:
      return _ ("No organisation in this dossier has that card. Choose the card at the "
                "organisation first.");
    case GEZIN_EXCHANGE_ERROR_RECORD:
      return _ ("The bundle does not hold that, or it cannot be answered like that. Look at it "
                "again.");
    case GEZIN_EXCHANGE_ERROR_NO_MAILBOX:
      return _ ("No mailbox was chosen yet. Choose a folder under Mailbox.");
    case GEZIN_EXCHANGE_ERROR_OTHER_NAME:
      return _ ("The dossier and the card have different names for this organisation, so nothing "
                "was made. Look whether it is the right card; if it is, say so and send it again.");
    case GEZIN_EXCHANGE_ERROR_OWN_TAKEN_BACK:
      return _ ("The issuer has revoked your own certificate, so nothing was made. Make a new card "
                "under Cards, and hand it to everybody.");
    case GEZIN_EXCHANGE_ERROR_STALE:
      return _ ("A later bundle of this sender was taken in before, so this one brings nothing "
                "new.");
    default:
      return NULL;
    }
}

static const char *
session_sentence (int code)
{
  switch (code)
    {
    case GEZIN_SESSION_ERROR_KIND:
      return _ ("There is no such kind of record.");
    case GEZIN_SESSION_ERROR_FIELD:
      return _ ("There is no such field in this kind of record, or it is left empty.");
    case GEZIN_SESSION_ERROR_NOT_DUE:
      return _ ("The time that this has to be kept is not over, or something holds it. Nothing was "
                "erased.");
    case GEZIN_SESSION_ERROR_CLOCK:
      return _ ("The clock of this machine does not fit what was written here, so no term can be "
                "said to be over. Put it right first; nothing was erased.");
    case GEZIN_SESSION_ERROR_REASON:
      return _ ("Erasing and refusing need a reason from the list. Nothing was erased.");
    case GEZIN_SESSION_ERROR_PURPOSE:
      return _ ("There is no such purpose.");
    case GEZIN_SESSION_ERROR_WORKFLOW:
      return _ ("There is no such way of working or step on that day.");
    case GEZIN_SESSION_ERROR_SIGN_OFF_NOTHING:
      return _ ("This step waits for nobody to sign it off.");
    case GEZIN_SESSION_ERROR_SIGN_OFF_ROLE:
      return _ ("Your role does not sign off this step.");
    case GEZIN_SESSION_ERROR_SIGN_OFF_LACKS:
      return _ ("This step is not finished, or something is lacking. Look under Steps what it is.");
    case GEZIN_SESSION_ERROR_NO_SNAPSHOT:
      return _ ("No adopted conclusion has that number.");
    case GEZIN_SESSION_ERROR_RECALL:
      return _ ("The sender asks to delete what they sent. Choose yes or no first.");
    default:
      return NULL;
    }
}

static const char *
store_sentence (int code)
{
  switch (code)
    {
    case GEZIN_STORE_ERROR_MARKERS_DAMAGED:
      return _ ("Nothing was restored: the list of what was erased is damaged, so something erased "
                "could come back. Take another copy of the folder.");
    case GEZIN_STORE_ERROR_ERASED:
      return _ ("That was erased here for good.");
    case GEZIN_STORE_ERROR_NO_STORE:
      return _ ("There are no dossiers in this folder yet.");
    default:
      return NULL;
    }
}

char *
gezin_session_window_sentence (const GError *error)
{
  const char *text = NULL;

  if (error->domain == GEZIN_EXCHANGE_ERROR)
    text = exchange_sentence (error->code);
  else if (error->domain == GEZIN_SESSION_ERROR)
    text = session_sentence (error->code);
  else if (error->domain == GEZIN_MODEL_ERROR && error->code == GEZIN_MODEL_ERROR_UNKNOWN_KIND)
    text = session_sentence (GEZIN_SESSION_ERROR_KIND);
  else if (error->domain == GEZIN_MODEL_ERROR && error->code == GEZIN_MODEL_ERROR_UNKNOWN_FIELD)
    text = session_sentence (GEZIN_SESSION_ERROR_FIELD);
  else if (error->domain == GEZIN_STORE_ERROR)
    text = store_sentence (error->code);
  return text != NULL ? g_strdup (text) : gezin_session_sentence (error);
}
