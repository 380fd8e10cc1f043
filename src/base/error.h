/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Faults on this side: bad input, files, a missing service. What a server said is a SendoffFailure instead.
 * Every message is a translated sentence for the user that names the thing at fault. */
#define SENDOFF_ERROR (sendoff_error_quark ())
GQuark sendoff_error_quark (void);

typedef enum
{
  SENDOFF_ERROR_INVALID,     /* a value breaks its rules; the message says which rule */
  SENDOFF_ERROR_NOT_FOUND,   /* no such account, entry or file */
  SENDOFF_ERROR_EXISTS,      /* the name is taken */
  SENDOFF_ERROR_FILE,        /* reading failed */
  SENDOFF_ERROR_SAVE,        /* writing failed; nothing was changed */
  SENDOFF_ERROR_DAMAGED,     /* a file can't be understood; it was kept aside under the name in the message */
  SENDOFF_ERROR_CONFLICT,    /* changed meanwhile by another program, on the same key */
  SENDOFF_ERROR_NO_SERVICE,  /* no Secret Service, or it is locked */
  SENDOFF_ERROR_CHANGED,     /* an attachment changed while it was read */
} SendoffError;

G_END_DECLS
