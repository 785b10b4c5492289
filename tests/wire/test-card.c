/* SPDX-License-Identifier: EUPL-1.2 */

/* Cards, trust, revocation, and the words. */

#include "wire/keys.h"
#include "wire/peers.h"

#include "base/limits.h"
#include "wire/card-words-private.h"
#include "wire/form-private.h"

#include <string.h>

/* ---------- Cards ---------- */

static void
test_read (void)
{
  g_autoptr (TestPeer) peer = test_peer_new ("Anna <Bakker> & \"co\"");
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinCard) again = gezin_card_read (gezin_card_file (peer->card), &error);
  g_autofree char *words = gezin_card_words (again);

  g_assert_no_error (error);
  g_assert_cmpstr (gezin_card_name (again), ==, "Anna <Bakker> & \"co\"");
  g_assert_cmpstr (gezin_card_organisation (again), ==, "Wijkteam De Brug");
  g_assert_cmpstr (gezin_card_role (again), ==, "consultant");
  g_assert_cmpstr (gezin_card_team (again), ==, "Noord");
  g_assert_cmpint (gezin_card_made (again), ==, TEST_NOW - TEST_DAY);
  g_assert_cmpuint (gezin_card_encryption (again)->len, ==, 1);
  g_assert_cmpmem (gezin_card_digest (again), GEZIN_DIGEST_BYTES, gezin_card_digest (peer->card),
                   GEZIN_DIGEST_BYTES);
  g_test_message ("%s", words);
}

static void
expect_card (GBytes *file, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinCard) card = gezin_card_read (file, &error);

  g_assert_error (error, GEZIN_WIRE_ERROR, code);
  g_assert_null (card);
}

/* Signed text of anybody's making, as a card. */
static GBytes *
sign_text (const TestPeer *peer, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  GBytes *file = gezin_signer_sign (peer->signer, GEZIN_SIGNATURE_AROUND, bytes, TEST_NOW, &error);

  g_assert_no_error (error);
  return file;
}

static char *
text_of (const TestPeer *peer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinSignature) signature =
      gezin_signature_check (gezin_card_file (peer->card), GEZIN_SIGNATURE_AROUND, NULL, &error);

  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (signature->content, NULL),
                    g_bytes_get_size (signature->content));
}

static void
expect_replaced (const TestPeer *peer, const char *what, const char *by, int code)
{
  g_autofree char *text = text_of (peer);
  g_auto (GStrv) parts = g_strsplit (text, what, 2);
  g_autofree char *changed = NULL;
  g_autoptr (GBytes) file = NULL;

  g_assert_nonnull (parts[1]);
  changed = g_strconcat (parts[0], by, parts[1], NULL);
  file = sign_text (peer, changed);
  expect_card (file, code);
}

/* The signature fits each of these: their maker signed them. */
static void
test_forms (void)
{
  g_autoptr (TestPeer) peer = test_peer_new ("Anna");
  g_autofree char *text = text_of (peer);
  g_autofree char *bomb =
      g_strconcat ("<!DOCTYPE card [<!ENTITY a \"b\">]>", strchr (text, '\n') + 1, NULL);
  g_autoptr (GBytes) doctype = sign_text (peer, bomb);
  g_autoptr (GBytes) no_xml = sign_text (peer, "geen kaart");

  expect_card (doctype, GEZIN_WIRE_ERROR_CARD);
  expect_card (no_xml, GEZIN_WIRE_ERROR_CARD);
  expect_replaced (peer, "card:1", "card:2", GEZIN_WIRE_ERROR_NEWER);
  expect_replaced (peer, "card:1", "cart:1", GEZIN_WIRE_ERROR_CARD);
  expect_replaced (peer, "role=\"consultant\"", "role=\"Consultant\"", GEZIN_WIRE_ERROR_CARD);
  expect_replaced (peer, "name=\"Anna\"", "name=\"Anna\xe2\x80\xae\"", GEZIN_WIRE_ERROR_CARD);
  expect_replaced (peer, "name=\"Anna\"", "name=\"\"", GEZIN_WIRE_ERROR_CARD);
  expect_replaced (peer, "name=\"Anna\"", "name='Anna'", GEZIN_WIRE_ERROR_CARD);
  expect_replaced (peer, "name=\"Anna\"", "name=\"&#65;nna\"", GEZIN_WIRE_ERROR_CARD);
  expect_replaced (peer, "name=\"Anna\"", "name=\"Anna\" extra=\"x\"", GEZIN_WIRE_ERROR_CARD);
  expect_replaced (peer, "2026-", "2126-13", GEZIN_WIRE_ERROR_CARD);
  expect_replaced (peer, "<encryption>", "<encryption>AA==</encryption>\n  <encryption>",
                   GEZIN_WIRE_ERROR_CERTIFICATE);
  expect_replaced (peer, "</card>", "</card><!-- x -->", GEZIN_WIRE_ERROR_CARD);
}

/* The part of a card's text from its first certificate for encryption. */
static char *
encryption_of (const TestPeer *peer)
{
  g_autofree char *text = text_of (peer);

  return g_strdup (strstr (text, "<encryption>"));
}

/* Signatures differ in length; here another's certificate must be as long as @own. */
static char *
foreign_encryption (const char *own)
{
  for (;;)
    {
      g_autoptr (TestPeer) other = test_peer_new ("Anja");
      char *foreign = encryption_of (other);

      if (strlen (foreign) == strlen (own))
        return foreign;
      g_free (foreign);
    }
}

static void
test_swapped (void)
{
  g_autoptr (TestPeer) anna = test_peer_new ("Anna");
  g_autoptr (TestPeer) mallory = test_peer_new ("Mallory");
  g_autofree char *text = text_of (anna);
  g_autoptr (GBytes) stolen = sign_text (mallory, text);
  g_autofree char *own = encryption_of (anna);
  g_autofree char *foreign = foreign_encryption (own);
  gsize length = g_bytes_get_size (gezin_card_file (anna->card));
  guint8 *bytes = g_memdup2 (g_bytes_get_data (gezin_card_file (anna->card), NULL), length);
  guint8 *place = memmem (bytes, length, own, strlen (own));
  g_autoptr (GBytes) swapped = NULL;

  /* Anna's text, signed by another. */
  expect_card (stolen, GEZIN_WIRE_ERROR_CARD_SIGNER);
  /* Another's key for encryption, under Anna's signature. */
  g_assert_nonnull (place);
  memcpy (place, foreign, strlen (foreign));
  swapped = g_bytes_new_take (bytes, length);
  expect_card (swapped, GEZIN_WIRE_ERROR_SIGNATURE_WRONG);
}

static void
test_uses (void)
{
  TestIssue issue = { .subject = test_key (TEST_KEY_P256),
                      .name = "Anna",
                      .usage = "critical,nonRepudiation" };
  g_autoptr (GezinCertificate) signs = test_issue (&issue);
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinSigner) signer = gezin_signer_new (issue.subject, signs, NULL, &error);
  g_autoptr (GPtrArray) encryption = g_ptr_array_new ();
  GezinCardHolder holder = { .name = "Anna",
                             .organisation = "Wijkteam",
                             .role = "lead",
                             .encryption = encryption,
                             .made = TEST_NOW };
  g_autoptr (GezinCertificate) without_id = NULL;
  g_autoptr (GBytes) file = NULL;

  /* A certificate for signing cannot be encrypted for. */
  g_ptr_array_add (encryption, signs);
  file = gezin_card_make (signer, &holder, &error);
  g_assert_error (error, GEZIN_WIRE_ERROR, GEZIN_WIRE_ERROR_CERTIFICATE_USAGE);
  g_clear_error (&error);
  issue.usage = "critical,keyAgreement";
  issue.has_no_key_id = TRUE;
  without_id = test_issue (&issue);
  encryption->pdata[0] = without_id;
  file = gezin_card_make (signer, &holder, &error);
  g_assert_error (error, GEZIN_WIRE_ERROR, GEZIN_WIRE_ERROR_CARD);
  g_clear_error (&error);
  g_ptr_array_set_size (encryption, 0);
  file = gezin_card_make (signer, &holder, &error);
  g_assert_error (error, GEZIN_WIRE_ERROR, GEZIN_WIRE_ERROR_CARD);
}

static void
expect_check (const GezinCard *card, GezinCertificateUse use, gint64 when, int code)
{
  g_autoptr (GError) error = NULL;
  gboolean holds = gezin_card_check (card, use, NULL, when, NULL, &error);

  if (code == 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, GEZIN_WIRE_ERROR, code);
  g_assert_cmpint (holds, ==, code == 0);
}

static void
test_times (void)
{
  g_autoptr (TestPeer) peer = test_peer_new_from ("Anna", TEST_NOW, 30);

  for (GezinCertificateUse use = GEZIN_CERTIFICATE_SIGNS; use <= GEZIN_CERTIFICATE_OPENS; use++)
    {
      expect_check (peer->card, use, TEST_NOW, 0);
      expect_check (peer->card, use, TEST_NOW + 30 * TEST_DAY - G_USEC_PER_SEC, 0);
      expect_check (peer->card, use, TEST_NOW - TEST_DAY, GEZIN_WIRE_ERROR_CERTIFICATE_NOT_YET);
      expect_check (peer->card, use, TEST_NOW + 31 * TEST_DAY,
                    GEZIN_WIRE_ERROR_CERTIFICATE_EXPIRED);
    }
}

/* Each bit of a card: refused, or a card with another digest, of which the words differ. */
static void
test_bits (void)
{
  g_autoptr (TestPeer) peer = test_peer_new ("Anna");
  GBytes *file = gezin_card_file (peer->card);
  gsize length = g_bytes_get_size (file);
  g_autofree char *words = gezin_card_words (peer->card);
  guint n_taken = 0;

  for (gsize i = 0; i < length * 8; i++)
    {
      guint8 *turned = g_memdup2 (g_bytes_get_data (file, NULL), length);
      g_autoptr (GBytes) other = NULL;
      g_autoptr (GezinCard) card = NULL;
      g_autofree char *other_words = NULL;

      if (!test_turns_bit (i, length, 64))
        {
          g_free (turned);
          continue;
        }
      turned[i / 8] ^= (guint8) (1 << i % 8);
      other = g_bytes_new_take (turned, length);
      card = gezin_card_read (other, NULL);
      if (card == NULL)
        continue;
      other_words = gezin_card_words (card);
      g_assert_cmpstr (other_words, !=, words);
      g_assert_true (
          gezin_certificate_equal (gezin_card_signing (card), gezin_card_signing (peer->card)));
      n_taken++;
    }
  g_test_message ("%u of %" G_GSIZE_FORMAT " bits are not signed", n_taken, length * 8);
}

/* ---------- Issuers and revocation ---------- */

typedef struct {
  GezinCertificate *root;
  GezinCertificate *leaf;
  GPtrArray *issuers;
  GPtrArray *lists;
} Chain;

static void
chain_init (Chain *chain)
{
  TestIssue root = { .subject = test_key (TEST_KEY_P384),
                     .name = "Uitgever",
                     .usage = "critical,keyCertSign,cRLSign",
                     .is_issuer = TRUE };
  TestIssue leaf = { .subject = test_key (TEST_KEY_P256),
                     .issuer = test_key (TEST_KEY_P384),
                     .name = "Anna",
                     .usage = "critical,nonRepudiation" };

  chain->root = test_issue (&root);
  leaf.issuer_certificate = chain->root;
  chain->leaf = test_issue (&leaf);
  chain->issuers = g_ptr_array_new ();
  chain->lists = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_revocation_list_unref);
  g_ptr_array_add (chain->issuers, chain->root);
}

static void
chain_clear (Chain *chain)
{
  gezin_certificate_unref (chain->root);
  gezin_certificate_unref (chain->leaf);
  g_ptr_array_unref (chain->issuers);
  g_ptr_array_unref (chain->lists);
}

static void
expect_trust (const Chain *chain, gint64 when, int code, GezinRevocation wanted)
{
  GezinTrust trust = { .issuers = chain->issuers, .revocations = chain->lists };
  g_autoptr (GError) error = NULL;
  GezinRevocation revocation = 0;
  gboolean is_believed = gezin_trust_check (&trust, chain->leaf, NULL, when, &revocation, &error);

  if (code != 0)
    {
      g_assert_error (error, GEZIN_WIRE_ERROR, code);
      g_assert_false (is_believed);
      return;
    }
  g_assert_no_error (error);
  g_assert_true (is_believed);
  g_assert_cmpint (revocation, ==, wanted);
}

/* One list, by @key in the name of the root, instead of those before. */
static void
set_list (Chain *chain, TestKeySort key, GezinCertificate *revoked, gint64 since, gint64 from)
{
  g_autoptr (GBytes) file =
      test_revocation_list (test_key (key), chain->root, revoked, since, from, 7);
  g_autoptr (GError) error = NULL;
  GezinRevocationList *list = gezin_revocation_list_new (file, &error);

  g_assert_no_error (error);
  g_ptr_array_set_size (chain->lists, 0);
  g_ptr_array_add (chain->lists, list);
}

static void
test_revocation (void)
{
  Chain chain;
  gint64 week = 7 * TEST_DAY;

  chain_init (&chain);
  expect_trust (&chain, TEST_NOW, 0, GEZIN_REVOCATION_UNCHECKED);
  set_list (&chain, TEST_KEY_P384, NULL, 0, TEST_NOW - TEST_DAY);
  expect_trust (&chain, TEST_NOW, 0, GEZIN_REVOCATION_GOOD);
  expect_trust (&chain, TEST_NOW + 2 * week, 0, GEZIN_REVOCATION_STALE);
  set_list (&chain, TEST_KEY_P384, chain.leaf, TEST_NOW - TEST_DAY / 24, TEST_NOW - TEST_DAY);
  expect_trust (&chain, TEST_NOW, GEZIN_WIRE_ERROR_CERTIFICATE_REVOKED, 0);
  /* A stale list revokes none the less; before it was revoked, it held. */
  expect_trust (&chain, TEST_NOW + 2 * week, GEZIN_WIRE_ERROR_CERTIFICATE_REVOKED, 0);
  expect_trust (&chain, TEST_NOW - TEST_DAY / 12, 0, GEZIN_REVOCATION_GOOD);
  /* One that was made later tells of before; but not when what ended since is off it. */
  set_list (&chain, TEST_KEY_P384, chain.leaf, TEST_NOW + week, TEST_NOW + week);
  expect_trust (&chain, TEST_NOW, 0, GEZIN_REVOCATION_GOOD);
  set_list (&chain, TEST_KEY_P384, NULL, 0, TEST_NOW + 4 * 365 * TEST_DAY);
  expect_trust (&chain, TEST_NOW, 0, GEZIN_REVOCATION_UNCHECKED);
  chain_clear (&chain);
}

static void
test_forged_list (void)
{
  Chain chain;

  chain_init (&chain);
  set_list (&chain, TEST_KEY_RSA_3072, NULL, 0, TEST_NOW - TEST_DAY);
  expect_trust (&chain, TEST_NOW, GEZIN_WIRE_ERROR_REVOCATION_LIST, 0);
  chain_clear (&chain);
}

/* An issuer that has one itself: both lists count, in whichever order. */
static void
test_two_issuers (void)
{
  TestIssue between = { .subject = test_key (TEST_KEY_RSA_3072),
                        .issuer = test_key (TEST_KEY_P384),
                        .name = "Tussen",
                        .usage = "critical,keyCertSign,cRLSign",
                        .is_issuer = TRUE };
  TestIssue leaf = { .subject = test_key (TEST_KEY_P256),
                     .issuer = test_key (TEST_KEY_RSA_3072),
                     .name = "Anna",
                     .usage = "critical,nonRepudiation" };
  GezinCertificate *issuer;
  g_autoptr (GBytes) file = NULL;
  Chain chain;

  chain_init (&chain);
  between.issuer_certificate = chain.root;
  issuer = test_issue (&between);
  leaf.issuer_certificate = issuer;
  gezin_certificate_unref (chain.leaf);
  chain.leaf = test_issue (&leaf);
  g_ptr_array_insert (chain.issuers, 0, issuer);
  set_list (&chain, TEST_KEY_P384, NULL, 0, TEST_NOW - TEST_DAY);
  expect_trust (&chain, TEST_NOW, 0, GEZIN_REVOCATION_UNCHECKED);
  file =
      test_revocation_list (test_key (TEST_KEY_RSA_3072), issuer, NULL, 0, TEST_NOW - TEST_DAY, 7);
  g_ptr_array_add (chain.lists, gezin_revocation_list_new (file, NULL));
  expect_trust (&chain, TEST_NOW, 0, GEZIN_REVOCATION_GOOD);
  /* Without the root its list says nothing, and nobody has to vouch for whom we believe. */
  g_ptr_array_remove (chain.issuers, chain.root);
  expect_trust (&chain, TEST_NOW, 0, GEZIN_REVOCATION_GOOD);
  g_ptr_array_add (chain.issuers, chain.root);
  set_list (&chain, TEST_KEY_P384, issuer, TEST_NOW - TEST_DAY, TEST_NOW - TEST_DAY);
  expect_trust (&chain, TEST_NOW, GEZIN_WIRE_ERROR_CERTIFICATE_REVOKED, 0);
  gezin_certificate_unref (issuer);
  chain_clear (&chain);
}

/* A list of another issuer says nothing, and does no harm. */
static void
test_other_issuer (void)
{
  TestIssue other = { .subject = test_key (TEST_KEY_RSA_3072),
                      .name = "Anderen",
                      .usage = "critical,keyCertSign,cRLSign",
                      .is_issuer = TRUE };
  g_autoptr (GezinCertificate) issuer = test_issue (&other);
  g_autoptr (GBytes) file =
      test_revocation_list (test_key (TEST_KEY_RSA_3072), issuer, NULL, 0, TEST_NOW - TEST_DAY, 7);
  Chain chain;

  chain_init (&chain);
  g_ptr_array_add (chain.lists, gezin_revocation_list_new (file, NULL));
  expect_trust (&chain, TEST_NOW, 0, GEZIN_REVOCATION_UNCHECKED);
  chain_clear (&chain);
}

static void
test_strangers (void)
{
  TestIssue self = { .subject = test_key (TEST_KEY_P256),
                     .name = "Anna",
                     .usage = "critical,nonRepudiation" };
  TestIssue by_sha1 = { .subject = test_key (TEST_KEY_P256),
                        .issuer = test_key (TEST_KEY_P384),
                        .name = "Anna",
                        .usage = "critical,nonRepudiation",
                        .is_sha1 = TRUE };
  TestIssue by_leaf = { .subject = test_key (TEST_KEY_RSA_3072),
                        .issuer = test_key (TEST_KEY_P256),
                        .name = "Mallory",
                        .usage = "critical,nonRepudiation" };
  GezinCertificate *leaf;
  Chain chain;

  chain_init (&chain);
  leaf = chain.leaf;
  chain.leaf = test_issue (&self);
  expect_trust (&chain, TEST_NOW, GEZIN_WIRE_ERROR_CERTIFICATE_UNKNOWN, 0);
  gezin_certificate_unref (chain.leaf);
  by_sha1.issuer_certificate = chain.root;
  chain.leaf = test_issue (&by_sha1);
  expect_trust (&chain, TEST_NOW, GEZIN_WIRE_ERROR_CERTIFICATE_WEAK, 0);
  gezin_certificate_unref (chain.leaf);
  /* Anna issues one herself: she is no issuer. */
  by_leaf.issuer_certificate = leaf;
  chain.leaf = test_issue (&by_leaf);
  g_ptr_array_add (chain.issuers, leaf);
  expect_trust (&chain, TEST_NOW, GEZIN_WIRE_ERROR_CERTIFICATE_UNKNOWN, 0);
  gezin_certificate_unref (leaf);
  chain_clear (&chain);
}

/* ---------- Words ---------- */

static void
test_words (void)
{
  guint8 zero[GEZIN_DIGEST_BYTES] = { 0 }, ones[GEZIN_DIGEST_BYTES],
         mixed[GEZIN_DIGEST_BYTES] = { 0 };
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  g_autofree char *some = NULL;

  memset (ones, 0xFF, sizeof ones);
  first = gezin_card_words_of (zero);
  last = gezin_card_words_of (ones);
  g_assert_cmpstr (first, ==, "aanbod aanbod aanbod aanbod aanbod aanbod aanbod aanbod");
  g_assert_cmpstr (last, ==, "zwoerd zwoerd zwoerd zwoerd zwoerd zwoerd zwoerd zwoerd");
  /* 11 bits each: the second word is number 1. */
  mixed[2] = 0x04;
  some = gezin_card_words_of (mixed);
  g_assert_true (g_str_has_prefix (some, "aanbod aandacht aanbod "));
}

/* How a word sounds to somebody who hears it badly. */
static char *
sound_of (const char *word)
{
  static const char *const rules[][2] = {
    { "sch", "sx" }, { "ch", "x" },  { "g", "x" },   { "nx", "N" }, { "ph", "f" },
    { "th", "t" },   { "auw", "A" }, { "ouw", "A" }, { "au", "A" }, { "ou", "A" },
    { "ij", "E" },   { "ei", "E" },  { "ie", "i" },  { "y", "i" },  { "ck", "k" },
    { "qu", "kw" },  { "ci", "si" }, { "ce", "se" }, { "c", "k" },  { "b", "p" },
    { "d", "t" },    { "v", "f" },   { "w", "f" },   { "z", "s" },  { "m", "n" },
  };
  g_autofree char *sound = g_strdup (word);
  GString *single = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_auto (GStrv) parts = g_strsplit (sound, rules[i][0], -1);

      g_free (sound);
      sound = g_strjoinv (rules[i][1], parts);
    }
  for (const char *at = sound; *at != '\0'; at++)
    if (at == sound || at[-1] != *at)
      g_string_append_c (single, *at);
  return g_string_free (single, FALSE);
}

static void
test_list (void)
{
  const char *text = gezin_form_resource ("words/card-words.txt", NULL);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GHashTable) sounds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *last = "";
  guint n_words = 0;

  for (char **line = lines; *line != NULL; line++)
    {
      if (**line == '#' || **line == '\0')
        continue;
      n_words++;
      g_assert_cmpint (strcmp (last, *line), <, 0);
      g_assert_cmpuint (strspn (*line, "abcdefghijklmnopqrstuvwxyz"), ==, strlen (*line));
      g_assert_cmpuint (strlen (*line), >=, 3);
      g_assert_cmpuint (strlen (*line), <=, 8);
      if (!g_hash_table_add (sounds, sound_of (*line)))
        g_error ("%s sounds like another word", *line);
      last = *line;
    }
  g_assert_cmpuint (n_words, ==, GEZIN_CARD_LIST_WORDS);
}

/* ---------- Errors ---------- */

static void
test_reasons (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_codes = 0;

  for (int code = 0; code < 1000; code++)
    {
      const char *reason = gezin_wire_error_reason (code);

      g_assert_cmpint (reason == NULL, ==, gezin_wire_error_sentence (code) == NULL);
      if (reason == NULL)
        continue;
      g_assert_true (g_hash_table_add (seen, (gpointer) reason));
      n_codes++;
    }
  g_assert_cmpuint (n_codes, ==, 73);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/card/is-read-as-it-was-made", test_read);
  g_test_add_func ("/card/has-one-form", test_forms);
  g_test_add_func ("/card/cannot-be-swapped-in-part", test_swapped);
  g_test_add_func ("/card/keys-are-for-what-they-are-for", test_uses);
  g_test_add_func ("/card/holds-for-a-time", test_times);
  g_test_add_func ("/card/every-turned-bit-is-refused-or-heard", test_bits);
  g_test_add_func ("/trust/revocation-is-good-stale-or-unknown", test_revocation);
  g_test_add_func ("/trust/refuses-forged-lists", test_forged_list);
  g_test_add_func ("/trust/lists-of-all-issuers-count", test_two_issuers);
  g_test_add_func ("/trust/lists-of-others-say-nothing", test_other_issuer);
  g_test_add_func ("/trust/refuses-strangers", test_strangers);
  g_test_add_func ("/words/eleven-bits-each", test_words);
  g_test_add_func ("/words/no-two-sound-alike", test_list);
  g_test_add_func ("/wire-error/each-code-has-its-own-reason", test_reasons);
  return g_test_run ();
}
