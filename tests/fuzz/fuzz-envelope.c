/* SPDX-License-Identifier: EUPL-1.2 */

/* Any bytes as a bundle, for the recipients of the golden one. Those that begin with a "c"
 * are sealed for us first; those that begin with a "p" are parts of a container, in which
 * words stand for digests, and which are listed, signed, zipped and sealed first. After the
 * letter come what is asked (a byte of flags), who signs and in which way. What is refused
 * must say why; of what nobody here signed only the golden container is good. */

#include "fuzz/forger.h"
#include "fuzz/fuzz.h"

#include "base/error.h"
#include "base/xml.h"
#include "wire/asic-private.h"
#include "wire/openssl-private.h"
#include "wire/raw-zip.h"

#include <openssl/pem.h>
#include <string.h>

#define HEAD_BYTES (4)
#define MAX_PARTS (40)

/** Flags: What is asked; bits of one byte, each 0 as when a bundle is taken in. */
enum {
  ASK_TO_LOOK = 1 << 0,
  ASK_WITHOUT_SENDERS = 1 << 1,
  ASK_WITH_ISSUER = 1 << 2,
  ASK_WITHOUT_OWN = 1 << 3,
  ASK_LATER = 1 << 4,
  ASK_WITHOUT_KEYS = 1 << 5,
  ASK_WITH_LIST = 1 << 6,
  ASK_OF_ANOTHER = 1 << 7, /* our card is another than the one named */
};

typedef struct {
  GPtrArray *openers;
  GPtrArray *senders;
  GPtrArray *own;
  GPtrArray *other;
  GPtrArray *issuers;
  GPtrArray *lists;
  GBytes *golden; /* the container */
} World;

/* ---------- Who is there ---------- */

static GezinOpener *
read_opener (const char *path)
{
  g_autoptr (BIO) file = BIO_new_file (path, "r");
  g_autoptr (X509) x509 = PEM_read_bio_X509 (file, NULL, NULL, NULL);
  g_autoptr (EVP_PKEY) pkey = PEM_read_bio_PrivateKey (file, NULL, NULL, NULL);
  g_autoptr (PKCS8_PRIV_KEY_INFO) info = EVP_PKEY2PKCS8 (pkey);
  guint8 *der = NULL, *key_der = NULL;
  int length = i2d_X509 (x509, &der), key_length = i2d_PKCS8_PRIV_KEY_INFO (info, &key_der);
  g_autoptr (GezinSecret) secret = gezin_secret_new_copy (key_der, (gsize) key_length);
  g_autoptr (GezinKey) key = gezin_key_new_from_pkcs8 (secret, NULL);
  g_autoptr (GezinCertificate) certificate = gezin_certificate_new (der, (gsize) length, NULL);
  GezinOpener *opener = gezin_opener_new (key, certificate, NULL);

  OPENSSL_free (der);
  OPENSSL_free (key_der);
  g_assert_nonnull (opener);
  return opener;
}

static GBytes *
load (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *bytes;
  gsize length;

  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (bytes, length);
}

static GezinCard *
read_card (const char *path)
{
  g_autoptr (GBytes) file = load (path);
  GezinCard *card = gezin_card_read (file, NULL);

  g_assert_nonnull (card);
  return card;
}

static World *
get_world (void)
{
  static World world;

  if (world.openers != NULL)
    return &world;
  world.openers = g_ptr_array_new ();
  world.senders = g_ptr_array_new ();
  world.own = g_ptr_array_new ();
  world.other = g_ptr_array_new ();
  world.issuers = g_ptr_array_new ();
  world.lists = g_ptr_array_new ();
  g_ptr_array_add (world.openers, read_opener (FUZZ_RSA));
  g_ptr_array_add (world.openers, read_opener (FUZZ_GOLDEN "/recipient.pem"));
  g_ptr_array_add (world.senders, read_card (FUZZ_GOLDEN "/sender.gezin-card"));
  g_ptr_array_add (world.senders, forger_card (FORGER_ANNA));
  g_ptr_array_add (world.senders, forger_card (FORGER_COLLEAGUE));
  g_ptr_array_add (world.own, read_card (FUZZ_GOLDEN "/recipient.gezin-card"));
  g_ptr_array_add (world.other, forger_card (FORGER_COLLEAGUE));
  g_ptr_array_add (world.issuers, forger_issuer ());
  g_ptr_array_add (world.lists, forger_list (0));
  world.golden = load (FUZZ_GOLDEN "/container.asice");
  return &world;
}

static GezinBundleQuestion
ask (const World *world, guint8 flags)
{
  return (GezinBundleQuestion){
    .now = TEST_NOW + (flags & ASK_LATER ? 400 * TEST_DAY : 0),
    .openers = flags & ASK_WITHOUT_KEYS ? NULL : world->openers,
    .own = flags & ASK_WITHOUT_OWN  ? NULL
           : flags & ASK_OF_ANOTHER ? world->other
                                    : world->own,
    .senders = flags & ASK_WITHOUT_SENDERS ? NULL : world->senders,
    .issuers = flags & ASK_WITH_ISSUER ? world->issuers : NULL,
    .revocations = flags & ASK_WITH_LIST ? world->lists : NULL,
    .is_to_be_taken = (flags & ASK_TO_LOOK) == 0,
  };
}

/* ---------- Putting it together ---------- */

static guint
letter (guint8 byte, guint n)
{
  return (guint) (guint8) (byte - 'A') % n;
}

/** Parts: What the input brings, in the order of a container. */
typedef struct {
  GPtrArray *all; /* GezinPart, without the list and the signature */
  GBytes *list; /* that the input brings; else NULL */
  GBytes *signature; /* the same */
} Parts;

static void
parts_clear (Parts *parts)
{
  g_ptr_array_unref (parts->all);
  g_clear_pointer (&parts->list, g_bytes_unref);
  g_clear_pointer (&parts->signature, g_bytes_unref);
}

static void
add_part (Parts *parts, const char *name, GBytes *bytes)
{
  g_ptr_array_add (parts->all, gezin_part_new (name, bytes));
}

static void
add_document (Parts *parts, GBytes *bytes)
{
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autofree char *name = g_strconcat (GEZIN_CONTAINER_DOCUMENTS, digest, NULL);

  add_part (parts, name, bytes);
}

/* `L` a list, `S` a signature, `N` a name and a line; else a document. */
static void
add_piece (Parts *parts, GBytes *piece)
{
  gsize length;
  const char *bytes = g_bytes_get_data (piece, &length);
  char sort = length == 0 ? '\0' : bytes[0];
  g_autoptr (GBytes) rest =
      length == 0 ? g_bytes_ref (piece) : g_bytes_new_from_bytes (piece, 1, length - 1);
  const char *line;

  if (sort == 'L' && parts->list == NULL)
    parts->list = g_bytes_ref (rest);
  else if (sort == 'S' && parts->signature == NULL)
    parts->signature = g_bytes_ref (rest);
  else if (sort == 'N' && (line = memchr (bytes, '\n', length)) != NULL)
    {
      g_autofree char *name = g_strndup (bytes + 1, (gsize) (line - bytes - 1));
      g_autoptr (GBytes) content = g_bytes_new_from_bytes (piece, (gsize) (line + 1 - bytes),
                                                           length - (gsize) (line + 1 - bytes));

      add_part (parts, name, content);
    }
  else
    add_document (parts, piece);
}

/* In the manifest, of part N: its digest is {dN}, its size {nN}; the cards are {s}, {r}. In
 * the dossier, the digests of documents. */
static GBytes *
fill (const World *world, GBytes *text, GPtrArray *parts, ForgerWho who)
{
  FuzzWord words[2 * MAX_PARTS + 3];
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  GezinCard *sender = world->senders->pdata[who == FORGER_COLLEAGUE ? 2 : 1];
  guint n_words = 0;

#define ADD(WORD, MEANING) \
  do \
    { \
      g_ptr_array_add (texts, WORD); \
      g_ptr_array_add (texts, MEANING); \
      words[n_words].word = texts->pdata[texts->len - 2]; \
      words[n_words++].meaning = texts->pdata[texts->len - 1]; \
    } \
  while (0)

  ADD (g_strdup ("{s}"), gezin_digest_text (gezin_card_digest (sender)));
  ADD (g_strdup ("{r}"), gezin_digest_text (gezin_card_digest (world->own->pdata[0])));
  for (guint i = 0; i < parts->len; i++)
    {
      const GezinPart *part = parts->pdata[i];

      ADD (g_strdup_printf ("{d%u}", i), gezin_digest_text (part->digest));
      ADD (g_strdup_printf ("{n%u}", i),
           g_strdup_printf ("%" G_GSIZE_FORMAT, g_bytes_get_size (part->bytes)));
    }
#undef ADD
  return fuzz_fill (text, words, n_words);
}

static void
read_parts (const World *world, GPtrArray *pieces, ForgerWho who, Parts *parts)
{
  g_autoptr (GBytes) manifest = NULL;

  *parts = (Parts){ g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_part_free), NULL, NULL };
  for (guint i = 2; i < pieces->len && i < MAX_PARTS; i++)
    add_piece (parts, pieces->pdata[i]);
  if (pieces->len > 1 && g_bytes_get_size (pieces->pdata[1]) > 0)
    {
      g_autoptr (GBytes) dossier = fill (world, pieces->pdata[1], parts->all, who);

      g_ptr_array_insert (parts->all, 0, gezin_part_new (GEZIN_CONTAINER_DOSSIER, dossier));
    }
  manifest = fill (world, pieces->pdata[0], parts->all, who);
  g_ptr_array_insert (parts->all, 0, gezin_part_new (GEZIN_CONTAINER_MANIFEST, manifest));
}

static GBytes *
zip_parts (const Parts *parts, GBytes *list, GBytes *signature)
{
  RawEntry entries[MAX_PARTS + 4] = { 0 };
  guint n_entries = 0;

#define ADD(NAME, BYTES) \
  do \
    { \
      entries[n_entries].name = NAME; \
      entries[n_entries].bytes = g_bytes_get_data (BYTES, &entries[n_entries].length); \
      n_entries++; \
    } \
  while (0)

  entries[n_entries++] =
      (RawEntry){ "mimetype", GEZIN_CONTAINER_MIMETYPE, strlen (GEZIN_CONTAINER_MIMETYPE) };
  for (guint i = 0; i < parts->all->len; i++)
    ADD (((GezinPart *) parts->all->pdata[i])->name, ((GezinPart *) parts->all->pdata[i])->bytes);
  ADD (GEZIN_CONTAINER_ASIC_MANIFEST, list);
  ADD (GEZIN_CONTAINER_SIGNATURE, signature);
#undef ADD
  return raw_zip (entries, n_entries, NULL);
}

static GBytes *
make_container (const World *world, const guint8 *head, const guint8 *data, gsize length)
{
  ForgerWho who = letter (head[2], FORGER_N_WHO);
  g_autoptr (GPtrArray) pieces = fuzz_pieces (data, length);
  g_autoptr (GBytes) list = NULL;
  g_autoptr (GBytes) signature = NULL;
  GBytes *container;
  Parts parts;

  read_parts (world, pieces, who, &parts);
  list =
      parts.list != NULL ? fill (world, parts.list, parts.all, who) : gezin_asic_write (parts.all);
  signature = parts.signature != NULL ? g_bytes_ref (parts.signature)
                                      : forger_sign (who, letter (head[3], FORGER_N_WAYS),
                                                     GEZIN_SIGNATURE_BESIDE, list);
  container = zip_parts (&parts, list, signature);
  parts_clear (&parts);
  return container;
}

static GBytes *
seal (const World *world, GBytes *container)
{
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (GPtrArray) certificates = g_ptr_array_new ();
  gsize length;
  const void *bytes = g_bytes_get_data (container, &length);

  /* The first key of ours is found first. */
  g_ptr_array_add (certificates, ((GezinOpener *) world->openers->pdata[1])->certificate);
  g_assert_true (gezin_envelope_seal (certificates, bytes, length, out, NULL));
  g_output_stream_close (out, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

/* ---------- What must hold ---------- */

/* What nobody here signed is good only if it is the golden one: all that the signature covers. */
static void
check_is_golden (const World *world, const GezinJudgement *judgement)
{
  g_autoptr (GPtrArray) golden = gezin_container_read (world->golden, NULL);

  g_assert_cmpuint (judgement->parts->len, ==, golden->len);
  for (guint i = 0; i < golden->len; i++)
    {
      const GezinPart *right = golden->pdata[i], *here = judgement->parts->pdata[i];

      g_assert_cmpstr (right->name, ==, here->name);
      g_assert_true (g_str_equal (right->name, GEZIN_CONTAINER_SIGNATURE)
                     || g_bytes_equal (right->bytes, here->bytes));
    }
}

static void
judge (const World *world, GBytes *file, guint8 flags, gboolean is_forged)
{
  GezinBundleQuestion question = ask (world, flags);
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinJudgement) judgement = gezin_bundle_judge (&question, file, &error);
  g_autofree char *json = gezin_judgement_json (judgement);

  g_assert_true ((error != NULL) == (judgement->verdict == GEZIN_BUNDLE_VERDICT_BAD));
  g_assert_true (error == NULL || gezin_error_status (error) == GEZIN_STATUS_REFUSED);
  g_assert_nonnull (json);
  g_assert_null (strchr (json, '\n'));
  g_assert_nonnull (gezin_judgement_sentence (judgement));
  g_assert_nonnull (gezin_bundle_verdict_word (judgement->verdict));
  for (guint i = 0; i < judgement->lines->len; i++)
    {
      const GezinBundleVerdictLine *line =
          &g_array_index (judgement->lines, GezinBundleVerdictLine, i);

      g_assert_nonnull (gezin_bundle_verdict_line_label (line));
      g_assert_true ((gezin_bundle_verdict_line_sentence (line) == NULL)
                     == (line->verdict == GEZIN_BUNDLE_VERDICT_GOOD));
    }
  if (judgement->verdict != GEZIN_BUNDLE_VERDICT_GOOD)
    return;
  g_assert_true (judgement->sender != NULL || judgement->is_vouched_for);
  g_assert_true (!question.is_to_be_taken || judgement->sender != NULL);
  if (!is_forged)
    check_is_golden (world, judgement);
}

/* Only the certificate of the very key makes an opener. */
static void
check_openers (const World *world)
{
  const GezinOpener *ours = world->openers->pdata[0];

  for (guint i = 0; i < FORGER_N_OPENS; i++)
    g_assert_null (gezin_opener_new (ours->key, forger_opens (i), NULL));
  g_assert_null (gezin_opener_new (ours->key, forger_certificate (FORGER_ANNA), NULL));
  gezin_opener_free (gezin_opener_new (ours->key, ours->certificate, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  const World *world = get_world ();
  gboolean has_head = length > HEAD_BYTES && (data[0] == 'c' || data[0] == 'p');
  g_autoptr (GBytes) container = NULL;
  g_autoptr (GBytes) file = NULL;

  if (!has_head)
    {
      file = g_bytes_new_static (data, length);
      judge (world, file, 0, FALSE);
      judge (world, file, ASK_TO_LOOK | ASK_WITHOUT_KEYS, FALSE);
      return 0;
    }
  container = data[0] == 'c' ? g_bytes_new (data + HEAD_BYTES, length - HEAD_BYTES)
                             : make_container (world, data, data + HEAD_BYTES, length - HEAD_BYTES);
  check_openers (world);
  file = seal (world, container);
  judge (world, file, data[1], data[0] == 'p');
  if (data[1] & ASK_TO_LOOK)
    judge (world, container, data[1], data[0] == 'p');
  return 0;
}

gsize
LLVMFuzzerCustomMutator (guint8 *data, gsize length, gsize max_length, guint seed)
{
  return fuzz_mutate_pieces (data, length, max_length, seed);
}
