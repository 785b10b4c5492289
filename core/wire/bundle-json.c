/* SPDX-License-Identifier: EUPL-1.2 */

/* A judgement as one JSON document, the same for `gezin verify` and `gezin-verify`. */

#include "wire/bundle.h"

#include "base/clock.h"
#include "base/id.h"

#include <json-glib/json-glib.h>

const char *
gezin_bundle_verdict_code (GezinBundleVerdict verdict)
{
  switch (verdict)
    {
    case GEZIN_BUNDLE_VERDICT_GOOD:
      return "good";
    case GEZIN_BUNDLE_VERDICT_UNKNOWN:
      return "unknown";
    case GEZIN_BUNDLE_VERDICT_BAD:
    default:
      return "bad";
    }
}

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  if (text == NULL)
    json_builder_add_null_value (builder);
  else
    json_builder_add_string_value (builder, text);
}

static void
add_lines (JsonBuilder *builder, const GArray *lines)
{
  json_builder_set_member_name (builder, "parts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < lines->len; i++)
    {
      const GezinBundleVerdictLine *line = &g_array_index (lines, GezinBundleVerdictLine, i);

      json_builder_begin_object (builder);
      add_text (builder, "part", line->part);
      add_text (builder, "verdict", gezin_bundle_verdict_code (line->verdict));
      add_text (builder, "reason", line->reason);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* Name and organisation are those of the certificate, which is what was checked. */
static void
add_sender (JsonBuilder *builder, const GezinJudgement *self)
{
  g_autofree char *name = NULL;
  g_autofree char *organisation = NULL;
  g_autofree char *fingerprint = NULL;

  json_builder_set_member_name (builder, "sender");
  if (self->signature == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }
  name = gezin_certificate_name (self->signature->certificate);
  organisation = gezin_certificate_organisation (self->signature->certificate);
  fingerprint = gezin_digest_text (gezin_certificate_digest (self->signature->certificate));
  json_builder_begin_object (builder);
  add_text (builder, "name", name);
  add_text (builder, "organisation", organisation);
  add_text (builder, "fingerprint", fingerprint);
  json_builder_end_object (builder);
}

/* The recipient's card once the manifest is known, else the ids of keys. */
static void
add_recipients (JsonBuilder *builder, const GezinJudgement *self)
{
  json_builder_set_member_name (builder, "recipients");
  json_builder_begin_array (builder);
  if (self->manifest != NULL)
    {
      g_autofree char *digest = gezin_digest_text (self->manifest->recipient);

      json_builder_add_string_value (builder, digest);
    }
  else if (self->envelope != NULL)
    for (guint i = 0; i < self->envelope->key_ids->len; i++)
      {
        gsize length;
        const guint8 *bytes = g_bytes_get_data (self->envelope->key_ids->pdata[i], &length);
        g_autofree char *id = gezin_hex_encode (bytes, length);

        json_builder_add_string_value (builder, id);
      }
  json_builder_end_array (builder);
}

static void
add_manifest (JsonBuilder *builder, const GezinManifest *manifest)
{
  g_autofree char *made = NULL;
  g_autofree char *expires = NULL;

  json_builder_set_member_name (builder, "sequence");
  if (manifest == NULL)
    {
      json_builder_add_null_value (builder);
      add_text (builder, "made", NULL);
      add_text (builder, "expires", NULL);
      return;
    }
  json_builder_add_int_value (builder, (gint64) manifest->number);
  made = gezin_instant_to_text (manifest->made);
  expires = gezin_instant_to_text (manifest->expires);
  add_text (builder, "made", made);
  add_text (builder, "expires", expires);
}

char *
gezin_judgement_json (const GezinJudgement *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *as_of = NULL;

  json_builder_begin_object (builder);
  add_text (builder, "verdict", gezin_bundle_verdict_code (self->verdict));
  add_lines (builder, self->lines);
  add_sender (builder, self);
  add_recipients (builder, self);
  add_manifest (builder, self->manifest);
  if (self->as_of != 0)
    as_of = gezin_instant_to_text (self->as_of);
  add_text (builder, "as-of", as_of);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}
