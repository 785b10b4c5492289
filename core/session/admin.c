/* SPDX-License-Identifier: EUPL-1.2 */

/* Store and keys, the audit, and schema. */

#include "session/session-private.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/text.h"
#include "casework/workflow.h"
#include "wire/card.h"
#include "wire/dossier-xml.h"
#include "wire/schema.h"

#include <string.h>

#define GEZIN_REFERENCE_FORMAT 1

gboolean
gezin_session_has_store (const char *folder)
{
  g_autofree char *vault = g_build_filename (folder, "vault", NULL);
  g_autofree char *database = g_build_filename (folder, "dossiers.db", NULL);

  g_autofree char *new_vault = g_build_filename (folder, "vault.new", NULL);

  if (g_file_test (vault, G_FILE_TEST_EXISTS))
    return TRUE;
  /* A making that was cut off: the vault gets its name last, before anything is acknowledged, and
   * nothing else writes a file called `vault.new`. So nobody ever had a store here, and the next
   * making takes these over (store/restore-folder.c, store/store.c). */
  return g_file_test (database, G_FILE_TEST_EXISTS) && !g_file_test (new_vault, G_FILE_TEST_EXISTS);
}

/* Words of @text, which may be NULL. */
static void
add_words (GPtrArray *words, const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text != NULL ? text : "", " '’", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (parts[i][0] != '\0')
      g_ptr_array_add (words, g_strdup (parts[i]));
}

/* Name prefixes, whole and cut short, are reference data; search ignores them. */
static void
ignore_prefixes (GezinSession *session)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GezinCodeList) whole = gezin_reference_list (session->reference, "name-prefix", NULL);
  g_autoptr (GezinCodeList) cut = gezin_reference_list (session->reference, "sound-prefix", NULL);

  for (guint i = 0; whole != NULL && i < gezin_code_list_size (whole); i++)
    add_words (words, gezin_code_label (gezin_code_list_code (whole, i), "nl"));
  for (guint i = 0; cut != NULL && i < gezin_code_list_size (cut); i++)
    add_words (words, gezin_code_property (gezin_code_list_code (cut, i), "names"));
  gezin_store_set_ignored_words (session->store, words);
}

void
gezin_session_take_store (GezinSession *session, GezinStore *store)
{
  session->store = store;
  ignore_prefixes (session);
  gezin_session_prepare_search (session);
  g_atomic_int_set (&session->is_unlocked, TRUE);
  gezin_session_emit_changed (session, NULL);
}

void
gezin_session_let_go_of_store (GezinSession *session)
{
  gezin_session_forget_all (session);
  session->in_bulk = FALSE;
  g_atomic_int_set (&session->is_unlocked, FALSE);
  g_clear_pointer (&session->store, gezin_store_close);
}

GezinStoreOptions
gezin_session_store_options (GezinSession *session)
{
  return (GezinStoreOptions){ .clock = session->clock,
                              .random = session->random,
                              .vfs = session->vfs,
                              .program = GEZIN_VERSION };
}

static gboolean
create_store (Call *call, GError **error)
{
  GezinStoreOptions options = gezin_session_store_options (call->session);
  GezinStore *store;

  gezin_session_let_go_of_store (call->session);
  store = gezin_store_create (call->text, call->identity, call->key, call->kdf_memory, &options,
                              &call->secret, error);
  if (store == NULL)
    return FALSE;
  gezin_session_take_store (call->session, store);
  return TRUE;
}

/* (transfer full) (nullable): As it stands on a card for others. */
static char *
clean_name (const char *name, GError **error)
{
  g_autofree char *clean = gezin_text_clean (name, strlen (name), TRUE, NULL);

  if (clean != NULL && gezin_card_is_name (clean))
    return g_steal_pointer (&clean);
  g_set_error_literal (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_NAME,
                       "a name that cannot be shown as it is");
  return NULL;
}

gboolean
gezin_session_create_store (GezinSession *session, const char *folder, const char *name,
                            const char *organisation, const char *role,
                            const GezinSecret *passphrase, gsize kdf_memory,
                            GezinSecret **recovery_key, GError **error)
{
  g_autofree char *shown = clean_name (name, error);
  g_autofree char *shown_organisation = shown != NULL ? clean_name (organisation, error) : NULL;
  g_autoptr (GezinIdentity) identity = gezin_identity_new (shown, shown_organisation, role);
  Call call = { .session = session,
                .needs_no_store = TRUE,
                .text = folder,
                .identity = identity,
                .key = passphrase,
                .kdf_memory = kdf_memory != 0 ? kdf_memory : GEZIN_KDF_DEFAULT_MEMORY };

  if (shown_organisation == NULL || !gezin_session_run_call (&call, create_store, error))
    return FALSE;
  *recovery_key = call.secret;
  return TRUE;
}

static gboolean
unlock (Call *call, GError **error)
{
  GezinStoreOptions options = gezin_session_store_options (call->session);
  GezinStore *store;

  gezin_session_let_go_of_store (call->session);
  store = gezin_store_open (call->text, call->key, call->flag, &options, error);
  if (store == NULL)
    return FALSE;
  gezin_session_take_store (call->session, store);
  return TRUE;
}

gboolean
gezin_session_unlock (GezinSession *session, const char *folder, const GezinSecret *key,
                      gboolean is_recovery_key, GError **error)
{
  Call call = {
    .session = session, .needs_no_store = TRUE, .text = folder, .key = key, .flag = is_recovery_key
  };

  return gezin_session_run_call (&call, unlock, error);
}

static gboolean
lock (Call *call, GError **error)
{
  gezin_session_let_go_of_store (call->session);
  gezin_session_emit_changed (call->session, NULL);
  return TRUE;
}

void
gezin_session_lock (GezinSession *session)
{
  Call call = { .session = session, .needs_no_store = TRUE };

  if (!gezin_session_run_call (&call, lock, NULL))
    g_warn_if_reached ();
}

gboolean
gezin_session_is_unlocked (GezinSession *session)
{
  return g_atomic_int_get (&session->is_unlocked);
}

static gboolean
seconds_to_wait (Call *call, GError **error)
{
  g_autofree char *path = g_build_filename (call->text, "vault", NULL);
  g_autoptr (GezinVault) vault = gezin_vault_read (path, error);

  if (vault == NULL)
    return FALSE;
  call->count = gezin_vault_seconds_to_wait (vault, call->session->clock);
  return TRUE;
}

guint
gezin_session_seconds_to_wait (GezinSession *session, const char *folder)
{
  Call call = { .session = session, .needs_no_store = TRUE, .text = folder };

  return gezin_session_run_call (&call, seconds_to_wait, NULL) ? call.count : 0;
}

static gboolean
change_passphrase (Call *call, GError **error)
{
  return gezin_store_change_passphrase (call->session->store, call->key, error);
}

gboolean
gezin_session_change_passphrase (GezinSession *session, const GezinSecret *passphrase,
                                 GError **error)
{
  Call call = { .session = session, .key = passphrase };

  return gezin_session_run_call (&call, change_passphrase, error);
}

static gboolean
new_recovery_key (Call *call, GError **error)
{
  return gezin_store_new_recovery_key (call->session->store, &call->secret, error);
}

gboolean
gezin_session_new_recovery_key (GezinSession *session, GezinSecret **recovery_key, GError **error)
{
  Call call = { .session = session };

  if (!gezin_session_run_call (&call, new_recovery_key, error))
    return FALSE;
  *recovery_key = call.secret;
  return TRUE;
}

static gboolean
owner (Call *call, GError **error)
{
  call->owner = gezin_identity_copy (gezin_store_identity (call->session->store));
  return TRUE;
}

gboolean
gezin_session_owner (GezinSession *session, char **name, char **organisation, char **role,
                     GError **error)
{
  g_autoptr (GezinIdentity) identity = NULL;
  Call call = { .session = session };

  if (!gezin_session_run_call (&call, owner, error))
    return FALSE;
  identity = call.owner;
  if (name != NULL)
    *name = g_strdup (identity->name);
  if (organisation != NULL)
    *organisation = g_strdup (identity->organisation);
  if (role != NULL)
    *role = g_strdup (identity->role);
  return TRUE;
}

static gboolean
check_integrity (Call *call, GError **error)
{
  return gezin_store_check_integrity (call->session->store, error);
}

gboolean
gezin_session_check_integrity (GezinSession *session, GError **error)
{
  Call call = { .session = session };

  return gezin_session_run_call (&call, check_integrity, error);
}

/* Audit. */

static gboolean
audit (Call *call, GError **error)
{
  call->rows = gezin_store_audit_list (call->session->store, call->dossier, error);
  return call->rows != NULL;
}

GPtrArray *
gezin_session_audit (GezinSession *session, const GezinUuid *dossier, GError **error)
{
  Call call = { .session = session, .dossier = dossier };

  return gezin_session_run_call (&call, audit, error) ? call.rows : NULL;
}

static gboolean
audit_verify (Call *call, GError **error)
{
  guint64 n_events = 0;
  gboolean holds = gezin_store_audit_verify (call->session->store, &n_events, error);

  call->length = n_events;
  return holds;
}

gboolean
gezin_session_audit_verify (GezinSession *session, guint64 *n_events, GError **error)
{
  Call call = { .session = session };
  gboolean holds = gezin_session_run_call (&call, audit_verify, error);

  if (n_events != NULL)
    *n_events = call.length;
  return holds;
}

/* Bulk. */

static gboolean
begin_bulk (Call *call, GError **error)
{
  call->session->in_bulk = gezin_store_begin_bulk (call->session->store, error);
  return call->session->in_bulk;
}

gboolean
gezin_session_begin_bulk (GezinSession *session, GError **error)
{
  Call call = { .session = session };

  return gezin_session_run_call (&call, begin_bulk, error);
}

static gboolean
end_bulk (Call *call, GError **error)
{
  GezinSession *session = call->session;
  gboolean done = gezin_store_end_bulk (session->store, call->flag, error);

  session->in_bulk = FALSE;
  /* What was read since the beginning may never have been. */
  if (!done || !call->flag)
    gezin_session_forget_all (session);
  gezin_session_emit_changed (session, NULL);
  return done;
}

gboolean
gezin_session_end_bulk (GezinSession *session, gboolean keep, GError **error)
{
  Call call = { .session = session, .flag = keep };

  return gezin_session_run_call (&call, end_bulk, error);
}

/* Schema. */

char *
gezin_session_schema_rng (void)
{
  return gezin_schema_rng ();
}

char *
gezin_session_schema_dictionary (void)
{
  return gezin_schema_dictionary ();
}

GezinFormats
gezin_session_formats (void)
{
  return (GezinFormats){ .program = GEZIN_VERSION,
                         .store = gezin_store_format (),
                         .dossier = GEZIN_DOSSIER_FORMAT,
                         .reference = GEZIN_REFERENCE_FORMAT };
}
