/* SPDX-License-Identifier: GPL-3.0-or-later */
/* seen.ini: what was seen comes back, two programs lose nothing, it stays small, and damage is no more than a notice. */
#include <stdlib.h>

#include "base/error.h"
#include "store/seen-store.h"
#include "scratch-folder.h"

#define PIN_A "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
#define PIN_B "sha256//AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="
#define HOST  "mail.example.org"
#define ID_A  "6ba7b810-9dad-11d1-80b4-00c04fd430c8"
#define DAY_S (24 * 60 * 60)

typedef struct
{
  char             *folder;
  char             *path;
  SendoffSeenStore *store;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  fixture->folder = scratch_folder_create ();
  fixture->path = g_build_filename (fixture->folder, "seen.ini", NULL);
  fixture->store = sendoff_seen_store_new (fixture->folder);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_finalize_object (fixture->store);
  scratch_folder_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

/* The value, as far as the store looks at it; serial and size make one that differs. */
static SendoffCertificate *
make_certificate (const char *pin,
                  guint16     port,
                  guint8      serial,
                  gsize       size)
{
  g_autofree guint8 *der = g_malloc0 (size);
  gnutls_datum_t chain = { der, (unsigned int) size };
  SendoffCertificate *certificate;

  der[0] = serial;
  certificate = sendoff_certificate_new_for_chain (&chain, 1, HOST, port);
  g_free (certificate->pin);
  certificate->pin = g_strdup (pin);
  g_free (certificate->issuer);
  certificate->issuer = g_strdup ("CN=An Authority\x1b[31m");
  certificate->problems = 0;
  certificate->trusted_by = SENDOFF_TRUSTED_BY_AUTHORITY;
  return certificate;
}

static void
on_done (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
note_certificate (SendoffSeenStore    *store,
                  SendoffCertificate  *certificate,
                  GError             **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  sendoff_seen_store_note_async (store, certificate, on_done, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return sendoff_seen_store_change_finish (store, result, error);
}

static void
assert_noted (SendoffSeenStore *store,
              const char       *pin,
              guint16           port,
              guint8            serial)
{
  g_autoptr(SendoffCertificate) certificate = make_certificate (pin, port, serial, 8);
  g_autoptr(GError) error = NULL;
  gboolean noted = note_certificate (store, certificate, &error);

  g_assert_no_error (error);
  g_assert_true (noted);
}

static void
load (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *notice = NULL;

  g_assert_true (sendoff_seen_store_load (fixture->store, &notice, &error));
  g_assert_no_error (error);
  g_assert_null (notice);
}

static void
test_noted (Fixture       *fixture,
            gconstpointer  user_data)
{
  g_autoptr(SendoffSeenStore) other = sendoff_seen_store_new (fixture->folder);
  g_autoptr(SendoffCertificate) certificate = make_certificate (PIN_A, 587, 1, 8);
  g_autoptr(SendoffSeenEntry) entry = NULL;
  gint64 before = g_get_real_time () / G_USEC_PER_SEC;

  load (fixture);
  g_assert_null (sendoff_seen_store_lookup (fixture->store, HOST, 587));
  assert_noted (fixture->store, PIN_A, 587, 1);
  assert_mode (fixture->path, 0600);

  g_assert_true (sendoff_seen_store_load (other, NULL, NULL));
  entry = sendoff_seen_store_lookup (other, "MAIL.Example.org.", 587);
  g_assert_nonnull (entry);
  g_assert_cmpstr (entry->host, ==, HOST);
  g_assert_cmpuint (entry->port, ==, 587);
  g_assert_cmpstr (entry->pin, ==, PIN_A);
  g_assert_cmpstr (entry->sha256, ==, certificate->sha256);
  g_assert_cmpstr (entry->issuer, ==, "CN=An Authority\\x1b[31m");
  g_assert_true (g_str_has_prefix (entry->pem, "-----BEGIN CERTIFICATE-----\n"));
  g_assert_cmpint (entry->first_seen, >=, before);
  g_assert_cmpint (entry->last_seen, ==, entry->first_seen);
  g_assert_null (sendoff_seen_store_lookup (other, HOST, 25));
}

static void
set_times (Fixture *fixture,
           gint64   first,
           gint64   last)
{
  g_autoptr(GKeyFile) key_file = g_key_file_new ();
  g_autoptr(GDateTime) first_date = g_date_time_new_from_unix_utc (first);
  g_autoptr(GDateTime) last_date = g_date_time_new_from_unix_utc (last);
  g_autofree char *first_text = g_date_time_format_iso8601 (first_date);
  g_autofree char *last_text = g_date_time_format_iso8601 (last_date);
  g_auto(GStrv) groups = NULL;

  g_assert_true (g_key_file_load_from_file (key_file, fixture->path, G_KEY_FILE_NONE, NULL));
  groups = g_key_file_get_groups (key_file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    if (g_uuid_string_is_valid (groups[i]))
      {
        g_key_file_set_string (key_file, groups[i], "first-seen", first_text);
        g_key_file_set_string (key_file, groups[i], "last-seen", last_text);
        g_key_file_set_string (key_file, groups[i], "colour", "blue");
      }
  g_assert_true (g_key_file_save_to_file (key_file, fixture->path, NULL));
  g_assert_true (sendoff_seen_store_load (fixture->store, NULL, NULL));
}

static void
test_written_only_when_worth_it (Fixture       *fixture,
                                 gconstpointer  user_data)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr(SendoffSeenEntry) renewed = NULL;
  g_autoptr(SendoffSeenEntry) changed = NULL;
  g_autofree char *fresh = NULL;
  g_autofree char *text = NULL;

  assert_noted (fixture->store, PIN_A, 587, 1);
  set_times (fixture, now - 9 * DAY_S, now - DAY_S / 2);
  fresh = read_whole (fixture->path);
  assert_noted (fixture->store, PIN_A, 587, 1);
  assert_text (fixture->path, fresh);

  set_times (fixture, now - 9 * DAY_S, now - DAY_S - 1);
  assert_noted (fixture->store, PIN_A, 587, 1);
  renewed = sendoff_seen_store_lookup (fixture->store, HOST, 587);
  g_assert_cmpint (renewed->first_seen, ==, now - 9 * DAY_S);
  g_assert_cmpint (renewed->last_seen, >=, now);

  assert_noted (fixture->store, PIN_B, 587, 2);
  changed = sendoff_seen_store_lookup (fixture->store, HOST, 587);
  g_assert_cmpstr (changed->pin, ==, PIN_B);
  g_assert_cmpint (changed->first_seen, >=, now);
  text = read_whole (fixture->path);
  g_assert_nonnull (strstr (text, "colour=blue"));
  g_assert_true (strstr (text, "host=") == g_strrstr (text, "host="));
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  user_data)
{
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(SendoffCertificate) certificate = make_certificate (i == 2 ? "no pin" : PIN_A, 587, 1, 8);
      g_autoptr(GError) error = NULL;

      if (i == 0)
        certificate->problems = SENDOFF_PROBLEM_EXPIRED;
      if (i == 1)
        certificate->trusted_by = SENDOFF_TRUSTED_BY_USER;
      g_assert_false (note_certificate (fixture->store, certificate, &error));
      g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID);
    }
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_forget (Fixture       *fixture,
             gconstpointer  user_data)
{
  g_autoptr(SendoffSeenEntry) other = NULL;

  assert_noted (fixture->store, PIN_A, 587, 1);
  assert_noted (fixture->store, PIN_A, 465, 1);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(GAsyncResult) result = NULL;

      sendoff_seen_store_forget_async (fixture->store, HOST, 587, on_done, &result);
      while (result == NULL)
        g_main_context_iteration (NULL, TRUE);
      g_assert_true (sendoff_seen_store_change_finish (fixture->store, result, NULL));
      g_assert_null (sendoff_seen_store_lookup (fixture->store, HOST, 587));
    }
  load (fixture);
  g_assert_null (sendoff_seen_store_lookup (fixture->store, HOST, 587));
  other = sendoff_seen_store_lookup (fixture->store, HOST, 465);
  g_assert_nonnull (other);
}

static void
test_bad_entries (Fixture       *fixture,
                  gconstpointer  user_data)
{
  g_autofree char *text = NULL;

  write_text (fixture->path,
              "# mine\n[" ID_A "]\nhost=" HOST "\nport=99999\npin=" PIN_A "\nsha256=AA\n"
              "[6ba7b811-9dad-41d1-80b4-00c04fd430c8]\nhost=" HOST "\nport=25\npin=bad\nsha256=AA\n"
              "[6ba7b812-9dad-41d1-80b4-00c04fd430c8]\nhost=" HOST "\nport=26\npin=" PIN_A "\n"
              "[6ba7b813-9dad-41d1-80b4-00c04fd430c8]\nhost=" HOST "\nport=27\npin=" PIN_A "\nsha256=AA\nlast-seen=yesterday\n"
              "[elsewhere]\na=b\n");
  load (fixture);
  g_assert_null (sendoff_seen_store_lookup (fixture->store, HOST, 25));
  g_assert_null (sendoff_seen_store_lookup (fixture->store, HOST, 26));
  {
    g_autoptr(SendoffSeenEntry) entry = sendoff_seen_store_lookup (fixture->store, HOST, 27);

    g_assert_nonnull (entry);
    g_assert_cmpint (entry->last_seen, ==, 0);
    g_assert_cmpstr (entry->issuer, ==, "");
  }
  assert_noted (fixture->store, PIN_A, 587, 1);
  text = read_whole (fixture->path);
  g_assert_nonnull (strstr (text, "# mine"));
  g_assert_nonnull (strstr (text, "port=99999"));
  g_assert_nonnull (strstr (text, "[elsewhere]\na=b"));
}

static void
test_damaged (Fixture       *fixture,
              gconstpointer  user_data)
{
  g_autofree char *notice = NULL;
  g_autoptr(GError) error = NULL;

  assert_noted (fixture->store, PIN_A, 587, 1);
  write_text (fixture->path, "\x01\xff no file of ours [");
  g_assert_true (sendoff_seen_store_load (fixture->store, &notice, &error));
  g_assert_no_error (error);
  g_assert_nonnull (strstr (notice, "seen.ini.damaged-"));
  g_assert_null (sendoff_seen_store_lookup (fixture->store, HOST, 587));
  assert_noted (fixture->store, PIN_A, 587, 1);
}

/* A folder in the file's place: even root can't write that. */
static void
test_read_only (Fixture       *fixture,
                gconstpointer  user_data)
{
  g_autoptr(SendoffCertificate) certificate = make_certificate (PIN_A, 587, 1, 8);
  g_autoptr(GError) unread = NULL;
  g_autoptr(GError) unsaved = NULL;

  g_assert_cmpint (g_mkdir (fixture->path, 0700), ==, 0);
  g_assert_false (sendoff_seen_store_load (fixture->store, NULL, &unread));
  g_assert_error (unread, SENDOFF_ERROR, SENDOFF_ERROR_FILE);
  g_assert_false (note_certificate (fixture->store, certificate, &unsaved));
  g_assert_error (unsaved, SENDOFF_ERROR, SENDOFF_ERROR_SAVE);
  g_assert_null (sendoff_seen_store_lookup (fixture->store, HOST, 587));
}

static void
test_too_big_to_keep (Fixture       *fixture,
                      gconstpointer  user_data)
{
  g_autoptr(SendoffCertificate) certificate = make_certificate (PIN_A, 587, 1, 1024 * 1024);
  g_autoptr(SendoffSeenEntry) entry = NULL;

  g_assert_true (note_certificate (fixture->store, certificate, NULL));
  entry = sendoff_seen_store_lookup (fixture->store, HOST, 587);
  g_assert_null (entry->pem);
  g_assert_cmpstr (entry->sha256, ==, certificate->sha256);
}

/* More than it may hold, the first one the oldest. */
static void
write_many (Fixture *fixture,
            guint    n_entries,
            gsize    n_pem_bytes)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *pem = g_strnfill (n_pem_bytes, 'A');

  for (guint i = 0; i < n_entries; i++)
    g_string_append_printf (text, "[0000%04x-9dad-41d1-80b4-00c04fd430c8]\nhost=" HOST "\nport=%u\npin=" PIN_A "\nsha256=AA\npem=%s\n"
                            "last-seen=20%02u-01-01T00:00:%02uZ\n", 0x1000 + i, 1 + i, pem, 10 + i / 60, i % 60);
  write_text (fixture->path, text->str);
}

static guint
count_known (Fixture *fixture,
             guint    n_ports)
{
  guint n_known = 0;

  for (guint port = 1; port <= n_ports; port++)
    {
      g_autoptr(SendoffSeenEntry) entry = sendoff_seen_store_lookup (fixture->store, HOST, (guint16) port);

      n_known += entry != NULL;
    }
  return n_known;
}

static void
test_bounded (Fixture       *fixture,
              gconstpointer  user_data)
{
  write_many (fixture, 1000, 10);
  load (fixture);
  g_assert_cmpuint (count_known (fixture, 1000), ==, 1000);
  assert_noted (fixture->store, PIN_A, 5000, 1);
  g_assert_cmpuint (count_known (fixture, 5000), ==, 1000);
  g_assert_null (sendoff_seen_store_lookup (fixture->store, HOST, 1));

  write_many (fixture, 100, 30 * 1024);
  load (fixture);
  assert_noted (fixture->store, PIN_A, 5000, 1);
  g_assert_cmpuint (count_known (fixture, 5000), <, 72);
  g_assert_cmpuint (count_known (fixture, 5000), >, 60);
  g_assert_null (sendoff_seen_store_lookup (fixture->store, HOST, 1));
  {
    g_autoptr(SendoffSeenEntry) newest = sendoff_seen_store_lookup (fixture->store, HOST, 5000);

    g_assert_nonnull (newest);
  }
}

/* Programs that each note their own ports at the same time: none is lost. */
static void
test_two_programs (Fixture       *fixture,
                   gconstpointer  user_data)
{
  enum { N_PROGRAMS = 3, N_EACH = 10 };
  g_autofree char *own_path = g_file_read_link ("/proc/self/exe", NULL);
  GSubprocess *programs[N_PROGRAMS];

  for (guint program = 0; program < N_PROGRAMS; program++)
    {
      g_autofree char *first_port = g_strdup_printf ("%u", 1 + program * N_EACH);
      g_autoptr(GError) error = NULL;

      programs[program] = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, own_path, "note", fixture->folder, first_port, NULL);
      g_assert_no_error (error);
    }
  for (guint program = 0; program < N_PROGRAMS; program++)
    {
      g_assert_true (g_subprocess_wait_check (programs[program], NULL, NULL));
      g_object_unref (programs[program]);
    }
  load (fixture);
  g_assert_cmpuint (count_known (fixture, 100), ==, N_PROGRAMS * N_EACH);
}

static int
note_ten (const char *folder,
          guint       first_port)
{
  g_autoptr(SendoffSeenStore) store = sendoff_seen_store_new (folder);

  for (guint i = 0; i < 10; i++)
    assert_noted (store, PIN_A, (guint16) (first_port + i), 1);
  return 0;
}

#define ADD(path, function) g_test_add ("/seen-store/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  if (argc == 4 && g_str_equal (argv[1], "note"))
    return note_ten (argv[2], (guint) atoi (argv[3]));
  g_test_init (&argc, &argv, NULL);

  ADD ("noted", test_noted);
  ADD ("written-only-when-worth-it", test_written_only_when_worth_it);
  ADD ("refused", test_refused);
  ADD ("forget", test_forget);
  ADD ("bad-entries", test_bad_entries);
  ADD ("damaged", test_damaged);
  ADD ("read-only", test_read_only);
  ADD ("too-big-to-keep", test_too_big_to_keep);
  ADD ("bounded", test_bounded);
  ADD ("two-programs", test_two_programs);

  return g_test_run ();
}
