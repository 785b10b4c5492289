/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "store/database-private.h"

G_BEGIN_DECLS

/** GezinMigration: One step from the format before. Numbered from 1 without gaps, never edited. */
typedef struct {
  const char *sql;
} GezinMigration;

/** gezin_migrations: The steps of this program; @n_migrations is the format that it writes. */
const GezinMigration *gezin_migrations (int *n_migrations);

/** gezin_migrations_check: Sets @format; GEZIN_STORE_ERROR_NEWER if it is past @newest. */
gboolean gezin_migrations_check (GezinDatabase *database, int newest, gint64 *format,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_migrations_run:
 * @backup_folder: (nullable): where a copy is put before a step over an older format
 *
 * Brings the database to format @n_migrations, all steps in one transaction.
 * GEZIN_STORE_ERROR_NEWER if it is past that.
 */
gboolean gezin_migrations_run (GezinDatabase *database, const GezinMigration *migrations,
                               int n_migrations, const char *backup_folder,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

extern const char gezin_schema_1[];
extern const char gezin_schema_2[];
extern const char gezin_schema_3[];

G_END_DECLS
