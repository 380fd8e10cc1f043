/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every page has in common. Any thread. */

#include "report/html-shell.h"

#include <string.h>

#include "base/display-text.h"

/* No script runs and nothing is loaded, whatever a server managed to say. */
#define HEAD                                                                                                                           \
  "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n"                                                                         \
  "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"                           \
  "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<title>"
#define STYLE                                                                                                                          \
  "</title>\n<style>\n:root { color-scheme: light dark; --text: #1c1c1c; --back: #ffffff; --line: #c8c8c8; --faint: #5a5a5a; "           \
  "--bar: #3465a4; --bad: #a40000; }\n"                                                                                                 \
  "@media (prefers-color-scheme: dark) { :root { --text: #eeeeee; --back: #1e1e1e; --line: #555555; --faint: #b0b0b0; "                 \
  "--bar: #729fcf; --bad: #ff8a80; } }\n"                                                                                               \
  "body { color: var(--text); background: var(--back); font: 1em/1.45 sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; "  \
  "overflow-wrap: anywhere; }\n"                                                                                                        \
  "table { border-collapse: collapse; width: 100%; }\nth, td { text-align: left; vertical-align: top; padding: .2em .6em; "             \
  "border-bottom: 1px solid var(--line); }\nth { font-weight: 600; }\n"                                                                 \
  "td.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; color: var(--faint); }\n"                    \
  "td.mark { white-space: nowrap; }\ntd.said { font-family: monospace; white-space: pre-wrap; }\n"                                      \
  "div.bar { background: var(--bar); height: .8em; min-width: 1px; }\n"                                                                 \
  "p.paragraph { border: 1px solid var(--line); padding: .6em; user-select: all; }\np.warning { color: var(--bad); font-weight: 600; }\n" \
  "h2 { margin-top: 1.6em; }\nsummary { cursor: pointer; font-weight: 600; font-size: 1.2em; margin-top: 1.6em; }\n"                    \
  "</style>\n</head>\n<body>\n"
#define DATA_BEGIN "<script type=\"application/json\" id=\"sendoff-report\">"
#define DATA_END "</script>"

void
sendoff_html_begin (GString    *page,
                    const char *title)
{
  g_string_append (page, HEAD);
  sendoff_html_append (page, title);
  g_string_append (page, STYLE);
}

void
sendoff_html_end (GString    *page,
                  const char *json)
{
  g_string_append (page, DATA_BEGIN);
  /* In JSON these stand in strings only, and a string may spell them otherwise: so nothing in it can end the element. */
  for (const char *p = json; *p != '\0'; p++)
    if (*p == '<' || *p == '>' || *p == '&')
      g_string_append_printf (page, "\\u%04x", (guint) *p);
    else
      g_string_append_c (page, *p);
  g_string_append (page, DATA_END "\n</body>\n</html>\n");
}

void
sendoff_html_append (GString    *page,
                     const char *text)
{
  g_autofree char *shown = sendoff_display_text (text, -1);
  g_autofree char *escaped = g_markup_escape_text (shown, -1);

  g_string_append (page, escaped);
}

void
sendoff_html_element (GString    *page,
                      const char *tag,
                      const char *text)
{
  const char *tag_end = strchr (tag, ' ');

  g_string_append_printf (page, "<%s>", tag);
  sendoff_html_append (page, text);
  g_string_append_printf (page, "</%.*s>\n", tag_end != NULL ? (int) (tag_end - tag) : (int) strlen (tag), tag);
}

const char *
sendoff_html_find_json (const char *text,
                        gsize      *length)
{
  const char *begin = memmem (text, *length, DATA_BEGIN, strlen (DATA_BEGIN));
  const char *end;

  if (begin == NULL)
    return text;

  begin += strlen (DATA_BEGIN);
  end = memmem (begin, *length - (gsize) (begin - text), DATA_END, strlen (DATA_END));
  *length = (end != NULL ? (gsize) (end - text) : *length) - (gsize) (begin - text);
  return begin;
}
