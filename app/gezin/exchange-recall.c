/* SPDX-License-Identifier: EUPL-1.2 */

/* Asking back what was sent: a bundle, records, or all that somebody was given. */

#include "gezin/command.h"

#include "session/exchange.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

static gboolean
read_records (GezinCall *call, GArray *records, GError **error)
{
  for (guint i = 1; i < call->n_arguments; i++)
    {
      GezinUuid record;

      if (!gezin_uuid_parse (call->arguments[i], &record))
        return gezin_command_fail_use (error, _ ("Records are given by their whole id here: they "
                                                 "may be erased."));
      g_array_append_val (records, record);
    }
  if (records->len > 0 && call->options.all)
    return gezin_command_fail_use (error, _ ("Name records, or ask with --all for everything."));
  return TRUE;
}

static gboolean
ask (GezinCall *call, const GezinUuid *bundle, const GArray *records, GezinUuid *recall,
     GError **error)
{
  const char *reason = call->options.reason;

  if (call->options.all)
    return gezin_session_recall_all (call->session, bundle, reason, recall, error);
  if (records->len == 0)
    return gezin_session_recall (call->session, bundle, reason, recall, error);
  return gezin_session_recall_records (call->session, bundle,
                                       (const GezinUuid *) (gpointer) records->data, records->len,
                                       reason, recall, error);
}

static void
write_answer (GezinCall *call, const GezinUuid *bundle, const GezinUuid *recall)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const GezinUuid nothing = { { 0 } };
  gboolean is_asked = !gezin_uuid_equal (recall, &nothing);
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  if (!call->output->is_json)
    {
      gezin_output_print (call->output, "%s",
                          is_asked
                              ? gezin_uuid_write (recall, id)
                              : _ ("It was never sent, so it is withdrawn and nobody is asked."));
      return;
    }
  json_builder_begin_object (builder);
  gezin_json_uuid (builder, "bundle", bundle);
  if (is_asked)
    gezin_json_uuid (builder, "recall", recall);
  else
    gezin_json_text (builder, "recall", NULL);
  json_builder_end_object (builder);
  gezin_output_document (call->output, builder);
}

gboolean
gezin_exchange_ask_back (GezinCall *call, GError **error)
{
  g_autoptr (GArray) records = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  GezinUuid bundle, recall;

  if (call->options.reason == NULL)
    return gezin_command_fail_use (error, _ ("Say with --reason why it is asked back."));
  if (!read_records (call, records, error)
      || !gezin_session_find_bundle (call->session, call->arguments[0], &bundle, error)
      || !ask (call, &bundle, records, &recall, error))
    return FALSE;
  write_answer (call, &bundle, &recall);
  return TRUE;
}
