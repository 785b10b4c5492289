/* SPDX-License-Identifier: EUPL-1.2 */

/* What was typed and not committed: it stays, with what its author had seen. */

#include "model/value.h"
#include "support.h"

static void
set_up (StoreTest *test, gconstpointer data)
{
  store_test_init (test, 17, NULL);
}

static void
tear_down (StoreTest *test, gconstpointer data)
{
  store_test_clear (test);
}

static GPtrArray *
drafts (StoreTest *test, const GezinUuid *dossier)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *found = gezin_store_drafts (test->store, dossier, &error);

  g_assert_no_error (error);
  return found;
}

static GezinDraft *
type (StoreTest *test, const GezinUuid *dossier, const char *text)
{
  g_autoptr (GezinDossier) now = gezin_store_load (test->store, dossier, NULL);
  GezinDraft *draft = gezin_draft_new (dossier, dossier, GEZIN_KIND_FAMILY);
  GezinEdit *edit =
      gezin_edit_new (dossier, GEZIN_KIND_FAMILY, GEZIN_FIELD_FAMILY_NAME, NULL, text);
  g_autoptr (GError) error = NULL;

  gezin_edit_seen_in (edit, now);
  edit->origin = g_ref_string_new ("Veilig Thuis");
  g_ptr_array_add (draft->edits, edit);
  g_ptr_array_add (draft->edits,
                   gezin_edit_new (dossier, GEZIN_KIND_FAMILY, GEZIN_FIELD_COMMON_ABOUT,
                                   GEZIN_ITEM_WHOLE_FAMILY, NULL));
  draft->time = gezin_clock_now (test->clock);
  if (!gezin_store_keep_draft (test->store, draft, &error))
    g_error ("%s", error->message);
  return draft;
}

static void
test_draft_is_read_back_as_it_was (StoreTest *test, gconstpointer data)
{
  GezinUuid dossier = store_test_new_dossier (test, "Draft");
  g_autoptr (GezinDraft) draft = type (test, &dossier, "Half a na");
  g_autoptr (GPtrArray) found = NULL;
  const GezinDraft *read;
  guint i;

  store_test_reopen (test);
  found = drafts (test, &dossier);
  g_assert_cmpuint (found->len, ==, 1);
  read = found->pdata[0];
  g_assert_true (gezin_uuid_equal (&read->record, &draft->record));
  g_assert_cmpint (read->kind, ==, draft->kind);
  g_assert_cmpint (read->time, ==, draft->time);
  g_assert_cmpuint (read->edits->len, ==, 2);
  for (i = 0; i < 2; i++)
    {
      const GezinEdit *a = read->edits->pdata[i];
      const GezinEdit *b = draft->edits->pdata[i];

      g_assert_cmpint (a->field, ==, b->field);
      g_assert_cmpstr (a->item, ==, b->item);
      g_assert_cmpstr (a->value, ==, b->value);
      g_assert_cmpstr (a->origin, ==, b->origin);
      g_assert_cmpint (a->knows_context, ==, b->knows_context);
      g_assert_true (gezin_context_equal (a->context, b->context));
    }
  g_assert_nonnull (((GezinEdit *) read->edits->pdata[0])->context);
}

static void
test_newer_keystrokes_replace_older (StoreTest *test, gconstpointer data)
{
  GezinUuid dossier = store_test_new_dossier (test, "Draft");
  g_autoptr (GezinDraft) first = type (test, &dossier, "Half");
  g_autoptr (GezinDraft) second = type (test, &dossier, "Half a name");
  g_autoptr (GPtrArray) found = drafts (test, NULL);
  const GezinDraft *read = found->pdata[0];

  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (((GezinEdit *) read->edits->pdata[0])->value, ==, "Half a name");
}

static void
test_dropped_draft_is_gone (StoreTest *test, gconstpointer data)
{
  GezinUuid dossier = store_test_new_dossier (test, "Draft");
  g_autoptr (GezinDraft) draft = type (test, &dossier, "Half");
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (gezin_store_drop_draft (test->store, &dossier, &dossier, &error));
  g_assert_true (gezin_store_drop_draft (test->store, &dossier, &dossier, &error));
  found = drafts (test, NULL);
  g_assert_cmpuint (found->len, ==, 0);
}

static void
test_commit_finishes_its_draft_in_the_same_transaction (StoreTest *test, gconstpointer data)
{
  GezinUuid dossier = store_test_new_dossier (test, "Draft");
  GezinUuid other = store_test_new_dossier (test, "Other");
  g_autoptr (GezinDraft) draft = type (test, &dossier, "Half");
  g_autoptr (GezinDraft) stays = type (test, &other, "Half");
  GezinStoreChange more = { .finished_drafts = &dossier, .n_finished_drafts = 1 };
  g_autoptr (GezinDossier) now = gezin_store_load (test->store, &dossier, NULL);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GError) error = NULL;

  if (!store_test_take_in (test, now, &more, &error))
    g_error ("%s", error->message);
  found = drafts (test, &dossier);
  g_assert_cmpuint (found->len, ==, 0);
  left = drafts (test, &other);
  g_assert_cmpuint (left->len, ==, 1);
}

#define ADD(path, test) g_test_add ("/store/drafts/" path, StoreTest, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("draft-is-read-back-as-it-was", test_draft_is_read_back_as_it_was);
  ADD ("newer-keystrokes-replace-older", test_newer_keystrokes_replace_older);
  ADD ("dropped-draft-is-gone", test_dropped_draft_is_gone);
  ADD ("commit-finishes-its-draft-in-the-same-transaction",
       test_commit_finishes_its_draft_in_the_same_transaction);
  return g_test_run ();
}
