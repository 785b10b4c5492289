/* SPDX-License-Identifier: EUPL-1.2 */

/* The systemic analysis: arrows between factors, and statements as evidence. */

#include "rules/graph.h"
#include "rules/sense-private.h"

/* Whether some head leads to a factor that is here. */
static gboolean
has_factor (const GezinSense *sense, const GezinRecord *influence, GezinField field)
{
  GezinRecord *factor;
  guint position = 0;

  return gezin_sense_next_record (sense, influence, field, GEZIN_KIND_FACTOR, &position, &factor);
}

/* What makes two influences one and the same: from, to and effect. */
static char *
describe (const GezinSense *sense, const GezinRecord *influence)
{
  static const GezinField parts[] = { GEZIN_FIELD_INFLUENCE_FROM, GEZIN_FIELD_INFLUENCE_TO,
                                      GEZIN_FIELD_INFLUENCE_EFFECT };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const char *value;
      guint position = 0;
      GezinUuid id;
      char leader[GEZIN_UUID_TEXT_LENGTH + 1];

      if (!gezin_reader_next_value (influence, parts[i], &position, &value))
        return NULL;
      if (gezin_uuid_parse (value, &id))
        value = gezin_uuid_write (gezin_same_leader (sense->same, &id), leader);
      g_string_append_printf (text, "%s ", value);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
check_influences (GezinSense *sense)
{
  const GPtrArray *influences = sense->present[GEZIN_KIND_INFLUENCE];
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < influences->len; i++)
    {
      GezinRecord *influence = influences->pdata[i], *other;
      char *description = describe (sense, influence);

      if (!has_factor (sense, influence, GEZIN_FIELD_INFLUENCE_FROM))
        gezin_sense_report (sense, influence, GEZIN_FIELD_INFLUENCE_FROM,
                            GEZIN_RULE_INFLUENCE_WITHOUT_END);
      if (!has_factor (sense, influence, GEZIN_FIELD_INFLUENCE_TO))
        gezin_sense_report (sense, influence, GEZIN_FIELD_INFLUENCE_TO,
                            GEZIN_RULE_INFLUENCE_WITHOUT_END);
      if (gezin_sense_shares (sense, influence, GEZIN_FIELD_INFLUENCE_FROM, influence,
                              GEZIN_FIELD_INFLUENCE_TO))
        gezin_sense_report (sense, influence, GEZIN_FIELD_INFLUENCE_TO,
                            GEZIN_RULE_INFLUENCE_ON_ITSELF);
      if (description == NULL)
        continue;
      other = g_hash_table_lookup (seen, description);
      if (other != NULL && !gezin_sense_is_same (sense, &other->id, &influence->id))
        gezin_sense_report (sense, influence, GEZIN_FIELD_NONE, GEZIN_RULE_INFLUENCE_TWICE);
      g_hash_table_replace (seen, description, influence);
    }
}

static void
check_statements (GezinSense *sense)
{
  const GPtrArray *statements = sense->present[GEZIN_KIND_STATEMENT];
  g_autoptr (GezinGraph) graph = gezin_graph_new ();
  g_autoptr (GPtrArray) circles = NULL;

  for (guint i = 0; i < statements->len; i++)
    {
      GezinRecord *statement = statements->pdata[i];
      guint position = 0;
      GezinUuid id;

      while (gezin_reader_next_id (statement, GEZIN_FIELD_STATEMENT_SUPPORTS, &position, &id))
        if (!gezin_uuid_equal (&id, &statement->id))
          gezin_graph_add (graph, &statement->id, &id, statement);
      if (gezin_sense_shares (sense, statement, GEZIN_FIELD_STATEMENT_SUPPORTS, statement,
                              GEZIN_FIELD_STATEMENT_CONTRADICTS))
        gezin_sense_report (sense, statement, GEZIN_FIELD_STATEMENT_CONTRADICTS,
                            GEZIN_RULE_SUPPORTS_AND_CONTRADICTS);
    }
  circles = gezin_graph_circles (graph);
  for (guint i = 0; i < circles->len; i++)
    gezin_sense_report (sense, circles->pdata[i], GEZIN_FIELD_STATEMENT_SUPPORTS,
                        GEZIN_RULE_SUPPORT_IN_CIRCLE);
}

static void
check_factors (GezinSense *sense)
{
  const GPtrArray *factors = sense->present[GEZIN_KIND_FACTOR];

  for (guint i = 0; i < factors->len; i++)
    if (gezin_sense_shares (sense, factors->pdata[i], GEZIN_FIELD_FACTOR_EVIDENCE,
                            factors->pdata[i], GEZIN_FIELD_FACTOR_COUNTER_EVIDENCE))
      gezin_sense_report (sense, factors->pdata[i], GEZIN_FIELD_FACTOR_COUNTER_EVIDENCE,
                          GEZIN_RULE_EVIDENCE_BOTH_WAYS);
}

void
gezin_sense_check_analysis (GezinSense *sense)
{
  check_influences (sense);
  check_statements (sense);
  check_factors (sense);
}
