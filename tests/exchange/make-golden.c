/* SPDX-License-Identifier: EUPL-1.2 */

/* Makes the files of one golden folder, once for each version of the format; they are then never made
 * again: a real export of one store to another, with the keys of the other.
 *
 * usage: make-golden-exchange FOLDER */

#include "golden.h"

#include "store/exchange.h"

#include <stdlib.h>

static const char *folder;

static void
write_file (const char *name, const void *bytes, gsize length)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, bytes, (gssize) length, &error);
  g_assert_no_error (error);
}

static void
write_bytes (const char *name, GBytes *bytes)
{
  write_file (name, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
write_key (const char *name, const GezinSecret *key)
{
  g_autofree char *text = g_base64_encode (gezin_secret_peek (key), gezin_secret_length (key));
  g_autofree char *file = g_strconcat ("# SPDX-License-Identifier: EUPL-1.2\n"
                                       "# PKCS#8. Invented, for the tests only.\n",
                                       text, "\n", NULL);

  write_file (name, file, strlen (file));
}

static void
attach (Desk *desk, const DeskFamily *family)
{
  g_autofree char *path = g_build_filename (folder, "Afspraken.txt", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  char person[GEZIN_UUID_TEXT_LENGTH + 1];
  GezinUuid record = gezin_uuid_random (desk->random);
  const GezinAttachment attachment = { .dossier = &family->dossier,
                                       .record = &record,
                                       .kind = gezin_session_document_kind (),
                                       .file = file };

  write_file ("Afspraken.txt", GOLDEN_DOCUMENT, strlen (GOLDEN_DOCUMENT));
  g_assert_true (gezin_session_attach (desk->session, &attachment, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_delete (file, NULL, NULL));
  gezin_uuid_write (&family->person, person);
  desk_set (desk, &family->dossier, &record, "kind", "family-plan");
  desk_set (desk, &family->dossier, &record, "law", "jeugdwet");
  desk_set (desk, &family->dossier, &record, "about", person);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GezinClock) clock = gezin_clock_new_fixed (DESK_START);
  g_autoptr (GPtrArray) keys = NULL;
  g_autoptr (GError) error = NULL;
  const GezinOwnKeys *own;
  DeskFamily family;
  Desk a, b;

  g_assert_cmpint (argc, ==, 2);
  folder = argv[1];
  desk_init (&a, clock, 101, GOLDEN_SENDER, "Team Meerdorp", "consultant");
  desk_init (&b, clock, 102, GOLDEN_RECIPIENT, "RVT Midden", "rvt");
  desk_meet (&a, &b);
  desk_family (&a, &b, &family);
  attach (&a, &family);
  {
    g_autoptr (GBytes) bundle = desk_export (&a, &family.dossier, &b, GOLDEN_PURPOSE);
    g_autoptr (GBytes) sender = desk_card (&a);
    g_autoptr (GBytes) recipient = desk_card (&b);

    write_bytes (GOLDEN_BUNDLE, bundle);
    write_bytes (GOLDEN_SENDER_CARD, sender);
    write_bytes (GOLDEN_CARD, recipient);
  }
  keys = gezin_store_keys (b.session->store, &error);
  g_assert_no_error (error);
  own = keys->pdata[0];
  write_key (GOLDEN_SIGNING_KEY, own->signing_secret);
  write_key (GOLDEN_OPENING_KEY, own->encryption_secret);
  desk_clear (&a);
  desk_clear (&b);
  return EXIT_SUCCESS;
}
