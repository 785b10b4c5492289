/* SPDX-License-Identifier: EUPL-1.2 */

/* A judgement in words. */

#include "wire/bundle.h"

#include <glib/gi18n.h>

static const struct {
  const char *part;
  const char *label;
} labels[] = {
  /* Translators: parts of a bundle that were looked at; each begins a line of a list. */
  { "envelope", N_ ("Envelope") },     { "recipient", N_ ("Recipient") },
  { "encryption", N_ ("Encryption") }, { "container", N_ ("Container") },
  { "signature", N_ ("Signature") },   { "certificate", N_ ("Certificate") },
  { "revocation", N_ ("Revocation") }, { "contents", N_ ("Contents") },
  { "manifest", N_ ("Manifest") },     { "sender", N_ ("Sender") },
  { "addressee", N_ ("Addressee") },   { "times", N_ ("Times") },
  { "dossier", N_ ("Dossier") },
};

static const struct {
  const char *reason;
  const char *sentence;
} sentences[] = {
  { "no-key", N_ ("What is inside can only be told with the key of the recipient.") },
  { "stale", N_ ("The list of revoked certificates is out of date.") },
  { "not-checked", N_ ("There is no list of revoked certificates here.") },
};

const char *
gezin_bundle_verdict_word (GezinBundleVerdict verdict)
{
  switch (verdict)
    {
    case GEZIN_BUNDLE_VERDICT_GOOD:
      /* Translators: the outcome of a check. */
      return C_ ("verdict", "good");
    case GEZIN_BUNDLE_VERDICT_UNKNOWN:
      return C_ ("verdict", "unknown");
    case GEZIN_BUNDLE_VERDICT_BAD:
    default:
      return C_ ("verdict", "bad");
    }
}

const char *
gezin_bundle_verdict_line_label (const GezinBundleVerdictLine *line)
{
  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (labels[i].part, line->part))
      return _ (labels[i].label);
  return line->part;
}

const char *
gezin_bundle_verdict_line_sentence (const GezinBundleVerdictLine *line)
{
  if (line->code != 0)
    return gezin_wire_error_sentence (line->code);
  for (gsize i = 0; line->reason != NULL && i < G_N_ELEMENTS (sentences); i++)
    if (g_str_equal (sentences[i].reason, line->reason))
      return _ (sentences[i].sentence);
  return NULL;
}

const char *
gezin_judgement_sentence (const GezinJudgement *self)
{
  const GezinBundleVerdictLine *last =
      &g_array_index (self->lines, GezinBundleVerdictLine, self->lines->len - 1);

  if (self->verdict == GEZIN_BUNDLE_VERDICT_GOOD)
    return _ ("This is genuine: nothing was changed after it was signed.");
  if (self->verdict == GEZIN_BUNDLE_VERDICT_BAD)
    return gezin_bundle_verdict_line_sentence (last);
  if (self->container == NULL)
    return _ (
        "From the outside this is a bundle. What is inside can only be told with the key of the "
        "recipient.");
  if (self->sender == NULL && !self->is_vouched_for)
    return _ ("Nothing was changed after it was signed. Who signed it can only be told with the "
              "confirmed card of the sender.");
  return _ (
      "Nothing was changed after it was signed, but whether the certificate was revoked is not "
      "known.");
}
