/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Live progress in a terminal. */
#include "cli/progress.h"

#include "base/display-text.h"
#include "report/report-text.h"

#include <glib/gi18n-lib.h>

#include <stdio.h>
#include <unistd.h>

#define BYTES_INTERVAL_US (100 * 1000)

struct _SendoffProgress
{
  gboolean shown;
  gboolean keeps_lines;
  gboolean line_open;
  gint64   bytes_shown; /* monotonic time */
};

static const char *
step_state_to_mark (SendoffStepState state)
{
  switch (state)
    {
    case SENDOFF_STEP_WAITING:
    case SENDOFF_STEP_RUNNING:
      return "…";
    case SENDOFF_STEP_PASSED:
      return "✓";
    case SENDOFF_STEP_WARNING:
      return "!";
    case SENDOFF_STEP_FAILED:
    case SENDOFF_STEP_CANCELLED:
      return "✗";
    case SENDOFF_STEP_SKIPPED:
      return "–";
    }
  g_assert_not_reached ();
}

static void
show_line (SendoffProgress *self, const char *line)
{
  g_autofree char *safe = sendoff_display_text (line, -1);

  if (self->keeps_lines)
    fprintf (stderr, "%s\n", safe);
  else
    fprintf (stderr, "\r%s\033[K", safe);
  fflush (stderr);
  self->line_open = !self->keeps_lines;
}

SendoffProgress *
sendoff_progress_new (void)
{
  SendoffProgress *self = g_new0 (SendoffProgress, 1);

  self->shown = isatty (STDERR_FILENO);
  self->keeps_lines = !isatty (STDOUT_FILENO) || g_strcmp0 (g_getenv ("TERM"), "dumb") == 0;
  return self;
}

void
sendoff_progress_free (SendoffProgress *self)
{
  if (self == NULL)
    return;
  sendoff_progress_clear_line (self);
  g_free (self);
}

void
sendoff_progress_clear_line (SendoffProgress *self)
{
  if (self->line_open)
    fputs ("\r\033[K", stderr);
  self->line_open = FALSE;
}

void
sendoff_progress_show_step (SendoffProgress *self, const SendoffReportStep *step)
{
  gboolean running = step->state == SENDOFF_STEP_WAITING || step->state == SENDOFF_STEP_RUNNING;
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;

  if (!self->shown || (running && self->keeps_lines))
    return;
  text = sendoff_report_step_to_text (step);
  line = g_strdup_printf ("%s %s", step_state_to_mark (step->state), text);
  show_line (self, line);
}

void
sendoff_progress_show_bytes (SendoffProgress *self, guint64 done, guint64 total)
{
  gint64 now = g_get_monotonic_time ();
  g_autofree char *done_text = NULL;
  g_autofree char *total_text = NULL;
  g_autofree char *line = NULL;

  if (!self->shown || self->keeps_lines || now - self->bytes_shown < BYTES_INTERVAL_US)
    return;
  self->bytes_shown = now;
  done_text = g_format_size_full (done, G_FORMAT_SIZE_IEC_UNITS);
  total_text = g_format_size_full (total, G_FORMAT_SIZE_IEC_UNITS);
  /* Translators: two sizes, like "12.0 MiB". */
  line = g_strdup_printf (_("… Sent %s of %s"), done_text, total_text);
  show_line (self, line);
}

void
sendoff_progress_show_count (SendoffProgress *self, guint done, guint total)
{
  g_autofree char *line = NULL;

  if (!self->shown || self->keeps_lines)
    return;
  /* Translators: two numbers; the plural is that of the second. */
  line = g_strdup_printf (ngettext ("… %u of %u account tested", "… %u of %u accounts tested", total), done, total);
  show_line (self, line);
}
