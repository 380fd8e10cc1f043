/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saving what was edited in Properties: another program's changes, a file that can't be written, passwords, exceptions. */
#include "properties-fixture.h"
#include "ui/conflict-dialog.h"

static void
test_merges (Fixture      *self,
             gconstpointer data)
{
  open_dialog (self);
  type_text (self, "general_page/name_entry", "Ana");
  change_beside (self, SENDOFF_KEY_ORGANIZATION, "Example");
  respond (self, GTK_RESPONSE_APPLY);
  g_assert_cmpstr (get_shown_text (self, "general_page/organization_entry"), ==, "Example");
  assert_saved (self, SENDOFF_KEY_FULL_NAME, "Ana");
  assert_saved (self, SENDOFF_KEY_ORGANIZATION, "Example");
}

static void
test_conflict (Fixture      *self,
               gconstpointer data)
{
  gboolean takes_theirs = GPOINTER_TO_INT (data);
  GtkWidget *question;
  GtkWidget *box;
  g_autoptr(GList) frames = NULL;

  open_dialog (self);
  type_text (self, "general_page/name_entry", "Ana");
  type_text (self, "servers_page/outgoing_entry", "mine.example.org");
  change_beside (self, SENDOFF_KEY_SMTP_HOST, "theirs.example.org");
  change_beside (self, SENDOFF_KEY_ORGANIZATION, "Example");
  respond (self, GTK_RESPONSE_OK);
  assert_saved (self, SENDOFF_KEY_SMTP_HOST, "theirs.example.org");
  question = find_window (SENDOFF_TYPE_CONFLICT_DIALOG);
  g_assert_nonnull (question);
  frames = gtk_container_get_children (GTK_CONTAINER (get_child (question, "choices_box")));
  g_assert_cmpuint (g_list_length (frames), ==, 1);
  box = gtk_bin_get_child (GTK_BIN (frames->data));
  if (takes_theirs)
    {
      g_autoptr(GList) radios = gtk_container_get_children (GTK_CONTAINER (box));

      gtk_toggle_button_set_active (g_list_nth_data (radios, 1), TRUE);
    }
  gtk_dialog_response (GTK_DIALOG (question), GTK_RESPONSE_OK);
  wait_until_saved (self);
  g_assert_null (find_window (SENDOFF_TYPE_CONFLICT_DIALOG));
  g_assert_null (self->dialog);
  assert_saved (self, SENDOFF_KEY_SMTP_HOST, takes_theirs ? "theirs.example.org" : "mine.example.org");
  assert_saved (self, SENDOFF_KEY_FULL_NAME, "Ana");
  assert_saved (self, SENDOFF_KEY_ORGANIZATION, "Example");
}

static void
test_conflict_cancelled (Fixture      *self,
                         gconstpointer data)
{
  open_dialog (self);
  type_text (self, "servers_page/outgoing_entry", "mine.example.org");
  change_beside (self, SENDOFF_KEY_SMTP_HOST, "theirs.example.org");
  respond (self, GTK_RESPONSE_OK);
  gtk_dialog_response (GTK_DIALOG (find_window (SENDOFF_TYPE_CONFLICT_DIALOG)), GTK_RESPONSE_CANCEL);
  let_idle ();
  g_assert_nonnull (self->dialog);
  g_assert_cmpstr (get_shown_text (self, "servers_page/outgoing_entry"), ==, "mine.example.org");
  assert_saved (self, SENDOFF_KEY_SMTP_HOST, "theirs.example.org");
}

static void
test_removed (Fixture      *self,
              gconstpointer data)
{
  g_autoptr(SendoffAccountsFile) beside = open_beside (self);

  open_dialog (self);
  type_text (self, "general_page/name_entry", "Ana");
  g_assert_true (sendoff_accounts_file_remove (beside, sendoff_account_get_id (self->account), NULL));
  respond (self, GTK_RESPONSE_OK);
  g_assert_nonnull (self->dialog);
  g_assert_true (is_shown (self, "notice_bar"));
  g_assert_true (is_shown (self, "add_again_button"));
  gtk_button_clicked (GTK_BUTTON (get_child (self->dialog, "add_again_button")));
  wait_until_saved (self);
  g_assert_null (self->dialog);
  assert_saved (self, SENDOFF_KEY_FULL_NAME, "Ana");
}

static void
test_saving_fails (Fixture      *self,
                   gconstpointer data)
{
  open_dialog (self);
  type_text (self, "general_page/name_entry", "Ana");
  block_saving (self);
  respond (self, GTK_RESPONSE_OK);
  g_assert_nonnull (self->dialog);
  g_assert_true (is_shown (self, "notice_bar"));
  g_assert_false (is_shown (self, "add_again_button"));
  g_assert_cmpstr (get_shown_text (self, "general_page/name_entry"), ==, "Ana");
  unblock_saving (self);
  respond (self, GTK_RESPONSE_OK);
  assert_saved (self, SENDOFF_KEY_FULL_NAME, "Ana");
}

static guint
count_exceptions (Fixture *self)
{
  g_autoptr(GPtrArray) entries = sendoff_trust_store_list (sendoff_workspace_get_trust_store (self->workspace));

  return entries->len;
}

static gboolean
is_sensitive (Fixture *self,
              int      response)
{
  return gtk_widget_get_sensitive (gtk_dialog_get_widget_for_response (GTK_DIALOG (self->dialog), response));
}

static gboolean
count_turn (gpointer n_turns)
{
  return ++(*(guint *) n_turns) < 10;
}

/* The window lives meanwhile, what is typed then is kept, and nothing can be chosen twice. */
static void
test_slow_saving (Fixture      *self,
                  gconstpointer data)
{
  guint n_turns = 0;
  int lock;

  open_dialog (self);
  type_text (self, "general_page/name_entry", "Ana");
  lock = lock_accounts (self);
  gtk_dialog_response (GTK_DIALOG (self->dialog), GTK_RESPONSE_APPLY);
  g_timeout_add (10, count_turn, &n_turns);
  WAIT_FOR (n_turns >= 10);
  g_assert_false (is_sensitive (self, GTK_RESPONSE_OK));
  g_assert_false (is_sensitive (self, GTK_RESPONSE_APPLY));
  g_assert_false (is_sensitive (self, GTK_RESPONSE_CANCEL));
  type_text (self, "general_page/organization_entry", "Example");
  close (lock);
  wait_until_saved (self);
  assert_saved (self, SENDOFF_KEY_FULL_NAME, "Ana");
  assert_saved (self, SENDOFF_KEY_ORGANIZATION, "");
  g_assert_cmpstr (get_shown_text (self, "general_page/organization_entry"), ==, "Example");
  g_assert_true (can_apply (self));
  respond (self, GTK_RESPONSE_OK);
  assert_saved (self, SENDOFF_KEY_ORGANIZATION, "Example");
}

static void
on_notice (SendoffWorkspace *workspace,
           const char       *sentence,
           char            **notice)
{
  *notice = g_strdup (sentence);
}

/* data: saving fails in the end. */
static void
test_closed_meanwhile (Fixture      *self,
                       gconstpointer data)
{
  SendoffTrustStore *store = sendoff_workspace_get_trust_store (self->workspace);
  g_autofree char *notice = NULL;
  g_autofree char *stored = NULL;
  g_autofree char *path = g_strdup (sendoff_accounts_file_get_path (sendoff_workspace_get_accounts_file (self->workspace)));
  int lock;

  g_signal_connect (self->workspace, "notice", G_CALLBACK (on_notice), &notice);
  set_up_incoming (self);
  g_assert_true (sendoff_trust_store_add_pin (store, "smtp.example.org", 587, "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", NULL));
  open_dialog (self);
  type_text (self, "general_page/name_entry", "Ana");
  type_text (self, "servers_page/password_entry", "open sesame");
  gtk_button_clicked (GTK_BUTTON (get_child (self->dialog, "security_page/exceptions_list/forget_button")));
  lock = lock_accounts (self);
  gtk_dialog_response (GTK_DIALOG (self->dialog), GTK_RESPONSE_OK);
  gtk_dialog_response (GTK_DIALOG (self->dialog), GTK_RESPONSE_DELETE_EVENT);
  let_idle ();
  if (data != NULL)
    {
      g_assert_cmpint (g_unlink (path), ==, 0);
      g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
    }
  close (lock);
  WAIT_FOR (data != NULL ? notice != NULL : count_exceptions (self) == 0);
  stored = dup_stored (self, sendoff_account_get_id (self->account), SENDOFF_LEG_INCOMING, "ana", "imap.example.org");
  if (data != NULL)
    {
      g_assert_nonnull (strstr (notice, "“Work”"));
      g_assert_cmpstr (stored, ==, "");
      g_assert_cmpuint (count_exceptions (self), ==, 1);
      g_assert_cmpint (g_rmdir (path), ==, 0);
      return;
    }
  g_assert_null (notice);
  assert_saved (self, SENDOFF_KEY_FULL_NAME, "Ana");
  g_assert_cmpstr (stored, ==, "open sesame");
}

static const char *
get_placeholder (Fixture *self)
{
  return gtk_entry_get_placeholder_text (GTK_ENTRY (get_child (self->dialog, "servers_page/password_entry")));
}

static void
test_password (Fixture      *self,
               gconstpointer data)
{
  GtkEntry *entry;
  g_autofree char *stored = NULL;
  g_autofree char *kept = NULL;

  set_up_incoming (self);
  open_dialog (self);
  entry = GTK_ENTRY (get_child (self->dialog, "servers_page/password_entry"));
  WAIT_FOR (strstr (get_placeholder (self), "No password") != NULL);
  g_assert_false (gtk_entry_get_visibility (entry));
  g_assert_null (gtk_entry_get_icon_name (entry, GTK_ENTRY_ICON_SECONDARY));
  type_text (self, "servers_page/password_entry", "open sesame");
  g_assert_nonnull (gtk_entry_get_icon_name (entry, GTK_ENTRY_ICON_SECONDARY));
  g_assert_true (can_apply (self));
  respond (self, GTK_RESPONSE_APPLY);
  WAIT_FOR (strstr (get_placeholder (self), "is stored") != NULL && strstr (get_placeholder (self), "No ") == NULL);
  g_assert_cmpstr (gtk_entry_get_text (entry), ==, "");
  g_assert_false (can_apply (self));
  stored = dup_stored (self, sendoff_account_get_id (self->account), SENDOFF_LEG_INCOMING, "ana", "imap.example.org");
  g_assert_cmpstr (stored, ==, "open sesame");

  /* Another user: none is stored for it. */
  type_text (self, "servers_page/user_entry", "bob");
  WAIT_FOR (strstr (get_placeholder (self), "No password") != NULL);
  type_text (self, "servers_page/user_entry", "ana");
  WAIT_FOR (strstr (get_placeholder (self), "No ") == NULL && *get_placeholder (self) != '\0');
  set_ticked (self, "servers_page/remember_check", FALSE);
  g_assert_true (can_apply (self));
  respond (self, GTK_RESPONSE_OK);
  kept = dup_stored (self, sendoff_account_get_id (self->account), SENDOFF_LEG_INCOMING, "ana", "imap.example.org");
  g_assert_cmpstr (kept, ==, "open sesame");
}

static void
test_exceptions (Fixture      *self,
                 gconstpointer data)
{
  SendoffTrustStore *store = sendoff_workspace_get_trust_store (self->workspace);
  const char *pin = "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  g_autoptr(GError) error = NULL;

  sendoff_trust_store_add_pin (store, "smtp.example.org", 587, pin, &error);
  g_assert_no_error (error);
  sendoff_trust_store_add_pin (store, "other.example.org", 587, pin, &error);
  g_assert_no_error (error);
  open_dialog (self);
  gtk_notebook_set_current_page (GTK_NOTEBOOK (get_child (self->dialog, "notebook")), 2);
  g_assert_cmpstr (get_shown_text (self, "security_page/exceptions_list/server_label"), ==, "smtp.example.org:587");
  gtk_button_clicked (GTK_BUTTON (get_child (self->dialog, "security_page/exceptions_list/forget_button")));
  g_assert_true (can_apply (self));
  g_assert_true (is_shown (self, "security_page/exceptions_list/pending_label"));
  respond (self, GTK_RESPONSE_CANCEL);
  g_assert_cmpuint (count_exceptions (self), ==, 2);

  open_dialog (self);
  gtk_button_clicked (GTK_BUTTON (get_child (self->dialog, "security_page/exceptions_list/forget_button")));
  gtk_button_clicked (GTK_BUTTON (get_child (self->dialog, "security_page/exceptions_list/forget_button")));
  g_assert_false (can_apply (self));
  gtk_button_clicked (GTK_BUTTON (get_child (self->dialog, "security_page/exceptions_list/forget_button")));
  respond (self, GTK_RESPONSE_OK);
  g_assert_null (self->dialog);
  g_assert_cmpuint (count_exceptions (self), ==, 1);
}

#define ADD(path, data, test) g_test_add ("/properties-saving/" path, Fixture, data, fixture_set_up, test, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  ADD ("merges", NULL, test_merges);
  ADD ("conflict-mine", GINT_TO_POINTER (FALSE), test_conflict);
  ADD ("conflict-theirs", GINT_TO_POINTER (TRUE), test_conflict);
  ADD ("conflict-cancelled", NULL, test_conflict_cancelled);
  ADD ("removed", NULL, test_removed);
  ADD ("saving-fails", NULL, test_saving_fails);
  ADD ("slow-saving", NULL, test_slow_saving);
  ADD ("closed-meanwhile", NULL, test_closed_meanwhile);
  ADD ("closed-meanwhile-and-failed", "x", test_closed_meanwhile);
  ADD ("password", NULL, test_password);
  ADD ("exceptions", NULL, test_exceptions);
  return g_test_run ();
}
