/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The questions about certificates and passwords, in a terminal. */
#include "cli/terminal-prompter.h"

#include "base/display-text.h"
#include "base/domain-name.h"
#include "cli/certificate-text.h"
#include "model/server-settings.h"

#include <glib/gi18n-lib.h>

#include <string.h>

struct _SendoffTerminalPrompter
{
  GObject          parent_instance;
  SendoffTerminal *terminal;
};

static void implement_prompter (SendoffPrompterInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SendoffTerminalPrompter, sendoff_terminal_prompter, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SENDOFF_TYPE_PROMPTER, implement_prompter))

/* A progress line may stand where the question begins: go to its start and clear it. */
#define FRESH_LINE "\r\033[K"

/* What would be sent to whoever holds the certificate, with the user's name where there is one. */
static char *
dup_stake (const SendoffTrustQuestion *question)
{
  g_autofree char *user = question->user != NULL ? sendoff_display_text_short (question->user, -1, 200) : NULL;

  if (question->sends_password && user != NULL && question->sends_message)
    /* Translators: %s is a user name. */
    return g_strdup_printf (_("If you go on, the user name “%s”, its password and the message go to whoever holds this certificate."), user);
  if (question->sends_password && user != NULL)
    /* Translators: %s is a user name. */
    return g_strdup_printf (_("If you go on, the user name “%s” and its password go to whoever holds this certificate."), user);
  if (question->sends_message)
    return g_strdup (_("If you go on, the message goes to whoever holds this certificate."));
  return g_strdup (_("If you go on, whoever holds this certificate takes part in what follows."));
}

static char *
compose_question (const SendoffTrustQuestion *question)
{
  const SendoffCertificate *certificate = question->certificate;
  g_autofree char *name = sendoff_host_to_display (certificate->host);
  g_autofree char *server = sendoff_host_and_port (name, certificate->port);
  g_autofree char *problems = sendoff_certificate_describe_problems (certificate, g_get_real_time () / G_USEC_PER_SEC);
  g_autofree char *facts = sendoff_certificate_describe_facts (certificate);
  g_autofree char *stake = dup_stake (question);
  /* Translators: %s is a server and its port. Sentences about its certificate follow. */
  g_autofree char *lead = g_strdup_printf (_("%s can't prove who it is."), server);
  g_autofree char *changes = question->comparison != NULL ? sendoff_certificate_describe_changes (question->comparison) : g_strdup ("");
  const char *stern = question->was_valid ? _("Until now an authority has vouched for this server. Somebody else may be answering in its place. "
                                              "Don't go on unless its administrator has told you why this changed.\n")
                                          : "";
  const char *advice = _("Compare the fingerprint with what your provider publishes before you trust it.");

  return g_strdup_printf (FRESH_LINE "\n%s\n%s%s\n%s\n%s%s\n%s\n\n", lead, stern, problems, facts, changes, stake, advice);
}

static const char *
choose_prompt (gboolean always_offered)
{
  if (always_offered)
    return _("Do you want to continue using this server? yes (this once), always, or [no]: ");
  return _("Do you want to continue using this server? yes (this once), or [no]: ");
}

static gboolean
is_one_of (const char *word, const char *letter, const char *whole, const char *local_letter, const char *local_whole)
{
  const char *const words[] = { letter, whole, local_letter, local_whole };
  g_autofree char *folded = g_utf8_casefold (word, -1);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *expected = g_utf8_casefold (words[i], -1);

      if (g_str_equal (folded, expected))
        return TRUE;
    }
  return FALSE;
}

/* FALSE: not understood. */
static gboolean
parse_answer (const char *line, gboolean always_offered, SendoffTrustAnswer *answer)
{
  g_autofree char *word = g_strstrip (g_utf8_make_valid (line, -1));

  *answer = SENDOFF_ANSWER_NO;
  /* Translators: the letter and the word that are typed for "no". */
  if (*word == '\0' || is_one_of (word, "n", "no", C_ ("answer", "n"), C_ ("answer", "no")))
    return TRUE;
  /* Translators: the letter and the word that are typed for "yes". */
  if (is_one_of (word, "y", "yes", C_ ("answer", "y"), C_ ("answer", "yes")))
    {
      *answer = SENDOFF_ANSWER_ONCE;
      return TRUE;
    }
  /* Translators: the letter and the word that are typed for "always". */
  if (always_offered && is_one_of (word, "a", "always", C_ ("answer", "a"), C_ ("answer", "always")))
    {
      *answer = SENDOFF_ANSWER_ALWAYS;
      return TRUE;
    }
  return FALSE;
}

static void on_answer_read (GObject *source, GAsyncResult *result, gpointer user_data);

static void
read_answer (SendoffTerminalPrompter *self, GTask *task)
{
  gboolean always_offered = sendoff_prompter_get_question (task)->trust->always_offered;

  sendoff_terminal_read_line_async (self->terminal, choose_prompt (always_offered), FALSE, g_task_get_cancellable (task), on_answer_read,
                                    g_object_ref (task));
}

static void
on_answer_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  SendoffTerminalPrompter *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(SendoffSecretString) line = sendoff_terminal_read_line_finish (SENDOFF_TERMINAL (source), result, &error);
  SendoffTrustAnswer answer = SENDOFF_ANSWER_NO;
  const SendoffTrustQuestion *question = sendoff_prompter_get_question (task)->trust;

  if (error != NULL)
    {
      sendoff_terminal_write (self->terminal, "\n");
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (line == NULL)
    sendoff_terminal_write (self->terminal, "\n");
  else if (!parse_answer (sendoff_secret_string_peek (line), question->always_offered, &answer))
    {
      read_answer (self, task);
      return;
    }
  g_task_return_int (task, answer);
}

char *
sendoff_client_key_prompt (const char *key, const char *account)
{
  g_autofree char *key_shown = sendoff_display_text_short (key, -1, 300);
  g_autofree char *account_shown = sendoff_display_text_short (account, -1, 200);

  if (sendoff_key_is_on_token (key))
    /* Translators: the address of a key on a token, pkcs11:…, and the name of an account. Ends with a space, as typing goes on behind it. */
    return g_strdup_printf (_("PIN of the token with the key %s (account “%s”): "), key_shown, account_shown);
  /* Translators: a file and the name of an account. Ends with a space, as typing goes on behind it. */
  return g_strdup_printf (_("Passphrase of the key %s (account “%s”): "), key_shown, account_shown);
}

static char *
compose_password_prompt (const SendoffPasswordQuestion *question)
{
  g_autofree char *user = sendoff_display_text_short (question->user, -1, 200);
  g_autofree char *host = sendoff_host_to_display (question->host);
  g_autofree char *account = question->account != NULL ? sendoff_display_text_short (question->account, -1, 200) : NULL;

  if (account != NULL)
    /* Translators: a user name, a server and the name of an account. Ends with a space, as typing goes on behind it. */
    return g_strdup_printf (_("Password for %s at %s (account “%s”): "), user, host, account);
  /* Translators: a user name and a server. Ends with a space. */
  return g_strdup_printf (_("Password for %s at %s: "), user, host);
}

static char *
compose_secret_prompt (const SendoffPasswordQuestion *question)
{
  g_autofree char *prompt = NULL;

  switch (question->kind)
    {
    case SENDOFF_SECRET_PASSWORD:
      prompt = compose_password_prompt (question);
      break;
    case SENDOFF_SECRET_CLIENT_KEY:
      prompt = sendoff_client_key_prompt (question->user, question->account);
      break;
    }
  if (question->reason == NULL)
    return g_strconcat (FRESH_LINE, prompt, NULL);
  return g_strconcat (FRESH_LINE, question->reason, "\n", prompt, NULL);
}

static void
on_password_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  SendoffSecretString *password = sendoff_terminal_read_line_finish (SENDOFF_TERMINAL (source), result, &error);

  if (error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (password != NULL && sendoff_secret_string_get_length (password) == 0)
    g_clear_pointer (&password, sendoff_secret_string_unref);
  sendoff_prompter_return_password (task, password, FALSE);
}

static void
ask (SendoffPrompter *prompter, GTask *task)
{
  SendoffTerminalPrompter *self = SENDOFF_TERMINAL_PROMPTER (prompter);
  const SendoffQuestion *question = sendoff_prompter_get_question (task);
  g_autofree char *text = question->trust != NULL ? compose_question (question->trust) : compose_secret_prompt (question->password);

  if (question->trust == NULL)
    {
      sendoff_terminal_read_line_async (self->terminal, text, TRUE, g_task_get_cancellable (task), on_password_read, g_object_ref (task));
      return;
    }
  sendoff_terminal_write (self->terminal, text);
  read_answer (self, task);
}

static void
implement_prompter (SendoffPrompterInterface *interface)
{
  interface->ask = ask;
}

static void
sendoff_terminal_prompter_finalize (GObject *object)
{
  g_clear_object (&SENDOFF_TERMINAL_PROMPTER (object)->terminal);
  G_OBJECT_CLASS (sendoff_terminal_prompter_parent_class)->finalize (object);
}

static void
sendoff_terminal_prompter_class_init (SendoffTerminalPrompterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sendoff_terminal_prompter_finalize;
}

static void
sendoff_terminal_prompter_init (SendoffTerminalPrompter *self)
{
}

SendoffPrompter *
sendoff_terminal_prompter_new (SendoffTerminal *terminal)
{
  SendoffTerminalPrompter *self = g_object_new (SENDOFF_TYPE_TERMINAL_PROMPTER, NULL);

  self->terminal = g_object_ref (terminal);
  return SENDOFF_PROMPTER (self);
}
