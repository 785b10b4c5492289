/* SPDX-License-Identifier: EUPL-1.2 */

/* Laws of deciding, on random small dossiers: what narrows never opens; nothing depends on order; of
 * a register every head goes or none; what rested on a basis falls with it; what others wrote is
 * passed on only where a consent or ground of ours names it. */

#include "asking.h"

#include "consent/view.h"
#include "support/builder.h"

#include <string.h>

#define N_WORLDS (150)
#define N_OTHERS (8) /* records that others wrote */

static const char *const people[] = { "els", "bas", "jan", "mia" };
static const char *const categories[] = { "identity", "care",    "safety",
                                          "housing",  "process", "own-words" };
static const Asking asked[] = {
  { .to = "school", .purpose = "coordinate-care" },
  { .to = "vt", .purpose = "report-to-veilig-thuis" },
  { .for_person = "els" },
  { .in_room = "els,bas" },
};

static const char *
any (GRand *random, const char *const *of, guint n)
{
  return of[g_rand_int_range (random, 0, (int) n)];
}

static const char *
anybody (GRand *random)
{
  return any (random, people, G_N_ELEMENTS (people));
}

static void
add_categories (GRand *random, GString *text)
{
  g_string_append (text, " categories=identity");
  for (guint i = 1; i < G_N_ELEMENTS (categories); i++)
    if (g_rand_boolean (random))
      g_string_append_printf (text, ",%s", categories[i]);
}

static void
add_consents (GRand *random, GString *text)
{
  for (guint i = 0; i < 8; i++)
    {
      const char *subject = anybody (random);
      gboolean is_child = strcmp (subject, "jan") == 0 || strcmp (subject, "mia") == 0;

      g_string_append_printf (
          text, "consent c%u subject=@%s given-by=@%s purpose=%s recipient=@%s", i, subject,
          is_child ? (g_rand_boolean (random) ? "els" : anybody (random)) : subject,
          g_rand_int_range (random, 0, 4) ? "coordinate-care" : "safety",
          g_rand_int_range (random, 0, 4) ? "school" : "vt");
      add_categories (random, text);
      g_string_append_printf (text, " given-on=2026-0%d-01 decision=%s%s\n",
                              g_rand_int_range (random, 1, 8),
                              g_rand_int_range (random, 0, 6) ? "given" : "refused",
                              g_rand_int_range (random, 0, 6) ? "" : " until=2026-07-01");
    }
  g_string_append_printf (text,
                          "ground r article=veilig-thuis-report purpose=report-to-veilig-thuis "
                          "recipient=@vt from=2026-0%d-01",
                          g_rand_int_range (random, 1, 8));
  add_categories (random, text);
  g_string_append_c (text, '\n');
}

static void
add_records (GRand *random, GString *text)
{
  for (guint i = 0; i < 10; i++)
    {
      g_string_append_printf (text, "goal g%u text=T%u score-now=3 about=@%s wanted-by=@%s%s\n", i,
                              i, anybody (random), anybody (random),
                              g_rand_int_range (random, 0, 8) ? "" : " sharing=withheld");
      g_string_append_printf (text, "agreement a%u text=A kind=%s about=@%s goal=@g%u\n", i,
                              g_rand_boolean (random) ? "care" : "safety", anybody (random), i);
      if (g_rand_int_range (random, 0, 4) == 0)
        g_string_append_printf (text, "beside g%u text=Anders\n", i);
    }
  g_string_append_printf (
      text, "address p street=S kind=%s about=@%s\nstay q person=@%s address=@p\n",
      g_rand_boolean (random) ? "secret" : "brp", anybody (random), anybody (random));
}

static char *
make_world (guint seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  GString *text =
      g_string_new ("family f name=Vos municipality=Utrecht\n"
                    "organisation school name=School kind=school legal-person=true\n"
                    "organisation vt name='Veilig Thuis' kind=veilig-thuis legal-person=true\n"
                    "person els given-names=Els birth-date=1985-03-01 about=@els\n"
                    "person bas given-names=Bas birth-date=1984-03-01 about=@bas\n"
                    "authority h1 child=@jan holder=@els type=parent-alone from=2010-01-01\n"
                    "authority h2 child=@mia holder=@els type=parent-alone from=2010-01-01\n");

  g_string_append_printf (text, "person jan given-names=Jan birth-date=20%02d-05-01 about=@jan\n",
                          g_rand_int_range (random, 5, 22));
  g_string_append_printf (text, "person mia given-names=Mia birth-date=20%02d about=@mia\n",
                          g_rand_int_range (random, 5, 22));
  add_consents (random, text);
  add_records (random, text);
  return g_string_free (text, FALSE);
}

static const Asking *
question (guint seed)
{
  return &asked[seed % G_N_ELEMENTS (asked)];
}

/* Record, field and item of every register; of those that go, where @decision is given. */
static GHashTable *
places_of (GezinDossier *dossier, const GezinDecision *decision)
{
  GHashTable *places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier, i);
      char id[GEZIN_UUID_TEXT_LENGTH + 1];
      GezinRegister one;
      guint at = 0;

      while (gezin_record_next_register (record, &at, &one))
        if (decision == NULL || gezin_decision_shares_register (decision, i, &one))
          g_hash_table_add (places,
                            g_strdup_printf ("%s %s %s", gezin_uuid_write (&record->id, id),
                                             gezin_catalogue_field_name (one.heads[0]->field),
                                             one.heads[0]->item != NULL ? one.heads[0]->item : ""));
    }
  return places;
}

static GHashTable *
decide (GezinDossier *dossier, guint seed)
{
  g_autoptr (GezinDecision) decision = asking_decide (dossier, question (seed));

  return places_of (dossier, decision);
}

/* @old: what there was; what is new itself may go. */
static void
expect_no_more (GHashTable *old, GHashTable *before, GHashTable *after, guint seed,
                const char *what)
{
  GHashTableIter iter;
  gpointer place;

  g_hash_table_iter_init (&iter, after);
  while (g_hash_table_iter_next (&iter, &place, NULL))
    if (g_hash_table_contains (old, place) && !g_hash_table_contains (before, place))
      g_error ("seed %u: %s let %s go", seed, what, (const char *) place);
}

static gboolean
contains_all (GHashTable *places, GHashTable *of)
{
  GHashTableIter iter;
  gpointer place;

  g_hash_table_iter_init (&iter, of);
  while (g_hash_table_iter_next (&iter, &place, NULL))
    if (!g_hash_table_contains (places, place))
      return FALSE;
  return TRUE;
}

static char *
narrowing (GRand *random)
{
  guint one = (guint) g_rand_int_range (random, 0, 8);

  switch (g_rand_int_range (random, 0, 9))
    {
    case 0:
      return g_strdup_printf ("consent n subject=@%s given-by=@%s purpose=coordinate-care "
                              "recipient=@school categories=care,identity decision=refused "
                              "given-on=2026-0%d-01%s%u\n",
                              anybody (random), anybody (random), g_rand_int_range (random, 1, 8),
                              " replaces=@c", one);
    case 1:
      return g_strdup_printf ("edit c%u withdrawn-on=2026-0%d-15\n", one,
                              g_rand_int_range (random, 1, 8));
    case 2:
      return g_strdup_printf ("edit c%u until=2026-0%d\n", one, g_rand_int_range (random, 1, 7));
    case 3:
      return g_strdup_printf ("beside g%u sharing=secret-from secret-from=@%s\n", one,
                              anybody (random));
    case 4:
      return g_strdup_printf ("beside g%u sharing=withheld\n", one);
    case 5:
      return g_strdup_printf ("edit g%u about=@%s\n", one, anybody (random));
    case 6:
      return g_strdup_printf ("edit a%u about=family\n", one);
    case 7:
      return g_strdup ("edit r until=2026-05-01\n");
    default:
      return g_strdup_printf ("edit g%u extra-categories=addiction\n", one);
    }
}

static void
test_narrowing (void)
{
  guint n_changed = 0;

  for (guint seed = 0; seed < 4 * N_WORLDS; seed++)
    {
      g_autofree char *text = make_world (seed);
      g_autoptr (GRand) random = g_rand_new_with_seed (seed + 1000000);
      g_autofree char *more = narrowing (random);
      g_autoptr (GezinDossier) dossier = test_dossier (text);
      g_autoptr (GezinDossier) narrowed = test_dossier_write (dossier, more, NULL);
      g_autoptr (GHashTable) before = decide (dossier, seed);
      g_autoptr (GHashTable) after = decide (narrowed, seed);
      g_autoptr (GHashTable) old = places_of (dossier, NULL);

      expect_no_more (old, before, after, seed, more);
      n_changed += !contains_all (after, before);
    }
  g_test_message ("%u of %d changes took something back", n_changed, 4 * N_WORLDS);
  g_assert_cmpuint (n_changed, >, N_WORLDS / 4);
}

/* Records of one dossier under other ids stand in another order. */
static void
test_order (void)
{
  for (guint seed = 0; seed < N_WORLDS; seed++)
    {
      g_autofree char *text = make_world (seed);
      g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (GString) mixed = g_string_new (NULL);
      g_autoptr (GezinDossier) one = test_dossier (text);
      g_autoptr (GezinDossier) other = NULL;
      g_autoptr (GHashTable) before = decide (one, seed), after = NULL;
      guint n = g_strv_length (lines);

      for (guint i = n - 1; i > 0; i--)
        {
          guint j = (guint) g_rand_int_range (random, 0, (int) i + 1);
          char *kept = lines[i];

          /* What is written beside a record stays behind it. */
          if (g_str_has_prefix (lines[i], "beside") || g_str_has_prefix (lines[j], "beside")
              || g_str_has_prefix (lines[i], "goal") || g_str_has_prefix (lines[j], "goal"))
            continue;
          lines[i] = lines[j];
          lines[j] = kept;
        }
      for (guint i = 0; i < n; i++)
        g_string_append_printf (mixed, "%s\n", lines[i]);
      other = test_dossier (mixed->str);
      after = decide (other, seed);
      expect_no_more (after, before, after, seed, "another order");
      expect_no_more (before, after, before, seed, "another order");
    }
}

static void
test_heads (void)
{
  for (guint seed = 0; seed < N_WORLDS; seed++)
    {
      g_autofree char *text = make_world (seed);
      g_autoptr (GezinDossier) dossier = test_dossier (text);
      g_autoptr (GezinDecision) decision = asking_decide (dossier, question (seed));
      g_autoptr (GezinView) view = question (seed)->to != NULL
                                       ? gezin_view_bundle (decision, NULL, NULL, NULL)
                                       : gezin_view_family (decision);
      GezinDossier *seen = gezin_view_dossier (view);

      for (guint i = 0; i < gezin_dossier_n_records (seen); i++)
        {
          const GezinRecord *record = gezin_dossier_record (seen, i);
          GezinRecord *whole = gezin_dossier_find (dossier, &record->id);
          GezinRegister one;
          guint at = 0;

          while (gezin_record_next_register (record, &at, &one))
            g_assert_cmpuint (
                one.n_heads, ==,
                gezin_record_register (whole, one.heads[0]->field, one.heads[0]->item).n_heads);
        }
    }
}

static void
test_basis (void)
{
  guint n_fell = 0;

  for (guint seed = 0; seed < N_WORLDS; seed++)
    {
      g_autofree char *text = make_world (seed);
      g_autoptr (GezinDossier) dossier = test_dossier (text);
      g_autoptr (GezinDecision) decision = asking_decide (dossier, question (seed));
      g_autoptr (GString) removals = g_string_new (NULL);
      g_autoptr (GezinDossier) bare = NULL;
      g_autoptr (GezinDecision) after = NULL;

      for (guint i = 0; i < 8; i++)
        g_string_append_printf (removals, "remove c%u\n", i);
      g_string_append (removals, "remove r\n");
      bare = test_dossier_write (dossier, removals->str, NULL);
      after = asking_decide (bare, question (seed));
      for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
        for (guint v = 0; v < gezin_decision_n_fields (decision, i); v++)
          {
            const GezinVerdict *verdict = gezin_decision_verdict (decision, i, v);

            if (!verdict->is_shared || verdict->n_relies_on == 0
                || gezin_decision_n_fields (after, i) == 0)
              continue;
            g_assert_false (gezin_decision_verdict (after, i, v)->is_shared);
            n_fell++;
          }
    }
  g_assert_cmpuint (n_fell, >, 100);
}

/* Records of ours and of others, and consents and grounds of ours and of others that name them. */
static char *
make_relay (guint seed)
{
  static const char *const bodies[] = { "Wijkteam", "Huisarts", "School", "''" };
  g_autoptr (GRand) random = g_rand_new_with_seed (seed + 2000000);
  g_autofree char *world = make_world (seed);
  GString *text = g_string_new (world);

  for (guint i = 0; i < N_OTHERS; i++)
    {
      g_string_append_printf (text, "from %s\n", any (random, bodies, G_N_ELEMENTS (bodies)));
      g_string_append_printf (text, "goal x%u text=X about=@%s\n", i, anybody (random));
      g_string_append_printf (text, "beside g%u why=Anders\nedit f municipality=Delft\n", i);
      g_string_append_printf (text, "edit a%u by=@%s\n", i, anybody (random));
    }
  for (guint i = 0; i < 12; i++)
    {
      const char *subject = i % 2 == 0 ? "els" : "bas";

      g_string_append_printf (text, "from %s\n", i % 4 == 0 ? "Huisarts" : "Wijkteam");
      if (i % 3 == 0)
        g_string_append_printf (text,
                                "ground e%u article=veilig-thuis-report "
                                "purpose=report-to-veilig-thuis recipient=@vt from=2026-01-01",
                                i);
      else
        g_string_append_printf (text,
                                "consent e%u subject=@%s given-by=@%s purpose=coordinate-care "
                                "recipient=@school decision=given given-on=2026-01-01%s",
                                i, subject, subject,
                                g_rand_int_range (random, 0, 4) ? "" : " until=2026-04-01");
      add_categories (random, text);
      g_string_append_printf (
          text, " passes-on=@x%d,@g%d,@a%d%s\n", g_rand_int_range (random, 0, N_OTHERS),
          g_rand_int_range (random, 0, N_OTHERS), g_rand_int_range (random, 0, N_OTHERS),
          g_rand_boolean (random) ? ",@f" : "");
    }
  return g_string_free (text, FALSE);
}

typedef enum { OURS_OR_THEIRS, OF_A_THIRD, OF_NOBODY } Writer;

static Writer
writer_of (const GezinRegister *one, const char *recipient)
{
  Writer writer = OURS_OR_THEIRS;

  for (guint i = 0; i < one->n_heads; i++)
    {
      const char *origin = gezin_version_origin (one->heads[i]);

      if (origin == NULL)
        writer = OF_NOBODY;
      else if (strcmp (origin, "Wijkteam") != 0 && strcmp (origin, recipient) != 0)
        writer = MAX (writer, OF_A_THIRD);
    }
  return writer;
}

/* Whether all heads of all of it are ours, and all say that @id may be passed on to @to. */
static gboolean
passes_on (GezinDossier *dossier, const GezinUuid *basis, const GezinUuid *id, const Asking *asking)
{
  const GezinRecord *record = gezin_dossier_find (dossier, basis);
  gboolean is_consent = record->kind == GEZIN_KIND_CONSENT;
  GezinUuid to = test_id (asking->to);
  char recipient[GEZIN_UUID_TEXT_LENGTH + 1], item[GEZIN_UUID_TEXT_LENGTH + 1];
  GezinRegister named = gezin_record_register (
      record, is_consent ? GEZIN_FIELD_CONSENT_PASSES_ON : GEZIN_FIELD_GROUND_PASSES_ON,
      gezin_uuid_write (id, item));

  for (guint i = 0; i < record->n_heads; i++)
    if (g_strcmp0 (gezin_version_origin (record->heads[i]), "Wijkteam") != 0)
      return FALSE;
  for (guint i = 0; i < named.n_heads; i++)
    if (named.heads[i]->value == NULL)
      return FALSE;
  return named.n_heads > 0
         && g_strcmp0 (gezin_record_value (record, is_consent ? GEZIN_FIELD_CONSENT_RECIPIENT
                                                              : GEZIN_FIELD_GROUND_RECIPIENT),
                       gezin_uuid_write (&to, recipient))
                == 0
         && g_strcmp0 (gezin_record_value (record, is_consent ? GEZIN_FIELD_CONSENT_PURPOSE
                                                              : GEZIN_FIELD_GROUND_PURPOSE),
                       asking->purpose)
                == 0;
}

/* How many registers of others go; each of them with what passes it on. */
static guint
count_passed (GezinDossier *dossier, guint seed)
{
  const Asking *asking = question (seed);
  const char *recipient = strcmp (asking->to, "vt") == 0 ? "Veilig Thuis" : "School";
  g_autoptr (GezinDecision) decision = asking_decide (dossier, asking);
  guint n_passed = 0;

  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier, i);
      GezinRegister one;
      guint at = 0;

      while (gezin_record_next_register (record, &at, &one))
        {
          Writer writer = writer_of (&one, recipient);
          gboolean is_named = FALSE;

          if (writer == OURS_OR_THEIRS || !gezin_decision_shares_register (decision, i, &one))
            continue;
          g_assert_cmpint (writer, ==, OF_A_THIRD);
          for (guint v = 0; v < gezin_decision_n_fields (decision, i); v++)
            {
              const GezinVerdict *verdict = gezin_decision_verdict (decision, i, v);

              for (guint r = 0; verdict->field == one.heads[0]->field && r < verdict->n_relies_on;
                   r++)
                is_named =
                    is_named || passes_on (dossier, &verdict->relies_on[r], &record->id, asking);
            }
          g_assert_true (is_named);
          n_passed++;
        }
    }
  return n_passed;
}

/* Law 8 of merge.md. */
static void
test_relay (void)
{
  guint n_passed = 0;

  for (guint seed = 0; seed < 2 * N_WORLDS; seed++)
    {
      guint kind = seed / 2 * 4 + seed % 2; /* questions of organisations alone */
      g_autofree char *text = make_relay (kind);
      g_autoptr (GezinDossier) dossier = test_dossier (text);
      g_autoptr (GezinDossier) without = NULL;
      g_autoptr (GString) out = g_string_new (NULL);

      n_passed += count_passed (dossier, kind);
      for (guint i = 0; i < 12; i++)
        for (guint r = 0; r < N_OTHERS; r++)
          g_string_append_printf (out, "beside e%u passes-on=-@x%u,-@g%u,-@a%u,-@f\n", i, r, r, r);
      without = test_dossier_write (dossier, out->str, NULL);
      g_assert_cmpuint (count_passed (without, kind), ==, 0);
    }
  g_test_message ("%u registers of others were passed on", n_passed);
  g_assert_cmpuint (n_passed, >, 100);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/consent/properties/what-narrows-never-opens", test_narrowing);
  g_test_add_func ("/consent/properties/order-does-not-matter", test_order);
  g_test_add_func ("/consent/properties/every-head-or-none", test_heads);
  g_test_add_func ("/consent/properties/what-rested-on-it-falls-with-it", test_basis);
  g_test_add_func ("/consent/properties/words-of-others-are-passed-on-only-by-name", test_relay);
  status = g_test_run ();
  asking_end ();
  return status;
}
