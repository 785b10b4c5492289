/* SPDX-License-Identifier: EUPL-1.2 */

/* Mailboxes: found with files of others, half written, read-only, and gone midway. */

#include "desk.h"

#include "exchange/exchange.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

typedef struct {
  GezinClock *clock;
  Desk a;
  Desk b;
  Desk c;
  DeskFamily family;
  char *path;
  GFile *mailbox;
} World;

static void
set_up (World *world, gconstpointer data)
{
  world->clock = gezin_clock_new_fixed (DESK_START);
  desk_init (&world->a, world->clock, 11, "Sanne Bakker", "Team Meerdorp", "consultant");
  desk_init (&world->b, world->clock, 12, "Ilse de Wit", "RVT Midden", "rvt");
  desk_init (&world->c, world->clock, 13, "Bram Vos", "RVT Noord", "rvt");
  desk_meet (&world->a, &world->b);
  desk_family (&world->a, &world->b, &world->family);
  world->path = g_dir_make_tmp ("gezin-mailbox-XXXXXX", NULL);
  world->mailbox = g_file_new_for_path (world->path);
}

static void
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

static void
tear_down (World *world, gconstpointer data)
{
  desk_clear (&world->a);
  desk_clear (&world->b);
  desk_clear (&world->c);
  remove_tree (world->path);
  g_free (world->path);
  g_object_unref (world->mailbox);
  gezin_clock_unref (world->clock);
}

static GezinSyncReading
sync_desk (Desk *desk, GFile *mailbox)
{
  g_autoptr (GError) error = NULL;
  GezinSyncReading reading;

  g_assert_true (gezin_session_sync (desk->session, mailbox, &reading, NULL, &error));
  g_assert_no_error (error);
  return reading;
}

static guint
n_inbox (Desk *desk)
{
  g_autoptr (GPtrArray) all = gezin_session_inbox (desk->session, NULL);

  return all->len;
}

static guint
n_files (const char *path, const char *suffix)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_suffix (name, suffix);
  return n;
}

static void
send_one (World *world)
{
  g_autoptr (GBytes) bundle =
      desk_export (&world->a, &world->family.dossier, &world->b, "coordinate-care");

  g_assert_cmpuint (g_bytes_get_size (bundle), >, 0);
}

static void
test_through (World *world, gconstpointer data)
{
  g_autofree char *taken = g_build_filename (world->path, "taken", NULL);
  GezinSyncReading reading;

  send_one (world);
  reading = sync_desk (&world->a, world->mailbox);
  g_assert_cmpuint (reading.sent, ==, 1);
  g_assert_cmpuint (n_files (world->path, ".gezin"), ==, 1);
  /* It is for somebody else. */
  reading = sync_desk (&world->c, world->mailbox);
  g_assert_cmpuint (reading.arrived, ==, 0);
  g_assert_cmpuint (reading.left, ==, 1);
  reading = sync_desk (&world->b, world->mailbox);
  g_assert_cmpuint (reading.arrived, ==, 1);
  g_assert_cmpuint (n_files (world->path, ".gezin"), ==, 0);
  g_assert_cmpuint (n_files (taken, ".gezin"), ==, 1);
  g_assert_cmpuint (n_inbox (&world->b), ==, 1);
  /* Once more changes nothing. */
  reading = sync_desk (&world->a, NULL);
  g_assert_cmpuint (reading.sent, ==, 0);
}

static void
put (World *world, const char *name, gconstpointer bytes, gsize length)
{
  g_autofree char *path = g_build_filename (world->path, name, NULL);

  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
}

static void
test_foreign (World *world, gconstpointer data)
{
  g_autoptr (GBytes) bundle =
      desk_export (&world->a, &world->family.dossier, &world->b, "coordinate-care");
  g_autofree char *folder = g_build_filename (world->path, "map.gezin", NULL);
  g_autofree char *link = g_build_filename (world->path, "link.gezin", NULL);
  gsize length;
  gconstpointer bytes = g_bytes_get_data (bundle, &length);
  GezinSyncReading reading;

  put (world, "notulen.odt", "iets", 4);
  put (world, "leeg.gezin", "", 0);
  put (world, "onzin.gezin", "geen bundel", 11);
  put (world, "half.gezin", bytes, length / 2);
  put (world, ".nieuw.gezin.part", bytes, length);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_cmpint (symlink ("/etc/passwd", link), ==, 0);
  reading = sync_desk (&world->b, world->mailbox);
  g_assert_cmpuint (reading.arrived, ==, 0);
  g_assert_cmpuint (n_files (world->path, ""), ==, 7);
  /* The half one becomes whole. */
  put (world, "half.gezin", bytes, length);
  reading = sync_desk (&world->b, world->mailbox);
  g_assert_cmpuint (reading.arrived, ==, 1);
  g_assert_cmpuint (n_files (world->path, ""), ==, 7); /* and taken/ */
}

static void
test_gone (World *world, gconstpointer data)
{
  g_autofree char *elsewhere = g_build_filename (world->path, "er-niet", NULL);
  g_autoptr (GFile) mailbox = g_file_new_for_path (elsewhere);
  g_autoptr (GError) error = NULL;
  GezinSyncReading reading;

  send_one (world);
  g_assert_false (gezin_session_sync (world->a.session, mailbox, &reading, NULL, &error));
  g_assert_error (error, GEZIN_EXCHANGE_ERROR, GEZIN_EXCHANGE_ERROR_MAILBOX_GONE);
  g_assert_cmpuint (reading.sent, ==, 0);
  g_assert_cmpuint (desk_n_outbox (&world->a), ==, 1);
  /* It comes back, and everything goes. */
  g_assert_cmpint (g_mkdir (elsewhere, 0700), ==, 0);
  reading = sync_desk (&world->a, mailbox);
  g_assert_cmpuint (reading.sent, ==, 1);
}

static void
test_full (World *world, gconstpointer data)
{
  g_autoptr (GFile) mailbox = g_file_new_for_path ("/dev/full/map");
  g_autoptr (GError) error = NULL;
  GezinSyncReading reading;

  send_one (world);
  g_assert_false (gezin_session_sync (world->a.session, mailbox, &reading, NULL, &error));
  g_assert_cmpint (error->code / 100, ==, 6);
  g_assert_cmpuint (desk_n_outbox (&world->a), ==, 1);
}

/* As after a cut between the name over there and the row here. */
static void
test_cut_after_name (World *world, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinExportReading) made =
      desk_try_export (&world->a, &world->family.dossier, &world->b, "coordinate-care", &error);
  g_autoptr (GBytes) bundle = desk_load_file (made->path);
  GezinSyncReading reading;

  put (world, made->file, g_bytes_get_data (bundle, NULL), g_bytes_get_size (bundle));
  reading = sync_desk (&world->a, world->mailbox);
  g_assert_cmpuint (reading.sent, ==, 1);
  g_assert_cmpuint (n_files (world->path, ".gezin"), ==, 1);
}

/* The same file twice in the mailbox lies in the inbox once, and both leave their place. */
static void
test_twice (World *world, gconstpointer data)
{
  g_autoptr (GBytes) bundle =
      desk_export (&world->a, &world->family.dossier, &world->b, "coordinate-care");
  gsize length;
  gconstpointer bytes = g_bytes_get_data (bundle, &length);

  put (world, "een.gezin", bytes, length);
  put (world, "twee.gezin", bytes, length);
  (void) sync_desk (&world->b, world->mailbox);
  g_assert_cmpuint (n_inbox (&world->b), ==, 1);
  g_assert_cmpuint (n_files (world->path, ".gezin"), ==, 0);
}

static void
test_none_named (World *world, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GezinSyncReading reading;

  g_assert_false (gezin_session_sync (world->a.session, NULL, &reading, NULL, &error));
  g_assert_error (error, GEZIN_EXCHANGE_ERROR, GEZIN_EXCHANGE_ERROR_NO_MAILBOX);
}

#define ADD(path, function) \
  g_test_add ("/exchange/mailbox/" path, World, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("what-is-for-us-comes-and-moves-to-taken", test_through);
  ADD ("files-of-others-and-half-written-ones-stay", test_foreign);
  ADD ("one-that-is-gone-loses-nothing", test_gone);
  ADD ("one-that-cannot-be-written-loses-nothing", test_full);
  ADD ("a-cut-after-the-name-sends-once", test_cut_after_name);
  ADD ("the-same-file-twice-arrives-once", test_twice);
  ADD ("none-was-named", test_none_named);
  return g_test_run ();
}
