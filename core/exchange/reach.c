/* SPDX-License-Identifier: EUPL-1.2 */

/* A folder that may be on a stick, a share or a server, and may go away.
 *
 * Invariants:
 * 1. No step lasts for ever: a thread beside looks at the clock and ends one that is late.
 * 2. What GIO says reaches nobody as text: it may hold a path or an address. */

#include "exchange/reach-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

struct _GezinReach {
  GFile *folder;
  guint seconds;
  guint bytes_a_second;
  GCancellable *asked; /* of whoever asked */
  gulong asked_handler;
  GCancellable *step;
  GThread *watch;
  GMutex lock; /* over what follows */
  GCond changed;
  gint64 deadline; /* of g_get_monotonic_time (); 0: no step */
  gboolean is_late;
  gboolean is_over;
};

/* Invariant 1. */
static gpointer
watch (gpointer data)
{
  GezinReach *self = data;

  g_mutex_lock (&self->lock);
  while (!self->is_over)
    {
      if (self->deadline == 0)
        g_cond_wait (&self->changed, &self->lock);
      else if (!g_cond_wait_until (&self->changed, &self->lock, self->deadline)
               && self->deadline != 0 && g_get_monotonic_time () >= self->deadline)
        {
          self->is_late = TRUE;
          self->deadline = 0;
          g_cancellable_cancel (self->step);
        }
    }
  g_mutex_unlock (&self->lock);
  return NULL;
}

static void
asked_cb (GCancellable *asked, gpointer data)
{
  g_cancellable_cancel (data);
}

GezinReach *
gezin_reach_new (GFile *folder, guint seconds, guint bytes_a_second, GCancellable *cancellable)
{
  GezinReach *self = g_new0 (GezinReach, 1);

  self->folder = g_object_ref (folder);
  self->seconds = seconds;
  self->bytes_a_second = bytes_a_second;
  self->step = g_cancellable_new ();
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  if (cancellable != NULL)
    {
      self->asked = g_object_ref (cancellable);
      self->asked_handler = g_cancellable_connect (cancellable, G_CALLBACK (asked_cb),
                                                   g_object_ref (self->step), g_object_unref);
    }
  self->watch = g_thread_new ("gezin-reach", watch, self);
  return self;
}

void
gezin_reach_free (GezinReach *self)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->lock);
  self->is_over = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->watch);
  if (self->asked_handler != 0)
    g_cancellable_disconnect (self->asked, self->asked_handler);
  g_clear_object (&self->asked);
  g_object_unref (self->step);
  g_object_unref (self->folder);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}

GCancellable *
gezin_reach_begin (GezinReach *self, guint64 bytes)
{
  guint64 seconds = self->seconds + bytes / self->bytes_a_second;

  g_mutex_lock (&self->lock);
  self->deadline = g_get_monotonic_time () + (gint64) seconds * G_USEC_PER_SEC;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
  return self->step;
}

/* Of some answers of a server gvfs passes on the words alone: 507 and 413. */
static gboolean
says_no_room (const char *message)
{
  static const char *const phrases[] = { "Insufficient Storage", "Too Large" };

  for (guint i = 0; i < G_N_ELEMENTS (phrases); i++)
    if (strstr (message, phrases[i]) != NULL)
      return TRUE;
  return FALSE;
}

static int
code_of_io (int code, const char *message)
{
  switch (code)
    {
    case G_IO_ERROR_NO_SPACE:
      return GEZIN_EXCHANGE_ERROR_MAILBOX_FULL;
    case G_IO_ERROR_PERMISSION_DENIED:
    case G_IO_ERROR_READ_ONLY:
      return GEZIN_EXCHANGE_ERROR_MAILBOX_READ_ONLY;
    case G_IO_ERROR_FAILED_HANDLED:
      return GEZIN_EXCHANGE_ERROR_MAILBOX_PASSWORD;
    case G_IO_ERROR_NOT_FOUND:
    case G_IO_ERROR_NOT_DIRECTORY:
    case G_IO_ERROR_NOT_MOUNTED:
    case G_IO_ERROR_NOT_SUPPORTED: /* an address that nothing on this machine can reach */
    case G_IO_ERROR_CLOSED:
    case G_IO_ERROR_CONNECTION_CLOSED:
    case G_IO_ERROR_CONNECTION_REFUSED:
    case G_IO_ERROR_HOST_NOT_FOUND:
    case G_IO_ERROR_HOST_UNREACHABLE:
    case G_IO_ERROR_NETWORK_UNREACHABLE:
    case G_IO_ERROR_PARTIAL_INPUT:
    case G_IO_ERROR_TIMED_OUT:
      return GEZIN_EXCHANGE_ERROR_MAILBOX_GONE;
    default:
      return says_no_room (message) ? GEZIN_EXCHANGE_ERROR_MAILBOX_FULL
                                    : GEZIN_EXCHANGE_ERROR_MAILBOX;
    }
}

/* Invariant 2. A bus that fails is the desktop's connection to the server that went away. */
static int
code_of (const GError *error)
{
  if (error->domain == G_IO_ERROR)
    return code_of_io (error->code, error->message);
  if (error->domain == G_DBUS_ERROR || error->domain == G_RESOLVER_ERROR)
    return GEZIN_EXCHANGE_ERROR_MAILBOX_GONE;
  return GEZIN_EXCHANGE_ERROR_MAILBOX;
}

static gboolean
is_there (GezinReach *self, GError **error)
{
  g_autoptr (GFileInfo) info = g_file_query_info (self->folder, G_FILE_ATTRIBUTE_STANDARD_TYPE,
                                                  G_FILE_QUERY_INFO_NONE, self->step, error);

  return info != NULL;
}

/* The step's deadline ends with it; whether it was late. */
static gboolean
end_step (GezinReach *self)
{
  gboolean is_late;

  g_mutex_lock (&self->lock);
  self->deadline = 0;
  is_late = self->is_late;
  g_mutex_unlock (&self->lock);
  return is_late;
}

void
gezin_reach_end (GezinReach *self, const char *what, GError **error)
{
  int code;

  if (error == NULL || *error == NULL || (*error)->domain == GEZIN_EXCHANGE_ERROR)
    {
      end_step (self);
      return;
    }
  code = code_of (*error);
  /* An error that says nothing is often that of a server that is not there any more. */
  if (code == GEZIN_EXCHANGE_ERROR_MAILBOX && !is_there (self, NULL))
    code = GEZIN_EXCHANGE_ERROR_MAILBOX_GONE;
  if (end_step (self))
    code = GEZIN_EXCHANGE_ERROR_MAILBOX_GONE;
  else if (g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_error (error);
  g_set_error_literal (error, GEZIN_EXCHANGE_ERROR, code, what);
}

/* Connecting. */

typedef struct {
  GMainLoop *loop;
  GError *error;
  gboolean done;
  gboolean has_asked;
} Mount;

static void
mounted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Mount *mount = data;

  mount->done = g_file_mount_enclosing_volume_finish (G_FILE (source), result, &mount->error);
  g_main_loop_quit (mount->loop);
}

/* A question that only a person can answer. */

static void
answer_nothing (Mount *mount, GMountOperation *operation)
{
  mount->has_asked = TRUE;
  g_mount_operation_reply (operation, G_MOUNT_OPERATION_ABORTED);
}

static void
ask_password_cb (GMountOperation *operation, const char *message, const char *user,
                 const char *domain, GAskPasswordFlags flags, gpointer data)
{
  answer_nothing (data, operation);
}

static void
ask_question_cb (GMountOperation *operation, const char *message, char **choices, gpointer data)
{
  answer_nothing (data, operation);
}

static gboolean
mount_folder (GezinReach *self, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GMountOperation) operation = g_mount_operation_new ();
  Mount mount = { NULL };

  g_main_context_push_thread_default (context);
  mount.loop = g_main_loop_new (context, FALSE);
  g_signal_connect (operation, "ask-password", G_CALLBACK (ask_password_cb), &mount);
  g_signal_connect (operation, "ask-question", G_CALLBACK (ask_question_cb), &mount);
  g_file_mount_enclosing_volume (self->folder, G_MOUNT_MOUNT_NONE, operation, self->step,
                                 mounted_cb, &mount);
  g_main_loop_run (mount.loop);
  g_main_loop_unref (mount.loop);
  /* What GIO gives back when it is done, it gives back in this context. */
  while (g_main_context_iteration (context, FALSE))
    ;
  g_main_context_pop_thread_default (context);
  /* Somebody else may have been first. */
  if (g_error_matches (mount.error, G_IO_ERROR, G_IO_ERROR_ALREADY_MOUNTED))
    {
      g_clear_error (&mount.error);
      return TRUE;
    }
  if (!mount.done && mount.has_asked)
    {
      g_clear_error (&mount.error);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED_HANDLED, "a question");
    }
  else if (!mount.done)
    g_propagate_error (error, mount.error);
  return mount.done;
}

gboolean
gezin_reach_connect (GezinReach *self, GError **error)
{
  GError *inner = NULL;
  gboolean done;

  gezin_reach_begin (self, 0);
  done = is_there (self, &inner);
  if (g_error_matches (inner, G_IO_ERROR, G_IO_ERROR_NOT_MOUNTED))
    {
      g_clear_error (&inner);
      done = mount_folder (self, &inner) && is_there (self, &inner);
    }
  gezin_reach_end (self, "the mailbox cannot be reached", &inner);
  if (!done)
    g_propagate_error (error, inner);
  return done;
}

/* Keeping. */

/* What only a server has is kept by the server. */
gboolean
gezin_reach_settle (GFile *file, GError **error)
{
  const char *path = g_file_peek_path (file);
  int descriptor = path != NULL ? open (path, O_RDONLY | O_CLOEXEC) : -1;
  int failure;

  if (path == NULL)
    return TRUE;
  /* Some file systems cannot do this to a folder, and do not need it. */
  failure =
      descriptor < 0 || (fsync (descriptor) != 0 && errno != EINVAL && errno != EROFS) ? errno : 0;
  if (descriptor >= 0)
    close (descriptor);
  if (failure == 0)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, (int) g_io_error_from_errno (failure),
                       "it cannot be synced");
  return FALSE;
}
