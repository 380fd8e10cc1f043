/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every failure gets a class, a title and an explanation; what comes from outside can do no harm in them. */

#include <errno.h>
#include <string.h>

#include <gio/gio.h>

#include "base/display-text.h"
#include "diagnosis/diagnosis.h"
#include "diagnosis/meanings.h"
#include "diagnosis/rules.h"

/* What each kind without a refusal means, with the fields that decide. */
typedef struct
{
  SendoffFailureKind kind;
  SendoffLeg         leg;
  SendoffStepId      step;
  SendoffCommand     command;
  SendoffSecurity    security;
  guint16            port;
  int                socket_errno, resolver_error;
  const char        *received, *detail, *extension;
  const char        *class_, *id;
} Kind;

#define OUT SENDOFF_LEG_OUTGOING
#define IN SENDOFF_LEG_INCOMING
#define NONE SENDOFF_SECURITY_NONE
#define STARTTLS SENDOFF_SECURITY_STARTTLS
#define TLS SENDOFF_SECURITY_TLS
#define K(name) SENDOFF_FAILURE_##name
#define S(name) SENDOFF_STEP_##name
#define C(name) SENDOFF_COMMAND_##name

static const Kind kinds[] = {
  { K (HOST_NOT_FOUND), OUT, S (FIND_SERVER), C (NONE), STARTTLS, 587, 0, 0, NULL, NULL, NULL, "server-not-found", "server-not-found" },
  { K (HOST_NOT_FOUND), OUT, S (FIND_SERVER), C (NONE), STARTTLS, 587, 0, G_RESOLVER_ERROR_TEMPORARY_FAILURE + 1, NULL, NULL, NULL,
    "server-not-found", "name-service-silent" },
  { K (CANNOT_CONNECT), OUT, S (CONNECT), C (NONE), STARTTLS, 587, ECONNREFUSED, 0, NULL, NULL, NULL,
    "connection-refused", "connection-refused" },
  { K (CANNOT_CONNECT), OUT, S (CONNECT), C (NONE), STARTTLS, 587, ETIMEDOUT, 0, NULL, NULL, NULL, "timeout", "connect-timeout" },
  { K (CANNOT_CONNECT), OUT, S (CONNECT), C (NONE), STARTTLS, 25, ETIMEDOUT, 0, NULL, NULL, NULL, "timeout", "port-25-silent" },
  { K (CANNOT_CONNECT), OUT, S (CONNECT), C (NONE), STARTTLS, 587, ENETUNREACH, 0, NULL, NULL, NULL,
    "connection-refused", "network-unreachable" },
  { K (CANNOT_CONNECT), OUT, S (CONNECT), C (NONE), STARTTLS, 587, EHOSTUNREACH, 0, NULL, NULL, NULL,
    "connection-refused", "network-unreachable" },
  { K (CANNOT_CONNECT), OUT, S (CONNECT), C (NONE), STARTTLS, 587, EADDRNOTAVAIL, 0, NULL, NULL, NULL,
    "connection-refused", "network-unreachable" },
  { K (CANNOT_CONNECT), OUT, S (CONNECT), C (NONE), STARTTLS, 587, EACCES, 0, NULL, NULL, NULL,
    "connection-refused", "connection-blocked" },
  { K (CANNOT_CONNECT), OUT, S (CONNECT), C (NONE), STARTTLS, 587, EPERM, 0, NULL, NULL, NULL, "connection-refused", "connection-blocked" },
  { K (CANNOT_CONNECT), OUT, S (CONNECT), C (NONE), STARTTLS, 587, 0, 0, NULL, NULL, NULL, "connection-refused", "cannot-connect" },
  { K (PROXY), OUT, S (CONNECT), C (NONE), STARTTLS, 587, 0, 0, NULL, "403", NULL, "connection-refused", "proxy-failed" },

  { K (TIMEOUT), OUT, S (FIND_SERVER), C (NONE), STARTTLS, 587, 0, 0, NULL, NULL, NULL, "timeout", "name-service-slow" },
  { K (TIMEOUT), OUT, S (CONNECT), C (NONE), STARTTLS, 587, 0, 0, NULL, NULL, NULL, "timeout", "connect-timeout" },
  { K (TIMEOUT), OUT, S (CONNECT), C (NONE), STARTTLS, 25, 0, 0, NULL, NULL, NULL, "timeout", "port-25-silent" },
  { K (TIMEOUT), OUT, S (GREET), C (GREETING), STARTTLS, 587, 0, 0, NULL, NULL, NULL, "timeout", "no-answer" },
  { K (TIMEOUT), OUT, S (GREET), C (GREETING), TLS, 465, 0, 0, NULL, NULL, NULL, "timeout", "no-answer" },
  { K (TIMEOUT), OUT, S (GREET), C (GREETING), STARTTLS, 465, 0, 0, NULL, NULL, NULL, "wrong-port", "silent-tls-port" },
  { K (TIMEOUT), OUT, S (GREET), C (NONE), NONE, 465, 0, 0, NULL, NULL, NULL, "wrong-port", "silent-tls-port" },
  { K (TIMEOUT), IN, S (GREET), C (GREETING), NONE, 993, 0, 0, NULL, NULL, NULL, "wrong-port", "silent-tls-port" },
  { K (TIMEOUT), OUT, S (SUBMIT), C (DATA), STARTTLS, 587, 0, 0, NULL, NULL, NULL, "timeout", "no-answer" },
  { K (CONNECTION_LOST), OUT, S (SUBMIT), C (BODY), STARTTLS, 587, ECONNRESET, 0, NULL, NULL, NULL, "connection-lost", "connection-lost" },
  { K (CONNECTION_LOST), OUT, S (GREET), C (GREETING), NONE, 465, 0, 0, NULL, NULL, NULL, "wrong-port", "silent-tls-port" },

  { K (PROTOCOL), OUT, S (GREET), C (GREETING), NONE, 465, 0, 0, "\x15\x03\x03", NULL, NULL, "wrong-port", "tls-as-greeting" },
  { K (PROTOCOL), OUT, S (GREET), C (GREETING), NONE, 80, 0, 0, "HTTP/1.1 400 Bad Request\r\n", NULL, NULL, "wrong-port", "web-server" },
  { K (PROTOCOL), OUT, S (GREET), C (GREETING), NONE, 587, 0, 0, "HTTP/1.1 302 Found\r\nLocation: http://hotel.example/\r\n", NULL, NULL,
    "wrong-port", "captive-portal" },
  { K (PROTOCOL), OUT, S (GREET), C (GREETING), NONE, 22, 0, 0, "SSH-2.0-OpenSSH_9.2", NULL, NULL, "wrong-port", "ssh-server" },
  { K (PROTOCOL), OUT, S (GREET), C (GREETING), NONE, 143, 0, 0, "* OK Dovecot ready.", NULL, NULL, "wrong-port", "imap-server" },
  { K (PROTOCOL), OUT, S (GREET), C (GREETING), NONE, 110, 0, 0, "+OK Dovecot ready.", NULL, NULL, "wrong-port", "pop3-server" },
  { K (PROTOCOL), IN, S (GREET), C (GREETING), NONE, 25, 0, 0, "220 mail.example.org ESMTP", NULL, NULL, "wrong-port", "smtp-server" },
  { K (PROTOCOL), IN, S (GREET), C (GREETING), NONE, 25, 0, 0, "421 4.3.2 mail.example.org closing", NULL, NULL, "wrong-port", "smtp-server" },
  { K (PROTOCOL), OUT, S (SUBMIT), C (RCPT), NONE, 25, 0, 0, "whatever", NULL, NULL, "protocol-fault", "unreadable-reply" },

  { K (ENCRYPTION_NOT_OFFERED), OUT, S (ENCRYPT), C (EHLO), STARTTLS, 25, 0, 0, NULL, NULL, "SIZE", "encryption-unavailable",
    "encryption-not-offered" },
  { K (ENCRYPTION_NOT_OFFERED), OUT, S (ENCRYPT), C (EHLO), STARTTLS, 25, 0, 0, NULL, NULL, "XXXXXXXA", "encryption-unavailable",
    "encryption-hidden" },
  { K (ENCRYPTION_NOT_OFFERED), OUT, S (ENCRYPT), C (EHLO), STARTTLS, 25, 0, 0, NULL, NULL, "250-XXXXXXXA", "encryption-unavailable",
    "encryption-hidden" },
  { K (ENCRYPTION_NOT_OFFERED), OUT, S (ENCRYPT), C (EHLO), STARTTLS, 25, 0, 0, "220 *******************", NULL, NULL,
    "encryption-unavailable", "encryption-hidden" },
  { K (ENCRYPTION_REFUSED), OUT, S (ENCRYPT), C (STARTTLS), STARTTLS, 25, 0, 0, NULL, NULL, "STARTTLS", "encryption-unavailable",
    "encryption-refused" },
  { K (ENCRYPTION_REFUSED), OUT, S (ENCRYPT), C (STARTTLS), STARTTLS, 25, 0, 0, NULL, NULL, "XXXXXXXA", "encryption-unavailable",
    "encryption-hidden" },
  { K (HANDSHAKE), OUT, S (ENCRYPT), C (NONE), TLS, 587, 0, 0, "220 mail.example.org ESMTP", "gnutls", NULL,
    "wrong-port", "plain-text-as-tls" },
  { K (HANDSHAKE), OUT, S (ENCRYPT), C (STARTTLS), STARTTLS, 587, 0, 0, "250 injected", "gnutls", NULL, "wrong-port",
    "plain-text-after-promise" },
  { K (HANDSHAKE), OUT, S (ENCRYPT), C (NONE), TLS, 587, 0, 0, NULL, "An unexpected TLS packet was received.", NULL, "wrong-port",
    "plain-text-as-tls" },
  { K (HANDSHAKE), OUT, S (ENCRYPT), C (NONE), TLS, 465, 0, 0, "HTTP/1.0 511 Network Authentication Required", NULL, NULL, "wrong-port",
    "captive-portal" },
  { K (HANDSHAKE), OUT, S (ENCRYPT), C (NONE), TLS, 443, 0, 0, "HTTP/1.1 400 Bad Request", NULL, NULL, "wrong-port", "web-server" },
  { K (HANDSHAKE), OUT, S (ENCRYPT), C (NONE), TLS, 22, 0, 0, "SSH-2.0-x", NULL, NULL, "wrong-port", "ssh-server" },
  { K (HANDSHAKE), OUT, S (ENCRYPT), C (NONE), TLS, 465, 0, 0, NULL, "Handshake failed", NULL,
    "encryption-unavailable", "handshake-failed" },
  { K (HANDSHAKE), OUT, S (ENCRYPT), C (NONE), TLS, 465, 0, 0, "\x01\x02", NULL, NULL, "encryption-unavailable", "handshake-failed" },
  { K (CERTIFICATE), OUT, S (TRUST), C (NONE), STARTTLS, 587, 0, 0, NULL, NULL, NULL, "certificate", "certificate-not-trusted" },
  { K (CLIENT_CERTIFICATE), OUT, S (ENCRYPT), C (NONE), STARTTLS, 587, 0, 0, NULL, "The key does not fit.", NULL, "settings",
    "client-certificate-unusable" },
  { K (NO_JUDGE), OUT, S (ENCRYPT), C (NONE), STARTTLS, 587, 0, 0, NULL, NULL, NULL, "encryption-unavailable", "no-judge" },

  { K (SIGN_IN_NOT_OFFERED), OUT, S (SIGN_IN), C (AUTH), NONE, 587, 0, 0, NULL, NULL, "STARTTLS",
    "sign-in-method", "sign-in-needs-encryption" },
  { K (SIGN_IN_NOT_OFFERED), IN, S (SIGN_IN), C (AUTH), NONE, 143, 0, 0, NULL, NULL, NULL, "sign-in-method", "sign-in-needs-encryption" },
  { K (SIGN_IN_NOT_OFFERED), OUT, S (SIGN_IN), C (AUTH), STARTTLS, 25, 0, 0, NULL, NULL, "SIZE",
    "sign-in-method", "sign-in-not-offered-on-25" },
  { K (SIGN_IN_NOT_OFFERED), OUT, S (SIGN_IN), C (AUTH), STARTTLS, 587, 0, 0, NULL, NULL, "SIZE", "sign-in-method", "sign-in-not-offered" },
  { K (NO_COMMON_MECHANISM), OUT, S (SIGN_IN), C (AUTH), NONE, 587, 0, 0, NULL, NULL, "STARTTLS",
    "sign-in-method", "sign-in-needs-encryption" },
  { K (NO_COMMON_MECHANISM), OUT, S (SIGN_IN), C (AUTH), STARTTLS, 587, 0, 0, NULL, NULL, "AUTH XOAUTH2",
    "sign-in-method", "no-common-mechanism" },

  { K (TOO_BIG), OUT, S (SUBMIT), C (MAIL), STARTTLS, 587, 0, 0, NULL, NULL, NULL, "message-too-big", "message-over-size" },
  { K (REQUIRETLS_NOT_OFFERED), OUT, S (SUBMIT), C (MAIL), STARTTLS, 587, 0, 0, NULL, NULL, NULL, "encryption-unavailable",
    "onward-encryption-not-offered" },
  { K (SMTPUTF8_NOT_OFFERED), OUT, S (SUBMIT), C (MAIL), STARTTLS, 587, 0, 0, NULL, NULL, NULL, "sender-refused", "sender-needs-utf8" },
  { K (SMTPUTF8_NOT_OFFERED), OUT, S (SUBMIT), C (RCPT), STARTTLS, 587, 0, 0, NULL, NULL, NULL,
    "recipient-refused", "recipient-needs-utf8" },
  { K (SMTPUTF8_NOT_OFFERED), OUT, S (GREET), C (OTHER), STARTTLS, 587, 0, 0, NULL, NULL, NULL,
    "recipient-refused", "recipient-needs-utf8" },
  { K (SETTINGS), OUT, S (FIND_SERVER), C (NONE), STARTTLS, 587, 0, 0, NULL, "The port is missing.", NULL, "settings", "settings-invalid" },
  { K (PASSWORD_MISSING), OUT, S (SIGN_IN), C (NONE), STARTTLS, 587, 0, 0, NULL, NULL, NULL, "settings", "password-missing" },
  { K (MESSAGE), OUT, S (SUBMIT), C (NONE), STARTTLS, 587, 0, 0, NULL, "The address is wrong.", NULL, "settings", "message-invalid" },
  { K (FILE), OUT, S (SUBMIT), C (NONE), STARTTLS, 587, 0, 0, NULL, "The file is gone.", NULL, "settings", "file-unreadable" },
  { K (UNCERTAIN), OUT, S (SUBMIT), C (FINAL_DOT), STARTTLS, 587, ECONNRESET, 0, NULL, NULL, NULL, "connection-lost", "uncertain-lost" },
  { K (UNCERTAIN), OUT, S (SUBMIT), C (FINAL_DOT), STARTTLS, 587, 0, 0, "blurb", NULL, NULL, "protocol-fault", "uncertain-unreadable" },
  { K (CANCELLED), OUT, S (SUBMIT), C (MAIL), STARTTLS, 587, 0, 0, NULL, NULL, NULL, "unknown", "cancelled" },
  { K (INTERNAL), OUT, S (CONNECT), C (NONE), STARTTLS, 587, 0, 0, NULL, "libcurl: libcurl-gnutls.so.4: cannot open shared object file", NULL,
    "unknown", "library-missing" },
  { K (INTERNAL), OUT, S (SUBMIT), C (MAIL), STARTTLS, 587, 0, 0, NULL, "curl 43", NULL, "unknown", "internal" },
};

static SendoffFailure *
make_failure (const Kind *kind)
{
  SendoffFailure *failure = sendoff_failure_new (kind->kind, kind->leg, kind->step);

  failure->command = kind->command;
  failure->protocol = kind->leg == IN ? SENDOFF_PROTOCOL_IMAP : SENDOFF_PROTOCOL_SMTP;
  failure->security = kind->security;
  failure->server = g_strdup ("mail.example.org");
  failure->port = kind->port;
  failure->socket_errno = kind->socket_errno;
  failure->resolver_error = kind->resolver_error;
  failure->received = g_strdup (kind->received);
  failure->detail = g_strdup (kind->detail);
  if (kind->extension != NULL)
    failure->extensions = g_strsplit (kind->extension, "\n", -1);

  return failure;
}

static gboolean
is_whole (const SendoffDiagnosis *diagnosis)
{
  return diagnosis->id != NULL && diagnosis->title != NULL && *diagnosis->title != '\0' && diagnosis->explanation != NULL &&
         strlen (diagnosis->explanation) > 20 && strpbrk (diagnosis->explanation, "{}\n") == NULL &&
         g_utf8_validate (diagnosis->explanation, -1, NULL) && (diagnosis->fix_id == NULL) == (diagnosis->changes == NULL) &&
         (diagnosis->fix_id == NULL) == (diagnosis->fix_label == NULL);
}

static void
test_kinds (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr(SendoffFailure) failure = make_failure (&kinds[i]);
      g_autoptr(SendoffDiagnosis) diagnosis = sendoff_diagnose (failure, NULL);

      g_test_message ("row %u: %s", i, diagnosis->id);
      g_assert_cmpstr (diagnosis->id, ==, kinds[i].id);
      g_assert_cmpstr (sendoff_diagnosis_class_to_string (diagnosis->class_), ==, kinds[i].class_);
      g_assert_true (is_whole (diagnosis));
      g_assert_null (diagnosis->fix_id);
    }
}

static void
test_uncertain_after_waiting (void)
{
  g_autoptr(SendoffFailure) failure = sendoff_failure_new (SENDOFF_FAILURE_UNCERTAIN, OUT, S (SUBMIT));
  g_autoptr(SendoffDiagnosis) diagnosis = NULL;

  failure->timeout_s = 1;
  diagnosis = sendoff_diagnose (failure, NULL);
  g_assert_cmpstr (diagnosis->id, ==, "uncertain-timeout");
  g_assert_cmpint (diagnosis->class_, ==, SENDOFF_CLASS_TIMEOUT);
  g_assert_nonnull (strstr (diagnosis->explanation, "within 1 second."));
  g_assert_nonnull (strstr (diagnosis->explanation, "the server did not confirm"));
}

/* What the columns above can't say. */
static gboolean
is_tested_apart (const char *meaning)
{
  return g_str_equal (meaning, "uncertain-timeout") || g_str_equal (meaning, "clock-behind") || g_str_has_prefix (meaning, "certificate-expired");
}

/* 1 July 2026, and the dates of a certificate. */
static void
test_clock (void)
{
  static const gint64 now = 1782864000, day = 86400;
  static const struct { gint64 from, until; const char *id; } cases[] = {
    { 2, 90, "clock-behind" }, { -90, -1, "certificate-expired" }, { -900, -400, "certificate-expired-long-ago" },
    { -90, 90, "certificate-not-trusted" }, { -90, 0, "certificate-not-trusted" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(SendoffFailure) failure = sendoff_failure_new (SENDOFF_FAILURE_CERTIFICATE, OUT, S (TRUST));
      g_autoptr(SendoffDiagnosis) diagnosis = NULL;

      failure->judged_at = now;
      failure->valid_from = now + cases[i].from * day;
      failure->valid_until = now + cases[i].until * day;
      diagnosis = sendoff_diagnose (failure, NULL);
      g_assert_cmpstr (diagnosis->id, ==, cases[i].id);
      g_assert_cmpint (diagnosis->class_, ==, SENDOFF_CLASS_CERTIFICATE);
      g_assert_true (is_whole (diagnosis));
      if (i == 0)
        g_assert_nonnull (strstr (diagnosis->explanation, "07/01/26"));
    }
}

static void
test_moves (void)
{
  static const struct { const char *reply; SendoffMove move; } cases[] = {
    { "550 5.7.1 Relaying denied", SENDOFF_MOVE_YOURS }, { "451 4.3.0 Temporary system failure", SENDOFF_MOVE_PROVIDER },
    { "552 5.2.2 Mailbox full", SENDOFF_MOVE_RECIPIENT },
  };
  SendoffMove move;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(SendoffFailure) failure = sendoff_failure_new (SENDOFF_FAILURE_REFUSED, OUT, S (SUBMIT));
      g_autoptr(SendoffDiagnosis) diagnosis = NULL;

      failure->reply = sendoff_reply_parse (cases[i].reply, -1);
      diagnosis = sendoff_diagnose (failure, NULL);
      g_assert_cmpint (diagnosis->move, ==, cases[i].move);
      g_assert_true (sendoff_move_from_string (sendoff_move_to_string (diagnosis->move), &move));
      g_assert_cmpint (move, ==, cases[i].move);
      g_assert_cmpint (*sendoff_move_to_sentence (move), !=, '\0');
    }
  g_assert_false (sendoff_move_from_string ("nobody's", &move));
}

/* When to come back: from the reply, or what greylisting takes at least; never for what won't pass. */
static void
test_retry_time (void)
{
  static const struct { const char *reply; guint seconds; } cases[] = {
    { "451 4.7.1 Greylisted, please try again in 600 seconds", 600 }, { "450 4.2.0 Greylisted", 300 }, { "451 4.3.0 Oops", 0 },
    { "550 5.7.1 Greylisted, try again in 600 seconds", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(SendoffFailure) failure = sendoff_failure_new (SENDOFF_FAILURE_REFUSED, OUT, S (SUBMIT));
      g_autoptr(SendoffDiagnosis) diagnosis = NULL;

      failure->command = C (RCPT);
      failure->reply = sendoff_reply_parse (cases[i].reply, -1);
      diagnosis = sendoff_diagnose (failure, NULL);
      g_assert_cmpuint (diagnosis->retry_after_s, ==, cases[i].seconds);
      g_assert_cmpint (strstr (diagnosis->explanation, "10 minutes") != NULL, ==, cases[i].seconds == 600);
    }
}

static void
test_every_rule_of_kinds_is_used (void)
{
  gboolean used[1000] = { FALSE };
  const SendoffRule *rule;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr(SendoffFailure) failure = make_failure (&kinds[i]);
      g_auto(SendoffFacts) facts = { 0 };
      guint index = 0;

      sendoff_facts_init (&facts, failure);
      while ((rule = sendoff_rule_index (index)) != NULL && !sendoff_rule_matches (rule, &facts))
        index++;
      g_assert_nonnull (rule);
      used[index] = TRUE;
    }

  for (guint i = 0; (rule = sendoff_rule_index (i)) != NULL; i++)
    if (rule->kind != SENDOFF_FAILURE_REFUSED && !used[i] && !is_tested_apart (rule->meaning))
      {
        g_test_message ("row %u (%s) is never used", i, rule->meaning);
        g_test_fail ();
      }
}

/* Each meaning is pointed to, each pointer has a meaning, and ids are unique. */
static void
test_meanings (void)
{
  g_autoptr(GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  const SendoffMeaning *meaning;
  const SendoffRule *rule;

  for (guint i = 0; (rule = sendoff_rule_index (i)) != NULL; i++)
    {
      g_assert_cmpstr (sendoff_meaning_find (rule->meaning)->id, ==, rule->meaning);
      g_hash_table_add (ids, (gpointer) rule->meaning);
    }
  g_hash_table_add (ids, (gpointer) "unknown");

  for (guint i = 0; (meaning = sendoff_meaning_index (i)) != NULL; i++)
    {
      g_test_message ("%s", meaning->id);
      g_assert_true (g_hash_table_remove (ids, meaning->id));
      g_assert_cmpint (meaning->class_, <, SENDOFF_N_CLASSES);
      g_assert_cmpint (meaning->move, <, SENDOFF_N_MOVES);
    }
  g_assert_cmpuint (g_hash_table_size (ids), ==, 0);
}

static void
check_one (SendoffFailureKind kind,
           SendoffProtocol    protocol,
           SendoffStepId      step,
           SendoffCommand     command,
           const char        *reply)
{
  SendoffLeg leg = protocol == SENDOFF_PROTOCOL_SMTP ? OUT : IN;
  g_autoptr(SendoffFailure) failure = sendoff_failure_new (kind, leg, step);
  g_autoptr(SendoffDiagnosis) diagnosis = NULL;

  failure->protocol = protocol;
  failure->command = command;
  failure->reply = reply != NULL ? sendoff_reply_parse (reply, -1) : NULL;
  diagnosis = sendoff_diagnose (failure, NULL);

  g_assert_true (is_whole (diagnosis));
  g_assert_cmpuint (sendoff_failure_get_error_number (failure), >, 0x800CC000u);
  if (kind != SENDOFF_FAILURE_CANCELLED && kind != SENDOFF_FAILURE_INTERNAL)
    g_assert_cmpint (diagnosis->class_, !=, SENDOFF_CLASS_UNKNOWN);
}

static void
test_everything_means_something (void)
{
  static const char *const texts[] = { "-ERR", "A1 NO", "A1 BAD", "* BYE", "garbage" };
  guint stride = g_getenv ("SENDOFF_SLOW") != NULL ? 13 : 1;

  for (SendoffProtocol protocol = SENDOFF_PROTOCOL_SMTP; protocol <= SENDOFF_PROTOCOL_POP3; protocol++)
    for (SendoffStepId step = 0; step < SENDOFF_N_STEPS; step++)
      for (SendoffCommand command = SENDOFF_COMMAND_NONE; command <= SENDOFF_COMMAND_OTHER; command++)
        {
          for (SendoffFailureKind kind = 0; kind < SENDOFF_N_FAILURE_KINDS; kind++)
            check_one (kind, protocol, step, command, NULL);
          for (guint code = 200; code < 600; code += stride)
            {
              g_autofree char *reply = g_strdup_printf ("%u x", code);

              check_one (SENDOFF_FAILURE_REFUSED, protocol, step, command, reply);
            }
          for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
            check_one (SENDOFF_FAILURE_REFUSED, protocol, step, command, texts[i]);
        }
}

static void
test_classes (void)
{
  SendoffDiagnosisClass class_ = SENDOFF_CLASS_TIMEOUT;

  g_assert_false (sendoff_diagnosis_class_from_string ("nonsense", &class_));
  g_assert_false (sendoff_diagnosis_class_from_string (NULL, &class_));
  g_assert_cmpint (class_, ==, SENDOFF_CLASS_TIMEOUT);
  for (SendoffDiagnosisClass each = 0; each < SENDOFF_N_CLASSES; each++)
    {
      g_assert_true (sendoff_diagnosis_class_from_string (sendoff_diagnosis_class_to_string (each), &class_));
      g_assert_cmpint (class_, ==, each);
    }
}

static void
test_permission (void)
{
  static const char *const about[] = { "credentials", "sign-in-policy", "sign-in-required", "sign-in-method", "encryption-required" };
  guint n_about = 0;

  for (SendoffDiagnosisClass each = 0; each < SENDOFF_N_CLASSES; each++)
    {
      g_autoptr(SendoffDiagnosis) diagnosis = sendoff_diagnosis_new ();

      diagnosis->class_ = each;
      n_about += sendoff_diagnosis_is_about_permission (diagnosis);
    }
  g_assert_cmpuint (n_about, ==, G_N_ELEMENTS (about));

  for (guint i = 0; i < G_N_ELEMENTS (about); i++)
    {
      g_autoptr(SendoffDiagnosis) diagnosis = sendoff_diagnosis_new ();

      g_assert_true (sendoff_diagnosis_class_from_string (about[i], &diagnosis->class_));
      g_assert_true (sendoff_diagnosis_is_about_permission (diagnosis));
    }
}

/* What is filled in stays words: no braces are filled twice, no control character or direction mark gets through. */
static void
test_hostile_words (void)
{
  g_autoptr(SendoffFailure) failure = sendoff_failure_new (SENDOFF_FAILURE_HANDSHAKE, OUT, S (ENCRYPT));
  g_autoptr(SendoffDiagnosis) diagnosis = NULL;

  failure->server = g_strdup ("{detail}%s<b>\x1b[31m\xe2\x80\xae\xff");
  failure->detail = g_strnfill (100000, 'a');
  diagnosis = sendoff_diagnose (failure, NULL);

  g_assert_nonnull (strstr (diagnosis->explanation, "{detail}%s<b>\\x1b[31m\\u202e\\xff"));
  g_assert_cmpuint (strlen (diagnosis->explanation), <, 2000);
  g_assert_true (g_utf8_validate (diagnosis->explanation, -1, NULL));
}

/* What can't be read as a reply is quoted, shortly and harmlessly. */
static void
test_quotation (void)
{
  static const struct { const char *said, *quoted; } cases[] = {
    { "<b>hi</b>\x1b[31m", "“<b>hi</b>\\x1b[31m”" }, { "", "nothing readable" }, { "\r\r", "”" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(SendoffFailure) failure = sendoff_failure_new (SENDOFF_FAILURE_PROTOCOL, OUT, S (GREET));
      g_autoptr(SendoffDiagnosis) diagnosis = NULL;

      failure->received = g_strdup (cases[i].said);
      diagnosis = sendoff_diagnose (failure, NULL);
      g_assert_cmpint (diagnosis->class_, ==, SENDOFF_CLASS_PROTOCOL_FAULT);
      g_assert_nonnull (strstr (diagnosis->explanation, cases[i].quoted));
      g_assert_true (is_whole (diagnosis));
    }
}

static void
check_speed (const char *unit,
             const char *id)
{
  g_autoptr(SendoffFailure) failure = sendoff_failure_new (SENDOFF_FAILURE_REFUSED, OUT, S (SUBMIT));
  g_autoptr(SendoffDiagnosis) diagnosis = NULL;
  g_autoptr(GString) reply = g_string_new ("550 ");
  gint64 start;

  while (reply->len < 1024 * 1024)
    g_string_append (reply, unit);
  failure->command = SENDOFF_COMMAND_RCPT;
  failure->reply = sendoff_reply_parse (reply->str, reply->len);

  start = g_get_monotonic_time ();
  diagnosis = sendoff_diagnose (failure, NULL);
  g_autofree char *shown = sendoff_display_text_short (unit, -1, 20);
  g_test_message ("1 MiB of \"%s\": %.1f ms", shown, (g_get_monotonic_time () - start) / 1000.0);
  if (id != NULL)
    g_assert_cmpstr (diagnosis->id, ==, id);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
}

/* Letters and blanks at random: almost every group of four bytes occurs, and a short word here and there. */
static char *
make_noise (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (1);
  char *noise = g_malloc0 (512 * 1024 + 1);

  for (guint i = 0; i < 512 * 1024; i++)
    noise[i] = "abcdefghijklmnopqrstuvwxyz      "[g_rand_int_range (random, 0, 32)];

  return noise;
}

static void
test_long_replies (void)
{
  g_autofree char *noise = make_noise ();

  check_speed (noise, NULL);
  check_speed ("a", "recipient-refused");
  check_speed (" re re rel relay relat", "recipient-refused");
  check_speed ("<@", "recipient-refused");
  check_speed ("\xff\xfe\x01 ", "recipient-refused");
  check_speed (" {server} ", "recipient-refused");
  check_speed (" authenticatio require", "recipient-refused");
  check_speed (" relaying denied", "relaying-denied");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagnosis/kinds", test_kinds);
  g_test_add_func ("/diagnosis/uncertain-after-waiting", test_uncertain_after_waiting);
  g_test_add_func ("/diagnosis/every-rule-of-kinds-is-used", test_every_rule_of_kinds_is_used);
  g_test_add_func ("/diagnosis/clock", test_clock);
  g_test_add_func ("/diagnosis/moves", test_moves);
  g_test_add_func ("/diagnosis/retry-time", test_retry_time);
  g_test_add_func ("/diagnosis/meanings", test_meanings);
  g_test_add_func ("/diagnosis/everything-means-something", test_everything_means_something);
  g_test_add_func ("/diagnosis/classes", test_classes);
  g_test_add_func ("/diagnosis/permission", test_permission);
  g_test_add_func ("/diagnosis/hostile-words", test_hostile_words);
  g_test_add_func ("/diagnosis/quotation", test_quotation);
  g_test_add_func ("/diagnosis/long-replies", test_long_replies);

  return g_test_run ();
}
