/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Values too short to be looked for anywhere: they count only as a whole word of a line of text, or as a whole field of a base64
 * word in one. A line of text ends with CRLF, or where the recording ends, follows another or the start, and is UTF-8 without control
 * characters: in ciphertext such a line is rarer than one in a million megabytes. Used by clear-search.c only; wiped when freed. */
typedef struct _SendoffShortSearch SendoffShortSearch;

SendoffShortSearch *sendoff_short_search_new  (void);
void                sendoff_short_search_free (SendoffShortSearch *self);
void                sendoff_short_search_add  (SendoffShortSearch *self, guint kind, const char *value, gsize length, gboolean is_exact);
/* The kinds found. */
guint               sendoff_short_search_run  (const SendoffShortSearch *self, const char *bytes, gsize length);

/* 0 to 63, or -1 for a byte that isn't of base64's alphabet. */
static inline int
sendoff_base64_bits (char c)
{
  return c >= 'A' && c <= 'Z' ? c - 'A'
       : c >= 'a' && c <= 'z' ? c - 'a' + 26
       : c >= '0' && c <= '9' ? c - '0' + 52
       : c == '+' ? 62 : c == '/' ? 63 : -1;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffShortSearch, sendoff_short_search_free)

G_END_DECLS
