/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/report.h"

G_BEGIN_DECLS

/* A copy in which addresses are address-1@example, hosts host-1, IP addresses ip-1, and the account's own names (its name, the user's, the
 * organization, the user name) name-1: the same one always the same. Certificates lose their bytes, fingerprint and key, by which anybody
 * could look them up. Rather too much is blanked than too little; the ports, commands, codes and times stay. It is as a saved one: is_saved is
 * set, and it has no recordings. Pure. Caller unrefs. */
SendoffReport *sendoff_report_blank (const SendoffReport *report);

G_END_DECLS
