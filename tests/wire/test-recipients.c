/* SPDX-License-Identifier: EUPL-1.2 */

/* Bundles that several keys of one peer open: which bits of the framing nobody vouches for. */

#include "wire/keys.h"
#include "wire/peers.h"

#include "base/error.h"

#include <string.h>

/** Stage: A genuine container, sealed for a key of the RVT and for one that is not here. */
typedef struct {
  TestPeer *anna;
  TestPeer *rvt;
  TestQuestion *test;
  GBytes *container;
  GBytes *file;
} Stage;

static GezinCertificate *
another_key (TestKeySort sort)
{
  TestIssue issue = { .subject = test_key (sort),
                      .name = "Bo",
                      .usage = sort == TEST_KEY_RSA_3072 ? "critical,keyEncipherment"
                                                         : "critical,keyAgreement" };

  return test_issue (&issue);
}

static void
stage_init (Stage *stage, TestKeySort sort, gboolean is_first)
{
  g_autoptr (GezinCertificate) other = another_key (sort);
  g_autoptr (GPtrArray) recipients = g_ptr_array_new ();
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;
  gsize length;
  const void *bytes;

  stage->anna = test_peer_new ("Anna");
  stage->rvt = test_peer_new ("Bo");
  stage->test = test_question_new (stage->rvt, stage->anna);
  stage->container = test_container (stage->anna, stage->rvt);
  g_ptr_array_add (recipients, stage->rvt->opener->certificate);
  g_ptr_array_insert (recipients, is_first ? 0 : -1, other);
  bytes = g_bytes_get_data (stage->container, &length);
  g_assert_true (gezin_envelope_seal (recipients, bytes, length, out, &error));
  g_assert_no_error (error);
  g_output_stream_close (out, NULL, NULL);
  stage->file = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

static void
stage_clear (Stage *stage)
{
  g_bytes_unref (stage->file);
  g_bytes_unref (stage->container);
  test_question_free (stage->test);
  test_peer_free (stage->rvt);
  test_peer_free (stage->anna);
}

/* Where the ciphertext begins: after the OID of AES-256-GCM, which stands once. */
static gsize
find_content (GBytes *file)
{
  static const guint8 oid[] = { 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x2E };
  gsize length;
  const guint8 *bytes = g_bytes_get_data (file, &length);
  const guint8 *at = memmem (bytes, length, oid, sizeof oid);

  g_assert_nonnull (at);
  return (gsize) (at - bytes);
}

/* Whether a turned bit was seen; if not, what comes out is the very same container. */
static gboolean
is_seen (const Stage *stage, gsize bit)
{
  gsize length = g_bytes_get_size (stage->file);
  guint8 *copy = g_memdup2 (g_bytes_get_data (stage->file, NULL), length);
  g_autoptr (GBytes) turned = NULL;
  g_autoptr (GezinJudgement) judgement = NULL;
  g_autoptr (GError) error = NULL;

  copy[bit / 8] ^= (guint8) (1 << bit % 8);
  turned = g_bytes_new_take (copy, length);
  judgement = gezin_bundle_judge (&stage->test->question, turned, &error);
  if (error != NULL)
    {
      g_assert_cmpint (gezin_error_status (error), ==, GEZIN_STATUS_REFUSED);
      return TRUE;
    }
  g_assert_true (g_bytes_equal (judgement->container, stage->container));
  return FALSE;
}

/* All bits before the content; those after it are tested with one recipient (test-bundle.c). */
static void
list_unseen (TestKeySort sort, gboolean is_first)
{
  g_autoptr (GString) unseen = g_string_new (NULL);
  gsize last = 0, n_unseen = 0, end;
  Stage stage;

  stage_init (&stage, sort, is_first);
  end = find_content (stage.file);
  for (gsize bit = 0; bit < end * 8; bit++)
    if (!is_seen (&stage, bit))
      {
        if (n_unseen == 0 || bit / 8 != last)
          g_string_append_printf (unseen, " %" G_GSIZE_FORMAT, bit / 8);
        last = bit / 8;
        n_unseen++;
      }
  g_test_message ("of %" G_GSIZE_FORMAT " bits before the content %" G_GSIZE_FORMAT
                  " are not authenticated, in bytes:%s",
                  end * 8, n_unseen, unseen->str);
  /* Of the other key: its id, what is wrapped for it, and the point made for it. */
  g_assert_cmpuint (n_unseen, ==, 8 * (sort == TEST_KEY_RSA_3072 ? 20 + 384 : 20 + 40 + 96));
  g_assert_cmpuint (last, <, end);
  stage_clear (&stage);
}

static void
test_ec (void)
{
  list_unseen (TEST_KEY_P384, FALSE);
}

static void
test_rsa (void)
{
  list_unseen (TEST_KEY_RSA_3072, TRUE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recipients/bits-of-another-ec-key-say-nothing", test_ec);
  g_test_add_func ("/recipients/bits-of-another-rsa-key-say-nothing", test_rsa);
  return g_test_run ();
}
