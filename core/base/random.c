/* SPDX-License-Identifier: EUPL-1.2 */

/* Random bytes for ids, from the machine or from a seed.
 *
 * A seeded stream is ChaCha20 under a key made of the seed and the number of
 * the block, so that it is the same on every machine and for ever. */

#include "base/random.h"

#include <sodium.h>
#include <string.h>

#define BLOCK_BYTES (512)

struct _GezinRandom {
  gatomicrefcount references;
  gboolean is_seeded;
  guint64 seed;
  guint64 next_block;
  gsize used; /* of block */
  guint8 block[BLOCK_BYTES];
};

static GezinRandom *
new_random (gboolean is_seeded, guint64 seed)
{
  GezinRandom *random = g_new0 (GezinRandom, 1);

  if (sodium_init () < 0)
    g_error ("the crypto library does not start");
  g_atomic_ref_count_init (&random->references);
  random->is_seeded = is_seeded;
  random->seed = seed;
  random->used = BLOCK_BYTES;
  return random;
}

GezinRandom *
gezin_random_new_system (void)
{
  return new_random (FALSE, 0);
}

GezinRandom *
gezin_random_new_seeded (guint64 seed)
{
  return new_random (TRUE, seed);
}

GezinRandom *
gezin_random_ref (GezinRandom *random)
{
  g_atomic_ref_count_inc (&random->references);
  return random;
}

void
gezin_random_unref (GezinRandom *random)
{
  if (g_atomic_ref_count_dec (&random->references))
    g_free (random);
}

static void
make_next_block (GezinRandom *random)
{
  guint8 key[randombytes_SEEDBYTES] = { 0 };
  guint64 seed = GUINT64_TO_LE (random->seed);
  guint64 number = GUINT64_TO_LE (random->next_block);

  G_STATIC_ASSERT (sizeof key >= sizeof seed + sizeof number);
  memcpy (key, &seed, sizeof seed);
  memcpy (key + sizeof seed, &number, sizeof number);
  randombytes_buf_deterministic (random->block, BLOCK_BYTES, key);
  random->next_block++;
  random->used = 0;
}

void
gezin_random_bytes (GezinRandom *random, guint8 *bytes, gsize length)
{
  if (!random->is_seeded)
    {
      randombytes_buf (bytes, length);
      return;
    }
  while (length > 0)
    {
      gsize now;

      if (random->used == BLOCK_BYTES)
        make_next_block (random);
      now = MIN (length, BLOCK_BYTES - random->used);
      memcpy (bytes, random->block + random->used, now);
      random->used += now;
      bytes += now;
      length -= now;
    }
}

guint64
gezin_random_id (GezinRandom *random)
{
  guint64 id;

  do
    {
      gezin_random_bytes (random, (guint8 *) &id, sizeof id);
      id = GUINT64_FROM_LE (id);
    }
  while (id == 0);
  return id;
}

guint32
gezin_random_below (GezinRandom *random, guint32 bound)
{
  guint32 number, smallest;

  g_return_val_if_fail (bound > 0, 0);

  /* The first 2^32 mod bound numbers would come once too often. */
  smallest = (guint32) (-bound) % bound;
  do
    {
      gezin_random_bytes (random, (guint8 *) &number, sizeof number);
      number = GUINT32_FROM_LE (number);
    }
  while (number < smallest);
  return number % bound;
}
