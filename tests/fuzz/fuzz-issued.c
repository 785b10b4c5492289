/* SPDX-License-Identifier: EUPL-1.2 */

/* Any bytes as what an issuer of certificates answered. Those that begin with an "i" say what was asked
 * (a byte of flags), in which form the answer is, and by whom certificates that come along are signed
 * anew (letters); after them comes its text, in which words stand for certificates, and then certificates
 * in DER that other words stand for. What is refused must say why; what is taken must be of our keys,
 * vouched for in the file, and make a card. */

#include "fuzz/forger.h"
#include "fuzz/fuzz.h"

#include "base/error.h"
#include "base/limits.h"
#include "wire/certificate-private.h"
#include "wire/issued.h"
#include "wire/key-private.h"

#include <openssl/pem.h>
#include <string.h>

#define HEAD_BYTES (4)
#define AS_IT_IS '.' /* not signed anew */
#define MAX_OWN (3) /* certificates that the input brings along */
#define ORGANISATION "Wijkteam"

/** Flags: What was asked; bits of one byte, each 0 as when an answer fits. */
enum {
  ASK_LATER = 1 << 0,
  ASK_EARLIER = 1 << 1,
  ASK_FOR_ANOTHER_ORGANISATION = 1 << 2,
  ASK_IN_CAPITALS = 1 << 3, /* the same organisation, written otherwise */
  ASK_WITHOUT_OLDER = 1 << 4,
  ASK_OF_A_WEAK_KEY = 1 << 5,
};

/** Form: How the answer is written. */
enum {
  FORM_TEXT, /* as it stands */
  FORM_DER, /* the first word alone, as bytes */
  FORM_CHAIN, /* certificates after each other, as PKCS#7 in DER */
  FORM_CHAIN_TEXT, /* the same as PEM */
  N_FORMS
};

/* ---------- What an issuer may answer ---------- */

/** Keys: Of ours and of others. */
typedef enum {
  KEY_SIGNING,
  KEY_ENCRYPTION,
  KEY_OLDER,
  KEY_WEAK,
  KEY_ISSUER,
  KEY_BETWEEN,
  KEY_STRANGER,
  N_KEYS
} Keys;

#define SIGNS "critical,nonRepudiation"
#define OPENS "critical,keyEncipherment"
#define ISSUES "critical,keyCertSign,cRLSign"
#define ITSELF (-1)

static const struct {
  Keys subject;
  int issuer; /* another of these, or ITSELF */
  const char *usage;
  gboolean is_issuer;
  gboolean has_no_key_id;
  gboolean is_sha1;
  int from; /* days from now; 0: yesterday */
  guint days;
} answers[] = {
  { KEY_ISSUER, ITSELF, ISSUES, TRUE, FALSE, FALSE, 0, 0 }, /* A: the issuer */
  { KEY_SIGNING, 0, SIGNS, FALSE, FALSE, FALSE, 0, 0 }, /* B, C: what we asked for */
  { KEY_ENCRYPTION, 0, OPENS, FALSE, FALSE, FALSE, 0, 0 },
  { KEY_SIGNING, 0, SIGNS, FALSE, FALSE, FALSE, 0, 2000 }, /* D: that holds longer */
  { KEY_BETWEEN, 0, ISSUES, TRUE, FALSE, FALSE, 0, 0 }, /* E: an issuer below it */
  { KEY_SIGNING, 4, SIGNS, FALSE, FALSE, FALSE, 0, 0 }, /* F, G: by that one */
  { KEY_ENCRYPTION, 4, OPENS, FALSE, FALSE, FALSE, 0, 0 },
  { KEY_ENCRYPTION, 0, OPENS, FALSE, TRUE, FALSE, 0, 0 }, /* H: without a key id */
  { KEY_SIGNING, 0, "critical,keyAgreement", FALSE, FALSE, FALSE, 0,
    0 }, /* I, J: for something else */
  { KEY_ENCRYPTION, 0, SIGNS, FALSE, FALSE, FALSE, 0, 0 },
  { KEY_SIGNING, 0, SIGNS, FALSE, FALSE, FALSE, -900, 30 }, /* K: that is over */
  { KEY_SIGNING, 0, SIGNS, FALSE, FALSE, FALSE, 60, 900 }, /* L: that begins later */
  { KEY_SIGNING, 0, SIGNS, FALSE, FALSE, TRUE, 0, 0 }, /* M: by SHA-1 */
  { KEY_SIGNING, ITSELF, SIGNS, FALSE, FALSE, FALSE, 0, 0 }, /* N: by nobody else */
  { KEY_OLDER, 0, SIGNS, FALSE, FALSE, FALSE, 0, 0 }, /* O: of keys of before */
  { KEY_STRANGER, 0, SIGNS, FALSE, FALSE, FALSE, 0, 0 }, /* P: of somebody else */
  { KEY_WEAK, 0, SIGNS, FALSE, FALSE, FALSE, 0, 0 }, /* Q: of a weak key */
  { KEY_ISSUER, ITSELF, ISSUES, TRUE, FALSE, FALSE, 0, 2500 }, /* R: the issuer's, renewed */
  { KEY_ISSUER, 4, ISSUES, TRUE, FALSE, FALSE, 0, 0 }, /* S: the two vouch for each other */
  { KEY_ISSUER, ITSELF, ISSUES, TRUE, FALSE, FALSE, -900,
    30 }, /* T, U: an issuer that is over, or begins later */
  { KEY_ISSUER, ITSELF, ISSUES, TRUE, FALSE, FALSE, 60, 900 },
  { KEY_ISSUER, ITSELF, SIGNS, FALSE, FALSE, FALSE, 0, 0 }, /* V: that is none */
  { KEY_WEAK, ITSELF, ISSUES, TRUE, FALSE, FALSE, 0,
    0 }, /* W, X: an issuer with a weak key, and what it gave */
  { KEY_SIGNING, 22, SIGNS, FALSE, FALSE, FALSE, 0, 0 },
};

#define N_ANSWERS (G_N_ELEMENTS (answers))

static GezinKey *
get_key (Keys which)
{
  static const int sorts[N_KEYS] = { [KEY_SIGNING] = TEST_KEY_P256,
                                     [KEY_ENCRYPTION] = TEST_KEY_RSA_3072,
                                     [KEY_OLDER] = TEST_KEY_P521,
                                     [KEY_WEAK] = TEST_KEY_RSA_1024,
                                     [KEY_ISSUER] = TEST_KEY_P384,
                                     [KEY_BETWEEN] = -1,
                                     [KEY_STRANGER] = -1 };
  static GezinKey *more[N_KEYS];

  if (sorts[which] >= 0)
    return test_key ((TestKeySort) sorts[which]);
  if (more[which] == NULL)
    more[which] = gezin_key_new (NULL);
  return more[which];
}

static GezinCertificate *
get_answer (guint which)
{
  static const char *const names[N_KEYS] = { "Anna",     "Anna",   "Anna", "Anna",
                                             "Uitgever", "Tussen", "Fem" };
  static GezinCertificate *made[N_ANSWERS];
  TestIssue issue = { .subject = get_key (answers[which].subject),
                      .name = names[answers[which].subject],
                      .usage = answers[which].usage,
                      .is_issuer = answers[which].is_issuer,
                      .has_no_key_id = answers[which].has_no_key_id,
                      .is_sha1 = answers[which].is_sha1,
                      .days = answers[which].days };

  if (made[which] != NULL)
    return made[which];
  if (answers[which].from != 0)
    issue.from = TEST_NOW + answers[which].from * TEST_DAY;
  if (answers[which].issuer != ITSELF)
    {
      issue.issuer = get_key (answers[answers[which].issuer].subject);
      issue.issuer_certificate = get_answer ((guint) answers[which].issuer);
    }
  return made[which] = test_issue (&issue);
}

/* What the fuzzer made of a certificate, for the key of the answer of that letter and signed as it is. */
static GBytes *
sign_anew (GBytes *piece, guint8 letter)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (piece, &length), *at = data;
  g_autoptr (X509) x509 = NULL;
  guint which;
  guint8 *der = NULL;
  int der_length;
  GBytes *signed_anew;

  if (letter == AS_IT_IS)
    return g_bytes_ref (piece);
  which = (guint) (guint8) (letter - 'A') % N_ANSWERS;
  x509 = length > 0 ? d2i_X509 (NULL, &at, (long) length) : NULL;
  if (x509 == NULL)
    return g_bytes_ref (piece);
  X509_set_pubkey (x509, gezin_key_pkey (get_key (answers[which].subject)));
  X509_sign (x509,
             gezin_key_pkey (get_key (answers[which].issuer == ITSELF
                                          ? answers[which].subject
                                          : answers[answers[which].issuer].subject)),
             answers[which].is_sha1 ? EVP_sha1 () : EVP_sha256 ());
  der_length = i2d_X509 (x509, &der);
  signed_anew = g_bytes_new (der, (gsize) MAX (der_length, 0));
  OPENSSL_free (der);
  return signed_anew;
}

/* ---------- The file ---------- */

static char *
encode (GBytes *der)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (der, &length);

  return g_base64_encode (bytes, length);
}

static GBytes *
fill (GPtrArray *pieces, guint8 letter)
{
  static char *known[N_ANSWERS];
  static char names[N_ANSWERS][4];
  static const char *const own_names[MAX_OWN] = { "{1}", "{2}", "{3}" };
  FuzzWord words[N_ANSWERS + MAX_OWN];
  g_autoptr (GPtrArray) own = g_ptr_array_new_with_free_func (g_free);
  guint n_words = 0;

  for (; n_words < N_ANSWERS; n_words++)
    {
      if (known[n_words] == NULL)
        {
          known[n_words] = encode (gezin_certificate_der (get_answer (n_words)));
          g_snprintf (names[n_words], sizeof names[n_words], "{%c}", (int) ('A' + n_words));
        }
      words[n_words] = (FuzzWord){ names[n_words], known[n_words] };
    }
  for (guint i = 0; i < MAX_OWN && i + 1 < pieces->len; i++, n_words++)
    {
      g_autoptr (GBytes) der =
          sign_anew (pieces->pdata[i + 1], letter == AS_IT_IS ? letter : (guint8) (letter + i));

      g_ptr_array_add (own, encode (der));
      words[n_words] = (FuzzWord){ own_names[i], own->pdata[i] };
    }
  return fuzz_fill (pieces->pdata[0], words, n_words);
}

/* Each line that is base64 of a certificate, in one PKCS#7; others are left. */
static GBytes *
chain_of (GBytes *text, gboolean is_text)
{
  g_autofree char *lines = fuzz_text (text);
  g_auto (GStrv) each = g_strsplit (lines, "\n", 64);
  g_autoptr (CMS_ContentInfo) cms = CMS_sign (NULL, NULL, NULL, NULL, CMS_DETACHED | CMS_PARTIAL);
  g_autoptr (BIO) out = BIO_new (BIO_s_mem ());
  char *bytes;
  long length;

  for (guint i = 0; each[i] != NULL; i++)
    {
      gsize der_length = 0;
      g_autofree guint8 *der = g_base64_decode (each[i], &der_length);
      const guint8 *at = der;
      g_autoptr (X509) x509 = d2i_X509 (NULL, &at, (long) der_length);

      if (x509 != NULL)
        CMS_add1_cert (cms, x509);
    }
  if (is_text)
    {
      guint8 *der = NULL;
      int der_length = i2d_CMS_ContentInfo (cms, &der);

      PEM_write_bio (out, PEM_STRING_CMS, "", der, der_length);
      OPENSSL_free (der);
    }
  else
    i2d_CMS_bio (out, cms);
  length = BIO_get_mem_data (out, &bytes);
  return g_bytes_new (bytes, (gsize) MAX (length, 0));
}

static GBytes *
make_file (const guint8 *data, gsize length)
{
  g_autoptr (GPtrArray) pieces = NULL;
  g_autoptr (GBytes) text = NULL;
  guint form;

  if (length < HEAD_BYTES || data[0] != 'i')
    return g_bytes_new (data, length);
  pieces = fuzz_pieces (data + HEAD_BYTES, length - HEAD_BYTES);
  text = fill (pieces, data[3]);
  form = (guint) (guint8) (data[2] - 'A') % N_FORMS;
  if (form == FORM_DER)
    {
      g_autofree char *word = fuzz_text (text);
      gsize der_length = 0;
      guint8 *der = g_base64_decode (word, &der_length);

      return g_bytes_new_take (der, der_length);
    }
  return form == FORM_TEXT ? g_steal_pointer (&text) : chain_of (text, form == FORM_CHAIN_TEXT);
}

/* ---------- What is asked ---------- */

static void
ask (GezinIssuedAsked *asked, GPtrArray *older, guint8 flags)
{
  *asked = (GezinIssuedAsked){
    .signing = get_key (flags & ASK_OF_A_WEAK_KEY ? KEY_WEAK : KEY_SIGNING),
    .encryption = get_key (KEY_ENCRYPTION),
    .older = flags & ASK_WITHOUT_OLDER ? NULL : older,
    .organisation = flags & ASK_FOR_ANOTHER_ORGANISATION ? "Stichting Anders"
                    : flags & ASK_IN_CAPITALS            ? " WIJKTEAM "
                                                         : ORGANISATION,
    .now = TEST_NOW,
  };
  if (flags & ASK_LATER)
    asked->now += 1800 * TEST_DAY;
  if (flags & ASK_EARLIER)
    asked->now -= 400 * TEST_DAY;
}

/* ---------- What holds of the answer ---------- */

/* By OpenSSL alone: somebody in the list made it. */
static gboolean
is_vouched_for (const GezinCertificate *certificate, GPtrArray *issuers)
{
  for (guint i = 0; i < issuers->len; i++)
    if (X509_verify (gezin_certificate_x509 (certificate),
                     X509_get0_pubkey (gezin_certificate_x509 (issuers->pdata[i])))
        == 1)
      return TRUE;
  return FALSE;
}

static void
check_one (const GezinCertificate *one, const GezinKey *key, const GezinIssuedAsked *asked,
           GPtrArray *issuers)
{
  g_autofree char *organisation = gezin_certificate_organisation (one);

  g_assert_true (gezin_key_fits (key, one));
  g_assert_nonnull (organisation);
  g_assert_cmpint (gezin_certificate_from (one), <=, asked->now);
  g_assert_cmpint (gezin_certificate_until (one), >, asked->now);
  g_assert_true (is_vouched_for (one, issuers));
}

static void
append_pem (BIO *out, const GezinCertificate *certificate)
{
  PEM_write_bio_X509 (out, gezin_certificate_x509 (certificate));
}

/* Those alone are taken again, as the same. */
static void
check_again (const GezinIssued *issued, const GezinIssuedAsked *asked)
{
  g_autoptr (BIO) out = BIO_new (BIO_s_mem ());
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GezinIssued) again = NULL;
  g_autoptr (GError) error = NULL;
  char *bytes;
  long length;

  append_pem (out, issued->encryption);
  for (guint i = 0; i < issued->issuers->len; i++)
    append_pem (out, issued->issuers->pdata[i]);
  append_pem (out, issued->signing);
  length = BIO_get_mem_data (out, &bytes);
  file = g_bytes_new (bytes, (gsize) length);
  again = gezin_issued_read (file, asked, &error);
  g_assert_no_error (error);
  g_assert_true (gezin_certificate_equal (again->signing, issued->signing));
  g_assert_true (gezin_certificate_equal (again->encryption, issued->encryption));
}

static void
check_card (const GezinIssued *issued, const GezinIssuedAsked *asked)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinSigner) signer =
      gezin_signer_new ((GezinKey *) asked->signing, issued->signing, issued->issuers, &error);
  g_autoptr (GPtrArray) encryption = g_ptr_array_new ();
  GezinCardHolder holder = { .name = "Anna",
                             .organisation = ORGANISATION,
                             .role = "lead",
                             .encryption = encryption,
                             .issuers = issued->issuers,
                             .made = asked->now };
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GezinCard) card = NULL;

  g_assert_no_error (error);
  g_ptr_array_add (encryption, issued->encryption);
  file = gezin_card_make (signer, &holder, &error);
  g_assert_no_error (error);
  card = gezin_card_read (file, &error);
  g_assert_no_error (error);
  g_assert_true (gezin_card_check (card, GEZIN_CERTIFICATE_SIGNS, NULL, asked->now, NULL, &error));
  g_assert_true (gezin_card_check (card, GEZIN_CERTIFICATE_OPENS, NULL, asked->now, NULL, &error));
}

static void
check_issued (const GezinIssued *issued, const GezinIssuedAsked *asked)
{
  g_assert_cmpuint (issued->issuers->len, >, 0);
  g_assert_cmpuint (issued->issuers->len, <=, GEZIN_MAX_CARD_CERTIFICATES);
  check_one (issued->signing, asked->signing, asked, issued->issuers);
  check_one (issued->encryption, asked->encryption, asked, issued->issuers);
  check_again (issued, asked);
  check_card (issued, asked);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  static GPtrArray *older = NULL;
  g_autoptr (GBytes) file = make_file (data, length);
  GezinIssuedAsked asked;
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinIssued) issued = NULL;

  if (older == NULL)
    {
      older = g_ptr_array_new ();
      g_ptr_array_add (older, get_key (KEY_OLDER));
    }
  ask (&asked, older, length >= HEAD_BYTES && data[0] == 'i' ? data[1] - '@' : 0);
  issued = gezin_issued_read (file, &asked, &error);
  g_assert_true ((issued == NULL) == (error != NULL));
  if (issued != NULL)
    check_issued (issued, &asked);
  else
    {
      g_assert_true (error->domain == GEZIN_WIRE_ERROR);
      g_assert_true (gezin_error_status (error) == GEZIN_STATUS_REFUSED);
    }
  gezin_issued_free (NULL);
  return 0;
}

gsize
LLVMFuzzerCustomMutator (guint8 *data, gsize length, gsize max_length, guint seed)
{
  return fuzz_mutate_pieces (data, length, max_length, seed);
}
