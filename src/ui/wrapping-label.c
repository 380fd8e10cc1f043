/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns making labels that wrap. */

#include "ui/wrapping-label.h"

static void
visit (GtkWidget *widget,
       gpointer   user_data)
{
  sendoff_forbid_hyphens (widget);
}

void
sendoff_forbid_hyphens (GtkWidget *widget)
{
  if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), visit, NULL);
  else if (GTK_IS_LABEL (widget) && gtk_label_get_line_wrap (GTK_LABEL (widget)))
    {
      PangoAttrList *present = gtk_label_get_attributes (GTK_LABEL (widget));
      g_autoptr(PangoAttrList) attributes = present != NULL ? pango_attr_list_copy (present) : pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
      gtk_label_set_attributes (GTK_LABEL (widget), attributes);
    }
}

GtkWidget *
sendoff_wrapping_label_new (const char *text,
                            int         max_chars)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_line_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_line_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), max_chars);
  sendoff_forbid_hyphens (label);
  return label;
}

GtkWidget *
sendoff_bullet_row_new (GtkWidget *label)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *bullet = gtk_label_new ("•");

  gtk_widget_set_valign (bullet, GTK_ALIGN_START);
  gtk_box_pack_start (GTK_BOX (row), bullet, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (row), label, TRUE, TRUE, 0);
  gtk_widget_show_all (row);
  return row;
}
