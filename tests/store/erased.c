/* SPDX-License-Identifier: EUPL-1.2 */

/* What an erasure must take, in every place where something can be, and a search
 * through all pages of the database as they are once decrypted. */

#include "erased.h"

#include <string.h>

#include "store/erasure.h"
#include "store/pack-private.h"
#include "store/store-private.h"

/* One in each place. None of them is a word of SQLite, of the cipher or of this program. */
#define WORD_NOW "Quetzalvlinder"
#define WORD_PAST "Zwavelkoraal"
#define WORD_DRAFT "Wrijfkoekoek"
#define WORD_PARKED "Jukoboompje"
#define WORD_ASIDE "Grafietspecht"
#define WORD_WHY "Mokkakwartel"

static const char *const words[] = { WORD_NOW,    WORD_PAST,  WORD_DRAFT,
                                     WORD_PARKED, WORD_ASIDE, WORD_WHY };

guint
erased_n_words (void)
{
  return G_N_ELEMENTS (words);
}

static GezinVersion *
version_of (const Erased *all, const char *value, guint64 replica)
{
  g_autoptr (GezinCommit) commit = gezin_commit_new (replica, TEST_NOW, "A", "rvt", "B", NULL);
  const GezinDot dot = { .replica = replica, .n = 1 };
  GRefString *text = g_ref_string_new (value);
  GezinVersion *version =
      gezin_version_new (&all->doomed, GEZIN_KIND_CONTACT, GEZIN_FIELD_CONTACT_FACTS, NULL, text,
                         &dot, NULL, commit, NULL, NULL, 0, FALSE);

  g_ref_string_release (text);
  return version;
}

static void
set_aside (StoreTest *test, const Erased *all)
{
  g_autoptr (GPtrArray) versions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);
  g_autoptr (GezinVersion) forged = version_of (all, WORD_ASIDE " vervalst", 77);

  g_ptr_array_add (versions, version_of (all, WORD_PARKED " geparkeerd", 78));
  g_assert_true (gezin_database_begin (test->store->database, NULL));
  g_assert_true (gezin_parked_keep (test->store, &all->dossier, &all->doomed, GEZIN_KIND_CONTACT,
                                    "test", versions, NULL));
  g_assert_true (
      gezin_parked_keep_aside (test->store, &all->dossier, "same-dot", forged, forged, NULL));
  g_assert_true (gezin_database_end (test->store->database, TRUE, NULL));
}

void
erased_fill (StoreTest *test, Erased *all)
{
  g_autoptr (GezinDraft) draft = NULL;
  g_autoptr (GString) prose = g_string_new (WORD_PAST);
  g_autoptr (GError) error = NULL;

  all->dossier = store_test_new_dossier (test, "Familie");
  all->doomed = store_test_record_id (test);
  all->staying = store_test_record_id (test);
  store_test_set (test, &all->dossier, &all->staying, GEZIN_FIELD_CONTACT_FACTS, STAYING_WORD);
  while (prose->len < 9000) /* more than a page */
    g_string_append (prose, " en " WORD_PAST);
  store_test_set (test, &all->dossier, &all->doomed, GEZIN_FIELD_CONTACT_FACTS, prose->str);
  store_test_set (test, &all->dossier, &all->doomed, GEZIN_FIELD_CONTACT_FACTS, WORD_NOW);
  g_assert_true (gezin_database_exec (test->store->database,
                                      "UPDATE \"commit\" SET why = '" WORD_WHY " vroeg het'"
                                      " WHERE key = (SELECT max (key) FROM \"commit\")",
                                      &error));
  draft = gezin_draft_new (&all->dossier, &all->doomed, GEZIN_KIND_CONTACT);
  g_ptr_array_add (draft->edits, gezin_edit_new (&all->doomed, GEZIN_KIND_CONTACT,
                                                 GEZIN_FIELD_CONTACT_FACTS, NULL, WORD_DRAFT));
  g_assert_true (gezin_store_keep_draft (test->store, draft, &error));
  set_aside (test, all);
}

static gboolean
erase_record (StoreTest *test, const Erased *all, const GezinUuid *record, GError **error)
{
  const GezinErasureNote note = { .reason = "request", .law = "jeugdwet" };
  const GezinStoreChange change = { .erasure = &note };
  g_autoptr (GezinDossier) now = gezin_store_load (test->store, &all->dossier, error);
  g_autoptr (GezinMerge) merge = NULL;

  if (now == NULL)
    return FALSE;
  merge = gezin_merge (now, NULL, NULL, 0, record, 1, error);
  return merge != NULL && store_test_apply (test, merge, &change, error);
}

gboolean
erased_erase (StoreTest *test, const Erased *all, const GezinUuid *record, GError **error)
{
  const GezinErasureNote note = { .reason = "term-over" };
  const GezinAuditEvent event = { .action = "erase", .dossier = &all->dossier };

  return record != NULL
             ? erase_record (test, all, record, error)
             : gezin_store_erase_dossier (test->store, &all->dossier, &note, &event, error);
}

/* As it was written, in lower case (the index), and in UTF-16. */
static gboolean
holds (const char *bytes, gsize length, const char *word)
{
  gsize word_length = strlen (word);
  g_autofree char *lower = g_ascii_strdown (word, -1);
  g_autofree char *wide = g_malloc0 (word_length * 2);

  for (gsize i = 0; i < word_length; i++)
    wide[2 * i] = word[i];
  return memmem (bytes, length, word, word_length) != NULL
         || memmem (bytes, length, lower, word_length) != NULL
         || memmem (bytes, length, wide, word_length * 2) != NULL;
}

static gboolean
folder_holds (const char *folder, const char *word)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *content = NULL;
      gsize length = 0;

      if (g_file_test (path, G_FILE_TEST_IS_DIR)
              ? folder_holds (path, word)
              : g_file_get_contents (path, &content, &length, NULL)
                    && holds (content, length, word))
        return TRUE;
    }
  return FALSE;
}

/* Every page, the free ones too, as it is in memory once decrypted. */
gboolean
erased_has_word (StoreTest *test, const char *word)
{
  sqlite3_int64 size = 0;
  guint8 *pages =
      sqlite3_serialize (gezin_database_handle (test->store->database), "main", &size, 0);
  gboolean found;

  g_assert_nonnull (pages);
  g_assert_cmpint (memcmp (pages, "SQLite format 3", 15), ==, 0); /* they are decrypted */
  found = holds ((const char *) pages, (gsize) size, word) || folder_holds (test->folder, word);
  sqlite3_free (pages);
  return found;
}

guint
erased_count_words (StoreTest *test)
{
  guint n_found = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    n_found += erased_has_word (test, words[i]);
  return n_found;
}
