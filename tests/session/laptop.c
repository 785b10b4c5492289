/* SPDX-License-Identifier: EUPL-1.2 */

/* Laptops, each with a store of its own in a temporary folder and a clock that stands still. */

#include "laptop.h"

#include "base/limits.h"

#include <glib/gstdio.h>

GezinSecret *
laptop_passphrase (void)
{
  return gezin_secret_new_copy ("een lange zin voor de proef", 27);
}

void
laptop_init (Laptop *laptop, guint64 seed, const char *owner)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinSecret) secret = laptop_passphrase ();
  GezinSessionOptions options = { 0 };

  laptop->clock = gezin_clock_new_fixed (LAPTOP_START);
  laptop->random = gezin_random_new_seeded (seed);
  laptop->folder = g_dir_make_tmp ("gezin-session-XXXXXX", &error);
  g_assert_no_error (error);
  options.clock = laptop->clock;
  options.random = laptop->random;
  laptop->session = gezin_session_new (&options, &error);
  g_assert_no_error (error);
  g_assert_true (gezin_session_create_store (laptop->session, laptop->folder, owner,
                                             "Team Meerdorp", "consultant", secret,
                                             GEZIN_KDF_MIN_MEMORY, &laptop->recovery_key, &error));
  g_assert_no_error (error);
}

void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

void
laptop_clear (Laptop *laptop)
{
  g_autoptr (GError) error = NULL;

  gboolean is_whole = gezin_session_check_integrity (laptop->session, &error);

  g_assert_no_error (error);
  g_assert_true (is_whole);
  /* What was told or started lets go of the session on this context. */
  while (G_OBJECT (laptop->session)->ref_count > 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_finalize_object (laptop->session);
  gezin_clock_unref (laptop->clock);
  gezin_random_unref (laptop->random);
  gezin_secret_free (laptop->recovery_key);
  remove_tree (laptop->folder);
  g_free (laptop->folder);
}

void
tick (Laptop *laptop)
{
  gezin_clock_set (laptop->clock, gezin_clock_now (laptop->clock) + G_USEC_PER_SEC);
}

GezinUuid
new_dossier (Laptop *laptop, const char *name)
{
  g_autoptr (GError) error = NULL;
  GezinUuid dossier;

  g_assert_true (gezin_session_new_dossier (laptop->session, name, &dossier, NULL, &error));
  g_assert_no_error (error);
  tick (laptop);
  return dossier;
}

guint64
write_fields (Laptop *laptop, const GezinUuid *dossier, const GezinUuid *record, GezinKind kind,
              const char *const *pairs)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinDossier) now = gezin_session_read (laptop->session, dossier, &error);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
  guint64 commit = 0;

  g_assert_no_error (error);
  for (; *pairs != NULL; pairs += 2)
    g_assert_true (gezin_session_edit (laptop->session, now, record, kind, pairs[0], pairs[1], -1,
                                       edits, &error));
  g_assert_true (gezin_session_commit (laptop->session, dossier, edits, NULL, &commit, &error));
  g_assert_no_error (error);
  tick (laptop);
  return commit;
}

GezinUuid
new_person (Laptop *laptop, const GezinUuid *dossier, const char *name)
{
  GezinUuid person = gezin_uuid_random (laptop->random);
  const char *pairs[] = { "given-names", name, NULL };

  write_fields (laptop, dossier, &person, GEZIN_KIND_PERSON, pairs);
  return person;
}

void
join (Laptop *laptop, const GezinUuid *a, const GezinUuid *b)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (gezin_session_join (laptop->session, a, b, NULL, &error));
  g_assert_no_error (error);
  tick (laptop);
}

gboolean
unjoin (Laptop *laptop, const GezinUuid *a, const GezinUuid *b)
{
  g_autoptr (GError) error = NULL;
  gboolean still;

  g_assert_true (gezin_session_unjoin (laptop->session, a, b, &still, NULL, &error));
  g_assert_no_error (error);
  tick (laptop);
  return still;
}

guint
n_lines (Laptop *laptop)
{
  g_autoptr (GPtrArray) rows = gezin_session_list (laptop->session, NULL);

  return rows->len;
}

gboolean
shows (Laptop *laptop, const GezinUuid *dossier, const GezinUuid *record)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinDossier) now = gezin_session_read (laptop->session, dossier, &error);
  GezinRecord *one;

  g_assert_no_error (error);
  one = gezin_dossier_find (now, record);
  return one != NULL && !gezin_record_is_removed (one);
}

gboolean
is_led_by (Laptop *laptop, const GezinUuid *dossier, const GezinUuid *leader)
{
  g_autoptr (GezinDossier) now = gezin_session_read (laptop->session, dossier, NULL);

  return gezin_uuid_equal (gezin_dossier_id (now), leader);
}

const GezinUuid *
smaller (const GezinUuid *a, const GezinUuid *b)
{
  return gezin_uuid_compare (a, b) < 0 ? a : b;
}

void
bring (Laptop *from, Laptop *to, const GezinUuid *dossier)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) dump = gezin_session_dump (from->session, dossier, &error);
  g_autoptr (GezinLoadReport) report = NULL;
  gsize length;
  const char *xml;

  g_assert_no_error (error);
  xml = g_bytes_get_data (dump, &length);
  report = gezin_session_load (to->session, xml, length, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->refused, ==, 0);
  g_assert_cmpuint (report->parked->len, ==, 0);
}

void
assert_equal_dumps (Laptop *a, Laptop *b, const GezinUuid *dossier)
{
  g_autoptr (GBytes) first = gezin_session_dump (a->session, dossier, NULL);
  g_autoptr (GBytes) second = gezin_session_dump (b->session, dossier, NULL);

  g_assert_true (g_bytes_equal (first, second));
}

char *
value_of (Laptop *laptop, const GezinUuid *dossier, const GezinUuid *record, GezinField field)
{
  g_autoptr (GezinDossier) now = gezin_session_read (laptop->session, dossier, NULL);
  GezinRecord *found = gezin_dossier_find (now, record);

  return found != NULL ? g_strdup (gezin_record_value (found, field)) : NULL;
}

void
assert_name (Laptop *laptop, const GezinUuid *dossier, const GezinUuid *record, const char *name)
{
  g_autofree char *value = value_of (laptop, dossier, record, GEZIN_FIELD_PERSON_GIVEN_NAMES);

  g_assert_cmpstr (value, ==, name);
}
