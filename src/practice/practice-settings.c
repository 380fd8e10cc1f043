/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the values that a practice server behaves by. Immutable once a connection has them; any thread. */
#include "practice/practice-settings.h"

#include <string.h>

#include "base/secret-string.h"
#include "practice/practice-server.h"

#define MESSAGE_MAX (32 * 1024 * 1024)
#define SMALL_SIZE 1000

static const char *const default_extensions[] = { "SIZE 10240000", "PIPELINING", "8BITMIME", "ENHANCEDSTATUSCODES", "SMTPUTF8", NULL };
static const char *const default_mechanisms[SENDOFF_N_PRACTICE_PROTOCOLS][5] = {
  [SENDOFF_PRACTICE_SMTP] = { "PLAIN", "LOGIN", NULL },
  [SENDOFF_PRACTICE_IMAP] = { "PLAIN", "LOGIN", NULL },
  [SENDOFF_PRACTICE_POP3] = { "PLAIN", "LOGIN", "USER", "APOP", NULL },
};

SendoffPracticeSettings *
sendoff_practice_settings_new (void)
{
  SendoffPracticeSettings *self = g_new0 (SendoffPracticeSettings, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->requires_sign_in = TRUE;
  self->user = g_strdup (SENDOFF_PRACTICE_USER);
  self->password = g_strdup (SENDOFF_PRACTICE_PASSWORD);
  self->extensions = g_strdupv ((char **) default_extensions);
  sendoff_practice_settings_set_protocol (self, SENDOFF_PRACTICE_SMTP);
  return self;
}

void
sendoff_practice_settings_set_protocol (SendoffPracticeSettings *self,
                                        SendoffPracticeProtocol  protocol)
{
  self->protocol = protocol;
  g_strfreev (self->mechanisms);
  self->mechanisms = g_strdupv ((char **) default_mechanisms[protocol]);
  self->mishap = sendoff_practice_mishap_find (NULL, protocol);
}

SendoffPracticeSettings *
sendoff_practice_settings_copy (const SendoffPracticeSettings *self)
{
  SendoffPracticeSettings *copy = g_new0 (SendoffPracticeSettings, 1);

  *copy = *self;
  g_atomic_ref_count_init (&copy->ref_count);
  copy->user = g_strdup (self->user);
  copy->password = g_strdup (self->password);
  copy->extensions = g_strdupv (self->extensions);
  copy->mechanisms = g_strdupv (self->mechanisms);
  if (self->certificate != NULL)
    copy->certificate = sendoff_practice_certificate_ref (self->certificate);
  return copy;
}

SendoffPracticeSettings *
sendoff_practice_settings_ref (SendoffPracticeSettings *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
sendoff_practice_settings_unref (SendoffPracticeSettings *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->user);
  sendoff_wipe (self->password, strlen (self->password));
  g_free (self->password);
  g_strfreev (self->extensions);
  g_strfreev (self->mechanisms);
  g_clear_pointer (&self->certificate, sendoff_practice_certificate_unref);
  g_free (self);
}

static const char *
find_extension (const SendoffPracticeSettings *self,
                const char                    *keyword)
{
  gsize length = strlen (keyword);

  if (self->mishap->quirk == SENDOFF_PRACTICE_QUIRK_NO_EXTENSIONS)
    return NULL;

  for (guint i = 0; self->extensions[i] != NULL; i++)
    {
      const char *extension = self->extensions[i];

      if (g_ascii_strncasecmp (extension, keyword, length) == 0 && (extension[length] == '\0' || extension[length] == ' '))
        return extension;
    }
  return NULL;
}

gboolean
sendoff_practice_settings_has_extension (const SendoffPracticeSettings *self,
                                         const char                    *keyword)
{
  return find_extension (self, keyword) != NULL;
}

gboolean
sendoff_practice_settings_has_mechanism (const SendoffPracticeSettings *self,
                                         const char                    *mechanism)
{
  SendoffPracticeQuirk quirk = self->mishap->quirk;

  if (self->mechanisms == NULL || quirk == SENDOFF_PRACTICE_QUIRK_NO_AUTH || quirk == SENDOFF_PRACTICE_QUIRK_NO_EXTENSIONS
      || quirk == SENDOFF_PRACTICE_QUIRK_UNKNOWN_AUTH)
    return FALSE;

  for (guint i = 0; self->mechanisms[i] != NULL; i++)
    {
      if (g_ascii_strcasecmp (self->mechanisms[i], mechanism) == 0)
        return TRUE;
    }
  return FALSE;
}

guint64
sendoff_practice_settings_get_size_limit (const SendoffPracticeSettings *self)
{
  const char *extension;
  guint64 limit;

  if (self->mishap->quirk == SENDOFF_PRACTICE_QUIRK_SMALL_SIZE)
    return SMALL_SIZE;

  extension = find_extension (self, "SIZE");
  limit = extension != NULL && extension[4] != '\0' ? g_ascii_strtoull (extension + 5, NULL, 10) : 0;
  /* RFC 1870: 0 means no fixed limit. */
  return limit == 0 ? MESSAGE_MAX : MIN (limit, MESSAGE_MAX);
}
