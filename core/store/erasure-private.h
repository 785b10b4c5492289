/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "store/erasure.h"
#include "store/store-private.h"

G_BEGIN_DECLS

/* Erasing, inside the caller's transaction. */

/** gezin_erasure_take_record: All of @record goes; marker and line in the register are written. @note (nullable): erased elsewhere. */
gboolean gezin_erasure_take_record (GezinStore *store, gint64 key, const GezinUuid *dossier,
                                    const GezinUuid *record, const GezinErasureNote *note,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_erasure_take_dossier: All of the dossier goes, but its id; one that is not here gets its marker. */
gboolean gezin_erasure_take_dossier (GezinStore *store, const GezinUuid *dossier,
                                     const GezinErasureNote *note,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_erasure_note_unfinished: Notes that something is left to do after this transaction; takes gone words out of the index. */
gboolean gezin_erasure_note_unfinished (GezinStore *store,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_erasure_try_finish: After a transaction: finishes if it can; what cannot be done now is done at the next opening. */
void gezin_erasure_try_finish (GezinStore *store);

/** gezin_erasure_open: At opening: applies markers beside the vault that the database does not know, and finishes. */
gboolean gezin_erasure_open (GezinStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_erasure_file_path: (transfer full): Of the file of markers. */
char *gezin_erasure_file_path (GezinStore *store);

G_END_DECLS
