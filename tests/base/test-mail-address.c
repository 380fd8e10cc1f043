/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mail addresses: what is one, its parts, its form for the envelope. */

#include "base/mail-address.h"

#include "base/display-text.h"
#include "base/error.h"

#include <string.h>

#define LOCAL_64 "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff1234"
#define LABEL_60 "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff"
#define DOMAIN_189 LABEL_60 "." LABEL_60 "." LABEL_60 ".ab.cde"

typedef struct
{
  const char *text;
  const char *local;
  const char *domain;
  const char *domain_unicode;
  const char *wire;
} Row;

static const Row good[] = {
  { "ann@example.com", "ann", "example.com", "example.com", "ann@example.com" },
  { "Ann@EXAMPLE.com", "Ann", "example.com", "example.com", "Ann@example.com" },
  { "a@localhost", "a", "localhost", "localhost", "a@localhost" },
  { "a.b.c@x", "a.b.c", "x", "x", "a.b.c@x" },
  { "!#$%&'*+-/=?^_`{|}~@x", "!#$%&'*+-/=?^_`{|}~", "x", "x", "!#$%&'*+-/=?^_`{|}~@x" },
  { "-oX@x", "-oX", "x", "x", "-oX@x" },
  { "0@0.example", "0", "0.example", "0.example", "0@0.example" },
  /* an ASCII name keeps its domain in ASCII: no SMTPUTF8 */
  { "ann@münchen.de", "ann", "xn--mnchen-3ya.de", "münchen.de", "ann@xn--mnchen-3ya.de" },
  { "ann@xn--mnchen-3ya.de", "ann", "xn--mnchen-3ya.de", "münchen.de", "ann@xn--mnchen-3ya.de" },
  { "jörg@münchen.de", "jörg", "xn--mnchen-3ya.de", "münchen.de", "jörg@münchen.de" },
  { "jo\u0308rg@MÜNCHEN.de", "jo\u0308rg", "xn--mnchen-3ya.de", "münchen.de", "jo\u0308rg@münchen.de" },
  { "用户@例え.jp", "用户", "xn--r8jz45g.jp", "例え.jp", "用户@例え.jp" },
  { "अजय@x", "अजय", "x", "x", "अजय@x" },
  { "jörg@xn--ypal-43d9g.com", "jörg", "xn--ypal-43d9g.com", "xn--ypal-43d9g.com", "jörg@xn--ypal-43d9g.com" },
  /* literals */
  { "a@[127.0.0.1]", "a", "[127.0.0.1]", "[127.0.0.1]", "a@[127.0.0.1]" },
  { "a@[IPv6:::1]", "a", "[IPv6:::1]", "[IPv6:::1]", "a@[IPv6:::1]" },
  { "a@[ipv6:2001:DB8:0::01]", "a", "[IPv6:2001:db8::1]", "[IPv6:2001:db8::1]", "a@[IPv6:2001:db8::1]" },
  { "ü@[127.0.0.1]", "ü", "[127.0.0.1]", "[127.0.0.1]", "ü@[127.0.0.1]" },
  /* just fits */
  { LOCAL_64 "@x", LOCAL_64, "x", "x", LOCAL_64 "@x" },
  { LOCAL_64 "@" DOMAIN_189, LOCAL_64, DOMAIN_189, DOMAIN_189, LOCAL_64 "@" DOMAIN_189 },
};

typedef struct
{
  const char *text;
  const char *reason;
} BadRow;

/* Each with the part of the sentence that tells the rule. */
static const BadRow bad[] = {
  { "", "is missing" },
  { "a", "the @ is missing" },
  { "a＠b", "the @ is missing" },
  { "@b", "before the @ is missing" },
  { "@", "before the @ is missing" },
  { "a@", "domain after the @ is missing" },
  { "a@@b", "more than one @" },
  { "a@b@c", "more than one @" },
  { "@b:c@d", "more than one @" },
  { "a@b,c@d", "more than one @" },
  { "Ann <a@b>", "between “<” and “>”" },
  { "<a@b>", "between “<” and “>”" },
  { "a@b>", "between “<” and “>”" },
  { "a@b> SIZE=1", "between “<” and “>”" },
  { " a@b", "space" },
  { "a@b ", "space" },
  { "a b@c", "space" },
  { "a@b BODY=8BITMIME", "space" },
  { "\"a b\"@x", "quotation" },
  { "\"a\"@x", "quotation" },
  { "\"a@b\"@x", "quotation" },
  { "a\"b@x", "“\"” can't stand" },
  { "a(b)@x", "“(” can't stand" },
  { "a)@x", "“)” can't stand" },
  { "a,b@x", "“,” can't stand" },
  { "a;b@x", "“;” can't stand" },
  { "a:b@x", "“:” can't stand" },
  { "a\\b@x", "“\\” can't stand" },
  { "a[b@x", "“[” can't stand" },
  { "a]b@x", "“]” can't stand" },
  { "ü\u00a0@x", "“\u00a0” can't stand" },
  { "a☃@x", "“☃” can't stand" },
  { "a＜@x", "“＜” can't stand" },
  { "a«@x", "“«” can't stand" },
  { ".a@b", "no dot may stand" },
  { "a.@b", "no dot may stand" },
  { "a..b@c", "no dot may stand" },
  { ".@b", "no dot may stand" },
  /* control characters and what can't be seen, in either part */
  { "a\r\nRCPT TO:<b@c", "between “<” and “>”" },
  { "a\r\n@b", "invisible" },
  { "a\t@b", "invisible" },
  { "a\x7f@b", "invisible" },
  { "a\xc2\x85@b", "invisible" },
  { "a\u202e@b", "invisible" },
  { "a\u200b@b", "invisible" },
  { "a\u00ad@b", "invisible" },
  { "\u0301a@b", "invisible" },
  { "a\u3164@b", "invisible" },
  { "a@b\r\n", "isn't a domain name" },
  { "a@b\tc", "isn't a domain name" },
  { "a@b\u202ec", "isn't a domain name" },
  { "a\xff@b", "bytes" },
  { "a@b\xff", "bytes" },
  /* domains */
  { "a@b.", "isn't a domain name" },
  { "a@b。", "isn't a domain name" },
  { "a@b．", "isn't a domain name" },
  { "a@b｡", "isn't a domain name" },
  { "a@.b", "isn't a domain name" },
  { "a@b..c", "isn't a domain name" },
  { "a@-b", "isn't a domain name" },
  { "a@b,c", "isn't a domain name" },
  { "a@b/c", "isn't a domain name" },
  { "a@b:25", "isn't a domain name" },
  { "a@1.2.3", "isn't a domain name" },
  { "a@127.0.0.1", "in brackets" },
  { "a@１２７．０．０．１", "in brackets" },
  { "a@::1", "in brackets" },
  { "a@[]", "isn't an IP address" },
  { "a@[", "isn't an IP address" },
  { "a@[127.0.0.1", "isn't an IP address" },
  { "a@[127.0.0.1]x", "isn't an IP address" },
  { "a@[127.0.0]", "isn't an IP address" },
  { "a@[::1]", "isn't an IP address" },
  { "a@[IPv6:127.0.0.1]", "isn't an IP address" },
  { "a@[IPv6:fe80::1%eth0]", "isn't an IP address" },
  { "a@[example.com]", "isn't an IP address" },
  { "a@[IPv6:::1\n]", "isn't an IP address" },
  /* sizes */
  { LOCAL_64 "x@b", "longer than 64" },
  { "ü" LOCAL_64 "@b", "longer than 64" },
  { LOCAL_64 "@x" DOMAIN_189, "longer than 254" },
};

static void
test_good (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SendoffMailAddress) address = sendoff_mail_address_parse (good[i].text, &error);
      g_autofree char *wire = NULL;

      g_assert_no_error (error);
      g_assert_cmpstr (address->local, ==, good[i].local);
      g_assert_cmpstr (address->domain, ==, good[i].domain);
      g_assert_cmpstr (address->domain_unicode, ==, good[i].domain_unicode);
      g_assert_cmpint (address->is_ascii, ==, g_str_is_ascii (good[i].local));
      wire = sendoff_mail_address_to_wire (address);
      g_assert_cmpstr (wire, ==, good[i].wire);
    }
}

static void
test_bad (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SendoffMailAddress) address = sendoff_mail_address_parse (bad[i].text, &error);
      g_autofree char *safe = NULL;

      if (address != NULL)
        g_error ("“%s” was taken for an address", bad[i].text);
      g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID);
      if (strstr (error->message, bad[i].reason) == NULL)
        g_error ("“%s” is refused with “%s”", bad[i].text, error->message);
      safe = sendoff_display_text (error->message, -1);
      g_assert_cmpstr (safe, ==, error->message);
    }
}

/* Of the whole address the wire form counts, with either form of the domain. */
static void
test_length_of_wide_domain (void)
{
  g_autoptr (GString) text = g_string_new ("ü@");
  g_autoptr (GError) error = NULL;

  /* 28 characters of 3 bytes a label, which take fewer bytes as an A-label. */
  for (guint label = 0; label < 4; label++)
    {
      for (guint i = 0; i < 28; i++)
        g_string_append (text, "一");
      g_string_append_c (text, '.');
    }
  g_string_append (text, "jp");

  g_assert_null (sendoff_mail_address_parse (text->str, &error));
  g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "longer than 254"));
}

static void
test_length_in_ascii (void)
{
  g_autoptr (GString) text = g_string_new (LOCAL_64 "@");
  g_autoptr (GError) error = NULL;

  /* 9 bytes each as typed, 15 as an A-label. */
  for (guint label = 0; label < 13; label++)
    g_string_append (text, "münchen.");
  g_string_append (text, "de");

  g_assert_cmpuint (text->len, <, 254);
  g_assert_null (sendoff_mail_address_parse (text->str, &error));
  g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "longer than 254"));
}

static void
test_long_input (void)
{
  g_autofree char *letters = g_strnfill (1024 * 1024, 'a');
  g_autofree char *text = g_strconcat (letters, "@", letters, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (sendoff_mail_address_parse (text, &error));
  g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID);
  g_assert_cmpuint (strlen (error->message), <, 300);
}

/* Whatever one byte does to an address, what is taken can't end a command or an argument of the envelope. */
static void
test_every_byte (void)
{
  for (guint byte = 1; byte < 256; byte++)
    {
      for (guint place = 0; place < 7; place++)
        {
          char text[] = "ab@cd.e";
          g_autoptr (SendoffMailAddress) address = NULL;
          g_autofree char *wire = NULL;

          text[place] = (char) byte;
          address = sendoff_mail_address_parse (text, NULL);
          if (address == NULL)
            continue;

          wire = sendoff_mail_address_to_wire (address);
          g_assert_null (strpbrk (wire, " <>()\",;:\\\r\n\t"));
          g_assert_cmpuint (byte, >, 0x20);
          g_assert_cmpuint (byte, <, 0x7f);
        }
    }
}

static void
test_free_null (void)
{
  sendoff_mail_address_free (NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/mail-address/good", test_good);
  g_test_add_func ("/base/mail-address/bad", test_bad);
  g_test_add_func ("/base/mail-address/length-of-wide-domain", test_length_of_wide_domain);
  g_test_add_func ("/base/mail-address/length-in-ascii", test_length_in_ascii);
  g_test_add_func ("/base/mail-address/long-input", test_long_input);
  g_test_add_func ("/base/mail-address/every-byte", test_every_byte);
  g_test_add_func ("/base/mail-address/free-null", test_free_null);

  return g_test_run ();
}
