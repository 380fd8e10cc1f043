/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the entry for a password. */
#include "ui/password-entry.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* More than a token needs, and less than the 64 KiB at which GTK cuts off without a word. */
#define MAX_BYTES 32768

struct _SendoffPasswordEntry
{
  GtkEntry parent_instance;

  SendoffPasswordChoice *choice;
  GtkToggleButton       *remember; /* weak */
  SendoffFieldMark      *mark;     /* weak */
};

G_DEFINE_FINAL_TYPE (SendoffPasswordEntry, sendoff_password_entry, GTK_TYPE_ENTRY)

const char *
sendoff_password_find_problem (const char *text)
{
  if (strlen (text) > MAX_BYTES)
    return _("This is longer than a password can be. Was it something else that was pasted?");
  for (const char *c = text; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c))
      return _("This holds a line break or another control character. Type it again.");
  return NULL;
}

static void
show_eye (SendoffPasswordEntry *self)
{
  GtkEntry *entry = GTK_ENTRY (self);
  gboolean is_shown = gtk_entry_get_visibility (entry);
  gboolean is_empty = gtk_entry_get_text_length (entry) == 0;

  if (is_empty)
    {
      gtk_entry_set_icon_from_icon_name (entry, GTK_ENTRY_ICON_SECONDARY, NULL);
      return;
    }
  gtk_entry_set_icon_from_icon_name (entry, GTK_ENTRY_ICON_SECONDARY, is_shown ? "view-conceal-symbolic" : "view-reveal-symbolic");
  gtk_entry_set_icon_tooltip_text (entry, GTK_ENTRY_ICON_SECONDARY, is_shown ? _("Hide the password") : _("Show the password"));
}

static void
set_shown (SendoffPasswordEntry *self,
           gboolean              is_shown)
{
  gtk_entry_set_visibility (GTK_ENTRY (self), is_shown);
  show_eye (self);
}

static void
on_icon_released (GtkEntry             *entry,
                  GtkEntryIconPosition  position,
                  GdkEvent             *event,
                  gpointer              user_data)
{
  set_shown (SENDOFF_PASSWORD_ENTRY (entry), !gtk_entry_get_visibility (entry));
}

static const char *
get_word (SendoffPasswordState state)
{
  switch (state)
    {
    case SENDOFF_PASSWORD_STORED:
      return _("A password is stored");
    case SENDOFF_PASSWORD_NONE:
      return _("No password is stored");
    case SENDOFF_PASSWORD_UNKNOWN:
    case SENDOFF_PASSWORD_NO_SERVICE:
      break;
    }
  return "";
}

static void
describe (SendoffPasswordEntry *self)
{
  const char *problem = self->mark != NULL ? sendoff_field_mark_get (self->mark) : NULL;

  atk_object_set_description (gtk_widget_get_accessible (GTK_WIDGET (self)),
                              problem != NULL ? problem : get_word (sendoff_password_choice_get_state (self->choice)));
}

gboolean
sendoff_password_entry_check (SendoffPasswordEntry *self)
{
  const char *problem = NULL;

  g_return_val_if_fail (SENDOFF_IS_PASSWORD_ENTRY (self) && self->mark != NULL, FALSE);

  if (gtk_widget_is_sensitive (GTK_WIDGET (self)))
    problem = sendoff_password_find_problem (gtk_entry_get_text (GTK_ENTRY (self)));
  sendoff_field_mark_set (self->mark, problem);
  describe (self);
  return problem == NULL;
}

static gboolean
on_left (SendoffPasswordEntry *self)
{
  sendoff_password_entry_check (self);
  return GDK_EVENT_PROPAGATE;
}

/* What is wrong is told when the field is left. */
static void
clear_mended (SendoffPasswordEntry *self)
{
  if (self->mark != NULL && sendoff_field_mark_get (self->mark) != NULL)
    sendoff_password_entry_check (self);
}

static void
on_text_changed (GtkEntry *entry,
                 gpointer  user_data)
{
  SendoffPasswordEntry *self = SENDOFF_PASSWORD_ENTRY (entry);

  /* What is typed next is another password. */
  if (gtk_entry_get_text_length (entry) == 0)
    gtk_entry_set_visibility (entry, FALSE);
  show_eye (self);
  clear_mended (self);
  if (self->choice != NULL)
    sendoff_password_choice_set_typed (self->choice, gtk_entry_get_text (entry));
}

static void
on_choice_changed (SendoffPasswordEntry *self)
{
  SendoffPasswordState state = sendoff_password_choice_get_state (self->choice);
  /* Translators: stands in an empty entry; %s is “A password is stored”. */
  g_autofree char *dots = g_strdup_printf (_("●●●●●●  %s"), get_word (state));

  gtk_entry_set_placeholder_text (GTK_ENTRY (self), state == SENDOFF_PASSWORD_STORED ? dots : get_word (state));
  describe (self);
  if (sendoff_password_choice_get_typed (self->choice) == NULL && gtk_entry_get_text_length (GTK_ENTRY (self)) > 0)
    gtk_entry_set_text (GTK_ENTRY (self), "");
  if (self->remember != NULL)
    gtk_toggle_button_set_active (self->remember, sendoff_password_choice_get_remember (self->choice));
}

static void
on_remember_toggled (SendoffPasswordEntry *self)
{
  sendoff_password_choice_set_remember (self->choice, gtk_toggle_button_get_active (self->remember));
}

static void
sendoff_password_entry_dispose (GObject *object)
{
  SendoffPasswordEntry *self = SENDOFF_PASSWORD_ENTRY (object);

  g_clear_object (&self->choice);
  g_clear_weak_pointer (&self->remember);
  g_clear_weak_pointer (&self->mark);
  G_OBJECT_CLASS (sendoff_password_entry_parent_class)->dispose (object);
}

static void
sendoff_password_entry_class_init (SendoffPasswordEntryClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sendoff_password_entry_dispose;
}

static void
sendoff_password_entry_init (SendoffPasswordEntry *self)
{
  gtk_entry_set_visibility (GTK_ENTRY (self), FALSE);
  gtk_entry_set_input_purpose (GTK_ENTRY (self), GTK_INPUT_PURPOSE_PASSWORD);
  /* The line end that comes along with a copied line is no part of it. */
  g_object_set (self, "truncate-multiline", TRUE, NULL);
  g_signal_connect (self, "changed", G_CALLBACK (on_text_changed), NULL);
  g_signal_connect (self, "icon-release", G_CALLBACK (on_icon_released), NULL);
}

void
sendoff_password_entry_bind (SendoffPasswordEntry  *self,
                             SendoffPasswordChoice *choice,
                             GtkToggleButton       *remember,
                             SendoffFieldMark      *mark)
{
  SendoffSecretString *typed = sendoff_password_choice_get_typed (choice);

  g_return_if_fail (SENDOFF_IS_PASSWORD_ENTRY (self) && self->choice == NULL);

  if (typed != NULL)
    gtk_entry_set_text (GTK_ENTRY (self), sendoff_secret_string_peek (typed));
  self->choice = g_object_ref (choice);
  g_set_weak_pointer (&self->remember, remember);
  g_set_weak_pointer (&self->mark, mark);
  g_signal_connect_object (choice, "changed", G_CALLBACK (on_choice_changed), self, G_CONNECT_SWAPPED);
  on_choice_changed (self);
  g_signal_connect_object (remember, "toggled", G_CALLBACK (on_remember_toggled), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "focus-out-event", G_CALLBACK (on_left), NULL);
}
