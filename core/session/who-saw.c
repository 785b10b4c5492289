/* SPDX-License-Identifier: EUPL-1.2 */

/* Who saw what: the log of one dossier in words for the family.
 *
 * Invariant: nothing but the view of the log goes into it, and no code. */

#include "session/session-private.h"

#include "consent/audit-view.h"
#include "session/when.h"
#include "store/exchange.h"

#include <glib/gi18n-lib.h>

static const char *
what_sentence (GezinSeen seen)
{
  switch (seen)
    {
    case GEZIN_SEEN_OPENED:
      return _ ("Looked at the dossier");
    case GEZIN_SEEN_WROTE:
      return _ ("Wrote in the dossier");
    case GEZIN_SEEN_BEGAN:
      return _ ("Began the dossier");
    case GEZIN_SEEN_REMOVED:
      return _ ("Removed something from the dossier");
    case GEZIN_SEEN_PUT_BACK:
      return _ ("Put back something that had been removed");
    case GEZIN_SEEN_UNDID:
      return _ ("Undid a change");
    case GEZIN_SEEN_CHOSE:
      return _ ("Chose between two versions of something");
    case GEZIN_SEEN_TOOK_IN:
      return _ ("Took in information from a file");
    case GEZIN_SEEN_COPIED_OUT:
      return _ ("Wrote the whole dossier to a file that is not encrypted");
    case GEZIN_SEEN_READ_DOCUMENT:
      return _ ("Opened a document");
    case GEZIN_SEEN_ADDED_DOCUMENT:
      return _ ("Added a document");
    case GEZIN_SEEN_LINKED:
      return _ ("Noted that two entries, or two dossiers, are the same");
    case GEZIN_SEEN_UNLINKED:
      return _ ("Noted that two entries, or two dossiers, are not the same after all");
    case GEZIN_SEEN_SPLIT:
      return _ ("Split the dossier in two");
    case GEZIN_SEEN_ERASED:
      return _ ("Erased something for good");
    case GEZIN_SEEN_REFUSED_ERASURE:
      return _ ("Answered no, with the reason, to a request to erase");
    case GEZIN_SEEN_MADE_REPORT:
      return _ ("Made this overview of who saw the dossier");
    case GEZIN_SEEN_MADE_CALL_LIST:
      return _ ("Looked up whom of the family researchers may call");
    case GEZIN_SEEN_PASSED_ON:
      return _ ("Passed on a part of the dossier");
    case GEZIN_SEEN_ASKED_BACK:
      return _ ("Asked back what had been passed on");
    case GEZIN_SEEN_DROPPED:
      return _ ("Dropped something that had been set aside");
    case GEZIN_SEEN_USED_AGAIN:
      return _ ("Used something again that its sender no longer shares");
    case GEZIN_SEEN_UNSEALED:
      return _ ("Wrote what had come from elsewhere to a file that is not encrypted");
    case GEZIN_SEEN_OTHER:
    case GEZIN_N_SEEN:
      break;
    }
  return _ ("Did something else with the dossier");
}

static const char *
role_words (const char *role)
{
  if (g_strcmp0 (role, "consultant") == 0)
    return _ ("caseworker");
  if (g_strcmp0 (role, "lead") == 0)
    return _ ("team lead");
  if (g_strcmp0 (role, "rvt") == 0)
    return _ ("regional safety team");
  return _ ("another role");
}

/* Grounds and purposes are in the reference data; without one it was the work itself. */
static char *
ground_words (GezinSession *session, const char *ground)
{
  static const char *const lists[] = { "ground-article", "purpose" };
  const char *language = g_get_language_names ()[0];

  if (ground == NULL)
    return g_strdup (_ ("own work for this family"));
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      const char *label = gezin_reference_label (session->reference, lists[i], ground, language);

      if (g_strcmp0 (label, ground) != 0)
        return g_strdup (label);
    }
  return g_strdup (_ ("another ground"));
}

/* Whose card it is. One that this store does not know any more is told as such, never as digits. */
static char *
recipient_words (GezinSession *session, const char *digest)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinPeer) peer = NULL;

  if (digest == NULL)
    return NULL;
  peer = gezin_store_peer (session->store, digest, &error);
  if (peer == NULL)
    return g_strdup (_ ("somebody whose card is not here any more"));
  return g_strjoin (", ", peer->name, peer->organisation, NULL);
}

/* A sentence; whom it went to is part of it. */
static char *
what_words (const GezinAuditLine *line, const char *recipient)
{
  if (recipient == NULL)
    return g_strdup (what_sentence (line->seen));
  /* Translators: %s is the name of a person and of their organisation. */
  return g_strdup_printf (_ ("Passed on a part of the dossier to %s"), recipient);
}

static GezinSeenRow *
row_new (GezinSession *session, const GezinAuditLine *line)
{
  GezinSeenRow *row = g_new0 (GezinSeenRow, 1);

  row->time = row->last_time = line->time;
  row->n_times = 1;
  row->who = g_strdup (line->who);
  row->role = g_strdup (role_words (line->role));
  row->organisation = g_strdup (gezin_store_identity (session->store)->organisation);
  row->recipient = recipient_words (session, line->recipient);
  row->what = what_words (line, row->recipient);
  row->ground = ground_words (session, line->ground);
  return row;
}

typedef struct {
  Call call;
  const GDate *from;
  const GDate *until;
} Asking;

static gboolean
is_between (const Asking *asking, const GDate *day)
{
  return (asking->from == NULL || g_date_compare (asking->from, day) <= 0)
         && (asking->until == NULL || g_date_compare (day, asking->until) <= 0);
}

static gboolean
is_same_act (const GezinSeenRow *a, const GezinSeenRow *b)
{
  return g_strcmp0 (a->what, b->what) == 0 && g_strcmp0 (a->who, b->who) == 0
         && g_strcmp0 (a->role, b->role) == 0 && g_strcmp0 (a->ground, b->ground) == 0
         && g_strcmp0 (a->recipient, b->recipient) == 0;
}

/* Of one day: what was told already, once more; or another row. Takes @row. */
static void
add_act (GPtrArray *rows, guint first_of_day, GezinSeenRow *row)
{
  for (guint i = first_of_day; i < rows->len; i++)
    {
      GezinSeenRow *told = rows->pdata[i];

      if (!is_same_act (told, row))
        continue;
      told->n_times++;
      told->last_time = MAX (told->last_time, row->time);
      gezin_seen_row_free (row);
      return;
    }
  g_ptr_array_add (rows, row);
}

/* The log is in the order of its events; after a clock was put back a day may come twice. */
static GPtrArray *
rows_of (Asking *asking, const GezinAuditView *view)
{
  GezinSession *session = asking->call.session;
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_seen_row_free);
  guint first_of_day = 0;
  GDate day;

  g_date_clear (&day, 1);
  for (guint i = 0; i < gezin_audit_view_size (view); i++)
    {
      const GezinAuditLine *line = gezin_audit_view_line (view, i);
      GDate its_day;

      gezin_when_local_day (session->clock, line->time, &its_day);
      if (!is_between (asking, &its_day))
        continue;
      if (!g_date_valid (&day) || g_date_compare (&day, &its_day) != 0)
        first_of_day = rows->len;
      day = its_day;
      add_act (rows, first_of_day, row_new (session, line));
    }
  return rows;
}

/* Of one that was erased the log is all there is. */
static gboolean
read_subject (Call *call, GezinDossier **now, GError **error)
{
  *now = NULL;
  if (!gezin_store_is_erased (call->session->store, call->dossier, NULL))
    {
      g_autoptr (GezinDossier) all =
          gezin_session_dossier_now (call->session, call->dossier, error);

      *now = all != NULL ? gezin_store_shown (call->session->store, all, error) : NULL;
      if (*now == NULL)
        return FALSE;
    }
  if (call->record == NULL || (*now != NULL && gezin_dossier_find (*now, call->record) != NULL))
    return TRUE;
  g_set_error_literal (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_PERSON,
                       "no such person in the dossier");
  return FALSE;
}

static gboolean
who_saw (Call *call, GError **error)
{
  Asking *asking = (Asking *) call;
  g_autoptr (GezinDossier) now = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GezinAuditView) view = NULL;
  char id[GEZIN_UUID_TEXT_LENGTH + 1];
  GezinAuditEvent event = { .action = "who-saw", .dossier = call->dossier };

  if (!read_subject (call, &now, error))
    return FALSE;
  entries = gezin_store_audit_list (call->session->store, call->dossier, error);
  if (entries == NULL)
    return FALSE;
  if (call->record != NULL)
    event.subject = gezin_uuid_write (call->record, id);
  if (!gezin_store_audit (call->session->store, &event, error))
    return FALSE;
  view = gezin_audit_view_new (entries, now, call->record);
  call->rows = rows_of (asking, view);
  return TRUE;
}

GPtrArray *
gezin_session_who_saw (GezinSession *session, const GezinUuid *dossier, const GezinUuid *person,
                       const GDate *from, const GDate *until, GError **error)
{
  Asking asking = { .call = { .session = session, .dossier = dossier, .record = person },
                    .from = from,
                    .until = until };

  return gezin_session_run_call (&asking.call, who_saw, error) ? asking.call.rows : NULL;
}
