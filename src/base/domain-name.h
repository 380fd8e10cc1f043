/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Host names and IP addresses as users type them. All functions: any thread. */

/* The form for the network: A-labels in lower case (IDNA 2008 with UTS 46 mapping, libidn2), or an IPv4/IPv6
 * address without brackets (a zone "%eth0" is kept). One trailing dot is dropped. NULL and SENDOFF_ERROR_INVALID for
 * anything else: empty, over 253 bytes, a label over 63, a character that a host name can't hold (LDH and underscore
 * are allowed), a string that only looks like an IPv4 address ("1.2.3", "256.1.1.1", "0x7f.1"). RFC 5890, RFC 1123. */
char     *sendoff_host_to_ascii          (const char *host, GError **error);
/* The form to show: U-labels where they are unambiguous (round trip through to_ascii gives the same), else A-labels.
 * Also A-labels where the letters could pass for others (mixed scripts, look-alikes of Latin). One leading "*." is kept.
 * Always display-safe. */
char     *sendoff_host_to_display        (const char *ascii_host);
/* The forms that to_ascii gives: no brackets. */
gboolean  sendoff_host_is_ip_address     (const char *host);
/* True for localhost, 127.0.0.0/8 and ::1. */
gboolean  sendoff_host_is_loopback       (const char *host);
/* "host:port" with brackets around an IPv6 address. */
char     *sendoff_host_and_port          (const char *host, guint port);
/* Splits "host:port", "[v6]:port". Both parts required; port 1 to 65535; host as from to_ascii. */
gboolean  sendoff_host_and_port_parse    (const char *text, char **host, guint16 *port, GError **error);
/* The registrable domain (public suffix and one label, libpsl), NULL where there is none: an address, a suffix itself,
 * a single label. Input and output: A-labels. */
char     *sendoff_domain_get_registrable (const char *ascii_host);
/* True if name is itself a public suffix, like "co.uk"; so is each single label that the list doesn't know. FALSE for an address
 * and for what is no host name. */
gboolean  sendoff_domain_is_public_suffix (const char *ascii_name);

G_END_DECLS
