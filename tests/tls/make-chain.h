/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gnutls/x509.h>

#include <glib.h>

G_BEGIN_DECLS

/* Certificates for tests, made in memory. What a spec leaves 0 is the good case: X.509 v3, a P-256 key, SHA-256,
 * valid from NOW minus 100 days to NOW plus 100 days, key identifiers as authorities set them. */

#define MAKE_NOW G_GINT64_CONSTANT (1790000000) /* 2026-09-21 13:33:20 UTC */
#define MAKE_DAY (24 * 60 * 60)

/* Added to every date of a certificate; for judging at the present time. */
extern gint64 make_shift;

typedef enum
{
  MAKE_P256, MAKE_P384, MAKE_P192, MAKE_P224, MAKE_ED25519, MAKE_RSA_2048, MAKE_RSA_1024, MAKE_DSA_2048
} MakeKey;

/* oid NULL: none. */
typedef struct { const char *oid, *hex; gboolean is_critical; } MakeExtension;
/* Bytes of what is signed that are put in the place of others, as many, before it is signed; hexadecimal, NULL: none. */
typedef struct { const char *from, *to; } MakePatch;

typedef struct
{
  const char *name;            /* the subject's common name */
  const char *organization;    /* before the name in the subject */
  const char *dns[6];
  const char *addresses[3];
  guint       n_names;         /* that many more DNS names: n0.example.org, n1.example.org… */
  gboolean    nul_name;        /* a DNS name "mail.example.org\0.evil.example" */
  const char *purposes[3];
  gboolean    is_authority;
  int         path_length;     /* plus one; 0: none */
  unsigned    usage;           /* GNUTLS_KEY_ bits, 0: none */
  guint       version;
  gint64      not_before, not_after;
  MakeKey     key;
  gnutls_digest_algorithm_t digest;
  const char *permitted_dns, *excluded_dns;
  const char *permitted_organization, *excluded_organization; /* a directory name; alone */
  gboolean    permits_ten_net; /* 10.0.0.0/8 only */
  gboolean    must_staple;
  gboolean    critical_oddity; /* a critical extension that nobody knows */
  gboolean    no_key_ids;
  gboolean    no_authority_key_id, no_subject_key_id;
  const char *serial;          /* hexadecimal; NULL: the next number */
  MakeExtension extra[3];      /* take the place of one with the same OID */
  MakePatch   patch;
} MakeSpec;

typedef struct
{
  gnutls_x509_crt_t certificate;
  gnutls_x509_privkey_t key;
  gnutls_datum_t der;
} Made;

/* issuer NULL: self-signed. */
Made *make_certificate (const MakeSpec *spec, const Made *issuer);
/* Another certificate for the same key. */
Made *make_again       (const MakeSpec *spec, const Made *same_key, const Made *issuer);
void  made_free        (Made *self);
/* "…/name.pem" with these certificates, in a folder of the test's. */
char *make_pem_file    (const char *folder, const char *name, const Made *const *made, guint n_made);
/* A revocation list of the issuer with the serial number of revoked. */
char *make_crl_file    (const char *folder, const char *name, const Made *issuer, const Made *revoked);

typedef struct
{
  gboolean    revoked, unknown, forged, for_other;
  gint64      this_update, next_update;  /* next_update 0: none */
} MakeStaple;

/* An OCSP response for the certificate, signed by the issuer (forged: by another key). */
GBytes *make_staple    (const MakeStaple *spec, const Made *certificate, const Made *issuer, const Made *signer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Made, made_free)

G_END_DECLS
