/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns finding the way from a leaf to a root among the certificates sent. Bounded for any input: each certificate is
 * entered once, and a budget limits the signatures that are checked. Any thread. */
#include "tls/path.h"

#include <string.h>

#include "tls/gnutls-auto.h"

#define MAX_SENT       100
#define MAX_SIGNATURES 400

typedef struct
{
  SendoffPath *path;
  const SendoffRoots *roots;
  gint64 time;
  guint budget;
  gboolean entered[MAX_SENT];
  GPtrArray *walk;              /* from the leaf to where the search is */
} Search;

typedef enum { LINK_NONE, LINK_BROKEN, LINK_SIGNED } Link;

static gboolean
is_valid_at (gnutls_x509_crt_t certificate,
             gint64            time)
{
  return gnutls_x509_crt_get_activation_time (certificate) <= time && time <= gnutls_x509_crt_get_expiration_time (certificate);
}

/* Names and key identifiers fit; whether the key did sign is another matter. Weakness, dates and the right to sign too. */
static Link
check_link (Search            *search,
            gnutls_x509_crt_t  certificate,
            gnutls_x509_crt_t  issuer)
{
  unsigned status = 0;
  const unsigned flags = GNUTLS_VERIFY_DO_NOT_ALLOW_SAME | GNUTLS_VERIFY_ALLOW_BROKEN | GNUTLS_VERIFY_DISABLE_TIME_CHECKS
                         | GNUTLS_VERIFY_DISABLE_CRL_CHECKS | GNUTLS_VERIFY_DISABLE_CA_SIGN | GNUTLS_VERIFY_ALLOW_ANY_X509_V1_CA_CRT
                         | GNUTLS_VERIFY_IGNORE_UNKNOWN_CRIT_EXTENSIONS;

  if (gnutls_x509_crt_check_issuer (certificate, issuer) != 1)
    return LINK_NONE;
  if (search->budget == 0)
    {
      search->path->is_malformed = TRUE;
      return LINK_NONE;
    }
  search->budget--;

  if (gnutls_x509_crt_verify (certificate, &issuer, 1, flags, &status) < 0)
    return LINK_BROKEN;
  if ((status & GNUTLS_CERT_SIGNER_NOT_FOUND) != 0)
    return LINK_NONE;
  return (status & GNUTLS_CERT_SIGNATURE_FAILURE) != 0 ? LINK_BROKEN : LINK_SIGNED;
}

static gboolean
key_identifiers_are_equal (gnutls_x509_crt_t certificate,
                           gnutls_x509_crt_t issuer)
{
  guint8 wanted[64], present[64];
  size_t n_wanted = sizeof wanted, n_present = sizeof present;

  return gnutls_x509_crt_get_authority_key_id (certificate, wanted, &n_wanted, NULL) >= 0
         && gnutls_x509_crt_get_subject_key_id (issuer, present, &n_present, NULL) >= 0
         && n_wanted == n_present && memcmp (wanted, present, n_present) == 0;
}

/* The root that signed the certificate, one that is valid if there is a choice. */
static gnutls_x509_crt_t
find_root (Search            *search,
           gnutls_x509_crt_t  certificate,
           gboolean          *has_namesake,
           gboolean          *is_broken)
{
  g_auto(OwnedDatum) name = { NULL, 0 };
  const GPtrArray *candidates;
  gnutls_x509_crt_t found = NULL;

  if (gnutls_x509_crt_get_raw_issuer_dn (certificate, &name) < 0)
    return NULL;

  candidates = sendoff_roots_lookup (search->roots, &name);
  *has_namesake = candidates != NULL;
  for (guint i = 0; candidates != NULL && i < candidates->len; i++)
    {
      Link link = check_link (search, certificate, candidates->pdata[i]);

      /* Without identifiers this is a namesake with another key, not a forged signature. */
      if (link == LINK_BROKEN && key_identifiers_are_equal (certificate, candidates->pdata[i]))
        *is_broken = TRUE;
      if (link == LINK_SIGNED
          && (found == NULL || (!is_valid_at (found, search->time) && is_valid_at (candidates->pdata[i], search->time))))
        found = candidates->pdata[i];
    }

  return found;
}

/* Of two dead ends the one that reaches a self-signed root says more. */
static void
keep_dead_end (Search   *search,
               gboolean  is_self_signed,
               gboolean  has_namesake)
{
  SendoffPath *path = search->path;

  if (path->path->len > 0 && (path->end_is_self_signed || !is_self_signed))
    return;

  g_ptr_array_set_size (path->path, 0);
  for (guint i = 0; i < search->walk->len; i++)
    g_ptr_array_add (path->path, search->walk->pdata[i]);
  path->end_is_self_signed = is_self_signed;
  path->end_has_namesake = has_namesake;
}

static void
keep_anchored (Search            *search,
               gnutls_x509_crt_t  anchor)
{
  SendoffPath *path = search->path;

  g_ptr_array_set_size (path->path, 0);
  for (guint i = 0; i < search->walk->len; i++)
    g_ptr_array_add (path->path, search->walk->pdata[i]);
  path->anchor = anchor;
  path->end_is_self_signed = FALSE;
  path->end_has_namesake = FALSE;
}

static gboolean search_upwards (Search *search, guint index);

/* Valid issuers first: a server may send an old and a renewed intermediate of the same name. */
static gboolean
search_issuers (Search   *search,
                guint     index,
                gboolean  wanted_valid,
                gboolean *found_any,
                gboolean *is_broken)
{
  GPtrArray *sent = search->path->sent;

  for (guint i = 0; i < sent->len; i++)
    {
      Link link;

      if (i == index || search->entered[i] || is_valid_at (sent->pdata[i], search->time) != wanted_valid)
        continue;

      link = check_link (search, sent->pdata[index], sent->pdata[i]);
      if (link == LINK_BROKEN)
        *is_broken = TRUE;
      if (link != LINK_SIGNED)
        continue;

      *found_any = TRUE;
      if (search_upwards (search, i))
        return TRUE;
    }

  return FALSE;
}

/* TRUE: a root was reached, and the path is kept. */
static gboolean
search_upwards (Search *search,
                guint   index)
{
  gnutls_x509_crt_t certificate = search->path->sent->pdata[index], root;
  gboolean has_namesake = FALSE, is_broken = FALSE, found_any = FALSE, is_anchored = FALSE;
  Link self_link;

  search->entered[index] = TRUE;
  g_ptr_array_add (search->walk, certificate);

  self_link = check_link (search, certificate, certificate);
  if (index == 0)
    search->path->leaf_is_self_signed = self_link == LINK_SIGNED;

  root = find_root (search, certificate, &has_namesake, &is_broken);
  if (root != NULL)
    {
      keep_anchored (search, root);
      is_anchored = TRUE;
    }
  else if (self_link != LINK_SIGNED)
    is_anchored = search_issuers (search, index, TRUE, &found_any, &is_broken)
                  || search_issuers (search, index, FALSE, &found_any, &is_broken);

  if (!is_anchored && !found_any)
    {
      keep_dead_end (search, self_link == LINK_SIGNED, has_namesake);
      if (self_link != LINK_SIGNED && (is_broken || (self_link == LINK_BROKEN && !has_namesake)))
        search->path->is_malformed = TRUE;
    }

  g_ptr_array_set_size (search->walk, search->walk->len - 1);
  return is_anchored;
}

static gboolean
was_sent_before (GPtrArray         *sent,
                 gnutls_x509_crt_t  certificate)
{
  for (guint i = 0; i < sent->len; i++)
    if (gnutls_x509_crt_equals (sent->pdata[i], certificate))
      return TRUE;

  return FALSE;
}

/* FALSE: not even the leaf can be read. */
static gboolean
import_chain (SendoffPath          *self,
              const gnutls_datum_t *chain,
              guint                 n_chain)
{
  if (n_chain > MAX_SENT)
    self->is_malformed = TRUE;

  for (guint i = 0; i < MIN (n_chain, MAX_SENT); i++)
    {
      g_auto(gnutls_x509_crt_t) certificate = NULL;

      if (gnutls_x509_crt_init (&certificate) < 0 || gnutls_x509_crt_import (certificate, &chain[i], GNUTLS_X509_FMT_DER) < 0)
        {
          self->is_malformed = TRUE;
          if (i == 0)
            return FALSE;
          continue;
        }
      if (!was_sent_before (self->sent, certificate))
        g_ptr_array_add (self->sent, g_steal_pointer (&certificate));
    }

  return self->sent->len > 0;
}

/* A leaf that the user put among the roots, as it is, needs nobody else to vouch for it. */
static gboolean
anchor_known_leaf (SendoffPath        *self,
                   const SendoffRoots *roots)
{
  g_auto(OwnedDatum) name = { NULL, 0 };
  gnutls_x509_crt_t leaf = self->sent->pdata[0];
  const GPtrArray *namesakes;

  if (gnutls_x509_crt_get_raw_dn (leaf, &name) < 0)
    return FALSE;

  namesakes = sendoff_roots_lookup (roots, &name);
  for (guint i = 0; namesakes != NULL && i < namesakes->len; i++)
    if (gnutls_x509_crt_equals (leaf, namesakes->pdata[i]))
      {
        self->anchor = namesakes->pdata[i];
        g_ptr_array_add (self->path, leaf);
        return TRUE;
      }

  return FALSE;
}

static void
find_signed_by_leaf (Search *search)
{
  GPtrArray *sent = search->path->sent;

  for (guint i = 1; i < sent->len && !search->path->leaf_signs_others; i++)
    search->path->leaf_signs_others = check_link (search, sent->pdata[i], sent->pdata[0]) == LINK_SIGNED;
}

SendoffPath *
sendoff_path_build (const SendoffRoots   *roots,
                    const gnutls_datum_t *chain,
                    guint                 n_chain,
                    gint64                time)
{
  SendoffPath *self = g_new0 (SendoffPath, 1);
  g_autoptr(GPtrArray) walk = g_ptr_array_new ();
  Search search = { .path = self, .roots = roots, .time = time, .budget = MAX_SIGNATURES, .walk = walk };

  self->sent = g_ptr_array_new_with_free_func ((GDestroyNotify) gnutls_x509_crt_deinit);
  self->path = g_ptr_array_new ();
  if (!import_chain (self, chain, n_chain))
    return self;

  if (anchor_known_leaf (self, roots))
    self->leaf_is_self_signed = check_link (&search, self->sent->pdata[0], self->sent->pdata[0]) == LINK_SIGNED;
  else
    search_upwards (&search, 0);
  find_signed_by_leaf (&search);

  return self;
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

gboolean
sendoff_is_self_issued (gnutls_x509_crt_t certificate)
{
  g_auto(OwnedDatum) subject = { NULL, 0 }, issuer = { NULL, 0 };

  return gnutls_x509_crt_get_raw_dn (certificate, &subject) >= 0 && gnutls_x509_crt_get_raw_issuer_dn (certificate, &issuer) >= 0
         && subject.size == issuer.size && memcmp (subject.data, issuer.data, subject.size) == 0;
}
