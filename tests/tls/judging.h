/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tls/judge.h"

#include "make-chain.h"

G_BEGIN_DECLS

#define HOST       "mail.example.org"
#define SERVER_USE GNUTLS_KP_TLS_WWW_SERVER
#define CLIENT_USE GNUTLS_KP_TLS_WWW_CLIENT
#define CA_USAGE   (GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN)
#define GOOD_LEAF  .name = "server", .purposes = { SERVER_USE }
#define GOOD_CA    .is_authority = TRUE, .usage = CA_USAGE
#define EXPIRED_RANGE .not_before = MAKE_NOW - 50 * MAKE_DAY, .not_after = MAKE_NOW - 5 * MAKE_DAY
#define FUTURE_RANGE  .not_before = MAKE_NOW + 5 * MAKE_DAY, .not_after = MAKE_NOW + 50 * MAKE_DAY

#define P(name) SENDOFF_PROBLEM_##name

/* Made by run_judging_tests, removed with what is in it. */
extern char *judging_folder;

int           run_judging_tests (void);
SendoffRoots *trust             (const Made *root);
SendoffRoots *trust_with_crl    (const Made *root, const char *crl_path);
/* At MAKE_NOW, without a staple. */
guint         judge             (SendoffRoots *roots, const Made *const *chain, guint n_chain, const char *host);
guint         judge_input       (SendoffRoots *roots, const Made *const *chain, guint n_chain, const SendoffJudgeInput *rest);
void          assert_problems   (const char *name, guint problems, guint expected);

G_END_DECLS
