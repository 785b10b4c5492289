/* SPDX-License-Identifier: EUPL-1.2 */

/* Who is touched by an erasure.
 *
 * Invariant: a record goes with a person only if it says that it is about this
 * person alone and no field of it names anybody else. In doubt it is kept, and
 * the reason is told. */

#include "casework/erasing.h"

#include "base/clock.h"
#include "model/value.h"
#include "rules/reader.h"
#include "rules/same.h"

#include <glib/gi18n-lib.h>

static GezinErasureReport *
report_new (const GezinDossier *dossier)
{
  GezinErasureReport *report = g_new0 (GezinErasureReport, 1);

  report->dossier = *gezin_dossier_id (dossier);
  report->erased = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_erasure_item_free);
  report->kept = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_erasure_item_free);
  report->naming = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_erasure_item_free);
  return report;
}

static void
add_item (GPtrArray *items, const GezinRecord *record, const char *code, const char *sentence)
{
  GezinErasureItem *item = g_new0 (GezinErasureItem, 1);

  item->record = record->id;
  item->kind = record->kind;
  item->code = g_strdup (code);
  item->sentence = g_strdup (sentence);
  g_ptr_array_add (items, item);
}

static gboolean
has_item (const GPtrArray *items, const GezinUuid *record)
{
  for (guint i = 0; i < items->len; i++)
    if (gezin_uuid_equal (&((GezinErasureItem *) items->pdata[i])->record, record))
      return TRUE;
  return FALSE;
}

/* Whether some head of @record refers to what goes; being the same as it is no reference. */
static gboolean
refers_to_erased (const GezinErasureReport *report, const GezinRecord *record)
{
  for (guint i = 0; i < record->n_heads; i++)
    {
      const GezinVersion *head = record->heads[i];
      const GezinFieldSpec *spec = gezin_catalogue_field (head->field);
      GezinUuid id;

      if (spec != NULL && gezin_field_spec_is_ref (spec) && head->value != NULL
          && gezin_uuid_parse (head->value, &id) && has_item (report->erased, &id))
        return TRUE;
    }
  return FALSE;
}

/* What is kept for a reason is told with that already. */
static void
add_naming (const GezinDossier *dossier, GezinErasureReport *report)
{
  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier, i);

      if (!has_item (report->erased, &record->id) && !has_item (report->kept, &record->id)
          && refers_to_erased (report, record))
        add_item (report->naming, record, NULL, NULL);
    }
}

GezinErasureReport *
gezin_erasing_of_record (GezinView *view, const GezinUuid *record)
{
  GezinDossier *dossier = gezin_view_dossier (view);
  g_autoptr (GezinSame) same = gezin_same_new (dossier);
  GezinErasureReport *report = report_new (dossier);
  GezinUuid leader = *gezin_same_leader (same, record);

  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *one = gezin_dossier_record (dossier, i);

      if (gezin_uuid_equal (gezin_same_leader (same, &one->id), &leader))
        add_item (report->erased, one, NULL, NULL);
    }
  add_naming (dossier, report);
  return report;
}

/* One person. */

typedef struct {
  GezinDossier *dossier;
  GezinSame *same;
  GezinUuid leader;
} Person;

static gboolean
is_this (const Person *person, const GezinUuid *id)
{
  return gezin_uuid_equal (gezin_same_leader (person->same, id), &person->leader);
}

/* What a record says of people, over all its heads. */
typedef struct {
  gboolean is_about; /* `about` names the person */
  gboolean is_named; /* some field does */
  gboolean has_other; /* some field names another person */
  gboolean has_family; /* it is about the whole family */
} Names;

static void
look_at_head (const Person *person, const GezinVersion *head, Names *names)
{
  const GezinFieldSpec *spec = gezin_catalogue_field (head->field);
  const GezinRecord *target;
  GezinUuid id;

  if (spec == NULL || !gezin_field_spec_is_ref (spec) || head->value == NULL)
    return;
  if (!gezin_uuid_parse (head->value, &id))
    {
      names->has_family |= head->field == GEZIN_FIELD_COMMON_ABOUT;
      return;
    }
  target = gezin_dossier_find (person->dossier, &id);
  if (is_this (person, &id))
    {
      names->is_named = TRUE;
      names->is_about |= head->field == GEZIN_FIELD_COMMON_ABOUT;
    }
  else if (target == NULL ? (spec->targets & GEZIN_KIND_SET (GEZIN_KIND_PERSON)) != 0
                          : target->kind == GEZIN_KIND_PERSON)
    names->has_other = TRUE;
}

static void
judge_record (const Person *person, const GezinRecord *record, const GezinUuid *request,
              GezinErasureReport *report)
{
  Names names = { FALSE, FALSE, FALSE, FALSE };

  if (is_this (person, &record->id))
    {
      add_item (report->erased, record, NULL, NULL);
      return;
    }
  for (guint i = 0; i < record->n_heads; i++)
    look_at_head (person, record->heads[i], &names);
  if (!names.is_named)
    return;
  if (request != NULL && gezin_uuid_equal (request, &record->id))
    add_item (report->kept, record, "request", _ ("It is the request itself, with its answer."));
  else if (names.has_other)
    add_item (report->kept, record, "another", _ ("It is about somebody else too."));
  else if (names.has_family)
    add_item (report->kept, record, "family", _ ("It is about the whole family."));
  else if (!names.is_about)
    add_item (report->kept, record, "not-said",
              _ ("It names this person, but does not say whom it is about."));
  else
    add_item (report->erased, record, NULL, NULL);
}

GezinErasureReport *
gezin_erasing_of_person (GezinView *view, const GezinUuid *person, const GezinUuid *request)
{
  GezinDossier *dossier = gezin_view_dossier (view);
  g_autoptr (GezinSame) same = gezin_same_new (dossier);
  GezinErasureReport *report = report_new (dossier);
  Person one = { .dossier = dossier, .same = same, .leader = *gezin_same_leader (same, person) };

  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    judge_record (&one, gezin_dossier_record (dossier, i), request, report);
  add_naming (dossier, report);
  return report;
}

gboolean
gezin_erasing_is_person (const GezinRecord *record)
{
  return record->kind == GEZIN_KIND_PERSON;
}

/* Requests. */

gboolean
gezin_erasing_is_open_request (const GezinRecord *record)
{
  return record->kind == GEZIN_KIND_RESPONSE && !gezin_record_is_removed (record)
         && GEZIN_READ_CODE (record, RESPONSE_KIND, "erasure")
         && GEZIN_READ_EMPTY (record, RESPONSE_OUTCOME);
}

gboolean
gezin_erasing_person_of_request (const GezinDossier *dossier, const GezinRecord *request,
                                 GezinUuid *person)
{
  guint position = 0;

  while (gezin_reader_next_id (request, GEZIN_FIELD_RESPONSE_PERSON, &position, person))
    {
      const GezinRecord *record = gezin_dossier_find (dossier, person);

      if (record != NULL && gezin_erasing_is_person (record))
        return TRUE;
    }
  return FALSE;
}

char *
gezin_erasing_clean_text (const char *text, GError **error)
{
  const GezinFieldSpec *spec = gezin_catalogue_field (GEZIN_FIELD_RESPONSE_OUTCOME_TEXT);
  GRefString *clean = gezin_value_normalise (spec, text, -1, NULL, error);
  char *copy = g_strdup (clean);

  g_clear_pointer (&clean, g_ref_string_release);
  return copy;
}

static const char *
outcome_code (GezinErasingOutcome outcome)
{
  switch (outcome)
    {
    case GEZIN_ERASING_GRANTED:
      return "granted";
    case GEZIN_ERASING_PARTLY:
      return "partly-granted";
    case GEZIN_ERASING_REFUSED:
      return "refused";
    }
  g_return_val_if_reached ("refused");
}

GPtrArray *
gezin_erasing_answer (const GezinRecord *request, GezinErasingOutcome outcome, const char *text,
                      const GDate *day)
{
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
  char answered[GEZIN_DAY_TEXT_LENGTH + 1];

  gezin_day_to_text (day, answered);
  g_ptr_array_add (edits, gezin_edit_new (&request->id, request->kind, GEZIN_FIELD_RESPONSE_OUTCOME,
                                          NULL, outcome_code (outcome)));
  g_ptr_array_add (edits, gezin_edit_new (&request->id, request->kind,
                                          GEZIN_FIELD_RESPONSE_ANSWERED, NULL, answered));
  if (text != NULL)
    g_ptr_array_add (edits, gezin_edit_new (&request->id, request->kind,
                                            GEZIN_FIELD_RESPONSE_OUTCOME_TEXT, NULL, text));
  return edits;
}
