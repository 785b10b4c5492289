/* SPDX-License-Identifier: EUPL-1.2 */

/* A bundle, made and judged. */

#include "wire/peers.h"

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
      g_assert_cmpint (judgement->verdict, ==, GEZIN_VERDICT_GOOD);
      return;
    }
  g_assert_error (error, GEZIN_WIRE_ERROR, code);
  g_assert_cmpint (judgement->verdict, ==, GEZIN_VERDICT_BAD);
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
  g_assert_cmpint (judgement->verdict, ==, GEZIN_VERDICT_GOOD);
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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bundle/comes-out-as-it-went-in", test_there_and_back);
  g_test_add_func ("/bundle/for-somebody-else-is-not-opened", test_not_for_us);
  g_test_add_func ("/bundle/passed-on-to-a-third-party-is-refused", test_passed_on);
  return g_test_run ();
}
