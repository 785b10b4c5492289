/* SPDX-License-Identifier: EUPL-1.2 */

/* From a dossier to what is compared of its people and of itself.
 *
 * All heads count: somebody may be known under each side of a conflict. */

#include "casework/duplicates.h"

#include <string.h>

#include "base/text.h"
#include "rules/reader.h"

#define COUNTRY "31"
#define MIN_NATIONAL_DIGITS (9)

/* Kinds of relation in which the first is a parent of the second. */
static const char *const parent_types[] = { "biological-parent", "legal-parent", "adoptive-parent",
                                            "step-parent", "foster-parent" };

/* ---------- Values ---------- */

/* Letters and digits of @text, folded. */
static char *
squeeze (const char *text)
{
  g_autofree char *folded = gezin_text_fold (text);
  GString *squeezed = g_string_new (NULL);

  for (const char *c = folded; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_isalnum (g_utf8_get_char (c)))
      g_string_append_unichar (squeezed, g_utf8_get_char (c));
  return g_string_free (squeezed, FALSE);
}

char *
gezin_duplicates_phone (const char *text)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  const char *rest;

  for (const char *c = text; *c != '\0'; c++)
    if (g_ascii_isdigit (*c))
      g_string_append_c (digits, *c);
  rest = digits->str;
  if (g_str_has_prefix (rest, "00"))
    rest += 2;
  if (g_str_has_prefix (rest, COUNTRY) && strlen (rest) >= strlen (COUNTRY) + MIN_NATIONAL_DIGITS)
    rest += strlen (COUNTRY);
  while (*rest == '0')
    rest++;
  return g_strdup (rest);
}

static gboolean
is_day (const char *date)
{
  return strlen (date) == strlen ("2014-05-01");
}

char *
gezin_duplicates_swapped (const char *date)
{
  if (!is_day (date) || memcmp (date + 5, date + 8, 2) == 0 || memcmp (date + 8, "12", 2) > 0)
    return NULL;
  return g_strdup_printf ("%.4s-%.2s-%.2s", date, date + 8, date + 5);
}

static GPtrArray *
new_texts (void)
{
  return g_ptr_array_new_with_free_func (g_free);
}

static GPtrArray *
new_names (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_sound_name_free);
}

/* Takes @text; what is empty says nothing. */
static void
add_text (GPtrArray *texts, char *text)
{
  if (text[0] == '\0' || g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL))
    g_free (text);
  else
    g_ptr_array_add (texts, text);
}

static void
add_name (const GezinSounds *sounds, GPtrArray *names, const char *text)
{
  g_autoptr (GezinSoundName) name = NULL;

  if (text == NULL || text[0] == '\0')
    return;
  name = gezin_sound_name_new (sounds, text);
  if (name->words->len > 0)
    g_ptr_array_add (names, g_steal_pointer (&name));
}

static void
add_values (const GezinRecord *record, GezinField field, char *(*make) (const char *),
            GPtrArray *texts)
{
  const char *value;
  guint position = 0;

  while (gezin_reader_next_value (record, field, &position, &value))
    add_text (texts, make (value));
}

static void
add_names (const GezinSounds *sounds, const GezinRecord *record, GezinField field, GPtrArray *names)
{
  const char *value;
  guint position = 0;

  while (gezin_reader_next_value (record, field, &position, &value))
    add_name (sounds, names, value);
}

static char *
copy (const char *text)
{
  return g_strdup (text);
}

/* ---------- People ---------- */

static GezinPersonCard *
new_card (void)
{
  GezinPersonCard *card = g_new0 (GezinPersonCard, 1);

  card->given = new_names ();
  card->family = new_names ();
  card->birth_dates = new_texts ();
  card->bsns = new_texts ();
  card->phones = new_texts ();
  card->emails = new_texts ();
  card->addresses = new_texts ();
  card->parents = new_names ();
  card->children = new_names ();
  card->same_as = new_texts ();
  return card;
}

void
gezin_person_card_free (GezinPersonCard *card)
{
  if (card == NULL)
    return;
  g_free (card->name);
  g_ptr_array_unref (card->given);
  g_ptr_array_unref (card->family);
  g_ptr_array_unref (card->birth_dates);
  g_ptr_array_unref (card->bsns);
  g_ptr_array_unref (card->phones);
  g_ptr_array_unref (card->emails);
  g_ptr_array_unref (card->addresses);
  g_ptr_array_unref (card->parents);
  g_ptr_array_unref (card->children);
  g_ptr_array_unref (card->same_as);
  g_free (card->sex);
  g_free (card);
}

static void
append_part (GString *name, const char *part)
{
  if (part == NULL || part[0] == '\0')
    return;
  if (name->len > 0)
    g_string_append_c (name, ' ');
  g_string_append (name, part);
}

static char *
shown_name (const GezinRecord *person)
{
  GString *name = g_string_new (NULL);

  append_part (name, gezin_record_value (person, GEZIN_FIELD_PERSON_GIVEN_NAMES));
  append_part (name, gezin_record_value (person, GEZIN_FIELD_PERSON_PREFIX));
  append_part (name, gezin_record_value (person, GEZIN_FIELD_PERSON_FAMILY_NAME));
  if (name->len == 0)
    append_part (name, gezin_record_value (person, GEZIN_FIELD_PERSON_KNOWN_AS));
  return g_string_free (name, FALSE);
}

static void
add_address (GPtrArray *addresses, const GezinRecord *address)
{
  const char *postcode = gezin_record_value (address, GEZIN_FIELD_ADDRESS_POSTCODE);
  const char *number = gezin_record_value (address, GEZIN_FIELD_ADDRESS_NUMBER);
  const char *suffix = gezin_record_value (address, GEZIN_FIELD_ADDRESS_SUFFIX);
  g_autofree char *all = NULL;

  if (gezin_record_is_removed (address) || postcode == NULL || number == NULL)
    return;
  all = g_strconcat (postcode, number, suffix, NULL);
  add_text (addresses, squeeze (all));
}

static void
add_addresses_of_stay (const GezinDossier *dossier, const GezinRecord *stay, GPtrArray *addresses)
{
  GezinUuid id;
  guint position = 0;

  while (gezin_reader_next_id (stay, GEZIN_FIELD_STAY_ADDRESS, &position, &id))
    {
      const GezinRecord *address = gezin_dossier_find (dossier, &id);

      if (address != NULL && address->kind == GEZIN_KIND_ADDRESS)
        add_address (addresses, address);
    }
}

static gboolean
is_parenthood (const GezinRecord *relation)
{
  for (guint i = 0; i < G_N_ELEMENTS (parent_types); i++)
    if (GEZIN_READ_CODE (relation, RELATION_TYPE, parent_types[i]))
      return TRUE;
  return FALSE;
}

/* The names of those at the other end of @relation, when @person is at the end @field. */
static void
add_others (const GezinSounds *sounds, const GezinDossier *dossier, const GezinRecord *relation,
            GezinField field, GezinField other_field, const char *person, GPtrArray *names)
{
  GezinUuid id;
  guint position = 0;

  if (!gezin_reader_has (relation, field, person))
    return;
  while (gezin_reader_next_id (relation, other_field, &position, &id))
    {
      const GezinRecord *other = gezin_dossier_find (dossier, &id);
      g_autofree char *name = NULL;

      if (other == NULL || other->kind != GEZIN_KIND_PERSON || gezin_record_is_removed (other))
        continue;
      name = shown_name (other);
      add_name (sounds, names, name);
    }
}

/* What other records say of @card's person. */
static void
add_surroundings (const GezinSounds *sounds, const GezinDossier *dossier, GezinPersonCard *card)
{
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  gezin_uuid_write (&card->record, id);
  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier, i);

      if (gezin_record_is_removed (record))
        continue;
      if (record->kind == GEZIN_KIND_STAY && gezin_reader_has (record, GEZIN_FIELD_STAY_PERSON, id))
        add_addresses_of_stay (dossier, record, card->addresses);
      if (record->kind == GEZIN_KIND_RELATION && is_parenthood (record))
        {
          add_others (sounds, dossier, record, GEZIN_FIELD_RELATION_TO, GEZIN_FIELD_RELATION_FROM,
                      id, card->parents);
          add_others (sounds, dossier, record, GEZIN_FIELD_RELATION_FROM, GEZIN_FIELD_RELATION_TO,
                      id, card->children);
        }
    }
}

static void
add_links (const GezinRecord *record, GPtrArray *same_as)
{
  g_autoptr (GPtrArray) items = gezin_record_items (record, GEZIN_FIELD_COMMON_SAME_AS);

  for (guint i = 0; i < items->len; i++)
    add_text (same_as, g_strdup (items->pdata[i]));
}

static char *
only_value (const GezinRecord *record, GezinField field)
{
  const char *value;
  const char *first = NULL;
  guint position = 0;

  while (gezin_reader_next_value (record, field, &position, &value))
    {
      if (first != NULL && !g_str_equal (first, value))
        return NULL;
      first = value;
    }
  return g_strdup (first);
}

GezinPersonCard *
gezin_person_card_new (const GezinSounds *sounds, const GezinView *view, const GezinUuid *person)
{
  const GezinDossier *dossier = gezin_view_dossier (view);
  const GezinRecord *record = gezin_dossier_find (dossier, person);
  GezinPersonCard *card;

  if (record == NULL || record->kind != GEZIN_KIND_PERSON || gezin_record_is_removed (record))
    return NULL;
  card = new_card ();
  card->dossier = *gezin_dossier_id (dossier);
  card->record = *person;
  card->name = shown_name (record);
  add_names (sounds, record, GEZIN_FIELD_PERSON_GIVEN_NAMES, card->given);
  add_names (sounds, record, GEZIN_FIELD_PERSON_KNOWN_AS, card->given);
  add_names (sounds, record, GEZIN_FIELD_PERSON_FAMILY_NAME, card->family);
  add_names (sounds, record, GEZIN_FIELD_PERSON_BIRTH_NAME, card->family);
  add_values (record, GEZIN_FIELD_PERSON_BIRTH_DATE, copy, card->birth_dates);
  add_values (record, GEZIN_FIELD_PERSON_BSN, copy, card->bsns);
  add_values (record, GEZIN_FIELD_PERSON_PHONE, gezin_duplicates_phone, card->phones);
  add_values (record, GEZIN_FIELD_PERSON_EMAIL, gezin_text_fold, card->emails);
  card->sex = only_value (record, GEZIN_FIELD_PERSON_SEX_AT_REGISTRATION);
  add_links (record, card->same_as);
  add_surroundings (sounds, dossier, card);
  return card;
}

static void
add_typed (GPtrArray *texts, const char *text, char *(*make) (const char *) )
{
  if (text != NULL)
    add_text (texts, make (text));
}

static void
add_typed_address (GPtrArray *addresses, const char *postcode, const char *number)
{
  g_autofree char *all = NULL;

  if (postcode == NULL || postcode[0] == '\0' || number == NULL || number[0] == '\0')
    return;
  all = g_strconcat (postcode, number, NULL);
  add_text (addresses, squeeze (all));
}

GezinPersonCard *
gezin_person_card_new_typed (const GezinSounds *sounds, const char *given, const char *family,
                             const char *birth_date, const char *bsn, const char *phone,
                             const char *postcode, const char *number)
{
  GezinPersonCard *card = new_card ();

  card->name = g_strdup ("");
  add_name (sounds, card->given, given);
  add_name (sounds, card->family, family);
  add_typed (card->birth_dates, birth_date, copy);
  add_typed (card->bsns, bsn, squeeze);
  add_typed (card->phones, phone, gezin_duplicates_phone);
  add_typed_address (card->addresses, postcode, number);
  return card;
}

/* ---------- Families ---------- */

static GezinFamilyCard *
new_family_card (void)
{
  GezinFamilyCard *card = g_new0 (GezinFamilyCard, 1);

  card->addresses = new_texts ();
  card->same_as = new_texts ();
  return card;
}

GezinFamilyCard *
gezin_family_card_new (const GezinSounds *sounds, const GezinView *view)
{
  const GezinDossier *dossier = gezin_view_dossier (view);
  const GezinRecord *root = gezin_dossier_root (dossier);
  GezinFamilyCard *card = new_family_card ();

  card->dossier = *gezin_dossier_id (dossier);
  if (root != NULL)
    {
      card->shown = g_strdup (gezin_record_value (root, GEZIN_FIELD_FAMILY_NAME));
      add_links (root, card->same_as);
    }
  if (card->shown != NULL)
    card->name = gezin_sound_name_new (sounds, card->shown);
  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    if (gezin_dossier_record (dossier, i)->kind == GEZIN_KIND_ADDRESS)
      add_address (card->addresses, gezin_dossier_record (dossier, i));
  return card;
}

GezinFamilyCard *
gezin_family_card_new_typed (const GezinSounds *sounds, const char *name, const char *postcode,
                             const char *number)
{
  GezinFamilyCard *card = new_family_card ();

  card->shown = g_strdup (name);
  if (name != NULL)
    card->name = gezin_sound_name_new (sounds, name);
  add_typed_address (card->addresses, postcode, number);
  return card;
}

void
gezin_family_card_free (GezinFamilyCard *card)
{
  if (card == NULL)
    return;
  g_clear_pointer (&card->name, gezin_sound_name_free);
  g_free (card->shown);
  g_ptr_array_unref (card->addresses);
  g_ptr_array_unref (card->same_as);
  g_free (card);
}
