/* SPDX-License-Identifier: EUPL-1.2 */

/* People: who descends from whom, who is who, who sleeps where. */

#include "rules/graph.h"
#include "rules/sense-private.h"

#define NIGHTS_IN_A_FORTNIGHT (14)
#define BIOLOGICAL_PARENTS (2)

/* Whether some head makes @relation one from which descent follows. */
static gboolean
is_descent (const GezinSense *sense, const GezinRecord *relation)
{
  const char *list = gezin_catalogue_field (GEZIN_FIELD_RELATION_TYPE)->list;
  const char *type;
  guint position = 0;

  while (gezin_reader_next_value (relation, GEZIN_FIELD_RELATION_TYPE, &position, &type))
    {
      const GezinCode *code = gezin_reference_find (sense->reference, list, type);

      if (code != NULL && g_strcmp0 (gezin_code_property (code, "ancestor"), "yes") == 0)
        return TRUE;
    }
  return FALSE;
}

/* Whether the child was surely born before the parent. */
static gboolean
is_born_before (const GezinSense *sense, const GezinUuid *child, const GezinUuid *parent)
{
  const GezinRecord *young = gezin_sense_find (sense, child, GEZIN_KIND_PERSON);
  const GezinRecord *old = gezin_sense_find (sense, parent, GEZIN_KIND_PERSON);
  GezinDays born_young, born_old;

  if (young == NULL || old == NULL)
    return FALSE;
  born_young = GEZIN_READ_DAYS (young, PERSON_BIRTH_DATE);
  born_old = GEZIN_READ_DAYS (old, PERSON_BIRTH_DATE);
  return gezin_reader_surely_before (&born_young, &born_old);
}

static void
check_ends (GezinSense *sense, GezinGraph *graph, GezinRecord *relation, gboolean descends)
{
  guint at_from = 0;
  GezinUuid from, to;

  while (gezin_reader_next_id (relation, GEZIN_FIELD_RELATION_FROM, &at_from, &from))
    {
      guint at_to = 0;

      while (gezin_reader_next_id (relation, GEZIN_FIELD_RELATION_TO, &at_to, &to))
        {
          if (gezin_sense_is_same (sense, &from, &to))
            {
              gezin_sense_report (sense, relation, GEZIN_FIELD_RELATION_TO,
                                  GEZIN_RULE_RELATION_WITH_ONESELF);
              continue;
            }
          if (!descends)
            continue;
          gezin_graph_add (graph, gezin_same_leader (sense->same, &from),
                           gezin_same_leader (sense->same, &to), relation);
          if (is_born_before (sense, &to, &from))
            gezin_sense_report (sense, relation, GEZIN_FIELD_RELATION_TO,
                                GEZIN_RULE_PARENT_NOT_OLDER);
        }
    }
}

static void
check_descent (GezinSense *sense)
{
  const GPtrArray *relations = sense->present[GEZIN_KIND_RELATION];
  g_autoptr (GezinGraph) graph = gezin_graph_new ();
  g_autoptr (GPtrArray) circles = NULL;

  for (guint i = 0; i < relations->len; i++)
    check_ends (sense, graph, relations->pdata[i], is_descent (sense, relations->pdata[i]));
  circles = gezin_graph_circles (graph);
  for (guint i = 0; i < circles->len; i++)
    gezin_sense_report (sense, circles->pdata[i], GEZIN_FIELD_RELATION_TYPE,
                        GEZIN_RULE_OWN_ANCESTOR);
}

/* The biological parents of one child that were found so far. */
typedef struct {
  const GezinUuid *parents[BIOLOGICAL_PARENTS];
  guint n_parents;
} Parents;

static void
add_parent (GezinSense *sense, GHashTable *children, GezinRecord *relation, const GezinUuid *child,
            const GezinUuid *parent)
{
  Parents *parents = g_hash_table_lookup (children, child);

  if (parents == NULL)
    {
      parents = g_new0 (Parents, 1);
      g_hash_table_insert (children, g_memdup2 (child, sizeof *child), parents);
    }
  for (guint i = 0; i < parents->n_parents; i++)
    if (gezin_uuid_equal (parents->parents[i], parent))
      return;
  if (parents->n_parents == BIOLOGICAL_PARENTS)
    gezin_sense_report (sense, relation, GEZIN_FIELD_RELATION_TYPE,
                        GEZIN_RULE_TOO_MANY_BIOLOGICAL_PARENTS);
  else
    parents->parents[parents->n_parents++] = parent;
}

static void
check_biological_parents (GezinSense *sense)
{
  const GPtrArray *relations = sense->present[GEZIN_KIND_RELATION];
  g_autoptr (GHashTable) children =
      g_hash_table_new_full (gezin_uuid_hash, gezin_uuid_equal, g_free, g_free);

  for (guint i = 0; i < relations->len; i++)
    {
      GezinRecord *relation = relations->pdata[i], *parent, *child;
      guint at_from = 0, at_to = 0;

      if (!GEZIN_READ_CODE (relation, RELATION_TYPE, code_BIOLOGICAL))
        continue;
      while (gezin_sense_next_record (sense, relation, GEZIN_FIELD_RELATION_TO, GEZIN_KIND_PERSON,
                                      &at_to, &child))
        for (at_from = 0; gezin_sense_next_record (sense, relation, GEZIN_FIELD_RELATION_FROM,
                                                   GEZIN_KIND_PERSON, &at_from, &parent);)
          add_parent (sense, children, relation, gezin_same_leader (sense->same, &child->id),
                      gezin_same_leader (sense->same, &parent->id));
    }
}

static void
check_numbers (GezinSense *sense)
{
  const GPtrArray *people = sense->present[GEZIN_KIND_PERSON];
  g_autoptr (GHashTable) owners = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < people->len; i++)
    {
      GezinRecord *person = people->pdata[i], *other;
      const char *number;
      guint position = 0;

      while (gezin_reader_next_value (person, GEZIN_FIELD_PERSON_BSN, &position, &number))
        {
          other = g_hash_table_lookup (owners, number);
          if (other == NULL)
            g_hash_table_insert (owners, (gpointer) number, person);
          else if (!gezin_sense_is_same (sense, &person->id, &other->id))
            {
              gezin_sense_report (sense, other, GEZIN_FIELD_PERSON_BSN, GEZIN_RULE_BSN_TWICE);
              gezin_sense_report (sense, person, GEZIN_FIELD_PERSON_BSN, GEZIN_RULE_BSN_TWICE);
            }
        }
    }
}

static void
check_lives (GezinSense *sense)
{
  const GPtrArray *people = sense->present[GEZIN_KIND_PERSON];

  for (guint i = 0; i < people->len; i++)
    {
      GezinDays born = GEZIN_READ_DAYS (people->pdata[i], PERSON_BIRTH_DATE);
      GezinDays died = GEZIN_READ_DAYS (people->pdata[i], PERSON_DECEASED_ON);

      if (gezin_reader_surely_before (&died, &born))
        gezin_sense_report (sense, people->pdata[i], GEZIN_FIELD_PERSON_DECEASED_ON,
                            GEZIN_RULE_DIED_BEFORE_BIRTH);
    }
}

static void
check_nights (GezinSense *sense)
{
  const GPtrArray *stays = sense->present[GEZIN_KIND_STAY];

  for (guint i = 0; i < stays->len; i++)
    {
      const char *nights;
      guint position = 0;

      while (gezin_reader_next_value (stays->pdata[i], GEZIN_FIELD_STAY_NIGHTS_PER_FORTNIGHT,
                                      &position, &nights))
        if (g_ascii_strtoull (nights, NULL, 10) > NIGHTS_IN_A_FORTNIGHT)
          gezin_sense_report (sense, stays->pdata[i], GEZIN_FIELD_STAY_NIGHTS_PER_FORTNIGHT,
                              GEZIN_RULE_TOO_MANY_NIGHTS);
    }
}

void
gezin_sense_check_people (GezinSense *sense)
{
  check_descent (sense);
  check_biological_parents (sense);
  check_numbers (sense);
  check_lives (sense);
  check_nights (sense);
}
