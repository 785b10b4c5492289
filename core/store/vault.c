/* SPDX-License-Identifier: EUPL-1.2 */

/* Wrapping and unwrapping the master key. The invariants are in vault.h.
 *
 * A slot is Argon2id (what somebody knows) -> a key that opens, with
 * XChaCha20-Poly1305, the master key; its cost and salt are authenticated with
 * it. The seal is a keyed BLAKE2b of the whole file under a key made of the
 * master key, so an altered slot shows at the next unlock by the other one. */

#include "store/vault.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#include "base/file.h"
#include "base/id.h"
#include "base/limits.h"
#include "store/failure-private.h"
#include "store/key-private.h"
#include "store/recovery-key-private.h"
#include "store/tries-private.h"
#include "store/vault-file-private.h"

#define TRIES_SUFFIX ".tries"
#define MIN_DIFFERENT_CHARACTERS (5)

struct _GezinVault {
  char *path;
  char *tries_path;
  GezinVaultFile file;
  GezinTries *tries;
};

static GezinVault *
new_vault (const char *path)
{
  GezinVault *vault = g_new0 (GezinVault, 1);

  vault->path = g_strdup (path);
  vault->tries_path = path == NULL ? NULL : g_strconcat (path, TRIES_SUFFIX, NULL);
  vault->tries = path == NULL ? g_array_new (FALSE, FALSE, sizeof (gint64))
                              : gezin_tries_read (vault->tries_path);
  return vault;
}

void
gezin_vault_free (GezinVault *vault)
{
  if (vault == NULL)
    return;
  g_free (vault->path);
  g_free (vault->tries_path);
  g_array_unref (vault->tries);
  g_free (vault);
}

/* Keyboards differ in how they make an accented letter: NFC makes them one. */
static GezinSecret *
normalise (const GezinSecret *passphrase)
{
  char *text = g_utf8_normalize ((const char *) gezin_secret_peek (passphrase),
                                 (gssize) gezin_secret_length (passphrase), G_NORMALIZE_NFC);
  GezinSecret *normal;

  if (text == NULL)
    return gezin_secret_new_copy (gezin_secret_peek (passphrase), gezin_secret_length (passphrase));
  normal = gezin_secret_new_copy (text, strlen (text));
  gezin_secret_wipe (text, strlen (text));
  g_free (text);
  return normal;
}

static gboolean
check_passphrase (const GezinSecret *passphrase, GError **error)
{
  const char *text = (const char *) gezin_secret_peek (passphrase);
  gsize length = gezin_secret_length (passphrase);
  gboolean seen[256] = { FALSE };
  guint different = 0;
  gsize i;

  for (i = 0; i < length; i++)
    {
      different += !seen[(guint8) text[i]];
      seen[(guint8) text[i]] = TRUE;
    }
  gezin_secret_wipe (seen, sizeof seen);
  if (length <= GEZIN_MAX_PASSPHRASE_BYTES && g_utf8_validate (text, (gssize) length, NULL)
      && g_utf8_strlen (text, (gssize) length) >= GEZIN_MIN_PASSPHRASE_CHARACTERS
      && different >= MIN_DIFFERENT_CHARACTERS)
    return TRUE;
  g_set_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_PASSPHRASE_WEAK,
               "a passphrase has at least %d characters, %d different ones among them",
               GEZIN_MIN_PASSPHRASE_CHARACTERS, MIN_DIFFERENT_CHARACTERS);
  return FALSE;
}

static GezinSecret *
derive_slot_key (const GezinSlot *slot, const GezinSecret *known, GError **error)
{
  g_autoptr (GezinSecret) key = gezin_secret_new (crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

  if (crypto_pwhash (gezin_secret_bytes (key), gezin_secret_length (key),
                     (const char *) gezin_secret_peek (known), gezin_secret_length (known),
                     slot->salt, slot->passes, (size_t) slot->memory, crypto_pwhash_ALG_ARGON2ID13)
      != 0)
    {
      g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_MACHINE,
                           "there is not enough memory to derive the key");
      return NULL;
    }
  return g_steal_pointer (&key);
}

/* Wraps @master_key in the slot @name, whose cost is set; salt and nonce are made anew. */
static gboolean
wrap (GezinVaultFile *file, GezinSlotName name, const GezinSecret *known,
      const GezinSecret *master_key, GError **error)
{
  GezinSlot *slot = &file->slots[name];
  g_autoptr (GezinSecret) key = NULL;
  g_autoptr (GString) header = NULL;

  randombytes_buf (slot->salt, sizeof slot->salt);
  randombytes_buf (slot->nonce, sizeof slot->nonce);
  key = derive_slot_key (slot, known, error);
  if (key == NULL)
    return FALSE;
  header = gezin_vault_file_slot_header (file, name);
  crypto_aead_xchacha20poly1305_ietf_encrypt (
      slot->wrapped, NULL, gezin_secret_peek (master_key), GEZIN_MASTER_KEY_BYTES,
      (const guint8 *) header->str, header->len, NULL, slot->nonce, gezin_secret_peek (key));
  return TRUE;
}

/* NULL without an error: this does not open the slot. */
static GezinSecret *
unwrap (const GezinVaultFile *file, GezinSlotName name, const GezinSecret *known, GError **error)
{
  const GezinSlot *slot = &file->slots[name];
  g_autoptr (GezinSecret) key = derive_slot_key (slot, known, error);
  g_autoptr (GezinSecret) master_key = NULL;
  g_autoptr (GString) header = NULL;

  if (key == NULL)
    return NULL;
  master_key = gezin_secret_new (GEZIN_MASTER_KEY_BYTES);
  header = gezin_vault_file_slot_header (file, name);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt (
          gezin_secret_bytes (master_key), NULL, NULL, slot->wrapped, sizeof slot->wrapped,
          (const guint8 *) header->str, header->len, slot->nonce, gezin_secret_peek (key))
      != 0)
    return NULL;
  return g_steal_pointer (&master_key);
}

static void
make_seal (const GezinVaultFile *file, const GezinSecret *master_key, guint8 *seal)
{
  g_autoptr (GezinSecret) key =
      gezin_key_derive (master_key, GEZIN_KEY_VAULT_SEAL, crypto_generichash_KEYBYTES);
  g_autoptr (GString) text = gezin_vault_file_sealed_part (file);

  crypto_generichash (seal, GEZIN_VAULT_SEAL_BYTES, (const guint8 *) text->str, text->len,
                      gezin_secret_peek (key), gezin_secret_length (key));
}

/* Puts @file in the vault's place; in memory only once it is on disk. */
static gboolean
replace (GezinVault *vault, GezinVaultFile *file, const GezinSecret *master_key, GError **error)
{
  g_autoptr (GString) text = NULL;

  make_seal (file, master_key, file->seal);
  text = gezin_vault_file_write (file);
  if (!gezin_file_write_durably (vault->path, text->str, text->len, error))
    {
      gezin_failure_translate ("cannot write the vault", error);
      return FALSE;
    }
  vault->file = *file;
  return TRUE;
}

/* The paper's 140 random bits need no costly derivation: the least that we read back will do. */
static gboolean
fill_recovery_slot (GezinVaultFile *file, const GezinSecret *master_key, GezinSecret **recovery_key,
                    GError **error)
{
  g_autoptr (GezinSecret) printed = gezin_recovery_key_new ();
  g_autoptr (GezinSecret) characters = gezin_recovery_key_read (printed);

  g_assert (characters != NULL);
  file->slots[GEZIN_SLOT_RECOVERY].memory = GEZIN_KDF_MIN_MEMORY;
  file->slots[GEZIN_SLOT_RECOVERY].passes = GEZIN_KDF_MIN_PASSES;
  if (!wrap (file, GEZIN_SLOT_RECOVERY, characters, master_key, error))
    return FALSE;
  *recovery_key = g_steal_pointer (&printed);
  return TRUE;
}

static gboolean
fill_passphrase_slot (GezinVaultFile *file, const GezinSecret *master_key,
                      const GezinSecret *passphrase, GError **error)
{
  g_autoptr (GezinSecret) normal = normalise (passphrase);

  return check_passphrase (normal, error)
         && wrap (file, GEZIN_SLOT_PASSPHRASE, normal, master_key, error);
}

GezinVault *
gezin_vault_create (const char *path, const GezinSecret *passphrase, gsize kdf_memory,
                    GezinSecret **recovery_key, GezinSecret **master_key, GError **error)
{
  g_autoptr (GezinSecret) master = gezin_secret_new_random (GEZIN_MASTER_KEY_BYTES);
  g_autoptr (GezinSecret) printed = NULL;
  g_autoptr (GezinVault) vault = NULL;
  GezinVaultFile file = { 0 };

  if (kdf_memory < GEZIN_KDF_MIN_MEMORY || kdf_memory > GEZIN_KDF_MAX_MEMORY)
    {
      g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_KDF,
                           "the memory for the key lies outside its limits");
      return NULL;
    }
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_EXISTS,
                           "there is a vault already");
      return NULL;
    }
  randombytes_buf (file.id, sizeof file.id);
  file.slots[GEZIN_SLOT_PASSPHRASE].memory = kdf_memory;
  file.slots[GEZIN_SLOT_PASSPHRASE].passes = GEZIN_KDF_DEFAULT_PASSES;
  vault = new_vault (path);
  if (!fill_passphrase_slot (&file, master, passphrase, error)
      || !fill_recovery_slot (&file, master, &printed, error)
      || !replace (vault, &file, master, error))
    return NULL;
  *recovery_key = g_steal_pointer (&printed);
  *master_key = g_steal_pointer (&master);
  return g_steal_pointer (&vault);
}

/* A vault that is not there is no store; one that is too large is none of ours. */
static GBytes *
read_file (const char *path, GError **error)
{
  g_autoptr (GError) inner = NULL;
  GBytes *bytes = gezin_file_read_bounded (path, GEZIN_MAX_VAULT_BYTES, &inner);

  if (bytes != NULL)
    return bytes;
  if (g_error_matches (inner, G_FILE_ERROR, G_FILE_ERROR_NOENT)
      || g_error_matches (inner, G_FILE_ERROR, G_FILE_ERROR_NOTDIR))
    g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_NO_STORE,
                         "there is no vault at this place");
  else if (g_error_matches (inner, G_FILE_ERROR, G_FILE_ERROR_INVAL))
    g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_VAULT_DAMAGED,
                         "this is not a vault");
  else
    {
      gezin_failure_translate ("cannot read the vault", &inner);
      g_propagate_error (error, g_steal_pointer (&inner));
    }
  return NULL;
}

GezinVault *
gezin_vault_read (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = read_file (path, error);
  g_autoptr (GezinVault) vault = NULL;

  if (bytes == NULL)
    return NULL;
  vault = new_vault (path);
  if (!gezin_vault_file_parse (&vault->file, g_bytes_get_data (bytes, NULL),
                               g_bytes_get_size (bytes), error))
    return NULL;
  return g_steal_pointer (&vault);
}

GezinVault *
gezin_vault_read_copy (GBytes *bytes, GError **error)
{
  g_autoptr (GezinVault) vault = new_vault (NULL);

  if (!gezin_vault_file_parse (&vault->file, g_bytes_get_data (bytes, NULL),
                               g_bytes_get_size (bytes), error))
    return NULL;
  return g_steal_pointer (&vault);
}

char *
gezin_vault_id (const GezinVault *vault)
{
  return gezin_hex_encode (vault->file.id, sizeof vault->file.id);
}

guint
gezin_vault_seconds_to_wait (GezinVault *vault, GezinClock *clock)
{
  return gezin_tries_seconds_to_wait (vault->tries, gezin_clock_now (clock));
}

static gboolean
may_try (GezinVault *vault, GezinClock *clock, GError **error)
{
  guint seconds = gezin_vault_seconds_to_wait (vault, clock);

  if (seconds == 0)
    return TRUE;
  if (gezin_tries_touch (vault->tries, vault->tries_path, gezin_clock_now (clock), error))
    g_set_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_WAIT,
                 "too many wrong tries: wait %u seconds", seconds);
  return FALSE;
}

static GezinSecret *
unlock (GezinVault *vault, GezinClock *clock, GezinSlotName slot, const GezinSecret *known,
        GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autoptr (GezinSecret) master_key = unwrap (&vault->file, slot, known, &inner);
  guint8 seal[GEZIN_VAULT_SEAL_BYTES];

  if (inner != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return NULL;
    }
  if (master_key == NULL)
    {
      if (gezin_tries_add (vault->tries, vault->tries_path, gezin_clock_now (clock), error))
        g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_WRONG_KEY,
                             slot == GEZIN_SLOT_PASSPHRASE ? "wrong passphrase"
                                                           : "wrong recovery key");
      return NULL;
    }
  make_seal (&vault->file, master_key, seal);
  if (sodium_memcmp (seal, vault->file.seal, sizeof seal) != 0)
    {
      g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_VAULT_DAMAGED,
                           "the vault was altered by somebody without its key");
      return NULL;
    }
  return g_steal_pointer (&master_key);
}

GezinSecret *
gezin_vault_unlock (GezinVault *vault, GezinClock *clock, const GezinSecret *passphrase,
                    GError **error)
{
  g_autoptr (GezinSecret) normal = NULL;

  if (!may_try (vault, clock, error))
    return NULL;
  normal = normalise (passphrase);
  return unlock (vault, clock, GEZIN_SLOT_PASSPHRASE, normal, error);
}

GezinSecret *
gezin_vault_unlock_with_recovery_key (GezinVault *vault, GezinClock *clock, const GezinSecret *key,
                                      GError **error)
{
  g_autoptr (GezinSecret) characters = NULL;

  if (!may_try (vault, clock, error))
    return NULL;
  characters = gezin_recovery_key_read (key);
  if (characters == NULL)
    {
      g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_KEY_MISTYPED,
                           "these characters are not a recovery key");
      return NULL;
    }
  return unlock (vault, clock, GEZIN_SLOT_RECOVERY, characters, error);
}

gboolean
gezin_vault_change_passphrase (GezinVault *vault, const GezinSecret *master_key,
                               const GezinSecret *passphrase, GError **error)
{
  GezinVaultFile file = vault->file;

  return fill_passphrase_slot (&file, master_key, passphrase, error)
         && replace (vault, &file, master_key, error);
}

gboolean
gezin_vault_new_recovery_key (GezinVault *vault, const GezinSecret *master_key,
                              GezinSecret **recovery_key, GError **error)
{
  GezinVaultFile file = vault->file;
  g_autoptr (GezinSecret) printed = NULL;

  if (!fill_recovery_slot (&file, master_key, &printed, error)
      || !replace (vault, &file, master_key, error))
    return FALSE;
  *recovery_key = g_steal_pointer (&printed);
  return TRUE;
}

GArray *
gezin_vault_failed_tries (GezinVault *vault)
{
  return g_array_copy (vault->tries);
}

gboolean
gezin_vault_forget_failed_tries (GezinVault *vault, GError **error)
{
  return gezin_tries_forget (vault->tries, vault->tries_path, error);
}
