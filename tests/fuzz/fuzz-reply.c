/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever a server answers to whatever command: it is parsed, diagnosed and told in the classic numbers, and what is shown is UTF-8
 * without anything that acts on a terminal. Input: command, step, leg, then the reply. */
#include "diagnosis/diagnosis.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
assert_shown (const char *text)
{
  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    g_assert_false (g_unichar_iscntrl (g_utf8_get_char (at)) && *at != '\n');
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr(SendoffFailure) failure = NULL;
  g_autoptr(SendoffDiagnosis) diagnosis = NULL;
  g_autofree char *shown = NULL;
  int status;

  if (size < 3)
    return 0;
  failure = sendoff_failure_new (SENDOFF_FAILURE_REFUSED, data[2] % 2 == 0 ? SENDOFF_LEG_OUTGOING : SENDOFF_LEG_INCOMING,
                                 (SendoffStepId) (data[1] % SENDOFF_N_STEPS));
  failure->command = (SendoffCommand) (data[0] % (SENDOFF_COMMAND_OTHER + 1));
  failure->protocol = data[2] % 2 == 0 ? SENDOFF_PROTOCOL_SMTP : data[2] % 4 == 1 ? SENDOFF_PROTOCOL_IMAP : SENDOFF_PROTOCOL_POP3;
  failure->reply = sendoff_reply_parse ((const char *) data + 3, (gssize) size - 3);
  g_assert_true (failure->reply->code == 0 || (failure->reply->code >= 200 && failure->reply->code <= 599));

  shown = sendoff_reply_to_display (failure->reply);
  assert_shown (shown);
  g_assert_null (strchr (shown, '\n'));

  diagnosis = sendoff_diagnose (failure, NULL);
  g_assert_cmpint (diagnosis->class_, <, SENDOFF_N_CLASSES);
  assert_shown (diagnosis->title);
  assert_shown (diagnosis->explanation);
  g_assert_cmpuint (sendoff_failure_get_error_number (failure), !=, 0);
  status = sendoff_failure_get_exit_status (failure, sendoff_diagnosis_is_about_permission (diagnosis));
  g_assert_true (status >= 65 && status <= 80);
  return 0;
}
