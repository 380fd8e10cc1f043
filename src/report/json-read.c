/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading JSON from outside. Any thread. */

#include "report/json-read.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#include "base/display-text.h"
#include "base/error.h"

#define MAX_BYTES (64 * 1024 * 1024)
/* json-glib calls itself for each level. */
#define MAX_DEPTH 16
/* Each takes some hundred bytes of memory. */
#define MAX_VALUES (4 * 1000 * 1000)

/* One object and nothing beside it: json-glib would take the last of several, and what JavaScript writes before one. */
static gboolean
is_beside_object (char     c,
                  guint    depth,
                  gboolean ended)
{
  return depth == 0 && !g_ascii_isspace (c) && (ended || c != '{');
}

/* Counts what a parser would make of it; strings are stepped over. */
static gboolean
is_bounded (const char *text,
            gsize       length)
{
  guint depth = 0, n_values = 0;
  gboolean in_string = FALSE, ended = FALSE;

  for (gsize i = 0; i < length; i++)
    if (in_string)
      {
        if (text[i] == '\\')
          i++;
        else if (text[i] == '"')
          in_string = FALSE;
      }
    else if (is_beside_object (text[i], depth, ended))
      return FALSE;
    else if (text[i] == '"')
      in_string = TRUE;
    else if (text[i] == '{' || text[i] == '[')
      {
        if (++depth > MAX_DEPTH || ++n_values > MAX_VALUES)
          return FALSE;
      }
    else if (text[i] == '}' || text[i] == ']')
      ended = --depth == 0;
    /* A comment or a string in other quotes would hide brackets from this count. */
    else if (text[i] == '/' || text[i] == '\'' || text[i] == '#')
      return FALSE;
    else if (text[i] == ',' && ++n_values > MAX_VALUES)
      return FALSE;

  return ended;
}

static JsonNode *
fail (GError    **error,
      const char *sentence)
{
  g_set_error_literal (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID, sentence);
  return NULL;
}

JsonNode *
sendoff_json_read (const char *text,
                   gssize      signed_length,
                   GError    **error)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  gsize length = signed_length < 0 ? strlen (text) : (gsize) signed_length;
  JsonNode *root;

  if (length > MAX_BYTES)
    return fail (error, _("The file is too big for a report."));
  if (memchr (text, '\0', length) != NULL || !g_utf8_validate (text, (gssize) length, NULL))
    return fail (error, _("The file is no report: it holds bytes that are no text."));
  if (!is_bounded (text, length))
    return fail (error, _("The file is no report, or a damaged one."));
  if (!json_parser_load_from_data (parser, text, (gssize) length, NULL))
    return fail (error, _("The file is no report, or a damaged one."));

  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return fail (error, _("The file is no report, or a damaged one."));

  return json_parser_steal_root (parser);
}

static JsonNode *
get_value (JsonObject *object,
           const char *name,
           GType       type)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type ? node : NULL;
}

const char *
sendoff_json_get_text (JsonObject *object,
                       const char *name)
{
  JsonNode *node = get_value (object, name, G_TYPE_STRING);

  return node != NULL ? json_node_get_string (node) : NULL;
}

char *
sendoff_json_dup_text (JsonObject *object,
                       const char *name)
{
  const char *text = sendoff_json_get_text (object, name);

  return text != NULL ? sendoff_display_text (text, -1) : NULL;
}

JsonObject *
sendoff_json_get_object (JsonObject *object,
                         const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonArray *
get_array (JsonObject *object,
           const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

guint64
sendoff_json_get_number (JsonObject *object,
                         const char *name,
                         guint64     most)
{
  JsonNode *node = get_value (object, name, G_TYPE_INT64);
  gint64 number = node != NULL ? json_node_get_int (node) : 0;

  return number < 0 || (guint64) number > most ? 0 : (guint64) number;
}

double
sendoff_json_get_ms (JsonObject *object,
                     const char *name)
{
  JsonNode *node = get_value (object, name, G_TYPE_DOUBLE);
  double ms = node != NULL ? json_node_get_double (node) : -1;

  /* A day at most; and neither infinite nor no number at all. */
  if (node == NULL)
    return get_value (object, name, G_TYPE_INT64) != NULL ? (double) sendoff_json_get_number (object, name, 86400000) : -1;
  return ms >= 0 && ms <= 86400000 ? ms : -1;
}

gboolean
sendoff_json_get_boolean (JsonObject *object,
                          const char *name)
{
  JsonNode *node = get_value (object, name, G_TYPE_BOOLEAN);

  return node != NULL && json_node_get_boolean (node);
}

gint64
sendoff_json_get_time (JsonObject *object,
                       const char *name)
{
  const char *text = sendoff_json_get_text (object, name);
  g_autoptr(GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  return time != NULL ? g_date_time_to_unix (time) : 0;
}

SendoffLeg
sendoff_json_get_leg (JsonObject *object)
{
  SendoffLeg leg = SENDOFF_LEG_OUTGOING;

  sendoff_leg_from_string (sendoff_json_get_text (object, "leg"), &leg);
  return leg;
}

GPtrArray *
sendoff_json_dup_list (JsonObject *object,
                       const char *name)
{
  JsonArray *array = get_array (object, name);
  GPtrArray *texts;

  if (array == NULL)
    return NULL;

  texts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_ptr_array_add (texts, sendoff_display_text (json_node_get_string (node), -1));
    }

  return texts;
}

char **
sendoff_json_dup_texts (JsonObject *object,
                        const char *name)
{
  GPtrArray *texts = sendoff_json_dup_list (object, name);

  if (texts == NULL)
    return NULL;

  g_ptr_array_set_free_func (texts, NULL);
  g_ptr_array_add (texts, NULL);
  return (char **) g_ptr_array_free (texts, FALSE);
}

void
sendoff_json_each_object (JsonObject     *object,
                          const char     *name,
                          SendoffJsonEach each,
                          gpointer        user_data)
{
  JsonArray *array = get_array (object, name);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        each (json_node_get_object (node), user_data);
    }
}
