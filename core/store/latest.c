/* SPDX-License-Identifier: EUPL-1.2 */

/* What time it must at least be: a clock that was put back does not make anything
 * older than it is.
 *
 * Times of commits and events are what the clock said and stay that. Beside them
 * the store remembers the latest instant that it has seen, and notes it with an
 * own commit that the clock dates long before it. A term of retention counts from
 * whichever is later. A clock that ran ahead and was put right makes a term longer
 * for as much as it ran ahead, never shorter.
 *
 * So that a wrong clock makes nothing due either, the store remembers the newest
 * instant at which the clock could be right: it moves on with each opening, unless
 * the clock stands more than a day before or more than a year after it. Then
 * the clock is in doubt until it is put right or a person says that it is right. */

#include "store/store-private.h"

#define LATEST "latest-instant"
#define TRUSTED "trusted-instant"
#define DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)
#define TOLERANCE (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)
#define LONGEST_AWAY (366 * DAY)

/* Enough to look past what the opening itself wrote, whatever its clock said. */
static const char newest_events[] =
    "SELECT coalesce (max (time), 0) FROM (SELECT time FROM event ORDER BY number DESC LIMIT 1000)";

/* The clock. */

static gboolean
set_trusted (GezinStore *store, gint64 instant, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, instant);

  store->trusted = instant;
  return gezin_meta_set (store, TRUSTED, text, error);
}

gboolean
gezin_latest_begin (GezinStore *store, GError **error)
{
  return set_trusted (store, gezin_clock_now (store->clock), error);
}

GezinClockDoubt
gezin_store_clock_doubt (GezinStore *store, gint64 *trusted)
{
  gint64 now = gezin_clock_now (store->clock);

  if (trusted != NULL)
    *trusted = store->trusted;
  if (now < store->trusted - DAY)
    return GEZIN_CLOCK_BEHIND;
  return now > store->trusted + LONGEST_AWAY ? GEZIN_CLOCK_AHEAD : GEZIN_CLOCK_PLAUSIBLE;
}

/* @newest: of the events: all that is known of a store from before this was kept */
static gboolean
open_trusted (GezinStore *store, gint64 newest, GError **error)
{
  gint64 now = gezin_clock_now (store->clock);
  g_autofree char *kept = NULL;

  if (!gezin_meta_find (store, TRUSTED, &kept, error))
    return FALSE;
  store->trusted = kept != NULL ? g_ascii_strtoll (kept, NULL, 10) : newest;
  if (gezin_store_clock_doubt (store, NULL) == GEZIN_CLOCK_PLAUSIBLE
      && now > store->trusted + TOLERANCE)
    return set_trusted (store, now, error);
  return kept != NULL || set_trusted (store, store->trusted, error);
}

gboolean
gezin_store_confirm_clock (GezinStore *store, GError **error)
{
  static const char *const details[] = { "plausible", "behind", "ahead" };
  gint64 before = store->trusted;
  const GezinAuditEvent event = { .action = "clock-confirmed",
                                  .detail = details[gezin_store_clock_doubt (store, NULL)] };
  gboolean done;

  if (!gezin_database_begin (store->database, error))
    return FALSE;
  done = gezin_latest_begin (store, error)
         && gezin_audit_append (store, &event, gezin_clock_now (store->clock), error);
  done = gezin_database_finish (store->database, done, error);
  if (!done)
    store->trusted = before;
  return done;
}

/* What is known. */

gboolean
gezin_latest_open (GezinStore *store, GError **error)
{
  g_autofree char *kept = NULL;
  g_autofree char *text = NULL;
  gint64 known = 0;
  gint64 newest;

  if (!gezin_meta_find (store, LATEST, &kept, error)
      || !gezin_database_get_int (store->database, newest_events, &newest, error)
      || !open_trusted (store, newest, error))
    return FALSE;
  if (kept != NULL)
    known = g_ascii_strtoll (kept, NULL, 10);
  store->latest = MAX (MAX (known, newest), store->latest);
  if (store->latest < known + DAY)
    return TRUE;
  text = g_strdup_printf ("%" G_GINT64_FORMAT, store->latest);
  return gezin_meta_set (store, LATEST, text, error);
}

gint64
gezin_store_latest (GezinStore *store)
{
  store->latest = MAX (store->latest, gezin_clock_now (store->clock));
  return store->latest;
}

gint64
gezin_store_late_instant (GezinStore *store, gint64 time)
{
  gint64 latest = gezin_store_latest (store);

  return latest - time > TOLERANCE ? latest : 0;
}

gint64
gezin_store_last_change (GezinStore *store, const GezinUuid *dossier)
{
  g_autoptr (GezinStatement) ask = gezin_database_prepare (
      store->database,
      "SELECT coalesce (last_change, (SELECT max (max (time, coalesce (not_before, 0)))"
      " FROM \"commit\" WHERE dossier = dossier.key), 0) FROM dossier WHERE id = ?1",
      NULL);
  gboolean has_row = FALSE;

  if (ask == NULL)
    return 0;
  gezin_bind_uuid (ask, 1, dossier);
  return gezin_statement_step (ask, &has_row, NULL) && has_row ? gezin_column_int (ask, 0) : 0;
}

GHashTable *
gezin_store_late_commits (GezinStore *store, const GezinUuid *dossier, GError **error)
{
  g_autoptr (GHashTable) late = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GezinStatement) rows =
      gezin_database_prepare (store->database,
                              "SELECT id, not_before FROM \"commit\" WHERE not_before IS NOT NULL"
                              " AND dossier = (SELECT key FROM dossier WHERE dossier.id = ?1)",
                              error);
  gboolean has_row;

  if (rows == NULL)
    return NULL;
  gezin_bind_uuid (rows, 1, dossier);
  for (;;)
    {
      guint64 id;
      gint64 not_before;

      if (!gezin_statement_step (rows, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&late);
      id = gezin_column_id (rows, 0);
      not_before = gezin_column_int (rows, 1);
      g_hash_table_insert (late, g_memdup2 (&id, sizeof id),
                           g_memdup2 (&not_before, sizeof not_before));
    }
}
