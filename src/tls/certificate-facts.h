/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What people may want to know of one certificate, beyond what was needed to judge it: words for showing, translated and display-safe,
 * never NULL ("" where there is none). Pure, any thread. */
typedef struct
{
  char *serial;    /* "0A:1B:…" */
  char *key;       /* "RSA, 2048 bits" */
  char *signature; /* "RSA-SHA256" */
  char *usages;    /* "digital signature, server authentication" */
  char *authority; /* "no", "yes" */
  char *sha1;      /* "AB:CD:…", over the DER */
} SendoffCertificateFacts;

/* Any bytes may come: what can't be read is left out. */
SendoffCertificateFacts *sendoff_certificate_facts_new  (GBytes *der);
void                     sendoff_certificate_facts_free (SendoffCertificateFacts *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffCertificateFacts, sendoff_certificate_facts_free)

G_END_DECLS
