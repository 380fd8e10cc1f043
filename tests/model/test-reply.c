/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/reply.h"

static const struct
{
  const char *text;
  guint       code;
  const char *enhanced_code;
  const char *kept;
} replies[] = {
  { "250 Ok\r\n", 250, NULL, "250 Ok" },
  { "250", 250, NULL, "250" },
  { "250 ", 250, NULL, "250 " },
  { "550 5.7.1 Relaying denied.\r\n", 550, "5.7.1", "550 5.7.1 Relaying denied." },
  { "550-5.7.1 One\r\n550 5.7.1 Two\r\n", 550, "5.7.1", "550-5.7.1 One\n550 5.7.1 Two" },
  { "550-5.1.1 One\n550-5.7.26 Two\n550 Three\n", 550, "5.7.26", "550-5.1.1 One\n550-5.7.26 Two\n550 Three" },
  { "250-host\r\n250-SIZE 1000\r\n250 HELP", 250, NULL, "250-host\n250-SIZE 1000\n250 HELP" },
  { "235 2.7.0 Accepted", 235, "2.7.0", "235 2.7.0 Accepted" },
  { "550 5.7.1: no", 550, "5.7.1", "550 5.7.1: no" },
  { "550 5.7.1", 550, "5.7.1", "550 5.7.1" },
  /* The class must fit, and it must be a code, not a version or an address. */
  { "550 4.7.1 odd", 550, NULL, "550 4.7.1 odd" },
  { "354 3.1.1 odd", 354, NULL, "354 3.1.1 odd" },
  { "550 5.7.1.2 odd", 550, NULL, "550 5.7.1.2 odd" },
  { "550 5.7.1x odd", 550, NULL, "550 5.7.1x odd" },
  { "550 5.7. odd", 550, NULL, "550 5.7. odd" },
  { "550 5.7 odd", 550, NULL, "550 5.7 odd" },
  { "550 5.1234.1 odd", 550, NULL, "550 5.1234.1 odd" },
  { "550 5.1.1234 odd", 550, NULL, "550 5.1.1234 odd" },
  { "550 no 5.7.1", 550, NULL, "550 no 5.7.1" },
  { "550 5", 550, NULL, "550 5" },
  /* Not SMTP. */
  { "", 0, NULL, "" },
  { "\r\n", 0, NULL, "" },
  { "25", 0, NULL, "25" },
  { "2500 Ok", 0, NULL, "2500 Ok" },
  { "199 Ok", 0, NULL, "199 Ok" },
  { "600 Ok", 0, NULL, "600 Ok" },
  { "099 5.7.1 Ok", 0, NULL, "099 5.7.1 Ok" },
  { "250-a\r\n550 b", 0, NULL, "250-a\n550 b" },
  { "250-a\r\nrubbish", 0, NULL, "250-a\nrubbish" },
  { "250-a\r\n\r\n250 b", 0, NULL, "250-a\n\n250 b" },
  { "250:Ok", 0, NULL, "250:Ok" },
  { "* BYE Too many connections", 0, NULL, "* BYE Too many connections" },
  { "-ERR [AUTH] no", 0, NULL, "-ERR [AUTH] no" },
  /* A carriage return that ends no line is a byte like any other. */
  { "250 a\rb\r\r\n", 250, NULL, "250 a\rb" },
};

static void
test_parse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (replies); i++)
    {
      g_autoptr(SendoffReply) reply = sendoff_reply_parse (replies[i].text, -1);

      g_test_message ("reply %u", i);
      g_assert_cmpuint (reply->code, ==, replies[i].code);
      g_assert_cmpstr (reply->enhanced_code, ==, replies[i].enhanced_code);
      g_assert_cmpstr (reply->text, ==, replies[i].kept);
    }
}

static void
test_nul_and_length (void)
{
  g_autoptr(SendoffReply) reply = sendoff_reply_parse ("550 a\0b\r\nmore", 9);

  g_assert_cmpuint (reply->code, ==, 550);
  g_assert_cmpstr (reply->text, ==, "550 a\xef\xbf\xbd" "b");
}

static void
test_display (void)
{
  g_autoptr(SendoffReply) reply = sendoff_reply_parse ("550-5.7.1 \x1b[31mred\r\n550 5.7.1 \xff", -1);
  g_autofree char *display = sendoff_reply_to_display (reply);

  g_assert_true (g_utf8_validate (display, -1, NULL));
  g_assert_null (strpbrk (display, "\x1b\n"));
  g_assert_true (g_str_has_prefix (display, "550-5.7.1 "));
  g_assert_nonnull (strstr (display, "red 550 5.7.1 "));
}

static void
test_kind (void)
{
  g_autoptr(SendoffReply) later = sendoff_reply_parse ("451 4.7.1 Later", -1);
  g_autoptr(SendoffReply) never = sendoff_reply_parse ("550 5.7.1 No", -1);
  g_autoptr(SendoffReply) other = sendoff_reply_ref (never);

  g_assert_true (other == never);
  g_assert_true (sendoff_reply_is_temporary (later) && !sendoff_reply_is_permanent (later));
  g_assert_true (sendoff_reply_is_permanent (never) && !sendoff_reply_is_temporary (never));
  g_assert_false (sendoff_reply_is_temporary (NULL) || sendoff_reply_is_permanent (NULL));
}

/* Whatever comes, it neither crashes nor makes a code out of range. */
static void
test_noise (void)
{
  for (guint i = 0; i < 20000; i++)
    {
      static const char letters[] = "245-0. \r\nab\xff";
      char text[24];
      gsize length = (gsize) g_test_rand_int_range (0, sizeof text);
      g_autoptr(SendoffReply) reply = NULL;
      g_autofree char *display = NULL;

      for (gsize n = 0; n < length; n++)
        text[n] = letters[g_test_rand_int_range (0, sizeof letters)];

      reply = sendoff_reply_parse (text, (gssize) length);
      display = sendoff_reply_to_display (reply);
      g_assert_true (reply->code == 0 || (reply->code >= 200 && reply->code <= 599));
      g_assert_true (reply->enhanced_code == NULL || reply->enhanced_code[0] == (char) ('0' + reply->code / 100));
      g_assert_true (g_utf8_validate (display, -1, NULL));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/reply/parse", test_parse);
  g_test_add_func ("/reply/nul", test_nul_and_length);
  g_test_add_func ("/reply/display", test_display);
  g_test_add_func ("/reply/kind", test_kind);
  g_test_add_func ("/reply/noise", test_noise);

  return g_test_run ();
}
