/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/account.h"
#include "model/failure.h"

G_BEGIN_DECLS

/* The classes of the contract. */
typedef enum
{
  SENDOFF_CLASS_UNKNOWN, SENDOFF_CLASS_CREDENTIALS, SENDOFF_CLASS_SIGN_IN_POLICY, SENDOFF_CLASS_SIGN_IN_REQUIRED,
  SENDOFF_CLASS_SIGN_IN_METHOD, SENDOFF_CLASS_SENDER_REFUSED, SENDOFF_CLASS_RECIPIENT_UNKNOWN, SENDOFF_CLASS_RECIPIENT_REFUSED,
  SENDOFF_CLASS_MAILBOX_FULL, SENDOFF_CLASS_MESSAGE_TOO_BIG, SENDOFF_CLASS_CONTENT_REFUSED, SENDOFF_CLASS_REPUTATION,
  SENDOFF_CLASS_RATE_LIMITED, SENDOFF_CLASS_ENCRYPTION_REQUIRED, SENDOFF_CLASS_ENCRYPTION_UNAVAILABLE, SENDOFF_CLASS_CERTIFICATE,
  SENDOFF_CLASS_SERVER_NOT_FOUND, SENDOFF_CLASS_CONNECTION_REFUSED, SENDOFF_CLASS_WRONG_PORT, SENDOFF_CLASS_TIMEOUT,
  SENDOFF_CLASS_CONNECTION_LOST, SENDOFF_CLASS_SERVER_FAULT, SENDOFF_CLASS_PROTOCOL_FAULT, SENDOFF_CLASS_SETTINGS,
  SENDOFF_N_CLASSES
} SendoffDiagnosisClass;

const char *sendoff_diagnosis_class_to_string   (SendoffDiagnosisClass class_);
gboolean    sendoff_diagnosis_class_from_string (const char *text, SendoffDiagnosisClass *class_);

/* Who can mend it. */
typedef enum { SENDOFF_MOVE_YOURS, SENDOFF_MOVE_PROVIDER, SENDOFF_MOVE_RECIPIENT, SENDOFF_N_MOVES } SendoffMove; /* yours provider recipient */

const char *sendoff_move_to_string   (SendoffMove move);
gboolean    sendoff_move_from_string (const char *text, SendoffMove *move);
/* Translated: "You can mend this." */
const char *sendoff_move_to_sentence (SendoffMove move);

/* One key that a fix would set. */
typedef struct
{
  SendoffKey key;
  char      *value;
} SendoffChange;

GPtrArray *sendoff_changes_new   (void);
void       sendoff_changes_add   (GPtrArray *changes, SendoffKey key, const char *value);
GPtrArray *sendoff_changes_copy  (GPtrArray *changes);
/* All of them or, with an error, none. NULL changes nothing. */
gboolean   sendoff_changes_apply (GPtrArray *changes, SendoffAccount *account, GError **error);

/* What the failure means and what would mend it. Immutable plain value. */
typedef struct
{
  char                 *id;          /* stable, for scripts: "relaying-denied" */
  SendoffDiagnosisClass class_;
  gboolean              temporary;
  SendoffMove           move;        /* whose turn it is */
  guint                 retry_after_s; /* trying again sooner is no use; 0: not known */
  char                 *title;       /* translated, one line */
  char                 *explanation; /* translated sentences; ends with what to do */
  char                 *fix_id;      /* NULL: no fix */
  char                 *fix_label;   /* translated */
  GPtrArray            *changes;     /* of SendoffChange; NULL: no fix */
} SendoffDiagnosis;

/* Pure. failure: required. settings: the account's settings, NULL where unknown (sendoffctl explain): then no fix is proposed that
 * depends on them. Never NULL: every failure gets a class, a title and an explanation. No fix ever lowers security. */
SendoffDiagnosis *sendoff_diagnose       (const SendoffFailure *failure, SendoffAccount *settings);
SendoffDiagnosis *sendoff_diagnosis_new  (void);
void              sendoff_diagnosis_free (SendoffDiagnosis *self);
/* sign-in-required, sign-in-method, sign-in-policy, credentials; and encryption-required: status 77 of the contract. */
gboolean          sendoff_diagnosis_is_about_permission (const SendoffDiagnosis *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffDiagnosis, sendoff_diagnosis_free)

G_END_DECLS
