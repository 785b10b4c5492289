/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/help-readings.h"

G_BEGIN_DECLS

/* What the systemic analysis says: plain results, as readings.h has them. */

/** GezinCircleKind: What going round does. */
typedef enum {
  GEZIN_CIRCLE_VICIOUS, /* it feeds itself, and not all of it protects */
  GEZIN_CIRCLE_VIRTUOUS, /* it feeds itself, and all of it protects */
  GEZIN_CIRCLE_BALANCING, /* it slows itself down */
} GezinCircleKind;

/** gezin_circle_kind_name: (transfer none): `vicious`, `virtuous` or `balancing`. */
const char *gezin_circle_kind_name (GezinCircleKind kind);

/** GezinCircle: Factors that lead to each other and back. */
typedef struct {
  GezinCircleKind kind;
  GArray *factors; /* GezinUuid, in the order of the arrows, the smallest first */
  GArray *influences; /* GezinUuid: the arrow that leaves each factor */
  guint64 strength; /* the strengths of its arrows, multiplied */
  char *sentence; /* one short sentence an arrow */
} GezinCircle;

/** GezinLeverage: How much of what keeps itself going passes through a factor. */
typedef struct {
  GezinUuid factor;
  char *title; /* (nullable) */
  guint64 score; /* the strengths of the vicious circles through it, added up */
  guint n_circles;
  char *why;
} GezinLeverage;

/** GezinGap: What the analysis lacks. */
typedef struct {
  const char *code; /* static; stable */
  GArray *records; /* GezinUuid: where to go */
  char *sentence;
} GezinGap;

/** GezinAnalysis: In the order in which a person should read: the strongest first. */
typedef struct {
  GPtrArray *circles; /* GezinCircle */
  GPtrArray *leverage; /* GezinLeverage; factors in no vicious circle are not there */
  GPtrArray *domains; /* GezinDomainLine: life domains with worries, the worst first */
  GPtrArray *gaps; /* GezinGap: in the order of the codes, then of the records */
  gboolean is_cut; /* there are more circles than GEZIN_MAX_CIRCUITS */
  char *rules; /* versions of the lists that decided, as in a decision */
} GezinAnalysis;

GezinCircle *gezin_circle_new (GezinCircleKind kind);
void gezin_circle_free (GezinCircle *circle);
void gezin_leverage_free (GezinLeverage *leverage);
GezinGap *gezin_gap_new (const char *code);
void gezin_gap_free (GezinGap *gap);
GezinAnalysis *gezin_analysis_new (void);
void gezin_analysis_free (GezinAnalysis *analysis);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinCircle, gezin_circle_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinGap, gezin_gap_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinAnalysis, gezin_analysis_free)

G_END_DECLS
