/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The quark of the errors on this side. Any thread. */

#include "base/error.h"

G_DEFINE_QUARK (sendoff-error-quark, sendoff_error)
