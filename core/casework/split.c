/* SPDX-License-Identifier: EUPL-1.2 */

/* Splitting a dossier. First: whom each record concerns. Then what is copied, then
 * the copies, then what is removed. The invariants stand in the header.
 *
 * A removed record is not there, for any of it. */

#include "casework/split.h"

#include "model/value.h"
#include "rules/same.h"

#include <string.h>

/* A record of the old dossier. */
typedef struct {
  const GezinRecord *record;
  gboolean is_chosen;
  gboolean concerns_who_goes;
  gboolean concerns_who_stays;
  gboolean concerns_family;
  gboolean is_secret; /* from somebody who goes */
  gboolean is_copied;
  gboolean is_removed; /* or will be, unless something that stays refers to it */
  GezinUuid copy;
} Item;

typedef struct {
  const GezinDossier *dossier;
  GezinSame *same;
  GHashTable *going; /* GezinUuid: leaders of the persons who go */
  GHashTable *items; /* GezinUuid to Item */
  GPtrArray *order; /* Item, by id */
  GezinSplit *split;
} Work;

static const char *const reason_names[] = {
  [GEZIN_SPLIT_CONCERNS_WHO_STAYS] = "concerns-who-stays",
  [GEZIN_SPLIT_SECRET_FROM_WHO_GOES] = "secret-from-who-goes",
  [GEZIN_SPLIT_POINTS_TO_WHAT_STAYS] = "points-to-what-stays",
  [GEZIN_SPLIT_TO_ASK_ANEW] = "to-ask-anew",
  [GEZIN_SPLIT_BY_PROGRAM] = "by-program",
};

GQuark
gezin_split_error_quark (void)
{
  return g_quark_from_static_string ("gezin-split-error-quark");
}

const char *
gezin_split_reason_name (GezinSplitReason reason)
{
  return reason_names[reason];
}

void
gezin_split_free (GezinSplit *split)
{
  if (split == NULL)
    return;
  g_ptr_array_unref (split->edits);
  g_array_unref (split->went);
  g_array_unref (split->removed);
  g_array_unref (split->left_out);
  g_array_unref (split->to_ask);
  g_free (split);
}

static gboolean
fail (GError **error, GezinSplitError code, const char *what)
{
  g_set_error_literal (error, GEZIN_SPLIT_ERROR, (int) code, what);
  return FALSE;
}

static void
note (GArray *notes, const GezinRecord *record, GezinField field, GezinSplitReason reason)
{
  GezinSplitLeft left = { record->id, record->kind, field, reason };

  g_array_append_val (notes, left);
}

static Item *
find (const Work *work, const GezinUuid *id)
{
  return g_hash_table_lookup (work->items, id);
}

static gboolean
goes (const Work *work, const GezinUuid *person)
{
  return g_hash_table_contains (work->going, gezin_same_leader (work->same, person));
}

static GezinKindFlags
flags_of (const GezinRecord *record)
{
  return gezin_catalogue_kind (record->kind)->flags;
}

/* What was given for this dossier and does not hold for another. */
static gboolean
is_permission (const GezinRecord *record)
{
  return record->kind == GEZIN_KIND_CONSENT || record->kind == GEZIN_KIND_GROUND;
}

static gboolean
never_goes (const GezinRecord *record)
{
  return is_permission (record)
         || (flags_of (record) & (GEZIN_KIND_ROOT | GEZIN_KIND_BY_PROGRAM)) != 0;
}

/* The next value of @record that is a reference to a record that is there; same-as is none. */
static gboolean
next_reference (const Work *work, const GezinRecord *record, guint *position,
                const GezinFieldSpec **spec, Item **target)
{
  for (; *position < record->n_heads; ++*position)
    {
      const GezinVersion *head = record->heads[*position];
      GezinUuid id;

      *spec = gezin_catalogue_field (head->field);
      if (*spec == NULL || !gezin_field_spec_is_ref (*spec) || head->value == NULL
          || head->field == GEZIN_FIELD_COMMON_SAME_AS || !gezin_uuid_parse (head->value, &id))
        continue;
      *target = find (work, &id);
      if (*target == NULL)
        continue;
      ++*position;
      return TRUE;
    }
  return FALSE;
}

/* Whom it concerns. */

static void
find_whom (const Work *work, Item *item)
{
  GezinRegister about = gezin_record_field (item->record, GEZIN_FIELD_COMMON_ABOUT);
  const GezinFieldSpec *spec;
  guint position = 0;
  Item *target;

  if (item->record->kind == GEZIN_KIND_PERSON)
    {
      item->concerns_who_goes = goes (work, &item->record->id);
      item->concerns_who_stays = !item->concerns_who_goes;
      return;
    }
  for (guint i = 0; i < about.n_heads; i++)
    item->concerns_family |= g_strcmp0 (about.heads[i]->value, GEZIN_ITEM_WHOLE_FAMILY) == 0;
  while (next_reference (work, item->record, &position, &spec, &target))
    {
      gboolean is_going = goes (work, &target->record->id);

      if (target->record->kind != GEZIN_KIND_PERSON)
        continue;
      if (spec->field == GEZIN_FIELD_COMMON_SECRET_FROM)
        item->is_secret |= is_going;
      else if (is_going)
        item->concerns_who_goes = TRUE;
      else
        item->concerns_who_stays = TRUE;
    }
}

/* Whether a field that holds one person would lose the one it has. */
static gboolean
would_lose_somebody (const Work *work, const GezinRecord *record)
{
  const GezinFieldSpec *spec;
  guint position = 0;
  Item *target;

  while (next_reference (work, record, &position, &spec, &target))
    if (!gezin_field_spec_is_set (spec) && target->record->kind == GEZIN_KIND_PERSON
        && !goes (work, &target->record->id))
      return TRUE;
  return FALSE;
}

/* What is copied. */

static void
decide_copy (const Work *work, Item *item)
{
  const GezinRecord *record = item->record;
  gboolean is_person = record->kind == GEZIN_KIND_PERSON;

  if ((!item->is_chosen && !item->concerns_who_goes) || (flags_of (record) & GEZIN_KIND_ROOT) != 0)
    return;
  if (is_permission (record))
    note (work->split->to_ask, record, GEZIN_FIELD_NONE, GEZIN_SPLIT_TO_ASK_ANEW);
  else if (never_goes (record))
    note (work->split->left_out, record, GEZIN_FIELD_NONE, GEZIN_SPLIT_BY_PROGRAM);
  else if (item->is_secret && !is_person)
    note (work->split->left_out, record, GEZIN_FIELD_NONE, GEZIN_SPLIT_SECRET_FROM_WHO_GOES);
  else if (!item->is_chosen && !is_person && would_lose_somebody (work, record))
    note (work->split->left_out, record, GEZIN_FIELD_NONE, GEZIN_SPLIT_CONCERNS_WHO_STAYS);
  else
    item->is_copied = TRUE;
}

static gboolean
copy_what_it_refers_to (const Work *work, const Item *item)
{
  const GezinFieldSpec *spec;
  gboolean has_copied = FALSE;
  guint position = 0;
  Item *target;

  while (next_reference (work, item->record, &position, &spec, &target))
    if (!target->is_copied && target->record->kind != GEZIN_KIND_PERSON
        && !never_goes (target->record) && !target->concerns_who_stays && !target->is_secret)
      target->is_copied = has_copied = TRUE;
  return has_copied;
}

/* An arrow of the analysis goes with the two factors that it joins. */
static gboolean
copy_arrow (const Work *work, Item *item)
{
  const GezinFieldSpec *spec;
  guint position = 0, n_factors = 0;
  Item *target;

  if (item->is_copied || item->record->kind != GEZIN_KIND_INFLUENCE || item->is_secret
      || item->concerns_who_stays)
    return FALSE;
  while (next_reference (work, item->record, &position, &spec, &target))
    if (target->record->kind == GEZIN_KIND_FACTOR)
      {
        if (!target->is_copied)
          return FALSE;
        n_factors++;
      }
  item->is_copied = n_factors > 0;
  return item->is_copied;
}

static void
decide_copies (const Work *work)
{
  gboolean has_changed = TRUE;

  for (guint i = 0; i < work->order->len; i++)
    decide_copy (work, work->order->pdata[i]);
  while (has_changed)
    {
      has_changed = FALSE;
      for (guint i = 0; i < work->order->len; i++)
        {
          Item *item = work->order->pdata[i];

          if (item->is_copied)
            has_changed |= copy_what_it_refers_to (work, item);
          else
            has_changed |= copy_arrow (work, item);
        }
    }
}

/* The copies. */

static void
add_edit (const Work *work, const Item *item, const GezinVersion *displayed, const char *value)
{
  gboolean is_item = displayed->item != NULL;
  GezinEdit *edit = gezin_edit_new (&item->copy, item->record->kind, displayed->field,
                                    is_item ? value : NULL, value);
  const char *origin = gezin_version_origin (displayed);

  edit->origin = origin != NULL ? g_ref_string_new (origin) : NULL;
  g_ptr_array_add (work->split->edits, edit);
}

/* @value as it is in the new dossier; NULL if it leads to what stays. */
static const char *
map_value (const Work *work, const GezinVersion *displayed, char id_text[])
{
  const GezinFieldSpec *spec = gezin_catalogue_field (displayed->field);
  const Item *target;
  GezinUuid id;

  if (spec == NULL || !gezin_field_spec_is_ref (spec) || !gezin_uuid_parse (displayed->value, &id))
    return displayed->value;
  target = find (work, &id);
  return target != NULL && target->is_copied ? gezin_uuid_write (&target->copy, id_text) : NULL;
}

static gboolean
is_copied_field (GezinField field)
{
  const GezinFieldSpec *spec = gezin_catalogue_field (field);

  return field != GEZIN_FIELD_COMMON_REMOVED && field != GEZIN_FIELD_COMMON_REMOVED_REASON
         && (spec == NULL || (spec->flags & GEZIN_FIELD_DERIVED) == 0);
}

/* Of an item, a head that says it is in; else what is displayed. */
static const GezinVersion *
pick (const GezinRegister *one)
{
  const GezinVersion *displayed = gezin_register_displayed (one);

  if (displayed == NULL || displayed->item == NULL || displayed->value != NULL)
    return displayed;
  for (guint i = 0; i < one->n_heads; i++)
    if (one->heads[i]->value != NULL)
      return one->heads[i];
  return displayed;
}

static void
note_field_once (const Work *work, const GezinRecord *record, GezinField field)
{
  const GArray *left = work->split->left_out;
  const GezinSplitLeft *last =
      left->len > 0 ? &g_array_index (left, GezinSplitLeft, left->len - 1) : NULL;

  if (field == GEZIN_FIELD_COMMON_SAME_AS
      || (last != NULL && last->field == field && gezin_uuid_equal (&last->record, &record->id)))
    return;
  note (work->split->left_out, record, field, GEZIN_SPLIT_POINTS_TO_WHAT_STAYS);
}

/* "Whom it is about" is never empty: without anybody who goes it is the whole new family. */
static void
add_whole_family (const Work *work, const Item *item)
{
  g_ptr_array_add (work->split->edits,
                   gezin_edit_new (&item->copy, item->record->kind, GEZIN_FIELD_COMMON_ABOUT,
                                   GEZIN_ITEM_WHOLE_FAMILY, GEZIN_ITEM_WHOLE_FAMILY));
}

static guint
add_copy (const Work *work, const Item *item)
{
  guint position = 0, n_unsettled = 0, n_about = 0, n_about_left = 0;
  char id_text[GEZIN_UUID_TEXT_LENGTH + 1];
  GezinRegister one;

  while (gezin_record_next_register (item->record, &position, &one))
    {
      const GezinVersion *displayed = pick (&one);
      const char *value;

      if (displayed == NULL || displayed->value == NULL || displayed->erased
          || !is_copied_field (displayed->field))
        continue;
      n_unsettled += displayed->item == NULL && gezin_register_is_conflict (&one);
      value = map_value (work, displayed, id_text);
      n_about += displayed->field == GEZIN_FIELD_COMMON_ABOUT && value != NULL;
      n_about_left += displayed->field == GEZIN_FIELD_COMMON_ABOUT && value == NULL;
      if (value != NULL)
        add_edit (work, item, displayed, value);
      else
        note_field_once (work, item->record, displayed->field);
    }
  if (n_about == 0 && n_about_left > 0)
    add_whole_family (work, item);
  return n_unsettled;
}

/* What is removed. */

/* Who works for the family goes on doing so. */
static gboolean
may_be_removed (const Item *item)
{
  const GezinRecord *record = item->record;

  if (item->concerns_who_stays || item->concerns_family
      || (flags_of (record) & (GEZIN_KIND_ROOT | GEZIN_KIND_BY_PROGRAM)) != 0)
    return FALSE;
  if (item->concerns_who_goes)
    return item->is_copied || is_permission (record);
  return item->is_copied
         && (item->is_chosen
             || (record->kind != GEZIN_KIND_PROFESSIONAL
                 && record->kind != GEZIN_KIND_ORGANISATION));
}

/* Invariant 4. */
static gboolean
keep_what_it_refers_to (const Work *work, const Item *item)
{
  const GezinFieldSpec *spec;
  gboolean has_kept = FALSE;
  guint position = 0;
  Item *target;

  while (next_reference (work, item->record, &position, &spec, &target))
    if (target->is_removed)
      {
        target->is_removed = FALSE;
        has_kept = TRUE;
      }
  return has_kept;
}

static void
decide_removals (const Work *work)
{
  gboolean has_changed = TRUE;

  for (guint i = 0; i < work->order->len; i++)
    {
      Item *item = work->order->pdata[i];

      item->is_removed = may_be_removed (item);
    }
  while (has_changed)
    {
      has_changed = FALSE;
      for (guint i = 0; i < work->order->len; i++)
        {
          const Item *item = work->order->pdata[i];

          if (!item->is_removed)
            has_changed |= keep_what_it_refers_to (work, item);
        }
    }
}

/* The whole. */

static void
read_items (Work *work)
{
  for (guint i = 0; i < gezin_dossier_n_records (work->dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (work->dossier, i);
      Item *item;

      if (gezin_record_is_removed (record))
        continue;
      item = g_new0 (Item, 1);
      item->record = record;
      g_hash_table_insert (work->items, (gpointer) &record->id, item);
      g_ptr_array_add (work->order, item);
    }
}

static gboolean
read_chosen (Work *work, const GezinUuid *chosen, guint n_chosen, GError **error)
{
  for (guint i = 0; i < n_chosen; i++)
    {
      Item *item = find (work, &chosen[i]);

      if (item == NULL)
        return fail (error, GEZIN_SPLIT_ERROR_NO_SUCH_RECORD, "there is no such record to take");
      if ((flags_of (item->record) & GEZIN_KIND_ROOT) != 0)
        return fail (error, GEZIN_SPLIT_ERROR_ROOT, "the root cannot go");
      item->is_chosen = TRUE;
      if (item->record->kind == GEZIN_KIND_PERSON)
        g_hash_table_add (work->going,
                          (gpointer) gezin_same_leader (work->same, &item->record->id));
    }
  return TRUE;
}

/* Somebody has to stay; in a dossier without people, something. */
static gboolean
check_stays (const Work *work, GError **error)
{
  gboolean has_people = FALSE, person_stays = FALSE, record_stays = FALSE;

  for (guint i = 0; i < work->order->len; i++)
    {
      const Item *item = work->order->pdata[i];

      if (item->record->kind == GEZIN_KIND_PERSON)
        {
          has_people = TRUE;
          person_stays |= !goes (work, &item->record->id);
        }
      else if ((flags_of (item->record) & GEZIN_KIND_ROOT) == 0)
        record_stays |= !item->is_chosen;
    }
  if (has_people ? person_stays : record_stays)
    return TRUE;
  return fail (error, GEZIN_SPLIT_ERROR_ALL, "nobody would stay");
}

static void
write_split (const Work *work, GezinRandom *random)
{
  for (guint i = 0; i < work->order->len; i++)
    {
      Item *item = work->order->pdata[i];

      if (item->is_copied)
        item->copy = gezin_uuid_random (random);
    }
  for (guint i = 0; i < work->order->len; i++)
    {
      const Item *item = work->order->pdata[i];
      GezinSplitWent went = { .record = item->record->id,
                              .copy = item->copy,
                              .kind = item->record->kind,
                              .stays = !item->is_removed };

      if (item->is_removed)
        g_array_append_val (work->split->removed, went.record);
      if (!item->is_copied)
        continue;
      went.n_unsettled = add_copy (work, item);
      g_array_append_val (work->split->went, went);
    }
}

static GezinSplit *
split_alloc (void)
{
  GezinSplit *split = g_new0 (GezinSplit, 1);

  split->edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
  split->went = g_array_new (FALSE, FALSE, sizeof (GezinSplitWent));
  split->removed = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  split->left_out = g_array_new (FALSE, FALSE, sizeof (GezinSplitLeft));
  split->to_ask = g_array_new (FALSE, FALSE, sizeof (GezinSplitLeft));
  return split;
}

GezinSplit *
gezin_split_new (const GezinDossier *dossier, const GezinUuid *chosen, guint n_chosen,
                 GezinRandom *random, GError **error)
{
  g_autoptr (GezinSame) same = gezin_same_new (dossier);
  g_autoptr (GHashTable) going = g_hash_table_new (gezin_uuid_hash, gezin_uuid_equal);
  g_autoptr (GHashTable) items = g_hash_table_new (gezin_uuid_hash, gezin_uuid_equal);
  g_autoptr (GPtrArray) order = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GezinSplit) split = split_alloc ();
  Work work = { dossier, same, going, items, order, split };

  read_items (&work);
  if (!read_chosen (&work, chosen, n_chosen, error) || !check_stays (&work, error))
    return NULL;
  for (guint i = 0; i < order->len; i++)
    find_whom (&work, order->pdata[i]);
  decide_copies (&work);
  decide_removals (&work);
  write_split (&work, random);
  if (split->went->len > 0)
    return g_steal_pointer (&split);
  fail (error, GEZIN_SPLIT_ERROR_NOTHING, "nothing of this can go");
  return NULL;
}
