/* SPDX-License-Identifier: EUPL-1.2 */

/* Goal: deciding for 1,000 records takes at most 5 ms a recipient. */

#include "bench/bench.h"

#include "consent/consent.h"
#include "consent/view.h"
#include "reference/reference.h"
#include "wire/dossier-xml.h"

#include <stdlib.h>

#define N_RECORDS (1000)
#define N_PERSONS (8)
#define N_ROUNDS (9)
#define N_IN_ROUND (20)
#define DAY "2026-06-01T10:00:00Z"

static const char *
id_of (guint number)
{
  static char ids[4][64];
  static guint next;

  next = (next + 1) % G_N_ELEMENTS (ids);
  g_snprintf (ids[next], sizeof ids[next], "00000000-0000-4000-8000-%012u", number + 1);
  return ids[next];
}

static void
begin (GString *xml, const char *kind, guint number)
{
  g_string_append_printf (xml, "<record kind=\"%s\" id=\"%s\">", kind, id_of (number));
}

static void
field (GString *xml, const char *name, const char *value)
{
  g_string_append_printf (xml, "<field name=\"%s\" at=\"00000000000000a1:1\" in=\"%s\">%s</field>",
                          name, "00000000000000c1", value);
}

static void
item (GString *xml, const char *name, const char *value)
{
  g_string_append_printf (
      xml, "<field name=\"%s\"><item at=\"00000000000000a1:1\" in=\"%s\">%s</item></field>", name,
      "00000000000000c1", value);
}

static void
end (GString *xml)
{
  g_string_append (xml, "</record>\n");
}

/* Root, recipient, people with a consent each: adults, so that each decides alone. */
static guint
add_people (GString *xml)
{
  guint number = 2;

  begin (xml, "family", 0);
  field (xml, "municipality", "Utrecht");
  end (xml);
  begin (xml, "organisation", 1);
  field (xml, "kind", "youth-care-provider");
  field (xml, "legal-person", "true");
  field (xml, "name", "Zorg");
  end (xml);
  for (guint i = 0; i < N_PERSONS; i++)
    {
      begin (xml, "person", number++);
      field (xml, "birth-date", "1985-03-01");
      field (xml, "given-names", "Els");
      end (xml);
    }
  for (guint i = 0; i < N_PERSONS; i++)
    {
      begin (xml, "consent", number++);
      g_string_append (xml, "<field name=\"categories\">");
      for (guint c = GEZIN_CATEGORY_IDENTITY; c <= GEZIN_CATEGORY_PROCESS; c++)
        g_string_append_printf (xml, "<item at=\"00000000000000a1:1\" in=\"%s\">%s</item>",
                                "00000000000000c1", gezin_category_name (c));
      g_string_append (xml, "</field>");
      field (xml, "decision", "given");
      field (xml, "given-by", id_of (2 + i));
      field (xml, "given-on", "2026-01-01");
      field (xml, "purpose", "coordinate-care");
      field (xml, "recipient", id_of (1));
      field (xml, "subject", id_of (2 + i));
      end (xml);
    }
  return number;
}

static GString *
make_xml (void)
{
  static const char *const kinds[] = { "goal", "statement", "contact", "factor", "decision" };
  GString *xml = g_string_new ("<dossier xmlns=\"urn:gezinsdossier:dossier:1\" id=\"");
  guint number;

  g_string_append_printf (xml,
                          "%s\"><commit id=\"00000000000000c1\" time=\"2026-01-02T10:00:00Z\" "
                          "organisation=\"Wijkteam\"/>\n",
                          id_of (0));
  number = add_people (xml);
  for (guint i = number; i < N_RECORDS; i++)
    {
      const char *kind = kinds[i % G_N_ELEMENTS (kinds)];

      begin (xml, kind, i);
      item (xml, "about", id_of (2 + i % N_PERSONS));
      field (xml, "law", "jeugdwet");
      if (g_str_equal (kind, "factor"))
        field (xml, "life-domain", "parenting");
      field (xml,
             g_str_equal (kind, "contact") ? "facts"
                                           : (g_str_equal (kind, "decision") ? "question" : "text"),
             "tekst");
      end (xml);
    }
  g_string_append (xml, "</dossier>");
  return xml;
}

static GezinDossier *
read_dossier (void)
{
  g_autoptr (GString) xml = make_xml ();
  g_autoptr (GezinUntrustedDossier) read = NULL;
  GezinDossier *dossier;
  GError *error = NULL;

  read = gezin_dossier_xml_read (xml->str, xml->len, &error);
  bench_must (read != NULL, error, "read a made-up dossier");
  dossier = gezin_dossier_new (&read->id, (GezinVersion *const *) read->versions->pdata,
                               read->versions->len, NULL, 0, &error);
  bench_must (dossier != NULL, error, "make a dossier");
  return dossier;
}

static GezinReference *
read_rules (void)
{
  const char *data = g_getenv ("GEZIN_DATA_DIR");
  g_autofree char *folder =
      g_build_filename (data != NULL ? data : GEZIN_DATA_DIR, "reference", NULL);
  GError *error = NULL;
  GezinReference *reference = gezin_reference_new_from_folder (folder, NULL, &error);

  bench_must (reference != NULL, error, "read the reference data");
  return reference;
}

static void
look (const GezinDecision *decision)
{
  GezinView *view = gezin_view_bundle (decision, NULL, NULL, NULL);
  guint n_shared = gezin_dossier_n_records (gezin_view_dossier (view));

  bench_say ("%u of %u records go", n_shared,
             gezin_dossier_n_records (gezin_decision_dossier (decision)));
  bench_must (n_shared > N_RECORDS / 2, NULL, "share most of it");
  gezin_view_unref (view);
}

void
bench_consent (const BenchOptions *options)
{
  g_autoptr (GezinDossier) dossier = read_dossier ();
  g_autoptr (GezinReference) reference = read_rules ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GDateTime) day = g_date_time_new_from_iso8601 (DAY, zone);
  GezinUuid recipient;
  GezinSharingQuestion question = { .dossier = dossier,
                                    .reference = reference,
                                    .zone = zone,
                                    .organisation = "Wijkteam",
                                    .audience = GEZIN_AUDIENCE_ORGANISATION,
                                    .who = &recipient,
                                    .n_who = 1,
                                    .purpose = "coordinate-care",
                                    .instant = g_date_time_to_unix (day) * G_USEC_PER_SEC };
  BenchSide side;

  bench_must (gezin_uuid_parse (id_of (1), &recipient), NULL, "name the recipient");
  bench_title ("Deciding what may go");
  bench_side_init (&side, "gezin_decide: 1,000 records, one recipient");
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      bench_side_begin_round (&side);
      for (guint i = 0; i < N_IN_ROUND; i++)
        {
          g_autoptr (GezinDecision) decision = NULL;

          bench_side_start (&side);
          decision = gezin_decide (&question);
          bench_side_stop (&side, 1);
          if (round == 0 && i == 0)
            look (decision);
        }
      bench_side_end_round (&side);
    }
  bench_side_say (&side);
  bench_goal ("deciding for 1,000 records, a recipient", bench_times_median (&side.wall) * 1e3,
              BENCH_AT_MOST, 5.0, "ms");
  bench_side_clear (&side);
}
