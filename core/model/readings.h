/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/edit.h"

G_BEGIN_DECLS

/* Readings: plain results that the store hands up and the window, the command
 * and the tests read. Each owns its strings; each has a free function. */

/** GezinDossierRow: One line of the list of dossiers. */
typedef struct {
  GezinUuid id;
  char *reference; /* (nullable) */
  char *name; /* (nullable) */
  char *stage; /* (nullable): code of the step the workflow is in */
  char *opened; /* (nullable): ISO date, perhaps partial */
  char *closed; /* (nullable) */
  char *due; /* (nullable): the first day on which something is due */
  char *keep_until; /* (nullable): the first day on which retention lets something go */
  gint64 changed; /* the last commit here, microseconds since 1970 */
} GezinDossierRow;

GezinDossierRow *gezin_dossier_row_copy (const GezinDossierRow *row);
void gezin_dossier_row_free (GezinDossierRow *row);

/** gezin_dossier_row_may_go_since: (transfer none) (nullable): Since when retention lets something of it go, where @due says no more than that. */
const char *gezin_dossier_row_may_go_since (const GezinDossierRow *row);

/** GezinMatch: How near to what was typed; the nearest first. */
typedef enum {
  GEZIN_MATCH_EXACT, /* the word itself, or its beginning */
  GEZIN_MATCH_SOUND, /* a name that sounds like it */
  GEZIN_MATCH_TYPING, /* a name that is a slip of the keys away */
  GEZIN_MATCH_NONE, /* another name */
} GezinMatch;

/** gezin_match_name: (transfer none): `exact`, `sound`, `typing` or `none`. */
const char *gezin_match_name (GezinMatch match);

/** GezinSearchHit: One place where words were found. */
typedef struct {
  GezinUuid dossier;
  GezinUuid record;
  GezinKind kind;
  GezinField field;
  GezinMatch match; /* of the word that fits least */
  char *dossier_name; /* (nullable) */
  char *title; /* (nullable): the whole name of somebody; NULL: a name is not what it is known by */
  char *detail; /* (nullable): with @title, the day of birth as it is kept, such as 2014-05 */
  char *snippet; /* plain text around the words */
  guint match_start; /* bytes into @snippet: the first word found */
  guint match_length;
} GezinSearchHit;

void gezin_search_hit_free (GezinSearchHit *hit);

/** GezinReason: Why something is thought: a stable code, and a sentence in the reader's language. */
typedef struct {
  char *code;
  char *sentence;
} GezinReason;

GezinReason *gezin_reason_new (const char *code, const char *sentence);
void gezin_reason_free (GezinReason *reason);

/** GezinDuplicate: Two records that may be one person, or two roots that may be one family. */
typedef struct {
  GezinKind kind; /* of both */
  GezinUuid first; /* the smaller id */
  GezinUuid second;
  GezinUuid first_dossier;
  GezinUuid second_dossier;
  char *first_name;
  char *second_name;
  guint score; /* 1 to 100: how sure */
  GPtrArray *reasons; /* (element-type GezinReason) */
} GezinDuplicate;

void gezin_duplicate_free (GezinDuplicate *duplicate);

/** GezinSimilar: A person or a family that is here already and may be the one about to be made. */
typedef struct {
  GezinKind kind;
  GezinUuid dossier;
  GezinUuid record;
  char *name;
  char *dossier_name; /* (nullable) */
  guint score; /* 1 to 100 */
  GPtrArray *reasons; /* (element-type GezinReason) */
} GezinSimilar;

void gezin_similar_free (GezinSimilar *similar);

/** GezinHistoryEntry: One write: who changed what, when, from what to what. */
typedef struct {
  GezinVersion *version; /* with its commit */
  GPtrArray *
      before; /* (element-type GezinVersion): what its author had in front of them, as far as held here */
  gboolean is_head; /* nobody wrote over it */
} GezinHistoryEntry;

void gezin_history_entry_free (GezinHistoryEntry *entry);

/** GezinParkedRecord: A record set aside, with its reason. */
typedef struct {
  GezinUuid dossier;
  GezinUuid record;
  GezinKind kind;
  char *reason; /* stable code */
  gint64 time; /* when it was set aside */
  GPtrArray *versions; /* (element-type GezinVersion): as they came */
} GezinParkedRecord;

void gezin_parked_record_free (GezinParkedRecord *parked);

/** GezinDraft: What somebody typed and did not yet put into the dossier. */
typedef struct {
  GezinUuid dossier;
  GezinUuid record;
  GezinKind kind;
  GPtrArray *edits; /* (element-type GezinEdit) */
  gint64 time; /* of the last keystroke that was kept */
} GezinDraft;

GezinDraft *gezin_draft_new (const GezinUuid *dossier, const GezinUuid *record, GezinKind kind);
void gezin_draft_free (GezinDraft *draft);

/** GezinDocumentState: What is the matter with a stored document. */
typedef enum {
  GEZIN_DOCUMENT_MISSING, /* its file is not in its place */
  GEZIN_DOCUMENT_DAMAGED, /* its file is cut off, altered, or another's */
  GEZIN_DOCUMENT_ABSENT, /* a record names it, and it never was in this store */
  GEZIN_DOCUMENT_ORPHAN, /* no record names it: it can be collected */
  GEZIN_DOCUMENT_STRAY, /* a file that belongs to no document: it can be collected */
} GezinDocumentState;

/** gezin_document_state_name: (transfer none): `missing`, `damaged`, `absent`, `orphan` or `stray`. */
const char *gezin_document_state_name (GezinDocumentState state);

/** GezinDocumentFinding: A document that is not as it should be; one a record that names it. */
typedef struct {
  GezinDocumentState state;
  char *digest; /* (nullable): SHA-256 of its content; %NULL when stray */
  gboolean has_record; /* some record names it: @dossier and @record */
  GezinUuid dossier;
  GezinUuid record;
  guint64 stored; /* bytes on disk; 0 when missing or absent */
} GezinDocumentFinding;

void gezin_document_finding_free (GezinDocumentFinding *finding);

/** GezinDocumentReport: What a check of all documents saw. */
typedef struct {
  guint n_documents; /* that are here */
  guint64 bytes; /* of their content */
  guint n_bad; /* missing or damaged */
  GPtrArray *findings; /* (element-type GezinDocumentFinding) */
} GezinDocumentReport;

void gezin_document_report_free (GezinDocumentReport *report);

/** GezinAuditEntry: One event of the log: NEN 7513's questions. */
typedef struct {
  gint64 number; /* from 1, without gaps */
  gint64 time;
  char *who;
  char *role;
  char *action; /* stable code: unlock, open, search, commit, dump... */
  GezinUuid dossier;
  gboolean has_dossier;
  char *subject; /* (nullable): ids of records or persons, space-separated */
  char *ground; /* (nullable): on which ground */
  char *detail; /* (nullable): counts and codes */
  char *program; /* version of the program */
  char *hash; /* SHA-256 in hex: of this event and the hash before */
} GezinAuditEntry;

void gezin_audit_entry_free (GezinAuditEntry *entry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinDossierRow, gezin_dossier_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinSearchHit, gezin_search_hit_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinReason, gezin_reason_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinDuplicate, gezin_duplicate_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinSimilar, gezin_similar_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinHistoryEntry, gezin_history_entry_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinParkedRecord, gezin_parked_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinDraft, gezin_draft_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinDocumentFinding, gezin_document_finding_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinDocumentReport, gezin_document_report_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinAuditEntry, gezin_audit_entry_free)

G_END_DECLS
