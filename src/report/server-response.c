/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The server's own words, as the paragraph and the JSON show them. Any thread. */

#include "report/server-response.h"

#include <string.h>

#include "base/display-text.h"

#define MAX_RESPONSE (64 * 1024)

#define ELLIPSIS "\xe2\x80\xa6"

/* Cuts between characters. */
static char *
shorten (char *text)
{
  char *end;

  if (strlen (text) <= MAX_RESPONSE)
    return text;

  end = g_utf8_find_prev_char (text, text + MAX_RESPONSE - strlen (ELLIPSIS) + 1);
  memcpy (end, ELLIPSIS, strlen (ELLIPSIS) + 1);

  return text;
}

char *
sendoff_reply_dup_short (const SendoffReply *reply)
{
  return reply != NULL ? shorten (sendoff_reply_to_display (reply)) : NULL;
}

static char *
dup_last_extension (const SendoffFailure *failure)
{
  guint n_lines = failure->extensions != NULL ? g_strv_length (failure->extensions) : 0;
  const char *last = n_lines > 0 ? failure->extensions[n_lines - 1] : NULL;
  g_autofree char *shown = NULL;

  if (last == NULL || failure->kind != SENDOFF_FAILURE_ENCRYPTION_NOT_OFFERED || failure->leg != SENDOFF_LEG_OUTGOING)
    return NULL;

  shown = sendoff_display_text (last, -1);
  return g_str_has_prefix (shown, "250 ") ? g_steal_pointer (&shown) : g_strconcat ("250 ", shown, NULL);
}

/* What came where an answer should have been: not a reply, but the server's words all the same. */
static char *
dup_received (const SendoffFailure *failure)
{
  g_autofree char *shown = failure->received != NULL ? sendoff_display_text_lines (failure->received, -1) : NULL;

  if (shown == NULL || *g_strstrip (shown) == '\0')
    return NULL;
  g_strdelimit (shown, "\n", ' ');
  return shorten (g_steal_pointer (&shown));
}

char *
sendoff_server_response_dup (const SendoffFailure *failure,
                             guint                *code)
{
  char *response;

  if (failure->told != NULL)
    {
      *code = failure->told->reply_code;
      return failure->told->response != NULL ? shorten (sendoff_display_text (failure->told->response, -1)) : NULL;
    }

  *code = failure->reply != NULL ? failure->reply->code : 0;
  if (failure->reply != NULL)
    return sendoff_reply_dup_short (failure->reply);

  response = dup_last_extension (failure);
  if (response == NULL)
    return dup_received (failure);

  *code = 250;
  return shorten (response);
}
