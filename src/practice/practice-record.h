/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/practice-server.h"

G_BEGIN_DECLS

/* Private to this folder: what is remembered of one connection, written by its thread and copied by others. */
typedef struct _SendoffPracticeRecord SendoffPracticeRecord;

SendoffPracticeRecord  *sendoff_practice_record_new  (void);
void                    sendoff_practice_record_free (SendoffPracticeRecord *self);

void sendoff_practice_record_add_command   (SendoffPracticeRecord *self, const char *command);
/* client: the subject of its certificate; NULL: none. */
void sendoff_practice_record_set_tls       (SendoffPracticeRecord *self, const char *client);
void sendoff_practice_record_add_tls_bytes (SendoffPracticeRecord *self, gsize n_bytes);
void sendoff_practice_record_set_signed_in (SendoffPracticeRecord *self);
/* Takes the message. */
void sendoff_practice_record_add_message   (SendoffPracticeRecord *self, GBytes *message);
/* Of the message that is kept. */
gsize sendoff_practice_record_get_size     (SendoffPracticeRecord *self);
/* What is too old to be kept. */
void sendoff_practice_record_drop_message  (SendoffPracticeRecord *self);
void sendoff_practice_record_drop_commands (SendoffPracticeRecord *self);

SendoffPracticeSession *sendoff_practice_record_dup_session (SendoffPracticeRecord *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffPracticeRecord, sendoff_practice_record_free)

G_END_DECLS
