/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of rules against replies from the wild: each gets its meaning, and each rule is used by one of them. */

#include <string.h>

#include "diagnosis/diagnosis.h"
#include "diagnosis/rules.h"
#include "examples.h"

static SendoffStepId
get_step (SendoffCommand command)
{
  switch (command)
    {
    case SENDOFF_COMMAND_GREETING:
    case SENDOFF_COMMAND_EHLO:
      return SENDOFF_STEP_GREET;
    case SENDOFF_COMMAND_STARTTLS:
      return SENDOFF_STEP_ENCRYPT;
    case SENDOFF_COMMAND_AUTH:
      return SENDOFF_STEP_SIGN_IN;
    case SENDOFF_COMMAND_NONE:
      return SENDOFF_STEP_FIND_SERVER;
    case SENDOFF_COMMAND_MAIL:
    case SENDOFF_COMMAND_RCPT:
    case SENDOFF_COMMAND_DATA:
    case SENDOFF_COMMAND_BODY:
    case SENDOFF_COMMAND_FINAL_DOT:
    case SENDOFF_COMMAND_OTHER:
      return SENDOFF_STEP_SUBMIT;
    }

  return SENDOFF_STEP_SUBMIT;
}

static SendoffFailure *
make_refusal (SendoffCommand  command,
              SendoffProtocol protocol,
              const char     *reply)
{
  SendoffLeg leg = protocol == SENDOFF_PROTOCOL_SMTP ? SENDOFF_LEG_OUTGOING : SENDOFF_LEG_INCOMING;
  SendoffFailure *failure = sendoff_failure_new (SENDOFF_FAILURE_REFUSED, leg, get_step (command));

  failure->command = command;
  failure->protocol = protocol;
  failure->reply = sendoff_reply_parse (reply, -1);
  failure->server = g_strdup ("mail.example.org");
  failure->port = sendoff_default_port (protocol, SENDOFF_SECURITY_NONE);

  return failure;
}

static void
check_examples (const Example  *examples,
                SendoffProtocol protocol)
{
  for (; examples->reply != NULL; examples++)
    {
      g_autoptr(SendoffFailure) failure = make_refusal (examples->command, protocol, examples->reply);
      g_autoptr(SendoffDiagnosis) diagnosis = sendoff_diagnose (failure, NULL);

      if (g_strcmp0 (diagnosis->id, examples->id) != 0 ||
          g_strcmp0 (sendoff_diagnosis_class_to_string (diagnosis->class_), examples->class_) != 0)
        {
          g_test_message ("\"%s\" gives %s (%s), not %s (%s)", examples->reply, diagnosis->id,
                          sendoff_diagnosis_class_to_string (diagnosis->class_), examples->id, examples->class_);
          g_test_fail ();
        }
      if (failure->reply->code >= 400 && diagnosis->temporary != (failure->reply->code < 500))
        {
          g_test_message ("\"%s\" (%s): temporary is %d", examples->reply, diagnosis->id, diagnosis->temporary);
          g_test_fail ();
        }
    }
}

static void
test_examples (void)
{
  check_examples (examples_of_sign_in, SENDOFF_PROTOCOL_SMTP);
  check_examples (examples_of_envelope, SENDOFF_PROTOCOL_SMTP);
  check_examples (examples_of_reputation, SENDOFF_PROTOCOL_SMTP);
  check_examples (examples_of_imap, SENDOFF_PROTOCOL_IMAP);
  check_examples (examples_of_pop3, SENDOFF_PROTOCOL_POP3);
}

static void
use_rule (const SendoffFailure *failure,
          gboolean             *used)
{
  g_auto(SendoffFacts) facts = { 0 };
  const SendoffRule *rule;

  sendoff_facts_init (&facts, failure);
  for (guint i = 0; (rule = sendoff_rule_index (i)) != NULL; i++)
    if (sendoff_rule_matches (rule, &facts))
      {
        used[i] = TRUE;
        return;
      }

  g_assert_not_reached ();
}

static void
use_rules (const Example  *examples,
           SendoffProtocol protocol,
           gboolean        signed_in,
           gboolean       *used)
{
  for (; examples->reply != NULL; examples++)
    {
      g_autoptr(SendoffFailure) failure = make_refusal (examples->command, protocol, examples->reply);

      failure->signed_in = signed_in;
      use_rule (failure, used);
    }
}

/* Rules of refusals: the others are a table of kinds, in test-diagnosis.c. */
static void
test_every_rule_is_used (void)
{
  gboolean used[1000] = { FALSE };
  const SendoffRule *rule;

  for (gboolean signed_in = FALSE; signed_in <= TRUE; signed_in++)
    {
      use_rules (examples_of_sign_in, SENDOFF_PROTOCOL_SMTP, signed_in, used);
      use_rules (examples_of_envelope, SENDOFF_PROTOCOL_SMTP, signed_in, used);
      use_rules (examples_of_reputation, SENDOFF_PROTOCOL_SMTP, signed_in, used);
      use_rules (examples_of_imap, SENDOFF_PROTOCOL_IMAP, signed_in, used);
      use_rules (examples_of_pop3, SENDOFF_PROTOCOL_POP3, signed_in, used);
    }

  for (guint i = 0; (rule = sendoff_rule_index (i)) != NULL; i++)
    if (rule->kind == SENDOFF_FAILURE_REFUSED && !used[i])
      {
        g_test_message ("no example uses row %u: %d to %d, \"%s\", \"%.40s\", %s", i, rule->from, rule->to,
                        rule->enhanced != NULL ? rule->enhanced : "", rule->words != NULL ? rule->words : "", rule->meaning);
        g_test_fail ();
      }
}

/* What the search never sees: accents, capitals, an address. */
static gboolean
is_prepared (const char *phrase)
{
  g_autoptr(SendoffReplyWords) words = sendoff_reply_words_new (phrase);
  g_autofree char *expected = g_strdup_printf (" %s ", phrase);

  return g_str_equal (words->text, expected);
}

/* A '*' that isn't at the end of a phrase would never match anything. */
static gboolean
is_pattern (const char *pattern)
{
  g_auto(GStrv) phrases = g_strsplit_set (pattern, "|+&", -1);

  for (guint i = 0; phrases[i] != NULL; i++)
    {
      const char *star = strchr (phrases[i], '*');
      gboolean misplaced = star != NULL && star[1] != '\0' && !g_str_has_prefix (phrases[i], "* ");

      if (misplaced || !is_prepared (phrases[i]) || *phrases[i] == '\0' || *phrases[i] == ' ' || g_str_has_suffix (phrases[i], " ") ||
          strpbrk (phrases[i], "@ABCDEFGHIJKLMNOPQRSTUVWXYZ\n") != NULL || strstr (phrases[i], "  ") != NULL)
        {
          g_test_message ("bad phrase: %s", phrases[i]);
          return FALSE;
        }
    }

  return TRUE;
}

static void
test_patterns (void)
{
  const SendoffRule *rule;

  for (guint i = 0; (rule = sendoff_rule_index (i)) != NULL; i++)
    {
      g_assert_true (rule->words == NULL || is_pattern (rule->words));
      g_assert_cmpint (rule->from, <=, rule->to);
    }
  g_assert_false (is_pattern ("a*b"));
  g_assert_false (is_pattern ("a||b"));
  g_assert_false (is_pattern ("A"));
  g_assert_false (is_pattern ("zulässig"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagnosis/examples", test_examples);
  g_test_add_func ("/diagnosis/every-rule-is-used", test_every_rule_is_used);
  g_test_add_func ("/diagnosis/patterns", test_patterns);

  return g_test_run ();
}
