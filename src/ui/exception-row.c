/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the row of one trusted certificate: which server, what was waived and when, and whether it is to be forgotten. */
#include "ui/exception-row.h"

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "base/domain-name.h"
#include "ui/wrapping-label.h"

#define MAX_SUBJECT_CHARS 120

struct _SendoffExceptionRow
{
  GtkListBoxRow parent_instance;

  GtkWidget *server_label, *reasons_label, *fingerprint_label, *pending_label, *forget_button;
  char      *server;
  gboolean   is_to_forget;
  gboolean   forgets_at_once;
};

G_DEFINE_FINAL_TYPE (SendoffExceptionRow, sendoff_exception_row, GTK_TYPE_LIST_BOX_ROW)

enum { TOGGLED, N_SIGNALS };
static guint signals[N_SIGNALS];

static const struct { SendoffCertificateProblem problem; const char *sentence; } reasons[] = {
  { SENDOFF_PROBLEM_SELF_SIGNED, N_("It is signed by itself, not by an authority.") },
  { SENDOFF_PROBLEM_UNTRUSTED_ROOT, N_("It comes from an authority that this computer doesn't trust.") },
  { SENDOFF_PROBLEM_INCOMPLETE_CHAIN, N_("The certificate of an authority in between was missing.") },
  { SENDOFF_PROBLEM_EXPIRED, N_("It had expired.") },
  { SENDOFF_PROBLEM_NOT_YET_VALID, N_("It was not valid yet.") },
  { SENDOFF_PROBLEM_WRONG_NAME, N_("It is made out to another server.") },
  { SENDOFF_PROBLEM_WEAK, N_("Its key or signature is weak.") },
  { SENDOFF_PROBLEM_NAME_CONSTRAINT, N_("Its authority may not vouch for this server.") },
  { SENDOFF_PROBLEM_NO_STAPLE, N_("The server gave no proof that it isn't revoked.") },
  { SENDOFF_PROBLEM_CHANGED, N_("It took the place of another one.") },
};

static char *
describe_reasons (const SendoffTrustEntry *entry)
{
  g_autofree char *date = sendoff_display_date (entry->added);
  g_autofree char *subject = sendoff_display_text_short (entry->subject != NULL ? entry->subject : "", -1, MAX_SUBJECT_CHARS);
  g_autoptr(GString) text = g_string_new (subject);

  if (*subject != '\0')
    g_string_append_c (text, '\n');
  if (entry->by_hand)
    /* Translators: %s is a date. */
    g_string_append_printf (text, _("Its key was entered by hand on %s: whatever else is wrong with the certificate is accepted."), date);
  else
    /* Translators: %s is a date; a list of reasons follows, one on each line. */
    g_string_append_printf (text, _("Accepted on %s although:"), date);
  for (guint i = 0; !entry->by_hand && i < G_N_ELEMENTS (reasons); i++)
    if ((entry->waived & (guint) reasons[i].problem) != 0)
      g_string_append_printf (text, "\n• %s", _(reasons[i].sentence));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
describe_fingerprint (const SendoffTrustEntry *entry)
{
  g_autofree char *value = entry->sha256 != NULL ? sendoff_fingerprint_to_pairs (entry->sha256) : g_strdup (entry->pin);
  g_autofree char *shown = sendoff_display_text (value, -1);

  if (entry->sha256 == NULL)
    /* Translators: %s is "sha256//" and the public key's check sum. */
    return g_strdup_printf (_("Key: %s"), shown);
  /* Translators: %s is a fingerprint, pairs of hexadecimal digits. */
  return g_strdup_printf (_("Fingerprint (SHA-256): %s"), shown);
}

static void
show_intent (SendoffExceptionRow *self)
{
  /* Translators: for screen readers; %s is a server with its port. */
  g_autofree char *name = g_strdup_printf (self->is_to_forget ? _("Keep the certificate of %s") : _("Forget the certificate of %s"), self->server);

  gtk_button_set_label (GTK_BUTTON (self->forget_button), self->is_to_forget ? _("Keep") : _("Forget"));
  atk_object_set_name (gtk_widget_get_accessible (self->forget_button), name);
  gtk_widget_set_visible (self->pending_label, self->is_to_forget);
}

static void
on_forget_clicked (SendoffExceptionRow *self)
{
  if (self->forgets_at_once)
    {
      g_signal_emit (self, signals[TOGGLED], 0);
      return;
    }
  self->is_to_forget = !self->is_to_forget;
  show_intent (self);
  g_signal_emit (self, signals[TOGGLED], 0);
}

static void
sendoff_exception_row_finalize (GObject *object)
{
  g_free (SENDOFF_EXCEPTION_ROW (object)->server);
  G_OBJECT_CLASS (sendoff_exception_row_parent_class)->finalize (object);
}

static void
sendoff_exception_row_class_init (SendoffExceptionRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = sendoff_exception_row_finalize;
  signals[TOGGLED] = g_signal_new ("toggled", SENDOFF_TYPE_EXCEPTION_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/exception-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SendoffExceptionRow, server_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffExceptionRow, reasons_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffExceptionRow, fingerprint_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffExceptionRow, pending_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffExceptionRow, forget_button);
}

static void
sendoff_exception_row_init (SendoffExceptionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sendoff_forbid_hyphens (GTK_WIDGET (self));
}

GtkWidget *
sendoff_exception_row_new (const SendoffTrustEntry *entry,
                           gboolean                 is_to_forget)
{
  SendoffExceptionRow *self = g_object_new (SENDOFF_TYPE_EXCEPTION_ROW, NULL);
  g_autofree char *host = sendoff_host_to_display (entry->host);
  g_autofree char *text = describe_reasons (entry);
  g_autofree char *fingerprint = describe_fingerprint (entry);

  self->server = sendoff_host_and_port (host, entry->port);
  self->is_to_forget = is_to_forget;
  gtk_label_set_text (GTK_LABEL (self->server_label), self->server);
  gtk_label_set_text (GTK_LABEL (self->reasons_label), text);
  gtk_label_set_text (GTK_LABEL (self->fingerprint_label), fingerprint);
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self)), self->server);
  atk_object_set_description (gtk_widget_get_accessible (GTK_WIDGET (self)), text);
  show_intent (self);
  g_signal_connect_object (self->forget_button, "clicked", G_CALLBACK (on_forget_clicked), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

gboolean
sendoff_exception_row_is_to_forget (SendoffExceptionRow *self)
{
  g_return_val_if_fail (SENDOFF_IS_EXCEPTION_ROW (self), FALSE);

  return self->is_to_forget;
}

void
sendoff_exception_row_forgets_at_once (SendoffExceptionRow *self)
{
  self->forgets_at_once = TRUE;
}

void
sendoff_exception_row_describe_list (GtkWidget *list,
                                     GtkWidget *placeholder)
{
  gboolean is_empty = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0) == NULL;

  atk_object_set_description (gtk_widget_get_accessible (list), is_empty ? gtk_label_get_text (GTK_LABEL (placeholder)) : "");
}
