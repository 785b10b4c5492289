/* SPDX-License-Identifier: EUPL-1.2 */

/* What is erased is in no byte any more, and nothing brings it back. */

#include "erased.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/file.h"
#include "store/documents-private.h"
#include "store/erasure-private.h"
#include "store/rows-private.h"

typedef struct {
  StoreTest test;
  Erased all;
} World;

static void
begin (World *world)
{
  store_test_init (&world->test, 61, NULL);
  erased_fill (&world->test, &world->all);
}

static void
erase (World *world, const GezinUuid *record)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (erased_erase (&world->test, &world->all, record, &error));
  g_assert_no_error (error);
}

static void
assert_whole (World *world)
{
  g_autoptr (GError) error = NULL;

  if (!gezin_store_check_integrity (world->test.store, &error))
    g_error ("%s", error->message);
}

static gint64
count (World *world, const char *sql)
{
  gint64 n = -1;

  g_assert_true (gezin_database_get_int (world->test.store->database, sql, &n, NULL));
  return n;
}

/* The eyes see each word before it goes: else the test below would prove nothing. */
static void
test_the_eyes_see_what_is_there (void)
{
  World world;

  begin (&world);
  g_assert_cmpuint (erased_count_words (&world.test), ==, erased_n_words ());
  g_assert_true (erased_has_word (&world.test, STAYING_WORD));
  store_test_clear (&world.test);
}

static void
test_record_is_in_no_byte (void)
{
  g_autoptr (GPtrArray) entries = NULL;
  const GezinErasureEntry *entry;
  World world;

  begin (&world);
  erase (&world, &world.all.doomed);
  g_assert_false (gezin_store_is_erasure_unfinished (world.test.store));
  g_assert_cmpuint (erased_count_words (&world.test), ==, 0);
  g_assert_true (erased_has_word (&world.test, STAYING_WORD));
  g_assert_cmpint (count (&world, "PRAGMA freelist_count"), ==, 0); /* the pages are gone too */
  entries = gezin_store_erasures (world.test.store, &world.all.dossier, NULL);
  g_assert_cmpuint (entries->len, ==, 1);
  entry = entries->pdata[0];
  g_assert_true (entry->has_record && gezin_uuid_equal (&entry->record, &world.all.doomed));
  g_assert_cmpstr (entry->kind, ==, "contact");
  g_assert_cmpstr (entry->reason, ==, "request");
  g_assert_cmpstr (entry->law, ==, "jeugdwet");
  g_assert_cmpuint (entry->n_versions, ==, 2);
  assert_whole (&world);
  store_test_reopen (&world.test);
  g_assert_cmpuint (erased_count_words (&world.test), ==, 0);
  assert_whole (&world);
  store_test_clear (&world.test);
}

static void
test_dossier_is_in_no_byte (void)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GezinDossier) dossier = NULL;
  g_autoptr (GError) error = NULL;
  char id[GEZIN_UUID_TEXT_LENGTH + 1];
  GezinUuid found;
  World world;

  begin (&world);
  erase (&world, NULL);
  g_assert_cmpuint (erased_count_words (&world.test), ==, 0);
  g_assert_false (erased_has_word (&world.test, STAYING_WORD));
  g_assert_false (erased_has_word (&world.test, "Familie"));
  rows = gezin_store_list (world.test.store, NULL);
  g_assert_cmpuint (rows->len, ==, 0);
  dossier = gezin_store_load (world.test.store, &world.all.dossier, &error);
  g_assert_null (dossier);
  g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_ERASED);
  g_clear_error (&error);
  g_assert_false (gezin_store_resolve (world.test.store, gezin_uuid_write (&world.all.dossier, id),
                                       &found, &error)
                  && gezin_store_load (world.test.store, &found, &error) != NULL);
  entries = gezin_store_erasures (world.test.store, NULL, NULL);
  g_assert_cmpuint (entries->len, ==, 1);
  g_assert_false (((GezinErasureEntry *) entries->pdata[0])->has_record);
  assert_whole (&world);
  store_test_clear (&world.test);
}

static void
test_erasing_twice_is_refused_or_nothing (void)
{
  g_autoptr (GError) error = NULL;
  World world;

  begin (&world);
  erase (&world, &world.all.doomed);
  erase (&world, &world.all.doomed);
  g_assert_cmpint (count (&world, "SELECT count (*) FROM erasure"), ==, 1);
  erase (&world, NULL);
  g_assert_false (erased_erase (&world.test, &world.all, NULL, &error));
  g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_ERASED);
  g_assert_cmpint (count (&world, "SELECT count (*) FROM erasure"), ==, 2);
  store_test_clear (&world.test);
}

static gboolean
keep_draft (World *world, const GezinUuid *record, GError **error)
{
  g_autoptr (GezinDraft) draft = gezin_draft_new (&world->all.dossier, record, GEZIN_KIND_CONTACT);

  g_ptr_array_add (draft->edits, gezin_edit_new (record, GEZIN_KIND_CONTACT,
                                                 GEZIN_FIELD_CONTACT_FACTS, NULL, "nog open"));
  return gezin_store_keep_draft (world->test.store, draft, error);
}

/* A form that is still open keeps its draft each second. */
static void
test_draft_of_what_was_erased_is_refused (void)
{
  g_autoptr (GError) error = NULL;
  World world;

  begin (&world);
  erase (&world, &world.all.doomed);
  g_assert_false (keep_draft (&world, &world.all.doomed, &error));
  g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_ERASED);
  g_clear_error (&error);
  g_assert_true (keep_draft (&world, &world.all.staying, &error));
  erase (&world, NULL);
  g_assert_false (keep_draft (&world, &world.all.staying, &error));
  g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_ERASED);
  g_assert_cmpint (count (&world, "SELECT count (*) FROM draft"), ==, 0);
  store_test_clear (&world.test);
}

/* A dossier as a colleague has it, with the record that was erased here. */
static void
test_what_comes_back_is_refused (void)
{
  g_autoptr (GezinDossier) theirs = NULL;
  g_autoptr (GezinDossier) now = NULL;
  g_autoptr (GError) error = NULL;
  World world;

  begin (&world);
  theirs = gezin_store_load (world.test.store, &world.all.dossier, &error);
  erase (&world, &world.all.doomed);
  g_assert_true (store_test_take_in (&world.test, theirs, NULL, &error));
  now = gezin_store_load (world.test.store, &world.all.dossier, &error);
  g_assert_null (gezin_dossier_find (now, &world.all.doomed));
  g_assert_nonnull (gezin_dossier_find (now, &world.all.staying));
  g_assert_cmpuint (erased_count_words (&world.test), ==, 0);
  erase (&world, NULL);
  g_assert_false (store_test_take_in (&world.test, theirs, NULL, &error));
  g_assert_cmpuint (erased_count_words (&world.test), ==, 0);
  g_assert_cmpint (count (&world, "SELECT count (*) FROM head"), ==, 0);
  store_test_clear (&world.test);
}

/* Markers beside the vault. */

static char *
file_path (World *world)
{
  return g_build_filename (world->test.folder, GEZIN_ERASED_FILE_NAME, NULL);
}

/* The database of before the erasure is put back; the file of markers stays. */
static void
put_back_database (World *world, const char *copy)
{
  g_autofree char *from = g_build_filename (copy, "dossiers.db", NULL);
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (from, &content, &length, NULL));
  g_assert_true (gezin_file_write_durably (world->test.database, content, length, &error));
}

static void
test_database_put_back_is_erased_again (void)
{
  g_autofree char *copy = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  World world;

  begin (&world);
  store_test_reopen (&world.test); /* all of it into the database */
  g_clear_pointer (&world.test.store, gezin_store_close);
  copy = store_test_copy_folder (world.test.folder);
  store_test_reopen (&world.test);
  erase (&world, &world.all.doomed);
  g_clear_pointer (&world.test.store, gezin_store_close);
  put_back_database (&world, copy);
  store_test_reopen (&world.test);
  g_assert_cmpuint (erased_count_words (&world.test), ==, 0);
  g_assert_true (erased_has_word (&world.test, STAYING_WORD));
  g_assert_cmpint (count (&world, "SELECT count (*) FROM erasure WHERE reason = 'erased-before'"),
                   ==, 1);
  assert_whole (&world);
  erase (&world, NULL);
  g_clear_pointer (&world.test.store, gezin_store_close);
  put_back_database (&world, copy);
  store_test_reopen (&world.test);
  g_assert_false (erased_has_word (&world.test, STAYING_WORD));
  rows = gezin_store_list (world.test.store, NULL);
  g_assert_cmpuint (rows->len, ==, 0);
  store_test_remove_folder (copy);
  store_test_clear (&world.test);
}

/* Any change to the file makes it say nothing, and is put in the log. */
static void
test_altered_file_says_nothing (void)
{
  g_autofree char *content = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GArray) all = NULL;
  gboolean is_all = FALSE;
  gsize length;
  guint n_lines;
  World world;

  begin (&world);
  erase (&world, &world.all.doomed);
  path = file_path (&world);
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  all = gezin_erasure_read_markers (world.test.store->master_key, content, length, &is_all);
  g_assert_true (is_all);
  n_lines = all->len;
  g_assert_cmpuint (n_lines, >=, 1);
  for (gsize i = 0; i < length; i += 7)
    {
      g_autofree char *altered = g_memdup2 (content, length);
      g_autoptr (GArray) markers = NULL;
      gboolean is_whole = TRUE;

      altered[i] ^= 1;
      markers =
          gezin_erasure_read_markers (world.test.store->master_key, altered, length, &is_whole);
      g_assert_false (is_whole);
      g_assert_cmpuint (markers->len, >=, n_lines - 1); /* one line at most is lost */
    }
  content[20] ^= 1;
  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
  store_test_reopen (&world.test);
  g_assert_cmpint (
      count (&world, "SELECT count (*) FROM event WHERE action = 'erased-file-damaged'"), ==, 1);
  assert_whole (&world);
  store_test_clear (&world.test);
}

/* A marker for a dossier that comes only later. */
static void
test_marker_waits_for_its_dossier (void)
{
  g_autoptr (GArray) markers = g_array_new (FALSE, FALSE, sizeof (GezinErasureMarker));
  g_autoptr (GArray) awaited = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  GezinErasureMarker marker = { .has_record = TRUE, .time = TEST_NOW };
  guint n_applied;
  World world;

  begin (&world);
  marker.dossier = store_test_record_id (&world.test);
  marker.record = store_test_record_id (&world.test);
  g_array_append_val (markers, marker);
  marker.has_record = FALSE;
  marker.dossier = store_test_record_id (&world.test);
  g_array_append_val (markers, marker);
  g_assert_true (gezin_store_apply_markers (world.test.store, markers, &n_applied, &error));
  g_assert_cmpuint (n_applied, ==, 0);
  g_assert_true (gezin_store_is_erased (world.test.store, &marker.dossier, NULL));
  awaited = gezin_store_awaited_markers (
      world.test.store, &g_array_index (markers, GezinErasureMarker, 0).dossier, &error);
  g_assert_cmpuint (awaited->len, ==, 1);
  bytes = gezin_erasure_write_markers (world.test.store, &error);
  g_assert_nonnull (strstr (g_bytes_get_data (bytes, NULL), "\nrecord "));
  g_assert_nonnull (strstr (g_bytes_get_data (bytes, NULL), "\ndossier "));
  assert_whole (&world);
  store_test_clear (&world.test);
}

/* Documents. */

static char *
attach (World *world, const GezinUuid *record, const char *content)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "gezin-erasure-letter", NULL);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, content, -1);
  g_autoptr (GezinDocument) document = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, content, -1, NULL));
  g_assert_true (store_test_attach (&world->test, &world->all.dossier, record, path, &error));
  g_assert_no_error (error);
  g_unlink (path);
  document = gezin_documents_find (world->test.store, digest, &error);
  g_assert_no_error (error);
  return gezin_documents_path (world->test.store, document->name);
}

static void
test_document_goes_with_its_last_record (void)
{
  g_autofree char *shared = NULL;
  g_autofree char *alone = NULL;
  GezinUuid first, second;
  World world;

  begin (&world);
  first = store_test_record_id (&world.test);
  second = store_test_record_id (&world.test);
  shared = attach (&world, &first, "een brief die twee keer voorkomt");
  g_free (attach (&world, &second, "een brief die twee keer voorkomt"));
  erase (&world, &first);
  g_assert_true (g_file_test (shared, G_FILE_TEST_EXISTS));
  g_assert_cmpint (count (&world, "SELECT count (*) FROM document"), ==, 1);
  erase (&world, &second);
  g_assert_false (g_file_test (shared, G_FILE_TEST_EXISTS));
  g_assert_cmpint (count (&world, "SELECT count (*) FROM document"), ==, 0);
  g_assert_cmpint (count (&world, "SELECT sum (n_documents) FROM erasure"), ==, 1);
  first = store_test_record_id (&world.test);
  alone = attach (&world, &first, "een andere brief");
  erase (&world, NULL);
  g_assert_false (g_file_test (alone, G_FILE_TEST_EXISTS));
  store_test_clear (&world.test);
}

/* A transaction that came to nothing takes no file. */
static void
test_bulk_taken_back_takes_nothing (void)
{
  g_autofree char *path = NULL;
  GezinUuid record;
  World world;

  begin (&world);
  record = store_test_record_id (&world.test);
  path = attach (&world, &record, "een brief");
  g_assert_true (gezin_store_begin_bulk (world.test.store, NULL));
  erase (&world, &record);
  erase (&world, &world.all.doomed);
  g_assert_true (gezin_store_end_bulk (world.test.store, FALSE, NULL));
  g_assert_cmpuint (erased_count_words (&world.test), ==, erased_n_words ());
  erase (&world, &world.all.doomed);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  assert_whole (&world);
  store_test_clear (&world.test);
}

/* The clock. */

#define YEAR (G_GINT64_CONSTANT (365) * 86400 * G_USEC_PER_SEC)

static void
test_clock_put_back_a_year (void)
{
  g_autoptr (GHashTable) late = NULL;
  gint64 *not_before;
  gint64 before;
  guint64 commit;
  World world;

  begin (&world);
  before = gezin_store_last_change (world.test.store, &world.all.dossier);
  g_assert_cmpint (before, >=, TEST_NOW);
  g_clear_pointer (&world.test.store, gezin_store_close);
  gezin_clock_set (world.test.clock, gezin_clock_now (world.test.clock) - YEAR);
  store_test_reopen (&world.test);
  commit = store_test_set (&world.test, &world.all.dossier, &world.all.staying,
                           GEZIN_FIELD_CONTACT_FACTS, "met een klok die achterloopt");
  g_assert_cmpint (gezin_store_last_change (world.test.store, &world.all.dossier), >=, before);
  late = gezin_store_late_commits (world.test.store, &world.all.dossier, NULL);
  g_assert_cmpuint (g_hash_table_size (late), ==, 1);
  not_before = g_hash_table_lookup (late, &commit);
  g_assert_nonnull (not_before);
  g_assert_cmpint (*not_before, >=, before);
  g_assert_cmpuint (erased_count_words (&world.test), ==,
                    erased_n_words ()); /* nothing went by itself */
  g_assert_cmpint (count (&world, "SELECT count (*) FROM erasure"), ==, 0);
  store_test_clear (&world.test);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add_func ("/store/erasure/" path, function)
  ADD ("the-eyes-see-what-is-there", test_the_eyes_see_what_is_there);
  ADD ("record-is-in-no-byte", test_record_is_in_no_byte);
  ADD ("dossier-is-in-no-byte", test_dossier_is_in_no_byte);
  ADD ("erasing-twice-is-refused-or-nothing", test_erasing_twice_is_refused_or_nothing);
  ADD ("draft-of-what-was-erased-is-refused", test_draft_of_what_was_erased_is_refused);
  ADD ("what-comes-back-is-refused", test_what_comes_back_is_refused);
  ADD ("database-put-back-is-erased-again", test_database_put_back_is_erased_again);
  ADD ("altered-file-says-nothing", test_altered_file_says_nothing);
  ADD ("marker-waits-for-its-dossier", test_marker_waits_for_its_dossier);
  ADD ("document-goes-with-its-last-record", test_document_goes_with_its_last_record);
  ADD ("bulk-taken-back-takes-nothing", test_bulk_taken_back_takes_nothing);
  ADD ("clock-put-back-a-year", test_clock_put_back_a_year);
#undef ADD
  return g_test_run ();
}
