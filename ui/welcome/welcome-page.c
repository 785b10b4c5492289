/* SPDX-License-Identifier: EUPL-1.2 */

/* The first start, in three steps: who, passphrase, recovery key.
 *
 * Invariants:
 * 1. The recovery key is shown once; it is on screen and in locked memory only (unless the person
 *    prints or saves it), until two of its groups were typed back.
 * 2. Each step can be left backwards until the store is made; after that only onwards. */

#include "welcome/welcome-page.h"

#include "parts/access.h"
#include "parts/build.h"
#include "parts/job.h"
#include "parts/key-paper.h"
#include "parts/passphrase.h"
#include "parts/pills.h"
#include "parts/wrap.h"
#include "welcome/restore-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define KEY_GROUPS 8

enum { WELCOME, WHO, PASSPHRASE, KEY, RESTORE };

struct _GezinWelcomePage {
  AdwBin parent_instance;

  GezinSession *session;
  char *folder;
  GezinSecret *recovery_key;
  guint asked[2]; /* which groups have to be typed back */

  GtkWidget *menu;
  GtkWidget *stack;
  GtkWidget *dots;
  GtkWidget *name;
  GtkWidget *organisation;
  GtkWidget *role;
  GtkWidget *who_next;
  GtkWidget *chosen;
  GtkWidget *make;
  GtkWidget *wheel;
  GtkWidget *groups;
  GtkWidget *paper;
  GtkWidget *typed[2];
  GtkWidget *right[2];
  GtkWidget *ready;
  GtkWidget *look;
  GtkWidget *look_wheel;
};

G_DEFINE_FINAL_TYPE (GezinWelcomePage, gezin_welcome_page, ADW_TYPE_BIN)

enum { READY, LOOK_AROUND, N_SIGNALS };
static guint signals[N_SIGNALS];

static const char *const step_names[] = { "welcome", "who", "passphrase", "key", "restore" };

/* The three dots above a step. */
static void
draw_dots (GezinWelcomePage *self, guint step)
{
  gezin_box_clear (self->dots);
  gtk_widget_set_visible (self->dots, step != WELCOME && step != RESTORE);
  for (guint i = WHO; i <= KEY; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);
      GtkWidget *dot = i < step ? gezin_icon_new ("gezin-check-symbolic", "step-dot good")
                                : gtk_label_new (number);

      gtk_widget_add_css_class (dot, "step-dot");
      if (i == step)
        gtk_widget_add_css_class (dot, "now");
      gtk_widget_set_valign (dot, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (self->dots), dot);
      if (i < KEY)
        {
          GtkWidget *line = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);

          gtk_widget_set_valign (line, GTK_ALIGN_CENTER);
          gtk_widget_set_hexpand (line, TRUE);
          gtk_box_append (GTK_BOX (self->dots), line);
        }
    }
}

static void
go_to (GezinWelcomePage *self, guint step)
{
  GtkWidget *page = gtk_stack_get_child_by_name (GTK_STACK (self->stack), step_names[step]);

  draw_dots (self, step);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), page);
  gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

static void
hide_from_readers (GezinWelcomePage *self)
{
  for (GtkWidget *page = gtk_widget_get_first_child (self->stack); page != NULL;
       page = gtk_widget_get_next_sibling (page))
    gezin_access_page (page);
}

static void
begin_cb (GezinWelcomePage *self)
{
  go_to (self, WHO);
}

static void
restore_cb (GezinWelcomePage *self)
{
  go_to (self, RESTORE);
}

static void
look_cb (GezinWelcomePage *self)
{
  gtk_widget_set_sensitive (self->look, FALSE);
  gtk_widget_set_visible (self->look_wheel, TRUE);
  gtk_spinner_start (GTK_SPINNER (self->look_wheel));
  g_signal_emit (self, signals[LOOK_AROUND], 0);
}

void
gezin_welcome_page_failed (GezinWelcomePage *page, const GError *error)
{
  gtk_widget_set_sensitive (page->look, TRUE);
  gtk_spinner_stop (GTK_SPINNER (page->look_wheel));
  gtk_widget_set_visible (page->look_wheel, FALSE);
  gezin_say_error (GTK_WIDGET (page), error);
}

static GtkWidget *
big_button (const char *label, gboolean is_first)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "pill");
  if (is_first)
    gtk_widget_add_css_class (button, "suggested-action");
  return button;
}

/* Back and onwards at the end of a step. */
static GtkWidget *
foot_new (GezinWelcomePage *self, GCallback back, GtkWidget *next, GtkWidget *between)
{
  GtkWidget *foot = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 12, NULL);
  GtkWidget *space = between != NULL ? between : gtk_label_new (NULL);

  gtk_widget_set_margin_top (foot, 16);
  if (back != NULL)
    {
      GtkWidget *button = big_button (C_ ("verb", "Back"), FALSE);

      g_signal_connect_swapped (button, "clicked", back, self);
      gtk_box_append (GTK_BOX (foot), button);
    }
  gtk_widget_set_hexpand (space, TRUE);
  gtk_box_append (GTK_BOX (foot), space);
  gtk_box_append (GTK_BOX (foot), next);
  return foot;
}

static GtkWidget *
step_new (GezinWelcomePage *self, guint step, const char *title, const char *text)
{
  GtkWidget *page = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, NULL);
  GtkWidget *heading = gezin_text_new (title, "page-title");
  GtkWidget *body = gezin_text_new (text, "dim");

  gtk_label_set_xalign (GTK_LABEL (heading), 0.5F);
  gtk_label_set_xalign (GTK_LABEL (body), 0.5F);
  gtk_label_set_justify (GTK_LABEL (heading), GTK_JUSTIFY_CENTER);
  gtk_label_set_justify (GTK_LABEL (body), GTK_JUSTIFY_CENTER);
  gtk_widget_set_margin_bottom (body, 12);
  gtk_box_append (GTK_BOX (page), heading);
  gtk_box_append (GTK_BOX (page), body);
  gtk_stack_add_named (GTK_STACK (self->stack), page, step_names[step]);
  return page;
}

/* For somebody whose laptop was lost or replaced. */
static GtkWidget *
have_backup_new (GezinWelcomePage *self)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *inside = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 10, NULL);

  gtk_widget_set_halign (inside, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (inside), gezin_icon_new ("gezin-backup-symbolic", NULL));
  gtk_box_append (GTK_BOX (inside), gezin_text_new (_ ("I have a backup"), NULL));
  gtk_button_set_child (GTK_BUTTON (button), inside);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (button, 12);
  gezin_access_name (button, _ ("I have a backup"));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (restore_cb), self);
  return button;
}

static void
build_welcome (GezinWelcomePage *self)
{
  const struct {
    const char *title;
    const char *text;
  } steps[] = {
    { _ ("Who are you?"), _ ("Name, team and role") },
    { _ ("Your passphrase"), _ ("Only you know it") },
    { _ ("Your recovery key"), _ ("On paper, for when you forget the sentence") },
  };
  GtkWidget *page = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, NULL);
  GtkWidget *image = gtk_image_new_from_icon_name (GEZIN_APPLICATION_ID);
  GtkWidget *greeting = gezin_text_new (_ ("Welcome"), "greeting");
  GtkWidget *text = gezin_text_new (
      _ ("Everything stays on this laptop, behind a lock. No internet is needed."), "dim");
  GtkWidget *heading = gezin_text_new (_ ("Ready in three steps, in about five minutes"), "strong");
  GtkWidget *list = gezin_list_new ();
  GtkWidget *begin = big_button (_ ("Begin"), TRUE);
  GtkWidget *inside = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 10, NULL);
  GtkWidget *look_label = gezin_text_new (_ ("Look around with an invented family"), NULL);

  gtk_image_set_pixel_size (GTK_IMAGE (image), 112);
  gtk_label_set_xalign (GTK_LABEL (greeting), 0.5F);
  gtk_label_set_xalign (GTK_LABEL (text), 0.5F);
  gtk_label_set_justify (GTK_LABEL (text), GTK_JUSTIFY_CENTER);
  gtk_widget_set_margin_top (heading, 16);
  gtk_box_append (GTK_BOX (page), image);
  gtk_box_append (GTK_BOX (page), greeting);
  gtk_box_append (GTK_BOX (page), text);
  gtk_box_append (GTK_BOX (page), heading);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      GtkWidget *row = gezin_row_new (steps[i].title, steps[i].text);
      g_autofree char *number = g_strdup_printf ("%u", i + 1);
      GtkWidget *dot = gtk_label_new (number);

      gtk_widget_add_css_class (dot, "step-dot");
      gtk_widget_set_valign (dot, GTK_ALIGN_CENTER);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), dot);
      gtk_widget_set_focusable (row, FALSE);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  gtk_widget_set_focusable (list, FALSE);
  gtk_box_append (GTK_BOX (page), list);
  gtk_widget_set_margin_top (begin, 12);
  gtk_box_append (GTK_BOX (page), begin);

  self->look = gtk_button_new ();
  self->look_wheel = gtk_spinner_new ();
  gtk_widget_set_visible (self->look_wheel, FALSE);
  gtk_widget_set_halign (inside, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (inside), gezin_icon_new ("gezin-house-symbolic", NULL));
  gtk_box_append (GTK_BOX (inside), look_label);
  gtk_box_append (GTK_BOX (inside), self->look_wheel);
  gtk_button_set_child (GTK_BUTTON (self->look), inside);
  gtk_widget_add_css_class (self->look, "pill");
  gezin_access_name (self->look, _ ("Look around with an invented family"));
  gtk_box_append (GTK_BOX (page), self->look);
  gtk_box_append (GTK_BOX (page), have_backup_new (self));
  g_signal_connect_swapped (begin, "clicked", G_CALLBACK (begin_cb), self);
  g_signal_connect_swapped (self->look, "clicked", G_CALLBACK (look_cb), self);
  gtk_stack_add_named (GTK_STACK (self->stack), page, step_names[WELCOME]);
}

/* Step 1. */

static void
who_edited_cb (GezinWelcomePage *self)
{
  gtk_widget_set_sensitive (
      self->who_next, gtk_editable_get_text (GTK_EDITABLE (self->name))[0] != '\0'
                          && gtk_editable_get_text (GTK_EDITABLE (self->organisation))[0] != '\0');
}

static void
who_next_cb (GezinWelcomePage *self)
{
  if (gtk_widget_get_sensitive (self->who_next))
    go_to (self, PASSPHRASE);
}

static GtkWidget *
add_entry (GezinWelcomePage *self, GtkWidget *page, const char *label)
{
  GtkWidget *entry = gtk_entry_new ();

  gezin_access_name (entry, label);
  gtk_box_append (GTK_BOX (page), gezin_text_new (label, "strong"));
  gtk_box_append (GTK_BOX (page), entry);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (who_edited_cb), self);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (who_next_cb), self);
  return entry;
}

static void
back_to_welcome_cb (GezinWelcomePage *self)
{
  go_to (self, WELCOME);
}

static void
build_who (GezinWelcomePage *self)
{
  GtkWidget *page =
      step_new (self, WHO, _ ("Who are you?"),
                _ ("This stands beside everything that you write, so that a colleague "
                   "knows who to ask."));

  self->who_next = big_button (C_ ("verb", "Next"), TRUE);
  self->name = add_entry (self, page, _ ("Your name"));
  self->organisation = add_entry (self, page, _ ("Organisation or team"));
  gtk_box_append (GTK_BOX (page), gezin_text_new (_ ("Your role"), "strong"));
  self->role = gezin_pills_new (FALSE, TRUE);
  gezin_pills_add (GEZIN_PILLS (self->role), "consultant", C_ ("role", "Consultant"), NULL);
  gezin_pills_add (GEZIN_PILLS (self->role), "lead", C_ ("role", "Team lead"), NULL);
  gezin_pills_add (GEZIN_PILLS (self->role), "rvt", C_ ("role", "Regional safety team (RVT)"),
                   NULL);
  gezin_pills_set_chosen (GEZIN_PILLS (self->role), "consultant", TRUE);
  gezin_access_name (self->role, _ ("Your role"));
  gtk_box_append (GTK_BOX (page), self->role);
  g_signal_connect_swapped (self->who_next, "clicked", G_CALLBACK (who_next_cb), self);
  gtk_box_append (GTK_BOX (page),
                  foot_new (self, G_CALLBACK (back_to_welcome_cb), self->who_next, NULL));
  who_edited_cb (self);
}

/* Step 2: makes the store. */

static void
fill_groups (GezinWelcomePage *self)
{
  g_autofree char *text = g_strndup ((const char *) gezin_secret_peek (self->recovery_key),
                                     gezin_secret_length (self->recovery_key));
  g_auto (GStrv) groups = g_strsplit_set (text, "- ", -1);

  for (guint i = 0; i < KEY_GROUPS && groups[i] != NULL; i++)
    {
      GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 0, NULL);
      g_autofree char *number = g_strdup_printf ("%u", i + 1);
      GtkWidget *group = gtk_label_new (groups[i]);
      g_autofree char *name = g_strdup_printf (_ ("Group %u: %s"), i + 1, groups[i]);

      gtk_box_append (GTK_BOX (box), gezin_text_new (number, "dim caption"));
      gtk_label_set_xalign (GTK_LABEL (gtk_widget_get_first_child (box)), 0.5F);
      gtk_widget_add_css_class (group, "key-group");
      gtk_label_set_selectable (GTK_LABEL (group), FALSE);
      gezin_access_name (group, name);
      gtk_box_append (GTK_BOX (box), group);
      gtk_grid_attach (GTK_GRID (self->groups), box, (int) (i % 4), (int) (i / 4), 1, 1);
    }
  gezin_secret_wipe (text, strlen (text));
}

static gboolean
create_store (GezinSession *session, GezinJob *job, GError **error)
{
  return gezin_session_create_store (session, job->folder, job->names[0], job->names[1],
                                     job->names[2], job->key, job->memory, &job->secret, error);
}

static void
created_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinWelcomePage *self = owner;

  gtk_spinner_stop (GTK_SPINNER (self->wheel));
  if (error != NULL)
    {
      gezin_say_error (GTK_WIDGET (self), error);
      gtk_widget_set_sensitive (self->make, TRUE);
      return;
    }
  self->recovery_key = g_steal_pointer (&job->secret);
  fill_groups (self);
  gezin_key_paper_set_key (GEZIN_KEY_PAPER (self->paper), self->recovery_key);
  go_to (self, KEY);
}

static void
make_cb (GezinWelcomePage *self)
{
  GezinJob *job = gezin_job_new (self, create_store, created_cb);

  job->folder = g_strdup (self->folder);
  job->names[0] = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
  job->names[1] = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->organisation))));
  job->names[2] = gezin_pills_chosen (GEZIN_PILLS (self->role));
  job->key = gezin_passphrase_take (GEZIN_PASSPHRASE (self->chosen));
  gtk_widget_set_sensitive (self->make, FALSE);
  gtk_spinner_start (GTK_SPINNER (self->wheel));
  gezin_job_start (job, self->session);
}

static void
chosen_cb (GezinWelcomePage *self)
{
  gtk_widget_set_sensitive (self->make, gezin_passphrase_is_good (GEZIN_PASSPHRASE (self->chosen)));
}

static void
back_to_who_cb (GezinWelcomePage *self)
{
  go_to (self, WHO);
}

static void
build_passphrase (GezinWelcomePage *self)
{
  GtkWidget *page = step_new (self, PASSPHRASE, _ ("Your passphrase"),
                              _ ("With this sentence you open your dossiers each day. Nobody can "
                                 "look it up for you."));

  self->chosen = gezin_passphrase_new ();
  self->make = big_button (C_ ("verb", "Next"), TRUE);
  self->wheel = gtk_spinner_new ();
  gtk_widget_set_halign (self->wheel, GTK_ALIGN_END);
  gtk_widget_set_sensitive (self->make, FALSE);
  gtk_box_append (GTK_BOX (page), self->chosen);
  g_signal_connect_swapped (self->chosen, "edited", G_CALLBACK (chosen_cb), self);
  g_signal_connect_swapped (self->make, "clicked", G_CALLBACK (make_cb), self);
  gtk_box_append (GTK_BOX (page),
                  foot_new (self, G_CALLBACK (back_to_who_cb), self->make, self->wheel));
}

/* Step 3. */

/* Group @index of the key, compared without regard to case. */
static gboolean
is_group (GezinWelcomePage *self, guint index, const char *typed)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) groups = NULL;
  gboolean is_right;

  if (self->recovery_key == NULL)
    return FALSE;
  text = g_strndup ((const char *) gezin_secret_peek (self->recovery_key),
                    gezin_secret_length (self->recovery_key));
  groups = g_strsplit_set (text, "- ", -1);
  is_right = g_strv_length (groups) > index && g_ascii_strcasecmp (groups[index], typed) == 0;
  gezin_secret_wipe (text, strlen (text));
  return is_right;
}

static void
group_typed_cb (GezinWelcomePage *self)
{
  gboolean all = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (self->asked); i++)
    {
      g_autofree char *typed =
          g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->typed[i]))));
      gboolean is_right = is_group (self, self->asked[i], typed);

      gtk_widget_set_opacity (self->right[i], is_right ? 1 : 0);
      gezin_access_describe (self->typed[i], is_right ? _ ("right") : _ ("not right yet"));
      all = all && is_right;
    }
  gtk_widget_set_sensitive (self->ready, all);
}

static void
ready_cb (GezinWelcomePage *self)
{
  g_clear_pointer (&self->recovery_key, gezin_secret_free);
  gezin_key_paper_set_key (GEZIN_KEY_PAPER (self->paper), NULL);
  g_signal_emit (self, signals[READY], 0);
}

static void
build_key (GezinWelcomePage *self)
{
  GtkWidget *page = step_new (self, KEY, _ ("Your recovery key"),
                              _ ("Did you forget your passphrase? Then this still opens your "
                                 "dossiers. We have no copy."));
  GtkWidget *card = gezin_box_new (GTK_ORIENTATION_VERTICAL, 0, "card padded");
  GtkWidget *warning = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 10, NULL);
  g_autofree char *question = NULL;
  GtkWidget *lines = gezin_wrap_new (20);

  self->asked[0] = 2;
  self->asked[1] = 5;
  self->groups = gtk_grid_new ();
  gtk_grid_set_column_homogeneous (GTK_GRID (self->groups), TRUE);
  gtk_grid_set_row_spacing (GTK_GRID (self->groups), 12);
  gtk_box_append (GTK_BOX (card), self->groups);
  gtk_box_append (GTK_BOX (page), card);
  self->paper = gezin_key_paper_new (self->folder);
  gtk_box_append (GTK_BOX (page), self->paper);
  gtk_box_append (GTK_BOX (warning), gezin_icon_new ("gezin-warning-symbolic", "due"));
  gtk_box_append (
      GTK_BOX (warning),
      gezin_text_new (_ ("Print it or write it down now. Do not keep that paper with the laptop."),
                      NULL));
  gtk_widget_set_margin_top (warning, 8);
  gtk_box_append (GTK_BOX (page), warning);
  question = g_strdup_printf (_ ("Do you have it? Copy group %u and group %u."), self->asked[0] + 1,
                              self->asked[1] + 1);
  gtk_box_append (GTK_BOX (page), gezin_text_new (question, "strong"));
  for (guint i = 0; i < G_N_ELEMENTS (self->asked); i++)
    {
      GtkWidget *line = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 8, NULL);
      g_autofree char *label = g_strdup_printf (_ ("Group %u"), self->asked[i] + 1);

      self->typed[i] = gtk_entry_new ();
      self->right[i] = gezin_icon_new ("gezin-check-symbolic", "good");
      gtk_editable_set_width_chars (GTK_EDITABLE (self->typed[i]), 6);
      gtk_editable_set_max_width_chars (GTK_EDITABLE (self->typed[i]), 6);
      gezin_access_name (self->typed[i], label);
      gtk_widget_set_opacity (self->right[i], 0);
      gtk_box_append (GTK_BOX (line), gtk_label_new (label));
      gtk_box_append (GTK_BOX (line), self->typed[i]);
      gtk_box_append (GTK_BOX (line), self->right[i]);
      gezin_wrap_append (GEZIN_WRAP (lines), line);
      g_signal_connect_swapped (self->typed[i], "changed", G_CALLBACK (group_typed_cb), self);
    }
  gtk_box_append (GTK_BOX (page), lines);
  self->ready = big_button (_ ("Done"), TRUE);
  gtk_widget_set_sensitive (self->ready, FALSE);
  g_signal_connect_swapped (self->ready, "clicked", G_CALLBACK (ready_cb), self);
  gtk_box_append (GTK_BOX (page), foot_new (self, NULL, self->ready, NULL));
}

static void
build_restore (GezinWelcomePage *self)
{
  GtkWidget *page = gezin_restore_page_new (self->session, self->folder);

  g_signal_connect_swapped (page, "back", G_CALLBACK (back_to_welcome_cb), self);
  g_signal_connect_swapped (page, "ready", G_CALLBACK (ready_cb), self);
  gtk_stack_add_named (GTK_STACK (self->stack), page, step_names[RESTORE]);
}

static void
gezin_welcome_page_dispose (GObject *object)
{
  GezinWelcomePage *self = GEZIN_WELCOME_PAGE (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->recovery_key, gezin_secret_free);
  G_OBJECT_CLASS (gezin_welcome_page_parent_class)->dispose (object);
}

static void
gezin_welcome_page_class_init (GezinWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gezin_welcome_page_dispose;
  signals[READY] = g_signal_new ("ready", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  signals[LOOK_AROUND] = g_signal_new ("look-around", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/nl/gezinsdossier/Gezinsdossier/welcome/welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GezinWelcomePage, menu);
  gtk_widget_class_bind_template_child (widget_class, GezinWelcomePage, stack);
  gtk_widget_class_bind_template_child (widget_class, GezinWelcomePage, dots);
}

static void
gezin_welcome_page_init (GezinWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
gezin_welcome_page_new (GezinSession *session, const char *folder, GMenuModel *menu)
{
  GezinWelcomePage *self = g_object_new (GEZIN_TYPE_WELCOME_PAGE, NULL);

  self->session = g_object_ref (session);
  self->folder = g_strdup (folder);
  build_welcome (self);
  build_who (self);
  build_passphrase (self);
  build_key (self);
  build_restore (self);
  hide_from_readers (self);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu), menu);
  gezin_access_name (self->menu, _ ("Main menu"));
  go_to (self, WELCOME);
  return GTK_WIDGET (self);
}
