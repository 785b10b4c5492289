/* SPDX-License-Identifier: EUPL-1.2 */

/* Power cuts: what the store has acknowledged is there afterwards, whole, and
 * nothing else is there in part.
 *
 * Each round writes, opens or closes until the power goes at some operation of
 * the disk; the disk then keeps what it was told to keep and any part of the
 * rest. Each commit writes one value into two records, so half a commit shows. */

#include "lossy-vfs.h"
#include "store/store-private.h"
#include "support.h"

#define N_PAIRS (6)
#define MOST_OPERATIONS (200)
#define USUAL_ROUNDS (40)
#define MOST_ROUNDS (500)

typedef struct {
  GezinUuid left;
  GezinUuid right;
  char *acknowledged; /* the value that must be there, unless @attempted is */
  char *attempted; /* (nullable): the value of a write that was not acknowledged */
} Pair;

typedef struct {
  StoreTest test;
  GRand *random;
  GezinUuid dossier;
  Pair pairs[N_PAIRS];
  guint n_values;
  guint n_acknowledged;
  guint n_cuts;
  guint n_cuts_in_write;
  guint n_cuts_in_open;
  guint n_lost; /* acknowledged values that are gone */
  guint n_halves; /* pairs of which one half changed */
  guint n_damaged; /* stores that do not open or are not whole */
  const char *settings;
} Trial;

static gboolean
write_pair (Trial *trial, Pair *pair, const char *value, GError **error)
{
  g_autoptr (GezinDossier) now = gezin_store_load (trial->test.store, &trial->dossier, error);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
  const GezinField field = GEZIN_FIELD_CONTACT_FACTS;

  if (now == NULL)
    return FALSE;
  g_ptr_array_add (edits, gezin_edit_new (&pair->left, GEZIN_KIND_CONTACT, field, NULL, value));
  g_ptr_array_add (edits, gezin_edit_new (&pair->right, GEZIN_KIND_CONTACT, field, NULL, value));
  return store_test_write (&trial->test, now, edits, NULL, error);
}

/* A value of its own; now and then a long one, that takes many pages. */
static char *
next_value (Trial *trial)
{
  gsize length = g_rand_int_range (trial->random, 0, 8) == 0 ? 30000 : 40;
  g_autofree char *filling =
      g_strnfill (length, (char) ('a' + g_rand_int_range (trial->random, 0, 26)));

  return g_strdup_printf ("%u %s", ++trial->n_values, filling);
}

static void
write_once (Trial *trial)
{
  Pair *pair = &trial->pairs[g_rand_int_range (trial->random, 0, N_PAIRS)];
  g_autofree char *value = next_value (trial);
  g_autoptr (GError) error = NULL;

  store_test_tick (&trial->test);
  g_free (pair->attempted);
  pair->attempted = g_strdup (value);
  if (!write_pair (trial, pair, value, &error))
    {
      trial->n_cuts_in_write += lossy_vfs_is_off ();
      return;
    }
  trial->n_acknowledged++;
  g_free (pair->acknowledged);
  pair->acknowledged = g_steal_pointer (&value);
  g_clear_pointer (&pair->attempted, g_free);
}

static void
use_settings (Trial *trial)
{
  g_autoptr (GError) error = NULL;

  if (!gezin_database_exec (trial->test.store->database, trial->settings, &error))
    g_assert_true (lossy_vfs_is_off ());
}

/* Opens, with the power perhaps going again meanwhile, until it is open. */
static gboolean
open_again (Trial *trial)
{
  for (;;)
    {
      g_autoptr (GError) error = NULL;

      if (g_rand_int_range (trial->random, 0, 3) == 0)
        lossy_vfs_cut_after ((guint) g_rand_int_range (trial->random, 1, 14));
      trial->test.store = store_test_open (&trial->test, NULL, &error);
      if (trial->test.store != NULL && !lossy_vfs_is_off ())
        {
          lossy_vfs_cut_after (0);
          return TRUE;
        }
      g_clear_pointer (&trial->test.store, gezin_store_close);
      if (!lossy_vfs_is_off ())
        {
          g_test_message ("does not open: %s", error->message);
          return FALSE;
        }
      trial->n_cuts++;
      trial->n_cuts_in_open++;
      lossy_vfs_power_on (trial->random);
    }
}

static void
judge_pair (Trial *trial, Pair *pair)
{
  g_autofree char *left =
      store_test_value (&trial->test, &trial->dossier, &pair->left, GEZIN_FIELD_CONTACT_FACTS);
  g_autofree char *right =
      store_test_value (&trial->test, &trial->dossier, &pair->right, GEZIN_FIELD_CONTACT_FACTS);

  trial->n_halves += g_strcmp0 (left, right) != 0;
  if (g_strcmp0 (left, pair->acknowledged) != 0
      && (pair->attempted == NULL || g_strcmp0 (left, pair->attempted) != 0))
    trial->n_lost++;
  /* What came through without being acknowledged is there for good from here on. */
  g_free (pair->acknowledged);
  pair->acknowledged = g_steal_pointer (&left);
  g_clear_pointer (&pair->attempted, g_free);
}

static void
judge (Trial *trial)
{
  g_autoptr (GError) error = NULL;
  guint i;

  for (i = 0; i < N_PAIRS; i++)
    judge_pair (trial, &trial->pairs[i]);
  if (!gezin_store_check_integrity (trial->test.store, &error))
    {
      g_test_message ("not whole: %s", error->message);
      trial->n_damaged++;
    }
}

/* Works until the power goes: mostly writing, now and then closing and opening. */
static void
run_round (Trial *trial)
{
  lossy_vfs_cut_after ((guint) g_rand_int_range (trial->random, 1, MOST_OPERATIONS));
  use_settings (trial);
  while (!lossy_vfs_is_off ())
    {
      if (g_rand_int_range (trial->random, 0, 12) == 0)
        break;
      write_once (trial);
    }
  /* Closing checkpoints; the power may go in the middle of that too, or right after. */
  g_clear_pointer (&trial->test.store, gezin_store_close);
  lossy_vfs_cut ();
  trial->n_cuts++;
  lossy_vfs_power_on (trial->random);
  if (!open_again (trial))
    {
      trial->n_damaged++;
      return;
    }
  judge (trial);
}

static void
begin (Trial *trial, guint64 seed, const char *settings)
{
  guint i;

  *trial = (Trial){ 0 };
  trial->random = g_rand_new_with_seed ((guint32) seed);
  trial->settings = settings;
  lossy_vfs_reset ();
  store_test_init (&trial->test, seed, LOSSY_VFS);
  lossy_vfs_sync_folder (); /* init ends with it */
  trial->dossier = store_test_new_dossier (&trial->test, "Power");
  for (i = 0; i < N_PAIRS; i++)
    {
      Pair *pair = &trial->pairs[i];

      pair->left = store_test_record_id (&trial->test);
      pair->right = store_test_record_id (&trial->test);
      pair->acknowledged = g_strdup ("0");
      if (!write_pair (trial, pair, "0", NULL))
        g_error ("the first values cannot be written");
    }
}

static void
end (Trial *trial)
{
  guint i;

  lossy_vfs_cut_after (0);
  for (i = 0; i < N_PAIRS; i++)
    {
      g_free (trial->pairs[i].acknowledged);
      g_free (trial->pairs[i].attempted);
    }
  store_test_clear (&trial->test);
  g_rand_free (trial->random);
}

static void
test_acknowledged_commits_survive (void)
{
  guint64 seed = store_test_seed ();
  guint rounds = MIN (store_test_rounds (USUAL_ROUNDS), MOST_ROUNDS);
  Trial trial;

  /* Small checkpoints, so that cuts fall into them too. */
  begin (&trial, seed, "PRAGMA wal_autocheckpoint = 12");
  while (trial.n_cuts < rounds && trial.n_damaged == 0)
    run_round (&trial);
  g_test_message ("%u power cuts, %u inside a write, %u while opening; %u commits acknowledged, "
                  "%u lost, %u in part, %u stores damaged",
                  trial.n_cuts, trial.n_cuts_in_write, trial.n_cuts_in_open, trial.n_acknowledged,
                  trial.n_lost, trial.n_halves, trial.n_damaged);
  g_assert_cmpuint (trial.n_lost, ==, 0);
  g_assert_cmpuint (trial.n_halves, ==, 0);
  g_assert_cmpuint (trial.n_damaged, ==, 0);
  g_assert_cmpuint (trial.n_cuts_in_write, >, 0);
  end (&trial);
}

/* The same with a store that does not sync: if this found nothing, the test above would prove nothing. */
static void
test_loss_is_seen_where_nothing_is_synced (void)
{
  guint64 seed = store_test_seed ();
  guint rounds = 0;
  Trial trial;

  begin (&trial, seed, "PRAGMA synchronous = OFF");
  while (rounds++ < 60 && trial.n_lost + trial.n_halves + trial.n_damaged == 0)
    run_round (&trial);
  g_assert_cmpuint (trial.n_lost + trial.n_halves + trial.n_damaged, >, 0);
  end (&trial);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  lossy_vfs_register ();
  g_test_add_func ("/store/power-cut/acknowledged-commits-survive",
                   test_acknowledged_commits_survive);
  g_test_add_func ("/store/power-cut/loss-is-seen-where-nothing-is-synced",
                   test_loss_is_seen_where_nothing_is_synced);
  return g_test_run ();
}
