/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentences about an account and its last task. */

#include "ui/account-text.h"

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "base/domain-name.h"
#include "report/report-text.h"

char *
sendoff_account_dup_server_text (SendoffAccount *account,
                                 SendoffLeg      leg)
{
  gboolean outgoing = leg == SENDOFF_LEG_OUTGOING;
  const char *typed = sendoff_account_get_text (account, outgoing ? SENDOFF_KEY_SMTP_HOST : SENDOFF_KEY_INCOMING_HOST);
  g_autofree char *ascii = sendoff_host_to_ascii (typed, NULL);
  g_autofree char *shown = ascii != NULL ? sendoff_host_to_display (ascii) : sendoff_display_text (typed, -1);

  return sendoff_host_and_port (shown, sendoff_account_get_number (account, outgoing ? SENDOFF_KEY_SMTP_PORT : SENDOFF_KEY_INCOMING_PORT));
}

static const char *
get_security_label (SendoffSecurity security)
{
  switch (security)
    {
    case SENDOFF_SECURITY_STARTTLS:
      return "STARTTLS";
    case SENDOFF_SECURITY_TLS:
      return "TLS";
    case SENDOFF_SECURITY_NONE:
      return _("not encrypted");
    }
  g_assert_not_reached ();
}

/* Borrowed; NULL: doesn't sign in. */
static const char *
get_user (SendoffAccount *account,
          SendoffLeg      leg)
{
  if (leg == SENDOFF_LEG_INCOMING)
    return sendoff_account_get_text (account, SENDOFF_KEY_INCOMING_USER);
  switch (sendoff_account_get_authentication (account))
    {
    case SENDOFF_AUTHENTICATION_NONE:
      return NULL;
    case SENDOFF_AUTHENTICATION_SAME_AS_INCOMING:
      return sendoff_account_get_text (account, SENDOFF_KEY_INCOMING_USER);
    case SENDOFF_AUTHENTICATION_OWN:
      return sendoff_account_get_text (account, SENDOFF_KEY_SMTP_USER);
    }
  g_assert_not_reached ();
}

char *
sendoff_account_dup_access_text (SendoffAccount *account,
                                 SendoffLeg      leg)
{
  const char *security = get_security_label (sendoff_account_get_security (account, leg));
  const char *user = get_user (account, leg);
  g_autofree char *shown = user != NULL ? sendoff_display_text (user, -1) : NULL;

  if (user == NULL)
    /* Translators: how a connection is encrypted, such as "STARTTLS". */
    return g_strdup_printf (_("%s · does not sign in"), security);
  /* Translators: how a connection is encrypted, such as "STARTTLS", and a user name. */
  return g_strdup_printf (_("%s · signs in as %s"), security, shown);
}

static char *
dup_tls_label (const SendoffReport *report)
{
  const SendoffReportServer *server = report->servers->len > 0 ? report->servers->pdata[0] : NULL;

  return server != NULL && server->tls != NULL ? sendoff_report_tls_to_text (server->tls) : NULL;
}

static char *
format_duration (double ms)
{
  /* Translators: milliseconds. */
  return ms < 100 ? g_strdup_printf (_("%.0f ms"), ms) :
                    /* Translators: seconds. */
                    g_strdup_printf (_("%.1f s"), ms / 1000);
}

char *
sendoff_task_dup_result (SendoffTask *task)
{
  const SendoffReport *report = sendoff_task_get_report (task);
  g_autofree char *summary = sendoff_task_dup_summary (task);
  g_autofree char *duration = NULL;
  g_autofree char *tls = NULL;

  g_return_val_if_fail (report != NULL, NULL);

  duration = format_duration (report->ms);
  tls = dup_tls_label (report);
  if (tls == NULL)
    /* Translators: the result of a sending ("✓ sent 10:42") and how long it took ("0.8 s"). */
    return g_strdup_printf (_("%s, %s"), summary, duration);
  /* Translators: the result of a sending ("✓ sent 10:42"), how long it took ("0.8 s"), and the encryption ("TLS 1.3"). */
  return g_strdup_printf (_("%s, %s, %s"), summary, duration, tls);
}

char *
sendoff_task_dup_meaning (SendoffTask *task)
{
  const SendoffReport *report = sendoff_task_get_report (task);
  const SendoffDiagnosis *diagnosis;
  g_autofree char *seen = NULL;

  g_return_val_if_fail (report != NULL, NULL);

  diagnosis = report->diagnoses->len > 0 ? report->diagnoses->pdata[0] : NULL;
  seen = sendoff_report_seen_sentence (report);
  if (diagnosis != NULL && seen != NULL)
    return g_strconcat (diagnosis->title, "\n\n", seen, NULL);
  if (diagnosis != NULL)
    return g_strdup (diagnosis->title);
  return g_strdup (seen != NULL ? seen : "");
}
