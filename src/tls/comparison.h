/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tls/certificate.h"

G_BEGIN_DECLS

/* How much a server's certificate differs from the one that it showed before. */
typedef enum
{
  SENDOFF_CHANGE_NONE,         /* the same certificate */
  SENDOFF_CHANGE_RENEWAL,      /* same key and issuer, or another key of the same issuer near the old one's end */
  SENDOFF_CHANGE_EARLY,        /* same issuer, another key, long before the end (or an older certificate) */
  SENDOFF_CHANGE_OTHER_ISSUER, /* same key, another issuer */
  SENDOFF_CHANGE_SUSPICIOUS,   /* another key and another issuer */
} SendoffChangeKind;

/* One line of the two laid side by side; display-safe, the title translated. */
typedef struct
{
  char    *title;
  char    *before;
  char    *now;
  gboolean is_same;
} SendoffChangedField;

typedef struct
{
  SendoffChangeKind kind;
  gboolean   same_key;
  gboolean   same_issuer; /* whoever signs himself is the same one only with the same key */
  gint64     seen;        /* Unix time of before, as given */
  char     **gained, **lost; /* names, as they stand in the certificates; in the order there */
  GPtrArray *fields;      /* of SendoffChangedField, the same ones always, in order */
} SendoffComparison;

/* Pure, any thread. seen: when before was seen or trusted, Unix time, 0: unknown. time: now, Unix time. An issuer is told by its name:
 * where no authority vouches for now (it has problems), the whole name has to be the same, else the organization will do. */
SendoffComparison *sendoff_certificate_compare    (const SendoffCertificate *before, const SendoffCertificate *now, gint64 seen, gint64 time);
SendoffComparison *sendoff_comparison_copy        (const SendoffComparison *self);
void               sendoff_comparison_free        (SendoffComparison *self);
/* One or two translated sentences that say what to make of it; caller frees. */
char              *sendoff_comparison_explain     (const SendoffComparison *self);
/* A line for a step: "changed since 3 May 2026: routine renewal"; translated, caller frees. */
char              *sendoff_comparison_summarize   (const SendoffComparison *self);
/* renewal, early, other-issuer, suspicious; none: the same certificate. Static, for scripts. */
const char        *sendoff_change_kind_to_string  (SendoffChangeKind kind);
/* A few words: "routine renewal"; static, translated. */
const char        *sendoff_change_kind_get_name   (SendoffChangeKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffComparison, sendoff_comparison_free)

G_END_DECLS
