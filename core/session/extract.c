/* SPDX-License-Identifier: EUPL-1.2 */

/* What the family may have of a dossier, as a file for them: an extract for one
 * person, or what those in a room may see.
 *
 * Invariants:
 * 1. What is written is a view: no flag, no reason, and not that anything stays behind.
 * 2. That it was made is an event: for whom, not what. */

#include "session/sharing-private.h"

#include "consent/view.h"
#include "session/when.h"
#include "wire/dossier-json.h"
#include "wire/dossier-xml.h"

#include <glib/gi18n-lib.h>

typedef struct {
  Call call; /* first: a call is found as its Call */
  const GezinSharingAsked *asked;
  GezinExtractForm form;
} ExtractCall;

static gboolean
note (Call *call, const GezinSharing *sharing, GError **error)
{
  g_autoptr (GString) who = g_string_new (NULL);
  GezinAuditEvent event = { .action = "extract", .dossier = call->dossier };

  for (guint i = 0; i < sharing->who->len; i++)
    {
      char id[GEZIN_UUID_TEXT_LENGTH + 1];

      g_string_append_printf (who, "%s%s", i > 0 ? " " : "",
                              gezin_uuid_write (&g_array_index (sharing->who, GezinUuid, i), id));
    }
  event.subject = who->str;
  return gezin_store_audit (call->session->store, &event, error);
}

/* For people. */

static void
add_fields (GezinSession *session, GezinDossier *dossier, const GezinRecord *record, GString *text)
{
  guint n_fields;
  const GezinFieldSpec *const *fields = gezin_catalogue_fields_of (record->kind, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      g_autofree char *value =
          gezin_session_field_text (session, dossier, record, fields[i]->field);
      g_auto (GStrv) lines = value != NULL ? g_strsplit (value, "\n", -1) : NULL;
      g_autofree char *indented = lines != NULL ? g_strjoinv ("\n    ", lines) : NULL;

      if (indented != NULL)
        g_string_append_printf (text, "  %s: %s\n", gezin_session_field_label (fields[i]->field),
                                indented);
    }
}

static GBytes *
write_text (GezinSession *session, GezinDossier *dossier)
{
  GString *text = g_string_new (NULL);
  g_autofree char *day = NULL;
  char iso[GEZIN_DAY_TEXT_LENGTH + 1];
  GDate today;

  gezin_clock_today (session->clock, &today);
  day = gezin_when_short (gezin_day_to_text (&today, iso));
  /* Translators: the first line of an extract for the family; %s is a date. */
  g_string_append_printf (text, _ ("From the dossier, on %s"), day);
  g_string_append (text, "\n\n");
  for (guint kind = GEZIN_KIND_NONE + 1; kind < GEZIN_N_KINDS; kind++)
    for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
      {
        const GezinRecord *record = gezin_dossier_record (dossier, i);
        g_autofree char *title = NULL;

        if (record->kind != kind || gezin_record_is_removed (record))
          continue;
        title = gezin_session_record_title (session, dossier, record);
        g_string_append_printf (text, "%s: %s\n", gezin_session_kind_label (record->kind), title);
        add_fields (session, dossier, record, text);
        g_string_append_c (text, '\n');
      }
  return g_string_free_to_bytes (text);
}

static GBytes *
write_view (GezinSession *session, GezinView *view, GezinExtractForm form)
{
  char *json;

  switch (form)
    {
    case GEZIN_EXTRACT_XML:
      return gezin_dossier_xml_write (view);
    case GEZIN_EXTRACT_JSON:
      json = gezin_dossier_json_write (view, GEZIN_KIND_NONE);
      return g_bytes_new_take (json, strlen (json));
    case GEZIN_EXTRACT_TEXT:
      break;
    }
  return write_text (session, gezin_view_dossier (view));
}

static gboolean
extract (Call *call, GError **error)
{
  ExtractCall *self = (ExtractCall *) call;
  g_auto (GezinSharing) sharing = { 0 };
  g_autoptr (GezinDecision) decision = NULL;
  g_autoptr (GezinView) view = NULL;

  if (!gezin_session_sharing_init (call->session, call->dossier, self->asked, &sharing, error)
      || !note (call, &sharing, error))
    return FALSE;
  decision = gezin_decide (&sharing.question);
  view = gezin_view_family (decision);
  call->bytes = write_view (call->session, view, self->form);
  return TRUE;
}

GBytes *
gezin_session_extract (GezinSession *session, const GezinUuid *dossier,
                       const GezinSharingAsked *asked, GezinExtractForm form, GError **error)
{
  ExtractCall self = { .call = { .session = session, .dossier = dossier },
                       .asked = asked,
                       .form = form };

  g_return_val_if_fail (asked->to == NULL, NULL);
  return gezin_session_run_call (&self.call, extract, error) ? self.call.bytes : NULL;
}
