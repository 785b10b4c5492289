/* SPDX-License-Identifier: EUPL-1.2 */

/* A bundle from anybody, in the one order of docs/bundle-format.md.
 *
 * Invariants:
 * 1. A step begins only when all before it held; the first that is bad ends it.
 * 2. No XML is met before a signature fits; when it is to be taken in, none before we know whose.
 * 3. What is unknown is told as that: it is never good. */

#include "wire/bundle.h"

#include "base/limits.h"
#include "wire/asic-private.h"
#include "wire/bundle-private.h"

#include <string.h>

/** Step: One part of the judgement: sets what it finds in @self. */
typedef gboolean (*Step) (GezinJudgement *self, const GezinBundleQuestion *question, GBytes *file,
                          GError **error);

static gboolean
fail (GError **error, GezinWireError code, const char *reason)
{
  g_set_error_literal (error, GEZIN_WIRE_ERROR, (int) code, reason);
  return FALSE;
}

static void
tell (GezinJudgement *self, const char *part, GezinBundleVerdict verdict, int code,
      const char *reason)
{
  GezinBundleVerdictLine line = { part, verdict, code, reason };

  g_array_append_val (self->lines, line);
  self->verdict = MAX (self->verdict, verdict);
}

static void
tell_unknown (GezinJudgement *self, const char *part, GezinWireError code)
{
  tell (self, part, GEZIN_BUNDLE_VERDICT_UNKNOWN, (int) code, gezin_wire_error_reason ((int) code));
}

gboolean
gezin_bundle_is_container (GBytes *file)
{
  gsize length;
  const char *bytes = g_bytes_get_data (file, &length);

  return length >= 4 && memcmp (bytes, "PK\003\004", 4) == 0;
}

/* ---------- The envelope ---------- */

static gboolean
look_at_envelope (GezinJudgement *self, const GezinBundleQuestion *question, GBytes *file,
                  GError **error)
{
  if (!gezin_envelope_check_library (error))
    return FALSE;
  self->envelope = gezin_envelope_look (file, error);
  return self->envelope != NULL;
}

static gboolean
find_recipient (GezinJudgement *self, const GezinBundleQuestion *question, GBytes *file,
                GError **error)
{
  return gezin_envelope_find_opener (self->envelope, question->openers) != NULL
         || fail (error, GEZIN_WIRE_ERROR_NOT_FOR_US, "no key of ours is named");
}

static void
free_container (gpointer data)
{
  gezin_secret_free (data);
}

static gboolean
open_envelope (GezinJudgement *self, const GezinBundleQuestion *question, GBytes *file,
               GError **error)
{
  const GezinOpener *opener = gezin_envelope_find_opener (self->envelope, question->openers);
  GezinSecret *secret = gezin_envelope_open (file, self->envelope, opener, error);

  if (secret == NULL)
    return FALSE;
  self->container = g_bytes_new_with_free_func (
      gezin_secret_peek (secret), gezin_secret_length (secret), free_container, secret);
  return TRUE;
}

/* ---------- The container ---------- */

static gboolean
read_container (GezinJudgement *self, const GezinBundleQuestion *question, GBytes *file,
                GError **error)
{
  gsize length;
  const void *bytes = g_bytes_get_data (self->container, &length);

  self->parts = gezin_container_read (self->container, error);
  if (self->parts == NULL)
    return FALSE;
  /* Judging by itself needs no name for the whole; taking in does. */
  if (question->is_to_be_taken)
    gezin_digest_of (bytes, length, self->digest);
  return TRUE;
}

static gboolean
check_signature (GezinJudgement *self, const GezinBundleQuestion *question, GBytes *file,
                 GError **error)
{
  GBytes *list = gezin_part_find (self->parts, GEZIN_CONTAINER_ASIC_MANIFEST)->bytes;
  GBytes *der = gezin_part_find (self->parts, GEZIN_CONTAINER_SIGNATURE)->bytes;

  self->signature = gezin_signature_check (der, GEZIN_SIGNATURE_BESIDE, list, error);
  return self->signature != NULL;
}

/* Pinned: the very certificate that is on a confirmed card. */
static GezinCard *
find_sender (const GezinBundleQuestion *question, const GezinCertificate *certificate)
{
  for (guint i = 0; question->senders != NULL && i < question->senders->len; i++)
    {
      GezinCard *card = question->senders->pdata[i];

      if (gezin_certificate_equal (gezin_card_signing (card), certificate))
        return card;
    }
  return NULL;
}

static gboolean
check_certificate (GezinJudgement *self, const GezinBundleQuestion *question, GBytes *file,
                   GError **error)
{
  const GezinSignature *signature = self->signature;
  GezinTrust trust = { .issuers = question->issuers, .revocations = question->revocations };
  GezinCard *card = find_sender (question, signature->certificate);

  if (card != NULL)
    {
      self->sender = gezin_card_ref (card);
      return gezin_card_check (card, GEZIN_CERTIFICATE_SIGNS, question->revocations, question->now,
                               &self->revocation, error);
    }
  if (!question->is_to_be_taken && question->issuers != NULL)
    return self->is_vouched_for =
               gezin_trust_check (&trust, signature->certificate, signature->others, question->now,
                                  &self->revocation, error);
  return gezin_certificate_check_time (signature->certificate, question->now, error)
         && fail (error, GEZIN_WIRE_ERROR_CERTIFICATE_UNKNOWN, "on no confirmed card");
}

/* ---------- What was signed ---------- */

static gboolean
check_digests (GezinJudgement *self, const GezinBundleQuestion *question, GBytes *file,
               GError **error)
{
  GBytes *list = gezin_part_find (self->parts, GEZIN_CONTAINER_ASIC_MANIFEST)->bytes;

  return gezin_asic_check (list, self->parts, error);
}

/* The parts that the manifest names are those that are there. */
static gboolean
check_parts (const GezinJudgement *self, GError **error)
{
  const GezinManifest *manifest = self->manifest;
  gboolean has_dossier = gezin_part_find (self->parts, GEZIN_CONTAINER_DOSSIER) != NULL;
  guint n_named = 0;

  for (guint i = 0; i < self->parts->len; i++)
    {
      const GezinPart *part = self->parts->pdata[i];
      const GezinManifestPart *named;

      if (g_str_equal (part->name, GEZIN_CONTAINER_MANIFEST)
          || g_str_has_prefix (part->name, "META-INF/"))
        continue;
      if (n_named == manifest->parts->len)
        return fail (error, GEZIN_WIRE_ERROR_PARTS, "a part that the manifest does not name");
      named = manifest->parts->pdata[n_named++];
      if (!g_str_equal (named->name, part->name) || named->bytes != g_bytes_get_size (part->bytes)
          || memcmp (named->digest, part->digest, GEZIN_DIGEST_BYTES) != 0)
        return fail (error, GEZIN_WIRE_ERROR_PARTS, "another part than the manifest names");
    }
  if (n_named != manifest->parts->len
      || has_dossier != gezin_bundle_kind_has_dossier (manifest->kind)
      || (!has_dossier && n_named > 0))
    return fail (error, GEZIN_WIRE_ERROR_PARTS, "parts that do not belong to this kind");
  return TRUE;
}

static gboolean
read_manifest (GezinJudgement *self, const GezinBundleQuestion *question, GBytes *file,
               GError **error)
{
  GBytes *bytes = gezin_part_find (self->parts, GEZIN_CONTAINER_MANIFEST)->bytes;

  self->manifest = gezin_manifest_read (bytes, error);
  return self->manifest != NULL && check_parts (self, error);
}

static gboolean
check_sender (GezinJudgement *self, const GezinBundleQuestion *question, GBytes *file,
              GError **error)
{
  /* An issuer says who it is; then the card adds nothing. */
  if (self->is_vouched_for)
    return TRUE;
  if (self->sender == NULL)
    return fail (error, GEZIN_WIRE_ERROR_CERTIFICATE_UNKNOWN, "no card of the sender is here");
  return memcmp (self->manifest->sender, gezin_card_digest (self->sender), GEZIN_DIGEST_BYTES) == 0
         || fail (error, GEZIN_WIRE_ERROR_SENDER, "another card than the signer's is named");
}

static gboolean
check_addressee (GezinJudgement *self, const GezinBundleQuestion *question, GBytes *file,
                 GError **error)
{
  for (guint i = 0; i < question->own->len; i++)
    if (memcmp (self->manifest->recipient, gezin_card_digest (question->own->pdata[i]),
                GEZIN_DIGEST_BYTES)
        == 0)
      return TRUE;
  return fail (error, GEZIN_WIRE_ERROR_ADDRESSEE, "no card of ours is named");
}

static gboolean
check_times (GezinJudgement *self, const GezinBundleQuestion *question, GBytes *file,
             GError **error)
{
  gint64 slack = (gint64) GEZIN_CLOCK_SLACK_SECONDS * G_USEC_PER_SEC;

  if (self->manifest->made > question->now + slack)
    return fail (error, GEZIN_WIRE_ERROR_BUNDLE_NOT_YET, "made in the future");
  /* An archive may be looked at long after. */
  if (question->is_to_be_taken && question->now > self->manifest->expires)
    return fail (error, GEZIN_WIRE_ERROR_BUNDLE_EXPIRED, "expired");
  return TRUE;
}

static gboolean
read_dossier (GezinJudgement *self, const GezinBundleQuestion *question, GBytes *file,
              GError **error)
{
  const GezinPart *part = gezin_part_find (self->parts, GEZIN_CONTAINER_DOSSIER);
  gsize length;
  const char *xml = g_bytes_get_data (part->bytes, &length);

  self->dossier = gezin_dossier_xml_read (xml == NULL ? "" : xml, length, error);
  if (self->dossier == NULL)
    return FALSE;
  if (!gezin_uuid_equal (&self->dossier->id, &self->manifest->dossier))
    return fail (error, GEZIN_WIRE_ERROR_OTHER_DOSSIER, "the manifest names another dossier");
  if (self->dossier->values->len > 0)
    return fail (error, GEZIN_WIRE_ERROR_VERSIONS, "a value without a dot");
  return gezin_bundle_check_documents (self->parts, self->dossier, error);
}

/* ---------- The order ---------- */

/* %FALSE when it ends here. */
static gboolean
take_step (GezinJudgement *self, const char *part, Step step, const GezinBundleQuestion *question,
           GBytes *file, GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (step (self, question, file, &problem))
    {
      tell (self, part, GEZIN_BUNDLE_VERDICT_GOOD, 0, NULL);
      return TRUE;
    }
  if (!question->is_to_be_taken
      && g_error_matches (problem, GEZIN_WIRE_ERROR, GEZIN_WIRE_ERROR_CERTIFICATE_UNKNOWN))
    {
      tell_unknown (self, part, GEZIN_WIRE_ERROR_CERTIFICATE_UNKNOWN);
      return TRUE;
    }
  tell (self, part, GEZIN_BUNDLE_VERDICT_BAD, problem->code,
        gezin_wire_error_reason (problem->code));
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

static gboolean
judge_envelope (GezinJudgement *self, const GezinBundleQuestion *question, GBytes *file,
                GError **error)
{
  if (!take_step (self, "envelope", look_at_envelope, question, file, error))
    return FALSE;
  if (question->openers == NULL)
    {
      tell (self, "recipient", GEZIN_BUNDLE_VERDICT_UNKNOWN, 0, "no-key");
      return FALSE;
    }
  return take_step (self, "recipient", find_recipient, question, file, error)
         && take_step (self, "encryption", open_envelope, question, file, error);
}

static void
tell_revocation (GezinJudgement *self, const GezinBundleQuestion *question)
{
  /* Of nobody nothing is known. */
  if (self->sender == NULL && !self->is_vouched_for)
    return;
  self->revocation = MAX (self->revocation, question->revocation_then);
  switch (self->revocation)
    {
    case GEZIN_REVOCATION_GOOD:
      tell (self, "revocation", GEZIN_BUNDLE_VERDICT_GOOD, 0, NULL);
      break;
    case GEZIN_REVOCATION_STALE:
      tell (self, "revocation", GEZIN_BUNDLE_VERDICT_UNKNOWN, 0, "stale");
      break;
    case GEZIN_REVOCATION_UNCHECKED:
    default:
      /* A card that vouches for itself has no issuer who could revoke it. */
      if (self->sender == NULL || gezin_card_issuers (self->sender)->len > 0)
        tell (self, "revocation", GEZIN_BUNDLE_VERDICT_UNKNOWN, 0, "not-checked");
      break;
    }
}

static gboolean
judge_container (GezinJudgement *self, const GezinBundleQuestion *question, GBytes *file,
                 GError **error)
{
  if (!take_step (self, "container", read_container, question, file, error)
      || !take_step (self, "signature", check_signature, question, file, error)
      || !take_step (self, "certificate", check_certificate, question, file, error))
    return FALSE;
  tell_revocation (self, question);
  return take_step (self, "contents", check_digests, question, file, error)
         && take_step (self, "manifest", read_manifest, question, file, error)
         && take_step (self, "sender", check_sender, question, file, error)
         && (question->own == NULL
             || take_step (self, "addressee", check_addressee, question, file, error))
         && take_step (self, "times", check_times, question, file, error)
         && (self->parts == NULL || gezin_part_find (self->parts, GEZIN_CONTAINER_DOSSIER) == NULL
             || take_step (self, "dossier", read_dossier, question, file, error));
}

GezinJudgement *
gezin_bundle_judge (const GezinBundleQuestion *question, GBytes *file, GError **error)
{
  GezinJudgement *self = g_new0 (GezinJudgement, 1);
  gboolean is_open;

  self->lines = g_array_new (FALSE, FALSE, sizeof (GezinBundleVerdictLine));
  self->verdict = GEZIN_BUNDLE_VERDICT_GOOD;
  self->as_of = question->is_past ? question->now : 0;
  /* A container is looked at, never taken in: in it nothing proves who passed it on. */
  if (!question->is_to_be_taken && gezin_bundle_is_container (file))
    {
      self->container = g_bytes_ref (file);
      is_open = TRUE;
    }
  else
    is_open = judge_envelope (self, question, file, error);
  if (is_open)
    judge_container (self, question, file, error);
  return self;
}

void
gezin_judgement_free (GezinJudgement *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->lines);
  g_clear_pointer (&self->envelope, gezin_envelope_free);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_pointer (&self->container, g_bytes_unref);
  g_clear_pointer (&self->signature, gezin_signature_free);
  g_clear_pointer (&self->sender, gezin_card_unref);
  g_clear_pointer (&self->manifest, gezin_manifest_free);
  g_clear_pointer (&self->dossier, gezin_untrusted_dossier_free);
  g_free (self);
}
