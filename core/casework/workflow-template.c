/* SPDX-License-Identifier: EUPL-1.2 */

/* Templates from lists: a step's `follows` names where it is reached from, as `plan` or
 * `decide:repeat`; a need's `step` names what needs it. */

#include "casework/workflow-private.h"

#include <string.h>

static void
way_clear (gpointer data)
{
  g_free (((GezinWay *) data)->outcome);
}

static void
step_free (gpointer data)
{
  GezinStepSpec *step = data;

  g_array_unref (step->ways);
  g_ptr_array_unref (step->needs);
  g_free (step);
}

void
gezin_template_free (GezinTemplate *self)
{
  g_ptr_array_unref (self->steps);
  g_clear_pointer (&self->needs_list, gezin_code_list_unref);
  gezin_code_list_unref (self->steps_list);
  g_free (self);
}

int
gezin_template_find_step (const GezinTemplate *self, const char *code)
{
  for (guint i = 0; i < self->steps->len; i++)
    if (strcmp (gezin_code_name (((GezinStepSpec *) self->steps->pdata[i])->code), code) == 0)
      return (int) i;
  return -1;
}

static void
add_ways (const GezinTemplate *self, GezinStepSpec *step)
{
  const char *follows = gezin_code_property (step->code, "follows");
  g_auto (GStrv) parts = g_strsplit (follows != NULL ? follows : "", " ", -1);

  for (guint i = 0; parts[i] != NULL && parts[i][0] != '\0'; i++)
    {
      g_auto (GStrv) pair = g_strsplit (parts[i], ":", 2);
      int from = gezin_template_find_step (self, pair[0]);
      const GezinWay way = { (guint) from, g_strdup (pair[1]) };

      if (from >= 0)
        g_array_append_val (step->ways, way);
      else
        g_free (way.outcome);
    }
}

static void
add_needs (const GezinTemplate *self)
{
  for (guint i = 0; self->needs_list != NULL && i < gezin_code_list_size (self->needs_list); i++)
    {
      const GezinCode *need = gezin_code_list_code (self->needs_list, i);
      const char *step = gezin_code_property (need, "step");
      int position = step != NULL ? gezin_template_find_step (self, step) : -1;

      if (position >= 0)
        g_ptr_array_add (((GezinStepSpec *) self->steps->pdata[position])->needs, (gpointer) need);
    }
}

GezinTemplate *
gezin_template_new (GezinReference *reference, const GezinCode *workflow, const GDate *day)
{
  g_autofree char *steps = g_strconcat ("workflow-", gezin_code_name (workflow), NULL);
  g_autofree char *needs = g_strconcat (steps, "-needs", NULL);
  GezinCodeList *list = gezin_reference_list (reference, steps, day);
  GezinTemplate *self;

  if (list == NULL)
    return NULL;
  self = g_new0 (GezinTemplate, 1);
  self->code = workflow;
  self->steps_list = list;
  self->needs_list = gezin_reference_list (reference, needs, day);
  self->steps = g_ptr_array_new_with_free_func (step_free);
  for (guint i = 0; i < gezin_code_list_size (list); i++)
    {
      GezinStepSpec *step = g_new0 (GezinStepSpec, 1);

      step->code = gezin_code_list_code (list, i);
      step->ways = g_array_new (FALSE, FALSE, sizeof (GezinWay));
      g_array_set_clear_func (step->ways, way_clear);
      step->needs = g_ptr_array_new ();
      g_ptr_array_add (self->steps, step);
    }
  for (guint i = 0; i < self->steps->len; i++)
    add_ways (self, self->steps->pdata[i]);
  add_needs (self);
  return self;
}
