/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/account-removal.h"
#include "ui/accounts-window.h"
#include "ui/growing-list.h"
#include "ui/message-bar.h"

G_BEGIN_DECLS

/* Between the files of the main window only. */
struct _SendoffAccountsWindow
{
  GtkApplicationWindow parent_instance;

  GtkWidget             *menu_button;
  GtkWidget             *bars;
  GtkWidget             *guide_bar;      /* each SendoffMessageBar is made when it is first needed; NULL before */
  GtkWidget             *notice_bar;
  GtkWidget             *undo_bar;
  GtkWidget             *pages;
  GtkWidget             *accounts_page;  /* NULL before the first account */
  GtkListBox            *account_list;   /* in there; NULL likewise */
  GtkWidget             *welcome;        /* NULL before it is first needed */
  GMenuModel            *main_menu;
  guint                  menu_source;    /* gives it to the button, once the window was drawn */

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

void             sendoff_accounts_window_add_actions      (SendoffAccountsWindow *self);
void             sendoff_accounts_window_update_actions   (SendoffAccountsWindow *self);
/* The removed account can't come back any more. */
void             sendoff_accounts_window_settle_removal   (SendoffAccountsWindow *self);
void             sendoff_accounts_window_show_task        (SendoffAccountsWindow *self, SendoffTask *task);

/* TRUE: the window must stay for now, as the user is being asked. */
gboolean         sendoff_accounts_window_ask_before_close (SendoffAccountsWindow *self);

G_END_DECLS
