/* SPDX-License-Identifier: EUPL-1.2 */

/* People and families that may be here twice, or already. */

#include "gezin/command.h"

#include <glib/gi18n.h>

#define SHORT_ID 8 /* characters of an id in a table for people */
#define MAX_SIMILAR 10 /* families that a new one may be */

static void
add_reasons_json (JsonBuilder *builder, GPtrArray *reasons)
{
  json_builder_set_member_name (builder, "reasons");
  json_builder_begin_array (builder);
  for (guint i = 0; i < reasons->len; i++)
    {
      const GezinReason *reason = reasons->pdata[i];

      json_builder_begin_object (builder);
      gezin_json_text (builder, "code", reason->code);
      gezin_json_text (builder, "sentence", reason->sentence);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static char *
reasons_text (GPtrArray *reasons)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < reasons->len; i++)
    {
      if (text->len > 0)
        g_string_append_c (text, ' ');
      g_string_append (text, ((GezinReason *) reasons->pdata[i])->sentence);
    }
  return g_string_free (text, FALSE);
}

/* Who is here twice. */

static void
write_duplicates_json (GezinCall *call, GPtrArray *found)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < found->len; i++)
    {
      const GezinDuplicate *duplicate = found->pdata[i];

      json_builder_begin_object (builder);
      gezin_json_text (builder, "kind", gezin_catalogue_kind (duplicate->kind)->name);
      gezin_json_uuid (builder, "first", &duplicate->first);
      gezin_json_uuid (builder, "second", &duplicate->second);
      gezin_json_uuid (builder, "first-dossier", &duplicate->first_dossier);
      gezin_json_uuid (builder, "second-dossier", &duplicate->second_dossier);
      gezin_json_count (builder, "score", duplicate->score);
      add_reasons_json (builder, duplicate->reasons);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  gezin_output_document (call->output, builder);
}

static void
write_duplicates_text (GezinCall *call, GPtrArray *found)
{
  GezinTable *table =
      gezin_table_new (7, (const char *const[]){ _ ("Kind"), _ ("First"), _ ("Name"), _ ("Second"),
                                                 _ ("Name"), _ ("Score"), _ ("Why") });

  for (guint i = 0; i < found->len; i++)
    {
      const GezinDuplicate *duplicate = found->pdata[i];
      g_autofree char *score = g_strdup_printf ("%u", duplicate->score);
      g_autofree char *why = reasons_text (duplicate->reasons);
      char first[GEZIN_UUID_TEXT_LENGTH + 1], second[GEZIN_UUID_TEXT_LENGTH + 1];

      gezin_uuid_write (&duplicate->first, first)[SHORT_ID] = '\0';
      gezin_uuid_write (&duplicate->second, second)[SHORT_ID] = '\0';
      gezin_table_add (table, (const char *const[]){ gezin_session_kind_label (duplicate->kind),
                                                     first, duplicate->first_name, second,
                                                     duplicate->second_name, score, why });
    }
  gezin_table_write (table, call->output);
}

gboolean
gezin_people_duplicates (GezinCall *call, GError **error)
{
  g_autoptr (GPtrArray) found = NULL;
  GezinUuid dossier;

  if (call->n_arguments > 0 && !gezin_call_dossier (call, 0, &dossier, error))
    return FALSE;
  found = gezin_session_duplicates (call->session, call->n_arguments > 0 ? &dossier : NULL, error);
  if (found == NULL)
    return FALSE;
  if (call->output->is_json)
    write_duplicates_json (call, found);
  else
    write_duplicates_text (call, found);
  return found->len > 0
         || gezin_command_fail_no (error, _ ("Nobody seems to be here twice. Two records of one "
                                             "person can still be there under other names."));
}

/* Who is here already. */

GPtrArray *
gezin_people_similar_families (GezinCall *call, const char *name, GError **error)
{
  const GezinSought sought = { .family_name = name };

  return gezin_session_similar_people (call->session, &sought, MAX_SIMILAR, error);
}

void
gezin_people_add_similar (JsonBuilder *builder, GPtrArray *similar)
{
  json_builder_set_member_name (builder, "similar");
  json_builder_begin_array (builder);
  for (guint i = 0; i < similar->len; i++)
    {
      const GezinSimilar *one = similar->pdata[i];

      json_builder_begin_object (builder);
      gezin_json_text (builder, "kind", gezin_catalogue_kind (one->kind)->name);
      gezin_json_uuid (builder, "dossier", &one->dossier);
      gezin_json_uuid (builder, "record", &one->record);
      gezin_json_text (builder, "name", one->name);
      gezin_json_count (builder, "score", one->score);
      add_reasons_json (builder, one->reasons);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

void
gezin_people_print_similar (GezinCall *call, GPtrArray *similar)
{
  for (guint i = 0; i < similar->len; i++)
    {
      const GezinSimilar *one = similar->pdata[i];
      g_autofree char *why = reasons_text (one->reasons);
      char id[GEZIN_UUID_TEXT_LENGTH + 1];

      gezin_uuid_write (&one->dossier, id)[SHORT_ID] = '\0';
      /* Translators: %s are the short id of a dossier, the name of its family, and sentences that say why. */
      gezin_output_print (call->output, _ ("Perhaps this family is here already: %s, %s. %s"), id,
                          one->name, why);
    }
}
