/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A kind of file that the user may choose: "Page for people", ".html". An array of them ends with a NULL label. */
typedef struct
{
  const char *label;
  const char *ending;
} SendoffSaveKind;

/* Makes what is written; in a thread. kind: index among the kinds. ticked: the choice. NULL with an error: nothing is written, and it is said. */
typedef GBytes *(*SendoffSaveMake) (gpointer data, guint kind, gboolean ticked, GError **error);

typedef struct
{
  const char            *title;     /* of the chooser */
  const char            *file_name; /* proposed */
  const SendoffSaveKind *kinds;     /* static; the name's ending decides, else which was chosen; NULL: there is but one */
  const char            *choice;    /* a check box in the chooser; NULL: none */
  gboolean               is_private; /* readable for this user only */
  SendoffSaveMake        make;
  gpointer               data;      /* taken; for make */
  GDestroyNotify         free_data;
} SendoffSavePlan;

/* Asks where to, then makes and writes it in a thread: as a whole, or not at all. What goes wrong is said in a box above parent. The program doesn't
 * end meanwhile. */
void sendoff_save_file    (GtkWindow *parent, const SendoffSavePlan *plan);
/* The second half alone. */
void sendoff_save_file_to (GtkWindow *parent, GFile *file, const SendoffSavePlan *plan, gboolean ticked);
/* "“report.html” could not be written.", and why, in a box above parent. */
void sendoff_save_tell_problem (GtkWindow *parent, const char *what, const GError *error);

G_END_DECLS
