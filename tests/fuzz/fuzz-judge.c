/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as what a server sends in its handshake: read, judged and explained without harm, the same way each time, and with
 * sentences that can be shown. Input: certificates, each behind its length in two bytes; behind a length of 0 a stapled answer.
 * Some seeds are below the root here, whose key nobody has. */
#include "tls/comparison.h"
#include "tls/judge.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gstdio.h>

/* GnuTLS leaks where it gives up on name constraints; AddressSanitizer sees through its frames, and finds the suppression, only this way. */
const char *__asan_default_options (void);

const char *
__asan_default_options (void)
{
  return "fast_unwind_on_malloc=0";
}

#define MAX_CERTIFICATES 110
#define HOST             "mail.example.org"
#define JUDGED_AT        G_GINT64_CONSTANT (1790000000)

int LLVMFuzzerTestOneInput (const uint8_t *bytes, size_t size);

static const char root[] =
  "-----BEGIN CERTIFICATE-----\n"
  "MIIBjDCCATGgAwIBAgICA+gwCgYIKoZIzj0EAwIwGzEZMBcGA1UEAxMQUm9vdCBm\n"
  "b3IgZnV6emluZzAgFw0yNjA2MTMxNDEzMjBaGA8yMTI2MDgyODE0MTMyMFowGzEZ\n"
  "MBcGA1UEAxMQUm9vdCBmb3IgZnV6emluZzBZMBMGByqGSM49AgEGCCqGSM49AwEH\n"
  "A0IABFcdhDtJSP5rpXU+3wuNwjkIh0+a9F/GKHXobnTSUJY05ypsvUaRZjMTKhmB\n"
  "TZAJ6SWMdvQoWrnEWvPn97NzexCjYzBhMA8GA1UdEwEB/wQFMAMBAf8wDgYDVR0P\n"
  "AQH/BAQDAgEGMB0GA1UdDgQWBBQrDOZbW247xhiE2uVfPzLB7PL2IjAfBgNVHSME\n"
  "GDAWgBQrDOZbW247xhiE2uVfPzLB7PL2IjAKBggqhkjOPQQDAgNJADBGAiEA6K2c\n"
  "8VCpemQdEAUTb/caFxjDG6PJjVewGPxoWzfey/4CIQC7a2AQba+2c8idGgjVH6P6\n"
  "5NHY0n1bbmlJo69QLS8CHA==\n"
  "-----END CERTIFICATE-----\n";

static SendoffRoots *
load_roots (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;
  SendoffRoots *roots;
  int fd = g_file_open_tmp ("sendoff-fuzz-XXXXXX", &path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_file_set_contents (path, root, -1, &error);
  g_assert_no_error (error);
  roots = sendoff_roots_load (path, NULL, &error);
  g_assert_no_error (error);
  g_unlink (path);
  return roots;
}

/* Returns how many certificates there are; staple gets the rest behind them. */
static guint
split (const uint8_t  *bytes,
       size_t          size,
       gnutls_datum_t *chain,
       gnutls_datum_t *staple)
{
  size_t at = 0;
  guint n_chain = 0;

  while (at + 2 <= size && n_chain < MAX_CERTIFICATES)
    {
      size_t length = (size_t) bytes[at] << 8 | bytes[at + 1];

      at += 2;
      if (length == 0)
        {
          *staple = (gnutls_datum_t) { (unsigned char *) bytes + at, size - at };
          return n_chain;
        }
      length = MIN (length, size - at);
      chain[n_chain++] = (gnutls_datum_t) { (unsigned char *) bytes + at, length };
      at += length;
    }

  return n_chain;
}

static void
check_shown (const char *text)
{
  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    g_assert_false (g_unichar_iscntrl (g_utf8_get_char (at)));
}

static void
check_sentences (const SendoffCertificate *certificate)
{
  for (guint problem = 1; problem <= SENDOFF_PROBLEM_CHANGED; problem <<= 1)
    {
      g_autofree char *sentence = sendoff_certificate_explain_problem (certificate, problem, JUDGED_AT);

      check_shown (sentence);
    }
}

/* As if the second one had been there before. */
static void
check_comparison (const SendoffCertificate *now,
                  const gnutls_datum_t     *other)
{
  g_autoptr(SendoffCertificate) before = sendoff_certificate_new_for_chain (other, 1, HOST, 587);
  g_autoptr(SendoffComparison) comparison = sendoff_certificate_compare (before, now, JUDGED_AT, JUDGED_AT);
  g_autofree char *sentence = sendoff_comparison_explain (comparison);
  g_autofree char *summary = sendoff_comparison_summarize (comparison);

  check_shown (sentence);
  check_shown (summary);
  for (guint i = 0; i < comparison->fields->len; i++)
    {
      const SendoffChangedField *field = comparison->fields->pdata[i];

      check_shown (field->before);
      check_shown (field->now);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *bytes,
                        size_t         size)
{
  static SendoffRoots *roots;
  gnutls_datum_t chain[MAX_CERTIFICATES], staple = { NULL, 0 };
  guint n_chain = split (bytes, size, chain, &staple);
  SendoffJudgeInput input = { .chain = chain, .n_chain = n_chain, .host = HOST, .time = JUDGED_AT, .ocsp = &staple };
  g_autoptr(SendoffCertificate) certificate = sendoff_certificate_new_for_chain (chain, n_chain, HOST, 587);
  guint problems;

  if (roots == NULL)
    roots = load_roots ();

  problems = sendoff_judge (roots, &input);
  g_assert_cmpuint (sendoff_judge (roots, &input), ==, problems);
  if (certificate->problems != 0)
    g_assert_cmpuint (problems, ==, SENDOFF_PROBLEM_MALFORMED);

  if (n_chain > 1)
    check_comparison (certificate, &chain[1]);
  for (guint i = 0; certificate->names[i] != NULL; i++)
    g_assert_true (g_utf8_validate (certificate->names[i], -1, NULL));
  g_assert_true (g_utf8_validate (certificate->subject, -1, NULL));
  g_assert_true (g_utf8_validate (certificate->issuer, -1, NULL));
  g_assert_true (problems != 0 || sendoff_pin_is_valid (certificate->pin));
  check_sentences (certificate);

  return 0;
}
