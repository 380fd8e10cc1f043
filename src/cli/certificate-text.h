/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tls/certificate.h"
#include "tls/comparison.h"

G_BEGIN_DECLS

/* A certificate for people in a terminal: the facts, one per line. Display-safe; caller frees. */
char *sendoff_certificate_describe_facts    (const SendoffCertificate *certificate);
/* Its problems, one sentence per line with a bullet; "" where there is none. now: Unix time. Caller frees. */
char *sendoff_certificate_describe_problems (const SendoffCertificate *certificate, gint64 now);
/* Who vouches for it, in one sentence. Caller frees. */
char *sendoff_certificate_describe_trust    (const SendoffCertificate *certificate);

/* What changed since the certificate before, line by line, with what to make of it. Caller frees. */
char *sendoff_certificate_describe_changes  (const SendoffComparison *comparison);

G_END_DECLS
