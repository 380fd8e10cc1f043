/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns searching a way from a leaf to a root by the signatures. Bounded for any input: each signature is checked once, a budget limits
 * them, and so many ways to roots are tried. Any thread. */
#include "tls/path.h"

#include <string.h>

#include "tls/gnutls-auto.h"

#define MAX_SIGNATURES 200
#define MAX_WAYS       16

typedef enum { LINK_UNKNOWN, LINK_NONE, LINK_BROKEN, LINK_SIGNED } Link;

typedef struct
{
  gboolean is_known, has_namesake, is_broken;
  gnutls_x509_crt_t root;
} RootsAbove;

typedef struct
{
  SendoffPath *path;
  const SendoffRoots *roots;
  gint64 time;
  SendoffPathTest *test;
  gconstpointer data;
  guint budget, n_ways;
  gboolean has_broken_end;
  gboolean entered[SENDOFF_PATH_MAX_SENT];
  RootsAbove above[SENDOFF_PATH_MAX_SENT];
  guint8 links[SENDOFF_PATH_MAX_SENT][SENDOFF_PATH_MAX_SENT]; /* Link, of the first with the second as its issuer */
  GPtrArray *walk;              /* from the leaf to where the search is */
} Search;

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

  if (!sendoff_may_have_signed (issuer, certificate))
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

static Link
check_sent (Search *search,
            guint   place,
            guint   issuer)
{
  guint8 *link = &search->links[place][issuer];

  if (*link == LINK_UNKNOWN)
    *link = check_link (search, search->path->sent->pdata[place], search->path->sent->pdata[issuer]);
  return *link;
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
static void
find_root (Search            *search,
           gnutls_x509_crt_t  certificate,
           RootsAbove        *above)
{
  g_auto(OwnedDatum) name = { NULL, 0 };
  const GPtrArray *candidates;

  above->is_known = TRUE;
  if (gnutls_x509_crt_get_raw_issuer_dn (certificate, &name) < 0)
    return;

  candidates = sendoff_roots_lookup (search->roots, &name);
  above->has_namesake = candidates != NULL;
  for (guint i = 0; candidates != NULL && i < candidates->len; i++)
    {
      Link link = check_link (search, certificate, candidates->pdata[i]);

      /* Without identifiers this is a namesake with another key, not a forged signature. */
      if (link == LINK_BROKEN && key_identifiers_are_equal (certificate, candidates->pdata[i]))
        above->is_broken = TRUE;
      if (link == LINK_SIGNED
          && (above->root == NULL || (!is_valid_at (above->root, search->time) && is_valid_at (candidates->pdata[i], search->time))))
        above->root = candidates->pdata[i];
    }
}

static void
copy_walk (Search *search)
{
  GPtrArray *path = search->path->path;

  g_ptr_array_set_size (path, 0);
  for (guint i = 0; i < search->walk->len; i++)
    g_ptr_array_add (path, search->walk->pdata[i]);
}

/* Of two dead ends the one that reaches a self-signed root says more; a root that is trusted says all. */
static void
keep_dead_end (Search   *search,
               gboolean  is_self_signed,
               gboolean  has_namesake)
{
  SendoffPath *path = search->path;

  if (path->anchor != NULL || (path->path->len > 0 && (path->end_is_self_signed || !is_self_signed)))
    return;

  copy_walk (search);
  path->end_is_self_signed = is_self_signed;
  path->end_has_namesake = has_namesake;
}

/* The first way to a root is kept until one comes that has no problems. TRUE: no other is wanted. */
static gboolean
keep_anchored (Search            *search,
               gnutls_x509_crt_t  anchor)
{
  SendoffPath *path = search->path, way = *path;
  guint problems;

  way.path = search->walk;
  way.anchor = anchor;
  way.end_is_self_signed = FALSE;
  way.end_has_namesake = FALSE;
  problems = search->test (&way, search->data);

  if (path->anchor == NULL || problems == 0)
    {
      copy_walk (search);
      path->anchor = anchor;
      path->end_is_self_signed = FALSE;
      path->end_has_namesake = FALSE;
    }
  search->n_ways++;
  return problems == 0 || search->n_ways == MAX_WAYS;
}

static gboolean search_upwards (Search *search, guint place);

/* Valid issuers first: a server may send an old and a renewed intermediate of the same name. TRUE: no other way is wanted. */
static gboolean
search_issuers (Search   *search,
                guint     place,
                gboolean  wanted_valid,
                gboolean *found_any,
                gboolean *is_broken)
{
  GPtrArray *sent = search->path->sent;

  for (guint i = 0; i < sent->len; i++)
    {
      Link link;

      if (i == place || search->entered[i] || is_valid_at (sent->pdata[i], search->time) != wanted_valid)
        continue;

      link = check_sent (search, place, i);
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

/* TRUE: a way was kept that will do. */
static gboolean
search_upwards (Search *search,
                guint   place)
{
  gnutls_x509_crt_t certificate = search->path->sent->pdata[place];
  RootsAbove *above = &search->above[place];
  guint n_ways = search->n_ways;
  gboolean found_any = FALSE, is_done = FALSE, is_broken;
  Link self_link;

  search->entered[place] = TRUE;
  g_ptr_array_add (search->walk, certificate);

  self_link = check_sent (search, place, place);
  if (place == 0)
    search->path->leaf_is_self_signed = self_link == LINK_SIGNED;

  if (!above->is_known)
    find_root (search, certificate, above);
  is_broken = above->is_broken;
  if (above->root != NULL)
    is_done = keep_anchored (search, above->root);
  if (!is_done && self_link != LINK_SIGNED)
    is_done = search_issuers (search, place, TRUE, &found_any, &is_broken)
              || search_issuers (search, place, FALSE, &found_any, &is_broken);

  if (above->root == NULL && !found_any)
    {
      keep_dead_end (search, self_link == LINK_SIGNED, above->has_namesake);
      if (self_link != LINK_SIGNED && (is_broken || (self_link == LINK_BROKEN && !above->has_namesake)))
        search->has_broken_end = TRUE;
    }

  /* Another way may lead over it, unless it leads nowhere. */
  search->entered[place] = search->n_ways == n_ways;
  g_ptr_array_set_size (search->walk, search->walk->len - 1);
  return is_done;
}

static void
find_signed_by_leaf (Search *search)
{
  GPtrArray *sent = search->path->sent;

  for (guint i = 1; i < sent->len && !search->path->leaf_signs_others; i++)
    search->path->leaf_signs_others = check_sent (search, i, 0) == LINK_SIGNED;
}

void
sendoff_path_search (SendoffPath        *self,
                     const SendoffRoots *roots,
                     gint64              time,
                     SendoffPathTest    *test,
                     gconstpointer       data)
{
  g_autofree Search *search = g_new0 (Search, 1);
  g_autoptr(GPtrArray) walk = g_ptr_array_new ();

  search->path = self;
  search->roots = roots;
  search->time = time;
  search->test = test;
  search->data = data;
  search->budget = MAX_SIGNATURES;
  search->walk = walk;

  g_ptr_array_set_size (self->path, 0);
  if (self->sent->len == 0)
    return;

  self->anchor = sendoff_path_find_known_leaf (self, roots);
  self->leaf_is_anchor = self->anchor != NULL;
  if (self->leaf_is_anchor)
    {
      g_ptr_array_add (self->path, self->sent->pdata[0]);
      self->leaf_is_self_signed = check_sent (search, 0, 0) == LINK_SIGNED;
    }
  else
    search_upwards (search, 0);

  self->is_malformed |= search->has_broken_end && self->anchor == NULL;
  find_signed_by_leaf (search);
}
