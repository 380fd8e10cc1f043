/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the look of one step. The state shows by shape and words, never by colour alone. */

#include "ui/step-row.h"

#include <glib/gi18n-lib.h>

#include "report/report-text.h"
#include "ui/text-icon.h"
#include "ui/wrapping-label.h"

struct _SendoffStepRow
{
  GtkBox parent_instance;

  GtkWidget        *mark_stack;
  GtkWidget        *mark_image;
  GtkWidget        *spinner;
  GtkWidget        *text_label;
  GtkWidget        *time_label;
  SendoffStepId     id;
  SendoffStepState  state;
};

G_DEFINE_FINAL_TYPE (SendoffStepRow, sendoff_step_row, GTK_TYPE_BOX)

static const char *
get_icon_name (SendoffStepState state)
{
  switch (state)
    {
    case SENDOFF_STEP_PASSED:
      return "emblem-ok-symbolic";
    case SENDOFF_STEP_WARNING:
      return "dialog-warning-symbolic";
    case SENDOFF_STEP_FAILED:
      return "dialog-error-symbolic";
    case SENDOFF_STEP_CANCELLED:
      return "process-stop-symbolic";
    case SENDOFF_STEP_SKIPPED:
      return "list-remove-symbolic";
    case SENDOFF_STEP_WAITING:
    case SENDOFF_STEP_RUNNING:
      break;
    }
  return "content-loading-symbolic";
}

static const char *
get_state_word (SendoffStepState state)
{
  switch (state)
    {
    case SENDOFF_STEP_PASSED:
      return _("done");
    case SENDOFF_STEP_WARNING:
      return _("done, with a warning");
    case SENDOFF_STEP_FAILED:
      return _("failed");
    case SENDOFF_STEP_CANCELLED:
      return _("stopped");
    case SENDOFF_STEP_SKIPPED:
      return _("left out");
    case SENDOFF_STEP_RUNNING:
      return _("under way");
    case SENDOFF_STEP_WAITING:
      break;
    }
  return _("waiting");
}

static char *
describe_time (double ms)
{
  if (ms < 0)
    return g_strdup ("");
  if (ms < 1000)
    /* Translators: milliseconds. */
    return g_strdup_printf (_("%.0f ms"), ms);
  /* Translators: seconds. */
  return g_strdup_printf (_("%.1f s"), ms / 1000);
}

/* The signal is there from ATK 2.46 on. */
static void
announce (SendoffStepRow *self,
          const char     *words)
{
  AtkObject *accessible = gtk_widget_get_accessible (GTK_WIDGET (self));

  atk_object_set_name (accessible, words);
  if (g_signal_lookup ("announcement", ATK_TYPE_OBJECT) != 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    g_signal_emit_by_name (accessible, "announcement", words);
}

static void
show_mark (SendoffStepRow *self)
{
  gboolean running = self->state == SENDOFF_STEP_RUNNING;

  g_object_set (self->mark_image, "icon-name", get_icon_name (self->state), NULL);
  gtk_stack_set_visible_child (GTK_STACK (self->mark_stack), running ? self->spinner : self->mark_image);
  g_object_set (self->spinner, "active", running, NULL);
  atk_object_set_name (gtk_widget_get_accessible (self->mark_image), get_state_word (self->state));
  gtk_widget_set_opacity (self->mark_stack, self->state == SENDOFF_STEP_WAITING ? 0.5 : 1.0);
}

static void
sendoff_step_row_class_init (SendoffStepRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  g_type_ensure (SENDOFF_TYPE_TEXT_ICON);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/step-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SendoffStepRow, mark_stack);
  gtk_widget_class_bind_template_child (widget_class, SendoffStepRow, mark_image);
  gtk_widget_class_bind_template_child (widget_class, SendoffStepRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, SendoffStepRow, text_label);
  gtk_widget_class_bind_template_child (widget_class, SendoffStepRow, time_label);
  gtk_widget_class_set_accessible_role (widget_class, ATK_ROLE_LIST_ITEM);
}

static void
sendoff_step_row_init (SendoffStepRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sendoff_forbid_hyphens (GTK_WIDGET (self));
}

GtkWidget *
sendoff_step_row_new (SendoffStepId id)
{
  SendoffStepRow *self = g_object_new (SENDOFF_TYPE_STEP_ROW, NULL);

  self->id = id;
  sendoff_step_row_set_step (self, NULL);
  return GTK_WIDGET (self);
}

void
sendoff_step_row_set_step (SendoffStepRow          *self,
                           const SendoffReportStep *step)
{
  SendoffReportStep waiting = { .id = self->id, .state = SENDOFF_STEP_WAITING, .ms = -1 };
  const SendoffReportStep *shown = step != NULL ? step : &waiting;
  g_autofree char *text = sendoff_report_step_to_text (shown);
  g_autofree char *time = shown->state == SENDOFF_STEP_RUNNING ? g_strdup ("") : describe_time (shown->ms);
  /* Translators: what a step did ("Connection encrypted"), and its state ("done"), for a screen reader. */
  g_autofree char *words = g_strdup_printf (_("%s, %s"), text, get_state_word (shown->state));

  g_return_if_fail (SENDOFF_IS_STEP_ROW (self));

  self->state = shown->state;
  show_mark (self);
  gtk_label_set_text (GTK_LABEL (self->text_label), text);
  gtk_label_set_text (GTK_LABEL (self->time_label), time);
  if (g_strcmp0 (words, atk_object_get_name (gtk_widget_get_accessible (GTK_WIDGET (self)))) != 0)
    announce (self, words);
}
