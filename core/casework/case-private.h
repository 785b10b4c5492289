/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "consent/view.h"
#include "model/value.h"
#include "reference/reference.h"
#include "rules/reader.h"
#include "rules/same.h"

G_BEGIN_DECLS

/* A view made ready to be asked again and again: what stands in it by kind, removed records left
 * out, and of linked records (merge.md, law 14) one for all: the one that gezin_same_first() leads
 * to. References are followed to that one. */
typedef struct {
  GezinDossier *dossier;
  GezinReference *reference;
  GDate day; /* as of which is asked */
  GezinSame *same;
  GPtrArray *present[GEZIN_N_KINDS]; /* GezinRecord, in order of id */
} GezinCase;

void gezin_case_init (GezinCase *self, const GezinView *view, GezinReference *reference,
                      const GDate *day);
void gezin_case_clear (GezinCase *self);

/** gezin_case_find: (transfer none) (nullable): The record that stands for @id, if it is of @kind (GEZIN_KIND_NONE: any). */
GezinRecord *gezin_case_find (const GezinCase *self, const GezinUuid *id, GezinKind kind);

/** gezin_case_ref: (transfer none) (nullable): What the single reference @field of @record displays. */
GezinRecord *gezin_case_ref (const GezinCase *self, const GezinRecord *record, GezinField field,
                             GezinKind kind);

/** gezin_case_refs: (transfer container) (element-type GezinRecord): What @field, a reference or a set of them, of @record and of its like refers to, each once, in order of id. */
GPtrArray *gezin_case_refs (const GezinCase *self, const GezinRecord *record, GezinField field,
                            GezinKind kind);

/** gezin_case_value: (transfer none) (nullable): The displayed value of @field; of those that are the same the first that has one. */
const char *gezin_case_value (const GezinCase *self, const GezinRecord *record, GezinField field);

/** gezin_case_is_filled: Whether @field of @record, or of its like, displays a value, or a set has an item that is in. */
gboolean gezin_case_is_filled (const GezinCase *self, const GezinRecord *record, GezinField field);

/** gezin_case_has: Whether @field of @record, or of its like, holds @value: displayed, or as an item that is in. */
gboolean gezin_case_has (const GezinCase *self, const GezinRecord *record, GezinField field,
                         const char *value);

/** gezin_case_day: The days that the displayed value of a date or time can be, as Julian days; %FALSE without one. */
gboolean gezin_case_day (const GezinCase *self, const GezinRecord *record, GezinField field,
                         guint32 *first, guint32 *last);

/** gezin_case_written: The instant at which what is shown of @record and its like was first written. */
gint64 gezin_case_written (const GezinCase *self, const GezinRecord *record);

/** gezin_case_recorded: The Julian day, of UTC, on which what is shown of @record and its like was first written. */
guint32 gezin_case_recorded (const GezinCase *self, const GezinRecord *record);

/** gezin_case_has_begun, gezin_case_has_ended: As of the case's day, for sure; what is not known has begun and has not ended. */
gboolean gezin_case_has_begun (const GezinCase *self, const GezinRecord *record, GezinField from);
gboolean gezin_case_has_ended (const GezinCase *self, const GezinRecord *record, GezinField until);

/** gezin_case_title: (transfer full): The line by which @record is known in a sentence; never empty. */
char *gezin_case_title (const GezinCase *self, const GezinRecord *record);

/** gezin_case_fill: (transfer full): @sentence (%NULL: @title alone) with @title in the place of its mark; where the title ends a sentence, no full stop follows on it. */
char *gezin_case_fill (const char *sentence, const char *title);

/** gezin_case_own_title: (transfer full) (nullable): What is written in @record of that line, to be kept; %NULL if it is known by its kind alone. */
char *gezin_case_own_title (const GezinCase *self, const GezinRecord *record);

/** gezin_case_say_title: (transfer full): The line itself, in the reader's language, from @own (nullable). */
char *gezin_case_say_title (GezinReference *reference, GezinKind kind, const char *own);

/** gezin_case_code: (transfer none) (nullable): The code that the displayed value of @field is, as the list has it on the case's day. */
const GezinCode *gezin_case_code (const GezinCase *self, const GezinRecord *record,
                                  GezinField field);

/** gezin_case_is_grown_up: By age as far as it is known; else by being one of the grown-ups that the list `analysis-voice` wants to be heard. */
gboolean gezin_case_is_grown_up (const GezinCase *on, const GezinRecord *person);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GezinCase, gezin_case_clear)

G_END_DECLS
