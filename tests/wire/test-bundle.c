/* SPDX-License-Identifier: EUPL-1.2 */

/* A bundle, made and judged. */

#include "wire/peers.h"

#include "base/error.h"
#include "support/builder.h"
#include "wire/asic-private.h"

#include <string.h>

static void
print_judgement (const GezinJudgement *judgement)
{
  g_autofree char *json = gezin_judgement_json (judgement);

  g_test_message ("%s", json);
}

/* Judges @file as @test asks; it must be refused with @code, or be good with 0. */
static void
expect (const TestQuestion *test, GBytes *file, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinJudgement) judgement = gezin_bundle_judge (&test->question, file, &error);

  print_judgement (judgement);
  if (code == 0)
    {
      g_assert_no_error (error);
      g_assert_cmpint (judgement->verdict, ==, GEZIN_BUNDLE_VERDICT_GOOD);
      return;
    }
  g_assert_error (error, GEZIN_WIRE_ERROR, code);
  g_assert_cmpint (judgement->verdict, ==, GEZIN_BUNDLE_VERDICT_BAD);
}

static void
test_there_and_back (void)
{
  g_autoptr (TestPeer) anna = test_peer_new ("Anna Bakker");
  g_autoptr (TestPeer) rvt = test_peer_new ("Bo Rvt");
  g_autoptr (TestQuestion) test = test_question_new (rvt, anna);
  g_autoptr (GezinManifest) manifest = test_manifest ();
  g_autoptr (GError) error = NULL;
  GezinBundleMade made;
  g_autoptr (GBytes) file = test_bundle (anna, rvt, manifest, &made, &error);
  g_autoptr (GezinJudgement) judgement = NULL;
  g_autoptr (GBytes) document = test_document ();

  g_assert_no_error (error);
  judgement = gezin_bundle_judge (&test->question, file, &error);
  print_judgement (judgement);
  g_assert_no_error (error);
  g_assert_cmpint (judgement->verdict, ==, GEZIN_BUNDLE_VERDICT_GOOD);
  g_assert_cmpmem (judgement->digest, GEZIN_DIGEST_BYTES, made.digest, GEZIN_DIGEST_BYTES);
  g_assert_cmpuint (g_bytes_get_size (judgement->container), ==, made.container_bytes);
  g_assert_true (judgement->sender == anna->card);
  g_assert_cmpuint (judgement->dossier->versions->len, ==, 6);
  g_assert_cmpuint (judgement->parts->len, ==, 5);
  g_assert_true (g_bytes_equal (((GezinPart *) judgement->parts->pdata[2])->bytes, document));
}

static void
test_not_for_us (void)
{
  g_autoptr (TestPeer) anna = test_peer_new ("Anna Bakker");
  g_autoptr (TestPeer) rvt = test_peer_new ("Bo Rvt");
  g_autoptr (TestPeer) third = test_peer_new ("Cas Derde");
  g_autoptr (TestQuestion) test = test_question_new (third, anna);
  g_autoptr (GezinManifest) manifest = test_manifest ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = test_bundle (anna, rvt, manifest, NULL, &error);

  g_assert_no_error (error);
  expect (test, file, GEZIN_WIRE_ERROR_NOT_FOR_US);
}

/* Rvt opens it and encrypts it anew for a third party. */
static void
test_passed_on (void)
{
  g_autoptr (TestPeer) anna = test_peer_new ("Anna Bakker");
  g_autoptr (TestPeer) rvt = test_peer_new ("Bo Rvt");
  g_autoptr (TestPeer) third = test_peer_new ("Cas Derde");
  g_autoptr (TestQuestion) test = test_question_new (third, anna);
  g_autoptr (GBytes) container = test_container (anna, rvt);
  g_autoptr (GBytes) file = test_seal (third, container);

  expect (test, file, GEZIN_WIRE_ERROR_ADDRESSEE);
}

/* ---------- Put together by somebody who can ---------- */

static GPtrArray *
parts_of (GBytes *container)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *parts = gezin_container_read (container, &error);

  g_assert_no_error (error);
  return parts;
}

static guint
place_of (GPtrArray *parts, const char *name)
{
  for (guint i = 0; i < parts->len; i++)
    if (g_str_equal (((GezinPart *) parts->pdata[i])->name, name))
      return i;
  g_assert_not_reached ();
}

static void
replace (GPtrArray *parts, const char *name, GBytes *bytes)
{
  guint place = place_of (parts, name);
  GezinPart *part = gezin_part_new (name, bytes);

  gezin_part_free (parts->pdata[place]);
  parts->pdata[place] = part;
}

static void
sign_again (GPtrArray *parts, const TestPeer *signer)
{
  g_autoptr (GBytes) list = gezin_asic_write (parts);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) signature =
      gezin_signer_sign (signer->signer, GEZIN_SIGNATURE_BESIDE, list, TEST_NOW, &error);

  g_assert_no_error (error);
  replace (parts, GEZIN_CONTAINER_ASIC_MANIFEST, list);
  replace (parts, GEZIN_CONTAINER_SIGNATURE, signature);
}

static GBytes *
seal_parts (GPtrArray *parts, const TestPeer *recipient)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinSecret) secret = gezin_container_write (parts, &error);
  g_autoptr (GBytes) container = NULL;

  g_assert_no_error (error);
  container = g_bytes_new (gezin_secret_peek (secret), gezin_secret_length (secret));
  return test_seal (recipient, container);
}

/** Stage: Anna, the RVT, and a genuine container between them. */
typedef struct {
  TestPeer *anna;
  TestPeer *rvt;
  TestQuestion *test;
  GPtrArray *parts;
} Stage;

static void
stage_init (Stage *stage)
{
  g_autoptr (GBytes) container = NULL;

  stage->anna = test_peer_new ("Anna Bakker");
  stage->rvt = test_peer_new ("Bo Rvt");
  stage->test = test_question_new (stage->rvt, stage->anna);
  container = test_container (stage->anna, stage->rvt);
  stage->parts = parts_of (container);
}

static void
stage_clear (Stage *stage)
{
  test_peer_free (stage->anna);
  test_peer_free (stage->rvt);
  test_question_free (stage->test);
  g_ptr_array_unref (stage->parts);
}

static void
expect_parts (const Stage *stage, int code)
{
  g_autoptr (GBytes) file = seal_parts (stage->parts, stage->rvt);

  expect (stage->test, file, code);
}

/* Every part, taken from another genuine bundle of the same two. */
static void
test_swapped_parts (void)
{
  static const struct {
    const char *name;
    int code;
  } swaps[] = {
    { GEZIN_CONTAINER_MANIFEST, GEZIN_WIRE_ERROR_DIGEST },
    { GEZIN_CONTAINER_DOSSIER, GEZIN_WIRE_ERROR_DIGEST },
    { GEZIN_CONTAINER_ASIC_MANIFEST, GEZIN_WIRE_ERROR_SIGNATURE_WRONG },
    { GEZIN_CONTAINER_SIGNATURE, GEZIN_WIRE_ERROR_SIGNATURE_WRONG },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (swaps); i++)
    {
      g_autoptr (GPtrArray) other = NULL;
      g_autoptr (GezinManifest) manifest = test_manifest ();
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) file = NULL;
      g_autoptr (GezinJudgement) judgement = NULL;
      g_autoptr (GBytes) changed = NULL;
      const GezinPart *part;
      Stage stage;

      stage_init (&stage);
      manifest->bundle = test_id ("another");
      file = test_bundle (stage.anna, stage.rvt, manifest, NULL, &error);
      g_assert_no_error (error);
      judgement = gezin_bundle_judge (&stage.test->question, file, &error);
      g_assert_no_error (error);
      part = gezin_part_find (judgement->parts, swaps[i].name);
      /* The two bundles hold the same dossier. */
      if (g_str_equal (swaps[i].name, GEZIN_CONTAINER_DOSSIER))
        changed = g_bytes_new_static ("<dossier/>", 10);
      else
        changed = g_bytes_ref (part->bytes);
      replace (stage.parts, swaps[i].name, changed);
      expect_parts (&stage, swaps[i].code);
      stage_clear (&stage);
    }
}

static void
test_more_and_less (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("erbij", 5);
  guint place;
  Stage stage;

  stage_init (&stage);
  g_ptr_array_insert (
      stage.parts, 2,
      gezin_part_new (GEZIN_CONTAINER_DOCUMENTS
                      "0000000000000000000000000000000000000000000000000000000000000000",
                      bytes));
  expect_parts (&stage, GEZIN_WIRE_ERROR_UNREFERENCED);
  g_ptr_array_remove_index (stage.parts, 2);
  place = place_of (stage.parts, GEZIN_CONTAINER_DOSSIER);
  g_ptr_array_remove_index (stage.parts, place);
  expect_parts (&stage, GEZIN_WIRE_ERROR_UNREFERENCED);
  stage_clear (&stage);
}

/* The document, changed under its name. */
static void
test_changed_document (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("een andere brief\n", 17);
  Stage stage;

  stage_init (&stage);
  replace (stage.parts, ((GezinPart *) stage.parts->pdata[2])->name, bytes);
  expect_parts (&stage, GEZIN_WIRE_ERROR_DIGEST);
  /* Anna herself cannot do it either. */
  sign_again (stage.parts, stage.anna);
  expect_parts (&stage, GEZIN_WIRE_ERROR_PARTS);
  stage_clear (&stage);
}

/* A list that is signed, and not in its one form. */
static void
test_list_form (void)
{
  static const char *const lists[] = { "geen lijst", "<ASiCManifest/>",
                                       "<!DOCTYPE a [<!ENTITY b \"c\">]><ASiCManifest/>" };
  Stage stage;

  stage_init (&stage);
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (GBytes) list = g_bytes_new_static (lists[i], strlen (lists[i]));
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) signature =
          gezin_signer_sign (stage.anna->signer, GEZIN_SIGNATURE_BESIDE, list, TEST_NOW, &error);

      g_assert_no_error (error);
      replace (stage.parts, GEZIN_CONTAINER_ASIC_MANIFEST, list);
      replace (stage.parts, GEZIN_CONTAINER_SIGNATURE, signature);
      expect_parts (&stage,
                    i == 1 ? GEZIN_WIRE_ERROR_UNREFERENCED : GEZIN_WIRE_ERROR_ASIC_MANIFEST);
    }
  stage_clear (&stage);
}

static void
test_senders (void)
{
  g_autoptr (TestPeer) other = test_peer_new ("Cas Collega");
  Stage stage;

  stage_init (&stage);
  sign_again (stage.parts, other);
  expect_parts (&stage, GEZIN_WIRE_ERROR_CERTIFICATE_UNKNOWN);
  /* Trusted as well, and still not the one that the manifest names. */
  g_ptr_array_add (stage.test->senders, other->card);
  expect_parts (&stage, GEZIN_WIRE_ERROR_SENDER);
  stage_clear (&stage);
}

static void
put_manifest (Stage *stage, GezinManifest *manifest)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = NULL;

  memcpy (manifest->sender, gezin_card_digest (stage->anna->card), GEZIN_DIGEST_BYTES);
  memcpy (manifest->recipient, gezin_card_digest (stage->rvt->card), GEZIN_DIGEST_BYTES);
  text = gezin_manifest_write (manifest, &error);
  g_assert_no_error (error);
  replace (stage->parts, GEZIN_CONTAINER_MANIFEST, text);
  sign_again (stage->parts, stage->anna);
}

static void
name_parts (const Stage *stage, GezinManifest *manifest)
{
  for (guint i = 1; i + 2 < stage->parts->len; i++)
    {
      const GezinPart *part = stage->parts->pdata[i];

      gezin_manifest_add_part (manifest, part->name, part->bytes);
    }
}

/* What Anna signs, and does not fit together. */
static void
test_manifest_lies (void)
{
  g_autoptr (GezinManifest) manifest = test_manifest ();
  Stage stage;

  stage_init (&stage);
  put_manifest (&stage, manifest);
  expect_parts (&stage, GEZIN_WIRE_ERROR_PARTS);
  name_parts (&stage, manifest);
  put_manifest (&stage, manifest);
  expect_parts (&stage, 0);
  ((GezinManifestPart *) manifest->parts->pdata[0])->bytes++;
  put_manifest (&stage, manifest);
  expect_parts (&stage, GEZIN_WIRE_ERROR_PARTS);
  ((GezinManifestPart *) manifest->parts->pdata[0])->bytes--;
  manifest->dossier = test_id ("another");
  put_manifest (&stage, manifest);
  expect_parts (&stage, GEZIN_WIRE_ERROR_OTHER_DOSSIER);
  stage_clear (&stage);
}

static void
expect_dossier (const char *xml, int code)
{
  g_autoptr (GezinManifest) manifest = test_manifest ();
  g_autoptr (GBytes) bytes = g_bytes_new (xml, strlen (xml));
  Stage stage;

  stage_init (&stage);
  replace (stage.parts, GEZIN_CONTAINER_DOSSIER, bytes);
  name_parts (&stage, manifest);
  put_manifest (&stage, manifest);
  expect_parts (&stage, code);
  stage_clear (&stage);
}

static void
test_dossiers (void)
{
  GezinUuid id = test_id ("f");
  char text[GEZIN_UUID_TEXT_LENGTH + 1];
  g_autofree char *empty = NULL;
  g_autofree char *by_hand = NULL;

  gezin_uuid_write (&id, text);
  empty = g_strdup_printf ("<dossier xmlns=\"urn:gezinsdossier:dossier:1\" id=\"%s\"/>", text);
  by_hand = g_strdup_printf ("<dossier xmlns=\"urn:gezinsdossier:dossier:1\" id=\"%s\">"
                             "<record kind=\"family\" id=\"%s\"><field name=\"name\">X</field>"
                             "</record></dossier>",
                             text, text);
  expect_dossier ("geen dossier", GEZIN_WIRE_ERROR_XML);
  expect_dossier ("<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>", GEZIN_WIRE_ERROR_XML);
  expect_dossier ("<dossier xmlns=\"urn:gezinsdossier:dossier:2\"/>", GEZIN_WIRE_ERROR_NEWER);
  expect_dossier ("<dossier/>", GEZIN_WIRE_ERROR_SCHEMA);
  expect_dossier (by_hand, GEZIN_WIRE_ERROR_VERSIONS);
  /* Well-formed, and it names no document. */
  expect_dossier (empty, GEZIN_WIRE_ERROR_DOCUMENT);
}

/* ---------- Times ---------- */

static void
expect_at (const TestPeer *sender, const TestPeer *recipient, gint64 now, int code)
{
  g_autoptr (TestQuestion) test = test_question_new (recipient, sender);
  g_autoptr (GezinManifest) manifest = test_manifest ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = test_bundle (sender, recipient, manifest, NULL, &error);

  g_assert_no_error (error);
  test->question.now = now;
  expect (test, file, code);
}

static void
test_times (void)
{
  g_autoptr (TestPeer) anna = test_peer_new_from ("Anna", TEST_NOW - 700 * TEST_DAY, 1500);
  g_autoptr (TestPeer) shortly = test_peer_new_from ("Sam", TEST_NOW - 10 * TEST_DAY, 20);
  g_autoptr (TestPeer) rvt = test_peer_new_from ("Bo", TEST_NOW - 700 * TEST_DAY, 1500);

  expect_at (anna, rvt, TEST_NOW, 0);
  expect_at (anna, rvt, TEST_NOW + 30 * TEST_DAY, 0);
  expect_at (anna, rvt, TEST_NOW + 31 * TEST_DAY, GEZIN_WIRE_ERROR_BUNDLE_EXPIRED);
  expect_at (anna, rvt, TEST_NOW + 365 * TEST_DAY, GEZIN_WIRE_ERROR_BUNDLE_EXPIRED);
  expect_at (anna, rvt, TEST_NOW - TEST_DAY / 2, 0);
  expect_at (anna, rvt, TEST_NOW - 365 * TEST_DAY, GEZIN_WIRE_ERROR_BUNDLE_NOT_YET);
  expect_at (shortly, rvt, TEST_NOW + 11 * TEST_DAY, GEZIN_WIRE_ERROR_CERTIFICATE_EXPIRED);
  expect_at (shortly, rvt, TEST_NOW - 11 * TEST_DAY, GEZIN_WIRE_ERROR_CERTIFICATE_NOT_YET);
}

/* ---------- Making ---------- */

static void
expect_made (const TestPeer *sender, const TestPeer *recipient, GezinManifest *manifest, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = test_bundle (sender, recipient, manifest, NULL, &error);

  if (code == 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, GEZIN_WIRE_ERROR, code);
}

static void
test_not_made (void)
{
  g_autoptr (TestPeer) anna = test_peer_new ("Anna");
  g_autoptr (TestPeer) rvt = test_peer_new ("Bo");
  g_autoptr (TestPeer) old = test_peer_new_from ("Oud", TEST_NOW - 900 * TEST_DAY, 30);
  TestPeer mixed = *anna;
  g_autoptr (GezinManifest) manifest = test_manifest ();

  expect_made (anna, old, manifest, GEZIN_WIRE_ERROR_CERTIFICATE_EXPIRED);
  expect_made (old, rvt, manifest, GEZIN_WIRE_ERROR_CERTIFICATE_EXPIRED);
  mixed.card = rvt->card;
  expect_made (&mixed, rvt, manifest, GEZIN_WIRE_ERROR_SENDER);
  g_free (manifest->purpose);
  manifest->purpose = g_strdup ("Geen code");
  expect_made (anna, rvt, manifest, GEZIN_WIRE_ERROR_MANIFEST);
  g_free (manifest->purpose);
  manifest->purpose = NULL;
  manifest->number = 2;
  expect_made (anna, rvt, manifest, GEZIN_WIRE_ERROR_MANIFEST);
  manifest->has_previous = TRUE;
  expect_made (anna, rvt, manifest, 0);
  manifest->dossier = test_id ("another");
  expect_made (anna, rvt, manifest, GEZIN_WIRE_ERROR_OTHER_DOSSIER);
}

/* A document that no record in the view names does not leave. */
static void
test_unnamed_document (void)
{
  g_autoptr (TestPeer) anna = test_peer_new ("Anna");
  g_autoptr (TestPeer) rvt = test_peer_new ("Bo");
  g_autoptr (GezinManifest) manifest = test_manifest ();
  g_autoptr (GezinView) view = test_view ();
  g_autoptr (GPtrArray) documents = g_ptr_array_new ();
  g_autoptr (GBytes) secret = g_bytes_new_static ("wat niet weg mag", 16);
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;
  GezinBundleMade made;
  GezinBundleDraft draft = { manifest, view, documents, anna->signer, anna->card, rvt->card };
  gboolean is_made;

  g_ptr_array_add (documents, secret);
  is_made = gezin_bundle_make (&draft, out, &made, &error);
  g_assert_error (error, GEZIN_WIRE_ERROR, GEZIN_WIRE_ERROR_DOCUMENT);
  g_assert_false (is_made);
  g_assert_cmpuint (g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (out)), ==, 0);
}

static GezinManifest *
receipt_manifest (void)
{
  GezinManifest *manifest = test_manifest ();
  GezinUuid record = test_id ("jan");

  manifest->kind = GEZIN_BUNDLE_RECEIPT;
  g_clear_pointer (&manifest->purpose, g_free);
  manifest->about = gezin_manifest_about_new ();
  manifest->about->bundle = test_id ("bundle");
  manifest->about->result = GEZIN_BUNDLE_RESULT_TAKEN;
  gezin_manifest_add_parked (manifest->about, &record, "wrong-form");
  g_array_append_val (manifest->about->frozen, record);
  return manifest;
}

static void
test_receipt (void)
{
  g_autoptr (TestPeer) anna = test_peer_new ("Anna");
  g_autoptr (TestPeer) rvt = test_peer_new ("Bo");
  g_autoptr (TestQuestion) test = test_question_new (anna, rvt);
  g_autoptr (GezinManifest) manifest = receipt_manifest ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = test_bundle (rvt, anna, manifest, NULL, &error);
  g_autoptr (GezinJudgement) judgement = NULL;

  g_assert_no_error (error);
  judgement = gezin_bundle_judge (&test->question, file, &error);
  g_assert_no_error (error);
  g_assert_cmpint (judgement->verdict, ==, GEZIN_BUNDLE_VERDICT_GOOD);
  g_assert_null (judgement->dossier);
  g_assert_cmpuint (judgement->manifest->about->parked->len, ==, 1);
  g_assert_cmpuint (judgement->manifest->about->frozen->len, ==, 1);
  g_assert_cmpint (judgement->manifest->about->result, ==, GEZIN_BUNDLE_RESULT_TAKEN);
}

/* ---------- The manifest by itself ---------- */

static GezinManifest *
full_manifest (void)
{
  GezinManifest *manifest = test_manifest ();
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  GezinUuid record = test_id ("jan");

  manifest->number = 7;
  manifest->has_previous = TRUE;
  gezin_manifest_add_ground (manifest, "Jeugdwet-7.3.11", &record);
  gezin_manifest_add_ground (manifest, "AVG-6.1.c", NULL);
  gezin_manifest_add_reference (manifest, "sharing-rules", "2026-07-01");
  gezin_manifest_add_limit (manifest, &record, NULL, NULL);
  gezin_manifest_add_limit (manifest, &record, "phone", NULL);
  gezin_manifest_add_limit (manifest, &record, "about", "<&\"'>");
  gezin_manifest_add_part (manifest, GEZIN_CONTAINER_DOSSIER, bytes);
  return manifest;
}

static void
test_manifest_round (void)
{
  g_autoptr (GezinManifest) manifest = full_manifest ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = gezin_manifest_write (manifest, &error);
  g_autoptr (GezinManifest) again = NULL;
  g_autoptr (GBytes) text_again = NULL;

  g_assert_no_error (error);
  again = gezin_manifest_read (text, &error);
  g_assert_no_error (error);
  text_again = gezin_manifest_write (again, &error);
  g_assert_true (g_bytes_equal (text, text_again));
  g_assert_cmpuint (again->limits->len, ==, 3);
  g_assert_cmpstr (((GezinManifestLimit *) again->limits->pdata[2])->item, ==, "<&\"'>");
  g_assert_cmpuint (again->grounds->len, ==, 2);
  g_assert_cmpuint (again->number, ==, 7);
}

static void
test_manifest_forms (void)
{
  static const struct {
    const char *what;
    const char *by;
    int code;
  } changes[] = {
    { "manifest:1", "manifest:2", GEZIN_WIRE_ERROR_NEWER },
    { "manifest:1", "manifesto:1", GEZIN_WIRE_ERROR_MANIFEST },
    { "kind=\"share\"", "kind=\"gift\"", GEZIN_WIRE_ERROR_NEWER },
    { "kind=\"share\"", "kind=\"receipt\"", GEZIN_WIRE_ERROR_MANIFEST },
    { "kind=\"share\"", "kind='share'", GEZIN_WIRE_ERROR_MANIFEST },
    { "kind=\"share\"", "kind=\"share\" more=\"x\"", GEZIN_WIRE_ERROR_MANIFEST },
    { "number=\"7\"", "number=\"07\"", GEZIN_WIRE_ERROR_MANIFEST },
    { "number=\"7\"", "number=\"-7\"", GEZIN_WIRE_ERROR_MANIFEST },
    { "number=\"7\"", "number=\"99999999999999999999\"", GEZIN_WIRE_ERROR_MANIFEST },
    { "number=\"7\"", "number=\"1\"", GEZIN_WIRE_ERROR_MANIFEST },
    { "made=\"2026", "made=\"2036", GEZIN_WIRE_ERROR_MANIFEST },
    { "made=\"2026-11", "made=\"2026-19", GEZIN_WIRE_ERROR_MANIFEST },
    { "need not be", "need be", GEZIN_WIRE_ERROR_MANIFEST },
    { "<audit", "<extra/><audit", GEZIN_WIRE_ERROR_MANIFEST },
    { "dossier.xml", "documents/x", GEZIN_WIRE_ERROR_MANIFEST },
    { "</manifest>", "</manifest><!-- x -->", GEZIN_WIRE_ERROR_MANIFEST },
    { "<?xml", " <?xml", GEZIN_WIRE_ERROR_MANIFEST },
    { "<manifest", "<!DOCTYPE manifest><manifest", GEZIN_WIRE_ERROR_MANIFEST },
  };
  g_autoptr (GezinManifest) manifest = full_manifest ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = gezin_manifest_write (manifest, &error);
  g_autofree char *right = g_strndup (g_bytes_get_data (text, NULL), g_bytes_get_size (text));

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_auto (GStrv) halves = g_strsplit (right, changes[i].what, 2);
      g_autofree char *changed = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GezinManifest) again = NULL;

      g_assert_nonnull (halves[1]);
      changed = g_strconcat (halves[0], changes[i].by, halves[1], NULL);
      bytes = g_bytes_new (changed, strlen (changed));
      again = gezin_manifest_read (bytes, &error);
      g_test_message ("%s: %s", changes[i].by, error == NULL ? "taken" : error->message);
      g_assert_error (error, GEZIN_WIRE_ERROR, changes[i].code);
      g_assert_null (again);
      g_clear_error (&error);
    }
}

/* ---------- Every bit, every length ---------- */

static gboolean
is_turn_seen (const TestQuestion *test, GBytes *file, gsize bit, GBytes *container)
{
  gsize length;
  guint8 *bytes = g_memdup2 (g_bytes_get_data (file, &length), g_bytes_get_size (file));
  g_autoptr (GBytes) turned = NULL;
  g_autoptr (GezinJudgement) judgement = NULL;
  g_autoptr (GError) error = NULL;

  g_bytes_get_data (file, &length);
  bytes[bit / 8] ^= (guint8) (1 << bit % 8);
  turned = g_bytes_new_take (bytes, length);
  judgement = gezin_bundle_judge (&test->question, turned, &error);
  if (error != NULL)
    {
      g_assert_cmpint (gezin_error_status (error), ==, GEZIN_STATUS_REFUSED);
      g_assert_cmpint (judgement->verdict, ==, GEZIN_BUNDLE_VERDICT_BAD);
      return TRUE;
    }
  /* Not refused: then it must be the very same container. */
  g_assert_true (g_bytes_equal (judgement->container, container));
  return FALSE;
}

static void
test_every_bit (void)
{
  g_autoptr (TestPeer) anna = test_peer_new ("Anna");
  g_autoptr (TestPeer) rvt = test_peer_new ("Bo");
  g_autoptr (TestQuestion) test = test_question_new (rvt, anna);
  g_autoptr (GezinManifest) manifest = test_manifest ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = test_bundle (anna, rvt, manifest, NULL, &error);
  g_autoptr (GezinJudgement) right = gezin_bundle_judge (&test->question, file, &error);
  g_autoptr (GString) unseen = g_string_new (NULL);
  guint n_unseen = 0;

  g_assert_no_error (error);
  for (gsize bit = 0; bit < g_bytes_get_size (file) * 8; bit++)
    if (test_turns_bit (bit, g_bytes_get_size (file), 300)
        && !is_turn_seen (test, file, bit, right->container))
      {
        g_string_append_printf (unseen, " %" G_GSIZE_FORMAT ".%" G_GSIZE_FORMAT, bit / 8, bit % 8);
        n_unseen++;
      }
  g_test_message ("of %" G_GSIZE_FORMAT " bits those turned and unseen: %u (byte.bit):%s",
                  g_bytes_get_size (file) * 8, n_unseen, unseen->str);
  /* With one recipient by ECDH no bit is left (docs/bundle-format.md). */
  g_assert_cmpuint (n_unseen, ==, 0);
}

static void
test_every_length (void)
{
  g_autoptr (TestPeer) anna = test_peer_new ("Anna");
  g_autoptr (TestPeer) rvt = test_peer_new ("Bo");
  g_autoptr (TestQuestion) test = test_question_new (rvt, anna);
  g_autoptr (GezinManifest) manifest = test_manifest ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = test_bundle (anna, rvt, manifest, NULL, &error);

  for (gsize length = 0; length < g_bytes_get_size (file); length++)
    {
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (file, 0, length);
      g_autoptr (GezinJudgement) judgement = gezin_bundle_judge (&test->question, cut, &error);

      g_assert_nonnull (error);
      g_assert_cmpint (gezin_error_status (error), ==, GEZIN_STATUS_REFUSED);
      /* Before a key is touched. */
      g_assert_cmpuint (judgement->lines->len, ==, 1);
      g_clear_error (&error);
    }
}

/* ---------- Looking only ---------- */

static void
test_outside (void)
{
  g_autoptr (TestPeer) anna = test_peer_new ("Anna");
  g_autoptr (TestPeer) rvt = test_peer_new ("Bo");
  g_autoptr (GezinManifest) manifest = test_manifest ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = test_bundle (anna, rvt, manifest, NULL, &error);
  GezinBundleQuestion question = { .now = TEST_NOW };
  g_autoptr (GezinJudgement) judgement = gezin_bundle_judge (&question, file, &error);

  g_assert_no_error (error);
  g_assert_cmpint (judgement->verdict, ==, GEZIN_BUNDLE_VERDICT_UNKNOWN);
  g_assert_cmpuint (judgement->lines->len, ==, 2);
  g_assert_null (judgement->container);
}

static void
test_container_alone (void)
{
  g_autoptr (TestPeer) anna = test_peer_new ("Anna");
  g_autoptr (TestPeer) rvt = test_peer_new ("Bo");
  g_autoptr (TestQuestion) test = test_question_new (rvt, anna);
  g_autoptr (GBytes) container = test_container (anna, rvt);
  GezinBundleQuestion question = { .now = TEST_NOW };
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinJudgement) judgement = gezin_bundle_judge (&question, container, &error);

  /* Of whom nobody knows anything. */
  g_assert_no_error (error);
  g_assert_cmpint (judgement->verdict, ==, GEZIN_BUNDLE_VERDICT_UNKNOWN);
  g_assert_nonnull (judgement->dossier);
  gezin_judgement_free (g_steal_pointer (&judgement));
  /* With the card, it is good; long after it expired too. */
  question.senders = test->senders;
  question.now = TEST_NOW + 300 * TEST_DAY;
  judgement = gezin_bundle_judge (&question, container, &error);
  g_assert_no_error (error);
  g_assert_cmpint (judgement->verdict, ==, GEZIN_BUNDLE_VERDICT_GOOD);
  /* It is no bundle: it cannot be taken in. */
  expect (test, container, GEZIN_WIRE_ERROR_ENVELOPE_BYTES);
}

static const struct {
  const char *path;
  void (*func) (void);
} tests[] = {
  { "/bundle/comes-out-as-it-went-in", test_there_and_back },
  { "/bundle/for-somebody-else-is-not-opened", test_not_for_us },
  { "/bundle/passed-on-to-a-third-party-is-refused", test_passed_on },
  { "/bundle/parts-of-another-are-refused", test_swapped_parts },
  { "/bundle/a-part-more-or-less-is-refused", test_more_and_less },
  { "/bundle/a-changed-document-is-refused", test_changed_document },
  { "/bundle/the-list-of-what-was-signed-has-one-form", test_list_form },
  { "/bundle/another-sender-is-refused", test_senders },
  { "/bundle/a-manifest-that-lies-is-refused", test_manifest_lies },
  { "/bundle/a-dossier-that-is-none-is-refused", test_dossiers },
  { "/bundle/times-hold", test_times },
  { "/bundle/is-not-made-wrong", test_not_made },
  { "/bundle/a-document-leaves-only-if-a-record-names-it", test_unnamed_document },
  { "/bundle/receipts-carry-no-dossier", test_receipt },
  { "/manifest/is-read-as-it-was-written", test_manifest_round },
  { "/manifest/has-one-form", test_manifest_forms },
  { "/bundle/every-turned-bit-is-refused-or-says-nothing", test_every_bit },
  { "/bundle/every-truncation-is-refused", test_every_length },
  { "/bundle/from-the-outside-little-is-known", test_outside },
  { "/bundle/a-container-alone-is-judged", test_container_alone },
};

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add_func (tests[i].path, tests[i].func);
  return g_test_run ();
}
