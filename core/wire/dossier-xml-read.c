/* SPDX-License-Identifier: EUPL-1.2 */

/* Plain dossier XML from anybody: what it says, and nothing believed.
 *
 * Invariants:
 * 1. Whatever is not known is refused: elements, attributes, text between
 *    elements, half of a version.
 * 2. A message names a line and never text of the file.
 * 3. A value with a dot is kept byte for byte; only hand-written values are normalised.
 * 4. Work grows with the length of the file only. */

#include "wire/dossier-xml.h"

#include <string.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/xml.h"
#include "model/value.h"
#include "wire/node-private.h"

GQuark
gezin_wire_error_quark (void)
{
  return g_quark_from_static_string ("gezin-wire-error-quark");
}

/* What holds while one file is read. */
typedef struct {
  GezinUntrustedDossier *file;
  GezinNodeNames names;
  GHashTable *commits; /* guint64 in the commit -> GezinCommit */
  GHashTable *records; /* GezinUuid: of records and of erased ones */
  GHashTable *texts; /* GRefString: short texts, each once */
  GezinCommit *last_commit;
  guint n_records;
} Reader;

/* The record that is being read. */
typedef struct {
  GezinUuid id;
  GezinKind kind;
  guint first_value; /* of its hand-written ones */
} Place;

void
gezin_untrusted_value_free (GezinUntrustedValue *value)
{
  if (value == NULL)
    return;
  g_clear_pointer (&value->item, g_ref_string_release);
  g_clear_pointer (&value->value, g_ref_string_release);
  g_free (value);
}

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

static gboolean
fail (const xmlNode *node, GezinWireError code, GError **error, const char *reason)
{
  g_set_error (error, GEZIN_WIRE_ERROR, (int) code, "%ld: %s", xmlGetLineNo (node), reason);
  return FALSE;
}

/* ---------- Commits and erased records ---------- */

static gboolean
check_length (const xmlNode *node, const char *text, gsize max_bytes, GError **error)
{
  if (text == NULL || strlen (text) <= max_bytes)
    return TRUE;
  return fail (node, GEZIN_WIRE_ERROR_TOO_LARGE, error, "an attribute that is too long");
}

static gboolean
read_commit (Reader *reader, const xmlNode *node, GError **error)
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
    return fail (node, GEZIN_WIRE_ERROR_SCHEMA, error, "a commit without a proper id");
  if (!gezin_instant_from_text (value[GEZIN_ATTRIBUTE_TIME], &time))
    return fail (node, GEZIN_WIRE_ERROR_SCHEMA, error, "a commit without a proper time");
  if (!check_length (node, value[GEZIN_ATTRIBUTE_BY], GEZIN_MAX_TEXT_BYTES, error)
      || !check_length (node, value[GEZIN_ATTRIBUTE_ROLE], GEZIN_MAX_NAME_BYTES, error)
      || !check_length (node, value[GEZIN_ATTRIBUTE_ORGANISATION], GEZIN_MAX_TEXT_BYTES, error)
      || !check_length (node, value[GEZIN_ATTRIBUTE_WHY], GEZIN_MAX_PROSE_BYTES, error))
    return FALSE;
  commit = gezin_commit_new (id, time, value[GEZIN_ATTRIBUTE_BY], value[GEZIN_ATTRIBUTE_ROLE],
                             value[GEZIN_ATTRIBUTE_ORGANISATION], value[GEZIN_ATTRIBUTE_WHY]);
  if (g_hash_table_contains (reader->commits, &commit->id))
    return fail (node, GEZIN_WIRE_ERROR_VERSIONS, error, "a commit stands twice");
  g_hash_table_insert (reader->commits, &commit->id, gezin_commit_ref (commit));
  return TRUE;
}

static gboolean
claim_record_id (Reader *reader, const xmlNode *node, const GezinUuid *id, GError **error)
{
  if (g_hash_table_contains (reader->records, id))
    return fail (node, GEZIN_WIRE_ERROR_SCHEMA, error, "a record stands twice, or was erased");
  g_hash_table_add (reader->records, g_memdup2 (id, sizeof *id));
  if (++reader->n_records > GEZIN_MAX_RECORDS)
    return fail (node, GEZIN_WIRE_ERROR_TOO_LARGE, error, "too many records");
  return TRUE;
}

static gboolean
read_erased (Reader *reader, const xmlNode *node, GError **error)
{
  GezinAttributes found;
  GezinUuid id;

  if (!gezin_node_read_attributes (&reader->names, node, GEZIN_ELEMENT_ERASED, &found, error)
      || !gezin_node_check_empty (node, error))
    return FALSE;
  if (!gezin_uuid_parse (found.values[GEZIN_ATTRIBUTE_RECORD], &id))
    return fail (node, GEZIN_WIRE_ERROR_SCHEMA, error, "an erased record without a proper id");
  if (!claim_record_id (reader, node, &id, error))
    return FALSE;
  g_array_append_val (reader->file->erased, id);
  return TRUE;
}

/* ---------- Versions ---------- */

static gboolean
check_room (Reader *reader, const xmlNode *node, GError **error)
{
  if (reader->file->versions->len + reader->file->values->len < GEZIN_MAX_VERSIONS)
    return TRUE;
  return fail (node, GEZIN_WIRE_ERROR_TOO_LARGE, error, "too many values");
}

/* (transfer full): Ids, codes and names of organisations come again and again. */
static GRefString *
shared_text (Reader *reader, const char *text)
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
is_shared (const GezinFieldSpec *spec)
{
  return spec != NULL && spec->type != GEZIN_TYPE_TEXT && spec->type != GEZIN_TYPE_PROSE;
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

static GezinCommit *
find_commit (Reader *reader, const char *text)
{
  guint64 id;

  if (!gezin_id_parse (text, &id))
    return NULL;
  if (reader->last_commit == NULL || reader->last_commit->id != id)
    reader->last_commit = g_hash_table_lookup (reader->commits, &id);
  return reader->last_commit;
}

static gboolean
is_yes_or_absent (const char *value)
{
  return value == NULL || strcmp (value, "yes") == 0;
}

/* What says that there is no value, and whether the text agrees. */
static gboolean
read_absence (const xmlNode *node, const char *const *value, gboolean is_item, const char *text,
              gboolean *is_absent, GError **error)
{
  const char *without = value[is_item ? GEZIN_ATTRIBUTE_OUT : GEZIN_ATTRIBUTE_NONE];

  if (!is_yes_or_absent (without) || !is_yes_or_absent (value[GEZIN_ATTRIBUTE_ERASED])
      || (without != NULL && value[GEZIN_ATTRIBUTE_ERASED] != NULL))
    return fail (node, GEZIN_WIRE_ERROR_SCHEMA, error,
                 "one of none, out and erased may stand there, and it says yes");
  *is_absent = without != NULL || value[GEZIN_ATTRIBUTE_ERASED] != NULL;
  if (*is_absent && !is_item && text[0] != '\0')
    return fail (node, GEZIN_WIRE_ERROR_SCHEMA, error, "a value that says that it is none");
  if (is_item && text[0] == '\0')
    return fail (node, GEZIN_WIRE_ERROR_SCHEMA, error, "an item without text");
  return TRUE;
}

static gboolean
read_version (Reader *reader, const xmlNode *node, const Place *place, GezinField field,
              const char *const *value, gboolean is_item, const char *text, GError **error)
{
  const GezinFieldSpec *spec = gezin_catalogue_field (field);
  GezinCommit *commit = NULL;
  g_autoptr (GezinContext) context = NULL;
  g_autoptr (GArray) saw = NULL;
  GRefString *kept = NULL;
  GRefString *origin = NULL;
  gboolean is_absent;
  GezinDot dot;

  if (value[GEZIN_ATTRIBUTE_AT] == NULL || value[GEZIN_ATTRIBUTE_IN] == NULL)
    return fail (node, GEZIN_WIRE_ERROR_VERSIONS, error, "a version lacks `at` or `in`");
  if (!gezin_dot_from_text (value[GEZIN_ATTRIBUTE_AT], &dot))
    return fail (node, GEZIN_WIRE_ERROR_VERSIONS, error, "`at` is no replica and count");
  if (value[GEZIN_ATTRIBUTE_OVER] != NULL
      && !gezin_context_from_text (value[GEZIN_ATTRIBUTE_OVER], &context, NULL))
    return fail (node, GEZIN_WIRE_ERROR_VERSIONS, error,
                 "`over` is no list of replicas and counts, sorted, each replica once");
  if ((commit = find_commit (reader, value[GEZIN_ATTRIBUTE_IN])) == NULL)
    return fail (node, GEZIN_WIRE_ERROR_VERSIONS, error, "`in` names no commit of this file");
  if (value[GEZIN_ATTRIBUTE_SAW] != NULL
      && (field != GEZIN_FIELD_COMMON_REMOVED
          || (saw = read_saw (value[GEZIN_ATTRIBUTE_SAW])) == NULL))
    return fail (node, GEZIN_WIRE_ERROR_VERSIONS, error,
                 "`saw` is no sorted list, or belongs to no removal");
  if (!check_length (node, value[GEZIN_ATTRIBUTE_ORIGIN], GEZIN_MAX_TEXT_BYTES, error)
      || !read_absence (node, value, is_item, text, &is_absent, error)
      || !check_room (reader, node, error))
    return FALSE;

  if (is_item || !is_absent)
    kept = is_item || is_shared (spec) ? shared_text (reader, text) : g_ref_string_new (text);
  if (g_strcmp0 (value[GEZIN_ATTRIBUTE_ORIGIN], commit->organisation) != 0)
    origin = value[GEZIN_ATTRIBUTE_ORIGIN] != NULL
                 ? shared_text (reader, value[GEZIN_ATTRIBUTE_ORIGIN])
                 : NULL;
  g_ptr_array_add (reader->file->versions,
                   gezin_version_new (&place->id, place->kind, field, is_item ? kept : NULL,
                                      is_absent ? NULL : kept, &dot, context, commit, origin,
                                      saw != NULL ? (const guint64 *) (gpointer) saw->data : NULL,
                                      saw != NULL ? saw->len : 0,
                                      value[GEZIN_ATTRIBUTE_ERASED] != NULL));
  g_clear_pointer (&kept, g_ref_string_release);
  g_clear_pointer (&origin, g_ref_string_release);
  return TRUE;
}

/* ---------- Hand-written values ---------- */

/* The canonical form, or the text as it stands where there is none; %NULL if it says nothing. */
static GRefString *
normalise (Reader *reader, const GezinFieldSpec *spec, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *clean = NULL;
  GRefString *value = NULL;
  guint n_dropped = 0;

  if (text[strspn (text, " \t\r\n")] == '\0')
    return NULL;
  if (spec != NULL)
    value = gezin_value_normalise (spec, text, -1, &n_dropped, &error);
  else if ((clean = gezin_text_clean (text, strlen (text), FALSE, &n_dropped)) != NULL
           && clean[0] != '\0')
    value = g_ref_string_new (clean);
  if (error != NULL)
    return g_ref_string_new (text);
  reader->file->n_dropped += n_dropped;
  return value;
}

static gboolean
read_value (Reader *reader, const xmlNode *node, const Place *place, GezinField field,
            gboolean is_item, const char *text, GError **error)
{
  GRefString *kept = normalise (reader, gezin_catalogue_field (field), text);
  GezinUntrustedValue *value;

  if (kept == NULL)
    return TRUE;
  if (!check_room (reader, node, error))
    {
      g_ref_string_release (kept);
      return FALSE;
    }
  value = g_new (GezinUntrustedValue, 1);
  value->record = place->id;
  value->kind = place->kind;
  value->field = field;
  value->item = is_item ? g_ref_string_acquire (kept) : NULL;
  value->value = kept;
  g_ptr_array_add (reader->file->values, value);
  return TRUE;
}

static int
compare_values (gconstpointer a, gconstpointer b)
{
  const GezinUntrustedValue *first = *(GezinUntrustedValue *const *) a;
  const GezinUntrustedValue *second = *(GezinUntrustedValue *const *) b;

  if (first->field != second->field)
    return first->field < second->field ? -1 : 1;
  return g_strcmp0 (first->item, second->item);
}

/* At most one hand-written value of a register: an item named twice is in once, a second value of a
 * single field is a mistake. */
static gboolean
settle_values (Reader *reader, const xmlNode *node, const Place *place, GError **error)
{
  GPtrArray *values = reader->file->values;
  guint kept = place->first_value;

  if (values->len - kept > 1)
    qsort (values->pdata + kept, values->len - kept, sizeof (gpointer), compare_values);
  for (guint i = place->first_value; i < values->len; i++)
    {
      GezinUntrustedValue *value = values->pdata[i];

      if (kept == place->first_value
          || compare_values (&values->pdata[kept - 1], &values->pdata[i]) != 0)
        {
          /* Exchanged, so that what is left behind is freed. */
          values->pdata[i] = values->pdata[kept];
          values->pdata[kept++] = value;
        }
      else if (value->item == NULL)
        return fail (node, GEZIN_WIRE_ERROR_SCHEMA, error,
                     "this record has a field twice that holds one value");
    }
  g_ptr_array_set_size (values, (int) kept);
  return TRUE;
}

/* ---------- Fields and records ---------- */

static gboolean
is_hand_written (const char *const *value)
{
  for (guint i = GEZIN_ATTRIBUTE_AT; i < GEZIN_N_ATTRIBUTES; i++)
    if (value[i] != NULL)
      return FALSE;
  return TRUE;
}

/* One value, or one item: with a version or without. */
static gboolean
read_either (Reader *reader, const xmlNode *node, const Place *place, GezinField field,
             const char *const *value, gboolean is_item, GError **error)
{
  g_autofree char *joined = NULL;
  const char *text = gezin_node_read_text (node, &joined, error);

  if (text == NULL)
    return FALSE;
  if (is_hand_written (value))
    return read_value (reader, node, place, field, is_item, text, error);
  return read_version (reader, node, place, field, value, is_item, text, error);
}

static gboolean
read_items (Reader *reader, const xmlNode *node, const Place *place, GezinField field,
            GError **error)
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
        return fail (child, GEZIN_WIRE_ERROR_SCHEMA, error, "only items may stand in this field");
      if (!gezin_node_read_attributes (&reader->names, child, element, &found, error)
          || !read_either (reader, child, place, field, found.values, TRUE, error))
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
read_field (Reader *reader, const xmlNode *node, const Place *place, GError **error)
{
  const GezinFieldSpec *spec;
  GezinAttributes found;
  const char *name;
  GezinField field;

  if (!gezin_node_read_attributes (&reader->names, node, GEZIN_ELEMENT_FIELD, &found, error))
    return FALSE;
  name = found.values[GEZIN_ATTRIBUTE_NAME];
  field = gezin_catalogue_intern_field (place->kind, name);
  if (field == GEZIN_FIELD_NONE && gezin_text_is_name (name))
    return fail (node, GEZIN_WIRE_ERROR_TOO_LARGE, error, "too many fields that nobody knows");
  if (field == GEZIN_FIELD_NONE)
    return fail (node, GEZIN_WIRE_ERROR_SCHEMA, error, "a name that no field can have");

  /* What a field of a newer version is, the file shows. */
  spec = gezin_catalogue_field (field);
  if (spec != NULL ? !gezin_field_spec_is_set (spec) : !has_element (node))
    return read_either (reader, node, place, field, found.values, FALSE, error);
  if (!is_hand_written (found.values))
    return fail (node, GEZIN_WIRE_ERROR_SCHEMA, error, "in a set, each item has its own version");
  return read_items (reader, node, place, field, error);
}

static gboolean
read_record (Reader *reader, const xmlNode *node, GError **error)
{
  Place place = { .first_value = reader->file->values->len };
  GezinAttributes found;

  if (!gezin_node_read_attributes (&reader->names, node, GEZIN_ELEMENT_RECORD, &found, error))
    return FALSE;
  if (!gezin_uuid_parse (found.values[GEZIN_ATTRIBUTE_ID], &place.id))
    return fail (node, GEZIN_WIRE_ERROR_SCHEMA, error, "a record without a proper id");
  if (!gezin_text_is_name (found.values[GEZIN_ATTRIBUTE_KIND]))
    return fail (node, GEZIN_WIRE_ERROR_SCHEMA, error, "a name that no kind can have");
  place.kind = gezin_catalogue_kind_by_name (found.values[GEZIN_ATTRIBUTE_KIND]);
  if (place.kind == GEZIN_KIND_NONE)
    return fail (node, GEZIN_WIRE_ERROR_NEWER, error, "a record of a kind that is not known here");
  if (!claim_record_id (reader, node, &place.id, error))
    return FALSE;

  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    {
      GezinElement element;

      if (!gezin_node_read_element (&reader->names, child, &element, error))
        return FALSE;
      if (element != GEZIN_ELEMENT_SPACE && element != GEZIN_ELEMENT_FIELD)
        return fail (child, GEZIN_WIRE_ERROR_SCHEMA, error, "only fields may stand in a record");
      if (element == GEZIN_ELEMENT_FIELD && !read_field (reader, child, &place, error))
        return FALSE;
    }
  return settle_values (reader, node, &place, error);
}

/* ---------- The file ---------- */

static gboolean
read_root (Reader *reader, const xmlNode *root, GError **error)
{
  GezinElement element;
  GezinAttributes found;

  if (!gezin_node_check_namespace (root, error)
      || !gezin_node_read_element (&reader->names, root, &element, error))
    return FALSE;
  if (element != GEZIN_ELEMENT_DOSSIER)
    return fail (root, GEZIN_WIRE_ERROR_SCHEMA, error, "not a dossier");
  if (!gezin_node_read_attributes (&reader->names, root, element, &found, error))
    return FALSE;
  if (!gezin_uuid_parse (found.values[GEZIN_ATTRIBUTE_ID], &reader->file->id))
    return fail (root, GEZIN_WIRE_ERROR_SCHEMA, error, "a dossier without a proper id");
  return TRUE;
}

/* Commits, then erased records, then records. */
static gboolean
read_content (Reader *reader, const xmlNode *root, GError **error)
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
        return fail (child, GEZIN_WIRE_ERROR_SCHEMA, error,
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
  Reader reader = { .file = file };
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
