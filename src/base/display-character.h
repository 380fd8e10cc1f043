/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* True for a character of no visible shape of its own, or one that changes how its neighbours are shown. Inside base only. */
gboolean sendoff_character_is_unsafe (gunichar character);
/* True for one that is drawn onto the character before it. */
gboolean sendoff_character_is_mark   (gunichar character);

G_END_DECLS
