/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>

#include "chain-fixture.h"
#include "find-widget.h"
#include "store/trust-store.h"
#include "ui/trusted-certificates-window.h"

typedef struct { char *folder; SendoffTrustStore *store; GtkWidget *window; } Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  g_autoptr(SendoffCertificate) first = chain_fixture_make (SENDOFF_PRACTICE_SELF_SIGNED, NULL, "a.example.org", 25, SENDOFF_PROBLEM_SELF_SIGNED);
  g_autoptr(SendoffCertificate) second = chain_fixture_make (SENDOFF_PRACTICE_SELF_SIGNED, NULL, "b.example.org", 587, SENDOFF_PROBLEM_EXPIRED);
  g_autoptr(GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("sendoff-test-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->store = sendoff_trust_store_new (fixture->folder);
  g_assert_true (sendoff_trust_store_load (fixture->store, NULL, &error));
  g_assert_true (sendoff_trust_store_add_exception (fixture->store, first, &error));
  g_assert_true (sendoff_trust_store_add_exception (fixture->store, second, &error));
  watch_widget (&fixture->window, sendoff_trusted_certificates_window_new (fixture->store, NULL));
  gtk_widget_show (fixture->window);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_autofree char *command = g_strdup_printf ("rm -r '%s'", fixture->folder);

  gtk_widget_destroy (fixture->window);
  assert_destroyed (&fixture->window);
  g_object_unref (fixture->store);
  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
  g_free (fixture->folder);
}

static gboolean
is_ban (PangoAttribute *attribute,
        gpointer        user_data)
{
  return attribute->klass->type == PANGO_ATTR_INSERT_HYPHENS && ((PangoAttrInt *) attribute)->value == 0;
}

/* A hyphen at a line's end would look like a part of the key. */
static void
assert_no_hyphens (Fixture    *fixture,
                   const char *text)
{
  GtkWidget *label = find_widget (fixture->window, GTK_TYPE_LABEL, text);
  PangoAttrList *attributes = gtk_label_get_attributes (GTK_LABEL (label));
  g_autoptr(PangoAttrList) copy = NULL;
  g_autoptr(PangoAttrList) bans = NULL;

  g_assert_nonnull (attributes);
  copy = pango_attr_list_copy (attributes);
  bans = pango_attr_list_filter (copy, is_ban, NULL);
  g_assert_nonnull (bans);
}

static void
test_shows_all (Fixture       *fixture,
                gconstpointer  user_data)
{
  assert_no_hyphens (fixture, "Fingerprint (SHA-256)");
  assert_no_hyphens (fixture, "a.example.org:25");
  g_assert_true (shows_text (fixture->window, "a.example.org:25"));
  g_assert_true (shows_text (fixture->window, "b.example.org:587"));
  g_assert_true (shows_text (fixture->window, "It had expired."));
}

static void
on_changed (SendoffTrustStore *store,
            gboolean          *has_changed)
{
  *has_changed = TRUE;
}

/* At once, not with another click; and what somebody else changes is there too. */
static void
test_forgets (Fixture       *fixture,
              gconstpointer  user_data)
{
  g_autoptr(SendoffTrustEntry) entry = NULL;
  gboolean has_changed = FALSE;

  g_signal_connect (fixture->store, "changed", G_CALLBACK (on_changed), &has_changed);
  gtk_button_clicked (GTK_BUTTON (find_widget (fixture->window, GTK_TYPE_BUTTON, "Forget")));
  while (!has_changed)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (shows_text (fixture->window, "a.example.org:25"));
  g_assert_true (shows_text (fixture->window, "b.example.org:587"));
  entry = sendoff_trust_store_lookup (fixture->store, "a.example.org", 25);
  g_assert_null (entry);

  g_assert_true (sendoff_trust_store_forget (fixture->store, "b.example.org", 587, NULL));
  g_assert_false (shows_text (fixture->window, "b.example.org:587"));
  g_signal_handlers_disconnect_by_func (fixture->store, on_changed, &has_changed);
}

static void
test_closed_meanwhile (Fixture       *fixture,
                       gconstpointer  user_data)
{
  gboolean has_changed = FALSE;

  g_signal_connect (fixture->store, "changed", G_CALLBACK (on_changed), &has_changed);
  gtk_button_clicked (GTK_BUTTON (find_widget (fixture->window, GTK_TYPE_BUTTON, "Forget")));
  gtk_dialog_response (GTK_DIALOG (fixture->window), GTK_RESPONSE_CLOSE);
  while (!has_changed)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_signal_handlers_disconnect_by_func (fixture->store, on_changed, &has_changed);
  watch_widget (&fixture->window, sendoff_trusted_certificates_window_new (fixture->store, NULL));
}

#define ADD(path, function) g_test_add ("/trusted-certificates/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init (&argc, &argv);
  ADD ("shows-all", test_shows_all);
  ADD ("forgets", test_forgets);
  ADD ("closed-meanwhile", test_closed_meanwhile);
  return g_test_run ();
}
