/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/progress.h"
#include "model/readings.h"
#include "session/session.h"

G_BEGIN_DECLS

/* Finding. */

/** gezin_session_list: (element-type GezinDossierRow): All dossiers, by name. Of many that changed at once stage and due day come with later calls. */
GPtrArray *gezin_session_list (GezinSession *session, GError **error);

/** gezin_session_list_whole: As gezin_session_list(), with stage and due day of all, however long that takes. */
GPtrArray *gezin_session_list_whole (GezinSession *session, GError **error);

/** gezin_session_resolve: From an id, an unambiguous prefix of it, or a reference. */
gboolean gezin_session_resolve (GezinSession *session, const char *text, GezinUuid *dossier,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_session_search:
 * @settled: the words stand (Enter, a pause, the command): the search is put in the audit
 *
 * Returns: (transfer full) (element-type GezinSearchHit)
 */
GPtrArray *gezin_session_search (GezinSession *session, const char *words, GezinKind kind,
                                 guint max_hits, gboolean settled, GError **error);

/* People (people.c). */

/**
 * gezin_session_search_people:
 *
 * As gezin_session_search(), and also names that sound like what was typed or
 * are a slip of the keys away; dates of birth and telephone numbers in any usual
 * way of writing. Exact ones first, then sounds, then slips: each hit's `match`.
 *
 * Returns: (transfer full) (element-type GezinSearchHit)
 */
GPtrArray *gezin_session_search_people (GezinSession *session, const char *words, GezinKind kind,
                                        guint max_hits, gboolean settled, GError **error);

/**
 * gezin_session_duplicates:
 * @dossier: (nullable): whose people, and which family; %NULL for all
 *
 * Who may be here twice, in whichever dossiers, the surest first; audited. What
 * `same-as` has linked is not told again.
 *
 * Returns: (transfer full) (element-type GezinDuplicate)
 */
GPtrArray *gezin_session_duplicates (GezinSession *session, const GezinUuid *dossier,
                                     GError **error);

/** GezinSought: Somebody about to be written down, as far as typed. Borrowed; each may be %NULL or empty. */
typedef struct {
  const char *family_name; /* of the person or of the dossier; with prefixes or without */
  const char *given_names;
  const char *birth_date; /* in any usual way of writing */
  const char *bsn;
  const char *phone;
  const char *postcode;
  const char *number; /* of the house */
  const char *town;
} GezinSought;

/**
 * gezin_session_similar_people:
 *
 * Search before create: persons and families that are here and may be the one in
 * @sought, the likeliest first. Not audited: settle a search for that.
 *
 * Returns: (transfer full) (element-type GezinSimilar)
 */
GPtrArray *gezin_session_similar_people (GezinSession *session, const GezinSought *sought,
                                         guint max_similar, GError **error);

/* Reading. */

/** gezin_session_open: (transfer full): A dossier to be looked at; audited. */
GezinDossier *gezin_session_open (GezinSession *session, const GezinUuid *dossier, GError **error);

/** gezin_session_read: (transfer full): The dossier as it is now, for one that is open already; not audited again. */
GezinDossier *gezin_session_read (GezinSession *session, const GezinUuid *dossier, GError **error);

/** gezin_session_history: (element-type GezinHistoryEntry): Newest first; %NULL and GEZIN_FIELD_NONE for all. */
GPtrArray *gezin_session_history (GezinSession *session, const GezinUuid *dossier,
                                  const GezinUuid *record, GezinField field, GError **error);

/** GezinCheckLine: Something that is not right, from the rules. */
typedef struct {
  GezinUuid record;
  GezinKind kind;
  GezinField field; /* GEZIN_FIELD_NONE: the record */
  char *code;
  char *sentence;
  gboolean is_shape;
} GezinCheckLine;

void gezin_check_line_free (GezinCheckLine *line);

/** gezin_session_check: (element-type GezinCheckLine): As of @day, or (%NULL) today. */
GPtrArray *gezin_session_check (GezinSession *session, const GezinUuid *dossier, const GDate *day,
                                GError **error);

/** GezinConflict: One register with several unequal heads; or one field of records that are linked as the same and differ: then @record is the first of them, and each head says its own. */
typedef struct {
  GezinUuid record;
  GezinKind kind;
  GezinField field;
  char *item; /* (nullable) */
  GPtrArray *heads; /* (element-type GezinVersion) */
  gboolean is_between_records;
} GezinConflict;

void gezin_conflict_free (GezinConflict *conflict);

/** gezin_session_conflicts: (element-type GezinConflict) */
GPtrArray *gezin_session_conflicts (GezinSession *session, const GezinUuid *dossier,
                                    GError **error);

/* Writing: each call is one commit, on disk when it returns. @commit (out) (optional) is its id. */

/** gezin_session_new_dossier: A dossier of its own with only a root record, named @name. */
gboolean gezin_session_new_dossier (GezinSession *session, const char *name, GezinUuid *dossier,
                                    guint64 *commit, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_session_edit:
 * @field: wire name
 * @text: what was typed; for a set: all items that shall be in, comma-separated; empty clears
 * @edits: (element-type GezinEdit): to add to; for a set one edit an item that goes in or out
 *
 * From typed text to edits of the record as it is in @now (%NULL: a new record);
 * values get their canonical form here. The context is that of @now when @now is given.
 */
gboolean gezin_session_edit (GezinSession *session, GezinDossier *now, const GezinUuid *record,
                             GezinKind kind, const char *field, const char *text, gssize length,
                             GPtrArray *edits, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_session_commit:
 * @edits: (element-type GezinEdit)
 * @why: (nullable)
 *
 * Shape rules, then one transaction. When all edits say what is there already,
 * nothing is written and @commit is 0. The record's draft is done with it.
 */
gboolean gezin_session_commit (GezinSession *session, const GezinUuid *dossier, GPtrArray *edits,
                               const char *why, guint64 *commit,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_session_remove:
 * @seen: (nullable): the dossier as it was in front of the remover; %NULL for as it is now
 * @reason: (nullable)
 *
 * What @seen does not show keeps the record standing.
 */
gboolean gezin_session_remove (GezinSession *session, const GezinUuid *dossier,
                               const GezinUuid *record, GezinDossier *seen, const char *reason,
                               guint64 *commit, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean gezin_session_put_back (GezinSession *session, const GezinUuid *dossier,
                                 const GezinUuid *record, guint64 *commit,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_session_undo:
 * @n_put_back: (out) (optional): fields that are as they were
 * @left: (out) (optional) (transfer full) (element-type GezinVersion): what stays, since others wrote there
 *
 * Undoes the newest own commit that is neither an undo nor undone.
 */
gboolean gezin_session_undo (GezinSession *session, const GezinUuid *dossier, guint *n_put_back,
                             GPtrArray **left, guint64 *commit,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_session_choose: Of several heads the one with @dot. @item %NULL for a field that is no set.
 * @record: whose version it is
 *
 * Records that are linked with it as the same, and say something else, get the
 * value too, in the same commit.
 */
gboolean gezin_session_choose (GezinSession *session, const GezinUuid *dossier,
                               const GezinUuid *record, GezinField field, const char *item,
                               const GezinDot *dot, guint64 *commit,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Documents: files that are attached, each encrypted by itself. Up to 2 GiB, in constant memory. */

/** GezinAttachment: A file on its way in. Borrowed pointers. */
typedef struct {
  const GezinUuid *dossier;
  const GezinUuid *record; /* a new one, or one that is there and gets this file */
  GezinKind kind; /* of the record; see gezin_session_document_kind() */
  GFile *file;
  GPtrArray *edits; /* (nullable) (element-type GezinEdit): more fields of the record */
  const char *why; /* (nullable) */
  GezinProgressFunc progress; /* (nullable): in bytes; called on the worker */
  gpointer progress_data;
} GezinAttachment;

/** gezin_session_document_kind: The kind of record that holds a file. */
GezinKind gezin_session_document_kind (void);

/**
 * gezin_session_attach:
 * @cancellable: (nullable)
 *
 * Stores the file and makes or changes the record, in one commit: when it
 * returns, both are on disk; when it fails, nothing is. What follows from the
 * file (digest, size, type) is filled in, and the name of the file as the title
 * of a new record whose @edits have none. @commit is 0 when the record says all
 * of it already. GEZIN_STORE_ERROR_NO_FILE, _FILE_KIND, _FILE_SIZE,
 * _FILE_CHANGED, _FILE_GONE, _FILE_UNREADABLE; G_IO_ERROR_CANCELLED.
 */
gboolean gezin_session_attach (GezinSession *session, const GezinAttachment *attachment,
                               GCancellable *cancellable, guint64 *commit,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** GezinReadout: A document on its way out. Borrowed pointers. */
typedef struct {
  const GezinUuid *dossier;
  const GezinUuid *record;
  const char *path; /* the file to write, for its owner alone: whole and durable, or not at all */
  GOutputStream
      *stream; /* else: all that it gets is right, but the end may be missing on failure */
  GezinProgressFunc progress; /* (nullable): in bytes; called on the worker */
  gpointer progress_data;
} GezinReadout;

/**
 * gezin_session_read_document:
 *
 * Decrypts the document of a record; audited. GEZIN_STORE_ERROR_NOT_FOUND (the
 * record has no file, or not here), _DOCUMENT_MISSING, _DOCUMENT_DAMAGED;
 * G_FILE_ERROR and G_IO_ERROR for where it goes.
 */
gboolean gezin_session_read_document (GezinSession *session, const GezinReadout *readout,
                                      GCancellable *cancellable,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_session_check_documents: (transfer full): Decrypts all of them; says which are missing, damaged, or nobody's. */
GezinDocumentReport *gezin_session_check_documents (GezinSession *session,
                                                    GezinProgressFunc progress,
                                                    gpointer progress_data,
                                                    GCancellable *cancellable, GError **error);

/**
 * gezin_session_collect_documents:
 * @n_documents: (out) (optional): documents that no record, history, draft or parked record names; their keys are gone
 * @n_files: (out) (optional): files that belonged to no document
 */
gboolean gezin_session_collect_documents (GezinSession *session, guint *n_documents, guint *n_files,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Families that meet and part (families.c; docs/decisions/0010). Nothing is rewritten: links are
 * written and taken out. Wherever a call takes a dossier, one that was joined stands for the whole:
 * what is read is led by the smallest id, new records go to the dossier that was asked for. */

/**
 * gezin_session_join: The two dossiers are of one family from now on.
 *
 * GEZIN_SESSION_ERROR_SAME_DOSSIER for one and itself. When the link is there
 * already and was confirmed here, nothing is written and @commit is 0.
 */
gboolean gezin_session_join (GezinSession *session, const GezinUuid *dossier,
                             const GezinUuid *other, guint64 *commit,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_session_join_with_people:
 * @people: two and two ids of records that are one person, of either dossier
 *
 * Joins, and links these people as gezin_session_same() does, in one commit: one
 * undo takes all of it back.
 */
gboolean gezin_session_join_with_people (GezinSession *session, const GezinUuid *dossier,
                                         const GezinUuid *other, const GezinUuid *people,
                                         guint n_pairs, guint64 *commit,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_session_unjoin: Takes the link between the two out.
 * @still: (out) (optional): they are one all the same, through a third
 *
 * GEZIN_SESSION_ERROR_NOT_LINKED if there is none.
 */
gboolean gezin_session_unjoin (GezinSession *session, const GezinUuid *dossier,
                               const GezinUuid *other, gboolean *still, guint64 *commit,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_session_same: Two records of one kind are of the same person or thing. As gezin_session_join(). */
gboolean gezin_session_same (GezinSession *session, const GezinUuid *dossier,
                             const GezinUuid *record, const GezinUuid *other, guint64 *commit,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_session_not_same: Takes that back. As gezin_session_unjoin(). */
gboolean gezin_session_not_same (GezinSession *session, const GezinUuid *dossier,
                                 const GezinUuid *record, const GezinUuid *other, gboolean *still,
                                 guint64 *commit, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_session_joined: (transfer full) (element-type GezinUuid): The dossiers that @dossier was joined with, itself too, sorted: the first leads. */
GArray *gezin_session_joined (GezinSession *session, const GezinUuid *dossier, GError **error);

/** GezinSplitRecord: A record that went to a new dossier. */
typedef struct {
  GezinUuid record; /* in the dossier it came from */
  GezinUuid copy; /* in the new one */
  GezinKind kind;
  gboolean stays; /* it concerns those who stay too: it is in both now */
  guint unsettled; /* fields with several versions: the one displayed went */
} GezinSplitRecord;

/** GezinSplitNote: Something that did not go along. */
typedef struct {
  GezinUuid record;
  GezinKind kind;
  GezinField field; /* GEZIN_FIELD_NONE: the whole record */
  char *
      code; /* stable: concerns-who-stays, secret-from-who-goes, points-to-what-stays, to-ask-anew, by-program, not-named */
  char *sentence; /* for people */
} GezinSplitNote;

typedef struct {
  GezinUuid dossier; /* the new one */
  guint64 commit; /* in it */
  guint64 removal; /* in the one it came from; 0: all stays there too */
  GPtrArray *went; /* GezinSplitRecord */
  GPtrArray *left_out; /* GezinSplitNote */
  GPtrArray *to_ask; /* GezinSplitNote: permissions and grounds that have to be asked anew */
} GezinSplitReport;

void gezin_split_report_free (GezinSplitReport *report);

/**
 * gezin_session_split:
 * @records: who and what goes
 * @name: of the new dossier
 *
 * What concerns only those who go is removed here; what concerns others too is
 * in both. GEZIN_SESSION_ERROR_SPLIT_ROOT, _SPLIT_ALL and _SPLIT_NOTHING when
 * that cannot be done.
 */
GezinSplitReport *gezin_session_split (GezinSession *session, const GezinUuid *dossier,
                                       const GezinUuid *records, guint n_records, const char *name,
                                       GError **error);

/** gezin_session_preview_split: What gezin_session_split() would report; nothing is written, and ids of what is new mean nothing. */
GezinSplitReport *gezin_session_preview_split (GezinSession *session, const GezinUuid *dossier,
                                               const GezinUuid *records, guint n_records,
                                               GError **error);

/* Drafts. */

gboolean gezin_session_keep_draft (GezinSession *session, const GezinDraft *draft,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean gezin_session_drop_draft (GezinSession *session, const GezinUuid *dossier,
                                   const GezinUuid *record,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** gezin_session_drafts: (element-type GezinDraft): Of @dossier, or (%NULL) of all. */
GPtrArray *gezin_session_drafts (GezinSession *session, const GezinUuid *dossier, GError **error);

/* What was set aside. */

/** gezin_session_parked: (element-type GezinParkedRecord): Of @dossier, or (%NULL) of all. */
GPtrArray *gezin_session_parked (GezinSession *session, const GezinUuid *dossier, GError **error);
/** gezin_session_unpark: Takes the record in after all, if its shape is right now. */
gboolean gezin_session_unpark (GezinSession *session, const GezinUuid *dossier,
                               const GezinUuid *record, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean gezin_session_drop_parked (GezinSession *session, const GezinUuid *dossier,
                                    const GezinUuid *record,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinCheckLine, gezin_check_line_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinConflict, gezin_conflict_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinSplitReport, gezin_split_report_free)

G_END_DECLS
