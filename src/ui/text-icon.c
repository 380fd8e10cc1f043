/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the size of icons that stand beside a text. */

#include "ui/text-icon.h"

/* What symbolic icons are drawn for. */
#define SMALLEST 16

struct _SendoffTextIcon
{
  GtkImage parent_instance;
};

G_DEFINE_FINAL_TYPE (SendoffTextIcon, sendoff_text_icon, GTK_TYPE_IMAGE)

static void
fit_to_text (GtkWidget *widget)
{
  PangoFontMetrics *metrics = pango_context_get_metrics (gtk_widget_get_pango_context (widget), NULL, NULL);
  int height = MAX (SMALLEST, PANGO_PIXELS (pango_font_metrics_get_ascent (metrics) + pango_font_metrics_get_descent (metrics)));

  pango_font_metrics_unref (metrics);
  if (gtk_image_get_pixel_size (GTK_IMAGE (widget)) != height)
    gtk_image_set_pixel_size (GTK_IMAGE (widget), height);
}

static void
sendoff_text_icon_style_updated (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sendoff_text_icon_parent_class)->style_updated (widget);
  fit_to_text (widget);
}

static void
sendoff_text_icon_class_init (SendoffTextIconClass *class)
{
  GTK_WIDGET_CLASS (class)->style_updated = sendoff_text_icon_style_updated;
}

static void
sendoff_text_icon_init (SendoffTextIcon *self)
{
  /* Its window may be measured before its style is told: a sentence beside it would then wrap elsewhere. */
  fit_to_text (GTK_WIDGET (self));
}
