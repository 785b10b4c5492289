/* SPDX-License-Identifier: EUPL-1.2 */

/* The analysis of a conclusion: the same bytes for the same records, nothing that was
 * changed read back, and what is different between two. */

#include "casework/snapshot-private.h"
#include "support/builder.h"

#include <string.h>

static GezinReference *reference;

#define CIRCLE \
  "family f name=Test\n" \
  "factor debts title=Schulden function=maintaining\n" \
  "factor rows title=Ruzie function=maintaining ended=2026-10-15\n" \
  "influence one from=@debts to=@rows effect=causes strength=strong\n" \
  "influence two from=@rows to=@debts effect=worsens strength=moderate\n"
#define TWO \
  CIRCLE "conclusion first text=eerst adopted-on=2026-10-01\n" \
         "conclusion second text=daarna adopted-on=2026-11-01\n"

static char *
freeze (GezinDossier *dossier, const char *on, guint number)
{
  g_autoptr (GezinView) view = gezin_view_own (dossier);
  GDate day;

  return gezin_snapshot_freeze (view, reference, test_day (&day, on), number);
}

static void
test_same_bytes (void)
{
  g_autoptr (GezinDossier) dossier = test_dossier (TWO);
  g_autofree char *text = freeze (dossier, "2026-10-01", 1);
  g_autofree char *again = freeze (dossier, "2026-10-01", 1);
  g_autofree char *later = freeze (dossier, "2026-11-01", 1);
  g_autofree char *second = freeze (dossier, "2026-10-01", 2);

  g_assert_cmpstr (text, ==, again);
  g_assert_cmpstr (text, !=, later);
  g_assert_cmpstr (text, !=, second);
  /* no text of people */
  g_assert_null (strstr (text, "Schulden"));
  g_assert_null (strstr (text, "eerst"));
  g_assert_nonnull (strstr (text, "circle vicious 6 "));
}

static gboolean
is_snapshot (const char *text)
{
  g_autoptr (GezinSnapshotBytes) bytes = gezin_snapshot_read (text);

  return bytes != NULL;
}

/* Every byte counts, and what is no snapshot is none. */
static void
test_changed_is_none (void)
{
  g_autoptr (GezinDossier) dossier = test_dossier (TWO);
  g_autofree char *text = freeze (dossier, "2026-10-01", 1);

  for (gsize i = 0; text[i] != '\0'; i++)
    {
      char was = text[i];

      text[i] = (char) (was == 'a' ? 'b' : 'a');
      g_assert_false (is_snapshot (text));
      text[i] = was;
    }
  g_assert_true (is_snapshot (text));
  g_assert_false (is_snapshot (NULL));
  g_assert_false (is_snapshot (""));
  g_assert_false (is_snapshot ("een verhaal"));
  g_assert_false (is_snapshot ("snapshot 1 1\nsha-256 "));
}

/* What has its digest right and says nonsense is none either. */
static void
test_nonsense (void)
{
  static const char *const bodies[] = {
    "snapshot 1 1 2026-10-01\ncircle vicious 6 9 9 9 9\n",
    "snapshot 1 1 2026-10-01\ncircle sideways 6 0 0\n",
    "snapshot 1 1 2026-10-01\nfactor 0\n",
    "snapshot 1 1 2026-10-01\nleverage 0 1\n",
    "snapshot 1 1 2026-10-01\ngap x\n",
    "snapshot 1 1 2026-10-01\nrecord nobody factor 0123456789abcdef\n",
    "snapshot 1 1 2026-10-01\nsomething 1\n",
    "snapshot 1 1 2026-10-01\n\n",
    "snapshot 1 1\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, bodies[i], -1);
      g_autofree char *text = g_strconcat (bodies[i], "sha-256 ", sum, NULL);

      g_test_message ("%s", bodies[i]);
      g_assert_false (is_snapshot (text));
    }
}

static gboolean
has_difference (GPtrArray *all, const char *code, const char *words)
{
  for (guint i = 0; i < all->len; i++)
    {
      const GezinDifference *one = all->pdata[i];

      if (strcmp (one->code, code) == 0 && strstr (one->sentence, words) != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
test_difference (void)
{
  g_autoptr (GezinDossier) dossier = test_dossier (TWO);
  g_autoptr (GezinView) view = gezin_view_own (dossier);
  g_autoptr (GPtrArray) lines = gezin_snapshot_list (view, reference, NULL);
  g_autoptr (GezinSnapshot) first = gezin_snapshot_tell (view, reference, NULL, 1);
  g_autoptr (GezinSnapshot) second = gezin_snapshot_tell (view, reference, NULL, 2);
  g_autoptr (GPtrArray) forth = gezin_snapshot_compare (first, second);
  g_autoptr (GPtrArray) back = gezin_snapshot_compare (second, first);
  g_autoptr (GPtrArray) none = gezin_snapshot_compare (first, first);

  g_assert_cmpuint (lines->len, ==, 2);
  g_assert_cmpstr (((GezinSnapshotLine *) lines->pdata[0])->day, ==, "2026-10-01");
  g_assert_cmpuint (first->analysis->circles->len, ==, 1);
  g_assert_cmpuint (second->analysis->circles->len, ==, 0);
  g_assert_true (has_difference (forth, "factor-gone", "Ruzie"));
  g_assert_true (has_difference (forth, "circle-broken", "Schulden"));
  g_assert_true (has_difference (forth, "leverage-moved", "Schulden"));
  g_assert_true (has_difference (back, "factor-new", "Ruzie"));
  g_assert_true (has_difference (back, "circle-new", "Ruzie"));
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_null (gezin_snapshot_tell (view, reference, NULL, 3));
  g_assert_null (gezin_snapshot_tell (view, reference, NULL, 0));
}

/* Not the order in which records came: only which there are. */
static void
test_only_the_records_count (void)
{
  g_autoptr (GezinDossier) one = test_dossier (TWO);
  g_autoptr (GPtrArray) versions = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinDossier) other = NULL;
  g_autofree char *text = freeze (one, "2026-10-01", 1);
  g_autofree char *again = NULL;

  for (guint i = gezin_dossier_n_records (one); i-- > 0;)
    {
      const GezinRecord *record = gezin_dossier_record (one, i);

      for (guint j = 0; j < record->n_heads; j++)
        g_ptr_array_add (versions, record->heads[j]);
    }
  other = gezin_dossier_new (gezin_dossier_id (one), (GezinVersion *const *) versions->pdata,
                             versions->len, NULL, 0, &error);
  g_assert_no_error (error);
  again = freeze (other, "2026-10-01", 1);
  g_assert_cmpstr (text, ==, again);
}

/* What is erased is in no snapshot any more, of whatever day, nor is anything made of it. */
static void
test_erasure_reaches_it (void)
{
  g_autoptr (GezinDossier) dossier = test_dossier (TWO);
  const GezinUuid rows = test_id ("rows"), two = test_id ("two");
  g_autoptr (GezinDossier) without = gezin_dossier_without_record (dossier, &rows);
  g_autofree char *before = freeze (dossier, "2026-10-01", 1);
  g_autofree char *after = freeze (without, "2026-10-01", 1);
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  g_assert_nonnull (strstr (before, gezin_uuid_write (&rows, id)));
  g_assert_null (strstr (after, id));
  g_assert_nonnull (strstr (before, gezin_uuid_write (&two, id)));
  g_assert_null (strstr (after, id)); /* an influence of which one end is gone */
  g_assert_null (strstr (after, "circle"));
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_build_filename (g_getenv ("GEZIN_DATA_DIR"), "reference", NULL);
  reference = gezin_reference_new_from_folder (folder, NULL, &error);
  g_assert_no_error (error);
  g_test_add_func ("/casework/snapshot/same-bytes", test_same_bytes);
  g_test_add_func ("/casework/snapshot/changed-is-none", test_changed_is_none);
  g_test_add_func ("/casework/snapshot/nonsense", test_nonsense);
  g_test_add_func ("/casework/snapshot/difference", test_difference);
  g_test_add_func ("/casework/snapshot/erasure-reaches-it", test_erasure_reaches_it);
  g_test_add_func ("/casework/snapshot/only-the-records-count", test_only_the_records_count);
  status = g_test_run ();
  gezin_reference_unref (reference);
  return status;
}
