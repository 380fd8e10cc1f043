/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A GTK module (GTK_MODULES=…/libfirst-paint.so) that tells, from inside any GTK 3 program, when its first window has been painted: one line
 * on standard output, the monotonic time in microseconds. With SENDOFF_BENCH_END set the program ends there. */

#include <gtk/gtk.h>

#include <stdlib.h>
#include <unistd.h>

static void
on_after_paint (GdkFrameClock *clock)
{
  gint64 now;

  g_signal_handlers_disconnect_by_func (clock, on_after_paint, NULL);
  /* Not before the X server has it all. */
  gdk_display_sync (gdk_display_get_default ());
  now = g_get_monotonic_time ();
  dprintf (STDOUT_FILENO, "%" G_GINT64_FORMAT "\n", now);
  if (g_getenv ("SENDOFF_BENCH_END") != NULL)
    _exit (EXIT_SUCCESS);
}

static gboolean
on_draw (GtkWidget *window)
{
  g_signal_handlers_disconnect_by_func (window, on_draw, NULL);
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (on_after_paint), NULL);
  return GDK_EVENT_PROPAGATE;
}

static gboolean
on_map (GSignalInvocationHint *hint,
        guint                  n_values,
        const GValue          *values,
        gpointer               user_data)
{
  GtkWidget *widget = g_value_get_object (&values[0]);

  if (!gtk_widget_is_toplevel (widget))
    return TRUE;
  g_signal_connect (widget, "draw", G_CALLBACK (on_draw), NULL);
  return FALSE;
}

G_MODULE_EXPORT void gtk_module_init (int *argc, char ***argv);

void
gtk_module_init (int    *argc,
                 char ***argv)
{
  g_type_ensure (GTK_TYPE_WIDGET);
  g_type_class_ref (GTK_TYPE_WIDGET);
  g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0, on_map, NULL, NULL);
}
