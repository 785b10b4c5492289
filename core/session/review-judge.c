/* SPDX-License-Identifier: EUPL-1.2 */

/* Whether what says that it was approved, was: the list is there, its signature fits, its signer is
 * the lead of our team, and wrote nothing of it.
 *
 * Invariants:
 * 1. What does not count is told with its reason, and makes nothing approved.
 * 2. Nothing of a list is read before its signature was checked. */

#include "session/review-private.h"

#include "base/limits.h"
#include "exchange/team.h"
#include "session/bundles-private.h"
#include "store/documents.h"
#include "wire/signature.h"
#include "wire/trust.h"

#include <string.h>

#define LEAD "lead"
#define APPROVED "approved"
#define MAX_SIGNED_BYTES (34 * GEZIN_MIB)

static int
compare_replicas (gconstpointer a, gconstpointer b)
{
  guint64 first = *(const guint64 *) a, second = *(const guint64 *) b;

  return (first > second) - (first < second);
}

void
gezin_session_sort_replicas (GArray *replicas)
{
  guint n = 0;

  g_array_sort (replicas, compare_replicas);
  for (guint i = 0; i < replicas->len; i++)
    if (i == 0 || g_array_index (replicas, guint64, i) != g_array_index (replicas, guint64, n - 1))
      g_array_index (replicas, guint64, n++) = g_array_index (replicas, guint64, i);
  g_array_set_size (replicas, n);
}

/* The file. */

/* %NULL without an error: it is not here, or not whole. */
static GBytes *
read_file (GezinStore *store, const char *digest, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autoptr (GezinDocument) document = gezin_documents_find (store, digest, &inner);
  g_autoptr (GOutputStream) stream = NULL;

  if (document == NULL && !g_error_matches (inner, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return NULL;
    }
  if (document == NULL || document->bytes > MAX_SIGNED_BYTES)
    return NULL;
  stream = g_memory_output_stream_new_resizable ();
  if (!gezin_documents_read_to_stream (store, document, stream, NULL, NULL, NULL, NULL)
      || !g_output_stream_close (stream, NULL, NULL))
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

/* The signer. */

static gboolean
is_own_card (GezinStore *store, const GezinCertificate *certificate, gboolean *is_lead,
             GError **error)
{
  g_autoptr (GPtrArray) keys = gezin_store_keys (store, error);

  for (guint i = 0; keys != NULL && i < keys->len; i++)
    {
      const GezinOwnKeys *own = keys->pdata[i];

      if (!g_bytes_equal (own->signing_certificate, gezin_certificate_der (certificate)))
        continue;
      *is_lead = g_strcmp0 (gezin_store_identity (store)->role, LEAD) == 0;
      return TRUE;
    }
  return FALSE;
}

/* A card that was replaced still tells who signed then; one that was revoked tells nothing. */
static GezinApprovalVerdict
judge_peer (GezinExchange *exchange, const GezinCertificate *certificate, char **name)
{
  g_autoptr (GezinKnownPeer) known = gezin_peers_find_signer (exchange, certificate, NULL);

  if (known == NULL
      || (known->peer->state != GEZIN_PEER_TRUSTED && known->peer->state != GEZIN_PEER_REPLACED))
    return GEZIN_APPROVAL_UNKNOWN;
  *name = g_strdup (known->peer->name);
  return gezin_team_is_own (exchange, known) && g_strcmp0 (known->peer->role, LEAD) == 0
                 && g_strcmp0 (gezin_card_role (known->card), LEAD) == 0
             ? GEZIN_APPROVAL_GOOD
             : GEZIN_APPROVAL_NOT_LEAD;
}

static GezinApprovalVerdict
judge_signer (GezinSession *session, const GezinSignature *signature, char **name, GError **error)
{
  GezinExchange exchange = gezin_session_exchange (session);
  g_autoptr (GPtrArray) pinned = g_ptr_array_new ();
  const GezinTrust trust = { .pinned = pinned };
  GezinApprovalVerdict verdict;
  gboolean is_lead = FALSE;

  g_ptr_array_add (pinned, signature->certificate);
  if (is_own_card (session->store, signature->certificate, &is_lead, error))
    {
      *name = g_strdup (gezin_store_identity (session->store)->name);
      verdict = is_lead ? GEZIN_APPROVAL_GOOD : GEZIN_APPROVAL_NOT_LEAD;
    }
  else
    verdict = judge_peer (&exchange, signature->certificate, name);
  if (verdict == GEZIN_APPROVAL_GOOD
      && (signature->claimed_time > gezin_clock_now (session->clock) + G_TIME_SPAN_DAY
          || !gezin_trust_check (&trust, signature->certificate, signature->others,
                                 signature->claimed_time, NULL, NULL)))
    verdict = GEZIN_APPROVAL_EXPIRED;
  return verdict;
}

/* The list. */

static gboolean
is_part (const GezinWhole *whole, const GezinUuid *dossier)
{
  for (guint i = 0; i < whole->parts->len; i++)
    if (gezin_uuid_equal (gezin_dossier_id (whole->parts->pdata[i]), dossier))
      return TRUE;
  return FALSE;
}

static GezinApprovalVerdict
judge_list (const GezinApprovedList *list, const GezinWhole *whole, const GezinView *view,
            const GezinApproval *approval)
{
  if (list == NULL || !is_part (whole, &list->dossier)
      || !gezin_uuid_equal (&list->review, &approval->review))
    return GEZIN_APPROVAL_FORGED;
  return gezin_approved_list_has_own_work (list, view, approval->by) ? GEZIN_APPROVAL_OWN_WORK
                                                                     : GEZIN_APPROVAL_GOOD;
}

static gboolean
judge (GezinSession *session, const GezinWhole *whole, const GezinView *view, const char *digest,
       GezinApproval *approval, GPtrArray *lists, GError **error)
{
  GError *inner = NULL;
  g_autoptr (GBytes) file = read_file (session->store, digest, &inner);
  g_autoptr (GezinSignature) signature = NULL;
  g_autoptr (GezinApprovedList) list = NULL;

  approval->verdict = GEZIN_APPROVAL_MISSING;
  if (file != NULL)
    {
      approval->verdict = GEZIN_APPROVAL_FORGED;
      signature = gezin_signature_check (file, GEZIN_SIGNATURE_AROUND, NULL, NULL);
    }
  if (signature != NULL)
    {
      approval->verdict = judge_signer (session, signature, &approval->by, &inner);
      approval->signed_at = signature->claimed_time;
    }
  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return FALSE;
    }
  if (signature == NULL || approval->verdict != GEZIN_APPROVAL_GOOD)
    return TRUE;
  list = gezin_approved_list_read (signature->content);
  approval->verdict = judge_list (list, whole, view, approval);
  if (approval->verdict != GEZIN_APPROVAL_GOOD)
    return TRUE;
  approval->has_of = list->has_of;
  approval->of = list->of;
  approval->n_fields = list->fields->len;
  list->signed_at = approval->signed_at;
  g_ptr_array_add (lists, g_steal_pointer (&list));
  return TRUE;
}

GPtrArray *
gezin_session_judge_approvals (GezinSession *session, const GezinWhole *whole,
                               const GezinView *view, GPtrArray *approvals, GError **error)
{
  GezinDossier *dossier = gezin_view_dossier (view);
  g_autoptr (GPtrArray) lists =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_approved_list_free);

  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier, i);
      const char *digest = gezin_record_value (record, GEZIN_FIELD_REVIEW_APPROVED_STATE);
      GezinApproval *approval;

      if (record->kind != GEZIN_KIND_REVIEW || gezin_record_is_removed (record) || digest == NULL
          || g_strcmp0 (gezin_record_value (record, GEZIN_FIELD_REVIEW_STATE), APPROVED) != 0)
        continue;
      approval = g_new0 (GezinApproval, 1);
      approval->review = record->id;
      g_ptr_array_add (approvals, approval);
      if (!judge (session, whole, view, digest, approval, lists, error))
        return NULL;
    }
  return g_steal_pointer (&lists);
}
