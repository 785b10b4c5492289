/* SPDX-License-Identifier: EUPL-1.2 */

/* What the values of one family become, by their types.
 *
 * Invariants:
 * 1. One written name, number or BSN becomes one other everywhere, and two become two.
 * 2. All days move by the same number of whole weeks, so weekdays, ages and terms stay; what fell
 *    on somebody's birthday in another year still does.
 * 3. A BSN is of the test range and passes the elfproef; telephone numbers and
 *    postcodes are of ranges that are not given out. */

#include "gezin/sample-vary.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define MAX_WEEKS_BACK 104 /* the eldest child of the written families is no adult then either */
#define BSN_RANGE "9999"
#define HOME 0 /* the origin that the lists name first */
#define HOME_PERCENT_OF_FAMILIES 60
#define HOME_PERCENT_OF_WORKERS 75
#define MAX_TRIES 200

struct _GezinVariation {
  const GezinSampleTemplate *template;
  const GezinSampleNames *names;
  GezinRandom *random;
  int days; /* by which dates move */
  char **slots;
};

static gboolean
chance (GezinRandom *random, guint percent)
{
  return gezin_random_below (random, 100) < percent;
}

/* Slots. */

/* For each origin in the written family, another: home stays home for most, and what came from elsewhere comes from elsewhere. */
static guint *
draw_origins (const GezinSampleNames *names, GezinRandom *random)
{
  guint n = gezin_sample_names_n_origins (names);
  guint *origins = g_new0 (guint, n);

  for (guint i = 0; i < n; i++)
    if (n > 1 && (i != HOME || !chance (random, HOME_PERCENT_OF_FAMILIES)))
      origins[i] = 1 + gezin_random_below (random, n - 1);
  return origins;
}

/* The last run of digits in @text. */
static char *
last_digits (char *text, gsize *length)
{
  char *end = text + strlen (text);
  char *from;

  while (end > text && !g_ascii_isdigit (end[-1]))
    end--;
  from = end;
  while (from > text && g_ascii_isdigit (from[-1]))
    from--;
  *length = (gsize) (end - from);
  return from;
}

static char *
vary_number (const char *text, GezinRandom *random)
{
  char *number = g_strdup (text);
  gsize length;
  char *digits = last_digits (number, &length);
  gsize n = MIN (length, 3);

  for (gsize i = length - n; i < length; i++)
    digits[i] = (char) ('0' + gezin_random_below (random, 10));
  /* Digits that letters follow: a postcode; none begins with 0. */
  if (digits == number && length == 4)
    digits[0] = '0';
  return number;
}

/* The number of the dossier itself is that of the family, so that no two are the same. */
static char *
own_number (const char *text, guint number)
{
  g_autofree char *before = g_strdup (text);
  gsize length;
  char *digits = last_digits (before, &length);
  g_autofree char *after = g_strdup (digits + length);

  *digits = '\0';
  return g_strdup_printf ("%s%0*u%s", before, (int) length, number, after);
}

static char *
draw_bsn (GezinRandom *random)
{
  for (;;)
    {
      char *bsn = g_strdup_printf (BSN_RANGE "%05u", gezin_random_below (random, 100000));

      if (gezin_bsn_is_valid (bsn))
        return bsn;
      g_free (bsn);
    }
}

static char *
draw_slot (const GezinSlot *slot, const GezinSampleNames *names, const guint *origins, guint number,
           GezinRandom *random)
{
  guint origin = slot->origin;

  switch (slot->type)
    {
    case GEZIN_SLOT_NUMBER:
      return vary_number (slot->text, random);
    case GEZIN_SLOT_OWN_NUMBER:
      return own_number (slot->text, number);
    case GEZIN_SLOT_BSN:
      return draw_bsn (random);
    case GEZIN_SLOT_NAME:
      break;
    }
  if (slot->of_family)
    origin = origins[slot->origin];
  else if (!chance (random, HOME_PERCENT_OF_WORKERS))
    origin = gezin_random_below (random, gezin_sample_names_n_origins (names));
  return g_strdup (gezin_sample_names_pick (names, slot->class, origin, random));
}

static void
draw_slots (GezinVariation *variation, guint number)
{
  const GezinSampleNames *names = variation->names;
  g_autofree guint *origins = draw_origins (names, variation->random);
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_slots = variation->template->slots->len;

  variation->slots = g_new0 (char *, n_slots + 1);
  for (guint i = 0; i < n_slots; i++)
    {
      const GezinSlot *slot = &g_array_index (variation->template->slots, GezinSlot, i);
      char *text = draw_slot (slot, names, origins, number, variation->random);

      /* A list may be shorter than the family is large: then two have one name, as happens. */
      for (guint tries = 0; g_hash_table_contains (taken, text) && tries < MAX_TRIES; tries++)
        {
          g_free (text);
          text = draw_slot (slot, names, origins, number, variation->random);
        }
      variation->slots[i] = text;
      g_hash_table_add (taken, text);
    }
}

GezinVariation *
gezin_variation_new (const GezinSampleTemplate *template, const GezinSampleNames *names,
                     guint number, GezinRandom *random)
{
  GezinVariation *variation = g_new0 (GezinVariation, 1);

  variation->template = template;
  variation->names = names;
  variation->random = gezin_random_ref (random);
  variation->days = -7 * (int) gezin_random_below (random, MAX_WEEKS_BACK + 1);
  draw_slots (variation, number);
  return variation;
}

void
gezin_variation_free (GezinVariation *variation)
{
  if (variation == NULL)
    return;
  g_strfreev (variation->slots);
  gezin_random_unref (variation->random);
  g_free (variation);
}

/* Days. */

static void
move_day (const GezinVariation *variation, GDate *day)
{
  if (variation->days < 0)
    g_date_subtract_days (day, (guint) -variation->days);
}

/* Whole weeks are no whole years: a birthday of somebody moves with their day of birth. */
static gboolean
move_birthday (const GezinVariation *variation, const GezinPartialDate *date, GDate *day)
{
  for (guint i = 0; i < variation->template->birthdays->len; i++)
    {
      const GezinPartialDate *birth =
          &g_array_index (variation->template->birthdays, GezinPartialDate, i);

      if (birth->day != date->day || birth->month != date->month || birth->year >= date->year)
        continue;
      g_date_set_dmy (day, birth->day, (GDateMonth) birth->month, birth->year);
      move_day (variation, day);
      g_date_add_years (day, (guint) (date->year - birth->year));
      return TRUE;
    }
  return FALSE;
}

/* A month or a year moves as its middle does. */
static char *
vary_date (const GezinVariation *variation, const char *value)
{
  GezinPartialDate date;
  GDate day;

  if (!gezin_partial_date_parse (value, &date))
    return g_strdup (value);
  g_date_clear (&day, 1);
  g_date_set_dmy (&day, date.day != 0 ? date.day : (date.month != 0 ? 15 : 1),
                  (GDateMonth) (date.month != 0 ? date.month : 7), date.year);
  if (date.day == 0 || !move_birthday (variation, &date, &day))
    move_day (variation, &day);
  if (date.day != 0)
    return g_strdup_printf ("%04u-%02u-%02u", g_date_get_year (&day),
                            (guint) g_date_get_month (&day), g_date_get_day (&day));
  if (date.month != 0)
    return g_strdup_printf ("%04u-%02u", g_date_get_year (&day), (guint) g_date_get_month (&day));
  return g_strdup_printf ("%04u", g_date_get_year (&day));
}

static char *
vary_time (const GezinVariation *variation, const char *value)
{
  gint64 instant;

  if (!gezin_instant_from_text (value, &instant))
    return g_strdup (value);
  return gezin_instant_to_text (instant
                                + variation->days * G_GINT64_CONSTANT (24) * 3600 * G_USEC_PER_SEC);
}

/* The year in which @day of @month is nearest to @near. */
static guint16
year_near (const char *near, guint month)
{
  guint year, near_month = 7;

  if (near == NULL || strlen (near) < 4)
    return 2026;
  year = (guint) strtoul (near, NULL, 10);
  if (strlen (near) >= 7)
    near_month = (guint) strtoul (near + 5, NULL, 10);
  if (month > near_month + 6)
    year--;
  else if (month + 6 < near_month)
    year++;
  return (guint16) year;
}

static void
append_day (const GezinVariation *variation, GString *text, const GezinPiece *piece,
            const char *near)
{
  guint16 year = piece->has_year ? piece->day.year : year_near (near, piece->day.month);
  GDate day;

  if (!g_date_valid_dmy (piece->day.day, (GDateMonth) piece->day.month, year))
    {
      g_string_append_len (text, piece->text, (gssize) piece->length);
      return;
    }
  g_date_clear (&day, 1);
  g_date_set_dmy (&day, piece->day.day, (GDateMonth) piece->day.month, year);
  move_day (variation, &day);
  g_string_append_printf (
      text, "%u %s", g_date_get_day (&day),
      gezin_sample_names_month_name (variation->names, (guint) g_date_get_month (&day)));
  if (piece->has_year)
    g_string_append_printf (text, " %u", g_date_get_year (&day));
}

/* Texts. */

/* "Samira’s", "Marks", "Els’": as Dutch writes it. */
static void
append_possessive (GString *text, const char *name)
{
  char last = (char) g_ascii_tolower (name[strlen (name) - 1]);

  g_string_append (text, name);
  if (strchr ("aiouy", last) != NULL)
    g_string_append (text, "’s");
  else if (strchr ("sxz", last) != NULL)
    g_string_append (text, "’");
  else
    g_string_append_c (text, 's');
}

/* A name as it stands in an address: lower-case letters of ASCII only. */
static void
append_in_address (GString *text, const char *name)
{
  g_autofree char *folded = gezin_text_fold (name);

  for (const char *at = folded; *at != '\0'; at++)
    if (g_ascii_isalnum (*at))
      g_string_append_c (text, *at);
}

static void
append_iso_day (const GezinVariation *variation, GString *text, const char *day)
{
  g_autofree char *moved = vary_date (variation, day);

  g_string_append (text, moved);
}

static char *
vary_text (const GezinVariation *variation, const char *value, const char *near)
{
  GArray *pieces = g_hash_table_lookup (variation->template->pieces, value);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < pieces->len; i++)
    {
      const GezinPiece *piece = &g_array_index (pieces, GezinPiece, i);
      const char *slot = variation->slots[piece->slot];
      g_autofree char *iso = NULL;

      switch (piece->type)
        {
        case GEZIN_PIECE_TEXT:
          g_string_append_len (text, piece->text, (gssize) piece->length);
          break;
        case GEZIN_PIECE_SLOT:
          g_string_append (text, slot);
          break;
        case GEZIN_PIECE_POSSESSIVE:
          append_possessive (text, slot);
          break;
        case GEZIN_PIECE_ADDRESS:
          append_in_address (text, slot);
          break;
        case GEZIN_PIECE_DAY:
          append_day (variation, text, piece, near);
          break;
        case GEZIN_PIECE_ISO_DAY:
          iso = g_strndup (piece->text, piece->length);
          append_iso_day (variation, text, iso);
          break;
        }
    }
  return g_string_free (text, FALSE);
}

static char *
vary_bsn (const GezinVariation *variation, const char *value)
{
  for (guint i = 0; i < variation->template->slots->len; i++)
    if (strcmp (g_array_index (variation->template->slots, GezinSlot, i).text, value) == 0)
      return g_strdup (variation->slots[i]);
  return g_strdup (value);
}

static char *
vary_scale (const GezinVariation *variation, const char *value)
{
  int score = (int) strtol (value, NULL, 10) + (int) gezin_random_below (variation->random, 3) - 1;

  return g_strdup_printf ("%d", CLAMP (score, 0, GEZIN_SCALE_MAX));
}

static char *
vary_digest (const GezinVariation *variation)
{
  guint8 bytes[32];

  gezin_random_bytes (variation->random, bytes, sizeof bytes);
  return gezin_hex_encode (bytes, sizeof bytes);
}

char *
gezin_variation_value (GezinVariation *variation, const GezinFieldSpec *spec, const char *value,
                       const char *near)
{
  switch (spec->type)
    {
    case GEZIN_TYPE_TEXT:
    case GEZIN_TYPE_PROSE:
      return vary_text (variation, value, near);
    case GEZIN_TYPE_BSN:
      return vary_bsn (variation, value);
    case GEZIN_TYPE_DATE:
      return vary_date (variation, value);
    case GEZIN_TYPE_TIME:
      return vary_time (variation, value);
    case GEZIN_TYPE_SCALE:
      return vary_scale (variation, value);
    case GEZIN_TYPE_DIGEST:
      return vary_digest (variation);
    case GEZIN_TYPE_BOOL:
    case GEZIN_TYPE_COUNT:
    case GEZIN_TYPE_CODE:
    case GEZIN_TYPE_CODES:
    case GEZIN_TYPE_REF:
    case GEZIN_TYPE_REFS:
    case GEZIN_TYPE_FILE:
      break;
    }
  return g_strdup (value);
}
