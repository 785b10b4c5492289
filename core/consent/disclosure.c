/* SPDX-License-Identifier: EUPL-1.2 */

/* Who a card is in a dossier, and what the dossier keeps of a bundle that left.
 *
 * Invariant: a recipient is known by all versions of its card alike; in doubt it is nobody. */

#include "consent/disclosure.h"

static gboolean
is_named_by_all (const GezinRecord *record, GezinField field, const char *value)
{
  GezinRegister one = gezin_record_register (record, field, NULL);

  for (guint i = 0; i < one.n_heads; i++)
    if (one.heads[i]->value == NULL || g_ascii_strcasecmp (one.heads[i]->value, value) != 0)
      return FALSE;
  return one.n_heads > 0;
}

GezinRecord *
gezin_disclosure_recipient (const GezinDossier *dossier, const char *card)
{
  GezinRecord *found = NULL;

  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      GezinRecord *record = gezin_dossier_record (dossier, i);

      if (record->kind != GEZIN_KIND_ORGANISATION || gezin_record_is_removed (record)
          || !is_named_by_all (record, GEZIN_FIELD_ORGANISATION_PEER, card))
        continue;
      if (found != NULL)
        return NULL;
      found = record;
    }
  return found;
}

static void
add (GPtrArray *edits, const GezinUuid *record, GezinField field, const char *item,
     const char *value)
{
  if (value != NULL)
    g_ptr_array_add (edits, gezin_edit_new (record, GEZIN_KIND_DISCLOSURE, field, item, value));
}

static void
add_id (GPtrArray *edits, const GezinUuid *record, GezinField field, const GezinUuid *id,
        gboolean is_item)
{
  char text[GEZIN_UUID_TEXT_LENGTH + 1];

  gezin_uuid_write (id, text);
  add (edits, record, field, is_item ? text : NULL, text);
}

static void
add_day (GPtrArray *edits, const GezinUuid *record, GezinField field, const GDate *day)
{
  char text[16];

  g_date_strftime (text, sizeof text, "%Y-%m-%d", day);
  add (edits, record, field, NULL, text);
}

static GPtrArray *
new_edits (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
}

GPtrArray *
gezin_disclosure_edits (const GezinUuid *record, const GezinDisclosure *disclosure)
{
  GPtrArray *edits = new_edits ();
  g_autofree char *n_records = g_strdup_printf ("%u", disclosure->n_records);

  add_id (edits, record, GEZIN_FIELD_DISCLOSURE_BUNDLE, disclosure->bundle, FALSE);
  add (edits, record, GEZIN_FIELD_DISCLOSURE_DIGEST, NULL, disclosure->digest);
  if (disclosure->recipient != NULL)
    add_id (edits, record, GEZIN_FIELD_DISCLOSURE_RECIPIENT, disclosure->recipient, FALSE);
  add (edits, record, GEZIN_FIELD_DISCLOSURE_PURPOSE, NULL, disclosure->purpose);
  for (gsize i = 0; i < disclosure->n_grounds; i++)
    add_id (edits, record, GEZIN_FIELD_DISCLOSURE_GROUNDS, &disclosure->grounds[i], TRUE);
  add (edits, record, GEZIN_FIELD_DISCLOSURE_RECORDS, NULL, n_records);
  add_day (edits, record, GEZIN_FIELD_DISCLOSURE_MADE_ON, disclosure->made);
  return edits;
}

GezinRecord *
gezin_disclosure_find (const GezinDossier *dossier, const GezinUuid *bundle)
{
  char text[GEZIN_UUID_TEXT_LENGTH + 1];

  gezin_uuid_write (bundle, text);
  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      GezinRecord *record = gezin_dossier_record (dossier, i);

      if (record->kind == GEZIN_KIND_DISCLOSURE
          && is_named_by_all (record, GEZIN_FIELD_DISCLOSURE_BUNDLE, text))
        return record;
    }
  return NULL;
}

GPtrArray *
gezin_disclosure_receipt_edits (const GezinUuid *record, const GDate *day, const char *result)
{
  GPtrArray *edits = new_edits ();

  add_day (edits, record, GEZIN_FIELD_DISCLOSURE_RECEIPT_ON, day);
  add (edits, record, GEZIN_FIELD_DISCLOSURE_RECEIPT_RESULT, NULL, result);
  return edits;
}

GPtrArray *
gezin_disclosure_recall_edits (const GezinUuid *record, const GDate *day)
{
  GPtrArray *edits = new_edits ();

  add_day (edits, record, GEZIN_FIELD_DISCLOSURE_RECALLED_ON, day);
  return edits;
}
