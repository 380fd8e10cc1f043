/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the list of accounts and the pane beside it. */
#include "ui/accounts-page.h"

#include "ui/account-pane.h"
#include "ui/late-scroller.h"

struct _SendoffAccountsPage
{
  GtkBox parent_instance;

  GtkWidget *account_list;
  GtkWidget *pane;
};

G_DEFINE_FINAL_TYPE (SendoffAccountsPage, sendoff_accounts_page, GTK_TYPE_BOX)

static void
sendoff_accounts_page_class_init (SendoffAccountsPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  g_type_ensure (SENDOFF_TYPE_ACCOUNT_PANE);
  g_type_ensure (SENDOFF_TYPE_LATE_SCROLLER);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/accounts-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SendoffAccountsPage, account_list);
  gtk_widget_class_bind_template_child (widget_class, SendoffAccountsPage, pane);
}

static void
sendoff_accounts_page_init (SendoffAccountsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sendoff_accounts_page_new (void)
{
  return g_object_new (SENDOFF_TYPE_ACCOUNTS_PAGE, NULL);
}

GtkListBox *
sendoff_accounts_page_get_list (SendoffAccountsPage *self)
{
  return GTK_LIST_BOX (self->account_list);
}

void
sendoff_accounts_page_show (SendoffAccountsPage *self,
                            SendoffAccount      *account,
                            SendoffTask         *task)
{
  sendoff_account_pane_show (SENDOFF_ACCOUNT_PANE (self->pane), account, task);
}
