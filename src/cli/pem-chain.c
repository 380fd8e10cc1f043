/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Certificates out of a PEM file. Only the armour is read here; what is inside is judged by tls/. */
#include "cli/pem-chain.h"

#include "base/display-text.h"
#include "base/error.h"

#include <glib/gi18n-lib.h>

#include <sys/stat.h>

#define SIZE_LIMIT (4 * 1024 * 1024)
#define BEGIN_MARK "-----BEGIN CERTIFICATE-----"
#define END_MARK "-----END CERTIFICATE-----"

GPtrArray *
sendoff_pem_chain_parse (const char *text, gsize length)
{
  GPtrArray *chain = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  const char *at = text;
  const char *end = text + length;

  for (;;)
    {
      const char *begin = g_strstr_len (at, end - at, BEGIN_MARK);
      const char *body = begin != NULL ? begin + sizeof BEGIN_MARK - 1 : NULL;
      const char *finish = body != NULL ? g_strstr_len (body, end - body, END_MARK) : NULL;
      g_autofree char *base64 = NULL;
      guchar *der;
      gsize der_length = 0;

      if (finish == NULL)
        return chain;
      base64 = g_strndup (body, (gsize) (finish - body));
      der = g_base64_decode (base64, &der_length);
      g_ptr_array_add (chain, g_bytes_new_take (der, der_length));
      at = finish + sizeof END_MARK - 1;
    }
}

GPtrArray *
sendoff_pem_chain_load (const char *path, GError **error)
{
  g_autofree char *name = sendoff_display_text (path, -1);
  g_autofree char *text = NULL;
  g_autoptr(GPtrArray) chain = NULL;
  g_autoptr(GError) read_error = NULL;
  struct stat status;
  gsize length = 0;

  if (stat (path, &status) == 0 && status.st_size > SIZE_LIMIT)
    {
      /* Translators: %s is a file. */
      g_set_error (error, SENDOFF_ERROR, SENDOFF_ERROR_FILE, _("“%s” is too big for a file with certificates."), name);
      return NULL;
    }
  if (!g_file_get_contents (path, &text, &length, &read_error))
    {
      g_set_error_literal (error, SENDOFF_ERROR, SENDOFF_ERROR_FILE, read_error->message);
      return NULL;
    }
  chain = sendoff_pem_chain_parse (text, length);
  if (chain->len == 0)
    {
      /* Translators: %s is a file. */
      g_set_error (error, SENDOFF_ERROR, SENDOFF_ERROR_FILE, _("“%s” holds no certificate in PEM form."), name);
      return NULL;
    }
  return g_steal_pointer (&chain);
}
