/* SPDX-License-Identifier: GPL-3.0-or-later */
/* certificate and judge: one server's certificate, fetched or from a file, and what is wrong with it. */
#include "cli/certificate-commands.h"

#include "base/domain-name.h"
#include "cli/certificate-text.h"
#include "cli/exit-status.h"
#include "cli/interruption.h"
#include "cli/output.h"
#include "cli/pem-chain.h"
#include "jobs/certificate-job.h"
#include "jobs/trust-decision.h"
#include "report/report-json.h"
#include "report/report-text.h"

#include <glib/gi18n-lib.h>

#define DEFAULT_TIMEOUT_S 60

/* leg < 0: judged from a file. comparison: with one before; NULL: none is known. now: the time that was judged by. */
static int
print_certificate (SendoffInvocation        *invocation,
                   const SendoffCertificate *certificate,
                   int                       leg,
                   const SendoffComparison  *comparison,
                   gint64                    now)
{
  int status = certificate->trusted_by == SENDOFF_TRUSTED_BY_AUTHORITY ? SENDOFF_EXIT_PASSED : SENDOFF_EXIT_UNTRUSTED;
  g_autofree char *facts = NULL;
  g_autofree char *trust = NULL;
  g_autofree char *problems = NULL;
  g_autofree char *changes = NULL;

  if (invocation->json)
    {
      g_autofree char *json = sendoff_certificate_to_json (certificate, leg, comparison);

      sendoff_output_json (json);
      return status;
    }
  facts = sendoff_certificate_describe_facts (certificate);
  trust = sendoff_certificate_describe_trust (certificate);
  problems = sendoff_certificate_describe_problems (certificate, now);
  changes = comparison != NULL ? sendoff_certificate_describe_changes (comparison) : g_strdup ("");
  sendoff_output_text ("%s%s\n%s%s", facts, trust, problems, changes);
  return status;
}

/* Without --starttls TLS begins with the first byte; the port tells which leg to speak of. */
static SendoffProtocol
guess_protocol (guint16 port)
{
  if (port == sendoff_default_port (SENDOFF_PROTOCOL_IMAP, SENDOFF_SECURITY_TLS))
    return SENDOFF_PROTOCOL_IMAP;
  if (port == sendoff_default_port (SENDOFF_PROTOCOL_POP3, SENDOFF_SECURITY_TLS))
    return SENDOFF_PROTOCOL_POP3;
  return SENDOFF_PROTOCOL_SMTP;
}

typedef struct
{
  char           *host;
  guint16         port;
  SendoffProtocol protocol;
  SendoffSecurity security;
  int             timeout_s;
} CertificateRequest;

/* What was trusted or seen at this server before beside what is there now. */
static int
print_fetched (SendoffInvocation              *invocation,
               const SendoffReportCertificate *fetched,
               SendoffTrustStore              *trust_store,
               SendoffSeenStore               *seen_store)
{
  const SendoffCertificate *certificate = fetched->certificate;
  g_autoptr(SendoffTrustEntry) entry = sendoff_trust_store_lookup (trust_store, certificate->host, certificate->port);
  g_autoptr(SendoffSeenEntry) seen = sendoff_seen_store_lookup (seen_store, certificate->host, certificate->port);
  const SendoffTrustSituation situation = { .policy = SENDOFF_TRUST_REFUSE, .entry = entry, .seen = seen };
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr(SendoffComparison) comparison = sendoff_trust_compare (&situation, certificate, now);

  return print_certificate (invocation, certificate, (int) fetched->leg, comparison, now);
}

static int
fetch_certificate (SendoffInvocation *invocation, const CertificateRequest *request, SendoffRoots *roots, SendoffTrustStore *trust_store)
{
  g_autoptr(SendoffSeenStore) seen_store = sendoff_invocation_load_seen (invocation);
  g_autoptr(SendoffInterruption) interruption = sendoff_interruption_new ();
  g_auto(SendoffWait) wait = { NULL };
  g_autoptr(SendoffReport) report = NULL;
  g_autofree char *text = NULL;

  sendoff_certificate_job_run_async (request->host, request->port, request->protocol, request->security, (guint) request->timeout_s, roots,
                                     trust_store, seen_store, sendoff_interruption_get_cancellable (interruption), sendoff_on_wait_ended, &wait);
  report = sendoff_certificate_job_run_finish (sendoff_wait_run (&wait));
  if (report->certificates->len > 0)
    return print_fetched (invocation, g_ptr_array_index (report->certificates, 0), trust_store, seen_store);
  text = invocation->json ? sendoff_report_to_json (report) : sendoff_report_to_text (report);
  if (invocation->json)
    sendoff_output_json (text);
  else
    sendoff_output_text ("%s", text);
  /* Neither certificate nor failure must never pass for success. */
  return report->exit_status != SENDOFF_EXIT_PASSED ? report->exit_status : SENDOFF_EXIT_INTERNAL;
}

/* FALSE: refused. */
static gboolean
check_request (SendoffInvocation *invocation, CertificateRequest *request, const char *server, const char *starttls)
{
  g_autoptr(GError) error = NULL;

  if (!sendoff_host_and_port_parse (server, &request->host, &request->port, &error))
    {
      sendoff_invocation_refuse (invocation, "%s", error->message);
      return FALSE;
    }
  request->security = starttls != NULL ? SENDOFF_SECURITY_STARTTLS : SENDOFF_SECURITY_TLS;
  request->protocol = guess_protocol (request->port);
  if (starttls != NULL && (!sendoff_protocol_from_string (starttls, &request->protocol) || request->protocol == SENDOFF_PROTOCOL_NONE))
    {
      sendoff_invocation_refuse (invocation, _("--starttls is one of smtp, imap and pop3."));
      return FALSE;
    }
  if (request->timeout_s < 1 || request->timeout_s > SENDOFF_MAX_TIMEOUT_S)
    {
      /* Translators: %d is the highest number that is allowed. */
      sendoff_invocation_refuse (invocation, _("--timeout is a number of seconds from 1 to %d."), SENDOFF_MAX_TIMEOUT_S);
      return FALSE;
    }
  return TRUE;
}

int
sendoff_run_certificate (SendoffInvocation *invocation, char **argv)
{
  g_auto(GStrv) operands = NULL;
  g_autofree char *starttls = NULL;
  g_autofree char *ca_file = NULL;
  g_autofree char *crl_file = NULL;
  g_autofree char *host = NULL;
  g_autoptr(SendoffRoots) roots = NULL;
  g_autoptr(SendoffTrustStore) trust_store = NULL;
  CertificateRequest request = { .timeout_s = DEFAULT_TIMEOUT_S };
  gboolean valid;
  const GOptionEntry entries[] = {
    { "starttls", 0, 0, G_OPTION_ARG_FILENAME, &starttls, N_("Upgrade with STARTTLS (smtp, imap) or STLS (pop3)"), N_("PROTOCOL") },
    { "ca-file", 0, 0, G_OPTION_ARG_FILENAME, &ca_file, N_("Trust the roots in FILE instead of the system's"), N_("FILE") },
    { "crl-file", 0, 0, G_OPTION_ARG_FILENAME, &crl_file, N_("Revocation lists (PEM)"), N_("FILE") },
    { "timeout", 0, 0, G_OPTION_ARG_INT, &request.timeout_s, N_("Give up after so many seconds of silence"), N_("SECONDS") },
    { NULL }
  };

  if (!sendoff_invocation_parse (invocation, entries, argv, 1, 1, &operands))
    return invocation->status;
  valid = check_request (invocation, &request, operands[0], starttls);
  host = request.host;
  if (!valid || !sendoff_invocation_load_roots (invocation, ca_file, crl_file, &roots))
    return invocation->status;
  trust_store = sendoff_invocation_load_trust (invocation);
  if (trust_store == NULL)
    return invocation->status;
  return fetch_certificate (invocation, &request, roots, trust_store);
}

/* "2026-05-03T10:00:00Z", a time without a zone in UTC, or a date alone. */
static gboolean
parse_time (const char *text, gint64 *unix_time)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *midnight = g_strconcat (text, "T00:00:00Z", NULL);
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601 (text, utc);

  if (time == NULL)
    time = g_date_time_new_from_iso8601 (midnight, utc);
  if (time == NULL)
    return FALSE;
  *unix_time = g_date_time_to_unix (time);
  return TRUE;
}

static SendoffCertificate *
judge_chain (GPtrArray *ders, const char *host, gint64 time, SendoffRoots *roots)
{
  g_autofree gnutls_datum_t *chain = g_new0 (gnutls_datum_t, ders->len);
  SendoffJudgeInput input = { .chain = chain, .n_chain = ders->len, .host = host, .time = time, .offline = TRUE };
  g_autoptr(SendoffCertificate) certificate = NULL;
  guint problems;

  for (guint i = 0; i < ders->len; i++)
    {
      gsize size = 0;

      chain[i].data = (unsigned char *) g_bytes_get_data (g_ptr_array_index (ders, i), &size);
      chain[i].size = (unsigned int) size;
    }
  certificate = sendoff_certificate_new_for_chain (chain, ders->len, host, 0);
  problems = certificate->problems | sendoff_judge (roots, &input);
  return sendoff_certificate_with_judgement (certificate, problems, problems == 0 ? SENDOFF_TRUSTED_BY_AUTHORITY : SENDOFF_TRUSTED_BY_NOBODY);
}

static int
judge_file (SendoffInvocation *invocation, const char *path, const char *host, gint64 time, SendoffRoots *given_roots)
{
  g_autoptr(SendoffRoots) roots = given_roots != NULL ? sendoff_roots_ref (given_roots) : NULL;
  g_autoptr(SendoffCertificate) certificate = NULL;
  g_autoptr(GPtrArray) ders = NULL;
  g_autoptr(GError) error = NULL;

  ders = sendoff_pem_chain_load (path, &error);
  if (ders == NULL)
    return sendoff_invocation_fail (invocation, error);
  if (roots == NULL)
    roots = sendoff_roots_load (NULL, NULL, &error);
  if (roots == NULL)
    return sendoff_invocation_fail (invocation, error);
  certificate = judge_chain (ders, host, time, roots);
  return print_certificate (invocation, certificate, -1, NULL, time);
}

int
sendoff_run_judge (SendoffInvocation *invocation, char **argv)
{
  g_auto(GStrv) operands = NULL;
  g_autofree char *host_text = NULL;
  g_autofree char *host = NULL;
  g_autofree char *time_text = NULL;
  g_autofree char *ca_file = NULL;
  g_autofree char *crl_file = NULL;
  g_autoptr(SendoffRoots) roots = NULL;
  g_autoptr(GError) error = NULL;
  gint64 time = g_get_real_time () / G_USEC_PER_SEC;
  const GOptionEntry entries[] = {
    { "host", 0, 0, G_OPTION_ARG_FILENAME, &host_text, N_("The server that the certificate should be for"), N_("NAME") },
    { "time", 0, 0, G_OPTION_ARG_FILENAME, &time_text, N_("Judge as of this time (ISO 8601) instead of now"), N_("TIME") },
    { "ca-file", 0, 0, G_OPTION_ARG_FILENAME, &ca_file, N_("Trust the roots in FILE instead of the system's"), N_("FILE") },
    { "crl-file", 0, 0, G_OPTION_ARG_FILENAME, &crl_file, N_("Revocation lists (PEM)"), N_("FILE") },
    { NULL }
  };

  if (!sendoff_invocation_parse (invocation, entries, argv, 1, 1, &operands))
    return invocation->status;
  if (host_text == NULL)
    return sendoff_invocation_refuse (invocation, _("The server's name is missing: --host=NAME."));
  host = sendoff_host_to_ascii (host_text, &error);
  if (host == NULL)
    return sendoff_invocation_refuse (invocation, "--host: %s", error->message);
  if (time_text != NULL && !parse_time (time_text, &time))
    /* Translators: %s is what was typed for a time. */
    return sendoff_invocation_refuse (invocation, _("--time: “%s” is no time in ISO 8601, like 2026-05-03T10:00:00Z."), time_text);
  if (!sendoff_invocation_load_roots (invocation, ca_file, crl_file, &roots))
    return invocation->status;
  return judge_file (invocation, operands[0], host, time, roots);
}
