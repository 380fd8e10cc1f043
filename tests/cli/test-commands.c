/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands that need no server, called as main() calls them. */
#include "cli/commands.h"

#include "cli/output.h"
#include "store/trust-store.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define PIN "sha256//47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="

typedef struct
{
  char *folder;
  char *config_dir;
  char *output_path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("sendoff-commands-XXXXXX", NULL);
  fixture->config_dir = g_build_filename (fixture->folder, "config", NULL);
  fixture->output_path = g_build_filename (fixture->folder, "output", NULL);
}

static void
remove_folder (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->config_dir);
  g_free (fixture->output_path);
}

/* Runs one command with standard output in a file, as the test's own is TAP. output may be NULL. */
static int
run (Fixture *fixture, const char *const *words, char **output)
{
  g_autoptr(GPtrArray) argv = g_ptr_array_new ();
  int saved = dup (STDOUT_FILENO);
  int file = open (fixture->output_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  int status;

  g_ptr_array_add (argv, (gpointer) "sendoffctl");
  g_ptr_array_add (argv, (gpointer) "--config-dir");
  g_ptr_array_add (argv, fixture->config_dir);
  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer) words[i]);
  g_ptr_array_add (argv, NULL);
  fflush (stdout);
  dup2 (file, STDOUT_FILENO);
  status = sendoff_run_command_line ((const char *const *) argv->pdata);
  sendoff_output_flush ();
  dup2 (saved, STDOUT_FILENO);
  close (saved);
  close (file);
  if (output != NULL)
    g_assert_true (g_file_get_contents (fixture->output_path, output, NULL, NULL));
  return status;
}

#define RUN(fixture, output, ...) run (fixture, (const char *const[]){ __VA_ARGS__, NULL }, output)

static void
add_account (Fixture *fixture, const char *name, const char *host)
{
  g_autofree char *host_option = g_strconcat ("--smtp.host=", host, NULL);

  g_assert_cmpint (RUN (fixture, NULL, "add", name, "--email=ana@example.org", host_option), ==, 0);
}

static void
test_statuses (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *words[6];
    int         status;
  } cases[] = {
    { { "--help" }, 0 },
    { { "send", "--version" }, 0 },
    { { "send", "--help" }, 0 },
    { { "--json", "send", "-h" }, 0 },
    { { NULL }, 64 },
    { { "nonsense" }, 64 },
    { { "--nonsense" }, 64 },
    { { "accounts", "--nonsense" }, 64 },
    { { "accounts", "more" }, 64 },
    { { "show" }, 64 },
    { { "show", "caf\xe9" }, 64 },
    { { "show", "nobody" }, 66 },
    { { "show", "--", "--json" }, 66 },
    { { "set", "work" }, 64 },
    { { "set", "work", "timeout" }, 64 },
    { { "set", "work", "no.such=1" }, 64 },
    { { "set", "work", "timeout=5", "timeout=6" }, 64 },
    { { "set", "work", "timeout=0" }, 78 },
    { { "set", "work", "timeout=x" }, 78 },
    { { "set", "nobody", "timeout=5" }, 66 },
    { { "add", "new" }, 64 },
    { { "add", "new", "--email=no-address" }, 78 },
    { { "add", "work", "--email=a@example.org", "--smtp.host=x.example.org" }, 78 },
    { { "remove", "nobody" }, 66 },
    { { "default", "nobody" }, 66 },
    { { "password", "work", "--password-file=/nonexistent" }, 78 },
    { { "check" }, 64 },
    { { "check", "work", "--all" }, 64 },
    { { "send", "work" }, 64 },
    { { "send", "work", "--to=nobody" }, 64 },
    { { "send", "work", "--to=bo@example.net", "--trust=yes" }, 64 },
    { { "send", "work", "--to=bo@example.net", "--count=0" }, 64 },
    { { "send", "work", "--to=bo@example.net", "--count=many" }, 64 },
    { { "send", "work", "--to=bo@example.net", "--subject=a\nb" }, 64 },
    { { "send", "work", "--to=bo@example.net", "--body-file=-", "--password-file=-" }, 64 },
    { { "send", "work", "--to=bo@example.net", "--ca-file=/nonexistent" }, 74 },
    { { "send", "nobody", "--to=bo@example.net" }, 66 },
    { { "certificate", "localhost" }, 64 },
    { { "certificate", "localhost:25", "--starttls=ftp" }, 64 },
    { { "certificate", "localhost:25", "--starttls=none" }, 64 },
    { { "certificate", "localhost:25", "--timeout=0" }, 64 },
    { { "trust" }, 64 },
    { { "trust", "list", "more" }, 64 },
    { { "trust", "add", "localhost:25", "sha256//short" }, 64 },
    { { "trust", "add", "localhost", PIN }, 64 },
    { { "trust", "forget", "localhost:25" }, 66 },
    { { "judge", "/nonexistent" }, 64 },
    { { "judge", "/nonexistent", "--host=a b" }, 64 },
    { { "judge", "/nonexistent", "--host=localhost", "--time=noon" }, 64 },
    { { "judge", "/nonexistent", "--host=localhost" }, 74 },
    { { "explain" }, 64 },
    { { "explain", " " }, 64 },
    { { "explain", "-ERR no" }, 64 },
    { { "explain", "--", "-ERR no" }, 0 },
    { { "explain", "550 No", "--step=nap" }, 64 },
    { { "explain", "550 No", "--step=greet", "--leg=outgoing" }, 0 },
    { { "practice", "--list" }, 0 },
    { { "practice", "--protocol=nntp" }, 64 },
    { { "practice", "--protocol=imap", "--mishap=ehlo-stall" }, 64 },
    { { "practice", "--mishap=none-of-these" }, 64 },
    { { "practice", "--certificate=golden" }, 64 },
    { { "practice", "--client-certificate=perhaps" }, 64 },
    { { "practice", "--root-file=/nonexistent/root.pem" }, 73 },
    { { "practice", "--port=70000" }, 64 },
    { { "practice", "--ready-fd=999" }, 64 },
  };

  add_account (fixture, "work", "mail.example.org");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int status = run (fixture, cases[i].words, NULL);

      g_test_message ("case %u: %s", i, cases[i].words[0]);
      g_assert_cmpint (status, ==, cases[i].status);
    }
}

static void
test_help (Fixture *fixture, gconstpointer data)
{
  g_autofree char *help = NULL;
  g_autofree char *send_help = NULL;

  g_assert_cmpint (RUN (fixture, &help, "--help"), ==, 0);
  g_assert_nonnull (strstr (help, "  certificate "));
  g_assert_nonnull (strstr (help, "  check "));
  g_assert_cmpint (RUN (fixture, &send_help, "send", "--help"), ==, 0);
  g_assert_nonnull (strstr (send_help, "sendoffctl send [OPTION"));
  g_assert_nonnull (strstr (send_help, "--password-file=FILE"));
}

static void
test_lifecycle (Fixture *fixture, gconstpointer data)
{
  g_autofree char *added = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *listed = NULL;

  add_account (fixture, "work", "mail.example.org");
  g_assert_cmpint (RUN (fixture, &added, "--json", "add", "club", "--email=ana@example.org", "--smtp.host=x.example.org"), ==, 0);
  g_assert_cmpstr (added, ==, "");
  g_assert_cmpint (RUN (fixture, NULL, "set", "work", "smtp.security=starttls", "timeout=5"), ==, 0);
  g_assert_cmpint (RUN (fixture, &shown, "show", "--json", "work"), ==, 0);
  g_assert_nonnull (strstr (shown, "\"default\": true"));
  g_assert_nonnull (strstr (shown, "\"smtp.port\": 587, \"smtp.security\": \"starttls\""));
  g_assert_nonnull (strstr (shown, "\"timeout\": 5}\n"));
  g_assert_cmpint (RUN (fixture, NULL, "default", "club"), ==, 0);
  g_assert_cmpint (RUN (fixture, NULL, "set", "club", "name=Verein"), ==, 0);
  g_assert_cmpint (RUN (fixture, NULL, "remove", "work"), ==, 0);
  g_assert_cmpint (RUN (fixture, &listed, "accounts"), ==, 0);
  g_assert_cmpstr (listed, ==, "Verein: ana@example.org, x.example.org:465 (default)\n");
}

/* Both or none. */
static void
test_set_is_whole (Fixture *fixture, gconstpointer data)
{
  g_autofree char *shown = NULL;

  add_account (fixture, "work", "mail.example.org");
  g_assert_cmpint (RUN (fixture, NULL, "set", "work", "timeout=5", "smtp.host="), ==, 78);
  g_assert_cmpint (RUN (fixture, &shown, "show", "work"), ==, 0);
  g_assert_nonnull (strstr (shown, "timeout=60\n"));
  g_assert_nonnull (strstr (shown, "smtp.host=mail.example.org\n"));
}

static void
test_trust (Fixture *fixture, gconstpointer data)
{
  g_autofree char *json = NULL;
  g_autofree char *text = NULL;

  g_assert_cmpint (RUN (fixture, NULL, "trust", "add", "[::1]:25", PIN), ==, 0);
  g_assert_cmpint (RUN (fixture, &json, "trust", "list", "--json"), ==, 0);
  g_assert_true (g_str_has_prefix (json, "{\"format\": 1, \"host\": \"::1\", \"port\": 25, \"pin\": \"" PIN "\", \"trusted_by\": \"pin\", \"added\": \""));
  g_assert_cmpint (RUN (fixture, NULL, "trust", "forget", "[::1]:25"), ==, 0);
  g_assert_cmpint (RUN (fixture, &text, "trust", "list"), ==, 0);
  g_assert_null (strstr (text, PIN));
}

static void
add_exception (Fixture *fixture, const char *host)
{
  g_autoptr(SendoffTrustStore) store = sendoff_trust_store_new (fixture->config_dir);
  g_autoptr(SendoffCertificate) empty = sendoff_certificate_new_for_chain (NULL, 0, host, 465);
  g_autoptr(SendoffCertificate) certificate = sendoff_certificate_with_judgement (empty, SENDOFF_PROBLEM_EXPIRED, SENDOFF_TRUSTED_BY_NOBODY);
  g_autoptr(GError) error = NULL;

  g_free (certificate->pin);
  certificate->pin = g_strdup (PIN);
  g_assert_true (sendoff_trust_store_load (store, NULL, NULL));
  sendoff_trust_store_add_exception (store, certificate, &error);
  g_assert_no_error (error);
}

static gboolean
is_trusted (Fixture *fixture, const char *host)
{
  g_autoptr(SendoffTrustStore) store = sendoff_trust_store_new (fixture->config_dir);
  g_autoptr(SendoffTrustEntry) entry = NULL;

  g_assert_true (sendoff_trust_store_load (store, NULL, NULL));
  entry = sendoff_trust_store_lookup (store, host, 465);
  return entry != NULL;
}

/* An exception goes with the last account that uses its server; a pin added by hand stays. */
static void
test_remove (Fixture *fixture, gconstpointer data)
{
  add_account (fixture, "one", "shared.example.org");
  add_account (fixture, "two", "shared.example.org");
  add_account (fixture, "three", "by-hand.example.org");
  add_exception (fixture, "shared.example.org");
  g_assert_cmpint (RUN (fixture, NULL, "trust", "add", "by-hand.example.org:465", PIN), ==, 0);

  g_assert_cmpint (RUN (fixture, NULL, "remove", "one"), ==, 0);
  g_assert_true (is_trusted (fixture, "shared.example.org"));
  g_assert_cmpint (RUN (fixture, NULL, "remove", "two"), ==, 0);
  g_assert_false (is_trusted (fixture, "shared.example.org"));
  g_assert_cmpint (RUN (fixture, NULL, "remove", "three"), ==, 0);
  g_assert_true (is_trusted (fixture, "by-hand.example.org"));
}

static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->config_dir, "accounts.ini", NULL);
  g_autofree char *listed = NULL;

  g_assert_cmpint (g_mkdir_with_parents (fixture->config_dir, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "no ini file\n", -1, NULL));
  g_assert_cmpint (RUN (fixture, &listed, "--json", "accounts"), ==, 0);
  g_assert_cmpstr (listed, ==, "");
}

#define ADD(name, function) g_test_add ("/commands/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "disabled:", TRUE);
  ADD ("statuses", test_statuses);
  ADD ("help", test_help);
  ADD ("lifecycle", test_lifecycle);
  ADD ("set-is-whole", test_set_is_whole);
  ADD ("trust", test_trust);
  ADD ("remove", test_remove);
  ADD ("damaged", test_damaged);
  return g_test_run ();
}
