/* SPDX-License-Identifier: EUPL-1.2 */

/* The keys of this store and the cards of those it exchanges with.
 *
 * Invariants:
 * 1. Keys are added and never taken away: what was sealed for them still opens.
 * 2. A card is kept as it came, byte for byte; what it says is read from it alone. */

#include "store/exchange-private.h"

#include <string.h>

gboolean
gezin_exchange_note (GezinStore *store, const GezinAuditEvent *event, GError **error)
{
  return event == NULL || gezin_audit_append (store, event, gezin_clock_now (store->clock), error);
}

guint64
gezin_store_incarnation (GezinStore *store)
{
  return store->incarnation;
}

gboolean
gezin_store_new_incarnation (GezinStore *store, const GezinAuditEvent *event, GError **error)
{
  guint64 before = store->incarnation;
  gboolean done;

  if (!gezin_database_begin (store->database, error))
    return FALSE;
  done = gezin_incarnation_renew (store, error) && gezin_exchange_note (store, event, error);
  done = gezin_database_finish (store->database, done, error);
  if (!done)
    store->incarnation = before;
  return done;
}

gboolean
gezin_store_newest_hash (GezinStore *store, guint8 hash[GEZIN_DIGEST_BYTES], GError **error)
{
  g_autoptr (GezinStatement) rows = gezin_database_prepare (
      store->database, "SELECT hash FROM event ORDER BY number DESC LIMIT 1", error);
  gconstpointer bytes = NULL;
  gboolean has_row;
  gsize length = 0;

  if (rows == NULL || !gezin_statement_step (rows, &has_row, error))
    return FALSE;
  if (has_row)
    bytes = gezin_column_blob (rows, 0, &length);
  if (length == GEZIN_DIGEST_BYTES)
    {
      memcpy (hash, bytes, length);
      return TRUE;
    }
  g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_AUDIT_BROKEN,
                       "the log has no newest event");
  return FALSE;
}

void
gezin_own_keys_free (GezinOwnKeys *keys)
{
  if (keys == NULL)
    return;
  g_clear_pointer (&keys->signing_secret, gezin_secret_free);
  g_clear_pointer (&keys->signing_certificate, g_bytes_unref);
  g_clear_pointer (&keys->encryption_secret, gezin_secret_free);
  g_clear_pointer (&keys->encryption_certificate, g_bytes_unref);
  g_clear_pointer (&keys->card, g_bytes_unref);
  g_free (keys->digest);
  g_free (keys);
}

static gboolean
insert_keys (GezinStore *store, const GezinOwnKeys *keys, GError **error)
{
  g_autoptr (GezinStatement) put = gezin_database_prepare (
      store->database,
      "INSERT INTO own_keys (signing_secret, signing_certificate, encryption_secret,"
      " encryption_certificate, card, digest, made) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
      error);

  if (put == NULL)
    return FALSE;
  gezin_bind_blob (put, 1, gezin_secret_peek (keys->signing_secret),
                   gezin_secret_length (keys->signing_secret));
  gezin_bind_bytes (put, 2, keys->signing_certificate);
  gezin_bind_blob (put, 3, gezin_secret_peek (keys->encryption_secret),
                   gezin_secret_length (keys->encryption_secret));
  gezin_bind_bytes (put, 4, keys->encryption_certificate);
  gezin_bind_bytes (put, 5, keys->card);
  gezin_bind_text (put, 6, keys->digest);
  gezin_bind_int (put, 7, keys->made);
  return gezin_statement_run (put, error);
}

gboolean
gezin_store_put_keys (GezinStore *store, GezinOwnKeys *keys, const GezinAuditEvent *event,
                      GError **error)
{
  gboolean done;
  gint64 number = 0;

  if (!gezin_database_begin (store->database, error))
    return FALSE;
  done = insert_keys (store, keys, error);
  if (done)
    number = gezin_database_last_key (store->database);
  done = done && gezin_exchange_note (store, event, error);
  if (!gezin_database_finish (store->database, done, error))
    return FALSE;
  keys->number = number;
  return TRUE;
}

GBytes *
gezin_exchange_column_bytes (GezinStatement *rows, int column)
{
  gsize length;
  gconstpointer bytes = gezin_column_blob (rows, column, &length);

  return gezin_column_is_null (rows, column) ? NULL : g_bytes_new (bytes, length);
}

static GezinSecret *
column_secret (GezinStatement *rows, int column)
{
  gsize length;
  gconstpointer bytes = gezin_column_blob (rows, column, &length);

  return gezin_secret_new_copy (bytes, length);
}

static GezinOwnKeys *
read_keys (GezinStatement *rows)
{
  GezinOwnKeys *keys = g_new0 (GezinOwnKeys, 1);

  keys->number = gezin_column_int (rows, 0);
  keys->signing_secret = column_secret (rows, 1);
  keys->signing_certificate = gezin_exchange_column_bytes (rows, 2);
  keys->encryption_secret = column_secret (rows, 3);
  keys->encryption_certificate = gezin_exchange_column_bytes (rows, 4);
  keys->card = gezin_exchange_column_bytes (rows, 5);
  keys->digest = g_strdup (gezin_column_text (rows, 6));
  keys->made = gezin_column_int (rows, 7);
  return keys;
}

GPtrArray *
gezin_store_keys (GezinStore *store, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_own_keys_free);
  g_autoptr (GezinStatement) rows = gezin_database_prepare (
      store->database,
      "SELECT key, signing_secret, signing_certificate, encryption_secret, encryption_certificate,"
      " card, digest, made FROM own_keys ORDER BY key DESC",
      error);
  gboolean has_row;

  if (rows == NULL)
    return NULL;
  for (;;)
    {
      if (!gezin_statement_step (rows, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&all);
      g_ptr_array_add (all, read_keys (rows));
    }
}

/* Peers. */

static const char *const states[] = { "new", "trusted", "replaced", "revoked" };

const char *
gezin_peer_state_name (GezinPeerState state)
{
  return states[state];
}

void
gezin_peer_free (GezinPeer *peer)
{
  if (peer == NULL)
    return;
  g_free (peer->digest);
  g_clear_pointer (&peer->card, g_bytes_unref);
  g_free (peer->name);
  g_free (peer->organisation);
  g_free (peer->role);
  g_free (peer);
}

static void
bind_int_or_null (GezinStatement *statement, int parameter, gint64 value)
{
  if (value != 0)
    gezin_bind_int (statement, parameter, value);
  else
    gezin_bind_null (statement, parameter);
}

static gboolean
insert_peer (GezinStore *store, const GezinPeer *peer, GError **error)
{
  g_autoptr (GezinStatement) put = gezin_database_prepare (
      store->database,
      "INSERT INTO peer (digest, card, name, organisation, state, role, replaces, added, decided)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
      error);

  if (put == NULL)
    return FALSE;
  gezin_bind_text (put, 1, peer->digest);
  gezin_bind_bytes (put, 2, peer->card);
  gezin_bind_text (put, 3, peer->name);
  gezin_bind_text (put, 4, peer->organisation);
  gezin_bind_text (put, 5, states[peer->state]);
  gezin_bind_text (put, 6, peer->role);
  bind_int_or_null (put, 7, peer->replaces);
  gezin_bind_int (put, 8, peer->added);
  bind_int_or_null (put, 9, peer->decided);
  return gezin_statement_run (put, error);
}

static gboolean
check_is_new (GezinStore *store, const char *digest, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autoptr (GezinPeer) known = gezin_store_peer (store, digest, &inner);

  if (inner != NULL)
    g_propagate_error (error, g_steal_pointer (&inner));
  else if (known != NULL)
    g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_EXISTS, "the card is known");
  else
    return TRUE;
  return FALSE;
}

gboolean
gezin_store_add_peer (GezinStore *store, GezinPeer *peer, const GezinAuditEvent *event,
                      GError **error)
{
  gboolean done;
  gint64 number = 0;

  if (!gezin_database_begin (store->database, error))
    return FALSE;
  done = check_is_new (store, peer->digest, error) && insert_peer (store, peer, error);
  if (done)
    number = gezin_database_last_key (store->database);
  done = done && gezin_exchange_note (store, event, error);
  if (!gezin_database_finish (store->database, done, error))
    return FALSE;
  peer->number = number;
  return TRUE;
}

static gboolean
update_peer (GezinStore *store, const GezinPeer *peer, GError **error)
{
  g_autoptr (GezinStatement) put = gezin_database_prepare (
      store->database, "UPDATE peer SET state = ?2, role = ?3, decided = ?4 WHERE key = ?1", error);

  if (put == NULL)
    return FALSE;
  gezin_bind_int (put, 1, peer->number);
  gezin_bind_text (put, 2, states[peer->state]);
  gezin_bind_text (put, 3, peer->role);
  bind_int_or_null (put, 4, peer->decided);
  return gezin_statement_run (put, error);
}

/* What the peer held under its older cards it holds still. */
static gboolean
replace_older (GezinStore *store, const GezinPeer *peer, GError **error)
{
  static const char *const steps[] = {
    "UPDATE peer SET state = 'replaced', decided = ?2 WHERE key = ?1 AND state <> 'revoked'",
    "INSERT OR IGNORE INTO held SELECT ?2, dossier, record, field, item, given, told,"
    " told_in FROM held WHERE peer = ?1",
    "UPDATE OR REPLACE frozen SET peer = ?2 WHERE peer = ?1",
  };
  gint64 second[] = { peer->decided, peer->number, peer->number };

  if (peer->state != GEZIN_PEER_TRUSTED || peer->replaces == 0)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (GezinStatement) run = gezin_database_prepare (store->database, steps[i], error);

      if (run == NULL)
        return FALSE;
      gezin_bind_int (run, 1, peer->replaces);
      gezin_bind_int (run, 2, second[i]);
      if (!gezin_statement_run (run, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
gezin_store_decide_peer (GezinStore *store, const GezinPeer *peer, const GezinAuditEvent *event,
                         GError **error)
{
  gboolean done;

  if (!gezin_database_begin (store->database, error))
    return FALSE;
  done = update_peer (store, peer, error) && replace_older (store, peer, error)
         && gezin_exchange_note (store, event, error);
  return gezin_database_finish (store->database, done, error);
}

#define PEER_COLUMNS "key, digest, card, name, organisation, state, role, replaces, added, decided"

static GezinPeer *
read_peer (GezinStatement *rows)
{
  GezinPeer *peer = g_new0 (GezinPeer, 1);
  const char *state = gezin_column_text (rows, 5);

  peer->number = gezin_column_int (rows, 0);
  peer->digest = g_strdup (gezin_column_text (rows, 1));
  peer->card = gezin_exchange_column_bytes (rows, 2);
  peer->name = g_strdup (gezin_column_text (rows, 3));
  peer->organisation = g_strdup (gezin_column_text (rows, 4));
  /* The table holds no other word; whatever it was, it would be trusted by nobody. */
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (state, states[i]) == 0)
      peer->state = (GezinPeerState) i;
  peer->role = g_strdup (gezin_column_text (rows, 6));
  peer->replaces = gezin_column_int (rows, 7);
  peer->added = gezin_column_int (rows, 8);
  peer->decided = gezin_column_int (rows, 9);
  return peer;
}

GPtrArray *
gezin_store_peers (GezinStore *store, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_peer_free);
  g_autoptr (GezinStatement) rows = gezin_database_prepare (
      store->database, "SELECT " PEER_COLUMNS " FROM peer ORDER BY name, organisation, key DESC",
      error);
  gboolean has_row;

  if (rows == NULL)
    return NULL;
  for (;;)
    {
      if (!gezin_statement_step (rows, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&all);
      g_ptr_array_add (all, read_peer (rows));
    }
}

GezinPeer *
gezin_store_peer (GezinStore *store, const char *digest, GError **error)
{
  g_autoptr (GezinStatement) rows = gezin_database_prepare (
      store->database, "SELECT " PEER_COLUMNS " FROM peer WHERE digest = ?1", error);
  gboolean has_row;

  if (rows == NULL)
    return NULL;
  gezin_bind_text (rows, 1, digest);
  if (!gezin_statement_step (rows, &has_row, error) || !has_row)
    return NULL;
  return read_peer (rows);
}

GezinPeer *
gezin_store_peer_by_number (GezinStore *store, gint64 number, GError **error)
{
  g_autoptr (GezinStatement) rows = gezin_database_prepare (
      store->database, "SELECT " PEER_COLUMNS " FROM peer WHERE key = ?1", error);
  gboolean has_row;

  if (rows == NULL)
    return NULL;
  gezin_bind_int (rows, 1, number);
  if (!gezin_statement_step (rows, &has_row, error))
    return NULL;
  if (has_row)
    return read_peer (rows);
  g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_NOT_FOUND, "no such peer");
  return NULL;
}
