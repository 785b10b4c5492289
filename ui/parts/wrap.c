/* SPDX-License-Identifier: EUPL-1.2 */

/* Containers that follow the width they get: lines that wrap, columns that stack,
 * and a pane that asks for no height. The first two ask height for width and never more width than their widest child. */

#include "parts/wrap.h"

struct _GezinWrap {
  GtkWidget parent_instance;
  int spacing;
  gboolean is_at_end;
};

G_DEFINE_FINAL_TYPE (GezinWrap, gezin_wrap, GTK_TYPE_WIDGET)

static int
natural_width (GtkWidget *child, int available)
{
  int minimum;
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return MAX (minimum, MIN (natural, available));
}

/* The first that does not go on the line of @child any more, or NULL; @used and @high: (out): of that line. */
static GtkWidget *
line_end (GezinWrap *self, GtkWidget *child, int width, int *used, int *high)
{
  *used = 0;
  *high = 0;
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int wide;
      int tall;
      int with;

      if (!gtk_widget_should_layout (child))
        continue;
      wide = natural_width (child, width);
      with = *used > 0 ? *used + self->spacing + wide : wide;
      if (*used > 0 && with > width)
        return child;
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, wide, NULL, &tall, NULL, NULL);
      *used = with;
      *high = MAX (*high, tall);
    }
  return NULL;
}

/* The children from @child up to @end, the first of them at @x. */
static void
place_line (GezinWrap *self, GtkWidget *child, GtkWidget *end, int x, int y, int width)
{
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  for (; child != end; child = gtk_widget_get_next_sibling (child))
    {
      int wide;
      int high;

      if (!gtk_widget_should_layout (child))
        continue;
      wide = natural_width (child, width);
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, wide, NULL, &high, NULL, NULL);
      gtk_widget_size_allocate (
          child, &(GtkAllocation){ is_rtl ? width - x - wide : x, y, wide, high }, -1);
      x += wide + self->spacing;
    }
}

/* Walks the lines for @width; allocates when @place. Returns the height. */
static int
lay_out (GezinWrap *self, int width, gboolean place)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));
  int y = 0;

  while (child != NULL)
    {
      int used;
      int high;
      GtkWidget *end = line_end (self, child, width, &used, &high);

      if (place)
        place_line (self, child, end, self->is_at_end ? width - used : 0, y, width);
      y += high + (end != NULL ? self->spacing : 0);
      child = end;
    }
  return y;
}

static void
gezin_wrap_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                    int *natural, int *minimum_baseline, int *natural_baseline)
{
  GezinWrap *self = GEZIN_WRAP (widget);
  int widest = 0;
  int sum = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int least;
      int most;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &most, NULL, NULL);
      widest = MAX (widest, least);
      sum += most + (sum > 0 ? self->spacing : 0);
    }
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = widest;
      *natural = MAX (widest, sum);
    }
  else
    *minimum = *natural = lay_out (self, for_size >= 0 ? MAX (for_size, widest) : sum, FALSE);
}

static void
gezin_wrap_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  lay_out (GEZIN_WRAP (widget), width, TRUE);
}

static GtkSizeRequestMode
height_for_width (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
drop_children (GtkWidget *widget)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (widget)) != NULL)
    gtk_widget_unparent (child);
}

static void
gezin_wrap_dispose (GObject *object)
{
  drop_children (GTK_WIDGET (object));
  G_OBJECT_CLASS (gezin_wrap_parent_class)->dispose (object);
}

static void
gezin_wrap_class_init (GezinWrapClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gezin_wrap_dispose;
  widget_class->measure = gezin_wrap_measure;
  widget_class->size_allocate = gezin_wrap_size_allocate;
  widget_class->get_request_mode = height_for_width;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
gezin_wrap_init (GezinWrap *self)
{
}

GtkWidget *
gezin_wrap_new (int spacing)
{
  GezinWrap *self = g_object_new (GEZIN_TYPE_WRAP, NULL);

  self->spacing = spacing;
  return GTK_WIDGET (self);
}

void
gezin_wrap_set_at_end (GezinWrap *wrap)
{
  wrap->is_at_end = TRUE;
  gtk_widget_queue_allocate (GTK_WIDGET (wrap));
}

void
gezin_wrap_append (GezinWrap *wrap, GtkWidget *child)
{
  gtk_widget_set_parent (child, GTK_WIDGET (wrap));
}

void
gezin_wrap_clear (GezinWrap *wrap)
{
  drop_children (GTK_WIDGET (wrap));
}

/* Columns. */

#define COLUMN_SPACING 24

struct _GezinColumns {
  GtkWidget parent_instance;
  GtkWidget *first;
  GtkWidget *second;
  GtkWidget *head; /* (nullable) */
  int least;
  int gap; /* when one is below the other */
  double share;
};

G_DEFINE_FINAL_TYPE (GezinColumns, gezin_columns, GTK_TYPE_WIDGET)

/* Whether both fit side by side in @width; then the width of each. */
static gboolean
is_wide (GezinColumns *self, int width, int *one, int *other)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int character = pango_font_metrics_get_approximate_char_width (metrics);
  int least_first;
  int least_second;

  pango_font_metrics_unref (metrics);
  *one = (int) ((width - COLUMN_SPACING) * self->share);
  *other = width - COLUMN_SPACING - *one;
  gtk_widget_measure (self->first, GTK_ORIENTATION_HORIZONTAL, -1, &least_first, NULL, NULL, NULL);
  gtk_widget_measure (self->second, GTK_ORIENTATION_HORIZONTAL, -1, &least_second, NULL, NULL,
                      NULL);
  return width >= PANGO_PIXELS (character * self->least) && *one >= least_first
         && *other >= least_second;
}

static int
height_in (GtkWidget *child, int width)
{
  int height;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  return height;
}

/* With the space below it. */
static int
head_height (GezinColumns *self, int width)
{
  return self->head != NULL ? height_in (self->head, width) + COLUMN_SPACING : 0;
}

static void
gezin_columns_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                       int *natural, int *minimum_baseline, int *natural_baseline)
{
  GezinColumns *self = GEZIN_COLUMNS (widget);
  int least[3] = { 0 };
  int most[3] = { 0 };
  int one;
  int other;

  gtk_widget_measure (self->first, GTK_ORIENTATION_HORIZONTAL, -1, &least[0], &most[0], NULL, NULL);
  gtk_widget_measure (self->second, GTK_ORIENTATION_HORIZONTAL, -1, &least[1], &most[1], NULL,
                      NULL);
  if (self->head != NULL)
    gtk_widget_measure (self->head, GTK_ORIENTATION_HORIZONTAL, -1, &least[2], &most[2], NULL,
                        NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (MAX (least[0], least[1]), least[2]);
      *natural = MAX (most[0] + COLUMN_SPACING + most[1], most[2]);
      return;
    }
  if (for_size < 0)
    for_size = most[0] + COLUMN_SPACING + most[1];
  *minimum = head_height (self, for_size);
  if (is_wide (self, for_size, &one, &other))
    *minimum += MAX (height_in (self->first, one), height_in (self->second, other));
  else
    *minimum += height_in (self->first, for_size) + self->gap + height_in (self->second, for_size);
  *natural = *minimum;
}

static void
place (GtkWidget *child, int x, int y, int width, int height)
{
  gtk_widget_size_allocate (child, &(GtkAllocation){ x, y, width, MAX (0, height) }, -1);
}

static void
gezin_columns_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GezinColumns *self = GEZIN_COLUMNS (widget);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int top = head_height (self, width);
  int one;
  int other;

  if (is_wide (self, width, &one, &other))
    {
      if (self->head != NULL)
        place (self->head, 0, 0, width, top - COLUMN_SPACING);
      place (self->first, is_rtl ? width - one : 0, top, one, height - top);
      place (self->second, is_rtl ? 0 : width - other, top, other, height - top);
    }
  else
    {
      int high = height_in (self->first, width) + self->gap;

      place (self->first, 0, 0, width, high - self->gap);
      if (self->head != NULL)
        place (self->head, 0, high, width, top - COLUMN_SPACING);
      place (self->second, 0, high + top, width, height - high - top);
    }
}

static void
gezin_columns_dispose (GObject *object)
{
  drop_children (GTK_WIDGET (object));
  G_OBJECT_CLASS (gezin_columns_parent_class)->dispose (object);
}

static void
gezin_columns_class_init (GezinColumnsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gezin_columns_dispose;
  widget_class->measure = gezin_columns_measure;
  widget_class->size_allocate = gezin_columns_size_allocate;
  widget_class->get_request_mode = height_for_width;
}

static void
gezin_columns_init (GezinColumns *self)
{
}

GtkWidget *
gezin_columns_new (GtkWidget *first, GtkWidget *second, int least, double share)
{
  GezinColumns *self = g_object_new (GEZIN_TYPE_COLUMNS, NULL);

  self->first = first;
  self->second = second;
  self->least = least;
  self->share = share;
  self->gap = COLUMN_SPACING;
  gtk_widget_set_parent (first, GTK_WIDGET (self));
  gtk_widget_set_parent (second, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

void
gezin_columns_set_gap (GtkWidget *columns, int gap)
{
  GEZIN_COLUMNS (columns)->gap = gap;
  gtk_widget_queue_resize (columns);
}

void
gezin_columns_set_head (GezinColumns *columns, GtkWidget *head)
{
  columns->head = head;
  gtk_widget_insert_after (head, GTK_WIDGET (columns), columns->first);
}

/* A pane. */

struct _GezinPane {
  GtkWidget parent_instance;
  int width; /* as told last */
  int least; /* pixels; 0: what the child wants */
};

G_DEFINE_FINAL_TYPE (GezinPane, gezin_pane, GTK_TYPE_WIDGET)

enum { RESIZED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
gezin_pane_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                    int *natural, int *minimum_baseline, int *natural_baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  *minimum = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL && GEZIN_PANE (widget)->least > 0)
    *minimum = GEZIN_PANE (widget)->least;
  else if (orientation == GTK_ORIENTATION_HORIZONTAL && child != NULL)
    gtk_widget_measure (child, orientation, -1, minimum, NULL, NULL, NULL);
  *natural = *minimum;
}

static void
gezin_pane_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GezinPane *self = GEZIN_PANE (widget);
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (width != self->width)
    {
      self->width = width;
      g_signal_emit (self, signals[RESIZED], 0, width);
    }
  if (child != NULL)
    {
      int wide;
      int high;

      /* A child may insist on more than there is; then it is cut off. */
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &wide, NULL, NULL, NULL);
      wide = MAX (wide, width);
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, wide, &high, NULL, NULL, NULL);
      gtk_widget_size_allocate (child, &(GtkAllocation){ 0, 0, wide, MAX (height, high) }, -1);
    }
}

static GtkSizeRequestMode
constant_size (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
gezin_pane_dispose (GObject *object)
{
  drop_children (GTK_WIDGET (object));
  G_OBJECT_CLASS (gezin_pane_parent_class)->dispose (object);
}

static void
gezin_pane_class_init (GezinPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gezin_pane_dispose;
  widget_class->measure = gezin_pane_measure;
  widget_class->size_allocate = gezin_pane_size_allocate;
  widget_class->get_request_mode = constant_size;
  signals[RESIZED] = g_signal_new ("resized", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
gezin_pane_init (GezinPane *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
}

GtkWidget *
gezin_pane_new (GtkWidget *child)
{
  GtkWidget *pane = g_object_new (GEZIN_TYPE_PANE, NULL);

  gtk_widget_set_parent (child, pane);
  return pane;
}

void
gezin_pane_set_least (GezinPane *pane, int width)
{
  pane->least = width;
  gtk_widget_queue_resize (GTK_WIDGET (pane));
}
