/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose move it is, as scripts and as people see it. Any thread. */

#include <glib/gi18n-lib.h>

#include "diagnosis/diagnosis.h"

static const struct { const char *word, *sentence; } moves[SENDOFF_N_MOVES] = {
  [SENDOFF_MOVE_YOURS] = { "yours", N_("It's your move.") },
  [SENDOFF_MOVE_PROVIDER] = { "provider", N_("It's your provider's move.") },
  [SENDOFF_MOVE_RECIPIENT] = { "recipient", N_("It's the recipient's move.") },
};

const char *
sendoff_move_to_string (SendoffMove move)
{
  g_return_val_if_fail ((guint) move < SENDOFF_N_MOVES, "yours");

  return moves[move].word;
}

gboolean
sendoff_move_from_string (const char  *text,
                          SendoffMove *move)
{
  for (SendoffMove each = 0; each < SENDOFF_N_MOVES; each++)
    if (g_strcmp0 (text, moves[each].word) == 0)
      {
        *move = each;
        return TRUE;
      }

  return FALSE;
}

const char *
sendoff_move_to_sentence (SendoffMove move)
{
  g_return_val_if_fail ((guint) move < SENDOFF_N_MOVES, "");

  return _(moves[move].sentence);
}
