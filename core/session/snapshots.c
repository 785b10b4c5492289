/* SPDX-License-Identifier: EUPL-1.2 */

/* The analysis as of the day on which each conclusion was adopted, told and compared: of the dossier as
 * it was known when that was written, from the versions that are kept.
 *
 * Invariants:
 * 1. Nothing is kept of it, and nothing of it is sent.
 * 2. What is erased is in none, and what peers no longer share is hidden in each. */

#include "casework/snapshot.h"
#include "merge/join.h"
#include "merge/known.h"
#include "session/bundles-private.h"
#include "session/casework.h"
#include "session/work.h"

typedef struct {
  Call call; /* first: a call is found as its Call */
  GezinWhole whole;
  GPtrArray *versions; /* GPtrArray of GezinVersion for each part: heads and past */
  GPtrArray *frozen; /* GezinFrozen */
  char *ours; /* (nullable): our organisation */
  GezinView *view; /* as it is now */
  GezinSame *same; /* of that */
} SnapshotCall;

static void
snapshot_call_clear (SnapshotCall *self)
{
  gezin_whole_clear (&self->whole);
  g_clear_pointer (&self->versions, g_ptr_array_unref);
  g_clear_pointer (&self->frozen, g_ptr_array_unref);
  g_clear_pointer (&self->ours, g_free);
  g_clear_pointer (&self->view, gezin_view_unref);
  g_clear_pointer (&self->same, gezin_same_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SnapshotCall, snapshot_call_clear)

static gboolean
add_versions (SnapshotCall *self, GezinDossier *part, GError **error)
{
  GPtrArray *versions =
      gezin_store_past (self->call.session->store, gezin_dossier_id (part), NULL, error);

  if (versions == NULL)
    return FALSE;
  g_ptr_array_add (self->versions, versions);
  for (guint i = 0; i < gezin_dossier_n_records (part); i++)
    {
      const GezinRecord *record = gezin_dossier_record (part, i);

      for (guint j = 0; j < record->n_heads; j++)
        g_ptr_array_add (versions, gezin_version_ref (record->heads[j]));
    }
  return TRUE;
}

static gboolean
read_all (Call *call, GError **error)
{
  SnapshotCall *self = (SnapshotCall *) call;
  g_autoptr (GezinDossier) shown = NULL;

  if (!gezin_session_whole_init (call->session, call->dossier, NULL, &self->whole, error))
    return FALSE;
  self->versions = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < self->whole.parts->len; i++)
    if (!add_versions (self, self->whole.parts->pdata[i], error))
      return FALSE;
  self->frozen = gezin_session_frozen_of (call->session, &self->whole, error);
  if (self->frozen == NULL)
    return FALSE;
  self->ours = g_strdup (gezin_store_identity (call->session->store)->organisation);
  shown = gezin_frozen_hide (self->whole.dossier, self->frozen, self->ours, error);
  if (shown == NULL)
    return FALSE;
  self->view = gezin_view_own (shown);
  self->same = gezin_same_new (shown);
  return TRUE;
}

static gboolean
read_session (GezinSession *session, const GezinUuid *dossier, SnapshotCall *self, GError **error)
{
  self->call.session = session;
  self->call.dossier = dossier;
  return gezin_session_run_call (&self->call, read_all, error);
}

/* The earliest that wrote it in @record, in whichever part, goes to @found. */
static void
find_in_record (SnapshotCall *self, const GezinUuid *record, const char *adopted_on,
                const GezinVersion **found, gboolean *is_sure)
{
  for (guint i = 0; i < self->versions->len; i++)
    {
      gboolean one_is_sure;
      const GezinVersion *one =
          gezin_known_first (self->versions->pdata[i], record, GEZIN_FIELD_CONCLUSION_ADOPTED_ON,
                             adopted_on, &one_is_sure);

      if (one == NULL || (*found != NULL && (*found)->commit->time <= one->commit->time))
        continue;
      *found = one;
      *is_sure = one_is_sure;
    }
}

/* In @conclusion, or in what is the same. */
static const GezinVersion *
find_adoption (SnapshotCall *self, const GezinUuid *conclusion, const char *adopted_on,
               gboolean *is_sure)
{
  const GArray *members = gezin_same_members (self->same, conclusion);
  const GezinVersion *found = NULL;

  find_in_record (self, conclusion, adopted_on, &found, is_sure);
  for (guint i = 0; members != NULL && i < members->len; i++)
    find_in_record (self, &g_array_index (members, GezinUuid, i), adopted_on, &found, is_sure);
  return found;
}

/* All parts as they were known at @commit, as one. */
static GezinDossier *
join_then (SnapshotCall *self, const GezinCommit *commit, gboolean *is_frozen)
{
  g_autoptr (GPtrArray) parts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_dossier_unref);
  g_autoptr (GezinDossier) joined = NULL;

  for (guint i = 0; i < self->whole.parts->len; i++)
    {
      gboolean is_whole;
      GezinDossier *part = gezin_known_at (self->whole.parts->pdata[i], self->versions->pdata[i],
                                           commit, &is_whole, NULL);

      if (part == NULL)
        return NULL;
      g_ptr_array_add (parts, part);
      *is_frozen &= is_whole;
    }
  joined = gezin_join_dossiers ((GezinDossier *const *) parts->pdata, parts->len, NULL);
  return joined != NULL ? gezin_frozen_hide (joined, self->frozen, self->ours, NULL) : NULL;
}

/* What cannot be put together as it was is read as it is. */
static GezinView *
view_then (gpointer data, const GezinUuid *conclusion, const char *adopted_on, gboolean *is_frozen)
{
  SnapshotCall *self = data;
  const GezinVersion *adoption = find_adoption (self, conclusion, adopted_on, is_frozen);
  g_autoptr (GezinDossier) then =
      adoption != NULL ? join_then (self, adoption->commit, is_frozen) : NULL;

  return then != NULL ? gezin_view_own (then) : NULL;
}

static GezinSnapshot *
tell (SnapshotCall *self, guint number, GError **error)
{
  GezinSnapshotThen then = { view_then, self };
  GezinSnapshot *told =
      gezin_snapshot_tell (self->view, self->call.session->reference, &then, number);

  if (told == NULL)
    g_set_error_literal (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_NO_SNAPSHOT,
                         "no adopted conclusion has that number");
  return told;
}

GPtrArray *
gezin_session_snapshots (GezinSession *session, const GezinUuid *dossier, GError **error)
{
  g_auto (SnapshotCall) self = { .versions = NULL };
  GezinSnapshotThen then = { view_then, &self };

  return read_session (session, dossier, &self, error)
             ? gezin_snapshot_list (self.view, session->reference, &then)
             : NULL;
}

GezinSnapshot *
gezin_session_snapshot (GezinSession *session, const GezinUuid *dossier, guint number,
                        GError **error)
{
  g_auto (SnapshotCall) self = { .versions = NULL };

  return read_session (session, dossier, &self, error) ? tell (&self, number, error) : NULL;
}

GPtrArray *
gezin_session_difference (GezinSession *session, const GezinUuid *dossier, guint before,
                          guint after, GError **error)
{
  g_auto (SnapshotCall) self = { .versions = NULL };
  g_autoptr (GezinSnapshot) first = NULL;
  g_autoptr (GezinSnapshot) second = NULL;

  if (!read_session (session, dossier, &self, error))
    return NULL;
  first = tell (&self, before, error);
  second = first != NULL ? tell (&self, after, error) : NULL;
  return second != NULL ? gezin_snapshot_compare (first, second) : NULL;
}
