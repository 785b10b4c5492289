/* SPDX-License-Identifier: EUPL-1.2 */

/* Which input a type of value gets: few choices lie open as pills; of many, those
 * that this dossier uses most, and the others are searched. */

#include "record/input-private.h"

#include "base/limits.h"
#include "model/value.h"
#include "parts/access.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_PILLS_OF_ONE 7
#define MAX_PILLS_OF_SEVERAL 12
#define SAME_FIELD_WEIGHT 1000 /* what stands in the same field elsewhere counts before all else */

static void
candidate_free (gpointer data)
{
  GezinCandidate *candidate = data;

  g_free (candidate->code);
  g_free (candidate->label);
  g_free (candidate);
}

static void
add_candidate (GezinInput *input, const char *code, const char *label)
{
  GezinCandidate *candidate = g_new0 (GezinCandidate, 1);

  candidate->code = g_strdup (code);
  candidate->label = g_strdup (label);
  g_ptr_array_add (input->candidates, candidate);
}

static void
add_codes (GezinInput *input)
{
  g_autoptr (GPtrArray) choices = gezin_session_choices (input->session, input->spec->field);

  for (guint i = 0; i < choices->len; i++)
    {
      const GezinChoice *choice = choices->pdata[i];

      add_candidate (input, choice->code, choice->label);
    }
}

static void
add_records (GezinInput *input, GezinDossier *dossier, const GezinUuid *own, GezinKind kind)
{
  GezinKindSet targets = input->spec->targets;

  if (targets == GEZIN_KIND_SET_SAME)
    targets = GEZIN_KIND_SET (kind);
  if ((input->spec->flags & GEZIN_FIELD_WHOLE_FAMILY) != 0)
    add_candidate (input, GEZIN_ITEM_WHOLE_FAMILY, _ ("the whole family"));
  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier, i);
      g_autofree char *title = NULL;
      char id[GEZIN_UUID_TEXT_LENGTH + 1];

      if ((targets & GEZIN_KIND_SET (record->kind)) == 0 || gezin_record_is_removed (record)
          || gezin_uuid_equal (&record->id, own))
        continue;
      title = gezin_session_record_title (input->session, dossier, record);
      add_candidate (input, gezin_uuid_write (&record->id, id), title);
    }
}

static void
add_scale (GezinInput *input)
{
  for (guint i = 0; i <= GEZIN_SCALE_MAX; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);

      add_candidate (input, number, number);
    }
}

/* How often a candidate is named in the dossier. */

static void
count_use (GezinInput *input, GHashTable *positions, const char *code, guint weight)
{
  gpointer position;

  if (code != NULL && g_hash_table_lookup_extended (positions, code, NULL, &position))
    input->uses[GPOINTER_TO_UINT (position)] += weight;
}

static void
count_field (GezinInput *input, GHashTable *positions, const GezinRecord *record,
             const GezinFieldSpec *spec)
{
  guint weight = spec->field == input->spec->field ? SAME_FIELD_WEIGHT : 1;

  if (gezin_field_spec_is_set (spec))
    {
      g_autoptr (GPtrArray) items = gezin_record_items (record, spec->field);

      g_ptr_array_set_free_func (items, NULL);
      for (guint i = 0; i < items->len; i++)
        count_use (input, positions, items->pdata[i], weight);
    }
  else
    count_use (input, positions, gezin_record_value (record, spec->field), weight);
}

/* Codes count where they stand in this field, records wherever something points to them. */
static void
count_uses (GezinInput *input, GezinDossier *dossier)
{
  g_autoptr (GHashTable) positions = g_hash_table_new (g_str_hash, g_str_equal);

  input->uses = g_new0 (guint, input->candidates->len + 1);
  for (guint i = 0; i < input->candidates->len; i++)
    g_hash_table_insert (positions, ((GezinCandidate *) input->candidates->pdata[i])->code,
                         GUINT_TO_POINTER (i));
  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier, i);
      guint n_fields;
      const GezinFieldSpec *const *fields = gezin_catalogue_fields_of (record->kind, &n_fields);

      for (guint j = 0; j < n_fields; j++)
        if (fields[j]->field == input->spec->field
            || (gezin_field_spec_is_ref (input->spec) && gezin_field_spec_is_ref (fields[j])))
          count_field (input, positions, record, fields[j]);
    }
}

static void
make_of_many (GezinInput *input, GezinDossier *dossier, gboolean is_multiple)
{
  count_uses (input, dossier);
  gezin_input_make_many (input, is_multiple);
}

/* What others wrote and may go along is chosen from what others wrote. */
static gboolean
is_passing (const GezinFieldSpec *spec)
{
  return spec->field == GEZIN_FIELD_CONSENT_PASSES_ON
         || spec->field == GEZIN_FIELD_GROUND_PASSES_ON;
}

static void
make (GezinInput *input, GezinDossier *dossier)
{
  gboolean is_essential = (input->spec->flags & GEZIN_FIELD_ESSENTIAL) != 0;

  switch (input->spec->type)
    {
    case GEZIN_TYPE_PROSE:
      gezin_input_make_prose (input);
      break;
    case GEZIN_TYPE_DATE:
    case GEZIN_TYPE_TIME:
      gezin_input_make_date (input);
      break;
    case GEZIN_TYPE_BOOL:
    case GEZIN_TYPE_SCALE:
      gezin_input_make_choice (input, FALSE);
      break;
    case GEZIN_TYPE_CODE:
    case GEZIN_TYPE_REF:
      if (input->candidates->len <= MAX_PILLS_OF_ONE)
        gezin_input_make_choice (input, FALSE);
      else if (is_essential)
        make_of_many (input, dossier, FALSE);
      else
        gezin_input_make_list (input);
      break;
    case GEZIN_TYPE_CODES:
    case GEZIN_TYPE_REFS:
      if (is_passing (input->spec))
        gezin_input_make_passing (input, dossier);
      else if (input->candidates->len <= MAX_PILLS_OF_SEVERAL)
        gezin_input_make_choice (input, TRUE);
      else
        make_of_many (input, dossier, TRUE);
      break;
    case GEZIN_TYPE_TEXT:
      if (input->spec->field == GEZIN_FIELD_ORGANISATION_PEER)
        gezin_input_make_card (input);
      else if (input->candidates->len > 0)
        gezin_input_make_list (input);
      else
        gezin_input_make_line (input);
      break;
    case GEZIN_TYPE_COUNT:
    case GEZIN_TYPE_BSN:
    case GEZIN_TYPE_DIGEST:
    case GEZIN_TYPE_FILE:
      gezin_input_make_line (input);
      break;
    }
}

GezinInput *
gezin_input_new (GezinSession *session, GezinDossier *dossier, const GezinUuid *own, GezinKind kind,
                 const GezinFieldSpec *spec, const char *name, GezinInputEdited edited,
                 gpointer owner)
{
  GezinInput *input = g_new0 (GezinInput, 1);

  input->session = g_object_ref (session);
  input->spec = spec;
  input->name = name;
  input->edited = edited;
  input->owner = owner;
  input->candidates = g_ptr_array_new_with_free_func (candidate_free);
  if (spec->type == GEZIN_TYPE_BOOL)
    {
      add_candidate (input, "true", C_ ("answer", "Yes"));
      add_candidate (input, "false", C_ ("answer", "No"));
    }
  else if (spec->type == GEZIN_TYPE_SCALE)
    add_scale (input);
  else if (spec->list != NULL || spec->type == GEZIN_TYPE_TEXT)
    add_codes (input);
  else if (gezin_field_spec_is_ref (spec) && !is_passing (spec))
    add_records (input, dossier, own, kind);
  make (input, dossier);
  g_object_ref_sink (input->widget);
  return input;
}

void
gezin_input_free (GezinInput *input)
{
  if (input == NULL)
    return;
  input->is_setting = TRUE;
  input->edited = NULL;
  g_object_set_data (G_OBJECT (input->widget), GEZIN_INPUT_KEY, NULL);
  g_clear_pointer (&input->candidates, g_ptr_array_unref);
  g_clear_pointer (&input->uses, g_free);
  g_clear_object (&input->widget);
  g_clear_object (&input->session);
  g_free (input);
}

GtkWidget *
gezin_input_widget (GezinInput *input)
{
  return input->widget;
}

char *
gezin_input_get (GezinInput *input)
{
  return input->get (input);
}

void
gezin_input_set (GezinInput *input, const char *text)
{
  input->is_setting = TRUE;
  input->set (input, text != NULL ? text : "");
  input->is_setting = FALSE;
}

void
gezin_input_set_wrong (GezinInput *input, const char *sentence)
{
  if (sentence != NULL)
    gtk_widget_add_css_class (input->focus, "wrong");
  else
    gtk_widget_remove_css_class (input->focus, "wrong");
  gezin_access_describe (input->focus, sentence != NULL ? sentence : "");
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (input->focus), GTK_ACCESSIBLE_STATE_INVALID,
      sentence != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

void
gezin_input_focus (GezinInput *input)
{
  if (!gtk_widget_grab_focus (input->focus))
    gtk_widget_child_focus (input->widget, GTK_DIR_TAB_FORWARD);
}

void
gezin_input_tell (GezinInput *input)
{
  if (!input->is_setting && input->edited != NULL)
    input->edited (input->owner);
}

const char *
gezin_input_label_of (GezinInput *input, const char *code)
{
  for (guint i = 0; i < input->candidates->len; i++)
    {
      const GezinCandidate *candidate = input->candidates->pdata[i];

      if (strcmp (candidate->code, code) == 0)
        return candidate->label;
    }
  return NULL;
}
