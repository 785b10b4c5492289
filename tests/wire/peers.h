/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "wire/bundle.h"

G_BEGIN_DECLS

/* Invented peers, each with keys, certificates and a card, at a time that stands still. */

/* 2026-11-21T10:00:00Z */
#define TEST_NOW (G_GINT64_CONSTANT (1795255200) * G_USEC_PER_SEC)
#define TEST_DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

typedef struct {
  GezinSigner *signer;
  GezinOpener *opener;
  GezinCard *card;
} TestPeer;

TestPeer *test_peer_new (const char *name);

/** test_peer_new_from: With certificates that begin to hold at @from and do so for @days. */
TestPeer *test_peer_new_from (const char *name, gint64 from, guint days);

/** test_peer_new_with: Of these keys and certificates; the card is not checked against any time. */
TestPeer *test_peer_new_with (const char *name, GezinSigner *signer, GezinOpener *opener,
                              GPtrArray *issuers);

void test_peer_free (TestPeer *peer);

/** test_certificate: (transfer full): That @key gives itself. */
GezinCertificate *test_certificate (GezinKey *key, const char *name, GezinCertificateUse use,
                                    gint64 from, guint days);

/**
 * test_turns_bit:
 * @edge: bytes at either end of which every bit is turned
 *
 * Whether the test turns @bit of a file of @length bytes: with GEZIN_TEST_ROUNDS each,
 * else one of each byte that is not at an edge.
 */
gboolean test_turns_bit (gsize bit, gsize length, gsize edge);

/** TestQuestion: What @recipient asks of a bundle from @sender. */
typedef struct {
  GezinBundleQuestion question;
  GPtrArray *openers;
  GPtrArray *own;
  GPtrArray *senders;
} TestQuestion;

TestQuestion *test_question_new (const TestPeer *recipient, const TestPeer *sender);
void test_question_free (TestQuestion *question);

/** test_view: (transfer full): Of a small dossier with one document, whose content is test_document(). */
GezinView *test_view (void);
GBytes *test_document (void);

/** test_manifest: (transfer full): Of a share of test_view(). */
GezinManifest *test_manifest (void);

/** test_bundle: (transfer full): A whole one; %NULL with @error. */
GBytes *test_bundle (const TestPeer *sender, const TestPeer *recipient, GezinManifest *manifest,
                     GezinBundleMade *made, GError **error);

/** test_container: (transfer full): That of test_bundle(), opened. */
GBytes *test_container (const TestPeer *sender, const TestPeer *recipient);

/** test_seal: (transfer full): @container for @recipient, by whoever has it. */
GBytes *test_seal (const TestPeer *recipient, GBytes *container);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestPeer, test_peer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestQuestion, test_question_free)

G_END_DECLS
