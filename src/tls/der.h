/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gnutls/gnutls.h>

#include <glib.h>

G_BEGIN_DECLS

#define SENDOFF_DER_SEQUENCE 0x30
#define SENDOFF_DER_SET      0x31

/* Takes one element off the front of in: definite lengths and low tags only, which is all that X.509's extensions and names
 * hold. FALSE: there is none, or it goes beyond the end; in is then as it was. value points into in's memory. */
gboolean sendoff_der_take (gnutls_datum_t *in, guint8 *tag, gnutls_datum_t *value);
/* The same for one that has to have this tag. */
gboolean sendoff_der_take_tag (gnutls_datum_t *in, guint8 tag, gnutls_datum_t *value);

G_END_DECLS
