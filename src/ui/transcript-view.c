/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns showing a transcript. One line of it is one line of the text view. */

#include "ui/transcript-view.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ui/save-text.h"

/* So many lines take a few milliseconds. */
#define LINES_AT_ONCE 200
/* Pango lays out a line as a whole; a longer one is cut in the view, not in what is copied or saved. */
#define MAX_SHOWN_BYTES 2048

struct _SendoffTranscriptView
{
  GtkBox parent_instance;

  GtkWidget *text_view;
  GtkWidget *search_entry;
  GtkWidget *found_label;
  GPtrArray *lines;       /* of SendoffTranscriptLine, borrowed from transcripts */
  GPtrArray *transcripts; /* of SendoffTranscript; NULL: none */
  char      *file_name;
  guint      n_filled;
  guint      filling;     /* idle source; 0: none */
  guint      found_line;  /* where the search goes on */
  gsize      found_byte;
};

G_DEFINE_FINAL_TYPE (SendoffTranscriptView, sendoff_transcript_view, GTK_TYPE_BOX)

static const char *
get_mark (gboolean is_clear)
{
  /* Translators: marks a line that could be read on the way. */
  return is_clear ? _("clear") : _("encrypted");
}

static glong
get_mark_chars (void)
{
  return MAX (g_utf8_strlen (get_mark (TRUE), -1), g_utf8_strlen (get_mark (FALSE), -1));
}

static void
append_prefix (GString                     *text,
               const SendoffTranscriptLine *line)
{
  const char *mark = get_mark (line->clear);
  int padding = (int) (get_mark_chars () - g_utf8_strlen (mark, -1));

  g_string_append_printf (text, "%9.1f ms %s %s%*s ", line->ms, line->from_client ? "→" : "←", mark, padding, "");
  if (line->is_note)
    g_string_append (text, "# ");
}

static void
append_line (GString                     *text,
             const SendoffTranscriptLine *line)
{
  append_prefix (text, line);
  g_string_append (text, line->text);
  g_string_append_c (text, '\n');
}

static void
append_shown_line (GString                     *text,
                   const SendoffTranscriptLine *line)
{
  gsize length = strlen (line->text);

  append_prefix (text, line);
  if (length > MAX_SHOWN_BYTES)
    {
      length = MAX_SHOWN_BYTES;
      while (((guchar) line->text[length] & 0xc0) == 0x80)
        length--;
      g_string_append_len (text, line->text, (gssize) length);
      g_string_append (text, "…");
    }
  else
    g_string_append (text, line->text);
  g_string_append_c (text, '\n');
}

static void
fill (SendoffTranscriptView *self,
      guint                  up_to)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text_view));
  g_autoptr(GString) text = g_string_new (NULL);
  GtkTextIter end;

  for (up_to = MIN (up_to, self->lines->len); self->n_filled < up_to; self->n_filled++)
    append_shown_line (text, g_ptr_array_index (self->lines, self->n_filled));
  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_insert (buffer, &end, text->str, (int) text->len);
}

static gboolean
on_idle_reached (gpointer user_data)
{
  SendoffTranscriptView *self = user_data;

  fill (self, self->n_filled + LINES_AT_ONCE);
  if (self->n_filled < self->lines->len)
    return G_SOURCE_CONTINUE;
  self->filling = 0;
  return G_SOURCE_REMOVE;
}

static void
start_filling (SendoffTranscriptView *self)
{
  if (self->filling == 0 && self->n_filled < self->lines->len)
    self->filling = g_idle_add_full (G_PRIORITY_LOW, on_idle_reached, self, NULL);
}

static void
sendoff_transcript_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sendoff_transcript_view_parent_class)->map (widget);
  start_filling (SENDOFF_TRANSCRIPT_VIEW (widget));
}

/* On a small screen the text may be below the window's end. */
static void
bring_into_sight (SendoffTranscriptView *self)
{
  GtkWidget *text = gtk_widget_get_parent (self->text_view);
  GtkWidget *viewport = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_VIEWPORT);
  GtkAdjustment *adjustment;
  int top;

  if (viewport == NULL || !gtk_widget_translate_coordinates (text, gtk_bin_get_child (GTK_BIN (viewport)), 0, 0, NULL, &top))
    return;
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (viewport));
  gtk_adjustment_clamp_page (adjustment, top, top + gtk_widget_get_allocated_height (text));
}

static void
select_match (SendoffTranscriptView *self,
              guint                  line_index,
              gsize                  byte,
              gsize                  length)
{
  const SendoffTranscriptLine *line = g_ptr_array_index (self->lines, line_index);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text_view));
  g_autoptr(GString) prefix = g_string_new (NULL);
  GtkTextIter start, end;

  fill (self, line_index + 1);
  append_prefix (prefix, line);
  byte = MIN (byte, MAX_SHOWN_BYTES);
  gtk_text_buffer_get_iter_at_line (buffer, &start, (int) line_index);
  gtk_text_iter_forward_chars (&start, (int) (g_utf8_strlen (prefix->str, -1) + g_utf8_strlen (line->text, (gssize) byte)));
  end = start;
  gtk_text_iter_forward_chars (&end, (int) g_utf8_strlen (line->text + byte, (gssize) MIN (length, strlen (line->text + byte))));
  gtk_text_buffer_select_range (buffer, &start, &end);
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self->text_view), gtk_text_buffer_get_insert (buffer), 0.1, FALSE, 0, 0);
  bring_into_sight (self);
}

/* From there to the end, then from the beginning; ASCII letters in either case. Our own search: GTK's folds each line anew, which takes
 * seconds for a long transcript. */
static gboolean
find_next (SendoffTranscriptView *self,
           const char            *wanted,
           guint                  line_index,
           gsize                  byte)
{
  for (guint i = 0; i <= self->lines->len && self->lines->len > 0; i++)
    {
      guint index = (line_index + i) % self->lines->len;
      const SendoffTranscriptLine *line = g_ptr_array_index (self->lines, index);
      const char *from = i == 0 && byte <= strlen (line->text) ? line->text + byte : line->text;
      const char *found = strcasestr (from, wanted);

      if (found == NULL)
        continue;
      self->found_line = index;
      self->found_byte = (gsize) (found - line->text);
      select_match (self, index, self->found_byte, strlen (wanted));
      return TRUE;
    }
  return FALSE;
}

static gboolean
find_previous (SendoffTranscriptView *self,
               const char            *wanted)
{
  for (guint i = 1; i <= self->lines->len; i++)
    {
      guint index = (self->found_line + self->lines->len - i) % self->lines->len;
      const SendoffTranscriptLine *line = g_ptr_array_index (self->lines, index);

      if (strcasestr (line->text, wanted) != NULL)
        return find_next (self, wanted, index, 0);
    }
  return FALSE;
}

static void
show_whether_found (SendoffTranscriptView *self,
                    gboolean               found)
{
  gtk_label_set_text (GTK_LABEL (self->found_label), found ? "" : _("Not found"));
  gtk_widget_set_visible (self->found_label, !found);
}

static void
on_search_changed (GtkSearchEntry        *entry,
                   SendoffTranscriptView *self)
{
  const char *wanted = gtk_entry_get_text (GTK_ENTRY (entry));

  show_whether_found (self, *wanted == '\0' || find_next (self, wanted, self->found_line, self->found_byte));
}

static void
on_next_wanted (SendoffTranscriptView *self)
{
  const char *wanted = gtk_entry_get_text (GTK_ENTRY (self->search_entry));

  if (*wanted != '\0')
    show_whether_found (self, find_next (self, wanted, self->found_line, self->found_byte + 1));
}

static void
on_previous_wanted (SendoffTranscriptView *self)
{
  const char *wanted = gtk_entry_get_text (GTK_ENTRY (self->search_entry));

  if (*wanted != '\0')
    show_whether_found (self, find_previous (self, wanted));
}

/* The entry keeps Escape for itself: first it takes back what is searched for, then it closes the window as it does elsewhere. */
static void
on_search_stopped (SendoffTranscriptView *self)
{
  GtkEntry *entry = GTK_ENTRY (self->search_entry);

  if (gtk_entry_get_text_length (entry) > 0)
    gtk_entry_set_text (entry, "");
  else
    gtk_window_close (GTK_WINDOW (gtk_widget_get_toplevel (GTK_WIDGET (self))));
}

static void
on_copy_clicked (GtkButton             *button,
                 SendoffTranscriptView *self)
{
  g_autofree char *text = sendoff_transcript_view_dup_text (self);

  gtk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self), GDK_SELECTION_CLIPBOARD), text, -1);
}

static void
on_save_clicked (GtkButton             *button,
                 SendoffTranscriptView *self)
{
  g_autofree char *text = sendoff_transcript_view_dup_text (self);

  sendoff_save_text (GTK_WINDOW (gtk_widget_get_toplevel (GTK_WIDGET (self))), _("Save Transcript"), self->file_name, text);
}

/* What doesn't fit into a line goes on below where its text began. */
static void
indent (SendoffTranscriptView *self)
{
  /* A time in nine places, its unit, an arrow, the mark, and a space behind each. */
  g_autofree char *prefix = g_strnfill ((gsize) (9 + 1 + 2 + 1 + 1 + 1 + get_mark_chars () + 1), '0');
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (self->text_view, prefix);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  gtk_text_view_set_indent (GTK_TEXT_VIEW (self->text_view), -width);
}

static void
sendoff_transcript_view_dispose (GObject *object)
{
  SendoffTranscriptView *self = SENDOFF_TRANSCRIPT_VIEW (object);

  g_clear_handle_id (&self->filling, g_source_remove);
  G_OBJECT_CLASS (sendoff_transcript_view_parent_class)->dispose (object);
}

static void
sendoff_transcript_view_finalize (GObject *object)
{
  SendoffTranscriptView *self = SENDOFF_TRANSCRIPT_VIEW (object);

  g_ptr_array_unref (self->lines);
  g_clear_pointer (&self->transcripts, g_ptr_array_unref);
  g_free (self->file_name);
  G_OBJECT_CLASS (sendoff_transcript_view_parent_class)->finalize (object);
}

static void
sendoff_transcript_view_class_init (SendoffTranscriptViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sendoff_transcript_view_dispose;
  G_OBJECT_CLASS (class)->finalize = sendoff_transcript_view_finalize;
  widget_class->map = sendoff_transcript_view_map;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/transcript-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SendoffTranscriptView, text_view);
  gtk_widget_class_bind_template_child (widget_class, SendoffTranscriptView, search_entry);
  gtk_widget_class_bind_template_child (widget_class, SendoffTranscriptView, found_label);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, indent);
  gtk_widget_class_bind_template_callback (widget_class, on_search_stopped);
  gtk_widget_class_bind_template_callback (widget_class, on_next_wanted);
  gtk_widget_class_bind_template_callback (widget_class, on_previous_wanted);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
}

static void
sendoff_transcript_view_init (SendoffTranscriptView *self)
{
  self->lines = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Commands are written from left to right, whatever the user's language. */
  gtk_widget_set_direction (self->text_view, GTK_TEXT_DIR_LTR);
}

void
sendoff_transcript_view_set_transcripts (SendoffTranscriptView *self,
                                         GPtrArray             *transcripts,
                                         const char            *file_name)
{
  g_clear_handle_id (&self->filling, g_source_remove);
  g_ptr_array_set_size (self->lines, 0);
  g_clear_pointer (&self->transcripts, g_ptr_array_unref);
  g_free (self->file_name);
  self->file_name = g_strdup (file_name);
  self->n_filled = self->found_line = 0;
  self->found_byte = 0;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text_view)), "", 0);
  if (transcripts == NULL)
    return;
  self->transcripts = g_ptr_array_ref (transcripts);
  for (guint i = 0; i < transcripts->len; i++)
    for (guint j = 0; j < sendoff_transcript_get_n_lines (transcripts->pdata[i]); j++)
      g_ptr_array_add (self->lines, (gpointer) sendoff_transcript_get_line (transcripts->pdata[i], j));
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    start_filling (self);
}

char *
sendoff_transcript_view_dup_text (SendoffTranscriptView *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->lines->len; i++)
    append_line (text, g_ptr_array_index (self->lines, i));
  return g_string_free (text, FALSE);
}
