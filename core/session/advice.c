/* SPDX-License-Identifier: EUPL-1.2 */

/* Words in the prose of a dossier that could tell of whom it is: for who reads it
 * through before it goes as advice without names.
 *
 * Invariant: the words go to the worker's own screen and nowhere else. */

#include "session/sharing-private.h"

#include "consent/prose.h"

typedef struct {
  Call call; /* first: a call is found as its Call */
  GezinProseWords *words;
} MarksCall;

void
gezin_prose_reading_free (GezinProseReading *reading)
{
  if (reading == NULL)
    return;
  g_free (reading->word);
  g_free (reading->look);
  g_free (reading);
}

static void
add_marks (MarksCall *self, const GezinVersion *head)
{
  g_autoptr (GArray) marks = gezin_prose_mark (self->words, head->value);

  for (guint i = 0; i < marks->len; i++)
    {
      const GezinProseMark *mark = &g_array_index (marks, GezinProseMark, i);
      const char *start = head->value + mark->start;
      GezinProseReading *reading = g_new0 (GezinProseReading, 1);

      reading->record = head->record;
      reading->field = head->field;
      reading->word = g_strndup (start, mark->length);
      reading->look = g_strdup (gezin_prose_look_code (mark->look));
      reading->start = (guint) g_utf8_pointer_to_offset (head->value, start);
      reading->length = (guint) g_utf8_strlen (start, (gssize) mark->length);
      g_ptr_array_add (self->call.rows, reading);
    }
}

/* Of a person's hand: what is read through before it goes. */
static gboolean
is_words (const GezinFieldSpec *spec)
{
  return spec->type == GEZIN_TYPE_PROSE
         || (spec->type == GEZIN_TYPE_TEXT && spec->search == GEZIN_SEARCH_TEXT);
}

static gboolean
prose_marks (Call *call, GError **error)
{
  MarksCall *self = (MarksCall *) call;
  g_auto (GezinWhole) whole = { NULL };
  g_autoptr (GezinDossier) shown = NULL;

  if (!gezin_session_whole_init (call->session, call->dossier, NULL, &whole, error))
    return FALSE;
  shown = gezin_session_shown (call->session, &whole, error);
  if (shown == NULL)
    return FALSE;
  /* A name that is not shown is a name all the same. */
  self->words = gezin_prose_words_new (whole.dossier);
  call->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_prose_reading_free);
  for (guint i = 0; i < gezin_dossier_n_records (shown); i++)
    {
      const GezinRecord *record = gezin_dossier_record (shown, i);

      for (guint j = 0; j < record->n_heads; j++)
        {
          const GezinFieldSpec *spec = gezin_catalogue_field (record->heads[j]->field);

          if (spec != NULL && is_words (spec) && record->heads[j]->value != NULL)
            add_marks (self, record->heads[j]);
        }
    }
  gezin_prose_words_free (self->words);
  return TRUE;
}

GPtrArray *
gezin_session_prose_marks (GezinSession *session, const GezinUuid *dossier, GError **error)
{
  MarksCall self = { .call = { .session = session, .dossier = dossier } };

  return gezin_session_run_call (&self.call, prose_marks, error) ? self.call.rows : NULL;
}
