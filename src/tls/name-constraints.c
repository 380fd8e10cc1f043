/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns name constraints along a path. GnuTLS checks the leaf alone, and takes a wildcard for a plain name. Any thread. */
#include <string.h>

#include "tls/alt-names.h"
#include "tls/directory-constraints.h"
#include "tls/gnutls-auto.h"
#include "tls/path-checks.h"

#define OID_NAME_CONSTRAINTS "2.5.29.30"

/* Names times constraints that are compared: more than any honest authority needs. */
#define MAX_COMPARISONS 20000000

typedef struct
{
  gboolean any_permitted[8];   /* by gnutls_x509_subject_alt_name_t */
  gboolean any_other;          /* of a type that is left to GnuTLS */
  GPtrArray *permitted_dns, *excluded_dns;              /* char * */
  GPtrArray *permitted_addresses, *excluded_addresses;  /* GBytes, address and mask */
  gnutls_x509_name_constraints_t raw;
  OwnedDatum extension;
} Constraints;

static void
free_constraints (Constraints *self)
{
  g_ptr_array_unref (self->permitted_dns);
  g_ptr_array_unref (self->excluded_dns);
  g_ptr_array_unref (self->permitted_addresses);
  g_ptr_array_unref (self->excluded_addresses);
  gnutls_x509_name_constraints_deinit (self->raw);
  clear_owned_datum (&self->extension);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Constraints, free_constraints)

static void
collect (Constraints          *self,
         unsigned              type,
         const gnutls_datum_t *name,
         GPtrArray            *dns,
         GPtrArray            *addresses)
{
  if (type == GNUTLS_SAN_DNSNAME)
    g_ptr_array_add (dns, g_strndup ((const char *) name->data, name->size));
  else if (type == GNUTLS_SAN_IPADDRESS)
    g_ptr_array_add (addresses, g_bytes_new (name->data, name->size));
  else
    self->any_other = TRUE;
}

static gboolean
any_has_wildcard (const GPtrArray *bases)
{
  for (guint i = 0; i < bases->len; i++)
    if (strchr (bases->pdata[i], '*') != NULL)
      return TRUE;
  return FALSE;
}

/* NULL: the authority sets no constraints. is_malformed: it does, and they can't be read. */
static Constraints *
read_constraints (gnutls_x509_crt_t  authority,
                  gboolean          *is_malformed)
{
  g_autoptr(Constraints) self = g_new0 (Constraints, 1);
  gnutls_datum_t name;
  unsigned type;
  int result;

  self->permitted_dns = g_ptr_array_new_with_free_func (g_free);
  self->excluded_dns = g_ptr_array_new_with_free_func (g_free);
  self->permitted_addresses = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->excluded_addresses = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  if (gnutls_x509_name_constraints_init (&self->raw) < 0)
    g_error ("GnuTLS has no memory for name constraints");

  result = gnutls_x509_crt_get_extension_by_oid2 (authority, OID_NAME_CONSTRAINTS, 0, &self->extension, NULL);
  if (result >= 0)
    result = gnutls_x509_ext_import_name_constraints (&self->extension, self->raw, 0);
  if (result == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
    return NULL;
  if (result < 0)
    {
      *is_malformed = TRUE;
      return NULL;
    }

  for (unsigned i = 0; gnutls_x509_name_constraints_get_permitted (self->raw, i, &type, &name) == 0; i++)
    {
      collect (self, type, &name, self->permitted_dns, self->permitted_addresses);
      if (type < G_N_ELEMENTS (self->any_permitted))
        self->any_permitted[type] = TRUE;
    }
  for (unsigned i = 0; gnutls_x509_name_constraints_get_excluded (self->raw, i, &type, &name) == 0; i++)
    collect (self, type, &name, self->excluded_dns, self->excluded_addresses);

  /* A wildcard means nothing here (RFC 5280, section 4.2.1.10). */
  if (any_has_wildcard (self->permitted_dns) || any_has_wildcard (self->excluded_dns))
    *is_malformed = TRUE;
  return g_steal_pointer (&self);
}

/* A base allows itself and all below it; one that begins with a dot only what is below it; an empty one everything. A wildcard is
 * within where all that it stands for is. */
static gboolean
is_within (const char *name,
           const char *base)
{
  gsize name_length = strlen (name), base_length = strlen (base);

  if (base_length == 0)
    return TRUE;
  if (name_length < base_length || g_ascii_strcasecmp (name + name_length - base_length, base) != 0)
    return FALSE;

  return name_length == base_length || *base == '.' || name[name_length - base_length - 1] == '.';
}

/* Any of the names that it stands for. */
static gboolean
dns_is_excluded (const char *name,
                 const char *base)
{
  const char *parent = g_str_has_prefix (name, "*.") ? name + 2 : NULL;
  const char *base_parent = strchr (base, '.');

  /* "*.x" holds a base "a.x" when the base itself is meant, not just what is below it. */
  return is_within (name, base)
         || (parent != NULL && base_parent != NULL && base_parent != base && g_ascii_strcasecmp (parent, base_parent + 1) == 0);
}

static gboolean
violates_dns (const Constraints *constraints,
              GBytes            *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *name = length > 0 ? g_strndup (data, length) : g_strdup ("");
  gboolean is_permitted = !constraints->any_permitted[GNUTLS_SAN_DNSNAME];

  for (guint i = 0; i < constraints->excluded_dns->len; i++)
    if (dns_is_excluded (name, constraints->excluded_dns->pdata[i]))
      return TRUE;
  for (guint i = 0; i < constraints->permitted_dns->len && !is_permitted; i++)
    is_permitted = is_within (name, constraints->permitted_dns->pdata[i]);

  return !is_permitted;
}

static gboolean
address_is_within (GBytes *address,
                   GBytes *base)
{
  gsize n_address, n_base;
  const guint8 *address_bytes = g_bytes_get_data (address, &n_address);
  const guint8 *base_bytes = g_bytes_get_data (base, &n_base);

  if (n_base != 2 * n_address)
    return FALSE;
  for (gsize i = 0; i < n_address; i++)
    if (((address_bytes[i] ^ base_bytes[i]) & base_bytes[n_address + i]) != 0)
      return FALSE;

  return TRUE;
}

static gboolean
violates_address (const Constraints *constraints,
                  GBytes            *address)
{
  gboolean is_permitted = !constraints->any_permitted[GNUTLS_SAN_IPADDRESS];

  for (guint i = 0; i < constraints->excluded_addresses->len; i++)
    if (address_is_within (address, constraints->excluded_addresses->pdata[i]))
      return TRUE;
  for (guint i = 0; i < constraints->permitted_addresses->len && !is_permitted; i++)
    is_permitted = address_is_within (address, constraints->permitted_addresses->pdata[i]);

  return !is_permitted;
}

/* Directory names; mail addresses and URIs as GnuTLS sees them, only where such a constraint is, for it reads all names anew each time. */
static gboolean
violates_other (const Constraints *constraints,
                gnutls_x509_crt_t  certificate)
{
  static const gnutls_x509_subject_alt_name_t types[] = { GNUTLS_SAN_RFC822NAME, GNUTLS_SAN_URI };

  for (gsize i = 0; i < G_N_ELEMENTS (types) && constraints->any_other; i++)
    if (gnutls_x509_name_constraints_check_crt (constraints->raw, types[i], certificate) == 0)
      return TRUE;

  return constraints->any_other && sendoff_directory_constraints_are_broken (&constraints->extension, certificate);
}

static guint
check_certificate (const Constraints *constraints,
                   gnutls_x509_crt_t  certificate)
{
  g_autoptr(SendoffAltNames) names = sendoff_alt_names_read (certificate);
  guint64 n_constraints = constraints->permitted_dns->len + constraints->excluded_dns->len
                          + constraints->permitted_addresses->len + constraints->excluded_addresses->len;

  if (n_constraints * (names->dns->len + names->addresses->len) > MAX_COMPARISONS)
    return SENDOFF_PROBLEM_MALFORMED;

  for (guint i = 0; i < names->dns->len; i++)
    if (violates_dns (constraints, names->dns->pdata[i]))
      return SENDOFF_PROBLEM_NAME_CONSTRAINT;
  for (guint i = 0; i < names->addresses->len; i++)
    if (violates_address (constraints, names->addresses->pdata[i]))
      return SENDOFF_PROBLEM_NAME_CONSTRAINT;

  return violates_other (constraints, certificate) ? SENDOFF_PROBLEM_NAME_CONSTRAINT : 0;
}

/* place: of the authority in the path; the path's length for the anchor. */
static guint
check_below (const SendoffPath *path,
             gnutls_x509_crt_t  authority,
             guint              place)
{
  gboolean is_malformed = FALSE;
  g_autoptr(Constraints) constraints = read_constraints (authority, &is_malformed);
  guint problems = is_malformed ? SENDOFF_PROBLEM_MALFORMED : 0;

  for (guint i = 0; constraints != NULL && i < place; i++)
    {
      /* Self-issued intermediates, as in a change of keys, are exempt. */
      if (i > 0 && sendoff_is_self_issued (path->path->pdata[i]))
        continue;
      problems |= check_certificate (constraints, path->path->pdata[i]);
    }

  return problems;
}

guint
sendoff_path_check_constraints (const SendoffPath *path)
{
  guint problems = 0;

  for (guint i = 1; i < path->path->len; i++)
    problems |= check_below (path, path->path->pdata[i], i);
  if (path->anchor != NULL && !path->leaf_is_anchor)
    problems |= check_below (path, path->anchor, path->path->len);

  return problems;
}

gboolean
sendoff_path_has_constraints (const SendoffPath *path)
{
  g_autofree gnutls_x509_crt_t *above = g_new0 (gnutls_x509_crt_t, path->path->len + 1);
  guint n_above = 0;

  for (guint i = 1; i < path->path->len; i++)
    above[n_above++] = path->path->pdata[i];
  if (path->anchor != NULL)
    above[n_above++] = path->anchor;

  for (guint i = 0; i < n_above; i++)
    {
      gboolean is_malformed = FALSE;
      g_autoptr(Constraints) constraints = read_constraints (above[i], &is_malformed);

      if (constraints != NULL)
        return TRUE;
    }

  return FALSE;
}
