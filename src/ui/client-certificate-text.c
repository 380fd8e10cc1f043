/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the words for the account's own certificate. */
#include "ui/client-certificate-text.h"

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "model/server-settings.h"
#include "net/client-certificate.h"

#define MAX_SUBJECT_CHARS 200

/* Given to a thread, and back. */
typedef struct
{
  char                     *certificate, *key; /* key NULL: where the certificate is */
  SendoffCertificate       *facts;             /* NULL: there is none */
  SendoffClientSecretState  state;
  GError                   *error, *key_error;
} Reading;

static void
free_reading (gpointer data)
{
  Reading *reading = data;

  g_free (reading->certificate);
  g_free (reading->key);
  g_clear_pointer (&reading->facts, sendoff_certificate_unref);
  g_clear_error (&reading->error);
  g_clear_error (&reading->key_error);
  g_free (reading);
}

static char *
describe_validity (const SendoffCertificate *certificate)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *from = sendoff_display_date (certificate->not_before);
  g_autofree char *until = sendoff_display_date (certificate->not_after);

  if (now > certificate->not_after)
    /* Translators: of a certificate; %s is a date. */
    return g_strdup_printf (_("It expired on %s: servers will refuse it."), until);
  if (now < certificate->not_before)
    /* Translators: of a certificate; %s is a date. */
    return g_strdup_printf (_("It is not valid before %s."), from);
  /* Translators: of a certificate; %s is a date. */
  return g_strdup_printf (_("Valid until %s."), until);
}

/* NULL: the problem says it. */
static const char *
describe_key (const Reading *reading)
{
  const char *place = reading->key != NULL ? reading->key : reading->certificate;

  if (reading->key_error != NULL)
    return NULL;
  if (reading->state == SENDOFF_CLIENT_SECRET_MISSING)
    return _("The passphrase or PIN of its key is asked for when it is needed.");
  if (sendoff_key_is_on_token (place))
    return _("Its key is on a token.");
  return reading->key == NULL ? _("Its key is in the same file.") : _("Its key is in a file of its own.");
}

static char *
describe (const Reading *reading)
{
  g_autofree char *subject = sendoff_display_text_short (reading->facts->subject, -1, MAX_SUBJECT_CHARS);
  g_autofree char *validity = describe_validity (reading->facts);

  return g_strjoin ("\n", *subject != '\0' ? subject : _("(without a name)"), validity, describe_key (reading), NULL);
}

static void
read_certificate (GTask        *task,
                  gpointer      source,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  Reading *reading = task_data;

  reading->facts = sendoff_client_certificate_inspect (reading->certificate, reading->key, &reading->state, &reading->key_error, &reading->error);
  g_task_return_boolean (task, TRUE);
}

void
sendoff_client_certificate_describe_async (const char          *certificate,
                                           const char          *key,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  reading->certificate = g_strdup (certificate);
  reading->key = *key != '\0' ? g_strdup (key) : NULL;
  g_task_set_source_tag (task, sendoff_client_certificate_describe_async);
  g_task_set_task_data (task, reading, free_reading);
  g_task_run_in_thread (task, read_certificate);
}

char *
sendoff_client_certificate_describe_finish (GAsyncResult  *result,
                                            char         **problem)
{
  const Reading *reading = g_task_get_task_data (G_TASK (result));
  const GError *error = reading->error != NULL ? reading->error : reading->key_error;

  /* Made display-safe where it was made. */
  *problem = error != NULL ? g_strdup (error->message) : NULL;
  return reading->facts != NULL ? describe (reading) : NULL;
}
