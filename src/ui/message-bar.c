/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the sentence in a bar. */
#include "ui/message-bar.h"

#include "ui/wrapping-label.h"

#define TOOLTIP_CHARS 50

struct _SendoffMessageBar
{
  GtkInfoBar parent_instance;

  GtkWidget *label;
};

G_DEFINE_FINAL_TYPE (SendoffMessageBar, sendoff_message_bar, GTK_TYPE_INFO_BAR)

/* What was cut. */
static gboolean
on_tooltip_wanted (GtkWidget  *label,
                   int         x,
                   int         y,
                   gboolean    by_keyboard,
                   GtkTooltip *tooltip)
{
  GtkWidget *whole;

  if (!pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))))
    return FALSE;
  whole = sendoff_wrapping_label_new (gtk_label_get_text (GTK_LABEL (label)), TOOLTIP_CHARS);
  gtk_widget_show (whole);
  gtk_tooltip_set_custom (tooltip, whole);
  return TRUE;
}

static void
sendoff_message_bar_class_init (SendoffMessageBarClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/message-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SendoffMessageBar, label);
  gtk_widget_class_bind_template_callback (widget_class, on_tooltip_wanted);
}

static void
sendoff_message_bar_init (SendoffMessageBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sendoff_forbid_hyphens (GTK_WIDGET (self));
}

GtkWidget *
sendoff_message_bar_new (GtkMessageType type)
{
  return g_object_new (SENDOFF_TYPE_MESSAGE_BAR, "message-type", type, NULL);
}

void
sendoff_message_bar_never_cut (SendoffMessageBar *self)
{
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_lines (GTK_LABEL (self->label), -1);
}

GtkWidget *
sendoff_message_bar_add_button (SendoffMessageBar *self,
                                const char        *label)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_show (button);
  gtk_container_add (GTK_CONTAINER (gtk_info_bar_get_action_area (GTK_INFO_BAR (self))), button);
  return button;
}

void
sendoff_message_bar_set_text (SendoffMessageBar *self,
                              const char        *text)
{
  gtk_label_set_text (GTK_LABEL (self->label), text);
}

const char *
sendoff_message_bar_get_text (SendoffMessageBar *self)
{
  return gtk_label_get_text (GTK_LABEL (self->label));
}
