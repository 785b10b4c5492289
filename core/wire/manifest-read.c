/* SPDX-License-Identifier: EUPL-1.2 */

/* A manifest from somebody whose signature fits.
 *
 * Invariants:
 * 1. The schema says what may stand where; here values are read, and what one value says of another.
 * 2. What was read is written again, and must be the same bytes: there is no second way to say it. */

#include "wire/manifest.h"

#include "base/limits.h"
#include "wire/form-private.h"
#include "wire/manifest-private.h"

#define SCHEMA "schema/manifest-1.rng"

static gboolean
fail (GError **error, const char *reason)
{
  g_set_error (error, GEZIN_WIRE_ERROR, GEZIN_WIRE_ERROR_MANIFEST, "1: %s", reason);
  return FALSE;
}

static gboolean
read_root (GezinManifest *self, const xmlNode *root, GError **error)
{
  self->kind = gezin_manifest_find_kind (gezin_form_attribute (root, "kind"));
  self->purpose = g_strdup (gezin_form_attribute (root, "purpose"));
  self->program = g_strdup (gezin_form_attribute (root, "program"));
  if (self->kind == GEZIN_N_BUNDLE_KINDS)
    {
      g_set_error_literal (error, GEZIN_WIRE_ERROR, GEZIN_WIRE_ERROR_NEWER,
                           "1: a kind of bundle that this version does not know");
      return FALSE;
    }
  return (gezin_form_uuid (root, "id", &self->bundle)
          && gezin_form_uuid (root, "dossier", &self->dossier)
          && gezin_form_instant (root, "made", &self->made)
          && gezin_form_instant (root, "expires", &self->expires))
         || fail (error, "an id or a time that is none");
}

static gboolean
read_row (GezinManifest *self, const xmlNode *node, GError **error)
{
  const char *incarnation = gezin_form_attribute (node, "incarnation");

  self->has_previous = gezin_form_attribute (node, "previous") != NULL;
  return (gezin_id_parse (incarnation, &self->incarnation)
          && gezin_form_number (node, "number", &self->number)
          && (!self->has_previous || gezin_form_digest (node, "previous", self->previous)))
         || fail (error, "a row that is none");
}

static gboolean
read_about (GezinManifest *self, const xmlNode *node, GError **error)
{
  const char *result = gezin_form_attribute (node, "result");

  self->about = gezin_manifest_about_new ();
  self->about->reason = g_strdup (gezin_form_attribute (node, "reason"));
  if (result != NULL)
    self->about->result = gezin_manifest_find_result (result);
  if (!gezin_form_uuid (node, "bundle", &self->about->bundle)
      || !gezin_form_digest (node, "sha256", self->about->digest))
    return fail (error, "another bundle without a proper name");
  for (node = gezin_form_next (node->children); node != NULL; node = gezin_form_next (node->next))
    {
      GezinUuid record;

      if (!gezin_form_uuid (node, "record", &record))
        return fail (error, "a record without a proper id");
      if (gezin_form_is (node, "parked"))
        gezin_manifest_add_parked (self->about, &record, gezin_form_attribute (node, "reason"));
      else
        g_array_append_val (self->about->frozen, record);
    }
  return TRUE;
}

static gboolean
read_basis (GezinManifest *self, const xmlNode *node, GError **error)
{
  gboolean has_record = gezin_form_attribute (node, "record") != NULL;
  GezinUuid record;

  if (has_record && !gezin_form_uuid (node, "record", &record))
    return fail (error, "a record without a proper id");
  if (gezin_form_is (node, "ground"))
    gezin_manifest_add_ground (self, gezin_form_attribute (node, "code"),
                               has_record ? &record : NULL);
  else if (gezin_form_is (node, "limit"))
    gezin_manifest_add_limit (self, &record, gezin_form_attribute (node, "field"),
                              gezin_form_attribute (node, "item"));
  else
    gezin_manifest_add_reference (self, gezin_form_attribute (node, "name"),
                                  gezin_form_attribute (node, "version"));
  return TRUE;
}

static gboolean
read_part (GezinManifest *self, const xmlNode *node, GError **error)
{
  static const guint8 nothing[1];
  g_autoptr (GBytes) empty = g_bytes_new_static (nothing, 0);
  GezinManifestPart *part;

  gezin_manifest_add_part (self, gezin_form_attribute (node, "name"), empty);
  part = self->parts->pdata[self->parts->len - 1];
  return (gezin_form_number (node, "bytes", &part->bytes)
          && gezin_form_digest (node, "sha256", part->digest))
         || fail (error, "a part without proper size and digest");
}

static gboolean
read_child (GezinManifest *self, const xmlNode *node, GError **error)
{
  if (gezin_form_is (node, "sender"))
    return gezin_form_digest (node, "card", self->sender) || fail (error, "a sender that is none");
  if (gezin_form_is (node, "recipient"))
    return gezin_form_digest (node, "card", self->recipient)
           || fail (error, "a recipient that is none");
  if (gezin_form_is (node, "row"))
    return read_row (self, node, error);
  if (gezin_form_is (node, "audit"))
    return gezin_form_digest (node, "hash", self->audit) || fail (error, "a hash that is none");
  if (gezin_form_is (node, "about"))
    return read_about (self, node, error);
  if (gezin_form_is (node, "part"))
    return read_part (self, node, error);
  if (gezin_form_is (node, "notice"))
    return TRUE;
  return read_basis (self, node, error);
}

/* What the schema cannot say. */
static gboolean
check (const GezinManifest *self, GError **error)
{
  gboolean has_about = self->kind == GEZIN_BUNDLE_RECEIPT || self->kind == GEZIN_BUNDLE_RECALL;
  gboolean has_result = self->about != NULL && self->about->result != GEZIN_BUNDLE_RESULT_NONE;

  if (self->number == 0 || self->has_previous != (self->number > 1))
    return fail (error, "the first of a row has no previous one, and each other has");
  if (self->expires < self->made)
    return fail (error, "it expires before it was made");
  if (has_about != (self->about != NULL) || has_result != (self->kind == GEZIN_BUNDLE_RECEIPT))
    return fail (error, "only a receipt and a recall are about another bundle");
  if (self->about != NULL && self->kind == GEZIN_BUNDLE_RECALL
      && self->about->parked->len + self->about->frozen->len > 0)
    return fail (error, "only a receipt says what was parked");
  return TRUE;
}

GezinManifest *
gezin_manifest_read (GBytes *bytes, GError **error)
{
  g_autoptr (GezinManifest) self = gezin_manifest_new ();
  g_autoptr (xmlDoc) doc =
      gezin_form_parse (bytes, GEZIN_MAX_BUNDLE_MANIFEST_BYTES, GEZIN_MANIFEST_STEM, SCHEMA,
                        GEZIN_WIRE_ERROR_MANIFEST, error);
  g_autoptr (GBytes) again = NULL;
  const xmlNode *root;

  if (doc == NULL)
    return NULL;
  root = xmlDocGetRootElement (doc);
  if (!read_root (self, root, error))
    return NULL;
  for (const xmlNode *node = gezin_form_next (root->children); node != NULL;
       node = gezin_form_next (node->next))
    if (!read_child (self, node, error))
      return NULL;
  if (!check (self, error))
    return NULL;
  again = gezin_manifest_text (self);
  if (!g_bytes_equal (again, bytes))
    {
      fail (error, "not in its one form");
      return NULL;
    }
  return g_steal_pointer (&self);
}
