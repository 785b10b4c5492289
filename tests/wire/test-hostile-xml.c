/* SPDX-License-Identifier: EUPL-1.2 */

/* Files made to do harm: each is refused soon, with a reason, and says nothing of
 * what it holds. Broken files, cut at every length and with every bit turned, end
 * in a refusal or in a dossier that can be written. */

#include "wire/dossier-xml.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/error.h"
#include "base/limits.h"
#include "base/text.h"

#define UUID "01000000-0000-0000-0000-000000000000"
#define HEAD "<dossier xmlns='urn:gezinsdossier:dossier:1' id='" UUID "'>"
#define COMMIT "<commit id='00000000000000c1' time='2026-11-21T10:03:11Z'/>"
#define PERSON "<record kind='person' id='02000000-0000-0000-0000-000000000000'>"
#define TAIL "</record></dossier>"
#define AT " at='0000000000000001:1' in='00000000000000c1'"

/* What no error may repeat. */
#define CANARY "geheim-4711"

/* One file takes libxml2 31 s when it is left alone; sanitizers and a busy machine take some. */
#define MAX_SECONDS 20.0

static void
assert_refused_bytes (const char *data, gsize length, int code)
{
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GezinUntrustedDossier) file = gezin_dossier_xml_read (data, length, &error);
  double seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;

  g_assert_null (file);
  g_assert_error (error, GEZIN_WIRE_ERROR, code);
  g_assert_cmpint (gezin_error_status (error), ==, GEZIN_STATUS_REFUSED);
  g_assert_true (g_ascii_isdigit (error->message[0]));
  g_assert_null (strstr (error->message, CANARY));
  g_assert_cmpfloat (seconds, <, MAX_SECONDS);
}

static void
assert_refused (const char *xml, int code)
{
  assert_refused_bytes (xml, strlen (xml), code);
}

/* @unit, @n times, between @before and @after. */
static char *
repeated (const char *before, const char *unit, guint n, const char *after)
{
  GString *text = g_string_new (before);

  for (guint i = 0; i < n; i++)
    g_string_append (text, unit);
  g_string_append (text, after);
  return g_string_free (text, FALSE);
}

static void
assert_refused_repeated (const char *before, const char *unit, guint n, const char *after, int code)
{
  g_autofree char *xml = repeated (before, unit, n, after);

  assert_refused (xml, code);
}

/* ---------- Entities and document types ---------- */

static void
test_external_entity (void)
{
  g_autofree char *path = NULL;
  int handle = g_file_open_tmp ("gezin-hostile-XXXXXX", &path, NULL);
  g_autofree char *by_file =
      g_strdup_printf ("<!DOCTYPE dossier [<!ENTITY x SYSTEM 'file://%s'>]>" HEAD PERSON
                       "<field name='phone'>&x;</field>" TAIL,
                       path);
  g_autofree char *by_parameter = g_strdup_printf (
      "<!DOCTYPE dossier [<!ENTITY %% x SYSTEM 'file://%s'> %%x;]>" HEAD "</dossier>", path);
  g_autofree char *by_subset =
      g_strdup_printf ("<!DOCTYPE dossier SYSTEM 'file://%s'>" HEAD "</dossier>", path);

  g_assert_cmpint (handle, >=, 0);
  g_close (handle, NULL);
  g_assert_true (g_file_set_contents (path, CANARY, -1, NULL));
  assert_refused (by_file, GEZIN_WIRE_ERROR_XML);
  assert_refused (by_parameter, GEZIN_WIRE_ERROR_XML);
  assert_refused (by_subset, GEZIN_WIRE_ERROR_XML);
  assert_refused ("<!DOCTYPE dossier SYSTEM 'http://localhost:9/x.dtd'>" HEAD "</dossier>",
                  GEZIN_WIRE_ERROR_XML);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
test_billion_laughs (void)
{
  g_autoptr (GString) xml = g_string_new ("<!DOCTYPE dossier [<!ENTITY a0 '" CANARY "'>");

  for (guint i = 1; i < 20; i++)
    {
      g_string_append_printf (xml, "<!ENTITY a%u '", i);
      for (guint j = 0; j < 10; j++)
        g_string_append_printf (xml, "&a%u;", i - 1);
      g_string_append (xml, "'>");
    }
  g_string_append (xml, "]>" HEAD PERSON "<field name='phone'>&a19;</field>" TAIL);
  assert_refused (xml->str, GEZIN_WIRE_ERROR_XML);
}

static void
test_quadratic_entities (void)
{
  g_autofree char *entity = repeated ("<!DOCTYPE dossier [<!ENTITY a '", "a", 100000,
                                      "'>]>" HEAD PERSON "<field name='phone'>");

  assert_refused_repeated (entity, "&a;", 50000, "</field>" TAIL, GEZIN_WIRE_ERROR_XML);
}

static void
test_document_types (void)
{
  assert_refused ("<!DOCTYPE dossier>" HEAD "</dossier>", GEZIN_WIRE_ERROR_XML);
  assert_refused ("<!-- x --><!DOCTYPE dossier [<!ATTLIST dossier id CDATA '" UUID "'>]>"
                  "<dossier xmlns='urn:gezinsdossier:dossier:1'/>",
                  GEZIN_WIRE_ERROR_XML);
  assert_refused (HEAD "<!DOCTYPE dossier></dossier>", GEZIN_WIRE_ERROR_XML);
  assert_refused (HEAD PERSON "<field name='phone'>&nbsp;</field>" TAIL, GEZIN_WIRE_ERROR_XML);
  assert_refused (HEAD PERSON "<field name='&x;'>1</field>" TAIL, GEZIN_WIRE_ERROR_XML);
}

static void
test_instructions (void)
{
  assert_refused ("<?xml-stylesheet href='" CANARY "'?>" HEAD "</dossier>", GEZIN_WIRE_ERROR_XML);
  assert_refused (HEAD PERSON "<?php echo 1 ?>" TAIL, GEZIN_WIRE_ERROR_XML);
  assert_refused (HEAD PERSON "<field name='phone'>1<?x?></field>" TAIL, GEZIN_WIRE_ERROR_XML);
}

static void
test_inclusion (void)
{
  assert_refused (HEAD "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude'"
                       " href='file:///etc/passwd' parse='text'/></dossier>",
                  GEZIN_WIRE_ERROR_SCHEMA);
}

/* ---------- Too much ---------- */

static void
test_attribute_flood (void)
{
  g_autoptr (GString) xml = g_string_new (HEAD "<record");

  for (guint i = 0; i < 60000; i++)
    g_string_append_printf (xml, " a%u='%u'", i, i);
  g_string_append (xml, "/></dossier>");
  assert_refused (xml->str, GEZIN_WIRE_ERROR_XML);

  g_string_assign (xml, "<dossier");
  for (guint i = 0; i < 60000; i++)
    g_string_append_printf (xml, " xmlns:a%u='urn:%u'", i, i);
  g_string_append (xml, "/>");
  assert_refused (xml->str, GEZIN_WIRE_ERROR_XML);
}

static void
test_deep_nesting (void)
{
  assert_refused_repeated (HEAD, "<record>", 200000, "", GEZIN_WIRE_ERROR_XML);
  assert_refused_repeated (HEAD PERSON "<field name='about'>", "<item>", 40, "",
                           GEZIN_WIRE_ERROR_XML);
}

static void
test_element_flood (void)
{
  struct rusage before, after;

  getrusage (RUSAGE_SELF, &before);
  assert_refused_repeated (HEAD, "<erased/>", 3000000, "</dossier>", GEZIN_WIRE_ERROR_TOO_LARGE);
  getrusage (RUSAGE_SELF, &after);
  g_test_message ("peak grew by %ld kB", after.ru_maxrss - before.ru_maxrss);
}

static void
test_text_flood (void)
{
  const guint bytes = GEZIN_MAX_XML_TEXT_BYTES;

  assert_refused_repeated (HEAD PERSON "<field name='phone'>", "x", bytes + 1, "</field>" TAIL,
                           GEZIN_WIRE_ERROR_TOO_LARGE);
  assert_refused_repeated (HEAD PERSON "<field name='phone'>", "<![CDATA[" CANARY "]]>",
                           bytes / strlen (CANARY) + 1, "</field>" TAIL,
                           GEZIN_WIRE_ERROR_TOO_LARGE);
  assert_refused_repeated (HEAD PERSON "<field name='phone'>", "&#65;", bytes + 1, "</field>" TAIL,
                           GEZIN_WIRE_ERROR_TOO_LARGE);
  assert_refused_repeated (HEAD PERSON "<field name='", "x", 11 * GEZIN_MIB, "'>1</field>" TAIL,
                           GEZIN_WIRE_ERROR_XML);
}

static void
test_file_too_large (void)
{
  assert_refused_repeated (HEAD PERSON "<field name='sharing-reason'>", "abcdefghijklmnop",
                           GEZIN_MAX_DOSSIER_XML_BYTES / 16, "</field>" TAIL,
                           GEZIN_WIRE_ERROR_TOO_LARGE);
}

/* A prose that is too long is no harm to the rest of the file: its record will be parked. */
static void
test_long_prose_is_kept (void)
{
  g_autofree char *xml = repeated (HEAD COMMIT PERSON "<field name='sharing-reason'" AT ">", "x",
                                   GEZIN_MAX_PROSE_BYTES + 1, "</field>" TAIL);
  g_autofree char *by_hand = repeated (HEAD PERSON "<field name='sharing-reason'>", "x",
                                       GEZIN_MAX_PROSE_BYTES + 1, "</field>" TAIL);
  g_autoptr (GezinUntrustedDossier) file = gezin_dossier_xml_read (xml, strlen (xml), NULL);
  g_autoptr (GezinUntrustedDossier) other =
      gezin_dossier_xml_read (by_hand, strlen (by_hand), NULL);

  g_assert_nonnull (file);
  g_assert_nonnull (other);
  g_assert_cmpuint (strlen (((GezinVersion *) file->versions->pdata[0])->value), ==,
                    GEZIN_MAX_PROSE_BYTES + 1);
  g_assert_cmpuint (strlen (((GezinUntrustedValue *) other->values->pdata[0])->value), ==,
                    GEZIN_MAX_PROSE_BYTES + 1);
}

static void
test_endless_names (void)
{
  assert_refused_repeated (HEAD "<", "x", 1000000, "/></dossier>", GEZIN_WIRE_ERROR_XML);
  assert_refused_repeated (HEAD "<record ", "x", 1000000, "='1'/></dossier>", GEZIN_WIRE_ERROR_XML);
  assert_refused_repeated (HEAD PERSON "<field name='", "x", GEZIN_MAX_NAME_BYTES + 1,
                           "'>1</field>" TAIL, GEZIN_WIRE_ERROR_SCHEMA);
  assert_refused_repeated (HEAD "<record kind='", "x", GEZIN_MAX_NAME_BYTES + 1,
                           "' id='" UUID "'/></dossier>", GEZIN_WIRE_ERROR_SCHEMA);
}

static void
test_long_attributes (void)
{
#define TIMED "<commit id='00000000000000c1' time='2026-11-21T10:03:11Z'"
  assert_refused_repeated (HEAD TIMED " by='", "x", GEZIN_MAX_TEXT_BYTES + 1, "'/></dossier>",
                           GEZIN_WIRE_ERROR_TOO_LARGE);
  assert_refused_repeated (HEAD TIMED " role='", "x", GEZIN_MAX_NAME_BYTES + 1, "'/></dossier>",
                           GEZIN_WIRE_ERROR_TOO_LARGE);
  assert_refused_repeated (HEAD TIMED " organisation='", "x", GEZIN_MAX_TEXT_BYTES + 1,
                           "'/></dossier>", GEZIN_WIRE_ERROR_TOO_LARGE);
  assert_refused_repeated (HEAD TIMED " why='", "x", GEZIN_MAX_PROSE_BYTES + 1, "'/></dossier>",
                           GEZIN_WIRE_ERROR_TOO_LARGE);
  assert_refused_repeated (HEAD COMMIT PERSON "<field name='phone'" AT " origin='", "x",
                           GEZIN_MAX_TEXT_BYTES + 1, "'>1</field>" TAIL,
                           GEZIN_WIRE_ERROR_TOO_LARGE);
}

static void
test_many_records (void)
{
  static const char *const elements[] = { "<erased record=", "<record kind='goal' id=" };

  for (guint element = 0; element < G_N_ELEMENTS (elements); element++)
    {
      g_autoptr (GString) xml = g_string_new (HEAD);

      for (guint i = 0; i <= GEZIN_MAX_RECORDS; i++)
        g_string_append_printf (xml, "%s'02000000-0000-0000-0000-%012x'/>", elements[element], i);
      g_string_append (xml, "</dossier>");
      assert_refused (xml->str, GEZIN_WIRE_ERROR_TOO_LARGE);
    }
}

static void
test_many_values (void)
{
  if (!g_test_slow ())
    {
      g_test_skip ("takes a gigabyte; run with -m slow");
      return;
    }
  assert_refused_repeated (HEAD PERSON "<field name='about'>", "<item>x</item>",
                           GEZIN_MAX_VERSIONS + 1, "</field>" TAIL, GEZIN_WIRE_ERROR_TOO_LARGE);
}

/* The same item again and again is one item; each is not compared with each. */
static void
test_item_again_and_again (void)
{
  g_autofree char *xml =
      repeated (HEAD PERSON "<field name='about'>", "<item>family</item>", 200000, "</field>" TAIL);
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GezinUntrustedDossier) file = gezin_dossier_xml_read (xml, strlen (xml), NULL);

  g_assert_nonnull (file);
  g_assert_cmpuint (file->values->len, ==, 1);
  g_assert_cmpfloat ((double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC, <, MAX_SECONDS);
}

static void
test_long_contexts (void)
{
  g_autoptr (GString) xml = g_string_new (HEAD COMMIT PERSON "<field name='phone'" AT " over='");

  for (guint i = 1; i <= GEZIN_MAX_CONTEXT_ENTRIES + 1; i++)
    g_string_append_printf (xml, "%s%016x:1", i > 1 ? " " : "", i);
  g_string_append (xml, "'>1</field>" TAIL);
  assert_refused (xml->str, GEZIN_WIRE_ERROR_VERSIONS);

  g_string_assign (xml, HEAD COMMIT PERSON "<field name='removed'" AT " saw='");
  for (guint i = 1; i <= GEZIN_MAX_SAW_ENTRIES + 1; i++)
    g_string_append_printf (xml, "%s%016x", i > 1 ? " " : "", i);
  g_string_append (xml, "'>true</field>" TAIL);
  assert_refused (xml->str, GEZIN_WIRE_ERROR_VERSIONS);
}

/* Names of fields that nobody knows are kept as long as the process lives, so they are few. */
static void
test_unknown_fields (void)
{
  g_autoptr (GString) xml = g_string_new (HEAD PERSON);

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, 0);
      g_test_trap_assert_passed ();
      return;
    }
  for (guint i = 0; i <= GEZIN_MAX_UNKNOWN_FIELDS; i++)
    g_string_append_printf (xml, "<field name='x%u'>1</field>", i);
  g_string_append (xml, TAIL);
  assert_refused (xml->str, GEZIN_WIRE_ERROR_TOO_LARGE);
}

/* ---------- Not what it says ---------- */

#define WITH_BYTES(BYTES) HEAD PERSON "<field name='phone'>" BYTES "</field>" TAIL

static void
test_encodings (void)
{
  static const char *const names[] = { "UTF-7",        "UTF-16",     "UTF-16LE",
                                       "UTF-32",       "ISO-8859-1", "windows-1252",
                                       "EBCDIC-CP-NL", "US-ASCII",   "x" };
  static const char nul[] = WITH_BYTES ("a\0b");
  g_autofree gunichar2 *utf16 =
      g_utf8_to_utf16 ("\xEF\xBB\xBF" HEAD "</dossier>", -1, NULL, NULL, NULL);
  gsize units = 0;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *xml =
          g_strdup_printf ("<?xml version='1.0' encoding='%s'?>" HEAD "</dossier>", names[i]);

      assert_refused (xml, GEZIN_WIRE_ERROR_XML);
    }
  assert_refused_bytes (nul, sizeof nul - 1, GEZIN_WIRE_ERROR_XML);
  assert_refused (WITH_BYTES ("\xC3\x28"), GEZIN_WIRE_ERROR_XML);
  assert_refused (WITH_BYTES ("\xE9"), GEZIN_WIRE_ERROR_XML);
  assert_refused (WITH_BYTES ("\xC0\xBC" CANARY), GEZIN_WIRE_ERROR_XML);
  assert_refused (WITH_BYTES ("\xE0\x80\xAF"), GEZIN_WIRE_ERROR_XML);
  assert_refused (WITH_BYTES ("\xED\xA0\x80"), GEZIN_WIRE_ERROR_XML);
  assert_refused (WITH_BYTES ("\xF4\x90\x80\x80"), GEZIN_WIRE_ERROR_XML);
  assert_refused (WITH_BYTES ("\xEF\xBF\xBF"), GEZIN_WIRE_ERROR_XML);
  assert_refused (WITH_BYTES ("&#0;"), GEZIN_WIRE_ERROR_XML);
  assert_refused (WITH_BYTES ("&#11;"), GEZIN_WIRE_ERROR_XML);
  assert_refused (WITH_BYTES ("\v"), GEZIN_WIRE_ERROR_XML);
  assert_refused (WITH_BYTES ("&#xD800;"), GEZIN_WIRE_ERROR_XML);
  assert_refused (WITH_BYTES ("&#x110000;"), GEZIN_WIRE_ERROR_XML);
  assert_refused (WITH_BYTES ("&#99999999999999999999;"), GEZIN_WIRE_ERROR_XML);
  assert_refused ("+ADw-dossier+AD4-", GEZIN_WIRE_ERROR_XML);
  while (utf16[units] != 0)
    units++;
  assert_refused_bytes ((const char *) utf16, units * 2, GEZIN_WIRE_ERROR_XML);
  assert_refused_bytes ("", 0, GEZIN_WIRE_ERROR_XML);
}

/* Right-to-left and joiners are how people write; they stay. In names they are refused. */
static void
test_marks_of_direction (void)
{
  const char *xml = WITH_BYTES ("\xE2\x80\xAE"
                                "abc\xE2\x81\xA6\xE2\x81\xA9");
  g_autoptr (GezinUntrustedDossier) file = gezin_dossier_xml_read (xml, strlen (xml), NULL);

  g_assert_nonnull (file);
  g_assert_cmpstr (((GezinUntrustedValue *) file->values->pdata[0])->value, ==,
                   "\xE2\x80\xAE"
                   "abc\xE2\x81\xA6\xE2\x81\xA9");
  assert_refused (HEAD PERSON "<field name='phone\xE2\x80\xAE'>1</field>" TAIL,
                  GEZIN_WIRE_ERROR_SCHEMA);
  assert_refused (HEAD "<record kind='person\xE2\x80\x8B' id='" UUID "'/></dossier>",
                  GEZIN_WIRE_ERROR_SCHEMA);
}

/* ---------- Broken ---------- */

static char *
read_small_file (gsize *length)
{
  g_autofree char *path = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "fuzz",
                                            "corpus-dossier-xml", "canonical.xml", NULL);
  g_autoptr (GError) error = NULL;
  char *xml = NULL;

  g_file_get_contents (path, &xml, length, &error);
  g_assert_no_error (error);
  return xml;
}

static void
test_cut_at_every_length (void)
{
  gsize length;
  g_autofree char *xml = read_small_file (&length);
  g_autoptr (GezinUntrustedDossier) whole = gezin_dossier_xml_read (xml, length, NULL);

  g_assert_nonnull (whole);
  for (gsize cut = 0; cut < length - 1; cut++)
    {
      /* A copy of its own size, so that a read past its end is seen. */
      g_autofree char *copy = g_memdup2 (xml, cut);

      assert_refused_bytes (copy == NULL ? "" : copy, cut, GEZIN_WIRE_ERROR_XML);
    }
}

static gboolean
is_still_a_dossier (const char *xml, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinUntrustedDossier) file = gezin_dossier_xml_read (xml, length, &error);
  g_autoptr (GezinDossier) dossier = NULL;

  if (file == NULL)
    {
      g_assert_true (error->domain == GEZIN_WIRE_ERROR);
      return FALSE;
    }
  dossier = gezin_dossier_new (
      &file->id, (GezinVersion *const *) file->versions->pdata, file->versions->len,
      (const GezinUuid *) (gpointer) file->erased->data, file->erased->len, NULL);
  if (dossier != NULL)
    {
      g_autoptr (GezinView) view = gezin_view_own (dossier);
      g_autoptr (GBytes) written = gezin_dossier_xml_write (view);

      g_assert_cmpuint (g_bytes_get_size (written), >, 0);
    }
  return TRUE;
}

static void
test_every_bit_turned (void)
{
  gsize length;
  g_autofree char *xml = read_small_file (&length);
  guint n_taken = 0;

  for (gsize at = 0; at < length; at++)
    for (guint bit = 0; bit < 8; bit++)
      {
        xml[at] = (char) (xml[at] ^ (1 << bit));
        n_taken += is_still_a_dossier (xml, length);
        xml[at] = (char) (xml[at] ^ (1 << bit));
      }
  /* Nothing signs plain XML, so a turned bit inside a value is another value. */
  g_test_message ("%u of %u files were still a dossier", n_taken, (guint) length * 8);
  g_assert_cmpuint (n_taken, >, 0);
  g_assert_cmpuint (n_taken, <, length * 8 / 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hostile-xml/external-entity-reads-nothing", test_external_entity);
  g_test_add_func ("/hostile-xml/billion-laughs", test_billion_laughs);
  g_test_add_func ("/hostile-xml/quadratic-entities", test_quadratic_entities);
  g_test_add_func ("/hostile-xml/any-document-type", test_document_types);
  g_test_add_func ("/hostile-xml/processing-instructions", test_instructions);
  g_test_add_func ("/hostile-xml/inclusion", test_inclusion);
  g_test_add_func ("/hostile-xml/attribute-flood", test_attribute_flood);
  g_test_add_func ("/hostile-xml/deep-nesting", test_deep_nesting);
  g_test_add_func ("/hostile-xml/element-flood", test_element_flood);
  g_test_add_func ("/hostile-xml/text-flood", test_text_flood);
  g_test_add_func ("/hostile-xml/file-too-large", test_file_too_large);
  g_test_add_func ("/hostile-xml/long-prose-is-kept-for-parking", test_long_prose_is_kept);
  g_test_add_func ("/hostile-xml/endless-names", test_endless_names);
  g_test_add_func ("/hostile-xml/long-attributes", test_long_attributes);
  g_test_add_func ("/hostile-xml/too-many-records", test_many_records);
  g_test_add_func ("/hostile-xml/too-many-values", test_many_values);
  g_test_add_func ("/hostile-xml/item-again-and-again", test_item_again_and_again);
  g_test_add_func ("/hostile-xml/too-long-contexts", test_long_contexts);
  g_test_add_func ("/hostile-xml/too-many-unknown-fields", test_unknown_fields);
  g_test_add_func ("/hostile-xml/encodings", test_encodings);
  g_test_add_func ("/hostile-xml/marks-of-direction", test_marks_of_direction);
  g_test_add_func ("/hostile-xml/cut-at-every-length", test_cut_at_every_length);
  g_test_add_func ("/hostile-xml/every-bit-turned", test_every_bit_turned);
  return g_test_run ();
}
