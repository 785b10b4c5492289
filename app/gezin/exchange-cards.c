/* SPDX-License-Identifier: EUPL-1.2 */

/* Commands about cards: card, peer add, peer list, peer trust, peer revocation. */

#include "gezin/command.h"

#include "base/limits.h"
#include "session/exchange.h"

#include <glib/gi18n.h>

void
gezin_exchange_add_peer (JsonBuilder *builder, const GezinPeerReading *peer)
{
  json_builder_begin_object (builder);
  gezin_json_text (builder, "name", peer->name);
  gezin_json_text (builder, "organisation", peer->organisation);
  gezin_json_text (builder, "role", peer->role);
  gezin_json_text (builder, "role-confirmed", peer->confirmed_role);
  gezin_json_text (builder, "fingerprint", peer->digest);
  gezin_json_text (builder, "words", peer->words);
  gezin_json_text (builder, "state", peer->state);
  gezin_json_text (builder, "replaces", peer->replaces);
  gezin_exchange_add_time (builder, "added", peer->added);
  gezin_exchange_add_time (builder, "until", peer->until);
  gezin_json_text (builder, "issuer", peer->issuer);
  gezin_json_text (builder, "revocation", peer->revocation);
  gezin_exchange_add_time (builder, "list-made", peer->list_from);
  gezin_exchange_add_time (builder, "list-until", peer->list_until);
  json_builder_end_object (builder);
}

void
gezin_exchange_print_revocation (GezinCall *call, const char *code)
{
  const char *sentence = gezin_session_revocation_sentence (code);

  if (sentence != NULL)
    gezin_output_print (call->output, "  %s", sentence);
}

static void
print_peer (GezinCall *call, const GezinPeerReading *peer)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (call->output->is_json)
    {
      gezin_exchange_add_peer (builder, peer);
      gezin_output_document (call->output, builder);
      return;
    }
  gezin_output_print (call->output, "%s, %s", peer->name, peer->organisation);
  gezin_output_print (call->output, "  %s", peer->words);
  gezin_output_print (call->output, "  %s", peer->digest);
  if (peer->issuer != NULL)
    /* Translators: %s is the name of who issued a certificate. */
    gezin_output_print (call->output, _ ("  certificates of %s"), peer->issuer);
  gezin_exchange_print_revocation (call, peer->revocation);
}

/* Requests are for anybody to read: they hold what the card says. */
static gboolean
write_request (GezinCall *call, GError **error)
{
  g_autoptr (GBytes) request = gezin_session_request_certificates (call->session, error);
  const char *path = call->options.output != NULL ? call->options.output : "-";
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;

  if (request == NULL)
    return FALSE;
  if (!call->output->is_json || call->options.output != NULL)
    {
      if (!gezin_exchange_write_file (call, path, request, error))
        return FALSE;
      if (!call->output->is_json || g_str_equal (path, "-"))
        return TRUE;
    }
  text = g_strndup (g_bytes_get_data (request, NULL), g_bytes_get_size (request));
  json_builder_begin_object (builder);
  gezin_json_text (builder, "request", text);
  json_builder_end_object (builder);
  gezin_output_document (call->output, builder);
  return TRUE;
}

static gboolean
answer_card (GezinCall *call, GBytes *card, const GezinPeerReading *reading, GError **error)
{
  if (call->options.output != NULL
      && !gezin_exchange_write_file (call, call->options.output, card, error))
    return FALSE;
  if (g_strcmp0 (call->options.output, "-") != 0)
    print_peer (call, reading);
  return TRUE;
}

/* One that is far too large has a sentence of its own there. */
static gboolean
certify (GezinCall *call, GError **error)
{
  g_autoptr (GezinPeerReading) reading = NULL;
  g_autoptr (GBytes) file =
      gezin_call_read_file (call, call->options.certify, GEZIN_MAX_REVOCATION_LIST_BYTES, error);
  g_autoptr (GBytes) card =
      file != NULL ? gezin_session_certify_card (call->session, file, &reading, error) : NULL;

  if (card == NULL || !answer_card (call, card, reading, error))
    return FALSE;
  if (!call->output->is_json && g_strcmp0 (call->options.output, "-") != 0)
    gezin_output_print (call->output, "%s",
                        _ ("The card has other words now. Hand it to everybody again, and compare "
                           "the words aloud."));
  return TRUE;
}

gboolean
gezin_exchange_card (GezinCall *call, GError **error)
{
  g_autoptr (GezinPeerReading) reading = NULL;
  g_autoptr (GBytes) card = NULL;

  if (call->options.renew + call->options.ask + (call->options.certify != NULL) > 1)
    return gezin_command_fail_use (
        error, _ ("Give one of --renew, --request and --certify, not several at once."));
  if (call->options.ask)
    return write_request (call, error);
  if (call->options.certify != NULL)
    return certify (call, error);
  card = gezin_session_own_card (call->session, call->options.renew, &reading, error);
  return card != NULL && answer_card (call, card, reading, error);
}

gboolean
gezin_exchange_peer_add (GezinCall *call, GError **error)
{
  g_autoptr (GBytes) card =
      gezin_call_read_file (call, call->arguments[0], GEZIN_MAX_CARD_BYTES, error);
  g_autoptr (GezinPeerReading) peer =
      card != NULL ? gezin_session_add_peer (call->session, card, error) : NULL;

  if (peer == NULL)
    return FALSE;
  print_peer (call, peer);
  if (call->output->is_json)
    return TRUE;
  if (peer->replaces != NULL)
    gezin_output_print (call->output, "%s",
                        _ ("CAREFUL: this is another card than the one that is here of them. Call "
                           "them by a number that you know before you trust it."));
  gezin_output_print (call->output, "%s",
                      _ ("Compare the eight words aloud with them, and then trust the card with "
                         "`gezin peer trust`."));
  return TRUE;
}

static const char *
state_label (const char *state)
{
  if (g_str_equal (state, "trusted"))
    return C_ ("card", "trusted");
  if (g_str_equal (state, "replaced"))
    return C_ ("card", "replaced by a later one");
  if (g_str_equal (state, "revoked"))
    return C_ ("card", "revoked");
  return C_ ("card", "not compared yet");
}

static const char *
revocation_label (const char *code)
{
  if (code == NULL)
    return NULL;
  if (g_str_equal (code, "good"))
    return C_ ("revocation", "not revoked");
  if (g_str_equal (code, "stale"))
    return C_ ("revocation", "not checked: list too old");
  if (g_str_equal (code, "revoked"))
    return C_ ("revocation", "REVOKED");
  return C_ ("revocation", "not checked: no list");
}

static void
print_peers (GezinCall *call, GPtrArray *peers)
{
  const char *const titles[] = { _ ("NAME"),   _ ("ORGANISATION"), _ ("ROLE"),       _ ("STATE"),
                                 _ ("ISSUER"), _ ("REVOKED?"),     _ ("FINGERPRINT") };
  GezinTable *table = gezin_table_new (G_N_ELEMENTS (titles), titles);

  for (guint i = 0; i < peers->len; i++)
    {
      const GezinPeerReading *peer = peers->pdata[i];
      const char *const cells[] = { peer->name,           peer->organisation,
                                    peer->confirmed_role, state_label (peer->state),
                                    peer->issuer,         revocation_label (peer->revocation),
                                    peer->digest };

      gezin_table_add (table, cells);
    }
  gezin_table_write (table, call->output);
}

gboolean
gezin_exchange_peer_list (GezinCall *call, GError **error)
{
  g_autoptr (GPtrArray) peers = gezin_session_peers (call->session, error);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (peers == NULL)
    return FALSE;
  if (!call->output->is_json)
    {
      print_peers (call, peers);
      return TRUE;
    }
  json_builder_begin_array (builder);
  for (guint i = 0; i < peers->len; i++)
    gezin_exchange_add_peer (builder, peers->pdata[i]);
  json_builder_end_array (builder);
  gezin_output_document (call->output, builder);
  return TRUE;
}

gboolean
gezin_exchange_peer_trust (GezinCall *call, GError **error)
{
  g_autoptr (GezinPeerReading) peer =
      call->options.revoke ? gezin_session_revoke_peer (call->session, call->arguments[0], error)
                           : gezin_session_trust_peer (call->session, call->arguments[0],
                                                       call->options.as_role, error);

  if (peer == NULL)
    return FALSE;
  print_peer (call, peer);
  return TRUE;
}

/* Revocation lists. */

static void
add_list (JsonBuilder *builder, const GezinListReading *list)
{
  json_builder_begin_object (builder);
  gezin_json_text (builder, "issuer", list->name);
  gezin_json_text (builder, "issuer-key", list->issuer);
  gezin_exchange_add_time (builder, "made", list->from);
  gezin_exchange_add_time (builder, "until", list->until);
  gezin_exchange_add_time (builder, "taken", list->taken);
  gezin_json_flag (builder, "stale", list->is_stale);
  gezin_json_count (builder, "revoked", list->revoked);
  json_builder_set_member_name (builder, "cards");
  json_builder_begin_array (builder);
  for (guint i = 0; i < list->cards->len; i++)
    gezin_exchange_add_peer (builder, list->cards->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
print_list (GezinCall *call, const GezinListReading *list)
{
  g_autofree char *from = gezin_instant_to_text (list->from);
  g_autofree char *until = gezin_instant_to_text (list->until);

  gezin_output_print (call->output,
                      ngettext (
                          /* Translators: the name of an issuer, two instants and a number. */
                          "%s: made %s, counts until %s, %u certificate is revoked",
                          "%s: made %s, counts until %s, %u certificates are revoked",
                          list->revoked),
                      list->name, from, until, list->revoked);
  if (list->is_stale)
    gezin_output_print (call->output, "  %s",
                        _ ("This list is too old: ask the issuer for the newest one."));
  for (guint i = 0; i < list->cards->len; i++)
    {
      const GezinPeerReading *card = list->cards->pdata[i];

      gezin_output_print (call->output, "  %s, %s: %s", card->name, card->organisation,
                          revocation_label (card->revocation));
    }
}

static gboolean
list_lists (GezinCall *call, GError **error)
{
  g_autoptr (GPtrArray) lists = gezin_session_revocation_lists (call->session, error);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; lists != NULL && i < lists->len; i++)
    {
      if (!call->output->is_json)
        print_list (call, lists->pdata[i]);
      add_list (builder, lists->pdata[i]);
    }
  json_builder_end_array (builder);
  if (lists != NULL && call->output->is_json)
    gezin_output_document (call->output, builder);
  return lists != NULL;
}

gboolean
gezin_exchange_peer_revocation (GezinCall *call, GError **error)
{
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GezinListReading) list = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (call->n_arguments == 0)
    return list_lists (call, error);
  file = gezin_call_read_file (call, call->arguments[0], GEZIN_MAX_REVOCATION_LIST_BYTES, error);
  if (file != NULL)
    list = gezin_session_take_revocation_list (call->session, file, error);
  if (list == NULL)
    return FALSE;
  if (!call->output->is_json)
    {
      print_list (call, list);
      return TRUE;
    }
  add_list (builder, list);
  gezin_output_document (call->output, builder);
  return TRUE;
}
