/* SPDX-License-Identifier: EUPL-1.2 */

/* One field of the form.
 *
 * Invariants:
 * 1. What is written has the context of the dossier that was in front of the person when this field
 *    was shown (`base`), or that of the draft it came back from.
 * 2. `base` moves on only when the field was not edited, or when the person has seen what it is now. */

#include "record/field.h"

#include "parts/access.h"
#include "parts/build.h"
#include "parts/frozen.h"
#include "session/when.h"
#include "session/work.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _GezinFieldForm {
  AdwBin parent_instance;

  GezinSession *session;
  GezinDossier *base;
  GezinDossier *later; /* (nullable): what it became while it was edited */
  GezinUuid record;
  GezinKind kind;
  const GezinFieldSpec *spec;
  GezinInput *input; /* NULL: fixed */
  char *text; /* of the field in base */
  char *preset; /* (nullable): what was filled in for the person */
  GPtrArray *kept; /* (nullable): GezinEdit of the draft: their contexts count */

  GtkWidget *frozen;
  GtkWidget *value;
  GtkWidget *problem;
  GtkWidget *versions;
  GtkWidget *meanwhile;
};

G_DEFINE_FINAL_TYPE (GezinFieldForm, gezin_field_form, ADW_TYPE_BIN)

enum { EDITED, CHOOSE, N_SIGNALS };
static guint signals[N_SIGNALS];

/* The text of the field in @dossier, as the input takes it. */
static char *
text_in (GezinFieldForm *self, GezinDossier *dossier)
{
  const GezinRecord *record = gezin_dossier_find (dossier, &self->record);
  g_autoptr (GPtrArray) items = NULL;
  const char *value;

  if (record == NULL)
    return g_strdup ("");
  if (!gezin_field_spec_is_set (self->spec))
    {
      value = gezin_record_value (record, self->spec->field);
      return g_strdup (value != NULL ? value : "");
    }
  items = gezin_record_items (record, self->spec->field);
  g_ptr_array_set_free_func (items, NULL);
  g_ptr_array_add (items, NULL);
  return g_strjoinv (",", (char **) items->pdata);
}

/* "a,b" and "b,a" are one set. */
static gboolean
same_text (GezinFieldForm *self, const char *a, const char *b)
{
  g_auto (GStrv) ones = NULL;
  g_auto (GStrv) others = NULL;

  if (!gezin_field_spec_is_set (self->spec))
    return strcmp (a, b) == 0;
  ones = g_strsplit (a, ",", -1);
  others = g_strsplit (b, ",", -1);
  if (g_strv_length (ones) != g_strv_length (others))
    return FALSE;
  for (guint i = 0; ones[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) others, ones[i]))
      return FALSE;
  return TRUE;
}

gboolean
gezin_field_form_is_edited (GezinFieldForm *form)
{
  g_autofree char *now = form->input != NULL ? gezin_input_get (form->input) : NULL;

  return now != NULL && !same_text (form, now, form->text);
}

static char *
who_and_when (GezinFieldForm *self, const GezinVersion *version)
{
  g_autofree char *when =
      gezin_when_moment (gezin_session_clock (self->session), version->commit->time);

  return g_strjoin (" · ",
                    version->commit->author != NULL ? version->commit->author : _ ("unknown"), when,
                    version->commit->organisation, NULL);
}

/* Two versions. */

static void
choose_cb (GtkButton *button, GezinFieldForm *self)
{
  const GezinVersion *version = g_object_get_data (G_OBJECT (button), "version");

  g_signal_emit (self, signals[CHOOSE], 0, version);
}

static void
add_version (GezinFieldForm *self, GezinVersion *version)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 4, "version");
  g_autofree char *text = version->value != NULL
                              ? gezin_session_version_text (self->session, self->base, version)
                              : g_strdup (_ ("left empty"));
  g_autofree char *by = who_and_when (self, version);
  g_autofree char *name = g_strdup_printf (_ ("Use this one: %s"), text);
  GtkWidget *button = gtk_button_new_with_label (_ ("Use this one"));

  gtk_box_append (GTK_BOX (box), gezin_text_new (text, NULL));
  gtk_box_append (GTK_BOX (box), gezin_text_new (by, "dim small"));
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gezin_access_name (button, name);
  g_object_set_data_full (G_OBJECT (button), "version", gezin_version_ref (version),
                          (GDestroyNotify) gezin_version_unref);
  g_signal_connect (button, "clicked", G_CALLBACK (choose_cb), self);
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (self->versions), box);
}

static void
show_versions (GezinFieldForm *self)
{
  const GezinRecord *record = gezin_dossier_find (self->base, &self->record);
  GezinRegister one = { 0 };

  gezin_box_clear (self->versions);
  if (record != NULL && !gezin_field_spec_is_set (self->spec))
    one = gezin_record_register (record, self->spec->field, NULL);
  if (one.n_heads < 2 || !gezin_register_is_conflict (&one))
    {
      gtk_widget_set_visible (self->versions, FALSE);
      return;
    }
  gtk_box_append (GTK_BOX (self->versions),
                  gezin_tag_new ("gezin-versions-symbolic", _ ("Two versions"), "warn"));
  for (guint i = 0; i < one.n_heads; i++)
    add_version (self, one.heads[i]);
  gtk_widget_set_visible (self->versions, TRUE);
}

/* Showing. */

static void
show_base (GezinFieldForm *self)
{
  g_free (self->text);
  self->text = text_in (self, self->base);
  if (self->input != NULL)
    gezin_input_set (self->input, self->text);
  else
    {
      const GezinRecord *record = gezin_dossier_find (self->base, &self->record);
      g_autofree char *shown = record != NULL ? gezin_session_field_text (self->session, self->base,
                                                                          record, self->spec->field)
                                              : NULL;

      gtk_label_set_text (GTK_LABEL (self->value), shown != NULL ? shown : "–");
    }
  show_versions (self);
}

static void
move_base (GezinFieldForm *self, GezinDossier *now)
{
  gezin_dossier_ref (now);
  g_clear_pointer (&self->base, gezin_dossier_unref);
  self->base = now;
  g_clear_pointer (&self->later, gezin_dossier_unref);
  g_clear_pointer (&self->kept, g_ptr_array_unref);
}

static void
edited_cb (gpointer owner)
{
  gezin_field_form_set_problem (owner, NULL);
  g_signal_emit (owner, signals[EDITED], 0);
}

/* It changed while it was edited. */

static void
mine_cb (GezinFieldForm *self)
{
  g_autoptr (GezinDossier) later = g_steal_pointer (&self->later);

  move_base (self, later);
  g_free (self->text);
  self->text = text_in (self, later);
  gtk_widget_set_visible (self->meanwhile, FALSE);
  g_signal_emit (self, signals[EDITED], 0);
}

static void
theirs_cb (GezinFieldForm *self)
{
  g_autoptr (GezinDossier) later = g_steal_pointer (&self->later);

  move_base (self, later);
  show_base (self);
  gtk_widget_set_visible (self->meanwhile, FALSE);
  g_signal_emit (self, signals[EDITED], 0);
}

static void
ask (GezinFieldForm *self)
{
  const GezinRecord *record = gezin_dossier_find (self->later, &self->record);
  g_autofree char *text = record != NULL ? gezin_session_field_text (self->session, self->later,
                                                                     record, self->spec->field)
                                         : NULL;
  GtkWidget *buttons = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 8, NULL);
  GtkWidget *mine = gtk_button_new_with_label (_ ("Keep my text"));
  GtkWidget *theirs = gtk_button_new_with_label (_ ("Take over this one"));

  gezin_box_clear (self->meanwhile);
  gtk_box_append (
      GTK_BOX (self->meanwhile),
      gezin_text_new (_ ("This changed while you were typing. It now says:"), "strong"));
  gtk_box_append (GTK_BOX (self->meanwhile),
                  gezin_text_new (text != NULL ? text : _ ("left empty"), NULL));
  gtk_box_append (GTK_BOX (buttons), mine);
  gtk_box_append (GTK_BOX (buttons), theirs);
  gtk_box_append (GTK_BOX (self->meanwhile), buttons);
  g_signal_connect_swapped (mine, "clicked", G_CALLBACK (mine_cb), self);
  g_signal_connect_swapped (theirs, "clicked", G_CALLBACK (theirs_cb), self);
  gtk_widget_set_visible (self->meanwhile, TRUE);
}

void
gezin_field_form_refresh (GezinFieldForm *form, GezinDossier *now)
{
  g_autofree char *text = text_in (form, now);

  if (!gezin_field_form_is_edited (form))
    {
      move_base (form, now);
      show_base (form);
    }
  else if (!same_text (form, text, form->text))
    {
      gezin_dossier_ref (now);
      g_clear_pointer (&form->later, gezin_dossier_unref);
      form->later = now;
      ask (form);
    }
}

gboolean
gezin_field_form_is_asking (GezinFieldForm *form)
{
  return form->later != NULL;
}

/* Collecting. */

/* An edit that came back from a draft keeps what was seen then (invariant 1). */
static void
keep_contexts (GezinFieldForm *self, GPtrArray *edits, guint first)
{
  for (guint i = first; self->kept != NULL && i < edits->len; i++)
    for (guint j = 0; j < self->kept->len; j++)
      {
        GezinEdit *edit = edits->pdata[i];
        const GezinEdit *kept = self->kept->pdata[j];

        if (g_strcmp0 (edit->item, kept->item) != 0 || !kept->knows_context)
          continue;
        g_clear_pointer (&edit->context, gezin_context_unref);
        edit->context = kept->context != NULL ? gezin_context_ref (kept->context) : NULL;
        edit->knows_context = TRUE;
      }
}

gboolean
gezin_field_form_collect (GezinFieldForm *form, GPtrArray *edits, gboolean raw, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) wrong = NULL;
  guint first = edits->len;

  if (!gezin_field_form_is_edited (form))
    return TRUE;
  text = gezin_input_get (form->input);
  if (gezin_session_edit (form->session, form->base, &form->record, form->kind, form->spec->name,
                          text, -1, edits, &wrong))
    {
      keep_contexts (form, edits, first);
      return TRUE;
    }
  if (!raw)
    {
      g_propagate_error (error, g_steal_pointer (&wrong));
      return FALSE;
    }
  g_ptr_array_add (edits,
                   gezin_edit_new (&form->record, form->kind, form->spec->field, NULL, text));
  gezin_edit_seen_in (edits->pdata[edits->len - 1], form->base);
  keep_contexts (form, edits, edits->len - 1);
  return TRUE;
}

/* The items of the base with those of the draft put in and taken out. */
static char *
set_from_draft (GezinFieldForm *self, GPtrArray *kept)
{
  g_auto (GStrv) items = g_strsplit (self->text, ",", -1);
  g_autoptr (GPtrArray) result = g_ptr_array_new ();

  for (guint i = 0; items[i] != NULL; i++)
    if (items[i][0] != '\0')
      g_ptr_array_add (result, items[i]);
  for (guint i = 0; i < kept->len; i++)
    {
      const GezinEdit *edit = kept->pdata[i];
      guint position;
      gboolean is_in =
          edit->item != NULL
          && g_ptr_array_find_with_equal_func (result, edit->item, g_str_equal, &position);

      if (edit->item != NULL && edit->value != NULL && !is_in)
        g_ptr_array_add (result, edit->item);
      else if (edit->value == NULL && is_in)
        g_ptr_array_remove_index (result, position);
    }
  g_ptr_array_add (result, NULL);
  return g_strjoinv (",", (char **) result->pdata);
}

void
gezin_field_form_take_draft (GezinFieldForm *form, GPtrArray *edits)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);

  for (guint i = 0; i < edits->len; i++)
    {
      const GezinEdit *edit = edits->pdata[i];

      if (edit->field == form->spec->field)
        g_ptr_array_add (kept, gezin_edit_copy (edit));
    }
  if (kept->len == 0 || form->input == NULL)
    return;
  if (gezin_field_spec_is_set (form->spec))
    {
      g_autofree char *text = set_from_draft (form, kept);

      gezin_input_set (form->input, text);
    }
  else
    gezin_input_set (form->input, ((const GezinEdit *) kept->pdata[0])->value);
  form->kept = g_steal_pointer (&kept);
}

void
gezin_field_form_preset (GezinFieldForm *form, const char *text)
{
  if (form->input == NULL)
    return;
  gezin_input_set (form->input, text);
  g_free (form->preset);
  form->preset = gezin_input_get (form->input);
}

void
gezin_field_form_fill (GezinFieldForm *form, const char *text)
{
  if (form->input != NULL)
    gezin_input_set (form->input, text);
}

gboolean
gezin_field_form_is_touched (GezinFieldForm *form)
{
  g_autofree char *now = NULL;

  if (!gezin_field_form_is_edited (form))
    return FALSE;
  now = gezin_input_get (form->input);
  return form->preset == NULL || !same_text (form, now, form->preset);
}

void
gezin_field_form_set_problem (GezinFieldForm *form, const char *sentence)
{
  gtk_label_set_text (GTK_LABEL (form->problem), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (gtk_widget_get_parent (form->problem), sentence != NULL);
  if (form->input != NULL)
    gezin_input_set_wrong (form->input, sentence);
}

void
gezin_field_form_set_frozen (GezinFieldForm *form, const GezinFrozenReading *why)
{
  adw_bin_set_child (
      ADW_BIN (form->frozen),
      why != NULL ? gezin_frozen_note_new (why, gezin_session_field_label (form->spec->field), TRUE)
                  : NULL);
  gtk_widget_set_visible (form->frozen, why != NULL);
  if (form->value != NULL)
    gtk_widget_set_visible (form->value, why == NULL);
}

void
gezin_field_form_focus (GezinFieldForm *form)
{
  if (form->input != NULL)
    gezin_input_focus (form->input);
}

const GezinFieldSpec *
gezin_field_form_spec (GezinFieldForm *form)
{
  return form->spec;
}

static void
gezin_field_form_dispose (GObject *object)
{
  GezinFieldForm *self = GEZIN_FIELD_FORM (object);

  g_clear_pointer (&self->input, gezin_input_free);
  g_clear_pointer (&self->base, gezin_dossier_unref);
  g_clear_pointer (&self->later, gezin_dossier_unref);
  g_clear_pointer (&self->kept, g_ptr_array_unref);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->preset, g_free);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gezin_field_form_parent_class)->dispose (object);
}

static void
gezin_field_form_class_init (GezinFieldFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_field_form_dispose;
  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  signals[CHOOSE] = g_signal_new ("choose", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
gezin_field_form_init (GezinFieldForm *self)
{
}

static void
build (GezinFieldForm *self, gboolean is_fixed)
{
  const char *label = gezin_session_field_label (self->spec->field);
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 6, "field");
  GtkWidget *wrong = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 6, "late");

  gtk_box_append (GTK_BOX (box), gezin_text_new (label, "strong"));
  self->frozen = adw_bin_new ();
  gtk_widget_set_visible (self->frozen, FALSE);
  gtk_box_append (GTK_BOX (box), self->frozen);
  if (is_fixed)
    {
      self->value = gezin_text_new (NULL, NULL);
      gtk_label_set_selectable (GTK_LABEL (self->value), FALSE);
      gtk_box_append (GTK_BOX (box), self->value);
    }
  else
    {
      self->input = gezin_input_new (self->session, self->base, &self->record, self->kind,
                                     self->spec, label, edited_cb, self);
      gtk_box_append (GTK_BOX (box), gezin_input_widget (self->input));
    }
  self->problem = gezin_text_new (NULL, "small");
  gtk_box_append (GTK_BOX (wrong), gezin_icon_new ("gezin-warning-symbolic", "small"));
  gtk_box_append (GTK_BOX (wrong), self->problem);
  gtk_widget_set_visible (wrong, FALSE);
  gtk_box_append (GTK_BOX (box), wrong);
  self->meanwhile = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, "meanwhile");
  gtk_widget_set_visible (self->meanwhile, FALSE);
  gtk_box_append (GTK_BOX (box), self->meanwhile);
  self->versions = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, NULL);
  gtk_box_append (GTK_BOX (box), self->versions);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
gezin_field_form_new (GezinSession *session, GezinDossier *base, const GezinUuid *record,
                      GezinKind kind, const GezinFieldSpec *spec, gboolean is_fixed)
{
  GezinFieldForm *self = g_object_new (GEZIN_TYPE_FIELD_FORM, NULL);

  self->session = g_object_ref (session);
  self->base = gezin_dossier_ref (base);
  self->record = *record;
  self->kind = kind;
  self->spec = spec;
  build (self, is_fixed);
  show_base (self);
  return GTK_WIDGET (self);
}
