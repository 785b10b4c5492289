/* SPDX-License-Identifier: EUPL-1.2 */

/* Families that meet: links between dossiers and between people (docs/decisions/0010). Linking writes
 * one item on each side, so that each side knows of it by itself; taking the link out takes both out. */

#include "session/session-private.h"

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
