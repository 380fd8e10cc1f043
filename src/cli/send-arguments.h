/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/server-arguments.h"

G_BEGIN_DECLS

/* What was typed behind "send", checked before anything else happens. */
typedef struct
{
  char    *account;          /* its name */
  GStrv    to;               /* bare addresses */
  char    *subject;          /* never NULL */
  char    *body_file;
  GStrv    attachments;      /* may be NULL */
  int      count;
  gboolean require_tls;
  SendoffServerArguments server;
} SendoffSendArguments;

/* FALSE: end with the invocation's status. */
gboolean sendoff_send_arguments_parse (SendoffSendArguments *self, SendoffInvocation *invocation, char **argv);
void     sendoff_send_arguments_clear (SendoffSendArguments *self);

/* Several options, each with one address or several parted by commas; spaces around them don't count. NULL and SENDOFF_ERROR_INVALID. */
GStrv    sendoff_split_recipients     (const char *const *options, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SendoffSendArguments, sendoff_send_arguments_clear)

G_END_DECLS
