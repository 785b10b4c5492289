/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "session/session-private.h"

G_BEGIN_DECLS

/* Short ways to work on a made-up laptop. What fails ends the test. */

#define LAPTOP_START (G_GINT64_CONSTANT (1795255391) * G_USEC_PER_SEC) /* 2026-11-21T10:03:11Z */

typedef struct {
  GezinClock *clock;
  GezinRandom *random;
  GezinSession *session;
  GezinSecret *recovery_key;
  char *folder;
} Laptop;

GezinSecret *laptop_passphrase (void);
void laptop_init (Laptop *laptop, guint64 seed, const char *owner);
void laptop_clear (Laptop *laptop);
void remove_tree (const char *path);
void tick (Laptop *laptop);
GezinUuid new_dossier (Laptop *laptop, const char *name);
guint64 write_fields (Laptop *laptop, const GezinUuid *dossier, const GezinUuid *record,
                      GezinKind kind, const char *const *pairs);
GezinUuid new_person (Laptop *laptop, const GezinUuid *dossier, const char *name);
char *value_of (Laptop *laptop, const GezinUuid *dossier, const GezinUuid *record,
                GezinField field);
void assert_name (Laptop *laptop, const GezinUuid *dossier, const GezinUuid *record,
                  const char *name);
void join (Laptop *laptop, const GezinUuid *a, const GezinUuid *b);
gboolean unjoin (Laptop *laptop, const GezinUuid *a, const GezinUuid *b);
guint n_lines (Laptop *laptop);
gboolean shows (Laptop *laptop, const GezinUuid *dossier, const GezinUuid *record);
gboolean is_led_by (Laptop *laptop, const GezinUuid *dossier, const GezinUuid *leader);
const GezinUuid *smaller (const GezinUuid *a, const GezinUuid *b);
void bring (Laptop *from, Laptop *to, const GezinUuid *dossier);
void assert_equal_dumps (Laptop *a, Laptop *b, const GezinUuid *dossier);

G_END_DECLS
