/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/catalogue.h"

#include "base/id.h"

G_BEGIN_DECLS

/* Readings about erasure, retention, and who saw what. Each owns its strings. */

/** GezinClockDoubt: How the clock stands to the newest instant that was written here while it could be right. */
typedef enum {
  GEZIN_CLOCK_PLAUSIBLE,
  GEZIN_CLOCK_BEHIND, /* more than a day before it */
  GEZIN_CLOCK_AHEAD, /* more than a year after it */
} GezinClockDoubt;

/** GezinErasureEntry: One line of the register of erasures: no content, but who, when, what and why. */
typedef struct {
  gint64 number; /* from 1 */
  gint64 time;
  char *who;
  GezinUuid dossier;
  gboolean has_record; /* else the whole dossier */
  GezinUuid record;
  char *kind; /* (nullable): wire name */
  char *law; /* (nullable): code of the law under which it was kept */
  char *reason; /* code of the list erasure-reason */
  gboolean has_request;
  GezinUuid request; /* the request of the family that it answers */
  guint n_versions;
  guint n_documents;
} GezinErasureEntry;

void gezin_erasure_entry_free (GezinErasureEntry *entry);

/** GezinErasureItem: One record that an erasure takes, or leaves. */
typedef struct {
  GezinUuid record;
  GezinKind kind;
  char *title; /* the one line by which it is, or was, known */
  char *code; /* (nullable): why it is kept: a stable code */
  char *sentence; /* (nullable): the same for people */
} GezinErasureItem;

void gezin_erasure_item_free (GezinErasureItem *item);

/** GezinErasureReport: What an erasure took, or would take, and what it leaves. */
typedef struct {
  GezinUuid dossier;
  gboolean is_whole; /* all of the dossier */
  gboolean is_preview; /* nothing was erased */
  GPtrArray *erased; /* (element-type GezinErasureItem) */
  GPtrArray *kept; /* (element-type GezinErasureItem) */
  GPtrArray *naming; /* (element-type GezinErasureItem): what stays and names what goes, by id */
  guint n_versions; /* heads and what was written over */
  guint n_documents; /* files of which the key is gone */
  gboolean
      is_finished; /* old pages and backups are gone too; else it goes on when the store is opened next */
} GezinErasureReport;

void gezin_erasure_report_free (GezinErasureReport *report);

/** GezinRetentionItem: One record, or all of a dossier, and how long a rule keeps it. */
typedef struct {
  gboolean has_record; /* else the dossier */
  GezinUuid record;
  GezinKind kind;
  char *title; /* (nullable) */
  char *rule; /* code of the list retention */
  char *article; /* where it stands */
  char *since; /* (nullable): the day from which its term counts */
  char *until; /* (nullable): the first day on which it may go; %NULL: never, or not known */
  gboolean is_due; /* it may go, and nothing holds it */
  GPtrArray *holds; /* (element-type GezinHold): why it is kept all the same */
} GezinRetentionItem;

void gezin_retention_item_free (GezinRetentionItem *item);

/** GezinHold: Why something is kept although its term may have passed. */
typedef struct {
  char *code; /* stable */
  char *sentence; /* for people */
  gboolean has_record;
  GezinUuid record; /* what holds it */
} GezinHold;

void gezin_hold_free (GezinHold *hold);

/** GezinRetentionRow: One dossier in the list of what may go. */
typedef struct {
  GezinUuid dossier;
  char *name; /* (nullable) */
  char *reference; /* (nullable) */
  char *until; /* (nullable): the first day on which something of it may go */
  gboolean is_due; /* something of it may go now, and nothing holds it */
  guint n_due; /* records that may go */
  gboolean is_whole_due; /* all of it may go */
  GPtrArray *items; /* (nullable) (element-type GezinRetentionItem): only where @until has come */
} GezinRetentionRow;

void gezin_retention_row_free (GezinRetentionRow *row);

/** GezinSeenRow: That somebody saw, changed or passed on a dossier, in words; the same by the same person on one day is one row. */
typedef struct {
  gint64 time; /* the first */
  gint64 last_time;
  guint n_times;
  char *who;
  char *role; /* in words */
  char *organisation; /* (nullable) */
  char *what; /* a sentence, without codes */
  char *ground; /* in words: on which ground */
  char *recipient; /* (nullable): to whom it went */
} GezinSeenRow;

void gezin_seen_row_free (GezinSeenRow *row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinErasureEntry, gezin_erasure_entry_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinErasureItem, gezin_erasure_item_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinErasureReport, gezin_erasure_report_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinRetentionItem, gezin_retention_item_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinHold, gezin_hold_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinRetentionRow, gezin_retention_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinSeenRow, gezin_seen_row_free)

G_END_DECLS
