/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the beginning of a course: settings, password, and what opens the client certificate's key. */

#include "jobs/course-private.h"

#include <glib/gi18n-lib.h>

#include "jobs/job-private.h"
#include "jobs/password-finder.h"

static void
on_client_secret_found (GObject      *source,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  SendoffCourse *self = user_data;
  g_autoptr(SendoffJob) job = self->job;
  g_autoptr(GError) error = NULL;
  g_autofree char *notice = NULL;
  gboolean found = sendoff_client_secret_finder_run_finish (result, &notice, &error);

  if (notice != NULL)
    sendoff_job_notify_user (job, notice);
  if (found)
    self->funcs->ready (self, job);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sendoff_course_give_up (self, SENDOFF_FAILURE_CANCELLED, SENDOFF_STEP_ENCRYPT, NULL);
  else
    sendoff_course_give_up (self, SENDOFF_FAILURE_CLIENT_CERTIFICATE, SENDOFF_STEP_ENCRYPT, error->message);
}

static void
find_client_secret (SendoffCourse *self)
{
  SendoffJob *job = self->job;

  if (self->record.settings->client_certificate == NULL)
    {
      self->funcs->ready (self, job);
      return;
    }
  g_object_ref (job);
  sendoff_client_secret_finder_run_async (sendoff_job_get_client_secret (job), sendoff_job_get_account (job), self->record.settings,
                                          sendoff_job_get_secrets (job), sendoff_job_get_prompter (job), sendoff_job_get_cancellable (job),
                                          on_client_secret_found, self);
}

/* SMTP carries it in base64, but what can't be typed isn't a password; a line end is the sign of a file read wrongly. */
static gboolean
is_usable (const SendoffSecretString *password)
{
  const char *text = sendoff_secret_string_peek (password);

  for (; *text != '\0'; text++)
    if ((guchar) *text < 0x20 || *text == 0x7f)
      return FALSE;
  return TRUE;
}

static void
check_password (SendoffCourse *self)
{
  if (self->password != NULL && !is_usable (self->password))
    sendoff_course_give_up (self, SENDOFF_FAILURE_SETTINGS, SENDOFF_STEP_SIGN_IN,
                            _("The password holds a line break or another control character. Type it again, or mend the file that it was read from."));
  else
    find_client_secret (self);
}

static void
on_password_found (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  SendoffCourse *self = user_data;
  g_autoptr(SendoffJob) job = self->job;
  g_autoptr(GError) error = NULL;
  g_autofree char *notice = NULL;

  self->password = sendoff_password_finder_run_finish (result, &notice, &error);
  if (notice != NULL)
    sendoff_job_notify_user (job, notice);
  if (error != NULL)
    sendoff_course_give_up (self, SENDOFF_FAILURE_CANCELLED, SENDOFF_STEP_SIGN_IN, NULL);
  else if (self->password == NULL)
    sendoff_course_give_up (self, SENDOFF_FAILURE_PASSWORD_MISSING, SENDOFF_STEP_SIGN_IN, NULL);
  else
    check_password (self);
}

void
sendoff_course_begin (SendoffCourse *self)
{
  SendoffAccount *account = sendoff_job_get_account (self->job);
  g_autoptr(GError) error = NULL;

  self->record.settings = sendoff_account_get_server_settings (account, self->record.leg, &error);
  if (self->record.settings == NULL)
    {
      sendoff_course_give_up (self, SENDOFF_FAILURE_SETTINGS, SENDOFF_STEP_FIND_SERVER, error->message);
      return;
    }
  if (!self->record.settings->signs_in)
    g_clear_pointer (&self->password, sendoff_secret_string_unref);
  if (!self->record.settings->signs_in || self->password != NULL)
    {
      check_password (self);
      return;
    }
  g_object_ref (self->job);
  sendoff_password_finder_run_async (account, self->record.settings, sendoff_job_get_secrets (self->job), sendoff_job_get_prompter (self->job),
                                     sendoff_job_get_cancellable (self->job), on_password_found, self);
}

void
sendoff_course_run (SendoffCourse *self)
{
  sendoff_course_prepare_trust (self);
  sendoff_course_start_attempt (self);
}
