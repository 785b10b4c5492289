/* SPDX-License-Identifier: EUPL-1.2 */

/* What stood there and what stands there now, in one text. Whole words differ: a word of which a letter
 * changed is easier to read twice than in pieces.
 *
 * Invariants:
 * 1. Leaving out what was, or what is, of each hunk gives the text after, or before, byte for byte.
 * 2. What is compared is bounded by count: longer texts differ in one part, from the first other word to
 *    the last. */

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

#define MOST_CELLS (1000 * 1000) /* words of the one times words of the other */
#define WORTH_WORD 4 /* of a word that stayed, against the gap beside it */
#define LEAST_SAME 6 /* bytes: less between two changes is read as part of them */

/* A word, or what stands between two. */
typedef struct {
  const char *at;
  gsize length;
  gboolean is_gap;
} Token;

static gboolean
is_gap (char c)
{
  return c == ' ' || c == '\n' || c == '\t';
}

static GArray *
tokens_of (const char *text)
{
  GArray *tokens = g_array_new (FALSE, FALSE, sizeof (Token));

  while (*text != '\0')
    {
      Token token = { .at = text, .is_gap = is_gap (*text) };

      while (*text != '\0' && is_gap (*text) == token.is_gap)
        text++;
      token.length = (gsize) (text - token.at);
      g_array_append_val (tokens, token);
    }
  return tokens;
}

static gboolean
is_same (const Token *one, const Token *other)
{
  return one->length == other->length && memcmp (one->at, other->at, one->length) == 0;
}

/* What is left to compare of two texts: their tokens without the ends that they have in common. */
typedef struct {
  const char *before, *after;
  const Token *was, *is;
  guint n_was, n_is;
  GArray *hunks; /* GezinHunk */
} Comparing;

static void
cut_ends (Comparing *self)
{
  while (self->n_was > 0 && self->n_is > 0 && is_same (self->was, self->is))
    {
      self->was++;
      self->is++;
      self->n_was--;
      self->n_is--;
    }
  while (self->n_was > 0 && self->n_is > 0
         && is_same (&self->was[self->n_was - 1], &self->is[self->n_is - 1]))
    {
      self->n_was--;
      self->n_is--;
    }
}

/* @from to before @to of each; what lies less than a word behind the last one becomes part of it. */
static void
add_hunk (Comparing *self, const guint from[2], const guint to[2])
{
  const Token *was = &self->was[from[0]], *is = &self->is[from[1]];
  GezinHunk hunk = { 0 };
  GezinHunk *last =
      self->hunks->len > 0 ? &g_array_index (self->hunks, GezinHunk, self->hunks->len - 1) : NULL;

  if (from[0] == to[0] && from[1] == to[1])
    return;
  /* Where there is no token left the text ends. */
  hunk.was = (gsize) (was->at - self->before);
  hunk.is = (gsize) (is->at - self->after);
  hunk.was_length = (gsize) (self->was[to[0]].at - was->at);
  hunk.is_length = (gsize) (self->is[to[1]].at - is->at);
  if (last == NULL || hunk.was - (last->was + last->was_length) >= LEAST_SAME)
    {
      g_array_append_val (self->hunks, hunk);
      return;
    }
  last->was_length = hunk.was + hunk.was_length - last->was;
  last->is_length = hunk.is + hunk.is_length - last->is;
}

/* (transfer full): Of each place in both what can be kept from there on; the words that stayed count most. */
static guint16 *
worths_new (const Comparing *self)
{
  guint width = self->n_is + 1;
  guint16 *worths = g_new0 (guint16, (gsize) (self->n_was + 1) * width);

  for (guint i = self->n_was; i-- > 0;)
    for (guint j = self->n_is; j-- > 0;)
      {
        guint16 skipped = MAX (worths[(i + 1) * width + j], worths[i * width + j + 1]);
        guint16 kept = is_same (&self->was[i], &self->is[j])
                           ? (guint16) (worths[(i + 1) * width + j + 1]
                                        + (self->was[i].is_gap ? 1 : WORTH_WORD))
                           : 0;

        worths[i * width + j] = MAX (skipped, kept);
      }
  return worths;
}

static void
compare (Comparing *self)
{
  g_autofree guint16 *worths = worths_new (self);
  guint width = self->n_is + 1;
  guint at[2] = { 0, 0 }, from[2] = { 0, 0 };

  while (at[0] < self->n_was && at[1] < self->n_is)
    {
      guint16 here = worths[at[0] * width + at[1]];

      if (here == worths[(at[0] + 1) * width + at[1]])
        at[0]++;
      else if (here == worths[at[0] * width + at[1] + 1])
        at[1]++;
      else
        {
          add_hunk (self, from, at);
          from[0] = ++at[0];
          from[1] = ++at[1];
        }
    }
  add_hunk (self, from, (const guint[]){ self->n_was, self->n_is });
}

GArray *
gezin_difference_hunks (const char *before, const char *after)
{
  g_autoptr (GArray) was = tokens_of (before);
  g_autoptr (GArray) is = tokens_of (after);
  const Token ends[2] = { { before + strlen (before), 0, TRUE },
                          { after + strlen (after), 0, TRUE } };
  Comparing self = { .before = before, .after = after };

  self.n_was = was->len;
  self.n_is = is->len;
  g_array_append_val (was, ends[0]);
  g_array_append_val (is, ends[1]);
  self.was = (const Token *) (gconstpointer) was->data;
  self.is = (const Token *) (gconstpointer) is->data;
  self.hunks = g_array_new (FALSE, FALSE, sizeof (GezinHunk));
  cut_ends (&self);
  if ((guint64) (self.n_was + 1) * (self.n_is + 1) <= MOST_CELLS)
    compare (&self);
  else
    add_hunk (&self, (const guint[]){ 0, 0 }, (const guint[]){ self.n_was, self.n_is });
  return self.hunks;
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

static void
add_same (GString *text, const char *from, const char *to)
{
  g_string_append_len (text, from, (gssize) (to - from));
}

static void
add_both (GString *text, PangoAttrList *list, const GezinHunk *hunk, const char *was,
          const char *is)
{
  const char *old = was + hunk->was, *new = is + hunk->is;

  add_struck (text, list, old, hunk->was_length);
  if (hunk->was_length > 0 && hunk->is_length > 0 && !is_gap (old[hunk->was_length - 1])
      && !is_gap (new[0]))
    g_string_append_c (text, ' ');
  add_new (text, list, new, hunk->is_length);
}

GtkWidget *
gezin_difference_new (const char *before, const char *after)
{
  const char *was = before != NULL ? before : "";
  const char *is = after != NULL ? after : "";
  const char *from = is;
  g_autofree char *heard = heard_as (was, is);
  g_autoptr (GArray) hunks = gezin_difference_hunks (was, is);
  g_autoptr (GString) text = g_string_new (NULL);
  PangoAttrList *list = pango_attr_list_new ();
  GtkWidget *label = gezin_text_new (NULL, NULL);

  for (guint i = 0; i < hunks->len; i++)
    {
      const GezinHunk *hunk = &g_array_index (hunks, GezinHunk, i);

      add_same (text, from, is + hunk->is);
      add_both (text, list, hunk, was, is);
      from = is + hunk->is + hunk->is_length;
    }
  g_string_append (text, from);
  gtk_label_set_text (GTK_LABEL (label), text->str);
  gtk_label_set_attributes (GTK_LABEL (label), list);
  pango_attr_list_unref (list);
  gezin_access_name (label, heard);
  return label;
}
