/* SPDX-License-Identifier: EUPL-1.2 */

/* Whose card an organisation has: one of the cards that are here, by name. Its value is the
 * fingerprint. The cards come from the session a moment later; what stands there stays meanwhile. */

#include "record/input-private.h"

#include "parts/job.h"
#include "session/exchange.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
read_peers (GezinSession *session, GezinJob *job, GError **error)
{
  job->rows = gezin_session_peers (session, error);
  return job->rows != NULL;
}

static GezinCandidate *
find_candidate (GezinInput *input, const char *code)
{
  for (guint i = 0; i < input->candidates->len; i++)
    {
      GezinCandidate *candidate = input->candidates->pdata[i];

      if (strcmp (candidate->code, code) == 0)
        return candidate;
    }
  return NULL;
}

static void
add_peer (GezinInput *input, const GezinPeerReading *peer, const char *chosen)
{
  GezinCandidate *candidate = find_candidate (input, peer->digest);
  gboolean is_new = candidate == NULL;

  if (is_new && (g_str_equal (peer->state, "revoked") || g_str_equal (peer->state, "replaced"))
      && strcmp (peer->digest, chosen) != 0)
    return;
  if (is_new)
    {
      candidate = g_new0 (GezinCandidate, 1);
      candidate->code = g_strdup (peer->digest);
      g_ptr_array_add (input->candidates, candidate);
    }
  g_free (candidate->label);
  candidate->label =
      g_str_equal (peer->state, "trusted")
          ? g_strdup_printf ("%s, %s", peer->name, peer->organisation)
          /* Translators: %1$s is a name, %2$s an organisation. */
          : g_strdup_printf (_ ("%1$s, %2$s (not trusted)"), peer->name, peer->organisation);
}

static void
peers_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinInput *input = g_object_get_data (owner, GEZIN_INPUT_KEY);
  g_autofree char *chosen = NULL;
  GtkStringList *model;

  if (error != NULL || input == NULL)
    return;
  chosen = input->get (input);
  for (guint i = 0; i < job->rows->len; i++)
    add_peer (input, job->rows->pdata[i], chosen);
  model = GTK_STRING_LIST (gtk_drop_down_get_model (GTK_DROP_DOWN (input->widget)));
  input->is_setting = TRUE;
  gtk_string_list_splice (model, 1, g_list_model_get_n_items (G_LIST_MODEL (model)) - 1, NULL);
  for (guint i = 0; i < input->candidates->len; i++)
    gtk_string_list_append (model, ((const GezinCandidate *) input->candidates->pdata[i])->label);
  input->set (input, chosen);
  input->is_setting = FALSE;
}

void
gezin_input_make_card (GezinInput *input)
{
  gezin_input_make_list (input);
  g_object_set_data (G_OBJECT (input->widget), GEZIN_INPUT_KEY, input);
  gezin_job_start (gezin_job_new (input->widget, read_peers, peers_cb), input->session);
}
