/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the passwords: in the Secret Service, or in memory for this run. Main context only. Nothing here asks the user, so a locked keyring
 * is an answer like any other. */
#define G_LOG_DOMAIN "Sendoff"

#include "config.h"

#include "store/secret-store.h"

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "base/error.h"
#include "store/secret-library.h"

#define ACCOUNT_ATTRIBUTE "account"
#define LEG_ATTRIBUTE "leg"
#define USER_ATTRIBUTE "user"
#define HOST_ATTRIBUTE "host"

/* In the leg's place; the attributes of older versions stay. */
#define CLIENT_KEY_WORD "client-key"

struct _SendoffSecretStore
{
  GObject parent_instance;

  gboolean    use_service;
  GHashTable *memory; /* of memory key, SendoffSecretString */
};

G_DEFINE_FINAL_TYPE (SendoffSecretStore, sendoff_secret_store, G_TYPE_OBJECT)

typedef enum { OPERATION_LOOKUP, OPERATION_STORE, OPERATION_CLEAR } OperationKind;

/* What one call is about; belongs to its task. */
typedef struct
{
  OperationKind               kind;
  GHashTable                 *attributes;
  const SendoffSecretLibrary *library;    /* once it was loaded */
  SecretService              *service;    /* once it was found */
  char                       *memory_key; /* lookup, store */
  char                       *label;      /* store */
  SendoffSecretString        *secret;     /* store */
} Operation;

static const SecretSchema *
get_schema (void)
{
  static const SecretSchema schema = {
    SENDOFF_APPLICATION_ID ".Password", SECRET_SCHEMA_NONE,
    {
      { ACCOUNT_ATTRIBUTE, SECRET_SCHEMA_ATTRIBUTE_STRING },
      { LEG_ATTRIBUTE, SECRET_SCHEMA_ATTRIBUTE_STRING },
      { USER_ATTRIBUTE, SECRET_SCHEMA_ATTRIBUTE_STRING },
      { HOST_ATTRIBUTE, SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, 0 },
    },
  };

  return &schema;
}

static void
free_operation (gpointer operation)
{
  Operation *self = operation;

  g_hash_table_unref (self->attributes);
  g_clear_object (&self->service);
  g_free (self->memory_key);
  g_free (self->label);
  g_clear_pointer (&self->secret, sendoff_secret_string_unref);
  g_free (self);
}

static Operation *
create_operation (OperationKind kind, const char *account_id)
{
  Operation *operation = g_new0 (Operation, 1);

  operation->kind = kind;
  operation->attributes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_hash_table_insert (operation->attributes, (gpointer) ACCOUNT_ATTRIBUTE, g_strdup (account_id));

  return operation;
}

static const char *
get_leg_word (const SendoffSecretKey *key)
{
  switch (key->kind)
    {
    case SENDOFF_SECRET_PASSWORD:
      return sendoff_leg_to_string (key->leg);
    case SENDOFF_SECRET_CLIENT_KEY:
      return CLIENT_KEY_WORD;
    }

  g_return_val_if_reached ("");
}

static const char *
get_host (const SendoffSecretKey *key)
{
  return key->kind == SENDOFF_SECRET_PASSWORD ? key->host : "";
}

/* An id has no line end, so what precedes the first one is the account. */
static char *
create_memory_key (const SendoffSecretKey *key)
{
  return g_strjoin ("\n", key->account_id, get_leg_word (key), get_host (key), key->user, NULL);
}

static Operation *
create_operation_for_key (OperationKind kind, const SendoffSecretKey *key)
{
  Operation *operation = create_operation (kind, key->account_id);

  g_hash_table_insert (operation->attributes, (gpointer) LEG_ATTRIBUTE, g_strdup (get_leg_word (key)));
  g_hash_table_insert (operation->attributes, (gpointer) USER_ATTRIBUTE, g_strdup (key->user));
  g_hash_table_insert (operation->attributes, (gpointer) HOST_ATTRIBUTE, g_strdup (get_host (key)));
  operation->memory_key = create_memory_key (key);

  return operation;
}

static void
sendoff_secret_store_finalize (GObject *object)
{
  g_hash_table_unref (SENDOFF_SECRET_STORE (object)->memory);

  G_OBJECT_CLASS (sendoff_secret_store_parent_class)->finalize (object);
}

static void
sendoff_secret_store_class_init (SendoffSecretStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sendoff_secret_store_finalize;
}

static void
sendoff_secret_store_init (SendoffSecretStore *self)
{
  self->memory = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) sendoff_secret_string_unref);
}

SendoffSecretStore *
sendoff_secret_store_new (gboolean use_service)
{
  SendoffSecretStore *self = g_object_new (SENDOFF_TYPE_SECRET_STORE, NULL);

  self->use_service = use_service;

  return self;
}

typedef enum { OBSTACLE_SILENCE, OBSTACLE_LOCK, OBSTACLE_NO_LIBRARY } Obstacle;

static const char *
get_sentence (OperationKind kind, Obstacle obstacle)
{
  static const char *const sentences[][3] = {
    [OPERATION_LOOKUP] = {
      N_("The stored password could not be fetched, because no password service answers. Enter the password."),
      N_("The stored password could not be fetched, because the keyring is locked. Unlock it, or enter the password."),
      N_("The stored password could not be fetched, because the library libsecret is missing. Enter the password, or install the library.") },
    [OPERATION_STORE] = {
      N_("The password could not be stored, because no password service answers. It is kept until the program ends."),
      N_("The password could not be stored, because the keyring is locked or missing. It is kept until the program ends."),
      N_("The password could not be stored, because the library libsecret is missing. It is kept until the program ends.") },
    [OPERATION_CLEAR] = {
      N_("The stored passwords could not be removed, because no password service answers."),
      N_("The stored passwords could not be removed, because the keyring is locked. Unlock it, then try again."),
      N_("The stored passwords could not be removed, because the library libsecret is missing. Install it, then try again.") },
  };

  return _(sentences[kind][obstacle]);
}

static void
return_locked (GTask *task)
{
  Operation *operation = g_task_get_task_data (task);

  g_task_return_new_error (task, SENDOFF_ERROR, SENDOFF_ERROR_NO_SERVICE, "%s", get_sentence (operation->kind, OBSTACLE_LOCK));
}

/* The library's own words are for whoever debugs; only a stop by the caller passes as it is. */
static void
return_failed (GTask *task, const GError *reason)
{
  Operation *operation = g_task_get_task_data (task);

  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_error_copy (reason));
      return;
    }

  g_debug ("Secret Service: %s", reason->message);
  if (operation->library != NULL && g_error_matches (reason, operation->library->error_get_quark (), SECRET_ERROR_IS_LOCKED))
    return_locked (task);
  else
    g_task_return_new_error (task, SENDOFF_ERROR, SENDOFF_ERROR_NO_SERVICE, "%s",
                             get_sentence (operation->kind, operation->library != NULL ? OBSTACLE_SILENCE : OBSTACLE_NO_LIBRARY));
}

static void
on_item_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  SendoffSecretStore *self = g_task_get_source_object (task);
  Operation *operation = g_task_get_task_data (task);

  if (!operation->library->service_store_finish ((SecretService *) source, result, &error))
    {
      return_failed (task, error);
      return;
    }

  /* Another store of the same key may be under way; its secret stays until that one is done. */
  if (g_hash_table_lookup (self->memory, operation->memory_key) == operation->secret)
    g_hash_table_remove (self->memory, operation->memory_key);

  g_task_return_boolean (task, TRUE);
}

static void
store_item (GTask *task)
{
  Operation *operation = g_task_get_task_data (task);
  SecretValue *value = operation->library->value_new (sendoff_secret_string_peek (operation->secret),
                                                      (gssize) sendoff_secret_string_get_length (operation->secret), "text/plain");

  operation->library->service_store (operation->service, get_schema (), operation->attributes, SECRET_COLLECTION_DEFAULT, operation->label, value,
                        g_task_get_cancellable (task), on_item_stored, g_object_ref (task));
  operation->library->value_unref (value);
}

/* Reached by a store, and by a lookup or clear that found nothing: some services show nothing of what is locked. */
static void
on_collection_got (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Operation *operation = g_task_get_task_data (task);
  g_autoptr(SecretCollection) collection = operation->library->collection_for_alias_finish (result, &error);

  if (error != NULL)
    {
      return_failed (task, error);
      return;
    }

  if (collection != NULL && operation->library->collection_get_locked (collection))
    {
      return_locked (task);
      return;
    }

  switch (operation->kind)
    {
    case OPERATION_LOOKUP:
      g_task_return_pointer (task, NULL, NULL);
      break;
    case OPERATION_STORE:
      /* To make a first keyring the service would ask for its password, and hold us up until then. */
      if (collection == NULL)
        return_locked (task);
      else
        store_item (task);
      break;
    case OPERATION_CLEAR:
      g_task_return_boolean (task, TRUE);
      break;
    }
}

static void
get_default_collection (GTask *task)
{
  Operation *operation = g_task_get_task_data (task);

  operation->library->collection_for_alias (operation->service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE,
                               g_task_get_cancellable (task), on_collection_got, g_object_ref (task));
}

static void
on_items_cleared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  const Operation *operation = g_task_get_task_data (task);

  operation->library->service_clear_finish ((SecretService *) source, result, &error);

  if (error != NULL)
    return_failed (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static gboolean
is_any_locked (const SendoffSecretLibrary *library, GList *items)
{
  for (GList *item = items; item != NULL; item = item->next)
    if (library->item_get_locked (item->data))
      return TRUE;

  return FALSE;
}

static void
return_secret (GTask *task, SecretItem *item)
{
  const Operation *operation = g_task_get_task_data (task);
  SecretValue *value = operation->library->item_get_secret (item);
  const char *text;
  gsize length = 0;

  if (value == NULL)
    {
      return_locked (task);
      return;
    }

  text = operation->library->value_get (value, &length);
  g_task_return_pointer (task, sendoff_secret_string_new (text, (gssize) length), (GDestroyNotify) sendoff_secret_string_unref);
  operation->library->value_unref (value);
}

static void
on_items_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Operation *operation = g_task_get_task_data (task);
  g_autolist(SecretItem) items = operation->library->service_search_finish ((SecretService *) source, result, &error);

  if (error != NULL)
    return_failed (task, error);
  else if (items == NULL)
    get_default_collection (task);
  else if (is_any_locked (operation->library, items))
    return_locked (task);
  else if (operation->kind == OPERATION_LOOKUP)
    return_secret (task, items->data);
  else
    operation->library->service_clear (operation->service, get_schema (), operation->attributes, g_task_get_cancellable (task),
                          on_items_cleared, g_object_ref (task));
}

static void
on_service_got (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Operation *operation = g_task_get_task_data (task);

  operation->service = operation->library->service_get_finish (result, &error);
  if (operation->service == NULL)
    {
      return_failed (task, error);
      return;
    }

  switch (operation->kind)
    {
    case OPERATION_LOOKUP:
      /* Not secret_service_lookup(): that one can't tell what is locked from what isn't there. */
      operation->library->service_search (operation->service, get_schema (), operation->attributes, SECRET_SEARCH_LOAD_SECRETS,
                             g_task_get_cancellable (task), on_items_found, g_object_ref (task));
      break;
    case OPERATION_STORE:
      get_default_collection (task);
      break;
    case OPERATION_CLEAR:
      operation->library->service_search (operation->service, get_schema (), operation->attributes, SECRET_SEARCH_ALL,
                             g_task_get_cancellable (task), on_items_found, g_object_ref (task));
      break;
    }
}

static GTask *
create_task (SendoffSecretStore *self, Operation *operation, gpointer source_tag, GCancellable *cancellable, GAsyncReadyCallback callback,
             gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, operation, free_operation);

  return task;
}

static void
on_library_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Operation *operation = g_task_get_task_data (task);

  operation->library = sendoff_secret_library_load_finish (result, &error);
  if (operation->library == NULL)
    return_failed (task, error);
  else
    operation->library->service_get (SECRET_SERVICE_NONE, g_task_get_cancellable (task), on_service_got, g_object_ref (task));
}

static void
get_service (GTask *task)
{
  sendoff_secret_library_load_async (g_task_get_cancellable (task), on_library_loaded, g_object_ref (task));
}

void
sendoff_secret_store_lookup_async (SendoffSecretStore *self, const SendoffSecretKey *key, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = NULL;
  Operation *operation;
  SendoffSecretString *known;

  g_return_if_fail (SENDOFF_IS_SECRET_STORE (self));
  g_return_if_fail (key != NULL);

  operation = create_operation_for_key (OPERATION_LOOKUP, key);
  task = create_task (self, operation, sendoff_secret_store_lookup_async, cancellable, callback, user_data);
  if (g_task_return_error_if_cancelled (task))
    return;

  known = g_hash_table_lookup (self->memory, operation->memory_key);
  if (known != NULL)
    g_task_return_pointer (task, sendoff_secret_string_ref (known), (GDestroyNotify) sendoff_secret_string_unref);
  else if (!self->use_service)
    g_task_return_pointer (task, NULL, NULL);
  else
    get_service (task);
}

SendoffSecretString *
sendoff_secret_store_lookup_finish (SendoffSecretStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static char *
create_label (const SendoffSecretKey *key)
{
  g_autofree char *name = sendoff_display_text_short (key->account_name != NULL ? key->account_name : key->user, -1, 100);
  g_autofree char *host = sendoff_display_text_short (get_host (key), -1, 100);

  if (key->kind == SENDOFF_SECRET_CLIENT_KEY)
    /* Translators: names an entry in the keyring; %s is an account's name. */
    return g_strdup_printf (_("Sendoff: the client certificate's key of %s"), name);
  /* Translators: names an entry in the keyring; the first %s is an account's name, the second a mail server. */
  return g_strdup_printf (_("Sendoff: %s at %s"), name, host);
}

void
sendoff_secret_store_store_async (SendoffSecretStore *self, const SendoffSecretKey *key, SendoffSecretString *secret, gboolean session_only,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = NULL;
  Operation *operation;

  g_return_if_fail (SENDOFF_IS_SECRET_STORE (self));
  g_return_if_fail (key != NULL && secret != NULL);

  operation = create_operation_for_key (OPERATION_STORE, key);
  operation->label = create_label (key);
  operation->secret = sendoff_secret_string_ref (secret);
  task = create_task (self, operation, sendoff_secret_store_store_async, cancellable, callback, user_data);

  /* In memory at once, so that nothing is lost and a lookup meanwhile finds it. */
  g_hash_table_replace (self->memory, g_strdup (operation->memory_key), sendoff_secret_string_ref (secret));

  if (g_task_return_error_if_cancelled (task))
    return;

  if (session_only || !self->use_service)
    g_task_return_boolean (task, TRUE);
  else
    get_service (task);
}

gboolean
sendoff_secret_store_store_finish (SendoffSecretStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
belongs_to_account (gpointer memory_key, gpointer secret, gpointer account_prefix)
{
  return g_str_has_prefix (memory_key, account_prefix);
}

/* Takes the operation. What is in memory is gone already. */
static void
clear_service (SendoffSecretStore  *self,
               Operation           *operation,
               gpointer             source_tag,
               GCancellable        *cancellable,
               GAsyncReadyCallback  callback,
               gpointer             user_data)
{
  g_autoptr(GTask) task = create_task (self, operation, source_tag, cancellable, callback, user_data);

  if (g_task_return_error_if_cancelled (task))
    return;

  if (!self->use_service)
    g_task_return_boolean (task, TRUE);
  else
    get_service (task);
}

void
sendoff_secret_store_forget_async (SendoffSecretStore     *self,
                                   const SendoffSecretKey *key,
                                   GCancellable           *cancellable,
                                   GAsyncReadyCallback     callback,
                                   gpointer                user_data)
{
  Operation *operation;

  g_return_if_fail (SENDOFF_IS_SECRET_STORE (self));
  g_return_if_fail (key != NULL);

  operation = create_operation_for_key (OPERATION_CLEAR, key);
  g_hash_table_remove (self->memory, operation->memory_key);
  clear_service (self, operation, sendoff_secret_store_forget_async, cancellable, callback, user_data);
}

gboolean
sendoff_secret_store_forget_finish (SendoffSecretStore  *self,
                                    GAsyncResult        *result,
                                    GError             **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
sendoff_secret_store_clear_async (SendoffSecretStore *self, const char *account_id, GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autofree char *account_prefix = NULL;

  g_return_if_fail (SENDOFF_IS_SECRET_STORE (self));
  g_return_if_fail (account_id != NULL);

  account_prefix = g_strconcat (account_id, "\n", NULL);
  g_hash_table_foreach_remove (self->memory, belongs_to_account, account_prefix);
  clear_service (self, create_operation (OPERATION_CLEAR, account_id), sendoff_secret_store_clear_async, cancellable, callback, user_data);
}

gboolean
sendoff_secret_store_clear_finish (SendoffSecretStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
