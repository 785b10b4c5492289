/* SPDX-License-Identifier: EUPL-1.2 */

/* What was approved and what became of it, and how that goes away again. */

#include "model/review-readings.h"

const char *
gezin_review_state_name (GezinReviewState state)
{
  static const char *const names[] = {
    "approved", "not-seen", "new", "changed", "removed", "gone"
  };

  return names[state];
}

const char *
gezin_approval_verdict_name (GezinApprovalVerdict verdict)
{
  static const char *const names[] = { "good",     "missing", "forged",  "unknown-signer",
                                       "not-lead", "expired", "own-work" };

  return names[verdict];
}

GezinReviewField *
gezin_review_field_new (GezinField field, GezinReviewState state)
{
  GezinReviewField *self = g_new0 (GezinReviewField, 1);

  self->field = field;
  self->state = state;
  return self;
}

void
gezin_review_field_free (GezinReviewField *field)
{
  g_free (field->before);
  g_free (field->after);
  g_free (field);
}

GezinReviewRecord *
gezin_review_record_new (const GezinUuid *record, GezinKind kind)
{
  GezinReviewRecord *self = g_new0 (GezinReviewRecord, 1);

  self->record = *record;
  self->kind = kind;
  self->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_review_field_free);
  return self;
}

void
gezin_review_record_free (GezinReviewRecord *record)
{
  g_free (record->title);
  g_ptr_array_unref (record->fields);
  g_free (record);
}

void
gezin_approval_free (GezinApproval *approval)
{
  g_free (approval->by);
  g_free (approval);
}

void
gezin_review_line_free (GezinReviewLine *line)
{
  g_free (line->of_title);
  g_free (line->field);
  g_free (line->state);
  g_free (line->text);
  g_free (line->answer);
  g_free (line->by);
  g_free (line);
}

GezinReviewReading *
gezin_review_reading_new (void)
{
  GezinReviewReading *self = g_new0 (GezinReviewReading, 1);

  self->approvals = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_approval_free);
  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_review_record_free);
  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_review_line_free);
  return self;
}

void
gezin_review_reading_free (GezinReviewReading *reading)
{
  g_ptr_array_unref (reading->approvals);
  g_ptr_array_unref (reading->records);
  g_ptr_array_unref (reading->lines);
  g_free (reading);
}

void
gezin_review_waiting_free (GezinReviewWaiting *waiting)
{
  g_free (waiting->name);
  g_free (waiting->reference);
  g_free (waiting->by);
  g_free (waiting->asked_on);
  g_free (waiting);
}
