/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "consent/view.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Plain dossier XML, canonical and byte-stable: one dossier has one text. */

#define GEZIN_DOSSIER_NAMESPACE "urn:gezinsdossier:dossier:1"
#define GEZIN_DOSSIER_FORMAT 1

#define GEZIN_WIRE_ERROR (gezin_wire_error_quark ())
GQuark gezin_wire_error_quark (void);

typedef enum {
  GEZIN_WIRE_ERROR_TOO_LARGE = 401,
  GEZIN_WIRE_ERROR_XML,      /* no well-formed XML of the kind we read */
  GEZIN_WIRE_ERROR_SCHEMA,   /* well-formed, but no dossier; the message says the line */
  GEZIN_WIRE_ERROR_NEWER,    /* made by a newer version: an unknown kind or namespace */
  GEZIN_WIRE_ERROR_VERSIONS, /* dots, contexts or commits that cannot be */
} GezinWireError;

/** gezin_dossier_xml_write: The canonical text of what @view shows. (transfer full) */
GBytes *gezin_dossier_xml_write (GezinView *view);

/** GezinUntrustedValue: A value without dot, as a hand-written file has it; normalised. */
typedef struct {
  GezinUuid record;
  GezinKind kind;
  GezinField field;
  GRefString *item;
  GRefString *value;
} GezinUntrustedValue;

/**
 * GezinUntrustedDossier:
 *
 * What a file says: parsed and within limits, but its shapes and its versions
 * are not checked.
 */
typedef struct {
  GezinUuid id;
  GPtrArray *versions; /* GezinVersion */
  GPtrArray *values;   /* GezinUntrustedValue */
  GArray *erased;      /* GezinUuid */
  guint n_dropped;     /* characters that XML or we cannot hold, removed from hand-written values */
} GezinUntrustedDossier;

/**
 * gezin_dossier_xml_read:
 *
 * Reads one file. A value of a hand-written file that has no canonical form
 * (a date that is none) is kept as it stands, so that the shape rules can say
 * so and park the record.
 */
GezinUntrustedDossier *gezin_dossier_xml_read (const char *xml, gsize length, GError **error);

void gezin_untrusted_dossier_free (GezinUntrustedDossier *dossier);
void gezin_untrusted_value_free (GezinUntrustedValue *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinUntrustedDossier, gezin_untrusted_dossier_free)

G_END_DECLS
