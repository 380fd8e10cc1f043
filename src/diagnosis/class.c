/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names of the diagnosis' classes, as the contract has them. Any thread. */

#include "diagnosis/diagnosis.h"

static const char *const class_names[SENDOFF_N_CLASSES] = {
  [SENDOFF_CLASS_UNKNOWN] = "unknown",
  [SENDOFF_CLASS_CREDENTIALS] = "credentials",
  [SENDOFF_CLASS_SIGN_IN_POLICY] = "sign-in-policy",
  [SENDOFF_CLASS_SIGN_IN_REQUIRED] = "sign-in-required",
  [SENDOFF_CLASS_SIGN_IN_METHOD] = "sign-in-method",
  [SENDOFF_CLASS_SENDER_REFUSED] = "sender-refused",
  [SENDOFF_CLASS_RECIPIENT_UNKNOWN] = "recipient-unknown",
  [SENDOFF_CLASS_RECIPIENT_REFUSED] = "recipient-refused",
  [SENDOFF_CLASS_MAILBOX_FULL] = "mailbox-full",
  [SENDOFF_CLASS_MESSAGE_TOO_BIG] = "message-too-big",
  [SENDOFF_CLASS_CONTENT_REFUSED] = "content-refused",
  [SENDOFF_CLASS_REPUTATION] = "reputation",
  [SENDOFF_CLASS_RATE_LIMITED] = "rate-limited",
  [SENDOFF_CLASS_ENCRYPTION_REQUIRED] = "encryption-required",
  [SENDOFF_CLASS_ENCRYPTION_UNAVAILABLE] = "encryption-unavailable",
  [SENDOFF_CLASS_CERTIFICATE] = "certificate",
  [SENDOFF_CLASS_SERVER_NOT_FOUND] = "server-not-found",
  [SENDOFF_CLASS_CONNECTION_REFUSED] = "connection-refused",
  [SENDOFF_CLASS_WRONG_PORT] = "wrong-port",
  [SENDOFF_CLASS_TIMEOUT] = "timeout",
  [SENDOFF_CLASS_CONNECTION_LOST] = "connection-lost",
  [SENDOFF_CLASS_SERVER_FAULT] = "server-fault",
  [SENDOFF_CLASS_PROTOCOL_FAULT] = "protocol-fault",
  [SENDOFF_CLASS_SETTINGS] = "settings",
};

const char *
sendoff_diagnosis_class_to_string (SendoffDiagnosisClass class_)
{
  g_return_val_if_fail ((guint) class_ < SENDOFF_N_CLASSES, "unknown");

  return class_names[class_];
}

gboolean
sendoff_diagnosis_class_from_string (const char            *text,
                                     SendoffDiagnosisClass *class_)
{
  g_return_val_if_fail (class_ != NULL, FALSE);

  for (guint i = 0; i < SENDOFF_N_CLASSES; i++)
    if (g_strcmp0 (text, class_names[i]) == 0)
      {
        *class_ = i;
        return TRUE;
      }

  return FALSE;
}
