/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"
#include "model/account-list.h"

static SendoffAccount *
create_account (const char *name)
{
  SendoffAccount *account = sendoff_account_new (NULL);

  sendoff_account_set_text (account, SENDOFF_KEY_NAME, name);
  sendoff_account_set_text (account, SENDOFF_KEY_EMAIL, "jo@example.org");
  sendoff_account_set_text (account, SENDOFF_KEY_SMTP_HOST, "mail.example.org");

  return account;
}

static void
note_change (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  g_string_append_printf (user_data, "%u-%u+%u ", position, removed, added);
}

static void
note_default (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  g_string_append (user_data, "default ");
}

typedef struct
{
  SendoffAccountList *list;
  GPtrArray          *accounts; /* a, b, c */
  GString            *changes;
  SendoffAccount     *a, *b, *c;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  fixture->list = sendoff_account_list_new ();
  fixture->changes = g_string_new (NULL);
  fixture->a = create_account ("a");
  fixture->b = create_account ("b");
  fixture->c = create_account ("c");
  fixture->accounts = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (fixture->accounts, g_object_ref (fixture->a));
  g_ptr_array_add (fixture->accounts, g_object_ref (fixture->b));
  g_ptr_array_add (fixture->accounts, g_object_ref (fixture->c));
  sendoff_account_list_replace (fixture->list, fixture->accounts, NULL);
  g_signal_connect (fixture->list, "items-changed", G_CALLBACK (note_change), fixture->changes);
  g_signal_connect (fixture->list, "notify::default-account", G_CALLBACK (note_default), fixture->changes);
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  g_assert_finalize_object (fixture->list);
  g_ptr_array_unref (fixture->accounts);
  g_assert_finalize_object (fixture->a);
  g_assert_finalize_object (fixture->b);
  g_assert_finalize_object (fixture->c);
  g_string_free (fixture->changes, TRUE);
}

static void
assert_names (SendoffAccountList *list, const char *expected)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr(SendoffAccount) account = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_string_append (names, sendoff_account_get_text (account, SENDOFF_KEY_NAME));
    }

  g_assert_cmpstr (names->str, ==, expected);
}

static void
test_model (Fixture *fixture, gconstpointer user_data)
{
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (fixture->list)) == SENDOFF_TYPE_ACCOUNT);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (fixture->list), 3));
  g_assert_true (sendoff_account_list_get_default (fixture->list) == fixture->a);
  assert_names (fixture->list, "abc");
}

static void
test_check (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr(SendoffAccount) namesake = create_account ("b");
  g_autoptr(SendoffAccount) invalid = create_account ("");
  g_autoptr(SendoffAccount) other = create_account ("d");
  g_autoptr(SendoffAccount) edited = sendoff_account_copy (fixture->b);
  g_autoptr(GError) exists = NULL;
  g_autoptr(GError) not_valid = NULL;

  g_assert_false (sendoff_account_list_check (fixture->list, namesake, &exists));
  g_assert_error (exists, SENDOFF_ERROR, SENDOFF_ERROR_EXISTS);
  g_assert_false (sendoff_account_list_check (fixture->list, invalid, &not_valid));
  g_assert_error (not_valid, SENDOFF_ERROR, SENDOFF_ERROR_INVALID);
  g_assert_true (sendoff_account_list_check (fixture->list, other, NULL));
  /* Its own name isn't another's. */
  g_assert_true (sendoff_account_list_check (fixture->list, edited, NULL));
  sendoff_account_set_text (edited, SENDOFF_KEY_NAME, "a");
  g_assert_false (sendoff_account_list_check (fixture->list, edited, NULL));
  g_assert_cmpstr (fixture->changes->str, ==, "");
}

static void
test_has_server (Fixture *fixture, gconstpointer user_data)
{
  guint16 port;
  g_autofree char *outgoing = NULL;
  g_autofree char *none = NULL;
  g_autofree char *incoming = NULL;

  sendoff_account_set_text (fixture->b, SENDOFF_KEY_SMTP_HOST, "M\xc3\xbcller.example.org");
  sendoff_account_set_number (fixture->b, SENDOFF_KEY_SMTP_PORT, 2525);
  outgoing = sendoff_account_dup_server (fixture->b, SENDOFF_LEG_OUTGOING, &port);
  g_assert_cmpstr (outgoing, ==, "xn--mller-kva.example.org");
  g_assert_cmpuint (port, ==, 2525);
  none = sendoff_account_dup_server (fixture->b, SENDOFF_LEG_INCOMING, &port);
  g_assert_null (none);
  sendoff_account_set_text (fixture->c, SENDOFF_KEY_INCOMING_HOST, "[::1]");
  incoming = sendoff_account_dup_server (fixture->c, SENDOFF_LEG_INCOMING, &port);
  g_assert_cmpstr (incoming, ==, "::1");

  g_assert_true (sendoff_account_list_has_server (fixture->list, outgoing, 2525));
  g_assert_false (sendoff_account_list_has_server (fixture->list, outgoing, 587));
  g_assert_false (sendoff_account_list_has_server (fixture->list, "other.example.org", 2525));
  g_assert_true (sendoff_account_list_has_server (fixture->list, incoming, port));
}

static void
test_names_are_normalized (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr(SendoffAccount) composed = create_account ("caf\xc3\xa9");
  g_autoptr(SendoffAccount) decomposed = create_account ("cafe\xcc\x81");

  g_ptr_array_add (fixture->accounts, g_object_ref (composed));
  sendoff_account_list_replace (fixture->list, fixture->accounts, NULL);
  g_assert_true (sendoff_account_list_find_by_name (fixture->list, "cafe\xcc\x81") == composed);
  g_assert_false (sendoff_account_list_check (fixture->list, decomposed, NULL));
  g_assert_null (sendoff_account_list_find_by_name (fixture->list, "A"));
  g_assert_null (sendoff_account_list_find_by_name (fixture->list, "\xff"));
}

static void
test_replace (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr(GPtrArray) accounts = g_ptr_array_new_with_free_func (g_object_unref);
  SendoffAccount *changed = sendoff_account_copy (fixture->c);
  SendoffAccount *invalid = create_account ("");

  sendoff_account_set_text (changed, SENDOFF_KEY_NAME, "C");
  g_ptr_array_add (accounts, changed);
  g_ptr_array_add (accounts, invalid);
  g_ptr_array_add (accounts, sendoff_account_copy (fixture->a));

  sendoff_account_list_replace (fixture->list, accounts, sendoff_account_get_id (fixture->c));
  assert_names (fixture->list, "Ca");
  g_assert_cmpstr (sendoff_account_get_text (fixture->c, SENDOFF_KEY_NAME), ==, "C");
  g_assert_true (sendoff_account_list_find_by_id (fixture->list, sendoff_account_get_id (fixture->a)) == fixture->a);
  g_assert_null (sendoff_account_list_find_by_id (fixture->list, sendoff_account_get_id (fixture->b)));
  g_assert_true (sendoff_account_list_find_by_id (fixture->list, sendoff_account_get_id (invalid)) == invalid);
  g_assert_true (sendoff_account_list_get_default (fixture->list) == fixture->c);
  g_assert_cmpstr (fixture->changes->str, ==, "0-3+3 default ");

  /* The same again is no change. */
  g_string_truncate (fixture->changes, 0);
  sendoff_account_list_replace (fixture->list, accounts, sendoff_account_get_id (fixture->c));
  g_assert_cmpstr (fixture->changes->str, ==, "");

  sendoff_account_list_replace (fixture->list, accounts, "unknown");
  g_assert_true (sendoff_account_list_get_default (fixture->list) == fixture->c);

  /* The default alone. */
  sendoff_account_list_replace (fixture->list, accounts, sendoff_account_get_id (fixture->a));
  g_assert_true (sendoff_account_list_get_default (fixture->list) == fixture->a);
  g_assert_cmpstr (fixture->changes->str, ==, "default ");

  g_string_truncate (fixture->changes, 0);
  g_ptr_array_set_size (accounts, 0);
  sendoff_account_list_replace (fixture->list, accounts, NULL);
  g_assert_null (sendoff_account_list_get_default (fixture->list));
  g_assert_cmpstr (fixture->changes->str, ==, "0-3+0 default ");
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/account-list/model", test_model);
  ADD ("/account-list/check", test_check);
  ADD ("/account-list/has-server", test_has_server);
  ADD ("/account-list/normalized-names", test_names_are_normalized);
  ADD ("/account-list/replace", test_replace);

  return g_test_run ();
}
