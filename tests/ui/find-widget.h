/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding what a user would see, below a window. */
#pragma once

#include <gtk/gtk.h>

#include <string.h>

typedef struct
{
  GType       type;
  const char *text;   /* a button's or an expander's label, part of a label's text; NULL: any */
  const char *id;     /* in the template; NULL: any */
  GtkWidget  *found;
} WidgetSearch;

static inline const char *
get_widget_text (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget))
    return gtk_button_get_label (GTK_BUTTON (widget));
  if (GTK_IS_EXPANDER (widget))
    return gtk_expander_get_label (GTK_EXPANDER (widget));
  return GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : NULL;
}

static inline void
look_at_widget (GtkWidget *widget,
                gpointer   data)
{
  WidgetSearch *search = data;
  const char *text = get_widget_text (widget);

  if (search->found != NULL || !gtk_widget_get_visible (widget))
    return;
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, search->type) && (search->text == NULL || (text != NULL && strstr (text, search->text) != NULL)) &&
      (search->id == NULL || g_strcmp0 (gtk_buildable_get_name (GTK_BUILDABLE (widget)), search->id) == 0))
    search->found = widget;
  else if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), look_at_widget, search);
}

/* Visible, or NULL. */
static inline GtkWidget *
find_widget (GtkWidget  *top,
             GType       type,
             const char *text)
{
  WidgetSearch search = { .type = type, .text = text };

  gtk_container_forall (GTK_CONTAINER (top), look_at_widget, &search);
  return search.found;
}

static inline GtkWidget *
find_widget_by_id (GtkWidget  *top,
                   const char *id)
{
  WidgetSearch search = { .type = GTK_TYPE_WIDGET, .id = id };

  gtk_container_forall (GTK_CONTAINER (top), look_at_widget, &search);
  return search.found;
}

static inline gboolean
shows_text (GtkWidget  *top,
            const char *text)
{
  return find_widget (top, GTK_TYPE_LABEL, text) != NULL;
}

static inline void
click (GtkWidget  *top,
       const char *label)
{
  GtkWidget *button = find_widget (top, GTK_TYPE_BUTTON, label);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_get_sensitive (button));
  gtk_button_clicked (GTK_BUTTON (button));
}

/* The window has grown with what it shows. Wait for it. */
static inline gboolean
is_wholly_shown (GtkWidget *newcomer)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (newcomer, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));

  /* What was never laid out is one pixel high. */
  return gtk_widget_get_allocated_height (newcomer) > 1 && gtk_adjustment_get_upper (adjustment) <= gtk_adjustment_get_page_size (adjustment);
}

/* A window of this class that is on the screen, or NULL. */
static inline GtkWidget *
find_window (GType type)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();

  for (GList *each = windows; each != NULL; each = each->next)
    if (G_TYPE_CHECK_INSTANCE_TYPE (each->data, type) && gtk_widget_get_visible (each->data))
      return each->data;
  return NULL;
}

static void
on_waited_for_window_in_vain (gpointer widget)
{
  g_error ("%s %p is still there", G_OBJECT_TYPE_NAME (widget), widget);
}

/* What the window leaves behind is nothing. A button that is activated by a key acts a quarter of a second later. */
static inline void
assert_destroyed (GtkWidget **weak)
{
  guint limit;

  if (*weak == NULL)
    return;
  limit = g_timeout_add_once (20000, on_waited_for_window_in_vain, *weak);
  while (*weak != NULL)
    gtk_main_iteration ();
  g_source_remove (limit);
}

static void
on_watched_widget_finalized (gpointer weak)
{
  *(GtkWidget **) weak = NULL;
}

/* *weak becomes NULL when the widget is finalized: a weak pointer does so when it is destroyed, whoever still holds it. */
static inline void
watch_widget (GtkWidget **weak,
              GtkWidget  *widget)
{
  *weak = widget;
  g_object_set_data_full (G_OBJECT (widget), "watched", weak, on_watched_widget_finalized);
}
