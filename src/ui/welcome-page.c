/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns nothing but its template: the buttons are wired to actions. */
#include "ui/welcome-page.h"

struct _SendoffWelcomePage
{
  GtkScrolledWindow parent_instance;

  GtkWidget *practice_button;
};

G_DEFINE_FINAL_TYPE (SendoffWelcomePage, sendoff_welcome_page, GTK_TYPE_SCROLLED_WINDOW)

static void
sendoff_welcome_page_class_init (SendoffWelcomePageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SendoffWelcomePage, practice_button);
}

static void
sendoff_welcome_page_init (SendoffWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sendoff_welcome_page_new (gboolean offers_practice)
{
  SendoffWelcomePage *self = g_object_new (SENDOFF_TYPE_WELCOME_PAGE, NULL);

  gtk_widget_set_visible (self->practice_button, offers_practice);
  return GTK_WIDGET (self);
}
