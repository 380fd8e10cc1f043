/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "model/types.h"

G_BEGIN_DECLS

/* Members of JSON that anybody may have written: one that is missing or of another kind is as good as none. Inside report only. */

/* An object, or NULL with SENDOFF_ERROR_INVALID. Bounded before it is parsed: bytes, depth, number of values. */
JsonNode    *sendoff_json_read         (const char *text, gssize length, GError **error);

/* Borrowed; NULL: none. */
const char  *sendoff_json_get_text     (JsonObject *object, const char *name);
/* Display-safe; NULL: none. Caller frees. */
char        *sendoff_json_dup_text     (JsonObject *object, const char *name);
JsonObject  *sendoff_json_get_object   (JsonObject *object, const char *name);
/* The number, between 0 and most; 0: none. */
guint64      sendoff_json_get_number   (JsonObject *object, const char *name, guint64 most);
double       sendoff_json_get_ms       (JsonObject *object, const char *name); /* -1: none */
gboolean     sendoff_json_get_boolean  (JsonObject *object, const char *name); /* FALSE: none */
gint64       sendoff_json_get_time     (JsonObject *object, const char *name); /* Unix time; 0: none */
/* Its member "leg"; outgoing where there is none. */
SendoffLeg   sendoff_json_get_leg      (JsonObject *object);
/* The texts of an array, display-safe; NULL: no array. g_strfreev. */
char       **sendoff_json_dup_texts    (JsonObject *object, const char *name);
GPtrArray   *sendoff_json_dup_list     (JsonObject *object, const char *name); /* the same, of char* */

/* Calls back for each object of an array. */
typedef void (*SendoffJsonEach) (JsonObject *object, gpointer user_data);
void         sendoff_json_each_object  (JsonObject *object, const char *name, SendoffJsonEach each, gpointer user_data);

G_END_DECLS
