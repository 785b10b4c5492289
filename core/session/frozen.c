/* SPDX-License-Identifier: EUPL-1.2 */

/* What a peer no longer shares: hidden from all that is read, until a person decides.
 *
 * Invariants:
 * 1. What is read to be shown, counted, judged or shared is what gezin_session_shown() gives; what is
 *    written over, erased or kept for ever is the dossier itself.
 * 2. Of what is hidden is told that it is, of which field, and who no longer shares it; no value. */

#include "session/bundles-private.h"
#include "session/work.h"

#include <glib/gi18n-lib.h>

static int
compare_frozen (gconstpointer a, gconstpointer b)
{
  const GezinFrozen *first = *(GezinFrozen *const *) a, *second = *(GezinFrozen *const *) b;

  return gezin_uuid_compare (&first->record, &second->record);
}

GPtrArray *
gezin_session_frozen_of (GezinSession *session, const GezinWhole *whole, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_frozen_free);

  for (guint i = 0; i < whole->parts->len; i++)
    {
      GPtrArray *of_part =
          gezin_store_frozen (session->store, gezin_dossier_id (whole->parts->pdata[i]), error);

      if (of_part == NULL)
        return NULL;
      g_ptr_array_extend_and_steal (all, of_part);
    }
  g_ptr_array_sort (all, compare_frozen);
  return g_steal_pointer (&all);
}

static const char *
our_organisation (GezinSession *session)
{
  return gezin_store_identity (session->store)->organisation;
}

GezinDossier *
gezin_session_shown (GezinSession *session, const GezinWhole *whole, GError **error)
{
  g_autoptr (GPtrArray) frozen = gezin_session_frozen_of (session, whole, error);

  return frozen != NULL
             ? gezin_frozen_hide (whole->dossier, frozen, our_organisation (session), error)
             : NULL;
}

gboolean
gezin_session_hide_history (GezinSession *session, const GezinWhole *whole, GPtrArray *entries,
                            GError **error)
{
  g_autoptr (GPtrArray) frozen = gezin_session_frozen_of (session, whole, error);
  const char *ours = our_organisation (session);

  for (guint i = frozen != NULL && frozen->len > 0 ? entries->len : 0; i-- > 0;)
    {
      GezinHistoryEntry *entry = entries->pdata[i];

      if (gezin_frozen_find (frozen, ours, entry->version) != NULL)
        {
          g_ptr_array_remove_index (entries, i);
          continue;
        }
      for (guint j = entry->before->len; j-- > 0;)
        if (gezin_frozen_find (frozen, ours, entry->before->pdata[j]) != NULL)
          g_ptr_array_remove_index (entry->before, j);
    }
  return frozen != NULL;
}

/* Telling. */

typedef struct {
  Call call; /* first: a call is found as its Call */
  GPtrArray *frozen; /* GezinFrozen, sorted */
  GHashTable *names; /* number of a peer -> its name */
} FrozenCall;

static const char *
name_of (FrozenCall *self, gint64 peer)
{
  const char *known = g_hash_table_lookup (self->names, &peer);
  g_autoptr (GezinPeer) found = NULL;
  char *name;

  if (known != NULL)
    return known;
  found = gezin_store_peer_by_number (self->call.session->store, peer, NULL);
  name = g_strdup (found != NULL ? found->name : "?");
  g_hash_table_insert (self->names, g_memdup2 (&peer, sizeof peer), name);
  return name;
}

static void
add_reading (FrozenCall *self, const GezinUuid *part, const GezinRecord *record, GezinField field,
             const GezinFrozen *why)
{
  GezinFrozenReading *reading = g_new0 (GezinFrozenReading, 1);
  const char *name = name_of (self, why->peer);

  reading->dossier = *part;
  reading->record = record->id;
  reading->kind = record->kind;
  reading->field = field;
  reading->by = g_strdup (name);
  /* Translators: in place of a value; %s is the name of who sent it. */
  reading->sentence = g_strdup_printf (_ ("no longer shared by %s"), name);
  reading->time = why->time;
  g_ptr_array_add (self->call.rows, reading);
}

/* A record of which nothing is left is told of once; of another each field. */
static void
read_record (FrozenCall *self, const GezinUuid *part, const GezinRecord *record)
{
  const char *ours = our_organisation (self->call.session);
  const GezinFrozen *first = NULL;
  GezinField last = GEZIN_FIELD_NONE;
  gboolean is_left = FALSE;

  for (guint i = 0; i < record->n_heads; i++)
    {
      const GezinFrozen *why = gezin_frozen_find (self->frozen, ours, record->heads[i]);

      is_left |= why == NULL;
      if (first == NULL)
        first = why;
    }
  if (first == NULL || gezin_record_is_removed (record))
    return;
  if (!is_left)
    {
      add_reading (self, part, record, GEZIN_FIELD_NONE, first);
      return;
    }
  for (guint i = 0; i < record->n_heads; i++)
    {
      const GezinVersion *head = record->heads[i];
      const GezinFrozen *why = gezin_frozen_find (self->frozen, ours, head);

      if (why != NULL && head->field != last)
        {
          add_reading (self, part, record, head->field, why);
          last = head->field;
        }
    }
}

static gboolean
frozen (Call *call, GError **error)
{
  FrozenCall *self = (FrozenCall *) call;
  g_auto (GezinWhole) whole = { NULL };

  if (!gezin_session_whole_init (call->session, call->dossier, NULL, &whole, error))
    return FALSE;
  self->frozen = gezin_session_frozen_of (call->session, &whole, error);
  if (self->frozen == NULL)
    return FALSE;
  self->names = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  call->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_frozen_reading_free);
  for (guint p = 0; self->frozen->len > 0 && p < whole.parts->len; p++)
    {
      GezinDossier *part = whole.parts->pdata[p];

      for (guint i = 0; i < gezin_dossier_n_records (part); i++)
        read_record (self, gezin_dossier_id (part), gezin_dossier_record (part, i));
    }
  g_hash_table_unref (self->names);
  return TRUE;
}

GPtrArray *
gezin_session_frozen (GezinSession *session, const GezinUuid *dossier, GError **error)
{
  FrozenCall self = { .call = { .session = session, .dossier = dossier } };
  gboolean done = gezin_session_run_call (&self.call, frozen, error);

  g_clear_pointer (&self.frozen, g_ptr_array_unref);
  return done ? self.call.rows : NULL;
}

/* Deciding. */

static gboolean
thaw_and_relist (Call *call, const GezinUuid *part, GError **error)
{
  char id[GEZIN_UUID_TEXT_LENGTH + 1];
  const GezinAuditEvent event = { .action = "thaw",
                                  .dossier = part,
                                  .subject = gezin_uuid_write (call->record, id) };

  return gezin_store_thaw (call->session->store, part, call->record, call->text, &event, error)
         && gezin_session_relist (call->session, part, error);
}

static gboolean
thaw (Call *call, GError **error)
{
  GezinSession *session = call->session;
  g_autoptr (GezinDossier) part =
      gezin_session_part_of (session, call->dossier, call->record, error);

  if (part == NULL || !gezin_store_begin_bulk (session->store, error))
    return FALSE;
  if (thaw_and_relist (call, gezin_dossier_id (part), error))
    {
      if (!gezin_store_end_bulk (session->store, TRUE, error))
        return FALSE;
      gezin_session_emit_changed (session, gezin_dossier_id (part));
      return TRUE;
    }
  if (!gezin_store_end_bulk (session->store, FALSE, NULL))
    g_debug ("a transaction could not be undone");
  return FALSE;
}

gboolean
gezin_session_thaw (GezinSession *session, const GezinUuid *dossier, const GezinUuid *record,
                    const char *reason, GError **error)
{
  Call call = { .session = session, .dossier = dossier, .record = record, .text = reason };

  return gezin_session_run_call (&call, thaw, error);
}
