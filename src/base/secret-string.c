/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Secrets in memory of their own, and reading one from a file descriptor. Any thread. */

#include "base/secret-string.h"

#include "base/display-text.h"
#include "base/error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <poll.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* What is read at most: a password and its line end. */
#define MAX_SECRET_BYTES (64 * 1024)
#define MAX_READ_BYTES (MAX_SECRET_BYTES + 2)

/* The handle is ordinary memory, so that leak checkers see one that is forgotten; the bytes are not. */
struct _SendoffSecretString
{
  gatomicrefcount references;
  gsize length;
  char *pages;
};

static gsize
round_up_to_pages (gsize size)
{
  gsize page = (gsize) sysconf (_SC_PAGESIZE);

  return (size + page - 1) / page * page;
}

/* A mapping of its own: no other value shares the page, and unmapping ends its lock. Locking is best effort (the limit
 * may be 0 in a container); a secret that could be swapped is still better than a program that can't sign in. */
static char *
map_secret_pages (gsize size)
{
  gsize mapped = round_up_to_pages (size);
  void *pages = mmap (NULL, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  if (pages == MAP_FAILED)
    g_error ("No memory for a secret of %" G_GSIZE_FORMAT " bytes", size);

  (void) mlock (pages, mapped);
  (void) madvise (pages, mapped, MADV_DONTDUMP);

  return pages;
}

static void
unmap_secret_pages (char *pages, gsize size)
{
  gsize mapped = round_up_to_pages (size);

  sendoff_wipe (pages, mapped);
  munmap (pages, mapped);
}

void
sendoff_wipe (gpointer memory, gsize length)
{
  if (memory != NULL && length > 0)
    explicit_bzero (memory, length);
}

SendoffSecretString *
sendoff_secret_string_new (const char *text, gssize length)
{
  SendoffSecretString *self;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  self = g_new0 (SendoffSecretString, 1);
  g_atomic_ref_count_init (&self->references);
  self->length = length < 0 ? strlen (text) : (gsize) length;
  self->pages = map_secret_pages (self->length + 1);
  if (self->length > 0)
    memcpy (self->pages, text, self->length);

  return self;
}

SendoffSecretString *
sendoff_secret_string_ref (SendoffSecretString *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
sendoff_secret_string_unref (SendoffSecretString *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;

  unmap_secret_pages (self->pages, self->length + 1);
  sendoff_wipe (self, sizeof *self);
  g_free (self);
}

const char *
sendoff_secret_string_peek (const SendoffSecretString *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->pages;
}

gsize
sendoff_secret_string_get_length (const SendoffSecretString *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->length;
}

/* Takes as long for any two texts of one length, wherever they differ. */
gboolean
sendoff_secret_string_equal (const SendoffSecretString *a, const SendoffSecretString *b)
{
  volatile guint8 difference = 0;

  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL || a->length != b->length)
    return FALSE;

  for (gsize i = 0; i < a->length; i++)
    difference |= (guint8) (a->pages[i] ^ b->pages[i]);

  return difference == 0;
}

static gssize
read_or_wait (int fd, char *buffer, gsize size)
{
  for (;;)
    {
      gssize got = read (fd, buffer, size);

      if (got >= 0 || (errno != EINTR && errno != EAGAIN))
        return got;
      if (errno == EAGAIN)
        (void) poll (&(struct pollfd){ .fd = fd, .events = POLLIN }, 1, -1);
    }
}

/* Reads until the end or until the buffer is full. -1 on a fault, with errno. */
static gssize
fill_buffer (int fd, char *buffer, gsize size)
{
  gsize used = 0;

  while (used < size)
    {
      gssize got = read_or_wait (fd, buffer + used, size - used);

      if (got < 0)
        return -1;
      if (got == 0)
        break;
      used += (gsize) got;
    }

  return (gssize) used;
}

static gsize
strip_line_end (const char *text, gsize length)
{
  if (length > 0 && text[length - 1] == '\n')
    {
      length--;
      if (length > 0 && text[length - 1] == '\r')
        length--;
    }
  return length;
}

static gboolean
check_password (const char *text, gsize length, const char *shown_source, GError **error)
{
  if (length == 0)
    /* Translators: %s is the name of a file. */
    g_set_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID,
                 _ ("“%s” holds no password: it is empty. Write the password on its first line."), shown_source);
  else if (length > MAX_SECRET_BYTES)
    /* Translators: %s is the name of a file. */
    g_set_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID,
                 _ ("“%s” is too long to be a password: at most 65,536 bytes are read. Is it the right file?"), shown_source);
  else if (memchr (text, '\0', length) != NULL)
    /* Translators: %s is the name of a file. */
    g_set_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID,
                 _ ("“%s” holds a NUL byte, which no password can hold. Is it the right file?"), shown_source);
  else
    return TRUE;

  return FALSE;
}

SendoffSecretString *
sendoff_secret_string_read (int fd, const char *source_name, GError **error)
{
  g_autofree char *shown_source = sendoff_display_text (source_name, -1);
  SendoffSecretString *secret = NULL;
  /* One more byte than may come, so that a file that is too long shows. */
  gsize size = MAX_READ_BYTES + 1;
  char *buffer = map_secret_pages (size);
  gssize used = fill_buffer (fd, buffer, size);
  int fault = errno;

  if (used < 0)
    {
      /* Translators: the first %s is the name of a file, the second the system's own words for the reason. */
      g_set_error (error, SENDOFF_ERROR, SENDOFF_ERROR_FILE, _ ("The password can't be read from “%s”: %s."), shown_source,
                   g_strerror (fault));
    }
  else
    {
      gsize length = strip_line_end (buffer, (gsize) used);

      if (check_password (buffer, length, shown_source, error))
        secret = sendoff_secret_string_new (buffer, (gssize) length);
    }

  unmap_secret_pages (buffer, size);
  return secret;
}
