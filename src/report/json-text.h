/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* One line, members in their order, decimal numbers with one digit after the point (json-glib's own generator writes 12.3 as
 * 12.300000000000001). Caller frees. Inside report only. */
char *sendoff_json_to_line (JsonNode *node);

G_END_DECLS
