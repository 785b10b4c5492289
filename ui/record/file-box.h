/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"
#include "parts/job.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GezinFileBox: The file of a record that holds one: pick it, see what it is,
 * save a copy. Emits "picked" with the GFile that somebody wants to attach.
 */
#define GEZIN_TYPE_FILE_BOX (gezin_file_box_get_type ())
G_DECLARE_FINAL_TYPE (GezinFileBox, gezin_file_box, GEZIN, FILE_BOX, AdwBin)

/** gezin_file_box_new: @record: (nullable): a new one has no file yet */
GtkWidget *gezin_file_box_new (GezinSession *session, GezinDossier *dossier, const GezinUuid *id,
                               const GezinRecord *record);

/** gezin_file_box_start: Shows how far attaching is; gezin_file_box_end() before the job is gone. */
void gezin_file_box_start (GezinFileBox *box, GezinJob *job);
void gezin_file_box_end (GezinFileBox *box);

G_END_DECLS
