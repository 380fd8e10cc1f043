/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/failure.h"

/* Replies as servers in the wild give them, and what they mean. Addresses and hosts are made up. */
typedef struct
{
  SendoffCommand command;
  const char    *reply;
  const char    *class_;
  const char    *id;
} Example;

/* Each ends with an empty row. */
extern const Example examples_of_sign_in[];    /* SMTP, until the sign-in is done, and for want of it */
extern const Example examples_of_envelope[];   /* SMTP, about sender, recipient and message */
extern const Example examples_of_reputation[]; /* SMTP, about the client's standing, limits, and the server's own faults */
extern const Example examples_of_imap[];
extern const Example examples_of_pop3[];
