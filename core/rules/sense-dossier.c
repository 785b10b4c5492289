/* SPDX-License-Identifier: EUPL-1.2 */

/* The dossier as a whole: its root, where references lead, what replaces what. */

#include "rules/graph.h"
#include "rules/sense-private.h"
#include "rules/shape-private.h"

/* A record of these kinds is replaced by a new one of the same person. */
static const struct {
  GezinKind kind;
  GezinField replaces;
  GezinField subject;
} replacing[] = {
  { GEZIN_KIND_AUTHORITY, GEZIN_FIELD_AUTHORITY_REPLACES, GEZIN_FIELD_AUTHORITY_CHILD },
  { GEZIN_KIND_CAPACITY, GEZIN_FIELD_CAPACITY_REPLACES, GEZIN_FIELD_CAPACITY_PERSON },
  { GEZIN_KIND_CONSENT, GEZIN_FIELD_CONSENT_REPLACES, GEZIN_FIELD_CONSENT_SUBJECT },
  { GEZIN_KIND_GROUND, GEZIN_FIELD_GROUND_REPLACES, GEZIN_FIELD_NONE },
  { GEZIN_KIND_RESPONSE, GEZIN_FIELD_RESPONSE_REPLACES, GEZIN_FIELD_RESPONSE_PERSON },
};

static void
check_root (GezinSense *sense)
{
  const GezinUuid *id = gezin_dossier_id (sense->dossier);
  gboolean is_there = FALSE;

  for (guint kind = 1; kind < GEZIN_N_KINDS; kind++)
    {
      if ((gezin_catalogue_kind (kind)->flags & GEZIN_KIND_ROOT) == 0)
        continue;
      for (guint i = 0; i < sense->present[kind]->len; i++)
        {
          GezinRecord *record = sense->present[kind]->pdata[i];

          if (gezin_uuid_equal (&record->id, id))
            is_there = TRUE;
          else
            gezin_sense_report (sense, record, GEZIN_FIELD_NONE, GEZIN_RULE_SECOND_ROOT);
        }
      if (!is_there)
        g_ptr_array_add (sense->findings, gezin_finding_new (id, (GezinKind) kind, GEZIN_FIELD_NONE,
                                                             GEZIN_RULE_NO_ROOT));
    }
}

/* The record of a person is about that person, and may be kept from them. */
static gboolean
may_be_itself (GezinField field)
{
  return field == GEZIN_FIELD_COMMON_ABOUT || field == GEZIN_FIELD_COMMON_SECRET_FROM;
}

static void
check_target (GezinSense *sense, const GezinRecord *record, const GezinFieldSpec *spec,
              const GezinUuid *id)
{
  GezinRecord *target = gezin_dossier_find (sense->dossier, id);
  GezinKindSet targets = spec->targets;

  if ((targets & GEZIN_KIND_SET_SAME) != 0)
    targets |= GEZIN_KIND_SET (record->kind);
  if (target == NULL)
    gezin_sense_report (sense, record, spec->field,
                        gezin_dossier_is_erased (sense->dossier, id)
                            ? GEZIN_RULE_REFERS_TO_ERASED
                            : GEZIN_RULE_REFERS_TO_NOTHING);
  else if (target == record && !may_be_itself (spec->field))
    gezin_sense_report (sense, record, spec->field, GEZIN_RULE_REFERS_TO_ITSELF);
  else if ((targets & GEZIN_KIND_SET (target->kind)) == 0)
    gezin_sense_report (sense, record, spec->field, GEZIN_RULE_REFERS_TO_OTHER_KIND);
  else if (gezin_record_is_removed (target))
    gezin_sense_report (sense, record, spec->field, GEZIN_RULE_REFERS_TO_REMOVED);
}

static void
check_references (GezinSense *sense)
{
  for (guint kind = 1; kind < GEZIN_N_KINDS; kind++)
    for (guint i = 0; i < sense->present[kind]->len; i++)
      {
        const GezinRecord *record = sense->present[kind]->pdata[i];

        for (guint h = 0; h < record->n_heads; h++)
          {
            const GezinVersion *head = record->heads[h];
            const GezinFieldSpec *spec = gezin_catalogue_field (head->field);
            GezinUuid id;

            if (spec != NULL && gezin_field_spec_is_ref (spec) && head->value != NULL
                && gezin_uuid_parse (head->value, &id))
              check_target (sense, record, spec, &id);
          }
      }
}

/* A record is replaced by one; what replaces it is of the same person. */
static void
check_replacements (GezinSense *sense, guint which)
{
  GezinKind kind = replacing[which].kind;
  GezinField field = replacing[which].replaces;
  GezinField subject = replacing[which].subject;
  g_autoptr (GHashTable) seen = g_hash_table_new (gezin_uuid_hash, gezin_uuid_equal);
  g_autoptr (GezinGraph) graph = gezin_graph_new ();
  g_autoptr (GPtrArray) circles = NULL;

  for (guint i = 0; i < sense->present[kind]->len; i++)
    {
      GezinRecord *record = sense->present[kind]->pdata[i];
      GezinRecord *target, *other;
      guint position = 0;

      while (gezin_sense_next_record (sense, record, field, kind, &position, &target))
        {
          other = g_hash_table_lookup (seen, &target->id);
          if (other != NULL && other != record)
            {
              gezin_sense_report (sense, other, field, GEZIN_RULE_REPLACED_TWICE);
              gezin_sense_report (sense, record, field, GEZIN_RULE_REPLACED_TWICE);
            }
          g_hash_table_insert (seen, &target->id, record);
          if (target != record)
            gezin_graph_add (graph, &record->id, &target->id, record);
          if (subject != GEZIN_FIELD_NONE && !gezin_reader_is_empty (target, subject)
              && !gezin_reader_is_empty (record, subject)
              && !gezin_sense_shares (sense, record, subject, target, subject))
            gezin_sense_report (sense, record, field, GEZIN_RULE_REPLACES_OTHER_SUBJECT);
        }
    }
  circles = gezin_graph_circles (graph);
  for (guint i = 0; i < circles->len; i++)
    gezin_sense_report (sense, circles->pdata[i], field, GEZIN_RULE_REPLACES_IN_CIRCLE);
}

/* Law 12: two people narrowed the same record to different ends. */
static void
check_ends (GezinSense *sense, const GezinRecord *record)
{
  GezinRegister one;
  guint position = 0;

  while (gezin_record_next_register (record, &position, &one))
    if (gezin_shape_is_end (one.heads[0]->field) && gezin_register_is_conflict (&one))
      gezin_sense_report (sense, record, one.heads[0]->field, GEZIN_RULE_NARROWING_DIFFERS);
}

void
gezin_sense_check_dossier (GezinSense *sense)
{
  check_root (sense);
  check_references (sense);
  for (guint i = 0; i < G_N_ELEMENTS (replacing); i++)
    {
      const GPtrArray *records = sense->present[replacing[i].kind];

      check_replacements (sense, i);
      for (guint r = 0; r < records->len; r++)
        check_ends (sense, records->pdata[r]);
    }
}
