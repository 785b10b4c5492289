/* SPDX-License-Identifier: EUPL-1.2 */

/* A judgement in words.
 *
 * Invariant: what a stranger wrote (names in a certificate) cannot move the terminal's cursor or turn
 * a line around. */

#include "wire/bundle.h"

#include "base/clock.h"

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

/* In columns. */

static void
tell_part (GString *text, const GezinBundleVerdictLine *line)
{
  const char *sentence = gezin_bundle_verdict_line_sentence (line);
  const char *label = gezin_bundle_verdict_line_label (line);
  const char *word = gezin_bundle_verdict_word (line->verdict);
  glong label_width = g_utf8_strlen (label, -1), word_width = g_utf8_strlen (word, -1);

  g_string_append (text, label);
  g_string_append_printf (text, "%*s", (int) MAX (1, 16 - label_width), "");
  g_string_append (text, word);
  if (sentence != NULL)
    g_string_append_printf (text, "%*s%s", (int) MAX (1, 10 - word_width), "", sentence);
  g_string_append_c (text, '\n');
}

/* Control characters and marks of direction become question marks. */
static char *
make_harmless (const char *name)
{
  GString *harmless = g_string_new (NULL);

  for (const char *at = name == NULL ? "?" : name; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      GUnicodeType type = g_unichar_type (c);

      g_string_append_unichar (harmless,
                               type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT ? '?' : c);
    }
  return g_string_free (harmless, FALSE);
}

static void
tell_sender (GString *text, const GezinCertificate *certificate)
{
  g_autofree char *name = gezin_certificate_name (certificate);
  g_autofree char *organisation = gezin_certificate_organisation (certificate);
  g_autofree char *fingerprint = gezin_digest_text (gezin_certificate_digest (certificate));
  g_autofree char *shown_name = make_harmless (name);
  g_autofree char *shown_organisation = make_harmless (organisation);

  /* Translators: who signed, as the certificate says: a name and an organisation. */
  g_string_append_printf (text, _ ("Signed by %s, %s, as the certificate says"), shown_name,
                          shown_organisation);
  g_string_append_c (text, '\n');
  /* Translators: the digest of a certificate, in hexadecimal digits. */
  g_string_append_printf (text, _ ("Fingerprint of the certificate: %s"), fingerprint);
  g_string_append_c (text, '\n');
}

static void
tell_manifest (GString *text, const GezinManifest *manifest)
{
  g_autofree char *made = gezin_instant_to_text (manifest->made);
  g_autofree char *expires = gezin_instant_to_text (manifest->expires);
  g_autofree char *recipient = gezin_digest_text (manifest->recipient);

  /* Translators: two instants such as 2026-11-21T10:00:00Z. */
  g_string_append_printf (text, _ ("Made %s, to be taken in until %s"), made, expires);
  g_string_append_c (text, '\n');
  /* Translators: the digest of a card, in hexadecimal digits. */
  g_string_append_printf (text, _ ("For the card with digest %s"), recipient);
  g_string_append_c (text, '\n');
}

char *
gezin_judgement_text (const GezinJudgement *judgement)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < judgement->lines->len; i++)
    tell_part (text, &g_array_index (judgement->lines, GezinBundleVerdictLine, i));
  if (judgement->signature != NULL)
    tell_sender (text, judgement->signature->certificate);
  if (judgement->manifest != NULL)
    tell_manifest (text, judgement->manifest);
  return g_string_free (text, FALSE);
}
