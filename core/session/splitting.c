/* SPDX-License-Identifier: EUPL-1.2 */

/* Those who go on apart: chosen records become a dossier of their own, and what concerned them alone
 * goes from the old one (docs/decisions/0010). */

#include "session/session-private.h"

#include "casework/opening.h"
#include "casework/split.h"
#include "model/value.h"

#include <glib/gi18n-lib.h>

static void
split_note_free (gpointer data)
{
  GezinSplitNote *note = data;

  g_free (note->code);
  g_free (note->sentence);
  g_free (note);
}

void
gezin_split_report_free (GezinSplitReport *report)
{
  if (report == NULL)
    return;
  g_ptr_array_unref (report->went);
  g_ptr_array_unref (report->left_out);
  g_ptr_array_unref (report->to_ask);
  g_free (report);
}

static char *
sentence_of (GezinSplitReason reason)
{
  switch (reason)
    {
    case GEZIN_SPLIT_CONCERNS_WHO_STAYS:
      return g_strdup (_ ("It is about somebody who stays, and says nothing without them."));
    case GEZIN_SPLIT_SECRET_FROM_WHO_GOES:
      return g_strdup (_ ("It is kept secret from somebody who goes."));
    case GEZIN_SPLIT_POINTS_TO_WHAT_STAYS:
      return g_strdup (_ ("It refers to somebody or something that stays."));
    case GEZIN_SPLIT_TO_ASK_ANEW:
      return g_strdup (_ ("It was given for the old dossier: ask for it anew."));
    case GEZIN_SPLIT_BY_PROGRAM:
      return g_strdup (_ ("The program made it for the old dossier."));
    }
  return NULL;
}

static void
add_notes (GPtrArray *notes, const GArray *left)
{
  for (guint i = 0; i < left->len; i++)
    {
      const GezinSplitLeft *one = &g_array_index (left, GezinSplitLeft, i);
      GezinSplitNote *note = g_new0 (GezinSplitNote, 1);

      note->record = one->record;
      note->kind = one->kind;
      note->field = one->field;
      note->code = g_strdup (gezin_split_reason_name (one->reason));
      note->sentence = sentence_of (one->reason);
      g_ptr_array_add (notes, note);
    }
}

static GezinSplitReport *
report_new (const GezinSplit *split)
{
  GezinSplitReport *report = g_new0 (GezinSplitReport, 1);

  report->went = g_ptr_array_new_with_free_func (g_free);
  report->left_out = g_ptr_array_new_with_free_func (split_note_free);
  report->to_ask = g_ptr_array_new_with_free_func (split_note_free);
  for (guint i = 0; i < split->went->len; i++)
    {
      const GezinSplitWent *went = &g_array_index (split->went, GezinSplitWent, i);
      GezinSplitRecord *record = g_new0 (GezinSplitRecord, 1);

      record->record = went->record;
      record->copy = went->copy;
      record->kind = went->kind;
      record->stays = went->stays;
      record->unsettled = went->n_unsettled;
      g_ptr_array_add (report->went, record);
    }
  add_notes (report->left_out, split->left_out);
  add_notes (report->to_ask, split->to_ask);
  return report;
}

static GPtrArray *
make_copies (gpointer data, guint part, GezinDossier *now, const GezinWriter *writer,
             GError **error)
{
  return gezin_write (now, writer, data, error);
}

/* What was right when it was written is right as a copy, also with a code that has ended since; so
 * it is not checked as something typed today. */
static gboolean
write_new_dossier (Call *call, const GezinUuid *id, const GezinSplit *split,
                   GezinSplitReport *report, GError **error)
{
  g_auto (GezinWhole) empty = { NULL };
  GezinWholeWrite write = {
    .make = make_copies, .data = split->edits, .action = "new", .is_checked = TRUE
  };

  return gezin_session_whole_empty (id, &empty, error)
         && gezin_session_whole_write (call->session, &empty, &write, &report->commit, error);
}

/* Of one part, what it holds of what is removed. */
typedef struct {
  const GezinWhole *whole;
  const GezinSplit *split;
  const char *reason;
} Removals;

static GPtrArray *
make_removals (gpointer data, guint part, GezinDossier *now, const GezinWriter *writer,
               GError **error)
{
  const Removals *removals = data;
  const GArray *removed = removals->split->removed;
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);

  for (guint i = 0; i < removed->len; i++)
    {
      const GezinUuid *id = &g_array_index (removed, GezinUuid, i);
      const GezinRecord *one = gezin_dossier_find (now, id);
      GPtrArray *versions;

      if (one == NULL || gezin_record_is_removed (one))
        continue;
      versions =
          gezin_write_removal (now, writer, id, gezin_dossier_find (removals->whole->dossier, id),
                               removals->reason, error);
      if (versions == NULL)
        {
          g_ptr_array_unref (all);
          return NULL;
        }
      g_ptr_array_extend_and_steal (all, versions);
    }
  return all;
}

static gboolean
write_old_dossier (Call *call, const GezinWhole *whole, const GezinUuid *id,
                   const GezinSplit *split, GezinSplitReport *report, GError **error)
{
  char text[GEZIN_UUID_TEXT_LENGTH + 1];
  Removals removals = { whole, split, _ ("Went to a dossier of its own.") };
  GezinWholeWrite write = { .make = make_removals,
                            .data = &removals,
                            .action = "split",
                            .subject = gezin_uuid_write (id, text) };
  GezinAuditEvent event = {
    .action = "split", .dossier = call->dossier, .subject = text, .detail = "nothing removed"
  };

  if (!gezin_session_whole_write (call->session, whole, &write, &report->removal, error))
    return FALSE;
  return report->removal != 0 || gezin_store_audit (call->session->store, &event, error);
}

static char *
clean_name (const char *name, GError **error)
{
  const GezinFieldSpec *spec = gezin_catalogue_field (GEZIN_FIELD_FAMILY_NAME);
  GError *wrong = NULL;
  GRefString *clean = gezin_value_normalise (spec, name, -1, NULL, &wrong);
  char *copy = g_strdup (clean);

  g_clear_pointer (&clean, g_ref_string_release);
  if (wrong != NULL)
    g_propagate_error (error, wrong);
  else if (copy == NULL)
    g_set_error_literal (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_FIELD,
                         "a dossier needs a name");
  return copy;
}

static gboolean
translate (GError *inner, GError **error)
{
  static const GezinSessionError codes[] = {
    [GEZIN_SPLIT_ERROR_ROOT] = GEZIN_SESSION_ERROR_SPLIT_ROOT,
    [GEZIN_SPLIT_ERROR_ALL] = GEZIN_SESSION_ERROR_SPLIT_ALL,
    [GEZIN_SPLIT_ERROR_NOTHING] = GEZIN_SESSION_ERROR_SPLIT_NOTHING,
  };

  if (inner->domain == GEZIN_SPLIT_ERROR && inner->code != GEZIN_SPLIT_ERROR_NO_SUCH_RECORD)
    g_set_error_literal (error, GEZIN_SESSION_ERROR, (int) codes[inner->code], inner->message);
  else
    g_set_error_literal (error, GEZIN_MERGE_ERROR, GEZIN_MERGE_ERROR_NO_SUCH_RECORD,
                         inner->message);
  g_error_free (inner);
  return FALSE;
}

/* Both dossiers in one transaction, each under a commit of its own: what travels must not tell that
 * they belong together. */
static gboolean
write_split (Call *call, const GezinWhole *whole, const GezinUuid *id, const GezinSplit *split,
             GezinSplitReport *report, GError **error)
{
  GezinSession *session = call->session;
  gboolean was_in_bulk = session->in_bulk;
  gboolean done;

  if (!gezin_store_begin_bulk (session->store, error))
    return FALSE;
  session->in_bulk = TRUE;
  done = write_new_dossier (call, id, split, report, error)
         && write_old_dossier (call, whole, id, split, report, error);
  session->in_bulk = was_in_bulk;
  if (done)
    done = gezin_store_end_bulk (session->store, TRUE, error);
  else if (!gezin_store_end_bulk (session->store, FALSE, NULL))
    g_assert_not_reached ();
  if (!done)
    gezin_session_forget_all (session);
  else if (!was_in_bulk)
    gezin_session_emit_changed (session, NULL);
  return done;
}

typedef struct {
  Call call; /* first: a call is found as its Call */
  const GezinUuid *records;
  guint n_records;
  GezinSplitReport *report;
} SplitCall;

static gboolean
split_dossier (Call *call, GError **error)
{
  SplitCall *self = (SplitCall *) call;
  GezinSession *session = call->session;
  g_auto (GezinWhole) whole = { NULL };
  g_autofree char *name = clean_name (call->text, error);
  g_autoptr (GezinDossier) shown = NULL;
  g_autoptr (GezinSplit) split = NULL;
  g_autoptr (GezinSplitReport) report = NULL;
  GError *inner = NULL;
  GezinUuid id;
  GDate today;

  if (name == NULL || !gezin_session_whole_init (session, call->dossier, NULL, &whole, error))
    return FALSE;
  shown = gezin_session_shown (session, &whole, error);
  if (shown == NULL)
    return FALSE;
  id = gezin_uuid_random (session->random);
  split = gezin_split_new (shown, self->records, self->n_records, session->random, &inner);
  if (split == NULL)
    return translate (inner, error);
  gezin_clock_today (session->clock, &today);
  {
    g_autoptr (GPtrArray) opening = gezin_opening_edits (&id, name, &today);

    g_ptr_array_extend_and_steal (split->edits, g_steal_pointer (&opening));
  }
  report = report_new (split);
  report->dossier = id;
  if (!call->flag && !write_split (call, &whole, &id, split, report, error))
    return FALSE;
  self->report = g_steal_pointer (&report);
  return TRUE;
}

GezinSplitReport *
gezin_session_split (GezinSession *session, const GezinUuid *dossier, const GezinUuid *records,
                     guint n_records, const char *name, GError **error)
{
  SplitCall self = { .call = { .session = session, .dossier = dossier, .text = name },
                     .records = records,
                     .n_records = n_records };

  return gezin_session_run_call (&self.call, split_dossier, error) ? self.report : NULL;
}

GezinSplitReport *
gezin_session_preview_split (GezinSession *session, const GezinUuid *dossier,
                             const GezinUuid *records, guint n_records, GError **error)
{
  SplitCall self = { .call = { .session = session, .dossier = dossier, .text = "-", .flag = TRUE },
                     .records = records,
                     .n_records = n_records };

  return gezin_session_run_call (&self.call, split_dossier, error) ? self.report : NULL;
}
