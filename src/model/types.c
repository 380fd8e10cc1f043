/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the words of the contract for the small enums, and which port belongs to which security. Any thread. */
#include "model/types.h"

static const char *const leg_words[] = { "outgoing", "incoming" };
static const char *const protocol_words[] = { "none", "smtp", "imap", "pop3" };
static const char *const security_words[] = { "none", "starttls", "tls" };
static const char *const authentication_words[] = { "none", "same-as-incoming", "own" };
static const char *const step_words[] = { "find-server", "connect", "greet", "encrypt", "trust", "sign-in", "submit" };
static const char *const state_words[] = { "waiting", "running", "passed", "warning", "failed", "skipped", "cancelled" };
static const char *const outcome_words[] = { "passed", "failed", "cancelled", "uncertain" };

G_STATIC_ASSERT (G_N_ELEMENTS (leg_words) == SENDOFF_LEG_INCOMING + 1);
G_STATIC_ASSERT (G_N_ELEMENTS (protocol_words) == SENDOFF_PROTOCOL_POP3 + 1);
G_STATIC_ASSERT (G_N_ELEMENTS (security_words) == SENDOFF_SECURITY_TLS + 1);
G_STATIC_ASSERT (G_N_ELEMENTS (authentication_words) == SENDOFF_AUTHENTICATION_OWN + 1);
G_STATIC_ASSERT (G_N_ELEMENTS (step_words) == SENDOFF_N_STEPS);
G_STATIC_ASSERT (G_N_ELEMENTS (state_words) == SENDOFF_STEP_CANCELLED + 1);
G_STATIC_ASSERT (G_N_ELEMENTS (outcome_words) == SENDOFF_OUTCOME_UNCERTAIN + 1);

static const char *
word_at (const char *const *words, gsize n_words, int value)
{
  g_return_val_if_fail (value >= 0 && (gsize) value < n_words, words[0]);

  return words[value];
}

static int
find_word (const char *const *words, gsize n_words, const char *text)
{
  for (gsize i = 0; text != NULL && i < n_words; i++)
    if (g_str_equal (words[i], text))
      return (int) i;

  return -1;
}

/* One pair of functions for each enum; only the names differ. */
#define DEFINE_WORDS(Type, name, words)                                  \
  const char *                                                           \
  sendoff_##name##_to_string (Type value)                                \
  {                                                                      \
    return word_at (words, G_N_ELEMENTS (words), (int) value);           \
  }                                                                      \
                                                                         \
  gboolean                                                               \
  sendoff_##name##_from_string (const char *text, Type *value)           \
  {                                                                      \
    int found = find_word (words, G_N_ELEMENTS (words), text);           \
                                                                         \
    if (found < 0)                                                       \
      return FALSE;                                                      \
                                                                         \
    *value = (Type) found;                                               \
    return TRUE;                                                         \
  }

DEFINE_WORDS (SendoffLeg, leg, leg_words)
DEFINE_WORDS (SendoffProtocol, protocol, protocol_words)
DEFINE_WORDS (SendoffSecurity, security, security_words)
DEFINE_WORDS (SendoffAuthentication, authentication, authentication_words)
DEFINE_WORDS (SendoffStepId, step_id, step_words)
DEFINE_WORDS (SendoffStepState, step_state, state_words)
DEFINE_WORDS (SendoffOutcome, outcome, outcome_words)

/* Enum types live as long as the process, so do their value tables. */
static GType
register_enum (const char *type_name, const char *const *words, gsize n_words)
{
  GEnumValue *values = g_new0 (GEnumValue, n_words + 1);

  for (gsize i = 0; i < n_words; i++)
    {
      values[i].value = (int) i;
      values[i].value_name = words[i];
      values[i].value_nick = words[i];
    }

  return g_enum_register_static (type_name, values);
}

#define DEFINE_ENUM_TYPE(Type, name, words)                                     \
  GType                                                                         \
  sendoff_##name##_get_type (void)                                              \
  {                                                                             \
    static gsize type;                                                          \
                                                                                \
    if (g_once_init_enter (&type))                                              \
      g_once_init_leave (&type, register_enum (#Type, words, G_N_ELEMENTS (words))); \
                                                                                \
    return type;                                                                \
  }

DEFINE_ENUM_TYPE (SendoffProtocol, protocol, protocol_words)
DEFINE_ENUM_TYPE (SendoffSecurity, security, security_words)
DEFINE_ENUM_TYPE (SendoffAuthentication, authentication, authentication_words)

const char *
sendoff_protocol_to_label (SendoffProtocol protocol)
{
  switch (protocol)
    {
    case SENDOFF_PROTOCOL_NONE:
      return "";
    case SENDOFF_PROTOCOL_SMTP:
      return "SMTP";
    case SENDOFF_PROTOCOL_IMAP:
      return "IMAP";
    case SENDOFF_PROTOCOL_POP3:
      return "POP3";
    }

  g_return_val_if_reached ("");
}

guint16
sendoff_default_port (SendoffProtocol protocol, SendoffSecurity security)
{
  gboolean from_first_byte = security == SENDOFF_SECURITY_TLS;

  switch (protocol)
    {
    case SENDOFF_PROTOCOL_NONE:
      return 0;
    case SENDOFF_PROTOCOL_SMTP:
      return from_first_byte ? 465 : 587;
    case SENDOFF_PROTOCOL_IMAP:
      return from_first_byte ? 993 : 143;
    case SENDOFF_PROTOCOL_POP3:
      return from_first_byte ? 995 : 110;
    }

  g_return_val_if_reached (0);
}

guint16
sendoff_port_after_security_change (SendoffProtocol protocol, SendoffSecurity before, SendoffSecurity after, guint16 port)
{
  gboolean was_from_first_byte = before == SENDOFF_SECURITY_TLS;
  gboolean is_from_first_byte = after == SENDOFF_SECURITY_TLS;
  gboolean is_usual_port = port == sendoff_default_port (protocol, before);

  /* 25 is as usual as 587, but there is no way back to it from 465. */
  if (protocol == SENDOFF_PROTOCOL_SMTP && !was_from_first_byte && port == 25)
    is_usual_port = TRUE;

  if (protocol == SENDOFF_PROTOCOL_NONE || was_from_first_byte == is_from_first_byte || !is_usual_port)
    return port;

  return sendoff_default_port (protocol, after);
}
