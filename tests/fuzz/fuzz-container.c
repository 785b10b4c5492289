/* SPDX-License-Identifier: EUPL-1.2 */

/* Any bytes as a container. What is taken must be written again with the same content. */

#include "base/error.h"
#include "wire/bundle.h"

#include "fuzz/fuzz.h"

static void
check_again (GPtrArray *parts)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinSecret) secret = gezin_container_write (parts, &error);
  g_autoptr (GBytes) container = NULL;
  g_autoptr (GPtrArray) again = NULL;

  g_assert_no_error (error);
  container = g_bytes_new (gezin_secret_peek (secret), gezin_secret_length (secret));
  again = gezin_container_read (container, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->len, ==, parts->len);
  for (guint i = 0; i < parts->len; i++)
    g_assert_true (g_bytes_equal (((GezinPart *) parts->pdata[i])->bytes,
                                  ((GezinPart *) again->pdata[i])->bytes));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  g_autoptr (GBytes) file = g_bytes_new_static (data, length);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) parts = gezin_container_read (file, &error);
  GezinBundleQuestion question = { 0 };
  g_autoptr (GezinJudgement) judgement = NULL;

  g_assert_true ((parts == NULL) == (error != NULL));
  g_assert_true (error == NULL || error->domain == GEZIN_WIRE_ERROR);
  if (parts == NULL)
    return 0;
  check_again (parts);
  judgement = gezin_bundle_judge (&question, file, NULL);
  g_assert_true (judgement->verdict != GEZIN_BUNDLE_VERDICT_GOOD);
  return 0;
}
