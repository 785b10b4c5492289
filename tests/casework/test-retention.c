/* SPDX-License-Identifier: EUPL-1.2 */

/* Terms of retention: cases worked out by hand from the acts, with a calendar and
 * without the program. A term of years that counts from something within a day is
 * full at the same hour years later, so the first whole day on which something may
 * go is the day after. */

#include "casework/retention.h"

#include "base/clock.h"
#include "support/builder.h"

static GezinReference *reference;

#define CLOSED "family f name=Vos opened=2001-01-05 closed=2006-03-04\n"
#define VEILIG_THUIS "organisation us name='Ons Huis' kind=veilig-thuis\n"

typedef struct {
  const char *name;
  const char *spec;
  const char *record;
  const char *until; /* NULL: never, or not known */
} TermCase;

static const TermCase terms[] = {
  /* Jeugdwet 7.3.8(3): twenty years from the last change in the dossier. */
  { "youth-act-counts-from-the-last-change-in-the-dossier",
    "at 2001-01-05T10:00:00Z\n" CLOSED
    "statement s text=a law=jeugdwet\nat 2006-03-04T15:00:00Z\nstatement later text=b "
    "law=jeugdwet\n",
    "s", "2026-03-05" },
  { "youth-act-in-summer-time", /* 22:30 UTC is the next day in Amsterdam */
    "at 2006-07-04T22:30:00Z\n" CLOSED "statement s text=a law=jeugdwet\n", "s", "2026-07-06" },
  { "without-a-law-as-under-the-youth-act",
    "at 2006-03-04T15:00:00Z\n" CLOSED "statement s text=a\n", "s", "2026-03-05" },
  { "a-law-without-a-term-of-its-own-as-under-the-youth-act",
    "at 2006-03-04T15:00:00Z\n" CLOSED "statement s text=a law=leerplicht\n", "s", "2026-03-05" },
  { "the-dossier's-law-for-what-has-none",
    "at 2006-03-04T15:00:00Z\nfamily f name=Vos law=wmo-2015 closed=2006\nstatement s text=a\n",
    "s", "2021-03-05" },
  /* Wmo 2015, 5.3.4(1): fifteen years from when the item was received or made. */
  { "social-support-counts-for-each-item",
    "at 2010-03-05T09:00:00Z\n" CLOSED "statement s text=a law=wmo-2015\n"
    "at 2020-01-01T09:00:00Z\nstatement later text=b law=wmo-2015\n",
    "s", "2025-03-06" },
  { "social-support-counts-from-the-newest-in-the-item",
    "at 2010-03-05T09:00:00Z\n" CLOSED "statement s text=a law=wmo-2015\n"
    "at 2012-07-01T09:00:00Z\nedit s text=b\n",
    "s", "2027-07-02" },
  { "social-support-from-a-leap-day",
    "at 2008-02-29T09:00:00Z\n" CLOSED "statement s text=a law=wmo-2015\n", "s", "2023-03-02" },
  { "social-support-before-midnight-here", /* 23:30 UTC in winter is the next day here */
    "at 2010-03-04T23:30:00Z\n" CLOSED "statement s text=a law=wmo-2015\n", "s", "2025-03-06" },
  { "under-two-laws-the-longer",
    "at 2010-03-05T09:00:00Z\n" CLOSED "statement s text=a law=wmo-2015\nbeside s law=jeugdwet\n",
    "s", "2030-03-06" },
  /* Wmo 2015, 5.3.4(2): at Veilig Thuis until the youngest child is eighteen. */
  { "veilig-thuis-until-the-youngest-child-is-18",
    "at 2024-01-10T09:00:00Z\n" CLOSED VEILIG_THUIS
    "person els birth-date=1985-03-01\nperson jan birth-date=2014-05-01\nperson kim "
    "birth-date=2011\n"
    "statement s text=a law=wmo-2015\n",
    "s", "2032-05-01" },
  { "veilig-thuis-a-year-of-birth-counts-as-its-last-day",
    "at 2024-01-10T09:00:00Z\n" CLOSED VEILIG_THUIS
    "person jan birth-date=2014\nstatement s text=a law=wmo-2015\n",
    "s", "2032-12-31" },
  { "veilig-thuis-a-month-of-birth-counts-as-its-last-day",
    "at 2024-01-10T09:00:00Z\n" CLOSED VEILIG_THUIS
    "person jan birth-date=2012-02\nstatement s text=a law=wmo-2015\n",
    "s", "2030-03-01" },
  { "veilig-thuis-born-on-a-leap-day",
    "at 2024-01-10T09:00:00Z\n" CLOSED VEILIG_THUIS
    "person jan birth-date=2012-02-29\nstatement s text=a law=wmo-2015\n",
    "s", "2030-03-01" },
  { "veilig-thuis-unborn",
    "at 2026-09-10T09:00:00Z\n" CLOSED VEILIG_THUIS
    "person baby expected-birth=2026-12\nstatement s text=a law=wmo-2015\n",
    "s", "2044-12-31" },
  { "veilig-thuis-an-unknown-birth-keeps",
    "at 2024-01-10T09:00:00Z\n" CLOSED VEILIG_THUIS
    "person jan birth-date=2014-05-01\nperson kim given-names=Kim\nstatement s text=a "
    "law=wmo-2015\n",
    "s", NULL },
  { "veilig-thuis-a-disputed-birth-counts-as-the-later",
    "at 2024-01-10T09:00:00Z\n" CLOSED VEILIG_THUIS
    "person jan birth-date=2014-05-01\nbeside jan birth-date=2015-06-02\n"
    "statement s text=a law=wmo-2015\n",
    "s", "2033-06-02" },
  { "veilig-thuis-without-a-child-fifteen-years",
    "at 2020-06-01T09:00:00Z\n" CLOSED VEILIG_THUIS
    "person jan birth-date=2000-01-01\nstatement s text=a law=wmo-2015\n",
    "s", "2035-06-02" },
  { "another-organisation-fifteen-years",
    "at 2020-06-01T09:00:00Z\n" CLOSED "organisation us name='Ons Huis' kind=local-team\n"
    "person jan birth-date=2019-01-01\nstatement s text=a law=wmo-2015\n",
    "s", "2035-06-02" },
  /* Wth art. 10(1): five years; the order, and papers by when they came. */
  { "exclusion-order-five-years-from-the-order",
    "at 2020-05-01T09:00:00Z\n" CLOSED "measure m type=huisverbod law=wth imposed-on=2020-02-10\n",
    "m", "2025-02-11" },
  { "exclusion-order-a-month-counts-as-its-last-day", /* 29 February, five years on 1 March */
    "at 2020-05-01T09:00:00Z\n" CLOSED "measure m type=huisverbod law=wth imposed-on=2020-02\n",
    "m", "2025-03-02" },
  { "exclusion-order-without-a-day-keeps",
    "at 2020-05-01T09:00:00Z\n" CLOSED "measure m type=huisverbod law=wth\n", "m", NULL },
  { "exclusion-order-papers", "at 2020-05-01T09:00:00Z\n" CLOSED "statement s text=a law=wth\n",
    "s", "2025-05-02" },
  /* BW 7:454(3). */
  { "medical-file-twenty-years", "at 2006-03-04T15:00:00Z\n" CLOSED "statement s text=a law=wgbo\n",
    "s", "2026-03-05" },
  /* At the GI at most thirty years after majority; at the RvdK a hundred years after birth. */
  { "gi-thirty-years-after-majority",
    "at 2020-01-10T09:00:00Z\n" CLOSED "organisation us name='Ons Huis' kind=gi\n"
    "person jan birth-date=2010-06-15\nstatement s text=a law=jeugdwet\n",
    "s", "2058-06-16" },
  { "rvdk-a-hundred-years-after-birth",
    "at 2020-01-10T09:00:00Z\n" CLOSED "organisation us name='Ons Huis' kind=rvdk\n"
    "person jan birth-date=2010-06-15\nstatement s text=a law=jeugdwet\n",
    "s", "2110-06-16" },
  { "rvdk-authority-for-ever",
    "at 2020-01-10T09:00:00Z\n" CLOSED "organisation us name='Ons Huis' kind=rvdk\n"
    "person jan birth-date=2010-06-15\nauthority g child=@jan type=joint\n",
    "g", NULL },
  /* A worker's own note, after the day that it names. */
  { "working-note-after-its-day",
    "at 2026-05-01T09:00:00Z\n" CLOSED "working-note n text=a expires=2026-05-31\n", "n",
    "2026-06-01" },
  { "working-note-after-the-last-day-of-its-month",
    "at 2026-02-01T09:00:00Z\n" CLOSED "working-note n text=a expires=2026-02\n", "n",
    "2026-03-01" },
  { "working-note-without-a-day-as-the-dossier",
    "at 2006-03-04T15:00:00Z\n" CLOSED "working-note n text=a\n", "n", "2026-03-05" },
};

static gint64
newest_commit (const GezinDossier *dossier)
{
  gint64 newest = 0;

  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier, i);

      for (guint j = 0; j < record->n_heads; j++)
        newest = MAX (newest, record->heads[j]->commit->time);
    }
  return newest;
}

static GezinRetentionBasis
basis_of (const GezinDossier *dossier)
{
  static GTimeZone *zone;

  if (zone == NULL)
    zone = g_time_zone_new_identifier ("Europe/Amsterdam");
  return (GezinRetentionBasis){ .reference = reference,
                                .zone = zone,
                                .last_change = newest_commit (dossier),
                                .organisation = "Ons Huis" };
}

static GezinRetentionRow *
row_on (GezinDossier *dossier, const char *day_text)
{
  g_autoptr (GezinView) view = gezin_view_own (dossier);
  GezinRetentionBasis basis = basis_of (dossier);
  GDate day;

  return gezin_retention_row (view, &basis, test_day (&day, day_text), TRUE);
}

/* @record NULL: the whole dossier. */
static const GezinRetentionItem *
find_item (const GezinRetentionRow *row, const char *record)
{
  for (guint i = 0; i < row->items->len; i++)
    {
      const GezinRetentionItem *item = row->items->pdata[i];
      GezinUuid id;

      if (record == NULL && !item->has_record)
        return item;
      if (record == NULL || !item->has_record)
        continue;
      id = test_id (record);
      if (gezin_uuid_equal (&item->record, &id))
        return item;
    }
  g_assert_not_reached ();
}

static gboolean
is_held (const GezinRetentionItem *item, const char *code)
{
  for (guint i = 0; i < item->holds->len; i++)
    if (g_str_equal (((GezinHold *) item->holds->pdata[i])->code, code))
      return TRUE;
  return FALSE;
}

static void
test_term (gconstpointer data)
{
  const TermCase *one = data;
  g_autoptr (GezinDossier) dossier = test_dossier (one->spec);
  g_autoptr (GezinRetentionRow) row = row_on (dossier, "2026-11-21");
  const GezinRetentionItem *item = find_item (row, one->record);

  g_assert_cmpstr (item->until, ==, one->until);
  g_assert_true (one->until != NULL || is_held (item, "start-unknown")
                 || is_held (item, "kept-for-ever"));
  g_assert_true (one->until != NULL || !item->is_due);
}

/* On the day itself it may go, on the day before it may not. */
static void
test_due_from_its_day (void)
{
  g_autoptr (GezinDossier) dossier =
      test_dossier ("at 2010-03-05T09:00:00Z\n" CLOSED "statement s text=a law=wmo-2015\n");
  g_autoptr (GezinRetentionRow) before = row_on (dossier, "2025-03-05");
  g_autoptr (GezinRetentionRow) then = row_on (dossier, "2025-03-06");

  g_assert_false (find_item (before, "s")->is_due);
  g_assert_false (before->is_due);
  g_assert_true (find_item (then, "s")->is_due);
  g_assert_true (then->is_due);
  g_assert_cmpuint (then->n_due, ==, 1);
  g_assert_false (then->is_whole_due);
  g_assert_cmpstr (then->until, ==, "2025-03-06");
}

static void
test_whole_goes_with_its_last_record (void)
{
  g_autoptr (GezinDossier) dossier =
      test_dossier ("at 2001-03-05T09:00:00Z\n" CLOSED "statement s text=a law=wmo-2015\n"
                    "statement t text=a law=jeugdwet\n");
  g_autoptr (GezinRetentionRow) before = row_on (dossier, "2021-03-05");
  g_autoptr (GezinRetentionRow) then = row_on (dossier, "2021-03-06");

  g_assert_cmpstr (find_item (before, NULL)->until, ==, "2021-03-06");
  g_assert_false (before->is_whole_due);
  g_assert_true (find_item (before, "s")->is_due);
  g_assert_false (find_item (before, "t")->is_due);
  g_assert_true (then->is_whole_due);
  g_assert_true (find_item (then, "f")->is_due);
}

typedef struct {
  const char *name;
  const char *spec;
  const char *record; /* NULL: the whole dossier */
  const char *hold; /* NULL: nothing holds it, it is due */
} HoldCase;

#define OLD "at 2001-03-05T09:00:00Z\n"

static const HoldCase holds[] = {
  { "closed-dossier-is-due", OLD CLOSED, NULL, NULL },
  { "open-dossier", OLD "family f name=Vos\n", NULL, "dossier-open" },
  { "open-dossier-holds-what-shares-its-term", OLD "family f name=Vos\nstatement s text=a\n", "s",
    "dossier-open" },
  { "open-dossier-does-not-hold-an-item-with-a-term-of-its-own",
    OLD "family f name=Vos\nstatement s text=a law=wmo-2015\n", "s", NULL },
  { "measure-without-an-end", OLD CLOSED "measure m type=ots from=2000-01-01\n", NULL,
    "measure-running" },
  { "measure-that-ends-later", OLD CLOSED "measure m type=ots until=2027\n", NULL,
    "measure-running" },
  { "measure-that-ended", OLD CLOSED "measure m type=ots until=2002-01-01\n", NULL, NULL },
  { "request-to-inspect-not-answered",
    OLD CLOSED
    "person p birth-date=1970-01-01\nresponse r person=@p kind=inspection received=2001\n"
    "statement s text=a law=wmo-2015\n",
    "s", "request-open" },
  { "request-to-inspect-answered",
    OLD CLOSED "person p birth-date=1970-01-01\n"
               "response r person=@p kind=inspection answered=2001-05-01\n"
               "statement s text=a law=wmo-2015\n",
    "s", NULL },
  { "request-to-erase-holds-nothing",
    OLD CLOSED "person p birth-date=1970-01-01\nresponse r person=@p kind=erasure received=2001\n"
               "statement s text=a law=wmo-2015\n",
    "s", NULL },
  { "what-a-kept-record-refers-to",
    OLD CLOSED "person p birth-date=1970-01-01 law=wmo-2015\nat 2020-01-01T09:00:00Z\n"
               "statement s text=a law=wmo-2015 about=@p\n",
    "p", "needed" },
  { "what-leads-from-a-kept-record-to-it",
    OLD CLOSED "person p birth-date=1970-01-01 law=wmo-2015\n"
               "statement s text=a law=wmo-2015 about=@p\n"
               "statement u text=a law=wmo-2015 supports=@s\nat 2020-01-01T09:00:00Z\n"
               "statement t text=a law=wmo-2015 supports=@u\n",
    "p", "needed" },
  { "what-nothing-kept-refers-to",
    OLD CLOSED
    "person p birth-date=1970-01-01 law=wmo-2015\nstatement s text=a law=wmo-2015 about=@p\n",
    "p", NULL },
};

static void
test_hold (gconstpointer data)
{
  const HoldCase *one = data;
  g_autoptr (GezinDossier) dossier = test_dossier (one->spec);
  g_autoptr (GezinRetentionRow) row = row_on (dossier, "2026-11-21");
  const GezinRetentionItem *item = find_item (row, one->record);

  g_assert_cmpint (item->is_due, ==, one->hold == NULL);
  g_assert_cmpint (item->holds->len == 0, ==, one->hold == NULL);
  g_assert_true (one->hold == NULL || is_held (item, one->hold));
}

/* The clock stood at 2009 while it was known to be 5 March 2010: the item is not older for that. */
static void
test_clock_put_back_makes_nothing_older (void)
{
  g_autoptr (GezinDossier) dossier =
      test_dossier ("at 2009-03-05T09:00:00Z\n" CLOSED "statement s text=a law=wmo-2015\n");
  g_autoptr (GezinView) view = gezin_view_own (dossier);
  g_autoptr (GHashTable) late = g_hash_table_new (g_int64_hash, g_int64_equal);
  GezinRetentionBasis basis = basis_of (dossier);
  gint64 known = G_GINT64_CONSTANT (1267779600) * G_USEC_PER_SEC; /* 2010-03-05T09:00:00Z */
  g_autofree char *trusting = gezin_retention_first_day (view, &basis);
  g_autofree char *knowing = NULL;

  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    g_hash_table_insert (late, &gezin_dossier_record (dossier, i)->heads[0]->commit->id, &known);
  basis.late = late;
  knowing = gezin_retention_first_day (view, &basis);
  g_assert_cmpstr (trusting, ==, "2024-03-06");
  g_assert_cmpstr (knowing, ==, "2025-03-06");
}

/* The index says from which day something may go, the row what may go on a day: they agree, so a line
 * among what has to be done leads to something that can be erased. */
static void
check_first_day (const char *spec)
{
  static const char *const others[] = { "2026-11-21", "2026-11-22", "2031-01-01", "2199-12-31" };
  g_autoptr (GezinDossier) dossier = test_dossier (spec);
  g_autoptr (GezinView) view = gezin_view_own (dossier);
  GezinRetentionBasis basis = basis_of (dossier);
  g_autofree char *first = gezin_retention_first_day (view, &basis);
  char text[GEZIN_DAY_TEXT_LENGTH + 1];
  GDate day;

  for (gsize i = 0; i < G_N_ELEMENTS (others) + 2; i++)
    {
      g_autoptr (GezinRetentionRow) row = NULL;

      if (i < G_N_ELEMENTS (others))
        test_day (&day, others[i]);
      else if (first == NULL)
        break;
      else
        test_day (&day, first);
      if (i == G_N_ELEMENTS (others))
        g_date_subtract_days (&day, 1);
      row = row_on (dossier, gezin_day_to_text (&day, text));
      if (row->is_due != (first != NULL && g_strcmp0 (first, text) <= 0))
        g_error ("first %s, but on %s %s of\n%s", first, text, row->is_due ? "due" : "not", spec);
      g_assert_cmpstr (row->until, ==, first);
    }
}

static void
test_first_day_is_when_something_may_go (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (terms); i++)
    check_first_day (terms[i].spec);
  for (gsize i = 0; i < G_N_ELEMENTS (holds); i++)
    check_first_day (holds[i].spec);
}

static const char *
one_of (const char *const *all, gsize n)
{
  return all[g_test_rand_int_range (0, (gint32) n)];
}

#define ONE_OF(...) \
  one_of ((const char *const[]){ __VA_ARGS__ }, \
          G_N_ELEMENTS (((const char *const[]){ __VA_ARGS__ })))

/* A dossier of records that hold and name each other, each in either direction. */
static char *
random_spec (void)
{
  GString *spec = g_string_new (NULL);
  int n = g_test_rand_int_range (1, 6);

  g_string_append_printf (spec, "at 2001-03-05T09:00:00Z\nfamily f name=Vos%s%s\n",
                          ONE_OF ("", " law=wmo-2015"), ONE_OF ("", " closed=2006-03-04"));
  for (int i = 0; i < n; i++)
    g_string_append_printf (spec, "person p%d birth-date=%s%s about=@p%d\n", i,
                            ONE_OF ("1970-01-01", "2012-05-01"), ONE_OF ("", " law=wmo-2015"),
                            g_test_rand_int_range (0, n));
  for (int i = 0; i < n; i++)
    {
      g_string_append_printf (spec, "at 20%02d-01-10T09:00:00Z\n", 2 + 3 * i);
      g_string_append_printf (spec, "statement s%d text=a%s about=@p%d\n", i,
                              ONE_OF ("", " law=wmo-2015", " law=jeugdwet"),
                              g_test_rand_int_range (0, n));
      if (g_test_rand_int_range (0, 4) == 0)
        g_string_append_printf (spec, "measure m%d type=ots%s%s on=@p0\n", i,
                                ONE_OF ("", " until=2020", " until=2035-02-01", " until=1999"),
                                ONE_OF ("", " law=wmo-2015"));
      if (g_test_rand_int_range (0, 8) == 0)
        g_string_append_printf (spec, "response r%d kind=%s%s\n", i,
                                ONE_OF ("erasure", "inspection"),
                                ONE_OF ("", " answered=2009-05-01"));
      if (g_test_rand_int_range (0, 4) == 0)
        g_string_append_printf (spec, "working-note n%d text=a%s\n", i,
                                ONE_OF ("", " expires=2026-05-31", " expires=2031"));
    }
  return g_string_free (spec, FALSE);
}

static void
test_first_day_of_any_dossier (void)
{
  const char *rounds = g_getenv ("GEZIN_TEST_ROUNDS");
  guint n = rounds != NULL ? (guint) g_ascii_strtoull (rounds, NULL, 10) : 200;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *spec = random_spec ();

      check_first_day (spec);
    }
}

/* Of the dossier everything that holds it is told, of one record no more than anybody reads: the
 * room that all takes is in proportion to the records, not to their square. */
static void
test_many_holds (void)
{
  const guint n = 300;
  g_autoptr (GString) spec = g_string_new ("family f name=Test opened=1990-01-01\n");
  g_autoptr (GezinDossier) dossier = NULL;
  g_autoptr (GezinRetentionRow) row = NULL;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (spec, "response r%u text=x received=1990-01-01 law=jeugdwet\n", i);
  dossier = test_dossier (spec->str);
  row = row_on (dossier, "2199-12-31");
  g_assert_cmpuint (row->items->len, ==, n + 2);
  for (guint i = 0; i < row->items->len; i++)
    {
      const GezinRetentionItem *item = row->items->pdata[i];

      g_assert_false (item->is_due);
      g_assert_cmpuint (item->holds->len, >=, item->has_record ? 1 : n);
      if (item->has_record)
        g_assert_cmpuint (item->holds->len, <=, 8);
    }
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_build_filename (g_getenv ("GEZIN_DATA_DIR"), "reference", NULL);
  reference = gezin_reference_new_from_folder (folder, NULL, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (terms); i++)
    {
      g_autofree char *path = g_strconcat ("/casework/retention/", terms[i].name, NULL);

      g_test_add_data_func (path, &terms[i], test_term);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (holds); i++)
    {
      g_autofree char *path = g_strconcat ("/casework/retention/hold/", holds[i].name, NULL);

      g_test_add_data_func (path, &holds[i], test_hold);
    }
  g_test_add_func ("/casework/retention/many-holds", test_many_holds);
  g_test_add_func ("/casework/retention/due-from-its-day", test_due_from_its_day);
  g_test_add_func ("/casework/retention/whole-goes-with-its-last-record",
                   test_whole_goes_with_its_last_record);
  g_test_add_func ("/casework/retention/clock-put-back-makes-nothing-older",
                   test_clock_put_back_makes_nothing_older);
  g_test_add_func ("/casework/retention/first-day-is-when-something-may-go",
                   test_first_day_is_when_something_may_go);
  g_test_add_func ("/casework/retention/first-day-of-any-dossier-is-when-something-may-go",
                   test_first_day_of_any_dossier);
  status = g_test_run ();
  gezin_reference_unref (reference);
  return status;
}
