/* SPDX-License-Identifier: EUPL-1.2 */

/* A judgement in columns.
 *
 * Invariant: what a stranger wrote (names in a certificate) cannot move the terminal's cursor or turn
 * a line around. */

#include "gezin-verify/tell.h"

#include "base/clock.h"

#include <glib/gi18n.h>

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
gezin_tell (const GezinJudgement *judgement)
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
