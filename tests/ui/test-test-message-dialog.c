/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <linux/capability.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "find-widget.h"
#include "practice-fixture.h"
#include "ui/attachment-list.h"
#include "ui/field-mark.h"
#include "ui/recipients.h"
#include "ui/test-message-dialog.h"

typedef struct
{
  PracticeFixture  base;
  GtkWidget       *dialog; /* weak */
  SendoffTask     *task;   /* that was started; NULL: none */
} Fixture;

static void
on_task_started (GtkWidget   *dialog,
                 SendoffTask *task,
                 Fixture     *self)
{
  g_assert_null (self->task);
  self->task = g_object_ref (task);
}

static void
open_dialog (Fixture *self)
{
  watch_widget (&self->dialog, sendoff_test_message_dialog_new (self->base.workspace, self->base.account, NULL));
  g_signal_connect (self->dialog, "task-started", G_CALLBACK (on_task_started), self);
  gtk_widget_show (self->dialog);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  practice_fixture_set_up (&self->base, data);
  self->task = NULL;
  open_dialog (self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  if (self->dialog != NULL)
    gtk_dialog_response (GTK_DIALOG (self->dialog), GTK_RESPONSE_CANCEL);
  assert_destroyed (&self->dialog);
  if (self->task != NULL)
    practice_fixture_wait_for_state (self->task, SENDOFF_TASK_FINISHED);
  g_clear_object (&self->task);
  practice_fixture_tear_down (&self->base, data);
}

static void
type_into (Fixture    *self,
           const char *id,
           const char *text)
{
  gtk_entry_set_text (GTK_ENTRY (find_widget_by_id (self->dialog, id)), text);
}

static void
send_now (Fixture *self)
{
  gtk_dialog_response (GTK_DIALOG (self->dialog), GTK_RESPONSE_OK);
}

static void
test_sends (Fixture       *self,
            gconstpointer  data)
{
  const SendoffMessageParts *parts;

  g_assert_cmpstr (gtk_entry_get_text (GTK_ENTRY (find_widget_by_id (self->dialog, "subject_entry"))), ==, "Test # 1");
  type_into (self, "to_entry", " bob@example.net ,carol@exämple.org,");
  send_now (self);
  assert_destroyed (&self->dialog);
  g_assert_nonnull (self->task);
  g_assert_cmpstr (sendoff_task_get_recipients (self->task)[0], ==, "bob@example.net");
  g_assert_cmpstr (sendoff_task_get_recipients (self->task)[1], ==, "carol@xn--exmple-cua.org");
  g_assert_null (sendoff_task_get_recipients (self->task)[2]);
  parts = sendoff_task_get_parts (self->task);
  g_assert_cmpstr (parts->subject, ==, "Test # 1");
  g_assert_nonnull (strstr (parts->body, "account “Work”"));
}

static const char *
get_fault (Fixture    *self,
           const char *id)
{
  GtkWidget *mark = find_widget_by_id (self->dialog, id);

  return mark != NULL ? sendoff_field_mark_get (SENDOFF_FIELD_MARK (mark)) : NULL;
}

static void
test_fields_at_fault (Fixture       *self,
                      gconstpointer  data)
{
  static const struct
  {
    const char *to, *subject, *mark, *part;
  } rows[] = {
    { "", "Test", "to_mark", "Type the address" },
    { " , ", "Test", "to_mark", "Type the address" },
    { "bob@example.net, nobody", "Test", "to_mark", "nobody" },
    { "bob@example.net\r\nRCPT TO:<eve@example.net>", "Test", "to_mark", "\\r\\nRCPT" },
    { "bob@example.net", "A\nBcc: eve@example.net", "subject_mark", "control character" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      type_into (self, "to_entry", rows[i].to);
      type_into (self, "subject_entry", rows[i].subject);
      send_now (self);
      g_assert_nonnull (self->dialog);
      g_assert_null (self->task);
      g_assert_nonnull (get_fault (self, rows[i].mark));
      g_assert_nonnull (strstr (get_fault (self, rows[i].mark), rows[i].part));
    }
  g_assert_null (get_fault (self, "to_mark"));
  sendoff_account_set_text (self->base.account, SENDOFF_KEY_SMTP_HOST, "bad host !!");
  send_now (self);
  g_assert_nonnull (get_fault (self, "account_mark"));
  g_assert_null (self->task);
}

static void
test_megabyte (Fixture       *self,
               gconstpointer  data)
{
  g_autofree char *huge = g_strnfill (1 << 20, 'x');

  type_into (self, "to_entry", huge);
  type_into (self, "subject_entry", huge);
  send_now (self);
  g_assert_nonnull (strstr (get_fault (self, "to_mark"), "too long"));
  g_assert_nonnull (strstr (get_fault (self, "subject_mark"), "900 bytes"));
  g_assert_null (self->task);
}

/* Lines as people write them go in, a megabyte of them; one line of a megabyte would hold the window up with each key. */
static void
test_long_lines (Fixture       *self,
                 gconstpointer  data)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (find_widget_by_id (self->dialog, "body_view")));
  g_autofree char *line = g_strnfill (12000, 'x');
  g_autoptr(GString) lines = g_string_new (NULL);

  while (lines->len < 1 << 20)
    g_string_append_printf (lines, "%s\n", line);
  gtk_text_buffer_set_text (buffer, lines->str, -1);
  g_assert_cmpint (gtk_text_buffer_get_char_count (buffer), ==, (int) lines->len);
  g_assert_null (get_fault (self, "body_mark"));

  gtk_text_buffer_set_text (buffer, "Hello, ", -1);
  gtk_text_buffer_insert_at_cursor (buffer, line, -1);
  g_assert_null (get_fault (self, "body_mark"));
  gtk_text_buffer_insert_at_cursor (buffer, line, -1);
  g_assert_nonnull (strstr (get_fault (self, "body_mark"), "20,000"));
  g_assert_cmpint (gtk_text_buffer_get_char_count (buffer), ==, 12007);
  gtk_text_buffer_insert_at_cursor (buffer, "\n", -1);
  g_assert_null (get_fault (self, "body_mark"));
}

static void
paste (Fixture    *self,
       const char *text)
{
  gtk_clipboard_set_text (gtk_clipboard_get (GDK_SELECTION_CLIPBOARD), text, -1);
  g_signal_emit_by_name (find_widget_by_id (self->dialog, "body_view"), "paste-clipboard");
}

static void
assert_body (Fixture    *self,
             const char *expected)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (find_widget_by_id (self->dialog, "body_view")));
  g_autofree char *text = NULL;

  g_object_get (buffer, "text", &text, NULL);
  g_assert_cmpstr (text, ==, expected);
}

/* What is refused leaves what was to be replaced, selected as before. */
static void
test_long_line_over_selection (Fixture       *self,
                               gconstpointer  data)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (find_widget_by_id (self->dialog, "body_view")));
  g_autofree char *line = g_strnfill (20001, 'x');
  GtkTextIter start, end;

  gtk_text_buffer_set_text (buffer, "Hello,\nworld!", -1);
  paste (self, line);
  WAIT_UNTIL (get_fault (self, "body_mark") != NULL);
  assert_body (self, "Hello,\nworld!");
  paste (self, "!");
  WAIT_UNTIL (get_fault (self, "body_mark") == NULL);
  assert_body (self, "Hello,\nworld!!");

  gtk_text_buffer_get_iter_at_offset (buffer, &start, 4);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, 9);
  gtk_text_buffer_select_range (buffer, &start, &end);
  paste (self, line);
  WAIT_UNTIL (get_fault (self, "body_mark") != NULL);
  assert_body (self, "Hello,\nworld!!");
  g_assert_true (gtk_text_buffer_get_selection_bounds (buffer, &start, &end));
  g_assert_cmpint (gtk_text_iter_get_offset (&start), ==, 4);
  g_assert_cmpint (gtk_text_iter_get_offset (&end), ==, 9);
  paste (self, "p");
  WAIT_UNTIL (get_fault (self, "body_mark") == NULL);
  assert_body (self, "Hellprld!!");
}

/* One sending for each account at a time. */
static void
test_not_twice (Fixture       *self,
                gconstpointer  data)
{
  SendoffTask *other = practice_fixture_send (&self->base);
  GtkWidget *send = find_widget_by_id (self->dialog, "send_button");

  g_assert_false (gtk_widget_get_sensitive (send));
  g_assert_true (shows_text (self->dialog, "A message is being sent from this account already"));
  type_into (self, "to_entry", "bob@example.net");
  send_now (self);
  g_assert_null (self->task);
  practice_fixture_wait_for_state (other, SENDOFF_TASK_FINISHED);
  g_assert_true (gtk_widget_get_sensitive (send));
  g_assert_false (shows_text (self->dialog, "A message is being sent from this account already"));
}

static void
attach (Fixture    *self,
        const char *path)
{
  SendoffAttachmentList *list = SENDOFF_ATTACHMENT_LIST (find_widget (self->dialog, SENDOFF_TYPE_ATTACHMENT_LIST, NULL));
  g_autoptr(GFile) file = g_file_new_for_path (path);

  sendoff_attachment_list_add_file (list, file);
  WAIT_UNTIL (!sendoff_attachment_list_is_busy (list));
}

static void
test_attachments (Fixture       *self,
                  gconstpointer  data)
{
  SendoffAttachmentList *list = SENDOFF_ATTACHMENT_LIST (find_widget (self->dialog, SENDOFF_TYPE_ATTACHMENT_LIST, NULL));
  g_autofree char *path = g_build_filename (self->base.folder, "letter <b>.txt", NULL);
  g_autofree char *gone = g_build_filename (self->base.folder, "gone", NULL);
  g_auto(GStrv) paths = NULL;
  g_auto(GStrv) none = NULL;

  g_assert_true (g_file_set_contents (path, "12345", -1, NULL));
  attach (self, path);
  g_assert_cmpstr (sendoff_attachment_list_get_problem (list), ==, "");
  g_assert_true (shows_text (self->dialog, "letter <b>.txt (5 bytes)"));
  attach (self, self->base.folder);
  g_assert_nonnull (strstr (sendoff_attachment_list_get_problem (list), "it is a folder"));
  attach (self, gone);
  g_assert_nonnull (strstr (sendoff_attachment_list_get_problem (list), "there is no such file"));
  attach (self, "/dev/null");
  g_assert_nonnull (strstr (sendoff_attachment_list_get_problem (list), "isn't a plain file"));
  paths = sendoff_attachment_list_dup_paths (list);
  g_assert_cmpuint (g_strv_length (paths), ==, 1);
  g_assert_cmpstr (paths[0], ==, path);
  gtk_button_clicked (GTK_BUTTON (find_widget (GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (find_widget_by_id (self->dialog, "list")), 0)),
                                               GTK_TYPE_BUTTON, NULL)));
  none = sendoff_attachment_list_dup_paths (list);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
}

/* Root reads everything by two capabilities. Before there are threads: each has its own. */
static void
become_common (void)
{
  struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
  struct __user_cap_data_struct sets[_LINUX_CAPABILITY_U32S_3];
  const guint32 unwanted = (1u << CAP_DAC_OVERRIDE) | (1u << CAP_DAC_READ_SEARCH);

  g_assert_cmpint (syscall (SYS_capget, &header, sets), ==, 0);
  sets[0].effective &= ~unwanted;
  sets[0].permitted &= ~unwanted;
  g_assert_cmpint (syscall (SYS_capset, &header, sets), ==, 0);
}

static void
test_unreadable (Fixture       *self,
                 gconstpointer  data)
{
  SendoffAttachmentList *list = SENDOFF_ATTACHMENT_LIST (find_widget (self->dialog, SENDOFF_TYPE_ATTACHMENT_LIST, NULL));
  g_autofree char *path = g_build_filename (self->base.folder, "letter.txt", NULL);
  g_auto(GStrv) none = NULL;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, 0);
      g_test_trap_assert_passed ();
      return;
    }
  g_assert_true (g_file_set_contents (path, "12345", -1, NULL));
  g_assert_cmpint (g_chmod (path, 0), ==, 0);
  attach (self, path);
  g_assert_nonnull (strstr (sendoff_attachment_list_get_problem (list), "you may not read it"));
  none = sendoff_attachment_list_dup_paths (list);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
}

/* ---- dropping ---- */

static void
on_uris_wanted (GtkWidget        *source,
                GtkSelectionData *data,
                guint             info,
                guint             time,
                char            **uris)
{
  gtk_selection_data_set_uris (data, uris);
}

static void
on_uris_received (GtkWidget        *source,
                  GtkSelectionData *data,
                  guint             time,
                  GtkWidget        *target)
{
  g_signal_emit_by_name (target, "drag-data-received", NULL, 0, 0, data, 0, time);
  g_object_set_data (G_OBJECT (source), "received", source);
}

/* Through a selection, which is how a drop's data travels. */
static void
drop (GtkWidget *target,
      char     **uris)
{
  GdkAtom atom = gdk_atom_intern_static_string ("SENDOFF_TEST_DROP");
  GtkWidget *source = gtk_invisible_new ();

  gtk_selection_add_target (source, atom, gdk_atom_intern_static_string ("text/uri-list"), 0);
  g_signal_connect (source, "selection-get", G_CALLBACK (on_uris_wanted), uris);
  g_signal_connect (source, "selection-received", G_CALLBACK (on_uris_received), target);
  g_assert_true (gtk_selection_owner_set (source, atom, GDK_CURRENT_TIME));
  g_assert_true (gtk_selection_convert (source, atom, gdk_atom_intern_static_string ("text/uri-list"), GDK_CURRENT_TIME));
  WAIT_UNTIL (g_object_get_data (G_OBJECT (source), "received") != NULL);
  gtk_widget_destroy (source);
}

static void
test_drops (Fixture       *self,
            gconstpointer  data)
{
  SendoffAttachmentList *list = SENDOFF_ATTACHMENT_LIST (find_widget (self->dialog, SENDOFF_TYPE_ATTACHMENT_LIST, NULL));
  g_autofree char *letter = g_build_filename (self->base.folder, "letter.txt", NULL);
  g_autofree char *letter_uri = g_filename_to_uri (letter, NULL, NULL);
  g_autofree char *folder_uri = g_filename_to_uri (self->base.folder, NULL, NULL);
  g_autofree char *gone_uri = g_strconcat (folder_uri, "/gone", NULL);
  const char *uris[] = { folder_uri, gone_uri, letter_uri, "https://example.org/picture", "", "no uri", NULL };
  g_auto(GStrv) paths = NULL;

  g_assert_true (g_file_set_contents (letter, "12345", -1, NULL));
  drop (self->dialog, (char **) uris);
  WAIT_UNTIL (!sendoff_attachment_list_is_busy (list));
  paths = sendoff_attachment_list_dup_paths (list);
  g_assert_cmpuint (g_strv_length (paths), ==, 1);
  g_assert_cmpstr (paths[0], ==, letter);
  g_assert_nonnull (strstr (sendoff_attachment_list_get_problem (list), "can't be attached"));
  g_assert_nonnull (strstr (sendoff_attachment_list_get_problem (list), "(And "));
  /* What is added next is told of by itself. */
  attach (self, letter);
  g_assert_cmpstr (sendoff_attachment_list_get_problem (list), ==, "");
}

static void
test_drops_thousand (Fixture       *self,
                     gconstpointer  data)
{
  SendoffAttachmentList *list = SENDOFF_ATTACHMENT_LIST (find_widget (self->dialog, SENDOFF_TYPE_ATTACHMENT_LIST, NULL));
  g_autoptr(GPtrArray) uris = g_ptr_array_new_with_free_func (g_free);
  g_auto(GStrv) paths = NULL;
  int height;

  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/file-%u", self->base.folder, i);

      g_assert_true (g_file_set_contents (path, "", 0, NULL));
      g_ptr_array_add (uris, g_filename_to_uri (path, NULL, NULL));
    }
  g_ptr_array_add (uris, NULL);
  drop (self->dialog, (char **) uris->pdata);
  /* A message that lacks some of them isn't sent. */
  type_into (self, "to_entry", "bob@example.net");
  send_now (self);
  g_assert_null (self->task);
  WAIT_UNTIL (!sendoff_attachment_list_is_busy (list));
  paths = sendoff_attachment_list_dup_paths (list);
  g_assert_cmpuint (g_strv_length (paths), ==, 1000);
  /* The window stays one that fits. */
  gtk_widget_get_preferred_height (self->dialog, &height, NULL);
  g_assert_cmpint (height, <, 700);
}

static void
test_follows_accounts (Fixture       *self,
                       gconstpointer  data)
{
  SendoffAccountsFile *file = sendoff_workspace_get_accounts_file (self->base.workspace);
  g_autoptr(SendoffAccount) second = sendoff_account_copy (self->base.account);
  GtkComboBox *box = GTK_COMBO_BOX (find_widget_by_id (self->dialog, "account_box"));

  g_assert_cmpint (gtk_tree_model_iter_n_children (gtk_combo_box_get_model (box), NULL), ==, 1);
  g_assert_true (sendoff_accounts_file_remove (file, sendoff_account_get_id (self->base.account), NULL));
  g_assert_null (gtk_combo_box_get_active_id (box));
  type_into (self, "to_entry", "bob@example.net");
  send_now (self);
  g_assert_nonnull (strstr (get_fault (self, "account_mark"), "There is no account"));
  g_assert_true (sendoff_accounts_file_add (file, second, NULL));
  g_assert_cmpstr (gtk_combo_box_get_active_id (box), ==, sendoff_account_get_id (second));
}

static void
test_completion_begins (void)
{
  g_assert_cmpuint (sendoff_recipients_find_begin ("", 0), ==, 0);
  g_assert_cmpuint (sendoff_recipients_find_begin ("bob", 3), ==, 0);
  g_assert_cmpuint (sendoff_recipients_find_begin ("a@b.c, bo", 9), ==, 7);
  g_assert_cmpuint (sendoff_recipients_find_begin ("a@b.c,  ", 8), ==, 8);
  g_assert_cmpuint (sendoff_recipients_find_begin ("a@b.c, bo", 3), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (g_test_subprocess ())
    become_common ();
  gtk_init (&argc, &argv);
#define ADD(name, function) g_test_add ("/test-message-dialog/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("sends", test_sends);
  ADD ("fields-at-fault", test_fields_at_fault);
  ADD ("megabyte", test_megabyte);
  ADD ("long-lines", test_long_lines);
  ADD ("long-line-over-selection", test_long_line_over_selection);
  ADD ("not-twice", test_not_twice);
  ADD ("attachments", test_attachments);
  ADD ("unreadable", test_unreadable);
  ADD ("drops", test_drops);
  ADD ("drops-thousand", test_drops_thousand);
  ADD ("follows-accounts", test_follows_accounts);
  g_test_add_func ("/recipients/completion-begins", test_completion_begins);
  return g_test_run ();
}
