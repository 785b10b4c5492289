/* SPDX-License-Identifier: EUPL-1.2 */

/* One register: from the versions that are here and those that came to its heads.
 *
 * Invariants:
 * 1. What becomes a head is a function of the set of versions and markers: no step looks at the
 *    order in which they came.
 * 2. A refusal hits what came, never what was here; of two that came and clash, both.
 * 3. Only what is admitted beside every marker supersedes anything. */

#include "merge/settle-private.h"

/* Below this a scan of all pairs is quicker than a union of contexts. */
#define FEW_ENTRIES (6)

typedef enum {
  FATE_OPEN = 0, /* admitted */
  FATE_REFUSED,
  FATE_GONE, /* a marker covers it */
  FATE_WAITING, /* it does not know a marker */
  FATE_SUPERSEDED,
} Fate;

typedef enum {
  FROM_HEADS, /* a head here */
  FROM_MARKERS, /* a marker that is held here */
  FROM_OUTSIDE,
} Source;

typedef struct {
  GezinVersion *version;
  Source source;
  Fate fate;
} Entry;

void
gezin_settler_init (GezinSettler *settler, GezinMerge *merge)
{
  settler->merge = merge;
  settler->touched = g_ptr_array_new ();
  settler->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
}

void
gezin_settler_clear (GezinSettler *settler)
{
  g_clear_pointer (&settler->touched, g_ptr_array_unref);
  g_clear_pointer (&settler->entries, g_array_unref);
}

static Entry *
entry_at (GArray *entries, guint position)
{
  return &g_array_index (entries, Entry, position);
}

static void
add_entry (GArray *entries, GezinVersion *version, Source source)
{
  Entry entry = { version, source, FATE_OPEN };

  g_array_append_val (entries, entry);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *first = a, *second = b;
  int order = gezin_dot_compare (&first->version->dot, &second->version->dot);

  return order != 0 ? order : (int) first->source - (int) second->source;
}

static void
refuse (GezinSettler *settler, Entry *entry, GezinRefusalReason reason, GezinVersion *other)
{
  if (entry->source != FROM_OUTSIDE || entry->fate == FATE_REFUSED)
    return;
  entry->fate = FATE_REFUSED;
  gezin_merge_refuse (settler->merge, reason, entry->version, other);
}

/* Law 4: of the entries of one dot, those here come first. Leaves one that is not refused, or none. */
static void
settle_one_dot (GezinSettler *settler, Entry *entries, guint n_entries)
{
  gboolean is_agreed = TRUE;

  for (guint i = 1; i < n_entries; i++)
    if (!gezin_version_same_content (entries[i].version, entries[0].version))
      {
        refuse (settler, &entries[i], GEZIN_REFUSAL_SAME_DOT, entries[0].version);
        is_agreed = FALSE;
      }
    else
      {
        if (entries[0].source != FROM_OUTSIDE && entries[i].source == FROM_OUTSIDE)
          settler->merge->n_unchanged++;
        entries[i].fate = FATE_REFUSED; /* said once is enough */
      }
  for (guint i = 1; !is_agreed && i < n_entries; i++)
    if (!gezin_version_same_content (entries[i].version, entries[0].version))
      refuse (settler, &entries[0], GEZIN_REFUSAL_SAME_DOT, entries[i].version);
}

static void
drop_refused (GArray *entries)
{
  guint kept = 0;

  for (guint i = 0; i < entries->len; i++)
    if (entry_at (entries, i)->fate != FATE_REFUSED)
      *entry_at (entries, kept++) = *entry_at (entries, i);
  g_array_set_size (entries, kept);
}

static void
settle_dots (GezinSettler *settler)
{
  GArray *entries = settler->entries;

  for (guint first = 0, last; first < entries->len; first = last)
    {
      const GezinDot *dot = &entry_at (entries, first)->version->dot;

      for (last = first + 1;
           last < entries->len
           && gezin_dot_compare (&entry_at (entries, last)->version->dot, dot) == 0;)
        last++;
      if (last - first > 1)
        settle_one_dot (settler, entry_at (entries, first), last - first);
    }
  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = entry_at (entries, i);

      if (gezin_version_supersedes (entry->version, entry->version))
        refuse (settler, entry, GEZIN_REFUSAL_SUPERSEDES_ITSELF, NULL);
    }
  drop_refused (entries);
}

/* Law 4: one replica's versions form a chain. A lower one never supersedes a higher one here (it
 * would supersede itself too), so two clash when the higher one does not know the lower one. */
static void
settle_run_of_replica (GezinSettler *settler, Entry *run, guint n_entries)
{
  guint32 least_known = G_MAXUINT32;
  GezinVersion *knows_least = NULL;

  for (guint i = n_entries; i-- > 0;)
    {
      GezinVersion *version = run[i].version;
      guint32 known = gezin_context_count (version->context, version->dot.replica);

      if (i > 0 && known < run[i - 1].version->dot.n)
        refuse (settler, &run[i], GEZIN_REFUSAL_FORKED_REPLICA, run[i - 1].version);
      if (least_known < version->dot.n)
        refuse (settler, &run[i], GEZIN_REFUSAL_FORKED_REPLICA, knows_least);
      if (known < least_known)
        {
          least_known = known;
          knows_least = version;
        }
    }
}

static void
settle_forks (GezinSettler *settler)
{
  GArray *entries = settler->entries;

  for (guint first = 0, last; first < entries->len; first = last)
    {
      guint64 replica = entry_at (entries, first)->version->dot.replica;

      for (last = first + 1;
           last < entries->len && entry_at (entries, last)->version->dot.replica == replica;)
        last++;
      if (last - first > 1)
        settle_run_of_replica (settler, entry_at (entries, first), last - first);
    }
  drop_refused (entries);
}

/* The first entry of @replica, or the length. */
static guint
find_replica (GArray *entries, guint64 replica)
{
  guint low = 0, high = entries->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (entry_at (entries, middle)->version->dot.replica < replica)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Law 4: two that supersede each other. Looks along each context, so that a long register with
 * short contexts costs little. */
static void
settle_mutual (GezinSettler *settler)
{
  GArray *entries = settler->entries;

  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = entry_at (entries, i);
      const GezinContext *context = entry->version->context;

      for (guint d = 0; context != NULL && d < context->n_dots; d++)
        for (guint j = find_replica (entries, context->dots[d].replica);
             j < entries->len
             && gezin_context_covers (context, &entry_at (entries, j)->version->dot)
             && entry_at (entries, j)->version->dot.replica == context->dots[d].replica;
             j++)
          {
            Entry *other = entry_at (entries, j);

            if (gezin_version_supersedes (other->version, entry->version))
              {
                refuse (settler, entry, GEZIN_REFUSAL_MUTUAL, other->version);
                refuse (settler, other, GEZIN_REFUSAL_MUTUAL, entry->version);
              }
          }
    }
  drop_refused (entries);
}

/* Law 10, for one version beside one marker. */
static Fate
judge_beside (const GezinVersion *version, const GezinVersion *marker)
{
  if (gezin_version_supersedes (version, marker))
    return FATE_OPEN;
  return gezin_version_supersedes (marker, version) ? FATE_GONE : FATE_WAITING;
}

static void
settle_markers (GArray *entries)
{
  for (guint m = 0; m < entries->len; m++)
    {
      const GezinVersion *marker = entry_at (entries, m)->version;

      for (guint i = 0; marker->erased && i < entries->len; i++)
        {
          Entry *entry = entry_at (entries, i);
          Fate fate;

          if (entry->version->erased || entry->fate == FATE_GONE)
            continue;
          fate = judge_beside (entry->version, marker);
          if (fate != FATE_OPEN)
            entry->fate = fate;
        }
    }
}

static gboolean
can_be_superseded (const Entry *entry)
{
  return entry->fate == FATE_OPEN || entry->fate == FATE_WAITING;
}

/* Law 1, by pairs. An entry that another supersedes still supersedes in its turn. */
static void
supersede_by_pairs (GArray *entries)
{
  gboolean is_admitted[FEW_ENTRIES];

  for (guint i = 0; i < entries->len; i++)
    is_admitted[i] = entry_at (entries, i)->fate == FATE_OPEN;
  for (guint i = 0; i < entries->len; i++)
    for (guint j = 0; j < entries->len; j++)
      if (i != j && is_admitted[j] && can_be_superseded (entry_at (entries, i))
          && gezin_version_supersedes (entry_at (entries, j)->version,
                                       entry_at (entries, i)->version))
        entry_at (entries, i)->fate = FATE_SUPERSEDED;
}

/* Law 1, by the union of all contexts: no entry is in its own, so what the union covers another
 * entry supersedes. */
static void
supersede_by_union (GArray *entries)
{
  g_autoptr (GArray) dots = g_array_new (FALSE, FALSE, sizeof (GezinDot));
  g_autoptr (GezinContext) all = NULL;

  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = entry_at (entries, i);

      if (entry->fate == FATE_OPEN && entry->version->context != NULL)
        g_array_append_vals (dots, entry->version->context->dots, entry->version->context->n_dots);
    }
  all = gezin_context_new ((const GezinDot *) (gpointer) dots->data, dots->len);
  for (guint i = 0; i < entries->len; i++)
    if (can_be_superseded (entry_at (entries, i))
        && gezin_context_covers (all, &entry_at (entries, i)->version->dot))
      entry_at (entries, i)->fate = FATE_SUPERSEDED;
}

static void
add_version (GPtrArray *versions, GezinVersion *version)
{
  g_ptr_array_add (versions, gezin_version_ref (version));
}

/* Whether @entry, no head any more or not one yet, changes the heads. */
static gboolean
report_entry (GezinMerge *merge, const Entry *entry)
{
  gboolean was_head = entry->source == FROM_HEADS;

  switch (entry->fate)
    {
    case FATE_OPEN:
      if (!was_head)
        add_version (merge->became_heads, entry->version);
      return !was_head;
    case FATE_SUPERSEDED:
      if (was_head)
        add_version (merge->became_past, entry->version);
      else if (entry->source == FROM_OUTSIDE)
        add_version (merge->arrived_past, entry->version);
      return was_head;
    case FATE_WAITING:
      add_version (merge->waiting, entry->version);
      return was_head;
    case FATE_GONE:
      if (was_head)
        add_version (merge->became_gone, entry->version);
      else
        merge->n_at_erased++;
      return was_head;
    case FATE_REFUSED:
    default:
      return FALSE;
    }
}

static gboolean
report (GezinSettler *settler, GError **error)
{
  GArray *entries = settler->entries;
  gboolean has_changed = FALSE;
  guint n_heads = 0;

  for (guint i = 0; i < entries->len; i++)
    n_heads += entry_at (entries, i)->fate == FATE_OPEN;
  if (n_heads == 0 && entries->len > 0)
    {
      g_set_error_literal (error, GEZIN_MERGE_ERROR, GEZIN_MERGE_ERROR_EMPTY_REGISTER,
                           "versions of a field that supersede each other in a ring");
      return FALSE;
    }
  for (guint i = 0; i < entries->len; i++)
    has_changed |= report_entry (settler->merge, entry_at (entries, i));
  for (guint i = 0; has_changed && i < entries->len; i++)
    if (entry_at (entries, i)->fate == FATE_OPEN)
      g_ptr_array_add (settler->touched, entry_at (entries, i)->version);
  return TRUE;
}

gboolean
gezin_settler_settle (GezinSettler *settler, const GezinRegister *here, GezinVersion *const *came,
                      gsize n_came, GezinVersion *const *markers, gsize n_markers, GError **error)
{
  GArray *entries = settler->entries;

  g_array_set_size (entries, 0);
  for (guint i = 0; i < here->n_heads; i++)
    add_entry (entries, here->heads[i], FROM_HEADS);
  for (gsize i = 0; i < n_markers; i++)
    add_entry (entries, markers[i], FROM_MARKERS);
  for (gsize i = 0; i < n_came; i++)
    add_entry (entries, came[i], FROM_OUTSIDE);
  if (entries->len > 1)
    g_array_sort (entries, compare_entries);

  settle_dots (settler);
  if (entries->len > 1)
    {
      settle_forks (settler);
      settle_mutual (settler);
      settle_markers (entries);
      if (entries->len <= FEW_ENTRIES)
        supersede_by_pairs (entries);
      else
        supersede_by_union (entries);
    }
  return report (settler, error);
}
