/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/practice-server.h"
#include "ui/workspace.h"

G_BEGIN_DECLS

/* A run on the practice server: a workspace of its own, whose files are gone at the end and whose passwords stay in memory, with one account
 * set up as a newcomer would. */
typedef struct _SendoffPracticeRun SendoffPracticeRun;

/* NULL and error: the server can't start, or there is no room for a folder. */
SendoffPracticeRun *sendoff_practice_run_new           (GError **error);
/* Stops what is under way, and the server. */
void                sendoff_practice_run_free          (SendoffPracticeRun *self);
SendoffWorkspace   *sendoff_practice_run_get_workspace (SendoffPracticeRun *self); /* borrowed */
/* What to do or to look for now, at this step of the story: task is the account's last (NULL: none yet). Translated; caller frees. */
char               *sendoff_practice_dup_hint          (SendoffTask *task);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffPracticeRun, sendoff_practice_run_free)

G_END_DECLS
