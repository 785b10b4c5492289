/* SPDX-License-Identifier: EUPL-1.2 */

/* A dossier goes to the lead of the own team and comes back, with remarks that go nowhere else. */

#include "desk.h"

#include <string.h>

#include "exchange/exchange.h"
#include "session/bundles-private.h"
#include "session/review.h"
#include "session/work.h"
#include "store/documents.h"
#include "wire/signer.h"

#include "exchange/own-card.h"
#include "merge/write.h"

#define REVIEW "review"

typedef struct {
  GezinClock *clock;
  Desk worker;
  Desk lead;
  Desk rvt;
  DeskFamily family;
  GezinUuid note;
} World;

static void
set_up (World *world, gconstpointer data)
{
  world->clock = gezin_clock_new_fixed (DESK_START);
  desk_init (&world->worker, world->clock, 1, "Sanne Bakker", "Team Meerdorp", "consultant");
  desk_init (&world->lead, world->clock, 2, "Joris Smit", "Team Meerdorp", "lead");
  desk_init (&world->rvt, world->clock, 3, "Ilse de Wit", "RVT Midden", "lead");
  desk_meet (&world->worker, &world->rvt);
  desk_meet (&world->lead, &world->rvt);
  desk_family (&world->worker, &world->rvt, &world->family);
  world->note = desk_add (&world->worker, &world->family.dossier, GEZIN_KIND_WORKING_NOTE,
                          "text=Alleen voor mij", NULL);
}

static void
tear_down (World *world, gconstpointer data)
{
  desk_clear (&world->worker);
  desk_clear (&world->lead);
  desk_clear (&world->rvt);
  gezin_clock_unref (world->clock);
}

static gboolean
has (Desk *desk, const GezinUuid *dossier, const GezinUuid *record)
{
  g_autoptr (GezinDossier) now = gezin_session_read (desk->session, dossier, NULL);

  return now != NULL && gezin_dossier_find (now, record) != NULL;
}

/* Sends for review, and back; both acknowledge. */
static void
bring (Desk *from, Desk *to, const GezinUuid *dossier)
{
  g_autoptr (GBytes) bundle = desk_export (from, dossier, to, REVIEW);
  g_autoptr (GezinImportReading) taken = desk_import (to, bundle);
  g_autoptr (GBytes) receipt = desk_receipt (to, taken);
  g_autoptr (GezinImportReading) acknowledged = desk_import (from, receipt);

  g_assert_cmpstr (taken->kind, ==, "review");
  g_assert_cmpstr (acknowledged->result, ==, "taken");
}

static GezinUuid
add_remark (Desk *desk, const World *world, const char *text)
{
  g_autofree char *said = g_strconcat ("text=", text, NULL);
  char goal[GEZIN_UUID_TEXT_LENGTH + 1];
  g_autofree char *of = g_strconcat ("of=", gezin_uuid_write (&world->family.goal, goal), NULL);

  return desk_add (desk, &world->family.dossier, GEZIN_KIND_REMARK, of, "field=text", said,
                   "state=open", NULL);
}

static void
refuse_export (Desk *from, const World *world, Desk *to, const char *purpose, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinExportReading) made =
      desk_try_export (from, &world->family.dossier, to, purpose, &error);

  g_assert_error (error, GEZIN_EXCHANGE_ERROR, code);
  g_assert_null (made);
}

static void
test_there_and_back (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier;
  g_autofree char *goal = NULL;
  g_autofree char *why = NULL;
  g_autofree char *state = NULL;
  g_autofree char *lead = NULL;
  g_autofree char *peer = NULL;
  g_autoptr (GError) error = NULL;
  GezinUuid remark;

  desk_meet (&world->worker, &world->lead);
  bring (&world->worker, &world->lead, dossier);
  goal = desk_value (&world->lead, dossier, &world->family.goal, "text");
  g_assert_cmpstr (goal, ==, "Weer rust in huis");
  g_assert_false (has (&world->lead, dossier, &world->note));
  lead = gezin_session_lead (world->lead.session, dossier, &peer, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (lead, ==, "theirs");
  g_assert_cmpstr (peer, ==, "Sanne Bakker");

  remark = add_remark (&world->lead, world, "Wie vindt dit?");
  desk_set (&world->lead, dossier, &world->family.goal, "why", "Anna slaapt slecht");
  desk_set (&world->worker, dossier, &world->family.person, "known-as", "An");
  bring (&world->lead, &world->worker, dossier);
  why = desk_value (&world->worker, dossier, &world->family.goal, "why");
  g_assert_cmpstr (why, ==, "Anna slaapt slecht");
  g_assert_true (has (&world->worker, dossier, &remark));
  g_assert_true (has (&world->worker, dossier, &world->note));
  g_assert_cmpuint (desk_n_conflicts (&world->worker, dossier), ==, 0);

  /* The answer goes to the lead again. */
  desk_set (&world->worker, dossier, &remark, "state", "resolved");
  bring (&world->worker, &world->lead, dossier);
  state = desk_value (&world->lead, dossier, &remark, "state");
  g_assert_cmpstr (state, ==, "resolved");
}

/* Remarks and reviews go to nobody else, and come in nothing else. */
static void
test_remarks_stay (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier;
  GezinUuid remark = add_remark (&world->worker, world, "Wie vindt dit?");
  GezinUuid review =
      desk_add (&world->worker, dossier, GEZIN_KIND_REVIEW, "state=asked", "text=Graag", NULL);
  g_autoptr (GBytes) bundle = desk_export (&world->worker, dossier, &world->rvt, "coordinate-care");
  g_autoptr (GezinImportReading) taken = desk_import (&world->rvt, bundle);

  g_assert_cmpstr (taken->kind, ==, "share");
  g_assert_false (has (&world->rvt, dossier, &remark));
  g_assert_false (has (&world->rvt, dossier, &review));
  desk_meet (&world->worker, &world->lead);
  bring (&world->worker, &world->lead, dossier);
  g_assert_true (has (&world->lead, dossier, &remark));
  g_assert_true (has (&world->lead, dossier, &review));
}

/* What is here to be read goes nowhere but back. */
static void
test_nothing_was_handed_over (World *world, gconstpointer data)
{
  desk_meet (&world->worker, &world->lead);
  bring (&world->worker, &world->lead, &world->family.dossier);
  refuse_export (&world->lead, world, &world->rvt, "coordinate-care",
                 GEZIN_EXCHANGE_ERROR_FOR_REVIEW);
  refuse_export (&world->lead, world, &world->rvt, REVIEW, GEZIN_EXCHANGE_ERROR_NOT_OUR_LEAD);
}

static void
trust_without_role (Desk *desk, Desk *other)
{
  g_autoptr (GBytes) card = desk_card (other);
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinPeerReading) added = gezin_session_add_peer (desk->session, card, &error);
  g_autoptr (GezinPeerReading) trusted = NULL;

  g_assert_no_error (error);
  trusted = gezin_session_trust_peer (desk->session, added->digest, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (trusted->is_own_lead);
}

/* The lead of another organisation; one whose role nobody confirmed; a colleague; one never compared. */
static void
test_only_says_so (World *world, gconstpointer data)
{
  g_autoptr (GBytes) card = desk_card (&world->lead);
  g_autoptr (GezinPeerReading) trusted = NULL;
  g_autoptr (GezinPeerReading) added = NULL;
  g_autoptr (GError) error = NULL;

  refuse_export (&world->worker, world, &world->rvt, REVIEW, GEZIN_EXCHANGE_ERROR_NOT_OUR_LEAD);
  added = gezin_session_add_peer (world->worker.session, card, &error);
  g_assert_no_error (error);
  refuse_export (&world->worker, world, &world->lead, REVIEW,
                 GEZIN_EXCHANGE_ERROR_PEER_NOT_TRUSTED);
  trusted = gezin_session_trust_peer (world->worker.session, added->digest, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (trusted->role, ==, "lead");
  refuse_export (&world->worker, world, &world->lead, REVIEW, GEZIN_EXCHANGE_ERROR_NOT_OUR_LEAD);
  gezin_peer_reading_free (g_steal_pointer (&trusted));
  trusted = gezin_session_trust_peer (world->worker.session, added->digest, "consultant", &error);
  refuse_export (&world->worker, world, &world->lead, REVIEW, GEZIN_EXCHANGE_ERROR_NOT_OUR_LEAD);
  gezin_peer_reading_free (g_steal_pointer (&trusted));
  trusted = gezin_session_trust_peer (world->worker.session, added->digest, "lead", &error);
  g_assert_no_error (error);
  g_assert_true (trusted->is_own_lead);
  trust_without_role (&world->lead, &world->worker);
  bring (&world->worker, &world->lead, &world->family.dossier);
}

static void
test_sender_only_says_so (World *world, gconstpointer data)
{
  g_autoptr (GBytes) bundle = NULL;
  g_autoptr (GezinImportReading) taken = NULL;
  g_autoptr (GezinPeerReading) trusted = NULL;
  g_autoptr (GError) error = NULL;

  desk_meet (&world->worker, &world->lead);
  bring (&world->worker, &world->lead, &world->family.dossier);
  bundle = desk_export (&world->lead, &world->family.dossier, &world->worker, REVIEW);
  trusted = gezin_session_trust_peer (world->worker.session, world->lead.card, NULL, &error);
  g_assert_no_error (error);
  taken = desk_try_import (&world->worker, bundle, &error);
  g_assert_error (error, GEZIN_EXCHANGE_ERROR, GEZIN_EXCHANGE_ERROR_SENDER_NOT_LEAD);
  g_assert_null (taken);
}

/* Approving. */

static GezinReviewReading *
look (Desk *desk, const World *world)
{
  g_autoptr (GError) error = NULL;
  GezinReviewReading *reading =
      gezin_session_review (desk->session, &world->family.dossier, &error);

  g_assert_no_error (error);
  return reading;
}

static GezinUuid
approve (Desk *desk, const World *world)
{
  g_autoptr (GError) error = NULL;
  GezinUuid review;

  g_assert_true (gezin_session_approve (desk->session, &world->family.dossier, NULL, "Akkoord",
                                        &review, &error));
  g_assert_no_error (error);
  desk_tick (desk);
  return review;
}

static void
assert_verdict (Desk *desk, const World *world, const char *verdict)
{
  g_autoptr (GezinReviewReading) reading = look (desk, world);
  GezinApproval *approval;

  g_assert_cmpuint (reading->approvals->len, ==, 1);
  approval = reading->approvals->pdata[0];
  g_assert_cmpstr (gezin_approval_verdict_name (approval->verdict), ==, verdict);
  if (!g_str_equal (verdict, "good"))
    g_assert_cmpuint (reading->n_fields[GEZIN_REVIEW_APPROVED], ==, 0);
}

static const GezinReviewRecord *
find_record (const GezinReviewReading *reading, const GezinUuid *id)
{
  for (guint i = 0; i < reading->records->len; i++)
    {
      const GezinReviewRecord *record = reading->records->pdata[i];

      if (gezin_uuid_equal (&record->record, id))
        return record;
    }
  g_assert_not_reached ();
}

static void
refuse_approval (Desk *desk, const World *world, int code)
{
  g_autoptr (GError) error = NULL;
  GezinUuid review;

  g_assert_false (
      gezin_session_approve (desk->session, &world->family.dossier, NULL, NULL, &review, &error));
  g_assert_error (error, GEZIN_SESSION_ERROR, code);
}

/* Asked, approved elsewhere, back: what the worker writes then is not approved, and nothing else. */
static void
test_approved (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier, *goal = &world->family.goal;
  g_autoptr (GezinReviewReading) fresh = NULL;
  g_autoptr (GezinReviewReading) later = NULL;
  g_autoptr (GError) error = NULL;
  const GezinReviewRecord *record;
  GezinUuid asked, approved;

  desk_meet (&world->worker, &world->lead);
  refuse_approval (&world->worker, world, GEZIN_SESSION_ERROR_NOT_LEAD);
  g_assert_true (gezin_session_ask_review (world->worker.session, dossier, NULL, "Wil je kijken?",
                                           &asked, &error));
  g_assert_no_error (error);
  desk_tick (&world->worker);
  bring (&world->worker, &world->lead, dossier);
  approved = approve (&world->lead, world);
  g_assert_true (gezin_uuid_equal (&asked, &approved));
  assert_verdict (&world->lead, world, "good");
  bring (&world->lead, &world->worker, dossier);
  assert_verdict (&world->worker, world, "good");
  fresh = look (&world->worker, world);
  g_assert_cmpuint (fresh->n_fields[GEZIN_REVIEW_APPROVED], >, 10);
  g_assert_cmpuint (fresh->n_fields[GEZIN_REVIEW_CHANGED], ==, 0);
  g_assert_cmpuint (fresh->n_fields[GEZIN_REVIEW_NEW], ==, 0);
  g_assert_cmpuint (fresh->lines->len, ==, 0);

  desk_set (&world->worker, dossier, goal, "text", "Rust, ook in het weekend");
  later = look (&world->worker, world);
  g_assert_cmpuint (later->n_fields[GEZIN_REVIEW_CHANGED], ==, 1);
  g_assert_cmpuint (later->n_fields[GEZIN_REVIEW_APPROVED], ==,
                    fresh->n_fields[GEZIN_REVIEW_APPROVED] - 1);
  record = find_record (later, goal);
  g_assert_cmpint (record->state, ==, GEZIN_REVIEW_CHANGED);
  for (guint i = 0; i < record->fields->len; i++)
    {
      const GezinReviewField *field = record->fields->pdata[i];

      if (field->state != GEZIN_REVIEW_CHANGED)
        continue;
      g_assert_cmpstr (field->before, ==, "Weer rust in huis");
      g_assert_cmpstr (field->after, ==, "Rust, ook in het weekend");
    }
  g_assert_true (gezin_session_remove (world->worker.session, dossier, goal, NULL, "vergissing",
                                       NULL, &error));
  g_assert_no_error (error);
  gezin_review_reading_free (g_steal_pointer (&later));
  later = look (&world->worker, world);
  g_assert_cmpint (find_record (later, goal)->state, ==, GEZIN_REVIEW_REMOVED);
}

static void
test_own_work (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier;
  g_autoptr (GError) error = NULL;
  GezinUuid review;

  desk_meet (&world->worker, &world->lead);
  bring (&world->worker, &world->lead, dossier);
  desk_set (&world->lead, dossier, &world->family.goal, "why", "Anna slaapt slecht");
  refuse_approval (&world->lead, world, GEZIN_SESSION_ERROR_OWN_WORK);
  g_assert_false (gezin_session_approve (world->lead.session, dossier, &world->family.goal, NULL,
                                         &review, &error));
  g_assert_error (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_OWN_WORK);
  g_clear_error (&error);
  /* What somebody else wrote, by itself. */
  g_assert_true (gezin_session_approve (world->lead.session, dossier, &world->family.person, NULL,
                                        &review, &error));
  g_assert_no_error (error);
  assert_verdict (&world->lead, world, "good");
}

/* A role that is no longer confirmed, or a card that was revoked, approves nothing. */
static void
test_who_signed (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier;
  g_autoptr (GError) error = NULL;

  desk_meet (&world->worker, &world->lead);
  bring (&world->worker, &world->lead, dossier);
  approve (&world->lead, world);
  bring (&world->lead, &world->worker, dossier);
  assert_verdict (&world->worker, world, "good");
  gezin_peer_reading_free (
      gezin_session_trust_peer (world->worker.session, world->lead.card, NULL, &error));
  g_assert_no_error (error);
  assert_verdict (&world->worker, world, "not-lead");
  gezin_peer_reading_free (
      gezin_session_revoke_peer (world->worker.session, world->lead.card, &error));
  g_assert_no_error (error);
  assert_verdict (&world->worker, world, "unknown-signer");
}

/* A review that says it approved @bytes, as somebody with the store at hand could write it. */
static void
forge (World *world, GBytes *bytes)
{
  GezinSession *session = world->lead.session;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
  g_autoptr (GezinDocument) document = NULL;
  const GezinAuditEvent event = { .action = "document-repaired",
                                  .dossier = &world->family.dossier };
  GezinUuid review = gezin_uuid_random (world->lead.random);
  char digest[65] = "";

  if (bytes != NULL)
    {
      document = gezin_documents_take_bytes (session->store, bytes, &error);
      g_assert_no_error (error);
      g_assert_true (gezin_documents_keep (session->store, document, &event, &error));
      g_strlcpy (digest, document->digest, sizeof digest);
    }
  else
    memset (digest, 'a', 64);
  g_ptr_array_add (edits, gezin_edit_new (&review, GEZIN_KIND_REVIEW, GEZIN_FIELD_REVIEW_STATE,
                                          NULL, "approved"));
  g_ptr_array_add (edits, gezin_edit_new (&review, GEZIN_KIND_REVIEW,
                                          GEZIN_FIELD_REVIEW_APPROVED_STATE, NULL, digest));
  g_assert_true (gezin_session_commit (session, &world->family.dossier, edits, NULL, NULL, &error));
  g_assert_no_error (error);
  desk_tick (&world->lead);
}

static GBytes *
signed_by (Desk *desk, const char *text)
{
  GezinExchange exchange = gezin_session_exchange (desk->session);
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinOwnCard) own = gezin_own_card_get (&exchange, &error);
  g_autoptr (GBytes) content = g_bytes_new (text, strlen (text));
  GBytes *der = gezin_signer_sign (own->signer, GEZIN_SIGNATURE_AROUND, content,
                                   gezin_clock_now (desk->clock), &error);

  g_assert_no_error (error);
  return der;
}

static GBytes *
file_of (Desk *desk, const World *world, const GezinUuid *review)
{
  g_autofree char *digest = desk_value (desk, &world->family.dossier, review, "approved-state");
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinDocument) document = gezin_documents_find (desk->session->store, digest, &error);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();

  g_assert_no_error (error);
  g_assert_true (gezin_documents_read_to_stream (desk->session->store, document, stream, NULL, NULL,
                                                 NULL, &error));
  g_assert_true (g_output_stream_close (stream, NULL, &error));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

static guint
n_verdicts (Desk *desk, const World *world, GezinApprovalVerdict verdict)
{
  g_autoptr (GezinReviewReading) reading = look (desk, world);
  guint n = 0;

  for (guint i = 0; i < reading->approvals->len; i++)
    n += ((GezinApproval *) reading->approvals->pdata[i])->verdict == verdict;
  return n;
}

/* Lists that are no lists, of another review, turned in any byte, signed by another, or not there. */
static void
test_forged_lists (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier;
  g_autoptr (GBytes) nonsense = NULL;
  g_autoptr (GBytes) of_others = NULL;
  g_autoptr (GBytes) real = NULL;
  g_autoptr (GBytes) turned = NULL;
  g_autoptr (GBytes) plain = g_bytes_new_static ("gezinsdossier approved state 1\n", 31);
  g_autofree guint8 *copy = NULL;
  GezinUuid review;
  gsize length;

  desk_meet (&world->worker, &world->lead);
  bring (&world->worker, &world->lead, dossier);
  forge (world, plain);
  nonsense = signed_by (&world->lead, "alles is goed");
  forge (world, nonsense);
  g_assert_cmpuint (n_verdicts (&world->lead, world, GEZIN_APPROVAL_FORGED), ==, 2);
  of_others = signed_by (&world->rvt, "gezinsdossier approved state 1\n");
  forge (world, of_others);
  g_assert_cmpuint (n_verdicts (&world->lead, world, GEZIN_APPROVAL_NOT_LEAD), ==, 1);
  forge (world, NULL);
  g_assert_cmpuint (n_verdicts (&world->lead, world, GEZIN_APPROVAL_MISSING), ==, 1);
  review = approve (&world->lead, world);
  real = file_of (&world->lead, world, &review);
  forge (world, real);
  copy = g_memdup2 (g_bytes_get_data (real, &length), g_bytes_get_size (real));
  copy[length / 2] ^= 1;
  turned = g_bytes_new (copy, length);
  forge (world, turned);
  g_assert_cmpuint (n_verdicts (&world->lead, world, GEZIN_APPROVAL_GOOD), ==, 1);
  g_assert_cmpuint (n_verdicts (&world->lead, world, GEZIN_APPROVAL_FORGED), ==, 4);
  /* They come along as they are, and count nowhere. */
  bring (&world->lead, &world->worker, dossier);
  g_assert_cmpuint (n_verdicts (&world->worker, world, GEZIN_APPROVAL_GOOD), ==, 1);
  g_assert_cmpuint (n_verdicts (&world->worker, world, GEZIN_APPROVAL_FORGED), ==, 4);
}

static void
test_remark_answered (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier;
  g_autoptr (GezinReviewReading) reading = NULL;
  g_autoptr (GError) error = NULL;
  GezinReviewLine *line;
  GezinUuid remark;

  desk_meet (&world->worker, &world->lead);
  bring (&world->worker, &world->lead, dossier);
  g_assert_false (gezin_session_remark (world->lead.session, dossier, &world->family.goal,
                                        "no-such", "x", &remark, &error));
  g_assert_error (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_FIELD);
  g_clear_error (&error);
  g_assert_true (gezin_session_remark (world->lead.session, dossier, &world->family.goal, "text",
                                       "Wie vindt dit?", &remark, &error));
  g_assert_no_error (error);
  bring (&world->lead, &world->worker, dossier);
  g_assert_true (
      gezin_session_answer_remark (world->worker.session, dossier, &remark, "Anna zelf", &error));
  g_assert_no_error (error);
  reading = look (&world->worker, world);
  g_assert_cmpuint (reading->lines->len, ==, 1);
  line = reading->lines->pdata[0];
  g_assert_cmpstr (line->field, ==, "text");
  g_assert_cmpstr (line->text, ==, "Wie vindt dit?");
  g_assert_cmpstr (line->answer, ==, "Anna zelf");
  g_assert_cmpstr (line->state, ==, "answered");
  g_assert_cmpstr (line->of_title, ==, "Weer rust in huis");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) \
  g_test_add ("/exchange/review/" path, World, NULL, set_up, function, tear_down)
  ADD ("goes-to-the-lead-and-comes-back-with-remarks", test_there_and_back);
  ADD ("remarks-and-reviews-go-to-nobody-else", test_remarks_stay);
  ADD ("what-is-here-to-be-read-goes-only-back", test_nothing_was_handed_over);
  ADD ("a-lead-who-only-says-so-gets-nothing", test_only_says_so);
  ADD ("a-lead-who-only-says-so-brings-nothing", test_sender_only_says_so);
  ADD ("what-the-lead-approved-stands-until-it-is-touched", test_approved);
  ADD ("nobody-approves-their-own-work", test_own_work);
  ADD ("only-a-confirmed-lead-approves", test_who_signed);
  ADD ("forged-lists-count-nowhere", test_forged_lists);
  ADD ("a-remark-is-answered", test_remark_answered);
#undef ADD
  return g_test_run ();
}
