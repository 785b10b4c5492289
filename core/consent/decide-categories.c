/* SPDX-License-Identifier: EUPL-1.2 */

/* Which categories a field has: those of the catalogue, of its kind's code, of what it refers to,
 * and of what its text is also about.
 *
 * Invariants:
 * 1. Every head counts: several codes are several categories.
 * 2. A category that depends on a code that is not there is undecided, and nothing covers that. */

#include "consent/decide-private.h"

#include <string.h>

static Categories
categories_of_code (Work *work, const char *list, const char *name)
{
  g_autofree char *key = g_strconcat (list, " ", name, NULL);
  gpointer kept;
  const GezinCode *code;
  Categories categories = 0;

  if (g_hash_table_lookup_extended (work->code_categories, key, NULL, &kept))
    return GPOINTER_TO_UINT (kept);
  code = gezin_reference_find (work->question->reference, list, name);
  if (code != NULL)
    categories = gezin_decide_parse_categories (gezin_code_property (code, "category"))
                 | gezin_decide_parse_categories (gezin_code_property (code, "extra-categories"));
  g_hash_table_insert (work->code_categories, g_steal_pointer (&key),
                       GUINT_TO_POINTER (categories));
  return categories;
}

static Categories
categories_of_field (Work *work, const GezinRecord *record, GezinField field, gboolean is_needed)
{
  const GezinFieldSpec *spec = gezin_catalogue_field (field);
  GezinRegister all = gezin_record_field (record, field);
  Categories categories = 0;

  for (guint i = 0; i < all.n_heads; i++)
    {
      const char *value = all.heads[i]->value;
      Categories one = value == NULL ? 0 : categories_of_code (work, spec->list, value);

      categories |= one == 0 && is_needed ? UNDECIDED : one;
    }
  return all.n_heads == 0 && is_needed ? UNDECIDED : categories;
}

/* What records that @fields refer to have; @is_besides: beside the category of their kind. */
static Categories
categories_through (Work *work, const GezinRecord *record, const char *fields, gboolean is_needed,
                    gboolean is_besides)
{
  Categories categories = 0;
  GezinField field;

  while ((field = gezin_decide_next_field (&fields, record->kind)) != GEZIN_FIELD_NONE)
    {
      guint position = 0, n_found = 0;
      GezinUuid id;

      while (gezin_reader_next_id (record, field, &position, &id))
        {
          Item *other = gezin_decide_item (work, &id);

          if (other == NULL || other->record->kind == record->kind || other->is_removed)
            continue;
          gezin_decide_categories (work, other);
          categories |= is_besides ? other->also : other->categories;
          n_found++;
        }
      if (n_found == 0 && is_needed)
        categories |= UNDECIDED;
    }
  return categories;
}

/* Codes of the record itself that carry a category beside that of their field: a secret address. */
static Categories
extra_of_codes (Work *work, const GezinRecord *record)
{
  Categories categories = 0;

  for (guint i = 0; i < record->n_heads; i++)
    {
      const GezinFieldSpec *spec = gezin_catalogue_field (record->heads[i]->field);
      const GezinCode *code;

      if (spec == NULL || spec->list == NULL || spec->kind == GEZIN_KIND_NONE
          || record->heads[i]->value == NULL)
        continue;
      code = gezin_reference_find (work->question->reference, spec->list, record->heads[i]->value);
      if (code != NULL)
        categories |=
            gezin_decide_parse_categories (gezin_code_property (code, "extra-categories"));
    }
  return categories;
}

Categories
gezin_decide_categories (Work *work, Item *item)
{
  const GezinRecord *record = item->record;
  const KindRule *rule = &work->kinds[record->kind];
  const char *also = rule->also_of;
  Categories more = 0;
  GezinField field;
  GezinCategory category = gezin_catalogue_kind (record->kind)->category;

  if (item->has_categories)
    return item->categories;
  item->has_categories = TRUE;
  if (rule->category_of != GEZIN_FIELD_NONE)
    item->categories = categories_of_field (work, record, rule->category_of, TRUE);
  else if (rule->category_through != NULL)
    item->categories = categories_through (work, record, rule->category_through, TRUE, FALSE);
  else
    item->categories = category < N_COVERABLE ? CATEGORY_BIT (category) : UNDECIDED;
  while ((field = gezin_decide_next_field (&also, record->kind)) != GEZIN_FIELD_NONE)
    more |= categories_of_field (work, record, field, FALSE);
  more |= categories_through (work, record, rule->also_through, FALSE, FALSE);
  more |= categories_through (work, record, rule->adds_through, FALSE, TRUE);
  item->also = (more & (rule->carries | UNDECIDED)) | extra_of_codes (work, record);
  if (item->is_hiding_place)
    item->also |= CATEGORY_BIT (GEZIN_CATEGORY_SAFETY);
  item->categories |= item->also;
  for (guint i = 0; i < record->n_heads; i++)
    if (record->heads[i]->field == GEZIN_FIELD_COMMON_EXTRA_CATEGORIES)
      item->extra |= gezin_decide_parse_categories (record->heads[i]->item);
  return item->categories;
}

/* Text in which anything can stand: prose, a file, a line of a person's hand that is searched as text
 * and so no name and no number. */
gboolean
gezin_decide_is_free_text (const GezinFieldSpec *spec)
{
  return spec->type == GEZIN_TYPE_PROSE || spec->type == GEZIN_TYPE_FILE
         || (spec->type == GEZIN_TYPE_TEXT && spec->search == GEZIN_SEARCH_TEXT);
}

/* 0: it goes with the record. */
Categories
gezin_decide_needs (Work *work, Item *item, const GezinFieldSpec *spec)
{
  Categories own = gezin_decide_categories (work, item);
  Categories needs;

  if (spec->kind == GEZIN_KIND_NONE && spec->category == GEZIN_CATEGORY_PROCESS)
    return spec->type == GEZIN_TYPE_CODES ? item->extra : 0;
  if (spec->category == GEZIN_CATEGORY_FLAG)
    return gezin_decide_is_free_text (spec) ? own | item->extra : 0;
  if (spec->category == GEZIN_CATEGORY_OF_KIND)
    needs = own;
  else
    needs = CATEGORY_BIT (spec->category);
  if (spec->kind != GEZIN_KIND_NONE || item->is_hiding_place)
    needs |= item->also;
  if (gezin_decide_is_free_text (spec))
    needs |= item->extra;
  return needs;
}
