/* SPDX-License-Identifier: EUPL-1.2 */

/* Asking about small dossiers. */

#include "asking.h"

#include "base/clock.h"
#include "support/builder.h"

#include <string.h>

static GezinReference *reference;

GezinReference *
asking_reference (void)
{
  if (reference == NULL)
    {
      g_autofree char *folder = g_build_filename (g_getenv ("GEZIN_DATA_DIR"), "reference", NULL);
      g_autoptr (GError) error = NULL;

      reference = gezin_reference_new_from_folder (folder, NULL, &error);
      g_assert_no_error (error);
    }
  return reference;
}

void
asking_end (void)
{
  g_clear_pointer (&reference, gezin_reference_unref);
}

static GArray *
ids_of (const char *names)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  g_auto (GStrv) each = g_strsplit (names == NULL ? "" : names, ",", -1);

  for (guint i = 0; each[i] != NULL; i++)
    {
      GezinUuid id = test_id (each[i]);

      g_array_append_val (ids, id);
    }
  return ids;
}

static gint64
noon (const char *day, GTimeZone *zone)
{
  g_autofree char *text = g_strconcat (day, "T12:00:00", NULL);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, zone);

  return g_date_time_to_unix (time) * G_USEC_PER_SEC;
}

static gpointer
ask (GezinDossier *dossier, const Asking *asking, gpointer (*answer) (const GezinSharingQuestion *))
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Amsterdam");
  const char *who = asking->to != NULL
                        ? asking->to
                        : (asking->for_person != NULL ? asking->for_person : asking->in_room);
  g_autoptr (GArray) ids = ids_of (who);
  g_autoptr (GArray) confirmed = ids_of (asking->confirmed);
  g_autoptr (GPtrArray) pending = NULL;
  g_autoptr (GezinDossier) with_pending = NULL;
  GezinSharingQuestion question = {
    .dossier = dossier,
    .reference = asking_reference (),
    .zone = zone,
    .organisation = "Wijkteam",
    .audience = asking->to != NULL
                    ? GEZIN_AUDIENCE_ORGANISATION
                    : (asking->for_person != NULL ? GEZIN_AUDIENCE_PERSON : GEZIN_AUDIENCE_ROOM),
    .who = (const GezinUuid *) (gpointer) ids->data,
    .n_who = ids->len,
    .purpose = asking->purpose,
    .instant = asking->instant,
    .confirmed = (const GezinUuid *) (gpointer) confirmed->data,
    .n_confirmed = confirmed->len,
  };

  if (question.instant == 0)
    question.instant = noon (asking->day != NULL ? asking->day : "2026-06-01", zone);
  if (asking->pending != NULL)
    {
      with_pending = test_dossier_write (dossier, asking->pending, &pending);
      question.pending = (GezinVersion *const *) pending->pdata;
      question.n_pending = pending->len;
    }
  return answer (&question);
}

static gpointer
decide (const GezinSharingQuestion *question)
{
  return gezin_decide (question);
}

static gpointer
read_asked (const GezinSharingQuestion *question)
{
  return gezin_asked_read (question);
}

GezinDecision *
asking_decide (GezinDossier *dossier, const Asking *asking)
{
  return ask (dossier, asking, decide);
}

GPtrArray *
asking_asked (GezinDossier *dossier, const Asking *asking)
{
  return ask (dossier, asking, read_asked);
}

/* (nullable): what was decided of `RECORD.FIELD`. */
static const GezinVerdict *
find_verdict (const GezinDecision *decision, const char *place)
{
  GezinDossier *dossier = gezin_decision_dossier (decision);
  g_auto (GStrv) parts = g_strsplit (place, ".", 2);
  GezinUuid id = test_id (parts[0]);

  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier, i);

      if (!gezin_uuid_equal (&record->id, &id))
        continue;
      for (guint v = 0; v < gezin_decision_n_fields (decision, i); v++)
        {
          const GezinVerdict *verdict = gezin_decision_verdict (decision, i, v);

          if (g_str_equal (gezin_catalogue_field_name (verdict->field), parts[1]))
            return verdict;
        }
    }
  return NULL;
}

const char *
asking_code (const GezinDecision *decision, const char *place)
{
  const GezinVerdict *verdict = find_verdict (decision, place);
  static char text[128];

  if (verdict == NULL)
    return "nowhere";
  if (!verdict->is_shared)
    return gezin_withheld_code (verdict->reason);
  g_snprintf (text, sizeof text, "+%s", verdict->basis);
  return text;
}

/* `RECORD.FIELD?`: whether a person can decide about it. */
static const char *
read_place (const GezinDecision *decision, const char *place)
{
  gsize length = strlen (place);
  g_autofree char *field = g_strndup (place, length - 1);
  const GezinVerdict *verdict;

  if (place[length - 1] != '?')
    return asking_code (decision, place);
  verdict = find_verdict (decision, field);
  return verdict == NULL ? "nowhere" : (verdict->needs_judgement ? "yes" : "no");
}

gboolean
asking_relies_on (const GezinDecision *decision, const char *place, const char *names)
{
  const GezinVerdict *verdict = find_verdict (decision, place);
  g_auto (GStrv) each = g_strsplit (names, " ", -1);
  guint n_found = 0;

  for (guint i = 0; each[i] != NULL; i++)
    {
      GezinUuid id = test_id (each[i]);

      for (guint r = 0; verdict != NULL && r < verdict->n_relies_on; r++)
        n_found += gezin_uuid_equal (&verdict->relies_on[r], &id);
    }
  return verdict != NULL && n_found == g_strv_length (each) && n_found == verdict->n_relies_on;
}

/* `RECORD.FIELD@`: on what it rests. */
static gboolean
rests_on (const GezinDecision *decision, const char *place, const char *names)
{
  g_autofree char *field = g_strndup (place, strlen (place) - 1);
  g_autofree char *spaced = g_strdelimit (g_strdup (names), ",", ' ');

  return asking_relies_on (decision, field, spaced);
}

void
asking_expect (const char *name, const char *spec, const Asking *asking, const char *expected)
{
  g_autoptr (GezinDossier) dossier = test_dossier (spec);
  g_autoptr (GezinDecision) decision = asking_decide (dossier, asking);
  g_auto (GStrv) each = g_strsplit (expected, " ", -1);

  for (guint i = 0; each[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (each[i], "=", 2);
      const char *code;

      if (g_str_has_suffix (pair[0], "@"))
        code = rests_on (decision, pair[0], pair[1]) ? pair[1] : "something else";
      else
        code = read_place (decision, pair[0]);
      if (!g_str_equal (code, pair[1]))
        {
          g_test_message ("%s: %s is %s, not %s", name, pair[0], code, pair[1]);
          g_test_fail ();
        }
    }
}
