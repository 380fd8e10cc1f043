/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A writer for flat JSON objects (RFC 8259); the reports have their own in report/. Any thread. */
#include "cli/json-line.h"

struct _SendoffJsonLine
{
  GString *members;
};

static gboolean
needs_escape (gunichar c)
{
  switch ((int) g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
    case G_UNICODE_UNASSIGNED:
    case G_UNICODE_PRIVATE_USE:
      return TRUE;
    default:
      return FALSE;
    }
}

static void
append_escaped (GString *out, gunichar c)
{
  if (c > 0xffff)
    g_string_append_printf (out, "\\u%04x\\u%04x", 0xd800 + ((c - 0x10000) >> 10), 0xdc00 + ((c - 0x10000) & 0x3ff));
  else
    g_string_append_printf (out, "\\u%04x", c);
}

static void
append_text (GString *out, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  g_string_append_c (out, '"');
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '"' || c == '\\')
        g_string_append_printf (out, "\\%c", (char) c);
      else if (needs_escape (c))
        append_escaped (out, c);
      else
        g_string_append_unichar (out, c);
    }
  g_string_append_c (out, '"');
}

static void
append_name (SendoffJsonLine *self, const char *name)
{
  if (self->members->len > 0)
    g_string_append (self->members, ", ");
  append_text (self->members, name);
  g_string_append (self->members, ": ");
}

SendoffJsonLine *
sendoff_json_line_new (void)
{
  SendoffJsonLine *self = g_new0 (SendoffJsonLine, 1);

  self->members = g_string_new (NULL);
  return self;
}

void
sendoff_json_line_free (SendoffJsonLine *self)
{
  if (self == NULL)
    return;
  g_string_free (self->members, TRUE);
  g_free (self);
}

void
sendoff_json_line_add_text (SendoffJsonLine *self, const char *name, const char *text)
{
  if (text == NULL)
    return;
  append_name (self, name);
  append_text (self->members, text);
}

void
sendoff_json_line_add_number (SendoffJsonLine *self, const char *name, gint64 number)
{
  append_name (self, name);
  g_string_append_printf (self->members, "%" G_GINT64_FORMAT, number);
}

void
sendoff_json_line_add_boolean (SendoffJsonLine *self, const char *name, gboolean value)
{
  append_name (self, name);
  g_string_append (self->members, value ? "true" : "false");
}

void
sendoff_json_line_add_texts (SendoffJsonLine *self, const char *name, const char *const *texts)
{
  append_name (self, name);
  g_string_append_c (self->members, '[');
  for (guint i = 0; texts[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append (self->members, ", ");
      append_text (self->members, texts[i]);
    }
  g_string_append_c (self->members, ']');
}

char *
sendoff_json_line_to_string (const SendoffJsonLine *self)
{
  return g_strdup_printf ("{%s}", self->members->str);
}
