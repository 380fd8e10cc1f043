/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/prompter.h"

G_BEGIN_DECLS

/* A prompter for tests: answers in the order in which answers were put in, and fails the test on a question that none was put in for. */
#define SCRIPTED_TYPE_PROMPTER (scripted_prompter_get_type ())
G_DECLARE_FINAL_TYPE (ScriptedPrompter, scripted_prompter, SCRIPTED, PROMPTER, GObject)

ScriptedPrompter *scripted_prompter_new             (void);
/* problems: those that the question must show; pin NULL: any. */
void              scripted_prompter_expect_trust    (ScriptedPrompter *self, guint problems, const char *pin, SendoffTrustAnswer answer);
/* The same for a server that an authority vouched for before: no "always" is offered. */
void              scripted_prompter_expect_stern    (ScriptedPrompter *self, guint problems, SendoffTrustAnswer answer);
/* NULL: none is given. */
void              scripted_prompter_expect_password (ScriptedPrompter *self, const char *user, const char *password, gboolean remember);
/* The same for what opens the key of a client certificate. is_again: the question must say that the one before was wrong. */
void              scripted_prompter_expect_client_secret (ScriptedPrompter *self, const char *key, const char *secret, gboolean is_again);
/* The next question is never answered; it ends when it is cancelled. */
void              scripted_prompter_expect_silence  (ScriptedPrompter *self);
void              scripted_prompter_assert_empty    (ScriptedPrompter *self);
/* All that was expected has been asked. */
gboolean          scripted_prompter_is_empty        (ScriptedPrompter *self);

G_END_DECLS
