/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A JSON tree as one line of text (RFC 8259). Any thread. */

#include "report/json-text.h"

static void append_node (GString *line, JsonNode *node);

/* Strings here are display-safe UTF-8 already; what JSON itself forbids is escaped all the same. */
static void
append_string (GString    *line,
               const char *text)
{
  g_string_append_c (line, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_c (line, '\\');
      if ((guchar) *p < 0x20)
        g_string_append_printf (line, "\\u%04x", (guint) (guchar) *p);
      else
        g_string_append_c (line, *p);
    }
  g_string_append_c (line, '"');
}

static void
append_decimal (GString *line,
                double   number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (line, g_ascii_formatd (text, sizeof text, "%.1f", number));
}

static void
append_value (GString  *line,
              JsonNode *node)
{
  GType type = json_node_get_value_type (node);

  if (type == G_TYPE_STRING)
    append_string (line, json_node_get_string (node));
  else if (type == G_TYPE_BOOLEAN)
    g_string_append (line, json_node_get_boolean (node) ? "true" : "false");
  else if (type == G_TYPE_DOUBLE)
    append_decimal (line, json_node_get_double (node));
  else
    g_string_append_printf (line, "%" G_GINT64_FORMAT, json_node_get_int (node));
}

static void
append_object (GString    *line,
               JsonObject *object)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;
  const char *comma = "";

  g_string_append_c (line, '{');
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    {
      g_string_append (line, comma);
      append_string (line, name);
      g_string_append (line, ": ");
      append_node (line, member);
      comma = ", ";
    }
  g_string_append_c (line, '}');
}

static void
append_array (GString   *line,
              JsonArray *array)
{
  g_string_append_c (line, '[');
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (i > 0)
        g_string_append (line, ", ");
      append_node (line, json_array_get_element (array, i));
    }
  g_string_append_c (line, ']');
}

static void
append_node (GString  *line,
             JsonNode *node)
{
  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      append_object (line, json_node_get_object (node));
      break;
    case JSON_NODE_ARRAY:
      append_array (line, json_node_get_array (node));
      break;
    case JSON_NODE_VALUE:
      append_value (line, node);
      break;
    case JSON_NODE_NULL:
      g_string_append (line, "null");
      break;
    }
}

char *
sendoff_json_to_line (JsonNode *node)
{
  GString *line = g_string_new (NULL);

  append_node (line, node);
  return g_string_free (line, FALSE);
}
