/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The only place that writes to standard output and standard error. */
#include "cli/output.h"

#include "base/display-text.h"

#include <stdio.h>

static gboolean write_failed = FALSE;
static gboolean finished = FALSE;

static void
write_to_stdout (const char *text)
{
  if (fputs (text, stdout) == EOF)
    write_failed = TRUE;
}

static char * G_GNUC_PRINTF (1, 0)
compose (const char *format, va_list arguments)
{
  g_autofree char *text = g_strdup_vprintf (format, arguments);

  return sendoff_display_text_lines (text, -1);
}

void
sendoff_output_text (const char *format, ...)
{
  g_autofree char *safe = NULL;
  va_list arguments;

  va_start (arguments, format);
  safe = compose (format, arguments);
  va_end (arguments);
  write_to_stdout (safe);
}

void
sendoff_output_json (const char *line)
{
  write_to_stdout (line);
  write_to_stdout ("\n");
  sendoff_output_flush ();
}

void
sendoff_output_problem (const char *format, ...)
{
  g_autofree char *safe = NULL;
  va_list arguments;

  va_start (arguments, format);
  safe = compose (format, arguments);
  va_end (arguments);
  /* In order with what was said before, where both go to one terminal. */
  sendoff_output_flush ();
  fprintf (stderr, "sendoffctl: %s\n", safe);
}

void
sendoff_output_flush (void)
{
  if (!finished && fflush (stdout) == EOF)
    write_failed = TRUE;
}

gboolean
sendoff_output_has_failed (void)
{
  return write_failed;
}

gboolean
sendoff_output_finish (void)
{
  if (ferror (stdout))
    write_failed = TRUE;
  finished = TRUE;
  /* Some file systems report a full disk only here. */
  if (fclose (stdout) == EOF)
    write_failed = TRUE;
  return !write_failed;
}
