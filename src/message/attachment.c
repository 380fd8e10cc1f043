/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One attached file: whether it can be sent, and whether it is still what it was. Any thread; blocks. */
#include "message/attachment.h"

#include "base/display-text.h"
#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What is looked at to tell the type. */
#define SNIFFED_BYTES 4096

static void
set_error (GError **error, SendoffError code, const char *format, const char *path)
{
  g_autofree char *shown_name = g_filename_display_name (path);
  g_autofree char *shown = sendoff_display_text (shown_name, -1);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, SENDOFF_ERROR, code, format, shown);
#pragma GCC diagnostic pop
}

void
sendoff_attachment_set_changed (const SendoffAttachment *self, GError **error)
{
  /* Translators: %s is the path of a file. */
  set_error (error, SENDOFF_ERROR_CHANGED,
             _ ("The attachment “%s” was changed while the message was being sent. Attach it again when it is finished."), self->path);
}

static void
set_unreadable (const char *path, int error_number, GError **error)
{
  g_autofree char *shown_name = g_filename_display_name (path);
  g_autofree char *shown = sendoff_display_text (shown_name, -1);

  if (error_number == ENOENT || error_number == ENOTDIR)
    set_error (error, SENDOFF_ERROR_FILE, _ ("The attachment “%s” doesn't exist. It may have been moved or deleted."), path);
  else if (error_number == EACCES || error_number == EPERM)
    set_error (error, SENDOFF_ERROR_FILE, _ ("The attachment “%s” may not be read by you. Change its permissions, or leave it out."), path);
  else
    /* Translators: the first %s is the path of a file, the second what the system says about it. */
    g_set_error (error, SENDOFF_ERROR, SENDOFF_ERROR_FILE, _ ("The attachment “%s” can't be read: %s."), shown, g_strerror (error_number));
}

void
sendoff_attachment_set_unreadable (const SendoffAttachment *self, int error_number, GError **error)
{
  set_unreadable (self->path, error_number, error);
}

static gboolean
check_is_file (const char *path, const struct stat *status, GError **error)
{
  if (S_ISREG (status->st_mode))
    return TRUE;
  if (S_ISDIR (status->st_mode))
    set_error (error, SENDOFF_ERROR_FILE, _ ("“%s” is a folder. Only files can be attached."), path);
  else
    set_error (error, SENDOFF_ERROR_FILE, _ ("“%s” isn't an ordinary file. Only files can be attached."), path);
  return FALSE;
}

/* Looks before it opens: opening a device may already do something. The second look is at what was opened. */
static int
open_file (const char *path, struct stat *status, GError **error)
{
  int fd;

  if (stat (path, status) < 0)
    {
      set_unreadable (path, errno, error);
      return -1;
    }
  if (!check_is_file (path, status, error))
    return -1;

  fd = open (path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (fd < 0)
    {
      set_unreadable (path, errno, error);
      return -1;
    }
  if (fstat (fd, status) < 0 || !S_ISREG (status->st_mode))
    {
      close (fd);
      set_error (error, SENDOFF_ERROR_FILE, _ ("“%s” isn't an ordinary file. Only files can be attached."), path);
      return -1;
    }
  return fd;
}

static gint64
get_modified_ns (const struct stat *status)
{
  return (gint64) status->st_mtim.tv_sec * 1000000000 + status->st_mtim.tv_nsec;
}

/* A file name may hold anything; a header may not. */
static char *
make_name (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *shown = g_filename_display_name (base);
  GString *name = g_string_new (NULL);

  for (const char *at = shown; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      g_string_append_unichar (name, g_unichar_iscntrl (c) || c == 0x2028 || c == 0x2029 || c == '/' || c == '\\' ? '_' : c);
    }
  return g_string_free (name, FALSE);
}

/* base64 is not allowed on message/ and multipart/ (RFC 2045 section 6.4); types outside IANA's trees say nothing to others. */
static gboolean
can_be_base64 (const char *type)
{
  static const char *const trees[] = { "application/", "audio/", "font/", "image/", "model/", "text/", "video/" };

  for (guint i = 0; i < G_N_ELEMENTS (trees); i++)
    if (g_str_has_prefix (type, trees[i]) && strchr (type, '/') == strrchr (type, '/') && type[strlen (trees[i])] != '\0')
      return TRUE;
  return FALSE;
}

static char *
guess_type (const char *name, int fd)
{
  guint8 bytes[SNIFFED_BYTES];
  ssize_t n_read = pread (fd, bytes, sizeof bytes, 0);
  g_autofree char *guessed = g_content_type_guess (name, bytes, n_read > 0 ? (gsize) n_read : 0, NULL);
  g_autofree char *type = g_content_type_get_mime_type (guessed);

  return g_strdup (type != NULL && can_be_base64 (type) ? type : "application/octet-stream");
}

SendoffAttachment *
sendoff_attachment_new (const char *path, GError **error)
{
  SendoffAttachment *self;
  struct stat status;
  int fd = open_file (path, &status, error);

  if (fd < 0)
    return NULL;

  self = g_new0 (SendoffAttachment, 1);
  self->path = g_strdup (path);
  self->name = make_name (path);
  self->size = (guint64) status.st_size;
  self->modified_ns = get_modified_ns (&status);
  self->content_type = guess_type (self->name, fd);
  close (fd);
  return self;
}

void
sendoff_attachment_free (SendoffAttachment *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self->name);
  g_free (self->content_type);
  g_free (self);
}

static gboolean
is_as_remembered (const SendoffAttachment *self, const struct stat *status)
{
  return (guint64) status->st_size == self->size && get_modified_ns (status) == self->modified_ns;
}

int
sendoff_attachment_open (const SendoffAttachment *self, GError **error)
{
  struct stat status;
  int fd = open_file (self->path, &status, error);

  if (fd >= 0 && !is_as_remembered (self, &status))
    {
      close (fd);
      sendoff_attachment_set_changed (self, error);
      return -1;
    }
  return fd;
}

gboolean
sendoff_attachment_is_unchanged (const SendoffAttachment *self, int fd, GError **error)
{
  struct stat status;

  if (fstat (fd, &status) == 0 && is_as_remembered (self, &status))
    return TRUE;
  sendoff_attachment_set_changed (self, error);
  return FALSE;
}
