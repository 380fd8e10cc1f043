/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/account-removal.h"
#include "ui/accounts-window.h"
#include "ui/growing-list.h"

G_BEGIN_DECLS

/* Between the files of the main window only. */
struct _SendoffAccountsWindow
{
  GtkApplicationWindow parent_instance;

  GtkWidget             *empty_practice_button;
  GtkWidget             *guide_bar;
  GtkWidget             *guide_label;
  GtkWidget             *notice_bar;
  GtkWidget             *notice_label;
  GtkWidget             *undo_bar;
  GtkWidget             *undo_label;
  GtkWidget             *pages;
  GtkWidget             *account_list;
  GtkWidget             *pane;

  SendoffWorkspace      *workspace;
  SendoffPracticeRun    *practice;       /* NULL but in a practice window */
  SendoffGrowingList    *shown;
  GtkGesture            *clicks;
  GtkWidget             *test_all;       /* the window in which all are tested; NULL: none (weak) */
  char                  *selected_id;    /* NULL: none */
  int                    selected_index;
  SendoffAccountRemoval *removal;        /* may still be undone; NULL: none */
  guint                  removal_timeout;
  guint                  n_saving;       /* removals, Undo and the like that are under way */
};

/* Borrowed; NULL: none. */
SendoffAccount  *sendoff_accounts_window_get_selected     (SendoffAccountsWindow *self);
void             sendoff_accounts_window_select           (SendoffAccountsWindow *self, const char *account_id);
/* What is shown and what can be done now. */
void             sendoff_accounts_window_update           (SendoffAccountsWindow *self);

void             sendoff_accounts_window_add_actions      (SendoffAccountsWindow *self);
void             sendoff_accounts_window_update_actions   (SendoffAccountsWindow *self);
/* The removed account can't come back any more. */
void             sendoff_accounts_window_settle_removal   (SendoffAccountsWindow *self);
void             sendoff_accounts_window_show_task        (SendoffAccountsWindow *self, SendoffTask *task);

/* TRUE: the window must stay for now, as the user is being asked. */
gboolean         sendoff_accounts_window_ask_before_close (SendoffAccountsWindow *self);

G_END_DECLS
