/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/practice-server.h"
#include "store/accounts-file.h"

G_BEGIN_DECLS

/* A run on the practice server: a configuration folder of its own, gone at the end, with one account set up as a newcomer would. */
typedef struct _SendoffPracticeRun SendoffPracticeRun;

SendoffPracticeRun  *sendoff_practice_run_new        (GError **error);
void                 sendoff_practice_run_free       (SendoffPracticeRun *self);
const char          *sendoff_practice_run_get_folder (SendoffPracticeRun *self);
/* Adds the account. */
gboolean             sendoff_practice_run_fill       (SendoffPracticeRun *self, SendoffAccountsFile *file, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffPracticeRun, sendoff_practice_run_free)

G_END_DECLS
