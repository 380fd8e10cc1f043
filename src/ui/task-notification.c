/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the desktop is told about a task that nobody looks at. */

#include "ui/task-notification.h"

#include <glib/gi18n-lib.h>

#include "base/display-text.h"

#define SERVICE "org.freedesktop.Notifications"

char *
sendoff_task_notification_dup_body (SendoffTask *task)
{
  g_autofree char *account = sendoff_display_text_short (sendoff_account_get_text (sendoff_task_get_account (task), SENDOFF_KEY_NAME), -1, 60);
  g_autofree char *summary = sendoff_task_dup_summary (task);

  /* Translators: the name of an account, and a result or a state such as "✓ sent 10:42" or "asks about a certificate". */
  return g_strdup_printf (_("%s: %s"), account, summary);
}

static char *
dup_id (SendoffTask *task)
{
  return g_strconcat ("sending-", sendoff_account_get_id (sendoff_task_get_account (task)), NULL);
}

static gboolean
is_user_here (GtkApplication *application)
{
  for (GList *l = gtk_application_get_windows (application); l != NULL; l = l->next)
    if (gtk_window_is_active (l->data))
      return TRUE;
  return FALSE;
}

typedef struct
{
  GApplication *application;
  SendoffTask  *task;
} Telling;

static void
free_telling (Telling *telling)
{
  g_application_release (telling->application);
  g_object_unref (telling->application);
  g_object_unref (telling->task);
  g_free (telling);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Telling, free_telling)

static void
tell (Telling *telling)
{
  g_autoptr(GNotification) notification = NULL;
  g_autofree char *id = dup_id (telling->task);
  g_autofree char *title = sendoff_task_dup_title (telling->task);
  g_autofree char *body = sendoff_task_notification_dup_body (telling->task);

  notification = g_notification_new (title);
  g_notification_set_body (notification, body);
  g_notification_set_default_action_and_target (notification, "app.show-task", "s",
                                                sendoff_account_get_id (sendoff_task_get_account (telling->task)));
  g_application_send_notification (telling->application, id, notification);
}

static void
ask_bus (GDBusConnection     *bus,
         const char          *method,
         GVariant            *arguments,
         GAsyncReadyCallback  callback,
         Telling             *telling)
{
  g_dbus_connection_call (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", method, arguments, NULL,
                          G_DBUS_CALL_FLAGS_NONE, 5000, NULL, callback, telling);
}

static void
on_service_started (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(Telling) telling = user_data;
  g_autoptr(GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  if (reply != NULL)
    tell (telling);
}

static void
on_owner_found (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(Telling) telling = user_data;
  g_autoptr(GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  if (reply != NULL)
    tell (telling);
  else
    ask_bus (G_DBUS_CONNECTION (source), "StartServiceByName", g_variant_new ("(su)", SERVICE, 0), on_service_started,
             g_steal_pointer (&telling));
}

void
sendoff_task_notification_send (GtkApplication *application,
                                SendoffTask    *task)
{
  GDBusConnection *bus = g_application_get_dbus_connection (G_APPLICATION (application));
  Telling *telling;

  if (bus == NULL || is_user_here (application))
    return;
  telling = g_new0 (Telling, 1);
  telling->application = g_object_ref (G_APPLICATION (application));
  telling->task = g_object_ref (task);
  g_application_hold (telling->application);
  /* GIO warns aloud where nobody shows notifications; so it is asked first. Who runs needs no file by which the bus could start it. */
  ask_bus (bus, "GetNameOwner", g_variant_new ("(s)", SERVICE), on_owner_found, telling);
}

void
sendoff_task_notification_withdraw (GtkApplication *application,
                                    SendoffTask    *task)
{
  g_autofree char *id = dup_id (task);

  g_application_withdraw_notification (G_APPLICATION (application), id);
}
