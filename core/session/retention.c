/* SPDX-License-Identifier: EUPL-1.2 */

/* The list of what may go, and until when a dossier is kept.
 *
 * Invariant: while the clock cannot be right nothing is due today. */

#include "session/session-private.h"

#include "casework/retention.h"
#include "session/display.h"
#include "session/review-private.h"
#include "session/when.h"

#include <glib/gi18n-lib.h>

/* How long something is kept. */

/* Borrows from @session. */
static GezinRetentionBasis
basis_of (GezinSession *session)
{
  return (GezinRetentionBasis){
    .reference = session->reference,
    .zone = gezin_clock_zone (session->clock),
    .organisation = gezin_store_identity (session->store)->organisation,
  };
}

static gboolean
take_all (gpointer key, gpointer value, gpointer to)
{
  g_hash_table_replace (to, key, value);
  return TRUE;
}

/* What the store knows of one dossier, added to @basis. */
static gboolean
add_part (GezinSession *session, const GezinUuid *dossier, GezinRetentionBasis *basis,
          GError **error)
{
  g_autoptr (GHashTable) late = gezin_store_late_commits (session->store, dossier, error);
  gint64 last_change;

  if (late == NULL)
    return FALSE;
  g_hash_table_foreach_steal (late, take_all, basis->late);
  last_change = gezin_store_last_change (session->store, dossier);
  basis->last_change = MAX (basis->last_change, last_change);
  return TRUE;
}

static GHashTable *
new_instants (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
}

static gboolean
add_parts (GezinSession *session, const GezinWhole *whole, GezinRetentionBasis *basis,
           GError **error)
{
  for (guint i = 0; i < whole->parts->len; i++)
    if (!add_part (session, gezin_dossier_id (whole->parts->pdata[i]), basis, error))
      return FALSE;
  return TRUE;
}

gboolean
gezin_session_keep_until (GezinSession *session, const GezinWhole *whole, char **first,
                          GError **error)
{
  g_autoptr (GezinView) view = gezin_view_own (whole->dossier);
  g_autoptr (GHashTable) late = new_instants ();
  GezinRetentionBasis basis = basis_of (session);

  basis.late = late;
  if (!add_parts (session, whole, &basis, error))
    return FALSE;
  *first = gezin_retention_first_day (view, &basis);
  return TRUE;
}

/* The clock. */

static char *
doubt_sentence (GezinSession *session)
{
  gint64 trusted;
  GezinClockDoubt doubt = gezin_store_clock_doubt (session->store, &trusted);
  g_autofree char *now = gezin_when_moment (session->clock, gezin_clock_now (session->clock));
  g_autofree char *then = gezin_when_moment (session->clock, trusted);

  if (doubt == GEZIN_CLOCK_PLAUSIBLE)
    return NULL;
  /* Translators: both are a date and time; the first is what the clock says. */
  return g_strdup_printf (_ ("The clock of this machine says %s, but the dossiers know of %s. As "
                             "long as that is so, nothing is called due."),
                          now, then);
}

static gboolean
clock_doubt (Call *call, GError **error)
{
  call->answer = doubt_sentence (call->session);
  return TRUE;
}

char *
gezin_session_clock_doubt (GezinSession *session)
{
  Call call = { .session = session };

  return gezin_session_run_call (&call, clock_doubt, NULL) ? call.answer : NULL;
}

static gboolean
confirm_clock (Call *call, GError **error)
{
  return gezin_store_confirm_clock (call->session->store, error);
}

gboolean
gezin_session_confirm_clock (GezinSession *session, GError **error)
{
  Call call = { .session = session };

  return gezin_session_run_call (&call, confirm_clock, error);
}

/* Invariant 4. */
static void
doubt_row (GezinSession *session, GezinRetentionRow *row)
{
  g_autofree char *sentence = doubt_sentence (session);

  if (sentence == NULL)
    return;
  for (guint i = 0; i < row->items->len; i++)
    {
      GezinRetentionItem *item = row->items->pdata[i];
      GezinHold *hold = g_new0 (GezinHold, 1);

      hold->code = g_strdup ("clock-in-doubt");
      hold->sentence = g_strdup (sentence);
      g_ptr_array_add (item->holds, hold);
      item->is_due = FALSE;
    }
  row->is_due = row->is_whole_due = FALSE;
  row->n_due = 0;
}

GezinRetentionRow *
gezin_session_retention_row (GezinSession *session, const GezinWhole *whole, const GDate *day,
                             gboolean all, GError **error)
{
  g_autoptr (GezinView) view = gezin_view_own (whole->dossier);
  g_autoptr (GHashTable) late = new_instants ();
  GezinRetentionBasis basis = basis_of (session);
  GezinRetentionRow *row;
  GDate today;

  gezin_clock_today (session->clock, &today);
  basis.late = late;
  if (!add_parts (session, whole, &basis, error))
    return NULL;
  row = gezin_retention_row (view, &basis, day != NULL ? day : &today, all);
  if (day == NULL)
    doubt_row (session, row);
  for (guint i = 0; i < row->items->len; i++)
    {
      GezinRetentionItem *item = row->items->pdata[i];

      if (item->has_record)
        item->title = gezin_session_record_title (
            session, whole->dossier, gezin_dossier_find (whole->dossier, &item->record));
    }
  return row;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const GezinRetentionRow *first = *(GezinRetentionRow *const *) a;
  const GezinRetentionRow *second = *(GezinRetentionRow *const *) b;
  int order;

  if ((first->until == NULL) != (second->until == NULL))
    return first->until == NULL ? 1 : -1;
  order = g_strcmp0 (first->until, second->until);
  return order != 0 ? order : gezin_uuid_compare (&first->dossier, &second->dossier);
}

/* Only a dossier of which the first day has come is read, where that is certain. */
static GezinRetentionRow *
list_row (Call *call, const GezinDossierRow *from, gboolean is_certain, const char *day_text,
          GError **error)
{
  GezinRetentionRow *row;

  if (!is_certain || (from->keep_until != NULL && strcmp (from->keep_until, day_text) <= 0))
    {
      g_auto (GezinWhole) whole = { NULL };

      row = gezin_session_whole_init (call->session, &from->id, NULL, &whole, error)
                ? gezin_session_retention_row (call->session, &whole, call->day, FALSE, error)
                : NULL;
      if (row == NULL)
        return NULL;
    }
  else
    {
      row = g_new0 (GezinRetentionRow, 1);
      row->dossier = from->id;
      row->until = g_strdup (from->keep_until);
    }
  row->name = g_strdup (from->name);
  row->reference = g_strdup (from->reference);
  return row;
}

/* A colleague's, which is here for a review alone: when it goes is for who has it. */
static gboolean
is_copy (Call *call, GHashTable *copies, const GezinUuid *id, gboolean *is, GError **error)
{
  g_autoptr (GArray) class = NULL;

  *is = FALSE;
  if (!g_hash_table_contains (copies, id))
    return TRUE;
  class = gezin_store_joined (call->session->store, id, error);
  *is = class != NULL && gezin_session_are_copies (copies, class);
  return class != NULL;
}

static gboolean
add_row (Call *call, GezinRetentionRow *row)
{
  if (row != NULL && (!call->flag || row->is_due))
    g_ptr_array_add (call->rows, row);
  else if (row != NULL)
    gezin_retention_row_free (row);
  return row != NULL;
}

static gboolean
retention (Call *call, GError **error)
{
  /* On a full disk nothing can be written down, and yet it has to be seen what can go. */
  gboolean is_certain = gezin_session_think (call->session, NULL, G_MAXUINT, NULL);
  g_autoptr (GPtrArray) rows = gezin_store_list (call->session->store, error);
  g_autoptr (GHashTable) copies = NULL;
  char day_text[GEZIN_DAY_TEXT_LENGTH + 1];
  GDate day;

  if (rows == NULL)
    return FALSE;
  copies = gezin_session_review_copies (call->session, error);
  if (copies == NULL)
    return FALSE;
  if (call->day != NULL)
    day = *call->day;
  else
    gezin_clock_today (call->session->clock, &day);
  gezin_day_to_text (&day, day_text);
  call->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_retention_row_free);
  for (guint i = 0; i < rows->len; i++)
    {
      const GezinDossierRow *from = rows->pdata[i];
      gboolean is;

      if (!is_copy (call, copies, &from->id, &is, error)
          || (!is && !add_row (call, list_row (call, from, is_certain, day_text, error))))
        return FALSE;
    }
  g_ptr_array_sort (call->rows, compare_rows);
  return TRUE;
}

GPtrArray *
gezin_session_retention (GezinSession *session, const GDate *day, gboolean only_due, GError **error)
{
  Call call = { .session = session, .day = day, .flag = only_due };

  if (gezin_session_run_call (&call, retention, error))
    return call.rows;
  g_clear_pointer (&call.rows, g_ptr_array_unref);
  return NULL;
}

static gboolean
retention_of (Call *call, GError **error)
{
  GezinSession *session = call->session;
  g_auto (GezinWhole) whole = { NULL };
  GezinRetentionRow *row;
  const GezinRecord *root;

  if (!gezin_session_whole_init (session, call->dossier, NULL, &whole, error)
      || !gezin_session_audit_whole (session, &whole, "open", error))
    return FALSE;
  row = gezin_session_retention_row (session, &whole, call->day, TRUE, error);
  if (row == NULL)
    return FALSE;
  root = gezin_dossier_root (whole.dossier);
  row->name = root != NULL ? gezin_session_record_title (session, whole.dossier, root) : NULL;
  call->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_retention_row_free);
  g_ptr_array_add (call->rows, row);
  return TRUE;
}

GezinRetentionRow *
gezin_session_retention_of (GezinSession *session, const GezinUuid *dossier, const GDate *day,
                            GError **error)
{
  Call call = { .session = session, .dossier = dossier, .day = day };
  g_autoptr (GPtrArray) rows = NULL;

  if (!gezin_session_run_call (&call, retention_of, error))
    return NULL;
  rows = call.rows;
  return g_ptr_array_steal_index (rows, 0);
}
