/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns showing one long plain text. */

#include "ui/error-view.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/display-text.h"

/* Pango lays out a paragraph as a whole: one of a megabyte would stall the window for seconds. */
#define MAX_LINE_BYTES 2048

struct _SendoffErrorView
{
  GtkBox parent_instance;

  GtkWidget *text_view;
  char      *text;
};

G_DEFINE_FINAL_TYPE (SendoffErrorView, sendoff_error_view, GTK_TYPE_BOX)

/* Where the piece of an over-long line ends: after a space, if there is one in its last half. */
static gsize
find_break (const char *line)
{
  const char *end = line + MAX_LINE_BYTES;

  for (const char *at = end; at > line + MAX_LINE_BYTES / 2; at--)
    if (at[-1] == ' ')
      return (gsize) (at - line);
  while (((guchar) *end & 0xc0) == 0x80)
    end--;
  return (gsize) (end - line);
}

static char *
break_lines (const char *text)
{
  GString *lines = g_string_new (NULL);

  while (*text != '\0')
    {
      gsize length = strcspn (text, "\n");
      gboolean too_long = length > MAX_LINE_BYTES;

      if (too_long)
        length = find_break (text);
      g_string_append_len (lines, text, (gssize) length);
      text += length;
      if (too_long || *text == '\n')
        g_string_append_c (lines, '\n');
      if (!too_long && *text == '\n')
        text++;
    }
  return g_string_free (lines, FALSE);
}

static void
on_copy_clicked (GtkButton        *button,
                 SendoffErrorView *self)
{
  gtk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self), GDK_SELECTION_CLIPBOARD), self->text, -1);
}

static void
sendoff_error_view_finalize (GObject *object)
{
  g_free (SENDOFF_ERROR_VIEW (object)->text);
  G_OBJECT_CLASS (sendoff_error_view_parent_class)->finalize (object);
}

static void
sendoff_error_view_class_init (SendoffErrorViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = sendoff_error_view_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/error-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SendoffErrorView, text_view);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
}

static void
sendoff_error_view_init (SendoffErrorView *self)
{
  self->text = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sendoff_error_view_new (void)
{
  return g_object_new (SENDOFF_TYPE_ERROR_VIEW, NULL);
}

void
sendoff_error_view_set_text (SendoffErrorView *self,
                             const char       *text)
{
  g_autofree char *lines = NULL;

  g_return_if_fail (SENDOFF_IS_ERROR_VIEW (self));

  g_free (self->text);
  self->text = sendoff_display_text_lines (text, -1);
  lines = break_lines (self->text);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text_view)), lines, -1);
}

const char *
sendoff_error_view_get_text (SendoffErrorView *self)
{
  g_return_val_if_fail (SENDOFF_IS_ERROR_VIEW (self), NULL);

  return self->text;
}
