/* SPDX-License-Identifier: EUPL-1.2 */

/* A view made ready to be asked. What is shown counts: where heads differ, the one that is
 * displayed, as the person who reads the answer sees it beside it.
 *
 * Invariant: answers follow from the set of versions alone, not from their order. */

#include "casework/case-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_TITLE_CHARACTERS (80)

void
gezin_case_init (GezinCase *self, const GezinView *view, GezinReference *reference,
                 const GDate *day)
{
  self->dossier = gezin_dossier_ref (gezin_view_dossier (view));
  self->reference = gezin_reference_ref (reference);
  self->day = *day;
  self->same = gezin_same_new (self->dossier);
  for (guint i = 0; i < GEZIN_N_KINDS; i++)
    self->present[i] = g_ptr_array_new ();
  for (guint i = 0; i < gezin_dossier_n_records (self->dossier); i++)
    {
      GezinRecord *record = gezin_dossier_record (self->dossier, i);

      if (record->kind < GEZIN_N_KINDS
          && gezin_case_find (self, &record->id, record->kind) == record)
        g_ptr_array_add (self->present[record->kind], record);
    }
}

void
gezin_case_clear (GezinCase *self)
{
  for (guint i = 0; i < GEZIN_N_KINDS; i++)
    g_clear_pointer (&self->present[i], g_ptr_array_unref);
  g_clear_pointer (&self->same, gezin_same_free);
  g_clear_pointer (&self->reference, gezin_reference_unref);
  g_clear_pointer (&self->dossier, gezin_dossier_unref);
}

/* The smallest of its like that is not removed. */
static GezinRecord *
first_of_like (const GezinCase *self, const GezinUuid *id)
{
  const GArray *members = gezin_same_members (self->same, id);
  GezinRecord *record = gezin_dossier_find (self->dossier, id);

  for (guint i = 0; members != NULL && i < members->len; i++)
    {
      GezinRecord *member =
          gezin_dossier_find (self->dossier, &g_array_index (members, GezinUuid, i));

      if (member != NULL && !gezin_record_is_removed (member))
        return member;
    }
  return record != NULL && !gezin_record_is_removed (record) ? record : NULL;
}

GezinRecord *
gezin_case_find (const GezinCase *self, const GezinUuid *id, GezinKind kind)
{
  GezinRecord *record = first_of_like (self, id);

  return record != NULL && (kind == GEZIN_KIND_NONE || record->kind == kind) ? record : NULL;
}

/* Its like: @record, then the others, in order of id. */
static GezinRecord *
next_like (const GezinCase *self, const GezinRecord *record, guint *position)
{
  const GArray *members = gezin_same_members (self->same, &record->id);

  if (members == NULL)
    return (*position)++ == 0 ? (GezinRecord *) record : NULL;
  while (*position < members->len)
    {
      GezinRecord *member =
          gezin_dossier_find (self->dossier, &g_array_index (members, GezinUuid, (*position)++));

      if (member != NULL && member->kind == record->kind && !gezin_record_is_removed (member))
        return member;
    }
  return NULL;
}

const char *
gezin_case_value (const GezinCase *self, const GezinRecord *record, GezinField field)
{
  const GezinRecord *like;
  guint position = 0;

  while ((like = next_like (self, record, &position)) != NULL)
    {
      const char *value = gezin_record_value (like, field);

      if (value != NULL)
        return value;
    }
  return NULL;
}

GezinRecord *
gezin_case_ref (const GezinCase *self, const GezinRecord *record, GezinField field, GezinKind kind)
{
  const char *value = gezin_case_value (self, record, field);
  GezinUuid id;

  return value != NULL && gezin_uuid_parse (value, &id) ? gezin_case_find (self, &id, kind) : NULL;
}

static int
compare_records (gconstpointer a, gconstpointer b)
{
  return gezin_uuid_compare (&(*(GezinRecord *const *) a)->id, &(*(GezinRecord *const *) b)->id);
}

GPtrArray *
gezin_case_refs (const GezinCase *self, const GezinRecord *record, GezinField field, GezinKind kind)
{
  GPtrArray *found = g_ptr_array_new ();
  const GezinRecord *like;
  guint position = 0;

  if (!gezin_field_spec_is_set (gezin_catalogue_field (field)))
    {
      GezinRecord *target = gezin_case_ref (self, record, field, kind);

      if (target != NULL)
        g_ptr_array_add (found, target);
      return found;
    }
  while ((like = next_like (self, record, &position)) != NULL)
    {
      g_autoptr (GPtrArray) items = gezin_record_items (like, field);

      for (guint i = 0; i < items->len; i++)
        {
          GezinUuid id;
          GezinRecord *target =
              gezin_uuid_parse (items->pdata[i], &id) ? gezin_case_find (self, &id, kind) : NULL;

          if (target != NULL && !g_ptr_array_find (found, target, NULL))
            g_ptr_array_add (found, target);
        }
    }
  g_ptr_array_sort (found, compare_records);
  return found;
}

gboolean
gezin_case_is_filled (const GezinCase *self, const GezinRecord *record, GezinField field)
{
  const GezinRecord *like;
  guint position = 0;

  if (!gezin_field_spec_is_set (gezin_catalogue_field (field)))
    return gezin_case_value (self, record, field) != NULL;
  while ((like = next_like (self, record, &position)) != NULL)
    {
      g_autoptr (GPtrArray) items = gezin_record_items (like, field);

      if (items->len > 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
gezin_case_has (const GezinCase *self, const GezinRecord *record, GezinField field,
                const char *value)
{
  const GezinFieldSpec *spec = gezin_catalogue_field (field);
  const GezinRecord *like;
  guint position = 0;

  if (!gezin_field_spec_is_set (spec))
    return g_strcmp0 (gezin_case_value (self, record, field), value) == 0;
  while ((like = next_like (self, record, &position)) != NULL)
    {
      g_autoptr (GPtrArray) items = gezin_record_items (like, field);

      for (guint i = 0; i < items->len; i++)
        if (strcmp (items->pdata[i], value) == 0)
          return TRUE;
    }
  return FALSE;
}

gboolean
gezin_case_day (const GezinCase *self, const GezinRecord *record, GezinField field, guint32 *first,
                guint32 *last)
{
  const char *value = gezin_case_value (self, record, field);

  return value != NULL && gezin_reader_value_days (value, first, last);
}

gint64
gezin_case_written (const GezinCase *self, const GezinRecord *record)
{
  const GezinRecord *like;
  gint64 earliest = G_MAXINT64;
  guint position = 0;

  while ((like = next_like (self, record, &position)) != NULL)
    for (guint i = 0; i < like->n_heads; i++)
      earliest = MIN (earliest, like->heads[i]->commit->time);
  return earliest;
}

guint32
gezin_case_recorded (const GezinCase *self, const GezinRecord *record)
{
  return gezin_reader_instant_day (gezin_case_written (self, record));
}

gboolean
gezin_case_has_begun (const GezinCase *self, const GezinRecord *record, GezinField from)
{
  guint32 first, last;

  return !gezin_case_day (self, record, from, &first, &last)
         || first <= g_date_get_julian (&self->day);
}

gboolean
gezin_case_has_ended (const GezinCase *self, const GezinRecord *record, GezinField until)
{
  guint32 first, last;

  return gezin_case_day (self, record, until, &first, &last)
         && last < g_date_get_julian (&self->day);
}

const GezinCode *
gezin_case_code (const GezinCase *self, const GezinRecord *record, GezinField field)
{
  const char *value = gezin_case_value (self, record, field);

  return value != NULL
             ? gezin_reference_find (self->reference, gezin_catalogue_field (field)->list, value)
             : NULL;
}

/* Titles. Until it is told to somebody a code stands in a title as MARK list / code MARK: a title
 * that is kept reads in every language. Text cannot hold that character (base/text.h). */

#define MARK "\001"
#define TITLE_MARK "{title}" /* in a sentence of the reference data */

static void
append_part (GString *title, const char *separator, const char *part)
{
  const char *end = part;

  for (guint i = 0; i < MOST_TITLE_CHARACTERS && *end != '\0'; i++)
    end = g_utf8_next_char (end);
  g_string_append (title, title->len > 0 ? separator : "");
  g_string_append_len (title, part, end - part);
  g_string_append (title, *end != '\0' ? "…" : "");
}

static void append_title (const GezinCase *self, const GezinRecord *record, gboolean with_all,
                          GString *title);

/* Who gives consent for themselves need not be named twice. */
static gboolean
is_named_last (const GString *title, const char *name)
{
  g_autofree char *after = g_strconcat (" → ", name, NULL);

  return strcmp (title->str, name) == 0 || g_str_has_suffix (title->str, after);
}

/* What a field leads to, each by its texts. */
static void
append_refs (const GezinCase *self, const GezinRecord *record, GezinField field, GString *title)
{
  g_autoptr (GPtrArray) others = gezin_case_refs (self, record, field, GEZIN_KIND_NONE);

  for (guint i = 0; i < others->len; i++)
    {
      g_autoptr (GString) other = g_string_new (NULL);

      append_title (self, others->pdata[i], FALSE, other);
      if (other->len > 0 && (others->len > 1 || !is_named_last (title, other->str)))
        append_part (title, i == 0 ? " → " : ", ", other->str);
    }
}

/* Texts by which a record is known, of prose the beginning; or else what it is and leads to. */
static void
append_title (const GezinCase *self, const GezinRecord *record, gboolean with_all, GString *title)
{
  guint n_fields;
  const GezinFieldSpec *const *fields = gezin_catalogue_fields_of (record->kind, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      const GezinFieldSpec *spec = fields[i];
      const char *value = (spec->flags & GEZIN_FIELD_TITLE) != 0
                              ? gezin_case_value (self, record, spec->field)
                              : NULL;

      if ((spec->flags & GEZIN_FIELD_TITLE) == 0)
        continue;
      if (value != NULL && (spec->type == GEZIN_TYPE_TEXT || spec->type == GEZIN_TYPE_PROSE))
        append_part (title, " ", value);
      else if (with_all && (spec->type == GEZIN_TYPE_REF || spec->type == GEZIN_TYPE_REFS))
        append_refs (self, record, spec->field, title);
      else if (with_all && value != NULL && spec->type == GEZIN_TYPE_CODE)
        g_string_append_printf (title, "%s" MARK "%s/%s" MARK, title->len > 0 ? ", " : "",
                                spec->list, value);
    }
}

char *
gezin_case_own_title (const GezinCase *self, const GezinRecord *record)
{
  g_autoptr (GString) title = g_string_new (NULL);

  append_title (self, record, FALSE, title);
  if (title->len == 0)
    append_title (self, record, TRUE, title);
  return title->len > 0 ? g_string_free (g_steal_pointer (&title), FALSE) : NULL;
}

/* Each code in @own becomes its label. */
static void
append_labels (GString *title, GezinReference *reference, const char *own)
{
  g_auto (GStrv) parts = g_strsplit (own, MARK, -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto (GStrv) code = i % 2 == 1 ? g_strsplit (parts[i], "/", 2) : NULL;

      g_string_append (title, code != NULL && code[0] != NULL && code[1] != NULL
                                  ? gezin_reference_label (reference, code[0], code[1],
                                                           g_get_language_names ()[0])
                                  : parts[i]);
    }
}

char *
gezin_case_say_title (GezinReference *reference, GezinKind kind, const char *own)
{
  GString *title = g_string_new (NULL);

  if (own != NULL && strchr (own, MARK[0]) != NULL)
    append_labels (title, reference, own);
  else if (own != NULL)
    g_string_append (title, own);
  if (title->len == 0)
    g_string_append (title, g_dpgettext2 (NULL, "kind", gezin_catalogue_kind (kind)->label));
  g_strdelimit (title->str, "\n\t", ' ');
  if (title->len > MOST_TITLE_CHARACTERS && g_utf8_strlen (title->str, -1) > MOST_TITLE_CHARACTERS)
    {
      const char *end = g_utf8_offset_to_pointer (title->str, MOST_TITLE_CHARACTERS - 1);

      g_string_truncate (title, (gsize) (end - title->str));
      g_string_append (title, "…");
    }
  return g_string_free (title, FALSE);
}

static gboolean
ends_a_sentence (const char *title)
{
  static const char *const ends[] = { ".", "?", "!", "…" };

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_str_has_suffix (title, ends[i]))
      return TRUE;
  return FALSE;
}

char *
gezin_case_fill (const char *sentence, const char *title)
{
  const char *mark = sentence != NULL ? strstr (sentence, TITLE_MARK) : NULL;
  const char *rest;

  if (sentence == NULL)
    return g_strdup (title);
  if (mark == NULL)
    return g_strdup (sentence);
  rest = mark + strlen (TITLE_MARK);
  if (rest[0] == '.' && ends_a_sentence (title))
    rest++;
  return g_strdup_printf ("%.*s%s%s", (int) (mark - sentence), sentence, title, rest);
}

char *
gezin_case_title (const GezinCase *self, const GezinRecord *record)
{
  g_autofree char *own = gezin_case_own_title (self, record);

  return gezin_case_say_title (self->reference, record->kind, own);
}
