/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the rule of style that holds for all windows and isn't left to the theme. */

#include "ui/program-style.h"

/* Themes take so much of a dim label's colour that it stands out by little more than 3:1, in high contrast too, and by 2:1 in a selected
 * row. With this much left it is 5:1 on every plain background. */
#define STYLE ".dim-label { opacity: 0.75; }"

void
sendoff_program_style_add (void)
{
  g_autoptr(GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_data (provider, STYLE, -1, NULL);
  gtk_style_context_add_provider_for_screen (gdk_screen_get_default (), GTK_STYLE_PROVIDER (provider), GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}
