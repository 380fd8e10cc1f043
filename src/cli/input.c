/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Passwords and message texts from files or standard input. */
#include "cli/input.h"

#include "base/display-text.h"
#include "base/error.h"

#include <glib/gi18n-lib.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define TEXT_LIMIT (32 * 1024 * 1024)

static gboolean
is_stdin (const char *path)
{
  return g_str_equal (path, "-");
}

static char *
dup_source_name (const char *path)
{
  return is_stdin (path) ? g_strdup (_("standard input")) : sendoff_display_text (path, -1);
}

static int
open_input (const char *path, const char *source_name, GError **error)
{
  int fd = is_stdin (path) ? STDIN_FILENO : open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  int saved_errno = errno;

  if (fd < 0)
    /* Translators: the first %s is a file, the second the system's reason. */
    g_set_error (error, SENDOFF_ERROR, SENDOFF_ERROR_FILE, _("“%s” can't be read: %s."), source_name, g_strerror (saved_errno));
  return fd;
}

static void
close_input (int fd)
{
  if (fd != STDIN_FILENO)
    close (fd);
}

SendoffSecretString *
sendoff_input_read_password (const char *path, GError **error)
{
  g_autofree char *source_name = dup_source_name (path);
  SendoffSecretString *password;
  int fd = open_input (path, source_name, error);

  if (fd < 0)
    return NULL;
  password = sendoff_secret_string_read (fd, source_name, error);
  close_input (fd);
  return password;
}

static gboolean
read_all (int fd, const char *source_name, GByteArray *bytes, GError **error)
{
  while (bytes->len <= TEXT_LIMIT)
    {
      guint8 chunk[16384];
      gssize n = read (fd, chunk, sizeof chunk);
      int saved_errno = errno;

      if (n == 0)
        return TRUE;
      if (n > 0)
        g_byte_array_append (bytes, chunk, (guint) n);
      else if (saved_errno != EINTR)
        {
          g_set_error (error, SENDOFF_ERROR, SENDOFF_ERROR_FILE, _("“%s” can't be read: %s."), source_name, g_strerror (saved_errno));
          return FALSE;
        }
    }
  /* Translators: %s is a file. */
  g_set_error (error, SENDOFF_ERROR, SENDOFF_ERROR_FILE, _("“%s” is over 32 MiB, too long for a text. Send it as an attachment."), source_name);
  return FALSE;
}

char *
sendoff_input_read_text (const char *path, GError **error)
{
  g_autofree char *source_name = dup_source_name (path);
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  int fd = open_input (path, source_name, error);
  gboolean done;
  gsize length;

  if (fd < 0)
    return NULL;
  done = read_all (fd, source_name, bytes, error);
  close_input (fd);
  if (!done)
    return NULL;
  length = bytes->len;
  g_byte_array_append (bytes, (const guint8 *) "", 1);
  if (!g_utf8_validate ((const char *) bytes->data, (gssize) length, NULL))
    {
      /* Translators: %s is a file. */
      g_set_error (error, SENDOFF_ERROR, SENDOFF_ERROR_FILE, _("“%s” isn't text in UTF-8. Convert it, or send it as an attachment."), source_name);
      return NULL;
    }
  return (char *) g_byte_array_free (g_steal_pointer (&bytes), FALSE);
}

gboolean
sendoff_input_is_shared (const char *const *paths, guint n_paths)
{
  guint n = 0;

  for (guint i = 0; i < n_paths; i++)
    if (paths[i] != NULL && is_stdin (paths[i]))
      n++;
  return n > 1;
}
