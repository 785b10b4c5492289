/* SPDX-License-Identifier: EUPL-1.2 */

/* A conference about a family: its agenda, who was there, and minutes for each.
 *
 * Invariants:
 * 1. What is for somebody is made of a view for them, and of nothing else.
 * 2. That it was made for somebody is one event, for all that was made of that view: for whom, not what. */

#include "session/conference.h"

#include "casework/conference.h"
#include "session/sharing-private.h"
#include "session/work.h"

#define PURPOSE "conference"

typedef struct {
  Call call; /* first: a call is found as its Call */
  const GezinConferenceAsked *asked;
  gboolean wants_agenda;
  GezinConferenceReading *reading;
} ConferenceCall;

static gboolean
fail (GezinSessionError code, const char *what, GError **error)
{
  g_set_error_literal (error, GEZIN_SESSION_ERROR, (int) code, what);
  return FALSE;
}

/* For whom. */

/* A professional is known by who they are and for whom they work; the name alone is enough. */
static gboolean
has_name (const GezinRecord *record, const char *wanted)
{
  GezinField field = record->kind == GEZIN_KIND_PROFESSIONAL ? GEZIN_FIELD_PROFESSIONAL_NAME
                                                             : GEZIN_FIELD_ORGANISATION_NAME;
  const char *name = gezin_record_value (record, field);
  g_autofree char *folded = name != NULL ? g_utf8_casefold (name, -1) : NULL;

  return g_strcmp0 (folded, wanted) == 0;
}

static gboolean
is_called (GezinSession *session, GezinDossier *dossier, const GezinRecord *record,
           const char *text)
{
  char id[GEZIN_UUID_TEXT_LENGTH + 1];
  g_autofree char *title = gezin_session_record_title (session, dossier, record);
  g_autofree char *folded = g_utf8_casefold (title, -1);
  g_autofree char *wanted = g_utf8_casefold (text, -1);

  return g_str_equal (folded, wanted) || has_name (record, wanted)
         || (strlen (text) >= 6 && g_str_has_prefix (gezin_uuid_write (&record->id, id), text));
}

static const GezinRecord *
find_participant (GezinSession *session, GezinDossier *dossier, const char *text, GError **error)
{
  const GezinRecord *found = NULL;
  guint n_found = 0;

  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier, i);

      if ((record->kind != GEZIN_KIND_PERSON && record->kind != GEZIN_KIND_PROFESSIONAL
           && record->kind != GEZIN_KIND_ORGANISATION)
          || gezin_record_is_removed (record) || !is_called (session, dossier, record, text))
        continue;
      found = record;
      n_found++;
    }
  if (n_found == 1)
    return found;
  fail (GEZIN_SESSION_ERROR_WHO, "nobody, or several, of the dossier are called so", error);
  return NULL;
}

/* What is asked for @record: an extract for a person, and for others what may go to who they work for. */
static gboolean
decide_for (GezinSession *session, const GezinUuid *dossier, const GezinRecord *record,
            const GezinConferenceAsked *asked, GezinSharing *sharing, GezinDecision **decision,
            GError **error)
{
  char id[GEZIN_UUID_TEXT_LENGTH + 1];
  GezinSharingAsked question = { .confirmed = asked->confirmed, .n_confirmed = asked->n_confirmed };

  gezin_uuid_write (&record->id, id);
  if (record->kind == GEZIN_KIND_PERSON)
    question.for_person = id;
  else
    {
      question.to = record->kind == GEZIN_KIND_ORGANISATION
                        ? id
                        : gezin_record_value (record, GEZIN_FIELD_PROFESSIONAL_ORGANISATION);
      question.purpose = PURPOSE;
      if (question.to == NULL)
        return fail (GEZIN_SESSION_ERROR_RECIPIENT, "nobody knows for whom they work", error);
    }
  if (!gezin_session_sharing_init (session, dossier, &question, sharing, error))
    return FALSE;
  *decision = gezin_decide (&sharing->question);
  return TRUE;
}

static gboolean
note (Call *call, const GezinRecord *record, GError **error)
{
  char id[GEZIN_UUID_TEXT_LENGTH + 1];
  const GezinAuditEvent event = { .action = "extract",
                                  .dossier = call->dossier,
                                  .subject = gezin_uuid_write (&record->id, id),
                                  .ground = PURPOSE };

  return gezin_store_audit (call->session->store, &event, error);
}

/* Invariants 1 and 2. */
static GezinView *
view_for (ConferenceCall *self, GezinDossier *now, GError **error)
{
  GezinSession *session = self->call.session;
  const GezinRecord *record;
  g_auto (GezinSharing) sharing = { 0 };
  g_autoptr (GezinDecision) decision = NULL;

  if (self->asked->whom == NULL)
    return gezin_view_own (now);
  record = find_participant (session, now, self->asked->whom, error);
  if (record == NULL
      || !decide_for (session, self->call.dossier, record, self->asked, &sharing, &decision, error)
      || !note (&self->call, record, error))
    return NULL;
  return record->kind == GEZIN_KIND_PERSON ? gezin_view_family (decision)
                                           : gezin_view_bundle (decision, NULL, NULL, NULL);
}

/* The agenda. */

static GPtrArray *
agenda_of (ConferenceCall *self, const GezinView *view)
{
  GezinSession *session = self->call.session;
  GDate day;

  gezin_clock_today (session->clock, &day);
  return gezin_conference_agenda (view, session->reference,
                                  self->asked->day != NULL ? self->asked->day : &day);
}

/* Who was there. */

static void
add_code (GPtrArray *codes, const char *code)
{
  for (guint i = 0; i < codes->len; i++)
    if (g_str_equal (codes->pdata[i], code))
      return;
  g_ptr_array_add (codes, g_strdup (code));
}

static void
add_id (GArray *ids, const GezinUuid *id)
{
  for (guint i = 0; i < ids->len; i++)
    if (gezin_uuid_equal (&g_array_index (ids, GezinUuid, i), id))
      return;
  g_array_append_vals (ids, id, 1);
}

static void
read_verdict (const GezinVerdict *verdict, gboolean is_held, GezinParticipant *participant)
{
  if (!verdict->is_shared)
    {
      if (is_held && participant->reason == NULL)
        participant->reason = g_strdup (gezin_withheld_code (verdict->reason));
      return;
    }
  participant->may = TRUE;
  if (verdict->basis != NULL)
    add_code (participant->bases, verdict->basis);
  for (guint i = 0; i < verdict->n_relies_on; i++)
    add_id (participant->relies_on, &verdict->relies_on[i]);
}

static void
read_decision (const GezinDecision *decision, const GezinUuid *contact,
               GezinParticipant *participant)
{
  GezinDossier *decided = gezin_decision_dossier (decision);

  for (guint i = 0; i < gezin_dossier_n_records (decided); i++)
    {
      gboolean is_held = gezin_uuid_equal (&gezin_dossier_record (decided, i)->id, contact);

      for (guint f = 0; f < gezin_decision_n_fields (decision, i); f++)
        read_verdict (gezin_decision_verdict (decision, i, f), is_held, participant);
      if (is_held && gezin_decision_shares_record (decision, i))
        g_clear_pointer (&participant->reason, g_free);
    }
}

static char *
organisation_of (GezinSession *session, GezinDossier *now, const GezinRecord *record)
{
  return record->kind == GEZIN_KIND_PROFESSIONAL ? gezin_session_field_text (
             session, now, record, GEZIN_FIELD_PROFESSIONAL_ORGANISATION)
                                                 : NULL;
}

static gboolean
add_participant (ConferenceCall *self, GezinDossier *now, const GezinRecord *record, GError **error)
{
  GezinSession *session = self->call.session;
  GezinParticipant *participant = g_new0 (GezinParticipant, 1);
  g_auto (GezinSharing) sharing = { 0 };
  g_autoptr (GezinDecision) decision = NULL;
  GError *inner = NULL;

  participant->record = record->id;
  participant->kind = record->kind;
  participant->title = gezin_session_record_title (session, now, record);
  participant->organisation = organisation_of (session, now, record);
  participant->bases = g_ptr_array_new_with_free_func (g_free);
  participant->relies_on = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  g_ptr_array_add (self->reading->participants, participant);
  if (decide_for (session, self->call.dossier, record, self->asked, &sharing, &decision, &inner))
    {
      read_decision (decision, self->call.record, participant);
      return TRUE;
    }
  /* Somebody of whom nobody knows for whom they work may have nothing. */
  if (inner->domain != GEZIN_SESSION_ERROR)
    {
      g_propagate_error (error, inner);
      return FALSE;
    }
  participant->reason = g_strdup (gezin_withheld_code (GEZIN_WITHHELD_RECIPIENT_UNKNOWN));
  g_error_free (inner);
  return TRUE;
}

static gboolean
add_participants (ConferenceCall *self, GezinDossier *now, const GezinRecord *held, GError **error)
{
  g_autoptr (GPtrArray) present = gezin_record_items (held, GEZIN_FIELD_CONTACT_PRESENT);

  for (guint i = 0; i < present->len; i++)
    {
      const GezinRecord *record;
      GezinUuid id;

      if (!gezin_uuid_parse (present->pdata[i], &id))
        continue;
      record = gezin_dossier_find (now, &id);
      if (record != NULL && !add_participant (self, now, record, error))
        return FALSE;
    }
  return TRUE;
}

/* What was held and decided. */

static void
add_lines (ConferenceCall *self, GezinDossier *dossier, const GezinRecord *record)
{
  guint n_fields;
  const GezinFieldSpec *const *fields = gezin_catalogue_fields_of (record->kind, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      char *value =
          gezin_session_field_text (self->call.session, dossier, record, fields[i]->field);
      GezinConferenceLine *line;

      if (value == NULL)
        continue;
      line = g_new0 (GezinConferenceLine, 1);
      line->record = record->id;
      line->kind = record->kind;
      line->field = fields[i]->field;
      line->value = value;
      g_ptr_array_add (self->reading->lines, line);
    }
}

static void
add_all_lines (ConferenceCall *self, const GezinRecord *held, const GezinView *view)
{
  const char *when = gezin_record_value (held, GEZIN_FIELD_CONTACT_WHEN);
  g_autoptr (GPtrArray) records = gezin_conference_records (
      view, &held->id, when, gezin_clock_zone (self->call.session->clock));

  if (self->asked->whom == NULL)
    self->reading->when = g_strdup (when);
  for (guint i = 0; i < records->len; i++)
    add_lines (self, gezin_view_dossier (view), records->pdata[i]);
}

static gboolean
read_conference (Call *call, GError **error)
{
  ConferenceCall *self = (ConferenceCall *) call;
  g_autoptr (GezinDossier) now = gezin_session_read (call->session, call->dossier, error);
  const GezinRecord *held =
      now != NULL && call->record != NULL ? gezin_dossier_find (now, call->record) : NULL;
  g_autoptr (GezinView) view = NULL;

  if (now == NULL)
    return FALSE;
  if (call->record != NULL && (held == NULL || !gezin_conference_is_one (held)))
    return fail (GEZIN_SESSION_ERROR_NO_CONFERENCE, "this is no conference of the dossier", error);
  view = view_for (self, now, error);
  if (view == NULL)
    return FALSE;
  self->reading = gezin_conference_reading_new ();
  if (self->wants_agenda)
    self->reading->agenda = agenda_of (self, view);
  if (held == NULL)
    return TRUE;
  add_all_lines (self, held, view);
  return self->asked->whom != NULL || add_participants (self, now, held, error);
}

static GezinConferenceReading *
run (ConferenceCall *self, GError **error)
{
  if (gezin_session_run_call (&self->call, read_conference, error))
    return self->reading;
  g_clear_pointer (&self->reading, gezin_conference_reading_free);
  return NULL;
}

GezinConferenceReading *
gezin_session_conference (GezinSession *session, const GezinUuid *dossier, const GezinUuid *contact,
                          const GezinConferenceAsked *asked, GError **error)
{
  return run (
      &(ConferenceCall){
          .call = { .session = session, .dossier = dossier, .record = contact },
          .asked = asked,
          .wants_agenda = TRUE,
      },
      error);
}

GezinConferenceReading *
gezin_session_minutes (GezinSession *session, const GezinUuid *dossier, const GezinUuid *contact,
                       const GezinConferenceAsked *asked, GError **error)
{
  return run (
      &(ConferenceCall){
          .call = { .session = session, .dossier = dossier, .record = contact },
          .asked = asked,
      },
      error);
}

GPtrArray *
gezin_session_agenda (GezinSession *session, const GezinUuid *dossier,
                      const GezinConferenceAsked *asked, GError **error)
{
  g_autoptr (GezinConferenceReading) reading =
      gezin_session_conference (session, dossier, NULL, asked, error);

  return reading != NULL ? g_steal_pointer (&reading->agenda) : NULL;
}
