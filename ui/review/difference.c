/* SPDX-License-Identifier: EUPL-1.2 */

/* What stood there and what stands there now, in one text. Whole words differ: a word of which a letter
 * changed is easier to read twice than in pieces. */

#include "review/difference.h"

#include "parts/access.h"
#include "parts/build.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Faint behind the words, so that these keep their contrast on a light and on a dark ground. */
#define FAINT 0x2a00

typedef struct {
  guint16 red, green, blue;
} Ground;

static const Ground was_ground = { 0xe000, 0x1b00, 0x2400 };
static const Ground is_ground = { 0x2e00, 0xc200, 0x7e00 };

static gboolean
is_gap (char c)
{
  return c == ' ' || c == '\n' || c == '\0';
}

void
gezin_difference_ends (const char *before, const char *after, gsize *begin, gsize *end)
{
  gsize lengths[2] = { strlen (before), strlen (after) };
  gsize least = MIN (lengths[0], lengths[1]);
  gsize same = 0;

  *begin = 0;
  *end = 0;
  while (same < least && before[same] == after[same])
    {
      same++;
      if (is_gap (before[same]) && is_gap (after[same]))
        *begin = same;
    }
  same = 0;
  while (same < least - *begin && before[lengths[0] - same - 1] == after[lengths[1] - same - 1])
    {
      gsize first = lengths[0] - ++same;
      gsize second = lengths[1] - same;

      if ((first == 0 || is_gap (before[first - 1])) && (second == 0 || is_gap (after[second - 1])))
        *end = same;
    }
}

static void
mark (PangoAttrList *list, PangoAttribute *attribute, gsize from, gsize to)
{
  attribute->start_index = (guint) from;
  attribute->end_index = (guint) to;
  pango_attr_list_insert (list, attribute);
}

static void
mark_ground (PangoAttrList *list, const Ground *ground, gsize from, gsize to)
{
  mark (list, pango_attr_background_new (ground->red, ground->green, ground->blue), from, to);
  mark (list, pango_attr_background_alpha_new (FAINT), from, to);
}

static void
add_struck (GString *text, PangoAttrList *list, const char *part, gsize length)
{
  gsize from = text->len;

  if (length == 0)
    return;
  g_string_append_len (text, part, (gssize) length);
  mark (list, pango_attr_strikethrough_new (TRUE), from, text->len);
  mark_ground (list, &was_ground, from, text->len);
}

static void
add_new (GString *text, PangoAttrList *list, const char *part, gsize length)
{
  gsize from = text->len;

  if (length == 0)
    return;
  g_string_append_len (text, part, (gssize) length);
  mark (list, pango_attr_underline_new (PANGO_UNDERLINE_SINGLE), from, text->len);
  mark_ground (list, &is_ground, from, text->len);
}

static char *
heard_as (const char *before, const char *after)
{
  if (before[0] == '\0')
    /* Translators: %s is what somebody wrote. */
    return g_strdup_printf (_ ("Now there stands: %s"), after);
  if (after[0] == '\0')
    return g_strdup_printf (_ ("There stood: %s"), before);
  return g_strdup_printf (_ ("There stood: %s. Now there stands: %s"), before, after);
}

GtkWidget *
gezin_difference_new (const char *before, const char *after)
{
  const char *was = before != NULL ? before : "";
  const char *is = after != NULL ? after : "";
  gsize begin, end, was_length, is_length;
  g_autofree char *heard = heard_as (was, is);
  g_autoptr (GString) text = NULL;
  PangoAttrList *list = pango_attr_list_new ();
  GtkWidget *label = gezin_text_new (NULL, NULL);

  gezin_difference_ends (was, is, &begin, &end);
  was_length = strlen (was) - begin - end;
  is_length = strlen (is) - begin - end;
  text = g_string_new_len (is, (gssize) begin);
  add_struck (text, list, was + begin, was_length);
  if (was_length > 0 && is_length > 0 && !g_ascii_isspace (is[begin]))
    g_string_append_c (text, ' ');
  add_new (text, list, is + begin, is_length);
  g_string_append (text, is + strlen (is) - end);
  gtk_label_set_text (GTK_LABEL (label), text->str);
  gtk_label_set_attributes (GTK_LABEL (label), list);
  pango_attr_list_unref (list);
  gezin_access_name (label, heard);
  return label;
}
