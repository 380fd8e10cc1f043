/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/account.h"

G_BEGIN_DECLS

/* Host names that may be meant where the one that was typed doesn't exist, best first: the slip of the finger mended, then the customary
 * names below the domain of the address. A-labels. Pure. Caller frees with g_strfreev(). */
char   **sendoff_guess_hosts    (SendoffAccount *settings, SendoffLeg leg);
/* True where both are the same host or have the same registrable domain: one owner. Any form that sendoff_host_to_ascii() takes. */
gboolean sendoff_hosts_are_kin  (const char *a, const char *b);
/* True where a password may go to this host by a click: kin of the old host, or of the address' domain. */
gboolean sendoff_host_is_at_home (const char *host, const char *old_host, SendoffAccount *settings);
/* The domain of the account's address as A-labels, NULL where there is none. Caller frees. */
char    *sendoff_account_dup_domain (SendoffAccount *settings);

G_END_DECLS
