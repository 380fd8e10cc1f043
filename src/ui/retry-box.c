/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the countdown to the next try. */

#include "ui/retry-box.h"

#include <glib/gi18n-lib.h>

#include "ui/account-words.h"

#define MINUTE (60 * (gint64) G_USEC_PER_SEC)

struct _SendoffRetryBox
{
  GtkBox parent_instance;

  GtkWidget *label;
  GtkWidget *wait_button;
  GtkWidget *cancel_button;
  gint64     time;    /* 0: not known */
  guint      ticking; /* 0: not wanted */
};

enum { DUE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SendoffRetryBox, sendoff_retry_box, GTK_TYPE_BOX)

/* Rounded up: it never says zero while it still waits. */
static guint
get_seconds_left (SendoffRetryBox *self)
{
  gint64 left = self->time - g_get_real_time ();

  return left > 0 ? (guint) MIN ((left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC, G_MAXUINT) : 0;
}

/* As people give the time, and never sooner. */
static gint64
round_up (gint64 time)
{
  gint64 unit = time - g_get_real_time () > MINUTE ? MINUTE : G_USEC_PER_SEC;

  return (time + unit - 1) / unit * unit;
}

static char *
dup_button_label (SendoffRetryBox *self)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (self->time / G_USEC_PER_SEC);
  gboolean is_whole_minute = self->time % MINUTE == 0;
  /* Translators: the time of day as strftime() writes it, without and with seconds. */
  g_autofree char *shown = time != NULL ? g_date_time_format (time, is_whole_minute ? _("%H:%M") : _("%H:%M:%S")) : g_strdup ("");

  /* Translators: a button; %s is a time of day. */
  return g_strdup_printf (_("Try A_gain at %s"), shown);
}

static void
show_state (SendoffRetryBox *self)
{
  g_autofree char *seconds = sendoff_seconds_to_words (get_seconds_left (self));
  g_autofree char *button = dup_button_label (self);
  g_autofree char *text = self->ticking != 0
                            /* Translators: %s is a time span, such as "4 minutes 12 seconds". */
                            ? g_strdup_printf (_("Tries again in %s, as long as this window is open."), seconds)
                            : g_strdup (_("The server asks for patience: trying again sooner is no use."));

  gtk_label_set_text (GTK_LABEL (self->label), text);
  gtk_button_set_label (GTK_BUTTON (self->wait_button), button);
  gtk_widget_set_visible (self->wait_button, self->ticking == 0);
  gtk_widget_set_visible (self->cancel_button, self->ticking != 0);
  gtk_widget_set_visible (GTK_WIDGET (self), self->time != 0);
}

static gboolean
on_tick (gpointer user_data)
{
  SendoffRetryBox *self = user_data;

  if (get_seconds_left (self) > 0)
    {
      show_state (self);
      return G_SOURCE_CONTINUE;
    }
  self->ticking = 0;
  show_state (self);
  g_signal_emit (self, signals[DUE], 0);
  return G_SOURCE_REMOVE;
}

static void
on_wait_clicked (GtkButton       *button,
                 SendoffRetryBox *self)
{
  self->ticking = g_timeout_add_seconds (1, on_tick, self);
  show_state (self);
  gtk_widget_grab_focus (self->cancel_button);
}

static void
on_cancel_clicked (GtkButton       *button,
                   SendoffRetryBox *self)
{
  g_clear_handle_id (&self->ticking, g_source_remove);
  show_state (self);
  gtk_widget_grab_focus (self->wait_button);
}

void
sendoff_retry_box_set_time (SendoffRetryBox *self,
                            gint64           time)
{
  g_return_if_fail (SENDOFF_IS_RETRY_BOX (self));

  g_clear_handle_id (&self->ticking, g_source_remove);
  self->time = time != 0 ? round_up (time) : 0;
  show_state (self);
}

static void
sendoff_retry_box_dispose (GObject *object)
{
  g_clear_handle_id (&SENDOFF_RETRY_BOX (object)->ticking, g_source_remove);
  G_OBJECT_CLASS (sendoff_retry_box_parent_class)->dispose (object);
}

static void
sendoff_retry_box_class_init (SendoffRetryBoxClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sendoff_retry_box_dispose;
  signals[DUE] = g_signal_new ("due", SENDOFF_TYPE_RETRY_BOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/retry-box.ui");
  gtk_widget_class_bind_template_child (widget_class, SendoffRetryBox, label);
  gtk_widget_class_bind_template_child (widget_class, SendoffRetryBox, wait_button);
  gtk_widget_class_bind_template_child (widget_class, SendoffRetryBox, cancel_button);
  gtk_widget_class_bind_template_callback (widget_class, on_wait_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
}

static void
sendoff_retry_box_init (SendoffRetryBox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
