/* SPDX-License-Identifier: EUPL-1.2 */

/* One list on one day, and what its codes say.
 *
 * Invariant: a GezinCodeList holds a reference to the data that its codes lie in. */

#include <string.h>

#include "reference/reference-private.h"

struct _GezinCodeList {
  gatomicrefcount references;
  GezinReference *reference;
  const GezinDatedList *list;
  GPtrArray *codes; /* GezinCode, those of the day */
};

GezinCodeList *
gezin_code_list_new (GezinReference *reference, const GezinDatedList *list, const GDate *day)
{
  GezinCodeList *view = g_new0 (GezinCodeList, 1);

  g_atomic_ref_count_init (&view->references);
  view->reference = gezin_reference_ref (reference);
  view->list = list;
  view->codes = g_ptr_array_sized_new (list->codes->len);
  for (guint i = 0; i < list->codes->len; i++)
    {
      GezinCode *code = g_ptr_array_index (list->codes, i);

      if (day == NULL || gezin_period_holds (&code->period, day))
        g_ptr_array_add (view->codes, code);
    }
  return view;
}

GezinCodeList *
gezin_code_list_ref (GezinCodeList *list)
{
  g_atomic_ref_count_inc (&list->references);
  return list;
}

void
gezin_code_list_unref (GezinCodeList *list)
{
  if (list == NULL || !g_atomic_ref_count_dec (&list->references))
    return;
  g_ptr_array_unref (list->codes);
  gezin_reference_unref (list->reference);
  g_free (list);
}

const char *
gezin_code_list_name (GezinCodeList *list)
{
  return list->list->name;
}

const char *
gezin_code_list_label (GezinCodeList *list, const char *language)
{
  return gezin_words_choose (list->list->labels, language);
}

const char *
gezin_code_list_version (GezinCodeList *list)
{
  return list->list->version;
}

guint
gezin_code_list_layer (GezinCodeList *list)
{
  return list->list->layer;
}

guint
gezin_code_list_size (GezinCodeList *list)
{
  return list->codes->len;
}

const GezinCode *
gezin_code_list_code (GezinCodeList *list, guint index)
{
  g_return_val_if_fail (index < list->codes->len, NULL);

  return g_ptr_array_index (list->codes, index);
}

const GezinCode *
gezin_code_list_find (GezinCodeList *list, const char *code)
{
  const GezinCode *found = g_hash_table_lookup (list->list->by_name, code);

  if (found == NULL || !g_ptr_array_find (list->codes, found, NULL))
    return NULL;
  return found;
}

/* ---------- Codes ---------- */

/* `nl_NL.UTF-8`, `nl-NL` and `nl` are all Dutch. */
static gboolean
is_language (const char *language, const char *asked)
{
  gsize length = strlen (language);

  return strncmp (language, asked, length) == 0 && !g_ascii_isalpha (asked[length]);
}

const char *
gezin_words_choose (const GArray *words, const char *language)
{
  const char *asked[] = { language, "en" };

  for (gsize i = 0; i < G_N_ELEMENTS (asked); i++)
    for (guint j = 0; j < words->len; j++)
      {
        const GezinWords *item = &g_array_index (words, GezinWords, j);

        if (asked[i] != NULL && is_language (item->language, asked[i]))
          return item->text;
      }
  return words->len == 0 ? NULL : g_array_index (words, GezinWords, 0).text;
}

gboolean
gezin_code_list_refuse (GezinCodeList *list, const GezinCode *code, GezinReferenceError why,
                        const char *reason, GError **error)
{
  g_set_error (error, GEZIN_REFERENCE_ERROR, (int) why, "%s:%d: %s: %s", list->list->file,
               code->line, code->name, reason);
  return FALSE;
}

const char *
gezin_code_name (const GezinCode *code)
{
  return code->name;
}

const char *
gezin_code_label (const GezinCode *code, const char *language)
{
  return gezin_words_choose (code->labels, language);
}

const char *
gezin_code_sentence (const GezinCode *code, const char *language)
{
  return gezin_words_choose (code->sentences, language);
}

const char *
gezin_code_note (const GezinCode *code, const char *language)
{
  return gezin_words_choose (code->notes, language);
}

const char *
gezin_code_property (const GezinCode *code, const char *property)
{
  for (guint i = 0; i < code->properties->len; i++)
    {
      const GezinProperty *item = &g_array_index (code->properties, GezinProperty, i);

      if (strcmp (item->name, property) == 0)
        return item->value;
    }
  return NULL;
}

gboolean
gezin_code_property_has (const GezinCode *code, const char *property, const char *item)
{
  const char *value = gezin_code_property (code, property);
  gsize length = strlen (item);

  for (const char *at = value; at != NULL; at = strchr (at, ' '))
    {
      at += *at == ' ';
      if (strncmp (at, item, length) == 0 && (at[length] == ' ' || at[length] == '\0'))
        return length > 0;
    }
  return FALSE;
}

const char *
gezin_code_source (const GezinCode *code, guint index, const char **mark)
{
  const GezinSource *source;

  if (index >= code->sources->len)
    return NULL;
  source = &g_array_index (code->sources, GezinSource, index);
  if (mark != NULL)
    *mark = source->mark;
  return source->text;
}

const char *
gezin_code_source_in (const GezinCode *code, const char *language)
{
  g_autoptr (GArray) words = g_array_new (FALSE, FALSE, sizeof (GezinWords));

  for (guint i = 0; i < code->sources->len; i++)
    {
      const GezinSource *source = &g_array_index (code->sources, GezinSource, i);
      GezinWords item = { source->language, source->text };

      if (source->language == NULL)
        return source->text;
      g_array_append_val (words, item);
    }
  return gezin_words_choose (words, language);
}
