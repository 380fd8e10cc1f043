/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the window that shows a whole certificate chain. All text comes from whoever made the certificates. */

#include "ui/certificate-window.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "base/domain-name.h"
#include "tls/certificate-facts.h"
#include "ui/save-text.h"
#include "ui/trust-words.h"
#include "ui/wrapping-label.h"

/* A chain of more is nobody's honest one; what was sent beyond is still in the PEM text. */
#define MAX_CHAIN      100
#define MAX_FACT_CHARS 2000
#define MAX_ROW_CHARS  120
#define FINGERPRINT_CHARS 60

struct _SendoffCertificateWindow
{
  GtkDialog parent_instance;

  GtkWidget          *asked_label;
  GtkWidget          *chain_list;
  GtkWidget          *facts_grid;
  GtkWidget          *names_label;
  GtkWidget          *names_view;
  GtkWidget          *pem_view;
  SendoffCertificate *certificate;
  GtkListBoxRow      *shown_row;
  GCancellable       *reading; /* the facts of what is shown */
  guint               n_rows;  /* of the grid */
};

G_DEFINE_FINAL_TYPE (SendoffCertificateWindow, sendoff_certificate_window, GTK_TYPE_DIALOG)

static GtkWidget *
add_line (SendoffCertificateWindow *self,
          const char               *title,
          const char               *text)
{
  GtkWidget *name = gtk_label_new (title);
  GtkWidget *label = sendoff_wrapping_label_new (*text != '\0' ? text : "–", 48);
  int row = (int) self->n_rows++;

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_widget_set_valign (name, GTK_ALIGN_START);
  gtk_style_context_add_class (gtk_widget_get_style_context (name), "dim-label");
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_grid_attach (GTK_GRID (self->facts_grid), name, 0, row, 1, 1);
  gtk_grid_attach (GTK_GRID (self->facts_grid), label, 1, row, 1, 1);
  return label;
}

static void
add_fact (SendoffCertificateWindow *self,
          const char               *title,
          const char               *value)
{
  g_autofree char *text = sendoff_display_text_short (value != NULL ? value : "", -1, MAX_FACT_CHARS);

  add_line (self, title, text);
}

/* In lines of equal length, and letters of equal width, so that two can be compared by eye. */
static void
add_fingerprint (SendoffCertificateWindow *self,
                 const char               *title,
                 const char               *pairs)
{
  g_autofree char *lines = sendoff_trust_words_break_fingerprint (pairs);
  GtkWidget *label = add_line (self, title, lines);
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_family_new ("monospace"));
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  gtk_label_set_max_width_chars (GTK_LABEL (label), FINGERPRINT_CHARS);
}

static void
add_time (SendoffCertificateWindow *self,
          const char               *title,
          gint64                    unix_time)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (unix_time);
  g_autofree char *text = time != NULL ? g_date_time_format (time, "%c %Z") : NULL;

  add_fact (self, title, text);
}

static void
show_facts (SendoffCertificateWindow      *self,
            const SendoffCertificate      *certificate,
            const SendoffCertificateFacts *facts)
{
  g_autofree char *fingerprint = sendoff_certificate_dup_fingerprint (certificate);

  add_fact (self, _("Made out to"), certificate->subject);
  add_fact (self, _("Issued by"), certificate->issuer);
  add_time (self, _("Valid from"), certificate->not_before);
  add_time (self, _("Valid until"), certificate->not_after);
  add_fingerprint (self, _("Fingerprint (SHA-256)"), fingerprint);
  add_fingerprint (self, _("Fingerprint (SHA-1)"), facts->sha1);
  add_fact (self, _("Key"), facts->key);
  add_fact (self, _("Key's check sum"), certificate->pin);
  add_fact (self, _("Signed with"), facts->signature);
  add_fact (self, _("May be used for"), facts->usages);
  add_fact (self, _("Authority"), facts->authority);
  add_fact (self, _("Serial number"), facts->serial);
  gtk_widget_show_all (self->facts_grid);
}

static void
read_facts (GTask        *task,
            gpointer      source,
            gpointer      task_data,
            GCancellable *cancellable)
{
  const SendoffCertificate *certificate = task_data;

  g_task_return_pointer (task, sendoff_certificate_facts_new (g_ptr_array_index (certificate->chain, 0)),
                         (GDestroyNotify) sendoff_certificate_facts_free);
}

/* Cancelled: another one is shown meanwhile, or the window has gone, and user_data with it. */
static void
on_facts_read (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(SendoffCertificateFacts) facts = g_task_propagate_pointer (G_TASK (result), NULL);

  if (facts != NULL)
    show_facts (SENDOFF_CERTIFICATE_WINDOW (user_data), g_task_get_task_data (G_TASK (result)), facts);
}

static void
stop_reading (SendoffCertificateWindow *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
}

/* GnuTLS takes tens of milliseconds to read a certificate with ten thousand names. */
static void
start_reading (SendoffCertificateWindow *self,
               SendoffCertificate       *certificate)
{
  g_autoptr(GTask) task = NULL;

  stop_reading (self);
  self->reading = g_cancellable_new ();
  task = g_task_new (NULL, self->reading, on_facts_read, self);
  g_task_set_task_data (task, sendoff_certificate_ref (certificate), (GDestroyNotify) sendoff_certificate_unref);
  g_task_run_in_thread (task, read_facts);
}

/* Ten thousand names take a moment each if looked at letter by letter: only the encoded ones are. */
static char *
show_name (const char *name)
{
  return strstr (name, "xn--") != NULL ? sendoff_host_to_display (name) : sendoff_display_text (name, -1);
}

static void
show_names (SendoffCertificateWindow *self,
            const SendoffCertificate *certificate)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *count = NULL;
  guint n_names = g_strv_length (certificate->names);

  for (guint i = 0; i < n_names; i++)
    {
      g_autofree char *name = show_name (certificate->names[i]);

      g_string_append_printf (text, "%s\n", name);
    }
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->names_view)), text->str, (int) text->len);
  if (n_names == 0)
    count = g_strdup (_("It names no server."));
  else
    /* Translators: %u is the number of names in a certificate; a list of them follows. */
    count = g_strdup_printf (ngettext ("It names %u server:", "It names %u servers:", n_names), n_names);
  gtk_label_set_text (GTK_LABEL (self->names_label), count);
}

static SendoffCertificate *
pick_from_chain (SendoffCertificateWindow *self,
                 guint                     place)
{
  gsize size;
  gnutls_datum_t der = { (unsigned char *) g_bytes_get_data (g_ptr_array_index (self->certificate->chain, place), &size), 0 };

  if (place == 0)
    return sendoff_certificate_ref (self->certificate);
  der.size = (unsigned) size;
  return sendoff_certificate_new_for_chain (&der, 1, self->certificate->host, self->certificate->port);
}

static void
remove_fact (GtkWidget *label,
             gpointer   user_data)
{
  gtk_widget_destroy (label);
}

static void
on_row_selected (GtkListBox               *list,
                 GtkListBoxRow            *row,
                 SendoffCertificateWindow *self)
{
  g_autoptr(SendoffCertificate) picked = NULL;

  /* GTK tells it again when the list gets the focus. */
  if (row == NULL || row == self->shown_row)
    return;
  self->shown_row = row;
  picked = pick_from_chain (self, (guint) gtk_list_box_row_get_index (row));
  gtk_container_foreach (GTK_CONTAINER (self->facts_grid), remove_fact, NULL);
  self->n_rows = 0;
  start_reading (self, picked);
  show_names (self, picked);
}

static void
on_copy_clicked (GtkButton                *button,
                 SendoffCertificateWindow *self)
{
  g_autofree char *pem = sendoff_certificate_to_pem (self->certificate);

  gtk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self), GDK_SELECTION_CLIPBOARD), pem, -1);
}

static void
on_save_clicked (GtkButton                *button,
                 SendoffCertificateWindow *self)
{
  g_autofree char *pem = sendoff_certificate_to_pem (self->certificate);
  g_autofree char *name = sendoff_make_file_name (self->certificate->host != NULL ? self->certificate->host : "", ".pem");

  sendoff_save_text (GTK_WINDOW (self), _("Save Certificate"), name, pem);
}

static void
sendoff_certificate_window_response (GtkDialog *dialog,
                                     int        response)
{
  gtk_widget_destroy (GTK_WIDGET (dialog));
}

static void
sendoff_certificate_window_dispose (GObject *object)
{
  stop_reading (SENDOFF_CERTIFICATE_WINDOW (object));
  G_OBJECT_CLASS (sendoff_certificate_window_parent_class)->dispose (object);
}

static void
sendoff_certificate_window_finalize (GObject *object)
{
  g_clear_pointer (&SENDOFF_CERTIFICATE_WINDOW (object)->certificate, sendoff_certificate_unref);
  G_OBJECT_CLASS (sendoff_certificate_window_parent_class)->finalize (object);
}

static void
sendoff_certificate_window_class_init (SendoffCertificateWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sendoff_certificate_window_dispose;
  G_OBJECT_CLASS (class)->finalize = sendoff_certificate_window_finalize;
  GTK_DIALOG_CLASS (class)->response = sendoff_certificate_window_response;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/certificate-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SendoffCertificateWindow, asked_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffCertificateWindow, chain_list);
  gtk_widget_class_bind_template_child (widget_class, SendoffCertificateWindow, facts_grid);
  gtk_widget_class_bind_template_child (widget_class, SendoffCertificateWindow, names_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffCertificateWindow, names_view);
  gtk_widget_class_bind_template_child (widget_class, SendoffCertificateWindow, pem_view);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
}

static void
sendoff_certificate_window_init (SendoffCertificateWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sendoff_forbid_hyphens (GTK_WIDGET (self));
}

static void
show_asked (SendoffCertificateWindow *self)
{
  g_autofree char *host = NULL;
  g_autofree char *server = NULL;
  g_autofree char *sentence = NULL;

  gtk_widget_set_visible (self->asked_label, self->certificate->host != NULL);
  if (self->certificate->host == NULL)
    return;
  host = sendoff_host_to_display (self->certificate->host);
  server = self->certificate->port > 0 ? sendoff_host_and_port (host, self->certificate->port) : g_strdup (host);
  /* Translators: %s is a server with its port. */
  sentence = g_strdup_printf (_("What %s showed, from the server's own certificate upwards:"), server);
  gtk_label_set_text (GTK_LABEL (self->asked_label), sentence);
}

static void
add_chain (SendoffCertificateWindow *self)
{
  for (guint i = 0; i < MIN (self->certificate->chain->len, MAX_CHAIN); i++)
    {
      g_autoptr(SendoffCertificate) each = pick_from_chain (self, i);
      g_autofree char *subject = sendoff_display_text_short (each->subject, -1, MAX_ROW_CHARS);
      /* Translators: a number in a list, and whom a certificate is made out to. */
      g_autofree char *text = g_strdup_printf (_("%u. %s"), i + 1, *subject != '\0' ? subject : _("without a name"));
      GtkWidget *label = gtk_label_new (text);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
      g_object_set (label, "margin", 6, NULL);
      gtk_list_box_insert (GTK_LIST_BOX (self->chain_list), label, -1);
      atk_object_set_name (gtk_widget_get_accessible (gtk_widget_get_parent (label)), text);
    }
  gtk_widget_show_all (self->chain_list);
}

GtkWidget *
sendoff_certificate_window_new (SendoffCertificate *certificate,
                                GtkWindow          *parent)
{
  SendoffCertificateWindow *self = g_object_new (SENDOFF_TYPE_CERTIFICATE_WINDOW, "use-header-bar", 0, "transient-for", parent,
                                                 "destroy-with-parent", TRUE, NULL);
  g_autofree char *pem = sendoff_certificate_to_pem (certificate);

  self->certificate = sendoff_certificate_ref (certificate);
  show_asked (self);
  add_chain (self);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->pem_view)), pem, -1);
  if (certificate->chain->len > 0)
    gtk_list_box_select_row (GTK_LIST_BOX (self->chain_list), gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->chain_list), 0));
  return GTK_WIDGET (self);
}
