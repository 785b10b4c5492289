/* SPDX-License-Identifier: EUPL-1.2 */

/* A GFile elsewhere. Only what the product asks of one is there. */

#include "far-file.h"

#include <string.h>

#define SCHEME "far"

typedef struct {
  GObject parent;
  GFile *local;
} FarFile;
typedef GObjectClass FarFileClass;

typedef struct {
  GFileEnumerator parent;
  GFileEnumerator *local;
} FarEnumerator;
typedef GFileEnumeratorClass FarEnumeratorClass;

static guint n_operations;
static guint pull_at;

static void far_file_iface_init (GFileIface *iface);
GType far_file_get_type (void);
GType far_enumerator_get_type (void);

G_DEFINE_TYPE_WITH_CODE (FarFile, far_file, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (G_TYPE_FILE, far_file_iface_init))
G_DEFINE_TYPE (FarEnumerator, far_enumerator, G_TYPE_FILE_ENUMERATOR)

static GFile *
wrap (GFile *local)
{
  FarFile *file;

  if (local == NULL)
    return NULL;
  file = g_object_new (far_file_get_type (), NULL);
  file->local = local;
  return G_FILE (file);
}

static GFile *
local_of (GFile *file)
{
  return ((FarFile *) file)->local;
}

static gboolean
reach (GError **error)
{
  n_operations++;
  if (pull_at == 0 || n_operations < pull_at)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE, "the cable is pulled");
  return FALSE;
}

void
far_file_pull_after (guint n)
{
  pull_at = n == 0 ? 0 : n_operations + n;
}

guint
far_file_n_operations (void)
{
  return n_operations;
}

static void
far_file_finalize (GObject *object)
{
  g_object_unref (((FarFile *) object)->local);
  G_OBJECT_CLASS (far_file_parent_class)->finalize (object);
}

static void
far_file_class_init (FarFileClass *klass)
{
  klass->finalize = far_file_finalize;
}

static void
far_file_init (FarFile *file)
{
}

/* Names. */

static GFile *
dup_file (GFile *file)
{
  return wrap (g_file_dup (local_of (file)));
}

static guint
hash (GFile *file)
{
  return g_file_hash (local_of (file));
}

static gboolean
equal (GFile *a, GFile *b)
{
  return g_file_equal (local_of (a), local_of (b));
}

static gboolean
is_native (GFile *file)
{
  return FALSE;
}

static gboolean
has_uri_scheme (GFile *file, const char *scheme)
{
  return strcmp (scheme, SCHEME) == 0;
}

static char *
get_uri_scheme (GFile *file)
{
  return g_strdup (SCHEME);
}

static char *
get_basename (GFile *file)
{
  return g_file_get_basename (local_of (file));
}

static char *
get_path (GFile *file)
{
  return NULL;
}

static char *
get_uri (GFile *file)
{
  g_autofree char *uri = g_file_get_uri (local_of (file));

  return g_strconcat (SCHEME, uri + strlen ("file"), NULL);
}

static GFile *
get_parent (GFile *file)
{
  return wrap (g_file_get_parent (local_of (file)));
}

static GFile *
resolve_relative_path (GFile *file, const char *path)
{
  return wrap (g_file_resolve_relative_path (local_of (file), path));
}

/* What is done over there. */

static GFileInfo *
query_info (GFile *file, const char *attributes, GFileQueryInfoFlags flags,
            GCancellable *cancellable, GError **error)
{
  return reach (error) ? g_file_query_info (local_of (file), attributes, flags, cancellable, error)
                       : NULL;
}

static GFileInputStream *
read_file (GFile *file, GCancellable *cancellable, GError **error)
{
  return reach (error) ? g_file_read (local_of (file), cancellable, error) : NULL;
}

static GFileOutputStream *
create (GFile *file, GFileCreateFlags flags, GCancellable *cancellable, GError **error)
{
  return reach (error) ? g_file_create (local_of (file), flags, cancellable, error) : NULL;
}

static gboolean
delete_file (GFile *file, GCancellable *cancellable, GError **error)
{
  return reach (error) && g_file_delete (local_of (file), cancellable, error);
}

static gboolean
make_directory (GFile *file, GCancellable *cancellable, GError **error)
{
  return reach (error) && g_file_make_directory (local_of (file), cancellable, error);
}

static gboolean
move (GFile *from, GFile *to, GFileCopyFlags flags, GCancellable *cancellable,
      GFileProgressCallback progress, gpointer data, GError **error)
{
  return reach (error)
         && g_file_move (local_of (from), local_of (to), flags, cancellable, progress, data, error);
}

static GFileEnumerator *
enumerate_children (GFile *file, const char *attributes, GFileQueryInfoFlags flags,
                    GCancellable *cancellable, GError **error)
{
  GFileEnumerator *local;
  FarEnumerator *enumerator;

  if (!reach (error))
    return NULL;
  local = g_file_enumerate_children (local_of (file), attributes, flags, cancellable, error);
  if (local == NULL)
    return NULL;
  enumerator = g_object_new (far_enumerator_get_type (), "container", file, NULL);
  enumerator->local = local;
  return G_FILE_ENUMERATOR (enumerator);
}

static void
far_file_iface_init (GFileIface *iface)
{
  iface->dup = dup_file;
  iface->hash = hash;
  iface->equal = equal;
  iface->is_native = is_native;
  iface->has_uri_scheme = has_uri_scheme;
  iface->get_uri_scheme = get_uri_scheme;
  iface->get_basename = get_basename;
  iface->get_path = get_path;
  iface->get_uri = get_uri;
  iface->get_parse_name = get_uri;
  iface->get_parent = get_parent;
  iface->resolve_relative_path = resolve_relative_path;
  iface->query_info = query_info;
  iface->read_fn = read_file;
  iface->create = create;
  iface->delete_file = delete_file;
  iface->make_directory = make_directory;
  iface->move = move;
  iface->enumerate_children = enumerate_children;
}

/* Children. */

static GFileInfo *
next_file (GFileEnumerator *enumerator, GCancellable *cancellable, GError **error)
{
  return g_file_enumerator_next_file (((FarEnumerator *) enumerator)->local, cancellable, error);
}

static gboolean
close_enumerator (GFileEnumerator *enumerator, GCancellable *cancellable, GError **error)
{
  return g_file_enumerator_close (((FarEnumerator *) enumerator)->local, cancellable, error);
}

static void
far_enumerator_finalize (GObject *object)
{
  GFileEnumerator *local = ((FarEnumerator *) object)->local;

  G_OBJECT_CLASS (far_enumerator_parent_class)->finalize (object); /* closes it */
  g_object_unref (local);
}

static void
far_enumerator_class_init (FarEnumeratorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = far_enumerator_finalize;
  klass->next_file = next_file;
  klass->close_fn = close_enumerator;
}

static void
far_enumerator_init (FarEnumerator *enumerator)
{
}

/* Addresses. */

static GFile *
from_uri (GVfs *vfs, const char *uri, gpointer data)
{
  g_autofree char *local = g_strconcat ("file", uri + strlen (SCHEME), NULL);

  return wrap (g_file_new_for_uri (local));
}

GFile *
far_file_new (const char *path)
{
  g_vfs_register_uri_scheme (g_vfs_get_default (), SCHEME, from_uri, NULL, NULL, from_uri, NULL,
                             NULL);
  return wrap (g_file_new_for_path (path));
}
