/* SPDX-License-Identifier: EUPL-1.2 */

/* Families by the published figures of a programme.
 *
 * Invariants:
 * 1. The counts hold for every seed: who has what is dealt out first and shuffled then.
 * 2. A family depends on the seed and its place only.
 * 3. Nobody in it exists; the figures do.
 *
 * The second quarter of 2024 says: 1268 families ever, 812 active at its end, 456
 * ended and 566 registered in it, of which 76 without children; 109 measures. Before
 * it: 702 active on 31 March 2024, 753 ever on 31 December 2023. All of that fits
 * only if nobody began in the first quarter of 2024, and 51 of the 566 came back:
 * 753 - 702 = 51 = 566 - (1268 - 753). So it is built here. In how many families the
 * 109 measures were is not published; 96 is ours. */

#include "gezin/sample-programme.h"

#include <string.h>

#include "base/clock.h"
#include "model/value.h"

#define N_STAYED 702 /* active on 31 March 2024 */
#define N_CAME_BACK 51 /* known before, ended before then, registered again */
#define N_NEW 515
#define N_FAMILIES (N_STAYED + N_CAME_BACK + N_NEW)

#define N_STAYED_ENDED 380
#define N_CAME_BACK_ENDED 10
#define N_NEW_ENDED 66 /* together 456 */

#define N_CAME_BACK_WITHOUT 4
#define N_NEW_WITHOUT 72 /* together 76 */

#define N_EARLY_MEASURES 38 /* imposed before 2024: 5% of 753 */
#define N_STAYED_MEASURED 60
#define N_CAME_BACK_MEASURED 6
#define N_NEW_MEASURED 30
#define N_TWICE 13 /* 96 families, 109 measures */

#define FIRST_DAY "2023-01-01"
#define LAST_KNOWN "2023-12-31"
#define BEFORE "2024-03-31"
#define FROM "2024-04-01"
#define UNTIL "2024-06-30"

typedef enum { STAYED, CAME_BACK, NEW } Group;

/* What was dealt to a family. */
typedef struct {
  Group group;
  gboolean ends;
  gboolean is_without_children;
  guint n_measures;
  guint n_early; /* of these before 2024 */
  guint first_measure; /* place in the row of measures */
} Lot;

struct _GezinProgramme {
  const GezinSampleNames *names;
  guint64 seed;
  Lot lots[N_FAMILIES];
};

/* In which proportion; out-of-home placement does not count. */
static const char *const measure_row[] = {
  "ots",
  "huisverbod",
  "ots",
  "reclassering",
  "ots",
  "huisverbod",
  "ots",
  "voorlopige-ots",
  "gezagsbeeindiging",
  "civiel-contactverbod",
};

/* Dealing. */

static void
shuffle (GezinRandom *random, Lot *lots, guint n)
{
  for (guint i = n - 1; i > 0; i--)
    {
      guint j = (guint) gezin_random_below (random, i + 1);
      Lot swap = lots[i];

      lots[i] = lots[j];
      lots[j] = swap;
    }
}

/* Who has no children gets no measure: those come from the other end. */
static void
deal_group (Lot *lots, Group group, guint n, guint n_ended, guint n_without, guint n_measured)
{
  for (guint i = 0; i < n; i++)
    {
      lots[i].group = group;
      lots[i].is_without_children = i < n_without;
      lots[i].n_measures = i >= n - n_measured ? 1 : 0;
    }
  /* Spread, so that with and without, measured and not, all end. */
  for (guint i = 0; i < n; i++)
    lots[i].ends = (i + 1) * n_ended / n > i * n_ended / n;
}

static void
deal_measures (Lot *lots)
{
  guint twice = N_TWICE, early = N_EARLY_MEASURES, place = 0;

  for (guint i = 0; i < N_FAMILIES; i++)
    {
      Lot *lot = &lots[i];

      if (lot->n_measures == 0)
        continue;
      if (twice > 0)
        {
          lot->n_measures++;
          twice--;
        }
      if (lot->group == STAYED && early > 0)
        {
          lot->n_early = MIN (early, 1);
          early--;
        }
      lot->first_measure = place;
      place += lot->n_measures;
    }
}

GezinProgramme *
gezin_programme_new (const char *name, const GezinSampleNames *names, guint64 seed)
{
  g_autoptr (GezinRandom) random = NULL;
  GezinProgramme *programme;
  Lot *lots;

  if (strcmp (name, "2024-q2") != 0)
    return NULL;
  programme = g_new0 (GezinProgramme, 1);
  programme->names = names;
  programme->seed = seed;
  lots = programme->lots;
  deal_group (lots, STAYED, N_STAYED, N_STAYED_ENDED, N_STAYED / 12, N_STAYED_MEASURED);
  deal_group (lots + N_STAYED, CAME_BACK, N_CAME_BACK, N_CAME_BACK_ENDED, N_CAME_BACK_WITHOUT,
              N_CAME_BACK_MEASURED);
  deal_group (lots + N_STAYED + N_CAME_BACK, NEW, N_NEW, N_NEW_ENDED, N_NEW_WITHOUT,
              N_NEW_MEASURED);
  deal_measures (lots);
  random = gezin_random_new_seeded (seed);
  shuffle (random, lots, N_FAMILIES);
  return programme;
}

void
gezin_programme_free (GezinProgramme *programme)
{
  g_free (programme);
}

guint
gezin_programme_n_families (const GezinProgramme *programme)
{
  return N_FAMILIES;
}

/* One family. */

typedef struct {
  const GezinProgramme *programme;
  const Lot *lot;
  GezinRandom *random;
  GezinSampleDossier *dossier;
  char *adult, *child; /* ids; of the first */
  char *local_team, *rvt; /* organisations */
  char *face, *partner; /* the last of each */
  char *family_name;
  GDate signal, start, end; /* of the last involvement; @end is valid if it ended */
  GDate first_start, first_end; /* of one that came back */
} Maker;

static char *
new_id (Maker *maker)
{
  GezinUuid id = gezin_uuid_random (maker->random);
  char text[GEZIN_UUID_TEXT_LENGTH + 1];

  return g_strdup (gezin_uuid_write (&id, text));
}

static GezinSampleRecord *
add (Maker *maker, GezinKind kind)
{
  g_autofree char *id = new_id (maker);

  return gezin_sample_dossier_add (maker->dossier, id, kind);
}

static void
set (GezinSampleRecord *record, GezinField field, const char *value)
{
  gezin_sample_record_set (record, gezin_catalogue_field (field), value);
}

static void
set_day (GezinSampleRecord *record, GezinField field, const GDate *day)
{
  char text[GEZIN_DAY_TEXT_LENGTH + 1];

  set (record, field, gezin_day_to_text (day, text));
}

static guint
below (Maker *maker, guint n)
{
  return (guint) gezin_random_below (maker->random, n);
}

static GDate
day_of (const char *text)
{
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_parse (&day, text);
  return day;
}

/* A day from @from to @until, both included. */
static GDate
between (Maker *maker, const GDate *from, const GDate *until)
{
  GDate day = *from;

  g_date_add_days (&day, below (maker, (guint) MAX (g_date_days_between (from, until), 0) + 1));
  return day;
}

static GDate
days_after (const GDate *day, int n)
{
  GDate moved = *day;

  if (n >= 0)
    g_date_add_days (&moved, (guint) n);
  else
    g_date_subtract_days (&moved, (guint) -n);
  return moved;
}

static const GDate *
earlier (const GDate *a, const GDate *b)
{
  return g_date_compare (a, b) <= 0 ? a : b;
}

/* The class of names that @like stands in. */
static const char *
pick_name (Maker *maker, const char *like)
{
  const GezinSampleName *entry = gezin_sample_names_find (maker->programme->names, like);

  return gezin_sample_names_pick (maker->programme->names, entry->class, entry->origin,
                                  maker->random);
}

static void
choose_days (Maker *maker)
{
  GDate first = day_of (FIRST_DAY), known = day_of (LAST_KNOWN), from = day_of (FROM),
        until = day_of (UNTIL), before = day_of (BEFORE), until_new = days_after (&until, -6),
        early = day_of ("2023-09-30");

  g_date_clear (&maker->end, 1);
  if (maker->lot->group == STAYED)
    {
      maker->start = between (maker, &first, &known);
      maker->signal = days_after (&maker->start, -(int) below (maker, 15));
      if (maker->lot->ends)
        maker->end = between (maker, &from, &until);
      return;
    }
  if (maker->lot->group == CAME_BACK)
    {
      GDate least;

      maker->first_start = between (maker, &first, &early);
      least = days_after (&maker->first_start, 60);
      maker->first_end = between (maker, &least, &before);
    }
  maker->signal = between (maker, &from, &until_new);
  maker->start = days_after (&maker->signal, (int) below (maker, 6));
  if (maker->lot->ends)
    maker->end = between (maker, &maker->start, &until);
}

static void
add_root (Maker *maker, guint position)
{
  GezinSampleRecord *root =
      gezin_sample_dossier_add (maker->dossier, maker->dossier->id, GEZIN_KIND_FAMILY);
  g_autofree char *name = g_strdup_printf ("Gezin %s", maker->family_name);
  g_autofree char *reference = g_strdup_printf ("P24-%04u", position + 1);

  set (root, GEZIN_FIELD_FAMILY_NAME, name);
  set (root, GEZIN_FIELD_FAMILY_REFERENCE, reference);
  set (root, GEZIN_FIELD_FAMILY_MUNICIPALITY, pick_name (maker, "Meerdorp"));
  set_day (root, GEZIN_FIELD_FAMILY_OPENED,
           maker->lot->group == CAME_BACK ? &maker->first_start : &maker->signal);
  set (root, GEZIN_FIELD_COMMON_ABOUT, GEZIN_ITEM_WHOLE_FAMILY);
}

static char *
add_person (Maker *maker, const char *given, const char *role, guint oldest, guint youngest)
{
  GezinSampleRecord *person = add (maker, GEZIN_KIND_PERSON);
  guint year = 2024 - youngest - below (maker, oldest - youngest + 1);
  g_autofree char *born =
      g_strdup_printf ("%04u-%02u-%02u", year, below (maker, 12) + 1, below (maker, 28) + 1);

  set (person, GEZIN_FIELD_PERSON_GIVEN_NAMES, given);
  set (person, GEZIN_FIELD_PERSON_FAMILY_NAME, maker->family_name);
  set (person, GEZIN_FIELD_PERSON_BIRTH_DATE, born);
  set (person, GEZIN_FIELD_PERSON_HOUSEHOLD_ROLE, role);
  return g_strdup (person->id);
}

static void
add_people (Maker *maker)
{
  gboolean is_single = below (maker, 3) == 0;

  maker->adult = add_person (maker, pick_name (maker, "Marloes"),
                             maker->lot->is_without_children ? "partner" : "mother", 55, 34);
  if (!is_single)
    {
      g_autofree char *other =
          add_person (maker, pick_name (maker, "Rick"),
                      maker->lot->is_without_children ? "partner" : "father", 58, 35);
    }
  for (guint i = below (maker, 3) + 1; i > 0 && !maker->lot->is_without_children; i--)
    {
      g_autofree char *child = add_person (
          maker, pick_name (maker, below (maker, 2) == 0 ? "Marloes" : "Rick"), "child", 14, 3);

      if (maker->child == NULL)
        maker->child = g_strdup (child);
    }
}

static char *
add_organisation (Maker *maker, const char *name, const char *kind)
{
  GezinSampleRecord *organisation = add (maker, GEZIN_KIND_ORGANISATION);

  set (organisation, GEZIN_FIELD_ORGANISATION_NAME, name);
  set (organisation, GEZIN_FIELD_ORGANISATION_KIND, kind);
  set (organisation, GEZIN_FIELD_ORGANISATION_LEGAL_PERSON, "true");
  return g_strdup (organisation->id);
}

/* @until may be invalid: still at work. */
static char *
add_professional (Maker *maker, const char *role, const char *organisation, const GDate *from,
                  const GDate *until)
{
  GezinSampleRecord *professional = add (maker, GEZIN_KIND_PROFESSIONAL);
  g_autofree char *name =
      g_strdup_printf ("%s %s", pick_name (maker, below (maker, 2) == 0 ? "Marloes" : "Rick"),
                       pick_name (maker, "Visser"));

  set (professional, GEZIN_FIELD_PROFESSIONAL_NAME, name);
  set (professional, GEZIN_FIELD_PROFESSIONAL_ORGANISATION, organisation);
  set (professional, GEZIN_FIELD_PROFESSIONAL_ROLE, role);
  set_day (professional, GEZIN_FIELD_PROFESSIONAL_FROM, from);
  if (g_date_valid (until))
    set_day (professional, GEZIN_FIELD_PROFESSIONAL_UNTIL, until);
  return g_strdup (professional->id);
}

static void
add_signal (Maker *maker, const GDate *day, gboolean is_again)
{
  static const char *const from[] = { "gp", "municipality", "self", "relative" };
  GezinSampleRecord *signal = add (maker, GEZIN_KIND_SIGNAL);

  set_day (signal, GEZIN_FIELD_SIGNAL_RECEIVED, day);
  set (signal, GEZIN_FIELD_SIGNAL_FROM, from[below (maker, G_N_ELEMENTS (from))]);
  set (signal, GEZIN_FIELD_SIGNAL_URGENCY, "regular");
  set (signal, GEZIN_FIELD_SIGNAL_RESTART, is_again ? "true" : "false");
  set (signal, GEZIN_FIELD_COMMON_ABOUT, GEZIN_ITEM_WHOLE_FAMILY);
}

/* At half past eight in UTC: in the morning here, the same day. */
static void
add_contact (Maker *maker, const GDate *day, const char *who, const char *also)
{
  GezinSampleRecord *contact = add (maker, GEZIN_KIND_CONTACT);
  char text[GEZIN_DAY_TEXT_LENGTH + 1];
  g_autofree char *when = g_strdup_printf ("%sT08:30:00Z", gezin_day_to_text (day, text));

  set (contact, GEZIN_FIELD_CONTACT_WHEN, when);
  set (contact, GEZIN_FIELD_CONTACT_KIND, "home-visit");
  set (contact, GEZIN_FIELD_CONTACT_PRESENT, maker->adult);
  set (contact, GEZIN_FIELD_CONTACT_PRESENT, who);
  if (also != NULL)
    set (contact, GEZIN_FIELD_CONTACT_PRESENT, also);
  set (contact, GEZIN_FIELD_COMMON_ABOUT, GEZIN_ITEM_WHOLE_FAMILY);
}

/* The duo, and now and then a change of face or a specialist who has to hear it all again. */
static void
add_team (Maker *maker)
{
  GDate open, change = days_after (&maker->start, 40), help = days_after (&maker->start, 2),
              last = day_of (UNTIL);
  gboolean local_stays = below (maker, 10) < 7;
  const GDate *face_end;

  g_date_clear (&open, 1);
  face_end = g_date_valid (&maker->end) && !local_stays ? &maker->end : &open;
  if (maker->lot->group == CAME_BACK)
    {
      g_autofree char *before = add_professional (maker, "rvt-partner", maker->rvt,
                                                  &maker->first_start, &maker->first_end);

      add_signal (maker, &maker->first_start, FALSE);
    }
  maker->partner = add_professional (maker, "rvt-partner", maker->rvt, &maker->start, &maker->end);
  if (below (maker, 8) == 0
      && g_date_compare (&change, earlier (&last, g_date_valid (&maker->end) ? &maker->end : &last))
             < 0)
    {
      g_autofree char *first =
          add_professional (maker, "fixed-face", maker->local_team, &maker->start, &change);

      add_contact (maker, &help, first, maker->partner);
      maker->face = add_professional (maker, "fixed-face", maker->local_team, &change, face_end);
    }
  else
    {
      maker->face =
          add_professional (maker, "fixed-face", maker->local_team, &maker->start, face_end);
      add_contact (maker, &help, maker->face, maker->partner);
    }
  for (guint i = below (maker, 4); i > 0; i--)
    {
      g_autofree char *specialist =
          add_professional (maker, "specialist", maker->local_team, &maker->start, &open);
      GDate day = days_after (&maker->start, (int) (5 + below (maker, 50)));

      add_contact (maker, &day, specialist, below (maker, 2) == 0 ? maker->face : NULL);
    }
}

static void
add_measure (Maker *maker, const char *type, const GDate *imposed)
{
  GezinSampleRecord *measure = add (maker, GEZIN_KIND_MEASURE);
  gboolean is_on_adult = g_str_equal (type, "huisverbod") || g_str_equal (type, "reclassering")
                         || g_str_equal (type, "civiel-contactverbod");
  GDate until = days_after (imposed, g_str_equal (type, "huisverbod") ? 10 : 180);

  set (measure, GEZIN_FIELD_MEASURE_TYPE, type);
  set (measure, GEZIN_FIELD_MEASURE_ON, is_on_adult ? maker->adult : maker->child);
  set_day (measure, GEZIN_FIELD_MEASURE_IMPOSED_ON, imposed);
  set_day (measure, GEZIN_FIELD_MEASURE_FROM, imposed);
  set_day (measure, GEZIN_FIELD_MEASURE_UNTIL, &until);
}

static void
add_measures (Maker *maker)
{
  GDate known = day_of (LAST_KNOWN), last = day_of (UNTIL), later = days_after (&known, 1);

  if (g_date_valid (&maker->end))
    last = maker->end;
  if (g_date_compare (&maker->start, &later) > 0)
    later = maker->start;
  for (guint i = 0; i < maker->lot->n_measures; i++)
    {
      const char *type = measure_row[(maker->lot->first_measure + i) % G_N_ELEMENTS (measure_row)];
      GDate day = i < maker->lot->n_early ? between (maker, &maker->start, &known)
                                          : between (maker, &later, &last);

      add_measure (maker, type, &day);
    }
  /* Some that do not count. */
  if (maker->child != NULL && maker->lot->n_measures == 0 && below (maker, 60) == 0)
    add_measure (maker, "uithuisplaatsing", &maker->start);
}

static void
add_experience (Maker *maker)
{
  static const GezinField scores[] = { GEZIN_FIELD_EXPERIENCE_HEARD,
                                       GEZIN_FIELD_EXPERIENCE_TAKEN_SERIOUSLY,
                                       GEZIN_FIELD_EXPERIENCE_RESPECTED };
  GezinSampleRecord *experience;

  if (!g_date_valid (&maker->end) || below (maker, 3) > 0)
    return;
  experience = add (maker, GEZIN_KIND_EXPERIENCE);
  set (experience, GEZIN_FIELD_EXPERIENCE_PERSON, maker->adult);
  for (guint i = 0; i < G_N_ELEMENTS (scores); i++)
    {
      g_autofree char *score = g_strdup_printf ("%u", 4 + below (maker, 7));

      set (experience, scores[i], score);
    }
  set_day (experience, GEZIN_FIELD_EXPERIENCE_ASKED_ON, &maker->end);
}

/* Some were asked whether researchers may call; most of them said yes. */
static void
add_research (Maker *maker)
{
  g_autofree char *researcher = NULL, *phone = NULL;
  GezinSampleRecord *consent, *adult = NULL;

  if (below (maker, 25) > 0)
    return;
  researcher = add_organisation (maker, "Instituut voor Gezinsonderzoek", "research");
  phone = g_strdup_printf ("06-00000%03u", below (maker, 1000));
  for (guint i = 0; i < maker->dossier->records->len; i++)
    if (g_str_equal (((GezinSampleRecord *) maker->dossier->records->pdata[i])->id, maker->adult))
      adult = maker->dossier->records->pdata[i];
  g_assert (adult != NULL);
  set (adult, GEZIN_FIELD_PERSON_PHONE, phone);
  consent = add (maker, GEZIN_KIND_CONSENT);
  set (consent, GEZIN_FIELD_CONSENT_SUBJECT, maker->adult);
  set (consent, GEZIN_FIELD_CONSENT_GIVEN_BY, maker->adult);
  set (consent, GEZIN_FIELD_CONSENT_PURPOSE, "research-contact");
  set (consent, GEZIN_FIELD_CONSENT_RECIPIENT, researcher);
  set (consent, GEZIN_FIELD_CONSENT_CATEGORIES, "identity");
  set (consent, GEZIN_FIELD_CONSENT_CATEGORIES, "contact");
  set (consent, GEZIN_FIELD_CONSENT_DECISION, below (maker, 4) == 0 ? "refused" : "given");
  set (consent, GEZIN_FIELD_CONSENT_EXPLICIT, "true");
  set (consent, GEZIN_FIELD_CONSENT_HOW, "signed");
  set_day (consent, GEZIN_FIELD_CONSENT_GIVEN_ON, &maker->start);
  set_day (consent, GEZIN_FIELD_CONSENT_FROM, &maker->start);
  set (consent, GEZIN_FIELD_COMMON_LAW, "jeugdwet");
  set (consent, GEZIN_FIELD_COMMON_ABOUT, maker->adult);
}

static void
maker_clear (Maker *maker)
{
  g_free (maker->adult);
  g_free (maker->child);
  g_free (maker->local_team);
  g_free (maker->rvt);
  g_free (maker->face);
  g_free (maker->partner);
  g_free (maker->family_name);
}

GezinSampleDossier *
gezin_programme_family (const GezinProgramme *programme, guint position)
{
  g_autoptr (GezinRandom) random = gezin_random_new_seeded (
      programme->seed * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) + position + 1);
  Maker maker = { .programme = programme, .lot = &programme->lots[position], .random = random };
  g_autofree char *id = new_id (&maker);

  maker.dossier = gezin_sample_dossier_new (id);
  maker.family_name = g_strdup (pick_name (&maker, "Visser"));
  choose_days (&maker);
  add_root (&maker, position);
  add_people (&maker);
  maker.local_team = add_organisation (&maker, "Lokaal team", "local-team");
  maker.rvt = add_organisation (&maker, "Veilig Thuis", "veilig-thuis");
  add_signal (&maker, &maker.signal, maker.lot->group == CAME_BACK);
  add_team (&maker);
  add_measures (&maker);
  add_experience (&maker);
  add_research (&maker);
  maker_clear (&maker);
  return maker.dossier;
}
