/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One flat JSON object on one line, for what has no report: accounts, exceptions, the practice server. Characters that a terminal would
 * obey, or that can't be seen, are written as \uXXXX, so that the line is safe to print and decodes to the same text. */
typedef struct _SendoffJsonLine SendoffJsonLine;

SendoffJsonLine *sendoff_json_line_new         (void);
void             sendoff_json_line_free        (SendoffJsonLine *self);
/* Text that isn't UTF-8 is mended with U+FFFD; NULL: the member is left out. */
void             sendoff_json_line_add_text    (SendoffJsonLine *self, const char *name, const char *text);
void             sendoff_json_line_add_number  (SendoffJsonLine *self, const char *name, gint64 number);
void             sendoff_json_line_add_boolean (SendoffJsonLine *self, const char *name, gboolean value);
void             sendoff_json_line_add_texts   (SendoffJsonLine *self, const char *name, const char *const *texts);
/* The whole object; caller frees. */
char            *sendoff_json_line_to_string   (const SendoffJsonLine *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffJsonLine, sendoff_json_line_free)

G_END_DECLS
