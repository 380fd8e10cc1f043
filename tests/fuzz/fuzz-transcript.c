/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever either side says, and in whatever pieces: no line of the transcript, and none of what an observer could list, shows the secret, raw or in base64.
 * Input: protocol, length and letters of the secret, then pieces: a byte of flags, a length, bytes. The bytes 1 to 5 in a piece
 * stand for the secret in the spellings that servers and clients use, so that the fuzzer needn't guess it. */
#include "evidence/transcript.h"
#include "evidence/wire-view.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* None of these letters is part of an escape of display-text: what is found in a line came from the wire. */
static const char letters[] = "GHIJKLMOPQRSTVWXYZghijklmopqsvwyz!#$%&()*+,./:;<=>?@^_`|~-";

typedef struct
{
  char *raw;
  char *spellings[5];
  char *inner[3]; /* of base64, with 0, 1 and 2 bytes before it */
} Secret;

static char *
encode_behind (const char *prefix, gsize prefix_length, const char *secret)
{
  g_autoptr(GString) text = g_string_new_len (prefix, (gssize) prefix_length);

  g_string_append (text, secret);
  return g_base64_encode ((const guchar *) text->str, text->len);
}

static void
init_secret (Secret *secret, const uint8_t *data, size_t length)
{
  secret->raw = g_malloc0 (length + 1);
  for (size_t i = 0; i < length; i++)
    secret->raw[i] = letters[data[i] % (sizeof letters - 1)];

  secret->spellings[0] = g_strdup (secret->raw);
  secret->spellings[1] = encode_behind ("", 0, secret->raw);
  secret->spellings[2] = encode_behind ("\0joe\0", 5, secret->raw);
  secret->spellings[3] = encode_behind ("\0jack\0", 6, secret->raw);
  secret->spellings[4] = g_uri_escape_string (secret->raw, NULL, FALSE);
  for (gsize shift = 0; shift < 3; shift++)
    {
      g_autofree char *encoded = encode_behind ("\0\0", shift, secret->raw);
      gsize first = (shift * 8 + 5) / 6;

      secret->inner[shift] = g_strndup (encoded + first, (shift + length) * 8 / 6 - first);
    }
}

static void
clear_secret (Secret *secret)
{
  g_free (secret->raw);
  for (guint i = 0; i < G_N_ELEMENTS (secret->spellings); i++)
    g_free (secret->spellings[i]);
  for (guint i = 0; i < G_N_ELEMENTS (secret->inner); i++)
    g_free (secret->inner[i]);
}

static void
add_piece (SendoffTranscript *transcript, SendoffWireRecording *recording, const Secret *secret, uint8_t flags, const uint8_t *bytes, size_t length)
{
  g_autoptr(GString) piece = g_string_new (NULL);

  for (size_t i = 0; i < length; i++)
    if (bytes[i] >= 1 && bytes[i] <= G_N_ELEMENTS (secret->spellings))
      g_string_append (piece, secret->spellings[bytes[i] - 1]);
    else
      g_string_append_c (piece, (char) bytes[i]);
  sendoff_transcript_add (transcript, 0, flags & 1, (flags & 2) != 0, piece->str, piece->len);
  /* As the wire has it, once more. */
  sendoff_wire_recording_add (recording, flags & 1, (const guint8 *) piece->str, piece->len);
}

static void
check_line (const char *text, const Secret *secret)
{
  g_autoptr(GString) shown = g_string_new (text);
  g_autofree char *lower = NULL;
  g_autofree char *lower_secret = g_ascii_strdown (secret->raw, -1);

  /* The placeholder may spell a part of a secret. */
  g_string_replace (shown, SENDOFF_REDACTED, "\n", 0);
  lower = g_ascii_strdown (shown->str, -1);
  g_assert_null (strstr (lower, lower_secret));
  for (guint i = 0; i < G_N_ELEMENTS (secret->inner) && strchr (shown->str, '\\') == NULL; i++)
    g_assert_null (strstr (shown->str, secret->inner[i]));
}

/* In a message only what is spelt exactly like the secret counts. */
static void
check_wire (SendoffWireRecording *recording, SendoffProtocol protocol, const Secret *secret)
{
  g_autoptr(SendoffRedaction) redaction = sendoff_redaction_new (protocol);
  g_autoptr(GPtrArray) items = NULL;

  /* What hides a secret there may spell one like this. */
  if (strchr (secret->raw, '*') != NULL)
    return;
  sendoff_redaction_add_secret (redaction, secret->raw);
  sendoff_wire_recording_redact (recording, redaction);
  items = sendoff_wire_view_new (recording);
  for (guint i = 0; i < items->len; i++)
    {
      const char *text = ((SendoffWireItem *) items->pdata[i])->text;

      g_assert_true (text == NULL || strstr (text, secret->raw) == NULL);
      for (guint k = 0; k < G_N_ELEMENTS (secret->inner); k++)
        g_assert_true (text == NULL || strchr (text, '\\') != NULL || strstr (text, secret->inner[k]) == NULL);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr(SendoffTranscript) transcript = NULL;
  g_autoptr(SendoffWireRecording) recording = NULL;
  Secret secret;
  size_t length, at;

  if (size < 2 || size < 2 + (length = 4 + data[1] % 28))
    return 0;
  init_secret (&secret, data + 2, length);
  transcript = sendoff_transcript_new (SENDOFF_LEG_OUTGOING, (SendoffProtocol) (data[0] % 4));
  sendoff_transcript_add_secret (transcript, secret.raw);
  recording = sendoff_wire_recording_new (SENDOFF_LEG_OUTGOING, 25, 0);

  for (at = 2 + length; at + 2 <= size; at += 2 + length)
    {
      length = MIN (data[at + 1], size - at - 2);
      add_piece (transcript, recording, &secret, data[at], data + at + 2, length);
    }
  sendoff_transcript_finish (transcript);

  for (guint i = 0; i < sendoff_transcript_get_n_lines (transcript); i++)
    check_line (sendoff_transcript_get_line (transcript, i)->text, &secret);
  check_wire (recording, (SendoffProtocol) (data[0] % 4), &secret);
  clear_secret (&secret);
  return 0;
}
