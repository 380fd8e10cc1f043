/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report: a saved report, opened again. Touches neither network nor accounts. */
#include "cli/report-command.h"

#include "cli/exit-status.h"
#include "cli/input.h"
#include "cli/report-options.h"
#include "report/blank.h"
#include "report/report-json.h"

#include <glib/gi18n-lib.h>

int
sendoff_run_report (SendoffInvocation *invocation, char **argv)
{
  SendoffReportOptions options = { FALSE };
  gboolean blank = FALSE;
  g_auto(GStrv) operands = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  g_autoptr(SendoffReport) report = NULL;
  const GOptionEntry entries[] = {
    SENDOFF_REPORT_OPTION_ENTRIES (&options),
    { "blank", 0, 0, G_OPTION_ARG_NONE, &blank, N_("Replace addresses and names by numbered ones"), NULL },
    { NULL }
  };

  if (!sendoff_invocation_parse (invocation, entries, argv, 1, 1, &operands))
    return invocation->status;
  if (sendoff_report_options_check (&options, &error))
    text = sendoff_input_read_text (operands[0], &error);
  if (text != NULL)
    report = sendoff_report_from_json (text, -1, &error);
  if (report != NULL && blank)
    {
      SendoffReport *blanked = sendoff_report_blank (report);

      sendoff_report_unref (report);
      report = blanked;
    }
  if (report != NULL && sendoff_report_options_save (&options, NULL, report, 0, &error))
    sendoff_report_options_print (&options, report, invocation->json);
  sendoff_report_options_clear (&options);
  if (error != NULL)
    {
      sendoff_invocation_fail (invocation, error);
      return invocation->status;
    }
  return SENDOFF_EXIT_PASSED;
}
