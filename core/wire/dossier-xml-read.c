/* SPDX-License-Identifier: EUPL-1.2 */

/* Plain dossier XML from anybody: what it says, and nothing believed.
 *
 * Invariants:
 * 1. Whatever is not known is refused: elements, attributes, text between
 *    elements, half of a version.
 * 2. A message names a line and never text of the file.
 * 3. A value with a dot is kept byte for byte; only hand-written values are normalised.
 * 4. Work grows with the length of the file only. */

#include "wire/dossier-xml-private.h"

#include <string.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/text.h"

void
gezin_untrusted_dossier_free (GezinUntrustedDossier *dossier)
{
  if (dossier == NULL)
    return;
  g_ptr_array_unref (dossier->versions);
  g_ptr_array_unref (dossier->values);
  g_array_unref (dossier->erased);
  g_free (dossier);
}

/* ---------- Commits and erased records ---------- */

gboolean
gezin_dossier_xml_check_length (const xmlNode *node, const char *text, gsize max_bytes,
                                GError **error)
{
  if (text == NULL || strlen (text) <= max_bytes)
    return TRUE;
  return gezin_node_fail (node, GEZIN_WIRE_ERROR_TOO_LARGE, error, "an attribute that is too long");
}

gboolean
gezin_dossier_xml_check_room (const GezinReader *reader, const xmlNode *node, GError **error)
{
  if (reader->file->versions->len + reader->file->values->len < GEZIN_MAX_VERSIONS)
    return TRUE;
  return gezin_node_fail (node, GEZIN_WIRE_ERROR_TOO_LARGE, error, "too many values");
}

static gboolean
read_commit (GezinReader *reader, const xmlNode *node, GError **error)
{
  GezinAttributes found;
  const char *const *value = found.values;
  g_autoptr (GezinCommit) commit = NULL;
  guint64 id;
  gint64 time;

  if (!gezin_node_read_attributes (&reader->names, node, GEZIN_ELEMENT_COMMIT, &found, error)
      || !gezin_node_check_empty (node, error))
    return FALSE;
  if (!gezin_id_parse (value[GEZIN_ATTRIBUTE_ID], &id))
    return gezin_node_fail (node, GEZIN_WIRE_ERROR_SCHEMA, error, "a commit without a proper id");
  if (!gezin_instant_from_text (value[GEZIN_ATTRIBUTE_TIME], &time))
    return gezin_node_fail (node, GEZIN_WIRE_ERROR_SCHEMA, error, "a commit without a proper time");
  if (!gezin_dossier_xml_check_length (node, value[GEZIN_ATTRIBUTE_BY], GEZIN_MAX_TEXT_BYTES, error)
      || !gezin_dossier_xml_check_length (node, value[GEZIN_ATTRIBUTE_ROLE], GEZIN_MAX_NAME_BYTES,
                                          error)
      || !gezin_dossier_xml_check_length (node, value[GEZIN_ATTRIBUTE_ORGANISATION],
                                          GEZIN_MAX_TEXT_BYTES, error)
      || !gezin_dossier_xml_check_length (node, value[GEZIN_ATTRIBUTE_WHY], GEZIN_MAX_PROSE_BYTES,
                                          error))
    return FALSE;
  if (value[GEZIN_ATTRIBUTE_ROLE] != NULL && !gezin_text_is_name (value[GEZIN_ATTRIBUTE_ROLE]))
    return gezin_node_fail (node, GEZIN_WIRE_ERROR_SCHEMA, error, "a commit whose role is no code");
  commit = gezin_commit_new (id, time, value[GEZIN_ATTRIBUTE_BY], value[GEZIN_ATTRIBUTE_ROLE],
                             value[GEZIN_ATTRIBUTE_ORGANISATION], value[GEZIN_ATTRIBUTE_WHY]);
  if (g_hash_table_contains (reader->commits, &commit->id))
    return gezin_node_fail (node, GEZIN_WIRE_ERROR_VERSIONS, error, "a commit stands twice");
  g_hash_table_insert (reader->commits, &commit->id, gezin_commit_ref (commit));
  return TRUE;
}

static gboolean
claim_record_id (GezinReader *reader, const xmlNode *node, const GezinUuid *id, guint n_before,
                 GError **error)
{
  if (n_before >= GEZIN_MAX_RECORDS)
    return gezin_node_fail (node, GEZIN_WIRE_ERROR_TOO_LARGE, error, "too many records");
  if (g_hash_table_contains (reader->records, id))
    return gezin_node_fail (node, GEZIN_WIRE_ERROR_SCHEMA, error,
                            "a record stands twice, or was erased");
  g_hash_table_add (reader->records, g_memdup2 (id, sizeof *id));
  return TRUE;
}

static gboolean
read_erased (GezinReader *reader, const xmlNode *node, GError **error)
{
  GezinAttributes found;
  GezinUuid id;

  if (!gezin_node_read_attributes (&reader->names, node, GEZIN_ELEMENT_ERASED, &found, error)
      || !gezin_node_check_empty (node, error))
    return FALSE;
  if (!gezin_uuid_parse (found.values[GEZIN_ATTRIBUTE_RECORD], &id))
    return gezin_node_fail (node, GEZIN_WIRE_ERROR_SCHEMA, error,
                            "an erased record without a proper id");
  if (!claim_record_id (reader, node, &id, reader->file->erased->len, error))
    return FALSE;
  g_array_append_val (reader->file->erased, id);
  return TRUE;
}

/* ---------- Fields and records ---------- */

static gboolean
is_hand_written (const GezinAttributes *attributes)
{
  for (guint i = GEZIN_ATTRIBUTE_AT; i < GEZIN_N_ATTRIBUTES; i++)
    if (attributes->values[i] != NULL)
      return FALSE;
  return TRUE;
}

/* What stands at @node, in the field of @place: with a version or without. */
static gboolean
read_either (GezinReader *reader, const xmlNode *node, const GezinAttributes *attributes,
             gboolean is_item, const GezinPlace *place, GError **error)
{
  g_autofree char *joined = NULL;
  GezinPlace here = *place;

  here.node = node;
  here.attributes = attributes->values;
  here.is_item = is_item;
  here.text = gezin_node_read_text (node, &joined, error);
  if (here.text == NULL)
    return FALSE;
  return is_hand_written (attributes) ? gezin_dossier_xml_read_value (reader, &here, error)
                                      : gezin_dossier_xml_read_version (reader, &here, error);
}

static gboolean
read_items (GezinReader *reader, const xmlNode *node, const GezinPlace *place, GError **error)
{
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    {
      GezinAttributes found;
      GezinElement element;

      if (!gezin_node_read_element (&reader->names, child, &element, error))
        return FALSE;
      if (element == GEZIN_ELEMENT_SPACE)
        continue;
      if (element != GEZIN_ELEMENT_ITEM)
        return gezin_node_fail (child, GEZIN_WIRE_ERROR_SCHEMA, error,
                                "only items may stand in this field");
      if (!gezin_node_read_attributes (&reader->names, child, element, &found, error)
          || !read_either (reader, child, &found, TRUE, place, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_element (const xmlNode *node)
{
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE)
      return TRUE;
  return FALSE;
}

static gboolean
read_field (GezinReader *reader, const xmlNode *node, GezinPlace *place, GError **error)
{
  const GezinFieldSpec *spec;
  GezinAttributes found;
  const char *name;

  if (!gezin_node_read_attributes (&reader->names, node, GEZIN_ELEMENT_FIELD, &found, error))
    return FALSE;
  name = found.values[GEZIN_ATTRIBUTE_NAME];
  place->field = gezin_catalogue_intern_field (place->kind, name);
  if (place->field == GEZIN_FIELD_NONE && gezin_text_is_name (name))
    return gezin_node_fail (node, GEZIN_WIRE_ERROR_TOO_LARGE, error,
                            "too many fields that nobody knows");
  if (place->field == GEZIN_FIELD_NONE)
    return gezin_node_fail (node, GEZIN_WIRE_ERROR_SCHEMA, error, "a name that no field can have");

  /* What a field of a newer version is, the file shows. */
  spec = gezin_catalogue_field (place->field);
  if (spec != NULL ? !gezin_field_spec_is_set (spec) : !has_element (node))
    return read_either (reader, node, &found, FALSE, place, error);
  if (!is_hand_written (&found))
    return gezin_node_fail (node, GEZIN_WIRE_ERROR_SCHEMA, error,
                            "in a set, each item has its own version");
  return read_items (reader, node, place, error);
}

static gboolean
read_record (GezinReader *reader, const xmlNode *node, GError **error)
{
  guint first_value = reader->file->values->len;
  GezinPlace place = { 0 };
  GezinAttributes found;

  if (!gezin_node_read_attributes (&reader->names, node, GEZIN_ELEMENT_RECORD, &found, error))
    return FALSE;
  if (!gezin_uuid_parse (found.values[GEZIN_ATTRIBUTE_ID], &place.record))
    return gezin_node_fail (node, GEZIN_WIRE_ERROR_SCHEMA, error, "a record without a proper id");
  if (!gezin_text_is_name (found.values[GEZIN_ATTRIBUTE_KIND]))
    return gezin_node_fail (node, GEZIN_WIRE_ERROR_SCHEMA, error, "a name that no kind can have");
  place.kind = gezin_catalogue_kind_by_name (found.values[GEZIN_ATTRIBUTE_KIND]);
  if (place.kind == GEZIN_KIND_NONE)
    return gezin_node_fail (node, GEZIN_WIRE_ERROR_NEWER, error,
                            "a record of a kind that is not known here");
  if (!claim_record_id (reader, node, &place.record, reader->n_records++, error))
    return FALSE;

  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    {
      GezinElement element;

      if (!gezin_node_read_element (&reader->names, child, &element, error))
        return FALSE;
      if (element != GEZIN_ELEMENT_SPACE && element != GEZIN_ELEMENT_FIELD)
        return gezin_node_fail (child, GEZIN_WIRE_ERROR_SCHEMA, error,
                                "only fields may stand in a record");
      if (element == GEZIN_ELEMENT_FIELD && !read_field (reader, child, &place, error))
        return FALSE;
    }
  return gezin_dossier_xml_settle_values (reader, node, first_value, error);
}

/* ---------- The file ---------- */

static gboolean
read_root (GezinReader *reader, const xmlNode *root, GError **error)
{
  GezinElement element;
  GezinAttributes found;

  if (!gezin_node_check_namespace (root, error)
      || !gezin_node_read_element (&reader->names, root, &element, error))
    return FALSE;
  if (element != GEZIN_ELEMENT_DOSSIER)
    return gezin_node_fail (root, GEZIN_WIRE_ERROR_SCHEMA, error, "not a dossier");
  if (!gezin_node_read_attributes (&reader->names, root, element, &found, error))
    return FALSE;
  if (!gezin_uuid_parse (found.values[GEZIN_ATTRIBUTE_ID], &reader->file->id))
    return gezin_node_fail (root, GEZIN_WIRE_ERROR_SCHEMA, error, "a dossier without a proper id");
  return TRUE;
}

/* Commits, then erased records, then records. */
static gboolean
read_content (GezinReader *reader, const xmlNode *root, GError **error)
{
  GezinElement reached = GEZIN_ELEMENT_COMMIT;

  for (const xmlNode *child = root->children; child != NULL; child = child->next)
    {
      GezinElement element;
      gboolean is_read = TRUE;

      if (!gezin_node_read_element (&reader->names, child, &element, error))
        return FALSE;
      if (element == GEZIN_ELEMENT_SPACE)
        continue;
      if (element < reached || element > GEZIN_ELEMENT_RECORD)
        return gezin_node_fail (child, GEZIN_WIRE_ERROR_SCHEMA, error,
                                "a dossier holds commits, then erased records, then records");
      reached = element;
      if (element == GEZIN_ELEMENT_COMMIT)
        is_read = read_commit (reader, child, error);
      else if (element == GEZIN_ELEMENT_ERASED)
        is_read = read_erased (reader, child, error);
      else
        is_read = read_record (reader, child, error);
      if (!is_read)
        return FALSE;
    }
  return TRUE;
}

static GezinUntrustedDossier *
untrusted_dossier_new (void)
{
  GezinUntrustedDossier *file = g_new0 (GezinUntrustedDossier, 1);

  file->versions = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);
  file->values = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_untrusted_value_free);
  file->erased = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  return file;
}

GezinUntrustedDossier *
gezin_dossier_xml_read (const char *xml, gsize length, GError **error)
{
  g_autoptr (GezinUntrustedDossier) file = untrusted_dossier_new ();
  g_autoptr (xmlDoc) doc = gezin_node_parse_dossier (xml, length, error);
  GezinReader reader = { .file = file };
  const xmlNode *root;
  gboolean is_read;

  if (doc == NULL)
    return NULL;
  root = xmlDocGetRootElement (doc);
  gezin_node_find_names (&reader.names, doc);
  reader.commits = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL,
                                          (GDestroyNotify) gezin_commit_unref);
  reader.records = g_hash_table_new_full (gezin_uuid_hash, gezin_uuid_equal, g_free, NULL);
  reader.texts =
      g_hash_table_new_full (g_str_hash, g_str_equal, (GDestroyNotify) g_ref_string_release, NULL);
  is_read = read_root (&reader, root, error) && read_content (&reader, root, error);
  g_hash_table_unref (reader.texts);
  g_hash_table_unref (reader.records);
  g_hash_table_unref (reader.commits);
  return is_read ? g_steal_pointer (&file) : NULL;
}
