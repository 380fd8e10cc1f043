/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/invocation.h"
#include "cli/report-options.h"
#include "jobs/prompter.h"
#include "jobs/trust-decision.h"

G_BEGIN_DECLS

/* The options of every command that signs in somewhere: passwords, trust, and what is told. */
typedef struct
{
  char              *password_file;
  char              *incoming_password_file;
  char              *client_secret_file;
  char              *trust_word;  /* as typed; NULL: the default, ask where there is a terminal */
  SendoffTrustPolicy trust;
  char              *pin;         /* with SENDOFF_TRUST_PIN */
  char              *ca_file;
  char              *crl_file;
  gboolean           http_connect;
  SendoffReportOptions report;
} SendoffServerArguments;

/* own (ends with { NULL }) and these, for sendoff_invocation_parse(). Caller frees with g_free(). */
GOptionEntry    *sendoff_server_arguments_join            (SendoffServerArguments *self, const GOptionEntry *own);
/* After the parsing. FALSE: refused; end with the invocation's status. */
gboolean         sendoff_server_arguments_check           (SendoffServerArguments *self, SendoffInvocation *invocation);
void             sendoff_server_arguments_clear           (SendoffServerArguments *self);
/* Asks in the terminal; where there is none, the policy becomes to refuse. Caller unrefs. */
SendoffPrompter *sendoff_server_arguments_choose_prompter (SendoffServerArguments *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SendoffServerArguments, sendoff_server_arguments_clear)

G_END_DECLS
