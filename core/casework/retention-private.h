/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "casework/retention.h"
#include "rules/reader.h"

G_BEGIN_DECLS

/* What the files of retention share. Days are Julian. */

#define NEVER G_MAXUINT32 /* as a Julian day */
#define LAST_CHANGE "last-change" /* where a term begins that all of a dossier shares */

/* A rule with what is asked of it again and again. */
typedef struct {
  const GezinCode *code;
  const char *law; /* (nullable): of records under this law alone */
  const char *starts; /* (nullable) */
  gboolean is_fallback;
  gboolean has_measures;
} Rule;

/* What is worked with. */
typedef struct {
  GezinDossier *dossier;
  const GezinRetentionBasis *basis;
  GezinCodeList *list; /* (nullable) */
  GArray *rules; /* Rule: those that hold for this kind of organisation */
  const char *default_law; /* (nullable) */
  const char *holder; /* (nullable): code of the kind of organisation */
  guint32 last_change;
  guint majority; /* age of; 0: not known */
  guint32 youngest_birth; /* last possible Julian day; 0: nobody */
  gboolean is_birth_unknown; /* of somebody */
  GPtrArray *holds; /* GezinHold: of the whole dossier */
  GHashTable *own_holds; /* id of a record to the one of @holds that stands in it; borrowed */
} Work;

/* What a rule says of one record. */
typedef struct {
  const Rule *rule; /* NULL: none fits */
  guint32 since; /* Julian day; 0: not known */
  guint32 until; /* NEVER: for ever, or not known */
  gboolean is_unknown;
} Term;

/* retention-terms.c: rules and people, read once; the longest of the rules that fit @record. @room: an
 * array of Term to work in. */
void gezin_retention_read_rules (Work *work, const GDate *day);
Term gezin_retention_find_term (const Work *work, const GezinRecord *record, GArray *room);

/* retention-holds.c: what holds the whole dossier on @day; what holds one record of it. */
void gezin_retention_add_hold (GPtrArray *holds, const char *code, const char *sentence,
                               const GezinUuid *record);
void gezin_retention_find_holds (Work *work, guint32 day);
GHashTable *gezin_retention_find_needed (const Work *work, const Term *terms, guint32 day);
void gezin_retention_hold_record (const Work *work, GezinRetentionItem *item, const Term *term,
                                  GHashTable *needed, gboolean whole_due);

/* The first day on which nothing holds something of it any more, whole or in part; NEVER: none is
 * known. @terms: of each record, by number. */
guint32 gezin_retention_free_from (const Work *work, const Term *terms);

/* The last day that a date field can mean; 0 if it is not known for sure. */
static inline guint32
gezin_retention_surely_by (const GezinDays *days)
{
  return days->is_known && !days->is_open ? days->latest_last : 0;
}

G_END_DECLS
