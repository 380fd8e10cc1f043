/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "tls/certificate.h"

G_BEGIN_DECLS

/* trust.ini: which certificates the user accepted for which host:port. Same file rules as accounts.ini. One entry per host:port. */
typedef struct
{
  char     *host;      /* A-labels or an address */
  guint16   port;
  char     *pin;       /* "sha256//BASE64" */
  gboolean  by_hand;   /* a pin added by hand: waives every reason that may be waived, stays until forgotten */
  guint     waived;    /* SendoffCertificateProblem bits that were shown (by_hand: ignored) */
  char     *sha256;    /* of the certificate that was shown; NULL for a pin by hand */
  char     *subject;   /* same */
  gint64    added;     /* Unix time */
  char     *pem;       /* the leaf that was shown, for a later comparison; NULL for a pin by hand */
} SendoffTrustEntry;

SendoffTrustEntry *sendoff_trust_entry_copy (const SendoffTrustEntry *self);
void               sendoff_trust_entry_free (SendoffTrustEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffTrustEntry, sendoff_trust_entry_free)

/* Signal "changed" on the main context: what is trusted may differ from before (after a load and each change). Main context. Each change
 * has two forms as with sendoff_accounts_file_add(): the plain one blocks; the other one works on copies in a thread, in the order of the
 * calls, and settles what is trusted right before its callback. */
#define SENDOFF_TYPE_TRUST_STORE (sendoff_trust_store_get_type ())
G_DECLARE_FINAL_TYPE (SendoffTrustStore, sendoff_trust_store, SENDOFF, TRUST_STORE, GObject)

SendoffTrustStore *sendoff_trust_store_new    (const char *config_dir);
/* Damaged file: as sendoff_accounts_file_load(). Nobody is trusted by a file that can't be read. */
gboolean           sendoff_trust_store_load   (SendoffTrustStore *self, char **notice, GError **error);
/* Copies: caller frees / unrefs. list: elements SendoffTrustEntry, by host and port. */
SendoffTrustEntry *sendoff_trust_store_lookup (SendoffTrustStore *self, const char *host, guint16 port);
GPtrArray         *sendoff_trust_store_list   (SendoffTrustStore *self);
/* Replaces what is there for host:port. The two differ in what they waive (see SendoffTrustEntry). Refuses fatal problems. All
 * asynchronous forms end in sendoff_trust_store_change_finish(). */
gboolean           sendoff_trust_store_add_exception       (SendoffTrustStore *self, const SendoffCertificate *certificate, GError **error);
void               sendoff_trust_store_add_exception_async (SendoffTrustStore *self, const SendoffCertificate *certificate,
                                                            GAsyncReadyCallback callback, gpointer user_data);
gboolean           sendoff_trust_store_add_pin             (SendoffTrustStore *self, const char *host, guint16 port, const char *pin,
                                                            GError **error);
void               sendoff_trust_store_add_pin_async       (SendoffTrustStore *self, const char *host, guint16 port, const char *pin,
                                                            GAsyncReadyCallback callback, gpointer user_data);
/* SENDOFF_ERROR_NOT_FOUND if there is none. */
gboolean           sendoff_trust_store_forget              (SendoffTrustStore *self, const char *host, guint16 port, GError **error);
void               sendoff_trust_store_forget_async        (SendoffTrustStore *self, const char *host, guint16 port,
                                                            GAsyncReadyCallback callback, gpointer user_data);
gboolean           sendoff_trust_store_change_finish       (SendoffTrustStore *self, GAsyncResult *result, GError **error);

/* Pure: does the entry (may be NULL) cover this certificate with these problems? The key must be the same, no problem fatal, and
 * every problem waived. */
gboolean           sendoff_trust_entry_covers (const SendoffTrustEntry *self, const char *pin, guint problems);

G_END_DECLS
