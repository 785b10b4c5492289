/* SPDX-License-Identifier: EUPL-1.2 */

/* Circles of factors, and how much passes through each factor.
 *
 * Invariants:
 * 1. Circles are found in the order of the factors' ids and then put in order of strength, so the
 *    same records give the same answer wherever and in whatever order they came in.
 * 2. A strength that nobody gave weighs one: it takes part, and never counts for more than was said. */

#include "casework/analysis-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_WEIGHT \
  20 /* eight of them multiplied, and 10,000 of those added up, stay exact in JSON */

static const char *
reader_language (void)
{
  return g_get_language_names ()[0];
}

void
gezin_analysis_factors_of (const GezinCase *on, GPtrArray *factors)
{
  const GPtrArray *all = on->present[GEZIN_KIND_FACTOR];

  for (guint i = 0; i < all->len; i++)
    {
      GezinRecord *factor = all->pdata[i];

      if (gezin_case_has_begun (on, factor, GEZIN_FIELD_FACTOR_BEGAN)
          && !gezin_case_has_ended (on, factor, GEZIN_FIELD_FACTOR_ENDED))
        g_ptr_array_add (factors, factor);
    }
}

static gboolean
find_end (const GezinAnalysing *self, const GezinRecord *influence, GezinField field,
          guint *position)
{
  GezinRecord *factor = gezin_case_ref (self->on, influence, field, GEZIN_KIND_FACTOR);

  return factor != NULL && g_ptr_array_find (self->factors, factor, position);
}

static guint
weight_of (const GezinCode *strength)
{
  const char *weight = strength != NULL ? gezin_code_property (strength, "weight") : NULL;

  return weight != NULL ? (guint) MIN (g_ascii_strtoull (weight, NULL, 10), MOST_WEIGHT) : 1;
}

static void
collect_influences (GezinAnalysing *self)
{
  const GPtrArray *all = self->on->present[GEZIN_KIND_INFLUENCE];

  for (guint i = 0; i < all->len; i++)
    {
      GezinInfluence one = { .record = all->pdata[i] };
      const GezinCode *effect =
          gezin_case_code (self->on, one.record, GEZIN_FIELD_INFLUENCE_EFFECT);
      const char *sign = effect != NULL ? gezin_code_property (effect, "sign") : NULL;

      if (sign == NULL || !find_end (self, one.record, GEZIN_FIELD_INFLUENCE_FROM, &one.from)
          || !find_end (self, one.record, GEZIN_FIELD_INFLUENCE_TO, &one.to))
        continue;
      one.dampens = strcmp (sign, "minus") == 0;
      one.strength =
          weight_of (gezin_case_code (self->on, one.record, GEZIN_FIELD_INFLUENCE_STRENGTH));
      g_array_append_val (self->influences, one);
    }
}

static const GezinInfluence *
influence_at (const GezinAnalysing *self, guint position)
{
  return &g_array_index (self->influences, GezinInfluence, position);
}

gboolean
gezin_analysis_protects (const GezinCase *on, const GezinRecord *factor)
{
  g_autoptr (GPtrArray) functions = gezin_record_items (factor, GEZIN_FIELD_FACTOR_FUNCTION);
  const char *list = gezin_catalogue_field (GEZIN_FIELD_FACTOR_FUNCTION)->list;

  for (guint i = 0; i < functions->len; i++)
    {
      const GezinCode *code = gezin_reference_find (on->reference, list, functions->pdata[i]);

      if (code == NULL || gezin_code_property (code, "protects") == NULL)
        return FALSE;
    }
  return functions->len > 0;
}

/* Sentences. */

static char *
fill (const char *sentence, const char *from, const char *to)
{
  g_autoptr (GString) text = g_string_new (sentence);
  g_auto (GStrv) parts = NULL;
  char *first;

  /* The texts themselves are never looked at for places to fill in. */
  g_string_replace (text, "{from}", "\001", 0);
  g_string_replace (text, "{to}", "\002", 0);
  parts = g_strsplit_set (text->str, "\001\002", -1);
  first = strpbrk (text->str, "\001\002");
  if (g_strv_length (parts) != 3)
    return g_strdup_printf ("%s → %s.", from, to);
  return *first == '\001' ? g_strconcat (parts[0], from, parts[1], to, parts[2], NULL)
                          : g_strconcat (parts[0], to, parts[1], from, parts[2], NULL);
}

static char *
influence_sentence (const GezinAnalysing *self, const GezinInfluence *one)
{
  const GezinCode *effect = gezin_case_code (self->on, one->record, GEZIN_FIELD_INFLUENCE_EFFECT);
  const char *sentence = gezin_code_sentence (effect, reader_language ());
  g_autofree char *from = gezin_case_title (self->on, self->factors->pdata[one->from]);
  g_autofree char *to = gezin_case_title (self->on, self->factors->pdata[one->to]);

  return fill (sentence != NULL ? sentence : "", from, to);
}

static char *
circle_sentence (const GezinAnalysing *self, const GezinCircuit *circuit)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < circuit->n_arrows; i++)
    {
      g_autofree char *sentence =
          influence_sentence (self, influence_at (self, circuit->arrows[i]));

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", sentence);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Circles. */

static GezinCircle *
make_circle (const GezinAnalysing *self, const GezinCircuit *circuit)
{
  GezinCircle *circle = gezin_circle_new (GEZIN_CIRCLE_VIRTUOUS);
  gboolean is_slowed = FALSE, protects = TRUE;

  for (guint i = 0; i < circuit->n_arrows; i++)
    {
      const GezinInfluence *one = influence_at (self, circuit->arrows[i]);
      const GezinRecord *factor = self->factors->pdata[one->from];

      g_array_append_val (circle->factors, factor->id);
      g_array_append_val (circle->influences, one->record->id);
      circle->strength *= one->strength;
      is_slowed ^= one->dampens;
      protects &= gezin_analysis_protects (self->on, factor);
    }
  circle->kind = is_slowed  ? GEZIN_CIRCLE_BALANCING
                 : protects ? GEZIN_CIRCLE_VIRTUOUS
                            : GEZIN_CIRCLE_VICIOUS;
  circle->sentence = circle_sentence (self, circuit);
  return circle;
}

static int
compare_ids (const GArray *a, const GArray *b)
{
  for (guint i = 0; i < a->len && i < b->len; i++)
    {
      int order =
          gezin_uuid_compare (&g_array_index (a, GezinUuid, i), &g_array_index (b, GezinUuid, i));

      if (order != 0)
        return order;
    }
  return a->len < b->len ? -1 : a->len > b->len;
}

/* The strongest first; of the same strength the shortest, which is read soonest. */
static int
compare_circles (gconstpointer a, gconstpointer b)
{
  const GezinCircle *first = *(GezinCircle *const *) a, *second = *(GezinCircle *const *) b;
  int order;

  if (first->strength != second->strength)
    return first->strength > second->strength ? -1 : 1;
  if (first->factors->len != second->factors->len)
    return first->factors->len < second->factors->len ? -1 : 1;
  order = compare_ids (first->factors, second->factors);
  return order != 0 ? order : compare_ids (first->influences, second->influences);
}

static void
find_circles (GezinAnalysing *self)
{
  g_autofree GezinArrow *arrows = g_new (GezinArrow, self->influences->len);
  g_autoptr (GArray) circuits = NULL;

  for (guint i = 0; i < self->influences->len; i++)
    arrows[i] = (GezinArrow){ influence_at (self, i)->from, influence_at (self, i)->to };
  circuits = gezin_circuits_find (self->factors->len, arrows, self->influences->len,
                                  &self->analysis->is_cut);
  for (guint i = 0; i < circuits->len; i++)
    g_ptr_array_add (self->analysis->circles,
                     make_circle (self, &g_array_index (circuits, GezinCircuit, i)));
  g_ptr_array_sort (self->analysis->circles, compare_circles);
}

/* Leverage. */

static char *
leverage_sentence (const GezinLeverage *leverage, const GezinCircle *strongest)
{
  g_autofree char *count =
      g_strdup_printf (ngettext ("It keeps %u vicious circle going.",
                                 "It keeps %u vicious circles going.", leverage->n_circles),
                       leverage->n_circles);

  return g_strdup_printf (_ ("%s The strongest: %s"), count, strongest->sentence);
}

static int
compare_leverage (gconstpointer a, gconstpointer b)
{
  const GezinLeverage *first = *(GezinLeverage *const *) a, *second = *(GezinLeverage *const *) b;

  if (first->score != second->score)
    return first->score > second->score ? -1 : 1;
  return gezin_uuid_compare (&first->factor, &second->factor);
}

/* Circles stand with the strongest first: the first through a factor is the one to tell of. */
static void
weigh_factors (GezinAnalysing *self)
{
  g_autoptr (GHashTable) by_factor = g_hash_table_new (gezin_uuid_hash, gezin_uuid_equal);
  GPtrArray *circles = self->analysis->circles, *all = self->analysis->leverage;
  g_autoptr (GHashTable) strongest = g_hash_table_new (g_direct_hash, g_direct_equal);

  for (guint i = 0; i < circles->len; i++)
    {
      const GezinCircle *circle = circles->pdata[i];

      for (guint j = 0; circle->kind == GEZIN_CIRCLE_VICIOUS && j < circle->factors->len; j++)
        {
          const GezinUuid *factor = &g_array_index (circle->factors, GezinUuid, j);
          GezinLeverage *leverage = g_hash_table_lookup (by_factor, factor);

          if (leverage == NULL)
            {
              leverage = g_new0 (GezinLeverage, 1);
              leverage->factor = *factor;
              g_hash_table_insert (by_factor, &leverage->factor, leverage);
              g_hash_table_insert (strongest, leverage, (gpointer) circle);
              g_ptr_array_add (all, leverage);
            }
          leverage->score += circle->strength;
          leverage->n_circles++;
        }
    }
  for (guint i = 0; i < all->len; i++)
    {
      GezinLeverage *leverage = all->pdata[i];

      leverage->title = gezin_case_title (
          self->on, gezin_case_find (self->on, &leverage->factor, GEZIN_KIND_FACTOR));
      leverage->why = leverage_sentence (leverage, g_hash_table_lookup (strongest, leverage));
    }
  g_ptr_array_sort (all, compare_leverage);
}

GezinAnalysis *
gezin_analyse (const GezinView *view, GezinReference *reference, const GDate *day)
{
  g_auto (GezinCase) on = { NULL };
  g_autoptr (GPtrArray) factors = g_ptr_array_new ();
  g_autoptr (GArray) influences = g_array_new (FALSE, FALSE, sizeof (GezinInfluence));
  GezinAnalysing self = {
    .on = &on, .factors = factors, .influences = influences, .analysis = gezin_analysis_new ()
  };

  gezin_case_init (&on, view, reference, day);
  gezin_analysis_factors_of (&on, factors);
  collect_influences (&self);
  find_circles (&self);
  weigh_factors (&self);
  gezin_analysis_find_domains (&self);
  gezin_analysis_find_gaps (&self);
  return self.analysis;
}
