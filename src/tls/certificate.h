/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

#include <glib.h>

G_BEGIN_DECLS

/* What can be wrong with a server's certificate; all that apply are set at once. */
typedef enum
{
  SENDOFF_PROBLEM_SELF_SIGNED      = 1 << 0,  /* self-signed */
  SENDOFF_PROBLEM_UNTRUSTED_ROOT   = 1 << 1,  /* untrusted-root: the chain ends in a root that isn't trusted here */
  SENDOFF_PROBLEM_INCOMPLETE_CHAIN = 1 << 2,  /* incomplete-chain: an intermediate is missing */
  SENDOFF_PROBLEM_EXPIRED          = 1 << 3,  /* expired */
  SENDOFF_PROBLEM_NOT_YET_VALID    = 1 << 4,  /* not-yet-valid */
  SENDOFF_PROBLEM_WRONG_NAME       = 1 << 5,  /* wrong-name */
  SENDOFF_PROBLEM_WRONG_PURPOSE    = 1 << 6,  /* wrong-purpose: extended key usage without server authentication */
  SENDOFF_PROBLEM_REVOKED          = 1 << 7,  /* revoked */
  SENDOFF_PROBLEM_WEAK             = 1 << 8,  /* weak: short key, old signature, X.509 v1 */
  SENDOFF_PROBLEM_NOT_A_SERVER     = 1 << 9,  /* not-a-server: an authority's certificate that others sign with */
  SENDOFF_PROBLEM_NAME_CONSTRAINT  = 1 << 10, /* name-constraint */
  SENDOFF_PROBLEM_NO_STAPLE        = 1 << 11, /* no-staple: must-staple without a stapled answer */
  SENDOFF_PROBLEM_MALFORMED        = 1 << 12, /* malformed */
  SENDOFF_PROBLEM_CHANGED          = 1 << 13, /* changed: another key than the one trusted or seen before */
} SendoffCertificateProblem;

/* Never offered to the user to waive. */
#define SENDOFF_PROBLEMS_FATAL (SENDOFF_PROBLEM_WRONG_PURPOSE | SENDOFF_PROBLEM_REVOKED | SENDOFF_PROBLEM_NOT_A_SERVER | SENDOFF_PROBLEM_MALFORMED)

typedef enum { SENDOFF_TRUSTED_BY_NOBODY, SENDOFF_TRUSTED_BY_AUTHORITY, SENDOFF_TRUSTED_BY_USER, SENDOFF_TRUSTED_BY_PIN } SendoffTrustedBy; /* nobody authority user pin */

const char *sendoff_problem_to_string    (SendoffCertificateProblem problem); /* one bit */
gboolean    sendoff_problem_from_string  (const char *text, SendoffCertificateProblem *problem);
char      **sendoff_problems_to_strings  (guint problems);                     /* g_strfreev */
const char *sendoff_trusted_by_to_string (SendoffTrustedBy trusted_by);
gboolean    sendoff_trusted_by_from_string (const char *text, SendoffTrustedBy *value);

/* One server's certificate with the chain that came with it, and its judgement: an immutable value, counted atomically.
 * Text comes from the certificate and isn't display-safe until rendered. */
typedef struct
{
  gatomicrefcount ref_count;
  char     *host;        /* that was asked for */
  guint16   port;        /* 0: judged offline */
  GPtrArray *chain;      /* of GBytes, DER, as sent (leaf first); at least one unless malformed */
  char     *subject;     /* RFC 4514 */
  char     *issuer;
  char    **names;       /* DNS names and IP addresses of the subject alternative name, as UTF-8 */
  gint64    not_before, not_after; /* Unix time of the leaf */
  char     *sha256;      /* 64 hexadecimal digits, upper case, over the leaf's DER */
  char     *pin;         /* "sha256//BASE64" over the leaf's SubjectPublicKeyInfo */
  guint     problems;    /* SendoffCertificateProblem bits */
  SendoffTrustedBy trusted_by;
} SendoffCertificate;

/* Reads the facts of a chain; problems is 0, or MALFORMED where the leaf can't be parsed. */
SendoffCertificate *sendoff_certificate_new_for_chain (const gnutls_datum_t *chain, guint n_chain, const char *host, guint16 port);
/* The same for a chain kept as PEM; NULL where there is no certificate in it. */
SendoffCertificate *sendoff_certificate_new_from_pem  (const char *pem, const char *host, guint16 port);
/* A copy that differs in the judgement. */
SendoffCertificate *sendoff_certificate_with_judgement (const SendoffCertificate *self, guint problems, SendoffTrustedBy trusted_by);
SendoffCertificate *sendoff_certificate_ref    (SendoffCertificate *self);
void                sendoff_certificate_unref  (SendoffCertificate *self);
/* PEM of the whole chain; caller frees. */
char               *sendoff_certificate_to_pem (const SendoffCertificate *self);
/* Hexadecimal digits as "AB:CD:…", for comparing aloud; caller frees. */
char               *sendoff_fingerprint_to_pairs (const char *digits);
/* The same of its sha256; caller frees. */
char               *sendoff_certificate_dup_fingerprint (const SendoffCertificate *self);
/* One translated sentence for one problem, with the date or names concerned (display-safe; at most a few names quoted).
 * now: Unix time, for "205 days ago". Caller frees. */
char               *sendoff_certificate_explain_problem (const SendoffCertificate *self, SendoffCertificateProblem problem, gint64 now);
/* "sha256//" and 44 base64 characters of 32 bytes. */
gboolean            sendoff_pin_is_valid (const char *pin);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffCertificate, sendoff_certificate_unref)

G_END_DECLS
