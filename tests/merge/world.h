/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/clock.h"
#include "merge/plan.h"
#include "merge/undo.h"

#include "oracle.h"

G_BEGIN_DECLS

/* Some stores that share one dossier, the bundles that are on their way between them, and an oracle
 * that watches. All that the stores do goes through core/merge; each step is compared with the oracle. */

#define WORLD_MAX_STORES ORACLE_MAX_STORES
#define WORLD_MAX_RECORDS (6)
#define WORLD_MAX_FORMS (3)

/* The registers of a record: three fields of its own, two items of a set, a link, and what removal
 * needs. */
enum {
  SLOT_FIRST,
  SLOT_SECOND,
  SLOT_THIRD,
  SLOT_FAMILY, /* in `about`: the whole family */
  SLOT_OTHER, /* in `about`: the record itself */
  SLOT_LINK, /* in `same-as`: its twin */
  SLOT_REMOVED,
  SLOT_REASON,
  N_SLOTS
};

typedef struct {
  GezinUuid id;
  char item[GEZIN_UUID_TEXT_LENGTH + 1];
  char twin[GEZIN_UUID_TEXT_LENGTH + 1]; /* an older record of its kind; empty: it has none */
  GezinKind kind;
  GezinField fields[3];
  guint64 created_by; /* id of the commit */
} WorldRecord;

/* A form that is open, or the question whether to remove. */
typedef struct {
  gboolean is_open;
  GezinEdit *edit; /* NULL: a removal */
  GezinRecord *record; /* of a removal: as it was shown */
  guint record_number;
  guint field;
  IdSet seen;
  IdSet seen_reason; /* of a removal */
  IdSet saw; /* of a removal */
} WorldForm;

typedef struct {
  guint64 commit;
  gint64 time;
  IdSet writes;
  gboolean is_undo;
  gboolean is_undone;
} WorldAct;

typedef struct {
  GezinDossier *dossier;
  guint64 replica;
  gint32 replica_day;
  GArray *own; /* guint64, sorted */
  gint64 clock_error; /* of this machine's clock */
  GPtrArray *markers; /* GezinVersion: all that are known */
  IdSet past; /* what the merges said lies in past */
  IdSet waiting;
  GArray *acts; /* WorldAct */
  WorldForm forms[WORLD_MAX_FORMS];
  guint64 shows[WORLD_MAX_STORES]; /* per peer: which registers it may see, a bit each */
} WorldStore;

/* A store's folder, copied. */
typedef struct {
  gboolean is_there;
  GezinDossier *dossier;
  IdSet past, waiting, known;
  guint64 erased;
  guint n_acts;
} WorldBackup;

typedef struct {
  guint to;
  IdSet writes;
  guint64 erased;
} WorldBundle;

/* What the histories held, to see that they hold something. */
typedef enum {
  WORLD_COUNT_WRITES,
  WORLD_COUNT_CONFLICTS,
  WORLD_COUNT_ARRIVED_PAST,
  WORLD_COUNT_WAITING,
  WORLD_COUNT_GONE,
  WORLD_COUNT_ERASED,
  WORLD_COUNT_REMOVED,
  WORLD_COUNT_CONTESTED,
  WORLD_COUNT_ASKED,
  WORLD_COUNT_UNDONE,
  WORLD_COUNT_LEFT,
  WORLD_COUNT_REJECTED,
  WORLD_COUNT_PARKED,
  WORLD_COUNT_REFUSED,
  WORLD_COUNT_REPLICAS,
  WORLD_COUNT_PUT_BACK,
  WORLD_COUNT_LINKS,
  WORLD_COUNT_SAME,
  WORLD_COUNT_JOINED,
  WORLD_N_COUNTS
} WorldCount;

typedef struct {
  Oracle oracle;
  guint64 seed;
  guint64 random_state;
  GezinRandom *random;
  GezinClock *clock;
  guint n_stores;
  WorldStore stores[WORLD_MAX_STORES];
  WorldBackup backups[WORLD_MAX_STORES];
  guint n_records;
  WorldRecord records[WORLD_MAX_RECORDS];
  GPtrArray *versions; /* by number of the write */
  GHashTable *numbers; /* GezinVersion to number + 1 */
  GHashTable *dots; /* what dots were given, to see that none is given twice */
  GArray *bundles; /* WorldBundle */
  gboolean has_bad_shapes; /* an old program is among them */
  gboolean is_crowded; /* all work on the same few fields */
  guint n_values;
  guint n_events; /* what was told, heard or not */
  guint64 counts[WORLD_N_COUNTS]; /* over all histories */
  GString *failure;
  GString *story; /* (nullable): what happened, for who reads a failure */
} World;

World *world_new (void);
void world_free (World *world);

/** world_begin: A new history: the seed decides everything in it. */
void world_begin (World *world, guint64 seed);

guint32 world_below (World *world, guint32 bound);
guint64 world_random (World *world);

/** world_fail: Notes what went wrong; always %FALSE. */
gboolean world_fail (World *world, const char *format, ...) G_GNUC_PRINTF (2, 3);

/** world_tell: Says that something happens, and what. */
void world_tell (World *world, const char *format, ...) G_GNUC_PRINTF (2, 3);

void world_count (World *world, WorldCount what, guint number);
const char *world_count_name (WorldCount what);

/* Registers by number. */
guint world_field (guint record, guint slot);
guint world_field_of_version (World *world, const GezinVersion *version);
GezinEdit *world_edit_new (World *world, guint record, guint slot, const char *value);
GezinRegister world_register (World *world, guint store, guint field);

/** world_writer: Who writes at @store now; a new day brings a new replica. */
GezinWriter world_writer (World *world, guint store, GezinCommit **commit);

/** What a store's author is known to have seen when it differs from what stands there now. */
typedef struct {
  gboolean has_seen[ORACLE_MAX_REGISTERS];
  IdSet seen[ORACLE_MAX_REGISTERS];
  gboolean has_saw[WORLD_MAX_RECORDS];
  IdSet saw[WORLD_MAX_RECORDS];
} WorldSight;

typedef enum {
  WORLD_ACT = 0,
  WORLD_ACT_UNDO,
  WORLD_ACT_NOT_UNDOABLE,
} WorldActKind;

/** world_commit: Takes what gezin_write() and its kin made into the store and into the oracle. */
gboolean world_commit (World *world, guint store, GPtrArray *versions, const WorldSight *sight,
                       WorldActKind kind);

/** world_note_writes: As world_commit(), but only the oracle's part. */
gboolean world_note_writes (World *world, guint store, GPtrArray *versions, const WorldSight *sight,
                            WorldActKind kind);

/** world_apply: Carries out what a merge says, and compares with the oracle. */
gboolean world_apply (World *world, guint store, const GezinMerge *merge);

/** world_check_store: Heads and removals as the oracle has them. */
gboolean world_check_store (World *world, guint store);

/** world_bundle: What @store would send: its heads, markers and erasures, of the registers in @shows. */
WorldBundle world_bundle (World *world, guint store, guint64 shows);

/** world_bundle_versions: (element-type GezinVersion): borrowed versions, in a random order. */
GPtrArray *world_bundle_versions (World *world, const WorldBundle *bundle);
GArray *world_bundle_erased (World *world, const WorldBundle *bundle);

/** world_receive: Merges what came, by itself or through a plan. */
gboolean world_receive (World *world, guint store, const WorldBundle *bundle);
gboolean world_receive_by_plan (World *world, guint store, const WorldBundle *bundle,
                                gboolean may_reject);

void world_new_replica (World *world, guint store);
void world_close_form (WorldForm *form);

/** world_any_record: A record that is in the store, or WORLD_MAX_RECORDS. */
guint world_any_record (World *world, guint store);
gboolean world_is_written_once (World *world, guint record);

/** world_front: What stands in front of whoever opens @field at @store, and all that is behind it. */
IdSet world_front (World *world, guint store, guint field);

/** world_heads_of_record: All heads but those of `removed`. */
IdSet world_heads_of_record (World *world, guint store, guint record);

/** world_any_slot: Where an edit or an erasure goes: a field of its own, or an item. */
guint world_any_slot (World *world);

/** world_is_replica_unsafe: Whether @store may give dots that it gave before its folder was put back. */
gboolean world_is_replica_unsafe (World *world, guint store);

/** world_check_links: Who is the same, as the oracle has it. */
gboolean world_check_links (World *world, guint store);

/** world_check_joins: What the stores hold, read as joined dossiers. */
gboolean world_check_joins (World *world);

/** world_have_equal_bytes: Whether two dossiers hold the same, to the byte. */
gboolean world_have_equal_bytes (World *world, GezinDossier *a, GezinDossier *b);

/** world_step: One thing that happens. */
gboolean world_step (World *world);

/** world_finish: All meet all; then the laws that speak of the end. */
gboolean world_finish (World *world);

/** world_history: @n_steps steps and the end. */
gboolean world_history (World *world, guint64 seed);

G_END_DECLS
