/* SPDX-License-Identifier: EUPL-1.2 */

/* The table meta: named values of the store as a whole, and whose store it is. */

#include "store/store-private.h"

#define OWNER_NAME "owner-name"
#define OWNER_ORGANISATION "owner-organisation"
#define OWNER_ROLE "owner-role"

GezinIdentity *
gezin_identity_new (const char *name, const char *organisation, const char *role)
{
  GezinIdentity *identity = g_new0 (GezinIdentity, 1);

  identity->name = g_strdup (name);
  identity->organisation = g_strdup (organisation);
  identity->role = g_strdup (role);
  return identity;
}

GezinIdentity *
gezin_identity_copy (const GezinIdentity *identity)
{
  return gezin_identity_new (identity->name, identity->organisation, identity->role);
}

void
gezin_identity_free (GezinIdentity *identity)
{
  if (identity == NULL)
    return;
  g_free (identity->name);
  g_free (identity->organisation);
  g_free (identity->role);
  g_free (identity);
}

gboolean
gezin_meta_find (GezinStore *store, const char *name, char **value, GError **error)
{
  g_autoptr (GezinStatement) ask =
      gezin_database_prepare (store->database, "SELECT value FROM meta WHERE name = ?1", error);
  gboolean has_row;

  *value = NULL;
  if (ask == NULL)
    return FALSE;
  gezin_bind_text (ask, 1, name);
  if (!gezin_statement_step (ask, &has_row, error))
    return FALSE;
  *value = has_row ? g_strdup (gezin_column_text (ask, 0)) : NULL;
  return TRUE;
}

char *
gezin_meta_get (GezinStore *store, const char *name, GError **error)
{
  char *value;

  if (!gezin_meta_find (store, name, &value, error))
    return NULL;
  if (value == NULL)
    g_set_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_DAMAGED, "the store lacks its %s",
                 name);
  return value;
}

gboolean
gezin_meta_set (GezinStore *store, const char *name, const char *value, GError **error)
{
  g_autoptr (GezinStatement) put = gezin_database_prepare (
      store->database, "INSERT OR REPLACE INTO meta (name, value) VALUES (?1, ?2)", error);

  if (put == NULL)
    return FALSE;
  gezin_bind_text (put, 1, name);
  gezin_bind_text (put, 2, value);
  return gezin_statement_run (put, error);
}

gboolean
gezin_meta_write_identity (GezinStore *store, const GezinIdentity *identity, GError **error)
{
  return gezin_meta_set (store, OWNER_NAME, identity->name, error)
         && gezin_meta_set (store, OWNER_ORGANISATION, identity->organisation, error)
         && gezin_meta_set (store, OWNER_ROLE, identity->role, error);
}

GezinIdentity *
gezin_meta_read_identity (GezinStore *store, GError **error)
{
  g_autoptr (GezinIdentity) identity = g_new0 (GezinIdentity, 1);

  identity->name = gezin_meta_get (store, OWNER_NAME, error);
  if (identity->name == NULL)
    return NULL;
  identity->organisation = gezin_meta_get (store, OWNER_ORGANISATION, error);
  if (identity->organisation == NULL)
    return NULL;
  identity->role = gezin_meta_get (store, OWNER_ROLE, error);
  if (identity->role == NULL)
    return NULL;
  return g_steal_pointer (&identity);
}
