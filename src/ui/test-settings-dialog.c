/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the choice before a test of an account's settings. */

#include "ui/test-settings-dialog.h"

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "ui/wrapping-label.h"

#define MAX_NAME_CHARS 60

struct _SendoffTestSettingsDialog
{
  GtkDialog parent_instance;

  GtkWidget        *heading_label;
  GtkWidget        *message_check;
  GtkWidget        *problem_label;
  SendoffWorkspace *workspace;
  SendoffAccount   *account;
};

enum { TASK_STARTED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SendoffTestSettingsDialog, sendoff_test_settings_dialog, GTK_TYPE_DIALOG)

/* Settings that no dialog would have saved may still stand in the file. */
static void
show_problem (SendoffTestSettingsDialog *self)
{
  g_autoptr(GPtrArray) problems = sendoff_account_validate (self->account);
  const SendoffFieldProblem *first = problems->len > 0 ? g_ptr_array_index (problems, 0) : NULL;

  gtk_label_set_text (GTK_LABEL (self->problem_label), first != NULL ? first->message : "");
  gtk_widget_set_visible (self->problem_label, first != NULL);
  gtk_dialog_set_response_sensitive (GTK_DIALOG (self), GTK_RESPONSE_OK, first == NULL);
}

static void
show_account (SendoffTestSettingsDialog *self)
{
  g_autofree char *name = sendoff_display_text_short (sendoff_account_get_text (self->account, SENDOFF_KEY_NAME), -1, MAX_NAME_CHARS);
  /* Translators: %s is the name of an account. */
  g_autofree char *heading = g_strdup_printf (_("Test the settings of “%s”"), name);

  gtk_label_set_text (GTK_LABEL (self->heading_label), heading);
  show_problem (self);
}

static void
start (SendoffTestSettingsDialog *self)
{
  const SendoffTaskCheck check = { .test_message = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->message_check)) };
  g_autoptr(SendoffTask) task = g_object_ref (sendoff_workspace_check (self->workspace, self->account, &check));

  gtk_widget_hide (GTK_WIDGET (self));
  g_signal_emit (self, signals[TASK_STARTED], 0, task);
}

static void
sendoff_test_settings_dialog_response (GtkDialog *dialog,
                                       int        response)
{
  SendoffTestSettingsDialog *self = SENDOFF_TEST_SETTINGS_DIALOG (dialog);

  g_object_ref (self);
  if (response == GTK_RESPONSE_OK)
    start (self);
  gtk_widget_destroy (GTK_WIDGET (self));
  g_object_unref (self);
}

static void
sendoff_test_settings_dialog_dispose (GObject *object)
{
  SendoffTestSettingsDialog *self = SENDOFF_TEST_SETTINGS_DIALOG (object);

  g_clear_object (&self->workspace);
  g_clear_object (&self->account);
  G_OBJECT_CLASS (sendoff_test_settings_dialog_parent_class)->dispose (object);
}

static void
sendoff_test_settings_dialog_class_init (SendoffTestSettingsDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sendoff_test_settings_dialog_dispose;
  GTK_DIALOG_CLASS (class)->response = sendoff_test_settings_dialog_response;
  signals[TASK_STARTED] = g_signal_new ("task-started", SENDOFF_TYPE_TEST_SETTINGS_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                        1, SENDOFF_TYPE_TASK);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/test-settings-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SendoffTestSettingsDialog, heading_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffTestSettingsDialog, message_check);
  gtk_widget_class_bind_template_child (widget_class, SendoffTestSettingsDialog, problem_label);
}

static void
sendoff_test_settings_dialog_init (SendoffTestSettingsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sendoff_forbid_hyphens (GTK_WIDGET (self));
}

GtkWidget *
sendoff_test_settings_dialog_new (SendoffWorkspace *workspace,
                                  SendoffAccount   *account,
                                  GtkWindow        *parent)
{
  SendoffTestSettingsDialog *self = g_object_new (SENDOFF_TYPE_TEST_SETTINGS_DIALOG, "use-header-bar", 0, "transient-for", parent, NULL);

  self->workspace = g_object_ref (workspace);
  self->account = g_object_ref (account);
  show_account (self);
  g_signal_connect_object (account, "notify", G_CALLBACK (show_account), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
