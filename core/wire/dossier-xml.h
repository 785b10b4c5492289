/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "consent/view.h"
#include "wire/wire-error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Plain dossier XML, canonical and byte-stable: one dossier has one text.
 *
 *   <?xml version="1.0" encoding="UTF-8"?>
 *   <dossier xmlns="urn:gezinsdossier:dossier:1" id="UUID">
 *     <commit id="ID" time="2026-11-21T10:03:11Z" by="…" role="…" organisation="…"
 *       why="…"/>
 *     <erased record="UUID"/>
 *     <record kind="person" id="UUID">
 *       <field name="given-names" at="REPLICA:1" in="ID">Noor</field>
 *       <field name="phone" at="REPLICA:2" over="REPLICA:1" in="ID" none="yes"/>
 *       <field name="about">
 *         <item at="REPLICA:2" over="REPLICA:1" in="ID" out="yes">UUID</item>
 *       </field>
 *     </record>
 *   </dossier>
 *
 * `at` is the dot, `over` the context, `in` the commit, all three from
 * merge.md; an ID or REPLICA is 16 digits of lower-case hex. Besides:
 *
 *   origin  the organisation whose content it is, where not the commit's
 *   saw     of a removal: what the remover had seen, 16 digits each, sorted
 *   none    a version that cleared a single-valued field
 *   out     a version that took an item out of a set
 *   erased  the marker of a register that was erased
 *
 * Several heads of one field stand beside each other. Order: commits by id,
 * only those that a version names; erased ids; records by the name of their
 * kind and id; fields, items and heads as gezin_version_compare() has them;
 * `over` by replica. A value without `at` and `in` is hand-written. Only `id`
 * and `time` of a commit are needed: a view may leave the rest out. */

#define GEZIN_DOSSIER_NAMESPACE "urn:gezinsdossier:dossier:1"
#define GEZIN_DOSSIER_FORMAT 1

/**
 * gezin_dossier_xml_write:
 *
 * The canonical text of what @view shows. A character that XML cannot hold,
 * which no value of ours has, is left out; a vertical tab becomes a line end.
 *
 * Returns: (transfer full)
 */
GBytes *gezin_dossier_xml_write (GezinView *view);

/**
 * GezinUntrustedValue:
 *
 * A value without dot, as a hand-written file has it, normalised; in a set, an
 * item that is in. At most one of a register.
 */
typedef struct {
  GezinUuid record;
  GezinKind kind;
  GezinField field;
  GRefString *item; /* of a set, else NULL */
  GRefString *value; /* never NULL nor empty; in a set: the item */
} GezinUntrustedValue;

/**
 * GezinUntrustedDossier:
 *
 * What a file says: parsed and within limits, but its shapes and its versions
 * are not checked.
 */
typedef struct {
  GezinUuid id;
  GPtrArray *versions; /* (element-type GezinVersion): in the order of the file */
  GPtrArray *values; /* (element-type GezinUntrustedValue) */
  GArray *erased; /* (element-type GezinUuid): none of them has a version or value here */
  guint n_dropped; /* characters that we do not keep, removed from hand-written values */
} GezinUntrustedDossier;

/**
 * gezin_dossier_xml_read:
 * @xml: bytes that anybody may have made, not NUL-terminated
 *
 * Reads one file. Values with a dot are kept as they came, and so are fields that
 * this version does not know. A value of a hand-written file that has no
 * canonical form (a date that is none) is kept as it stands, so that the shape
 * rules can say so and park the record. An empty one means nothing.
 *
 * Whatever the schema of gezin_schema_rng() refuses for its structure is refused
 * here too; a value of a wrong form is not.
 *
 * Returns: (transfer full) (nullable): %NULL with GEZIN_WIRE_ERROR
 */
GezinUntrustedDossier *gezin_dossier_xml_read (const char *xml, gsize length, GError **error);

void gezin_untrusted_dossier_free (GezinUntrustedDossier *dossier);
void gezin_untrusted_value_free (GezinUntrustedValue *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinUntrustedDossier, gezin_untrusted_dossier_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinUntrustedValue, gezin_untrusted_value_free)

G_END_DECLS
