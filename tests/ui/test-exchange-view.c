/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "find-widget.h"
#include "practice-fixture.h"
#include "ui/exchange-view.h"
#include "ui/row-filler.h"
#include "ui/span-renderer.h"
#include "ui/timeline-view.h"

static GtkTreeModel *
get_model (GtkWidget *view)
{
  return gtk_tree_view_get_model (GTK_TREE_VIEW (find_widget (view, GTK_TYPE_TREE_VIEW, NULL)));
}

static int
count_rows (GtkWidget *view)
{
  return gtk_tree_model_iter_n_children (get_model (view), NULL);
}

/* What a cell shows, which is what a screen reader reads. Caller frees. */
static char *
get_cell (GtkWidget *view,
          int        row,
          int        column_index)
{
  GtkTreeView *tree = GTK_TREE_VIEW (find_widget (view, GTK_TYPE_TREE_VIEW, NULL));
  GtkTreeViewColumn *column = gtk_tree_view_get_column (tree, column_index);
  g_autoptr(GList) cells = gtk_cell_layout_get_cells (GTK_CELL_LAYOUT (column));
  GtkTreeIter iter;
  char *text;

  g_assert_true (gtk_tree_model_iter_nth_child (gtk_tree_view_get_model (tree), &iter, NULL, row));
  gtk_tree_view_column_cell_set_cell_data (column, gtk_tree_view_get_model (tree), &iter, FALSE, FALSE);
  g_object_get (cells->data, "text", &text, NULL);
  return text;
}

static void
assert_cell (GtkWidget  *view,
             int         row,
             int         column,
             const char *expected)
{
  g_autofree char *text = get_cell (view, row, column);

  g_assert_cmpstr (text, ==, expected);
}

static GtkWidget *
show_in_window (GtkWidget *view)
{
  GtkWidget *window = gtk_window_new (GTK_WINDOW_TOPLEVEL);

  gtk_container_add (GTK_CONTAINER (window), view);
  gtk_window_set_default_size (GTK_WINDOW (window), 700, 400);
  gtk_widget_show (window);
  return window;
}

static SendoffWireItem *
see (SendoffReport       *report,
     SendoffWireItemKind  kind,
     gboolean             from_client,
     const char          *text)
{
  SendoffWireItem *item = sendoff_wire_item_new (kind, SENDOFF_LEG_OUTGOING, from_client, report->wire->len, 40);

  item->text = g_strdup (text);
  item->record_type = 23;
  g_ptr_array_add (report->wire, item);
  return item;
}

static SendoffReport *
new_saved_report (void)
{
  SendoffReport *report = sendoff_report_new ("send", "work");

  report->wire = g_ptr_array_new_with_free_func ((GDestroyNotify) sendoff_wire_item_free);
  report->is_saved = TRUE;
  return report;
}

/* In fixed height mode the first row gives all of them its height: the words of its bar must not wrap. */
static void
test_bar_height (void)
{
  GtkWidget *view = g_object_ref_sink (gtk_tree_view_new ());
  GtkCellRenderer *bar = g_object_ref_sink (sendoff_span_renderer_new ());
  int minimum, wide, narrow;

  g_object_set (bar, "text", "several words that don't find room in so little", NULL);
  gtk_cell_renderer_get_preferred_height_for_width (bar, view, 2000, &minimum, &wide);
  gtk_cell_renderer_get_preferred_height_for_width (bar, view, 40, &minimum, &narrow);
  g_assert_cmpint (narrow, ==, wide);
  g_object_unref (bar);
  g_object_unref (view);
}

/* Marks are words; a gap is a warning; markup is text; a saved report has no bytes for a capture. */
static void
test_marks (void)
{
  g_autoptr(SendoffReport) report = new_saved_report ();
  GtkWidget *view = g_object_ref_sink (g_object_new (SENDOFF_TYPE_EXCHANGE_VIEW, NULL));
  GtkWidget *window = show_in_window (view);

  see (report, SENDOFF_WIRE_ITEM_LINE, FALSE, "220 <b>hello</b>");
  see (report, SENDOFF_WIRE_ITEM_GAP, FALSE, NULL);
  see (report, SENDOFF_WIRE_ITEM_TLS, TRUE, NULL);
  sendoff_exchange_view_set_report (SENDOFF_EXCHANGE_VIEW (view), report, "x.pcapng");
  WAIT_UNTIL (count_rows (view) == 3);
  assert_cell (view, 0, 2, "readable: 220 <b>hello</b>");
  assert_cell (view, 1, 2, "⚠ 40 bytes that were thrown away unread");
  assert_cell (view, 2, 0, "2.0 ms");
  assert_cell (view, 2, 1, "→ ");
  assert_cell (view, 2, 2, "encrypted: TLS application data, 40 bytes");
  g_assert_true (shows_text (view, "40 bytes came from the server, or from somebody on the way"));
  g_assert_null (find_widget (view, GTK_TYPE_BUTTON, "Save Ca_pture…"));
  gtk_widget_destroy (window);
  g_assert_finalize_object (view);
}

/* Stands before GLib's: a language with a long word for a unit, where one is wanted. */
static gboolean is_wordy;

const char *
g_dgettext (const char *domain,
            const char *text)
{
  return is_wordy && g_str_equal (text, "%.1f ms") ? "%.1f milliseconds" : text;
}

/* No time is cut off, however long the units are in the user's language. */
static void
test_long_times (void)
{
  GtkWidget *view, *window, *tree;

  is_wordy = TRUE;
  view = g_object_ref_sink (g_object_new (SENDOFF_TYPE_TIMELINE_VIEW, NULL));
  window = show_in_window (view);
  tree = find_widget (view, GTK_TYPE_TREE_VIEW, NULL);
  for (int i = 1; i <= 2; i++)
    {
      GtkTreeViewColumn *column = gtk_tree_view_get_column (GTK_TREE_VIEW (tree), i);
      g_autoptr(GList) cells = gtk_cell_layout_get_cells (GTK_CELL_LAYOUT (column));
      int wanted;

      sendoff_row_filler_show_time (cells->data, 543210.9);
      gtk_cell_renderer_get_preferred_width (cells->data, tree, NULL, &wanted);
      g_assert_cmpint (wanted, <=, gtk_tree_view_column_get_fixed_width (column));
    }
  gtk_widget_destroy (window);
  g_assert_finalize_object (view);
  is_wordy = FALSE;
}

/* As many as a recording can have, without a stall; and another report comes before they are all there. */
static void
test_many (void)
{
  g_autoptr(SendoffReport) report = new_saved_report ();
  g_autoptr(SendoffReport) other = new_saved_report ();
  GtkWidget *view = g_object_ref_sink (g_object_new (SENDOFF_TYPE_EXCHANGE_VIEW, NULL));
  GtkWidget *window = show_in_window (view);
  gint64 longest = 0;

  for (guint i = 0; i < 65536; i++)
    see (report, SENDOFF_WIRE_ITEM_LINE, i % 2, "hay hay hay");
  see (other, SENDOFF_WIRE_ITEM_LINE, TRUE, "needle");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  sendoff_exchange_view_set_report (SENDOFF_EXCHANGE_VIEW (view), report, "x.pcapng");
  while (count_rows (view) < 65536)
    {
      gint64 start = g_get_monotonic_time ();

      g_main_context_iteration (NULL, FALSE);
      longest = MAX (longest, g_get_monotonic_time () - start);
    }
  g_test_message ("longest stall: %" G_GINT64_FORMAT " ms", longest / 1000);
  sendoff_exchange_view_set_report (SENDOFF_EXCHANGE_VIEW (view), report, "x.pcapng");
  WAIT_UNTIL (count_rows (view) > 0);
  sendoff_exchange_view_set_report (SENDOFF_EXCHANGE_VIEW (view), other, "x.pcapng");
  WAIT_UNTIL (count_rows (view) == 1);
  assert_cell (view, 0, 2, "readable: needle");
  gtk_widget_destroy (window);
  g_assert_finalize_object (view);
}

/* Nothing is made before it is seen; and a window that is closed while the thread works leaves nothing behind. */
static void
test_closed_meanwhile (void)
{
  g_autoptr(SendoffReport) report = new_saved_report ();
  GtkWidget *view, *window;

  see (report, SENDOFF_WIRE_ITEM_LINE, TRUE, "x");
  watch_widget (&view, g_object_new (SENDOFF_TYPE_EXCHANGE_VIEW, NULL));
  window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  gtk_container_add (GTK_CONTAINER (window), view);
  sendoff_exchange_view_set_report (SENDOFF_EXCHANGE_VIEW (view), report, "x.pcapng");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpint (count_rows (view), ==, 0);
  gtk_widget_show (window);
  gtk_widget_destroy (window);
  assert_destroyed (&view);
}

static void
get_label_area (GtkTreeViewColumn *column,
                int               *start,
                int               *end)
{
  GtkWidget *button = gtk_tree_view_column_get_button (column);
  GtkWidget *label = find_widget (button, GTK_TYPE_LABEL, NULL);

  g_assert_true (gtk_widget_translate_coordinates (label, button, 0, 0, start, NULL));
  *end = *start + gtk_widget_get_allocated_width (label);
}

/* Above what it heads, also where one reads from right to left. */
static void
test_headers (gconstpointer type)
{
  GtkTextDirection before = gtk_widget_get_default_direction ();
  GtkWidget *view, *window;
  g_autoptr(GList) columns = NULL;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  view = g_object_ref_sink (g_object_new (GPOINTER_TO_SIZE (type), NULL));
  window = show_in_window (view);
  columns = gtk_tree_view_get_columns (GTK_TREE_VIEW (find_widget (view, GTK_TYPE_TREE_VIEW, NULL)));
  WAIT_UNTIL (gtk_widget_get_allocated_width (gtk_tree_view_column_get_button (columns->data)) > 1);
  for (GList *each = columns; each != NULL; each = each->next)
    {
      GtkTreeViewColumn *column = each->data;
      g_autoptr(GList) renderers = gtk_cell_layout_get_cells (GTK_CELL_LAYOUT (column));
      int start, end, width = gtk_widget_get_allocated_width (gtk_tree_view_column_get_button (column));
      float alignment;

      get_label_area (column, &start, &end);
      gtk_cell_renderer_get_alignment (renderers->data, &alignment, NULL);
      g_test_message ("%s: %d to %d of %d", gtk_tree_view_column_get_title (column), start, end, width);
      g_assert_cmpint (alignment > 0 ? width - end : start, <, 12);
    }
  gtk_widget_destroy (window);
  g_assert_finalize_object (view);
  gtk_widget_set_default_direction (before);
}

/* A real sending in clear, on the practice server. */
static void
test_real (PracticeFixture *fixture,
           gconstpointer    data)
{
  GtkWidget *view, *window, *timeline;
  SendoffTask *task;
  int greeting = -1;

  sendoff_practice_server_set_requires_sign_in (fixture->server, FALSE);
  task = practice_fixture_send (fixture);
  practice_fixture_wait_for_state (task, SENDOFF_TASK_FINISHED);
  view = g_object_ref_sink (g_object_new (SENDOFF_TYPE_EXCHANGE_VIEW, NULL));
  window = show_in_window (view);
  sendoff_exchange_view_set_report (SENDOFF_EXCHANGE_VIEW (view), sendoff_task_get_report (task), "x.pcapng");
  WAIT_UNTIL (count_rows (view) > 10);
  assert_cell (view, 0, 1, "← 220 mail.example ESMTP at your service");
  assert_cell (view, 0, 2, "readable: 220 mail.example ESMTP at your service");
  g_assert_true (shows_text (view, "An observer on the way"));
  g_assert_nonnull (find_widget (view, GTK_TYPE_BUTTON, "Save Ca_pture…"));
  gtk_widget_destroy (window);
  g_assert_finalize_object (view);

  timeline = g_object_ref_sink (g_object_new (SENDOFF_TYPE_TIMELINE_VIEW, NULL));
  window = show_in_window (timeline);
  sendoff_timeline_view_set_report (SENDOFF_TIMELINE_VIEW (timeline), sendoff_task_get_report (task));
  WAIT_UNTIL (shows_text (timeline, "Longest: ") && count_rows (timeline) > 4);
  for (int i = 0; i < count_rows (timeline); i++)
    {
      g_autofree char *label = get_cell (timeline, i, 0);
      g_autofree char *length = get_cell (timeline, i, 2);

      greeting = g_str_equal (label, "Greeting") ? i : greeting;
      g_assert_true (g_str_has_suffix (length, " ms"));
    }
  g_assert_cmpint (greeting, >=, 2);
  gtk_widget_destroy (window);
  g_assert_finalize_object (timeline);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init (&argc, &argv);
  g_test_add_func ("/timeline-view/bar-height", test_bar_height);
  g_test_add_func ("/timeline-view/long-times", test_long_times);
  g_test_add_func ("/exchange-view/marks", test_marks);
  g_test_add_func ("/exchange-view/many", test_many);
  g_test_add_func ("/exchange-view/closed-meanwhile", test_closed_meanwhile);
  g_test_add_data_func ("/exchange-view/headers", GSIZE_TO_POINTER (SENDOFF_TYPE_EXCHANGE_VIEW), test_headers);
  g_test_add_data_func ("/timeline-view/headers", GSIZE_TO_POINTER (SENDOFF_TYPE_TIMELINE_VIEW), test_headers);
  g_test_add ("/exchange-view/real", PracticeFixture, NULL, practice_fixture_set_up, test_real, practice_fixture_tear_down);
  return g_test_run ();
}
