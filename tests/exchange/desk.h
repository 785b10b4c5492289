/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "session/exchange.h"
#include "session/session-private.h"

G_BEGIN_DECLS

/* Desks: stores of different people and organisations that never reach each other
 * but by files. What fails ends the test. All desks of a test have one clock. */

typedef struct {
  GezinClock *clock;
  GezinRandom *random;
  GezinSession *session;
  char *folder;
  char *card; /* digest of its card, in hex */
} Desk;

#define DESK_START (G_GINT64_CONSTANT (1795255391) * G_USEC_PER_SEC) /* 2026-11-21T10:03:11Z */

void desk_init (Desk *desk, GezinClock *clock, guint64 seed, const char *owner,
                const char *organisation, const char *role);
void desk_clear (Desk *desk);

/** desk_copy: The folder of @from, copied as files while it was locked, and opened where it lies now. */
void desk_copy (Desk *from, Desk *copy, guint64 seed);

/** desk_tick: A minute goes by for all. */
void desk_tick (Desk *desk);

/** desk_meet: Each adds the other's card, compares words and trusts it, confirming its role. */
void desk_meet (Desk *one, Desk *other);

/** desk_card: (transfer full): Its card, as a file. */
GBytes *desk_card (Desk *desk);

GezinUuid desk_new_dossier (Desk *desk, const char *name);

/** desk_add: A new record; what follows are texts `field=value`, %NULL at the end. */
GezinUuid desk_add (Desk *desk, const GezinUuid *dossier, GezinKind kind,
                    ...) G_GNUC_NULL_TERMINATED;

/** desk_set: One field of a record. */
void desk_set (Desk *desk, const GezinUuid *dossier, const GezinUuid *record, const char *field,
               const char *value);

/** desk_value: (transfer full) (nullable): As it is displayed. */
char *desk_value (Desk *desk, const GezinUuid *dossier, const GezinUuid *record, const char *field);

/** desk_n_conflicts: Registers with several unequal versions. */
guint desk_n_conflicts (Desk *desk, const GezinUuid *dossier);

/** desk_choose: Keeps @value of the versions of a field. */
void desk_choose (Desk *desk, const GezinUuid *dossier, const GezinUuid *record, const char *field,
                  const char *value);

/** desk_try_export: (transfer full) (nullable): For @purpose, to the desk @to. */
GezinExportReading *desk_try_export (Desk *desk, const GezinUuid *dossier, Desk *to,
                                     const char *purpose, GError **error);

/** desk_export: (transfer full): The sealed file. */
GBytes *desk_export (Desk *desk, const GezinUuid *dossier, Desk *to, const char *purpose);

/** desk_try_import: (transfer full) (nullable) */
GezinImportReading *desk_try_import (Desk *desk, GBytes *file, GError **error);

/** desk_import: (transfer full) */
GezinImportReading *desk_import (Desk *desk, GBytes *file);

/** desk_receipt: (transfer full): The file of the receipt that @reading speaks of. */
GBytes *desk_receipt (Desk *desk, const GezinImportReading *reading);

/** desk_line: (transfer full) (nullable): What the ledger says of @bundle. */
GezinBundleLine *desk_line (Desk *desk, const GezinUuid *bundle);

/** desk_n_outbox: Bundles that wait in it. */
guint desk_n_outbox (Desk *desk);

/** desk_load_file: (transfer full) */
GBytes *desk_load_file (const char *path);

/** DeskFamily: A dossier in which Anna, an adult, said yes to what about herself goes to @to. */
typedef struct {
  GezinUuid dossier;
  GezinUuid person;
  GezinUuid recipient; /* organisation */
  GezinUuid own; /* organisation of the desk itself */
  GezinUuid goal;
  GezinUuid consent;
} DeskFamily;

void desk_family (Desk *desk, Desk *to, DeskFamily *family);

/** DeskWorld: Three desks; the first two know each other, and the first has the family. */
typedef struct {
  GezinClock *clock;
  Desk a;
  Desk b;
  Desk c;
  DeskFamily family;
} DeskWorld;

void desk_world_init (DeskWorld *world, guint64 seed);
void desk_world_clear (DeskWorld *world);

/** desk_say_yes: Anna says yes, at @desk, to what goes to the organisation with the card of @to. */
GezinUuid desk_say_yes (Desk *desk, const DeskFamily *family, const GezinUuid *recipient);

G_END_DECLS
