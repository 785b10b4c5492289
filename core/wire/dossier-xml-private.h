/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "wire/dossier-xml.h"
#include "wire/node-private.h"

G_BEGIN_DECLS

/** GezinReader: What holds while one file is read. */
typedef struct {
  GezinUntrustedDossier *file;
  GezinNodeNames names;
  GHashTable *commits; /* guint64 in the commit -> GezinCommit */
  GHashTable *records; /* GezinUuid: of records and of erased ones */
  GHashTable *texts; /* GRefString: short texts, each once */
  GezinCommit *last_commit;
  guint n_records;
} GezinReader;

/** GezinPlace: One value, or one item of a set, as it stands in the file. */
typedef struct {
  GezinUuid record;
  GezinKind kind;
  GezinField field;
  gboolean is_item;
  const xmlNode *node;
  const char *const *attributes; /* by GezinAttribute */
  const char *text;
} GezinPlace;

/** gezin_dossier_xml_read_version: Takes in a value with a dot, as it came. */
gboolean gezin_dossier_xml_read_version (GezinReader *reader, const GezinPlace *place,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_dossier_xml_read_value: Takes in a hand-written value, normalised. */
gboolean gezin_dossier_xml_read_value (GezinReader *reader, const GezinPlace *place,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_dossier_xml_settle_values:
 * @node: the record
 * @first: where its hand-written values begin
 *
 * Leaves at most one hand-written value of a register: an item that is named
 * twice is in once, a second value of a single field is a mistake.
 */
gboolean gezin_dossier_xml_settle_values (GezinReader *reader, const xmlNode *node, guint first,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_dossier_xml_check_room: Whether one more value may be taken in. */
gboolean gezin_dossier_xml_check_room (const GezinReader *reader, const xmlNode *node,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_dossier_xml_check_length: Whether @text, an attribute or %NULL, is short enough. */
gboolean gezin_dossier_xml_check_length (const xmlNode *node, const char *text, gsize max_bytes,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
