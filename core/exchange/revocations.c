/* SPDX-License-Identifier: EUPL-1.2 */

/* Lists of what issuers took back.
 *
 * Invariants:
 * 1. A list is kept only when an issuer on a card that is here signed it.
 * 2. A later list takes the place of an earlier one, and never the other way round. */

#include "exchange/revocations.h"

#include "base/limits.h"
#include "exchange/own-card.h"
#include "exchange/peers.h"

void
gezin_issuer_list_free (GezinIssuerList *kept)
{
  if (kept == NULL)
    return;
  g_free (kept->issuer);
  g_free (kept->name);
  g_clear_pointer (&kept->list, gezin_revocation_list_unref);
  g_free (kept);
}

static gboolean
fail (GezinExchangeError code, const char *what, GError **error)
{
  g_set_error_literal (error, GEZIN_EXCHANGE_ERROR, (int) code, what);
  return FALSE;
}

/* Reading what is kept. */

static GezinIssuerList *
read_kept (const GezinKeptList *row, GError **error)
{
  g_autoptr (GezinIssuerList) kept = g_new0 (GezinIssuerList, 1);

  kept->list = gezin_revocation_list_new (row->list, error);
  kept->issuer = g_strdup (row->issuer);
  kept->name = g_strdup (row->name);
  kept->taken = row->taken;
  return kept->list != NULL ? g_steal_pointer (&kept) : NULL;
}

GPtrArray *
gezin_revocations_kept (GezinExchange *exchange, GError **error)
{
  g_autoptr (GPtrArray) rows = gezin_store_revocation_lists (exchange->store, error);
  g_autoptr (GPtrArray) all =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_issuer_list_free);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      GezinIssuerList *kept = read_kept (rows->pdata[i], error);

      if (kept == NULL)
        return NULL;
      g_ptr_array_add (all, kept);
    }
  return rows != NULL ? g_steal_pointer (&all) : NULL;
}

GPtrArray *
gezin_revocations_lists (GezinExchange *exchange, GError **error)
{
  g_autoptr (GPtrArray) kept = gezin_revocations_kept (exchange, error);
  GPtrArray *lists;

  if (kept == NULL)
    return NULL;
  lists = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_revocation_list_unref);
  for (guint i = 0; i < kept->len; i++)
    g_ptr_array_add (lists, gezin_revocation_list_ref (((GezinIssuerList *) kept->pdata[i])->list));
  return lists;
}

/* Taking one in. */

/* The one that signed @list, of those who are named on it; else %NULL, and @is_named when somebody was. */
static GezinCertificate *
find_signer (const GezinCard *card, const GezinRevocationList *list, gboolean *is_named)
{
  GPtrArray *issuers = gezin_card_issuers (card);

  for (guint i = 0; i < issuers->len; i++)
    if (gezin_revocation_list_names (list, issuers->pdata[i]))
      {
        *is_named = TRUE;
        if (gezin_revocation_list_check (list, issuers->pdata[i], NULL))
          return issuers->pdata[i];
      }
  return NULL;
}

/* (transfer full) */
static GezinCertificate *
find_issuer (GezinExchange *exchange, const GezinRevocationList *list, GError **error)
{
  g_autoptr (GezinOwnCard) own = gezin_own_card_get (exchange, error);
  g_autoptr (GPtrArray) peers = own != NULL ? gezin_peers_list (exchange, error) : NULL;
  GezinCertificate *found;
  gboolean is_named = FALSE;

  if (peers == NULL)
    return NULL;
  found = find_signer (own->card, list, &is_named);
  for (guint i = 0; found == NULL && i < peers->len; i++)
    found = find_signer (((GezinKnownPeer *) peers->pdata[i])->card, list, &is_named);
  if (found != NULL)
    return gezin_certificate_ref (found);
  if (is_named)
    g_set_error_literal (error, GEZIN_WIRE_ERROR, GEZIN_WIRE_ERROR_LIST_SIGNATURE,
                         "not signed by the issuer that it names");
  else
    fail (GEZIN_EXCHANGE_ERROR_LIST_ISSUER, "of nobody who issued a card here", error);
  return NULL;
}

static char *
name_of (const GezinCertificate *issuer)
{
  char *name = gezin_certificate_name (issuer);

  if (name == NULL)
    name = gezin_certificate_organisation (issuer);
  return name != NULL ? name : g_strdup ("?");
}

static GezinIssuerList *
new_list (GezinExchange *exchange, GBytes *file, GError **error)
{
  g_autoptr (GezinIssuerList) taken = g_new0 (GezinIssuerList, 1);
  g_autoptr (GezinCertificate) issuer = NULL;
  guint8 digest[GEZIN_DIGEST_BYTES];

  taken->list = gezin_revocation_list_new (file, error);
  issuer = taken->list != NULL ? find_issuer (exchange, taken->list, error) : NULL;
  if (issuer == NULL)
    return NULL;
  gezin_certificate_key_digest (issuer, digest);
  taken->issuer = gezin_digest_text (digest);
  taken->name = name_of (issuer);
  return g_steal_pointer (&taken);
}

static gboolean
check_time (GezinExchange *exchange, const GezinRevocationList *list, GError **error)
{
  gint64 slack = (gint64) GEZIN_CLOCK_SLACK_SECONDS * G_USEC_PER_SEC;
  gint64 now = gezin_clock_now (gezin_store_clock (exchange->store));

  return gezin_revocation_list_from (list) <= now + slack
         || fail (GEZIN_EXCHANGE_ERROR_LIST_NOT_YET, "made in the future", error);
}

/* (nullable): The one that is here of the same issuer. */
static GezinIssuerList *
find_kept (GPtrArray *kept, const char *issuer)
{
  for (guint i = 0; i < kept->len; i++)
    if (g_str_equal (((GezinIssuerList *) kept->pdata[i])->issuer, issuer))
      return kept->pdata[i];
  return NULL;
}

static gboolean
keep (GezinExchange *exchange, GezinIssuerList *taken, GError **error)
{
  GezinKeptList row = { .issuer = taken->issuer,
                        .name = taken->name,
                        .list = gezin_revocation_list_der (taken->list) };
  const GezinAuditEvent event = { .action = "keep-revocation-list", .subject = taken->issuer };

  if (!gezin_store_put_revocation_list (exchange->store, &row, &event, error))
    return FALSE;
  taken->taken = row.taken;
  return TRUE;
}

GezinIssuerList *
gezin_revocations_take (GezinExchange *exchange, GBytes *file, GError **error)
{
  g_autoptr (GezinIssuerList) taken = new_list (exchange, file, error);
  g_autoptr (GPtrArray) kept = NULL;
  const GezinIssuerList *before;

  if (taken == NULL || !check_time (exchange, taken->list, error))
    return NULL;
  kept = gezin_revocations_kept (exchange, error);
  if (kept == NULL)
    return NULL;
  before = find_kept (kept, taken->issuer);
  if (before != NULL
      && g_bytes_equal (gezin_revocation_list_der (before->list),
                        gezin_revocation_list_der (taken->list)))
    {
      taken->taken = before->taken;
      return g_steal_pointer (&taken);
    }
  if (before != NULL && !gezin_revocation_list_is_later (taken->list, before->list))
    {
      fail (GEZIN_EXCHANGE_ERROR_LIST_OLDER, "a later one of its issuer is here", error);
      return NULL;
    }
  return keep (exchange, taken, error) ? g_steal_pointer (&taken) : NULL;
}

/* What they say. */

gboolean
gezin_revocations_is_about (const GezinIssuerList *kept, const GezinCard *card)
{
  gboolean is_named = FALSE;

  return find_signer (card, kept->list, &is_named) != NULL;
}

const char *
gezin_revocation_code (GezinRevocation revocation)
{
  switch (revocation)
    {
    case GEZIN_REVOCATION_GOOD:
      return GEZIN_REVOCATION_CODE_GOOD;
    case GEZIN_REVOCATION_STALE:
      return GEZIN_REVOCATION_CODE_STALE;
    case GEZIN_REVOCATION_UNCHECKED:
      break;
    }
  return GEZIN_REVOCATION_CODE_UNCHECKED;
}

static void
find_times (const GezinCard *card, GPtrArray *lists, GezinCardStanding *standing)
{
  gboolean is_named;

  for (guint i = 0; i < lists->len; i++)
    {
      const GezinRevocationList *list = lists->pdata[i];

      if (find_signer (card, list, &is_named) == NULL
          || (standing->from != 0 && standing->from < gezin_revocation_list_from (list)))
        continue;
      standing->from = gezin_revocation_list_from (list);
      standing->until = gezin_revocation_list_until (list);
    }
}

void
gezin_revocations_of_card (const GezinCard *card, GPtrArray *lists, gint64 when,
                           GezinCardStanding *standing)
{
  GezinRevocation worst = GEZIN_REVOCATION_GOOD;

  *standing = (GezinCardStanding){ .code = NULL };
  if (gezin_card_issuers (card)->len == 0)
    return;
  find_times (card, lists, standing);
  for (GezinCertificateUse use = GEZIN_CERTIFICATE_SIGNS; use <= GEZIN_CERTIFICATE_OPENS; use++)
    {
      GezinRevocation one = GEZIN_REVOCATION_UNCHECKED;
      g_autoptr (GError) error = NULL;

      if (!gezin_card_check (card, use, lists, when, &one, &error)
          && g_error_matches (error, GEZIN_WIRE_ERROR, GEZIN_WIRE_ERROR_CERTIFICATE_REVOKED))
        {
          standing->code = GEZIN_REVOCATION_CODE_REVOKED;
          return;
        }
      /* One that does not hold for another reason was not checked. */
      worst = MIN (worst, one);
    }
  standing->code = gezin_revocation_code (worst);
}
