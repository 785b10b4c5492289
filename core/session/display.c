/* SPDX-License-Identifier: EUPL-1.2 */

/* How values look to a person. Everything here is read from const tables, the
 * immutable reference data, immutable dossiers, and the names that the worker
 * has put by (elsewhere.c), so any thread may ask. */

#include "session/display.h"

#include "base/id.h"
#include "casework/questions.h"
#include "model/value.h"
#include "session/session-private.h"
#include "session/when.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_TITLE_CHARACTERS 80
#define MAX_TITLE_DEPTH 2 /* a title may name another record's title, and no further */
#define MAX_TITLE_OTHERS 64 /* records that are the same, in which a name is looked for */

/* The reader's language, as gettext sees it. */
static const char *
reader_language (void)
{
  return g_get_language_names ()[0];
}

void
gezin_choice_free (GezinChoice *choice)
{
  if (choice == NULL)
    return;
  g_free (choice->code);
  g_free (choice->label);
  g_free (choice);
}

static void
add_choice (GPtrArray *choices, const char *code, const char *label)
{
  GezinChoice *choice = g_new0 (GezinChoice, 1);

  choice->code = g_strdup (code);
  choice->label = g_strdup (label);
  g_ptr_array_add (choices, choice);
}

GPtrArray *
gezin_session_choices (GezinSession *session, GezinField field)
{
  const GezinFieldSpec *spec = gezin_catalogue_field (field);
  GPtrArray *choices = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_choice_free);
  g_autoptr (GezinCodeList) list = NULL;
  g_autoptr (GPtrArray) asked = NULL;
  GDate today;

  gezin_clock_today (session->clock, &today);
  asked = gezin_questions_choices (session->reference, field, &today);
  for (guint i = 0; i < asked->len; i++)
    {
      g_autofree char *text = gezin_questions_text (session->reference, NULL, NULL, field,
                                                    gezin_code_name (asked->pdata[i]));

      add_choice (choices, gezin_code_name (asked->pdata[i]), text);
    }
  if (spec != NULL && spec->list != NULL)
    list = gezin_reference_list (session->reference, spec->list, &today);
  for (guint i = 0; list != NULL && i < gezin_code_list_size (list); i++)
    {
      const GezinCode *code = gezin_code_list_code (list, i);

      add_choice (choices, gezin_code_name (code), gezin_code_label (code, reader_language ()));
    }
  return choices;
}

char *
gezin_session_code_label (GezinSession *session, const char *list, const char *code)
{
  return code == NULL ? NULL
                      : g_strdup (gezin_reference_label (session->reference, list, code,
                                                         reader_language ()));
}

const char *
gezin_session_kind_label (GezinKind kind)
{
  return g_dpgettext2 (NULL, "kind", gezin_catalogue_kind (kind)->label);
}

const char *
gezin_session_shown_name (const char *name)
{
  /* Translators: in place of the name of a family. */
  return name != NULL ? name : _ ("Name not shared");
}

const char *
gezin_session_field_label (GezinField field)
{
  const GezinFieldSpec *spec = gezin_catalogue_field (field);

  return spec != NULL ? g_dgettext (NULL, spec->label) : gezin_catalogue_field_name (field);
}

static char *record_title (GezinSession *session, const GezinDossier *dossier,
                           const GezinRecord *record, guint depth);

void
gezin_session_forget_same (GezinSession *session)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&session->same_lock);

  g_clear_pointer (&session->same_of, gezin_dossier_unref);
  g_clear_pointer (&session->same, gezin_same_free);
}

static GezinSame *
kept_same_of (GezinSession *session, const GezinDossier *dossier)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&session->same_lock);

  if (session->same_of != dossier)
    {
      g_clear_pointer (&session->same_of, gezin_dossier_unref);
      g_clear_pointer (&session->same, gezin_same_free);
      session->same_of = gezin_dossier_ref ((GezinDossier *) dossier);
      session->same = gezin_same_new (dossier);
    }
  return gezin_same_ref (session->same);
}

/* For a record alone it is not worth it to forget a whole dossier. */
GezinSame *
gezin_session_same_of (GezinSession *session, const GezinDossier *dossier)
{
  return gezin_dossier_n_records (dossier) <= 1 ? gezin_same_new (dossier)
                                                : kept_same_of (session, dossier);
}

const GezinRecord *
gezin_session_leading_record (GezinSession *session, const GezinDossier *dossier,
                              const GezinRecord *record)
{
  g_autoptr (GezinSame) same = gezin_session_same_of (session, dossier);
  const GezinRecord *first = gezin_dossier_find (dossier, gezin_same_first (same, &record->id));

  return first != NULL && first->kind == record->kind ? first : record;
}

GPtrArray *
gezin_session_leading_records (const GezinDossier *dossier, GezinKind kind)
{
  g_autoptr (GezinSame) same = gezin_same_new (dossier);
  GPtrArray *records = g_ptr_array_new ();

  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      GezinRecord *record = gezin_dossier_record (dossier, i);

      if (record->kind == kind && !gezin_record_is_removed (record)
          && gezin_uuid_equal (gezin_same_first (same, &record->id), &record->id))
        g_ptr_array_add (records, record);
    }
  return records;
}

/* What is in another dossier goes by the name of that one. */
static char *
elsewhere_text (GezinSession *session, const GezinUuid *id)
{
  gboolean is_dossier = FALSE;
  g_autofree char *family = gezin_session_elsewhere (session, id, &is_dossier);

  if (family == NULL)
    return g_strdup (_ ("not in this dossier"));
  /* Translators: %s is the name of another family: a reference leads to its dossier, or to something in it. */
  return g_strdup_printf (is_dossier ? _ ("the dossier %s") : _ ("in the dossier %s"), family);
}

static char *
reference_text (GezinSession *session, const GezinDossier *dossier, const GezinFieldSpec *spec,
                const char *value, guint depth)
{
  GezinUuid id;
  const GezinRecord *record;

  if (strcmp (value, GEZIN_ITEM_WHOLE_FAMILY) == 0)
    return g_strdup (_ ("the whole family"));
  if (!gezin_uuid_parse (value, &id))
    return g_strdup (value);
  record = gezin_dossier_find (dossier, &id);
  if (record == NULL)
    return elsewhere_text (session, &id);
  /* A link says which two are the same: there each goes by its own name. */
  if (spec->field != GEZIN_FIELD_COMMON_SAME_AS)
    record = gezin_session_leading_record (session, dossier, record);
  return record_title (session, dossier, record, depth);
}

/* @record (nullable): of which it is. */
static char *
value_text (GezinSession *session, const GezinDossier *dossier, const GezinRecord *record,
            const GezinFieldSpec *spec, const char *value, guint depth)
{
  char *asked;
  gint64 instant;

  switch (spec->type)
    {
    case GEZIN_TYPE_DATE:
      return gezin_when_short (value);
    case GEZIN_TYPE_TIME:
      return gezin_instant_from_text (value, &instant) ? gezin_when_moment (session->clock, instant)
                                                       : g_strdup (value);
    case GEZIN_TYPE_BOOL:
      return g_strdup (strcmp (value, "true") == 0 ? _ ("yes") : _ ("no"));
    case GEZIN_TYPE_CODE:
    case GEZIN_TYPE_CODES:
      return g_strdup (
          gezin_reference_label (session->reference, spec->list, value, reader_language ()));
    case GEZIN_TYPE_REF:
    case GEZIN_TYPE_REFS:
      return reference_text (session, dossier, spec, value, depth);
    case GEZIN_TYPE_TEXT:
    case GEZIN_TYPE_PROSE:
      asked = gezin_questions_text (session->reference, dossier, record, spec->field, value);
      if (asked != NULL)
        return asked;
      break;
    case GEZIN_TYPE_COUNT:
    case GEZIN_TYPE_SCALE:
    case GEZIN_TYPE_BSN:
    case GEZIN_TYPE_DIGEST:
    case GEZIN_TYPE_FILE:
      break;
    }
  return g_strdup (value);
}

char *
gezin_session_value_text (GezinSession *session, const GezinDossier *dossier, GezinField field,
                          const char *value)
{
  const GezinFieldSpec *spec = gezin_catalogue_field (field);

  return spec != NULL ? value_text (session, dossier, NULL, spec, value, 0) : g_strdup (value);
}

char *
gezin_session_version_text (GezinSession *session, const GezinDossier *dossier,
                            const GezinVersion *version)
{
  const GezinFieldSpec *spec = gezin_catalogue_field (version->field);
  const GezinRecord *record = gezin_dossier_find (dossier, &version->record);

  return spec != NULL ? value_text (session, dossier, record, spec, version->value, 0)
                      : g_strdup (version->value);
}

static char *
field_text (GezinSession *session, const GezinDossier *dossier, const GezinRecord *record,
            const GezinFieldSpec *spec, guint depth)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GString) text = NULL;
  const char *value;

  if (!gezin_field_spec_is_set (spec))
    {
      value = gezin_record_value (record, spec->field);
      return value != NULL ? value_text (session, dossier, record, spec, value, depth) : NULL;
    }

  items = gezin_record_items (record, spec->field);
  if (items->len == 0)
    return NULL;
  text = g_string_new (NULL);
  for (guint i = 0; i < items->len; i++)
    {
      g_autofree char *one = value_text (session, dossier, record, spec, items->pdata[i], depth);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", one);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
gezin_session_field_text (GezinSession *session, const GezinDossier *dossier,
                          const GezinRecord *record, GezinField field)
{
  const GezinFieldSpec *spec = gezin_catalogue_field (field);

  return spec != NULL ? field_text (session, dossier, record, spec, 0) : NULL;
}

/* The first line of @text, cut at a word when it is long. */
static char *
shorten (const char *text)
{
  g_autofree char *line = g_strndup (text, strcspn (text, "\n"));
  g_autofree char *head = NULL;
  char *space;

  if (g_utf8_strlen (line, -1) <= MAX_TITLE_CHARACTERS)
    return g_steal_pointer (&line);
  head = g_utf8_substring (line, 0, MAX_TITLE_CHARACTERS);
  space = strrchr (head, ' ');
  if (space != NULL && space > head)
    *space = '\0';
  return g_strconcat (head, "…", NULL);
}

/* What the first of the records that are the same as @record says where it says nothing itself. */
static char *
text_of_others (GezinSession *session, const GezinDossier *dossier, const GezinRecord *record,
                const GezinFieldSpec *spec, guint depth)
{
  g_autoptr (GezinSame) same = gezin_session_same_of (session, dossier);
  const GArray *members = gezin_same_members (same, &record->id);

  for (guint i = 0; members != NULL && i < MIN (members->len, MAX_TITLE_OTHERS); i++)
    {
      const GezinRecord *other =
          gezin_dossier_find (dossier, &g_array_index (members, GezinUuid, i));
      char *text = other != NULL && other != record && other->kind == record->kind
                       ? field_text (session, dossier, other, spec, depth)
                       : NULL;

      if (text != NULL)
        return text;
    }
  return NULL;
}

/* A number alone says nothing: it is the second of what? */
static void
add_kind (GString *title, const GezinRecord *record)
{
  g_autofree char *kind = g_strconcat (gezin_session_kind_label (record->kind), " ", NULL);

  g_string_prepend (title, kind);
}

static char *
record_title (GezinSession *session, const GezinDossier *dossier, const GezinRecord *record,
              guint depth)
{
  gboolean is_number = TRUE;
  g_autoptr (GString) title = g_string_new (NULL);
  const GezinFieldSpec *const *fields;
  guint n_fields;

  fields = gezin_catalogue_fields_of (record->kind, &n_fields);
  for (guint i = 0; i < n_fields && depth < MAX_TITLE_DEPTH; i++)
    {
      g_autofree char *part = NULL;

      if ((fields[i]->flags & GEZIN_FIELD_TITLE) == 0)
        continue;
      part = field_text (session, dossier, record, fields[i], depth + 1);
      if (part == NULL)
        part = text_of_others (session, dossier, record, fields[i], depth + 1);
      if (part == NULL)
        continue;
      if (title->len > 0)
        /* Names and addresses read as one; other parts stand apart. */
        g_string_append (title, fields[i]->type == GEZIN_TYPE_TEXT ? " " : " · ");
      g_string_append (title, part);
      is_number = is_number && fields[i]->type == GEZIN_TYPE_COUNT;
    }
  if (is_number && title->len > 0)
    add_kind (title, record);
  return title->len > 0 ? shorten (title->str) : g_strdup (gezin_session_kind_label (record->kind));
}

char *
gezin_session_record_title (GezinSession *session, const GezinDossier *dossier,
                            const GezinRecord *record)
{
  return record_title (session, dossier, record, 0);
}
