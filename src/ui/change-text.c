/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the wording of one changed setting, in the words of the account's dialogs. */

#include "ui/change-text.h"

#include <glib/gi18n-lib.h>

#include "ui/account-words.h"

char *
sendoff_change_to_text (SendoffAccount      *before,
                        const SendoffChange *change)
{
  g_autofree char *old_words = sendoff_account_dup_shown_value (before, change->key);
  g_autofree char *new_words = sendoff_key_value_to_words (change->key, change->value);

  /* Translators: a setting's name, its value before, its value afterwards. */
  return g_strdup_printf (_("%s: %s → %s"), sendoff_key_to_label (change->key), old_words, new_words);
}
