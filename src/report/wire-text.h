/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/report.h"

G_BEGIN_DECLS

/* "TLS handshake (ClientHello), 245 bytes, server name smtp.example.org", "EHLO [127.0.0.1]": what an observer has of one item, one line,
 * display-safe; names of TLS aren't translated. Caller frees. */
char      *sendoff_wire_item_to_text       (const SendoffWireItem *item);
/* What the certificates that can be read are called, display-safe; NULL: none. Caller unrefs. */
GPtrArray *sendoff_wire_item_dup_subjects  (const SendoffWireItem *item);

/* All of it for a terminal: time, direction, item; a line each; LF line ends. "" where nothing was recorded. Caller frees. */
char      *sendoff_report_wire_to_text       (const SendoffReport *report);
/* The transcripts, the same way, each line marked clear or TLS. */
char      *sendoff_report_transcript_to_text (const SendoffReport *report);
/* A sentence for bytes that came and were thrown away unread; NULL: there were none. Caller frees. */
char      *sendoff_report_gap_sentence       (const SendoffReport *report);
/* A sentence or two after a success: that this covers the way to this server only, and whether the server could be asked to insist on
 * encryption further on (RFC 8689). NULL where nothing was sent. Caller frees. */
char      *sendoff_report_hop_sentence       (const SendoffReport *report);
/* A message was sent, over TLS, to a server that offers REQUIRETLS. */
gboolean   sendoff_report_offers_require_tls (const SendoffReport *report);

G_END_DECLS
