/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A proxy on loopback that leads every connection to one port of this machine, whatever is asked for, and remembers what was; and the
 * desktop's proxy settings, faked. One connection at a time. */
typedef struct _FakeProxy FakeProxy;

/* Call first in main(), before anything asks GIO for proxies. */
void        fake_proxy_install_resolver (void);
/* What the desktop answers for any address; NULL-terminated, "%u" stands for the proxy's port. Copied. */
void        fake_proxy_set_answers      (const char *const *answers, FakeProxy *proxy);

FakeProxy  *fake_proxy_new              (guint16 leads_to);
void        fake_proxy_free             (FakeProxy *self);
/* HTTP: answers CONNECT with 403. */
void        fake_proxy_set_refuses      (FakeProxy *self, gboolean refuses);
/* "socks5 name mail.example.test:587", "socks5 address …", "CONNECT mail.example.test:587 HTTP/1.1"; NULL: nobody came. Caller frees. */
char       *fake_proxy_dup_request      (FakeProxy *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeProxy, fake_proxy_free)

G_END_DECLS
