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

/* How much both begin with, in bytes, up to the end of a word. */
static gsize
common_begin (const char *one, const char *other)
{
  gsize whole = 0;
  gsize i = 0;

  for (; one[i] != '\0' && one[i] == other[i]; i++)
    if (one[i] == ' ' || one[i] == '\n')
      whole = i + 1;
  return one[i] == '\0' && other[i] == '\0' ? i : whole;
}

/* How much both end with, from the beginning of a word, when @begin of both is taken already. */
static gsize
common_end (const char *one, const char *other, gsize begin)
{
  gsize lengths[2] = { strlen (one), strlen (other) };
  gsize most = MIN (lengths[0], lengths[1]) - begin;
  gsize whole = 0;

  for (gsize i = 1; i <= most; i++)
    {
      char c = one[lengths[0] - i];

      if (c != other[lengths[1] - i])
        break;
      if (c == ' ' || c == '\n')
        whole = i;
    }
  return whole;
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
  gsize begin = common_begin (was, is);
  gsize end = common_end (was, is, begin);
  gsize was_length = strlen (was) - begin - end;
  gsize is_length = strlen (is) - begin - end;
  g_autofree char *heard = heard_as (was, is);
  g_autoptr (GString) text = g_string_new_len (is, (gssize) begin);
  PangoAttrList *list = pango_attr_list_new ();
  GtkWidget *label = gezin_text_new (NULL, NULL);

  add_struck (text, list, was + begin, was_length);
  if (was_length > 0 && is_length > 0)
    g_string_append_c (text, ' ');
  add_new (text, list, is + begin, is_length);
  g_string_append (text, is + strlen (is) - end);
  gtk_label_set_text (GTK_LABEL (label), text->str);
  gtk_label_set_attributes (GTK_LABEL (label), list);
  pango_attr_list_unref (list);
  gezin_access_name (label, heard);
  return label;
}
