/* SPDX-License-Identifier: EUPL-1.2 */

/* The schema and the data dictionary: not stale, and true. */

#include "wire/schema.h"

#include <string.h>

#include "base/limits.h"
#include "base/xml.h"
#include "wire/dossier-xml.h"
#include "wire/random-dossier.h"

static GezinXmlSchema *schema;

/* ---------- Stale ---------- */

static char *
read_project_file (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("GEZIN_DATA_DIR"), "..", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, &error))
    g_error ("%s cannot be read: %s", name, error->message);
  return text;
}

static void
assert_committed (const char *name, const char *made, const char *command)
{
  g_autofree char *committed = read_project_file (name);

  if (strcmp (committed, made) != 0)
    g_error ("%s is stale: renew it with `%s >%s`", name, command, name);
}

static void
test_rng_is_committed (void)
{
  g_autofree char *made = gezin_schema_rng ();

  assert_committed ("data/schema/dossier-1.rng", made, "gezin schema --rng");
}

static void
test_dictionary_is_committed (void)
{
  g_autofree char *made = gezin_schema_dictionary ();

  assert_committed ("docs/data-dictionary.md", made, "gezin schema --dictionary");
}

/* ---------- True ---------- */

static gboolean
fits (const char *xml, gsize length, GError **error)
{
  g_autoptr (xmlDoc) doc =
      gezin_xml_parse_untrusted (xml, length, GEZIN_MAX_DOSSIER_XML_BYTES, error);

  return doc != NULL && gezin_xml_schema_check (schema, doc, error);
}

static void
assert_fits (const char *what, const char *xml, gsize length)
{
  g_autoptr (GError) error = NULL;

  if (!fits (xml, length, &error))
    g_error ("%s: %s", what, error->message);
}

static void
assert_dossier_fits (const char *what, GezinDossier *dossier)
{
  g_autoptr (GezinView) view = gezin_view_own (dossier);
  g_autoptr (GBytes) xml = gezin_dossier_xml_write (view);

  assert_fits (what, g_bytes_get_data (xml, NULL), g_bytes_get_size (xml));
}

static void
test_every_field_fits (void)
{
  g_autoptr (GezinDossier) one = test_dossier_of_every_field (1);
  g_autoptr (GezinDossier) three = test_dossier_of_every_field (3);

  assert_dossier_fits ("one item a set", one);
  assert_dossier_fits ("three items a set", three);
}

#define HEAD \
  "<dossier xmlns='urn:gezinsdossier:dossier:1' id='01000000-0000-0000-0000-000000000000'>"
#define UUID "02000000-0000-0000-0000-000000000000"
#define COMMIT "<commit id='00000000000000c1' time='2026-11-21T10:03:11Z'/>"
#define AT " at='0000000000000001:1' in='00000000000000c1'"

/* A hand-written record of @kind with one field. */
static char *
record_xml (const char *kind, const char *field, const char *attributes, const char *content)
{
  return g_strdup_printf (HEAD COMMIT "<record kind='%s' id='" UUID
                                      "'><field name='%s'%s>%s</field>"
                                      "</record></dossier>",
                          kind, field, attributes, content);
}

static void
assert_judged (const char *kind, const char *field, const char *attributes, const char *content,
               gboolean is_right)
{
  g_autofree char *xml = record_xml (kind, field, attributes, content);
  g_autoptr (GError) error = NULL;

  if (fits (xml, strlen (xml), &error) != is_right)
    g_error ("%s: %s%s: '%s' should %s: %s", kind, field, attributes, content,
             is_right ? "fit" : "not fit", error != NULL ? error->message : "it does");
}

/* A right and a wrong content for each type. */
static const char *const right[] = {
  [GEZIN_TYPE_TEXT] = "x",
  [GEZIN_TYPE_PROSE] = " x\n",
  [GEZIN_TYPE_DATE] = "2014-05",
  [GEZIN_TYPE_TIME] = "2026-11-21T10:03:11Z",
  [GEZIN_TYPE_BOOL] = "true",
  [GEZIN_TYPE_COUNT] = "9007199254740991",
  [GEZIN_TYPE_SCALE] = "10",
  [GEZIN_TYPE_BSN] = "999990019",
  [GEZIN_TYPE_DIGEST] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa0",
  [GEZIN_TYPE_CODE] = "a-code-1",
  [GEZIN_TYPE_CODES] = "<item>a-code</item><item>b</item>",
  [GEZIN_TYPE_REF] = UUID,
  [GEZIN_TYPE_REFS] = "<item>" UUID "</item>",
  [GEZIN_TYPE_FILE] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa0",
};

static const char *const wrong[] = {
  [GEZIN_TYPE_TEXT] = "<item>x</item>",
  [GEZIN_TYPE_PROSE] = "<item>x</item>",
  [GEZIN_TYPE_DATE] = "2014-13",
  [GEZIN_TYPE_TIME] = "2026-11-21T10:03:11",
  [GEZIN_TYPE_BOOL] = "yes",
  [GEZIN_TYPE_COUNT] = "01",
  [GEZIN_TYPE_SCALE] = "11",
  [GEZIN_TYPE_BSN] = "99999001",
  [GEZIN_TYPE_DIGEST] = "aaaa",
  [GEZIN_TYPE_CODE] = "a--code",
  [GEZIN_TYPE_CODES] = "a-code",
  [GEZIN_TYPE_REF] = "family",
  [GEZIN_TYPE_REFS] = "<item>nobody</item>",
  [GEZIN_TYPE_FILE] = "aaaa",
};

static void
test_every_type_is_held (void)
{
  for (guint kind = 1; kind < GEZIN_N_KINDS; kind++)
    {
      const char *name = gezin_catalogue_kind ((GezinKind) kind)->name;
      guint n_fields;
      const GezinFieldSpec *const *fields = gezin_catalogue_fields_of ((GezinKind) kind, &n_fields);

      for (guint i = 0; i < n_fields; i++)
        {
          assert_judged (name, fields[i]->name, "", right[fields[i]->type], TRUE);
          assert_judged (name, fields[i]->name, "", wrong[fields[i]->type], FALSE);
        }
    }
}

static void
test_versions_are_held (void)
{
  static const struct {
    const char *field;
    const char *attributes;
    const char *content;
    gboolean is_right;
  } cases[] = {
    { "phone", AT, "06", TRUE },
    { "phone", AT " over='0000000000000001:1 0000000000000002:10' origin='RVT'", "06", TRUE },
    { "phone", AT " none='yes'", "", TRUE },
    { "phone", AT " erased='yes'", "", TRUE },
    { "phone", " at='0000000000000001:1'", "06", FALSE },
    { "phone", " in='0000000000000001'", "06", FALSE },
    { "phone", " none='yes'", "", FALSE },
    { "phone", AT " none='no'", "", FALSE },
    { "phone", AT " none='yes'", "06", FALSE },
    { "phone", AT " none='yes' erased='yes'", "", FALSE },
    { "phone", AT " out='yes'", "06", FALSE },
    { "phone", AT " over=''", "06", FALSE },
    { "phone", AT " over='x'", "06", FALSE },
    { "phone", AT " saw='0000000000000001'", "06", FALSE },
    { "phone", AT " secret='x'", "06", FALSE },
    { "birth-date", AT " none='yes'", "", TRUE },
    { "birth-date", AT, "", FALSE },
    { "removed", AT " saw='0000000000000001 00000000000000ff'", "true", TRUE },
    { "removed", AT, "false", TRUE },
    { "removed", AT " saw='1'", "true", FALSE },
    { "about", "", "<item>family</item><item" AT " out='yes'>" UUID "</item>", TRUE },
    { "about", "", "<item" AT " erased='yes'>family</item>", TRUE },
    { "about", "", "<item out='yes'>family</item>", FALSE },
    { "about", "", "<item" AT " none='yes'>family</item>", FALSE },
    { "about", AT, "<item>family</item>", FALSE },
    { "secret-from", "", "<item>family</item>", FALSE },
    { "of-a-newer-version", "", "anything", TRUE },
    { "of-a-newer-version", AT, "anything", TRUE },
    { "of-a-newer-version", "", "<item" AT ">anything</item>", TRUE },
    { "Of-No-Version", "", "anything", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_judged ("person", cases[i].field, cases[i].attributes, cases[i].content,
                   cases[i].is_right);
  assert_judged ("spaceship", "phone", "", "06", FALSE);
}

static void
test_empty_dossier_fits (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261121);
  g_autoptr (GezinDossier) dossier = test_random_dossier (random, 0);

  assert_dossier_fits ("an empty dossier", dossier);
}

/* ---------- Samples ---------- */

static void
test_samples_fit (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("GEZIN_DATA_DIR"), "samples", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n_samples = 0;
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *xml = NULL;
      g_autoptr (GezinUntrustedDossier) file = NULL;
      g_autoptr (GError) error = NULL;
      gsize length;

      if (!g_str_has_suffix (name, ".xml"))
        continue;
      n_samples++;
      g_assert_true (g_file_get_contents (path, &xml, &length, NULL));
      assert_fits (name, xml, length);
      file = gezin_dossier_xml_read (xml, length, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (file->values->len, >, 100);
    }
  g_assert_cmpuint (n_samples, >=, 3);
}

int
main (int argc, char *argv[])
{
  g_autofree char *rng = gezin_schema_rng ();
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  schema = gezin_xml_schema_new (rng, strlen (rng), &error);
  g_assert_no_error (error);
  g_test_add_func ("/schema/rng-is-committed", test_rng_is_committed);
  g_test_add_func ("/schema/dictionary-is-committed", test_dictionary_is_committed);
  g_test_add_func ("/schema/every-field-as-written-fits", test_every_field_fits);
  g_test_add_func ("/schema/every-type-is-held", test_every_type_is_held);
  g_test_add_func ("/schema/versions-are-held", test_versions_are_held);
  g_test_add_func ("/schema/empty-dossier-fits", test_empty_dossier_fits);
  g_test_add_func ("/schema/samples-fit", test_samples_fit);
  status = g_test_run ();
  gezin_xml_schema_free (schema);
  return status;
}
