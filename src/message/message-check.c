/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules for what a message is made from. A line end in a header would begin a header of the user's invention. Any thread. */
#include "message/message-private.h"

#include "base/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_SUBJECT_BYTES 900
/* Names stand on a line with an address; the line may have 998 bytes (RFC 5322 section 2.1.1). */
#define MAX_NAME_BYTES 300
#define MAX_ID_BYTES 250

typedef struct
{
  gsize max_bytes;
  const char *not_text, *has_control, *too_long;
} FieldRule;

static const FieldRule subject_rule = {
  MAX_SUBJECT_BYTES,
  N_ ("The subject holds bytes that aren't text (UTF-8). Type it again."),
  N_ ("The subject holds a line break or another control character. Take it out."),
  N_ ("The subject is longer than 900 bytes. Shorten it."),
};

static const FieldRule name_rule = {
  MAX_NAME_BYTES,
  N_ ("The sender's name holds bytes that aren't text (UTF-8). Type it again."),
  N_ ("The sender's name holds a line break or another control character. Take it out."),
  N_ ("The sender's name is longer than 300 bytes. Shorten it."),
};

static const FieldRule organization_rule = {
  MAX_NAME_BYTES,
  N_ ("The organization holds bytes that aren't text (UTF-8). Type it again."),
  N_ ("The organization holds a line break or another control character. Take it out."),
  N_ ("The organization is longer than 300 bytes. Shorten it."),
};

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID, _ (sentence));
  return FALSE;
}

static gboolean
has_control (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_iscntrl (c) || c == 0x2028 || c == 0x2029)
        return TRUE;
    }
  return FALSE;
}

static gboolean
check_field (const char *value, const FieldRule *rule, GError **error)
{
  if (value == NULL)
    return TRUE;
  if (strlen (value) > rule->max_bytes)
    return refuse (error, rule->too_long);
  if (!g_utf8_validate (value, -1, NULL))
    return refuse (error, rule->not_text);
  if (has_control (value))
    return refuse (error, rule->has_control);
  return TRUE;
}

static gboolean
check_id (const char *id, GError **error)
{
  const char *at = id != NULL ? strchr (id, '@') : NULL;

  if (id == NULL)
    return TRUE;
  if (at == NULL || at == id || at[1] == '\0' || strchr (at + 1, '@') != NULL || strlen (id) > MAX_ID_BYTES)
    return refuse (error, N_ ("The Message-ID must have the form “word@domain” and at most 250 bytes."));
  for (; *id != '\0'; id++)
    if (!g_ascii_isgraph (*id) || strchr ("<>()\"\\,;", *id) != NULL)
      return refuse (error, N_ ("The Message-ID holds a character that isn't allowed there."));
  return TRUE;
}

gboolean
sendoff_message_check_subject (const char *subject, GError **error)
{
  return check_field (subject, &subject_rule, error);
}

gboolean
sendoff_message_parts_check (const SendoffMessageParts *parts, GError **error)
{
  if (parts->to == NULL || parts->to[0] == NULL)
    return refuse (error, N_ ("The message has no recipient. Give at least one address."));
  if (parts->body != NULL && !g_utf8_validate (parts->body, -1, NULL))
    return refuse (error, N_ ("The text of the message holds bytes that aren't text (UTF-8)."));
  return sendoff_message_check_subject (parts->subject, error) && check_field (parts->from_name, &name_rule, error)
         && check_field (parts->organization, &organization_rule, error) && check_id (parts->message_id, error);
}
