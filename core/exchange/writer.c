/* SPDX-License-Identifier: EUPL-1.2 */

/* What exchange itself writes in a dossier: what left, and what came of it. */

#include "exchange/writer-private.h"

gboolean
gezin_exchange_writer_init (GezinExchange *exchange, const GezinUuid *dossier,
                            GezinExchangeWriter *writer, GError **error)
{
  GezinStore *store = exchange->store;
  const GezinIdentity *identity = gezin_store_identity (store);

  *writer = (GezinExchangeWriter){ .markers = NULL };
  if (!gezin_store_replicas (store, dossier, &writer->writer.replica, &writer->own_replicas, error))
    return FALSE;
  writer->markers = gezin_store_markers (store, dossier, error);
  if (writer->markers == NULL)
    return FALSE;
  writer->writer.markers = writer->markers;
  writer->writer.own_replicas = (const guint64 *) (gpointer) writer->own_replicas->data;
  writer->writer.n_own_replicas = writer->own_replicas->len;
  writer->writer.random = gezin_store_random (store);
  writer->writer.commit = gezin_commit_new (
      gezin_random_id (gezin_store_random (store)), gezin_clock_now (gezin_store_clock (store)),
      identity->name, identity->role, identity->organisation, NULL);
  return TRUE;
}

void
gezin_exchange_writer_clear (GezinExchangeWriter *writer)
{
  g_clear_pointer (&writer->own_replicas, g_array_unref);
  g_clear_pointer (&writer->markers, g_ptr_array_unref);
  g_clear_pointer (&writer->writer.commit, gezin_commit_unref);
}

gboolean
gezin_exchange_write (GezinExchange *exchange, GezinDossier *now, GPtrArray *edits,
                      const GezinAuditEvent *event, GError **error)
{
  g_auto (GezinExchangeWriter) writer = { .markers = NULL };
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (GezinMerge) merge = NULL;
  GezinStoreChange change = { .event = event };

  if (!gezin_exchange_writer_init (exchange, gezin_dossier_id (now), &writer, error))
    return FALSE;
  versions = gezin_write (now, &writer.writer, edits, error);
  if (versions == NULL)
    return FALSE;
  merge = gezin_merge (now, writer.markers, (GezinVersion *const *) versions->pdata, versions->len,
                       NULL, 0, error);
  if (merge == NULL)
    return FALSE;
  change.merge = merge;
  return exchange->apply (exchange->apply_data, &change, error);
}

gboolean
gezin_exchange_write_root (GezinExchange *exchange, GezinDossier *now, GError **error)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
  char day[GEZIN_DAY_TEXT_LENGTH + 1];
  GDate today;

  gezin_clock_today (gezin_store_clock (exchange->store), &today);
  gezin_day_to_text (&today, day);
  g_ptr_array_add (edits, gezin_edit_new (gezin_dossier_id (now), GEZIN_KIND_FAMILY,
                                          GEZIN_FIELD_FAMILY_OPENED, NULL, day));
  return gezin_exchange_write (exchange, now, edits, NULL, error);
}

gboolean
gezin_exchange_is_stand_in (GezinExchange *exchange, const GezinRecord *root)
{
  return root->n_heads == 1 && root->heads[0]->field == GEZIN_FIELD_FAMILY_OPENED
         && g_strcmp0 (gezin_version_origin (root->heads[0]),
                       gezin_store_identity (exchange->store)->organisation)
                == 0;
}

void
gezin_exchange_give_up (GezinExchange *exchange)
{
  if (!gezin_store_settle_boxes (exchange->store, NULL))
    g_debug ("what was staged goes at the next opening");
}

gboolean
gezin_exchange_finish (GezinExchange *exchange, gboolean done, GError **error)
{
  if (done)
    return gezin_store_end_bulk (exchange->store, TRUE, error)
           && gezin_store_settle_boxes (exchange->store, error);
  if (!gezin_store_end_bulk (exchange->store, FALSE, NULL))
    g_debug ("a transaction could not be undone");
  gezin_exchange_give_up (exchange);
  return FALSE;
}
