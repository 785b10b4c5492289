/* SPDX-License-Identifier: EUPL-1.2 */

/* An organisation's own folder over ours. What fits is taken; of what does not fit a file may be
 * left out if it only adds to what is asked, and everything else is refused.
 *
 * Invariants:
 * 1. What is left out does not depend on the disk: files are tried in order of name, again and again
 *    until none fits any more, so a file may name a list of one that comes after it.
 * 2. A file that is no good by itself is always refused: nobody knows what it was to change. */

#include <string.h>

#include "reference/reference-private.h"

typedef struct {
  GezinReference *below;
  GezinReferenceCheck check;
  GPtrArray *taken; /* GezinDatedFile */
} Own;

void
gezin_reference_left_out_free (GezinReferenceLeftOut *left_out)
{
  g_free (left_out->name);
  g_free (left_out->reason);
  g_free (left_out);
}

/* @below and @files, if that is right. */
static GezinReference *
try (const Own *self, GPtrArray *files, GError **error)
{
  GPtrArray *added = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_dated_file_unref);
  g_autoptr (GezinReference) all = NULL;

  for (guint i = 0; i < files->len; i++)
    g_ptr_array_add (added, gezin_dated_file_ref (files->pdata[i]));
  all = gezin_reference_put_together (self->below, added, error);
  return all != NULL && self->check (all, error) ? g_steal_pointer (&all) : NULL;
}

/* Moves what fits from @waiting to what was taken; %TRUE if there was any. */
static gboolean
take_some (Own *self, GPtrArray *waiting)
{
  gboolean took = FALSE;

  for (guint i = 0; i < waiting->len;)
    {
      g_autoptr (GezinReference) with = NULL;

      g_ptr_array_add (self->taken, gezin_dated_file_ref (waiting->pdata[i]));
      with = try (self, self->taken, NULL);
      if (with != NULL)
        {
          g_ptr_array_remove_index (waiting, i);
          took = TRUE;
          continue;
        }
      g_ptr_array_set_size (self->taken, (gint) self->taken->len - 1);
      i++;
    }
  return took;
}

static gboolean
begins_with_any (const char *name, const char *const *beginnings)
{
  for (gsize i = 0; beginnings[i] != NULL; i++)
    if (g_str_has_prefix (name, beginnings[i]))
      return TRUE;
  return FALSE;
}

static gboolean
may_go (const GezinDatedFile *file, const char *const *beginnings)
{
  for (guint i = 0; i < file->lists->len; i++)
    if (!begins_with_any (((const GezinDatedList *) file->lists->pdata[i])->name, beginnings))
      return FALSE;
  return TRUE;
}

/* Why @file does not fit what was taken; %FALSE if it may not be left out for that. */
static gboolean
leave_out (Own *self, GezinDatedFile *file, const char *const *beginnings, GPtrArray *left_out,
           GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GezinReference) with = NULL;
  GezinReferenceLeftOut *row;

  g_ptr_array_add (self->taken, gezin_dated_file_ref (file));
  with = try (self, self->taken, &reason);
  g_ptr_array_set_size (self->taken, (gint) self->taken->len - 1);
  g_return_val_if_fail (with == NULL, FALSE);
  if (!may_go (file, beginnings))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  row = g_new0 (GezinReferenceLeftOut, 1);
  row->name = g_strdup (file->info.name);
  row->reason = g_strdup (reason->message);
  g_ptr_array_add (left_out, row);
  return TRUE;
}

/* What of @waiting fits over @below; it is emptied. */
static GezinReference *
lay_over (Own *self, GPtrArray *waiting, const char *const *beginnings, GPtrArray *left_out,
          GError **error)
{
  GezinReference *all = try (self, waiting, NULL);

  if (all != NULL)
    return all;
  while (take_some (self, waiting))
    ;
  for (guint i = 0; i < waiting->len; i++)
    if (!leave_out (self, waiting->pdata[i], beginnings, left_out, error))
      return NULL;
  return try (self, self->taken, error);
}

/* (transfer full): What lies in @path; nothing where there is no such folder. */
static GPtrArray *
files_of (const char *path, GezinReference *below, GError **error)
{
  if (path == NULL || !g_file_test (path, G_FILE_TEST_EXISTS))
    return g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_dated_file_unref);
  return gezin_reference_read_folder (path, gezin_reference_layer_above (below), error);
}

GezinReference *
gezin_reference_new_own (const char *path, GezinReference *below, GezinReferenceCheck check,
                         const char *const *may_go_lists, GPtrArray *left_out, GError **error)
{
  g_autoptr (GPtrArray) taken =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_dated_file_unref);
  g_autoptr (GPtrArray) waiting = files_of (path, below, error);
  Own self = { below, check, taken };

  if (waiting == NULL)
    return NULL;
  return waiting->len > 0 ? lay_over (&self, waiting, may_go_lists, left_out, error)
                          : gezin_reference_ref (below);
}

/* Whether @row was left out without the arrival too, for whatever reason. */
static gboolean
was_left_out (const GezinReferenceLeftOut *row, const GPtrArray *before)
{
  for (guint i = 0; i < before->len; i++)
    if (strcmp (((const GezinReferenceLeftOut *) before->pdata[i])->name, row->name) == 0)
      return TRUE;
  return FALSE;
}

/* @waiting with @arrival, which comes last: it gives way to what lies there, not the other way round. */
static gboolean
let_in (GPtrArray *waiting, const GezinReferenceArrival *arrival, guint layer, GError **error)
{
  g_autoptr (GezinDatedFile) file = NULL;

  for (guint i = 0; i < waiting->len; i++)
    if (g_strcmp0 (((GezinDatedFile *) waiting->pdata[i])->info.name, arrival->takes_place_of) == 0)
      {
        g_ptr_array_remove_index (waiting, i);
        break;
      }
  file = gezin_reference_read_file (arrival->name, layer, arrival->data, arrival->length, error);
  if (file == NULL)
    return FALSE;
  g_ptr_array_add (waiting, g_steal_pointer (&file));
  return gezin_reference_are_few (waiting->len, error);
}

GezinReference *
gezin_reference_new_own_with (const char *path, GezinReference *below, GezinReferenceCheck check,
                              const char *const *may_go_lists, const GezinReferenceArrival *arrival,
                              GError **error)
{
  g_autoptr (GPtrArray) before =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_reference_left_out_free);
  g_autoptr (GPtrArray) after =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_reference_left_out_free);
  g_autoptr (GPtrArray) taken =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_dated_file_unref);
  g_autoptr (GezinReference) without =
      gezin_reference_new_own (path, below, check, may_go_lists, before, error);
  g_autoptr (GezinReference) with = NULL;
  g_autoptr (GPtrArray) waiting = NULL;
  Own self = { below, check, taken };

  waiting = without != NULL ? files_of (path, below, error) : NULL;
  if (waiting == NULL || !let_in (waiting, arrival, gezin_reference_layer_above (below), error))
    return NULL;
  with = lay_over (&self, waiting, may_go_lists, after, error);
  if (with == NULL)
    return NULL;
  for (guint i = 0; i < after->len; i++)
    {
      const GezinReferenceLeftOut *row = after->pdata[i];

      if (strcmp (row->name, arrival->name) == 0 || !was_left_out (row, before))
        {
          g_set_error_literal (error, GEZIN_REFERENCE_ERROR, GEZIN_REFERENCE_ERROR_WORKFLOW,
                               row->reason);
          return NULL;
        }
    }
  return g_steal_pointer (&with);
}

gboolean
gezin_reference_supersedes (const char *data, gsize length, const char *older, gsize older_length)
{
  g_autoptr (GezinDatedFile) now = gezin_reference_read_file ("new", 0, data, length, NULL);
  g_autoptr (GezinDatedFile) before =
      gezin_reference_read_file ("old", 0, older, older_length, NULL);

  return now != NULL && before != NULL && strcmp (now->info.id, before->info.id) == 0
         && now->info.version >= before->info.version;
}
