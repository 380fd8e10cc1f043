/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many of the collected replies "explain" understands. One half, chosen by a hash of the text, is there to make rules with; on the
 * other half only the counts are looked at: tests/README.md has both. SENDOFF_SHOW_REPLIES=1 lists what is misunderstood in the first. */
#include <string.h>

#include "cli/reply-text.h"
#include "diagnosis/diagnosis.h"

typedef struct { guint all, right_class, right_temporary, unknown; } Count;

/* class, step, "T" or "P", reply */
typedef struct { char **fields; SendoffReplyHints hints; SendoffDiagnosisClass class_; gboolean temporary, held_out; char *reply; } Row;

static GPtrArray *rows;

static void
free_row (gpointer data)
{
  Row *row = data;

  g_strfreev (row->fields);
  g_free (row->reply);
  g_free (row);
}

static Row *
parse_row (const char *line)
{
  Row *row = g_new0 (Row, 1);
  const char *step;
  SendoffStepId id;

  row->fields = g_strsplit (line, " ", 4);
  g_assert_cmpuint (g_strv_length (row->fields), ==, 4);
  g_assert_true (sendoff_diagnosis_class_from_string (row->fields[0], &row->class_));
  step = row->fields[1];
  row->hints.leg = g_str_has_prefix (step, "in:") ? SENDOFF_LEG_INCOMING : -1;
  g_assert_true (sendoff_step_id_from_string (row->hints.leg >= 0 ? step + 3 : step, &id));
  row->hints.step = id;
  g_assert_true (g_str_equal (row->fields[2], "T") || g_str_equal (row->fields[2], "P"));
  row->temporary = g_str_equal (row->fields[2], "T");
  row->held_out = (g_str_hash (row->fields[3]) >> 4) % 2 == 1;
  row->reply = g_strcompress (row->fields[3]);
  return row;
}

static void
read_rows (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "diagnosis", "replies.txt", NULL);
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  rows = g_ptr_array_new_with_free_func (free_row);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '#' && *lines[i] != '\0')
      g_ptr_array_add (rows, parse_row (lines[i]));
}

static void
count_row (const Row *row, gboolean with_hints, Count *count)
{
  SendoffReplyHints none = { row->hints.leg, -1 };
  g_autoptr(SendoffFailure) failure = sendoff_failure_new_for_reply_text (row->reply, with_hints ? &row->hints : &none);
  g_autoptr(SendoffDiagnosis) diagnosis = sendoff_diagnose (failure, NULL);

  count->all++;
  count->right_class += diagnosis->class_ == row->class_;
  count->right_temporary += diagnosis->temporary == row->temporary;
  count->unknown += diagnosis->class_ == SENDOFF_CLASS_UNKNOWN;
  if (!row->held_out && g_getenv ("SENDOFF_SHOW_REPLIES") != NULL && (diagnosis->class_ != row->class_ || diagnosis->temporary != row->temporary))
    g_test_message ("%s%s, not %s %s: %s", sendoff_diagnosis_class_to_string (diagnosis->class_), diagnosis->temporary ? " T" : " P",
                    row->fields[0], row->fields[2], row->fields[3]);
}

static void
check (gboolean held_out, gboolean with_hints)
{
  Count count = { 0 };

  for (guint i = 0; i < rows->len; i++)
    if (((Row *) rows->pdata[i])->held_out == held_out)
      count_row (rows->pdata[i], with_hints, &count);

  g_test_message ("%u replies: class %.1f %%, temporary or not %.1f %%, unknown %.1f %%", count.all, 100.0 * count.right_class / count.all,
                  100.0 * count.right_temporary / count.all, 100.0 * count.unknown / count.all);
  g_assert_cmpuint (count.all, >, 250);
  g_assert_cmpuint (100 * count.right_class, >=, 90 * count.all);
  g_assert_cmpuint (100 * count.right_temporary, >=, 97 * count.all);
  g_assert_cmpuint (100 * count.unknown, <=, 5 * count.all);
}

static void
test_developed (void)
{
  check (FALSE, TRUE);
}

static void
test_developed_without_step (void)
{
  check (FALSE, FALSE);
}

static void
test_held_out (void)
{
  check (TRUE, TRUE);
}

static void
test_held_out_without_step (void)
{
  check (TRUE, FALSE);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  read_rows ();
  g_test_add_func ("/replies/developed", test_developed);
  g_test_add_func ("/replies/developed-without-step", test_developed_without_step);
  g_test_add_func ("/replies/held-out", test_held_out);
  g_test_add_func ("/replies/held-out-without-step", test_held_out_without_step);

  status = g_test_run ();
  g_ptr_array_unref (rows);
  return status;
}
