/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the plain value that says how else a server may be reached. */
#include "model/way.h"

SendoffWay *
sendoff_way_new (const char *host, guint16 port, SendoffSecurity security)
{
  SendoffWay *self = g_new0 (SendoffWay, 1);

  self->host = g_strdup (host);
  self->port = port;
  self->security = security;

  return self;
}

SendoffWay *
sendoff_way_copy (const SendoffWay *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return sendoff_way_new (self->host, self->port, self->security);
}

void
sendoff_way_free (SendoffWay *self)
{
  if (self == NULL)
    return;

  g_free (self->host);
  g_free (self);
}

gboolean
sendoff_way_equal (const SendoffWay *a, const SendoffWay *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a->port == b->port && a->security == b->security && g_strcmp0 (a->host, b->host) == 0;
}

GPtrArray *
sendoff_ways_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) sendoff_way_free);
}

GPtrArray *
sendoff_ways_copy (GPtrArray *ways)
{
  GPtrArray *copy = sendoff_ways_new ();

  g_return_val_if_fail (ways != NULL, copy);

  for (guint i = 0; i < ways->len; i++)
    g_ptr_array_add (copy, sendoff_way_copy (g_ptr_array_index (ways, i)));

  return copy;
}
