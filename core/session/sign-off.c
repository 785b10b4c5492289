/* SPDX-License-Identifier: EUPL-1.2 */

/* Signing off a step: by a role that the template names, of what is finished and lacks nothing, and
 * never one's own work. */

#include "session/casework.h"

#include "casework/workflow.h"
#include "rules/sense.h"
#include "session/session-private.h"

#include <string.h>

typedef struct {
  GezinSession *session;
  GezinDossier *now;
  const GezinView *view;
  GDate day;
} SigningOff;

static gboolean
refuse (GezinSessionError why, const char *what, GError **error)
{
  g_set_error_literal (error, GEZIN_SESSION_ERROR, why, what);
  return FALSE;
}

/* @text: the code of a step, or TEMPLATE/STEP, or the id of its record. */
static gboolean
is_meant (const GezinWorkflowReading *reading, const GezinStepLine *line, const char *text)
{
  g_autofree char *path = g_strdup_printf ("%s/%s", reading->template_code, line->code);
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  return strcmp (text, line->code) == 0 || strcmp (text, path) == 0
         || (line->has_record && strcmp (text, gezin_uuid_write (&line->record, id)) == 0);
}

/* In the ways of working that the dossier is in, the one that it began with first. */
static GezinWorkflowReading *
find_step (const SigningOff *self, const char *text, const GezinStepLine **line)
{
  g_autoptr (GPtrArray) codes =
      gezin_workflow_codes (self->view, self->session->reference, &self->day);

  for (guint i = 0; i < codes->len; i++)
    {
      g_autoptr (GezinWorkflowReading) reading =
          gezin_workflow_read (self->view, self->session->reference, codes->pdata[i], &self->day);

      for (guint j = 0; reading != NULL && j < reading->steps->len; j++)
        if (is_meant (reading, reading->steps->pdata[j], text))
          {
            *line = reading->steps->pdata[j];
            return g_steal_pointer (&reading);
          }
    }
  return NULL;
}

/* Whoever wrote what stands in it now, or is named as who did it. */
static gboolean
is_own_work (const SigningOff *self, const GezinRecord *record)
{
  const GezinIdentity *own = gezin_store_identity (self->session->store);
  const char *by = gezin_record_value (record, GEZIN_FIELD_STEP_BY);
  const GezinRecord *professional;
  GezinUuid id;

  for (guint i = 0; i < record->n_heads; i++)
    if (g_strcmp0 (record->heads[i]->commit->author, own->name) == 0
        && g_strcmp0 (record->heads[i]->commit->organisation, own->organisation) == 0)
      return TRUE;
  professional =
      by != NULL && gezin_uuid_parse (by, &id) ? gezin_dossier_find (self->now, &id) : NULL;
  return professional != NULL
         && g_strcmp0 (gezin_record_value (professional, GEZIN_FIELD_PROFESSIONAL_NAME), own->name)
                == 0;
}

static gboolean
has_finding (const SigningOff *self, const GezinUuid *record)
{
  g_autoptr (GPtrArray) findings =
      gezin_sense_check (self->now, self->session->reference, &self->day);

  for (guint i = 0; i < findings->len; i++)
    if (gezin_uuid_equal (&((const GezinFinding *) findings->pdata[i])->record, record))
      return TRUE;
  return FALSE;
}

/* Anything but the signature itself. */
static gboolean
needs_more (const GezinStepLine *line)
{
  for (guint i = 0; i < line->needed->len; i++)
    if (strcmp (((const GezinNeed *) line->needed->pdata[i])->code, GEZIN_NEED_SIGN_OFF) != 0)
      return TRUE;
  return FALSE;
}

static gboolean
check (const SigningOff *self, const GezinStepLine *line, GError **error)
{
  const GezinIdentity *own = gezin_store_identity (self->session->store);
  g_auto (GStrv) roles = g_strsplit (line->sign_off != NULL ? line->sign_off : "", " ", -1);
  const GezinRecord *record =
      line->has_record ? gezin_dossier_find (self->now, &line->record) : NULL;

  if (record == NULL || line->sign_off == NULL || line->status != GEZIN_STEP_NOW)
    return refuse (GEZIN_SESSION_ERROR_SIGN_OFF_NOTHING, "nothing there to sign off", error);
  if (!g_strv_contains ((const char *const *) roles, own->role))
    return refuse (GEZIN_SESSION_ERROR_SIGN_OFF_ROLE, "another role signs this off", error);
  if (is_own_work (self, record))
    return refuse (GEZIN_SESSION_ERROR_SIGN_OFF_OWN, "nobody signs off their own work", error);
  if (line->finished == NULL || needs_more (line) || has_finding (self, &line->record))
    return refuse (GEZIN_SESSION_ERROR_SIGN_OFF_LACKS, "the step lacks something", error);
  return TRUE;
}

static gboolean
sign (const SigningOff *self, const GezinUuid *record, guint64 *commit, GError **error)
{
  const GezinIdentity *own = gezin_store_identity (self->session->store);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
  char today[GEZIN_DAY_TEXT_LENGTH + 1];

  gezin_day_to_text (&self->day, today);
  return gezin_session_edit (self->session, self->now, record, GEZIN_KIND_STEP, "signed-off-by",
                             own->name, -1, edits, error)
         && gezin_session_edit (self->session, self->now, record, GEZIN_KIND_STEP, "signed-off-on",
                                today, -1, edits, error)
         && gezin_session_commit (self->session, gezin_dossier_id (self->now), edits, NULL, commit,
                                  error);
}

gboolean
gezin_session_sign_off (GezinSession *session, const GezinUuid *dossier, const char *step,
                        GezinUuid *record, guint64 *commit, GError **error)
{
  g_autoptr (GezinDossier) now = gezin_session_read (session, dossier, error);
  g_autoptr (GezinView) view = now != NULL ? gezin_view_own (now) : NULL;
  SigningOff self = { .session = session, .now = now, .view = view };
  g_autoptr (GezinWorkflowReading) reading = NULL;
  const GezinStepLine *line = NULL;

  if (now == NULL)
    return FALSE;
  gezin_clock_today (session->clock, &self.day);
  reading = find_step (&self, step, &line);
  if (reading == NULL)
    return refuse (GEZIN_SESSION_ERROR_WORKFLOW, "there is no such step", error);
  if (!check (&self, line, error) || !sign (&self, &line->record, commit, error))
    return FALSE;
  *record = line->record;
  return TRUE;
}
