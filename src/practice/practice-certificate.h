/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

#include <gio/gio.h>

G_BEGIN_DECLS

/* Certificates and keys made in memory (ECDSA P-256 unless told otherwise), for the practice server and the tests. Counted; any thread.
 * A staple comes with the credentials. */
typedef struct _SendoffPracticeCertificate SendoffPracticeCertificate;

typedef enum
{
  SENDOFF_PRACTICE_GOOD,              /* leaf - intermediate - root; verifies with the root of sendoff_practice_root_pem() */
  SENDOFF_PRACTICE_SELF_SIGNED,
  SENDOFF_PRACTICE_SELF_SIGNED_CA,    /* self-signed, marked as an authority, as openssl req -x509 makes them */
  SENDOFF_PRACTICE_UNTRUSTED_ROOT,    /* whole chain with its root, which nobody trusts: the story's */
  SENDOFF_PRACTICE_EXPIRED,
  SENDOFF_PRACTICE_NOT_YET_VALID,
  SENDOFF_PRACTICE_WRONG_NAME,        /* made out to other.example.net */
  SENDOFF_PRACTICE_WEAK_RSA_1024,
  SENDOFF_PRACTICE_SHA1,              /* signed with RSA-SHA1 by the good root */
  SENDOFF_PRACTICE_INCOMPLETE,        /* like good, but the intermediate isn't sent */
  SENDOFF_PRACTICE_CLIENT_ONLY,       /* extended key usage: client authentication */
  SENDOFF_PRACTICE_CA_AS_SERVER,      /* the intermediate itself serves */
  SENDOFF_PRACTICE_CN_ONLY,           /* no subject alternative name */
  SENDOFF_PRACTICE_REVOKED,           /* in sendoff_practice_crl_pem() */
  SENDOFF_PRACTICE_EVERYTHING_WRONG,  /* self-signed, expired and wrong name at once */
  SENDOFF_PRACTICE_RSA_2048,
  SENDOFF_PRACTICE_ED25519,
  SENDOFF_PRACTICE_CHANGING,          /* another self-signed key at each connection */
  SENDOFF_PRACTICE_P384,
  SENDOFF_PRACTICE_NAME_CONSTRAINED,  /* the intermediate may only sign for names below example.org */
  SENDOFF_PRACTICE_MANY_NAMES,        /* 10,000 more names */
  SENDOFF_PRACTICE_MUST_STAPLE,       /* without the staple that it asks for */
  SENDOFF_PRACTICE_STAPLE_GOOD,       /* with the staple that it asks for */
  SENDOFF_PRACTICE_STAPLE_REVOKED,
  SENDOFF_PRACTICE_STAPLE_EXPIRED,
  SENDOFF_PRACTICE_CHANGING_RENEWED,  /* good, another certificate at each connection: same key, same issuer */
  SENDOFF_PRACTICE_CHANGING_NEAR_END, /* other key, same issuer, and each has five days left */
  SENDOFF_PRACTICE_CHANGING_KEY,      /* other key, same issuer, long before the end */
  SENDOFF_PRACTICE_CHANGING_ISSUER,   /* other key, other issuer: a good one, then one from an unknown root, and so on */
  SENDOFF_PRACTICE_WRONG_ORDER,       /* leaf - root - intermediate */
  SENDOFF_PRACTICE_DUPLICATES,        /* good, each certificate twice */
  SENDOFF_PRACTICE_LONG_CHAIN,        /* 100 certificates up to the good root, which isn't sent */
  SENDOFF_PRACTICE_CLIENT,            /* for a client: what the server takes where it asks for a certificate */
  SENDOFF_N_PRACTICE_CERTIFICATES
} SendoffPracticeCertificateKind;

/* Whether a server asks its client for a certificate. */
typedef enum
{
  SENDOFF_PRACTICE_CLIENT_NONE,
  SENDOFF_PRACTICE_CLIENT_REQUEST, /* takes none too, but not a wrong one */
  SENDOFF_PRACTICE_CLIENT_REQUIRE,
} SendoffPracticeClientDemand;

const char *sendoff_practice_certificate_kind_to_string (SendoffPracticeCertificateKind kind); /* "good", "self-signed" … */
gboolean    sendoff_practice_certificate_kind_from_string (const char *text, SendoffPracticeCertificateKind *kind);

/* names: DNS names and IP addresses, NULL-terminated; NULL: localhost, 127.0.0.1, ::1. All certificates of one process share one
 * good root, made at first use (thread-safe). */
SendoffPracticeCertificate *sendoff_practice_certificate_new   (SendoffPracticeCertificateKind kind, const char *const *names,
                                                                GError **error);
SendoffPracticeCertificate *sendoff_practice_certificate_ref   (SendoffPracticeCertificate *self);
void                        sendoff_practice_certificate_unref (SendoffPracticeCertificate *self);
/* The chain as it is sent and its private key, PEM; caller frees. */
char *sendoff_practice_certificate_to_pem     (SendoffPracticeCertificate *self);
char *sendoff_practice_certificate_key_to_pem (SendoffPracticeCertificate *self);
/* Borrowed server credentials to use in a session that starts now; they live as long as self. Another one each time for those that
 * change, of which to_pem, key_to_pem and dup_pin describe the one handed out last; after 64 of them the first ones come round again. */
gnutls_certificate_credentials_t sendoff_practice_certificate_get_credentials (SendoffPracticeCertificate *self);
/* "sha256//BASE64" of the leaf's key; caller frees. */
char *sendoff_practice_certificate_dup_pin    (SendoffPracticeCertificate *self);

/* The root of the good ones, and the list of what it has revoked; PEM, caller frees. "" where GnuTLS can't make them. */
char *sendoff_practice_root_pem (void);
char *sendoff_practice_crl_pem  (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffPracticeCertificate, sendoff_practice_certificate_unref)

G_END_DECLS
