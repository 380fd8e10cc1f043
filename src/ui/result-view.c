/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the look of a result. */

#include "ui/result-view.h"

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "base/domain-name.h"
#include "report/report-text.h"
#include "ui/account-words.h"
#include "ui/certificate-window.h"
#include "ui/error-view.h"
#include "ui/exchange-view.h"
#include "ui/result-words.h"
#include "ui/save-text.h"
#include "ui/timeline-view.h"
#include "ui/transcript-view.h"
#include "ui/unfolder.h"
#include "ui/window-memory.h"
#include "ui/wrapping-label.h"

#define MAX_FACT_CHARS 2000
#define MAX_EXTENSIONS 60

struct _SendoffResultView
{
  GtkBox parent_instance;

  GtkWidget     *title_label;
  GtkWidget     *explanation_label;
  GtkWidget     *recipients_label;
  GtkWidget     *privacy_label;
  GtkWidget     *extra_box;
  GtkWidget     *below_box;
  GtkWidget     *error_expander;
  GtkWidget     *error_view;
  GtkWidget     *transcript_expander;
  GtkWidget     *transcript_view;
  GtkWidget     *exchange_expander;
  GtkWidget     *exchange_view;
  GtkWidget     *timeline_expander;
  GtkWidget     *timeline_view;
  GtkWidget     *facts_expander;
  GtkWidget     *facts_grid;
  GtkWidget     *certificate_button;
  SendoffReport *report;
};

G_DEFINE_FINAL_TYPE (SendoffResultView, sendoff_result_view, GTK_TYPE_BOX)

static void
set_text (GtkWidget  *label,
          const char *text)
{
  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_visible (label, *text != '\0');
}

static void
remove_child (GtkWidget *child,
              gpointer   user_data)
{
  gtk_widget_destroy (child);
}

static void
add_fact (SendoffResultView *self,
          int               *row,
          const char        *title,
          const char        *value)
{
  g_autofree char *text = value != NULL ? sendoff_display_text_lines (value, -1) : NULL;
  g_autofree char *shown = text != NULL ? g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), MAX_FACT_CHARS)) : NULL;
  GtkWidget *name, *label;

  if (shown == NULL)
    return;
  name = gtk_label_new (title);
  label = sendoff_wrapping_label_new (shown, 48);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_widget_set_valign (name, GTK_ALIGN_START);
  gtk_style_context_add_class (gtk_widget_get_style_context (name), "dim-label");
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_grid_attach (GTK_GRID (self->facts_grid), name, 0, *row, 1, 1);
  gtk_grid_attach (GTK_GRID (self->facts_grid), label, 1, (*row)++, 1, 1);
}

static char *
join_extensions (char **extensions)
{
  g_auto(GStrv) shown = NULL;

  if (extensions == NULL || extensions[0] == NULL)
    return NULL;
  shown = g_strdupv (extensions);
  for (guint i = MAX_EXTENSIONS; i < g_strv_length (extensions); i++)
    g_clear_pointer (&shown[i], g_free);
  return g_strjoinv ("\n", shown);
}

/* Where each direction has one, it says which. */
static const char *
name_server (SendoffResultView *self,
             SendoffLeg         leg)
{
  if (self->report->servers->len < 2)
    return _("Server");
  return leg == SENDOFF_LEG_OUTGOING ? _("Outgoing server") : _("Incoming server");
}

static void
add_server (SendoffResultView         *self,
            int                       *row,
            const SendoffReportServer *server)
{
  g_autofree char *host = server->host != NULL ? sendoff_host_to_display (server->host) : NULL;
  g_autofree char *place = host != NULL ? sendoff_host_and_port (host, server->port) : NULL;
  g_autofree char *extensions = join_extensions (server->extensions);
  g_autofree char *tls = server->tls != NULL ? sendoff_report_tls_to_text (server->tls) : NULL;

  add_fact (self, row, name_server (self, server->leg), place);
  add_fact (self, row, _("Secure connection (SSL)"), sendoff_security_to_words (server->security));
  add_fact (self, row, _("TLS version"), tls);
  add_fact (self, row, _("Cipher"), server->cipher);
  add_fact (self, row, _("Signed in by"), server->mechanism);
  add_fact (self, row, _("The server offers"), extensions);
}

static const char *
name_trust (SendoffTrustedBy trusted_by)
{
  switch (trusted_by)
    {
    case SENDOFF_TRUSTED_BY_AUTHORITY:
      return _("an authority that this computer trusts");
    case SENDOFF_TRUSTED_BY_USER:
      return _("you, against the warning");
    case SENDOFF_TRUSTED_BY_PIN:
      return _("a key that you gave");
    case SENDOFF_TRUSTED_BY_NOBODY:
      break;
    }
  return _("nobody");
}

static void
add_certificate (SendoffResultView        *self,
                 int                      *row,
                 const SendoffCertificate *certificate)
{
  g_autofree char *until = sendoff_display_date (certificate->not_after);
  g_autofree char *fingerprint = sendoff_certificate_dup_fingerprint (certificate);

  add_fact (self, row, _("Certificate made out to"), certificate->subject);
  add_fact (self, row, _("Issued by"), certificate->issuer);
  add_fact (self, row, _("Valid until"), until);
  add_fact (self, row, _("Vouched for by"), name_trust (certificate->trusted_by));
  add_fact (self, row, _("Fingerprint (SHA-256)"), fingerprint);
}

static void
add_leg (SendoffResultView *self,
         int               *row,
         SendoffLeg         leg)
{
  const SendoffReport *report = self->report;

  for (guint i = 0; i < report->servers->len; i++)
    {
      const SendoffReportServer *server = g_ptr_array_index (report->servers, i);

      if (server->leg == leg)
        add_server (self, row, server);
    }
  for (guint i = 0; i < report->certificates->len; i++)
    {
      const SendoffReportCertificate *entry = g_ptr_array_index (report->certificates, i);

      if (entry->leg == leg)
        add_certificate (self, row, entry->certificate);
    }
}

static void
show_facts (SendoffResultView *self)
{
  const SendoffReport *report = self->report;
  int row = 0;

  gtk_container_foreach (GTK_CONTAINER (self->facts_grid), remove_child, NULL);
  add_leg (self, &row, SENDOFF_LEG_OUTGOING);
  add_leg (self, &row, SENDOFF_LEG_INCOMING);
  add_fact (self, &row, _("Message-ID"), report->message_id);
  gtk_widget_show_all (self->facts_grid);
  gtk_widget_set_visible (self->facts_expander, row > 0);
  gtk_widget_set_visible (self->certificate_button, report->certificates->len > 0);
}

/* Where no connection came about there is a transcript, and nothing in it. */
static gboolean
has_lines (const SendoffReport *report)
{
  for (guint i = 0; i < report->transcripts->len; i++)
    if (sendoff_transcript_get_n_lines (report->transcripts->pdata[i]) > 0)
      return TRUE;
  return FALSE;
}

static gboolean
has_exchange (const SendoffReport *report)
{
  for (guint i = 0; i < report->recordings->len; i++)
    if (sendoff_wire_recording_get_n_pieces (report->recordings->pdata[i]) > 0)
      return TRUE;
  return report->wire != NULL && report->wire->len > 0;
}

static void
show_evidence (SendoffResultView *self,
               const char        *subject)
{
  const SendoffReport *report = self->report;
  g_autofree char *transcript_name = sendoff_make_file_name (subject != NULL ? subject : "", ".txt");
  g_autofree char *capture_name = sendoff_make_file_name (subject != NULL ? subject : "", ".pcapng");

  sendoff_transcript_view_set_transcripts (SENDOFF_TRANSCRIPT_VIEW (self->transcript_view), report->transcripts, transcript_name);
  gtk_widget_set_visible (self->transcript_expander, has_lines (report));
  sendoff_exchange_view_set_report (SENDOFF_EXCHANGE_VIEW (self->exchange_view), self->report, capture_name);
  gtk_widget_set_visible (self->exchange_expander, has_exchange (report));
  sendoff_timeline_view_set_report (SENDOFF_TIMELINE_VIEW (self->timeline_view), self->report);
  gtk_widget_set_visible (self->timeline_expander, report->transcripts->len > 0);
}

static void
show_error (SendoffResultView *self)
{
  g_autofree char *error = sendoff_result_words_dup_error (self->report);

  sendoff_error_view_set_text (SENDOFF_ERROR_VIEW (self->error_view), error);
  gtk_widget_set_visible (self->error_expander, *error != '\0');
  /* An error is what this window was opened for. */
  gtk_expander_set_expanded (GTK_EXPANDER (self->error_expander), self->report->outcome == SENDOFF_OUTCOME_FAILED);
}

static void
on_certificate_clicked (GtkButton         *button,
                        SendoffResultView *self)
{
  const SendoffReportCertificate *first = g_ptr_array_index (self->report->certificates, 0);
  GtkWidget *window = sendoff_certificate_window_new (first->certificate, GTK_WINDOW (gtk_widget_get_toplevel (GTK_WIDGET (self))));

  gtk_window_present (GTK_WINDOW (window));
}

static void
sendoff_result_view_finalize (GObject *object)
{
  g_clear_pointer (&SENDOFF_RESULT_VIEW (object)->report, sendoff_report_unref);
  G_OBJECT_CLASS (sendoff_result_view_parent_class)->finalize (object);
}

static void
sendoff_result_view_class_init (SendoffResultViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  g_type_ensure (SENDOFF_TYPE_ERROR_VIEW);
  g_type_ensure (SENDOFF_TYPE_EXCHANGE_VIEW);
  g_type_ensure (SENDOFF_TYPE_TIMELINE_VIEW);
  g_type_ensure (SENDOFF_TYPE_TRANSCRIPT_VIEW);
  g_type_ensure (SENDOFF_TYPE_UNFOLDER);
  G_OBJECT_CLASS (class)->finalize = sendoff_result_view_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/result-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SendoffResultView, title_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffResultView, explanation_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffResultView, recipients_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffResultView, privacy_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffResultView, extra_box);
  gtk_widget_class_bind_template_child (widget_class, SendoffResultView, below_box);
  gtk_widget_class_bind_template_child (widget_class, SendoffResultView, error_expander);
  gtk_widget_class_bind_template_child (widget_class, SendoffResultView, error_view);
  gtk_widget_class_bind_template_child (widget_class, SendoffResultView, transcript_expander);
  gtk_widget_class_bind_template_child (widget_class, SendoffResultView, transcript_view);
  gtk_widget_class_bind_template_child (widget_class, SendoffResultView, exchange_expander);
  gtk_widget_class_bind_template_child (widget_class, SendoffResultView, exchange_view);
  gtk_widget_class_bind_template_child (widget_class, SendoffResultView, timeline_expander);
  gtk_widget_class_bind_template_child (widget_class, SendoffResultView, timeline_view);
  gtk_widget_class_bind_template_child (widget_class, SendoffResultView, facts_expander);
  gtk_widget_class_bind_template_child (widget_class, SendoffResultView, facts_grid);
  gtk_widget_class_bind_template_child (widget_class, SendoffResultView, certificate_button);
  gtk_widget_class_bind_template_callback (widget_class, on_certificate_clicked);
}

/* Not the error: it is unfolded where there is one. */
static void
keep_unfolded (SendoffResultView *self)
{
  GtkWidget *expanders[] = { self->transcript_expander, self->exchange_expander, self->timeline_expander, self->facts_expander };
  const char *const keys[] = { "show-transcript", "show-wire", "show-times", "show-server" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    sendoff_window_memory_keep_expander (GTK_EXPANDER (expanders[i]), keys[i]);
}

static void
sendoff_result_view_init (SendoffResultView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sendoff_forbid_hyphens (GTK_WIDGET (self));
  keep_unfolded (self);
}

void
sendoff_result_view_set_secrets (SendoffResultView *self,
                                 GPtrArray         *secrets)
{
  sendoff_exchange_view_set_secrets (SENDOFF_EXCHANGE_VIEW (self->exchange_view), secrets);
}

void
sendoff_result_view_set_report (SendoffResultView *self,
                                SendoffReport     *report,
                                const char        *subject)
{
  g_autofree char *title = sendoff_result_words_dup_title (report, subject);
  g_autofree char *explanation = sendoff_result_words_dup_explanation (report);
  g_autofree char *recipients = sendoff_result_words_dup_recipients (report);
  g_autofree char *privacy = sendoff_result_words_dup_privacy (report);

  sendoff_report_ref (report);
  g_clear_pointer (&self->report, sendoff_report_unref);
  self->report = report;
  set_text (self->title_label, title);
  set_text (self->explanation_label, explanation);
  set_text (self->recipients_label, recipients);
  set_text (self->privacy_label, privacy);
  show_error (self);
  show_evidence (self, subject);
  show_facts (self);
}

/* A box that shows nothing would still be given room. */
static void
show_box (GtkWidget *box)
{
  g_autoptr(GList) children = gtk_container_get_children (GTK_CONTAINER (box));
  gboolean shows = FALSE;

  for (GList *each = children; each != NULL; each = each->next)
    shows = shows || gtk_widget_get_visible (each->data);
  gtk_widget_set_visible (box, shows);
}

static void
add_to (GtkWidget *box,
        GtkWidget *widget)
{
  gtk_box_pack_start (GTK_BOX (box), widget, FALSE, FALSE, 0);
  g_signal_connect_object (widget, "notify::visible", G_CALLBACK (show_box), box, G_CONNECT_SWAPPED);
  show_box (box);
}

void
sendoff_result_view_add (SendoffResultView *self,
                         GtkWidget         *widget)
{
  add_to (self->extra_box, widget);
}

void
sendoff_result_view_add_below (SendoffResultView *self,
                               GtkWidget         *widget)
{
  add_to (self->below_box, widget);
}
