/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns writing a test message. */

#include "ui/test-message-dialog.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "message/message.h"
#include "ui/attachment-list.h"
#include "ui/field-mark.h"
#include "ui/recipients.h"
#include "ui/window-size.h"

/* A line is laid out anew with each key, and one of a megabyte takes a second each time. */
#define MAX_LINE_CHARS 20000

struct _SendoffTestMessageDialog
{
  GtkDialog parent_instance;

  GtkWidget             *account_box;
  GtkWidget             *to_entry;
  GtkWidget             *subject_entry;
  GtkWidget             *body_view;
  SendoffAttachmentList *attachments;
  SendoffFieldMark      *account_mark;
  SendoffFieldMark      *to_mark;
  SendoffFieldMark      *subject_mark;
  SendoffFieldMark      *body_mark;
  GtkWidget             *busy_label;
  SendoffWorkspace      *workspace;
  SendoffTask           *task; /* of the chosen account, followed; NULL: none */
  char                  *body; /* as proposed */
  char                  *replaced;    /* what an action of the user's has deleted; NULL: nothing */
  int                    replaced_at;
  gboolean               is_refused;  /* what that action was to insert */
};

enum { TASK_STARTED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SendoffTestMessageDialog, sendoff_test_message_dialog, GTK_TYPE_DIALOG)

/* NULL: there is none, or it was removed meanwhile. */
static SendoffAccount *
get_account (SendoffTestMessageDialog *self)
{
  const char *id = gtk_combo_box_get_active_id (GTK_COMBO_BOX (self->account_box));

  return id != NULL ? sendoff_account_list_find_by_id (sendoff_workspace_get_accounts (self->workspace), id) : NULL;
}

static void
show_whether_busy (SendoffTestMessageDialog *self)
{
  gboolean busy = self->task != NULL && sendoff_task_get_state (self->task) != SENDOFF_TASK_FINISHED;

  gtk_dialog_set_response_sensitive (GTK_DIALOG (self), GTK_RESPONSE_OK, !busy);
  gtk_widget_set_visible (self->busy_label, busy);
}

static void
follow_task (SendoffTestMessageDialog *self)
{
  SendoffAccount *account = get_account (self);
  SendoffTask *task = account != NULL ? sendoff_workspace_get_task (self->workspace, sendoff_account_get_id (account)) : NULL;

  if (self->task != NULL)
    g_signal_handlers_disconnect_by_data (self->task, self);
  g_set_object (&self->task, task);
  if (task != NULL)
    g_signal_connect_object (task, "notify::state", G_CALLBACK (show_whether_busy), self, G_CONNECT_SWAPPED);
  show_whether_busy (self);
}

static char *
propose_body (SendoffAccount *account)
{
  /* Translators: the text of a test message; %s is the name of an account. */
  return g_strdup_printf (_("This is a test message. It was sent to try out the account “%s”.\n"),
                          sendoff_account_get_text (account, SENDOFF_KEY_NAME));
}

static char *
dup_body (SendoffTestMessageDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->body_view));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

/* n_around: characters of the line that it is inserted in. */
static gboolean
has_long_line (const char *text,
               gssize      length,
               glong       n_around)
{
  const char *end = text + length;

  for (const char *line = text, *line_end; line < end; line = line_end + 1)
    {
      line_end = memchr (line, '\n', (gsize) (end - line));
      if (line_end == NULL)
        line_end = end;
      if (g_utf8_strlen (line, line_end - line) + (line == text || line_end == end ? n_around : 0) > MAX_LINE_CHARS)
        return TRUE;
    }

  return FALSE;
}

/* Before it is inserted: refused whole, as half of it would be something else. */
static void
on_text_inserted (GtkTextBuffer            *buffer,
                  GtkTextIter              *at,
                  const char               *text,
                  int                       length,
                  SendoffTestMessageDialog *self)
{
  gboolean is_too_long = has_long_line (text, length, gtk_text_iter_get_chars_in_line (at));

  if (is_too_long)
    {
      g_signal_stop_emission_by_name (buffer, "insert-text");
      self->is_refused = TRUE;
    }
  sendoff_field_mark_set (self->body_mark, is_too_long ? _("A line of more than 20,000 characters was not taken in. Attach it as a file.") : NULL);
}

static void
on_user_action_begun (GtkTextBuffer            *buffer,
                      SendoffTestMessageDialog *self)
{
  g_clear_pointer (&self->replaced, g_free);
  self->is_refused = FALSE;
}

static void
on_range_deleted (GtkTextBuffer            *buffer,
                  GtkTextIter              *start,
                  GtkTextIter              *end,
                  SendoffTestMessageDialog *self)
{
  g_free (self->replaced);
  self->replaced = gtk_text_buffer_get_text (buffer, start, end, TRUE);
  self->replaced_at = gtk_text_iter_get_offset (start);
}

/* GTK deletes the selection before it inserts what is to replace it: where that was refused, it comes back. */
static void
on_user_action_ended (GtkTextBuffer            *buffer,
                      SendoffTestMessageDialog *self)
{
  g_autofree char *replaced = g_steal_pointer (&self->replaced);
  GtkTextIter start, end;

  if (!self->is_refused || replaced == NULL)
    return;
  g_signal_handlers_block_by_func (buffer, on_text_inserted, self);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, self->replaced_at);
  gtk_text_buffer_insert (buffer, &end, replaced, -1);
  g_signal_handlers_unblock_by_func (buffer, on_text_inserted, self);
  gtk_text_buffer_get_iter_at_offset (buffer, &start, self->replaced_at);
  gtk_text_buffer_select_range (buffer, &start, &end);
}

static void
watch_body (SendoffTestMessageDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->body_view));

  g_signal_connect_object (buffer, "begin-user-action", G_CALLBACK (on_user_action_begun), self, 0);
  g_signal_connect_object (buffer, "delete-range", G_CALLBACK (on_range_deleted), self, 0);
  g_signal_connect_object (buffer, "insert-text", G_CALLBACK (on_text_inserted), self, 0);
  g_signal_connect_object (buffer, "end-user-action", G_CALLBACK (on_user_action_ended), self, 0);
}

/* A text that the user wrote stays. */
static void
show_proposed_body (SendoffTestMessageDialog *self)
{
  SendoffAccount *account = get_account (self);
  g_autofree char *present = dup_body (self);

  if (account == NULL || (self->body != NULL && g_strcmp0 (present, self->body) != 0))
    return;
  g_free (self->body);
  self->body = propose_body (account);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->body_view)), self->body, -1);
}

static void
on_account_chosen (SendoffTestMessageDialog *self)
{
  sendoff_field_mark_set (self->account_mark, NULL);
  follow_task (self);
  show_proposed_body (self);
}

static void
fill_accounts (SendoffTestMessageDialog *self,
               const char               *chosen_id)
{
  GtkComboBoxText *box = GTK_COMBO_BOX_TEXT (self->account_box);
  GListModel *accounts = G_LIST_MODEL (sendoff_workspace_get_accounts (self->workspace));

  gtk_combo_box_text_remove_all (box);
  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr(SendoffAccount) account = g_list_model_get_item (accounts, i);
      g_autofree char *name = sendoff_display_text_short (sendoff_account_get_text (account, SENDOFF_KEY_NAME), -1, 60);
      g_autofree char *email = sendoff_display_text_short (sendoff_account_get_text (account, SENDOFF_KEY_EMAIL), -1, 60);
      /* Translators: an account's name and its address. */
      g_autofree char *text = g_strdup_printf (_("%s <%s>"), name, email);

      gtk_combo_box_text_append (box, sendoff_account_get_id (account), text);
    }
  if (chosen_id == NULL || !gtk_combo_box_set_active_id (GTK_COMBO_BOX (box), chosen_id))
    gtk_combo_box_set_active (GTK_COMBO_BOX (box), 0);
}

static void
on_accounts_changed (SendoffTestMessageDialog *self)
{
  g_autofree char *chosen = g_strdup (gtk_combo_box_get_active_id (GTK_COMBO_BOX (self->account_box)));

  fill_accounts (self, chosen);
}

/* ---- checks ---- */

static gboolean
check_account (SendoffTestMessageDialog *self)
{
  SendoffAccount *account = get_account (self);
  g_autoptr(GPtrArray) problems = account != NULL ? sendoff_account_validate (account) : NULL;

  if (account == NULL)
    sendoff_field_mark_set (self->account_mark, _("There is no account to send from. Add one first."));
  else if (problems->len > 0)
    sendoff_field_mark_set (self->account_mark, ((SendoffFieldProblem *) g_ptr_array_index (problems, 0))->message);
  else
    sendoff_field_mark_set (self->account_mark, NULL);
  return sendoff_field_mark_get (self->account_mark) == NULL;
}

static gboolean
check_subject (SendoffTestMessageDialog *self)
{
  g_autoptr(GError) error = NULL;

  sendoff_message_check_subject (gtk_entry_get_text (GTK_ENTRY (self->subject_entry)), &error);
  sendoff_field_mark_set (self->subject_mark, error != NULL ? error->message : NULL);
  return error == NULL;
}

static char **
check_recipients (SendoffTestMessageDialog *self)
{
  g_autoptr(GError) error = NULL;
  char **to = sendoff_recipients_parse (gtk_entry_get_text (GTK_ENTRY (self->to_entry)), &error);

  sendoff_field_mark_set (self->to_mark, error != NULL ? error->message : NULL);
  return to;
}

static void
focus_first_fault (SendoffTestMessageDialog *self)
{
  if (sendoff_field_mark_get (self->account_mark) != NULL)
    gtk_widget_grab_focus (self->account_box);
  else if (sendoff_field_mark_get (self->to_mark) != NULL)
    gtk_widget_grab_focus (self->to_entry);
  else
    gtk_widget_grab_focus (self->subject_entry);
}

/* FALSE: something is to be mended first. */
static gboolean
send_message (SendoffTestMessageDialog *self)
{
  g_auto(GStrv) to = check_recipients (self);
  g_auto(GStrv) attachments = sendoff_attachment_list_dup_paths (self->attachments);
  g_autofree char *body = dup_body (self);
  SendoffMessageParts parts = {
    .to = (const char *const *) to, .subject = gtk_entry_get_text (GTK_ENTRY (self->subject_entry)), .body = body,
    .attachments = (const char *const *) attachments,
  };
  gboolean account_fits = check_account (self);
  gboolean subject_fits = check_subject (self);
  g_autoptr(SendoffTask) task = NULL;

  if (to == NULL || !account_fits || !subject_fits)
    {
      focus_first_fault (self);
      sendoff_window_grow (GTK_WINDOW (self));
      return FALSE;
    }
  if (sendoff_attachment_list_is_busy (self->attachments))
    return FALSE;
  task = g_object_ref (sendoff_workspace_send (self->workspace, get_account (self), &parts));
  g_signal_emit (self, signals[TASK_STARTED], 0, task);
  return TRUE;
}

/* ---- the dialog ---- */

static void
sendoff_test_message_dialog_response (GtkDialog *dialog,
                                      int        response)
{
  SendoffTestMessageDialog *self = SENDOFF_TEST_MESSAGE_DIALOG (dialog);
  gboolean may_send = self->task == NULL || sendoff_task_get_state (self->task) == SENDOFF_TASK_FINISHED;

  g_object_ref (self);
  if (response != GTK_RESPONSE_OK || (may_send && send_message (self)))
    gtk_widget_destroy (GTK_WIDGET (self));
  g_object_unref (self);
}

static gboolean
sendoff_test_message_dialog_key_press_event (GtkWidget   *widget,
                                             GdkEventKey *event)
{
  gboolean is_enter = event->keyval == GDK_KEY_Return || event->keyval == GDK_KEY_KP_Enter;

  if (is_enter && (event->state & gtk_accelerator_get_default_mod_mask ()) == GDK_CONTROL_MASK)
    {
      gtk_dialog_response (GTK_DIALOG (widget), GTK_RESPONSE_OK);
      return GDK_EVENT_STOP;
    }
  return GTK_WIDGET_CLASS (sendoff_test_message_dialog_parent_class)->key_press_event (widget, event);
}

static void
sendoff_test_message_dialog_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sendoff_test_message_dialog_parent_class)->map (widget);
  /* Large letters want more than the height that it begins with. */
  sendoff_window_grow (GTK_WINDOW (widget));
}

static void
sendoff_test_message_dialog_dispose (GObject *object)
{
  SendoffTestMessageDialog *self = SENDOFF_TEST_MESSAGE_DIALOG (object);

  if (self->task != NULL)
    g_signal_handlers_disconnect_by_data (self->task, self);
  g_clear_object (&self->task);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->body, g_free);
  g_clear_pointer (&self->replaced, g_free);
  G_OBJECT_CLASS (sendoff_test_message_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SendoffTestMessageDialog, account_box);
  gtk_widget_class_bind_template_child (widget_class, SendoffTestMessageDialog, to_entry);
  gtk_widget_class_bind_template_child (widget_class, SendoffTestMessageDialog, subject_entry);
  gtk_widget_class_bind_template_child (widget_class, SendoffTestMessageDialog, body_view);
  gtk_widget_class_bind_template_child (widget_class, SendoffTestMessageDialog, attachments);
  gtk_widget_class_bind_template_child (widget_class, SendoffTestMessageDialog, account_mark);
  gtk_widget_class_bind_template_child (widget_class, SendoffTestMessageDialog, to_mark);
  gtk_widget_class_bind_template_child (widget_class, SendoffTestMessageDialog, subject_mark);
  gtk_widget_class_bind_template_child (widget_class, SendoffTestMessageDialog, body_mark);
  gtk_widget_class_bind_template_child (widget_class, SendoffTestMessageDialog, busy_label);
}

static void
sendoff_test_message_dialog_class_init (SendoffTestMessageDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  g_type_ensure (SENDOFF_TYPE_ATTACHMENT_LIST);
  g_type_ensure (SENDOFF_TYPE_FIELD_MARK);
  G_OBJECT_CLASS (class)->dispose = sendoff_test_message_dialog_dispose;
  GTK_DIALOG_CLASS (class)->response = sendoff_test_message_dialog_response;
  widget_class->key_press_event = sendoff_test_message_dialog_key_press_event;
  widget_class->map = sendoff_test_message_dialog_map;
  signals[TASK_STARTED] = g_signal_new ("task-started", SENDOFF_TYPE_TEST_MESSAGE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                        1, SENDOFF_TYPE_TASK);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/test-message-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_account_chosen);
}

static void
sendoff_test_message_dialog_init (SendoffTestMessageDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sendoff_attachment_list_accept_drops (self->attachments, GTK_WIDGET (self));
  watch_body (self);
}

GtkWidget *
sendoff_test_message_dialog_new (SendoffWorkspace *workspace,
                                 SendoffAccount   *account,
                                 GtkWindow        *parent)
{
  SendoffTestMessageDialog *self = g_object_new (SENDOFF_TYPE_TEST_MESSAGE_DIALOG, "use-header-bar", 0, "transient-for", parent, NULL);
  SendoffAccountList *accounts = sendoff_workspace_get_accounts (workspace);
  SendoffAccount *chosen = account != NULL ? account : sendoff_account_list_get_default (accounts);
  g_autofree char *subject = sendoff_workspace_dup_next_subject (workspace);

  self->workspace = g_object_ref (workspace);
  gtk_entry_set_text (GTK_ENTRY (self->subject_entry), subject);
  sendoff_recipients_complete (GTK_ENTRY (self->to_entry), sendoff_workspace_get_recent_recipients (workspace));
  fill_accounts (self, chosen != NULL ? sendoff_account_get_id (chosen) : NULL);
  g_signal_connect_object (accounts, "items-changed", G_CALLBACK (on_accounts_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "task-added", G_CALLBACK (follow_task), self, G_CONNECT_SWAPPED);
  gtk_widget_grab_focus (self->to_entry);
  return GTK_WIDGET (self);
}
