/* SPDX-License-Identifier: EUPL-1.2 */

/* What speaks for two persons being one, and what against it.
 *
 * A name alone is never enough: many people have the same. What family members
 * share (an address, a telephone, parents) counts only beside a given name that
 * is alike, so that brothers, twins and a father and son of one name are told
 * apart by given name and date of birth.
 *
 * Invariant: judging is the same both ways, and a score is at most 99: only a
 * person knows. */

#include "casework/duplicates.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST (99)

/* What each sign weighs, in points of a hundred. */
enum {
  SAME_BSN = 80,
  AT_LEAST_WITH_BSN = 70,
  GIVEN_EXACT = 28,
  GIVEN_SOUND = 25,
  GIVEN_SLIP = 20,
  GIVEN_SHORT = 10,
  FAMILY_EXACT = 25,
  FAMILY_SOUND = 22,
  FAMILY_SLIP = 18,
  SAME_DAY = 35,
  SWAPPED_DAY = 25,
  NEAR_DAY = 15,
  SAME_PHONE = 12,
  SAME_EMAIL = 15,
  SAME_ADDRESS = 12,
  SHARED_RELATIVE = 15,
};

enum {
  OTHER_BSN = 50,
  OTHER_GIVEN = 45,
  OTHER_FAMILY = 15,
  OTHER_DAY = 40,
  OTHER_SEX = 25,
};

/* Families. */
enum {
  NAME_EXACT = 50,
  NAME_SOUND = 48,
  NAME_SLIP = 45,
  ONE_PERSON = 30,
  TWO_PEOPLE = 65,
  ADDRESS = 20,
};

typedef struct {
  int score;
  GPtrArray *reasons;
} Judgement;

static void
add_reason (Judgement *judgement, int points, const char *code, const char *sentence)
{
  judgement->score += points;
  g_ptr_array_add (judgement->reasons, gezin_reason_new (code, sentence));
}

/* ---------- Comparing ---------- */

static gboolean
share_text (const GPtrArray *a, const GPtrArray *b)
{
  for (guint i = 0; i < a->len; i++)
    if (g_ptr_array_find_with_equal_func ((GPtrArray *) b, a->pdata[i], g_str_equal, NULL))
      return TRUE;
  return FALSE;
}

static gboolean
are_both_known (const GPtrArray *a, const GPtrArray *b)
{
  return a->len > 0 && b->len > 0;
}

/* Of several given names the first ones, as far as both have them, are what people use. */
static GezinMatch
compare_first_names (const GezinSounds *sounds, const GezinSoundName *a, const GezinSoundName *b)
{
  return gezin_sounds_compare (sounds, a->words->pdata[0], b->words->pdata[0]);
}

static GezinMatch
nearest_name (const GezinSounds *sounds, const GPtrArray *a, const GPtrArray *b, gboolean first)
{
  GezinMatch nearest = GEZIN_MATCH_NONE;

  for (guint i = 0; i < a->len; i++)
    for (guint j = 0; j < b->len; j++)
      {
        GezinMatch match = gezin_sounds_compare_names (sounds, a->pdata[i], b->pdata[j]);

        if (first && match == GEZIN_MATCH_NONE)
          match = compare_first_names (sounds, a->pdata[i], b->pdata[j]);
        nearest = MIN (nearest, match);
      }
  return nearest;
}

static gboolean
share_name (const GezinSounds *sounds, const GPtrArray *a, const GPtrArray *b)
{
  return nearest_name (sounds, a, b, FALSE) <= GEZIN_MATCH_SOUND;
}

typedef enum {
  DAY_UNKNOWN, /* on one side at least, or too little of it */
  DAY_SAME,
  DAY_SWAPPED,
  DAY_NEAR, /* one digit is another */
  DAY_OTHER,
} Day;

static Day
compare_days (const char *a, const char *b)
{
  gsize length = MIN (strlen (a), strlen (b));
  g_autofree char *swapped = gezin_duplicates_swapped (a);
  guint n_unlike = 0;

  if (strncmp (a, b, length) == 0)
    return length == strlen ("2014-05-01") ? DAY_SAME : DAY_UNKNOWN;
  if (length < strlen ("2014-05-01"))
    return DAY_OTHER;
  if (g_strcmp0 (swapped, b) == 0)
    return DAY_SWAPPED;
  for (gsize i = 0; i < length; i++)
    n_unlike += a[i] != b[i];
  return n_unlike == 1 ? DAY_NEAR : DAY_OTHER;
}

static Day
nearest_day (const GPtrArray *a, const GPtrArray *b)
{
  Day nearest = DAY_OTHER;

  if (!are_both_known (a, b))
    return DAY_UNKNOWN;
  for (guint i = 0; i < a->len; i++)
    for (guint j = 0; j < b->len; j++)
      {
        Day day = compare_days (a->pdata[i], b->pdata[j]);

        if (day == DAY_SAME)
          return DAY_SAME;
        nearest = day == DAY_UNKNOWN || nearest == DAY_UNKNOWN ? DAY_UNKNOWN : MIN (nearest, day);
      }
  return nearest;
}

/* ---------- People ---------- */

/* Whether they have the same; that weighs more than all that speaks against it, which may be wrong. */
static gboolean
judge_bsn (Judgement *judgement, const GezinPersonCard *a, const GezinPersonCard *b)
{
  if (!are_both_known (a->bsns, b->bsns))
    return FALSE;
  if (share_text (a->bsns, b->bsns))
    {
      add_reason (judgement, SAME_BSN, "same-bsn",
                  _ ("They have the same citizen service number (BSN)."));
      return TRUE;
    }
  judgement->score -= OTHER_BSN;
  return FALSE;
}

#define MIN_SHORT_FORM (3) /* letters that a short form has at least, unless it is an initial */

/* Whether one of the two begins the other: an initial, or a short form (Moh, Mohammed). */
static gboolean
is_short_form (const char *a, const char *b)
{
  glong shorter = MIN (g_utf8_strlen (a, -1), g_utf8_strlen (b, -1));

  return (shorter == 1 || shorter >= MIN_SHORT_FORM)
         && (g_str_has_prefix (a, b) || g_str_has_prefix (b, a));
}

static gboolean
has_short_form (const GPtrArray *a, const GPtrArray *b)
{
  for (guint i = 0; i < a->len; i++)
    for (guint j = 0; j < b->len; j++)
      {
        const GezinSoundWord *first = ((GezinSoundName *) a->pdata[i])->words->pdata[0];
        const GezinSoundWord *second = ((GezinSoundName *) b->pdata[j])->words->pdata[0];

        if (is_short_form (first->folded, second->folded))
          return TRUE;
      }
  return FALSE;
}

/* A short form says something only beside the same date of birth and a family name that is alike:
 * too many names begin with the same letters. */
static gboolean
judge_short_form (Judgement *judgement, const GezinSounds *sounds, const GezinPersonCard *a,
                  const GezinPersonCard *b)
{
  if (!has_short_form (a->given, b->given)
      || nearest_day (a->birth_dates, b->birth_dates) != DAY_SAME
      || nearest_name (sounds, a->family, b->family, FALSE) == GEZIN_MATCH_NONE)
    return FALSE;
  add_reason (judgement, GIVEN_SHORT, "given-name-short",
              _ ("The given name of one may be a short form of the other's."));
  return TRUE;
}

/* Whether the given names are alike: what relatives share counts only then. */
static gboolean
judge_names (Judgement *judgement, const GezinSounds *sounds, const GezinPersonCard *a,
             const GezinPersonCard *b)
{
  static const int given_points[] = { GIVEN_EXACT, GIVEN_SOUND, GIVEN_SLIP, 0 };
  static const int family_points[] = { FAMILY_EXACT, FAMILY_SOUND, FAMILY_SLIP, 0 };
  GezinMatch given = nearest_name (sounds, a->given, b->given, TRUE);
  GezinMatch family = nearest_name (sounds, a->family, b->family, FALSE);
  GezinMatch worst = MAX (given, family);

  if (given == GEZIN_MATCH_NONE && are_both_known (a->given, b->given)
      && !judge_short_form (judgement, sounds, a, b))
    judgement->score -= OTHER_GIVEN;
  if (are_both_known (a->family, b->family) && family == GEZIN_MATCH_NONE)
    judgement->score -= OTHER_FAMILY;
  judgement->score += given_points[given] + family_points[family];
  if (worst == GEZIN_MATCH_EXACT)
    add_reason (judgement, 0, "same-name", _ ("Their names are the same."));
  else if (worst == GEZIN_MATCH_SOUND)
    add_reason (judgement, 0, "name-sounds-alike", _ ("Their names sound alike."));
  else if (worst == GEZIN_MATCH_TYPING)
    add_reason (judgement, 0, "name-slip", _ ("Their names differ by a slip of the keys."));
  else if (given != GEZIN_MATCH_NONE)
    add_reason (judgement, 0, "given-name-alike", _ ("Their given names are alike."));
  return given != GEZIN_MATCH_NONE;
}

static void
judge_birth (Judgement *judgement, const GezinPersonCard *a, const GezinPersonCard *b)
{
  switch (nearest_day (a->birth_dates, b->birth_dates))
    {
    case DAY_SAME:
      add_reason (judgement, SAME_DAY, "same-birth-date", _ ("They have the same date of birth."));
      break;
    case DAY_SWAPPED:
      add_reason (judgement, SWAPPED_DAY, "birth-date-swapped",
                  _ ("Day and month of their dates of birth may have been swapped."));
      break;
    case DAY_NEAR:
      add_reason (judgement, NEAR_DAY, "birth-date-near",
                  _ ("Their dates of birth differ by one digit."));
      break;
    case DAY_OTHER:
      judgement->score -= OTHER_DAY;
      break;
    case DAY_UNKNOWN:
      break;
    }
}

static void
judge_surroundings (Judgement *judgement, const GezinSounds *sounds, const GezinPersonCard *a,
                    const GezinPersonCard *b)
{
  if (share_text (a->phones, b->phones))
    add_reason (judgement, SAME_PHONE, "same-phone", _ ("They have the same telephone number."));
  if (share_text (a->emails, b->emails))
    add_reason (judgement, SAME_EMAIL, "same-email", _ ("They have the same e-mail address."));
  if (share_text (a->addresses, b->addresses))
    add_reason (judgement, SAME_ADDRESS, "same-address", _ ("They live at the same address."));
  if (share_name (sounds, a->parents, b->parents))
    add_reason (judgement, SHARED_RELATIVE, "shared-parent",
                _ ("They have a parent of the same name."));
  if (share_name (sounds, a->children, b->children))
    add_reason (judgement, SHARED_RELATIVE, "shared-child",
                _ ("They have a child of the same name."));
}

guint
gezin_duplicates_judge_people (const GezinSounds *sounds, const GezinPersonCard *a,
                               const GezinPersonCard *b, GPtrArray *reasons)
{
  Judgement judgement = { 0, reasons };
  gboolean has_same_bsn = judge_bsn (&judgement, a, b);

  if (judge_names (&judgement, sounds, a, b))
    judge_surroundings (&judgement, sounds, a, b);
  judge_birth (&judgement, a, b);
  if (a->sex != NULL && b->sex != NULL && !g_str_equal (a->sex, b->sex))
    judgement.score -= OTHER_SEX;
  if (has_same_bsn)
    judgement.score = MAX (judgement.score, AT_LEAST_WITH_BSN);
  return (guint) CLAMP (judgement.score, 0, MOST);
}

static gboolean
names_id (const GPtrArray *ids, const GezinUuid *id)
{
  char text[GEZIN_UUID_TEXT_LENGTH + 1];

  gezin_uuid_write (id, text);
  return g_ptr_array_find_with_equal_func ((GPtrArray *) ids, text, g_str_equal, NULL);
}

gboolean
gezin_duplicates_are_linked (const GezinPersonCard *a, const GezinPersonCard *b)
{
  return names_id (a->same_as, &b->record) || names_id (b->same_as, &a->record)
         || share_text (a->same_as, b->same_as);
}

/* ---------- Families ---------- */

guint
gezin_duplicates_judge_families (const GezinSounds *sounds, const GezinFamilyCard *a,
                                 const GezinFamilyCard *b, guint n_people, GPtrArray *reasons)
{
  Judgement judgement = { 0, reasons };
  GezinMatch name = a->name == NULL || b->name == NULL
                        ? GEZIN_MATCH_NONE
                        : gezin_sounds_compare_names (sounds, a->name, b->name);

  if (name == GEZIN_MATCH_EXACT)
    add_reason (&judgement, NAME_EXACT, "same-family-name", _ ("The families have the same name."));
  else if (name == GEZIN_MATCH_SOUND)
    add_reason (&judgement, NAME_SOUND, "family-name-sounds-alike",
                _ ("The names of the families sound alike."));
  else if (name == GEZIN_MATCH_TYPING)
    add_reason (&judgement, NAME_SLIP, "family-name-slip",
                _ ("The names of the families differ by a slip of the keys."));
  if (n_people > 1)
    add_reason (&judgement, TWO_PEOPLE, "shared-people",
                _ ("Several people seem to be in both families."));
  else if (n_people == 1)
    add_reason (&judgement, ONE_PERSON, "shared-person",
                _ ("Somebody seems to be in both families."));
  if (share_text (a->addresses, b->addresses))
    add_reason (&judgement, ADDRESS, "same-address", _ ("They live at the same address."));
  return (guint) CLAMP (judgement.score, 0, MOST);
}

gboolean
gezin_duplicates_families_are_linked (const GezinFamilyCard *a, const GezinFamilyCard *b)
{
  return names_id (a->same_as, &b->dossier) || names_id (b->same_as, &a->dossier)
         || share_text (a->same_as, b->same_as);
}
