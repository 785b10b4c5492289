/* SPDX-License-Identifier: EUPL-1.2 */

/* What every file that calls OpenSSL needs. */

#include "wire/openssl-private.h"

#include <openssl/err.h>
#include <time.h>

gboolean
gezin_openssl_fail (GezinWireError code, GError **error, const char *reason)
{
  ERR_clear_error ();
  g_set_error_literal (error, GEZIN_WIRE_ERROR, (int) code, reason);
  return FALSE;
}

gboolean
gezin_openssl_instant (const ASN1_TIME *time, gint64 *instant)
{
  struct tm parts = { 0 };
  gint64 seconds;

  if (time == NULL || ASN1_TIME_to_tm (time, &parts) != 1)
    return FALSE;
  seconds = (gint64) timegm (&parts);
  *instant = seconds * G_USEC_PER_SEC;
  return TRUE;
}

BIO *
gezin_openssl_bio (const void *bytes, gsize length)
{
  BIO *bio = BIO_new_mem_buf (length == 0 ? "" : bytes, (int) length);

  g_assert (bio != NULL);
  return bio;
}
