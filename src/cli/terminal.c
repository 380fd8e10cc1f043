/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line from the terminal, shown or hidden, without blocking the main loop. Whatever ends the program makes typing visible again. */
#include "cli/terminal.h"

#include "base/error.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/* A terminal gives lines of at most 4,095 bytes (N_TTY). */
#define LINE_LIMIT 4096
/* How long a write may wait for a terminal that is stopped by Ctrl-S. */
#define WRITE_LIMIT_MS 1000

struct _SendoffTerminal
{
  GObject  parent_instance;
  int      fd;
  GTask   *reading; /* borrowed: its sources hold it */
  GSource *readable;
  GSource *cancelled;
  gboolean hidden;
  gboolean too_long;
  gsize    length;
  char     line[LINE_LIMIT];
};

G_DEFINE_FINAL_TYPE (SendoffTerminal, sendoff_terminal, G_TYPE_OBJECT)

/* One for the process, as signal handlers have no argument. */
static struct
{
  volatile sig_atomic_t active;
  int                   fd;
  struct termios        visible;
} hidden_terminal;

static const int deadly_signals[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL };

void
sendoff_terminal_restore (void)
{
  if (!hidden_terminal.active)
    return;
  tcsetattr (hidden_terminal.fd, TCSANOW, &hidden_terminal.visible);
  hidden_terminal.active = 0;
}

static void
restore_and_die (int signal_number)
{
  sendoff_terminal_restore ();
  signal (signal_number, SIG_DFL);
  raise (signal_number);
}

/* Only where nobody else handles the signal: interruption.c restores by itself. */
static void
watch_deadly_signals (void)
{
  struct sigaction action = { .sa_handler = restore_and_die, .sa_flags = SA_RESETHAND };

  for (guint i = 0; i < G_N_ELEMENTS (deadly_signals); i++)
    {
      struct sigaction present;

      if (sigaction (deadly_signals[i], NULL, &present) == 0 && !(present.sa_flags & SA_SIGINFO) && present.sa_handler == SIG_DFL)
        sigaction (deadly_signals[i], &action, NULL);
    }
}

static gboolean
hide_typing (SendoffTerminal *self)
{
  static gsize once = 0;
  struct termios changed;

  if (hidden_terminal.active || tcgetattr (self->fd, &hidden_terminal.visible) != 0)
    return FALSE;
  if (g_once_init_enter (&once))
    {
      atexit (sendoff_terminal_restore);
      watch_deadly_signals ();
      g_once_init_leave (&once, 1);
    }
  changed = hidden_terminal.visible;
  changed.c_lflag &= ~(tcflag_t) (ECHO | ECHOE | ECHOK | ECHONL);
  changed.c_lflag |= ICANON | ISIG;
  changed.c_iflag |= ICRNL;
  /* Stopped here, the shell would inherit a terminal that shows nothing. */
  changed.c_cc[VSUSP] = _POSIX_VDISABLE;
  hidden_terminal.fd = self->fd;
  hidden_terminal.active = 1;
  if (tcsetattr (self->fd, TCSANOW, &changed) == 0)
    return TRUE;
  hidden_terminal.active = 0;
  return FALSE;
}

static void
end_reading (SendoffTerminal *self)
{
  if (self->readable != NULL)
    g_source_destroy (self->readable);
  if (self->cancelled != NULL)
    g_source_destroy (self->cancelled);
  g_clear_pointer (&self->readable, g_source_unref);
  g_clear_pointer (&self->cancelled, g_source_unref);
  self->reading = NULL;
  if (self->hidden)
    {
      sendoff_terminal_restore ();
      sendoff_terminal_write (self, "\n");
      self->hidden = FALSE;
    }
}

static void
wipe_line (SendoffTerminal *self)
{
  sendoff_wipe (self->line, sizeof self->line);
  self->length = 0;
  self->too_long = FALSE;
}

static void
return_line (SendoffTerminal *self, GTask *task)
{
  gboolean too_long = self->too_long;
  SendoffSecretString *line = sendoff_secret_string_new (self->line, (gssize) self->length);

  wipe_line (self);
  end_reading (self);
  if (!too_long)
    {
      g_task_return_pointer (task, line, (GDestroyNotify) sendoff_secret_string_unref);
      return;
    }
  sendoff_secret_string_unref (line);
  g_task_return_new_error (task, SENDOFF_ERROR, SENDOFF_ERROR_INVALID, _("What was typed is too long for one line of a terminal."));
}

static gboolean
take_bytes (SendoffTerminal *self, const char *bytes, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      if (bytes[i] == '\n')
        return TRUE;
      if (self->length == sizeof self->line - 1)
        self->too_long = TRUE;
      else
        self->line[self->length++] = bytes[i];
    }
  return FALSE;
}

static gboolean
on_terminal_readable (int fd, GIOCondition condition, gpointer user_data)
{
  g_autoptr(GTask) task = g_object_ref (G_TASK (user_data));
  SendoffTerminal *self = g_task_get_source_object (task);
  char chunk[512];
  gssize n = read (fd, chunk, sizeof chunk);
  gboolean whole = FALSE;

  if (n < 0 && (errno == EAGAIN || errno == EINTR))
    return G_SOURCE_CONTINUE;
  if (n > 0)
    whole = take_bytes (self, chunk, (gsize) n);
  sendoff_wipe (chunk, sizeof chunk);
  if (whole)
    {
      return_line (self, task);
      return G_SOURCE_REMOVE;
    }
  if (n > 0)
    return G_SOURCE_CONTINUE;

  wipe_line (self);
  end_reading (self);
  g_task_return_pointer (task, NULL, NULL);
  return G_SOURCE_REMOVE;
}

static gboolean
on_reading_cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr(GTask) task = g_object_ref (G_TASK (user_data));
  SendoffTerminal *self = g_task_get_source_object (task);

  wipe_line (self);
  end_reading (self);
  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

static void
sendoff_terminal_finalize (GObject *object)
{
  SendoffTerminal *self = SENDOFF_TERMINAL (object);

  if (self->fd >= 0)
    close (self->fd);
  G_OBJECT_CLASS (sendoff_terminal_parent_class)->finalize (object);
}

static void
sendoff_terminal_class_init (SendoffTerminalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sendoff_terminal_finalize;
}

static void
sendoff_terminal_init (SendoffTerminal *self)
{
  self->fd = -1;
}

SendoffTerminal *
sendoff_terminal_open (GError **error)
{
  /* Our own open file description: not blocking here doesn't change the terminal for others. */
  int fd = open ("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);

  if (fd < 0)
    {
      g_set_error_literal (error, SENDOFF_ERROR, SENDOFF_ERROR_FILE, _("There is no terminal where a question could be asked."));
      return NULL;
    }
  return sendoff_terminal_new_for_fd (fd);
}

SendoffTerminal *
sendoff_terminal_new_for_fd (int fd)
{
  SendoffTerminal *self = g_object_new (SENDOFF_TYPE_TERMINAL, NULL);

  self->fd = fd;
  return self;
}

void
sendoff_terminal_write (SendoffTerminal *self, const char *text)
{
  gsize left = strlen (text);

  while (left > 0)
    {
      gssize n = write (self->fd, text, left);
      GPollFD poll_fd = { .fd = self->fd, .events = G_IO_OUT };

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0 && (errno != EAGAIN || g_poll (&poll_fd, 1, WRITE_LIMIT_MS) <= 0))
        return;
      if (n > 0)
        {
          text += n;
          left -= (gsize) n;
        }
    }
}

void
sendoff_terminal_read_line_async (SendoffTerminal *self, const char *prompt, gboolean hidden, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (SENDOFF_IS_TERMINAL (self));
  g_return_if_fail (self->reading == NULL);

  g_task_set_source_tag (task, sendoff_terminal_read_line_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  tcflush (self->fd, TCIFLUSH);
  if (hidden && !hide_typing (self))
    {
      g_task_return_new_error (task, SENDOFF_ERROR, SENDOFF_ERROR_FILE, _("The terminal can't hide what is typed, so no password is read from it."));
      return;
    }
  self->reading = task;
  self->hidden = hidden;
  wipe_line (self);
  sendoff_terminal_write (self, prompt);
  self->readable = g_unix_fd_source_new (self->fd, G_IO_IN | G_IO_HUP | G_IO_ERR);
  g_task_attach_source (task, self->readable, G_SOURCE_FUNC (on_terminal_readable));
  if (cancellable != NULL)
    {
      self->cancelled = g_cancellable_source_new (cancellable);
      g_task_attach_source (task, self->cancelled, G_SOURCE_FUNC (on_reading_cancelled));
    }
}

SendoffSecretString *
sendoff_terminal_read_line_finish (SendoffTerminal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
