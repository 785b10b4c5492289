/* SPDX-License-Identifier: EUPL-1.2 */

/* Desks to test exchange with. */

#include "desk.h"

#include "base/limits.h"
#include "session/admin.h"

#include <glib/gstdio.h>
#include <stdarg.h>
#include <string.h>

#define PASSPHRASE "een lange zin voor de proef"
#define CATEGORIES "identity,contact,care,own-words"

void
desk_init (Desk *desk, GezinClock *clock, guint64 seed, const char *owner, const char *organisation,
           const char *role)
{
  g_autoptr (GezinSecret) secret = gezin_secret_new_copy (PASSPHRASE, strlen (PASSPHRASE));
  g_autoptr (GezinSecret) recovery = NULL;
  g_autoptr (GezinPeerReading) reading = NULL;
  g_autoptr (GBytes) card = NULL;
  g_autoptr (GError) error = NULL;
  GezinSessionOptions options = { .clock = clock };

  *desk = (Desk){ .clock = gezin_clock_ref (clock), .random = gezin_random_new_seeded (seed) };
  options.random = desk->random;
  desk->folder = g_dir_make_tmp ("gezin-desk-XXXXXX", &error);
  g_assert_no_error (error);
  desk->session = gezin_session_new (&options, &error);
  g_assert_no_error (error);
  g_assert_true (gezin_session_create_store (desk->session, desk->folder, owner, organisation, role,
                                             secret, GEZIN_KDF_MIN_MEMORY, &recovery, &error));
  g_assert_no_error (error);
  card = gezin_session_own_card (desk->session, FALSE, &reading, &error);
  g_assert_no_error (error);
  desk->card = g_strdup (reading->digest);
}

static void
unlock (Desk *desk)
{
  g_autoptr (GezinSecret) secret = gezin_secret_new_copy (PASSPHRASE, strlen (PASSPHRASE));
  g_autoptr (GError) error = NULL;

  g_assert_true (gezin_session_unlock (desk->session, desk->folder, secret, FALSE, &error));
  g_assert_no_error (error);
}

void
desk_copy (Desk *from, Desk *copy, guint64 seed)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *inside = g_build_filename (from->folder, ".", NULL);
  GezinSessionOptions options = { .clock = from->clock };

  *copy = (Desk){ .clock = gezin_clock_ref (from->clock),
                  .random = gezin_random_new_seeded (seed),
                  .card = g_strdup (from->card) };
  options.random = copy->random;
  copy->folder = g_dir_make_tmp ("gezin-desk-XXXXXX", &error);
  g_assert_no_error (error);
  copy->session = gezin_session_new (&options, &error);
  g_assert_no_error (error);
  gezin_session_lock (from->session);
  {
    const char *const words[] = { "cp", "-a", inside, copy->folder, NULL };
    int status;

    g_assert_true (g_spawn_sync (NULL, (char **) words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
                                 NULL, &status, &error));
    g_assert_true (g_spawn_check_wait_status (status, &error));
  }
  unlock (from);
  unlock (copy);
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

void
desk_clear (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  gboolean is_whole = gezin_session_check_integrity (desk->session, &error);

  g_assert_no_error (error);
  g_assert_true (is_whole);
  g_assert_finalize_object (desk->session);
  gezin_clock_unref (desk->clock);
  gezin_random_unref (desk->random);
  remove_tree (desk->folder);
  g_free (desk->folder);
  g_free (desk->card);
}

void
desk_tick (Desk *desk)
{
  gezin_clock_set (desk->clock, gezin_clock_now (desk->clock) + G_TIME_SPAN_MINUTE);
}

GBytes *
desk_card (Desk *desk)
{
  g_autoptr (GezinPeerReading) reading = NULL;
  g_autoptr (GError) error = NULL;
  GBytes *card = gezin_session_own_card (desk->session, FALSE, &reading, &error);

  g_assert_no_error (error);
  return card;
}

static void
add_peer (Desk *desk, Desk *other)
{
  g_autoptr (GBytes) card = desk_card (other);
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinPeerReading) added = gezin_session_add_peer (desk->session, card, &error);
  g_autoptr (GezinPeerReading) trusted = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (added->state, ==, "new");
  trusted = gezin_session_trust_peer (desk->session, added->digest, added->role, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (trusted->state, ==, "trusted");
}

void
desk_meet (Desk *one, Desk *other)
{
  add_peer (one, other);
  add_peer (other, one);
}

/* Writing. */

GezinUuid
desk_new_dossier (Desk *desk, const char *name)
{
  g_autoptr (GError) error = NULL;
  GezinUuid dossier;

  g_assert_true (gezin_session_new_dossier (desk->session, name, &dossier, NULL, &error));
  g_assert_no_error (error);
  desk_tick (desk);
  return dossier;
}

static void
add_edit (Desk *desk, const GezinUuid *dossier, const GezinUuid *record, GezinKind kind,
          const char *field, const char *value, GPtrArray *edits)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinDossier) now = gezin_session_read (desk->session, dossier, &error);

  g_assert_no_error (error);
  if (!gezin_session_edit (desk->session, now, record, kind, field, value, -1, edits, &error))
    g_error ("%s: %s", field, error->message);
}

static void
commit (Desk *desk, const GezinUuid *dossier, GPtrArray *edits)
{
  g_autoptr (GError) error = NULL;

  if (!gezin_session_commit (desk->session, dossier, edits, NULL, NULL, &error))
    g_error ("%s", error->message);
  desk_tick (desk);
}

GezinUuid
desk_add (Desk *desk, const GezinUuid *dossier, GezinKind kind, ...)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
  GezinUuid record = gezin_uuid_random (desk->random);
  const char *text;
  va_list texts;

  va_start (texts, kind);
  while ((text = va_arg (texts, const char *)) != NULL)
    {
      g_auto (GStrv) halves = g_strsplit (text, "=", 2);

      add_edit (desk, dossier, &record, kind, halves[0], halves[1], edits);
    }
  va_end (texts);
  commit (desk, dossier, edits);
  return record;
}

static GezinKind
kind_of (Desk *desk, const GezinUuid *dossier, const GezinUuid *record)
{
  g_autoptr (GezinDossier) now = gezin_session_read (desk->session, dossier, NULL);
  const GezinRecord *one = now != NULL ? gezin_dossier_find (now, record) : NULL;

  return one != NULL ? one->kind : GEZIN_KIND_NONE;
}

void
desk_set (Desk *desk, const GezinUuid *dossier, const GezinUuid *record, const char *field,
          const char *value)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);

  add_edit (desk, dossier, record, kind_of (desk, dossier, record), field, value, edits);
  commit (desk, dossier, edits);
}

/* Reading. */

char *
desk_value (Desk *desk, const GezinUuid *dossier, const GezinUuid *record, const char *field)
{
  g_autoptr (GezinDossier) now = gezin_session_read (desk->session, dossier, NULL);
  const GezinRecord *one = now != NULL ? gezin_dossier_find (now, record) : NULL;

  if (one == NULL)
    return NULL;
  return g_strdup (gezin_record_value (one, gezin_catalogue_field_by_name (one->kind, field)));
}

guint
desk_n_conflicts (Desk *desk, const GezinUuid *dossier)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = gezin_session_conflicts (desk->session, dossier, &error);

  g_assert_no_error (error);
  return all->len;
}

void
desk_choose (Desk *desk, const GezinUuid *dossier, const GezinUuid *record, const char *field,
             const char *value)
{
  g_autoptr (GezinDossier) now = gezin_session_read (desk->session, dossier, NULL);
  const GezinRecord *one = gezin_dossier_find (now, record);
  GezinField number = gezin_catalogue_field_by_name (one->kind, field);
  GezinRegister all = gezin_record_register (one, number, NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < all.n_heads; i++)
    if (g_strcmp0 (all.heads[i]->value, value) == 0)
      {
        g_assert_true (gezin_session_choose (desk->session, dossier, record, number, NULL,
                                             &all.heads[i]->dot, NULL, &error));
        g_assert_no_error (error);
        desk_tick (desk);
        return;
      }
  g_error ("no version says %s", value);
}

/* Exchange. */

GezinExportReading *
desk_try_export (Desk *desk, const GezinUuid *dossier, Desk *to, const char *purpose,
                 GError **error)
{
  const GezinExportAsked asked = { .to = to->card, .purpose = purpose };
  GezinExportReading *reading = gezin_session_export (desk->session, dossier, &asked, error);

  desk_tick (desk);
  return reading;
}

GBytes *
desk_load_file (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  GBytes *bytes = g_file_load_bytes (file, NULL, NULL, &error);

  g_assert_no_error (error);
  return bytes;
}

GBytes *
desk_export (Desk *desk, const GezinUuid *dossier, Desk *to, const char *purpose)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinExportReading) reading = desk_try_export (desk, dossier, to, purpose, &error);

  g_assert_no_error (error);
  return desk_load_file (reading->path);
}

GezinImportReading *
desk_try_import (Desk *desk, GBytes *file, GError **error)
{
  const GezinImportAsked asked = { .file = file };
  GezinImportReading *reading = gezin_session_import (desk->session, &asked, error);

  desk_tick (desk);
  return reading;
}

GezinImportReading *
desk_import (Desk *desk, GBytes *file)
{
  g_autoptr (GError) error = NULL;
  GezinImportReading *reading = desk_try_import (desk, file, &error);

  g_assert_no_error (error);
  return reading;
}

GBytes *
desk_receipt (Desk *desk, const GezinImportReading *reading)
{
  g_autofree char *path = NULL;

  g_assert_nonnull (reading->receipt);
  path = g_build_filename (desk->folder, "outbox", reading->receipt, NULL);
  return desk_load_file (path);
}

GezinBundleLine *
desk_line (Desk *desk, const GezinUuid *bundle)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = gezin_session_ledger (desk->session, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < all->len; i++)
    if (gezin_uuid_equal (&((GezinBundleLine *) all->pdata[i])->bundle, bundle))
      return g_ptr_array_steal_index (all, i);
  return NULL;
}

guint
desk_n_outbox (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = gezin_session_outbox (desk->session, &error);

  g_assert_no_error (error);
  return all->len;
}

/* A family. */

static char *
refer (const char *field, const GezinUuid *record)
{
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  return g_strconcat (field, "=", gezin_uuid_write (record, id), NULL);
}

static GezinUuid
add_organisation (Desk *desk, const GezinUuid *dossier, const char *name, const char *card)
{
  g_autofree char *named = g_strconcat ("name=", name, NULL);
  g_autofree char *peer = g_strconcat ("peer=", card, NULL);

  return desk_add (desk, dossier, GEZIN_KIND_ORGANISATION, named, "kind=youth-care-provider",
                   "legal-person=true", peer, NULL);
}

GezinUuid
desk_say_yes (Desk *desk, const DeskFamily *family, const GezinUuid *recipient)
{
  g_autofree char *subject = refer ("subject", &family->person);
  g_autofree char *giver = refer ("given-by", &family->person);
  g_autofree char *to = refer ("recipient", recipient);

  return desk_add (desk, &family->dossier, GEZIN_KIND_CONSENT, "law=jeugdwet", subject, giver, to,
                   "purpose=coordinate-care", "categories=" CATEGORIES, "decision=given",
                   "explicit=true", "how=signed", "given-on=2026-06-01", NULL);
}

static char *
organisation_of (Desk *desk)
{
  return g_strdup (gezin_store_identity (desk->session->store)->organisation);
}

void
desk_family (Desk *desk, Desk *to, DeskFamily *family)
{
  g_autofree char *about = NULL;
  g_autofree char *ours = organisation_of (desk);
  g_autofree char *theirs = organisation_of (to);

  family->dossier = desk_new_dossier (desk, "Jansen");
  family->person = gezin_uuid_random (desk->random);
  {
    g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
    char id[GEZIN_UUID_TEXT_LENGTH + 1];

    gezin_uuid_write (&family->person, id);
    add_edit (desk, &family->dossier, &family->person, GEZIN_KIND_PERSON, "given-names", "Anna",
              edits);
    add_edit (desk, &family->dossier, &family->person, GEZIN_KIND_PERSON, "birth-date",
              "1985-03-04", edits);
    add_edit (desk, &family->dossier, &family->person, GEZIN_KIND_PERSON, "law", "jeugdwet", edits);
    add_edit (desk, &family->dossier, &family->person, GEZIN_KIND_PERSON, "about", id, edits);
    commit (desk, &family->dossier, edits);
  }
  about = refer ("about", &family->person);
  family->own = add_organisation (desk, &family->dossier, ours, desk->card);
  family->recipient = add_organisation (desk, &family->dossier, theirs, to->card);
  family->goal = desk_add (desk, &family->dossier, GEZIN_KIND_GOAL, "law=jeugdwet", about,
                           "text=Weer rust in huis", NULL);
  family->consent = desk_say_yes (desk, family, &family->recipient);
}

void
desk_world_init (DeskWorld *world, guint64 seed)
{
  world->clock = gezin_clock_new_fixed (DESK_START);
  desk_init (&world->a, world->clock, seed, "Sanne Bakker", "Team Meerdorp", "consultant");
  desk_init (&world->b, world->clock, seed + 1, "Ilse de Wit", "RVT Midden", "rvt");
  desk_init (&world->c, world->clock, seed + 2, "Bram Vos", "RVT Noord", "rvt");
  desk_meet (&world->a, &world->b);
  desk_family (&world->a, &world->b, &world->family);
}

void
desk_world_clear (DeskWorld *world)
{
  desk_clear (&world->a);
  desk_clear (&world->b);
  desk_clear (&world->c);
  gezin_clock_unref (world->clock);
}
