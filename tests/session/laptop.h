/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "session/session-private.h"

G_BEGIN_DECLS

/* Short ways to work on a made-up laptop. What fails ends the test. */

typedef struct {
  GezinClock *clock;
  GezinRandom *random;
  GezinSession *session;
  GezinSecret *recovery_key;
  char *folder;
} Laptop;

void laptop_init (Laptop *laptop, guint64 seed, const char *owner);
void laptop_clear (Laptop *laptop);
void tick (Laptop *laptop);
GezinUuid new_dossier (Laptop *laptop, const char *name);
guint64 write_fields (Laptop *laptop, const GezinUuid *dossier, const GezinUuid *record,
                      GezinKind kind, const char *const *pairs);
GezinUuid new_person (Laptop *laptop, const GezinUuid *dossier, const char *name);
void join (Laptop *laptop, const GezinUuid *a, const GezinUuid *b);
gboolean unjoin (Laptop *laptop, const GezinUuid *a, const GezinUuid *b);
guint n_lines (Laptop *laptop);
gboolean shows (Laptop *laptop, const GezinUuid *dossier, const GezinUuid *record);
gboolean is_led_by (Laptop *laptop, const GezinUuid *dossier, const GezinUuid *leader);
const GezinUuid *smaller (const GezinUuid *a, const GezinUuid *b);
void bring (Laptop *from, Laptop *to, const GezinUuid *dossier);
void assert_equal_dumps (Laptop *a, Laptop *b, const GezinUuid *dossier);

G_END_DECLS
