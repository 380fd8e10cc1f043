/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/terminal.h"
#include "model/types.h"
#include "jobs/prompter.h"

G_BEGIN_DECLS

/* Asks in the terminal: "no" is what Enter, Ctrl-D and a closed terminal answer. Passwords are never remembered: that is what the
 * command "password" is for. Main context only. */
#define SENDOFF_TYPE_TERMINAL_PROMPTER (sendoff_terminal_prompter_get_type ())
G_DECLARE_FINAL_TYPE (SendoffTerminalPrompter, sendoff_terminal_prompter, SENDOFF, TERMINAL_PROMPTER, GObject)

SendoffPrompter *sendoff_terminal_prompter_new (SendoffTerminal *terminal);

/* Asks for what opens the key of a client certificate. Caller frees. */
char            *sendoff_client_key_prompt     (const char *key, const char *account);

G_END_DECLS
