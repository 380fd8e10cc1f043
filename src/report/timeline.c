/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the time went. Any thread. */

#include "report/timeline.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define MAX_LABEL 40
#define BAR_COLUMNS 30

typedef struct
{
  GPtrArray *entries;
  SendoffLeg leg;
  double     last;      /* when the last thing that we know of ended */
  double     handshake; /* how long it took; < 0: there was none, or it stands in the list already */
  gboolean   is_starttls;
  GString   *commands;  /* whose reply is awaited */
  double     sent;
  double     replied;   /* < 0: not yet */
  gboolean   in_text;   /* the message is being sent */
} Walk;

static void
free_entry (gpointer data)
{
  SendoffTimelineEntry *entry = data;

  g_free (entry->label);
  g_free (entry);
}

static void
add_entry (Walk       *walk,
           const char *label,
           double      start,
           double      ms)
{
  SendoffTimelineEntry *entry = g_new (SendoffTimelineEntry, 1);

  entry->leg = walk->leg;
  entry->label = g_strdup (label);
  entry->start = start;
  entry->ms = MAX (ms, 0);
  g_ptr_array_add (walk->entries, entry);
  walk->last = start + entry->ms;
}

static double
get_step_ms (const SendoffReport *report,
             SendoffLeg           leg,
             SendoffStepId        id)
{
  for (guint i = 0; i < report->steps->len; i++)
    {
      const SendoffReportStep *step = g_ptr_array_index (report->steps, i);

      if (step->leg == leg && step->id == id)
        return step->ms;
    }

  return -1;
}

static void
add_handshake (Walk *walk)
{
  if (walk->handshake < 0)
    return;

  add_entry (walk, _("Encryption"), walk->last, walk->handshake);
  walk->handshake = -1;
}

static void
end_wait (Walk *walk)
{
  if (walk->commands->len == 0 || walk->replied < 0)
    return;

  add_entry (walk, walk->commands->str, walk->sent, walk->replied - walk->sent);
  if (walk->is_starttls)
    add_handshake (walk);
  walk->is_starttls = FALSE;
  g_string_truncate (walk->commands, 0);
  walk->replied = -1;
}

/* The word that tells the command; IMAP's stand behind a tag. Credentials are no command. */
static char *
dup_command (const Walk *walk,
             const char *text)
{
  g_auto(GStrv) words = g_strsplit (text, " ", 3);
  gboolean has_tag = walk->leg == SENDOFF_LEG_INCOMING && words[0] != NULL && words[1] != NULL
                     && g_ascii_isdigit (words[0][strlen (words[0]) > 0 ? strlen (words[0]) - 1 : 0]);
  const char *word = words[0] == NULL ? "" : has_tag ? words[1] : words[0];

  if (walk->in_text)
    return g_strdup (_("the message"));
  if (*word == '<' || *word == '\0')
    return g_strdup (_("sign-in"));
  return g_strndup (word, MIN (strlen (word), 16));
}

static void
on_client_line (Walk                        *walk,
                const SendoffTranscriptLine *line)
{
  g_autofree char *command = NULL;

  end_wait (walk);
  command = dup_command (walk, line->text);
  if (walk->commands->len == 0)
    walk->sent = line->ms;
  walk->is_starttls |= g_ascii_strcasecmp (command, "STARTTLS") == 0 || g_ascii_strcasecmp (command, "STLS") == 0;
  if (strstr (walk->commands->str, command) != NULL || walk->commands->len > MAX_LABEL)
    return;
  g_string_append_printf (walk->commands, "%s%s", walk->commands->len > 0 ? ", " : "", command);
}

static void
on_server_line (Walk                        *walk,
                const SendoffTranscriptLine *line)
{
  walk->in_text = g_str_has_prefix (line->text, "354");
  if (walk->commands->len > 0)
    {
      walk->replied = line->ms;
      return;
    }
  /* Nobody asked: a greeting. Its later lines lengthen it. */
  add_entry (walk, _("Greeting"), walk->last, line->ms - walk->last);
}

static void
walk_transcript (Walk                    *walk,
                 const SendoffTranscript *transcript)
{
  for (guint i = 0; i < sendoff_transcript_get_n_lines (transcript); i++)
    {
      const SendoffTranscriptLine *line = sendoff_transcript_get_line (transcript, i);

      if (line->is_note)
        continue;
      if (!line->clear && walk->handshake >= 0 && walk->entries->len > 0 && walk->commands->len == 0)
        add_handshake (walk);
      if (line->from_client)
        on_client_line (walk, line);
      else
        on_server_line (walk, line);
    }
  end_wait (walk);
}

static const SendoffTranscript *
find_last_transcript (const SendoffReport *report,
                      SendoffLeg           leg)
{
  for (guint i = report->transcripts->len; i > 0; i--)
    {
      const SendoffTranscript *transcript = g_ptr_array_index (report->transcripts, i - 1);

      if (sendoff_transcript_get_n_lines (transcript) > 0 && sendoff_transcript_get_line (transcript, 0)->leg == leg)
        return transcript;
    }

  return NULL;
}

static void
add_leg (GPtrArray           *entries,
         const SendoffReport *report,
         SendoffLeg           leg)
{
  Walk walk = { .entries = entries, .leg = leg, .replied = -1 };
  const SendoffTranscript *transcript = find_last_transcript (report, leg);
  double lookup = get_step_ms (report, leg, SENDOFF_STEP_FIND_SERVER);
  double connect = get_step_ms (report, leg, SENDOFF_STEP_CONNECT);

  walk.commands = g_string_new (NULL);
  walk.handshake = get_step_ms (report, leg, SENDOFF_STEP_ENCRYPT);
  if (lookup >= 0)
    add_entry (&walk, _("Name lookup"), 0, lookup);
  if (connect >= 0)
    add_entry (&walk, _("Connecting"), walk.last, connect);
  if (transcript != NULL)
    walk_transcript (&walk, transcript);
  /* It failed, or nothing was said behind it. */
  if (walk.last > 0 && walk.handshake >= 0)
    add_handshake (&walk);
  g_string_free (walk.commands, TRUE);
}

GPtrArray *
sendoff_timeline_new (const SendoffReport *report)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (free_entry);

  g_return_val_if_fail (report != NULL, entries);

  add_leg (entries, report, SENDOFF_LEG_OUTGOING);
  add_leg (entries, report, SENDOFF_LEG_INCOMING);

  return entries;
}

char *
sendoff_timeline_to_text (const SendoffReport *report)
{
  g_autoptr(GPtrArray) entries = sendoff_timeline_new (report);
  GString *text = g_string_new (NULL);
  double longest = 0;

  for (guint i = 0; i < entries->len; i++)
    longest = MAX (longest, ((SendoffTimelineEntry *) entries->pdata[i])->ms);
  for (guint i = 0; i < entries->len; i++)
    {
      const SendoffTimelineEntry *entry = entries->pdata[i];
      guint columns = longest > 0 ? (guint) (entry->ms / longest * BAR_COLUMNS + 0.5) : 0;
      g_autofree char *bar = g_strnfill (columns, '#');

      g_string_append_printf (text, "%10.1f ms  %8.1f ms  %-*s  %s\n", entry->start, entry->ms, BAR_COLUMNS, bar, entry->label);
    }

  return g_string_free (text, FALSE);
}
