/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the page General: what the account is called and what stands in From. */
#include "ui/general-page.h"

struct _SendoffGeneralPage
{
  GtkBox parent_instance;

  GtkWidget        *account_entry, *name_entry, *organization_entry, *email_entry, *reply_entry;
  SendoffFieldMark *account_mark, *name_mark, *organization_mark, *email_mark, *reply_mark;
};

G_DEFINE_FINAL_TYPE (SendoffGeneralPage, sendoff_general_page, GTK_TYPE_BOX)

static void
sendoff_general_page_class_init (SendoffGeneralPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  g_type_ensure (SENDOFF_TYPE_FIELD_MARK);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/general-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SendoffGeneralPage, account_entry);
  gtk_widget_class_bind_template_child (widget_class, SendoffGeneralPage, account_mark);
  gtk_widget_class_bind_template_child (widget_class, SendoffGeneralPage, name_entry);
  gtk_widget_class_bind_template_child (widget_class, SendoffGeneralPage, name_mark);
  gtk_widget_class_bind_template_child (widget_class, SendoffGeneralPage, organization_entry);
  gtk_widget_class_bind_template_child (widget_class, SendoffGeneralPage, organization_mark);
  gtk_widget_class_bind_template_child (widget_class, SendoffGeneralPage, email_entry);
  gtk_widget_class_bind_template_child (widget_class, SendoffGeneralPage, email_mark);
  gtk_widget_class_bind_template_child (widget_class, SendoffGeneralPage, reply_entry);
  gtk_widget_class_bind_template_child (widget_class, SendoffGeneralPage, reply_mark);
}

static void
sendoff_general_page_init (SendoffGeneralPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sendoff_general_page_bind (SendoffGeneralPage   *self,
                           SendoffAccountFields *fields)
{
  sendoff_account_fields_add (fields, SENDOFF_KEY_NAME, self->account_entry, self->account_mark);
  sendoff_account_fields_add (fields, SENDOFF_KEY_FULL_NAME, self->name_entry, self->name_mark);
  sendoff_account_fields_add (fields, SENDOFF_KEY_ORGANIZATION, self->organization_entry, self->organization_mark);
  sendoff_account_fields_add (fields, SENDOFF_KEY_EMAIL, self->email_entry, self->email_mark);
  sendoff_account_fields_add (fields, SENDOFF_KEY_REPLY_TO, self->reply_entry, self->reply_mark);
}
