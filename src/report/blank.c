/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replaces what tells who it was about: walks over the saved form, so that nothing that is saved is passed over. Any thread. */

#include "report/blank.h"

#include <string.h>

#include "report/json-text.h"
#include "report/report-json.h"

/* Shorter names are words of every language. */
#define MIN_NAME 3
/* In characters. A pattern of all names has to stay below PCRE's limit of 64 KiB: of a longer name the beginning is looked for, and what follows
 * in the name's length goes with it. */
#define MAX_LITERAL 200
#define MAX_REPEAT 65535

/* An address; an IP address; a host's name. The first that matches at a place counts. An address
 * is looked for where a word begins, and words are taken whole: a long one costs no more than its length. */
#define PATTERN                                                                                                                        \
  "(?<address>(?<![^\\s<>\"'(),;:=\\[\\]])(?:[^\\s<>\"'(),;:=\\[\\]@]*+@)+(?:\\[[^\\]\\s]*\\]|[\\w.-]*\\w))"                                 \
  "|(?<ip>\\b(?:\\d{1,3}\\.){3}\\d{1,3}\\b|\\b(?:[0-9a-f]{1,4}:){2,7}(?::?[0-9a-f]{1,4}){1,7}\\b|\\b(?:[0-9a-f]{1,4}:){1,7}:[0-9a-f]{0,4})"  \
  "|(?<host>(?<![\\w@/.-])(?:[\\w](?:[\\w-]*[\\w])?\\.)+(?:xn--[\\w-]+|[^\\W\\d_]{2,})\\.?(?![\\w-]))"

typedef struct
{
  GRegex     *pattern;
  GRegex     *names;    /* the account's own; NULL: none */
  GHashTable *numbers;  /* "address:joe@example.org" to its number */
  guint       n[4];
} Blanker;

enum { KIND_ADDRESS, KIND_IP, KIND_HOST, KIND_NAME };

static guint
get_number (Blanker    *self,
            guint       kind,
            const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_autofree char *key = g_strdup_printf ("%u:%s", kind, folded);
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, key));

  if (number > 0)
    return number;
  number = ++self->n[kind];
  g_hash_table_insert (self->numbers, g_steal_pointer (&key), GUINT_TO_POINTER (number));
  return number;
}

/* Loopback tells nothing. */
static gboolean
is_harmless (const char *text)
{
  return g_str_has_prefix (text, "127.");
}

static gboolean
replace_found (const GMatchInfo *info,
               GString          *result,
               gpointer          user_data)
{
  static const struct { const char *group, *shape; guint kind; } kinds[] = {
    { "address", "address-%u@example", KIND_ADDRESS }, { "ip", "ip-%u", KIND_IP }, { "host", "host-%u", KIND_HOST },
  };
  Blanker *self = user_data;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *found = g_match_info_fetch_named (info, kinds[i].group);
      g_autofree char *number = NULL;
      gsize length = found != NULL ? strlen (found) : 0;

      if (length == 0)
        continue;
      if (is_harmless (found))
        {
          g_string_append (result, found);
          break;
        }
      if (found[length - 1] == '.' && kinds[i].kind == KIND_HOST)
        found[length - 1] = '\0';
      number = g_strdup_printf ("%u", get_number (self, kinds[i].kind, found));
      g_string_append_len (result, kinds[i].shape, strchr (kinds[i].shape, '%') - kinds[i].shape);
      g_string_append (result, number);
      g_string_append (result, strchr (kinds[i].shape, 'u') + 1);
      if (found[length - 1] == '\0')
        g_string_append_c (result, '.');
      break;
    }
  return FALSE;
}

static gboolean
replace_name (const GMatchInfo *info,
              GString          *result,
              gpointer          user_data)
{
  g_autofree char *found = g_match_info_fetch (info, 0);

  g_string_append_printf (result, "name-%u", get_number (user_data, KIND_NAME, found));
  return FALSE;
}

static char *
blank_text (Blanker    *self,
            const char *text)
{
  g_autofree char *half = g_regex_replace_eval (self->pattern, text, -1, 0, 0, replace_found, self, NULL);

  if (half == NULL)
    return g_strdup ("");
  if (self->names == NULL)
    return g_steal_pointer (&half);
  return g_regex_replace_eval (self->names, half, -1, 0, 0, replace_name, self, NULL);
}

/* Words of ours, and numbers of the contract: nothing of the user's. */
static gboolean
is_kept (const char *member)
{
  static const char *const kept[] = { "job", "outcome", "leg", "id", "state", "security", "tls", "cipher", "mechanism", "from", "kind", "record",
                                      "class", "error_number", "started", "not_before", "not_after", "trusted_by", "step", "protocol", "enhanced_code" };

  for (guint i = 0; member != NULL && i < G_N_ELEMENTS (kept); i++)
    if (g_str_equal (member, kept[i]))
      return TRUE;
  return FALSE;
}

static void blank_node (Blanker *self, const char *member, JsonNode *node);

static void
blank_members (Blanker    *self,
               JsonObject *object)
{
  static const char *const dropped[] = { "chain", "sha256", "pin", "message_id" };
  g_autoptr(GList) members = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (dropped); i++)
    if (json_object_has_member (object, dropped[i]))
      json_object_remove_member (object, dropped[i]);
  members = json_object_get_members (object);
  for (GList *entry = members; entry != NULL; entry = entry->next)
    blank_node (self, entry->data, json_object_get_member (object, entry->data));
}

static void
blank_node (Blanker    *self,
            const char *member,
            JsonNode   *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    blank_members (self, json_node_get_object (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      blank_node (self, member, json_array_get_element (json_node_get_array (node), i));
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING && !is_kept (member))
    {
      g_autofree char *blanked = blank_text (self, json_node_get_string (node));

      json_node_set_string (node, blanked);
    }
}

static void
add_name (GPtrArray  *names,
          const char *name)
{
  glong length = name != NULL ? g_utf8_strlen (name, -1) : 0;

  if (length >= MIN_NAME && strchr (name, '@') == NULL)
    g_ptr_array_add (names, (char *) name);
}

static char *
make_literal (const char *name)
{
  glong length = g_utf8_strlen (name, -1);
  g_autofree char *beginning = g_utf8_substring (name, 0, MIN (length, MAX_LITERAL));
  g_autofree char *escaped = g_regex_escape_string (beginning, -1);

  if (length <= MAX_LITERAL)
    return g_strdup_printf ("%s(?!\\w)", escaped);
  if (length - MAX_LITERAL > MAX_REPEAT)
    return g_strdup_printf ("%s.*+", escaped);
  return g_strdup_printf ("%s.{0,%ld}+", escaped, length - MAX_LITERAL);
}

static int
compare_longest_first (gconstpointer a,
                       gconstpointer b)
{
  gsize left = strlen (*(const char *const *) a), right = strlen (*(const char *const *) b);

  return left > right ? -1 : left < right;
}

static GRegex *
make_names (const SendoffReport *report)
{
  static const char *const keys[] = { "name", "full-name", "organization", "smtp.user", "incoming.user" };
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  g_autoptr(GPtrArray) literals = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *joined = NULL;
  g_autofree char *pattern = NULL;

  add_name (names, report->account);
  for (guint i = 0; i < report->settings->len; i++)
    {
      const SendoffReportFact *fact = g_ptr_array_index (report->settings, i);

      for (guint k = 0; k < G_N_ELEMENTS (keys); k++)
        if (g_str_equal (fact->name, keys[k]))
          add_name (names, fact->value);
    }
  if (names->len == 0)
    return NULL;
  g_ptr_array_sort (names, compare_longest_first);
  for (guint i = 0; i < names->len; i++)
    g_ptr_array_add (literals, make_literal (names->pdata[i]));
  g_ptr_array_add (literals, NULL);
  joined = g_strjoinv ("|", (char **) literals->pdata);
  pattern = g_strdup_printf ("(?<!\\w)(?:%s)", joined);
  return g_regex_new (pattern, G_REGEX_CASELESS | G_REGEX_DOTALL, 0, NULL);
}

SendoffReport *
sendoff_report_blank (const SendoffReport *report)
{
  Blanker self = { NULL };
  g_autofree char *json = NULL;
  g_autofree char *blanked = NULL;
  g_autoptr(JsonNode) root = NULL;
  SendoffReport *copy;

  g_return_val_if_fail (report != NULL, NULL);

  json = sendoff_report_to_json_with (report, SENDOFF_REPORT_SAVED);
  root = json_from_string (json, NULL);
  self.pattern = g_regex_new (PATTERN, G_REGEX_CASELESS, 0, NULL);
  self.names = make_names (report);
  self.numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  blank_members (&self, json_node_get_object (root));
  blanked = sendoff_json_to_line (root);
  copy = sendoff_report_from_json (blanked, -1, NULL);
  g_regex_unref (self.pattern);
  g_clear_pointer (&self.names, g_regex_unref);
  g_hash_table_unref (self.numbers);

  return copy;
}
