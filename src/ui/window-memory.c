/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns what is kept of the windows from one run to the next. */

#include "config.h"

#include "ui/window-memory.h"

typedef struct
{
  GSettings *settings;
  int        width, height; /* when it isn't maximised; 0: not known yet */
  gboolean   is_maximized;
} Memory;

/* NULL: not installed. g_settings_new() would end the program. */
static GSettings *
open_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchema) schema = source != NULL ? g_settings_schema_source_lookup (source, SENDOFF_APPLICATION_ID, TRUE) : NULL;

  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

static void
free_memory (gpointer  memory,
             GClosure *closure)
{
  g_object_unref (((Memory *) memory)->settings);
  g_free (memory);
}

static void
on_size_allocate (GtkWindow     *window,
                  GtkAllocation *allocation,
                  Memory        *memory)
{
  /* The allocation includes shadows. */
  if (!memory->is_maximized)
    gtk_window_get_size (window, &memory->width, &memory->height);
}

static gboolean
on_window_state_event (GtkWindow           *window,
                       GdkEventWindowState *event,
                       Memory              *memory)
{
  memory->is_maximized = (event->new_window_state & GDK_WINDOW_STATE_MAXIMIZED) != 0;
  return GDK_EVENT_PROPAGATE;
}

static void
on_destroy (GtkWindow *window,
            Memory    *memory)
{
  if (memory->width <= 0 || memory->height <= 0)
    return;
  g_settings_delay (memory->settings);
  g_settings_set_int (memory->settings, "window-width", memory->width);
  g_settings_set_int (memory->settings, "window-height", memory->height);
  g_settings_set_boolean (memory->settings, "window-maximized", memory->is_maximized);
  g_settings_apply (memory->settings);
  memory->width = 0;
}

/* A screen may be smaller than it was. */
static void
restore (GtkWindow *window,
         Memory    *memory)
{
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (window));
  GdkMonitor *monitor = gdk_display_get_primary_monitor (display);
  GdkRectangle room = { 0, 0, G_MAXINT, G_MAXINT };

  if (monitor == NULL)
    monitor = gdk_display_get_monitor (display, 0);
  if (monitor != NULL)
    gdk_monitor_get_workarea (monitor, &room);
  gtk_window_set_default_size (window, MIN (g_settings_get_int (memory->settings, "window-width"), room.width),
                               MIN (g_settings_get_int (memory->settings, "window-height"), room.height));
  if (g_settings_get_boolean (memory->settings, "window-maximized"))
    gtk_window_maximize (window);
}

void
sendoff_window_memory_keep (GtkWindow *window)
{
  GSettings *settings = open_settings ();
  Memory *memory;

  g_return_if_fail (GTK_IS_WINDOW (window));

  if (settings == NULL)
    return;
  memory = g_new0 (Memory, 1);
  memory->settings = settings;
  restore (window, memory);
  g_signal_connect (window, "size-allocate", G_CALLBACK (on_size_allocate), memory);
  g_signal_connect (window, "window-state-event", G_CALLBACK (on_window_state_event), memory);
  g_signal_connect_data (window, "destroy", G_CALLBACK (on_destroy), memory, free_memory, 0);
}

void
sendoff_window_memory_keep_expander (GtkExpander *expander,
                                     const char  *key)
{
  g_autoptr(GSettings) settings = open_settings ();
  g_autoptr(GSettingsSchema) schema = NULL;

  g_return_if_fail (GTK_IS_EXPANDER (expander));

  if (settings == NULL)
    return;
  /* Another version of the program may have installed it. */
  g_object_get (settings, "settings-schema", &schema, NULL);
  if (!g_settings_schema_has_key (schema, key))
    return;
  /* Where nothing can be remembered (an administrator's lock, a folder that is read-only) it still unfolds. */
  g_settings_bind (settings, key, expander, "expanded",
                   G_SETTINGS_BIND_DEFAULT | G_SETTINGS_BIND_GET_NO_CHANGES | G_SETTINGS_BIND_NO_SENSITIVITY);
}
