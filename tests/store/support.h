/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

/* A store in a temporary folder, with a clock and a generator of its own, for
 * the tests of this room. */

#define TEST_PASSPHRASE "zeven blauwe fietsen"
#define TEST_NOW G_GINT64_CONSTANT (1795255391000000) /* 2026-11-21T10:03:11Z */

typedef struct {
  char *folder;
  char *database;
  GezinClock *clock;
  GezinRandom *random;
  GezinStoreOptions options;
  GezinSecret *recovery;
  GezinStore *store;
} StoreTest;

/** store_test_init: A new store. @vfs: (nullable): name of the SQLite VFS. */
void store_test_init (StoreTest *test, guint64 seed, const char *vfs);

/** store_test_clear: Closes it and removes its folder. */
void store_test_clear (StoreTest *test);

/** store_test_open: Opens the folder of @test (or @folder, if not %NULL). */
GezinStore *store_test_open (StoreTest *test, const char *folder,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** store_test_reopen: Closes the store and opens it again; the test ends if it does not open. */
void store_test_reopen (StoreTest *test);

/** store_test_passphrase: (transfer full) */
GezinSecret *store_test_passphrase (void);

/** store_test_tick: Moves the clock on by a second. */
void store_test_tick (StoreTest *test);

/** store_test_write: @edits (element-type GezinEdit) as one own commit of @now, which may be empty. */
gboolean store_test_write (StoreTest *test, GezinDossier *now, GPtrArray *edits, guint64 *commit,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** store_test_write_part: As above, as a part of the bulk that is open and is undone whole when it fails. */
gboolean store_test_write_part (StoreTest *test, GezinDossier *now, GPtrArray *edits,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** store_test_attach: The file at @path as the file of @record, in one commit. */
gboolean store_test_attach (StoreTest *test, const GezinUuid *dossier, const GezinUuid *record,
                            const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** store_test_new_dossier: A dossier with only its root; its id. */
GezinUuid store_test_new_dossier (StoreTest *test, const char *name);

/** store_test_set: One field of one record (made if need be) as one commit; its id. */
guint64 store_test_set (StoreTest *test, const GezinUuid *dossier, const GezinUuid *record,
                        GezinField field, const char *value);

/** store_test_try_set: As above, telling what went wrong. */
gboolean store_test_try_set (StoreTest *test, const GezinUuid *dossier, const GezinUuid *record,
                             GezinField field, const char *value,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** store_test_undo: Undoes the newest commit that can be. */
gboolean store_test_undo (StoreTest *test, const GezinUuid *dossier,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** store_test_value: (transfer full) (nullable): The displayed value; %NULL when it, its record or its dossier is not there. */
char *store_test_value (StoreTest *test, const GezinUuid *dossier, const GezinUuid *record,
                        GezinField field);

/** store_test_take_in: Merges the heads of @from into the store, as an import does. */
gboolean store_test_take_in (StoreTest *test, GezinDossier *from, const GezinStoreChange *more,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** store_test_apply: Applies @merge, with its row made up from the root's name. */
gboolean store_test_apply (StoreTest *test, const GezinMerge *merge, const GezinStoreChange *more,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** store_test_record_id: A new id. */
GezinUuid store_test_record_id (StoreTest *test);

/** store_test_copy_folder: (transfer full): A copy of the files of @folder in a new temporary folder. */
char *store_test_copy_folder (const char *folder);

/** store_test_remove_folder: With all that is in it. */
void store_test_remove_folder (const char *folder);

/** store_test_digest: (transfer full): Over names and contents of all files in @folder, but the file of wrong tries. */
char *store_test_digest (const char *folder);

/** store_test_rounds, store_test_seed: From the environment, else the value given. */
guint store_test_rounds (guint usual);
guint64 store_test_seed (void);

G_END_DECLS
