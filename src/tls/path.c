/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns what a server sent, and the way from the leaf to a root where names leave no choice. Any thread. */
#include "tls/path.h"

#include <string.h>

#include "tls/gnutls-auto.h"

/* Longer chains aren't worth a guess. */
#define MAX_PRESUMED 10

/* Keys beyond these are nobody's, and a signature by one takes up to seconds. Exponents are in octets. */
#define MAX_RSA_BITS           16384
#define LONG_RSA_BITS          4096
#define MAX_RSA_EXPONENT       32
#define MAX_RSA_EXPONENT_LONG  8
#define MAX_DSA_BITS           4096
#define MAX_DSA_EXPONENT       64

static unsigned
count_octets (const gnutls_datum_t *number)
{
  unsigned n_zeros = 0;

  while (n_zeros < number->size && number->data[n_zeros] == 0)
    n_zeros++;
  return number->size - n_zeros;
}

static gboolean
key_is_too_costly (gnutls_x509_crt_t certificate)
{
  g_auto(OwnedDatum) modulus = { NULL, 0 }, exponent = { NULL, 0 }, p = { NULL, 0 }, g = { NULL, 0 }, y = { NULL, 0 };
  unsigned bits = 0;
  int algorithm = gnutls_x509_crt_get_pk_algorithm (certificate, &bits);

  if (algorithm == GNUTLS_PK_RSA || algorithm == GNUTLS_PK_RSA_PSS)
    return bits > MAX_RSA_BITS
           || (gnutls_x509_crt_get_pk_rsa_raw (certificate, &modulus, &exponent) >= 0
               && count_octets (&exponent) > (bits > LONG_RSA_BITS ? MAX_RSA_EXPONENT_LONG : MAX_RSA_EXPONENT));
  if (algorithm == GNUTLS_PK_DSA)
    return bits > MAX_DSA_BITS
           || (gnutls_x509_crt_get_pk_dsa_raw (certificate, &p, &exponent, &g, &y) >= 0 && count_octets (&exponent) > MAX_DSA_EXPONENT);
  return FALSE;
}

static gboolean
was_sent_before (const gnutls_datum_t *chain,
                 guint                 place)
{
  for (guint i = 0; i < place; i++)
    if (chain[i].size == chain[place].size && memcmp (chain[i].data, chain[place].data, chain[place].size) == 0)
      return TRUE;

  return FALSE;
}

/* FALSE: not even the leaf can be read. */
static gboolean
import_chain (SendoffPath          *self,
              const gnutls_datum_t *chain,
              guint                 n_chain)
{
  if (n_chain > SENDOFF_PATH_MAX_SENT)
    self->is_malformed = TRUE;

  for (guint i = 0; i < MIN (n_chain, SENDOFF_PATH_MAX_SENT); i++)
    {
      g_auto(gnutls_x509_crt_t) certificate = NULL;

      if (was_sent_before (chain, i))
        continue;
      if (gnutls_x509_crt_init (&certificate) < 0 || gnutls_x509_crt_import (certificate, &chain[i], GNUTLS_X509_FMT_DER) < 0
          || key_is_too_costly (certificate))
        {
          self->is_malformed = TRUE;
          if (i == 0)
            return FALSE;
          continue;
        }
      g_ptr_array_add (self->sent, g_steal_pointer (&certificate));
    }

  return self->sent->len > 0;
}

gnutls_x509_crt_t
sendoff_path_find_known_leaf (const SendoffPath  *self,
                              const SendoffRoots *roots)
{
  g_auto(OwnedDatum) name = { NULL, 0 };
  gnutls_x509_crt_t leaf = self->sent->pdata[0];
  const GPtrArray *namesakes;

  if (gnutls_x509_crt_get_raw_dn (leaf, &name) < 0)
    return NULL;

  namesakes = sendoff_roots_lookup (roots, &name);
  for (guint i = 0; namesakes != NULL && i < namesakes->len; i++)
    if (gnutls_x509_crt_equals (leaf, namesakes->pdata[i]))
      return namesakes->pdata[i];

  return NULL;
}

SendoffPath *
sendoff_path_new (const gnutls_datum_t *chain,
                  guint                 n_chain)
{
  SendoffPath *self = g_new0 (SendoffPath, 1);

  self->sent = g_ptr_array_new_with_free_func ((GDestroyNotify) gnutls_x509_crt_deinit);
  self->path = g_ptr_array_new ();
  if (!import_chain (self, chain, n_chain))
    g_ptr_array_set_size (self->sent, 0);
  return self;
}

/* ---- by names alone ---- */

/* The only root with the name and key that the certificate says signed it. FALSE: there are several. */
static gboolean
find_only_root (const SendoffRoots *roots,
                gnutls_x509_crt_t   certificate,
                gnutls_x509_crt_t  *root)
{
  g_auto(OwnedDatum) name = { NULL, 0 };
  const GPtrArray *candidates;

  *root = NULL;
  if (gnutls_x509_crt_get_raw_issuer_dn (certificate, &name) < 0)
    return FALSE;

  candidates = sendoff_roots_lookup (roots, &name);
  for (guint i = 0; candidates != NULL && i < candidates->len; i++)
    if (sendoff_may_have_signed (candidates->pdata[i], certificate))
      {
        if (*root != NULL)
          return FALSE;
        *root = candidates->pdata[i];
      }
  return TRUE;
}

/* The same among what was sent; a copy of the root counts for nothing. */
static gboolean
find_only_sent (const GPtrArray   *sent,
                gnutls_x509_crt_t  certificate,
                gnutls_x509_crt_t  root,
                gnutls_x509_crt_t *issuer)
{
  *issuer = NULL;
  for (guint i = 0; i < sent->len; i++)
    if (sendoff_may_have_signed (sent->pdata[i], certificate) && (root == NULL || !gnutls_x509_crt_equals (sent->pdata[i], root)))
      {
        if (*issuer != NULL)
          return FALSE;
        *issuer = sent->pdata[i];
      }
  return TRUE;
}

gboolean
sendoff_path_presume (SendoffPath        *self,
                      const SendoffRoots *roots)
{
  gnutls_x509_crt_t certificate, root, issuer;

  if (self->is_malformed || self->sent->len == 0 || self->sent->len > MAX_PRESUMED || sendoff_path_find_known_leaf (self, roots) != NULL)
    return FALSE;

  for (certificate = self->sent->pdata[0]; self->path->len < self->sent->len; certificate = issuer)
    {
      if (sendoff_is_self_issued (certificate))
        return FALSE;
      g_ptr_array_add (self->path, certificate);
      if (!find_only_root (roots, certificate, &root)
          || !find_only_sent (self->sent, certificate, root, &issuer)
          || (root == NULL) == (issuer == NULL)
          || issuer == self->sent->pdata[0])
        return FALSE;
      if (root != NULL)
        {
          self->anchor = root;
          return TRUE;
        }
    }
  return FALSE;
}

void
sendoff_path_free (SendoffPath *self)
{
  g_ptr_array_unref (self->path);
  g_ptr_array_unref (self->sent);
  g_free (self);
}

gnutls_x509_crt_t
sendoff_path_get_issuer (const SendoffPath *self,
                         guint              place)
{
  return place + 1 < self->path->len ? self->path->pdata[place + 1] : self->anchor;
}

/* The raw names are compared first, which GnuTLS does, too, but after it has read both certificates' identifiers. */
static gboolean
bears_name_of_issuer (gnutls_x509_crt_t issuer,
                      gnutls_x509_crt_t certificate)
{
  g_auto(OwnedDatum) subject = { NULL, 0 }, wanted = { NULL, 0 };

  return gnutls_x509_crt_get_raw_dn (issuer, &subject) >= 0 && gnutls_x509_crt_get_raw_issuer_dn (certificate, &wanted) >= 0
         && subject.size == wanted.size && memcmp (subject.data, wanted.data, subject.size) == 0;
}

gboolean
sendoff_may_have_signed (gnutls_x509_crt_t issuer,
                         gnutls_x509_crt_t certificate)
{
  return bears_name_of_issuer (issuer, certificate) && gnutls_x509_crt_check_issuer (certificate, issuer) == 1;
}

gboolean
sendoff_is_self_issued (gnutls_x509_crt_t certificate)
{
  return bears_name_of_issuer (certificate, certificate);
}
