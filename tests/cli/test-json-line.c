/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/json-line.h"

#include <json-glib/json-glib.h>

static void
test_members (void)
{
  g_autoptr(SendoffJsonLine) line = sendoff_json_line_new ();
  const char *const texts[] = { "a", "b\"", NULL };
  const char *const none[] = { NULL };
  g_autofree char *empty = sendoff_json_line_to_string (line);
  g_autofree char *json = NULL;

  g_assert_cmpstr (empty, ==, "{}");
  sendoff_json_line_add_text (line, "name", "Wörk");
  sendoff_json_line_add_text (line, "left-out", NULL);
  sendoff_json_line_add_number (line, "port", 65535);
  sendoff_json_line_add_boolean (line, "default", TRUE);
  sendoff_json_line_add_boolean (line, "other", FALSE);
  sendoff_json_line_add_texts (line, "texts", texts);
  sendoff_json_line_add_texts (line, "none", none);
  json = sendoff_json_line_to_string (line);
  g_assert_cmpstr (json, ==,
                   "{\"name\": \"Wörk\", \"port\": 65535, \"default\": true, \"other\": false, \"texts\": [\"a\", \"b\\\"\"], \"none\": []}");
}

/* Whatever goes in comes out again, and nothing of it can drive a terminal. */
static void
test_round_trip (void)
{
  static const char *const texts[] = {
    "", "plain", "quote \" backslash \\ slash /", "line\nend\r\ttab", "\x1b[2J", "\x7f", "\xc2\x85", "\xe2\x80\xae over", "\xe2\x80\xa8", "\xf3\xa0\x81\x81",
    "\xf0\x9f\x93\xa7 mail", "\xee\x80\x80",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(SendoffJsonLine) line = sendoff_json_line_new ();
      g_autoptr(JsonParser) parser = json_parser_new ();
      g_autoptr(GError) error = NULL;
      g_autofree char *json = NULL;
      JsonObject *object;

      sendoff_json_line_add_text (line, "text", texts[i]);
      json = sendoff_json_line_to_string (line);
      g_assert_true (json_parser_load_from_data (parser, json, -1, &error));
      g_assert_no_error (error);
      object = json_node_get_object (json_parser_get_root (parser));
      g_assert_cmpstr (json_object_get_string_member (object, "text"), ==, texts[i]);
      for (const char *p = json; *p != '\0'; p = g_utf8_next_char (p))
        {
          g_assert_false (g_unichar_iscntrl (g_utf8_get_char (p)));
          g_assert_cmpint (g_unichar_type (g_utf8_get_char (p)), !=, G_UNICODE_FORMAT);
        }
    }
}

static void
test_not_utf8 (void)
{
  g_autoptr(SendoffJsonLine) line = sendoff_json_line_new ();
  g_autofree char *json = NULL;

  sendoff_json_line_add_text (line, "text", "a\xff");
  json = sendoff_json_line_to_string (line);
  g_assert_cmpstr (json, ==, "{\"text\": \"a\xef\xbf\xbd\"}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-line/members", test_members);
  g_test_add_func ("/json-line/round-trip", test_round_trip);
  g_test_add_func ("/json-line/not-utf8", test_not_utf8);
  return g_test_run ();
}
