/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Properties of the fixture's account, and another program beside it. */
#pragma once

#include "find-widget.h"
#include "settings-fixture.h"
#include "ui/properties-dialog.h"

static inline void
open_dialog (Fixture *self)
{
  fixture_show (self, sendoff_properties_dialog_new (self->workspace, self->account, NULL));
}

static inline gboolean
can_apply (Fixture *self)
{
  return gtk_widget_get_sensitive (get_child (self->dialog, "apply_button"));
}

static inline gboolean
is_shown (Fixture    *self,
          const char *path)
{
  return gtk_widget_get_visible (get_child (self->dialog, path));
}

static inline void
change_beside (Fixture    *self,
               SendoffKey  key,
               const char *value)
{
  g_autoptr(SendoffAccountsFile) file = open_beside (self);
  SendoffAccount *account = sendoff_account_list_find_by_id (sendoff_accounts_file_get_list (file), sendoff_account_get_id (self->account));
  g_autoptr(SendoffAccount) edited = sendoff_account_copy (account);
  g_autoptr(GError) error = NULL;

  sendoff_account_set_value (edited, key, value, &error);
  g_assert_no_error (error);
  sendoff_accounts_file_commit (file, account, edited, FALSE, NULL, &error);
  g_assert_no_error (error);
}

static inline void
set_up_incoming (Fixture *self)
{
  change_beside (self, SENDOFF_KEY_INCOMING_HOST, "imap.example.org");
  change_beside (self, SENDOFF_KEY_INCOMING_USER, "ana");
  change_beside (self, SENDOFF_KEY_INCOMING_PROTOCOL, "imap");
  g_assert_true (sendoff_accounts_file_load (sendoff_workspace_get_accounts_file (self->workspace), NULL, NULL));
}
