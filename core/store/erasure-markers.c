/* SPDX-License-Identifier: EUPL-1.2 */

/* Markers outside the database: as bytes, and back from bytes into the tables.
 *
 *   gezin-erased-1
 *   dossier DOSSIER TIME MARK
 *   record DOSSIER RECORD TIME MARK
 *   seal BLAKE2B
 *
 * Ids as text, instants in microseconds; sorted. The mark is a keyed BLAKE2b-128 of
 * its line, the seal a keyed BLAKE2b-256 of all lines before it: nobody without the
 * master key adds a line; one that is taken away shows; and of a file that is
 * damaged the other lines still hold. */

#include "store/erasure-private.h"

#include <sodium.h>
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "store/documents.h"
#include "store/key-private.h"

#define FIRST_LINE "gezin-erased-1\n"
#define SEAL_BYTES (32)
#define MARK_BYTES (16)
#define SEAL_PREFIX "seal "

char *
gezin_erasure_file_path (GezinStore *store)
{
  g_autofree char *folder = g_path_get_dirname (gezin_database_path (store->database));

  return g_build_filename (folder, GEZIN_ERASED_FILE_NAME, NULL);
}

/* Writing. */

/* A digest of another length is another function: a mark is never the beginning of a seal. */
static void
authenticate (const GezinSecret *key, const char *text, gsize length, guint8 *digest,
              gsize n_digest)
{
  crypto_generichash (digest, n_digest, (const guint8 *) text, length, gezin_secret_peek (key),
                      gezin_secret_length (key));
}

static void
append_marker (GString *text, const GezinErasureMarker *marker, const GezinSecret *key)
{
  char dossier[GEZIN_UUID_TEXT_LENGTH + 1];
  char record[GEZIN_UUID_TEXT_LENGTH + 1];
  gsize start = text->len;
  guint8 mark[MARK_BYTES];
  g_autofree char *hex = NULL;

  gezin_uuid_write (&marker->dossier, dossier);
  if (marker->has_record)
    g_string_append_printf (text, "record %s %s %" G_GINT64_FORMAT " ", dossier,
                            gezin_uuid_write (&marker->record, record), marker->time);
  else
    g_string_append_printf (text, "dossier %s %" G_GINT64_FORMAT " ", dossier, marker->time);
  authenticate (key, text->str + start, text->len - start, mark, sizeof mark);
  hex = gezin_hex_encode (mark, sizeof mark);
  g_string_append_printf (text, "%s\n", hex);
}

static gboolean
collect_markers (GezinStore *store, GArray *markers, GError **error)
{
  g_autoptr (GezinStatement) rows =
      gezin_database_prepare (store->database,
                              "SELECT id, NULL, erased FROM dossier WHERE erased IS NOT NULL"
                              " UNION ALL SELECT dossier.id, erased.record, erased.time"
                              " FROM erased JOIN dossier ON dossier.key = erased.dossier"
                              " UNION ALL SELECT dossier, record, time FROM awaited_marker"
                              " ORDER BY 1, 2",
                              error);
  gboolean has_row;

  if (rows == NULL)
    return FALSE;
  for (;;)
    {
      GezinErasureMarker marker = { .has_record = FALSE };

      if (!gezin_statement_step (rows, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      marker.has_record = gezin_column_uuid (rows, 1, &marker.record);
      marker.time = gezin_column_int (rows, 2);
      if (gezin_column_uuid (rows, 0, &marker.dossier))
        g_array_append_val (markers, marker);
    }
}

GBytes *
gezin_erasure_write_markers (GezinStore *store, GError **error)
{
  g_autoptr (GArray) markers = g_array_new (FALSE, FALSE, sizeof (GezinErasureMarker));
  g_autoptr (GezinSecret) key = gezin_key_derive (store->master_key, GEZIN_KEY_ERASED, SEAL_BYTES);
  g_autoptr (GString) text = g_string_new (FIRST_LINE);
  g_autofree char *hex = NULL;
  guint8 seal[SEAL_BYTES];
  guint i;

  if (!collect_markers (store, markers, error))
    return NULL;
  for (i = 0; i < markers->len; i++)
    append_marker (text, &g_array_index (markers, GezinErasureMarker, i), key);
  authenticate (key, text->str, text->len, seal, sizeof seal);
  hex = gezin_hex_encode (seal, sizeof seal);
  g_string_append_printf (text, SEAL_PREFIX "%s\n", hex);
  return g_string_free_to_bytes (g_steal_pointer (&text));
}

/* Reading. */

/* Whether @hex, of @n_digest bytes, is what authenticates the text before it. */
static gboolean
is_authentic (const GezinSecret *key, const char *text, gsize length, const char *hex,
              gsize n_digest)
{
  guint8 digest[SEAL_BYTES];
  g_autofree char *expected = NULL;

  authenticate (key, text, length, digest, n_digest);
  expected = gezin_hex_encode (digest, n_digest);
  return sodium_memcmp (hex, expected, 2 * n_digest) == 0;
}

static gboolean
read_line (const GezinSecret *key, const char *line, gsize length, GezinErasureMarker *marker)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;
  guint n_parts;

  if (length <= (gsize) 2 * MARK_BYTES
      || !is_authentic (key, line, length - 2 * MARK_BYTES, line + length - 2 * MARK_BYTES,
                        MARK_BYTES))
    return FALSE;
  text = g_strndup (line, length);
  parts = g_strsplit (text, " ", 6);
  n_parts = g_strv_length (parts);
  marker->has_record = n_parts == 5 && g_str_equal (parts[0], "record");
  if (!marker->has_record && (n_parts != 4 || !g_str_equal (parts[0], "dossier")))
    return FALSE;
  return gezin_uuid_parse (parts[1], &marker->dossier)
         && (!marker->has_record || gezin_uuid_parse (parts[2], &marker->record))
         && g_ascii_string_to_signed (parts[n_parts - 2], 10, G_MININT64, G_MAXINT64, &marker->time,
                                      NULL);
}

/* Whether the last line is the seal of what stands before it. */
static gboolean
is_sealed (const GezinSecret *key, const char *bytes, gsize length)
{
  const gsize seal_line = strlen (SEAL_PREFIX) + 2 * SEAL_BYTES + 1;
  const char *seal;

  if (length < strlen (FIRST_LINE) + seal_line)
    return FALSE;
  seal = bytes + length - seal_line;
  return memcmp (bytes, FIRST_LINE, strlen (FIRST_LINE)) == 0
         && memcmp (seal, SEAL_PREFIX, strlen (SEAL_PREFIX)) == 0 && bytes[length - 1] == '\n'
         && is_authentic (key, bytes, length - seal_line, seal + strlen (SEAL_PREFIX), SEAL_BYTES);
}

/* By bytes and not as text: a damaged file may hold any. */
GArray *
gezin_erasure_read_markers (const GezinSecret *master_key, const char *bytes, gsize length,
                            gboolean *is_whole)
{
  g_autoptr (GezinSecret) key = gezin_key_derive (master_key, GEZIN_KEY_ERASED, SEAL_BYTES);
  GArray *markers = g_array_new (FALSE, FALSE, sizeof (GezinErasureMarker));
  const char *end = bytes + length;
  const char *next;

  for (const char *line = bytes; line < end; line = next)
    {
      const char *stop = memchr (line, '\n', (gsize) (end - line));
      GezinErasureMarker marker = { .has_record = FALSE };

      stop = stop == NULL ? end : stop;
      next = stop == end ? end : stop + 1;
      if (read_line (key, line, (gsize) (stop - line), &marker))
        g_array_append_val (markers, marker);
    }
  *is_whole = is_sealed (key, bytes, length);
  return markers;
}

/* Into the tables. */

static gboolean
await_marker (GezinStore *store, const GezinErasureMarker *marker, GError **error)
{
  g_autoptr (GezinStatement) put = gezin_database_prepare (
      store->database,
      "INSERT OR IGNORE INTO awaited_marker (dossier, record, time) VALUES (?1, ?2, ?3)", error);

  if (put == NULL)
    return FALSE;
  gezin_bind_uuid (put, 1, &marker->dossier);
  gezin_bind_uuid (put, 2, &marker->record);
  gezin_bind_int (put, 3, marker->time);
  return gezin_statement_run (put, error);
}

static gboolean
apply_marker (GezinStore *store, const GezinErasureMarker *marker, gboolean *was_here,
              GError **error)
{
  const GezinErasureNote note = { .reason = GEZIN_ERASURE_RESTORED };
  gboolean is_erased;
  gint64 key;

  *was_here = FALSE;
  if (!gezin_dossiers_is_erased (store, &marker->dossier,
                                 marker->has_record ? &marker->record : NULL, &is_erased, error))
    return FALSE;
  if (is_erased)
    return TRUE;
  if (!gezin_dossiers_key (store, &marker->dossier, &key, error))
    return FALSE;
  *was_here = key != GEZIN_NO_DOSSIER;
  if (!marker->has_record)
    return gezin_erasure_take_dossier (store, &marker->dossier, &note, error);
  if (key == GEZIN_NO_DOSSIER)
    return await_marker (store, marker, error);
  return gezin_search_update (store, key, &marker->record, NULL, error)
         && gezin_erasure_take_record (store, key, &marker->dossier, &marker->record, &note, error);
}

static gboolean
apply_all (GezinStore *store, GArray *markers, guint *n_applied, GError **error)
{
  g_autofree char *detail = NULL;
  GezinAuditEvent event = { .action = "erase-again" };
  guint i;

  *n_applied = 0;
  for (i = 0; i < markers->len; i++)
    {
      gboolean was_here;

      if (!apply_marker (store, &g_array_index (markers, GezinErasureMarker, i), &was_here, error))
        return FALSE;
      *n_applied += was_here;
    }
  if (*n_applied == 0)
    return TRUE;
  detail = g_strdup_printf ("markers %u", *n_applied);
  event.detail = detail;
  return gezin_erasure_note_unfinished (store, error)
         && gezin_audit_append (store, &event, gezin_clock_now (store->clock), error);
}

gboolean
gezin_store_apply_markers (GezinStore *store, GArray *markers, guint *n_applied, GError **error)
{
  gboolean done;

  if (!gezin_database_begin (store->database, error))
    return FALSE;
  done = apply_all (store, markers, n_applied, error);
  if (!gezin_database_finish (store->database, done, error))
    return FALSE;
  gezin_erasure_try_finish (store);
  return TRUE;
}

GArray *
gezin_store_awaited_markers (GezinStore *store, const GezinUuid *dossier, GError **error)
{
  g_autoptr (GezinStatement) rows = gezin_database_prepare (
      store->database, "SELECT record FROM awaited_marker WHERE dossier = ?1", error);

  if (rows == NULL)
    return NULL;
  gezin_bind_uuid (rows, 1, dossier);
  return gezin_statement_uuids (rows, error);
}

/* At opening. */

/* What does not authenticate says nothing; that it lay there is worth knowing. */
static gboolean
take_up_file (GezinStore *store, GError **error)
{
  const GezinAuditEvent damaged = { .action = "erased-file-damaged" };
  g_autofree char *path = gezin_erasure_file_path (store);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GArray) markers = NULL;
  gconstpointer data;
  gsize length;
  guint n_applied;
  gboolean is_whole = FALSE;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  bytes = gezin_file_read_bounded (path, GEZIN_MAX_ERASED_FILE_BYTES, NULL);
  data = bytes == NULL ? NULL : g_bytes_get_data (bytes, &length);
  if (data != NULL)
    markers = gezin_erasure_read_markers (store->master_key, data, length, &is_whole);
  return (is_whole || gezin_store_audit (store, &damaged, error))
         && (markers == NULL || gezin_store_apply_markers (store, markers, &n_applied, error));
}

gboolean
gezin_erasure_open (GezinStore *store, GError **error)
{
  if (!take_up_file (store, error))
    return FALSE;
  if (!gezin_store_is_erasure_unfinished (store))
    return TRUE;
  /* Which files a crash kept from going is not known any more: those that no row has. */
  if (!gezin_documents_collect (store, NULL, NULL, error))
    return FALSE;
  gezin_erasure_try_finish (store);
  return TRUE;
}
