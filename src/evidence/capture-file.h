/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "evidence/wire-recording.h"

G_BEGIN_DECLS

/* Recordings as a capture file (pcapng, draft-ietf-opsawg-pcapng) that tools for packets read: the recorded bytes and their times, in IP and
 * TCP headers of ours (192.0.2.1 to 198.51.100.1, addresses of documentation), with sequence numbers, so that a gap shows as bytes that are
 * missing and what was only counted as packets that were cut. As the recordings: without secrets. recordings: of SendoffWireRecording, each
 * later stretch behind the one it goes on from. Pure. */
GBytes *sendoff_capture_file_new (GPtrArray *recordings);

G_END_DECLS
