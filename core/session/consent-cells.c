/* SPDX-License-Identifier: EUPL-1.2 */

/* One cell of the grid of consent: one person, one recipient.
 *
 * Invariants:
 * 1. It decides nothing: how each category stands is the consent room's to say.
 * 2. What holds for one purpose shows, whatever was said about another; the talks tell the rest. */

#include "session/consents-private.h"

#include "session/when.h"

#include <glib/gi18n-lib.h>

#define BIT(category) (1u << (category))

void
gezin_consent_cell_free (GezinConsentCell *cell)
{
  g_free (cell->categories);
  g_free (cell->when);
  g_free (cell->sentence);
  g_ptr_array_unref (cell->talks);
  g_free (cell);
}

/* The talks. */

static GezinStanding
standing_of_talk (const GezinSaid *said)
{
  if (said->is_ground)
    return GEZIN_STANDING_OTHER_GROUND;
  switch (said->reason)
    {
    case GEZIN_WITHHELD_REFUSED:
      return GEZIN_STANDING_REFUSED;
    case GEZIN_WITHHELD_WITHDRAWN:
      return GEZIN_STANDING_WITHDRAWN;
    case GEZIN_WITHHELD_ENDED:
      return GEZIN_STANDING_ENDED;
    case GEZIN_WITHHELD_NOT_YET:
      return GEZIN_STANDING_NOT_YET;
    case GEZIN_WITHHELD_IN_DOUBT:
      return GEZIN_STANDING_INCOMPLETE;
    default:
      return GEZIN_STANDING_GIVEN;
    }
}

static GezinTalk *
find_talk (const GezinConsentCell *cell, const GezinUuid *record)
{
  for (guint i = 0; i < cell->talks->len; i++)
    if (gezin_uuid_equal (&((GezinTalk *) cell->talks->pdata[i])->record, record))
      return cell->talks->pdata[i];
  return NULL;
}

/* A ground holds for one purpose, and is read once for each. */
static void
add_talks (const GezinAsked *asked, GezinConsentCell *cell)
{
  for (guint i = 0; i < asked->said->len; i++)
    {
      const GezinSaid *said = &g_array_index (asked->said, GezinSaid, i);
      GezinTalk *talk = find_talk (cell, &said->record);

      if (talk == NULL)
        {
          talk = g_new0 (GezinTalk, 1);
          talk->record = said->record;
          talk->standing = standing_of_talk (said);
          g_ptr_array_add (cell->talks, talk);
        }
      talk->is_current = said->is_ground ? talk->is_current || said->reason == GEZIN_WITHHELD_NONE
                                         : !said->is_followed;
    }
}

static const char *
day_of (GezinDossier *dossier, const GezinTalk *talk)
{
  const GezinRecord *record = gezin_dossier_find (dossier, &talk->record);

  return gezin_record_value (record, record->kind == GEZIN_KIND_GROUND
                                         ? GEZIN_FIELD_GROUND_FROM
                                         : GEZIN_FIELD_CONSENT_GIVEN_ON);
}

typedef struct {
  GezinDossier *dossier;
  const GezinConsentCell *cell;
} Order;

/* Those by which it stands as it does come first, then others that count, then those that do not any
 * more; of each the newest first. */
static int
newest_first (gconstpointer a, gconstpointer b, gpointer data)
{
  const Order *order = data;
  const GezinTalk *one = *(GezinTalk *const *) a, *other = *(GezinTalk *const *) b;
  gboolean is_one_why, is_other_why;

  if (one->is_current != other->is_current)
    return one->is_current ? -1 : 1;
  is_one_why = one->standing == order->cell->standing;
  is_other_why = other->standing == order->cell->standing;
  if (is_one_why != is_other_why)
    return is_one_why ? -1 : 1;
  return g_strcmp0 (day_of (order->dossier, other), day_of (order->dossier, one));
}

static const GezinRecord *
talk_with (const GezinConsentSource *source, const GezinConsentCell *cell, GezinStanding standing)
{
  for (guint i = 0; i < cell->talks->len; i++)
    {
      const GezinTalk *talk = cell->talks->pdata[i];

      if (talk->is_current && talk->standing == standing)
        return gezin_dossier_find (source->dossier, &talk->record);
    }
  return NULL;
}

/* How it stands. */

/* What a reason means where somebody was asked about the category. */
static GezinStanding
standing_of_reason (GezinWithheld reason, gboolean is_any_yes)
{
  switch (reason)
    {
    case GEZIN_WITHHELD_NONE:
      return GEZIN_STANDING_GIVEN;
    case GEZIN_WITHHELD_REFUSED:
      return GEZIN_STANDING_REFUSED;
    case GEZIN_WITHHELD_WITHDRAWN:
      return GEZIN_STANDING_WITHDRAWN;
    case GEZIN_WITHHELD_ENDED:
      return GEZIN_STANDING_ENDED;
    case GEZIN_WITHHELD_NOT_YET:
      return GEZIN_STANDING_NOT_YET;
    case GEZIN_WITHHELD_IN_DOUBT:
      return GEZIN_STANDING_INCOMPLETE;
    default:
      return is_any_yes ? GEZIN_STANDING_INCOMPLETE : GEZIN_STANDING_NOT_ASKED;
    }
}

static gboolean
has_yes (const GezinConsentCell *cell)
{
  for (guint i = 0; i < cell->talks->len; i++)
    {
      const GezinTalk *talk = cell->talks->pdata[i];

      if (talk->is_current && talk->standing == GEZIN_STANDING_GIVEN)
        return TRUE;
    }
  return FALSE;
}

typedef struct {
  guint32 masks[GEZIN_N_STANDINGS]; /* categories that stand so, for some purpose */
  const GezinAsked *incomplete; /* (nullable): for which it is so */
  GezinWithheld reason; /* of a category that is not complete or counts as not asked */
} Weighed;

static void
weigh_purpose (const GezinAsked *asked, gboolean is_any_yes, Weighed *weighed)
{
  weighed->masks[GEZIN_STANDING_OTHER_GROUND] |= asked->by_ground;
  for (guint category = 1; category < G_N_ELEMENTS (asked->reason); category++)
    {
      GezinWithheld reason = asked->reason[category];
      GezinStanding standing = standing_of_reason (reason, is_any_yes);

      if ((asked->named & BIT (category)) == 0)
        continue;
      weighed->masks[standing] |= BIT (category);
      if (standing == GEZIN_STANDING_INCOMPLETE || standing == GEZIN_STANDING_NOT_ASKED)
        weighed->reason =
            weighed->reason == GEZIN_WITHHELD_NONE ? reason : MIN (weighed->reason, reason);
      if (standing == GEZIN_STANDING_INCOMPLETE && weighed->incomplete == NULL)
        weighed->incomplete = asked;
    }
}

static GezinStanding
choose (const Weighed *weighed)
{
  static const GezinStanding order[] = { GEZIN_STANDING_OTHER_GROUND, GEZIN_STANDING_GIVEN,
                                         GEZIN_STANDING_INCOMPLETE,   GEZIN_STANDING_REFUSED,
                                         GEZIN_STANDING_WITHDRAWN,    GEZIN_STANDING_ENDED,
                                         GEZIN_STANDING_NOT_YET };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (weighed->masks[order[i]] != 0)
      return order[i];
  return GEZIN_STANDING_NOT_ASKED;
}

/* Words. */

char *
gezin_consent_call_name (GezinSession *session, GezinDossier *dossier, const GezinUuid *id)
{
  const GezinRecord *record = gezin_dossier_find (dossier, id);
  const char *name = record == NULL || record->kind != GEZIN_KIND_PERSON ? NULL
                     : gezin_record_value (record, GEZIN_FIELD_PERSON_KNOWN_AS) != NULL
                         ? gezin_record_value (record, GEZIN_FIELD_PERSON_KNOWN_AS)
                         : gezin_record_value (record, GEZIN_FIELD_PERSON_GIVEN_NAMES);

  if (name != NULL)
    return g_strndup (name, strcspn (name, " "));
  return record != NULL ? gezin_session_record_title (session, dossier, record) : g_strdup ("");
}

static char *
categories_text (GezinSession *session, guint32 mask)
{
  GString *text = g_string_new (NULL);

  for (guint category = 1; category <= GEZIN_CATEGORY_PROCESS; category++)
    if ((mask & BIT (category)) != 0)
      {
        g_autofree char *label =
            gezin_session_code_label (session, "category", gezin_category_name (category));

        g_string_append_printf (text, text->len > 0 ? ", %s" : "%s", label);
      }
  return g_string_free (text, text->len == 0);
}

/* The person first, then by name. */
static int
person_first (gconstpointer a, gconstpointer b, gpointer data)
{
  const GezinConsentSource *source = data;
  const GezinDecider *both[] = { a, b };
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  for (guint i = 0; i < 2; i++)
    if (gezin_uuid_equal (&both[i]->who, source->person))
      return i == 0 ? -1 : 1;
  first = gezin_consent_call_name (source->session, source->dossier, &both[0]->who);
  second = gezin_consent_call_name (source->session, source->dossier, &both[1]->who);
  return g_utf8_collate (first, second);
}

/* Who said yes and who has still to be asked. */
static char *
deciders_text (const GezinConsentSource *source, const GezinAsked *asked)
{
  GString *text = g_string_new (NULL);

  g_array_sort_with_data (asked->deciders, person_first, (gpointer) source);
  for (guint i = 0; i < asked->deciders->len; i++)
    {
      const GezinDecider *decider = &g_array_index (asked->deciders, GezinDecider, i);
      g_autofree char *name =
          gezin_consent_call_name (source->session, source->dossier, &decider->who);

      g_string_append (text, i > 0 ? "\n" : "");
      /* Translators: %s is a name. */
      g_string_append_printf (text, decider->has_said_yes ? _ ("%s: yes") : _ ("%s: still to ask"),
                              name);
    }
  if (asked->is_somebody_missing)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "",
                            _ ("Who decides is not all written down"));
  return g_string_free (text, text->len == 0);
}

static char *
day_text (const GezinRecord *record, GezinField field, const char *format)
{
  const char *day = record != NULL ? gezin_record_value (record, field) : NULL;
  g_autofree char *text = day != NULL ? gezin_when_short (day) : NULL;

  return text != NULL ? g_strdup_printf (format, text) : NULL;
}

/* Up to a birthday that changes who decides, where that comes before the end of what was said. */
static char *
until_birthday (const GezinConsentSource *source, const char *until)
{
  for (guint i = 0; i < source->grid->birthdays->len; i++)
    {
      const GezinConsentBirthday *birthday = source->grid->birthdays->pdata[i];
      char day[sizeof "2000-01-01"];
      g_autofree char *text = NULL;

      g_date_strftime (day, sizeof day, "%Y-%m-%d", &birthday->day);
      if (!gezin_uuid_equal (&birthday->person, source->person)
          || (until != NULL && strcmp (until, day) < 0))
        continue;
      text = gezin_when_short (day);
      /* Translators: %1$s is a day, %2$u an age; from that day on somebody else decides. */
      return g_strdup_printf (_ ("until %1$s: then %2$u"), text, birthday->age);
    }
  return NULL;
}

static char *
when_text (const GezinConsentSource *source, const GezinConsentCell *cell)
{
  const GezinRecord *record = talk_with (source, cell, cell->standing);
  char *birthday;

  if (record == NULL)
    return NULL;
  switch (cell->standing)
    {
    case GEZIN_STANDING_REFUSED:
      return day_text (record, GEZIN_FIELD_CONSENT_GIVEN_ON, _ ("on %s"));
    case GEZIN_STANDING_WITHDRAWN:
      return day_text (record, GEZIN_FIELD_CONSENT_WITHDRAWN_ON, _ ("on %s"));
    case GEZIN_STANDING_NOT_YET:
      return day_text (record, GEZIN_FIELD_CONSENT_FROM, _ ("from %s"));
    case GEZIN_STANDING_OTHER_GROUND:
      return day_text (record, GEZIN_FIELD_GROUND_UNTIL, _ ("up to and including %s"));
    case GEZIN_STANDING_GIVEN:
      birthday = until_birthday (source, gezin_record_value (record, GEZIN_FIELD_CONSENT_UNTIL));
      if (birthday != NULL)
        return birthday;
      G_GNUC_FALLTHROUGH;
    default:
      return day_text (record, GEZIN_FIELD_CONSENT_UNTIL, _ ("up to and including %s"));
    }
}

static char *
sentence (const GezinConsentSource *source, const GezinConsentCell *cell, const Weighed *weighed)
{
  const GezinAsked *first = source->asked->pdata[0];

  if (cell->talks->len == 0
      || (cell->standing != GEZIN_STANDING_INCOMPLETE && cell->standing != GEZIN_STANDING_NOT_ASKED)
      || weighed->reason == GEZIN_WITHHELD_NONE)
    return NULL;
  if (weighed->reason == GEZIN_WITHHELD_NEEDS_JUDGEMENT && first->is_said_before)
    return g_strdup (_ ("Since this was said, somebody else decides. Ask again."));
  return g_strdup (gezin_session_reason_sentence (gezin_withheld_code (weighed->reason)));
}

GezinConsentCell *
gezin_consent_cell_read (const GezinConsentSource *source)
{
  GezinConsentCell *cell = g_new0 (GezinConsentCell, 1);
  Weighed weighed = { .reason = GEZIN_WITHHELD_NONE };

  cell->person = *source->person;
  cell->recipient = *source->recipient;
  cell->talks = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < source->asked->len; i++)
    add_talks (source->asked->pdata[i], cell);
  for (guint i = 0; i < source->asked->len; i++)
    weigh_purpose (source->asked->pdata[i], has_yes (cell), &weighed);
  cell->standing = choose (&weighed);
  g_ptr_array_sort_with_data (cell->talks, newest_first, &(Order){ source->dossier, cell });
  cell->categories = cell->standing == GEZIN_STANDING_NOT_ASKED
                         ? NULL
                         : categories_text (source->session, weighed.masks[cell->standing]);
  cell->when = cell->standing == GEZIN_STANDING_INCOMPLETE && weighed.incomplete != NULL
                   ? deciders_text (source, weighed.incomplete)
                   : when_text (source, cell);
  cell->sentence = sentence (source, cell, &weighed);
  return cell;
}
