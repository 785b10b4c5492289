/* SPDX-License-Identifier: EUPL-1.2 */

/* What goes wrong between stores, in one sentence each: what happened, and what to do. */

#include "session/bundles-private.h"

#include "wire/wire-error.h"

#include <glib/gi18n-lib.h>

const char *
gezin_session_exchange_sentence (int code)
{
  switch ((GezinExchangeError) code)
    {
    case GEZIN_EXCHANGE_ERROR_NOTHING_SHARED:
      return _ ("Nothing may go to this recipient for this purpose, so nothing was made. Why not "
                "stands under “What does the RVT see?”, or ask with “gezin may”.");
    case GEZIN_EXCHANGE_ERROR_NO_PEER:
      return _ (
          "There is no card of them here. Ask them for it, and add it with “gezin peer add”.");
    case GEZIN_EXCHANGE_ERROR_NO_BUNDLE:
      return _ ("There is no such bundle that was made here. See “gezin ledger”.");
    case GEZIN_EXCHANGE_ERROR_PEER_AMBIGUOUS:
      return _ ("Several cards have that name. Give the fingerprint; see “gezin peer list”.");
    case GEZIN_EXCHANGE_ERROR_PEER_NOT_TRUSTED:
      return _ (
          "Nobody has compared the words of this card yet. Call them, compare the eight words, "
          "and then trust the card.");
    case GEZIN_EXCHANGE_ERROR_PEER_REPLACED:
      return _ ("A later card of them is trusted. Use that one.");
    case GEZIN_EXCHANGE_ERROR_PEER_REVOKED:
      return _ ("This card was revoked, so nothing is sent to it. Ask them for a new one.");
    case GEZIN_EXCHANGE_ERROR_PEER_EXPIRED:
      return _ ("The card of the recipient does not hold today. Ask them for a new one, or put the "
                "clock of this machine right.");
    case GEZIN_EXCHANGE_ERROR_PEER_SELF:
      return _ ("This is the card of this store itself.");
    case GEZIN_EXCHANGE_ERROR_RECIPIENT:
      return _ (
          "No organisation in this dossier has that card. Write the fingerprint of the card in "
          "the field “peer” of the organisation first.");
    case GEZIN_EXCHANGE_ERROR_PURPOSE:
      return _ ("There is no such purpose.");
    case GEZIN_EXCHANGE_ERROR_RECALLED:
      return _ ("This cannot be asked back, or it was asked back before.");
    case GEZIN_EXCHANGE_ERROR_CARRIED_LATER:
      return _ ("All that was in it went again in a later bundle, so asking this one back alone "
                "asks for nothing. Ask back the later one, or everything that they got.");
    case GEZIN_EXCHANGE_ERROR_ROLE:
      return _ ("A role is consultant, lead or rvt.");
    case GEZIN_EXCHANGE_ERROR_RECORD:
      return _ ("The bundle holds no such record, or it cannot be answered like that. Look at it "
                "first with --preview.");
    case GEZIN_EXCHANGE_ERROR_LEAD:
      return _ ("The lead of this dossier is not here, or was offered already.");
    case GEZIN_EXCHANGE_ERROR_CARD_KNOWN:
      return _ ("This card is here already.");
    case GEZIN_EXCHANGE_ERROR_NO_MAILBOX:
      return _ ("No mailbox was named yet. Name a folder with --mailbox.");
    case GEZIN_EXCHANGE_ERROR_OTHER_NAME:
      return _ ("The dossier and the card have different names for this organisation, so nothing "
                "was made. Look whether it is the right card; if it is, give the id of the "
                "organisation with --confirm, or give it the name of the card.");
    case GEZIN_EXCHANGE_ERROR_NOT_OUR_LEAD:
      return _ ("A dossier goes for review to the lead of your own team only, and back. Compare "
                "the words of their card, and confirm that they are the lead.");
    case GEZIN_EXCHANGE_ERROR_FOR_REVIEW:
      return _ ("This dossier is here for a review, so it goes only back to who asked for it.");
    case GEZIN_EXCHANGE_ERROR_PEER_TAKEN_BACK:
      return _ ("The issuer of this card has revoked it, so nothing is sent to it and it is not "
                "trusted. Ask them for a new card.");
    case GEZIN_EXCHANGE_ERROR_OWN_TAKEN_BACK:
      return _ ("The issuer has revoked your own certificate, so nothing was made. Make new keys "
                "with “gezin card --renew”, and hand your new card to everybody.");
    case GEZIN_EXCHANGE_ERROR_SENDER_UNKNOWN:
      return _ (
          "Nobody whose card is here signed this. Ask the sender for their card first; nothing "
          "was changed.");
    case GEZIN_EXCHANGE_ERROR_SENDER_NOT_TRUSTED:
      return _ ("Nobody has compared the words of the sender's card yet. Call them first; nothing "
                "was changed.");
    case GEZIN_EXCHANGE_ERROR_SENDER_REVOKED:
      return _ ("The sender's card was revoked, so nothing was taken in.");
    case GEZIN_EXCHANGE_ERROR_STALE:
      return _ (
          "A later bundle of this sender was taken in before, so this one brings nothing new. "
          "With --older it is taken in all the same.");
    case GEZIN_EXCHANGE_ERROR_FORKED:
      return _ ("The sender has made two different bundles with one number. This one was not taken "
                "in; both are kept. Ask the sender, and tell your privacy officer.");
    case GEZIN_EXCHANGE_ERROR_REPLAYED:
      return _ ("Another bundle came before under the same name. This one was not taken in; it is "
                "kept. Ask the sender, and tell your privacy officer.");
    case GEZIN_EXCHANGE_ERROR_PREVIOUS:
      return _ (
          "This bundle follows another one than came here. It was not taken in; it is kept. Ask "
          "the sender, and tell your privacy officer.");
    case GEZIN_EXCHANGE_ERROR_ABOUT:
      return _ ("This is about a bundle that was never exchanged with its sender, so nothing was "
                "changed.");
    case GEZIN_EXCHANGE_ERROR_OWN:
      return _ ("This bundle was made here.");
    case GEZIN_EXCHANGE_ERROR_NOT_A_BUNDLE:
      return _ ("This is no bundle that we can open, so nothing was changed.");
    case GEZIN_EXCHANGE_ERROR_ERASED:
      return _ ("This dossier was erased, so nothing of it is taken in.");
    case GEZIN_EXCHANGE_ERROR_ERASES:
      return _ ("This bundle would erase something here, which no bundle of this program does. "
                "Nothing was changed. Ask the sender, and tell your privacy officer.");
    case GEZIN_EXCHANGE_ERROR_NOT_OUR_TEAM:
      return _ (
          "This is a review by another organisation, so nothing of it was taken in. Only your "
          "own team reviews a dossier.");
    case GEZIN_EXCHANGE_ERROR_SENDER_NOT_LEAD:
      return _ ("Nobody here confirmed that the sender of this review is the lead of your team, so "
                "nothing was taken in. Call them, and confirm their role on their card.");
    case GEZIN_EXCHANGE_ERROR_LIST_ISSUER:
      return _ ("This list is not of an issuer of a card that is here. Add the card of the person "
                "first; nothing was changed.");
    case GEZIN_EXCHANGE_ERROR_LIST_OLDER:
      return _ ("A later list of this issuer is here already. Nothing was changed.");
    case GEZIN_EXCHANGE_ERROR_LIST_NOT_YET:
      return _ ("This list was made in the future. Look whether the clock of this computer is "
                "right; nothing was changed.");
    case GEZIN_EXCHANGE_ERROR_MAILBOX_GONE:
      return _ (
          "The mailbox is not there, or went away. Plug it in or connect, and try again; what "
          "was exchanged stays exchanged.");
    case GEZIN_EXCHANGE_ERROR_MAILBOX_FULL:
      return _ ("There is no room in the mailbox. What did not fit waits here; make room, and try "
                "again.");
    case GEZIN_EXCHANGE_ERROR_MAILBOX_READ_ONLY:
      return _ ("The mailbox cannot be written. Ask for the right to do so, or name another one.");
    case GEZIN_EXCHANGE_ERROR_MAILBOX:
      return _ ("The mailbox does not work as it should. Try again later.");
    case GEZIN_EXCHANGE_ERROR_MAILBOX_PASSWORD:
      return _ ("The mailbox asks for a password or a confirmation. Open it once in Files, answer "
                "there, and try again.");
    }
  return NULL;
}

#define LAST_CODE 999

const char *
gezin_session_refusal_sentence (const char *reason)
{
  if (g_strcmp0 (reason, "by-a-person") == 0)
    return _ ("Somebody here looked at it and did not want it.");
  for (int code = 1; reason != NULL && code <= LAST_CODE; code++)
    {
      if (g_strcmp0 (gezin_exchange_error_reason (code), reason) == 0)
        return gezin_session_exchange_sentence (code);
      if (g_strcmp0 (gezin_wire_error_reason (code), reason) == 0)
        return gezin_wire_error_sentence (code);
    }
  return NULL;
}
