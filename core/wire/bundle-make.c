/* SPDX-License-Identifier: EUPL-1.2 */

/* A bundle from a view.
 *
 * Invariants:
 * 1. What leaves of a dossier comes out of a GezinView, and a document leaves only if a record in
 *    that view names it.
 * 2. Sign first, then encrypt: the signed manifest names the recipient.
 * 3. One bundle, one recipient. */

#include "wire/bundle.h"

#include "wire/asic-private.h"
#include "wire/bundle-private.h"

#include <string.h>

static gboolean
fail (GError **error, GezinWireError code, const char *reason)
{
  g_set_error_literal (error, GEZIN_WIRE_ERROR, (int) code, reason);
  return FALSE;
}

/* ---------- Documents ---------- */

static gboolean
is_named (const char *digest, const GezinUntrustedDossier *dossier)
{
  for (guint i = 0; dossier != NULL && i < dossier->versions->len; i++)
    {
      const GezinVersion *version = dossier->versions->pdata[i];
      const GezinFieldSpec *spec = gezin_catalogue_field (version->field);

      if (spec != NULL && spec->type == GEZIN_TYPE_FILE && version->value != NULL
          && g_str_equal (version->value, digest))
        return TRUE;
    }
  return FALSE;
}

gboolean
gezin_bundle_check_documents (GPtrArray *parts, const GezinUntrustedDossier *dossier,
                              GError **error)
{
  for (guint i = 0; i < parts->len; i++)
    {
      const GezinPart *part = parts->pdata[i];
      const char *name = part->name + strlen (GEZIN_CONTAINER_DOCUMENTS);
      g_autofree char *digest = NULL;

      if (!g_str_has_prefix (part->name, GEZIN_CONTAINER_DOCUMENTS))
        continue;
      digest = gezin_digest_text (part->digest);
      if (!g_str_equal (name, digest))
        return fail (error, GEZIN_WIRE_ERROR_DOCUMENT, "a document under another name");
      if (!is_named (digest, dossier))
        return fail (error, GEZIN_WIRE_ERROR_DOCUMENT, "a document that no record names");
    }
  return TRUE;
}

static int
compare_parts (gconstpointer a, gconstpointer b)
{
  const GezinPart *first = *(GezinPart *const *) a, *second = *(GezinPart *const *) b;

  return strcmp (first->name, second->name);
}

static GPtrArray *
new_parts (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_part_free);
}

/* Sorted; the same content once. */
static GPtrArray *
name_documents (GPtrArray *documents)
{
  GPtrArray *parts = new_parts ();

  for (guint i = 0; documents != NULL && i < documents->len; i++)
    {
      GezinPart *part = gezin_part_new ("", documents->pdata[i]);
      g_autofree char *digest = gezin_digest_text (part->digest);

      g_free (part->name);
      part->name = g_strconcat (GEZIN_CONTAINER_DOCUMENTS, digest, NULL);
      if (gezin_part_find (parts, part->name) == NULL)
        g_ptr_array_add (parts, part);
      else
        gezin_part_free (part);
    }
  g_ptr_array_sort (parts, compare_parts);
  return parts;
}

/* ---------- Parts ---------- */

/* What we would not read must not leave. */
static gboolean
check_dossier (const GezinBundleDraft *draft, GBytes *xml, GPtrArray *documents, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (xml, &length);
  g_autoptr (GezinUntrustedDossier) dossier = gezin_dossier_xml_read (text, length, error);

  if (dossier == NULL)
    return FALSE;
  if (!gezin_uuid_equal (&dossier->id, &draft->manifest->dossier))
    return fail (error, GEZIN_WIRE_ERROR_OTHER_DOSSIER, "the manifest names another dossier");
  return gezin_bundle_check_documents (documents, dossier, error);
}

/* All that the manifest names; it comes before them. */
static GPtrArray *
collect (const GezinBundleDraft *draft, GError **error)
{
  g_autoptr (GPtrArray) documents = name_documents (draft->documents);
  g_autoptr (GPtrArray) parts = new_parts ();

  if ((draft->view != NULL) != gezin_bundle_kind_has_dossier (draft->manifest->kind)
      || (draft->view == NULL && documents->len > 0))
    {
      fail (error, GEZIN_WIRE_ERROR_PARTS, "a dossier belongs to some kinds, and not to others");
      return NULL;
    }
  if (draft->view != NULL)
    {
      g_autoptr (GBytes) xml = gezin_dossier_xml_write (draft->view);

      if (!check_dossier (draft, xml, documents, error))
        return NULL;
      g_ptr_array_add (parts, gezin_part_new (GEZIN_CONTAINER_DOSSIER, xml));
    }
  g_ptr_array_extend_and_steal (parts, g_steal_pointer (&documents));
  return g_steal_pointer (&parts);
}

static void
fill_manifest (const GezinBundleDraft *draft, GPtrArray *parts)
{
  GezinManifest *manifest = draft->manifest;

  memcpy (manifest->sender, gezin_card_digest (draft->sender), GEZIN_DIGEST_BYTES);
  memcpy (manifest->recipient, gezin_card_digest (draft->recipient), GEZIN_DIGEST_BYTES);
  g_ptr_array_set_size (manifest->parts, 0);
  for (guint i = 0; i < parts->len; i++)
    {
      const GezinPart *part = parts->pdata[i];
      GezinManifestPart *line = g_new0 (GezinManifestPart, 1);

      line->name = g_strdup (part->name);
      line->bytes = g_bytes_get_size (part->bytes);
      memcpy (line->digest, part->digest, GEZIN_DIGEST_BYTES);
      g_ptr_array_add (manifest->parts, line);
    }
}

static gboolean
check_cards (const GezinBundleDraft *draft, GError **error)
{
  gint64 made = draft->manifest->made;

  if (!gezin_certificate_equal (gezin_signer_certificate (draft->signer),
                                gezin_card_signing (draft->sender)))
    return fail (error, GEZIN_WIRE_ERROR_SENDER, "the card of another signer");
  return gezin_card_check (draft->sender, GEZIN_CERTIFICATE_SIGNS, NULL, made, NULL, error)
         && gezin_card_check (draft->recipient, GEZIN_CERTIFICATE_OPENS, NULL, made, NULL, error);
}

/* Manifest in front, list and signature behind. */
static gboolean
sign (const GezinBundleDraft *draft, GPtrArray *parts, GError **error)
{
  g_autoptr (GBytes) manifest = gezin_manifest_write (draft->manifest, error);
  g_autoptr (GBytes) list = NULL;
  g_autoptr (GBytes) signature = NULL;

  if (manifest == NULL)
    return FALSE;
  g_ptr_array_insert (parts, 0, gezin_part_new (GEZIN_CONTAINER_MANIFEST, manifest));
  list = gezin_asic_write (parts);
  signature =
      gezin_signer_sign (draft->signer, GEZIN_SIGNATURE_BESIDE, list, draft->manifest->made, error);
  if (signature == NULL)
    return FALSE;
  g_ptr_array_add (parts, gezin_part_new (GEZIN_CONTAINER_ASIC_MANIFEST, list));
  g_ptr_array_add (parts, gezin_part_new (GEZIN_CONTAINER_SIGNATURE, signature));
  return TRUE;
}

gboolean
gezin_bundle_make (const GezinBundleDraft *draft, GOutputStream *out, GezinBundleMade *made,
                   GError **error)
{
  g_autoptr (GPtrArray) parts = NULL;
  g_autoptr (GezinSecret) container = NULL;

  if (!check_cards (draft, error))
    return FALSE;
  parts = collect (draft, error);
  if (parts == NULL)
    return FALSE;
  fill_manifest (draft, parts);
  if (!sign (draft, parts, error))
    return FALSE;
  container = gezin_container_write (parts, error);
  if (container == NULL)
    return FALSE;
  made->container_bytes = gezin_secret_length (container);
  gezin_digest_of (gezin_secret_peek (container), made->container_bytes, made->digest);
  return gezin_envelope_seal (gezin_card_encryption (draft->recipient),
                              gezin_secret_peek (container), made->container_bytes, out, error);
}
