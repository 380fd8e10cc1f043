/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns how the practice server answers, and how it answers wrongly. Belongs to the connection's thread. */
#include "practice/practice-dialogue.h"

#include <string.h>

#include "base/display-text.h"

#define LONG_LINE_LENGTH (100 * 1024)
#define HUGE_REPLY_LENGTH (2 * 1024 * 1024)
#define PART_LENGTH 4096
#define LOGGED_LINES 40
#define LOGGED_CHARACTERS 300

gboolean
sendoff_practice_dialogue_has_quirk (SendoffPracticeDialogue *self,
                                     SendoffPracticeQuirk     quirk)
{
  return self->settings->mishap->quirk == quirk;
}

void
sendoff_practice_dialogue_note (SendoffPracticeDialogue *self,
                                const char              *format,
                                ...)
{
  g_autofree char *text = NULL;
  g_autofree char *safe = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  safe = sendoff_display_text_short (text, -1, LOGGED_CHARACTERS);
  sendoff_practice_log_take (self->log, g_strdup_printf ("%u: %s", self->number, safe));
}

void
sendoff_practice_dialogue_note_line (SendoffPracticeDialogue *self,
                                     char                     side,
                                     const char              *text,
                                     gsize                    length)
{
  /* No more than can be shown: the escaped form of a huge line is costly. */
  g_autofree char *safe = sendoff_display_text_short (text, (gssize) MIN (length, 4 * LOGGED_CHARACTERS), LOGGED_CHARACTERS);

  sendoff_practice_log_take (self->log, g_strdup_printf ("%u %c: %s", self->number, side, safe));
}

static void
note_reply (SendoffPracticeDialogue *self,
            const char              *reply,
            gsize                    length)
{
  const char *end = reply + length;

  for (guint i = 0; i < LOGGED_LINES && reply < end; i++)
    {
      const char *line_end = memmem (reply, (gsize) (end - reply), "\r\n", 2);
      gsize line_length = (gsize) ((line_end != NULL ? line_end : end) - reply);

      sendoff_practice_dialogue_note_line (self, 'S', reply, line_length);
      reply += line_length + 2;
    }
}

/* With the tag of the command that is answered. */
static GString *
compose (SendoffPracticeDialogue *self,
         const char              *reply,
         gsize                    length)
{
  GString *text = g_string_new_len (reply, (gssize) length);

  if (self->imap.tag != NULL)
    g_string_replace (text, "{tag}", self->imap.tag, 0);
  return text;
}

static void
send_reply (SendoffPracticeDialogue *self,
            const char              *reply,
            gsize                    length)
{
  const SendoffPracticeSpeech *speech = self->speech;
  g_autoptr(GString) text = compose (self, reply, length);

  g_string_append (text, "\r\n");
  if (sendoff_practice_dialogue_has_quirk (self, SENDOFF_PRACTICE_QUIRK_BARE_LF))
    g_string_replace (text, "\r\n", "\n", 0);
  if (self->settings->delay_ms > 0)
    sendoff_practice_channel_pause (&self->channel, self->settings->delay_ms);
  sendoff_practice_channel_write (&self->channel, text->str, text->len);

  for (guint i = 0; speech->refusals[i] != NULL; i++)
    {
      if (g_str_has_prefix (reply, speech->refusals[i]))
        self->n_errors++;
    }
  if (speech->farewell != NULL && g_str_has_prefix (reply, speech->farewell))
    self->has_ended = TRUE;
}

void
sendoff_practice_dialogue_reply_bytes (SendoffPracticeDialogue *self,
                                       const char              *reply,
                                       gsize                    length)
{
  g_autoptr(GString) text = compose (self, reply, length);

  note_reply (self, text->str, text->len);
  send_reply (self, reply, length);
}

void
sendoff_practice_dialogue_reply (SendoffPracticeDialogue *self,
                                 const char              *reply)
{
  sendoff_practice_dialogue_reply_bytes (self, reply, strlen (reply));
}

void
sendoff_practice_dialogue_say (SendoffPracticeDialogue *self,
                               SendoffPracticeWord      word)
{
  sendoff_practice_dialogue_reply (self, self->speech->words[word]);
}

void
sendoff_practice_dialogue_reply_format (SendoffPracticeDialogue *self,
                                        const char              *format,
                                        ...)
{
  g_autofree char *reply = NULL;
  va_list arguments;

  va_start (arguments, format);
  reply = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  sendoff_practice_dialogue_reply (self, reply);
}

void
sendoff_practice_dialogue_reply_secret (SendoffPracticeDialogue *self,
                                        const char              *reply,
                                        const char              *shown)
{
  g_autoptr(GString) text = compose (self, shown, strlen (shown));

  note_reply (self, text->str, text->len);
  send_reply (self, reply, strlen (reply));
}

static void
reply_at_length (SendoffPracticeDialogue        *self,
                 const SendoffPracticeMishapRow *mishap)
{
  const char *const *words = self->speech->words;
  g_autoptr(GString) reply = g_string_new (NULL);

  if (mishap->quirk == SENDOFF_PRACTICE_QUIRK_LONG_LINE)
    {
      g_string_append_len (reply, mishap->text, (gssize) mishap->length);
      while (reply->len < LONG_LINE_LENGTH)
        g_string_append (reply, "and so on ");
    }
  else
    {
      g_string_append (reply, words[SENDOFF_PRACTICE_WORD_LONG_BEGIN]);
      while (reply->len < HUGE_REPLY_LENGTH)
        g_string_append_len (reply, mishap->text, (gssize) mishap->length);
      g_string_append (reply, words[SENDOFF_PRACTICE_WORD_LONG_END]);
    }
  sendoff_practice_dialogue_reply_bytes (self, reply->str, reply->len);
}

static void
reply_without_end (SendoffPracticeDialogue        *self,
                   const SendoffPracticeMishapRow *mishap)
{
  const char *begin = self->speech->words[SENDOFF_PRACTICE_WORD_LONG_BEGIN];
  g_autoptr(GString) part = g_string_new (NULL);

  while (part->len < PART_LENGTH)
    g_string_append_len (part, mishap->text, (gssize) mishap->length);
  sendoff_practice_channel_write (&self->channel, begin, strlen (begin));
  while (sendoff_practice_channel_write (&self->channel, part->str, part->len) && sendoff_practice_channel_pause (&self->channel, 1))
    ;
}

static void
write_raw (SendoffPracticeDialogue        *self,
           const SendoffPracticeMishapRow *mishap)
{
  g_autoptr(GString) text = compose (self, mishap->text, mishap->length);

  note_reply (self, text->str, text->len);
  sendoff_practice_channel_write (&self->channel, text->str, text->len);
}

static void
play (SendoffPracticeDialogue        *self,
      const SendoffPracticeMishapRow *mishap)
{
  switch (mishap->act)
    {
    case SENDOFF_PRACTICE_ACT_NONE:
      break;
    case SENDOFF_PRACTICE_ACT_REPLY:
      if (mishap->quirk == SENDOFF_PRACTICE_QUIRK_LONG_LINE || mishap->quirk == SENDOFF_PRACTICE_QUIRK_HUGE_REPLY)
        reply_at_length (self, mishap);
      else
        sendoff_practice_dialogue_reply_bytes (self, mishap->text, mishap->length);
      break;
    case SENDOFF_PRACTICE_ACT_RAW:
      write_raw (self, mishap);
      sendoff_practice_channel_stall (&self->channel);
      break;
    case SENDOFF_PRACTICE_ACT_RAW_CLOSE:
      write_raw (self, mishap);
      self->has_ended = TRUE;
      break;
    case SENDOFF_PRACTICE_ACT_ENDLESS:
      reply_without_end (self, mishap);
      break;
    case SENDOFF_PRACTICE_ACT_STALL:
      sendoff_practice_channel_stall (&self->channel);
      break;
    case SENDOFF_PRACTICE_ACT_CLOSE:
      /* The socket is closed as it is, without a farewell of TLS. */
      self->channel.is_broken = TRUE;
      break;
    case SENDOFF_PRACTICE_ACT_RESET:
      sendoff_practice_channel_reset (&self->channel);
      break;
    }
}

gboolean
sendoff_practice_dialogue_play_mishap (SendoffPracticeDialogue *self,
                                       SendoffPracticeStep      step,
                                       guint                    nth)
{
  const SendoffPracticeMishapRow *mishap = self->settings->mishap;

  if (mishap->step != step || mishap->act == SENDOFF_PRACTICE_ACT_NONE || (mishap->only_nth != 0 && mishap->only_nth != nth))
    return FALSE;

  sendoff_practice_dialogue_note (self, "(%s)", mishap->name);
  play (self, mishap);
  return TRUE;
}
