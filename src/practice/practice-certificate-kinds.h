/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/practice-authority.h"
#include "practice/practice-certificate.h"
#include "practice/practice-staple.h"

G_BEGIN_DECLS

/* Private to this folder: the kinds of certificates, as data. */
typedef enum
{
  SENDOFF_PRACTICE_SEND_LEAF,
  SENDOFF_PRACTICE_SEND_TO_ROOT,   /* all but the root, as a server should */
  SENDOFF_PRACTICE_SEND_WITH_ROOT,
  SENDOFF_PRACTICE_SEND_WRONG_ORDER, /* with the root, and all but the leaf the wrong way round */
  SENDOFF_PRACTICE_SEND_TWICE,       /* all but the root */
} SendoffPracticeSent;

typedef struct
{
  const char               *name;
  SendoffPracticeAuthority  issuer;
  SendoffPracticeSent       sent;
  SendoffPracticeKeyType    key_type;
  int                       days_from;
  int                       days_to;
  guint                     key_usage;
  const char               *purpose;
  gboolean                  is_authority;
  const char *const        *names;            /* whatever was asked for; NULL: that */
  gboolean                  common_name_only;
  guint                     n_more_names;
  guint                     n_between;        /* more authorities between the issuer and the leaf */
  gboolean                  sha1;
  gboolean                  revoked;
  gboolean                  must_staple;      /* RFC 7633 */
  SendoffPracticeStaple     staple;
  gboolean                  changes;          /* another one at each connection */
  gboolean                  keeps_key;        /* all the same with the same key */
  SendoffPracticeAuthority  other_issuer;     /* of every second one; NONE: the same */
} SendoffPracticeKind;

extern const SendoffPracticeKind sendoff_practice_kinds[SENDOFF_N_PRACTICE_CERTIFICATES];

G_END_DECLS
