/* SPDX-License-Identifier: EUPL-1.2 */

/* What was asked of whom, person by person, for the screen that shows how things stand. */

#include "asking.h"
#include "kin.h"

#include "support/builder.h"

#include <string.h>

#define NO(name) \
  "consent " name " subject=@els given-by=@els purpose=coordinate-care recipient=@school " \
  "categories=care decision=refused given-on=2026-01-01\n"
#define UNABLE(who, more) \
  "capacity k person=@" who " matter=share-information able=false judged-on=2026-01-01 " more "\n"
#define ABLE(who) \
  "capacity k person=@" who " matter=share-information able=true judged-on=2026-01-01\n"
#define REPORT \
  "ground r article=veilig-thuis-report purpose=report-to-veilig-thuis recipient=@vt " \
  "categories=identity,care from=2026-05-01 about=@els"
#define TO_VT \
  { \
    .to = "vt", .purpose = "report-to-veilig-thuis" \
  }

#define SUPERVISED \
  "measure m type=ots on=@jan executed-by=@gi from=2026-01-01 until=2026-12-31\n" \
  "ground r article=supervision-order-information purpose=execute-measure recipient=@gi " \
  "categories=identity,care from=2026-05-01 measure=@m\n"
#define TO_GI \
  { \
    .to = "gi", .purpose = "execute-measure" \
  }

typedef struct {
  const char *name;
  const char *spec;
  const char *of; /* a person */
  const char *expected; /* READING=VALUE with spaces between */
  Asking asking;
} Case;

static const Case cases[] = {
  { "nobody-asked", BASE, "els",
    "decides=person deciders=els- missing=no before=no said= named= consent= ground= "
    "why-care=not-asked ages=41-41",
    TO_SCHOOL },
  { "adult-said-yes", BASE YES ("c", "els", "els"), "els",
    "deciders=els+ before=no said=c:holds named=identity,care,process "
    "consent=identity,care,process "
    "why-care=- why-health=category-not-covered",
    TO_SCHOOL },
  { "yes-of-somebody-else-about-somebody-else", BASE YES ("c", "els", "els"), "bas",
    "deciders=bas- said= named= consent=", TO_SCHOOL },
  { "no-beside-a-yes", BASE YES ("c", "els", "els") "\n" NO ("n"), "els",
    "said=n:refused,c:holds consent=identity,process why-care=refused deciders=els+", TO_SCHOOL },
  { "followed-by-a-later-one", BASE NO ("n") YES ("c", "els", "els") "replaces=@n\n", "els",
    "said=n:refused:followed,c:holds consent=identity,care,process", TO_SCHOOL },
  { "withdrawn", BASE YES ("c", "els", "els") "withdrawn-on=2026-02-01\n", "els",
    "said=c:withdrawn named=identity,care,process consent= deciders=els- why-care=withdrawn",
    TO_SCHOOL },
  { "in-place-of-one-withdrawn-since",
    BASE YES ("a", "els", "els") "withdrawn-on=2026-02-01\n" YES (
        "b", "els", "els") "from=2026-01-20 replaces=@a\n",
    "els", "said=b:withdrawn,a:withdrawn:followed consent=", TO_SCHOOL },
  { "ended", BASE YES ("c", "els", "els") "until=2026-05-31\n", "els",
    "said=c:ended consent= why-care=ended", TO_SCHOOL },
  { "withdrawn-and-ended-since",
    BASE YES ("c", "els", "els") "withdrawn-on=2026-02-01 until=2026-05-31\n", "els",
    "said=c:withdrawn", TO_SCHOOL },
  { "begins-later", BASE YES ("c", "els", "els") "from=2026-07-01\n", "els",
    "said=c:not-yet consent=", TO_SCHOOL },
  { "decided-nothing",
    BASE "consent c subject=@els given-by=@els purpose=coordinate-care recipient=@school "
         "categories=care given-on=2026-01-05\n",
    "els", "said=c:in-doubt consent=", TO_SCHOOL },
  { "something-of-it-waits",
    BASE YES ("c", "els", "els"),
    "els",
    "said=c:in-doubt consent= deciders=els-",
    { .to = "school", .purpose = "coordinate-care", .pending = "edit c until=2026-02-01\n" } },
  { "about-somebody-who-was-linked-elsewhere",
    BASE "person els2 given-names=Els same-as=@els\n"
         "ground r article=veilig-thuis-report purpose=report-to-veilig-thuis recipient=@vt "
         "categories=care from=2026-05-01 until=2026-05-02 about=@els2\n"
         "consent c subject=@els2 given-by=@els2 purpose=report-to-veilig-thuis recipient=@vt "
         "categories=care decision=given given-on=2026-01-05\n",
    "els", "said=c:holds,r:ended:ground named=care consent=", TO_VT },
  { "to-another-body", BASE YES ("c", "els", "els"), "els", "said= named= consent=", TO_VT },
  { "to-one-who-works-there",
    BASE "professional juf name=Juf organisation=@school\n"
         "consent c subject=@els given-by=@els purpose=coordinate-care recipient=@juf "
         "categories=care decision=given given-on=2026-01-05\n",
    "els", "said=c:recipient-not-covered named=care consent=", TO_SCHOOL },
  { "no-to-one-who-works-there",
    BASE "professional juf name=Juf organisation=@school\n"
         "consent n subject=@els given-by=@els purpose=coordinate-care recipient=@juf "
         "categories=care decision=refused given-on=2026-01-05\n",
    "els", "said=n:refused named=care", TO_SCHOOL },
  { "for-another-purpose",
    BASE YES ("c", "els", "els"),
    "els",
    "said=c:holds named= consent= deciders=els- why-care=purpose-not-covered",
    { .to = "school", .purpose = "refer" } },
  /* Who decides. */
  { "child-of-one", BASE ALONE, "jan", "decides=holders deciders=els- missing=no ages=8-8",
    TO_SCHOOL },
  { "child-of-two-of-whom-one-said-yes", BASE JOINT YES ("c", "jan", "els"), "jan",
    "decides=holders deciders=bas-,els+ missing=no consent= why-care=one-holder-missing",
    TO_SCHOOL },
  { "child-of-nobody-known", BASE, "jan", "decides=holders deciders= missing=yes", TO_SCHOOL },
  { "child-of-two-of-whom-one-is-known",
    BASE "authority g child=@jan holder=@els type=parents-joint from=2018-05-01\n", "jan",
    "decides=holders deciders=els- missing=yes", TO_SCHOOL },
  { "from-twelve-both", BASE ALONE, "jan", "decides=person-and-holders deciders=jan-,els-",
    ON ("2031-05-01") },
  { "day-before-twelve", BASE ALONE, "jan", "decides=holders deciders=els-", ON ("2030-04-30") },
  { "from-twelve-and-nobody-known", BASE, "jan",
    "decides=person-and-holders deciders=jan- missing=yes", ON ("2031-05-01") },
  { "from-sixteen-the-person", BASE ALONE, "jan", "decides=person deciders=jan- missing=no",
    ON ("2034-05-01") },
  { "yes-of-before-sixteen", BASE ALONE YES ("c", "jan", "jan") "\n" YES ("d", "jan", "els"), "jan",
    "decides=person deciders=jan- before=yes consent=", ON ("2034-05-01") },
  { "age-that-may-be-two", BASE "edit jan birth-date=2014\n" ALONE, "jan",
    "decides=unknown ages=11-12", TO_SCHOOL },
  { "who-died", BASE "edit els deceased-on=2026-01-01\n", "els",
    "decides=unknown consent=", TO_SCHOOL },
  { "who-cannot-weigh-it-and-is-represented",
    BASE UNABLE ("els", "representative=@bas representative-basis=written-proxy")
        YES ("c", "els", "bas"),
    "els", "decides=representative deciders=bas+ missing=no consent=identity,care,process",
    TO_SCHOOL },
  { "who-cannot-weigh-it-and-is-not", BASE UNABLE ("els", ""), "els",
    "decides=representative deciders= missing=yes why-care=representative-not-asked", TO_SCHOOL },
  { "child-who-cannot-weigh-it", BASE ALONE UNABLE ("jan", ""), "jan",
    "decides=holders deciders=els- missing=no", ON ("2031-05-01") },
  { "child-who-was-found-able-decides-along", BASE ALONE ABLE ("jan"), "jan",
    "decides=person-and-holders", ON ("2031-05-01") },
  { "able-and-not",
    BASE UNABLE ("els", "") "capacity l person=@els matter=share-information able=true "
                            "judged-on=2026-01-01\n",
    "els", "decides=doubt deciders=els-", TO_SCHOOL },
  { "something-waits-about-who-decides",
    BASE,
    "els",
    "decides=doubt why-care=in-doubt",
    { .to = "school",
      .purpose = "coordinate-care",
      .pending =
          "capacity z person=@els matter=share-information able=false judged-on=2026-02-01\n" } },
  /* Grounds. */
  { "ground-that-holds", BASE REPORT "\n", "els",
    "said=r:holds:ground consent= ground=identity,care why-care=not-asked", TO_VT },
  { "ground-that-ended", BASE REPORT " until=2026-05-02\n", "els",
    "said=r:ended:ground ground=", TO_VT },
  { "ground-that-ended-about-somebody-else", BASE REPORT " until=2026-05-02\n", "bas",
    "said= ground=", TO_VT },
  { "ground-about-a-child-alone", BASE SUPERVISED, "jan",
    "said=r:holds:ground ground=identity,care", TO_GI },
  { "ground-about-a-child-is-none-about-somebody-else", BASE SUPERVISED, "bas",
    "said= ground=", TO_GI },
  { "ground-for-another-body",
    BASE REPORT "\n",
    "els",
    "said= ground=",
    { .to = "school", .purpose = "report-to-veilig-thuis" } },
  /* A recipient who may get nothing. */
  { "body-that-is-no-legal-person",
    BASE "organisation kring name=Kring kind=veilig-thuis legal-person=false\n"
         "ground r article=veilig-thuis-report purpose=report-to-veilig-thuis recipient=@kring "
         "categories=care from=2026-05-01 about=@els\n"
         "consent c subject=@els given-by=@els purpose=report-to-veilig-thuis recipient=@kring "
         "categories=care decision=given given-on=2026-01-05\n",
    "els",
    "said=c:holds,r:holds:ground consent= ground= why-care=recipient-not-legal-person "
    "why-health=category-not-covered",
    { .to = "kring", .purpose = "report-to-veilig-thuis" } },
  { "recipient-who-is-not-there",
    BASE REPORT "\n" YES ("c", "els", "els"),
    "els",
    "said= consent= ground=",
    { .to = "nobody", .purpose = "coordinate-care" } },
};

/* Names of the builder that stand in the cases: to say an id by its name. */
static const char *
name_of (const GezinUuid *id)
{
  static const char *const names[] = { "els", "bas", "jan", "a", "b", "c", "d", "n", "r" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GezinUuid other = test_id (names[i]);

      if (gezin_uuid_equal (&other, id))
        return names[i];
    }
  return "?";
}

static void
add_categories (GString *text, guint32 categories)
{
  for (guint category = 1; category <= GEZIN_CATEGORY_PROCESS; category++)
    if (categories & (1u << category))
      g_string_append_printf (text, "%s%s", text->len > 0 ? "," : "",
                              gezin_category_name (category));
}

static void
add_deciders (GString *text, const GezinAsked *asked)
{
  for (guint i = 0; i < asked->deciders->len; i++)
    {
      const GezinDecider *one = &g_array_index (asked->deciders, GezinDecider, i);

      g_string_append_printf (text, "%s%s%s", i > 0 ? "," : "", name_of (&one->who),
                              one->has_said_yes ? "+" : "-");
    }
}

static void
add_said (GString *text, const GezinAsked *asked)
{
  for (guint i = 0; i < asked->said->len; i++)
    {
      const GezinSaid *one = &g_array_index (asked->said, GezinSaid, i);

      g_string_append_printf (
          text, "%s%s:%s%s%s", i > 0 ? "," : "", name_of (&one->record),
          one->reason == GEZIN_WITHHELD_NONE ? "holds" : gezin_withheld_code (one->reason),
          one->is_ground ? ":ground" : "", one->is_followed ? ":followed" : "");
    }
}

static void
add_reason (GString *text, const GezinAsked *asked, const char *name)
{
  for (guint category = 1; category <= GEZIN_CATEGORY_PROCESS; category++)
    if (g_str_equal (gezin_category_name (category), name))
      g_string_append (text, asked->reason[category] == GEZIN_WITHHELD_NONE
                                 ? "-"
                                 : gezin_withheld_code (asked->reason[category]));
}

static char *
read_one (const GezinAsked *asked, const char *reading)
{
  static const char *const decides[] = { "unknown", "doubt",         "person", "person-and-holders",
                                         "holders", "representative" };
  GString *text = g_string_new (NULL);

  if (g_str_equal (reading, "decides"))
    g_string_append (text, decides[asked->decides]);
  else if (g_str_equal (reading, "deciders"))
    add_deciders (text, asked);
  else if (g_str_equal (reading, "said"))
    add_said (text, asked);
  else if (g_str_equal (reading, "missing"))
    g_string_append (text, asked->is_somebody_missing ? "yes" : "no");
  else if (g_str_equal (reading, "before"))
    g_string_append (text, asked->is_said_before ? "yes" : "no");
  else if (g_str_equal (reading, "ages"))
    g_string_append_printf (text, "%u-%u", asked->youngest, asked->oldest);
  else if (g_str_equal (reading, "named"))
    add_categories (text, asked->named);
  else if (g_str_equal (reading, "consent"))
    add_categories (text, asked->by_consent);
  else if (g_str_equal (reading, "ground"))
    add_categories (text, asked->by_ground);
  else
    add_reason (text, asked, reading + strlen ("why-"));
  return g_string_free (text, FALSE);
}

static const GezinAsked *
find (const GPtrArray *all, const char *name)
{
  GezinUuid id = test_id (name);

  for (guint i = 0; i < all->len; i++)
    if (gezin_uuid_equal (&((const GezinAsked *) all->pdata[i])->person, &id))
      return all->pdata[i];
  g_assert_not_reached ();
}

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (GezinDossier) dossier = test_dossier (one->spec);
  g_autoptr (GPtrArray) all = asking_asked (dossier, &one->asking);
  g_auto (GStrv) each = g_strsplit (one->expected, " ", -1);

  for (guint i = 0; each[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (each[i], "=", 2);
      g_autofree char *is = read_one (find (all, one->of), pair[0]);

      if (!g_str_equal (is, pair[1]))
        {
          g_test_message ("%s is %s, not %s", pair[0], is, pair[1]);
          g_test_fail ();
        }
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/consent/asked/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  status = g_test_run ();
  asking_end ();
  return status;
}
