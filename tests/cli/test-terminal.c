/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/terminal.h"

#include "fake-terminal.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

typedef struct
{
  gboolean             done;
  SendoffSecretString *line;
  GError              *error;
} Reading;

static void
reading_clear (Reading *self)
{
  g_clear_pointer (&self->line, sendoff_secret_string_unref);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static void
on_line_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;

  reading->line = sendoff_terminal_read_line_finish (SENDOFF_TERMINAL (source), result, &reading->error);
  reading->done = TRUE;
}

static void
wait_until_read (Reading *reading)
{
  while (!reading->done)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_line (gconstpointer data)
{
  gboolean hidden = GPOINTER_TO_INT (data);
  g_autoptr(FakeTerminal) fake = fake_terminal_new ();
  g_autoptr(SendoffTerminal) terminal = sendoff_terminal_new_for_fd (fake_terminal_open (fake));
  g_auto(Reading) reading = { FALSE };

  sendoff_terminal_read_line_async (terminal, "Name: ", hidden, NULL, on_line_read, &reading);
  fake_terminal_wait_for (fake, "Name: ", 1);
  g_assert_cmpint (fake_terminal_shows_typing (fake), ==, !hidden);
  fake_terminal_type (fake, "grüße 1\n");
  wait_until_read (&reading);
  g_assert_no_error (reading.error);
  g_assert_cmpstr (sendoff_secret_string_peek (reading.line), ==, "grüße 1");
  g_assert_true (fake_terminal_shows_typing (fake));
  sendoff_terminal_write (terminal, "end");
  fake_terminal_wait_for (fake, "end", 1);
  g_assert_cmpint (strstr (fake->screen->str, "grüße") == NULL, ==, hidden);
}

static void
test_typed_before (void)
{
  g_autoptr(FakeTerminal) fake = fake_terminal_new ();
  g_autoptr(SendoffTerminal) terminal = sendoff_terminal_new_for_fd (fake_terminal_open (fake));
  g_auto(Reading) reading = { FALSE };

  fake_terminal_type (fake, "yes\n");
  fake_terminal_wait_for (fake, "yes", 1);
  sendoff_terminal_read_line_async (terminal, "Sure? ", FALSE, NULL, on_line_read, &reading);
  fake_terminal_wait_for (fake, "Sure? ", 1);
  fake_terminal_type (fake, "no\n");
  wait_until_read (&reading);
  g_assert_cmpstr (sendoff_secret_string_peek (reading.line), ==, "no");
}

static void
test_end_of_input (void)
{
  g_autoptr(FakeTerminal) fake = fake_terminal_new ();
  g_autoptr(SendoffTerminal) terminal = sendoff_terminal_new_for_fd (fake_terminal_open (fake));
  g_auto(Reading) reading = { FALSE };

  sendoff_terminal_read_line_async (terminal, "Name: ", TRUE, NULL, on_line_read, &reading);
  fake_terminal_wait_for (fake, "Name: ", 1);
  fake_terminal_type (fake, "\004");
  wait_until_read (&reading);
  g_assert_no_error (reading.error);
  g_assert_null (reading.line);
  g_assert_true (fake_terminal_shows_typing (fake));
}

static void
test_hung_up (void)
{
  g_autoptr(FakeTerminal) fake = fake_terminal_new ();
  g_autoptr(SendoffTerminal) terminal = sendoff_terminal_new_for_fd (fake_terminal_open (fake));
  g_auto(Reading) reading = { FALSE };

  sendoff_terminal_read_line_async (terminal, "Name: ", TRUE, NULL, on_line_read, &reading);
  fake_terminal_wait_for (fake, "Name: ", 1);
  close (fake->master);
  fake->master = -1;
  wait_until_read (&reading);
  g_assert_no_error (reading.error);
  g_assert_null (reading.line);
}

static void
test_cancelled (void)
{
  g_autoptr(FakeTerminal) fake = fake_terminal_new ();
  g_autoptr(SendoffTerminal) terminal = sendoff_terminal_new_for_fd (fake_terminal_open (fake));
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_auto(Reading) reading = { FALSE };
  g_auto(Reading) next = { FALSE };

  sendoff_terminal_read_line_async (terminal, "Password: ", TRUE, cancellable, on_line_read, &reading);
  fake_terminal_wait_for (fake, "Password: ", 1);
  fake_terminal_type (fake, "half");
  g_cancellable_cancel (cancellable);
  wait_until_read (&reading);
  g_assert_error (reading.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (fake_terminal_shows_typing (fake));

  /* And it can be read from again. */
  sendoff_terminal_read_line_async (terminal, "Again: ", FALSE, NULL, on_line_read, &next);
  fake_terminal_wait_for (fake, "Again: ", 1);
  fake_terminal_type (fake, "whole\n");
  wait_until_read (&next);
  g_assert_cmpstr (sendoff_secret_string_peek (next.line), ==, "whole");
}

static void
test_no_terminal (void)
{
  g_auto(Reading) reading = { FALSE };
  g_autoptr(SendoffTerminal) terminal = NULL;
  int ends[2];

  g_assert_cmpint (pipe (ends), ==, 0);
  terminal = sendoff_terminal_new_for_fd (ends[0]);
  sendoff_terminal_read_line_async (terminal, "Password: ", TRUE, NULL, on_line_read, &reading);
  wait_until_read (&reading);
  g_assert_nonnull (reading.error);
  close (ends[1]);
}

/* The child asks for a password and is killed: the terminal must show typing again. */
static void
ask_in_child (FakeTerminal *fake)
{
  const struct rlimit no_core = { 0, 0 };
  SendoffTerminal *terminal = sendoff_terminal_new_for_fd (fake_terminal_open (fake));
  Reading reading = { FALSE };

  setrlimit (RLIMIT_CORE, &no_core);
  sendoff_terminal_read_line_async (terminal, "Password: ", TRUE, NULL, on_line_read, &reading);
  wait_until_read (&reading);
  _exit (0);
}

static void
test_killed (gconstpointer data)
{
  int signal_number = GPOINTER_TO_INT (data);
  g_autoptr(FakeTerminal) fake = fake_terminal_new ();
  /* Holds the slave's side open, as the settings go back to their defaults with the last one. */
  int keeper = fake_terminal_open (fake);
  pid_t child = fork ();
  int status = 0;

  if (child == 0)
    ask_in_child (fake);
  fake_terminal_wait_for (fake, "Password: ", 1);
  g_assert_false (fake_terminal_shows_typing (fake));
  g_assert_cmpint (kill (child, signal_number), ==, 0);
  while (waitpid (child, &status, 0) < 0 && errno == EINTR)
    ;
  g_assert_true (WIFSIGNALED (status));
  g_assert_cmpint (WTERMSIG (status), ==, signal_number);
  g_assert_true (fake_terminal_shows_typing (fake));
  close (keeper);
}

int
main (int argc, char **argv)
{
  /* What a shell starts in the background ignores some of them, and so would we. */
  static const int signals[] = { SIGINT, SIGTERM, SIGQUIT, SIGHUP };

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    signal (signals[i], SIG_DFL);
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/terminal/killed/int", GINT_TO_POINTER (SIGINT), test_killed);
  g_test_add_data_func ("/terminal/killed/term", GINT_TO_POINTER (SIGTERM), test_killed);
  g_test_add_data_func ("/terminal/killed/quit", GINT_TO_POINTER (SIGQUIT), test_killed);
  g_test_add_data_func ("/terminal/killed/hup", GINT_TO_POINTER (SIGHUP), test_killed);
  g_test_add_data_func ("/terminal/line/shown", GINT_TO_POINTER (FALSE), test_line);
  g_test_add_data_func ("/terminal/line/hidden", GINT_TO_POINTER (TRUE), test_line);
  g_test_add_func ("/terminal/typed-before", test_typed_before);
  g_test_add_func ("/terminal/end-of-input", test_end_of_input);
  g_test_add_func ("/terminal/hung-up", test_hung_up);
  g_test_add_func ("/terminal/cancelled", test_cancelled);
  g_test_add_func ("/terminal/no-terminal", test_no_terminal);
  return g_test_run ();
}
