/* SPDX-License-Identifier: EUPL-1.2 */

/* Values with a dot, as a file has them.
 *
 * Invariants:
 * 1. A value with a dot is kept byte for byte: whoever wrote it normalised it before.
 * 2. A version is whole: its dot, its commit and, if it says so, that it has no value. */

#include "wire/dossier-xml-private.h"

#include <string.h>

#include "base/limits.h"

static gboolean
fail (const GezinPlace *place, GezinWireError code, GError **error, const char *reason)
{
  return gezin_node_fail (place->node, code, error, reason);
}

/* (transfer full): Ids, codes and names of organisations come again and again. */
static GRefString *
shared_text (GezinReader *reader, const char *text)
{
  GRefString *known = g_hash_table_lookup (reader->texts, text);

  if (known == NULL)
    {
      known = g_ref_string_new (text);
      g_hash_table_add (reader->texts, known);
    }
  return g_ref_string_acquire (known);
}

static gboolean
is_shared (const GezinPlace *place)
{
  const GezinFieldSpec *spec = gezin_catalogue_field (place->field);

  return place->is_item
         || (spec != NULL && spec->type != GEZIN_TYPE_TEXT && spec->type != GEZIN_TYPE_PROSE);
}

/* `saw`: 16 digits each, one space between, ascending. */
static GArray *
read_saw (const char *text)
{
  g_autoptr (GArray) saw = g_array_new (FALSE, FALSE, sizeof (guint64));
  guint64 last = 0;

  for (const char *at = text;; at++)
    {
      guint64 number = 0;

      for (guint i = 0; i < GEZIN_ID_TEXT_LENGTH; i++, at++)
        {
          int digit = g_ascii_isupper (*at) ? -1 : g_ascii_xdigit_value (*at);

          if (digit < 0)
            return NULL;
          number = number << 4 | (guint64) digit;
        }
      if (number < last || saw->len >= GEZIN_MAX_SAW_ENTRIES)
        return NULL;
      g_array_append_val (saw, number);
      last = number;
      if (*at == '\0')
        return g_steal_pointer (&saw);
      if (*at != ' ')
        return NULL;
    }
}

/* A commit has many versions, and they stand together more often than not. */
static GezinCommit *
find_commit (GezinReader *reader, const char *text)
{
  guint64 id;

  if (!gezin_id_parse (text, &id))
    return NULL;
  if (reader->last_commit == NULL || reader->last_commit->id != id)
    reader->last_commit = g_hash_table_lookup (reader->commits, &id);
  return reader->last_commit;
}

static gboolean
is_yes_or_absent (const char *attribute)
{
  return attribute == NULL || strcmp (attribute, "yes") == 0;
}

/* What says that there is no value, and whether the text agrees. */
static gboolean
read_absence (const GezinPlace *place, gboolean *is_absent, GError **error)
{
  const char *erased = place->attributes[GEZIN_ATTRIBUTE_ERASED];
  const char *without =
      place->attributes[place->is_item ? GEZIN_ATTRIBUTE_OUT : GEZIN_ATTRIBUTE_NONE];

  if (!is_yes_or_absent (without) || !is_yes_or_absent (erased)
      || (without != NULL && erased != NULL))
    return fail (place, GEZIN_WIRE_ERROR_SCHEMA, error,
                 "one of none, out and erased may stand there, and it says yes");
  *is_absent = without != NULL || erased != NULL;
  if (*is_absent && !place->is_item && place->text[0] != '\0')
    return fail (place, GEZIN_WIRE_ERROR_SCHEMA, error, "a value that says that it is none");
  if (place->is_item && place->text[0] == '\0')
    return fail (place, GEZIN_WIRE_ERROR_SCHEMA, error, "an item without text");
  return TRUE;
}

static gboolean
read_dots (const GezinPlace *place, GezinDot *dot, GezinContext **context, GError **error)
{
  const char *at = place->attributes[GEZIN_ATTRIBUTE_AT];
  const char *over = place->attributes[GEZIN_ATTRIBUTE_OVER];

  if (at == NULL || place->attributes[GEZIN_ATTRIBUTE_IN] == NULL)
    return fail (place, GEZIN_WIRE_ERROR_VERSIONS, error, "a version lacks `at` or `in`");
  if (!gezin_dot_from_text (at, dot))
    return fail (place, GEZIN_WIRE_ERROR_VERSIONS, error, "`at` is no replica and count");
  if (over != NULL && !gezin_context_from_text (over, context, NULL))
    return fail (place, GEZIN_WIRE_ERROR_VERSIONS, error,
                 "`over` is no list of replicas and counts, sorted, each replica once");
  return TRUE;
}

static gboolean
read_removal (const GezinPlace *place, GArray **saw, GError **error)
{
  const char *text = place->attributes[GEZIN_ATTRIBUTE_SAW];

  if (text == NULL)
    return TRUE;
  if (place->field != GEZIN_FIELD_COMMON_REMOVED || (*saw = read_saw (text)) == NULL)
    return fail (place, GEZIN_WIRE_ERROR_VERSIONS, error,
                 "`saw` is no sorted list, or belongs to no removal");
  return TRUE;
}

/* An origin like the commit's organisation says nothing. */
static GRefString *
read_origin (GezinReader *reader, const GezinPlace *place, const GezinCommit *commit)
{
  const char *origin = place->attributes[GEZIN_ATTRIBUTE_ORIGIN];

  if (origin == NULL || g_strcmp0 (origin, commit->organisation) == 0)
    return NULL;
  return shared_text (reader, origin);
}

static void
clear_text (GRefString **text)
{
  g_clear_pointer (text, g_ref_string_release);
}

gboolean
gezin_dossier_xml_read_version (GezinReader *reader, const GezinPlace *place, GError **error)
{
  GezinCommit *commit;
  g_autoptr (GezinContext) context = NULL;
  g_autoptr (GArray) saw = NULL;
  GRefString *kept = NULL;
  GRefString *origin;
  gboolean is_absent = FALSE;
  GezinDot dot;

  if (!read_dots (place, &dot, &context, error))
    return FALSE;
  commit = find_commit (reader, place->attributes[GEZIN_ATTRIBUTE_IN]);
  if (commit == NULL)
    return fail (place, GEZIN_WIRE_ERROR_VERSIONS, error, "`in` names no commit of this file");
  if (!read_removal (place, &saw, error) || !read_absence (place, &is_absent, error)
      || !gezin_dossier_xml_check_length (place->node, place->attributes[GEZIN_ATTRIBUTE_ORIGIN],
                                          GEZIN_MAX_TEXT_BYTES, error)
      || !gezin_dossier_xml_check_room (reader, place->node, error))
    return FALSE;

  if (place->is_item || !is_absent)
    kept = is_shared (place) ? shared_text (reader, place->text) : g_ref_string_new (place->text);
  origin = read_origin (reader, place, commit);
  g_ptr_array_add (reader->file->versions,
                   gezin_version_new (&place->record, place->kind, place->field,
                                      place->is_item ? kept : NULL, is_absent ? NULL : kept, &dot,
                                      context, commit, origin,
                                      saw != NULL ? (const guint64 *) (gpointer) saw->data : NULL,
                                      saw != NULL ? saw->len : 0,
                                      place->attributes[GEZIN_ATTRIBUTE_ERASED] != NULL));
  clear_text (&kept);
  clear_text (&origin);
  return TRUE;
}
