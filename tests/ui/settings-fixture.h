/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workspace in a folder of its own with one account, and hands to fill in a dialog. */
#pragma once

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <gtk/gtk.h>

#include "../store/scratch-folder.h"
#include "ui/field-mark.h"
#include "ui/workspace.h"

#define WAIT_S 10

typedef struct
{
  char             *folder;
  SendoffWorkspace *workspace;
  SendoffAccount   *account;
  GtkWidget        *dialog;       /* weak */
  gboolean          is_finalized; /* the dialog */
} Fixture;

static inline void
fixture_set_up (Fixture      *self,
                gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  self->is_finalized = TRUE;
  self->folder = scratch_folder_create ();
  self->workspace = sendoff_workspace_new (self->folder, FALSE);
  g_assert_null (sendoff_workspace_load (self->workspace));
  self->account = sendoff_account_new (NULL);
  sendoff_account_set_text (self->account, SENDOFF_KEY_NAME, "Work");
  sendoff_account_set_text (self->account, SENDOFF_KEY_EMAIL, "ana@example.org");
  sendoff_account_set_text (self->account, SENDOFF_KEY_SMTP_HOST, "smtp.example.org");
  sendoff_account_set_number (self->account, SENDOFF_KEY_SMTP_PORT, 25);
  sendoff_account_set_security (self->account, SENDOFF_LEG_OUTGOING, SENDOFF_SECURITY_NONE);
  sendoff_accounts_file_add (sendoff_workspace_get_accounts_file (self->workspace), self->account, &error);
  g_assert_no_error (error);
}

static inline void
let_idle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* Waits for a condition without a nested loop of a window's own. */
#define WAIT_FOR(condition)                                                             \
  G_STMT_START                                                                          \
  {                                                                                     \
    gint64 deadline = g_get_monotonic_time () + WAIT_S * G_USEC_PER_SEC;                \
    guint tick = g_timeout_add (20, G_SOURCE_FUNC (gtk_true), NULL);                    \
    while (!(condition) && g_get_monotonic_time () < deadline)                          \
      g_main_context_iteration (NULL, TRUE);                                            \
    g_source_remove (tick);                                                             \
    g_assert_true (condition);                                                          \
  }                                                                                     \
  G_STMT_END

static inline void
on_dialog_finalized (gpointer is_finalized)
{
  *(gboolean *) is_finalized = TRUE;
}

static inline void
fixture_show (Fixture   *self,
              GtkWidget *dialog)
{
  g_set_weak_pointer (&self->dialog, dialog);
  self->is_finalized = FALSE;
  g_object_set_data_full (G_OBJECT (dialog), "watched", &self->is_finalized, on_dialog_finalized);
  gtk_widget_show (dialog);
  let_idle ();
}

/* Whatever a test leaves open is closed; a closed dialog is gone. */
static inline void
fixture_tear_down (Fixture      *self,
                   gconstpointer data)
{
  if (self->dialog != NULL)
    gtk_dialog_response (GTK_DIALOG (self->dialog), GTK_RESPONSE_CANCEL);
  WAIT_FOR (self->dialog == NULL);
  WAIT_FOR (self->is_finalized);
  let_idle ();
  g_object_unref (self->account);
  g_assert_finalize_object (self->workspace);
  scratch_folder_remove (self->folder);
  g_free (self->folder);
}

typedef struct
{
  const char *id;
  GtkWidget  *found;
} ChildSearch;

static inline void
look_at_child (GtkWidget *widget,
               gpointer   data)
{
  ChildSearch *search = data;

  if (search->found == NULL && g_strcmp0 (gtk_buildable_get_name (GTK_BUILDABLE (widget)), search->id) == 0)
    search->found = widget;
  if (search->found == NULL && GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), look_at_child, search);
}

/* A path of template ids: "servers_page/user_entry". */
static inline GtkWidget *
get_child (GtkWidget  *top,
           const char *path)
{
  g_auto(GStrv) ids = g_strsplit (path, "/", -1);
  GtkWidget *widget = top;

  for (guint i = 0; ids[i] != NULL; i++)
    {
      ChildSearch search = { .id = ids[i] };

      gtk_container_forall (GTK_CONTAINER (widget), look_at_child, &search);
      g_assert_nonnull (search.found);
      widget = search.found;
    }

  return widget;
}

static inline void
type_text (Fixture    *self,
           const char *path,
           const char *text)
{
  gtk_entry_set_text (GTK_ENTRY (get_child (self->dialog, path)), text);
}

static inline void
set_ticked (Fixture    *self,
            const char *path,
            gboolean    ticked)
{
  GtkWidget *widget = get_child (self->dialog, path);

  g_assert_true (gtk_widget_get_sensitive (widget));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (widget), ticked);
}

static inline gboolean
is_ticked (Fixture    *self,
           const char *path)
{
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (get_child (self->dialog, path)));
}

static inline const char *
get_shown_text (Fixture    *self,
                const char *path)
{
  GtkWidget *widget = get_child (self->dialog, path);

  return GTK_IS_ENTRY (widget) ? gtk_entry_get_text (GTK_ENTRY (widget)) : gtk_label_get_text (GTK_LABEL (widget));
}

static inline const char *
get_problem (Fixture    *self,
             const char *path)
{
  return sendoff_field_mark_get (SENDOFF_FIELD_MARK (get_child (self->dialog, path)));
}

/* What the X server would tell when the focus goes elsewhere. */
static inline void
leave (Fixture    *self,
       const char *path)
{
  GtkWidget *widget = get_child (self->dialog, path);
  GdkEvent *event = gdk_event_new (GDK_FOCUS_CHANGE);
  gboolean handled;

  event->focus_change.window = g_object_ref (gtk_widget_get_window (self->dialog));
  event->focus_change.in = FALSE;
  g_signal_emit_by_name (widget, "focus-out-event", event, &handled);
  gdk_event_free (event);
}

/* While it saves, not even Cancel can be chosen. */
static inline gboolean
is_saving (Fixture *self)
{
  GtkWidget *cancel = self->dialog != NULL ? gtk_dialog_get_widget_for_response (GTK_DIALOG (self->dialog), GTK_RESPONSE_CANCEL) : NULL;

  return cancel != NULL && !gtk_widget_get_sensitive (cancel);
}

static inline void
wait_until_saved (Fixture *self)
{
  let_idle ();
  WAIT_FOR (!is_saving (self));
  let_idle ();
}

static inline void
respond (Fixture *self,
         int      response)
{
  gtk_dialog_response (GTK_DIALOG (self->dialog), response);
  wait_until_saved (self);
}

/* As another program sees it. */
static inline SendoffAccountsFile *
open_beside (Fixture *self)
{
  SendoffAccountsFile *file = sendoff_accounts_file_new (self->folder);
  g_autoptr(GError) error = NULL;

  sendoff_accounts_file_load (file, NULL, &error);
  g_assert_no_error (error);
  return file;
}

static inline void
assert_saved (Fixture    *self,
              SendoffKey  key,
              const char *expected)
{
  g_autoptr(SendoffAccountsFile) file = open_beside (self);
  SendoffAccount *account = sendoff_account_list_find_by_id (sendoff_accounts_file_get_list (file), sendoff_account_get_id (self->account));
  g_autofree char *value = NULL;

  g_assert_nonnull (account);
  value = sendoff_account_dup_value (account, key);
  g_assert_cmpstr (value, ==, expected);
}

/* Saving fails, whoever runs the test: where the lock should be is a folder. */
static inline void
block_saving (Fixture *self)
{
  g_autofree char *lock = g_build_filename (self->folder, "accounts.ini.lock", NULL);

  g_remove (lock);
  g_assert_cmpint (g_mkdir (lock, 0700), ==, 0);
}

static inline void
unblock_saving (Fixture *self)
{
  g_autofree char *lock = g_build_filename (self->folder, "accounts.ini.lock", NULL);

  g_assert_cmpint (g_rmdir (lock), ==, 0);
}

/* As another program that saves and doesn't come to an end; until the descriptor is closed. */
static inline int
lock_accounts (Fixture *self)
{
  g_autofree char *path = g_build_filename (self->folder, "accounts.ini.lock", NULL);
  int lock = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  g_assert_cmpint (flock (lock, LOCK_EX), ==, 0);
  return lock;
}

static inline void
on_secret_found (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(SendoffSecretString) secret = sendoff_secret_store_lookup_finish (SENDOFF_SECRET_STORE (source), result, NULL);
  char **found = user_data;

  *found = g_strdup (secret != NULL ? sendoff_secret_string_peek (secret) : "");
}

/* "": none is stored. Caller frees. */
static inline char *
dup_stored (Fixture    *self,
            const char *account_id,
            SendoffLeg  leg,
            const char *user,
            const char *host)
{
  SendoffSecretKey key = { account_id, NULL, leg, user, host };
  char *found = NULL;

  sendoff_secret_store_lookup_async (sendoff_workspace_get_secrets (self->workspace), &key, NULL, on_secret_found, &found);
  WAIT_FOR (found != NULL);
  return found;
}

static inline void
count_mnemonic (GtkWidget *widget,
                gpointer   data)
{
  GHashTable *seen = data;

  if (GTK_IS_LABEL (widget) && gtk_label_get_mnemonic_keyval (GTK_LABEL (widget)) != GDK_KEY_VoidSymbol)
    {
      guint key = gtk_label_get_mnemonic_keyval (GTK_LABEL (widget));

      g_test_message ("%s", gtk_label_get_text (GTK_LABEL (widget)));
      g_assert_true (g_hash_table_add (seen, GUINT_TO_POINTER (key)));
    }
  if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), count_mnemonic, seen);
}
