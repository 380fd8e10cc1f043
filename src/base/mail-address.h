/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One bare mail address, "local@domain" (RFC 5321 section 4.1.2, RFC 6531); no display name, no angle brackets,
 * no source route. Immutable. Any thread. */
typedef struct
{
  char     *local;          /* as typed, valid UTF-8 */
  char     *domain;         /* A-labels in lower case, or an address literal with brackets */
  char     *domain_unicode; /* U-labels */
  gboolean  is_ascii;       /* the local part is ASCII: no SMTPUTF8 needed */
} SendoffMailAddress;

/* NULL and SENDOFF_ERROR_INVALID (a sentence that names the address, made display-safe, and what to mend) for: empty,
 * no or several @, a local part over 64 or the whole over 254 bytes, not UTF-8, any control character, space, "<", ">", "(" …
 * outside RFC 5321's dot-string (UTF-8 letters allowed), a leading, trailing or double dot, a bad domain. Quoted local
 * parts ("a b"@x) are refused: they are legal but a source of injection, and no provider hands them out. */
SendoffMailAddress *sendoff_mail_address_parse      (const char *text, GError **error);
void                sendoff_mail_address_free       (SendoffMailAddress *self);
/* The form for MAIL FROM and RCPT TO: local@A-label; for a non-ASCII local part with the U-label domain (SMTPUTF8). */
char               *sendoff_mail_address_to_wire    (const SendoffMailAddress *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffMailAddress, sendoff_mail_address_free)

G_END_DECLS
