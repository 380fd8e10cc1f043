/* SPDX-License-Identifier: GPL-3.0-or-later */
/* trust.ini: what goes in comes out, two programs lose nothing, damage trusts nobody. */
#include "store/trust-store.h"

#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "base/error.h"

#define PIN_A "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
#define PIN_B "sha256//AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="
#define HOST  "mail.example.org"

typedef struct { char *folder; char *path; SendoffTrustStore *store; } Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  g_autoptr(GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("sendoff-trust-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "trust.ini", NULL);
  fixture->store = sendoff_trust_store_new (fixture->folder);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_autoptr(GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_assert_finalize_object (fixture->store);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
write_file (Fixture    *fixture,
            const char *text)
{
  g_autoptr(GError) error = NULL;

  g_file_set_contents (fixture->path, text, -1, &error);
  g_assert_no_error (error);
}

static char *
read_file (Fixture *fixture)
{
  char *text = NULL;
  g_autoptr(GError) error = NULL;

  g_file_get_contents (fixture->path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* The value, as far as the store looks at it. */
static SendoffCertificate *
make_certificate (const char *pin,
                  guint       problems)
{
  static const guint8 der[] = { 0x30, 0x03, 0x02, 0x01, 0x01 };
  gnutls_datum_t chain[] = { { (unsigned char *) der, sizeof der }, { (unsigned char *) der, sizeof der } };
  SendoffCertificate *certificate = sendoff_certificate_new_for_chain (chain, 2, HOST, 587);

  g_free (certificate->pin);
  certificate->pin = g_strdup (pin);
  g_free (certificate->subject);
  certificate->subject = g_strdup ("CN=mail\x1b[31m");
  certificate->problems = problems;
  return certificate;
}

static void
load (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *notice = NULL;

  g_assert_true (sendoff_trust_store_load (fixture->store, &notice, &error));
  g_assert_no_error (error);
  g_assert_null (notice);
}

static void
test_missing_file (Fixture       *fixture,
                   gconstpointer  user_data)
{
  g_autoptr(GPtrArray) entries = NULL;

  load (fixture);
  entries = sendoff_trust_store_list (fixture->store);
  g_assert_cmpuint (entries->len, ==, 0);
  g_assert_null (sendoff_trust_store_lookup (fixture->store, HOST, 587));
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_exception (Fixture       *fixture,
                gconstpointer  user_data)
{
  g_autoptr(SendoffCertificate) certificate =
    make_certificate (PIN_A, SENDOFF_PROBLEM_SELF_SIGNED | SENDOFF_PROBLEM_WRONG_NAME | SENDOFF_PROBLEM_CHANGED);
  g_autoptr(SendoffTrustStore) other = sendoff_trust_store_new (fixture->folder);
  g_autoptr(SendoffTrustEntry) entry = NULL;
  g_autoptr(GError) error = NULL;
  gint64 before = g_get_real_time () / G_USEC_PER_SEC;
  struct stat status;

  g_assert_true (sendoff_trust_store_add_exception (fixture->store, certificate, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);

  g_assert_true (sendoff_trust_store_load (other, NULL, &error));
  entry = sendoff_trust_store_lookup (other, "MAIL.Example.org.", 587);
  g_assert_nonnull (entry);
  g_assert_cmpstr (entry->host, ==, HOST);
  g_assert_cmpuint (entry->port, ==, 587);
  g_assert_cmpstr (entry->pin, ==, PIN_A);
  g_assert_false (entry->by_hand);
  g_assert_cmpuint (entry->waived, ==, SENDOFF_PROBLEM_SELF_SIGNED | SENDOFF_PROBLEM_WRONG_NAME);
  g_assert_cmpstr (entry->sha256, ==, certificate->sha256);
  g_assert_cmpstr (entry->subject, ==, "CN=mail\\x1b[31m");
  g_assert_cmpint (entry->added, >=, before);
  g_assert_cmpint (entry->added, <=, g_get_real_time () / G_USEC_PER_SEC);
  g_assert_true (g_str_has_prefix (entry->pem, "-----BEGIN CERTIFICATE-----\n"));
  g_assert_true (g_str_has_suffix (entry->pem, "-----END CERTIFICATE-----\n"));
  g_assert_null (strstr (entry->pem + 1, "-----BEGIN"));
  g_assert_null (sendoff_trust_store_lookup (other, HOST, 25));
}

static void
test_fatal_refused (Fixture       *fixture,
                    gconstpointer  user_data)
{
  static const guint fatal[] = {
    SENDOFF_PROBLEM_REVOKED, SENDOFF_PROBLEM_WRONG_PURPOSE, SENDOFF_PROBLEM_NOT_A_SERVER, SENDOFF_PROBLEM_MALFORMED
  };

  for (gsize i = 0; i < G_N_ELEMENTS (fatal); i++)
    {
      g_autoptr(SendoffCertificate) certificate = make_certificate (PIN_A, fatal[i] | SENDOFF_PROBLEM_EXPIRED);
      g_autoptr(GError) error = NULL;

      g_assert_false (sendoff_trust_store_add_exception (fixture->store, certificate, &error));
      g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID);
    }
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_pin (Fixture       *fixture,
          gconstpointer  user_data)
{
  g_autoptr(SendoffCertificate) certificate = make_certificate (PIN_A, SENDOFF_PROBLEM_EXPIRED);
  g_autoptr(SendoffTrustEntry) entry = NULL;
  g_autoptr(GPtrArray) entries = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (sendoff_trust_store_add_exception (fixture->store, certificate, &error));
  g_assert_true (sendoff_trust_store_add_pin (fixture->store, HOST, 587, PIN_B, &error));
  g_assert_true (sendoff_trust_store_add_pin (fixture->store, "::1", 465, PIN_A, &error));
  g_assert_true (sendoff_trust_store_add_pin (fixture->store, "bücher.example", 25, PIN_A, &error));
  g_assert_no_error (error);

  load (fixture);
  entries = sendoff_trust_store_list (fixture->store);
  g_assert_cmpuint (entries->len, ==, 3);
  entry = sendoff_trust_store_lookup (fixture->store, HOST, 587);
  g_assert_true (entry->by_hand);
  g_assert_cmpstr (entry->pin, ==, PIN_B);
  g_assert_null (entry->pem);
  g_assert_null (entry->sha256);
  g_clear_pointer (&entry, sendoff_trust_entry_free);
  entry = sendoff_trust_store_lookup (fixture->store, "::1", 465);
  g_assert_nonnull (entry);
  g_clear_pointer (&entry, sendoff_trust_entry_free);
  entry = sendoff_trust_store_lookup (fixture->store, "xn--bcher-kva.example", 25);
  g_assert_nonnull (entry);
}

static void
test_pin_refused (Fixture       *fixture,
                  gconstpointer  user_data)
{
  static const struct { const char *host; guint16 port; const char *pin; } cases[] = {
    { HOST, 587, "" }, { HOST, 587, NULL }, { HOST, 587, "sha256//" }, { HOST, 587, "sha1//AAAA" },
    { HOST, 587, "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" }, /* no padding */
    { HOST, 587, PIN_A "=" }, { HOST, 587, PIN_A ";" PIN_B }, { HOST, 587, " " PIN_A },
    { HOST, 0, PIN_A }, { "", 587, PIN_A }, { "a b", 587, PIN_A },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (sendoff_trust_store_add_pin (fixture->store, cases[i].host, cases[i].port, cases[i].pin, &error));
      g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID);
    }
}

static void
test_forget (Fixture       *fixture,
             gconstpointer  user_data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (sendoff_trust_store_add_pin (fixture->store, HOST, 587, PIN_A, &error));
  g_assert_true (sendoff_trust_store_add_pin (fixture->store, HOST, 25, PIN_A, &error));
  g_assert_true (sendoff_trust_store_forget (fixture->store, HOST, 587, &error));
  g_assert_no_error (error);
  g_assert_null (sendoff_trust_store_lookup (fixture->store, HOST, 587));

  g_assert_false (sendoff_trust_store_forget (fixture->store, HOST, 587, &error));
  g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_NOT_FOUND);
  text = read_file (fixture);
  g_assert_nonnull (strstr (text, "port=25"));
  g_assert_null (strstr (text, "port=587"));
}

static void
test_forgotten_elsewhere (Fixture       *fixture,
                          gconstpointer  user_data)
{
  g_autoptr(SendoffTrustStore) other = sendoff_trust_store_new (fixture->folder);
  g_autoptr(GError) error = NULL;

  g_assert_true (sendoff_trust_store_add_pin (fixture->store, HOST, 587, PIN_A, &error));
  g_assert_true (sendoff_trust_store_forget (other, HOST, 587, &error));
  g_assert_no_error (error);

  g_assert_false (sendoff_trust_store_forget (fixture->store, HOST, 587, &error));
  g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_NOT_FOUND);
  g_assert_null (sendoff_trust_store_lookup (fixture->store, HOST, 587));
}

#define ENTRY(id, rest) "[" id "]\nhost=" HOST "\nport=587\n" rest
#define ID_1 "6f1c0d8e-54a5-4b8a-9c8e-0e7d6c1b2a31"
#define ID_2 "6f1c0d8e-54a5-4b8a-9c8e-0e7d6c1b2a32"

static void
test_unknown_kept (Fixture       *fixture,
                   gconstpointer  user_data)
{
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  write_file (fixture, "# mine\n[sendoff]\nformat=1\nfuture=yes\n\n" ENTRY (ID_1, "pin=" PIN_A "\nby-hand=true\nlater=kept\n")
              "\n[other]\nkey=value\n");
  load (fixture);
  g_assert_true (sendoff_trust_store_add_pin (fixture->store, HOST, 587, PIN_B, &error));
  g_assert_no_error (error);

  text = read_file (fixture);
  g_assert_nonnull (strstr (text, "# mine"));
  g_assert_nonnull (strstr (text, "future=yes"));
  g_assert_nonnull (strstr (text, "later=kept"));
  g_assert_nonnull (strstr (text, "[other]\nkey=value"));
  g_assert_nonnull (strstr (text, PIN_B));
  g_assert_null (strstr (text, PIN_A));
}

/* What is left of the first entry; an entry that can't be understood trusts nobody. */
static void
test_bad_entries (Fixture       *fixture,
                  gconstpointer  user_data)
{
  static const struct { const char *text; gboolean is_there; guint waived; } cases[] = {
    { ENTRY (ID_1, "pin=" PIN_A "\nwaived=expired;wrong-name;\n"), TRUE, SENDOFF_PROBLEM_EXPIRED | SENDOFF_PROBLEM_WRONG_NAME },
    { ENTRY (ID_1, "pin=" PIN_A "\nwaived=expired;revoked;malformed;changed;from-the-future;\n"), TRUE, SENDOFF_PROBLEM_EXPIRED },
    { ENTRY (ID_1, "pin=" PIN_A "\n"), TRUE, 0 },
    { ENTRY (ID_1, "pin=sha256//short\nby-hand=true\n"), FALSE, 0 },
    { ENTRY (ID_1, "pin=" PIN_A "\nby-hand=perhaps\n"), FALSE, 0 },
    { ENTRY (ID_1, ""), FALSE, 0 },
    { ENTRY ("not-a-uuid", "pin=" PIN_A "\nby-hand=true\n"), FALSE, 0 },
    { "[" ID_1 "]\nhost=" HOST "\nport=70000\npin=" PIN_A "\n", FALSE, 0 },
    { "[" ID_1 "]\nhost=" HOST "\nport=0\npin=" PIN_A "\n", FALSE, 0 },
    { "[" ID_1 "]\nhost=a b\nport=587\npin=" PIN_A "\n", FALSE, 0 },
    { "[" ID_1 "]\nport=587\npin=" PIN_A "\n", FALSE, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(SendoffTrustEntry) entry = NULL;
      g_autoptr(GPtrArray) entries = NULL;

      write_file (fixture, cases[i].text);
      load (fixture);
      entry = sendoff_trust_store_lookup (fixture->store, HOST, 587);
      entries = sendoff_trust_store_list (fixture->store);
      g_assert_cmpint (entry != NULL, ==, cases[i].is_there);
      g_assert_cmpuint (entries->len, ==, cases[i].is_there ? 1 : 0);
      if (entry != NULL)
        g_assert_cmpuint (entry->waived, ==, cases[i].waived);
    }
}

/* After an edit by hand an address may stand there twice: the first counts, and a change leaves one. */
static void
test_twice_the_same (Fixture       *fixture,
                     gconstpointer  user_data)
{
  g_autoptr(SendoffTrustEntry) entry = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  write_file (fixture, ENTRY (ID_1, "pin=" PIN_A "\nby-hand=true\n") ENTRY (ID_2, "pin=" PIN_B "\nby-hand=true\n"));
  load (fixture);
  entry = sendoff_trust_store_lookup (fixture->store, HOST, 587);
  g_assert_cmpstr (entry->pin, ==, PIN_A);

  g_assert_true (sendoff_trust_store_forget (fixture->store, HOST, 587, &error));
  g_assert_no_error (error);
  text = read_file (fixture);
  g_assert_null (strstr (text, "pin="));
}

static void
test_damaged (Fixture       *fixture,
              gconstpointer  user_data)
{
  g_autofree char *notice = NULL;
  g_autoptr(GPtrArray) entries = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (sendoff_trust_store_add_pin (fixture->store, HOST, 587, PIN_A, &error));
  write_file (fixture, "\x01\xff no file of ours [");
  g_assert_true (sendoff_trust_store_load (fixture->store, &notice, &error));
  g_assert_no_error (error);
  g_assert_nonnull (notice);
  g_assert_nonnull (strstr (notice, "trust.ini.damaged-"));
  entries = sendoff_trust_store_list (fixture->store);
  g_assert_cmpuint (entries->len, ==, 0);
}

/* A folder in the file's place: even root can't read that as a file. */
static void
test_unreadable (Fixture       *fixture,
                 gconstpointer  user_data)
{
  g_autoptr(GPtrArray) entries = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (sendoff_trust_store_add_pin (fixture->store, HOST, 587, PIN_A, &error));
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  g_assert_cmpint (g_mkdir (fixture->path, 0700), ==, 0);
  g_assert_false (sendoff_trust_store_load (fixture->store, NULL, &error));
  g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_FILE);
  entries = sendoff_trust_store_list (fixture->store);
  g_assert_cmpuint (entries->len, ==, 0);
  g_clear_error (&error);

  g_assert_false (sendoff_trust_store_add_pin (fixture->store, HOST, 25, PIN_A, &error));
  g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_SAVE);
  g_assert_null (sendoff_trust_store_lookup (fixture->store, HOST, 25));
  g_assert_cmpint (g_rmdir (fixture->path), ==, 0);
}

/* Programs that each add their own ports at the same time: none is lost. */
static void
test_two_programs (Fixture       *fixture,
                   gconstpointer  user_data)
{
  enum { N_PROGRAMS = 3, N_EACH = 10 };
  g_autoptr(GPtrArray) entries = NULL;

  for (int program = 0; program < N_PROGRAMS; program++)
    if (fork () == 0)
      {
        g_autoptr(SendoffTrustStore) store = sendoff_trust_store_new (fixture->folder);
        int failed = 0;

        for (int i = 0; i < N_EACH; i++)
          failed += sendoff_trust_store_add_pin (store, HOST, 1 + program * N_EACH + i, PIN_A, NULL) ? 0 : 1;
        _exit (failed);
      }
  for (int program = 0; program < N_PROGRAMS; program++)
    {
      int status;

      g_assert_cmpint (wait (&status), >, 0);
      g_assert_cmpint (status, ==, 0);
    }

  load (fixture);
  entries = sendoff_trust_store_list (fixture->store);
  g_assert_cmpuint (entries->len, ==, N_PROGRAMS * N_EACH);
}

static void
test_covers (void)
{
  static const struct { guint waived; gboolean by_hand; const char *pin; guint problems; gboolean expected; } cases[] = {
    { SENDOFF_PROBLEM_EXPIRED, FALSE, PIN_A, SENDOFF_PROBLEM_EXPIRED, TRUE },
    { SENDOFF_PROBLEM_EXPIRED | SENDOFF_PROBLEM_WEAK, FALSE, PIN_A, SENDOFF_PROBLEM_WEAK, TRUE },
    { SENDOFF_PROBLEM_EXPIRED, FALSE, PIN_A, 0, TRUE },
    { SENDOFF_PROBLEM_EXPIRED, FALSE, PIN_A, SENDOFF_PROBLEM_EXPIRED | SENDOFF_PROBLEM_CHANGED, TRUE },
    { SENDOFF_PROBLEM_EXPIRED, FALSE, PIN_A, SENDOFF_PROBLEM_EXPIRED | SENDOFF_PROBLEM_WRONG_NAME, FALSE },
    { SENDOFF_PROBLEM_EXPIRED, FALSE, PIN_B, SENDOFF_PROBLEM_EXPIRED, FALSE },
    { SENDOFF_PROBLEM_EXPIRED, FALSE, NULL, SENDOFF_PROBLEM_EXPIRED, FALSE },
    { SENDOFF_PROBLEM_EXPIRED, FALSE, "", SENDOFF_PROBLEM_EXPIRED, FALSE },
    { SENDOFF_PROBLEM_EXPIRED | SENDOFF_PROBLEM_REVOKED, FALSE, PIN_A, SENDOFF_PROBLEM_REVOKED, FALSE },
    { 0, TRUE, PIN_A, SENDOFF_PROBLEM_SELF_SIGNED | SENDOFF_PROBLEM_WEAK | SENDOFF_PROBLEM_WRONG_NAME, TRUE },
    { 0, TRUE, PIN_A, SENDOFF_PROBLEM_REVOKED, FALSE },
    { 0, TRUE, PIN_A, SENDOFF_PROBLEM_WRONG_PURPOSE, FALSE },
    { 0, TRUE, PIN_B, 0, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SendoffTrustEntry entry = { .pin = (char *) PIN_A, .waived = cases[i].waived, .by_hand = cases[i].by_hand };

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_cmpint (sendoff_trust_entry_covers (&entry, cases[i].pin, cases[i].problems), ==, cases[i].expected);
    }
  g_assert_false (sendoff_trust_entry_covers (NULL, PIN_A, 0));
}

#define ADD(path, function) g_test_add ("/trust-store/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/trust-store/covers", test_covers);
  ADD ("missing-file", test_missing_file);
  ADD ("exception", test_exception);
  ADD ("fatal-refused", test_fatal_refused);
  ADD ("pin", test_pin);
  ADD ("pin-refused", test_pin_refused);
  ADD ("forget", test_forget);
  ADD ("forgotten-elsewhere", test_forgotten_elsewhere);
  ADD ("unknown-kept", test_unknown_kept);
  ADD ("bad-entries", test_bad_entries);
  ADD ("twice-the-same", test_twice_the_same);
  ADD ("damaged", test_damaged);
  ADD ("unreadable", test_unreadable);
  ADD ("two-programs", test_two_programs);

  return g_test_run ();
}
