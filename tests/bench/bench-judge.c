/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long the judge takes for a chain of three, beside GnuTLS' own verification of it with the same roots, all loaded once. One line of JSON;
 * exit 1: more than twice as long, or over 2 ms. */
#include "judging.h"

#include <time.h>

#include <glib/gstdio.h>

#include "tls/roots-private.h"

/* Both by turns and by the processor's clock, the best of many: what else runs on the machine has no say. */
#define N_BATCHES 40
#define N_ROUNDS  50
#define LIMIT_US 2000.0

typedef struct
{
  SendoffRoots        *roots;
  const gnutls_datum_t chain[2];
} Subject;

static void
verify_by_gnutls (const Subject *subject)
{
  gnutls_typed_vdata_st data[] = {
    { GNUTLS_DT_DNS_HOSTNAME, (unsigned char *) HOST, 0 },
    { GNUTLS_DT_KEY_PURPOSE_OID, (unsigned char *) GNUTLS_KP_TLS_WWW_SERVER, 0 },
  };
  gnutls_x509_crt_t parsed[2];
  unsigned status = 1;

  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (gnutls_x509_crt_init (&parsed[i]), ==, 0);
      g_assert_cmpint (gnutls_x509_crt_import (parsed[i], &subject->chain[i], GNUTLS_X509_FMT_DER), ==, 0);
    }
  g_assert_cmpint (gnutls_x509_trust_list_verify_crt2 (sendoff_roots_get_list (subject->roots), parsed, 2, data, 2, 0, &status, NULL), ==, 0);
  g_assert_cmpuint (status, ==, 0);
  for (guint i = 0; i < 2; i++)
    gnutls_x509_crt_deinit (parsed[i]);
}

static void
judge_it (const Subject *subject)
{
  SendoffJudgeInput input = { .chain = subject->chain, .n_chain = 2, .host = HOST };

  g_assert_cmpuint (sendoff_judge (subject->roots, &input), ==, 0);
}

static double
measure_us (const Subject *subject,
            void         (*run) (const Subject *subject))
{
  struct timespec start, end;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &start);
  for (guint i = 0; i < N_ROUNDS; i++)
    run (subject);
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &end);
  return ((double) (end.tv_sec - start.tv_sec) * 1e6 + (double) (end.tv_nsec - start.tv_nsec) / 1e3) / N_ROUNDS;
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;

  make_shift = g_get_real_time () / G_USEC_PER_SEC - MAKE_NOW;
  judging_folder = g_dir_make_tmp ("sendoff-bench-XXXXXX", &error);
  g_assert_no_error (error);

  g_autoptr(Made) root = make_certificate (&(MakeSpec) { .name = "Root", GOOD_CA, .key = MAKE_RSA_2048 }, NULL);
  g_autoptr(Made) intermediate = make_certificate (&(MakeSpec) { .name = "I", GOOD_CA, .key = MAKE_RSA_2048 }, root);
  g_autoptr(Made) leaf = make_certificate (&(MakeSpec) { GOOD_LEAF, .dns = { HOST }, .key = MAKE_RSA_2048 }, intermediate);
  g_autoptr(SendoffRoots) roots = trust (root);
  Subject subject = { roots, { leaf->der, intermediate->der } };
  double gnutls_us = G_MAXDOUBLE, judge_us = G_MAXDOUBLE;

  for (guint i = 0; i < N_BATCHES; i++)
    {
      double by_gnutls = measure_us (&subject, verify_by_gnutls), by_us = measure_us (&subject, judge_it);

      gnutls_us = MIN (gnutls_us, by_gnutls);
      judge_us = MIN (judge_us, by_us);
    }

  path = g_build_filename (judging_folder, "roots.pem", NULL);
  g_remove (path);
  g_rmdir (judging_folder);
  g_free (judging_folder);
  g_print ("{\"benchmark\": \"judge\", \"gnutls_us\": %.1f, \"judge_us\": %.1f, \"ratio\": %.2f}\n", gnutls_us, judge_us, judge_us / gnutls_us);
  return judge_us > 2 * gnutls_us || judge_us > LIMIT_US ? 1 : 0;
}
