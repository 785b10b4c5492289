/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "wire/manifest.h"

G_BEGIN_DECLS

#define GEZIN_MANIFEST_STEM "urn:gezinsdossier:manifest:"
#define GEZIN_MANIFEST_NAMESPACE GEZIN_MANIFEST_STEM "1"

/* Constant, so that it says nothing about what this bundle leaves out. */
#define GEZIN_MANIFEST_NOTICE \
  "Deze bundel hoeft niet het hele dossier te zijn. This bundle need not be the whole dossier."

/** gezin_manifest_text: (transfer full): Of whatever is in @manifest, checked or not. */
GBytes *gezin_manifest_text (const GezinManifest *manifest);

/** gezin_manifest_find_kind: GEZIN_N_BUNDLE_KINDS if @code is none. */
GezinBundleKind gezin_manifest_find_kind (const char *code);

/** gezin_manifest_find_result: GEZIN_BUNDLE_RESULT_NONE if @code is none. */
GezinBundleResult gezin_manifest_find_result (const char *code);

G_END_DECLS
