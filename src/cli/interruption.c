/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signals that stop the program, and waiting for one asynchronous call. */
#include "cli/interruption.h"

#include "cli/exit-status.h"
#include "cli/terminal.h"

#include <glib-unix.h>

#include <signal.h>
#include <unistd.h>

static const int stopping_signals[] = { SIGINT, SIGTERM, SIGHUP };

struct _SendoffInterruption
{
  GCancellable *cancellable;
  guint         sources[G_N_ELEMENTS (stopping_signals)];
};

/* Runs in a signal handler: only async-signal-safe calls. */
static void
exit_at_once (int signal_number)
{
  sendoff_terminal_restore ();
  _exit (SENDOFF_EXIT_STOPPED);
}

static gboolean
on_signal_received (gpointer user_data)
{
  SendoffInterruption *self = user_data;
  struct sigaction action = { .sa_handler = exit_at_once };

  /* From now on without the main loop's help: it may be busy. */
  for (guint i = 0; i < G_N_ELEMENTS (stopping_signals); i++)
    sigaction (stopping_signals[i], &action, NULL);
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_CONTINUE;
}

/* A program that was started with a signal ignored (nohup) goes on ignoring it. */
static gboolean
is_ignored (int signal_number)
{
  struct sigaction action;

  return sigaction (signal_number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

SendoffInterruption *
sendoff_interruption_new (void)
{
  SendoffInterruption *self = g_new0 (SendoffInterruption, 1);

  self->cancellable = g_cancellable_new ();
  for (guint i = 0; i < G_N_ELEMENTS (stopping_signals); i++)
    if (!is_ignored (stopping_signals[i]))
      self->sources[i] = g_unix_signal_add (stopping_signals[i], on_signal_received, self);
  return self;
}

void
sendoff_interruption_free (SendoffInterruption *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (stopping_signals); i++)
    g_clear_handle_id (&self->sources[i], g_source_remove);
  g_object_unref (self->cancellable);
  g_free (self);
}

GCancellable *
sendoff_interruption_get_cancellable (SendoffInterruption *self)
{
  return self->cancellable;
}

void
sendoff_on_wait_ended (GObject *source, GAsyncResult *result, gpointer wait)
{
  SendoffWait *self = wait;

  g_assert (self->result == NULL);
  self->result = g_object_ref (result);
}

GAsyncResult *
sendoff_wait_run (SendoffWait *self)
{
  while (self->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return self->result;
}

void
sendoff_wait_clear (SendoffWait *self)
{
  g_clear_object (&self->result);
}
