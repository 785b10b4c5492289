/* SPDX-License-Identifier: EUPL-1.2 */

/* The form of one record beside the pages of its dossier: opened, begun anew, filled in before. */

#include "dossier/dossier-page-private.h"

#include "dossier/consent-page.h"
#include "dossier/erase-dialog.h"
#include "dossier/thaw-dialog.h"
#include "model/exchange-readings.h"
#include "record/record-sheet.h"

#include <glib/gi18n-lib.h>

static const GezinDraft *
draft_of (GezinDossierPage *self, const GezinUuid *record)
{
  for (guint i = 0; self->drafts != NULL && i < self->drafts->len; i++)
    if (gezin_uuid_equal (&((const GezinDraft *) self->drafts->pdata[i])->record, record))
      return self->drafts->pdata[i];
  return NULL;
}

void
gezin_dossier_page_thaw (GezinDossierPage *page, const GezinUuid *record)
{
  for (guint i = 0; page->dossier != NULL && i < page->frozen->len; i++)
    if (gezin_uuid_equal (&((const GezinFrozenReading *) page->frozen->pdata[i])->record, record))
      {
        gtk_window_present (GTK_WINDOW (gezin_thaw_dialog_new (
            page->session, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))), page->dossier,
            page->frozen, record)));
        return;
      }
}

void
gezin_dossier_page_open_record (GezinDossierPage *page, const GezinUuid *record)
{
  const GezinRecord *existing;
  const GezinDraft *draft;
  const GezinUuid *open = gezin_dossier_page_record (page);

  if (page->dossier == NULL || (open != NULL && gezin_uuid_equal (open, record)))
    return;
  existing = gezin_dossier_find (page->dossier, record);
  draft = draft_of (page, record);
  if (existing == NULL && draft == NULL)
    {
      gezin_dossier_page_thaw (page, record);
      return;
    }
  gezin_record_sheet_open (GEZIN_RECORD_SHEET (page->sheet), page->dossier, record,
                           existing != NULL ? existing->kind : draft->kind, draft, page->frozen);
  gezin_dossier_page_show_sheet (page, TRUE);
}

void
gezin_dossier_page_new_record (GezinDossierPage *page, const char *kind)
{
  GezinKind number = gezin_catalogue_kind_by_name (kind);
  GezinUuid record;

  if (page->dossier == NULL || number == GEZIN_KIND_NONE
      || (gezin_catalogue_kind (number)->flags & (GEZIN_KIND_ROOT | GEZIN_KIND_BY_PROGRAM)) != 0)
    return;
  record = gezin_uuid_random (gezin_session_random (page->session));
  gezin_record_sheet_open (GEZIN_RECORD_SHEET (page->sheet), page->dossier, &record, number, NULL,
                           page->frozen);
  gezin_dossier_page_show_sheet (page, TRUE);
}

void
gezin_dossier_page_note (GezinDossierPage *page)
{
  g_autofree char *now = NULL;

  if (page->dossier == NULL)
    return;
  gezin_dossier_page_new_record (page, gezin_catalogue_kind (GEZIN_KIND_CONTACT)->name);
  now = gezin_instant_to_text (gezin_clock_now (gezin_session_clock (page->session)));
  gezin_record_sheet_set_title (GEZIN_RECORD_SHEET (page->sheet), _ ("Quick note"));
  gezin_record_sheet_preset (GEZIN_RECORD_SHEET (page->sheet), GEZIN_FIELD_CONTACT_WHEN, now);
}

/* A field of the consent before, for the one that follows it. */
static void
preset_from (GezinDossierPage *page, const GezinRecord *before, GezinField field)
{
  const GezinFieldSpec *spec = gezin_catalogue_field (field);
  const char *value;
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char *joined = NULL;

  if (gezin_field_spec_is_set (spec))
    {
      items = gezin_record_items (before, field);
      g_ptr_array_add (items, NULL);
      joined = g_strjoinv (",", (char **) items->pdata);
      value = joined;
    }
  else
    value = gezin_record_value (before, field);
  if (value != NULL)
    gezin_record_sheet_preset (GEZIN_RECORD_SHEET (page->sheet), field, value);
}

static void
write_today (GezinDossierPage *page, char text[sizeof "2000-01-01"])
{
  GDate today;

  gezin_clock_today (gezin_session_clock (page->session), &today);
  g_date_strftime (text, sizeof "2000-01-01", "%Y-%m-%d", &today);
}

void
gezin_dossier_page_talk (GezinDossierPage *page, const char *person, const char *recipient,
                         const GezinUuid *replaces)
{
  const GezinRecord *before = replaces != NULL && page->dossier != NULL
                                  ? gezin_dossier_find (page->dossier, replaces)
                                  : NULL;
  GezinRecordSheet *sheet = GEZIN_RECORD_SHEET (page->sheet);
  char id[GEZIN_UUID_TEXT_LENGTH + 1];
  char today[sizeof "2000-01-01"];

  if (page->dossier == NULL)
    return;
  gezin_dossier_page_new_record (page, gezin_catalogue_kind (GEZIN_KIND_CONSENT)->name);
  gezin_record_sheet_preset (sheet, GEZIN_FIELD_CONSENT_SUBJECT, person);
  gezin_record_sheet_preset (sheet, GEZIN_FIELD_CONSENT_RECIPIENT, recipient);
  write_today (page, today);
  gezin_record_sheet_preset (sheet, GEZIN_FIELD_CONSENT_GIVEN_ON, today);
  if (before == NULL || before->kind != GEZIN_KIND_CONSENT)
    return;
  preset_from (page, before, GEZIN_FIELD_CONSENT_GIVEN_BY);
  preset_from (page, before, GEZIN_FIELD_CONSENT_PURPOSE);
  preset_from (page, before, GEZIN_FIELD_CONSENT_CATEGORIES);
  preset_from (page, before, GEZIN_FIELD_CONSENT_PASSES_ON);
  gezin_record_sheet_preset (sheet, GEZIN_FIELD_CONSENT_REPLACES,
                             gezin_uuid_write (&before->id, id));
}

void
gezin_dossier_page_answer (GezinDossierPage *page, const char *code, const char *about,
                           const char *by)
{
  GezinRecordSheet *sheet = GEZIN_RECORD_SHEET (page->sheet);
  char today[sizeof "2000-01-01"];

  if (page->dossier == NULL)
    return;
  gezin_dossier_page_new_record (page, gezin_catalogue_kind (GEZIN_KIND_QUESTION)->name);
  write_today (page, today);
  gezin_record_sheet_preset (sheet, GEZIN_FIELD_QUESTION_CODE, code);
  gezin_record_sheet_preset (sheet, GEZIN_FIELD_COMMON_ABOUT, about);
  gezin_record_sheet_preset (sheet, GEZIN_FIELD_QUESTION_ANSWERED_ON, today);
  gezin_record_sheet_preset (sheet, GEZIN_FIELD_QUESTION_ANSWERED_BY, by);
}

void
gezin_dossier_page_withdraw (GezinDossierPage *page, const GezinUuid *consent)
{
  char today[sizeof "2000-01-01"];

  gezin_dossier_page_open_record (page, consent);
  if (gezin_dossier_page_record (page) == NULL
      || !gezin_uuid_equal (gezin_dossier_page_record (page), consent))
    return;
  write_today (page, today);
  gezin_record_sheet_fill (GEZIN_RECORD_SHEET (page->sheet), GEZIN_FIELD_CONSENT_WITHDRAWN_ON,
                           today);
}

void
gezin_dossier_page_done (GezinDossierPage *page)
{
  gezin_record_sheet_done (GEZIN_RECORD_SHEET (page->sheet));
}

void
gezin_dossier_page_close_record (GezinDossierPage *page)
{
  if (gezin_dossier_page_record (page) != NULL)
    gezin_record_sheet_leave (GEZIN_RECORD_SHEET (page->sheet));
}

void
gezin_dossier_page_step_back (GezinDossierPage *page)
{
  if (gezin_dossier_page_record (page) != NULL)
    gezin_dossier_page_close_record (page);
  else
    gezin_consent_page_close_talk (GEZIN_CONSENT_PAGE (page->consent));
}

void
gezin_dossier_page_remove_record (GezinDossierPage *page)
{
  gezin_record_sheet_ask_removal (GEZIN_RECORD_SHEET (page->sheet));
}

void
gezin_dossier_page_erase (GezinDossierPage *page, gboolean is_record)
{
  const GezinUuid *record = gezin_dossier_page_record (page);
  GezinEraseWish wish = { .is_open = TRUE };

  if (page->dossier == NULL || (is_record && record == NULL))
    return;
  wish.dossier = *gezin_dossier_id (page->dossier);
  wish.has_record = is_record;
  if (is_record)
    wish.record = *record;
  gezin_erase_dialog_open (GTK_WIDGET (page), page->session, &wish);
}

void
gezin_dossier_page_keep (GezinDossierPage *page)
{
  gezin_record_sheet_keep (GEZIN_RECORD_SHEET (page->sheet));
}

const GezinUuid *
gezin_dossier_page_record (GezinDossierPage *page)
{
  return gezin_record_sheet_record (GEZIN_RECORD_SHEET (page->sheet));
}

GezinDossier *
gezin_dossier_page_dossier (GezinDossierPage *page)
{
  return page->dossier;
}
