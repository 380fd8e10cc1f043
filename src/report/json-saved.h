/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "report/report.h"

G_BEGIN_DECLS

/* The members that only a saved report has. Inside report only. */
void sendoff_json_add_wire  (JsonObject *object, const SendoffReport *report); /* "wire" */
void sendoff_json_add_facts (JsonObject *object, const SendoffReport *report); /* "settings", "versions" */
void sendoff_json_add_chain (JsonObject *certificate, GPtrArray *chain);       /* "chain": DER in base64 */

G_END_DECLS
