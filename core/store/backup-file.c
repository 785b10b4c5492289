/* SPDX-License-Identifier: EUPL-1.2 */

/* The header and the manifest of a backup, as bytes in and out.
 *
 * Invariants:
 * 1. A text is taken only if writing what was read gives the same bytes.
 * 2. An accident in any byte shows without a key: the header has a digest of its
 *    own, the manifest ends with one and holds that of all before it.
 * 3. Who has no key cannot make a manifest that gezin_backup_manifest_is_authentic(). */

#include "store/backup-file-private.h"

#include <string.h>

#include "base/clock.h"
#include "base/id.h"
#include "base/limits.h"
#include "store/key-private.h"

#define MAGIC_BYTES (16)
#define CHECKED_BYTES (32) /* of the header, before its digest */
#define TITLE "gezin-backup-manifest-1\n"
#define MAC_LINE "mac="
#define CHECK_LINE "check="
#define ID_CHARACTERS (32)
#define HEX_DIGEST_CHARACTERS (2 * GEZIN_BACKUP_DIGEST_BYTES)

/* A transfer as text breaks it. */
static const guint8 magic[MAGIC_BYTES] = "GEZIN-BACKUP\r\n\x1a\n";
G_STATIC_ASSERT (CHECKED_BYTES + GEZIN_BACKUP_DIGEST_BYTES == GEZIN_BACKUP_HEADER_BYTES);

static gboolean
fail (GezinStoreError code, const char *what, GError **error)
{
  g_set_error_literal (error, GEZIN_STORE_ERROR, (int) code, what);
  return FALSE;
}

static void
digest (const void *bytes, gsize length, guint8 out[GEZIN_BACKUP_DIGEST_BYTES])
{
  crypto_generichash (out, GEZIN_BACKUP_DIGEST_BYTES, bytes, length, NULL, 0);
}

/* The header. Numbers stand most significant byte first. */

void
gezin_backup_header_write (const GezinBackupHeader *header, guint8 bytes[GEZIN_BACKUP_HEADER_BYTES])
{
  guint32 format = GUINT32_TO_BE (GEZIN_BACKUP_FORMAT);
  guint32 vault_bytes = GUINT32_TO_BE (header->vault_bytes);
  guint64 n_pages = GUINT64_TO_BE (header->n_pages);

  /* NOLINTNEXTLINE(bugprone-not-null-terminated-result): bytes and no text */
  memcpy (bytes, magic, MAGIC_BYTES);
  memcpy (bytes + 16, &format, sizeof format);
  memcpy (bytes + 20, &vault_bytes, sizeof vault_bytes);
  memcpy (bytes + 24, &n_pages, sizeof n_pages);
  digest (bytes, CHECKED_BYTES, bytes + CHECKED_BYTES);
}

gboolean
gezin_backup_header_parse (GezinBackupHeader *header, const guint8 bytes[GEZIN_BACKUP_HEADER_BYTES],
                           GError **error)
{
  guint8 expected[GEZIN_BACKUP_DIGEST_BYTES];
  guint32 format, vault_bytes;
  guint64 n_pages;

  if (memcmp (bytes, magic, MAGIC_BYTES) != 0)
    return fail (GEZIN_STORE_ERROR_BACKUP_NONE, "this file is no backup", error);
  digest (bytes, CHECKED_BYTES, expected);
  if (memcmp (expected, bytes + CHECKED_BYTES, sizeof expected) != 0)
    return fail (GEZIN_STORE_ERROR_BACKUP_DAMAGED, "the header of the backup is damaged", error);
  memcpy (&format, bytes + 16, sizeof format);
  memcpy (&vault_bytes, bytes + 20, sizeof vault_bytes);
  memcpy (&n_pages, bytes + 24, sizeof n_pages);
  if (GUINT32_FROM_BE (format) > GEZIN_BACKUP_FORMAT)
    return fail (GEZIN_STORE_ERROR_BACKUP_NEWER, "the backup has a newer format", error);
  header->vault_bytes = GUINT32_FROM_BE (vault_bytes);
  header->n_pages = GUINT64_FROM_BE (n_pages);
  if (GUINT32_FROM_BE (format) != GEZIN_BACKUP_FORMAT || header->vault_bytes == 0
      || header->vault_bytes > GEZIN_MAX_VAULT_BYTES || header->n_pages == 0
      || header->n_pages > G_MAXUINT32)
    return fail (GEZIN_STORE_ERROR_BACKUP_DAMAGED, "the header of the backup makes no sense",
                 error);
  return TRUE;
}

guint64
gezin_backup_header_pages_offset (const GezinBackupHeader *header)
{
  guint64 end = GEZIN_BACKUP_HEADER_BYTES + (guint64) header->vault_bytes;

  return (end + GEZIN_BACKUP_PAGE_BYTES - 1) / GEZIN_BACKUP_PAGE_BYTES * GEZIN_BACKUP_PAGE_BYTES;
}

guint64
gezin_backup_header_manifest_offset (const GezinBackupHeader *header)
{
  return gezin_backup_header_pages_offset (header) + header->n_pages * GEZIN_BACKUP_PAGE_BYTES;
}

/* The manifest. */

void
gezin_backup_document_free (GezinBackupDocument *document)
{
  if (document == NULL)
    return;
  g_free (document->name);
  g_free (document);
}

GezinBackupManifest *
gezin_backup_manifest_new (void)
{
  GezinBackupManifest *manifest = g_new0 (GezinBackupManifest, 1);

  manifest->documents =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_backup_document_free);
  manifest->erased = g_ptr_array_new_with_free_func (g_free);
  return manifest;
}

void
gezin_backup_manifest_free (GezinBackupManifest *manifest)
{
  if (manifest == NULL)
    return;
  g_free (manifest->store);
  g_free (manifest->incarnation);
  g_ptr_array_unref (manifest->documents);
  g_ptr_array_unref (manifest->erased);
  g_free (manifest);
}

static void
append_hex (GString *text, const char *key, const guint8 *bytes)
{
  g_autofree char *hex = gezin_hex_encode (bytes, GEZIN_BACKUP_DIGEST_BYTES);

  g_string_append_printf (text, "%s%s\n", key, hex);
}

/* All that the mac is over. */
static GString *
authenticated_text (const GezinBackupManifest *manifest)
{
  GString *text = g_string_new (TITLE);
  g_autofree char *made = gezin_instant_to_text (manifest->made);

  g_string_append_printf (text, "store=%s\nincarnation=%s\nmade=%s\nformat=%d\n", manifest->store,
                          manifest->incarnation, made, manifest->format);
  g_string_append_printf (text, "event=%" G_GINT64_FORMAT "\n", manifest->newest_event);
  append_hex (text, "hash=", manifest->newest_hash);
  g_string_append_printf (text, "pages=%" G_GUINT64_FORMAT "\n", manifest->n_pages);
  append_hex (text, "content=", manifest->content);
  for (guint i = 0; i < manifest->documents->len; i++)
    {
      const GezinBackupDocument *document = manifest->documents->pdata[i];

      g_string_append_printf (text, "document=%s %" G_GUINT64_FORMAT "\n", document->name,
                              document->stored);
    }
  for (guint i = 0; i < manifest->erased->len; i++)
    g_string_append_printf (text, "erased=%s\n", (const char *) manifest->erased->pdata[i]);
  return text;
}

static void
authenticate (const GString *text, const GezinSecret *master_key,
              guint8 mac[GEZIN_BACKUP_DIGEST_BYTES])
{
  g_autoptr (GezinSecret) key =
      gezin_key_derive (master_key, GEZIN_KEY_BACKUP, crypto_generichash_KEYBYTES);

  crypto_generichash (mac, GEZIN_BACKUP_DIGEST_BYTES, (const guint8 *) text->str, text->len,
                      gezin_secret_peek (key), gezin_secret_length (key));
}

static void
append_end (GString *text, const GezinBackupManifest *manifest)
{
  guint8 check[GEZIN_BACKUP_DIGEST_BYTES];

  append_hex (text, MAC_LINE, manifest->mac);
  digest (text->str, text->len, check);
  append_hex (text, CHECK_LINE, check);
}

GString *
gezin_backup_manifest_write (GezinBackupManifest *manifest, const GezinSecret *master_key)
{
  GString *text = authenticated_text (manifest);

  authenticate (text, master_key, manifest->mac);
  append_end (text, manifest);
  return text;
}

gboolean
gezin_backup_manifest_is_authentic (const GezinBackupManifest *manifest,
                                    const GezinSecret *master_key)
{
  g_autoptr (GString) text = authenticated_text (manifest);
  guint8 mac[GEZIN_BACKUP_DIGEST_BYTES];

  authenticate (text, master_key, mac);
  return sodium_memcmp (mac, manifest->mac, sizeof mac) == 0;
}

/* Reading: what it is given it takes off @rest. */

/* (transfer full) (nullable): What follows @key on the line that @rest begins with. */
static char *
take_line (const char **rest, const char *key)
{
  const char *start, *end;
  char *value;

  if (!g_str_has_prefix (*rest, key))
    return NULL;
  start = *rest + strlen (key);
  end = strchr (start, '\n');
  if (end == NULL)
    return NULL;
  value = g_strndup (start, (gsize) (end - start));
  *rest = end + 1;
  return value;
}

static gboolean
take_hex (const char **rest, const char *key, guint8 bytes[GEZIN_BACKUP_DIGEST_BYTES])
{
  g_autofree char *value = take_line (rest, key);
  g_autofree guint8 *decoded = NULL;
  gsize length = 0;

  decoded = value == NULL ? NULL : gezin_hex_decode (value, &length);
  if (decoded == NULL || length != GEZIN_BACKUP_DIGEST_BYTES)
    return FALSE;
  memcpy (bytes, decoded, length);
  return TRUE;
}

static gboolean
take_number (const char **rest, const char *key, guint64 most, guint64 *number)
{
  g_autofree char *value = take_line (rest, key);

  return value != NULL && g_ascii_string_to_unsigned (value, 10, 0, most, number, NULL);
}

static gboolean
is_hex (const char *text, gsize length)
{
  return strlen (text) == length && strspn (text, "0123456789abcdef") == length;
}

static gboolean
take_heading (const char **rest, GezinBackupManifest *manifest)
{
  g_autofree char *made = NULL;
  guint64 format, event;

  if (!g_str_has_prefix (*rest, TITLE))
    return FALSE;
  *rest += strlen (TITLE);
  manifest->store = take_line (rest, "store=");
  manifest->incarnation = take_line (rest, "incarnation=");
  made = take_line (rest, "made=");
  if (manifest->store == NULL || !is_hex (manifest->store, ID_CHARACTERS)
      || manifest->incarnation == NULL || !is_hex (manifest->incarnation, GEZIN_ID_TEXT_LENGTH)
      || made == NULL || !gezin_instant_from_text (made, &manifest->made)
      || !take_number (rest, "format=", G_MAXINT, &format)
      || !take_number (rest, "event=", G_MAXINT64, &event))
    return FALSE;
  manifest->format = (int) format;
  manifest->newest_event = (gint64) event;
  return take_hex (rest, "hash=", manifest->newest_hash)
         && take_number (rest, "pages=", G_MAXUINT32, &manifest->n_pages)
         && take_hex (rest, "content=", manifest->content);
}

static gboolean
take_documents (const char **rest, GezinBackupManifest *manifest)
{
  while (g_str_has_prefix (*rest, "document="))
    {
      g_autoptr (GezinBackupDocument) document = g_new0 (GezinBackupDocument, 1);
      char *space;

      document->name = take_line (rest, "document=");
      space = document->name == NULL ? NULL : strchr (document->name, ' ');
      if (space == NULL)
        return FALSE;
      *space = '\0';
      if (!is_hex (document->name, HEX_DIGEST_CHARACTERS)
          || !g_ascii_string_to_unsigned (space + 1, 10, 0, G_MAXINT64, &document->stored, NULL))
        return FALSE;
      g_ptr_array_add (manifest->documents, g_steal_pointer (&document));
    }
  return TRUE;
}

static gboolean
take_erased (const char **rest, GezinBackupManifest *manifest)
{
  while (g_str_has_prefix (*rest, "erased="))
    {
      char *ids = take_line (rest, "erased=");

      if (ids == NULL)
        return FALSE;
      g_ptr_array_add (manifest->erased, ids);
    }
  return TRUE;
}

/* Invariant 1. */
static gboolean
is_canonical (const GezinBackupManifest *manifest, const char *text, gsize length)
{
  g_autoptr (GString) again = authenticated_text (manifest);

  append_end (again, manifest);
  return again->len == length && memcmp (again->str, text, length) == 0;
}

GezinBackupManifest *
gezin_backup_manifest_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (GezinBackupManifest) manifest = gezin_backup_manifest_new ();
  g_autofree char *copy = g_strndup (text, length);
  const char *rest = copy;

  if (strlen (copy) == length && take_heading (&rest, manifest) && take_documents (&rest, manifest)
      && take_erased (&rest, manifest) && take_hex (&rest, MAC_LINE, manifest->mac)
      && is_canonical (manifest, text, length))
    return g_steal_pointer (&manifest);
  (void) fail (GEZIN_STORE_ERROR_BACKUP_DAMAGED, "what the backup says of itself is damaged",
               error);
  return NULL;
}
