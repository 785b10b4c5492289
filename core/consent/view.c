/* SPDX-License-Identifier: EUPL-1.2 */

/* Views: filtered dossiers. Nobody outside this room can make one.
 *
 * Invariant: what lies in a view may be seen by whom it was made for. */

#include "consent/view-private.h"

struct _GezinView {
  GezinDossier *dossier;
  gboolean is_own;
};

GezinView *
gezin_view_new (GezinDossier *dossier, gboolean is_own)
{
  GezinView *view = g_atomic_rc_box_new0 (GezinView);

  view->dossier = gezin_dossier_ref (dossier);
  view->is_own = is_own;
  return view;
}

GezinView *
gezin_view_own (GezinDossier *dossier)
{
  return gezin_view_new (dossier, TRUE);
}

GezinView *
gezin_view_ref (GezinView *view)
{
  return g_atomic_rc_box_acquire (view);
}

static void
clear_view (gpointer data)
{
  GezinView *view = data;

  gezin_dossier_unref (view->dossier);
}

void
gezin_view_unref (GezinView *view)
{
  g_atomic_rc_box_release_full (view, clear_view);
}

GezinDossier *
gezin_view_dossier (const GezinView *view)
{
  return view->dossier;
}

gboolean
gezin_view_shows_reasons (const GezinView *view)
{
  return view->is_own;
}
