/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Many short strings looked for in one pass (Aho and Corasick, 1975), ASCII letters without regard to case: whoever wants exact
 * finds compares again. Used by clear-search.c only. The table tells the strings, so it is wiped when freed. */
typedef struct _SendoffAutomaton SendoffAutomaton;

/* A find ends before bytes[end]. FALSE stops the run. */
typedef gboolean (*SendoffAutomatonFound) (guint needle, gsize end, gpointer user_data);

/* needles: GBytes, none empty. NULL: nothing to look for. */
SendoffAutomaton *sendoff_automaton_new  (GPtrArray *needles);
void              sendoff_automaton_free (SendoffAutomaton *self);
void              sendoff_automaton_run  (const SendoffAutomaton *self, const guint8 *bytes, gsize length,
                                          SendoffAutomatonFound found, gpointer user_data);
/* The same without a table, needle by needle: for so few bytes that the table would take longer to make. */
void              sendoff_automaton_run_once (GPtrArray *needles, const guint8 *bytes, gsize length,
                                              SendoffAutomatonFound found, gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffAutomaton, sendoff_automaton_free)

G_END_DECLS
