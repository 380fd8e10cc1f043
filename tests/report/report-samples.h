/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/report.h"

/* Failures and reports that several tests look at. Callers free. */
SendoffFailure     *sample_relaying_denied (void);
SendoffCertificate *sample_certificate     (guint problems);
/* A sent message over TLS that passed. */
SendoffReport      *sample_passed          (void);
/* The story: relaying denied, with the fix for an account without sign-in. */
SendoffReport      *sample_failed          (void);
