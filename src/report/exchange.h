/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/report.h"

G_BEGIN_DECLS

typedef enum
{
  SENDOFF_EXCHANGE_NOTHING,   /* nothing of its own on the wire: it went along with what stands above or below */
  SENDOFF_EXCHANGE_READABLE,
  SENDOFF_EXCHANGE_ENCRYPTED,
  SENDOFF_EXCHANGE_GAP        /* came and was thrown away unread: a warning */
} SendoffExchangeKind;

/* What was said beside what an observer saw of it. */
typedef struct
{
  SendoffLeg          leg;
  double              ms;          /* since the attempt's start */
  gboolean            from_client;
  SendoffExchangeKind kind;        /* of seen */
  char               *said;        /* display-safe, about 2,000 bytes at most; NULL: nothing that anybody said (a handshake) */
  char               *seen;        /* display-safe, translated; NULL: nothing of its own */
} SendoffExchangeRow;

/* Pure; any thread. The turns of each connection's transcript beside those of its recording: what was said in one turn may have travelled in
 * fewer pieces, or in more. Of SendoffExchangeRow, in the order of the connections and of time; may be empty. Caller unrefs. */
GPtrArray *sendoff_exchange_new (const SendoffReport *report);

G_END_DECLS
