/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/task.h"

G_BEGIN_DECLS

/* The steps of one direction of a task, as they come; with a heading where a task has two. Hides itself where the task doesn't go there. */
#define SENDOFF_TYPE_STEP_LIST (sendoff_step_list_get_type ())
G_DECLARE_FINAL_TYPE (SendoffStepList, sendoff_step_list, SENDOFF, STEP_LIST, GtkBox)

GtkWidget *sendoff_step_list_new         (SendoffLeg leg);
/* As the task is now; call it again when that has changed. */
void       sendoff_step_list_show_task   (SendoffStepList *self, SendoffTask *task);
/* As they ended, of a saved report. */
void       sendoff_step_list_show_report (SendoffStepList *self, const SendoffReport *report);

G_END_DECLS
