/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/account-fields.h"

G_BEGIN_DECLS

/* Properties, page Advanced. */
#define SENDOFF_TYPE_ADVANCED_PAGE (sendoff_advanced_page_get_type ())
G_DECLARE_FINAL_TYPE (SendoffAdvancedPage, sendoff_advanced_page, SENDOFF, ADVANCED_PAGE, GtkBox)

/* Once, before it is shown. */
void sendoff_advanced_page_bind (SendoffAdvancedPage *self, SendoffAccountFields *fields);

G_END_DECLS
