/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values in, headers and text out, read back by a parser. */
#include "message-fixture.h"

#include "base/error.h"

#include <string.h>

static void
assert_has (const GString *bytes, const char *text)
{
  if (strstr (bytes->str, text) == NULL)
    g_test_message ("not found: %s\nin: %s", text, bytes->str);
  g_assert_nonnull (strstr (bytes->str, text));
}

static void
test_plain_exactly (void)
{
  SendoffMessageParts parts = sample_parts ();
  g_autoptr(SendoffMessage) message = NULL;
  g_autoptr(GString) bytes = NULL;

  parts.message_id = "word@example.org";
  message = make_message (&parts);
  bytes = render_message (message, FALSE);
  g_assert_cmpstr (bytes->str, ==,
                   "Date: Tue, 14 Nov 2023 22:13:20 +0000\r\n"
                   "From: a@example.org\r\n"
                   "To: b@example.org\r\n"
                   "Subject: Test # 1\r\n"
                   "Message-ID: <word@example.org>\r\n"
                   "MIME-Version: 1.0\r\n"
                   "Content-Type: text/plain; charset=utf-8\r\n"
                   "Content-Transfer-Encoding: 7bit\r\n"
                   "\r\n"
                   "Hello\r\n");
}

static void
test_all_headers (void)
{
  static const char *const to[] = { "b@example.org", "c@b\303\274cher.example", NULL };
  SendoffMessageParts parts = sample_parts ();
  g_autoptr(SendoffMessage) message = NULL;
  g_autoptr(GString) bytes = NULL;
  g_autoptr(GMimeMessage) parsed = NULL;
  InternetAddress *from;

  parts.from_name = "J\303\274rgen \"the\" M\303\274ller, Jr.";
  parts.reply_to = "r@example.net";
  parts.organization = "Gr\303\266\303\237e & Co";
  parts.to = to;
  message = make_message (&parts);
  bytes = render_message (message, FALSE);
  parsed = parse_message (bytes);

  from = internet_address_list_get_address (g_mime_message_get_from (parsed), 0);
  g_assert_cmpstr (internet_address_get_name (from), ==, parts.from_name);
  g_assert_cmpstr (internet_address_mailbox_get_addr ((InternetAddressMailbox *) from), ==, "a@example.org");
  assert_has (bytes, "\r\nTo: b@example.org, c@xn--bcher-kva.example\r\n");
  assert_has (bytes, "\r\nReply-To: r@example.net\r\n");
  g_assert_cmpstr (g_mime_object_get_header ((GMimeObject *) parsed, "Organization"), ==, parts.organization);
  g_assert_null (g_mime_object_get_header ((GMimeObject *) parsed, "User-Agent"));
  g_assert_null (g_mime_object_get_header ((GMimeObject *) parsed, "X-Mailer"));
  g_assert_cmpstr (sendoff_message_get_to (message)[1], ==, "c@xn--bcher-kva.example");
  g_assert_false (sendoff_message_needs_smtputf8 (message));
}

static void
test_subjects (void)
{
  g_autofree char *word = g_strnfill (890, 'x');
  g_autofree char *spaces = g_strdup_printf ("a%*sb", 300, "");
  g_autoptr(GString) umlauts = g_string_new (NULL);
  const char *const subjects[] = { "Test # 1", "", "Gr\303\274\303\237e aus K\303\266ln", "=?utf-8?Q?abc?= is text", "a =?",
                                   "\346\227\245\346\234\254\350\252\236 \360\237\230\200", word, spaces, "x: y; <z> \"q\" \\",
                                   NULL };

  for (guint i = 0; i < 440; i++)
    g_string_append (umlauts, "\303\244");
  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      SendoffMessageParts parts = sample_parts ();
      g_autoptr(SendoffMessage) message = NULL;
      g_autoptr(GString) bytes = NULL;
      g_autoptr(GMimeMessage) parsed = NULL;

      parts.subject = subjects[i] != NULL ? subjects[i] : umlauts->str;
      message = make_message (&parts);
      bytes = render_message (message, FALSE);
      parsed = parse_message (bytes);
      g_assert_cmpstr (g_mime_message_get_subject (parsed), ==, parts.subject);
      g_assert_cmpstr (sendoff_message_get_subject (message), ==, parts.subject);
    }
}

static void
test_bodies (void)
{
  static const struct
  {
    const char *body, *received, *encoding, *encoding_8bit;
  } cases[] = {
    { "Hello", "Hello\n", "7bit", "7bit" },
    { "", "\n", "7bit", "7bit" },
    { "a\r\nb\nc\rd", "a\nb\nc\nd\n", "7bit", "7bit" },
    { "a\r\r\n\n\rb", "a\n\n\n\nb\n", "7bit", "7bit" },
    { ".\n..\n.x\n", ".\n..\n.x\n", "7bit", "7bit" },
    { "Gr\303\274\303\237e\n", "Gr\303\274\303\237e\n", "quoted-printable", "8bit" },
    { "From me\n", "From me\n", "quoted-printable", "quoted-printable" },
    { "-- \nJoe\n", "-- \nJoe\n", "quoted-printable", "quoted-printable" },
    { "tab\t\n", "tab\t\n", "quoted-printable", "quoted-printable" },
    { "\033[31m\n", "\033[31m\n", "quoted-printable", "quoted-printable" },
    { "=20 = =\n", "=20 = =\n", "7bit", "7bit" },
  };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (cases); i++)
    {
      gboolean allow_8bit = i % 2;
      SendoffMessageParts parts = sample_parts ();
      g_autoptr(SendoffMessage) message = NULL;
      g_autoptr(GString) bytes = NULL;
      g_autoptr(GMimeMessage) parsed = NULL;
      g_autofree char *text = NULL;
      g_autofree char *encoding = NULL;

      parts.body = cases[i / 2].body;
      message = make_message (&parts);
      bytes = render_message (message, allow_8bit);
      encoding = g_strdup_printf ("\r\nContent-Transfer-Encoding: %s\r\n",
                                  allow_8bit ? cases[i / 2].encoding_8bit : cases[i / 2].encoding);
      assert_has (bytes, encoding);
      g_assert_null (strstr (bytes->str, "\nFrom me"));
      g_assert_null (strstr (bytes->str, " \r\n\r\n"));
      parsed = parse_message (bytes);
      text = decode_text (g_mime_message_get_mime_part (parsed));
      g_assert_cmpstr (text, ==, cases[i / 2].received);
    }
}

/* Not dot-stuffed: that is the transport's. */
static void
test_dots (void)
{
  SendoffMessageParts parts = sample_parts ();
  g_autoptr(SendoffMessage) message = NULL;
  g_autoptr(GString) bytes = NULL;

  parts.body = "a\n.\n.b";
  message = make_message (&parts);
  bytes = render_message (message, FALSE);
  g_assert_true (g_str_has_suffix (bytes->str, "\r\n\r\na\r\n.\r\n.b\r\n"));
}

static void
test_long_line (void)
{
  g_autofree char *line = g_strnfill (1000000, 'x');
  SendoffMessageParts parts = sample_parts ();

  line[500000] = ' ';
  parts.body = line;
  for (guint allow_8bit = 0; allow_8bit < 2; allow_8bit++)
    {
      g_autoptr(SendoffMessage) message = make_message (&parts);
      g_autoptr(GString) bytes = render_message (message, (gboolean) allow_8bit);
      g_autoptr(GMimeMessage) parsed = parse_message (bytes);
      g_autofree char *text = decode_text (g_mime_message_get_mime_part (parsed));

      g_assert_cmpuint (strlen (text), ==, 1000001);
      g_assert_cmpint (strncmp (text, line, 1000000), ==, 0);
    }
}

static void
test_internationalized (void)
{
  static const char *const to[] = { "b@example.org", "j\303\274rgen@b\303\274cher.example", "plain@b\303\274cher.example", NULL };
  SendoffMessageParts parts = sample_parts ();
  g_autoptr(SendoffMessage) message = NULL;
  g_autoptr(GString) bytes = NULL;

  parts.to = to;
  parts.from = "\303\251va@example.org";
  parts.from_name = "\303\211va";
  message = make_message (&parts);
  g_assert_true (sendoff_message_needs_smtputf8 (message));
  g_assert_cmpstr (sendoff_message_get_to (message)[1], ==, "j\303\274rgen@b\303\274cher.example");
  bytes = render_message (message, TRUE);
  assert_has (bytes, "<\303\251va@example.org>\r\n");
  assert_has (bytes, "\r\nTo: <b@example.org>,\r\n\t<j\303\274rgen@b\303\274cher.example>,\r\n\t<plain@xn--bcher-kva.example>\r\n");
  assert_has (bytes, "=?UTF-8?"); /* a name needs no raw UTF-8 */
}

static void
test_message_id (void)
{
  SendoffMessageParts parts = sample_parts ();
  g_autoptr(SendoffMessage) first = make_message (&parts);
  g_autoptr(SendoffMessage) second = make_message (&parts);
  g_autofree char *host = g_strdup (g_get_host_name ());

  g_assert_true (g_str_has_suffix (sendoff_message_get_id (first), "@example.org"));
  g_assert_cmpstr (sendoff_message_get_id (first), !=, sendoff_message_get_id (second));
  g_assert_null (strstr (sendoff_message_get_id (first), host));
  g_assert_null (strpbrk (sendoff_message_get_id (first), "<> "));
}

static void
test_refused (void)
{
  static const char *const nobody[] = { NULL };
  static const char *const injected[] = { "b@example.org\r\nBcc: x@example.org", NULL };
  g_autofree char *long_subject = g_strnfill (901, 'x');
  g_autofree char *long_name = g_strnfill (301, 'x');
  const SendoffMessageParts cases[] = {
    { .subject = "a\r\nBcc: x@example.org" }, { .subject = "a\nb" },           { .subject = "a\rb" },
    { .subject = "a\tb" },                    { .subject = "a\177" },          { .subject = "a\302\205b" },
    { .subject = "a\342\200\250b" },          { .subject = "\377" },           { .subject = long_subject },
    { .from_name = "a\r\nX: y" },             { .from_name = "\377" },         { .from_name = long_name },
    { .organization = "a\nb" },               { .body = "\377" },              { .to = nobody },
    { .to = injected },                       { .from = "a@example.org\n" },   { .from = "" },
    { .reply_to = "x\r\n@example.org" },      { .reply_to = "no address" },    { .message_id = "a" },
    { .message_id = "a@b\r\nX: y" },          { .message_id = "a b@c" },       { .message_id = "<a@b>" },
    { .message_id = "a@b@c" },                { .message_id = "\303\244@b" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SendoffMessageParts parts = cases[i], sample = sample_parts ();
      g_autoptr(GError) error = NULL;

      parts.from = parts.from != NULL ? parts.from : sample.from;
      parts.to = parts.to != NULL ? parts.to : sample.to;
      parts.subject = parts.subject != NULL ? parts.subject : sample.subject;
      parts.body = parts.body != NULL ? parts.body : sample.body;
      g_assert_null (sendoff_message_new (&parts, &error));
      g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_null (strpbrk (error->message, "\r\n"));
    }
}

/* Trying again passes the old one, whatever the domain was. */
static void
test_message_id_again (void)
{
  static const char *const senders[] = { "a@example.org", "a@[IPv6:2001:db8::1]", "a@[192.0.2.1]", "a@b\303\274cher.example" };

  for (guint i = 0; i < G_N_ELEMENTS (senders); i++)
    {
      SendoffMessageParts parts = sample_parts ();
      g_autoptr(SendoffMessage) first = NULL;
      g_autoptr(SendoffMessage) second = NULL;

      parts.from = senders[i];
      first = make_message (&parts);
      parts.message_id = sendoff_message_get_id (first);
      second = make_message (&parts);
      g_assert_cmpstr (sendoff_message_get_id (second), ==, sendoff_message_get_id (first));
    }
}

/* Many at once, from the first on: GMime has global state. */
static gpointer
render_some (gpointer unused)
{
  for (guint i = 0; i < 20; i++)
    {
      SendoffMessageParts parts = sample_parts ();
      g_autoptr(SendoffMessage) message = NULL;
      g_autoptr(GString) bytes = NULL;

      parts.subject = "Gr\303\274\303\237e \346\227\245";
      parts.body = "Gr\303\274\303\237e\n";
      message = make_message (&parts);
      bytes = render_message (message, FALSE);
      assert_has (bytes, "Gr=C3=BC=C3=9Fe\r\n");
    }
  return NULL;
}

static void
test_threads (void)
{
  GThread *threads[8];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("render", render_some, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

static void
test_ready_bytes (void)
{
  static const char *const to[] = { "b@example.org", NULL };
  g_autofree char *text = g_strnfill (200000, 'x');
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(SendoffMessage) message = NULL;
  g_autoptr(GString) written = NULL;

  for (guint i = 70; i + 1 < 200000; i += 72)
    memcpy (text + i, "\r\n", 2);
  memcpy (text + 200000 - 2, "\r\n", 2);
  bytes = g_bytes_new (text, 200000);
  message = sendoff_message_new_for_bytes ("a@example.org", to, bytes);
  written = render_message (message, FALSE);
  g_assert_cmpmem (written->str, written->len, text, 200000);
  g_assert_cmpstr (sendoff_message_get_from (message), ==, "a@example.org");
}

static void
test_check_subject (void)
{
  static const struct
  {
    const char *subject;
    gboolean    fine;
  } cases[] = {
    { NULL, TRUE }, { "", TRUE }, { "Test # 1", TRUE }, { "Grüße \xf0\x9f\x93\xa7", TRUE }, { "a\nBcc: x@example.org", FALSE },
    { "a\rb", FALSE }, { "tab\t", FALSE }, { "\x1b", FALSE }, { "\xc2\x85", FALSE }, { "\xe2\x80\xa8", FALSE },
    { "\xff", FALSE },
  };
  g_autofree char *longest = g_strnfill (900, 'x');
  g_autofree char *too_long = g_strnfill (901, 'x');
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) refusal = NULL;

      g_assert_cmpint (sendoff_message_check_subject (cases[i].subject, &refusal), ==, cases[i].fine);
      g_assert_cmpint (refusal == NULL, ==, cases[i].fine);
    }
  g_assert_true (sendoff_message_check_subject (longest, NULL));
  g_assert_false (sendoff_message_check_subject (too_long, &error));
  g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/message/threads", test_threads); /* first: before anything else started GMime */
  g_test_add_func ("/message/plain-exactly", test_plain_exactly);
  g_test_add_func ("/message/all-headers", test_all_headers);
  g_test_add_func ("/message/subjects", test_subjects);
  g_test_add_func ("/message/check-subject", test_check_subject);
  g_test_add_func ("/message/bodies", test_bodies);
  g_test_add_func ("/message/dots", test_dots);
  g_test_add_func ("/message/long-line", test_long_line);
  g_test_add_func ("/message/internationalized", test_internationalized);
  g_test_add_func ("/message/message-id", test_message_id);
  g_test_add_func ("/message/message-id-again", test_message_id_again);
  g_test_add_func ("/message/refused", test_refused);
  g_test_add_func ("/message/ready-bytes", test_ready_bytes);

  return g_test_run ();
}
