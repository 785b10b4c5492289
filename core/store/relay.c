/* SPDX-License-Identifier: EUPL-1.2 */

/* A thread through which blocks of bytes go round.
 *
 * Invariants:
 * 1. A block is held by one side at a time: by the relay, or by who took it.
 * 2. After a failure the function is not called again, and every block comes back. */

#include "store/relay-private.h"

#include "base/secret.h"

struct _GezinRelay {
  GThread *thread;
  GAsyncQueue *to_do;
  GAsyncQueue *done;
  GezinRelayFunc func;
  gpointer data;
  GezinBlock *blocks;
  guint n_blocks;
  gsize block_bytes;
  guint n_taken; /* held by who took them */
  GezinBlock end; /* what ends the thread */
  GError *failure; /* of the thread alone; each block that comes back after it has a copy */
};

static gpointer
run_relay (gpointer data)
{
  GezinRelay *self = data;

  for (;;)
    {
      GezinBlock *block = g_async_queue_pop (self->to_do);

      if (block == &self->end)
        return NULL;
      if (self->failure == NULL)
        (void) self->func (block, self->data, &self->failure);
      if (self->failure != NULL)
        block->failure = g_error_copy (self->failure);
      g_async_queue_push (self->done, block);
    }
}

GezinRelay *
gezin_relay_new (const char *name, gsize block_bytes, guint n_blocks, gboolean is_source,
                 GezinRelayFunc func, gpointer data)
{
  GezinRelay *self = g_new0 (GezinRelay, 1);

  self->to_do = g_async_queue_new ();
  self->done = g_async_queue_new ();
  self->func = func;
  self->data = data;
  self->n_blocks = n_blocks;
  self->block_bytes = block_bytes;
  self->blocks = g_new0 (GezinBlock, n_blocks);
  for (guint i = 0; i < n_blocks; i++)
    {
      self->blocks[i].bytes = g_malloc (block_bytes);
      g_async_queue_push (is_source ? self->to_do : self->done, &self->blocks[i]);
    }
  self->thread = g_thread_new (name, run_relay, self);
  return self;
}

GezinBlock *
gezin_relay_take (GezinRelay *self, GError **error)
{
  GezinBlock *block = g_async_queue_pop (self->done);

  self->n_taken++;
  if (block->failure == NULL)
    return block;
  g_propagate_error (error, g_steal_pointer (&block->failure));
  gezin_relay_give (self, block);
  return NULL;
}

void
gezin_relay_give (GezinRelay *self, GezinBlock *block)
{
  self->n_taken--;
  g_async_queue_push (self->to_do, block);
}

gboolean
gezin_relay_finish (GezinRelay *self, GError **error)
{
  g_autoptr (GError) failure = NULL;

  for (; self->n_taken < self->n_blocks; self->n_taken++)
    {
      GezinBlock *block = g_async_queue_pop (self->done);

      if (failure == NULL)
        failure = g_steal_pointer (&block->failure);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

void
gezin_relay_free (GezinRelay *self)
{
  if (self == NULL)
    return;
  g_async_queue_push (self->to_do, &self->end);
  g_thread_join (self->thread);
  for (guint i = 0; i < self->n_blocks; i++)
    {
      gezin_secret_wipe (self->blocks[i].bytes, self->block_bytes);
      g_free (self->blocks[i].bytes);
      g_clear_error (&self->blocks[i].failure);
    }
  g_free (self->blocks);
  g_async_queue_unref (self->to_do);
  g_async_queue_unref (self->done);
  g_clear_error (&self->failure);
  g_free (self);
}
