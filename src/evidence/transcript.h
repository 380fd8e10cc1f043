/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "evidence/redaction.h"
#include "model/types.h"

G_BEGIN_DECLS

/* What was said, line by line, with secrets already replaced: whoever holds a transcript may show it. Filled by one worker,
 * then immutable; counted atomically. Bounded: beyond 4 MiB of text or 100,000 lines the middle is dropped and an entry says so. */
typedef struct
{
  SendoffLeg leg;
  double     ms;         /* since the job's start */
  gboolean   from_client;
  gboolean   clear;      /* not inside TLS */
  gboolean   is_note;    /* a remark of ours ("4,096 lines of the message"), not bytes of the wire */
  char      *text;       /* one line without its line end; display-safe */
} SendoffTranscriptLine;

typedef struct _SendoffTranscript SendoffTranscript;

SendoffTranscript *sendoff_transcript_new   (SendoffLeg leg, SendoffProtocol protocol);
SendoffTranscript *sendoff_transcript_ref   (SendoffTranscript *self);
void               sendoff_transcript_unref (SendoffTranscript *self);
/* Values that must never appear, whatever the line (the password, a token; raw, and base64 of it). Call before the first add. */
void               sendoff_transcript_add_secret (SendoffTranscript *self, const char *secret);
/* For texts outside the transcript that repeat what a server said: sendoff_redaction_scrub(). Borrowed. */
const SendoffRedaction *sendoff_transcript_get_redaction (const SendoffTranscript *self);
/* bytes: one or more complete or partial lines as they went over the wire (before encryption); partial lines are joined until
 * their line end. Redaction (evidence/redaction.h) happens here, before anything is stored. */
void               sendoff_transcript_add   (SendoffTranscript *self, double ms, gboolean from_client, gboolean clear,
                                             const char *bytes, gsize length);
void               sendoff_transcript_add_note (SendoffTranscript *self, double ms, gboolean from_client, gboolean clear, const char *text);
/* A line of a saved transcript, as it was shown then: not redacted again, but made display-safe. */
void               sendoff_transcript_add_saved (SendoffTranscript *self, const SendoffTranscriptLine *line);
/* Flushes a partial line. */
void               sendoff_transcript_finish (SendoffTranscript *self);
guint              sendoff_transcript_get_n_lines (const SendoffTranscript *self);
const SendoffTranscriptLine *sendoff_transcript_get_line (const SendoffTranscript *self, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffTranscript, sendoff_transcript_unref)

G_END_DECLS
