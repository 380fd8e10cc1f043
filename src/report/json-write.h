/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A NULL text is left out; any other is made display-safe, which makes it valid UTF-8. Inside report only. */
void sendoff_json_add_text  (JsonObject *object, const char *name, const char *text);
/* Text that is display-safe already. */
void sendoff_json_add_shown (JsonObject *object, const char *name, const char *text);
void sendoff_json_add_texts (JsonObject *object, const char *name, char **texts);
/* Unix time as ISO 8601, UTC. */
void sendoff_json_add_time  (JsonObject *object, const char *name, gint64 unix_time);
/* Left out where it is below 0. */
void sendoff_json_add_ms    (JsonObject *object, const char *name, double ms);

G_END_DECLS
