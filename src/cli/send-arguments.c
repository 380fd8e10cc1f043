/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The options of "send". */
#include "cli/send-arguments.h"

#include "base/error.h"
#include "base/mail-address.h"
#include "cli/input.h"
#include "message/message.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define MAX_COUNT 1000000

void
sendoff_send_arguments_clear (SendoffSendArguments *self)
{
  g_free (self->account);
  g_strfreev (self->to);
  g_free (self->subject);
  g_free (self->body_file);
  g_strfreev (self->attachments);
  sendoff_server_arguments_clear (&self->server);
  memset (self, 0, sizeof *self);
}

/* Blanks only: a line end beside an address must not pass unnoticed. */
static char *
trim_spaces (char *text)
{
  gsize length;

  text += strspn (text, " ");
  for (length = strlen (text); length > 0 && text[length - 1] == ' '; length--)
    text[length - 1] = '\0';
  return text;
}

static gboolean
add_recipient (GStrvBuilder *builder, char *part, GError **error)
{
  const char *text = trim_spaces (part);
  g_autoptr(SendoffMailAddress) address = sendoff_mail_address_parse (text, error);

  if (address == NULL)
    return FALSE;
  g_strv_builder_add (builder, text);
  return TRUE;
}

GStrv
sendoff_split_recipients (const char *const *options, GError **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; options[i] != NULL; i++)
    {
      /* An empty option has one part, an empty one; g_strsplit() gives none. */
      g_auto(GStrv) parts = g_strsplit (*options[i] != '\0' ? options[i] : " ", ",", -1);

      for (guint j = 0; parts[j] != NULL; j++)
        if (!add_recipient (builder, parts[j], error))
          return NULL;
    }
  return g_strv_builder_end (builder);
}

/* FALSE: refused. */
static gboolean
check_message (SendoffSendArguments *self, SendoffInvocation *invocation, const char *const *to)
{
  g_autoptr(GError) error = NULL;

  if (to == NULL)
    {
      sendoff_invocation_refuse (invocation, _("The recipient is missing: --to=ADDR."));
      return FALSE;
    }
  self->to = sendoff_split_recipients (to, &error);
  if (self->to == NULL)
    {
      sendoff_invocation_refuse (invocation, "--to: %s", error->message);
      return FALSE;
    }
  if (self->subject == NULL)
    self->subject = g_strdup (_("Test # 1"));
  if (!sendoff_message_check_subject (self->subject, &error))
    {
      sendoff_invocation_refuse (invocation, "--subject: %s", error->message);
      return FALSE;
    }
  return TRUE;
}

/* FALSE: refused. */
static gboolean
check_arguments (SendoffSendArguments *self, SendoffInvocation *invocation, const char *const *to)
{
  const SendoffServerArguments *server = &self->server;
  const char *const inputs[] = { self->body_file, server->password_file, server->incoming_password_file, server->client_secret_file };

  if (!check_message (self, invocation, to) || !sendoff_server_arguments_check (&self->server, invocation))
    return FALSE;
  if (self->count < 1 || self->count > MAX_COUNT)
    {
      /* Translators: %d is the highest number that is allowed. */
      sendoff_invocation_refuse (invocation, _("--count is a number from 1 to %d."), MAX_COUNT);
      return FALSE;
    }
  if (sendoff_input_is_shared (inputs, G_N_ELEMENTS (inputs)))
    {
      sendoff_invocation_refuse (invocation, _("Only one option can read standard input (-)."));
      return FALSE;
    }
  return TRUE;
}

gboolean
sendoff_send_arguments_parse (SendoffSendArguments *self, SendoffInvocation *invocation, char **argv)
{
  g_auto(GStrv) operands = NULL;
  g_auto(GStrv) to = NULL;
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &to, N_("A recipient, or several parted by commas; may be repeated"), N_("ADDR") },
    { "subject", 0, 0, G_OPTION_ARG_FILENAME, &self->subject, N_("The subject; “Test # 1” if not given"), N_("S") },
    { "body-file", 0, 0, G_OPTION_ARG_FILENAME, &self->body_file, N_("Read the text from FILE, - for standard input"), N_("FILE") },
    { "attach", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->attachments, N_("Attach FILE; may be repeated"), N_("FILE") },
    { "count", 0, 0, G_OPTION_ARG_INT, &self->count, N_("Send the message N times over one connection"), N_("N") },
    { "require-tls", 0, 0, G_OPTION_ARG_NONE, &self->require_tls, N_("Only if the server promises to pass it on encrypted (REQUIRETLS)"), NULL },
    { NULL }
  };
  g_autofree GOptionEntry *all = sendoff_server_arguments_join (&self->server, entries);

  self->count = 1;
  if (!sendoff_invocation_parse (invocation, all, argv, 1, 1, &operands))
    return FALSE;
  self->account = g_strdup (operands[0]);
  return check_arguments (self, invocation, (const char *const *) to);
}
