/* SPDX-License-Identifier: EUPL-1.2 */

/* Values: one canonical text for each.
 *
 * Invariant: what gezin_value_normalise() gives, gezin_value_check() accepts,
 * and normalising it again gives it back. */

#include "model/value.h"

#include "base/clock.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/text.h"

#include <string.h>

GQuark
gezin_model_error_quark (void)
{
  return g_quark_from_static_string ("gezin-model-error-quark");
}

static gboolean
all_digits (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
  return TRUE;
}

static guint
digits_value (const char *text, gsize length)
{
  guint value = 0;

  for (gsize i = 0; i < length; i++)
    value = value * 10 + (guint) (text[i] - '0');
  return value;
}

gboolean
gezin_partial_date_parse (const char *text, GezinPartialDate *date)
{
  gsize length = strlen (text);
  GezinPartialDate found = { 0, 0, 0 };

  if ((length != 4 && length != 7 && length != 10) || !all_digits (text, 4))
    return FALSE;
  found.year = digits_value (text, 4);
  if (length >= 7)
    {
      if (text[4] != '-' || !all_digits (text + 5, 2))
        return FALSE;
      found.month = digits_value (text + 5, 2);
      if (!g_date_valid_month ((GDateMonth) found.month))
        return FALSE;
    }
  if (length == 10)
    {
      if (text[7] != '-' || !all_digits (text + 8, 2))
        return FALSE;
      found.day = digits_value (text + 8, 2);
      if (!g_date_valid_dmy (found.day, (GDateMonth) found.month, found.year))
        return FALSE;
    }
  if (found.year < GEZIN_MIN_YEAR || found.year > GEZIN_MAX_YEAR)
    return FALSE;
  *date = found;
  return TRUE;
}

void
gezin_partial_date_first (const GezinPartialDate *date, GDate *day)
{
  g_date_clear (day, 1);
  g_date_set_dmy (day, date->day != 0 ? date->day : 1,
                  (GDateMonth) (date->month != 0 ? date->month : 1), date->year);
}

void
gezin_partial_date_last (const GezinPartialDate *date, GDate *day)
{
  GDateMonth month = (GDateMonth) (date->month != 0 ? date->month : 12);
  GDateDay last = date->day != 0 ? date->day : g_date_get_days_in_month (month, date->year);

  g_date_clear (day, 1);
  g_date_set_dmy (day, last, month, date->year);
}

gboolean
gezin_bsn_is_valid (const char *text)
{
  static const int weights[9] = { 9, 8, 7, 6, 5, 4, 3, 2, -1 };
  int sum = 0;

  if (strlen (text) != 9 || !all_digits (text, 9) || strcmp (text, "000000000") == 0)
    return FALSE;
  for (int i = 0; i < 9; i++)
    sum += weights[i] * (text[i] - '0');
  return sum % 11 == 0;
}

static gboolean
is_canonical_count (const char *text)
{
  gsize length = strlen (text);
  gint64 value;

  if (length == 0 || length > 16 || !all_digits (text, length) || (length > 1 && text[0] == '0'))
    return FALSE;
  value = g_ascii_strtoll (text, NULL, 10);
  return value <= GEZIN_MAX_COUNT_VALUE;
}

static gboolean
is_digest (const char *text)
{
  gsize length = strlen (text);

  if (length != 64)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isdigit (text[i]) && !(text[i] >= 'a' && text[i] <= 'f'))
      return FALSE;
  return TRUE;
}

static gboolean
check_text (const char *value, gboolean one_line, gsize max_bytes, GError **error)
{
  gsize length = strlen (value);

  if (length > max_bytes)
    {
      g_set_error (error, GEZIN_MODEL_ERROR, GEZIN_MODEL_ERROR_LENGTH,
                   "a value of %" G_GSIZE_FORMAT " bytes where %" G_GSIZE_FORMAT " are allowed",
                   length, max_bytes);
      return FALSE;
    }
  if (!g_utf8_validate (value, (gssize) length, NULL))
    {
      g_set_error_literal (error, GEZIN_MODEL_ERROR, GEZIN_MODEL_ERROR_ENCODING,
                           "a text that is not UTF-8");
      return FALSE;
    }
  if (length == 0 || !gezin_text_is_clean (value, length, one_line))
    {
      g_set_error_literal (error, GEZIN_MODEL_ERROR, GEZIN_MODEL_ERROR_NOT_CANONICAL,
                           "a text that is empty or not in its canonical form");
      return FALSE;
    }
  return TRUE;
}

static gboolean
fail (GError **error, GezinModelError code, const char *what)
{
  g_set_error (error, GEZIN_MODEL_ERROR, (int) code, "%s", what);
  return FALSE;
}

gboolean
gezin_value_check (const GezinFieldSpec *spec, const char *value, GError **error)
{
  GezinPartialDate date;
  GezinUuid uuid;
  gint64 instant;

  switch (spec->type)
    {
    case GEZIN_TYPE_TEXT:
      return check_text (value, TRUE, GEZIN_MAX_TEXT_BYTES, error);
    case GEZIN_TYPE_PROSE:
      return check_text (value, FALSE, GEZIN_MAX_PROSE_BYTES, error);
    case GEZIN_TYPE_DATE:
      return gezin_partial_date_parse (value, &date)
             || fail (error, GEZIN_MODEL_ERROR_DATE,
                      "no date of the form 2014, 2014-05 or 2014-05-01");
    case GEZIN_TYPE_TIME:
      return gezin_instant_from_text (value, &instant)
             || fail (error, GEZIN_MODEL_ERROR_TIME, "no time of the form 2026-11-21T10:03:11Z");
    case GEZIN_TYPE_BOOL:
      return strcmp (value, "true") == 0 || strcmp (value, "false") == 0
             || fail (error, GEZIN_MODEL_ERROR_BOOL, "neither true nor false");
    case GEZIN_TYPE_COUNT:
      return is_canonical_count (value) || fail (error, GEZIN_MODEL_ERROR_COUNT, "no whole number");
    case GEZIN_TYPE_SCALE:
      return (is_canonical_count (value) && strlen (value) <= 2
              && g_ascii_strtoll (value, NULL, 10) <= GEZIN_SCALE_MAX)
             || fail (error, GEZIN_MODEL_ERROR_SCALE, "no whole number from 0 to 10");
    case GEZIN_TYPE_BSN:
      return gezin_bsn_is_valid (value)
             || fail (error, GEZIN_MODEL_ERROR_BSN, "no nine digits that pass the elfproef");
    case GEZIN_TYPE_DIGEST:
    case GEZIN_TYPE_FILE:
      return is_digest (value)
             || fail (error, GEZIN_MODEL_ERROR_DIGEST, "no SHA-256 in lower-case hex");
    case GEZIN_TYPE_CODE:
    case GEZIN_TYPE_CODES:
      return gezin_text_is_name (value)
             || fail (error, GEZIN_MODEL_ERROR_CODE,
                      "no code of lower-case letters, digits and hyphens");
    case GEZIN_TYPE_REFS:
      if ((spec->flags & GEZIN_FIELD_WHOLE_FAMILY) != 0
          && strcmp (value, GEZIN_ITEM_WHOLE_FAMILY) == 0)
        return TRUE;
      G_GNUC_FALLTHROUGH;
    case GEZIN_TYPE_REF:
      return gezin_uuid_parse (value, &uuid)
             || fail (error, GEZIN_MODEL_ERROR_REF, "no id of a record");
    }
  g_return_val_if_reached (FALSE);
}

/* People write ids, codes and numbers with spaces and capitals around them. */
static char *
tidy (GezinType type, char *text)
{
  switch (type)
    {
    case GEZIN_TYPE_BSN:
      {
        g_autoptr (GString) digits = g_string_new (NULL);

        for (const char *p = text; *p != '\0'; p++)
          if (*p != '.' && *p != ' ')
            g_string_append_c (digits, *p);
        g_free (text);
        /* The register drops leading noughts; a BSN of eight digits has one. */
        if (digits->len == 8)
          g_string_prepend_c (digits, '0');
        return g_string_free (g_steal_pointer (&digits), FALSE);
      }
    case GEZIN_TYPE_BOOL:
    case GEZIN_TYPE_REF:
    case GEZIN_TYPE_REFS:
    case GEZIN_TYPE_CODE:
    case GEZIN_TYPE_CODES:
    case GEZIN_TYPE_DIGEST:
    case GEZIN_TYPE_FILE:
      {
        char *lower = g_ascii_strdown (text, -1);

        g_free (text);
        return lower;
      }
    case GEZIN_TYPE_COUNT:
    case GEZIN_TYPE_SCALE:
      {
        gsize zeroes = 0;

        while (text[zeroes] == '0' && text[zeroes + 1] != '\0')
          zeroes++;
        memmove (text, text + zeroes, strlen (text) - zeroes + 1);
        return text;
      }
    case GEZIN_TYPE_TEXT:
    case GEZIN_TYPE_PROSE:
    case GEZIN_TYPE_DATE:
    case GEZIN_TYPE_TIME:
      break;
    }
  return text;
}

GRefString *
gezin_value_normalise (const GezinFieldSpec *spec, const char *text, gssize length, guint *dropped,
                       GError **error)
{
  gsize bytes = length >= 0 ? (gsize) length : strlen (text);
  gboolean prose = spec->type == GEZIN_TYPE_PROSE;
  gsize max_bytes = prose ? GEZIN_MAX_PROSE_BYTES : GEZIN_MAX_TEXT_BYTES;
  g_autofree char *clean = NULL;
  guint removed = 0;

  /* Composing to NFC makes a text shorter; one four times too long cannot come in under the limit. */
  if (bytes > 4 * max_bytes)
    {
      g_set_error (error, GEZIN_MODEL_ERROR, GEZIN_MODEL_ERROR_LENGTH,
                   "a value of %" G_GSIZE_FORMAT " bytes where %" G_GSIZE_FORMAT " are allowed",
                   bytes, max_bytes);
      return NULL;
    }
  clean = gezin_text_clean (text, bytes, !prose, &removed);
  if (clean == NULL)
    {
      fail (error, GEZIN_MODEL_ERROR_ENCODING, "a text that is not UTF-8");
      return NULL;
    }
  if (dropped != NULL)
    *dropped += removed;
  if (clean[0] == '\0')
    return NULL;

  clean = tidy (spec->type, g_steal_pointer (&clean));
  if (!gezin_value_check (spec, clean, error))
    return NULL;
  return g_ref_string_new (clean);
}
