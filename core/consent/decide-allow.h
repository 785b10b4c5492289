/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "consent/decide-private.h"

G_BEGIN_DECLS

/* What the files share that look at one record for an organisation. */

/* What was found of one set of categories. */
typedef struct {
  Categories needs;
  GezinWithheld reason;
  gboolean needs_judgement;
  gboolean is_nameless; /* nobody had to be asked */
  gboolean is_here; /* bases recorded here would be enough */
  const char *basis;
  const GArray *ids; /* (nullable): consents and grounds, sorted */
} Finding;

typedef struct {
  Work *work;
  Item *item;
  guint position;
  guint law;
  const KindRule *rule;
  const guint *persons; /* places */
  guint n_persons;
  guint n_subjects;
  GArray *findings; /* Finding */
} Look;

/* decide-allow.c */
Finding gezin_decide_allow (Look *look, const GezinFieldSpec *spec, Categories needs);
void gezin_decide_rely_on (Work *work, Finding *finding, const GArray *more);

/* decide-origin.c */
void gezin_decide_pass_on (Look *look, GezinField field, Finding *finding, gboolean *is_whole);

G_END_DECLS
