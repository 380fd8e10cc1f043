/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns writing a file that the user names. */

#include "ui/save-file.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "ui/window-size.h"

#define CHOICE "sendoff-choice"
#define MAX_PATH_CHARS 300

typedef struct
{
  SendoffSavePlan       plan;
  GtkFileChooserNative *chooser;     /* NULL: none */
  GtkWindow            *parent;      /* weak */
  GApplication         *application; /* held while it writes; NULL: none */
  GFile                *file;
  guint                 kind;
  gboolean              ticked;
} Saving;

static void
saving_free (Saving *self)
{
  g_clear_weak_pointer (&self->parent);
  g_clear_object (&self->chooser);
  g_clear_object (&self->file);
  if (self->plan.free_data != NULL)
    self->plan.free_data (self->plan.data);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static Saving *
saving_new (GtkWindow             *parent,
            const SendoffSavePlan *plan)
{
  Saving *self = g_new0 (Saving, 1);

  g_set_weak_pointer (&self->parent, parent);
  self->plan = *plan;
  self->plan.title = self->plan.file_name = self->plan.choice = NULL;
  return self;
}

void
sendoff_save_tell_problem (GtkWindow    *parent,
                           const char   *what,
                           const GError *error)
{
  g_autofree char *reason = sendoff_display_text (error->message, -1);
  GtkWidget *box = gtk_message_dialog_new (parent, GTK_DIALOG_MODAL | GTK_DIALOG_DESTROY_WITH_PARENT, GTK_MESSAGE_ERROR, GTK_BUTTONS_CLOSE, "%s", what);

  gtk_message_dialog_format_secondary_text (GTK_MESSAGE_DIALOG (box), "%s", reason);
  sendoff_window_narrow (GTK_MESSAGE_DIALOG (box));
  /* The program stays until it was read. */
  if (parent == NULL && g_application_get_default () != NULL)
    gtk_window_set_application (GTK_WINDOW (box), GTK_APPLICATION (g_application_get_default ()));
  g_signal_connect (box, "response", G_CALLBACK (gtk_widget_destroy), NULL);
  gtk_window_present (GTK_WINDOW (box));
}

/* ---- writing ---- */

static void
write_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  Saving *saving = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = saving->plan.make (saving->plan.data, saving->kind, saving->ticked, &error);
  gsize length = 0;
  const char *content = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  if (bytes != NULL)
    g_file_replace_contents (saving->file, content != NULL ? content : "", length, NULL, FALSE,
                             saving->plan.is_private ? G_FILE_CREATE_PRIVATE : G_FILE_CREATE_NONE, NULL, NULL, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_written (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Saving) saving = user_data;
  GApplication *application = g_steal_pointer (&saving->application);
  g_autoptr(GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_autofree char *path = g_file_get_parse_name (saving->file);
      g_autofree char *name = sendoff_display_text_short (path, -1, MAX_PATH_CHARS);
      /* Translators: %s is a file's name. */
      g_autofree char *what = g_strdup_printf (_("“%s” could not be written."), name);

      sendoff_save_tell_problem (saving->parent, what, error);
    }
  if (application != NULL)
    g_application_release (application);
}

/* Takes both. The thread may be the last to let go of the task: nothing of the main context's goes with it. */
static void
write_file (Saving *saving,
            GFile  *file)
{
  g_autoptr(GTask) task = g_task_new (NULL, NULL, on_written, saving);

  saving->file = file;
  saving->application = g_application_get_default ();
  if (saving->application != NULL)
    g_application_hold (saving->application);
  g_task_set_source_tag (task, write_file);
  g_task_set_task_data (task, saving, NULL);
  g_task_run_in_thread (task, write_in_thread);
}

/* ---- choosing ---- */

static guint
find_kind (const SendoffSaveKind *kinds,
           const char            *name,
           guint                  otherwise)
{
  for (guint i = 0; kinds != NULL && kinds[i].label != NULL; i++)
    if (g_str_has_suffix (name, kinds[i].ending))
      return i;
  return otherwise;
}

static guint
get_chosen_kind (GtkFileChooser *chooser)
{
  GtkFileFilter *filter = gtk_file_chooser_get_filter (chooser);

  return filter != NULL ? GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (filter), "sendoff-kind")) : 0;
}

/* The name follows the kind. */
static void
on_kind_chosen (GtkFileChooser *chooser,
                GParamSpec     *pspec,
                Saving         *saving)
{
  const SendoffSaveKind *kinds = saving->plan.kinds;
  g_autofree char *name = gtk_file_chooser_get_current_name (chooser);
  guint kind = get_chosen_kind (chooser);
  guint present = find_kind (kinds, name != NULL ? name : "", G_MAXUINT);
  g_autofree char *renamed = NULL;

  if (present == G_MAXUINT || present == kind)
    return;
  renamed = g_strdup_printf ("%.*s%s", (int) (strlen (name) - strlen (kinds[present].ending)), name, kinds[kind].ending);
  gtk_file_chooser_set_current_name (chooser, renamed);
}

static void
add_kinds (GtkFileChooser *chooser,
           Saving         *saving)
{
  for (guint i = 0; saving->plan.kinds != NULL && saving->plan.kinds[i].label != NULL; i++)
    {
      GtkFileFilter *filter = gtk_file_filter_new ();
      g_autofree char *pattern = g_strconcat ("*", saving->plan.kinds[i].ending, NULL);

      gtk_file_filter_set_name (filter, _(saving->plan.kinds[i].label));
      gtk_file_filter_add_pattern (filter, pattern);
      g_object_set_data (G_OBJECT (filter), "sendoff-kind", GUINT_TO_POINTER (i));
      gtk_file_chooser_add_filter (chooser, filter);
    }
  g_signal_connect (chooser, "notify::filter", G_CALLBACK (on_kind_chosen), saving);
}

static void
on_file_chosen (GtkNativeDialog *native,
                int              response,
                gpointer         user_data)
{
  g_autoptr(Saving) saving = user_data;
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (native);
  g_autoptr(GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (chooser) : NULL;

  g_signal_handlers_disconnect_by_data (native, saving);
  if (saving->parent != NULL)
    g_signal_handlers_disconnect_by_data (saving->parent, saving);
  if (file != NULL)
    {
      g_autofree char *name = g_file_get_basename (file);

      saving->kind = find_kind (saving->plan.kinds, name, get_chosen_kind (chooser));
      saving->ticked = g_strcmp0 (gtk_file_chooser_get_choice (chooser, CHOICE), "true") == 0;
    }
  gtk_native_dialog_hide (native);
  /* Before the file is written: it watches the folder, and GTK loses the names of files that come and go there. */
  g_clear_object (&saving->chooser);
  if (file != NULL)
    write_file (g_steal_pointer (&saving), g_steal_pointer (&file));
}

/* The chooser must not outlive the window that asked. */
static void
on_parent_destroyed (Saving *saving)
{
  on_file_chosen (GTK_NATIVE_DIALOG (saving->chooser), GTK_RESPONSE_CANCEL, saving);
}

void
sendoff_save_file (GtkWindow             *parent,
                   const SendoffSavePlan *plan)
{
  Saving *saving = saving_new (parent, plan);
  GtkFileChooser *chooser;

  saving->chooser = gtk_file_chooser_native_new (plan->title, parent, GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  chooser = GTK_FILE_CHOOSER (saving->chooser);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (saving->chooser), TRUE);
  gtk_file_chooser_set_do_overwrite_confirmation (chooser, TRUE);
  gtk_file_chooser_set_current_name (chooser, plan->file_name);
  add_kinds (chooser, saving);
  if (plan->choice != NULL)
    gtk_file_chooser_add_choice (chooser, CHOICE, plan->choice, NULL, NULL);
  g_signal_connect (saving->chooser, "response", G_CALLBACK (on_file_chosen), saving);
  g_signal_connect_swapped (parent, "destroy", G_CALLBACK (on_parent_destroyed), saving);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (saving->chooser));
}

void
sendoff_save_file_to (GtkWindow             *parent,
                      GFile                 *file,
                      const SendoffSavePlan *plan,
                      gboolean               ticked)
{
  Saving *saving = saving_new (parent, plan);
  g_autofree char *name = g_file_get_basename (file);

  saving->kind = find_kind (plan->kinds, name, 0);
  saving->ticked = ticked;
  write_file (saving, g_object_ref (file));
}
