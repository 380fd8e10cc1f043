/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the program's start. */

#include "config.h"

#include "ui/application.h"

#include <glib/gi18n-lib.h>

#include "store/accounts-file.h"
#include "ui/accounts-window.h"
#include "ui/practice-run.h"

struct _SendoffApplication
{
  GtkApplication parent_instance;

  char                *config_dir;
  SendoffAccountsFile *file;
  SendoffPracticeRun  *practice;
  GtkWidget           *window;  /* weak */
};

G_DEFINE_FINAL_TYPE (SendoffApplication, sendoff_application, GTK_TYPE_APPLICATION)

/* Whatever goes wrong is said in the window; the program starts all the same. */
static char *
load_accounts (SendoffApplication *self)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *notice = NULL;
  gboolean loaded;

  self->file = sendoff_accounts_file_new (self->practice != NULL ? sendoff_practice_run_get_folder (self->practice) : self->config_dir);
  loaded = sendoff_accounts_file_load (self->file, &notice, &error);
  if (loaded && self->practice != NULL)
    loaded = sendoff_practice_run_fill (self->practice, self->file, &error);
  return loaded ? g_steal_pointer (&notice) : g_strdup (error->message);
}

static void
sendoff_application_activate (GApplication *application)
{
  SendoffApplication *self = SENDOFF_APPLICATION (application);
  g_autofree char *notice = NULL;

  if (self->window == NULL)
    {
      notice = load_accounts (self);
      self->window = sendoff_accounts_window_new (GTK_APPLICATION (application), sendoff_accounts_file_get_list (self->file));
      g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
      if (notice != NULL)
        sendoff_accounts_window_show_notice (SENDOFF_ACCOUNTS_WINDOW (self->window), notice);
    }
  gtk_window_present (GTK_WINDOW (self->window));
}

static int
sendoff_application_handle_local_options (GApplication *application,
                                          GVariantDict *options)
{
  SendoffApplication *self = SENDOFF_APPLICATION (application);
  g_autoptr(GError) error = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("Sendoff %s\n", SENDOFF_VERSION);
      return 0;
    }
  g_variant_dict_lookup (options, "config-dir", "^ay", &self->config_dir);
  if (g_variant_dict_contains (options, "practice") && (self->practice = sendoff_practice_run_new (&error)) == NULL)
    {
      g_printerr ("sendoff: %s\n", error->message);
      return 1;
    }
  return -1;
}

static void
on_quit (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  SendoffApplication *self = user_data;

  if (self->window != NULL)
    gtk_widget_destroy (self->window);
}

static void
sendoff_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = { { .name = "quit", .activate = on_quit } };
  static const char *const quit_keys[] = { "<Primary>q", NULL };

  G_APPLICATION_CLASS (sendoff_application_parent_class)->startup (application);
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions), application);
  gtk_application_set_accels_for_action (GTK_APPLICATION (application), "app.quit", quit_keys);
}

static void
sendoff_application_finalize (GObject *object)
{
  SendoffApplication *self = SENDOFF_APPLICATION (object);

  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->file);
  g_clear_pointer (&self->practice, sendoff_practice_run_free);
  g_free (self->config_dir);
  G_OBJECT_CLASS (sendoff_application_parent_class)->finalize (object);
}

static void
sendoff_application_class_init (SendoffApplicationClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sendoff_application_finalize;
  G_APPLICATION_CLASS (class)->activate = sendoff_application_activate;
  G_APPLICATION_CLASS (class)->startup = sendoff_application_startup;
  G_APPLICATION_CLASS (class)->handle_local_options = sendoff_application_handle_local_options;
}

static void
sendoff_application_init (SendoffApplication *self)
{
  const GOptionEntry options[] = {
    { "config-dir", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_("Keep settings in this folder"), N_("FOLDER") },
    { "practice", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Practice on a server of the program's own; nothing is kept"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Show the version and end"), NULL },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

GtkApplication *
sendoff_application_new (gboolean unique)
{
  return g_object_new (SENDOFF_TYPE_APPLICATION, "application-id", SENDOFF_APPLICATION_ID, "flags",
                       unique ? G_APPLICATION_DEFAULT_FLAGS : G_APPLICATION_NON_UNIQUE, NULL);
}
