/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns how much of a long list is shown yet. */

#include "ui/growing-list.h"

/* What a window of the usual height shows, at first: the first picture waits for it; then as many as don't make the main loop stall. */
#define FIRST 8
#define STEP 25

struct _SendoffGrowingList
{
  GObject parent_instance;

  GListModel *model;
  guint       n_shown;
  guint       idle;
};

static void implement_list_model (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SendoffGrowingList, sendoff_growing_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, implement_list_model))

static GType
get_item_type (GListModel *list)
{
  return g_list_model_get_item_type (SENDOFF_GROWING_LIST (list)->model);
}

static guint
get_n_items (GListModel *list)
{
  return SENDOFF_GROWING_LIST (list)->n_shown;
}

static gpointer
get_item (GListModel *list,
          guint       position)
{
  SendoffGrowingList *self = SENDOFF_GROWING_LIST (list);

  return position < self->n_shown ? g_list_model_get_item (self->model, position) : NULL;
}

static void
implement_list_model (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

static void
show_more (SendoffGrowingList *self,
           guint               n_more)
{
  guint before = self->n_shown;

  self->n_shown = MIN (before + n_more, g_list_model_get_n_items (self->model));
  if (self->n_shown > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, self->n_shown - before);
}

static gboolean
on_idle (gpointer user_data)
{
  SendoffGrowingList *self = user_data;

  show_more (self, STEP);
  if (self->n_shown < g_list_model_get_n_items (self->model))
    return G_SOURCE_CONTINUE;
  self->idle = 0;
  return G_SOURCE_REMOVE;
}

static void
grow_later (SendoffGrowingList *self)
{
  if (self->idle == 0 && self->n_shown < g_list_model_get_n_items (self->model))
    self->idle = g_idle_add_full (G_PRIORITY_LOW, on_idle, self, NULL);
}

static void
on_items_changed (GListModel         *model,
                  guint               position,
                  guint               removed,
                  guint               added,
                  SendoffGrowingList *self)
{
  if (position < self->n_shown || self->n_shown < FIRST)
    {
      guint start = MIN (position, self->n_shown);
      guint gone = MIN (removed, self->n_shown - start);
      guint come = MIN (added, MAX (gone, FIRST));

      /* What is shown stays a beginning: where not all that came is shown, nothing behind it is. */
      if (come < added)
        gone = self->n_shown - start;
      self->n_shown += come - gone;
      g_list_model_items_changed (G_LIST_MODEL (self), start, gone, come);
    }
  grow_later (self);
}

static void
sendoff_growing_list_finalize (GObject *object)
{
  SendoffGrowingList *self = SENDOFF_GROWING_LIST (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (sendoff_growing_list_parent_class)->finalize (object);
}

static void
sendoff_growing_list_class_init (SendoffGrowingListClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sendoff_growing_list_finalize;
}

static void
sendoff_growing_list_init (SendoffGrowingList *self)
{
}

SendoffGrowingList *
sendoff_growing_list_new (GListModel *model)
{
  SendoffGrowingList *self = g_object_new (SENDOFF_TYPE_GROWING_LIST, NULL);

  self->model = g_object_ref (model);
  self->n_shown = MIN (FIRST, g_list_model_get_n_items (model));
  g_signal_connect_object (model, "items-changed", G_CALLBACK (on_items_changed), self, 0);
  grow_later (self);
  return self;
}

void
sendoff_growing_list_reach (SendoffGrowingList *self,
                            gpointer            item)
{
  guint n = g_list_model_get_n_items (self->model);

  for (guint i = self->n_shown; i < n; i++)
    {
      g_autoptr(GObject) at = g_list_model_get_item (self->model, i);

      if ((gpointer) at == item)
        show_more (self, i + 1 - self->n_shown);
    }
}

void
sendoff_growing_list_complete (SendoffGrowingList *self)
{
  show_more (self, G_MAXUINT / 2);
  g_clear_handle_id (&self->idle, g_source_remove);
}
