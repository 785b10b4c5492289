/* SPDX-License-Identifier: EUPL-1.2 */

/* A view as plain dossier XML, written straight into its bytes.
 *
 * Invariants:
 * 1. One view has one text: every order and every space is fixed here, nothing
 *    depends on a locale, a clock or an address in memory.
 * 2. What is written is well-formed, whatever the values are.
 * 3. Reading the text gives the versions back, and writing those gives the text. */

#include "wire/dossier-xml.h"

#include <string.h>

#include "base/clock.h"
#include "wire/order-private.h"

/* ---------- Text ---------- */

/* What may not stand as it is: in text & < > CR and the controls that XML lacks, in an
 * attribute also " tab and line end. 0xEF begins the two code points that XML lacks. */
static gboolean
is_stop (guchar c, gboolean in_attribute)
{
  if (c < 0x20)
    return in_attribute || (c != '\t' && c != '\n');
  return c == '&' || c == '<' || c == '>' || c == 0xEF || (in_attribute && c == '"');
}

/* Writes the character at @text that is a stop; returns its bytes. */
static gsize
append_stop (GString *xml, const char *text, gsize length)
{
  switch (text[0])
    {
    case '&':
      g_string_append (xml, "&amp;");
      return 1;
    case '<':
      g_string_append (xml, "&lt;");
      return 1;
    case '>':
      g_string_append (xml, "&gt;");
      return 1;
    case '"':
      g_string_append (xml, "&quot;");
      return 1;
    case '\t':
      g_string_append (xml, "&#9;");
      return 1;
    case '\n':
      g_string_append (xml, "&#10;");
      return 1;
    case '\r':
      g_string_append (xml, "&#13;");
      return 1;
    case '\v':
      g_string_append_c (xml, '\n');
      return 1;
    default:
      if ((guchar) text[0] < 0x20)
        return 1;
      if (length >= 3 && (guchar) text[1] == 0xBF && (guchar) text[2] >= 0xBE)
        return 3;
      g_string_append_c (xml, text[0]);
      return 1;
    }
}

static void
append_escaped (GString *xml, const char *text, gboolean in_attribute)
{
  gsize length = strlen (text);
  gsize start = 0;
  gsize at = 0;

  while (at < length)
    {
      if (!is_stop ((guchar) text[at], in_attribute))
        {
          at++;
          continue;
        }
      g_string_append_len (xml, text + start, (gssize) (at - start));
      at += append_stop (xml, text + at, length - at);
      start = at;
    }
  g_string_append_len (xml, text + start, (gssize) (length - start));
}

static void
append_attribute (GString *xml, const char *name, const char *value)
{
  if (value == NULL)
    return;
  g_string_append_c (xml, ' ');
  g_string_append (xml, name);
  g_string_append_len (xml, "=\"", 2);
  append_escaped (xml, value, TRUE);
  g_string_append_c (xml, '"');
}

static void
append_hex (GString *xml, guint64 number)
{
  char text[GEZIN_ID_TEXT_LENGTH + 1];

  g_string_append_len (xml, gezin_id_write (number, text), GEZIN_ID_TEXT_LENGTH);
}

static void
append_uuid (GString *xml, const GezinUuid *id)
{
  char text[GEZIN_UUID_TEXT_LENGTH + 1];

  g_string_append_len (xml, gezin_uuid_write (id, text), GEZIN_UUID_TEXT_LENGTH);
}

static void
append_dot (GString *xml, const GezinDot *dot)
{
  char digits[12];
  guint first = sizeof digits;
  guint32 n = dot->n;

  do
    digits[--first] = (char) ('0' + n % 10);
  while ((n /= 10) > 0);
  digits[--first] = ':';
  append_hex (xml, dot->replica);
  g_string_append_len (xml, digits + first, (gssize) (sizeof digits - first));
}

/* ---------- Commits ---------- */

static const char *
either (const char *a, const char *b)
{
  if (a == NULL || b == NULL)
    return a != NULL ? a : b;
  return strcmp (a, b) <= 0 ? a : b;
}

/* One act of which one holder may have been told less than another. */
static GezinCommit *
join_commits (const GezinCommit *a, const GezinCommit *b)
{
  return gezin_commit_new (a->id, MIN (a->time, b->time), either (a->author, b->author),
                           either (a->role, b->role), either (a->organisation, b->organisation),
                           either (a->why, b->why));
}

static void
collect_commit (GHashTable *commits, GezinCommit *commit)
{
  GezinCommit *known = g_hash_table_lookup (commits, &commit->id);
  GezinCommit *kept;

  if (known == commit)
    return;
  kept = known == NULL ? gezin_commit_ref (commit) : join_commits (known, commit);
  g_hash_table_replace (commits, &kept->id, kept);
}

static int
compare_commits (gconstpointer a, gconstpointer b)
{
  const GezinCommit *first = *(GezinCommit *const *) a;
  const GezinCommit *second = *(GezinCommit *const *) b;

  return first->id < second->id ? -1 : first->id > second->id;
}

static void
append_commit (GString *xml, const GezinCommit *commit, gboolean shows_reason)
{
  g_autofree char *time = gezin_instant_to_text (commit->time);

  g_string_append (xml, "  <commit id=\"");
  append_hex (xml, commit->id);
  g_string_append_c (xml, '"');
  append_attribute (xml, "time", time);
  append_attribute (xml, "by", commit->author);
  append_attribute (xml, "role", commit->role);
  append_attribute (xml, "organisation", commit->organisation);
  if (shows_reason)
    append_attribute (xml, "why", commit->why);
  g_string_append (xml, "/>\n");
}

static void
append_commits (GString *xml, GezinView *view)
{
  g_autoptr (GHashTable) commits = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL,
                                                          (GDestroyNotify) gezin_commit_unref);
  g_autofree GezinCommit **sorted = NULL;
  GezinDossier *dossier = gezin_view_dossier (view);
  const GezinCommit *last = NULL;
  GHashTableIter iter;
  gpointer commit;
  guint n_commits = 0;

  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier, i);

      for (guint j = 0; j < record->n_heads; j++)
        if (record->heads[j]->commit != last)
          {
            last = record->heads[j]->commit;
            collect_commit (commits, record->heads[j]->commit);
          }
    }

  sorted = g_new (GezinCommit *, g_hash_table_size (commits));
  g_hash_table_iter_init (&iter, commits);
  while (g_hash_table_iter_next (&iter, NULL, &commit))
    sorted[n_commits++] = commit;
  if (n_commits > 1)
    qsort (sorted, n_commits, sizeof *sorted, compare_commits);
  for (guint i = 0; i < n_commits; i++)
    append_commit (xml, sorted[i], gezin_view_shows_reasons (view));
}

static void
append_erased (GString *xml, GezinView *view)
{
  gsize n_erased;
  const GezinUuid *erased = gezin_dossier_erased (gezin_view_dossier (view), &n_erased);

  for (gsize i = 0; i < n_erased; i++)
    {
      g_string_append (xml, "  <erased record=\"");
      append_uuid (xml, &erased[i]);
      g_string_append (xml, "\"/>\n");
    }
}

/* ---------- Versions ---------- */

static void
append_saw (GString *xml, const GezinVersion *version)
{
  if (version->n_saw == 0)
    return;
  g_string_append (xml, " saw=\"");
  for (guint i = 0; i < version->n_saw; i++)
    {
      if (i > 0)
        g_string_append_c (xml, ' ');
      append_hex (xml, version->saw[i]);
    }
  g_string_append_c (xml, '"');
}

/* The attributes and the content of one version, and the end of its element. */
static void
append_version (GString *xml, const GezinVersion *version, const char *without_value,
                const char *content, const char *end)
{
  const GezinContext *context = version->context;

  g_string_append (xml, " at=\"");
  append_dot (xml, &version->dot);
  for (guint i = 0; context != NULL && i < context->n_dots; i++)
    {
      g_string_append (xml, i == 0 ? "\" over=\"" : " ");
      append_dot (xml, &context->dots[i]);
    }
  g_string_append (xml, "\" in=\"");
  append_hex (xml, version->commit->id);
  g_string_append_c (xml, '"');
  if (g_strcmp0 (version->origin, version->commit->organisation) != 0)
    append_attribute (xml, "origin", version->origin);
  append_saw (xml, version);
  if (version->erased)
    g_string_append (xml, " erased=\"yes\"");
  else if (version->value == NULL)
    g_string_append (xml, without_value);
  if (content == NULL)
    {
      g_string_append (xml, "/>\n");
      return;
    }
  g_string_append_c (xml, '>');
  append_escaped (xml, content, FALSE);
  g_string_append (xml, end);
}

static void
append_record (GString *xml, const GezinRecord *record)
{
  g_string_append (xml, "  <record kind=\"");
  g_string_append (xml, gezin_catalogue_kind (record->kind)->name);
  g_string_append (xml, "\" id=\"");
  append_uuid (xml, &record->id);
  g_string_append (xml, "\">\n");
  for (guint i = 0; i < record->n_heads; i++)
    {
      const GezinVersion *head = record->heads[i];
      gboolean is_first = i == 0 || record->heads[i - 1]->field != head->field
                          || record->heads[i - 1]->item == NULL;
      gboolean is_last = i + 1 == record->n_heads || record->heads[i + 1]->field != head->field;

      if (head->item == NULL || is_first)
        {
          g_string_append (xml, "    <field name=\"");
          g_string_append (xml, gezin_catalogue_field_name (head->field));
          g_string_append_c (xml, '"');
        }
      if (head->item == NULL)
        {
          append_version (xml, head, " none=\"yes\"", head->erased ? NULL : head->value,
                          "</field>\n");
          continue;
        }
      g_string_append (xml, is_first ? ">\n      <item" : "      <item");
      append_version (xml, head, " out=\"yes\"", head->item, "</item>\n");
      if (is_last)
        g_string_append (xml, "    </field>\n");
    }
  g_string_append (xml, "  </record>\n");
}

GBytes *
gezin_dossier_xml_write (GezinView *view)
{
  GezinDossier *dossier = gezin_view_dossier (view);
  g_autoptr (GPtrArray) records = gezin_order_records (view, GEZIN_KIND_NONE);
  GString *xml = g_string_sized_new (1024 + gezin_dossier_n_versions (dossier) * 128);

  g_string_append (xml, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        "<dossier xmlns=\"" GEZIN_DOSSIER_NAMESPACE "\" id=\"");
  append_uuid (xml, gezin_dossier_id (dossier));
  g_string_append (xml, "\">\n");
  append_commits (xml, view);
  append_erased (xml, view);
  for (guint i = 0; i < records->len; i++)
    append_record (xml, records->pdata[i]);
  g_string_append (xml, "</dossier>\n");
  return g_string_free_to_bytes (xml);
}
