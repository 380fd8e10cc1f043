/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "practice/practice-certificate.h"
#include "practice/practice-mishap.h"
#include "practice/practice-protocol.h"

G_BEGIN_DECLS

/* Private to this folder: how the server behaves. Each connection keeps the values of its beginning; a change makes a copy. */
typedef struct
{
  gatomicrefcount                 ref_count;
  SendoffPracticeProtocol         protocol;
  guint16                         port;
  gboolean                        implicit_tls;
  gboolean                        requires_sign_in;
  gboolean                        requires_tls;     /* to sign in */
  gboolean                        keep_credentials;
  guint                           delay_ms;
  char                           *user;
  char                           *password;
  char                          **extensions;
  char                          **mechanisms;  /* NULL: signing in isn't offered */
  const SendoffPracticeMishapRow *mishap;      /* never NULL */
  SendoffPracticeCertificate     *certificate; /* NULL until start */
  SendoffPracticeClientDemand     client_demand;
} SendoffPracticeSettings;

SendoffPracticeSettings *sendoff_practice_settings_new   (void);
/* With what is usual in this protocol, and no mishap. */
void                     sendoff_practice_settings_set_protocol (SendoffPracticeSettings *self, SendoffPracticeProtocol protocol);
SendoffPracticeSettings *sendoff_practice_settings_copy  (const SendoffPracticeSettings *self);
SendoffPracticeSettings *sendoff_practice_settings_ref   (SendoffPracticeSettings *self);
void                     sendoff_practice_settings_unref (SendoffPracticeSettings *self);

/* True where one of the extensions has this keyword. */
gboolean sendoff_practice_settings_has_extension  (const SendoffPracticeSettings *self, const char *keyword);
/* True where the server offers this mechanism. */
gboolean sendoff_practice_settings_has_mechanism  (const SendoffPracticeSettings *self, const char *mechanism);
/* The largest message that is taken, in bytes. */
guint64  sendoff_practice_settings_get_size_limit (const SendoffPracticeSettings *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffPracticeSettings, sendoff_practice_settings_unref)

G_END_DECLS
