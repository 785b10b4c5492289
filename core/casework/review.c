/* SPDX-License-Identifier: EUPL-1.2 */

/* What was approved, and what became of it. The invariants are in review.h. */

#include "casework/review.h"

#include <string.h>

#define HEADING "gezinsdossier approved state 1"
#define MAX_LIST_BYTES (32 * 1024 * 1024)

/* The list. */

static void
field_free (gpointer data)
{
  GezinApprovedField *field = data;

  g_free (field->name);
  g_array_unref (field->seen);
  g_free (field);
}

static GezinApprovedList *
list_new (void)
{
  GezinApprovedList *list = g_new0 (GezinApprovedList, 1);

  list->writers = g_array_new (FALSE, FALSE, sizeof (guint64));
  list->fields = g_ptr_array_new_with_free_func (field_free);
  return list;
}

void
gezin_approved_list_free (GezinApprovedList *list)
{
  if (list == NULL)
    return;
  g_array_unref (list->writers);
  g_ptr_array_unref (list->fields);
  g_free (list);
}

static GezinApprovedField *
add_field (GezinApprovedList *list, const GezinUuid *record, const char *name)
{
  GezinApprovedField *field = g_new0 (GezinApprovedField, 1);

  field->record = *record;
  field->name = g_strdup (name);
  field->seen = g_array_new (FALSE, FALSE, sizeof (GezinSeenVersion));
  g_ptr_array_add (list->fields, field);
  return field;
}

/* Invariant 3. */
gboolean
gezin_review_is_reviewed (GezinKind kind)
{
  const GezinKindSpec *spec = gezin_catalogue_kind (kind);

  return spec != NULL && (spec->flags & GEZIN_KIND_BY_PROGRAM) == 0 && kind != GEZIN_KIND_REVIEW
         && kind != GEZIN_KIND_REMARK && kind != GEZIN_KIND_WORKING_NOTE
         && kind != GEZIN_KIND_EXPERIENCE;
}

static int
compare_seen (gconstpointer a, gconstpointer b)
{
  const GezinSeenVersion *one = a, *other = b;
  int order = gezin_dot_compare (&one->dot, &other->dot);

  return order != 0 ? order : (one->mark > other->mark) - (one->mark < other->mark);
}

static GezinSeenVersion
seen_of (const GezinVersion *version)
{
  return (GezinSeenVersion){ version->dot,
                             version->item != NULL ? gezin_version_fingerprint (version) : 0 };
}

static const GezinSeenVersion *
seen_at (const GArray *seen, guint position)
{
  return &g_array_index (seen, GezinSeenVersion, position);
}

/* Markers of what was erased are nobody's work. */
static GArray *
heads_of (const GezinRecord *record, GezinField field)
{
  GezinRegister all = gezin_record_field (record, field);
  GArray *heads = g_array_new (FALSE, FALSE, sizeof (GezinSeenVersion));

  for (guint i = 0; i < all.n_heads; i++)
    if (!all.heads[i]->erased)
      {
        GezinSeenVersion seen = seen_of (all.heads[i]);

        g_array_append_val (heads, seen);
      }
  g_array_sort (heads, compare_seen);
  return heads;
}

/* The fields of a record as they stand in it: sorted by name. */
static gboolean
next_field (const GezinRecord *record, guint *position, GezinField *field)
{
  GezinRegister one;

  for (GezinField before = *field; gezin_record_next_register (record, position, &one);)
    {
      *field = one.heads[0]->field;
      if (*field != before)
        return TRUE;
    }
  return FALSE;
}

static void
add_record (GezinApprovedList *list, const GezinRecord *record)
{
  GezinField field = GEZIN_FIELD_NONE;
  guint position = 0;

  while (next_field (record, &position, &field))
    {
      g_autoptr (GArray) heads = heads_of (record, field);

      if (heads->len > 0)
        g_array_append_vals (
            add_field (list, &record->id, gezin_catalogue_field_name (field))->seen, heads->data,
            heads->len);
    }
}

GezinApprovedList *
gezin_approved_list_new (const GezinView *view, const GezinUuid *dossier, const GezinUuid *review,
                         const GezinUuid *of, const GArray *writers)
{
  GezinDossier *seen = gezin_view_dossier (view);
  GezinApprovedList *list = list_new ();

  list->dossier = *dossier;
  list->review = *review;
  list->has_of = of != NULL;
  if (of != NULL)
    list->of = *of;
  g_array_append_vals (list->writers, writers->data, writers->len);
  for (guint i = 0; i < gezin_dossier_n_records (seen); i++)
    {
      const GezinRecord *record = gezin_dossier_record (seen, i);

      if (gezin_review_is_reviewed (record->kind) && !gezin_record_is_removed (record)
          && (of == NULL || gezin_uuid_equal (of, &record->id)))
        add_record (list, record);
    }
  return list;
}

/* Writing: lines of ASCII, sorted. */

static void
add_id_line (GString *text, const char *word, const GezinUuid *id)
{
  char written[GEZIN_UUID_TEXT_LENGTH + 1];

  g_string_append_printf (text, "%s %s\n", word, gezin_uuid_write (id, written));
}

static void
add_seen (GString *text, const GezinSeenVersion *seen)
{
  g_autofree char *dot = gezin_dot_to_text (&seen->dot);

  g_string_append_printf (text, " %s", dot);
  if (seen->mark != 0)
    g_string_append_printf (text, "/%016" G_GINT64_MODIFIER "x", seen->mark);
}

GBytes *
gezin_approved_list_write (const GezinApprovedList *list)
{
  GString *text = g_string_new (HEADING "\n");
  const GezinUuid *record = NULL;

  add_id_line (text, "dossier", &list->dossier);
  add_id_line (text, "review", &list->review);
  if (list->has_of)
    add_id_line (text, "of", &list->of);
  for (guint i = 0; i < list->writers->len; i++)
    g_string_append_printf (text, "writer %016" G_GINT64_MODIFIER "x\n",
                            g_array_index (list->writers, guint64, i));
  for (guint i = 0; i < list->fields->len; i++)
    {
      const GezinApprovedField *field = list->fields->pdata[i];

      if (record == NULL || !gezin_uuid_equal (record, &field->record))
        add_id_line (text, "record", &field->record);
      record = &field->record;
      g_string_append_printf (text, "field %s", field->name);
      for (guint v = 0; v < field->seen->len; v++)
        add_seen (text, seen_at (field->seen, v));
      g_string_append_c (text, '\n');
    }
  return g_string_free_to_bytes (text);
}

/* Reading: loosely, and then invariant 1 decides. */

static gboolean
read_id (const char *line, const char *word, GezinUuid *id)
{
  gsize length = strlen (word);

  return g_str_has_prefix (line, word) && line[length] == ' '
         && gezin_uuid_parse (line + length + 1, id);
}

static gboolean
read_writer (const char *line, GezinApprovedList *list)
{
  guint64 replica;

  if (!g_str_has_prefix (line, "writer ")
      || !g_ascii_string_to_unsigned (line + strlen ("writer "), 16, 0, G_MAXUINT64, &replica,
                                      NULL))
    return FALSE;
  g_array_append_val (list->writers, replica);
  return TRUE;
}

static gboolean
read_seen (char *word, GezinSeenVersion *seen)
{
  char *slash = strchr (word, '/');

  *seen = (GezinSeenVersion){ .mark = 0 };
  if (slash != NULL)
    *slash = '\0';
  return (slash == NULL
          || g_ascii_string_to_unsigned (slash + 1, 16, 1, G_MAXUINT64, &seen->mark, NULL))
         && gezin_dot_from_text (word, &seen->dot);
}

static gboolean
read_field (const char *line, const GezinUuid *record, GezinApprovedList *list)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  GezinApprovedField *field;

  if (g_strv_length (words) < 3 || !g_str_equal (words[0], "field") || *words[1] == '\0')
    return FALSE;
  field = add_field (list, record, words[1]);
  for (guint i = 2; words[i] != NULL; i++)
    {
      GezinSeenVersion seen;

      if (!read_seen (words[i], &seen))
        return FALSE;
      g_array_append_val (field->seen, seen);
    }
  return TRUE;
}

static int
compare_fields (const GezinApprovedField *a, const GezinApprovedField *b)
{
  int order = gezin_uuid_compare (&a->record, &b->record);

  return order != 0 ? order : strcmp (a->name, b->name);
}

/* Each once, in order; of one record the record that it says it is of. */
static gboolean
is_in_order (const GezinApprovedList *list)
{
  for (guint i = 0; i + 1 < list->writers->len; i++)
    if (g_array_index (list->writers, guint64, i) >= g_array_index (list->writers, guint64, i + 1))
      return FALSE;
  for (guint i = 0; i < list->fields->len; i++)
    {
      const GezinApprovedField *field = list->fields->pdata[i];

      if ((i > 0 && compare_fields (list->fields->pdata[i - 1], field) >= 0)
          || (list->has_of && !gezin_uuid_equal (&list->of, &field->record)))
        return FALSE;
      for (guint v = 0; v + 1 < field->seen->len; v++)
        if (compare_seen (seen_at (field->seen, v), seen_at (field->seen, v + 1)) >= 0)
          return FALSE;
    }
  return list->fields->len > 0;
}

static gboolean
read_lines (char **lines, GezinApprovedList *list)
{
  gboolean has_record = FALSE;
  GezinUuid record;
  guint at = 3;

  if (g_strv_length (lines) < 5 || !g_str_equal (lines[0], HEADING)
      || !read_id (lines[1], "dossier", &list->dossier)
      || !read_id (lines[2], "review", &list->review))
    return FALSE;
  list->has_of = read_id (lines[at], "of", &list->of);
  at += list->has_of;
  while (lines[at] != NULL && read_writer (lines[at], list))
    at++;
  for (; lines[at] != NULL && *lines[at] != '\0'; at++)
    if (read_id (lines[at], "record", &record))
      has_record = TRUE;
    else if (!has_record || !read_field (lines[at], &record, list))
      return FALSE;
  return lines[at] != NULL && lines[at + 1] == NULL;
}

GezinApprovedList *
gezin_approved_list_read (GBytes *bytes)
{
  g_autoptr (GezinApprovedList) list = list_new ();
  g_autoptr (GBytes) again = NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree char *text = NULL;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (length == 0 || length > MAX_LIST_BYTES || memchr (data, '\0', length) != NULL)
    return NULL;
  text = g_strndup (data, length);
  lines = g_strsplit (text, "\n", -1);
  if (!read_lines (lines, list) || !is_in_order (list))
    return NULL;
  again = gezin_approved_list_write (list);
  return g_bytes_equal (again, bytes) ? g_steal_pointer (&list) : NULL;
}

/* Own work. */

static gboolean
has_writer (const GezinApprovedList *list, guint64 replica)
{
  for (guint i = 0; i < list->writers->len; i++)
    if (g_array_index (list->writers, guint64, i) == replica)
      return TRUE;
  return FALSE;
}

gboolean
gezin_approved_field_has (const GezinApprovedField *field, const GezinVersion *version)
{
  const GezinSeenVersion wanted = seen_of (version);

  for (guint i = 0; i < field->seen->len; i++)
    if (compare_seen (seen_at (field->seen, i), &wanted) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_by (const GezinVersion *version, const char *name)
{
  g_autofree char *author = NULL;
  g_autofree char *wanted = NULL;

  if (name == NULL || version->commit->author == NULL)
    return FALSE;
  author = g_utf8_casefold (version->commit->author, -1);
  wanted = g_utf8_casefold (name, -1);
  return g_str_equal (author, wanted);
}

static gboolean
has_head_by (const GezinApprovedField *field, GezinDossier *dossier, const char *name)
{
  const GezinRecord *record = gezin_dossier_find (dossier, &field->record);
  GezinRegister all = { NULL, 0 };

  if (record != NULL)
    all = gezin_record_field (record, gezin_catalogue_intern_field (record->kind, field->name));
  for (guint i = 0; i < all.n_heads; i++)
    if (gezin_approved_field_has (field, all.heads[i]) && is_by (all.heads[i], name))
      return TRUE;
  return FALSE;
}

gboolean
gezin_approved_list_has_own_work (const GezinApprovedList *list, const GezinView *view,
                                  const char *name)
{
  for (guint i = 0; i < list->fields->len; i++)
    {
      const GezinApprovedField *field = list->fields->pdata[i];

      for (guint v = 0; v < field->seen->len; v++)
        if (has_writer (list, seen_at (field->seen, v)->dot.replica))
          return TRUE;
      if (has_head_by (field, gezin_view_dossier (view), name))
        return TRUE;
    }
  return FALSE;
}

/* Comparing. */

const GezinApprovedField *
gezin_approved_list_find (const GezinApprovedList *list, const GezinUuid *record, const char *name)
{
  const GezinApprovedField wanted = { .record = *record, .name = (char *) name };
  guint low = 0, high = list->fields->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      int order = compare_fields (list->fields->pdata[middle], &wanted);

      if (order == 0)
        return list->fields->pdata[middle];
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return NULL;
}

static gboolean
are_same (const GArray *a, const GArray *b)
{
  for (guint i = 0; a->len == b->len && i < a->len; i++)
    if (compare_seen (seen_at (a, i), seen_at (b, i)) != 0)
      return FALSE;
  return a->len == b->len;
}

/* Whether it stood here before @list was signed: its signer looked, and was not shown it. */
static gboolean
is_older (const GezinRecord *record, GezinField field, const GezinApprovedList *list)
{
  GezinRegister all = gezin_record_field (record, field);

  if (list->has_of && !gezin_uuid_equal (&list->of, &record->id))
    return FALSE;
  for (guint i = 0; i < all.n_heads; i++)
    if (all.heads[i]->commit->time / G_USEC_PER_SEC >= list->signed_at / G_USEC_PER_SEC)
      return FALSE;
  return all.n_heads > 0;
}

/* Invariant 2. */
static GezinReviewState
state_of (const GezinRecord *record, GezinField field, const GPtrArray *lists)
{
  g_autoptr (GArray) heads = heads_of (record, field);
  GezinReviewState state = GEZIN_REVIEW_NEW;

  for (guint i = 0; i < lists->len; i++)
    {
      const GezinApprovedField *seen = gezin_approved_list_find (
          lists->pdata[i], &record->id, gezin_catalogue_field_name (field));

      if (seen != NULL && are_same (seen->seen, heads))
        return GEZIN_REVIEW_APPROVED;
      if (seen != NULL)
        state = heads->len == 0 ? GEZIN_REVIEW_GONE : GEZIN_REVIEW_CHANGED;
      else if (state == GEZIN_REVIEW_NEW && is_older (record, field, lists->pdata[i]))
        state = GEZIN_REVIEW_UNSEEN;
    }
  return state;
}

static gboolean
was_seen (const GezinUuid *record, const GPtrArray *lists)
{
  for (guint i = 0; i < lists->len; i++)
    {
      const GezinApprovedList *list = lists->pdata[i];
      const GezinApprovedField first = { .record = *record, .name = (char *) "" };
      guint low = 0, high = list->fields->len;

      while (low < high)
        {
          guint middle = low + (high - low) / 2;

          if (compare_fields (list->fields->pdata[middle], &first) < 0)
            low = middle + 1;
          else
            high = middle;
        }
      if (low < list->fields->len
          && gezin_uuid_equal (&((GezinApprovedField *) list->fields->pdata[low])->record, record))
        return TRUE;
    }
  return FALSE;
}

/* Of what was approved, a field that came is a change, and one that was not shown is none. */
static GezinReviewState
whole_state (const GPtrArray *fields, gboolean was_approved)
{
  GezinReviewState state = GEZIN_REVIEW_APPROVED;

  for (guint i = 0; i < fields->len; i++)
    {
      GezinReviewState one = ((GezinReviewField *) fields->pdata[i])->state;

      if (was_approved && one == GEZIN_REVIEW_UNSEEN)
        continue;
      if (was_approved && (one == GEZIN_REVIEW_NEW || one == GEZIN_REVIEW_GONE))
        one = GEZIN_REVIEW_CHANGED;
      state = MAX (state, one);
    }
  return state;
}

static void
compare_record (const GezinRecord *record, const GPtrArray *lists, GPtrArray *records)
{
  gboolean was_approved = was_seen (&record->id, lists);
  GezinReviewRecord *compared;
  GezinField field = GEZIN_FIELD_NONE;
  guint position = 0;

  if (gezin_record_is_removed (record) && !was_approved)
    return;
  compared = gezin_review_record_new (&record->id, record->kind);
  g_ptr_array_add (records, compared);
  compared->state = GEZIN_REVIEW_REMOVED;
  if (gezin_record_is_removed (record))
    return;
  while (next_field (record, &position, &field))
    g_ptr_array_add (compared->fields,
                     gezin_review_field_new (field, state_of (record, field, lists)));
  compared->state = whole_state (compared->fields, was_approved);
}

static int
compare_records (gconstpointer a, gconstpointer b)
{
  const GezinReviewRecord *one = *(GezinReviewRecord *const *) a;
  const GezinReviewRecord *other = *(GezinReviewRecord *const *) b;

  return gezin_uuid_compare (&one->record, &other->record);
}

/* What was approved and is not here any more, each once. */
static void
add_gone (GezinDossier *dossier, const GPtrArray *lists, GPtrArray *records)
{
  g_autoptr (GHashTable) told = g_hash_table_new (gezin_uuid_hash, gezin_uuid_equal);

  for (guint i = 0; i < lists->len; i++)
    {
      const GezinApprovedList *list = lists->pdata[i];

      for (guint f = 0; f < list->fields->len; f++)
        {
          GezinApprovedField *field = list->fields->pdata[f];
          GezinReviewRecord *gone;

          if (gezin_dossier_find (dossier, &field->record) != NULL
              || !g_hash_table_add (told, &field->record))
            continue;
          gone = gezin_review_record_new (&field->record, GEZIN_KIND_NONE);
          gone->state = GEZIN_REVIEW_GONE;
          g_ptr_array_add (records, gone);
        }
    }
}

GPtrArray *
gezin_review_compare (const GezinView *view, const GPtrArray *lists)
{
  GezinDossier *dossier = gezin_view_dossier (view);
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_review_record_free);

  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier, i);

      if (gezin_review_is_reviewed (record->kind))
        compare_record (record, lists, records);
    }
  add_gone (dossier, lists, records);
  g_ptr_array_sort (records, compare_records);
  return records;
}
