/* SPDX-License-Identifier: EUPL-1.2 */

/* Loading reference data: what is refused and at which line, and what holds on a day. */

#include "reference/reference.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "base/limits.h"

#define NS "xmlns='urn:gezinsdossier:reference:1'"
#define LABEL "<label xml:lang='nl'>woord</label>"
#define SOURCE "<source mark='general'>ours</source>"
#define ROOT "<reference " NS " id='a' version='1' valid-from='2020-01-01'>" LABEL SOURCE
#define LIST ROOT "\n<list name='l'>" LABEL
#define CODE LIST "\n<code name='c'>" LABEL
#define END_CODE "</code></list></reference>"
#define END_LIST "</list></reference>"

typedef struct {
  const char *name;
  const char *data;
  int code;
  int line;
} BadCase;

static const BadCase bad_cases[] = {
  { "no-xml", "woorden", GEZIN_REFERENCE_ERROR_XML, 1 },
  { "doctype", "<!DOCTYPE reference [<!ENTITY x 'y'>]>\n" CODE END_CODE, GEZIN_REFERENCE_ERROR_XML,
    1 },
  { "entity", LIST "\n<code name='c'>&x;</code>" END_LIST, GEZIN_REFERENCE_ERROR_XML, 3 },
  { "cut-off", CODE, GEZIN_REFERENCE_ERROR_XML, 3 },
  { "other-root", "<list " NS " name='l'/>", GEZIN_REFERENCE_ERROR_SCHEMA, 1 },
  { "no-namespace", "<reference id='a' version='1' valid-from='2020-01-01'/>",
    GEZIN_REFERENCE_ERROR_SCHEMA, 1 },
  { "no-source",
    "<reference " NS " id='a' version='1' valid-from='2020-01-01'>" LABEL "\n<list name='l'>" LABEL
    "<code name='c'>" LABEL END_CODE,
    GEZIN_REFERENCE_ERROR_SCHEMA, 2 },
  { "no-version",
    "<reference " NS " id='a' valid-from='2020-01-01'>" LABEL SOURCE "<list name='l'>" LABEL
    "<code name='c'>" LABEL END_CODE,
    GEZIN_REFERENCE_ERROR_SCHEMA, 1 },
  { "version-0",
    "<reference " NS " id='a' version='0' valid-from='2020-01-01'>" LABEL SOURCE
    "<list name='l'>" LABEL "<code name='c'>" LABEL END_CODE,
    GEZIN_REFERENCE_ERROR_SCHEMA, 1 },
  { "list-without-codes", LIST END_LIST, GEZIN_REFERENCE_ERROR_SCHEMA, 2 },
  { "capital-in-code", LIST "\n<code name='Moeder'>" LABEL END_CODE, GEZIN_REFERENCE_ERROR_SCHEMA,
    3 },
  { "unknown-element", CODE "\n<iban/>" END_CODE, GEZIN_REFERENCE_ERROR_SCHEMA, 4 },
  { "unknown-mark", CODE "\n<source mark='gossip'>x</source>" END_CODE,
    GEZIN_REFERENCE_ERROR_SCHEMA, 4 },
  { "empty-label", LIST "\n<code name='c'>\n<label xml:lang='nl'> </label>" END_CODE,
    GEZIN_REFERENCE_ERROR_SCHEMA, 4 },
  { "written-day", LIST "\n<code name='c' valid-to='1 mei'>" LABEL END_CODE,
    GEZIN_REFERENCE_ERROR_SCHEMA, 3 },
  { "code-twice", CODE "</code>\n<code name='d'>" LABEL "</code>\n<code name='c'>" LABEL END_CODE,
    GEZIN_REFERENCE_ERROR_DUPLICATE, 5 },
  { "list-twice", CODE "</code></list>\n<list name='l'>" LABEL "<code name='c'>" LABEL END_CODE,
    GEZIN_REFERENCE_ERROR_DUPLICATE, 4 },
  { "label-twice", CODE LABEL END_CODE, GEZIN_REFERENCE_ERROR_DUPLICATE, 3 },
  { "property-twice",
    CODE "\n<property name='line'>x</property>\n<property name='line'>x</property>" END_CODE,
    GEZIN_REFERENCE_ERROR_DUPLICATE, 5 },
  { "no-such-day", LIST "\n<code name='c' valid-from='2023-02-29'>" LABEL END_CODE,
    GEZIN_REFERENCE_ERROR_DATE, 3 },
  { "day-of-year-0", LIST "\n<code name='c' valid-from='0000-01-01'>" LABEL END_CODE,
    GEZIN_REFERENCE_ERROR_DATE, 3 },
  { "month-13", CODE "\n<source mark='law' as-of='2023-13-01'>x</source>" END_CODE,
    GEZIN_REFERENCE_ERROR_DATE, 4 },
  { "code-ends-before-it-starts",
    LIST "\n<code name='c' valid-from='2021-01-02' valid-to='2021-01-01'>" LABEL END_CODE,
    GEZIN_REFERENCE_ERROR_DATE, 3 },
  { "list-ends-before-it-starts",
    ROOT "\n<list name='l' valid-from='2021-01-02' valid-to='2021-01-01'>" LABEL
         "<code name='c'>" LABEL END_CODE,
    GEZIN_REFERENCE_ERROR_DATE, 2 },
  { "file-ends-before-it-starts",
    "\n<reference " NS
    " id='a' version='1' valid-from='2020-01-01' valid-to='2019-12-31'>" LABEL SOURCE
    "<list name='l'>" LABEL "<code name='c'>" LABEL END_CODE,
    GEZIN_REFERENCE_ERROR_DATE, 2 },
  { "unknown-property", CODE "\n<property name='colour'>red</property>" END_CODE,
    GEZIN_REFERENCE_ERROR_PROPERTY, 4 },
  { "yes-is-maybe", CODE "\n<property name='symmetric'>maybe</property>" END_CODE,
    GEZIN_REFERENCE_ERROR_PROPERTY, 4 },
  { "duration-in-words", CODE "\n<property name='maximum'>one year</property>" END_CODE,
    GEZIN_REFERENCE_ERROR_PROPERTY, 4 },
  { "number-in-words", CODE "\n<property name='order'>first</property>" END_CODE,
    GEZIN_REFERENCE_ERROR_PROPERTY, 4 },
  { "two-codes-for-one", CODE "\n<property name='category'>a b</property>" END_CODE,
    GEZIN_REFERENCE_ERROR_PROPERTY, 4 },
  { "holiday-in-month-13", CODE "\n<property name='month-day'>13-01</property>" END_CODE,
    GEZIN_REFERENCE_ERROR_PROPERTY, 4 },
  { "holiday-on-30-february", CODE "\n<property name='month-day'>02-30</property>" END_CODE,
    GEZIN_REFERENCE_ERROR_PROPERTY, 4 },
  { "holiday-in-words", CODE "\n<property name='month-day'>kerst</property>" END_CODE,
    GEZIN_REFERENCE_ERROR_PROPERTY, 4 },
  { "easter-in-words", CODE "\n<property name='easter'>vrijdag</property>" END_CODE,
    GEZIN_REFERENCE_ERROR_PROPERTY, 4 },
  { "long-after-easter", CODE "\n<property name='easter'>251</property>" END_CODE,
    GEZIN_REFERENCE_ERROR_PROPERTY, 4 },
  { "days-without-end", CODE "\n<property name='easter'>99999999999999999999</property>" END_CODE,
    GEZIN_REFERENCE_ERROR_PROPERTY, 4 },
  { "term-of-a-thousand-years", CODE "\n<property name='maximum'>P9999999Y</property>" END_CODE,
    GEZIN_REFERENCE_ERROR_PROPERTY, 4 },
  { "term-back-in-time", CODE "\n<property name='maximum'>P-5D</property>" END_CODE,
    GEZIN_REFERENCE_ERROR_PROPERTY, 4 },
  { "minus-five-working-days", CODE "\n<property name='working-days'>-5</property>" END_CODE,
    GEZIN_REFERENCE_ERROR_PROPERTY, 4 },
  { "more-working-days-than-a-number-holds",
    CODE "\n<property name='working-days'>4294967297</property>" END_CODE,
    GEZIN_REFERENCE_ERROR_PROPERTY, 4 },
  { "label-that-turns-what-follows",
    LIST "\n<code name='c'>\n<label xml:lang='nl'>wo\u202Eord</label>" END_CODE,
    GEZIN_REFERENCE_ERROR_XML, 4 },
  { "label-that-isolates-what-follows",
    LIST "\n<code name='c'>\n<label xml:lang='nl'>wo&#x2067;ord</label>" END_CODE,
    GEZIN_REFERENCE_ERROR_XML, 4 },
  { "label-that-commands-a-terminal",
    LIST "\n<code name='c'>\n<label xml:lang='nl'>wo&#x9b;31mord</label>" END_CODE,
    GEZIN_REFERENCE_ERROR_XML, 4 },
  { "note-with-a-delete", CODE "\n<note xml:lang='nl'>wo&#x7f;ord</note>" END_CODE,
    GEZIN_REFERENCE_ERROR_XML, 4 },
  { "code-of-a-list-that-is-not-there", CODE "\n<property name='category'>care</property>" END_CODE,
    GEZIN_REFERENCE_ERROR_CODE, 4 },
  { "no-dutch-for-a-code", LIST "\n<code name='c'><label xml:lang='en'>x</label>" END_CODE,
    GEZIN_REFERENCE_ERROR_LABEL, 3 },
  { "no-dutch-for-a-list",
    ROOT "\n<list name='l'><label xml:lang='en'>x</label><code name='c'>" LABEL END_CODE,
    GEZIN_REFERENCE_ERROR_LABEL, 2 },
};

static GezinReference *
load (const char *name, const char *data, GezinReference *below)
{
  g_autoptr (GError) error = NULL;
  GezinReference *reference =
      gezin_reference_new_from_bytes (name, data, strlen (data), below, &error);

  g_assert_no_error (error);
  g_assert_nonnull (reference);
  return reference;
}

static void
assert_refused (GezinReference *reference, GError *error, int code, const char *start)
{
  g_assert_null (reference);
  g_assert_error (error, GEZIN_REFERENCE_ERROR, code);
  if (!g_str_has_prefix (error->message, start))
    g_error ("expected %s, got: %s", start, error->message);
}

static void
test_bad (gconstpointer data)
{
  const BadCase *bad = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinReference) reference =
      gezin_reference_new_from_bytes ("own.xml", bad->data, strlen (bad->data), NULL, &error);
  g_autofree char *start = g_strdup_printf ("own.xml:%d: ", bad->line);

  assert_refused (reference, error, bad->code, start);
  g_assert_cmpint (gezin_error_status (error), ==, GEZIN_STATUS_REFUSED);
}

static void
test_too_large (void)
{
  g_autofree char *data = g_strnfill (GEZIN_MAX_REFERENCE_XML_BYTES + 1, ' ');
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinReference) reference = gezin_reference_new_from_bytes (
      "own.xml", data, GEZIN_MAX_REFERENCE_XML_BYTES + 1, NULL, &error);

  assert_refused (reference, error, GEZIN_REFERENCE_ERROR_XML, "own.xml:1: ");
}

/* So many that every day could be one. */
static void
test_too_many_holidays (void)
{
  for (guint n = 100; n <= 101; n++)
    {
      g_autoptr (GString) text = g_string_new (LIST);
      g_autoptr (GError) error = NULL;
      g_autoptr (GezinReference) reference = NULL;

      for (guint i = 0; i < n; i++)
        g_string_append_printf (text,
                                "\n<code name='c%u'>" LABEL
                                "<property name='month-day'>%02u-%02u</property></code>",
                                i, 1 + i / 28, 1 + i % 28);
      g_string_append (text, END_LIST);
      reference = gezin_reference_new_from_bytes ("own.xml", text->str, text->len, NULL, &error);
      if (n > 100)
        assert_refused (reference, error, GEZIN_REFERENCE_ERROR_PROPERTY, "own.xml:103: ");
      else
        g_assert_no_error (error);
    }
}

/* As many codes as a file has room for: each is found, and work is in proportion. */
static void
test_many_codes (void)
{
  g_autoptr (GString) text = g_string_new (LIST);
  g_autoptr (GezinReference) reference = NULL;
  guint n = 0;

  while (text->len < GEZIN_MAX_REFERENCE_XML_BYTES - 200)
    g_string_append_printf (text, "<code name='c%u'>" LABEL "</code>", n++);
  g_string_append (text, END_LIST);
  reference = load ("own.xml", text->str, NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("c%u", i);

      g_assert_true (gezin_reference_knows (reference, "l", name));
    }
  g_test_message ("%u codes", n);
  g_assert_cmpuint (n, >, 60000);
}

/* ---------- What holds on a day ---------- */

/* A file with id `roles`: version and days as given, codes mother and @extra. */
static char *
roles (guint version, const char *days, const char *extra)
{
  return g_strdup_printf ("<reference " NS " id='roles' version='%u' %s>" LABEL SOURCE
                          "<list name='role'><label xml:lang='nl'>Rol</label>"
                          "<label xml:lang='en'>Role</label>"
                          "<code name='mother'><label xml:lang='nl'>\n  moeder\n  </label>"
                          "<label xml:lang='en'>mother</label>"
                          "<property name='line'>a  b</property>"
                          "<property name='order'>2</property>"
                          "<note xml:lang='nl'>let op</note>"
                          "<source mark='law' as-of='2021-11-06'>art. 1</source></code>%s"
                          "</list></reference>",
                          version, days, extra);
}

static GDate
day (guint year, guint month, guint of_month)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) of_month, (GDateMonth) month, (GDateYear) year);
  return date;
}

/* The version of list `role` on that day, or "none". */
static void
assert_version (GezinReference *reference, guint year, guint month, guint of_month,
                const char *version)
{
  GDate on = day (year, month, of_month);
  g_autoptr (GezinCodeList) list = gezin_reference_list (reference, "role", &on);

  g_assert_cmpstr (list == NULL ? "none" : gezin_code_list_version (list), ==, version);
}

static gboolean
has_code (GezinReference *reference, const char *code, guint year, guint month, guint of_month)
{
  GDate on = day (year, month, of_month);
  g_autoptr (GezinCodeList) list = gezin_reference_list (reference, "role", &on);

  return list != NULL && gezin_code_list_find (list, code) != NULL;
}

static void
test_reads_codes (void)
{
  g_autofree char *data = roles (3, "valid-from='2020-01-01'", "");
  g_autoptr (GezinReference) reference = load ("own.xml", data, NULL);
  g_autoptr (GezinCodeList) list = gezin_reference_list (reference, "role", NULL);
  g_autofree const char **names = gezin_reference_list_names (reference);
  const GezinCode *code = gezin_code_list_code (list, 0);
  const char *mark = NULL;

  g_assert_cmpstr (names[0], ==, "role");
  g_assert_null (names[1]);
  g_assert_cmpuint (gezin_code_list_size (list), ==, 1);
  g_assert_cmpstr (gezin_code_list_name (list), ==, "role");
  g_assert_cmpstr (gezin_code_list_version (list), ==, "role@roles/3");
  g_assert_cmpstr (gezin_code_list_label (list, "nl"), ==, "Rol");
  g_assert_cmpstr (gezin_code_name (code), ==, "mother");
  g_assert_cmpstr (gezin_code_label (code, "nl_NL.UTF-8"), ==, "moeder");
  g_assert_cmpstr (gezin_code_label (code, "en"), ==, "mother");
  g_assert_cmpstr (gezin_code_label (code, "fy"), ==, "mother");
  g_assert_cmpstr (gezin_code_label (code, NULL), ==, "mother");
  g_assert_cmpstr (gezin_code_note (code, "en"), ==, "let op");
  g_assert_cmpstr (gezin_code_property (code, "line"), ==, "a b");
  g_assert_null (gezin_code_property (code, "maximum"));
  g_assert_true (gezin_code_property_has (code, "line", "a"));
  g_assert_true (gezin_code_property_has (code, "line", "b"));
  g_assert_false (gezin_code_property_has (code, "line", ""));
  g_assert_false (gezin_code_property_has (code, "line", "a b c"));
  g_assert_false (gezin_code_property_has (code, "maximum", "a"));
  g_assert_cmpstr (gezin_code_source (code, 0, &mark), ==, "art. 1 (2021-11-06)");
  g_assert_cmpstr (mark, ==, "law");
  g_assert_null (gezin_code_source (code, 1, NULL));
  g_assert_cmpstr (gezin_code_source_in (code, "nl"), ==, "art. 1 (2021-11-06)");
  g_assert_true (gezin_reference_knows (reference, "role", "mother"));
  g_assert_false (gezin_reference_knows (reference, "role", "father"));
  g_assert_false (gezin_reference_knows (reference, "roles", "mother"));
  g_assert_cmpstr (gezin_reference_label (reference, "role", "mother", "nl"), ==, "moeder");
  g_assert_cmpstr (gezin_reference_label (reference, "role", "wizard", "nl"), ==, "wizard");
}

static void
test_list_outlives_reference (void)
{
  g_autofree char *data = roles (1, "valid-from='2020-01-01'", "");
  GezinReference *reference = load ("own.xml", data, NULL);
  g_autoptr (GezinCodeList) list = gezin_reference_list (reference, "role", NULL);

  gezin_reference_unref (reference);
  g_assert_cmpstr (gezin_code_label (gezin_code_list_code (list, 0), "nl"), ==, "moeder");
}

static void
test_days_of_codes (void)
{
  g_autofree char *data = roles (1, "valid-from='2020-01-01' valid-to='2029-12-31'",
                                 "<code name='ward' valid-to='2022-12-31'>" LABEL "</code>"
                                 "<code name='coach' valid-from='2023-01-01'>" LABEL "</code>");
  g_autoptr (GezinReference) reference = load ("own.xml", data, NULL);

  assert_version (reference, 2019, 12, 31, "none");
  assert_version (reference, 2020, 1, 1, "role@roles/1");
  assert_version (reference, 2029, 12, 31, "role@roles/1");
  assert_version (reference, 2030, 1, 1, "none");
  g_assert_true (has_code (reference, "ward", 2022, 12, 31));
  g_assert_false (has_code (reference, "ward", 2023, 1, 1));
  g_assert_false (has_code (reference, "coach", 2022, 12, 31));
  g_assert_true (has_code (reference, "coach", 2023, 1, 1));
  /* What was once written can always be read. */
  g_assert_true (gezin_reference_knows (reference, "role", "ward"));
}

static void
test_days_of_lists (void)
{
  static const char data[] =
      ROOT "<list name='role' valid-from='2022-01-01' valid-to='2022-12-31'>" LABEL
           "<code name='c'>" LABEL END_CODE;
  g_autoptr (GezinReference) reference = load ("own.xml", data, NULL);

  assert_version (reference, 2021, 12, 31, "none");
  assert_version (reference, 2022, 1, 1, "role@a/1");
  assert_version (reference, 2022, 12, 31, "role@a/1");
  assert_version (reference, 2023, 1, 1, "none");
}

/* What an own file does not hold stays ours. */
static void
test_other_lists_stay (void)
{
  static const char ours[] =
      CODE "</code></list><list name='m'>" LABEL "<code name='d'>" LABEL END_CODE;
  static const char own[] =
      "<reference " NS " id='a' version='2' valid-from='2020-01-01'>" LABEL SOURCE
      "<list name='m'>" LABEL "<code name='e'>" LABEL END_CODE;
  g_autoptr (GezinReference) below = load ("ours.xml", ours, NULL);
  g_autoptr (GezinReference) both = load ("own.xml", own, below);
  GDate on = day (2024, 1, 1);
  g_autoptr (GezinCodeList) kept = gezin_reference_list (both, "l", &on);
  g_autoptr (GezinCodeList) changed = gezin_reference_list (both, "m", &on);

  g_assert_cmpstr (gezin_code_list_version (kept), ==, "l@a/1");
  g_assert_cmpstr (gezin_code_list_version (changed), ==, "m@a/2");
  g_assert_null (gezin_code_list_find (changed, "d"));
  g_assert_true (gezin_reference_knows (both, "m", "d"));
}

static void
test_laid_over (void)
{
  g_autofree char *ours = roles (1, "valid-from='2020-01-01'", "");
  g_autofree char *own = roles (2, "valid-from='2024-01-01' valid-to='2024-12-31'",
                                "<code name='tante'>" LABEL "</code>");
  g_autoptr (GezinReference) below = load ("ours.xml", ours, NULL);
  g_autoptr (GezinReference) both = load ("own.xml", own, below);

  assert_version (both, 2023, 12, 31, "role@roles/1");
  assert_version (both, 2024, 1, 1, "role@roles/2");
  assert_version (both, 2025, 1, 1, "role@roles/1");
  g_assert_true (has_code (both, "tante", 2024, 6, 1));
  g_assert_false (has_code (both, "tante", 2025, 6, 1));
  g_assert_cmpuint (gezin_reference_n_files (both), ==, 2);
  g_assert_cmpuint (gezin_reference_file (both, 0)->version, ==, 2);
  g_assert_cmpuint (gezin_reference_file (both, 0)->layer, ==, 1);
  g_assert_cmpstr (gezin_reference_file (both, 1)->name, ==, "ours.xml");
  /* The lower layer alone is as it was. */
  g_assert_false (gezin_reference_knows (below, "role", "tante"));
}

static void
test_older_does_not_win (void)
{
  g_autofree char *ours = roles (5, "valid-from='2020-01-01'", "");
  g_autofree char *own = roles (4, "valid-from='2019-01-01'", "");
  g_autoptr (GezinReference) below = load ("ours.xml", ours, NULL);
  g_autoptr (GezinReference) both = load ("own.xml", own, below);

  assert_version (both, 2024, 1, 1, "role@roles/5");
  assert_version (both, 2019, 6, 1, "role@roles/4");
}

static void
test_same_version_over (void)
{
  g_autofree char *ours = roles (1, "valid-from='2020-01-01' valid-to='2024-12-31'", "");
  g_autofree char *own = roles (1, "valid-from='2024-12-31'", "");
  g_autofree char *later = roles (1, "valid-from='2025-01-01'", "");
  g_autoptr (GezinReference) below = load ("ours.xml", ours, NULL);
  g_autoptr (GezinReference) fine = load ("own.xml", later, below);
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinReference) both =
      gezin_reference_new_from_bytes ("own.xml", own, strlen (own), below, &error);

  assert_refused (both, error, GEZIN_REFERENCE_ERROR_OVERLAP, "own.xml:1: ");
  assert_version (fine, 2025, 1, 1, "role@roles/1");
}

static void
test_list_of_another_file (void)
{
  g_autofree char *ours = roles (1, "valid-from='2020-01-01'", "");
  static const char own[] = ROOT "\n<list name='role'>" LABEL "<code name='c'>" LABEL END_CODE;
  g_autoptr (GezinReference) below = load ("ours.xml", ours, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinReference) both =
      gezin_reference_new_from_bytes ("own.xml", own, strlen (own), below, &error);

  assert_refused (both, error, GEZIN_REFERENCE_ERROR_DUPLICATE, "own.xml:2: ");
}

/* ---------- Folders ---------- */

typedef struct {
  char *path;
} Folder;

static void
folder_set_up (Folder *folder, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  folder->path = g_dir_make_tmp ("gezin-reference-XXXXXX", &error);
  g_assert_no_error (error);
}

static void
folder_tear_down (Folder *folder, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (folder->path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder->path, name, NULL);

      g_remove (path);
    }
  g_rmdir (folder->path);
  g_free (folder->path);
}

static void
put (Folder *folder, const char *name, const char *data)
{
  g_autofree char *path = g_build_filename (folder->path, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, data, -1, &error);
  g_assert_no_error (error);
}

static void
test_folder (Folder *folder, gconstpointer data)
{
  g_autofree char *first = roles (1, "valid-from='2020-01-01' valid-to='2023-12-31'", "");
  g_autofree char *second = roles (2, "valid-from='2024-01-01'", "");
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinReference) reference = NULL;

  put (folder, "roles-2.xml", second);
  put (folder, "roles-1.xml", first);
  put (folder, "reference.rng", "not ours to read");
  put (folder, ".roles.xml", "an editor's");
  reference = gezin_reference_new_from_folder (folder->path, NULL, &error);
  g_assert_no_error (error);
  assert_version (reference, 2023, 12, 31, "role@roles/1");
  assert_version (reference, 2024, 1, 1, "role@roles/2");
}

/* In whichever order the files are met. */
static void
test_folder_overlap (Folder *folder, gconstpointer data)
{
  g_autofree char *first = roles (1, "valid-from='2020-01-01' valid-to='2024-01-01'", "");
  g_autofree char *second = roles (2, "valid-from='2024-01-01'", "");

  for (int swapped = 0; swapped < 2; swapped++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GezinReference) reference = NULL;

      put (folder, "roles-a.xml", swapped ? second : first);
      put (folder, "roles-b.xml", swapped ? first : second);
      reference = gezin_reference_new_from_folder (folder->path, NULL, &error);
      assert_refused (reference, error, GEZIN_REFERENCE_ERROR_OVERLAP, "roles-b.xml:1: ");
    }
}

static void
test_folder_all_or_nothing (Folder *folder, gconstpointer data)
{
  g_autofree char *good = roles (1, "valid-from='2020-01-01'", "");
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinReference) reference = NULL;

  put (folder, "a.xml", good);
  put (folder, "b.xml", "<reference>\n");
  reference = gezin_reference_new_from_folder (folder->path, NULL, &error);
  assert_refused (reference, error, GEZIN_REFERENCE_ERROR_XML, "b.xml:2: ");
}

static void
test_folder_empty (Folder *folder, gconstpointer data)
{
  g_autofree char *good = roles (1, "valid-from='2020-01-01'", "");
  g_autoptr (GezinReference) below = load ("ours.xml", good, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinReference) nothing = gezin_reference_new_from_folder (folder->path, NULL, &error);
  g_autoptr (GezinReference) over = NULL;

  assert_refused (nothing, error, GEZIN_REFERENCE_ERROR_MISSING, "no reference data");
  g_clear_error (&error);
  over = gezin_reference_new_from_folder (folder->path, below, &error);
  g_assert_no_error (error);
  assert_version (over, 2024, 1, 1, "role@roles/1");
}

static void
test_folder_not_a_file (Folder *folder, gconstpointer data)
{
  g_autofree char *path = g_build_filename (folder->path, "a.xml", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinReference) reference = NULL;

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  reference = gezin_reference_new_from_folder (folder->path, NULL, &error);
  assert_refused (reference, error, GEZIN_REFERENCE_ERROR_XML, "a.xml:1: ");
}

static void
test_folder_missing (Folder *folder, gconstpointer data)
{
  g_autofree char *path = g_build_filename (folder->path, "nowhere", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinReference) reference = gezin_reference_new_from_folder (path, NULL, &error);

  g_assert_null (reference);
  g_assert_error (error, GEZIN_REFERENCE_ERROR, GEZIN_REFERENCE_ERROR_READ);
  g_assert_cmpint (gezin_error_status (error), ==, GEZIN_STATUS_MACHINE);
}

static void
test_folder_many (Folder *folder, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinReference) reference = NULL;

  for (guint i = 0; i <= GEZIN_MAX_REFERENCE_FILES; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.xml", i);

      put (folder, name, "");
    }
  reference = gezin_reference_new_from_folder (folder->path, NULL, &error);
  assert_refused (reference, error, GEZIN_REFERENCE_ERROR_FILES, "more than");
}

#define OTHER(id, version, list) \
  "<reference " NS " id='" id "' version='" version "' valid-from='2020-01-01'>" LABEL SOURCE \
  "\n<list name='" list "'>" LABEL "\n<code name='c'>" LABEL END_CODE

static gboolean
all_is_well (GezinReference *reference, GError **error)
{
  return TRUE;
}

/* Nothing may be left out but lists called `extra…`. */
static GezinReference *
arrive (Folder *folder, GezinReference *below, const char *in_place_of, const char *data,
        GError **error)
{
  static const char *const may_go[] = { "extra", NULL };
  const GezinReferenceArrival arrival = { "line", in_place_of, data, strlen (data) };

  return gezin_reference_new_own_with (folder->path, below, all_is_well, may_go, &arrival, error);
}

static void
test_arrival (Folder *folder, gconstpointer data)
{
  g_autoptr (GezinReference) below = load ("ours.xml", OTHER ("ours", "1", "l"), NULL);
  g_autoptr (GezinReference) with = NULL;
  g_autoptr (GezinReference) none = NULL;
  g_autoptr (GError) error = NULL;

  put (folder, "one.xml", OTHER ("one", "1", "extra-one"));
  with = arrive (folder, below, "two.xml", OTHER ("two", "1", "extra-two"), &error);
  g_assert_no_error (error);
  g_assert_true (gezin_reference_knows (with, "extra-one", "c"));
  g_assert_true (gezin_reference_knows (with, "extra-two", "c"));
  g_clear_pointer (&with, gezin_reference_unref);

  /* A newer version in the place of the older one; beside it one of the two would not be used. */
  with = arrive (folder, below, "one.xml", OTHER ("one", "2", "extra-one"), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (gezin_reference_n_files (with), ==, 2);
  none = arrive (folder, below, "new.xml", OTHER ("one", "2", "extra-one"), &error);
  assert_refused (none, error, GEZIN_REFERENCE_ERROR_WORKFLOW, "line:");
}

static void
test_arrival_in_a_full_folder (Folder *folder, gconstpointer data)
{
  g_autoptr (GezinReference) below = load ("ours.xml", OTHER ("ours", "1", "l"), NULL);
  g_autoptr (GezinReference) with = NULL;
  g_autoptr (GezinReference) none = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < GEZIN_MAX_REFERENCE_FILES; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.xml", i);
      g_autofree char *text = g_strdup_printf (
          "<reference " NS " id='f%u' version='1' valid-from='2020-01-01'>" LABEL SOURCE
          "<list name='extra-%u'>" LABEL "<code name='c'>" LABEL END_CODE,
          i, i);

      put (folder, name, text);
    }
  with = arrive (folder, below, "7.xml", OTHER ("f7", "2", "extra-7"), &error);
  g_assert_no_error (error);
  none = arrive (folder, below, "more.xml", OTHER ("more", "1", "extra-more"), &error);
  assert_refused (none, error, GEZIN_REFERENCE_ERROR_FILES, "more than");
}

static void
test_supersedes (void)
{
  static const struct {
    const char *now, *before;
    gboolean supersedes;
  } cases[] = {
    { OTHER ("a", "2", "l"), OTHER ("a", "1", "l"), TRUE },
    { OTHER ("a", "1", "m"), OTHER ("a", "1", "l"), TRUE },
    { OTHER ("a", "1", "l"), OTHER ("a", "2", "l"), FALSE },
    { OTHER ("b", "2", "l"), OTHER ("a", "1", "l"), FALSE },
    { OTHER ("a", "2", "l"), "no XML", FALSE },
    { "no XML", OTHER ("a", "1", "l"), FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (gezin_reference_supersedes (cases[i].now, strlen (cases[i].now),
                                                 cases[i].before, strlen (cases[i].before)),
                     ==, cases[i].supersedes);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*test) (Folder *folder, gconstpointer data);
  } folders[] = {
    { "/reference/folder-holds-versions", test_folder },
    { "/reference/folder-with-two-versions-for-a-day", test_folder_overlap },
    { "/reference/folder-loads-wholly-or-not", test_folder_all_or_nothing },
    { "/reference/folder-without-data", test_folder_empty },
    { "/reference/folder-with-a-folder-as-file", test_folder_not_a_file },
    { "/reference/folder-that-is-not-there", test_folder_missing },
    { "/reference/folder-with-too-many-files", test_folder_many },
    { "/reference/arrival-in-a-folder", test_arrival },
    { "/reference/arrival-in-a-full-folder", test_arrival_in_a_full_folder },
  };

  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (bad_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/reference/refuses-%s", bad_cases[i].name);

      g_test_add_data_func (path, &bad_cases[i], test_bad);
    }
  g_test_add_func ("/reference/refuses-too-many-bytes", test_too_large);
  g_test_add_func ("/reference/refuses-a-holiday-every-day", test_too_many_holidays);
  g_test_add_func ("/reference/takes-as-many-codes-as-there-is-room", test_many_codes);
  g_test_add_func ("/reference/reads-what-a-code-says", test_reads_codes);
  g_test_add_func ("/reference/list-keeps-its-data-alive", test_list_outlives_reference);
  g_test_add_func ("/reference/codes-hold-on-their-days", test_days_of_codes);
  g_test_add_func ("/reference/lists-hold-on-their-days", test_days_of_lists);
  g_test_add_func ("/reference/lists-that-an-own-file-lacks-stay", test_other_lists_stay);
  g_test_add_func ("/reference/own-file-wins-on-its-days", test_laid_over);
  g_test_add_func ("/reference/older-own-file-does-not-win", test_older_does_not_win);
  g_test_add_func ("/reference/same-version-twice-is-refused", test_same_version_over);
  g_test_add_func ("/reference/list-of-another-file-is-refused", test_list_of_another_file);
  g_test_add_func ("/reference/newer-version-supersedes", test_supersedes);
  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    g_test_add (folders[i].path, Folder, NULL, folder_set_up, folders[i].test, folder_tear_down);
  return g_test_run ();
}
