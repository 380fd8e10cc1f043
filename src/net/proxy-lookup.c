/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the choice of a proxy from the desktop's settings. A web proxy is passed over unless the user chose it: CONNECT to mail ports is usually
 * refused there. Names are always resolved at a SOCKS proxy. Worker thread; may talk to the session bus. */

#include "net/attempt-private.h"

#include "base/domain-name.h"

static char *
translate (SendoffAttempt *self,
           const char     *proxy)
{
  static const struct { const char *from, *to; } schemes[] = {
    { "socks5://", "socks5h://" }, { "socks5h://", "socks5h://" }, { "socks4a://", "socks4a://" }, { "socks4://", "socks4a://" },
    { "socks://", "socks5h://" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_str_has_prefix (proxy, schemes[i].from))
      return g_strconcat (schemes[i].to, proxy + strlen (schemes[i].from), NULL);
  if (self->request->http_connect && g_str_has_prefix (proxy, "http://"))
    return g_strdup (proxy);
  return NULL;
}

char *
sendoff_proxy_lookup (SendoffAttempt *self)
{
  const SendoffServerSettings *settings = self->request->settings;
  g_autofree char *authority = sendoff_host_and_port (settings->host, settings->port);
  g_autofree char *uri = g_strconcat (sendoff_protocol_to_string (settings->protocol), "://", authority, NULL);
  g_auto(GStrv) proxies = NULL;

  if (sendoff_host_is_loopback (settings->host))
    return NULL;
  proxies = g_proxy_resolver_lookup (g_proxy_resolver_get_default (), uri, self->cancellable, NULL);
  for (guint i = 0; proxies != NULL && proxies[i] != NULL; i++)
    {
      char *proxy = translate (self, proxies[i]);

      if (proxy != NULL)
        return proxy;
      if (g_strcmp0 (proxies[i], "direct://") == 0)
        return NULL;
    }
  return NULL;
}
