/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the security warning. */

#include "ui/trust-dialog.h"

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "base/domain-name.h"
#include "ui/certificate-window.h"
#include "ui/trust-words.h"
#include "ui/unfolder.h"
#include "ui/window-fit.h"
#include "ui/wrapping-label.h"

#define MAX_FACT_CHARS 400
/* From here on a name is long enough to hide whose it is. */
#define LONG_HOST_CHARS 40

struct _SendoffTrustDialog
{
  GtkDialog parent_instance;

  GtkWidget          *scroller;
  GtkWidget          *heading_label;
  GtkWidget          *domain_label;
  GtkWidget          *reasons_box;
  GtkWidget          *stake_label;
  GtkWidget          *asked_label;
  GtkWidget          *names_label;
  GtkWidget          *issuer_label;
  GtkWidget          *validity_label;
  GtkWidget          *fingerprint_label;
  GtkWidget          *stern_label;
  GtkWidget          *change_label;
  GtkWidget          *changed_expander;
  GtkWidget          *changed_grid;
  GtkWidget          *always_check;
  GtkWidget          *always_label;
  GtkWidget          *no_button;
  SendoffCertificate *certificate;
  gboolean            answered;
};

enum { ANSWERED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SendoffTrustDialog, sendoff_trust_dialog, GTK_TYPE_DIALOG)

static void
set_foreign_text (GtkWidget  *label,
                  const char *text)
{
  g_autofree char *shown = sendoff_display_text_short (text != NULL ? text : "", -1, MAX_FACT_CHARS);

  gtk_label_set_text (GTK_LABEL (label), *shown != '\0' ? shown : "–");
}

static GtkWidget *
make_label (const char *text,
            int         max_chars)
{
  GtkWidget *label = sendoff_wrapping_label_new (text, max_chars);

  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_show (label);
  return label;
}

static void
add_reason (SendoffTrustDialog *self,
            const char         *sentence)
{
  gtk_box_pack_start (GTK_BOX (self->reasons_box), sendoff_bullet_row_new (make_label (sentence, 60)), FALSE, FALSE, 0);
}

static void
show_reasons (SendoffTrustDialog *self)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  for (guint problem = 1; problem != 0 && problem <= self->certificate->problems; problem <<= 1)
    if (self->certificate->problems & problem)
      {
        g_autofree char *sentence = sendoff_certificate_explain_problem (self->certificate, (SendoffCertificateProblem) problem, now);

        add_reason (self, sentence);
      }
}

static void
show_heading (SendoffTrustDialog *self)
{
  g_autofree char *server = sendoff_trust_words_dup_server (self->certificate);
  /* Translators: %s is a server with its port. */
  g_autofree char *heading = g_strdup_printf (_("%s can't prove who it is."), server);
  g_autofree char *domain = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *sentence = NULL;

  gtk_label_set_text (GTK_LABEL (self->heading_label), heading);
  gtk_label_set_text (GTK_LABEL (self->asked_label), server);
  if (self->certificate->host == NULL || g_utf8_strlen (server, -1) < LONG_HOST_CHARS)
    return;
  domain = sendoff_domain_get_registrable (self->certificate->host);
  if (domain == NULL)
    return;
  shown = sendoff_host_to_display (domain);
  /* Translators: %s is the part of a long server name that somebody registered, "example.org". */
  sentence = g_strdup_printf (_("The name belongs to the domain %s."), shown);
  gtk_label_set_text (GTK_LABEL (self->domain_label), sentence);
  gtk_widget_show (self->domain_label);
}

static void
show_facts (SendoffTrustDialog *self)
{
  const SendoffCertificate *certificate = self->certificate;
  g_autofree char *names = sendoff_trust_words_dup_names (certificate);
  g_autofree char *from = sendoff_display_date (certificate->not_before);
  g_autofree char *until = sendoff_display_date (certificate->not_after);
  /* Translators: two dates. */
  g_autofree char *validity = g_strdup_printf (_("%s to %s"), from, until);
  g_autofree char *pairs = sendoff_certificate_dup_fingerprint (certificate);
  g_autofree char *fingerprint = sendoff_trust_words_break_fingerprint (pairs);

  gtk_label_set_text (GTK_LABEL (self->names_label), names);
  set_foreign_text (self->issuer_label, certificate->issuer);
  gtk_label_set_text (GTK_LABEL (self->validity_label), validity);
  gtk_label_set_text (GTK_LABEL (self->fingerprint_label), fingerprint);
}

static void
show_always (SendoffTrustDialog *self,
             gboolean            offered)
{
  g_autofree char *server = sendoff_trust_words_dup_server (self->certificate);
  g_autofree char *escaped = sendoff_trust_words_escape_mnemonic (server);
  /* Translators: %s is a server with its port. */
  g_autofree char *text = g_strdup_printf (_("_Always trust this certificate for %s"), escaped);

  gtk_label_set_text_with_mnemonic (GTK_LABEL (self->always_label), text);
  gtk_widget_set_visible (self->always_check, offered);
}

static void
add_cell (SendoffTrustDialog *self,
          const char         *text,
          int                 column,
          int                 row,
          gboolean            is_dim)
{
  GtkWidget *label = make_label (*text != '\0' ? text : "–", 24);

  if (is_dim)
    gtk_style_context_add_class (gtk_widget_get_style_context (label), "dim-label");
  gtk_grid_attach (GTK_GRID (self->changed_grid), label, column, row, 1, 1);
}

static void
add_names (SendoffTrustDialog *self,
           const char         *title,
           char              **names,
           int                 row)
{
  g_autofree char *text = sendoff_trust_words_dup_list (names);

  add_cell (self, title, 0, row, TRUE);
  add_cell (self, text, 2, row, FALSE);
}

static void
lay_side_by_side (SendoffTrustDialog      *self,
                  const SendoffComparison *comparison)
{
  int row = 0;

  add_cell (self, _("Before"), 1, row, FALSE);
  add_cell (self, _("Now"), 2, row, FALSE);
  for (guint i = 0; i < comparison->fields->len; i++)
    {
      const SendoffChangedField *field = g_ptr_array_index (comparison->fields, i);

      row++;
      add_cell (self, field->title, 0, row, TRUE);
      add_cell (self, field->before, 1, row, FALSE);
      add_cell (self, field->is_same ? _("the same") : field->now, 2, row, FALSE);
    }
  if (comparison->gained[0] != NULL)
    add_names (self, _("Names gained"), comparison->gained, ++row);
  if (comparison->lost[0] != NULL)
    add_names (self, _("Names lost"), comparison->lost, ++row);
}

static void
show_changes (SendoffTrustDialog      *self,
              const SendoffComparison *comparison)
{
  g_autofree char *sentence = NULL;
  g_autofree char *date = NULL;
  g_autofree char *title = NULL;

  if (comparison == NULL)
    return;
  sentence = sendoff_comparison_explain (comparison);
  gtk_label_set_text (GTK_LABEL (self->change_label), sentence);
  gtk_widget_show (self->change_label);

  date = sendoff_display_date (comparison->seen);
  /* Translators: %s is a date. */
  title = g_strdup_printf (_("_What changed since %s"), date);
  gtk_expander_set_label (GTK_EXPANDER (self->changed_expander), title);
  lay_side_by_side (self, comparison);
  gtk_widget_show (self->changed_expander);
}

static void
on_unfolded (GtkExpander        *expander,
             GParamSpec         *property,
             SendoffTrustDialog *self)
{
  sendoff_window_fit (GTK_WINDOW (self), GTK_SCROLLED_WINDOW (self->scroller));
}

static void
on_view_clicked (GtkButton          *button,
                 SendoffTrustDialog *self)
{
  GtkWidget *window = sendoff_certificate_window_new (self->certificate, GTK_WINDOW (self));

  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_present (GTK_WINDOW (window));
}

static SendoffTrustAnswer
read_answer (SendoffTrustDialog *self,
             int                 response)
{
  if (response != GTK_RESPONSE_YES)
    return SENDOFF_ANSWER_NO;
  if (gtk_widget_get_visible (self->always_check) && gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->always_check)))
    return SENDOFF_ANSWER_ALWAYS;
  return SENDOFF_ANSWER_ONCE;
}

static void
sendoff_trust_dialog_response (GtkDialog *dialog,
                               int        response)
{
  SendoffTrustDialog *self = SENDOFF_TRUST_DIALOG (dialog);

  g_object_ref (self);
  if (!self->answered)
    {
      self->answered = TRUE;
      g_signal_emit (self, signals[ANSWERED], 0, (int) read_answer (self, response));
    }
  gtk_widget_destroy (GTK_WIDGET (self));
  g_object_unref (self);
}

/* GTK hides where the keyboard is from those who came by mouse; here it has to be seen what Enter answers. */
static void
sendoff_trust_dialog_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sendoff_trust_dialog_parent_class)->map (widget);
  gtk_window_set_focus_visible (GTK_WINDOW (widget), TRUE);
}

static void
sendoff_trust_dialog_finalize (GObject *object)
{
  g_clear_pointer (&SENDOFF_TRUST_DIALOG (object)->certificate, sendoff_certificate_unref);
  G_OBJECT_CLASS (sendoff_trust_dialog_parent_class)->finalize (object);
}

static void
sendoff_trust_dialog_class_init (SendoffTrustDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  g_type_ensure (SENDOFF_TYPE_UNFOLDER);
  G_OBJECT_CLASS (class)->finalize = sendoff_trust_dialog_finalize;
  widget_class->map = sendoff_trust_dialog_map;
  GTK_DIALOG_CLASS (class)->response = sendoff_trust_dialog_response;
  signals[ANSWERED] = g_signal_new ("answered", SENDOFF_TYPE_TRUST_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/trust-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SendoffTrustDialog, scroller);
  gtk_widget_class_bind_template_child (widget_class, SendoffTrustDialog, heading_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffTrustDialog, domain_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffTrustDialog, reasons_box);
  gtk_widget_class_bind_template_child (widget_class, SendoffTrustDialog, stake_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffTrustDialog, asked_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffTrustDialog, names_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffTrustDialog, issuer_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffTrustDialog, validity_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffTrustDialog, fingerprint_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffTrustDialog, stern_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffTrustDialog, change_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffTrustDialog, changed_expander);
  gtk_widget_class_bind_template_child (widget_class, SendoffTrustDialog, changed_grid);
  gtk_widget_class_bind_template_child (widget_class, SendoffTrustDialog, always_check);
  gtk_widget_class_bind_template_child (widget_class, SendoffTrustDialog, always_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffTrustDialog, no_button);
  gtk_widget_class_bind_template_callback (widget_class, on_unfolded);
  gtk_widget_class_bind_template_callback (widget_class, on_view_clicked);
}

static void
sendoff_trust_dialog_init (SendoffTrustDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sendoff_forbid_hyphens (GTK_WIDGET (self));
}

GtkWidget *
sendoff_trust_dialog_new (const SendoffTrustQuestion *question,
                          GtkWindow                  *parent)
{
  SendoffTrustDialog *self = g_object_new (SENDOFF_TYPE_TRUST_DIALOG, "use-header-bar", 0, "transient-for", parent, "modal", TRUE,
                                           "destroy-with-parent", TRUE, NULL);
  g_autofree char *stake = sendoff_trust_words_dup_stake (question);

  self->certificate = sendoff_certificate_ref (question->certificate);
  show_heading (self);
  show_reasons (self);
  gtk_label_set_text (GTK_LABEL (self->stake_label), stake);
  show_facts (self);
  show_changes (self, question->comparison);
  gtk_widget_set_visible (self->stern_label, question->was_valid);
  show_always (self, question->always_offered);
  sendoff_window_fit (GTK_WINDOW (self), GTK_SCROLLED_WINDOW (self->scroller));
  gtk_widget_grab_focus (self->no_button);
  return GTK_WIDGET (self);
}
