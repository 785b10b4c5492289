/* SPDX-License-Identifier: EUPL-1.2 */

/* What waits for who sits here, over all dossiers.
 *
 * Invariants:
 * 1. Which dossiers wait says the index of what is due: no other is read.
 * 2. Of several reviews of a dossier the newest one tells whose turn it is.
 * 3. As the list of dossiers does it names these, and tells nothing of what stands in them: it is no event. */

#include "session/review-private.h"

#include "store/deadlines.h"

#include <string.h>

#define WAITS "review-waits" /* of the list of deadlines */
#define LEAD "lead"
#define WANTED "changes-wanted"

typedef struct {
  GezinSession *session;
  GHashTable *copies; /* gezin_session_review_copies() */
  GPtrArray *rows; /* GezinReviewWaiting */
} Asking;

static gint64
made_at (const GezinRecord *record)
{
  gint64 first = G_MAXINT64;

  for (guint i = 0; i < record->n_heads; i++)
    if (record->heads[i]->field == GEZIN_FIELD_REVIEW_ASKED_ON
        || record->heads[i]->field == GEZIN_FIELD_REVIEW_ASKED_BY)
      first = MIN (first, record->heads[i]->commit->time);
  return first != G_MAXINT64 || record->n_heads == 0 ? first : record->heads[0]->commit->time;
}

static gboolean
is_later (const GezinRecord *one, const GezinRecord *other)
{
  int order = g_strcmp0 (gezin_record_value (one, GEZIN_FIELD_REVIEW_ASKED_ON),
                         gezin_record_value (other, GEZIN_FIELD_REVIEW_ASKED_ON));

  return order != 0 ? order > 0 : made_at (one) > made_at (other);
}

/* (nullable): Invariant 2. */
static const GezinRecord *
find_newest (const GezinDossier *dossier)
{
  const GezinRecord *newest = NULL;

  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier, i);

      if (record->kind == GEZIN_KIND_REVIEW && !gezin_record_is_removed (record)
          && gezin_record_value (record, GEZIN_FIELD_REVIEW_CLOSED_ON) == NULL
          && (newest == NULL || is_later (record, newest)))
        newest = record;
    }
  return newest;
}

/* Whether it is our turn. @is_answered (out). */
static gboolean
waits_here (const Asking *asking, const GezinRecord *review, gboolean is_copy,
            gboolean *is_answered)
{
  const GezinIdentity *identity = gezin_store_identity (asking->session->store);
  const char *by = gezin_record_value (review, GEZIN_FIELD_REVIEW_ASKED_BY);

  *is_answered = g_strcmp0 (gezin_record_value (review, GEZIN_FIELD_REVIEW_STATE), WANTED) == 0;
  if (*is_answered)
    return !is_copy;
  return g_strcmp0 (identity->role, LEAD) == 0 && g_strcmp0 (by, identity->name) != 0;
}

static gboolean
is_change (const GezinReviewRecord *record)
{
  return record->state != GEZIN_REVIEW_APPROVED && record->state != GEZIN_REVIEW_UNSEEN;
}

static gboolean
count_changes (const Asking *asking, const GezinWhole *whole, GezinDossier *shown,
               GezinReviewWaiting *row, GError **error)
{
  g_autoptr (GezinView) view = gezin_view_own (shown);
  g_autoptr (GPtrArray) approvals =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_approval_free);
  g_autoptr (GPtrArray) lists =
      gezin_session_judge_approvals (asking->session, whole, view, approvals, error);
  g_autoptr (GPtrArray) records = lists != NULL ? gezin_review_compare (view, lists) : NULL;

  for (guint i = 0; records != NULL && i < records->len; i++)
    row->n_changes += is_change (records->pdata[i]);
  return records != NULL;
}

static GezinReviewWaiting *
row_new (const Asking *asking, GezinDossier *shown, const GezinRecord *review, gboolean is_answered)
{
  GezinReviewWaiting *row = g_new0 (GezinReviewWaiting, 1);
  const GezinRecord *root = gezin_dossier_root (shown);

  row->dossier = *gezin_dossier_id (shown);
  row->review = review->id;
  row->by = g_strdup (gezin_record_value (review, is_answered ? GEZIN_FIELD_REVIEW_REVIEWER
                                                              : GEZIN_FIELD_REVIEW_ASKED_BY));
  row->asked_on = g_strdup (gezin_record_value (review, GEZIN_FIELD_REVIEW_ASKED_ON));
  row->is_answered = is_answered;
  row->name = gezin_session_family_name (asking->session, &row->dossier);
  if (root != NULL)
    row->reference = g_strdup (gezin_record_value (root, GEZIN_FIELD_FAMILY_REFERENCE));
  return row;
}

static gboolean
look_at (const Asking *asking, const GezinUuid *dossier, GError **error)
{
  GezinSession *session = asking->session;
  g_autoptr (GArray) class = gezin_store_joined (session->store, dossier, error);
  g_auto (GezinWhole) whole = { NULL };
  g_autoptr (GezinDossier) shown = NULL;
  const GezinRecord *review;
  gboolean is_answered;

  if (class == NULL || !gezin_session_whole_init (session, dossier, NULL, &whole, error))
    return FALSE;
  shown = gezin_session_shown (session, &whole, error);
  if (shown == NULL)
    return FALSE;
  review = find_newest (shown);
  if (review == NULL
      || !waits_here (asking, review, gezin_session_are_copies (asking->copies, class),
                      &is_answered))
    return TRUE;
  g_ptr_array_add (asking->rows, row_new (asking, shown, review, is_answered));
  return count_changes (asking, &whole, shown, asking->rows->pdata[asking->rows->len - 1], error);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const GezinReviewWaiting *one = *(GezinReviewWaiting *const *) a;
  const GezinReviewWaiting *other = *(GezinReviewWaiting *const *) b;
  int order = g_strcmp0 (one->asked_on, other->asked_on);

  return order != 0 ? order : gezin_uuid_compare (&one->dossier, &other->dossier);
}

static gboolean
queue (Call *call, GError **error)
{
  GezinSession *session = call->session;
  g_autoptr (GHashTable) copies = gezin_session_review_copies (session, error);
  g_autoptr (GArray) dossiers = NULL;
  Asking asking = { .session = session, .copies = copies, .rows = call->rows };

  if (copies == NULL || (call->flag && !gezin_session_think (session, NULL, G_MAXUINT, error)))
    return FALSE;
  dossiers = gezin_store_with_deadline (session->store, WAITS, error);
  for (guint i = 0; dossiers != NULL && i < dossiers->len; i++)
    if (!look_at (&asking, &g_array_index (dossiers, GezinUuid, i), error))
      return FALSE;
  g_ptr_array_sort (call->rows, compare_rows);
  return dossiers != NULL;
}

GPtrArray *
gezin_session_review_queue (GezinSession *session, gboolean whole, GError **error)
{
  Call call = { .session = session, .flag = whole };

  call.rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_review_waiting_free);
  if (gezin_session_run_call (&call, queue, error))
    return call.rows;
  g_ptr_array_unref (call.rows);
  return NULL;
}
