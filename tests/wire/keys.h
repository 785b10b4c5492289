/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "wire/signer.h"

G_BEGIN_DECLS

/* Keys of all sorts, good and bad, made once for a test program. */

typedef enum {
  TEST_KEY_P256,
  TEST_KEY_P384,
  TEST_KEY_P521, /* not ours */
  TEST_KEY_RSA_1024, /* too weak */
  TEST_KEY_RSA_3072,
  TEST_N_KEYS
} TestKeySort;

/** test_key: (transfer none): The same each time in one program. */
GezinKey *test_key (TestKeySort sort);

/** TestIssue: What a certificate is to say. */
typedef struct {
  GezinKey *subject;
  GezinKey *issuer; /* NULL: itself */
  GezinCertificate *issuer_certificate;
  const char *name;
  const char *usage; /* as OpenSSL writes it: "critical,nonRepudiation"; NULL: no such extension */
  gboolean is_issuer;
  gboolean has_no_key_id;
  gboolean is_sha1;
  gint64 from; /* 0: a day before TEST_NOW */
  guint days; /* 0: three years */
} TestIssue;

/** test_issue: (transfer full) */
GezinCertificate *test_issue (const TestIssue *issue);

/**
 * test_revocation_list:
 * @revoked: (nullable)
 * @since: when @revoked was
 *
 * (transfer full): In DER, good for @days from @from.
 */
GBytes *test_revocation_list (GezinKey *issuer, GezinCertificate *issuer_certificate,
                              GezinCertificate *revoked, gint64 since, gint64 from, guint days);

G_END_DECLS
