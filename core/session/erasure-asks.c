/* SPDX-License-Identifier: EUPL-1.2 */

/* What somebody has to know before erasing: which reasons there are, and which requests wait. */

#include "session/session-private.h"

#include "casework/erasing.h"
#include "session/display.h"

#define REASONS "erasure-reason"
#define BY_PROGRAM "by-program" /* a reason that only the program itself notes */

gboolean
gezin_session_is_gone (const GError *error)
{
  return g_error_matches (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_ERASED)
         || g_error_matches (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_NOT_FOUND);
}

gboolean
gezin_session_is_unsure_of_erased (const GError *error)
{
  return g_error_matches (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_MARKERS_DAMAGED);
}

GPtrArray *
gezin_session_erasure_reasons (GezinSession *session)
{
  GPtrArray *reasons = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_choice_free);
  g_autoptr (GezinCodeList) list = NULL;
  GDate today;

  gezin_clock_today (session->clock, &today);
  list = gezin_reference_list (session->reference, REASONS, &today);
  for (guint i = 0; list != NULL && i < gezin_code_list_size (list); i++)
    {
      const GezinCode *code = gezin_code_list_code (list, i);
      GezinChoice *choice;

      if (gezin_code_property (code, BY_PROGRAM) != NULL)
        continue;
      choice = g_new0 (GezinChoice, 1);
      choice->code = g_strdup (gezin_code_name (code));
      choice->label = gezin_session_code_label (session, REASONS, choice->code);
      g_ptr_array_add (reasons, choice);
    }
  return reasons;
}

void
gezin_erasure_request_free (GezinErasureRequest *request)
{
  if (request == NULL)
    return;
  g_free (request->title);
  g_free (request);
}

GPtrArray *
gezin_session_erasure_requests (GezinSession *session, GezinDossier *dossier)
{
  GPtrArray *requests =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_erasure_request_free);

  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier, i);
      GezinErasureRequest *request;

      if (!gezin_erasing_is_open_request (record))
        continue;
      request = g_new0 (GezinErasureRequest, 1);
      request->record = record->id;
      request->title = gezin_session_record_title (session, dossier, record);
      request->has_person = gezin_erasing_person_of_request (dossier, record, &request->person);
      g_ptr_array_add (requests, request);
    }
  return requests;
}
