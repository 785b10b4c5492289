/* SPDX-License-Identifier: EUPL-1.2 */

/* What of a bundle goes into the plan, and what waits for a person.
 *
 * Invariants:
 * 1. What is here already never waits.
 * 2. A version that takes the place of one that its sender was never given waits; so does what a
 *    peer writes in records of our side that are written once, a link, and what claims to be ours.
 * 3. A new record that was rejected before is not offered again; it is kept with what it was.
 * 4. Reviews and remarks come in a review of the own team; in anything else they wait.
 * 5. What erases is refused: not even its sender's own words go by a bundle. */

#include "exchange/import-private.h"

#include "exchange/team.h"

#include <string.h>

static void
waiting_free (gpointer data)
{
  GezinWaiting *waiting = data;

  g_ptr_array_unref (waiting->versions);
  g_free (waiting);
}

static GPtrArray *
version_array (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);
}

/* Why it waits. */

static GezinRegister
register_of (GezinDossier *now, const GezinVersion *version)
{
  const GezinRecord *record = gezin_dossier_find (now, &version->record);

  return record != NULL ? gezin_record_register (record, version->field, version->item)
                        : (GezinRegister){ NULL, 0 };
}

static gboolean
is_here (const GezinRegister *one, const GezinVersion *version)
{
  g_autoptr (GezinContext) context = gezin_register_context (one);

  return gezin_context_covers (context, &version->dot);
}

static gboolean
is_own_replica (GezinImport *self, guint64 replica)
{
  GArray *own = self->writer.own_replicas;

  for (guint i = 0; i < own->len; i++)
    if (g_array_index (own, guint64, i) == replica)
      return TRUE;
  return FALSE;
}

/* Of records that are written once, or by the program, those with content of ours. */
static gboolean
is_of_our_side (GezinImport *self, const GezinVersion *version)
{
  const GezinKindSpec *kind = gezin_catalogue_kind (version->kind);
  const char *ours = gezin_store_identity (self->exchange->store)->organisation;
  const GezinRecord *record = gezin_dossier_find (self->now, &version->record);

  if (record == NULL || (kind->flags & (GEZIN_KIND_WRITTEN_ONCE | GEZIN_KIND_BY_PROGRAM)) == 0)
    return FALSE;
  for (guint i = 0; i < record->n_heads; i++)
    if (g_strcmp0 (gezin_version_origin (record->heads[i]), ours) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_over_unheld (GezinImport *self, const GezinRegister *one, const GezinVersion *version)
{
  if (gezin_held_has (self->held, version))
    return FALSE;
  for (guint i = 0; i < one->n_heads; i++)
    if (gezin_version_supersedes (version, one->heads[i]))
      return TRUE;
  return FALSE;
}

/* %NULL: it does not. */
static const char *
reason_to_wait (GezinImport *self, const GezinVersion *version)
{
  GezinRegister one = register_of (self->now, version);

  if (is_here (&one, version))
    return NULL;
  if (is_own_replica (self, version->dot.replica))
    return "own-replica";
  if (version->field == GEZIN_FIELD_COMMON_SAME_AS)
    return "same-as";
  if (is_of_our_side (self, version))
    return "of-our-side";
  if (self->judgement->manifest->kind != GEZIN_BUNDLE_REVIEW && self->is_team_only[version->kind])
    return "team-only";
  return is_over_unheld (self, &one, version) ? "not-held" : NULL;
}

/* Parting. */

static void
add_waiting (GezinImport *self, GezinVersion *version, const char *reason)
{
  GezinWaiting *waiting = NULL;

  for (guint i = 0; i < self->waiting->len && waiting == NULL; i++)
    if (gezin_uuid_equal (&((GezinWaiting *) self->waiting->pdata[i])->record, &version->record))
      waiting = self->waiting->pdata[i];
  if (waiting == NULL)
    {
      waiting = g_new0 (GezinWaiting, 1);
      waiting->record = version->record;
      waiting->kind = version->kind;
      waiting->reason = reason;
      waiting->versions = version_array ();
      g_ptr_array_add (self->waiting, waiting);
    }
  g_ptr_array_add (waiting->versions, gezin_version_ref (version));
}

static void
part (GezinImport *self, GHashTable *rejected)
{
  GPtrArray *versions = self->judgement->dossier->versions;
  g_autoptr (GHashTable) left = g_hash_table_new (gezin_uuid_hash, gezin_uuid_equal);

  for (guint i = 0; i < versions->len; i++)
    {
      GezinVersion *version = versions->pdata[i];
      const char *reason;

      if (g_hash_table_contains (rejected, &version->record)
          && gezin_dossier_find (self->now, &version->record) == NULL)
        {
          g_hash_table_add (left, &version->record);
          g_ptr_array_add (self->rejected_before, gezin_version_ref (version));
          continue;
        }
      /* What was erased here waits for nobody: the plan drops it, and nothing of it is kept. */
      if (gezin_dossier_is_erased (self->now, &version->record))
        {
          self->has_erased = TRUE;
          g_ptr_array_add (self->offered, gezin_version_ref (version));
          continue;
        }
      reason = reason_to_wait (self, version);
      if (reason != NULL)
        add_waiting (self, version, reason);
      else
        g_ptr_array_add (self->offered, gezin_version_ref (version));
    }
  self->n_rejected_before = g_hash_table_size (left);
}

gboolean
gezin_import_replan (GezinImport *self, GError **error)
{
  g_autoptr (GPtrArray) all = version_array ();
  GezinPlan *plan;

  for (guint i = 0; i < self->offered->len; i++)
    g_ptr_array_add (all, gezin_version_ref (self->offered->pdata[i]));
  for (guint i = 0; i < self->waiting->len; i++)
    {
      const GezinWaiting *waiting = self->waiting->pdata[i];

      for (guint j = 0; waiting->accepted && j < waiting->versions->len; j++)
        g_ptr_array_add (all, gezin_version_ref (waiting->versions->pdata[j]));
    }
  plan = gezin_plan_new (self->now, self->writer.markers, all,
                         (const GezinUuid *) (gpointer) self->erased->data, self->erased->len,
                         self->exchange->reference, error);
  if (plan == NULL)
    return FALSE;
  g_clear_pointer (&self->plan, gezin_plan_free);
  self->plan = plan;
  for (guint i = 0; i < self->rejected->len; i++)
    (void) gezin_plan_answer (plan, &g_array_index (self->rejected, GezinUuid, i), FALSE);
  return TRUE;
}

static gboolean
fail (GezinExchangeError code, const char *what, GError **error)
{
  g_set_error_literal (error, GEZIN_EXCHANGE_ERROR, (int) code, what);
  return FALSE;
}

/* Nobody's bundle erases anything by itself: a recall asks, and a person agrees. */
static gboolean
check_erases_nothing (GezinImport *self, GError **error)
{
  const GezinUntrustedDossier *dossier = self->judgement->dossier;
  gboolean erases = dossier->erased->len > 0;

  for (guint i = 0; i < dossier->versions->len; i++)
    erases |= ((GezinVersion *) dossier->versions->pdata[i])->erased;
  return !erases
         || fail (GEZIN_EXCHANGE_ERROR_ERASES, "the bundle says that something was erased", error);
}

/* What was erased here is not brought back. */
static gboolean
check_not_erased (GezinImport *self, GError **error)
{
  const GezinUuid *id = &self->row->dossier;
  g_autoptr (GArray) awaited = NULL;

  if (gezin_store_is_erased (self->exchange->store, id, NULL))
    return fail (GEZIN_EXCHANGE_ERROR_ERASED, "the dossier was erased here", error);
  awaited = gezin_store_awaited_markers (self->exchange->store, id, error);
  if (awaited == NULL)
    return FALSE;
  if (awaited->len > 0)
    g_array_append_vals (self->erased, awaited->data, awaited->len);
  return TRUE;
}

static gboolean
load (GezinImport *self, GError **error)
{
  GezinStore *store = self->exchange->store;
  const GezinUuid *id = &self->row->dossier;

  self->is_new = !gezin_store_has (store, id);
  self->now = self->is_new ? gezin_dossier_new (id, NULL, 0, NULL, 0, error)
                           : gezin_store_load (store, id, error);
  if (self->now == NULL)
    return FALSE;
  self->held = gezin_store_held (store, self->row->peer, id, error);
  self->has_writer = TRUE;
  return self->held != NULL
         && gezin_exchange_writer_init (self->exchange, id, &self->writer, error);
}

gboolean
gezin_import_prepare (GezinImport *self, GError **error)
{
  g_autoptr (GHashTable) rejected = NULL;

  self->erased = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  self->rejected = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  self->offered = version_array ();
  self->rejected_before = version_array ();
  self->waiting = g_ptr_array_new_with_free_func (waiting_free);
  if (!check_erases_nothing (self, error) || !check_not_erased (self, error) || !load (self, error)
      || !gezin_team_check_in (self->exchange, self->judgement->manifest, self->sender,
                               self->is_new, error))
    return FALSE;
  for (guint kind = 1; kind < GEZIN_N_KINDS; kind++)
    self->is_team_only[kind] = gezin_team_is_team_only (self->exchange, (GezinKind) kind);
  rejected = gezin_store_rejected (self->exchange->store, &self->row->dossier, error);
  if (rejected == NULL)
    return FALSE;
  part (self, rejected);
  return gezin_import_replan (self, error);
}
