/* SPDX-License-Identifier: EUPL-1.2 */

/* Any bytes as plain dossier XML. What is refused must say why; what is taken must
 * come back byte for byte once it has been written, and if no shape rule is broken,
 * must fit the schema that others read our files by. */

#include "fuzz/fuzz.h"

#include "base/xml.h"
#include "rules/shape.h"
#include "wire/dossier-json.h"
#include "wire/dossier-xml.h"
#include "wire/schema.h"

#include <string.h>

static GezinReference *
get_reference (void)
{
  static GezinReference *reference = NULL;

  if (reference == NULL)
    {
      g_autofree char *folder = g_build_filename (FUZZ_DATA, "reference", NULL);

      reference = gezin_reference_new_from_folder (folder, NULL, NULL);
      g_assert_nonnull (reference);
    }
  return reference;
}

static GezinXmlSchema *
get_schema (void)
{
  static GezinXmlSchema *schema = NULL;

  if (schema == NULL)
    {
      g_autofree char *rng = gezin_schema_rng ();

      schema = gezin_xml_schema_new (rng, strlen (rng), NULL);
      g_assert_nonnull (schema);
    }
  return schema;
}

static guint
count_findings (const GezinDossier *dossier)
{
  guint n_findings = 0;

  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      g_autoptr (GPtrArray) findings =
          gezin_shape_check_record (gezin_dossier_record (dossier, i), get_reference ());

      n_findings += findings->len;
    }
  return n_findings;
}

static void
check_schema (GBytes *xml, const GezinDossier *dossier)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *data = g_bytes_get_data (xml, &length);
  g_autoptr (xmlDoc) doc = gezin_xml_parse_untrusted (data, length, length, &error);
  gboolean fits;

  g_assert_no_error (error);
  fits = gezin_xml_schema_check (get_schema (), doc, &error);
  if (!fits && count_findings (dossier) == 0)
    g_error ("%s", error->message);
}

static GezinDossier *
dossier_of (const GezinUntrustedDossier *file)
{
  return gezin_dossier_new (&file->id, (GezinVersion *const *) file->versions->pdata,
                            file->versions->len, (const GezinUuid *) (gpointer) file->erased->data,
                            file->erased->len, NULL);
}

static GezinUntrustedDossier *
read_bytes (GBytes *xml)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *data = g_bytes_get_data (xml, &length);
  GezinUntrustedDossier *file = gezin_dossier_xml_read (data, length, &error);

  g_assert_no_error (error);
  return file;
}

static void
check_round_trip (GezinDossier *dossier)
{
  g_autoptr (GezinView) view = gezin_view_own (dossier);
  g_autoptr (GBytes) xml = gezin_dossier_xml_write (view);
  g_autofree char *json = gezin_dossier_json_write (view, GEZIN_KIND_NONE);
  g_autoptr (GezinUntrustedDossier) file = read_bytes (xml);
  g_autoptr (GezinDossier) again = dossier_of (file);
  g_autoptr (GezinView) view_again = NULL;
  g_autoptr (GBytes) xml_again = NULL;

  g_assert_nonnull (again);
  g_assert_null (strchr (json, '\n'));
  view_again = gezin_view_own (again);
  xml_again = gezin_dossier_xml_write (view_again);
  g_assert_true (g_bytes_equal (xml, xml_again));
  check_schema (xml, dossier);
}

static void
check_values (const GezinUntrustedDossier *file)
{
  for (guint i = 0; i < file->values->len; i++)
    {
      const GezinUntrustedValue *value = file->values->pdata[i];

      g_assert_nonnull (value->value);
      g_assert_true (value->value[0] != '\0');
      g_assert_true (value->item == NULL || value->item == value->value);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinUntrustedDossier) file =
      gezin_dossier_xml_read ((const char *) data, length, &error);
  g_autoptr (GezinDossier) dossier = NULL;

  g_assert_true ((file == NULL) == (error != NULL));
  if (file == NULL)
    {
      g_assert_true (error->domain == GEZIN_WIRE_ERROR);
      g_assert_true (g_ascii_isdigit (error->message[0]));
      return 0;
    }
  check_values (file);
  dossier = dossier_of (file);
  if (dossier != NULL)
    check_round_trip (dossier);
  return 0;
}
