/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/digest.h"
#include "base/id.h"
#include "base/xml.h"
#include "wire/wire-error.h"

G_BEGIN_DECLS

/* Small XML with one form only: what is read is written again and must be the
 * same bytes. Cards and manifests are of this sort. */

/** gezin_form_resource: (transfer none): What is built in under @path; NUL-terminated after @length. */
const char *gezin_form_resource (const char *path, gsize *length);

/**
 * gezin_form_parse:
 * @stem: of the namespace, up to its number
 * @schema: the path of a built-in RELAX NG schema
 * @code: for what is no such document
 *
 * A tree that fits the schema; GEZIN_WIRE_ERROR_NEWER for another number of the
 * namespace.
 */
xmlDoc *gezin_form_parse (GBytes *bytes, gsize max_bytes, const char *stem, const char *schema,
                          GezinWireError code, GError **error);

/** gezin_form_attribute: (transfer none) (nullable): Lives as long as @node. */
const char *gezin_form_attribute (const xmlNode *node, const char *name);

/** gezin_form_text: (transfer full): All text in @node. */
char *gezin_form_text (const xmlNode *node);

/** gezin_form_is: Whether @node is the element @name. */
gboolean gezin_form_is (const xmlNode *node, const char *name);

/** gezin_form_next: (transfer none) (nullable): @node, or the first element after it. */
const xmlNode *gezin_form_next (const xmlNode *node);

gboolean gezin_form_uuid (const xmlNode *node, const char *name,
                          GezinUuid *uuid) G_GNUC_WARN_UNUSED_RESULT;
gboolean gezin_form_digest (const xmlNode *node, const char *name,
                            guint8 sha256[GEZIN_DIGEST_BYTES]) G_GNUC_WARN_UNUSED_RESULT;
gboolean gezin_form_number (const xmlNode *node, const char *name,
                            guint64 *number) G_GNUC_WARN_UNUSED_RESULT;
gboolean gezin_form_instant (const xmlNode *node, const char *name,
                             gint64 *instant) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_form_add: Appends ` NAME="TEXT"`, escaped; nothing if @text is %NULL. */
void gezin_form_add (GString *xml, const char *name, const char *text);
void gezin_form_add_uuid (GString *xml, const char *name, const GezinUuid *uuid);
void gezin_form_add_digest (GString *xml, const char *name,
                            const guint8 sha256[GEZIN_DIGEST_BYTES]);
void gezin_form_add_number (GString *xml, const char *name, guint64 number);
void gezin_form_add_instant (GString *xml, const char *name, gint64 instant);

/** gezin_form_is_shown: Whether @text is one clean line that nothing in it turns around or hides. */
gboolean gezin_form_is_shown (const char *text);

G_END_DECLS
