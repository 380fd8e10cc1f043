/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the page Advanced: ports, secure connections, time limits. */
#include "ui/advanced-page.h"

#include <glib/gi18n-lib.h>

#include "ui/account-words.h"

#define N_LEGS 2
#define TIMEOUT_STEP_S 30

/* The widgets of one direction. */
typedef struct
{
  GtkWidget        *label, *port, *check, *first, *upgrade;
  SendoffFieldMark *mark;
} LegWidgets;

struct _SendoffAdvancedPage
{
  GtkBox parent_instance;

  LegWidgets        legs[N_LEGS]; /* by SendoffLeg */
  GtkWidget        *defaults_button;
  GtkWidget        *timeout_scale, *timeout_label;
  SendoffFieldMark *timeout_mark;

  SendoffAccount *account;
  gboolean        is_showing; /* what the widgets emit now is no wish of the user */
};

G_DEFINE_FINAL_TYPE (SendoffAdvancedPage, sendoff_advanced_page, GTK_TYPE_BOX)

static SendoffKey
get_port_key (SendoffLeg leg)
{
  return leg == SENDOFF_LEG_OUTGOING ? SENDOFF_KEY_SMTP_PORT : SENDOFF_KEY_INCOMING_PORT;
}

static SendoffProtocol
get_protocol (SendoffAdvancedPage *self,
              SendoffLeg           leg)
{
  return leg == SENDOFF_LEG_OUTGOING ? SENDOFF_PROTOCOL_SMTP : sendoff_account_get_incoming_protocol (self->account);
}

static void
show_leg (SendoffAdvancedPage *self,
          SendoffLeg           leg)
{
  const LegWidgets *widgets = &self->legs[leg];
  SendoffSecurity security = sendoff_account_get_security (self->account, leg);
  gboolean is_used = get_protocol (self, leg) != SENDOFF_PROTOCOL_NONE;
  gboolean is_secure = security != SENDOFF_SECURITY_NONE;

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (widgets->check), is_secure);
  if (is_secure)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (security == SENDOFF_SECURITY_TLS ? widgets->first : widgets->upgrade), TRUE);
  gtk_widget_set_sensitive (widgets->label, is_used);
  gtk_widget_set_sensitive (widgets->port, is_used);
  gtk_widget_set_sensitive (widgets->check, is_used);
  gtk_widget_set_sensitive (widgets->first, is_used && is_secure);
  gtk_widget_set_sensitive (widgets->upgrade, is_used && is_secure);
}

static void
show_incoming_label (SendoffAdvancedPage *self)
{
  SendoffProtocol protocol = sendoff_account_get_incoming_protocol (self->account);
  GtkLabel *label = GTK_LABEL (self->legs[SENDOFF_LEG_INCOMING].label);
  g_autofree char *text = NULL;

  if (protocol != SENDOFF_PROTOCOL_NONE)
    /* Translators: %s is IMAP or POP3; the underscore stands before the access key. */
    text = g_strdup_printf (_("_Incoming mail (%s):"), sendoff_protocol_to_label (protocol));
  gtk_label_set_text_with_mnemonic (label, text != NULL ? text : _("_Incoming mail:"));
}

/* The slider has no place for every value that the account may have; what stands beside it is the truth. */
static void
show_timeout (SendoffAdvancedPage *self)
{
  guint seconds = sendoff_account_get_number (self->account, SENDOFF_KEY_TIMEOUT);
  g_autofree char *words = sendoff_seconds_to_words (seconds);

  gtk_range_set_value (GTK_RANGE (self->timeout_scale), seconds);
  gtk_label_set_text (GTK_LABEL (self->timeout_label), words);
  if (sendoff_field_mark_get (self->timeout_mark) == NULL)
    atk_object_set_description (gtk_widget_get_accessible (self->timeout_scale), words);
}

static void
show_account (SendoffAdvancedPage *self)
{
  self->is_showing = TRUE;
  show_leg (self, SENDOFF_LEG_OUTGOING);
  show_leg (self, SENDOFF_LEG_INCOMING);
  show_incoming_label (self);
  show_timeout (self);
  self->is_showing = FALSE;
}

/* A port that was typed and not yet left counts too. */
static void
set_security (SendoffAdvancedPage *self,
              SendoffLeg           leg,
              SendoffSecurity      after)
{
  SendoffSecurity before = sendoff_account_get_security (self->account, leg);
  guint port;

  gtk_spin_button_update (GTK_SPIN_BUTTON (self->legs[leg].port));
  port = sendoff_account_get_number (self->account, get_port_key (leg));
  g_object_freeze_notify (G_OBJECT (self->account));
  sendoff_account_set_security (self->account, leg, after);
  sendoff_account_set_number (self->account, get_port_key (leg),
                              sendoff_port_after_security_change (get_protocol (self, leg), before, after, (guint16) port));
  g_object_thaw_notify (G_OBJECT (self->account));
}

static void
on_security_toggled (GtkToggleButton *button,
                     gpointer         user_data)
{
  SendoffAdvancedPage *self = user_data;
  SendoffLeg leg = SENDOFF_LEG_OUTGOING;
  GtkWidget *widget = GTK_WIDGET (button);
  gboolean is_active = gtk_toggle_button_get_active (button);
  const LegWidgets *widgets;

  if (self->is_showing)
    return;
  if (widget == self->legs[SENDOFF_LEG_INCOMING].check || widget == self->legs[SENDOFF_LEG_INCOMING].first)
    leg = SENDOFF_LEG_INCOMING;
  widgets = &self->legs[leg];

  if (widget == widgets->check)
    set_security (self, leg, is_active ? SENDOFF_SECURITY_STARTTLS : SENDOFF_SECURITY_NONE);
  else
    set_security (self, leg, is_active ? SENDOFF_SECURITY_TLS : SENDOFF_SECURITY_STARTTLS);
}

static void
on_defaults_clicked (SendoffAdvancedPage *self)
{
  for (guint leg = 0; leg < N_LEGS; leg++)
    {
      SendoffProtocol protocol = get_protocol (self, leg);
      GtkSpinButton *spin = GTK_SPIN_BUTTON (self->legs[leg].port);

      if (protocol == SENDOFF_PROTOCOL_NONE)
        continue;
      gtk_spin_button_update (spin);
      gtk_spin_button_set_value (spin, sendoff_default_port (protocol, sendoff_account_get_security (self->account, leg)));
    }
}

static void
on_timeout_moved (SendoffAdvancedPage *self)
{
  double value = gtk_range_get_value (GTK_RANGE (self->timeout_scale));

  if (self->is_showing)
    return;
  sendoff_account_set_number (self->account, SENDOFF_KEY_TIMEOUT, (guint) (value + TIMEOUT_STEP_S / 2) / TIMEOUT_STEP_S * TIMEOUT_STEP_S);
  /* The account may have had the value to which this was rounded. */
  show_account (self);
}

static void
sendoff_advanced_page_dispose (GObject *object)
{
  g_clear_object (&SENDOFF_ADVANCED_PAGE (object)->account);
  G_OBJECT_CLASS (sendoff_advanced_page_parent_class)->dispose (object);
}

static void
bind_leg (GtkWidgetClass *widget_class,
          const char     *prefix,
          SendoffLeg      leg)
{
  const gssize start = G_STRUCT_OFFSET (SendoffAdvancedPage, legs) + (gssize) leg * (gssize) sizeof (LegWidgets);
  const struct { const char *name; gsize offset; } parts[] = {
    { "label", G_STRUCT_OFFSET (LegWidgets, label) }, { "port", G_STRUCT_OFFSET (LegWidgets, port) },
    { "check", G_STRUCT_OFFSET (LegWidgets, check) }, { "first", G_STRUCT_OFFSET (LegWidgets, first) },
    { "upgrade", G_STRUCT_OFFSET (LegWidgets, upgrade) }, { "mark", G_STRUCT_OFFSET (LegWidgets, mark) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *name = g_strconcat (prefix, "_", parts[i].name, NULL);

      gtk_widget_class_bind_template_child_full (widget_class, name, FALSE, start + (gssize) parts[i].offset);
    }
}

static void
sendoff_advanced_page_class_init (SendoffAdvancedPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sendoff_advanced_page_dispose;
  g_type_ensure (SENDOFF_TYPE_FIELD_MARK);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/advanced-page.ui");
  bind_leg (widget_class, "outgoing", SENDOFF_LEG_OUTGOING);
  bind_leg (widget_class, "incoming", SENDOFF_LEG_INCOMING);
  gtk_widget_class_bind_template_child (widget_class, SendoffAdvancedPage, defaults_button);
  gtk_widget_class_bind_template_child (widget_class, SendoffAdvancedPage, timeout_scale);
  gtk_widget_class_bind_template_child (widget_class, SendoffAdvancedPage, timeout_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffAdvancedPage, timeout_mark);
}

static void
sendoff_advanced_page_init (SendoffAdvancedPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sendoff_advanced_page_bind (SendoffAdvancedPage  *self,
                            SendoffAccountFields *fields)
{
  self->account = g_object_ref (sendoff_account_fields_get_account (fields));
  for (guint leg = 0; leg < N_LEGS; leg++)
    {
      sendoff_account_fields_add (fields, get_port_key (leg), self->legs[leg].port, self->legs[leg].mark);
      g_signal_connect_object (self->legs[leg].check, "toggled", G_CALLBACK (on_security_toggled), self, 0);
      g_signal_connect_object (self->legs[leg].first, "toggled", G_CALLBACK (on_security_toggled), self, 0);
    }
  sendoff_account_fields_add (fields, SENDOFF_KEY_TIMEOUT, self->timeout_scale, self->timeout_mark);
  show_account (self);
  g_signal_connect_object (self->account, "notify", G_CALLBACK (show_account), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->defaults_button, "clicked", G_CALLBACK (on_defaults_clicked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->timeout_scale, "value-changed", G_CALLBACK (on_timeout_moved), self, G_CONNECT_SWAPPED);
}
