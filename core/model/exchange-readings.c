/* SPDX-License-Identifier: EUPL-1.2 */

/* Readings about the exchange of bundles. */

#include "model/exchange-readings.h"

void
gezin_peer_reading_free (GezinPeerReading *reading)
{
  if (reading == NULL)
    return;
  g_free (reading->digest);
  g_free (reading->words);
  g_free (reading->name);
  g_free (reading->organisation);
  g_free (reading->role);
  g_free (reading->confirmed_role);
  g_free (reading->state);
  g_free (reading->replaces);
  g_free (reading->issuer);
  g_free (reading->revocation);
  g_free (reading);
}

void
gezin_list_reading_free (GezinListReading *reading)
{
  if (reading == NULL)
    return;
  g_free (reading->issuer);
  g_free (reading->name);
  g_clear_pointer (&reading->cards, g_ptr_array_unref);
  g_free (reading);
}

void
gezin_export_reading_free (GezinExportReading *reading)
{
  if (reading == NULL)
    return;
  g_free (reading->kind);
  g_free (reading->file);
  g_free (reading->path);
  g_free (reading->digest);
  g_free (reading->to);
  g_free (reading->organisation);
  g_free (reading->revocation);
  g_free (reading);
}

void
gezin_import_change_free (GezinImportChange *change)
{
  g_free (change->before);
  g_free (change->after);
  g_free (change->item);
  g_free (change->our_author);
  g_free (change->their_author);
  g_free (change);
}

void
gezin_import_item_free (GezinImportItem *item)
{
  if (item == NULL)
    return;
  g_free (item->outcome);
  g_free (item->reason);
  g_free (item->sentence);
  g_free (item->title);
  g_clear_pointer (&item->changes, g_ptr_array_unref);
  g_free (item);
}

void
gezin_import_reading_free (GezinImportReading *reading)
{
  if (reading == NULL)
    return;
  g_free (reading->kind);
  g_free (reading->purpose);
  g_clear_pointer (&reading->sender, gezin_peer_reading_free);
  g_clear_pointer (&reading->items, g_ptr_array_unref);
  g_free (reading->about);
  g_free (reading->result);
  g_free (reading->receipt);
  g_free (reading->revocation);
  g_free (reading->copy);
  g_free (reading);
}

void
gezin_frozen_reading_free (GezinFrozenReading *reading)
{
  if (reading == NULL)
    return;
  g_free (reading->by);
  g_free (reading->sentence);
  g_free (reading);
}

void
gezin_bundle_line_free (GezinBundleLine *line)
{
  if (line == NULL)
    return;
  g_free (line->kind);
  g_free (line->peer);
  g_free (line->peer_digest);
  g_free (line->digest);
  g_free (line->purpose);
  g_free (line->state);
  g_free (line->reason);
  g_free (line->file);
  g_free (line->path);
  g_free (line->receipt);
  g_free (line->recall_reason);
  g_free (line->revocation);
  g_free (line);
}

void
gezin_inbox_line_free (GezinInboxLine *line)
{
  if (line == NULL)
    return;
  g_free (line->file);
  g_free (line->path);
  g_free (line);
}
