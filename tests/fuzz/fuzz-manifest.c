/* SPDX-License-Identifier: EUPL-1.2 */

/* Any bytes as a manifest. What is taken must be written as the same bytes. */

#include "wire/manifest.h"

#include "fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, length);
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinManifest) manifest = gezin_manifest_read (bytes, &error);
  g_autoptr (GBytes) again = NULL;

  g_assert_true ((manifest == NULL) == (error != NULL));
  if (manifest == NULL)
    {
      g_assert_true (error->domain == GEZIN_WIRE_ERROR);
      g_assert_true (g_ascii_isdigit (error->message[0]));
      return 0;
    }
  g_assert_nonnull (gezin_bundle_kind_code (manifest->kind));
  g_assert_true (gezin_bundle_kind_has_dossier (manifest->kind) || manifest->about != NULL);
  again = gezin_manifest_write (manifest, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (bytes, again));
  return 0;
}
