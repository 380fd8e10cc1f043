/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/account-fields.h"

G_BEGIN_DECLS

/* Properties, page General. */
#define SENDOFF_TYPE_GENERAL_PAGE (sendoff_general_page_get_type ())
G_DECLARE_FINAL_TYPE (SendoffGeneralPage, sendoff_general_page, SENDOFF, GENERAL_PAGE, GtkBox)

/* Once, before it is shown. */
void sendoff_general_page_bind (SendoffGeneralPage *self, SendoffAccountFields *fields);

G_END_DECLS
