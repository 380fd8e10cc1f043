/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A practice server and a workspace with an account on it, in a folder of their own; and waiting for what the main loop brings. */
#pragma once

#include <glib/gstdio.h>

#include "practice/practice-server.h"
#include "ui/workspace.h"

typedef struct
{
  SendoffPracticeServer *server;
  SendoffPracticeServer *incoming;  /* IMAP; NULL: none */
  SendoffWorkspace      *workspace;
  SendoffAccount        *account;   /* "Work", on the server: no encryption, no signing in */
  char                  *folder;
} PracticeFixture;

static inline void
practice_fixture_set_up (PracticeFixture *self,
                         gconstpointer    data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *notice = NULL;

  self->incoming = NULL;
  self->server = sendoff_practice_server_new ();
  sendoff_practice_server_start (self->server, &error);
  g_assert_no_error (error);
  self->folder = g_dir_make_tmp ("sendoff-test-XXXXXX", NULL);
  self->workspace = sendoff_workspace_new (self->folder, FALSE);
  notice = sendoff_workspace_load (self->workspace);
  g_assert_null (notice);
  self->account = sendoff_account_new (NULL);
  sendoff_account_set_text (self->account, SENDOFF_KEY_NAME, "Work");
  sendoff_account_set_text (self->account, SENDOFF_KEY_EMAIL, "ana@example.org");
  sendoff_account_set_text (self->account, SENDOFF_KEY_SMTP_HOST, "localhost");
  sendoff_account_set_text (self->account, SENDOFF_KEY_SMTP_USER, "ana");
  sendoff_account_set_number (self->account, SENDOFF_KEY_SMTP_PORT, sendoff_practice_server_get_port (self->server));
  sendoff_account_set_number (self->account, SENDOFF_KEY_TIMEOUT, 5);
  sendoff_account_set_security (self->account, SENDOFF_LEG_OUTGOING, SENDOFF_SECURITY_NONE);
  sendoff_account_set_authentication (self->account, SENDOFF_AUTHENTICATION_NONE);
  sendoff_accounts_file_add (sendoff_workspace_get_accounts_file (self->workspace), self->account, &error);
  g_assert_no_error (error);
}

static inline void
practice_fixture_tear_down (PracticeFixture *self,
                            gconstpointer    data)
{
  g_autoptr(GDir) dir = NULL;
  const char *name;

  g_assert_cmpuint (sendoff_workspace_count_running (self->workspace), ==, 0);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->workspace);
  g_assert_finalize_object (self->account);
  g_assert_finalize_object (self->server);
  if (self->incoming != NULL)
    g_assert_finalize_object (self->incoming);
  dir = g_dir_open (self->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
}

/* The account as the story leaves it: encrypted, signing in. */
static inline void
practice_fixture_mend_account (PracticeFixture *self)
{
  sendoff_account_set_security (self->account, SENDOFF_LEG_OUTGOING, SENDOFF_SECURITY_STARTTLS);
  sendoff_account_set_authentication (self->account, SENDOFF_AUTHENTICATION_OWN);
}

/* Takes the settings into the file: what is mended later has to find them there. */
static inline void
practice_fixture_save (PracticeFixture *self,
                       SendoffAccount  *edited)
{
  g_autoptr(SendoffAccount) before = sendoff_account_copy (self->account);
  g_autoptr(GError) error = NULL;

  sendoff_accounts_file_commit (sendoff_workspace_get_accounts_file (self->workspace), before, edited, FALSE, NULL, &error);
  g_assert_no_error (error);
}

/* "ana" with the password "practice", in clear: no question about a certificate. */
static inline void
practice_fixture_add_incoming (PracticeFixture *self)
{
  g_autoptr(SendoffAccount) edited = sendoff_account_copy (self->account);
  g_autoptr(GError) error = NULL;

  self->incoming = sendoff_practice_server_new ();
  sendoff_practice_server_set_protocol (self->incoming, SENDOFF_PRACTICE_IMAP);
  sendoff_practice_server_set_requires_tls (self->incoming, FALSE);
  sendoff_practice_server_set_login (self->incoming, "ana", "practice");
  sendoff_practice_server_start (self->incoming, &error);
  g_assert_no_error (error);
  sendoff_account_set_incoming_protocol (edited, SENDOFF_PROTOCOL_IMAP);
  sendoff_account_set_text (edited, SENDOFF_KEY_INCOMING_HOST, "localhost");
  sendoff_account_set_text (edited, SENDOFF_KEY_INCOMING_USER, "ana");
  sendoff_account_set_number (edited, SENDOFF_KEY_INCOMING_PORT, sendoff_practice_server_get_port (self->incoming));
  sendoff_account_set_security (edited, SENDOFF_LEG_INCOMING, SENDOFF_SECURITY_NONE);
  practice_fixture_save (self, edited);
}

static inline SendoffTask *
practice_fixture_check (PracticeFixture *self,
                        const char      *incoming_password)
{
  g_autoptr(SendoffSecretString) password = incoming_password != NULL ? sendoff_secret_string_new (incoming_password, -1) : NULL;
  const SendoffTaskCheck check = { .incoming_password = password };

  return sendoff_workspace_check (self->workspace, self->account, &check);
}

static inline SendoffTask *
practice_fixture_send (PracticeFixture *self)
{
  const char *const to[] = { "bob@example.net", NULL };
  const SendoffMessageParts parts = { .to = to, .subject = "Test # 1", .body = "Just a test.\n" };

  return sendoff_workspace_send (self->workspace, self->account, &parts);
}

static void
practice_fixture_on_waited_in_vain (gpointer what)
{
  g_error ("waited in vain: %s", (const char *) what);
}

/* Until the condition holds; it is looked at after each event. */
#define WAIT_UNTIL(condition)                                                                            \
  G_STMT_START                                                                                           \
  {                                                                                                      \
    guint wait_limit_ = g_timeout_add_once (60000, practice_fixture_on_waited_in_vain, (gpointer) #condition); \
    while (!(condition))                                                                                 \
      g_main_context_iteration (NULL, TRUE);                                                             \
    g_source_remove (wait_limit_);                                                                       \
  }                                                                                                      \
  G_STMT_END

static inline void
practice_fixture_wait_for_state (SendoffTask      *task,
                                 SendoffTaskState  state)
{
  WAIT_UNTIL (sendoff_task_get_state (task) == state);
}

/* Answers the question for the password that comes first in a run. */
static inline void
practice_fixture_give_password (SendoffTask *task)
{
  g_autoptr(SendoffSecretString) password = sendoff_secret_string_new ("practice", -1);

  practice_fixture_wait_for_state (task, SENDOFF_TASK_ASKING);
  g_assert_nonnull (sendoff_task_get_password_question (task));
  sendoff_task_answer_password (task, password, FALSE);
}
