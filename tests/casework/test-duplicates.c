/* SPDX-License-Identifier: EUPL-1.2 */

/* Who is suspected to be one person, and who is not. */

#include "casework/duplicates.h"
#include "support/builder.h"

static GezinSounds *sounds;

static const char family[] =
    "family f name='Huijgens'\n"
    "person noor given-names=Noor family-name=Huijgens birth-date=2014-05-01 "
    "sex-at-registration=f\n"
    "person noor-sound given-names=Nour family-name=Huygens birth-date=2014-05-01\n"
    "person noor-no-date given-names=Noor family-name=Huijgens\n"
    "person noor-same-phone given-names=Noor family-name=Huijgens phone='+31 6 12345678'\n"
    "person phone given-names=Noor family-name=Huijgens phone=06-12345678\n"
    "person twin given-names=Kees family-name=Huijgens birth-date=2014-05-01\n"
    "person brother given-names=Kees family-name=Huijgens birth-date=2016-07-09 phone=06-12345678\n"
    "person moh given-names=Mohammed family-name='El Idrissi' birth-date=1985-03-04\n"
    "person moh-swapped given-names=Muhammad family-name=Elidrissi birth-date=1985-04-03\n"
    "person moh-digit given-names=Mohamed family-name='El Idrissi' birth-date=1985-03-05\n"
    "person father given-names=Jan family-name=Bos birth-date=1950-01-02 phone=0612121212\n"
    "person son given-names=Jan family-name=Bos birth-date=1980-11-23 phone=0612121212\n"
    "person bsn-a given-names=Els family-name=Smit bsn=999990019\n"
    "person bsn-b given-names=Elisabeth family-name=Jansen bsn=999990019\n"
    "person bsn-c given-names=Els family-name=Smit birth-date=1970-01-01 bsn=999990020\n"
    "person bsn-d given-names=Els family-name=Smit birth-date=1970-01-01 bsn=999990019\n"
    "person maiden given-names=Fatima family-name=Bakker birth-name=Yildiz birth-date=1990-02-03\n"
    "person bride given-names=Fatma family-name='Y\xc4\xb1ld\xc4\xb1z' birth-date=1990-02-03\n"
    "person stranger given-names=Willem family-name=Postma birth-date=2014-05-01\n"
    "person short given-names=Moh family-name=Yildis birth-date=1988-02-09\n"
    "person long given-names=Mohammed family-name='Y\xc4\xb1ld\xc4\xb1z' birth-date=1988-02-09\n"
    "person initial given-names=M. family-name=Yildiz birth-date=1988-02-09\n"
    "person wil given-names=Wil family-name=Yildis birth-date=1988-02-09\n"
    "person wilhelmina given-names='Wilhelmina Maria' family-name=Yildiz birth-date=1988-02-09\n"
    "person short-other-day given-names=Moh family-name=Yildiz birth-date=1990-03-01\n"
    "person short-other-name given-names=Moh family-name=Postma birth-date=1988-02-09\n"
    "person two-letters given-names=Mo family-name=Yildiz birth-date=1988-02-09\n"
    "person twin-two-letters given-names=Mona family-name=Yildiz birth-date=1988-02-09\n"
    "person nobody source-party=test\n"
    "person linked given-names=Noor family-name=Huijgens birth-date=2014-05-01 same-as=@noor\n"
    "person gone given-names=Noor family-name=Huijgens\n"
    "remove gone\n"
    "address home postcode='1234 AB' number=5\n"
    "address home-again postcode=1234ab number=5\n"
    "person at-home given-names=Bas family-name=Kok\n"
    "stay s1 person=@at-home address=@home\n"
    "person at-home-again given-names=Bas family-name=Kock\n"
    "stay s2 person=@at-home-again address=@home-again\n"
    "person at-home-other given-names=Bob family-name=Kok\n"
    "stay s3 person=@at-home-other address=@home-again\n"
    "person mother given-names=Greet family-name=Veen\n"
    "person mother-again given-names=Greet family-name=Veen\n"
    "person child given-names=Lot family-name=Veen\n"
    "person child-again given-names=Lot family-name=Veen\n"
    "relation r1 from=@mother to=@child type=biological-parent\n"
    "relation r2 from=@mother-again to=@child-again type=legal-parent\n"
    "person conflict given-names=Noor family-name=Huijgens birth-date=2001-01-01\n"
    "beside conflict birth-date=2014-05-01\n";

static GezinView *view;

static GezinPersonCard *
card_of (const char *name)
{
  GezinUuid id = test_id (name);

  return gezin_person_card_new (sounds, view, &id);
}

/* The score of two persons; checks that it is the same both ways, and that @code is a reason or not. */
static guint
judge (const char *a, const char *b, const char *code)
{
  g_autoptr (GezinPersonCard) x = card_of (a);
  g_autoptr (GezinPersonCard) y = card_of (b);
  g_autoptr (GPtrArray) reasons =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_reason_free);
  g_autoptr (GPtrArray) again = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_reason_free);
  guint score = gezin_duplicates_judge_people (sounds, x, y, reasons);
  gboolean is_there = code == NULL;

  g_assert_cmpuint (score, ==, gezin_duplicates_judge_people (sounds, y, x, again));
  g_assert_cmpuint (reasons->len, ==, again->len);
  g_assert_cmpuint (score, <=, 99);
  for (guint i = 0; i < reasons->len; i++)
    {
      const GezinReason *reason = reasons->pdata[i];

      g_assert_cmpstr (reason->sentence, !=, "");
      is_there = is_there || g_str_equal (reason->code, code);
    }
  if (!is_there)
    g_error ("%s and %s: no reason %s", a, b, code);
  return score;
}

#define LIKELY(a, b, code) g_assert_cmpuint (judge (a, b, code), >=, GEZIN_DUPLICATE_LIKELY)
#define UNLIKELY(a, b) g_assert_cmpuint (judge (a, b, NULL), <, GEZIN_DUPLICATE_LIKELY)

static void
test_likely (void)
{
  LIKELY ("noor", "noor-sound", "name-sounds-alike");
  LIKELY ("noor", "noor-sound", "same-birth-date");
  LIKELY ("phone", "noor-same-phone", "same-phone");
  LIKELY ("moh", "moh-swapped", "birth-date-swapped");
  LIKELY ("moh", "moh-digit", "birth-date-near");
  LIKELY ("bsn-a", "bsn-b", "same-bsn");
  LIKELY ("maiden", "bride", "same-birth-date");
  LIKELY ("at-home", "at-home-again", "same-address");
  LIKELY ("mother", "mother-again", "shared-child");
  LIKELY ("child", "child-again", "shared-parent");
  LIKELY ("conflict", "noor", "same-birth-date");
  LIKELY ("short", "long", "same-birth-date");
  LIKELY ("initial", "long", "given-name-short");
  LIKELY ("initial", "short", "given-name-short");
  LIKELY ("wil", "wilhelmina", "given-name-short");
}

static void
test_unlikely (void)
{
  UNLIKELY ("noor", "twin");
  UNLIKELY ("phone", "brother");
  UNLIKELY ("father", "son");
  UNLIKELY ("noor", "noor-no-date"); /* a name alone */
  UNLIKELY ("noor", "stranger"); /* a date of birth alone */
  UNLIKELY ("bsn-c", "bsn-d"); /* two numbers, two people */
  UNLIKELY ("at-home", "at-home-other");
  UNLIKELY ("short-other-day", "long");
  UNLIKELY ("short-other-name", "long");
  UNLIKELY ("two-letters", "twin-two-letters");
  UNLIKELY ("nobody", "noor");
  UNLIKELY ("nobody", "nobody");
}

static void
test_cards (void)
{
  g_autoptr (GezinPersonCard) noor = card_of ("noor");
  g_autoptr (GezinPersonCard) linked = card_of ("linked");
  g_autoptr (GezinPersonCard) twin = card_of ("twin");

  g_assert_null (card_of ("gone"));
  g_assert_null (card_of ("home"));
  g_assert_null (card_of ("is not there"));
  g_assert_true (gezin_duplicates_are_linked (noor, linked));
  g_assert_true (gezin_duplicates_are_linked (linked, noor));
  g_assert_false (gezin_duplicates_are_linked (noor, twin));
  g_assert_cmpstr (noor->name, ==, "Noor Huijgens");
}

static void
test_phones_and_dates (void)
{
  static const char *const ways[] = { "0612345678",    "06-12345678",        "+31 6 12345678",
                                      "0031612345678", "+31 (0)6 1234 5678", "31612345678" };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *phone = gezin_duplicates_phone (ways[i]);

      g_assert_cmpstr (phone, ==, "612345678");
    }
  {
    g_autofree char *swapped = gezin_duplicates_swapped ("1985-03-04");

    g_assert_cmpstr (swapped, ==, "1985-04-03");
  }
  g_assert_null (gezin_duplicates_swapped ("1985-03-03"));
  g_assert_null (gezin_duplicates_swapped ("1985-03-13"));
  g_assert_null (gezin_duplicates_swapped ("1985-03"));
  g_assert_null (gezin_duplicates_swapped (""));
}

static guint
judge_families (const char *a, const char *b, guint n_people, const char *postcode)
{
  g_autoptr (GezinFamilyCard) x = gezin_family_card_new_typed (sounds, a, postcode, "5");
  g_autoptr (GezinFamilyCard) y = gezin_family_card_new_typed (sounds, b, "1234 AB", "5");
  g_autoptr (GPtrArray) reasons =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_reason_free);

  return gezin_duplicates_judge_families (sounds, x, y, n_people, reasons);
}

static void
test_families (void)
{
  g_assert_cmpuint (judge_families ("Jansen", "Janssen", 0, NULL), <, GEZIN_DUPLICATE_LIKELY);
  g_assert_cmpuint (judge_families ("Jansen", "Janssen", 0, NULL), >=, GEZIN_DUPLICATE_PERHAPS);
  g_assert_cmpuint (judge_families ("Jansen", "Janssen", 1, NULL), >=, GEZIN_DUPLICATE_LIKELY);
  g_assert_cmpuint (judge_families ("Jansen", "Janssen", 0, "1234ab"), >=, GEZIN_DUPLICATE_LIKELY);
  g_assert_cmpuint (judge_families ("Jansen", "Postma", 1, NULL), <, GEZIN_DUPLICATE_PERHAPS);
  g_assert_cmpuint (judge_families ("Jansen", "Postma", 2, NULL), >=, GEZIN_DUPLICATE_LIKELY);
  g_assert_cmpuint (judge_families ("Jansen", "Postma", 0, "1234ab"), <, GEZIN_DUPLICATE_PERHAPS);
  g_assert_cmpuint (judge_families (NULL, "", 0, NULL), ==, 0);
}

/* Names that nobody foresaw are compared without harm. */
static void
test_odd_names (void)
{
  g_autofree char *long_name = g_strnfill (200, 'x');
  const char *const odd[] = { "",  "x", "van der", "\xf0\x9f\x91\xa9", "\xe7\x8e\x8b\xe4\xbc\x9f",
                              "'", "-", NULL };
  g_autoptr (GezinPersonCard) noor = card_of ("noor");

  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    for (guint j = 0; j < 2; j++)
      {
        g_autoptr (GPtrArray) reasons =
            g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_reason_free);
        g_autoptr (GezinPersonCard) card = gezin_person_card_new_typed (
            sounds, odd[i], j > 0 ? long_name : odd[i], odd[i], odd[i], odd[i], odd[i], odd[i]);

        g_assert_cmpuint (gezin_duplicates_judge_people (sounds, card, noor, reasons), <,
                          GEZIN_DUPLICATE_PERHAPS);
        g_assert_cmpuint (gezin_duplicates_judge_people (sounds, card, card, reasons), <=, 99);
      }
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinReference) reference = NULL;
  g_autoptr (GezinDossier) dossier = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = g_build_filename (g_getenv ("GEZIN_DATA_DIR"), "reference", NULL);
  reference = gezin_reference_new_from_folder (folder, NULL, &error);
  g_assert_no_error (error);
  sounds = gezin_sounds_new (reference);
  dossier = test_dossier (family);
  view = gezin_view_own (dossier);
  g_test_add_func ("/duplicates/likely-ones-with-their-reason", test_likely);
  g_test_add_func ("/duplicates/relatives-and-namesakes-are-told-apart", test_unlikely);
  g_test_add_func ("/duplicates/cards-of-people", test_cards);
  g_test_add_func ("/duplicates/telephones-and-dates-in-one-form", test_phones_and_dates);
  g_test_add_func ("/duplicates/families", test_families);
  g_test_add_func ("/duplicates/odd-names-harm-nothing", test_odd_names);
  result = g_test_run ();
  gezin_view_unref (view);
  gezin_sounds_unref (sounds);
  return result;
}
