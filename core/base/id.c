/* SPDX-License-Identifier: EUPL-1.2 */

/* Ids as bytes and as text.
 *
 * Invariant: each id has one text only (lower case, full length), so that texts
 * may be compared instead of ids. */

#include "base/id.h"

#include <sodium.h>
#include <string.h>

static const char hex_digits[] = "0123456789abcdef";

static int
hex_digit_value (char digit)
{
  if (digit >= '0' && digit <= '9')
    return digit - '0';
  if (digit >= 'a' && digit <= 'f')
    return digit - 'a' + 10;
  return -1;
}

/* Whether a hyphen of a UUID's text stands before byte @i. */
static gboolean
has_hyphen_before (guint i)
{
  return i == 4 || i == 6 || i == 8 || i == 10;
}

GezinUuid
gezin_uuid_random (GezinRandom *random)
{
  GezinUuid uuid;

  gezin_random_bytes (random, uuid.bytes, sizeof uuid.bytes);
  uuid.bytes[6] = (uuid.bytes[6] & 0x0f) | 0x40;
  uuid.bytes[8] = (uuid.bytes[8] & 0x3f) | 0x80;
  return uuid;
}

gboolean
gezin_uuid_parse (const char *text, GezinUuid *uuid)
{
  static const GezinUuid nil = { { 0 } };
  GezinUuid parsed;

  if (text == NULL || strlen (text) != GEZIN_UUID_TEXT_LENGTH)
    return FALSE;
  for (guint i = 0; i < sizeof parsed.bytes; i++)
    {
      int high, low;

      if (has_hyphen_before (i) && *text++ != '-')
        return FALSE;
      high = hex_digit_value (*text++);
      low = hex_digit_value (*text++);
      if (high < 0 || low < 0)
        return FALSE;
      parsed.bytes[i] = (guint8) (high << 4 | low);
    }
  if (gezin_uuid_equal (&parsed, &nil))
    return FALSE;
  *uuid = parsed;
  return TRUE;
}

char *
gezin_uuid_write (const GezinUuid *uuid, char text[GEZIN_UUID_TEXT_LENGTH + 1])
{
  char *at = text;

  for (guint i = 0; i < sizeof uuid->bytes; i++)
    {
      if (has_hyphen_before (i))
        *at++ = '-';
      *at++ = hex_digits[uuid->bytes[i] >> 4];
      *at++ = hex_digits[uuid->bytes[i] & 0x0f];
    }
  *at = '\0';
  return text;
}

int
gezin_uuid_compare (const GezinUuid *a, const GezinUuid *b)
{
  return memcmp (a->bytes, b->bytes, sizeof a->bytes);
}

guint
gezin_uuid_hash (gconstpointer uuid)
{
  guint32 words[4];

  memcpy (words, ((const GezinUuid *) uuid)->bytes, sizeof words);
  return words[0] ^ words[1] * 31 ^ words[2] * 961 ^ words[3] * 29791;
}

gboolean
gezin_uuid_equal (gconstpointer a, gconstpointer b)
{
  return gezin_uuid_compare (a, b) == 0;
}

gboolean
gezin_id_parse (const char *text, guint64 *id)
{
  guint64 parsed = 0;

  if (text == NULL || strlen (text) != GEZIN_ID_TEXT_LENGTH)
    return FALSE;
  for (; *text != '\0'; text++)
    {
      int value = hex_digit_value (*text);

      if (value < 0)
        return FALSE;
      parsed = parsed << 4 | (guint64) value;
    }
  if (parsed == 0)
    return FALSE;
  *id = parsed;
  return TRUE;
}

char *
gezin_id_write (guint64 id, char text[GEZIN_ID_TEXT_LENGTH + 1])
{
  for (int i = GEZIN_ID_TEXT_LENGTH - 1; i >= 0; i--, id >>= 4)
    text[i] = hex_digits[id & 0x0f];
  text[GEZIN_ID_TEXT_LENGTH] = '\0';
  return text;
}

char *
gezin_hex_encode (const guint8 *bytes, gsize length)
{
  gsize size = length * 2 + 1;
  char *hex = g_malloc (size);

  return sodium_bin2hex (hex, size, bytes, length);
}

guint8 *
gezin_hex_decode (const char *hex, gsize *length)
{
  gsize digits = strlen (hex);
  g_autofree guint8 *bytes = g_malloc (digits / 2 + 1);

  if (digits % 2 != 0
      || sodium_hex2bin (bytes, digits / 2 + 1, hex, digits, NULL, length, NULL) != 0
      || *length != digits / 2)
    return NULL;
  return g_steal_pointer (&bytes);
}
