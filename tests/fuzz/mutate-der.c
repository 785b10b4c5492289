/* SPDX-License-Identifier: EUPL-1.2 */

/* Changes DER as one who knows what it is: an element becomes another, and every length
 * around it is written anew, so that more is reached than the first wrong length. */

#include "fuzz/fuzz.h"

#include <string.h>

#define MAX_ELEMENTS (400)
#define MAX_DEPTH (16)
#define ROOM (64) /* by which one element may grow */

typedef struct {
  gsize header; /* where it begins */
  gsize content;
  gsize end;
  int parent; /* -1: none */
  gboolean is_indefinite;
} Element;

typedef struct {
  const guint8 *data;
  Element elements[MAX_ELEMENTS];
  guint n_elements;
} Tree;

/* The length at @at; FALSE if there is none that fits before @end. */
static gboolean
read_length (const Tree *tree, gsize *at, gsize end, gsize *length, gboolean *is_indefinite)
{
  guint8 first = tree->data[(*at)++];

  *is_indefinite = first == 0x80;
  *length = first;
  if (*is_indefinite)
    {
      *length = end - *at;
      return TRUE;
    }
  if (first > 0x80)
    {
      *length = 0;
      for (guint n = first & 0x7F; n > 0; n--)
        {
          if (*at >= end || *length > G_MAXUINT32)
            return FALSE;
          *length = *length << 8 | tree->data[(*at)++];
        }
    }
  return *length <= end - *at;
}

/* The elements from @at to @end, and those in them; where they end. */
static gsize
read_elements (Tree *tree, gsize at, gsize end, int parent, guint depth)
{
  while (at + 2 <= end && tree->n_elements < MAX_ELEMENTS)
    {
      int here = (int) tree->n_elements;
      Element *element = &tree->elements[here];
      guint8 tag = tree->data[at];
      gsize length;

      if (tag == 0 && tree->data[at + 1] == 0)
        return at;
      *element = (Element){ .header = at++, .parent = parent };
      if ((tag & 0x1F) == 0x1F || !read_length (tree, &at, end, &length, &element->is_indefinite))
        return end;
      element->content = at;
      element->end = at + length;
      tree->n_elements++;
      if ((tag & 0x20) != 0 && depth < MAX_DEPTH)
        {
          gsize inner_end = read_elements (tree, at, element->end, here, depth + 1);

          element = &tree->elements[here];
          if (element->is_indefinite)
            element->end = MIN (inner_end, element->end);
        }
      at = element->end + (element->is_indefinite && element->end + 2 <= end ? 2 : 0);
    }
  return at;
}

static void
append_length (GByteArray *out, gsize length)
{
  guint8 bytes[5] = { 0 };
  guint n = 0;

  if (length < 0x80)
    bytes[n++] = (guint8) length;
  else
    {
      guint n_bytes = length > 0xFFFFFF ? 4 : length > 0xFFFF ? 3 : length > 0xFF ? 2 : 1;

      bytes[n++] = (guint8) (0x80 | n_bytes);
      while (n_bytes-- > 0)
        bytes[n++] = (guint8) (length >> 8 * n_bytes);
    }
  g_byte_array_append (out, bytes, n);
}

/* @inner in the place of the bytes @from to @to of @parent, and so on outwards. */
static GByteArray *
put_in (const Tree *tree, int parent, gsize from, gsize to, GByteArray *inner, gsize length)
{
  while (parent >= 0)
    {
      const Element *element = &tree->elements[parent];
      GByteArray *out = g_byte_array_new ();
      gsize before = from - element->content, after = element->end - to;

      g_byte_array_append (out, tree->data + element->header, 1);
      if (element->is_indefinite)
        g_byte_array_append (out, (const guint8 *) "\x80", 1);
      else
        append_length (out, before + inner->len + after);
      g_byte_array_append (out, tree->data + element->content, (guint) before);
      g_byte_array_append (out, inner->data, inner->len);
      g_byte_array_append (out, tree->data + to, (guint) after);
      from = element->header;
      to = element->end;
      g_byte_array_unref (inner);
      inner = out;
      parent = element->parent;
    }
  g_byte_array_prepend (inner, tree->data, (guint) from);
  g_byte_array_append (inner, tree->data + to, (guint) (length - to));
  return inner;
}

/* Content that libFuzzer changed, under a length that fits. */
static void
append_changed (GByteArray *out, const Tree *tree, const Element *element)
{
  gsize length = element->end - element->content;
  gsize max_length = length + ROOM;
  g_autofree guint8 *content = g_malloc (max_length);

  memcpy (content, tree->data + element->content, length);
  length = LLVMFuzzerMutate (content, length, max_length);
  g_byte_array_append (out, tree->data + element->header, 1);
  append_length (out, length);
  g_byte_array_append (out, content, (guint) length);
}

static GByteArray *
change (const Tree *tree, const Element *element, GRand *random)
{
  static const guint8 tags[] = { 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0C, 0x17, 0x18,
                                 0x24, 0x30, 0x31, 0x80, 0x81, 0xA0, 0xA1, 0xA2, 0xA3 };
  const Element *other = &tree->elements[g_rand_int_range (random, 0, (gint32) tree->n_elements)];
  GByteArray *out = g_byte_array_new ();
  gsize length = element->end - element->header;

  switch (g_rand_int_range (random, 0, 9))
    {
    case 0: /* gone */
      break;
    case 1: /* twice */
      g_byte_array_append (out, tree->data + element->header, (guint) length);
      g_byte_array_append (out, tree->data + element->header, (guint) length);
      break;
    case 2: /* another of the same message */
      g_byte_array_append (out, tree->data + other->header, (guint) (other->end - other->header));
      break;
    case 3: /* another tag */
      g_byte_array_append (out, tree->data + element->header, (guint) length);
      out->data[0] = tags[g_rand_int_range (random, 0, G_N_ELEMENTS (tags))];
      break;
    case 4: /* nothing in it */
      g_byte_array_append (out, tree->data + element->header, 1);
      append_length (out, 0);
      break;
    case 5: /* of no length that is said */
      g_byte_array_append (out, tree->data + element->header, 1);
      out->data[0] |= 0x20;
      g_byte_array_append (out, (const guint8 *) "\x80", 1);
      g_byte_array_append (out, tree->data + element->content,
                           (guint) (element->end - element->content));
      g_byte_array_append (out, (const guint8 *) "\0\0", 2);
      break;
    default:
      append_changed (out, tree, element);
      break;
    }
  return out;
}

gsize
fuzz_mutate_der (guint8 *data, gsize length, gsize max_length, guint seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (GByteArray) whole = NULL;
  g_autofree Tree *tree = g_new0 (Tree, 1);
  const Element *element;
  gsize limit, to;

  tree->data = data;
  read_elements (tree, 0, length, -1, 0);
  if (tree->n_elements < 2)
    return 0;
  element = &tree->elements[g_rand_int_range (random, 0, (gint32) tree->n_elements)];
  limit = element->parent < 0 ? length : tree->elements[element->parent].end;
  to = MIN (element->end + (element->is_indefinite ? 2 : 0), limit);
  whole =
      put_in (tree, element->parent, element->header, to, change (tree, element, random), length);
  if (whole->len == 0 || whole->len > max_length)
    return 0;
  memcpy (data, whole->data, whole->len);
  return whole->len;
}

/* Where the last piece begins, after the letter that may stand before what is DER. */
static gsize
last_piece (const guint8 *data, gsize length)
{
  static const char border[] = "\n%%\n";
  const gsize border_length = sizeof border - 1;

  for (gsize at = length; at >= border_length; at--)
    if (memcmp (data + at - border_length, border, border_length) == 0)
      return at < length && data[at] != 0x30 ? at + 1 : at;
  return 0;
}

gsize
fuzz_mutate_pieces (guint8 *data, gsize length, gsize max_length, guint seed)
{
  gsize changed = 0, from;

  if (seed % 2 == 0 && length > 0)
    {
      from = data[0] == 0x30 ? 0 : last_piece (data, length);
      if (from < length && data[from] == 0x30)
        changed = fuzz_mutate_der (data + from, length - from, max_length - from, seed);
      if (changed != 0)
        return from + changed;
    }
  return LLVMFuzzerMutate (data, length, max_length);
}
