/* SPDX-License-Identifier: EUPL-1.2 */

/* The session: its state, its worker, and the way each call takes.
 *
 * The invariants stand in session.h. */

#include "session/session-private.h"

#include "base/text.h"
#include "casework/summary.h"
#include "casework/workflow.h"
#include "merge/merge.h"
#include "rules/shape.h"
#include "store/exchange.h"

#include <string.h>

G_DEFINE_FINAL_TYPE (GezinSession, gezin_session, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

GQuark
gezin_session_error_quark (void)
{
  return g_quark_from_static_string ("gezin-session-error-quark");
}

static void
gezin_session_init (GezinSession *self)
{
  g_queue_init (&self->recent);
  g_queue_init (&self->wholes);
  g_mutex_init (&self->same_lock);
}

static void
gezin_session_dispose (GObject *object)
{
  GezinSession *self = GEZIN_SESSION (object);

  self->is_ending = TRUE;
  if (self->worker != NULL)
    gezin_session_lock (self);
  g_clear_pointer (&self->worker, gezin_worker_free);
  G_OBJECT_CLASS (gezin_session_parent_class)->dispose (object);
}

static void
gezin_session_finalize (GObject *object)
{
  GezinSession *self = GEZIN_SESSION (object);

  g_clear_pointer (&self->clock, gezin_clock_unref);
  g_clear_pointer (&self->random, gezin_random_unref);
  g_clear_pointer (&self->reference, gezin_reference_unref);
  g_clear_pointer (&self->our_reference, gezin_reference_unref);
  g_clear_pointer (&self->left_out, g_ptr_array_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_free (self->vfs);
  g_free (self->reference_folder);
  g_free (self->fingerprint);
  gezin_session_forget_same (self);
  gezin_session_forget_elsewhere (self);
  g_mutex_clear (&self->same_lock);
  G_OBJECT_CLASS (gezin_session_parent_class)->finalize (object);
}

static void
gezin_session_class_init (GezinSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = gezin_session_dispose;
  object_class->finalize = gezin_session_finalize;

  /**
   * GezinSession::changed:
   * @dossier: its id as text, or "" when several changed or the store was opened or locked
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

/* (nullable): Where an organisation has its own reference data. */
static const char *
own_folder (const GezinSessionOptions *options)
{
  const char *asked = g_getenv ("GEZIN_REFERENCE_DIR");
  const char *folder = options->reference_dir != NULL ? options->reference_dir
                       : asked != NULL                ? asked
                                                      : GEZIN_REFERENCE_DIR;

  return folder[0] != '\0' ? folder : NULL;
}

static GezinReference *
read_ours (GError **error)
{
  const char *data_dir = g_getenv ("GEZIN_DATA_DIR");
  g_autofree char *ours =
      g_build_filename (data_dir != NULL ? data_dir : GEZIN_DATA_DIR, "reference", NULL);
  g_autoptr (GezinReference) below = gezin_reference_new_from_folder (ours, NULL, error);

  if (below == NULL || !gezin_session_check_lists (below, error)
      || !gezin_workflow_check (below, error))
    return NULL;
  return g_steal_pointer (&below);
}

GezinSession *
gezin_session_new (const GezinSessionOptions *options, GError **error)
{
  static const GezinSessionOptions none = { 0 };
  g_autoptr (GezinReference) ours = NULL;
  g_autoptr (GezinReference) reference = NULL;
  g_autoptr (GPtrArray) left_out =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_reference_left_out_free);
  GezinSession *self;

  if (options == NULL)
    options = &none;
  ours = read_ours (error);
  if (ours == NULL)
    return NULL;
  reference = gezin_reference_new_own (own_folder (options), ours, gezin_workflow_check,
                                       gezin_workflow_lists (), left_out, error);
  if (reference == NULL)
    return NULL;

  self = g_object_new (GEZIN_TYPE_SESSION, NULL);
  self->clock =
      options->clock != NULL ? gezin_clock_ref (options->clock) : gezin_clock_new_system ();
  self->random =
      options->random != NULL ? gezin_random_ref (options->random) : gezin_random_new_system ();
  self->vfs = g_strdup (options->vfs);
  self->reference_folder = g_strdup (own_folder (options));
  self->our_reference = g_steal_pointer (&ours);
  self->reference = g_steal_pointer (&reference);
  self->left_out = g_steal_pointer (&left_out);
  self->context = g_main_context_ref_thread_default ();
  self->worker = gezin_worker_new ();
  return self;
}

GezinClock *
gezin_session_clock (GezinSession *session)
{
  return session->clock;
}

GezinRandom *
gezin_session_random (GezinSession *session)
{
  return session->random;
}

/* Calls. */

static gboolean
run_call (gpointer data, GCancellable *cancellable, GError **error)
{
  Call *call = data;

  if (call->session->store == NULL && !call->needs_no_store)
    {
      g_set_error_literal (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_LOCKED,
                           "no store is open");
      return FALSE;
    }
  return call->run (call, error);
}

gboolean
gezin_session_run_call (Call *call, gboolean (*run) (Call *call, GError **error), GError **error)
{
  call->run = run;
  return gezin_worker_run (call->session->worker, run_call, call, error);
}

typedef struct {
  GezinSession *session;
  GezinSessionFunc func;
  gpointer data;
  GDestroyNotify free_data;
} Started;

static void
started_free (gpointer data)
{
  Started *started = data;

  if (started->free_data != NULL)
    started->free_data (started->data);
  g_object_unref (started->session);
  g_free (started);
}

static gboolean
run_started (gpointer data, GCancellable *cancellable, GError **error)
{
  Started *started = data;

  return started->func (started->session, started->data, cancellable, error);
}

void
gezin_session_start (GezinSession *session, GezinSessionFunc func, gpointer data,
                     GDestroyNotify free_data, GCancellable *cancellable,
                     GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (session, cancellable, callback, user_data);
  Started *started = g_new0 (Started, 1);

  started->session = g_object_ref (session);
  started->func = func;
  started->data = data;
  started->free_data = free_data;
  g_task_set_source_tag (task, gezin_session_start);
  g_task_set_task_data (task, started, started_free);
  gezin_worker_start (session->worker, task, run_started, started, NULL);
}

gboolean
gezin_session_finish (GezinSession *session, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

gpointer
gezin_session_task_data (GAsyncResult *result)
{
  Started *started = g_task_get_task_data (G_TASK (result));

  return started->data;
}

/* Recent dossiers. */

static void
put_first (GezinSession *session, GezinDossier *dossier)
{
  g_queue_push_head (&session->recent, gezin_dossier_ref (dossier));
  if (g_queue_get_length (&session->recent) > GEZIN_SESSION_RECENT_DOSSIERS)
    gezin_dossier_unref (g_queue_pop_tail (&session->recent));
}

static GList *
find_recent (GezinSession *session, const GezinUuid *id)
{
  for (GList *link = session->recent.head; link != NULL; link = link->next)
    if (gezin_uuid_equal (gezin_dossier_id (link->data), id))
      return link;
  return NULL;
}

static void
forget (GezinSession *session, const GezinUuid *id)
{
  GList *link = find_recent (session, id);

  if (link != NULL)
    {
      gezin_dossier_unref (link->data);
      g_queue_delete_link (&session->recent, link);
    }
}

void
gezin_session_remember (GezinSession *session, GezinDossier *dossier)
{
  g_autoptr (GezinDossier) held = gezin_dossier_ref (dossier);

  forget (session, gezin_dossier_id (held));
  put_first (session, held);
}

void
gezin_session_forget_all (GezinSession *session)
{
  g_queue_clear_full (&session->recent, (GDestroyNotify) gezin_dossier_unref);
  gezin_session_forget_wholes (session);
  gezin_session_forget_same (session);
  gezin_session_forget_elsewhere (session);
}

GezinDossier *
gezin_session_dossier_now (GezinSession *session, const GezinUuid *id, GError **error)
{
  GList *link = find_recent (session, id);
  GezinDossier *dossier;

  if (link != NULL)
    return gezin_dossier_ref (link->data);
  dossier = gezin_store_load (session->store, id, error);
  if (dossier != NULL)
    gezin_session_remember (session, dossier);
  return dossier;
}

/* Telling. */

typedef struct {
  GezinSession *session;
  char id[GEZIN_UUID_TEXT_LENGTH + 1];
} Told;

static gboolean
tell_cb (gpointer data)
{
  Told *told = data;

  g_signal_emit (told->session, signals[CHANGED], 0, told->id);
  return G_SOURCE_REMOVE;
}

static void
told_free (gpointer data)
{
  Told *told = data;

  g_object_unref (told->session);
  g_free (told);
}

void
gezin_session_emit_changed (GezinSession *session, const GezinUuid *dossier)
{
  Told *told;
  g_autoptr (GSource) source = NULL;

  /* What is told holds a reference, and on its way out the session gives none. */
  if (session->is_ending || !g_signal_has_handler_pending (session, signals[CHANGED], 0, FALSE))
    return;
  told = g_new0 (Told, 1);
  told->session = g_object_ref (session);
  if (dossier != NULL)
    gezin_uuid_write (dossier, told->id);
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, tell_cb, told, told_free);
  g_source_attach (source, session->context);
}

/* Writing. */

gboolean
gezin_session_writer_init (GezinSession *session, const GezinUuid *dossier, const char *why,
                           GezinSessionWriter *writer, GError **error)
{
  const GezinIdentity *identity = gezin_store_identity (session->store);
  g_autofree char *clean_why =
      why != NULL ? gezin_text_clean (why, strlen (why), TRUE, NULL) : NULL;

  *writer = (GezinSessionWriter){ 0 };
  if (!gezin_store_replicas (session->store, dossier, &writer->writer.replica,
                             &writer->own_replicas, error))
    return FALSE;
  writer->markers = gezin_store_markers (session->store, dossier, error);
  if (writer->markers == NULL)
    return FALSE;
  writer->writer.markers = writer->markers;
  writer->writer.own_replicas = (const guint64 *) (gpointer) writer->own_replicas->data;
  writer->writer.n_own_replicas = writer->own_replicas->len;
  writer->writer.random = session->random;
  writer->writer.commit =
      gezin_commit_new (gezin_random_id (session->random), gezin_clock_now (session->clock),
                        identity->name, identity->role, identity->organisation, clean_why);
  return TRUE;
}

void
gezin_session_writer_clear (GezinSessionWriter *writer)
{
  g_clear_pointer (&writer->own_replicas, g_array_unref);
  g_clear_pointer (&writer->markers, g_ptr_array_unref);
  g_clear_pointer (&writer->writer.commit, gezin_commit_unref);
}

/* What the list may show of it. */
static GezinDossierRow *
make_row (GezinSession *session, GezinDossier *dossier, gint64 changed, GError **error)
{
  g_autoptr (GezinDossier) shown = gezin_store_shown (session->store, dossier, error);
  g_autoptr (GezinView) view = shown != NULL ? gezin_view_own (shown) : NULL;

  return view != NULL ? gezin_summary_row (view, changed) : NULL;
}

gboolean
gezin_session_relist (GezinSession *session, const GezinUuid *dossier, GError **error)
{
  g_autoptr (GezinDossier) now = gezin_session_dossier_now (session, dossier, error);
  g_autoptr (GezinDossierRow) row = now != NULL ? make_row (session, now, 0, error) : NULL;

  return row != NULL && gezin_store_relist (session->store, row, error);
}

gboolean
gezin_session_apply (GezinSession *session, GezinStoreChange *change, GError **error)
{
  GezinDossier *next = change->merge->dossier;
  g_autoptr (GezinDossierRow) row =
      make_row (session, next, gezin_clock_now (session->clock), error);

  if (row == NULL)
    return FALSE;
  change->row = row;
  if (!gezin_store_apply (session->store, change, error))
    {
      change->row = NULL;
      return FALSE;
    }
  change->row = NULL;
  gezin_session_remember (session, next);
  if (!session->in_bulk)
    gezin_session_emit_changed (session, gezin_dossier_id (next));
  return TRUE;
}

gboolean
gezin_session_write (GezinSession *session, GezinDossier *now, const GezinSessionWriter *writer,
                     GPtrArray *versions, GezinStoreChange *change, guint64 *commit, GError **error)
{
  g_autoptr (GPtrArray) written = versions;
  g_autoptr (GezinMerge) merge = NULL;

  if (commit != NULL)
    *commit = 0;
  if (written->len == 0)
    return TRUE;

  merge = gezin_merge (now, writer->markers, (GezinVersion *const *) written->pdata, written->len,
                       NULL, 0, error);
  if (merge == NULL)
    return FALSE;
  if (!gezin_session_check_shapes (session, now, merge->dossier, written, error))
    return FALSE;

  change->merge = merge;
  change->is_own = TRUE;
  if (!gezin_session_apply (session, change, error))
    return FALSE;
  if (commit != NULL)
    *commit = ((GezinVersion *) written->pdata[0])->commit->id;
  return TRUE;
}
