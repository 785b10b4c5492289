/* SPDX-License-Identifier: EUPL-1.2 */

/* The errors of this room. */

#include "exchange/exchange.h"

GQuark
gezin_exchange_error_quark (void)
{
  return g_quark_from_static_string ("gezin-exchange-error-quark");
}

const char *
gezin_exchange_error_reason (int code)
{
  switch ((GezinExchangeError) code)
    {
    case GEZIN_EXCHANGE_ERROR_NOTHING_SHARED:
      return "nothing-shared";
    case GEZIN_EXCHANGE_ERROR_NO_PEER:
      return "no-peer";
    case GEZIN_EXCHANGE_ERROR_NO_BUNDLE:
      return "no-bundle";
    case GEZIN_EXCHANGE_ERROR_CARRIED_LATER:
      return "carried-later";
    case GEZIN_EXCHANGE_ERROR_PEER_AMBIGUOUS:
      return "peer-ambiguous";
    case GEZIN_EXCHANGE_ERROR_PEER_NOT_TRUSTED:
      return "peer-not-trusted";
    case GEZIN_EXCHANGE_ERROR_PEER_REPLACED:
      return "peer-replaced";
    case GEZIN_EXCHANGE_ERROR_PEER_REVOKED:
      return "peer-revoked";
    case GEZIN_EXCHANGE_ERROR_PEER_EXPIRED:
      return "peer-expired";
    case GEZIN_EXCHANGE_ERROR_PEER_SELF:
      return "own-card";
    case GEZIN_EXCHANGE_ERROR_RECIPIENT:
      return "recipient-unknown";
    case GEZIN_EXCHANGE_ERROR_PURPOSE:
      return "no-purpose";
    case GEZIN_EXCHANGE_ERROR_RECALLED:
      return "not-to-be-recalled";
    case GEZIN_EXCHANGE_ERROR_ROLE:
      return "no-role";
    case GEZIN_EXCHANGE_ERROR_RECORD:
      return "no-record";
    case GEZIN_EXCHANGE_ERROR_LEAD:
      return "lead-not-ours";
    case GEZIN_EXCHANGE_ERROR_CARD_KNOWN:
      return "card-known";
    case GEZIN_EXCHANGE_ERROR_NO_MAILBOX:
      return "no-mailbox";
    case GEZIN_EXCHANGE_ERROR_OTHER_NAME:
      return "other-name";
    case GEZIN_EXCHANGE_ERROR_NOT_OUR_LEAD:
      return "not-our-lead";
    case GEZIN_EXCHANGE_ERROR_FOR_REVIEW:
      return "for-review";
    case GEZIN_EXCHANGE_ERROR_PEER_TAKEN_BACK:
      return "peer-certificate-revoked";
    case GEZIN_EXCHANGE_ERROR_OWN_TAKEN_BACK:
      return "own-certificate-revoked";
    case GEZIN_EXCHANGE_ERROR_SENDER_UNKNOWN:
      return "sender-unknown";
    case GEZIN_EXCHANGE_ERROR_SENDER_NOT_TRUSTED:
      return "sender-not-trusted";
    case GEZIN_EXCHANGE_ERROR_SENDER_REVOKED:
      return "sender-revoked";
    case GEZIN_EXCHANGE_ERROR_STALE:
      return "stale";
    case GEZIN_EXCHANGE_ERROR_FORKED:
      return "forked";
    case GEZIN_EXCHANGE_ERROR_REPLAYED:
      return "replayed";
    case GEZIN_EXCHANGE_ERROR_PREVIOUS:
      return "previous-differs";
    case GEZIN_EXCHANGE_ERROR_ABOUT:
      return "about-nothing-known";
    case GEZIN_EXCHANGE_ERROR_OWN:
      return "made-here";
    case GEZIN_EXCHANGE_ERROR_NOT_A_BUNDLE:
      return "no-bundle-for-us";
    case GEZIN_EXCHANGE_ERROR_ERASED:
      return "erased-here";
    case GEZIN_EXCHANGE_ERROR_ERASES:
      return "erases-here";
    case GEZIN_EXCHANGE_ERROR_NOT_OUR_TEAM:
      return "not-our-team";
    case GEZIN_EXCHANGE_ERROR_SENDER_NOT_LEAD:
      return "sender-not-lead";
    case GEZIN_EXCHANGE_ERROR_LIST_ISSUER:
      return "list-of-nobody-known";
    case GEZIN_EXCHANGE_ERROR_LIST_OLDER:
      return "list-older";
    case GEZIN_EXCHANGE_ERROR_LIST_NOT_YET:
      return "list-not-yet";
    case GEZIN_EXCHANGE_ERROR_MAILBOX_GONE:
      return "mailbox-gone";
    case GEZIN_EXCHANGE_ERROR_MAILBOX_FULL:
      return "mailbox-full";
    case GEZIN_EXCHANGE_ERROR_MAILBOX_READ_ONLY:
      return "mailbox-read-only";
    case GEZIN_EXCHANGE_ERROR_MAILBOX:
      return "mailbox-failed";
    case GEZIN_EXCHANGE_ERROR_MAILBOX_PASSWORD:
      return "mailbox-asks";
    }
  return NULL;
}
