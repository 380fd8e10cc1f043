/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GMime registers types without a lock: they must be there before two threads use them. In a program of its own, where nothing was rendered
 * before. */
#include "message-fixture.h"
#include "message/message-private.h"

static void
add_types (GPtrArray *names, GType parent)
{
  g_autofree GType *types = g_type_children (parent, NULL);

  for (guint i = 0; types[i] != 0; i++)
    {
      if (g_str_has_prefix (g_type_name (types[i]), "GMime") || g_str_has_prefix (g_type_name (types[i]), "InternetAddress"))
        g_ptr_array_add (names, (gpointer) g_type_name (types[i]));
      add_types (names, types[i]);
    }
}

static void
render_all_kinds (void)
{
  static const char *const to[] = { "b@example.org", "c@example.org", NULL }, *const far[] = { "\303\244@example.org", NULL };
  g_autofree char *path = write_file ("\303\244 file", "text\n", 5);
  const char *attachments[] = { path, NULL };

  for (guint i = 0; i < 16; i++)
    {
      SendoffMessageParts parts = sample_parts ();
      g_autoptr(SendoffMessage) message = NULL;
      g_autoptr(GString) bytes = NULL;
      g_autoptr(GPtrArray) body = NULL, subject = NULL;

      parts.to = i & 1 ? to : far;
      parts.subject = i & 2 ? "\303\244 subject" : "=?a subject";
      parts.from_name = "\303\244 name, of somebody";
      parts.reply_to = "d@example.org";
      parts.organization = "\303\244 house";
      parts.body = i & 4 ? "Gr\303\274\303\237e \n.\n" : "Hello\n";
      parts.attachments = i & 8 ? attachments : NULL;
      message = make_message (&parts);
      body = sendoff_message_sample_body (message);
      subject = sendoff_message_sample_subject (message);
      bytes = render_message (message, FALSE);
      g_string_free (render_message (message, TRUE), TRUE);
    }
}

static void
test_types (void)
{
  g_autoptr(GPtrArray) before = g_ptr_array_new (), after = g_ptr_array_new ();

  sendoff_gmime_start ();
  add_types (before, G_TYPE_OBJECT);
  render_all_kinds ();
  add_types (after, G_TYPE_OBJECT);
  g_assert_cmpuint (before->len, >, 10);
  for (guint i = 0; i < after->len; i++)
    if (!g_ptr_array_find_with_equal_func (before, after->pdata[i], g_str_equal, NULL))
      g_error ("registered late: %s", (const char *) after->pdata[i]);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/message/gmime-start/types", test_types);
  status = g_test_run ();
  remove_files ();
  return status;
}
