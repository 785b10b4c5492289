/* SPDX-License-Identifier: EUPL-1.2 */

/* Life domains with worries, and who can act on each: which disciplines and kinds of organisation
 * that are stands in the reference data (life-domains.xml).
 *
 * Invariants:
 * 1. A worry is a factor of today that not only protects; each stands in one domain, its own.
 * 2. Who is involved today can act on it if the domain of their work is this one, or their
 *    discipline is among those of the domain, and they are there for somebody it is about, or for
 *    nobody in particular.
 * 3. Worst first, then in the order of the data and of the ids. */

#include "casework/analysis-private.h"
#include "rules/age.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LIST_DOMAINS "life-domain"
#define LIST_VOICES "analysis-voice"
#define MOST_NAMED (4) /* disciplines and kinds of organisation in one sentence */

typedef struct {
  const GezinCase *on;
  GezinCodeList *domains;
  GHashTable *lines; /* code → GezinDomainLine */
  GPtrArray *found; /* GezinDomainLine, not in order yet */
} Finding;

static const char *
language (void)
{
  return g_get_language_names ()[0];
}

static char **
words_of (const GezinCode *domain, const char *property)
{
  const char *words = domain != NULL ? gezin_code_property (domain, property) : NULL;

  return g_strsplit (words != NULL ? words : "", " ", -1);
}

static GezinDomainLine *
line_of (Finding *self, const char *code)
{
  GezinDomainLine *line = g_hash_table_lookup (self->lines, code);
  const GezinCode *domain;

  if (line != NULL)
    return line;
  domain = gezin_code_list_find (self->domains, code);
  line = g_new0 (GezinDomainLine, 1);
  line->code = g_strdup (code);
  line->label = g_strdup (
      *code == '\0' ? _ ("no life domain")
                    : gezin_reference_label (self->on->reference, LIST_DOMAINS, code, language ()));
  line->whose = g_strdup (domain != NULL ? gezin_code_property (domain, "whose") : NULL);
  line->disciplines = words_of (domain, "disciplines");
  line->organisations = words_of (domain, "organisations");
  line->worries = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_worry_free);
  g_hash_table_insert (self->lines, line->code, line);
  g_ptr_array_add (self->found, line);
  return line;
}

/* People. */

gboolean
gezin_case_is_grown_up (const GezinCase *on, const GezinRecord *person)
{
  const char *role = gezin_case_value (on, person, GEZIN_FIELD_PERSON_HOUSEHOLD_ROLE);
  g_autoptr (GezinCodeList) voices = NULL;
  guint32 first, last;

  if (gezin_case_day (on, person, GEZIN_FIELD_PERSON_BIRTH_DATE, &first, &last))
    {
      GDate birth;

      g_date_clear (&birth, 1);
      g_date_set_julian (&birth, last);
      return gezin_age_is_reached (
          &birth, gezin_age_of_law (on->reference, GEZIN_AGE_OF_MAJORITY, &on->day), &on->day);
    }
  voices = gezin_reference_list (on->reference, LIST_VOICES, &on->day);
  for (guint i = 0; role != NULL && voices != NULL && i < gezin_code_list_size (voices); i++)
    {
      const GezinCode *voice = gezin_code_list_code (voices, i);

      if (gezin_code_property (voice, "from-age") == NULL
          && gezin_code_property_has (voice, "roles", role))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_for_any (const Finding *self, const GezinRecord *professional, GPtrArray *people)
{
  g_autoptr (GPtrArray) of =
      gezin_case_refs (self->on, professional, GEZIN_FIELD_PROFESSIONAL_FOR, GEZIN_KIND_PERSON);

  for (guint i = 0; i < of->len; i++)
    if (g_ptr_array_find (people, of->pdata[i], NULL))
      return TRUE;
  return of->len == 0 || people->len == 0;
}

static gboolean
can_act (const Finding *self, const GezinRecord *professional, const GezinDomainLine *line,
         GPtrArray *people)
{
  const char *domain = gezin_case_value (self->on, professional, GEZIN_FIELD_PROFESSIONAL_DOMAIN);
  const char *discipline =
      gezin_case_value (self->on, professional, GEZIN_FIELD_PROFESSIONAL_DISCIPLINE);

  return gezin_case_has_begun (self->on, professional, GEZIN_FIELD_PROFESSIONAL_FROM)
         && !gezin_case_has_ended (self->on, professional, GEZIN_FIELD_PROFESSIONAL_UNTIL)
         && ((domain != NULL && *line->code != '\0' && strcmp (domain, line->code) == 0)
             || (discipline != NULL
                 && g_strv_contains ((const char *const *) line->disciplines, discipline)))
         && is_for_any (self, professional, people);
}

/* Sentences. */

static void
append_listed (GString *text, const char *part)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", part);
}

/* "Dirk-Jan Hoving (debt counsellor)". */
static char *
name_professional (const Finding *self, const GezinRecord *professional)
{
  const char *name = gezin_case_value (self->on, professional, GEZIN_FIELD_PROFESSIONAL_NAME);
  const GezinCode *discipline =
      gezin_case_code (self->on, professional, GEZIN_FIELD_PROFESSIONAL_DISCIPLINE);
  g_autofree char *title = name == NULL ? gezin_case_title (self->on, professional) : NULL;

  if (discipline == NULL)
    return g_strdup (name != NULL ? name : title);
  return g_strdup_printf ("%s (%s)", name != NULL ? name : title,
                          gezin_code_label (discipline, language ()));
}

static void
append_labels (const Finding *self, GString *text, const char *list, char **codes)
{
  for (guint i = 0; i < MOST_NAMED && codes[i] != NULL; i++)
    append_listed (text, gezin_reference_label (self->on->reference, list, codes[i], language ()));
}

static char *
worry_sentence (const Finding *self, const GezinDomainLine *line, const GezinWorry *worry,
                const GString *names)
{
  g_autoptr (GString) who = g_string_new (NULL);

  if (names->len > 0)
    return g_strdup_printf (_ ("For “%s” there is: %s."), worry->title, names->str);
  append_labels (self, who, gezin_catalogue_field (GEZIN_FIELD_PROFESSIONAL_DISCIPLINE)->list,
                 line->disciplines);
  if (who->len == 0)
    return g_strdup_printf (_ ("For “%s” nobody is there yet."), worry->title);
  return g_strdup_printf (_ ("For “%s” nobody is there yet. Who can act: %s."), worry->title,
                          who->str);
}

/* Worries. */

static guint
severity_of (const GezinCase *on, const GezinRecord *factor)
{
  const char *value = gezin_case_value (on, factor, GEZIN_FIELD_FACTOR_SEVERITY);

  return value != NULL ? (guint) g_ascii_strtoull (value, NULL, 10) : 0;
}

static void
add_professionals (const Finding *self, const GezinDomainLine *line, GPtrArray *people,
                   GezinWorry *worry)
{
  const GPtrArray *all = self->on->present[GEZIN_KIND_PROFESSIONAL];
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < all->len; i++)
    {
      const GezinRecord *professional = all->pdata[i];
      g_autofree char *name = NULL;

      if (!can_act (self, professional, line, people))
        continue;
      name = name_professional (self, professional);
      append_listed (names, name);
      g_array_append_val (worry->professionals, professional->id);
    }
  worry->sentence = worry_sentence (self, line, worry, names);
}

static void
add_organisations (const Finding *self, const GezinDomainLine *line, GezinWorry *worry)
{
  const GPtrArray *all = self->on->present[GEZIN_KIND_ORGANISATION];

  for (guint i = 0; i < all->len; i++)
    {
      const GezinRecord *organisation = all->pdata[i];
      const char *kind = gezin_case_value (self->on, organisation, GEZIN_FIELD_ORGANISATION_KIND);

      if (kind != NULL && g_strv_contains ((const char *const *) line->organisations, kind))
        g_array_append_val (worry->organisations, organisation->id);
    }
}

static void
add_worry (Finding *self, const GezinRecord *factor)
{
  const char *code = gezin_case_value (self->on, factor, GEZIN_FIELD_FACTOR_LIFE_DOMAIN);
  GezinDomainLine *line = line_of (self, code != NULL ? code : "");
  g_autoptr (GPtrArray) people =
      gezin_case_refs (self->on, factor, GEZIN_FIELD_COMMON_ABOUT, GEZIN_KIND_PERSON);
  GezinWorry *worry = gezin_worry_new ();

  worry->factor = factor->id;
  worry->title = gezin_case_title (self->on, factor);
  worry->severity = severity_of (self->on, factor);
  for (guint i = 0; i < people->len; i++)
    {
      const GezinRecord *person = people->pdata[i];

      g_array_append_val (worry->about, person->id);
      worry->is_of_adult |= gezin_case_is_grown_up (self->on, person);
    }
  add_professionals (self, line, people, worry);
  add_organisations (self, line, worry);
  line->severity = MAX (line->severity, worry->severity);
  g_ptr_array_add (line->worries, worry);
}

/* Order. */

static int
compare_worries (gconstpointer a, gconstpointer b)
{
  const GezinWorry *first = *(GezinWorry *const *) a, *second = *(GezinWorry *const *) b;

  if (first->severity != second->severity)
    return first->severity > second->severity ? -1 : 1;
  return gezin_uuid_compare (&first->factor, &second->factor);
}

static guint
place_in_list (GezinCodeList *list, const char *code)
{
  guint n_codes = gezin_code_list_size (list);

  for (guint i = 0; i < n_codes; i++)
    if (strcmp (gezin_code_name (gezin_code_list_code (list, i)), code) == 0)
      return i;
  return n_codes;
}

static int
compare_lines (gconstpointer a, gconstpointer b, gpointer list)
{
  const GezinDomainLine *first = *(GezinDomainLine *const *) a;
  const GezinDomainLine *second = *(GezinDomainLine *const *) b;
  guint place, other;

  if (first->severity != second->severity)
    return first->severity > second->severity ? -1 : 1;
  place = place_in_list (list, first->code);
  other = place_in_list (list, second->code);
  return place != other ? (place < other ? -1 : 1) : strcmp (first->code, second->code);
}

void
gezin_analysis_find_domains (GezinAnalysing *self)
{
  const GezinCase *on = self->on;
  g_autoptr (GezinCodeList) domains = gezin_reference_list (on->reference, LIST_DOMAINS, &on->day);
  g_autoptr (GHashTable) lines = g_hash_table_new (g_str_hash, g_str_equal);
  Finding finding = { on, domains, lines, self->analysis->domains };

  if (domains == NULL)
    return;
  for (guint i = 0; i < self->factors->len; i++)
    if (!gezin_analysis_protects (on, self->factors->pdata[i]))
      add_worry (&finding, self->factors->pdata[i]);
  g_ptr_array_sort_with_data (self->analysis->domains, compare_lines, domains);
  for (guint i = 0; i < self->analysis->domains->len; i++)
    g_ptr_array_sort (((GezinDomainLine *) self->analysis->domains->pdata[i])->worries,
                      compare_worries);
}
