/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns writing a text to a file that the user names. */

#include "ui/save-text.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/display-text.h"

#define MAX_NAME_CHARS 60

typedef struct
{
  GtkFileChooserNative *chooser;
  GtkWindow            *parent; /* weak */
  char                 *text;
} Saving;

static void
saving_free (Saving *self)
{
  g_clear_weak_pointer (&self->parent);
  g_clear_object (&self->chooser);
  g_free (self->text);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static Saving *
saving_new (GtkWindow  *parent,
            const char *text)
{
  Saving *self = g_new0 (Saving, 1);

  g_set_weak_pointer (&self->parent, parent);
  self->text = g_strdup (text);
  return self;
}

static void
show_problem (GtkWindow    *parent,
              GFile        *file,
              const GError *error)
{
  g_autofree char *path = g_file_get_parse_name (file);
  g_autofree char *name = sendoff_display_text_short (path, -1, 300);
  g_autofree char *reason = sendoff_display_text (error->message, -1);
  GtkWidget *box = gtk_message_dialog_new (parent, GTK_DIALOG_MODAL | GTK_DIALOG_DESTROY_WITH_PARENT, GTK_MESSAGE_ERROR, GTK_BUTTONS_CLOSE,
                                           /* Translators: %s is a file's name. */
                                           _("“%s” could not be written."), name);

  gtk_message_dialog_format_secondary_text (GTK_MESSAGE_DIALOG (box), "%s", reason);
  g_signal_connect (box, "response", G_CALLBACK (gtk_widget_destroy), NULL);
  gtk_window_present (GTK_WINDOW (box));
}

static void
on_text_written (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(Saving) saving = user_data;
  g_autoptr(GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error) && saving->parent != NULL)
    show_problem (saving->parent, G_FILE (source), error);
}

static void
write_text (Saving *saving,
            GFile  *file)
{
  g_autoptr(GBytes) bytes = g_bytes_new (saving->text, strlen (saving->text));

  /* Private: a report names servers, users and addresses. */
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, on_text_written, saving);
}

static void
on_file_chosen (GtkNativeDialog *chooser,
                int              response,
                gpointer         user_data)
{
  g_autoptr(Saving) saving = user_data;
  g_autoptr(GFile) file = NULL;

  g_signal_handlers_disconnect_by_data (chooser, saving);
  if (saving->parent != NULL)
    g_signal_handlers_disconnect_by_data (saving->parent, saving);
  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  gtk_native_dialog_hide (chooser);
  if (file != NULL)
    write_text (g_steal_pointer (&saving), file);
}

/* The chooser must not outlive the window that asked. */
static void
on_parent_destroyed (Saving *saving)
{
  on_file_chosen (GTK_NATIVE_DIALOG (saving->chooser), GTK_RESPONSE_CANCEL, saving);
}

void
sendoff_save_text (GtkWindow  *parent,
                   const char *title,
                   const char *file_name,
                   const char *text)
{
  Saving *saving = saving_new (parent, text);

  saving->chooser = gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (saving->chooser), TRUE);
  gtk_file_chooser_set_do_overwrite_confirmation (GTK_FILE_CHOOSER (saving->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (saving->chooser), file_name);
  g_signal_connect (saving->chooser, "response", G_CALLBACK (on_file_chosen), saving);
  g_signal_connect_swapped (parent, "destroy", G_CALLBACK (on_parent_destroyed), saving);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (saving->chooser));
}

void
sendoff_save_text_to (GtkWindow  *parent,
                      GFile      *file,
                      const char *text)
{
  write_text (saving_new (parent, text), file);
}

char *
sendoff_make_file_name (const char *words,
                        const char *ending)
{
  g_autofree char *shown = sendoff_display_text_short (words, -1, MAX_NAME_CHARS);

  g_strdelimit (shown, "/\\:*?\"<>|", '-');
  g_strstrip (shown);
  for (char *at = shown; *at == '.'; at++)
    *at = '-';
  return g_strconcat (*shown != '\0' ? shown : "Sendoff", ending, NULL);
}
