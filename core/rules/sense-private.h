/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "rules/age.h"
#include "rules/reader.h"
#include "rules/same.h"
#include "rules/sense.h"

G_BEGIN_DECLS

#define CODE(SYMBOL, LIST, NAME) static const char code_##SYMBOL[] G_GNUC_UNUSED = NAME;
#include "rules/codes.inc"
#undef CODE

/** GezinSense: One check of one dossier: what all families of rules read, and where they report. */
typedef struct {
  const GezinDossier *dossier;
  GezinReference *reference;
  GDate day;
  guint32 today; /* the same, Julian */
  guint ages[GEZIN_N_LEGAL_AGES]; /* of the law on that day; 0: not known */
  GezinSame *same;
  GPtrArray *present[GEZIN_N_KINDS]; /* GezinRecord: all that are not removed */
  GHashTable *replaced; /* GezinUuid of records that another replaces */
  GPtrArray *findings;
} GezinSense;

/** gezin_sense_report: Something is wrong with @field of @record. */
void gezin_sense_report (GezinSense *sense, const GezinRecord *record, GezinField field,
                         GezinRule rule);

/** gezin_sense_find: (transfer none) (nullable): The record @id, if it is here, of @kind (GEZIN_KIND_NONE: any) and not removed. */
GezinRecord *gezin_sense_find (const GezinSense *sense, const GezinUuid *id, GezinKind kind);

/** gezin_sense_next_record: Walks the records that a field points to, over all heads, as gezin_sense_find() finds them. */
gboolean gezin_sense_next_record (const GezinSense *sense, const GezinRecord *record,
                                  GezinField field, GezinKind kind, guint *position,
                                  GezinRecord **target);

/** gezin_sense_is_same: Whether two ids are of one person or thing. */
gboolean gezin_sense_is_same (const GezinSense *sense, const GezinUuid *a, const GezinUuid *b);

/** gezin_sense_refers_to: Whether any head of @field points to @id or to what is the same. */
gboolean gezin_sense_refers_to (const GezinSense *sense, const GezinRecord *record,
                                GezinField field, const GezinUuid *id);

/** gezin_sense_shares: Whether a head of @a's field and one of @b's field have a value in common, ids by what is the same. */
gboolean gezin_sense_shares (const GezinSense *sense, const GezinRecord *a, GezinField field_a,
                             const GezinRecord *b, GezinField field_b);

/** gezin_sense_is_replaced: Whether another record counts instead of @record. */
gboolean gezin_sense_is_replaced (const GezinSense *sense, const GezinRecord *record);

/** gezin_sense_replacement_counts: Law 12: not if what it replaces was withdrawn on or after its start. */
gboolean gezin_sense_replacement_counts (const GezinRecord *replacement,
                                         const GezinRecord *replaced);

/** gezin_sense_code_property: (transfer none) (nullable): @property of the first head's code that has it. */
const char *gezin_sense_code_property (const GezinSense *sense, const GezinRecord *record,
                                       GezinField field, const char *property,
                                       const GezinCode **code);

/** GezinTerm: The days, Julian, on which something certainly holds. Empty when @start is not before @end. */
typedef struct {
  guint32 start;
  guint32 end; /* the last day; G_MAXUINT32 when it has no end */
} GezinTerm;

/**
 * gezin_sense_term:
 *
 * From the last day on which it can begin to the first on which it can end,
 * over all heads, so that any head may be right. Where no start is known but
 * the end is not over, it holds from today.
 */
GezinTerm gezin_sense_term (const GezinSense *sense, const GezinDays *from, const GezinDays *until);

/** gezin_sense_may_hold_on: Whether something with these days can hold on one of @days. */
gboolean gezin_sense_may_hold_on (const GezinDays *from, const GezinDays *until,
                                  const GezinDays *days);

/** gezin_sense_surely_younger: Whether the person was surely not yet @years old on all of @days; %FALSE where either is unknown. */
gboolean gezin_sense_surely_younger (const GezinRecord *person, guint years, const GezinDays *days);

/** gezin_sense_surely_reached: Whether the person surely was @years old on all of @days. */
gboolean gezin_sense_surely_reached (const GezinRecord *person, guint years, const GezinDays *days);

/** gezin_sense_outlives_age: Whether what ends on @end, or has not ended, surely goes on after the day on which the person turned @years. */
gboolean gezin_sense_outlives_age (const GezinSense *sense, const GezinRecord *person, guint years,
                                   const GezinDays *end);

/** gezin_sense_is_authority: Whether some head makes @authority parental authority or guardianship that is in force. */
gboolean gezin_sense_is_authority (const GezinRecord *authority);

/** gezin_sense_may_hold_authority: Whether @holder can have held authority over @child on one of @days. */
gboolean gezin_sense_may_hold_authority (const GezinSense *sense, const GezinUuid *holder,
                                         const GezinUuid *child, const GezinDays *days);

/* The families of rules; each in its own file, rules.inc says which rules. */
void gezin_sense_check_dossier (GezinSense *sense);
void gezin_sense_check_sharing (GezinSense *sense);
void gezin_sense_check_people (GezinSense *sense);
void gezin_sense_check_time (GezinSense *sense);
void gezin_sense_check_authority (GezinSense *sense);
void gezin_sense_check_professionals (GezinSense *sense);
void gezin_sense_check_analysis (GezinSense *sense);
void gezin_sense_check_consent (GezinSense *sense);
void gezin_sense_check_ground (GezinSense *sense);
void gezin_sense_check_measure (GezinSense *sense);

G_END_DECLS
