/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the verdict on a server's certificate. GnuTLS judges, and our own checks only ever add problems. Any thread. */
#include "tls/judge.h"

#include <string.h>

#include "base/domain-name.h"
#include "tls/alt-names.h"
#include "tls/gnutls-auto.h"
#include "tls/path-checks.h"
#include "tls/path.h"
#include "tls/profile.h"
#include "tls/staple.h"

#define TRUST_PROBLEMS (SENDOFF_PROBLEM_SELF_SIGNED | SENDOFF_PROBLEM_UNTRUSTED_ROOT | SENDOFF_PROBLEM_INCOMPLETE_CHAIN)

static guint
check_trust (const SendoffPath *path)
{
  if (path->anchor != NULL)
    return 0;
  if (path->leaf_is_self_signed)
    return SENDOFF_PROBLEM_SELF_SIGNED;

  return path->end_is_self_signed || path->end_has_namesake ? SENDOFF_PROBLEM_UNTRUSTED_ROOT : SENDOFF_PROBLEM_INCOMPLETE_CHAIN;
}

static guint
check_names (const SendoffPath *path,
             const char        *host)
{
  g_autoptr(SendoffAltNames) names = sendoff_alt_names_read (path->path->pdata[0]);

  return (names->is_malformed ? SENDOFF_PROBLEM_MALFORMED : 0)
         | (sendoff_alt_names_match (names, host) ? 0 : SENDOFF_PROBLEM_WRONG_NAME);
}

static guint
check_revocation (const SendoffPath       *path,
                  const SendoffRoots      *roots,
                  const SendoffJudgeInput *input,
                  gint64                   time)
{
  gnutls_x509_crt_t leaf = path->path->pdata[0];
  SendoffStapleVerdict staple = sendoff_staple_judge (input->ocsp, leaf, sendoff_path_get_issuer (path, 0), time, input->time == 0);
  guint problems = staple == SENDOFF_STAPLE_REVOKED ? SENDOFF_PROBLEM_REVOKED : 0;

  if (staple == SENDOFF_STAPLE_IGNORED && !input->offline && sendoff_staple_is_must (leaf))
    problems |= SENDOFF_PROBLEM_NO_STAPLE;

  for (guint i = 0; i < path->path->len; i++)
    if (sendoff_roots_have_revoked (roots, path->path->pdata[i], sendoff_path_get_issuer (path, i)))
      problems |= SENDOFF_PROBLEM_REVOKED;

  return problems;
}

/* GnuTLS' word in ours, given what our own checks found: what they explain isn't told twice, and what nobody
 * explains is malformed. */
static guint
translate_status (const SendoffPath *path,
                  unsigned           status,
                  guint              found)
{
  static const struct { unsigned status; guint problem; } plain[] = {
    { GNUTLS_CERT_REVOKED, SENDOFF_PROBLEM_REVOKED },
    { GNUTLS_CERT_NOT_ACTIVATED, SENDOFF_PROBLEM_NOT_YET_VALID },
    { GNUTLS_CERT_EXPIRED, SENDOFF_PROBLEM_EXPIRED },
    { GNUTLS_CERT_INSECURE_ALGORITHM, SENDOFF_PROBLEM_WEAK },
    { GNUTLS_CERT_UNEXPECTED_OWNER, SENDOFF_PROBLEM_WRONG_NAME },
    { GNUTLS_CERT_PURPOSE_MISMATCH, SENDOFF_PROBLEM_WRONG_PURPOSE },
    { GNUTLS_CERT_UNKNOWN_CRIT_EXTENSIONS, SENDOFF_PROBLEM_MALFORMED },
  };
  guint problems = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (plain); i++)
    if ((status & plain[i].status) != 0)
      problems |= plain[i].problem;

  /* A namesake of the signer that didn't sign makes no forgery. */
  if ((status & GNUTLS_CERT_SIGNATURE_FAILURE) != 0 && (found & TRUST_PROBLEMS) == 0)
    problems |= SENDOFF_PROBLEM_MALFORMED;
  if ((status & GNUTLS_CERT_SIGNER_NOT_FOUND) != 0 && (found & TRUST_PROBLEMS) == 0)
    problems |= SENDOFF_PROBLEM_UNTRUSTED_ROOT;
  if ((status & GNUTLS_CERT_SIGNER_NOT_CA) != 0 && (found & (SENDOFF_PROBLEM_WEAK | SENDOFF_PROBLEM_MALFORMED)) == 0)
    problems |= SENDOFF_PROBLEM_MALFORMED;
  if ((status & GNUTLS_CERT_SIGNER_CONSTRAINTS_FAILURE) != 0
      && (found & (SENDOFF_PROBLEM_NAME_CONSTRAINT | SENDOFF_PROBLEM_MALFORMED)) == 0)
    problems |= sendoff_path_has_constraints (path) ? SENDOFF_PROBLEM_NAME_CONSTRAINT : SENDOFF_PROBLEM_MALFORMED;

  if (status != 0 && (found | problems) == 0)
    problems = SENDOFF_PROBLEM_MALFORMED;
  return problems;
}

/* FALSE: GnuTLS couldn't even judge. */
static gboolean
verify_by_gnutls (GPtrArray               *certificates,
                  const SendoffRoots      *roots,
                  const SendoffJudgeInput *input,
                  unsigned                *status)
{
  g_autofree char *host = g_strndup (input->host, strcspn (input->host, "%"));
  gnutls_typed_vdata_st data[] = {
    { GNUTLS_DT_DNS_HOSTNAME, (unsigned char *) host, 0 },
    { GNUTLS_DT_KEY_PURPOSE_OID, (unsigned char *) GNUTLS_KP_TLS_WWW_SERVER, 0 },
  };
  /* GnuTLS knows no other time than now; for another one the dates are our own check's alone. */
  unsigned flags = GNUTLS_PROFILE_TO_VFLAGS (GNUTLS_PROFILE_MEDIUM) | (input->time != 0 ? GNUTLS_VERIFY_DISABLE_TIME_CHECKS : 0);

  *status = 0;
  return gnutls_x509_trust_list_verify_crt2 (sendoff_roots_get_list (roots), (gnutls_x509_crt_t *) certificates->pdata, certificates->len,
                                             data, G_N_ELEMENTS (data), flags, status, NULL) >= 0;
}

static guint
ask_gnutls (const SendoffPath       *path,
            GPtrArray               *certificates,
            const SendoffRoots      *roots,
            const SendoffJudgeInput *input,
            guint                    found)
{
  unsigned status;

  if (!verify_by_gnutls (certificates, roots, input, &status))
    return found != 0 ? 0 : SENDOFF_PROBLEM_MALFORMED;

  return translate_status (path, status, found);
}

typedef struct { const SendoffRoots *roots; gint64 time; } Circumstances;

/* What lies in the certificates of a path, whatever the host. */
static guint
check_path (const SendoffPath *path,
            gconstpointer      data)
{
  const Circumstances *circumstances = data;

  return sendoff_path_check_dates (path, circumstances->time)
         | sendoff_path_check_strength (path)
         | sendoff_path_check_roles (path)
         | sendoff_path_check_constraints (path)
         | sendoff_path_check_profile (path, sendoff_roots_are_system (circumstances->roots));
}

guint
sendoff_judge (const SendoffRoots      *roots,
               const SendoffJudgeInput *input)
{
  const Circumstances circumstances = { roots, input->time != 0 ? input->time : g_get_real_time () / G_USEC_PER_SEC };
  g_autoptr(SendoffPath) path = sendoff_path_new (input->chain, input->n_chain);
  gboolean is_proven;
  unsigned status;
  guint problems;

  if (path->sent->len == 0 || input->host == NULL)
    return SENDOFF_PROBLEM_MALFORMED;

  /* Where names leave no choice and GnuTLS has no objection, each signature was checked, once. */
  is_proven = sendoff_path_presume (path, roots) && verify_by_gnutls (path->path, roots, input, &status) && status == 0;
  if (!is_proven)
    sendoff_path_search (path, roots, circumstances.time, check_path, &circumstances);

  problems = path->is_malformed ? SENDOFF_PROBLEM_MALFORMED : 0;
  problems |= check_trust (path);
  problems |= check_names (path, input->host);
  problems |= check_path (path, &circumstances);
  problems |= check_revocation (path, roots, input, circumstances.time);

  if (!is_proven)
    problems |= ask_gnutls (path, path->path, roots, input, problems);

  /* libcurl will have GnuTLS look at all that was sent: what would end the connection then has to be told now. */
  if (problems == 0 && path->sent->len != path->path->len)
    problems |= ask_gnutls (path, path->sent, roots, input, problems);

  return problems;
}
