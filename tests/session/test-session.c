/* SPDX-License-Identifier: EUPL-1.2 */

/* The one door, on real stores in a temporary folder: one laptop, then two. */

#include "base/limits.h"
#include "merge/merge.h"
#include "model/value.h"
#include "rules/shape.h"
#include "session/admin.h"
#include "session/display.h"
#include "session/work.h"
#include "store/store-error.h"

#include <glib/gstdio.h>
#include <string.h>

#define START (G_GINT64_CONSTANT (1795255391) * G_USEC_PER_SEC) /* 2026-11-21T10:03:11Z */

typedef struct {
  GezinClock *clock;
  GezinRandom *random;
  GezinSession *session;
  GezinSecret *recovery_key;
  char *folder;
} Laptop;

static GezinSecret *
passphrase (void)
{
  return gezin_secret_new_copy ("een lange zin voor de proef", 27);
}

static void
laptop_init (Laptop *laptop, guint64 seed, const char *owner)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinSecret) secret = passphrase ();
  GezinSessionOptions options = { 0 };

  laptop->clock = gezin_clock_new_fixed (START);
  laptop->random = gezin_random_new_seeded (seed);
  laptop->folder = g_dir_make_tmp ("gezin-session-XXXXXX", &error);
  g_assert_no_error (error);
  options.clock = laptop->clock;
  options.random = laptop->random;
  laptop->session = gezin_session_new (&options, &error);
  g_assert_no_error (error);
  g_assert_true (gezin_session_create_store (laptop->session, laptop->folder, owner,
                                             "Team Meerdorp", "consultant", secret,
                                             GEZIN_KDF_MIN_MEMORY, &laptop->recovery_key, &error));
  g_assert_no_error (error);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

static void
laptop_clear (Laptop *laptop)
{
  /* What was told or started lets go of the session on this context. */
  while (G_OBJECT (laptop->session)->ref_count > 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_finalize_object (laptop->session);
  gezin_clock_unref (laptop->clock);
  gezin_random_unref (laptop->random);
  gezin_secret_free (laptop->recovery_key);
  remove_tree (laptop->folder);
  g_free (laptop->folder);
}

/* A second later on this laptop's clock. */
static void
tick (Laptop *laptop)
{
  gezin_clock_set (laptop->clock, gezin_clock_now (laptop->clock) + G_USEC_PER_SEC);
}

static GezinUuid
new_dossier (Laptop *laptop)
{
  g_autoptr (GError) error = NULL;
  GezinUuid dossier;

  g_assert_true (
      gezin_session_new_dossier (laptop->session, "Gezin De Vries", &dossier, NULL, &error));
  g_assert_no_error (error);
  tick (laptop);
  return dossier;
}

/* Writes FIELD=VALUE pairs into a record as one commit. */
static guint64
write_fields (Laptop *laptop, const GezinUuid *dossier, const GezinUuid *record, GezinKind kind,
              const char *const *pairs)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinDossier) now = gezin_session_read (laptop->session, dossier, &error);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
  guint64 commit = 0;

  for (; *pairs != NULL; pairs += 2)
    {
      g_assert_true (gezin_session_edit (laptop->session, now, record, kind, pairs[0], pairs[1], -1,
                                         edits, &error));
      g_assert_no_error (error);
    }
  g_assert_true (gezin_session_commit (laptop->session, dossier, edits, NULL, &commit, &error));
  g_assert_no_error (error);
  tick (laptop);
  return commit;
}

static GezinUuid
new_person (Laptop *laptop, const GezinUuid *dossier, const char *name)
{
  GezinUuid person = gezin_uuid_random (laptop->random);
  const char *pairs[] = { "given-names", name, "birth-date", "2014-05", NULL };

  write_fields (laptop, dossier, &person, GEZIN_KIND_PERSON, pairs);
  return person;
}

static char *
value_of (Laptop *laptop, const GezinUuid *dossier, const GezinUuid *record, GezinField field)
{
  g_autoptr (GezinDossier) now = gezin_session_read (laptop->session, dossier, NULL);
  GezinRecord *found = gezin_dossier_find (now, record);

  return found != NULL ? g_strdup (gezin_record_value (found, field)) : NULL;
}

static void
assert_name (Laptop *laptop, const GezinUuid *dossier, const GezinUuid *record, const char *name)
{
  g_autofree char *value = value_of (laptop, dossier, record, GEZIN_FIELD_PERSON_GIVEN_NAMES);

  g_assert_cmpstr (value, ==, name);
}

/* One laptop. */

static void
test_what_was_committed_is_there_after_a_lock (void)
{
  Laptop laptop;
  g_autoptr (GezinSecret) secret = passphrase ();
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  GezinUuid dossier, person;

  laptop_init (&laptop, 1, "Yasmina");
  dossier = new_dossier (&laptop);
  person = new_person (&laptop, &dossier, "Noor");
  gezin_session_lock (laptop.session);
  g_assert_false (gezin_session_is_unlocked (laptop.session));
  g_assert_null (gezin_session_list (laptop.session, &error));
  g_assert_error (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_LOCKED);
  g_clear_error (&error);

  g_assert_true (gezin_session_unlock (laptop.session, laptop.folder, secret, FALSE, &error));
  g_assert_no_error (error);
  rows = gezin_session_list (laptop.session, &error);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpstr (((GezinDossierRow *) rows->pdata[0])->name, ==, "Gezin De Vries");
  g_assert_cmpstr (((GezinDossierRow *) rows->pdata[0])->opened, ==, "2026-11-21");
  assert_name (&laptop, &dossier, &person, "Noor");
  laptop_clear (&laptop);
}

static void
test_the_recovery_key_opens_too (void)
{
  Laptop laptop;
  g_autoptr (GError) error = NULL;

  laptop_init (&laptop, 2, "Yasmina");
  gezin_session_lock (laptop.session);
  g_assert_true (
      gezin_session_unlock (laptop.session, laptop.folder, laptop.recovery_key, TRUE, &error));
  g_assert_no_error (error);
  laptop_clear (&laptop);
}

static void
test_undo_puts_back_what_was (void)
{
  Laptop laptop;
  g_autoptr (GError) error = NULL;
  GezinUuid dossier, person;
  guint n_put_back = 0;
  const char *pairs[] = { "given-names", "Nora", NULL };

  laptop_init (&laptop, 3, "Yasmina");
  dossier = new_dossier (&laptop);
  person = new_person (&laptop, &dossier, "Noor");
  write_fields (&laptop, &dossier, &person, GEZIN_KIND_PERSON, pairs);
  assert_name (&laptop, &dossier, &person, "Nora");
  g_assert_true (gezin_session_undo (laptop.session, &dossier, &n_put_back, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_put_back, ==, 1);
  assert_name (&laptop, &dossier, &person, "Noor");
  tick (&laptop);

  /* The commit before it made the person: undoing that removes it. */
  g_assert_true (gezin_session_undo (laptop.session, &dossier, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  {
    g_autoptr (GezinDossier) now = gezin_session_read (laptop.session, &dossier, NULL);

    g_assert_true (gezin_record_is_removed (gezin_dossier_find (now, &person)));
  }

  /* Once all is undone, it says so. */
  for (guint i = 0; i < 3 && error == NULL; i++)
    if (gezin_session_undo (laptop.session, &dossier, NULL, NULL, NULL, &error))
      tick (&laptop);
  g_assert_error (error, GEZIN_MERGE_ERROR, GEZIN_MERGE_ERROR_NOTHING);
  laptop_clear (&laptop);
}

static void
test_a_value_that_is_there_already_writes_nothing (void)
{
  Laptop laptop;
  GezinUuid dossier, person;
  const char *pairs[] = { "given-names", " Noor ", NULL };

  laptop_init (&laptop, 4, "Yasmina");
  dossier = new_dossier (&laptop);
  person = new_person (&laptop, &dossier, "Noor");
  g_assert_cmpuint (write_fields (&laptop, &dossier, &person, GEZIN_KIND_PERSON, pairs), ==, 0);
  laptop_clear (&laptop);
}

static void
test_a_form_that_is_older_than_our_own_write_is_refused (void)
{
  Laptop laptop;
  g_autoptr (GezinDossier) opened = NULL;
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
  g_autoptr (GError) error = NULL;
  GezinUuid dossier, person;
  const char *pairs[] = { "given-names", "Nora", NULL };

  laptop_init (&laptop, 5, "Yasmina");
  dossier = new_dossier (&laptop);
  person = new_person (&laptop, &dossier, "Noor");
  opened = gezin_session_open (laptop.session, &dossier, NULL);
  write_fields (&laptop, &dossier, &person, GEZIN_KIND_PERSON, pairs);
  g_assert_true (gezin_session_edit (laptop.session, opened, &person, GEZIN_KIND_PERSON,
                                     "given-names", "Noortje", -1, edits, &error));
  g_assert_false (gezin_session_commit (laptop.session, &dossier, edits, NULL, NULL, &error));
  g_assert_error (error, GEZIN_MERGE_ERROR, GEZIN_MERGE_ERROR_CHANGED_SINCE);
  assert_name (&laptop, &dossier, &person, "Nora");
  laptop_clear (&laptop);
}

static void
test_a_wrong_value_changes_nothing (void)
{
  Laptop laptop;
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
  g_autoptr (GezinDossier) now = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;
  GezinUuid dossier, person;

  laptop_init (&laptop, 6, "Yasmina");
  dossier = new_dossier (&laptop);
  person = new_person (&laptop, &dossier, "Noor");
  before = gezin_session_dump (laptop.session, &dossier, NULL);
  now = gezin_session_read (laptop.session, &dossier, NULL);
  g_assert_false (gezin_session_edit (laptop.session, now, &person, GEZIN_KIND_PERSON, "bsn",
                                      "123456789", -1, edits, &error));
  g_assert_error (error, GEZIN_MODEL_ERROR, GEZIN_MODEL_ERROR_BSN);
  g_clear_error (&error);
  g_assert_true (gezin_session_edit (laptop.session, now, &person, GEZIN_KIND_PERSON,
                                     "household-role", "astronaut", -1, edits, &error));
  g_assert_false (gezin_session_commit (laptop.session, &dossier, edits, NULL, NULL, &error));
  g_assert_error (error, GEZIN_RULES_ERROR, GEZIN_RULES_ERROR_CODE);
  after = gezin_session_dump (laptop.session, &dossier, NULL);
  g_assert_true (g_bytes_equal (before, after));
  laptop_clear (&laptop);
}

static void
test_a_draft_is_kept_and_done_with_the_commit (void)
{
  Laptop laptop;
  g_autoptr (GezinDraft) draft = NULL;
  g_autoptr (GPtrArray) kept = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GezinDossier) now = NULL;
  g_autoptr (GezinSecret) secret = passphrase ();
  g_autoptr (GError) error = NULL;
  GezinUuid dossier, person;

  laptop_init (&laptop, 7, "Yasmina");
  dossier = new_dossier (&laptop);
  person = new_person (&laptop, &dossier, "Noor");
  now = gezin_session_read (laptop.session, &dossier, NULL);
  draft = gezin_draft_new (&dossier, &person, GEZIN_KIND_PERSON);
  g_assert_true (gezin_session_edit (laptop.session, now, &person, GEZIN_KIND_PERSON, "given-names",
                                     "Noort", -1, draft->edits, &error));
  g_assert_true (gezin_session_keep_draft (laptop.session, draft, &error));
  gezin_session_lock (laptop.session);
  g_assert_true (gezin_session_unlock (laptop.session, laptop.folder, secret, FALSE, &error));

  kept = gezin_session_drafts (laptop.session, &dossier, &error);
  g_assert_cmpuint (kept->len, ==, 1);
  g_assert_cmpstr (((GezinEdit *) ((GezinDraft *) kept->pdata[0])->edits->pdata[0])->value, ==,
                   "Noort");
  g_assert_true (gezin_session_commit (laptop.session, &dossier,
                                       ((GezinDraft *) kept->pdata[0])->edits, NULL, NULL, &error));
  g_assert_no_error (error);
  assert_name (&laptop, &dossier, &person, "Noort");
  left = gezin_session_drafts (laptop.session, &dossier, &error);
  g_assert_cmpuint (left->len, ==, 0);
  laptop_clear (&laptop);
}

static void
count_changes_cb (GezinSession *session, const char *dossier, gpointer data)
{
  GPtrArray *told = data;

  g_ptr_array_add (told, g_strdup (dossier));
}

static void
test_a_commit_tells_who_listens (void)
{
  Laptop laptop;
  g_autoptr (GPtrArray) told = g_ptr_array_new_with_free_func (g_free);
  char id[GEZIN_UUID_TEXT_LENGTH + 1];
  GezinUuid dossier;

  laptop_init (&laptop, 8, "Yasmina");
  g_signal_connect (laptop.session, "changed", G_CALLBACK (count_changes_cb), told);
  dossier = new_dossier (&laptop);
  while (told->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (told->pdata[0], ==, gezin_uuid_write (&dossier, id));
  laptop_clear (&laptop);
}

static gboolean
list_twice (GezinSession *session, gpointer data, GCancellable *cancellable, GError **error)
{
  guint *n_rows = data;
  g_autoptr (GPtrArray) once = gezin_session_list (session, error);
  g_autoptr (GPtrArray) twice = gezin_session_list (session, error);

  if (once == NULL || twice == NULL)
    return FALSE;
  *n_rows = once->len + twice->len;
  return TRUE;
}

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  gboolean *is_done = data;
  g_autoptr (GError) error = NULL;

  g_assert_true (gezin_session_finish (GEZIN_SESSION (source), result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (*(guint *) gezin_session_task_data (result), ==, 2);
  *is_done = TRUE;
}

static void
test_calls_in_a_row_can_be_started (void)
{
  Laptop laptop;
  gboolean is_done = FALSE;

  laptop_init (&laptop, 9, "Yasmina");
  new_dossier (&laptop);
  gezin_session_start (laptop.session, list_twice, g_new0 (guint, 1), g_free, NULL, finished_cb,
                       &is_done);
  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
  laptop_clear (&laptop);
}

static void
test_what_is_not_right_is_found (void)
{
  Laptop laptop;
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) none = NULL;
  GezinUuid dossier, address;
  const char *pairs[] = { "from", "2026-03-01", "until", "2026-01-01", NULL };
  const char *right[] = { "until", "2026-04-01", NULL };
  guint n_found = 0;

  laptop_init (&laptop, 10, "Yasmina");
  dossier = new_dossier (&laptop);
  address = gezin_uuid_random (laptop.random);
  write_fields (&laptop, &dossier, &address, GEZIN_KIND_ADDRESS, pairs);
  lines = gezin_session_check (laptop.session, &dossier, NULL, NULL);
  for (guint i = 0; i < lines->len; i++)
    n_found += strcmp (((GezinCheckLine *) lines->pdata[i])->code, "end-before-start") == 0;
  g_assert_cmpuint (n_found, ==, 1);
  write_fields (&laptop, &dossier, &address, GEZIN_KIND_ADDRESS, right);
  none = gezin_session_check (laptop.session, &dossier, NULL, NULL);
  g_assert_cmpuint (none->len, ==, 0);
  laptop_clear (&laptop);
}

static void
test_search_finds_what_was_written (void)
{
  Laptop laptop;
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (GPtrArray) prefixed = NULL;
  g_autoptr (GError) error = NULL;
  GezinUuid dossier, person;
  const char *pairs[] = { "prefix", "van der", "family-name", "Börn", NULL };

  laptop_init (&laptop, 11, "Yasmina");
  dossier = new_dossier (&laptop);
  person = new_person (&laptop, &dossier, "Noor");
  write_fields (&laptop, &dossier, &person, GEZIN_KIND_PERSON, pairs);
  hits = gezin_session_search (laptop.session, "born", GEZIN_KIND_NONE, 10, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hits->len, ==, 1);
  g_assert_true (gezin_uuid_equal (&((GezinSearchHit *) hits->pdata[0])->record, &person));
  prefixed =
      gezin_session_search (laptop.session, "van den born", GEZIN_KIND_NONE, 10, TRUE, &error);
  g_assert_cmpuint (prefixed->len, ==, 1);
  laptop_clear (&laptop);
}

/* ---------- The clock ---------- */

#define DAYS(number) ((number) *G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

static void
open_again (Laptop *laptop, gint64 instant)
{
  g_autoptr (GezinSecret) secret = passphrase ();
  g_autoptr (GError) error = NULL;

  gezin_session_lock (laptop->session);
  gezin_clock_set (laptop->clock, instant);
  g_assert_true (gezin_session_unlock (laptop->session, laptop->folder, secret, FALSE, &error));
  g_assert_no_error (error);
}

static guint
n_due (Laptop *laptop, const GDate *day)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = gezin_session_retention (laptop->session, day, TRUE, &error);

  g_assert_no_error (error);
  return rows->len;
}

/* (transfer full) (nullable): The report, or why not. */
static GezinErasureReport *
erase_what_is_over (Laptop *laptop, const GezinUuid *dossier, const GezinUuid *record, int *code)
{
  const GezinErasureOrder order = { .dossier = dossier, .record = record, .reason = "term-over" };
  g_autoptr (GError) error = NULL;
  GezinErasureReport *report = gezin_session_erase (laptop->session, &order, &error);

  *code = error != NULL ? error->code : 0;
  return report;
}

/* Its term runs until 2041. */
static GezinUuid
new_item (Laptop *laptop, const GezinUuid *dossier)
{
  GezinUuid record = gezin_uuid_random (laptop->random);
  const char *pairs[] = { "text", "van de Wmo", "law", "wmo-2015", NULL };

  write_fields (laptop, dossier, &record, GEZIN_KIND_STATEMENT, pairs);
  return record;
}

static void
assert_doubted (Laptop *laptop, const GezinUuid *dossier, const GezinUuid *record)
{
  g_autofree char *sentence = gezin_session_clock_doubt (laptop->session);
  g_autoptr (GezinErasureReport) report = NULL;
  int code;

  g_assert_nonnull (sentence);
  g_assert_cmpuint (n_due (laptop, NULL), ==, 0);
  report = erase_what_is_over (laptop, dossier, record, &code);
  g_assert_null (report);
  g_assert_cmpint (code, ==, GEZIN_SESSION_ERROR_CLOCK);
}

static void
assert_believed (Laptop *laptop)
{
  g_autofree char *sentence = gezin_session_clock_doubt (laptop->session);

  g_assert_cmpstr (sentence, ==, NULL);
}

static void
test_a_clock_that_ran_ahead_makes_nothing_due (void)
{
  GDate then;
  Laptop laptop;
  GezinUuid dossier, record;
  g_autoptr (GezinErasureReport) early = NULL;
  g_autoptr (GezinErasureReport) report = NULL;
  g_autoptr (GError) error = NULL;
  int code;

  g_date_set_dmy (&then, 22, G_DATE_NOVEMBER, 2046);
  laptop_init (&laptop, 21, "Yasmina");
  dossier = new_dossier (&laptop);
  record = new_item (&laptop, &dossier);
  g_assert_cmpuint (n_due (&laptop, &then), ==, 1); /* a question about that day is answered */
  gezin_clock_set (laptop.clock, START + DAYS (20 * 366)); /* while it is open */
  assert_doubted (&laptop, &dossier, &record);
  open_again (&laptop, START + DAYS (20 * 366));
  assert_doubted (&laptop, &dossier, &record);
  open_again (&laptop, START + DAYS (20 * 366 + 30)); /* what the last one wrote proves nothing */
  assert_doubted (&laptop, &dossier, &record);

  open_again (&laptop, START + DAYS (1));
  assert_believed (&laptop);
  early = erase_what_is_over (&laptop, &dossier, &record, &code);
  g_assert_cmpint (code, ==, GEZIN_SESSION_ERROR_NOT_DUE);

  open_again (&laptop, START + DAYS (20 * 366));
  assert_doubted (&laptop, &dossier, &record);
  g_assert_true (gezin_session_confirm_clock (laptop.session, &error));
  g_assert_no_error (error);
  assert_believed (&laptop);
  g_assert_cmpuint (n_due (&laptop, NULL), ==, 1);
  report = erase_what_is_over (&laptop, &dossier, &record, &code);
  g_assert_nonnull (report);
  laptop_clear (&laptop);
}

static void
test_a_clock_that_was_put_back_makes_nothing_due (void)
{
  Laptop laptop;
  GezinUuid dossier, record;
  g_autoptr (GError) error = NULL;

  laptop_init (&laptop, 22, "Yasmina");
  dossier = new_dossier (&laptop);
  record = new_item (&laptop, &dossier);
  open_again (&laptop, START - DAYS (365));
  assert_doubted (&laptop, &dossier, &record);
  open_again (&laptop, START - DAYS (364));
  assert_doubted (&laptop, &dossier, &record);
  open_again (&laptop, START + DAYS (200));
  assert_believed (&laptop);
  open_again (&laptop, START + DAYS (400)); /* a year after it was made, not after it was seen */
  assert_believed (&laptop);
  open_again (&laptop, START + DAYS (399) + 1);
  assert_believed (&laptop);
  open_again (&laptop, START + DAYS (398));
  assert_doubted (&laptop, &dossier, &record);
  laptop_clear (&laptop);
}

static void
test_no_word_of_a_search_stays_in_the_log (void)
{
  static const char *const details[] = { "words 2 hits 1", "sounds-like words 1 hits 1" };
  Laptop laptop;
  g_autoptr (GPtrArray) plain = NULL;
  g_autoptr (GPtrArray) alike = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  GezinUuid dossier, person;
  const char *pairs[] = { "family-name", "Kwezelzwaluw", NULL };
  guint n_searches = 0;

  laptop_init (&laptop, 12, "Yasmina");
  dossier = new_dossier (&laptop);
  person = new_person (&laptop, &dossier, "Noor");
  write_fields (&laptop, &dossier, &person, GEZIN_KIND_PERSON, pairs);
  plain = gezin_session_search (laptop.session, " Noor\tkwezelzwaluw ", GEZIN_KIND_NONE, 10, TRUE,
                                &error);
  g_assert_no_error (error);
  alike = gezin_session_search_people (laptop.session, "kwezelswaluw", GEZIN_KIND_NONE, 10, TRUE,
                                       &error);
  g_assert_no_error (error);
  entries = gezin_session_audit (laptop.session, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < entries->len; i++)
    {
      const GezinAuditEntry *entry = entries->pdata[i];

      if (!g_str_equal (entry->action, "search"))
        continue;
      g_assert_null (entry->subject);
      g_assert_cmpuint (n_searches, <, G_N_ELEMENTS (details));
      g_assert_cmpstr (entry->detail, ==, details[n_searches++]);
      g_assert_cmpstr (entry->who, ==, "Yasmina");
    }
  g_assert_cmpuint (n_searches, ==, G_N_ELEMENTS (details));
  laptop_clear (&laptop);
}

static void
test_the_audit_knows_what_was_done (void)
{
  static const char *const expected[] = { "new", "commit", "open", "dump" };
  Laptop laptop;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GezinDossier) opened = NULL;
  g_autoptr (GBytes) dumped = NULL;
  g_autoptr (GError) error = NULL;
  GezinUuid dossier;
  guint64 n_events = 0;

  laptop_init (&laptop, 12, "Yasmina");
  dossier = new_dossier (&laptop);
  new_person (&laptop, &dossier, "Noor");
  opened = gezin_session_open (laptop.session, &dossier, NULL);
  dumped = gezin_session_dump (laptop.session, &dossier, NULL);
  entries = gezin_session_audit (laptop.session, &dossier, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < entries->len; i++)
    {
      const GezinAuditEntry *entry = entries->pdata[i];

      g_assert_cmpstr (entry->action, ==, expected[i]);
      g_assert_cmpstr (entry->who, ==, "Yasmina");
    }
  g_assert_true (gezin_session_audit_verify (laptop.session, &n_events, &error));
  g_assert_cmpuint (n_events, >=, entries->len);
  laptop_clear (&laptop);
}

/* Two laptops. */

static GezinLoadReport *
carry (Laptop *from, Laptop *to, const GezinUuid *dossier)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) xml = gezin_session_dump (from->session, dossier, &error);
  GezinLoadReport *report;
  gsize length;
  const char *data;

  g_assert_no_error (error);
  data = g_bytes_get_data (xml, &length);
  report = gezin_session_load (to->session, data, length, &error);
  g_assert_no_error (error);
  return report;
}

static void
assert_equal_dumps (Laptop *a, Laptop *b, const GezinUuid *dossier)
{
  g_autoptr (GBytes) one = gezin_session_dump (a->session, dossier, NULL);
  g_autoptr (GBytes) other = gezin_session_dump (b->session, dossier, NULL);

  g_assert_true (g_bytes_equal (one, other));
}

static void
test_two_laptops_meet_and_nothing_is_lost (void)
{
  Laptop a, b;
  GezinUuid dossier, person;
  const char *mine[] = { "given-names", "Nora", NULL };
  const char *theirs[] = { "given-names", "Noortje", "phone", "06-00000123", NULL };
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GPtrArray) settled = NULL;
  g_autoptr (GError) error = NULL;
  GezinConflict *conflict;
  g_autofree char *phone = NULL;

  laptop_init (&a, 20, "Yasmina");
  laptop_init (&b, 21, "Hans");
  dossier = new_dossier (&a);
  person = new_person (&a, &dossier, "Noor");
  gezin_load_report_free (carry (&a, &b, &dossier));
  assert_equal_dumps (&a, &b, &dossier);

  write_fields (&a, &dossier, &person, GEZIN_KIND_PERSON, mine);
  tick (&b);
  tick (&b);
  tick (&b);
  write_fields (&b, &dossier, &person, GEZIN_KIND_PERSON, theirs);
  {
    g_autoptr (GezinLoadReport) report = carry (&b, &a, &dossier);

    g_assert_cmpuint (report->conflicts, ==, 1);
    g_assert_cmpuint (report->changed, ==, 1);
  }
  conflicts = gezin_session_conflicts (a.session, &dossier, &error);
  g_assert_cmpuint (conflicts->len, ==, 1);
  conflict = conflicts->pdata[0];
  g_assert_cmpuint (conflict->heads->len, ==, 2);
  phone = value_of (&a, &dossier, &person, GEZIN_FIELD_PERSON_PHONE);
  g_assert_cmpstr (phone, ==, "06-00000123");

  tick (&a);
  tick (&a);
  tick (&a);
  g_assert_true (gezin_session_choose (a.session, &dossier, &person, conflict->field, NULL,
                                       &((GezinVersion *) conflict->heads->pdata[0])->dot, NULL,
                                       &error));
  g_assert_no_error (error);
  settled = gezin_session_conflicts (a.session, &dossier, &error);
  g_assert_cmpuint (settled->len, ==, 0);
  gezin_load_report_free (carry (&a, &b, &dossier));
  gezin_load_report_free (carry (&b, &a, &dossier));
  assert_equal_dumps (&a, &b, &dossier);
  laptop_clear (&a);
  laptop_clear (&b);
}

static void
test_loading_twice_changes_nothing (void)
{
  Laptop a, b;
  GezinUuid dossier;
  g_autoptr (GezinLoadReport) first = NULL;
  g_autoptr (GezinLoadReport) second = NULL;

  laptop_init (&a, 22, "Yasmina");
  laptop_init (&b, 23, "Hans");
  dossier = new_dossier (&a);
  new_person (&a, &dossier, "Noor");
  first = carry (&a, &b, &dossier);
  g_assert_true (first->is_new);
  g_assert_cmpuint (first->added, ==, 2);
  second = carry (&a, &b, &dossier);
  g_assert_false (second->is_new);
  g_assert_cmpuint (second->added + second->changed, ==, 0);
  g_assert_cmpuint (second->unchanged, ==, 2);
  laptop_clear (&a);
  laptop_clear (&b);
}

static void
test_a_folder_put_back_takes_a_new_replica (void)
{
  Laptop laptop;
  GezinUuid dossier, person;
  g_autoptr (GBytes) newer = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autofree char *saved = NULL;
  g_autofree char *command = NULL;
  g_autofree char *back = NULL;
  g_autoptr (GezinSecret) secret = passphrase ();
  g_autoptr (GezinLoadReport) report = NULL;
  g_autoptr (GError) error = NULL;
  const char *pairs[] = { "given-names", "Nora", NULL };
  const char *again[] = { "given-names", "Noortje", NULL };
  gboolean is_reported = FALSE;

  laptop_init (&laptop, 24, "Yasmina");
  dossier = new_dossier (&laptop);
  person = new_person (&laptop, &dossier, "Noor");
  gezin_session_lock (laptop.session);

  /* Byte for byte into the same files, so that device and inode stay as they are. */
  saved = g_strconcat (laptop.folder, ".saved", NULL);
  command = g_strdup_printf ("cp -r '%s' '%s'", laptop.folder, saved);
  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
  g_assert_true (gezin_session_unlock (laptop.session, laptop.folder, secret, FALSE, &error));
  write_fields (&laptop, &dossier, &person, GEZIN_KIND_PERSON, pairs);
  newer = gezin_session_dump (laptop.session, &dossier, NULL);
  gezin_session_lock (laptop.session);
  back = g_strdup_printf ("cp '%s/dossiers.db' '%s/dossiers.db'", saved, laptop.folder);
  g_assert_true (g_spawn_command_line_sync (back, NULL, NULL, NULL, NULL));
  g_assert_true (gezin_session_unlock (laptop.session, laptop.folder, secret, FALSE, &error));
  g_assert_no_error (error);
  assert_name (&laptop, &dossier, &person, "Noor");

  report = gezin_session_load (laptop.session, g_bytes_get_data (newer, NULL),
                               g_bytes_get_size (newer), &error);
  g_assert_no_error (error);
  assert_name (&laptop, &dossier, &person, "Nora");
  entries = gezin_session_audit (laptop.session, &dossier, NULL);
  for (guint i = 0; i < entries->len; i++)
    is_reported |=
        strcmp (((GezinAuditEntry *) entries->pdata[i])->action, "replica-known-elsewhere") == 0;
  g_assert_true (is_reported);
  write_fields (&laptop, &dossier, &person, GEZIN_KIND_PERSON, again);
  assert_name (&laptop, &dossier, &person, "Noortje");
  remove_tree (saved);
  laptop_clear (&laptop);
}

static void
test_a_broken_record_is_parked_and_can_be_looked_at (void)
{
  static const char xml[] =
      "<dossier xmlns=\"urn:gezinsdossier:dossier:1\" id=\"11111111-1111-4111-8111-111111111111\">"
      "<record kind=\"family\" id=\"11111111-1111-4111-8111-111111111111\">"
      "<field name=\"name\">Gezin Proef</field></record>"
      "<record kind=\"person\" id=\"22222222-2222-4222-8222-222222222222\">"
      "<field name=\"given-names\">Jan</field><field name=\"birth-date\">ooit</field></record>"
      "</dossier>";
  Laptop laptop;
  g_autoptr (GezinLoadReport) report = NULL;
  g_autoptr (GPtrArray) parked = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GezinDossier) now = NULL;
  g_autoptr (GError) error = NULL;
  GezinUuid person;

  laptop_init (&laptop, 25, "Yasmina");
  g_assert_true (gezin_uuid_parse ("22222222-2222-4222-8222-222222222222", &person));
  report = gezin_session_load (laptop.session, xml, strlen (xml), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->added, ==, 1);
  g_assert_cmpuint (report->parked->len, ==, 1);
  now = gezin_session_read (laptop.session, &report->dossier, NULL);
  g_assert_null (gezin_dossier_find (now, &person));
  parked = gezin_session_parked (laptop.session, &report->dossier, &error);
  g_assert_cmpuint (parked->len, ==, 1);
  g_assert_false (gezin_session_unpark (laptop.session, &report->dossier, &person, &error));
  g_assert_error (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_NOTHING_TAKEN);
  g_clear_error (&error);
  g_assert_true (gezin_session_drop_parked (laptop.session, &report->dossier, &person, &error));
  none = gezin_session_parked (laptop.session, &report->dossier, &error);
  g_assert_cmpuint (none->len, ==, 0);
  laptop_clear (&laptop);
}

static void
test_every_error_has_its_sentence (void)
{
  static const struct {
    GQuark (*domain) (void);
    int first, last;
  } domains[] = {
    { gezin_session_error_quark, 201, 203 }, { gezin_session_error_quark, 301, 301 },
    { gezin_store_error_quark, 201, 205 },   { gezin_store_error_quark, 301, 303 },
    { gezin_store_error_quark, 501, 508 },   { gezin_store_error_quark, 601, 604 },
    { gezin_model_error_quark, 401, 416 },   { gezin_rules_error_quark, 401, 405 },
    { gezin_merge_error_quark, 101, 103 },   { gezin_merge_error_quark, 401, 402 },
  };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (domains); i++)
    for (int code = domains[i].first; code <= domains[i].last; code++)
      {
        g_autoptr (GError) error = g_error_new_literal (domains[i].domain (), code, "technical");
        char *sentence = gezin_session_sentence (error);

        g_assert_null (strstr (sentence, "did not foresee"));
        g_assert_null (strstr (sentence, "technical"));
        g_assert_true (g_str_has_suffix (sentence, "."));
        g_assert_null (strchr (sentence, '\n'));
        g_assert_cmpint (gezin_error_status (error), ==, code / 100);
        g_hash_table_add (seen, sentence);
      }
  g_assert_cmpuint (g_hash_table_size (seen), >, 40);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (gezin_secret_harden_process ());
#define CLAIM(path, function) g_test_add_func ("/session/" path, function)
  CLAIM ("what-was-committed-is-there-after-a-lock", test_what_was_committed_is_there_after_a_lock);
  CLAIM ("the-recovery-key-opens-too", test_the_recovery_key_opens_too);
  CLAIM ("undo-puts-back-what-was", test_undo_puts_back_what_was);
  CLAIM ("a-value-that-is-there-already-writes-nothing",
         test_a_value_that_is_there_already_writes_nothing);
  CLAIM ("a-form-that-is-older-than-our-own-write-is-refused",
         test_a_form_that_is_older_than_our_own_write_is_refused);
  CLAIM ("a-wrong-value-changes-nothing", test_a_wrong_value_changes_nothing);
  CLAIM ("a-draft-is-kept-and-done-with-the-commit", test_a_draft_is_kept_and_done_with_the_commit);
  CLAIM ("a-commit-tells-who-listens", test_a_commit_tells_who_listens);
  CLAIM ("calls-in-a-row-can-be-started", test_calls_in_a_row_can_be_started);
  CLAIM ("what-is-not-right-is-found", test_what_is_not_right_is_found);
  CLAIM ("search-finds-what-was-written", test_search_finds_what_was_written);
  CLAIM ("a-clock-that-ran-ahead-makes-nothing-due", test_a_clock_that_ran_ahead_makes_nothing_due);
  CLAIM ("a-clock-that-was-put-back-makes-nothing-due",
         test_a_clock_that_was_put_back_makes_nothing_due);
  CLAIM ("no-word-of-a-search-stays-in-the-log", test_no_word_of_a_search_stays_in_the_log);
  CLAIM ("the-audit-knows-what-was-done", test_the_audit_knows_what_was_done);
  CLAIM ("two-laptops-meet-and-nothing-is-lost", test_two_laptops_meet_and_nothing_is_lost);
  CLAIM ("loading-twice-changes-nothing", test_loading_twice_changes_nothing);
  CLAIM ("a-folder-put-back-takes-a-new-replica", test_a_folder_put_back_takes_a_new_replica);
  CLAIM ("a-broken-record-is-parked-and-can-be-looked-at",
         test_a_broken_record_is_parked_and_can_be_looked_at);
  CLAIM ("every-error-has-its-sentence", test_every_error_has_its_sentence);
  return g_test_run ();
}
