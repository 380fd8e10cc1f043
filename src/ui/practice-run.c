/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the practice server and the folder of a practice run. */

#include "ui/practice-run.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

struct _SendoffPracticeRun
{
  SendoffPracticeServer *server;
  char                  *folder;
};

SendoffPracticeRun *
sendoff_practice_run_new (GError **error)
{
  g_autoptr(SendoffPracticeRun) self = g_new0 (SendoffPracticeRun, 1);

  self->server = sendoff_practice_server_new ();
  if (!sendoff_practice_server_start (self->server, error))
    return NULL;
  self->folder = g_dir_make_tmp ("sendoff-practice-XXXXXX", error);
  return self->folder != NULL ? g_steal_pointer (&self) : NULL;
}

static void
remove_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

void
sendoff_practice_run_free (SendoffPracticeRun *self)
{
  if (self == NULL)
    return;
  if (self->folder != NULL)
    remove_folder (self->folder);
  g_free (self->folder);
  g_clear_object (&self->server);
  g_free (self);
}

const char *
sendoff_practice_run_get_folder (SendoffPracticeRun *self)
{
  return self->folder;
}

gboolean
sendoff_practice_run_fill (SendoffPracticeRun   *self,
                           SendoffAccountsFile  *file,
                           GError              **error)
{
  g_autoptr(SendoffAccount) account = sendoff_account_new (NULL);

  sendoff_account_set_text (account, SENDOFF_KEY_NAME, _("Practice"));
  sendoff_account_set_text (account, SENDOFF_KEY_EMAIL, "ana@example.org");
  sendoff_account_set_text (account, SENDOFF_KEY_SMTP_HOST, "localhost");
  sendoff_account_set_number (account, SENDOFF_KEY_SMTP_PORT, sendoff_practice_server_get_port (self->server));
  /* Where the story begins: a server's name and nothing else. */
  sendoff_account_set_security (account, SENDOFF_LEG_OUTGOING, SENDOFF_SECURITY_NONE);
  sendoff_account_set_authentication (account, SENDOFF_AUTHENTICATION_NONE);
  return sendoff_accounts_file_add (file, account, error);
}
