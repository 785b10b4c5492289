/* SPDX-License-Identifier: EUPL-1.2 */

/* From a decision to what goes: whole registers, and commits that say no more than the view does.
 *
 * Invariants:
 * 1. Of a register every head goes, or none.
 * 2. "Out", cleared values and `removed` go to holders only, and to those whatever was decided; of a
 *    removed record nothing else goes (merge.md, law 9).
 * 3. Of a commit go its id and time; its author only if a professional of that name is in the view,
 *    its organisation only if it is ours, the recipient's, or in the view; never a reason.
 * 4. From a decision for other eyes a view is empty. */

#include "consent/view-private.h"

typedef struct {
  const GezinDecision *decision;
  GezinDossier *part;
  GezinHoldsFunc holds; /* (nullable) */
  gpointer data;
  GPtrArray *heads; /* borrowed, as they are */
  GHashTable *people; /* names of professionals in the view */
  GHashTable *bodies; /* names of organisations */
  GHashTable *commits; /* id -> GezinCommit, without what the view does not say */
} Making;

static gboolean
is_held (const Making *making, const GezinRegister *one)
{
  for (guint i = 0; making->holds != NULL && i < one->n_heads; i++)
    if (making->holds (one->heads[i], making->data))
      return TRUE;
  return FALSE;
}

static gboolean
has_value (const GezinRegister *one)
{
  for (guint i = 0; i < one->n_heads; i++)
    if (one->heads[i]->value != NULL)
      return TRUE;
  return FALSE;
}

static void
take (Making *making, const GezinRegister *one)
{
  for (guint i = 0; i < one->n_heads; i++)
    g_ptr_array_add (making->heads, one->heads[i]);
}

/* Invariant 2. */
static gboolean
goes (const Making *making, const GezinRecord *record, guint position, const GezinRegister *one)
{
  const GezinRegister all = { record->heads, record->n_heads };

  if (one->heads[0]->field == GEZIN_FIELD_COMMON_REMOVED)
    return is_held (making, &all);
  if (gezin_record_is_removed (record))
    return FALSE;
  if (!has_value (one))
    return is_held (making, one);
  return gezin_decision_shares_register (making->decision, position, one);
}

static void
take_record (Making *making, guint position)
{
  const GezinRecord *record = gezin_dossier_record (making->decision->dossier, position);
  guint at = 0;
  GezinRegister one;

  if (gezin_dossier_find (making->part, &record->id) == NULL)
    return;
  while (gezin_record_next_register (record, &at, &one))
    if (goes (making, record, position, &one))
      take (making, &one);
}

/* Who may be named as an author or a body: invariant 3. */
static void
find_names (Making *making)
{
  for (guint i = 0; i < making->decision->known_bodies->len; i++)
    g_hash_table_add (making->bodies, making->decision->known_bodies->pdata[i]);
  for (guint i = 0; i < making->heads->len; i++)
    {
      const GezinVersion *head = making->heads->pdata[i];

      if (head->value == NULL)
        continue;
      if (head->field == GEZIN_FIELD_PROFESSIONAL_NAME)
        g_hash_table_add (making->people, head->value);
      else if (head->field == GEZIN_FIELD_ORGANISATION_NAME)
        g_hash_table_add (making->bodies, head->value);
    }
}

static const char *
if_known (GHashTable *names, const char *name)
{
  return name != NULL && g_hash_table_contains (names, name) ? name : NULL;
}

static GezinCommit *
strip_commit (Making *making, const GezinCommit *commit)
{
  GezinCommit *stripped = g_hash_table_lookup (making->commits, &commit->id);
  const char *author;

  if (stripped != NULL)
    return stripped;
  author = if_known (making->people, commit->author);
  stripped =
      gezin_commit_new (commit->id, commit->time, author, author != NULL ? commit->role : NULL,
                        if_known (making->bodies, commit->organisation), NULL);
  g_hash_table_insert (making->commits, &stripped->id, stripped);
  return stripped;
}

static GezinVersion *
strip (Making *making, const GezinVersion *head)
{
  GRefString *origin = if_known (making->bodies, head->origin) != NULL ? head->origin : NULL;

  return gezin_version_new (&head->record, head->kind, head->field, head->item, head->value,
                            &head->dot, head->context, strip_commit (making, head->commit), origin,
                            head->saw, head->n_saw, head->erased);
}

static GezinDossier *
build (Making *making)
{
  g_autoptr (GPtrArray) versions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);
  g_autoptr (GError) error = NULL;
  GezinDossier *dossier;

  find_names (making);
  for (guint i = 0; i < making->heads->len; i++)
    g_ptr_array_add (versions, strip (making, making->heads->pdata[i]));
  dossier =
      gezin_dossier_new (gezin_dossier_id (making->part), (GezinVersion *const *) versions->pdata,
                         versions->len, NULL, 0, &error);
  /* Whole registers of a sound dossier are one. */
  if (dossier == NULL)
    g_error ("a view is no dossier: %s", error->message);
  return dossier;
}

static GezinView *
make (const GezinDecision *decision, gboolean is_open, GezinDossier *part, GezinHoldsFunc holds,
      gpointer data)
{
  Making making = { .decision = decision,
                    .part = part != NULL ? part : decision->dossier,
                    .holds = holds,
                    .data = data,
                    .heads = g_ptr_array_new (),
                    .people = g_hash_table_new (g_str_hash, g_str_equal),
                    .bodies = g_hash_table_new (g_str_hash, g_str_equal),
                    .commits = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL,
                                                      (GDestroyNotify) gezin_commit_unref) };
  g_autoptr (GezinDossier) dossier = NULL;

  for (guint i = 0; is_open && i < decision->n_records; i++)
    take_record (&making, i);
  dossier = build (&making);
  g_ptr_array_unref (making.heads);
  g_hash_table_unref (making.people);
  g_hash_table_unref (making.bodies);
  g_hash_table_unref (making.commits);
  return gezin_view_new (dossier, FALSE);
}

GezinView *
gezin_view_bundle (const GezinDecision *decision, GezinDossier *part, GezinHoldsFunc holds,
                   gpointer data)
{
  gboolean is_open =
      decision->audience == GEZIN_AUDIENCE_ORGANISATION && !decision->is_pseudonymised;

  return make (decision, is_open, part, holds, data);
}

GezinView *
gezin_view_family (const GezinDecision *decision)
{
  return make (decision, decision->audience != GEZIN_AUDIENCE_ORGANISATION, NULL, NULL, NULL);
}
