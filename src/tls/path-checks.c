/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the judge's checks of dates, strength and roles along a path. GnuTLS stops at the first fault from the root
 * downwards; these tell all. Any thread. */
#include "tls/path-checks.h"

#include <string.h>

#include "tls/gnutls-auto.h"
#include "tls/weakness.h"

#define OID_SIZE 128

#define ALL_USAGES       (~0u)
#define USAGE_OF_SERVERS (GNUTLS_KEY_DIGITAL_SIGNATURE | GNUTLS_KEY_KEY_ENCIPHERMENT | GNUTLS_KEY_KEY_AGREEMENT)

static guint
check_dates_of (gnutls_x509_crt_t certificate,
                gint64            time)
{
  gint64 not_before = gnutls_x509_crt_get_activation_time (certificate);
  gint64 not_after = gnutls_x509_crt_get_expiration_time (certificate);

  if (not_before == -1 || not_after == -1)
    return SENDOFF_PROBLEM_MALFORMED;

  return (time < not_before ? SENDOFF_PROBLEM_NOT_YET_VALID : 0) | (time > not_after ? SENDOFF_PROBLEM_EXPIRED : 0);
}

guint
sendoff_path_check_dates (const SendoffPath *path,
                          gint64             time)
{
  guint problems = 0;

  for (guint i = 0; i < path->path->len; i++)
    problems |= check_dates_of (path->path->pdata[i], time);
  if (path->anchor != NULL)
    problems |= check_dates_of (path->anchor, time);

  return problems;
}

guint
sendoff_path_check_strength (const SendoffPath *path)
{
  gboolean is_unreadable = FALSE;
  guint found = path->anchor != NULL ? sendoff_weakness_of_key (path->anchor, &is_unreadable) : 0;

  for (guint i = 0; i < path->path->len; i++)
    {
      gnutls_x509_crt_t certificate = path->path->pdata[i];
      gboolean is_root = (i > 0 && i + 1 == path->path->len && path->end_is_self_signed)
                         || path->leaf_is_anchor;

      found |= sendoff_weakness_of_key (certificate, &is_unreadable);
      if (!is_root)
        found |= sendoff_weakness_of_signature (certificate, &is_unreadable);
    }

  return (found != 0 ? SENDOFF_PROBLEM_WEAK : 0) | (is_unreadable ? SENDOFF_PROBLEM_MALFORMED : 0);
}

/* "Any purpose" will do for a leaf, as GnuTLS has it, not above it. */
static gboolean
is_for_servers (gnutls_x509_crt_t certificate,
                gboolean          is_leaf)
{
  for (unsigned i = 0; ; i++)
    {
      char oid[OID_SIZE];
      size_t size = sizeof oid;
      int result = gnutls_x509_crt_get_key_purpose_oid (certificate, i, oid, &size, NULL);

      if (result == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
        return i == 0;
      if (result < 0)
        return FALSE;
      if (strcmp (oid, GNUTLS_KP_TLS_WWW_SERVER) == 0 || (is_leaf && strcmp (oid, GNUTLS_KP_ANY) == 0))
        return TRUE;
    }
}

/* Where there is none, every use is allowed. */
static unsigned
get_key_usage (gnutls_x509_crt_t certificate)
{
  unsigned usage = 0;

  return gnutls_x509_crt_get_key_usage (certificate, &usage, NULL) < 0 ? ALL_USAGES : usage;
}

static gboolean
is_marked_as_authority (gnutls_x509_crt_t certificate,
                        int              *path_length)
{
  unsigned is_authority = 0;

  *path_length = -1;
  return gnutls_x509_crt_get_basic_constraints (certificate, NULL, &is_authority, path_length) >= 0 && is_authority != 0;
}

/* What openssl req -x509 makes is an authority by its mark only: no usage, nobody else signed. */
static guint
check_leaf_role (const SendoffPath *path)
{
  gnutls_x509_crt_t leaf = path->path->pdata[0];
  unsigned usage = get_key_usage (leaf);
  guint problems = is_for_servers (leaf, TRUE) ? 0 : SENDOFF_PROBLEM_WRONG_PURPOSE;
  gboolean only_signs = (usage & GNUTLS_KEY_KEY_CERT_SIGN) != 0 && (usage & USAGE_OF_SERVERS) == 0;
  int path_length;

  if (is_marked_as_authority (leaf, &path_length)
      && (!path->leaf_is_self_signed || path->leaf_signs_others || (path->anchor != NULL && only_signs)))
    problems |= SENDOFF_PROBLEM_NOT_A_SERVER;

  return problems;
}

/* n_below: intermediates between this one and the leaf. */
static guint
check_signer_role (gnutls_x509_crt_t signer,
                   int               n_below)
{
  unsigned usage = get_key_usage (signer);
  int path_length;

  /* X.509 v1 has no marks; strength tells. */
  if (gnutls_x509_crt_get_version (signer) < 3)
    return 0;
  if (!is_marked_as_authority (signer, &path_length)
      || (path_length >= 0 && path_length < n_below)
      || (usage & GNUTLS_KEY_KEY_CERT_SIGN) == 0)
    return SENDOFF_PROBLEM_MALFORMED;

  return 0;
}

static gboolean
has_unknown_critical_extension (gnutls_x509_crt_t certificate)
{
  /* basic constraints, key usage, purposes, names, key identifiers, constraints, policies, lists, TLS features, access. */
  static const char *const known[] = {
    "2.5.29.14", "2.5.29.15", "2.5.29.17", "2.5.29.18", "2.5.29.19", "2.5.29.30", "2.5.29.31", "2.5.29.32", "2.5.29.35",
    "2.5.29.36", "2.5.29.37", "2.5.29.54", "1.3.6.1.5.5.7.1.1", "1.3.6.1.5.5.7.1.14", "1.3.6.1.5.5.7.1.24", NULL
  };

  for (unsigned i = 0; ; i++)
    {
      char oid[OID_SIZE];
      size_t size = sizeof oid;
      unsigned is_critical = 0;
      int result = gnutls_x509_crt_get_extension_info (certificate, i, oid, &size, &is_critical);

      if (result == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
        return FALSE;
      if (result < 0 || (is_critical && !g_strv_contains (known, oid)))
        return TRUE;
    }
}

guint
sendoff_path_check_roles (const SendoffPath *path)
{
  guint problems = check_leaf_role (path);
  int n_below = 0;

  for (guint i = 0; i < path->path->len; i++)
    {
      gnutls_x509_crt_t certificate = path->path->pdata[i];

      if (has_unknown_critical_extension (certificate))
        problems |= SENDOFF_PROBLEM_MALFORMED;
      if (i == 0)
        continue;

      problems |= check_signer_role (certificate, n_below);
      if (!is_for_servers (certificate, FALSE))
        problems |= SENDOFF_PROBLEM_WRONG_PURPOSE;
      if (!sendoff_is_self_issued (certificate))
        n_below++;
    }

  if (path->anchor != NULL && !path->leaf_is_anchor)
    problems |= check_signer_role (path->anchor, n_below)
                | (has_unknown_critical_extension (path->anchor) ? SENDOFF_PROBLEM_MALFORMED : 0);

  return problems;
}
