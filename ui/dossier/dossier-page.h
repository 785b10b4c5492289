/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"
#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GezinDossierPage: The pages of one dossier, and beside them the form of one
 * record. Emits "shown" when another dossier stands in it, "counted" (how many
 * fields have two versions), "section" (name) when another page is chosen, and
 * "gone" when the dossier was erased: the page has to go too.
 */
#define GEZIN_TYPE_DOSSIER_PAGE (gezin_dossier_page_get_type ())
G_DECLARE_FINAL_TYPE (GezinDossierPage, gezin_dossier_page, GEZIN, DOSSIER_PAGE, AdwBin)

GtkWidget *gezin_dossier_page_new (GezinSession *session, GMenuModel *menu);

/**
 * gezin_dossier_page_open:
 * @record: (nullable): a record to open in it
 * @section: (nullable): the page to show; %NULL for the overview
 */
void gezin_dossier_page_open (GezinDossierPage *page, const GezinUuid *dossier,
                              const GezinUuid *record, const char *section);

/** gezin_dossier_page_open_newest_draft: Where somebody was when the program stopped; nothing if all was done. */
void gezin_dossier_page_open_newest_draft (GezinDossierPage *page);

/** gezin_dossier_page_refresh: Reads the dossier again. */
void gezin_dossier_page_refresh (GezinDossierPage *page);

void gezin_dossier_page_show_section (GezinDossierPage *page, const char *section);
void gezin_dossier_page_show_kind (GezinDossierPage *page, const char *kind);
void gezin_dossier_page_open_record (GezinDossierPage *page, const GezinUuid *record);
void gezin_dossier_page_new_record (GezinDossierPage *page, const char *kind);

/** gezin_dossier_page_note: A new contact, now. */
void gezin_dossier_page_note (GezinDossierPage *page);

/** gezin_dossier_page_talk: A new consent about @person to @recipient (ids), today; @replaces: (nullable): the one that it follows. */
void gezin_dossier_page_talk (GezinDossierPage *page, const char *person, const char *recipient,
                              const GezinUuid *replaces);

/** gezin_dossier_page_answer: An answer to question @code of today, about @about (an id, empty for nobody) by @by (empty: not known). */
void gezin_dossier_page_answer (GezinDossierPage *page, const char *code, const char *about,
                                const char *by);

/** gezin_dossier_page_withdraw: Opens @consent with today as the day on which it was withdrawn. */
void gezin_dossier_page_withdraw (GezinDossierPage *page, const GezinUuid *consent);

void gezin_dossier_page_undo (GezinDossierPage *page);
void gezin_dossier_page_done (GezinDossierPage *page);
void gezin_dossier_page_close_record (GezinDossierPage *page);

/** gezin_dossier_page_step_back: Closes the form of a record; where none is open, the talk beside the grid of consent. */
void gezin_dossier_page_step_back (GezinDossierPage *page);
void gezin_dossier_page_remove_record (GezinDossierPage *page);

/** gezin_dossier_page_thaw: Asks what to do with what is no longer shared of @record. */
void gezin_dossier_page_thaw (GezinDossierPage *page, const GezinUuid *record);

/** gezin_dossier_page_erase: Asks what of the dossier that is open must go for good. @is_record: the record whose form is open. */
void gezin_dossier_page_erase (GezinDossierPage *page, gboolean is_record);

/** gezin_dossier_page_keep: Keeps what is being typed, at once. */
void gezin_dossier_page_keep (GezinDossierPage *page);

/** gezin_dossier_page_dossier: (transfer none) (nullable) */
GezinDossier *gezin_dossier_page_dossier (GezinDossierPage *page);

/** gezin_dossier_page_record: (transfer none) (nullable): The record that is open. */
const GezinUuid *gezin_dossier_page_record (GezinDossierPage *page);

/** gezin_dossier_page_section: (transfer none): The name of the page on screen. */
const char *gezin_dossier_page_section (GezinDossierPage *page);

/**
 * gezin_dossier_page_set_frame:
 * @is_narrow: one thing at a time, each @width pixels wide
 * @is_list: the list of dossiers stands beside it
 */
void gezin_dossier_page_set_frame (GezinDossierPage *page, gboolean is_narrow, gboolean is_list,
                                   int width);

G_END_DECLS
