/* SPDX-License-Identifier: EUPL-1.2 */

/* An organisation's own folder over ours. What fits is taken; of what does not fit a file may be
 * left out if it only adds to what is asked, and everything else is refused.
 *
 * Invariants:
 * 1. What is left out does not depend on the disk: files are tried in order of name, again and again
 *    until none fits any more, so a file may name a list of one that comes after it.
 * 2. A file that is no good by itself is always refused: nobody knows what it was to change. */

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

GezinReference *
gezin_reference_new_own (const char *path, GezinReference *below, GezinReferenceCheck check,
                         const char *const *may_go_lists, GPtrArray *left_out, GError **error)
{
  g_autoptr (GPtrArray) taken =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_dated_file_unref);
  Own self = { below, check, taken };
  g_autoptr (GPtrArray) waiting = NULL;
  GezinReference *all;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return gezin_reference_ref (below);
  waiting = gezin_reference_read_folder (path, gezin_reference_layer_above (below), error);
  if (waiting == NULL)
    return NULL;
  all = try (&self, waiting, NULL);
  if (all != NULL)
    return all;
  while (take_some (&self, waiting))
    ;
  for (guint i = 0; i < waiting->len; i++)
    if (!leave_out (&self, waiting->pdata[i], may_go_lists, left_out, error))
      return NULL;
  return try (&self, self.taken, error);
}
