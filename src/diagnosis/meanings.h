/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "diagnosis/diagnosis.h"
#include "diagnosis/fix.h"

G_BEGIN_DECLS

typedef enum
{
  SENDOFF_TEMPORARY_AS_REPLIED, /* a 4xx reply, or IMAP's and POP3's words for it */
  SENDOFF_TEMPORARY_NEVER,
  SENDOFF_TEMPORARY_ALWAYS,
  SENDOFF_TEMPORARY_UNLESS_5XX, /* by its nature, unless the reply's code says otherwise */
} SendoffTemporary;

/* What a failure means: what the rules point to. */
typedef struct
{
  const char           *id;
  SendoffDiagnosisClass class_;
  SendoffTemporary      temporary;
  SendoffMove           move;
  const char           *title;       /* N_() */
  const char           *explanation; /* N_(); {server} {port} {address} {timeout} {size} {limit} {detail} {now} {from} {until} {said}
                                       * are filled in */
  SendoffFix            fixes[3];    /* the first that changes anything is proposed */
} SendoffMeaning;

/* Never NULL: an unknown id gives the meaning "unknown". */
const SendoffMeaning *sendoff_meaning_find  (const char *id);
/* For tests: NULL after the last one. */
const SendoffMeaning *sendoff_meaning_index (guint index);

G_END_DECLS
