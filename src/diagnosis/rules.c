/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a row of the rules fits a failure, and the order of the table's parts. Pure, any thread. */

#include "diagnosis/rules.h"

#include "diagnosis/rule-tables.h"

/* What a server says counts before the bare code, and its incoming dialects before SMTP. */
static const SendoffRule *const tables[] = {
  sendoff_rules_by_kind, sendoff_rules_of_incoming, sendoff_rules_by_words, sendoff_rules_by_code,
};

const SendoffRule *
sendoff_rule_index (guint index)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const SendoffRule *rule = tables[i]; rule->meaning != NULL; rule++)
      if (index-- == 0)
        return rule;

  return NULL;
}

gboolean
sendoff_rule_matches (const SendoffRule  *self,
                      const SendoffFacts *facts)
{
  if (self->kind != facts->failure->kind)
    return FALSE;
  if (self->commands != 0 && (self->commands & facts->commands) == 0)
    return FALSE;
  if (facts->number < self->from || facts->number > self->to)
    return FALSE;
  if ((self->when & facts->when) != self->when)
    return FALSE;
  if (self->enhanced != NULL && !sendoff_enhanced_code_match (facts->enhanced_code, self->enhanced))
    return FALSE;

  return self->words == NULL || sendoff_reply_words_match (facts->words, self->words);
}
