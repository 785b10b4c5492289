/* SPDX-License-Identifier: EUPL-1.2 */

/* A dossier with those it was joined with: read as one, written part by part.
 *
 * Invariants:
 * 1. What several parts write has one commit id and one transaction.
 * 2. Shapes are checked against the whole, as it was and as it will be.
 * 3. A dossier that stands alone is a whole of one part, and costs no more than before. */

#include "session/session-private.h"

#include "merge/join.h"
#include "model/value.h"
#include "rules/shape.h"

#define CACHED_WHOLES 2

typedef struct {
  GPtrArray *parts; /* GezinDossier, by id */
  GezinDossier *dossier;
} CachedWhole;

static void
cached_whole_free (gpointer data)
{
  CachedWhole *cached = data;

  g_ptr_array_unref (cached->parts);
  gezin_dossier_unref (cached->dossier);
  g_free (cached);
}

void
gezin_session_forget_wholes (GezinSession *session)
{
  g_queue_clear_full (&session->wholes, cached_whole_free);
}

static gboolean
are_same_parts (const GPtrArray *a, const GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (a->pdata[i] != b->pdata[i])
      return FALSE;
  return TRUE;
}

/* Dossiers do not change, so the same parts are the same whole. */
static GezinDossier *
join_parts (GezinSession *session, GPtrArray *parts, GError **error)
{
  CachedWhole *cached;
  GezinDossier *dossier;

  for (GList *link = session->wholes.head; link != NULL; link = link->next)
    {
      cached = link->data;
      if (are_same_parts (cached->parts, parts))
        return gezin_dossier_ref (cached->dossier);
    }
  dossier = gezin_join_dossiers ((GezinDossier *const *) parts->pdata, parts->len, error);
  if (dossier == NULL || parts->len == 1)
    return dossier;
  cached = g_new0 (CachedWhole, 1);
  cached->parts = g_ptr_array_ref (parts);
  cached->dossier = gezin_dossier_ref (dossier);
  g_queue_push_head (&session->wholes, cached);
  if (g_queue_get_length (&session->wholes) > CACHED_WHOLES)
    cached_whole_free (g_queue_pop_tail (&session->wholes));
  return dossier;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return gezin_uuid_compare (a, b);
}

/* What is joined with @more is added to @ids. */
static gboolean
add_joined (GezinSession *session, const GezinUuid *more, GArray *ids, GError **error)
{
  g_autoptr (GArray) joined = gezin_store_joined (session->store, more, error);

  if (joined == NULL)
    return FALSE;
  for (guint i = 0; i < joined->len; i++)
    {
      const GezinUuid *id = &g_array_index (joined, GezinUuid, i);
      guint j = 0;

      while (j < ids->len && !gezin_uuid_equal (&g_array_index (ids, GezinUuid, j), id))
        j++;
      if (j == ids->len)
        g_array_append_vals (ids, id, 1);
    }
  g_array_sort (ids, compare_ids);
  return TRUE;
}

/* A class that is too large to be one dossier is read one by one. */
static gboolean
fall_back (GezinWhole *whole, GError **inner, GError **error)
{
  GezinDossier *alone = whole->parts->pdata[whole->asked];

  if (!g_error_matches (*inner, GEZIN_MODEL_ERROR, GEZIN_MODEL_ERROR_DOSSIER))
    {
      g_propagate_error (error, g_steal_pointer (inner));
      return FALSE;
    }
  g_clear_error (inner);
  gezin_dossier_ref (alone);
  g_ptr_array_unref (whole->parts);
  whole->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_dossier_unref);
  g_ptr_array_add (whole->parts, alone);
  whole->asked = 0;
  whole->dossier = gezin_dossier_ref (alone);
  return TRUE;
}

gboolean
gezin_session_whole_init (GezinSession *session, const GezinUuid *asked, const GezinUuid *with,
                          GezinWhole *whole, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  GError *inner = NULL;

  *whole = (GezinWhole){ .parts = NULL };
  if (!add_joined (session, asked, ids, error)
      || (with != NULL && !add_joined (session, with, ids, error)))
    return FALSE;
  whole->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_dossier_unref);
  for (guint i = 0; i < ids->len; i++)
    {
      const GezinUuid *id = &g_array_index (ids, GezinUuid, i);
      GezinDossier *part = gezin_session_dossier_now (session, id, error);

      if (part == NULL)
        return FALSE;
      if (gezin_uuid_equal (id, asked))
        whole->asked = i;
      g_ptr_array_add (whole->parts, part);
    }
  whole->dossier = join_parts (session, whole->parts, &inner);
  return whole->dossier != NULL
         || (with == NULL ? fall_back (whole, &inner, error)
                          : (g_propagate_error (error, inner), FALSE));
}

gboolean
gezin_session_whole_empty (const GezinUuid *id, GezinWhole *whole, GError **error)
{
  *whole = (GezinWhole){ .dossier = gezin_dossier_new (id, NULL, 0, NULL, 0, error) };
  if (whole->dossier == NULL)
    return FALSE;
  whole->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_dossier_unref);
  g_ptr_array_add (whole->parts, gezin_dossier_ref (whole->dossier));
  return TRUE;
}

void
gezin_whole_clear (GezinWhole *whole)
{
  g_clear_pointer (&whole->parts, g_ptr_array_unref);
  g_clear_pointer (&whole->dossier, gezin_dossier_unref);
}

gboolean
gezin_whole_has (const GezinWhole *whole, guint part, const GezinUuid *record)
{
  return gezin_dossier_find (whole->parts->pdata[part], record) != NULL;
}

GezinDossier *
gezin_session_part_of (GezinSession *session, const GezinUuid *asked, const GezinUuid *record,
                       GError **error)
{
  g_auto (GezinWhole) whole = { NULL };
  guint holder;

  if (!gezin_session_whole_init (session, asked, NULL, &whole, error))
    return NULL;
  holder =
      gezin_join_holder ((GezinDossier *const *) whole.parts->pdata, whole.parts->len, 0, record);
  return gezin_dossier_ref (whole.parts->pdata[holder < whole.parts->len ? holder : whole.asked]);
}

gboolean
gezin_session_audit_whole (GezinSession *session, const GezinWhole *whole, const char *action,
                           GError **error)
{
  gboolean done = TRUE;

  if (!gezin_store_begin_bulk (session->store, error))
    return FALSE;
  for (guint i = 0; done && i < whole->parts->len; i++)
    {
      GezinAuditEvent event = { .action = action,
                                .dossier = gezin_dossier_id (whole->parts->pdata[i]) };

      done = gezin_store_audit (session->store, &event, error);
    }
  if (done)
    return gezin_store_end_bulk (session->store, TRUE, error);
  if (!gezin_store_end_bulk (session->store, FALSE, NULL))
    g_assert_not_reached ();
  return FALSE;
}

/* Writing. */

/* A write on its way: what was made for each part. */
typedef struct {
  GezinSession *session;
  const GezinWhole *whole;
  const GezinWholeWrite *write;
  GezinCommit *commit; /* one for all parts */
  GPtrArray *merges; /* GezinMerge of each part, or NULL */
  GPtrArray *written; /* GezinVersion, of all parts */
} Writing;

static void
merge_clear (gpointer merge)
{
  if (merge != NULL)
    gezin_merge_free (merge);
}

static gboolean
make_part (Writing *writing, guint part, const GezinSessionWriter *writer, GError **error)
{
  GezinDossier *now = writing->whole->parts->pdata[part];
  g_autoptr (GPtrArray) versions =
      writing->write->make (writing->write->data, part, now, &writer->writer, error);
  GezinMerge *merge = NULL;

  if (versions == NULL)
    return FALSE;
  if (versions->len > 0)
    {
      merge = gezin_merge (now, writer->markers, (GezinVersion *const *) versions->pdata,
                           versions->len, NULL, 0, error);
      if (merge == NULL)
        return FALSE;
    }
  g_ptr_array_add (writing->merges, merge);
  for (guint i = 0; i < versions->len; i++)
    g_ptr_array_add (writing->written, gezin_version_ref (versions->pdata[i]));
  return TRUE;
}

/* Invariant 1: all parts write under the commit of the first. */
static void
share_commit (Writing *writing, GezinSessionWriter *writer)
{
  if (writing->commit == NULL)
    {
      writing->commit = gezin_commit_ref (writer->writer.commit);
      return;
    }
  gezin_commit_unref (writer->writer.commit);
  writer->writer.commit = gezin_commit_ref (writing->commit);
}

static gboolean
make_all (Writing *writing, GError **error)
{
  for (guint i = 0; i < writing->whole->parts->len; i++)
    {
      GezinSessionWriter writer;
      gboolean done = gezin_session_writer_init (writing->session,
                                                 gezin_dossier_id (writing->whole->parts->pdata[i]),
                                                 writing->write->why, &writer, error);

      if (done)
        {
          share_commit (writing, &writer);
          done = make_part (writing, i, &writer, error);
        }
      gezin_session_writer_clear (&writer);
      if (!done)
        return FALSE;
    }
  return TRUE;
}

/* Invariant 2. */
static gboolean
check_shapes (Writing *writing, GError **error)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  g_autoptr (GezinDossier) after = NULL;
  GDate today;

  for (guint i = 0; i < writing->merges->len; i++)
    {
      GezinMerge *merge = writing->merges->pdata[i];

      g_ptr_array_add (parts, merge != NULL ? merge->dossier : writing->whole->parts->pdata[i]);
    }
  after = gezin_join_dossiers ((GezinDossier *const *) parts->pdata, parts->len, error);
  if (after == NULL)
    return FALSE;
  gezin_clock_today (writing->session->clock, &today);
  return gezin_shape_check_write (writing->whole->dossier, after, writing->written,
                                  writing->session->reference, &today, error);
}

static gboolean
apply_part (Writing *writing, guint part, GError **error)
{
  const GezinWholeWrite *write = writing->write;
  const GezinUuid *id = gezin_dossier_id (writing->whole->parts->pdata[part]);
  GezinAuditEvent event = {
    .action = write->action, .dossier = id, .subject = write->subject, .detail = write->detail
  };
  GezinStoreChange change = { .merge = writing->merges->pdata[part],
                              .event = &event,
                              .is_own = TRUE,
                              .is_part = TRUE, /* apply_all () */
                              .undoes = write->undoes,
                              .undone = write->undone };

  if (change.merge == NULL)
    return TRUE;
  return gezin_session_apply (writing->session, &change, error);
}

/* A draft may lie under the id of any part: under which one it was typed. */
static gboolean
finish_drafts (Writing *writing, GError **error)
{
  const GezinWholeWrite *write = writing->write;

  for (guint part = 0; part < writing->whole->parts->len; part++)
    for (guint i = 0; write->finished != NULL && i < write->finished->len; i++)
      if (!gezin_store_drop_draft (writing->session->store,
                                   gezin_dossier_id (writing->whole->parts->pdata[part]),
                                   &g_array_index (write->finished, GezinUuid, i), error))
        return FALSE;
  return TRUE;
}

static gboolean
apply_all (Writing *writing, GError **error)
{
  GezinSession *session = writing->session;
  gboolean was_in_bulk = session->in_bulk;
  gboolean done;

  if (!gezin_store_begin_bulk (session->store, error))
    return FALSE;
  session->in_bulk = TRUE; /* told when it is on disk */
  done = finish_drafts (writing, error);
  for (guint i = 0; done && i < writing->merges->len; i++)
    done = apply_part (writing, i, error);
  session->in_bulk = was_in_bulk;
  if (done)
    done = gezin_store_end_bulk (session->store, TRUE, error);
  else if (!gezin_store_end_bulk (session->store, FALSE, NULL))
    g_assert_not_reached ();
  if (!done)
    gezin_session_forget_all (session); /* what was remembered is not there */
  for (guint i = 0; done && !was_in_bulk && i < writing->whole->parts->len; i++)
    gezin_session_emit_changed (session, gezin_dossier_id (writing->whole->parts->pdata[i]));
  return done;
}

gboolean
gezin_session_whole_write (GezinSession *session, const GezinWhole *whole,
                           const GezinWholeWrite *write, guint64 *commit, GError **error)
{
  g_autoptr (GPtrArray) merges = g_ptr_array_new_with_free_func (merge_clear);
  g_autoptr (GPtrArray) written =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);
  Writing writing = { session, whole, write, NULL, merges, written };
  gboolean done;

  *commit = 0;
  done = make_all (&writing, error);
  if (done && written->len > 0)
    {
      done = (write->is_checked || check_shapes (&writing, error)) && apply_all (&writing, error);
      if (done && writing.commit != NULL)
        *commit = writing.commit->id;
    }
  g_clear_pointer (&writing.commit, gezin_commit_unref);
  return done;
}

gboolean
gezin_session_check_shapes (GezinSession *session, GezinDossier *now, GezinDossier *next,
                            GPtrArray *written, GError **error)
{
  g_auto (GezinWhole) whole = { NULL };
  g_autoptr (GezinDossier) after = NULL;
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  g_autoptr (GArray) joined = gezin_store_joined (session->store, gezin_dossier_id (now), error);
  GDate today;

  if (joined == NULL)
    return FALSE;
  gezin_clock_today (session->clock, &today);
  if (joined->len == 1)
    return gezin_shape_check_write (now, next, written, session->reference, &today, error);
  if (!gezin_session_whole_init (session, gezin_dossier_id (now), NULL, &whole, error))
    return FALSE;
  for (guint i = 0; i < whole.parts->len; i++)
    g_ptr_array_add (parts, i == whole.asked ? next : whole.parts->pdata[i]);
  after = gezin_join_dossiers ((GezinDossier *const *) parts->pdata, parts->len, error);
  return after != NULL
         && gezin_shape_check_write (whole.dossier, after, written, session->reference, &today,
                                     error);
}
