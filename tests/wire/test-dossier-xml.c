/* SPDX-License-Identifier: EUPL-1.2 */

/* Plain dossier XML: one dossier has one text, and the text gives the dossier back. */

#include "wire/dossier-xml.h"

#include <string.h>

#include "base/error.h"
#include "base/limits.h"
#include "support/builder.h"
#include "wire/random-dossier.h"

static guint
rounds (guint usual)
{
  const char *wanted = g_getenv ("GEZIN_TEST_ROUNDS");

  return wanted != NULL ? (guint) g_ascii_strtoull (wanted, NULL, 10) : usual;
}

static GBytes *
write_dossier (GezinDossier *dossier)
{
  g_autoptr (GezinView) view = gezin_view_own (dossier);

  return gezin_dossier_xml_write (view);
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

static GezinDossier *
dossier_of (const GezinUntrustedDossier *file)
{
  g_autoptr (GError) error = NULL;
  GezinDossier *dossier = gezin_dossier_new (
      &file->id, (GezinVersion *const *) file->versions->pdata, file->versions->len,
      (const GezinUuid *) (gpointer) file->erased->data, file->erased->len, &error);

  g_assert_no_error (error);
  return dossier;
}

static void
assert_text (GBytes *xml, const char *wanted)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (xml, NULL), g_bytes_get_size (xml));

  g_assert_cmpstr (text, ==, wanted);
}

/* All of two dossiers, version by version. */
static void
assert_same_dossier (GezinDossier *a, GezinDossier *b)
{
  gsize n_erased_a, n_erased_b;
  const GezinUuid *erased_a = gezin_dossier_erased (a, &n_erased_a);
  const GezinUuid *erased_b = gezin_dossier_erased (b, &n_erased_b);

  g_assert_true (gezin_uuid_equal (gezin_dossier_id (a), gezin_dossier_id (b)));
  g_assert_cmpmem (erased_a, n_erased_a * sizeof *erased_a, erased_b,
                   n_erased_b * sizeof *erased_b);
  g_assert_cmpuint (gezin_dossier_n_records (a), ==, gezin_dossier_n_records (b));
  for (guint i = 0; i < gezin_dossier_n_records (a); i++)
    {
      const GezinRecord *first = gezin_dossier_record (a, i);
      const GezinRecord *second = gezin_dossier_record (b, i);

      g_assert_true (gezin_uuid_equal (&first->id, &second->id));
      g_assert_cmpint (first->kind, ==, second->kind);
      g_assert_cmpuint (first->n_heads, ==, second->n_heads);
      for (guint j = 0; j < first->n_heads; j++)
        {
          g_assert_cmpint (gezin_version_compare (first->heads[j], second->heads[j]), ==, 0);
          g_assert_true (gezin_version_same_content (first->heads[j], second->heads[j]));
          g_assert_cmpstr (gezin_version_origin (first->heads[j]), ==,
                           gezin_version_origin (second->heads[j]));
          g_assert_cmpstr (first->heads[j]->commit->why, ==, second->heads[j]->commit->why);
        }
    }
}

/* ---------- Writing ---------- */

/* This text may never change: files of today are read for ever, and signed digests name it. */
static void
test_golden (void)
{
  static const char spec[] = "family f name='De Vries & <Zn>'\n"
                             "at 2026-11-21T10:03:11Z\n"
                             "person jan given-names=Jan phone=06-1 about=@jan,family\n"
                             "from RVT\n"
                             "edit jan phone= about=-family birth-date=2014-05-01\n"
                             "beside jan given-names='Jan\tPiet'\n"
                             "erase f name\n";
  static const char wanted[] =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<dossier xmlns=\"urn:gezinsdossier:dossier:1\" "
      "id=\"252f10c8-3610-4bca-9a05-9c0bae8255eb\">\n"
      "  <commit id=\"0000000000001002\" time=\"2026-11-21T10:03:11Z\" by=\"A. Worker\""
      " role=\"consultant\" organisation=\"Wijkteam\"/>\n"
      "  <commit id=\"0000000000001003\" time=\"2026-11-21T10:03:12Z\" by=\"A. Worker\""
      " role=\"consultant\" organisation=\"RVT\"/>\n"
      "  <commit id=\"0000000000001004\" time=\"2026-11-21T10:03:13Z\" by=\"A. Worker\""
      " role=\"consultant\" organisation=\"RVT\"/>\n"
      "  <commit id=\"0000000000001005\" time=\"2026-11-21T10:03:14Z\" by=\"A. Worker\""
      " role=\"consultant\" organisation=\"RVT\"/>\n"
      "  <record kind=\"family\" id=\"252f10c8-3610-4bca-9a05-9c0bae8255eb\">\n"
      "    <field name=\"name\" at=\"0000000000001005:1\" over=\"0000000000001001:1\""
      " in=\"0000000000001005\" erased=\"yes\"/>\n"
      "  </record>\n"
      "  <record kind=\"person\" id=\"6a0ac0fd-972c-425d-aca5-512b67a5e0ad\">\n"
      "    <field name=\"about\">\n"
      "      <item at=\"0000000000001002:1\" in=\"0000000000001002\">"
      "6a0ac0fd-972c-425d-aca5-512b67a5e0ad</item>\n"
      "      <item at=\"0000000000001003:1\" over=\"0000000000001002:1\" in=\"0000000000001003\""
      " out=\"yes\">family</item>\n"
      "    </field>\n"
      "    <field name=\"birth-date\" at=\"0000000000001003:1\" in=\"0000000000001003\">"
      "2014-05-01</field>\n"
      "    <field name=\"given-names\" at=\"0000000000001002:1\" in=\"0000000000001002\">"
      "Jan</field>\n"
      "    <field name=\"given-names\" at=\"0000000000001004:1\" in=\"0000000000001004\">"
      "Jan\tPiet</field>\n"
      "    <field name=\"phone\" at=\"0000000000001003:1\" over=\"0000000000001002:1\""
      " in=\"0000000000001003\" none=\"yes\"/>\n"
      "  </record>\n"
      "</dossier>\n";
  g_autoptr (GezinDossier) dossier = test_dossier (spec);
  g_autoptr (GBytes) xml = write_dossier (dossier);

  assert_text (xml, wanted);
}

static void
test_empty (void)
{
  GezinUuid id = { { 1 } };
  g_autoptr (GezinDossier) dossier = gezin_dossier_new (&id, NULL, 0, NULL, 0, NULL);
  g_autoptr (GBytes) xml = write_dossier (dossier);
  g_autoptr (GezinUntrustedDossier) file = read_bytes (xml);

  assert_text (xml, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                    "<dossier xmlns=\"urn:gezinsdossier:dossier:1\""
                    " id=\"01000000-0000-0000-0000-000000000000\">\n</dossier>\n");
  g_assert_cmpuint (file->versions->len + file->values->len + file->erased->len, ==, 0);
}

static GezinVersion *
version_of (GezinField field, GRefString *value, guint64 replica, GezinCommit *commit)
{
  const GezinUuid record = { { 2 } };
  const GezinDot dot = { replica, 1 };

  return gezin_version_new (&record, GEZIN_KIND_PERSON, field, NULL, value, &dot, NULL, commit,
                            NULL, NULL, 0, FALSE);
}

static char *
written_text (GezinCommit *const *commits, guint n_commits, const char *value)
{
  const GezinUuid id = { { 1 } };
  g_autoptr (GPtrArray) versions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);
  GRefString *text = g_ref_string_new (value);
  g_autoptr (GezinDossier) dossier = NULL;
  g_autoptr (GBytes) xml = NULL;

  for (guint i = 0; i < n_commits; i++)
    g_ptr_array_add (versions,
                     version_of (GEZIN_FIELD_PERSON_GIVEN_NAMES, text, i + 1, commits[i]));
  g_ref_string_release (text);
  dossier = gezin_dossier_new (&id, (GezinVersion *const *) versions->pdata, versions->len, NULL, 0,
                               NULL);
  g_assert_nonnull (dossier);
  xml = write_dossier (dossier);
  return g_strndup (g_bytes_get_data (xml, NULL), g_bytes_get_size (xml));
}

static void
test_escapes (void)
{
  g_autoptr (GezinCommit) commit =
      gezin_commit_new (1, 0, "a\"b'c<d>e&f\tg\nh\ri", NULL, NULL, "x\vy\x01z\xEF\xBF\xBF!");
  g_autofree char *xml = written_text (
      &commit, 1, "a\"b'c<d>e&f\tg\nh\ri\vj\x01k\xEF\xBF\xBE\xEF\xBF\xBF\xEF\xBF\xBD\x7Fm");

  g_assert_nonnull (strstr (xml, " by=\"a&quot;b'c&lt;d&gt;e&amp;f&#9;g&#10;h&#13;i\""));
  g_assert_nonnull (strstr (xml, " why=\"x\nyz!\""));
  g_assert_nonnull (strstr (xml, ">a\"b'c&lt;d&gt;e&amp;f\tg\nh&#13;i\njk\xEF\xBF\xBD\x7Fm<"));
}

/* Of one act two holders may know more and less: one element says all, in either order. */
static void
test_commit_known_in_part (void)
{
  g_autoptr (GezinCommit) more = gezin_commit_new (7, 0, "A. Worker", "lead", NULL, NULL);
  g_autoptr (GezinCommit) less = gezin_commit_new (7, 0, NULL, "lead", "Wijkteam", "why");
  GezinCommit *const one_way[] = { more, less };
  GezinCommit *const other_way[] = { less, more };
  g_autofree char *first = written_text (one_way, 2, "x");
  g_autofree char *second = written_text (other_way, 2, "x");

  g_assert_cmpstr (first, ==, second);
  g_assert_nonnull (strstr (first, "  <commit id=\"0000000000000007\" time=\"1970-01-01T00:00:00Z\""
                                   " by=\"A. Worker\" role=\"lead\" organisation=\"Wijkteam\""
                                   " why=\"why\"/>\n  <record"));
}

/* ---------- There and back ---------- */

static void
assert_round_trip (GezinDossier *dossier)
{
  g_autoptr (GBytes) xml = write_dossier (dossier);
  g_autoptr (GezinUntrustedDossier) file = read_bytes (xml);
  g_autoptr (GezinDossier) again = dossier_of (file);
  g_autoptr (GBytes) xml_again = write_dossier (again);

  g_assert_cmpuint (file->values->len, ==, 0);
  g_assert_cmpuint (file->n_dropped, ==, 0);
  assert_same_dossier (dossier, again);
  g_assert_cmpmem (g_bytes_get_data (xml, NULL), g_bytes_get_size (xml),
                   g_bytes_get_data (xml_again, NULL), g_bytes_get_size (xml_again));
}

static void
test_random_round_trips (void)
{
  guint n_rounds = rounds (200);

  for (guint i = 0; i < n_rounds; i++)
    {
      guint32 seed = (guint32) g_test_rand_int ();
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (GezinDossier) dossier = NULL;

      g_test_message ("seed %u", seed);
      dossier = test_random_dossier (random, i % 150);
      assert_round_trip (dossier);
    }
}

static void
test_every_field (void)
{
  g_autoptr (GezinDossier) dossier = test_dossier_of_every_field (3);

  assert_round_trip (dossier);
}

static void
test_removal_keeps_what_it_saw (void)
{
  g_autoptr (GezinDossier) dossier = test_dossier ("family f name=X\n"
                                                   "person jan given-names=Jan birth-date=2014\n"
                                                   "remove jan\n");
  g_autoptr (GBytes) xml = write_dossier (dossier);
  g_autoptr (GezinUntrustedDossier) file = read_bytes (xml);
  g_autoptr (GezinDossier) again = dossier_of (file);

  g_assert_true (gezin_record_is_removed (test_record (dossier, "jan")));
  g_assert_true (gezin_record_is_removed (test_record (again, "jan")));
  assert_round_trip (dossier);
}

/* ---------- Hand-written ---------- */

#define HEAD \
  "<dossier xmlns='urn:gezinsdossier:dossier:1' id='01000000-0000-0000-0000-000000000000'>\n"
#define PERSON "<record kind='person' id='02000000-0000-0000-0000-000000000000'>\n"
#define TAIL "</record></dossier>"

static GezinUntrustedDossier *
read_text (const char *xml)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (xml, strlen (xml));

  return read_bytes (bytes);
}

/* The hand-written value of @field; with @item, that item. */
static const char *
find_value (const GezinUntrustedDossier *file, GezinField field, const char *item)
{
  for (guint i = 0; i < file->values->len; i++)
    {
      const GezinUntrustedValue *value = file->values->pdata[i];

      if (value->field == field && g_strcmp0 (value->item, item) == 0)
        return value->value;
    }
  return NULL;
}

static void
test_hand_written (void)
{
  g_autoptr (GezinUntrustedDossier) file = read_text (
      "\xEF\xBB\xBF<?xml version='1.0' encoding='utf-8'?><!-- by hand -->\n" HEAD PERSON
      "<field name='given-names'>\n  <![CDATA[Jan <]]><!-- x -->&amp; Z\xC3\xB6\xC3\xAB  \n</field>"
      "<field name='safe-to-contact'>Niet\r\nbellen&#13;\xEF\xBB\xBF nooit\xC2\x80</field>"
      "<field name='birth-date'> 2014-05-01 </field><field name='phone'> </field>"
      "<field name='email'/><field name='secret-from'/>"
      "<field name='bsn'>999.990.019</field><field name='expected-birth'> next week </field>"
      "<field name='not-yet-known'>e\xCC\x81</field>"
      "<field name='about'><item>FAMILY</item>\n"
      "<item> family </item><item/><item>02000000-0000-0000-0000-00000000000A</item>"
      "<item>Jan</item></field>" TAIL);
  const GezinField unknown = gezin_catalogue_intern_field (GEZIN_KIND_PERSON, "not-yet-known");

  g_assert_cmpuint (file->versions->len, ==, 0);
  g_assert_cmpuint (file->values->len, ==, 9);
  g_assert_cmpuint (file->n_dropped, ==, 2);
  g_assert_cmpstr (find_value (file, GEZIN_FIELD_PERSON_GIVEN_NAMES, NULL), ==,
                   "Jan <& Z\xC3\xB6\xC3\xAB");
  g_assert_cmpstr (find_value (file, GEZIN_FIELD_PERSON_SAFE_TO_CONTACT, NULL), ==,
                   "Niet\nbellen\n nooit");
  g_assert_cmpstr (find_value (file, GEZIN_FIELD_PERSON_BIRTH_DATE, NULL), ==, "2014-05-01");
  g_assert_cmpstr (find_value (file, GEZIN_FIELD_PERSON_BSN, NULL), ==, "999990019");
  g_assert_cmpstr (find_value (file, GEZIN_FIELD_PERSON_EXPECTED_BIRTH, NULL), ==, " next week ");
  g_assert_cmpstr (find_value (file, unknown, NULL), ==, "\xC3\xA9");
  g_assert_cmpstr (find_value (file, GEZIN_FIELD_COMMON_ABOUT, "family"), ==, "family");
  g_assert_cmpstr (
      find_value (file, GEZIN_FIELD_COMMON_ABOUT, "02000000-0000-0000-0000-00000000000a"), ==,
      "02000000-0000-0000-0000-00000000000a");
  g_assert_cmpstr (find_value (file, GEZIN_FIELD_COMMON_ABOUT, "Jan"), ==, "Jan");
}

#define COMMIT "<commit id='00000000000000c1' time='2026-11-21T10:03:11Z'/>\n"
#define AT " at='0000000000000001:1' in='00000000000000c1'"

static void
test_both_forms_in_one_file (void)
{
  g_autoptr (GezinUntrustedDossier) file = read_text (
      HEAD COMMIT PERSON "<field name='given-names'" AT "> not\tclean&#13;\n</field>"
                         "<field name='phone'>06</field><field name='email'" AT "></field>"
                         "<field name='about'><item>family</item><item" AT
                         " out='yes'>Family </item></field>" TAIL);
  const GezinVersion *names = file->versions->pdata[0];
  const GezinVersion *email = file->versions->pdata[1];
  const GezinVersion *about = file->versions->pdata[2];

  g_assert_cmpuint (file->versions->len, ==, 3);
  g_assert_cmpuint (file->values->len, ==, 2);
  g_assert_cmpstr (names->value, ==, " not\tclean\r\n");
  g_assert_null (names->context);
  g_assert_null (names->commit->author);
  g_assert_cmpstr (email->value, ==, "");
  g_assert_cmpstr (about->item, ==, "Family ");
  g_assert_null (about->value);
  g_assert_false (about->erased);
}

static void
test_origin_like_the_commit (void)
{
  g_autoptr (GezinUntrustedDossier) file = read_text (
      HEAD
      "<commit id='00000000000000c1' time='2026-11-21T10:03:11Z' organisation='Wijkteam'/>" PERSON
      "<field name='phone' origin='Wijkteam'" AT ">1</field>"
      "<field name='email' origin='RVT'" AT ">1</field>" TAIL);

  g_assert_null (((GezinVersion *) file->versions->pdata[0])->origin);
  g_assert_cmpstr (((GezinVersion *) file->versions->pdata[1])->origin, ==, "RVT");
}

/* ---------- Refused ---------- */

typedef struct {
  const char *name;
  const char *xml;
  int code;
  int line;
} BadCase;

#define XML GEZIN_WIRE_ERROR_XML
#define SCHEMA GEZIN_WIRE_ERROR_SCHEMA
#define NEWER GEZIN_WIRE_ERROR_NEWER
#define VERSIONS GEZIN_WIRE_ERROR_VERSIONS
#define UUID "03000000-0000-0000-0000-000000000000"

/* A version of a person's telephone on line 4. */
#define PHONE(ATTRIBUTES) HEAD COMMIT PERSON "<field name='phone'" ATTRIBUTES ">secret</field>" TAIL
#define ITEM(ATTRIBUTES) \
  HEAD COMMIT PERSON "<field name='about'><item" ATTRIBUTES ">family</item></field>" TAIL
#define REMOVED(ATTRIBUTES) \
  HEAD COMMIT PERSON "<field name='removed'" AT ATTRIBUTES ">true</field>" TAIL
#define COMMITS(ELEMENTS) HEAD ELEMENTS "</dossier>"
#define IN " in='00000000000000c1'"

static const BadCase bad_cases[] = {
  /* The file. */
  { "not-xml", "secret", XML, 1 },
  { "other-root", "<record xmlns='urn:gezinsdossier:dossier:1'/>", SCHEMA, 1 },
  { "no-namespace", "<dossier id='" UUID "'/>", SCHEMA, 1 },
  { "other-namespace", "<svg xmlns='http://www.w3.org/2000/svg'/>", SCHEMA, 1 },
  { "next-namespace", "<dossier xmlns='urn:gezinsdossier:dossier:2' id='" UUID "'/>", NEWER, 1 },
  { "dossier-without-id", "<dossier xmlns='urn:gezinsdossier:dossier:1'/>", SCHEMA, 1 },
  { "dossier-id-upper",
    "<dossier xmlns='urn:gezinsdossier:dossier:1' id='A3000000-0000-0000-0000-000000000000'/>",
    SCHEMA, 1 },
  { "dossier-id-nil",
    "<dossier xmlns='urn:gezinsdossier:dossier:1' id='00000000-0000-0000-0000-000000000000'/>",
    SCHEMA, 1 },
  { "dossier-attribute", "<dossier xmlns='urn:gezinsdossier:dossier:1' secret='x' id='" UUID "'/>",
    SCHEMA, 1 },
  { "dossier-text", HEAD "\nsecret</dossier>", SCHEMA, 3 },
  { "foreign-element", HEAD "<x:record xmlns:x='urn:x'/></dossier>", SCHEMA, 2 },
  { "unknown-element", HEAD "<secret/></dossier>", SCHEMA, 2 },
  { "field-outside-record", HEAD "<field name='phone'>1</field></dossier>", SCHEMA, 2 },
  { "commit-after-record", HEAD PERSON "</record>" COMMIT "</dossier>", SCHEMA, 3 },
  { "erased-before-commit", HEAD "<erased record='" UUID "'/>\n" COMMIT "</dossier>", SCHEMA, 3 },
  { "dossier-in-dossier", HEAD HEAD "</dossier></dossier>", SCHEMA, 2 },
  { "foreign-attribute",
    HEAD "<commit xmlns:x='urn:x' x:id='00000000000000c1' id='00000000000000c1' "
         "time='2026-11-21T10:03:11Z'/></dossier>",
    SCHEMA, 2 },
  { "language-attribute", HEAD "<record xml:lang='nl' kind='person' id='" UUID "'/></dossier>",
    SCHEMA, 2 },

  /* Commits. */
  { "commit-without-id", COMMITS ("<commit time='2026-11-21T10:03:11Z'/>"), SCHEMA, 2 },
  { "commit-without-time", COMMITS ("<commit id='00000000000000c1'/>"), SCHEMA, 2 },
  { "commit-id-short", COMMITS ("<commit id='c1' time='2026-11-21T10:03:11Z'/>"), SCHEMA, 2 },
  { "commit-id-upper", COMMITS ("<commit id='00000000000000C1' time='2026-11-21T10:03:11Z'/>"),
    SCHEMA, 2 },
  { "commit-id-nought", COMMITS ("<commit id='0000000000000000' time='2026-11-21T10:03:11Z'/>"),
    SCHEMA, 2 },
  { "commit-id-empty", COMMITS ("<commit id='' time='2026-11-21T10:03:11Z'/>"), SCHEMA, 2 },
  { "commit-time-local", COMMITS ("<commit id='00000000000000c1' time='2026-11-21T10:03:11'/>"),
    SCHEMA, 2 },
  { "commit-time-day", COMMITS ("<commit id='00000000000000c1' time='2026-02-30T10:03:11Z'/>"),
    SCHEMA, 2 },
  { "commit-time-far", COMMITS ("<commit id='00000000000000c1' time='2999-01-01T10:03:11Z'/>"),
    SCHEMA, 2 },
  { "commit-by-empty",
    COMMITS ("<commit id='00000000000000c1' time='2026-11-21T10:03:11Z' by=''/>"), SCHEMA, 2 },
  { "commit-role-no-code",
    COMMITS ("<commit id='00000000000000c1' time='2026-11-21T10:03:11Z' role='l?ead'/>"), SCHEMA,
    2 },
  { "commit-attribute",
    COMMITS ("<commit id='00000000000000c1' time='2026-11-21T10:03:11Z' at='secret'/>"), SCHEMA,
    2 },
  { "commit-twice", COMMITS (COMMIT COMMIT), VERSIONS, 3 },
  { "commit-with-text",
    COMMITS ("<commit id='00000000000000c1' time='2026-11-21T10:03:11Z'>secret</commit>"), SCHEMA,
    2 },
  { "commit-with-element",
    COMMITS (
        "<commit id='00000000000000c1' time='2026-11-21T10:03:11Z'><field name='x'/></commit>"),
    SCHEMA, 2 },

  /* Records. */
  { "record-without-id", HEAD "<record kind='person'/></dossier>", SCHEMA, 2 },
  { "record-without-kind", HEAD "<record id='" UUID "'/></dossier>", SCHEMA, 2 },
  { "record-id", HEAD "<record kind='person' id='secret'/></dossier>", SCHEMA, 2 },
  { "record-kind-unknown", HEAD "<record kind='spaceship' id='" UUID "'/></dossier>", NEWER, 2 },
  { "record-kind-no-name", HEAD "<record kind='Person' id='" UUID "'/></dossier>", SCHEMA, 2 },
  { "record-twice",
    HEAD "<record kind='person' id='" UUID "'/>\n<record kind='goal' id='" UUID "'/></dossier>",
    SCHEMA, 3 },
  { "record-erased",
    HEAD "<erased record='" UUID "'/>\n<record kind='goal' id='" UUID "'/></dossier>", SCHEMA, 3 },
  { "erased-twice", HEAD "<erased record='" UUID "'/>\n<erased record='" UUID "'/></dossier>",
    SCHEMA, 3 },
  { "erased-id", HEAD "<erased record='secret'/></dossier>", SCHEMA, 2 },
  { "erased-without-id", HEAD "<erased/></dossier>", SCHEMA, 2 },
  { "erased-attribute", HEAD "<erased record='" UUID "' id='" UUID "'/></dossier>", SCHEMA, 2 },
  { "erased-with-text", HEAD "<erased record='" UUID "'>secret</erased></dossier>", SCHEMA, 2 },
  { "record-attribute", HEAD "<record kind='person' name='secret' id='" UUID "'/></dossier>",
    SCHEMA, 2 },
  { "record-text", HEAD PERSON "\nsecret" TAIL, SCHEMA, 4 },
  { "item-in-record", HEAD PERSON "<item>1</item>" TAIL, SCHEMA, 3 },
  { "record-in-record", HEAD PERSON "<record kind='person' id='" UUID "'/>" TAIL, SCHEMA, 3 },

  /* Fields. */
  { "field-without-name", HEAD PERSON "<field>1</field>" TAIL, SCHEMA, 3 },
  { "field-name-empty", HEAD PERSON "<field name=''>1</field>" TAIL, SCHEMA, 3 },
  { "field-name-upper", HEAD PERSON "<field name='Secret'>1</field>" TAIL, SCHEMA, 3 },
  { "field-name-space", HEAD PERSON "<field name='given names'>1</field>" TAIL, SCHEMA, 3 },
  { "field-attribute", HEAD PERSON "<field name='phone' secret='1'>1</field>" TAIL, SCHEMA, 3 },
  { "field-twice",
    HEAD PERSON "<field name='phone'>secret</field><field name='phone'>2</field>" TAIL, SCHEMA, 2 },
  { "items-in-single", HEAD PERSON "<field name='phone'><item>secret</item></field>" TAIL, SCHEMA,
    3 },
  { "text-in-set", HEAD PERSON "<field name='about'>secret</field>" TAIL, SCHEMA, 3 },
  { "text-beside-items", HEAD PERSON "<field name='about'>\n<item>1</item>secret</field>" TAIL,
    SCHEMA, 4 },
  { "text-beside-items-of-unknown",
    HEAD PERSON "<field name='unheard-of'><item>1</item>secret</field>" TAIL, SCHEMA, 3 },
  { "field-in-set", HEAD PERSON "<field name='about'><field name='phone'>1</field></field>" TAIL,
    SCHEMA, 3 },
  { "element-in-item", HEAD PERSON "<field name='about'><item><item>1</item></item></field>" TAIL,
    SCHEMA, 3 },
  { "version-on-set",
    HEAD COMMIT PERSON "<field name='about'" AT "><item" AT ">1</item></field>" TAIL, SCHEMA, 4 },
  { "version-on-set-of-unknown",
    HEAD COMMIT PERSON "<field name='unheard-of'" AT "><item" AT ">1</item></field>" TAIL, SCHEMA,
    4 },
  { "item-attribute", ITEM (" name='secret'"), SCHEMA, 4 },
  { "item-empty", HEAD COMMIT PERSON "<field name='about'><item" AT "/></field>" TAIL, SCHEMA, 4 },

  /* Versions. */
  { "at-alone", PHONE (" at='0000000000000001:1'"), VERSIONS, 4 },
  { "in-alone", PHONE (IN), VERSIONS, 4 },
  { "over-alone", PHONE (" over='0000000000000001:1'"), VERSIONS, 4 },
  { "origin-alone", PHONE (" origin='secret'"), VERSIONS, 4 },
  { "none-alone", HEAD PERSON "<field name='phone' none='yes'/>" TAIL, VERSIONS, 3 },
  { "out-alone", ITEM (" out='yes'"), VERSIONS, 4 },
  { "erased-alone", ITEM (" erased='yes'"), VERSIONS, 4 },
  { "at-empty", PHONE (" at=''" IN), SCHEMA, 4 },
  { "at-no-count", PHONE (" at='0000000000000001'" IN), VERSIONS, 4 },
  { "at-count-nought", PHONE (" at='0000000000000001:0'" IN), VERSIONS, 4 },
  { "at-count-padded", PHONE (" at='0000000000000001:01'" IN), VERSIONS, 4 },
  { "at-count-negative", PHONE (" at='0000000000000001:-1'" IN), VERSIONS, 4 },
  { "at-count-too-large", PHONE (" at='0000000000000001:4294967296'" IN), VERSIONS, 4 },
  { "at-count-far-too-large", PHONE (" at='0000000000000001:99999999999999999999'" IN), VERSIONS,
    4 },
  { "at-replica-short", PHONE (" at='1:1'" IN), VERSIONS, 4 },
  { "at-replica-upper", PHONE (" at='00000000000000AA:1'" IN), VERSIONS, 4 },
  { "at-replica-nought", PHONE (" at='0000000000000000:1'" IN), VERSIONS, 4 },
  { "at-two", PHONE (" at='0000000000000001:1 0000000000000002:1'" IN), VERSIONS, 4 },
  { "at-space", PHONE (" at=' 0000000000000001:1'" IN), VERSIONS, 4 },
  { "over-no-dot", PHONE (AT " over='secret'"), VERSIONS, 4 },
  { "over-unsorted", PHONE (AT " over='0000000000000002:1 0000000000000001:1'"), VERSIONS, 4 },
  { "over-replica-twice", PHONE (AT " over='0000000000000002:1 0000000000000002:2'"), VERSIONS, 4 },
  { "over-two-spaces", PHONE (AT " over='0000000000000001:1  0000000000000002:1'"), VERSIONS, 4 },
  { "over-space-behind", PHONE (AT " over='0000000000000001:1 '"), VERSIONS, 4 },
  { "over-space-before", PHONE (AT " over=' 0000000000000001:1'"), VERSIONS, 4 },
  { "over-comma", PHONE (AT " over='0000000000000001:1,0000000000000002:1'"), VERSIONS, 4 },
  { "over-empty", PHONE (AT " over=''"), SCHEMA, 4 },
  { "in-unknown-commit", PHONE (" at='0000000000000001:1' in='00000000000000c2'"), VERSIONS, 4 },
  { "in-no-id", PHONE (" at='0000000000000001:1' in='secret'"), VERSIONS, 4 },
  { "in-nought", PHONE (" at='0000000000000001:1' in='0000000000000000'"), VERSIONS, 4 },
  { "origin-empty", PHONE (AT " origin=''"), SCHEMA, 4 },
  { "none-with-value", PHONE (AT " none='yes'"), SCHEMA, 4 },
  { "erased-with-value", PHONE (AT " erased='yes'"), SCHEMA, 4 },
  { "none-no", HEAD COMMIT PERSON "<field name='phone'" AT " none='no'/>" TAIL, SCHEMA, 4 },
  { "none-and-erased",
    HEAD COMMIT PERSON "<field name='phone'" AT " none='yes' erased='yes'/>" TAIL, SCHEMA, 4 },
  { "out-on-single", PHONE (AT " out='yes'"), SCHEMA, 4 },
  { "none-on-item", ITEM (AT " none='yes'"), SCHEMA, 4 },
  { "out-true", ITEM (AT " out='true'"), SCHEMA, 4 },
  { "out-and-erased", ITEM (AT " out='yes' erased='yes'"), SCHEMA, 4 },
  { "saw-on-item", ITEM (AT " saw='0000000000000001'"), SCHEMA, 4 },
  { "saw-on-other-field", PHONE (AT " saw='0000000000000001'"), VERSIONS, 4 },
  { "saw-alone", HEAD PERSON "<field name='removed' saw='0000000000000001'>true</field>" TAIL,
    VERSIONS, 3 },
  { "saw-short", REMOVED (" saw='1'"), VERSIONS, 4 },
  { "saw-long", REMOVED (" saw='00000000000000011'"), VERSIONS, 4 },
  { "saw-upper", REMOVED (" saw='00000000000000AA'"), VERSIONS, 4 },
  { "saw-unsorted", REMOVED (" saw='0000000000000002 0000000000000001'"), VERSIONS, 4 },
  { "saw-two-spaces", REMOVED (" saw='0000000000000001  0000000000000002'"), VERSIONS, 4 },
  { "saw-space-behind", REMOVED (" saw='0000000000000001 '"), VERSIONS, 4 },
  { "saw-empty", REMOVED (" saw=''"), SCHEMA, 4 },
};

static void
test_bad (gconstpointer data)
{
  const BadCase *bad = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinUntrustedDossier) file =
      gezin_dossier_xml_read (bad->xml, strlen (bad->xml), &error);
  g_autofree char *line = g_strdup_printf ("%d: ", bad->line);

  g_assert_null (file);
  if (!g_error_matches (error, GEZIN_WIRE_ERROR, bad->code)
      || !g_str_has_prefix (error->message, line))
    g_error ("expected code %d on line %d, got %d, %s", bad->code, bad->line, error->code,
             error->message);
  g_assert_cmpint (gezin_error_status (error), ==, GEZIN_STATUS_REFUSED);
  g_assert_null (strstr (error->message, "secret"));
}

/* What those cases are made of is right by itself. */
static void
test_good (void)
{
  static const char *const good[] = {
    PHONE (AT),
    PHONE (""),
    PHONE (" at='ffffffffffffffff:4294967295' over='0000000000000001:1 "
           "ffffffffffffffff:4294967294'" IN),
    ITEM (AT),
    ITEM (AT " out='yes'"),
    ITEM (AT " erased='yes'"),
    REMOVED (""),
    REMOVED (" saw='0000000000000000 0000000000000001 0000000000000001 ffffffffffffffff'"),
    HEAD COMMIT PERSON "<field name='phone'" AT " none='yes'/>" TAIL,
    HEAD COMMIT PERSON "<field name='phone'" AT " erased='yes'/>" TAIL,
    COMMITS (COMMIT),
    "<d:dossier xmlns:d='urn:gezinsdossier:dossier:1' id='" UUID "'/>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GezinUntrustedDossier) file = read_text (good[i]);

      g_assert_cmpuint (file->versions->len + file->values->len, ==,
                        i < G_N_ELEMENTS (good) - 2 ? 1 : 0);
    }
}

/* ---------- Speed ---------- */

static double
megabytes_per_second (gsize bytes, guint times, gint64 since)
{
  return (double) bytes * times / (double) MAX (g_get_monotonic_time () - since, 1);
}

static void
test_speed (void)
{
  g_autoptr (GezinDossier) dossier = test_dossier_for_speed (10000);
  g_autoptr (GBytes) xml = write_dossier (dossier);
  gsize length = g_bytes_get_size (xml);
  guint times = g_test_perf () ? 50 : 1;
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < times; i++)
    g_bytes_unref (write_dossier (dossier));
  g_test_maximized_result (megabytes_per_second (length, times, start),
                           "write: %.1f MB/s of %u bytes",
                           megabytes_per_second (length, times, start), (guint) length);
  start = g_get_monotonic_time ();
  for (guint i = 0; i < times; i++)
    gezin_untrusted_dossier_free (read_bytes (xml));
  g_test_maximized_result (megabytes_per_second (length, times, start), "read: %.1f MB/s",
                           megabytes_per_second (length, times, start));
  assert_round_trip (dossier);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dossier-xml/text-of-a-small-dossier-never-changes", test_golden);
  g_test_add_func ("/dossier-xml/empty-dossier-has-a-text", test_empty);
  g_test_add_func ("/dossier-xml/whatever-a-value-holds-is-well-formed", test_escapes);
  g_test_add_func ("/dossier-xml/commit-known-in-part-is-written-once", test_commit_known_in_part);
  g_test_add_func ("/dossier-xml/random-dossiers-come-back-byte-for-byte", test_random_round_trips);
  g_test_add_func ("/dossier-xml/every-field-comes-back", test_every_field);
  g_test_add_func ("/dossier-xml/removal-keeps-what-it-saw", test_removal_keeps_what_it_saw);
  g_test_add_func ("/dossier-xml/hand-written-values-are-normalised", test_hand_written);
  g_test_add_func ("/dossier-xml/both-forms-in-one-file", test_both_forms_in_one_file);
  g_test_add_func ("/dossier-xml/origin-like-the-commit-is-none", test_origin_like_the_commit);
  g_test_add_func ("/dossier-xml/what-bad-forms-are-made-of-is-right", test_good);
  g_test_add_func ("/dossier-xml/speed", test_speed);
  for (guint i = 0; i < G_N_ELEMENTS (bad_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/dossier-xml/refused/%s", bad_cases[i].name);

      g_test_add_data_func (path, &bad_cases[i], test_bad);
    }
  return g_test_run ();
}
