/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a message and an account could be read on the way: values looked for in the recorded bytes. One worker. */
#include "evidence/clear-search.h"

#include "base/secret-string.h"
#include "evidence/automaton.h"
#include "evidence/short-search.h"
#include "evidence/utf16.h"

#include <string.h>

/* Shorter values would be found by chance in a megabyte of ciphertext. */
#define MIN_LONG 6
/* This much of a value tells it from any other; more would only make the automaton bigger. */
#define MAX_NEEDLE 32
/* Of many recipients the first ones tell whether the others could be read. */
#define MAX_VALUES_OF_A_KIND 64
/* Up to so many bytes in both directions, an ordinary message's, the values are compared without an automaton. */
#define MAX_COMPARED (4 * 1024)

typedef struct
{
  SendoffSeen kind;
  gboolean is_exact; /* the automaton knows no case */
  /* base64: the characters on both sides hold some bits of the value too. Mask 0: nothing to compare. */
  guint8 head, head_mask, tail, tail_mask;
} Needle;

static const struct
{
  SendoffSeen kind;
  const char *name;
} names[] = {
  { SENDOFF_SEEN_SENDER, "sender" },
  { SENDOFF_SEEN_RECIPIENTS, "recipients" },
  { SENDOFF_SEEN_SUBJECT, "subject" },
  { SENDOFF_SEEN_BODY, "body" },
  { SENDOFF_SEEN_USER, "user" },
  { SENDOFF_SEEN_PASSWORD, "password" },
  { SENDOFF_SEEN_SERVER, "server" },
  { SENDOFF_SEEN_EHLO, "ehlo" },
};

struct _SendoffClearSearch
{
  GArray *needles;     /* Needle */
  GPtrArray *patterns; /* GBytes, of the same index */
  SendoffShortSearch *short_values;
  SendoffAutomaton *automaton; /* made by run() where there is much to search; NULL after a value was added */
  guint kinds;
  guint n_values[G_N_ELEMENTS (names)];
};

char **
sendoff_seen_to_strings (guint seen)
{
  GPtrArray *strings = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (seen & names[i].kind)
      g_ptr_array_add (strings, g_strdup (names[i].name));
  g_ptr_array_add (strings, NULL);
  return (char **) g_ptr_array_free (strings, FALSE);
}

gboolean
sendoff_seen_from_string (const char *text, SendoffSeen *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (text, names[i].name) == 0)
      {
        *value = names[i].kind;
        return TRUE;
      }
  return FALSE;
}

static void
free_wiped (gpointer data)
{
  GString *pattern = data;

  sendoff_wipe (pattern->str, pattern->len);
  g_string_free (pattern, TRUE);
}

static GBytes *
make_pattern (const char *bytes, gsize length)
{
  GString *pattern = g_string_new_len (bytes, (gssize) length);

  return g_bytes_new_with_free_func (pattern->str, pattern->len, free_wiped, pattern);
}

SendoffClearSearch *
sendoff_clear_search_new (void)
{
  SendoffClearSearch *self = g_new0 (SendoffClearSearch, 1);

  self->needles = g_array_new (FALSE, TRUE, sizeof (Needle));
  self->patterns = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->short_values = sendoff_short_search_new ();
  return self;
}

void
sendoff_clear_search_free (SendoffClearSearch *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->needles);
  g_ptr_array_unref (self->patterns);
  sendoff_short_search_free (self->short_values);
  sendoff_automaton_free (self->automaton);
  g_free (self);
}

static void
add_needle (SendoffClearSearch *self, Needle needle, const char *pattern, gsize length)
{
  g_array_append_val (self->needles, needle);
  g_ptr_array_add (self->patterns, make_pattern (pattern, MIN (length, MAX_NEEDLE)));
}

/* What base64 makes of the value behind `shift` other bytes: the characters that depend on it alone are the pattern, the ones at
 * its edges are compared by their bits. */
static void
add_base64_needle (SendoffClearSearch *self, SendoffSeen kind, const char *value, gsize length, guint shift)
{
  gsize taken = MIN (length, MAX_NEEDLE), n_bytes = taken + shift;
  gsize first = (shift * 8 + 5) / 6, end = n_bytes * 8 / 6;
  char shifted[MAX_NEEDLE + 3] = { 0 };
  g_autofree char *encoded = NULL;
  Needle needle = { kind, TRUE, 0, 0, 0, 0 };

  memcpy (shifted + shift, value, taken);
  encoded = g_base64_encode ((const guchar *) shifted, n_bytes);
  if (shift > 0)
    {
      needle.head = (guint8) sendoff_base64_bits (encoded[first - 1]);
      needle.head_mask = (guint8) ((1u << (first * 6 - shift * 8)) - 1);
    }
  if (taken == length && end - first <= MAX_NEEDLE && n_bytes * 8 % 6 != 0)
    {
      needle.tail = (guint8) sendoff_base64_bits (encoded[end]);
      needle.tail_mask = (guint8) (0x3f & ~((1u << (6 - n_bytes * 8 % 6)) - 1));
    }
  add_needle (self, needle, encoded + first, end - first);
  sendoff_wipe (shifted, sizeof shifted);
  sendoff_wipe (encoded, strlen (encoded));
}

/* IMAP's LOGIN puts a backslash before quotes and backslashes (RFC 9051 section 4.3). */
static void
add_quoted_needle (SendoffClearSearch *self, Needle needle, const char *value, gsize length)
{
  g_autoptr(GString) quoted = g_string_sized_new (2 * length);

  for (gsize i = 0; i < length; i++)
    {
      if (value[i] == '"' || value[i] == '\\')
        g_string_append_c (quoted, '\\');
      g_string_append_c (quoted, value[i]);
    }
  if (quoted->len > length)
    add_needle (self, needle, quoted->str, quoted->len);
  sendoff_wipe (quoted->str, quoted->len);
}

/* RFC 2045 section 6.7; soft line ends aren't looked for: the beginning of a value stands before one. */
static void
add_quoted_printable_needle (SendoffClearSearch *self, Needle needle, const char *value, gsize length)
{
  g_autoptr(GString) encoded = g_string_sized_new (3 * length);

  for (gsize i = 0; i < length && encoded->len < MAX_NEEDLE; i++)
    if ((guchar) value[i] > 0x7e || value[i] == '=')
      g_string_append_printf (encoded, "=%02X", (guchar) value[i]);
    else
      g_string_append_c (encoded, value[i]);
  /* The automaton knows no case, and the digits may be of either. */
  needle.is_exact = FALSE;
  if (memchr (encoded->str, '=', encoded->len) != NULL)
    add_needle (self, needle, encoded->str, encoded->len);
  sendoff_wipe (encoded->str, encoded->len);
}

static void
add_utf16_needles (SendoffClearSearch *self, Needle needle, const char *value, gsize length, gboolean in_base64)
{
  static const int byte_orders[] = { G_LITTLE_ENDIAN, G_BIG_ENDIAN };

  for (guint i = 0; i < G_N_ELEMENTS (byte_orders); i++)
    {
      gsize n = 0;
      g_autofree char *wide = sendoff_utf16_encode (value, length, byte_orders[i], &n);

      if (wide == NULL)
        continue;
      add_needle (self, needle, wide, n);
      for (guint shift = 0; shift < 3 && in_base64 && i == 0; shift++)
        add_base64_needle (self, needle.kind, wide, n, shift);
      sendoff_wipe (wide, n);
    }
}

static guint *
count_of_kind (SendoffClearSearch *self, SendoffSeen kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i].kind == kind)
      return &self->n_values[i];
  return NULL;
}

void
sendoff_clear_search_add (SendoffClearSearch *self, SendoffSeen kind, const char *value, gssize signed_length)
{
  gboolean is_exact = kind == SENDOFF_SEEN_USER || kind == SENDOFF_SEEN_PASSWORD;
  Needle needle = { kind, is_exact, 0, 0, 0, 0 };
  gsize length = value == NULL ? 0 : signed_length < 0 ? strlen (value) : (gsize) signed_length;
  guint *count = count_of_kind (self, kind);

  g_return_if_fail (count != NULL);
  if (length == 0 || *count >= MAX_VALUES_OF_A_KIND)
    return;

  (*count)++;
  self->kinds |= kind;
  g_clear_pointer (&self->automaton, sendoff_automaton_free);
  if (length < MIN_LONG)
    {
      sendoff_short_search_add (self->short_values, kind, value, length, is_exact);
      return;
    }
  add_needle (self, needle, value, length);
  if (is_exact)
    add_quoted_needle (self, needle, value, length);
  for (guint shift = 0; shift < 3; shift++)
    add_base64_needle (self, kind, value, length, shift);
  add_quoted_printable_needle (self, needle, value, length);
  add_utf16_needles (self, needle, value, length, is_exact);
}

typedef struct
{
  SendoffClearSearch *search;
  const guint8 *bytes;
  gsize length;
  guint seen;
} Run;

static gboolean
bits_match (const Run *run, gsize at, guint8 wanted, guint8 mask)
{
  int bits = at < run->length ? sendoff_base64_bits ((char) run->bytes[at]) : -1;

  return mask == 0 || (bits >= 0 && (bits & mask) == (wanted & mask));
}

static gboolean
on_needle_found (guint index, gsize end, gpointer user_data)
{
  Run *run = user_data;
  const Needle *needle = &g_array_index (run->search->needles, Needle, index);
  gsize length;
  const char *pattern = g_bytes_get_data (g_ptr_array_index (run->search->patterns, index), &length);

  if ((run->seen & needle->kind) == 0 && (!needle->is_exact || memcmp (run->bytes + end - length, pattern, length) == 0)
      && bits_match (run, end - length - 1, needle->head, needle->head_mask)
      && bits_match (run, end, needle->tail, needle->tail_mask))
    run->seen |= needle->kind;
  return run->seen != run->search->kinds;
}

static guint
search_direction (SendoffClearSearch *self, const SendoffWireRecording *recording, gboolean from_client, guint seen)
{
  Run run = { .search = self, .seen = seen };

  run.bytes = sendoff_wire_recording_get_bytes (recording, from_client, &run.length);
  if (seen == self->kinds || run.length == 0)
    return seen;
  if (self->automaton != NULL)
    sendoff_automaton_run (self->automaton, run.bytes, run.length, on_needle_found, &run);
  else
    sendoff_automaton_run_once (self->patterns, run.bytes, run.length, on_needle_found, &run);
  return run.seen | sendoff_short_search_run (self->short_values, (const char *) run.bytes, run.length);
}

static gsize
get_length (const SendoffWireRecording *recording, gboolean from_client)
{
  gsize length;

  sendoff_wire_recording_get_bytes (recording, from_client, &length);
  return length;
}

guint
sendoff_clear_search_run (SendoffClearSearch *self, const SendoffWireRecording *recording)
{
  guint seen;

  if (self->automaton == NULL && get_length (recording, TRUE) + get_length (recording, FALSE) > MAX_COMPARED)
    self->automaton = sendoff_automaton_new (self->patterns);
  seen = search_direction (self, recording, TRUE, 0);
  return search_direction (self, recording, FALSE, seen);
}
