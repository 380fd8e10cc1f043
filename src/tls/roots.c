/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the roots and revocation lists: loaded once, immutable afterwards (but for the memory of judgements), used from any thread. */
#include "tls/judge.h"

#include <errno.h>

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "base/error.h"
#include "tls/gnutls-auto.h"
#include "tls/roots-private.h"

#define SYSTEM_BUNDLE "/etc/ssl/certs/ca-certificates.crt"

/* A server's chain in a session: keys up to 16384 bits; as many certificates as the judge repairs. */
#define MAX_KEY_BITS   16384
#define MAX_CHAIN_SIZE 100

struct _SendoffRoots
{
  gatomicrefcount ref_count;
  gboolean is_system;
  gnutls_certificate_credentials_t credentials;
  gsize has_client_function;
  gnutls_x509_trust_list_t list;   /* owned by the credentials; owns the certificates below unless they are copies */
  GHashTable *by_subject;          /* GBytes, the raw name -> GPtrArray of gnutls_x509_crt_t */
  GPtrArray *copies;               /* gnutls_x509_crt_t that the list doesn't own */
  GPtrArray *revocation_lists;     /* gnutls_x509_crl_t */
  SendoffJudgeMemory *memory;
};

static SendoffRoots *
create_empty (void)
{
  SendoffRoots *self = g_new0 (SendoffRoots, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->by_subject = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref,
                                            (GDestroyNotify) g_ptr_array_unref);
  self->copies = g_ptr_array_new_with_free_func ((GDestroyNotify) gnutls_x509_crt_deinit);
  self->revocation_lists = g_ptr_array_new_with_free_func ((GDestroyNotify) gnutls_x509_crl_deinit);
  self->memory = sendoff_judge_memory_new ();

  if (gnutls_certificate_allocate_credentials (&self->credentials) < 0
      || gnutls_x509_trust_list_init (&self->list, 0) < 0)
    g_error ("GnuTLS has no memory for a list of roots");
  gnutls_certificate_set_trust_list (self->credentials, self->list, 0);
  gnutls_certificate_set_verify_limits (self->credentials, MAX_KEY_BITS, MAX_CHAIN_SIZE);
  /* Revocation and staples are the judge's: GnuTLS would turn a server away for a staple that is merely out of date. So is the
   * strength of keys: GnuTLS combines a profile given here with the one of the session's priorities, number by number, to a third. */
  gnutls_certificate_set_verify_flags (self->credentials, GNUTLS_VERIFY_DISABLE_CRL_CHECKS);
  return self;
}

/* FALSE: the same certificate is there already. */
static gboolean
index_root (SendoffRoots      *self,
            gnutls_x509_crt_t  root)
{
  g_auto(OwnedDatum) name = { NULL, 0 };
  g_autoptr(GBytes) subject = NULL;
  GPtrArray *same_subject;

  if (gnutls_x509_crt_get_raw_dn (root, &name) < 0)
    return FALSE;

  subject = g_bytes_new (name.data, name.size);
  same_subject = g_hash_table_lookup (self->by_subject, subject);
  if (same_subject == NULL)
    {
      same_subject = g_ptr_array_new ();
      g_hash_table_insert (self->by_subject, g_steal_pointer (&subject), same_subject);
    }

  for (guint i = 0; i < same_subject->len; i++)
    if (gnutls_x509_crt_equals (same_subject->pdata[i], root))
      return FALSE;

  g_ptr_array_add (same_subject, root);
  return TRUE;
}

static void
add_root (SendoffRoots      *self,
          gnutls_x509_crt_t  root)
{
  if (!index_root (self, root) || gnutls_x509_trust_list_add_cas (self->list, &root, 1, 0) < 1)
    g_ptr_array_add (self->copies, root);
}

/* GLib's own message holds the name of the file as it is, escape sequences and all. */
static char *
describe_fault (const GError *fault)
{
  static const int numbers[] = { ENOENT, EACCES, EPERM, EISDIR, ENOTDIR, ELOOP, ENAMETOOLONG, EIO, EMFILE, ENFILE, ENOMEM };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (g_error_matches (fault, G_FILE_ERROR, (int) g_file_error_from_errno (numbers[i])))
      return g_strdup (g_strerror (numbers[i]));

  return sendoff_display_text (fault->message, -1);
}

static gboolean
read_file (const char      *path,
           char           **contents,
           gnutls_datum_t  *data,
           GError         **error)
{
  g_autoptr(GError) fault = NULL;
  g_autofree char *shown = sendoff_display_text (path, -1);
  gsize length;

  if (!g_file_get_contents (path, contents, &length, &fault))
    {
      g_autofree char *reason = describe_fault (fault);

      /* Translators: the first %s is a file's name, the second the system's reason. */
      g_set_error (error, SENDOFF_ERROR, SENDOFF_ERROR_FILE, _("The file “%s” can't be read: %s."), shown, reason);
      return FALSE;
    }

  data->data = (unsigned char *) *contents;
  data->size = (unsigned) MIN (length, G_MAXUINT);
  return TRUE;
}

static gboolean
load_file (SendoffRoots  *self,
           const char    *path,
           GError       **error)
{
  g_autofree char *contents = NULL;
  gnutls_x509_crt_t *roots = NULL;
  gnutls_datum_t data;
  unsigned n_roots = 0;

  if (!read_file (path, &contents, &data, error))
    return FALSE;

  if ((gnutls_x509_crt_list_import2 (&roots, &n_roots, &data, GNUTLS_X509_FMT_PEM, 0) < 0
       && gnutls_x509_crt_list_import2 (&roots, &n_roots, &data, GNUTLS_X509_FMT_DER, 0) < 0)
      || n_roots == 0)
    {
      g_autofree char *shown = sendoff_display_text (path, -1);

      /* Translators: %s is a file's name. */
      g_set_error (error, SENDOFF_ERROR, SENDOFF_ERROR_FILE, _("The file “%s” holds no certificates that can be used."), shown);
      return FALSE;
    }

  for (unsigned i = 0; i < n_roots; i++)
    add_root (self, roots[i]);
  gnutls_free (roots);
  return TRUE;
}

/* Where the bundle isn't: what GnuTLS was built to look at. It hands out copies only. */
static gboolean
load_gnutls_default (SendoffRoots  *self,
                     GError       **error)
{
  gnutls_x509_trust_list_iter_t iterator = NULL;
  gnutls_x509_crt_t root = NULL;

  if (gnutls_x509_trust_list_add_system_trust (self->list, 0, 0) < 1)
    {
      g_set_error_literal (error, SENDOFF_ERROR, SENDOFF_ERROR_FILE,
                           _("This computer has no list of the authorities that it trusts. Install the package ca-certificates."));
      return FALSE;
    }

  while (gnutls_x509_trust_list_iter_get_ca (self->list, &iterator, &root) == 0)
    {
      index_root (self, root);
      g_ptr_array_add (self->copies, root);
    }
  return TRUE;
}

static gboolean
load_revocation_lists (SendoffRoots  *self,
                       const char    *path,
                       GError       **error)
{
  g_autofree char *contents = NULL;
  gnutls_x509_crl_t *lists = NULL;
  gnutls_datum_t data;
  unsigned n_lists = 0;

  if (!read_file (path, &contents, &data, error))
    return FALSE;

  if ((gnutls_x509_crl_list_import2 (&lists, &n_lists, &data, GNUTLS_X509_FMT_PEM, 0) < 0
       && gnutls_x509_crl_list_import2 (&lists, &n_lists, &data, GNUTLS_X509_FMT_DER, 0) < 0)
      || n_lists == 0)
    {
      g_autofree char *shown = sendoff_display_text (path, -1);

      /* Translators: %s is a file's name. */
      g_set_error (error, SENDOFF_ERROR, SENDOFF_ERROR_FILE, _("The file “%s” holds no revocation list that can be used."), shown);
      return FALSE;
    }

  for (unsigned i = 0; i < n_lists; i++)
    g_ptr_array_add (self->revocation_lists, lists[i]);
  gnutls_free (lists);
  return TRUE;
}

SendoffRoots *
sendoff_roots_load (const char  *ca_file,
                    const char  *crl_file,
                    GError     **error)
{
  g_autoptr(SendoffRoots) self = create_empty ();

  self->is_system = ca_file == NULL;
  if (ca_file == NULL && g_file_test (SYSTEM_BUNDLE, G_FILE_TEST_EXISTS))
    ca_file = SYSTEM_BUNDLE;

  if (ca_file != NULL ? !load_file (self, ca_file, error) : !load_gnutls_default (self, error))
    return NULL;
  if (crl_file != NULL && !load_revocation_lists (self, crl_file, error))
    return NULL;

  return g_steal_pointer (&self);
}

SendoffRoots *
sendoff_roots_ref (SendoffRoots *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
sendoff_roots_unref (SendoffRoots *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->by_subject);
  gnutls_certificate_free_credentials (self->credentials);
  g_ptr_array_unref (self->copies);
  g_ptr_array_unref (self->revocation_lists);
  sendoff_judge_memory_free (self->memory);
  g_free (self);
}

gboolean
sendoff_roots_are_system (const SendoffRoots *self)
{
  return self->is_system;
}

gnutls_certificate_credentials_t
sendoff_roots_get_credentials (const SendoffRoots *self)
{
  return self->credentials;
}

void
sendoff_roots_set_client_function (SendoffRoots                          *self,
                                   gnutls_certificate_retrieve_function2 *func)
{
  if (!g_once_init_enter (&self->has_client_function))
    return;
  gnutls_certificate_set_retrieve_function2 (self->credentials, func);
  g_once_init_leave (&self->has_client_function, 1);
}

gnutls_x509_trust_list_t
sendoff_roots_get_list (const SendoffRoots *self)
{
  return self->list;
}

SendoffJudgeMemory *
sendoff_roots_get_memory (const SendoffRoots *self)
{
  return self->memory;
}

const GPtrArray *
sendoff_roots_lookup (const SendoffRoots   *self,
                      const gnutls_datum_t *subject)
{
  g_autoptr(GBytes) key = g_bytes_new_static (subject->data, subject->size);

  return g_hash_table_lookup (self->by_subject, key);
}

static gboolean
list_is_signed_by (gnutls_x509_crl_t list,
                   gnutls_x509_crt_t issuer)
{
  unsigned status = 0;

  if (gnutls_x509_crl_verify (list, &issuer, 1, GNUTLS_VERIFY_DISABLE_TIME_CHECKS | GNUTLS_VERIFY_ALLOW_BROKEN, &status) < 0)
    return FALSE;

  return (status & (GNUTLS_CERT_SIGNER_NOT_FOUND | GNUTLS_CERT_SIGNATURE_FAILURE)) == 0;
}

gboolean
sendoff_roots_have_revoked (const SendoffRoots *self,
                            gnutls_x509_crt_t   certificate,
                            gnutls_x509_crt_t   issuer)
{
  for (guint i = 0; i < self->revocation_lists->len; i++)
    {
      gnutls_x509_crl_t list = self->revocation_lists->pdata[i];

      /* Revocation is for good: a list past its date still counts. */
      if (gnutls_x509_crt_check_revocation (certificate, &list, 1) == 1
          && (issuer == NULL || list_is_signed_by (list, issuer)))
        return TRUE;
    }

  return FALSE;
}
