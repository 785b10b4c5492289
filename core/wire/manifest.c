/* SPDX-License-Identifier: EUPL-1.2 */

/* The manifest in memory, and its one text.
 *
 * Invariant: gezin_manifest_write() gives what the schema takes, or fails. */

#include "wire/manifest.h"

#include "wire/form-private.h"
#include "wire/manifest-private.h"

#include "base/text.h"

static const char *const kinds[GEZIN_N_BUNDLE_KINDS] = {
  [GEZIN_BUNDLE_SHARE] = "share",     [GEZIN_BUNDLE_RETURN] = "return",
  [GEZIN_BUNDLE_RECEIPT] = "receipt", [GEZIN_BUNDLE_RECALL] = "recall",
  [GEZIN_BUNDLE_REVIEW] = "review",   [GEZIN_BUNDLE_TRANSFER] = "transfer",
};

static const char *const results[GEZIN_N_BUNDLE_RESULTS] = {
  [GEZIN_BUNDLE_RESULT_TAKEN] = "taken",
  [GEZIN_BUNDLE_RESULT_REFUSED] = "refused",
  [GEZIN_BUNDLE_RESULT_DELETED] = "deleted",
  [GEZIN_BUNDLE_RESULT_KEPT] = "kept",
};

gboolean
gezin_bundle_kind_has_dossier (GezinBundleKind kind)
{
  return kind != GEZIN_BUNDLE_RECEIPT && kind != GEZIN_BUNDLE_RECALL;
}

const char *
gezin_bundle_kind_code (GezinBundleKind kind)
{
  return kind < GEZIN_N_BUNDLE_KINDS ? kinds[kind] : NULL;
}

GezinBundleKind
gezin_manifest_find_kind (const char *code)
{
  for (guint i = 1; i < GEZIN_N_BUNDLE_KINDS; i++)
    if (g_str_equal (code, kinds[i]))
      return i;
  return GEZIN_N_BUNDLE_KINDS;
}

GezinBundleResult
gezin_manifest_find_result (const char *code)
{
  for (guint i = 1; i < GEZIN_N_BUNDLE_RESULTS; i++)
    if (g_str_equal (code, results[i]))
      return i;
  return GEZIN_BUNDLE_RESULT_NONE;
}

/* ---------- Memory ---------- */

static void
free_ground (gpointer data)
{
  GezinManifestGround *ground = data;

  g_free (ground->code);
  g_free (ground);
}

static void
free_reference (gpointer data)
{
  GezinManifestReference *reference = data;

  g_free (reference->name);
  g_free (reference->version);
  g_free (reference);
}

static void
free_limit (gpointer data)
{
  GezinManifestLimit *limit = data;

  g_free (limit->field);
  g_free (limit->item);
  g_free (limit);
}

static void
free_note (gpointer data)
{
  GezinManifestNote *note = data;

  g_free (note->reason);
  g_free (note);
}

static void
free_part (gpointer data)
{
  GezinManifestPart *part = data;

  g_free (part->name);
  g_free (part);
}

GezinManifest *
gezin_manifest_new (void)
{
  GezinManifest *self = g_new0 (GezinManifest, 1);

  self->grounds = g_ptr_array_new_with_free_func (free_ground);
  self->references = g_ptr_array_new_with_free_func (free_reference);
  self->limits = g_ptr_array_new_with_free_func (free_limit);
  self->parts = g_ptr_array_new_with_free_func (free_part);
  return self;
}

GezinManifestAbout *
gezin_manifest_about_new (void)
{
  GezinManifestAbout *about = g_new0 (GezinManifestAbout, 1);

  about->parked = g_ptr_array_new_with_free_func (free_note);
  about->frozen = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  return about;
}

void
gezin_manifest_free (GezinManifest *self)
{
  if (self == NULL)
    return;
  g_free (self->purpose);
  g_free (self->program);
  if (self->about != NULL)
    {
      g_free (self->about->reason);
      g_ptr_array_unref (self->about->parked);
      g_array_unref (self->about->frozen);
      g_free (self->about);
    }
  g_ptr_array_unref (self->grounds);
  g_ptr_array_unref (self->references);
  g_ptr_array_unref (self->limits);
  g_ptr_array_unref (self->parts);
  g_free (self);
}

void
gezin_manifest_add_part (GezinManifest *self, const char *name, GBytes *content)
{
  GezinManifestPart *part = g_new0 (GezinManifestPart, 1);
  gsize length;
  const void *bytes = g_bytes_get_data (content, &length);

  part->name = g_strdup (name);
  part->bytes = length;
  gezin_digest_of (bytes, length, part->digest);
  g_ptr_array_add (self->parts, part);
}

void
gezin_manifest_add_ground (GezinManifest *self, const char *code, const GezinUuid *record)
{
  GezinManifestGround *ground = g_new0 (GezinManifestGround, 1);

  ground->code = g_strdup (code);
  ground->has_record = record != NULL;
  if (record != NULL)
    ground->record = *record;
  g_ptr_array_add (self->grounds, ground);
}

void
gezin_manifest_add_reference (GezinManifest *self, const char *name, const char *version)
{
  GezinManifestReference *reference = g_new0 (GezinManifestReference, 1);

  reference->name = g_strdup (name);
  reference->version = g_strdup (version);
  g_ptr_array_add (self->references, reference);
}

void
gezin_manifest_add_limit (GezinManifest *self, const GezinUuid *record, const char *field,
                          const char *item)
{
  GezinManifestLimit *limit = g_new0 (GezinManifestLimit, 1);

  limit->record = *record;
  limit->field = g_strdup (field);
  limit->item = g_strdup (item);
  g_ptr_array_add (self->limits, limit);
}

void
gezin_manifest_add_parked (GezinManifestAbout *about, const GezinUuid *record, const char *reason)
{
  GezinManifestNote *note = g_new0 (GezinManifestNote, 1);

  note->record = *record;
  note->reason = g_strdup (reason);
  g_ptr_array_add (about->parked, note);
}

/* ---------- Writing ---------- */

static void
write_row (GString *xml, const GezinManifest *self)
{
  char incarnation[GEZIN_ID_TEXT_LENGTH + 1];

  g_string_append (xml, "  <sender");
  gezin_form_add_digest (xml, "card", self->sender);
  g_string_append (xml, "/>\n  <recipient");
  gezin_form_add_digest (xml, "card", self->recipient);
  g_string_append (xml, "/>\n  <row");
  gezin_form_add (xml, "incarnation", gezin_id_write (self->incarnation, incarnation));
  gezin_form_add_number (xml, "number", self->number);
  if (self->has_previous)
    gezin_form_add_digest (xml, "previous", self->previous);
  g_string_append (xml, "/>\n  <audit");
  gezin_form_add_digest (xml, "hash", self->audit);
  g_string_append (xml, "/>\n");
}

static void
write_about (GString *xml, const GezinManifestAbout *about)
{
  gboolean is_empty = about->parked->len == 0 && about->frozen->len == 0;

  g_string_append (xml, "  <about");
  gezin_form_add_uuid (xml, "bundle", &about->bundle);
  gezin_form_add_digest (xml, "sha256", about->digest);
  gezin_form_add (xml, "result", results[about->result]);
  gezin_form_add (xml, "reason", about->reason);
  g_string_append (xml, is_empty ? "/>\n" : ">\n");
  for (guint i = 0; i < about->parked->len; i++)
    {
      const GezinManifestNote *note = about->parked->pdata[i];

      g_string_append (xml, "    <parked");
      gezin_form_add_uuid (xml, "record", &note->record);
      gezin_form_add (xml, "reason", note->reason);
      g_string_append (xml, "/>\n");
    }
  for (guint i = 0; i < about->frozen->len; i++)
    {
      g_string_append (xml, "    <frozen");
      gezin_form_add_uuid (xml, "record", &g_array_index (about->frozen, GezinUuid, i));
      g_string_append (xml, "/>\n");
    }
  if (!is_empty)
    g_string_append (xml, "  </about>\n");
}

static void
write_basis (GString *xml, const GezinManifest *self)
{
  for (guint i = 0; i < self->grounds->len; i++)
    {
      const GezinManifestGround *ground = self->grounds->pdata[i];

      g_string_append (xml, "  <ground");
      gezin_form_add (xml, "code", ground->code);
      if (ground->has_record)
        gezin_form_add_uuid (xml, "record", &ground->record);
      g_string_append (xml, "/>\n");
    }
  for (guint i = 0; i < self->references->len; i++)
    {
      const GezinManifestReference *reference = self->references->pdata[i];

      g_string_append (xml, "  <reference");
      gezin_form_add (xml, "name", reference->name);
      gezin_form_add (xml, "version", reference->version);
      g_string_append (xml, "/>\n");
    }
  for (guint i = 0; i < self->limits->len; i++)
    {
      const GezinManifestLimit *limit = self->limits->pdata[i];

      g_string_append (xml, "  <limit");
      gezin_form_add_uuid (xml, "record", &limit->record);
      gezin_form_add (xml, "field", limit->field);
      gezin_form_add (xml, "item", limit->item);
      g_string_append (xml, "/>\n");
    }
}

static void
write_parts (GString *xml, const GezinManifest *self)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      const GezinManifestPart *part = self->parts->pdata[i];

      g_string_append (xml, "  <part");
      gezin_form_add (xml, "name", part->name);
      gezin_form_add_number (xml, "bytes", part->bytes);
      gezin_form_add_digest (xml, "sha256", part->digest);
      g_string_append (xml, "/>\n");
    }
}

GBytes *
gezin_manifest_text (const GezinManifest *self)
{
  GString *xml = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                               "<manifest xmlns=\"" GEZIN_MANIFEST_NAMESPACE "\"");

  gezin_form_add (xml, "kind", kinds[self->kind]);
  gezin_form_add_uuid (xml, "id", &self->bundle);
  gezin_form_add_uuid (xml, "dossier", &self->dossier);
  gezin_form_add_instant (xml, "made", self->made);
  gezin_form_add_instant (xml, "expires", self->expires);
  gezin_form_add (xml, "purpose", self->purpose);
  gezin_form_add (xml, "program", self->program);
  g_string_append (xml, ">\n");
  write_row (xml, self);
  if (self->about != NULL)
    write_about (xml, self->about);
  write_basis (xml, self);
  write_parts (xml, self);
  g_string_append (xml, "  <notice>" GEZIN_MANIFEST_NOTICE "</notice>\n</manifest>\n");
  return g_string_free_to_bytes (xml);
}

GBytes *
gezin_manifest_write (const GezinManifest *self, GError **error)
{
  g_autoptr (GBytes) text = gezin_manifest_text (self);
  /* What the reader would refuse must not leave. */
  g_autoptr (GezinManifest) again = gezin_manifest_read (text, error);

  return again == NULL ? NULL : g_steal_pointer (&text);
}
