/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * gezin_text_clean:
 * @text: any bytes
 * @length: their number
 * @one_line: whether line ends and tabs become spaces and the ends are trimmed
 * @dropped: (out) (optional): how many characters were removed, added to what is there
 *
 * The one form in which a text is kept: valid UTF-8 in NFC, LF as line end,
 * tabs and LF as the only control characters, without the code points that are no
 * characters and without byte order marks. CR, CRLF, vertical tab, form feed, NEL and
 * the Unicode line and paragraph separators become LF. Emoji, joiners and marks
 * of direction stay: they are part of how people write.
 *
 * Returns: (transfer full) (nullable): the text, or %NULL if @text is not UTF-8
 */
char *gezin_text_clean (const char *text, gsize length, gboolean one_line, guint *dropped);

/** gezin_text_is_clean: Whether gezin_text_clean() would give @text back as it is. */
gboolean gezin_text_is_clean (const char *text, gsize length, gboolean one_line);

/** gezin_text_is_name: Whether @text is lower-kebab (a letter, then letters, digits, single hyphens) and at most GEZIN_MAX_NAME_BYTES. */
gboolean gezin_text_is_name (const char *text);

/** gezin_text_fold: (transfer full): @text in lower case without diacritics, for comparing and finding. */
char *gezin_text_fold (const char *text);

G_END_DECLS
