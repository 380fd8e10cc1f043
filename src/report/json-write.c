/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Members of a JSON object. Any thread. */

#include "report/json-write.h"

#include "base/display-text.h"

/* A NULL text is left out; any other is made display-safe, which makes it valid UTF-8. */
void
sendoff_json_add_text (JsonObject *object,
                       const char *name,
                       const char *text)
{
  g_autofree char *shown = NULL;

  if (text == NULL)
    return;

  shown = sendoff_display_text (text, -1);
  json_object_set_string_member (object, name, shown);
}

/* Text that is display-safe already; sendoff_display_text() would do it no harm but cost. */
void
sendoff_json_add_shown (JsonObject *object,
                        const char *name,
                        const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

void
sendoff_json_add_texts (JsonObject *object,
                        const char *name,
                        char      **texts)
{
  JsonArray *array;

  if (texts == NULL)
    return;

  array = json_array_new ();
  for (; *texts != NULL; texts++)
    {
      g_autofree char *shown = sendoff_display_text (*texts, -1);

      json_array_add_string_element (array, shown);
    }
  json_object_set_array_member (object, name, array);
}

void
sendoff_json_add_time (JsonObject *object,
                       const char *name,
                       gint64      unix_time)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (unix_time);
  g_autofree char *text = NULL;

  /* Beyond the year 9999 GLib can't say. */
  if (time == NULL)
    return;

  text = g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");
  json_object_set_string_member (object, name, text);
}

void
sendoff_json_add_ms (JsonObject *object,
                     const char *name,
                     double      ms)
{
  if (ms >= 0)
    json_object_set_double_member (object, name, ms);
}
