/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A message to send: an immutable description (counted atomically, any thread) that is rendered while it is sent, so that memory
 * does not grow with the attachments. */
typedef struct _SendoffMessage SendoffMessage;

/* What to make a message from; plain values that the caller owns. */
typedef struct
{
  const char        *from_name;     /* may be NULL or empty */
  const char        *from;          /* bare address */
  const char        *reply_to;      /* may be NULL or empty */
  const char        *organization;  /* may be NULL or empty */
  const char *const *to;            /* bare addresses, NULL-terminated, at least one */
  const char        *subject;
  const char        *body;          /* UTF-8, any line ends */
  const char *const *attachments;   /* file paths, may be NULL */
  gint64             time;          /* Unix time; 0: now */
  const char        *message_id;    /* without <>; NULL: made anew. Trying again after "uncertain" passes the old one. */
} SendoffMessageParts;

/* Checks and copies everything, opens every attachment (so that a missing or unreadable one, a folder or a device is said
 * before anything is sent). Blocks on the disk: call it in a worker. NULL and SENDOFF_ERROR_INVALID or SENDOFF_ERROR_FILE with a
 * sentence that names what to mend: subject with control characters or line ends or over 900 bytes, body not UTF-8 or with NUL …
 * Date: in UTC ("+0000"), whole seconds. Message-ID: random, at the domain of the sender's address (nothing of this machine).
 * No User-Agent, no X-Mailer. */
SendoffMessage *sendoff_message_new     (const SendoffMessageParts *parts, GError **error);
/* The subject's rule alone, for whoever lets one be typed: FALSE and SENDOFF_ERROR_INVALID as above. NULL passes. Pure. */
gboolean        sendoff_message_check_subject (const char *subject, GError **error);
/* A finished message (RFC 5322 bytes with CRLF), for tests and benchmarks. */
SendoffMessage *sendoff_message_new_for_bytes (const char *from, const char *const *to, GBytes *bytes);
SendoffMessage *sendoff_message_ref     (SendoffMessage *self);
void            sendoff_message_unref   (SendoffMessage *self);

const char        *sendoff_message_get_from    (const SendoffMessage *self);
const char *const *sendoff_message_get_to      (const SendoffMessage *self);
const char        *sendoff_message_get_subject (const SendoffMessage *self);
const char        *sendoff_message_get_id      (const SendoffMessage *self);
/* True if a header needs raw UTF-8: an address with a non-ASCII local part (RFC 6531). */
gboolean           sendoff_message_needs_smtputf8 (const SendoffMessage *self);

/* Takes bytes of the rendered message in order. FALSE ends the rendering with error set. */
typedef gboolean (*SendoffMessageWrite) (const char *bytes, gsize length, gpointer user_data, GError **error);

/* Renders what measure() and write() will want, where attachments don't forbid to keep it; blocks a moment. What fails here fails there again. */
void     sendoff_message_prepare (SendoffMessage *self, gboolean allow_8bit, GCancellable *cancellable);
/* The exact size in bytes of what write() will give. Blocks (looks whether the attachments are still what they were; reads none of
 * them); cancellable. */
gboolean sendoff_message_measure (SendoffMessage *self, gboolean allow_8bit, guint64 *size, GCancellable *cancellable, GError **error);
/* Renders by GMime: exact CRLF line ends, no bare CR or LF, lines at most 998 bytes, a CRLF at the end; not dot-stuffed.
 * allow_8bit: the server offers 8BITMIME; without it (and without SMTPUTF8 headers) every byte is ASCII.
 * An attachment that shrank, grew or can't be read any more since measuring ends it with SENDOFF_ERROR_CHANGED or _FILE. */
gboolean sendoff_message_write   (SendoffMessage *self, gboolean allow_8bit, SendoffMessageWrite write, gpointer user_data,
                                  GCancellable *cancellable, GError **error);

/* For the search of what was readable: pieces of text (of a long one from its beginning) and of attachments, raw as the user has
 * them and as they stand on the wire (quoted-printable), each 6 to 64 bytes where the text has that much, at most 32. Elements:
 * GBytes. Caller unrefs. */
GPtrArray *sendoff_message_sample_body (SendoffMessage *self);
/* The same for the subject: as it is, and its words as they stand in the header (RFC 2047). */
GPtrArray *sendoff_message_sample_subject (SendoffMessage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffMessage, sendoff_message_unref)

G_END_DECLS
