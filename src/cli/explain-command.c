/* SPDX-License-Identifier: GPL-3.0-or-later */
/* explain: what a server's reply means, without asking any server. */
#include "cli/explain-command.h"

#include "cli/exit-status.h"
#include "cli/output.h"
#include "cli/reply-text.h"
#include "diagnosis/diagnosis.h"
#include "report/report-json.h"

#include <glib/gi18n-lib.h>

/* FALSE: refused. */
static gboolean
parse_hints (SendoffInvocation *invocation, const char *step_text, const char *leg_text, SendoffReplyHints *hints)
{
  SendoffStepId step;
  SendoffLeg leg;

  if (step_text != NULL)
    {
      if (!sendoff_step_id_from_string (step_text, &step))
        {
          sendoff_invocation_refuse (invocation, _("--step is one of find-server, connect, greet, encrypt, trust, sign-in and submit."));
          return FALSE;
        }
      hints->step = (int) step;
    }
  if (leg_text != NULL)
    {
      if (!sendoff_leg_from_string (leg_text, &leg))
        {
          sendoff_invocation_refuse (invocation, _("--leg is outgoing or incoming."));
          return FALSE;
        }
      hints->leg = (int) leg;
    }
  return TRUE;
}

static void
print_diagnosis (SendoffInvocation *invocation, const SendoffDiagnosis *diagnosis)
{
  if (invocation->json)
    {
      g_autofree char *json = sendoff_diagnosis_to_json (diagnosis);

      sendoff_output_json (json);
      return;
    }
  sendoff_output_text ("%s\n%s\n%s\n", diagnosis->title, diagnosis->explanation, sendoff_move_to_sentence (diagnosis->move));
  /* Translators: two short names that aren't translated, like "sign-in-required" and "relaying-denied". */
  sendoff_output_text (_("Class: %s (%s)\n"), sendoff_diagnosis_class_to_string (diagnosis->class_), diagnosis->id);
}

int
sendoff_run_explain (SendoffInvocation *invocation, char **argv)
{
  g_auto(GStrv) operands = NULL;
  g_autofree char *step_text = NULL;
  g_autofree char *leg_text = NULL;
  g_autofree char *reply = NULL;
  g_autoptr(SendoffFailure) failure = NULL;
  g_autoptr(SendoffDiagnosis) diagnosis = NULL;
  SendoffReplyHints hints = { -1, -1 };
  const GOptionEntry entries[] = {
    { "step", 0, 0, G_OPTION_ARG_FILENAME, &step_text, N_("The step that the reply came in; guessed if not given"), N_("ID") },
    { "leg", 0, 0, G_OPTION_ARG_FILENAME, &leg_text, N_("outgoing or incoming; guessed if not given"), N_("LEG") },
    { NULL }
  };

  /* A reply that wasn't quoted comes as several words. */
  if (!sendoff_invocation_parse (invocation, entries, argv, 1, G_MAXUINT, &operands)
      || !parse_hints (invocation, step_text, leg_text, &hints))
    return invocation->status;
  reply = g_strjoinv (" ", operands);
  if (*g_strstrip (reply) == '\0')
    return sendoff_invocation_refuse (invocation, _("The reply is empty."));
  failure = sendoff_failure_new_for_reply_text (reply, &hints);
  diagnosis = sendoff_diagnose (failure, NULL);
  print_diagnosis (invocation, diagnosis);
  return SENDOFF_EXIT_PASSED;
}
