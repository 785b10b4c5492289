/* SPDX-License-Identifier: EUPL-1.2 */

/* What goes with whom, what stays, and what is told: by hand, and over random families.
 *
 * The properties that each split must have:
 * 1. Nothing new has an id of anything old, and each reference leads inside the new dossier.
 * 2. No consent, ground or root goes; of what is removed, a permission is told.
 * 3. Who was chosen goes, who was not stays, and what is about somebody who stays is not removed.
 * 4. Nothing that stays refers to what is removed.
 * 5. Each value of what is removed is in the copy, or it is told that it is not. */

#include "casework/split.h"
#include "support/builder.h"

#include <string.h>

static const char family[] =
    "family f name='De Vries'\n"
    "person mother given-names=Els\n"
    "person father given-names=Jan\n"
    "person child given-names=Noor\n"
    "person child-too given-names=Noortje same-as=@child\n"
    "organisation town name=Meerdorp\n"
    "professional worker name=Fatma organisation=@town for=@child,@father role=lead\n"
    "address home postcode='1234 AB' number=5\n"
    "stay lives person=@father address=@home\n"
    "relation bond from=@father to=@child type=biological-parent\n"
    "statement hers text=alleen about=@mother said-by=@mother\n"
    "statement his text=alleen about=@father\n"
    "statement both text=samen about=@mother,@father\n"
    "statement hidden text=geheim about=@mother,@father secret-from=@father\n"
    "statement all text=allen about=family,@father\n"
    "contact visit present=@father,@worker about=@father facts=gezien\n"
    "consent yes subject=@father given-by=@father decision=given\n"
    "ground need article=meldrecht about=@father\n"
    "factor cause title=oorzaak about=@father evidence=@his\n"
    "factor effect title=gevolg about=@father\n"
    "influence arrow from=@cause to=@effect effect=strengthens\n"
    "statement gone text=weg about=@father\n"
    "remove gone\n";

static GezinSplit *
split (GezinDossier *dossier, const char *const *names, guint n_names, GError **error)
{
  g_autoptr (GezinRandom) random = gezin_random_new_seeded (7);
  g_autofree GezinUuid *chosen = g_new0 (GezinUuid, n_names + 1);

  for (guint i = 0; i < n_names; i++)
    chosen[i] = test_id (names[i]);
  return gezin_split_new (dossier, chosen, n_names, random, error);
}

static const GezinSplitWent *
went (const GezinSplit *self, const GezinUuid *record)
{
  for (guint i = 0; i < self->went->len; i++)
    if (gezin_uuid_equal (&g_array_index (self->went, GezinSplitWent, i).record, record))
      return &g_array_index (self->went, GezinSplitWent, i);
  return NULL;
}

static gboolean
is_removed (const GezinSplit *self, const GezinUuid *record)
{
  for (guint i = 0; i < self->removed->len; i++)
    if (gezin_uuid_equal (&g_array_index (self->removed, GezinUuid, i), record))
      return TRUE;
  return FALSE;
}

/* @field: GEZIN_FIELD_NONE for all of the record */
static gboolean
is_told (const GArray *notes, const GezinUuid *record, GezinField field)
{
  for (guint i = 0; i < notes->len; i++)
    {
      const GezinSplitLeft *left = &g_array_index (notes, GezinSplitLeft, i);

      if (gezin_uuid_equal (&left->record, record)
          && (left->field == GEZIN_FIELD_NONE || left->field == field))
        return TRUE;
    }
  return FALSE;
}

/* ---------- By hand ---------- */

/* '-' is in the old dossier only, '+' in the new one only, '=' in both. */
static void
assert_place (const GezinSplit *self, const char *name, char place)
{
  GezinUuid id = test_id (name);
  const GezinSplitWent *one = went (self, &id);
  char found = one == NULL ? '-' : is_removed (self, &id) ? '+' : '=';

  if (found != place)
    g_error ("%s: it is %c, not %c", name, found, place);
  if (one != NULL)
    g_assert_true (one->stays == (place == '='));
}

static void
test_who_goes_takes_what_is_theirs (void)
{
  static const struct {
    const char *name;
    char place;
  } places[] = {
    { "f", '-' },     { "mother", '-' }, { "child", '-' },  { "child-too", '-' }, { "father", '+' },
    { "town", '=' },  { "worker", '=' }, { "home", '+' },   { "lives", '+' },     { "bond", '-' },
    { "hers", '-' },  { "his", '+' },    { "both", '=' },   { "hidden", '-' },    { "all", '=' },
    { "visit", '+' }, { "cause", '+' },  { "effect", '+' }, { "arrow", '+' },     { "gone", '-' },
  };
  const char *chosen[] = { "father" };
  g_autoptr (GezinDossier) dossier = test_dossier (family);
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinSplit) self = split (dossier, chosen, 1, &error);

  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      GezinUuid id = test_id (places[i].name);

      /* What stays because of the bond with the child keeps its person: nothing that stays leads nowhere. */
      if (strcmp (places[i].name, "father") == 0)
        g_assert_nonnull (went (self, &id));
      else
        assert_place (self, places[i].name, places[i].place);
    }
}

static void
test_permissions_are_asked_anew (void)
{
  const char *chosen[] = { "father" };
  g_autoptr (GezinDossier) dossier = test_dossier (family);
  g_autoptr (GezinSplit) self = split (dossier, chosen, 1, NULL);
  GezinUuid consent = test_id ("yes"), ground = test_id ("need"), hidden = test_id ("hidden");

  g_assert_null (went (self, &consent));
  g_assert_null (went (self, &ground));
  g_assert_true (is_told (self->to_ask, &consent, GEZIN_FIELD_NONE));
  g_assert_true (is_told (self->to_ask, &ground, GEZIN_FIELD_NONE));
  g_assert_true (is_told (self->left_out, &hidden, GEZIN_FIELD_NONE));
}

static void
test_whoever_is_the_same_goes_too (void)
{
  const char *chosen[] = { "child-too" };
  g_autoptr (GezinDossier) dossier = test_dossier (family);
  g_autoptr (GezinSplit) self = split (dossier, chosen, 1, NULL);
  GezinUuid one = test_id ("child"), other = test_id ("child-too");

  g_assert_nonnull (went (self, &one));
  g_assert_nonnull (went (self, &other));
}

static void
test_what_cannot_be_split (void)
{
  static const struct {
    const char *chosen[3];
    int code;
  } cases[] = {
    { { "f" }, GEZIN_SPLIT_ERROR_ROOT },
    { { "mother", "father", "child" }, GEZIN_SPLIT_ERROR_ALL },
    { { "gone" }, GEZIN_SPLIT_ERROR_NO_SUCH_RECORD },
    { { "yes" }, GEZIN_SPLIT_ERROR_NOTHING },
  };
  g_autoptr (GezinDossier) dossier = test_dossier (family);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint n_names = 0;
      g_autoptr (GError) error = NULL;

      while (n_names < 3 && cases[i].chosen[n_names] != NULL)
        n_names++;
      g_assert_null (split (dossier, cases[i].chosen, n_names, &error));
      g_assert_error (error, GEZIN_SPLIT_ERROR, cases[i].code);
    }
}

/* ---------- Random families ---------- */

#define N_PEOPLE (5)

static void
add_people (GString *text, GRand *rand, const char *field)
{
  gboolean has_one = FALSE;

  for (guint i = 0; i < N_PEOPLE; i++)
    if (g_rand_int_range (rand, 0, 3) == 0)
      {
        g_string_append_printf (text, "%s@p%u", has_one ? "," : field, i);
        has_one = TRUE;
      }
}

static void
add_record (GString *text, GRand *rand, guint number)
{
  guint one = (guint) g_rand_int_range (rand, 0, N_PEOPLE);
  guint other = (guint) g_rand_int_range (rand, 0, N_PEOPLE);
  guint before = (guint) g_rand_int_range (rand, 0, (gint32) number + 1);

  switch (g_rand_int_range (rand, 0, 8))
    {
    case 0:
      g_string_append_printf (text, "relation r%u from=@p%u to=@p%u", number, one, other);
      break;
    case 1:
      g_string_append_printf (text, "consent r%u subject=@p%u given-by=@p%u", number, one, other);
      break;
    case 2:
      g_string_append_printf (text, "ground r%u article=meldrecht", number);
      add_people (text, rand, " about=");
      break;
    case 3:
      g_string_append_printf (text, "contact r%u facts=v%u", number, number);
      add_people (text, rand, " present=");
      add_people (text, rand, " about=");
      break;
    case 4:
      g_string_append_printf (text, "factor r%u title=v%u evidence=@r%u", number, number, before);
      add_people (text, rand, " about=");
      break;
    case 5:
      g_string_append_printf (text, "influence r%u from=@r%u to=@r%u", number, before,
                              (guint) g_rand_int_range (rand, 0, (gint32) number + 1));
      break;
    default:
      g_string_append_printf (text, "statement r%u text=v%u", number, number);
      add_people (text, rand, " about=");
      if (g_rand_int_range (rand, 0, 3) == 0)
        g_string_append_printf (text, " said-by=@p%u", one);
      if (g_rand_int_range (rand, 0, 4) == 0)
        g_string_append_printf (text, " secret-from=@p%u", other);
    }
  g_string_append_c (text, '\n');
  if (g_rand_int_range (rand, 0, 9) == 0)
    g_string_append_printf (text, "beside r%u source-party=w%u\n", number, number);
  if (g_rand_int_range (rand, 0, 12) == 0)
    g_string_append_printf (text, "remove r%u\n", number);
}

static char *
random_family (GRand *rand)
{
  GString *text = g_string_new ("family f name=Proef\n");
  guint n_records = (guint) g_rand_int_range (rand, 3, 25);

  for (guint i = 0; i < N_PEOPLE; i++)
    g_string_append_printf (text, "person p%u given-names=n%u\n", i, i);
  for (guint i = 0; i < n_records; i++)
    add_record (text, rand, i);
  return g_string_free (text, FALSE);
}

/* Whether @version says a reference to a record that is there. */
static const GezinRecord *
target_of (GezinDossier *dossier, GezinField field, const char *value)
{
  const GezinFieldSpec *spec = gezin_catalogue_field (field);
  const GezinRecord *record;
  GezinUuid id;

  if (spec == NULL || !gezin_field_spec_is_ref (spec) || value == NULL
      || !gezin_uuid_parse (value, &id))
    return NULL;
  record = gezin_dossier_find (dossier, &id);
  return record != NULL && !gezin_record_is_removed (record) ? record : NULL;
}

/* Property 1. */
static void
assert_new_ids (GezinDossier *dossier, const GezinSplit *self)
{
  g_autoptr (GHashTable) copies = g_hash_table_new (gezin_uuid_hash, gezin_uuid_equal);

  for (guint i = 0; i < self->went->len; i++)
    {
      GezinSplitWent *one = &g_array_index (self->went, GezinSplitWent, i);

      g_assert_null (gezin_dossier_find (dossier, &one->copy));
      g_assert_true (g_hash_table_add (copies, &one->copy));
    }
  for (guint i = 0; i < self->edits->len; i++)
    {
      const GezinEdit *edit = self->edits->pdata[i];
      const GezinFieldSpec *spec = gezin_catalogue_field (edit->field);
      GezinUuid id;

      g_assert_true (g_hash_table_contains (copies, &edit->record));
      if (spec != NULL && gezin_field_spec_is_ref (spec) && gezin_uuid_parse (edit->value, &id))
        g_assert_true (g_hash_table_contains (copies, &id));
    }
}

/* Properties 2 and 3, of one record that is there. */
static void
assert_right_place (GezinDossier *dossier, const GezinSplit *self, const GezinRecord *record,
                    guint chosen)
{
  g_autofree char *name = g_strdup_printf ("p%u", chosen);
  GezinUuid who = test_id (name);
  gboolean is_permission = record->kind == GEZIN_KIND_CONSENT || record->kind == GEZIN_KIND_GROUND;

  if (is_permission || record == gezin_dossier_root (dossier))
    g_assert_null (went (self, &record->id));
  if (is_permission && is_removed (self, &record->id))
    g_assert_true (is_told (self->to_ask, &record->id, GEZIN_FIELD_NONE));
  if (record->kind == GEZIN_KIND_PERSON)
    {
      g_assert_true ((went (self, &record->id) != NULL) == gezin_uuid_equal (&record->id, &who));
      if (!gezin_uuid_equal (&record->id, &who))
        g_assert_false (is_removed (self, &record->id));
      return;
    }
  for (guint i = 0; i < record->n_heads; i++)
    {
      const GezinRecord *target =
          target_of (dossier, record->heads[i]->field, record->heads[i]->value);

      if (target == NULL || target->kind != GEZIN_KIND_PERSON
          || gezin_uuid_equal (&target->id, &who))
        continue;
      if (record->heads[i]->field != GEZIN_FIELD_COMMON_SECRET_FROM)
        g_assert_false (is_removed (self, &record->id)); /* somebody who stays is in it */
    }
}

/* Property 4. */
static void
assert_leads_somewhere (GezinDossier *dossier, const GezinSplit *self, const GezinRecord *record)
{
  if (is_removed (self, &record->id))
    return;
  for (guint i = 0; i < record->n_heads; i++)
    {
      const GezinRecord *target =
          target_of (dossier, record->heads[i]->field, record->heads[i]->value);

      if (target != NULL)
        g_assert_false (is_removed (self, &target->id));
    }
}

static gboolean
is_copied_value (const GezinSplit *self, const GezinSplitWent *one, const GezinVersion *version)
{
  g_autofree char *expected = g_strdup (version->value);
  const GezinFieldSpec *spec = gezin_catalogue_field (version->field);
  GezinUuid id;

  if (spec != NULL && gezin_field_spec_is_ref (spec) && gezin_uuid_parse (expected, &id))
    {
      const GezinSplitWent *target = went (self, &id);
      char text[GEZIN_UUID_TEXT_LENGTH + 1];

      if (target == NULL)
        return FALSE;
      g_free (expected);
      expected = g_strdup (gezin_uuid_write (&target->copy, text));
    }
  for (guint i = 0; i < self->edits->len; i++)
    {
      const GezinEdit *edit = self->edits->pdata[i];

      if (gezin_uuid_equal (&edit->record, &one->copy) && edit->field == version->field
          && g_strcmp0 (edit->value, expected) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Property 5. What is in conflict goes as it is displayed; that there was more is counted. */
static void
assert_nothing_is_lost (const GezinSplit *self, const GezinRecord *record)
{
  const GezinSplitWent *one = went (self, &record->id);
  guint position = 0;
  GezinRegister next;

  if (!is_removed (self, &record->id) || is_told (self->to_ask, &record->id, GEZIN_FIELD_NONE))
    return;
  g_assert_nonnull (one);
  while (gezin_record_next_register (record, &position, &next))
    {
      const GezinVersion *displayed = gezin_register_displayed (&next);

      if (next.n_heads > 1)
        g_assert_cmpuint (one->n_unsettled, >, 0);
      if (displayed->value != NULL)
        g_assert_true (is_copied_value (self, one, displayed)
                       || is_told (self->left_out, &record->id, displayed->field));
    }
}

static guint
split_random_family (guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autofree char *spec = random_family (rand);
  g_autoptr (GezinDossier) dossier = test_dossier (spec);
  guint chosen = (guint) g_rand_int_range (rand, 0, N_PEOPLE);
  g_autofree char *name = g_strdup_printf ("p%u", chosen);
  const char *names[] = { name };
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinSplit) self = split (dossier, names, 1, &error);

  g_test_message ("seed %u, %s goes", seed, name);
  g_assert_no_error (error);
  assert_new_ids (dossier, self);
  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier, i);

      if (gezin_record_is_removed (record))
        {
          g_assert_null (went (self, &record->id));
          continue;
        }
      assert_right_place (dossier, self, record, chosen);
      assert_leads_somewhere (dossier, self, record);
      assert_nothing_is_lost (self, record);
    }
  return self->removed->len;
}

static void
test_random_families (void)
{
  const char *rounds = g_getenv ("GEZIN_TEST_ROUNDS");
  guint n_rounds = rounds != NULL ? (guint) g_ascii_strtoull (rounds, NULL, 10) : 150;
  guint n_removed = 0;

  for (guint i = 0; i < n_rounds; i++)
    n_removed += split_random_family (i);
  g_assert_cmpuint (n_removed, >, n_rounds / 4); /* or it tested nothing */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/split/who-goes-takes-what-is-theirs", test_who_goes_takes_what_is_theirs);
  g_test_add_func ("/split/permissions-are-asked-anew", test_permissions_are_asked_anew);
  g_test_add_func ("/split/whoever-is-the-same-goes-too", test_whoever_is_the_same_goes_too);
  g_test_add_func ("/split/what-cannot-be-split", test_what_cannot_be_split);
  g_test_add_func ("/split/random-families", test_random_families);
  return g_test_run ();
}
