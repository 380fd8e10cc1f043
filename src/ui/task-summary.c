/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one line that a list shows for a sending or a check. */

#include "ui/task.h"

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "report/report-text.h"
#include "ui/result-words.h"

#define MAX_NAME_CHARS 80

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

static const char *
get_class_word (const SendoffDiagnosis *diagnosis)
{
  return _(class_words[diagnosis != NULL ? diagnosis->class_ : SENDOFF_CLASS_UNKNOWN]);
}

/* ---- a sending ---- */

static char *
summarize_failure (const SendoffReport *report)
{
  const SendoffDiagnosis *diagnosis = report->diagnoses->len > 0 ? report->diagnoses->pdata[0] : NULL;

  /* "Relaying denied" is what users search for. */
  if (diagnosis != NULL && g_str_equal (diagnosis->id, "relaying-denied"))
    return g_strdup (_("✗ relaying denied"));
  /* Translators: %s is why a message was not sent, in a few words, such as "connection lost". */
  return g_strdup_printf (_("✗ %s"), get_class_word (diagnosis));
}

static char *
summarize_sending (const SendoffReport *report)
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

/* ---- a check ---- */

static char *
summarize_failed_check (const SendoffReport *report)
{
  const SendoffDiagnosis *outgoing = sendoff_report_find_diagnosis (report, SENDOFF_LEG_OUTGOING);
  const SendoffDiagnosis *incoming = sendoff_report_find_diagnosis (report, SENDOFF_LEG_INCOMING);

  if (outgoing != NULL && incoming != NULL)
    /* Translators: why both servers of an account can't be used, in a few words each, such as "no connection". */
    return g_strdup_printf (_("✗ outgoing: %s, incoming: %s"), get_class_word (outgoing), get_class_word (incoming));
  if (incoming != NULL)
    /* Translators: %s is why the incoming server can't be used, in a few words, such as "no connection". */
    return g_strdup_printf (_("✗ incoming: %s"), get_class_word (incoming));
  /* Translators: %s is why the outgoing server can't be used, in a few words, such as "no connection". */
  return g_strdup_printf (_("✗ outgoing: %s"), get_class_word (outgoing));
}

static char *
summarize_check (const SendoffReport *report)
{
  g_autofree char *time = format_time (report);

  switch (report->outcome)
    {
    case SENDOFF_OUTCOME_PASSED:
      /* Translators: %s is the time of day at which the settings were tested and found good. */
      return g_strdup_printf (_("✓ settings tested %s"), time);
    case SENDOFF_OUTCOME_CANCELLED:
      return g_strdup (_("stopped"));
    case SENDOFF_OUTCOME_UNCERTAIN:
      /* Translators: %s is the time of day; the server's answer to the message is missing. */
      return g_strdup_printf (_("? perhaps sent %s"), time);
    case SENDOFF_OUTCOME_FAILED:
      return summarize_failed_check (report);
    }
  g_assert_not_reached ();
}

char *
sendoff_task_dup_summary (SendoffTask *self)
{
  gboolean sends;

  g_return_val_if_fail (SENDOFF_IS_TASK (self), NULL);

  sends = sendoff_task_get_kind (self) == SENDOFF_TASK_SEND;
  switch (sendoff_task_get_state (self))
    {
    case SENDOFF_TASK_RUNNING:
      return g_strdup (sends ? _("sending…") : _("testing…"));
    case SENDOFF_TASK_ASKING:
      if (sendoff_task_get_trust_question (self) != NULL)
        return g_strdup (_("asks about a certificate"));
      if (sendoff_task_get_password_question (self)->kind == SENDOFF_SECRET_CLIENT_KEY)
        return g_strdup (_("asks for the key of your certificate"));
      return g_strdup (_("asks for a password"));
    case SENDOFF_TASK_FINISHED:
      return sends ? summarize_sending (sendoff_task_get_report (self)) : summarize_check (sendoff_task_get_report (self));
    }
  g_assert_not_reached ();
}

/* ---- one direction ---- */

static gboolean
is_asked_about (SendoffTask *self,
                SendoffLeg   leg)
{
  const SendoffTrustQuestion *trust = sendoff_task_get_trust_question (self);
  const SendoffPasswordQuestion *password = sendoff_task_get_password_question (self);

  return (trust != NULL && trust->leg == leg) || (password != NULL && password->leg == leg);
}

/* The step that the leg has come to; NULL: it hasn't begun. */
static const SendoffReportStep *
find_last_step (GPtrArray  *steps,
                SendoffLeg  leg)
{
  const SendoffReportStep *last = NULL;

  for (guint i = 0; i < steps->len; i++)
    {
      const SendoffReportStep *step = steps->pdata[i];

      if (step->leg == leg && step->state != SENDOFF_STEP_WAITING && step->state != SENDOFF_STEP_SKIPPED)
        last = step;
    }
  return last;
}

static gboolean
has_signed_in (const SendoffReport *report,
               SendoffLeg           leg)
{
  for (guint i = 0; i < report->steps->len; i++)
    {
      const SendoffReportStep *step = report->steps->pdata[i];

      if (step->leg == leg && step->id == SENDOFF_STEP_SIGN_IN && step->state == SENDOFF_STEP_PASSED)
        return TRUE;
    }
  return FALSE;
}

static char *
summarize_finished_leg (SendoffTask *self,
                        SendoffLeg   leg)
{
  const SendoffReport *report = sendoff_task_get_report (self);
  const SendoffDiagnosis *diagnosis = sendoff_report_find_diagnosis (report, leg);

  if (report->outcome == SENDOFF_OUTCOME_CANCELLED)
    return g_strdup (_("stopped"));
  if (diagnosis != NULL)
    return g_strdup_printf (_("✗ %s"), get_class_word (diagnosis));
  return g_strdup (has_signed_in (report, leg) ? _("✓ signed in") : _("✓ works"));
}

char *
sendoff_task_dup_leg_summary (SendoffTask *self,
                              SendoffLeg   leg)
{
  const SendoffReportStep *step;

  g_return_val_if_fail (SENDOFF_IS_TASK (self), NULL);

  if (leg == SENDOFF_LEG_INCOMING && sendoff_account_get_incoming_protocol (sendoff_task_get_account (self)) == SENDOFF_PROTOCOL_NONE)
    return NULL;
  if (sendoff_task_get_report (self) != NULL)
    return summarize_finished_leg (self, leg);
  if (is_asked_about (self, leg))
    return sendoff_task_dup_summary (self);
  step = find_last_step (sendoff_task_get_steps (self), leg);
  return step != NULL ? sendoff_report_step_to_text (step) : g_strdup (_("waiting"));
}

/* ---- the title ---- */

char *
sendoff_task_dup_title (SendoffTask *self)
{
  const SendoffReport *report = sendoff_task_get_report (self);
  gboolean sends = sendoff_task_get_kind (self) == SENDOFF_TASK_SEND;
  const char *text = sends ? sendoff_task_get_subject (self) : sendoff_account_get_text (sendoff_task_get_account (self), SENDOFF_KEY_NAME);
  g_autofree char *shown = sendoff_display_text_short (text != NULL ? text : "", -1, MAX_NAME_CHARS);

  if (report != NULL)
    return sendoff_result_words_dup_title (report, shown);
  if (sends)
    /* Translators: %s is a message's subject. */
    return g_strdup_printf (_("Sending “%s”"), shown);
  /* Translators: %s is the name of an account. */
  return g_strdup_printf (_("Testing “%s”"), shown);
}
