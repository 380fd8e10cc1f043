/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* True if a U-label could pass for another one: letters of scripts that aren't written together. Inside base only. */
gboolean sendoff_label_is_deceptive (const char *label);

G_END_DECLS
