/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns directory names in name constraints (RFC 5280, sections 4.2.1.10 and 7.1). Any thread. */
#include "tls/directory-constraints.h"

#include <string.h>

#include "tls/der.h"
#include "tls/gnutls-auto.h"

#define TAG_PERMITTED      0xa0
#define TAG_EXCLUDED       0xa1
#define TAG_DIRECTORY_NAME 0xa4
#define TAG_OID            0x06

/* Case, and how much white space there is, make no difference; nor does the kind of string. */
static char *
fold_text (const gnutls_datum_t *value)
{
  g_autofree char *text = g_utf8_make_valid ((const char *) value->data, value->size);
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_auto(GStrv) words = g_strsplit_set (folded, " \t\r\n", -1);
  g_autoptr(GStrvBuilder) kept = g_strv_builder_new ();
  g_auto(GStrv) kept_words = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_strv_builder_add (kept, words[i]);
  kept_words = g_strv_builder_end (kept);

  return g_strjoinv (" ", kept_words);
}

static gboolean
bytes_are_equal (const gnutls_datum_t *a,
                 const gnutls_datum_t *b)
{
  return a->size == b->size && (a->size == 0 || memcmp (a->data, b->data, a->size) == 0);
}

/* One attribute with its value, as in "O=Org"; sets of several have to be the same byte by byte. */
static gboolean
part_is_equal (gnutls_datum_t a,
               gnutls_datum_t b)
{
  gnutls_datum_t pair_a, pair_b, type_a, type_b, value_a, value_b;
  g_autofree char *text_a = NULL, *text_b = NULL;
  guint8 tag;

  if (bytes_are_equal (&a, &b))
    return TRUE;
  if (!sendoff_der_take_tag (&a, SENDOFF_DER_SEQUENCE, &pair_a) || a.size != 0
      || !sendoff_der_take_tag (&b, SENDOFF_DER_SEQUENCE, &pair_b) || b.size != 0
      || !sendoff_der_take_tag (&pair_a, TAG_OID, &type_a) || !sendoff_der_take_tag (&pair_b, TAG_OID, &type_b)
      || !bytes_are_equal (&type_a, &type_b)
      || !sendoff_der_take (&pair_a, &tag, &value_a) || !sendoff_der_take (&pair_b, &tag, &value_b))
    return FALSE;

  text_a = fold_text (&value_a);
  text_b = fold_text (&value_b);
  return strcmp (text_a, text_b) == 0;
}

/* The base's parts are the first of the subject's. */
static gboolean
subject_is_within (gnutls_datum_t subject,
                   gnutls_datum_t base)
{
  gnutls_datum_t subject_part, base_part;

  while (base.size > 0)
    if (!sendoff_der_take_tag (&base, SENDOFF_DER_SET, &base_part)
        || !sendoff_der_take_tag (&subject, SENDOFF_DER_SET, &subject_part)
        || !part_is_equal (subject_part, base_part))
      return FALSE;

  return TRUE;
}

/* any: there was a directory name among them. FALSE: unreadable. */
static gboolean
search_subtrees (gnutls_datum_t  subtrees,
                 gnutls_datum_t  subject,
                 gboolean       *any,
                 gboolean       *is_within)
{
  gnutls_datum_t subtree, name, base;
  guint8 tag;

  while (subtrees.size > 0)
    {
      if (!sendoff_der_take_tag (&subtrees, SENDOFF_DER_SEQUENCE, &subtree) || !sendoff_der_take (&subtree, &tag, &name))
        return FALSE;
      if (tag != TAG_DIRECTORY_NAME)
        continue;
      if (!sendoff_der_take_tag (&name, SENDOFF_DER_SEQUENCE, &base))
        return FALSE;

      *any = TRUE;
      *is_within = *is_within || subject_is_within (subject, base);
    }

  return TRUE;
}

gboolean
sendoff_directory_constraints_are_broken (const gnutls_datum_t *extension,
                                          gnutls_x509_crt_t     certificate)
{
  gnutls_datum_t rest, constraints, subtrees, subject;
  g_auto(OwnedDatum) name = { NULL, 0 };
  gboolean any_permitted = FALSE, any_excluded = FALSE, is_permitted = FALSE, is_excluded = FALSE;

  if (gnutls_x509_crt_get_raw_dn (certificate, &name) < 0)
    return TRUE;
  rest = name;
  if (!sendoff_der_take_tag (&rest, SENDOFF_DER_SEQUENCE, &subject))
    return TRUE;
  if (subject.size == 0)
    return FALSE;

  rest = *extension;
  if (!sendoff_der_take_tag (&rest, SENDOFF_DER_SEQUENCE, &constraints))
    return TRUE;
  if (sendoff_der_take_tag (&constraints, TAG_PERMITTED, &subtrees)
      && !search_subtrees (subtrees, subject, &any_permitted, &is_permitted))
    return TRUE;
  if (sendoff_der_take_tag (&constraints, TAG_EXCLUDED, &subtrees)
      && !search_subtrees (subtrees, subject, &any_excluded, &is_excluded))
    return TRUE;

  return constraints.size != 0 || is_excluded || (any_permitted && !is_permitted);
}
