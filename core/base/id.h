/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/random.h"

G_BEGIN_DECLS

#define GEZIN_UUID_TEXT_LENGTH 36
#define GEZIN_ID_TEXT_LENGTH 16

/** GezinUuid: The id of a dossier or of a record. Compared and hashed by its bytes. */
typedef struct {
  guint8 bytes[16];
} GezinUuid;

/** gezin_uuid_random: A version 4 UUID. */
GezinUuid gezin_uuid_random (GezinRandom *random);

/** gezin_uuid_parse: Reads exactly 36 characters in lower case; %FALSE for anything else, the nil UUID too. */
gboolean gezin_uuid_parse (const char *text, GezinUuid *uuid) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_uuid_write: Writes 36 characters and a NUL into @text; returns @text. */
char *gezin_uuid_write (const GezinUuid *uuid, char text[GEZIN_UUID_TEXT_LENGTH + 1]);

int gezin_uuid_compare (const GezinUuid *a, const GezinUuid *b);
guint gezin_uuid_hash (gconstpointer uuid);
gboolean gezin_uuid_equal (gconstpointer a, gconstpointer b);

/** gezin_id_parse: Reads a 64-bit id (replica, commit, incarnation): 16 digits of lower-case hex, not 0. */
gboolean gezin_id_parse (const char *text, guint64 *id) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_id_write: Writes 16 characters and a NUL into @text; returns @text. */
char *gezin_id_write (guint64 id, char text[GEZIN_ID_TEXT_LENGTH + 1]);

/** gezin_hex_encode: (transfer full): Lower-case hex of @bytes. */
char *gezin_hex_encode (const guint8 *bytes, gsize length);

/** gezin_hex_decode: (transfer full): The bytes, or %NULL if @hex is not pairs of hex digits. */
guint8 *gezin_hex_decode (const char *hex, gsize *length);

G_END_DECLS
