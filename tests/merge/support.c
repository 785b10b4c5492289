/* SPDX-License-Identifier: EUPL-1.2 */

#include "support.h"

#include <stdlib.h>

/* Lives as long as the test program: a writer borrows its commit. */
static GPtrArray *commits;

Scene *
scene_new (void)
{
  Scene *scene = g_new0 (Scene, 1);

  if (commits == NULL)
    commits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_commit_unref);
  scene->random = gezin_random_new_seeded (7);
  scene->dossier = gezin_uuid_random (scene->random);
  scene->person = gezin_uuid_random (scene->random);
  scene->other = gezin_uuid_random (scene->random);
  scene->versions = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);
  return scene;
}

void
scene_free (Scene *scene)
{
  gezin_random_unref (scene->random);
  g_ptr_array_unref (scene->versions);
  g_free (scene);
}

static GezinDot
read_dot (const char *text)
{
  char *end;
  guint64 replica = strtoull (text, &end, 10);

  return (GezinDot){ replica, (guint32) strtoul (end + 1, NULL, 10) };
}

static GezinContext *
read_context (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_autoptr (GArray) dots = g_array_new (FALSE, FALSE, sizeof (GezinDot));

  for (guint i = 0; *text != '\0' && words[i] != NULL; i++)
    {
      GezinDot dot = read_dot (words[i]);

      g_array_append_val (dots, dot);
    }
  return gezin_context_new ((const GezinDot *) (gpointer) dots->data, dots->len);
}

static GRefString *
new_text (const char *text)
{
  return text != NULL ? g_ref_string_new (text) : NULL;
}

GezinVersion *
scene_version_in (Scene *scene, const GezinUuid *record, GezinKind kind, GezinField field,
                  const char *item, const char *value, const char *at, const char *over,
                  gint64 second, const char *organisation, gboolean erased)
{
  GezinDot dot = read_dot (at);
  g_autoptr (GezinContext) context = read_context (over);
  g_autoptr (GezinCommit) commit = gezin_commit_new (
      dot.replica * 1000 + dot.n, second * G_USEC_PER_SEC, "somebody", NULL, organisation, NULL);
  GRefString *item_text = new_text (item), *value_text = new_text (value);
  GezinVersion *version = gezin_version_new (record, kind, field, item_text, value_text, &dot,
                                             context, commit, NULL, NULL, 0, erased);

  g_clear_pointer (&item_text, g_ref_string_release);
  g_clear_pointer (&value_text, g_ref_string_release);
  g_ptr_array_add (scene->versions, version);
  return version;
}

GezinVersion *
scene_version_of (Scene *scene, const GezinUuid *record, GezinKind kind, GezinField field,
                  const char *item, const char *value, const char *at, const char *over)
{
  return scene_version_in (scene, record, kind, field, item, value, at, over, read_dot (at).n,
                           "team", FALSE);
}

GezinVersion *
scene_version (Scene *scene, const char *value, const char *at, const char *over)
{
  return scene_version_of (scene, &scene->person, GEZIN_KIND_PERSON, GIVEN, NULL, value, at, over);
}

GezinVersion *
scene_marker (Scene *scene, const char *at, const char *over)
{
  return scene_version_in (scene, &scene->person, GEZIN_KIND_PERSON, GIVEN, NULL, NULL, at, over,
                           read_dot (at).n, "team", TRUE);
}

GezinDossier *
scene_dossier (Scene *scene, ...)
{
  g_autoptr (GPtrArray) versions = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  GezinDossier *dossier;
  GezinVersion *version;
  va_list list;

  va_start (list, scene);
  while ((version = va_arg (list, GezinVersion *)) != NULL)
    g_ptr_array_add (versions, version);
  va_end (list);
  dossier = gezin_dossier_new (&scene->dossier, (GezinVersion *const *) versions->pdata,
                               versions->len, NULL, 0, &error);
  g_assert_no_error (error);
  return dossier;
}

GezinMerge *
scene_merge (GezinDossier *ours, GPtrArray *markers, ...)
{
  g_autoptr (GPtrArray) versions = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  GezinMerge *merge;
  GezinVersion *version;
  va_list list;

  va_start (list, markers);
  while ((version = va_arg (list, GezinVersion *)) != NULL)
    g_ptr_array_add (versions, version);
  va_end (list);
  merge = gezin_merge (ours, markers, (GezinVersion *const *) versions->pdata, versions->len, NULL,
                       0, &error);
  g_assert_no_error (error);
  return merge;
}

GezinDossier *
scene_take (GezinDossier *ours, GPtrArray *versions)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinMerge) merge = gezin_merge (ours, NULL, (GezinVersion *const *) versions->pdata,
                                              versions->len, NULL, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (merge->refused->len, ==, 0);
  gezin_dossier_unref (ours);
  return gezin_dossier_ref (merge->dossier);
}

GezinWriter
scene_writer (Scene *scene, guint64 replica, const char *organisation)
{
  static guint64 own[1];
  static gint64 second = 1000;
  GezinCommit *commit =
      gezin_commit_new (replica * 1000000 + (guint64) second, second * G_USEC_PER_SEC, "somebody",
                        "consultant", organisation, NULL);

  second += 60;
  own[0] = replica;
  g_ptr_array_add (commits, commit);
  return (GezinWriter){ replica, own, 1, commit, scene->random, NULL };
}

GPtrArray *
scene_edit (Scene *scene, const char *value, GezinDossier *seen)
{
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
  GezinEdit *edit = gezin_edit_new (&scene->person, GEZIN_KIND_PERSON, GIVEN, NULL, value);

  if (seen != NULL)
    gezin_edit_seen_in (edit, seen);
  g_ptr_array_add (edits, edit);
  return edits;
}

char *
scene_heads (Scene *scene, GezinDossier *dossier)
{
  const GezinRecord *record = gezin_dossier_find (dossier, &scene->person);
  GString *text = g_string_new (NULL);
  GezinRegister one = { NULL, 0 };

  if (record != NULL)
    one = gezin_record_register (record, GIVEN, NULL);
  for (guint i = 0; i < one.n_heads; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "|" : "",
                            one.heads[i]->erased          ? "(erased)"
                            : one.heads[i]->value != NULL ? one.heads[i]->value
                                                          : "(none)");
  if (text->len == 0)
    g_string_append_c (text, '-');
  return g_string_free (text, FALSE);
}
