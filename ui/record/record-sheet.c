/* SPDX-License-Identifier: EUPL-1.2 */

/* The form of one record.
 *
 * Invariants:
 * 1. What was typed is on disk, as a draft, at most a second later and before the form goes away.
 * 2. A draft ends by being done (the commit takes it along) or thrown away, never by leaving.
 * 3. Nothing is written while a field still asks which of two texts counts. */

#include "record/record-sheet.h"

#include "parts/access.h"
#include "parts/build.h"
#include "parts/job.h"
#include "record/field.h"
#include "record/file-box.h"
#include "session/when.h"

#include <glib/gi18n-lib.h>

#define KEEP_AFTER_MS 1000

struct _GezinRecordSheet {
  AdwBin parent_instance;

  GezinSession *session;
  GezinDossier *dossier; /* NULL: nothing open */
  GezinUuid record;
  GezinKind kind;
  GPtrArray *fields; /* GezinFieldForm, owned by their boxes */
  GtkWidget *file_box; /* (nullable): of a kind that holds a file; owned by its box */
  guint timer;
  guint focus_idle;
  gboolean has_draft;
  gboolean is_busy;

  GtkWidget *title;
  GtkWidget *menu;
  GtkWidget *close;
  GtkWidget *scrolled;
  GtkWidget *restored;
  GtkWidget *restored_label;
  GtkWidget *first;
  GtkWidget *more;
  GtkWidget *rest;
  GtkWidget *kept_icon;
  GtkWidget *kept;
  GtkWidget *done;
};

G_DEFINE_FINAL_TYPE (GezinRecordSheet, gezin_record_sheet, ADW_TYPE_BIN)

enum { CLOSED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
say_kept (GezinRecordSheet *self, const char *text, gboolean is_good)
{
  gtk_label_set_text (GTK_LABEL (self->kept), text);
  gtk_widget_set_visible (self->kept_icon, text[0] != '\0');
  gtk_image_set_from_icon_name (GTK_IMAGE (self->kept_icon),
                                is_good ? "gezin-check-symbolic" : "gezin-warning-symbolic");
  gtk_widget_set_css_classes (self->kept_icon, (const char *[]){ is_good ? "good" : "late", NULL });
  gezin_access_describe (self->done, text);
}

static gboolean
is_touched (GezinRecordSheet *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    if (gezin_field_form_is_touched (self->fields->pdata[i]))
      return TRUE;
  return FALSE;
}

/* Drafts. */

static gboolean
keep_draft (GezinSession *session, GezinJob *job, GError **error)
{
  return gezin_session_keep_draft (session, job->draft, error);
}

static void
kept_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinRecordSheet *self = owner;
  g_autofree char *clock = NULL;
  g_autofree char *text = NULL;

  if (self->dossier == NULL || !gezin_uuid_equal (&job->draft->record, &self->record))
    return;
  if (error != NULL)
    {
      text = gezin_session_sentence (error);
      say_kept (self, text, FALSE);
      return;
    }
  clock = gezin_when_clock (gezin_session_clock (self->session), job->draft->time);
  /* Translators: %s is an hour: what was typed is safe on this machine. */
  text = g_strdup_printf (_ ("Saved %s"), clock);
  say_kept (self, text, TRUE);
}

static gboolean
drop_draft (GezinSession *session, GezinJob *job, GError **error)
{
  return gezin_session_drop_draft (session, &job->dossier, &job->record, error);
}

static void
start_dropping (GezinRecordSheet *self)
{
  GezinJob *job = gezin_job_new (self, drop_draft, NULL);

  self->has_draft = FALSE;
  job->dossier = *gezin_dossier_id (self->dossier);
  job->record = self->record;
  gezin_job_start (job, self->session);
}

void
gezin_record_sheet_keep (GezinRecordSheet *sheet)
{
  GezinJob *job;
  GezinDraft *draft;

  g_clear_handle_id (&sheet->timer, g_source_remove);
  if (sheet->dossier == NULL)
    return;
  if (!is_touched (sheet))
    {
      if (sheet->has_draft)
        start_dropping (sheet);
      return;
    }
  draft = gezin_draft_new (gezin_dossier_id (sheet->dossier), &sheet->record, sheet->kind);
  draft->time = gezin_clock_now (gezin_session_clock (sheet->session));
  for (guint i = 0; i < sheet->fields->len; i++)
    if (!gezin_field_form_collect (sheet->fields->pdata[i], draft->edits, TRUE, NULL))
      g_warn_if_reached ();
  sheet->has_draft = TRUE;
  job = gezin_job_new (sheet, keep_draft, kept_cb);
  job->draft = draft;
  gezin_job_start (job, sheet->session);
}

static gboolean
timer_cb (gpointer user_data)
{
  GezinRecordSheet *self = user_data;

  self->timer = 0;
  gezin_record_sheet_keep (self);
  return G_SOURCE_REMOVE;
}

static void
edited_cb (GezinRecordSheet *self)
{
  if (self->timer == 0)
    self->timer = g_timeout_add (KEEP_AFTER_MS, timer_cb, self);
}

/* The form. */

static void
forget (GezinRecordSheet *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->focus_idle, g_source_remove);
  g_ptr_array_set_size (self->fields, 0);
  self->file_box = NULL;
  gezin_box_clear (self->first);
  gezin_box_clear (self->rest);
  g_clear_pointer (&self->dossier, gezin_dossier_unref);
  self->has_draft = FALSE;
}

static gboolean
is_shown (const GezinFieldSpec *spec, const GezinRecord *record)
{
  gboolean is_empty = record == NULL || gezin_record_field (record, spec->field).n_heads == 0;

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
  gboolean is_first = (spec->flags & GEZIN_FIELD_ESSENTIAL) != 0
                      || spec->field == GEZIN_FIELD_COMMON_ABOUT
                      || (record != NULL && spec->kind == self->kind
                          && gezin_record_field (record, spec->field).n_heads > 0);

  g_ptr_array_add (self->fields, form);
  gtk_box_append (GTK_BOX (is_first ? self->first : self->rest), form);
  g_signal_connect_swapped (form, "edited", G_CALLBACK (edited_cb), self);
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
  say_kept (self, "", TRUE);
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

static void
focus_first (GezinRecordSheet *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      const GezinFieldSpec *spec = gezin_field_form_spec (self->fields->pdata[i]);

      if (spec->type == GEZIN_TYPE_PROSE || spec->type == GEZIN_TYPE_TEXT)
        {
          gezin_field_form_focus (self->fields->pdata[i]);
          return;
        }
    }
}

static void file_picked_cb (GezinFileBox *box, GFile *file, GezinRecordSheet *self);

static void
add_file_box (GezinRecordSheet *self, const GezinRecord *record)
{
  self->file_box = gezin_file_box_new (self->session, self->dossier, &self->record, record);
  gtk_box_append (GTK_BOX (self->first), self->file_box);
  g_signal_connect (self->file_box, "picked", G_CALLBACK (file_picked_cb), self);
}

static gboolean
focus_cb (gpointer user_data)
{
  GezinRecordSheet *self = user_data;

  self->focus_idle = 0;
  focus_first (self);
  return G_SOURCE_REMOVE;
}

void
gezin_record_sheet_open (GezinRecordSheet *sheet, GezinDossier *dossier, const GezinUuid *record,
                         GezinKind kind, const GezinDraft *draft)
{
  const GezinRecord *existing = gezin_dossier_find (dossier, record);
  const GezinFieldSpec *const *fields;
  guint n_fields;

  gezin_record_sheet_keep (sheet);
  forget (sheet);
  sheet->dossier = gezin_dossier_ref (dossier);
  sheet->record = *record;
  sheet->kind = kind;
  sheet->is_busy = FALSE;
  if (kind == gezin_session_document_kind ())
    add_file_box (sheet, existing);
  fields = gezin_catalogue_fields_of (kind, &n_fields);
  for (guint i = 0; i < n_fields; i++)
    if (is_shown (fields[i], existing))
      add_field (sheet, fields[i], existing);
  gtk_expander_set_expanded (GTK_EXPANDER (sheet->more), FALSE);
  gtk_widget_set_visible (sheet->more, gtk_widget_get_first_child (sheet->rest) != NULL);
  gtk_widget_set_visible (sheet->done,
                          (gezin_catalogue_kind (kind)->flags & GEZIN_KIND_BY_PROGRAM) == 0);
  show_title (sheet, existing);
  show_draft (sheet, draft);
  gtk_adjustment_set_value (
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (sheet->scrolled)), 0);
  /* Only what is on screen takes the focus, and the sheet comes on screen after this. */
  if (sheet->focus_idle == 0)
    sheet->focus_idle = g_idle_add (focus_cb, sheet);
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
gezin_record_sheet_refresh (GezinRecordSheet *sheet, GezinDossier *now)
{
  if (sheet->dossier == NULL || sheet->is_busy)
    return;
  gezin_dossier_ref (now);
  g_clear_pointer (&sheet->dossier, gezin_dossier_unref);
  sheet->dossier = now;
  for (guint i = 0; i < sheet->fields->len; i++)
    gezin_field_form_refresh (sheet->fields->pdata[i], now);
}

const GezinUuid *
gezin_record_sheet_record (GezinRecordSheet *sheet)
{
  return sheet->dossier != NULL ? &sheet->record : NULL;
}

/* Done. */

static gboolean
commit (GezinSession *session, GezinJob *job, GError **error)
{
  if (gezin_session_commit (session, &job->dossier, job->edits, NULL, &job->commit, error))
    return TRUE;
  /* What it is now tells which field to ask about. */
  job->opened = gezin_session_read (session, &job->dossier, NULL);
  return FALSE;
}

static void
finish (GezinRecordSheet *self)
{
  forget (self);
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
committed_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinRecordSheet *self = owner;
  g_autofree char *sentence = NULL;

  self->is_busy = FALSE;
  gtk_widget_set_sensitive (self->done, TRUE);
  if (self->dossier == NULL || !gezin_uuid_equal (&self->record, &job->record))
    return;
  if (error == NULL)
    {
      gezin_say (GTK_WIDGET (self), _ ("Saved in the dossier"), job->commit != 0);
      finish (self);
      return;
    }
  sentence = gezin_session_sentence (error);
  say_kept (self, sentence, FALSE);
  if (job->opened != NULL)
    gezin_record_sheet_refresh (self, job->opened);
}

/* Everything that was edited, or %NULL when a field is wrong or still asks. */
static GPtrArray *
collect (GezinRecordSheet *self)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
  GezinFieldForm *wrong = NULL;

  for (guint i = 0; i < self->fields->len; i++)
    {
      GezinFieldForm *form = self->fields->pdata[i];
      g_autoptr (GError) error = NULL;
      g_autofree char *sentence = NULL;

      if (gezin_field_form_is_asking (form))
        wrong = wrong != NULL ? wrong : form;
      else if (!gezin_field_form_collect (form, edits, FALSE, &error))
        {
          sentence = gezin_session_sentence (error);
          wrong = wrong != NULL ? wrong : form;
        }
      gezin_field_form_set_problem (form, sentence);
    }
  if (wrong == NULL)
    return g_steal_pointer (&edits);
  if (gtk_widget_is_ancestor (GTK_WIDGET (wrong), self->rest))
    gtk_expander_set_expanded (GTK_EXPANDER (self->more), TRUE);
  gezin_field_form_focus (wrong);
  say_kept (self, _ ("One field still needs you."), FALSE);
  return NULL;
}

void
gezin_record_sheet_done (GezinRecordSheet *sheet)
{
  g_autoptr (GPtrArray) edits = NULL;
  GezinJob *job;

  if (sheet->dossier == NULL || sheet->is_busy)
    return;
  edits = collect (sheet);
  if (edits == NULL)
    return;
  g_clear_handle_id (&sheet->timer, g_source_remove);
  if (!is_touched (sheet))
    {
      if (sheet->has_draft)
        start_dropping (sheet);
      finish (sheet);
      return;
    }
  sheet->is_busy = TRUE;
  gtk_widget_set_sensitive (sheet->done, FALSE);
  job = gezin_job_new (sheet, commit, committed_cb);
  job->dossier = *gezin_dossier_id (sheet->dossier);
  job->record = sheet->record;
  job->edits = g_steal_pointer (&edits);
  gezin_job_start (job, sheet->session);
}

/* A file comes in together with what was typed, in one commit. */

static gboolean
attach (GezinSession *session, GezinJob *job, GError **error)
{
  GezinAttachment attachment = { .dossier = &job->dossier,
                                 .record = &job->record,
                                 .kind = job->kind,
                                 .file = job->file,
                                 .edits = job->edits,
                                 .progress = gezin_job_progress,
                                 .progress_data = job };

  return gezin_session_attach (session, &attachment, job->stop, &job->commit, error);
}

static void
attached_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinRecordSheet *self = owner;

  if (self->file_box != NULL)
    gezin_file_box_end (GEZIN_FILE_BOX (self->file_box));
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      self->is_busy = FALSE;
      gtk_widget_set_sensitive (self->done, TRUE);
      say_kept (self, _ ("Stopped. The file was not added."), FALSE);
      return;
    }
  committed_cb (owner, job, error);
}

static void
file_picked_cb (GezinFileBox *box, GFile *file, GezinRecordSheet *self)
{
  g_autoptr (GPtrArray) edits = NULL;
  GezinJob *job;

  if (self->dossier == NULL || self->is_busy)
    return;
  edits = collect (self);
  if (edits == NULL)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  self->is_busy = TRUE;
  gtk_widget_set_sensitive (self->done, FALSE);
  job = gezin_job_new (self, attach, attached_cb);
  job->dossier = *gezin_dossier_id (self->dossier);
  job->record = self->record;
  job->kind = self->kind;
  job->file = g_object_ref (file);
  job->edits = g_steal_pointer (&edits);
  gezin_file_box_start (box, job);
  gezin_job_start (job, self->session);
}

void
gezin_record_sheet_leave (GezinRecordSheet *sheet)
{
  gboolean was_edited = sheet->dossier != NULL && is_touched (sheet);

  gezin_record_sheet_keep (sheet);
  if (was_edited)
    gezin_say (GTK_WIDGET (sheet), _ ("Your text is kept. Open it again to finish it."), FALSE);
  finish (sheet);
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
  GezinUuid record = self->record;

  start_dropping (self);
  forget (self);
  if (gezin_dossier_find (dossier, &record) != NULL)
    gezin_record_sheet_open (self, dossier, &record, self->kind, NULL);
  else
    g_signal_emit (self, signals[CLOSED], 0);
}

/* Removing. */

static gboolean
remove_record (GezinSession *session, GezinJob *job, GError **error)
{
  return gezin_session_remove (session, &job->dossier, &job->record, job->opened, job->text,
                               &job->commit, error);
}

static void
removed_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinRecordSheet *self = owner;

  if (error != NULL)
    {
      gezin_say_error (GTK_WIDGET (self), error);
      return;
    }
  gezin_say (GTK_WIDGET (self), _ ("Removed"), TRUE);
  if (self->has_draft)
    start_dropping (self);
  finish (self);
}

static void
removal_answered_cb (AdwMessageDialog *dialog, const char *answer, GezinRecordSheet *self)
{
  GtkWidget *entry = adw_message_dialog_get_extra_child (dialog);
  GezinJob *job;

  if (g_strcmp0 (answer, "remove") != 0 || self->dossier == NULL)
    return;
  job = gezin_job_new (self, remove_record, removed_cb);
  job->dossier = *gezin_dossier_id (self->dossier);
  job->record = self->record;
  job->opened = gezin_dossier_ref (self->dossier);
  job->text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry)));
  gezin_job_start (job, self->session);
}

static void
reason_cb (GtkEditable *entry, AdwMessageDialog *dialog)
{
  adw_message_dialog_set_response_enabled (dialog, "remove",
                                           gtk_editable_get_text (entry)[0] != '\0');
}

void
gezin_record_sheet_ask_removal (GezinRecordSheet *sheet)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (sheet)));
  GtkWidget *dialog;
  GtkWidget *entry;

  if (sheet->dossier == NULL || gezin_dossier_find (sheet->dossier, &sheet->record) == NULL)
    return;
  dialog = adw_message_dialog_new (window, _ ("Remove this record?"),
                                   _ ("It stays in the history and can be put back. Say in a few "
                                      "words why it goes."));
  entry = gtk_entry_new ();
  gezin_access_name (entry, _ ("Why it is removed"));
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "cancel", C_ ("verb", "Cancel"));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "remove", C_ ("verb", "Remove"));
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "remove",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "remove", FALSE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect (entry, "changed", G_CALLBACK (reason_cb), dialog);
  g_signal_connect_object (dialog, "response", G_CALLBACK (removal_answered_cb), sheet, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
}

static void
gezin_record_sheet_dispose (GObject *object)
{
  GezinRecordSheet *self = GEZIN_RECORD_SHEET (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->focus_idle, g_source_remove);
  g_clear_pointer (&self->dossier, gezin_dossier_unref);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gezin_record_sheet_parent_class)->dispose (object);
}

static void
gezin_record_sheet_class_init (GezinRecordSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gezin_record_sheet_dispose;
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
