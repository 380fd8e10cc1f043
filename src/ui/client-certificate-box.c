/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the choice of the account's own certificate. */
#include "ui/client-certificate-box.h"

#include <glib/gi18n-lib.h>

#include "ui/client-certificate-text.h"
#include "ui/text-icon.h"
#include "ui/window-size.h"
#include "ui/wrapping-label.h"

/* After the last key: who is still typing a path is not told that there is no such file. */
#define READING_DELAY_MS 400

struct _SendoffClientCertificateBox
{
  GtkBox parent_instance;

  GtkWidget        *certificate_entry, *certificate_button, *key_entry, *key_button;
  SendoffFieldMark *certificate_mark, *key_mark;
  GtkWidget        *facts_label, *problem_box, *problem_label, *remember_check, *clear_button;

  SendoffAccountFields *fields;
  SendoffSecretStore   *secrets;
  GtkFileChooserNative *chooser; /* while it is open */
  guint                 delay;
  GCancellable         *cancellable; /* of what is being read */
  char                 *remembered;  /* where the key is whose passphrase is stored; NULL: none */
  gboolean              is_to_forget;
};

G_DEFINE_FINAL_TYPE (SendoffClientCertificateBox, sendoff_client_certificate_box, GTK_TYPE_BOX)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static const char *
get_text (SendoffClientCertificateBox *self,
          SendoffKey                   key)
{
  return sendoff_account_get_text (sendoff_account_fields_get_account (self->fields), key);
}

/* Where the key is; "": there is none. */
static const char *
get_key_place (SendoffClientCertificateBox *self)
{
  const char *key = get_text (self, SENDOFF_KEY_CLIENT_KEY);

  return *key != '\0' ? key : get_text (self, SENDOFF_KEY_CLIENT_CERTIFICATE);
}

static void
show_facts (SendoffClientCertificateBox *self,
            const char                  *facts,
            const char                  *problem)
{
  gtk_label_set_text (GTK_LABEL (self->facts_label), facts != NULL ? facts : "");
  gtk_widget_set_visible (self->facts_label, facts != NULL);
  gtk_label_set_text (GTK_LABEL (self->problem_label), problem != NULL ? problem : "");
  gtk_widget_set_visible (self->problem_box, problem != NULL);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    sendoff_window_grow (GTK_WINDOW (gtk_widget_get_toplevel (GTK_WIDGET (self))));
}

static void
on_described (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(SendoffClientCertificateBox) self = user_data;
  g_autofree char *problem = NULL;
  g_autofree char *facts = sendoff_client_certificate_describe_finish (result, &problem);

  /* Else another one is chosen, or the window is closed. */
  if (!g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    show_facts (self, facts, problem);
}

/* ---- the remembered passphrase ---- */

static void
show_remembered (SendoffClientCertificateBox *self)
{
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->remember_check), !self->is_to_forget);
  gtk_widget_set_visible (self->remember_check, self->remembered != NULL);
}

static SendoffSecretKey
get_secret_key (SendoffClientCertificateBox *self,
                const char                  *place)
{
  SendoffAccount *account = sendoff_account_fields_get_account (self->fields);

  return (SendoffSecretKey) {
    .account_id = sendoff_account_get_id (account),
    .account_name = sendoff_account_get_text (account, SENDOFF_KEY_NAME),
    .user = place,
    .kind = SENDOFF_SECRET_CLIENT_KEY,
  };
}

typedef struct
{
  SendoffClientCertificateBox *box;
  GCancellable                *cancellable;
  char                        *place;
} Lookup;

static void
on_secret_found (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  Lookup *lookup = user_data;
  g_autoptr(SendoffSecretString) secret = sendoff_secret_store_lookup_finish (SENDOFF_SECRET_STORE (source), result, NULL);

  if (!g_cancellable_is_cancelled (lookup->cancellable) && secret != NULL)
    {
      lookup->box->remembered = g_steal_pointer (&lookup->place);
      show_remembered (lookup->box);
    }
  g_object_unref (lookup->box);
  g_object_unref (lookup->cancellable);
  g_free (lookup->place);
  g_free (lookup);
}

static void
look_for_secret (SendoffClientCertificateBox *self)
{
  const char *place = get_key_place (self);
  SendoffSecretKey key = get_secret_key (self, place);
  Lookup *lookup = g_new0 (Lookup, 1);

  lookup->box = g_object_ref (self);
  lookup->cancellable = g_object_ref (self->cancellable);
  lookup->place = g_strdup (place);
  sendoff_secret_store_lookup_async (self->secrets, &key, self->cancellable, on_secret_found, lookup);
}

static void
on_remember_toggled (SendoffClientCertificateBox *self)
{
  gboolean is_to_forget = !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->remember_check));

  if (is_to_forget == self->is_to_forget)
    return;
  self->is_to_forget = is_to_forget;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* ---- reading anew ---- */

static void
stop_reading (SendoffClientCertificateBox *self)
{
  g_clear_handle_id (&self->delay, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/* What has no place to be read from is said by its mark. */
static gboolean
can_be_read (SendoffClientCertificateBox *self)
{
  g_autoptr(GPtrArray) problems = sendoff_account_validate (sendoff_account_fields_get_account (self->fields));

  for (guint i = 0; i < problems->len; i++)
    {
      const SendoffFieldProblem *problem = g_ptr_array_index (problems, i);

      if (problem->key == SENDOFF_KEY_CLIENT_CERTIFICATE || problem->key == SENDOFF_KEY_CLIENT_KEY)
        return FALSE;
    }
  return *get_text (self, SENDOFF_KEY_CLIENT_CERTIFICATE) != '\0';
}

static void
start_reading (SendoffClientCertificateBox *self)
{
  stop_reading (self);
  if (!can_be_read (self))
    return;
  self->cancellable = g_cancellable_new ();
  look_for_secret (self);
  sendoff_client_certificate_describe_async (get_text (self, SENDOFF_KEY_CLIENT_CERTIFICATE), get_text (self, SENDOFF_KEY_CLIENT_KEY),
                                             self->cancellable, on_described, g_object_ref (self));
}

static void
on_delay_over (gpointer user_data)
{
  SendoffClientCertificateBox *self = user_data;

  self->delay = 0;
  start_reading (self);
}

/* What is shown is no longer of what is chosen. */
static void
on_place_changed (SendoffClientCertificateBox *self)
{
  gboolean had_changes = self->is_to_forget;

  stop_reading (self);
  show_facts (self, NULL, NULL);
  g_clear_pointer (&self->remembered, g_free);
  self->is_to_forget = FALSE;
  show_remembered (self);
  gtk_widget_set_sensitive (self->clear_button, *get_text (self, SENDOFF_KEY_CLIENT_CERTIFICATE) != '\0' ||
                                                  *get_text (self, SENDOFF_KEY_CLIENT_KEY) != '\0');
  self->delay = g_timeout_add_once (READING_DELAY_MS, on_delay_over, self);
  if (had_changes)
    g_signal_emit (self, signals[CHANGED], 0);
}

/* ---- choosing ---- */

static void
close_chooser (SendoffClientCertificateBox *self)
{
  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
}

static void
on_file_chosen (GtkNativeDialog *chooser,
                int              response,
                GtkEntry        *entry)
{
  SendoffClientCertificateBox *self = SENDOFF_CLIENT_CERTIFICATE_BOX (gtk_widget_get_ancestor (GTK_WIDGET (entry), SENDOFF_TYPE_CLIENT_CERTIFICATE_BOX));
  g_autofree char *path = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_filename (GTK_FILE_CHOOSER (chooser)) : NULL;

  if (path != NULL && g_utf8_validate (path, -1, NULL))
    gtk_entry_set_text (entry, path);
  close_chooser (self);
}

static void
add_filter (GtkFileChooser    *chooser,
            const char        *name,
            const char *const *patterns)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (guint i = 0; patterns[i] != NULL; i++)
    gtk_file_filter_add_pattern (filter, patterns[i]);
  gtk_file_chooser_add_filter (chooser, filter);
}

static void
choose_file (SendoffClientCertificateBox *self,
             const char                  *title,
             GtkWidget                   *entry)
{
  const char *const pem[] = { "*.pem", "*.crt", "*.cer", "*.key", NULL };
  const char *const all[] = { "*", NULL };
  GtkFileChooser *chooser;

  close_chooser (self);
  self->chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (gtk_widget_get_toplevel (GTK_WIDGET (self))), GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  chooser = GTK_FILE_CHOOSER (self->chooser);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  add_filter (chooser, _("Certificates and keys (PEM)"), pem);
  add_filter (chooser, _("All files"), all);
  if (g_path_is_absolute (gtk_entry_get_text (GTK_ENTRY (entry))))
    gtk_file_chooser_set_filename (chooser, gtk_entry_get_text (GTK_ENTRY (entry)));
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_file_chosen), entry, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
on_certificate_clicked (SendoffClientCertificateBox *self)
{
  choose_file (self, _("Choose Your Certificate"), self->certificate_entry);
}

static void
on_key_clicked (SendoffClientCertificateBox *self)
{
  choose_file (self, _("Choose the Key of Your Certificate"), self->key_entry);
}

static void
on_clear_clicked (SendoffClientCertificateBox *self)
{
  gtk_entry_set_text (GTK_ENTRY (self->key_entry), "");
  gtk_entry_set_text (GTK_ENTRY (self->certificate_entry), "");
  /* The button has just become insensitive. */
  gtk_widget_grab_focus (self->certificate_entry);
}

/* ---- saving ---- */

static void
on_forgotten (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  SendoffClientCertificateBox *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!sendoff_secret_store_forget_finish (SENDOFF_SECRET_STORE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  self->is_to_forget = FALSE;
  g_clear_pointer (&self->remembered, g_free);
  /* NULL: the window is closed. */
  if (self->remember_check != NULL)
    show_remembered (self);
  g_task_return_boolean (task, TRUE);
}

gboolean
sendoff_client_certificate_box_has_changes (SendoffClientCertificateBox *self)
{
  g_return_val_if_fail (SENDOFF_IS_CLIENT_CERTIFICATE_BOX (self), FALSE);

  return self->is_to_forget && self->remembered != NULL;
}

void
sendoff_client_certificate_box_save_async (SendoffClientCertificateBox *self,
                                           GAsyncReadyCallback          callback,
                                           gpointer                     user_data)
{
  SendoffSecretKey key;
  GTask *task;

  g_return_if_fail (SENDOFF_IS_CLIENT_CERTIFICATE_BOX (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, sendoff_client_certificate_box_save_async);
  if (sendoff_client_certificate_box_has_changes (self))
    {
      key = get_secret_key (self, self->remembered);
      sendoff_secret_store_forget_async (self->secrets, &key, NULL, on_forgotten, task);
      return;
    }
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

gboolean
sendoff_client_certificate_box_save_finish (SendoffClientCertificateBox  *self,
                                            GAsyncResult                 *result,
                                            GError                      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- the widget ---- */

static void
sendoff_client_certificate_box_dispose (GObject *object)
{
  SendoffClientCertificateBox *self = SENDOFF_CLIENT_CERTIFICATE_BOX (object);

  /* The account may go on changing while it is saved. */
  if (self->fields != NULL)
    g_signal_handlers_disconnect_by_data (sendoff_account_fields_get_account (self->fields), self);
  stop_reading (self);
  close_chooser (self);
  G_OBJECT_CLASS (sendoff_client_certificate_box_parent_class)->dispose (object);
}

/* Not when it is destroyed: what is to be forgotten may be on its way. */
static void
sendoff_client_certificate_box_finalize (GObject *object)
{
  SendoffClientCertificateBox *self = SENDOFF_CLIENT_CERTIFICATE_BOX (object);

  g_clear_object (&self->fields);
  g_clear_object (&self->secrets);
  g_free (self->remembered);
  G_OBJECT_CLASS (sendoff_client_certificate_box_parent_class)->finalize (object);
}

static void
sendoff_client_certificate_box_class_init (SendoffClientCertificateBoxClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sendoff_client_certificate_box_dispose;
  G_OBJECT_CLASS (class)->finalize = sendoff_client_certificate_box_finalize;
  signals[CHANGED] = g_signal_new ("changed", SENDOFF_TYPE_CLIENT_CERTIFICATE_BOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (SENDOFF_TYPE_FIELD_MARK);
  g_type_ensure (SENDOFF_TYPE_TEXT_ICON);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/client-certificate-box.ui");
  gtk_widget_class_bind_template_child (widget_class, SendoffClientCertificateBox, certificate_entry);
  gtk_widget_class_bind_template_child (widget_class, SendoffClientCertificateBox, certificate_button);
  gtk_widget_class_bind_template_child (widget_class, SendoffClientCertificateBox, certificate_mark);
  gtk_widget_class_bind_template_child (widget_class, SendoffClientCertificateBox, key_entry);
  gtk_widget_class_bind_template_child (widget_class, SendoffClientCertificateBox, key_button);
  gtk_widget_class_bind_template_child (widget_class, SendoffClientCertificateBox, key_mark);
  gtk_widget_class_bind_template_child (widget_class, SendoffClientCertificateBox, facts_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffClientCertificateBox, problem_box);
  gtk_widget_class_bind_template_child (widget_class, SendoffClientCertificateBox, problem_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffClientCertificateBox, remember_check);
  gtk_widget_class_bind_template_child (widget_class, SendoffClientCertificateBox, clear_button);
}

static void
sendoff_client_certificate_box_init (SendoffClientCertificateBox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sendoff_forbid_hyphens (GTK_WIDGET (self));
}

void
sendoff_client_certificate_box_bind (SendoffClientCertificateBox *self,
                                     SendoffAccountFields        *fields,
                                     SendoffSecretStore          *secrets)
{
  SendoffAccount *account = sendoff_account_fields_get_account (fields);

  self->fields = g_object_ref (fields);
  self->secrets = g_object_ref (secrets);
  sendoff_account_fields_add (fields, SENDOFF_KEY_CLIENT_CERTIFICATE, self->certificate_entry, self->certificate_mark);
  sendoff_account_fields_add (fields, SENDOFF_KEY_CLIENT_KEY, self->key_entry, self->key_mark);
  on_place_changed (self);
  /* A file may have been put there since. */
  g_signal_connect_object (self, "map", G_CALLBACK (start_reading), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (account, "notify::client-certificate", G_CALLBACK (on_place_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (account, "notify::client-key", G_CALLBACK (on_place_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->remember_check, "toggled", G_CALLBACK (on_remember_toggled), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->certificate_button, "clicked", G_CALLBACK (on_certificate_clicked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->key_button, "clicked", G_CALLBACK (on_key_clicked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->clear_button, "clicked", G_CALLBACK (on_clear_clicked), self, G_CONNECT_SWAPPED);
}
