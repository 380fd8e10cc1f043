/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the plain value that says how to reach one server. Any thread. */
#include "model/server-settings.h"

#include <string.h>

#define DEFAULT_TIMEOUT_S 60

SendoffServerSettings *
sendoff_server_settings_new (void)
{
  SendoffServerSettings *self = g_new0 (SendoffServerSettings, 1);

  self->timeout_s = DEFAULT_TIMEOUT_S;

  return self;
}

SendoffServerSettings *
sendoff_server_settings_copy (const SendoffServerSettings *self)
{
  SendoffServerSettings *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (SendoffServerSettings, 1);
  *copy = *self;
  copy->host = g_strdup (self->host);
  copy->user = g_strdup (self->user);
  copy->client_certificate = g_strdup (self->client_certificate);
  copy->client_key = g_strdup (self->client_key);

  return copy;
}

void
sendoff_server_settings_free (SendoffServerSettings *self)
{
  if (self == NULL)
    return;

  g_free (self->host);
  g_free (self->user);
  g_free (self->client_certificate);
  g_free (self->client_key);
  g_free (self);
}

gboolean
sendoff_key_is_on_token (const char *place)
{
  return g_ascii_strncasecmp (place, "pkcs11:", strlen ("pkcs11:")) == 0;
}
