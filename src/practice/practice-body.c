/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the reading of a message's end. One thread. */
#include "practice/practice-body.h"

#include <string.h>

enum
{
  AT_LINE_START,
  IN_LINE,
  AFTER_CR,     /* in a line; the CR is kept already */
  AFTER_DOT,    /* at a line's start; the dot isn't kept */
  AFTER_DOT_CR, /* neither is the CR */
};

void
sendoff_practice_body_init (SendoffPracticeBody *self,
                            guint64              limit)
{
  memset (self, 0, sizeof *self);
  self->bytes = g_byte_array_new ();
  self->limit = limit;
  self->state = AT_LINE_START;
}

void
sendoff_practice_body_clear (SendoffPracticeBody *self)
{
  g_clear_pointer (&self->bytes, g_byte_array_unref);
}

static void
keep (SendoffPracticeBody *self,
      const void          *bytes,
      gsize                length)
{
  self->n_bytes += length;
  if (self->n_bytes <= self->limit)
    g_byte_array_append (self->bytes, bytes, (guint) length);
}

/* One byte that isn't in the midst of a line. TRUE: the end. */
static gboolean
take_byte (SendoffPracticeBody *self,
           guint8               byte)
{
  switch (self->state)
    {
    case AT_LINE_START:
      if (byte == '.')
        {
          self->state = AFTER_DOT;
          return FALSE;
        }
      break;
    case AFTER_CR:
      if (byte == '\n')
        {
          keep (self, &byte, 1);
          self->state = AT_LINE_START;
          return FALSE;
        }
      break;
    case AFTER_DOT:
      if (byte == '\r')
        {
          self->state = AFTER_DOT_CR;
          return FALSE;
        }
      break;
    case AFTER_DOT_CR:
      if (byte == '\n')
        return TRUE;
      keep (self, "\r", 1);
      break;
    default:
      break;
    }
  keep (self, &byte, 1);
  self->state = byte == '\r' ? AFTER_CR : IN_LINE;
  return FALSE;
}

gboolean
sendoff_practice_body_feed (SendoffPracticeBody *self,
                            const guint8        *bytes,
                            gsize                length,
                            gsize               *n_used)
{
  gsize i = 0;

  while (i < length)
    {
      if (self->state == IN_LINE)
        {
          const guint8 *cr = memchr (bytes + i, '\r', length - i);
          gsize n_bytes = cr != NULL ? (gsize) (cr - (bytes + i)) : length - i;

          keep (self, bytes + i, n_bytes);
          i += n_bytes;
          if (cr == NULL)
            break;
        }
      if (take_byte (self, bytes[i++]))
        {
          *n_used = i;
          return TRUE;
        }
    }
  *n_used = length;
  return FALSE;
}
