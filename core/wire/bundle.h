/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "wire/card.h"
#include "wire/container.h"
#include "wire/dossier-xml.h"
#include "wire/envelope.h"
#include "wire/manifest.h"
#include "wire/signature.h"

G_BEGIN_DECLS

/* A bundle: dossier, documents and manifest in a container, signed, in an
 * envelope. The order in which one is made and judged, and the argument for each
 * threat: docs/bundle-format.md. */

/* Making. */

/** GezinBundleDraft: What a bundle is made of. */
typedef struct {
  GezinManifest *manifest; /* its parts are filled in, and sender and recipient */
  GezinView *view; /* NULL exactly when the kind has no dossier */
  GPtrArray *documents; /* (nullable) (element-type GBytes): each named by a record in @view */
  const GezinSigner *signer;
  const GezinCard *sender; /* our own card, of @signer */
  const GezinCard *recipient;
} GezinBundleDraft;

/** GezinBundleMade: What was made. */
typedef struct {
  guint8 digest[GEZIN_DIGEST_BYTES]; /* of the container: the next in the row names it */
  gsize container_bytes;
} GezinBundleMade;

/**
 * gezin_bundle_make:
 * @out: gets the bundle; whoever calls gives it away only after %TRUE
 *
 * Memory: the documents, the container, and little besides. The cards are checked
 * at the manifest's `made`. GEZIN_WIRE_ERROR_CERTIFICATE*, _MANIFEST, _DOCUMENT,
 * _ZIP_ENTRY_SIZE, _BUNDLE_TOO_LARGE, _SENDER, _LIBRARY; errors of @out.
 */
gboolean gezin_bundle_make (const GezinBundleDraft *draft, GOutputStream *out,
                            GezinBundleMade *made, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Judging. */

typedef enum {
  GEZIN_BUNDLE_VERDICT_GOOD = 1,
  GEZIN_BUNDLE_VERDICT_UNKNOWN, /* cannot be told with what is here */
  GEZIN_BUNDLE_VERDICT_BAD,
} GezinBundleVerdict;

/** GezinBundleVerdictLine: What was found of one part of it. */
typedef struct {
  const char *part; /* stable: `envelope`, `signature`… */
  GezinBundleVerdict verdict;
  int code; /* GezinWireError; 0: good, or see @reason */
  const char *reason; /* (nullable): stable: why it is not good */
} GezinBundleVerdictLine;

/** GezinBundleQuestion: What is known to whoever judges. Lists may be %NULL. */
typedef struct {
  gint64 now; /* the instant at which all must hold */
  gboolean is_past; /* whether that is when it was judged before, and not by a clock now */
  GPtrArray *openers; /* (element-type GezinOpener): our keys */
  GPtrArray *own; /* (element-type GezinCard): ours, old ones too; NULL: whoever it is for */
  GPtrArray *senders; /* (element-type GezinCard): that a person confirmed */
  GPtrArray *issuers; /* (element-type GezinCertificate): believed besides, to look only */
  GPtrArray *revocations; /* (element-type GezinRevocationList) */
  GezinRevocation revocation_then; /* what was known when it was judged before; 0: nothing */
  gboolean is_to_be_taken; /* whether what is only unknown, or too old, is refused as well */
} GezinBundleQuestion;

/**
 * GezinJudgement:
 *
 * What was found, step by step; the steps stop at the first that is bad. What
 * stands below `lines` is there as far as the steps came.
 */
typedef struct {
  GArray *lines; /* GezinBundleVerdictLine */
  GezinBundleVerdict verdict; /* the worst of them */
  GezinEnvelope *envelope; /* NULL: it was a container already */
  GBytes *container;
  guint8 digest[GEZIN_DIGEST_BYTES]; /* of the container */
  GPtrArray *parts; /* (element-type GezinPart) */
  GezinSignature *signature;
  GezinCard *sender; /* one of the question's */
  gboolean is_vouched_for; /* by one of the question's issuers */
  GezinManifest *manifest;
  GezinUntrustedDossier *dossier;
  GezinRevocation revocation;
  gint64 as_of; /* the question's `now` when that is past; else 0 */
} GezinJudgement;

/**
 * gezin_bundle_judge:
 * @file: from anybody: a bundle, or an opened container
 * @error: (nullable): the first refusal
 *
 * Returns: (transfer full): always. With %GEZIN_BUNDLE_VERDICT_GOOD and
 * `is_to_be_taken`, everything that the file alone can tell holds; whether it was seen
 * before, and where in its row it stands, the ledger says.
 */
GezinJudgement *gezin_bundle_judge (const GezinBundleQuestion *question, GBytes *file,
                                    GError **error);

void gezin_judgement_free (GezinJudgement *judgement);

/** gezin_bundle_is_container: Whether @file begins as a ZIP does. */
gboolean gezin_bundle_is_container (GBytes *file);

/** gezin_judgement_json: (transfer full): The document of `verify --json`, on one line. */
char *gezin_judgement_json (const GezinJudgement *judgement);

/** gezin_bundle_verdict_code: `good`, `unknown` or `bad`. */
const char *gezin_bundle_verdict_code (GezinBundleVerdict verdict);

/** gezin_bundle_verdict_word: The same, in the reader's language. */
const char *gezin_bundle_verdict_word (GezinBundleVerdict verdict);

/** gezin_bundle_verdict_line_label: What @line is about, in the reader's language. */
const char *gezin_bundle_verdict_line_label (const GezinBundleVerdictLine *line);

/** gezin_bundle_verdict_line_sentence: (nullable): Why it is not good, in the reader's language; %NULL if it is. */
const char *gezin_bundle_verdict_line_sentence (const GezinBundleVerdictLine *line);

/** gezin_judgement_text: (transfer full): It for people: a line for each part, and who signed. */
char *gezin_judgement_text (const GezinJudgement *judgement);

/** gezin_judgement_sentence: What it comes to, in the reader's language. */
const char *gezin_judgement_sentence (const GezinJudgement *judgement);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinJudgement, gezin_judgement_free)

G_END_DECLS
