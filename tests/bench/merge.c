/* SPDX-License-Identifier: EUPL-1.2 */

/* Goal: merging 10,000 changed values takes at most twice as long as libxml2
 * takes to parse that XML, alone. What is merged is parsed already. */

#include "bench/bench.h"
#include "bench/families.h"

#include "merge/plan.h"
#include "reference/reference.h"
#include "wire/dossier-xml.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdlib.h>

#define N_VALUES (10000)
#define N_ROUNDS (9)
#define N_IN_ROUND (3)
#define LARGE_BYTES (64 * 1024)

/* As the product asks libxml2 for a tree, without the limits that the product adds. */
#define PARSE_OPTIONS (XML_PARSE_NONET | XML_PARSE_BIG_LINES)

static GezinUntrustedDossier *
read_dossier (const GString *xml)
{
  GError *error = NULL;
  GezinUntrustedDossier *dossier = gezin_dossier_xml_read (xml->str, xml->len, &error);

  bench_must (dossier != NULL, error, "read a made-up dossier");
  return dossier;
}

/* The C library puts off joining small pieces that were freed until it needs a large one: here, so
 * that no side pays for the pieces of the other. */
static void
tidy_heap (void)
{
  void *volatile large = malloc (LARGE_BYTES);

  free (large);
}

/* Only parsing is timed, not freeing. */
static void
parse_bare (const GString *xml, BenchSide *side)
{
  xmlDoc *doc;

  bench_side_start (side);
  doc = xmlReadMemory (xml->str, (int) xml->len, NULL, "UTF-8", PARSE_OPTIONS);
  bench_side_stop (side, 1);
  bench_must (doc != NULL, NULL, "parse with libxml2");
  xmlFreeDoc (doc);
  tidy_heap ();
}

static void
plan (GezinDossier *ours, const GezinUntrustedDossier *theirs, GezinReference *reference)
{
  GError *error = NULL;
  g_autoptr (GezinPlan) plan =
      gezin_plan_new (ours, NULL, theirs->versions, NULL, 0, reference, &error);

  bench_must (plan != NULL, error, "plan a merge");
  g_assert_cmpuint (plan->merge->became_heads->len, ==, theirs->versions->len);
}

static void
merge (GezinDossier *ours, const GezinUntrustedDossier *theirs)
{
  GError *error = NULL;
  g_autoptr (GezinMerge) merged =
      gezin_merge (ours, NULL, (GezinVersion *const *) theirs->versions->pdata,
                   theirs->versions->len, NULL, 0, &error);

  bench_must (merged != NULL, error, "merge");
}

static GezinReference *
read_reference (void)
{
  const char *data = g_getenv ("GEZIN_DATA_DIR");
  g_autofree char *folder =
      g_build_filename (data != NULL ? data : GEZIN_DATA_DIR, "reference", NULL);
  GError *error = NULL;
  GezinReference *reference = gezin_reference_new_from_folder (folder, NULL, &error);

  bench_must (reference != NULL, error, "read the reference data");
  return reference;
}

/* One side of ours and one of libxml2's, in turns; the ratio. */
static double
measure (GezinDossier *ours, const GezinUntrustedDossier *theirs, const GString *xml,
         GezinReference *reference)
{
  BenchSide product, bare;
  double ratio;

  bench_side_init (&product,
                   reference != NULL ? "gezin_plan_new: shapes and merge" : "gezin_merge");
  bench_side_init (&bare, "xmlReadMemory");
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      bench_side_begin_round (&product);
      bench_side_begin_round (&bare);
      for (guint i = 0; i < N_IN_ROUND; i++)
        {
          bench_side_start (&product);
          if (reference != NULL)
            plan (ours, theirs, reference);
          else
            merge (ours, theirs);
          tidy_heap ();
          bench_side_stop (&product, 1);
          parse_bare (xml, &bare);
        }
      bench_side_end_round (&product);
      bench_side_end_round (&bare);
    }
  bench_side_say (&product);
  bench_side_say (&bare);
  ratio = bench_ratio (&product, &bare);
  bench_side_clear (&product);
  bench_side_clear (&bare);
  return ratio;
}

void
bench_merge (const BenchOptions *options)
{
  g_autoptr (BenchFamilies) families = bench_families_new (5);
  BenchShape shape = { .ids = 50, .n_values = N_VALUES, .n_writes = 1 };
  GString *before = bench_families_write (families, &shape, NULL);
  guint n_values;
  g_autoptr (GezinUntrustedDossier) old = NULL;
  g_autoptr (GezinUntrustedDossier) new = NULL;
  g_autoptr (GezinDossier) ours = NULL;
  g_autoptr (GezinReference) reference = NULL;
  GError *error = NULL;
  GString *after;

  shape.n_writes = 2;
  after = bench_families_write (families, &shape, &n_values);
  bench_title ("merge: every value of a dossier written over elsewhere");
  bench_say ("%u values, %.1f MB of XML", n_values, (double) after->len / 1e6);
  old = read_dossier (before);
  new = read_dossier (after);
  ours = gezin_dossier_new (&old->id, (GezinVersion *const *) old->versions->pdata,
                            old->versions->len, NULL, 0, &error);
  bench_must (ours != NULL, error, "make the dossier");
  g_assert_cmpuint (new->versions->len, ==, n_values);
  reference = read_reference ();
  bench_goal ("merge: 10,000 changed values / libxml2 parsing them alone",
              measure (ours, new, after, reference), BENCH_AT_MOST, 2, "x");
  bench_say ("without looking at shapes: %.2f x", measure (ours, new, after, NULL));
  g_string_free (before, TRUE);
  g_string_free (after, TRUE);
}
