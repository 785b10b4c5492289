/* SPDX-License-Identifier: EUPL-1.2 */

/* What a reference leads to that is not in the dossier itself: another dossier
 * which this one is or was joined with, or a record of that one. Such a reference
 * is shown with the name of the other dossier, and with no more of it.
 *
 * Invariants:
 * 1. Names come from the store, on the worker, when a dossier or its history is
 *    read; whoever shows it later, on any thread, finds them here.
 * 2. No name outlives the store being open, or an erasure: with what was read they are forgotten. */

#include "session/session-private.h"

#include "model/value.h"

#define LINK_FIELD GEZIN_FIELD_COMMON_SAME_AS

typedef struct {
  char *family;
  gboolean is_dossier;
} Elsewhere;

static void
elsewhere_free (gpointer data)
{
  Elsewhere *elsewhere = data;

  g_free (elsewhere->family);
  g_free (elsewhere);
}

void
gezin_session_forget_elsewhere (GezinSession *session)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&session->same_lock);

  g_clear_pointer (&session->elsewhere, g_hash_table_unref);
}

char *
gezin_session_elsewhere (GezinSession *session, const GezinUuid *id, gboolean *is_dossier)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&session->same_lock);
  const Elsewhere *found =
      session->elsewhere != NULL ? g_hash_table_lookup (session->elsewhere, id) : NULL;

  if (found == NULL)
    return NULL;
  *is_dossier = found->is_dossier;
  return g_strdup (found->family);
}

static void
remember (GezinSession *session, const GezinUuid *id, const char *family, gboolean is_dossier)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&session->same_lock);
  Elsewhere *elsewhere = g_new0 (Elsewhere, 1);

  elsewhere->family = g_strdup (family);
  elsewhere->is_dossier = is_dossier;
  if (session->elsewhere == NULL)
    session->elsewhere =
        g_hash_table_new_full (gezin_uuid_hash, gezin_uuid_equal, g_free, elsewhere_free);
  g_hash_table_replace (session->elsewhere, g_memdup2 (id, sizeof *id), elsewhere);
}

/* The id that @version refers to goes into @ids, unless its record is in @whole. */
static void
add_reference (GHashTable *ids, const GezinDossier *whole, const GezinVersion *version)
{
  const GezinFieldSpec *spec = gezin_catalogue_field (version->field);
  const char *text = version->item != NULL ? version->item : version->value;
  GezinUuid id;

  if (spec != NULL && (spec->type == GEZIN_TYPE_REF || spec->type == GEZIN_TYPE_REFS)
      && text != NULL && gezin_uuid_parse (text, &id) && gezin_dossier_find (whole, &id) == NULL)
    g_hash_table_add (ids, g_memdup2 (&id, sizeof id));
}

static GHashTable *
new_ids (void)
{
  return g_hash_table_new_full (gezin_uuid_hash, gezin_uuid_equal, g_free, NULL);
}

/* The dossiers that the parts of @whole ever named as the same and that are not among them. */
static GHashTable *
find_others (GezinSession *session, const GezinWhole *whole, GError **error)
{
  g_autoptr (GHashTable) others = new_ids ();

  for (guint i = 0; i < whole->parts->len; i++)
    {
      const GezinUuid *part = gezin_dossier_id (whole->parts->pdata[i]);
      g_autoptr (GPtrArray) links =
          gezin_store_history (session->store, part, part, LINK_FIELD, error);

      if (links == NULL)
        return NULL;
      for (guint j = 0; j < links->len; j++)
        add_reference (others, whole->dossier, ((GezinHistoryEntry *) links->pdata[j])->version);
    }
  return g_steal_pointer (&others);
}

/* What of @ids is a record of the dossier @other, of the family @family. */
static void
remember_records_of (GezinSession *session, const GezinUuid *other, const char *family,
                     GHashTable *ids)
{
  GHashTableIter iterator;
  gpointer id;

  g_hash_table_iter_init (&iterator, ids);
  while (g_hash_table_iter_next (&iterator, &id, NULL))
    {
      g_autoptr (GezinDossier) alone = gezin_store_load_record (session->store, other, id, NULL);

      if (alone != NULL && gezin_dossier_find (alone, id) != NULL)
        remember (session, id, family, gezin_uuid_equal (id, other));
    }
}

gboolean
gezin_session_look_elsewhere (GezinSession *session, const GezinWhole *whole,
                              const GPtrArray *entries, GError **error)
{
  g_autoptr (GHashTable) others = find_others (session, whole, error);
  g_autoptr (GHashTable) ids = NULL;
  GHashTableIter iterator;
  gpointer other;

  if (others == NULL)
    return FALSE;
  if (g_hash_table_size (others) == 0)
    return TRUE; /* never joined: nothing of it leads elsewhere */
  ids = new_ids ();
  for (guint i = 0; i < gezin_dossier_n_records (whole->dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (whole->dossier, i);

      for (guint j = 0; j < record->n_heads; j++)
        add_reference (ids, whole->dossier, record->heads[j]);
    }
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    add_reference (ids, whole->dossier, ((GezinHistoryEntry *) entries->pdata[i])->version);
  g_hash_table_iter_init (&iterator, others);
  while (g_hash_table_iter_next (&iterator, &other, NULL))
    {
      g_autofree char *family = gezin_session_family_name (session, other);

      if (family != NULL) /* else it is not here, or erased */
        remember_records_of (session, other, family, ids);
    }
  return TRUE;
}
