/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"
#include "model/readings.h"

G_BEGIN_DECLS

/**
 * GezinAuditView:
 *
 * What the family may know of the log of one dossier: who saw it, changed it or
 * passed it on. Nothing of what was searched for, of other dossiers, of ids or
 * texts in the log goes into it; and nothing of work on the store that touched no
 * content. The only thing from which a report of who saw what is made.
 *
 * For one person: what touched a record that is about them or names them, and what
 * touched the whole dossier.
 */
typedef struct _GezinAuditView GezinAuditView;

/** GezinSeen: What kind of act it was. */
typedef enum {
  GEZIN_SEEN_OPENED = 1,
  GEZIN_SEEN_WROTE,
  GEZIN_SEEN_BEGAN,
  GEZIN_SEEN_REMOVED,
  GEZIN_SEEN_PUT_BACK,
  GEZIN_SEEN_UNDID,
  GEZIN_SEEN_CHOSE,
  GEZIN_SEEN_TOOK_IN, /* from a file */
  GEZIN_SEEN_COPIED_OUT, /* as a plain file */
  GEZIN_SEEN_READ_DOCUMENT,
  GEZIN_SEEN_ADDED_DOCUMENT,
  GEZIN_SEEN_LINKED, /* records or dossiers */
  GEZIN_SEEN_UNLINKED,
  GEZIN_SEEN_SPLIT,
  GEZIN_SEEN_ERASED,
  GEZIN_SEEN_REFUSED_ERASURE,
  GEZIN_SEEN_MADE_REPORT,
  GEZIN_SEEN_MADE_CALL_LIST, /* for research */
  GEZIN_SEEN_PASSED_ON,
  GEZIN_SEEN_ASKED_BACK,
  GEZIN_SEEN_DROPPED, /* what was set aside */
  GEZIN_SEEN_USED_AGAIN, /* what its sender no longer shares */
  GEZIN_SEEN_UNSEALED, /* a bundle that came, into a plain file */
  GEZIN_SEEN_OTHER, /* an act for which this version has no words */
  GEZIN_N_SEEN
} GezinSeen;

typedef struct {
  gint64 time;
  const char *who;
  const char *role; /* code */
  GezinSeen seen;
  const char *ground; /* (nullable): as the log has it */
  const char
      *recipient; /* (nullable): of what was passed on: digest of a card, for its name only */
} GezinAuditLine;

/**
 * gezin_audit_view_new:
 * @entries: (element-type GezinAuditEntry): the log of @dossier, oldest first
 * @dossier: (nullable): as it is now; %NULL: all of it was erased
 * @person: (nullable): in @dossier
 */
GezinAuditView *gezin_audit_view_new (GPtrArray *entries, GezinDossier *dossier,
                                      const GezinUuid *person);
void gezin_audit_view_free (GezinAuditView *view);

guint gezin_audit_view_size (const GezinAuditView *view);

/** gezin_audit_view_line: (transfer none) */
const GezinAuditLine *gezin_audit_view_line (const GezinAuditView *view, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinAuditView, gezin_audit_view_free)

G_END_DECLS
