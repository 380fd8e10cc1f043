/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Private to this folder: writing DER (X.690) for what GnuTLS can't write, or only slowly. Pure; any thread. */
#define SENDOFF_PRACTICE_DER_INTEGER 0x02
#define SENDOFF_PRACTICE_DER_BIT_STRING 0x03
#define SENDOFF_PRACTICE_DER_OCTET_STRING 0x04
#define SENDOFF_PRACTICE_DER_GENERALIZED_TIME 0x18
#define SENDOFF_PRACTICE_DER_SEQUENCE 0x30
/* Of the context: primitive, and constructed. */
#define SENDOFF_PRACTICE_DER_VALUE(number) (0x80 | (number))
#define SENDOFF_PRACTICE_DER_CONTEXT(number) (0xa0 | (number))

/* Puts tag and length before what stands from start on. */
void sendoff_practice_der_wrap (GByteArray *der, guint start, guint8 tag);
void sendoff_practice_der_add  (GByteArray *der, guint8 tag, gconstpointer bytes, gsize length);

G_END_DECLS
