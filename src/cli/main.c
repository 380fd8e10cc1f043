/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sendoffctl: sets the process up, runs one command, and sees that its output arrived. */
#include "config.h"

#include "cli/commands.h"
#include "cli/exit-status.h"
#include "cli/output.h"
#include "jobs/worker-pool.h"

#include <glib/gi18n-lib.h>

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
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

/* Nothing of ours is left to do, and some forty libraries would tidy up memory that goes anyway. The leak checker wants its turn. */
G_NORETURN static void
leave (int status)
{
#ifdef __SANITIZE_ADDRESS__
  sendoff_worker_pool_finish ();
  exit (status);
#else
  _exit (status);
#endif
}

/* Not LC_ALL: each category is files to open, and nothing here is sorted by a language, or tells how paper is cut. */
static void
read_locale (void)
{
  static const int categories[] = { LC_CTYPE, LC_MESSAGES, LC_TIME, LC_NUMERIC };

  for (gsize i = 0; i < G_N_ELEMENTS (categories); i++)
    setlocale (categories[i], "");
}

int
main (int argc, char **argv)
{
  int status;

  occupy_standard_descriptors ();
  /* One heap for all threads: each further one costs more, in a run this short, than it could ever save. */
  mallopt (M_ARENA_MAX, 1);
  /* A reader that went away is an error that write() reports. */
  signal (SIGPIPE, SIG_IGN);
  read_locale ();
  bindtextdomain (GETTEXT_PACKAGE, SENDOFF_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("sendoffctl");

  status = sendoff_run_command_line ((const char *const *) argv);
  if (!sendoff_output_finish () && status == SENDOFF_EXIT_PASSED)
    {
      sendoff_output_problem (_("The output could not be written. What was asked for has been done."));
      status = SENDOFF_EXIT_FILE;
    }
  leave (status);
}
