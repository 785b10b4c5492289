/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "casework/duplicates.h"
#include "session/session-private.h"

G_BEGIN_DECLS

/* One person against the store (suspects.c), for who is here twice (duplicates.c)
 * and who is here already (similar.c). On the worker only. */

#define MAX_SURROUNDINGS (30) /* dossiers read to judge one person or family */

/** GezinLook: One look over the store: what was read is kept while it lasts. */
typedef struct {
  GezinSession *session;
  const GezinSounds *sounds;
  GHashTable *views; /* GezinUuid of a dossier -> GezinView: each part by itself */
  GHashTable *leaders; /* GezinUuid of a dossier -> GezinUuid of the one that leads it */
  gboolean slips; /* names that differ by slips of the keys count too */
} GezinLook;

void gezin_look_init (GezinLook *look, GezinSession *session, gboolean slips);
void gezin_look_clear (GezinLook *look);

/** gezin_look_view: (transfer none): The dossier @id; valid until the next one is asked for. */
GezinView *gezin_look_view (GezinLook *look, const GezinUuid *id, GError **error);

/** gezin_look_card: (transfer full) (nullable): What the whole dossier says about somebody; %NULL without an error if it is no person any more. */
GezinPersonCard *gezin_look_card (GezinLook *look, const GezinRecordPlace *place, GError **error);

/** GezinSuspect: Somebody who may be the one that was looked for. */
typedef struct {
  GezinPersonCard *card;
  GezinRecordPlace place;
  guint score;
  GPtrArray *reasons; /* GezinReason */
} GezinSuspect;

/** gezin_look_suspects: (transfer full) (element-type GezinSuspect): Who scores at least @least, the likeliest first. */
GPtrArray *gezin_look_suspects (GezinLook *look, const GezinPersonCard *card, guint least,
                                GError **error);

/** gezin_look_leader: The dossier that leads those @dossier was joined with. */
gboolean gezin_look_leader (GezinLook *look, const GezinUuid *dossier, GezinUuid *leader,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_look_lead_person: The record that stands for all that are linked as the same as that of @card. @name: (transfer full): how it is shown. */
gboolean gezin_look_lead_person (GezinLook *look, const GezinPersonCard *card, GezinUuid *record,
                                 char **name, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_look_dossier_name: (transfer full) (nullable): The family's name. */
char *gezin_look_dossier_name (GezinLook *look, const GezinUuid *dossier);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GezinLook, gezin_look_clear)

G_END_DECLS
