/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The exit statuses that the commands give by themselves; those of a job come with its report. data/sendoffctl.1 lists all. */
typedef enum
{
  SENDOFF_EXIT_PASSED      = 0,
  SENDOFF_EXIT_USAGE       = 64,
  SENDOFF_EXIT_NOT_FOUND   = 66,  /* no such account, no such exception */
  SENDOFF_EXIT_UNAVAILABLE = 69,
  SENDOFF_EXIT_INTERNAL    = 70,
  SENDOFF_EXIT_SAVE        = 73,  /* writing a file failed */
  SENDOFF_EXIT_FILE        = 74,  /* reading a file, or writing the output, failed */
  SENDOFF_EXIT_SETTINGS    = 78,
  SENDOFF_EXIT_UNTRUSTED   = 79,
  SENDOFF_EXIT_STOPPED     = 130,
} SendoffExitStatus;

/* For faults on this side: SENDOFF_ERROR, cancelled, and anything else (internal). */
int sendoff_exit_status_for_error (const GError *error);

G_END_DECLS
