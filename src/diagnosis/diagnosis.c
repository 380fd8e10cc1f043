/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a failure to its meaning: finds the first rule that fits and fills in the words. */

#include "diagnosis/diagnosis.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/display-text.h"
#include "diagnosis/facts.h"
#include "diagnosis/fix.h"
#include "diagnosis/host-guess.h"
#include "diagnosis/meanings.h"
#include "diagnosis/retry-time.h"
#include "diagnosis/rules.h"

/* Beyond this a name or remark from outside would drown the sentence around it. */
#define MAX_FILL_CHARS 300
#define MAX_QUOTED_CHARS 120

/* The shortest time that servers which greylist usually ask for. */
#define GREYLISTED_S 300

/* Model's word for "a temporary refusal" among the exit statuses. */
#define EXIT_TEMPORARY 75

SendoffDiagnosis *
sendoff_diagnosis_new (void)
{
  return g_new0 (SendoffDiagnosis, 1);
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

/* "explain" knows of no port. */
static void
append_port (GString *text,
             guint    port)
{
  if (port > 0)
    g_string_append_printf (text, "%u", port);
  else
    g_string_append_c (text, '?');
}

static void
append_date (GString *text,
             gint64   unix_time)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (unix_time);
  g_autofree char *shown = time != NULL ? g_date_time_format (time, "%x") : NULL;

  g_string_append (text, shown != NULL ? shown : "?");
}

static void
append_quotation (GString              *text,
                  const SendoffFailure *failure)
{
  const char *said = failure->reply != NULL ? failure->reply->text : failure->received;
  g_autofree char *shown = said != NULL && *said != '\0' ? sendoff_display_text_short (said, -1, MAX_QUOTED_CHARS) : NULL;

  if (shown == NULL)
    g_string_append (text, _("nothing readable"));
  else
    /* Translators: a quotation of what a server said, inside a sentence; your language's quotation marks. */
    g_string_append_printf (text, _("“%s”"), shown);
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
    append_port (text, failure->port);
  else if (is_word (word, length, "timeout"))
    /* Translators: %u is a number of seconds; fills a place in "no answer within …". */
    g_string_append_printf (text, ngettext ("%u second", "%u seconds", failure->timeout_s), failure->timeout_s);
  else if (is_word (word, length, "size"))
    append_size (text, failure->size);
  else if (is_word (word, length, "limit"))
    append_size (text, failure->size_limit);
  else if (is_word (word, length, "said"))
    append_quotation (text, failure);
  else if (is_word (word, length, "now"))
    append_date (text, failure->judged_at);
  else if (is_word (word, length, "from"))
    append_date (text, failure->valid_from);
  else if (is_word (word, length, "until"))
    append_date (text, failure->valid_until);
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

/* FALSE: it would change nothing. */
static gboolean
propose_fix (SendoffDiagnosis     *self,
             SendoffFix            fix,
             const SendoffFailure *failure,
             SendoffAccount       *settings)
{
  self->changes = sendoff_fix_get_changes (fix, failure, settings);
  if (self->changes == NULL)
    return FALSE;

  self->fix_id = g_strdup (sendoff_fix_to_string (fix));
  self->fix_label = sendoff_fix_dup_label (fix, self->changes);
  return TRUE;
}

/* What answered a probe comes first: it is known to work. A sign-in that is missing goes there in one step. */
static void
propose_fixes (SendoffDiagnosis     *self,
               const SendoffMeaning *meaning,
               const SendoffFailure *failure,
               SendoffAccount       *settings)
{
  if (meaning->fixes[0] == SENDOFF_FIX_REQUIRE_AUTHENTICATION && propose_fix (self, meaning->fixes[0], failure, settings))
    return;
  if (propose_fix (self, SENDOFF_FIX_CORRECT_HOST, failure, settings) ||
      propose_fix (self, SENDOFF_FIX_SWITCH_CONNECTION, failure, settings))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (meaning->fixes); i++)
    if (propose_fix (self, meaning->fixes[i], failure, settings))
      return;
}

/* A host of somebody else's is for people to judge: a password may not go there by a click. */
static void
mention_strangers (SendoffDiagnosis     *self,
                   const SendoffFailure *failure,
                   SendoffAccount       *settings)
{
  for (guint i = 0; failure->ways != NULL && self->changes == NULL && i < failure->ways->len; i++)
    {
      const SendoffWay *way = g_ptr_array_index (failure->ways, i);
      g_autofree char *shown = way->host != NULL ? sendoff_display_text_short (way->host, -1, MAX_FILL_CHARS) : NULL;
      g_autofree char *explanation = NULL;
      g_autofree char *sentence = NULL;

      if (shown == NULL || sendoff_host_is_at_home (way->host, failure->server, settings))
        continue;

      /* Translators: %s is the name of a mail server. */
      sentence = g_strdup_printf (_("A mail server by the name of %s answers; enter it only if your provider says that it is the right one."),
                                  shown);
      explanation = g_strconcat (self->explanation, " ", sentence, NULL);
      g_free (self->explanation);
      self->explanation = g_steal_pointer (&explanation);
      return;
    }
}

static void
tell_retry_time (SendoffDiagnosis     *self,
                 const SendoffFailure *failure)
{
  g_autofree char *sentence = NULL;
  g_autofree char *explanation = NULL;
  guint minutes;

  if (!self->temporary || failure->reply == NULL)
    return;
  self->retry_after_s = sendoff_retry_time_parse (failure->reply->text);
  if (self->retry_after_s == 0)
    {
      if (g_str_equal (self->id, "greylisted"))
        self->retry_after_s = GREYLISTED_S;
      return;
    }

  minutes = (self->retry_after_s + 59) / 60;
  /* Translators: %u is a number of minutes. */
  sentence = g_strdup_printf (ngettext ("It asks to wait %u minute: try again after that.", "It asks to wait %u minutes: try again after that.",
                                        minutes), minutes);
  explanation = g_strconcat (self->explanation, " ", sentence, NULL);
  g_free (self->explanation);
  self->explanation = g_steal_pointer (&explanation);
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
  self->move = meaning->move;
  self->title = g_strdup (_(meaning->title));
  self->explanation = fill_in (_(meaning->explanation), failure);
  tell_retry_time (self, failure);
  if (settings != NULL)
    {
      propose_fixes (self, meaning, failure, settings);
      mention_strangers (self, failure, settings);
    }

  return self;
}
