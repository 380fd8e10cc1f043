/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The GTK program's entry. */

#include "config.h"

#include <locale.h>

#include <glib/gi18n-lib.h>

#include "jobs/worker-pool.h"
#include "ui/application.h"

/* A practice run stands beside an installed program; a second one with its own folder must not merely wake the first. */
static gboolean
stands_alone (char **arguments)
{
  for (; *arguments != NULL; arguments++)
    if (g_str_equal (*arguments, "--practice") || g_str_has_prefix (*arguments, "--config-dir"))
      return TRUE;
  return FALSE;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GtkApplication) application = NULL;
  int status;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, SENDOFF_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  application = sendoff_application_new (!stands_alone (argv + 1));
  status = g_application_run (G_APPLICATION (application), argc, argv);
  sendoff_worker_pool_finish ();
  return status;
}
