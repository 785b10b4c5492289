/* SPDX-License-Identifier: EUPL-1.2 */

/* Whether ways of working can be walked, on every day on which they hold: a beginning, an end within
 * reach of every step, and needs that can be met.
 *
 * Invariant: what passes here is so small that reading a dossier costs next to nothing for it, and so
 * is what is looked at before it is known to be small. */

#include "casework/workflow-private.h"

#include <string.h>

#define LIST_WORKFLOWS "workflow"
#define MAX_STEPS (200)
#define MAX_WAYS (1000)
#define MAX_NEEDS (1000)
#define MAX_DAYS (200)
#define MAX_WORKFLOWS (50)

typedef struct {
  GezinReference *reference;
  const GDate *day; /* (nullable): the newest */
  GezinTemplate *template;
  GError **error;
} Check;

static gboolean refuse (const Check *check, GezinCodeList *list, const GezinCode *code,
                        const char *format, ...) G_GNUC_PRINTF (4, 5);

static gboolean
refuse (const Check *check, GezinCodeList *list, const GezinCode *code, const char *format, ...)
{
  g_autofree char *reason = NULL;
  char day[16];
  va_list arguments;

  va_start (arguments, format);
  reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (check->day != NULL && g_date_strftime (day, sizeof day, "%Y-%m-%d", check->day) > 0)
    {
      char *undated = reason;

      reason = g_strdup_printf ("%s, on %s", undated, day);
      g_free (undated);
    }
  return gezin_code_list_refuse (list, code, GEZIN_REFERENCE_ERROR_WORKFLOW, reason, check->error);
}

static gboolean
refuse_step (const Check *check, const GezinStepSpec *step, const char *reason)
{
  return refuse (check, check->template->steps_list, step->code, "%s", reason);
}

/* Whether the list of steps has @code on any day: what ends leaves what follows it out. */
static gboolean
knows_step (const Check *check, const char *code)
{
  return gezin_reference_knows (check->reference,
                                gezin_code_list_name (check->template->steps_list), code);
}

static gboolean
check_terms (const Check *check, const GezinStepSpec *step)
{
  const char *term = gezin_code_property (step->code, "term");

  if (term != NULL && gezin_code_property (step->code, "working-days") != NULL)
    return refuse_step (check, step, "it has a term and working days, and can have one");
  return term == NULL || !g_str_has_prefix (term, "PT")
         || refuse_step (check, step, "its term is in hours, and a step has days");
}

static gboolean
check_follows (const Check *check, const GezinStepSpec *step)
{
  GezinCodeList *list = check->template->steps_list;
  const char *follows = gezin_code_property (step->code, "follows");
  g_auto (GStrv) parts = g_strsplit (follows != NULL ? follows : "", " ", -1);
  const char *outcomes = gezin_catalogue_field (GEZIN_FIELD_STEP_OUTCOME)->list;

  for (guint i = 0; parts[i] != NULL && parts[i][0] != '\0'; i++)
    {
      g_auto (GStrv) pair = g_strsplit (parts[i], ":", 2);

      if (!knows_step (check, pair[0]))
        return refuse (check, list, step->code, "there is no step %s", pair[0]);
      if (pair[1] != NULL && !gezin_reference_knows (check->reference, outcomes, pair[1]))
        return refuse (check, list, step->code, "there is no outcome %s", pair[1]);
    }
  return check_terms (check, step);
}

/* Ways that come together are several, and each leads here whatever came out of it. */
static gboolean
check_together (const Check *check, const GezinStepSpec *step)
{
  const char *follows = gezin_code_property (step->code, "follows");
  g_auto (GStrv) parts = g_strsplit (follows != NULL ? follows : "", " ", -1);
  guint n_plain = 0;

  if (g_strcmp0 (gezin_code_property (step->code, "together"), "yes") != 0)
    return TRUE;
  for (guint i = 0; parts[i] != NULL; i++)
    n_plain += parts[i][0] != '\0' && strchr (parts[i], ':') == NULL
               && strcmp (parts[i], gezin_code_name (step->code)) != 0;
  return n_plain > 1
         || refuse_step (check, step, "ways come together here, and there are no two of them");
}

/* Needs. */

typedef struct {
  const Check *check;
  const GezinCode *code;
  GezinKind kind;
} NeedCheck;

static gboolean refuse_need (const NeedCheck *need, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
refuse_need (const NeedCheck *need, const char *format, ...)
{
  g_autofree char *reason = NULL;
  va_list arguments;

  va_start (arguments, format);
  reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return refuse (need->check, need->check->template->needs_list, need->code, "%s", reason);
}

static const char *
value_of (const NeedCheck *need, const char *property)
{
  return gezin_code_property (need->code, property);
}

/* The field that @property names; %NULL if it names none. */
static const GezinFieldSpec *
field_of (const NeedCheck *need, const char *property)
{
  const char *name = value_of (need, property);

  return name != NULL ? gezin_catalogue_field (gezin_catalogue_field_by_name (need->kind, name))
                      : NULL;
}

static gboolean
check_field (const NeedCheck *need, const char *property)
{
  const char *name = value_of (need, property);

  return name == NULL || gezin_catalogue_field_by_name (need->kind, name) != GEZIN_FIELD_NONE
         || refuse_need (need, "there is no field %s", name);
}

static gboolean
is_day (const GezinFieldSpec *spec)
{
  return spec == NULL || spec->type == GEZIN_TYPE_DATE || spec->type == GEZIN_TYPE_TIME;
}

static gboolean
check_days (const NeedCheck *need)
{
  const char *recent = value_of (need, "recent");

  if (recent != NULL && value_of (need, "day") == NULL)
    return refuse_need (need, "how old it may be is asked, but of no day");
  if (recent != NULL && g_str_has_prefix (recent, "PT"))
    return refuse_need (need, "how old it may be is in hours, and a day has none");
  if (!is_day (field_of (need, "day")))
    return refuse_need (need, "%s is no day", value_of (need, "day"));
  if (!is_day (field_of (need, "until")))
    return refuse_need (need, "%s is no day", value_of (need, "until"));
  return TRUE;
}

static gboolean
check_holds (const NeedCheck *need)
{
  const GezinFieldSpec *spec = field_of (need, "holds-in");
  const char *holds = value_of (need, "holds");
  g_auto (GStrv) codes = g_strsplit (holds != NULL ? holds : "", " ", -1);
  g_autoptr (GezinCodeList) list =
      spec != NULL && spec->list != NULL
          ? gezin_reference_list (need->check->reference, spec->list, NULL)
          : NULL;

  if ((spec == NULL) != (holds == NULL))
    return refuse_need (need, "what it holds and in which field go together");
  for (guint i = 0; list != NULL && codes[i] != NULL; i++)
    if (!gezin_reference_knows (need->check->reference, spec->list, codes[i]))
      return refuse_need (need, "list %s has no code %s", spec->list, codes[i]);
  return TRUE;
}

static guint
number_of (const NeedCheck *need, const char *property, guint otherwise)
{
  const char *value = value_of (need, property);

  return value != NULL ? (guint) g_ascii_strtoull (value, NULL, 10) : otherwise;
}

static gboolean
check_whom (const NeedCheck *need)
{
  const GezinFieldSpec *through = field_of (need, "through");
  guint from = number_of (need, "from-age", 0), until = number_of (need, "until-age", 0);

  if (through != NULL
      && (!gezin_field_spec_is_ref (through)
          || (through->targets & GEZIN_KIND_SET (GEZIN_KIND_PERSON)) == 0))
    return refuse_need (need, "%s leads to nobody", value_of (need, "through"));
  if ((from > 0 || until > 0) && value_of (need, "roles") == NULL)
    return refuse_need (need, "an age is named, but nobody of whom it is asked");
  if (until > 0 && until <= from)
    return refuse_need (need, "nobody is %u and not yet %u", from, until);
  return number_of (need, "least", 1) > 0 || refuse_need (need, "none at all is always there");
}

static gboolean
check_need (const Check *check, const GezinCode *code)
{
  const char *step = gezin_code_property (code, "step");
  const char *kind = gezin_code_property (code, "kind");
  const char *when = gezin_code_property (code, "when");
  const NeedCheck need = { check, code,
                           kind != NULL ? gezin_catalogue_kind_by_name (kind) : GEZIN_KIND_NONE };

  if (step == NULL || !knows_step (check, step))
    return refuse_need (&need, "there is no step %s", step != NULL ? step : "to need it");
  if (need.kind == GEZIN_KIND_NONE)
    return refuse_need (&need, "there is no kind %s", kind != NULL ? kind : "named");
  if (when != NULL && gezin_catalogue_kind_by_name (when) == GEZIN_KIND_NONE)
    return refuse_need (&need, "there is no kind %s", when);
  if (gezin_code_sentence (code, "nl") == NULL)
    return refuse_need (&need, "it has no sentence");
  return check_field (&need, "filled") && check_field (&need, "day")
         && check_field (&need, "through") && check_field (&need, "until")
         && check_field (&need, "holds-in") && check_days (&need) && check_holds (&need)
         && check_whom (&need);
}

/* The walk. */

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
        return refuse_step (check, step, "no step leads here, and the template begins elsewhere");
      first = (int) i;
    }
  if (first < 0)
    return refuse_step (check, steps->pdata[0], "there is no step to begin with");
  mark (check->template, (guint) first, TRUE, reached);
  for (guint i = 0; i < steps->len; i++)
    if (is_end (steps->pdata[i]))
      mark (check->template, i, FALSE, left);
  for (guint i = 0; i < steps->len; i++)
    if (!reached[i])
      return refuse_step (check, steps->pdata[i], "it cannot be reached from the first step");
    else if (!left[i])
      return refuse_step (check, steps->pdata[i], "from here no end can be reached");
  return TRUE;
}

/* Size, before anything that costs more than looking. */

static guint
count_words (const char *text)
{
  guint n = 1;

  for (const char *at = text; at != NULL && *at != '\0'; at++)
    n += *at == ' ';
  return text != NULL ? n : 0;
}

static gboolean
is_small (const Check *check, GezinCodeList *list, const char *property, guint most,
          guint most_words)
{
  guint n_words = 0;

  for (guint i = 0; list != NULL && i < gezin_code_list_size (list); i++)
    {
      const GezinCode *code = gezin_code_list_code (list, i);

      n_words += count_words (gezin_code_property (code, property));
      if (i >= most)
        return refuse (check, list, code, "more than %u", most);
      if (n_words > most_words)
        return refuse (check, list, code, "more than %u ways in all", most_words);
    }
  return TRUE;
}

static gboolean
check_size (const Check *check, const GezinCode *workflow)
{
  g_autofree char *steps = g_strconcat (LIST_WORKFLOWS "-", gezin_code_name (workflow), NULL);
  g_autofree char *needs = g_strconcat (steps, "-needs", NULL);
  g_autoptr (GezinCodeList) of_steps = gezin_reference_list (check->reference, steps, check->day);
  g_autoptr (GezinCodeList) of_needs = gezin_reference_list (check->reference, needs, check->day);

  return is_small (check, of_steps, "follows", MAX_STEPS, MAX_WAYS)
         && is_small (check, of_needs, "step", MAX_NEEDS, G_MAXUINT);
}

static gboolean
check_template (const Check *check)
{
  GezinCodeList *needs = check->template->needs_list;

  for (guint i = 0; i < check->template->steps->len; i++)
    if (!check_follows (check, check->template->steps->pdata[i])
        || !check_together (check, check->template->steps->pdata[i]))
      return FALSE;
  for (guint i = 0; needs != NULL && i < gezin_code_list_size (needs); i++)
    if (!check_need (check, gezin_code_list_code (needs, i)))
      return FALSE;
  return check->template->steps->len == 0 || check_walk (check);
}

/* As of @day (nullable: the newest of everything, whenever it holds). */
static gboolean
check_on (GezinReference *reference, const GDate *day, GError **error)
{
  g_autoptr (GezinCodeList) workflows = gezin_reference_list (reference, LIST_WORKFLOWS, day);

  if (!is_small (&(Check){ reference, day, NULL, error }, workflows, "follows", MAX_WORKFLOWS,
                 G_MAXUINT))
    return FALSE;
  for (guint i = 0; workflows != NULL && i < gezin_code_list_size (workflows); i++)
    {
      const GezinCode *code = gezin_code_list_code (workflows, i);
      Check check = { reference, day, NULL, error };
      gboolean is_good;

      if (!check_size (&check, code))
        return FALSE;
      check.template = gezin_template_new (reference, code, day);
      if (check.template == NULL && day == NULL)
        return gezin_code_list_refuse (workflows, code, GEZIN_REFERENCE_ERROR_WORKFLOW,
                                       "it has no steps", error);
      is_good = check.template == NULL || check_template (&check);
      g_clear_pointer (&check.template, gezin_template_free);
      if (!is_good)
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_days_of_all (GezinReference *reference, GError **error)
{
  g_autoptr (GArray) days = gezin_reference_days (reference, LIST_WORKFLOWS);
  g_autoptr (GezinCodeList) workflows = gezin_reference_list (reference, LIST_WORKFLOWS, NULL);

  if (workflows != NULL && days->len > MAX_DAYS)
    return gezin_code_list_refuse (
        workflows, gezin_code_list_code (workflows, 0), GEZIN_REFERENCE_ERROR_WORKFLOW,
        "ways of working change on more days than can be looked at", error);
  for (guint i = 0; i < days->len; i++)
    {
      GDate day;

      g_date_clear (&day, 1);
      g_date_set_julian (&day, g_array_index (days, guint32, i));
      if (!check_on (reference, &day, error))
        return FALSE;
    }
  return TRUE;
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
  return check_on (reference, NULL, error) && check_days_of_all (reference, error)
         && gezin_questions_check (reference, error);
}
