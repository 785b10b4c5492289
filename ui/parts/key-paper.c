/* SPDX-License-Identifier: EUPL-1.2 */

/* The recovery key on paper or on a USB stick.
 *
 * Invariants:
 * 1. Nothing is written but what the person asked for: a page to the printer, a file where they
 *    picked it. There is no preview, since that would be a file.
 * 2. The file does not go where the store is: a thief of the laptop would have both.
 * 3. The words on the page name nobody. */

#include "parts/key-paper.h"

#include "parts/access.h"
#include "parts/build.h"
#include "parts/picked.h"
#include "parts/wrap.h"

#include <glib/gi18n-lib.h>
#include <pango/pangocairo.h>
#include <string.h>

#define GROUPS_ON_A_LINE 4
#define MARGIN_MM 22

struct _GezinKeyPaper {
  AdwBin parent_instance;
  char *folder;
  GezinSecret *key;
  GtkWidget *print;
  GtkWidget *save;
};

G_DEFINE_FINAL_TYPE (GezinKeyPaper, gezin_key_paper, ADW_TYPE_BIN)

/* The whole page as plain text; to be wiped. */
static char *
page_text (GezinKeyPaper *self)
{
  char *text =
      g_strndup ((const char *) gezin_secret_peek (self->key), gezin_secret_length (self->key));
  char **groups = g_strsplit_set (text, "- ", -1);
  GString *page =
      g_string_sized_new (2048); /* more than it needs: it never moves, so one wipe does */
  guint n = 0;

  g_string_append_printf (page, "%s\n\n", _ ("Recovery key of Gezinsdossier"));
  for (guint i = 0; groups[i] != NULL; i++)
    if (groups[i][0] != '\0')
      {
        n++;
        g_string_append_printf (page, "%s%s", groups[i],
                                n % GROUPS_ON_A_LINE == 0 ? "\n" : "     ");
      }
  g_string_append_printf (
      page, "\n%s\n%s\n%s\n",
      _ ("Whoever has this key and the laptop or a backup can read all dossiers."),
      _ ("Keep it in a locked place, not with the laptop."),
      _ ("You need it when you forget your passphrase, and when you put a backup back."));
  gezin_secret_wipe (text, strlen (text));
  g_free (text);
  for (guint i = 0; groups[i] != NULL; i++)
    gezin_secret_wipe (groups[i], strlen (groups[i]));
  g_strfreev (groups);
  return g_string_free (page, FALSE);
}

/* Printing. */

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int number,
              GezinKeyPaper *self)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  g_autoptr (PangoLayout) layout = gtk_print_context_create_pango_layout (context);
  PangoFontDescription *font = pango_font_description_from_string ("Monospace 13");
  char *text = page_text (self);

  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, (int) (gtk_print_context_get_width (context) * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD);
  pango_layout_set_spacing (layout, 6 * PANGO_SCALE);
  pango_layout_set_text (layout, text, -1);
  cairo_move_to (cr, 0, 0);
  pango_cairo_show_layout (cr, layout);
  pango_font_description_free (font);
  gezin_secret_wipe (text, strlen (text));
  g_free (text);
}

static gboolean
preview_cb (GtkPrintOperation *operation, GtkPrintOperationPreview *preview,
            GtkPrintContext *context, GtkWindow *parent, GezinKeyPaper *self)
{
  gtk_print_operation_cancel (operation);
  gezin_say (GTK_WIDGET (self), _ ("A recovery key has no preview: it would be left in a file."),
             FALSE);
  return TRUE;
}

static GtkPrintOperation *
operation_new (GezinKeyPaper *self)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();

  gtk_page_setup_set_top_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_bottom_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_left_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_right_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_n_pages (operation, 1);
  /* The name of the job lies in the queue for all to see. */
  gtk_print_operation_set_job_name (operation, "Gezinsdossier");
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), self);
  g_signal_connect (operation, "preview", G_CALLBACK (preview_cb), self);
  return operation;
}

gboolean
gezin_key_paper_export (GezinKeyPaper *paper, const char *path, GError **error)
{
  g_autoptr (GtkPrintOperation) operation = operation_new (paper);

  gtk_print_operation_set_export_filename (operation, path);
  return paper->key != NULL
         && gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, error)
                == GTK_PRINT_OPERATION_RESULT_APPLY;
}

static void
print_cb (GezinKeyPaper *self)
{
  g_autoptr (GtkPrintOperation) operation = operation_new (self);
  g_autoptr (GError) error = NULL;

  if (self->key == NULL)
    return;
  if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                               GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), &error)
      == GTK_PRINT_OPERATION_RESULT_ERROR)
    gezin_say (GTK_WIDGET (self),
               _ ("Printing did not work. Write the key down, or try another printer."), FALSE);
}

/* Saving. */

static char *
filesystem_of (GFile *file)
{
  g_autoptr (GFileInfo) info =
      g_file_query_info (file, G_FILE_ATTRIBUTE_ID_FILESYSTEM, G_FILE_QUERY_INFO_NONE, NULL, NULL);
  const char *id =
      info != NULL ? g_file_info_get_attribute_string (info, G_FILE_ATTRIBUTE_ID_FILESYSTEM) : NULL;

  return g_strdup (id);
}

/* Whether @place is on the disk on which the store is (invariant 2). */
static gboolean
is_on_this_disk (GezinKeyPaper *self, GFile *place)
{
  g_autoptr (GFile) above = g_file_get_parent (place);
  g_autoptr (GFile) store = g_file_new_for_path (self->folder);
  g_autofree char *here = filesystem_of (store);
  g_autofree char *there = above != NULL ? filesystem_of (above) : NULL;

  return here != NULL && there != NULL && strcmp (here, there) == 0;
}

static gboolean
write_file (GezinKeyPaper *self, GFile *place, GError **error)
{
  char *text = page_text (self);
  gboolean done = g_file_replace_contents (
      place, text, strlen (text), NULL, FALSE,
      G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, NULL, NULL, error);

  gezin_secret_wipe (text, strlen (text));
  g_free (text);
  return done;
}

static void
picked_cb (GtkNativeDialog *dialog, int response, GezinKeyPaper *self)
{
  g_autoptr (GFile) place = gezin_picked_file (dialog, response);
  g_autoptr (GError) error = NULL;

  if (place == NULL || self->key == NULL)
    return;
  if (is_on_this_disk (self, place))
    gezin_say (GTK_WIDGET (self),
               _ ("That is on this laptop itself. Pick a USB stick: a thief must not find "
                  "laptop and key together."),
               FALSE);
  else if (!write_file (self, place, &error))
    gezin_say_error (GTK_WIDGET (self), error);
  else
    gezin_say (GTK_WIDGET (self), _ ("The key is on the stick. Do not keep it with the laptop."),
               FALSE);
}

static void
save_cb (GezinKeyPaper *self)
{
  GtkFileChooserNative *chooser;

  if (self->key == NULL)
    return;
  chooser = gtk_file_chooser_native_new (
      _ ("Save the key on a USB stick"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
      GTK_FILE_CHOOSER_ACTION_SAVE, C_ ("verb", "Save"), C_ ("verb", "Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  /* Translators: the name of a file. */
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), _ ("recovery-key.txt"));
  g_signal_connect_object (chooser, "response", G_CALLBACK (picked_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static GtkWidget *
button_new (const char *icon, const char *text)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *inside = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 8, NULL);

  gtk_widget_set_halign (inside, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (inside), gezin_icon_new (icon, NULL));
  gtk_box_append (GTK_BOX (inside), gtk_label_new (text));
  gtk_button_set_child (GTK_BUTTON (button), inside);
  gezin_access_name (button, text);
  return button;
}

static void
gezin_key_paper_dispose (GObject *object)
{
  GezinKeyPaper *self = GEZIN_KEY_PAPER (object);

  g_clear_pointer (&self->key, gezin_secret_free);
  g_clear_pointer (&self->folder, g_free);
  G_OBJECT_CLASS (gezin_key_paper_parent_class)->dispose (object);
}

static void
gezin_key_paper_class_init (GezinKeyPaperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_key_paper_dispose;
}

static void
gezin_key_paper_init (GezinKeyPaper *self)
{
  GtkWidget *box = gezin_wrap_new (10);

  self->print = button_new ("gezin-printer-symbolic", C_ ("verb", "Print"));
  self->save = button_new ("gezin-save-symbolic", _ ("Save on a USB stick"));
  gezin_wrap_append (GEZIN_WRAP (box), self->print);
  gezin_wrap_append (GEZIN_WRAP (box), self->save);
  g_signal_connect_swapped (self->print, "clicked", G_CALLBACK (print_cb), self);
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (save_cb), self);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
gezin_key_paper_new (const char *folder)
{
  GezinKeyPaper *self = g_object_new (GEZIN_TYPE_KEY_PAPER, NULL);

  self->folder = g_strdup (folder);
  return GTK_WIDGET (self);
}

void
gezin_key_paper_set_key (GezinKeyPaper *paper, const GezinSecret *key)
{
  g_clear_pointer (&paper->key, gezin_secret_free);
  if (key != NULL)
    paper->key = gezin_secret_new_copy (gezin_secret_peek (key), gezin_secret_length (key));
}
