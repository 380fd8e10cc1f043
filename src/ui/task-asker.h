/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/task.h"

G_BEGIN_DECLS

/* Shows the questions of tasks above one window, one at a time; each question shows above one window of the program only. A certificate that was
 * accepted "once" here is accepted again without a word, from the same host and with nothing worse to say of it. Main context. */
#define SENDOFF_TYPE_TASK_ASKER (sendoff_task_asker_get_type ())
G_DECLARE_FINAL_TYPE (SendoffTaskAsker, sendoff_task_asker, SENDOFF, TASK_ASKER, GObject)

/* For the window itself, which is not held. */
SendoffTaskAsker *sendoff_task_asker_new     (GtkWindow *window);
/* Brings up the task's question, where it asks and the window shows; takes away a question that is settled. Call it whenever the task's state
 * has changed. A question that is open already, here or elsewhere, stays as it is. */
void              sendoff_task_asker_ask     (SendoffTaskAsker *self, SendoffTask *task);
/* Takes the question away without an answer: the task goes on asking. */
void              sendoff_task_asker_close   (SendoffTaskAsker *self);
/* The task's question is open, above whichever window. */
gboolean          sendoff_task_asker_is_asked (SendoffTask *task);
/* The window has the keyboard now: a question that waited for it may take it. */
void              sendoff_task_asker_present (SendoffTaskAsker *self);

G_END_DECLS
