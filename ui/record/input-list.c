/* SPDX-License-Identifier: EUPL-1.2 */

/* One of many: a drop-down with a search field. The first line stands for nothing chosen. */

#include "record/input-private.h"

#include "parts/access.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static char *
list_get (GezinInput *input)
{
  guint position = gtk_drop_down_get_selected (GTK_DROP_DOWN (input->widget));

  if (position == 0 || position > input->candidates->len)
    return g_strdup ("");
  return g_strdup (((const GezinCandidate *) input->candidates->pdata[position - 1])->code);
}

static void
list_set (GezinInput *input, const char *text)
{
  GListModel *model = gtk_drop_down_get_model (GTK_DROP_DOWN (input->widget));
  guint position = 0;

  for (guint i = 0; i < input->candidates->len && text[0] != '\0'; i++)
    if (strcmp (((const GezinCandidate *) input->candidates->pdata[i])->code, text) == 0)
      position = i + 1;
  if (position == 0 && text[0] != '\0')
    {
      GezinCandidate *candidate = g_new0 (GezinCandidate, 1);

      candidate->code = g_strdup (text);
      candidate->label =
          gezin_field_spec_is_ref (input->spec)
              ? g_strdup (text)
              : gezin_session_value_text (input->session, NULL, input->spec->field, text);
      g_ptr_array_add (input->candidates, candidate);
      gtk_string_list_append (GTK_STRING_LIST (model), candidate->label);
      position = input->candidates->len;
    }
  gtk_drop_down_set_selected (GTK_DROP_DOWN (input->widget), position);
}

/* A drop-down is heard by its label alone, so what is chosen is added. */
static void
selected_cb (GtkDropDown *drop_down, GParamSpec *pspec, GezinInput *input)
{
  g_autofree char *code = list_get (input);
  const char *label = gezin_input_label_of (input, code);

  gezin_access_describe (input->widget, label != NULL ? label : _ ("nothing chosen"));
  gezin_input_tell (input);
}

void
gezin_input_make_list (GezinInput *input)
{
  GtkStringList *model = gtk_string_list_new (NULL);
  GtkExpression *expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  gtk_string_list_append (model, "–");
  for (guint i = 0; i < input->candidates->len; i++)
    gtk_string_list_append (model, ((const GezinCandidate *) input->candidates->pdata[i])->label);
  input->widget = input->focus = gtk_drop_down_new (G_LIST_MODEL (model), expression);
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (input->widget), TRUE);
  gezin_access_name (input->widget, input->name);
  g_signal_connect (input->widget, "notify::selected", G_CALLBACK (selected_cb), input);
  input->get = list_get;
  input->set = list_set;
}
