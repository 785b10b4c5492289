/* SPDX-License-Identifier: EUPL-1.2 */

/* The reference data that is shipped: it loads, it fits the catalogue, and what the program and
 * the law need of it is there. */

#include <gio/gio.h>
#include <string.h>

#include "model/catalogue.h"
#include "reference/reference.h"

static GezinReference *shipped;

static GDate
today (void)
{
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, 1, G_DATE_JULY, 2026);
  return day;
}

static void
test_catalogue_lists (void)
{
  guint n_lists = 0;
  GDate day = today ();

  for (GezinKind kind = GEZIN_KIND_NONE + 1; kind < GEZIN_N_KINDS; kind++)
    {
      guint n_fields;
      const GezinFieldSpec *const *fields = gezin_catalogue_fields_of (kind, &n_fields);

      for (guint i = 0; i < n_fields; i++)
        {
          g_autoptr (GezinCodeList) list = NULL;

          if (fields[i]->list == NULL)
            continue;
          list = gezin_reference_list (shipped, fields[i]->list, &day);
          if (list == NULL)
            g_error ("no list %s for field %s", fields[i]->list, fields[i]->name);
          g_assert_cmpuint (gezin_code_list_size (list), >, 1);
          n_lists++;
        }
    }
  g_assert_cmpuint (n_lists, >, 100);
}

/* Consent works on the categories of the catalogue, so each must be a code and the other way. */
static void
test_categories (void)
{
  GDate day = today ();
  g_autoptr (GezinCodeList) list = gezin_reference_list (shipped, "category", &day);
  guint n_found = 0;

  for (GezinCategory category = GEZIN_CATEGORY_IDENTITY; category <= GEZIN_CATEGORY_PROCESS;
       category++)
    {
      const GezinCode *code = gezin_code_list_find (list, gezin_category_name (category));

      if (code == NULL)
        g_error ("no code for category %s", gezin_category_name (category));
      g_assert_nonnull (gezin_code_property (code, "sensitivity"));
      n_found++;
    }
  g_assert_cmpuint (gezin_code_list_size (list), ==, n_found);
}

/* Every code of these lists must say a category: a value's category comes from it. */
static void
test_category_of_codes (void)
{
  static const char *const lists[] = { "life-domain", "instrument", "document-kind", "measure-type",
                                       "agreement-kind" };
  GDate day = today ();

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (GezinCodeList) list = gezin_reference_list (shipped, lists[i], &day);

      for (guint j = 0; j < gezin_code_list_size (list); j++)
        {
          const GezinCode *code = gezin_code_list_code (list, j);

          if (gezin_code_property (code, "category") == NULL)
            g_error ("%s: %s has no category", lists[i], gezin_code_name (code));
        }
    }
}

/* A wijkteam worker reads Dutch; a screen in English must not fall back to it by accident. */
static void
test_both_languages (void)
{
  g_autofree const char **names = gezin_reference_list_names (shipped);

  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_autoptr (GezinCodeList) list = gezin_reference_list (shipped, names[i], NULL);
      g_autoptr (GHashTable) labels = g_hash_table_new (g_str_hash, g_str_equal);

      for (guint j = 0; j < gezin_code_list_size (list); j++)
        {
          const GezinCode *code = gezin_code_list_code (list, j);
          const char *dutch = gezin_code_label (code, "nl");

          g_assert_nonnull (gezin_code_label (code, "en"));
          if (!g_hash_table_add (labels, (gpointer) dutch))
            g_error ("%s: two codes are called %s", names[i], dutch);
        }
    }
}

/* A measure that claims a term or an article says how sure that is. */
static void
test_sources_of_law (void)
{
  static const char *const lists[] = { "measure-type", "ground-article", "retention",
                                       "legal-term" };
  GDate day = today ();

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (GezinCodeList) list = gezin_reference_list (shipped, lists[i], &day);

      for (guint j = 0; j < gezin_code_list_size (list); j++)
        {
          const GezinCode *code = gezin_code_list_code (list, j);
          const char *mark;

          if (gezin_code_source (code, 0, &mark) == NULL)
            g_error ("%s: %s has no source", lists[i], gezin_code_name (code));
        }
    }
}

/* They are read on the page of the figures. */
static void
test_sources_of_indicators_stand_in_both_languages (void)
{
  GDate day = today ();
  g_autoptr (GezinCodeList) list = gezin_reference_list (shipped, "indicator", &day);

  for (guint i = 0; i < gezin_code_list_size (list); i++)
    {
      const GezinCode *code = gezin_code_list_code (list, i);

      if (g_strcmp0 (gezin_code_source_in (code, "nl"), gezin_code_source_in (code, "en")) == 0)
        g_error ("the source of %s stands in one language", gezin_code_name (code));
    }
}

static const struct {
  const char *list;
  const char *code;
  const char *property;
  const char *value;
} facts[] = {
  { "measure-type", "ots", "maximum", "P1Y" },
  { "measure-type", "voorlopige-ots", "maximum", "P3M" },
  { "measure-type", "schriftelijke-aanwijzing", "challenge-within", "P2W" },
  { "measure-type", "schorsing-gezag", "maximum", "P3M" },
  { "measure-type", "huisverbod", "maximum", "P10D" },
  { "measure-type", "huisverbod", "total-maximum", "P4W" },
  { "measure-type", "wvggz-tijdelijke-zorg", "maximum", "PT18H" },
  { "measure-type", "wvggz-crisismaatregel", "maximum", "P3D" },
  { "measure-type", "wvggz-voortzetting", "maximum", "P3W" },
  { "retention", "jeugdwet-dossier", "term", "P20Y" },
  { "retention", "wmo-item", "term", "P15Y" },
  { "retention", "house-ban-file", "term", "P5Y" },
  { "ground-article", "veilig-thuis-report", "opens", "veilig-thuis" },
  { "ground-article", "supervision-order-information", "opens", "gi" },
  { "ground-article", "statutory-duty", "opens", NULL },
  { "life-domain", "substance-use", "category", "addiction" },
};

static void
test_facts (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      const GezinCode *code = gezin_reference_find (shipped, facts[i].list, facts[i].code);

      g_assert_nonnull (code);
      g_assert_cmpstr (gezin_code_property (code, facts[i].property), ==, facts[i].value);
    }
}

/* The thirteen domains of 2017, each number once. */
static void
test_thirteen_domains (void)
{
  g_autoptr (GezinCodeList) list = gezin_reference_list (shipped, "life-domain", NULL);
  guint64 seen = 0;

  for (guint i = 0; i < gezin_code_list_size (list); i++)
    {
      const char *number = gezin_code_property (gezin_code_list_code (list, i), "zrm-2017");

      if (number != NULL)
        {
          guint64 bit = G_GUINT64_CONSTANT (1) << g_ascii_strtoull (number, NULL, 10);

          g_assert_cmpuint (seen & bit, ==, 0);
          seen |= bit;
        }
    }
  g_assert_cmphex (seen, ==, 0x3ffe);
}

/* Whether each line of @text that names it says that it is not that. */
static gboolean
only_denies (const char *text)
{
  static const char *const denials[] = { "niet de tekst van het Handelingskader",
                                         "not the text of the Handelingskader",
                                         "none is the official text of the Handelingskader" };
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      gboolean is_denied = strstr (lines[i], "andelingskader") == NULL;

      for (guint j = 0; j < G_N_ELEMENTS (denials); j++)
        is_denied |= strstr (lines[i], denials[j]) != NULL;
      if (!is_denied)
        return FALSE;
    }
  return TRUE;
}

/* We do not have the text of the Handelingskader, so nothing shown may claim to follow it. */
static void
test_claims_nothing_of_the_handelingskader (void)
{
  g_assert_false (only_denies ("Stap 3 van het Handelingskader"));
  for (guint i = 0; i < gezin_reference_n_files (shipped); i++)
    {
      g_autofree char *path = g_build_filename (g_getenv ("GEZIN_DATA_DIR"), "reference",
                                                gezin_reference_file (shipped, i)->name, NULL);
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;

      g_file_get_contents (path, &text, NULL, &error);
      g_assert_no_error (error);
      g_assert_true (only_denies (text));
    }
}

int
main (int argc, char **argv)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  g_assert_nonnull (g_getenv ("GEZIN_DATA_DIR"));
  path = g_build_filename (g_getenv ("GEZIN_DATA_DIR"), "reference", NULL);
  shipped = gezin_reference_new_from_folder (path, NULL, &error);
  g_assert_no_error (error);

  g_test_add_func ("/shipped-data/every-field-has-its-list", test_catalogue_lists);
  g_test_add_func ("/shipped-data/categories-are-the-catalogue's", test_categories);
  g_test_add_func ("/shipped-data/category-comes-from-the-code", test_category_of_codes);
  g_test_add_func ("/shipped-data/labels-in-both-languages-and-none-twice", test_both_languages);
  g_test_add_func ("/shipped-data/law-names-its-source", test_sources_of_law);
  g_test_add_func ("/shipped-data/sources-of-indicators-stand-in-both-languages",
                   test_sources_of_indicators_stand_in_both_languages);
  g_test_add_func ("/shipped-data/terms-are-those-of-the-law", test_facts);
  g_test_add_func ("/shipped-data/thirteen-life-domains", test_thirteen_domains);
  g_test_add_func ("/shipped-data/claims-nothing-of-the-handelingskader",
                   test_claims_nothing_of_the_handelingskader);
  result = g_test_run ();
  gezin_reference_unref (shipped);
  return result;
}
