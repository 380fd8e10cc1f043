/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/prompter.h"

G_BEGIN_DECLS

/* Answers no to everything, at once: where nobody can be asked. */
#define SENDOFF_TYPE_REFUSING_PROMPTER (sendoff_refusing_prompter_get_type ())
G_DECLARE_FINAL_TYPE (SendoffRefusingPrompter, sendoff_refusing_prompter, SENDOFF, REFUSING_PROMPTER, GObject)

SendoffPrompter *sendoff_refusing_prompter_new (void);

G_END_DECLS
