/* SPDX-License-Identifier: EUPL-1.2 */

/* The form of one record: its fields, made from the catalogue, and what is said below them. */

#include "record/record-sheet-private.h"

#include "parts/access.h"
#include "parts/build.h"
#include "parts/frozen.h"
#include "parts/job.h"
#include "record/field.h"
#include "record/file-box.h"
#include "session/when.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (GezinRecordSheet, gezin_record_sheet, ADW_TYPE_BIN)

enum { CLOSED, N_SIGNALS };
static guint signals[N_SIGNALS];

void
gezin_record_sheet_say (GezinRecordSheet *sheet, const char *text, gboolean is_good)
{
  gtk_label_set_text (GTK_LABEL (sheet->kept), text);
  gtk_widget_set_visible (sheet->kept_icon, text[0] != '\0');
  gtk_image_set_from_icon_name (GTK_IMAGE (sheet->kept_icon),
                                is_good ? "gezin-check-symbolic" : "gezin-warning-symbolic");
  gtk_widget_set_css_classes (sheet->kept_icon,
                              (const char *[]){ is_good ? "good" : "late", NULL });
  gezin_access_describe (sheet->done, text);
}

gboolean
gezin_record_sheet_is_touched (GezinRecordSheet *sheet)
{
  for (guint i = 0; i < sheet->fields->len; i++)
    if (gezin_field_form_is_touched (sheet->fields->pdata[i]))
      return TRUE;
  return FALSE;
}

/* The form. */

void
gezin_record_sheet_forget (GezinRecordSheet *sheet)
{
  g_clear_handle_id (&sheet->timer, g_source_remove);
  g_clear_handle_id (&sheet->focus_idle, g_source_remove);
  g_ptr_array_set_size (sheet->fields, 0);
  sheet->file_box = NULL;
  gezin_box_clear (sheet->first);
  gezin_box_clear (sheet->rest);
  g_clear_pointer (&sheet->dossier, gezin_dossier_unref);
  g_clear_pointer (&sheet->frozen, g_ptr_array_unref);
  sheet->has_draft = FALSE;
}

static gboolean
is_shown (const GezinFieldSpec *spec, const GezinRecord *record, GPtrArray *frozen)
{
  gboolean is_empty = record == NULL
                      || (gezin_record_field (record, spec->field).n_heads == 0
                          && gezin_frozen_field (frozen, &record->id, spec->field) == NULL);

  if (spec->field == GEZIN_FIELD_COMMON_REMOVED || spec->field == GEZIN_FIELD_COMMON_REMOVED_REASON)
    return FALSE;
  if ((spec->flags & GEZIN_FIELD_OF_FILE) != 0)
    return FALSE; /* the box of the file tells */
  if ((spec->flags & GEZIN_FIELD_DERIVED) != 0 || spec->type == GEZIN_TYPE_DIGEST
      || spec->type == GEZIN_TYPE_FILE || spec->field == GEZIN_FIELD_COMMON_SAME_AS)
    return !is_empty;
  return TRUE;
}

static gboolean
is_fixed (const GezinFieldSpec *spec, const GezinKindSpec *kind, const GezinRecord *record)
{
  if ((kind->flags & GEZIN_KIND_BY_PROGRAM) != 0 || (spec->flags & GEZIN_FIELD_DERIVED) != 0
      || spec->type == GEZIN_TYPE_DIGEST || spec->type == GEZIN_TYPE_FILE
      || spec->field == GEZIN_FIELD_COMMON_SAME_AS)
    return TRUE;
  return (kind->flags & GEZIN_KIND_WRITTEN_ONCE) != 0 && record != NULL
         && (spec->flags & GEZIN_FIELD_NARROWS) == 0;
}

static gboolean
choose (GezinSession *session, GezinJob *job, GError **error)
{
  return gezin_session_choose (session, &job->dossier, &job->record, job->field, NULL, &job->dot,
                               &job->commit, error);
}

static void
chosen_cb (gpointer owner, GezinJob *job, const GError *error)
{
  if (error != NULL)
    gezin_say_error (owner, error);
  else
    gezin_say (owner, _ ("Chosen. The other version stays in the history."), TRUE);
}

static void
choose_cb (GezinFieldForm *form, const GezinVersion *version, GezinRecordSheet *self)
{
  GezinJob *job = gezin_job_new (self, choose, chosen_cb);

  job->dossier = *gezin_dossier_id (self->dossier);
  job->record = self->record;
  job->field = version->field;
  job->dot = version->dot;
  gezin_job_start (job, self->session);
}

static void
add_field (GezinRecordSheet *self, const GezinFieldSpec *spec, const GezinRecord *record)
{
  GtkWidget *form =
      gezin_field_form_new (self->session, self->dossier, &self->record, self->kind, spec,
                            is_fixed (spec, gezin_catalogue_kind (self->kind), record));
  const GezinFrozenReading *why = gezin_frozen_field (self->frozen, &self->record, spec->field);
  gboolean is_first = (spec->flags & GEZIN_FIELD_ESSENTIAL) != 0
                      || spec->field == GEZIN_FIELD_COMMON_ABOUT || why != NULL
                      || (record != NULL && spec->kind == self->kind
                          && gezin_record_field (record, spec->field).n_heads > 0);

  gezin_field_form_set_frozen (GEZIN_FIELD_FORM (form), why);
  g_ptr_array_add (self->fields, form);
  gtk_box_append (GTK_BOX (is_first ? self->first : self->rest), form);
  g_signal_connect_swapped (form, "edited", G_CALLBACK (gezin_record_sheet_edited), self);
  g_signal_connect (form, "choose", G_CALLBACK (choose_cb), self);
}

static void
show_title (GezinRecordSheet *self, const GezinRecord *record)
{
  const GezinRecord *root = gezin_dossier_root (self->dossier);
  const char *family = root != NULL ? gezin_record_value (root, GEZIN_FIELD_FAMILY_NAME) : NULL;

  adw_window_title_set_title (ADW_WINDOW_TITLE (self->title),
                              gezin_session_kind_label (self->kind));
  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->title), family != NULL ? family : "");
  gtk_widget_set_visible (self->menu,
                          record != NULL
                              && (gezin_catalogue_kind (self->kind)->flags & GEZIN_KIND_ROOT) == 0);
}

static void
show_draft (GezinRecordSheet *self, const GezinDraft *draft)
{
  gtk_widget_set_visible (self->restored, draft != NULL);
  self->has_draft = draft != NULL;
  gezin_record_sheet_say (self, "", TRUE);
  if (draft == NULL)
    return;
  for (guint i = 0; i < self->fields->len; i++)
    gezin_field_form_take_draft (self->fields->pdata[i], draft->edits);
  {
    g_autofree char *when = gezin_when_moment (gezin_session_clock (self->session), draft->time);
    g_autofree char *text = g_strdup_printf (
        /* Translators: %s is a moment. */
        _ ("You were busy here on %s and did not press Done yet. Your text is back."), when);

    gtk_label_set_text (GTK_LABEL (self->restored_label), text);
  }
}

/* Of the fields that can be seen: others wait under "More". */
static void
focus_first (GezinRecordSheet *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      const GezinFieldSpec *spec = gezin_field_form_spec (self->fields->pdata[i]);

      if ((spec->type == GEZIN_TYPE_PROSE || spec->type == GEZIN_TYPE_TEXT)
          && gtk_widget_get_parent (self->fields->pdata[i]) == self->first)
        {
          gezin_field_form_focus (self->fields->pdata[i]);
          return;
        }
    }
}

static void
add_file_box (GezinRecordSheet *self, const GezinRecord *record)
{
  self->file_box = gezin_file_box_new (self->session, self->dossier, &self->record, record);
  gtk_box_append (GTK_BOX (self->first), self->file_box);
  g_signal_connect_swapped (self->file_box, "picked", G_CALLBACK (gezin_record_sheet_attach), self);
}

/* What a newer program wrote: its names. What it means nobody knows here, so neither who may see it. */
static void
add_later_fields (GezinRecordSheet *self, const GezinRecord *record)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *text = NULL;
  guint n = 0;

  for (guint i = 0; i < record->n_heads; i++)
    {
      GezinField field = record->heads[i]->field;

      if (gezin_catalogue_field (field) != NULL || (i > 0 && record->heads[i - 1]->field == field))
        continue;
      g_string_append_printf (names, "%s%s", n > 0 ? ", " : "", gezin_catalogue_field_name (field));
      n++;
    }
  if (n == 0)
    return;
  text = g_strdup_printf (
      /* Translators: %s are names of fields, in English. */
      ngettext ("A newer version of the program wrote one more field: %s. It is kept as it is.",
                "A newer version of the program wrote more fields: %s. They are kept as they are.",
                n),
      names->str);
  gtk_box_append (GTK_BOX (self->first), gezin_text_new (text, "frozen"));
}

static gboolean
focus_cb (gpointer user_data)
{
  GezinRecordSheet *self = user_data;

  self->focus_idle = 0;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      self->wants_focus = FALSE;
      focus_first (self);
    }
  return G_SOURCE_REMOVE;
}

/* Only what is on screen takes the focus. Until then what is typed would go elsewhere. */
static void
focus_soon (GezinRecordSheet *self)
{
  self->wants_focus = TRUE;
  if (self->focus_idle == 0)
    self->focus_idle = g_idle_add (focus_cb, self);
}

static void
gezin_record_sheet_map (GtkWidget *widget)
{
  GezinRecordSheet *self = GEZIN_RECORD_SHEET (widget);

  GTK_WIDGET_CLASS (gezin_record_sheet_parent_class)->map (widget);
  if (self->wants_focus)
    focus_soon (self);
}

void
gezin_record_sheet_open (GezinRecordSheet *sheet, GezinDossier *dossier, const GezinUuid *record,
                         GezinKind kind, const GezinDraft *draft, GPtrArray *frozen)
{
  const GezinRecord *existing = gezin_dossier_find (dossier, record);
  const GezinFieldSpec *const *fields;
  guint n_fields;

  gezin_record_sheet_keep (sheet);
  gezin_record_sheet_forget (sheet);
  sheet->dossier = gezin_dossier_ref (dossier);
  sheet->frozen = g_ptr_array_ref (frozen);
  sheet->record = *record;
  sheet->kind = kind;
  sheet->is_busy = FALSE;
  if (kind == gezin_session_document_kind ())
    add_file_box (sheet, existing);
  fields = gezin_catalogue_fields_of (kind, &n_fields);
  for (guint i = 0; i < n_fields; i++)
    if (is_shown (fields[i], existing, frozen))
      add_field (sheet, fields[i], existing);
  if (existing != NULL)
    add_later_fields (sheet, existing);
  gtk_expander_set_expanded (GTK_EXPANDER (sheet->more), FALSE);
  gtk_widget_set_visible (sheet->more, gtk_widget_get_first_child (sheet->rest) != NULL);
  gtk_widget_set_visible (sheet->done,
                          (gezin_catalogue_kind (kind)->flags & GEZIN_KIND_BY_PROGRAM) == 0);
  show_title (sheet, existing);
  show_draft (sheet, draft);
  gtk_adjustment_set_value (
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (sheet->scrolled)), 0);
  focus_soon (sheet);
}

void
gezin_record_sheet_set_title (GezinRecordSheet *sheet, const char *title)
{
  adw_window_title_set_title (ADW_WINDOW_TITLE (sheet->title), title);
}

void
gezin_record_sheet_preset (GezinRecordSheet *sheet, GezinField field, const char *text)
{
  for (guint i = 0; i < sheet->fields->len; i++)
    if (gezin_field_form_spec (sheet->fields->pdata[i])->field == field)
      gezin_field_form_preset (sheet->fields->pdata[i], text);
}

void
gezin_record_sheet_fill (GezinRecordSheet *sheet, GezinField field, const char *text)
{
  for (guint i = 0; i < sheet->fields->len; i++)
    if (gezin_field_form_spec (sheet->fields->pdata[i])->field == field)
      gezin_field_form_fill (sheet->fields->pdata[i], text);
}

void
gezin_record_sheet_refresh (GezinRecordSheet *sheet, GezinDossier *now, GPtrArray *frozen)
{
  if (sheet->dossier == NULL || sheet->is_busy)
    return;
  if (gezin_dossier_find (sheet->dossier, &sheet->record) != NULL
      && gezin_dossier_find (now, &sheet->record) == NULL)
    {
      gezin_record_sheet_finish (sheet);
      return;
    }
  gezin_dossier_ref (now);
  g_clear_pointer (&sheet->dossier, gezin_dossier_unref);
  sheet->dossier = now;
  g_ptr_array_ref (frozen);
  g_clear_pointer (&sheet->frozen, g_ptr_array_unref);
  sheet->frozen = frozen;
  for (guint i = 0; i < sheet->fields->len; i++)
    {
      GezinFieldForm *form = sheet->fields->pdata[i];

      gezin_field_form_refresh (form, now);
      gezin_field_form_set_frozen (
          form, gezin_frozen_field (frozen, &sheet->record, gezin_field_form_spec (form)->field));
    }
}

const GezinUuid *
gezin_record_sheet_record (GezinRecordSheet *sheet)
{
  return sheet->dossier != NULL ? &sheet->record : NULL;
}

/* Going away. */

void
gezin_record_sheet_finish (GezinRecordSheet *sheet)
{
  gezin_record_sheet_forget (sheet);
  g_signal_emit (sheet, signals[CLOSED], 0);
}

static void
close_cb (GezinRecordSheet *self)
{
  gezin_record_sheet_leave (self);
}

static void
discard_cb (GezinRecordSheet *self)
{
  g_autoptr (GezinDossier) dossier = gezin_dossier_ref (self->dossier);
  g_autoptr (GPtrArray) frozen = g_ptr_array_ref (self->frozen);
  GezinUuid record = self->record;

  gezin_record_sheet_drop_draft (self);
  gezin_record_sheet_forget (self);
  if (gezin_dossier_find (dossier, &record) != NULL)
    gezin_record_sheet_open (self, dossier, &record, self->kind, NULL, frozen);
  else
    g_signal_emit (self, signals[CLOSED], 0);
}

static void
gezin_record_sheet_dispose (GObject *object)
{
  GezinRecordSheet *self = GEZIN_RECORD_SHEET (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->focus_idle, g_source_remove);
  g_clear_pointer (&self->dossier, gezin_dossier_unref);
  g_clear_pointer (&self->frozen, g_ptr_array_unref);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gezin_record_sheet_parent_class)->dispose (object);
}

static void
gezin_record_sheet_class_init (GezinRecordSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gezin_record_sheet_dispose;
  widget_class->map = gezin_record_sheet_map;
  signals[CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/nl/gezinsdossier/Gezinsdossier/record/record-sheet.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, GezinRecordSheet, name)
  CHILD (title);
  CHILD (menu);
  CHILD (close);
  CHILD (scrolled);
  CHILD (restored);
  CHILD (restored_label);
  CHILD (first);
  CHILD (more);
  CHILD (rest);
  CHILD (kept_icon);
  CHILD (kept);
  CHILD (done);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_bind_template_callback (widget_class, discard_cb);
}

static void
gezin_record_sheet_init (GezinRecordSheet *self)
{
  self->fields = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_expander_set_label (GTK_EXPANDER (self->more), _ ("More fields"));
  gezin_access_name (self->more, _ ("More fields"));
  gezin_access_name (self->close, _ ("Close"));
  gezin_access_name (self->menu, _ ("More"));
  gezin_access_name (self->done, _ ("Done"));
  gtk_widget_set_tooltip_text (self->close, _ ("Close; your text is kept"));
}

GtkWidget *
gezin_record_sheet_new (GezinSession *session)
{
  GezinRecordSheet *self = g_object_new (GEZIN_TYPE_RECORD_SHEET, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}
