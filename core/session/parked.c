/* SPDX-License-Identifier: EUPL-1.2 */

/* What a file had set aside: listed, taken in after all, or dropped. */

#include "session/exchange.h"
#include "session/session-private.h"

#include "merge/plan.h"
#include "rules/shape.h"

static gboolean
parked (Call *call, GError **error)
{
  return gezin_session_collect_joined (call, gezin_store_parked, error);
}

GPtrArray *
gezin_session_parked (GezinSession *session, const GezinUuid *dossier, GError **error)
{
  Call call = { .session = session, .dossier = dossier };

  return gezin_session_run_call (&call, parked, error) ? call.rows : NULL;
}

const char *
gezin_session_parked_sentence (const char *reason)
{
  for (GezinRule rule = GEZIN_RULE_NONE + 1; rule < GEZIN_N_RULES; rule++)
    if (gezin_rule_is_shape (rule) && g_strcmp0 (gezin_rule_code (rule), reason) == 0)
      return gezin_rule_sentence (rule);
  return NULL;
}

/* In which of the joined dossiers the record is parked; that of the call if in none. */
static gboolean
find_where_parked (Call *call, GezinUuid *dossier, GError **error)
{
  Call about = { .session = call->session, .dossier = call->dossier };
  gboolean done = gezin_session_collect_joined (&about, gezin_store_parked, error);

  *dossier = *call->dossier;
  for (guint i = 0; done && i < about.rows->len; i++)
    {
      const GezinParkedRecord *parked_record = about.rows->pdata[i];

      if (gezin_uuid_equal (&parked_record->record, call->record))
        *dossier = parked_record->dossier;
    }
  g_clear_pointer (&about.rows, g_ptr_array_unref);
  return done;
}

static gboolean
drop_and_note (Call *call, GError **error)
{
  char id[GEZIN_UUID_TEXT_LENGTH + 1];
  const GezinAuditEvent event = { .action = "drop-parked",
                                  .dossier = call->dossier,
                                  .subject = gezin_uuid_write (call->record, id) };
  GezinStore *store = call->session->store;

  if (!gezin_store_begin_bulk (store, error))
    return FALSE;
  if (gezin_store_drop_parked (store, call->dossier, call->record, error)
      && gezin_store_audit (store, &event, error))
    return gezin_store_end_bulk (store, TRUE, error);
  if (!gezin_store_end_bulk (store, FALSE, NULL))
    g_assert_not_reached ();
  return FALSE;
}

static gboolean
drop_parked (Call *call, GError **error)
{
  GezinUuid where;

  if (!find_where_parked (call, &where, error))
    return FALSE;
  /* Read before this returns. */
  /* cppcheck-suppress autoVariables */
  call->dossier = &where;
  return drop_and_note (call, error);
}

gboolean
gezin_session_drop_parked (GezinSession *session, const GezinUuid *dossier, const GezinUuid *record,
                           GError **error)
{
  Call call = { .session = session, .dossier = dossier, .record = record };

  return gezin_session_run_call (&call, drop_parked, error);
}

static GezinParkedRecord *
find_parked (GPtrArray *all, const GezinUuid *record)
{
  for (guint i = 0; i < all->len; i++)
    if (gezin_uuid_equal (&((GezinParkedRecord *) all->pdata[i])->record, record))
      return all->pdata[i];
  return NULL;
}

/* Merges the versions of one parked record, if its shape is right now. */
static gboolean
take_parked (Call *call, GezinDossier *now, GezinParkedRecord *record, const GezinWriter *writer,
             GError **error)
{
  char id[GEZIN_UUID_TEXT_LENGTH + 1];
  GezinAuditEvent event = { .action = "unpark",
                            .dossier = call->dossier,
                            .subject = gezin_uuid_write (call->record, id) };
  g_autoptr (GezinPlan) plan = NULL;
  g_autoptr (GezinLoadReport) report = NULL;

  plan = gezin_plan_new (now, writer->markers, record->versions, NULL, 0, call->session->reference,
                         error);
  if (plan == NULL)
    return FALSE;
  report = gezin_session_load_report (call->dossier, plan);
  if (report->parked->len > 0)
    {
      g_set_error_literal (error, GEZIN_RULES_ERROR, GEZIN_RULES_ERROR_SHAPE,
                           "the shape of the parked record is still not right");
      return FALSE;
    }
  if (!gezin_session_is_anything_taken (report))
    {
      g_set_error_literal (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_NOTHING_TAKEN,
                           "nothing of the parked record could be taken in");
      return FALSE;
    }
  return gezin_session_store_plan (call->session, now, plan, writer, &event, error);
}

static gboolean
unpark (Call *call, GError **error)
{
  GezinSession *session = call->session;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GezinDossier) now = NULL;
  GezinParkedRecord *record;
  GezinSessionWriter writer;
  GezinUuid where;
  gboolean done;

  if (!find_where_parked (call, &where, error))
    return FALSE;
  /* Read before this returns. */
  /* cppcheck-suppress autoVariables */
  call->dossier = &where;
  all = gezin_store_parked (session->store, call->dossier, error);
  if (all == NULL)
    return FALSE;
  record = find_parked (all, call->record);
  if (record == NULL)
    {
      g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_NOT_FOUND,
                           "no such parked record");
      return FALSE;
    }
  now = gezin_session_dossier_now (session, call->dossier, error);
  if (now == NULL)
    return FALSE;
  done = gezin_session_writer_init (session, call->dossier, NULL, &writer, error)
         && take_parked (call, now, record, &writer.writer, error);
  gezin_session_writer_clear (&writer);
  /* A crash in between leaves it parked as well as taken in, and taking it in twice changes nothing. */
  return done && gezin_store_drop_parked (session->store, call->dossier, call->record, error);
}

gboolean
gezin_session_unpark (GezinSession *session, const GezinUuid *dossier, const GezinUuid *record,
                      GError **error)
{
  Call call = { .session = session, .dossier = dossier, .record = record };

  return gezin_session_run_call (&call, unpark, error);
}
