/* SPDX-License-Identifier: EUPL-1.2 */

/* From other scripts to Latin, by ICU.
 *
 * A transliterator is costly to make and not to be shared among threads, so each
 * thread that meets another script makes its own and keeps it. */

#include <string.h>
#include <unicode/utrans.h>

#include "base/limits.h"
#include "reference/sounds-private.h"

#define ROOM (8) /* UTF-16 units that one may become */

typedef struct {
  char *id;
  UTransliterator *ready; /* (nullable): ICU does not know it */
} Kept;

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  if (kept->ready != NULL)
    utrans_close (kept->ready);
  g_free (kept->id);
  g_free (kept);
}

static GPrivate of_thread = G_PRIVATE_INIT (kept_free);

static UTransliterator *
get_ready (const char *id)
{
  Kept *kept = g_private_get (&of_thread);
  g_autofree gunichar2 *wide = NULL;
  UErrorCode status = U_ZERO_ERROR;

  if (kept != NULL && g_str_equal (kept->id, id))
    return kept->ready;
  kept = g_new0 (Kept, 1);
  kept->id = g_strdup (id);
  wide = g_utf8_to_utf16 (id, -1, NULL, NULL, NULL);
  if (wide != NULL)
    kept->ready = utrans_openU ((const UChar *) wide, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
  g_private_replace (&of_thread, kept);
  return kept->ready;
}

static gboolean
is_bare_script (GUnicodeScript script)
{
  return script == G_UNICODE_SCRIPT_ARABIC || script == G_UNICODE_SCRIPT_HEBREW
         || script == G_UNICODE_SCRIPT_SYRIAC;
}

gboolean
gezin_script_is_latin (const char *word)
{
  for (const char *c = word; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar letter = g_utf8_get_char (c);

      if (letter >= 0x80 && g_unichar_isalpha (letter)
          && g_unichar_get_script (letter) != G_UNICODE_SCRIPT_LATIN)
        return FALSE;
    }
  return TRUE;
}

char *
gezin_script_to_latin (const char *transliterator, const char *word, gboolean *is_bare)
{
  UTransliterator *ready = transliterator != NULL ? get_ready (transliterator) : NULL;
  g_autofree gunichar2 *wide = NULL;
  g_autofree gunichar2 *room = NULL;
  UErrorCode status = U_ZERO_ERROR;
  glong length = 0;
  int32_t text_length, limit;

  *is_bare = FALSE;
  for (const char *c = word; *c != '\0'; c = g_utf8_next_char (c))
    *is_bare = *is_bare || is_bare_script (g_unichar_get_script (g_utf8_get_char (c)));
  wide = g_utf8_to_utf16 (word, -1, NULL, &length, NULL);
  if (ready == NULL || wide == NULL)
    return g_strdup (word);
  room = g_new0 (gunichar2, (gsize) length * ROOM + 1);
  memcpy (room, wide, (gsize) length * sizeof *room);
  text_length = limit = (int32_t) length;
  utrans_transUChars (ready, (UChar *) room, &text_length, (int32_t) length * ROOM, 0, &limit,
                      &status);
  if (U_FAILURE (status))
    return g_strdup (word);
  return g_utf16_to_utf8 (room, text_length, NULL, NULL, NULL);
}
