/* SPDX-License-Identifier: EUPL-1.2 */

/* A session, as the window and the command have one, on a store of made-up families. */

#include "bench/product.h"

#include "base/limits.h"
#include "bench/bench.h"

#define DOSSIERS_IN_BULK (200)

GezinSecret *
bench_product_passphrase (void)
{
  static const char passphrase[] = "koffie aan de keukentafel";

  return gezin_secret_new_copy (passphrase, sizeof passphrase - 1);
}

static GezinSession *
new_session (void)
{
  GError *error = NULL;
  GezinSession *session = gezin_session_new (NULL, &error);

  bench_must (session != NULL, error, "begin a session");
  return session;
}

GezinSession *
bench_product_create (const char *folder)
{
  GezinSession *session = new_session ();
  g_autoptr (GezinSecret) passphrase = bench_product_passphrase ();
  g_autoptr (GezinSecret) recovery_key = NULL;
  GError *error = NULL;

  bench_must (gezin_session_create_store (session, folder, "A. Werker", "Wijkteam", "consultant",
                                          passphrase, GEZIN_KDF_MIN_MEMORY, &recovery_key, &error),
              error, "create a store");
  return session;
}

GezinSession *
bench_product_unlock (const char *folder)
{
  GezinSession *session = new_session ();
  g_autoptr (GezinSecret) passphrase = bench_product_passphrase ();
  GError *error = NULL;

  bench_must (gezin_session_unlock (session, folder, passphrase, FALSE, &error), error,
              "unlock the store");
  return session;
}

GezinUuid
bench_product_load_text (GezinSession *session, const GString *xml)
{
  GError *error = NULL;
  g_autoptr (GezinLoadReport) report = gezin_session_load (session, xml->str, xml->len, &error);

  bench_must (report != NULL, error, "load a dossier");
  if (report->parked->len > 0)
    g_error ("bench: a made-up record was parked: %s",
             ((GezinParkedNote *) report->parked->pdata[0])->reason);
  return report->dossier;
}

GezinUuid
bench_product_load (GezinSession *session, BenchFamilies *families, const BenchShape *shape,
                    guint64 *n_values, guint64 *bytes)
{
  guint count;
  GString *xml = bench_families_write (families, shape, &count);
  GezinUuid id = bench_product_load_text (session, xml);

  if (n_values != NULL)
    *n_values += count;
  if (bytes != NULL)
    *bytes += xml->len;
  g_string_free (xml, TRUE);
  return id;
}

void
bench_product_begin_bulk (GezinSession *session)
{
  GError *error = NULL;

  bench_must (gezin_session_begin_bulk (session, &error), error, "begin a bulk");
}

void
bench_product_end_bulk (GezinSession *session)
{
  GError *error = NULL;

  bench_must (gezin_session_end_bulk (session, TRUE, &error), error, "end a bulk");
}

void
bench_product_fill (GezinSession *session, BenchFamilies *families, const BenchShape *shape,
                    guint n_dossiers)
{
  BenchShape next = *shape;

  for (guint i = 0; i < n_dossiers; i++, next.ids++)
    {
      if (i % DOSSIERS_IN_BULK == 0)
        bench_product_begin_bulk (session);
      bench_product_load (session, families, &next, NULL, NULL);
      if ((i + 1) % DOSSIERS_IN_BULK == 0 || i + 1 == n_dossiers)
        bench_product_end_bulk (session);
    }
}
