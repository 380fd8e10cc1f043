/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the form that certificates have to have (RFC 5280). What many sound authorities do all the same is let pass: a leaf without
 * identifiers at all, a root without one, constraints that aren't critical or begin with a dot. Any thread. */
#include "tls/profile.h"

#include <string.h>

#include "tls/alt-names.h"
#include "tls/der.h"
#include "tls/gnutls-auto.h"
#include "tls/weakness.h"

#define OID_SIZE            128
#define MAX_EXTENSIONS      64
#define MAX_SIGNATURE       4096

#define OID_SUBJECT_KEY_ID     "2.5.29.14"
#define OID_SUBJECT_ALT_NAME   "2.5.29.17"
#define OID_BASIC_CONSTRAINTS  "2.5.29.19"
#define OID_NAME_CONSTRAINTS   "2.5.29.30"
#define OID_AUTHORITY_KEY_ID   "2.5.29.35"
#define OID_POLICY_CONSTRAINTS "2.5.29.36"
#define OID_AUTHORITY_ACCESS   "1.3.6.1.5.5.7.1.1"

/* RFC 5280, section 4.2.1.1. */
#define TAG_KEY_ID 0x80
#define TAG_ISSUER 0xa1
#define TAG_SERIAL 0x82

typedef struct
{
  gnutls_x509_crt_t certificate;
  gnutls_x509_crt_t issuer; /* NULL: not known */
  gboolean is_leaf;
  gboolean is_root;      /* the anchor */
  gboolean is_self_issued;
  guint    n_extensions;
  char     oids[MAX_EXTENSIONS][OID_SIZE];
  gboolean critical[MAX_EXTENSIONS];
} Form;

/* FALSE: there are too many, or they can't be read. */
static gboolean
read_extensions (Form *self)
{
  for (unsigned i = 0; i < MAX_EXTENSIONS; i++)
    {
      size_t size = OID_SIZE;
      unsigned is_critical = 0;
      int result = gnutls_x509_crt_get_extension_info (self->certificate, i, self->oids[i], &size, &is_critical);

      if (result == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
        return TRUE;
      if (result < 0)
        return FALSE;
      self->critical[i] = is_critical != 0;
      self->n_extensions++;
    }
  return FALSE;
}

static gboolean
has (const Form *self,
     const char *oid)
{
  for (guint i = 0; i < self->n_extensions; i++)
    if (strcmp (self->oids[i], oid) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_critical (const Form *self,
             const char *oid)
{
  for (guint i = 0; i < self->n_extensions; i++)
    if (strcmp (self->oids[i], oid) == 0)
      return self->critical[i];
  return FALSE;
}

static gboolean
marks_are_wrong (const Form *self)
{
  return is_critical (self, OID_SUBJECT_KEY_ID) || is_critical (self, OID_AUTHORITY_KEY_ID) || is_critical (self, OID_AUTHORITY_ACCESS)
         || (has (self, OID_POLICY_CONSTRAINTS) && !is_critical (self, OID_POLICY_CONSTRAINTS));
}

static gboolean
has_no_name (const Form *self)
{
  g_auto(OwnedDatum) name = { NULL, 0 };

  return gnutls_x509_crt_get_raw_dn (self->certificate, &name) < 0 || name.size <= 2;
}

/* value: what is inside the extension's outer sequence; points into extension, which the caller owns. */
static gboolean
open_extension (const Form     *self,
                const char     *oid,
                OwnedDatum     *extension,
                gnutls_datum_t *value)
{
  gnutls_datum_t rest;

  if (gnutls_x509_crt_get_extension_by_oid2 (self->certificate, oid, 0, extension, NULL) < 0)
    return FALSE;
  rest = *extension;
  return sendoff_der_take_tag (&rest, SENDOFF_DER_SEQUENCE, value) && rest.size == 0;
}

/* A list of at least one. */
static gboolean
access_is_broken (const Form *self)
{
  g_auto(OwnedDatum) extension = { NULL, 0 };
  gnutls_datum_t list, one;

  if (!has (self, OID_AUTHORITY_ACCESS))
    return FALSE;
  if (!open_extension (self, OID_AUTHORITY_ACCESS, &extension, &list) || list.size == 0)
    return TRUE;
  while (list.size > 0)
    if (!sendoff_der_take_tag (&list, SENDOFF_DER_SEQUENCE, &one))
      return TRUE;
  return FALSE;
}

/* Constraints that constrain nothing. */
static gboolean
constraints_are_empty (const Form *self)
{
  g_auto(OwnedDatum) extension = { NULL, 0 };
  gnutls_datum_t parts, subtrees;
  guint8 tag;
  gboolean any = FALSE;

  if (!has (self, OID_NAME_CONSTRAINTS))
    return FALSE;
  if (!open_extension (self, OID_NAME_CONSTRAINTS, &extension, &parts))
    return TRUE;
  while (parts.size > 0)
    {
      if (!sendoff_der_take (&parts, &tag, &subtrees))
        return TRUE;
      any = any || subtrees.size > 0;
    }
  return !any;
}

/* ---- key identifiers ---- */

typedef struct { gboolean is_present, is_broken, key_id, issuer, serial; } AuthorityKey;

static AuthorityKey
read_authority_key (const Form *self)
{
  g_auto(OwnedDatum) extension = { NULL, 0 };
  AuthorityKey key = { .is_present = has (self, OID_AUTHORITY_KEY_ID) };
  gnutls_datum_t fields, value;
  guint8 tag;

  if (!key.is_present)
    return key;
  key.is_broken = !open_extension (self, OID_AUTHORITY_KEY_ID, &extension, &fields);
  while (!key.is_broken && fields.size > 0)
    {
      key.is_broken = !sendoff_der_take (&fields, &tag, &value);
      key.key_id |= tag == TAG_KEY_ID;
      key.issuer |= tag == TAG_ISSUER;
      key.serial |= tag == TAG_SERIAL;
    }
  return key;
}

/* Its own signature, not just its own name: a key that was changed is signed by the old one. GnuTLS wouldn't look at the signature where
 * the identifiers differ. */
static gboolean
is_self_signed (const Form *self)
{
  g_auto(OwnedDatum) der = { NULL, 0 };
  gnutls_datum_t rest, content, left, inner, statement;
  guint8 bytes[MAX_SIGNATURE];
  size_t n_bytes = sizeof bytes;
  int algorithm = gnutls_x509_crt_get_signature_algorithm (self->certificate);

  if (algorithm < 0 || gnutls_x509_crt_export2 (self->certificate, GNUTLS_X509_FMT_DER, &der) < 0
      || gnutls_x509_crt_get_signature (self->certificate, (char *) bytes, &n_bytes) < 0)
    return FALSE;
  rest = der;
  if (!sendoff_der_take_tag (&rest, SENDOFF_DER_SEQUENCE, &content))
    return FALSE;
  left = content;
  if (!sendoff_der_take_tag (&left, SENDOFF_DER_SEQUENCE, &inner))
    return FALSE;

  statement = (gnutls_datum_t) { content.data, content.size - left.size };
  return gnutls_x509_crt_verify_data2 (self->certificate, algorithm, GNUTLS_VERIFY_ALLOW_BROKEN, &statement,
                                       &(gnutls_datum_t) { bytes, (unsigned) n_bytes }) >= 0;
}

static gboolean
own_identifiers_differ (const Form *self)
{
  guint8 authority[64], own[64];
  size_t n_authority = sizeof authority, n_own = sizeof own;

  return gnutls_x509_crt_get_authority_key_id (self->certificate, authority, &n_authority, NULL) >= 0
         && gnutls_x509_crt_get_subject_key_id (self->certificate, own, &n_own, NULL) >= 0
         && (n_authority != n_own || memcmp (authority, own, n_own) != 0);
}

static gboolean
issuer_has_identifier (const Form *self)
{
  guint8 id[64];
  size_t size = sizeof id;

  return self->issuer == NULL || gnutls_x509_crt_get_subject_key_id (self->issuer, id, &size, NULL) >= 0;
}

/* A certificate that takes part in identifying keys names its issuer's, and an authority its own. */
static gboolean
identifiers_are_wrong (const Form *self)
{
  AuthorityKey key = read_authority_key (self);
  gboolean has_own = has (self, OID_SUBJECT_KEY_ID);

  if (key.is_broken || key.issuer != key.serial || (key.is_present && !key.key_id && !key.issuer))
    return TRUE;
  if (self->is_self_issued)
    return key.key_id && own_identifiers_differ (self) && (self->is_root || !self->is_leaf) && is_self_signed (self);
  return (has_own && !key.is_present && issuer_has_identifier (self)) || (!self->is_leaf && !self->is_root && key.is_present && !has_own);
}

/* ---- roles ---- */

static gboolean
names_are_marked_wrong (const Form *self)
{
  return has (self, OID_SUBJECT_ALT_NAME) && !is_critical (self, OID_SUBJECT_ALT_NAME) && has_no_name (self);
}

static gboolean
usage_is_wrong (const Form *self)
{
  unsigned usage = 0, is_authority = 0;

  if (gnutls_x509_crt_get_key_usage (self->certificate, &usage, NULL) < 0)
    return FALSE;
  gnutls_x509_crt_get_basic_constraints (self->certificate, NULL, &is_authority, NULL);
  return usage == 0 || ((usage & GNUTLS_KEY_KEY_CERT_SIGN) != 0 && !is_authority);
}

/* The names of a server begin with no dot. */
static gboolean
has_dotted_name (const Form *self)
{
  g_autoptr(SendoffAltNames) names = sendoff_alt_names_read (self->certificate);

  for (guint i = 0; i < names->dns->len; i++)
    {
      gsize length;
      const char *name = g_bytes_get_data (names->dns->pdata[i], &length);

      if (length > 0 && name[0] == '.')
        return TRUE;
    }
  return FALSE;
}

static gboolean
leaf_is_wrong (const Form *self)
{
  return names_are_marked_wrong (self) || usage_is_wrong (self) || has (self, OID_NAME_CONSTRAINTS) || has_dotted_name (self);
}

static gboolean
authority_is_wrong (const Form *self)
{
  return has_no_name (self) || constraints_are_empty (self);
}

static gboolean
root_is_wrong (const Form *self)
{
  return (has (self, OID_BASIC_CONSTRAINTS) && !is_critical (self, OID_BASIC_CONSTRAINTS))
         || identifiers_are_wrong (self);
}

static guint
check_weakness (const Form *form)
{
  if (form->is_root)
    return 0;
  return sendoff_weakness_of_form (form->certificate, form->is_leaf) != 0 ? SENDOFF_PROBLEM_WEAK : 0;
}

static guint
check_one (gnutls_x509_crt_t certificate,
           gnutls_x509_crt_t issuer,
           gboolean          is_leaf,
           gboolean          is_root,
           gboolean          is_vetted)
{
  Form form = { .certificate = certificate, .issuer = issuer, .is_leaf = is_leaf, .is_root = is_root };
  gboolean is_wrong;

  /* X.509 v1 has no extensions; strength tells. */
  if (gnutls_x509_crt_get_version (certificate) < 3)
    return 0;
  if (!read_extensions (&form))
    return SENDOFF_PROBLEM_MALFORMED;

  form.is_self_issued = sendoff_is_self_issued (certificate);
  is_wrong = marks_are_wrong (&form) || access_is_broken (&form);
  if (is_leaf)
    is_wrong = is_wrong || leaf_is_wrong (&form);
  else
    is_wrong = is_wrong || authority_is_wrong (&form);
  if (is_root)
    is_wrong = is_wrong || (!is_vetted && root_is_wrong (&form));
  else
    is_wrong = is_wrong || identifiers_are_wrong (&form);
  return (is_wrong ? SENDOFF_PROBLEM_MALFORMED : 0) | check_weakness (&form);
}

guint
sendoff_path_check_profile (const SendoffPath *path,
                            gboolean           roots_are_vetted)
{
  guint problems = 0;

  /* A leaf that is itself among the roots was chosen as it is. */
  if (path->anchor == NULL || gnutls_x509_crt_equals (path->anchor, path->path->pdata[0]))
    return 0;

  for (guint i = 0; i < path->path->len; i++)
    problems |= check_one (path->path->pdata[i], sendoff_path_get_issuer (path, i), i == 0, FALSE, FALSE);
  return problems | check_one (path->anchor, NULL, FALSE, TRUE, roots_are_vetted);
}
