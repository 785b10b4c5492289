/* SPDX-License-Identifier: EUPL-1.2 */

/* Making and reading the key that is printed once. */

#include "store/recovery-key-private.h"

#include <sodium.h>
#include <string.h>

#define ALPHABET "23456789ABCDEFGHJKLMNPQRSTUVWXYZ" /* no 0 and O, no 1 and I */
#define ALPHABET_BITS (5)
#define GROUP (4)
#define RANDOM_CHARACTERS (28)
#define CHECK_CHARACTERS (4)
#define ALL_CHARACTERS (RANDOM_CHARACTERS + CHECK_CHARACTERS)
#define PRINTED_LENGTH (ALL_CHARACTERS + ALL_CHARACTERS / GROUP - 1)

G_STATIC_ASSERT (sizeof ALPHABET - 1 == 1 << ALPHABET_BITS);

/* Writes the check of the first RANDOM_CHARACTERS of @characters after them. */
static void
append_check (guint8 *characters)
{
  guint8 hash[crypto_generichash_BYTES_MIN];
  int i;

  crypto_generichash (hash, sizeof hash, characters, RANDOM_CHARACTERS, NULL, 0);
  for (i = 0; i < CHECK_CHARACTERS; i++)
    characters[RANDOM_CHARACTERS + i] = (guint8) ALPHABET[hash[i] & ((1 << ALPHABET_BITS) - 1)];
  gezin_secret_wipe (hash, sizeof hash);
}

GezinSecret *
gezin_recovery_key_new (void)
{
  g_autoptr (GezinSecret) random = gezin_secret_new_random (RANDOM_CHARACTERS);
  g_autoptr (GezinSecret) characters = gezin_secret_new (ALL_CHARACTERS);
  GezinSecret *printed = gezin_secret_new (PRINTED_LENGTH);
  guint8 *out = gezin_secret_bytes (printed);
  int i;

  for (i = 0; i < RANDOM_CHARACTERS; i++)
    {
      guint8 byte = gezin_secret_peek (random)[i];

      gezin_secret_bytes (characters)[i] = (guint8) ALPHABET[byte & ((1 << ALPHABET_BITS) - 1)];
    }
  append_check (gezin_secret_bytes (characters));
  for (i = 0; i < ALL_CHARACTERS; i++)
    {
      if (i > 0 && i % GROUP == 0)
        *out++ = ' ';
      *out++ = gezin_secret_peek (characters)[i];
    }
  return printed;
}

/* Takes the characters that count out of @typed; FALSE if there is another or not the right number. */
static gboolean
collect (const GezinSecret *typed, guint8 *characters)
{
  gsize n = 0;
  gsize i;

  for (i = 0; i < gezin_secret_length (typed); i++)
    {
      char c = g_ascii_toupper ((char) gezin_secret_peek (typed)[i]);

      if (c == ' ' || c == '-' || c == '\t' || c == '\r' || c == '\n')
        continue;
      if (n == ALL_CHARACTERS || c == '\0' || strchr (ALPHABET, c) == NULL)
        return FALSE;
      characters[n++] = (guint8) c;
    }
  return n == ALL_CHARACTERS;
}

GezinSecret *
gezin_recovery_key_read (const GezinSecret *typed)
{
  g_autoptr (GezinSecret) characters = gezin_secret_new (ALL_CHARACTERS);
  g_autoptr (GezinSecret) checked = NULL;

  if (!collect (typed, gezin_secret_bytes (characters)))
    return NULL;
  checked = gezin_secret_new_copy (gezin_secret_peek (characters), ALL_CHARACTERS);
  append_check (gezin_secret_bytes (checked));
  if (!gezin_secret_equal (characters, checked))
    return NULL;
  return g_steal_pointer (&characters);
}
