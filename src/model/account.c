/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns one account's settings as the user typed them, and the table of keys that names them everywhere. Main context only.
 * Its rules are in account-rules.c. */
#include "model/account.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "base/number.h"

#define MAX_VALUE_BYTES 1000
#define MAX_NUMBER 65535
#define DEFAULT_TIMEOUT_S 60

typedef enum { VALUE_TEXT, VALUE_NUMBER, VALUE_SECURITY, VALUE_AUTHENTICATION, VALUE_PROTOCOL } ValueType;

typedef struct
{
  const char *word;     /* of the contract */
  const char *property; /* the same with '-' for '.' */
  ValueType   type;
  guint       initial;  /* numbers and enums */
} Key;

static const Key keys[SENDOFF_N_KEYS] = {
  [SENDOFF_KEY_NAME] = { "name", "name", VALUE_TEXT, 0 },
  [SENDOFF_KEY_EMAIL] = { "email", "email", VALUE_TEXT, 0 },
  [SENDOFF_KEY_FULL_NAME] = { "full-name", "full-name", VALUE_TEXT, 0 },
  [SENDOFF_KEY_ORGANIZATION] = { "organization", "organization", VALUE_TEXT, 0 },
  [SENDOFF_KEY_REPLY_TO] = { "reply-to", "reply-to", VALUE_TEXT, 0 },
  [SENDOFF_KEY_SMTP_HOST] = { "smtp.host", "smtp-host", VALUE_TEXT, 0 },
  [SENDOFF_KEY_SMTP_PORT] = { "smtp.port", "smtp-port", VALUE_NUMBER, 587 },
  [SENDOFF_KEY_SMTP_SECURITY] = { "smtp.security", "smtp-security", VALUE_SECURITY, SENDOFF_SECURITY_STARTTLS },
  [SENDOFF_KEY_SMTP_AUTHENTICATION] = { "smtp.authentication", "smtp-authentication", VALUE_AUTHENTICATION, SENDOFF_AUTHENTICATION_NONE },
  [SENDOFF_KEY_SMTP_USER] = { "smtp.user", "smtp-user", VALUE_TEXT, 0 },
  [SENDOFF_KEY_INCOMING_PROTOCOL] = { "incoming.protocol", "incoming-protocol", VALUE_PROTOCOL, SENDOFF_PROTOCOL_NONE },
  [SENDOFF_KEY_INCOMING_HOST] = { "incoming.host", "incoming-host", VALUE_TEXT, 0 },
  [SENDOFF_KEY_INCOMING_PORT] = { "incoming.port", "incoming-port", VALUE_NUMBER, 993 },
  [SENDOFF_KEY_INCOMING_SECURITY] = { "incoming.security", "incoming-security", VALUE_SECURITY, SENDOFF_SECURITY_TLS },
  [SENDOFF_KEY_INCOMING_USER] = { "incoming.user", "incoming-user", VALUE_TEXT, 0 },
  [SENDOFF_KEY_CLIENT_CERTIFICATE] = { "client-certificate", "client-certificate", VALUE_TEXT, 0 },
  [SENDOFF_KEY_CLIENT_KEY] = { "client-key", "client-key", VALUE_TEXT, 0 },
  [SENDOFF_KEY_TIMEOUT] = { "timeout", "timeout", VALUE_NUMBER, DEFAULT_TIMEOUT_S },
};

struct _SendoffAccount
{
  GObject parent_instance;

  char *id;
  char *texts[SENDOFF_N_KEYS];   /* VALUE_TEXT; NULL: empty */
  guint numbers[SENDOFF_N_KEYS]; /* the others */
};

G_DEFINE_FINAL_TYPE (SendoffAccount, sendoff_account, G_TYPE_OBJECT)

/* A key's property id is the key + 1, as 0 is taken. */
enum { PROP_ID = SENDOFF_N_KEYS + 1, N_PROPS };
static GParamSpec *properties[N_PROPS];

static void
set_number (SendoffAccount *self, SendoffKey key, guint number)
{
  if (self->numbers[key] == number)
    return;

  self->numbers[key] = number;
  g_object_notify_by_pspec (G_OBJECT (self), properties[key + 1]);
}

static const char *
get_text (SendoffAccount *self, SendoffKey key)
{
  return self->texts[key] != NULL ? self->texts[key] : "";
}

static void
set_text (SendoffAccount *self, SendoffKey key, const char *text)
{
  const char *wanted = text != NULL && text[0] != '\0' ? text : NULL;

  if (g_strcmp0 (self->texts[key], wanted) == 0)
    return;

  g_free (self->texts[key]);
  self->texts[key] = g_strdup (wanted);
  g_object_notify_by_pspec (G_OBJECT (self), properties[key + 1]);
}

static void
sendoff_account_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SendoffAccount *self = SENDOFF_ACCOUNT (object);
  SendoffKey key = (SendoffKey) (id - 1);

  if (id == PROP_ID)
    {
      g_value_set_string (value, self->id);
      return;
    }

  switch (keys[key].type)
    {
    case VALUE_TEXT:
      g_value_set_string (value, get_text (self, key));
      break;
    case VALUE_NUMBER:
      g_value_set_uint (value, self->numbers[key]);
      break;
    case VALUE_SECURITY:
    case VALUE_AUTHENTICATION:
    case VALUE_PROTOCOL:
      g_value_set_enum (value, (int) self->numbers[key]);
      break;
    }
}

static void
sendoff_account_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SendoffAccount *self = SENDOFF_ACCOUNT (object);
  SendoffKey key = (SendoffKey) (id - 1);

  if (id == PROP_ID)
    {
      self->id = g_value_dup_string (value);
      return;
    }

  switch (keys[key].type)
    {
    case VALUE_TEXT:
      set_text (self, key, g_value_get_string (value));
      break;
    case VALUE_NUMBER:
      set_number (self, key, g_value_get_uint (value));
      break;
    case VALUE_SECURITY:
    case VALUE_AUTHENTICATION:
    case VALUE_PROTOCOL:
      set_number (self, key, (guint) g_value_get_enum (value));
      break;
    }
}

static void
sendoff_account_constructed (GObject *object)
{
  SendoffAccount *self = SENDOFF_ACCOUNT (object);

  G_OBJECT_CLASS (sendoff_account_parent_class)->constructed (object);

  if (self->id == NULL)
    self->id = g_uuid_string_random ();
}

static void
sendoff_account_finalize (GObject *object)
{
  SendoffAccount *self = SENDOFF_ACCOUNT (object);

  g_free (self->id);
  for (guint key = 0; key < SENDOFF_N_KEYS; key++)
    g_free (self->texts[key]);

  G_OBJECT_CLASS (sendoff_account_parent_class)->finalize (object);
}

static GParamSpec *
create_property (const Key *key)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const char *name = key->property;

  switch (key->type)
    {
    case VALUE_TEXT:
      return g_param_spec_string (name, NULL, NULL, "", flags);
    case VALUE_NUMBER:
      return g_param_spec_uint (name, NULL, NULL, 0, MAX_NUMBER, key->initial, flags);
    case VALUE_SECURITY:
      return g_param_spec_enum (name, NULL, NULL, SENDOFF_TYPE_SECURITY, (int) key->initial, flags);
    case VALUE_AUTHENTICATION:
      return g_param_spec_enum (name, NULL, NULL, SENDOFF_TYPE_AUTHENTICATION, (int) key->initial, flags);
    case VALUE_PROTOCOL:
      return g_param_spec_enum (name, NULL, NULL, SENDOFF_TYPE_PROTOCOL, (int) key->initial, flags);
    }

  g_return_val_if_reached (NULL);
}

static void
sendoff_account_class_init (SendoffAccountClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sendoff_account_get_property;
  object_class->set_property = sendoff_account_set_property;
  object_class->constructed = sendoff_account_constructed;
  object_class->finalize = sendoff_account_finalize;

  for (guint key = 0; key < SENDOFF_N_KEYS; key++)
    properties[key + 1] = create_property (&keys[key]);
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL,
                                             G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sendoff_account_init (SendoffAccount *self)
{
  for (guint key = 0; key < SENDOFF_N_KEYS; key++)
    self->numbers[key] = keys[key].initial;
}

const char *
sendoff_key_to_string (SendoffKey key)
{
  g_return_val_if_fail (key < SENDOFF_N_KEYS, "");

  return keys[key].word;
}

gboolean
sendoff_key_from_string (const char *text, SendoffKey *key)
{
  for (guint i = 0; i < SENDOFF_N_KEYS; i++)
    if (g_strcmp0 (keys[i].word, text) == 0)
      {
        *key = (SendoffKey) i;
        return TRUE;
      }

  return FALSE;
}

SendoffAccount *
sendoff_account_new (const char *id)
{
  return g_object_new (SENDOFF_TYPE_ACCOUNT, "id", id, NULL);
}

void
sendoff_account_copy_value (SendoffAccount *self, SendoffAccount *source, SendoffKey key)
{
  g_return_if_fail (SENDOFF_IS_ACCOUNT (self) && SENDOFF_IS_ACCOUNT (source));
  g_return_if_fail (key < SENDOFF_N_KEYS);

  if (keys[key].type == VALUE_TEXT)
    set_text (self, key, source->texts[key]);
  else
    set_number (self, key, source->numbers[key]);
}

void
sendoff_account_assign (SendoffAccount *self, SendoffAccount *source)
{
  g_return_if_fail (SENDOFF_IS_ACCOUNT (self));
  g_return_if_fail (SENDOFF_IS_ACCOUNT (source));

  g_object_freeze_notify (G_OBJECT (self));
  for (guint key = 0; key < SENDOFF_N_KEYS; key++)
    sendoff_account_copy_value (self, source, (SendoffKey) key);
  g_object_thaw_notify (G_OBJECT (self));
}

SendoffAccount *
sendoff_account_copy (SendoffAccount *self)
{
  SendoffAccount *copy;

  g_return_val_if_fail (SENDOFF_IS_ACCOUNT (self), NULL);

  copy = sendoff_account_new (self->id);
  sendoff_account_assign (copy, self);

  return copy;
}

const char *
sendoff_account_get_id (SendoffAccount *self)
{
  g_return_val_if_fail (SENDOFF_IS_ACCOUNT (self), NULL);

  return self->id;
}

gboolean
sendoff_account_value_equal (SendoffAccount *a, SendoffAccount *b, SendoffKey key)
{
  g_return_val_if_fail (SENDOFF_IS_ACCOUNT (a) && SENDOFF_IS_ACCOUNT (b), FALSE);
  g_return_val_if_fail (key < SENDOFF_N_KEYS, FALSE);

  return a->numbers[key] == b->numbers[key] && g_strcmp0 (a->texts[key], b->texts[key]) == 0;
}

gboolean
sendoff_account_equal (SendoffAccount *a, SendoffAccount *b)
{
  g_return_val_if_fail (SENDOFF_IS_ACCOUNT (a) && SENDOFF_IS_ACCOUNT (b), FALSE);

  for (guint key = 0; key < SENDOFF_N_KEYS; key++)
    if (!sendoff_account_value_equal (a, b, (SendoffKey) key))
      return FALSE;

  return g_str_equal (a->id, b->id);
}

char *
sendoff_account_dup_value (SendoffAccount *self, SendoffKey key)
{
  g_return_val_if_fail (SENDOFF_IS_ACCOUNT (self), NULL);
  g_return_val_if_fail (key < SENDOFF_N_KEYS, NULL);

  switch (keys[key].type)
    {
    case VALUE_TEXT:
      return g_strdup (get_text (self, key));
    case VALUE_NUMBER:
      return g_strdup_printf ("%u", self->numbers[key]);
    case VALUE_SECURITY:
      return g_strdup (sendoff_security_to_string ((SendoffSecurity) self->numbers[key]));
    case VALUE_AUTHENTICATION:
      return g_strdup (sendoff_authentication_to_string ((SendoffAuthentication) self->numbers[key]));
    case VALUE_PROTOCOL:
      return g_strdup (sendoff_protocol_to_string ((SendoffProtocol) self->numbers[key]));
    }

  g_return_val_if_reached (NULL);
}

static gboolean
fail_for_words (SendoffKey key, const char *words, GError **error)
{
  /* Translators: %s is the name of a setting, like smtp.security, then a list of words to choose from. */
  g_set_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID,
               _("The value of “%s” must be one of these words: %s."), keys[key].word, words);
  return FALSE;
}

static gboolean
check_text (SendoffKey key, const char *value, GError **error)
{
  gboolean has_control = FALSE;

  if (strlen (value) > MAX_VALUE_BYTES)
    {
      /* Translators: the first %s is the name of a setting, like smtp.host; %d is a number of bytes. */
      g_set_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID, _("The value of “%s” is too long. At most %d bytes are possible."),
                   keys[key].word, MAX_VALUE_BYTES);
      return FALSE;
    }

  if (!g_utf8_validate (value, -1, NULL))
    {
      /* Translators: %s is the name of a setting, like smtp.host. */
      g_set_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID, _("The value of “%s” is not valid UTF-8 text."), keys[key].word);
      return FALSE;
    }

  for (const char *c = value; *c != '\0'; c = g_utf8_next_char (c))
    has_control = has_control || g_unichar_iscntrl (g_utf8_get_char (c));

  if (has_control)
    /* Translators: %s is the name of a setting, like smtp.host. */
    g_set_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID,
                 _("The value of “%s” holds a control character, such as a line end or a tab. Remove it."), keys[key].word);

  return !has_control;
}

static gboolean
parse_number (SendoffKey key, const char *value, guint *number, GError **error)
{
  guint64 parsed = 0;

  if (sendoff_parse_number (value, 0, MAX_NUMBER, &parsed))
    {
      *number = (guint) parsed;
      return TRUE;
    }

  /* 0 can be held, but no account with it can be saved. */
  /* Translators: %s is the name of a setting, like smtp.port; %d is the greatest possible number. */
  g_set_error (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID, _("The value of “%s” must be a whole number from 1 to %d."),
               keys[key].word, key == SENDOFF_KEY_TIMEOUT ? SENDOFF_MAX_TIMEOUT_S : MAX_NUMBER);
  return FALSE;
}

static gboolean
parse_value (SendoffKey key, const char *value, guint *number, GError **error)
{
  SendoffSecurity security;
  SendoffAuthentication authentication;
  SendoffProtocol protocol;

  switch (keys[key].type)
    {
    case VALUE_TEXT:
      return check_text (key, value, error);
    case VALUE_NUMBER:
      return parse_number (key, value, number, error);
    case VALUE_SECURITY:
      if (!sendoff_security_from_string (value, &security))
        return fail_for_words (key, "none, starttls, tls", error);
      *number = security;
      return TRUE;
    case VALUE_AUTHENTICATION:
      if (!sendoff_authentication_from_string (value, &authentication))
        return fail_for_words (key, "none, same-as-incoming, own", error);
      *number = authentication;
      return TRUE;
    case VALUE_PROTOCOL:
      /* SMTP is a protocol too, but nothing comes in by it. */
      if (!sendoff_protocol_from_string (value, &protocol) || protocol == SENDOFF_PROTOCOL_SMTP)
        return fail_for_words (key, "none, imap, pop3", error);
      *number = protocol;
      return TRUE;
    }

  g_return_val_if_reached (FALSE);
}

gboolean
sendoff_account_set_value (SendoffAccount *self, SendoffKey key, const char *value, GError **error)
{
  guint number = 0;

  g_return_val_if_fail (SENDOFF_IS_ACCOUNT (self), FALSE);
  g_return_val_if_fail (key < SENDOFF_N_KEYS && value != NULL, FALSE);

  if (!parse_value (key, value, &number, error))
    return FALSE;

  if (keys[key].type == VALUE_TEXT)
    set_text (self, key, value);
  else
    set_number (self, key, number);

  return TRUE;
}

const char *
sendoff_account_get_text (SendoffAccount *self, SendoffKey key)
{
  g_return_val_if_fail (SENDOFF_IS_ACCOUNT (self), "");
  g_return_val_if_fail (key < SENDOFF_N_KEYS && keys[key].type == VALUE_TEXT, "");

  return get_text (self, key);
}

void
sendoff_account_set_text (SendoffAccount *self, SendoffKey key, const char *text)
{
  g_return_if_fail (SENDOFF_IS_ACCOUNT (self));
  g_return_if_fail (key < SENDOFF_N_KEYS && keys[key].type == VALUE_TEXT);

  set_text (self, key, text);
}

guint
sendoff_account_get_number (SendoffAccount *self, SendoffKey key)
{
  g_return_val_if_fail (SENDOFF_IS_ACCOUNT (self), 0);
  g_return_val_if_fail (key < SENDOFF_N_KEYS && keys[key].type == VALUE_NUMBER, 0);

  return self->numbers[key];
}

void
sendoff_account_set_number (SendoffAccount *self, SendoffKey key, guint number)
{
  g_return_if_fail (SENDOFF_IS_ACCOUNT (self));
  g_return_if_fail (key < SENDOFF_N_KEYS && keys[key].type == VALUE_NUMBER);
  g_return_if_fail (number <= MAX_NUMBER);

  set_number (self, key, number);
}

static SendoffKey
get_security_key (SendoffLeg leg)
{
  return leg == SENDOFF_LEG_OUTGOING ? SENDOFF_KEY_SMTP_SECURITY : SENDOFF_KEY_INCOMING_SECURITY;
}

SendoffSecurity
sendoff_account_get_security (SendoffAccount *self, SendoffLeg leg)
{
  g_return_val_if_fail (SENDOFF_IS_ACCOUNT (self), SENDOFF_SECURITY_TLS);

  return (SendoffSecurity) self->numbers[get_security_key (leg)];
}

void
sendoff_account_set_security (SendoffAccount *self, SendoffLeg leg, SendoffSecurity security)
{
  g_return_if_fail (SENDOFF_IS_ACCOUNT (self));

  set_number (self, get_security_key (leg), security);
}

SendoffAuthentication
sendoff_account_get_authentication (SendoffAccount *self)
{
  g_return_val_if_fail (SENDOFF_IS_ACCOUNT (self), SENDOFF_AUTHENTICATION_NONE);

  return (SendoffAuthentication) self->numbers[SENDOFF_KEY_SMTP_AUTHENTICATION];
}

void
sendoff_account_set_authentication (SendoffAccount *self, SendoffAuthentication authentication)
{
  g_return_if_fail (SENDOFF_IS_ACCOUNT (self));

  set_number (self, SENDOFF_KEY_SMTP_AUTHENTICATION, authentication);
}

SendoffProtocol
sendoff_account_get_incoming_protocol (SendoffAccount *self)
{
  g_return_val_if_fail (SENDOFF_IS_ACCOUNT (self), SENDOFF_PROTOCOL_NONE);

  return (SendoffProtocol) self->numbers[SENDOFF_KEY_INCOMING_PROTOCOL];
}

void
sendoff_account_set_incoming_protocol (SendoffAccount *self, SendoffProtocol protocol)
{
  g_return_if_fail (SENDOFF_IS_ACCOUNT (self));
  g_return_if_fail (protocol != SENDOFF_PROTOCOL_SMTP);

  set_number (self, SENDOFF_KEY_INCOMING_PROTOCOL, protocol);
}
