/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * gezin_language_begin:
 * @domain: of the translations
 * @folder: where they lie; the environment's GEZIN_LOCALE_DIR goes before it
 *
 * Takes the locale of the environment; to be called once, before other threads
 * run. A locale that this machine does not have still gives its language: days,
 * sorting and numbers are then those of C.UTF-8, sentences are in the language.
 */
void gezin_language_begin (const char *domain, const char *folder);

/** gezin_language_of_locale: (transfer full) (nullable): `nl` and `nl_NL` for `nl_NL.UTF-8@euro`, as LANGUAGE takes them; %NULL for C and POSIX. */
char *gezin_language_of_locale (const char *locale);

G_END_DECLS
