/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What an EHLO reply offers, as far as sending needs it. */
typedef struct
{
  gboolean pipelining, eightbitmime, smtputf8, requiretls, size;
  gboolean plain, login; /* mechanisms of AUTH (RFC 4954) */
  guint64  size_limit; /* bytes; 0: none announced (RFC 1870) */
} SendoffEsmtpOffer;

/* lines: without code, "SIZE 10240000"; NULL: none. Keywords in any case. */
SendoffEsmtpOffer sendoff_esmtp_offer_parse (const char *const *lines);

G_END_DECLS
