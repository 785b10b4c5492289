/* SPDX-License-Identifier: EUPL-1.2 */

/* The text of a vault: a GLib key file with one form only.
 *
 * Invariants:
 * 1. The last line is a SHA-256 of all bytes before it, in every format there
 *    will ever be, so that damage is told from a newer format.
 * 2. A text is accepted only if writing what was read gives the same bytes. */

#include "store/vault-file-private.h"

#include <string.h>

#include "store/store-error.h"

#define CHECK_KEY "check="
#define CHECK_DIGITS (64)
#define KDF_NAME "argon2id13"

static const char *const slot_names[GEZIN_N_SLOTS] = { "passphrase", "recovery" };

static void
append_hex (GString *text, const char *key, const guint8 *bytes, gsize length)
{
  gsize i;

  g_string_append_printf (text, "%s=", key);
  for (i = 0; i < length; i++)
    g_string_append_printf (text, "%02x", bytes[i]);
  g_string_append_c (text, '\n');
}

static void
append_vault_group (GString *text, const GezinVaultFile *file)
{
  g_string_append_printf (text, "[vault]\nformat=%d\n", GEZIN_VAULT_FORMAT);
  append_hex (text, "id", file->id, sizeof file->id);
}

static void
append_slot_header (GString *text, const GezinVaultFile *file, GezinSlotName name)
{
  const GezinSlot *slot = &file->slots[name];

  g_string_append_printf (text, "\n[%s]\nkdf=" KDF_NAME "\n", slot_names[name]);
  g_string_append_printf (text, "memory=%" G_GUINT64_FORMAT "\n", slot->memory);
  g_string_append_printf (text, "passes=%" G_GUINT64_FORMAT "\n", slot->passes);
  append_hex (text, "salt", slot->salt, sizeof slot->salt);
}

GString *
gezin_vault_file_slot_header (const GezinVaultFile *file, GezinSlotName slot)
{
  GString *text = g_string_new (NULL);

  append_vault_group (text, file);
  append_slot_header (text, file, slot);
  return text;
}

GString *
gezin_vault_file_sealed_part (const GezinVaultFile *file)
{
  GString *text = g_string_new ("# Gezinsdossier: how the key of this store is wrapped.\n"
                                "# Every byte is checked; keep this file with its database.\n");
  int name;

  append_vault_group (text, file);
  for (name = 0; name < GEZIN_N_SLOTS; name++)
    {
      const GezinSlot *slot = &file->slots[name];

      append_slot_header (text, file, (GezinSlotName) name);
      append_hex (text, "nonce", slot->nonce, sizeof slot->nonce);
      append_hex (text, "wrapped", slot->wrapped, sizeof slot->wrapped);
    }
  return text;
}

GString *
gezin_vault_file_write (const GezinVaultFile *file)
{
  GString *text = gezin_vault_file_sealed_part (file);
  g_autofree char *check = NULL;

  g_string_append (text, "\n[seal]\n");
  append_hex (text, "mac", file->seal, sizeof file->seal);
  check = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) text->str, text->len);
  g_string_append_printf (text, CHECK_KEY "%s\n", check);
  return text;
}

/* Invariant 1. */
static gboolean
check_holds (const char *text, gsize length)
{
  const gsize line = strlen (CHECK_KEY) + CHECK_DIGITS + 1;
  g_autofree char *check = NULL;
  const char *last;

  if (length < line || text[length - 1] != '\n')
    return FALSE;
  last = text + length - line;
  if (strncmp (last, CHECK_KEY, strlen (CHECK_KEY)) != 0)
    return FALSE;
  check = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) text, length - line);
  return strncmp (last + strlen (CHECK_KEY), check, CHECK_DIGITS) == 0;
}

static gboolean
read_hex (GKeyFile *keys, const char *group, const char *key, guint8 *bytes, gsize length)
{
  g_autofree char *hex = g_key_file_get_value (keys, group, key, NULL);
  gsize read = 0;

  return hex != NULL && sodium_hex2bin (bytes, length, hex, strlen (hex), NULL, &read, NULL) == 0
         && read == length;
}

/* Reads @slot; the bounds are invariant 3 of vault.h. */
static gboolean
read_slot (GKeyFile *keys, const char *group, GezinSlot *slot)
{
  g_autofree char *kdf = g_key_file_get_value (keys, group, "kdf", NULL);

  slot->memory = g_key_file_get_uint64 (keys, group, "memory", NULL);
  slot->passes = g_key_file_get_uint64 (keys, group, "passes", NULL);
  return g_strcmp0 (kdf, KDF_NAME) == 0 && slot->memory >= GEZIN_KDF_MIN_MEMORY
         && slot->memory <= GEZIN_KDF_MAX_MEMORY && slot->passes >= GEZIN_KDF_MIN_PASSES
         && slot->passes <= GEZIN_KDF_MAX_PASSES
         && read_hex (keys, group, "salt", slot->salt, sizeof slot->salt)
         && read_hex (keys, group, "nonce", slot->nonce, sizeof slot->nonce)
         && read_hex (keys, group, "wrapped", slot->wrapped, sizeof slot->wrapped);
}

static gboolean
read_groups (GKeyFile *keys, GezinVaultFile *file)
{
  int name;

  for (name = 0; name < GEZIN_N_SLOTS; name++)
    {
      if (!read_slot (keys, slot_names[name], &file->slots[name]))
        return FALSE;
    }
  return read_hex (keys, "vault", "id", file->id, sizeof file->id)
         && read_hex (keys, "seal", "mac", file->seal, sizeof file->seal);
}

static gboolean
is_what_we_write (const GezinVaultFile *file, const char *text, gsize length)
{
  g_autoptr (GString) written = gezin_vault_file_write (file);

  return written->len == length && memcmp (written->str, text, length) == 0;
}

gboolean
gezin_vault_file_parse (GezinVaultFile *file, const char *text, gsize length, GError **error)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  gint64 format;

  if (!check_holds (text, length)
      || !g_key_file_load_from_data (keys, text, length, G_KEY_FILE_NONE, NULL))
    {
      g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_VAULT_DAMAGED,
                           "the vault is cut off or altered");
      return FALSE;
    }
  format = g_key_file_get_int64 (keys, "vault", "format", NULL);
  if (format > GEZIN_VAULT_FORMAT)
    {
      g_set_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_NEWER,
                   "the vault has format %" G_GINT64_FORMAT ", this program knows %d", format,
                   GEZIN_VAULT_FORMAT);
      return FALSE;
    }
  if (!read_groups (keys, file) || !is_what_we_write (file, text, length))
    {
      g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_VAULT_DAMAGED,
                           "the vault holds what this program did not write");
      return FALSE;
    }
  return TRUE;
}
