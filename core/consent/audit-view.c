/* SPDX-License-Identifier: EUPL-1.2 */

/* The log as the family may see it.
 *
 * Invariants:
 * 1. An act that this version has no words for is told as such, never left out.
 * 2. In doubt whether an act touched a person it is told: an act without a subject, or on a record that is gone. */

#include "consent/audit-view.h"

#include "model/value.h"

struct _GezinAuditView {
  GPtrArray *entries; /* keeps what the lines borrow */
  GArray *lines; /* GezinAuditLine */
};

/* Acts that showed or changed content. */
static const struct {
  const char *action;
  GezinSeen seen;
} acts[] = {
  { "open", GEZIN_SEEN_OPENED },
  { "sharing-asked", GEZIN_SEEN_OPENED },
  { "commit", GEZIN_SEEN_WROTE },
  { "approve", GEZIN_SEEN_WROTE },
  { "new", GEZIN_SEEN_BEGAN },
  { "remove", GEZIN_SEEN_REMOVED },
  { "restore", GEZIN_SEEN_PUT_BACK },
  { "undo", GEZIN_SEEN_UNDID },
  { "choose", GEZIN_SEEN_CHOSE },
  { "load", GEZIN_SEEN_TOOK_IN },
  { "import", GEZIN_SEEN_TOOK_IN },
  { "unpark", GEZIN_SEEN_TOOK_IN },
  { "dump", GEZIN_SEEN_COPIED_OUT },
  { "document-read", GEZIN_SEEN_READ_DOCUMENT },
  { "document-added", GEZIN_SEEN_ADDED_DOCUMENT },
  { "document-repaired", GEZIN_SEEN_ADDED_DOCUMENT },
  { "import-document", GEZIN_SEEN_ADDED_DOCUMENT },
  { "join", GEZIN_SEEN_LINKED },
  { "same", GEZIN_SEEN_LINKED },
  { "unjoin", GEZIN_SEEN_UNLINKED },
  { "not-same", GEZIN_SEEN_UNLINKED },
  { "split", GEZIN_SEEN_SPLIT },
  { "erase", GEZIN_SEEN_ERASED },
  { "refuse-erasure", GEZIN_SEEN_REFUSED_ERASURE },
  { "who-saw", GEZIN_SEEN_MADE_REPORT },
  { "extract", GEZIN_SEEN_MADE_REPORT },
  { "call-list", GEZIN_SEEN_MADE_CALL_LIST },
  { "export", GEZIN_SEEN_PASSED_ON },
  { "recall", GEZIN_SEEN_ASKED_BACK },
  { "withdraw-bundle", GEZIN_SEEN_ASKED_BACK },
  { "erase-recalled", GEZIN_SEEN_ERASED },
  { "drop-parked", GEZIN_SEEN_DROPPED },
  { "thaw", GEZIN_SEEN_USED_AGAIN },
  { "open-bundle", GEZIN_SEEN_UNSEALED },
};

/* Acts of the store with a dossier, by which nobody saw anything of it. */
static const char *const silent[] = { "replica-known-elsewhere",
                                      "refuse-erased",
                                      "document-stray",
                                      "send-bundle",
                                      "sent-by-hand",
                                      "receipt",
                                      "receipt-again",
                                      "receipt-came",
                                      "bundles-known-elsewhere",
                                      "refuse-bundle",
                                      "bundle-forked",
                                      NULL };

static GezinSeen
seen_of (const char *action)
{
  if (g_strv_contains (silent, action))
    return 0;
  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (acts[i].action, action))
      return acts[i].seen;
  return GEZIN_SEEN_OTHER;
}

/* Whether @record is the person, or names them in whatever field, or is about the whole family. */
static gboolean
concerns (const GezinRecord *record, const char *person)
{
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  if (g_str_equal (gezin_uuid_write (&record->id, id), person))
    return TRUE;
  for (guint i = 0; i < record->n_heads; i++)
    {
      const GezinVersion *head = record->heads[i];
      const GezinFieldSpec *spec = gezin_catalogue_field (head->field);

      if (spec != NULL && gezin_field_spec_is_ref (spec) && head->value != NULL
          && (g_str_equal (head->value, person)
              || g_str_equal (head->value, GEZIN_ITEM_WHOLE_FAMILY)))
        return TRUE;
    }
  return FALSE;
}

/* Invariant 2. */
static gboolean
touched (GezinDossier *dossier, const GezinAuditEntry *entry, const char *person)
{
  g_auto (GStrv) ids = NULL;

  if (entry->subject == NULL || dossier == NULL)
    return TRUE;
  ids = g_strsplit (entry->subject, " ", -1);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      const GezinRecord *record;
      GezinUuid id;

      if (!gezin_uuid_parse (ids[i], &id))
        return TRUE;
      record = gezin_dossier_find (dossier, &id);
      if (record == NULL || record == gezin_dossier_root (dossier) || concerns (record, person))
        return TRUE;
    }
  return FALSE;
}

GezinAuditView *
gezin_audit_view_new (GPtrArray *entries, GezinDossier *dossier, const GezinUuid *person)
{
  GezinAuditView *view = g_new0 (GezinAuditView, 1);
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  if (person != NULL)
    gezin_uuid_write (person, id);
  view->entries = g_ptr_array_ref (entries);
  view->lines = g_array_new (FALSE, FALSE, sizeof (GezinAuditLine));
  for (guint i = 0; i < entries->len; i++)
    {
      const GezinAuditEntry *entry = entries->pdata[i];
      GezinAuditLine line = { .time = entry->time,
                              .who = entry->who,
                              .role = entry->role,
                              .seen = seen_of (entry->action),
                              .ground = entry->ground };

      if (line.seen == GEZIN_SEEN_PASSED_ON)
        line.recipient = entry->subject;

      if (line.seen != 0 && (person == NULL || touched (dossier, entry, id)))
        g_array_append_val (view->lines, line);
    }
  return view;
}

void
gezin_audit_view_free (GezinAuditView *view)
{
  if (view == NULL)
    return;
  g_ptr_array_unref (view->entries);
  g_array_unref (view->lines);
  g_free (view);
}

guint
gezin_audit_view_size (const GezinAuditView *view)
{
  return view->lines->len;
}

const GezinAuditLine *
gezin_audit_view_line (const GezinAuditView *view, guint index)
{
  return &g_array_index (view->lines, GezinAuditLine, index);
}
