/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long the main loop is kept from its events at worst: bench-stall send PORT FILE FOLDER | transcript LINES | certificate
 * Prints, in milliseconds, the longest time between two polls by the clock, and the most processor time that the main thread took in one. */

#include <gtk/gtk.h>

#include <stdlib.h>
#include <string.h>

#include "chain-fixture.h"
#include "find-widget.h"
#include "net/attempt.h"
#include "ui/accounts-window.h"
#include "ui/certificate-window.h"
#include "ui/job-window.h"
#include "ui/transcript-view.h"

typedef struct
{
  gint64 wall;
  gint64 processor;
} Moment; /* microseconds */

static GPollFunc poll_as_usual;
static Moment    left_poll;
static Moment    longest;

static Moment
get_moment (void)
{
  struct timespec processor;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &processor);
  return (Moment) { g_get_monotonic_time (), processor.tv_sec * G_USEC_PER_SEC + processor.tv_nsec / 1000 };
}

/* Between two polls nothing else is heard: no click, no frame. */
static int
watch_poll (GPollFD *fds,
            guint    n_fds,
            int      timeout)
{
  Moment now = get_moment ();
  int result;

  longest.wall = MAX (longest.wall, now.wall - left_poll.wall);
  longest.processor = MAX (longest.processor, now.processor - left_poll.processor);
  result = poll_as_usual (fds, n_fds, timeout);
  left_poll = get_moment ();
  return result;
}

static void
begin (void)
{
  left_poll = get_moment ();
  longest = (Moment) { 0, 0 };
}

static void
report (const char *what)
{
  g_print ("%s %.3f %.3f\n", what, (double) longest.wall / 1000, (double) longest.processor / 1000);
}

static void
unfold (GtkWidget *widget,
        gpointer   user_data)
{
  if (GTK_IS_EXPANDER (widget))
    gtk_expander_set_expanded (GTK_EXPANDER (widget), TRUE);
  if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), unfold, NULL);
}

/* Until nothing is left to do, however low its priority. */
static void
settle (void)
{
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
}

/* Until it has been painted anew, so many times: layout and drawing come with the frames. */
static void
paint (GtkWidget *window,
       guint      times)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);

  for (guint i = 0; i < times; i++)
    {
      gint64 before = gdk_frame_clock_get_frame_counter (clock);

      gtk_widget_queue_draw (window);
      while (gdk_frame_clock_get_frame_counter (clock) == before)
        g_main_context_iteration (NULL, TRUE);
    }
  settle ();
}

/* ---- a sending, from the click to the last painted line of its result ---- */

static SendoffAccount *
make_account (SendoffWorkspace *workspace,
              guint16           port)
{
  SendoffAccount *account = sendoff_account_new (NULL);
  g_autoptr(GError) error = NULL;

  sendoff_account_set_text (account, SENDOFF_KEY_NAME, "Work");
  sendoff_account_set_text (account, SENDOFF_KEY_EMAIL, "ana@lab.test");
  sendoff_account_set_text (account, SENDOFF_KEY_SMTP_HOST, "localhost");
  sendoff_account_set_number (account, SENDOFF_KEY_SMTP_PORT, port);
  sendoff_account_set_security (account, SENDOFF_LEG_OUTGOING, SENDOFF_SECURITY_NONE);
  sendoff_account_set_authentication (account, SENDOFF_AUTHENTICATION_NONE);
  sendoff_accounts_file_add (sendoff_workspace_get_accounts_file (workspace), account, &error);
  g_assert_no_error (error);
  return account;
}

static void
run_sending (SendoffWorkspace *workspace,
             SendoffAccount   *account,
             const char       *path)
{
  const char *const to[] = { "bo@elsewhere.test", NULL };
  const char *const attachments[] = { path, NULL };
  const SendoffMessageParts parts = { .to = to, .subject = "A measured one", .body = "See the file.\n", .attachments = attachments };
  SendoffTask *task = sendoff_workspace_send (workspace, account, &parts);
  GtkWidget *window = sendoff_job_window_new (workspace, task);

  unfold (window, NULL);
  gtk_window_present (GTK_WINDOW (window));
  while (sendoff_task_get_state (task) != SENDOFF_TASK_FINISHED)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (sendoff_task_get_report (task)->outcome, ==, SENDOFF_OUTCOME_PASSED);
  unfold (window, NULL);
  paint (window, 5);
  gtk_widget_destroy (window);
  settle ();
}

static void
measure_sending (const char *port,
                 const char *path,
                 const char *folder)
{
  g_autoptr(GtkApplication) application = gtk_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  g_autoptr(SendoffWorkspace) workspace = sendoff_workspace_new (folder, FALSE);
  g_autofree char *notice = sendoff_workspace_load (workspace);
  g_autoptr(SendoffAccount) account = make_account (workspace, (guint16) atoi (port));
  GtkWidget *window;

  g_application_register (G_APPLICATION (application), NULL, NULL);
  window = sendoff_accounts_window_new (application, workspace);
  gtk_window_present (GTK_WINDOW (window));
  settle ();
  begin ();
  run_sending (workspace, account, path);
  report ("send");
  gtk_widget_destroy (window);
}

/* ---- a long transcript ---- */

static GPtrArray *
make_transcripts (guint n_lines)
{
  GPtrArray *transcripts = g_ptr_array_new_with_free_func ((GDestroyNotify) sendoff_transcript_unref);
  SendoffTranscript *transcript = sendoff_transcript_new (SENDOFF_LEG_OUTGOING, SENDOFF_PROTOCOL_SMTP);

  for (guint i = 0; i < n_lines; i++)
    {
      char text[100];
      int length = g_snprintf (text, sizeof text, "250-line %u\r\n", i);

      sendoff_transcript_add (transcript, i, FALSE, TRUE, text, (gsize) length);
    }
  sendoff_transcript_finish (transcript);
  g_ptr_array_add (transcripts, transcript);
  return transcripts;
}

/* A page at a time, as fast as frames come. */
static void
scroll_through (GtkWidget     *window,
                GtkAdjustment *adjustment)
{
  double step = gtk_adjustment_get_page_size (adjustment);
  double end;

  do
    {
      end = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + step);
      paint (window, 1);
      /* Fewer and longer leaps after the first pages. */
      step *= 1.05;
    }
  while (gtk_adjustment_get_value (adjustment) < end);
}

static void
measure_transcript (const char *n_lines)
{
  g_autoptr(GPtrArray) transcripts = make_transcripts ((guint) atoi (n_lines));
  GtkWidget *window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  SendoffTranscriptView *view = g_object_new (SENDOFF_TYPE_TRANSCRIPT_VIEW, "visible", TRUE, NULL);

  gtk_container_add (GTK_CONTAINER (window), GTK_WIDGET (view));
  gtk_window_present (GTK_WINDOW (window));
  settle ();
  begin ();
  sendoff_transcript_view_set_transcripts (view, transcripts, "transcript.txt");
  settle ();
  paint (window, 5);
  report ("open");
  begin ();
  scroll_through (window, gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (find_widget (window, GTK_TYPE_TEXT_VIEW, NULL))));
  report ("scroll");
  begin ();
  gtk_widget_destroy (window);
  settle ();
  report ("close");
}

/* ---- a certificate with ten thousand names ---- */

static void
measure_page (GtkWidget  *window,
              const char *page)
{
  begin ();
  gtk_stack_set_visible_child_name (GTK_STACK (find_widget (window, GTK_TYPE_STACK, NULL)), page);
  settle ();
  paint (window, 5);
  report (page);
}

static GtkWidget *
open_certificate (SendoffPracticeCertificateKind kind)
{
  g_autoptr(SendoffCertificate) certificate = chain_fixture_make (kind, NULL, "localhost", 25, 0);
  GtkWidget *window;

  begin ();
  window = sendoff_certificate_window_new (certificate, NULL);
  gtk_window_present (GTK_WINDOW (window));
  settle ();
  paint (window, 5);
  return window;
}

static void
measure_certificate (void)
{
  GtkWidget *window = open_certificate (SENDOFF_PRACTICE_GOOD);

  /* The toolkit has met its first window. */
  gtk_widget_destroy (window);
  settle ();
  window = open_certificate (SENDOFF_PRACTICE_MANY_NAMES);
  report ("certificate");
  measure_page (window, "names");
  begin ();
  scroll_through (window, gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (find_widget_by_id (window, "names_view"))));
  report ("names-scrolled");
  measure_page (window, "pem");
  begin ();
  gtk_widget_destroy (window);
  settle ();
  report ("certificate-closed");
}

int
main (int    argc,
      char **argv)
{
  gtk_init (&argc, &argv);
  poll_as_usual = g_main_context_get_poll_func (NULL);
  g_main_context_set_poll_func (NULL, watch_poll);
  if (argc == 5 && g_str_equal (argv[1], "send"))
    measure_sending (argv[2], argv[3], argv[4]);
  else if (argc == 3 && g_str_equal (argv[1], "transcript"))
    measure_transcript (argv[2]);
  else if (argc == 2 && g_str_equal (argv[1], "certificate"))
    measure_certificate ();
  else
    return EXIT_FAILURE;
  return EXIT_SUCCESS;
}
