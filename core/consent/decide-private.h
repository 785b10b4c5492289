/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "consent/asked.h"
#include "consent/consent.h"
#include "rules/age.h"
#include "rules/reader.h"
#include "rules/same.h"

G_BEGIN_DECLS

/* What the files of deciding share. A set of categories is a mask: bit per
 * GezinCategory. Days are Julian. */

typedef guint32 Categories;
#define CATEGORY_BIT(category) (1u << (category))
#define N_COVERABLE (GEZIN_CATEGORY_PROCESS + 1) /* what a consent can name lies below */
#define COVERABLE (CATEGORY_BIT (N_COVERABLE) - 2u)
#define UNDECIDED CATEGORY_BIT (31) /* a category that depends on a value that is not there */

typedef enum { MAYBE_NO, MAYBE, MAYBE_YES } Maybe;

/* What the rules say of one kind of record. */
typedef struct {
  GezinWithheld stays; /* never leaves, and why */
  gboolean concerns_all; /* the whole family, where it names nobody */
  gboolean concerns_referrers; /* those of whom a record refers to it */
  gboolean works_for_us; /* a body or somebody at work */
  GezinField recipient; /* it may go only to the recipient that it names */
  GezinField purpose; /* of advice it goes to no organisation: who asked about whom */
  GezinField category_of; /* the code of this field says its category */
  const char *also_of; /* (nullable): fields whose codes add a category */
  const char *also_through; /* (nullable): references whose records add theirs */
  const char *adds_through; /* (nullable): references whose records add what they carry besides */
  const char *category_through; /* (nullable): references whose records say it */
  Categories carries; /* of what is added: these alone */
  GezinField named_when; /* says whether the notifier may be named */
  const char *tells_notifier; /* (nullable): fields that tell who it may have been */
  const char *secret_when; /* (nullable): the code of its kind with which it is a hiding place */
  const char *travels_with; /* (nullable): references without which it does not go */
  const char *act_of; /* (nullable): references that say who decided or said it */
  const char *never; /* (nullable): fields that stay with us */
  const char *not_to_family; /* (nullable): fields that go to no extract and no screen */
  const char
      *told_where_named; /* (nullable): fields that the family is told where it names the record */
  const char *stays_with; /* (nullable): codes of its kind with which somebody can stay there */
  const char *plain_lines; /* (nullable): lines of text that hold one plain thing by nature */
  const char *read_first; /* (nullable): other text in which a sentence can stand */
} KindRule;

/* Who decides at an age, under a law. */
typedef struct {
  const char *law; /* (nullable): all that have no rows of their own */
  guint from_age;
  guint until_age; /* not reached */
  gboolean asks_person;
  gboolean asks_holders;
  GezinWithheld missing;
  gboolean alone_when_able; /* of both: the person's own yes is enough when found able */
} DeciderRule;

typedef struct {
  const GezinCode *code;
  guint order;
} RepresentativeRule;

typedef struct {
  gboolean is_known; /* there are rules on that day, and they know the purpose */
  gboolean is_for_team;
  gboolean is_for_advice;
  gboolean is_aggregate;
  gboolean is_for_safety;
  gboolean lets_bsn;
  Categories needs;
  const char *not_kinds; /* (nullable) */
} PurposeRule;

/* One consent or ground, read once. */
typedef struct {
  const GezinRecord *record;
  GArray *subjects; /* GezinUuid */
  GArray *givers; /* GezinUuid */
  GArray *replaces; /* GezinUuid */
  Categories surely; /* categories that all heads name */
  Categories perhaps; /* that any head names */
  Maybe recipient;
  Maybe purpose;
  gboolean is_given; /* all heads say so */
  gboolean is_refused; /* some head says so */
  gboolean is_explicit;
  gboolean is_ours; /* recorded here */
  gboolean is_in_doubt; /* something narrowing waits */
  gboolean is_replaced;
  gboolean is_struck; /* it replaces what was withdrawn since its start (law 12) */
  const char *law; /* (nullable) */
  GezinWithheld when; /* NONE: holds on the day; else ENDED, NOT_YET or IN_DOUBT */
  GezinDays start;
  gboolean is_withdrawn; /* on the day */
  guint32 withdrawn_last;
} Consent;

typedef struct {
  const GezinRecord *record;
  const GezinCode *article;
  char *basis; /* ground:ARTICLE */
  Categories categories;
  gboolean is_ours;
  gboolean covers_everyone;
  gboolean fails_on_objection;
  GHashTable *about; /* (nullable) GezinUuid: of those alone */
} Ground;

/* Something that lets categories of a person go. */
typedef struct {
  const GezinRecord *record; /* consent or ground */
  const char *basis;
  Categories categories;
  gboolean is_ours;
} Basis;

/* What may go of one person under one law. */
typedef struct {
  gboolean is_ready;
  Categories allowed;
  Categories allowed_here; /* on bases recorded here */
  GezinWithheld reason[N_COVERABLE]; /* of what is not allowed */
  Categories judgement;
  GArray *bases; /* Basis */
} PersonLaw;

typedef struct {
  const GezinRecord *record;
  GezinUuid all; /* leader of the class, by anybody's links */
  GezinUuid own; /* by links confirmed here */
  GezinDays birth;
  GezinDays expected; /* birth, where none is known */
  gboolean is_deceased; /* surely or perhaps, on the day */
  gboolean is_doubted; /* something about who decides waits */
  PersonLaw *laws; /* by law_index() */
} Person;

/* What is worked out of one record. */
typedef struct {
  GezinRecord *record;
  gboolean is_removed;
  gboolean has_categories;
  gboolean has_persons;
  gboolean names_stranger; /* a person who is not in the dossier */
  gboolean is_hiding_place;
  gboolean is_told; /* to the family, because a record that goes names it */
  Categories categories;
  Categories also; /* those that its codes and references add: of every field of its kind */
  Categories extra; /* of its free text */
  GArray *persons; /* guint: places in Work.persons; those it is about first */
  guint n_subjects;
  guint n_named; /* before those of referrers were added */
} Item;

typedef struct {
  const GezinSharingQuestion *question;
  GezinDecision *decision;
  GezinDossier *dossier;
  guint32 today;
  GezinSame *same_all;
  GezinSame *same_own;
  GezinCodeList *lists[12];
  guint n_lists;

  KindRule kinds[GEZIN_N_KINDS];
  guint ages[GEZIN_N_LEGAL_AGES]; /* on the day */
  gboolean has_ages; /* all of them; else nobody is known to decide */
  GArray *deciders; /* DeciderRule */
  GArray *representatives; /* RepresentativeRule */
  GezinCodeList *authority_types; /* (nullable) */
  GezinCodeList *laws; /* (nullable) */
  GezinCodeList *checks; /* (nullable) */
  GezinCodeList *bsn_users; /* (nullable) */
  GezinCodeList *advice; /* (nullable) */
  GezinCodeList *law_codes; /* (nullable): all laws */
  PurposeRule purpose;

  Item *items; /* by position in the dossier */
  GHashTable *positions; /* GezinUuid -> position + 1 */
  GPtrArray *of_kind[GEZIN_N_KINDS]; /* GezinRecord, not removed */
  GArray *persons; /* Person */
  GArray *consents; /* Consent */
  GArray *grounds; /* Ground: those that hold */
  GHashTable *code_categories; /* list and code -> Categories */
  GHashTable *pending; /* GezinUuid of records of which something narrowing waits */

  /* The recipient. */
  const GezinRecord *recipient; /* (nullable) */
  GezinWithheld recipient_reason; /* why nothing goes to it */
  gboolean recipient_judgement;
  gboolean is_own_team;
  gboolean may_use_bsn;
  GArray *readers; /* guint: persons who see an extract or a room */
  gboolean *may_see; /* by reader and person: of themselves, or of whom they decide for */
  GezinWithheld readers_reason;
} Work;

/* decide.c: all that is read once, and giving it back; the decision stays. */
void gezin_decide_prepare (Work *work, const GezinSharingQuestion *question);
void gezin_decide_clear (Work *work);

/* decide-rules.c */
void gezin_decide_load_rules (Work *work);
void gezin_decide_unload_rules (Work *work);
gboolean gezin_decide_lists (const char *words, const char *word);
Categories gezin_decide_parse_categories (const char *words);
GezinField gezin_decide_next_field (const char **words, GezinKind kind);
guint gezin_decide_law_index (Work *work, const GezinRecord *record);
guint gezin_decide_n_laws (Work *work);
const char *gezin_decide_law_name (Work *work, guint index);
const char *gezin_decide_rows_of (Work *work, const char *law);

/* decide-people.c */
void gezin_decide_find_people (Work *work);
gboolean gezin_decide_find_person (Work *work, const GezinUuid *id, guint *place);
gboolean gezin_decide_is_class (const GezinSame *same, const GezinUuid *a, const GezinUuid *b);
void gezin_decide_ages (Work *work, const GezinDays *birth, guint32 day, guint *youngest,
                        guint *oldest);
Maybe gezin_decide_holds_on (const GezinDays *from, const GezinDays *until, guint32 day);
gboolean gezin_decide_is_ours (Work *work, const GezinRecord *record);
gboolean gezin_decide_is_our_version (Work *work, const GezinVersion *version);
Maybe gezin_decide_refers (Work *work, const GezinRecord *record, GezinField field,
                           const GezinUuid *id);
gboolean gezin_decide_is_surely_in (const GezinRecord *record, GezinField field,
                                    const GezinUuid *id);

/* decide-authority.c */
typedef struct {
  GArray *holders; /* GezinUuid: everybody who may hold authority */
  gboolean is_doubtful;
  gboolean is_short; /* a joint one with a holder who is not known */
} Holders;
void gezin_decide_holders (Work *work, const Person *child, Holders *holders);
void gezin_decide_clear_holders (Holders *holders);
typedef enum { ABLE_NOT_JUDGED, ABLE_YES, ABLE_NO, ABLE_DOUBT } Able;
Able gezin_decide_able (Work *work, const Person *person);
gboolean gezin_decide_representative (Work *work, const Person *person, GezinUuid *who);

/* decide-consents.c */
void gezin_decide_read_consents (Work *work);

/* decide-answers.c */
typedef struct {
  Categories given;
  Categories given_here;
  Categories refused;
  Categories unclear; /* perhaps refused */
  Categories withdrawn;
  Categories ended;
  Categories not_yet;
  Categories doubt;
  Categories changed; /* said before a birthday that changed who decides */
  gboolean is_answered; /* for this recipient and purpose, whatever came of it */
  gboolean is_for_other_purpose;
  gboolean is_for_other_recipient;
} Answers;
void gezin_decide_answers (Work *work, const Person *subject, const GezinUuid *giver,
                           const char *law, Answers *answers, GArray *bases);

/* decide-persons.c */
const PersonLaw *gezin_decide_person (Work *work, guint place, guint law);
typedef struct {
  GezinUuid who;
  Answers answers;
} Said;
/* Everybody whose yes is needed today, appended to @said; @is_short: somebody else, who is not known. */
GezinWhoDecides gezin_decide_who (Work *work, guint place, guint law, GArray *said,
                                  gboolean *is_short);

/* decide-grounds.c */
void gezin_decide_read_grounds (Work *work);

/* decide-about.c */
GHashTable *gezin_decide_about (Work *work, const Ground *ground, const GezinRecord *measure);
gboolean gezin_decide_ground_covers (Work *work, const Ground *ground, const Person *person);

/* decide-named.c */
void gezin_decide_name (Work *work, Item *item);
void gezin_decide_name_referrers (Work *work);
void gezin_decide_find_hiding_places (Work *work);
gboolean gezin_decide_may_be_named (const KindRule *rule, const GezinRecord *record);
gboolean gezin_decide_tells_who (const KindRule *rule, const GezinFieldSpec *spec,
                                 const GezinRecord *record);

/* decide-categories.c */
Categories gezin_decide_needs (Work *work, Item *item, const GezinFieldSpec *spec);
Categories gezin_decide_categories (Work *work, Item *item);
gboolean gezin_decide_is_free_text (const GezinFieldSpec *spec);

/* decide-flags.c */
gboolean gezin_decide_is_confirmed (Work *work, const GezinUuid *id);
GezinWithheld gezin_decide_flags (Work *work, Item *item, gboolean *needs_judgement);

/* decide-recipient.c */
void gezin_decide_recipient (Work *work);
gboolean gezin_decide_may_have_bsn (Work *work, const GezinRecord *record);

/* decide-readers.c */
void gezin_decide_readers (Work *work);

/* decide-record.c, decide-family.c, decide-advice.c */
void gezin_decide_record (Work *work, guint position);
void gezin_decide_for_family (Work *work, guint position);
void gezin_decide_for_advice (Work *work, guint position);

/* decide-references.c */
void gezin_decide_references (Work *work);

/* decision.c: what is written down. */
struct _GezinDecision {
  GezinDossier *dossier;
  GezinAudience audience;
  guint n_records;
  GArray **verdicts; /* GezinVerdict, by position; NULL: removed */
  gboolean *shared;
  GHashTable *held_back; /* register (first head) -> itself: of a shared field, does not go */
  GPtrArray *strings;
  GPtrArray *ids; /* GArray of GezinUuid */
  char *rules;
  GPtrArray *known_bodies; /* names of ours and of the recipient: no secret to it */
  gboolean is_pseudonymised;
  gint64 year; /* instant at which the year of sharing began, UTC */
};
GezinDecision *gezin_decision_new (GezinDossier *dossier, GezinAudience audience);
GezinVerdict *gezin_decision_find (GezinDecision *decision, guint position, GezinField field);
void gezin_decision_withhold_all (GezinDecision *decision, guint position, GezinWithheld reason,
                                  gboolean needs_judgement);

static inline Item *
gezin_decide_item (Work *work, const GezinUuid *id)
{
  guint at = GPOINTER_TO_UINT (g_hash_table_lookup (work->positions, id));

  return at == 0 ? NULL : &work->items[at - 1];
}

G_END_DECLS
