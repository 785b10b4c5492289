/* SPDX-License-Identifier: EUPL-1.2 */

/* Any bytes as reference data: several files of one or two layers. A `+` before a file puts
 * it into the layer above; a `*` before all lays it over the data that is shipped. What is
 * refused must name the file and a line; what is taken answers every question about itself. */

#include "fuzz/fuzz.h"

#include "base/error.h"
#include "reference/reference.h"
#include "reference/sounds.h"

#include <glib/gstdio.h>
#include <string.h>

#define MAX_FILES (6)

static GezinReference *
get_shipped (void)
{
  static GezinReference *shipped = NULL;

  if (shipped == NULL)
    {
      g_autofree char *folder = g_build_filename (FUZZ_DATA, "reference", NULL);

      shipped = gezin_reference_new_from_folder (folder, NULL, NULL);
      g_assert_nonnull (shipped);
    }
  return shipped;
}

static void
check_error (const GError *error)
{
  const char *line = strchr (error->message, ':');

  g_assert_true (error->domain == GEZIN_REFERENCE_ERROR);
  g_assert_true (gezin_error_status (error) == GEZIN_STATUS_REFUSED);
  g_assert_nonnull (line);
  g_assert_true (g_ascii_isdigit (line[1]));
}

static void
ask_code (GezinReference *reference, GezinCodeList *list, const GezinCode *code)
{
  const char *name = gezin_code_name (code);
  const char *list_name = gezin_code_list_name (list);
  const char *mark = NULL;

  g_assert_nonnull (gezin_code_label (code, "nl_NL.UTF-8"));
  g_assert_nonnull (gezin_code_label (code, "xx"));
  g_assert_true (gezin_code_note (code, "en") == NULL || *gezin_code_note (code, "en") != '\0');
  g_assert_nonnull (gezin_reference_find (reference, list_name, name));
  g_assert_true (gezin_reference_knows (reference, list_name, name));
  g_assert_nonnull (gezin_reference_label (reference, list_name, name, "nl"));
  g_assert_cmpstr (gezin_reference_label (reference, list_name, "geen-code", "nl"), ==,
                   "geen-code");
  for (guint i = 0; gezin_code_source (code, i, &mark) != NULL; i++)
    g_assert_nonnull (mark);
  g_assert_false (gezin_code_property_has (code, "categories", ""));
  if (gezin_code_property (code, "purposes") != NULL)
    g_assert_false (gezin_code_property_has (code, "purposes", "geen-doel"));
}

static void
ask_list (GezinReference *reference, const char *name, const GDate *day)
{
  g_autoptr (GezinCodeList) list = gezin_reference_list (reference, name, day);
  g_autoptr (GezinCodeList) same = NULL;

  if (list == NULL)
    return;
  same = gezin_code_list_ref (list);
  g_assert_cmpstr (gezin_code_list_name (list), ==, name);
  g_assert_nonnull (gezin_code_list_label (list, "nl"));
  g_assert_nonnull (gezin_code_list_version (list));
  for (guint i = 0; i < gezin_code_list_size (list); i++)
    {
      const GezinCode *code = gezin_code_list_code (list, i);

      g_assert_true (gezin_code_list_find (list, gezin_code_name (code)) == code);
      ask_code (reference, list, code);
    }
  g_assert_null (gezin_code_list_find (list, "geen-code"));
}

static void
ask_all (GezinReference *reference, gboolean is_shipped)
{
  g_autofree const char **names = gezin_reference_list_names (reference);
  GDate then, now;

  g_date_clear (&then, 1);
  g_date_clear (&now, 1);
  g_date_set_dmy (&then, 1, G_DATE_JANUARY, 1900);
  g_date_set_dmy (&now, 21, G_DATE_NOVEMBER, 2026);
  for (guint i = 0; i < gezin_reference_n_files (reference); i++)
    g_assert_nonnull (gezin_reference_file (reference, i)->source);
  for (guint i = 0; !is_shipped && names[i] != NULL; i++)
    {
      ask_list (reference, names[i], NULL);
      ask_list (reference, names[i], &then);
      ask_list (reference, names[i], &now);
    }
}

/* Rules of sound that anybody may have written. */
static void
ask_sounds (GezinReference *reference)
{
  static const char *const names[] = { "Jansen", "van der Yılmaz", "Škoda-Ђ", "محمد علي", "" };
  g_autoptr (GezinSounds) sounds = gezin_sounds_new (reference);
  g_autoptr (GezinSoundName) first = gezin_sound_name_new (sounds, names[0]);

  g_assert_nonnull (gezin_sounds_version (sounds));
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GezinSoundName) name = gezin_sound_name_new (sounds, names[i]);

      g_assert_cmpint (gezin_sounds_compare_names (sounds, first, name), ==,
                       gezin_sounds_compare_names (sounds, name, first));
    }
}

/* Files of one folder: what a folder by itself can be wrong in. */
static GezinReference *
load_folder (GPtrArray *files, GezinReference *below, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("gezin-fuzz-XXXXXX", NULL);
  GezinReference *reference;

  for (guint i = 0; i < files->len; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.xml", i);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      gsize length;
      const char *bytes = g_bytes_get_data (files->pdata[i], &length);

      g_file_set_contents (path, bytes == NULL ? "" : bytes, (gssize) length, NULL);
    }
  reference = gezin_reference_new_from_folder (folder, below, error);
  for (guint i = 0; i < files->len; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.xml", i);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (folder);
  return reference;
}

static GezinReference *
load (GPtrArray *pieces, GezinReference *below, GError **error)
{
  GezinReference *reference = below == NULL ? NULL : gezin_reference_ref (below);

  for (guint i = 0; i < pieces->len && i < MAX_FILES; i++)
    {
      g_autoptr (GPtrArray) layer = g_ptr_array_new ();
      g_autoptr (GezinReference) lower = reference;
      gsize length;
      const char *bytes;

      do
        g_ptr_array_add (layer, pieces->pdata[i++]);
      while (i < pieces->len && (bytes = g_bytes_get_data (pieces->pdata[i], &length)) != NULL
             && bytes[0] != '+');
      bytes = g_bytes_get_data (layer->pdata[0], &length);
      if (layer->len > 1)
        reference = load_folder (layer, lower, error);
      else
        {
          gsize skipped = length > 0 && bytes[0] == '+' ? 1 : 0;

          reference = gezin_reference_new_from_bytes (
              "los.xml", bytes == NULL ? "" : bytes + skipped, length - skipped, lower, error);
        }
      if (reference == NULL)
        return NULL;
      i--;
    }
  return reference;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  gboolean is_over_shipped = length > 0 && data[0] == '*';
  g_autoptr (GPtrArray) pieces =
      is_over_shipped ? fuzz_pieces (data + 1, length - 1) : fuzz_pieces (data, length);
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinReference) reference =
      load (pieces, is_over_shipped ? get_shipped () : NULL, &error);

  g_assert_true ((reference == NULL) == (error != NULL));
  if (reference == NULL)
    {
      check_error (error);
      return 0;
    }
  ask_all (reference, is_over_shipped);
  ask_sounds (reference);
  return 0;
}
