/* SPDX-License-Identifier: EUPL-1.2 */

/* Versions, their dots and contexts.
 *
 * Invariants:
 * 1. A context is sorted by replica, holds each replica once, and no count of 0.
 * 2. Contexts, commits and versions never change once made; their counts are atomic. */

#include "model/version.h"

#include "base/limits.h"
#include "model/value.h"

#include <sodium.h>
#include <string.h>

int
gezin_dot_compare (const GezinDot *a, const GezinDot *b)
{
  if (a->replica != b->replica)
    return a->replica < b->replica ? -1 : 1;
  return (a->n > b->n) - (a->n < b->n);
}

static int
compare_dots (gconstpointer a, gconstpointer b)
{
  return gezin_dot_compare (a, b);
}

GezinContext *
gezin_context_new (const GezinDot *dots, guint n_dots)
{
  GezinContext *context;
  guint kept = 0;

  if (n_dots == 0)
    return NULL;

  context = g_atomic_rc_box_alloc (sizeof *context + n_dots * sizeof (GezinDot));
  memcpy (context->dots, dots, n_dots * sizeof (GezinDot));
  if (n_dots > 1)
    qsort (context->dots, n_dots, sizeof (GezinDot), compare_dots);
  for (guint i = 0; i < n_dots; i++)
    {
      if (context->dots[i].n == 0)
        continue;
      /* Sorted by count too, so the last of a replica is the highest. */
      if (kept > 0 && context->dots[kept - 1].replica == context->dots[i].replica)
        context->dots[kept - 1] = context->dots[i];
      else
        context->dots[kept++] = context->dots[i];
    }
  context->n_dots = kept;
  if (kept == 0)
    g_clear_pointer (&context, g_atomic_rc_box_release);
  return context;
}

GezinContext *
gezin_context_ref (GezinContext *context)
{
  return context != NULL ? g_atomic_rc_box_acquire (context) : NULL;
}

void
gezin_context_unref (GezinContext *context)
{
  if (context != NULL)
    g_atomic_rc_box_release (context);
}

guint32
gezin_context_count (const GezinContext *context, guint64 replica)
{
  guint low = 0, high = context != NULL ? context->n_dots : 0;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (context->dots[middle].replica < replica)
        low = middle + 1;
      else
        high = middle;
    }
  return context != NULL && low < context->n_dots && context->dots[low].replica == replica
             ? context->dots[low].n
             : 0;
}

gboolean
gezin_context_covers (const GezinContext *context, const GezinDot *dot)
{
  return dot->n <= gezin_context_count (context, dot->replica);
}

gboolean
gezin_context_equal (const GezinContext *a, const GezinContext *b)
{
  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL || a->n_dots != b->n_dots)
    return FALSE;
  for (guint i = 0; i < a->n_dots; i++)
    if (gezin_dot_compare (&a->dots[i], &b->dots[i]) != 0)
      return FALSE;
  return TRUE;
}

static void
append_varint (GByteArray *bytes, guint32 value)
{
  guint8 byte;

  while (value >= 0x80)
    {
      byte = (guint8) (value & 0x7f) | 0x80;
      g_byte_array_append (bytes, &byte, 1);
      value >>= 7;
    }
  byte = (guint8) value;
  g_byte_array_append (bytes, &byte, 1);
}

GBytes *
gezin_context_to_bytes (const GezinContext *context)
{
  GByteArray *bytes;

  if (context == NULL)
    return NULL;
  bytes = g_byte_array_sized_new (context->n_dots * 10);
  for (guint i = 0; i < context->n_dots; i++)
    {
      guint64 replica = GUINT64_TO_BE (context->dots[i].replica);

      g_byte_array_append (bytes, (const guint8 *) &replica, sizeof replica);
      append_varint (bytes, context->dots[i].n);
    }
  return g_byte_array_free_to_bytes (bytes);
}

static gboolean
context_error (GError **error, const char *what)
{
  g_set_error (error, GEZIN_MODEL_ERROR, GEZIN_MODEL_ERROR_CONTEXT, "a context with %s", what);
  return FALSE;
}

/* Reads a count of at most 32 bits in its shortest form. */
static gboolean
read_varint (const guint8 *bytes, gsize length, gsize *position, guint32 *value)
{
  guint64 result = 0;

  for (guint shift = 0; shift < 35 && *position < length; shift += 7)
    {
      guint8 byte = bytes[(*position)++];

      result |= (guint64) (byte & 0x7f) << shift;
      if ((byte & 0x80) == 0)
        {
          if (result > G_MAXUINT32 || (byte == 0 && shift > 0))
            return FALSE;
          *value = (guint32) result;
          return TRUE;
        }
    }
  return FALSE;
}

/* Adds @dot if it may follow what is there. */
static gboolean
append_in_order (GArray *dots, const GezinDot *dot, GError **error)
{
  if (dot->n == 0 || dot->replica == 0)
    return context_error (error, "a count or replica of nought");
  if (dots->len > 0 && g_array_index (dots, GezinDot, dots->len - 1).replica >= dot->replica)
    return context_error (error, "replicas out of order");
  if (dots->len >= GEZIN_MAX_CONTEXT_ENTRIES)
    return context_error (error, "too many replicas");
  g_array_append_vals (dots, dot, 1);
  return TRUE;
}

gboolean
gezin_context_from_bytes (const guint8 *bytes, gsize length, GezinContext **context, GError **error)
{
  g_autoptr (GArray) dots = g_array_new (FALSE, FALSE, sizeof (GezinDot));
  gsize position = 0;

  *context = NULL;
  while (position < length)
    {
      GezinDot dot;
      guint64 replica;

      if (length - position < sizeof replica + 1)
        return context_error (error, "its end cut off");
      memcpy (&replica, bytes + position, sizeof replica);
      position += sizeof replica;
      dot.replica = GUINT64_FROM_BE (replica);
      if (!read_varint (bytes, length, &position, &dot.n))
        return context_error (error, "a count that cannot be read");
      if (!append_in_order (dots, &dot, error))
        return FALSE;
    }
  *context = gezin_context_new ((const GezinDot *) (gpointer) dots->data, dots->len);
  return TRUE;
}

char *
gezin_context_to_text (const GezinContext *context)
{
  GString *text = g_string_new (NULL);
  char id[GEZIN_ID_TEXT_LENGTH + 1];

  for (guint i = 0; context != NULL && i < context->n_dots; i++)
    g_string_append_printf (text, "%s%s:%" G_GUINT32_FORMAT, i > 0 ? " " : "",
                            gezin_id_write (context->dots[i].replica, id), context->dots[i].n);
  return g_string_free (text, FALSE);
}

static gboolean
read_dot (const char *text, gsize length, GezinDot *dot)
{
  char id[GEZIN_ID_TEXT_LENGTH + 1];
  guint64 n = 0;

  if (length < GEZIN_ID_TEXT_LENGTH + 2 || length > GEZIN_ID_TEXT_LENGTH + 11
      || text[GEZIN_ID_TEXT_LENGTH] != ':' || text[GEZIN_ID_TEXT_LENGTH + 1] == '0')
    return FALSE;
  memcpy (id, text, GEZIN_ID_TEXT_LENGTH);
  id[GEZIN_ID_TEXT_LENGTH] = '\0';
  if (!gezin_id_parse (id, &dot->replica))
    return FALSE;
  for (gsize i = GEZIN_ID_TEXT_LENGTH + 1; i < length; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      n = n * 10 + (guint64) (text[i] - '0');
    }
  if (n > G_MAXUINT32)
    return FALSE;
  dot->n = (guint32) n;
  return TRUE;
}

gboolean
gezin_dot_from_text (const char *text, GezinDot *dot)
{
  return read_dot (text, strlen (text), dot);
}

char *
gezin_dot_to_text (const GezinDot *dot)
{
  char id[GEZIN_ID_TEXT_LENGTH + 1];

  return g_strdup_printf ("%s:%" G_GUINT32_FORMAT, gezin_id_write (dot->replica, id), dot->n);
}

gboolean
gezin_context_from_text (const char *text, GezinContext **context, GError **error)
{
  g_autoptr (GArray) dots = g_array_new (FALSE, FALSE, sizeof (GezinDot));

  *context = NULL;
  while (*text != '\0')
    {
      gsize length = strcspn (text, " ");
      GezinDot dot;

      if (!read_dot (text, length, &dot))
        return context_error (error, "a dot that cannot be read");
      if (!append_in_order (dots, &dot, error))
        return FALSE;
      text += length;
      if (*text == ' ' && *++text == '\0')
        return context_error (error, "its end cut off");
    }
  *context = gezin_context_new ((const GezinDot *) (gpointer) dots->data, dots->len);
  return TRUE;
}

/* Commits. */

static GRefString *
new_text (const char *text)
{
  return text != NULL && *text != '\0' ? g_ref_string_new (text) : NULL;
}

GezinCommit *
gezin_commit_new (guint64 id, gint64 time, const char *author, const char *role,
                  const char *organisation, const char *why)
{
  GezinCommit *commit = g_atomic_rc_box_new0 (GezinCommit);

  commit->id = id;
  commit->time = time - time % G_USEC_PER_SEC;
  if (commit->time > time)
    commit->time -= G_USEC_PER_SEC;
  commit->author = new_text (author);
  commit->role = new_text (role);
  commit->organisation = new_text (organisation);
  commit->why = new_text (why);
  return commit;
}

GezinCommit *
gezin_commit_ref (GezinCommit *commit)
{
  return g_atomic_rc_box_acquire (commit);
}

static void
clear_commit (gpointer data)
{
  GezinCommit *commit = data;

  g_clear_pointer (&commit->author, g_ref_string_release);
  g_clear_pointer (&commit->role, g_ref_string_release);
  g_clear_pointer (&commit->organisation, g_ref_string_release);
  g_clear_pointer (&commit->why, g_ref_string_release);
}

void
gezin_commit_unref (GezinCommit *commit)
{
  g_atomic_rc_box_release_full (commit, clear_commit);
}

static gboolean
agrees (const char *a, const char *b)
{
  return a == NULL || b == NULL || strcmp (a, b) == 0;
}

gboolean
gezin_commit_equal (const GezinCommit *a, const GezinCommit *b)
{
  return a == b
         || (a->id == b->id && a->time == b->time && agrees (a->author, b->author)
             && agrees (a->role, b->role) && agrees (a->organisation, b->organisation)
             && agrees (a->why, b->why));
}

/* Versions. */

static GRefString *
acquire (GRefString *text)
{
  return text != NULL ? g_ref_string_acquire (text) : NULL;
}

GezinVersion *
gezin_version_new (const GezinUuid *record, GezinKind kind, GezinField field, GRefString *item,
                   GRefString *value, const GezinDot *dot, GezinContext *context,
                   GezinCommit *commit, GRefString *origin, const guint64 *saw, guint n_saw,
                   gboolean erased)
{
  GezinVersion *version = g_atomic_rc_box_new0 (GezinVersion);

  version->record = *record;
  version->kind = kind;
  version->field = field;
  version->erased = erased;
  version->item = acquire (item);
  version->value = acquire (value);
  version->dot = *dot;
  version->context = gezin_context_ref (context);
  version->commit = gezin_commit_ref (commit);
  version->origin = acquire (origin);
  version->saw = n_saw > 0 ? g_memdup2 (saw, n_saw * sizeof *saw) : NULL;
  version->n_saw = n_saw;
  return version;
}

GezinVersion *
gezin_version_ref (GezinVersion *version)
{
  return g_atomic_rc_box_acquire (version);
}

static void
clear_version (gpointer data)
{
  GezinVersion *version = data;

  g_clear_pointer (&version->item, g_ref_string_release);
  g_clear_pointer (&version->value, g_ref_string_release);
  g_clear_pointer (&version->context, gezin_context_unref);
  g_clear_pointer (&version->commit, gezin_commit_unref);
  g_clear_pointer (&version->origin, g_ref_string_release);
  g_clear_pointer (&version->saw, g_free);
}

void
gezin_version_unref (GezinVersion *version)
{
  g_atomic_rc_box_release_full (version, clear_version);
}

gboolean
gezin_version_supersedes (const GezinVersion *a, const GezinVersion *b)
{
  return gezin_context_covers (a->context, &b->dot);
}

int
gezin_version_compare_register (const GezinVersion *a, const GezinVersion *b)
{
  if (a->field != b->field)
    {
      int order =
          strcmp (gezin_catalogue_field_name (a->field), gezin_catalogue_field_name (b->field));

      if (order != 0)
        return order;
    }
  return g_strcmp0 (a->item, b->item);
}

int
gezin_version_compare (const GezinVersion *a, const GezinVersion *b)
{
  int order = gezin_version_compare_register (a, b);

  return order != 0 ? order : gezin_dot_compare (&a->dot, &b->dot);
}

gboolean
gezin_version_same_content (const GezinVersion *a, const GezinVersion *b)
{
  return a == b
         || (a->erased == b->erased && g_strcmp0 (a->value, b->value) == 0
             && gezin_context_equal (a->context, b->context)
             && gezin_commit_equal (a->commit, b->commit) && agrees (a->origin, b->origin)
             && a->n_saw == b->n_saw
             && (a->n_saw == 0 || memcmp (a->saw, b->saw, a->n_saw * sizeof *a->saw) == 0));
}

const char *
gezin_version_origin (const GezinVersion *version)
{
  return version->origin != NULL ? version->origin : version->commit->organisation;
}

guint64
gezin_version_fingerprint_at (const GezinVersion *version, const GezinDot *dot)
{
  const char *field = gezin_catalogue_field_name (version->field);
  guint64 replica = GUINT64_TO_BE (dot->replica);
  guint32 n = GUINT32_TO_BE (dot->n);
  guint8 digest[crypto_hash_sha256_BYTES];
  crypto_hash_sha256_state state;
  guint64 first;

  /* Names and items are followed by a NUL, which neither can hold. */
  crypto_hash_sha256_init (&state);
  crypto_hash_sha256_update (&state, (const guint8 *) field, strlen (field) + 1);
  if (version->item != NULL)
    crypto_hash_sha256_update (&state, (const guint8 *) version->item, strlen (version->item));
  crypto_hash_sha256_update (&state, (const guint8 *) "", 1);
  crypto_hash_sha256_update (&state, (const guint8 *) &replica, sizeof replica);
  crypto_hash_sha256_update (&state, (const guint8 *) &n, sizeof n);
  crypto_hash_sha256_final (&state, digest);
  memcpy (&first, digest, sizeof first);
  return GUINT64_FROM_BE (first);
}

guint64
gezin_version_fingerprint (const GezinVersion *version)
{
  return gezin_version_fingerprint_at (version, &version->dot);
}

gboolean
gezin_version_saw_contains (const GezinVersion *removal, guint64 fingerprint)
{
  guint low = 0, high = removal->n_saw;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (removal->saw[middle] < fingerprint)
        low = middle + 1;
      else
        high = middle;
    }
  return low < removal->n_saw && removal->saw[low] == fingerprint;
}
