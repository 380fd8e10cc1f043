/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks for secrets in a finished text, in each of the spellings that it may hold. Any thread. */

#include "report/secret-check.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#include "base/display-text.h"
#include "base/error.h"
#include "base/secret-string.h"
#include "evidence/secret-finder.h"

#define MIN_LENGTH 3
#define MAX_CONTEXT 60

typedef gsize (*Decode) (const char *text, gsize left, char *decoded);

static int
read_hex (const char *text,
          gsize       n)
{
  int value = 0;

  for (gsize i = 0; i < n; i++)
    {
      int digit = g_ascii_xdigit_value (text[i]);

      if (digit < 0)
        return -1;
      value = value * 16 + digit;
    }
  return value;
}

/* How many bytes of text one byte or character takes; 0: it is no escape. *decoded gets up to six bytes, ended by NUL. */
static gsize
decode_json (const char *text,
             gsize       left,
             char       *decoded)
{
  int value;

  if (left < 2 || text[0] != '\\')
    return 0;
  decoded[1] = '\0';
  decoded[0] = text[1];
  if (text[1] != 'u')
    return 2;
  value = left >= 6 ? read_hex (text + 2, 4) : -1;
  if (value <= 0)
    return 0;
  decoded[g_unichar_to_utf8 ((gunichar) value, decoded)] = '\0';
  return 6;
}

static gsize
decode_html (const char *text,
             gsize       left,
             char       *decoded)
{
  static const struct { const char *escape; char c; } escapes[] = {
    { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' }, { "&#39;", '\'' }, { "&apos;", '\'' },
  };

  for (guint i = 0; text[0] == '&' && i < G_N_ELEMENTS (escapes); i++)
    if (left >= strlen (escapes[i].escape) && memcmp (text, escapes[i].escape, strlen (escapes[i].escape)) == 0)
      {
        decoded[0] = escapes[i].c;
        decoded[1] = '\0';
        return strlen (escapes[i].escape);
      }
  return 0;
}

static gsize
decode_quoted_printable (const char *text,
                         gsize       left,
                         char       *decoded)
{
  int value = left >= 3 && text[0] == '=' ? read_hex (text + 1, 2) : -1;

  if (value <= 0)
    return 0;
  decoded[0] = (char) value;
  decoded[1] = '\0';
  return 3;
}

/* origin[i]: where the i-th byte stood. */
static GString *
decode_all (const char *text,
            Decode      decode,
            GArray     *origin)
{
  gsize length = strlen (text);
  GString *decoded = g_string_sized_new (length);

  for (gsize i = 0; i < length;)
    {
      char bytes[8] = { text[i], '\0' };
      gsize used = decode (text + i, length - i, bytes);

      for (const char *p = bytes; *p != '\0'; p++)
        {
          g_string_append_c (decoded, *p);
          g_array_append_val (origin, i);
        }
      i += MAX (used, 1);
    }
  return decoded;
}

/* The line's number, and what stands before the find: the secret itself stays unsaid. */
static char *
tell_place (const char *text,
            gsize       at)
{
  guint line = 1;
  gsize start = 0;
  g_autofree char *before = NULL;

  for (gsize i = 0; i < at; i++)
    if (text[i] == '\n')
      {
        line++;
        start = i + 1;
      }
  start = MAX (start, at > MAX_CONTEXT ? at - MAX_CONTEXT : 0);
  before = sendoff_display_text (text + start, (gssize) (at - start));

  /* Translators: %u is the number of a line in a file; %s is a piece of text that stands before what was found. */
  return g_strdup_printf (_("The report holds a password, in line %u behind “%s”. It was not written."), line, before);
}

static gboolean
is_clean (const SendoffSecretFinder *finder,
          const char                *bytes,
          gsize                      length,
          gsize                     *at)
{
  g_autofree char *marks = g_malloc0 (length + 1);
  const char *mark;

  sendoff_secret_finder_mark (finder, bytes, length, FALSE, TRUE, marks);
  mark = memchr (marks, TRUE, length);
  if (mark != NULL)
    *at = (gsize) (mark - marks);
  return mark == NULL;
}

gboolean
sendoff_report_check_secrets (const char        *text,
                              const char *const *secrets,
                              char             **place)
{
  static const Decode decoders[] = { decode_json, decode_html, decode_quoted_printable };
  g_autoptr(SendoffSecretFinder) finder = sendoff_secret_finder_new ();
  gsize at = 0;
  gboolean clean;

  g_return_val_if_fail (text != NULL && place != NULL, FALSE);

  *place = NULL;
  for (; secrets != NULL && *secrets != NULL; secrets++)
    if (strlen (*secrets) >= MIN_LENGTH)
      sendoff_secret_finder_add (finder, *secrets, strlen (*secrets));
  clean = is_clean (finder, text, strlen (text), &at);
  for (guint i = 0; i < G_N_ELEMENTS (decoders) && clean; i++)
    {
      g_autoptr(GArray) origin = g_array_new (FALSE, FALSE, sizeof (gsize));
      GString *decoded = decode_all (text, decoders[i], origin);

      clean = is_clean (finder, decoded->str, decoded->len, &at);
      if (!clean)
        at = g_array_index (origin, gsize, at);
      sendoff_wipe (decoded->str, decoded->len);
      g_string_free (decoded, TRUE);
    }
  if (!clean)
    *place = tell_place (text, at);
  return clean;
}

gboolean
sendoff_report_check_used_secrets (const char *text,
                                   GPtrArray  *secrets,
                                   char      **place)
{
  g_autoptr(GPtrArray) plain = g_ptr_array_new ();

  for (guint i = 0; secrets != NULL && i < secrets->len; i++)
    g_ptr_array_add (plain, (char *) sendoff_secret_string_peek (secrets->pdata[i]));
  g_ptr_array_add (plain, NULL);
  return sendoff_report_check_secrets (text, (const char *const *) plain->pdata, place);
}

/* Bytes that may be of any kind, as the text that is searched. */
static gboolean
is_direction_clean (const SendoffWireRecording *recording,
                    gboolean                    from_client,
                    GPtrArray                  *secrets)
{
  gsize length = 0;
  const guint8 *bytes = sendoff_wire_recording_get_bytes (recording, from_client, &length);
  g_autofree char *text = g_malloc0 (length + 1);
  g_autofree char *place = NULL;

  for (gsize i = 0; i < length; i++)
    text[i] = bytes[i] != '\0' ? (char) bytes[i] : '\n';
  return sendoff_report_check_used_secrets (text, secrets, &place);
}

gboolean
sendoff_report_check_recordings (GPtrArray  *recordings,
                                 GPtrArray  *secrets,
                                 GError    **error)
{
  for (guint i = 0; secrets != NULL && i < recordings->len; i++)
    if (!is_direction_clean (recordings->pdata[i], TRUE, secrets) || !is_direction_clean (recordings->pdata[i], FALSE, secrets))
      {
        g_set_error_literal (error, SENDOFF_ERROR, SENDOFF_ERROR_SAVE, _("The capture holds a password. It was not written."));
        return FALSE;
      }
  return TRUE;
}
