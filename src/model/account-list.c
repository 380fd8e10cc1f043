/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the order of the accounts, their names' uniqueness, and which one is the default. Main context only. */
#include "model/account-list.h"

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "base/error.h"

struct _SendoffAccountList
{
  GObject parent_instance;

  GPtrArray      *accounts;
  SendoffAccount *default_account; /* borrowed from accounts; NULL only while they are none */
};

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SendoffAccountList, sendoff_account_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

enum { PROP_0, PROP_DEFAULT_ACCOUNT, N_PROPS };
static GParamSpec *properties[N_PROPS];

static GType
get_item_type (GListModel *model)
{
  return SENDOFF_TYPE_ACCOUNT;
}

static guint
get_n_items (GListModel *model)
{
  return SENDOFF_ACCOUNT_LIST (model)->accounts->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  SendoffAccountList *self = SENDOFF_ACCOUNT_LIST (model);

  return position < self->accounts->len ? g_object_ref (g_ptr_array_index (self->accounts, position)) : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
sendoff_account_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_DEFAULT_ACCOUNT)
    g_value_set_object (value, SENDOFF_ACCOUNT_LIST (object)->default_account);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
sendoff_account_list_finalize (GObject *object)
{
  g_ptr_array_unref (SENDOFF_ACCOUNT_LIST (object)->accounts);

  G_OBJECT_CLASS (sendoff_account_list_parent_class)->finalize (object);
}

static void
sendoff_account_list_class_init (SendoffAccountListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sendoff_account_list_get_property;
  object_class->finalize = sendoff_account_list_finalize;

  properties[PROP_DEFAULT_ACCOUNT] = g_param_spec_object ("default-account", NULL, NULL, SENDOFF_TYPE_ACCOUNT,
                                                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sendoff_account_list_init (SendoffAccountList *self)
{
  self->accounts = g_ptr_array_new_with_free_func (g_object_unref);
}

SendoffAccountList *
sendoff_account_list_new (void)
{
  return g_object_new (SENDOFF_TYPE_ACCOUNT_LIST, NULL);
}

static void
change_default (SendoffAccountList *self, SendoffAccount *account)
{
  if (self->default_account == account)
    return;

  self->default_account = account;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DEFAULT_ACCOUNT]);
}

/* "é" as one character and as two is one name. */
static char *
normalize_name (const char *name)
{
  char *normalized = g_utf8_validate (name, -1, NULL) ? g_utf8_normalize (name, -1, G_NORMALIZE_NFC) : NULL;

  return normalized != NULL ? normalized : g_strdup (name);
}

SendoffAccount *
sendoff_account_list_find_by_name (SendoffAccountList *self, const char *name)
{
  g_autofree char *wanted = NULL;

  g_return_val_if_fail (SENDOFF_IS_ACCOUNT_LIST (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  wanted = normalize_name (name);
  for (guint i = 0; i < self->accounts->len; i++)
    {
      SendoffAccount *account = g_ptr_array_index (self->accounts, i);
      g_autofree char *normalized = normalize_name (sendoff_account_get_text (account, SENDOFF_KEY_NAME));

      if (g_str_equal (normalized, wanted))
        return account;
    }

  return NULL;
}

SendoffAccount *
sendoff_account_list_find_by_id (SendoffAccountList *self, const char *id)
{
  g_return_val_if_fail (SENDOFF_IS_ACCOUNT_LIST (self), NULL);

  for (guint i = 0; i < self->accounts->len; i++)
    {
      SendoffAccount *account = g_ptr_array_index (self->accounts, i);

      if (g_strcmp0 (sendoff_account_get_id (account), id) == 0)
        return account;
    }

  return NULL;
}

static gboolean
has_server (SendoffAccount *account, SendoffLeg leg, const char *host, guint16 port)
{
  guint16 own_port;
  g_autofree char *own_host = sendoff_account_dup_server (account, leg, &own_port);

  return own_port == port && g_strcmp0 (own_host, host) == 0;
}

gboolean
sendoff_account_list_has_server (SendoffAccountList *self, const char *host, guint16 port)
{
  g_return_val_if_fail (SENDOFF_IS_ACCOUNT_LIST (self), FALSE);
  g_return_val_if_fail (host != NULL, FALSE);

  for (guint i = 0; i < self->accounts->len; i++)
    {
      SendoffAccount *account = g_ptr_array_index (self->accounts, i);

      if (has_server (account, SENDOFF_LEG_OUTGOING, host, port) || has_server (account, SENDOFF_LEG_INCOMING, host, port))
        return TRUE;
    }

  return FALSE;
}

gboolean
sendoff_account_list_check (SendoffAccountList *self, SendoffAccount *account, GError **error)
{
  const char *name;
  SendoffAccount *namesake;
  g_autoptr(GPtrArray) problems = NULL;

  g_return_val_if_fail (SENDOFF_IS_ACCOUNT_LIST (self), FALSE);
  g_return_val_if_fail (SENDOFF_IS_ACCOUNT (account), FALSE);

  problems = sendoff_account_validate (account);
  if (problems->len > 0)
    {
      const SendoffFieldProblem *first = g_ptr_array_index (problems, 0);

      g_set_error_literal (error, SENDOFF_ERROR, SENDOFF_ERROR_INVALID, first->message);
      return FALSE;
    }

  name = sendoff_account_get_text (account, SENDOFF_KEY_NAME);
  namesake = sendoff_account_list_find_by_name (self, name);
  if (namesake != NULL && !g_str_equal (sendoff_account_get_id (namesake), sendoff_account_get_id (account)))
    {
      g_autofree char *display = sendoff_display_text (name, -1);

      /* Translators: %s is an account's name. */
      g_set_error (error, SENDOFF_ERROR, SENDOFF_ERROR_EXISTS,
                   _("There is already an account called “%s”. Choose another name."), display);
      return FALSE;
    }

  return TRUE;
}

static gboolean
has_same_ids (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++)
    if (!g_str_equal (sendoff_account_get_id (g_ptr_array_index (a, i)), sendoff_account_get_id (g_ptr_array_index (b, i))))
      return FALSE;

  return TRUE;
}

void
sendoff_account_list_replace (SendoffAccountList *self, GPtrArray *accounts, const char *default_id)
{
  g_autoptr(GPtrArray) before = NULL;
  GPtrArray *after;
  SendoffAccount *default_account;

  g_return_if_fail (SENDOFF_IS_ACCOUNT_LIST (self));
  g_return_if_fail (accounts != NULL);

  after = g_ptr_array_new_full (accounts->len, g_object_unref);
  for (guint i = 0; i < accounts->len; i++)
    {
      SendoffAccount *incoming = g_ptr_array_index (accounts, i);
      SendoffAccount *known = sendoff_account_list_find_by_id (self, sendoff_account_get_id (incoming));

      if (known != NULL)
        sendoff_account_assign (known, incoming);
      g_ptr_array_add (after, g_object_ref (known != NULL ? known : incoming));
    }

  before = g_steal_pointer (&self->accounts);
  self->accounts = after;
  if (!has_same_ids (before, after))
    g_list_model_items_changed (G_LIST_MODEL (self), 0, before->len, after->len);

  default_account = default_id != NULL ? sendoff_account_list_find_by_id (self, default_id) : NULL;
  if (default_account == NULL && after->len > 0)
    default_account = g_ptr_array_index (after, 0);
  change_default (self, default_account);
}

SendoffAccount *
sendoff_account_list_get_default (SendoffAccountList *self)
{
  g_return_val_if_fail (SENDOFF_IS_ACCOUNT_LIST (self), NULL);

  return self->default_account;
}
