/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <time.h>

#include "find-widget.h"
#include "practice-fixture.h"
#include "ui/job-window.h"
#include "ui/password-dialog.h"
#include "ui/test-all-window.h"
#include "ui/test-row.h"

#define N_MANY 100
#define MAX_STALL_US 50000

typedef struct
{
  PracticeFixture  base;
  GtkWidget       *parent;
  GtkWidget       *window; /* weak */
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  practice_fixture_set_up (&self->base, NULL);
  sendoff_practice_server_set_login (self->base.server, "ana", "practice");
  self->parent = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  gtk_widget_show (self->parent);
  self->window = NULL;
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  if (self->window != NULL)
    gtk_dialog_response (GTK_DIALOG (self->window), GTK_RESPONSE_CLOSE);
  assert_destroyed (&self->window);
  gtk_widget_destroy (self->parent);
  sendoff_workspace_stop_all (self->base.workspace);
  WAIT_UNTIL (sendoff_workspace_count_running (self->base.workspace) == 0);
  practice_fixture_tear_down (&self->base, NULL);
}

static SendoffAccount *
add_account (Fixture    *self,
             const char *name,
             guint       port,
             gboolean    signs_in)
{
  g_autoptr(SendoffAccount) account = sendoff_account_new (NULL);
  g_autoptr(GError) error = NULL;

  sendoff_account_set_text (account, SENDOFF_KEY_NAME, name);
  sendoff_account_set_text (account, SENDOFF_KEY_EMAIL, "ana@example.org");
  sendoff_account_set_text (account, SENDOFF_KEY_SMTP_HOST, "localhost");
  sendoff_account_set_number (account, SENDOFF_KEY_SMTP_PORT, port);
  sendoff_account_set_text (account, SENDOFF_KEY_SMTP_USER, name);
  sendoff_account_set_security (account, SENDOFF_LEG_OUTGOING, SENDOFF_SECURITY_NONE);
  sendoff_account_set_authentication (account, signs_in ? SENDOFF_AUTHENTICATION_OWN : SENDOFF_AUTHENTICATION_NONE);
  sendoff_accounts_file_add (sendoff_workspace_get_accounts_file (self->base.workspace), account, &error);
  g_assert_no_error (error);
  return account;
}

static void
open_window (Fixture *self)
{
  watch_widget (&self->window, sendoff_test_all_window_new (self->base.workspace, GTK_WINDOW (self->parent)));
  gtk_widget_show (self->window);
}

static SendoffTask *
get_task (Fixture        *self,
          SendoffAccount *account)
{
  return sendoff_workspace_get_task (self->base.workspace, sendoff_account_get_id (account));
}

static GtkWidget *
get_row (Fixture *self,
         int      index)
{
  return GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (find_widget_by_id (self->window, "test_list")), index));
}

static guint
count_questions (void)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();
  guint n = 0;

  for (GList *each = windows; each != NULL; each = each->next)
    n += SENDOFF_IS_PASSWORD_DIALOG (each->data) && gtk_widget_get_visible (each->data);
  return n;
}

/* A row for each, in the order of the list; the details are one click away. */
static void
test_rows (Fixture       *self,
           gconstpointer  data)
{
  SendoffAccount *broken = add_account (self, "Broken", 1, FALSE);
  GtkWidget *details;

  open_window (self);
  g_assert_true (shows_text (get_row (self, 0), "Work"));
  g_assert_true (shows_text (get_row (self, 1), "Broken"));
  WAIT_UNTIL (get_task (self, broken) != NULL && sendoff_task_get_state (get_task (self, broken)) == SENDOFF_TASK_FINISHED);
  practice_fixture_wait_for_state (get_task (self, self->base.account), SENDOFF_TASK_FINISHED);
  g_assert_true (shows_text (self->window, "Tested. 1 account doesn't work yet."));
  g_assert_true (shows_text (get_row (self, 0), "Outgoing: ✓ works"));
  g_assert_false (shows_text (get_row (self, 0), "Incoming: "));
  g_assert_true (shows_text (get_row (self, 1), "Outgoing: ✗ no connection"));
  g_assert_null (find_widget (get_row (self, 1), GTK_TYPE_BUTTON, "Stop"));

  click (get_row (self, 1), "Show Details");
  watch_widget (&details, find_window (SENDOFF_TYPE_JOB_WINDOW));
  g_assert_true (shows_text (details, "The settings of “Broken” don't work yet"));
  click (details, "C_lose");
  assert_destroyed (&details);

  /* Mended meanwhile. */
  sendoff_account_set_number (broken, SENDOFF_KEY_SMTP_PORT, sendoff_practice_server_get_port (self->base.server));
  click (self->window, "_Test Again");
  WAIT_UNTIL (shows_text (self->window, "Tested.") && !shows_text (self->window, "yet."));
}

static void
answer (const char *password)
{
  GtkWidget *dialog;

  WAIT_UNTIL (find_window (SENDOFF_TYPE_PASSWORD_DIALOG) != NULL);
  watch_widget (&dialog, find_window (SENDOFF_TYPE_PASSWORD_DIALOG));
  gtk_entry_set_text (GTK_ENTRY (find_widget (dialog, GTK_TYPE_ENTRY, NULL)), password);
  click (dialog, "_Sign In");
  assert_destroyed (&dialog);
}

/* Two accounts ask; one question shows. */
static void
test_one_question_at_a_time (Fixture       *self,
                             gconstpointer  data)
{
  guint port = sendoff_practice_server_get_port (self->base.server);
  SendoffAccount *ana = add_account (self, "ana", port, TRUE);
  SendoffAccount *bob = add_account (self, "bob", port, TRUE);

  sendoff_practice_server_set_requires_tls (self->base.server, FALSE);
  open_window (self);
  WAIT_UNTIL (get_task (self, bob) != NULL && sendoff_task_get_state (get_task (self, bob)) == SENDOFF_TASK_ASKING);
  practice_fixture_wait_for_state (get_task (self, ana), SENDOFF_TASK_ASKING);
  g_assert_cmpuint (count_questions (), ==, 1);
  g_assert_true (shows_text (find_window (SENDOFF_TYPE_PASSWORD_DIALOG), "ana"));
  g_assert_true (shows_text (get_row (self, 2), "asks for a password"));
  /* Its own window may ask it, but not both. */
  click (get_row (self, 1), "Answer…");
  g_assert_cmpuint (count_questions (), ==, 1);
  g_assert_true (SENDOFF_IS_JOB_WINDOW (gtk_window_get_transient_for (GTK_WINDOW (find_window (SENDOFF_TYPE_PASSWORD_DIALOG)))));
  answer ("practice");
  practice_fixture_wait_for_state (get_task (self, ana), SENDOFF_TASK_FINISHED);
  g_assert_true (shows_text (get_row (self, 1), "Outgoing: ✓ signed in"));
  g_assert_cmpuint (count_questions (), ==, 1);
  g_assert_true (shows_text (find_window (SENDOFF_TYPE_PASSWORD_DIALOG), "bob"));
  answer ("practice");
  practice_fixture_wait_for_state (get_task (self, bob), SENDOFF_TASK_FINISHED);
  g_assert_true (shows_text (get_row (self, 2), "user name or password wrong"));
}

static void
test_stop (Fixture       *self,
           gconstpointer  data)
{
  SendoffAccount *second = add_account (self, "Second", sendoff_practice_server_get_port (self->base.server), FALSE);

  g_assert_true (sendoff_practice_server_set_mishap (self->base.server, "ehlo-stall", NULL));
  open_window (self);
  WAIT_UNTIL (get_task (self, second) != NULL);
  click (get_row (self, 0), "Stop");
  practice_fixture_wait_for_state (get_task (self, self->base.account), SENDOFF_TASK_FINISHED);
  g_assert_true (shows_text (get_row (self, 0), "Outgoing: stopped"));
  g_assert_cmpint (sendoff_task_get_state (get_task (self, second)), ==, SENDOFF_TASK_RUNNING);
  g_assert_true (shows_text (self->window, "1 of 2 tested"));
  click (self->window, "_Stop All");
  practice_fixture_wait_for_state (get_task (self, second), SENDOFF_TASK_FINISHED);
  g_assert_false (gtk_widget_get_sensitive (find_widget (self->window, GTK_TYPE_BUTTON, "_Stop All")));
}

/* What was closed goes on, and what is under way isn't begun twice. */
static void
test_closed (Fixture       *self,
             gconstpointer  data)
{
  SendoffTask *task;

  g_assert_true (sendoff_practice_server_set_mishap (self->base.server, "ehlo-stall", NULL));
  open_window (self);
  WAIT_UNTIL (get_task (self, self->base.account) != NULL);
  task = get_task (self, self->base.account);
  gtk_dialog_response (GTK_DIALOG (self->window), GTK_RESPONSE_CLOSE);
  assert_destroyed (&self->window);
  g_assert_cmpint (sendoff_task_get_state (task), ==, SENDOFF_TASK_RUNNING);
  open_window (self);
  g_main_context_iteration (NULL, FALSE);
  g_assert_true (get_task (self, self->base.account) == task);
  sendoff_task_stop (task);
  practice_fixture_wait_for_state (task, SENDOFF_TASK_FINISHED);
}

/* Of this thread alone: another program doesn't count. */
static gint64
get_work_us (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

/* A hundred accounts don't hold up the main loop. */
static void
test_many (Fixture       *self,
           gconstpointer  data)
{
  guint port = sendoff_practice_server_get_port (self->base.server);
  gint64 longest = 0;

  for (guint i = 1; i < N_MANY; i++)
    {
      g_autofree char *name = g_strdup_printf ("Account %u", i);

      add_account (self, name, port, FALSE);
    }
  open_window (self);
  while (!shows_text (self->window, "Tested.") || get_row (self, N_MANY - 1) == NULL)
    {
      gint64 start = get_work_us ();

      g_main_context_iteration (NULL, TRUE);
      longest = MAX (longest, get_work_us () - start);
    }
  g_test_message ("longest turn of the main loop: %" G_GINT64_FORMAT " µs", longest);
  if (g_getenv ("SENDOFF_SLOW") == NULL)
    g_assert_cmpint (longest, <, MAX_STALL_US);
  g_assert_false (shows_text (self->window, "yet."));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init (&argc, &argv);
#define ADD(name, function) g_test_add ("/test-all-window/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("rows", test_rows);
  ADD ("one-question-at-a-time", test_one_question_at_a_time);
  ADD ("stop", test_stop);
  ADD ("closed", test_closed);
  ADD ("many", test_many);
  return g_test_run ();
}
