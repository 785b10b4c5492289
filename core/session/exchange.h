/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "session/session.h"

#include "model/dossier.h"

G_BEGIN_DECLS

/* What may be shared, with whom, and why (not). */

/** GezinSharingAsked: Before whose eyes it would come. Borrowed pointers. */
typedef struct {
  const char
      *to; /* (nullable): an organisation: id, beginning of it, name, or fingerprint of its card */
  const char *purpose; /* with @to: code */
  const char *for_person; /* (nullable): an extract: id, beginning of it, or name */
  const char *const *in_room; /* (nullable): persons, %NULL-terminated */
  gint64 instant; /* of sharing, microseconds UTC; 0: now */
  const GezinUuid *confirmed; /* records that a person looked at and said yes to */
  gsize n_confirmed;
} GezinSharingAsked;

/** GezinSharedRow: Fields of one record that go, on one basis; or that do not, for one reason. */
typedef struct {
  GezinUuid record;
  GezinKind kind;
  char *title;
  GPtrArray *fields; /* utf8: wire names */
  char *code; /* basis code or reason code; stable */
  char *sentence; /* for people */
  GArray *relies_on; /* GezinUuid; of what goes */
  gboolean needs_judgement; /* of what does not */
} GezinSharedRow;

void gezin_shared_row_free (GezinSharedRow *row);

/** GezinSharingAnswer: In the order of kinds as the catalogue has them, then of ids. */
typedef struct {
  GPtrArray *shared; /* GezinSharedRow */
  GPtrArray *withheld; /* GezinSharedRow */
  char *rules; /* versions of the rules that decided */
} GezinSharingAnswer;

void gezin_sharing_answer_free (GezinSharingAnswer *answer);

/**
 * gezin_session_may:
 *
 * What may go, record by record and field by field; audited. GEZIN_SESSION_ERROR_RECIPIENT,
 * _PERSON and _PURPOSE for what is not in the dossier or the rules.
 */
GezinSharingAnswer *gezin_session_may (GezinSession *session, const GezinUuid *dossier,
                                       const GezinSharingAsked *asked, GError **error);

/** gezin_session_reason_sentence: (transfer none): Why something does not go, for a caseworker; translated. */
const char *gezin_session_reason_sentence (const char *code);

/** gezin_session_noon: The middle of the local day @day, as an instant. */
gint64 gezin_session_noon (GezinSession *session, const GDate *day);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinSharingAnswer, gezin_sharing_answer_free)

G_END_DECLS
