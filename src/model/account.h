/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "model/server-settings.h"

G_BEGIN_DECLS

/* One account's settings, as the user typed them: hosts and addresses may be Unicode, anything may be invalid until
 * sendoff_account_validate() has passed. Main context only. Holds no secret.
 *
 * GObject properties: "id" (string, construct-only, a UUID; made when NULL), and one for each key below (read-write, notifies only of a real
 * change; a string is never NULL but ""). */
#define SENDOFF_TYPE_ACCOUNT (sendoff_account_get_type ())
G_DECLARE_FINAL_TYPE (SendoffAccount, sendoff_account, SENDOFF, ACCOUNT, GObject)

/* The keys of the contract (accounts.ini, sendoffctl add/set/show, diagnosis' fixes), in the order in which to show them.
 * GObject property names are the same with '.' as '-': "smtp.host" is property "smtp-host". */
typedef enum
{
  SENDOFF_KEY_NAME,              /* name: what the account is called */
  SENDOFF_KEY_EMAIL,             /* email */
  SENDOFF_KEY_FULL_NAME,         /* full-name: the name in From; may be empty */
  SENDOFF_KEY_ORGANIZATION,      /* organization */
  SENDOFF_KEY_REPLY_TO,          /* reply-to */
  SENDOFF_KEY_SMTP_HOST,         /* smtp.host */
  SENDOFF_KEY_SMTP_PORT,         /* smtp.port (uint) */
  SENDOFF_KEY_SMTP_SECURITY,     /* smtp.security (enum) */
  SENDOFF_KEY_SMTP_AUTHENTICATION, /* smtp.authentication (enum) */
  SENDOFF_KEY_SMTP_USER,         /* smtp.user */
  SENDOFF_KEY_INCOMING_PROTOCOL, /* incoming.protocol (enum) */
  SENDOFF_KEY_INCOMING_HOST,     /* incoming.host */
  SENDOFF_KEY_INCOMING_PORT,     /* incoming.port (uint) */
  SENDOFF_KEY_INCOMING_SECURITY, /* incoming.security (enum) */
  SENDOFF_KEY_INCOMING_USER,     /* incoming.user */
  SENDOFF_KEY_CLIENT_CERTIFICATE, /* client-certificate: a PEM file's path or a pkcs11: URI, for both servers; may be empty */
  SENDOFF_KEY_CLIENT_KEY,        /* client-key: the same; empty: where the certificate is */
  SENDOFF_KEY_TIMEOUT,           /* timeout: seconds (uint), default 60 */
  SENDOFF_N_KEYS
} SendoffKey;

#define SENDOFF_MAX_TIMEOUT_S 600

const char *sendoff_key_to_string   (SendoffKey key);
gboolean    sendoff_key_from_string (const char *text, SendoffKey *key);

SendoffAccount *sendoff_account_new  (const char *id);
/* A new object with the same id and values: dialogs edit this, then sendoff_accounts_file_commit_async(). */
SendoffAccount *sendoff_account_copy (SendoffAccount *self);
const char     *sendoff_account_get_id (SendoffAccount *self);
/* Puts the source's values, not its id, into self; notifies what changed. */
void            sendoff_account_assign (SendoffAccount *self, SendoffAccount *source);
void            sendoff_account_copy_value (SendoffAccount *self, SendoffAccount *source, SendoffKey key);
/* Same id and same values. */
gboolean        sendoff_account_equal (SendoffAccount *a, SendoffAccount *b);
gboolean        sendoff_account_value_equal (SendoffAccount *a, SendoffAccount *b, SendoffKey key);

/* Any key's value as its string in the contract. Caller frees. */
char           *sendoff_account_dup_value (SendoffAccount *self, SendoffKey key);
/* FALSE and SENDOFF_ERROR_INVALID for a value that can't be held at all (unknown word, number out of 0..65535 or not a number,
 * control characters, not UTF-8, over 1,000 bytes); what can be held may still fail validation. Setting smtp.security or
 * incoming.security does not move a port: the caller decides with sendoff_port_after_security_change(). */
gboolean        sendoff_account_set_value (SendoffAccount *self, SendoffKey key, const char *value, GError **error);

/* Typed getters (borrowed strings, never NULL), and setters for values that can be held: these can't fail. */
const char           *sendoff_account_get_text                (SendoffAccount *self, SendoffKey key); /* string keys only */
void                  sendoff_account_set_text                (SendoffAccount *self, SendoffKey key, const char *text);
guint                 sendoff_account_get_number              (SendoffAccount *self, SendoffKey key); /* ports, timeout */
void                  sendoff_account_set_number              (SendoffAccount *self, SendoffKey key, guint number);
SendoffSecurity       sendoff_account_get_security            (SendoffAccount *self, SendoffLeg leg);
void                  sendoff_account_set_security            (SendoffAccount *self, SendoffLeg leg, SendoffSecurity security);
SendoffAuthentication sendoff_account_get_authentication      (SendoffAccount *self);
void                  sendoff_account_set_authentication      (SendoffAccount *self, SendoffAuthentication authentication);
SendoffProtocol       sendoff_account_get_incoming_protocol   (SendoffAccount *self);
void                  sendoff_account_set_incoming_protocol   (SendoffAccount *self, SendoffProtocol protocol);

/* One field at fault. */
typedef struct
{
  SendoffKey key;
  char      *message; /* translated sentence that names what to mend */
} SendoffFieldProblem;

/* All problems, in the order of the keys; empty array: valid. Caller unrefs; elements SendoffFieldProblem. Rules: name 1 to 100
 * characters, no control characters; email a mail address; reply-to empty or a mail address; smtp.host a host; ports 1 to 65535;
 * own authentication needs smtp.user; same-as-incoming needs an incoming protocol and incoming.user; incoming.* needed only
 * where incoming.protocol isn't none; user at most 255 bytes, no control characters; client-certificate and client-key empty,
 * an absolute path or a pkcs11: URI without a PIN, no key without a certificate; timeout 1 to 600. */
GPtrArray             *sendoff_account_validate               (SendoffAccount *self);

/* The address of one leg's server, of an account that may be invalid: A-labels or an IP address, and *port. NULL: there is no host, or what was
 * typed isn't one. Caller frees. */
char                  *sendoff_account_dup_server             (SendoffAccount *self, SendoffLeg leg, guint16 *port);
/* The copy that a job works with. Where the account is invalid NULL and SENDOFF_ERROR_INVALID with the first problem's message. */
SendoffServerSettings *sendoff_account_get_server_settings    (SendoffAccount *self, SendoffLeg leg, GError **error);

G_END_DECLS
