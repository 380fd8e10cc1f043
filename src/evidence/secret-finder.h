/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Finds secrets in a text in the forms in which a mail server may repeat them, and replaces them. Used by redaction.c only. */
typedef struct _SendoffSecretFinder SendoffSecretFinder;

SendoffSecretFinder *sendoff_secret_finder_new  (void);
void                 sendoff_secret_finder_free (SendoffSecretFinder *self);
/* A secret: as secret-spelling.h has it, and inside base64, in UTF-16 too. */
void                 sendoff_secret_finder_add  (SendoffSecretFinder *self, const char *secret, gsize length);
/* A word that was hidden (a SASL response): only as it is. Words under 8 bytes are too common to be looked for. */
void                 sendoff_secret_finder_add_word (SendoffSecretFinder *self, const char *word, gsize length);
/* A copy of text with each find replaced by replacement. is_cut: a secret that begins before the end counts too.
 * with_short: also secrets under 4 bytes, as whole words. */
GString             *sendoff_secret_finder_replace (const SendoffSecretFinder *self, const char *text, gsize length,
                                                    const char *replacement, gboolean is_cut, gboolean with_short);
/* The same finds as marks: TRUE for each byte of text that belongs to one; FALSE stays as it was. */
void                 sendoff_secret_finder_mark    (const SendoffSecretFinder *self, const char *text, gsize length, gboolean is_cut,
                                                    gboolean with_short, char *marks);
/* Overwrites with asterisks what is spelt exactly like a secret or a word, or holds it in base64: fast, for long texts of the user's. */
void                 sendoff_secret_finder_mask_exact (const SendoffSecretFinder *self, char *text, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffSecretFinder, sendoff_secret_finder_free)

G_END_DECLS
