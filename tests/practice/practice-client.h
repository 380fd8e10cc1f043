/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gnutls/gnutls.h>

#include <glib.h>

G_BEGIN_DECLS

/* A bare client for the tests: sends what it is told, fails the test where something else comes back, or nothing in time. */
typedef struct
{
  int                              fd;
  gnutls_session_t                 tls;
  gnutls_certificate_credentials_t credentials; /* made by starting TLS where there are none yet */
  GString                         *input;
} PracticeClient;

PracticeClient *practice_client_new  (guint16 port);
/* host "127.0.0.1" or "::1"; NULL: refused. */
PracticeClient *practice_client_try  (const char *host, guint16 port);
void            practice_client_free (PracticeClient *self);

void     practice_client_send      (PracticeClient *self, const char *text);
/* FALSE: the other side is gone. */
gboolean practice_client_send_bytes (PracticeClient *self, const void *bytes, gsize length);
/* Up to and with LF; NULL at the end. */
char    *practice_client_read_line (PracticeClient *self);
/* Whole replies that begin with this. */
void     practice_client_expect    (PracticeClient *self, const char *start);
char    *practice_client_read_reply (PracticeClient *self);
void     practice_client_talk      (PracticeClient *self, const char *line, const char *start);
/* Everything up to the end. */
GString *practice_client_read_all  (PracticeClient *self);
void     practice_client_expect_end (PracticeClient *self);
void     practice_client_expect_silence (PracticeClient *self, guint ms);
/* A GnuTLS status. priority NULL: the default. */
int      practice_client_start_tls (PracticeClient *self, const char *priority);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PracticeClient, practice_client_free)

G_END_DECLS
