/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns finding a server's addresses. GResolver rather than libcurl's threads: it gives up at once when cancelled. Worker thread; runs a main
 * context of its own while it waits. */

#include "net/attempt-private.h"

#include "base/domain-name.h"

typedef struct
{
  GList        *addresses;
  GError       *error;
  gboolean      done;
  gboolean      timed_out;
  GCancellable *cancellable;
} Lookup;

static void
on_addresses_found (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  Lookup *lookup = user_data;

  lookup->addresses = g_resolver_lookup_by_name_finish (G_RESOLVER (source), result, &lookup->error);
  lookup->done = TRUE;
}

static gboolean
on_timeout (gpointer user_data)
{
  Lookup *lookup = user_data;

  lookup->timed_out = TRUE;
  g_cancellable_cancel (lookup->cancellable);
  return G_SOURCE_REMOVE;
}

static void
on_cancelled (GCancellable *cancellable,
              gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

static void
wait_for_addresses (SendoffAttempt *self,
                    Lookup         *lookup)
{
  g_autoptr(GMainContext) context = g_main_context_new ();
  g_autoptr(GResolver) resolver = g_resolver_get_default ();
  g_autoptr(GSource) timer = g_timeout_source_new_seconds (self->request->settings->timeout_s);
  gulong handler = 0;

  g_main_context_push_thread_default (context);
  g_source_set_callback (timer, on_timeout, lookup, NULL);
  g_source_attach (timer, context);
  if (self->cancellable != NULL)
    handler = g_cancellable_connect (self->cancellable, G_CALLBACK (on_cancelled), lookup->cancellable, NULL);
  g_resolver_lookup_by_name_async (resolver, self->request->settings->host, lookup->cancellable, on_addresses_found, lookup);
  while (!lookup->done)
    g_main_context_iteration (context, TRUE);
  g_cancellable_disconnect (self->cancellable, handler);
  g_source_destroy (timer);
  g_main_context_pop_thread_default (context);
}

static void
fail (SendoffAttempt *self,
      Lookup         *lookup)
{
  SendoffFailure *failure;

  if (sendoff_attempt_is_cancelled (self))
    {
      sendoff_attempt_fail (self, SENDOFF_FAILURE_CANCELLED, SENDOFF_STEP_FIND_SERVER, SENDOFF_COMMAND_NONE);
      return;
    }
  failure = sendoff_attempt_fail (self, SENDOFF_FAILURE_HOST_NOT_FOUND, SENDOFF_STEP_FIND_SERVER, SENDOFF_COMMAND_NONE);
  if (lookup->timed_out)
    {
      failure->timeout_s = self->request->settings->timeout_s;
      failure->resolver_error = G_RESOLVER_ERROR_TEMPORARY_FAILURE + 1;
    }
  else if (lookup->error != NULL && lookup->error->domain == G_RESOLVER_ERROR)
    failure->resolver_error = lookup->error->code + 1;
  if (lookup->error != NULL && !lookup->timed_out)
    failure->detail = g_strdup (lookup->error->message);
}

static char *
make_resolve_entry (SendoffAttempt *self,
                    GList          *addresses)
{
  const SendoffServerSettings *settings = self->request->settings;
  GString *entry = g_string_new (NULL);

  g_string_printf (entry, "%s:%u:", settings->host, settings->port);
  for (GList *l = addresses; l != NULL; l = l->next)
    {
      g_autofree char *address = g_inet_address_to_string (l->data);
      gboolean is_v6 = g_inet_address_get_family (l->data) == G_SOCKET_FAMILY_IPV6;

      g_string_append_printf (entry, is_v6 ? "%s[%s]" : "%s%s", l == addresses ? "" : ",", address);
    }
  return g_string_free (entry, FALSE);
}

char *
sendoff_name_lookup (SendoffAttempt *self)
{
  const char *host = self->request->settings->host;
  Lookup lookup = { 0 };
  char *entry = NULL;

  /* This computer's names (RFC 6761 section 6.3) libcurl knows too, and no server is asked for them. */
  if (sendoff_host_is_ip_address (host) || sendoff_host_is_loopback (host))
    return g_strdup ("");

  lookup.cancellable = g_cancellable_new ();
  wait_for_addresses (self, &lookup);
  if (lookup.addresses != NULL && !sendoff_attempt_is_cancelled (self))
    entry = make_resolve_entry (self, lookup.addresses);
  else
    fail (self, &lookup);

  g_resolver_free_addresses (lookup.addresses);
  g_clear_error (&lookup.error);
  g_object_unref (lookup.cancellable);
  return entry;
}
