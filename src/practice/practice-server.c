/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the practice server: its settings, its port, its accepting thread, its memory of sessions. Setters, start and stop belong to one
 * thread, usually the main one; the session getters are free. */
#include "practice/practice-server.h"

#include <poll.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "base/secret-string.h"
#include "practice/practice-connections.h"
#include "practice/practice-dialogue.h"
#include "practice/practice-listener.h"
#include "practice/practice-log.h"
#include "practice/practice-mishap.h"
#include "practice/practice-record.h"
#include "practice/practice-settings.h"

/* Older sessions keep their place in the list and lose their contents. */
#define SESSIONS_KEPT 4096
#define MESSAGES_KEPT_BYTES (128 * 1024 * 1024)
/* Out of descriptors: no use in trying at once again. */
#define ACCEPT_PAUSE_MS 100

struct _SendoffPracticeServer
{
  GObject                  parent_instance;
  GMutex                   lock;     /* of settings and records */
  SendoffPracticeSettings *settings; /* shared with connections: replaced, not changed */
  GPtrArray               *records;
  SendoffPracticeLog      *log;
  SendoffPracticeListener  listener;
  GCancellable            *cancellable;
  int                      cancel_fd;
  GThread                 *thread;
};

enum { SIGNAL_LOG, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SendoffPracticeServer, sendoff_practice_server, G_TYPE_OBJECT)

static void
forget_old_records (SendoffPracticeServer *self)
{
  gsize n_bytes = 0;
  guint n_records = self->records->len;

  if (n_records > SESSIONS_KEPT)
    {
      SendoffPracticeRecord *record = g_ptr_array_index (self->records, n_records - SESSIONS_KEPT - 1);

      sendoff_practice_record_drop_message (record);
      sendoff_practice_record_drop_commands (record);
    }
  for (guint i = n_records; i > 0 && i + SESSIONS_KEPT > n_records; i--)
    {
      SendoffPracticeRecord *record = g_ptr_array_index (self->records, i - 1);
      gsize size = sendoff_practice_record_get_size (record);

      if (n_bytes + size > MESSAGES_KEPT_BYTES)
        sendoff_practice_record_drop_message (record);
      else
        n_bytes += size;
    }
}

static void
refuse_connection (SendoffPracticeServer *self,
                   GSocket               *socket)
{
  g_autofree char *refusal = NULL;

  g_mutex_lock (&self->lock);
  refusal = g_strconcat (sendoff_practice_speech_get (self->settings->protocol)->words[SENDOFF_PRACTICE_WORD_FULL], "\r\n", NULL);
  g_mutex_unlock (&self->lock);
  g_socket_send (socket, refusal, strlen (refusal), NULL, NULL);
}

static void
take_connection (SendoffPracticeServer      *self,
                 SendoffPracticeConnections *connections,
                 GSocket                    *socket)
{
  g_autoptr(SendoffPracticeSettings) settings = NULL;
  SendoffPracticeRecord *record;
  guint number;

  if (!sendoff_practice_connections_has_room (connections))
    {
      refuse_connection (self, socket);
      return;
    }

  record = sendoff_practice_record_new ();
  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->records, record);
  number = self->records->len;
  forget_old_records (self);
  settings = sendoff_practice_settings_ref (self->settings);
  g_mutex_unlock (&self->lock);
  sendoff_practice_connections_add (connections, socket, settings, record, number);
}

static gpointer
accept_connections (gpointer data)
{
  SendoffPracticeServer *self = data;
  g_autoptr(SendoffPracticeConnections) connections = sendoff_practice_connections_new (self->cancel_fd, self->log);
  GSocket *sockets[] = { self->listener.ipv4, self->listener.ipv6 };
  struct pollfd fds[] = {
    { self->cancel_fd, POLLIN, 0 },
    { g_socket_get_fd (sockets[0]), POLLIN, 0 },
    /* poll() passes over a negative descriptor. */
    { sockets[1] != NULL ? g_socket_get_fd (sockets[1]) : -1, POLLIN, 0 },
  };

  while (!g_cancellable_is_cancelled (self->cancellable))
    {
      poll (fds, G_N_ELEMENTS (fds), -1);
      for (guint i = 0; i < G_N_ELEMENTS (sockets) && fds[0].revents == 0; i++)
        {
          g_autoptr(GSocket) socket = NULL;
          g_autoptr(GError) error = NULL;

          if (fds[i + 1].revents == 0)
            continue;
          socket = g_socket_accept (sockets[i], NULL, &error);
          if (socket != NULL)
            take_connection (self, connections, socket);
          else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
            poll (fds, 1, ACCEPT_PAUSE_MS);
        }
    }
  return NULL;
}

static void
sendoff_practice_server_dispose (GObject *object)
{
  SendoffPracticeServer *self = SENDOFF_PRACTICE_SERVER (object);

  sendoff_practice_server_stop (self);
  if (self->log != NULL)
    sendoff_practice_log_close (self->log);
  g_clear_pointer (&self->log, sendoff_practice_log_unref);
  G_OBJECT_CLASS (sendoff_practice_server_parent_class)->dispose (object);
}

static void
sendoff_practice_server_finalize (GObject *object)
{
  SendoffPracticeServer *self = SENDOFF_PRACTICE_SERVER (object);

  g_ptr_array_unref (self->records);
  sendoff_practice_settings_unref (self->settings);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (sendoff_practice_server_parent_class)->finalize (object);
}

static void
sendoff_practice_server_class_init (SendoffPracticeServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sendoff_practice_server_dispose;
  object_class->finalize = sendoff_practice_server_finalize;

  signals[SIGNAL_LOG] = g_signal_new ("log", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                      G_TYPE_STRING);
}

static void
sendoff_practice_server_init (SendoffPracticeServer *self)
{
  g_mutex_init (&self->lock);
  self->settings = sendoff_practice_settings_new ();
  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) sendoff_practice_record_free);
  self->log = sendoff_practice_log_new (G_OBJECT (self), signals[SIGNAL_LOG]);
}

SendoffPracticeServer *
sendoff_practice_server_new (void)
{
  return g_object_new (SENDOFF_TYPE_PRACTICE_SERVER, NULL);
}

/* A copy to change, so that running connections keep theirs. */
static SendoffPracticeSettings *
begin_change (SendoffPracticeServer *self)
{
  SendoffPracticeSettings *old = self->settings;

  g_mutex_lock (&self->lock);
  self->settings = sendoff_practice_settings_copy (old);
  sendoff_practice_settings_unref (old);
  return self->settings;
}

static void
end_change (SendoffPracticeServer *self)
{
  g_mutex_unlock (&self->lock);
}

void
sendoff_practice_server_set_protocol (SendoffPracticeServer   *self,
                                      SendoffPracticeProtocol  protocol)
{
  g_return_if_fail ((guint) protocol < SENDOFF_N_PRACTICE_PROTOCOLS);

  sendoff_practice_settings_set_protocol (begin_change (self), protocol);
  end_change (self);
}

SendoffPracticeProtocol
sendoff_practice_server_get_protocol (SendoffPracticeServer *self)
{
  return self->settings->protocol;
}

void
sendoff_practice_server_set_port (SendoffPracticeServer *self,
                                  guint16                port)
{
  begin_change (self)->port = port;
  end_change (self);
}

void
sendoff_practice_server_set_implicit_tls (SendoffPracticeServer *self,
                                          gboolean               implicit_tls)
{
  begin_change (self)->implicit_tls = implicit_tls;
  end_change (self);
}

void
sendoff_practice_server_set_certificate (SendoffPracticeServer      *self,
                                         SendoffPracticeCertificate *certificate)
{
  SendoffPracticeSettings *settings;

  g_return_if_fail (certificate != NULL);

  settings = begin_change (self);
  sendoff_practice_certificate_ref (certificate);
  g_clear_pointer (&settings->certificate, sendoff_practice_certificate_unref);
  settings->certificate = certificate;
  end_change (self);
}

void
sendoff_practice_server_set_client_demand (SendoffPracticeServer       *self,
                                           SendoffPracticeClientDemand  demand)
{
  begin_change (self)->client_demand = demand;
  end_change (self);
}

void
sendoff_practice_server_set_login (SendoffPracticeServer *self,
                                   const char            *user,
                                   const char            *password)
{
  SendoffPracticeSettings *settings;

  g_return_if_fail (user != NULL && password != NULL);

  settings = begin_change (self);
  g_free (settings->user);
  settings->user = g_strdup (user);
  sendoff_wipe (settings->password, strlen (settings->password));
  g_free (settings->password);
  settings->password = g_strdup (password);
  end_change (self);
}

void
sendoff_practice_server_set_extensions (SendoffPracticeServer *self,
                                        const char *const     *extensions)
{
  static const char *const none[] = { NULL };
  SendoffPracticeSettings *settings = begin_change (self);

  g_strfreev (settings->extensions);
  settings->extensions = g_strdupv ((char **) (extensions != NULL ? extensions : none));
  end_change (self);
}

void
sendoff_practice_server_set_mechanisms (SendoffPracticeServer *self,
                                        const char            *mechanisms)
{
  SendoffPracticeSettings *settings = begin_change (self);

  g_strfreev (settings->mechanisms);
  settings->mechanisms = mechanisms != NULL ? g_strsplit (mechanisms, " ", -1) : NULL;
  end_change (self);
}

void
sendoff_practice_server_set_requires_sign_in (SendoffPracticeServer *self,
                                              gboolean               requires_sign_in)
{
  begin_change (self)->requires_sign_in = requires_sign_in;
  end_change (self);
}

void
sendoff_practice_server_set_requires_tls (SendoffPracticeServer *self,
                                          gboolean               requires_tls)
{
  begin_change (self)->requires_tls = requires_tls;
  end_change (self);
}

void
sendoff_practice_server_set_keep_credentials (SendoffPracticeServer *self,
                                              gboolean               keep)
{
  begin_change (self)->keep_credentials = keep;
  end_change (self);
}

gboolean
sendoff_practice_server_set_mishap (SendoffPracticeServer  *self,
                                    const char             *name,
                                    GError                **error)
{
  const SendoffPracticeMishapRow *mishap = sendoff_practice_mishap_find (name, self->settings->protocol);

  if (mishap == NULL)
    {
      g_set_error (error, SENDOFF_ERROR, SENDOFF_ERROR_NOT_FOUND,
                   /* Translators: %s is what the user typed. */
                   _("The practice server knows no mishap “%s”. Ask it for the list of those it knows."), name);
      return FALSE;
    }
  begin_change (self)->mishap = mishap;
  end_change (self);
  return TRUE;
}

void
sendoff_practice_server_set_delay_ms (SendoffPracticeServer *self,
                                      guint                  delay_ms)
{
  begin_change (self)->delay_ms = delay_ms;
  end_change (self);
}

static gboolean
ensure_certificate (SendoffPracticeServer  *self,
                    GError                **error)
{
  g_autoptr(SendoffPracticeCertificate) certificate = NULL;

  if (self->settings->certificate != NULL)
    return TRUE;

  certificate = sendoff_practice_certificate_new (SENDOFF_PRACTICE_UNTRUSTED_ROOT, NULL, error);
  if (certificate == NULL)
    return FALSE;
  sendoff_practice_server_set_certificate (self, certificate);
  return TRUE;
}

gboolean
sendoff_practice_server_start (SendoffPracticeServer  *self,
                               GError                **error)
{
  g_return_val_if_fail (SENDOFF_IS_PRACTICE_SERVER (self), FALSE);
  g_return_val_if_fail (self->thread == NULL, FALSE);

  if (!ensure_certificate (self, error) || !sendoff_practice_listener_open (&self->listener, self->settings->port, error))
    return FALSE;

  self->cancellable = g_cancellable_new ();
  self->cancel_fd = g_cancellable_get_fd (self->cancellable);
  self->thread = g_thread_new ("practice-accept", accept_connections, self);
  return TRUE;
}

void
sendoff_practice_server_stop (SendoffPracticeServer *self)
{
  g_return_if_fail (SENDOFF_IS_PRACTICE_SERVER (self));

  if (self->thread == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->thread, g_thread_join);
  g_cancellable_release_fd (self->cancellable);
  g_clear_object (&self->cancellable);
  sendoff_practice_listener_close (&self->listener);
}

guint16
sendoff_practice_server_get_port (SendoffPracticeServer *self)
{
  return self->thread != NULL ? self->listener.port : self->settings->port;
}

guint
sendoff_practice_server_get_n_sessions (SendoffPracticeServer *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->records->len;
}

SendoffPracticeSession *
sendoff_practice_server_dup_session (SendoffPracticeServer *self,
                                     guint                  index)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_return_val_if_fail (index < self->records->len, NULL);
  return sendoff_practice_record_dup_session (g_ptr_array_index (self->records, index));
}
