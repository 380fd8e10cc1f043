/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Host names: both forms, addresses, ports, public suffixes. */

#include "base/domain-name.h"

#include "base/display-text.h"
#include "base/error.h"

#include <string.h>

#define LABEL_63 "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff123"
#define HOST_253 LABEL_63 "." LABEL_63 "." LABEL_63 ".aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffa"

typedef struct
{
  const char *typed;
  const char *ascii;
} Row;

static const Row good[] = {
  { "mail.example.com", "mail.example.com" },
  { "MAIL.Example.COM", "mail.example.com" },
  { "mail.example.com.", "mail.example.com" },
  { "localhost", "localhost" },
  { "a", "a" },
  { "3com.example", "3com.example" },
  { "1.2.3.4a", "1.2.3.4a" },
  { "1.2.3.1e3", "1.2.3.1e3" },
  { "_dmarc.a_b.example", "_dmarc.a_b.example" },
  { "r3---sn-x.example", "r3---sn-x.example" },
  { LABEL_63 ".de", LABEL_63 ".de" },
  { HOST_253, HOST_253 },
  { HOST_253 ".", HOST_253 },
  /* IDNA 2008 */
  { "münchen.de", "xn--mnchen-3ya.de" },
  { "MÜNCHEN.DE.", "xn--mnchen-3ya.de" },
  { "mu\u0308nchen.de", "xn--mnchen-3ya.de" },
  { "xn--MNCHEN-3ya.de", "xn--mnchen-3ya.de" },
  { "straße.de", "xn--strae-oqa.de" },
  { "βόλος.com", "xn--nxasmm1c.com" },
  { "_imap.münchen.de", "_imap.xn--mnchen-3ya.de" },
  { "例え。テスト。", "xn--r8jz45g.xn--zckzah" },
  { "ｅｘａｍｐｌｅ．ｃｏｍ", "example.com" },
  { "pay\u200bpal.com", "paypal.com" },
  { "xn--i-7iq.ws", "xn--i-7iq.ws" },
  /* addresses */
  { "127.0.0.1", "127.0.0.1" },
  { "127.0.0.1.", "127.0.0.1" },
  { "255.255.255.255", "255.255.255.255" },
  { "１２７．０．０．１", "127.0.0.1" },
  { "::1", "::1" },
  { "[::1]", "::1" },
  { "0:0:0:0:0:0:0:1", "::1" },
  { "2001:DB8::00ab", "2001:db8::ab" },
  { "::FFFF:192.0.2.1", "::ffff:192.0.2.1" },
  { "fe80::1%eth0", "fe80::1%eth0" },
  { "[fe80::1%wlp2s0.7]", "fe80::1%wlp2s0.7" },
};

/* Each with the part of the sentence that tells the rule. */
static const Row bad[] = {
  { NULL, "missing" },
  { "", "missing" },
  { ".", "empty" },
  { "..", "empty" },
  { "a..b", "empty" },
  { ".a", "empty" },
  { "a..", "empty" },
  { "1.2.3.4..", "empty" },
  { "a..münchen.de", "empty" },
  { "a b", "only letters" },
  { " a", "only letters" },
  { "a ", "only letters" },
  { "a\n", "only letters" },
  { "a\nb.example", "a\\nb.example" },
  { "a/b", "only letters" },
  { "a@b", "only letters" },
  { "a%b", "only letters" },
  { "*.example.com", "only letters" },
  { "[127.0.0.1]", "only letters" },
  { "[example.com]", "only letters" },
  { "<b>", "only letters" },
  { "a\\b", "only letters" },
  { "a：25", "only letters" },
  { "ü a.de", "international" },
  { "ü／a.de", "international" },
  { "-a.example", "hyphen" },
  { "a-.example", "hyphen" },
  { "a.-", "hyphen" },
  { LABEL_63 "x.de", "63 characters" },
  { HOST_253 "a", "253 characters" },
  { "a." HOST_253, "253 characters" },
  { "münchen\xff.de", "bytes" },
  { "\xc3", "bytes" },
  { "i❤.ws", "international" },
  { "m\u202eünchen.de", "m\\u202eünchen.de" },
  { "-münchen.de", "international" },
  { "a⁄ü.com", "international" },
  { "xn--99999999.münchen.de", "international" },
  { "1", "four numbers" },
  { "1.2.3", "four numbers" },
  { "1.2.3.4.5", "four numbers" },
  { "256.1.1.1", "four numbers" },
  { "01.2.3.4", "four numbers" },
  { "0x7f.1", "four numbers" },
  { "0x7f000001", "four numbers" },
  { "0X7F.0.0.0X1", "four numbers" },
  { "127.0.0.0x", "four numbers" },
  { "mail.example.25", "four numbers" },
  { "２５６．１．１．１", "four numbers" },
  { ":", "IPv6" },
  { ":::", "IPv6" },
  { "::1::", "IPv6" },
  { "[::1", "IPv6" },
  { "::1]", "IPv6" },
  { "[[::1]]", "IPv6" },
  { "[:", "IPv6" },
  { "::1.", "IPv6" },
  { "12345::1", "IPv6" },
  { "fe80::1%", "IPv6" },
  { "fe80::1%a b", "IPv6" },
  { "fe80::1%eth0%eth1", "IPv6" },
  { "fe80::1%abcdefghijklmnop", "IPv6" },
  { "mail.example.com:25", "port has a field" },
};

static void
test_to_ascii (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *ascii = sendoff_host_to_ascii (good[i].typed, &error);
      g_autofree char *again = NULL;

      g_assert_no_error (error);
      g_assert_cmpstr (ascii, ==, good[i].ascii);
      again = sendoff_host_to_ascii (ascii, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (again, ==, ascii);
    }
}

static void
test_refused (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *ascii = sendoff_host_to_ascii (bad[i].typed, &error);
      g_autofree char *safe = NULL;

      if (ascii != NULL)
        g_error ("“%s” was taken for “%s”", bad[i].typed, ascii);
      g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID);
      if (strstr (error->message, bad[i].ascii) == NULL)
        g_error ("“%s” is refused with “%s”", bad[i].typed, error->message);
      safe = sendoff_display_text (error->message, -1);
      g_assert_cmpstr (safe, ==, error->message);
      g_assert_null (sendoff_host_to_ascii (bad[i].typed, NULL));
    }
}

static void
test_long_input (void)
{
  g_autofree char *plain = g_strnfill (1024 * 1024, 'a');
  g_autoptr (GString) wide = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (wide, "ü\u00ad.");

  g_assert_null (sendoff_host_to_ascii (plain, &error));
  g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID);
  g_assert_cmpuint (strlen (error->message), <, 300);
  g_assert_null (sendoff_host_to_ascii (wide->str, NULL));
}

/* Wide labels are measured as they go over the wire. */
static void
test_long_labels (void)
{
  g_autoptr (GString) label = g_string_new (NULL);
  g_autoptr (GString) name = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 60; i++)
    g_string_append (label, i % 2 == 0 ? "ü" : "例");
  for (guint i = 0; i < 30; i++)
    g_string_append (name, "münchen.");

  g_assert_null (sendoff_host_to_ascii (label->str, &error));
  g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "63"));
  g_clear_error (&error);
  g_assert_null (sendoff_host_to_ascii (name->str, &error));
  g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "253"));
}

static const Row displayed[] = {
  { "mail.example.com", "mail.example.com" },
  { "xn--mnchen-3ya.de", "münchen.de" },
  { "mail.xn--mnchen-3ya.de", "mail.münchen.de" },
  { "_imap.xn--mnchen-3ya.de", "_imap.münchen.de" },
  { "XN--MNCHEN-3YA.DE.", "münchen.de" },
  { "*.xn--mnchen-3ya.de", "*.münchen.de" },
  { "xn--fa-hia.de", "faß.de" },
  { "xn--r8jz45g.jp", "例え.jp" },
  { "xn--e1afmkfd.xn--p1ai", "пример.рф" },
  { "xn--e1afmkfd.com", "пример.com" },
  { "xn--80a2abbgdk.com", "паспорт.com" },
  { "xn--4dbcd.com", "אבג.com" },
  { "127.0.0.1", "127.0.0.1" },
  { "fe80::1%eth0", "fe80::1%eth0" },
  /* no round trip */
  { "xn--i-7iq.ws", "xn--i-7iq.ws" },
  { "xn--n3h.net", "xn--n3h.net" },
  { "xn--a.com", "xn--a.com" },
  { "xn--example-.com", "xn--example-.com" },
  { "xn--99999999.com", "xn--99999999.com" },
  /* could pass for another: mixed scripts, all look-alikes, strokes, a mark that hides, an i without its dot, a joiner */
  { "xn--ypal-43d9g.com", "xn--ypal-43d9g.com" },
  { "xn--80ak6aa92e.com", "xn--80ak6aa92e.com" },
  { "xn--n1aen.com", "xn--n1aen.com" },
  { "xn--n1aen.xn--p1ai", "хор.рф" },
  { "example.xn--comlogin-634g.jp", "example.xn--comlogin-634g.jp" },
  { "xn--i-9bb.com", "xn--i-9bb.com" },
  { "xn--gthub-n4a.com", "xn--gthub-n4a.com" },
  { "xn--0kbaa310x.com", "xn--0kbaa310x.com" },
  { "xn--4dbcd.1com.net", "xn--4dbcd.1com.net" },
  { "xn--yxadfx.com", "xn--yxadfx.com" },
  { "xn--tv-gs4j8o.kr", "삼성tv.kr" },
  { "xn--a-1ju523i.tw", "中ㄅa.tw" },
  { "xn--mnchen-24-q9a.de", "münchen-24.de" },
  { "xn--tck2c4fb.jp", "コーヒー.jp" },
  { "3com.xn--mnchen-3ya.de", "3com.münchen.de" },
  { "xn--mnchen-psa.de", "xn--mnchen-psa.de" },
  { "xn--a-zlbd.com", "xn--a-zlbd.com" },
  { "xn--k-ekaa7p.com", "ışık.com" },
  /* one bad label leaves the others readable */
  { "xn--ypal-43d9g.xn--mnchen-3ya.de", "xn--ypal-43d9g.münchen.de" },
  /* no host name: shown safely all the same */
  { NULL, "" },
  { "", "" },
  { "*", "*" },
  { "*.*.xn--mnchen-3ya.de", "*.*.xn--mnchen-3ya.de" },
  { "evil\n\x1b[2J", "evil\\n\\x1b[2J" },
  { "a\u202eb", "a\\u202eb" },
  /* one that comes in its own letters is judged like the others */
  { "münchen.de", "münchen.de" },
  { "раypal.com", "xn--ypal-43d9g.com" },
  { "\xff", "\\xff" },
};

static void
test_to_display (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (displayed); i++)
    {
      g_autofree char *shown = sendoff_host_to_display (displayed[i].typed);

      g_assert_cmpstr (shown, ==, displayed[i].ascii);
    }
}

static void
test_display_round_trip (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *shown = sendoff_host_to_display (good[i].ascii);
      g_autofree char *back = sendoff_host_to_ascii (shown, NULL);

      g_assert_cmpstr (back, ==, good[i].ascii);
    }
}

typedef struct
{
  const char *host;
  gboolean is_address;
  gboolean is_loopback;
} KindRow;

static const KindRow kinds[] = {
  { "localhost", FALSE, TRUE },
  { "LOCALHOST.", FALSE, TRUE },
  { "localhost.example.com", FALSE, FALSE },
  { "notlocalhost", FALSE, FALSE },
  { "mail.example.com", FALSE, FALSE },
  { "127.0.0.1", TRUE, TRUE },
  { "127.255.1.2", TRUE, TRUE },
  { "128.0.0.1", TRUE, FALSE },
  { "126.0.0.1", TRUE, FALSE },
  { "127.1", FALSE, FALSE },
  { "127.0.0.1.example.com", FALSE, FALSE },
  { "::1", TRUE, TRUE },
  { "0:0::0:1", TRUE, TRUE },
  { "::2", TRUE, FALSE },
  { "::", TRUE, FALSE },
  { "fe80::1%lo", TRUE, FALSE },
  { "", FALSE, FALSE },
  { "[::1]", FALSE, TRUE },
};

static void
test_kinds (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (sendoff_host_is_ip_address (kinds[i].host) != kinds[i].is_address)
        g_error ("“%s”: wrong about being an address", kinds[i].host);
      if (sendoff_host_is_loopback (kinds[i].host) != kinds[i].is_loopback)
        g_error ("“%s”: wrong about being loopback", kinds[i].host);
    }
}

typedef struct
{
  const char *text;
  const char *host;
  guint16 port;
} PortRow;

static const PortRow ports[] = {
  { "mail.example.com:587", "mail.example.com", 587 },
  { "a:1", "a", 1 },
  { "a:65535", "a", 65535 },
  { "127.0.0.1:25", "127.0.0.1", 25 },
  { "[::1]:993", "::1", 993 },
  { "[fe80::1%eth0]:25", "fe80::1%eth0", 25 },
};

static void
test_host_and_port (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ports); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *host = NULL;
      g_autofree char *text = sendoff_host_and_port (ports[i].host, ports[i].port);
      guint16 port = 0;

      g_assert_cmpstr (text, ==, ports[i].text);
      g_assert_true (sendoff_host_and_port_parse (text, &host, &port, &error));
      g_assert_no_error (error);
      g_assert_cmpstr (host, ==, ports[i].host);
      g_assert_cmpuint (port, ==, ports[i].port);
    }
}

static void
test_host_and_port_mapped (void)
{
  g_autofree char *host = NULL;
  guint16 port = 0;

  g_assert_true (sendoff_host_and_port_parse ("MÜNCHEN.de.:0587", &host, &port, NULL));
  g_assert_cmpstr (host, ==, "xn--mnchen-3ya.de");
  g_assert_cmpuint (port, ==, 587);
}

static void
test_host_and_port_refused (void)
{
  static const char *const texts[] = {
    "",      ":",          "a",      "a:",      ":25",      "a:0",      "a:65536",    "a:4294967321",    "a:18446744073709551641",
    "a:+25", "a:-25",      "a: 25",  "a:25 ",   "a:25x",    "a:0x19",   "a:25:26",    "::1:25",          "[::1]",
    "[::1]25", "[::1]:", "[a]:25", "[127.0.0.1]:25", "[:25", "[]:25",  "a b:25", "1.2.3:25", "[::1]x:25", "a\n:25",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      char *host = NULL;
      guint16 port = 0;

      if (sendoff_host_and_port_parse (texts[i], &host, &port, &error))
        g_error ("“%s” was taken for %s and %u", texts[i], host, port);
      g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID);
      g_assert_null (strchr (error->message, '\n'));
      g_assert_null (host);
      g_assert_cmpuint (port, ==, 0);
    }
}

/* An IPv6 address without brackets gets the sentence that shows how to write it. */
static void
test_host_and_port_bare_ipv6 (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *host = NULL;
  guint16 port = 0;

  g_assert_false (sendoff_host_and_port_parse ("2001:db8::1:25", &host, &port, &error));
  g_assert_nonnull (strstr (error->message, "[2001:db8::1]:587"));
}

typedef struct
{
  const char *name;
  const char *registrable;
  gboolean is_suffix;
} SuffixRow;

static const SuffixRow suffixes[] = {
  { "example.com", "example.com", FALSE },
  { "mail.example.com", "example.com", FALSE },
  { "a.b.example.co.uk", "example.co.uk", FALSE },
  { "A.Example.COM.", "example.com", FALSE },
  { "com", NULL, TRUE },
  { "co.uk", NULL, TRUE },
  { "github.io", NULL, TRUE },
  { "somebody.github.io", "somebody.github.io", FALSE },
  { "mail.xn--mnchen-3ya.de", "xn--mnchen-3ya.de", FALSE },
  { "www.xn--85x722f.xn--55qx5d.cn", "xn--85x722f.xn--55qx5d.cn", FALSE },
  { "xn--55qx5d.cn", NULL, TRUE },
  /* a wildcard rule and its exception */
  { "a.b.ck", "a.b.ck", FALSE },
  { "b.ck", NULL, TRUE },
  { "www.ck", "www.ck", FALSE },
  /* not on the list */
  { "mail.corp.internal", "corp.internal", FALSE },
  { "localhost", NULL, TRUE },
  { "127.0.0.1", NULL, FALSE },
  { "::1", NULL, FALSE },
  { "fe80::1%eth0", NULL, FALSE },
  { "", NULL, FALSE },
  { "no host", NULL, FALSE },
};

static void
test_suffixes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *registrable = sendoff_domain_get_registrable (suffixes[i].name);

      g_assert_cmpstr (registrable, ==, suffixes[i].registrable);
      if (sendoff_domain_is_public_suffix (suffixes[i].name) != suffixes[i].is_suffix)
        g_error ("“%s”: wrong about being a public suffix", suffixes[i].name);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/domain-name/to-ascii", test_to_ascii);
  g_test_add_func ("/base/domain-name/refused", test_refused);
  g_test_add_func ("/base/domain-name/long-input", test_long_input);
  g_test_add_func ("/base/domain-name/long-labels", test_long_labels);
  g_test_add_func ("/base/domain-name/to-display", test_to_display);
  g_test_add_func ("/base/domain-name/display-round-trip", test_display_round_trip);
  g_test_add_func ("/base/domain-name/kinds", test_kinds);
  g_test_add_func ("/base/domain-name/host-and-port", test_host_and_port);
  g_test_add_func ("/base/domain-name/host-and-port-mapped", test_host_and_port_mapped);
  g_test_add_func ("/base/domain-name/host-and-port-refused", test_host_and_port_refused);
  g_test_add_func ("/base/domain-name/host-and-port-bare-ipv6", test_host_and_port_bare_ipv6);
  g_test_add_func ("/base/domain-name/suffixes", test_suffixes);

  return g_test_run ();
}
