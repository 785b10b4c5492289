/* SPDX-License-Identifier: EUPL-1.2 */

/* Readings about erasure, retention, and who saw what: how they are freed. */

#include "model/erasure-readings.h"

void
gezin_erasure_entry_free (GezinErasureEntry *entry)
{
  if (entry == NULL)
    return;
  g_free (entry->who);
  g_free (entry->kind);
  g_free (entry->law);
  g_free (entry->reason);
  g_free (entry);
}

void
gezin_erasure_item_free (GezinErasureItem *item)
{
  if (item == NULL)
    return;
  g_free (item->title);
  g_free (item->code);
  g_free (item->sentence);
  g_free (item);
}

void
gezin_erasure_report_free (GezinErasureReport *report)
{
  if (report == NULL)
    return;
  g_clear_pointer (&report->erased, g_ptr_array_unref);
  g_clear_pointer (&report->kept, g_ptr_array_unref);
  g_clear_pointer (&report->naming, g_ptr_array_unref);
  g_free (report);
}

void
gezin_hold_free (GezinHold *hold)
{
  if (hold == NULL)
    return;
  g_free (hold->code);
  g_free (hold->sentence);
  g_free (hold);
}

void
gezin_retention_item_free (GezinRetentionItem *item)
{
  if (item == NULL)
    return;
  g_free (item->title);
  g_free (item->rule);
  g_free (item->article);
  g_free (item->since);
  g_free (item->until);
  g_clear_pointer (&item->holds, g_ptr_array_unref);
  g_free (item);
}

void
gezin_retention_row_free (GezinRetentionRow *row)
{
  if (row == NULL)
    return;
  g_free (row->name);
  g_free (row->reference);
  g_free (row->until);
  g_clear_pointer (&row->items, g_ptr_array_unref);
  g_free (row);
}

void
gezin_seen_row_free (GezinSeenRow *row)
{
  if (row == NULL)
    return;
  g_free (row->who);
  g_free (row->role);
  g_free (row->organisation);
  g_free (row->what);
  g_free (row->ground);
  g_free (row->recipient);
  g_free (row);
}
