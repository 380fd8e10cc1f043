/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "practice-fixture.h"

static void
test_story_begins (PracticeFixture *self,
                   gconstpointer    data)
{
  SendoffTask *task = practice_fixture_send (self);
  g_autofree char *running = sendoff_task_dup_summary (task);
  g_autofree char *finished = NULL;

  g_assert_cmpstr (running, ==, "sending…");
  g_assert_null (sendoff_task_get_report (task));
  g_assert_cmpstr (sendoff_task_get_recipients (task)[0], ==, "bob@example.net");
  practice_fixture_wait_for_state (task, SENDOFF_TASK_FINISHED);
  finished = sendoff_task_dup_summary (task);
  g_assert_cmpstr (finished, ==, "✗ relaying denied");
  g_assert_cmpint (sendoff_task_get_report (task)->exit_status, ==, 77);
}

static const SendoffReportStep *
find_step (SendoffTask   *task,
           SendoffStepId  id)
{
  GPtrArray *steps = sendoff_task_get_steps (task);

  for (guint i = 0; i < steps->len; i++)
    if (((SendoffReportStep *) steps->pdata[i])->id == id)
      return steps->pdata[i];
  return NULL;
}

static void
count_waiting (SendoffTask             *task,
               const SendoffReportStep *step,
               guint                   *n_waiting)
{
  if (step->state == SENDOFF_STEP_WAITING)
    (*n_waiting)++;
}

static void
test_questions_wait (PracticeFixture *self,
                     gconstpointer    data)
{
  SendoffTask *task;
  const SendoffTrustQuestion *question;
  guint n_waiting = 0;
  g_autofree char *asks_password = NULL;
  g_autofree char *asks_trust = NULL;
  g_autofree char *sent = NULL;

  practice_fixture_mend_account (self);
  task = practice_fixture_send (self);
  g_signal_connect (task, "step-changed", G_CALLBACK (count_waiting), &n_waiting);
  practice_fixture_wait_for_state (task, SENDOFF_TASK_ASKING);
  asks_password = sendoff_task_dup_summary (task);
  g_assert_cmpstr (asks_password, ==, "asks for a password");
  g_assert_cmpstr (sendoff_task_get_password_question (task)->user, ==, "ana");
  practice_fixture_give_password (task);
  g_assert_null (sendoff_task_get_password_question (task));

  practice_fixture_wait_for_state (task, SENDOFF_TASK_ASKING);
  asks_trust = sendoff_task_dup_summary (task);
  g_assert_cmpstr (asks_trust, ==, "asks about a certificate");
  question = sendoff_task_get_trust_question (task);
  g_assert_cmpuint (question->certificate->problems, ==, SENDOFF_PROBLEM_UNTRUSTED_ROOT);
  g_assert_cmpstr (question->account, ==, "Work");
  g_assert_cmpstr (question->user, ==, "ana");
  g_assert_true (question->sends_password);
  g_assert_cmpuint (n_waiting, ==, 0);

  sendoff_task_answer_trust (task, SENDOFF_ANSWER_ONCE);
  g_assert_null (sendoff_task_get_trust_question (task));
  practice_fixture_wait_for_state (task, SENDOFF_TASK_FINISHED);
  sent = sendoff_task_dup_summary (task);
  g_assert_true (g_str_has_prefix (sent, "✓ sent "));
  g_assert_cmpuint (sendoff_task_get_report (task)->seen, ==, 0);
  /* What the first connection had done was taken back, and done again. */
  g_assert_cmpuint (n_waiting, >, 3);
  g_assert_cmpint (find_step (task, SENDOFF_STEP_SUBMIT)->state, ==, SENDOFF_STEP_PASSED);
  g_assert_cmpuint (sendoff_task_get_steps (task)->len, ==, SENDOFF_N_STEPS);
}

static void
test_no_sends_nothing (PracticeFixture *self,
                       gconstpointer    data)
{
  g_autoptr(SendoffPracticeSession) session = NULL;
  g_autofree char *summary = NULL;
  SendoffTask *task;

  practice_fixture_mend_account (self);
  task = practice_fixture_send (self);
  practice_fixture_give_password (task);
  practice_fixture_wait_for_state (task, SENDOFF_TASK_ASKING);
  sendoff_task_answer_trust (task, SENDOFF_ANSWER_NO);
  practice_fixture_wait_for_state (task, SENDOFF_TASK_FINISHED);
  summary = sendoff_task_dup_summary (task);
  g_assert_cmpstr (summary, ==, "✗ certificate not trusted");
  g_assert_cmpuint (sendoff_practice_server_get_n_sessions (self->server), ==, 1);
  session = sendoff_practice_server_dup_session (self->server, 0);
  g_assert_false (session->signed_in);
  g_assert_cmpuint (session->bytes_after_handshake, ==, 0);
}

static void
test_always_is_kept (PracticeFixture *self,
                     gconstpointer    data)
{
  SendoffTask *task;

  practice_fixture_mend_account (self);
  task = practice_fixture_send (self);
  practice_fixture_give_password (task);
  practice_fixture_wait_for_state (task, SENDOFF_TASK_ASKING);
  sendoff_task_answer_trust (task, SENDOFF_ANSWER_ALWAYS);
  practice_fixture_wait_for_state (task, SENDOFF_TASK_FINISHED);
  task = practice_fixture_send (self);
  /* Neither the password nor the certificate is asked for again. */
  WAIT_UNTIL (sendoff_task_get_state (task) != SENDOFF_TASK_RUNNING);
  g_assert_cmpint (sendoff_task_get_state (task), ==, SENDOFF_TASK_FINISHED);
  g_assert_cmpint (sendoff_task_get_report (task)->outcome, ==, SENDOFF_OUTCOME_PASSED);
}

/* data: after the password. */
static void
test_stop_at_question (PracticeFixture *self,
                       gconstpointer    data)
{
  g_autofree char *summary = NULL;
  SendoffTask *task;

  practice_fixture_mend_account (self);
  task = practice_fixture_send (self);
  if (data != NULL)
    practice_fixture_give_password (task);
  practice_fixture_wait_for_state (task, SENDOFF_TASK_ASKING);
  sendoff_task_stop (task);
  g_assert_null (sendoff_task_get_trust_question (task));
  g_assert_null (sendoff_task_get_password_question (task));
  practice_fixture_wait_for_state (task, SENDOFF_TASK_FINISHED);
  g_assert_cmpint (sendoff_task_get_report (task)->outcome, ==, SENDOFF_OUTCOME_CANCELLED);
  summary = sendoff_task_dup_summary (task);
  g_assert_cmpstr (summary, ==, "stopped");
  /* An answer that comes too late changes nothing. */
  sendoff_task_answer_trust (task, SENDOFF_ANSWER_ALWAYS);
  sendoff_task_answer_password (task, NULL, FALSE);
}

static void
test_stop_while_running (PracticeFixture *self,
                         gconstpointer    data)
{
  SendoffTask *task;

  g_assert_true (sendoff_practice_server_set_mishap (self->server, "ehlo-stall", NULL));
  task = practice_fixture_send (self);
  WAIT_UNTIL (find_step (task, SENDOFF_STEP_GREET) != NULL);
  sendoff_task_stop (task);
  practice_fixture_wait_for_state (task, SENDOFF_TASK_FINISHED);
  g_assert_cmpint (sendoff_task_get_report (task)->outcome, ==, SENDOFF_OUTCOME_CANCELLED);
}

static void
test_uncertain_keeps_the_message_id (PracticeFixture *self,
                                     gconstpointer    data)
{
  SendoffTask *task;
  g_autofree char *summary = NULL;
  double fraction;

  sendoff_practice_server_set_requires_sign_in (self->server, FALSE);
  g_assert_true (sendoff_practice_server_set_mishap (self->server, "dot-close", NULL));
  task = practice_fixture_send (self);
  g_object_get (task, "fraction", &fraction, NULL);
  g_assert_cmpfloat (fraction, ==, -1);
  practice_fixture_wait_for_state (task, SENDOFF_TASK_FINISHED);
  g_assert_nonnull (sendoff_task_get_parts (task)->message_id);
  g_assert_cmpstr (sendoff_task_get_parts (task)->message_id, ==, sendoff_task_get_report (task)->message_id);
  summary = sendoff_task_dup_summary (task);
  g_assert_true (g_str_has_prefix (summary, "? perhaps sent "));
  g_object_get (task, "fraction", &fraction, NULL);
  g_assert_cmpfloat (fraction, ==, 1);
}

static void
test_no_password_given (PracticeFixture *self,
                        gconstpointer    data)
{
  g_autofree char *summary = NULL;
  SendoffTask *task;

  practice_fixture_mend_account (self);
  task = practice_fixture_send (self);
  practice_fixture_wait_for_state (task, SENDOFF_TASK_ASKING);
  sendoff_task_answer_password (task, NULL, FALSE);
  practice_fixture_wait_for_state (task, SENDOFF_TASK_FINISHED);
  summary = sendoff_task_dup_summary (task);
  g_assert_cmpint (sendoff_task_get_report (task)->exit_status, ==, 78);
  g_assert_true (g_str_has_prefix (summary, "✗ "));
}

/* ---- checks ---- */

static void
assert_summaries (SendoffTask *task,
                  const char  *summary,
                  const char  *outgoing,
                  const char  *incoming)
{
  g_autofree char *seen = sendoff_task_dup_summary (task);
  g_autofree char *seen_outgoing = sendoff_task_dup_leg_summary (task, SENDOFF_LEG_OUTGOING);
  g_autofree char *seen_incoming = sendoff_task_dup_leg_summary (task, SENDOFF_LEG_INCOMING);

  g_assert_true (g_str_has_prefix (seen, summary));
  g_assert_cmpstr (seen_outgoing, ==, outgoing);
  g_assert_cmpstr (seen_incoming, ==, incoming);
}

static void
test_check (PracticeFixture *self,
            gconstpointer    data)
{
  g_autofree char *testing = NULL;
  g_autofree char *tested = NULL;
  SendoffTask *task;

  practice_fixture_add_incoming (self);
  task = practice_fixture_check (self, NULL);
  g_assert_cmpint (sendoff_task_get_kind (task), ==, SENDOFF_TASK_CHECK);
  testing = sendoff_task_dup_title (task);
  g_assert_cmpstr (testing, ==, "Testing “Work”");
  practice_fixture_wait_for_state (task, SENDOFF_TASK_ASKING);
  assert_summaries (task, "asks for a password", "waiting", "asks for a password");
  practice_fixture_give_password (task);
  practice_fixture_wait_for_state (task, SENDOFF_TASK_FINISHED);
  assert_summaries (task, "✓ settings tested ", "✓ works", "✓ signed in");
  tested = sendoff_task_dup_title (task);
  g_assert_cmpstr (tested, ==, "The settings of “Work” work");
}

static void
test_check_without_incoming (PracticeFixture *self,
                             gconstpointer    data)
{
  SendoffTask *task = practice_fixture_check (self, NULL);

  practice_fixture_wait_for_state (task, SENDOFF_TASK_FINISHED);
  assert_summaries (task, "✓ settings tested ", "✓ works", NULL);
}

/* A direction that fails doesn't stop the other, and the line says which it was. */
static void
test_check_fails (PracticeFixture *self,
                  gconstpointer    data)
{
  g_autofree char *title = NULL;
  SendoffTask *task;

  practice_fixture_add_incoming (self);
  task = practice_fixture_check (self, "wrong");
  practice_fixture_wait_for_state (task, SENDOFF_TASK_FINISHED);
  assert_summaries (task, "✗ incoming: user name or password wrong", "✓ works", "✗ user name or password wrong");
  title = sendoff_task_dup_title (task);
  g_assert_cmpstr (title, ==, "The settings of “Work” don't work yet");

  sendoff_account_set_number (self->account, SENDOFF_KEY_SMTP_PORT, 1);
  task = practice_fixture_check (self, "wrong");
  practice_fixture_wait_for_state (task, SENDOFF_TASK_FINISHED);
  assert_summaries (task, "✗ outgoing: no connection, incoming: user name or password wrong", "✗ no connection",
                    "✗ user name or password wrong");
}

#define ADD(name, data, function) g_test_add (name, PracticeFixture, data, practice_fixture_set_up, function, practice_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/ui/task/story-begins", NULL, test_story_begins);
  ADD ("/ui/task/questions-wait", NULL, test_questions_wait);
  ADD ("/ui/task/no-sends-nothing", NULL, test_no_sends_nothing);
  ADD ("/ui/task/always-is-kept", NULL, test_always_is_kept);
  ADD ("/ui/task/stop/password", NULL, test_stop_at_question);
  ADD ("/ui/task/stop/certificate", "x", test_stop_at_question);
  ADD ("/ui/task/stop/running", NULL, test_stop_while_running);
  ADD ("/ui/task/uncertain", NULL, test_uncertain_keeps_the_message_id);
  ADD ("/ui/task/no-password", NULL, test_no_password_given);
  ADD ("/ui/task/check/passes", NULL, test_check);
  ADD ("/ui/task/check/without-incoming", NULL, test_check_without_incoming);
  ADD ("/ui/task/check/fails", NULL, test_check_fails);
  return g_test_run ();
}
