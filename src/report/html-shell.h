/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A page that needs nothing from outside, in light and dark, with the report's JSON in it. Inside report only. */

/* Everything up to the body's content. */
void        sendoff_html_begin     (GString *page, const char *title);
/* The JSON, and the page's end. */
void        sendoff_html_end       (GString *page, const char *json);
/* Display-safe and escaped, for an element or a quoted attribute. */
void        sendoff_html_append    (GString *page, const char *text);
/* "<tag>text</tag>". */
void        sendoff_html_element   (GString *page, const char *tag, const char *text);
/* The JSON in a page that sendoff_html_end() made: where it begins in text, and *length of it; else text and *length as they are. */
const char *sendoff_html_find_json (const char *text, gsize *length);

G_END_DECLS
