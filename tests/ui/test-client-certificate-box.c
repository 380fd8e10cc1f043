/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "practice/practice-certificate.h"
#include "properties-fixture.h"

#define BOX "security_page/client_certificate_box/"

typedef struct
{
  Fixture base;
  char   *chain, *key, *both; /* paths */
} BoxFixture;

static char *
write_file (BoxFixture *self,
            const char *name,
            const char *text)
{
  char *path = g_build_filename (self->base.folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static void
set_up (BoxFixture   *self,
        gconstpointer data)
{
  g_autoptr(SendoffPracticeCertificate) client = sendoff_practice_certificate_new (SENDOFF_PRACTICE_CLIENT, NULL, NULL);
  g_autofree char *chain = sendoff_practice_certificate_to_pem (client);
  g_autofree char *key = sendoff_practice_certificate_key_to_pem (client);
  g_autofree char *both = g_strconcat (chain, key, NULL);

  fixture_set_up (&self->base, data);
  self->chain = write_file (self, "chain.pem", chain);
  self->key = write_file (self, "key.pem", key);
  self->both = write_file (self, "both.pem", both);
  open_dialog (&self->base);
  gtk_notebook_set_current_page (GTK_NOTEBOOK (get_child (self->base.dialog, "notebook")), 2);
}

static void
tear_down (BoxFixture   *self,
           gconstpointer data)
{
  char *const paths[] = { self->chain, self->key, self->both };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_assert_cmpint (g_unlink (paths[i]), ==, 0);
      g_free (paths[i]);
    }
  fixture_tear_down (&self->base, data);
}

static gboolean
says (BoxFixture *self,
      const char *label,
      const char *part)
{
  return is_shown (&self->base, label) && strstr (get_shown_text (&self->base, label), part) != NULL;
}

static void
test_chosen (BoxFixture   *self,
             gconstpointer data)
{
  Fixture *base = &self->base;

  g_assert_false (gtk_widget_get_sensitive (get_child (base->dialog, BOX "clear_button")));
  type_text (base, BOX "certificate_entry", self->both);
  WAIT_FOR (says (self, BOX "facts_label", "CN=") && says (self, BOX "facts_label", "Valid until") &&
            says (self, BOX "facts_label", "in the same file"));
  g_assert_false (is_shown (base, BOX "problem_box"));

  /* Another one: what the first says is not left there meanwhile. */
  type_text (base, BOX "certificate_entry", self->chain);
  g_assert_false (is_shown (base, BOX "facts_label"));
  WAIT_FOR (is_shown (base, BOX "facts_label") && is_shown (base, BOX "problem_box"));
  g_assert_null (strstr (get_shown_text (base, BOX "facts_label"), "key"));
  type_text (base, BOX "key_entry", self->key);
  WAIT_FOR (says (self, BOX "facts_label", "a file of its own"));
  g_assert_false (is_shown (base, BOX "problem_box"));
  respond (base, GTK_RESPONSE_APPLY);
  assert_saved (base, SENDOFF_KEY_CLIENT_CERTIFICATE, self->chain);
  assert_saved (base, SENDOFF_KEY_CLIENT_KEY, self->key);

  gtk_button_clicked (GTK_BUTTON (get_child (base->dialog, BOX "clear_button")));
  g_assert_false (is_shown (base, BOX "facts_label"));
  respond (base, GTK_RESPONSE_OK);
  assert_saved (base, SENDOFF_KEY_CLIENT_CERTIFICATE, "");
  assert_saved (base, SENDOFF_KEY_CLIENT_KEY, "");
}

static void
test_unusable (BoxFixture   *self,
               gconstpointer data)
{
  Fixture *base = &self->base;

  type_text (base, BOX "certificate_entry", "/nowhere/\x1b[31m.pem");
  leave (base, BOX "certificate_entry");
  g_assert_nonnull (get_problem (base, BOX "certificate_mark"));
  type_text (base, BOX "certificate_entry", "/nowhere/client.pem");
  g_assert_null (get_problem (base, BOX "certificate_mark"));
  WAIT_FOR (says (self, BOX "problem_label", "/nowhere/client.pem"));
  g_assert_true (is_shown (base, BOX "problem_box"));
  g_assert_false (is_shown (base, BOX "facts_label"));

  /* It may be on a disk that isn't there now. */
  respond (base, GTK_RESPONSE_APPLY);
  assert_saved (base, SENDOFF_KEY_CLIENT_CERTIFICATE, "/nowhere/client.pem");

  type_text (base, BOX "certificate_entry", "client.pem");
  gtk_notebook_set_current_page (GTK_NOTEBOOK (get_child (base->dialog, "notebook")), 0);
  respond (base, GTK_RESPONSE_OK);
  g_assert_nonnull (get_problem (base, BOX "certificate_mark"));
  g_assert_cmpint (gtk_notebook_get_current_page (GTK_NOTEBOOK (get_child (base->dialog, "notebook"))), ==, 2);

  type_text (base, BOX "certificate_entry", "");
  type_text (base, BOX "key_entry", self->key);
  leave (base, BOX "key_entry");
  g_assert_nonnull (get_problem (base, BOX "key_mark"));
  type_text (base, BOX "certificate_entry", "pkcs11:token=a;pin-value=1234");
  leave (base, BOX "certificate_entry");
  g_assert_nonnull (get_problem (base, BOX "certificate_mark"));
}

static void
on_stored (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  sendoff_secret_store_store_finish (SENDOFF_SECRET_STORE (source), result, &error);
  *(gboolean *) user_data = TRUE;
}

static SendoffSecretKey
get_secret_key (BoxFixture *self)
{
  return (SendoffSecretKey) { .account_id = sendoff_account_get_id (self->base.account), .user = self->key, .kind = SENDOFF_SECRET_CLIENT_KEY };
}

static void
store_passphrase (BoxFixture *self)
{
  g_autoptr(SendoffSecretString) secret = sendoff_secret_string_new ("open sesame", -1);
  SendoffSecretKey key = get_secret_key (self);
  gboolean is_done = FALSE;

  sendoff_secret_store_store_async (sendoff_workspace_get_secrets (self->base.workspace), &key, secret, TRUE, NULL, on_stored, &is_done);
  WAIT_FOR (is_done);
}

static char *
dup_passphrase (BoxFixture *self)
{
  SendoffSecretKey key = get_secret_key (self);
  char *found = NULL;

  sendoff_secret_store_lookup_async (sendoff_workspace_get_secrets (self->base.workspace), &key, NULL, on_secret_found, &found);
  WAIT_FOR (found != NULL);
  return found;
}

static gboolean
is_forgotten (BoxFixture *self)
{
  g_autofree char *passphrase = dup_passphrase (self);

  return *passphrase == '\0';
}

/* data: the window is closed while it saves. */
static void
test_passphrase (BoxFixture   *self,
                 gconstpointer data)
{
  Fixture *base = &self->base;
  g_autofree char *before = NULL;
  g_autofree char *kept = NULL;

  store_passphrase (self);
  type_text (base, BOX "certificate_entry", self->chain);
  g_assert_false (is_shown (base, BOX "remember_check"));
  type_text (base, BOX "key_entry", self->key);
  WAIT_FOR (is_shown (base, BOX "remember_check"));
  respond (base, GTK_RESPONSE_APPLY);
  before = dup_passphrase (self);
  g_assert_cmpstr (before, ==, "open sesame");

  g_assert_false (can_apply (base));
  set_ticked (base, BOX "remember_check", FALSE);
  g_assert_true (can_apply (base));
  kept = dup_passphrase (self);
  g_assert_cmpstr (kept, ==, "open sesame");
  if (data != NULL)
    {
      gtk_dialog_response (GTK_DIALOG (base->dialog), GTK_RESPONSE_APPLY);
      gtk_dialog_response (GTK_DIALOG (base->dialog), GTK_RESPONSE_DELETE_EVENT);
      WAIT_FOR (is_forgotten (self));
    }
  else
    {
      respond (base, GTK_RESPONSE_APPLY);
      WAIT_FOR (!is_shown (base, BOX "remember_check"));
      g_assert_false (can_apply (base));
    }
  g_assert_true (is_forgotten (self));
}

#define ADD(path, data, test) g_test_add ("/client-certificate-box/" path, BoxFixture, data, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  ADD ("chosen", NULL, test_chosen);
  ADD ("unusable", NULL, test_unusable);
  ADD ("passphrase", NULL, test_passphrase);
  ADD ("passphrase-closed-meanwhile", "x", test_passphrase);
  return g_test_run ();
}
