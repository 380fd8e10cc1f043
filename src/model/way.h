/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/types.h"

G_BEGIN_DECLS

/* Another way to reach a server: what a probe may try, and what answered. Plain value, any thread. */
typedef struct
{
  char           *host; /* A-labels; NULL: the host as set */
  guint16         port;
  SendoffSecurity security;
} SendoffWay;

SendoffWay *sendoff_way_new   (const char *host, guint16 port, SendoffSecurity security);
SendoffWay *sendoff_way_copy  (const SendoffWay *self);
void        sendoff_way_free  (SendoffWay *self);
gboolean    sendoff_way_equal (const SendoffWay *a, const SendoffWay *b);

/* An empty array that owns its elements. Caller unrefs. */
GPtrArray  *sendoff_ways_new  (void);
GPtrArray  *sendoff_ways_copy (GPtrArray *ways);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffWay, sendoff_way_free)

G_END_DECLS
