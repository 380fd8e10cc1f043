/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line for each step and state. */

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "report/report-text.h"

typedef struct
{
  const char *waiting, *running, *passed, *failed, *skipped, *cancelled;
} StepSentences;

static const StepSentences sentences[SENDOFF_N_STEPS] = {
  [SENDOFF_STEP_FIND_SERVER] = {
    N_("Look up the server"), N_("Looking up the server…"), N_("Server found"), N_("The server was not found"),
    N_("The server was not looked up"), N_("Looking up the server was stopped") },
  [SENDOFF_STEP_CONNECT] = {
    N_("Connect"), N_("Connecting…"), N_("Connected"), N_("No connection could be made"),
    N_("No connection was made"), N_("Connecting was stopped") },
  [SENDOFF_STEP_GREET] = {
    N_("Greet the server"), N_("Greeting the server…"), N_("The server answered the greeting"),
    N_("The server did not answer the greeting well"),
    N_("The server was not greeted"), N_("Greeting the server was stopped") },
  [SENDOFF_STEP_ENCRYPT] = {
    N_("Encrypt the connection"), N_("Encrypting the connection…"), N_("Connection encrypted"), N_("The connection could not be encrypted"),
    N_("The connection was not encrypted"), N_("Encrypting the connection was stopped") },
  [SENDOFF_STEP_TRUST] = {
    N_("Check the certificate"), N_("Checking the certificate…"), N_("Certificate accepted"), N_("The certificate was not accepted"),
    N_("No certificate was checked"), N_("Checking the certificate was stopped") },
  [SENDOFF_STEP_SIGN_IN] = {
    N_("Sign in"), N_("Signing in…"), N_("Signed in"), N_("The sign-in failed"),
    N_("Not signed in"), N_("Signing in was stopped") },
  [SENDOFF_STEP_SUBMIT] = {
    N_("Hand over the message"), N_("Handing over the message…"), N_("Message handed over"), N_("The message was not accepted"),
    N_("No message was handed over"), N_("Handing over the message was stopped") },
};

static const char *
get_sentence (const SendoffReportStep *step)
{
  const StepSentences *row = &sentences[step->id];

  switch (step->state)
    {
    case SENDOFF_STEP_WAITING:
      return row->waiting;
    case SENDOFF_STEP_RUNNING:
      return row->running;
    case SENDOFF_STEP_PASSED:
    case SENDOFF_STEP_WARNING:
      return row->passed;
    case SENDOFF_STEP_FAILED:
      return row->failed;
    case SENDOFF_STEP_SKIPPED:
      return row->skipped;
    case SENDOFF_STEP_CANCELLED:
      return row->cancelled;
    }

  return row->waiting;
}

char *
sendoff_report_tls_to_text (const char *tls)
{
  return g_str_has_prefix (tls, "TLS") && g_ascii_isdigit (tls[3]) ? g_strconcat ("TLS ", tls + 3, NULL) : g_strdup (tls);
}

/* What tells people as much as scripts stays. */
static char *
dup_detail (const SendoffReportStep *step)
{
  g_autofree char *tls = step->id == SENDOFF_STEP_ENCRYPT ? sendoff_report_tls_to_text (step->detail) : NULL;

  return sendoff_display_text (tls != NULL ? tls : step->detail, -1);
}

char *
sendoff_report_step_to_text (const SendoffReportStep *step)
{
  g_autofree char *detail = NULL;

  g_return_val_if_fail (step != NULL && (guint) step->id < SENDOFF_N_STEPS, NULL);

  if (step->detail == NULL || *step->detail == '\0')
    return g_strdup (_(get_sentence (step)));

  detail = dup_detail (step);
  /* Translators: first what a step did ("Connection encrypted"), then a detail ("TLS 1.3"). */
  return g_strdup_printf (_("%s: %s"), _(get_sentence (step)), detail);
}
