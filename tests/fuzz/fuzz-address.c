/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever is typed as a host or a mail address: what is accepted can be put into a command as it stands, and is accepted again in the
 * form that it was given. */
#include "base/domain-name.h"
#include "base/mail-address.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
assert_harmless (const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    g_assert_false ((guchar) *at <= ' ' || *at == 0x7f || *at == '<' || *at == '>');
}

static void
try_host (const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *ascii = sendoff_host_to_ascii (text, &error);
  g_autofree char *again = NULL, *shown = NULL, *back = NULL;

  g_assert_true ((ascii == NULL) == (error != NULL));
  if (ascii == NULL)
    return;
  assert_harmless (ascii);
  g_assert_cmpuint (strlen (ascii), <=, 253);
  g_assert_true (g_str_is_ascii (ascii));
  again = sendoff_host_to_ascii (ascii, NULL);
  g_assert_cmpstr (again, ==, ascii);
  shown = sendoff_host_to_display (ascii);
  g_assert_true (g_utf8_validate (shown, -1, NULL));
  back = sendoff_host_to_ascii (shown, NULL);
  g_assert_cmpstr (back, ==, ascii);
}

static void
try_address (const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SendoffMailAddress) address = sendoff_mail_address_parse (text, &error);
  g_autofree char *wire = NULL;

  g_assert_true ((address == NULL) == (error != NULL));
  if (address == NULL)
    return;
  wire = sendoff_mail_address_to_wire (address);
  assert_harmless (wire);
  g_assert_true (!address->is_ascii || g_str_is_ascii (wire));
}

static void
try_host_and_port (const char *text)
{
  g_autofree char *host = NULL, *joined = NULL, *host_again = NULL;
  guint16 port, port_again;

  if (!sendoff_host_and_port_parse (text, &host, &port, NULL))
    return;
  g_assert_cmpuint (port, >, 0);
  joined = sendoff_host_and_port (host, port);
  g_assert_true (sendoff_host_and_port_parse (joined, &host_again, &port_again, NULL));
  g_assert_cmpstr (host_again, ==, host);
  g_assert_cmpuint (port_again, ==, port);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);

  try_host (text);
  try_address (text);
  try_host_and_port (text);
  return 0;
}
