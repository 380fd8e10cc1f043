/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/invocation.h"

G_BEGIN_DECLS

int sendoff_run_accounts (SendoffInvocation *invocation, char **argv);
int sendoff_run_show     (SendoffInvocation *invocation, char **argv);
int sendoff_run_add      (SendoffInvocation *invocation, char **argv);
int sendoff_run_set      (SendoffInvocation *invocation, char **argv);
int sendoff_run_remove   (SendoffInvocation *invocation, char **argv);
int sendoff_run_default  (SendoffInvocation *invocation, char **argv);

G_END_DECLS
