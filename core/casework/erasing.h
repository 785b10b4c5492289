/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "consent/view.h"
#include "model/edit.h"
#include "model/erasure-readings.h"

G_BEGIN_DECLS

/* What goes when a person, a record or a request says so, and the answer to a request. */

/** gezin_erasing_of_record: (transfer full): @record with all that are the same as it (law 14). */
GezinErasureReport *gezin_erasing_of_record (GezinView *view, const GezinUuid *record);

/**
 * gezin_erasing_of_person:
 * @request: (nullable): is kept, since it is answered
 *
 * (transfer full): @person, and what is about this person alone. What also names
 * another, or the whole family, is kept with its reason.
 */
GezinErasureReport *gezin_erasing_of_person (GezinView *view, const GezinUuid *person,
                                             const GezinUuid *request);

/** gezin_erasing_is_open_request: Whether @record is a request to erase that was not answered. */
gboolean gezin_erasing_is_open_request (const GezinRecord *record);

/** gezin_erasing_person_of_request: (out): Who asks, if @request says so and that person is in @dossier. */
gboolean gezin_erasing_person_of_request (const GezinDossier *dossier, const GezinRecord *request,
                                          GezinUuid *person);

/** gezin_erasing_is_person: Whether @record is one. */
gboolean gezin_erasing_is_person (const GezinRecord *record);

/** gezin_erasing_clean_text: (transfer full) (nullable): @text as an answer is kept; %NULL with GEZIN_MODEL_ERROR, or if there is none. */
char *gezin_erasing_clean_text (const char *text, GError **error);

typedef enum {
  GEZIN_ERASING_GRANTED = 1,
  GEZIN_ERASING_PARTLY, /* something is kept */
  GEZIN_ERASING_REFUSED,
} GezinErasingOutcome;

/** gezin_erasing_answer: (transfer full) (element-type GezinEdit): What answers @request on @day. @text (nullable): canonical. */
GPtrArray *gezin_erasing_answer (const GezinRecord *request, GezinErasingOutcome outcome,
                                 const char *text, const GDate *day);

G_END_DECLS
