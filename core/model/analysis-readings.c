/* SPDX-License-Identifier: EUPL-1.2 */

/* What the systemic analysis says, and how it goes away again. */

#include "model/analysis-readings.h"

static GArray *
ids (void)
{
  return g_array_new (FALSE, FALSE, sizeof (GezinUuid));
}

const char *
gezin_circle_kind_name (GezinCircleKind kind)
{
  static const char *const names[] = { "vicious", "virtuous", "balancing" };

  return names[kind];
}

GezinCircle *
gezin_circle_new (GezinCircleKind kind)
{
  GezinCircle *circle = g_new0 (GezinCircle, 1);

  circle->kind = kind;
  circle->factors = ids ();
  circle->influences = ids ();
  circle->strength = 1;
  return circle;
}

void
gezin_circle_free (GezinCircle *circle)
{
  g_array_unref (circle->factors);
  g_array_unref (circle->influences);
  g_free (circle->sentence);
  g_free (circle);
}

void
gezin_leverage_free (GezinLeverage *leverage)
{
  g_free (leverage->title);
  g_free (leverage->why);
  g_free (leverage);
}

GezinGap *
gezin_gap_new (const char *code)
{
  GezinGap *gap = g_new0 (GezinGap, 1);

  gap->code = code;
  gap->records = ids ();
  return gap;
}

void
gezin_gap_free (GezinGap *gap)
{
  g_array_unref (gap->records);
  g_free (gap->sentence);
  g_free (gap);
}

GezinAnalysis *
gezin_analysis_new (void)
{
  GezinAnalysis *analysis = g_new0 (GezinAnalysis, 1);

  analysis->circles = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_circle_free);
  analysis->leverage = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_leverage_free);
  analysis->domains = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_domain_line_free);
  analysis->gaps = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_gap_free);
  return analysis;
}

void
gezin_analysis_free (GezinAnalysis *analysis)
{
  g_ptr_array_unref (analysis->circles);
  g_ptr_array_unref (analysis->leverage);
  g_ptr_array_unref (analysis->domains);
  g_ptr_array_unref (analysis->gaps);
  g_free (analysis->rules);
  g_free (analysis);
}
