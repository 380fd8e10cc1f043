/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What failures mean, in words: the table for translators and support people; rules.c says when each applies. */

#include "diagnosis/meanings.h"

#include <glib/gi18n-lib.h>

#include "diagnosis/meaning-tables.h"

static const SendoffMeaning *const tables[] = {
  sendoff_meanings_of_sign_in, sendoff_meanings_of_envelope, sendoff_meanings_of_reputation, sendoff_meanings_of_connection,
};

const SendoffMeaning *
sendoff_meaning_index (guint index)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const SendoffMeaning *meaning = tables[i]; meaning->id != NULL; meaning++)
      if (index-- == 0)
        return meaning;

  return NULL;
}

const SendoffMeaning *
sendoff_meaning_find (const char *id)
{
  const SendoffMeaning *unknown = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const SendoffMeaning *meaning = tables[i]; meaning->id != NULL; meaning++)
      {
        if (g_strcmp0 (meaning->id, id) == 0)
          return meaning;
        if (g_str_equal (meaning->id, "unknown"))
          unknown = meaning;
      }

  return unknown;
}
