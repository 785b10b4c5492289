/* SPDX-License-Identifier: EUPL-1.2 */

/* Templates from lists: a step's `follows` names where it is reached from, as `plan` or
 * `decide:repeat`; a need's `step` names what needs it. And whether that can be walked. */

#include "casework/workflow-private.h"

#include <string.h>

#define LIST_WORKFLOWS "workflow"

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

/* Whether it can be walked. */

typedef struct {
  GezinReference *reference;
  GezinTemplate *template;
  GError **error;
} Check;

static gboolean refuse (const Check *check, const GezinCode *code, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

static gboolean
refuse (const Check *check, const GezinCode *code, const char *format, ...)
{
  g_autofree char *reason = NULL;
  va_list arguments;

  va_start (arguments, format);
  reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return gezin_code_list_refuse (check->template->steps_list, code, GEZIN_REFERENCE_ERROR_WORKFLOW,
                                 reason, check->error);
}

static gboolean
check_follows (const Check *check, const GezinStepSpec *step)
{
  const char *follows = gezin_code_property (step->code, "follows");
  g_auto (GStrv) parts = g_strsplit (follows != NULL ? follows : "", " ", -1);
  const char *outcomes = gezin_catalogue_field (GEZIN_FIELD_STEP_OUTCOME)->list;

  for (guint i = 0; parts[i] != NULL && parts[i][0] != '\0'; i++)
    {
      g_auto (GStrv) pair = g_strsplit (parts[i], ":", 2);

      if (gezin_template_find_step (check->template, pair[0]) < 0)
        return refuse (check, step->code, "there is no step %s", pair[0]);
      if (pair[1] != NULL && !gezin_reference_knows (check->reference, outcomes, pair[1]))
        return refuse (check, step->code, "there is no outcome %s", pair[1]);
    }
  return TRUE;
}

static gboolean
check_field (const Check *check, const GezinCode *need, GezinKind kind, const char *property)
{
  const char *field = gezin_code_property (need, property);

  if (field != NULL
      && (kind == GEZIN_KIND_NONE
          || gezin_catalogue_field_by_name (kind, field) == GEZIN_FIELD_NONE))
    return refuse (check, need, "there is no field %s", field);
  return TRUE;
}

static gboolean
check_need (const Check *check, const GezinCode *need)
{
  const char *step = gezin_code_property (need, "step");
  const char *kind_name = gezin_code_property (need, "kind");
  GezinKind kind = kind_name != NULL ? gezin_catalogue_kind_by_name (kind_name) : GEZIN_KIND_NONE;

  if (step == NULL || gezin_template_find_step (check->template, step) < 0)
    return refuse (check, need, "there is no step %s", step != NULL ? step : "to need it");
  if (kind_name == NULL || kind == GEZIN_KIND_NONE)
    return refuse (check, need, "there is no kind %s", kind_name != NULL ? kind_name : "named");
  if (gezin_code_sentence (need, "nl") == NULL)
    return refuse (check, need, "it has no sentence");
  if (gezin_code_property (need, "recent") != NULL && gezin_code_property (need, "day") == NULL)
    return refuse (check, need, "how old it may be is asked, but of no day");
  return check_field (check, need, kind, "filled") && check_field (check, need, kind, "day")
         && check_field (check, need, kind, "through") && check_field (check, need, kind, "until")
         && check_field (check, need, kind, "holds-in");
}

/* Marks what can be reached from @start (forwards), or from where @start can be reached. */
static void
mark (const GezinTemplate *template, guint start, gboolean forwards, gboolean *marks)
{
  g_autoptr (GArray) waiting = g_array_new (FALSE, FALSE, sizeof (guint));

  marks[start] = TRUE;
  g_array_append_val (waiting, start);
  while (waiting->len > 0)
    {
      guint at = g_array_index (waiting, guint, waiting->len - 1);

      g_array_set_size (waiting, waiting->len - 1);
      for (guint i = 0; i < template->steps->len; i++)
        {
          const GezinStepSpec *step = template->steps->pdata[i];

          for (guint j = 0; j < step->ways->len; j++)
            {
              guint from = g_array_index (step->ways, GezinWay, j).from;
              guint next = forwards ? i : from;

              if ((forwards ? from : i) != at || marks[next])
                continue;
              marks[next] = TRUE;
              g_array_append_val (waiting, next);
            }
        }
    }
}

/* A step after which nothing has to follow: that is where a loop can be left. */
static gboolean
is_end (const GezinStepSpec *step)
{
  return g_strcmp0 (gezin_code_property (step->code, "ends"), "yes") == 0;
}

static gboolean
check_walk (const Check *check)
{
  GPtrArray *steps = check->template->steps;
  g_autofree gboolean *reached = g_new0 (gboolean, steps->len);
  g_autofree gboolean *left = g_new0 (gboolean, steps->len);
  int first = -1;

  for (guint i = 0; i < steps->len; i++)
    {
      const GezinStepSpec *step = steps->pdata[i];

      if (step->ways->len > 0)
        continue;
      if (first >= 0)
        return refuse (check, step->code, "no step leads here, and the template begins elsewhere");
      first = (int) i;
    }
  if (first < 0)
    return refuse (check, ((GezinStepSpec *) steps->pdata[0])->code,
                   "there is no step to begin with");
  mark (check->template, (guint) first, TRUE, reached);
  for (guint i = 0; i < steps->len; i++)
    if (is_end (steps->pdata[i]))
      mark (check->template, i, FALSE, left);
  for (guint i = 0; i < steps->len; i++)
    if (!reached[i])
      return refuse (check, ((GezinStepSpec *) steps->pdata[i])->code,
                     "it cannot be reached from the first step");
    else if (!left[i])
      return refuse (check, ((GezinStepSpec *) steps->pdata[i])->code,
                     "from here no end can be reached");
  return TRUE;
}

static gboolean
check_template (const Check *check)
{
  for (guint i = 0; i < check->template->steps->len; i++)
    if (!check_follows (check, check->template->steps->pdata[i]))
      return FALSE;
  for (guint i = 0; check->template->needs_list != NULL
                    && i < gezin_code_list_size (check->template->needs_list);
       i++)
    if (!check_need (check, gezin_code_list_code (check->template->needs_list, i)))
      return FALSE;
  return check_walk (check);
}

const char *const *
gezin_workflow_lists (void)
{
  static const char *const lists[] = { LIST_WORKFLOWS, "questions-", "answers-", NULL };

  return lists;
}

gboolean
gezin_workflow_check (GezinReference *reference, GError **error)
{
  g_autoptr (GezinCodeList) workflows = gezin_reference_list (reference, LIST_WORKFLOWS, NULL);

  for (guint i = 0; workflows != NULL && i < gezin_code_list_size (workflows); i++)
    {
      const GezinCode *code = gezin_code_list_code (workflows, i);
      g_autoptr (GezinTemplate) template = gezin_template_new (reference, code, NULL);
      const Check check = { reference, template, error };

      if (template == NULL)
        return gezin_code_list_refuse (workflows, code, GEZIN_REFERENCE_ERROR_WORKFLOW,
                                       "it has no steps", error);
      if (!check_template (&check))
        return FALSE;
    }
  return gezin_questions_check (reference, error);
}
