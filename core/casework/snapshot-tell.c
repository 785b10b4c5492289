/* SPDX-License-Identifier: EUPL-1.2 */

/* Snapshots told: sentences are made of the records that a snapshot was made of, since the bytes hold
 * none. */

#include "casework/analysis-private.h"
#include "casework/snapshot-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LIST_GAPS "analysis-gap"

/* Which there are. */

/* An adopted conclusion, and when. */
typedef struct {
  GezinRecord *record;
  guint32 day; /* Julian: the last that the date can be */
  gint64 written;
} Adopted;

static int
compare_adopted (gconstpointer a, gconstpointer b)
{
  const Adopted *first = a, *second = b;

  if (first->day != second->day)
    return first->day < second->day ? -1 : 1;
  if (first->written != second->written)
    return first->written < second->written ? -1 : 1;
  return gezin_uuid_compare (&first->record->id, &second->record->id);
}

/* In order: number 1 is the first. */
static GArray *
find_adopted (const GezinCase *on)
{
  const GPtrArray *conclusions = on->present[GEZIN_KIND_CONCLUSION];
  GArray *all = g_array_new (FALSE, FALSE, sizeof (Adopted));

  for (guint i = 0; i < conclusions->len; i++)
    {
      Adopted one = { .record = conclusions->pdata[i] };
      guint32 first;

      one.written = gezin_case_written (on, one.record);
      if (gezin_case_day (on, one.record, GEZIN_FIELD_CONCLUSION_ADOPTED_ON, &first, &one.day))
        g_array_append_val (all, one);
    }
  g_array_sort (all, compare_adopted);
  return all;
}

static void
init_case (GezinCase *on, const GezinView *view, GezinReference *reference)
{
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, 1, G_DATE_JANUARY, 2020); /* titles and dates ask for no day */
  gezin_case_init (on, view, reference, &day);
}

/* One that was worked out, and of what. */
typedef struct {
  const GezinView *view;
  GezinView *then; /* (nullable): @view, where it is one of its own */
  gboolean is_frozen;
  GezinSnapshotBytes *bytes; /* (nullable): they would be too long */
} Made;

static void
made_clear (Made *made)
{
  g_clear_pointer (&made->then, gezin_view_unref);
  g_clear_pointer (&made->bytes, gezin_snapshot_bytes_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Made, made_clear)

static void
work_out (const GezinCase *on, const GezinView *now, const GezinSnapshotThen *then,
          const Adopted *one, guint number, Made *made)
{
  g_autofree char *text = NULL;
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_julian (&day, one->day);
  if (then != NULL)
    made->then = then->view (then->data, &one->record->id,
                             gezin_case_value (on, one->record, GEZIN_FIELD_CONCLUSION_ADOPTED_ON),
                             &made->is_frozen);
  made->view = made->then != NULL ? made->then : now;
  made->is_frozen &= made->then != NULL;
  text = gezin_snapshot_freeze (made->view, on->reference, &day, number);
  made->bytes = gezin_snapshot_read (text);
}

static GezinSnapshotLine *
make_line (const Adopted *one, guint number, const Made *made)
{
  GezinSnapshotLine *line = g_new0 (GezinSnapshotLine, 1);

  line->conclusion = one->record->id;
  line->number = number;
  line->day = g_strdup (made->bytes->day);
  line->digest = g_strdup (made->bytes->digest);
  line->is_frozen = made->is_frozen;
  return line;
}

GPtrArray *
gezin_snapshot_list (const GezinView *view, GezinReference *reference,
                     const GezinSnapshotThen *then)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_snapshot_line_free);
  g_auto (GezinCase) on = { NULL };
  g_autoptr (GArray) all = NULL;

  init_case (&on, view, reference);
  all = find_adopted (&on);
  for (guint i = 0; i < all->len; i++)
    {
      const Adopted *one = &g_array_index (all, Adopted, i);
      g_auto (Made) made = { NULL };

      work_out (&on, view, then, one, i + 1, &made);
      if (made.bytes != NULL)
        g_ptr_array_add (lines, make_line (one, i + 1, &made));
    }
  return lines;
}

/* Told. */

static char *
title_of (const GezinCase *on, const GezinUuid *id)
{
  const GezinRecord *record = gezin_dossier_find (on->dossier, id);

  return record != NULL ? gezin_case_title (on, record) : g_strdup (_ ("(no longer here)"));
}

static char *
circle_text (const GezinCase *on, const GezinCircle *circle)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i <= circle->factors->len && circle->factors->len > 0; i++)
    {
      g_autofree char *title =
          title_of (on, &g_array_index (circle->factors, GezinUuid, i % circle->factors->len));

      g_string_append_printf (text, "%s%s", i > 0 ? " → " : "", title);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
tell_leverage (const GezinCase *on, GezinLeverage *leverage)
{
  leverage->title = title_of (on, &leverage->factor);
  leverage->why =
      g_strdup_printf (ngettext ("It kept %u vicious circle going.",
                                 "It kept %u vicious circles going.", leverage->n_circles),
                       leverage->n_circles);
}

static void
tell_gap (const GezinCase *on, GezinGap *gap)
{
  g_autofree char *title =
      title_of (on, &g_array_index (gap->records, GezinUuid, 0)); /* a gap names its record */

  gap->sentence = gezin_analysis_gap_sentence (
      gezin_reference_find (on->reference, LIST_GAPS, gap->code), title);
}

static GezinSnapshot *
tell (const GezinCase *on, GezinSnapshotLine *line, GezinSnapshotBytes *bytes)
{
  GezinSnapshot *told = g_new0 (GezinSnapshot, 1);
  GezinAnalysis *analysis = g_steal_pointer (&bytes->analysis);

  told->line = line;
  told->analysis = analysis;
  told->factors = g_array_ref (bytes->factors);
  told->titles = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < told->factors->len; i++)
    g_ptr_array_add (told->titles, title_of (on, &g_array_index (told->factors, GezinUuid, i)));
  for (guint i = 0; i < analysis->circles->len; i++)
    {
      GezinCircle *circle = analysis->circles->pdata[i];

      circle->sentence = circle_text (on, circle);
    }
  for (guint i = 0; i < analysis->leverage->len; i++)
    tell_leverage (on, analysis->leverage->pdata[i]);
  for (guint i = 0; i < analysis->gaps->len; i++)
    tell_gap (on, analysis->gaps->pdata[i]);
  return told;
}

GezinSnapshot *
gezin_snapshot_tell (const GezinView *view, GezinReference *reference,
                     const GezinSnapshotThen *then, guint number)
{
  g_auto (GezinCase) on = { NULL };
  g_auto (GezinCase) on_then = { NULL };
  g_autoptr (GArray) all = NULL;
  g_auto (Made) made = { NULL };
  const Adopted *one;

  init_case (&on, view, reference);
  all = find_adopted (&on);
  if (number == 0 || number > all->len)
    return NULL;
  one = &g_array_index (all, Adopted, number - 1);
  work_out (&on, view, then, one, number, &made);
  if (made.bytes == NULL)
    return NULL;
  init_case (&on_then, made.view, reference);
  return tell (&on_then, make_line (one, number, &made), made.bytes);
}

/* Compared. */

static GezinDifference *
add_difference (GPtrArray *found, const char *code, char *sentence)
{
  GezinDifference *one = g_new0 (GezinDifference, 1);

  one->code = code;
  one->sentence = sentence;
  one->records = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  g_ptr_array_add (found, one);
  return one;
}

static gboolean
has_id (const GArray *ids, const GezinUuid *id)
{
  for (guint i = 0; i < ids->len; i++)
    if (gezin_uuid_equal (&g_array_index (ids, GezinUuid, i), id))
      return TRUE;
  return FALSE;
}

static void
compare_factors (GPtrArray *found, const GezinSnapshot *in, const GezinSnapshot *not_in,
                 const char *code, const char *format)
{
  for (guint i = 0; i < in->factors->len; i++)
    {
      const GezinUuid *id = &g_array_index (in->factors, GezinUuid, i);
      GezinDifference *one;

      if (has_id (not_in->factors, id))
        continue;
      one = add_difference (found, code, g_strdup_printf (format, (char *) in->titles->pdata[i]));
      g_array_append_vals (one->records, id, 1);
    }
}

static gboolean
is_same_circle (const GezinCircle *a, const GezinCircle *b)
{
  return a->kind == b->kind && a->influences->len == b->influences->len
         && memcmp (a->influences->data, b->influences->data,
                    a->influences->len * sizeof (GezinUuid))
                == 0;
}

static guint
hash_circle (gconstpointer data)
{
  const GezinCircle *circle = data;
  guint hash = (guint) circle->kind;

  for (guint i = 0; i < circle->influences->len; i++)
    hash = hash * 33 + gezin_uuid_hash (&g_array_index (circle->influences, GezinUuid, i));
  return hash;
}

static gboolean
equal_circles (gconstpointer a, gconstpointer b)
{
  return is_same_circle (a, b);
}

static void
compare_circles (GPtrArray *found, const GezinAnalysis *in, const GezinAnalysis *not_in,
                 const char *code, const char *format)
{
  g_autoptr (GHashTable) others = g_hash_table_new (hash_circle, equal_circles);

  for (guint i = 0; i < not_in->circles->len; i++)
    g_hash_table_add (others, not_in->circles->pdata[i]);
  for (guint i = 0; i < in->circles->len; i++)
    {
      GezinCircle *circle = in->circles->pdata[i];
      GezinDifference *one;

      if (circle->kind != GEZIN_CIRCLE_VICIOUS || g_hash_table_contains (others, circle))
        continue;
      one = add_difference (found, code, g_strdup_printf (format, circle->sentence));
      g_array_append_vals (one->records, circle->factors->data, circle->factors->len);
    }
}

static guint64
score_of (const GezinAnalysis *analysis, const GezinUuid *factor)
{
  for (guint i = 0; i < analysis->leverage->len; i++)
    {
      const GezinLeverage *leverage = analysis->leverage->pdata[i];

      if (gezin_uuid_equal (&leverage->factor, factor))
        return leverage->score;
    }
  return 0;
}

static void
add_leverage (GPtrArray *found, const GezinLeverage *of, guint64 before, guint64 after)
{
  g_autofree char *was = g_strdup_printf ("%" G_GUINT64_FORMAT, before);
  g_autofree char *is = g_strdup_printf ("%" G_GUINT64_FORMAT, after);
  GezinDifference *one = add_difference (
      found, "leverage-moved",
      g_strdup_printf (after > before ? _ ("More passes through “%s” than before: %s, it was %s.")
                                      : _ ("Less passes through “%s” than before: %s, it was %s."),
                       of->title, is, was));

  g_array_append_vals (one->records, &of->factor, 1);
}

static void
compare_leverage (GPtrArray *found, const GezinAnalysis *before, const GezinAnalysis *after)
{
  for (guint i = 0; i < after->leverage->len; i++)
    {
      const GezinLeverage *now = after->leverage->pdata[i];
      guint64 was = score_of (before, &now->factor);

      if (was != now->score)
        add_leverage (found, now, was, now->score);
    }
  for (guint i = 0; i < before->leverage->len; i++)
    {
      const GezinLeverage *was = before->leverage->pdata[i];

      if (score_of (after, &was->factor) == 0)
        add_leverage (found, was, was->score, 0);
    }
}

static gboolean
has_gap (const GezinAnalysis *analysis, const GezinGap *gap)
{
  for (guint i = 0; i < analysis->gaps->len; i++)
    {
      const GezinGap *other = analysis->gaps->pdata[i];

      if (strcmp (other->code, gap->code) == 0
          && gezin_uuid_equal (&g_array_index (other->records, GezinUuid, 0),
                               &g_array_index (gap->records, GezinUuid, 0)))
        return TRUE;
    }
  return FALSE;
}

static void
compare_gaps (GPtrArray *found, const GezinAnalysis *in, const GezinAnalysis *not_in,
              const char *code, const char *format)
{
  for (guint i = 0; i < in->gaps->len; i++)
    {
      const GezinGap *gap = in->gaps->pdata[i];
      GezinDifference *one;

      if (has_gap (not_in, gap))
        continue;
      one = add_difference (found, code, g_strdup_printf (format, gap->sentence));
      g_array_append_vals (one->records, gap->records->data, gap->records->len);
    }
}

GPtrArray *
gezin_snapshot_compare (const GezinSnapshot *before, const GezinSnapshot *after)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_difference_free);

  compare_factors (found, after, before, "factor-new", _ ("New: “%s”."));
  compare_factors (found, before, after, "factor-gone", _ ("No longer at work: “%s”."));
  compare_circles (found, after->analysis, before->analysis, "circle-new",
                   _ ("A new vicious circle: %s."));
  compare_circles (found, before->analysis, after->analysis, "circle-broken",
                   _ ("A vicious circle that is broken: %s."));
  compare_leverage (found, before->analysis, after->analysis);
  compare_gaps (found, after->analysis, before->analysis, "gap-new", _ ("Now lacking: %s"));
  compare_gaps (found, before->analysis, after->analysis, "gap-closed",
                _ ("No longer lacking: %s"));
  return found;
}
