/* SPDX-License-Identifier: EUPL-1.2 */

/* The list of what may go, and the first day of it. The invariants are in retention.h. All of a
 * dossier may go when all of its records may. */

#include "casework/retention-private.h"

#include "base/clock.h"

#include <glib/gi18n-lib.h>

static char *
day_text (guint32 julian)
{
  char text[GEZIN_DAY_TEXT_LENGTH + 1];
  GDate date;

  if (julian == 0 || julian == NEVER)
    return NULL;
  g_date_clear (&date, 1);
  g_date_set_julian (&date, julian);
  return g_strdup (gezin_day_to_text (&date, text));
}

static void
init_work (Work *work, GezinView *view, const GezinRetentionBasis *basis, const GDate *day)
{
  *work = (Work){ .dossier = gezin_view_dossier (view), .basis = basis };
  work->holds = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_hold_free);
  work->own_holds = g_hash_table_new (gezin_uuid_hash, gezin_uuid_equal);
  gezin_retention_read_rules (work, day);
  if (day != NULL)
    gezin_retention_find_holds (work, g_date_get_julian (day));
}

static void
clear_work (Work *work)
{
  g_clear_pointer (&work->rules, g_array_unref);
  g_clear_pointer (&work->list, gezin_code_list_unref);
  g_clear_pointer (&work->own_holds, g_hash_table_unref);
  g_clear_pointer (&work->holds, g_ptr_array_unref);
}

/* (transfer full): Of each record, by number. */
static Term *
find_terms (const Work *work)
{
  g_autoptr (GArray) room = g_array_new (FALSE, FALSE, sizeof (Term));
  guint n = gezin_dossier_n_records (work->dossier);
  Term *terms = g_new0 (Term, n + 1);

  for (guint i = 0; i < n; i++)
    terms[i] = gezin_retention_find_term (work, gezin_dossier_record (work->dossier, i), room);
  return terms;
}

char *
gezin_retention_first_day (GezinView *view, const GezinRetentionBasis *basis)
{
  g_autofree Term *terms = NULL;
  guint32 first;
  Work work;

  init_work (&work, view, basis, NULL);
  terms = find_terms (&work);
  first = gezin_retention_free_from (&work, terms);
  clear_work (&work);
  return day_text (first);
}

static GezinRetentionItem *
item_new (const Term *term, const GezinRecord *record)
{
  GezinRetentionItem *item = g_new0 (GezinRetentionItem, 1);

  item->has_record = record != NULL;
  if (record != NULL)
    {
      item->record = record->id;
      item->kind = record->kind;
    }
  if (term->rule != NULL)
    {
      item->rule = g_strdup (gezin_code_name (term->rule->code));
      item->article = g_strdup (gezin_code_property (term->rule->code, "article"));
    }
  item->since = day_text (term->since);
  item->until = day_text (term->until);
  item->holds = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_hold_free);
  if (term->is_unknown)
    gezin_retention_add_hold (
        item->holds, "start-unknown",
        _ ("The day from which the term counts is not filled in, or not whole enough."), NULL);
  else if (term->until == NEVER)
    gezin_retention_add_hold (item->holds, "kept-for-ever", _ ("The rule keeps it for ever."),
                              NULL);
  return item;
}

static void
copy_holds (GPtrArray *holds, const GPtrArray *from)
{
  for (guint i = 0; i < from->len; i++)
    {
      const GezinHold *hold = from->pdata[i];

      gezin_retention_add_hold (holds, hold->code, hold->sentence,
                                hold->has_record ? &hold->record : NULL);
    }
}

static void
add_records (const Work *work, GezinRetentionRow *row, const Term *terms, guint32 day, gboolean all)
{
  g_autoptr (GHashTable) needed = gezin_retention_find_needed (work, terms, day);

  for (guint i = 0; i < gezin_dossier_n_records (work->dossier); i++)
    {
      GezinRetentionItem *item;

      if (!all && terms[i].until > day)
        continue;
      item = item_new (&terms[i], gezin_dossier_record (work->dossier, i));
      gezin_retention_hold_record (work, item, &terms[i], needed, row->is_whole_due);
      item->is_due = terms[i].until <= day && item->holds->len == 0;
      row->n_due += item->is_due;
      g_ptr_array_add (row->items, item);
    }
}

GezinRetentionRow *
gezin_retention_row (GezinView *view, const GezinRetentionBasis *basis, const GDate *day,
                     gboolean all)
{
  GezinRetentionRow *row = g_new0 (GezinRetentionRow, 1);
  guint32 julian = g_date_get_julian (day);
  Term whole = { .rule = NULL, .until = 0 };
  g_autofree Term *terms = NULL;
  GezinRetentionItem *item;
  Work work;

  init_work (&work, view, basis, day);
  terms = find_terms (&work);
  for (guint i = 0; i < gezin_dossier_n_records (work.dossier); i++)
    if (whole.rule == NULL || terms[i].until > whole.until)
      whole = terms[i];
  row->dossier = *gezin_dossier_id (work.dossier);
  row->until = day_text (gezin_retention_free_from (&work, terms));
  row->items = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_retention_item_free);
  item = item_new (&whole, NULL);
  copy_holds (item->holds, work.holds);
  item->is_due = row->is_whole_due =
      whole.rule != NULL && whole.until <= julian && item->holds->len == 0;
  g_ptr_array_add (row->items, item);
  add_records (&work, row, terms, julian, all);
  row->is_due = row->is_whole_due || row->n_due > 0;
  clear_work (&work);
  return row;
}
