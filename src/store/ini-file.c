/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns how a settings file is locked, read, replaced, and kept aside when it is damaged. What is in it is its user's business. */
#include "store/ini-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/display-text.h"
#include "base/error.h"

#define MAX_BYTES (4 * 1024 * 1024)
#define MAX_LINKS 16
#define LOCK_WAIT_US (10 * G_USEC_PER_SEC)
#define LOCK_POLL_US (20 * 1000)
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

struct _SendoffIniFile
{
  char *folder;
  char *path;
  char *lock_path;

  GMutex mutex;
  char  *good_text; /* under mutex: what this object last read or wrote; NULL: nothing yet */
};

typedef enum { CONTENT_GOOD, CONTENT_MISSING, CONTENT_DAMAGED, CONTENT_UNREADABLE } Content;

SendoffIniFile *
sendoff_ini_file_new (const char *config_dir, const char *name)
{
  SendoffIniFile *self;

  g_return_val_if_fail (name != NULL, NULL);

  self = g_new0 (SendoffIniFile, 1);
  self->folder = config_dir != NULL ? g_canonicalize_filename (config_dir, NULL)
                                    : g_build_filename (g_get_user_config_dir (), "sendoff", NULL);
  self->path = g_build_filename (self->folder, name, NULL);
  self->lock_path = g_strconcat (self->path, ".lock", NULL);
  g_mutex_init (&self->mutex);

  return self;
}

void
sendoff_ini_file_free (SendoffIniFile *self)
{
  if (self == NULL)
    return;

  g_free (self->folder);
  g_free (self->path);
  g_free (self->lock_path);
  g_free (self->good_text);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

const char *
sendoff_ini_file_get_path (const SendoffIniFile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->path;
}

static char *
display_path (const char *path)
{
  g_autofree char *name = g_filename_display_name (path);

  return sendoff_display_text (name, -1);
}

static void
set_read_error (const char *path, const char *reason, GError **error)
{
  g_autofree char *display = display_path (path);

  /* Translators: the first %s is a file's path, the second the system's reason, like "Permission denied". */
  g_set_error (error, SENDOFF_ERROR, SENDOFF_ERROR_FILE, _("The file %s could not be read: %s."), display, reason);
}

static void
set_save_error (const char *path, const char *reason, GError **error)
{
  g_autofree char *display = display_path (path);

  /* Translators: the first %s is a file's path, the second the system's reason, like "No space left on device". */
  g_set_error (error, SENDOFF_ERROR, SENDOFF_ERROR_SAVE, _("The file %s could not be saved: %s. Nothing was changed."), display, reason);
}

/* Where the file really is: replacing a link would part a file from the place where its owner keeps it. */
static char *
resolve_links (const char *path)
{
  g_autofree char *resolved = g_strdup (path);

  for (guint i = 0; i < MAX_LINKS; i++)
    {
      g_autofree char *target = g_file_read_link (resolved, NULL);
      g_autofree char *folder = NULL;

      if (target == NULL)
        return g_steal_pointer (&resolved);

      folder = g_path_get_dirname (resolved);
      g_free (resolved);
      resolved = g_canonicalize_filename (target, folder);
    }

  return g_strdup (path);
}

/* At most limit bytes, or -1 with errno. */
static gssize
read_up_to (int fd, char *buffer, gsize limit)
{
  gsize length = 0;

  while (length < limit)
    {
      gssize n = read (fd, buffer + length, limit - length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return -1;
      if (n == 0)
        break;
      length += (gsize) n;
    }

  return (gssize) length;
}

/* The text may be too long: one byte more than allowed tells. No file (ENOENT) is the beginning of every user, and needs no words. */
static char *
read_text (const char *path, gsize *length, const char **reason)
{
  /* A pipe in the file's place must not block us. */
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  g_autofree char *text = NULL;
  struct stat status;
  gssize n;

  if (fd < 0 && errno == ENOENT)
    return NULL;
  if (fd < 0 || fstat (fd, &status) != 0)
    {
      int reason_number = errno;

      *reason = g_strerror (reason_number);
      if (fd >= 0)
        close (fd);
      errno = reason_number;
      return NULL;
    }

  if (!S_ISREG (status.st_mode))
    {
      close (fd);
      *reason = S_ISDIR (status.st_mode) ? g_strerror (EISDIR) : _("it is not a regular file");
      errno = EINVAL;
      return NULL;
    }

  text = g_malloc (MIN ((gsize) status.st_size, MAX_BYTES) + 2);
  n = read_up_to (fd, text, MIN ((gsize) status.st_size, MAX_BYTES) + 1);
  if (n < 0)
    *reason = g_strerror (errno);
  close (fd);
  if (n < 0)
    return NULL;

  text[n] = '\0';
  *length = (gsize) n;
  return g_steal_pointer (&text);
}

/* Some editors put a mark in front that GKeyFile chokes on. */
static const char *
skip_byte_order_mark (const char *text)
{
  return g_str_has_prefix (text, BYTE_ORDER_MARK) ? text + strlen (BYTE_ORDER_MARK) : text;
}

static GKeyFile *
parse_text (const char *text, gsize length)
{
  g_autoptr(GKeyFile) key_file = g_key_file_new ();
  const char *start = skip_byte_order_mark (text);

  if (length > MAX_BYTES || !g_utf8_validate (text, (gssize) length, NULL))
    return NULL;

  length -= (gsize) (start - text);
  if (length > 0 && !g_key_file_load_from_data (key_file, start, length, G_KEY_FILE_KEEP_COMMENTS | G_KEY_FILE_KEEP_TRANSLATIONS, NULL))
    return NULL;

  return g_steal_pointer (&key_file);
}

/* Takes the text. */
static void
remember_good (SendoffIniFile *self, char *text)
{
  g_mutex_lock (&self->mutex);
  g_free (self->good_text);
  self->good_text = text;
  g_mutex_unlock (&self->mutex);
}

static void
load_good (SendoffIniFile *self, GKeyFile *key_file)
{
  g_mutex_lock (&self->mutex);
  if (self->good_text != NULL)
    g_key_file_load_from_data (key_file, skip_byte_order_mark (self->good_text), (gsize) -1,
                               G_KEY_FILE_KEEP_COMMENTS | G_KEY_FILE_KEEP_TRANSLATIONS, NULL);
  g_mutex_unlock (&self->mutex);
}

static Content
read_content (SendoffIniFile *self, GKeyFile **key_file, const char **reason)
{
  g_autofree char *text = NULL;
  gsize length = 0;

  text = read_text (self->path, &length, reason);
  if (text == NULL)
    return errno == ENOENT ? CONTENT_MISSING : CONTENT_UNREADABLE;

  *key_file = parse_text (text, length);
  if (*key_file == NULL)
    return CONTENT_DAMAGED;

  remember_good (self, g_steal_pointer (&text));
  return CONTENT_GOOD;
}

/* -1 and the reason where the lock can't be had. Closing the file releases it; the lock file stays, as removing it would race. */
static int
take_lock (SendoffIniFile *self, const char **reason)
{
  gint64 deadline = g_get_monotonic_time () + LOCK_WAIT_US;
  int fd = -1;

  if (g_mkdir_with_parents (self->folder, 0700) == 0)
    fd = open (self->lock_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
  if (fd < 0)
    {
      *reason = g_strerror (errno);
      return -1;
    }

  while (flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      int number = errno;

      if ((number == EWOULDBLOCK || number == EINTR) && g_get_monotonic_time () < deadline)
        {
          g_usleep (LOCK_POLL_US);
          continue;
        }

      *reason = number == EWOULDBLOCK ? _("another program is using it") : g_strerror (number);
      close (fd);
      return -1;
    }

  return fd;
}

/* Under the lock. The new path, or NULL with errno. */
static char *
rename_damaged (SendoffIniFile *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%d-%H%M%S");
  g_autofree char *path = resolve_links (self->path);
  g_autofree char *kept_path = g_strdup_printf ("%s.damaged-%s", path, stamp);

  for (guint i = 2; g_file_test (kept_path, G_FILE_TEST_EXISTS) || g_file_test (kept_path, G_FILE_TEST_IS_SYMLINK); i++)
    {
      g_free (kept_path);
      kept_path = g_strdup_printf ("%s.damaged-%s-%u", path, stamp, i);
    }

  return g_rename (path, kept_path) == 0 ? g_steal_pointer (&kept_path) : NULL;
}

static void
set_damage_error (SendoffIniFile *self, const char *reason, GError **error)
{
  g_autofree char *display = display_path (self->path);

  /* Translators: the first %s is a file's path, the second the system's reason, like "Permission denied". */
  g_set_error (error, SENDOFF_ERROR, SENDOFF_ERROR_FILE,
               _("The file %s is damaged, and it could not be put aside: %s. Rename it, then start again."), display, reason);
}

static GKeyFile *
keep_damaged_aside (SendoffIniFile *self, char **notice, GError **error)
{
  g_autofree char *kept_path = rename_damaged (self);
  g_autofree char *display = display_path (self->path);
  g_autofree char *kept_name = NULL;
  g_autofree char *display_kept = NULL;

  if (kept_path == NULL)
    {
      set_damage_error (self, g_strerror (errno), error);
      return NULL;
    }

  kept_name = g_path_get_basename (kept_path);
  display_kept = display_path (kept_name);
  if (notice != NULL)
    /* Translators: the first %s is a file's path, the second the name that it has now, in the same folder. */
    *notice = g_strdup_printf (_("The file %s was damaged and could not be read. It is now called %s, and a new one is used."),
                               display, display_kept);

  return g_key_file_new ();
}

static GKeyFile *read_damaged (SendoffIniFile *self, char **notice, GError **error);

static GKeyFile *
read_file (SendoffIniFile *self, gboolean is_locked, char **notice, GError **error)
{
  g_autoptr(GKeyFile) key_file = NULL;
  const char *reason = NULL;

  switch (read_content (self, &key_file, &reason))
    {
    case CONTENT_GOOD:
      break;
    case CONTENT_MISSING:
      key_file = g_key_file_new ();
      remember_good (self, NULL);
      break;
    case CONTENT_DAMAGED:
      if (!is_locked)
        return read_damaged (self, notice, error);
      key_file = keep_damaged_aside (self, notice, error);
      if (key_file != NULL)
        remember_good (self, NULL);
      break;
    case CONTENT_UNREADABLE:
      set_read_error (self->path, reason, error);
      break;
    }

  return g_steal_pointer (&key_file);
}

/* Damage is judged again under the lock: another program may just have put the file aside. */
static GKeyFile *
read_damaged (SendoffIniFile *self, char **notice, GError **error)
{
  GKeyFile *key_file;
  const char *reason = NULL;
  int lock = take_lock (self, &reason);

  if (lock < 0)
    {
      set_damage_error (self, reason, error);
      return NULL;
    }

  key_file = read_file (self, TRUE, notice, error);
  close (lock);
  return key_file;
}

GKeyFile *
sendoff_ini_file_read (SendoffIniFile *self, char **notice, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (notice != NULL)
    *notice = NULL;
  return read_file (self, FALSE, notice, error);
}

GKeyFile *
sendoff_ini_file_peek (SendoffIniFile *self)
{
  GKeyFile *key_file = NULL;
  const char *reason = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  return read_content (self, &key_file, &reason) == CONTENT_GOOD ? key_file : NULL;
}

/* What to put the change on. */
static GKeyFile *
read_for_change (SendoffIniFile *self, GError **error)
{
  g_autoptr(GKeyFile) key_file = NULL;
  const char *reason = NULL;

  switch (read_content (self, &key_file, &reason))
    {
    case CONTENT_GOOD:
      break;
    case CONTENT_MISSING:
      key_file = g_key_file_new ();
      break;
    case CONTENT_DAMAGED:
      key_file = keep_damaged_aside (self, NULL, error);
      if (key_file != NULL)
        load_good (self, key_file);
      break;
    case CONTENT_UNREADABLE:
      set_save_error (self->path, reason, error);
      break;
    }

  return g_steal_pointer (&key_file);
}

/* GLib's own message names a temporary file, which helps nobody. */
static const char *
get_reason (const GError *error)
{
  static const int numbers[] = { ENOSPC, EROFS, EACCES, EPERM, EISDIR, ENOTDIR, ENOENT, EIO, EMFILE, ENFILE, ELOOP, ENAMETOOLONG };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (g_error_matches (error, G_FILE_ERROR, (int) g_file_error_from_errno (numbers[i])))
      return g_strerror (numbers[i]);

  return error->message;
}

static gboolean
write_key_file (SendoffIniFile *self, GKeyFile *key_file, GError **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autofree char *path = resolve_links (self->path);
  gsize length = 0;
  g_autofree char *text = g_key_file_to_data (key_file, &length, NULL);

  /* What can't be read again must not be written. */
  if (length > MAX_BYTES)
    {
      set_save_error (self->path, _("it would be too big"), error);
      return FALSE;
    }

  if (!g_file_set_contents_full (path, text, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                 &local_error))
    {
      set_save_error (self->path, get_reason (local_error), error);
      return FALSE;
    }

  return TRUE;
}

GKeyFile *
sendoff_ini_file_change (SendoffIniFile *self, SendoffIniChange change, gpointer user_data, GError **error)
{
  g_autoptr(GKeyFile) key_file = NULL;
  const char *reason = NULL;
  gboolean saved;
  int lock;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (change != NULL, NULL);

  lock = take_lock (self, &reason);
  if (lock < 0)
    {
      set_save_error (self->path, reason, error);
      return NULL;
    }

  key_file = read_for_change (self, error);
  saved = key_file != NULL && change (key_file, user_data, error) && write_key_file (self, key_file, error);
  close (lock);

  if (!saved)
    return NULL;

  remember_good (self, g_key_file_to_data (key_file, NULL, NULL));
  return g_steal_pointer (&key_file);
}
