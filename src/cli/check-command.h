/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/invocation.h"

G_BEGIN_DECLS

int sendoff_run_check (SendoffInvocation *invocation, char **argv);

G_END_DECLS
