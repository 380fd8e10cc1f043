/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/prompter.h"

G_BEGIN_DECLS

/* The sentences of the security warning. Pure; translated and display-safe. Caller frees. */

/* "mail.example.org:25" */
char *sendoff_trust_words_dup_server (const SendoffCertificate *certificate);
/* What would be sent to the holder of the certificate. */
char *sendoff_trust_words_dup_stake  (const SendoffTrustQuestion *question);
/* The names that it is made out to, a few of them. */
char *sendoff_trust_words_dup_names  (const SendoffCertificate *certificate);
/* A few of the names, and how many more. */
char *sendoff_trust_words_dup_list   (char **names);
/* "AB:CD:…" in two even lines. */
char *sendoff_trust_words_break_fingerprint (const char *pairs);
/* For a label with a mnemonic: its underscores stay what they are. */
char *sendoff_trust_words_escape_mnemonic (const char *text);

G_END_DECLS
