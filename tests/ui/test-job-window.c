/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "find-widget.h"
#include "practice-fixture.h"
#include "ui/error-view.h"
#include "ui/field-mark.h"
#include "ui/job-window.h"
#include "ui/password-dialog.h"
#include "ui/result-view.h"
#include "ui/result-words.h"
#include "ui/save-text.h"
#include "ui/step-row.h"
#include "ui/transcript-view.h"
#include "ui/trust-dialog.h"

#define APPLY "Change Settings and Try _Again"

typedef struct
{
  PracticeFixture  base;
  GtkWidget       *window;   /* weak */
  guint            n_replaced;
} Fixture;

static void
on_task_replaced (GtkWidget   *window,
                  SendoffTask *task,
                  Fixture     *self)
{
  g_assert_true (task == sendoff_job_window_get_task (SENDOFF_JOB_WINDOW (window)));
  self->n_replaced++;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  practice_fixture_set_up (&self->base, data);
  sendoff_practice_server_set_login (self->base.server, "ana", "practice");
  self->window = NULL;
  self->n_replaced = 0;
}

static void
open_window (Fixture *self)
{
  watch_widget (&self->window, sendoff_job_window_new (self->base.workspace, practice_fixture_send (&self->base)));
  g_signal_connect (self->window, "task-replaced", G_CALLBACK (on_task_replaced), self);
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
  practice_fixture_tear_down (&self->base, data);
}

static void
give_password (const char *password)
{
  g_autofree char *huge = g_strnfill (1 << 20, 'x');
  GtkWidget *dialog;

  WAIT_UNTIL (find_window (SENDOFF_TYPE_PASSWORD_DIALOG) != NULL);
  watch_widget (&dialog, find_window (SENDOFF_TYPE_PASSWORD_DIALOG));
  gtk_entry_set_text (GTK_ENTRY (find_widget (dialog, GTK_TYPE_ENTRY, NULL)), huge);
  click (dialog, "_Sign In");
  WAIT_UNTIL (is_wholly_shown (find_widget (dialog, SENDOFF_TYPE_FIELD_MARK, NULL)));
  gtk_entry_set_text (GTK_ENTRY (find_widget (dialog, GTK_TYPE_ENTRY, NULL)), password);
  g_assert_null (find_widget (dialog, SENDOFF_TYPE_FIELD_MARK, NULL));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_widget (dialog, GTK_TYPE_CHECK_BUTTON, NULL)), FALSE);
  click (dialog, "_Sign In");
  assert_destroyed (&dialog);
}

static void
answer_trust (const char *label)
{
  GtkWidget *dialog;

  WAIT_UNTIL (find_window (SENDOFF_TYPE_TRUST_DIALOG) != NULL);
  watch_widget (&dialog, find_window (SENDOFF_TYPE_TRUST_DIALOG));
  click (dialog, label);
  assert_destroyed (&dialog);
}

/* The story of README.md, by clicks. */
static void
test_story (Fixture       *self,
            gconstpointer  data)
{
  open_window (self);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (self->window)), ==, "Sending “Test # 1”");
  g_assert_nonnull (find_widget (self->window, GTK_TYPE_BUTTON, "Sto_p"));
  wait_for_end (self);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (self->window)), ==, "“Test # 1” was not sent");
  g_assert_null (find_widget (self->window, GTK_TYPE_BUTTON, "Sto_p"));
  g_assert_true (shows_text (self->window, "The server wants you to sign in first"));
  g_assert_true (shows_text (self->window, "off → upgrade (STARTTLS)"));
  g_assert_true (shows_text (self->window, "off → with an account name and a password"));
  g_assert_nonnull (strstr (sendoff_error_view_get_text (SENDOFF_ERROR_VIEW (find_widget (self->window, SENDOFF_TYPE_ERROR_VIEW, NULL))),
                            "Secure(SSL): No, Server Error: 550"));

  click (self->window, APPLY);
  WAIT_UNTIL (self->n_replaced == 1);
  g_assert_cmpint (sendoff_account_get_security (self->base.account, SENDOFF_LEG_OUTGOING), ==, SENDOFF_SECURITY_STARTTLS);
  give_password ("practice");
  answer_trust ("_Yes");
  wait_for_end (self);
  g_assert_true (shows_text (self->window, "“Test # 1” was sent"));
  g_assert_true (shows_text (self->window, "localhost accepted the message. The connection was encrypted with TLS 1.3."));
  g_assert_true (shows_text (self->window, "This covers the way from this computer to localhost only"));
  g_assert_true (shows_text (self->window, "stored nowhere on this computer"));
  g_assert_null (find_widget (self->window, GTK_TYPE_BUTTON, "_Try Again"));

  click (self->window, "_Undo");
  WAIT_UNTIL (shows_text (self->window, "The settings are again what they were."));
  g_assert_cmpint (sendoff_account_get_security (self->base.account, SENDOFF_LEG_OUTGOING), ==, SENDOFF_SECURITY_NONE);
  g_assert_cmpint (sendoff_account_get_authentication (self->base.account), ==, SENDOFF_AUTHENTICATION_NONE);
}

static void
test_no_ends_it (Fixture       *self,
                 gconstpointer  data)
{
  practice_fixture_mend_account (&self->base);
  open_window (self);
  give_password ("practice");
  answer_trust ("_No");
  wait_for_end (self);
  g_assert_true (shows_text (self->window, "“Test # 1” was not sent"));
  g_assert_nonnull (find_widget (self->window, GTK_TYPE_BUTTON, "_Try Again"));
}

/* "Once" covers the tries from this window. */
static void
test_once_covers_retries (Fixture       *self,
                          gconstpointer  data)
{
  practice_fixture_mend_account (&self->base);
  g_assert_true (sendoff_practice_server_set_mishap (self->base.server, data, NULL));
  open_window (self);
  give_password ("practice");
  answer_trust ("_Yes");
  wait_for_end (self);
  g_assert_cmpint (sendoff_task_get_report (get_task (self))->outcome, !=, SENDOFF_OUTCOME_PASSED);
  sendoff_practice_server_set_mishap (self->base.server, NULL, NULL);
  click (self->window, "_Try Again");
  g_assert_cmpuint (self->n_replaced, ==, 1);
  WAIT_UNTIL (sendoff_task_get_state (get_task (self)) == SENDOFF_TASK_FINISHED || find_window (SENDOFF_TYPE_TRUST_DIALOG) != NULL);
  g_assert_null (find_window (SENDOFF_TYPE_TRUST_DIALOG));
  g_assert_true (shows_text (self->window, "“Test # 1” was sent"));
}

/* Hidden, it waits with its question; presented again, it asks. */
static void
test_hidden_asks_nothing (Fixture       *self,
                          gconstpointer  data)
{
  SendoffTask *task;
  gboolean stays = FALSE;

  practice_fixture_mend_account (&self->base);
  open_window (self);
  task = get_task (self);
  /* As its close button does. */
  g_signal_emit_by_name (self->window, "delete-event", NULL, &stays);
  g_assert_true (stays);
  g_assert_false (gtk_widget_get_visible (self->window));
  g_assert_true (sendoff_job_window_find (task) == self->window);
  practice_fixture_give_password (task);
  practice_fixture_wait_for_state (task, SENDOFF_TASK_ASKING);
  while (gtk_events_pending ())
    gtk_main_iteration ();
  g_assert_null (find_window (SENDOFF_TYPE_TRUST_DIALOG));
  gtk_window_present (GTK_WINDOW (self->window));
  g_assert_nonnull (find_window (SENDOFF_TYPE_TRUST_DIALOG));
  /* Hidden with the question open, it takes it back and asks again later. */
  click (self->window, "_Hide");
  g_assert_null (find_window (SENDOFF_TYPE_TRUST_DIALOG));
  g_assert_cmpint (sendoff_task_get_state (task), ==, SENDOFF_TASK_ASKING);
  gtk_window_present (GTK_WINDOW (self->window));
  answer_trust ("_No");
  wait_for_end (self);
}

static void
test_stop_takes_question_away (Fixture       *self,
                               gconstpointer  data)
{
  practice_fixture_mend_account (&self->base);
  open_window (self);
  WAIT_UNTIL (find_window (SENDOFF_TYPE_PASSWORD_DIALOG) != NULL);
  /* The click below goes past any grab; the user's wouldn't. */
  g_assert_false (gtk_window_get_modal (GTK_WINDOW (find_window (SENDOFF_TYPE_PASSWORD_DIALOG))));
  g_assert_null (gtk_window_group_get_current_grab (gtk_window_get_group (GTK_WINDOW (self->window))));
  click (self->window, "Sto_p");
  wait_for_end (self);
  g_assert_null (find_window (SENDOFF_TYPE_PASSWORD_DIALOG));
  g_assert_true (shows_text (self->window, "Sending “Test # 1” was stopped"));
}

static void
test_uncertain (Fixture       *self,
                gconstpointer  data)
{
  g_autofree char *id = NULL;

  sendoff_practice_server_set_requires_sign_in (self->base.server, FALSE);
  g_assert_true (sendoff_practice_server_set_mishap (self->base.server, data, NULL));
  open_window (self);
  wait_for_end (self);
  g_assert_cmpint (sendoff_task_get_report (get_task (self))->outcome, ==, SENDOFF_OUTCOME_UNCERTAIN);
  g_assert_true (shows_text (self->window, "“Test # 1” was perhaps sent"));
  g_assert_true (shows_text (self->window, "Trying again may deliver it a second time"));
  id = g_strdup (sendoff_task_get_report (get_task (self))->message_id);
  g_assert_nonnull (id);
  sendoff_practice_server_set_mishap (self->base.server, NULL, NULL);
  click (self->window, "_Try Again");
  wait_for_end (self);
  g_assert_cmpstr (sendoff_task_get_report (get_task (self))->message_id, ==, id);
  g_assert_false (shows_text (self->window, "Trying again may deliver it a second time"));
}

/* What can't be saved is said, and changes nothing. */
static void
test_fix_conflicts (Fixture       *self,
                    gconstpointer  data)
{
  open_window (self);
  wait_for_end (self);
  g_assert_true (sendoff_accounts_file_remove (sendoff_workspace_get_accounts_file (self->base.workspace),
                                               sendoff_account_get_id (self->base.account), NULL));
  click (self->window, APPLY);
  WAIT_UNTIL (find_widget_by_id (self->window, "problem_label") != NULL);
  g_assert_cmpuint (self->n_replaced, ==, 0);
  g_assert_true (gtk_widget_get_visible (find_widget_by_id (self->window, "problem_label")));
  g_assert_cmpint (sendoff_account_get_security (self->base.account, SENDOFF_LEG_OUTGOING), ==, SENDOFF_SECURITY_NONE);
}

static void
test_error_view (void)
{
  GtkWidget *window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  GtkWidget *view = sendoff_error_view_new ();
  GString *huge = g_string_new ("<b>550\x1b[31m\n");
  gint64 start = g_get_monotonic_time ();

  while (huge->len < 1 << 20)
    g_string_append (huge, "wörd ");
  gtk_container_add (GTK_CONTAINER (window), view);
  sendoff_error_view_set_text (SENDOFF_ERROR_VIEW (view), huge->str);
  gtk_widget_show_all (window);
  while (gtk_events_pending ())
    gtk_main_iteration ();
  g_test_message ("a megabyte is shown in %" G_GINT64_FORMAT " ms", (g_get_monotonic_time () - start) / 1000);
  g_assert_true (g_str_has_prefix (sendoff_error_view_get_text (SENDOFF_ERROR_VIEW (view)), "<b>550\\x1b[31m\nwörd "));
  g_assert_cmpuint (strlen (sendoff_error_view_get_text (SENDOFF_ERROR_VIEW (view))), ==, huge->len + 3);
  g_string_free (huge, TRUE);
  gtk_widget_destroy (window);
}

static char *
get_selection (GtkWidget *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (find_widget (view, GTK_TYPE_TEXT_VIEW, NULL)));
  GtkTextIter start, end;

  return gtk_text_buffer_get_selection_bounds (buffer, &start, &end) ? gtk_text_buffer_get_text (buffer, &start, &end, TRUE) : NULL;
}

static int
get_selected_line (GtkWidget *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (find_widget (view, GTK_TYPE_TEXT_VIEW, NULL)));
  GtkTextIter start;

  gtk_text_buffer_get_selection_bounds (buffer, &start, NULL);
  return gtk_text_iter_get_line (&start);
}

static void
test_transcript_view (void)
{
  GtkWidget *window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  GtkWidget *view = g_object_ref_sink (g_object_new (SENDOFF_TYPE_TRANSCRIPT_VIEW, NULL));
  SendoffTranscript *transcript = sendoff_transcript_new (SENDOFF_LEG_OUTGOING, SENDOFF_PROTOCOL_SMTP);
  g_autoptr(GPtrArray) transcripts = g_ptr_array_new_with_free_func ((GDestroyNotify) sendoff_transcript_unref);
  g_autofree char *text = NULL;
  g_autofree char *selected = NULL;
  GtkWidget *scroller = gtk_scrolled_window_new (NULL, NULL);
  GtkAdjustment *scrolled = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  GtkWidget *entry;
  gint64 longest = 0;

  for (guint i = 0; i < 20000; i++)
    sendoff_transcript_add_note (transcript, i, TRUE, FALSE, i == 12345 ? "ö the Needle" : "hay hay hay");
  sendoff_transcript_add_note (transcript, 20000, FALSE, TRUE, "a needle again");
  g_ptr_array_add (transcripts, transcript);
  sendoff_transcript_view_set_transcripts (SENDOFF_TRANSCRIPT_VIEW (view), transcripts, "x.txt");
  /* Too low for the text. */
  gtk_window_set_default_size (GTK_WINDOW (window), 400, 100);
  gtk_container_add (GTK_CONTAINER (scroller), view);
  gtk_container_add (GTK_CONTAINER (window), scroller);
  gtk_widget_show (scroller);
  gtk_widget_show (window);
  while (gtk_events_pending ())
    {
      gint64 start = g_get_monotonic_time ();

      gtk_main_iteration ();
      longest = MAX (longest, g_get_monotonic_time () - start);
    }
  g_test_message ("longest stall: %" G_GINT64_FORMAT " ms", longest / 1000);
  text = sendoff_transcript_view_dup_text (SENDOFF_TRANSCRIPT_VIEW (view));
  g_assert_true (g_str_has_suffix (text, "20000.0 ms ← clear     # a needle again\n"));

  entry = find_widget (view, GTK_TYPE_SEARCH_ENTRY, NULL);
  gtk_entry_set_text (GTK_ENTRY (entry), "needle");
  g_signal_emit_by_name (entry, "search-changed");
  selected = get_selection (view);
  g_assert_cmpstr (selected, ==, "Needle");
  g_assert_cmpint (get_selected_line (view), ==, 12345);
  g_assert_cmpfloat (gtk_adjustment_get_value (scrolled), >, 0);
  g_signal_emit_by_name (entry, "next-match");
  g_assert_cmpint (get_selected_line (view), ==, 20000);
  g_signal_emit_by_name (entry, "next-match");
  g_assert_cmpint (get_selected_line (view), ==, 12345);
  g_signal_emit_by_name (entry, "previous-match");
  g_assert_cmpint (get_selected_line (view), ==, 20000);
  gtk_entry_set_text (GTK_ENTRY (entry), "nowhere");
  g_signal_emit_by_name (entry, "search-changed");
  g_assert_true (shows_text (view, "Not found"));
  g_signal_emit_by_name (entry, "stop-search");
  g_assert_cmpstr (gtk_entry_get_text (GTK_ENTRY (entry)), ==, "");
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  g_signal_emit_by_name (entry, "stop-search");
  WAIT_UNTIL (window == NULL);
  g_assert_finalize_object (view);
}

static gboolean
offers_transcript (SendoffReport *report)
{
  GtkWidget *window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  GtkWidget *view = g_object_new (SENDOFF_TYPE_RESULT_VIEW, "visible", TRUE, NULL);
  gboolean offers;

  gtk_container_add (GTK_CONTAINER (window), view);
  sendoff_result_view_set_report (SENDOFF_RESULT_VIEW (view), report, NULL);
  offers = find_widget (window, GTK_TYPE_EXPANDER, "Tra_nscript") != NULL;
  gtk_widget_destroy (window);
  return offers;
}

/* Where no connection came about nothing was said. */
static void
test_nothing_to_unfold (void)
{
  g_autoptr(SendoffReport) report = sendoff_report_new ("check", "work");
  SendoffTranscript *transcript = sendoff_transcript_new (SENDOFF_LEG_OUTGOING, SENDOFF_PROTOCOL_SMTP);

  g_ptr_array_add (report->transcripts, transcript);
  g_assert_false (offers_transcript (report));
  sendoff_transcript_add_note (transcript, 1, TRUE, FALSE, "220 hello");
  g_assert_true (offers_transcript (report));
}

static void
test_step_row (void)
{
  GtkWidget *row = g_object_ref_sink (sendoff_step_row_new (SENDOFF_STEP_CONNECT));
  SendoffReportStep step = { .id = SENDOFF_STEP_CONNECT, .state = SENDOFF_STEP_PASSED, .detail = (char *) "<b>", .ms = 12.4 };

  g_assert_cmpstr (atk_object_get_name (gtk_widget_get_accessible (row)), ==, "Connect, waiting");
  sendoff_step_row_set_step (SENDOFF_STEP_ROW (row), &step);
  g_assert_cmpstr (atk_object_get_name (gtk_widget_get_accessible (row)), ==, "Connected: <b>, done");
  g_assert_true (shows_text (row, "12 ms"));
  step.state = SENDOFF_STEP_FAILED;
  step.ms = 1234;
  sendoff_step_row_set_step (SENDOFF_STEP_ROW (row), &step);
  g_assert_true (g_str_has_suffix (atk_object_get_name (gtk_widget_get_accessible (row)), ", failed"));
  g_assert_true (shows_text (row, "1.2 s"));
  gtk_widget_destroy (row);
  g_assert_finalize_object (row);
}

static void
test_file_names (void)
{
  g_autofree char *plain = sendoff_make_file_name ("Test # 1", ".txt");
  g_autofree char *hostile = sendoff_make_file_name ("../etc/x\n", ".txt");
  g_autofree char *empty = sendoff_make_file_name ("", ".pem");

  g_assert_cmpstr (plain, ==, "Test # 1.txt");
  g_assert_null (strchr (hostile, '/'));
  g_assert_true (hostile[0] != '.');
  g_assert_cmpstr (empty, ==, "Sendoff.pem");
}

static gboolean
file_holds (const char *path,
            const char *wanted)
{
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) && g_str_equal (text, wanted);
}

/* Written without waiting; what goes wrong is said. */
static void
test_save (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sendoff-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "report.txt", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFile) nowhere = g_file_new_build_filename (folder, "none", "report.txt", NULL);
  GtkWidget *window = gtk_window_new (GTK_WINDOW_TOPLEVEL);

  sendoff_save_text_to (GTK_WINDOW (window), file, "ö\n");
  WAIT_UNTIL (file_holds (path, "ö\n"));
  sendoff_save_text_to (GTK_WINDOW (window), nowhere, "x");
  WAIT_UNTIL (find_window (GTK_TYPE_MESSAGE_DIALOG) != NULL);
  g_assert_true (shows_text (find_window (GTK_TYPE_MESSAGE_DIALOG), "could not be written"));
  gtk_widget_destroy (window);
  g_assert_null (find_window (GTK_TYPE_MESSAGE_DIALOG));
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init (&argc, &argv);
#define ADD(name, mishap, function) g_test_add ("/job-window/" name, Fixture, mishap, set_up, function, tear_down)
  ADD ("story", NULL, test_story);
  ADD ("no-ends-it", NULL, test_no_ends_it);
  ADD ("once-covers-retries", "rcpt-451", test_once_covers_retries);
  ADD ("hidden-asks-nothing", NULL, test_hidden_asks_nothing);
  ADD ("stop-takes-question-away", NULL, test_stop_takes_question_away);
  ADD ("uncertain", "dot-close", test_uncertain);
  ADD ("fix-conflicts", NULL, test_fix_conflicts);
  g_test_add_func ("/error-view/megabyte", test_error_view);
  g_test_add_func ("/transcript-view/search", test_transcript_view);
  g_test_add_func ("/result-view/nothing-to-unfold", test_nothing_to_unfold);
  g_test_add_func ("/step-row/states", test_step_row);
  g_test_add_func ("/save-text/file-names", test_file_names);
  g_test_add_func ("/save-text/writes", test_save);
  return g_test_run ();
}
