/* SPDX-License-Identifier: EUPL-1.2 */

/* Undo (law 11) over a whole: the newest commit of any part, in each part that has it. */

#include "session/session-private.h"

#include "merge/undo.h"

/* The newest commit of the whole that can be undone; GEZIN_MERGE_ERROR_NOTHING if there is none. */
static gboolean
find_newest (Call *call, const GezinWhole *whole, guint64 *newest, gint64 *time, GError **error)
{
  gint64 newest_order = 0;

  for (guint i = 0; i < whole->parts->len; i++)
    {
      g_autoptr (GError) inner = NULL;
      guint64 commit;
      gint64 order, made;

      if (gezin_store_newest_own (call->session->store, gezin_dossier_id (whole->parts->pdata[i]),
                                  &commit, &order, &made, &inner))
        {
          if (order > newest_order)
            {
              *newest = commit;
              *time = made;
            }
          newest_order = MAX (order, newest_order);
        }
      else if (!g_error_matches (inner, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&inner));
          return FALSE;
        }
    }
  if (newest_order > 0)
    return TRUE;
  g_set_error_literal (error, GEZIN_MERGE_ERROR, GEZIN_MERGE_ERROR_NOTHING,
                       "there is no commit to undo");
  return FALSE;
}

typedef struct {
  Call *call;
  guint64 commit; /* to be undone */
  gint64 time; /* when it was made */
} Undo;

/* A commit that several parts have is the newest of each: they were written together. */
static GPtrArray *
make_undo (gpointer data, guint part, GezinDossier *now, const GezinWriter *writer, GError **error)
{
  Undo *undo = data;
  GezinStore *store = undo->call->session->store;
  const GezinUuid *id = gezin_dossier_id (now);
  g_autoptr (GPtrArray) undone = NULL;
  g_autoptr (GPtrArray) past = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GPtrArray) left = NULL;
  guint64 commit;
  gint64 order;

  if (!gezin_store_newest_own (store, id, &commit, &order, NULL, NULL) || commit != undo->commit)
    return g_ptr_array_new ();
  undone = gezin_store_undoable (store, id, &commit, error);
  past = undone != NULL ? gezin_store_past (store, id, NULL, error) : NULL;
  if (past == NULL)
    return NULL;
  edits = gezin_undo_edits (now, undone, past, &left);
  undo->call->count += edits->len;
  for (guint i = 0; i < left->len; i++)
    g_ptr_array_add (undo->call->rows, gezin_version_ref (left->pdata[i]));
  return gezin_write (now, writer, edits, error);
}

/* Whether what stays is no more than that the dossier was begun. */
static gboolean
is_beginning (GPtrArray *left)
{
  for (guint i = 0; i < left->len; i++)
    {
      const GezinVersion *version = left->pdata[i];

      if ((gezin_catalogue_kind (version->kind)->flags & GEZIN_KIND_ROOT) == 0
          || version->context != NULL)
        return FALSE;
    }
  return left->len > 0;
}

/* Which commit it is, and why it stays: law 11 takes the newest and passes over none. */
static gboolean
fail_standing (Call *call, guint64 commit, gint64 time, GError **error)
{
  g_autofree char *when = gezin_instant_to_text (time);
  gboolean is_left = call->rows->len > 0;
  char id[GEZIN_ID_TEXT_LENGTH + 1];

  if (is_beginning (call->rows))
    {
      g_set_error_literal (error, GEZIN_MERGE_ERROR, GEZIN_MERGE_ERROR_NOTHING,
                           "nothing is left but the dossier itself");
      return FALSE;
    }
  g_set_error (error, GEZIN_SESSION_ERROR,
               (int) (is_left ? GEZIN_SESSION_ERROR_UNDO_STANDS : GEZIN_SESSION_ERROR_UNDO_ERASED),
               "%s, %s", when, gezin_id_write (commit, id));
  return FALSE;
}

static gboolean
undo (Call *call, GError **error)
{
  g_auto (GezinWhole) whole = { NULL };
  Undo about = { .call = call };
  GezinWholeWrite write = { .make = make_undo, .data = &about, .action = "undo", .undoes = TRUE };

  call->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);
  if (!gezin_session_whole_init (call->session, call->dossier, NULL, &whole, error)
      || !find_newest (call, &whole, &about.commit, &about.time, error))
    return FALSE;
  write.undone = about.commit;
  if (!gezin_session_whole_write (call->session, &whole, &write, &call->commit, error))
    return FALSE;
  return call->count > 0 || fail_standing (call, about.commit, about.time, error);
}

gboolean
gezin_session_undo (GezinSession *session, const GezinUuid *dossier, guint *n_put_back,
                    GPtrArray **left, guint64 *commit, GError **error)
{
  Call call = { .session = session, .dossier = dossier };
  gboolean done = gezin_session_run_call (&call, undo, error);

  if (n_put_back != NULL)
    *n_put_back = call.count;
  if (commit != NULL)
    *commit = call.commit;
  if (left != NULL)
    *left = g_steal_pointer (&call.rows);
  g_clear_pointer (&call.rows, g_ptr_array_unref);
  return done;
}
