/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "store/trust-store.h"

G_BEGIN_DECLS

/* Every certificate that the user trusts, whatever account it belongs to: what was waived and when. Forgets at once. Destroys itself when
 * closed. */
#define SENDOFF_TYPE_TRUSTED_CERTIFICATES_WINDOW (sendoff_trusted_certificates_window_get_type ())
G_DECLARE_FINAL_TYPE (SendoffTrustedCertificatesWindow, sendoff_trusted_certificates_window, SENDOFF, TRUSTED_CERTIFICATES_WINDOW, GtkDialog)

GtkWidget *sendoff_trusted_certificates_window_new (SendoffTrustStore *trust_store, GtkWindow *parent);

G_END_DECLS
