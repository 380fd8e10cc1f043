/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/practice-dialogue.h"

G_BEGIN_DECLS

/* Private to this folder: the mail transaction of an SMTP session. Belongs to its connection's thread. */
void sendoff_practice_smtp_take_sender    (SendoffPracticeDialogue *self, const char *argument);
void sendoff_practice_smtp_take_recipient (SendoffPracticeDialogue *self, const char *argument);
void sendoff_practice_smtp_take_message   (SendoffPracticeDialogue *self, const char *argument);
void sendoff_practice_smtp_reset          (SendoffPracticeDialogue *self);

G_END_DECLS
