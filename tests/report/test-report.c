/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outcome and exit status of a report, and who owns what. */

#include "report-samples.h"

static SendoffFailure *
make_refusal (SendoffLeg     leg,
              SendoffStepId  step,
              SendoffCommand command,
              const char    *reply)
{
  SendoffFailure *failure = sendoff_failure_new (SENDOFF_FAILURE_REFUSED, leg, step);

  failure->command = command;
  failure->protocol = leg == SENDOFF_LEG_OUTGOING ? SENDOFF_PROTOCOL_SMTP : SENDOFF_PROTOCOL_IMAP;
  failure->reply = sendoff_reply_parse (reply, -1);

  return failure;
}

static void
test_new (void)
{
  g_autoptr(SendoffReport) report = sendoff_report_new ("check", NULL);
  g_autoptr(SendoffReport) same = sendoff_report_ref (report);

  g_assert_true (same == report);
  g_assert_cmpint (report->outcome, ==, SENDOFF_OUTCOME_PASSED);
  g_assert_cmpint (report->exit_status, ==, 0);
  g_assert_false (report->seen_measured);
  g_assert_cmpint (report->start_time, >, 0);
}

/* Status 77 needs the diagnosis: 67 is what the bare failure says. */
static void
test_permission (void)
{
  g_autoptr(SendoffReport) report = sample_failed ();
  const SendoffDiagnosis *diagnosis = report->diagnoses->pdata[0];

  g_assert_cmpint (sendoff_failure_get_exit_status (report->failures->pdata[0], FALSE), ==, 67);
  g_assert_cmpint (report->exit_status, ==, 77);
  g_assert_cmpint (report->outcome, ==, SENDOFF_OUTCOME_FAILED);
  g_assert_cmpstr (diagnosis->id, ==, "relaying-denied");
  g_assert_cmpstr (diagnosis->fix_id, ==, "require-authentication");
}

typedef struct
{
  SendoffStepId  step;
  SendoffCommand command;
  const char    *reply;
  int            exit_status;
} Status;

static const Status statuses[] = {
  { SENDOFF_STEP_SUBMIT, SENDOFF_COMMAND_RCPT, "550 5.1.1 User unknown", 67 },
  { SENDOFF_STEP_SUBMIT, SENDOFF_COMMAND_RCPT, "450 4.2.0 Greylisted", 75 },
  { SENDOFF_STEP_SUBMIT, SENDOFF_COMMAND_RCPT, "454 4.7.1 Relay access denied", 75 },
  { SENDOFF_STEP_SUBMIT, SENDOFF_COMMAND_RCPT, "554 5.7.1 Relay access denied", 77 },
  { SENDOFF_STEP_SUBMIT, SENDOFF_COMMAND_MAIL, "553 5.7.1 Sender address rejected: not logged in", 77 },
  { SENDOFF_STEP_SUBMIT, SENDOFF_COMMAND_MAIL, "553 5.7.1 Sender address rejected: not owned by user ann", 65 },
  { SENDOFF_STEP_SUBMIT, SENDOFF_COMMAND_MAIL, "530 5.7.0 Must issue a STARTTLS command first", 77 },
  { SENDOFF_STEP_SUBMIT, SENDOFF_COMMAND_FINAL_DOT, "554 5.7.1 Spam", 65 },
  { SENDOFF_STEP_SIGN_IN, SENDOFF_COMMAND_AUTH, "535 5.7.8 No", 77 },
  { SENDOFF_STEP_SIGN_IN, SENDOFF_COMMAND_AUTH, "454 4.7.0 Too many login attempts", 75 },
  { SENDOFF_STEP_GREET, SENDOFF_COMMAND_GREETING, "554 No", 77 },
};

static void
test_statuses (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      const Status *row = &statuses[i];
      g_autoptr(SendoffReport) report = sendoff_report_new ("send", "work");

      sendoff_report_take_failure (report, make_refusal (SENDOFF_LEG_OUTGOING, row->step, row->command, row->reply), NULL);
      g_test_message ("%s", row->reply);
      g_assert_cmpint (report->exit_status, ==, row->exit_status);
    }
}

/* Whatever the order in which they end, the outgoing leg's failure is the first. */
static void
test_both_legs (void)
{
  for (gboolean incoming_first = FALSE; incoming_first <= TRUE; incoming_first++)
    {
      g_autoptr(SendoffReport) report = sendoff_report_new ("check", "work");
      SendoffFailure *incoming = make_refusal (SENDOFF_LEG_INCOMING, SENDOFF_STEP_SIGN_IN, SENDOFF_COMMAND_AUTH,
        "A1 NO [UNAVAILABLE] Later");
      SendoffFailure *outgoing = make_refusal (SENDOFF_LEG_OUTGOING, SENDOFF_STEP_SIGN_IN, SENDOFF_COMMAND_AUTH, "535 5.7.8 No");

      sendoff_report_take_failure (report, incoming_first ? incoming : outgoing, NULL);
      g_assert_cmpint (report->exit_status, ==, incoming_first ? 75 : 77);
      sendoff_report_take_failure (report, incoming_first ? outgoing : incoming, NULL);

      g_assert_cmpint (report->exit_status, ==, 77);
      g_assert_true (report->failures->pdata[0] == outgoing);
      g_assert_true (report->failures->pdata[1] == incoming);
      g_assert_cmpstr (((SendoffDiagnosis *) report->diagnoses->pdata[0])->id, ==, "wrong-password");
      g_assert_cmpstr (((SendoffDiagnosis *) report->diagnoses->pdata[1])->id, ==, "sign-in-try-later");
    }
}

static void
test_first_failure_counts (void)
{
  g_autoptr(SendoffReport) report = sendoff_report_new ("send", "work");

  sendoff_report_take_failure (report, make_refusal (SENDOFF_LEG_OUTGOING, SENDOFF_STEP_SUBMIT, SENDOFF_COMMAND_RCPT, "450 4.2.0 Later"),
    NULL);
  sendoff_report_take_failure (report, make_refusal (SENDOFF_LEG_OUTGOING, SENDOFF_STEP_SUBMIT, SENDOFF_COMMAND_RCPT, "550 5.1.1 No"),
    NULL);

  g_assert_cmpint (report->exit_status, ==, 75);
  g_assert_cmpint (((SendoffFailure *) report->failures->pdata[1])->reply->code, ==, 550);
}

static void
test_outcomes (void)
{
  g_autoptr(SendoffReport) cancelled = sendoff_report_new ("send", "work");
  g_autoptr(SendoffReport) uncertain = sendoff_report_new ("send", "work");

  sendoff_report_take_failure (cancelled, sendoff_failure_new (SENDOFF_FAILURE_CANCELLED, SENDOFF_LEG_OUTGOING, SENDOFF_STEP_SUBMIT), NULL);
  g_assert_cmpint (cancelled->outcome, ==, SENDOFF_OUTCOME_CANCELLED);
  g_assert_cmpint (cancelled->exit_status, ==, 130);
  sendoff_report_take_failure (uncertain, sendoff_failure_new (SENDOFF_FAILURE_UNCERTAIN, SENDOFF_LEG_OUTGOING, SENDOFF_STEP_SUBMIT), NULL);
  g_assert_cmpint (uncertain->outcome, ==, SENDOFF_OUTCOME_UNCERTAIN);
  g_assert_cmpint (uncertain->exit_status, ==, 80);
}

/* What is told anew takes its own place, and not the other direction's. */
static void
test_steps_put (void)
{
  g_autoptr(GPtrArray) steps = sendoff_report_steps_new ();
  SendoffReportStep news = { .leg = SENDOFF_LEG_OUTGOING, .id = SENDOFF_STEP_CONNECT, .state = SENDOFF_STEP_RUNNING, .detail = (char *) "one", .ms = -1 };
  const SendoffReportStep *step;

  sendoff_report_steps_put (steps, &news);
  news.leg = SENDOFF_LEG_INCOMING;
  sendoff_report_steps_put (steps, &news);
  g_assert_cmpuint (steps->len, ==, 2);
  news.state = SENDOFF_STEP_PASSED;
  step = sendoff_report_steps_put (steps, &news);
  g_assert_true (step == steps->pdata[1]);
  g_assert_cmpuint (steps->len, ==, 2);
  g_assert_cmpint (step->state, ==, SENDOFF_STEP_PASSED);
  g_assert_true (step->detail != news.detail);
  g_assert_cmpint (((SendoffReportStep *) steps->pdata[0])->state, ==, SENDOFF_STEP_RUNNING);

  /* Its own text. */
  news = *step;
  g_assert_cmpstr (sendoff_report_steps_put (steps, &news)->detail, ==, "one");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/new", test_new);
  g_test_add_func ("/report/permission", test_permission);
  g_test_add_func ("/report/statuses", test_statuses);
  g_test_add_func ("/report/both-legs", test_both_legs);
  g_test_add_func ("/report/first-failure-counts", test_first_failure_counts);
  g_test_add_func ("/report/outcomes", test_outcomes);
  g_test_add_func ("/report/steps-put", test_steps_put);

  return g_test_run ();
}
