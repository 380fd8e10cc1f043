/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the sentence in a bar. */
#include "ui/message-bar.h"

#include "ui/wrapping-label.h"

struct _SendoffMessageBar
{
  GtkInfoBar parent_instance;

  GtkWidget *label;
};

G_DEFINE_FINAL_TYPE (SendoffMessageBar, sendoff_message_bar, GTK_TYPE_INFO_BAR)

static void
sendoff_message_bar_class_init (SendoffMessageBarClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/message-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SendoffMessageBar, label);
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
