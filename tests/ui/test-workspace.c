/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chain-fixture.h"
#include "practice-fixture.h"
#include "report/report-html.h"
#include "report/secret-check.h"
#include "ui/account-removal.h"
#include "ui/account-text.h"
#include "ui/growing-list.h"
#include "ui/practice-run.h"
#include "ui/task-notification.h"

static void
count (SendoffWorkspace *workspace,
       gpointer          task,
       guint            *n)
{
  (*n)++;
}

static void
test_tasks (PracticeFixture *self,
            gconstpointer    data)
{
  const char *id = sendoff_account_get_id (self->account);
  g_autofree char *first = sendoff_workspace_dup_next_subject (self->workspace);
  g_autofree char *second = NULL;
  guint n_added = 0, n_finished = 0;
  SendoffTask *task;

  g_signal_connect (self->workspace, "task-added", G_CALLBACK (count), &n_added);
  g_signal_connect (self->workspace, "task-finished", G_CALLBACK (count), &n_finished);
  g_assert_cmpstr (first, ==, "Test # 1");
  g_assert_null (sendoff_workspace_get_task (self->workspace, id));
  task = practice_fixture_send (self);
  second = sendoff_workspace_dup_next_subject (self->workspace);
  g_assert_cmpstr (second, ==, "Test # 2");
  g_assert_true (sendoff_workspace_get_task (self->workspace, id) == task);
  g_assert_cmpuint (sendoff_workspace_count_running (self->workspace), ==, 1);
  practice_fixture_wait_for_state (task, SENDOFF_TASK_FINISHED);
  g_assert_cmpuint (sendoff_workspace_count_running (self->workspace), ==, 0);
  g_assert_true (sendoff_workspace_get_task (self->workspace, id) == task);
  g_assert_cmpuint (n_added, ==, 1);
  g_assert_cmpuint (n_finished, ==, 1);
}

/* One that asks, and one behind it that took its place: both are stopped. */
static void
test_stop_all (PracticeFixture *self,
               gconstpointer    data)
{
  g_autoptr(SendoffTask) first = NULL;
  SendoffTask *second;

  practice_fixture_mend_account (self);
  first = g_object_ref (practice_fixture_send (self));
  second = practice_fixture_send (self);
  practice_fixture_wait_for_state (first, SENDOFF_TASK_ASKING);
  g_assert_cmpuint (sendoff_workspace_count_running (self->workspace), ==, 2);
  sendoff_workspace_stop_all (self->workspace);
  WAIT_UNTIL (sendoff_workspace_count_running (self->workspace) == 0);
  g_assert_cmpint (sendoff_task_get_report (first)->outcome, ==, SENDOFF_OUTCOME_CANCELLED);
  g_assert_cmpint (sendoff_task_get_report (second)->outcome, ==, SENDOFF_OUTCOME_CANCELLED);
}

static void
send_to (PracticeFixture *self,
         const char      *a,
         const char      *b)
{
  const char *const to[] = { a, b, NULL };
  const SendoffMessageParts parts = { .to = to, .subject = "Test", .body = "" };

  sendoff_workspace_send (self->workspace, self->account, &parts);
}

static void
test_recent_recipients (PracticeFixture *self,
                        gconstpointer    data)
{
  const char *const *recent = sendoff_workspace_get_recent_recipients (self->workspace);

  g_assert_null (recent[0]);
  send_to (self, "a@example.net", "b@example.net");
  send_to (self, "c@example.net", "a@example.net");
  recent = sendoff_workspace_get_recent_recipients (self->workspace);
  g_assert_cmpstr (recent[0], ==, "c@example.net");
  g_assert_cmpstr (recent[1], ==, "a@example.net");
  g_assert_cmpstr (recent[2], ==, "b@example.net");
  g_assert_null (recent[3]);
  for (guint i = 0; i < 25; i++)
    {
      g_autofree char *address = g_strdup_printf ("u%u@example.net", i);

      send_to (self, address, NULL);
    }
  recent = sendoff_workspace_get_recent_recipients (self->workspace);
  g_assert_cmpuint (g_strv_length ((char **) recent), ==, 20);
  g_assert_cmpstr (recent[0], ==, "u24@example.net");
  sendoff_workspace_stop_all (self->workspace);
  WAIT_UNTIL (sendoff_workspace_count_running (self->workspace) == 0);
}

/* What can't be read is said; nobody is trusted by it, and nothing is shown. */
static void
test_damaged_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sendoff-test-XXXXXX", NULL);
  g_autofree char *accounts = g_build_filename (folder, "accounts.ini", NULL);
  g_autofree char *trust = g_build_filename (folder, "trust.ini", NULL);
  g_autofree char *notice = NULL;
  g_autoptr(SendoffWorkspace) workspace = NULL;
  g_autoptr(GDir) dir = NULL;
  const char *name;

  g_assert_true (g_file_set_contents (accounts, "[broken\n", -1, NULL));
  g_assert_true (g_file_set_contents (trust, "[broken\n", -1, NULL));
  workspace = sendoff_workspace_new (folder, FALSE);
  notice = sendoff_workspace_load (workspace);
  g_assert_nonnull (strstr (notice, "accounts.ini.damaged-"));
  g_assert_nonnull (strstr (notice, "trust.ini.damaged-"));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (sendoff_workspace_get_accounts (workspace))), ==, 0);
  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

/* ---- removing ---- */

static void
add_exception (PracticeFixture *self)
{
  SendoffTask *task;

  practice_fixture_mend_account (self);
  task = practice_fixture_send (self);
  practice_fixture_give_password (task);
  practice_fixture_wait_for_state (task, SENDOFF_TASK_ASKING);
  sendoff_task_answer_trust (task, SENDOFF_ANSWER_ALWAYS);
  practice_fixture_wait_for_state (task, SENDOFF_TASK_FINISHED);
}

static gboolean
is_trusted (PracticeFixture *self)
{
  g_autoptr(SendoffTrustEntry) entry = sendoff_trust_store_lookup (sendoff_workspace_get_trust_store (self->workspace), "localhost",
                                                                   sendoff_practice_server_get_port (self->server));

  return entry != NULL;
}

static SendoffAccount *
add_second_account (PracticeFixture *self,
                    guint            port)
{
  g_autoptr(SendoffAccount) account = sendoff_account_new (NULL);

  sendoff_account_assign (account, self->account);
  sendoff_account_set_text (account, SENDOFF_KEY_NAME, "Club");
  sendoff_account_set_number (account, SENDOFF_KEY_SMTP_PORT, port);
  g_assert_true (sendoff_accounts_file_add (sendoff_workspace_get_accounts_file (self->workspace), account, NULL));
  return sendoff_account_list_find_by_name (sendoff_workspace_get_accounts (self->workspace), "Club");
}

static void
on_done (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* As after a sign-in at a server that an authority vouched for. */
static void
note_seen (PracticeFixture *self)
{
  g_autoptr(SendoffCertificate) made = chain_fixture_make (SENDOFF_PRACTICE_SELF_SIGNED, NULL, "localhost",
                                                           sendoff_practice_server_get_port (self->server), 0);
  g_autoptr(SendoffCertificate) valid = sendoff_certificate_with_judgement (made, 0, SENDOFF_TRUSTED_BY_AUTHORITY);
  SendoffSeenStore *store = sendoff_workspace_get_seen_store (self->workspace);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  sendoff_seen_store_note_async (store, valid, on_done, &result);
  WAIT_UNTIL (result != NULL);
  sendoff_seen_store_change_finish (store, result, &error);
  g_assert_no_error (error);
}

static gboolean
is_seen (PracticeFixture *self)
{
  g_autoptr(SendoffSeenEntry) entry = sendoff_seen_store_lookup (sendoff_workspace_get_seen_store (self->workspace), "localhost",
                                                                 sendoff_practice_server_get_port (self->server));

  return entry != NULL;
}

static SendoffAccountRemoval *
remove_account (PracticeFixture *self)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  SendoffAccountRemoval *removal;

  sendoff_account_removal_new_async (self->workspace, self->account, on_done, &result);
  WAIT_UNTIL (result != NULL);
  removal = sendoff_account_removal_new_finish (result, &error);
  g_assert_no_error (error);
  return removal;
}

static void
test_undo (PracticeFixture *self,
           gconstpointer    data)
{
  SendoffAccountList *accounts = sendoff_workspace_get_accounts (self->workspace);
  SendoffAccount *club = add_second_account (self, 25);
  g_autoptr(SendoffAccountRemoval) removal = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(SendoffAccount) first = NULL;

  add_exception (self);
  note_seen (self);
  removal = remove_account (self);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (accounts)), ==, 1);
  g_assert_true (sendoff_account_list_get_default (accounts) == club);
  g_assert_true (is_trusted (self));

  sendoff_account_removal_undo_async (removal, on_done, &result);
  WAIT_UNTIL (result != NULL);
  g_assert_true (sendoff_account_removal_undo_finish (result, &error));
  g_assert_no_error (error);
  first = g_list_model_get_item (G_LIST_MODEL (accounts), 0);
  g_assert_cmpstr (sendoff_account_get_text (first, SENDOFF_KEY_NAME), ==, "Work");
  g_assert_true (sendoff_account_list_get_default (accounts) == first);
  g_assert_true (is_trusted (self));
  g_assert_true (is_seen (self));
}

static void
on_settled (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

static void
on_looked_up (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SendoffSecretString) secret = sendoff_secret_store_lookup_finish (SENDOFF_SECRET_STORE (source), result, &error);

  g_assert_no_error (error);
  *(int *) user_data = secret != NULL ? 1 : 0;
}

static gboolean
is_password_known (PracticeFixture *self)
{
  const SendoffSecretKey key = { .account_id = sendoff_account_get_id (self->account), .account_name = "Work", .leg = SENDOFF_LEG_OUTGOING,
                                 .user = "ana", .host = "localhost" };
  int known = -1;

  sendoff_secret_store_lookup_async (sendoff_workspace_get_secrets (self->workspace), &key, NULL, on_looked_up, &known);
  WAIT_UNTIL (known >= 0);
  return known;
}

/* data: another account uses the same server, so the exception stays, and what was seen. */
static void
test_settle (PracticeFixture *self,
             gconstpointer    data)
{
  SendoffAccountRemoval *removal;
  gboolean settled = FALSE;

  add_exception (self);
  note_seen (self);
  add_second_account (self, data != NULL ? sendoff_practice_server_get_port (self->server) : 25);
  removal = remove_account (self);
  g_assert_cmpstr (sendoff_account_removal_get_name (removal), ==, "Work");
  g_assert_true (is_password_known (self));
  sendoff_account_removal_settle (removal, on_settled, &settled);
  WAIT_UNTIL (settled);
  g_assert_false (is_password_known (self));
  g_assert_cmpint (is_trusted (self), ==, data != NULL);
  g_assert_cmpint (is_seen (self), ==, data != NULL);
}

/* ---- texts and lists ---- */

static void
test_texts (PracticeFixture *self,
            gconstpointer    data)
{
  g_autofree char *access = sendoff_account_dup_access_text (self->account, SENDOFF_LEG_OUTGOING);
  g_autofree char *mended = NULL;
  g_autofree char *server = NULL;
  g_autofree char *result = NULL;
  g_autofree char *meaning = NULL;
  SendoffTask *task = practice_fixture_send (self);

  g_assert_cmpstr (access, ==, "not encrypted · does not sign in");
  practice_fixture_mend_account (self);
  sendoff_account_set_text (self->account, SENDOFF_KEY_SMTP_USER, "a\033[1m");
  mended = sendoff_account_dup_access_text (self->account, SENDOFF_LEG_OUTGOING);
  g_assert_cmpstr (mended, ==, "STARTTLS · signs in as a\\x1b[1m");
  sendoff_account_set_text (self->account, SENDOFF_KEY_SMTP_HOST, "no host\n");
  sendoff_account_set_number (self->account, SENDOFF_KEY_SMTP_PORT, 25);
  server = sendoff_account_dup_server_text (self->account, SENDOFF_LEG_OUTGOING);
  g_assert_cmpstr (server, ==, "no host\\n:25");
  practice_fixture_wait_for_state (task, SENDOFF_TASK_FINISHED);
  result = sendoff_task_dup_result (task);
  meaning = sendoff_task_dup_meaning (task);
  g_assert_true (g_regex_match_simple ("^✗ relaying denied, ([0-9]+ ms|[0-9]+\\.[0-9] s)$", result, 0, 0));
  g_assert_nonnull (strstr (meaning, "\n\nAn observer on the way to the server could read: "));
}

static void
test_notification_words (PracticeFixture *self,
                         gconstpointer    data)
{
  SendoffTask *task;
  g_autofree char *asking = NULL;
  g_autofree char *body = NULL;
  g_autofree char *stopped = NULL;

  practice_fixture_mend_account (self);
  task = practice_fixture_send (self);
  practice_fixture_wait_for_state (task, SENDOFF_TASK_ASKING);
  asking = sendoff_task_dup_title (task);
  body = sendoff_task_notification_dup_body (task);
  g_assert_cmpstr (asking, ==, "Sending “Test # 1”");
  g_assert_cmpstr (body, ==, "Work: asks for a password");
  sendoff_task_stop (task);
  practice_fixture_wait_for_state (task, SENDOFF_TASK_FINISHED);
  stopped = sendoff_task_dup_title (task);
  g_assert_cmpstr (stopped, ==, "Sending “Test # 1” was stopped");
}

/* Plays back on a mirror what the list says of its changes, as a list box does: it must come to the list's beginning. */
static void
on_growing_changed (GListModel *growing,
                    guint       position,
                    guint       removed,
                    guint       added,
                    GPtrArray  *mirror)
{
  g_assert_cmpuint (position + removed, <=, mirror->len);
  if (removed > 0)
    g_ptr_array_remove_range (mirror, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (mirror, position + i, g_list_model_get_item (growing, position + i));
  g_assert_cmpuint (mirror->len, ==, g_list_model_get_n_items (growing));
}

static void
check_mirror (GPtrArray  *mirror,
              GListModel *whole)
{
  for (guint i = 0; i < mirror->len; i++)
    {
      g_autoptr(GObject) object = g_list_model_get_item (whole, i);

      g_assert_true (mirror->pdata[i] == object);
    }
}

static void
insert_objects (GListStore *store,
                guint       position,
                guint       n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GObject) object = g_object_new (G_TYPE_OBJECT, NULL);

      g_list_store_insert (store, position, object);
    }
}

static void
splice_objects (GListStore *store,
                guint       position,
                guint       n_removed,
                guint       n)
{
  g_autoptr(GPtrArray) objects = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (objects, g_object_new (G_TYPE_OBJECT, NULL));
  g_list_store_splice (store, position, n_removed, objects->pdata, n);
}

static void
test_growing_list (void)
{
  g_autoptr(GListStore) store = g_list_store_new (G_TYPE_OBJECT);
  g_autoptr(GPtrArray) mirror = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(SendoffGrowingList) growing = NULL;

  insert_objects (store, 0, 1000);
  growing = sendoff_growing_list_new (G_LIST_MODEL (store));
  on_growing_changed (G_LIST_MODEL (growing), 0, 0, g_list_model_get_n_items (G_LIST_MODEL (growing)), mirror);
  g_signal_connect (growing, "items-changed", G_CALLBACK (on_growing_changed), mirror);
  g_assert_cmpuint (mirror->len, <, 100);
  g_list_store_remove (store, 3);
  check_mirror (mirror, G_LIST_MODEL (store));
  g_list_store_remove (store, 900);
  insert_objects (store, 500, 1);
  check_mirror (mirror, G_LIST_MODEL (store));
  WAIT_UNTIL (mirror->len == 999);
  check_mirror (mirror, G_LIST_MODEL (store));
  splice_objects (store, 10, 5, 200);
  check_mirror (mirror, G_LIST_MODEL (store));
  g_assert_cmpuint (mirror->len, <, 100);
  WAIT_UNTIL (mirror->len == 1194);
  check_mirror (mirror, G_LIST_MODEL (store));
  splice_objects (store, 0, 1194, 300);
  sendoff_growing_list_complete (growing);
  g_assert_cmpuint (mirror->len, ==, 300);
  check_mirror (mirror, G_LIST_MODEL (store));
  g_list_store_remove_all (store);
  g_assert_cmpuint (mirror->len, ==, 0);
  insert_objects (store, 0, 1);
  g_assert_cmpuint (mirror->len, ==, 1);
  check_mirror (mirror, G_LIST_MODEL (store));
}

/* ---- checks ---- */

/* What is checked while it is being edited isn't the account's result, and is repeated as it is edited then. */
static void
test_draft (PracticeFixture *self,
            gconstpointer    data)
{
  g_autoptr(SendoffAccount) draft = sendoff_account_copy (self->account);
  const SendoffTaskCheck check = { .draft = draft };
  g_autoptr(SendoffTask) task = NULL;
  g_autoptr(SendoffTask) again = NULL;

  sendoff_account_set_number (draft, SENDOFF_KEY_SMTP_PORT, 1);
  task = g_object_ref (sendoff_workspace_check (self->workspace, draft, &check));
  g_assert_true (sendoff_task_is_of_draft (task));
  g_assert_null (sendoff_workspace_get_task (self->workspace, sendoff_account_get_id (self->account)));
  practice_fixture_wait_for_state (task, SENDOFF_TASK_FINISHED);
  g_assert_cmpint (sendoff_task_get_report (task)->outcome, ==, SENDOFF_OUTCOME_FAILED);

  sendoff_account_set_number (draft, SENDOFF_KEY_SMTP_PORT, sendoff_practice_server_get_port (self->server));
  again = g_object_ref (sendoff_workspace_repeat (self->workspace, task));
  practice_fixture_wait_for_state (again, SENDOFF_TASK_FINISHED);
  g_assert_cmpint (sendoff_task_get_report (again)->outcome, ==, SENDOFF_OUTCOME_PASSED);
}

/* ---- practising ---- */

static void
test_practice_run (void)
{
  g_autoptr(GError) error = NULL;
  SendoffPracticeRun *run = sendoff_practice_run_new (&error);
  SendoffWorkspace *workspace = sendoff_practice_run_get_workspace (run);
  SendoffAccount *account = sendoff_account_list_get_default (sendoff_workspace_get_accounts (workspace));
  g_autofree char *folder = g_path_get_dirname (sendoff_accounts_file_get_path (sendoff_workspace_get_accounts_file (workspace)));
  PracticeFixture fixture = { .workspace = workspace, .account = account };
  SendoffTask *task;
  g_autofree char *before = sendoff_practice_dup_hint (NULL);
  g_autofree char *after = NULL;
  g_autofree char *sent = NULL;
  g_autofree char *page = NULL;
  g_autofree char *place = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (strstr (before, "Send Test Message…"));
  task = practice_fixture_send (&fixture);
  practice_fixture_wait_for_state (task, SENDOFF_TASK_FINISHED);
  after = sendoff_practice_dup_hint (task);
  g_assert_nonnull (strstr (after, "My server requires authentication"));
  practice_fixture_mend_account (&fixture);
  task = practice_fixture_send (&fixture);
  practice_fixture_give_password (task);
  practice_fixture_wait_for_state (task, SENDOFF_TASK_ASKING);
  sendoff_task_answer_trust (task, SENDOFF_ANSWER_ONCE);
  practice_fixture_wait_for_state (task, SENDOFF_TASK_FINISHED);
  sent = sendoff_practice_dup_hint (task);
  g_assert_true (g_str_has_prefix (sent, "Sent. "));
  /* What went well can be shown around: none of our own words is the password. */
  page = sendoff_report_to_html (sendoff_task_get_report (task));
  if (!sendoff_report_check_used_secrets (page, sendoff_task_get_secrets (task), &place))
    g_error ("%s", place);
  sendoff_practice_run_free (run);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

#define ADD(name, data, function) g_test_add (name, PracticeFixture, data, practice_fixture_set_up, function, practice_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/ui/workspace/tasks", NULL, test_tasks);
  ADD ("/ui/workspace/stop-all", NULL, test_stop_all);
  ADD ("/ui/workspace/recent-recipients", NULL, test_recent_recipients);
  g_test_add_func ("/ui/workspace/damaged-files", test_damaged_files);
  ADD ("/ui/account-removal/undo", NULL, test_undo);
  ADD ("/ui/account-removal/settle/own-server", NULL, test_settle);
  ADD ("/ui/account-removal/settle/shared-server", "x", test_settle);
  ADD ("/ui/workspace/draft", NULL, test_draft);
  ADD ("/ui/account-text", NULL, test_texts);
  ADD ("/ui/task-notification", NULL, test_notification_words);
  g_test_add_func ("/ui/growing-list", test_growing_list);
  g_test_add_func ("/ui/practice-run", test_practice_run);
  return g_test_run ();
}
