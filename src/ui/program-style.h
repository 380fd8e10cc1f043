/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What the program's windows have otherwise than the theme says. Once, when there is a display. */
void sendoff_program_style_add (void);

G_END_DECLS
