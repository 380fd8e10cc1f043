/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/seen-store.h"

G_BEGIN_DECLS

/* How an entry is written in seen.ini. Private to this folder. Any thread. */

#define SENDOFF_SEEN_MAX_ENTRIES   1000
#define SENDOFF_SEEN_MAX_PEM_BYTES (2 * 1024 * 1024)

/* Of SendoffSeenEntry by "host port"; what can't be understood is left out. */
GHashTable       *sendoff_seen_groups_read_all (GKeyFile *key_file);
/* Replaces what is there for the server; unknown keys of that group stay, and when
 * the same certificate was first seen. Then drops the oldest until the bounds are kept. */
void              sendoff_seen_groups_put      (GKeyFile *key_file, const SendoffSeenEntry *entry);
/* The key of the table above; caller frees. */
char             *sendoff_seen_groups_dup_key  (const char *host, guint16 port);

G_END_DECLS
