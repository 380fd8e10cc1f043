/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns writing a text to a file that the user names. */

#include "ui/save-text.h"

#include <string.h>

#include "base/display-text.h"
#include "ui/save-file.h"

#define MAX_NAME_CHARS 60

static GBytes *
copy_text (gpointer   data,
           guint      kind,
           gboolean   ticked,
           GError   **error)
{
  return g_bytes_new (data, strlen (data));
}

static SendoffSavePlan
make_plan (const char *text)
{
  /* Private: it may name servers, users and addresses. */
  return (SendoffSavePlan) { .is_private = TRUE, .make = copy_text, .data = g_strdup (text), .free_data = g_free };
}

void
sendoff_save_text (GtkWindow  *parent,
                   const char *title,
                   const char *file_name,
                   const char *text)
{
  SendoffSavePlan plan = make_plan (text);

  plan.title = title;
  plan.file_name = file_name;
  sendoff_save_file (parent, &plan);
}

void
sendoff_save_text_to (GtkWindow  *parent,
                      GFile      *file,
                      const char *text)
{
  SendoffSavePlan plan = make_plan (text);

  sendoff_save_file_to (parent, file, &plan, FALSE);
}

char *
sendoff_make_file_name (const char *words,
                        const char *ending)
{
  g_autofree char *shown = sendoff_display_text_short (words, -1, MAX_NAME_CHARS);

  g_strdelimit (shown, "/\\:*?\"<>|", '-');
  g_strstrip (shown);
  for (char *at = shown; *at == '.'; at++)
    *at = '-';
  return g_strconcat (*shown != '\0' ? shown : "Sendoff", ending, NULL);
}
