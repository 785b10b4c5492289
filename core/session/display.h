/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"
#include "session/session.h"

G_BEGIN_DECLS

/* How values look to a person: in the reader's language and zone. These need
 * no store and may be called from any thread. */

/** GezinChoice: One code of a list, with its label in the reader's language. */
typedef struct {
  char *code;
  char *label;
} GezinChoice;

void gezin_choice_free (GezinChoice *code);

/** gezin_session_choices: (element-type GezinChoice): What may be chosen today for @field; empty for other fields. Of a text they are what is usual, and not all. */
GPtrArray *gezin_session_choices (GezinSession *session, GezinField field);

/** gezin_session_code_label: (transfer full) (nullable): @code of the reference list @list, in words; the code itself where the list does not have it. @code (nullable). */
char *gezin_session_code_label (GezinSession *session, const char *list, const char *code);

/** gezin_session_kind_label, gezin_session_field_label: (transfer none): Translated; an unknown field's wire name. */
const char *gezin_session_kind_label (GezinKind kind);
const char *gezin_session_field_label (GezinField field);

/** gezin_session_shown_name: (transfer none): @name (nullable), or words that say that it was not shared: a family that is made here has one. */
const char *gezin_session_shown_name (const char *name);

/** gezin_session_value_text: (transfer full): @value of @field as people read it: labels, titles, local dates and times. */
char *gezin_session_value_text (GezinSession *session, const GezinDossier *dossier,
                                GezinField field, const char *value);

/** gezin_session_version_text: (transfer full): The value of @version, which has one, as that: what an answer says depends on what its record asks. */
char *gezin_session_version_text (GezinSession *session, const GezinDossier *dossier,
                                  const GezinVersion *version);

/** gezin_session_field_text: (transfer full) (nullable): The displayed value of a field, sets joined by commas; %NULL when empty. */
char *gezin_session_field_text (GezinSession *session, const GezinDossier *dossier,
                                const GezinRecord *record, GezinField field);

/** gezin_session_leading_record: (transfer none): Of the records that are linked as the same as @record the one that stands for all: itself where it is alone. A list of persons shows those that stand for themselves. */
const GezinRecord *gezin_session_leading_record (GezinSession *session, const GezinDossier *dossier,
                                                 const GezinRecord *record);

/** gezin_session_leading_records: (transfer container) (element-type GezinRecord): The records of @kind that stand for themselves: each person once. */
GPtrArray *gezin_session_leading_records (const GezinDossier *dossier, GezinKind kind);

/** gezin_session_record_title: (transfer full): The one line by which @record is known; what it leaves empty is from records that are the same. */
char *gezin_session_record_title (GezinSession *session, const GezinDossier *dossier,
                                  const GezinRecord *record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinChoice, gezin_choice_free)

G_END_DECLS
