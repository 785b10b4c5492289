/* SPDX-License-Identifier: EUPL-1.2 */

/* What the program says of a narrower view (an organisation's, a person's extract, what those in the
 * room may see) is what it says of a dossier that holds the records of that view and nothing else:
 * random families, each word of them a token of its own, so that what was withheld is seen where it
 * turns up. The same, whatever the order in which versions came. */

#include "casework/analysis.h"
#include "casework/conference.h"
#include "casework/deadlines.h"
#include "casework/interventions.h"
#include "casework/snapshot.h"
#include "casework/workflow.h"
#include "consent/asking.h"
#include "consent/view.h"
#include "support/builder.h"

#include <string.h>

#define USUAL_WORLDS (60)
#define TODAY "2026-06-01"
#define TOKEN "Zz[0-9]+q"

static const char *const people[] = { "els", "bas", "jan", "mia" };
static const char *const categories[] = { "care",    "safety",    "health",  "mental-health",
                                          "finance", "own-words", "process", "justice" };
static const Asking asked[] = {
  { .to = "school", .purpose = "coordinate-care" },
  { .to = "vt", .purpose = "report-to-veilig-thuis" },
  { .to = "gi", .purpose = "execute-measure" },
  { .for_person = "els" },
  { .for_person = "jan" },
  { .in_room = "els" },
  { .in_room = "els,jan" },
};

static guint
n_worlds (void)
{
  const char *rounds = g_getenv ("GEZIN_TEST_ROUNDS");

  return rounds != NULL ? MAX ((guint) g_ascii_strtoull (rounds, NULL, 10), USUAL_WORLDS)
                        : USUAL_WORLDS;
}

/* Worlds. */

typedef struct {
  GRand *random;
  GString *text;
  guint n_tokens;
} World;

static guint
below (World *self, guint n)
{
  return (guint) g_rand_int_range (self->random, 0, (gint32) n);
}

static const char *
any_of (World *self, const char *words)
{
  static char chosen[64];
  g_auto (GStrv) each = g_strsplit (words, " ", -1);

  g_strlcpy (chosen, each[below (self, g_strv_length (each))], sizeof chosen);
  return chosen;
}

/* ` NAME=` and a word that stands nowhere else. */
static void
add_word (World *self, const char *field)
{
  g_string_append_printf (self->text, " %s=Zz%uq", field, self->n_tokens++);
}

static void
add_day (World *self, const char *field, int from, int until)
{
  GDate day;
  char text[16];

  test_day (&day, TODAY);
  g_date_set_julian (&day, (guint32) ((int) g_date_get_julian (&day)
                                      + g_rand_int_range (self->random, from, until)));
  g_date_strftime (text, sizeof text, "%Y-%m-%d", &day);
  g_string_append_printf (self->text, " %s=%s", field, text);
}

static void
add_about (World *self)
{
  g_string_append_printf (self->text, " about=@%s", people[below (self, G_N_ELEMENTS (people))]);
  if (below (self, 8) == 0)
    g_string_append (self->text, " sharing=withheld");
  g_string_append_c (self->text, '\n');
}

static void
add_consents (World *self)
{
  for (guint i = 0; i < 14; i++)
    {
      const char *subject = people[below (self, G_N_ELEMENTS (people))];
      gboolean is_child = subject == people[2] || subject == people[3];

      g_string_append_printf (self->text,
                              "consent c%u subject=@%s given-by=@%s purpose=%s recipient=@%s", i,
                              subject, is_child && below (self, 4) > 0 ? "els" : subject,
                              below (self, 4) > 0 ? "coordinate-care" : "safety",
                              below (self, 4) > 0 ? "school" : "vt");
      g_string_append (self->text, " categories=identity");
      for (guint j = 0; j < G_N_ELEMENTS (categories); j++)
        if (below (self, 3) > 0)
          g_string_append_printf (self->text, ",%s", categories[j]);
      add_day (self, "given-on", -150, 0);
      g_string_append_printf (self->text, " decision=%s explicit=true\n",
                              below (self, 8) > 0 ? "given" : "refused");
    }
  g_string_append (
      self->text,
      "ground r article=veilig-thuis-report purpose=report-to-veilig-thuis "
      "recipient=@vt from=2026-02-01 categories=identity,care,safety,health,"
      "mental-health,own-words,process\n"
      "measure ots type=ots on=@jan executed-by=@gi from=2026-03-01 until=2026-12-31 about=@jan\n"
      "relation k from=@els to=@jan type=biological-parent\n"
      "ground e article=supervision-order-information purpose=execute-measure recipient=@gi "
      "from=2026-03-01 measure=@ots categories=identity,care,safety,own-words\n");
}

static void
add_factors (World *self)
{
  for (guint i = 0; i < 7; i++)
    {
      g_string_append_printf (self->text, "statement s%u", i);
      add_word (self, "text");
      g_string_append_printf (self->text, " nature=%s extra-categories=%s",
                              any_of (self, "observation opinion hypothesis"),
                              any_of (self, "care safety health"));
      add_about (self);
      g_string_append_printf (self->text, "factor f%u", i);
      add_word (self, "title");
      g_string_append_printf (self->text, " severity=%u function=%s", below (self, 10),
                              any_of (self, "maintaining predisposing protective"));
      g_string_append_printf (self->text, " life-domain=%s evidence=@s%u",
                              any_of (self, "finances mental-health parenting housing safety"),
                              below (self, i + 1));
      add_about (self);
    }
  for (guint i = 0; i < 12; i++)
    {
      g_string_append_printf (self->text, "influence i%u from=@f%u to=@f%u effect=%s strength=%s",
                              i, below (self, 7), below (self, 7),
                              any_of (self, "causes worsens dampens"), "strong");
      if (below (self, 2) == 0)
        g_string_append_printf (self->text, " evidence=@s%u", below (self, 7));
      add_about (self);
    }
}

static void
add_plans (World *self)
{
  for (guint i = 0; i < 4; i++)
    {
      g_string_append_printf (self->text, "goal g%u", i);
      add_word (self, "text");
      g_string_append_printf (self->text, " factors=@f%u wanted-by=@%s", below (self, 7),
                              people[below (self, G_N_ELEMENTS (people))]);
      add_about (self);
      g_string_append_printf (self->text, "agreement a%u", i);
      add_word (self, "text");
      g_string_append_printf (self->text, " kind=%s goal=@g%u by=@%s",
                              any_of (self, "care safety action"), i,
                              any_of (self, "els bas teacher nurse"));
      add_day (self, "due", -60, 60);
      add_about (self);
      g_string_append_printf (self->text, "task t%u", i);
      add_word (self, "text");
      add_day (self, "due", -60, 60);
      add_about (self);
      g_string_append_printf (self->text, "decision d%u", i);
      add_word (self, "question");
      add_word (self, "tools-tried");
      add_day (self, "decided-on", -60, 0);
      add_day (self, "review-on", -30, 60);
      add_about (self);
      g_string_append_printf (self->text, "assessment z%u instrument=lirik", i);
      add_word (self, "conclusion");
      add_day (self, "done-on", -150, 0);
      add_day (self, "next-due", -30, 60);
      add_about (self);
      g_string_append_printf (self->text, "perspective v%u person=@%s", i,
                              people[below (self, G_N_ELEMENTS (people))]);
      add_word (self, "worries");
      add_day (self, "heard-on", -300, 0);
      add_about (self);
    }
}

static void
add_steps (World *self)
{
  static const char *const codes[] = { "signal",
                                       "look-at-signal",
                                       "direct-safety",
                                       "meet-and-listen",
                                       "map-signals",
                                       "consult",
                                       "talk-with-client",
                                       "weigh",
                                       "safety-start",
                                       "safety-direct",
                                       "safety-stable",
                                       "ask-rvt",
                                       "understand-together",
                                       "plan",
                                       "help",
                                       "look-back" };

  for (guint i = 0; i < 9; i++)
    {
      g_string_append_printf (self->text, "step w%u step-code=%s", i,
                              codes[below (self, G_N_ELEMENTS (codes))]);
      add_day (self, "started", -150, -60);
      if (below (self, 3) > 0)
        add_day (self, "finished", -60, 0);
      if (below (self, 2) > 0)
        add_word (self, "signed-off-by");
      add_about (self);
    }
  for (guint i = 0; i < 2; i++)
    {
      g_string_append_printf (self->text, "conclusion o%u", i);
      add_word (self, "text");
      g_string_append_printf (self->text, " hypotheses=@s%u", below (self, 7));
      add_day (self, "adopted-on", -90, 0);
      add_about (self);
      g_string_append_printf (self->text, "incident n%u", i);
      add_word (self, "facts");
      add_about (self);
    }
}

/* Of the frame and of the sample of a region: free words, and answers on offer. */
static void
add_questions (World *self)
{
  for (guint i = 0; i < 10; i++)
    {
      g_string_append_printf (self->text, "question q%u code=%s", i,
                              any_of (self,
                                      "afwegingskader-1 afwegingskader-2 veldermeer-vertrouwd "
                                      "veldermeer-vertrouwd veldermeer-tolk "
                                      "veldermeer-gezag-weet veldermeer-wijkteam"));
      if (below (self, 3) > 0)
        add_word (self, "answer");
      else
        g_string_append (self->text, " answer=not-yet");
      if (below (self, 2) > 0)
        add_day (self, "answered-on", -150, 0);
      add_word (self, "answered-by");
      add_about (self);
    }
}

static char *
make_world (guint32 seed)
{
  World self = { g_rand_new_with_seed (seed), g_string_new (NULL), 1 };

  g_string_append (self.text, "family f opened=2026-01-05");
  add_word (&self, "name");
  g_string_append (self.text,
                   "\norganisation school name=School kind=school legal-person=true\n"
                   "organisation vt name='Veilig Thuis' kind=veilig-thuis legal-person=true\n"
                   "organisation gi name=GI kind=gi legal-person=true\n"
                   "professional teacher name=Juf organisation=@school from=2026-01-01 for=@jan\n"
                   "professional nurse name=Zus discipline=psychologist from=2026-01-01 for=@els\n"
                   "authority h1 child=@jan holder=@els type=parent-alone from=2010-01-01\n"
                   "authority h2 child=@mia holder=@els type=parent-alone from=2010-01-01\n");
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_string_append_printf (self.text, "person %s household-role=%s birth-date=%u-05-01",
                              people[i],
                              i == 0   ? "mother"
                              : i == 1 ? "father"
                                       : "child",
                              i < 2 ? 1985 : 2006 + below (&self, 16));
      add_word (&self, "given-names");
      g_string_append_printf (self.text, " about=@%s\n", people[i]);
    }
  add_consents (&self);
  add_factors (&self);
  add_plans (&self);
  add_steps (&self);
  add_questions (&self);
  g_rand_free (self.random);
  return g_string_free (self.text, FALSE);
}

/* Ours, with the questions of a region laid over it. */

static GezinReference *asked_more;

static void
load_asked_more (void)
{
  g_autofree char *own =
      g_build_filename (g_getenv ("GEZIN_DATA_DIR"), "samples", "organisation", NULL);
  g_autoptr (GError) error = NULL;

  asked_more = gezin_reference_new_from_folder (own, asking_reference (), &error);
  g_assert_no_error (error);
  g_assert_true (gezin_workflow_check (asked_more, &error));
}

/* All that is said of a view. */

typedef struct {
  GString *text;
  GHashTable *records; /* (element-type GezinUuid): that are spoken of */
  guint n_answers;
} Said;

static void say (Said *said, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
say (Said *said, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_string_append_vprintf (said->text, format, arguments);
  va_end (arguments);
  g_string_append_c (said->text, '\n');
}

static void
say_record (Said *said, const GezinUuid *id)
{
  char text[GEZIN_UUID_TEXT_LENGTH + 1];

  g_hash_table_add (said->records, g_memdup2 (id, sizeof *id));
  g_string_append_printf (said->text, " %s", gezin_uuid_write (id, text));
}

static void
say_records (Said *said, const GArray *ids)
{
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    say_record (said, &g_array_index (ids, GezinUuid, i));
}

static void
say_analysis (Said *said, const GezinAnalysis *analysis)
{
  for (guint i = 0; i < analysis->circles->len; i++)
    {
      const GezinCircle *circle = analysis->circles->pdata[i];

      say_records (said, circle->factors);
      say_records (said, circle->influences);
      say (said, " %s %" G_GUINT64_FORMAT " %s", gezin_circle_kind_name (circle->kind),
           circle->strength, circle->sentence);
    }
  for (guint i = 0; i < analysis->leverage->len; i++)
    {
      const GezinLeverage *leverage = analysis->leverage->pdata[i];

      say_record (said, &leverage->factor);
      say (said, " %" G_GUINT64_FORMAT " %s", leverage->score, leverage->why);
    }
  for (guint i = 0; i < analysis->gaps->len; i++)
    {
      const GezinGap *gap = analysis->gaps->pdata[i];

      say_records (said, gap->records);
      say (said, " %s %s", gap->code, gap->sentence);
    }
  for (guint i = 0; analysis->domains != NULL && i < analysis->domains->len; i++)
    {
      const GezinDomainLine *line = analysis->domains->pdata[i];

      for (guint j = 0; j < line->worries->len; j++)
        {
          const GezinWorry *worry = line->worries->pdata[j];

          say_record (said, &worry->factor);
          say_records (said, worry->about);
          say_records (said, worry->professionals);
          say_records (said, worry->organisations);
          say (said, " %s %u %s", line->code, worry->severity, worry->sentence);
        }
    }
}

static void
say_question (Said *said, const GezinQuestionLine *line)
{
  if (line->has_record)
    say_record (said, &line->record);
  if (line->has_about)
    say_record (said, &line->about);
  say (said, " %s %s %s %d %s %s %s %s", line->code, line->sentence,
       gezin_question_status_name (line->status), line->is_asked, line->answer, line->answer_code,
       line->answered_on, line->answered_by);
  said->n_answers += line->answer != NULL;
}

static void
say_steps (Said *said, const GezinView *view, const GDate *day)
{
  g_autoptr (GPtrArray) ways = gezin_workflow_codes (view, asked_more, day);

  for (guint i = 0; i < ways->len; i++)
    {
      g_autoptr (GezinWorkflowReading) reading =
          gezin_workflow_read (view, asked_more, ways->pdata[i], day);

      for (guint j = 0; j < reading->steps->len; j++)
        {
          const GezinStepLine *line = reading->steps->pdata[j];

          if (line->has_record)
            say_record (said, &line->record);
          say (said, " %s %s %s %s %u", line->code, gezin_step_status_name (line->status),
               line->due, line->finished, line->n_walks);
          for (guint k = 0; k < line->needed->len; k++)
            {
              const GezinNeed *need = line->needed->pdata[k];

              if (need->has_record)
                say_record (said, &need->record);
              say (said, " %s %s", need->code, need->sentence);
            }
          for (guint k = 0; k < line->questions->len; k++)
            say_question (said, line->questions->pdata[k]);
        }
    }
}

static void
say_help (Said *said, const GezinView *view, const GDate *day)
{
  g_autoptr (GezinInterventions) help = gezin_interventions_read (view, asking_reference (), day);

  for (guint i = 0; i < help->lines->len; i++)
    {
      const GezinInterventionLine *line = help->lines->pdata[i];

      say_records (said, line->records);
      say (said, " %s %s %s %s", line->code, gezin_intervention_state_name (line->state),
           line->first, line->sentence);
    }
  for (guint i = 0; i < help->decisions->len; i++)
    {
      const GezinTriedLine *line = help->decisions->pdata[i];

      say_record (said, &line->record);
      say (said, " %s %s %s", line->question, line->tried, line->decided_on);
    }
}

static void
say_deadlines (Said *said, const GezinView *view, const GDate *day)
{
  g_autoptr (GPtrArray) deadlines = gezin_deadlines_find (view, asking_reference (), day);
  g_autofree char *calendar = gezin_deadlines_to_ics (deadlines, asking_reference (), 0);

  for (guint i = 0; i < deadlines->len; i++)
    {
      const GezinDeadline *deadline = deadlines->pdata[i];

      if (!gezin_uuid_equal (&deadline->record, &deadline->dossier))
        say_record (said, &deadline->record);
      say (said, " %s %s %s %s %s", deadline->due, deadline->code, deadline->detail,
           deadline->until, deadline->sentence);
    }
  say (said, "%s", calendar);
}

static void
say_snapshots (Said *said, const GezinView *view)
{
  g_autoptr (GPtrArray) lines = gezin_snapshot_list (view, asking_reference (), NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const GezinSnapshotLine *line = lines->pdata[i];
      g_autoptr (GezinSnapshot) snapshot =
          gezin_snapshot_tell (view, asking_reference (), NULL, line->number);

      say_record (said, &line->conclusion);
      say (said, " %u %s %s", line->number, line->day, line->digest);
      say_analysis (said, snapshot->analysis);
    }
}

static void
said_clear (Said *said)
{
  g_string_free (said->text, TRUE);
  g_hash_table_unref (said->records);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Said, said_clear)

static Said
say_all (const GezinView *view)
{
  Said said = { g_string_new (NULL),
                g_hash_table_new_full (gezin_uuid_hash, gezin_uuid_equal, g_free, NULL), 0 };
  g_autoptr (GezinAnalysis) analysis = NULL;
  GDate day;

  test_day (&day, TODAY);
  analysis = gezin_analyse (view, asking_reference (), &day);
  say_analysis (&said, analysis);
  say_steps (&said, view, &day);
  say_deadlines (&said, view, &day);
  say_help (&said, view, &day);
  say_snapshots (&said, view);
  return said;
}

/* The same records, alone: every version is a copy, and they come in another order. */

static GRefString *
copy_text (const char *text)
{
  return text != NULL ? g_ref_string_new (text) : NULL;
}

static GezinCommit *
copy_commit (GHashTable *commits, const GezinCommit *commit)
{
  GezinCommit *copy = g_hash_table_lookup (commits, &commit->id);

  if (copy == NULL)
    {
      copy = gezin_commit_new (commit->id, commit->time, commit->author, commit->role,
                               commit->organisation, commit->why);
      g_hash_table_insert (commits, &copy->id, copy);
    }
  return copy;
}

static GezinVersion *
copy_version (GHashTable *commits, const GezinVersion *head)
{
  g_autoptr (GRefString) item = copy_text (head->item);
  g_autoptr (GRefString) value = copy_text (head->value);
  g_autoptr (GRefString) origin = copy_text (head->origin);
  g_autofree char *seen = gezin_context_to_text (head->context);
  g_autoptr (GezinContext) context = NULL;

  if (head->context != NULL)
    g_assert_true (gezin_context_from_text (seen, &context, NULL));
  return gezin_version_new (&head->record, head->kind, head->field, item, value, &head->dot,
                            context, copy_commit (commits, head->commit), origin, head->saw,
                            head->n_saw, head->erased);
}

static void
shuffle (GRand *random, GPtrArray *all)
{
  for (guint i = all->len; i > 1; i--)
    {
      guint j = (guint) g_rand_int_range (random, 0, (gint32) i);
      gpointer swapped = all->pdata[i - 1];

      all->pdata[i - 1] = all->pdata[j];
      all->pdata[j] = swapped;
    }
}

/* @steps: in how many parts they come. */
static GezinDossier *
copy_dossier (GezinDossier *dossier, GRand *random, guint steps)
{
  g_autoptr (GHashTable) commits = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL,
                                                          (GDestroyNotify) gezin_commit_unref);
  g_autoptr (GPtrArray) versions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);
  g_autoptr (GError) error = NULL;
  GezinDossier *copy;

  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier, i);

      for (guint j = 0; j < record->n_heads; j++)
        g_ptr_array_add (versions, copy_version (commits, record->heads[j]));
    }
  shuffle (random, versions);
  copy = gezin_dossier_new (gezin_dossier_id (dossier), NULL, 0, NULL, 0, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < steps; i++)
    {
      guint from = versions->len * i / steps, until = versions->len * (i + 1) / steps;
      g_autoptr (GezinDossier) before = copy;

      copy = gezin_dossier_with (before, (GezinVersion *const *) versions->pdata + from,
                                 until - from, &error);
      g_assert_no_error (error);
    }
  return copy;
}

/* What was said speaks of no record and holds no word that the view does not have. */

static void
add_tokens (GHashTable *tokens, const char *text)
{
  g_autoptr (GRegex) regex = g_regex_new (TOKEN, 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    g_hash_table_add (tokens, g_match_info_fetch (match, 0));
}

static GHashTable *
tokens_of (GezinDossier *dossier)
{
  GHashTable *tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier, i);

      for (guint j = 0; j < record->n_heads; j++)
        if (record->heads[j]->value != NULL)
          add_tokens (tokens, record->heads[j]->value);
    }
  return tokens;
}

/* How many words were said; all of them stand in @dossier. */
static guint
assert_only_of (const Said *said, GezinDossier *dossier)
{
  g_autoptr (GHashTable) shown = tokens_of (dossier);
  g_autoptr (GHashTable) words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer key;

  add_tokens (words, said->text->str);
  g_hash_table_iter_init (&iter, words);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (shown, key))
      g_error ("%s is said, and the view does not have it:\n%s", (char *) key, said->text->str);
  g_hash_table_iter_init (&iter, said->records);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_assert_nonnull (gezin_dossier_find (dossier, key));
  return g_hash_table_size (words);
}

static GezinView *
narrow (GezinDossier *dossier, const Asking *asking)
{
  g_autoptr (GezinDecision) decision = asking_decide (dossier, asking);

  return asking->to != NULL ? gezin_view_bundle (decision, NULL, NULL, NULL)
                            : gezin_view_family (decision);
}

static void
test_narrower_views (void)
{
  guint32 base = (guint32) g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (base);
  guint n_words = 0, n_withheld = 0, n_own = 0, n_answers = 0, n_more = 0,
        with_words[G_N_ELEMENTS (asked)] = { 0 };

  g_test_message ("seed %u", base);
  for (guint world = 0; world < n_worlds (); world++)
    {
      guint which = world % G_N_ELEMENTS (asked);
      g_autofree char *spec = make_world (base + world);
      g_autoptr (GezinDossier) dossier = test_dossier (spec);
      g_autoptr (GezinView) view = narrow (dossier, &asked[which]);
      g_autoptr (GezinView) own = gezin_view_own (dossier);
      GezinDossier *seen = gezin_view_dossier (view);
      g_autoptr (GezinDossier) alone =
          copy_dossier (seen, random, 1 + (guint) g_rand_int_range (random, 0, 4));
      g_autoptr (GezinView) of_alone = gezin_view_own (alone);
      g_auto (Said) narrower = say_all (view);
      g_auto (Said) by_itself = say_all (of_alone);
      g_auto (Said) whole = say_all (own);
      guint n;

      g_assert_cmpstr (narrower.text->str, ==, by_itself.text->str);
      n = assert_only_of (&narrower, seen);
      n_words += n;
      with_words[which] += n > 0;
      n_own += assert_only_of (&whole, dossier);
      n_answers += narrower.n_answers;
      n_more += whole.n_answers - narrower.n_answers;
      n_withheld += gezin_dossier_n_records (dossier) - gezin_dossier_n_records (seen);
    }
  g_test_message (
      "%u families: %u words said of what is seen, %u of the whole; %u records withheld",
      n_worlds (), n_words, n_own, n_withheld);
  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    g_test_message ("%s: %u families with words",
                    asked[i].to != NULL           ? asked[i].to
                    : asked[i].for_person != NULL ? asked[i].for_person
                                                  : asked[i].in_room,
                    with_words[i]);
  g_test_message ("%u answers said of what is seen, %u more of the whole", n_answers, n_more);
  g_assert_cmpuint (n_answers, >, 0);
  g_assert_cmpuint (n_more, >, n_answers);
  g_assert_cmpuint (n_words, >, n_worlds ());
  g_assert_cmpuint (n_own, >, 2 * n_words);
  g_assert_cmpuint (n_withheld, >, n_worlds ());
}

/* Whole families, too: only which versions there are counts. */
static void
test_order (void)
{
  guint32 base = (guint32) g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (base);

  g_test_message ("seed %u", base);
  for (guint world = 0; world < n_worlds () / 4; world++)
    {
      g_autofree char *spec = make_world (base + world);
      g_autoptr (GezinDossier) dossier = test_dossier (spec);
      g_autoptr (GezinDossier) other =
          copy_dossier (dossier, random, 1 + (guint) g_rand_int_range (random, 0, 9));
      g_autoptr (GezinView) one_view = gezin_view_own (dossier);
      g_autoptr (GezinView) other_view = gezin_view_own (other);
      g_auto (Said) one = say_all (one_view);
      g_auto (Said) again = say_all (other_view);

      g_assert_cmpstr (one.text->str, ==, again.text->str);
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  load_asked_more ();
  g_test_add_func ("/casework/narrower/as-if-there-were-nothing-else", test_narrower_views);
  g_test_add_func ("/casework/narrower/in-whatever-order", test_order);
  status = g_test_run ();
  gezin_reference_unref (asked_more);
  asking_end ();
  return status;
}
