/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns a message's place in the reports. */

#include "jobs/delivery-report.h"

void
sendoff_delivery_report (SendoffReport         *report,
                         const SendoffDelivery *delivery,
                         SendoffAccount        *account)
{
  report->seen_measured = TRUE;
  report->seen |= delivery->seen;
  report->seen_names |= delivery->seen_names;
  if (delivery->message != NULL)
    {
      report->message_id = g_strdup (sendoff_message_get_id (delivery->message));
      report->subject = g_strdup (sendoff_message_get_subject (delivery->message));
    }
  for (guint i = 0; delivery->recipients != NULL && i < delivery->recipients->len; i++)
    {
      const SendoffDeliveryRecipient *recipient = delivery->recipients->pdata[i];

      sendoff_report_add_recipient (report, recipient->address, recipient->accepted, recipient->reply);
    }
  if (delivery->transcript != NULL)
    sendoff_report_add_transcript (report, delivery->transcript);
  if (delivery->recording != NULL)
    sendoff_report_add_recording (report, delivery->recording);
  for (guint i = 0; i < delivery->failures->len; i++)
    sendoff_report_take_failure (report, sendoff_failure_copy (delivery->failures->pdata[i]), account);
}

void
sendoff_delivery_report_unreached (SendoffReport     *report,
                                   const char *const *to,
                                   const char        *subject)
{
  report->subject = g_strdup (subject);
  for (guint i = 0; to != NULL && to[i] != NULL; i++)
    sendoff_report_add_recipient (report, to[i], FALSE, NULL);
}
