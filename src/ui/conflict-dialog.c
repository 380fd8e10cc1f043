/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the question what to do with settings that another program changed meanwhile. */
#include "ui/conflict-dialog.h"

#include <glib/gi18n-lib.h>

#include "ui/account-words.h"
#include "ui/wrapping-label.h"

struct _SendoffConflictDialog
{
  GtkDialog parent_instance;

  GtkWidget *choices_box;
  GArray    *keys;
  GPtrArray *radios; /* of GtkRadioButton, borrowed: "take theirs", by key */
};

G_DEFINE_FINAL_TYPE (SendoffConflictDialog, sendoff_conflict_dialog, GTK_TYPE_DIALOG)

enum { RESOLVED, N_SIGNALS };
static guint signals[N_SIGNALS];

static GtkWidget *
add_radio (GtkWidget  *box,
           GtkWidget  *group,
           const char *text)
{
  GtkWidget *radio = gtk_radio_button_new_from_widget (group != NULL ? GTK_RADIO_BUTTON (group) : NULL);
  GtkWidget *label = sendoff_wrapping_label_new (text, -1);

  gtk_container_add (GTK_CONTAINER (radio), label);
  gtk_container_add (GTK_CONTAINER (box), radio);
  return radio;
}

static void
add_key (SendoffConflictDialog *self,
         SendoffAccount        *mine,
         SendoffAccount        *theirs,
         SendoffKey             key)
{
  g_autofree char *my_value = sendoff_account_dup_shown_value (mine, key);
  g_autofree char *their_value = sendoff_account_dup_shown_value (theirs, key);
  /* Translators: %s is the value of a setting. */
  g_autofree char *my_text = g_strdup_printf (_("Keep mine: %s"), my_value);
  /* Translators: %s is the value of a setting, as another program has set it. */
  g_autofree char *their_text = g_strdup_printf (_("Take the other one: %s"), their_value);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *frame = gtk_frame_new (sendoff_key_to_label (key));
  GtkWidget *radio;

  gtk_frame_set_shadow_type (GTK_FRAME (frame), GTK_SHADOW_NONE);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_top (box, 6);
  gtk_container_add (GTK_CONTAINER (frame), box);
  radio = add_radio (box, NULL, my_text);
  g_ptr_array_add (self->radios, add_radio (box, radio, their_text));
  gtk_container_add (GTK_CONTAINER (self->choices_box), frame);
  gtk_widget_show_all (frame);
}

static void
sendoff_conflict_dialog_response (GtkDialog *dialog,
                                  int        response)
{
  SendoffConflictDialog *self = SENDOFF_CONFLICT_DIALOG (dialog);
  g_autoptr(GArray) taken = g_array_new (FALSE, FALSE, sizeof (SendoffKey));

  for (guint i = 0; i < self->keys->len; i++)
    if (gtk_toggle_button_get_active (g_ptr_array_index (self->radios, i)))
      g_array_append_val (taken, g_array_index (self->keys, SendoffKey, i));
  gtk_widget_hide (GTK_WIDGET (self));
  if (response == GTK_RESPONSE_OK)
    g_signal_emit (self, signals[RESOLVED], 0, taken);
  gtk_widget_destroy (GTK_WIDGET (self));
}

static void
sendoff_conflict_dialog_finalize (GObject *object)
{
  SendoffConflictDialog *self = SENDOFF_CONFLICT_DIALOG (object);

  g_ptr_array_unref (self->radios);
  g_array_unref (self->keys);
  G_OBJECT_CLASS (sendoff_conflict_dialog_parent_class)->finalize (object);
}

static void
sendoff_conflict_dialog_class_init (SendoffConflictDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = sendoff_conflict_dialog_finalize;
  GTK_DIALOG_CLASS (class)->response = sendoff_conflict_dialog_response;
  signals[RESOLVED] = g_signal_new ("resolved", SENDOFF_TYPE_CONFLICT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                    G_TYPE_ARRAY);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/conflict-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SendoffConflictDialog, choices_box);
}

static void
sendoff_conflict_dialog_init (SendoffConflictDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->radios = g_ptr_array_new ();
}

GtkWidget *
sendoff_conflict_dialog_new (SendoffAccount *mine,
                             SendoffAccount *theirs,
                             GArray         *keys,
                             GtkWindow      *parent)
{
  SendoffConflictDialog *self = g_object_new (SENDOFF_TYPE_CONFLICT_DIALOG, "use-header-bar", FALSE, "transient-for", parent, NULL);

  self->keys = g_array_ref (keys);
  for (guint i = 0; i < keys->len; i++)
    add_key (self, mine, theirs, g_array_index (keys, SendoffKey, i));
  return GTK_WIDGET (self);
}
