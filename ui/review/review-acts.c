/* SPDX-License-Identifier: EUPL-1.2 */

/* Asking, remarking, answering, wanting changes, approving: each asks for words first. */

#include "review/review-dialog.h"
#include "review/review-private.h"

#include "parts/build.h"
#include "session/work.h"

#include <glib/gi18n-lib.h>

static const GezinUuid *
of (const GezinJob *job)
{
  return job->flag ? &job->record : NULL;
}

static gboolean
ask (GezinSession *session, GezinJob *job, GError **error)
{
  GezinUuid review;

  return gezin_session_ask_review (session, &job->dossier, of (job), job->text, &review, error);
}

static gboolean
want (GezinSession *session, GezinJob *job, GError **error)
{
  GezinUuid review;

  return gezin_session_want_changes (session, &job->dossier, of (job), job->text, &review, error);
}

static gboolean
approve (GezinSession *session, GezinJob *job, GError **error)
{
  GezinUuid review;

  return gezin_session_approve (session, &job->dossier, of (job), job->text, &review, error);
}

static gboolean
remark (GezinSession *session, GezinJob *job, GError **error)
{
  GezinUuid written;

  return gezin_session_remark (session, &job->dossier, &job->record, job->names[0], job->text,
                               &written, error);
}

static gboolean
answer (GezinSession *session, GezinJob *job, GError **error)
{
  return gezin_session_answer_remark (session, &job->dossier, &job->record, job->text, error);
}

static void
open (GezinReviewPage *self, GezinReviewAct *act)
{
  if (self->dossier == NULL)
    return;
  act->dossier = gezin_dossier_id (self->dossier);
  gezin_review_dialog_open (GTK_WIDGET (self), self->session, act);
}

void
gezin_review_page_ask (GezinReviewPage *self)
{
  GezinReviewAct act = {
    .title = _ ("Ask for a review"),
    .explanation = _ ("Your lead sees what changed since the last approval, can remark on it, and "
                      "approves it or asks for changes."),
    .label = _ ("What should be looked at? (may stay empty)"),
    .go = C_ ("verb", "Ask"),
    .done = _ ("Asked. Send it to your lead with the button “Send to the lead”."),
    .run = ask,
  };

  open (self, &act);
}

void
gezin_review_page_want (GezinReviewPage *self, const GezinUuid *record)
{
  GezinReviewAct act = {
    .title = _ ("Ask for changes"),
    .explanation = _ ("You do not approve it yet. What has to become different?"),
    .label = _ ("What has to change?"),
    .go = _ ("Ask for changes"),
    .done = _ ("Asked for changes."),
    .needs_text = TRUE,
    .run = want,
    .record = record,
  };

  open (self, &act);
}

void
gezin_review_page_approve (GezinReviewPage *self, const GezinUuid *record)
{
  GezinReviewAct act = {
    .title = C_ ("verb", "Approve"),
    .explanation =
        record != NULL
            ? _ ("You sign what stands in this part now, field by field. What is written in it "
                 "later asks for your approval anew.")
            : _ ("You sign what stands in this dossier now, field by field. What is written later "
                 "asks for your approval anew; the rest stays approved. Nobody approves their own "
                 "work."),
    .label = _ ("Do you want to say something about it? (may stay empty)"),
    .go = C_ ("verb", "Approve"),
    .done = _ ("Approved and signed."),
    .run = approve,
    .record = record,
  };

  open (self, &act);
}

void
gezin_review_page_remark (GezinReviewPage *self, const GezinUuid *record, GezinField field)
{
  g_autofree char *explanation =
      g_strdup_printf (/* Translators: %s is the name of a field. */
                       _ ("About “%s”. Who wrote it sees the remark there and can answer."),
                       gezin_session_field_label (field));
  GezinReviewAct act = {
    .title = _ ("Remark"),
    .explanation = explanation,
    .label = _ ("Your remark"),
    .go = C_ ("verb", "Remark"),
    .done = _ ("The remark stands there."),
    .needs_text = TRUE,
    .run = remark,
    .record = record,
    .field = gezin_catalogue_field_name (field),
  };

  open (self, &act);
}

void
gezin_review_page_answer (GezinReviewPage *self, const GezinUuid *written)
{
  GezinReviewAct act = {
    .title = C_ ("verb", "Answer"),
    .explanation = _ ("Who made the remark sees your answer under it."),
    .label = _ ("Your answer"),
    .go = C_ ("verb", "Answer"),
    .done = _ ("The answer stands there."),
    .needs_text = TRUE,
    .run = answer,
    .record = written,
  };

  open (self, &act);
}

/* A remark is done with: one commit, which can be undone. */

static gboolean
commit (GezinSession *session, GezinJob *job, GError **error)
{
  return gezin_session_commit (session, &job->dossier, job->edits, NULL, &job->commit, error);
}

static void
committed_cb (gpointer owner, GezinJob *job, const GError *error)
{
  if (error != NULL)
    gezin_say_error (owner, error);
  else
    gezin_say (owner, _ ("The remark is solved."), TRUE);
}

void
gezin_review_page_solve (GezinReviewPage *self, const GezinUuid *written)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
  g_autoptr (GError) error = NULL;
  GezinJob *job;

  if (!gezin_session_edit (self->session, self->dossier, written, GEZIN_KIND_REMARK,
                           gezin_catalogue_field_name (GEZIN_FIELD_REMARK_STATE), "resolved", -1,
                           edits, &error))
    {
      gezin_say_error (GTK_WIDGET (self), error);
      return;
    }
  job = gezin_job_new (self, commit, committed_cb);
  job->dossier = *gezin_dossier_id (self->dossier);
  job->edits = g_steal_pointer (&edits);
  gezin_job_start (job, self->session);
}
