/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "report/report.h"

G_BEGIN_DECLS

/* After a message was sent: what the server promises of the way on from it (REQUIRETLS, RFC 8689), and the offer to send with that promise.
 * Hidden where there is nothing to say. Signal "send-again": the user agreed to a second copy that needs the promise. */
#define SENDOFF_TYPE_HOP_BOX (sendoff_hop_box_get_type ())
G_DECLARE_FINAL_TYPE (SendoffHopBox, sendoff_hop_box, SENDOFF, HOP_BOX, GtkBox)

/* report NULL: none. required: the message was sent with it. */
void sendoff_hop_box_set_report (SendoffHopBox *self, const SendoffReport *report, gboolean required);

G_END_DECLS
