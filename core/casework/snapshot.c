/* SPDX-License-Identifier: EUPL-1.2 */

/* The bytes of a snapshot: written, read back strictly, and told again. See snapshot.h.
 *
 * Lines: `snapshot 1 NUMBER DAY`, `record ID KIND VERSIONS` in order of id, then by their position
 * `factor N`, `circle KIND STRENGTH N…` (factors in the order of the arrows, then the
 * arrows), `leverage N SCORE
 * CIRCLES`, `gap CODE N…`, and `sha-256 HEX`. */

#include "casework/snapshot.h"

#include "base/clock.h"
#include "base/limits.h"
#include "casework/analysis-private.h"
#include "casework/snapshot-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MARK "snapshot 1 "
#define END "sha-256 "
#define VERSIONS_LENGTH (16) /* hex digits of the digest of a record's versions */

/* Writing. */

static int
compare_fingerprints (gconstpointer a, gconstpointer b)
{
  guint64 first = *(const guint64 *) a, second = *(const guint64 *) b;

  return first < second ? -1 : first > second;
}

static char *
versions_of (const GezinRecord *record)
{
  g_autoptr (GArray) prints = g_array_sized_new (FALSE, FALSE, sizeof (guint64), record->n_heads);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < record->n_heads; i++)
    {
      guint64 print = gezin_version_fingerprint (record->heads[i]);

      g_array_append_val (prints, print);
    }
  g_array_sort (prints, compare_fingerprints);
  for (guint i = 0; i < prints->len; i++)
    {
      guint64 print = GUINT64_TO_BE (g_array_index (prints, guint64, i));

      g_checksum_update (sum, (const guchar *) &print, sizeof print);
    }
  return g_strndup (g_checksum_get_string (sum), VERSIONS_LENGTH);
}

static void
note_ids (GHashTable *rests, const GArray *ids)
{
  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (rests, &g_array_index (ids, GezinUuid, i));
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return gezin_uuid_compare (*(GezinUuid *const *) a, *(GezinUuid *const *) b);
}

/* All records that the analysis rests on, in order of id, and their places. */
static GPtrArray *
collect_records (const GezinAnalysis *analysis, GPtrArray *factors, GHashTable *places)
{
  g_autoptr (GHashTable) rests = g_hash_table_new (gezin_uuid_hash, gezin_uuid_equal);
  GPtrArray *ids = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer id;

  for (guint i = 0; i < factors->len; i++)
    g_hash_table_add (rests, &((GezinRecord *) factors->pdata[i])->id);
  for (guint i = 0; i < analysis->circles->len; i++)
    note_ids (rests, ((GezinCircle *) analysis->circles->pdata[i])->influences);
  for (guint i = 0; i < analysis->gaps->len; i++)
    note_ids (rests, ((GezinGap *) analysis->gaps->pdata[i])->records);
  g_hash_table_iter_init (&iter, rests);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_ptr_array_add (ids, id);
  g_ptr_array_sort (ids, compare_ids);
  for (guint i = 0; i < ids->len; i++)
    g_hash_table_insert (places, ids->pdata[i], GUINT_TO_POINTER (i));
  return ids;
}

static void
append_places (GString *text, GHashTable *places, const GArray *ids, const char *end)
{
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (
        text, " %u",
        GPOINTER_TO_UINT (g_hash_table_lookup (places, &g_array_index (ids, GezinUuid, i))));
  g_string_append (text, end);
}

static void
append_records (GString *text, const GezinCase *on, const GPtrArray *ids)
{
  for (guint i = 0; i < ids->len; i++)
    {
      const GezinRecord *record = gezin_dossier_find (on->dossier, ids->pdata[i]);
      g_autofree char *versions = versions_of (record);
      char id[GEZIN_UUID_TEXT_LENGTH + 1];

      g_string_append_printf (text, "record %s %s %s\n", gezin_uuid_write (ids->pdata[i], id),
                              gezin_catalogue_kind (record->kind)->name, versions);
    }
}

static void
append_analysis (GString *text, const GezinAnalysis *analysis, GPtrArray *factors,
                 GHashTable *places)
{
  for (guint i = 0; i < factors->len; i++)
    g_string_append_printf (
        text, "factor %u\n",
        GPOINTER_TO_UINT (g_hash_table_lookup (places, &((GezinRecord *) factors->pdata[i])->id)));
  for (guint i = 0; i < analysis->circles->len; i++)
    {
      const GezinCircle *circle = analysis->circles->pdata[i];

      g_string_append_printf (text, "circle %s %" G_GUINT64_FORMAT,
                              gezin_circle_kind_name (circle->kind), circle->strength);
      append_places (text, places, circle->factors, "");
      append_places (text, places, circle->influences, "\n");
    }
  for (guint i = 0; i < analysis->leverage->len; i++)
    {
      const GezinLeverage *leverage = analysis->leverage->pdata[i];

      g_string_append_printf (text, "leverage %u %" G_GUINT64_FORMAT " %u\n",
                              GPOINTER_TO_UINT (g_hash_table_lookup (places, &leverage->factor)),
                              leverage->score, leverage->n_circles);
    }
  for (guint i = 0; i < analysis->gaps->len; i++)
    {
      const GezinGap *gap = analysis->gaps->pdata[i];

      g_string_append_printf (text, "gap %s", gap->code);
      append_places (text, places, gap->records, "\n");
    }
}

char *
gezin_snapshot_freeze (const GezinView *view, GezinReference *reference, const GDate *day,
                       guint number)
{
  g_auto (GezinCase) on = { NULL };
  g_autoptr (GezinAnalysis) analysis = gezin_analyse (view, reference, day);
  g_autoptr (GPtrArray) factors = g_ptr_array_new ();
  g_autoptr (GHashTable) places = g_hash_table_new (gezin_uuid_hash, gezin_uuid_equal);
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *sum = NULL;
  char day_text[GEZIN_DAY_TEXT_LENGTH + 1];

  gezin_case_init (&on, view, reference, day);
  gezin_analysis_factors_of (&on, factors);
  ids = collect_records (analysis, factors, places);
  g_string_append_printf (text, MARK "%u %s\n", number, gezin_day_to_text (day, day_text));
  append_records (text, &on, ids);
  append_analysis (text, analysis, factors, places);
  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, (gssize) text->len);
  g_string_append_printf (text, END "%s", sum);
  return text->len <= GEZIN_MAX_PROSE_BYTES ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/* Reading. */

static char *
digest_if_whole (const char *text, gsize *length)
{
  const char *end = text != NULL ? strrchr (text, '\n') : NULL;
  g_autofree char *sum = NULL;

  if (end == NULL || !g_str_has_prefix (text, MARK) || !g_str_has_prefix (end + 1, END))
    return NULL;
  *length = (gsize) (end + 1 - text);
  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, (gssize) *length);
  return strcmp (sum, end + 1 + strlen (END)) == 0 ? g_steal_pointer (&sum) : NULL;
}

static gboolean
read_number (const char *word, guint64 most, guint64 *number)
{
  return word != NULL && g_ascii_string_to_unsigned (word, 10, 0, most, number, NULL);
}

/* Places that a line names; %FALSE if one is not there. */
static gboolean
read_places (const GArray *records, char **words, GArray *ids)
{
  for (guint i = 0; words[i] != NULL; i++)
    {
      guint64 place;

      if (records->len == 0 || !read_number (words[i], records->len - 1, &place))
        return FALSE;
      g_array_append_val (ids, g_array_index (records, GezinSnapshotRecord, place).id);
    }
  return TRUE;
}

static gboolean
read_record (GezinSnapshotBytes *self, char **words)
{
  GezinSnapshotRecord record;

  if (g_strv_length (words) != 4 || !gezin_uuid_parse (words[1], &record.id)
      || strlen (words[3]) != VERSIONS_LENGTH)
    return FALSE;
  record.kind = gezin_catalogue_kind_by_name (words[2]);
  memcpy (record.versions, words[3], VERSIONS_LENGTH + 1);
  g_array_append_val (self->records, record);
  return TRUE;
}

static gboolean
read_circle (GezinSnapshotBytes *self, char **words)
{
  GezinCircleKind kind = GEZIN_CIRCLE_VICIOUS;
  GezinCircle *circle;
  guint64 strength;

  if (g_strv_length (words) < 4 || !read_number (words[2], G_MAXUINT64, &strength))
    return FALSE;
  while (kind <= GEZIN_CIRCLE_BALANCING && strcmp (gezin_circle_kind_name (kind), words[1]) != 0)
    kind++;
  if (kind > GEZIN_CIRCLE_BALANCING)
    return FALSE;
  circle = gezin_circle_new (kind);
  circle->strength = strength;
  g_ptr_array_add (self->analysis->circles, circle);
  if (!read_places (self->records, words + 3, circle->factors) || circle->factors->len % 2 != 0)
    return FALSE;
  g_array_append_vals (circle->influences,
                       &g_array_index (circle->factors, GezinUuid, circle->factors->len / 2),
                       circle->factors->len / 2);
  g_array_set_size (circle->factors, circle->factors->len / 2);
  return TRUE;
}

static gboolean
read_leverage (GezinSnapshotBytes *self, char **words)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  char *place[] = { words[1], NULL };
  GezinLeverage *leverage;
  guint64 score, n_circles;

  if (g_strv_length (words) != 4 || !read_places (self->records, place, ids)
      || !read_number (words[2], G_MAXUINT64, &score)
      || !read_number (words[3], G_MAXUINT32, &n_circles))
    return FALSE;
  leverage = g_new0 (GezinLeverage, 1);
  leverage->factor = g_array_index (ids, GezinUuid, 0);
  leverage->score = score;
  leverage->n_circles = (guint) n_circles;
  g_ptr_array_add (self->analysis->leverage, leverage);
  return TRUE;
}

static gboolean
read_gap (GezinSnapshotBytes *self, char **words)
{
  GezinGap *gap;

  if (g_strv_length (words) < 3)
    return FALSE;
  gap = gezin_gap_new (g_intern_string (words[1]));
  g_ptr_array_add (self->analysis->gaps, gap);
  return read_places (self->records, words + 2, gap->records);
}

static gboolean
read_line (GezinSnapshotBytes *self, char **words)
{
  if (strcmp (words[0], "record") == 0)
    return read_record (self, words);
  if (strcmp (words[0], "factor") == 0)
    return read_places (self->records, words + 1, self->factors);
  if (strcmp (words[0], "circle") == 0)
    return read_circle (self, words);
  if (strcmp (words[0], "leverage") == 0)
    return read_leverage (self, words);
  return strcmp (words[0], "gap") == 0 && read_gap (self, words);
}

void
gezin_snapshot_bytes_free (GezinSnapshotBytes *self)
{
  g_clear_pointer (&self->analysis, gezin_analysis_free);
  g_array_unref (self->records);
  g_array_unref (self->factors);
  g_free (self->digest);
  g_free (self->day);
  g_free (self);
}

GezinSnapshotBytes *
gezin_snapshot_read (const char *text)
{
  g_autoptr (GezinSnapshotBytes) self = NULL;
  gsize length;
  g_autofree char *digest = digest_if_whole (text, &length);
  g_autofree char *body = NULL;
  g_auto (GStrv) lines = NULL;
  g_auto (GStrv) head = NULL;

  if (digest == NULL || length > GEZIN_MAX_PROSE_BYTES)
    return NULL;
  self = g_new0 (GezinSnapshotBytes, 1);
  self->analysis = gezin_analysis_new ();
  self->records = g_array_new (FALSE, FALSE, sizeof (GezinSnapshotRecord));
  self->factors = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  self->digest = g_steal_pointer (&digest);
  body = g_strndup (text, length - 1);
  lines = g_strsplit (body, "\n", -1);
  head = g_strsplit (lines[0], " ", -1);
  if (g_strv_length (head) != 4)
    return NULL;
  self->day = g_strdup (head[3]);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", -1);

      if (words[0] == NULL || !read_line (self, words))
        return NULL;
    }
  return g_steal_pointer (&self);
}
