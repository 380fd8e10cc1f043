/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Both inside base only. */

/* True if a U-label could pass for another one: letters of scripts that aren't written together, nothing but letters that look
 * like Latin ones (no deceit below a top-level domain of the same kind: has_native_top), strokes like a slash beside Latin. */
gboolean sendoff_label_is_deceptive (const char *label, gboolean has_native_top);
/* True if a name mixes labels written from right to left with ones that begin with a digit: what is shown
 * could have its labels in another order (RFC 5893 section 3). */
gboolean sendoff_name_is_reordered  (const char *const *labels);

G_END_DECLS
