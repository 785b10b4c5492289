/* SPDX-License-Identifier: EUPL-1.2 */

/* One dossier with everything, made from the catalogue alone.
 *
 * Of each kind there are three whole records (of the root one), so that a set of
 * references has two other records to lead to; then as many records as its longest
 * list of codes needs, with nothing in them but codes. Only derived fields stay
 * empty, since they are never written. */

#include "gezin/sample-every.h"

#include "model/value.h"

#include <string.h>

#define SEED 20261121
#define N_WHOLE 3
#define FIRST_YEAR 2019

typedef struct {
  GezinSession *session;
  GezinRandom *random;
  GezinSampleDossier *dossier;
  char *ids[GEZIN_N_KINDS][N_WHOLE];
  guint n_bsns;
  guint n_texts;
} Maker;

/* Texts that programs stumble over; all in NFC, since that is how they are kept. */
static const char *const texts[] = {
  "Zoë d'Ablaing van 't Hoff-Çelik",
  "“aanhalingstekens” & <haken> 'enkel' \"dubbel\"",
  "العربية עברית: van rechts naar links",
  "漢字 👩‍👩‍👧 q\xcc\x83 = komma, punt; dubbele punt:",
};

static const char *const proses[] = {
  "Eerste regel.\nTweede regel met een tab\ten een komma, en nog een.\n\n"
  "Na een lege regel: 100 % & <geen opmaak>.",
  "- een lijst\n- met twee punten\n\n“Ik wil gewoon weer rust 😊”, zegt ze.\nيوم جديد\n"
  "]]> is geen einde.",
};

static gboolean
is_root (GezinKind kind)
{
  return (gezin_catalogue_kind (kind)->flags & GEZIN_KIND_ROOT) != 0;
}

static char *
new_id (Maker *maker)
{
  GezinUuid id = gezin_uuid_random (maker->random);
  char text[GEZIN_UUID_TEXT_LENGTH + 1];

  return g_strdup (gezin_uuid_write (&id, text));
}

/* The next number that passes the elfproef, of the range for tests. */
static char *
next_bsn (Maker *maker)
{
  for (;;)
    {
      char *bsn = g_strdup_printf ("%09u", 999900000 + maker->n_bsns++);

      if (gezin_bsn_is_valid (bsn))
        return bsn;
      g_free (bsn);
    }
}

/* Days follow each other in the order of the fields, so that ends come after beginnings. */
static char *
date_of (guint position, guint which)
{
  guint month = position % 12 + 1, year = FIRST_YEAR + position / 12;

  if (which == 0)
    return g_strdup_printf ("%04u-%02u-%02u", year, month, 1 + position % 28);
  if (position % 2 == 0)
    return g_strdup_printf ("%04u-%02u", year, month);
  return g_strdup_printf ("%04u", year);
}

/* A common bool says that the record is gone or hidden: that stays no. */
static char *
bool_of (const GezinFieldSpec *spec, guint which)
{
  return g_strdup (spec->kind != GEZIN_KIND_NONE && which == 0 ? "true" : "false");
}

static char *
digest_of (Maker *maker)
{
  guint8 bytes[32];

  gezin_random_bytes (maker->random, bytes, sizeof bytes);
  return gezin_hex_encode (bytes, sizeof bytes);
}

static char *
plain_value (Maker *maker, const GezinFieldSpec *spec, guint position, guint which)
{
  switch (spec->type)
    {
    case GEZIN_TYPE_TEXT:
      maker->n_texts++;
      return g_strdup_printf ("%s (%u)", texts[maker->n_texts % G_N_ELEMENTS (texts)],
                              maker->n_texts);
    case GEZIN_TYPE_PROSE:
      maker->n_texts++;
      return g_strdup_printf ("%s\n%u", proses[maker->n_texts % G_N_ELEMENTS (proses)],
                              maker->n_texts);
    case GEZIN_TYPE_DATE:
      return date_of (position, which);
    case GEZIN_TYPE_TIME:
      return g_strdup_printf ("2026-%02u-%02uT%02u:30:0%uZ", position % 12 + 1, position % 28 + 1,
                              position % 24, which);
    case GEZIN_TYPE_BOOL:
      return bool_of (spec, which);
    case GEZIN_TYPE_COUNT:
      return g_strdup_printf ("%u", which == 0 ? position : 0);
    case GEZIN_TYPE_SCALE:
      return g_strdup_printf ("%u", which == 0 ? 10 : position % 11);
    case GEZIN_TYPE_BSN:
      return next_bsn (maker);
    default:
      return digest_of (maker);
    }
}

static void
set_codes (Maker *maker, GezinSampleRecord *record, const GezinFieldSpec *spec, guint which)
{
  g_autoptr (GPtrArray) choices = gezin_session_choices (maker->session, spec->field);
  gboolean is_set = spec->type == GEZIN_TYPE_CODES;

  for (guint i = is_set ? 0 : which; i < choices->len && (is_set || i == which); i++)
    gezin_sample_record_set (record, spec, ((GezinChoice *) choices->pdata[i])->code);
}

/* The @which-th whole record of @kind, or the first where there is but one. */
static const char *
whole_id (const Maker *maker, GezinKind kind, guint which)
{
  return maker->ids[kind][is_root (kind) ? 0 : which % N_WHOLE];
}

static GezinKindSet
targets_of (const GezinFieldSpec *spec, GezinKind kind)
{
  return (spec->targets & GEZIN_KIND_SET_SAME) != 0 && spec->targets != GEZIN_KIND_SET_ANY
             ? GEZIN_KIND_SET (kind)
             : spec->targets;
}

/* Adds the whole records of @kind, other than @record itself, to @spec: one, or of a set two. */
static guint
add_targets (Maker *maker, GezinSampleRecord *record, const GezinFieldSpec *spec, GezinKind kind,
             guint which)
{
  guint most = spec->type == GEZIN_TYPE_REFS ? 2 : 1, n = 0;

  for (guint i = 1; i <= (is_root (kind) ? 1 : N_WHOLE) && n < most; i++)
    {
      const char *id = whole_id (maker, kind, which + i);

      if (strcmp (id, record->id) == 0)
        continue;
      gezin_sample_record_set (record, spec, id);
      n++;
    }
  return n;
}

static void
set_references (Maker *maker, GezinSampleRecord *record, const GezinFieldSpec *spec, guint position,
                guint which)
{
  GezinKindSet targets = targets_of (spec, record->kind);
  gboolean is_own = targets == GEZIN_KIND_SET (record->kind);
  guint n = 0;

  /* There is one root; that of another dossier is elsewhere. */
  if (is_own && is_root (record->kind))
    {
      g_autofree char *elsewhere = new_id (maker);

      gezin_sample_record_set (record, spec, elsewhere);
    }
  /* The first record may replace the second, but not the second the first as well. */
  else if (!is_own || spec->type == GEZIN_TYPE_REFS || which == 0)
    for (GezinKind kind = GEZIN_KIND_NONE + 1; kind < GEZIN_N_KINDS; kind++)
      if ((targets & GEZIN_KIND_SET (kind)) != 0 && (n == 0 || spec->type == GEZIN_TYPE_REFS))
        n += add_targets (maker, record, spec, kind, kind == record->kind ? which : position);
  if ((spec->flags & GEZIN_FIELD_WHOLE_FAMILY) != 0)
    gezin_sample_record_set (record, spec, GEZIN_ITEM_WHOLE_FAMILY);
}

static void
fill (Maker *maker, GezinSampleRecord *record, guint which)
{
  const GezinFieldSpec *const *fields;
  guint n_fields;

  fields = gezin_catalogue_fields_of (record->kind, &n_fields);
  for (guint i = 0; i < n_fields; i++)
    {
      if ((fields[i]->flags & GEZIN_FIELD_DERIVED) != 0)
        continue;
      if (fields[i]->list != NULL)
        set_codes (maker, record, fields[i], which);
      else if (gezin_field_spec_is_ref (fields[i]))
        set_references (maker, record, fields[i], i, which);
      else
        {
          g_autofree char *value = plain_value (maker, fields[i], i, which);

          gezin_sample_record_set (record, fields[i], value);
        }
    }
}

/* Records of @kind with the codes that the whole records did not reach. */
static void
add_other_codes (Maker *maker, GezinKind kind)
{
  const GezinFieldSpec *const *fields;
  guint n_fields, n_codes = 0;

  fields = gezin_catalogue_fields_of (kind, &n_fields);
  for (guint i = 0; i < n_fields; i++)
    if (fields[i]->type == GEZIN_TYPE_CODE && fields[i]->kind == kind)
      {
        g_autoptr (GPtrArray) choices = gezin_session_choices (maker->session, fields[i]->field);

        n_codes = MAX (n_codes, choices->len);
      }
  for (guint which = N_WHOLE; which < n_codes && !is_root (kind); which++)
    {
      g_autofree char *id = new_id (maker);
      GezinSampleRecord *record = gezin_sample_dossier_add (maker->dossier, id, kind);

      for (guint i = 0; i < n_fields; i++)
        if (fields[i]->type == GEZIN_TYPE_CODE)
          set_codes (maker, record, fields[i], which);
    }
}

GezinSampleDossier *
gezin_sample_every_field (GezinSession *session)
{
  g_autoptr (GezinRandom) random = gezin_random_new_seeded (SEED);
  Maker maker = { .session = session, .random = random };

  for (GezinKind kind = GEZIN_KIND_NONE + 1; kind < GEZIN_N_KINDS; kind++)
    for (guint which = 0; which < N_WHOLE; which++)
      {
        maker.ids[kind][which] = new_id (&maker);
        if (is_root (kind) && maker.dossier == NULL)
          maker.dossier = gezin_sample_dossier_new (maker.ids[kind][which]);
      }
  for (GezinKind kind = GEZIN_KIND_NONE + 1; kind < GEZIN_N_KINDS; kind++)
    {
      for (guint which = 0; which < (is_root (kind) ? 1 : N_WHOLE); which++)
        fill (&maker, gezin_sample_dossier_add (maker.dossier, maker.ids[kind][which], kind),
              which);
      add_other_codes (&maker, kind);
    }
  for (GezinKind kind = GEZIN_KIND_NONE + 1; kind < GEZIN_N_KINDS; kind++)
    for (guint which = 0; which < N_WHOLE; which++)
      g_free (maker.ids[kind][which]);
  return maker.dossier;
}
