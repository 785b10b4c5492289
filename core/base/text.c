/* SPDX-License-Identifier: EUPL-1.2 */

/* The one form in which texts are kept and compared.
 *
 * Invariant: cleaning what is clean changes nothing. Characters are dropped
 * first, then the text is normalised, then its ends are trimmed: every part of
 * a text in NFC is in NFC, and NFC makes no character that is dropped. */

#include "base/text.h"

#include "base/limits.h"

#include <string.h>

/* Bytes are UTF-8, also when cut at each NUL: no NUL stands inside a character. */
static gboolean
is_utf8_with_nuls (const char *text, gsize length)
{
  while (length > 0)
    {
      const char *nul = memchr (text, '\0', length);
      gsize part = nul == NULL ? length : (gsize) (nul - text);

      if (!g_utf8_validate_len (text, part, NULL))
        return FALSE;
      if (nul == NULL)
        break;
      text = nul + 1;
      length -= part + 1;
    }
  return TRUE;
}

/* What ends a line or a page, in any of the ways in which programs write it. */
static gboolean
is_line_end (gunichar c)
{
  return c == '\n' || c == '\r' || c == '\v' || c == '\f' || c == 0x85 || c == 0x2028
         || c == 0x2029;
}

/* What no text is kept with: other control characters (C0, DEL, C1), the 66
 * code points that are no characters, and the byte order mark. */
static gboolean
is_dropped (gunichar c)
{
  if (c < 0x20)
    return c != '\t';
  if (c >= 0x7f && c <= 0x9f)
    return TRUE;
  return (c >= 0xfdd0 && c <= 0xfdef) || (c & 0xfffe) == 0xfffe || c == 0xfeff;
}

static GString *
drop_characters (const char *text, gsize length, gboolean one_line, guint *dropped)
{
  GString *kept = g_string_sized_new (length);
  const char *end = text + length;

  while (text < end)
    {
      gunichar c = *text == '\0' ? 0 : g_utf8_get_char (text);

      text = *text == '\0' ? text + 1 : g_utf8_next_char (text);
      if (c == '\r' && text < end && *text == '\n')
        continue; /* the LF stands for both */
      if (is_line_end (c))
        g_string_append_c (kept, one_line ? ' ' : '\n');
      else if (c == '\t')
        g_string_append_c (kept, one_line ? ' ' : '\t');
      else if (is_dropped (c))
        *dropped += 1;
      else
        g_string_append_unichar (kept, c);
    }
  return kept;
}

static void
trim (char *text)
{
  char *start = text;
  char *end = text + strlen (text);

  while (*start != '\0' && g_unichar_isspace (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  while (end > start)
    {
      char *last = g_utf8_prev_char (end);

      if (!g_unichar_isspace (g_utf8_get_char (last)))
        break;
      end = last;
    }
  memmove (text, start, (gsize) (end - start));
  text[end - start] = '\0';
}

/* The bytes of the first character of @text if it stays as it is wherever it stands: visible ASCII,
 * the letters and signs from U+00A1 to U+02FF, dashes and quotes from U+2010 to U+2027, the euro.
 * None of them is dropped, is a space, or is changed by NFC. 0 for any other. */
static gsize
length_of_plain (const guint8 *text, gsize left)
{
  if (text[0] < 0x80)
    return text[0] >= 0x20 && text[0] <= 0x7e ? 1 : 0;
  if (text[0] >= 0xc2 && text[0] <= 0xcb)
    return left >= 2 && text[1] >= (text[0] == 0xc2 ? 0xa1 : 0x80) && text[1] <= 0xbf ? 2 : 0;
  if (text[0] != 0xe2 || left < 3)
    return 0;
  return (text[1] == 0x80 && text[2] >= 0x90 && text[2] <= 0xa7)
                 || (text[1] == 0x82 && text[2] == 0xac)
             ? 3
             : 0;
}

/* Most texts have only such characters. They are clean, and most of an import is. */
static gboolean
is_plain (const char *text, gsize length, gboolean one_line)
{
  for (gsize at = 0; at < length;)
    {
      gsize bytes = length_of_plain ((const guint8 *) text + at, length - at);

      if (bytes == 0 && (one_line || (text[at] != '\n' && text[at] != '\t')))
        return FALSE;
      at += MAX (bytes, 1);
    }
  return !one_line || length == 0 || (text[0] != ' ' && text[length - 1] != ' ');
}

char *
gezin_text_clean (const char *text, gsize length, gboolean one_line, guint *dropped)
{
  g_autoptr (GString) kept = NULL;
  guint count = 0;
  char *clean;

  if (is_plain (text, length, one_line))
    return g_strndup (text, length);
  if (!is_utf8_with_nuls (text, length))
    return NULL;
  kept = drop_characters (text, length, one_line, &count);
  clean = g_utf8_normalize (kept->str, (gssize) kept->len, G_NORMALIZE_NFC);
  if (one_line)
    trim (clean);
  if (dropped != NULL)
    *dropped += count;
  return clean;
}

gboolean
gezin_text_is_clean (const char *text, gsize length, gboolean one_line)
{
  g_autofree char *clean = NULL;

  if (is_plain (text, length, one_line))
    return TRUE;
  clean = gezin_text_clean (text, length, one_line, NULL);
  return clean != NULL && strlen (clean) == length && memcmp (clean, text, length) == 0;
}

gboolean
gezin_text_is_name (const char *text)
{
  gsize length = 0;

  if (text == NULL || !g_ascii_islower (text[0]))
    return FALSE;
  for (; text[length] != '\0'; length++)
    {
      char c = text[length];

      if (length == GEZIN_MAX_NAME_BYTES)
        return FALSE;
      if (c == '-' ? text[length - 1] == '-' : !g_ascii_islower (c) && !g_ascii_isdigit (c))
        return FALSE;
    }
  return text[length - 1] != '-';
}

/* Marks that a reader leaves out when typing fast: accents above and below,
 * and the points of Hebrew, Arabic and Syriac. Vowel signs of Indic scripts
 * are letters and stay. */
static gboolean
is_diacritic (gunichar c)
{
  int class = g_unichar_combining_class (c);

  return class >= 200 || (class >= 10 && class <= 36);
}

/* Letters with a stroke or of two letters, which Unicode does not take apart. */
static const char *
plain_letters (gunichar c)
{
  switch (c)
    {
    case 0xe6:
      return "ae";
    case 0xf0:
    case 0x111:
      return "d";
    case 0xf8:
      return "o";
    case 0xfe:
      return "th";
    case 0x127:
      return "h";
    case 0x131:
      return "i";
    case 0x142:
      return "l";
    case 0x153:
      return "oe";
    case 0x167:
      return "t";
    default:
      return NULL;
    }
}

char *
gezin_text_fold (const char *text)
{
  g_autofree char *apart = g_utf8_normalize (text, -1, G_NORMALIZE_NFKD);
  g_autofree char *lower = apart == NULL ? NULL : g_utf8_casefold (apart, -1);
  g_autofree char *marked = lower == NULL ? NULL : g_utf8_normalize (lower, -1, G_NORMALIZE_NFKD);
  g_autoptr (GString) folded = g_string_new (NULL);

  for (const char *at = marked; at != NULL && *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      const char *letters = plain_letters (c);

      if (letters != NULL)
        g_string_append (folded, letters);
      else if (!is_diacritic (c))
        g_string_append_unichar (folded, c);
    }
  return g_utf8_normalize (folded->str, -1, G_NORMALIZE_NFC);
}
