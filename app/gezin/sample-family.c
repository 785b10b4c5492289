/* SPDX-License-Identifier: EUPL-1.2 */

/* A family made from a written one: what is kept, and with which ids.
 *
 * Invariants:
 * 1. The root stays, and every reference of a record that stays leads to one that stays.
 * 2. No field that a record reads poorly without is lost: rather the whole record goes. */

#include "gezin/sample-family.h"

#include "gezin/sample-vary.h"

#define MAX_LEFT_OUT_PERCENT 40 /* of the records that may go */
#define MAX_SMALL_RECORDS 14
#define MIN_SMALL_RECORDS 10

typedef struct {
  const GezinSampleTemplate *template;
  gboolean *is_kept;
  guint n_kept;
} Choice;

static const GezinSampleRecord *
record_at (const Choice *choice, guint position)
{
  return choice->template->written->records->pdata[position];
}

/* Whether reference @value leads to a record that stays, or is no id at all. */
static gboolean
leads_somewhere (const Choice *choice, const char *value)
{
  guint position = GPOINTER_TO_UINT (g_hash_table_lookup (choice->template->records, value));

  return position == 0 || choice->is_kept[position - 1];
}

static guint
count_kept_values (const Choice *choice, const GezinSampleField *field)
{
  guint n = 0;

  for (guint i = 0; i < field->values->len; i++)
    n += leads_somewhere (choice, field->values->pdata[i]);
  return n;
}

/* Whether a field that @record needs has lost all that it pointed to. */
static gboolean
is_crippled (const Choice *choice, const GezinSampleRecord *record)
{
  for (guint i = 0; i < record->fields->len; i++)
    {
      const GezinSampleField *field = record->fields->pdata[i];
      gboolean is_needed =
          (field->spec->flags & (GEZIN_FIELD_ESSENTIAL | GEZIN_FIELD_WHOLE_FAMILY)) != 0;

      if (is_needed && gezin_field_spec_is_ref (field->spec)
          && count_kept_values (choice, field) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_flag (const GezinSampleRecord *record, GezinKindFlags flag)
{
  return (gezin_catalogue_kind (record->kind)->flags & flag) != 0;
}

/* Whether any record needs @record: points to it in a field that it reads poorly without. What is
 * written once stays whatever else goes, so it needs all that it rests on. */
static gboolean *
find_needed (const GezinSampleTemplate *template)
{
  gboolean *is_needed = g_new0 (gboolean, template->written->records->len);

  for (guint i = 0; i < template->written->records->len; i++)
    {
      const GezinSampleRecord *record = template->written->records->pdata[i];

      for (guint j = 0; j < record->fields->len; j++)
        {
          const GezinSampleField *field = record->fields->pdata[j];

          if ((field->spec->flags & (GEZIN_FIELD_ESSENTIAL | GEZIN_FIELD_WHOLE_FAMILY)) == 0
              && !has_flag (record, GEZIN_KIND_WRITTEN_ONCE))
            continue;
          for (guint k = 0; k < field->values->len; k++)
            {
              guint position = GPOINTER_TO_UINT (
                  g_hash_table_lookup (template->records, field->values->pdata[k]));

              if (position != 0 && position - 1 != i)
                is_needed[position - 1] = TRUE;
            }
        }
    }
  return is_needed;
}

/* Lets go of records that lost what they need, until none does. */
static void
close_choice (Choice *choice)
{
  gboolean changed = TRUE;

  while (changed)
    {
      changed = FALSE;
      for (guint i = 0; i < choice->template->written->records->len; i++)
        if (choice->is_kept[i] && !has_flag (record_at (choice, i), GEZIN_KIND_ROOT)
            && is_crippled (choice, record_at (choice, i)))
          {
            choice->is_kept[i] = FALSE;
            changed = TRUE;
          }
    }
}

static void
leave_some_out (Choice *choice, GezinRandom *random)
{
  g_autofree gboolean *is_needed = find_needed (choice->template);
  guint percent = gezin_random_below (random, MAX_LEFT_OUT_PERCENT + 1);

  for (guint i = 0; i < choice->template->written->records->len; i++)
    {
      const GezinSampleRecord *record = record_at (choice, i);
      gboolean may_go = !is_needed[i] && !has_flag (record, GEZIN_KIND_ROOT)
                        && !has_flag (record, GEZIN_KIND_WRITTEN_ONCE);

      choice->is_kept[i] = !(may_go && gezin_random_below (random, 100) < percent);
    }
  close_choice (choice);
}

/* What a journal is made of: free text that is searched, without which the record says little. */
static gboolean
tells_something (const GezinSampleRecord *record)
{
  for (guint i = 0; i < record->fields->len; i++)
    {
      const GezinFieldSpec *spec = ((GezinSampleField *) record->fields->pdata[i])->spec;

      if (spec->type == GEZIN_TYPE_PROSE && (spec->flags & GEZIN_FIELD_ESSENTIAL) != 0
          && spec->search == GEZIN_SEARCH_TEXT)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_person (const GezinSampleRecord *record)
{
  for (guint i = 0; i < record->fields->len; i++)
    {
      const GezinFieldSpec *spec = ((GezinSampleField *) record->fields->pdata[i])->spec;

      if ((spec->flags & GEZIN_FIELD_WHOLE_FAMILY) != 0)
        return (spec->targets & GEZIN_KIND_SET (record->kind)) != 0;
    }
  return FALSE;
}

static void
choose_few (Choice *choice, GezinRandom *random)
{
  guint n_records = choice->template->written->records->len;
  guint wanted =
      MIN_SMALL_RECORDS + gezin_random_below (random, MAX_SMALL_RECORDS - MIN_SMALL_RECORDS + 1);
  guint n_persons = 3 + gezin_random_below (random, 4);

  for (guint i = 0; i < n_records; i++)
    {
      const GezinSampleRecord *record = record_at (choice, i);

      choice->is_kept[i] = has_flag (record, GEZIN_KIND_ROOT)
                           || (is_person (record) && n_persons > 0 && n_persons-- > 0);
      choice->n_kept += choice->is_kept[i];
    }
  for (guint tries = 0; choice->n_kept < wanted && tries < n_records * 4; tries++)
    {
      guint i = gezin_random_below (random, n_records);
      const GezinSampleRecord *record = record_at (choice, i);

      if (choice->is_kept[i] || !tells_something (record) || is_crippled (choice, record)
          || has_flag (record, GEZIN_KIND_WRITTEN_ONCE))
        continue;
      choice->is_kept[i] = TRUE;
      choice->n_kept++;
    }
}

/* Ids. */

static GHashTable *
make_ids (const Choice *choice, GezinRandom *random)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  for (guint i = 0; i < choice->template->written->records->len; i++)
    {
      GezinUuid id = gezin_uuid_random (random);
      char text[GEZIN_UUID_TEXT_LENGTH + 1];

      g_hash_table_insert (ids, record_at (choice, i)->id, g_strdup (gezin_uuid_write (&id, text)));
    }
  return ids;
}

static void
copy_field (const Choice *choice, GHashTable *ids, GezinVariation *variation,
            const GezinSampleField *field, const char *record_day, GezinSampleRecord *copy)
{
  gboolean is_ref = gezin_field_spec_is_ref (field->spec);

  for (guint i = 0; i < field->values->len; i++)
    {
      const char *value = field->values->pdata[i];
      g_autofree char *varied = NULL;

      if (is_ref && !leads_somewhere (choice, value))
        continue;
      if (is_ref)
        varied = g_strdup (g_hash_table_contains (ids, value) ? g_hash_table_lookup (ids, value)
                                                              : value);
      else
        varied = gezin_variation_value (variation, field->spec, value, record_day);
      gezin_sample_record_set (copy, field->spec, varied);
    }
}

/* The first day in @record: days in its prose that name no year are near it. */
static const char *
day_of (const GezinSampleRecord *record)
{
  for (guint i = 0; i < record->fields->len; i++)
    {
      const GezinSampleField *field = record->fields->pdata[i];

      if (field->spec->type == GEZIN_TYPE_DATE || field->spec->type == GEZIN_TYPE_TIME)
        return field->values->pdata[0];
    }
  return NULL;
}

GezinSampleDossier *
gezin_sample_family_make (const GezinSampleTemplate *template, const GezinSampleNames *names,
                          guint number, gboolean is_small, GezinRandom *random)
{
  guint n_records = template->written->records->len;
  g_autofree gboolean *is_kept = g_new0 (gboolean, n_records);
  Choice choice = { .template = template, .is_kept = is_kept };
  g_autoptr (GHashTable) ids = make_ids (&choice, random);
  g_autoptr (GezinVariation) variation = gezin_variation_new (template, names, number, random);
  GezinSampleDossier *family;

  if (is_small)
    choose_few (&choice, random);
  else
    leave_some_out (&choice, random);

  family = gezin_sample_dossier_new (g_hash_table_lookup (ids, template->written->id));
  for (guint i = 0; i < n_records; i++)
    if (is_kept[i])
      {
        const GezinSampleRecord *record = record_at (&choice, i);
        GezinSampleRecord *copy =
            gezin_sample_dossier_add (family, g_hash_table_lookup (ids, record->id), record->kind);

        for (guint j = 0; j < record->fields->len; j++)
          copy_field (&choice, ids, variation, record->fields->pdata[j], day_of (record), copy);
      }
  return family;
}
