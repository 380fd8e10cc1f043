/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/types.h"

static void
test_words_round_trip (void)
{
  SendoffLeg leg;
  SendoffProtocol protocol;
  SendoffSecurity security;
  SendoffAuthentication authentication;
  SendoffStepId step;
  SendoffStepState state;
  SendoffOutcome outcome;

  for (int i = 0; i <= SENDOFF_LEG_INCOMING; i++)
    g_assert_true (sendoff_leg_from_string (sendoff_leg_to_string (i), &leg) && (int) leg == i);
  for (int i = 0; i <= SENDOFF_PROTOCOL_POP3; i++)
    g_assert_true (sendoff_protocol_from_string (sendoff_protocol_to_string (i), &protocol) && (int) protocol == i);
  for (int i = 0; i <= SENDOFF_SECURITY_TLS; i++)
    g_assert_true (sendoff_security_from_string (sendoff_security_to_string (i), &security) && (int) security == i);
  for (int i = 0; i <= SENDOFF_AUTHENTICATION_OWN; i++)
    g_assert_true (sendoff_authentication_from_string (sendoff_authentication_to_string (i), &authentication) && (int) authentication == i);
  for (int i = 0; i < SENDOFF_N_STEPS; i++)
    g_assert_true (sendoff_step_id_from_string (sendoff_step_id_to_string (i), &step) && (int) step == i);
  for (int i = 0; i <= SENDOFF_STEP_CANCELLED; i++)
    g_assert_true (sendoff_step_state_from_string (sendoff_step_state_to_string (i), &state) && (int) state == i);
  for (int i = 0; i <= SENDOFF_OUTCOME_UNCERTAIN; i++)
    g_assert_true (sendoff_outcome_from_string (sendoff_outcome_to_string (i), &outcome) && (int) outcome == i);
}

static void
test_words_of_the_contract (void)
{
  g_assert_cmpstr (sendoff_leg_to_string (SENDOFF_LEG_OUTGOING), ==, "outgoing");
  g_assert_cmpstr (sendoff_protocol_to_string (SENDOFF_PROTOCOL_POP3), ==, "pop3");
  g_assert_cmpstr (sendoff_security_to_string (SENDOFF_SECURITY_STARTTLS), ==, "starttls");
  g_assert_cmpstr (sendoff_authentication_to_string (SENDOFF_AUTHENTICATION_SAME_AS_INCOMING), ==, "same-as-incoming");
  g_assert_cmpstr (sendoff_step_id_to_string (SENDOFF_STEP_FIND_SERVER), ==, "find-server");
  g_assert_cmpstr (sendoff_step_id_to_string (SENDOFF_STEP_SIGN_IN), ==, "sign-in");
  g_assert_cmpstr (sendoff_step_state_to_string (SENDOFF_STEP_SKIPPED), ==, "skipped");
  g_assert_cmpstr (sendoff_outcome_to_string (SENDOFF_OUTCOME_UNCERTAIN), ==, "uncertain");
  g_assert_cmpstr (sendoff_protocol_to_label (SENDOFF_PROTOCOL_IMAP), ==, "IMAP");
  g_assert_cmpstr (sendoff_protocol_to_label (SENDOFF_PROTOCOL_NONE), ==, "");
}

static void
test_unknown_word_changes_nothing (void)
{
  SendoffSecurity security = SENDOFF_SECURITY_TLS;

  g_assert_false (sendoff_security_from_string ("ssl", &security));
  g_assert_false (sendoff_security_from_string ("TLS", &security));
  g_assert_false (sendoff_security_from_string ("", &security));
  g_assert_false (sendoff_security_from_string (NULL, &security));
  g_assert_cmpint (security, ==, SENDOFF_SECURITY_TLS);
}

static void
test_enum_types_have_the_words (void)
{
  g_autoptr(GEnumClass) class = g_type_class_ref (SENDOFF_TYPE_AUTHENTICATION);

  g_assert_cmpint (g_enum_get_value_by_nick (class, "same-as-incoming")->value, ==, SENDOFF_AUTHENTICATION_SAME_AS_INCOMING);
  g_assert_true (g_type_is_a (SENDOFF_TYPE_SECURITY, G_TYPE_ENUM));
  g_assert_true (g_type_is_a (SENDOFF_TYPE_PROTOCOL, G_TYPE_ENUM));
}

static const struct
{
  SendoffProtocol protocol;
  SendoffSecurity before, after;
  guint16         port, expected;
} moves[] = {
  { SENDOFF_PROTOCOL_SMTP, SENDOFF_SECURITY_NONE, SENDOFF_SECURITY_STARTTLS, 25, 25 },
  { SENDOFF_PROTOCOL_SMTP, SENDOFF_SECURITY_NONE, SENDOFF_SECURITY_STARTTLS, 587, 587 },
  { SENDOFF_PROTOCOL_SMTP, SENDOFF_SECURITY_STARTTLS, SENDOFF_SECURITY_NONE, 587, 587 },
  { SENDOFF_PROTOCOL_SMTP, SENDOFF_SECURITY_NONE, SENDOFF_SECURITY_TLS, 25, 465 },
  { SENDOFF_PROTOCOL_SMTP, SENDOFF_SECURITY_STARTTLS, SENDOFF_SECURITY_TLS, 587, 465 },
  { SENDOFF_PROTOCOL_SMTP, SENDOFF_SECURITY_TLS, SENDOFF_SECURITY_STARTTLS, 465, 587 },
  { SENDOFF_PROTOCOL_SMTP, SENDOFF_SECURITY_TLS, SENDOFF_SECURITY_NONE, 25, 25 },
  { SENDOFF_PROTOCOL_SMTP, SENDOFF_SECURITY_NONE, SENDOFF_SECURITY_TLS, 2525, 2525 },
  { SENDOFF_PROTOCOL_SMTP, SENDOFF_SECURITY_TLS, SENDOFF_SECURITY_TLS, 465, 465 },
  { SENDOFF_PROTOCOL_IMAP, SENDOFF_SECURITY_STARTTLS, SENDOFF_SECURITY_TLS, 143, 993 },
  { SENDOFF_PROTOCOL_IMAP, SENDOFF_SECURITY_TLS, SENDOFF_SECURITY_NONE, 993, 143 },
  { SENDOFF_PROTOCOL_IMAP, SENDOFF_SECURITY_NONE, SENDOFF_SECURITY_TLS, 25, 25 },
  { SENDOFF_PROTOCOL_POP3, SENDOFF_SECURITY_NONE, SENDOFF_SECURITY_TLS, 110, 995 },
  { SENDOFF_PROTOCOL_POP3, SENDOFF_SECURITY_TLS, SENDOFF_SECURITY_STARTTLS, 995, 110 },
  { SENDOFF_PROTOCOL_NONE, SENDOFF_SECURITY_TLS, SENDOFF_SECURITY_NONE, 993, 993 },
};

static void
test_ports_follow_only_the_first_byte (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      g_test_message ("move %u", i);
      g_assert_cmpuint (sendoff_port_after_security_change (moves[i].protocol, moves[i].before, moves[i].after, moves[i].port), ==,
                        moves[i].expected);
    }

  g_assert_cmpuint (sendoff_default_port (SENDOFF_PROTOCOL_SMTP, SENDOFF_SECURITY_STARTTLS), ==, 587);
  g_assert_cmpuint (sendoff_default_port (SENDOFF_PROTOCOL_POP3, SENDOFF_SECURITY_TLS), ==, 995);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/types/words/round-trip", test_words_round_trip);
  g_test_add_func ("/types/words/contract", test_words_of_the_contract);
  g_test_add_func ("/types/words/unknown", test_unknown_word_changes_nothing);
  g_test_add_func ("/types/enum-types", test_enum_types_have_the_words);
  g_test_add_func ("/types/ports", test_ports_follow_only_the_first_byte);

  return g_test_run ();
}
