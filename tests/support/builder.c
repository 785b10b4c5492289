/* SPDX-License-Identifier: EUPL-1.2 */

/* Small dossiers from a compact text; the language stands in the header.
 *
 * Each commit gets a replica of its own, so that every dot has n 1 and never
 * clashes. What a commit saw is taken from the dossier as it was then. */

#include "support/builder.h"

#include "base/clock.h"
#include "base/limits.h"

#include <sodium.h>
#include <string.h>

#define SECONDS(N) ((N) * (gint64) G_USEC_PER_SEC)
#define START G_GINT64_CONSTANT (1767259800000000) /* 2026-01-01T09:30:00Z */

typedef struct {
  GezinDossier *dossier;
  GPtrArray *written;
  gint64 time;
  char *organisation;
  guint64 number; /* of the commit, and of its replica */
} Builder;

GezinUuid
test_id (const char *name)
{
  guint8 digest[crypto_hash_sha256_BYTES];
  GezinUuid id;

  crypto_hash_sha256 (digest, (const guint8 *) name, strlen (name));
  memcpy (id.bytes, digest, sizeof id.bytes);
  id.bytes[6] = (id.bytes[6] & 0x0f) | 0x40;
  id.bytes[8] = (id.bytes[8] & 0x3f) | 0x80;
  return id;
}

GezinRecord *
test_record (GezinDossier *dossier, const char *name)
{
  GezinUuid id = test_id (name);
  GezinRecord *record = gezin_dossier_find (dossier, &id);

  if (record == NULL)
    g_error ("no record is called %s", name);
  return record;
}

GDate *
test_day (GDate *day, const char *text)
{
  g_date_clear (day, 1);
  g_date_set_parse (day, text);
  g_assert_true (g_date_valid (day));
  return day;
}

/* @name as an id; other words as they stand; nothing as no value. */
static GRefString *
make_value (const char *word)
{
  char text[GEZIN_UUID_TEXT_LENGTH + 1];
  GezinUuid id;

  if (word[0] == '\0')
    return NULL;
  if (word[0] != '@')
    return g_ref_string_new (word);
  id = test_id (word + 1);
  return g_ref_string_new (gezin_uuid_write (&id, text));
}

static void
clear_string (GRefString *string)
{
  if (string != NULL)
    g_ref_string_release (string);
}

/* What one line does to one register. */
typedef struct {
  const GezinUuid *record;
  GezinKind kind;
  GezinField field;
  GRefString *item;
  GRefString *value;
  gboolean sees;
  gboolean erases;
  const guint64 *saw;
  guint n_saw;
} Write;

static GezinRegister
find_register (const Builder *builder, const Write *write)
{
  GezinRecord *record = gezin_dossier_find (builder->dossier, write->record);

  if (record == NULL)
    return (GezinRegister){ NULL, 0 };
  return gezin_record_register (record, write->field, write->item);
}

static void
apply (Builder *builder, const Write *write, GezinCommit *commit)
{
  GezinRegister one = find_register (builder, write);
  g_autoptr (GezinContext) context = write->sees ? gezin_register_context (&one) : NULL;
  const GezinDot dot = { commit->id, 1 };
  g_autoptr (GPtrArray) heads =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);
  g_autoptr (GError) error = NULL;
  GezinVersion *version;
  GezinDossier *next;

  version =
      gezin_version_new (write->record, write->kind, write->field, write->item, write->value, &dot,
                         context, commit, NULL, write->saw, write->n_saw, write->erases);
  for (guint i = 0; !write->sees && i < one.n_heads; i++)
    g_ptr_array_add (heads, gezin_version_ref (one.heads[i]));
  g_ptr_array_add (heads, version);
  next = gezin_dossier_with (builder->dossier, (GezinVersion *const *) heads->pdata, heads->len,
                             &error);
  g_assert_no_error (error);
  gezin_dossier_unref (builder->dossier);
  builder->dossier = next;
  g_ptr_array_add (builder->written, gezin_version_ref (version));
}

static void
apply_items (Builder *builder, Write *write, const char *items, GezinCommit *commit)
{
  g_auto (GStrv) words = g_strsplit (items, ",", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      gboolean is_out = words[i][0] == '-';

      write->item = make_value (words[i] + (is_out ? 1 : 0));
      write->value = is_out || write->erases ? NULL : g_ref_string_acquire (write->item);
      apply (builder, write, commit);
      clear_string (write->value);
      clear_string (write->item);
    }
}

static void
apply_word (Builder *builder, Write *write, const char *word, GezinCommit *commit)
{
  const char *equals = strchr (word, '=');
  g_autofree char *name =
      equals == NULL ? g_strdup (word) : g_strndup (word, (gsize) (equals - word));
  const GezinFieldSpec *spec;

  write->field = gezin_catalogue_intern_field (write->kind, name);
  if (write->field == GEZIN_FIELD_NONE || (equals == NULL && !write->erases))
    g_error ("what is %s?", word);
  spec = gezin_catalogue_field (write->field);
  if (spec != NULL && gezin_field_spec_is_set (spec))
    {
      apply_items (builder, write, equals == NULL ? "" : equals + 1, commit);
      return;
    }
  write->item = NULL;
  write->value = write->erases ? NULL : make_value (equals + 1);
  apply (builder, write, commit);
  clear_string (write->value);
}

static GezinCommit *
next_commit (Builder *builder)
{
  GezinCommit *commit;

  builder->number++;
  commit = gezin_commit_new (builder->number, builder->time, "A. Worker", "consultant",
                             builder->organisation, NULL);
  builder->time += SECONDS (1);
  return commit;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint64 first = *(const guint64 *) a;
  guint64 second = *(const guint64 *) b;

  return first < second ? -1 : first > second;
}

static void
apply_removal (Builder *builder, const GezinUuid *id, gboolean sees)
{
  g_autoptr (GezinCommit) commit = next_commit (builder);
  GezinRecord *record = gezin_dossier_find (builder->dossier, id);
  g_autoptr (GArray) saw = g_array_new (FALSE, FALSE, sizeof (guint64));
  Write write = { .record = id, .field = GEZIN_FIELD_COMMON_REMOVED, .sees = TRUE };

  g_assert_nonnull (record);
  for (guint i = 0; sees && i < record->n_heads; i++)
    {
      guint64 fingerprint = gezin_version_fingerprint (record->heads[i]);

      g_array_append_val (saw, fingerprint);
    }
  for (guint64 pad = 1; saw->len == 0 || saw->len % GEZIN_SAW_PADDING != 0; pad++)
    g_array_append_val (saw, pad);
  g_array_sort (saw, compare_numbers);
  write.kind = record->kind;
  write.value = g_ref_string_new_intern ("true");
  write.saw = (const guint64 *) (gpointer) saw->data;
  write.n_saw = saw->len;
  apply (builder, &write, commit);
  g_ref_string_release (write.value);
}

static void
apply_fields (Builder *builder, Write *write, char **words)
{
  g_autoptr (GezinCommit) commit = next_commit (builder);

  if (words[0] == NULL) /* without a field there would be no record */
    apply_word (builder, write, "source-party=test", commit);
  for (guint i = 0; words[i] != NULL; i++)
    apply_word (builder, write, words[i], commit);
}

static void
apply_record (Builder *builder, const char *verb, const char *name, char **words)
{
  GezinUuid id = test_id (name);
  Write write = { .record = &id, .sees = TRUE };
  GezinRecord *record = gezin_dossier_find (builder->dossier, &id);

  if (g_str_equal (verb, "remove") || g_str_equal (verb, "remove-blind"))
    {
      apply_removal (builder, &id, g_str_equal (verb, "remove"));
      return;
    }
  if (g_str_equal (verb, "edit") || g_str_equal (verb, "beside") || g_str_equal (verb, "erase"))
    {
      if (record == NULL)
        g_error ("no record is called %s", name);
      write.kind = record->kind;
      write.sees = !g_str_equal (verb, "beside");
      write.erases = g_str_equal (verb, "erase");
    }
  else
    {
      write.kind = gezin_catalogue_kind_by_name (verb);
      if (write.kind == GEZIN_KIND_NONE || record != NULL)
        g_error ("there is no kind %s, or %s is there already", verb, name);
    }
  apply_fields (builder, &write, words);
}

static void
apply_line (Builder *builder, const char *line)
{
  g_auto (GStrv) words = NULL;
  g_autoptr (GError) error = NULL;
  int n_words;

  while (g_ascii_isspace (*line))
    line++;
  if (*line == '\0' || *line == '#')
    return;
  if (!g_shell_parse_argv (line, &n_words, &words, &error) || n_words < 2)
    g_error ("cannot read the line: %s", line);
  if (g_str_equal (words[0], "at"))
    {
      if (!gezin_instant_from_text (words[1], &builder->time))
        g_error ("%s is no time", words[1]);
    }
  else if (g_str_equal (words[0], "from"))
    {
      g_free (builder->organisation);
      builder->organisation = *words[1] == '\0' ? NULL : g_strdup (words[1]);
    }
  else
    apply_record (builder, words[0], words[1], words + 2);
}

/* So that what is written onto a dossier never has a number that is in it. */
static void
find_last_commit (Builder *builder)
{
  for (guint i = 0; i < gezin_dossier_n_records (builder->dossier); i++)
    {
      GezinRecord *record = gezin_dossier_record (builder->dossier, i);

      for (guint h = 0; h < record->n_heads; h++)
        {
          const GezinCommit *commit = record->heads[h]->commit;

          builder->number = MAX (builder->number, commit->id);
          builder->time = MAX (builder->time, commit->time + SECONDS (1));
        }
    }
}

GezinDossier *
test_dossier_write (GezinDossier *dossier, const char *spec, GPtrArray **written)
{
  g_auto (GStrv) lines = g_strsplit (spec, "\n", -1);
  Builder builder = {
    .dossier = gezin_dossier_ref (dossier),
    .written = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref),
    .time = START,
    .organisation = g_strdup ("Wijkteam"),
    .number = 0x1000,
  };

  find_last_commit (&builder);
  for (guint i = 0; lines[i] != NULL; i++)
    apply_line (&builder, lines[i]);
  g_free (builder.organisation);
  if (written != NULL)
    *written = builder.written;
  else
    g_ptr_array_unref (builder.written);
  return builder.dossier;
}

/* The name of the first family record, or else "dossier". */
static char *
find_root_name (const char *spec)
{
  g_auto (GStrv) lines = g_strsplit (spec, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = g_strchug (lines[i]);

      if (g_str_has_prefix (line, "family "))
        {
          g_auto (GStrv) words = g_strsplit (line, " ", 3);

          return g_strdup (words[1]);
        }
    }
  return g_strdup ("dossier");
}

GezinDossier *
test_dossier (const char *spec)
{
  g_autofree char *root = find_root_name (spec);
  GezinUuid id = test_id (root);
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinDossier) empty = gezin_dossier_new (&id, NULL, 0, NULL, 0, &error);

  g_assert_no_error (error);
  return test_dossier_write (empty, spec, NULL);
}
