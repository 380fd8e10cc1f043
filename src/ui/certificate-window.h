/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "tls/certificate.h"

G_BEGIN_DECLS

/* One server's certificate and the chain that came with it, in full. Destroys itself when closed. */
#define SENDOFF_TYPE_CERTIFICATE_WINDOW (sendoff_certificate_window_get_type ())
G_DECLARE_FINAL_TYPE (SendoffCertificateWindow, sendoff_certificate_window, SENDOFF, CERTIFICATE_WINDOW, GtkDialog)

/* parent may be NULL. */
GtkWidget *sendoff_certificate_window_new (SendoffCertificate *certificate, GtkWindow *parent);

G_END_DECLS
