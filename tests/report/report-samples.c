/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Failures and reports for the tests of this room. */

#include "report-samples.h"

SendoffFailure *
sample_relaying_denied (void)
{
  SendoffFailure *failure = sendoff_failure_new (SENDOFF_FAILURE_REFUSED, SENDOFF_LEG_OUTGOING, SENDOFF_STEP_SUBMIT);

  failure->command = SENDOFF_COMMAND_RCPT;
  failure->protocol = SENDOFF_PROTOCOL_SMTP;
  failure->account = g_strdup ("work");
  failure->subject = g_strdup ("Test # 1");
  failure->server = g_strdup ("mail.example.org");
  failure->port = 25;
  failure->reply = sendoff_reply_parse ("550 5.7.1 <bob@example.com>... Relaying denied. Proper authentication required.", -1);
  failure->rejected_address = g_strdup ("bob@example.com");

  return failure;
}

/* Facts written by hand: no chain stands behind them. */
SendoffCertificate *
sample_certificate (guint problems)
{
  SendoffCertificate *certificate = g_new0 (SendoffCertificate, 1);

  g_atomic_ref_count_init (&certificate->ref_count);
  certificate->host = g_strdup ("mail.example.org");
  certificate->port = 587;
  certificate->chain = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  certificate->subject = g_strdup ("CN=mail.example.org");
  certificate->issuer = g_strdup ("CN=Evil\x1b[31m <b>\"Root\"</b>");
  certificate->names = g_strsplit ("mail.example.org,192.0.2.1", ",", -1);
  certificate->not_before = 1700000000;
  certificate->not_after = 1731622400;
  certificate->sha256 = g_strnfill (64, 'A');
  certificate->pin = g_strdup ("sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
  certificate->problems = problems;
  certificate->trusted_by = problems == 0 ? SENDOFF_TRUSTED_BY_AUTHORITY : SENDOFF_TRUSTED_BY_USER;

  return certificate;
}

static void
add_steps (SendoffReport   *report,
           SendoffStepState last)
{
  for (SendoffStepId id = 0; id < SENDOFF_N_STEPS; id++)
    {
      SendoffStepState state = id == SENDOFF_STEP_SUBMIT ? last : SENDOFF_STEP_PASSED;

      sendoff_report_add_step (report, SENDOFF_LEG_OUTGOING, id, state, id == SENDOFF_STEP_ENCRYPT ? "TLS1.3" : NULL, 12.345);
    }
}

SendoffReport *
sample_passed (void)
{
  SendoffReport *report = sendoff_report_new ("send", "work");
  g_autoptr(SendoffReply) reply = sendoff_reply_parse ("250 2.1.5 Ok", -1);
  g_autoptr(SendoffCertificate) certificate = sample_certificate (0);
  SendoffReportServer *server;

  report->start_time = 1700000000 * G_GINT64_CONSTANT (1000000);
  report->ms = 99.96;
  report->message_id = g_strdup ("<1@example.org>");
  report->subject = g_strdup ("Test # 1");
  report->seen_measured = TRUE;
  add_steps (report, SENDOFF_STEP_PASSED);
  server = sendoff_report_add_server (report, SENDOFF_LEG_OUTGOING, "mail.example.org", 587, SENDOFF_SECURITY_STARTTLS);
  server->tls = g_strdup ("TLS1.3");
  server->cipher = g_strdup ("(TLS1.3)-(ECDHE-SECP256R1)-(AES-256-GCM)");
  server->extensions = g_strsplit ("SIZE 10240000,8BITMIME", ",", -1);
  server->mechanism = g_strdup ("PLAIN");
  sendoff_report_add_recipient (report, "bob@example.com", TRUE, reply);
  sendoff_report_add_certificate (report, SENDOFF_LEG_OUTGOING, certificate);

  return report;
}

SendoffReport *
sample_failed (void)
{
  SendoffReport *report = sendoff_report_new ("send", "work");
  g_autoptr(SendoffAccount) account = sendoff_account_new (NULL);
  SendoffFailure *failure = sample_relaying_denied ();

  sendoff_account_set_text (account, SENDOFF_KEY_EMAIL, "ann@example.org");
  sendoff_account_set_number (account, SENDOFF_KEY_SMTP_PORT, 25);
  sendoff_account_set_security (account, SENDOFF_LEG_OUTGOING, SENDOFF_SECURITY_NONE);
  report->seen_measured = TRUE;
  report->seen = SENDOFF_SEEN_SENDER | SENDOFF_SEEN_RECIPIENTS;
  add_steps (report, SENDOFF_STEP_FAILED);
  sendoff_report_add_server (report, SENDOFF_LEG_OUTGOING, "mail.example.org", 25, SENDOFF_SECURITY_NONE);
  sendoff_report_add_recipient (report, "bob@example.com", FALSE, failure->reply);
  sendoff_report_take_failure (report, failure, account);

  return report;
}
