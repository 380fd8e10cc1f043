/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chain-fixture.h"
#include "find-widget.h"
#include "tls/certificate-facts.h"
#include "ui/certificate-window.h"
#include "ui/trust-words.h"

static char *
read_view (GtkWidget  *window,
           const char *page,
           const char *id)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;

  gtk_stack_set_visible_child_name (GTK_STACK (find_widget (window, GTK_TYPE_STACK, NULL)), page);
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (find_widget_by_id (window, id)));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/* What takes long to read comes a moment later. */
static void
wait_for_text (GtkWidget  *window,
               const char *text)
{
  while (!shows_text (window, text))
    gtk_main_iteration ();
}

static void
test_whole_chain (void)
{
  g_autoptr(SendoffCertificate) certificate = chain_fixture_make (SENDOFF_PRACTICE_UNTRUSTED_ROOT, NULL, "localhost", 25, 0);
  g_autofree char *pairs = sendoff_certificate_dup_fingerprint (certificate);
  g_autofree char *fingerprint = sendoff_trust_words_break_fingerprint (pairs);
  g_autofree char *pem = sendoff_certificate_to_pem (certificate);
  g_autofree char *names = NULL;
  g_autofree char *shown_pem = NULL;
  GtkWidget *window, *list;

  watch_widget (&window, sendoff_certificate_window_new (certificate, NULL));
  gtk_widget_show (window);
  g_assert_true (shows_text (window, "localhost:25"));
  wait_for_text (window, fingerprint);
  g_assert_true (shows_text (window, "EC, P-256"));
  g_assert_true (shows_text (window, "server authentication"));
  list = find_widget (window, GTK_TYPE_LIST_BOX, NULL);
  gtk_list_box_select_row (GTK_LIST_BOX (list), gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 2));
  wait_for_text (window, "certificate signing");
  g_assert_false (shows_text (window, fingerprint));
  g_assert_null (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 3));
  gtk_list_box_select_row (GTK_LIST_BOX (list), gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0));
  names = read_view (window, "names", "names_view");
  g_assert_cmpstr (names, ==, "localhost\n127.0.0.1\n::1\n");
  shown_pem = read_view (window, "pem", "pem_view");
  g_assert_cmpstr (shown_pem, ==, pem);
  gtk_dialog_response (GTK_DIALOG (window), GTK_RESPONSE_CLOSE);
  assert_destroyed (&window);
}

static void
test_many_names (void)
{
  g_autoptr(SendoffCertificate) certificate = chain_fixture_make (SENDOFF_PRACTICE_MANY_NAMES, NULL, "localhost", 25, 0);
  guint n_names = g_strv_length (certificate->names);
  g_autofree char *count = g_strdup_printf ("It names %u servers:", n_names);
  g_autofree char *last = g_strdup_printf ("\n%s\n", certificate->names[n_names - 1]);
  g_autofree char *shown = NULL;
  GtkWidget *window;

  g_assert_cmpuint (n_names, >, 10000);
  watch_widget (&window, sendoff_certificate_window_new (certificate, NULL));
  gtk_widget_show (window);
  wait_for_text (window, "EC, P-256");
  shown = read_view (window, "names", "names_view");
  g_assert_true (g_str_has_suffix (shown, last));
  g_assert_true (shows_text (window, count));
  gtk_widget_destroy (window);
  assert_destroyed (&window);
}

/* While its certificate is still being read, or another one of the chain. */
static void
test_closed_early (void)
{
  g_autoptr(SendoffCertificate) certificate = chain_fixture_make (SENDOFF_PRACTICE_MANY_NAMES, NULL, "localhost", 25, 0);
  GtkWidget *window, *list;

  for (guint i = 0; i < 2; i++)
    {
      watch_widget (&window, sendoff_certificate_window_new (certificate, NULL));
      gtk_widget_show (window);
      list = find_widget (window, GTK_TYPE_LIST_BOX, NULL);
      gtk_list_box_select_row (GTK_LIST_BOX (list), gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), (int) i));
      gtk_widget_destroy (window);
      assert_destroyed (&window);
    }
  /* What was read is let go of: whoever touched a window then would have crashed. */
  while (gtk_events_pending () || !g_atomic_ref_count_compare (&certificate->ref_count, 1))
    gtk_main_iteration_do (FALSE);
}

/* Whatever the bytes are: each piece cut off, each byte changed. */
static void
test_hostile_bytes (void)
{
  g_autoptr(SendoffCertificate) certificate = chain_fixture_make (SENDOFF_PRACTICE_RSA_2048, NULL, "localhost", 25, 0);
  gsize size;
  const guint8 *der = g_bytes_get_data (certificate->chain->pdata[0], &size);

  for (gsize i = 0; i < size; i++)
    {
      g_autofree guint8 *bytes = g_memdup2 (der, size);
      g_autoptr(GBytes) changed = NULL;
      g_autoptr(GBytes) cut = g_bytes_new (der, i);
      g_autoptr(SendoffCertificateFacts) of_cut = sendoff_certificate_facts_new (cut);
      g_autoptr(SendoffCertificateFacts) of_changed = NULL;

      bytes[i] ^= 0xff;
      changed = g_bytes_new (bytes, size);
      of_changed = sendoff_certificate_facts_new (changed);
      g_assert_true (g_utf8_validate (of_changed->key, -1, NULL) && g_utf8_validate (of_changed->usages, -1, NULL));
      g_assert_nonnull (of_cut->serial);
    }
}

static void
test_facts (void)
{
  static const struct
  {
    SendoffPracticeCertificateKind kind;
    const char *key;
    const char *usage;
  } rows[] = {
    { SENDOFF_PRACTICE_RSA_2048, "RSA, 2048 bits", "server authentication" },
    { SENDOFF_PRACTICE_WEAK_RSA_1024, "RSA, 1024 bits", "server authentication" },
    { SENDOFF_PRACTICE_ED25519, "Ed25519", "server authentication" },
    { SENDOFF_PRACTICE_GOOD, "EC, P-256", "digital signature" },
    { SENDOFF_PRACTICE_CLIENT_ONLY, "EC, P-256", "client authentication" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(SendoffCertificate) certificate = chain_fixture_make (rows[i].kind, NULL, "localhost", 25, 0);
      g_autoptr(SendoffCertificateFacts) facts = sendoff_certificate_facts_new (certificate->chain->pdata[0]);

      g_assert_cmpstr (facts->key, ==, rows[i].key);
      g_assert_nonnull (strstr (facts->usages, rows[i].usage));
      g_assert_cmpstr (facts->authority, ==, "no");
      g_assert_cmpuint (strlen (facts->sha1), ==, 59);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init (&argc, &argv);
  g_test_add_func ("/certificate-window/whole-chain", test_whole_chain);
  g_test_add_func ("/certificate-window/many-names", test_many_names);
  g_test_add_func ("/certificate-window/closed-early", test_closed_early);
  g_test_add_func ("/certificate-facts/facts", test_facts);
  g_test_add_func ("/certificate-facts/hostile-bytes", test_hostile_bytes);
  return g_test_run ();
}
