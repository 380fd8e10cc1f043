/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Aho-Corasick with a dense table: one look-up a byte, whatever the text. Pure; a built automaton may be run in any thread. */
#include "evidence/automaton.h"

#include "base/secret-string.h"

#include <string.h>

/* A table entry is the next node's first index in the table; this bit says that something ends there. */
#define HIT 0x80000000u
#define NONE G_MAXUINT

typedef struct
{
  guint fail;     /* the node of the longest proper suffix */
  guint needle;   /* that ends here; NONE */
  guint out_link; /* the nearest node on the chain of suffixes where one ends; NONE */
} Node;

struct _SendoffAutomaton
{
  guint8 classes[256]; /* bytes that no needle has share class 0 */
  guint n_classes;
  guint32 *table;      /* n_nodes * n_classes */
  Node *nodes;
  guint n_nodes;
  guint *same;         /* for each needle the next one with the same folded bytes; NONE */
};

static guint8
fold (guint8 byte)
{
  return (guint8) g_ascii_tolower ((char) byte);
}

/* Returns the number of nodes that the needles may need. */
static gsize
assign_classes (SendoffAutomaton *self, GPtrArray *needles)
{
  gsize n_nodes = 1;

  self->n_classes = 1;
  for (guint i = 0; i < needles->len; i++)
    {
      gsize length;
      const guint8 *bytes = g_bytes_get_data (g_ptr_array_index (needles, i), &length);

      n_nodes += length;
      for (gsize j = 0; j < length; j++)
        if (self->classes[fold (bytes[j])] == 0 && self->n_classes < 256)
          self->classes[fold (bytes[j])] = (guint8) self->n_classes++;
    }
  for (guint c = 'A'; c <= 'Z'; c++)
    self->classes[c] = self->classes[fold ((guint8) c)];
  return n_nodes;
}

static guint
add_node (SendoffAutomaton *self)
{
  self->nodes[self->n_nodes] = (Node) { 0, NONE, NONE };
  return self->n_nodes++;
}

static void
insert_needle (SendoffAutomaton *self, guint needle, GBytes *bytes)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  guint node = 0;

  for (gsize i = 0; i < length; i++)
    {
      guint32 *next = &self->table[(gsize) node * self->n_classes + self->classes[data[i]]];

      if (*next == 0)
        *next = add_node (self);
      node = *next;
    }
  self->same[needle] = self->nodes[node].needle;
  self->nodes[node].needle = needle;
}

/* Returns the node's entry in the table. */
static guint32
link_node (SendoffAutomaton *self, guint node, guint fail)
{
  Node *linked = &self->nodes[node];

  linked->fail = fail;
  linked->out_link = self->nodes[fail].needle != NONE ? fail : self->nodes[fail].out_link;
  return node * self->n_classes | (linked->needle != NONE || linked->out_link != NONE ? HIT : 0);
}

/* Breadth first: a node's suffix is nearer to the root, so its row is complete already. Rows begin as numbers of nodes, as insert_needle() left
 * them, and end as entries. */
static void
complete_table (SendoffAutomaton *self)
{
  g_autofree guint *queue = g_new (guint, self->n_nodes);
  guint first = 0, last = 0;

  queue[last++] = 0;
  while (first < last)
    {
      guint node = queue[first++];
      guint32 *row = &self->table[(gsize) node * self->n_classes];
      const guint32 *fail_row = &self->table[(gsize) self->nodes[node].fail * self->n_classes];

      for (guint c = 0; c < self->n_classes; c++)
        {
          guint child = row[c];

          if (child == 0)
            row[c] = fail_row[c];
          else
            {
              row[c] = link_node (self, child, node == 0 ? 0 : (fail_row[c] & ~HIT) / self->n_classes);
              queue[last++] = child;
            }
        }
    }
}

SendoffAutomaton *
sendoff_automaton_new (GPtrArray *needles)
{
  SendoffAutomaton *self;
  gsize n_nodes;

  if (needles->len == 0)
    return NULL;

  self = g_new0 (SendoffAutomaton, 1);
  n_nodes = assign_classes (self, needles);
  g_assert (n_nodes * self->n_classes < HIT);
  self->table = g_new0 (guint32, n_nodes * self->n_classes);
  self->nodes = g_new0 (Node, n_nodes);
  self->same = g_new (guint, needles->len);
  add_node (self);
  for (guint i = 0; i < needles->len; i++)
    insert_needle (self, i, g_ptr_array_index (needles, i));
  complete_table (self);
  return self;
}

void
sendoff_automaton_free (SendoffAutomaton *self)
{
  if (self == NULL)
    return;
  sendoff_wipe (self->table, (gsize) self->n_nodes * self->n_classes * sizeof *self->table);
  g_free (self->table);
  g_free (self->nodes);
  g_free (self->same);
  g_free (self);
}

static gboolean
report_finds (const SendoffAutomaton *self, guint node, gsize end, SendoffAutomatonFound found, gpointer user_data)
{
  if (self->nodes[node].needle == NONE)
    node = self->nodes[node].out_link;
  for (; node != NONE; node = self->nodes[node].out_link)
    for (guint needle = self->nodes[node].needle; needle != NONE; needle = self->same[needle])
      if (!found (needle, end, user_data))
        return FALSE;
  return TRUE;
}

void
sendoff_automaton_run (const SendoffAutomaton *self, const guint8 *bytes, gsize length, SendoffAutomatonFound found,
                       gpointer user_data)
{
  const guint32 *table = self->table;
  const guint8 *classes = self->classes;
  guint32 state = 0;

  for (gsize i = 0; i < length; i++)
    {
      state = table[state + classes[bytes[i]]];
      if (G_UNLIKELY (state & HIT))
        {
          state &= ~HIT;
          if (!report_finds (self, state / self->n_classes, i + 1, found, user_data))
            return;
        }
    }
}

static gboolean
starts_with (const guint8 *bytes, gsize length, const guint8 *needle, gsize needle_length)
{
  if (needle_length > length)
    return FALSE;
  for (gsize i = 0; i < needle_length; i++)
    if (fold (bytes[i]) != fold (needle[i]))
      return FALSE;
  return TRUE;
}

void
sendoff_automaton_run_once (GPtrArray *needles, const guint8 *bytes, gsize length, SendoffAutomatonFound found, gpointer user_data)
{
  g_autofree guint *next = g_new (guint, needles->len); /* for each needle one that begins with the same byte; NONE */
  guint first[256];

  if (needles->len == 0)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (first); i++)
    first[i] = NONE;
  for (guint i = needles->len; i-- > 0;)
    {
      const guint8 *needle = g_bytes_get_data (g_ptr_array_index (needles, i), NULL);

      next[i] = first[fold (needle[0])];
      first[fold (needle[0])] = i;
    }

  for (gsize at = 0; at < length; at++)
    for (guint i = first[fold (bytes[at])]; i != NONE; i = next[i])
      {
        gsize needle_length;
        const guint8 *needle = g_bytes_get_data (g_ptr_array_index (needles, i), &needle_length);

        if (starts_with (bytes + at, length - at, needle, needle_length) && !found (i, at + needle_length, user_data))
          return;
      }
}
