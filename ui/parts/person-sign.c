/* SPDX-License-Identifier: EUPL-1.2 */

/* The sign of a person, drawn in the text colour and in the size of the text. */

#include "parts/person-sign.h"

#include "parts/build.h"

struct _GezinPersonSign {
  GtkWidget parent_instance;
  GezinSignShape shape;
  int age;
  gboolean is_deceased;
};

G_DEFINE_FINAL_TYPE (GezinPersonSign, gezin_person_sign, GTK_TYPE_WIDGET)

#define SIGN_EM 2.7

static void
trace (cairo_t *cr, GezinSignShape shape, double size)
{
  switch (shape)
    {
    case GEZIN_SIGN_FEMALE:
      cairo_arc (cr, size / 2, size / 2, size / 2, 0, 2 * G_PI);
      break;
    case GEZIN_SIGN_MALE:
      cairo_rectangle (cr, 0, 0, size, size);
      break;
    case GEZIN_SIGN_UNBORN:
      cairo_move_to (cr, size / 2, 0);
      cairo_line_to (cr, size, size);
      cairo_line_to (cr, 0, size);
      cairo_close_path (cr);
      break;
    case GEZIN_SIGN_UNKNOWN:
      cairo_move_to (cr, size / 2, 0);
      cairo_line_to (cr, size, size / 2);
      cairo_line_to (cr, size / 2, size);
      cairo_line_to (cr, 0, size / 2);
      cairo_close_path (cr);
      break;
    }
}

static void
draw_age (GezinPersonSign *self, GtkSnapshot *snapshot, const GdkRGBA *colour, double side)
{
  g_autofree char *text = g_strdup_printf ("%d", self->age);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoFontDescription *font = pango_font_description_new ();
  int width;
  int height;

  pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT ((float) (side - width) / 2, (float) (side - height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, colour);
  gtk_snapshot_restore (snapshot);
}

static void
gezin_person_sign_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  GezinPersonSign *self = GEZIN_PERSON_SIGN (widget);
  double side = MIN (gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  GdkRGBA colour;
  cairo_t *cr =
      gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) side, (float) side));

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_set_line_width (cr, 2);
  cairo_translate (cr, 1.5, 1.5);
  trace (cr, self->shape, side - 3);
  cairo_stroke (cr);
  if (self->is_deceased)
    {
      cairo_move_to (cr, 0, 0);
      cairo_line_to (cr, side - 3, side - 3);
      cairo_move_to (cr, side - 3, 0);
      cairo_line_to (cr, 0, side - 3);
      cairo_set_line_width (cr, 1);
      cairo_stroke (cr);
    }
  cairo_destroy (cr);
  if (self->age >= 0 && self->shape != GEZIN_SIGN_UNBORN && !self->is_deceased)
    draw_age (self, snapshot, &colour, side);
}

static void
gezin_person_sign_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                           int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = (int) (SIGN_EM * gezin_em (widget));
}

static void
gezin_person_sign_class_init (GezinPersonSignClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = gezin_person_sign_snapshot;
  widget_class->measure = gezin_person_sign_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
gezin_person_sign_init (GezinPersonSign *self)
{
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
gezin_person_sign_new (GezinSignShape shape, int age, gboolean is_deceased)
{
  GezinPersonSign *self = g_object_new (GEZIN_TYPE_PERSON_SIGN, NULL);

  self->shape = shape;
  self->age = age;
  self->is_deceased = is_deceased;
  return GTK_WIDGET (self);
}
