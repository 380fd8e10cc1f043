/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/secret-string.h"
#include "model/types.h"
#include "store/secret-store.h"
#include "tls/certificate.h"
#include "tls/comparison.h"

G_BEGIN_DECLS

/* Everything a human needs to judge one certificate. */
typedef struct
{
  SendoffLeg          leg;
  const char         *account;       /* its name; NULL: none */
  SendoffCertificate *certificate;   /* with its problems, CHANGED among them */
  gboolean            always_offered;/* "always" may be answered */
  gboolean            sends_password;/* what goes to the holder of this certificate … */
  const char         *user;          /* … NULL: none */
  gboolean            sends_message;
  const SendoffComparison *comparison; /* with the certificate that was trusted or seen here before; NULL: none is known */
  gboolean            was_valid;     /* an authority vouched for this server before: the sternest wording (RFC 8314, section 4.3) */
} SendoffTrustQuestion;

typedef enum { SENDOFF_ANSWER_NO, SENDOFF_ANSWER_ONCE, SENDOFF_ANSWER_ALWAYS } SendoffTrustAnswer;

typedef struct
{
  SendoffSecretKind kind; /* 0: a password */
  SendoffLeg  leg;
  const char *account;
  const char *user;   /* CLIENT_KEY: the PEM file's path or the pkcs11: URI; see sendoff_key_is_on_token() */
  const char *host;   /* CLIENT_KEY: NULL */
  const char *reason; /* why it is asked again, translated, display-safe; NULL: the first time */
} SendoffPasswordQuestion;

/* What a prompter is asked: one of the two. */
typedef struct
{
  const SendoffTrustQuestion    *trust;
  const SendoffPasswordQuestion *password;
  /*< private >*/
  gboolean remember; /* of the answer */
} SendoffQuestion;

/* Asks a human. Main context only; all is copied. No prompter blocks and none nests a main loop. Cancelled: G_IO_ERROR_CANCELLED. Any other error
 * counts as "no". */
#define SENDOFF_TYPE_PROMPTER (sendoff_prompter_get_type ())
G_DECLARE_INTERFACE (SendoffPrompter, sendoff_prompter, SENDOFF, PROMPTER, GObject)

struct _SendoffPrompterInterface
{
  GTypeInterface parent_iface;

  /* task: keeps the question until the prompter returns its answer, or an error, in it: with g_task_return_int() a SendoffTrustAnswer, or with
   * sendoff_prompter_return_password(). Who returns later references it and heeds its cancellable; its source is the prompter. */
  void (*ask) (SendoffPrompter *self, GTask *task);
};

/* Valid as long as the task. */
const SendoffQuestion *sendoff_prompter_get_question    (GTask *task);
/* Takes the password; NULL: none given. remember: put it into the Secret Service. */
void                   sendoff_prompter_return_password (GTask *task, SendoffSecretString *password, gboolean remember);

void                 sendoff_prompter_ask_trust_async     (SendoffPrompter *self, const SendoffTrustQuestion *question, GCancellable *cancellable,
                                                           GAsyncReadyCallback callback, gpointer user_data);
SendoffTrustAnswer   sendoff_prompter_ask_trust_finish    (SendoffPrompter *self, GAsyncResult *result, GError **error);
void                 sendoff_prompter_ask_password_async  (SendoffPrompter *self, const SendoffPasswordQuestion *question, GCancellable *cancellable,
                                                           GAsyncReadyCallback callback, gpointer user_data);
/* NULL without error: none given. */
SendoffSecretString *sendoff_prompter_ask_password_finish (SendoffPrompter *self, GAsyncResult *result, gboolean *remember, GError **error);

G_END_DECLS
