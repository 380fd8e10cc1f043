/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/account.h"
#include "ui/task.h"

G_BEGIN_DECLS

/* What lists and panes say about an account; all display-safe, translated, caller frees. No widgets. */

/* "smtp.example.org:587"; a server that is no host name is shown as it was typed. */
char *sendoff_account_dup_server_text (SendoffAccount *account, SendoffLeg leg);
/* "STARTTLS · signs in as ana" */
char *sendoff_account_dup_access_text (SendoffAccount *account, SendoffLeg leg);
/* "✓ sent 10:42, 0.8 s, TLS 1.3": a finished task's. */
char *sendoff_task_dup_result    (SendoffTask *task);
/* What it means and what was readable, as far as it is known: a finished task's; one paragraph each. Empty where there is nothing. */
char *sendoff_task_dup_meaning   (SendoffTask *task);

G_END_DECLS
