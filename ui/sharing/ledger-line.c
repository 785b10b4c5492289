/* SPDX-License-Identifier: EUPL-1.2 */

/* One bundle of the ledger. What stays behind is shown to the worker alone. */

#include "sharing/ledger-line.h"

#include "parts/access.h"
#include "parts/build.h"
#include "parts/wrap.h"
#include "session/when.h"

#include <glib/gi18n-lib.h>

#define REFERENCE_LENGTH 8

static char *
purpose_text (const GezinLedgerSource *source, const GezinBundleLine *line)
{
  const char *kind = gezin_ledger_kind_word (line);
  g_autofree char *purpose =
      line->purpose != NULL ? gezin_session_code_label (source->session, "purpose", line->purpose)
                            : NULL;

  if (kind[0] == '\0')
    return g_steal_pointer (&purpose);
  return purpose != NULL ? g_strdup_printf ("%s · %s", kind, purpose) : g_strdup (kind);
}

static char *
subtitle (const GezinLedgerSource *source, const GezinBundleLine *line, const char *state)
{
  GezinClock *clock = gezin_session_clock (source->session);
  g_autofree char *when = gezin_when_moment (clock, line->made);
  g_autofree char *purpose = purpose_text (source, line);
  g_autofree char *records =
      line->records > 0
          ? g_strdup_printf (ngettext ("%u part", "%u parts", line->records), line->records)
          : NULL;
  const char *family =
      source->names != NULL ? g_hash_table_lookup (source->names, &line->dossier) : NULL;
  /* Translators: %s is a moment. */
  g_autofree char *made = g_strdup_printf (_ ("made %s"), when);
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  g_autofree char *rest = NULL;

  if (family != NULL)
    g_ptr_array_add (parts, (gpointer) family);
  if (purpose != NULL)
    g_ptr_array_add (parts, purpose);
  if (records != NULL)
    g_ptr_array_add (parts, records);
  g_ptr_array_add (parts, made);
  g_ptr_array_add (parts, NULL);
  rest = g_strjoinv (" · ", (char **) parts->pdata);
  return g_strdup_printf ("%s\n%s", state, rest);
}

static void
add_line (AdwExpanderRow *row, const char *title, const char *text)
{
  GtkWidget *line = gezin_row_new (title, text);

  adw_action_row_set_title_lines (ADW_ACTION_ROW (line), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (line), 0);
  adw_expander_row_add_row (row, line);
}

/* The record by which the dossier knows of @line. */
static const GezinRecord *
find_disclosure (GezinDossier *dossier, const GezinBundleLine *line)
{
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  gezin_uuid_write (&line->bundle, id);
  for (guint i = 0; dossier != NULL && i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier, i);

      if (record->kind == GEZIN_KIND_DISCLOSURE && !gezin_record_is_removed (record)
          && g_strcmp0 (gezin_record_value (record, GEZIN_FIELD_DISCLOSURE_BUNDLE), id) == 0)
        return record;
    }
  return NULL;
}

static void
add_grounds (AdwExpanderRow *row, const GezinLedgerSource *source, const GezinBundleLine *line)
{
  const GezinRecord *disclosure = find_disclosure (source->dossier, line);
  g_autoptr (GPtrArray) items =
      disclosure != NULL ? gezin_record_items (disclosure, GEZIN_FIELD_DISCLOSURE_GROUNDS) : NULL;

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      GezinUuid id;
      const GezinRecord *ground = gezin_uuid_parse (items->pdata[i], &id)
                                      ? gezin_dossier_find (source->dossier, &id)
                                      : NULL;
      g_autofree char *title = NULL;
      GtkWidget *one;

      if (ground == NULL)
        continue;
      title = gezin_session_record_title (source->session, source->dossier, ground);
      one = gezin_row_new (title, ground->kind == GEZIN_KIND_CONSENT ? _ ("Rests on this consent")
                                                                     : _ ("Rests on this ground"));
      adw_action_row_set_title_lines (ADW_ACTION_ROW (one), 0);
      gezin_row_open_record (one, &ground->id);
      adw_expander_row_add_row (row, one);
    }
}

static void
add_what_stayed (AdwExpanderRow *row, const GezinBundleLine *line)
{
  g_autofree char *text = NULL;

  if (line->came || line->withheld == 0)
    return;
  text = g_strdup_printf (ngettext ("%u part. The recipient does not see that.",
                                    "%u parts. The recipient does not see that.", line->withheld),
                          line->withheld);
  add_line (row, _ ("Stayed here"), text);
}

static void
add_mark (AdwExpanderRow *row, const GezinLedgerSource *source, const GezinBundleLine *line)
{
  GezinClock *clock = gezin_session_clock (source->session);
  char id[GEZIN_UUID_TEXT_LENGTH + 1];
  g_autofree char *until = line->expires != 0 ? gezin_when_moment (clock, line->expires) : NULL;
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;

  gezin_uuid_write (&line->bundle, id);
  id[REFERENCE_LENGTH] = '\0';
  /* Translators: %1$s is a number, %2$s the beginning of an id. */
  number = g_strdup_printf (_ ("Bundle %1$u, reference %2$s"), (guint) line->sequence, id);
  /* Translators: %s is a moment. */
  text = until != NULL ? g_strdup_printf (_ ("Can be taken in until %s"), until) : NULL;
  add_line (row, number, line->came ? NULL : text);
}

static GtkWidget *
button_new (const char *label, const char *about, const char *action, GVariant *target)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *name = g_strdup_printf ("%s %s", label, about);

  gezin_access_name (button, name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  return button;
}

static void
add_buttons (AdwExpanderRow *row, const GezinLedgerSource *source, const GezinBundleLine *line)
{
  GtkWidget *wrap = gezin_wrap_new (8);
  GtkWidget *holder = gtk_list_box_row_new ();
  gboolean is_any = FALSE;
  const char *peer = line->peer != NULL ? line->peer : "";

  if (gezin_ledger_can_ask_back (line))
    {
      const char *label = g_str_equal (line->state, "waiting") ? _ ("Take this bundle back…")
                                                               : _ ("Ask this bundle back…");

      gezin_wrap_append (GEZIN_WRAP (wrap), button_new (label, peer, "win.recall",
                                                        gezin_uuid_variant (&line->bundle)));
      is_any = TRUE;
    }
  if (source->dossier == NULL && source->names != NULL
      && g_hash_table_contains (source->names, &line->dossier))
    {
      gezin_wrap_append (GEZIN_WRAP (wrap),
                         button_new (_ ("Open dossier"), peer, "win.open-dossier",
                                     gezin_uuid_variant (&line->dossier)));
      is_any = TRUE;
    }
  gtk_widget_add_css_class (wrap, "row-buttons");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (holder), wrap);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (holder), FALSE);
  gtk_widget_set_focusable (holder, FALSE);
  if (is_any)
    adw_expander_row_add_row (row, holder);
  else
    g_object_unref (g_object_ref_sink (holder));
}

GtkWidget *
gezin_ledger_line_new (const GezinLedgerSource *source, const GezinBundleLine *line)
{
  g_auto (GezinLedgerSign) sign = { 0 };
  const char *title = line->peer != NULL ? line->peer : _ ("Somebody whose card is no longer here");
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;
  GtkWidget *row;

  gezin_ledger_sign (gezin_session_clock (source->session), source->lines, line, &sign);
  text = subtitle (source, line, sign.text);
  row = g_object_new (ADW_TYPE_EXPANDER_ROW, "use-markup", FALSE, "title", title, "subtitle", text,
                      NULL);
  name = g_strdup_printf ("%s, %s", title, text);
  g_strdelimit (name, "\n", ' ');
  gezin_access_name (row, name);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row), gezin_icon_new (sign.icon, sign.class));
  if (line->came && gezin_session_refusal_sentence (line->reason) != NULL)
    add_line (ADW_EXPANDER_ROW (row), _ ("Why"), gezin_session_refusal_sentence (line->reason));
  if (line->came && gezin_session_revocation_sentence (line->revocation) != NULL)
    add_line (ADW_EXPANDER_ROW (row), _ ("When this came"),
              gezin_session_revocation_sentence (line->revocation));
  if (line->recall_reason != NULL)
    add_line (ADW_EXPANDER_ROW (row), _ ("Why it was asked back"), line->recall_reason);
  add_grounds (ADW_EXPANDER_ROW (row), source, line);
  add_what_stayed (ADW_EXPANDER_ROW (row), line);
  add_mark (ADW_EXPANDER_ROW (row), source, line);
  add_buttons (ADW_EXPANDER_ROW (row), source, line);
  return row;
}
