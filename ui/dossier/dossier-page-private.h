/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "dossier/dossier-page.h"
#include "session/work.h"

G_BEGIN_DECLS

/* What the files of the page of one dossier share: reading and showing (dossier-page.c), the form
 * of one record (dossier-page-records.c), tabs and places (dossier-page-frame.c). */

#define SHEET_EM 27

struct _GezinDossierPage {
  AdwBin parent_instance;

  GezinSession *session;
  GezinDossier *dossier;
  GPtrArray *drafts; /* GezinDraft of this dossier */
  GPtrArray *frozen; /* GezinFrozenReading: what is here and no longer shared */
  GezinUuid wanted; /* what was asked to be opened last */
  gboolean is_narrow;
  guint tab_source; /* scrolls the chosen tab into sight */

  GtkWidget *flap;
  GtkWidget *header;
  GtkWidget *title;
  GtkWidget *back;
  GtkWidget *enter;
  GtkWidget *undo;
  GtkWidget *menu;
  GtkWidget *note;
  GtkWidget *note_label;
  GtkWidget *stack;
  GtkWidget *tabs;
  GtkWidget *tabs_frame;
  GtkWidget *overview;
  GtkWidget *data;
  GtkWidget *analysis;
  GtkWidget *steps;
  GtkWidget *journal;
  GtkWidget *conference;
  GtkWidget *consent;
  GtkWidget *preview;
  GtkWidget *received;
  GtkWidget *ledger;
  GtkWidget *review;
  GtkWidget *versions;
  GtkWidget *history;
  GtkWidget *sheet;
};

/** gezin_dossier_page_show_sheet: The form of a record beside the pages, or not. */
void gezin_dossier_page_show_sheet (GezinDossierPage *page, gboolean is_shown);

/** gezin_dossier_page_build_tabs: Those at the bottom of a narrow window. */
void gezin_dossier_page_build_tabs (GezinDossierPage *page);

/** gezin_dossier_page_choose_tab: The one of @section. */
void gezin_dossier_page_choose_tab (GezinDossierPage *page, const char *section);

G_END_DECLS
