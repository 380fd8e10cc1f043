/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns what the user wants with one password until it is saved. */
#include "ui/password-choice.h"

#include "base/domain-name.h"
#include "base/error.h"

/* A name that is being typed is not asked for letter by letter. */
#define LOOKUP_DELAY_MS 300

struct _SendoffPasswordChoice
{
  GObject parent_instance;

  SendoffSecretStore  *secrets;
  SendoffAccount      *account;
  SendoffLeg           leg;
  GCancellable        *cancellable;
  guint                delay;    /* a source's id */
  SendoffPasswordState state;
  SendoffSecretString *typed;
  SendoffSecretString *stored;
  gboolean             remember;
};

G_DEFINE_FINAL_TYPE (SendoffPasswordChoice, sendoff_password_choice, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
set_state (SendoffPasswordChoice *self,
           SendoffPasswordState   state,
           SendoffSecretString   *stored)
{
  g_clear_pointer (&self->stored, sendoff_secret_string_unref);
  self->stored = stored;
  self->state = state;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_looked_up (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(SendoffPasswordChoice) self = user_data;
  g_autoptr(GError) error = NULL;
  SendoffSecretString *secret = sendoff_secret_store_lookup_finish (SENDOFF_SECRET_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    set_state (self, SENDOFF_PASSWORD_NO_SERVICE, NULL);
  else
    set_state (self, secret != NULL ? SENDOFF_PASSWORD_STORED : SENDOFF_PASSWORD_NONE, secret);
}

static void
look_up (SendoffPasswordChoice *self)
{
  gboolean is_outgoing = self->leg == SENDOFF_LEG_OUTGOING;
  const char *user = sendoff_account_get_text (self->account, is_outgoing ? SENDOFF_KEY_SMTP_USER : SENDOFF_KEY_INCOMING_USER);
  const char *host = sendoff_account_get_text (self->account, is_outgoing ? SENDOFF_KEY_SMTP_HOST : SENDOFF_KEY_INCOMING_HOST);
  g_autofree char *ascii_host = sendoff_host_to_ascii (host, NULL);
  SendoffSecretKey key = { sendoff_account_get_id (self->account), NULL, self->leg, user, ascii_host };

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (ascii_host == NULL || user[0] == '\0')
    {
      set_state (self, SENDOFF_PASSWORD_UNKNOWN, NULL);
      return;
    }
  self->cancellable = g_cancellable_new ();
  sendoff_secret_store_lookup_async (self->secrets, &key, self->cancellable, on_looked_up, g_object_ref (self));
}

static gboolean
on_delay_over (gpointer user_data)
{
  SendoffPasswordChoice *self = user_data;

  self->delay = 0;
  look_up (self);
  return G_SOURCE_REMOVE;
}

static void
on_account_changed (SendoffPasswordChoice *self)
{
  g_clear_handle_id (&self->delay, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  self->delay = g_timeout_add (LOOKUP_DELAY_MS, on_delay_over, self);
  set_state (self, SENDOFF_PASSWORD_UNKNOWN, NULL);
}

static void
sendoff_password_choice_finalize (GObject *object)
{
  SendoffPasswordChoice *self = SENDOFF_PASSWORD_CHOICE (object);

  g_clear_handle_id (&self->delay, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->secrets);
  g_clear_object (&self->account);
  g_clear_pointer (&self->typed, sendoff_secret_string_unref);
  g_clear_pointer (&self->stored, sendoff_secret_string_unref);
  G_OBJECT_CLASS (sendoff_password_choice_parent_class)->finalize (object);
}

static void
sendoff_password_choice_class_init (SendoffPasswordChoiceClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sendoff_password_choice_finalize;
  signals[CHANGED] = g_signal_new ("changed", SENDOFF_TYPE_PASSWORD_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sendoff_password_choice_init (SendoffPasswordChoice *self)
{
  self->remember = TRUE;
}

SendoffPasswordChoice *
sendoff_password_choice_new (SendoffSecretStore *secrets,
                             SendoffAccount     *account,
                             SendoffLeg          leg)
{
  SendoffPasswordChoice *self = g_object_new (SENDOFF_TYPE_PASSWORD_CHOICE, NULL);
  gboolean is_outgoing = leg == SENDOFF_LEG_OUTGOING;

  self->secrets = g_object_ref (secrets);
  self->account = g_object_ref (account);
  self->leg = leg;
  g_signal_connect_object (account, is_outgoing ? "notify::smtp-user" : "notify::incoming-user", G_CALLBACK (on_account_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (account, is_outgoing ? "notify::smtp-host" : "notify::incoming-host", G_CALLBACK (on_account_changed), self,
                           G_CONNECT_SWAPPED);
  look_up (self);
  return self;
}

SendoffLeg
sendoff_password_choice_get_leg (SendoffPasswordChoice *self)
{
  return self->leg;
}

SendoffPasswordState
sendoff_password_choice_get_state (SendoffPasswordChoice *self)
{
  return self->state;
}

void
sendoff_password_choice_set_typed (SendoffPasswordChoice *self,
                                   const char            *password)
{
  g_clear_pointer (&self->typed, sendoff_secret_string_unref);
  if (password != NULL && *password != '\0')
    self->typed = sendoff_secret_string_new (password, -1);
  g_signal_emit (self, signals[CHANGED], 0);
}

SendoffSecretString *
sendoff_password_choice_get_typed (SendoffPasswordChoice *self)
{
  return self->typed;
}

SendoffSecretString *
sendoff_password_choice_get_stored (SendoffPasswordChoice *self)
{
  return self->stored;
}

void
sendoff_password_choice_set_remember (SendoffPasswordChoice *self,
                                      gboolean               remember)
{
  if (self->remember == remember)
    return;
  self->remember = remember;
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
sendoff_password_choice_get_remember (SendoffPasswordChoice *self)
{
  return self->remember;
}

gboolean
sendoff_password_choice_is_to_forget (SendoffPasswordChoice *self)
{
  return self->stored != NULL && !self->remember;
}

gboolean
sendoff_password_choice_has_changes (SendoffPasswordChoice *self)
{
  return self->typed != NULL || sendoff_password_choice_is_to_forget (self);
}

void
sendoff_password_choice_restart (SendoffPasswordChoice *self)
{
  sendoff_password_choice_set_typed (self, NULL);
  look_up (self);
}
