/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the protocols say is a credential: a state machine over the lines of one connection. One worker. */
#include "evidence/redaction.h"

#include "evidence/secret-finder.h"

#include <string.h>

struct _SendoffRedaction
{
  SendoffProtocol protocol;
  SendoffSecretFinder *finder;
  gboolean has_lines;
  gboolean sign_in_began;
  gboolean is_signing_in; /* each line of the client is a credential until the server's final word */
  GString *tag;           /* IMAP: of the command that signs in */
  gboolean is_in_header[2]; /* folded lines of a proxy's header, for server and client */
};

/* A line, and what of it may be shown: the bytes before hidden_from. */
typedef struct
{
  const char *text;
  gsize length;
  gsize hidden_from; /* length: nothing is hidden */
} Line;

typedef struct
{
  const char *start;
  gsize length;
} Word;

SendoffRedaction *
sendoff_redaction_new (SendoffProtocol protocol)
{
  SendoffRedaction *self = g_new0 (SendoffRedaction, 1);

  self->protocol = protocol;
  self->finder = sendoff_secret_finder_new ();
  self->tag = g_string_new (NULL);
  return self;
}

void
sendoff_redaction_free (SendoffRedaction *self)
{
  if (self == NULL)
    return;
  sendoff_secret_finder_free (self->finder);
  g_string_free (self->tag, TRUE);
  g_free (self);
}

void
sendoff_redaction_add_secret (SendoffRedaction *self, const char *secret)
{
  if (secret != NULL)
    sendoff_secret_finder_add (self->finder, secret, strlen (secret));
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

/* The next word at or behind *at, which moves behind it; empty at the end. */
static Word
next_word (const Line *line, gsize *at)
{
  gsize from;

  while (*at < line->length && is_blank (line->text[*at]))
    (*at)++;
  from = *at;
  while (*at < line->length && !is_blank (line->text[*at]))
    (*at)++;
  return (Word) { line->text + from, *at - from };
}

static gboolean
word_is (Word word, const char *name)
{
  return word.length == strlen (name) && g_ascii_strncasecmp (word.start, name, word.length) == 0;
}

static gboolean
starts_with (const Line *line, const char *prefix)
{
  return line->length >= strlen (prefix) && memcmp (line->text, prefix, strlen (prefix)) == 0;
}

/* The last word alone: what APOP and LOGIN say after the user's name. */
static void
remember_last_word (SendoffRedaction *self, const Line *line, gsize from)
{
  gsize start, end = line->length;

  while (end > from && (is_blank (line->text[end - 1]) || line->text[end - 1] == '"'))
    end--;
  for (start = end; start > from && !is_blank (line->text[start - 1]) && line->text[start - 1] != '"';)
    start--;
  if (start > from)
    sendoff_secret_finder_add_word (self->finder, line->text + start, end - start);
}

/* Hides everything behind at (but for the blanks), and remembers it: a server may repeat it. */
static void
hide_rest (SendoffRedaction *self, Line *line, gsize at)
{
  while (at < line->length && is_blank (line->text[at]))
    at++;
  line->hidden_from = at;
  sendoff_secret_finder_add_word (self->finder, line->text + at, line->length - at);
  remember_last_word (self, line, at);
}

static void
begin_sign_in (SendoffRedaction *self, Word tag)
{
  self->sign_in_began = TRUE;
  self->is_signing_in = TRUE;
  g_string_truncate (self->tag, 0);
  g_string_append_len (self->tag, tag.start, (gssize) tag.length);
}

/* AUTH and AUTHENTICATE, with or without an initial response: RFC 4954, RFC 5034, RFC 4959. */
static void
read_sasl_command (SendoffRedaction *self, Line *line, gsize at, Word tag)
{
  next_word (line, &at); /* the mechanism */
  hide_rest (self, line, at);
  begin_sign_in (self, tag);
}

static void
read_smtp_command (SendoffRedaction *self, Line *line)
{
  gsize at = 0;

  if (word_is (next_word (line, &at), "AUTH"))
    read_sasl_command (self, line, at, (Word) { "", 0 });
}

static void
read_pop3_command (SendoffRedaction *self, Line *line)
{
  gsize at = 0;
  Word command = next_word (line, &at);

  if (word_is (command, "AUTH"))
    read_sasl_command (self, line, at, (Word) { "", 0 });
  else if (word_is (command, "PASS") || word_is (command, "APOP"))
    {
      hide_rest (self, line, at);
      self->sign_in_began = TRUE;
    }
}

static void
read_imap_command (SendoffRedaction *self, Line *line)
{
  gsize at = 0;
  Word tag = next_word (line, &at);
  Word command = next_word (line, &at);

  if (word_is (command, "AUTHENTICATE"))
    read_sasl_command (self, line, at, tag);
  else if (word_is (command, "LOGIN"))
    {
      /* Its arguments may be literals, on lines of their own: all is hidden until the tagged reply. */
      hide_rest (self, line, at);
      begin_sign_in (self, tag);
    }
}

/* Credentials for a proxy, and its challenges (RFC 9110 section 11); the scheme stays. FALSE: not such a header. */
static gboolean
read_proxy_header (SendoffRedaction *self, Line *line, gboolean from_client)
{
  static const char *const names[] = { "Proxy-Authorization:", "Authorization:", "Proxy-Authenticate:", "WWW-Authenticate:",
                                       "Proxy-Authentication-Info:", "Authentication-Info:" };
  gsize at = 0;

  if (self->is_in_header[from_client] && line->length > 0 && is_blank (line->text[0]))
    {
      hide_rest (self, line, 0);
      return TRUE;
    }
  self->is_in_header[from_client] = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (line->length >= strlen (names[i]) && g_ascii_strncasecmp (line->text, names[i], strlen (names[i])) == 0)
      {
        at = strlen (names[i]);
        next_word (line, &at); /* the scheme */
        if (from_client && at == line->length)
          at = strlen (names[i]); /* no scheme, then */
        hide_rest (self, line, at);
        self->is_in_header[from_client] = TRUE;
        self->sign_in_began = TRUE;
        return TRUE;
      }
  return FALSE;
}

static void
read_client_line (SendoffRedaction *self, Line *line)
{
  if (read_proxy_header (self, line, TRUE))
    return;
  if (self->is_signing_in)
    {
      /* A lone "*" gives the exchange up and says nothing. */
      if (line->length != 1 || line->text[0] != '*')
        hide_rest (self, line, 0);
      return;
    }

  switch (self->protocol)
    {
    case SENDOFF_PROTOCOL_NONE:
      break;
    case SENDOFF_PROTOCOL_SMTP:
      read_smtp_command (self, line);
      break;
    case SENDOFF_PROTOCOL_IMAP:
      read_imap_command (self, line);
      break;
    case SENDOFF_PROTOCOL_POP3:
      read_pop3_command (self, line);
      break;
    }
}

/* "334 challenge". Only a last line ("NNN text") with another code ends the exchange: a client may still answer after "NNN-". */
static void
read_smtp_reply (SendoffRedaction *self, Line *line)
{
  gboolean has_code = line->length >= 3 && g_ascii_isdigit (line->text[0]) && g_ascii_isdigit (line->text[1])
                      && g_ascii_isdigit (line->text[2]);

  if (starts_with (line, "334"))
    line->hidden_from = MIN (line->length, 4);
  else if (has_code && (line->length == 3 || line->text[3] == ' '))
    self->is_signing_in = FALSE;
}

/* The tag may hold a NUL: lengths count. */
static gboolean
is_tagged (const SendoffRedaction *self, const Line *line)
{
  gsize length = self->tag->len;

  return line->length >= length && memcmp (line->text, self->tag->str, length) == 0
         && (line->length == length || line->text[length] == ' ');
}

static void
read_imap_reply (SendoffRedaction *self, Line *line)
{
  if (starts_with (line, "+"))
    line->hidden_from = MIN (line->length, 2);
  else if (is_tagged (self, line))
    self->is_signing_in = FALSE;
}

static void
read_pop3_reply (SendoffRedaction *self, Line *line)
{
  if (starts_with (line, "+OK") || starts_with (line, "-ERR"))
    self->is_signing_in = FALSE;
  else if (starts_with (line, "+"))
    line->hidden_from = MIN (line->length, 2);
}

static void
read_server_line (SendoffRedaction *self, Line *line)
{
  if (read_proxy_header (self, line, FALSE))
    return;

  switch (self->protocol)
    {
    case SENDOFF_PROTOCOL_NONE:
      break;
    case SENDOFF_PROTOCOL_SMTP:
      read_smtp_reply (self, line);
      break;
    case SENDOFF_PROTOCOL_IMAP:
      read_imap_reply (self, line);
      break;
    case SENDOFF_PROTOCOL_POP3:
      read_pop3_reply (self, line);
      break;
    }
}

/* The first byte that isn't shown. */
static gsize
read_line (SendoffRedaction *self, gboolean from_client, const char *text, gsize length)
{
  Line line = { text, length, length };

  self->has_lines = TRUE;
  if (from_client)
    read_client_line (self, &line);
  else
    read_server_line (self, &line);
  return line.hidden_from;
}

GString *
sendoff_redaction_line (SendoffRedaction *self, gboolean from_client, const char *text, gsize length, gboolean is_cut)
{
  gsize hidden_from = read_line (self, from_client, text, length);
  gboolean is_hidden = hidden_from < length;
  GString *shown = sendoff_secret_finder_replace (self->finder, text, hidden_from, SENDOFF_REDACTED, is_cut && !is_hidden,
                                                  !from_client && self->sign_in_began);

  if (is_hidden)
    g_string_append (shown, SENDOFF_REDACTED);
  return shown;
}

void
sendoff_redaction_mask (SendoffRedaction *self, gboolean from_client, char *text, gsize length, gboolean is_cut)
{
  gsize hidden_from = read_line (self, from_client, text, length);
  g_autofree char *marks = g_malloc0 (length + 1);

  sendoff_secret_finder_mark (self->finder, text, hidden_from, is_cut && hidden_from == length, !from_client && self->sign_in_began,
                              marks);
  memset (marks + hidden_from, TRUE, length - hidden_from);
  for (gsize i = 0; i < length; i++)
    if (marks[i])
      text[i] = '*';
}

void
sendoff_redaction_mask_body (const SendoffRedaction *self, char *text, gsize length)
{
  sendoff_secret_finder_mask_exact (self->finder, text, length);
}

char *
sendoff_redaction_scrub (const SendoffRedaction *self, const char *text)
{
  GString *shown;

  if (text == NULL)
    return NULL;
  shown = sendoff_secret_finder_replace (self->finder, text, strlen (text), SENDOFF_REDACTED, FALSE,
                                         self->sign_in_began || !self->has_lines);
  return g_string_free (shown, FALSE);
}
