/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the practice server, the folder and the workspace of a practice run. */

#include "ui/practice-run.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

struct _SendoffPracticeRun
{
  SendoffPracticeServer *server;
  char                  *folder; /* counted (g_rc_box) */
  SendoffWorkspace      *workspace;
};

/* Where the story begins: a server's name and nothing else. */
static gboolean
add_account (SendoffPracticeRun  *self,
             GError             **error)
{
  g_autoptr(SendoffAccount) account = sendoff_account_new (NULL);

  sendoff_account_set_text (account, SENDOFF_KEY_NAME, _("Example Mail"));
  sendoff_account_set_text (account, SENDOFF_KEY_EMAIL, "ana@example.org");
  sendoff_account_set_text (account, SENDOFF_KEY_SMTP_HOST, "localhost");
  sendoff_account_set_number (account, SENDOFF_KEY_SMTP_PORT, sendoff_practice_server_get_port (self->server));
  sendoff_account_set_security (account, SENDOFF_LEG_OUTGOING, SENDOFF_SECURITY_NONE);
  sendoff_account_set_authentication (account, SENDOFF_AUTHENTICATION_NONE);
  /* For the moment when signing in is chosen: the server's only user. */
  sendoff_account_set_text (account, SENDOFF_KEY_SMTP_USER, SENDOFF_PRACTICE_USER);
  return sendoff_accounts_file_add (sendoff_workspace_get_accounts_file (self->workspace), account, error);
}

static void
remove_folder (gpointer data)
{
  const char *folder = data;
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
release_folder (gpointer folder)
{
  g_rc_box_release_full (folder, remove_folder);
}

/* A save may be under way when the run is freed: who last lets go of the folder removes what that has written, too. */
static void
share_folder (SendoffPracticeRun *self)
{
  GObject *sharers[] = {
    G_OBJECT (sendoff_workspace_get_accounts_file (self->workspace)), G_OBJECT (sendoff_workspace_get_trust_store (self->workspace)),
  };

  for (guint i = 0; i < G_N_ELEMENTS (sharers); i++)
    g_object_set_data_full (sharers[i], "folder", g_rc_box_acquire (self->folder), release_folder);
}

SendoffPracticeRun *
sendoff_practice_run_new (GError **error)
{
  g_autoptr(SendoffPracticeRun) self = g_new0 (SendoffPracticeRun, 1);
  g_autofree char *notice = NULL;
  g_autofree char *path = NULL;

  self->server = sendoff_practice_server_new ();
  if (!sendoff_practice_server_start (self->server, error))
    return NULL;
  path = g_dir_make_tmp ("sendoff-practice-XXXXXX", error);
  if (path == NULL)
    return NULL;
  self->folder = g_rc_box_dup (strlen (path) + 1, path);
  self->workspace = sendoff_workspace_new (self->folder, FALSE);
  share_folder (self);
  /* An empty folder: there is nothing in it that could be damaged. */
  notice = sendoff_workspace_load (self->workspace);
  return add_account (self, error) ? g_steal_pointer (&self) : NULL;
}

void
sendoff_practice_run_free (SendoffPracticeRun *self)
{
  if (self == NULL)
    return;
  if (self->workspace != NULL)
    sendoff_workspace_stop_all (self->workspace);
  g_clear_object (&self->workspace);
  g_clear_object (&self->server);
  if (self->folder != NULL)
    remove_folder (self->folder);
  g_clear_pointer (&self->folder, release_folder);
  g_free (self);
}

SendoffWorkspace *
sendoff_practice_run_get_workspace (SendoffPracticeRun *self)
{
  return self->workspace;
}

/* ---- the guide ---- */

static const char *
choose_hint_for_failure (const SendoffReport *report)
{
  const SendoffDiagnosis *diagnosis = report->diagnoses->len > 0 ? report->diagnoses->pdata[0] : NULL;

  switch (diagnosis != NULL ? diagnosis->class_ : SENDOFF_CLASS_UNKNOWN)
    {
    case SENDOFF_CLASS_SIGN_IN_REQUIRED:
      return _("The server doesn't pass on mail for just anybody: look at its words under “Show Details”. In “Properties”, tick “My server requires "
               "authentication” on Servers and “This server requires a secure connection (SSL)” on Advanced; or let “Change Settings and Try Again” "
               "do both. Then send again. The user is “ana”, the password “practice”.");
    case SENDOFF_CLASS_CERTIFICATE:
      return _("Nothing was sent: no user name, no password, no message. Look at the end of the transcript under “Show Details”. Send again, and "
               "answer “Yes” this time.");
    case SENDOFF_CLASS_CREDENTIALS:
    case SENDOFF_CLASS_SETTINGS:
      return _("The practice server knows one user: “ana”, with the password “practice”. Put it right in “Properties” and send again.");
    case SENDOFF_CLASS_UNKNOWN:
    case SENDOFF_CLASS_SIGN_IN_POLICY:
    case SENDOFF_CLASS_SIGN_IN_METHOD:
    case SENDOFF_CLASS_SENDER_REFUSED:
    case SENDOFF_CLASS_RECIPIENT_UNKNOWN:
    case SENDOFF_CLASS_RECIPIENT_REFUSED:
    case SENDOFF_CLASS_MAILBOX_FULL:
    case SENDOFF_CLASS_MESSAGE_TOO_BIG:
    case SENDOFF_CLASS_CONTENT_REFUSED:
    case SENDOFF_CLASS_REPUTATION:
    case SENDOFF_CLASS_RATE_LIMITED:
    case SENDOFF_CLASS_ENCRYPTION_REQUIRED:
    case SENDOFF_CLASS_ENCRYPTION_UNAVAILABLE:
    case SENDOFF_CLASS_SERVER_NOT_FOUND:
    case SENDOFF_CLASS_CONNECTION_REFUSED:
    case SENDOFF_CLASS_WRONG_PORT:
    case SENDOFF_CLASS_TIMEOUT:
    case SENDOFF_CLASS_CONNECTION_LOST:
    case SENDOFF_CLASS_SERVER_FAULT:
    case SENDOFF_CLASS_PROTOCOL_FAULT:
    case SENDOFF_N_CLASSES:
      break;
    }
  return _("Look under “Show Details” at what went wrong and what would mend it.");
}

static const char *
choose_hint_for_report (const SendoffReport *report)
{
  switch (report->outcome)
    {
    case SENDOFF_OUTCOME_PASSED:
      if (report->seen == 0)
        return _("Sent. Look at the transcript under “Show Details”: EHLO, STARTTLS, and from there on nothing that an observer could read: no user, no "
                 "password, no message. That is so as far as this server; how mail travels on from a server is out of sight.");
      return _("Sent, but readable on the way: look at “Show Details”. Tick “This server requires a secure connection (SSL)” in “Properties”, on "
               "Advanced, and send again.");
    case SENDOFF_OUTCOME_CANCELLED:
    case SENDOFF_OUTCOME_UNCERTAIN:
      return _("You stopped it. Choose “Send Test Message…” to try again.");
    case SENDOFF_OUTCOME_FAILED:
      return choose_hint_for_failure (report);
    }
  g_assert_not_reached ();
}

static const char *
choose_hint_for_check (const SendoffReport *report)
{
  if (report->outcome == SENDOFF_OUTCOME_PASSED)
    return _("The server answers with these settings. Whether it also passes on your mail, a message shows: choose “Send Test Message…”.");
  if (report->outcome == SENDOFF_OUTCOME_FAILED)
    return choose_hint_for_failure (report);
  return _("You stopped it. Choose “Test Account Settings…” to try again.");
}

char *
sendoff_practice_dup_hint (SendoffTask *task)
{
  if (task == NULL)
    return g_strdup (_("The account “Example Mail” knows its server's name and nothing else. Choose “Send Test Message…”, send it to anybody, and see what "
                       "the server says. Nothing leaves this computer."));
  switch (sendoff_task_get_state (task))
    {
    case SENDOFF_TASK_RUNNING:
      return g_strdup (_("Watch the steps: each one is ticked off when it is done."));
    case SENDOFF_TASK_ASKING:
      if (sendoff_task_get_trust_question (task) != NULL)
        return g_strdup (_("The server's certificate comes from an authority that this computer doesn't know. Read the reasons: nothing has been sent yet. "
                           "“No” sends nothing; “Yes” goes on. For a real server, compare the fingerprint first."));
      return g_strdup (_("The password of “ana” is “practice”."));
    case SENDOFF_TASK_FINISHED:
      return g_strdup (sendoff_task_get_kind (task) == SENDOFF_TASK_SEND ? choose_hint_for_report (sendoff_task_get_report (task))
                                                                         : choose_hint_for_check (sendoff_task_get_report (task)));
    }
  g_assert_not_reached ();
}
