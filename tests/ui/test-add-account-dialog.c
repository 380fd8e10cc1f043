/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adding an account on one page. */
#include "ui/add-account-dialog.h"

#include "settings-fixture.h"

typedef struct
{
  SendoffAccount *account;
  gboolean        tests;
  guint           n;
} Added;

static void
on_account_added (SendoffAddAccountDialog *dialog,
                  SendoffAccount          *account,
                  gboolean                 tests,
                  gpointer                 user_data)
{
  Added *added = user_data;

  g_set_object (&added->account, account);
  added->tests = tests;
  added->n++;
}

static void
open_dialog (Fixture *self,
             Added   *added)
{
  GtkWidget *dialog = sendoff_add_account_dialog_new (self->workspace, NULL);

  g_signal_connect (dialog, "account-added", G_CALLBACK (on_account_added), added);
  fixture_show (self, dialog);
}

static void
fill_in (Fixture *self)
{
  type_text (self, "name_entry", "Club");
  type_text (self, "email_entry", "jo@example.net");
  type_text (self, "host_entry", "mail.example.net");
}

static guint
count_accounts (Fixture *self)
{
  g_autoptr(SendoffAccountsFile) file = open_beside (self);

  return g_list_model_get_n_items (G_LIST_MODEL (sendoff_accounts_file_get_list (file)));
}

static void
test_saves (Fixture      *self,
            gconstpointer data)
{
  gboolean tests = GPOINTER_TO_INT (data);
  Added added = { 0 };
  g_autofree char *password = NULL;
  SendoffServerSettings *settings;

  open_dialog (self, &added);
  fill_in (self);
  g_assert_cmpstr (get_shown_text (self, "user_entry"), ==, "jo@example.net");
  type_text (self, "password_entry", "open sesame");
  respond (self, tests ? GTK_RESPONSE_APPLY : GTK_RESPONSE_OK);

  g_assert_null (self->dialog);
  g_assert_cmpuint (added.n, ==, 1);
  g_assert_cmpint (added.tests, ==, tests);
  g_assert_true (sendoff_account_list_find_by_name (sendoff_workspace_get_accounts (self->workspace), "Club") == added.account);
  settings = sendoff_account_get_server_settings (added.account, SENDOFF_LEG_OUTGOING, NULL);
  g_assert_nonnull (settings);
  g_assert_cmpstr (settings->host, ==, "mail.example.net");
  g_assert_cmpuint (settings->port, ==, 465);
  g_assert_cmpint (settings->security, ==, SENDOFF_SECURITY_TLS);
  g_assert_cmpstr (settings->user, ==, "jo@example.net");
  password = dup_stored (self, sendoff_account_get_id (added.account), SENDOFF_LEG_OUTGOING, settings->user, settings->host);
  g_assert_cmpstr (password, ==, "open sesame");
  g_assert_cmpuint (count_accounts (self), ==, 2);
  sendoff_server_settings_free (settings);
  g_object_unref (added.account);
}

static void
test_cancel (Fixture      *self,
             gconstpointer data)
{
  Added added = { 0 };

  open_dialog (self, &added);
  fill_in (self);
  respond (self, GTK_RESPONSE_CANCEL);
  g_assert_null (self->dialog);
  g_assert_cmpuint (added.n, ==, 0);
  g_assert_cmpuint (count_accounts (self), ==, 1);
}

static const struct { const char *typed, *host; guint port; const char *security; } hosts[] = {
  { "mail.example.net:587", "mail.example.net", 587, "starttls" },
  { "mail.example.net:25", "mail.example.net", 25, "starttls" },
  { "mail.example.net:2525", "mail.example.net", 2525, "tls" },
  { " mail.example.net ", "mail.example.net", 465, "tls" },
  { "Bücher.example:465", "Bücher.example", 465, "tls" },
  { "[::1]:587", "::1", 587, "starttls" },
  { "2001:db8::25", "2001:db8::25", 465, "tls" },
  { "mail.example.net:0", "mail.example.net:0", 465, "tls" },
  { "mail.example.net:99999", "mail.example.net:99999", 465, "tls" },
};

static void
test_host_and_port (Fixture      *self,
                    gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      Added added = { 0 };
      GtkWidget *combo;

      open_dialog (self, &added);
      combo = get_child (self->dialog, "security_combo");
      type_text (self, "host_entry", hosts[i].typed);
      leave (self, "host_entry");
      g_assert_cmpstr (get_shown_text (self, "host_entry"), ==, hosts[i].host);
      g_assert_cmpint (gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (get_child (self->dialog, "port_spin"))), ==, hosts[i].port);
      g_assert_cmpstr (gtk_combo_box_get_active_id (GTK_COMBO_BOX (combo)), ==, hosts[i].security);
      g_assert_true ((get_problem (self, "host_mark") != NULL) == (strchr (hosts[i].host, ':') != NULL && hosts[i].host[0] == 'm'));
      respond (self, GTK_RESPONSE_CANCEL);
    }
}

static void
test_security_by_hand (Fixture      *self,
                       gconstpointer data)
{
  Added added = { 0 };
  GtkComboBox *combo;
  GtkWidget *port, *warning;

  open_dialog (self, &added);
  combo = GTK_COMBO_BOX (get_child (self->dialog, "security_combo"));
  port = get_child (self->dialog, "port_spin");
  warning = get_child (self->dialog, "warning_box");
  gtk_combo_box_set_active_id (combo, "starttls");
  g_assert_cmpint (gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (port)), ==, 587);
  g_assert_false (gtk_widget_get_visible (warning));
  gtk_combo_box_set_active_id (combo, "none");
  g_assert_cmpint (gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (port)), ==, 587);
  g_assert_true (gtk_widget_get_visible (warning));
  set_ticked (self, "authentication_check", FALSE);
  g_assert_false (gtk_widget_get_visible (warning));
  g_assert_false (gtk_widget_get_sensitive (get_child (self->dialog, "password_entry")));

  type_text (self, "host_entry", "mail.example.net:465");
  leave (self, "host_entry");
  g_assert_cmpstr (gtk_combo_box_get_active_id (combo), ==, "none");
}

static void
test_marks_when_left (Fixture      *self,
                      gconstpointer data)
{
  Added added = { 0 };
  GtkWidget *entry;

  open_dialog (self, &added);
  entry = get_child (self->dialog, "email_entry");
  type_text (self, "email_entry", "jo@");
  g_assert_null (get_problem (self, "email_mark"));
  leave (self, "email_entry");
  g_assert_nonnull (get_problem (self, "email_mark"));
  g_assert_true (gtk_style_context_has_class (gtk_widget_get_style_context (entry), GTK_STYLE_CLASS_ERROR));
  g_assert_cmpstr (atk_object_get_description (gtk_widget_get_accessible (entry)), ==, get_problem (self, "email_mark"));
  type_text (self, "email_entry", "jo@example.net");
  g_assert_null (get_problem (self, "email_mark"));
  g_assert_false (gtk_style_context_has_class (gtk_widget_get_style_context (entry), GTK_STYLE_CLASS_ERROR));
}

static void
test_user_of_its_own (Fixture      *self,
                      gconstpointer data)
{
  Added added = { 0 };

  open_dialog (self, &added);
  type_text (self, "email_entry", "jo@example.net");
  type_text (self, "user_entry", "jo");
  type_text (self, "email_entry", "joan@example.net");
  g_assert_cmpstr (get_shown_text (self, "user_entry"), ==, "jo");
}

static void
test_faults (Fixture      *self,
             gconstpointer data)
{
  static const char *const entries[] = { "name_entry", "email_entry", "host_entry", "user_entry" };
  g_autofree char *huge = g_strnfill (1 << 20, 'x');
  Added added = { 0 };

  open_dialog (self, &added);
  respond (self, GTK_RESPONSE_OK);
  g_assert_nonnull (self->dialog);
  g_assert_nonnull (get_problem (self, "name_mark"));
  g_assert_nonnull (get_problem (self, "email_mark"));
  g_assert_nonnull (get_problem (self, "host_mark"));
  g_assert_nonnull (get_problem (self, "user_mark"));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (self->dialog)) == get_child (self->dialog, "name_entry"));

  fill_in (self);
  type_text (self, "name_entry", "Work");
  respond (self, GTK_RESPONSE_OK);
  g_assert_nonnull (self->dialog);
  g_assert_nonnull (get_problem (self, "name_mark"));
  g_assert_null (get_problem (self, "host_mark"));

  type_text (self, "name_entry", "Club");
  type_text (self, "port_spin", "99999");
  respond (self, GTK_RESPONSE_OK);
  g_assert_nonnull (get_problem (self, "port_mark"));

  type_text (self, "port_spin", "465");
  type_text (self, "password_entry", huge);
  respond (self, GTK_RESPONSE_OK);
  g_assert_nonnull (get_problem (self, "password_mark"));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (self->dialog)) == get_child (self->dialog, "password_entry"));
  type_text (self, "password_entry", "");
  g_assert_null (get_problem (self, "password_mark"));
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    type_text (self, entries[i], huge);
  respond (self, GTK_RESPONSE_OK);
  g_assert_nonnull (get_problem (self, "name_mark"));
  g_assert_nonnull (get_problem (self, "email_mark"));
  g_assert_nonnull (get_problem (self, "host_mark"));
  g_assert_nonnull (get_problem (self, "user_mark"));
  g_assert_cmpuint (added.n, ==, 0);
  g_assert_cmpuint (count_accounts (self), ==, 1);
}

static void
test_saving_fails (Fixture      *self,
                   gconstpointer data)
{
  Added added = { 0 };

  open_dialog (self, &added);
  fill_in (self);
  block_saving (self);
  respond (self, GTK_RESPONSE_OK);
  g_assert_nonnull (self->dialog);
  g_assert_true (gtk_widget_get_visible (get_child (self->dialog, "notice_bar")));
  g_assert_cmpstr (get_shown_text (self, "name_entry"), ==, "Club");
  unblock_saving (self);
  respond (self, GTK_RESPONSE_OK);
  g_assert_null (self->dialog);
  g_assert_cmpuint (added.n, ==, 1);
  g_object_unref (added.account);
}

/* What was on its way arrives, and nobody is shown a window for it any more. */
static void
test_closed_meanwhile (Fixture      *self,
                       gconstpointer data)
{
  Added added = { 0 };
  SendoffAccountList *accounts = sendoff_workspace_get_accounts (self->workspace);
  g_autofree char *password = NULL;
  int lock;

  open_dialog (self, &added);
  fill_in (self);
  type_text (self, "password_entry", "open sesame");
  lock = lock_accounts (self);
  gtk_dialog_response (GTK_DIALOG (self->dialog), GTK_RESPONSE_OK);
  g_assert_true (is_saving (self));
  gtk_dialog_response (GTK_DIALOG (self->dialog), GTK_RESPONSE_DELETE_EVENT);
  let_idle ();
  g_assert_cmpuint (count_accounts (self), ==, 1);
  close (lock);
  WAIT_FOR (sendoff_account_list_find_by_name (accounts, "Club") != NULL);
  let_idle ();
  password = dup_stored (self, sendoff_account_get_id (sendoff_account_list_find_by_name (accounts, "Club")), SENDOFF_LEG_OUTGOING,
                         "jo@example.net", "mail.example.net");
  g_assert_cmpstr (password, ==, "open sesame");
  g_assert_cmpuint (added.n, ==, 0);
}

static void
test_mnemonics (Fixture      *self,
                gconstpointer data)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);
  Added added = { 0 };

  open_dialog (self, &added);
  gtk_container_forall (GTK_CONTAINER (self->dialog), count_mnemonic, seen);
  g_assert_cmpuint (g_hash_table_size (seen), >=, 10);
}

#define ADD(path, data, test) g_test_add ("/add-account-dialog/" path, Fixture, data, fixture_set_up, test, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  ADD ("save", GINT_TO_POINTER (FALSE), test_saves);
  ADD ("save-and-test", GINT_TO_POINTER (TRUE), test_saves);
  ADD ("cancel", NULL, test_cancel);
  ADD ("host-and-port", NULL, test_host_and_port);
  ADD ("security-by-hand", NULL, test_security_by_hand);
  ADD ("marks-when-left", NULL, test_marks_when_left);
  ADD ("user-of-its-own", NULL, test_user_of_its_own);
  ADD ("faults", NULL, test_faults);
  ADD ("saving-fails", NULL, test_saving_fails);
  ADD ("closed-meanwhile", NULL, test_closed_meanwhile);
  ADD ("mnemonics", NULL, test_mnemonics);
  return g_test_run ();
}
