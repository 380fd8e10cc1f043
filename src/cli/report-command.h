/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/invocation.h"

G_BEGIN_DECLS

/* report FILE: shows a saved one. Exits with 0 where it could be read, whatever it tells. */
int sendoff_run_report (SendoffInvocation *invocation, char **argv);

G_END_DECLS
