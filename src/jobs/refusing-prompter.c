/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the answers where nobody can be asked. */

#include "jobs/refusing-prompter.h"

struct _SendoffRefusingPrompter
{
  GObject parent_instance;
};

static void refusing_prompter_iface_init (SendoffPrompterInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SendoffRefusingPrompter, sendoff_refusing_prompter, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SENDOFF_TYPE_PROMPTER, refusing_prompter_iface_init))

static void
sendoff_refusing_prompter_ask (SendoffPrompter *self,
                               GTask           *task)
{
  if (sendoff_prompter_get_question (task)->trust != NULL)
    g_task_return_int (task, SENDOFF_ANSWER_NO);
  else
    sendoff_prompter_return_password (task, NULL, FALSE);
}

static void
refusing_prompter_iface_init (SendoffPrompterInterface *iface)
{
  iface->ask = sendoff_refusing_prompter_ask;
}

static void
sendoff_refusing_prompter_class_init (SendoffRefusingPrompterClass *class)
{
}

static void
sendoff_refusing_prompter_init (SendoffRefusingPrompter *self)
{
}

SendoffPrompter *
sendoff_refusing_prompter_new (void)
{
  return g_object_new (SENDOFF_TYPE_REFUSING_PROMPTER, NULL);
}
