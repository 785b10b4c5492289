/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/id.h"

G_BEGIN_DECLS

/* Who can do something about what, and what was tried: plain results, as readings.h has them. */

/** GezinWorry: A factor of today that not only protects, and who can act on it. */
typedef struct {
  GezinUuid factor;
  char *title;
  guint severity; /* 0: nobody said */
  GArray *about; /* GezinUuid: of people */
  gboolean is_of_adult; /* somebody whom it is about is grown up */
  GArray *professionals; /* GezinUuid: involved today, and at work in this domain */
  GArray *organisations; /* GezinUuid: in the dossier, of a kind that can act */
  char *sentence;
} GezinWorry;

/** GezinDomainLine: A life domain with worries. */
typedef struct {
  char *code; /* empty: of factors without one */
  char *label;
  char *whose; /* (nullable): adult, child or family */
  guint severity; /* of the worst worry */
  char **disciplines; /* codes: who can act there, from the reference data */
  char **organisations; /* codes of kinds */
  GPtrArray *worries; /* GezinWorry: the worst first */
} GezinDomainLine;

/** GezinInterventionState: How far an intervention came in a dossier. */
typedef enum {
  GEZIN_INTERVENTION_NOT, /* nothing says that it was tried */
  GEZIN_INTERVENTION_BEFORE, /* it was there, and is over */
  GEZIN_INTERVENTION_ASKED, /* a measure that is asked for, and not there yet */
  GEZIN_INTERVENTION_NOW,
} GezinInterventionState;

/** gezin_intervention_state_name: (transfer none): `not`, `before`, `asked` or `now`. */
const char *gezin_intervention_state_name (GezinInterventionState state);

/** GezinTriedBefore: What is usually tried before, and whether it was. */
typedef struct {
  char *code;
  char *label;
  gboolean is_tried; /* as far as is known, before or at the same time */
} GezinTriedBefore;

/** GezinInterventionLine: One intervention of the overview. */
typedef struct {
  char *code;
  char *label;
  char *degree; /* code */
  char *degree_label;
  char *whose; /* (nullable) */
  char *article; /* (nullable): of the first measure by which it is known */
  char *deciders; /* (nullable): labels */
  char *maximum; /* (nullable): ISO duration */
  char *note; /* (nullable) */
  GezinInterventionState state;
  char *first; /* (nullable): ISO day from which the dossier knows it, at the earliest */
  GArray *records; /* GezinUuid: what shows it, in order of id */
  GPtrArray *before; /* GezinTriedBefore */
  char *sentence; /* (nullable): what was not tried before, of what is there or asked for */
} GezinInterventionLine;

/** GezinTriedLine: What a decision says was tried. */
typedef struct {
  GezinUuid record;
  char *question;
  char *tried;
  char *decided_on; /* (nullable) */
} GezinTriedLine;

/** GezinInterventions: The overview, in the order of the data: from voluntary to compulsory. */
typedef struct {
  char *version; /* of the list that it follows */
  GPtrArray *lines; /* GezinInterventionLine */
  GPtrArray *decisions; /* GezinTriedLine: in order of id */
} GezinInterventions;

GezinWorry *gezin_worry_new (void);
void gezin_worry_free (GezinWorry *worry);
void gezin_domain_line_free (GezinDomainLine *line);
GezinInterventionLine *gezin_intervention_line_new (void);
void gezin_intervention_line_free (GezinInterventionLine *line);
GezinInterventions *gezin_interventions_new (void);
void gezin_interventions_free (GezinInterventions *interventions);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinWorry, gezin_worry_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinInterventions, gezin_interventions_free)

G_END_DECLS
