/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the mark of a field at fault: a line below it, its frame and letters, and what a screen reader says of it. */
#include "ui/field-mark.h"

#include "base/display-text.h"
#include "ui/text-icon.h"
#include "ui/wrapping-label.h"

/* A sentence may quote what was typed. */
#define MAX_CHARS 400

struct _SendoffFieldMark
{
  GtkBox parent_instance;

  GtkWidget *label;
  GtkWidget *field;
};

G_DEFINE_FINAL_TYPE (SendoffFieldMark, sendoff_field_mark, GTK_TYPE_BOX)

enum { PROP_0, PROP_FIELD, N_PROPS };
static GParamSpec *properties[N_PROPS];

/* The frame and the letters that a dark theme gives a field at fault are as dark as the field. */
static void
make_fault_visible (GtkWidget *field)
{
  static GtkCssProvider *provider;

  if (provider == NULL)
    {
      provider = gtk_css_provider_new ();
      gtk_css_provider_load_from_data (provider, ".error { border-color: mix(@error_color, @theme_text_color, 0.3); }"
                                       ".error:not(:disabled) { color: @theme_text_color; }", -1, NULL);
    }
  gtk_style_context_add_provider (gtk_widget_get_style_context (field), GTK_STYLE_PROVIDER (provider), GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
mark_field (SendoffFieldMark *self,
            const char          *sentence)
{
  GtkStyleContext *style;

  if (self->field == NULL)
    return;
  style = gtk_widget_get_style_context (self->field);
  if (sentence != NULL)
    {
      make_fault_visible (self->field);
      gtk_style_context_add_class (style, GTK_STYLE_CLASS_ERROR);
    }
  else
    gtk_style_context_remove_class (style, GTK_STYLE_CLASS_ERROR);
  atk_object_set_description (gtk_widget_get_accessible (self->field), sentence != NULL ? sentence : "");
}

void
sendoff_field_mark_set (SendoffFieldMark *self,
                           const char          *sentence)
{
  g_autofree char *shown = NULL;

  g_return_if_fail (SENDOFF_IS_FIELD_MARK (self));

  if (sentence != NULL)
    shown = sendoff_display_text_short (sentence, -1, MAX_CHARS);
  gtk_label_set_text (GTK_LABEL (self->label), shown != NULL ? shown : "");
  gtk_widget_set_visible (GTK_WIDGET (self), shown != NULL);
  mark_field (self, shown);
}

const char *
sendoff_field_mark_get (SendoffFieldMark *self)
{
  g_return_val_if_fail (SENDOFF_IS_FIELD_MARK (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self)) ? gtk_label_get_text (GTK_LABEL (self->label)) : NULL;
}

static void
sendoff_field_mark_get_property (GObject    *object,
                                    guint       id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  g_value_set_object (value, SENDOFF_FIELD_MARK (object)->field);
}

static void
sendoff_field_mark_set_property (GObject      *object,
                                    guint         id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  g_set_weak_pointer (&SENDOFF_FIELD_MARK (object)->field, g_value_get_object (value));
}

static void
sendoff_field_mark_dispose (GObject *object)
{
  g_clear_weak_pointer (&SENDOFF_FIELD_MARK (object)->field);
  G_OBJECT_CLASS (sendoff_field_mark_parent_class)->dispose (object);
}

static void
sendoff_field_mark_class_init (SendoffFieldMarkClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->get_property = sendoff_field_mark_get_property;
  object_class->set_property = sendoff_field_mark_set_property;
  object_class->dispose = sendoff_field_mark_dispose;
  properties[PROP_FIELD] = g_param_spec_object ("field", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SENDOFF_TYPE_TEXT_ICON);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sendoff/Sendoff/field-mark.ui");
  gtk_widget_class_bind_template_child (widget_class, SendoffFieldMark, label);
}

static void
sendoff_field_mark_init (SendoffFieldMark *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sendoff_forbid_hyphens (GTK_WIDGET (self));
}
