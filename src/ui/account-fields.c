/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the way between an account's values and the fields that show them. */
#include "ui/account-fields.h"

struct _SendoffAccountFields
{
  GObject parent_instance;

  SendoffAccount *account;
  GPtrArray      *fields; /* of Field */
};

G_DEFINE_FINAL_TYPE (SendoffAccountFields, sendoff_account_fields, G_TYPE_OBJECT)

typedef struct
{
  SendoffAccount   *account;
  SendoffKey        key;
  GtkWidget        *widget;
  SendoffFieldMark *mark;
} Field;

static void
free_field (gpointer data)
{
  Field *field = data;

  g_signal_handlers_disconnect_by_data (field->widget, field);
  g_signal_handlers_disconnect_by_data (field->account, field);
  g_object_unref (field->widget);
  g_object_unref (field->mark);
  g_object_unref (field->account);
  g_free (field);
}

static const char *
find_sentence (GPtrArray  *problems,
               SendoffKey  key)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const SendoffFieldProblem *problem = g_ptr_array_index (problems, i);

      if (problem->key == key)
        return problem->message;
    }

  return NULL;
}

static void
check_field (Field *field)
{
  g_autoptr(GPtrArray) problems = sendoff_account_validate (field->account);

  sendoff_field_mark_set (field->mark, find_sentence (problems, field->key));
}

/* What is mended shall not stand there as wrong; what is wrong is told when the field is left. */
static void
check_mended (Field *field)
{
  g_autoptr(GPtrArray) problems = NULL;

  if (sendoff_field_mark_get (field->mark) == NULL)
    return;
  problems = sendoff_account_validate (field->account);
  if (find_sentence (problems, field->key) == NULL)
    sendoff_field_mark_set (field->mark, NULL);
}

/* 0, which no port is, where it is too great: such a number can't be held. */
static guint
get_typed_number (GtkWidget *spin)
{
  int number = gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (spin));

  return number > G_MAXUINT16 ? 0 : (guint) number;
}

static void
on_text_changed (Field *field)
{
  sendoff_account_set_text (field->account, field->key, gtk_entry_get_text (GTK_ENTRY (field->widget)));
  check_mended (field);
}

static void
on_number_changed (Field *field)
{
  sendoff_account_set_number (field->account, field->key, get_typed_number (field->widget));
  check_mended (field);
}

static void
on_value_changed (Field *field)
{
  if (GTK_IS_SPIN_BUTTON (field->widget))
    {
      guint number = sendoff_account_get_number (field->account, field->key);

      if (get_typed_number (field->widget) != number)
        gtk_spin_button_set_value (GTK_SPIN_BUTTON (field->widget), number);
    }
  else if (GTK_IS_ENTRY (field->widget))
    {
      const char *text = sendoff_account_get_text (field->account, field->key);

      if (g_strcmp0 (gtk_entry_get_text (GTK_ENTRY (field->widget)), text) != 0)
        gtk_entry_set_text (GTK_ENTRY (field->widget), text);
    }
  check_mended (field);
}

/* A space that came along with what was pasted is never meant. */
static void
trim_text (Field *field)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (gtk_entry_get_text (GTK_ENTRY (field->widget))));

  if (g_strcmp0 (gtk_entry_get_text (GTK_ENTRY (field->widget)), trimmed) != 0)
    gtk_entry_set_text (GTK_ENTRY (field->widget), trimmed);
}

/* What was typed into a spin button counts only when it is left, and a mnemonic of a button leaves nothing. */
static void
finish_typing (Field *field)
{
  if (GTK_IS_SPIN_BUTTON (field->widget))
    gtk_spin_button_update (GTK_SPIN_BUTTON (field->widget));
  else if (GTK_IS_ENTRY (field->widget))
    trim_text (field);
}

static gboolean
on_field_left (Field *field)
{
  finish_typing (field);
  check_field (field);
  return GDK_EVENT_PROPAGATE;
}

static void
sendoff_account_fields_finalize (GObject *object)
{
  SendoffAccountFields *self = SENDOFF_ACCOUNT_FIELDS (object);

  g_ptr_array_unref (self->fields);
  g_clear_object (&self->account);
  G_OBJECT_CLASS (sendoff_account_fields_parent_class)->finalize (object);
}

static void
sendoff_account_fields_class_init (SendoffAccountFieldsClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sendoff_account_fields_finalize;
}

static void
sendoff_account_fields_init (SendoffAccountFields *self)
{
  self->fields = g_ptr_array_new_with_free_func (free_field);
}

SendoffAccountFields *
sendoff_account_fields_new (SendoffAccount *account)
{
  SendoffAccountFields *self;

  g_return_val_if_fail (SENDOFF_IS_ACCOUNT (account), NULL);

  self = g_object_new (SENDOFF_TYPE_ACCOUNT_FIELDS, NULL);
  self->account = g_object_ref (account);
  return self;
}

SendoffAccount *
sendoff_account_fields_get_account (SendoffAccountFields *self)
{
  g_return_val_if_fail (SENDOFF_IS_ACCOUNT_FIELDS (self), NULL);

  return self->account;
}

static void
follow_account (Field *field)
{
  g_autofree char *signal = g_strconcat ("notify::", sendoff_key_to_string (field->key), NULL);

  g_strdelimit (signal, ".", '-');
  g_signal_connect_swapped (field->account, signal, G_CALLBACK (on_value_changed), field);
  on_value_changed (field);
}

void
sendoff_account_fields_add (SendoffAccountFields *self,
                            SendoffKey            key,
                            GtkWidget            *widget,
                            SendoffFieldMark     *mark)
{
  Field *field;

  g_return_if_fail (SENDOFF_IS_ACCOUNT_FIELDS (self));
  g_return_if_fail (GTK_IS_WIDGET (widget) && SENDOFF_IS_FIELD_MARK (mark));

  field = g_new0 (Field, 1);
  field->account = g_object_ref (self->account);
  field->key = key;
  field->widget = g_object_ref (widget);
  field->mark = g_object_ref (mark);
  g_ptr_array_add (self->fields, field);

  follow_account (field);
  if (GTK_IS_SPIN_BUTTON (widget))
    g_signal_connect_swapped (widget, "value-changed", G_CALLBACK (on_number_changed), field);
  else if (GTK_IS_ENTRY (widget))
    g_signal_connect_swapped (widget, "changed", G_CALLBACK (on_text_changed), field);
  if (GTK_IS_ENTRY (widget))
    g_signal_connect_swapped (widget, "focus-out-event", G_CALLBACK (on_field_left), field);
}

GtkWidget *
sendoff_account_fields_check (SendoffAccountFields *self)
{
  g_autoptr(GPtrArray) problems = NULL;
  GtkWidget *first = NULL;

  g_return_val_if_fail (SENDOFF_IS_ACCOUNT_FIELDS (self), NULL);

  for (guint i = 0; i < self->fields->len; i++)
    {
      Field *field = g_ptr_array_index (self->fields, i);

      finish_typing (field);
      sendoff_field_mark_set (field->mark, NULL);
    }
  problems = sendoff_account_validate (self->account);
  for (guint i = 0; i < problems->len; i++)
    {
      const SendoffFieldProblem *problem = g_ptr_array_index (problems, i);
      GtkWidget *widget = sendoff_account_fields_mark (self, problem->key, problem->message);

      if (first == NULL)
        first = widget;
    }

  return first;
}

static Field *
find_field (SendoffAccountFields *self,
            SendoffKey            key)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      Field *field = g_ptr_array_index (self->fields, i);

      if (field->key == key)
        return field;
    }

  return NULL;
}

GtkWidget *
sendoff_account_fields_mark (SendoffAccountFields *self,
                             SendoffKey            key,
                             const char           *sentence)
{
  Field *field;

  g_return_val_if_fail (SENDOFF_IS_ACCOUNT_FIELDS (self), NULL);

  field = find_field (self, key);
  if (field == NULL)
    return NULL;
  /* Two keys may share a mark; the first says enough. */
  if (sendoff_field_mark_get (field->mark) == NULL)
    sendoff_field_mark_set (field->mark, sentence);
  return field->widget;
}

void
sendoff_account_fields_leave (SendoffAccountFields *self,
                              SendoffKey            key)
{
  Field *field;

  g_return_if_fail (SENDOFF_IS_ACCOUNT_FIELDS (self));

  field = find_field (self, key);
  if (field != NULL)
    on_field_left (field);
}
