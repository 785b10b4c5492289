/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "gezin/output.h"
#include "model/analysis-readings.h"
#include "model/exchange-readings.h"
#include "session/admin.h"
#include "session/display.h"
#include "session/work.h"

G_BEGIN_DECLS

/* One command of `gezin`: a row of the tables of table.h, from which parsing,
 * --help, the man page and the completion are made. */

#define GEZIN_COMMAND_ERROR (gezin_command_error_quark ())
GQuark gezin_command_error_quark (void);

/* The message of an error of this domain is a whole sentence in the reader's
 * language; the code says the exit status, as everywhere. */
typedef enum {
  GEZIN_COMMAND_ERROR_NO = 101, /* the answer is no */
  GEZIN_COMMAND_ERROR_USE = 201, /* asked in a wrong way */
  GEZIN_COMMAND_ERROR_REFUSED = 401, /* a file that is too large or no file */
  GEZIN_COMMAND_ERROR_MACHINE = 601, /* output that cannot be written */
} GezinCommandError;

/** GezinOptions: What the options of all commands can say. */
typedef struct {
  char *store;
  char *passphrase_file;
  char *new_passphrase_file;
  char *recovery_key_file;
  gboolean json;
  gboolean help;
  char *date;
  char *name;
  char *organisation;
  char *role;
  char *kdf_memory;
  gboolean keep_going;
  char *kind;
  char *reason;
  char *why;
  char *stage;
  gboolean due;
  gboolean sounds_like;
  gboolean rng;
  gboolean dictionary;
  gint64 families;
  gint64 seed;
  gboolean small;
  gboolean every_field;
  char *programme;
  char *by;
  gboolean csv;
  gboolean outside;
  gboolean definitions;
  gboolean call_list;
  char *output;
  gboolean collect;
  gboolean undo;
  char *law;
  char *request;
  char *refuse;
  char *other;
  char *everything_about;
  gboolean preview;
  gboolean who_saw;
  char *for_person;
  char *to;
  char *purpose;
  char *at;
  char *confirm;
  char *as;
  gboolean in_room;
  char *from;
  char *until;
  gboolean without_markers;
  gboolean clock_is_right;
  char *accept;
  char *reject;
  gboolean older;
  gboolean forked;
  char *mailbox;
  gboolean renew;
  gboolean ask; /* --request of a card */
  char *certify;
  char *as_role;
  gboolean snapshots;
  char *snapshot;
  char *difference;
  gboolean revoke;
  gboolean all;
  char *within;
} GezinOptions;

/* Which options a command takes: one bit each, in the order of the table in options.c. */
typedef guint64 GezinTakes;

#define GEZIN_TAKES_BIT(N) (G_GUINT64_CONSTANT (1) << (N))
#define GEZIN_TAKES_NOTHING G_GUINT64_CONSTANT (0)
#define GEZIN_TAKES_STORE GEZIN_TAKES_BIT (0) /* --store */
#define GEZIN_TAKES_PASSPHRASE GEZIN_TAKES_BIT (1)
#define GEZIN_TAKES_NEW_PASSPHRASE GEZIN_TAKES_BIT (2)
#define GEZIN_TAKES_RECOVERY_KEY GEZIN_TAKES_BIT (3)
#define GEZIN_TAKES_JSON GEZIN_TAKES_BIT (4)
#define GEZIN_TAKES_DATE GEZIN_TAKES_BIT (5)
#define GEZIN_TAKES_OWNER GEZIN_TAKES_BIT (6) /* --name, --organisation, --role */
#define GEZIN_TAKES_NAME GEZIN_TAKES_BIT (7)
#define GEZIN_TAKES_KDF_MEMORY GEZIN_TAKES_BIT (8)
#define GEZIN_TAKES_KEEP_GOING GEZIN_TAKES_BIT (9)
#define GEZIN_TAKES_KIND GEZIN_TAKES_BIT (10)
#define GEZIN_TAKES_REASON GEZIN_TAKES_BIT (11)
#define GEZIN_TAKES_WHY GEZIN_TAKES_BIT (12)
#define GEZIN_TAKES_LIST_FILTERS GEZIN_TAKES_BIT (13) /* --stage, --due */
#define GEZIN_TAKES_SCHEMA_FORM GEZIN_TAKES_BIT (14) /* --rng, --dictionary */
#define GEZIN_TAKES_SAMPLE GEZIN_TAKES_BIT (15) /* --families, --seed, --small, --every-field */
#define GEZIN_TAKES_OUTPUT GEZIN_TAKES_BIT (16) /* -o */
#define GEZIN_TAKES_COLLECT GEZIN_TAKES_BIT (17)
#define GEZIN_TAKES_UNDO GEZIN_TAKES_BIT (18) /* --undo */
#define GEZIN_TAKES_SOUNDS_LIKE GEZIN_TAKES_BIT (19) /* --sounds-like */
#define GEZIN_TAKES_RECIPIENT GEZIN_TAKES_BIT (20) /* --to, --purpose */
/* --preview, --accept, --reject, --older, --forked */
#define GEZIN_TAKES_IMPORT GEZIN_TAKES_BIT (21)
#define GEZIN_TAKES_MAILBOX GEZIN_TAKES_BIT (22)
#define GEZIN_TAKES_RENEW GEZIN_TAKES_BIT (23) /* --renew, --request, --certify */
/* --reason, --law, --request, --refuse, --other, --everything-about, --preview */
#define GEZIN_TAKES_ERASURE GEZIN_TAKES_BIT (24)
#define GEZIN_TAKES_RETENTION GEZIN_TAKES_BIT (25) /* --due, --clock-is-right */
#define GEZIN_TAKES_WHO_SAW GEZIN_TAKES_BIT (26) /* --who-saw, --for, --from, --until */
#define GEZIN_TAKES_WITHOUT_MARKERS GEZIN_TAKES_BIT (27)
#define GEZIN_TAKES_AUDIENCE GEZIN_TAKES_BIT (28) /* --to, --purpose, --for, --in-room, --at */
#define GEZIN_TAKES_TRUST GEZIN_TAKES_BIT (29) /* --role, --revoke */
#define GEZIN_TAKES_RECALL GEZIN_TAKES_BIT (30) /* --reason */
#define GEZIN_TAKES_ALL GEZIN_TAKES_BIT (49) /* --all */
#define GEZIN_TAKES_REPORT GEZIN_TAKES_BIT (31) /* --kind, --as */
#define GEZIN_TAKES_REVIEW GEZIN_TAKES_BIT (40) /* --reason */
#define GEZIN_TAKES_CONFERENCE GEZIN_TAKES_BIT (41) /* --for, --confirm */
#define GEZIN_TAKES_MONITOR GEZIN_TAKES_BIT (32) /* --from, --until, --by, --as, --outside, … */
#define GEZIN_TAKES_SNAPSHOTS GEZIN_TAKES_BIT (50) /* --snapshots, --snapshot, --difference */

#define GEZIN_TAKES_DEADLINES GEZIN_TAKES_BIT (33) /* --within, --as */

typedef enum {
  GEZIN_NEEDS_NOTHING = 0,
  GEZIN_NEEDS_SESSION, /* reference data, no store */
  GEZIN_NEEDS_STORE, /* an unlocked store */
} GezinNeeds;

typedef struct _GezinCall GezinCall;

typedef struct {
  const char *name; /* one word or two */
  const char *arguments; /* as in a synopsis, or "" */
  const char *summary; /* one line; translate with gettext */
  const char *description; /* (nullable): whole sentences; translate with gettext */
  GezinTakes takes;
  GezinNeeds needs;
  gboolean not_in_batch;
  guint min_arguments;
  guint max_arguments; /* 0 with a min of 0: none */
  /* Fills the output; an error with status 1 leaves the output standing. */
  gboolean (*run) (GezinCall *call, GError **error);
} GezinCommand;

/** GezinCall: A command with what was said to it. */
struct _GezinCall {
  const GezinCommand *command;
  GezinOptions options;
  char **arguments; /* %NULL-terminated */
  guint n_arguments;
  GezinSession *session; /* (nullable) */
  GezinOutput *output;
  gboolean in_batch;
  const char *batch_store; /* (nullable): the store of the batch */
  gboolean is_group; /* only the first word of several commands was given, with --help */
};

#define GEZIN_ANY_NUMBER G_MAXUINT

/* table.c */

/** gezin_commands: (transfer none): All tables of table.h as one; the row after the last has no name. */
const GezinCommand *gezin_commands (void);

/* options.c */

/**
 * gezin_call_parse:
 * @words: the command and what follows it
 *
 * Reads @words into @call, whose other members stay as they are. With --help
 * nothing else is looked at. GEZIN_COMMAND_ERROR_USE.
 */
gboolean gezin_call_parse (GezinCall *call, const char *const *words,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_call_clear: Frees what gezin_call_parse() filled, and lets go of the session. */
void gezin_call_clear (GezinCall *call);

/** gezin_command_help: (transfer full): What `gezin COMMAND --help` prints. */
char *gezin_command_help (const GezinCommand *command);

/** GezinOptionText: One option as people read about it. */
typedef struct {
  const char *name;
  char letter; /* 0: none */
  const char *argument; /* (nullable) */
  const char *help; /* translate with gettext */
} GezinOptionText;

/** gezin_command_options: (transfer full) (element-type GezinOptionText): Of @command, in order, --help last. */
GArray *gezin_command_options (const GezinCommand *command);

/* call.c: what most commands do first. */

/** gezin_call_run: Opens what the command needs, and runs it. */
gboolean gezin_call_run (GezinCall *call, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_call_unlock: Opens the store of --store with the passphrase of --passphrase-file or of the terminal. */
gboolean gezin_call_unlock (GezinCall *call, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_call_dossier: The dossier that argument @position names. */
gboolean gezin_call_dossier (GezinCall *call, guint position, GezinUuid *dossier,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_call_record: (transfer none) (nullable): The record of @dossier that argument @position names by id or prefix. */
const GezinRecord *gezin_call_record (GezinCall *call, guint position, const GezinDossier *dossier,
                                      GError **error);

/** gezin_call_kind: The kind that @name names; %NULL names none and is right. */
gboolean gezin_call_kind (const char *name, GezinKind *kind,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_call_read_day: @day from @text, such as 2026-11-21. */
gboolean gezin_call_read_day (const char *text, GDate *day,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_call_day: The day of --date, or today. */
gboolean gezin_call_day (GezinCall *call, GDate *day, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_call_read_file: A file, or standard input when @path is `-`, of at most @max_bytes. */
GBytes *gezin_call_read_file (GezinCall *call, const char *path, gsize max_bytes, GError **error);

/** gezin_call_store_folder: (transfer full): Of --store, or the user's own. */
char *gezin_call_store_folder (GezinCall *call);

/** gezin_command_sentence: (transfer full): What happened and what to do, in one line. */
char *gezin_command_sentence (const GError *error);

/** gezin_command_fail_use, gezin_command_fail_no: Set @error to a sentence of ours. Always %FALSE. */
gboolean gezin_command_fail_use (GError **error, const char *sentence);
gboolean gezin_command_fail_no (GError **error, const char *sentence);

/** gezin_command_fail_at: Sets @error to the sentence of @cause, after @where; takes @cause. Always %FALSE. */
gboolean gezin_command_fail_at (GError **error, GError *cause, const char *where);

/* write.c: what other commands that write share. */

/** gezin_write_assignments: (transfer full) (element-type GezinEdit): From the arguments FIELD=VALUE from position @from on. */
GPtrArray *gezin_write_assignments (GezinCall *call, guint from, GezinDossier *now,
                                    const GezinUuid *record, GezinKind kind, GError **error);

/** gezin_write_answer: {"dossier","record","commit"}, or the id of the record. */
void gezin_write_answer (GezinCall *call, const GezinUuid *dossier, const GezinUuid *record,
                         guint64 commit);

/* exchange.c */

/** gezin_exchange_frozen: (transfer full) (element-type GezinFrozenReading): What `show` does not show of @dossier; of one kind, or (GEZIN_KIND_NONE) all. */
GPtrArray *gezin_exchange_frozen (GezinCall *call, const GezinUuid *dossier, GezinKind kind,
                                  GError **error);

/** gezin_exchange_add_frozen: (transfer full): The document @text of `show --json`, with what is not shown. */
char *gezin_exchange_add_frozen (const char *text, GPtrArray *frozen);

/** gezin_exchange_write_file: A file that is asked for, for its owner alone; `-` is standard output. */
gboolean gezin_exchange_write_file (GezinCall *call, const char *path, GBytes *bytes,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_exchange_add_time: An instant, null for 0. */
void gezin_exchange_add_time (JsonBuilder *builder, const char *name, gint64 instant);

/** gezin_exchange_print_revocation: A line that says so when a certificate was revoked, or nobody could look. */
void gezin_exchange_print_revocation (GezinCall *call, const char *code);

/** gezin_exchange_add_peer: Adds a card as an object. */
void gezin_exchange_add_peer (JsonBuilder *builder, const GezinPeerReading *peer);

/* people.c */

/** gezin_people_similar_families: (element-type GezinSimilar): Families that one called @name may be. */
GPtrArray *gezin_people_similar_families (GezinCall *call, const char *name, GError **error);

/** gezin_people_add_similar: Adds the member `similar` to the object that is open in @builder. */
void gezin_people_add_similar (JsonBuilder *builder, GPtrArray *similar);

/** gezin_people_print_similar: A line each, for people. */
void gezin_people_print_similar (GezinCall *call, GPtrArray *similar);

/* The commands, a group a file. */

gboolean gezin_admin_init (GezinCall *call, GError **error);
gboolean gezin_admin_passphrase (GezinCall *call, GError **error);
gboolean gezin_admin_recover (GezinCall *call, GError **error);
gboolean gezin_admin_audit (GezinCall *call, GError **error);
gboolean gezin_admin_audit_verify (GezinCall *call, GError **error);
gboolean gezin_admin_reference_list (GezinCall *call, GError **error);
gboolean gezin_admin_reference_check (GezinCall *call, GError **error);
gboolean gezin_admin_reference_add (GezinCall *call, GError **error);
gboolean gezin_admin_schema (GezinCall *call, GError **error);
gboolean gezin_backup_drill (GezinCall *call, GError **error);
gboolean gezin_backup_folder (GezinCall *call, GError **error);
gboolean gezin_backup_list_all (GezinCall *call, GError **error);
gboolean gezin_backup_make (GezinCall *call, GError **error);
gboolean gezin_backup_restore (GezinCall *call, GError **error);
gboolean gezin_batch_run (GezinCall *call, GError **error);
gboolean gezin_document_add (GezinCall *call, GError **error);
gboolean gezin_document_get (GezinCall *call, GError **error);
gboolean gezin_document_check (GezinCall *call, GError **error);
gboolean gezin_erase_run (GezinCall *call, GError **error);
gboolean gezin_erase_list (GezinCall *call, GError **error);
gboolean gezin_retention_run (GezinCall *call, GError **error);
gboolean gezin_retention_who_saw (GezinCall *call, GError **error);
/** gezin_exchange_read_ids: Adds the ids in @text (nullable); @is_recall (nullable): whether the word for that is among them. */
gboolean gezin_exchange_read_ids (const char *text, GArray *ids, gboolean *is_recall,
                                  GError **error);
gboolean gezin_exchange_card (GezinCall *call, GError **error);
gboolean gezin_exchange_peer_add (GezinCall *call, GError **error);
gboolean gezin_exchange_peer_list (GezinCall *call, GError **error);
gboolean gezin_exchange_peer_trust (GezinCall *call, GError **error);
gboolean gezin_exchange_peer_revocation (GezinCall *call, GError **error);
gboolean gezin_exchange_export (GezinCall *call, GError **error);
gboolean gezin_exchange_transfer (GezinCall *call, GError **error);
gboolean gezin_exchange_ask_back (GezinCall *call, GError **error);
gboolean gezin_exchange_open (GezinCall *call, GError **error);
gboolean gezin_exchange_thaw (GezinCall *call, GError **error);
gboolean gezin_exchange_verify (GezinCall *call, GError **error);
gboolean gezin_exchange_import (GezinCall *call, GError **error);
gboolean gezin_exchange_outbox (GezinCall *call, GError **error);
gboolean gezin_exchange_inbox (GezinCall *call, GError **error);
gboolean gezin_exchange_sync (GezinCall *call, GError **error);
gboolean gezin_exchange_ledger (GezinCall *call, GError **error);
gboolean gezin_files_load (GezinCall *call, GError **error);
gboolean gezin_files_dump (GezinCall *call, GError **error);
gboolean gezin_monitor_run (GezinCall *call, GError **error);
gboolean gezin_people_duplicates (GezinCall *call, GError **error);
gboolean gezin_read_list (GezinCall *call, GError **error);
gboolean gezin_read_show (GezinCall *call, GError **error);
gboolean gezin_read_search (GezinCall *call, GError **error);
gboolean gezin_casework_analyse (GezinCall *call, GError **error);
gboolean gezin_casework_snapshots (GezinCall *call, const GezinUuid *dossier, GError **error);
/* As gezin_casework_analyse() writes it: the keys of an analysis, into an object that is open. */
void gezin_casework_add_analysis (JsonBuilder *builder, const GezinAnalysis *analysis);
void gezin_casework_write_analysis (GezinCall *call, const GezinAnalysis *analysis);
gboolean gezin_casework_interventions (GezinCall *call, GError **error);
gboolean gezin_casework_steps (GezinCall *call, GError **error);
gboolean gezin_conference (GezinCall *call, GError **error);
gboolean gezin_review (GezinCall *call, GError **error);

/* deadlines.c */
gboolean gezin_deadlines_list (GezinCall *call, GError **error);
gboolean gezin_deadlines_sign_off (GezinCall *call, GError **error);
gboolean gezin_read_check (GezinCall *call, GError **error);
gboolean gezin_read_conflicts (GezinCall *call, GError **error);
gboolean gezin_read_history (GezinCall *call, GError **error);
gboolean gezin_read_parked (GezinCall *call, GError **error);
gboolean gezin_sharing_may (GezinCall *call, GError **error);
gboolean gezin_sharing_report (GezinCall *call, GError **error);
gboolean gezin_sample_run (GezinCall *call, GError **error);
gboolean gezin_families_join (GezinCall *call, GError **error);
gboolean gezin_families_same (GezinCall *call, GError **error);
gboolean gezin_families_split (GezinCall *call, GError **error);
gboolean gezin_write_new (GezinCall *call, GError **error);
gboolean gezin_write_add (GezinCall *call, GError **error);
gboolean gezin_write_set (GezinCall *call, GError **error);
gboolean gezin_write_remove (GezinCall *call, GError **error);
gboolean gezin_write_undo (GezinCall *call, GError **error);
gboolean gezin_write_choose (GezinCall *call, GError **error);
gboolean gezin_write_unpark (GezinCall *call, GError **error);
gboolean gezin_write_drop_parked (GezinCall *call, GError **error);

G_END_DECLS
