/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/version.h"

G_BEGIN_DECLS

/* The dossier in memory: immutable and reference-counted (atomically), so that
 * any thread may read it while the next one is being made. It holds heads only;
 * what is superseded lies in the store's past.
 *
 * Invariants:
 * 1. A record's versions stand sorted by gezin_version_compare(), no dot twice in a register.
 * 2. No version of a register is superseded by another of it, and no register has none.
 * 3. All versions of a record carry its kind; records stand sorted by id.
 * 4. No record of an erased id is there. */

typedef struct {
  GezinUuid id;
  GezinKind kind;
  guint n_heads;
  GezinVersion *const *heads; /* sorted; runs of equal (field, item) are registers */
} GezinRecord;

typedef struct _GezinDossier GezinDossier;

/** GezinRegister: The heads of one register, as a run inside a record. */
typedef struct {
  GezinVersion *const *heads;
  guint n_heads; /* 0: never written */
} GezinRegister;

/* Records. */

GezinRecord *gezin_record_ref (GezinRecord *record);
void gezin_record_unref (GezinRecord *record);

/** gezin_record_register: The heads of (@field, @item); @item %NULL for a field that is no set. */
GezinRegister gezin_record_register (const GezinRecord *record, GezinField field, const char *item);

/** gezin_record_field: All heads of @field, over all its items. */
GezinRegister gezin_record_field (const GezinRecord *record, GezinField field);

/**
 * gezin_record_next_register:
 * @position: (inout): start at 0
 *
 * Walks the registers in order. Returns %FALSE at the end.
 */
gboolean gezin_record_next_register (const GezinRecord *record, guint *position,
                                     GezinRegister *one);

/** gezin_record_value: (transfer none) (nullable): The displayed value of a single-valued field. */
const char *gezin_record_value (const GezinRecord *record, GezinField field);

/** gezin_record_items: (transfer container): The items of a set that any head says are in; GRefStrings owned by the record. */
GPtrArray *gezin_record_items (const GezinRecord *record, GezinField field);

/**
 * gezin_record_is_removed:
 *
 * Law 7: gone only while all heads of `removed` are true and every other head
 * is in one of their `saw` lists.
 */
gboolean gezin_record_is_removed (const GezinRecord *record);

/** gezin_record_is_removal_contested: Somebody removed it, and it stands because of what they had not seen. */
gboolean gezin_record_is_removal_contested (const GezinRecord *record);

/* Registers. */

/** gezin_register_displayed: (transfer none) (nullable): Law 1: the latest head by (time, replica, n). */
const GezinVersion *gezin_register_displayed (const GezinRegister *one);

/** gezin_register_is_conflict: Several heads with unequal values. For an item of a set, being in and being out are unequal. */
gboolean gezin_register_is_conflict (const GezinRegister *one);

/** gezin_register_context: (transfer full) (nullable): The pointwise maximum of the dots and contexts of its heads. */
GezinContext *gezin_register_context (const GezinRegister *one);

/* The dossier. */

/**
 * gezin_dossier_new:
 * @versions: heads in any order; each is referenced
 * @erased: (nullable): ids of erased records, sorted or not
 *
 * Checks the invariants; GEZIN_MODEL_ERROR_DOSSIER if they do not hold.
 */
GezinDossier *gezin_dossier_new (const GezinUuid *id, GezinVersion *const *versions,
                                 gsize n_versions, const GezinUuid *erased, gsize n_erased,
                                 GError **error);

/**
 * gezin_dossier_with:
 * @registers: whole registers, as they will be: all new heads of each touched register, in any order
 *
 * The next dossier: the touched registers replaced, all other records shared.
 * A register cannot be emptied. Invariants are checked for what is touched.
 */
GezinDossier *gezin_dossier_with (GezinDossier *dossier, GezinVersion *const *versions,
                                  gsize n_versions, GError **error);

/** gezin_dossier_without_record: The next dossier, in which @record is erased for ever. */
GezinDossier *gezin_dossier_without_record (GezinDossier *dossier, const GezinUuid *record);

GezinDossier *gezin_dossier_ref (GezinDossier *dossier);
void gezin_dossier_unref (GezinDossier *dossier);

const GezinUuid *gezin_dossier_id (const GezinDossier *dossier);

/** gezin_dossier_n_records: Of all that are held, removed ones too. */
guint gezin_dossier_n_records (const GezinDossier *dossier);

/** gezin_dossier_record: (transfer none): By position, in order of id. */
GezinRecord *gezin_dossier_record (const GezinDossier *dossier, guint position);

/** gezin_dossier_find: (transfer none) (nullable) */
GezinRecord *gezin_dossier_find (const GezinDossier *dossier, const GezinUuid *record);

/** gezin_dossier_root: (transfer none) (nullable): The record of the root kind. */
GezinRecord *gezin_dossier_root (const GezinDossier *dossier);

/** gezin_dossier_is_erased: Whether @record was erased here. */
gboolean gezin_dossier_is_erased (const GezinDossier *dossier, const GezinUuid *record);

/** gezin_dossier_erased: (transfer none): The ids of erased records, sorted. */
const GezinUuid *gezin_dossier_erased (const GezinDossier *dossier, gsize *n_erased);

/** gezin_dossier_n_versions: Heads over all records. */
gsize gezin_dossier_n_versions (const GezinDossier *dossier);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinRecord, gezin_record_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinDossier, gezin_dossier_unref)

G_END_DECLS
