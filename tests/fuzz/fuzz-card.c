/* SPDX-License-Identifier: EUPL-1.2 */

/* Any bytes as a card. Those that begin with an "s" say who signs (a letter from A) and in
 * which way (another); after them comes the text of the card, in which words stand for
 * certificates, and then certificates in DER that other words stand for, and revocation
 * lists after an "R". */

#include "fuzz/forger.h"
#include "fuzz/fuzz.h"

#include "base/error.h"

#include <string.h>

#define MAX_OWN (3) /* certificates that the input brings along */

static char *
encode (GBytes *der)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (der, &length);

  return g_base64_encode (bytes, length);
}

static GBytes *
fill (GPtrArray *pieces)
{
  static char *known[FORGER_N_WHO + FORGER_N_OPENS + 1] = { NULL };
  static const char *const own_words[MAX_OWN] = { "{1}", "{2}", "{3}" };
  static char names[G_N_ELEMENTS (known)][4];
  FuzzWord words[G_N_ELEMENTS (known) + MAX_OWN];
  g_autoptr (GPtrArray) own = g_ptr_array_new_with_free_func (g_free);
  guint n_words = 0;

  for (guint i = 0; i < G_N_ELEMENTS (known); i++, n_words++)
    {
      if (known[i] == NULL)
        {
          GezinCertificate *one = i < FORGER_N_WHO ? forger_certificate (i)
                                  : i < FORGER_N_WHO + FORGER_N_OPENS
                                      ? forger_opens (i - FORGER_N_WHO)
                                      : forger_issuer ();

          known[i] = encode (gezin_certificate_der (one));
          g_snprintf (names[i], sizeof names[i], "{%c}", (int) ('A' + i));
        }
      words[n_words] = (FuzzWord){ names[i], known[i] };
    }
  for (guint i = 0; i < MAX_OWN && i + 1 < pieces->len; i++, n_words++)
    {
      g_ptr_array_add (own, encode (pieces->pdata[i + 1]));
      words[n_words] = (FuzzWord){ own_words[i], own->pdata[i] };
    }
  return fuzz_fill (pieces->pdata[0], words, n_words);
}

static guint
letter (guint8 byte, guint n)
{
  return (guint) (guint8) (byte - 'A') % n;
}

static GBytes *
make_card (const guint8 *data, gsize length)
{
  g_autoptr (GPtrArray) pieces = NULL;
  g_autoptr (GBytes) text = NULL;

  if (length < 3 || data[0] != 's')
    return g_bytes_new (data, length);
  pieces = fuzz_pieces (data + 3, length - 3);
  text = fill (pieces);
  return forger_sign (letter (data[1], FORGER_N_WHO), letter (data[2], FORGER_N_WAYS),
                      GEZIN_SIGNATURE_AROUND, text);
}

static void
check_use (const GezinCard *card, GezinCertificateUse use, GPtrArray *lists, gint64 when)
{
  g_autoptr (GError) error = NULL;
  GezinRevocation revocation = 0;
  gboolean holds = gezin_card_check (card, use, lists, when, &revocation, &error);

  g_assert_true (holds == (error == NULL));
  g_assert_true (!holds || revocation != 0);
  g_assert_true (gezin_card_check (card, use, lists, when, NULL, NULL) == holds);
  g_assert_true (error == NULL || gezin_error_status (error) == GEZIN_STATUS_REFUSED);
}

/* What was read can be made again, by somebody else then. */
static void
check_made_again (const GezinCard *card)
{
  GezinCardHolder holder = { .name = gezin_card_name (card),
                             .organisation = gezin_card_organisation (card),
                             .role = gezin_card_role (card),
                             .team = gezin_card_team (card),
                             .encryption = gezin_card_encryption (card),
                             .issuers = gezin_card_issuers (card),
                             .made = gezin_card_made (card) };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = gezin_card_make (forger_signer (), &holder, &error);
  g_autoptr (GezinCard) again = NULL;

  /* Whoever signs does so only while his certificate holds. */
  if (g_error_matches (error, GEZIN_WIRE_ERROR, GEZIN_WIRE_ERROR_CERTIFICATE_NOT_YET)
      || g_error_matches (error, GEZIN_WIRE_ERROR, GEZIN_WIRE_ERROR_CERTIFICATE_EXPIRED))
    return;
  g_assert_no_error (error);
  again = gezin_card_read (file, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (gezin_card_name (again), ==, gezin_card_name (card));
  g_assert_cmpint (gezin_card_made (again), ==, gezin_card_made (card));
  g_assert_true (memcmp (gezin_card_digest (again), gezin_card_digest (card), GEZIN_DIGEST_BYTES)
                 != 0);
}

static void
check_lists (const GezinCard *card, GezinRevocationList *list)
{
  static const gint64 whens[] = { TEST_NOW, TEST_NOW - 3000 * TEST_DAY,
                                  TEST_NOW + 3000 * TEST_DAY };
  g_autoptr (GPtrArray) lists = g_ptr_array_new ();

  if (list != NULL)
    g_ptr_array_add (lists, list);
  for (guint i = 0; i < G_N_ELEMENTS (whens); i++)
    for (GezinCertificateUse use = GEZIN_CERTIFICATE_SIGNS; use <= GEZIN_CERTIFICATE_OPENS; use++)
      check_use (card, use, lists, whens[i]);
}

/* As somebody who believes the issuer alone, with all that came along. */
static void
check_along (const GezinCard *card, GezinRevocationList *list)
{
  g_autoptr (GPtrArray) issuers = g_ptr_array_new ();
  g_autoptr (GPtrArray) lists = g_ptr_array_new ();
  const GezinTrust trust = { .issuers = issuers, .revocations = lists };
  g_autoptr (GError) error = NULL;
  GezinRevocation revocation = 0;
  gboolean is_believed;

  g_ptr_array_add (issuers, forger_issuer ());
  g_ptr_array_add (lists, forger_list (0));
  if (list != NULL)
    g_ptr_array_add (lists, list);
  is_believed = gezin_trust_check (&trust, gezin_card_encryption (card)->pdata[0],
                                   gezin_card_issuers (card), TEST_NOW, &revocation, &error);
  g_assert_true (is_believed == (error == NULL));
  g_assert_true (is_believed == (revocation != 0));
}

static void
check_card (GezinCard *card, GezinRevocationList *own_list)
{
  g_autofree char *words = gezin_card_words (card);

  g_assert_nonnull (words);
  g_assert_true (g_utf8_validate (gezin_card_name (card), -1, NULL));
  g_assert_true (g_utf8_validate (gezin_card_organisation (card), -1, NULL));
  g_assert_nonnull (gezin_card_role (card));
  g_assert_true (gezin_card_team (card) == NULL || *gezin_card_team (card) != '\0');
  g_assert_nonnull (gezin_card_file (card));
  check_lists (card, NULL);
  for (guint i = 0; i < FORGER_N_LISTS; i++)
    check_lists (card, forger_list (i));
  if (own_list != NULL)
    check_lists (card, own_list);
  check_along (card, own_list);
  check_made_again (card);
  gezin_card_unref (gezin_card_ref (card));
  gezin_card_unref (NULL);
}

static void
check_names (const GezinCertificate *certificate)
{
  g_autofree char *name = gezin_certificate_name (certificate);
  g_autofree char *organisation = gezin_certificate_organisation (certificate);
  guint8 key[GEZIN_DIGEST_BYTES];

  g_assert_true (name == NULL || g_utf8_validate (name, -1, NULL));
  g_assert_true (organisation == NULL || g_utf8_validate (organisation, -1, NULL));
  g_assert_true (gezin_certificate_equal (certificate, certificate));
  g_assert_nonnull (gezin_certificate_digest (certificate));
  gezin_certificate_key_digest (certificate, key);
  g_assert_true (
      gezin_certificate_check_time (certificate, gezin_certificate_from (certificate), NULL)
      == (gezin_certificate_from (certificate) < gezin_certificate_until (certificate)));
}

/* The same bytes as a file of certificates. */
static void
check_list (const guint8 *data, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = gezin_certificate_list_new (data, length, &error);

  g_assert_true ((list == NULL) == (error != NULL));
  for (guint i = 0; list != NULL && i < list->len; i++)
    check_names (list->pdata[i]);
}

static GezinRevocationList *
read_list (GBytes *file)
{
  g_autoptr (GError) error = NULL;
  GezinRevocationList *list = gezin_revocation_list_new (file, &error);

  g_assert_true ((list == NULL) == (error != NULL));
  g_assert_true (error == NULL || gezin_error_status (error) == GEZIN_STATUS_REFUSED);
  if (list == NULL)
    return NULL;
  g_assert_cmpint (gezin_revocation_list_from (list), <, gezin_revocation_list_until (list));
  g_assert_false (gezin_revocation_list_is_later (list, list));
  g_assert_false (gezin_revocation_list_is_later (list, forger_list (0))
                  && gezin_revocation_list_is_later (forger_list (0), list));
  g_assert_cmpuint (gezin_revocation_list_n_revoked (list), <=,
                    g_bytes_get_size (gezin_revocation_list_der (list)));
  gezin_revocation_list_unref (gezin_revocation_list_ref (list));
  return list;
}

/* The last piece that is a revocation list. */
static GezinRevocationList *
find_list (const guint8 *data, gsize length)
{
  g_autoptr (GPtrArray) pieces = fuzz_pieces (data, length);

  for (guint i = pieces->len; i > 1; i--)
    {
      gsize piece_length;
      const char *bytes = g_bytes_get_data (pieces->pdata[i - 1], &piece_length);

      if (piece_length > 0 && bytes[0] == 'R')
        {
          g_autoptr (GBytes) file =
              g_bytes_new_from_bytes (pieces->pdata[i - 1], 1, piece_length - 1);

          return read_list (file);
        }
    }
  return NULL;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  g_autoptr (GBytes) file = make_card (data, length);
  g_autoptr (GezinRevocationList) own_list = find_list (data, length);
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinCard) card = gezin_card_read (file, &error);

  check_list (data, length);
  g_assert_true ((card == NULL) == (error != NULL));
  if (card == NULL)
    {
      g_assert_true (error->domain == GEZIN_WIRE_ERROR);
      return 0;
    }
  check_names (gezin_card_signing (card));
  check_card (card, own_list);
  return 0;
}

gsize
LLVMFuzzerCustomMutator (guint8 *data, gsize length, gsize max_length, guint seed)
{
  return fuzz_mutate_pieces (data, length, max_length, seed);
}
