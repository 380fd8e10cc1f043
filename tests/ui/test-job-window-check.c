/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window of a task where it checks settings, and where it waits before it tries again. */

#include "find-widget.h"
#include "practice-fixture.h"
#include "ui/job-window.h"
#include "ui/password-dialog.h"
#include "ui/retry-box.h"
#include "ui/task-asker.h"
#include "ui/test-message-dialog.h"
#include "ui/trust-dialog.h"

#define APPLY "Change Settings and Try _Again"
#define APPLY_INCOMING "Chan_ge Settings and Try Again"

typedef struct
{
  PracticeFixture  base;
  GtkWidget       *window; /* weak */
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  practice_fixture_set_up (&self->base, NULL);
  sendoff_practice_server_set_login (self->base.server, "ana", "practice");
  practice_fixture_add_incoming (&self->base);
  self->window = NULL;
}

static void
open_window (Fixture     *self,
             SendoffTask *task)
{
  watch_widget (&self->window, sendoff_job_window_new (self->base.workspace, task));
  gtk_widget_show (self->window);
}

static SendoffTask *
get_task (Fixture *self)
{
  return sendoff_job_window_get_task (SENDOFF_JOB_WINDOW (self->window));
}

static void
wait_for_end (Fixture *self)
{
  practice_fixture_wait_for_state (get_task (self), SENDOFF_TASK_FINISHED);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  if (self->window != NULL)
    {
      click (self->window, "C_lose");
      assert_destroyed (&self->window);
    }
  practice_fixture_tear_down (&self->base, NULL);
}

static void
give_password (const char *password)
{
  GtkWidget *dialog;

  WAIT_UNTIL (find_window (SENDOFF_TYPE_PASSWORD_DIALOG) != NULL);
  watch_widget (&dialog, find_window (SENDOFF_TYPE_PASSWORD_DIALOG));
  gtk_entry_set_text (GTK_ENTRY (find_widget (dialog, GTK_TYPE_ENTRY, NULL)), password);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_widget (dialog, GTK_TYPE_CHECK_BUTTON, NULL)), FALSE);
  click (dialog, "_Sign In");
  assert_destroyed (&dialog);
}

/* Both directions have a heading and end in what was proven; a message may follow, in the same window. */
static void
test_passes (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *outgoing = g_strdup_printf ("Outgoing: localhost:%u", sendoff_practice_server_get_port (self->base.server));
  g_autofree char *incoming = g_strdup_printf ("Incoming: localhost:%u", sendoff_practice_server_get_port (self->base.incoming));
  GtkWidget *dialog;

  open_window (self, practice_fixture_check (&self->base, NULL));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (self->window)), ==, "Testing “Work”");
  g_assert_true (shows_text (self->window, outgoing));
  g_assert_true (shows_text (self->window, incoming));
  give_password ("practice");
  wait_for_end (self);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (self->window)), ==, "The settings of “Work” work");
  g_assert_true (shows_text (self->window, "Outgoing: localhost answers. The connection was not encrypted."));
  g_assert_true (shows_text (self->window, "Incoming: localhost let you sign in. The connection was not encrypted."));
  g_assert_true (shows_text (find_widget_by_id (self->window, "facts_grid"), "Outgoing server"));
  g_assert_true (shows_text (find_widget_by_id (self->window, "facts_grid"), "Incoming server"));
  g_assert_false (shows_text (self->window, "stored nowhere on this computer"));
  g_assert_null (find_widget (self->window, GTK_TYPE_BUTTON, APPLY));

  click (self->window, "S_end Test Message…");
  watch_widget (&dialog, find_window (SENDOFF_TYPE_TEST_MESSAGE_DIALOG));
  gtk_entry_set_text (GTK_ENTRY (find_widget_by_id (dialog, "to_entry")), "bob@example.net");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  assert_destroyed (&dialog);
  g_assert_cmpint (sendoff_task_get_kind (get_task (self)), ==, SENDOFF_TASK_SEND);
  g_assert_false (shows_text (self->window, incoming));
  wait_for_end (self);
  g_assert_true (shows_text (self->window, "“Test # 1” was not sent"));
}

/* A test message to oneself, if wanted, is a step of its own. */
static void
test_message_to_oneself (Fixture       *self,
                         gconstpointer  data)
{
  g_autoptr(SendoffSecretString) password = sendoff_secret_string_new ("practice", -1);
  const SendoffTaskCheck check = { .incoming_password = password, .test_message = TRUE };

  sendoff_practice_server_set_requires_sign_in (self->base.server, FALSE);
  open_window (self, sendoff_workspace_check (self->base.workspace, self->base.account, &check));
  wait_for_end (self);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (self->window)), ==, "The settings of “Work” work");
  g_assert_true (shows_text (self->window, "The test message to yourself was accepted"));
  g_assert_true (shows_text (self->window, "stored nowhere on this computer"));
}

/* Each direction is explained, and mended, by itself; Undo brings back what its own box changed, and nothing else. */
static void
test_two_fixes (Fixture       *self,
                gconstpointer  data)
{
  SendoffAccount *account = self->base.account;
  g_autoptr(SendoffAccount) edited = sendoff_account_copy (account);

  sendoff_practice_server_set_requires_tls (self->base.server, TRUE);
  sendoff_account_set_authentication (edited, SENDOFF_AUTHENTICATION_OWN);
  practice_fixture_save (&self->base, edited);
  sendoff_practice_server_set_login (self->base.incoming, "ana@example.org", "practice");
  open_window (self, practice_fixture_check (&self->base, NULL));
  give_password ("practice");
  give_password ("practice");
  wait_for_end (self);
  g_assert_true (shows_text (self->window, "The settings of “Work” don't work yet"));
  g_assert_nonnull (find_widget (self->window, GTK_TYPE_BUTTON, APPLY));

  g_assert_true (shows_text (self->window, "Your settings can mend this:"));
  g_assert_true (shows_text (self->window, "Your settings can mend the incoming direction:"));
  click (self->window, APPLY_INCOMING);
  WAIT_UNTIL (sendoff_task_get_state (get_task (self)) != SENDOFF_TASK_FINISHED);
  g_assert_cmpstr (sendoff_account_get_text (account, SENDOFF_KEY_INCOMING_USER), ==, "ana@example.org");
  give_password ("practice");
  wait_for_end (self);
  g_assert_true (shows_text (self->window, "Incoming: localhost let you sign in."));
  g_assert_null (find_widget (self->window, GTK_TYPE_BUTTON, APPLY_INCOMING));

  click (self->window, APPLY);
  WAIT_UNTIL (find_window (SENDOFF_TYPE_TRUST_DIALOG) != NULL);
  click (find_window (SENDOFF_TYPE_TRUST_DIALOG), "_Yes");
  wait_for_end (self);
  g_assert_true (shows_text (self->window, "The settings of “Work” work"));
  g_assert_true (shows_text (self->window, "You accepted the server's certificate against the warning."));

  click (self->window, "Un_do");
  WAIT_UNTIL (shows_text (self->window, "The settings are again what they were."));
  g_assert_cmpstr (sendoff_account_get_text (account, SENDOFF_KEY_INCOMING_USER), ==, "ana");
  g_assert_cmpint (sendoff_account_get_security (account, SENDOFF_LEG_OUTGOING), ==, SENDOFF_SECURITY_STARTTLS);
  click (self->window, "_Undo");
  WAIT_UNTIL (sendoff_account_get_security (account, SENDOFF_LEG_OUTGOING) == SENDOFF_SECURITY_NONE);
}

/* What is being edited is changed where it is edited; the file stays as it is. */
static void
test_draft (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr(SendoffAccount) draft = sendoff_account_copy (self->base.account);
  g_autoptr(SendoffSecretString) password = sendoff_secret_string_new ("practice", -1);
  const SendoffTaskCheck check = { .draft = draft, .incoming_password = password };

  sendoff_practice_server_set_login (self->base.incoming, "ana@example.org", "practice");
  open_window (self, sendoff_workspace_check (self->base.workspace, draft, &check));
  wait_for_end (self);
  click (self->window, APPLY_INCOMING);
  g_assert_cmpstr (sendoff_account_get_text (draft, SENDOFF_KEY_INCOMING_USER), ==, "ana@example.org");
  g_assert_cmpstr (sendoff_account_get_text (self->base.account, SENDOFF_KEY_INCOMING_USER), ==, "ana");
  wait_for_end (self);
  g_assert_true (shows_text (self->window, "The settings of “Work” work"));
  g_assert_null (find_widget (self->window, GTK_TYPE_BUTTON, "S_end Test Message…"));
  click (self->window, "Un_do");
  g_assert_cmpstr (sendoff_account_get_text (draft, SENDOFF_KEY_INCOMING_USER), ==, "ana");
}

/* ---- waiting ---- */

/* What is tried beside a server that keeps silent is said in its step. */
static void
test_silence (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(SendoffSecretString) password = sendoff_secret_string_new ("practice", -1);
  const SendoffTaskCheck check = { .incoming_password = password };

  g_assert_true (sendoff_practice_server_set_mishap (self->base.server, "banner-slow", NULL));
  sendoff_account_set_number (self->base.account, SENDOFF_KEY_TIMEOUT, 30);
  open_window (self, sendoff_workspace_check (self->base.workspace, self->base.account, &check));
  WAIT_UNTIL (shows_text (self->window, "silent for 5 seconds; trying whether it expects TLS from the first byte…"));
  wait_for_end (self);
  g_assert_true (shows_text (self->window, "The settings of “Work” work"));
}

static void
test_greylisted (Fixture       *self,
                 gconstpointer  data)
{
  sendoff_practice_server_set_requires_sign_in (self->base.server, FALSE);
  g_assert_true (sendoff_practice_server_set_mishap (self->base.server, "rcpt-451", NULL));
  open_window (self, practice_fixture_send (&self->base));
  wait_for_end (self);
  g_assert_true (shows_text (self->window, "trying again sooner is no use"));
  click (self->window, "Try A_gain at ");
  g_assert_true (shows_text (self->window, "Tries again in "));
  click (self->window, "_Don't Wait");
  g_assert_false (shows_text (self->window, "Tries again in "));
  /* By hand it is still possible. */
  sendoff_practice_server_set_mishap (self->base.server, NULL, NULL);
  click (self->window, "_Try Again");
  g_assert_null (find_widget (self->window, GTK_TYPE_BUTTON, "Try A_gain at "));
  wait_for_end (self);
  g_assert_true (shows_text (self->window, "“Test # 1” was sent"));
}

static void
count (guint *n)
{
  (*n)++;
}

static void
test_due (void)
{
  GtkWidget *window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  GtkWidget *box = g_object_new (SENDOFF_TYPE_RETRY_BOX, NULL);
  guint n_due = 0;

  gtk_container_add (GTK_CONTAINER (window), box);
  gtk_widget_show (window);
  g_assert_false (gtk_widget_get_visible (box));
  g_signal_connect_swapped (box, "due", G_CALLBACK (count), &n_due);
  sendoff_retry_box_set_time (SENDOFF_RETRY_BOX (box), g_get_real_time () + 1);
  click (window, "Try A_gain at ");
  WAIT_UNTIL (n_due > 0);
  g_assert_cmpuint (n_due, ==, 1);
  /* An hour away it is given in minutes. */
  sendoff_retry_box_set_time (SENDOFF_RETRY_BOX (box), g_get_real_time () + G_TIME_SPAN_HOUR);
  g_assert_cmpuint (strlen (gtk_button_get_label (GTK_BUTTON (find_widget (window, GTK_TYPE_BUTTON, NULL)))), ==, strlen ("Try A_gain at 10:47"));
  sendoff_retry_box_set_time (SENDOFF_RETRY_BOX (box), 0);
  g_assert_false (gtk_widget_get_visible (box));
  gtk_widget_destroy (window);
}

/* ---- questions ---- */

/* Two windows of one task don't ask twice; what is closed in one may be asked in the other. */
static void
test_asks_once (Fixture       *self,
                gconstpointer  data)
{
  GtkWidget *window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  SendoffTaskAsker *asker = sendoff_task_asker_new (GTK_WINDOW (window));
  SendoffTask *task = practice_fixture_check (&self->base, NULL);

  gtk_widget_show (window);
  open_window (self, task);
  practice_fixture_wait_for_state (task, SENDOFF_TASK_ASKING);
  g_assert_true (gtk_window_get_transient_for (GTK_WINDOW (find_window (SENDOFF_TYPE_PASSWORD_DIALOG))) == GTK_WINDOW (self->window));
  sendoff_task_asker_ask (asker, task);
  gtk_widget_hide (self->window);
  g_assert_null (find_window (SENDOFF_TYPE_PASSWORD_DIALOG));
  sendoff_task_asker_ask (asker, task);
  g_assert_true (gtk_window_get_transient_for (GTK_WINDOW (find_window (SENDOFF_TYPE_PASSWORD_DIALOG))) == GTK_WINDOW (window));
  gtk_widget_show (self->window);
  give_password ("practice");
  wait_for_end (self);
  g_assert_finalize_object (asker);
  gtk_widget_destroy (window);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init (&argc, &argv);
#define ADD(name, function) g_test_add ("/job-window/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("check/passes", test_passes);
  ADD ("check/message-to-oneself", test_message_to_oneself);
  ADD ("check/two-fixes", test_two_fixes);
  ADD ("check/draft", test_draft);
  ADD ("silence", test_silence);
  ADD ("greylisted", test_greylisted);
  ADD ("asks-once", test_asks_once);
  g_test_add_func ("/retry-box/due", test_due);
  return g_test_run ();
}
