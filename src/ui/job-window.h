/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/workspace.h"

G_BEGIN_DECLS

/* One task: its progress, which becomes its result. Shows the task's questions while it is visible; hidden, it waits with them until
 * it is presented again. Closed while the task runs it only hides (use sendoff_job_window_find() to bring it back), afterwards it
 * destroys itself. Signal "task-replaced" (SendoffTask*): it tried again, and now shows this task. */
#define SENDOFF_TYPE_JOB_WINDOW (sendoff_job_window_get_type ())
G_DECLARE_FINAL_TYPE (SendoffJobWindow, sendoff_job_window, SENDOFF, JOB_WINDOW, GtkWindow)

GtkWidget       *sendoff_job_window_new      (SendoffWorkspace *workspace, SendoffTask *task);
/* Brings up the task's window; where there is none, a new one above parent. */
void             sendoff_job_window_open     (SendoffWorkspace *workspace, SendoffTask *task, GtkWindow *parent);
/* The window that shows the task, visible or not (borrowed); NULL: none. */
GtkWidget       *sendoff_job_window_find     (SendoffTask *task);
SendoffTask *sendoff_job_window_get_task (SendoffJobWindow *self);

G_END_DECLS
