/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Private to this folder: the listening sockets on 127.0.0.1 and, where there is one, ::1, with the same port. */
typedef struct
{
  GSocket *ipv4;
  GSocket *ipv6; /* NULL: this machine has none */
  guint16  port;
} SendoffPracticeListener;

/* port 0: any free one. FALSE and SENDOFF_ERROR_EXISTS where it is taken. */
gboolean sendoff_practice_listener_open  (SendoffPracticeListener *self, guint16 port, GError **error);
void     sendoff_practice_listener_close (SendoffPracticeListener *self);

G_END_DECLS
