/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "evidence/transcript.h"

G_BEGIN_DECLS

/* What was said, line by line, with time, direction and whether it could be read on the way; searched, copied, saved. Filled bit by bit
 * once it is seen, so that a long one stalls nothing. */
#define SENDOFF_TYPE_TRANSCRIPT_VIEW (sendoff_transcript_view_get_type ())
G_DECLARE_FINAL_TYPE (SendoffTranscriptView, sendoff_transcript_view, SENDOFF, TRANSCRIPT_VIEW, GtkBox)

/* transcripts: of SendoffTranscript, kept; NULL: none. file_name: proposed for Save…. */
void  sendoff_transcript_view_set_transcripts (SendoffTranscriptView *self, GPtrArray *transcripts, const char *file_name);
/* All of it, as Copy and Save… give it. Caller frees. */
char *sendoff_transcript_view_dup_text        (SendoffTranscriptView *self);

G_END_DECLS
