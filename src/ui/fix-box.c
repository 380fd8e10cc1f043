/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the proposed change of settings, and its Undo. Works on copies: what can't be saved changes nothing. */

#include "ui/fix-box.h"

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "ui/change-text.h"
#include "ui/wrapping-label.h"

struct _SendoffFixBox
{
  GtkBox parent_instance;

  GtkWidget           *proposal_box;
  GtkWidget           *heading_label;
  GtkWidget           *label;
  GtkWidget           *changes_box;
  GtkWidget           *undo_box;
  GtkWidget           *undo_label;
  GtkWidget           *undo_button;
  GtkWidget           *problem_label;
  GtkWidget           *apply_button;
  SendoffAccountsFile *file;
  SendoffAccount      *draft;    /* instead of the file's; NULL: none */
  SendoffAccount      *account;  /* that the proposal is for */
  GPtrArray           *changes;  /* of SendoffChange */
  GArray              *keys;     /* of SendoffKey: those that were changed here, and that Undo brings back … */
  SendoffAccount      *before;   /* … to this … */
  SendoffAccount      *after;    /* … from this; NULL: nothing to undo */
};

enum { APPLIED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SendoffFixBox, sendoff_fix_box, GTK_TYPE_BOX)

static void
show_problem (SendoffFixBox *self,
              const GError  *error)
{
  g_autofree char *sentence = error != NULL ? sendoff_display_text_lines (error->message, -1) : NULL;

  gtk_label_set_text (GTK_LABEL (self->problem_label), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->problem_label, sentence != NULL);
}

static void
show_or_hide (SendoffFixBox *self)
{
  gtk_widget_set_visible (self->proposal_box, self->changes != NULL);
  gtk_widget_set_visible (self->undo_box, *gtk_label_get_text (GTK_LABEL (self->undo_label)) != '\0');
  gtk_widget_set_visible (self->undo_button, self->after != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), gtk_widget_get_visible (self->proposal_box) || gtk_widget_get_visible (self->undo_box));
}

static void
remove_child (GtkWidget *child,
              gpointer   user_data)
{
  gtk_widget_destroy (child);
}

static void
list_changes (SendoffFixBox *self)
{
  gtk_container_foreach (GTK_CONTAINER (self->changes_box), remove_child, NULL);
  for (guint i = 0; self->changes != NULL && i < self->changes->len; i++)
    {
      g_autofree char *text = sendoff_change_to_text (self->account, g_ptr_array_index (self->changes, i));

      gtk_box_pack_start (GTK_BOX (self->changes_box), sendoff_bullet_row_new (sendoff_wrapping_label_new (text, 60)), FALSE, FALSE, 0);
    }
}

/* A save that is under way; the box, in its window, may be gone when it ends. */
typedef struct
{
  SendoffFixBox  *box;
  SendoffAccount *before;
  SendoffAccount *after;
} Saving;

static void
free_saving (Saving *saving)
{
  g_object_unref (saving->box);
  g_object_unref (saving->before);
  g_object_unref (saving->after);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, free_saving)

static void
save (SendoffFixBox       *self,
      SendoffAccount      *before,
      SendoffAccount      *after,
      GAsyncReadyCallback  callback)
{
  Saving *saving = g_new0 (Saving, 1);

  saving->box = g_object_ref (self);
  saving->before = g_object_ref (before);
  saving->after = g_object_ref (after);
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  sendoff_accounts_file_commit_async (self->file, before, after, FALSE, callback, saving);
}

/* FALSE: there is nothing more to do in the box. */
static gboolean
end_saving (SendoffFixBox *self,
            GAsyncResult  *result)
{
  g_autoptr(GError) error = NULL;
  gboolean saved = sendoff_accounts_file_commit_finish (self->file, result, NULL, &error);

  if (self->label == NULL)
    return FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  show_problem (self, error);
  return saved;
}

static gboolean
was_changed (SendoffFixBox *self,
             SendoffKey     key)
{
  for (guint i = 0; i < self->keys->len; i++)
    if (g_array_index (self->keys, SendoffKey, i) == key)
      return TRUE;
  return FALSE;
}

/* Several changes one after the other: Undo goes back to what each key was before the first. */
static void
remember (SendoffFixBox  *self,
          SendoffAccount *before,
          SendoffAccount *after)
{
  if (self->after == NULL)
    {
      self->before = sendoff_account_copy (before);
      self->after = sendoff_account_copy (after);
    }
  for (guint i = 0; i < self->changes->len; i++)
    {
      SendoffKey key = ((SendoffChange *) g_ptr_array_index (self->changes, i))->key;

      if (!was_changed (self, key))
        {
          sendoff_account_copy_value (self->before, before, key);
          g_array_append_val (self->keys, key);
        }
      sendoff_account_copy_value (self->after, after, key);
    }
}

static void
finish_applying (SendoffFixBox  *self,
                 SendoffAccount *before,
                 SendoffAccount *after)
{
  remember (self, before, after);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  gtk_label_set_text (GTK_LABEL (self->undo_label), _("The settings of the account were changed."));
  show_or_hide (self);
  g_signal_emit (self, signals[APPLIED], 0);
}

static void
on_applied (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Saving) saving = user_data;

  if (end_saving (saving->box, result))
    finish_applying (saving->box, saving->before, saving->after);
}

static void
on_apply_clicked (GtkButton     *button,
                  SendoffFixBox *self)
{
  g_autoptr(SendoffAccount) after = sendoff_account_copy (self->account);
  g_autoptr(SendoffAccount) before = sendoff_account_copy (self->account);
  g_autoptr(GError) error = NULL;

  if (!sendoff_changes_apply (self->changes, after, &error))
    show_problem (self, error);
  else if (self->draft == NULL)
    save (self, before, after, on_applied);
  else if (sendoff_changes_apply (self->changes, self->draft, NULL))
    finish_applying (self, before, after);
}

static void
finish_undoing (SendoffFixBox *self)
{
  g_clear_object (&self->before);
  g_clear_object (&self->after);
  g_array_set_size (self->keys, 0);
  /* A proposal would be one for the settings that have just gone. */
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  gtk_label_set_text (GTK_LABEL (self->undo_label), _("The settings are again what they were. This result is that of the changed ones."));
  show_or_hide (self);
}

static void
on_undone (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Saving) saving = user_data;

  if (end_saving (saving->box, result))
    finish_undoing (saving->box);
}

static void
copy_keys (SendoffFixBox  *self,
           SendoffAccount *to,
           SendoffAccount *from)
{
  for (guint i = 0; i < self->keys->len; i++)
    sendoff_account_copy_value (to, from, g_array_index (self->keys, SendoffKey, i));
}

/* Whatever else has changed meanwhile stays as it is. */
static void
on_undo_clicked (GtkButton     *button,
                 SendoffFixBox *self)
{
  SendoffAccount *present = sendoff_account_list_find_by_id (sendoff_accounts_file_get_list (self->file), sendoff_account_get_id (self->after));
  g_autoptr(SendoffAccount) changed = sendoff_account_copy (present != NULL ? present : self->after);
  g_autoptr(SendoffAccount) back = sendoff_account_copy (changed);

  if (self->draft != NULL)
    {
      copy_keys (self, self->draft, self->before);
      finish_undoing (self);
      return;
    }
  copy_keys (self, changed, self->after);
  copy_keys (self, back, self->before);
  save (self, changed, back, on_undone);
}

static void
sendoff_fix_box_finalize (GObject *object)
{
  SendoffFixBox *self = SENDOFF_FIX_BOX (object);

  g_clear_object (&self->file);
  g_clear_object (&self->draft);
  g_clear_pointer (&self->keys, g_array_unref);
  g_clear_object (&self->account);
  g_clear_object (&self->before);
  g_clear_object (&self->after);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  G_OBJECT_CLASS (sendoff_fix_box_parent_class)->finalize (object);
}

static void
sendoff_fix_box_class_init (SendoffFixBoxClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = sendoff_fix_box_finalize;
  signals[APPLIED] = g_signal_new ("applied", SENDOFF_TYPE_FIX_BOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/fix-box.ui");
  gtk_widget_class_bind_template_child (widget_class, SendoffFixBox, proposal_box);
  gtk_widget_class_bind_template_child (widget_class, SendoffFixBox, heading_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffFixBox, label);
  gtk_widget_class_bind_template_child (widget_class, SendoffFixBox, changes_box);
  gtk_widget_class_bind_template_child (widget_class, SendoffFixBox, undo_box);
  gtk_widget_class_bind_template_child (widget_class, SendoffFixBox, undo_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffFixBox, undo_button);
  gtk_widget_class_bind_template_child (widget_class, SendoffFixBox, apply_button);
  gtk_widget_class_bind_template_child (widget_class, SendoffFixBox, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, on_apply_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_undo_clicked);
}

static void
sendoff_fix_box_init (SendoffFixBox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sendoff_forbid_hyphens (GTK_WIDGET (self));
  self->keys = g_array_new (FALSE, FALSE, sizeof (SendoffKey));
}

GtkWidget *
sendoff_fix_box_new (SendoffLeg leg)
{
  SendoffFixBox *self = g_object_new (SENDOFF_TYPE_FIX_BOX, NULL);

  if (leg == SENDOFF_LEG_INCOMING)
    {
      gtk_label_set_text (GTK_LABEL (self->heading_label), _("Your settings can mend the incoming direction:"));
      /* Translators: the same as "Change Settings and Try _Again", with another letter to press: both may show at the same time. */
      gtk_button_set_label (GTK_BUTTON (self->apply_button), _("Chan_ge Settings and Try Again"));
      /* Translators: the same as "_Undo", with another letter to press: both may show at the same time. */
      gtk_button_set_label (GTK_BUTTON (self->undo_button), _("Un_do"));
    }
  return GTK_WIDGET (self);
}

void
sendoff_fix_box_set_file (SendoffFixBox       *self,
                          SendoffAccountsFile *file)
{
  g_set_object (&self->file, file);
}

void
sendoff_fix_box_set_draft (SendoffFixBox  *self,
                           SendoffAccount *draft)
{
  g_set_object (&self->draft, draft);
}

void
sendoff_fix_box_set_proposal (SendoffFixBox          *self,
                              SendoffAccount         *account,
                              const SendoffDiagnosis *diagnosis)
{
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_set_object (&self->account, account);
  show_problem (self, NULL);
  /* That they were changed back was news of the result before. */
  if (self->after == NULL)
    gtk_label_set_text (GTK_LABEL (self->undo_label), "");
  if (diagnosis != NULL && diagnosis->changes != NULL && diagnosis->changes->len > 0)
    {
      self->changes = sendoff_changes_copy (diagnosis->changes);
      gtk_label_set_text (GTK_LABEL (self->label), diagnosis->fix_label);
    }
  list_changes (self);
  show_or_hide (self);
}
