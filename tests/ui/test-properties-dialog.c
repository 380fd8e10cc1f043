/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An account's Properties: what is typed and ticked, saved or refused. */
#include "properties-fixture.h"
#include "ui/outgoing-settings-dialog.h"
#include "ui/page-scroller.h"

static int
get_port (Fixture    *self,
          const char *path)
{
  return gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (get_child (self->dialog, path)));
}

static void
test_cancel (Fixture      *self,
             gconstpointer data)
{
  g_autofree char *before = read_whole (sendoff_accounts_file_get_path (sendoff_workspace_get_accounts_file (self->workspace)));
  g_autofree char *after = NULL;

  open_dialog (self);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (self->dialog)), ==, "Work Properties");
  type_text (self, "general_page/account_entry", "Club");
  set_ticked (self, "advanced_page/outgoing_check", TRUE);
  respond (self, GPOINTER_TO_INT (data));
  g_assert_null (self->dialog);
  g_assert_cmpstr (sendoff_account_get_text (self->account, SENDOFF_KEY_NAME), ==, "Work");
  after = read_whole (sendoff_accounts_file_get_path (sendoff_workspace_get_accounts_file (self->workspace)));
  g_assert_cmpstr (after, ==, before);
}

static const struct { const char *path; SendoffKey key; const char *value; } texts[] = {
  { "general_page/account_entry", SENDOFF_KEY_NAME, "Club <b>&amp;" },
  { "general_page/name_entry", SENDOFF_KEY_FULL_NAME, "Ana Núñez" },
  { "general_page/organization_entry", SENDOFF_KEY_ORGANIZATION, "Example" },
  { "general_page/email_entry", SENDOFF_KEY_EMAIL, "ana@example.net" },
  { "general_page/reply_entry", SENDOFF_KEY_REPLY_TO, "reply@example.net" },
  { "servers_page/outgoing_entry", SENDOFF_KEY_SMTP_HOST, "mail.example.net" },
  { "servers_page/incoming_entry", SENDOFF_KEY_INCOMING_HOST, "imap.example.net" },
  { "servers_page/user_entry", SENDOFF_KEY_INCOMING_USER, "ana" },
};

static void
test_saves (Fixture      *self,
            gconstpointer data)
{
  open_dialog (self);
  gtk_combo_box_set_active_id (GTK_COMBO_BOX (get_child (self->dialog, "servers_page/protocol_combo")), "imap");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    type_text (self, texts[i].path, texts[i].value);
  respond (self, GTK_RESPONSE_OK);
  g_assert_null (self->dialog);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_saved (self, texts[i].key, texts[i].value);
}

static void
test_apply (Fixture      *self,
            gconstpointer data)
{
  open_dialog (self);
  g_assert_false (can_apply (self));
  type_text (self, "general_page/name_entry", "Ana");
  g_assert_true (can_apply (self));
  type_text (self, "general_page/name_entry", "");
  g_assert_false (can_apply (self));
  type_text (self, "general_page/account_entry", "Club");
  respond (self, GTK_RESPONSE_APPLY);
  g_assert_nonnull (self->dialog);
  g_assert_false (can_apply (self));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (self->dialog)), ==, "Club Properties");
  assert_saved (self, SENDOFF_KEY_NAME, "Club");
  respond (self, GTK_RESPONSE_CANCEL);
  assert_saved (self, SENDOFF_KEY_NAME, "Club");
}

#define HUGE "(1 MB)"

static const struct { int page; const char *entry, *mark, *text; } faults[] = {
  { 0, "general_page/account_entry", "general_page/account_mark", "" },
  { 0, "general_page/account_entry", "general_page/account_mark", "Wo\x01rk" },
  { 0, "general_page/account_entry", "general_page/account_mark", HUGE },
  { 0, "general_page/name_entry", "general_page/name_mark", "Ana\r\nBcc: eve@example.net" },
  { 0, "general_page/name_entry", "general_page/name_mark", HUGE },
  { 0, "general_page/organization_entry", "general_page/organization_mark", HUGE },
  { 0, "general_page/email_entry", "general_page/email_mark", "not an address !!" },
  { 0, "general_page/email_entry", "general_page/email_mark", HUGE },
  { 0, "general_page/reply_entry", "general_page/reply_mark", "ana@exa\nmple.org" },
  { 0, "general_page/reply_entry", "general_page/reply_mark", HUGE },
  { 1, "servers_page/outgoing_entry", "servers_page/outgoing_mark", "" },
  { 1, "servers_page/outgoing_entry", "servers_page/outgoing_mark", "bad host !!" },
  { 1, "servers_page/outgoing_entry", "servers_page/outgoing_mark", HUGE },
  { 1, "servers_page/incoming_entry", "servers_page/incoming_mark", "256.1.1.1" },
  { 1, "servers_page/incoming_entry", "servers_page/incoming_mark", HUGE },
  { 1, "servers_page/user_entry", "servers_page/user_mark", "" },
  { 1, "servers_page/user_entry", "servers_page/user_mark", HUGE },
  { 1, "servers_page/password_entry", "servers_page/password_mark", HUGE },
  { 1, "servers_page/password_entry", "servers_page/password_mark", "open\tsesame" },
  { 2, "security_page/certificate_entry", "security_page/certificate_mark", HUGE },
  { 2, "security_page/certificate_entry", "security_page/certificate_mark", "letter.pem" },
  { 2, "security_page/key_entry", "security_page/key_mark", HUGE },
  { 3, "advanced_page/outgoing_port", "advanced_page/outgoing_mark", "0" },
  { 3, "advanced_page/incoming_port", "advanced_page/incoming_mark", "99999" },
};

static char *
dup_typed (const char *text)
{
  return g_str_equal (text, HUGE) ? g_strnfill (1 << 20, 'x') : g_strdup (text);
}

/* Another tab is in front when OK is chosen. */
static void
try_fault (Fixture *self,
           guint    i)
{
  g_autofree char *typed = dup_typed (faults[i].text);
  g_autofree char *before = g_strdup (get_shown_text (self, faults[i].entry));
  GtkNotebook *notebook = GTK_NOTEBOOK (get_child (self->dialog, "notebook"));
  GtkWidget *entry = get_child (self->dialog, faults[i].entry);

  g_test_message ("%s: %.20s", faults[i].entry, faults[i].text);
  gtk_notebook_set_current_page (notebook, (faults[i].page + 2) % 4);
  type_text (self, faults[i].entry, typed);
  respond (self, GTK_RESPONSE_OK);
  g_assert_nonnull (self->dialog);
  g_assert_nonnull (get_problem (self, faults[i].mark));
  g_assert_cmpint (gtk_notebook_get_current_page (notebook), ==, faults[i].page);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (self->dialog)) == entry);
  g_assert_true (gtk_style_context_has_class (gtk_widget_get_style_context (entry), GTK_STYLE_CLASS_ERROR));
  g_assert_cmpstr (atk_object_get_description (gtk_widget_get_accessible (entry)), ==, get_problem (self, faults[i].mark));
  type_text (self, faults[i].entry, before);
  if (GTK_IS_SPIN_BUTTON (entry))
    gtk_spin_button_update (GTK_SPIN_BUTTON (entry));
  g_assert_null (get_problem (self, faults[i].mark));
}

static void
test_faults (Fixture      *self,
             gconstpointer data)
{
  open_dialog (self);
  gtk_combo_box_set_active_id (GTK_COMBO_BOX (get_child (self->dialog, "servers_page/protocol_combo")), "imap");
  type_text (self, "servers_page/incoming_entry", "imap.example.org");
  type_text (self, "servers_page/user_entry", "ana");
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    try_fault (self, i);
  assert_saved (self, SENDOFF_KEY_INCOMING_HOST, "");
}

static void
test_marks_when_left (Fixture      *self,
                      gconstpointer data)
{
  open_dialog (self);
  type_text (self, "servers_page/outgoing_entry", "bad host !!");
  g_assert_null (get_problem (self, "servers_page/outgoing_mark"));
  leave (self, "servers_page/outgoing_entry");
  g_assert_nonnull (get_problem (self, "servers_page/outgoing_mark"));
  type_text (self, "servers_page/outgoing_entry", "  smtp.example.org\n");
  leave (self, "servers_page/outgoing_entry");
  g_assert_null (get_problem (self, "servers_page/outgoing_mark"));
  g_assert_cmpstr (get_shown_text (self, "servers_page/outgoing_entry"), ==, "smtp.example.org");
}

static void
test_name_taken (Fixture      *self,
                 gconstpointer data)
{
  g_autoptr(SendoffAccount) other = sendoff_account_copy (self->account);
  g_autoptr(SendoffAccount) fresh = sendoff_account_new (NULL);

  sendoff_account_assign (fresh, other);
  sendoff_account_set_text (fresh, SENDOFF_KEY_NAME, "Club");
  g_assert_true (sendoff_accounts_file_add (sendoff_workspace_get_accounts_file (self->workspace), fresh, NULL));
  open_dialog (self);
  type_text (self, "general_page/account_entry", "Club");
  respond (self, GTK_RESPONSE_OK);
  g_assert_nonnull (self->dialog);
  g_assert_nonnull (get_problem (self, "general_page/account_mark"));
  assert_saved (self, SENDOFF_KEY_NAME, "Work");
}

static void
test_security (Fixture      *self,
               gconstpointer data)
{
  open_dialog (self);
  g_assert_false (is_ticked (self, "advanced_page/outgoing_check"));
  g_assert_false (gtk_widget_get_sensitive (get_child (self->dialog, "advanced_page/outgoing_first")));
  set_ticked (self, "advanced_page/outgoing_check", TRUE);
  g_assert_true (is_ticked (self, "advanced_page/outgoing_upgrade"));
  g_assert_cmpint (get_port (self, "advanced_page/outgoing_port"), ==, 25);
  set_ticked (self, "advanced_page/outgoing_first", TRUE);
  g_assert_cmpint (get_port (self, "advanced_page/outgoing_port"), ==, 465);
  set_ticked (self, "advanced_page/outgoing_upgrade", TRUE);
  g_assert_cmpint (get_port (self, "advanced_page/outgoing_port"), ==, 587);
  type_text (self, "advanced_page/outgoing_port", "2525");
  set_ticked (self, "advanced_page/outgoing_first", TRUE);
  g_assert_cmpint (get_port (self, "advanced_page/outgoing_port"), ==, 2525);
  gtk_button_clicked (GTK_BUTTON (get_child (self->dialog, "advanced_page/defaults_button")));
  g_assert_cmpint (get_port (self, "advanced_page/outgoing_port"), ==, 465);
  set_ticked (self, "advanced_page/outgoing_check", FALSE);
  g_assert_cmpint (get_port (self, "advanced_page/outgoing_port"), ==, 587);
  set_ticked (self, "advanced_page/outgoing_check", TRUE);
  respond (self, GTK_RESPONSE_OK);
  assert_saved (self, SENDOFF_KEY_SMTP_SECURITY, "starttls");
  assert_saved (self, SENDOFF_KEY_SMTP_PORT, "587");
}

static void
test_incoming_kind (Fixture      *self,
                    gconstpointer data)
{
  GtkComboBox *combo;

  open_dialog (self);
  combo = GTK_COMBO_BOX (get_child (self->dialog, "servers_page/protocol_combo"));
  g_assert_cmpstr (gtk_combo_box_get_active_id (combo), ==, "none");
  g_assert_false (gtk_widget_get_sensitive (get_child (self->dialog, "servers_page/incoming_entry")));
  g_assert_false (gtk_widget_get_sensitive (get_child (self->dialog, "advanced_page/incoming_port")));
  gtk_combo_box_set_active_id (combo, "pop3");
  g_assert_cmpstr (get_shown_text (self, "servers_page/incoming_label"), ==, "Incoming mail (POP3):");
  g_assert_cmpstr (get_shown_text (self, "advanced_page/incoming_label"), ==, "Incoming mail (POP3):");
  g_assert_cmpint (get_port (self, "advanced_page/incoming_port"), ==, 995);
  g_assert_false (is_shown (self, "servers_page/password_warning_box"));
  set_ticked (self, "advanced_page/incoming_check", FALSE);
  g_assert_cmpint (get_port (self, "advanced_page/incoming_port"), ==, 110);
  g_assert_true (is_shown (self, "servers_page/password_warning_box"));
  gtk_combo_box_set_active_id (combo, "imap");
  g_assert_cmpint (get_port (self, "advanced_page/incoming_port"), ==, 143);
}

static void
test_authentication (Fixture      *self,
                     gconstpointer data)
{
  open_dialog (self);
  g_assert_false (is_ticked (self, "servers_page/authentication_check"));
  g_assert_false (gtk_widget_get_sensitive (get_child (self->dialog, "servers_page/settings_button")));
  g_assert_false (is_shown (self, "servers_page/authentication_warning_box"));
  set_ticked (self, "servers_page/authentication_check", TRUE);
  g_assert_cmpstr (get_shown_text (self, "servers_page/authentication_label"), ==, "Signs in as ana@example.org.");
  g_assert_true (is_shown (self, "servers_page/authentication_warning_box"));
  gtk_combo_box_set_active_id (GTK_COMBO_BOX (get_child (self->dialog, "servers_page/protocol_combo")), "imap");
  type_text (self, "servers_page/incoming_entry", "imap.example.org");
  type_text (self, "servers_page/user_entry", "ana");
  set_ticked (self, "servers_page/authentication_check", FALSE);
  respond (self, GTK_RESPONSE_APPLY);
  assert_saved (self, SENDOFF_KEY_SMTP_AUTHENTICATION, "none");
  set_ticked (self, "servers_page/authentication_check", TRUE);
  respond (self, GTK_RESPONSE_OK);
  assert_saved (self, SENDOFF_KEY_SMTP_AUTHENTICATION, "own");
}

static GtkWidget *
open_settings (Fixture *self)
{
  gtk_button_clicked (GTK_BUTTON (get_child (self->dialog, "servers_page/settings_button")));
  let_idle ();
  return find_window (SENDOFF_TYPE_OUTGOING_SETTINGS_DIALOG);
}

static void
test_settings (Fixture      *self,
               gconstpointer data)
{
  GtkWidget *settings;
  g_autofree char *huge = g_strnfill (1 << 20, 'x');
  g_autofree char *password = NULL;

  open_dialog (self);
  set_ticked (self, "servers_page/authentication_check", TRUE);
  settings = open_settings (self);
  g_assert_nonnull (settings);
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (get_child (settings, "own_radio"))));
  gtk_entry_set_text (GTK_ENTRY (get_child (settings, "user_entry")), "");
  gtk_dialog_response (GTK_DIALOG (settings), GTK_RESPONSE_OK);
  g_assert_nonnull (sendoff_field_mark_get (SENDOFF_FIELD_MARK (get_child (settings, "user_mark"))));
  WAIT_FOR (is_wholly_shown (get_child (settings, "user_mark")));
  gtk_entry_set_text (GTK_ENTRY (get_child (settings, "user_entry")), "ana");
  gtk_entry_set_text (GTK_ENTRY (get_child (settings, "password_entry")), huge);
  gtk_dialog_response (GTK_DIALOG (settings), GTK_RESPONSE_OK);
  g_assert_nonnull (sendoff_field_mark_get (SENDOFF_FIELD_MARK (get_child (settings, "password_mark"))));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (get_child (settings, "same_radio")), TRUE);
  g_assert_false (gtk_widget_get_sensitive (get_child (settings, "own_grid")));
  g_assert_null (sendoff_field_mark_get (SENDOFF_FIELD_MARK (get_child (settings, "password_mark"))));
  /* There is no incoming server. */
  gtk_dialog_response (GTK_DIALOG (settings), GTK_RESPONSE_OK);
  g_assert_nonnull (sendoff_field_mark_get (SENDOFF_FIELD_MARK (get_child (settings, "same_mark"))));
  gtk_dialog_response (GTK_DIALOG (settings), GTK_RESPONSE_CANCEL);
  let_idle ();
  g_assert_null (find_window (SENDOFF_TYPE_OUTGOING_SETTINGS_DIALOG));
  g_assert_cmpstr (get_shown_text (self, "servers_page/authentication_label"), ==, "Signs in as ana@example.org.");

  settings = open_settings (self);
  gtk_entry_set_text (GTK_ENTRY (get_child (settings, "user_entry")), "ana");
  gtk_entry_set_text (GTK_ENTRY (get_child (settings, "password_entry")), "open sesame");
  gtk_dialog_response (GTK_DIALOG (settings), GTK_RESPONSE_OK);
  let_idle ();
  respond (self, GTK_RESPONSE_OK);
  g_assert_null (self->dialog);
  assert_saved (self, SENDOFF_KEY_SMTP_USER, "ana");
  password = dup_stored (self, sendoff_account_get_id (self->account), SENDOFF_LEG_OUTGOING, "ana", "smtp.example.org");
  g_assert_cmpstr (password, ==, "open sesame");
}

static int
get_place (GtkWidget  *dialog,
           const char *id)
{
  GtkWidget *button = get_child (dialog, id);
  int place;

  gtk_container_child_get (GTK_CONTAINER (gtk_widget_get_parent (button)), button, "position", &place, NULL);
  return place;
}

/* In both windows a click at the same place means the same. */
static void
test_order_of_buttons (Fixture      *self,
                       gconstpointer data)
{
  GtkWidget *settings;

  open_dialog (self);
  set_ticked (self, "servers_page/authentication_check", TRUE);
  settings = open_settings (self);
  g_assert_cmpint (get_place (self->dialog, "ok_button"), <, get_place (self->dialog, "cancel_button"));
  g_assert_cmpint (get_place (settings, "ok_button"), <, get_place (settings, "cancel_button"));
  gtk_dialog_response (GTK_DIALOG (settings), GTK_RESPONSE_CANCEL);
  let_idle ();
}

/* How much of the highest page is empty, or (negative) out of sight. */
static int
get_empty_height (GtkWidget *dialog)
{
  GtkWidget *shown = find_widget (dialog, SENDOFF_TYPE_PAGE_SCROLLER, NULL);
  GtkWidget *parent = gtk_widget_get_parent (shown);
  int height = gtk_widget_get_allocated_height (shown);
  int highest = 0;
  g_autoptr(GList) pages = gtk_container_get_children (GTK_CONTAINER (parent));

  for (GList *each = pages; each != NULL; each = each->next)
    if (SENDOFF_IS_PAGE_SCROLLER (each->data))
      {
        int wanted;

        gtk_widget_get_preferred_height_for_width (gtk_bin_get_child (each->data), gtk_widget_get_allocated_width (shown), NULL, &wanted);
        highest = MAX (highest, wanted);
      }
  return height - highest;
}

static void
test_no_empty_space (Fixture      *self,
                     gconstpointer data)
{
  GtkWidget *settings;

  set_up_incoming (self);
  open_dialog (self);
  WAIT_FOR (get_empty_height (self->dialog) == 0);
  type_text (self, "servers_page/incoming_entry", "");
  type_text (self, "servers_page/outgoing_entry", "");
  type_text (self, "servers_page/user_entry", "");
  respond (self, GTK_RESPONSE_APPLY);
  WAIT_FOR (get_empty_height (self->dialog) == 0);
  set_ticked (self, "servers_page/authentication_check", TRUE);
  settings = open_settings (self);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (get_child (settings, "own_radio")), TRUE);
  gtk_entry_set_text (GTK_ENTRY (get_child (settings, "user_entry")), "");
  gtk_dialog_response (GTK_DIALOG (settings), GTK_RESPONSE_OK);
  WAIT_FOR (get_empty_height (settings) == 0);
  gtk_dialog_response (GTK_DIALOG (settings), GTK_RESPONSE_CANCEL);
  let_idle ();
}

static void
on_task_added (SendoffWorkspace *workspace,
               SendoffTask      *task,
               SendoffTask     **place)
{
  g_set_object (place, task);
}

/* What was typed for a sign-in of its own, whatever it holds, stands for no other: neither server gets it in a test. */
static void
test_password_used_no_longer (Fixture      *self,
                              gconstpointer data)
{
  g_autoptr(SendoffTask) task = NULL;
  GtkWidget *settings;

  set_up_incoming (self);
  open_dialog (self);
  set_ticked (self, "servers_page/authentication_check", TRUE);
  settings = open_settings (self);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (get_child (settings, "own_radio")), TRUE);
  gtk_entry_set_text (GTK_ENTRY (get_child (settings, "password_entry")), "open\tsesame");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (get_child (settings, "same_radio")), TRUE);
  gtk_dialog_response (GTK_DIALOG (settings), GTK_RESPONSE_OK);
  let_idle ();
  g_assert_null (find_window (SENDOFF_TYPE_OUTGOING_SETTINGS_DIALOG));

  g_signal_connect (self->workspace, "task-added", G_CALLBACK (on_task_added), &task);
  gtk_button_clicked (GTK_BUTTON (get_child (self->dialog, "test_button")));
  g_assert_nonnull (task);
  g_assert_null (sendoff_task_get_check (task)->password);
  g_assert_null (sendoff_task_get_check (task)->incoming_password);
  sendoff_task_stop (task);
  WAIT_FOR (sendoff_task_get_state (task) == SENDOFF_TASK_FINISHED);
  respond (self, GTK_RESPONSE_CANCEL);
}

static void
test_timeouts (Fixture      *self,
               gconstpointer data)
{
  GtkRange *scale;

  change_beside (self, SENDOFF_KEY_TIMEOUT, "45");
  g_assert_true (sendoff_accounts_file_load (sendoff_workspace_get_accounts_file (self->workspace), NULL, NULL));
  open_dialog (self);
  scale = GTK_RANGE (get_child (self->dialog, "advanced_page/timeout_scale"));
  g_assert_cmpstr (get_shown_text (self, "advanced_page/timeout_label"), ==, "45 seconds");
  g_assert_false (can_apply (self));
  type_text (self, "general_page/name_entry", "Ana");
  respond (self, GTK_RESPONSE_APPLY);
  assert_saved (self, SENDOFF_KEY_TIMEOUT, "45");
  gtk_range_set_value (scale, 97);
  g_assert_cmpstr (get_shown_text (self, "advanced_page/timeout_label"), ==, "1 minute 30 seconds");
  g_assert_cmpfloat (gtk_range_get_value (scale), ==, 90);
  gtk_range_set_value (scale, 300);
  g_assert_cmpstr (get_shown_text (self, "advanced_page/timeout_label"), ==, "5 minutes");
  respond (self, GTK_RESPONSE_OK);
  assert_saved (self, SENDOFF_KEY_TIMEOUT, "300");
}

/* Too long for the slider: kept all the same. */
static void
test_long_timeout (Fixture      *self,
                   gconstpointer data)
{
  change_beside (self, SENDOFF_KEY_TIMEOUT, "600");
  g_assert_true (sendoff_accounts_file_load (sendoff_workspace_get_accounts_file (self->workspace), NULL, NULL));
  open_dialog (self);
  g_assert_cmpstr (get_shown_text (self, "advanced_page/timeout_label"), ==, "10 minutes");
  type_text (self, "general_page/name_entry", "Ana");
  respond (self, GTK_RESPONSE_OK);
  assert_saved (self, SENDOFF_KEY_TIMEOUT, "600");
}

/* On each page, together with the dialog's own buttons. */
static void
test_mnemonics (Fixture      *self,
                gconstpointer data)
{
  const char *const pages[] = { "general_page", "servers_page", "security_page", "advanced_page" };
  GtkWidget *settings;
  g_autoptr(GHashTable) in_settings = g_hash_table_new (NULL, NULL);

  set_up_incoming (self);
  open_dialog (self);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);

      count_mnemonic (get_child (self->dialog, pages[i]), seen);
      count_mnemonic (get_child (self->dialog, "ok_button"), seen);
      count_mnemonic (get_child (self->dialog, "cancel_button"), seen);
      count_mnemonic (get_child (self->dialog, "apply_button"), seen);
    }
  set_ticked (self, "servers_page/authentication_check", TRUE);
  settings = open_settings (self);
  gtk_container_forall (GTK_CONTAINER (settings), count_mnemonic, in_settings);
  g_assert_cmpuint (g_hash_table_size (in_settings), ==, 7);
  gtk_dialog_response (GTK_DIALOG (settings), GTK_RESPONSE_CANCEL);
}

#define ADD(path, data, test) g_test_add ("/properties-dialog/" path, Fixture, data, fixture_set_up, test, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  ADD ("cancel", GINT_TO_POINTER (GTK_RESPONSE_CANCEL), test_cancel);
  ADD ("escape", GINT_TO_POINTER (GTK_RESPONSE_DELETE_EVENT), test_cancel);
  ADD ("saves", NULL, test_saves);
  ADD ("apply", NULL, test_apply);
  ADD ("faults", NULL, test_faults);
  ADD ("marks-when-left", NULL, test_marks_when_left);
  ADD ("name-taken", NULL, test_name_taken);
  ADD ("security", NULL, test_security);
  ADD ("incoming-kind", NULL, test_incoming_kind);
  ADD ("authentication", NULL, test_authentication);
  ADD ("settings", NULL, test_settings);
  ADD ("order-of-buttons", NULL, test_order_of_buttons);
  ADD ("no-empty-space", NULL, test_no_empty_space);
  ADD ("password-used-no-longer", NULL, test_password_used_no_longer);
  ADD ("timeouts", NULL, test_timeouts);
  ADD ("long-timeout", NULL, test_long_timeout);
  ADD ("mnemonics", NULL, test_mnemonics);
  return g_test_run ();
}
