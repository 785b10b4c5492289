/* SPDX-License-Identifier: EUPL-1.2 */

/* All loaded files, and which of them speaks on a day.
 *
 * Invariants:
 *  1. Every file in `files` passed the schema and the checks, alone and together with the others.
 *  2. `lists` leads from a name to every version of that list, the highest version first; so on
 *     a day the first that holds is the one that speaks. */

#include "reference/reference.h"

#include <string.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/limits.h"
#include "reference/reference-private.h"

/* A version of a list and the file that it stands in. */
typedef struct {
  const GezinDatedFile *file;
  const GezinDatedList *list;
} Version;

struct _GezinReference {
  gatomicrefcount references;
  GPtrArray *files; /* GezinDatedFile, in load order: lower layers first */
  GPtrArray *sorted; /* the same by id, then newest first */
  GHashTable *lists; /* name to GArray of Version */
  const char **names; /* of the lists, sorted, %NULL-terminated */
};

GezinReference *
gezin_reference_ref (GezinReference *reference)
{
  g_atomic_ref_count_inc (&reference->references);
  return reference;
}

void
gezin_reference_unref (GezinReference *reference)
{
  if (reference == NULL || !g_atomic_ref_count_dec (&reference->references))
    return;
  g_free (reference->names);
  g_hash_table_unref (reference->lists);
  g_ptr_array_unref (reference->sorted);
  g_ptr_array_unref (reference->files);
  g_free (reference);
}

/* ---------- Putting files together ---------- */

static gint
compare_newest_first (const GezinDatedFile *a, const GezinDatedFile *b)
{
  if (a->info.version != b->info.version)
    return a->info.version > b->info.version ? -1 : 1;
  return g_date_compare (&b->period.from, &a->period.from);
}

static gint
compare_files_cb (gconstpointer a, gconstpointer b)
{
  const GezinDatedFile *left = *(GezinDatedFile *const *) a;
  const GezinDatedFile *right = *(GezinDatedFile *const *) b;
  int by_id = strcmp (left->info.id, right->info.id);

  return by_id != 0 ? by_id : compare_newest_first (left, right);
}

static void
index_lists (GezinReference *reference)
{
  for (guint i = 0; i < reference->sorted->len; i++)
    {
      const GezinDatedFile *file = g_ptr_array_index (reference->sorted, i);

      for (guint j = 0; j < file->lists->len; j++)
        {
          Version version = { file, g_ptr_array_index (file->lists, j) };
          GArray *versions = g_hash_table_lookup (reference->lists, version.list->name);

          if (versions == NULL)
            {
              versions = g_array_new (FALSE, FALSE, sizeof (Version));
              g_hash_table_insert (reference->lists, (gpointer) version.list->name, versions);
            }
          g_array_append_val (versions, version);
        }
    }
}

/* @added (transfer full) are the files of the new layer; each has been checked by itself. */
GezinReference *
gezin_reference_put_together (GezinReference *below, GPtrArray *added, GError **error)
{
  g_autoptr (GezinReference) reference = g_new0 (GezinReference, 1);

  g_atomic_ref_count_init (&reference->references);
  reference->files = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_dated_file_unref);
  reference->lists =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_array_unref);
  for (guint i = 0; below != NULL && i < below->files->len; i++)
    g_ptr_array_add (reference->files, gezin_dated_file_ref (g_ptr_array_index (below->files, i)));
  g_ptr_array_extend_and_steal (reference->files, added);

  reference->sorted = g_ptr_array_new ();
  g_ptr_array_extend (reference->sorted, reference->files, NULL, NULL);
  g_ptr_array_sort (reference->sorted, compare_files_cb);
  index_lists (reference);
  reference->names = gezin_reference_list_names (reference);
  if (!gezin_reference_check_files (reference, reference->files, error))
    return NULL;
  return g_steal_pointer (&reference);
}

guint
gezin_reference_layer_above (GezinReference *below)
{
  guint layer = 0;

  for (guint i = 0; below != NULL && i < below->files->len; i++)
    {
      const GezinDatedFile *file = g_ptr_array_index (below->files, i);

      layer = MAX (layer, file->info.layer + 1);
    }
  return layer;
}

GezinDatedFile *
gezin_reference_read_file (const char *name, guint layer, const char *data, gsize length,
                           GError **error)
{
  g_autoptr (GezinDatedFile) file = gezin_dated_file_new (name, layer, data, length, error);

  if (file == NULL || !gezin_reference_check_file (file, error))
    return NULL;
  gezin_digest_of (data, length, file->digest);
  return g_steal_pointer (&file);
}

static gboolean
load_bytes (GPtrArray *files, const char *name, guint layer, const char *data, gsize length,
            GError **error)
{
  GezinDatedFile *file = gezin_reference_read_file (name, layer, data, length, error);

  if (file == NULL)
    return FALSE;
  g_ptr_array_add (files, file);
  return TRUE;
}

GezinReference *
gezin_reference_new_from_bytes (const char *name, const char *data, gsize length,
                                GezinReference *below, GError **error)
{
  g_autoptr (GPtrArray) files =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_dated_file_unref);

  if (!load_bytes (files, name, gezin_reference_layer_above (below), data, length, error))
    return NULL;
  return gezin_reference_put_together (below, g_steal_pointer (&files), error);
}

static gint
compare_names_cb (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* The names of the folder's reference files, sorted so that messages do not depend on the disk. */
static GPtrArray *
list_folder (const char *path, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) problem = NULL;
  g_autoptr (GDir) folder = g_dir_open (path, 0, &problem);
  const char *name;

  if (folder == NULL)
    {
      g_set_error_literal (error, GEZIN_REFERENCE_ERROR, GEZIN_REFERENCE_ERROR_READ,
                           problem->message);
      return NULL;
    }
  while ((name = g_dir_read_name (folder)) != NULL)
    if (name[0] != '.' && g_str_has_suffix (name, ".xml"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names_cb);
  return g_steal_pointer (&names);
}

static gboolean
load_file (GPtrArray *files, const char *folder, const char *name, guint layer, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) problem = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const char *data;
  gsize length;

  bytes = gezin_file_read_bounded (path, GEZIN_MAX_REFERENCE_XML_BYTES, &problem);
  if (bytes == NULL)
    {
      gboolean refused = g_error_matches (problem, G_FILE_ERROR, G_FILE_ERROR_INVAL);

      g_set_error (error, GEZIN_REFERENCE_ERROR,
                   refused ? GEZIN_REFERENCE_ERROR_XML : GEZIN_REFERENCE_ERROR_READ, "%s:1: %s",
                   name, problem->message);
      return FALSE;
    }
  data = g_bytes_get_data (bytes, &length);
  return load_bytes (files, name, layer, data, length, error);
}

gboolean
gezin_reference_are_few (guint n_files, GError **error)
{
  if (n_files <= GEZIN_MAX_REFERENCE_FILES)
    return TRUE;
  g_set_error (error, GEZIN_REFERENCE_ERROR, GEZIN_REFERENCE_ERROR_FILES, "more than %d files",
               GEZIN_MAX_REFERENCE_FILES);
  return FALSE;
}

GPtrArray *
gezin_reference_read_folder (const char *path, guint layer, GError **error)
{
  g_autoptr (GPtrArray) files =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_dated_file_unref);
  g_autoptr (GPtrArray) names = list_folder (path, error);

  if (names == NULL)
    return NULL;
  if (!gezin_reference_are_few (names->len, error))
    return NULL;
  for (guint i = 0; i < names->len; i++)
    if (!load_file (files, path, g_ptr_array_index (names, i), layer, error))
      return NULL;
  return g_steal_pointer (&files);
}

GezinReference *
gezin_reference_new_from_folder (const char *path, GezinReference *below, GError **error)
{
  GPtrArray *files = gezin_reference_read_folder (path, gezin_reference_layer_above (below), error);

  if (files != NULL && files->len == 0 && below == NULL)
    {
      g_ptr_array_unref (files);
      g_set_error (error, GEZIN_REFERENCE_ERROR, GEZIN_REFERENCE_ERROR_MISSING,
                   "no reference data in %s", path);
      return NULL;
    }
  return files != NULL ? gezin_reference_put_together (below, files, error) : NULL;
}

/* ---------- Asking ---------- */

GezinCodeList *
gezin_reference_list (GezinReference *reference, const char *name, const GDate *day)
{
  const GArray *versions = g_hash_table_lookup (reference->lists, name);

  g_return_val_if_fail (day == NULL || g_date_valid (day), NULL);

  for (guint i = 0; versions != NULL && i < versions->len; i++)
    {
      const Version *version = &g_array_index (versions, Version, i);

      if (day == NULL)
        return gezin_code_list_new (reference, version->list, NULL);
      if (gezin_period_holds (&version->file->period, day)
          && gezin_period_holds (&version->list->period, day))
        return gezin_code_list_new (reference, version->list, day);
    }
  return NULL;
}

const char **
gezin_reference_list_names (GezinReference *reference)
{
  g_autoptr (GList) names =
      g_list_sort (g_hash_table_get_keys (reference->lists), (GCompareFunc) strcmp);
  GPtrArray *array = g_ptr_array_new ();

  for (GList *item = names; item != NULL; item = item->next)
    g_ptr_array_add (array, item->data);
  g_ptr_array_add (array, NULL);
  return (const char **) g_ptr_array_free (array, FALSE);
}

GPtrArray *
gezin_reference_list_names_with (GezinReference *reference, const char *prefix)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; reference->names[i] != NULL; i++)
    if (g_str_has_prefix (reference->names[i], prefix))
      g_ptr_array_add (names, (gpointer) reference->names[i]);
  return names;
}

const GezinCode *
gezin_reference_find (GezinReference *reference, const char *list, const char *code)
{
  const GArray *versions = g_hash_table_lookup (reference->lists, list);

  for (guint i = 0; versions != NULL && i < versions->len; i++)
    {
      const Version *version = &g_array_index (versions, Version, i);
      const GezinCode *found = g_hash_table_lookup (version->list->by_name, code);

      if (found != NULL)
        return found;
    }
  return NULL;
}

gboolean
gezin_reference_knows (GezinReference *reference, const char *list, const char *code)
{
  return gezin_reference_find (reference, list, code) != NULL;
}

const char *
gezin_reference_label (GezinReference *reference, const char *list, const char *code,
                       const char *language)
{
  const GezinCode *found = gezin_reference_find (reference, list, code);

  return found == NULL ? code : gezin_code_label (found, language);
}

guint32
gezin_reference_era (GezinReference *reference, const GDate *day)
{
  guint32 latest = 0;

  for (guint i = 0; i < reference->sorted->len; i++)
    latest = MAX (latest, gezin_dated_file_era (g_ptr_array_index (reference->sorted, i), day));
  return latest;
}

static gint
compare_days_cb (gconstpointer a, gconstpointer b)
{
  guint32 left = *(const guint32 *) a, right = *(const guint32 *) b;

  return left < right ? -1 : left > right;
}

GArray *
gezin_reference_days (GezinReference *reference, const char *prefix)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (guint32));
  GArray *days = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < reference->files->len; i++)
    gezin_dated_file_add_days (reference->files->pdata[i], prefix, all);
  g_array_sort (all, compare_days_cb);
  for (guint i = 0; i < all->len; i++)
    {
      guint32 day = g_array_index (all, guint32, i);

      if (i == 0 || day != g_array_index (all, guint32, i - 1))
        g_array_append_val (days, day);
    }
  return days;
}

guint
gezin_reference_n_files (GezinReference *reference)
{
  return reference->sorted->len;
}

const GezinReferenceFile *
gezin_reference_file (GezinReference *reference, guint index)
{
  g_return_val_if_fail (index < reference->sorted->len, NULL);

  return &((const GezinDatedFile *) g_ptr_array_index (reference->sorted, index))->info;
}

char *
gezin_reference_fingerprint (GezinReference *reference)
{
  g_autoptr (GezinDigest) digest = gezin_digest_new ();
  guint8 sha256[GEZIN_DIGEST_BYTES];

  for (guint i = 0; i < reference->sorted->len; i++)
    {
      const GezinDatedFile *file = g_ptr_array_index (reference->sorted, i);
      guint8 layer = (guint8) file->info.layer;

      gezin_digest_update (digest, &layer, sizeof layer);
      gezin_digest_update (digest, file->digest, sizeof file->digest);
    }
  gezin_digest_finish (digest, sha256);
  return gezin_digest_text (sha256);
}
