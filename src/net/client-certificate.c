/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns one's own certificate and key for one attempt. One worker thread. */

#include "net/client-certificate.h"

#include <string.h>
#include <sys/stat.h>

#include <glib/gi18n-lib.h>
#include <gnutls/pkcs11.h>

#include "base/display-text.h"
#include "base/error.h"
#include "model/server-settings.h"

#define MAX_CHAIN 16
#define MAX_FILE_BYTES (1024 * 1024)
#define KEY_ID_BYTES 32

struct _SendoffClientCertificate
{
  gnutls_pcert_st           chain[MAX_CHAIN];
  unsigned int              n_chain;
  gnutls_privkey_t          key;
  SendoffSecretString      *secret;   /* may be NULL; some tokens want it for each signature */
  SendoffClientSecretState  state;
  gboolean                  nearly_locked;
};

static void
fail (const char  *format,
      const char  *place,
      GError     **error)
{
  g_autofree char *shown = sendoff_display_text (place, -1);
  g_autoptr(GString) message = g_string_new (format);

  g_string_replace (message, "%s", shown, 1);
  g_set_error_literal (error, SENDOFF_ERROR, SENDOFF_ERROR_FILE, message->str);
}

/* GnuTLS asks again after a wrong PIN, until the token locks itself: once is enough. */
static int
on_pin_wanted (void         *user_data,
               int           attempt,
               const char   *url,
               const char   *label,
               unsigned int  flags,
               char         *pin,
               size_t        pin_size)
{
  SendoffClientCertificate *self = user_data;

  self->state = self->secret == NULL ? SENDOFF_CLIENT_SECRET_MISSING : SENDOFF_CLIENT_SECRET_WRONG;
  self->nearly_locked = self->nearly_locked || (flags & GNUTLS_PIN_FINAL_TRY) != 0;
  if (self->secret == NULL || attempt > 0 || (flags & (GNUTLS_PIN_WRONG | GNUTLS_PIN_FINAL_TRY)) != 0 ||
      sendoff_secret_string_get_length (self->secret) >= pin_size)
    return GNUTLS_E_PKCS11_PIN_ERROR;

  memcpy (pin, sendoff_secret_string_peek (self->secret), sendoff_secret_string_get_length (self->secret) + 1);
  return 0;
}

/* Only a regular file: a pipe would be waited for. The caller wipes and frees. */
static gboolean
read_file (const char      *path,
           gnutls_datum_t  *pem,
           GError         **error)
{
  struct stat status;
  char *contents = NULL;
  gsize length = 0;

  if (stat (path, &status) != 0 || !S_ISREG (status.st_mode) || status.st_size > MAX_FILE_BYTES ||
      !g_file_get_contents (path, &contents, &length, NULL))
    {
      /* Translators: %s is a file's name. */
      fail (_("The file “%s” with the client certificate or its key can't be read."), path, error);
      return FALSE;
    }
  pem->data = (unsigned char *) contents;
  pem->size = length;
  return TRUE;
}

static void
wipe_file (gnutls_datum_t *pem)
{
  sendoff_wipe (pem->data, pem->size);
  g_free (pem->data);
}

static gboolean
load_chain_from_file (SendoffClientCertificate  *self,
                      const char                *path,
                      GError                   **error)
{
  gnutls_datum_t pem = { NULL, 0 };
  int status;

  if (!read_file (path, &pem, error))
    return FALSE;
  self->n_chain = MAX_CHAIN;
  status = gnutls_pcert_list_import_x509_raw (self->chain, &self->n_chain, &pem, GNUTLS_X509_FMT_PEM, GNUTLS_X509_CRT_LIST_SORT);
  wipe_file (&pem);
  if (status >= 0 && self->n_chain > 0)
    return TRUE;
  self->n_chain = 0;
  /* Translators: %s is a file's name. */
  fail (_("The file “%s” holds no client certificate that can be used."), path, error);
  return FALSE;
}

static void
fail_for_token (SendoffClientCertificate  *self,
                const char                *url,
                gboolean                   is_key,
                int                        status,
                GError                   **error)
{
  /* A PIN may have been right, and the object not there. */
  if (status != GNUTLS_E_PKCS11_PIN_ERROR || self->nearly_locked)
    self->state = SENDOFF_CLIENT_SECRET_FINE;
  if (status == GNUTLS_E_PKCS11_PIN_LOCKED)
    fail (_("The token of the client certificate is locked. Unlock it with its own program first."), url, error);
  else if (self->nearly_locked)
    fail (_("The token of the client certificate would be locked by one more wrong PIN. Unlock it with its own program first."), url, error);
  else if (self->state == SENDOFF_CLIENT_SECRET_MISSING)
    fail (_("The token of the client certificate asks for its PIN."), url, error);
  else if (self->state == SENDOFF_CLIENT_SECRET_WRONG)
    fail (_("The PIN is not that of the client certificate's token."), url, error);
  else if (is_key)
    /* Translators: %s is the address of a key on a token, pkcs11:… */
    fail (_("The client certificate's key is not on a token that is there: “%s”."), url, error);
  else
    /* Translators: %s is the address of a certificate on a token, pkcs11:… */
    fail (_("The client certificate is not on a token that is there: “%s”."), url, error);
}

static gboolean
load_chain_from_token (SendoffClientCertificate  *self,
                       const char                *url,
                       GError                   **error)
{
  int status;

  self->n_chain = MAX_CHAIN;
  status = gnutls_pcert_list_import_x509_file (self->chain, &self->n_chain, url, GNUTLS_X509_FMT_DER, on_pin_wanted, self, 0);
  if (status >= 0 && self->n_chain > 0)
    {
      self->state = SENDOFF_CLIENT_SECRET_FINE;
      return TRUE;
    }
  self->n_chain = 0;
  fail_for_token (self, url, FALSE, status, error);
  return FALSE;
}

static gboolean
is_encrypted (const gnutls_datum_t *pem)
{
  const char *text = (const char *) pem->data;

  return g_strstr_len (text, pem->size, "-----BEGIN ENCRYPTED PRIVATE KEY-----") != NULL ||
         g_strstr_len (text, pem->size, "Proc-Type: 4,ENCRYPTED") != NULL;
}

static gboolean
load_key_from_file (SendoffClientCertificate  *self,
                    const char                *path,
                    GError                   **error)
{
  gnutls_datum_t pem = { NULL, 0 };
  gboolean encrypted;
  int status = GNUTLS_E_DECRYPTION_FAILED;

  if (!read_file (path, &pem, error))
    return FALSE;
  encrypted = is_encrypted (&pem);
  if (!encrypted || self->secret != NULL)
    status = gnutls_privkey_import_x509_raw (self->key, &pem, GNUTLS_X509_FMT_PEM, encrypted ? sendoff_secret_string_peek (self->secret) : NULL, 0);
  wipe_file (&pem);
  if (status >= 0)
    return TRUE;

  if (encrypted)
    self->state = self->secret == NULL ? SENDOFF_CLIENT_SECRET_MISSING : SENDOFF_CLIENT_SECRET_WRONG;
  if (self->state == SENDOFF_CLIENT_SECRET_MISSING)
    fail (_("The client certificate's key is protected by a passphrase."), path, error);
  else if (self->state == SENDOFF_CLIENT_SECRET_WRONG)
    fail (_("The passphrase is not that of the client certificate's key."), path, error);
  else
    /* Translators: %s is a file's name. */
    fail (_("The file “%s” holds no key that can be used for the client certificate."), path, error);
  return FALSE;
}

static gboolean
load_key_from_token (SendoffClientCertificate  *self,
                     const char                *url,
                     GError                   **error)
{
  int status;

  gnutls_privkey_set_pin_function (self->key, on_pin_wanted, self);
  status = gnutls_privkey_import_url (self->key, url, 0);
  if (status >= 0)
    {
      self->state = SENDOFF_CLIENT_SECRET_FINE;
      return TRUE;
    }
  fail_for_token (self, url, TRUE, status, error);
  return FALSE;
}

/* TRUE also where a token doesn't tell its public key: then the server finds out. */
static gboolean
key_fits (SendoffClientCertificate *self)
{
  unsigned char of_certificate[KEY_ID_BYTES], of_key[KEY_ID_BYTES];
  size_t n_of_certificate = sizeof of_certificate, n_of_key = sizeof of_key;
  gnutls_pubkey_t public_key = NULL;
  gboolean fits = TRUE;

  if (gnutls_pubkey_init (&public_key) < 0)
    return TRUE;
  if (gnutls_pubkey_import_privkey (public_key, self->key, 0, 0) >= 0 &&
      gnutls_pubkey_get_key_id (public_key, GNUTLS_KEYID_USE_SHA256, of_key, &n_of_key) >= 0 &&
      gnutls_pubkey_get_key_id (self->chain[0].pubkey, GNUTLS_KEYID_USE_SHA256, of_certificate, &n_of_certificate) >= 0)
    fits = n_of_key == n_of_certificate && memcmp (of_key, of_certificate, n_of_key) == 0;
  gnutls_pubkey_deinit (public_key);
  return fits;
}

static gboolean
load_chain (SendoffClientCertificate  *self,
            const char                *certificate,
            GError                   **error)
{
  if (sendoff_key_is_on_token (certificate))
    return load_chain_from_token (self, certificate, error);
  return load_chain_from_file (self, certificate, error);
}

static gboolean
load_key (SendoffClientCertificate  *self,
          const char                *key,
          GError                   **error)
{
  if (sendoff_key_is_on_token (key) ? !load_key_from_token (self, key, error) : !load_key_from_file (self, key, error))
    return FALSE;
  if (key_fits (self))
    return TRUE;
  fail (_("The key doesn't belong to the client certificate."), key, error);
  return FALSE;
}

static SendoffClientCertificate *
new_empty (SendoffSecretString *secret)
{
  SendoffClientCertificate *self = g_new0 (SendoffClientCertificate, 1);

  self->secret = secret != NULL ? sendoff_secret_string_ref (secret) : NULL;
  if (gnutls_privkey_init (&self->key) < 0)
    g_error ("GnuTLS has no memory for a key");
  return self;
}

SendoffClientCertificate *
sendoff_client_certificate_load (const char                *certificate,
                                 const char                *key,
                                 SendoffSecretString       *secret,
                                 SendoffClientSecretState  *state,
                                 GError                   **error)
{
  g_autoptr(SendoffClientCertificate) self = new_empty (secret);
  gboolean loaded = load_chain (self, certificate, error) && load_key (self, key != NULL ? key : certificate, error);

  if (state != NULL)
    *state = loaded ? SENDOFF_CLIENT_SECRET_FINE : self->state;
  return loaded ? g_steal_pointer (&self) : NULL;
}

SendoffCertificate *
sendoff_client_certificate_inspect (const char                *certificate,
                                    const char                *key,
                                    SendoffClientSecretState  *state,
                                    GError                   **key_error,
                                    GError                   **error)
{
  g_autoptr(SendoffClientCertificate) self = new_empty (NULL);
  gnutls_datum_t chain[MAX_CHAIN];

  *state = SENDOFF_CLIENT_SECRET_FINE;
  if (!load_chain (self, certificate, error))
    return NULL;
  if (!load_key (self, key != NULL ? key : certificate, key_error))
    *state = self->state;
  if (*state == SENDOFF_CLIENT_SECRET_MISSING)
    g_clear_error (key_error);

  for (unsigned int i = 0; i < self->n_chain; i++)
    chain[i] = self->chain[i].cert;
  return sendoff_certificate_new_for_chain (chain, self->n_chain, "", 0);
}

void
sendoff_client_certificate_free (SendoffClientCertificate *self)
{
  if (self == NULL)
    return;
  for (unsigned int i = 0; i < self->n_chain; i++)
    gnutls_pcert_deinit (&self->chain[i]);
  g_clear_pointer (&self->key, gnutls_privkey_deinit);
  g_clear_pointer (&self->secret, sendoff_secret_string_unref);
  g_free (self);
}

void
sendoff_client_certificate_get (SendoffClientCertificate  *self,
                                gnutls_pcert_st          **chain,
                                unsigned int              *n_chain,
                                gnutls_privkey_t          *key)
{
  *chain = self->chain;
  *n_chain = self->n_chain;
  *key = self->key;
}
