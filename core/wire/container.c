/* SPDX-License-Identifier: EUPL-1.2 */

/* What a container may hold.
 *
 * Invariant: a name is never a path on disk: it is compared with the few that there are. */

#include "wire/container.h"

#include "base/limits.h"
#include "wire/container-private.h"

#include <string.h>

GezinPart *
gezin_part_new (const char *name, GBytes *bytes)
{
  GezinPart *part = g_new0 (GezinPart, 1);
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);

  part->name = g_strdup (name);
  part->bytes = g_bytes_ref (bytes);
  gezin_digest_of (data, length, part->digest);
  return part;
}

void
gezin_part_free (GezinPart *part)
{
  if (part == NULL)
    return;
  g_free (part->name);
  g_bytes_unref (part->bytes);
  g_free (part);
}

const GezinPart *
gezin_part_find (GPtrArray *parts, const char *name)
{
  for (guint i = 0; i < parts->len; i++)
    {
      const GezinPart *part = parts->pdata[i];

      if (g_str_equal (part->name, name))
        return part;
    }
  return NULL;
}

/* ---------- Names ---------- */

/** Sort: The entries of a container, in their order. */
typedef enum {
  SORT_MIMETYPE,
  SORT_MANIFEST,
  SORT_DOSSIER,
  SORT_DOCUMENT,
  SORT_ASIC_MANIFEST,
  SORT_SIGNATURE,
  N_SORTS
} Sort;

static const struct {
  const char *name;
  gboolean is_needed;
  guint64 max_bytes;
} sorts[N_SORTS] = {
  [SORT_MIMETYPE] = { "mimetype", TRUE, sizeof GEZIN_CONTAINER_MIMETYPE - 1 },
  [SORT_MANIFEST] = { GEZIN_CONTAINER_MANIFEST, TRUE, GEZIN_MAX_BUNDLE_MANIFEST_BYTES },
  [SORT_DOSSIER] = { GEZIN_CONTAINER_DOSSIER, FALSE, GEZIN_MAX_DOSSIER_XML_BYTES },
  [SORT_DOCUMENT] = { NULL, FALSE, GEZIN_MAX_BUNDLE_DOCUMENT_BYTES },
  [SORT_ASIC_MANIFEST] = { GEZIN_CONTAINER_ASIC_MANIFEST, TRUE, GEZIN_MAX_BUNDLE_MANIFEST_BYTES },
  [SORT_SIGNATURE] = { GEZIN_CONTAINER_SIGNATURE, TRUE, GEZIN_MAX_SIGNATURE_BYTES },
};

static gboolean
fail (GError **error, GezinWireError code, const char *reason)
{
  g_set_error_literal (error, GEZIN_WIRE_ERROR, (int) code, reason);
  return FALSE;
}

static gboolean
is_document (const char *name)
{
  const char *digest = name + strlen (GEZIN_CONTAINER_DOCUMENTS);

  return g_str_has_prefix (name, GEZIN_CONTAINER_DOCUMENTS)
         && strlen (digest) == GEZIN_DIGEST_TEXT_LENGTH
         && strspn (digest, "0123456789abcdef") == GEZIN_DIGEST_TEXT_LENGTH;
}

static Sort
sort_of (const char *name)
{
  for (guint i = 0; i < N_SORTS; i++)
    if (sorts[i].name == NULL ? is_document (name) : g_str_equal (name, sorts[i].name))
      return i;
  return N_SORTS;
}

/* Two names that some file system takes for one. Before names that we do not know are refused, so
 * that this is told as what it is. */
static gboolean
check_twice (const char *const *names, guint n_names, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < n_names; i++)
    if (!g_hash_table_add (seen, g_ascii_strdown (names[i], -1)))
      return fail (error, GEZIN_WIRE_ERROR_ZIP_TWICE, "one name twice");
  return TRUE;
}

static gboolean
check_order (const char *const *names, guint n_names, GError **error)
{
  guint n_of[N_SORTS] = { 0 };
  Sort last = SORT_MIMETYPE;

  for (guint i = 0; i < n_names; i++)
    {
      Sort sort = sort_of (names[i]);

      if (sort == N_SORTS)
        return fail (error, GEZIN_WIRE_ERROR_ZIP_NAME, "a name that no container has");
      if (sort < last
          || (sort == SORT_DOCUMENT && n_of[sort] > 0 && strcmp (names[i - 1], names[i]) >= 0))
        return fail (error, GEZIN_WIRE_ERROR_ZIP_NAME, "names that are not in their order");
      n_of[sort]++;
      last = sort;
    }
  for (guint i = 0; i < N_SORTS; i++)
    if (sorts[i].is_needed && n_of[i] == 0)
      return fail (error, GEZIN_WIRE_ERROR_ZIP_MISSING, "an entry is missing");
  return TRUE;
}

gboolean
gezin_container_check_names (const char *const *names, guint n_names, GError **error)
{
  if (n_names == 0 || n_names > GEZIN_MAX_BUNDLE_ENTRIES)
    return fail (error, GEZIN_WIRE_ERROR_ZIP_COUNT, "no entries, or too many");
  if (!check_twice (names, n_names, error))
    return FALSE;
  if (sort_of (names[0]) != SORT_MIMETYPE)
    return fail (error, GEZIN_WIRE_ERROR_MIMETYPE, "mimetype is not first");
  return check_order (names, n_names, error);
}

gboolean
gezin_container_check_size (const char *name, guint64 bytes, GError **error)
{
  Sort sort = sort_of (name);

  if (sort < N_SORTS && bytes <= sorts[sort].max_bytes)
    return TRUE;
  return fail (error, GEZIN_WIRE_ERROR_ZIP_ENTRY_SIZE, "an entry larger than it may be");
}
