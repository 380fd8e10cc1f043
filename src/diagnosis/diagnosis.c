/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a failure to its meaning: finds the first rule that fits and fills in the words. */

#include "diagnosis/diagnosis.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "diagnosis/facts.h"
#include "diagnosis/fix.h"
#include "diagnosis/meanings.h"
#include "diagnosis/rules.h"

/* Beyond this a name or remark from outside would drown the sentence around it. */
#define MAX_FILL_CHARS 300

/* Model's word for "a temporary refusal" among the exit statuses. */
#define EXIT_TEMPORARY 75

SendoffDiagnosis *
sendoff_diagnosis_new (void)
{
  return g_new0 (SendoffDiagnosis, 1);
}

SendoffDiagnosis *
sendoff_diagnosis_copy (const SendoffDiagnosis *self)
{
  SendoffDiagnosis *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = sendoff_diagnosis_new ();
  copy->id = g_strdup (self->id);
  copy->class_ = self->class_;
  copy->temporary = self->temporary;
  copy->title = g_strdup (self->title);
  copy->explanation = g_strdup (self->explanation);
  copy->fix_id = g_strdup (self->fix_id);
  copy->fix_label = g_strdup (self->fix_label);
  copy->changes = self->changes != NULL ? sendoff_changes_copy (self->changes) : NULL;

  return copy;
}

void
sendoff_diagnosis_free (SendoffDiagnosis *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->title);
  g_free (self->explanation);
  g_free (self->fix_id);
  g_free (self->fix_label);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_free (self);
}

gboolean
sendoff_diagnosis_is_about_permission (const SendoffDiagnosis *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->class_ == SENDOFF_CLASS_SIGN_IN_REQUIRED || self->class_ == SENDOFF_CLASS_SIGN_IN_METHOD ||
         self->class_ == SENDOFF_CLASS_SIGN_IN_POLICY || self->class_ == SENDOFF_CLASS_CREDENTIALS ||
         self->class_ == SENDOFF_CLASS_ENCRYPTION_REQUIRED;
}

static void
append_shown (GString    *text,
              const char *value,
              const char *otherwise)
{
  g_autofree char *shown = NULL;

  if (value == NULL || *value == '\0')
    {
      g_string_append (text, otherwise);
      return;
    }

  shown = sendoff_display_text_short (value, -1, MAX_FILL_CHARS);
  g_string_append (text, shown);
}

static void
append_size (GString *text,
             guint64  size)
{
  g_autofree char *shown = g_format_size (size);

  g_string_append (text, shown);
}

static gboolean
is_word (const char *word,
         gsize       length,
         const char *name)
{
  return length == strlen (name) && strncmp (word, name, length) == 0;
}

static void
append_word (GString              *text,
             const char           *word,
             gsize                 length,
             const SendoffFailure *failure)
{
  if (is_word (word, length, "server"))
    append_shown (text, failure->server, _("the server"));
  else if (is_word (word, length, "address"))
    append_shown (text, failure->rejected_address, _("this address"));
  else if (is_word (word, length, "detail"))
    append_shown (text, failure->detail, _("No details are known."));
  else if (is_word (word, length, "port"))
    g_string_append_printf (text, "%u", failure->port);
  else if (is_word (word, length, "timeout"))
    /* Translators: %u is a number of seconds; fills a place in "no answer within …". */
    g_string_append_printf (text, ngettext ("%u second", "%u seconds", failure->timeout_s), failure->timeout_s);
  else if (is_word (word, length, "size"))
    append_size (text, failure->size);
  else if (is_word (word, length, "limit"))
    append_size (text, failure->size_limit);
  else
    g_string_append_len (text, word - 1, length + 2);
}

/* One pass: braces in what is filled in stay as they are. */
static char *
fill_in (const char           *pattern,
         const SendoffFailure *failure)
{
  GString *text = g_string_new (NULL);

  while (*pattern != '\0')
    {
      const char *open = strchrnul (pattern, '{');
      const char *close = *open != '\0' ? strchr (open, '}') : NULL;

      g_string_append_len (text, pattern, open - pattern);
      if (close == NULL)
        {
          g_string_append (text, open);
          break;
        }
      append_word (text, open + 1, close - open - 1, failure);
      pattern = close + 1;
    }

  return g_string_free (text, FALSE);
}

static void
propose_fix (SendoffDiagnosis     *self,
             const SendoffMeaning *meaning,
             SendoffLeg            leg,
             SendoffAccount       *settings)
{
  for (guint i = 0; i < G_N_ELEMENTS (meaning->fixes) && self->changes == NULL; i++)
    {
      self->changes = sendoff_fix_get_changes (meaning->fixes[i], leg, settings);
      if (self->changes == NULL)
        continue;

      self->fix_id = g_strdup (sendoff_fix_to_string (meaning->fixes[i]));
      self->fix_label = g_strdup (sendoff_fix_get_label (meaning->fixes[i], self->changes));
    }
}

static gboolean
is_temporary (const SendoffMeaning *meaning,
              const SendoffFailure *failure)
{
  switch (meaning->temporary)
    {
    case SENDOFF_TEMPORARY_NEVER:
      return FALSE;
    case SENDOFF_TEMPORARY_ALWAYS:
      return TRUE;
    case SENDOFF_TEMPORARY_AS_REPLIED:
      return sendoff_failure_get_exit_status (failure, FALSE) == EXIT_TEMPORARY;
    case SENDOFF_TEMPORARY_UNLESS_5XX:
      return !sendoff_reply_is_permanent (failure->reply);
    }

  return FALSE;
}

static const SendoffMeaning *
find_meaning (const SendoffFailure *failure)
{
  g_auto(SendoffFacts) facts = { 0 };
  const SendoffRule *rule;

  sendoff_facts_init (&facts, failure);
  for (guint i = 0; (rule = sendoff_rule_index (i)) != NULL; i++)
    if (sendoff_rule_matches (rule, &facts))
      return sendoff_meaning_find (rule->meaning);

  return sendoff_meaning_find (NULL);
}

SendoffDiagnosis *
sendoff_diagnose (const SendoffFailure *failure,
                  SendoffAccount       *settings)
{
  const SendoffMeaning *meaning;
  SendoffDiagnosis *self;

  g_return_val_if_fail (failure != NULL, NULL);
  g_return_val_if_fail (settings == NULL || SENDOFF_IS_ACCOUNT (settings), NULL);

  meaning = find_meaning (failure);
  self = sendoff_diagnosis_new ();
  self->id = g_strdup (meaning->id);
  self->class_ = meaning->class_;
  self->temporary = is_temporary (meaning, failure);
  self->title = g_strdup (_(meaning->title));
  self->explanation = fill_in (_(meaning->explanation), failure);
  if (settings != NULL)
    propose_fix (self, meaning, failure->leg, settings);

  return self;
}
