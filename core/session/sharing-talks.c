/* SPDX-License-Identifier: EUPL-1.2 */

/* What was asked about sharing, person by recipient, as a worker looks at it before a talk.
 *
 * Invariants:
 * 1. It decides nothing. Where what was said looks whole and the consent room finds that somebody
 *    still has to be asked, the consent room is right.
 * 2. Who decides at what age, and what authority counts, is in the reference data.
 * 3. A ground counts only where the consent room relies on it today. */

#include "session/consents.h"
#include "session/sharing-private.h"

#include "rules/age.h"
#include "session/when.h"

#include <glib/gi18n-lib.h>

#define BIRTHDAYS_AHEAD 100 /* days */

typedef struct {
  Call call;
  GezinDossier *dossier;
  GezinSame *same;
  GDate today;
  char *today_text;
  GezinCodeList *deciders;
  GezinCodeList *authority;
  GHashTable *relied; /* GezinUuid: what is relied on today */
  GHashTable *asks; /* GezinUuid of a person -> GezinWithheld: for the recipient being read */
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
cell_free (gpointer data)
{
  GezinConsentCell *cell = data;

  g_free (cell->categories);
  g_free (cell->when);
  g_free (cell->sentence);
  g_ptr_array_unref (cell->talks);
  g_free (cell);
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

/* Reading records. */

static gboolean
read_id (const GezinRecord *record, GezinField field, GezinUuid *id)
{
  const char *value = gezin_record_value (record, field);

  return value != NULL && gezin_uuid_parse (value, id);
}

static gboolean
is_one (const Reading *reading, const GezinUuid *a, const GezinUuid *b)
{
  return gezin_uuid_equal (gezin_same_leader (reading->same, a),
                           gezin_same_leader (reading->same, b));
}

static gboolean
names (const Reading *reading, const GezinRecord *record, GezinField field, const GezinUuid *id)
{
  GezinUuid found;

  return read_id (record, field, &found) && is_one (reading, &found, id);
}

/* A professional stands for the organisation that they work for. */
static gboolean
is_to (const Reading *reading, const GezinRecord *record, GezinField field,
       const GezinUuid *organisation)
{
  const GezinRecord *to;
  GezinUuid id;

  if (!read_id (record, field, &id))
    return FALSE;
  to = gezin_dossier_find (reading->dossier, &id);
  return is_one (reading, &id, organisation)
         || (to != NULL && to->kind == GEZIN_KIND_PROFESSIONAL
             && names (reading, to, GEZIN_FIELD_PROFESSIONAL_ORGANISATION, organisation));
}

static gboolean
is_replaced (const Reading *reading, const GezinRecord *record, GezinField field)
{
  for (guint i = 0; i < gezin_dossier_n_records (reading->dossier); i++)
    {
      const GezinRecord *other = gezin_dossier_record (reading->dossier, i);
      GezinUuid id;

      if (other->kind == record->kind && !gezin_record_is_removed (other)
          && read_id (other, field, &id) && gezin_uuid_equal (&id, &record->id))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_past (const Reading *reading, const GezinRecord *record, GezinField field)
{
  const char *day = gezin_record_value (record, field);

  return day != NULL && g_strcmp0 (day, reading->today_text) < 0;
}

static gboolean
is_ahead (const Reading *reading, const GezinRecord *record, GezinField field)
{
  const char *day = gezin_record_value (record, field);

  return day != NULL && g_strcmp0 (day, reading->today_text) > 0;
}

static GezinStanding
standing_of_consent (const Reading *reading, const GezinRecord *record)
{
  const char *decision = gezin_record_value (record, GEZIN_FIELD_CONSENT_DECISION);

  if (g_strcmp0 (decision, "refused") == 0)
    return GEZIN_STANDING_REFUSED;
  if (gezin_record_value (record, GEZIN_FIELD_CONSENT_WITHDRAWN_ON) != NULL
      && !is_ahead (reading, record, GEZIN_FIELD_CONSENT_WITHDRAWN_ON))
    return GEZIN_STANDING_WITHDRAWN;
  if (is_past (reading, record, GEZIN_FIELD_CONSENT_UNTIL))
    return GEZIN_STANDING_ENDED;
  if (is_ahead (reading, record, GEZIN_FIELD_CONSENT_FROM))
    return GEZIN_STANDING_NOT_YET;
  return GEZIN_STANDING_GIVEN;
}

/* Invariant 2. */

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

static char *
decides_text (const GezinCode *decider)
{
  gboolean is_person, is_holders;

  if (decider == NULL)
    return g_strdup (_ ("age not known"));
  is_person = gezin_code_property_has (decider, "consents", "person");
  is_holders = gezin_code_property_has (decider, "consents", "holders");
  if (is_person && is_holders)
    return g_strdup (_ ("decides along"));
  return g_strdup (is_person ? _ ("decides alone") : _ ("through who has authority"));
}

static GArray *
holders_of (const Reading *reading, const GezinUuid *child)
{
  GArray *holders = g_array_new (FALSE, FALSE, sizeof (GezinUuid));

  for (guint i = 0; i < gezin_dossier_n_records (reading->dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (reading->dossier, i);
      const char *type;
      const GezinCode *code;
      GezinUuid holder;

      if (record->kind != GEZIN_KIND_AUTHORITY || gezin_record_is_removed (record)
          || !names (reading, record, GEZIN_FIELD_AUTHORITY_CHILD, child)
          || is_past (reading, record, GEZIN_FIELD_AUTHORITY_UNTIL)
          || is_ahead (reading, record, GEZIN_FIELD_AUTHORITY_FROM)
          || is_replaced (reading, record, GEZIN_FIELD_AUTHORITY_REPLACES)
          || !read_id (record, GEZIN_FIELD_AUTHORITY_HOLDER, &holder))
        continue;
      type = gezin_record_value (record, GEZIN_FIELD_AUTHORITY_TYPE);
      code = type != NULL && reading->authority != NULL
                 ? gezin_code_list_find (reading->authority, type)
                 : NULL;
      if (code != NULL && g_strcmp0 (gezin_code_property (code, "holders"), "0") != 0)
        g_array_append_val (holders, holder);
    }
  return holders;
}

static GArray *
who_decide (const Reading *reading, const GezinUuid *person, const GezinCode *decider)
{
  GArray *who = decider != NULL && gezin_code_property_has (decider, "consents", "holders")
                    ? holders_of (reading, person)
                    : g_array_new (FALSE, FALSE, sizeof (GezinUuid));

  if (decider == NULL || gezin_code_property_has (decider, "consents", "person"))
    g_array_prepend_val (who, *person);
  return who;
}

/* One cell. */

static char *
call_name (const Reading *reading, const GezinUuid *id)
{
  const GezinRecord *record = gezin_dossier_find (reading->dossier, id);
  const char *name = record == NULL || record->kind != GEZIN_KIND_PERSON ? NULL
                     : gezin_record_value (record, GEZIN_FIELD_PERSON_KNOWN_AS) != NULL
                         ? gezin_record_value (record, GEZIN_FIELD_PERSON_KNOWN_AS)
                         : gezin_record_value (record, GEZIN_FIELD_PERSON_GIVEN_NAMES);

  if (name != NULL)
    return g_strndup (name, strcspn (name, " "));
  return record != NULL
             ? gezin_session_record_title (reading->call.session, reading->dossier, record)
             : g_strdup ("");
}

static gboolean
has_said_yes (const Reading *reading, const GezinConsentCell *cell, const GezinUuid *giver)
{
  for (guint i = 0; i < cell->talks->len; i++)
    {
      const GezinTalk *talk = cell->talks->pdata[i];
      const GezinRecord *record = gezin_dossier_find (reading->dossier, &talk->record);

      if (talk->is_current && talk->standing == GEZIN_STANDING_GIVEN
          && names (reading, record, GEZIN_FIELD_CONSENT_GIVEN_BY, giver))
        return TRUE;
    }
  return FALSE;
}

/* Who said yes and who has still to be asked; %NULL when nobody has. */
static char *
missing_text (const Reading *reading, const GezinConsentCell *cell, const GezinCode *decider)
{
  g_autoptr (GArray) who = who_decide (reading, &cell->person, decider);
  GString *text = g_string_new (NULL);
  gboolean is_missing = FALSE;

  for (guint i = 0; i < who->len; i++)
    {
      const GezinUuid *one = &g_array_index (who, GezinUuid, i);
      g_autofree char *name = call_name (reading, one);
      gboolean is_yes = has_said_yes (reading, cell, one);

      is_missing = is_missing || !is_yes;
      g_string_append_printf (text, "%s", i > 0 ? "\n" : "");
      /* Translators: %s is a name. */
      g_string_append_printf (text, is_yes ? _ ("%s: yes") : _ ("%s: still to ask"), name);
    }
  return g_string_free (text, !is_missing || who->len == 0);
}

static gboolean
has (const GezinConsentCell *cell, GezinStanding standing)
{
  for (guint i = 0; i < cell->talks->len; i++)
    {
      const GezinTalk *talk = cell->talks->pdata[i];

      if (talk->is_current && talk->standing == standing)
        return TRUE;
    }
  return FALSE;
}

static const GezinRecord *
talk_with (const Reading *reading, const GezinConsentCell *cell, GezinStanding standing)
{
  for (guint i = 0; i < cell->talks->len; i++)
    {
      const GezinTalk *talk = cell->talks->pdata[i];

      if (talk->is_current && talk->standing == standing)
        return gezin_dossier_find (reading->dossier, &talk->record);
    }
  return NULL;
}

/* Yes to one thing and no to another is a yes; the talks tell the rest. */
static gboolean
is_more_given_than_refused (const Reading *reading, const GezinConsentCell *cell)
{
  g_autoptr (GHashTable) refused = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean is_more = FALSE;

  for (guint given = 0; given < 2; given++)
    for (guint i = 0; i < cell->talks->len; i++)
      {
        const GezinTalk *talk = cell->talks->pdata[i];
        const GezinRecord *record = gezin_dossier_find (reading->dossier, &talk->record);
        g_autoptr (GPtrArray) items = NULL;

        if (!talk->is_current
            || talk->standing != (given ? GEZIN_STANDING_GIVEN : GEZIN_STANDING_REFUSED))
          continue;
        items = gezin_record_items (record, GEZIN_FIELD_CONSENT_CATEGORIES);
        for (guint c = 0; c < items->len; c++)
          if (given)
            is_more = is_more || !g_hash_table_contains (refused, items->pdata[c]);
          else
            g_hash_table_add (refused, items->pdata[c]);
      }
  return is_more;
}

static gboolean
is_relied_on (const Reading *reading, const GezinConsentCell *cell)
{
  for (guint i = 0; i < cell->talks->len; i++)
    if (g_hash_table_contains (reading->relied,
                               &((const GezinTalk *) cell->talks->pdata[i])->record))
      return TRUE;
  return FALSE;
}

/* What a day of @record says, after @word. */
static char *
day_text (const GezinRecord *record, GezinField field, const char *format)
{
  const char *day = record != NULL ? gezin_record_value (record, field) : NULL;
  g_autofree char *text = day != NULL ? gezin_when_short (day) : NULL;

  return text != NULL ? g_strdup_printf (format, text) : NULL;
}

static void
weigh (const Reading *reading, GezinConsentCell *cell, const GezinCode *decider)
{
  static const GezinStanding order[] = { GEZIN_STANDING_REFUSED, GEZIN_STANDING_WITHDRAWN,
                                         GEZIN_STANDING_ENDED, GEZIN_STANDING_NOT_YET };
  GezinWithheld asks = GPOINTER_TO_UINT (g_hash_table_lookup (reading->asks, &cell->person));

  if (has (cell, GEZIN_STANDING_OTHER_GROUND))
    cell->standing = GEZIN_STANDING_OTHER_GROUND;
  else if (has (cell, GEZIN_STANDING_GIVEN) && is_more_given_than_refused (reading, cell))
    {
      cell->when = missing_text (reading, cell, decider);
      if (cell->when != NULL && has (cell, GEZIN_STANDING_WITHDRAWN))
        {
          g_clear_pointer (&cell->when, g_free);
          cell->standing = GEZIN_STANDING_WITHDRAWN; /* by one of those who decide */
          return;
        }
      cell->standing = cell->when != NULL ? GEZIN_STANDING_INCOMPLETE : GEZIN_STANDING_GIVEN;
      if (asks != GEZIN_WITHHELD_NONE && !is_relied_on (reading, cell)) /* invariant 1 */
        {
          cell->standing = GEZIN_STANDING_INCOMPLETE;
          cell->sentence = g_strdup (gezin_session_reason_sentence (gezin_withheld_code (asks)));
        }
    }
  for (guint i = 0; cell->standing == GEZIN_STANDING_NOT_ASKED && i < G_N_ELEMENTS (order); i++)
    if (has (cell, order[i]))
      cell->standing = order[i];
}

static void
describe (const Reading *reading, GezinConsentCell *cell)
{
  GezinStanding standing =
      cell->standing == GEZIN_STANDING_INCOMPLETE ? GEZIN_STANDING_GIVEN : cell->standing;
  const GezinRecord *record = talk_with (reading, cell, standing);
  gboolean is_ground = record != NULL && record->kind == GEZIN_KIND_GROUND;

  if (record == NULL)
    return;
  cell->categories = gezin_session_field_text (reading->call.session, reading->dossier, record,
                                               is_ground ? GEZIN_FIELD_GROUND_CATEGORIES
                                                         : GEZIN_FIELD_CONSENT_CATEGORIES);
  if (cell->when != NULL)
    return;
  switch (standing)
    {
    case GEZIN_STANDING_REFUSED:
      cell->when = day_text (record, GEZIN_FIELD_CONSENT_GIVEN_ON, _ ("on %s"));
      break;
    case GEZIN_STANDING_WITHDRAWN:
      cell->when = day_text (record, GEZIN_FIELD_CONSENT_WITHDRAWN_ON, _ ("on %s"));
      break;
    case GEZIN_STANDING_NOT_YET:
      cell->when = day_text (record, GEZIN_FIELD_CONSENT_FROM, _ ("from %s"));
      break;
    default:
      cell->when =
          day_text (record, is_ground ? GEZIN_FIELD_GROUND_UNTIL : GEZIN_FIELD_CONSENT_UNTIL,
                    _ ("up to and including %s"));
    }
}

/* Those that count come before those that do not any more. */
static int
newest_first (gconstpointer a, gconstpointer b, gpointer data)
{
  const Reading *reading = data;
  const GezinTalk *one = *(GezinTalk *const *) a, *other = *(GezinTalk *const *) b;
  const char *days[2];
  const GezinTalk *both[] = { one, other };

  if (one->is_current != other->is_current)
    return one->is_current ? -1 : 1;
  for (guint i = 0; i < 2; i++)
    {
      const GezinRecord *record = gezin_dossier_find (reading->dossier, &both[i]->record);

      days[i] = gezin_record_value (record, record->kind == GEZIN_KIND_GROUND
                                                ? GEZIN_FIELD_GROUND_FROM
                                                : GEZIN_FIELD_CONSENT_GIVEN_ON);
    }
  return g_strcmp0 (days[1], days[0]);
}

static void
add_talk (GezinConsentCell *cell, const GezinRecord *record, GezinStanding standing,
          gboolean is_current)
{
  GezinTalk *talk = g_new0 (GezinTalk, 1);

  talk->record = record->id;
  talk->standing = standing;
  talk->is_current = is_current;
  g_ptr_array_add (cell->talks, talk);
}

static gboolean
is_about (const Reading *reading, const GezinRecord *record, const GezinUuid *person)
{
  g_autoptr (GPtrArray) items = gezin_record_items (record, GEZIN_FIELD_COMMON_ABOUT);
  GezinUuid id;

  for (guint i = 0; i < items->len; i++)
    if (gezin_uuid_parse (items->pdata[i], &id) && is_one (reading, &id, person))
      return TRUE;
  return FALSE;
}

static GezinConsentCell *
cell_new (Reading *reading, const GezinUuid *person, const GezinUuid *recipient,
          const GezinCode *decider)
{
  GezinConsentCell *cell = g_new0 (GezinConsentCell, 1);

  cell->person = *person;
  cell->recipient = *recipient;
  cell->talks = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < gezin_dossier_n_records (reading->dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (reading->dossier, i);

      if (gezin_record_is_removed (record))
        continue;
      if (record->kind == GEZIN_KIND_CONSENT
          && names (reading, record, GEZIN_FIELD_CONSENT_SUBJECT, person)
          && is_to (reading, record, GEZIN_FIELD_CONSENT_RECIPIENT, recipient))
        add_talk (cell, record, standing_of_consent (reading, record),
                  !is_replaced (reading, record, GEZIN_FIELD_CONSENT_REPLACES));
      else if (record->kind == GEZIN_KIND_GROUND && is_about (reading, record, person)
               && is_to (reading, record, GEZIN_FIELD_GROUND_RECIPIENT, recipient))
        add_talk (cell, record, GEZIN_STANDING_OTHER_GROUND, /* invariant 3 */
                  g_hash_table_contains (reading->relied, &record->id));
    }
  g_ptr_array_sort_with_data (cell->talks, newest_first, reading);
  weigh (reading, cell, decider);
  describe (reading, cell);
  return cell;
}

/* The consent room, for each purpose that was talked about with a recipient. */

static gboolean
is_asking (GezinWithheld reason)
{
  return reason == GEZIN_WITHHELD_ONE_HOLDER_MISSING || reason == GEZIN_WITHHELD_CHILD_NOT_ASKED
         || reason == GEZIN_WITHHELD_YOUNG_PERSON_NOT_ASKED
         || reason == GEZIN_WITHHELD_REPRESENTATIVE_NOT_ASKED
         || reason == GEZIN_WITHHELD_NEEDS_JUDGEMENT || reason == GEZIN_WITHHELD_IN_DOUBT;
}

static void
note_decision (Reading *reading, const GezinDecision *decision)
{
  GezinDossier *dossier = gezin_decision_dossier (decision);

  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    for (guint f = 0; f < gezin_decision_n_fields (decision, i); f++)
      {
        const GezinVerdict *verdict = gezin_decision_verdict (decision, i, f);
        const GezinRecord *record = gezin_dossier_record (dossier, i);

        for (guint r = 0; verdict->is_shared && r < verdict->n_relies_on; r++)
          g_hash_table_add (reading->relied,
                            g_memdup2 (&verdict->relies_on[r], sizeof (GezinUuid)));
        if (record->kind == GEZIN_KIND_PERSON && is_asking (verdict->reason))
          g_hash_table_insert (reading->asks, g_memdup2 (&record->id, sizeof (GezinUuid)),
                               GUINT_TO_POINTER (verdict->reason));
      }
}

static gboolean
ask_about (Reading *reading, const GezinUuid *recipient, const char *purpose, GError **error)
{
  char id[GEZIN_UUID_TEXT_LENGTH + 1];
  GezinSharingAsked asked = { .to = gezin_uuid_write (recipient, id), .purpose = purpose };
  g_auto (GezinSharing) sharing = { 0 };
  g_autoptr (GezinDecision) decision = NULL;

  if (!gezin_session_sharing_init (reading->call.session, reading->call.dossier, &asked, &sharing,
                                   error))
    return FALSE;
  decision = gezin_decide (&sharing.question);
  note_decision (reading, decision);
  return TRUE;
}

static gboolean
ask_for_recipient (Reading *reading, const GezinUuid *recipient, GError **error)
{
  g_autoptr (GHashTable) purposes = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_remove_all (reading->asks);
  for (guint i = 0; i < gezin_dossier_n_records (reading->dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (reading->dossier, i);
      gboolean is_ground = record->kind == GEZIN_KIND_GROUND;
      const char *purpose;

      if ((!is_ground && record->kind != GEZIN_KIND_CONSENT) || gezin_record_is_removed (record)
          || !is_to (reading, record,
                     is_ground ? GEZIN_FIELD_GROUND_RECIPIENT : GEZIN_FIELD_CONSENT_RECIPIENT,
                     recipient))
        continue;
      purpose = gezin_record_value (record, is_ground ? GEZIN_FIELD_GROUND_PURPOSE
                                                      : GEZIN_FIELD_CONSENT_PURPOSE);
      if (purpose != NULL
          && gezin_reference_knows (reading->call.session->reference, "purpose", purpose)
          && g_hash_table_add (purposes, (gpointer) purpose)
          && !ask_about (reading, recipient, purpose, error))
        return FALSE;
    }
  return TRUE;
}

/* The grid. */

static gboolean
is_talked_about (const Reading *reading, const GezinUuid *organisation)
{
  for (guint i = 0; i < gezin_dossier_n_records (reading->dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (reading->dossier, i);

      if (!gezin_record_is_removed (record)
          && ((record->kind == GEZIN_KIND_CONSENT
               && is_to (reading, record, GEZIN_FIELD_CONSENT_RECIPIENT, organisation))
              || (record->kind == GEZIN_KIND_GROUND
                  && is_to (reading, record, GEZIN_FIELD_GROUND_RECIPIENT, organisation))))
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
        gboolean is_team =
            g_strcmp0 (gezin_record_value (record, GEZIN_FIELD_ORGANISATION_ACTS_IN_RVT), "true")
            == 0;

        if (others ? !is_team && is_talked_about (reading, &record->id) : is_team)
          g_array_append_val (reading->grid->recipients, record->id);
      }
}

static void
find_birthday (Reading *reading, const GezinRecord *person, int age)
{
  const char *birth = gezin_record_value (person, GEZIN_FIELD_PERSON_BIRTH_DATE);
  const GezinCode *next = decider_at (reading, (guint) age + 1);
  const GezinCode *now = decider_at (reading, (guint) age);
  GezinConsentBirthday *birthday;
  GDate born, day;

  g_date_clear (&born, 1);
  if (birth == NULL || strlen (birth) != strlen ("2000-01-01") || next == now || next == NULL)
    return;
  g_date_set_dmy (&born, (GDateDay) strtoul (birth + 8, NULL, 10),
                  (GDateMonth) strtoul (birth + 5, NULL, 10),
                  (GDateYear) strtoul (birth, NULL, 10));
  gezin_age_reached_on (&born, (guint) age + 1, &day);
  if (g_date_days_between (&reading->today, &day) > BIRTHDAYS_AHEAD)
    return;
  birthday = g_new0 (GezinConsentBirthday, 1);
  birthday->person = person->id;
  birthday->name = call_name (reading, &person->id);
  birthday->age = (guint) age + 1;
  birthday->day = day;
  birthday->decides = g_strdup (gezin_code_label (next, g_get_language_names ()[0]));
  g_ptr_array_add (reading->grid->birthdays, birthday);
}

static void
add_person (Reading *reading, const GezinRecord *person)
{
  GezinConsentRow *row = g_new0 (GezinConsentRow, 1);
  const GezinCode *decider;

  row->person = person->id;
  row->name = call_name (reading, &person->id);
  row->age =
      gezin_when_age (gezin_record_value (person, GEZIN_FIELD_PERSON_BIRTH_DATE), &reading->today);
  decider = row->age >= 0 ? decider_at (reading, (guint) row->age) : NULL;
  row->decides = decides_text (decider);
  row->cells = g_ptr_array_new_with_free_func (cell_free);
  g_ptr_array_add (reading->grid->rows, row);
  if (row->age >= 0)
    find_birthday (reading, person, row->age);
}

static gboolean
fill_recipient (Reading *reading, const GezinUuid *recipient, GError **error)
{
  if (!ask_for_recipient (reading, recipient, error))
    return FALSE;
  for (guint i = 0; i < reading->grid->rows->len; i++)
    {
      GezinConsentRow *row = reading->grid->rows->pdata[i];
      const GezinCode *decider = row->age >= 0 ? decider_at (reading, (guint) row->age) : NULL;

      g_ptr_array_add (row->cells, cell_new (reading, &row->person, recipient, decider));
    }
  return TRUE;
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

static gboolean
fill (Reading *reading, GError **error)
{
  g_autoptr (GPtrArray) people =
      gezin_session_leading_records (reading->dossier, GEZIN_KIND_PERSON);

  g_ptr_array_sort (people, eldest_first);
  find_recipients (reading);
  for (guint i = 0; i < people->len; i++)
    add_person (reading, people->pdata[i]);
  g_ptr_array_sort (reading->grid->birthdays, soonest_first);
  for (guint i = 0; i < reading->grid->recipients->len; i++)
    if (!fill_recipient (reading, &g_array_index (reading->grid->recipients, GezinUuid, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
read_grid (Call *call, GError **error)
{
  Reading *reading = (Reading *) call;
  GezinSession *session = call->session;
  g_auto (GezinWhole) whole = { 0 };

  if (!gezin_session_whole_init (session, call->dossier, NULL, &whole, error))
    return FALSE;
  reading->dossier = whole.dossier;
  reading->same = gezin_session_same_of (session, whole.dossier);
  gezin_clock_today (session->clock, &reading->today);
  reading->today_text = g_strdup_printf ("%04u-%02u-%02u", g_date_get_year (&reading->today),
                                         (guint) g_date_get_month (&reading->today),
                                         g_date_get_day (&reading->today));
  reading->deciders = gezin_reference_list (session->reference, "sharing-decider", &reading->today);
  reading->authority =
      gezin_reference_list (session->reference, "sharing-authority", &reading->today);
  reading->relied = g_hash_table_new_full (gezin_uuid_hash, gezin_uuid_equal, g_free, NULL);
  reading->asks = g_hash_table_new_full (gezin_uuid_hash, gezin_uuid_equal, g_free, NULL);
  reading->grid->rules =
      reading->deciders != NULL ? g_strdup (gezin_code_list_version (reading->deciders)) : NULL;
  return fill (reading, error);
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
  g_clear_pointer (&reading.same, gezin_same_free);
  g_clear_pointer (&reading.deciders, gezin_code_list_unref);
  g_clear_pointer (&reading.authority, gezin_code_list_unref);
  g_clear_pointer (&reading.relied, g_hash_table_unref);
  g_clear_pointer (&reading.asks, g_hash_table_unref);
  g_free (reading.today_text);
  if (is_done)
    return reading.grid;
  gezin_consent_grid_free (reading.grid);
  return NULL;
}
