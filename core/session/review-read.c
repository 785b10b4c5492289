/* SPDX-License-Identifier: EUPL-1.2 */

/* What was approved of a dossier and what became of it, as people read it.
 *
 * Invariant: what a field was when it was approved is told from the history that is here; where that
 * is not here, nothing is told. */

#include "session/review-private.h"

#include "session/display.h"
#include "session/work.h"
#include "store/exchange.h"
#include "wire/manifest.h"

typedef struct {
  Call call; /* first: a call is found as its Call */
  GezinReviewReading *reading;
} ReviewCall;

typedef struct {
  GezinSession *session;
  const GezinUuid *dossier;
  GezinDossier *now;
  GPtrArray *lists;
} Telling;

/* Before and after. */

/* Of several lists that saw the field, the one that was signed last. */
static const GezinApprovedField *
last_seen (const Telling *telling, const GezinUuid *record, GezinField field)
{
  const GezinApprovedField *found = NULL;
  gint64 when = G_MININT64;

  for (guint i = 0; i < telling->lists->len; i++)
    {
      const GezinApprovedList *list = telling->lists->pdata[i];
      const GezinApprovedField *seen =
          gezin_approved_list_find (list, record, gezin_catalogue_field_name (field));

      if (seen != NULL && list->signed_at >= when)
        {
          found = seen;
          when = list->signed_at;
        }
    }
  return found;
}

static void
add_text (GString *text, const char *one)
{
  if (text->len > 0)
    g_string_append (text, ", ");
  g_string_append (text, one);
}

/* What stood there, of which the history is here. */
static char *
text_before (const Telling *telling, const GezinUuid *record, GezinField field)
{
  const GezinApprovedField *seen = last_seen (telling, record, field);
  g_autoptr (GPtrArray) history =
      seen != NULL ? gezin_session_history (telling->session, telling->dossier, record, field, NULL)
                   : NULL;
  GString *text = g_string_new (NULL);

  for (guint i = 0; history != NULL && i < history->len; i++)
    {
      const GezinVersion *version = ((GezinHistoryEntry *) history->pdata[i])->version;
      g_autofree char *said = NULL;

      if (version->value == NULL || !gezin_approved_field_has (seen, version))
        continue;
      said = gezin_session_version_text (telling->session, telling->now, version);
      add_text (text, said);
    }
  return g_string_free (text, text->len == 0);
}

static void
tell_field (const Telling *telling, const GezinRecord *record, GezinReviewField *field)
{
  if (field->state == GEZIN_REVIEW_CHANGED || field->state == GEZIN_REVIEW_GONE)
    field->before = text_before (telling, &record->id, field->field);
  if (field->state != GEZIN_REVIEW_APPROVED && field->state != GEZIN_REVIEW_GONE)
    field->after = gezin_session_field_text (telling->session, telling->now, record, field->field);
}

static void
tell_record (const Telling *telling, GezinReviewRecord *record)
{
  const GezinRecord *found = gezin_dossier_find (telling->now, &record->record);

  if (found == NULL)
    return;
  record->title = gezin_session_record_title (telling->session, telling->now, found);
  for (guint i = 0; i < record->fields->len; i++)
    tell_field (telling, found, record->fields->pdata[i]);
}

/* What is open. */

static gboolean
is_done (const GezinRecord *record)
{
  const char *state =
      gezin_record_value (record, record->kind == GEZIN_KIND_REVIEW ? GEZIN_FIELD_REVIEW_STATE
                                                                    : GEZIN_FIELD_REMARK_STATE);

  return g_strcmp0 (state, "approved") == 0 || g_strcmp0 (state, "resolved") == 0
         || g_strcmp0 (state, "withdrawn") == 0;
}

static void
fill_of (const Telling *telling, GezinReviewLine *line, const char *text)
{
  const GezinRecord *of;

  line->has_of = text != NULL && gezin_uuid_parse (text, &line->of);
  of = line->has_of ? gezin_dossier_find (telling->now, &line->of) : NULL;
  if (of != NULL)
    line->of_title = gezin_session_record_title (telling->session, telling->now, of);
}

static GezinReviewLine *
line_of (const Telling *telling, const GezinRecord *record)
{
  gboolean is_review = record->kind == GEZIN_KIND_REVIEW;
  GezinReviewLine *line = g_new0 (GezinReviewLine, 1);
  GezinRegister text =
      gezin_record_field (record, is_review ? GEZIN_FIELD_REVIEW_TEXT : GEZIN_FIELD_REMARK_TEXT);
  const GezinVersion *said = gezin_register_displayed (&text);

  line->record = record->id;
  line->kind = record->kind;
  line->text = g_strdup (said != NULL ? said->value : NULL);
  line->state = g_strdup (
      gezin_record_value (record, is_review ? GEZIN_FIELD_REVIEW_STATE : GEZIN_FIELD_REMARK_STATE));
  fill_of (telling, line,
           gezin_record_value (record, is_review ? GEZIN_FIELD_REVIEW_OF : GEZIN_FIELD_REMARK_OF));
  if (is_review)
    line->by = g_strdup (gezin_record_value (record, GEZIN_FIELD_REVIEW_ASKED_BY));
  else
    {
      line->by = g_strdup (said != NULL ? said->commit->author : NULL);
      line->field = g_strdup (gezin_record_value (record, GEZIN_FIELD_REMARK_FIELD));
      line->answer = g_strdup (gezin_record_value (record, GEZIN_FIELD_REMARK_ANSWERED));
    }
  return line;
}

static void
add_lines (const Telling *telling, GezinKind kind, GPtrArray *lines)
{
  for (guint i = 0; i < gezin_dossier_n_records (telling->now); i++)
    {
      const GezinRecord *record = gezin_dossier_record (telling->now, i);

      if (record->kind == kind && !gezin_record_is_removed (record) && !is_done (record))
        g_ptr_array_add (lines, line_of (telling, record));
    }
}

/* All of it. */

static void
tell (const Telling *telling, const GezinView *view, GezinReviewReading *reading)
{
  g_ptr_array_unref (reading->records);
  reading->records = gezin_review_compare (view, telling->lists);
  for (guint i = 0; i < reading->records->len; i++)
    {
      GezinReviewRecord *record = reading->records->pdata[i];

      tell_record (telling, record);
      for (guint f = 0; f < record->fields->len; f++)
        reading->n_fields[((GezinReviewField *) record->fields->pdata[f])->state]++;
    }
  add_lines (telling, GEZIN_KIND_REVIEW, reading->lines);
  add_lines (telling, GEZIN_KIND_REMARK, reading->lines);
}

static gboolean
review (Call *call, GError **error)
{
  GezinSession *session = call->session;
  g_auto (GezinWhole) whole = { NULL };
  g_autoptr (GezinDossier) now = NULL;
  g_autoptr (GezinView) view = NULL;
  g_autoptr (GPtrArray) lists = NULL;
  g_autoptr (GezinReviewReading) reading = gezin_review_reading_new ();

  if (!gezin_session_whole_init (session, call->dossier, NULL, &whole, error))
    return FALSE;
  now = gezin_session_shown (session, &whole, error);
  view = now != NULL ? gezin_view_own (now) : NULL;
  lists = view != NULL
              ? gezin_session_judge_approvals (session, &whole, view, reading->approvals, error)
              : NULL;
  if (lists == NULL)
    return FALSE;
  tell (&(Telling){ session, call->dossier, now, lists }, view, reading);
  ((ReviewCall *) call)->reading = g_steal_pointer (&reading);
  return TRUE;
}

GezinReviewReading *
gezin_session_review (GezinSession *session, const GezinUuid *dossier, GError **error)
{
  ReviewCall self = { .call = { .session = session, .dossier = dossier } };

  return gezin_session_run_call (&self.call, review, error) ? self.reading : NULL;
}

/* Copies of colleagues. */

GHashTable *
gezin_session_review_copies (GezinSession *session, GError **error)
{
  return gezin_store_copies (session->store, gezin_bundle_kind_code (GEZIN_BUNDLE_REVIEW), error);
}

gboolean
gezin_session_are_copies (GHashTable *copies, const GArray *class)
{
  for (guint i = 0; i < class->len; i++)
    if (!g_hash_table_contains (copies, &g_array_index (class, GezinUuid, i)))
      return FALSE;
  return TRUE;
}
