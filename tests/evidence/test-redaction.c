/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conversations in, the same without credentials out. */
#include "evidence/redaction.h"

#include <string.h>

#define SECRET "hunter2-Sekret"
#define HIDDEN SENDOFF_REDACTED

typedef struct
{
  const char *line;  /* "C: …" or "S: …" */
  const char *shown; /* NULL: the same */
} Step;

static char *
show (SendoffRedaction *redaction, const char *line)
{
  GString *shown = sendoff_redaction_line (redaction, line[0] == 'C', line + 3, strlen (line + 3), FALSE);

  return g_string_free (shown, FALSE);
}

/* Without a registered secret: the protocol alone tells. */
static void
play (SendoffProtocol protocol, const Step *steps)
{
  g_autoptr(SendoffRedaction) redaction = sendoff_redaction_new (protocol);

  for (; steps->line != NULL; steps++)
    {
      g_autofree char *shown = show (redaction, steps->line);

      g_assert_cmpstr (shown, ==, steps->shown != NULL ? steps->shown : steps->line + 3);
    }
}

static void
test_smtp (void)
{
  static const Step plain[] = { { "S: 220 mail.example.org" }, { "C: EHLO x" }, { "S: 250-AUTH PLAIN" }, { "S: 250 OK" },
                                { "C: AUTH PLAIN AGEAYg==", "AUTH PLAIN " HIDDEN }, { "S: 235 2.7.0 welcome" },
                                { "C: MAIL FROM:<a@b>" }, { "S: 250 OK" }, { NULL } };
  static const Step plain_later[] = { { "C: auth plain", "auth plain" }, { "S: 334 " }, { "C: AGEAYg==", HIDDEN },
                                      { "S: 535 5.7.8 no" }, { "C: QUIT" }, { NULL } };
  static const Step login[] = { { "C: AUTH LOGIN" }, { "S: 334 VXNlcm5hbWU6", "334 " HIDDEN }, { "C: dXNlcg==", HIDDEN },
                                { "S: 334 UGFzc3dvcmQ6", "334 " HIDDEN }, { "C: c2VjcmV0", HIDDEN }, { "S: 235 ok" },
                                { "C: NOOP" }, { NULL } };
  static const Step cram[] = { { "C: AUTH CRAM-MD5" }, { "S: 334 PDEyMzQ1QHg+", "334 " HIDDEN },
                               { "C: dXNlciAwMTIzNDU2Nzg5", HIDDEN }, { "S: 535 seen dXNlciAwMTIzNDU2Nzg5", "535 seen " HIDDEN },
                               { NULL } };
  static const Step ntlm[] = { { "C: AUTH NTLM TlRMTVNTUAABAAAA", "AUTH NTLM " HIDDEN }, { "S: 334 TlRMTVNTUAACAAAA", "334 " HIDDEN },
                               { "C: TlRMTVNTUAADAAAA", HIDDEN }, { "S: 235 ok" }, { "C: DATA" }, { NULL } };
  static const Step xoauth2[] = { { "C: AUTH XOAUTH2 dXNlcj1hAWF1dGg9QmVhcmVyIHRvawEB", "AUTH XOAUTH2 " HIDDEN },
                                  { "S: 334 eyJzdGF0dXMiOiI0MDAifQ==", "334 " HIDDEN }, { "C: ", "" },
                                  { "S: 535-5.7.8 no" }, { "S: 535 5.7.8 no" }, { "C: QUIT" }, { NULL } };
  static const Step external[] = { { "C: AUTH EXTERNAL =", "AUTH EXTERNAL " HIDDEN }, { "S: 235 ok" }, { "C: RSET" }, { NULL } };
  static const Step cancelled[] = { { "C: AUTH DIGEST-MD5" }, { "S: 334 cmVhbG0=", "334 " HIDDEN }, { "C: *" }, { "S: 501 ok" },
                                    { "C: AUTH LOGIN" }, { "S: 501 no" }, { "C: RSET" }, { NULL } };
  /* A client goes on after "NNN-", so the exchange does too. */
  static const Step trick[] = { { "C: AUTH LOGIN" }, { "S: 535-hello" }, { "S: 334 x", "334 " HIDDEN }, { "C: c2VjcmV0", HIDDEN },
                                { "S: garbage" }, { "C: c2VjcmV0", HIDDEN }, { "S: 23" }, { "C: c2VjcmV0", HIDDEN }, { NULL } };
  static const Step blanks[] = { { "C:   AUTH\tPLAIN   AGEAYg==", "  AUTH\tPLAIN   " HIDDEN }, { NULL } };

  play (SENDOFF_PROTOCOL_SMTP, plain);
  play (SENDOFF_PROTOCOL_SMTP, plain_later);
  play (SENDOFF_PROTOCOL_SMTP, login);
  play (SENDOFF_PROTOCOL_SMTP, cram);
  play (SENDOFF_PROTOCOL_SMTP, ntlm);
  play (SENDOFF_PROTOCOL_SMTP, xoauth2);
  play (SENDOFF_PROTOCOL_SMTP, external);
  play (SENDOFF_PROTOCOL_SMTP, cancelled);
  play (SENDOFF_PROTOCOL_SMTP, trick);
  play (SENDOFF_PROTOCOL_SMTP, blanks);
}

static void
test_imap (void)
{
  static const Step login[] = { { "S: * OK ready" }, { "C: A001 CAPABILITY" }, { "S: A001 OK" },
                                { "C: A002 LOGIN \"u\" \"pass words\"", "A002 LOGIN " HIDDEN },
                                { "S: A002 OK" }, { "C: A003 NOOP" },
                                { "C: A004 LOGIN joe longenough", "A004 LOGIN " HIDDEN },
                                { "S: A004 NO no longenough", "A004 NO no " HIDDEN }, { NULL } };
  static const Step literal[] = { { "C: A1 LOGIN {4}", "A1 LOGIN " HIDDEN }, { "S: + go", "+ " HIDDEN }, { "C: user {6}", HIDDEN },
                                  { "S: + go", "+ " HIDDEN }, { "C: secret", HIDDEN }, { "S: * OK hm" }, { "C: A2 NOOP", HIDDEN },
                                  { "S: A1 OK done" }, { "C: A3 NOOP" }, { NULL } };
  static const Step sasl[] = { { "C: A1 AUTHENTICATE PLAIN" }, { "S: +" }, { "C: AGEAYg==", HIDDEN }, { "S: * CAPABILITY x" },
                               { "S: A1 NO [AUTHENTICATIONFAILED] no" }, { "C: A2 LOGOUT" }, { NULL } };
  static const Step initial[] = { { "C: A1 authenticate XOAUTH2 dXNlcj1hAQ==", "A1 authenticate XOAUTH2 " HIDDEN },
                                  { "S: + eyJzdGF0dXMiOiI0MDAifQ==", "+ " HIDDEN }, { "C: AQ==", HIDDEN },
                                  { "S: A2 OK not the tag" }, { "C: AQ==", HIDDEN }, { "S: A12 OK neither" },
                                  { "C: AQ==", HIDDEN }, { "S: A1" }, { "C: A2 NOOP" }, { NULL } };

  play (SENDOFF_PROTOCOL_IMAP, login);
  play (SENDOFF_PROTOCOL_IMAP, literal);
  play (SENDOFF_PROTOCOL_IMAP, sasl);
  play (SENDOFF_PROTOCOL_IMAP, initial);
}

static void
test_pop3 (void)
{
  static const Step pass[] = { { "S: +OK ready <1896.697@x>" }, { "C: USER joe" }, { "S: +OK" },
                               { "C: PASS se cret", "PASS " HIDDEN }, { "S: -ERR no" },
                               { "C: pass x", "pass " HIDDEN }, { "S: +OK" }, { "C: STAT" }, { NULL } };
  static const Step apop[] = { { "C: APOP joe 00112233445566778899", "APOP " HIDDEN },
                               { "S: -ERR no 00112233445566778899", "-ERR no " HIDDEN },
                               { "C: STAT" }, { NULL } };
  static const Step sasl[] = { { "C: AUTH CRAM-MD5" }, { "S: + PDEyMz4=", "+ " HIDDEN }, { "C: am9lIDAwMTE=", HIDDEN },
                               { "S: +OK in" }, { "C: STAT" }, { NULL } };
  static const Step refused[] = { { "C: AUTH PLAIN AGEAYg==", "AUTH PLAIN " HIDDEN }, { "S: -ERR [AUTH] no" }, { "C: QUIT" },
                                  { NULL } };

  play (SENDOFF_PROTOCOL_POP3, pass);
  play (SENDOFF_PROTOCOL_POP3, apop);
  play (SENDOFF_PROTOCOL_POP3, sasl);
  play (SENDOFF_PROTOCOL_POP3, refused);
}

static void
test_proxy (void)
{
  static const Step steps[] = { { "C: CONNECT mail.example.org:25 HTTP/1.1" },
                                { "C: proxy-authorization: Basic dXNlcjpzZWNyZXQ=", "proxy-authorization: Basic " HIDDEN },
                                { "C:  c2VjcmV0", " " HIDDEN }, { "C: User-Agent: x" }, { "C:  folded" },
                                { "S: HTTP/1.1 407 no dXNlcjpzZWNyZXQ=", "HTTP/1.1 407 no " HIDDEN },
                                { "S: Proxy-Authenticate: NTLM TlRMTVNTUAACAAAA", "Proxy-Authenticate: NTLM " HIDDEN },
                                { "S: Proxy-Authenticate: Basic" }, { "S: " },
                                { "C: Authorization: c2VjcmV0", "Authorization: " HIDDEN }, { NULL } };

  play (SENDOFF_PROTOCOL_SMTP, steps);
  play (SENDOFF_PROTOCOL_IMAP, steps);
  play (SENDOFF_PROTOCOL_POP3, steps);
  play (SENDOFF_PROTOCOL_NONE, steps);
}

/* A secret must be found in what a server makes of it. */
static void
test_echoes (void)
{
  static const struct
  {
    const char *secret, *line, *shown;
  } cases[] = {
    { "hunter2", "500 no hunter2 here", "500 no " HIDDEN " here" },
    { "hunter2", "500 HUNTER2", "500 " HIDDEN },
    { "hunter2", "500 xhunter2x", "500 x" HIDDEN "x" },
    { "hunter2", "500 hunter2hunter2", "500 " HIDDEN },
    { "hunter2", "500-aHVudGVyMg==", "500-" HIDDEN },
    { "hunter2", "500 <AGpvZQBodW50ZXIy>", "500 <" HIDDEN ">" },
    { "hunter2", "500 AGpvZQBodW50ZXIy.", "500 " HIDDEN "." },
    { "hunter2", "500 AGpvAGh1bnRlcjI=", "500 " HIDDEN },
    { "hunter2", "500 h%75nter2", "500 " HIDDEN },
    { "a b%c", "500 a+b%25c", "500 " HIDDEN },
    { "a b%c", "500 a%20b%25c", "500 " HIDDEN },
    { "a\"b\\c", "500 a\\\"b\\\\c", "500 " HIDDEN },
    { "a\001bcd", "500 a\\x01bcd", "500 " HIDDEN },
    { "p\303\244ss", "500 p\\xc3\\xa4ss p%c3%A4ss", "500 " HIDDEN " " HIDDEN },
    { "~~~~>>>>", "500 fn5-fj4-Pj4=", "500 " HIDDEN }, /* URL-safe base64 */
    { "hunter2", "500 =68unter=32", "500 " HIDDEN },
    { "hunter2", "500 68756E74657232", "500 " HIDDEN },
    { "hunter2", "500 68 75 6e 74 65 72 32.", "500 " HIDDEN "." },
    { "hunter2", "500 0x68,0x75,0x6e,0x74,0x65,0x72,0x32", "500 0x" HIDDEN },
    { "hunter2", "500 \\150unter\\062 \\u0068unter2", "500 " HIDDEN " " HIDDEN },
    { "hunter2", "500 &#104;unter&#x32; &#104unter2", "500 " HIDDEN " " HIDDEN },
    { "hunter2", "500 h\\x00u\\x00n\\x00t\\x00e\\x00r\\x002", "500 " HIDDEN },
    { "hunter2", "500 aAB1AG4AdABlAHIAMgA=", "500 " HIDDEN },
    { "a<b&c\"d'e", "500 a&lt;b&amp;c&quot;d&apos;e", "500 " HIDDEN },
    { "p\303\244ss", "500 p\\u00e4ss p&#228;ss p=C3=A4ss", "500 " HIDDEN " " HIDDEN " " HIDDEN },
    { "p\303\244ss", "500 p\344ss P\303\204SS p\\xe4ss", "500 " HIDDEN " " HIDDEN " " HIDDEN },
    { "\\x41\\x42", "500 \\x41\\x42 \\\\x41\\\\x42", "500 " HIDDEN " " HIDDEN },
    { "a\\bcd", "500 a\\x00\\\\x00b\\x00c\\x00d", "500 " HIDDEN },
    { "%41%42", "500 %41%42 %2541%2542", "500 " HIDDEN " " HIDDEN },
    { "hunter2", "500 hunted2 aHVudGVkMg==", "500 hunted2 aHVudGVkMg==" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(SendoffRedaction) redaction = sendoff_redaction_new (SENDOFF_PROTOCOL_SMTP);
      g_autofree char *line = g_strconcat ("S: ", cases[i].line, NULL);
      g_autofree char *shown = NULL;
      g_autofree char *scrubbed = NULL;

      sendoff_redaction_add_secret (redaction, cases[i].secret);
      shown = show (redaction, line);
      g_assert_cmpstr (shown, ==, cases[i].shown);
      scrubbed = sendoff_redaction_scrub (redaction, cases[i].line);
      g_assert_cmpstr (scrubbed, ==, cases[i].shown);
    }
}

/* The password, and the whole of AUTH PLAIN's triple, at each alignment. */
static void
test_every_alignment (void)
{
  for (guint before = 0; before < 6; before++)
    for (guint after = 0; after < 6; after++)
      {
        g_autoptr(SendoffRedaction) redaction = sendoff_redaction_new (SENDOFF_PROTOCOL_SMTP);
        g_autofree char *text = g_strdup_printf ("%.*s" SECRET "%.*s", (int) before, "abcdef", (int) after, "ghijkl");
        g_autofree char *encoded = g_base64_encode ((const guchar *) text, strlen (text));
        g_autofree char *line = g_strdup_printf ("501 bad argument (%s)", encoded);
        g_autofree char *scrubbed = NULL;

        sendoff_redaction_add_secret (redaction, SECRET);
        scrubbed = sendoff_redaction_scrub (redaction, line);
        g_assert_cmpstr (scrubbed, ==, "501 bad argument (" HIDDEN ")");
      }
}

/* Under 4 bytes: only whole words of the server, only after the sign-in began. */
static void
test_short_secrets (void)
{
  static const Step steps[] = { { "S: 220 ok abc" }, { "C: EHLO abc" }, { "C: AUTH LOGIN" },
                                { "S: 535 abc, not abcd or xabc", "535 " HIDDEN ", not abcd or xabc" },
                                { "S: 535 YWJj YWJjZA==", "535 " HIDDEN " YWJjZA==" },
                                { "S: 535 616263 \\x00a\\x00b\\x00c x61x62x63",
                                  "535 " HIDDEN " \\x00" HIDDEN " x61x62x63" },
                                { "C: MAIL FROM:<abc@x>" }, { NULL } };
  g_autoptr(SendoffRedaction) redaction = sendoff_redaction_new (SENDOFF_PROTOCOL_SMTP);
  g_autofree char *before = NULL;
  g_autofree char *greeted = NULL;
  g_autofree char *after = NULL;

  sendoff_redaction_add_secret (redaction, "abc");
  before = sendoff_redaction_scrub (redaction, "535 abc YWJj abcd");
  g_assert_cmpstr (before, ==, "535 " HIDDEN " " HIDDEN " abcd");
  g_free (show (redaction, "S: 220 x"));
  greeted = sendoff_redaction_scrub (redaction, "220 abc");
  g_assert_cmpstr (greeted, ==, "220 abc");
  for (guint i = 0; steps[i].line != NULL; i++)
    {
      g_autofree char *shown = show (redaction, steps[i].line);

      g_assert_cmpstr (shown, ==, steps[i].shown != NULL ? steps[i].shown : steps[i].line + 3);
    }
  after = sendoff_redaction_scrub (redaction, "535 abc");
  g_assert_cmpstr (after, ==, "535 " HIDDEN);
}

/* A line whose end is missing may end inside a secret. */
static void
test_cut_lines (void)
{
  static const char *const ends[] = { "500 hun", "500 aHVu", "500 %68u", "500 %68%", "500 AGpvZQBodW5" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autoptr(SendoffRedaction) redaction = sendoff_redaction_new (SENDOFF_PROTOCOL_SMTP);
      g_autoptr(GString) shown = NULL;

      sendoff_redaction_add_secret (redaction, "hunter2");
      shown = sendoff_redaction_line (redaction, FALSE, ends[i], strlen (ends[i]), TRUE);
      g_assert_cmpstr (shown->str, ==, "500 " HIDDEN);
    }
}

/* Whatever the secret is made of: it may be in the placeholder, it may be all the same letter, it may hold a NUL's neighbours. */
static void
test_odd_secrets (void)
{
  g_autoptr(SendoffRedaction) redaction = sendoff_redaction_new (SENDOFF_PROTOCOL_SMTP);
  g_autofree char *same = g_strnfill (500, 'a');
  g_autofree char *scrubbed = NULL;
  g_autofree char *nothing = sendoff_redaction_scrub (redaction, NULL);
  g_autoptr(GString) with_nul = NULL;

  g_assert_null (nothing);
  sendoff_redaction_add_secret (redaction, NULL);
  sendoff_redaction_add_secret (redaction, "");
  sendoff_redaction_add_secret (redaction, "hidden");
  sendoff_redaction_add_secret (redaction, "aaaa");
  scrubbed = sendoff_redaction_scrub (redaction, same);
  g_assert_cmpstr (scrubbed, ==, HIDDEN);
  with_nul = sendoff_redaction_line (redaction, FALSE, "b\0aaaa\0b", 8, FALSE);
  g_assert_cmpmem (with_nul->str, with_nul->len, "b\0" HIDDEN "\0b", 4 + strlen (HIDDEN));
}

static void
test_tag_with_nul (void)
{
  g_autoptr(SendoffRedaction) redaction = sendoff_redaction_new (SENDOFF_PROTOCOL_IMAP);
  g_autoptr(GString) login = sendoff_redaction_line (redaction, TRUE, "A\0BCDEFGH LOGIN u p", 19, FALSE);
  g_autofree char *reply = g_memdup2 ("A", 1);
  g_autoptr(GString) shown = sendoff_redaction_line (redaction, FALSE, reply, 1, FALSE);
  g_autoptr(GString) next = sendoff_redaction_line (redaction, TRUE, "x", 1, FALSE);
  g_autoptr(GString) tagged = sendoff_redaction_line (redaction, FALSE, "A\0BCDEFGH OK", 12, FALSE);
  g_autoptr(GString) last = sendoff_redaction_line (redaction, TRUE, "x", 1, FALSE);

  g_assert_cmpmem (login->str, login->len, "A\0BCDEFGH LOGIN " HIDDEN, 16 + strlen (HIDDEN));
  g_assert_cmpstr (shown->str, ==, "A");
  g_assert_cmpstr (next->str, ==, HIDDEN);
  g_assert_cmpuint (tagged->len, ==, 12);
  g_assert_cmpstr (last->str, ==, "x");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/redaction/smtp", test_smtp);
  g_test_add_func ("/redaction/imap", test_imap);
  g_test_add_func ("/redaction/pop3", test_pop3);
  g_test_add_func ("/redaction/proxy", test_proxy);
  g_test_add_func ("/redaction/echoes", test_echoes);
  g_test_add_func ("/redaction/every-alignment", test_every_alignment);
  g_test_add_func ("/redaction/short-secrets", test_short_secrets);
  g_test_add_func ("/redaction/cut-lines", test_cut_lines);
  g_test_add_func ("/redaction/odd-secrets", test_odd_secrets);
  g_test_add_func ("/redaction/tag-with-nul", test_tag_with_nul);

  return g_test_run ();
}
