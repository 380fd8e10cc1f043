/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

#include <gio/gio.h>

G_BEGIN_DECLS

/* Private to this folder: builds single certificates. Functions return a GnuTLS status, negative on failure. Any thread. */

typedef enum
{
  SENDOFF_PRACTICE_KEY_P256,
  SENDOFF_PRACTICE_KEY_P384,
  SENDOFF_PRACTICE_KEY_ED25519,
  SENDOFF_PRACTICE_KEY_RSA_1024,
  SENDOFF_PRACTICE_KEY_RSA_2048,
} SendoffPracticeKeyType;

/* A certificate and its key, both owned. */
typedef struct
{
  gnutls_x509_crt_t     certificate;
  gnutls_x509_privkey_t key;
} SendoffPracticeIdentity;

typedef struct
{
  const char                *organization;
  const char                *common_name;   /* NULL: none */
  const char *const         *names;         /* subject alternative names: DNS names and addresses; NULL: none */
  guint                      n_more_names;  /* made up */
  SendoffPracticeKeyType     key_type;
  gnutls_x509_privkey_t      key;           /* copied; NULL: a fresh one */
  int                        days_from;     /* relative to now */
  int                        days_to;
  gboolean                   is_authority;
  guint                      key_usage;     /* 0: no such extension */
  const char                *purpose;       /* extended key usage, an OID; NULL: no such extension */
  gboolean                   must_staple;   /* RFC 7633 */
  const char                *permitted_name; /* of an authority: all that it may sign for is below this domain; NULL: anything */
  gnutls_digest_algorithm_t  digest;
  const guint8              *serial;        /* NULL: a random one */
  gsize                      serial_length;
} SendoffPracticePlan;

/* issuer NULL: signed with its own key. */
int  sendoff_practice_identity_make  (const SendoffPracticePlan *plan, const SendoffPracticeIdentity *issuer,
                                      SendoffPracticeIdentity *identity);
void sendoff_practice_identity_clear (SendoffPracticeIdentity *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SendoffPracticeIdentity, sendoff_practice_identity_clear)

/* Leaves the function with the status of a GnuTLS call that failed. */
#define SENDOFF_PRACTICE_TRY(call)         \
  do                                       \
    {                                      \
      int sendoff_try_status = (call);     \
      if (sendoff_try_status < 0)          \
        return sendoff_try_status;         \
    }                                      \
  while (0)

G_END_DECLS
