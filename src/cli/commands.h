/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Finds the command in the arguments (argv[0] is the program) and runs it. Returns the exit status. */
int sendoff_run_command_line (const char *const *argv);

G_END_DECLS
