/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is worth a probe after a failure. The probe itself is the jobs' business. Pure. */

#include "diagnosis/candidates.h"

#include "diagnosis/diagnosis.h"
#include "diagnosis/facts.h"
#include "diagnosis/host-guess.h"

/* The classic number for a name service that asks to try again. */
#define NAME_SERVICE_TRY_AGAIN 11002

/* Between servers; people who sign in belong on the others. */
#define RELAY_PORT 25

/* The ports that people know, in the order of preference (RFC 8314). */
static const SendoffWay smtp_ways[] = {
  { NULL, 587, SENDOFF_SECURITY_STARTTLS }, { NULL, 465, SENDOFF_SECURITY_TLS }, { NULL, 25, SENDOFF_SECURITY_STARTTLS }, { NULL },
};
static const SendoffWay imap_ways[] = { { NULL, 993, SENDOFF_SECURITY_TLS }, { NULL, 143, SENDOFF_SECURITY_STARTTLS }, { NULL } };
static const SendoffWay pop3_ways[] = { { NULL, 995, SENDOFF_SECURITY_TLS }, { NULL, 110, SENDOFF_SECURITY_STARTTLS }, { NULL } };

/* What a failure gives occasion to. */
typedef enum { TRY_NOTHING, TRY_PORTS_TO_SIGN_IN, TRY_OTHER_PORTS, TRY_OTHER_ENCRYPTION, TRY_OTHER_HOSTS } Occasion;

static const SendoffWay *
get_usual_ways (SendoffProtocol protocol)
{
  switch (protocol)
    {
    case SENDOFF_PROTOCOL_IMAP:
      return imap_ways;
    case SENDOFF_PROTOCOL_POP3:
      return pop3_ways;
    case SENDOFF_PROTOCOL_NONE:
    case SENDOFF_PROTOCOL_SMTP:
      return smtp_ways;
    }

  return smtp_ways;
}

/* Silence, or a voice that isn't the expected server's: which of the two wrong settings is likelier. */
static Occasion
find_occasion_of_misfit (const SendoffFailure *failure)
{
  g_auto(SendoffFacts) facts = { 0 };
  guint strangers = SENDOFF_WHEN_GOT_HTTP | SENDOFF_WHEN_GOT_SSH | SENDOFF_WHEN_GOT_IMAP | SENDOFF_WHEN_GOT_POP3;

  if (failure->leg == SENDOFF_LEG_INCOMING)
    strangers |= SENDOFF_WHEN_GOT_SMTP;
  sendoff_facts_init (&facts, failure);

  return (facts.when & strangers) != 0 ? TRY_OTHER_PORTS : TRY_OTHER_ENCRYPTION;
}

/* The same port, once encrypted, is the way: nothing to look for. */
static gboolean
offers_encryption (const SendoffFailure *failure)
{
  g_auto(SendoffFacts) facts = { 0 };

  sendoff_facts_init (&facts, failure);
  return (facts.when & SENDOFF_WHEN_UNENCRYPTED) != 0 && (facts.when & SENDOFF_WHEN_STARTTLS_LISTED) != 0;
}

static gboolean
is_about_port (const SendoffFailure *failure)
{
  g_autoptr(SendoffDiagnosis) diagnosis = sendoff_diagnose (failure, NULL);

  return diagnosis->class_ == SENDOFF_CLASS_WRONG_PORT;
}

gboolean
sendoff_extensions_offer_sign_in (char **lines)
{
  for (char **line = lines; line != NULL && *line != NULL; line++)
    if (g_ascii_strncasecmp (*line, "AUTH", 4) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
offers_encryption_first (const SendoffFailure *failure)
{
  g_auto(SendoffFacts) facts = { 0 };

  sendoff_facts_init (&facts, failure);
  return failure->secure || (facts.when & SENDOFF_WHEN_STARTTLS_LISTED) != 0;
}

gboolean
sendoff_diagnosis_seeks_sign_in (const SendoffFailure *failure)
{
  g_autoptr(SendoffDiagnosis) diagnosis = NULL;

  if (failure->kind != SENDOFF_FAILURE_REFUSED || failure->leg != SENDOFF_LEG_OUTGOING || failure->port != RELAY_PORT || failure->signed_in ||
      (sendoff_extensions_offer_sign_in (failure->extensions) && offers_encryption_first (failure)))
    return FALSE;

  diagnosis = sendoff_diagnose (failure, NULL);
  return diagnosis->class_ == SENDOFF_CLASS_SIGN_IN_REQUIRED;
}

static Occasion
find_occasion (const SendoffFailure *failure)
{
  gboolean begins = failure->step >= SENDOFF_STEP_GREET && failure->step <= SENDOFF_STEP_ENCRYPT;

  switch (failure->kind)
    {
    case SENDOFF_FAILURE_HOST_NOT_FOUND:
      return sendoff_failure_get_socket_error (failure) != NAME_SERVICE_TRY_AGAIN ? TRY_OTHER_HOSTS : TRY_NOTHING;
    case SENDOFF_FAILURE_CANNOT_CONNECT:
    case SENDOFF_FAILURE_ENCRYPTION_NOT_OFFERED:
    case SENDOFF_FAILURE_ENCRYPTION_REFUSED:
      return TRY_OTHER_PORTS;
    case SENDOFF_FAILURE_SIGN_IN_NOT_OFFERED:
    case SENDOFF_FAILURE_NO_COMMON_MECHANISM:
      return offers_encryption (failure) ? TRY_NOTHING : TRY_OTHER_PORTS;
    case SENDOFF_FAILURE_TIMEOUT:
    case SENDOFF_FAILURE_CONNECTION_LOST:
      if (failure->step == SENDOFF_STEP_CONNECT)
        return TRY_OTHER_PORTS;
      return begins ? find_occasion_of_misfit (failure) : TRY_NOTHING;
    case SENDOFF_FAILURE_PROTOCOL:
      return begins ? find_occasion_of_misfit (failure) : TRY_NOTHING;
    case SENDOFF_FAILURE_HANDSHAKE:
      return is_about_port (failure) ? find_occasion_of_misfit (failure) : TRY_NOTHING;
    case SENDOFF_FAILURE_REFUSED:
      if (sendoff_diagnosis_seeks_sign_in (failure))
        return TRY_PORTS_TO_SIGN_IN;
      /* Another service, or a port that isn't meant for people. */
      return failure->step == SENDOFF_STEP_GREET && !sendoff_reply_is_temporary (failure->reply) ? TRY_OTHER_PORTS : TRY_NOTHING;
    case SENDOFF_FAILURE_PROXY:
    case SENDOFF_FAILURE_CERTIFICATE:
    case SENDOFF_FAILURE_CLIENT_CERTIFICATE:
    case SENDOFF_FAILURE_TOO_BIG:
    case SENDOFF_FAILURE_SMTPUTF8_NOT_OFFERED:
    case SENDOFF_FAILURE_REQUIRETLS_NOT_OFFERED:
    case SENDOFF_FAILURE_SETTINGS:
    case SENDOFF_FAILURE_PASSWORD_MISSING:
    case SENDOFF_FAILURE_MESSAGE:
    case SENDOFF_FAILURE_FILE:
    case SENDOFF_FAILURE_UNCERTAIN:
    case SENDOFF_FAILURE_CANCELLED:
    case SENDOFF_FAILURE_NO_JUDGE:
    case SENDOFF_FAILURE_INTERNAL:
    case SENDOFF_N_FAILURE_KINDS:
      return TRY_NOTHING;
    }

  return TRY_NOTHING;
}

static void
add_way (GPtrArray        *ways,
         const SendoffWay *as_set,
         const char       *host,
         guint             port,
         SendoffSecurity   security)
{
  g_autoptr(SendoffWay) way = sendoff_way_new (host, port, security);

  if (ways->len == SENDOFF_MAX_CANDIDATES || port == 0 || sendoff_way_equal (way, as_set))
    return;
  if (security == SENDOFF_SECURITY_NONE && as_set->security != SENDOFF_SECURITY_NONE)
    return;
  for (guint i = 0; i < ways->len; i++)
    if (sendoff_way_equal (g_ptr_array_index (ways, i), way))
      return;

  g_ptr_array_add (ways, g_steal_pointer (&way));
}

static void
add_encrypted_ports (GPtrArray        *ways,
                     const SendoffWay *as_set,
                     const SendoffWay *usual)
{
  for (const SendoffWay *way = usual; way->port != 0; way++)
    if (way->port != as_set->port)
      add_way (ways, as_set, NULL, way->port, way->security);
}

static void
add_ports (GPtrArray        *ways,
           const SendoffWay *as_set,
           const SendoffWay *usual)
{
  add_encrypted_ports (ways, as_set, usual);

  /* Whoever is set to go without encryption may have no better server. */
  for (const SendoffWay *way = usual; way->port != 0; way++)
    if (way->port != as_set->port && way->security == SENDOFF_SECURITY_STARTTLS)
      add_way (ways, as_set, NULL, way->port, SENDOFF_SECURITY_NONE);
}

static void
add_encryption (GPtrArray        *ways,
                const SendoffWay *as_set)
{
  if (as_set->security == SENDOFF_SECURITY_TLS)
    add_way (ways, as_set, NULL, as_set->port, SENDOFF_SECURITY_STARTTLS);
  else
    add_way (ways, as_set, NULL, as_set->port, SENDOFF_SECURITY_TLS);
}

static void
add_hosts (GPtrArray        *ways,
           const SendoffWay *as_set,
           SendoffAccount   *settings,
           SendoffLeg        leg)
{
  g_auto(GStrv) hosts = sendoff_guess_hosts (settings, leg);

  for (guint i = 0; hosts[i] != NULL; i++)
    add_way (ways, as_set, hosts[i], as_set->port, as_set->security);
}

GPtrArray *
sendoff_diagnosis_candidates (const SendoffFailure *failure,
                              SendoffAccount       *settings)
{
  g_autoptr(GPtrArray) ways = NULL;
  SendoffProtocol protocol;
  SendoffWay as_set = { NULL };

  g_return_val_if_fail (failure != NULL, NULL);
  g_return_val_if_fail (SENDOFF_IS_ACCOUNT (settings), NULL);

  ways = sendoff_ways_new ();
  protocol = failure->leg == SENDOFF_LEG_OUTGOING ? SENDOFF_PROTOCOL_SMTP : sendoff_account_get_incoming_protocol (settings);
  as_set.port = sendoff_account_get_number (settings, failure->leg == SENDOFF_LEG_OUTGOING ? SENDOFF_KEY_SMTP_PORT : SENDOFF_KEY_INCOMING_PORT);
  as_set.security = sendoff_account_get_security (settings, failure->leg);

  switch (find_occasion (failure))
    {
    case TRY_OTHER_HOSTS:
      add_hosts (ways, &as_set, settings, failure->leg);
      break;
    case TRY_OTHER_ENCRYPTION:
      add_encryption (ways, &as_set);
      add_ports (ways, &as_set, get_usual_ways (protocol));
      break;
    case TRY_OTHER_PORTS:
      add_ports (ways, &as_set, get_usual_ways (protocol));
      break;
    case TRY_PORTS_TO_SIGN_IN:
      add_encrypted_ports (ways, &as_set, get_usual_ways (protocol));
      break;
    case TRY_NOTHING:
      break;
    }

  return ways->len > 0 ? g_steal_pointer (&ways) : NULL;
}
