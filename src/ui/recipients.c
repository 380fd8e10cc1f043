/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns reading the To field, and offering earlier recipients in it. */

#include "ui/recipients.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "base/mail-address.h"

#define MAX_RECIPIENTS 100
/* More than the most addresses need; beyond, it is a paste gone wrong. */
#define MAX_BYTES      (MAX_RECIPIENTS * 260)

static gboolean
add_address (GPtrArray   *addresses,
             char        *text,
             GError     **error)
{
  g_autoptr(SendoffMailAddress) address = sendoff_mail_address_parse (g_strstrip (text), error);

  if (address == NULL)
    return FALSE;
  g_ptr_array_add (addresses, sendoff_mail_address_to_wire (address));
  return TRUE;
}

char **
sendoff_recipients_parse (const char  *text,
                          GError     **error)
{
  g_autoptr(GPtrArray) addresses = g_ptr_array_new_with_free_func (g_free);
  g_auto(GStrv) parts = NULL;

  if (strlen (text) > MAX_BYTES)
    {
      g_set_error_literal (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID, _("That is too long for a list of addresses. Shorten it."));
      return NULL;
    }
  parts = g_strsplit (text, ",", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0' && !add_address (addresses, parts[i], error))
      return NULL;
  if (addresses->len == 0 || addresses->len > MAX_RECIPIENTS)
    {
      g_set_error_literal (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID,
                           addresses->len == 0 ? _("Type the address that the message goes to.")
                                               : _("A test message goes to 100 addresses at most. Take some out."));
      return NULL;
    }
  g_ptr_array_add (addresses, NULL);
  return (char **) g_ptr_array_steal (addresses, NULL);
}

gsize
sendoff_recipients_find_begin (const char *text,
                               gsize       cursor)
{
  gsize begin = cursor;

  while (begin > 0 && text[begin - 1] != ',')
    begin--;
  while (begin < cursor && text[begin] == ' ')
    begin++;
  return begin;
}

static gsize
get_cursor (GtkEntry *entry)
{
  const char *text = gtk_entry_get_text (entry);

  return (gsize) (g_utf8_offset_to_pointer (text, gtk_editable_get_position (GTK_EDITABLE (entry))) - text);
}

static gboolean
matches (GtkEntryCompletion *completion,
         const char         *key,
         GtkTreeIter        *iter,
         gpointer            user_data)
{
  GtkEntry *entry = GTK_ENTRY (gtk_entry_completion_get_entry (completion));
  const char *text = gtk_entry_get_text (entry);
  gsize cursor = get_cursor (entry);
  gsize begin = sendoff_recipients_find_begin (text, cursor);
  g_autofree char *offered = NULL;

  gtk_tree_model_get (gtk_entry_completion_get_model (completion), iter, 0, &offered, -1);
  return offered != NULL && cursor > begin && g_ascii_strncasecmp (offered, text + begin, cursor - begin) == 0;
}

static gboolean
on_match_selected (GtkEntryCompletion *completion,
                   GtkTreeModel       *model,
                   GtkTreeIter        *iter,
                   gpointer            user_data)
{
  GtkEntry *entry = GTK_ENTRY (gtk_entry_completion_get_entry (completion));
  const char *text = gtk_entry_get_text (entry);
  gsize cursor = get_cursor (entry);
  gsize begin = sendoff_recipients_find_begin (text, cursor);
  g_autofree char *offered = NULL;
  int position = (int) g_utf8_strlen (text, (gssize) begin);

  gtk_tree_model_get (model, iter, 0, &offered, -1);
  gtk_editable_delete_text (GTK_EDITABLE (entry), position, (int) g_utf8_strlen (text, (gssize) cursor));
  gtk_editable_insert_text (GTK_EDITABLE (entry), offered, -1, &position);
  gtk_editable_set_position (GTK_EDITABLE (entry), position);
  return GDK_EVENT_STOP;
}

void
sendoff_recipients_complete (GtkEntry          *entry,
                             const char *const *recent)
{
  g_autoptr(GtkEntryCompletion) completion = gtk_entry_completion_new ();
  g_autoptr(GtkListStore) store = gtk_list_store_new (1, G_TYPE_STRING);

  for (; *recent != NULL; recent++)
    gtk_list_store_insert_with_values (store, NULL, -1, 0, *recent, -1);
  gtk_entry_completion_set_model (completion, GTK_TREE_MODEL (store));
  gtk_entry_completion_set_text_column (completion, 0);
  gtk_entry_completion_set_match_func (completion, matches, NULL, NULL);
  g_signal_connect (completion, "match-selected", G_CALLBACK (on_match_selected), NULL);
  gtk_entry_set_completion (entry, completion);
}
