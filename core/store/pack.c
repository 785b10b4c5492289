/* SPDX-License-Identifier: EUPL-1.2 */

/* Packing with GVariant, little-endian on every machine. Kinds and fields go by
 * their names on the wire. */

#include "store/pack-private.h"

#include <string.h>

#include "store/store-error.h"

#define CONTEXT_TYPE "a(tu)"
#define COMMIT_TYPE "(txmsmsmsms)"
#define VERSION_TYPE "(ayssmsms(tu)" CONTEXT_TYPE COMMIT_TYPE "msatb)"
#define EDIT_TYPE "(smsmsb" CONTEXT_TYPE "ms)"

static GVariant *
pack_context (const GezinContext *context)
{
  GVariantBuilder builder;
  guint i;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (CONTEXT_TYPE));
  for (i = 0; context != NULL && i < context->n_dots; i++)
    g_variant_builder_add (&builder, "(tu)", context->dots[i].replica, context->dots[i].n);
  return g_variant_builder_end (&builder);
}

static GezinContext *
unpack_context (GVariant *packed)
{
  g_autoptr (GArray) dots = g_array_new (FALSE, TRUE, sizeof (GezinDot));
  GVariantIter iter;
  guint64 replica;
  guint32 n;

  g_variant_iter_init (&iter, packed);
  while (g_variant_iter_next (&iter, "(tu)", &replica, &n))
    {
      GezinDot dot = { replica, n };

      g_array_append_val (dots, dot);
    }
  return gezin_context_new ((const GezinDot *) (gpointer) dots->data, dots->len);
}

static GVariant *
pack_commit (const GezinCommit *commit)
{
  return g_variant_new (COMMIT_TYPE, commit->id, commit->time, commit->author, commit->role,
                        commit->organisation, commit->why);
}

static GezinCommit *
unpack_commit (GVariant *packed)
{
  const char *author, *role, *organisation, *why;
  guint64 id;
  gint64 time;

  g_variant_get (packed, "(txm&sm&sm&sm&s)", &id, &time, &author, &role, &organisation, &why);
  return gezin_commit_new (id, time, author, role, organisation, why);
}

static GVariant *
pack_version (const GezinVersion *version)
{
  GVariant *record = g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, version->record.bytes,
                                                sizeof version->record.bytes, 1);
  GVariant *saw = g_variant_new_fixed_array (G_VARIANT_TYPE_UINT64, version->saw, version->n_saw,
                                             sizeof *version->saw);

  return g_variant_new ("(@ayssmsms(tu)@" CONTEXT_TYPE "@" COMMIT_TYPE "ms@atb)", record,
                        gezin_catalogue_kind (version->kind)->name,
                        gezin_catalogue_field_name (version->field), version->item, version->value,
                        version->dot.replica, version->dot.n, pack_context (version->context),
                        pack_commit (version->commit), version->origin, saw, version->erased);
}

static GRefString *
new_string (const char *text)
{
  return text == NULL ? NULL : g_ref_string_new (text);
}

/* NULL if a name is none that this program knows. */
static GezinVersion *
unpack_version (GVariant *packed)
{
  g_autoptr (GVariant) record = NULL;
  g_autoptr (GVariant) context_part = NULL;
  g_autoptr (GVariant) commit_part = NULL;
  g_autoptr (GVariant) saw_part = NULL;
  g_autoptr (GezinContext) context = NULL;
  g_autoptr (GezinCommit) commit = NULL;
  const char *kind_name, *field_name, *item, *value, *origin;
  GRefString *strings[3];
  GezinVersion *version = NULL;
  const guint64 *saw;
  gconstpointer id;
  gsize n_id, n_saw;
  gboolean erased;
  GezinDot dot;
  GezinKind kind;
  GezinField field;
  GezinUuid uuid;
  guint i;

  g_variant_get (packed, "(@ay&s&sm&sm&s(tu)@" CONTEXT_TYPE "@" COMMIT_TYPE "m&s@atb)", &record,
                 &kind_name, &field_name, &item, &value, &dot.replica, &dot.n, &context_part,
                 &commit_part, &origin, &saw_part, &erased);
  id = g_variant_get_fixed_array (record, &n_id, 1);
  saw = g_variant_get_fixed_array (saw_part, &n_saw, sizeof *saw);
  kind = gezin_catalogue_kind_by_name (kind_name);
  field =
      kind == GEZIN_KIND_NONE ? GEZIN_FIELD_NONE : gezin_catalogue_intern_field (kind, field_name);
  if (n_id != sizeof uuid.bytes || field == GEZIN_FIELD_NONE)
    return NULL;
  memcpy (uuid.bytes, id, n_id);
  context = unpack_context (context_part);
  commit = unpack_commit (commit_part);
  strings[0] = new_string (item);
  strings[1] = new_string (value);
  strings[2] = new_string (origin);
  version = gezin_version_new (&uuid, kind, field, strings[0], strings[1], &dot, context, commit,
                               strings[2], saw, (guint) n_saw, erased);
  for (i = 0; i < G_N_ELEMENTS (strings); i++)
    g_clear_pointer (&strings[i], g_ref_string_release);
  return version;
}

static GBytes *
to_bytes (GVariant *packed)
{
  g_autoptr (GVariant) own = g_variant_ref_sink (packed);
  g_autoptr (GVariant) ordered =
      G_BYTE_ORDER == G_BIG_ENDIAN ? g_variant_byteswap (own) : g_variant_ref (own);

  return g_variant_get_data_as_bytes (ordered);
}

/* (transfer full) (nullable) */
static GVariant *
from_bytes (const char *type, gconstpointer bytes, gsize length, GError **error)
{
  g_autoptr (GBytes) copy = g_bytes_new (bytes, length);
  g_autoptr (GVariant) packed =
      g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (type), copy, FALSE));

  if (!g_variant_is_normal_form (packed))
    {
      g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_DAMAGED,
                           "what was set aside cannot be read");
      return NULL;
    }
  return G_BYTE_ORDER == G_BIG_ENDIAN ? g_variant_byteswap (packed) : g_steal_pointer (&packed);
}

GBytes *
gezin_pack_versions (GPtrArray *versions)
{
  GVariantBuilder builder;
  guint i;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a" VERSION_TYPE));
  for (i = 0; i < versions->len; i++)
    g_variant_builder_add_value (&builder, pack_version (versions->pdata[i]));
  return to_bytes (g_variant_builder_end (&builder));
}

GPtrArray *
gezin_unpack_versions (gconstpointer bytes, gsize length, GError **error)
{
  g_autoptr (GVariant) packed = from_bytes ("a" VERSION_TYPE, bytes, length, error);
  g_autoptr (GPtrArray) versions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);
  gsize i;

  if (packed == NULL)
    return NULL;
  for (i = 0; i < g_variant_n_children (packed); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (packed, i);
      GezinVersion *version = unpack_version (child);

      if (version == NULL)
        {
          g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_DAMAGED,
                               "a version that was set aside cannot be read");
          return NULL;
        }
      g_ptr_array_add (versions, version);
    }
  return g_steal_pointer (&versions);
}

static GVariant *
pack_edit (const GezinEdit *edit)
{
  return g_variant_new ("(smsmsb@" CONTEXT_TYPE "ms)", gezin_catalogue_field_name (edit->field),
                        edit->item, edit->value, edit->knows_context, pack_context (edit->context),
                        edit->origin);
}

static GezinEdit *
unpack_edit (const GezinUuid *record, GezinKind kind, GVariant *packed)
{
  g_autoptr (GVariant) context = NULL;
  const char *field_name, *item, *value, *origin;
  gboolean knows_context;
  GezinField field;
  GezinEdit *edit;

  g_variant_get (packed, "(&sm&sm&sb@" CONTEXT_TYPE "m&s)", &field_name, &item, &value,
                 &knows_context, &context, &origin);
  field = gezin_catalogue_intern_field (kind, field_name);
  if (field == GEZIN_FIELD_NONE)
    return NULL;
  edit = gezin_edit_new (record, kind, field, item, value);
  edit->knows_context = knows_context;
  edit->context = unpack_context (context);
  edit->origin = new_string (origin);
  return edit;
}

GBytes *
gezin_pack_edits (GPtrArray *edits)
{
  GVariantBuilder builder;
  guint i;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a" EDIT_TYPE));
  for (i = 0; i < edits->len; i++)
    g_variant_builder_add_value (&builder, pack_edit (edits->pdata[i]));
  return to_bytes (g_variant_builder_end (&builder));
}

GPtrArray *
gezin_unpack_edits (const GezinUuid *record, GezinKind kind, gconstpointer bytes, gsize length,
                    GError **error)
{
  g_autoptr (GVariant) packed = from_bytes ("a" EDIT_TYPE, bytes, length, error);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
  gsize i;

  if (packed == NULL)
    return NULL;
  for (i = 0; i < g_variant_n_children (packed); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (packed, i);
      GezinEdit *edit = unpack_edit (record, kind, child);

      if (edit == NULL)
        {
          g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_DAMAGED,
                               "a draft cannot be read");
          return NULL;
        }
      g_ptr_array_add (edits, edit);
    }
  return g_steal_pointer (&edits);
}
