/* SPDX-License-Identifier: EUPL-1.2 */

/* What was typed in the form of a record is kept as a draft (invariants 1 and 2). */

#include "record/record-sheet-private.h"

#include "parts/job.h"
#include "record/field.h"
#include "session/when.h"

#include <glib/gi18n-lib.h>

#define KEEP_AFTER_MS 1000

static gboolean
keep_draft (GezinSession *session, GezinJob *job, GError **error)
{
  return gezin_session_keep_draft (session, job->draft, error);
}

static void
kept_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinRecordSheet *self = owner;
  g_autofree char *clock = NULL;
  g_autofree char *text = NULL;

  if (self->dossier == NULL || !gezin_uuid_equal (&job->draft->record, &self->record))
    return;
  if (error != NULL)
    {
      text = gezin_session_window_sentence (error);
      gezin_record_sheet_say (self, text, FALSE);
      return;
    }
  clock = gezin_when_clock (gezin_session_clock (self->session), job->draft->time);
  /* Translators: %s is an hour: what was typed is safe on this machine. */
  text = g_strdup_printf (_ ("Saved %s"), clock);
  gezin_record_sheet_say (self, text, TRUE);
}

static gboolean
drop_draft (GezinSession *session, GezinJob *job, GError **error)
{
  return gezin_session_drop_draft (session, &job->dossier, &job->record, error);
}

void
gezin_record_sheet_drop_draft (GezinRecordSheet *sheet)
{
  GezinJob *job = gezin_job_new (sheet, drop_draft, NULL);

  sheet->has_draft = FALSE;
  job->dossier = *gezin_dossier_id (sheet->dossier);
  job->record = sheet->record;
  gezin_job_start (job, sheet->session);
}

void
gezin_record_sheet_keep (GezinRecordSheet *sheet)
{
  GezinJob *job;
  GezinDraft *draft;

  g_clear_handle_id (&sheet->timer, g_source_remove);
  if (sheet->dossier == NULL)
    return;
  if (!gezin_record_sheet_is_touched (sheet))
    {
      if (sheet->has_draft)
        gezin_record_sheet_drop_draft (sheet);
      return;
    }
  draft = gezin_draft_new (gezin_dossier_id (sheet->dossier), &sheet->record, sheet->kind);
  draft->time = gezin_clock_now (gezin_session_clock (sheet->session));
  for (guint i = 0; i < sheet->fields->len; i++)
    if (!gezin_field_form_collect (sheet->fields->pdata[i], draft->edits, TRUE, NULL))
      g_warn_if_reached ();
  sheet->has_draft = TRUE;
  job = gezin_job_new (sheet, keep_draft, kept_cb);
  job->draft = draft;
  gezin_job_start (job, sheet->session);
}

static gboolean
timer_cb (gpointer user_data)
{
  GezinRecordSheet *self = user_data;

  self->timer = 0;
  gezin_record_sheet_keep (self);
  return G_SOURCE_REMOVE;
}

void
gezin_record_sheet_edited (GezinRecordSheet *sheet)
{
  if (sheet->timer == 0)
    sheet->timer = g_timeout_add (KEEP_AFTER_MS, timer_cb, sheet);
}
