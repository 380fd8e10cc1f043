/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which exit status a fault on this side gives. Any thread. */
#include "cli/exit-status.h"

#include "base/error.h"

#include <gio/gio.h>

int
sendoff_exit_status_for_error (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return SENDOFF_EXIT_STOPPED;
  if (error->domain == G_OPTION_ERROR)
    return SENDOFF_EXIT_USAGE;
  if (error->domain != SENDOFF_ERROR)
    return SENDOFF_EXIT_INTERNAL;

  switch ((SendoffError) error->code)
    {
    case SENDOFF_ERROR_INVALID:
    case SENDOFF_ERROR_EXISTS:
    case SENDOFF_ERROR_NO_SERVICE:
      return SENDOFF_EXIT_SETTINGS;
    case SENDOFF_ERROR_NOT_FOUND:
      return SENDOFF_EXIT_NOT_FOUND;
    case SENDOFF_ERROR_SAVE:
    case SENDOFF_ERROR_CONFLICT:
      return SENDOFF_EXIT_SAVE;
    case SENDOFF_ERROR_FILE:
    case SENDOFF_ERROR_DAMAGED:
    case SENDOFF_ERROR_CHANGED:
      return SENDOFF_EXIT_FILE;
    }
  return SENDOFF_EXIT_INTERNAL;
}
