/* SPDX-License-Identifier: EUPL-1.2 */

/* The document of `gezin show --json`. */

#include "wire/dossier-json.h"

#include <json-glib/json-glib.h>

#include "support/builder.h"
#include "wire/random-dossier.h"

static char *
write_kind (GezinDossier *dossier, GezinKind kind)
{
  g_autoptr (GezinView) view = gezin_view_own (dossier);

  return gezin_dossier_json_write (view, kind);
}

static JsonNode *
parse (const char *json)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (json, &error);

  g_assert_no_error (error);
  return node;
}

static void
test_small (void)
{
  g_autoptr (GezinDossier) dossier = test_dossier ("family f name='De \"Vries\" & <Zn>'\n"
                                                   "person jan given-names=Jan about=@jan,family\n"
                                                   "edit jan given-names=Johan about=-family\n"
                                                   "goal g text=Rust score-now=4 unheard-of=x\n");
  g_autofree char *json = write_kind (dossier, GEZIN_KIND_NONE);

  g_assert_cmpstr (json, ==,
                   "{\"id\":\"252f10c8-3610-4bca-9a05-9c0bae8255eb\",\"records\":["
                   "{\"kind\":\"family\",\"id\":\"252f10c8-3610-4bca-9a05-9c0bae8255eb\","
                   "\"fields\":{\"name\":\"De \\\"Vries\\\" & <Zn>\"}},"
                   "{\"kind\":\"goal\",\"id\":\"cd0aa985-6147-46c5-b4ff-2b7dfee5da20\","
                   "\"fields\":{\"score-now\":\"4\",\"text\":\"Rust\"}},"
                   "{\"kind\":\"person\",\"id\":\"6a0ac0fd-972c-425d-aca5-512b67a5e0ad\","
                   "\"fields\":{\"about\":[\"6a0ac0fd-972c-425d-aca5-512b67a5e0ad\"],"
                   "\"given-names\":\"Johan\"}}]}");
}

static void
test_one_kind (void)
{
  g_autoptr (GezinDossier) dossier = test_dossier ("family f name=X\nperson jan given-names=Jan\n");
  g_autofree char *persons = write_kind (dossier, GEZIN_KIND_PERSON);
  g_autofree char *goals = write_kind (dossier, GEZIN_KIND_GOAL);
  g_autoptr (JsonNode) node = parse (persons);
  JsonArray *records = json_object_get_array_member (json_node_get_object (node), "records");
  JsonObject *record = json_array_get_object_element (records, 0);

  g_assert_cmpuint (json_array_get_length (records), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (record, "kind"), ==, "person");
  g_assert_nonnull (g_strrstr (goals, "\"records\":[]"));
}

static void
test_what_is_not_there (void)
{
  g_autoptr (GezinDossier) dossier = test_dossier ("family f name=X\n"
                                                   "person gone given-names=Weg\n"
                                                   "person kept given-names=Hier phone=06\n"
                                                   "remove gone\n"
                                                   "edit kept phone=\n"
                                                   "erase kept given-names\n"
                                                   "person contested given-names=Toch\n"
                                                   "remove-blind contested\n");
  g_autofree char *json = write_kind (dossier, GEZIN_KIND_PERSON);

  g_assert_null (g_strrstr (json, "Weg"));
  g_assert_null (g_strrstr (json, "Hier"));
  g_assert_null (g_strrstr (json, "phone"));
  g_assert_nonnull (g_strrstr (json, "\"fields\":{}"));
  g_assert_nonnull (g_strrstr (json, "Toch"));
}

/* Of several heads the latest is displayed; of a set, what any head says is in. */
static void
test_conflicts (void)
{
  g_autoptr (GezinDossier) dossier = test_dossier ("family f name=X\n"
                                                   "person jan given-names=Jan about=family\n"
                                                   "beside jan given-names=Johan about=-family\n");
  g_autofree char *json = write_kind (dossier, GEZIN_KIND_PERSON);

  g_assert_nonnull (g_strrstr (json, "\"given-names\":\"Johan\""));
  g_assert_nonnull (g_strrstr (json, "\"about\":[\"family\"]"));
}

static void
assert_fields (const GezinRecord *record, JsonObject *fields)
{
  guint n_fields;
  const GezinFieldSpec *const *specs = gezin_catalogue_fields_of (record->kind, &n_fields);

  g_assert_cmpuint (json_object_get_size (fields), ==, n_fields);
  for (guint i = 0; i < n_fields; i++)
    if (gezin_field_spec_is_set (specs[i]))
      g_assert_cmpuint (
          json_array_get_length (json_object_get_array_member (fields, specs[i]->name)), ==, 3);
    else
      g_assert_cmpstr (json_object_get_string_member (fields, specs[i]->name), ==,
                       gezin_record_value (record, specs[i]->field));
}

static void
test_every_field (void)
{
  g_autoptr (GezinDossier) dossier = test_dossier_of_every_field (3);
  g_autofree char *json = write_kind (dossier, GEZIN_KIND_NONE);
  g_autoptr (JsonNode) node = parse (json);
  JsonArray *records = json_object_get_array_member (json_node_get_object (node), "records");
  const char *last_kind = "";

  /* Every field is filled, `removed` too, but nobody saw the rest: it all stands. */
  g_assert_cmpuint (json_array_get_length (records), ==, GEZIN_N_KINDS - 1);
  for (guint i = 0; i < json_array_get_length (records); i++)
    {
      JsonObject *object = json_array_get_object_element (records, i);
      const char *kind = json_object_get_string_member (object, "kind");
      GezinUuid id;

      g_assert_cmpint (g_strcmp0 (last_kind, kind), <, 0);
      last_kind = kind;
      g_assert_true (gezin_uuid_parse (json_object_get_string_member (object, "id"), &id));
      assert_fields (gezin_dossier_find (dossier, &id),
                     json_object_get_object_member (object, "fields"));
    }
}

static void
test_random (void)
{
  for (guint i = 0; i < 50; i++)
    {
      guint32 seed = (guint32) g_test_rand_int ();
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (GezinDossier) dossier = test_random_dossier (random, 60);
      g_autofree char *json = write_kind (dossier, GEZIN_KIND_NONE);
      g_autoptr (JsonNode) node = NULL;

      g_test_message ("seed %u", seed);
      g_assert_null (strchr (json, '\n'));
      node = parse (json);
      g_assert_true (JSON_NODE_HOLDS_OBJECT (node));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dossier-json/small-dossier", test_small);
  g_test_add_func ("/dossier-json/one-kind", test_one_kind);
  g_test_add_func ("/dossier-json/what-is-gone-is-left-out", test_what_is_not_there);
  g_test_add_func ("/dossier-json/conflicts-show-what-is-displayed", test_conflicts);
  g_test_add_func ("/dossier-json/every-field-is-there", test_every_field);
  g_test_add_func ("/dossier-json/any-text-is-one-line-of-json", test_random);
  return g_test_run ();
}
