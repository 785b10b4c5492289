/* SPDX-License-Identifier: EUPL-1.2 */

/* One line, a number, and many lines. A long text grows downwards; it has no scroll bar of its own. */

#include "record/input-private.h"

#include "parts/access.h"
#include "parts/build.h"

static char *
line_get (GezinInput *input)
{
  return g_strdup (gtk_editable_get_text (GTK_EDITABLE (input->focus)));
}

static void
line_set (GezinInput *input, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (input->focus), text);
}

static void
line_changed_cb (GtkEditable *editable, GezinInput *input)
{
  gezin_input_tell (input);
}

void
gezin_input_make_line (GezinInput *input)
{
  gboolean is_number = input->spec->type == GEZIN_TYPE_COUNT;

  input->widget = input->focus = gtk_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (input->focus), is_number ? 8 : 12);
  if (is_number)
    {
      gtk_entry_set_input_purpose (GTK_ENTRY (input->focus), GTK_INPUT_PURPOSE_DIGITS);
      gtk_widget_set_halign (input->focus, GTK_ALIGN_START);
    }
  gezin_access_name (input->focus, input->name);
  g_signal_connect (input->focus, "changed", G_CALLBACK (line_changed_cb), input);
  input->get = line_get;
  input->set = line_set;
}

static char *
prose_get (GezinInput *input)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (input->extra));
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
prose_set (GezinInput *input, const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (input->extra));

  gtk_text_buffer_begin_irreversible_action (buffer);
  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_text_buffer_end_irreversible_action (buffer);
}

static void
prose_changed_cb (GtkTextBuffer *buffer, GezinInput *input)
{
  gezin_input_tell (input);
}

void
gezin_input_make_prose (GezinInput *input)
{
  input->extra = gtk_text_view_new ();
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (input->extra), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (input->extra), FALSE);
  gtk_widget_set_size_request (input->extra, -1, (int) (5.5 * gezin_em (input->extra)));
  gtk_widget_set_hexpand (input->extra, TRUE);
  gezin_access_name (input->extra, input->name);
  input->widget = gezin_box_new (GTK_ORIENTATION_VERTICAL, 0, "prose");
  gtk_box_append (GTK_BOX (input->widget), input->extra);
  input->focus = input->extra;
  g_signal_connect (gtk_text_view_get_buffer (GTK_TEXT_VIEW (input->extra)), "changed",
                    G_CALLBACK (prose_changed_cb), input);
  input->get = prose_get;
  input->set = prose_set;
}
