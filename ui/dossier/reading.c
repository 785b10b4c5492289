/* SPDX-License-Identifier: EUPL-1.2 */

/* Readings of a dossier for its pages. They look at displayed values only, since
 * they decide nothing. */

#include "dossier/reading.h"

#include "model/value.h"
#include "session/when.h"

#include <glib/gi18n-lib.h>
#include <string.h>

GPtrArray *
gezin_reading_records (GezinDossier *dossier, GezinKind kind)
{
  GPtrArray *records = g_ptr_array_new ();

  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      GezinRecord *record = gezin_dossier_record (dossier, i);

      if (record->kind == kind && !gezin_record_is_removed (record))
        g_ptr_array_add (records, record);
    }
  return records;
}

static int
compare_people (gconstpointer a, gconstpointer b)
{
  const char *one = gezin_record_value (*(GezinRecord *const *) a, GEZIN_FIELD_PERSON_BIRTH_DATE);
  const char *other = gezin_record_value (*(GezinRecord *const *) b, GEZIN_FIELD_PERSON_BIRTH_DATE);

  if (one == NULL || other == NULL)
    return (one == NULL) - (other == NULL);
  return strcmp (one, other);
}

GPtrArray *
gezin_reading_people (GezinDossier *dossier)
{
  GPtrArray *people = gezin_session_leading_records (dossier, GEZIN_KIND_PERSON);

  g_ptr_array_sort (people, compare_people);
  return people;
}

const char *
gezin_reading_name (GezinDossier *dossier)
{
  const GezinRecord *root = gezin_dossier_root (dossier);
  const char *name = root != NULL ? gezin_record_value (root, GEZIN_FIELD_FAMILY_NAME) : NULL;

  return gezin_session_shown_name (name);
}

char *
gezin_reading_call_name (const GezinRecord *person)
{
  const char *known_as = gezin_record_value (person, GEZIN_FIELD_PERSON_KNOWN_AS);
  const char *given = gezin_record_value (person, GEZIN_FIELD_PERSON_GIVEN_NAMES);
  const char *family = gezin_record_value (person, GEZIN_FIELD_PERSON_FAMILY_NAME);

  if (known_as != NULL)
    return g_strdup (known_as);
  if (given != NULL)
    return g_strndup (given, strcspn (given, " "));
  if (family != NULL)
    return g_strdup (family);
  return g_strdup (gezin_record_value (person, GEZIN_FIELD_PERSON_EXPECTED_BIRTH) != NULL
                       ? _ ("baby")
                       : _ ("unknown"));
}

gboolean
gezin_reading_is_household (const GezinRecord *person)
{
  static const char *const inside[] = { "mother",     "father", "stepmother", "stepfather",
                                        "partner",    "child",  "stepchild",  "foster-child",
                                        "grandchild", "lodger", "parent",     "unborn-child",
                                        "self",       "spouse", NULL };
  const char *role = gezin_record_value (person, GEZIN_FIELD_PERSON_HOUSEHOLD_ROLE);

  return role != NULL && g_strv_contains (inside, role);
}

GtkWidget *
gezin_reading_sign (const GezinRecord *person, const GDate *today)
{
  const char *sex = gezin_record_value (person, GEZIN_FIELD_PERSON_SEX_AT_REGISTRATION);
  const char *birth = gezin_record_value (person, GEZIN_FIELD_PERSON_BIRTH_DATE);
  gboolean is_unborn =
      birth == NULL && gezin_record_value (person, GEZIN_FIELD_PERSON_EXPECTED_BIRTH) != NULL;
  GezinSignShape shape = is_unborn                        ? GEZIN_SIGN_UNBORN
                         : g_strcmp0 (sex, "female") == 0 ? GEZIN_SIGN_FEMALE
                         : g_strcmp0 (sex, "male") == 0   ? GEZIN_SIGN_MALE
                                                          : GEZIN_SIGN_UNKNOWN;

  return gezin_person_sign_new (shape, gezin_when_age (birth, today),
                                gezin_record_value (person, GEZIN_FIELD_PERSON_DECEASED_ON)
                                    != NULL);
}

gboolean
gezin_reading_is_over (const GezinRecord *record, GezinField field, const GDate *today)
{
  const char *value = gezin_record_value (record, field);
  GezinPartialDate partial;
  GDate last;

  if (value == NULL || !gezin_partial_date_parse (value, &partial))
    return FALSE;
  gezin_partial_date_last (&partial, &last);
  return g_date_compare (&last, today) < 0;
}

const GezinRecord *
gezin_reading_fixed_face (GezinDossier *dossier, const GDate *today)
{
  g_autoptr (GPtrArray) professionals = gezin_reading_records (dossier, GEZIN_KIND_PROFESSIONAL);

  for (guint i = 0; i < professionals->len; i++)
    {
      const GezinRecord *one = professionals->pdata[i];

      if (g_strcmp0 (gezin_record_value (one, GEZIN_FIELD_PROFESSIONAL_ROLE), "fixed-face") == 0
          && !gezin_reading_is_over (one, GEZIN_FIELD_PROFESSIONAL_UNTIL, today))
        return one;
    }
  return NULL;
}

char *
gezin_reading_initials (const char *name)
{
  g_auto (GStrv) words = g_strsplit (name, " ", -1);
  GString *initials = g_string_new (NULL);
  const char *last = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0' && g_unichar_isalpha (g_utf8_get_char (words[i])))
      {
        if (initials->len == 0)
          g_string_append_unichar (initials, g_unichar_toupper (g_utf8_get_char (words[i])));
        else
          last = words[i];
      }
  if (last != NULL)
    g_string_append_unichar (initials, g_unichar_toupper (g_utf8_get_char (last)));
  return g_string_free (initials, FALSE);
}

gboolean
gezin_reading_is_open (const GezinRecord *agreement)
{
  return gezin_record_value (agreement, GEZIN_FIELD_AGREEMENT_DONE_ON) == NULL
         && gezin_record_value (agreement, GEZIN_FIELD_AGREEMENT_RESULT) == NULL;
}

char *
gezin_reading_names (GezinDossier *dossier, const GezinRecord *record, GezinField field)
{
  g_autoptr (GPtrArray) items = gezin_record_items (record, field);
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    {
      GezinUuid id;
      const GezinRecord *one =
          gezin_uuid_parse (items->pdata[i], &id) ? gezin_dossier_find (dossier, &id) : NULL;
      g_autofree char *name = NULL;

      if (one != NULL && one->kind == GEZIN_KIND_PROFESSIONAL)
        name = g_strdup (gezin_record_value (one, GEZIN_FIELD_PROFESSIONAL_NAME));
      else if (one != NULL && one->kind == GEZIN_KIND_PERSON)
        name = gezin_reading_call_name (one);
      if (name != NULL)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
    }
  return g_string_free (names, names->len == 0);
}

char *
gezin_reading_raise (char *text)
{
  text[0] = g_ascii_toupper (text[0]);
  return text;
}

char *
gezin_reading_capital (GezinSession *session, GezinDossier *dossier, const GezinRecord *record,
                       GezinField field)
{
  char *text = gezin_session_field_text (session, dossier, record, field);

  return text != NULL ? gezin_reading_raise (text) : NULL;
}
