/* SPDX-License-Identifier: EUPL-1.2 */

/* Whom researchers may call.
 *
 * Invariants:
 * 1. core/consent decides, and nothing else: a person stands here only if it lets their name and a
 *    way to reach them go to that organisation, for being called, on that day. Which purpose that
 *    is and which organisations are asked for stands in the settings of the monitor.
 * 2. And only on a consent: research without objection is no yes to being called.
 * 3. Each dossier that was looked at for it has its event. */

#include "session/monitor.h"

#include "session/review-private.h"
#include "session/sharing-private.h"
#include "store/follow.h"

typedef struct {
  Call call; /* first: a call is found as its Call */
  gint64 instant;
  const GezinCode *setting; /* (nullable) */
} Asking;

static gboolean
calls_people (const Asking *asking, const GezinRecord *organisation)
{
  const char *kind;

  if (asking->setting == NULL || organisation->kind != GEZIN_KIND_ORGANISATION
      || gezin_record_is_removed (organisation))
    return FALSE;
  kind = gezin_record_value (organisation, GEZIN_FIELD_ORGANISATION_KIND);
  return kind != NULL && gezin_code_property_has (asking->setting, "organisations", kind);
}

/* What of @record goes on a consent (invariant 2); %NULL: nothing. */
static const char *
shared_value (const GezinDecision *decision, guint position, const GezinRecord *record,
              GezinField field, GArray *relies_on)
{
  for (guint i = 0; i < gezin_decision_n_fields (decision, position); i++)
    {
      const GezinVerdict *verdict = gezin_decision_verdict (decision, position, i);

      if (verdict->field != field)
        continue;
      if (!verdict->is_shared || g_strcmp0 (verdict->basis, "consent") != 0
          || verdict->n_relies_on == 0)
        return NULL;
      for (guint j = 0; j < verdict->n_relies_on; j++)
        {
          gboolean stands = FALSE;

          for (guint k = 0; k < relies_on->len; k++)
            stands = stands
                     || gezin_uuid_equal (&g_array_index (relies_on, GezinUuid, k),
                                          &verdict->relies_on[j]);
          if (!stands)
            g_array_append_vals (relies_on, &verdict->relies_on[j], 1);
        }
      return gezin_record_value (record, field);
    }
  return NULL;
}

static char *
name_of (const GezinDecision *decision, guint position, const GezinRecord *person,
         GArray *relies_on)
{
  static const GezinField fields[] = { GEZIN_FIELD_PERSON_GIVEN_NAMES, GEZIN_FIELD_PERSON_PREFIX,
                                       GEZIN_FIELD_PERSON_FAMILY_NAME };
  g_autoptr (GString) name = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *part = shared_value (decision, position, person, fields[i], relies_on);

      if (part != NULL)
        g_string_append_printf (name, "%s%s", name->len > 0 ? " " : "", part);
    }
  return name->len > 0 ? g_string_free (g_steal_pointer (&name), FALSE) : NULL;
}

static void
add_person (Asking *asking, const GezinSharing *sharing, const GezinDecision *decision,
            guint position, const GezinRecord *organisation)
{
  const GezinRecord *person = gezin_dossier_record (sharing->whole.dossier, position);
  const GezinRecord *root = gezin_dossier_root (sharing->whole.dossier);
  GezinCallRow *row = g_new0 (GezinCallRow, 1);

  row->relies_on = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  row->name = name_of (decision, position, person, row->relies_on);
  row->phone = g_strdup (
      shared_value (decision, position, person, GEZIN_FIELD_PERSON_PHONE, row->relies_on));
  row->email = g_strdup (
      shared_value (decision, position, person, GEZIN_FIELD_PERSON_EMAIL, row->relies_on));
  if (row->name == NULL || (row->phone == NULL && row->email == NULL))
    {
      gezin_call_row_free (row);
      return;
    }
  row->safe_to_contact = g_strdup (shared_value (
      decision, position, person, GEZIN_FIELD_PERSON_SAFE_TO_CONTACT, row->relies_on));
  row->dossier = *gezin_dossier_id (sharing->whole.dossier);
  row->person = person->id;
  row->reference =
      g_strdup (root != NULL ? gezin_record_value (root, GEZIN_FIELD_FAMILY_REFERENCE) : NULL);
  row->organisation = g_strdup (gezin_record_value (organisation, GEZIN_FIELD_ORGANISATION_NAME));
  g_ptr_array_add (asking->call.rows, row);
}

static gboolean
ask_for (Asking *asking, const GezinUuid *dossier, const GezinRecord *organisation, GError **error)
{
  char id[GEZIN_UUID_TEXT_LENGTH + 1];
  GezinSharingAsked asked = { .to = gezin_uuid_write (&organisation->id, id),
                              .purpose = gezin_code_property (asking->setting, "purposes"),
                              .instant = asking->instant };
  g_auto (GezinSharing) sharing = { 0 };
  g_autoptr (GezinDecision) decision = NULL;

  if (!gezin_session_sharing_init (asking->call.session, dossier, &asked, &sharing, error))
    return FALSE;
  decision = gezin_decide (&sharing.question);
  for (guint i = 0; i < gezin_dossier_n_records (sharing.whole.dossier); i++)
    if (gezin_dossier_record (sharing.whole.dossier, i)->kind == GEZIN_KIND_PERSON)
      add_person (asking, &sharing, decision, i, organisation);
  return TRUE;
}

static gboolean
look_at (Asking *asking, const GezinUuid *dossier, GError **error)
{
  GezinSession *session = asking->call.session;
  g_auto (GezinWhole) whole = { NULL };
  g_autoptr (GezinDossier) shown = NULL;

  if (!gezin_session_whole_init (session, dossier, NULL, &whole, error)
      || !gezin_session_audit_whole (session, &whole, "call-list", error))
    return FALSE;
  shown = gezin_session_shown (session, &whole, error);
  for (guint i = 0; shown != NULL && i < gezin_dossier_n_records (shown); i++)
    {
      const GezinRecord *record = gezin_dossier_record (shown, i);

      if (calls_people (asking, record) && !ask_for (asking, dossier, record, error))
        return FALSE;
    }
  return shown != NULL;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const GezinCallRow *first = *(GezinCallRow *const *) a;
  const GezinCallRow *second = *(GezinCallRow *const *) b;
  int order = g_strcmp0 (first->reference, second->reference);

  if (order == 0)
    order = g_utf8_collate (first->name, second->name);
  return order != 0 ? order : gezin_uuid_compare (&first->person, &second->person);
}

static gboolean
ask (Call *call, GError **error)
{
  Asking *asking = (Asking *) call;
  GezinSession *session = call->session;
  g_autoptr (GArray) dossiers = NULL;
  g_autoptr (GHashTable) copies = gezin_session_review_copies (session, error);
  g_autoptr (GHashTable) seen = g_hash_table_new (gezin_uuid_hash, gezin_uuid_equal);
  g_autoptr (GPtrArray) classes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  if (copies == NULL || !gezin_session_think (session, NULL, G_MAXUINT, error))
    return FALSE;
  asking->setting = gezin_reference_find (session->reference, "monitor-setting", "research");
  dossiers = gezin_store_with_fact (session->store, GEZIN_FACT_RESEARCH, error);
  for (guint i = 0; dossiers != NULL && i < dossiers->len; i++)
    {
      GArray *class =
          gezin_store_joined (session->store, &g_array_index (dossiers, GezinUuid, i), error);

      if (class == NULL)
        return FALSE;
      g_ptr_array_add (classes, class);
      if (!gezin_session_are_copies (copies, class)
          && g_hash_table_add (seen, &g_array_index (class, GezinUuid, 0))
          && !look_at (asking, &g_array_index (class, GezinUuid, 0), error))
        return FALSE;
    }
  g_ptr_array_sort (call->rows, compare_rows);
  return dossiers != NULL;
}

GPtrArray *
gezin_session_call_list (GezinSession *session, const GDate *day, GError **error)
{
  Asking asking = { .call = { .session = session } };

  if (day != NULL)
    asking.instant = gezin_session_noon (session, day);
  asking.call.rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_call_row_free);
  if (gezin_session_run_call (&asking.call, ask, error))
    return asking.call.rows;
  g_ptr_array_unref (asking.call.rows);
  return NULL;
}
