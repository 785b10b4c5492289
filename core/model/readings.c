/* SPDX-License-Identifier: EUPL-1.2 */

/* Making and freeing the plain results. */

#include "model/readings.h"

GezinDossierRow *
gezin_dossier_row_copy (const GezinDossierRow *row)
{
  GezinDossierRow *copy = g_memdup2 (row, sizeof *row);

  copy->reference = g_strdup (row->reference);
  copy->name = g_strdup (row->name);
  copy->stage = g_strdup (row->stage);
  copy->opened = g_strdup (row->opened);
  copy->closed = g_strdup (row->closed);
  copy->due = g_strdup (row->due);
  copy->keep_until = g_strdup (row->keep_until);
  return copy;
}

void
gezin_dossier_row_free (GezinDossierRow *row)
{
  if (row == NULL)
    return;
  g_free (row->reference);
  g_free (row->name);
  g_free (row->stage);
  g_free (row->opened);
  g_free (row->closed);
  g_free (row->due);
  g_free (row->keep_until);
  g_free (row);
}

const char *
gezin_dossier_row_may_go_since (const GezinDossierRow *row)
{
  return row->due != NULL && g_strcmp0 (row->due, row->keep_until) == 0 ? row->keep_until : NULL;
}

void
gezin_search_hit_free (GezinSearchHit *hit)
{
  if (hit == NULL)
    return;
  g_free (hit->dossier_name);
  g_free (hit->title);
  g_free (hit->detail);
  g_free (hit->snippet);
  g_free (hit);
}

const char *
gezin_match_name (GezinMatch match)
{
  static const char *const names[] = { "exact", "sound", "typing", "none" };

  g_return_val_if_fail (match < G_N_ELEMENTS (names), NULL);
  return names[match];
}

GezinReason *
gezin_reason_new (const char *code, const char *sentence)
{
  GezinReason *reason = g_new0 (GezinReason, 1);

  reason->code = g_strdup (code);
  reason->sentence = g_strdup (sentence);
  return reason;
}

void
gezin_reason_free (GezinReason *reason)
{
  if (reason == NULL)
    return;
  g_free (reason->code);
  g_free (reason->sentence);
  g_free (reason);
}

void
gezin_duplicate_free (GezinDuplicate *duplicate)
{
  if (duplicate == NULL)
    return;
  g_free (duplicate->first_name);
  g_free (duplicate->second_name);
  g_clear_pointer (&duplicate->reasons, g_ptr_array_unref);
  g_free (duplicate);
}

void
gezin_similar_free (GezinSimilar *similar)
{
  if (similar == NULL)
    return;
  g_free (similar->name);
  g_free (similar->dossier_name);
  g_clear_pointer (&similar->reasons, g_ptr_array_unref);
  g_free (similar);
}

void
gezin_history_entry_free (GezinHistoryEntry *entry)
{
  if (entry == NULL)
    return;
  g_clear_pointer (&entry->version, gezin_version_unref);
  g_clear_pointer (&entry->before, g_ptr_array_unref);
  g_free (entry);
}

void
gezin_parked_record_free (GezinParkedRecord *parked)
{
  if (parked == NULL)
    return;
  g_free (parked->reason);
  g_clear_pointer (&parked->versions, g_ptr_array_unref);
  g_free (parked);
}

GezinDraft *
gezin_draft_new (const GezinUuid *dossier, const GezinUuid *record, GezinKind kind)
{
  GezinDraft *draft = g_new0 (GezinDraft, 1);

  draft->dossier = *dossier;
  draft->record = *record;
  draft->kind = kind;
  draft->edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
  return draft;
}

void
gezin_draft_free (GezinDraft *draft)
{
  if (draft == NULL)
    return;
  g_clear_pointer (&draft->edits, g_ptr_array_unref);
  g_free (draft);
}

void
gezin_audit_entry_free (GezinAuditEntry *entry)
{
  if (entry == NULL)
    return;
  g_free (entry->who);
  g_free (entry->role);
  g_free (entry->action);
  g_free (entry->subject);
  g_free (entry->ground);
  g_free (entry->detail);
  g_free (entry->program);
  g_free (entry->hash);
  g_free (entry);
}

const char *
gezin_document_state_name (GezinDocumentState state)
{
  static const char *const names[] = {
    [GEZIN_DOCUMENT_MISSING] = "missing", [GEZIN_DOCUMENT_DAMAGED] = "damaged",
    [GEZIN_DOCUMENT_ABSENT] = "absent",   [GEZIN_DOCUMENT_ORPHAN] = "orphan",
    [GEZIN_DOCUMENT_STRAY] = "stray",
  };

  g_return_val_if_fail (state >= GEZIN_DOCUMENT_MISSING && state <= GEZIN_DOCUMENT_STRAY, NULL);
  return names[state];
}

void
gezin_document_finding_free (GezinDocumentFinding *finding)
{
  if (finding == NULL)
    return;
  g_free (finding->digest);
  g_free (finding);
}

void
gezin_document_report_free (GezinDocumentReport *report)
{
  if (report == NULL)
    return;
  g_clear_pointer (&report->findings, g_ptr_array_unref);
  g_free (report);
}
