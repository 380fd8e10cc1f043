/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the program's start, its windows, and its staying alive while something is sent. */

#include "config.h"

#include "ui/application.h"

#include <glib/gi18n-lib.h>
#include <sysexits.h>

#include "ui/accounts-window.h"
#include "ui/practice-run.h"
#include "ui/program-style.h"
#include "ui/report-opening.h"
#include "ui/report-window.h"
#include "ui/task-notification.h"
#include "ui/window-memory.h"

struct _SendoffApplication
{
  GtkApplication parent_instance;

  char               *config_dir;
  SendoffPracticeRun *practice;        /* --practice, until its window takes it */
  gboolean            only_practice;
  SendoffWorkspace   *workspace;       /* NULL with --practice */
  gboolean            is_loaded;
  GtkWidget          *window;          /* weak; with --practice the practice window */
  GtkWidget          *practice_window; /* weak */
  GtkWidget          *shortcuts;       /* weak */
  guint               icon_source;     /* idle source; 0: none */
};

G_DEFINE_FINAL_TYPE (SendoffApplication, sendoff_application, GTK_TYPE_APPLICATION)

/* ---- tasks ---- */

static void
on_task_state_changed (SendoffTask        *task,
                       GParamSpec         *pspec,
                       SendoffApplication *self)
{
  switch (sendoff_task_get_state (task))
    {
    case SENDOFF_TASK_RUNNING:
      sendoff_task_notification_withdraw (GTK_APPLICATION (self), task);
      break;
    case SENDOFF_TASK_ASKING:
    case SENDOFF_TASK_FINISHED:
      sendoff_task_notification_send (GTK_APPLICATION (self), task);
      break;
    }
}

/* Whatever is closed meanwhile, the program stays until the task has ended. */
static void
on_task_added (SendoffWorkspace   *workspace,
               SendoffTask        *task,
               SendoffApplication *self)
{
  g_application_hold (G_APPLICATION (self));
  g_signal_connect_object (task, "notify::state", G_CALLBACK (on_task_state_changed), self, 0);
}

static void
on_task_finished (SendoffWorkspace   *workspace,
                  SendoffTask        *task,
                  SendoffApplication *self)
{
  g_application_release (G_APPLICATION (self));
}

/* ---- windows ---- */

static gboolean
give_icon (gpointer user_data)
{
  SendoffApplication *self = user_data;

  self->icon_source = 0;
  gtk_window_set_default_icon_name (SENDOFF_APPLICATION_ID);
  /* The default holds for windows that come from now on. */
  for (GList *each = gtk_application_get_windows (GTK_APPLICATION (self)); each != NULL; each = each->next)
    gtk_window_set_icon_name (each->data, SENDOFF_APPLICATION_ID);
  return G_SOURCE_REMOVE;
}

static gboolean
on_first_drawn (GtkWidget          *window,
                cairo_t            *cairo,
                SendoffApplication *self)
{
  g_signal_handlers_disconnect_by_func (window, on_first_drawn, self);
  if (self->icon_source == 0)
    self->icon_source = g_idle_add (give_icon, self);
  return GDK_EVENT_PROPAGATE;
}

/* An icon is read in each size that there is, for two milliseconds that the first picture need not wait: it shows outside of the window only. */
static void
sendoff_application_window_added (GtkApplication *application,
                                  GtkWindow      *window)
{
  GTK_APPLICATION_CLASS (sendoff_application_parent_class)->window_added (application, window);
  if (gtk_window_get_default_icon_name () == NULL)
    g_signal_connect_object (window, "draw", G_CALLBACK (on_first_drawn), application, G_CONNECT_AFTER);
}

static void
set_weak (GtkWidget **place,
          GtkWidget  *widget)
{
  *place = widget;
  g_object_add_weak_pointer (G_OBJECT (widget), (gpointer *) place);
}

static void
make_workspace (SendoffApplication *self)
{
  self->workspace = sendoff_workspace_new (self->config_dir, TRUE);
  g_signal_connect_object (self->workspace, "task-added", G_CALLBACK (on_task_added), self, 0);
  g_signal_connect_object (self->workspace, "task-finished", G_CALLBACK (on_task_finished), self, 0);
}

static void
open_window (SendoffApplication *self)
{
  g_autofree char *notice = NULL;

  if (self->practice != NULL)
    {
      set_weak (&self->window, sendoff_accounts_window_new_for_practice (GTK_APPLICATION (self), g_steal_pointer (&self->practice)));
      return;
    }
  /* Once; whatever goes wrong is said in the window, and the program starts all the same. */
  if (!self->is_loaded)
    notice = sendoff_workspace_load (self->workspace);
  self->is_loaded = TRUE;
  set_weak (&self->window, sendoff_accounts_window_new (GTK_APPLICATION (self), self->workspace));
  sendoff_window_memory_keep (GTK_WINDOW (self->window));
  if (notice != NULL)
    sendoff_accounts_window_show_notice (SENDOFF_ACCOUNTS_WINDOW (self->window), notice);
}

static void
sendoff_application_activate (GApplication *application)
{
  SendoffApplication *self = SENDOFF_APPLICATION (application);

  if (self->window == NULL)
    open_window (self);
  gtk_window_present (GTK_WINDOW (self->window));
}

/* A saved report needs no account: it opens without the main window. */
static void
sendoff_application_open (GApplication  *application,
                          GFile        **files,
                          int            n_files,
                          const char    *hint)
{
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (application));

  for (int i = 0; i < n_files; i++)
    sendoff_open_report_file (GTK_APPLICATION (application), parent, files[i]);
}

/* ---- actions ---- */

static void
close_reports (GtkApplication *application)
{
  g_autoptr(GList) windows = g_list_copy (gtk_application_get_windows (application));

  for (GList *each = windows; each != NULL; each = each->next)
    if (SENDOFF_IS_REPORT_WINDOW (each->data))
      gtk_window_close (each->data);
}

static void
on_quit (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  SendoffApplication *self = user_data;

  close_reports (GTK_APPLICATION (self));
  /* Closed as by the user: a window may ask first. */
  if (self->practice_window != NULL)
    gtk_window_close (GTK_WINDOW (self->practice_window));
  if (self->window != NULL)
    gtk_window_close (GTK_WINDOW (self->window));
}

static void
on_practice (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  SendoffApplication *self = user_data;
  g_autoptr(GError) error = NULL;
  SendoffPracticeRun *run;

  if (self->practice_window == NULL)
    {
      run = sendoff_practice_run_new (&error);
      if (run == NULL)
        {
          if (self->window != NULL)
            sendoff_accounts_window_show_notice (SENDOFF_ACCOUNTS_WINDOW (self->window), error->message);
          return;
        }
      set_weak (&self->practice_window, sendoff_accounts_window_new_for_practice (GTK_APPLICATION (self), run));
    }
  gtk_window_present (GTK_WINDOW (self->practice_window));
}

static void
on_open_report (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  sendoff_open_report (user_data, gtk_application_get_active_window (user_data));
}

static void
on_show_task (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  SendoffApplication *self = user_data;

  g_application_activate (G_APPLICATION (self));
  sendoff_accounts_window_show_task_of (SENDOFF_ACCOUNTS_WINDOW (self->window), g_variant_get_string (parameter, NULL));
}

static void
on_shortcuts (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  SendoffApplication *self = user_data;
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (self->shortcuts == NULL)
    {
      g_autoptr(GtkBuilder) builder = gtk_builder_new_from_resource ("/org/sendoff/Sendoff/shortcuts-window.ui");

      set_weak (&self->shortcuts, GTK_WIDGET (gtk_builder_get_object (builder, "shortcuts_window")));
    }
  gtk_window_set_transient_for (GTK_WINDOW (self->shortcuts), parent);
  gtk_window_present (GTK_WINDOW (self->shortcuts));
}

static void
on_about (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  GtkWindow *parent = gtk_application_get_active_window (user_data);

  gtk_show_about_dialog (parent, "program-name", "Sendoff", "version", SENDOFF_VERSION, "logo-icon-name", SENDOFF_APPLICATION_ID,
                         "comments", _("Tries out mail accounts, and says what their servers say."), "license-type", GTK_LICENSE_GPL_3_0,
                         /* Translators: put your names here, one a line. */
                         "translator-credits", _("translator-credits"), NULL);
}

static void
set_accelerators (GtkApplication *application)
{
  static const struct
  {
    const char *action;
    const char *keys[3];
  } rows[] = {
    { "app.quit", { "<Primary>q" } },
    { "app.open-report", { "<Primary>o" } },
    { "app.shortcuts", { "F1", "<Primary>question" } },
    { "win.add", { "<Primary>n" } },
    { "win.send", { "<Primary>t" } },
    { "win.check", { "<Primary>k" } },
    { "win.check-all", { "<Primary>l" } },
    { "win.properties", { "<Alt>Return" } },
    { "win.details", { "<Primary>d" } },
    { "win.remove", { "Delete" } },
    { "win.undo", { "<Primary>z" } },
    { "win.close", { "<Primary>w" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    gtk_application_set_accels_for_action (application, rows[i].action, rows[i].keys);
}

static void
sendoff_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    { .name = "quit", .activate = on_quit },
    { .name = "practice", .activate = on_practice },
    { .name = "open-report", .activate = on_open_report },
    { .name = "show-task", .activate = on_show_task, .parameter_type = "s" },
    { .name = "shortcuts", .activate = on_shortcuts },
    { .name = "about", .activate = on_about },
  };

  G_APPLICATION_CLASS (sendoff_application_parent_class)->startup (application);
  sendoff_program_style_add ();
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions), application);
  /* Practising is what this run is for. */
  if (SENDOFF_APPLICATION (application)->only_practice)
    g_action_map_remove_action (G_ACTION_MAP (application), "practice");
  set_accelerators (GTK_APPLICATION (application));
}

/* ---- the command line ---- */

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
  self->only_practice = g_variant_dict_contains (options, "practice");
  if (self->only_practice && self->config_dir != NULL)
    {
      g_printerr ("sendoff: %s\n", _("--practice has a folder of its own, which goes with it; --config-dir can't name another."));
      return EX_USAGE;
    }
  if (self->only_practice && (self->practice = sendoff_practice_run_new (&error)) == NULL)
    {
      g_printerr ("sendoff: %s\n", error->message);
      return 1;
    }
  if (self->practice == NULL)
    {
      make_workspace (self);
      /* The session bus and GTK take longer to start than a thousand accounts to be read. Should the program run already, it was for nothing. */
      sendoff_workspace_load_begin (self->workspace);
    }
  return -1;
}

static void
sendoff_application_finalize (GObject *object)
{
  SendoffApplication *self = SENDOFF_APPLICATION (object);

  g_clear_handle_id (&self->icon_source, g_source_remove);
  g_clear_weak_pointer (&self->window);
  g_clear_weak_pointer (&self->practice_window);
  g_clear_weak_pointer (&self->shortcuts);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->practice, sendoff_practice_run_free);
  g_free (self->config_dir);
  G_OBJECT_CLASS (sendoff_application_parent_class)->finalize (object);
}

static void
sendoff_application_class_init (SendoffApplicationClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sendoff_application_finalize;
  G_APPLICATION_CLASS (class)->activate = sendoff_application_activate;
  G_APPLICATION_CLASS (class)->open = sendoff_application_open;
  G_APPLICATION_CLASS (class)->startup = sendoff_application_startup;
  G_APPLICATION_CLASS (class)->handle_local_options = sendoff_application_handle_local_options;
  GTK_APPLICATION_CLASS (class)->window_added = sendoff_application_window_added;
}

static void
sendoff_application_init (SendoffApplication *self)
{
  const GOptionEntry options[] = {
    { "config-dir", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_("Keep accounts and exceptions in DIR"), N_("DIR") },
    { "practice", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Practise on a server of the program's own; nothing is kept"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Show the version and end"), NULL },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _("[REPORT…]"));
}

GtkApplication *
sendoff_application_new (gboolean unique)
{
  return g_object_new (SENDOFF_TYPE_APPLICATION, "application-id", SENDOFF_APPLICATION_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN | (unique ? G_APPLICATION_DEFAULT_FLAGS : G_APPLICATION_NON_UNIQUE), NULL);
}
