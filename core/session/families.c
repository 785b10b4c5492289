/* SPDX-License-Identifier: EUPL-1.2 */

/* Families that meet and part: links between dossiers and between people, and
 * splitting (docs/decisions/0010). Linking writes one item on each side, so that
 * each side knows of it by itself; taking the link out takes both out. */

#include "session/session-private.h"

#include "casework/opening.h"
#include "casework/split.h"
#include "model/value.h"

#include <glib/gi18n-lib.h>

#define LINK_FIELD GEZIN_FIELD_COMMON_SAME_AS

gboolean
gezin_session_collect_joined (Call *call,
                              GPtrArray *(*list) (GezinStore *store, const GezinUuid *dossier,
                                                  GError **error),
                              GError **error)
{
  g_autoptr (GArray) joined = NULL;

  if (call->dossier == NULL)
    {
      call->rows = list (call->session->store, NULL, error);
      return call->rows != NULL;
    }
  joined = gezin_store_joined (call->session->store, call->dossier, error);
  for (guint i = 0; joined != NULL && i < joined->len; i++)
    {
      GPtrArray *rows = list (call->session->store, &g_array_index (joined, GezinUuid, i), error);

      if (rows == NULL)
        {
          g_clear_pointer (&call->rows, g_ptr_array_unref);
          return FALSE;
        }
      if (call->rows == NULL)
        call->rows = rows;
      else
        g_ptr_array_extend_and_steal (call->rows, rows);
    }
  return joined != NULL;
}

char *
gezin_session_family_name (GezinSession *session, const GezinUuid *dossier)
{
  g_autoptr (GezinDossier) alone = gezin_store_load_record (session->store, dossier, dossier, NULL);
  const GezinRecord *root = alone != NULL ? gezin_dossier_root (alone) : NULL;

  return root != NULL ? g_strdup (gezin_record_value (root, GEZIN_FIELD_FAMILY_NAME)) : NULL;
}

gboolean
gezin_session_lead_hits (GezinSession *session, GPtrArray *hits, GError **error)
{
  for (guint i = 0; i < hits->len; i++)
    {
      GezinSearchHit *hit = hits->pdata[i];
      g_autoptr (GArray) joined = gezin_store_joined (session->store, &hit->dossier, error);

      if (joined == NULL)
        return FALSE;
      if (gezin_uuid_equal (&hit->dossier, &g_array_index (joined, GezinUuid, 0)))
        continue;
      hit->dossier = g_array_index (joined, GezinUuid, 0);
      g_free (hit->dossier_name);
      hit->dossier_name = gezin_session_family_name (session, &hit->dossier);
    }
  return TRUE;
}

typedef struct {
  Call call; /* first: a call is found as its Call */
  GArray *joined;
} JoinedCall;

static gboolean
joined_of (Call *call, GError **error)
{
  JoinedCall *self = (JoinedCall *) call;

  self->joined = gezin_store_joined (call->session->store, call->dossier, error);
  return self->joined != NULL;
}

GArray *
gezin_session_joined (GezinSession *session, const GezinUuid *dossier, GError **error)
{
  JoinedCall self = { .call = { .session = session, .dossier = dossier } };

  return gezin_session_run_call (&self.call, joined_of, error) ? self.joined : NULL;
}

/* Links. */

typedef struct {
  const GezinWhole *whole;
  const GezinUuid *ends[2];
  gboolean takes_out;
  guint n_found; /* links that there were, when taking out */
} Link;

static gboolean
fail (GError **error, GezinSessionError code, const char *what)
{
  g_set_error_literal (error, GEZIN_SESSION_ERROR, code, what);
  return FALSE;
}

static GPtrArray *
take_out (Link *link, GezinDossier *now, const GezinWriter *writer, const GezinUuid *record,
          const char *item, GError **error)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
  const GezinRecord *one = gezin_dossier_find (now, record);
  GezinRegister links = gezin_record_register (one, LINK_FIELD, item);
  gboolean is_in = FALSE;

  for (guint i = 0; i < links.n_heads; i++)
    is_in |= links.heads[i]->value != NULL;
  link->n_found += is_in;
  if (is_in)
    g_ptr_array_add (edits, gezin_edit_new (record, one->kind, LINK_FIELD, item, NULL));
  return gezin_write (now, writer, edits, error);
}

static GPtrArray *
make_link (gpointer data, guint part, GezinDossier *now, const GezinWriter *writer, GError **error)
{
  Link *link = data;
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);

  for (guint end = 0; end < G_N_ELEMENTS (link->ends); end++)
    {
      char item[GEZIN_UUID_TEXT_LENGTH + 1];
      const GezinUuid *record = link->ends[end];
      GPtrArray *versions;

      if (!gezin_whole_has (link->whole, part, record))
        continue;
      gezin_uuid_write (link->ends[1 - end], item);
      versions = link->takes_out ? take_out (link, now, writer, record, item, error)
                                 : gezin_write_item (now, writer, record, LINK_FIELD, item, error);
      if (versions == NULL)
        {
          g_ptr_array_unref (all);
          return NULL;
        }
      g_ptr_array_extend_and_steal (all, versions);
    }
  return all;
}

/* Several links, one of dossiers and the rest of people in them. */
typedef struct {
  Link *links;
  guint n_links;
} Links;

static GPtrArray *
make_links (gpointer data, guint part, GezinDossier *now, const GezinWriter *writer, GError **error)
{
  const Links *links = data;
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);

  for (guint i = 0; i < links->n_links; i++)
    {
      GPtrArray *versions = make_link (&links->links[i], part, now, writer, error);

      if (versions == NULL)
        {
          g_ptr_array_unref (all);
          return NULL;
        }
      g_ptr_array_extend_and_steal (all, versions);
    }
  return all;
}

/* Both ends have to be there and be of one kind. A link is taken out also where the other end was
 * erased, or is not here. */
static gboolean
check_ends (const Link *link, GError **error)
{
  const GezinRecord *ends[2];

  for (guint i = 0; i < 2; i++)
    ends[i] = gezin_dossier_find (link->whole->dossier, link->ends[i]);
  if (link->takes_out && (ends[0] == NULL) != (ends[1] == NULL))
    return TRUE;
  for (guint i = 0; i < 2; i++)
    {
      if (ends[i] == NULL || (!link->takes_out && gezin_record_is_removed (ends[i])))
        {
          g_set_error_literal (error, GEZIN_MERGE_ERROR, GEZIN_MERGE_ERROR_NO_SUCH_RECORD,
                               "there is no such record to link");
          return FALSE;
        }
    }
  if (ends[0]->kind != ends[1]->kind)
    return fail (error, GEZIN_SESSION_ERROR_OTHER_KIND, "the records are of different kinds");
  return TRUE;
}

static gboolean
write_link (Call *call, Link *link, const char *action, GError **error)
{
  char first[GEZIN_UUID_TEXT_LENGTH + 1], second[GEZIN_UUID_TEXT_LENGTH + 1];
  g_autofree char *subject = g_strdup_printf ("%s %s", gezin_uuid_write (link->ends[0], first),
                                              gezin_uuid_write (link->ends[1], second));
  GezinWholeWrite write = { .make = make_link, .data = link, .action = action, .subject = subject };

  if (gezin_uuid_equal (link->ends[0], link->ends[1]))
    return fail (error, GEZIN_SESSION_ERROR_SAME_DOSSIER, "one and the same");
  if (!check_ends (link, error)
      || !gezin_session_whole_write (call->session, link->whole, &write, &call->commit, error))
    return FALSE;
  if (link->takes_out && link->n_found == 0)
    return fail (error, GEZIN_SESSION_ERROR_NOT_LINKED, "there is no link between the two");
  return TRUE;
}

/* Dossiers. */

static gboolean
link_dossiers (Call *call, const char *action, GError **error)
{
  g_auto (GezinWhole) whole = { NULL };
  Link link = { &whole, { call->dossier, call->record }, call->flag, 0 };
  const GezinUuid *other = call->record;

  if (call->flag
      && (!gezin_store_has (call->session->store, other)
          || gezin_store_is_erased (call->session->store, other, NULL)))
    other = NULL; /* the link to it can be taken out all the same */
  return gezin_session_whole_init (call->session, call->dossier, other, &whole, error)
         && write_link (call, &link, action, error);
}

static gboolean
join (Call *call, GError **error)
{
  return link_dossiers (call, "join", error);
}

gboolean
gezin_session_join (GezinSession *session, const GezinUuid *dossier, const GezinUuid *other,
                    guint64 *commit, GError **error)
{
  Call call = { .session = session, .dossier = dossier, .record = other };
  gboolean done = gezin_session_run_call (&call, join, error);

  if (commit != NULL)
    *commit = call.commit;
  return done;
}

typedef struct {
  Call call; /* first: a call is found as its Call */
  const GezinUuid *people; /* two and two */
  guint n_pairs;
} JoinCall;

static gboolean
is_root (const GezinDossier *dossier, const GezinUuid *id)
{
  const GezinRecord *record = gezin_dossier_find (dossier, id);

  return record != NULL && (gezin_catalogue_kind (record->kind)->flags & GEZIN_KIND_ROOT) != 0;
}

static gboolean
join_with_people (Call *call, GError **error)
{
  const JoinCall *self = (JoinCall *) call;
  g_auto (GezinWhole) whole = { NULL };
  g_autofree Link *links = g_new0 (Link, self->n_pairs + 1);
  Links all = { links, self->n_pairs + 1 };
  char first[GEZIN_UUID_TEXT_LENGTH + 1], second[GEZIN_UUID_TEXT_LENGTH + 1];
  g_autofree char *subject = g_strdup_printf ("%s %s", gezin_uuid_write (call->dossier, first),
                                              gezin_uuid_write (call->record, second));
  g_autofree char *detail = g_strdup_printf ("same %u", self->n_pairs);
  GezinWholeWrite write = {
    .make = make_links, .data = &all, .action = "join", .subject = subject, .detail = detail
  };

  if (gezin_uuid_equal (call->dossier, call->record))
    return fail (error, GEZIN_SESSION_ERROR_SAME_DOSSIER, "one and the same");
  if (!gezin_session_whole_init (call->session, call->dossier, call->record, &whole, error))
    return FALSE;
  for (guint i = 0; i <= self->n_pairs; i++)
    {
      links[i] = (Link){ .whole = &whole, .ends = { call->dossier, call->record } };
      if (i > 0)
        for (guint end = 0; end < 2; end++)
          links[i].ends[end] = &self->people[2 * (i - 1) + end];
      if (i > 0 && (is_root (whole.dossier, links[i].ends[0])))
        return fail (error, GEZIN_SESSION_ERROR_OTHER_KIND, "dossiers are joined as a whole");
      if (gezin_uuid_equal (links[i].ends[0], links[i].ends[1]))
        return fail (error, GEZIN_SESSION_ERROR_SAME_DOSSIER, "one and the same");
      if (!check_ends (&links[i], error))
        return FALSE;
    }
  return gezin_session_whole_write (call->session, &whole, &write, &call->commit, error);
}

gboolean
gezin_session_join_with_people (GezinSession *session, const GezinUuid *dossier,
                                const GezinUuid *other, const GezinUuid *people, guint n_pairs,
                                guint64 *commit, GError **error)
{
  JoinCall self = { .call = { .session = session, .dossier = dossier, .record = other },
                    .people = people,
                    .n_pairs = n_pairs };
  gboolean done = gezin_session_run_call (&self.call, join_with_people, error);

  if (commit != NULL)
    *commit = self.call.commit;
  return done;
}

static gboolean
unjoin (Call *call, GError **error)
{
  g_autoptr (GArray) joined = NULL;

  if (!link_dossiers (call, "unjoin", error))
    return FALSE;
  joined = gezin_store_joined (call->session->store, call->dossier, error);
  for (guint i = 0; joined != NULL && i < joined->len; i++)
    call->count |= gezin_uuid_equal (&g_array_index (joined, GezinUuid, i), call->record);
  return joined != NULL;
}

gboolean
gezin_session_unjoin (GezinSession *session, const GezinUuid *dossier, const GezinUuid *other,
                      gboolean *still, guint64 *commit, GError **error)
{
  Call call = { .session = session, .dossier = dossier, .record = other, .flag = TRUE };
  gboolean done = gezin_session_run_call (&call, unjoin, error);

  if (still != NULL)
    *still = call.count > 0;
  if (commit != NULL)
    *commit = call.commit;
  return done;
}

/* Records: the second one is in the call's id. */

static gboolean
link_records (Call *call, const char *action, GError **error)
{
  g_auto (GezinWhole) whole = { NULL };
  Link link = { &whole, { call->record, &call->id }, call->flag, 0 };
  const GezinRecord *record;

  if (!gezin_session_whole_init (call->session, call->dossier, NULL, &whole, error))
    return FALSE;
  record = gezin_dossier_find (whole.dossier, call->record);
  if (record != NULL && (gezin_catalogue_kind (record->kind)->flags & GEZIN_KIND_ROOT) != 0)
    return fail (error, GEZIN_SESSION_ERROR_OTHER_KIND, "dossiers are joined as a whole");
  return write_link (call, &link, action, error);
}

static gboolean
same (Call *call, GError **error)
{
  return link_records (call, "same", error);
}

gboolean
gezin_session_same (GezinSession *session, const GezinUuid *dossier, const GezinUuid *record,
                    const GezinUuid *other, guint64 *commit, GError **error)
{
  Call call = { .session = session, .dossier = dossier, .record = record, .id = *other };
  gboolean done = gezin_session_run_call (&call, same, error);

  if (commit != NULL)
    *commit = call.commit;
  return done;
}

static gboolean
not_same (Call *call, GError **error)
{
  g_auto (GezinWhole) whole = { NULL };
  g_autoptr (GezinSame) now = NULL;

  if (!link_records (call, "not-same", error)
      || !gezin_session_whole_init (call->session, call->dossier, NULL, &whole, error))
    return FALSE;
  now = gezin_session_same_of (call->session, whole.dossier);
  call->count =
      gezin_uuid_equal (gezin_same_leader (now, call->record), gezin_same_leader (now, &call->id));
  return TRUE;
}

gboolean
gezin_session_not_same (GezinSession *session, const GezinUuid *dossier, const GezinUuid *record,
                        const GezinUuid *other, gboolean *still, guint64 *commit, GError **error)
{
  Call call = {
    .session = session, .dossier = dossier, .record = record, .id = *other, .flag = TRUE
  };
  gboolean done = gezin_session_run_call (&call, not_same, error);

  if (still != NULL)
    *still = call.count > 0;
  if (commit != NULL)
    *commit = call.commit;
  return done;
}

/* Splitting. */

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
    fail (error, GEZIN_SESSION_ERROR_FIELD, "a dossier needs a name");
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
    fail (error, codes[inner->code], inner->message);
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
