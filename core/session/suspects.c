/* SPDX-License-Identifier: EUPL-1.2 */

/* One person against the store: who may be the same. The store gives candidates,
 * casework judges them.
 *
 * A candidate is judged by its own record first; only where what other records
 * say (address, parents, children) could make a suspicion of it is its dossier
 * read. */

#include "session/suspects-private.h"

#include "base/limits.h"
#include "store/exchange.h"

#include <string.h>

#define MAX_CANDIDATES (200) /* for one person */
#define MOST_OF_SURROUNDINGS (45) /* points that addresses and relatives can add */
#define MAX_KEPT_VIEWS (64)

void
gezin_look_init (GezinLook *look, GezinSession *session, gboolean slips)
{
  *look = (GezinLook){ .session = session, .sounds = gezin_store_sounds (session->store) };
  look->views = g_hash_table_new_full (gezin_uuid_hash, gezin_uuid_equal, g_free,
                                       (GDestroyNotify) gezin_view_unref);
  look->leaders = g_hash_table_new_full (gezin_uuid_hash, gezin_uuid_equal, g_free, g_free);
  look->slips = slips;
}

void
gezin_look_clear (GezinLook *look)
{
  g_clear_pointer (&look->views, g_hash_table_unref);
  g_clear_pointer (&look->leaders, g_hash_table_unref);
}

GezinView *
gezin_look_view (GezinLook *look, const GezinUuid *id, GError **error)
{
  GezinView *view = g_hash_table_lookup (look->views, id);
  g_autoptr (GezinDossier) now = NULL;
  g_autoptr (GezinDossier) dossier = NULL;

  if (view != NULL)
    return view;
  now = gezin_store_load (look->session->store, id, error);
  dossier = now != NULL ? gezin_store_shown (look->session->store, now, error) : NULL;
  if (dossier == NULL)
    return NULL;
  if (g_hash_table_size (look->views) >= MAX_KEPT_VIEWS)
    g_hash_table_remove_all (look->views);
  view = gezin_view_own (dossier);
  g_hash_table_insert (look->views, g_memdup2 (id, sizeof *id), view);
  return view;
}

/* What the record alone says; %NULL without an error if it is no person any more. */
static GezinPersonCard *
record_card (GezinLook *look, const GezinRecordPlace *place, GError **error)
{
  g_autoptr (GezinDossier) one =
      gezin_store_load_record (look->session->store, &place->dossier, &place->record, error);
  g_autoptr (GezinView) view = one == NULL ? NULL : gezin_view_own (one);

  return view == NULL ? NULL : gezin_person_card_new (look->sounds, view, &place->record);
}

GezinPersonCard *
gezin_look_card (GezinLook *look, const GezinRecordPlace *place, GError **error)
{
  GezinView *view = gezin_look_view (look, &place->dossier, error);

  return view == NULL ? NULL : gezin_person_card_new (look->sounds, view, &place->record);
}

static void
suspect_free (gpointer data)
{
  GezinSuspect *suspect = data;

  gezin_person_card_free (suspect->card);
  g_clear_pointer (&suspect->reasons, g_ptr_array_unref);
  g_free (suspect);
}

static gint
compare_suspects (gconstpointer a, gconstpointer b)
{
  const GezinSuspect *x = *(const GezinSuspect *const *) a, *y = *(const GezinSuspect *const *) b;

  if (x->score != y->score)
    return x->score > y->score ? -1 : 1;
  return gezin_uuid_compare (&x->place.record, &y->place.record);
}

static void
judge (GezinLook *look, const GezinPersonCard *card, GezinSuspect *suspect)
{
  g_clear_pointer (&suspect->reasons, g_ptr_array_unref);
  suspect->reasons = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_reason_free);
  suspect->score =
      gezin_duplicates_judge_people (look->sounds, card, suspect->card, suspect->reasons);
}

static void
add_number (GPtrArray *numbers, char *number)
{
  gboolean is_plain = number[0] != '\0';

  for (const char *c = number; *c != '\0'; c++)
    is_plain = is_plain && g_ascii_isalnum (*c);
  if (is_plain)
    g_ptr_array_add (numbers, number);
  else
    g_free (number);
}

static char *
without_hyphens (const char *date)
{
  g_auto (GStrv) parts = g_strsplit (date, "-", -1);

  return g_strjoinv ("", parts);
}

/* As the index has them: see append_number() of the store. */
static char **
numbers_of (const GezinPersonCard *card)
{
  static const char *const countries[] = { "0", "31", "310", "0031", "" };
  g_autoptr (GPtrArray) numbers = g_ptr_array_new ();

  for (guint i = 0; i < card->bsns->len; i++)
    add_number (numbers, g_strdup (card->bsns->pdata[i]));
  for (guint i = 0; i < card->birth_dates->len; i++)
    {
      const char *date = card->birth_dates->pdata[i];
      g_autofree char *swapped = gezin_duplicates_swapped (date);

      if (strlen (date) == strlen ("2014-05-01"))
        add_number (numbers, without_hyphens (date));
      if (swapped != NULL)
        add_number (numbers, without_hyphens (swapped));
    }
  for (guint i = 0; i < card->phones->len; i++)
    for (guint j = 0; j < G_N_ELEMENTS (countries); j++)
      add_number (numbers, g_strconcat (countries[j], card->phones->pdata[i], NULL));
  g_ptr_array_add (numbers, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&numbers), FALSE);
}

static void
append_words (GString *names, const GezinSoundName *name, guint max_words)
{
  for (guint i = 0; i < MIN (name->words->len, max_words); i++)
    g_string_append_printf (names, " %s", ((GezinSoundWord *) name->words->pdata[i])->lower);
}

/* The first given name and the family name: others are often left out. */
static char *
names_of (const GezinPersonCard *card)
{
  GString *names = g_string_new (NULL);

  if (card->given->len > 0)
    append_words (names, card->given->pdata[0], 1);
  if (card->family->len > 0)
    append_words (names, card->family->pdata[0], G_MAXUINT);
  return g_string_free (names, FALSE);
}

static gboolean
has_surroundings (const GezinPersonCard *card)
{
  return card->addresses->len + card->parents->len + card->children->len > 0;
}

/* Judges again with what the whole dossiers say, where that can make a difference. */
static gboolean
look_around (GezinLook *look, const GezinPersonCard *card, guint least, GPtrArray *suspects,
             GError **error)
{
  if (!has_surroundings (card))
    return TRUE;
  g_ptr_array_sort (suspects, compare_suspects);
  for (guint i = 0; i < MIN (suspects->len, MAX_SURROUNDINGS); i++)
    {
      GezinSuspect *suspect = suspects->pdata[i];
      GezinPersonCard *more;

      if (suspect->score + MOST_OF_SURROUNDINGS < least)
        break;
      more = gezin_look_card (look, &suspect->place, error);
      if (more == NULL)
        return FALSE;
      gezin_person_card_free (suspect->card);
      suspect->card = more;
      judge (look, card, suspect);
    }
  return TRUE;
}

static gboolean
is_same_place (const GezinPersonCard *card, const GezinRecordPlace *place)
{
  return gezin_uuid_equal (&card->record, &place->record)
         && gezin_uuid_equal (&card->dossier, &place->dossier);
}

static gboolean
add_suspect (GezinLook *look, const GezinPersonCard *card, const GezinRecordPlace *place,
             GPtrArray *suspects, GError **error)
{
  GError *inner = NULL;
  GezinSuspect *suspect;
  GezinPersonCard *other;

  if (is_same_place (card, place))
    return TRUE;
  other = record_card (look, place, &inner);
  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return FALSE;
    }
  if (other == NULL || gezin_duplicates_are_linked (card, other))
    {
      gezin_person_card_free (other);
      return TRUE;
    }
  suspect = g_new0 (GezinSuspect, 1);
  suspect->card = other;
  suspect->place = *place;
  judge (look, card, suspect);
  g_ptr_array_add (suspects, suspect);
  return TRUE;
}

GPtrArray *
gezin_look_suspects (GezinLook *look, const GezinPersonCard *card, guint least, GError **error)
{
  g_autoptr (GPtrArray) suspects = g_ptr_array_new_with_free_func (suspect_free);
  g_auto (GStrv) numbers = numbers_of (card);
  g_autofree char *names = names_of (card);
  g_autoptr (GArray) places =
      gezin_store_find_alike (look->session->store, names, (const char *const *) numbers,
                              GEZIN_DUPLICATES_PEOPLE, look->slips, MAX_CANDIDATES, error);

  if (places == NULL)
    return NULL;
  for (guint i = 0; i < places->len; i++)
    if (!add_suspect (look, card, &g_array_index (places, GezinRecordPlace, i), suspects, error))
      return NULL;
  if (!look_around (look, card, least, suspects, error))
    return NULL;
  g_ptr_array_sort (suspects, compare_suspects);
  for (guint i = suspects->len; i-- > 0;)
    if (((GezinSuspect *) suspects->pdata[i])->score < least)
      g_ptr_array_remove_index (suspects, i);
  return g_steal_pointer (&suspects);
}

/* Who leads. */

gboolean
gezin_look_leader (GezinLook *look, const GezinUuid *dossier, GezinUuid *leader, GError **error)
{
  const GezinUuid *known = g_hash_table_lookup (look->leaders, dossier);
  g_autoptr (GArray) joined = NULL;

  if (known == NULL)
    {
      joined = gezin_store_joined (look->session->store, dossier, error);
      if (joined == NULL)
        return FALSE;
      known = g_memdup2 (&g_array_index (joined, GezinUuid, 0), sizeof *known);
      g_hash_table_insert (look->leaders, g_memdup2 (dossier, sizeof *dossier), (gpointer) known);
    }
  *leader = *known;
  return TRUE;
}

gboolean
gezin_look_lead_person (GezinLook *look, const GezinPersonCard *card, GezinUuid *record,
                        char **name, GError **error)
{
  g_auto (GezinWhole) whole = { NULL };
  g_autoptr (GezinSame) same = NULL;
  g_autoptr (GezinView) view = NULL;
  g_autoptr (GezinPersonCard) leading = NULL;

  *record = card->record;
  *name = g_strdup (card->name);
  if (card->same_as->len == 0)
    return TRUE;
  if (!gezin_session_whole_init (look->session, &card->dossier, NULL, &whole, error))
    {
      g_clear_pointer (name, g_free);
      return FALSE;
    }
  same = gezin_same_new (whole.dossier);
  view = gezin_view_own (whole.dossier);
  leading = gezin_person_card_new (look->sounds, view, gezin_same_first (same, &card->record));
  if (leading == NULL)
    return TRUE;
  *record = leading->record;
  g_free (*name);
  *name = g_strdup (leading->name);
  return TRUE;
}

char *
gezin_look_dossier_name (GezinLook *look, const GezinUuid *dossier)
{
  g_autoptr (GezinDossier) root =
      gezin_store_load_record (look->session->store, dossier, dossier, NULL);
  g_autoptr (GezinView) view = root == NULL ? NULL : gezin_view_own (root);
  g_autoptr (GezinFamilyCard) card =
      view == NULL ? NULL : gezin_family_card_new (look->sounds, view);

  return card == NULL ? NULL : g_strdup (card->shown);
}
