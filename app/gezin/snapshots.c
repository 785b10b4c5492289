/* SPDX-License-Identifier: EUPL-1.2 */

/* Analyses of adopted conclusions: which there are, one told, two compared. */

#include "gezin/command.h"
#include "session/casework.h"

#include <glib/gi18n.h>

/* 0, which none has, for what is no number. */
static guint
number_of (const char *text)
{
  guint64 number;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT32, &number, NULL)
             ? (guint) number
             : 0;
}

static void
add_line (JsonBuilder *builder, const GezinSnapshotLine *line)
{
  gezin_json_count (builder, "number", line->number);
  gezin_json_uuid (builder, "conclusion", &line->conclusion);
  gezin_json_text (builder, "day", line->day);
  gezin_json_text (builder, "digest", line->digest);
  gezin_json_text (builder, "state", line->is_frozen ? "frozen" : "worked-out");
}

static char *
line_text (const GezinSnapshotLine *line)
{
  g_autofree char *heading = g_strdup_printf (_ ("Analysis %u, as of %s"), line->number, line->day);

  return line->is_frozen
             ? g_steal_pointer (&heading)
             : g_strdup_printf (
                 "%s. %s", heading,
                 _ ("Not all that was known then is here: it is worked out of what is."));
}

static void
add_ids (JsonBuilder *builder, const char *name, const GArray *ids)
{
  char text[GEZIN_UUID_TEXT_LENGTH + 1];

  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < ids->len; i++)
    json_builder_add_string_value (builder,
                                   gezin_uuid_write (&g_array_index (ids, GezinUuid, i), text));
  json_builder_end_array (builder);
}

/* All. */

static gboolean
write_all (GezinCall *call, const GezinUuid *dossier, GError **error)
{
  g_autoptr (GPtrArray) lines = gezin_session_snapshots (call->session, dossier, error);
  g_autoptr (JsonBuilder) builder = NULL;

  if (lines == NULL)
    return FALSE;
  for (guint i = 0; !call->output->is_json && i < lines->len; i++)
    {
      g_autofree char *text = line_text (lines->pdata[i]);

      gezin_output_print (call->output, "%s", text);
    }
  if (!call->output->is_json)
    return TRUE;
  builder = json_builder_new ();
  json_builder_begin_array (builder);
  for (guint i = 0; i < lines->len; i++)
    {
      json_builder_begin_object (builder);
      add_line (builder, lines->pdata[i]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  gezin_output_document (call->output, builder);
  return TRUE;
}

/* One. */

static void
write_one_json (GezinCall *call, const GezinSnapshot *told)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_line (builder, told->line);
  add_ids (builder, "factors", told->factors);
  gezin_casework_add_analysis (builder, told->analysis);
  json_builder_end_object (builder);
  gezin_output_document (call->output, builder);
}

static gboolean
write_one (GezinCall *call, const GezinUuid *dossier, GError **error)
{
  g_autoptr (GezinSnapshot) told =
      gezin_session_snapshot (call->session, dossier, number_of (call->options.snapshot), error);
  g_autofree char *heading = NULL;

  if (told == NULL)
    return FALSE;
  if (call->output->is_json)
    {
      write_one_json (call, told);
      return TRUE;
    }
  heading = line_text (told->line);
  gezin_output_print (call->output, "%s", heading);
  gezin_casework_write_analysis (call, told->analysis);
  return TRUE;
}

/* Two. */

static void
write_difference_json (GezinCall *call, const GPtrArray *differences)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < differences->len; i++)
    {
      const GezinDifference *one = differences->pdata[i];

      json_builder_begin_object (builder);
      gezin_json_text (builder, "code", one->code);
      add_ids (builder, "records", one->records);
      gezin_json_text (builder, "sentence", one->sentence);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  gezin_output_document (call->output, builder);
}

static gboolean
write_difference (GezinCall *call, const GezinUuid *dossier, GError **error)
{
  const char *after = call->n_arguments > 1 ? call->arguments[1] : NULL;
  g_autoptr (GPtrArray) differences = gezin_session_difference (
      call->session, dossier, number_of (call->options.difference), number_of (after), error);

  if (differences == NULL)
    return FALSE;
  if (call->output->is_json)
    {
      write_difference_json (call, differences);
      return TRUE;
    }
  if (differences->len == 0)
    gezin_output_print (call->output, "%s", _ ("Nothing is different."));
  for (guint i = 0; i < differences->len; i++)
    gezin_output_print (call->output, "%s",
                        ((const GezinDifference *) differences->pdata[i])->sentence);
  return TRUE;
}

gboolean
gezin_casework_snapshots (GezinCall *call, const GezinUuid *dossier, GError **error)
{
  if (call->options.snapshots)
    return write_all (call, dossier, error);
  return call->options.snapshot != NULL ? write_one (call, dossier, error)
                                        : write_difference (call, dossier, error);
}
