/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one line that a list shows for a sending. */

#include "ui/send-task.h"

#include <glib/gi18n-lib.h>

/* As short as a column needs; the whole story is in the result window. */
static const char *const class_words[SENDOFF_N_CLASSES] = {
  [SENDOFF_CLASS_UNKNOWN] = N_("refused"),
  [SENDOFF_CLASS_CREDENTIALS] = N_("user name or password wrong"),
  [SENDOFF_CLASS_SIGN_IN_POLICY] = N_("sign-in not allowed"),
  [SENDOFF_CLASS_SIGN_IN_REQUIRED] = N_("sign-in required"),
  [SENDOFF_CLASS_SIGN_IN_METHOD] = N_("no way to sign in"),
  [SENDOFF_CLASS_SENDER_REFUSED] = N_("sender refused"),
  [SENDOFF_CLASS_RECIPIENT_UNKNOWN] = N_("recipient unknown"),
  [SENDOFF_CLASS_RECIPIENT_REFUSED] = N_("recipient refused"),
  [SENDOFF_CLASS_MAILBOX_FULL] = N_("mailbox full"),
  [SENDOFF_CLASS_MESSAGE_TOO_BIG] = N_("message too big"),
  [SENDOFF_CLASS_CONTENT_REFUSED] = N_("content refused"),
  [SENDOFF_CLASS_REPUTATION] = N_("this computer or sender is not trusted"),
  [SENDOFF_CLASS_RATE_LIMITED] = N_("try again later"),
  [SENDOFF_CLASS_ENCRYPTION_REQUIRED] = N_("encryption required"),
  [SENDOFF_CLASS_ENCRYPTION_UNAVAILABLE] = N_("no encryption to be had"),
  [SENDOFF_CLASS_CERTIFICATE] = N_("certificate not trusted"),
  [SENDOFF_CLASS_SERVER_NOT_FOUND] = N_("server not found"),
  [SENDOFF_CLASS_CONNECTION_REFUSED] = N_("no connection"),
  [SENDOFF_CLASS_WRONG_PORT] = N_("wrong port"),
  [SENDOFF_CLASS_TIMEOUT] = N_("no answer in time"),
  [SENDOFF_CLASS_CONNECTION_LOST] = N_("connection lost"),
  [SENDOFF_CLASS_SERVER_FAULT] = N_("trouble at the server"),
  [SENDOFF_CLASS_PROTOCOL_FAULT] = N_("answer not understood"),
  [SENDOFF_CLASS_SETTINGS] = N_("settings to mend"),
};

static char *
format_time (const SendoffReport *report)
{
  gint64 end = (report->start_time + (gint64) (report->ms * 1000)) / G_USEC_PER_SEC;
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (end);

  /* Translators: the time of day as strftime() writes it. */
  return time != NULL ? g_date_time_format (time, _("%H:%M")) : g_strdup ("");
}

static char *
summarize_failure (const SendoffReport *report)
{
  const SendoffDiagnosis *diagnosis = report->diagnoses->len > 0 ? report->diagnoses->pdata[0] : NULL;

  /* "Relaying denied" is what users search for. */
  if (diagnosis != NULL && g_str_equal (diagnosis->id, "relaying-denied"))
    return g_strdup (_("✗ relaying denied"));
  /* Translators: %s is why a message was not sent, in a few words, such as "connection lost". */
  return g_strdup_printf (_("✗ %s"), _(class_words[diagnosis != NULL ? diagnosis->class_ : SENDOFF_CLASS_UNKNOWN]));
}

static char *
summarize_report (const SendoffReport *report)
{
  g_autofree char *time = format_time (report);

  switch (report->outcome)
    {
    case SENDOFF_OUTCOME_PASSED:
      /* Translators: %s is the time of day at which a message was sent. */
      return g_strdup_printf (_("✓ sent %s"), time);
    case SENDOFF_OUTCOME_CANCELLED:
      return g_strdup (_("stopped"));
    case SENDOFF_OUTCOME_UNCERTAIN:
      /* Translators: %s is the time of day; the server's answer to the message is missing. */
      return g_strdup_printf (_("? perhaps sent %s"), time);
    case SENDOFF_OUTCOME_FAILED:
      return summarize_failure (report);
    }
  g_assert_not_reached ();
}

char *
sendoff_send_task_dup_summary (SendoffSendTask *self)
{
  g_return_val_if_fail (SENDOFF_IS_SEND_TASK (self), NULL);

  switch (sendoff_send_task_get_state (self))
    {
    case SENDOFF_TASK_RUNNING:
      return g_strdup (_("sending…"));
    case SENDOFF_TASK_ASKING:
      if (sendoff_send_task_get_trust_question (self) != NULL)
        return g_strdup (_("asks about a certificate"));
      return g_strdup (_("asks for a password"));
    case SENDOFF_TASK_FINISHED:
      return summarize_report (sendoff_send_task_get_report (self));
    }
  g_assert_not_reached ();
}
