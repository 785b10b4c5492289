/* SPDX-License-Identifier: EUPL-1.2 */

/* Classes of records that are linked as the same.
 *
 * Invariant: an id points at a smaller one or at none, so every way ends, and it
 * ends at the smallest id of the class. */

#include "rules/same.h"

struct _GezinSame {
  GHashTable *towards; /* an id to a smaller one of its class */
};

static const GezinUuid *
find_leader (GHashTable *towards, const GezinUuid *id)
{
  const GezinUuid *next = g_hash_table_lookup (towards, id);

  while (next != NULL)
    {
      id = next;
      next = g_hash_table_lookup (towards, id);
    }
  return id;
}

/* Lets every id on the way from @id point at @leader. */
static void
shorten (GHashTable *towards, GezinUuid id, const GezinUuid *leader)
{
  const GezinUuid *next;

  while ((next = g_hash_table_lookup (towards, &id)) != NULL)
    {
      GezinUuid following = *next;

      g_hash_table_replace (towards, g_memdup2 (&id, sizeof id),
                            g_memdup2 (leader, sizeof *leader));
      if (gezin_uuid_equal (&following, leader))
        break;
      id = following;
    }
}

static void
join (GHashTable *towards, const GezinUuid *a, const GezinUuid *b)
{
  GezinUuid first = *find_leader (towards, a);
  GezinUuid second = *find_leader (towards, b);
  int order = gezin_uuid_compare (&first, &second);
  const GezinUuid *leader = order < 0 ? &first : &second;
  const GezinUuid *other = order < 0 ? &second : &first;

  if (order != 0)
    g_hash_table_replace (towards, g_memdup2 (other, sizeof *other),
                          g_memdup2 (leader, sizeof *leader));
  shorten (towards, *a, leader);
  shorten (towards, *b, leader);
}

static void
join_links_of (GHashTable *towards, const GezinDossier *dossier, const GezinRecord *record)
{
  GezinRegister links = gezin_record_field (record, GEZIN_FIELD_COMMON_SAME_AS);

  for (guint i = 0; i < links.n_heads; i++)
    {
      GezinRecord *other;
      GezinUuid id;

      if (links.heads[i]->value == NULL || !gezin_uuid_parse (links.heads[i]->value, &id))
        continue;
      other = gezin_dossier_find (dossier, &id);
      if (other == NULL || other->kind == record->kind)
        join (towards, &record->id, &id);
    }
}

GezinSame *
gezin_same_new (const GezinDossier *dossier)
{
  GezinSame *same = g_new0 (GezinSame, 1);

  same->towards = g_hash_table_new_full (gezin_uuid_hash, gezin_uuid_equal, g_free, g_free);
  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier, i);

      if (!gezin_record_is_removed (record))
        join_links_of (same->towards, dossier, record);
    }
  return same;
}

void
gezin_same_free (GezinSame *same)
{
  g_hash_table_unref (same->towards);
  g_free (same);
}

const GezinUuid *
gezin_same_leader (const GezinSame *same, const GezinUuid *id)
{
  return find_leader (same->towards, id);
}
