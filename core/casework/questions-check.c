/* SPDX-License-Identifier: EUPL-1.2 */

/* Whether extra questions can be asked: at a step that there is, or ever was, of people that there can
 * be, with an answer that can be given; and each by a code that no other has. */

#include "casework/questions.h"
#include "casework/workflow-private.h"

#include <string.h>

#define LISTS "questions-"
#define WAYS "workflow"
#define TITLE_MARK "{title}"
#define MAX_QUESTIONS (300) /* in all lists: each dossier is read by all of them */

typedef struct {
  GezinReference *reference;
  const GPtrArray *names; /* of all lists of questions */
  GezinCodeList *list;
  const GezinCode *code;
  GError **error;
} Check;

static gboolean refuse (const Check *check, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
refuse (const Check *check, const char *format, ...)
{
  g_autofree char *reason = NULL;
  va_list arguments;

  va_start (arguments, format);
  reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return gezin_code_list_refuse (check->list, check->code, GEZIN_REFERENCE_ERROR_WORKFLOW, reason,
                                 check->error);
}

/* A step of an older version counts: what was asked there may still be told. */
static gboolean
check_step (const Check *check, const char *where)
{
  g_auto (GStrv) pair = g_strsplit (where, ":", 2);
  g_autofree char *steps = NULL;
  g_autofree char *needs = NULL;

  if (pair[0][0] == '\0' || pair[1] == NULL || pair[1][0] == '\0')
    return refuse (check, "%s is no WAY:STEP", where);
  if (!gezin_reference_knows (check->reference, WAYS, pair[0]))
    return refuse (check, "there is no way of working %s", pair[0]);
  steps = g_strconcat (WAYS "-", pair[0], NULL);
  needs = g_strconcat (steps, "-needs", NULL);
  if (!gezin_reference_knows (check->reference, steps, pair[1]))
    return refuse (check, "there is no step %s in %s", pair[1], pair[0]);
  if (gezin_reference_knows (check->reference, needs, gezin_code_name (check->code)))
    return refuse (check, "%s needs something by that code already", pair[0]);
  return TRUE;
}

static gboolean
check_steps (const Check *check)
{
  const char *steps = gezin_code_property (check->code, "steps");
  g_auto (GStrv) each = g_strsplit (steps != NULL ? steps : "", " ", -1);

  if (steps == NULL || steps[0] == '\0')
    return refuse (check, "it is asked at no step");
  for (guint i = 0; each[i] != NULL; i++)
    {
      if (!check_step (check, each[i]))
        return FALSE;
      for (guint j = 0; j < i; j++)
        if (strcmp (each[j], each[i]) == 0)
          return refuse (check, "it is asked at %s twice", each[i]);
    }
  return TRUE;
}

static guint
age_of (const Check *check, const char *property)
{
  const char *value = gezin_code_property (check->code, property);

  return value != NULL ? (guint) g_ascii_strtoull (value, NULL, 10) : 0;
}

static gboolean
check_whom (const Check *check)
{
  gboolean has_roles = gezin_code_property (check->code, "roles") != NULL;
  gboolean for_holders =
      g_strcmp0 (gezin_code_property (check->code, "for-each-holder"), "yes") == 0;
  guint from = age_of (check, "from-age"), until = age_of (check, "until-age");
  const char *sentence = gezin_code_sentence (check->code, "nl");

  if (has_roles && for_holders)
    return refuse (check, "it is asked of roles and of holders of authority, and can be of one");
  if ((from > 0 || until > 0) && !has_roles)
    return refuse (check, "an age is named, but nobody of whom it is asked");
  if (until > 0 && until <= from)
    return refuse (check, "nobody is %u and not yet %u", from, until);
  if (strstr (sentence, TITLE_MARK) != NULL && !has_roles && !for_holders)
    return refuse (check, "its sentence names somebody, and it is asked once");
  return TRUE;
}

static gboolean
check_answers (const Check *check)
{
  const char *from = gezin_code_property (check->code, "answers-from");
  g_autoptr (GezinCodeList) list =
      from != NULL ? gezin_reference_list (check->reference, from, NULL) : NULL;

  return from == NULL || list != NULL || refuse (check, "there is no list of answers %s", from);
}

/* The one that lies lower, or comes first, was there before. */
static gboolean
is_before (GezinCodeList *list, GezinCodeList *than)
{
  guint layer = gezin_code_list_layer (list), other = gezin_code_list_layer (than);

  return layer != other ? layer < other
                        : strcmp (gezin_code_list_name (list), gezin_code_list_name (than)) < 0;
}

static gboolean
check_code (const Check *check)
{
  const char *code = gezin_code_name (check->code);

  if (strcmp (code, GEZIN_NEED_SIGN_OFF) == 0)
    return refuse (check, "this code is the program's own");
  for (guint i = 0; i < check->names->len; i++)
    {
      const char *name = check->names->pdata[i];
      g_autoptr (GezinCodeList) other = NULL;

      if (strcmp (name, gezin_code_list_name (check->list)) == 0
          || !gezin_reference_knows (check->reference, name, code))
        continue;
      other = gezin_reference_list (check->reference, name, NULL);
      if (is_before (other, check->list))
        return refuse (check, "%s has a question by that code already", name);
    }
  return TRUE;
}

static gboolean
check_question (const Check *check)
{
  if (gezin_code_sentence (check->code, "nl") == NULL)
    return refuse (check, "it has no sentence");
  if (gezin_code_note (check->code, "nl") == NULL)
    return refuse (check, "it does not say why it is asked");
  return check_code (check) && check_steps (check) && check_whom (check) && check_answers (check);
}

static int
compare_lists (gconstpointer a, gconstpointer b)
{
  GezinCodeList *list = *(GezinCodeList *const *) a, *other = *(GezinCodeList *const *) b;

  return list == other ? 0 : is_before (list, other) ? -1 : 1;
}

/* Ours first, so that what is one too many is of who came later. */
static GPtrArray *
all_lists (GezinReference *reference, const GPtrArray *names)
{
  GPtrArray *lists = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_code_list_unref);

  for (guint i = 0; i < names->len; i++)
    g_ptr_array_add (lists, gezin_reference_list (reference, names->pdata[i], NULL));
  g_ptr_array_sort (lists, compare_lists);
  return lists;
}

gboolean
gezin_questions_check (GezinReference *reference, GError **error)
{
  g_autoptr (GPtrArray) names = gezin_reference_list_names_with (reference, LISTS);
  g_autoptr (GPtrArray) lists = all_lists (reference, names);
  guint n_questions = 0;

  for (guint i = 0; i < lists->len; i++)
    for (guint j = 0; j < gezin_code_list_size (lists->pdata[i]); j++)
      {
        const Check check = { reference, names, lists->pdata[i],
                              gezin_code_list_code (lists->pdata[i], j), error };

        if (++n_questions > MAX_QUESTIONS)
          return refuse (&check, "more than %d questions in all", MAX_QUESTIONS);
        if (!check_question (&check))
          return FALSE;
      }
  return TRUE;
}
