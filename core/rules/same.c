/* SPDX-License-Identifier: EUPL-1.2 */

/* Classes of records that are linked as the same.
 *
 * Invariant: an id points at a smaller one or at none, so every way ends, and it
 * ends at the smallest id of the class. */

#include "rules/same.h"

#include <stdlib.h>

struct _GezinSame {
  GHashTable *towards; /* an id to a smaller one of its class */
  GHashTable *members; /* the leader of a class to a GArray of those that stand here */
};

/* Whose links count. */
typedef struct {
  const guint64 *replicas; /* NULL: anybody's */
  gsize n_replicas;
} Sayers;

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

static int
compare_replicas (gconstpointer a, gconstpointer b)
{
  guint64 first = *(const guint64 *) a, second = *(const guint64 *) b;

  return (first > second) - (first < second);
}

static gboolean
counts (const Sayers *sayers, const GezinVersion *link)
{
  return link->value != NULL
         && (sayers->replicas == NULL
             || bsearch (&link->dot.replica, sayers->replicas, sayers->n_replicas,
                         sizeof link->dot.replica, compare_replicas)
                    != NULL);
}

static void
join_links_of (GHashTable *towards, const GezinDossier *dossier, const GezinRecord *record,
               const Sayers *sayers)
{
  GezinRegister links = gezin_record_field (record, GEZIN_FIELD_COMMON_SAME_AS);

  for (guint i = 0; i < links.n_heads; i++)
    {
      GezinRecord *other;
      GezinUuid id;

      if (!counts (sayers, links.heads[i]) || !gezin_uuid_parse (links.heads[i]->value, &id))
        continue;
      other = gezin_dossier_find (dossier, &id);
      if (other == NULL || other->kind == record->kind)
        join (towards, &record->id, &id);
    }
}

/* Invariant: all of a class are keys of @towards but its leader. */
static void
find_leaders (GezinSame *same)
{
  GHashTableIter iter;
  gpointer id;

  same->members = g_hash_table_new_full (gezin_uuid_hash, gezin_uuid_equal, g_free,
                                         (GDestroyNotify) g_array_unref);
  g_hash_table_iter_init (&iter, same->towards);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      const GezinUuid *leader = find_leader (same->towards, id);

      if (!g_hash_table_contains (same->members, leader))
        g_hash_table_insert (same->members, g_memdup2 (leader, sizeof *leader),
                             g_array_new (FALSE, FALSE, sizeof (GezinUuid)));
    }
}

/* Records stand sorted by id, and so do the members. */
static void
find_members (GezinSame *same, const GezinDossier *dossier)
{
  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier, i);
      GArray *members =
          g_hash_table_lookup (same->members, find_leader (same->towards, &record->id));

      if (members != NULL && !gezin_record_is_removed (record))
        g_array_append_val (members, record->id);
    }
}

static GezinSame *
same_new (const GezinDossier *dossier, const Sayers *sayers)
{
  GezinSame *same = g_atomic_rc_box_new0 (GezinSame);

  same->towards = g_hash_table_new_full (gezin_uuid_hash, gezin_uuid_equal, g_free, g_free);
  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier, i);

      if (!gezin_record_is_removed (record))
        join_links_of (same->towards, dossier, record, sayers);
    }
  find_leaders (same);
  if (g_hash_table_size (same->members) > 0)
    find_members (same, dossier);
  return same;
}

GezinSame *
gezin_same_new (const GezinDossier *dossier)
{
  const Sayers anybody = { NULL, 0 };

  return same_new (dossier, &anybody);
}

GezinSame *
gezin_same_new_confirmed (const GezinDossier *dossier, const guint64 *replicas, gsize n_replicas)
{
  static const guint64 nobody = 0;
  const Sayers own = { n_replicas > 0 ? replicas : &nobody, n_replicas };

  return same_new (dossier, &own);
}

GezinSame *
gezin_same_ref (GezinSame *same)
{
  return g_atomic_rc_box_acquire (same);
}

static void
clear_same (gpointer data)
{
  GezinSame *same = data;

  g_hash_table_unref (same->towards);
  g_hash_table_unref (same->members);
}

void
gezin_same_free (GezinSame *same)
{
  g_atomic_rc_box_release_full (same, clear_same);
}

const GArray *
gezin_same_members (const GezinSame *same, const GezinUuid *id)
{
  return g_hash_table_lookup (same->members, find_leader (same->towards, id));
}

const GezinUuid *
gezin_same_first (const GezinSame *same, const GezinUuid *id)
{
  const GArray *members = gezin_same_members (same, id);

  return members != NULL && members->len > 0 ? &g_array_index (members, GezinUuid, 0) : id;
}

const GezinUuid *
gezin_same_leader (const GezinSame *same, const GezinUuid *id)
{
  return find_leader (same->towards, id);
}
