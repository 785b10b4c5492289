/* SPDX-License-Identifier: EUPL-1.2 */

/* Made-up dossiers from the catalogue.
 *
 * Ids and references come from one stream, values from another: two texts with
 * the same ids seed are the same records and registers with other values. */

#include "bench/families.h"

#include "base/id.h"
#include "base/random.h"
#include "bench/bench.h"
#include "reference/reference.h"

#include <math.h>
#include <string.h>

#define N_WORDS (6000)
#define N_PEOPLE (4)
#define FIRST_TIME "2026-01-05T09:30:00Z"
#define SECOND_TIME "2026-03-05T09:30:00Z"
#define FIRST_REPLICA G_GUINT64_CONSTANT (0x1111111111111111)
#define SECOND_REPLICA G_GUINT64_CONSTANT (0x2222222222222222)

struct _BenchFamilies {
  GezinRandom *values;
  GezinReference *reference;
  char *words[N_WORDS];
};

/* One dossier on its way. */
typedef struct {
  BenchFamilies *families;
  const BenchShape *shape;
  GezinRandom *ids;
  GString *xml;
  GezinUuid of_kind[GEZIN_N_KINDS]; /* the latest record of each */
  gboolean has_kind[GEZIN_N_KINDS];
  guint n_values;
} Dossier;

static char *
make_word (GezinRandom *random)
{
  static const char *const starts[] = { "b", "d", "g", "h", "k", "l", "m",   "n",  "p",
                                        "r", "s", "t", "v", "w", "z", "sch", "st", "gr" };
  static const char *const middles[] = {
    "a", "e", "i", "o", "u", "aa", "ee", "ie", "oe", "ui", "é"
  };
  static const char *const ends[] = { "", "", "n", "r", "s", "t", "k", "cht", "ng" };
  GString *word = g_string_new (NULL);

  for (guint left = 1 + gezin_random_below (random, 3); left > 0; left--)
    {
      g_string_append (word, starts[gezin_random_below (random, G_N_ELEMENTS (starts))]);
      if (gezin_random_below (random, 50) == 0)
        g_string_append (word, "é");
      else
        g_string_append (word, middles[gezin_random_below (random, G_N_ELEMENTS (middles))]);
      g_string_append (word, ends[gezin_random_below (random, G_N_ELEMENTS (ends))]);
    }
  return g_string_free (word, FALSE);
}

/* Each word once, so that ranks are words. */
static void
make_words (BenchFamilies *families)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < N_WORDS;)
    {
      char *word = make_word (families->values);

      if (g_hash_table_add (seen, word))
        families->words[i++] = word;
      else
        g_free (word);
    }
}

BenchFamilies *
bench_families_new (guint64 seed)
{
  BenchFamilies *families = g_new0 (BenchFamilies, 1);
  const char *data = g_getenv ("GEZIN_DATA_DIR");
  g_autofree char *folder =
      g_build_filename (data != NULL ? data : GEZIN_DATA_DIR, "reference", NULL);
  GError *error = NULL;

  families->values = gezin_random_new_seeded (seed);
  families->reference = gezin_reference_new_from_folder (folder, NULL, &error);
  bench_must (families->reference != NULL, error, "read the reference data");
  make_words (families);
  return families;
}

void
bench_families_free (BenchFamilies *families)
{
  if (families == NULL)
    return;
  for (guint i = 0; i < N_WORDS; i++)
    g_free (families->words[i]);
  gezin_reference_unref (families->reference);
  gezin_random_unref (families->values);
  g_free (families);
}

const char *
bench_families_word (BenchFamilies *families, guint rank)
{
  return families->words[rank];
}

guint
bench_families_n_words (void)
{
  return N_WORDS;
}

/* As often as in a language: the word of rank r comes about 1/r as often as the first. */
static const char *
pick_word (BenchFamilies *families)
{
  double chance = gezin_random_below (families->values, 1 << 30) / (double) (1 << 30);

  return families->words[(guint) pow (N_WORDS, chance) - 1];
}

static void
append_words (BenchFamilies *families, GString *text, guint n_words)
{
  for (guint i = 0; i < n_words; i++)
    {
      if (i > 0)
        g_string_append_c (text, ' ');
      g_string_append (text, pick_word (families));
    }
}

static void
append_prose (BenchFamilies *families, GString *text)
{
  for (guint left = 2 + gezin_random_below (families->values, 4); left > 0; left--)
    {
      append_words (families, text, 6 + gezin_random_below (families->values, 10));
      g_string_append (text, left > 1 ? ". " : ".");
    }
}

char *
bench_families_prose (BenchFamilies *families)
{
  GString *text = g_string_new (NULL);

  append_prose (families, text);
  return g_string_free (text, FALSE);
}

/* Values. */

static gboolean
find_target (const Dossier *dossier, const GezinFieldSpec *spec, GezinUuid *target)
{
  for (guint kind = GEZIN_KIND_NONE + 1; kind < GEZIN_N_KINDS; kind++)
    if ((spec->targets & GEZIN_KIND_SET (kind)) != 0 && dossier->has_kind[kind])
      {
        *target = dossier->of_kind[kind];
        return TRUE;
      }
  return FALSE;
}

static gboolean
append_ref (Dossier *dossier, const GezinFieldSpec *spec)
{
  char text[GEZIN_UUID_TEXT_LENGTH + 1];
  GezinUuid target;

  if (!find_target (dossier, spec, &target))
    return FALSE;
  g_string_append (dossier->xml, gezin_uuid_write (&target, text));
  return TRUE;
}

/* Of a set from the ids' stream, so that a second writing finds the same items. */
static gboolean
append_code (Dossier *dossier, const GezinFieldSpec *spec)
{
  g_autoptr (GezinCodeList) list =
      gezin_reference_list (dossier->families->reference, spec->list, NULL);
  GezinRandom *random = gezin_field_spec_is_set (spec) ? dossier->ids : dossier->families->values;

  if (list == NULL)
    return FALSE;
  g_string_append (dossier->xml,
                   gezin_code_name (gezin_code_list_code (
                       list, gezin_random_below (random, gezin_code_list_size (list)))));
  return TRUE;
}

/* FALSE for a type that is not made up here. */
static gboolean
append_value (Dossier *dossier, const GezinFieldSpec *spec)
{
  GezinRandom *random = dossier->families->values;
  GString *xml = dossier->xml;

  switch (spec->type)
    {
    case GEZIN_TYPE_TEXT:
      append_words (dossier->families, xml, 1 + gezin_random_below (random, 3));
      return TRUE;
    case GEZIN_TYPE_PROSE:
      append_prose (dossier->families, xml);
      return TRUE;
    case GEZIN_TYPE_DATE:
    case GEZIN_TYPE_TIME:
      g_string_append_printf (xml, "20%02u-%02u-%02u%s", 10 + gezin_random_below (random, 16),
                              1 + gezin_random_below (random, 12),
                              1 + gezin_random_below (random, 28),
                              spec->type == GEZIN_TYPE_TIME ? "T10:03:11Z" : "");
      return TRUE;
    case GEZIN_TYPE_BOOL:
      g_string_append (xml, gezin_random_below (random, 2) == 0 ? "true" : "false");
      return TRUE;
    case GEZIN_TYPE_COUNT:
    case GEZIN_TYPE_SCALE:
      g_string_append_printf (xml, "%u", gezin_random_below (random, 11));
      return TRUE;
    case GEZIN_TYPE_CODE:
    case GEZIN_TYPE_CODES:
      return append_code (dossier, spec);
    case GEZIN_TYPE_REF:
    case GEZIN_TYPE_REFS:
      return append_ref (dossier, spec);
    default:
      return FALSE;
    }
}

/* Records. */

/* The dot of a value: the first writing, or a second one over it elsewhere. */
static void
append_version (Dossier *dossier, gboolean is_item)
{
  switch (dossier->shape->n_writes)
    {
    case 0:
      break;
    case 1:
      g_string_append_printf (dossier->xml, " at=\"%016" G_GINT64_MODIFIER "x:1\" in=\"%016x\"",
                              FIRST_REPLICA, 1);
      break;
    default:
      g_string_append_printf (dossier->xml,
                              " at=\"%016" G_GINT64_MODIFIER "x:1\" over=\"%016" G_GINT64_MODIFIER
                              "x:1\" in=\"%016x\"%s",
                              SECOND_REPLICA, FIRST_REPLICA, 2, is_item ? " out=\"yes\"" : "");
    }
}

static void
append_field (Dossier *dossier, const GezinFieldSpec *spec)
{
  gboolean is_set = gezin_field_spec_is_set (spec);
  GString *xml = dossier->xml;
  gsize start = xml->len;

  g_string_append_printf (xml, "<field name=\"%s\"", spec->name);
  if (is_set)
    g_string_append (xml, "><item");
  append_version (dossier, is_set);
  g_string_append_c (xml, '>');
  if (!append_value (dossier, spec))
    {
      g_string_truncate (xml, start);
      return;
    }
  g_string_append (xml, is_set ? "</item></field>\n" : "</field>\n");
  dossier->n_values++;
}

static gboolean
is_wanted (Dossier *dossier, const GezinFieldSpec *spec)
{
  if ((spec->flags & GEZIN_FIELD_DERIVED) != 0)
    return FALSE;
  if (spec->kind == GEZIN_KIND_NONE)
    return (spec->flags & GEZIN_FIELD_WHOLE_FAMILY) != 0;
  return (spec->flags & GEZIN_FIELD_ESSENTIAL) != 0 || gezin_random_below (dossier->ids, 3) == 0;
}

static void
append_record (Dossier *dossier, GezinKind kind, const GezinUuid *id)
{
  char text[GEZIN_UUID_TEXT_LENGTH + 1];
  guint n_fields, before = dossier->n_values;
  const GezinFieldSpec *const *fields = gezin_catalogue_fields_of (kind, &n_fields);
  gsize start = dossier->xml->len;

  g_string_append_printf (dossier->xml, "<record kind=\"%s\" id=\"%s\">\n",
                          gezin_catalogue_kind (kind)->name, gezin_uuid_write (id, text));
  for (guint i = 0; i < n_fields; i++)
    if (is_wanted (dossier, fields[i]))
      append_field (dossier, fields[i]);
  g_string_append (dossier->xml, "</record>\n");
  if (dossier->n_values == before)
    g_string_truncate (dossier->xml, start);
  dossier->of_kind[kind] = *id;
  dossier->has_kind[kind] = TRUE;
}

/* What is written once cannot be written over, and is left out where that is asked. */
static gboolean
may_be (const BenchShape *shape, GezinKind kind)
{
  GezinKindFlags flags = gezin_catalogue_kind (kind)->flags;

  if (shape->only != GEZIN_KIND_NONE)
    return kind == shape->only;
  return (flags & (GEZIN_KIND_ROOT | GEZIN_KIND_BY_PROGRAM)) == 0
         && (shape->n_writes == 0 || (flags & GEZIN_KIND_WRITTEN_ONCE) == 0);
}

static void
append_records (Dossier *dossier)
{
  GezinUuid id;
  guint kind = GEZIN_KIND_PERSON;

  for (guint i = 0; i < N_PEOPLE && dossier->shape->only == GEZIN_KIND_NONE; i++)
    {
      id = gezin_uuid_random (dossier->ids);
      append_record (dossier, GEZIN_KIND_PERSON, &id);
    }
  while (dossier->n_values < dossier->shape->n_values)
    {
      do
        kind = kind + 1 < GEZIN_N_KINDS ? kind + 1 : GEZIN_KIND_NONE + 1;
      while (!may_be (dossier->shape, kind));
      id = gezin_uuid_random (dossier->ids);
      append_record (dossier, kind, &id);
    }
}

GString *
bench_families_write (BenchFamilies *families, const BenchShape *shape, guint *n_values)
{
  Dossier dossier = { .families = families, .shape = shape };
  char text[GEZIN_UUID_TEXT_LENGTH + 1];
  GezinUuid root;

  dossier.ids = gezin_random_new_seeded (shape->ids);
  dossier.xml = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  root = gezin_uuid_random (dossier.ids);
  g_string_append_printf (dossier.xml,
                          "<dossier xmlns=\"urn:gezinsdossier:dossier:1\" id=\"%s\">\n",
                          gezin_uuid_write (&root, text));
  if (shape->n_writes > 0)
    g_string_append_printf (dossier.xml, "<commit id=\"%016x\" time=\"%s\" organisation=\"%s\"/>\n",
                            shape->n_writes, shape->n_writes == 1 ? FIRST_TIME : SECOND_TIME,
                            "Wijkteam");
  append_record (&dossier, GEZIN_KIND_FAMILY, &root);
  append_records (&dossier);
  g_string_append (dossier.xml, "</dossier>\n");
  gezin_random_unref (dossier.ids);
  if (n_values != NULL)
    *n_values = dossier.n_values;
  return dossier.xml;
}
