/* SPDX-License-Identifier: EUPL-1.2 */

/* Judging a file with what this store knows, to take it in or to look at it.
 *
 * Invariants:
 * 1. To be taken in, everything must hold now: nothing that a sender says of its time counts.
 * 2. What was taken in held then. Looked at later, it is judged as of that moment when it does not
 *    hold now, and that is told; the ledger tells the moment, by the digest of what was signed. */

#include "exchange/import-private.h"
#include "exchange/revocations.h"

#include <string.h>

static gboolean
fail (GezinExchangeError code, const char *what, GError **error)
{
  g_set_error_literal (error, GEZIN_EXCHANGE_ERROR, (int) code, what);
  return FALSE;
}

/* What is known. */

typedef struct {
  GPtrArray *own; /* GezinCard */
  GPtrArray *peers; /* GezinKnownPeer */
  GPtrArray *lists; /* GezinRevocationList */
} Knowledge;

static void
knowledge_clear (Knowledge *self)
{
  g_clear_pointer (&self->own, g_ptr_array_unref);
  g_clear_pointer (&self->peers, g_ptr_array_unref);
  g_clear_pointer (&self->lists, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Knowledge, knowledge_clear)

static gboolean
knowledge_init (Knowledge *self, GezinExchange *exchange, GError **error)
{
  self->own = gezin_import_own_cards (exchange, error);
  self->peers = self->own != NULL ? gezin_peers_list (exchange, error) : NULL;
  self->lists = self->peers != NULL ? gezin_revocations_lists (exchange, error) : NULL;
  return self->lists != NULL;
}

/* A card that was replaced still tells whose an older bundle is; one that was revoked only of what was
 * taken in before. */
static GPtrArray *
confirmed_cards (const Knowledge *known, gint64 when)
{
  GPtrArray *cards = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_card_unref);

  for (guint i = 0; i < known->peers->len; i++)
    {
      const GezinKnownPeer *one = known->peers->pdata[i];

      if (one->peer->state == GEZIN_PEER_TRUSTED || one->peer->state == GEZIN_PEER_REPLACED
          || (one->peer->state == GEZIN_PEER_REVOKED && one->peer->decided > when))
        g_ptr_array_add (cards, gezin_card_ref (one->card));
    }
  return cards;
}

GezinJudgement *
gezin_import_judge (GezinExchange *exchange, GezinOwnCard *own, GBytes *file, GError **error)
{
  g_auto (Knowledge) known = { NULL };
  g_autoptr (GPtrArray) senders = NULL;
  GezinBundleQuestion question = { .now = gezin_clock_now (gezin_store_clock (exchange->store)),
                                   .openers = own->openers,
                                   .is_to_be_taken = TRUE };

  if (!knowledge_init (&known, exchange, error))
    return NULL;
  senders = confirmed_cards (&known, question.now);
  question.own = known.own;
  question.senders = senders;
  question.revocations = known.lists;
  return gezin_bundle_judge (&question, file, error);
}

/* Looking. */

typedef struct {
  GezinExchange *exchange;
  GBytes *file;
  GezinOwnCard *own;
  Knowledge known;
  GezinJudgement *judgement;
  GError *refusal; /* (nullable): the first */
} Look;

static void
look_clear (Look *self)
{
  g_clear_pointer (&self->own, gezin_own_card_free);
  knowledge_clear (&self->known);
  g_clear_pointer (&self->judgement, gezin_judgement_free);
  g_clear_error (&self->refusal);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Look, look_clear)

static void
judge (Look *self, const GezinBundleQuestion *question)
{
  g_clear_pointer (&self->judgement, gezin_judgement_free);
  g_clear_error (&self->refusal);
  self->judgement = gezin_bundle_judge (question, self->file, &self->refusal);
}

static GezinRevocation
revocation_then (const GezinLedgerRow *row)
{
  if (g_strcmp0 (row->revocation, GEZIN_REVOCATION_CODE_GOOD) == 0)
    return GEZIN_REVOCATION_GOOD;
  return g_strcmp0 (row->revocation, GEZIN_REVOCATION_CODE_STALE) == 0 ? GEZIN_REVOCATION_STALE
                                                                       : GEZIN_REVOCATION_UNCHECKED;
}

static void
judge_as_of (Look *self, const GezinLedgerRow *row)
{
  g_autoptr (GPtrArray) senders = confirmed_cards (&self->known, row->noted);
  const GezinBundleQuestion question = { .now = row->noted,
                                         .is_past = TRUE,
                                         .openers = self->own->openers,
                                         .own = self->known.own,
                                         .senders = senders,
                                         .revocations = self->known.lists,
                                         .revocation_then = revocation_then (row) };

  judge (self, &question);
}

/* What we made ourselves: whom it is for is somebody else. */
static void
judge_own (Look *self, const GezinLedgerRow *row)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_new ();
  const GezinBundleQuestion question = { .now = row->noted,
                                         .is_past = TRUE,
                                         .openers = self->own->openers,
                                         .own = cards,
                                         .senders = self->known.own,
                                         .revocations = self->known.lists };

  for (guint i = 0; i < self->known.peers->len; i++)
    g_ptr_array_add (cards, ((GezinKnownPeer *) self->known.peers->pdata[i])->card);
  judge (self, &question);
}

/* Whether @part is not good. */
static gboolean
has_line (const Look *self, const char *part)
{
  for (guint i = 0; i < self->judgement->lines->len; i++)
    {
      const GezinBundleVerdictLine *line =
          &g_array_index (self->judgement->lines, GezinBundleVerdictLine, i);

      if (line->verdict != GEZIN_BUNDLE_VERDICT_GOOD && g_str_equal (line->part, part))
        return TRUE;
    }
  return FALSE;
}

/* Whether its sender's certificate is why it is not good: what is wrong otherwise stays wrong. */
static gboolean
is_about_certificate (const Look *self)
{
  return self->judgement->container != NULL && self->judgement->signature != NULL
         && (has_line (self, "certificate") || has_line (self, "revocation"));
}

static gboolean
judge_by_ledger (Look *self, GError **error)
{
  GBytes *container = self->judgement->container;
  guint8 sha256[GEZIN_DIGEST_BYTES];
  g_autofree char *digest = NULL;
  g_autoptr (GezinLedgerRow) came = NULL;
  g_autoptr (GezinLedgerRow) made = NULL;
  g_autoptr (GError) inner = NULL;

  gezin_digest_of (g_bytes_get_data (container, NULL), g_bytes_get_size (container), sha256);
  digest = gezin_digest_text (sha256);
  came = gezin_store_find_container (self->exchange->store, digest, TRUE, &inner);
  if (came == NULL && inner == NULL)
    made = gezin_store_find_container (self->exchange->store, digest, FALSE, &inner);
  if (inner != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  if (came != NULL)
    judge_as_of (self, came);
  else if (made != NULL)
    judge_own (self, made);
  return TRUE;
}

static gboolean
look (Look *self, GError **error)
{
  g_autoptr (GPtrArray) senders = NULL;
  GezinBundleQuestion question = { .now = gezin_clock_now (
                                       gezin_store_clock (self->exchange->store)) };

  self->own = gezin_own_card_get (self->exchange, error);
  if (self->own == NULL || !knowledge_init (&self->known, self->exchange, error))
    return FALSE;
  senders = confirmed_cards (&self->known, question.now);
  question.openers = self->own->openers;
  question.own = self->known.own;
  question.senders = senders;
  question.revocations = self->known.lists;
  judge (self, &question);
  return !is_about_certificate (self) || judge_by_ledger (self, error);
}

GBytes *
gezin_import_unseal (GezinExchange *exchange, GBytes *file, GezinUuid *bundle, GError **error)
{
  g_auto (Look) self = { .exchange = exchange, .file = file };
  GezinAuditEvent event = { .action = "open-bundle" };

  if (!look (&self, error))
    return NULL;
  if (self.refusal != NULL || self.judgement->verdict == GEZIN_BUNDLE_VERDICT_BAD
      || self.judgement->manifest == NULL)
    {
      if (self.refusal != NULL)
        g_propagate_error (error, g_steal_pointer (&self.refusal));
      else
        fail (GEZIN_EXCHANGE_ERROR_NOT_A_BUNDLE, "it is no bundle for us", error);
      return NULL;
    }
  *bundle = self.judgement->manifest->bundle;
  event.dossier = &self.judgement->manifest->dossier;
  if (!gezin_store_audit (exchange->store, &event, error))
    return NULL;
  return g_bytes_ref (self.judgement->container);
}

void
gezin_looked_clear (GezinLooked *looked)
{
  g_clear_pointer (&looked->text, g_free);
}

gboolean
gezin_import_verify (GezinExchange *exchange, GBytes *file, gboolean for_people,
                     GezinLooked *looked, GError **error)
{
  g_auto (Look) self = { .exchange = exchange, .file = file };

  if (!look (&self, error))
    return FALSE;
  looked->verdict = self.judgement->verdict == GEZIN_BUNDLE_VERDICT_GOOD      ? 0
                    : self.judgement->verdict == GEZIN_BUNDLE_VERDICT_UNKNOWN ? 1
                                                                              : 2;
  looked->taken = self.judgement->as_of;
  looked->text =
      for_people ? gezin_judgement_text (self.judgement) : gezin_judgement_json (self.judgement);
  return TRUE;
}
