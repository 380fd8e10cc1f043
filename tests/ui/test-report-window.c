/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What leaves the program of a report, and how it comes back. */

#include "find-widget.h"
#include "practice-fixture.h"
#include "report/report-json.h"
#include "ui/job-window.h"
#include "ui/report-opening.h"
#include "ui/report-saving.h"
#include "ui/report-window.h"
#include "ui/trust-dialog.h"

typedef struct
{
  PracticeFixture  base;
  GtkWidget       *parent;
  SendoffTask     *task;        /* borrowed; finished: relaying denied */
} Fixture;

static GtkApplication *application; /* a process has one */

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  practice_fixture_set_up (&self->base, data);
  self->parent = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  gtk_widget_show (self->parent);
  self->task = practice_fixture_send (&self->base);
  practice_fixture_wait_for_state (self->task, SENDOFF_TASK_FINISHED);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  gtk_widget_destroy (self->parent);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  practice_fixture_tear_down (&self->base, data);
}

static GFile *
get_file (Fixture    *self,
          const char *name)
{
  return g_file_new_build_filename (self->base.folder, name, NULL);
}

static gboolean
holds (GFile      *file,
       const char *text)
{
  g_autofree char *content = NULL;

  return g_file_load_contents (file, NULL, &content, NULL, NULL, NULL) && strstr (content, text) != NULL;
}

static GtkWidget *
open_file (Fixture *self,
           GFile   *file)
{
  sendoff_open_report_file (application, GTK_WINDOW (self->parent), file);
  WAIT_UNTIL (find_window (SENDOFF_TYPE_REPORT_WINDOW) != NULL);
  return find_window (SENDOFF_TYPE_REPORT_WINDOW);
}

static void
assert_problem (const char *sentence)
{
  GtkWidget *box;

  WAIT_UNTIL (find_window (GTK_TYPE_MESSAGE_DIALOG) != NULL);
  watch_widget (&box, find_window (GTK_TYPE_MESSAGE_DIALOG));
  g_assert_true (shows_text (box, sentence));
  gtk_dialog_response (GTK_DIALOG (box), GTK_RESPONSE_CLOSE);
  assert_destroyed (&box);
}

/* Either kind opens again and shows what the job's window showed, but for what would act on an account. */
static void
test_round_trip (Fixture       *self,
                 gconstpointer  file_name)
{
  g_autoptr(GFile) file = get_file (self, file_name);
  GtkWidget *window;

  sendoff_save_report_to (GTK_WINDOW (self->parent), file, sendoff_task_get_report (self->task), sendoff_task_get_secrets (self->task), FALSE);
  WAIT_UNTIL (holds (file, "ana@example.org"));
  watch_widget (&window, open_file (self, file));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "“Test # 1” was not sent");
  g_assert_true (shows_text (window, "Saved report of "));
  g_assert_true (shows_text (window, file_name));
  g_assert_true (shows_text (window, "The server wants you to sign in first"));
  g_assert_nonnull (find_widget (window, GTK_TYPE_EXPANDER, "Tra_nscript"));
  g_assert_nonnull (find_widget (window, GTK_TYPE_EXPANDER, "_On the wire"));
  g_assert_true (shows_text (window, "Outgoing: localhost:"));
  g_assert_null (find_widget (window, GTK_TYPE_BUTTON, "Change Settings"));
  g_assert_null (find_widget (window, GTK_TYPE_BUTTON, "_Try Again"));
  click (window, "C_lose");
  assert_destroyed (&window);
}

static const char *const remembered[] = { "Tra_nscript", "_On the wire", "Where the ti_me went", "Ser_ver and encryption" };

static gboolean
is_unfolded (GtkWidget  *window,
             const char *title)
{
  return gtk_expander_get_expanded (GTK_EXPANDER (find_widget (window, GTK_TYPE_EXPANDER, title)));
}

/* What was unfolded in one result is so in the next; the one beside it is left alone. */
static void
test_unfolded_again (Fixture       *self,
                     gconstpointer  data)
{
  g_autoptr(GFile) file = get_file (self, "report.json");
  GtkWidget *first, *second;

  sendoff_save_report_to (GTK_WINDOW (self->parent), file, sendoff_task_get_report (self->task), NULL, FALSE);
  WAIT_UNTIL (holds (file, "ana@example.org"));
  watch_widget (&first, open_file (self, file));
  g_assert_true (is_unfolded (first, "The _whole error"));
  for (guint i = 0; i < G_N_ELEMENTS (remembered); i++)
    {
      gtk_widget_hide (first);
      watch_widget (&second, open_file (self, file));
      gtk_widget_show (first);
      g_assert_false (is_unfolded (second, remembered[i]));
      gtk_expander_set_expanded (GTK_EXPANDER (find_widget (second, GTK_TYPE_EXPANDER, remembered[i])), TRUE);
      g_assert_false (is_unfolded (first, remembered[i]));
      click (second, "C_lose");
      assert_destroyed (&second);
    }
  click (first, "C_lose");
  assert_destroyed (&first);
  watch_widget (&second, open_file (self, file));
  for (guint i = 0; i < G_N_ELEMENTS (remembered); i++)
    {
      g_assert_true (is_unfolded (second, remembered[i]));
      gtk_expander_set_expanded (GTK_EXPANDER (find_widget (second, GTK_TYPE_EXPANDER, remembered[i])), FALSE);
    }
  gtk_expander_set_expanded (GTK_EXPANDER (find_widget (second, GTK_TYPE_EXPANDER, "The _whole error")), FALSE);
  click (second, "C_lose");
  assert_destroyed (&second);
  watch_widget (&second, open_file (self, file));
  g_assert_false (is_unfolded (second, remembered[0]));
  g_assert_true (is_unfolded (second, "The _whole error"));
  click (second, "C_lose");
  assert_destroyed (&second);
}

static void
test_blanked (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(GFile) file = get_file (self, "report.json");
  g_autofree char *text = NULL;
  g_autoptr(SendoffReport) report = NULL;

  sendoff_save_report_to (GTK_WINDOW (self->parent), file, sendoff_task_get_report (self->task), NULL, TRUE);
  WAIT_UNTIL (holds (file, "address-1@example"));
  g_assert_false (holds (file, "ana@example.org"));
  g_assert_false (holds (file, "bob@example.net"));
  g_assert_true (g_file_load_contents (file, NULL, &text, NULL, NULL, NULL));
  report = sendoff_report_from_json (text, -1, NULL);
  g_assert_nonnull (report);
}

/* A secret that is in the report after all: nothing is written, nothing is copied, and the place is named. */
static void
test_refused (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(GFile) file = get_file (self, "report.html");
  g_autoptr(GPtrArray) secrets = g_ptr_array_new_with_free_func ((GDestroyNotify) sendoff_secret_string_unref);
  GtkClipboard *clipboard = gtk_widget_get_clipboard (self->parent, GDK_SELECTION_CLIPBOARD);

  g_ptr_array_add (secrets, sendoff_secret_string_new ("bob@example.net", -1));
  sendoff_save_report_to (GTK_WINDOW (self->parent), file, sendoff_task_get_report (self->task), secrets, FALSE);
  assert_problem ("could not be written");
  g_assert_false (g_file_query_exists (file, NULL));
  gtk_clipboard_set_text (clipboard, "before", -1);
  sendoff_copy_report (GTK_WINDOW (self->parent), sendoff_task_get_report (self->task), secrets);
  assert_problem ("was not copied");
  g_ptr_array_set_size (secrets, 0);
  sendoff_copy_report (GTK_WINDOW (self->parent), sendoff_task_get_report (self->task), secrets);
  g_assert_null (find_window (GTK_TYPE_MESSAGE_DIALOG));
}

/* Whatever else a file is: a sentence, and no window. */
static void
test_no_report (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr(GFile) file = get_file (self, "report.json");
  g_autoptr(GFile) nowhere = get_file (self, "none.json");
  g_autoptr(GFile) folder = g_file_new_for_path (self->base.folder);
  g_autoptr(GFile) device = g_file_new_for_path ("/dev/zero");
  const char *const contents[] = { "", "{", "[]", "{\"format\": 99, \"job\": \"send\"}", "<html></html>", "\xff\xfe" };
  GFile *const others[] = { nowhere, folder, device };

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_assert_true (g_file_replace_contents (file, contents[i], strlen (contents[i]), NULL, FALSE, 0, NULL, NULL, NULL));
      sendoff_open_report_file (application, GTK_WINDOW (self->parent), file);
      assert_problem ("“report.json” could not be opened.");
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      sendoff_open_report_file (application, NULL, others[i]);
      assert_problem ("could not be opened.");
    }
  g_assert_null (find_window (SENDOFF_TYPE_REPORT_WINDOW));
}

static gboolean
says (SendoffReport *report,
      const char    *wanted)
{
  const SendoffTranscript *transcript = g_ptr_array_index (report->transcripts, report->transcripts->len - 1);

  for (guint i = 0; i < sendoff_transcript_get_n_lines (transcript); i++)
    if (strstr (sendoff_transcript_get_line (transcript, i)->text, wanted) != NULL)
      return TRUE;
  return FALSE;
}

/* Offered where the server offers it; sent with it only once the user agreed to a second copy. */
static void
test_requiring_tls (Fixture       *self,
                    gconstpointer  data)
{
  const char *const extensions[] = { "PIPELINING", "8BITMIME", "REQUIRETLS", NULL };
  GtkWidget *window;
  SendoffTask *task;

  sendoff_practice_server_set_extensions (self->base.server, extensions);
  sendoff_practice_server_set_requires_sign_in (self->base.server, FALSE);
  sendoff_account_set_security (self->base.account, SENDOFF_LEG_OUTGOING, SENDOFF_SECURITY_STARTTLS);
  task = practice_fixture_send (&self->base);
  watch_widget (&window, sendoff_job_window_new (self->base.workspace, task));
  gtk_widget_show (window);
  WAIT_UNTIL (find_window (SENDOFF_TYPE_TRUST_DIALOG) != NULL);
  click (find_window (SENDOFF_TYPE_TRUST_DIALOG), "_Yes");
  practice_fixture_wait_for_state (task, SENDOFF_TASK_FINISHED);
  g_assert_true (shows_text (window, "can't be seen from here"));
  g_assert_false (says (sendoff_task_get_report (task), "> REQUIRETLS"));
  click (window, "Send Again Re_quiring TLS…");
  click (find_window (GTK_TYPE_MESSAGE_DIALOG), "_Cancel");
  g_assert_true (sendoff_job_window_get_task (SENDOFF_JOB_WINDOW (window)) == task);
  click (window, "Send Again Re_quiring TLS…");
  click (find_window (GTK_TYPE_MESSAGE_DIALOG), "_Send Again");
  task = sendoff_job_window_get_task (SENDOFF_JOB_WINDOW (window));
  practice_fixture_wait_for_state (task, SENDOFF_TASK_FINISHED);
  g_assert_cmpint (sendoff_task_get_report (task)->outcome, ==, SENDOFF_OUTCOME_PASSED);
  g_assert_true (says (sendoff_task_get_report (task), "REQUIRETLS"));
  g_assert_true (shows_text (window, "promised to pass the message on only where that is encrypted"));
  g_assert_null (find_widget (window, GTK_TYPE_BUTTON, "Send Again"));
  click (window, "C_lose");
  assert_destroyed (&window);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  gtk_init (&argc, &argv);
#define ADD(name, data, function) g_test_add ("/report-window/" name, Fixture, data, set_up, function, tear_down)
  ADD ("page", "report.html", test_round_trip);
  ADD ("json", "report.json", test_round_trip);
  ADD ("unfolded-again", NULL, test_unfolded_again);
  ADD ("blanked", NULL, test_blanked);
  ADD ("refused", NULL, test_refused);
  ADD ("no-report", NULL, test_no_report);
  ADD ("requiring-tls", NULL, test_requiring_tls);
  application = gtk_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
