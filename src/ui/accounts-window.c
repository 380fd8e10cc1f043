/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the main window. */

#include "ui/accounts-window.h"

#include "base/display-text.h"
#include "ui/account-row.h"

struct _SendoffAccountsWindow
{
  GtkApplicationWindow parent_instance;

  GtkWidget *account_list;
  GtkWidget *notice_bar;
  GtkWidget *notice_label;
};

G_DEFINE_FINAL_TYPE (SendoffAccountsWindow, sendoff_accounts_window, GTK_TYPE_APPLICATION_WINDOW)

static GtkWidget *
make_row (gpointer account,
          gpointer list)
{
  return sendoff_account_row_new (account, list);
}

void
sendoff_accounts_window_show_notice (SendoffAccountsWindow *self,
                                     const char            *sentence)
{
  g_autofree char *text = sendoff_display_text_lines (sentence, -1);

  gtk_label_set_text (GTK_LABEL (self->notice_label), text);
  gtk_widget_show (self->notice_bar);
}

static void
sendoff_accounts_window_class_init (SendoffAccountsWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/accounts-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SendoffAccountsWindow, account_list);
  gtk_widget_class_bind_template_child (widget_class, SendoffAccountsWindow, notice_bar);
  gtk_widget_class_bind_template_child (widget_class, SendoffAccountsWindow, notice_label);
}

static void
sendoff_accounts_window_init (SendoffAccountsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sendoff_accounts_window_new (GtkApplication     *application,
                             SendoffAccountList *list)
{
  SendoffAccountsWindow *self = g_object_new (SENDOFF_TYPE_ACCOUNTS_WINDOW, "application", application, NULL);

  gtk_list_box_bind_model (GTK_LIST_BOX (self->account_list), G_LIST_MODEL (list), make_row, g_object_ref (list), g_object_unref);
  return GTK_WIDGET (self);
}
