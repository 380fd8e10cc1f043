/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/invocation.h"
#include "practice/practice-server.h"

G_BEGIN_DECLS

/* What the command line of practice says, as it stands there. */
typedef struct
{
  int      port;
  int      ready_fd;
  char    *protocol;           /* this and all below: NULL where it isn't given */
  char    *mishap;
  char    *certificate;
  char    *client_certificate;
  char    *root_file;
  char    *crl_file;
  char    *client_file;
  gboolean implicit_tls;
  gboolean requires_tls;
  gboolean list;
} SendoffPracticeArguments;

void     sendoff_practice_arguments_clear (SendoffPracticeArguments *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SendoffPracticeArguments, sendoff_practice_arguments_clear)

/* What the user named, else what the mishap needs, SMTP first. FALSE: end with the invocation's status; that holds for the next one too. */
gboolean sendoff_practice_arguments_choose_protocol (const SendoffPracticeArguments *self, SendoffInvocation *invocation,
                                                     SendoffPracticeProtocol *protocol);
/* Also writes the files. */
gboolean sendoff_practice_arguments_apply           (const SendoffPracticeArguments *self, SendoffInvocation *invocation,
                                                     SendoffPracticeServer *server);

G_END_DECLS
