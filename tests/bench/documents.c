/* SPDX-License-Identifier: EUPL-1.2 */

/* Goals: a file of 1 GiB is attached and read out at at least 0.7 times the speed
 * of libsodium's secretstream alone: a plain program that reads the same bytes,
 * encrypts or decrypts them in the same chunks, writes them and syncs; and memory
 * grows by at most 32 MiB.
 *
 * The product hashes them as well, and commits. Also said, and no goal: the ratio
 * to the cipher alone in memory, where the disk sets the limit. */

#include "bench/bench.h"
#include "bench/product.h"

#include "base/limits.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#define FULL_BYTES (G_GINT64_CONSTANT (1024) * GEZIN_MIB)
#define FEW_BYTES (G_GINT64_CONSTANT (192) * GEZIN_MIB)
#define CHUNK GEZIN_DOCUMENT_CHUNK_BYTES
#define SEALED (CHUNK + crypto_secretstream_xchacha20poly1305_ABYTES)
#define N_ROUNDS (6)

typedef struct {
  guint64 bytes;
  char *path; /* what is attached */
  char *bare; /* what the plain program writes */
  char *target; /* what is read out */
  GezinSession *session;
  GezinUuid dossier;
  BenchSide sealed; /* secretstream alone */
  BenchSide opened;
  BenchSide attached; /* the product */
  BenchSide read;
  BenchSide plain; /* the plain program */
  BenchSide unsealed; /* the plain program, the other way */
} Bench;

/* New bytes at each round, so that nothing is found to be there already. */
static void
write_source (Bench *bench, guint round)
{
  static guint8 block[GEZIN_MIB];
  int file = g_open (bench->path, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);

  for (guint64 done = 0; done < bench->bytes; done += sizeof block)
    {
      guint32 seed[8] = { round, (guint32) (done / sizeof block) };

      randombytes_buf_deterministic (block, sizeof block, (const guint8 *) seed);
      bench_must (write (file, block, sizeof block) == (gssize) sizeof block, NULL, "write");
    }
  bench_must (fsync (file) == 0 && close (file) == 0, NULL, "sync");
}

/* One chunk and again one chunk, without touching a file. */
static void
run_secretstream (Bench *bench)
{
  static guint8 chunk[CHUNK], sealed[SEALED];
  guint8 key[crypto_secretstream_xchacha20poly1305_KEYBYTES];
  guint8 header[crypto_secretstream_xchacha20poly1305_HEADERBYTES];
  crypto_secretstream_xchacha20poly1305_state out, in;
  guint n = (guint) (bench->bytes / CHUNK);
  g_autofree guint8 *all = g_malloc ((gsize) 64 * SEALED);

  crypto_secretstream_xchacha20poly1305_keygen (key);
  crypto_secretstream_xchacha20poly1305_init_push (&out, header, key);
  bench_must (crypto_secretstream_xchacha20poly1305_init_pull (&in, header, key) == 0, NULL,
              "begin to decrypt");
  bench_side_begin_round (&bench->sealed);
  bench_side_begin_round (&bench->opened);
  /* In turns of 64 chunks, so that what is opened was sealed. */
  for (guint i = 0; i < n; i += 64)
    {
      bench_side_start (&bench->sealed);
      for (guint j = 0; j < 64; j++)
        crypto_secretstream_xchacha20poly1305_push (&out, all + j * SEALED, NULL, chunk, CHUNK,
                                                    NULL, 0, 0);
      bench_side_stop (&bench->sealed, 1);
      bench_side_start (&bench->opened);
      for (guint j = 0; j < 64; j++)
        if (crypto_secretstream_xchacha20poly1305_pull (&in, sealed, NULL, NULL, all + j * SEALED,
                                                        SEALED, NULL, 0)
            != 0)
          bench_must (FALSE, NULL, "decrypt");
      bench_side_stop (&bench->opened, 1);
    }
  bench_side_end_round (&bench->sealed);
  bench_side_end_round (&bench->opened);
}

/* From file to file; @length of what is read at once. */
typedef void (*Turn) (crypto_secretstream_xchacha20poly1305_state *cipher, const guint8 *in,
                      guint8 *out);

static void
seal (crypto_secretstream_xchacha20poly1305_state *cipher, const guint8 *in, guint8 *out)
{
  crypto_secretstream_xchacha20poly1305_push (cipher, out, NULL, in, CHUNK, NULL, 0, 0);
}

static void
unseal (crypto_secretstream_xchacha20poly1305_state *cipher, const guint8 *in, guint8 *out)
{
  bench_must (
      crypto_secretstream_xchacha20poly1305_pull (cipher, out, NULL, NULL, in, SEALED, NULL, 0)
          == 0,
      NULL, "decrypt");
}

static void
turn_file (const char *from_path, gsize n_in, const char *to_path, gsize n_out, Turn turn,
           crypto_secretstream_xchacha20poly1305_state *cipher)
{
  static guint8 in[SEALED], out[SEALED];
  int from = g_open (from_path, O_RDONLY | O_CLOEXEC, 0);
  int to = g_open (to_path, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);

  while (read (from, in, n_in) == (gssize) n_in)
    {
      turn (cipher, in, out);
      bench_must (write (to, out, n_out) == (gssize) n_out, NULL, "write");
    }
  bench_must (fsync (to) == 0, NULL, "sync");
  close (from);
  close (to);
}

static void
run_plain (Bench *bench)
{
  guint8 key[crypto_secretstream_xchacha20poly1305_KEYBYTES];
  guint8 header[crypto_secretstream_xchacha20poly1305_HEADERBYTES];
  crypto_secretstream_xchacha20poly1305_state cipher;
  guint n = (guint) (bench->bytes / CHUNK / 64);

  crypto_secretstream_xchacha20poly1305_keygen (key);
  crypto_secretstream_xchacha20poly1305_init_push (&cipher, header, key);
  bench_side_begin_round (&bench->plain);
  bench_side_start (&bench->plain);
  turn_file (bench->path, CHUNK, bench->bare, SEALED, seal, &cipher);
  bench_side_stop (&bench->plain, n);
  bench_side_end_round (&bench->plain);
  bench_must (crypto_secretstream_xchacha20poly1305_init_pull (&cipher, header, key) == 0, NULL,
              "begin to decrypt");
  bench_side_begin_round (&bench->unsealed);
  bench_side_start (&bench->unsealed);
  turn_file (bench->bare, SEALED, bench->target, CHUNK, unseal, &cipher);
  bench_side_stop (&bench->unsealed, n);
  bench_side_end_round (&bench->unsealed);
  g_unlink (bench->bare);
  g_unlink (bench->target);
}

static void
run_product (Bench *bench)
{
  GezinUuid record = gezin_uuid_random (gezin_session_random (bench->session));
  g_autoptr (GFile) file = g_file_new_for_path (bench->path);
  GezinAttachment attachment = { .dossier = &bench->dossier,
                                 .record = &record,
                                 .kind = gezin_session_document_kind (),
                                 .file = file };
  GezinReadout readout = { .dossier = &bench->dossier, .record = &record, .path = bench->target };
  guint n = (guint) (bench->bytes / CHUNK / 64);
  GError *error = NULL;
  gboolean done;

  bench_side_begin_round (&bench->attached);
  bench_side_start (&bench->attached);
  done = gezin_session_attach (bench->session, &attachment, NULL, NULL, &error);
  bench_side_stop (&bench->attached, n);
  bench_side_end_round (&bench->attached);
  bench_must (done, error, "attach");
  bench_side_begin_round (&bench->read);
  bench_side_start (&bench->read);
  done = gezin_session_read_document (bench->session, &readout, NULL, &error);
  bench_side_stop (&bench->read, n);
  bench_side_end_round (&bench->read);
  bench_must (done, error, "read out");
  bench_must (bench_file_size (bench->target) == bench->bytes, NULL, "read out the whole");
  g_unlink (bench->target);
}

static void
bench_init (Bench *bench, const BenchOptions *options)
{
  g_autofree char *store = g_build_filename (options->folder, "store", NULL);
  GError *error = NULL;

  *bench = (Bench){ .bytes = options->is_full ? FULL_BYTES : FEW_BYTES };
  bench->path = g_build_filename (options->folder, "source", NULL);
  bench->bare = g_build_filename (options->folder, "bare", NULL);
  bench->target = g_build_filename (options->folder, "target", NULL);
  bench->session = bench_product_create (store);
  bench_must (gezin_session_new_dossier (bench->session, "Bench", &bench->dossier, NULL, &error),
              error, "begin a dossier");
  bench_side_init (&bench->sealed, "secretstream: 4 MiB sealed");
  bench_side_init (&bench->opened, "secretstream: 4 MiB opened");
  bench_side_init (&bench->attached, "attach: 4 MiB");
  bench_side_init (&bench->read, "read out: 4 MiB");
  bench_side_init (&bench->plain, "plain program, sealing: 4 MiB");
  bench_side_init (&bench->unsealed, "plain program, opening: 4 MiB");
}

static void
bench_clear (Bench *bench)
{
  bench_side_clear (&bench->sealed);
  bench_side_clear (&bench->opened);
  bench_side_clear (&bench->attached);
  bench_side_clear (&bench->read);
  bench_side_clear (&bench->plain);
  bench_side_clear (&bench->unsealed);
  g_clear_object (&bench->session);
  g_free (bench->path);
  g_free (bench->bare);
  g_free (bench->target);
}

void
bench_documents (const BenchOptions *options)
{
  g_autofree char *what = NULL;
  guint64 before;
  double grown;
  Bench bench;

  bench_init (&bench, options);
  what =
      g_strdup_printf ("documents: a file of %" G_GUINT64_FORMAT " MiB", bench.bytes / GEZIN_MIB);
  bench_title (what);
  write_source (&bench, 0);
  run_secretstream (&bench);
  bench_forget_peak ();
  before = bench_memory ();
  run_product (&bench);
  grown = (double) (bench_peak_memory () - before) / GEZIN_MIB;
  run_plain (&bench);
  /* In turn each goes first, since what a file cost before is in the machine's memory. */
  for (guint round = 1; round < N_ROUNDS; round++)
    {
      write_source (&bench, round);
      run_secretstream (&bench);
      if (round % 2 == 0)
        run_product (&bench);
      run_plain (&bench);
      if (round % 2 == 1)
        run_product (&bench);
    }
  bench_side_say (&bench.attached);
  bench_side_say (&bench.plain);
  bench_side_say (&bench.sealed);
  bench_side_say (&bench.read);
  bench_side_say (&bench.unsealed);
  bench_side_say (&bench.opened);
  bench_say ("to the cipher in memory, without any file: attach %.2f, read out %.2f of its speed",
             1 / bench_times_ratio (&bench.attached.wall, &bench.sealed.wall),
             1 / bench_times_ratio (&bench.read.wall, &bench.opened.wall));
  bench_goal ("documents: attach / secretstream from file to file, speed",
              1 / bench_times_ratio (&bench.attached.wall, &bench.plain.wall), BENCH_AT_LEAST, 0.7,
              "x");
  bench_goal ("documents: read out / secretstream from file to file, speed",
              1 / bench_times_ratio (&bench.read.wall, &bench.unsealed.wall), BENCH_AT_LEAST, 0.7,
              "x");
  bench_goal ("documents: memory that attaching and reading out take", grown, BENCH_AT_MOST, 32,
              "MiB");
  bench_clear (&bench);
}
