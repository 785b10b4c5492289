/* SPDX-License-Identifier: EUPL-1.2 */

/* May this go to them? The question is put together from the store as it is now; the consent room
 * answers; the answer gets words.
 *
 * Invariants:
 * 1. The dossier is the whole with what it was joined with, without what peers no longer share;
 *    what is parked counts, and so does what narrows of what is not shown.
 * 2. What was decided is told to the worker alone; the event says to whom, not what. */

#include "session/sharing-private.h"

#include "base/digest.h"
#include "base/limits.h"
#include "exchange/team.h"
#include "session/bundles-private.h"
#include "store/exchange.h"

void
gezin_shared_row_free (GezinSharedRow *row)
{
  g_free (row->title);
  g_ptr_array_unref (row->fields);
  g_free (row->code);
  g_free (row->sentence);
  g_clear_pointer (&row->relies_on, g_array_unref);
  g_free (row);
}

void
gezin_sharing_answer_free (GezinSharingAnswer *answer)
{
  g_ptr_array_unref (answer->shared);
  g_ptr_array_unref (answer->withheld);
  g_free (answer->rules);
  g_free (answer->digest);
  g_free (answer);
}

gint64
gezin_session_noon (GezinSession *session, const GDate *day)
{
  g_autoptr (GDateTime) noon =
      g_date_time_new (gezin_clock_zone (session->clock), g_date_get_year (day),
                       (int) g_date_get_month (day), g_date_get_day (day), 12, 0, 0);

  return g_date_time_to_unix (noon) * G_USEC_PER_SEC;
}

/* Whether @text is the id of @record, the beginning of it, its name, or the card of its peer. */
static gboolean
is_called (GezinSession *session, GezinDossier *dossier, const GezinRecord *record,
           const char *text)
{
  char id[GEZIN_UUID_TEXT_LENGTH + 1];
  g_autofree char *title = gezin_session_record_title (session, dossier, record);
  g_autofree char *folded = g_utf8_casefold (title, -1);
  g_autofree char *wanted = g_utf8_casefold (text, -1);

  if (strlen (text) >= GEZIN_MIN_DOSSIER_PREFIX
      && g_str_has_prefix (gezin_uuid_write (&record->id, id), text))
    return TRUE;
  if (record->kind == GEZIN_KIND_ORGANISATION)
    {
      GezinRegister peer = gezin_record_field (record, GEZIN_FIELD_ORGANISATION_PEER);

      for (guint i = 0; i < peer.n_heads; i++)
        if (g_strcmp0 (peer.heads[i]->value, text) == 0)
          return TRUE;
    }
  return g_str_equal (folded, wanted);
}

/* A colleague of our own organisation, of whom the dossier need not know: then nobody is named. */
static gboolean
is_our_team (GezinSession *session, const char *purpose, const char *text)
{
  GezinExchange exchange = gezin_session_exchange (session);
  g_autoptr (GezinKnownPeer) peer =
      gezin_team_is_purpose (&exchange, purpose) ? gezin_peers_find (&exchange, text, NULL) : NULL;

  return peer != NULL && gezin_team_is_own (&exchange, peer);
}

static gboolean
add_who (GezinSession *session, GezinDossier *dossier, GezinKind kind, const char *text,
         const char *purpose, GArray *who, GError **error)
{
  guint n_found = 0;
  GezinUuid found;

  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier, i);

      if (record->kind != kind || gezin_record_is_removed (record)
          || !is_called (session, dossier, record, text))
        continue;
      found = record->id;
      n_found++;
    }
  if (n_found == 1)
    {
      g_array_append_val (who, found);
      return TRUE;
    }
  if (n_found == 0 && kind == GEZIN_KIND_ORGANISATION && is_our_team (session, purpose, text))
    return TRUE;
  g_set_error (error, GEZIN_SESSION_ERROR,
               kind == GEZIN_KIND_PERSON ? GEZIN_SESSION_ERROR_WHO : GEZIN_SESSION_ERROR_RECIPIENT,
               "%u records are called so", n_found);
  return FALSE;
}

static gboolean
find_who (GezinSession *session, const GezinSharingAsked *asked, GezinSharing *sharing,
          GError **error)
{
  GezinDossier *dossier = sharing->whole.dossier;

  sharing->who = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  if (asked->to != NULL)
    {
      sharing->question.audience = GEZIN_AUDIENCE_ORGANISATION;
      return add_who (session, dossier, GEZIN_KIND_ORGANISATION, asked->to, asked->purpose,
                      sharing->who, error);
    }
  if (asked->for_person != NULL)
    {
      sharing->question.audience = GEZIN_AUDIENCE_PERSON;
      return add_who (session, dossier, GEZIN_KIND_PERSON, asked->for_person, NULL, sharing->who,
                      error);
    }
  sharing->question.audience = GEZIN_AUDIENCE_ROOM;
  for (guint i = 0; asked->in_room != NULL && asked->in_room[i] != NULL; i++)
    if (!add_who (session, dossier, GEZIN_KIND_PERSON, asked->in_room[i], NULL, sharing->who,
                  error))
      return FALSE;
  return TRUE;
}

/* A yes is to a record that is here. */
static gboolean
take_confirmed (const GezinSharingAsked *asked, GezinSharing *sharing, GError **error)
{
  for (gsize i = 0; i < asked->n_confirmed; i++)
    if (gezin_dossier_find (sharing->whole.dossier, &asked->confirmed[i]) == NULL)
      {
        g_set_error_literal (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_RECORD,
                             "a yes to a record that is not in the dossier");
        return FALSE;
      }
  if (asked->n_confirmed > 0)
    g_array_append_vals (sharing->confirmed, asked->confirmed, (guint) asked->n_confirmed);
  return TRUE;
}

static int
compare_replicas (gconstpointer a, gconstpointer b)
{
  guint64 first = *(const guint64 *) a, second = *(const guint64 *) b;

  return (first > second) - (first < second);
}

/* Invariant 1. */
static gboolean
read_part (GezinSession *session, const GezinUuid *part, GezinSharing *sharing, GError **error)
{
  g_autoptr (GArray) own = NULL;
  g_autoptr (GPtrArray) parked = NULL;
  guint64 current;

  if (!gezin_store_replicas (session->store, part, &current, &own, error))
    return FALSE;
  if (own->len > 0)
    g_array_append_vals (sharing->replicas, own->data, own->len);
  parked = gezin_store_parked (session->store, part, error);
  if (parked == NULL)
    return FALSE;
  for (guint i = 0; i < parked->len; i++)
    {
      const GezinParkedRecord *record = parked->pdata[i];

      for (guint v = 0; v < record->versions->len; v++)
        g_ptr_array_add (sharing->pending, gezin_version_ref (record->versions->pdata[v]));
    }
  return TRUE;
}

/* What peers no longer share is not used, but for what of it narrows. */
static gboolean
hide_frozen (GezinSession *session, GezinSharing *sharing, GError **error)
{
  g_autoptr (GPtrArray) frozen = gezin_session_frozen_of (session, &sharing->whole, error);
  GezinDossier *all = sharing->whole.dossier;
  const char *ours = gezin_store_identity (session->store)->organisation;
  GezinDossier *shown;

  if (frozen == NULL)
    return FALSE;
  for (guint i = 0; frozen->len > 0 && i < gezin_dossier_n_records (all); i++)
    {
      const GezinRecord *record = gezin_dossier_record (all, i);

      for (guint j = 0; j < record->n_heads; j++)
        if (gezin_frozen_find (frozen, ours, record->heads[j]) != NULL)
          g_ptr_array_add (sharing->pending, gezin_version_ref (record->heads[j]));
    }
  shown = gezin_frozen_hide (all, frozen, ours, error);
  if (shown == NULL)
    return FALSE;
  gezin_dossier_unref (all);
  sharing->whole.dossier = shown;
  return TRUE;
}

static gboolean
is_purpose (GezinSession *session, const char *purpose)
{
  return purpose != NULL && gezin_reference_knows (session->reference, "purpose", purpose);
}

gboolean
gezin_session_sharing_init (GezinSession *session, const GezinUuid *dossier,
                            const GezinSharingAsked *asked, GezinSharing *sharing, GError **error)
{
  *sharing = (GezinSharing){ 0 };
  sharing->replicas = g_array_new (FALSE, FALSE, sizeof (guint64));
  sharing->confirmed = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  sharing->pending = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);
  if (!gezin_session_whole_init (session, dossier, NULL, &sharing->whole, error)
      || !hide_frozen (session, sharing, error) || !find_who (session, asked, sharing, error)
      || !take_confirmed (asked, sharing, error))
    return FALSE;
  if (asked->to != NULL && !is_purpose (session, asked->purpose))
    {
      g_set_error_literal (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_PURPOSE,
                           "no such purpose");
      return FALSE;
    }
  for (guint i = 0; i < sharing->whole.parts->len; i++)
    if (!read_part (session, gezin_dossier_id (sharing->whole.parts->pdata[i]), sharing, error))
      return FALSE;
  g_array_sort (sharing->replicas, compare_replicas);
  sharing->question.dossier = sharing->whole.dossier;
  sharing->question.reference = session->reference;
  sharing->question.zone = gezin_clock_zone (session->clock);
  sharing->question.organisation = gezin_store_identity (session->store)->organisation;
  sharing->question.replicas = (const guint64 *) (gpointer) sharing->replicas->data;
  sharing->question.n_replicas = sharing->replicas->len;
  sharing->question.pending = (GezinVersion *const *) sharing->pending->pdata;
  sharing->question.n_pending = sharing->pending->len;
  sharing->question.who = (const GezinUuid *) (gpointer) sharing->who->data;
  sharing->question.n_who = sharing->who->len;
  sharing->question.purpose = asked->to != NULL ? asked->purpose : NULL;
  sharing->question.instant =
      asked->instant != 0 ? asked->instant : gezin_clock_now (session->clock);
  sharing->question.confirmed = (const GezinUuid *) (gpointer) sharing->confirmed->data;
  sharing->question.n_confirmed = sharing->confirmed->len;
  return TRUE;
}

void
gezin_session_sharing_clear (GezinSharing *sharing)
{
  gezin_whole_clear (&sharing->whole);
  g_clear_pointer (&sharing->who, g_array_unref);
  g_clear_pointer (&sharing->replicas, g_array_unref);
  g_clear_pointer (&sharing->confirmed, g_array_unref);
  g_clear_pointer (&sharing->pending, g_ptr_array_unref);
}

/* From verdicts to rows. */

static gboolean
fits (const GezinSharedRow *row, const char *code, const GezinVerdict *verdict, gboolean is_shared)
{
  if (!g_str_equal (row->code, code))
    return FALSE;
  if (!is_shared)
    return row->needs_judgement == verdict->needs_judgement;
  return row->relies_on->len == verdict->n_relies_on
         && (verdict->n_relies_on == 0
             || memcmp (row->relies_on->data, verdict->relies_on,
                        verdict->n_relies_on * sizeof (GezinUuid))
                    == 0);
}

static GezinSharedRow *
row_new (GezinSession *session, GezinDossier *dossier, const GezinRecord *record,
         const GezinVerdict *verdict, const char *code, gboolean is_shared)
{
  GezinSharedRow *row = g_new0 (GezinSharedRow, 1);

  row->record = record->id;
  row->kind = record->kind;
  row->title = gezin_session_record_title (session, dossier, record);
  row->fields = g_ptr_array_new_with_free_func (g_free);
  row->code = g_strdup (code);
  row->relies_on = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  if (is_shared && verdict->n_relies_on > 0)
    g_array_append_vals (row->relies_on, verdict->relies_on, verdict->n_relies_on);
  row->needs_judgement = !is_shared && verdict->needs_judgement;
  row->sentence = is_shared ? gezin_session_basis_sentence (session, code)
                            : g_strdup (gezin_session_reason_sentence (code));
  return row;
}

/* @from: the first row of this record in @rows. */
static void
add_verdict (GezinSession *session, GezinDossier *dossier, const GezinRecord *record,
             const GezinVerdict *verdict, gboolean is_shared, GPtrArray *rows, guint from)
{
  const char *code = is_shared ? verdict->basis : gezin_withheld_code (verdict->reason);
  GezinSharedRow *row = NULL;

  for (guint i = from; i < rows->len && row == NULL; i++)
    if (fits (rows->pdata[i], code, verdict, is_shared))
      row = rows->pdata[i];
  if (row == NULL)
    {
      row = row_new (session, dossier, record, verdict, code, is_shared);
      g_ptr_array_add (rows, row);
    }
  g_ptr_array_add (row->fields, g_strdup (gezin_catalogue_field_name (verdict->field)));
}

static void
add_record (GezinSession *session, const GezinDecision *decision, guint position,
            GezinSharingAnswer *answer)
{
  GezinDossier *dossier = gezin_decision_dossier (decision);
  guint from_shared = answer->shared->len, from_withheld = answer->withheld->len;

  for (guint i = 0; i < gezin_decision_n_fields (decision, position); i++)
    {
      const GezinVerdict *verdict = gezin_decision_verdict (decision, position, i);
      const GezinRecord *record = gezin_dossier_record (dossier, position);

      if (verdict->is_shared)
        add_verdict (session, dossier, record, verdict, TRUE, answer->shared, from_shared);
      if (verdict->reason != GEZIN_WITHHELD_NONE)
        add_verdict (session, dossier, record, verdict, FALSE, answer->withheld, from_withheld);
    }
}

/* What somebody saw, to be held against what is decided later. */

static void
digest_verdict (const GezinRecord *record, const GezinVerdict *verdict, GString *text)
{
  GezinRegister heads = gezin_record_field (record, verdict->field);

  g_string_append_printf (text, " %s %d %d %d %s", gezin_catalogue_field_name (verdict->field),
                          verdict->is_shared, verdict->reason, verdict->needs_judgement,
                          verdict->basis != NULL ? verdict->basis : "-");
  for (guint i = 0; i < verdict->n_relies_on; i++)
    {
      char id[GEZIN_UUID_TEXT_LENGTH + 1];

      g_string_append_printf (text, " %s", gezin_uuid_write (&verdict->relies_on[i], id));
    }
  for (guint i = 0; verdict->is_shared && i < heads.n_heads; i++)
    g_string_append_printf (text, " %" G_GINT64_MODIFIER "x:%u", heads.heads[i]->dot.replica,
                            heads.heads[i]->dot.n);
}

char *
gezin_session_sharing_digest (const GezinSharing *sharing, const GezinDecision *decision)
{
  g_autoptr (GString) text = g_string_new (sharing->question.purpose);
  GezinDossier *dossier = gezin_decision_dossier (decision);
  guint8 sha256[GEZIN_DIGEST_BYTES];
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  for (guint i = 0; i < sharing->who->len; i++)
    g_string_append_printf (text, " %s",
                            gezin_uuid_write (&g_array_index (sharing->who, GezinUuid, i), id));
  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier, i);

      g_string_append_printf (text, "\n%s", gezin_uuid_write (&record->id, id));
      for (guint j = 0; j < gezin_decision_n_fields (decision, i); j++)
        digest_verdict (record, gezin_decision_verdict (decision, i, j), text);
    }
  gezin_digest_of (text->str, text->len, sha256);
  return gezin_digest_text (sha256);
}

typedef struct {
  Call call;
  const GezinSharingAsked *asked;
  GezinSharingAnswer *answer;
} Asking;

/* Invariant 2. */
static gboolean
note (Call *call, const GezinSharing *sharing, GError **error)
{
  GString *who = g_string_new (NULL);
  g_autofree char *subject = NULL;
  GezinAuditEvent event = { .action = "sharing-asked",
                            .dossier = call->dossier,
                            .detail = sharing->question.purpose };

  for (guint i = 0; i < sharing->who->len; i++)
    {
      char id[GEZIN_UUID_TEXT_LENGTH + 1];

      g_string_append_printf (who, "%s%s", i > 0 ? " " : "",
                              gezin_uuid_write (&g_array_index (sharing->who, GezinUuid, i), id));
    }
  subject = g_string_free (who, FALSE);
  event.subject = subject;
  return gezin_store_audit (call->session->store, &event, error);
}

static gboolean
ask (Call *call, GError **error)
{
  Asking *asking = (Asking *) call;
  g_auto (GezinSharing) sharing = { 0 };
  g_autoptr (GezinDecision) decision = NULL;

  if (!gezin_session_sharing_init (call->session, call->dossier, asking->asked, &sharing, error)
      || !note (call, &sharing, error))
    return FALSE;
  decision = gezin_decide (&sharing.question);
  asking->answer = g_new0 (GezinSharingAnswer, 1);
  asking->answer->shared = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_shared_row_free);
  asking->answer->withheld =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_shared_row_free);
  asking->answer->rules = g_strdup (gezin_decision_rules (decision));
  asking->answer->digest = gezin_session_sharing_digest (&sharing, decision);
  for (guint kind = 1; kind < GEZIN_N_KINDS; kind++)
    for (guint i = 0; i < gezin_dossier_n_records (sharing.whole.dossier); i++)
      if (gezin_dossier_record (sharing.whole.dossier, i)->kind == kind)
        add_record (call->session, decision, i, asking->answer);
  return TRUE;
}

GezinSharingAnswer *
gezin_session_may (GezinSession *session, const GezinUuid *dossier, const GezinSharingAsked *asked,
                   GError **error)
{
  Asking asking = { .call = { .session = session, .dossier = dossier }, .asked = asked };

  return gezin_session_run_call (&asking.call, ask, error) ? asking.answer : NULL;
}
