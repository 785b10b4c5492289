/* SPDX-License-Identifier: EUPL-1.2 */

/* Keys and signatures of somebody who plays by no rules. */

#include "fuzz/forger.h"

#include "wire/certificate-private.h"
#include "wire/key-private.h"

#include <openssl/rsa.h>

#define SIGNS "critical,nonRepudiation"

/* ---------- Certificates ---------- */

GezinCertificate *
forger_issuer (void)
{
  static GezinCertificate *issuer = NULL;
  TestIssue issue = { .subject = test_key (TEST_KEY_P384),
                      .name = "Uitgever",
                      .usage = "critical,keyCertSign,cRLSign",
                      .is_issuer = TRUE };

  if (issuer == NULL)
    issuer = test_issue (&issue);
  return issuer;
}

static const struct {
  const char *name;
  TestKeySort key;
  const char *usage;
  gboolean is_issued; /* by the issuer */
  gboolean is_issuer;
  gboolean is_expired;
} people[FORGER_N_WHO] = {
  [FORGER_ANNA] = { "Anna", TEST_KEY_P256, SIGNS, FALSE, FALSE, FALSE },
  [FORGER_COLLEAGUE] = { "Cas", TEST_KEY_P256, SIGNS, FALSE, FALSE, FALSE },
  [FORGER_ISSUED] = { "Dirk", TEST_KEY_P384, SIGNS, TRUE, FALSE, FALSE },
  [FORGER_RSA] = { "Eva", TEST_KEY_RSA_3072, SIGNS, TRUE, FALSE, FALSE },
  [FORGER_STRANGER] = { "Fem", TEST_KEY_P384, "digitalSignature", FALSE, FALSE, FALSE },
  [FORGER_REVOKED] = { "Gijs", TEST_KEY_P256, SIGNS, TRUE, FALSE, FALSE },
  [FORGER_WEAK] = { "Hans", TEST_KEY_RSA_1024, SIGNS, TRUE, FALSE, FALSE },
  [FORGER_ODD] = { "Ilse", TEST_KEY_P521, SIGNS, FALSE, FALSE, FALSE },
  [FORGER_NOT_SIGNING] = { "Jan", TEST_KEY_P256, "critical,keyAgreement", FALSE, FALSE, FALSE },
  [FORGER_NO_USAGE] = { "Kim", TEST_KEY_P256, NULL, FALSE, FALSE, FALSE },
  [FORGER_AN_ISSUER] = { "Lot", TEST_KEY_P256, SIGNS ",keyCertSign", FALSE, TRUE, FALSE },
  [FORGER_EXPIRED] = { "Mia", TEST_KEY_P256, SIGNS, TRUE, FALSE, TRUE },
  [FORGER_EXPIRED_STRANGER] = { "Noa", TEST_KEY_P256, SIGNS, FALSE, FALSE, TRUE },
};

GezinCertificate *
forger_certificate (ForgerWho who)
{
  static GezinCertificate *certificates[FORGER_N_WHO];
  TestIssue issue = { .subject = test_key (people[who].key),
                      .name = people[who].name,
                      .usage = people[who].usage,
                      .is_issuer = people[who].is_issuer };

  if (certificates[who] != NULL)
    return certificates[who];
  if (people[who].is_issued)
    {
      issue.issuer = test_key (TEST_KEY_P384);
      issue.issuer_certificate = forger_issuer ();
    }
  if (people[who].is_expired)
    {
      issue.from = TEST_NOW - 900 * TEST_DAY;
      issue.days = 30;
    }
  return certificates[who] = test_issue (&issue);
}

GezinCertificate *
forger_opens (guint which)
{
  static GezinCertificate *certificates[FORGER_N_OPENS];
  TestIssue issue = { .subject = test_key (which == 1 ? TEST_KEY_RSA_3072 : TEST_KEY_P256),
                      .name = "Bo",
                      .usage = which == 1 ? "critical,keyEncipherment" : "critical,keyAgreement",
                      .has_no_key_id = which == 2 };

  if (certificates[which] != NULL)
    return certificates[which];
  if (which == 3)
    {
      issue.from = TEST_NOW - 900 * TEST_DAY;
      issue.days = 30;
    }
  return certificates[which] = test_issue (&issue);
}

GezinCard *
forger_card (ForgerWho who)
{
  static GezinCard *cards[FORGER_COLLEAGUE + 1];
  g_autoptr (GPtrArray) encryption = NULL;
  g_autoptr (GezinSigner) signer = NULL;
  g_autoptr (GBytes) file = NULL;
  GezinCardHolder holder = { .organisation = "Wijkteam", .role = "lead", .made = TEST_NOW };

  if (cards[who] != NULL)
    return cards[who];
  encryption = g_ptr_array_new ();
  g_ptr_array_add (encryption, forger_opens (0));
  holder.name = people[who].name;
  holder.encryption = encryption;
  signer = gezin_signer_new (test_key (people[who].key), forger_certificate (who), NULL, NULL);
  file = gezin_card_make (signer, &holder, NULL);
  return cards[who] = gezin_card_read (file, NULL);
}

GezinRevocationList *
forger_list (guint which)
{
  static const struct {
    TestKeySort key;
    int from; /* days from now */
    guint days;
    int since;
  } sorts[FORGER_N_LISTS] = { { TEST_KEY_P384, -1, 30, -1 },
                              { TEST_KEY_P384, -90, 7, -80 },
                              { TEST_KEY_P256, -1, 30, -1 },
                              { TEST_KEY_P384, 9, 30, -1 },
                              { TEST_KEY_P384, -1, 30, 9 } };
  static GezinRevocationList *lists[FORGER_N_LISTS];

  if (lists[which] == NULL)
    {
      g_autoptr (GBytes) file = test_revocation_list (
          test_key (sorts[which].key), forger_issuer (), forger_certificate (FORGER_REVOKED),
          TEST_NOW + sorts[which].since * TEST_DAY, TEST_NOW + sorts[which].from * TEST_DAY,
          sorts[which].days);

      lists[which] = gezin_revocation_list_new (file, NULL);
    }
  return lists[which];
}

GezinSigner *
forger_signer (void)
{
  static GezinSigner *signer = NULL;

  if (signer == NULL)
    signer =
        gezin_signer_new (test_key (TEST_KEY_P256), forger_certificate (FORGER_ANNA), NULL, NULL);
  return signer;
}

/* ---------- Signatures ---------- */

static const EVP_MD *
digest_of (ForgerWay way)
{
  switch (way)
    {
    case FORGER_SHA_384:
      return EVP_sha384 ();
    case FORGER_SHA_512:
      return EVP_sha512 ();
    case FORGER_SHA_1:
    case FORGER_PSS_SHA_1_BOTH:
      return EVP_sha1 ();
    default:
      return EVP_sha256 ();
    }
}

static guint
flags_of (ForgerWay way, GezinSignatureForm form)
{
  gboolean is_beside = form == GEZIN_SIGNATURE_BESIDE;
  guint flags = CMS_BINARY | CMS_NOSMIMECAP;

  if (way == FORGER_CONTENT_MISPLACED)
    is_beside = !is_beside;
  if (is_beside)
    flags |= CMS_DETACHED;
  if (way == FORGER_NO_ATTRIBUTES)
    flags |= CMS_NOATTR;
  else if (way != FORGER_NO_BINDING)
    flags |= CMS_CADES;
  if (way == FORGER_NO_CERTIFICATE)
    flags |= CMS_NOCERTS;
  return flags;
}

static void
use_pss (CMS_SignerInfo *info, ForgerWay way)
{
  EVP_PKEY_CTX *context = CMS_SignerInfo_get0_pkey_ctx (info);

  EVP_PKEY_CTX_set_rsa_padding (context, RSA_PKCS1_PSS_PADDING);
  EVP_PKEY_CTX_set_rsa_pss_saltlen (context, RSA_PSS_SALTLEN_DIGEST);
  EVP_PKEY_CTX_set_rsa_mgf1_md (context, way == FORGER_PSS ? EVP_sha256 () : EVP_sha1 ());
}

static gboolean
add_signer (CMS_ContentInfo *cms, ForgerWho who, ForgerWay way, guint flags)
{
  EVP_PKEY *key = gezin_key_pkey (test_key (people[who].key));
  gboolean is_pss = EVP_PKEY_is_a (key, "RSA") && way >= FORGER_PSS && way <= FORGER_PSS_SHA_1_BOTH;
  guint more = (is_pss ? CMS_KEY_PARAM : 0) | (way == FORGER_BY_KEY_ID ? CMS_USE_KEYID : 0);
  CMS_SignerInfo *info = CMS_add1_signer (cms, gezin_certificate_x509 (forger_certificate (who)),
                                          key, digest_of (way), flags | more | CMS_PARTIAL);

  if (info != NULL && is_pss)
    use_pss (info, way);
  return info != NULL;
}

static GBytes *
encode (CMS_ContentInfo *cms)
{
  guint8 *der = NULL;
  int length = i2d_CMS_ContentInfo (cms, &der);
  GBytes *bytes = g_bytes_new (der, (gsize) MAX (length, 0));

  OPENSSL_free (der);
  return bytes;
}

GBytes *
forger_sign (ForgerWho who, ForgerWay way, GezinSignatureForm form, GBytes *content)
{
  guint flags = flags_of (way, form);
  gsize length;
  const void *bytes = g_bytes_get_data (content, &length);
  g_autoptr (BIO) in = way == FORGER_OTHER_CONTENT ? gezin_openssl_bio ("iets anders", 11)
                                                   : gezin_openssl_bio (bytes, length);
  g_autoptr (CMS_ContentInfo) cms = NULL;
  gboolean is_made;

  if (way == FORGER_NOT_SIGNED)
    {
      cms = CMS_data_create (in, CMS_BINARY);
      return encode (cms);
    }
  cms = CMS_sign (NULL, NULL, NULL, NULL, flags | CMS_PARTIAL);
  is_made = add_signer (cms, who, way, flags)
            && (way != FORGER_TWICE || add_signer (cms, who, way, flags | CMS_NOCERTS))
            && CMS_final (cms, in, NULL, flags) == 1;
  gezin_openssl_fail (GEZIN_WIRE_ERROR_LIBRARY, NULL, "what the forger left behind");
  return is_made ? encode (cms) : g_bytes_new_static ("", 0);
}
