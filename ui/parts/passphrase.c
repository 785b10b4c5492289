/* SPDX-License-Identifier: EUPL-1.2 */

/* Choosing a passphrase. Strength is told by length alone: a sentence of some
 * words beats any mixture of signs, and is remembered. */

#include "parts/passphrase.h"

#include "base/limits.h"
#include "parts/access.h"
#include "parts/build.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define GOOD_CHARACTERS 20
#define STRONG_CHARACTERS 28

struct _GezinPassphrase {
  AdwBin parent_instance;
  GtkWidget *first;
  GtkWidget *again;
  GtkWidget *level;
  GtkWidget *words;
  GtkWidget *same;
};

G_DEFINE_FINAL_TYPE (GezinPassphrase, gezin_passphrase, ADW_TYPE_BIN)

enum { EDITED, N_SIGNALS };
static guint signals[N_SIGNALS];

static const char *
typed (GtkWidget *entry)
{
  return gtk_editable_get_text (GTK_EDITABLE (entry));
}

static void
edited_cb (GtkEditable *editable, GezinPassphrase *self)
{
  glong length = g_utf8_strlen (typed (self->first), -1);
  const char *again = typed (self->again);
  gboolean differs = again[0] != '\0' && !g_str_has_prefix (typed (self->first), again);

  gtk_level_bar_set_value (GTK_LEVEL_BAR (self->level), length == 0 ? 0
                                                        : length < GEZIN_MIN_PASSPHRASE_CHARACTERS
                                                            ? 1
                                                        : length < GOOD_CHARACTERS   ? 2
                                                        : length < STRONG_CHARACTERS ? 3
                                                                                     : 4);
  gtk_label_set_text (GTK_LABEL (self->words),
                      length == 0 ? _ ("Take a sentence of four or more words that only you know.")
                      : length < GEZIN_MIN_PASSPHRASE_CHARACTERS
                          ? _ ("Too short: take at least 12 characters.")
                      : length < GOOD_CHARACTERS   ? _ ("Fair. A longer sentence is safer.")
                      : length < STRONG_CHARACTERS ? _ ("Good.")
                                                   : _ ("Strong."));
  gezin_access_describe (self->first, gtk_label_get_text (GTK_LABEL (self->words)));
  gtk_widget_set_visible (self->same, differs);
  g_signal_emit (self, signals[EDITED], 0);
}

static GtkWidget *
add_entry (GezinPassphrase *self, GtkWidget *box, const char *label)
{
  GtkWidget *entry = gtk_password_entry_new ();

  gtk_password_entry_set_show_peek_icon (GTK_PASSWORD_ENTRY (entry), TRUE);
  gezin_access_name (entry, label);
  gtk_box_append (GTK_BOX (box), gezin_text_new (label, "strong"));
  gtk_box_append (GTK_BOX (box), entry);
  g_signal_connect (entry, "changed", G_CALLBACK (edited_cb), self);
  return entry;
}

static void
gezin_passphrase_class_init (GezinPassphraseClass *klass)
{
  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
gezin_passphrase_init (GezinPassphrase *self)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, NULL);

  self->first = add_entry (self, box, _ ("Passphrase"));
  self->level = gtk_level_bar_new_for_interval (0, 4);
  gtk_level_bar_set_mode (GTK_LEVEL_BAR (self->level), GTK_LEVEL_BAR_MODE_DISCRETE);
  gtk_widget_add_css_class (self->level, "strength");
  gtk_widget_set_valign (self->level, GTK_ALIGN_START);
  gezin_access_name (self->level, _ ("How strong the passphrase is"));
  gtk_box_append (GTK_BOX (box), self->level);
  self->words = gezin_text_new ("", "dim small");
  gtk_box_append (GTK_BOX (box), self->words);
  self->again = add_entry (self, box, _ ("The same passphrase again"));
  self->same = gezin_text_new (_ ("These two are not the same."), "late small");
  gtk_widget_set_visible (self->same, FALSE);
  gtk_box_append (GTK_BOX (box), self->same);
  adw_bin_set_child (ADW_BIN (self), box);
  edited_cb (NULL, self);
}

GtkWidget *
gezin_passphrase_new (void)
{
  return g_object_new (GEZIN_TYPE_PASSPHRASE, NULL);
}

gboolean
gezin_passphrase_is_good (GezinPassphrase *passphrase)
{
  return g_utf8_strlen (typed (passphrase->first), -1) >= GEZIN_MIN_PASSPHRASE_CHARACTERS
         && strcmp (typed (passphrase->first), typed (passphrase->again)) == 0;
}

GezinSecret *
gezin_passphrase_take (GezinPassphrase *passphrase)
{
  const char *text = typed (passphrase->first);
  GezinSecret *secret = gezin_secret_new_copy (text, strlen (text));

  gtk_editable_set_text (GTK_EDITABLE (passphrase->first), "");
  gtk_editable_set_text (GTK_EDITABLE (passphrase->again), "");
  return secret;
}
