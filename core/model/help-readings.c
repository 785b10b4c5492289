/* SPDX-License-Identifier: EUPL-1.2 */

/* Who can do something about what, and what was tried: how that is made and goes away again. */

#include "model/help-readings.h"

GezinWorry *
gezin_worry_new (void)
{
  GezinWorry *worry = g_new0 (GezinWorry, 1);

  worry->about = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  worry->professionals = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  worry->organisations = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  return worry;
}

void
gezin_worry_free (GezinWorry *worry)
{
  g_free (worry->title);
  g_free (worry->sentence);
  g_array_unref (worry->about);
  g_array_unref (worry->professionals);
  g_array_unref (worry->organisations);
  g_free (worry);
}

void
gezin_domain_line_free (GezinDomainLine *line)
{
  g_free (line->code);
  g_free (line->label);
  g_free (line->whose);
  g_strfreev (line->disciplines);
  g_strfreev (line->organisations);
  g_clear_pointer (&line->worries, g_ptr_array_unref);
  g_free (line);
}

const char *
gezin_intervention_state_name (GezinInterventionState state)
{
  static const char *const names[] = { "not", "before", "asked", "now" };

  return names[state];
}

static void
tried_before_free (gpointer data)
{
  GezinTriedBefore *before = data;

  g_free (before->code);
  g_free (before->label);
  g_free (before);
}

static void
tried_line_free (gpointer data)
{
  GezinTriedLine *line = data;

  g_free (line->question);
  g_free (line->tried);
  g_free (line->decided_on);
  g_free (line);
}

GezinInterventionLine *
gezin_intervention_line_new (void)
{
  GezinInterventionLine *line = g_new0 (GezinInterventionLine, 1);

  line->records = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  line->before = g_ptr_array_new_with_free_func (tried_before_free);
  return line;
}

void
gezin_intervention_line_free (GezinInterventionLine *line)
{
  g_free (line->code);
  g_free (line->label);
  g_free (line->degree);
  g_free (line->degree_label);
  g_free (line->whose);
  g_free (line->article);
  g_free (line->deciders);
  g_free (line->maximum);
  g_free (line->note);
  g_free (line->first);
  g_free (line->sentence);
  g_clear_pointer (&line->records, g_array_unref);
  g_clear_pointer (&line->before, g_ptr_array_unref);
  g_free (line);
}

GezinInterventions *
gezin_interventions_new (void)
{
  GezinInterventions *self = g_new0 (GezinInterventions, 1);

  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_intervention_line_free);
  self->decisions = g_ptr_array_new_with_free_func (tried_line_free);
  return self;
}

void
gezin_interventions_free (GezinInterventions *self)
{
  g_free (self->version);
  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->decisions);
  g_free (self);
}
