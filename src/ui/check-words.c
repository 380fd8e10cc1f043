/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the sentences of a finished check of the settings. */

#include "ui/check-words.h"

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "base/domain-name.h"
#include "report/report-text.h"
#include "report/report-text.h"

#define MAX_NAME_CHARS 80

char *
sendoff_check_words_dup_title (const SendoffReport *report)
{
  g_autofree char *name = sendoff_display_text_short (report->account != NULL ? report->account : "", -1, MAX_NAME_CHARS);

  switch (report->outcome)
    {
    case SENDOFF_OUTCOME_PASSED:
      /* Translators: %s is the name of an account. */
      return g_strdup_printf (_("The settings of “%s” work"), name);
    case SENDOFF_OUTCOME_CANCELLED:
      /* Translators: %s is the name of an account. */
      return g_strdup_printf (_("Testing “%s” was stopped"), name);
    case SENDOFF_OUTCOME_UNCERTAIN:
      /* Translators: %s is the name of an account. */
      return g_strdup_printf (_("The test message of “%s” was perhaps sent"), name);
    case SENDOFF_OUTCOME_FAILED:
      break;
    }
  /* Translators: %s is the name of an account. */
  return g_strdup_printf (_("The settings of “%s” don't work yet"), name);
}

static const SendoffReportServer *
find_server (const SendoffReport *report,
             SendoffLeg           leg)
{
  for (guint i = 0; i < report->servers->len; i++)
    if (((SendoffReportServer *) report->servers->pdata[i])->leg == leg)
      return report->servers->pdata[i];
  return NULL;
}

static gboolean
has_passed (const SendoffReport *report,
            SendoffLeg           leg,
            SendoffStepId        id)
{
  for (guint i = 0; i < report->steps->len; i++)
    {
      const SendoffReportStep *step = report->steps->pdata[i];

      if (step->leg == leg && step->id == id && (step->state == SENDOFF_STEP_PASSED || step->state == SENDOFF_STEP_WARNING))
        return TRUE;
    }
  return FALSE;
}

static char *
say_signed_in (const char *host,
               const char *tls,
               gboolean    signed_in)
{
  if (signed_in && tls != NULL)
    /* Translators: a server's name, then "TLS 1.3". */
    return g_strdup_printf (_("%s let you sign in over an encrypted connection (%s)."), host, tls);
  if (signed_in)
    /* Translators: %s is a server's name. */
    return g_strdup_printf (_("%s let you sign in. The connection was not encrypted."), host);
  if (tls != NULL)
    /* Translators: a server's name, then "TLS 1.3". */
    return g_strdup_printf (_("%s answers over an encrypted connection (%s). Signing in is not set, so it was not tried."), host, tls);
  /* Translators: %s is a server's name. */
  return g_strdup_printf (_("%s answers. The connection was not encrypted. Signing in is not set, so it was not tried."), host);
}

static const char *
say_trusted (SendoffTrustedBy trusted_by)
{
  switch (trusted_by)
    {
    case SENDOFF_TRUSTED_BY_AUTHORITY:
      return _("An authority that this computer trusts vouches for the server.");
    case SENDOFF_TRUSTED_BY_USER:
      return _("You accepted the server's certificate against the warning.");
    case SENDOFF_TRUSTED_BY_PIN:
      return _("The server holds the key that you gave.");
    case SENDOFF_TRUSTED_BY_NOBODY:
      break;
    }
  return NULL;
}

/* NULL: there was none, or nobody vouches for it. */
static const char *
say_who_vouches (const SendoffReport *report,
                 SendoffLeg           leg)
{
  for (guint i = 0; i < report->certificates->len; i++)
    {
      const SendoffReportCertificate *certificate = report->certificates->pdata[i];

      if (certificate->leg == leg)
        return say_trusted (certificate->certificate->trusted_by);
    }
  return NULL;
}

static char *
say_proven (const SendoffReport       *report,
            const SendoffReportServer *server)
{
  g_autofree char *host = sendoff_host_to_display (server->host);
  g_autofree char *tls = server->tls != NULL ? sendoff_report_tls_to_text (server->tls) : NULL;
  g_autofree char *signed_in = say_signed_in (host, tls, has_passed (report, server->leg, SENDOFF_STEP_SIGN_IN));
  const char *vouches = say_who_vouches (report, server->leg);

  return vouches != NULL ? g_strconcat (signed_in, " ", vouches, NULL) : g_steal_pointer (&signed_in);
}

/* NULL: nothing is known of this direction. */
static char *
describe_leg (const SendoffReport *report,
              SendoffLeg           leg)
{
  const SendoffDiagnosis *diagnosis = sendoff_report_find_diagnosis (report, leg);
  const SendoffReportServer *server = find_server (report, leg);
  g_autofree char *text = NULL;

  if (diagnosis != NULL)
    text = g_strconcat (diagnosis->title, "\n", diagnosis->explanation, " ", sendoff_move_to_sentence (diagnosis->move), NULL);
  else if (server != NULL && report->outcome != SENDOFF_OUTCOME_CANCELLED)
    text = say_proven (report, server);
  else
    return NULL;
  if (leg == SENDOFF_LEG_OUTGOING)
    /* Translators: %s is what is known of the outgoing mail server, one or more sentences. */
    return g_strdup_printf (_("Outgoing: %s"), text);
  /* Translators: %s is what is known of the incoming mail server, one or more sentences. */
  return g_strdup_printf (_("Incoming: %s"), text);
}

static void
append (GString    *text,
        const char *paragraph)
{
  if (paragraph == NULL)
    return;
  g_string_append (text, text->len > 0 ? "\n\n" : "");
  g_string_append (text, paragraph);
}

char *
sendoff_check_words_dup_explanation (const SendoffReport *report)
{
  GString *text = g_string_new (NULL);
  g_autofree char *outgoing = describe_leg (report, SENDOFF_LEG_OUTGOING);
  g_autofree char *incoming = describe_leg (report, SENDOFF_LEG_INCOMING);

  append (text, outgoing);
  append (text, incoming);
  if (has_passed (report, SENDOFF_LEG_OUTGOING, SENDOFF_STEP_SUBMIT))
    append (text, _("The test message to yourself was accepted: look for it in your mailbox."));
  return g_string_free (text, FALSE);
}
