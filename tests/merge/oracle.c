/* SPDX-License-Identifier: EUPL-1.2 */

#include "oracle.h"

#include <string.h>

#define N_WORDS (ORACLE_MAX_WRITES / 64)

void
id_set_add (IdSet *set, guint id)
{
  set->words[id / 64] |= G_GUINT64_CONSTANT (1) << (id % 64);
}

void
id_set_remove (IdSet *set, guint id)
{
  set->words[id / 64] &= ~(G_GUINT64_CONSTANT (1) << (id % 64));
}

gboolean
id_set_has (const IdSet *set, guint id)
{
  return (set->words[id / 64] >> (id % 64)) & 1;
}

gboolean
id_set_is_empty (const IdSet *set)
{
  return id_set_next (set, 0) == ORACLE_MAX_WRITES;
}

gboolean
id_set_equal (const IdSet *a, const IdSet *b)
{
  return memcmp (a, b, sizeof *a) == 0;
}

gboolean
id_set_contains (const IdSet *set, const IdSet *part)
{
  for (guint i = 0; i < N_WORDS; i++)
    if ((part->words[i] & ~set->words[i]) != 0)
      return FALSE;
  return TRUE;
}

void
id_set_unite (IdSet *set, const IdSet *other)
{
  for (guint i = 0; i < N_WORDS; i++)
    set->words[i] |= other->words[i];
}

void
id_set_intersect (IdSet *set, const IdSet *other)
{
  for (guint i = 0; i < N_WORDS; i++)
    set->words[i] &= other->words[i];
}

void
id_set_subtract (IdSet *set, const IdSet *other)
{
  for (guint i = 0; i < N_WORDS; i++)
    set->words[i] &= ~other->words[i];
}

guint
id_set_count (const IdSet *set)
{
  guint count = 0;

  for (guint i = 0; i < N_WORDS; i++)
    count += (guint) __builtin_popcountll (set->words[i]);
  return count;
}

guint
id_set_next (const IdSet *set, guint from)
{
  for (guint i = from / 64; i < N_WORDS; i++)
    {
      guint64 word = set->words[i];

      if (i == from / 64)
        word &= ~G_GUINT64_CONSTANT (0) << (from % 64);
      if (word != 0)
        return i * 64 + (guint) __builtin_ctzll (word);
    }
  return ORACLE_MAX_WRITES;
}

gboolean
id_set_find (const IdSet *set, guint *id)
{
  if (*id >= ORACLE_MAX_WRITES)
    return FALSE;
  *id = id_set_next (set, *id);
  return *id < ORACLE_MAX_WRITES;
}

void
oracle_reset (Oracle *oracle)
{
  oracle->n_writes = 0;
  memset (oracle->of_field, 0, sizeof oracle->of_field);
  memset (&oracle->markers, 0, sizeof oracle->markers);
  memset (oracle->known, 0, sizeof oracle->known);
  memset (oracle->erased, 0, sizeof oracle->erased);
}

guint
oracle_write (Oracle *oracle, const OracleWrite *write)
{
  guint id = oracle->n_writes++;

  g_assert (id < ORACLE_MAX_WRITES);
  oracle->writes[id] = *write;
  id_set_add (&oracle->of_field[write->field], id);
  if (write->is_marker)
    id_set_add (&oracle->markers, id);
  id_set_add (&oracle->known[write->author], id);
  return id;
}

/* What has come to @store of a field. */
static IdSet
came (const Oracle *oracle, guint store, guint field)
{
  IdSet set = oracle->known[store];

  id_set_intersect (&set, &oracle->of_field[field]);
  return set;
}

/* Of @set: the markers, and what was written by somebody who knew all of them. */
static IdSet
admitted (const Oracle *oracle, const IdSet *set)
{
  IdSet markers = *set, result = { { 0 } };

  id_set_intersect (&markers, &oracle->markers);
  for (guint id = 0; id_set_find (set, &id); id++)
    if (oracle->writes[id].is_marker || id_set_contains (&oracle->writes[id].seen, &markers))
      id_set_add (&result, id);
  return result;
}

IdSet
oracle_heads (const Oracle *oracle, guint store, guint field)
{
  IdSet set = came (oracle, store, field), heads, superseded = { { 0 } };
  guint first = id_set_next (&set, 0);

  if (first == ORACLE_MAX_WRITES
      || (oracle->erased[store] >> oracle->writes[first].record & 1) != 0)
    return (IdSet){ { 0 } };
  heads = admitted (oracle, &set);
  for (guint id = 0; id_set_find (&heads, &id); id++)
    id_set_unite (&superseded, &oracle->writes[id].seen);
  id_set_subtract (&heads, &superseded);
  return heads;
}

IdSet
oracle_front (const Oracle *oracle, const IdSet *heads)
{
  IdSet front = *heads;

  for (guint id = 0; id_set_find (heads, &id); id++)
    id_set_unite (&front, &oracle->writes[id].seen);
  return front;
}

IdSet
oracle_gone (const Oracle *oracle, guint store, guint field)
{
  IdSet set = came (oracle, store, field), markers = set, gone = { { 0 } };

  id_set_intersect (&markers, &oracle->markers);
  for (guint marker = 0; id_set_find (&markers, &marker); marker++)
    for (guint id = 0; id_set_find (&set, &id); id++)
      if (!oracle->writes[id].is_marker && id_set_has (&oracle->writes[marker].seen, id)
          && !id_set_has (&oracle->writes[id].seen, marker))
        id_set_add (&gone, id);
  return gone;
}

gboolean
oracle_is_removed (const Oracle *oracle, guint store, guint removed_field, guint first_field,
                   guint n_fields)
{
  IdSet removals = oracle_heads (oracle, store, removed_field), saw = { { 0 } };

  if (id_set_is_empty (&removals))
    return FALSE;
  for (guint id = 0; id_set_find (&removals, &id); id++)
    {
      if (!oracle->writes[id].removes)
        return FALSE;
      id_set_unite (&saw, &oracle->writes[id].saw);
    }
  for (guint field = first_field; field < first_field + n_fields; field++)
    {
      IdSet heads = oracle_heads (oracle, store, field);

      if (field != removed_field && !id_set_contains (&saw, &heads))
        return FALSE;
    }
  return TRUE;
}
