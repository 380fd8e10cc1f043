/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "jobs/prompter.h"
#include "store/secret-store.h"

G_BEGIN_DECLS

/* What the search for a password and the one for what opens a client certificate's key share: stored, else asked for, and stored then. It is what
 * the data of a GTask begins with; cancelling ends that task. Private to this folder. Main context. */
typedef struct
{
  SendoffSecretKey     key;       /* has strings of its own */
  SendoffLeg           leg;       /* that needs it */
  SendoffSecretStore  *secrets;   /* held, as the next */
  SendoffPrompter     *prompter;
  void               (*take) (GTask *task); /* a secret is at hand: tries it, or accepts it */
  void               (*end)  (GTask *task); /* returns from the task */
  SendoffSecretString *secret;    /* at hand; NULL: none */
  char                *notice;    /* for the user; NULL: none */
  /*< private >*/
  gboolean             was_asked; /* for this secret */
  gboolean             remember;
} SendoffSecretSearch;

void  sendoff_secret_search_clear       (SendoffSecretSearch *self);
/* In the store, else asked for. */
void  sendoff_secret_search_look_up     (GTask *task);
/* reason: why it is asked again; NULL: the first time. Nothing given: the end, with what was at hand before. */
void  sendoff_secret_search_ask         (GTask *task, const char *reason);
/* The secret at hand is right: stores it if it was asked for (only for this run unless the user wants it remembered); the end. */
void  sendoff_secret_search_accept      (GTask *task);

G_END_DECLS
