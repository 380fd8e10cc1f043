/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A terminal without a person. */
#include "fake-terminal.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define LIMIT_US (10 * G_USEC_PER_SEC)

FakeTerminal *
fake_terminal_new (void)
{
  FakeTerminal *self = g_new0 (FakeTerminal, 1);

  self->master = posix_openpt (O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
  g_assert_cmpint (self->master, >=, 0);
  g_assert_cmpint (grantpt (self->master), ==, 0);
  g_assert_cmpint (unlockpt (self->master), ==, 0);
  self->path = g_strdup (ptsname (self->master));
  self->screen = g_string_new (NULL);
  return self;
}

void
fake_terminal_free (FakeTerminal *self)
{
  if (self->master >= 0)
    close (self->master);
  g_string_free (self->screen, TRUE);
  g_free (self->path);
  g_free (self);
}

int
fake_terminal_open (FakeTerminal *self)
{
  int fd = open (self->path, O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);

  g_assert_cmpint (fd, >=, 0);
  return fd;
}

void
fake_terminal_type (FakeTerminal *self, const char *keys)
{
  g_assert_cmpint (write (self->master, keys, strlen (keys)), ==, (gssize) strlen (keys));
}

static guint
count_occurrences (const char *text, const char *part)
{
  guint n = 0;

  for (const char *p = strstr (text, part); p != NULL; p = strstr (p + strlen (part), part))
    n++;
  return n;
}

void
fake_terminal_wait_for (FakeTerminal *self, const char *text, guint n)
{
  gint64 deadline = g_get_monotonic_time () + LIMIT_US;

  while (count_occurrences (self->screen->str, text) < n)
    {
      GPollFD poll_fd = { .fd = self->master, .events = G_IO_IN };
      char chunk[1024];
      gssize length;

      if (g_get_monotonic_time () > deadline)
        g_error ("waited in vain for \"%s\" in: %s", text, self->screen->str);
      g_main_context_iteration (NULL, FALSE);
      g_poll (&poll_fd, 1, 5);
      length = read (self->master, chunk, sizeof chunk);
      if (length > 0)
        g_string_append_len (self->screen, chunk, length);
    }
}

gboolean
fake_terminal_shows_typing (FakeTerminal *self)
{
  struct termios settings;

  g_assert_cmpint (tcgetattr (self->master, &settings), ==, 0);
  return (settings.c_lflag & ECHO) != 0;
}
