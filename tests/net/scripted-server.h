/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A server on loopback that plays one script to one client, in a thread of its own. A script is lines:
 *   S text      says it; "|" ends a line, "\n" with LF alone, "\0" is a NUL, "$" the client's last tag; a line end follows
 *   R text      the same, without the line end
 *   C prefix    reads a line; it must begin so, behind the tag where it has one
 *   TLS         starts TLS
 *   TLS REQUEST, TLS REQUIRE  the same, asking for a client certificate; with " 1.2" behind it in that version; with " MUTE" no alert is sent,
 *                             with " DECODE" one that there is nothing to decode, and the client is to hang up first
 *   SLEEP ms    waits
 *   STALL       waits until the client goes
 *   FLOOD text  says it until the client goes
 *   DRIP text   says it byte by byte, each 100 ms, until the client goes
 * At the end of the script it reads what else comes, until the client goes, but for CLOSE, which closes at once. */
typedef struct _ScriptedServer ScriptedServer;

/* pem: certificate and key, for TLS; may be NULL. tags: IMAP. */
ScriptedServer *scripted_server_new      (const char *script, const char *pem, gboolean tags);
guint16         scripted_server_get_port (ScriptedServer *self);
/* Waits for the end; what the client said, line by line, and "[certificate]" where a client's certificate came; caller frees. complaint (may be NULL): what wasn't as the script wanted it, or NULL. */
char           *scripted_server_finish   (ScriptedServer *self, char **complaint);

G_END_DECLS
