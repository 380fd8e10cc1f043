/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the form that certificates have to have (RFC 5280). What leaves open who vouches for what is malformed; other faults of form are
 * weaknesses, which may be waived. What tools for private authorities do by default is let pass: a leaf without identifiers at all, a root
 * whose mark isn't critical or that names itself as its issuer, constraints that aren't critical. Any thread. */
#include "tls/profile.h"

#include <string.h>

#include "tls/alt-names.h"
#include "tls/common-name.h"
#include "tls/der.h"
#include "tls/gnutls-auto.h"
#include "tls/weakness.h"

#define OID_SIZE            128
#define MAX_EXTENSIONS      64
#define MAX_SIGNATURE       4096

#define OID_SUBJECT_KEY_ID     "2.5.29.14"
#define OID_SUBJECT_ALT_NAME   "2.5.29.17"
#define OID_NAME_CONSTRAINTS   "2.5.29.30"
#define OID_AUTHORITY_KEY_ID   "2.5.29.35"
#define OID_POLICY_CONSTRAINTS "2.5.29.36"
#define OID_PURPOSES           "2.5.29.37"
#define OID_AUTHORITY_ACCESS   "1.3.6.1.5.5.7.1.1"

/* RFC 5280, sections 4.2.1.1, 4.2.1.6 and 4.2.1.10. */
#define TAG_KEY_ID    0x80
#define TAG_ISSUER    0xa1
#define TAG_SERIAL    0x82
#define TAG_DNS       0x82
#define TAG_DIRECTORY 0xa4

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

/* A name within which others have to be begins with no dot (RFC 5280, section 4.2.1.10). */
static gboolean
constraints_begin_with_dot (const Form *self)
{
  g_auto(OwnedDatum) extension = { NULL, 0 };
  gnutls_datum_t parts, subtrees, subtree, base;
  guint8 tag;

  if (!has (self, OID_NAME_CONSTRAINTS) || !open_extension (self, OID_NAME_CONSTRAINTS, &extension, &parts))
    return FALSE;
  while (sendoff_der_take (&parts, &tag, &subtrees))
    while (sendoff_der_take_tag (&subtrees, SENDOFF_DER_SEQUENCE, &subtree))
      if (sendoff_der_take (&subtree, &tag, &base) && tag == TAG_DNS && base.size > 0 && base.data[0] == '.')
        return TRUE;
  return FALSE;
}

/* ---- key identifiers ---- */

typedef struct
{
  gboolean is_present, is_broken, key_id, issuer, serial;
  gboolean names_other; /* an issuer's name and number that aren't the certificate's own */
} AuthorityKey;

static gboolean
are_equal (const gnutls_datum_t *a,
           const gnutls_datum_t *b)
{
  return a->size == b->size && memcmp (a->data, b->data, a->size) == 0;
}

/* names: GeneralNames. */
static gboolean
names_subject (const Form     *self,
               gnutls_datum_t  names)
{
  g_auto(OwnedDatum) subject = { NULL, 0 };
  gnutls_datum_t name;

  return sendoff_der_take_tag (&names, TAG_DIRECTORY, &name)
         && gnutls_x509_crt_get_raw_dn (self->certificate, &subject) >= 0 && are_equal (&subject, &name);
}

static gboolean
is_own_serial (const Form           *self,
               const gnutls_datum_t *serial)
{
  guint8 own[64];
  size_t size = sizeof own;

  return gnutls_x509_crt_get_serial (self->certificate, own, &size) >= 0 && are_equal (&(gnutls_datum_t) { own, (unsigned) size }, serial);
}

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
      if (key.is_broken)
        break;
      key.key_id |= tag == TAG_KEY_ID;
      key.issuer |= tag == TAG_ISSUER;
      key.serial |= tag == TAG_SERIAL;
      key.names_other |= (tag == TAG_ISSUER && !names_subject (self, value)) || (tag == TAG_SERIAL && !is_own_serial (self, &value));
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

/* A certificate that takes part in identifying keys names its issuer's, and an authority its own. A root that is signed with its own key may
 * name nobody, or itself. */
static gboolean
identifiers_are_wrong (const Form *self)
{
  AuthorityKey key = read_authority_key (self);
  gboolean has_own = has (self, OID_SUBJECT_KEY_ID);

  if (key.is_broken || key.issuer != key.serial || (key.is_present && !key.key_id && !key.issuer))
    return TRUE;
  if (self->is_self_issued)
    return ((key.key_id && own_identifiers_differ (self)) || (self->is_root && key.names_other))
           && (self->is_root || !self->is_leaf) && is_self_signed (self);
  if (has_own && !key.is_present)
    return self->is_root ? !is_self_signed (self) : issuer_has_identifier (self);
  return !self->is_leaf && !self->is_root && key.is_present && !has_own;
}

/* ---- roles ---- */

static gboolean
names_are_marked_wrong (const Form *self)
{
  return has (self, OID_SUBJECT_ALT_NAME) && !is_critical (self, OID_SUBJECT_ALT_NAME) && has_no_name (self);
}

static gboolean
has_no_use (const Form *self)
{
  unsigned usage = 0;

  return gnutls_x509_crt_get_key_usage (self->certificate, &usage, NULL) >= 0 && usage == 0;
}

/* Without being an authority. */
static gboolean
may_sign_others (const Form *self)
{
  unsigned usage = 0, is_authority = 0;

  if (gnutls_x509_crt_get_key_usage (self->certificate, &usage, NULL) < 0 || (usage & GNUTLS_KEY_KEY_CERT_SIGN) == 0)
    return FALSE;
  gnutls_x509_crt_get_basic_constraints (self->certificate, NULL, &is_authority, NULL);
  return !is_authority;
}

/* The names of a server begin with no dot. */
static gboolean
has_dotted_name (const SendoffAltNames *names)
{
  for (guint i = 0; i < names->dns->len; i++)
    {
      gsize length;
      const char *name = g_bytes_get_data (names->dns->pdata[i], &length);

      if (length > 0 && name[0] == '.')
        return TRUE;
    }
  return FALSE;
}

/* ---- all of it ---- */

/* FALSE: there is nothing to check (X.509 v1 has no extensions; strength tells), or they can't be read. */
static gboolean
open_form (Form              *form,
           gnutls_x509_crt_t  certificate,
           gnutls_x509_crt_t  issuer,
           gboolean          *is_unreadable)
{
  form->certificate = certificate;
  form->issuer = issuer;
  if (gnutls_x509_crt_get_version (certificate) < 3)
    return FALSE;
  if (!read_extensions (form))
    {
      *is_unreadable = TRUE;
      return FALSE;
    }
  form->is_self_issued = sendoff_is_self_issued (certificate);
  return TRUE;
}

static guint
find_weaknesses_of_leaf (const Form *form)
{
  g_autoptr(SendoffAltNames) names = sendoff_alt_names_read (form->certificate);

  return (names_are_marked_wrong (form) || may_sign_others (form) ? SENDOFF_WEAKNESS_ODD_MARKS : 0)
         | (has (form, OID_NAME_CONSTRAINTS) ? SENDOFF_WEAKNESS_STRAY : 0)
         | (has_dotted_name (names) || sendoff_common_name_misleads (form->certificate, names) ? SENDOFF_WEAKNESS_ODD_NAME : 0);
}

static guint
find_weaknesses (const Form *form)
{
  guint found = (marks_are_wrong (form) ? SENDOFF_WEAKNESS_ODD_MARKS : 0)
                | (access_is_broken (form) ? SENDOFF_WEAKNESS_STRAY : 0)
                | (identifiers_are_wrong (form) ? SENDOFF_WEAKNESS_IDENTIFIERS : 0);

  if (form->is_leaf)
    return found | find_weaknesses_of_leaf (form);

  found |= constraints_are_empty (form) ? SENDOFF_WEAKNESS_STRAY : 0;
  if (form->is_root)
    found |= (has (form, OID_PURPOSES) ? SENDOFF_WEAKNESS_ODD_MARKS : 0) | (constraints_begin_with_dot (form) ? SENDOFF_WEAKNESS_STRAY : 0);
  return found;
}

guint
sendoff_profile_find_weaknesses (gnutls_x509_crt_t certificate,
                                 gnutls_x509_crt_t issuer,
                                 gboolean          is_leaf)
{
  Form form = { .is_leaf = is_leaf };
  gboolean is_unreadable = FALSE;

  return open_form (&form, certificate, issuer, &is_unreadable) ? find_weaknesses (&form) : 0;
}

static guint
check_below_root (gnutls_x509_crt_t certificate,
                  gnutls_x509_crt_t issuer,
                  gboolean          is_leaf)
{
  Form form = { .is_leaf = is_leaf };
  gboolean is_wrong = FALSE;

  if (open_form (&form, certificate, issuer, &is_wrong))
    is_wrong = is_leaf ? has_no_use (&form) : has_no_name (&form);
  return (is_wrong ? SENDOFF_PROBLEM_MALFORMED : 0)
         | (sendoff_weakness_of_form (certificate, issuer, is_leaf) != 0 ? SENDOFF_PROBLEM_WEAK : 0);
}

/* below: what the root signed. */
static guint
check_root (gnutls_x509_crt_t root,
            gnutls_x509_crt_t below,
            gboolean          is_vetted)
{
  Form form = { .is_root = TRUE }, form_below = { .is_leaf = FALSE };
  gboolean is_unreadable = FALSE, is_weak;

  if (!open_form (&form, root, NULL, &is_unreadable))
    return is_unreadable ? SENDOFF_PROBLEM_MALFORMED : 0;
  if (has_no_name (&form))
    return SENDOFF_PROBLEM_MALFORMED;
  if (is_vetted)
    return 0;

  is_weak = find_weaknesses (&form) != 0
            || (!has (&form, OID_SUBJECT_KEY_ID) && open_form (&form_below, below, root, &is_unreadable)
                && read_authority_key (&form_below).key_id);
  return is_weak ? SENDOFF_PROBLEM_WEAK : 0;
}

guint
sendoff_path_check_profile (const SendoffPath *path,
                            gboolean           roots_are_vetted)
{
  guint problems = 0;

  if (path->anchor == NULL)
    return 0;
  if (path->leaf_is_anchor)
    return sendoff_weakness_of_chosen (path->anchor) != 0 ? SENDOFF_PROBLEM_WEAK : 0;

  for (guint i = 0; i < path->path->len; i++)
    problems |= check_below_root (path->path->pdata[i], sendoff_path_get_issuer (path, i), i == 0);
  return problems | check_root (path->anchor, path->path->pdata[path->path->len - 1], roots_are_vetted);
}
