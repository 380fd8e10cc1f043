/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UTF-16 as iconv() writes it, and nothing for what isn't UTF-8. */
#include "evidence/utf16.h"

#include <string.h>

static const struct
{
  const char *name;
  int byte_order;
} encodings[] = { { "UTF-16LE", G_LITTLE_ENDIAN }, { "UTF-16BE", G_BIG_ENDIAN } };

static void
test_like_iconv (void)
{
  static const char text[] = "a \303\244 \342\202\254 \355\237\277 \356\200\200 \357\277\275 \360\220\200\200 \364\217\277\277\0 end";

  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      gsize n_wanted, n = 0;
      g_autofree char *wanted = g_convert (text, sizeof text - 1, encodings[i].name, "UTF-8", NULL, &n_wanted, NULL);
      g_autofree char *wide = sendoff_utf16_encode (text, sizeof text - 1, encodings[i].byte_order, &n);

      g_assert_nonnull (wanted);
      g_assert_cmpmem (wide, n, wanted, n_wanted);
    }
}

static void
test_not_utf8 (void)
{
  static const char *const texts[] = { "\377", "a\303", "\303(", "\355\240\200", "\300\200", "\364\220\200\200", "ok \200 ok" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gsize n;

      g_assert_null (sendoff_utf16_encode (texts[i], strlen (texts[i]), G_LITTLE_ENDIAN, &n));
    }
}

static void
test_cut_character (void)
{
  gsize n;

  /* The third byte is there, behind the end. */
  g_assert_null (sendoff_utf16_encode ("\342\202\254", 2, G_BIG_ENDIAN, &n));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/utf16/like-iconv", test_like_iconv);
  g_test_add_func ("/utf16/not-utf8", test_not_utf8);
  g_test_add_func ("/utf16/cut-character", test_cut_character);
  return g_test_run ();
}
