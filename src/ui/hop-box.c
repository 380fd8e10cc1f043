/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the offer to have a message passed on encrypted. */

#include "ui/hop-box.h"

#include <glib/gi18n-lib.h>

#include "report/wire-text.h"
#include "ui/window-size.h"

struct _SendoffHopBox
{
  GtkBox parent_instance;

  GtkWidget *label;
  GtkWidget *button;
};

enum { SEND_AGAIN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SendoffHopBox, sendoff_hop_box, GTK_TYPE_BOX)

static void
on_answered (GtkDialog     *dialog,
             int            response,
             SendoffHopBox *self)
{
  gtk_widget_destroy (GTK_WIDGET (dialog));
  if (response == GTK_RESPONSE_OK)
    g_signal_emit (self, signals[SEND_AGAIN], 0);
}

static void
on_clicked (GtkButton     *button,
            SendoffHopBox *self)
{
  GtkWidget *dialog = gtk_message_dialog_new (GTK_WINDOW (gtk_widget_get_toplevel (GTK_WIDGET (self))),
                                              GTK_DIALOG_MODAL | GTK_DIALOG_DESTROY_WITH_PARENT, GTK_MESSAGE_QUESTION, GTK_BUTTONS_NONE, "%s",
                                              _("Send a second copy?"));

  gtk_message_dialog_format_secondary_text (GTK_MESSAGE_DIALOG (dialog), "%s",
                                            _("The first has been handed over already. The second one is passed on only where that can be encrypted at "
                                              "every stop; where it can't, a message about it comes back to you."));
  sendoff_window_narrow (GTK_MESSAGE_DIALOG (dialog));
  gtk_dialog_add_buttons (GTK_DIALOG (dialog), _("_Cancel"), GTK_RESPONSE_CANCEL, _("_Send Again"), GTK_RESPONSE_OK, NULL);
  gtk_dialog_set_default_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_answered), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
sendoff_hop_box_class_init (SendoffHopBoxClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  signals[SEND_AGAIN] = g_signal_new ("send-again", SENDOFF_TYPE_HOP_BOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/hop-box.ui");
  gtk_widget_class_bind_template_child (widget_class, SendoffHopBox, label);
  gtk_widget_class_bind_template_child (widget_class, SendoffHopBox, button);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked);
}

static void
sendoff_hop_box_init (SendoffHopBox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sendoff_hop_box_set_report (SendoffHopBox       *self,
                            const SendoffReport *report,
                            gboolean             required)
{
  gboolean offers = report != NULL && sendoff_report_offers_require_tls (report);

  gtk_label_set_text (GTK_LABEL (self->label),
                      required ? _("This server promised to pass the message on only where that is encrypted at every stop (REQUIRETLS). Whether each of "
                                   "them keeps the promise can't be seen from here.")
                               : _("This server can be asked to pass a message on only where that is encrypted at every stop (REQUIRETLS)."));
  gtk_widget_set_visible (self->button, !required);
  gtk_widget_set_visible (GTK_WIDGET (self), offers);
}
