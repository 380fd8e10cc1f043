/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Secrets in memory: their pages, their end, and reading one from a descriptor. */

#include "base/secret-string.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MAX_BYTES (64 * 1024)

/* A needle that isn't in this program's memory as such, only by halves: searching must not find the search. */
#define NEEDLE_FIRST "violet-pelican"
#define NEEDLE_SECOND "=4711-bridge"

static gconstpointer watched;
static gboolean was_unmapped;
static gboolean was_wiped;

/* Stands before the C library's: the last moment at which the pages of a secret can be seen. */
int
munmap (void *pages, size_t size)
{
  if (watched != NULL && pages == watched)
    {
      was_unmapped = TRUE;
      was_wiped = TRUE;
      for (size_t i = 0; i < size; i++)
        was_wiped = was_wiped && ((const char *) pages)[i] == 0;
    }
  return (int) syscall (SYS_munmap, pages, size);
}

static void
test_new (void)
{
  static const struct
  {
    const char *text;
    gssize length;
    gsize expected;
  } rows[] = {
    { "secret", -1, 6 }, { "secret", 3, 3 }, { "", -1, 0 }, { NULL, 0, 0 }, { "a\0b", 3, 3 }, { "pässwörd", -1, 10 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SendoffSecretString) secret = sendoff_secret_string_new (rows[i].text, rows[i].length);
      const char *bytes = sendoff_secret_string_peek (secret);

      g_assert_cmpuint (sendoff_secret_string_get_length (secret), ==, rows[i].expected);
      g_assert_cmpmem (bytes, rows[i].expected, rows[i].text, rows[i].expected);
      g_assert_cmpint (bytes[rows[i].expected], ==, '\0');
    }
}

static void
test_copies (void)
{
  char typed[] = "typed";
  g_autoptr (SendoffSecretString) secret = sendoff_secret_string_new (typed, -1);

  sendoff_wipe (typed, sizeof typed);
  g_assert_cmpstr (sendoff_secret_string_peek (secret), ==, "typed");
}

static void
test_equal (void)
{
  static const struct
  {
    const char *a;
    gssize a_length;
    const char *b;
    gssize b_length;
    gboolean expected;
  } rows[] = {
    { "same", -1, "same", -1, TRUE },  { "same", -1, "sane", -1, FALSE }, { "same", -1, "Same", -1, FALSE },
    { "same", -1, "samE", -1, FALSE }, { "same", -1, "sam", -1, FALSE },  { "", -1, "", -1, TRUE },
    { "", -1, "a", -1, FALSE },        { "a\0b", 3, "a\0b", 3, TRUE },    { "a\0b", 3, "a\0c", 3, FALSE },
    { "\xff", -1, "\x7f", -1, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SendoffSecretString) a = sendoff_secret_string_new (rows[i].a, rows[i].a_length);
      g_autoptr (SendoffSecretString) b = sendoff_secret_string_new (rows[i].b, rows[i].b_length);

      g_assert_cmpint (sendoff_secret_string_equal (a, b), ==, rows[i].expected);
      g_assert_cmpint (sendoff_secret_string_equal (b, a), ==, rows[i].expected);
      g_assert_true (sendoff_secret_string_equal (a, a));
      g_assert_false (sendoff_secret_string_equal (a, NULL));
      g_assert_false (sendoff_secret_string_equal (NULL, a));
    }
  g_assert_true (sendoff_secret_string_equal (NULL, NULL));
}

static void
test_wipe (void)
{
  char memory[] = "xxxxxxxx";

  sendoff_wipe (memory + 1, 6);
  g_assert_cmpmem (memory, sizeof memory, "x\0\0\0\0\0\0x", 9);
  sendoff_wipe (memory, 0);
  g_assert_cmpint (memory[0], ==, 'x');
  sendoff_wipe (NULL, 0);
}

static gboolean
is_mapped (gconstpointer address)
{
  guintptr page = (guintptr) sysconf (_SC_PAGESIZE);
  unsigned char resident;

  return mincore ((gpointer) ((guintptr) address / page * page), 1, &resident) == 0 || errno != ENOMEM;
}

static void
test_references (void)
{
  SendoffSecretString *secret = sendoff_secret_string_new ("counted", -1);
  const char *bytes = sendoff_secret_string_peek (secret);

  g_assert_true (sendoff_secret_string_ref (secret) == secret);
  sendoff_secret_string_unref (secret);
  g_assert_cmpstr (bytes, ==, "counted");
  g_assert_true (is_mapped (bytes));
  sendoff_secret_string_unref (secret);
  g_assert_false (is_mapped (bytes));
}

static void
test_wiped_at_the_end (void)
{
  SendoffSecretString *secret = sendoff_secret_string_new ("wiped", -1);

  watched = sendoff_secret_string_peek (secret);
  sendoff_secret_string_unref (secret);
  watched = NULL;

  g_assert_true (was_unmapped);
  g_assert_true (was_wiped);
}

static gpointer
on_thread_started (gpointer user_data)
{
  for (guint i = 0; i < 10000; i++)
    {
      g_autoptr (SendoffSecretString) held = sendoff_secret_string_ref (user_data);

      g_assert_cmpint (sendoff_secret_string_peek (held)[0], ==, 's');
    }
  sendoff_secret_string_unref (user_data);
  return NULL;
}

static void
test_threads (void)
{
  SendoffSecretString *secret = sendoff_secret_string_new ("shared", -1);
  const char *bytes = sendoff_secret_string_peek (secret);
  GThread *threads[4];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("holder", on_thread_started, sendoff_secret_string_ref (secret));
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);

  g_assert_cmpstr (bytes, ==, "shared");
  sendoff_secret_string_unref (secret);
  g_assert_false (is_mapped (bytes));
}

/* The line of /proc/self/smaps with the flags of the mapping that holds address; NULL where the kernel doesn't tell. */
static char *
dup_mapping_flags (gconstpointer address)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  gboolean is_inside = FALSE;

  if (!g_file_get_contents ("/proc/self/smaps", &text, NULL, NULL))
    return NULL;

  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      guint64 first;
      guint64 end;

      if (sscanf (lines[i], "%" G_GINT64_MODIFIER "x-%" G_GINT64_MODIFIER "x ", &first, &end) == 2)
        is_inside = (guintptr) address >= first && (guintptr) address < end;
      else if (is_inside && g_str_has_prefix (lines[i], "VmFlags:"))
        return g_strconcat (lines[i], " ", NULL);
    }
  return NULL;
}

/* Not where the limit is 0; nor under AddressSanitizer, whose mlock() does nothing. */
static gboolean
can_lock (void)
{
  gsize size = (gsize) sysconf (_SC_PAGESIZE);
  gpointer page = mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  g_autofree char *flags = NULL;

  g_assert_true (page != MAP_FAILED);
  (void) mlock (page, size);
  flags = dup_mapping_flags (page);
  munmap (page, size);

  return flags != NULL && strstr (flags, " lo ") != NULL;
}

static void
test_pages (void)
{
  gboolean expects_lock = can_lock ();
  g_autoptr (SendoffSecretString) secret = sendoff_secret_string_new ("kept out of dumps", -1);
  g_autofree char *flags = dup_mapping_flags (sendoff_secret_string_peek (secret));

  if (flags == NULL)
    {
      g_test_skip ("no /proc/self/smaps with VmFlags here");
      return;
    }

  g_assert_nonnull (strstr (flags, " dd "));
  g_assert_cmpint (strstr (flags, " lo ") != NULL, ==, expects_lock);
}

/* Where nothing may be locked, a secret works all the same. In a process of its own: the limit stays. */
static void
test_without_locking (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (SendoffSecretString) secret = NULL;

      g_assert_cmpint (setrlimit (RLIMIT_MEMLOCK, &(struct rlimit){ 0, 0 }), ==, 0);
      secret = sendoff_secret_string_new ("unlocked", -1);
      g_assert_cmpstr (sendoff_secret_string_peek (secret), ==, "unlocked");
      return;
    }

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
}

typedef struct
{
  int fd;
  const char *bytes;
  gsize length;
  gsize piece;
} Writer;

static gpointer
on_writer_started (gpointer user_data)
{
  Writer *writer = user_data;
  gsize written = 0;

  while (written < writer->length)
    {
      gsize size = MIN (writer->piece, writer->length - written);
      gssize done = write (writer->fd, writer->bytes + written, size);

      if (done < 0)
        break;
      written += (gsize) done;
    }
  close (writer->fd);
  return NULL;
}

static SendoffSecretString *
read_piped (const char *bytes, gsize length, gsize piece, gboolean non_blocking, GError **error)
{
  int ends[2];
  Writer writer;
  GThread *thread;
  SendoffSecretString *secret;

  g_assert_true (g_unix_open_pipe (ends, FD_CLOEXEC, NULL));
  if (non_blocking)
    g_assert_true (g_unix_set_fd_nonblocking (ends[0], TRUE, NULL));
  writer = (Writer){ ends[1], bytes, length, piece };
  thread = g_thread_new ("writer", on_writer_started, &writer);
  secret = sendoff_secret_string_read (ends[0], "the file", error);
  close (ends[0]);
  g_thread_join (thread);

  return secret;
}

static void
test_read (void)
{
  static const struct
  {
    const char *bytes;
    gsize length;
    const char *secret;
  } rows[] = {
    { "secret", 6, "secret" },
    { "secret\n", 7, "secret" },
    { "secret\r\n", 8, "secret" },
    { "secret\n\n", 8, "secret\n" },
    { "secret\r\n\r\n", 10, "secret\r\n" },
    { "secret\n\r\n", 9, "secret\n" },
    { "secret\r", 7, "secret\r" },
    { "\nsecret", 7, "\nsecret" },
    { " secret ", 8, " secret " },
    { "p\xc3\xa4ss\xff\n", 7, "p\xc3\xa4ss\xff" },
    { "\r", 1, "\r" },
    { "\n\n", 2, "\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      for (guint manner = 0; manner < 3; manner++)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (SendoffSecretString) secret
              = read_piped (rows[i].bytes, rows[i].length, manner == 0 ? rows[i].length : 1, manner == 2, &error);

          g_assert_no_error (error);
          g_assert_cmpstr (sendoff_secret_string_peek (secret), ==, rows[i].secret);
          g_assert_cmpuint (sendoff_secret_string_get_length (secret), ==, strlen (rows[i].secret));
        }
    }
}

static void
test_read_refused (void)
{
  static const struct
  {
    const char *bytes;
    gsize length;
    const char *reason;
  } rows[] = {
    { "", 0, "empty" }, { "\n", 1, "empty" }, { "\r\n", 2, "empty" }, { "a\0b", 3, "NUL" }, { "\0", 1, "NUL" }, { "a\0\n", 3, "NUL" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_piped (rows[i].bytes, rows[i].length, 1, FALSE, &error));
      g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, rows[i].reason));
      g_assert_nonnull (strstr (error->message, "“the file”"));
    }
}

static void
test_read_long (void)
{
  static const struct
  {
    gsize letters;
    const char *end;
    gboolean fits;
  } rows[] = {
    { MAX_BYTES, "", TRUE },       { MAX_BYTES, "\n", TRUE },      { MAX_BYTES, "\r\n", TRUE },  { MAX_BYTES, "\n\n", FALSE },
    { MAX_BYTES + 1, "", FALSE },  { MAX_BYTES + 1, "\n", FALSE }, { MAX_BYTES + 2, "", FALSE }, { MAX_BYTES, "\r\n\n", FALSE },
    { 4 * MAX_BYTES, "\n", FALSE }
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *letters = g_strnfill (rows[i].letters, 'a');
      g_autofree char *bytes = g_strconcat (letters, rows[i].end, NULL);
      g_autoptr (SendoffSecretString) secret = read_piped (bytes, strlen (bytes), 5000, FALSE, &error);

      if (rows[i].fits)
        g_assert_cmpuint (sendoff_secret_string_get_length (secret), ==, rows[i].letters);
      else
        {
          g_assert_null (secret);
          g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID);
          g_assert_nonnull (strstr (error->message, "too long"));
        }
    }
}

static void
test_read_fault (void)
{
  g_autoptr (GError) error = NULL;
  int folder = open ("/", O_RDONLY | O_CLOEXEC | O_DIRECTORY);

  g_assert_cmpint (folder, >=, 0);
  g_assert_null (sendoff_secret_string_read (folder, "a\nfolder", &error));
  close (folder);
  g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, "“a\\nfolder”"));
  g_clear_error (&error);

  g_assert_null (sendoff_secret_string_read (-1, "nothing", &error));
  g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_FILE);
}

static gboolean
holds_needle (const char *bytes, gsize length)
{
  gsize first = strlen (NEEDLE_FIRST);
  gsize second = strlen (NEEDLE_SECOND);
  const char *at = bytes;

  while ((at = memmem (at, length - (gsize) (at - bytes), NEEDLE_FIRST, first)) != NULL)
    {
      at += first;
      if (length - (gsize) (at - bytes) >= second && memcmp (at, NEEDLE_SECOND, second) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Counts the writable mappings of this process that hold the needle. */
static guint
count_needles (void)
{
  g_autofree char *maps = NULL;
  g_auto (GStrv) lines = NULL;
  int memory = open ("/proc/self/mem", O_RDONLY | O_CLOEXEC);
  guint found = 0;

  g_assert_true (g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL));
  lines = g_strsplit (maps, "\n", -1);
  for (gsize i = 0; memory >= 0 && lines[i] != NULL; i++)
    {
      guint64 first;
      guint64 end;
      char mode[5];
      char *copy;
      gssize got;

      /* A sanitizer's shadow is huge, and holds no values. */
      if (sscanf (lines[i], "%" G_GINT64_MODIFIER "x-%" G_GINT64_MODIFIER "x %4s", &first, &end, mode) != 3 || mode[1] != 'w'
          || end - first > 256 * 1024 * 1024)
        continue;

      copy = mmap (NULL, end - first, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
      g_assert_true (copy != MAP_FAILED);
      got = pread (memory, copy, end - first, (off_t) first);
      if (got > 0 && holds_needle (copy, (gsize) got))
        found++;
      munmap (copy, end - first);
    }

  if (memory >= 0)
    close (memory);
  return found;
}

/* Puts the needle into a pipe from a buffer that is wiped at once. */
static int
open_pipe_with_needle (void)
{
  char needle[64];
  int ends[2];

  g_assert_true (g_unix_open_pipe (ends, FD_CLOEXEC, NULL));
  memcpy (needle, NEEDLE_FIRST, strlen (NEEDLE_FIRST));
  memcpy (needle + strlen (NEEDLE_FIRST), NEEDLE_SECOND, strlen (NEEDLE_SECOND));
  g_assert_cmpint (write (ends[1], needle, strlen (NEEDLE_FIRST NEEDLE_SECOND)), ==, strlen (NEEDLE_FIRST NEEDLE_SECOND));
  sendoff_wipe (needle, sizeof needle);
  close (ends[1]);

  return ends[0];
}

static void
test_nothing_left (void)
{
  int fd = open_pipe_with_needle ();
  g_autoptr (SendoffSecretString) secret = NULL;

  g_assert_cmpuint (count_needles (), ==, 0);
  secret = sendoff_secret_string_read (fd, "pipe", NULL);
  close (fd);
  g_assert_nonnull (secret);
  /* Only in the pages of the secret: no buffer kept a copy. */
  if (count_needles () == 0)
    {
      g_test_skip ("this process can't read its own memory by /proc/self/mem");
      return;
    }
  g_assert_cmpuint (count_needles (), ==, 1);
  g_clear_pointer (&secret, sendoff_secret_string_unref);
  g_assert_cmpuint (count_needles (), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  /* A reader that has seen enough closes its end while the writer still writes. */
  signal (SIGPIPE, SIG_IGN);

  g_test_add_func ("/base/secret-string/new", test_new);
  g_test_add_func ("/base/secret-string/copies", test_copies);
  g_test_add_func ("/base/secret-string/equal", test_equal);
  g_test_add_func ("/base/secret-string/wipe", test_wipe);
  g_test_add_func ("/base/secret-string/references", test_references);
  g_test_add_func ("/base/secret-string/wiped-at-the-end", test_wiped_at_the_end);
  g_test_add_func ("/base/secret-string/threads", test_threads);
  g_test_add_func ("/base/secret-string/pages", test_pages);
  g_test_add_func ("/base/secret-string/without-locking", test_without_locking);
  g_test_add_func ("/base/secret-string/read", test_read);
  g_test_add_func ("/base/secret-string/read-refused", test_read_refused);
  g_test_add_func ("/base/secret-string/read-long", test_read_long);
  g_test_add_func ("/base/secret-string/read-fault", test_read_fault);
  g_test_add_func ("/base/secret-string/nothing-left", test_nothing_left);

  return g_test_run ();
}
