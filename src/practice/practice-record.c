/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the memory of one connection. Any thread. */
#include "practice/practice-record.h"

#define COMMANDS_MAX 10000

struct _SendoffPracticeRecord
{
  GMutex                  lock;
  SendoffPracticeSession *session;
};

static SendoffPracticeSession *
make_session (void)
{
  SendoffPracticeSession *session = g_new0 (SendoffPracticeSession, 1);

  session->commands = g_ptr_array_new_with_free_func (g_free);
  return session;
}

SendoffPracticeSession *
sendoff_practice_session_copy (const SendoffPracticeSession *self)
{
  SendoffPracticeSession *copy = make_session ();

  for (guint i = 0; i < self->commands->len; i++)
    g_ptr_array_add (copy->commands, g_strdup (g_ptr_array_index (self->commands, i)));
  copy->tls = self->tls;
  copy->client_subject = g_strdup (self->client_subject);
  copy->signed_in = self->signed_in;
  copy->bytes_after_handshake = self->bytes_after_handshake;
  copy->message = self->message != NULL ? g_bytes_ref (self->message) : NULL;
  copy->n_messages = self->n_messages;
  return copy;
}

void
sendoff_practice_session_free (SendoffPracticeSession *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->commands);
  g_free (self->client_subject);
  g_clear_pointer (&self->message, g_bytes_unref);
  g_free (self);
}

SendoffPracticeRecord *
sendoff_practice_record_new (void)
{
  SendoffPracticeRecord *self = g_new0 (SendoffPracticeRecord, 1);

  g_mutex_init (&self->lock);
  self->session = make_session ();
  return self;
}

void
sendoff_practice_record_free (SendoffPracticeRecord *self)
{
  sendoff_practice_session_free (self->session);
  g_mutex_clear (&self->lock);
  g_free (self);
}

void
sendoff_practice_record_add_command (SendoffPracticeRecord *self,
                                     const char            *command)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->session->commands->len < COMMANDS_MAX)
    g_ptr_array_add (self->session->commands, g_strdup (command));
}

void
sendoff_practice_record_set_tls (SendoffPracticeRecord *self,
                                 const char            *client)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->session->tls = TRUE;
  self->session->client_subject = g_strdup (client);
}

void
sendoff_practice_record_add_tls_bytes (SendoffPracticeRecord *self,
                                       gsize                  n_bytes)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->session->bytes_after_handshake += n_bytes;
}

void
sendoff_practice_record_set_signed_in (SendoffPracticeRecord *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->session->signed_in = TRUE;
}

void
sendoff_practice_record_add_message (SendoffPracticeRecord *self,
                                     GBytes                *message)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_clear_pointer (&self->session->message, g_bytes_unref);
  self->session->message = message;
  self->session->n_messages++;
}

gsize
sendoff_practice_record_get_size (SendoffPracticeRecord *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->session->message != NULL ? g_bytes_get_size (self->session->message) : 0;
}

void
sendoff_practice_record_drop_message (SendoffPracticeRecord *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_clear_pointer (&self->session->message, g_bytes_unref);
}

void
sendoff_practice_record_drop_commands (SendoffPracticeRecord *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_ptr_array_set_size (self->session->commands, 0);
}

SendoffPracticeSession *
sendoff_practice_record_dup_session (SendoffPracticeRecord *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return sendoff_practice_session_copy (self->session);
}
