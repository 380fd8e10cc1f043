/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/task.h"

G_BEGIN_DECLS

/* Tells by the desktop's notification what the task came to, or that it asks, unless the user is in the program at this moment or there is
 * nobody who shows notifications. A click on it activates app.show-task with the account's id. */
void  sendoff_task_notification_send (GtkApplication *application, SendoffTask *task);
/* The account's is out of date. */
void  sendoff_task_notification_withdraw (GtkApplication *application, SendoffTask *task);
/* The words below the title (sendoff_task_dup_title()). Caller frees. */
char *sendoff_task_notification_dup_body (SendoffTask *task);

G_END_DECLS
