/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* The small words that everything above shares, with the strings of the contract (accounts.ini, JSON, command line).
 * to_string never returns NULL; from_string leaves *value alone and returns FALSE for an unknown word. */

typedef enum { SENDOFF_LEG_OUTGOING, SENDOFF_LEG_INCOMING } SendoffLeg;          /* outgoing incoming */
/* none smtp imap pop3 */
typedef enum { SENDOFF_PROTOCOL_NONE, SENDOFF_PROTOCOL_SMTP, SENDOFF_PROTOCOL_IMAP, SENDOFF_PROTOCOL_POP3 } SendoffProtocol;
typedef enum { SENDOFF_SECURITY_NONE, SENDOFF_SECURITY_STARTTLS, SENDOFF_SECURITY_TLS } SendoffSecurity; /* none starttls tls */
/* none same-as-incoming own */
typedef enum
{
  SENDOFF_AUTHENTICATION_NONE, SENDOFF_AUTHENTICATION_SAME_AS_INCOMING, SENDOFF_AUTHENTICATION_OWN
} SendoffAuthentication;

/* The steps of one leg, in their order. */
typedef enum
{
  SENDOFF_STEP_FIND_SERVER, /* find-server: name lookup */
  SENDOFF_STEP_CONNECT,     /* connect: TCP, proxy */
  SENDOFF_STEP_GREET,       /* greet: greeting, EHLO */
  SENDOFF_STEP_ENCRYPT,     /* encrypt: STARTTLS, handshake */
  SENDOFF_STEP_TRUST,       /* trust: the certificate */
  SENDOFF_STEP_SIGN_IN,     /* sign-in: AUTH */
  SENDOFF_STEP_SUBMIT,      /* submit: MAIL to the final dot's reply */
  SENDOFF_N_STEPS
} SendoffStepId;

typedef enum
{
  SENDOFF_STEP_WAITING, SENDOFF_STEP_RUNNING, SENDOFF_STEP_PASSED, SENDOFF_STEP_WARNING,
  SENDOFF_STEP_FAILED, SENDOFF_STEP_SKIPPED, SENDOFF_STEP_CANCELLED
} SendoffStepState;

typedef enum
{
  SENDOFF_OUTCOME_PASSED, SENDOFF_OUTCOME_FAILED, SENDOFF_OUTCOME_CANCELLED, SENDOFF_OUTCOME_UNCERTAIN
} SendoffOutcome;

/* The three that are account properties, as enum types whose nicks are the words. */
#define SENDOFF_TYPE_PROTOCOL       (sendoff_protocol_get_type ())
#define SENDOFF_TYPE_SECURITY       (sendoff_security_get_type ())
#define SENDOFF_TYPE_AUTHENTICATION (sendoff_authentication_get_type ())
GType       sendoff_protocol_get_type          (void);
GType       sendoff_security_get_type          (void);
GType       sendoff_authentication_get_type    (void);

const char *sendoff_leg_to_string              (SendoffLeg leg);
gboolean    sendoff_leg_from_string            (const char *text, SendoffLeg *value);
const char *sendoff_protocol_to_string         (SendoffProtocol protocol);
gboolean    sendoff_protocol_from_string       (const char *text, SendoffProtocol *value);
/* "SMTP", "IMAP", "POP3": a name, not translated; "" for none. */
const char *sendoff_protocol_to_label          (SendoffProtocol protocol);
const char *sendoff_security_to_string         (SendoffSecurity security);
gboolean    sendoff_security_from_string       (const char *text, SendoffSecurity *value);
const char *sendoff_authentication_to_string   (SendoffAuthentication authentication);
gboolean    sendoff_authentication_from_string (const char *text, SendoffAuthentication *value);
const char *sendoff_step_id_to_string          (SendoffStepId step);
gboolean    sendoff_step_id_from_string        (const char *text, SendoffStepId *value);
const char *sendoff_step_state_to_string       (SendoffStepState state);
gboolean    sendoff_step_state_from_string     (const char *text, SendoffStepState *value);
const char *sendoff_outcome_to_string          (SendoffOutcome outcome);
gboolean    sendoff_outcome_from_string        (const char *text, SendoffOutcome *value);

/* Ports: SMTP 25/587 none and STARTTLS (25 is what a classic account starts from; the default here is 587), TLS 465;
 * IMAP 143/993; POP3 110/995. RFC 8314. */
guint16     sendoff_default_port               (SendoffProtocol protocol, SendoffSecurity security);
/* The port after the security was changed: only "from the first byte" moves a default port, and back (465, 993, 995);
 * a port of the user's own stays. */
guint16     sendoff_port_after_security_change (SendoffProtocol protocol, SendoffSecurity before, SendoffSecurity after, guint16 port);

G_END_DECLS
