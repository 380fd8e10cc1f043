/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "diagnosis/facts.h"

G_BEGIN_DECLS

/* One row of the table: all its columns have to fit. */
typedef struct
{
  SendoffFailureKind kind;
  guint              commands;  /* bits 1 << SendoffCommand; 0: any */
  int                from, to;  /* the reply's code, or errno, or the name service's number: facts.h */
  const char        *enhanced;  /* "*.7.1|5.7.606-649"; NULL: any, or none */
  const char        *words;     /* reply-words.h; NULL: any */
  guint              when;      /* SendoffWhen bits, all of them */
  const char        *meaning;   /* in meanings-*.c */
} SendoffRule;

/* The table in its order; NULL after the last row. The first row that fits decides. */
const SendoffRule *sendoff_rule_index (guint index);
gboolean           sendoff_rule_matches (const SendoffRule *self, const SendoffFacts *facts);

G_END_DECLS
