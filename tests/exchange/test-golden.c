/* SPDX-License-Identifier: EUPL-1.2 */

/* Bundles that older versions made are taken in for ever: into a store of this version, at the time of
 * their making. */

#include "golden.h"

#include "base/digest.h"
#include "store/exchange.h"
#include "wire/card.h"
#include "wire/wire-error.h"

#include <string.h>

static GBytes *
read_golden (const char *version, const char *name)
{
  g_autofree char *path =
      g_build_filename (g_getenv ("G_TEST_SRCDIR"), "exchange", "golden", version, name, NULL);

  return desk_load_file (path);
}

static GezinSecret *
read_key (const char *version, const char *name)
{
  g_autoptr (GBytes) file = read_golden (version, name);
  g_autofree char *text = g_strndup (g_bytes_get_data (file, NULL), g_bytes_get_size (file));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  gsize length;
  g_autofree guint8 *key = g_base64_decode (lines[2], &length);

  return gezin_secret_new_copy (key, length);
}

/* The recipient of then: this desk has its keys. */
static void
become (Desk *desk, const char *version)
{
  g_autoptr (GezinOwnKeys) keys = g_new0 (GezinOwnKeys, 1);
  const GezinAuditEvent event = { .action = "golden-keys" };
  g_autoptr (GezinCard) card = NULL;
  g_autoptr (GError) error = NULL;
  GezinCertificate *opens;

  keys->card = read_golden (version, GOLDEN_CARD);
  card = gezin_card_read (keys->card, &error);
  g_assert_no_error (error);
  opens = gezin_card_encryption (card)->pdata[0];
  keys->signing_secret = read_key (version, GOLDEN_SIGNING_KEY);
  keys->encryption_secret = read_key (version, GOLDEN_OPENING_KEY);
  keys->signing_certificate = g_bytes_ref (gezin_certificate_der (gezin_card_signing (card)));
  keys->encryption_certificate = g_bytes_ref (gezin_certificate_der (opens));
  keys->digest = gezin_digest_text (gezin_card_digest (card));
  keys->made = DESK_START;
  g_assert_true (gezin_store_put_keys (desk->session->store, keys, &event, &error));
  g_assert_no_error (error);
}

static void
trust_sender (Desk *desk, const char *version)
{
  g_autoptr (GBytes) card = read_golden (version, GOLDEN_SENDER_CARD);
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinPeerReading) added = gezin_session_add_peer (desk->session, card, &error);
  g_autoptr (GezinPeerReading) trusted = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (added->name, ==, GOLDEN_SENDER);
  trusted = gezin_session_trust_peer (desk->session, added->digest, added->role, &error);
  g_assert_no_error (error);
}

/* Of all records, the one value of @field of @kind. */
static char *
value_of (GezinDossier *dossier, GezinKind kind, const char *field, GezinUuid *record)
{
  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *one = gezin_dossier_record (dossier, i);

      if (one->kind != kind)
        continue;
      if (record != NULL)
        *record = one->id;
      return g_strdup (gezin_record_value (one, gezin_catalogue_field_by_name (kind, field)));
    }
  return NULL;
}

static void
expect_document (Desk *desk, const GezinUuid *dossier, const GezinUuid *record)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  const GezinReadout readout = { .dossier = dossier, .record = record, .stream = stream };
  g_autoptr (GError) error = NULL;

  g_assert_true (gezin_session_read_document (desk->session, &readout, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpmem (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)),
                   g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)),
                   GOLDEN_DOCUMENT, strlen (GOLDEN_DOCUMENT));
}

static void
expect_content (Desk *desk, const GezinUuid *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinDossier) dossier = gezin_session_read (desk->session, id, &error);
  g_autofree char *name = NULL;
  g_autofree char *goal = NULL;
  g_autofree char *born = NULL;
  g_autofree char *title = NULL;
  GezinUuid record;

  g_assert_no_error (error);
  name = value_of (dossier, GEZIN_KIND_PERSON, "given-names", NULL);
  born = value_of (dossier, GEZIN_KIND_PERSON, "birth-date", NULL);
  goal = value_of (dossier, GEZIN_KIND_GOAL, "text", NULL);
  title = value_of (dossier, gezin_session_document_kind (), "title", &record);
  g_assert_cmpstr (name, ==, "Anna");
  g_assert_cmpstr (born, ==, "1985-03-04");
  g_assert_cmpstr (goal, ==, GOLDEN_GOAL);
  g_assert_cmpstr (title, ==, "Afspraken.txt");
  expect_document (desk, id, &record);
}

/* Versions are folders of golden/. */
static void
test_taken_in (gconstpointer data)
{
  const char *version = data;
  /* A quarter of an hour after it was made. */
  g_autoptr (GezinClock) clock = gezin_clock_new_fixed (DESK_START + 15 * G_TIME_SPAN_MINUTE);
  g_autoptr (GBytes) bundle = read_golden (version, GOLDEN_BUNDLE);
  g_autoptr (GezinImportReading) taken = NULL;
  g_autoptr (GezinImportReading) again = NULL;
  g_autoptr (GBytes) receipt = NULL;
  Desk desk;

  desk_init (&desk, clock, 103, GOLDEN_RECIPIENT, "RVT Midden", "rvt");
  become (&desk, version);
  trust_sender (&desk, version);
  taken = desk_import (&desk, bundle);
  g_assert_true (taken->is_new);
  g_assert_false (taken->is_known);
  g_assert_cmpuint (taken->refused, ==, 0);
  g_assert_cmpuint (taken->conflicts, ==, 0);
  expect_content (&desk, &taken->dossier);
  receipt = desk_receipt (&desk, taken);
  g_assert_cmpuint (g_bytes_get_size (receipt), >, 0);
  again = desk_import (&desk, bundle);
  g_assert_true (again->is_known);
  desk_clear (&desk);
}

/* It is the clock that counts: when its certificates have ended, nothing is taken in. */
static void
test_years_later (gconstpointer data)
{
  const char *version = data;
  g_autoptr (GezinClock) clock = gezin_clock_new_fixed (DESK_START);
  g_autoptr (GBytes) bundle = read_golden (version, GOLDEN_BUNDLE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinImportReading) taken = NULL;
  Desk desk;

  desk_init (&desk, clock, 104, GOLDEN_RECIPIENT, "RVT Midden", "rvt");
  become (&desk, version);
  trust_sender (&desk, version);
  gezin_clock_set (clock, DESK_START + 3650 * G_TIME_SPAN_DAY);
  taken = desk_try_import (&desk, bundle, &error);
  g_assert_null (taken);
  g_assert_error (error, GEZIN_WIRE_ERROR, GEZIN_WIRE_ERROR_CERTIFICATE_EXPIRED);
  desk_clear (&desk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/exchange/golden/version-1-is-taken-into-a-store", "1", test_taken_in);
  g_test_add_data_func ("/exchange/golden/version-1-years-later-is-refused", "1", test_years_later);
  return g_test_run ();
}
