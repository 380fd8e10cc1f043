/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"
#include "model/account.h"

static SendoffAccount *
create_account (void)
{
  SendoffAccount *account = sendoff_account_new (NULL);

  sendoff_account_set_text (account, SENDOFF_KEY_NAME, "work");
  sendoff_account_set_text (account, SENDOFF_KEY_EMAIL, "jo@example.org");
  sendoff_account_set_text (account, SENDOFF_KEY_SMTP_HOST, "mail.example.org");

  return account;
}

static void
test_keys (void)
{
  SendoffKey key = SENDOFF_KEY_TIMEOUT;

  for (guint i = 0; i < SENDOFF_N_KEYS; i++)
    g_assert_true (sendoff_key_from_string (sendoff_key_to_string (i), &key) && key == i);

  g_assert_cmpstr (sendoff_key_to_string (SENDOFF_KEY_SMTP_AUTHENTICATION), ==, "smtp.authentication");
  g_assert_false (sendoff_key_from_string ("smtp-host", &key));
  g_assert_false (sendoff_key_from_string (NULL, &key));
  g_assert_cmpint (key, ==, SENDOFF_KEY_TIMEOUT);
}

static void
test_new_is_secure_and_lacks_only_names (void)
{
  g_autoptr(SendoffAccount) account = sendoff_account_new (NULL);
  g_autoptr(SendoffAccount) other = sendoff_account_new (NULL);
  g_autoptr(GPtrArray) problems = sendoff_account_validate (account);

  g_assert_true (g_uuid_string_is_valid (sendoff_account_get_id (account)));
  g_assert_cmpstr (sendoff_account_get_id (account), !=, sendoff_account_get_id (other));
  g_assert_cmpint (sendoff_account_get_security (account, SENDOFF_LEG_OUTGOING), ==, SENDOFF_SECURITY_STARTTLS);
  g_assert_cmpuint (sendoff_account_get_number (account, SENDOFF_KEY_SMTP_PORT), ==, 587);
  g_assert_cmpuint (sendoff_account_get_number (account, SENDOFF_KEY_TIMEOUT), ==, 60);
  g_assert_cmpstr (sendoff_account_get_text (account, SENDOFF_KEY_ORGANIZATION), ==, "");
  g_assert_cmpuint (problems->len, ==, 3);
}

static void
count_notify (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  (*(guint *) user_data)++;
}

static void
test_properties (void)
{
  g_autoptr(SendoffAccount) account = sendoff_account_new ("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
  g_autofree char *id = NULL;
  g_autofree char *host = NULL;
  SendoffSecurity security = SENDOFF_SECURITY_NONE;
  guint port = 0, n_notified = 0;

  g_signal_connect (account, "notify", G_CALLBACK (count_notify), &n_notified);
  g_object_set (account, "smtp-host", "mail.example.org", "smtp-port", 25u, "incoming-security", SENDOFF_SECURITY_STARTTLS, NULL);
  g_object_set (account, "smtp-host", "mail.example.org", "smtp-port", 25u, "incoming-security", SENDOFF_SECURITY_STARTTLS, NULL);
  g_object_get (account, "id", &id, "smtp-host", &host, "smtp-port", &port, "incoming-security", &security, NULL);

  g_assert_cmpuint (n_notified, ==, 3);
  g_assert_cmpstr (id, ==, "6ba7b810-9dad-11d1-80b4-00c04fd430c8");
  g_assert_cmpstr (host, ==, "mail.example.org");
  g_assert_cmpuint (port, ==, 25);
  g_assert_cmpint (security, ==, SENDOFF_SECURITY_STARTTLS);

  g_object_set (account, "smtp-host", NULL, NULL);
  g_assert_cmpstr (sendoff_account_get_text (account, SENDOFF_KEY_SMTP_HOST), ==, "");
}

static void
test_every_key_is_a_property (void)
{
  GObjectClass *class = g_type_class_ref (SENDOFF_TYPE_ACCOUNT);

  for (guint key = 0; key < SENDOFF_N_KEYS; key++)
    {
      g_autofree char *name = g_strdelimit (g_strdup (sendoff_key_to_string (key)), ".", '-');

      g_assert_nonnull (g_object_class_find_property (class, name));
    }

  g_type_class_unref (class);
}

static const struct { SendoffKey key; const char *value; gboolean fits; } values[] = {
  { SENDOFF_KEY_SMTP_PORT, "0", TRUE }, { SENDOFF_KEY_SMTP_PORT, "65535", TRUE }, { SENDOFF_KEY_SMTP_PORT, "65536", FALSE },
  { SENDOFF_KEY_SMTP_PORT, "-1", FALSE }, { SENDOFF_KEY_SMTP_PORT, "+25", FALSE }, { SENDOFF_KEY_SMTP_PORT, " 25", FALSE },
  { SENDOFF_KEY_SMTP_PORT, "25 ", FALSE }, { SENDOFF_KEY_SMTP_PORT, "0x19", FALSE }, { SENDOFF_KEY_SMTP_PORT, "", FALSE },
  { SENDOFF_KEY_SMTP_PORT, "99999999999999999999", FALSE }, { SENDOFF_KEY_TIMEOUT, "601", TRUE }, { SENDOFF_KEY_TIMEOUT, "1.5", FALSE },
  { SENDOFF_KEY_SMTP_SECURITY, "tls", TRUE }, { SENDOFF_KEY_SMTP_SECURITY, "ssl", FALSE }, { SENDOFF_KEY_SMTP_SECURITY, "", FALSE },
  { SENDOFF_KEY_SMTP_AUTHENTICATION, "own", TRUE }, { SENDOFF_KEY_SMTP_AUTHENTICATION, "plain", FALSE },
  { SENDOFF_KEY_INCOMING_PROTOCOL, "pop3", TRUE }, { SENDOFF_KEY_INCOMING_PROTOCOL, "smtp", FALSE },
  { SENDOFF_KEY_NAME, "", TRUE }, { SENDOFF_KEY_NAME, "J\xc3\xb6rg", TRUE }, { SENDOFF_KEY_NAME, "a\nb", FALSE },
  { SENDOFF_KEY_NAME, "a\x7f", FALSE }, { SENDOFF_KEY_NAME, "a\xc2\x85" "b", FALSE }, { SENDOFF_KEY_NAME, "\xff", FALSE },
  { SENDOFF_KEY_SMTP_HOST, "no host at all", TRUE }, { SENDOFF_KEY_SMTP_USER, "a\tb", FALSE },
};

static void
test_set_value (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr(SendoffAccount) account = create_account ();
      g_autoptr(GError) error = NULL;
      g_autofree char *before = sendoff_account_dup_value (account, values[i].key);
      gboolean fits = sendoff_account_set_value (account, values[i].key, values[i].value, &error);
      g_autofree char *after = sendoff_account_dup_value (account, values[i].key);

      g_test_message ("value %u", i);
      g_assert_cmpint (fits, ==, values[i].fits);
      g_assert_cmpstr (after, ==, fits ? values[i].value : before);
      if (!fits)
        {
          g_assert_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID);
          g_assert_nonnull (strstr (error->message, sendoff_key_to_string (values[i].key)));
          g_assert_true (g_utf8_validate (error->message, -1, NULL));
        }
    }
}

/* No number that would be refused as well, only later. */
static void
test_number_range (void)
{
  static const struct { SendoffKey key; const char *range; } ranges[] = {
    { SENDOFF_KEY_SMTP_PORT, "from 1 to 65535" }, { SENDOFF_KEY_INCOMING_PORT, "from 1 to 65535" }, { SENDOFF_KEY_TIMEOUT, "from 1 to 600" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      g_autoptr(SendoffAccount) account = create_account ();
      g_autoptr(GError) error = NULL;

      g_assert_false (sendoff_account_set_value (account, ranges[i].key, "65536", &error));
      g_assert_nonnull (strstr (error->message, ranges[i].range));
    }
}

static void
test_value_length (void)
{
  g_autoptr(SendoffAccount) account = create_account ();
  g_autofree char *longest = g_strnfill (1000, 'a');
  g_autofree char *too_long = g_strnfill (1001, 'a');

  g_assert_true (sendoff_account_set_value (account, SENDOFF_KEY_ORGANIZATION, longest, NULL));
  g_assert_false (sendoff_account_set_value (account, SENDOFF_KEY_ORGANIZATION, too_long, NULL));
}

static void
test_copy_and_equal (void)
{
  g_autoptr(SendoffAccount) account = create_account ();
  g_autoptr(SendoffAccount) copy = sendoff_account_copy (account);
  g_autoptr(SendoffAccount) stranger = create_account ();

  g_assert_true (sendoff_account_equal (account, copy));
  g_assert_false (sendoff_account_equal (account, stranger));

  for (guint key = 0; key < SENDOFF_N_KEYS; key++)
    {
      g_autofree char *before = sendoff_account_dup_value (copy, key);

      if (!sendoff_account_set_value (copy, key, "changed", NULL) && !sendoff_account_set_value (copy, key, "77", NULL) &&
          !sendoff_account_set_value (copy, key, "pop3", NULL) && !sendoff_account_set_value (copy, key, "own", NULL))
        g_assert_true (sendoff_account_set_value (copy, key, "none", NULL));
      g_assert_false (sendoff_account_equal (account, copy));
      g_assert_false (sendoff_account_value_equal (account, copy, key));
      g_assert_true (sendoff_account_set_value (copy, key, before, NULL));
      g_assert_true (sendoff_account_equal (account, copy));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/account/keys", test_keys);
  g_test_add_func ("/account/new", test_new_is_secure_and_lacks_only_names);
  g_test_add_func ("/account/properties", test_properties);
  g_test_add_func ("/account/every-key-is-a-property", test_every_key_is_a_property);
  g_test_add_func ("/account/set-value", test_set_value);
  g_test_add_func ("/account/number-range", test_number_range);
  g_test_add_func ("/account/value-length", test_value_length);
  g_test_add_func ("/account/copy-and-equal", test_copy_and_equal);

  return g_test_run ();
}
