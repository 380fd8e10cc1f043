/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/report.h"

G_BEGIN_DECLS

/* Where the time of one connection went: lookup, connecting, the handshake, and each reply. */
typedef struct
{
  SendoffLeg leg;
  char      *label;  /* translated, or a command ("MAIL, RCPT"); display-safe */
  double     start;  /* ms since the attempt's start */
  double     ms;
} SendoffTimelineEntry;

/* Pure: of the last connection of each leg, from its steps and transcript; SendoffTimelineEntry in order of time; may be empty. Caller unrefs. */
GPtrArray *sendoff_timeline_new     (const SendoffReport *report);
/* For a terminal: a line each, with its share as a bar of the terminal's characters. "" where nothing was measured. Caller frees. */
char      *sendoff_timeline_to_text (const SendoffReport *report);

G_END_DECLS
