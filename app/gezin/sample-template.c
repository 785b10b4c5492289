/* SPDX-License-Identifier: EUPL-1.2 */

/* Taking a written family apart.
 *
 * A word is a name if it stands in a one-line text of the family and in the
 * lists of names; then it is one everywhere, also in prose. A telephone number
 * or reference is what stands in a one-line text that the catalogue searches as
 * a number. Days in prose move with the dates of the fields. */

#include "gezin/sample-template.h"

#include <string.h>

#define MIN_NUMBER_LENGTH 6

gboolean
gezin_sample_is_text (const GezinFieldSpec *spec)
{
  return spec->type == GEZIN_TYPE_TEXT || spec->type == GEZIN_TYPE_PROSE;
}

/* Kinds of which people are: what every record can be about. */
static GezinKindSet
people (void)
{
  const GezinFieldSpec *const *fields;
  guint n_fields;

  fields = gezin_catalogue_fields_of (GEZIN_KIND_NONE + 1, &n_fields);
  for (guint i = 0; i < n_fields; i++)
    if ((fields[i]->flags & GEZIN_FIELD_WHOLE_FAMILY) != 0)
      return fields[i]->targets;
  return 0;
}

/* Slots. */

typedef struct {
  GezinSampleTemplate *template;
  const GezinSampleNames *names;
  GHashTable *by_text; /* what is replaced → slot + 1 */
  GHashTable *by_lower; /* a name as it stands in an address → slot + 1 */
} Builder;

static void
add_slot (Builder *builder, const char *text, GezinSlotType type, const GezinSampleName *name,
          gboolean of_family)
{
  GezinSlot slot = { .type = type,
                     .text = text,
                     .class = name != NULL ? name->class : 0,
                     .origin = name != NULL ? name->origin : 0,
                     .of_family = of_family };
  guint number;

  if (g_hash_table_contains (builder->by_text, text))
    return;
  g_array_append_val (builder->template->slots, slot);
  number = builder->template->slots->len;
  g_hash_table_insert (builder->by_text, (gpointer) text, GUINT_TO_POINTER (number));
  if (type == GEZIN_SLOT_NAME)
    g_hash_table_insert (builder->by_lower, g_utf8_strdown (text, -1), GUINT_TO_POINTER (number));
}

/* Where a word begins: after something that is no letter or digit. */
static gboolean
begins_word (const char *text, const char *at)
{
  return at == text || !g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (at)));
}

static const char *
after_word (const char *at)
{
  while (*at != '\0' && g_unichar_isalnum (g_utf8_get_char (at)))
    at = g_utf8_next_char (at);
  return at;
}

static void
add_names_in (Builder *builder, const char *text, gboolean of_family)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (begins_word (text, at))
      {
        const GezinSampleName *name = gezin_sample_names_match (builder->names, at);

        if (name != NULL)
          add_slot (builder, name->text, GEZIN_SLOT_NAME, name, of_family);
      }
}

static gboolean
is_number (const char *text)
{
  guint n_digits = 0;

  for (const char *at = text; *at != '\0'; at++)
    n_digits += g_ascii_isdigit (*at);
  return strlen (text) >= MIN_NUMBER_LENGTH && n_digits >= 4 && strchr (text, ',') == NULL
         && g_ascii_isalnum (text[0]);
}

static void
add_slots_of (Builder *builder, const GezinSampleRecord *record)
{
  gboolean is_root = (gezin_catalogue_kind (record->kind)->flags & GEZIN_KIND_ROOT) != 0;
  gboolean of_family = is_root || (people () & GEZIN_KIND_SET (record->kind)) != 0;

  for (guint i = 0; i < record->fields->len; i++)
    {
      const GezinSampleField *field = record->fields->pdata[i];
      const char *value = field->values->pdata[0];

      if (field->spec->type == GEZIN_TYPE_BSN)
        add_slot (builder, value, GEZIN_SLOT_BSN, NULL, of_family);
      else if (field->spec->type == GEZIN_TYPE_TEXT && field->spec->search == GEZIN_SEARCH_NUMBER
               && is_number (value))
        add_slot (builder, value, is_root ? GEZIN_SLOT_OWN_NUMBER : GEZIN_SLOT_NUMBER, NULL,
                  of_family);
      else if (field->spec->type == GEZIN_TYPE_TEXT)
        add_names_in (builder, value, of_family);
    }
}

static void
add_birthdays_of (GezinSampleTemplate *template, const GezinSampleRecord *record)
{
  for (guint i = 0; i < record->fields->len; i++)
    {
      const GezinSampleField *field = record->fields->pdata[i];
      GezinPartialDate day;

      if (field->spec->type == GEZIN_TYPE_DATE
          && gezin_partial_date_parse (field->values->pdata[0], &day) && day.day != 0)
        g_array_append_val (template->birthdays, day);
    }
}

/* Pieces. */

static void
append_piece (GArray *pieces, GezinPieceType type, guint slot, const char *from, const char *to)
{
  GezinPiece piece = { .type = type, .slot = slot, .text = from, .length = (gsize) (to - from) };

  if (to > from)
    g_array_append_val (pieces, piece);
}

/* The slot whose text begins at @at, longest first; its end in @end. */
static guint
match_slot (const Builder *builder, const char *at, const char **end)
{
  const GezinSampleName *name = gezin_sample_names_match (builder->names, at);
  guint found = 0;

  *end = at;
  if (name != NULL)
    {
      found = GPOINTER_TO_UINT (g_hash_table_lookup (builder->by_text, name->text));
      *end = found != 0 ? at + strlen (name->text) : at;
    }
  if (found != 0 || !g_ascii_isalnum (*at))
    return found;
  /* Numbers are few: those of one family. */
  for (guint i = 0; i < builder->template->slots->len; i++)
    {
      const GezinSlot *slot = &g_array_index (builder->template->slots, GezinSlot, i);
      gsize length = strlen (slot->text);

      if (slot->type != GEZIN_SLOT_NAME && strncmp (at, slot->text, length) == 0
          && after_word (at + length) == at + length && at + length > *end)
        {
          *end = at + length;
          found = i + 1;
        }
    }
  return found;
}

/* "Samiras" or "Samira’s": a name with an s behind it. */
static guint
match_possessive (const Builder *builder, const char *at, const char **end)
{
  const char *word_end = after_word (at);
  g_autofree char *stem = NULL;
  guint found;

  if (word_end - at < 3 || word_end[-1] != 's')
    return 0;
  stem = g_strndup (at, (gsize) (word_end - at - 1));
  found = GPOINTER_TO_UINT (g_hash_table_lookup (builder->by_text, stem));
  if (found == 0)
    return 0;
  *end = word_end;
  return g_array_index (builder->template->slots, GezinSlot, found - 1).type == GEZIN_SLOT_NAME
             ? found
             : 0;
}

/* Whether what stands at @at is inside of a word with an @ in it. */
static gboolean
is_in_address (const char *text, const char *at)
{
  const char *from = at, *to = at;

  while (from > text && !g_ascii_isspace (from[-1]))
    from--;
  while (*to != '\0' && !g_ascii_isspace (*to))
    to++;
  return memchr (from, '@', (gsize) (to - from)) != NULL;
}

static guint
match_in_address (const Builder *builder, const char *text, const char *at, const char **end)
{
  g_autofree char *word = NULL;

  if (!g_ascii_islower (*at) || !is_in_address (text, at))
    return 0;
  *end = after_word (at);
  word = g_strndup (at, (gsize) (*end - at));
  return GPOINTER_TO_UINT (g_hash_table_lookup (builder->by_lower, word));
}

/* Digits, at most @most of them; FALSE when there are none. */
static gboolean
read_digits (const char **at, guint most, guint *number)
{
  guint n = 0;

  *number = 0;
  for (; n < most && g_ascii_isdigit (**at); n++, (*at)++)
    *number = *number * 10 + (guint) (**at - '0');
  return n > 0 && !g_ascii_isdigit (**at);
}

/* "14 maart" or "14 maart 2026". */
static gboolean
match_day (const Builder *builder, const char *at, GezinPiece *piece, const char **end)
{
  guint day, month, year;
  gsize length;
  const char *rest;

  *end = at;
  if (!read_digits (end, 2, &day) || **end != ' ' || day < 1 || day > 31)
    return FALSE;
  month = gezin_sample_names_month (builder->names, *end + 1, &length);
  if (month == 0)
    return FALSE;
  *end += 1 + length;
  piece->day = (GezinPartialDate){ .month = (guint8) month, .day = (guint8) day };
  rest = *end + 1;
  if (**end == ' ' && read_digits (&rest, 4, &year) && year >= 1900)
    {
      piece->day.year = (guint16) year;
      piece->has_year = TRUE;
      *end = rest;
    }
  return TRUE;
}

static gboolean
match_iso_day (const char *at, GezinPiece *piece, const char **end)
{
  g_autofree char *text = g_strndup (at, 10);

  *end = at + 10;
  return strlen (text) == 10 && after_word (*end) == *end
         && gezin_partial_date_parse (text, &piece->day);
}

/* What begins at @at and can vary; FALSE if nothing does. */
static gboolean
match_piece (const Builder *builder, const char *text, const char *at, GezinPiece *piece,
             const char **end)
{
  guint slot;

  *piece = (GezinPiece){ .type = GEZIN_PIECE_SLOT, .text = at };
  slot = match_slot (builder, at, end);
  if (slot == 0 && (slot = match_possessive (builder, at, end)) != 0)
    piece->type = GEZIN_PIECE_POSSESSIVE;
  if (slot == 0 && (slot = match_in_address (builder, text, at, end)) != 0)
    piece->type = GEZIN_PIECE_ADDRESS;
  if (slot != 0)
    {
      piece->slot = slot - 1;
      return TRUE;
    }
  if (!g_ascii_isdigit (*at))
    return FALSE;
  piece->type = GEZIN_PIECE_ISO_DAY;
  if (match_iso_day (at, piece, end))
    return TRUE;
  piece->type = GEZIN_PIECE_DAY;
  return match_day (builder, at, piece, end);
}

static GArray *
take_apart (const Builder *builder, const char *text)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (GezinPiece));
  const char *from = text, *at = text;

  while (*at != '\0')
    {
      GezinPiece piece;
      const char *end;

      if (begins_word (text, at) && match_piece (builder, text, at, &piece, &end) && end > at)
        {
          append_piece (pieces, GEZIN_PIECE_TEXT, 0, from, at);
          piece.length = (gsize) (end - at);
          g_array_append_val (pieces, piece);
          from = at = end;
        }
      else
        at = g_utf8_next_char (at);
    }
  append_piece (pieces, GEZIN_PIECE_TEXT, 0, from, at);
  return pieces;
}

static void
take_record_apart (const Builder *builder, const GezinSampleRecord *record)
{
  for (guint i = 0; i < record->fields->len; i++)
    {
      const GezinSampleField *field = record->fields->pdata[i];

      if (gezin_sample_is_text (field->spec))
        g_hash_table_insert (builder->template->pieces, field->values->pdata[0],
                             take_apart (builder, field->values->pdata[0]));
    }
}

GezinSampleTemplate *
gezin_sample_template_new (GezinSampleDossier *written, const GezinSampleNames *names)
{
  GezinSampleTemplate *template = g_new0 (GezinSampleTemplate, 1);
  Builder builder = { .template = template, .names = names };

  template->written = written;
  template->slots = g_array_new (FALSE, FALSE, sizeof (GezinSlot));
  template->pieces = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  template->records = g_hash_table_new (g_str_hash, g_str_equal);
  template->birthdays = g_array_new (FALSE, FALSE, sizeof (GezinPartialDate));
  builder.by_text = g_hash_table_new (g_str_hash, g_str_equal);
  builder.by_lower = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < written->records->len; i++)
    {
      GezinSampleRecord *record = written->records->pdata[i];

      g_hash_table_insert (template->records, record->id, GUINT_TO_POINTER (i + 1));
      add_slots_of (&builder, record);
      if ((people () & GEZIN_KIND_SET (record->kind)) != 0)
        add_birthdays_of (template, record);
    }
  for (guint i = 0; i < written->records->len; i++)
    take_record_apart (&builder, written->records->pdata[i]);
  g_hash_table_unref (builder.by_lower);
  g_hash_table_unref (builder.by_text);
  return template;
}

void
gezin_sample_template_free (GezinSampleTemplate *template)
{
  if (template == NULL)
    return;
  g_array_unref (template->birthdays);
  g_hash_table_unref (template->records);
  g_hash_table_unref (template->pieces);
  g_array_unref (template->slots);
  gezin_sample_dossier_free (template->written);
  g_free (template);
}
