/* SPDX-License-Identifier: EUPL-1.2 */

/* Few choices, open on the form. What is set but no longer offered (a code that
 * has ended, a record that was removed) stands among them and stays until somebody takes it out. */

#include "record/input-private.h"

#include "parts/access.h"
#include "parts/pills.h"

static char *
choice_get (GezinInput *input)
{
  return gezin_pills_chosen (GEZIN_PILLS (input->widget));
}

static void
choice_set (GezinInput *input, const char *text)
{
  g_auto (GStrv) codes = g_strsplit (text, ",", -1);

  gezin_pills_choose_none (GEZIN_PILLS (input->widget));
  for (guint i = 0; codes[i] != NULL; i++)
    {
      if (codes[i][0] == '\0')
        continue;
      if (gezin_input_label_of (input, codes[i]) == NULL)
        {
          GezinCandidate *candidate = g_new0 (GezinCandidate, 1);

          candidate->code = g_strdup (codes[i]);
          candidate->label = g_strdup (codes[i]);
          g_ptr_array_add (input->candidates, candidate);
          gezin_pills_add (GEZIN_PILLS (input->widget), codes[i], codes[i], NULL);
        }
      gezin_pills_set_chosen (GEZIN_PILLS (input->widget), codes[i], TRUE);
    }
}

static void
edited_cb (GezinPills *pills, GezinInput *input)
{
  gezin_input_tell (input);
}

void
gezin_input_make_choice (GezinInput *input, gboolean is_multiple)
{
  input->widget = input->focus = gezin_pills_new (is_multiple, FALSE);
  gezin_access_name (input->widget, input->name);
  for (guint i = 0; i < input->candidates->len; i++)
    {
      const GezinCandidate *candidate = input->candidates->pdata[i];

      gezin_pills_add (GEZIN_PILLS (input->widget), candidate->code, candidate->label, NULL);
    }
  g_signal_connect (input->widget, "edited", G_CALLBACK (edited_cb), input);
  input->get = choice_get;
  input->set = choice_set;
}
