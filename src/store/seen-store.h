/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "tls/certificate.h"

G_BEGIN_DECLS

/* seen.ini: the certificate that each host:port had when it was last seen valid, so that a later one can be compared. It trusts nobody.
 * Same file rules as accounts.ini. At most 1000 servers, and 2 MiB of certificates: those that were seen longest ago go first. */
typedef struct
{
  char    *host;       /* A-labels or an address */
  guint16  port;
  char    *pem;        /* the leaf; NULL: too big to be kept (over 64 KiB) */
  char    *pin;        /* "sha256//BASE64" */
  char    *sha256;     /* of the leaf */
  char    *issuer;     /* display-safe */
  gint64   first_seen; /* Unix time; of this very certificate at this server */
  gint64   last_seen;  /* same; up to a day behind */
} SendoffSeenEntry;

SendoffSeenEntry *sendoff_seen_entry_copy (const SendoffSeenEntry *self);
void              sendoff_seen_entry_free (SendoffSeenEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffSeenEntry, sendoff_seen_entry_free)

/* Main context; changes are made in a thread, in the order of the calls, and what is known settles right before each callback. */
#define SENDOFF_TYPE_SEEN_STORE (sendoff_seen_store_get_type ())
G_DECLARE_FINAL_TYPE (SendoffSeenStore, sendoff_seen_store, SENDOFF, SEEN_STORE, GObject)

SendoffSeenStore *sendoff_seen_store_new         (const char *config_dir);
/* Damaged file: as sendoff_accounts_file_load(). Blocks. Where it fails nothing is known; that is no reason to do nothing. */
gboolean          sendoff_seen_store_load        (SendoffSeenStore *self, char **notice, GError **error);
/* A copy, caller frees. NULL: not seen yet. */
SendoffSeenEntry *sendoff_seen_store_lookup      (SendoffSeenStore *self, const char *host, guint16 port);
/* For a certificate that an authority vouches for, of an online judgement (a port): another one (SENDOFF_ERROR_INVALID) isn't kept. Writes
 * only where it differs from what is known, or that is older than a day. Callback may be NULL. SENDOFF_ERROR_SAVE is worth a notice. */
void              sendoff_seen_store_note_async   (SendoffSeenStore *self, const SendoffCertificate *certificate,
                                                   GAsyncReadyCallback callback, gpointer user_data);
/* TRUE where there was nothing to forget, too. */
void              sendoff_seen_store_forget_async  (SendoffSeenStore *self, const char *host, guint16 port,
                                                    GAsyncReadyCallback callback, gpointer user_data);
/* Of both. */
gboolean          sendoff_seen_store_change_finish (SendoffSeenStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
