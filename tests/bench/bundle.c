/* SPDX-License-Identifier: EUPL-1.2 */

/* Goals: a bundle of a document of 100 MB is made in at most 1.3 times what SHA-256, a stored ZIP and CMS
 * encryption of the same bytes take by themselves, with memory of at most twice the container and 64
 * MiB (of which the document itself is one half); an opened container is judged in at most 1.3 times
 * what SHA-256 of it takes; opening takes memory of at most four times the container.
 *
 * Both sides write to the same disk and sync, in one process, by the same libraries. */

#include "bench/bench.h"

#include "base/digest.h"
#include "base/limits.h"
#include "wire/bundle.h"

#include <fcntl.h>
#include <gio/gunixoutputstream.h>
#include <glib/gstdio.h>
#include <openssl/cms.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#define FULL_BYTES (100 * 1000 * 1000)
#define FEW_BYTES (32 * 1000 * 1000)
#define N_ROUNDS (6)
#define NOW (G_GINT64_CONSTANT (1795255200) * G_USEC_PER_SEC)
#define ID "6a1f8c1e-0000-4000-8000-000000000001"

typedef struct {
  GBytes *document;
  GPtrArray *documents;
  GezinView *view;
  GezinSigner *signer;
  GezinOpener *opener;
  GPtrArray *openers;
  GPtrArray *cards;
  GezinCard *card; /* our own peer: sender and recipient */
  X509 *x509;
  char *path;
  char *bare_path;
  GezinBundleMade made;
  BenchSide make, bare_make, judge, hash;
} Bench;

/* ---------- Who and what ---------- */

static GezinCertificate *
certify (GezinKey *key, GezinCertificateUse use)
{
  GezinKeyHolder holder = { .name = "Bench", .use = use, .from = NOW, .days = 30 };
  GError *error = NULL;
  GezinCertificate *certificate = gezin_key_certify (key, &holder, &error);

  bench_must (certificate != NULL, error, "make a certificate");
  return certificate;
}

static void
make_peer (Bench *bench)
{
  GError *error = NULL;
  g_autoptr (GezinKey) signing = gezin_key_new (&error);
  g_autoptr (GezinKey) opening = gezin_key_new (&error);
  g_autoptr (GezinCertificate) signs = certify (signing, GEZIN_CERTIFICATE_SIGNS);
  g_autoptr (GezinCertificate) opens = certify (opening, GEZIN_CERTIFICATE_OPENS);
  g_autoptr (GPtrArray) encryption = g_ptr_array_new ();
  GezinCardHolder holder = {
    .name = "Bench", .organisation = "Bench", .role = "rvt", .encryption = encryption, .made = NOW
  };
  g_autoptr (GBytes) file = NULL;
  gsize length;
  const guint8 *der = g_bytes_get_data (gezin_certificate_der (opens), &length);

  bench->signer = gezin_signer_new (signing, signs, NULL, &error);
  bench->opener = gezin_opener_new (opening, opens, &error);
  g_ptr_array_add (encryption, opens);
  file = gezin_card_make (bench->signer, &holder, &error);
  bench->card = file == NULL ? NULL : gezin_card_read (file, &error);
  bench_must (bench->card != NULL, error, "make a card");
  bench->x509 = d2i_X509 (NULL, &der, (long) length);
  g_ptr_array_add (bench->openers, bench->opener);
  g_ptr_array_add (bench->cards, bench->card);
}

static void
make_view (Bench *bench)
{
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bench->document);
  g_autofree char *xml = g_strdup_printf (
      "<dossier xmlns=\"" GEZIN_DOSSIER_NAMESPACE "\" id=\"" ID "\">"
      "<commit id=\"00000000000000c0\" time=\"2026-11-21T09:00:00Z\"/>"
      "<record kind=\"document\" id=\"6a1f8c1e-0000-4000-8000-000000000002\">"
      "<field name=\"file\" at=\"00000000000000a0:1\" in=\"00000000000000c0\">%s</field>"
      "</record></dossier>",
      digest);
  GError *error = NULL;
  g_autoptr (GezinUntrustedDossier) file = gezin_dossier_xml_read (xml, strlen (xml), &error);
  g_autoptr (GezinDossier) dossier = NULL;

  bench_must (file != NULL, error, "read a dossier");
  dossier = gezin_dossier_new (&file->id, (GezinVersion *const *) file->versions->pdata,
                               file->versions->len, NULL, 0, NULL);
  bench->view = gezin_view_own (dossier);
}

/* ---------- Making ---------- */

static void
finish_file (int file)
{
  bench_must (fsync (file) == 0 && close (file) == 0, NULL, "sync");
}

static int
begin_file (const char *path)
{
  int file = g_open (path, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);

  bench_must (file >= 0, NULL, "begin a file");
  return file;
}

static void
run_make (Bench *bench)
{
  g_autoptr (GezinManifest) manifest = gezin_manifest_new ();
  GezinBundleDraft draft = { manifest,      bench->view, bench->documents,
                             bench->signer, bench->card, bench->card };
  g_autoptr (GOutputStream) out = NULL;
  GError *error = NULL;
  gboolean is_made;
  int file;

  manifest->kind = GEZIN_BUNDLE_SHARE;
  manifest->made = NOW;
  manifest->expires = NOW + G_USEC_PER_SEC;
  manifest->incarnation = manifest->number = 1;
  manifest->program = g_strdup ("0.1.0");
  bench_must (gezin_uuid_parse (ID, &manifest->dossier) && gezin_uuid_parse (ID, &manifest->bundle),
              NULL, "name a dossier");
  bench_side_begin_round (&bench->make);
  bench_side_start (&bench->make);
  file = begin_file (bench->path);
  out = g_unix_output_stream_new (file, FALSE);
  is_made = gezin_bundle_make (&draft, out, &bench->made, &error);
  finish_file (file);
  bench_side_stop (&bench->make, 1);
  bench_side_end_round (&bench->make);
  bench_must (is_made, error, "make a bundle");
}

/* A ZIP of the document alone, in memory as libzip likes it. */
static zip_source_t *
bare_zip (GBytes *document)
{
  zip_source_t *target = zip_source_buffer_create (NULL, 0, 0, NULL);
  zip_t *zip = zip_open_from_source (target, ZIP_CREATE | ZIP_TRUNCATE, NULL);
  gsize length;
  const void *bytes = g_bytes_get_data (document, &length);
  zip_source_t *source = zip_source_buffer (zip, bytes, length, 0);
  zip_int64_t index = zip_file_add (zip, "document", source, 0);

  zip_source_keep (target);
  bench_must (index == 0 && zip_set_file_compression (zip, 0, ZIP_CM_STORE, 0) == 0
                  && zip_close (zip) == 0,
              NULL, "write a ZIP");
  return target;
}

static void
bare_encrypt (Bench *bench, const void *bytes, gsize length, int file)
{
  CMS_ContentInfo *cms = CMS_AuthEnvelopedData_create (EVP_aes_256_gcm ());
  BIO *in = BIO_new_mem_buf (bytes, (int) length);
  BIO *out = BIO_new_fd (file, BIO_NOCLOSE);

  bench_must (CMS_add1_recipient_cert (cms, bench->x509, 0) != NULL
                  && i2d_CMS_bio_stream (out, cms, in, CMS_BINARY | CMS_STREAM | CMS_PARTIAL) == 1,
              NULL, "encrypt");
  BIO_free (in);
  BIO_free (out);
  CMS_ContentInfo_free (cms);
}

static void
run_bare_make (Bench *bench)
{
  gsize length;
  const void *bytes = g_bytes_get_data (bench->document, &length);
  guint8 digest[GEZIN_DIGEST_BYTES];
  zip_source_t *zip;
  zip_stat_t stat;
  guint8 *container;
  int file;

  bench_side_begin_round (&bench->bare_make);
  bench_side_start (&bench->bare_make);
  gezin_digest_of (bytes, length, digest);
  zip = bare_zip (bench->document);
  zip_source_stat (zip, &stat);
  container = g_malloc (stat.size);
  bench_must (zip_source_open (zip) == 0
                  && zip_source_read (zip, container, stat.size) == (zip_int64_t) stat.size,
              NULL, "read the ZIP");
  zip_source_close (zip);
  zip_source_free (zip);
  file = begin_file (bench->bare_path);
  bare_encrypt (bench, container, stat.size, file);
  finish_file (file);
  g_free (container);
  bench_side_stop (&bench->bare_make, 1);
  bench_side_end_round (&bench->bare_make);
}

/* ---------- Opening and judging ---------- */

static GBytes *
open_bundle (Bench *bench, double *times_container)
{
  GezinBundleQuestion question = { .now = NOW,
                                   .openers = bench->openers,
                                   .own = bench->cards,
                                   .senders = bench->cards,
                                   .is_to_be_taken = TRUE };
  GError *error = NULL;
  g_autoptr (GezinJudgement) judgement = NULL;
  g_autoptr (GBytes) file = NULL;
  guint64 before;
  char *bytes;
  gsize length;

  bench_forget_peak ();
  before = bench_memory ();
  bench_must (g_file_get_contents (bench->path, &bytes, &length, &error), error, "read the bundle");
  file = g_bytes_new_take (bytes, length);
  judgement = gezin_bundle_judge (&question, file, &error);
  bench_must (judgement->verdict == GEZIN_BUNDLE_VERDICT_GOOD, error, "open the bundle");
  *times_container =
      (double) (bench_peak_memory () - before) / (double) bench->made.container_bytes;
  return g_bytes_new (g_bytes_get_data (judgement->container, NULL),
                      g_bytes_get_size (judgement->container));
}

static void
run_judge (Bench *bench, GBytes *container)
{
  GezinBundleQuestion question = { .now = NOW, .senders = bench->cards };
  guint8 digest[GEZIN_DIGEST_BYTES];
  gsize length;
  const void *bytes = g_bytes_get_data (container, &length);
  GError *error = NULL;
  GezinJudgement *judgement;

  bench_side_begin_round (&bench->judge);
  bench_side_start (&bench->judge);
  judgement = gezin_bundle_judge (&question, container, &error);
  bench_side_stop (&bench->judge, 1);
  bench_side_end_round (&bench->judge);
  bench_must (judgement->verdict == GEZIN_BUNDLE_VERDICT_GOOD, error, "judge the container");
  gezin_judgement_free (judgement);
  bench_side_begin_round (&bench->hash);
  bench_side_start (&bench->hash);
  gezin_digest_of (bytes, length, digest);
  bench_side_stop (&bench->hash, 1);
  bench_side_end_round (&bench->hash);
}

/* ---------- All of it ---------- */

static void
bench_init (Bench *bench, const BenchOptions *options)
{
  gsize length = options->is_full ? FULL_BYTES : FEW_BYTES;
  guint8 seed[randombytes_SEEDBYTES] = { 7 };
  guint8 *bytes = g_malloc (length);

  *bench = (Bench){ 0 };
  randombytes_buf_deterministic (bytes, length, seed);
  bench->document = g_bytes_new_take (bytes, length);
  bench->documents = g_ptr_array_new ();
  g_ptr_array_add (bench->documents, bench->document);
  bench->openers = g_ptr_array_new ();
  bench->cards = g_ptr_array_new ();
  bench->path = g_build_filename (options->folder, "bundle.gezin", NULL);
  bench->bare_path = g_build_filename (options->folder, "bare", NULL);
  make_peer (bench);
  make_view (bench);
  bench_side_init (&bench->make, "bundle made");
  bench_side_init (&bench->bare_make, "SHA-256, stored ZIP, CMS encryption");
  bench_side_init (&bench->judge, "container judged");
  bench_side_init (&bench->hash, "SHA-256 of it");
}

static void
bench_clear (Bench *bench)
{
  bench_side_clear (&bench->make);
  bench_side_clear (&bench->bare_make);
  bench_side_clear (&bench->judge);
  bench_side_clear (&bench->hash);
  g_ptr_array_unref (bench->documents);
  g_ptr_array_unref (bench->openers);
  g_ptr_array_unref (bench->cards);
  g_bytes_unref (bench->document);
  gezin_view_unref (bench->view);
  gezin_signer_unref (bench->signer);
  gezin_opener_free (bench->opener);
  gezin_card_unref (bench->card);
  X509_free (bench->x509);
  g_unlink (bench->path);
  g_unlink (bench->bare_path);
  g_free (bench->path);
  g_free (bench->bare_path);
}

void
bench_bundle (const BenchOptions *options)
{
  g_autoptr (GBytes) container = NULL;
  double grown, opening;
  guint64 before;
  Bench bench;

  bench_init (&bench, options);
  bench_title (options->is_full ? "bundle: a document of 100 MB" : "bundle: a document of 32 MB");
  bench_forget_peak ();
  before = bench_memory () - g_bytes_get_size (bench.document);
  run_make (&bench);
  /* In MiB above twice the container; the document is counted in. */
  grown = ((double) (bench_peak_memory () - before) - 2.0 * (double) bench.made.container_bytes)
          / GEZIN_MIB;
  run_bare_make (&bench);
  for (guint round = 1; round < N_ROUNDS; round++)
    {
      if (round % 2 == 0)
        run_make (&bench);
      run_bare_make (&bench);
      if (round % 2 == 1)
        run_make (&bench);
    }
  container = open_bundle (&bench, &opening);
  for (guint round = 0; round < N_ROUNDS; round++)
    run_judge (&bench, container);
  bench_side_say (&bench.make);
  bench_side_say (&bench.bare_make);
  bench_side_say (&bench.judge);
  bench_side_say (&bench.hash);
  bench_goal ("bundle: made / SHA-256 + stored ZIP + CMS encryption",
              bench_ratio (&bench.make, &bench.bare_make), BENCH_AT_MOST, 1.3, "x");
  bench_goal ("bundle: memory of making, above twice the container", grown, BENCH_AT_MOST, 64,
              "MiB");
  bench_goal ("bundle: memory of opening / container", opening, BENCH_AT_MOST, 4, "x");
  bench_goal ("bundle: container judged / SHA-256 of it", bench_ratio (&bench.judge, &bench.hash),
              BENCH_AT_MOST, 1.3, "x");
  bench_clear (&bench);
}
