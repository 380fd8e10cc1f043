/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns finding and listing the mishaps. Any thread. */
#include "practice/practice-mishap.h"

#include "practice/practice-mishap-rows.h"
#include "practice/practice-server.h"

static const SendoffPracticeMishapRow no_mishap = { NULL, NULL, QUIRK (ALL, NONE) };
static const SendoffPracticeMishapRow *const tables[] = { sendoff_practice_smtp_mishaps, sendoff_practice_incoming_mishaps };

const SendoffPracticeMishapRow *
sendoff_practice_mishap_find (const char              *name,
                              SendoffPracticeProtocol  protocol)
{
  if (name == NULL)
    return &no_mishap;

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      for (const SendoffPracticeMishapRow *row = tables[i]; row->name != NULL; row++)
        {
          if (g_str_equal (row->name, name) && (row->protocols & SENDOFF_PRACTICE_PROTOCOL_BIT (protocol)) != 0)
            return row;
        }
    }
  return NULL;
}

/* One entry for all rows of a name. */
static void
list_row (GArray                         *list,
          const SendoffPracticeMishapRow *row)
{
  SendoffPracticeMishap entry = { row->name, _(row->description), row->protocols };

  for (guint i = 0; i < list->len; i++)
    {
      SendoffPracticeMishap *known = &g_array_index (list, SendoffPracticeMishap, i);

      if (g_str_equal (known->name, row->name))
        {
          known->protocols |= row->protocols;
          return;
        }
    }
  g_array_append_val (list, entry);
}

static gpointer
make_list (gpointer data)
{
  GArray *list = g_array_new (TRUE, FALSE, sizeof (SendoffPracticeMishap));

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      for (const SendoffPracticeMishapRow *row = tables[i]; row->name != NULL; row++)
        list_row (list, row);
    }
  return g_array_free (list, FALSE);
}

const SendoffPracticeMishap *
sendoff_practice_mishaps (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, make_list, NULL);
}
