/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "evidence/wire-recording.h"

G_BEGIN_DECLS

/* What an observer could read; the order is the contract's (seen_in_clear). */
typedef enum
{
  SENDOFF_SEEN_SENDER     = 1 << 0,
  SENDOFF_SEEN_RECIPIENTS = 1 << 1,
  SENDOFF_SEEN_SUBJECT    = 1 << 2,
  SENDOFF_SEEN_BODY       = 1 << 3,
  SENDOFF_SEEN_USER       = 1 << 4,
  SENDOFF_SEEN_PASSWORD   = 1 << 5,
  /* Whom the connection went to, and what this computer called itself: no secret of the message's, and told apart (seen_names). */
  SENDOFF_SEEN_SERVER     = 1 << 6,
  SENDOFF_SEEN_EHLO       = 1 << 7,
} SendoffSeen;

#define SENDOFF_SEEN_NAMES (SENDOFF_SEEN_SERVER | SENDOFF_SEEN_EHLO)

char   **sendoff_seen_to_strings   (guint seen); /* g_strfreev */
gboolean sendoff_seen_from_string  (const char *text, SendoffSeen *value);

/* A set of values to look for. Each is searched raw (ASCII letters without regard to case, but for user and password) and in base64
 * at each of the three alignments, in quoted-printable and in UTF-16 (user and password there in base64 too: NTLM), in either direction. A value under 6 bytes counts only as a whole argument or field: bounded on
 * both sides by the start or end of the line or a character that isn't a letter or digit; in base64 only as a whole base64 token
 * or as a NUL-parted field of a decoded one (AUTH PLAIN). Wiped when freed. */
typedef struct _SendoffClearSearch SendoffClearSearch;

SendoffClearSearch *sendoff_clear_search_new  (void);
void                sendoff_clear_search_free (SendoffClearSearch *self);
/* length -1: up to the NUL; empty values are ignored. */
void                sendoff_clear_search_add  (SendoffClearSearch *self, SendoffSeen kind, const char *value, gssize length);
/* Pure; one pass over each direction, about a millisecond a MiB. SendoffSeen bits. */
guint               sendoff_clear_search_run  (SendoffClearSearch *self, const SendoffWireRecording *recording);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffClearSearch, sendoff_clear_search_free)

G_END_DECLS
