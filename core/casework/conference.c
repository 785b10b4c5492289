/* SPDX-License-Identifier: EUPL-1.2 */

/* A conference about a family.
 *
 * Invariant: what is due stands first, then what has to be chosen, then what is lacking. */

#include "casework/conference.h"

#include "casework/analysis.h"
#include "casework/case-private.h"
#include "casework/deadlines.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CONFERENCE "conference"

/* The agenda. */

static void
add_due (const GezinView *view, GezinReference *reference, const GDate *day, GPtrArray *items)
{
  g_autoptr (GPtrArray) deadlines = gezin_deadlines_find (view, reference, day);
  char today[16], last[16];
  GDate until = *day;

  g_date_add_days (&until, GEZIN_AGENDA_DAYS);
  g_date_strftime (today, sizeof today, "%Y-%m-%d", day);
  g_date_strftime (last, sizeof last, "%Y-%m-%d", &until);
  for (guint i = 0; i < deadlines->len; i++)
    {
      const GezinDeadline *deadline = deadlines->pdata[i];
      GezinAgendaItem *item;

      if (strcmp (deadline->due, last) > 0)
        continue;
      item = gezin_agenda_item_new ("due", &deadline->record);
      item->sentence = g_strdup (deadline->sentence);
      item->due = g_strdup (deadline->due);
      item->is_overdue = gezin_deadline_is_late (deadline, today);
      g_ptr_array_add (items, item);
    }
}

static void
add_conflicts (const GezinCase *on, GPtrArray *items)
{
  for (guint i = 0; i < gezin_dossier_n_records (on->dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (on->dossier, i);
      GezinRegister one;
      guint position = 0;

      while (!gezin_record_is_removed (record)
             && gezin_record_next_register (record, &position, &one))
        {
          const GezinFieldSpec *spec = gezin_catalogue_field (one.heads[0]->field);
          g_autofree char *title = NULL;
          GezinAgendaItem *item;

          if (spec == NULL || !gezin_register_is_conflict (&one))
            continue;
          title = gezin_case_title (on, record);
          item = gezin_agenda_item_new ("conflict", &record->id);
          /* Translators: by what a record is known, and the label of a field. */
          item->sentence = g_strdup_printf (_ ("%s: choose between the versions of “%s”."), title,
                                            _ (spec->label));
          g_ptr_array_add (items, item);
        }
    }
}

static void
add_gaps (const GezinView *view, GezinReference *reference, const GDate *day, GPtrArray *items)
{
  g_autoptr (GezinAnalysis) analysis = gezin_analyse (view, reference, day);

  for (guint i = 0; i < analysis->gaps->len; i++)
    {
      const GezinGap *gap = analysis->gaps->pdata[i];
      GezinAgendaItem *item = gezin_agenda_item_new (
          "gap", gap->records->len > 0 ? &g_array_index (gap->records, GezinUuid, 0) : NULL);

      item->sentence = g_strdup (gap->sentence);
      g_ptr_array_add (items, item);
    }
}

GPtrArray *
gezin_conference_agenda (const GezinView *view, GezinReference *reference, const GDate *day)
{
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_agenda_item_free);
  g_auto (GezinCase) on = { 0 };

  gezin_case_init (&on, view, reference, day);
  add_due (view, reference, day, items);
  add_conflicts (&on, items);
  add_gaps (view, reference, day, items);
  return items;
}

/* Minutes. */

gboolean
gezin_conference_is_one (const GezinRecord *record)
{
  return record->kind == GEZIN_KIND_CONTACT && !gezin_record_is_removed (record)
         && g_strcmp0 (gezin_record_value (record, GEZIN_FIELD_CONTACT_KIND), CONFERENCE) == 0;
}

/* The local day of an instant, as a date has it. */
static char *
day_of (const char *when, GTimeZone *zone)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) instant = when != NULL ? g_date_time_new_from_iso8601 (when, utc) : NULL;
  g_autoptr (GDateTime) local = instant != NULL ? g_date_time_to_timezone (instant, zone) : NULL;

  return local != NULL ? g_date_time_format (local, "%Y-%m-%d") : NULL;
}

GPtrArray *
gezin_conference_records (const GezinView *view, const GezinUuid *conference, const char *when,
                          GTimeZone *zone)
{
  GezinDossier *dossier = gezin_view_dossier (view);
  GezinRecord *held = gezin_dossier_find (dossier, conference);
  GPtrArray *records = g_ptr_array_new ();
  g_autofree char *day = day_of (when, zone);

  if (held != NULL)
    g_ptr_array_add (records, held);
  for (guint i = 0; day != NULL && i < gezin_dossier_n_records (dossier); i++)
    {
      GezinRecord *record = gezin_dossier_record (dossier, i);

      if (record->kind == GEZIN_KIND_DECISION && !gezin_record_is_removed (record)
          && g_strcmp0 (gezin_record_value (record, GEZIN_FIELD_DECISION_DECIDED_ON), day) == 0)
        g_ptr_array_add (records, record);
    }
  return records;
}
