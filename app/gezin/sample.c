/* SPDX-License-Identifier: EUPL-1.2 */

/* `gezin sample`: invented families, into the store or into a folder.
 *
 * Invariants:
 * 1. At most one made dossier is in memory at a time.
 * 2. A family depends on the seed and on its own number only. */

#include "gezin/command.h"
#include "gezin/files.h"
#include "gezin/sample-every.h"
#include "gezin/sample-family.h"
#include "gezin/sample-programme.h"

#include "base/file.h"
#include "base/limits.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#define MAX_FAMILIES 1000000
#define EVERY_FIELD_FILE "every-field.xml"
/* The day whose codes the dossier with every field holds, so that it stays the same. */
#define EVERY_FIELD_TIME "2026-11-21T12:00:00Z"

static const char *const written_files[] = {
  "brandsma-van-der-linde.xml", "hofstra-barakat.xml", "kromosoeto-van-vliet.xml",
  "oosting-groen.xml",          "peters-de-bruin.xml", "terpstra-hofstra.xml",
  "tewolde-mebrahtu.xml",       "timmer-haddad.xml",   "van-loon-visser.xml",
  "wessels-aydin.xml",
};
#define N_WRITTEN G_N_ELEMENTS (written_files)

typedef struct {
  GezinSampleNames *names;
  GezinSampleTemplate *templates[N_WRITTEN];
  GezinProgramme *programme;
  guint64 seed;
  gboolean is_small;
} Workshop;

static void
workshop_clear (Workshop *workshop)
{
  for (gsize i = 0; i < N_WRITTEN; i++)
    gezin_sample_template_free (workshop->templates[i]);
  gezin_programme_free (workshop->programme);
  gezin_sample_names_free (workshop->names);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Workshop, workshop_clear)

static char *
sample_path (const char *name)
{
  const char *data = g_getenv ("GEZIN_DATA_DIR");

  return g_build_filename (data != NULL ? data : GEZIN_DATA_DIR, "samples", name, NULL);
}

static GBytes *
read_sample (const char *name, GError **error)
{
  g_autofree char *path = sample_path (name);

  return gezin_file_read_bounded (path, GEZIN_MAX_DOSSIER_XML_BYTES, error);
}

static gboolean
read_names (Workshop *workshop, const GezinOptions *options, GError **error)
{
  g_autofree char *path = sample_path ("names.txt");

  workshop->seed = (guint64) options->seed;
  workshop->is_small = options->small;
  workshop->names = gezin_sample_names_read (path, error);
  return workshop->names != NULL;
}

static gboolean
workshop_open (Workshop *workshop, const GezinOptions *options, GError **error)
{
  if (!read_names (workshop, options, error))
    return FALSE;
  for (gsize i = 0; i < N_WRITTEN; i++)
    {
      g_autoptr (GBytes) bytes = read_sample (written_files[i], error);
      GezinSampleDossier *written;
      gsize length;
      const char *xml;

      if (bytes == NULL)
        return FALSE;
      xml = g_bytes_get_data (bytes, &length);
      written = gezin_sample_dossier_read (xml, length, error);
      if (written == NULL)
        return FALSE;
      workshop->templates[i] = gezin_sample_template_new (written, workshop->names);
    }
  return TRUE;
}

/* Mixes seed, number and size, so that no two families have an id in common. */
static GezinRandom *
random_for (const Workshop *workshop, guint position)
{
  guint64 number = 2 * (guint64) position + (workshop->is_small ? 1 : 0);

  return gezin_random_new_seeded (workshop->seed * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)
                                  + number);
}

/* What the dossiers come from: each is a GezinFilesNext. */

static GBytes *
next_written (GezinCall *call, guint position, gpointer data, GError **error)
{
  return read_sample (written_files[position], error);
}

static GBytes *
next_family (GezinCall *call, guint position, gpointer data, GError **error)
{
  Workshop *workshop = data;
  g_autoptr (GezinRandom) random = random_for (workshop, position);
  const GezinSampleTemplate *template = workshop->templates[gezin_random_below (random, N_WRITTEN)];
  g_autoptr (GezinSampleDossier) family = gezin_sample_family_make (
      template, workshop->names, position + 1, workshop->is_small, random);

  return gezin_sample_dossier_write (family);
}

static gboolean
programme_open (Workshop *workshop, const GezinOptions *options, GError **error)
{
  if (!read_names (workshop, options, error))
    return FALSE;
  workshop->programme = gezin_programme_new (options->programme, workshop->names, workshop->seed);
  return workshop->programme != NULL
         || gezin_command_fail_use (error, _ ("There is one programme: 2024-q2."));
}

static GBytes *
next_of_programme (GezinCall *call, guint position, gpointer data, GError **error)
{
  const Workshop *workshop = data;
  g_autoptr (GezinSampleDossier) family = gezin_programme_family (workshop->programme, position);

  return gezin_sample_dossier_write (family);
}

static GBytes *
next_every_field (GezinCall *call, guint position, gpointer data, GError **error)
{
  g_autoptr (GezinClock) clock = NULL;
  g_autoptr (GezinSession) session = NULL;
  g_autoptr (GezinSampleDossier) dossier = NULL;
  gint64 instant;

  if (!gezin_instant_from_text (EVERY_FIELD_TIME, &instant))
    return NULL;
  clock = gezin_clock_new_fixed (instant);
  session = gezin_session_new (&(GezinSessionOptions){ .clock = clock }, error);
  if (session == NULL)
    return NULL;
  dossier = gezin_sample_every_field (session);
  return gezin_sample_dossier_write (dossier);
}

/* Where they go. */

static gboolean
load_all (GezinCall *call, guint n, GezinFilesNext next, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) reports = NULL;

  if (!gezin_call_unlock (call, error))
    return FALSE;
  reports = gezin_files_load_many (call, n, next, data, error);
  if (reports == NULL)
    return FALSE;
  gezin_files_answer (call, reports);
  return TRUE;
}

static char *
file_name (const GezinOptions *options, guint position)
{
  if (options->every_field)
    return g_strdup (EVERY_FIELD_FILE);
  if (options->families == 0 && options->programme == NULL)
    return g_strdup (written_files[position]);
  return g_strdup_printf ("family-%06u.xml", position + 1);
}

static gboolean
write_file (const char *path, GBytes *bytes, GError **error)
{
  gsize length;
  const char *xml = g_bytes_get_data (bytes, &length);

  return g_file_set_contents_full (path, xml, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0644,
                                   error);
}

static void
answer_written (GezinCall *call, guint n)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!call->output->is_json)
    {
      gezin_output_print (call->output, ngettext ("%u file written", "%u files written", n), n);
      return;
    }
  json_builder_begin_object (builder);
  gezin_json_count (builder, "files", n);
  json_builder_end_object (builder);
  gezin_output_document (call->output, builder);
}

/* One dossier may go to standard output; more need a folder, which is made where needed. */
static gboolean
write_all (GezinCall *call, guint n, GezinFilesNext next, gpointer data, GError **error)
{
  const char *folder = call->options.output;
  gboolean is_stdout = strcmp (folder, "-") == 0;

  if (is_stdout && n > 1)
    return gezin_command_fail_use (error,
                                   _ ("Standard output takes one dossier: give a folder with "
                                      "-o."));
  if (!is_stdout && g_mkdir_with_parents (folder, 0755) != 0)
    {
      int code = errno;

      g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (code),
                           "the folder cannot be made");
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GBytes) bytes = next (call, i, data, error);
      g_autofree char *name = file_name (&call->options, i);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (bytes == NULL)
        return FALSE;
      if (is_stdout)
        gezin_output_raw (call->output, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      else if (!write_file (path, bytes, error))
        return FALSE;
      gezin_output_progress (i + 1, n);
    }
  if (!is_stdout)
    answer_written (call, n);
  return TRUE;
}

static gboolean
check_options (const GezinOptions *options, GError **error)
{
  if (options->families >= 0 && options->families <= MAX_FAMILIES && options->seed >= 0
      && !(options->every_field && options->families > 0)
      && !(options->programme != NULL
           && (options->every_field || options->families > 0 || options->small))
      && !(options->small && options->families == 0))
    return TRUE;
  gezin_command_fail_use (
      error, _ ("These options do not go together: --small needs --families, which is a "
                "number above 0, and --every-field and --programme stand alone."));
  return FALSE;
}

gboolean
gezin_sample_run (GezinCall *call, GError **error)
{
  const GezinOptions *options = &call->options;
  g_auto (Workshop) workshop = { 0 };
  GezinFilesNext next = next_written;
  guint n = N_WRITTEN;

  if (!check_options (options, error))
    return FALSE;
  if (options->every_field)
    {
      next = next_every_field;
      n = 1;
    }
  else if (options->programme != NULL)
    {
      if (!programme_open (&workshop, options, error))
        return FALSE;
      next = next_of_programme;
      n = gezin_programme_n_families (workshop.programme);
    }
  else if (options->families > 0)
    {
      if (!workshop_open (&workshop, options, error))
        return FALSE;
      next = next_family;
      n = (guint) options->families;
    }
  return options->output != NULL ? write_all (call, n, next, &workshop, error)
                                 : load_all (call, n, next, &workshop, error);
}
