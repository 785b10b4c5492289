/* SPDX-License-Identifier: EUPL-1.2 */

/* The grid of what was asked about sharing, person by recipient, as a worker looks at it before a
 * talk.
 *
 * Invariants:
 * 1. It decides nothing: the consent room reads what was said, for each purpose that was talked
 *    about with a recipient.
 * 2. Who decides at what age is in the reference data; birthdays are found there. */

#include "session/consents-private.h"

#include "rules/age.h"
#include "rules/reader.h"
#include "session/when.h"

#include <glib/gi18n-lib.h>

#define BIRTHDAYS_AHEAD 100 /* days */

typedef struct {
  Call call;
  GezinDossier *dossier;
  GDate today;
  GPtrArray *people; /* GezinRecord, those that stand for themselves, eldest first */
  GezinCodeList *deciders;
  GezinCodeList *purposes;
  const char *any_purpose; /* (nullable) */
  GezinConsentGrid *grid;
} Reading;

static void
birthday_free (gpointer data)
{
  GezinConsentBirthday *birthday = data;

  g_free (birthday->name);
  g_free (birthday->decides);
  g_free (birthday);
}

static void
row_free (gpointer data)
{
  GezinConsentRow *row = data;

  g_free (row->name);
  g_free (row->decides);
  g_ptr_array_unref (row->cells);
  g_free (row);
}

void
gezin_consent_grid_free (GezinConsentGrid *grid)
{
  g_array_unref (grid->recipients);
  g_ptr_array_unref (grid->rows);
  g_ptr_array_unref (grid->birthdays);
  g_free (grid->rules);
  g_free (grid);
}

const char *
gezin_session_standing_word (GezinStanding standing)
{
  static const char *const words[GEZIN_N_STANDINGS] = {
    [GEZIN_STANDING_NOT_ASKED] = NC_ ("consent", "Not asked"),
    [GEZIN_STANDING_GIVEN] = NC_ ("consent", "Given"),
    [GEZIN_STANDING_INCOMPLETE] = NC_ ("consent", "Not complete yet"),
    [GEZIN_STANDING_REFUSED] = NC_ ("consent", "Refused"),
    [GEZIN_STANDING_WITHDRAWN] = NC_ ("consent", "Withdrawn"),
    [GEZIN_STANDING_ENDED] = NC_ ("consent", "Ended"),
    [GEZIN_STANDING_NOT_YET] = NC_ ("consent", "Begins later"),
    [GEZIN_STANDING_OTHER_GROUND] = NC_ ("consent", "Other ground"),
  };

  return g_dpgettext2 (NULL, "consent", words[standing]);
}

/* With whom, and about which purposes. */

/* A professional stands for the organisation that they work for. */
static gboolean
is_to (const Reading *reading, const GezinRecord *record, const GezinUuid *organisation)
{
  GezinField field = record->kind == GEZIN_KIND_GROUND ? GEZIN_FIELD_GROUND_RECIPIENT
                                                       : GEZIN_FIELD_CONSENT_RECIPIENT;
  guint position = 0;
  GezinUuid id, employer;

  while (gezin_reader_next_id (record, field, &position, &id))
    {
      const GezinRecord *to = gezin_dossier_find (reading->dossier, &id);
      guint at = 0;

      if (gezin_uuid_equal (&id, organisation))
        return TRUE;
      while (to != NULL && to->kind == GEZIN_KIND_PROFESSIONAL
             && gezin_reader_next_id (to, GEZIN_FIELD_PROFESSIONAL_ORGANISATION, &at, &employer))
        if (gezin_uuid_equal (&employer, organisation))
          return TRUE;
    }
  return FALSE;
}

static gboolean
is_talk (const GezinRecord *record)
{
  return (record->kind == GEZIN_KIND_CONSENT || record->kind == GEZIN_KIND_GROUND)
         && !gezin_record_is_removed (record);
}

static gboolean
is_talked_about (const Reading *reading, const GezinUuid *organisation)
{
  for (guint i = 0; i < gezin_dossier_n_records (reading->dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (reading->dossier, i);

      if (is_talk (record) && is_to (reading, record, organisation))
        return TRUE;
    }
  return FALSE;
}

static void
find_recipients (Reading *reading)
{
  g_autoptr (GPtrArray) all =
      gezin_session_leading_records (reading->dossier, GEZIN_KIND_ORGANISATION);

  for (guint others = 0; others < 2; others++)
    for (guint i = 0; i < all->len; i++)
      {
        const GezinRecord *record = all->pdata[i];
        gboolean is_team = GEZIN_READ_BOOL (record, ORGANISATION_ACTS_IN_RVT, TRUE);

        if (others ? !is_team && is_talked_about (reading, &record->id) : is_team)
          g_array_append_val (reading->grid->recipients, record->id);
      }
}

/* (transfer container): Those that the rules know; any where nothing was talked about. */
static GPtrArray *
find_purposes (const Reading *reading, const GezinUuid *recipient)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < gezin_dossier_n_records (reading->dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (reading->dossier, i);
      guint position = 0;
      const char *purpose;

      if (!is_talk (record) || !is_to (reading, record, recipient))
        continue;
      while (gezin_reader_next_value (record,
                                      record->kind == GEZIN_KIND_GROUND
                                          ? GEZIN_FIELD_GROUND_PURPOSE
                                          : GEZIN_FIELD_CONSENT_PURPOSE,
                                      &position, &purpose))
        if (gezin_reference_knows (reading->call.session->reference, "purpose", purpose)
            && !g_ptr_array_find_with_equal_func (found, purpose, g_str_equal, NULL))
          g_ptr_array_add (found, (gpointer) purpose);
    }
  if (found->len == 0)
    g_ptr_array_add (found, (gpointer) reading->any_purpose);
  return found;
}

/* People. */

static const GezinCode *
decider_at (const Reading *reading, guint age)
{
  for (guint i = 0; reading->deciders != NULL && i < gezin_code_list_size (reading->deciders); i++)
    {
      const GezinCode *code = gezin_code_list_code (reading->deciders, i);
      const char *from = gezin_code_property (code, "from-age");
      const char *until = gezin_code_property (code, "until-age");

      if (gezin_code_property (code, "law") == NULL && from != NULL && until != NULL
          && age >= g_ascii_strtoull (from, NULL, 10) && age < g_ascii_strtoull (until, NULL, 10))
        return code;
    }
  return NULL;
}

static const char *
decides_word (GezinWhoDecides decides)
{
  switch (decides)
    {
    case GEZIN_DECIDES_PERSON:
      return _ ("decides alone");
    case GEZIN_DECIDES_PERSON_AND_HOLDERS:
      return _ ("decides along");
    case GEZIN_DECIDES_HOLDERS:
      return _ ("through who has authority");
    case GEZIN_DECIDES_REPRESENTATIVE:
      return _ ("through who represents them");
    case GEZIN_DECIDES_DOUBT:
      return _ ("not sure who decides");
    case GEZIN_DECIDES_UNKNOWN:
    default:
      return _ ("age not known");
    }
}

/* The day on which somebody was born, when all that is written down says one and the same. */
static gboolean
read_birth (const GezinRecord *person, GDate *born)
{
  GezinDays days = GEZIN_READ_DAYS (person, PERSON_BIRTH_DATE);

  g_date_clear (born, 1);
  if (!days.is_known || days.is_open || days.earliest_first != days.latest_last)
    return FALSE;
  g_date_set_julian (born, days.earliest_first);
  return TRUE;
}

static void
find_birthday (Reading *reading, const GezinRecord *person, guint age)
{
  const GezinCode *next = decider_at (reading, age + 1);
  GezinConsentBirthday *birthday;
  GDate born, day;

  if (!read_birth (person, &born) || next == NULL || next == decider_at (reading, age))
    return;
  gezin_age_reached_on (&born, age + 1, &day);
  if (g_date_days_between (&reading->today, &day) > BIRTHDAYS_AHEAD)
    return;
  birthday = g_new0 (GezinConsentBirthday, 1);
  birthday->person = person->id;
  birthday->name = gezin_consent_call_name (reading->call.session, reading->dossier, &person->id);
  birthday->age = age + 1;
  birthday->day = day;
  birthday->decides = g_strdup (gezin_code_label (next, g_get_language_names ()[0]));
  g_ptr_array_add (reading->grid->birthdays, birthday);
}

static void
add_person (Reading *reading, const GezinRecord *person, const GezinAsked *asked)
{
  GezinConsentRow *row = g_new0 (GezinConsentRow, 1);

  row->person = person->id;
  row->name = gezin_consent_call_name (reading->call.session, reading->dossier, &person->id);
  row->age = asked->youngest == asked->oldest ? (int) asked->youngest : -1;
  row->decides = g_strdup (decides_word (asked->decides));
  row->cells = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_consent_cell_free);
  g_ptr_array_add (reading->grid->rows, row);
  if (row->age >= 0)
    find_birthday (reading, person, asked->youngest);
}

static int
eldest_first (gconstpointer a, gconstpointer b)
{
  const char *one = gezin_record_value (*(GezinRecord *const *) a, GEZIN_FIELD_PERSON_BIRTH_DATE);
  const char *other = gezin_record_value (*(GezinRecord *const *) b, GEZIN_FIELD_PERSON_BIRTH_DATE);

  return g_strcmp0 (one != NULL ? one : "~", other != NULL ? other : "~");
}

static int
soonest_first (gconstpointer a, gconstpointer b)
{
  return g_date_compare (&(*(GezinConsentBirthday *const *) a)->day,
                         &(*(GezinConsentBirthday *const *) b)->day);
}

/* Cells. */

static const GezinAsked *
asked_of (GPtrArray *all, const GezinUuid *person)
{
  for (guint i = 0; i < all->len; i++)
    if (gezin_uuid_equal (&((GezinAsked *) all->pdata[i])->person, person))
      return all->pdata[i];
  g_assert_not_reached (); /* it holds every person of the dossier */
}

/* What was asked with @recipient, for each purpose of it: GPtrArray of GPtrArray of GezinAsked. */
static gboolean
ask_for_recipient (Reading *reading, const GezinUuid *recipient, GPtrArray *answers, GError **error)
{
  g_autoptr (GPtrArray) purposes = find_purposes (reading, recipient);
  char id[GEZIN_UUID_TEXT_LENGTH + 1];
  GezinSharingAsked asked = { .to = gezin_uuid_write (recipient, id),
                              .purpose = purposes->pdata[0] };
  g_auto (GezinSharing) sharing = { 0 };

  if (!gezin_session_sharing_init (reading->call.session, reading->call.dossier, &asked, &sharing,
                                   error))
    return FALSE;
  for (guint i = 0; i < purposes->len; i++)
    {
      sharing.question.purpose = purposes->pdata[i];
      g_ptr_array_add (answers, gezin_asked_read (&sharing.question));
    }
  return TRUE;
}

static void
fill_column (Reading *reading, const GezinUuid *recipient, GPtrArray *answers)
{
  for (guint i = 0; i < reading->grid->rows->len; i++)
    {
      GezinConsentRow *row = reading->grid->rows->pdata[i];
      g_autoptr (GPtrArray) asked = g_ptr_array_new ();
      GezinConsentSource source = { .session = reading->call.session,
                                    .dossier = reading->dossier,
                                    .grid = reading->grid,
                                    .person = &row->person,
                                    .recipient = recipient,
                                    .asked = asked };

      for (guint p = 0; p < answers->len; p++)
        g_ptr_array_add (asked, (gpointer) asked_of (answers->pdata[p], &row->person));
      g_ptr_array_add (row->cells, gezin_consent_cell_read (&source));
    }
}

static gboolean
fill_recipient (Reading *reading, const GezinUuid *recipient, GError **error)
{
  g_autoptr (GPtrArray) answers =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  if (!ask_for_recipient (reading, recipient, answers, error))
    return FALSE;
  if (reading->grid->rows->len == 0)
    {
      for (guint i = 0; i < reading->people->len; i++)
        {
          const GezinRecord *person = reading->people->pdata[i];

          add_person (reading, person, asked_of (answers->pdata[0], &person->id));
        }
      g_ptr_array_sort (reading->grid->birthdays, soonest_first);
    }
  fill_column (reading, recipient, answers);
  return TRUE;
}

static gboolean
read_grid (Call *call, GError **error)
{
  Reading *reading = (Reading *) call;
  GezinSession *session = call->session;
  GArray *recipients = reading->grid->recipients;
  g_auto (GezinWhole) whole = { 0 };

  if (!gezin_session_whole_init (session, call->dossier, NULL, &whole, error))
    return FALSE;
  reading->dossier = whole.dossier;
  gezin_clock_today (session->clock, &reading->today);
  reading->deciders = gezin_reference_list (session->reference, "sharing-decider", &reading->today);
  reading->purposes = gezin_reference_list (session->reference, "purpose", &reading->today);
  if (reading->purposes != NULL && gezin_code_list_size (reading->purposes) > 0)
    reading->any_purpose = gezin_code_name (gezin_code_list_code (reading->purposes, 0));
  reading->grid->rules =
      reading->deciders != NULL ? g_strdup (gezin_code_list_version (reading->deciders)) : NULL;
  reading->people = gezin_session_leading_records (whole.dossier, GEZIN_KIND_PERSON);
  g_ptr_array_sort (reading->people, eldest_first);
  find_recipients (reading);
  for (guint i = 0; i < recipients->len; i++)
    if (!fill_recipient (reading, &g_array_index (recipients, GezinUuid, i), error))
      return FALSE;
  return TRUE;
}

GezinConsentGrid *
gezin_session_consent_grid (GezinSession *session, const GezinUuid *dossier, GError **error)
{
  Reading reading = { .call = { .session = session, .dossier = dossier } };
  gboolean is_done;

  reading.grid = g_new0 (GezinConsentGrid, 1);
  reading.grid->recipients = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  reading.grid->rows = g_ptr_array_new_with_free_func (row_free);
  reading.grid->birthdays = g_ptr_array_new_with_free_func (birthday_free);
  is_done = gezin_session_run_call (&reading.call, read_grid, error);
  g_clear_pointer (&reading.deciders, gezin_code_list_unref);
  g_clear_pointer (&reading.purposes, gezin_code_list_unref);
  g_clear_pointer (&reading.people, g_ptr_array_unref);
  if (is_done)
    return reading.grid;
  gezin_consent_grid_free (reading.grid);
  return NULL;
}
