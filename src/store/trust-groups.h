/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/trust-store.h"

G_BEGIN_DECLS

/* How an entry is written in trust.ini: a group named by a UUID. Private to this folder. Any thread. */

/* Entries that can be used, by host and port; what can't be understood trusts nobody and is left out. */
GPtrArray *sendoff_trust_groups_read_all (GKeyFile *key_file);
/* Replaces what is there for the entry's host and port; unknown keys of that group stay. */
void       sendoff_trust_groups_put      (GKeyFile *key_file, const SendoffTrustEntry *entry);

G_END_DECLS
