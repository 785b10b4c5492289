/* SPDX-License-Identifier: EUPL-1.2 */

/* A store with one dossier, and a folder of files to attach to it. */

#include "document-support.h"

#include <glib/gstdio.h>

#include "base/limits.h"

#define CHUNK GEZIN_DOCUMENT_CHUNK_BYTES

void
document_test_write (const char *path, gsize length, guint seed)
{
  g_autofree char *content = g_malloc (length + 1);
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  for (gsize i = 0; i < length; i++)
    content[i] = (char) g_rand_int_range (random, 0, 256);
  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
}

void
document_test_setup (DocumentTest *world, gconstpointer data)
{
  store_test_init (&world->test, 71, NULL);
  world->outside = g_dir_make_tmp ("gezin-outside-XXXXXX", NULL);
  world->path = g_build_filename (world->outside, "in", NULL);
  world->target = g_build_filename (world->outside, "out", NULL);
  world->dossier = store_test_new_dossier (&world->test, "Papier");
  world->record = store_test_record_id (&world->test);
  document_test_write (world->path, 3 * CHUNK + 100, 1);
}

void
document_test_teardown (DocumentTest *world, gconstpointer data)
{
  store_test_clear (&world->test);
  store_test_remove_folder (world->outside);
  g_free (world->outside);
  g_free (world->path);
  g_free (world->target);
}

void
document_test_attach (DocumentTest *world, const GezinUuid *record, const char *path)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (store_test_attach (&world->test, &world->dossier, record, path, &error));
  g_assert_no_error (error);
}

GezinDocument *
document_test_find (DocumentTest *world, const GezinUuid *record)
{
  g_autofree char *digest =
      store_test_value (&world->test, &world->dossier, record, GEZIN_FIELD_DOCUMENT_FILE);
  g_autoptr (GError) error = NULL;
  GezinDocument *document = gezin_documents_find (world->test.store, digest, &error);

  g_assert_no_error (error);
  return document;
}

char *
document_test_path (DocumentTest *world, const GezinUuid *record)
{
  g_autoptr (GezinDocument) document = document_test_find (world, record);

  return gezin_documents_path (world->test.store, document->name);
}

gboolean
document_test_read_out (DocumentTest *world, const GezinUuid *record, GError **error)
{
  g_autoptr (GezinDocument) document = document_test_find (world, record);

  return gezin_documents_read_to_path (world->test.store, document, world->target, NULL, NULL, NULL,
                                       error);
}

void
document_test_assert_same (const char *one, const char *other)
{
  g_autofree char *left = NULL;
  g_autofree char *right = NULL;
  gsize n_left, n_right;

  g_assert_true (g_file_get_contents (one, &left, &n_left, NULL));
  g_assert_true (g_file_get_contents (other, &right, &n_right, NULL));
  g_assert_cmpmem (left, n_left, right, n_right);
}

guint
document_test_n_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

guint
document_test_n_stored (DocumentTest *world)
{
  g_autofree char *folder = gezin_documents_folder (world->test.store);

  return document_test_n_files (folder);
}

GezinDocumentReport *
document_test_check (DocumentTest *world)
{
  g_autoptr (GError) error = NULL;
  GezinDocumentReport *report = gezin_documents_check (world->test.store, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return report;
}
