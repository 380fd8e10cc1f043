/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever a file holds: it is refused with a sentence, or it is a report that can be told, saved and blanked, and that opens again as the
 * same. */
#include <stdint.h>
#include <string.h>

#include "report/blank.h"
#include "report/report-html.h"
#include "report/report-json.h"
#include "report/report-text.h"
#include "report/timeline.h"
#include "report/wire-text.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr(SendoffReport) report = sendoff_report_from_json (text, -1, &error);
  g_autoptr(SendoffReport) again = NULL;
  g_autoptr(SendoffReport) third = NULL;
  g_autoptr(SendoffReport) blank = NULL;
  g_autofree char *told = NULL;
  g_autofree char *wire = NULL;
  g_autofree char *timeline = NULL;
  g_autofree char *html = NULL;
  g_autofree char *saved = NULL;
  g_autofree char *saved_again = NULL;

  g_assert_true ((report == NULL) == (error != NULL));
  if (report == NULL)
    return 0;
  told = sendoff_report_to_text (report);
  wire = sendoff_report_wire_to_text (report);
  timeline = sendoff_timeline_to_text (report);
  html = sendoff_report_to_html (report);
  again = sendoff_report_from_json (html, -1, NULL);
  g_assert_nonnull (again);
  saved = sendoff_report_to_json_with (again, SENDOFF_REPORT_SAVED);
  third = sendoff_report_from_json (saved, -1, NULL);
  g_assert_nonnull (third);
  saved_again = sendoff_report_to_json_with (third, SENDOFF_REPORT_SAVED);
  g_assert_cmpstr (saved, ==, saved_again);
  blank = sendoff_report_blank (report);
  g_assert_nonnull (blank);
  return 0;
}
