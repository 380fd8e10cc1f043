/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sendoffctl: sets the process up, runs one command, and sees that its output arrived. */
#include "config.h"

#include "cli/commands.h"
#include "cli/exit-status.h"
#include "cli/output.h"

#include <glib/gi18n-lib.h>

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <unistd.h>

/* A closed standard output would give its number to the next file that is opened, and our text would go in there. */
static void
occupy_standard_descriptors (void)
{
  int fd;

  do
    fd = open ("/dev/null", O_RDONLY);
  while (fd >= 0 && fd <= STDERR_FILENO);
  if (fd > STDERR_FILENO)
    close (fd);
}

int
main (int argc, char **argv)
{
  int status;

  occupy_standard_descriptors ();
  /* A reader that went away is an error that write() reports. */
  signal (SIGPIPE, SIG_IGN);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, SENDOFF_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  g_set_prgname ("sendoffctl");

  status = sendoff_run_command_line ((const char *const *) argv);
  if (!sendoff_output_finish () && status == SENDOFF_EXIT_PASSED)
    {
      sendoff_output_problem (_("The output could not be written. What was asked for has been done."));
      status = SENDOFF_EXIT_FILE;
    }
  return status;
}
