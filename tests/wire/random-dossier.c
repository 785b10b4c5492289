/* SPDX-License-Identifier: EUPL-1.2 */

/* Dossiers for the tests of this room. */

#include "wire/random-dossier.h"

#include "base/clock.h"
#include "base/text.h"
#include "model/value.h"

/* Each is in the form in which a prose field holds it, but for those that no field may hold. */
static const char *const texts[] = {
  "Noor",
  "a < b && c > d; \"quoted\" & 'single' &amp; &#13; ]]> <!-- no comment --> <![CDATA[ none ]]>",
  "\xC5\x81ukasz \xC4\x8C\xC3\xA9\xC5\xBE\xC3\xA1n \xC3\xA0 la cr\xC3\xA8me \xC3\x9F \xC4\xB3",
  "\xD9\x85\xD8\xB1\xD8\xAD\xD8\xA8\xD8\xA7 "
  "\xE2\x80\x8F\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D\xE2\x80\x8E",
  "\xE4\xBD\xA0\xE5\xA5\xBD "
  "\xE0\xA4\xA8\xE0\xA4\xAE\xE0\xA4\xB8\xE0\xA5\x8D\xE0\xA4\xA4\xE0\xA5\x87 \xE1\xBF\xB6",
  "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7\xE2\x80\x8D\xF0\x9F\x91\xA6 "
  "\xF0\x9F\x87\xB3\xF0\x9F\x87\xB1 \xE2\x9D\xA4\xEF\xB8\x8F",
  "q\xCC\xA3\xCC\x87 \xE0\xBD\xA7\xE0\xBE\xA3 \xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8 "
  "z\xCC\x80\xCC\x81\xCC\x82\xCC\x83",
  "lines\nand\ttabs\n\n - one\n - two  \n",
  "  space before and behind  ",
  "\n",
  "carriage\rreturn\r\n",
  "\xEF\xBF\xBD \xEF\xBF\xBC \xEF\xAC\x81 \xEF\xBB\xBF.",
  "\xF4\x8F\xBF\xBD \xF0\x90\x8C\xB0",
  "]]>",
  "&",
  " ",
  "",
};

static const char *const unknown_fields[] = { "from-a-later-version", "zz-new", "a-1" };

typedef struct {
  GRand *random;
  GPtrArray *versions;
  GPtrArray *commits;
} Maker;

static gboolean
one_in (Maker *maker, int n)
{
  return g_rand_int_range (maker->random, 0, n) == 0;
}

static guint64
random_id (Maker *maker)
{
  return ((guint64) g_rand_int (maker->random) << 32 | g_rand_int (maker->random)) | 1;
}

static GezinUuid
random_uuid (Maker *maker)
{
  GezinUuid id;

  for (guint i = 0; i < sizeof id.bytes; i++)
    id.bytes[i] = (guint8) g_rand_int_range (maker->random, 0, 256);
  id.bytes[0] |= 1;
  return id;
}

static const char *
random_text (Maker *maker)
{
  return texts[g_rand_int_range (maker->random, 0, G_N_ELEMENTS (texts))];
}

static const char *
random_organisation (Maker *maker)
{
  static const char *const organisations[] = { "Wijkteam", "RVT \"Noord\" & <Oost>", "\xC3\x89\t\n",
                                               NULL };

  return organisations[g_rand_int_range (maker->random, 0, G_N_ELEMENTS (organisations))];
}

static void
add_commits (Maker *maker, guint n_commits)
{
  for (guint i = 0; i < n_commits; i++)
    g_ptr_array_add (
        maker->commits,
        gezin_commit_new (random_id (maker), (gint64) g_rand_int (maker->random) * G_USEC_PER_SEC,
                          one_in (maker, 4) ? NULL : random_text (maker),
                          one_in (maker, 4) ? NULL : "lead", random_organisation (maker),
                          one_in (maker, 2) ? NULL : random_text (maker)));
}

/* Replicas of 0x1000 and up write, lower ones are only in contexts: so no head covers another. */
static GezinContext *
random_context (Maker *maker, const GezinDot *own)
{
  GezinDot dots[6];
  guint n_dots = 0;

  for (guint64 replica = 1; replica < 6; replica++)
    if (one_in (maker, 3))
      dots[n_dots++] = (GezinDot){ replica, (guint32) g_rand_int_range (maker->random, 1, 90000) };
  if (own->n > 1)
    dots[n_dots++] = (GezinDot){ own->replica, own->n - 1 };
  return gezin_context_new (dots, n_dots);
}

static void
add_version (Maker *maker, const GezinUuid *id, GezinKind kind, GezinField field, GRefString *item,
             GRefString *value, guint64 replica)
{
  const GezinDot dot = { replica, one_in (maker, 2) ? 1 : g_rand_int (maker->random) | 2 };
  g_autoptr (GezinContext) context = random_context (maker, &dot);
  GezinCommit *commit =
      maker->commits->pdata[g_rand_int_range (maker->random, 0, (int) maker->commits->len)];
  const char *organisation = one_in (maker, 3) ? random_organisation (maker) : NULL;
  GRefString *origin = organisation == NULL || g_strcmp0 (organisation, commit->organisation) == 0
                           ? NULL
                           : g_ref_string_new (organisation);
  guint64 saw[64];
  guint n_saw = field != GEZIN_FIELD_COMMON_REMOVED || one_in (maker, 3) ? 0
                : one_in (maker, 2)                                      ? 32
                                                                         : 64;

  for (guint i = 0; i < n_saw; i++)
    saw[i] = (guint64) i << 58 | g_rand_int (maker->random);
  g_ptr_array_add (maker->versions,
                   gezin_version_new (id, kind, field, item, value, &dot, context, commit, origin,
                                      saw, n_saw, value == NULL && one_in (maker, 3)));
  g_clear_pointer (&origin, g_ref_string_release);
}

/* One register, with one head or several. */
static void
add_register (Maker *maker, const GezinUuid *id, GezinKind kind, GezinField field,
              const char *item_text)
{
  GRefString *item = item_text != NULL ? g_ref_string_new (item_text) : NULL;
  guint n_heads = one_in (maker, 5) ? (guint) g_rand_int_range (maker->random, 2, 5) : 1;

  for (guint i = 0; i < n_heads; i++)
    {
      GRefString *value = one_in (maker, 6)    ? NULL
                          : item_text != NULL  ? g_ref_string_acquire (item)
                          : one_in (maker, 10) ? g_ref_string_new ("true")
                                               : g_ref_string_new (random_text (maker));

      add_version (maker, id, kind, field, item, value,
                   0x1000 + (guint64) i * 0x0123456789abcdef + g_rand_int (maker->random));
      g_clear_pointer (&value, g_ref_string_release);
    }
  g_clear_pointer (&item, g_ref_string_release);
}

static void
add_field (Maker *maker, const GezinUuid *id, GezinKind kind, GezinField field, gboolean is_set)
{
  guint n_items = (guint) g_rand_int_range (maker->random, 1, 4);

  if (!is_set)
    {
      add_register (maker, id, kind, field, NULL);
      return;
    }
  for (guint i = 0; i < n_items; i++)
    {
      g_autofree char *item = g_strdup_printf ("%u%s", i, random_text (maker));

      add_register (maker, id, kind, field, item);
    }
}

static void
add_record (Maker *maker)
{
  GezinKind kind = (GezinKind) g_rand_int_range (maker->random, 1, GEZIN_N_KINDS);
  GezinUuid id = random_uuid (maker);
  guint n_fields;
  const GezinFieldSpec *const *fields = gezin_catalogue_fields_of (kind, &n_fields);
  guint before = maker->versions->len;

  while (maker->versions->len == before)
    {
      for (guint i = 0; i < n_fields; i++)
        if (one_in (maker, 4))
          add_field (maker, &id, kind, fields[i]->field, gezin_field_spec_is_set (fields[i]));
      for (guint i = 0; i < G_N_ELEMENTS (unknown_fields); i++)
        if (one_in (maker, 12))
          {
            GezinField field = gezin_catalogue_intern_field (kind, unknown_fields[i]);

            if (one_in (maker, 2))
              add_field (maker, &id, kind, field, FALSE);
            if (one_in (maker, 2))
              add_field (maker, &id, kind, field, TRUE);
          }
    }
}

static GezinDossier *
make_dossier (Maker *maker, const GezinUuid *id, const GArray *erased)
{
  g_autoptr (GError) error = NULL;
  GezinDossier *dossier =
      gezin_dossier_new (id, (GezinVersion *const *) maker->versions->pdata, maker->versions->len,
                         erased != NULL ? (const GezinUuid *) (gpointer) erased->data : NULL,
                         erased != NULL ? erased->len : 0, &error);

  g_assert_no_error (error);
  return dossier;
}

GezinDossier *
test_random_dossier (GRand *random, guint n_values)
{
  g_autoptr (GPtrArray) versions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);
  g_autoptr (GPtrArray) commits =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_commit_unref);
  Maker maker = { random, versions, commits };
  g_autoptr (GArray) erased = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  GezinUuid id = random_uuid (&maker);

  add_commits (&maker, 1 + n_values / 10);
  while (versions->len < n_values)
    add_record (&maker);
  while (one_in (&maker, 2))
    {
      GezinUuid gone = random_uuid (&maker);

      g_array_append_val (erased, gone);
    }
  return make_dossier (&maker, &id, erased);
}

/* A right value of @spec, another one for each @number. */
static char *
right_value (const GezinFieldSpec *spec, guint number)
{
  switch (spec->type)
    {
    case GEZIN_TYPE_TEXT:
      return g_strdup_printf ("Text %u & <more>", number);
    case GEZIN_TYPE_PROSE:
      return g_strdup_printf ("Prose %u.\nOn two lines.", number);
    case GEZIN_TYPE_DATE:
      return g_strdup (number % 3 == 0 ? "2014" : number % 3 == 1 ? "2014-05" : "2014-05-01");
    case GEZIN_TYPE_TIME:
      return g_strdup ("2026-11-21T10:03:11Z");
    case GEZIN_TYPE_BOOL:
      return g_strdup (number % 2 == 0 ? "true" : "false");
    case GEZIN_TYPE_COUNT:
      return g_strdup_printf ("%u", number);
    case GEZIN_TYPE_SCALE:
      return g_strdup_printf ("%u", number % 11);
    case GEZIN_TYPE_BSN:
      return g_strdup ("999990019");
    case GEZIN_TYPE_DIGEST:
    case GEZIN_TYPE_FILE:
      return g_strnfill (64, 'a');
    case GEZIN_TYPE_CODE:
    case GEZIN_TYPE_CODES:
      return g_strdup_printf ("code-%u", number);
    case GEZIN_TYPE_REF:
    case GEZIN_TYPE_REFS:
      return g_strdup_printf ("6d83d4f1-59b3-4ce9-849c-%012x", number);
    }
  g_return_val_if_reached (NULL);
}

static void
add_right_value (Maker *maker, const GezinUuid *id, GezinKind kind, const GezinFieldSpec *spec,
                 guint number)
{
  g_autofree char *text = right_value (spec, number);
  GRefString *value = g_ref_string_new (text);
  const GezinDot dots[] = { { 0x7f3a, number % 3 + 1 }, { 0x9000000000000000, 4 } };
  g_autoptr (GezinContext) context = gezin_context_new (dots, number % 3);
  const GezinDot dot = { 0x1000, number + 1 };

  g_ptr_array_add (maker->versions,
                   gezin_version_new (id, kind, spec->field,
                                      gezin_field_spec_is_set (spec) ? value : NULL, value, &dot,
                                      context, maker->commits->pdata[number % maker->commits->len],
                                      NULL, NULL, 0, FALSE));
  g_ref_string_release (value);
}

static void
add_commit_at (Maker *maker, guint number)
{
  g_ptr_array_add (maker->commits,
                   gezin_commit_new (0x1000 + number,
                                     (G_GINT64_CONSTANT (1790000000) + number) * G_USEC_PER_SEC,
                                     "A. Worker", "consultant", "Wijkteam", "because"));
}

GezinDossier *
test_dossier_of_every_field (guint n_items)
{
  g_autoptr (GPtrArray) versions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);
  g_autoptr (GPtrArray) commits =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_commit_unref);
  Maker maker = { NULL, versions, commits };
  GezinUuid id = { { 1, 2, 3 } };

  add_commit_at (&maker, 0);
  for (guint kind = 1; kind < GEZIN_N_KINDS; kind++)
    {
      guint n_fields;
      const GezinFieldSpec *const *fields = gezin_catalogue_fields_of ((GezinKind) kind, &n_fields);

      id.bytes[15] = (guint8) kind;
      for (guint i = 0; i < n_fields; i++)
        for (guint j = 0; j < (gezin_field_spec_is_set (fields[i]) ? n_items : 1); j++)
          add_right_value (&maker, &id, (GezinKind) kind, fields[i], j);
    }
  return make_dossier (&maker, &id, NULL);
}

GezinDossier *
test_dossier_for_speed (guint n_values)
{
  g_autoptr (GPtrArray) versions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);
  g_autoptr (GPtrArray) commits =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_commit_unref);
  Maker maker = { NULL, versions, commits };
  GezinUuid id = { { 1, 2, 3 } };
  guint kind = 1;

  for (guint i = 0; i <= n_values / 20; i++)
    add_commit_at (&maker, i);
  while (versions->len < n_values)
    {
      guint n_fields;
      const GezinFieldSpec *const *fields = gezin_catalogue_fields_of ((GezinKind) kind, &n_fields);

      id.bytes[14] = (guint8) (versions->len >> 8);
      id.bytes[15] = (guint8) versions->len;
      for (guint i = 0; i < n_fields && versions->len < n_values; i++)
        if (fields[i]->field != GEZIN_FIELD_COMMON_REMOVED)
          add_right_value (&maker, &id, (GezinKind) kind, fields[i], versions->len);
      kind = kind % (GEZIN_N_KINDS - 1) + 1;
    }
  return make_dossier (&maker, &id, NULL);
}
