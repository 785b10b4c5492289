/* SPDX-License-Identifier: EUPL-1.2 */

/* One walk over the whole table: what must hold for every kind and field. */

#include "base/limits.h"
#include "base/text.h"
#include "model/catalogue.h"

#include <string.h>

static void
test_every_kind_is_whole (void)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_roots = 0;

  for (GezinKind kind = 1; kind < GEZIN_N_KINDS; kind++)
    {
      const GezinKindSpec *spec = gezin_catalogue_kind (kind);

      g_assert_cmpint (spec->kind, ==, kind);
      g_assert_true (gezin_text_is_name (spec->name));
      g_assert_true (g_hash_table_add (names, (gpointer) spec->name));
      g_assert_cmpint (strlen (spec->label), >, 0);
      g_assert_cmpint (spec->category, !=, GEZIN_CATEGORY_OF_KIND);
      g_assert_nonnull (gezin_category_name (spec->category));
      g_assert_cmpint (spec->since, >=, 1);
      g_assert_cmpint (gezin_catalogue_kind_by_name (spec->name), ==, kind);
      n_roots += (spec->flags & GEZIN_KIND_ROOT) != 0;
    }
  g_assert_cmpuint (n_roots, ==, 1);
  g_assert_cmpint (gezin_catalogue_kind_by_name ("household"), ==, GEZIN_KIND_NONE);
}

static void
check_field (const GezinFieldSpec *spec, GezinKind kind)
{
  gboolean is_code = spec->type == GEZIN_TYPE_CODE || spec->type == GEZIN_TYPE_CODES;

  g_assert_true (gezin_text_is_name (spec->name));
  g_assert_cmpint (strlen (spec->label), >, 0);
  g_assert_nonnull (gezin_type_name (spec->type));
  g_assert_true (is_code == (spec->list != NULL));
  g_assert_true (gezin_field_spec_is_ref (spec) == (spec->targets != 0));
  g_assert_nonnull (gezin_search_name (spec->search));
  g_assert_cmpint (gezin_field_spec_category (spec, kind), !=, GEZIN_CATEGORY_OF_KIND);
  g_assert_cmpint (gezin_field_spec_sensitivity (spec, kind), !=, GEZIN_SENSITIVITY_BY_CATEGORY);
  g_assert_cmpint (gezin_catalogue_field_by_name (kind, spec->name), ==, spec->field);
  g_assert_cmpstr (gezin_catalogue_field_name (spec->field), ==, spec->name);
  g_assert_true (gezin_catalogue_field (spec->field) == spec);
  /* Search reads text; a date of birth is found as a number. */
  if (spec->search != GEZIN_SEARCH_NOT)
    g_assert_true (spec->type == GEZIN_TYPE_TEXT || spec->type == GEZIN_TYPE_PROSE
                   || spec->search == GEZIN_SEARCH_NUMBER);
}

static void
test_every_field_is_whole (void)
{
  for (GezinKind kind = 1; kind < GEZIN_N_KINDS; kind++)
    {
      g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
      guint n_fields, n_own = 0, n_titles = 0;
      const GezinFieldSpec *const *fields = gezin_catalogue_fields_of (kind, &n_fields);

      for (guint i = 0; i < n_fields; i++)
        {
          check_field (fields[i], kind);
          g_assert_true (g_hash_table_add (names, (gpointer) fields[i]->name));
          n_own += fields[i]->kind == kind;
          n_titles += (fields[i]->flags & GEZIN_FIELD_TITLE) != 0;
        }
      g_assert_cmpuint (n_own, >, 0);
      g_assert_cmpuint (n_titles, >, 0);
      g_assert_true (g_hash_table_contains (names, "about"));
      g_assert_true (g_hash_table_contains (names, "removed"));
    }
}

static void
test_every_field_number_is_in_one_place (void)
{
  guint n_common;

  for (GezinField field = 1; field < GEZIN_N_FIELDS; field++)
    {
      const GezinFieldSpec *spec = gezin_catalogue_field (field);

      g_assert_cmpuint (spec->field, ==, field);
      if (spec->kind != GEZIN_KIND_NONE)
        g_assert_cmpuint (gezin_catalogue_field_by_name (spec->kind, spec->name), ==, field);
    }
  g_assert_null (gezin_catalogue_field (GEZIN_FIELD_NONE));
  g_assert_null (gezin_catalogue_field (GEZIN_N_FIELDS));
  gezin_catalogue_fields_of (GEZIN_KIND_NONE, &n_common);
  g_assert_cmpuint (n_common, ==, 10);
}

static void
test_written_once_kinds_have_replaces (void)
{
  for (GezinKind kind = 1; kind < GEZIN_N_KINDS; kind++)
    {
      gboolean once = (gezin_catalogue_kind (kind)->flags & GEZIN_KIND_WRITTEN_ONCE) != 0;
      GezinField field = gezin_catalogue_field_by_name (kind, "replaces");

      g_assert_true (once == (field != GEZIN_FIELD_NONE));
      if (once)
        g_assert_true (gezin_catalogue_field (field)->targets == GEZIN_KIND_SET (kind));
    }
}

static void
test_sensitivity_follows_the_category (void)
{
  const GezinFieldSpec *bsn = gezin_catalogue_field (GEZIN_FIELD_PERSON_BSN);
  const GezinFieldSpec *language = gezin_catalogue_field (GEZIN_FIELD_PERSON_LANGUAGE);
  const GezinFieldSpec *injuries = gezin_catalogue_field (GEZIN_FIELD_INCIDENT_INJURIES);
  const GezinFieldSpec *by = gezin_catalogue_field (GEZIN_FIELD_INCIDENT_BY);
  const GezinFieldSpec *due = gezin_catalogue_field (GEZIN_FIELD_TASK_DUE);

  g_assert_cmpint (gezin_field_spec_sensitivity (bsn, GEZIN_KIND_PERSON), ==,
                   GEZIN_SENSITIVITY_BSN);
  g_assert_cmpint (gezin_field_spec_sensitivity (language, GEZIN_KIND_PERSON), ==,
                   GEZIN_SENSITIVITY_SPECIAL);
  g_assert_cmpint (gezin_field_spec_sensitivity (injuries, GEZIN_KIND_INCIDENT), ==,
                   GEZIN_SENSITIVITY_SPECIAL);
  g_assert_cmpint (gezin_field_spec_sensitivity (by, GEZIN_KIND_INCIDENT), ==,
                   GEZIN_SENSITIVITY_CRIMINAL);
  g_assert_cmpint (gezin_field_spec_sensitivity (due, GEZIN_KIND_TASK), ==, GEZIN_SENSITIVITY_OPEN);
}

static void
test_unknown_fields_get_numbers_that_stay (void)
{
  GezinField first = gezin_catalogue_intern_field (GEZIN_KIND_PERSON, "shoe-size");
  GezinField known = gezin_catalogue_intern_field (GEZIN_KIND_PERSON, "bsn");

  g_assert_cmpuint (first, >=, GEZIN_FIELD_FIRST_UNKNOWN);
  g_assert_cmpuint (gezin_catalogue_intern_field (GEZIN_KIND_FAMILY, "shoe-size"), ==, first);
  g_assert_cmpstr (gezin_catalogue_field_name (first), ==, "shoe-size");
  g_assert_null (gezin_catalogue_field (first));
  g_assert_cmpuint (known, ==, GEZIN_FIELD_PERSON_BSN);
  g_assert_cmpuint (gezin_catalogue_intern_field (GEZIN_KIND_PERSON, "Not A Name"), ==,
                    GEZIN_FIELD_NONE);
}

static void
test_unknown_fields_are_bounded (void)
{
  GezinField last = GEZIN_FIELD_NONE;

  for (guint i = 0; i <= GEZIN_MAX_UNKNOWN_FIELDS; i++)
    {
      g_autofree char *name = g_strdup_printf ("made-up-%u", i);

      last = gezin_catalogue_intern_field (GEZIN_KIND_PERSON, name);
    }
  g_assert_cmpuint (last, ==, GEZIN_FIELD_NONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalogue/every-kind-is-whole", test_every_kind_is_whole);
  g_test_add_func ("/catalogue/every-field-is-whole", test_every_field_is_whole);
  g_test_add_func ("/catalogue/every-field-number-is-in-one-place",
                   test_every_field_number_is_in_one_place);
  g_test_add_func ("/catalogue/written-once-kinds-have-replaces",
                   test_written_once_kinds_have_replaces);
  g_test_add_func ("/catalogue/sensitivity-follows-the-category",
                   test_sensitivity_follows_the_category);
  g_test_add_func ("/catalogue/unknown-fields-get-numbers-that-stay",
                   test_unknown_fields_get_numbers_that_stay);
  g_test_add_func ("/catalogue/unknown-fields-are-bounded", test_unknown_fields_are_bounded);
  return g_test_run ();
}
