/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "diagnosis/meanings.h"

/* The column "whose move it is". */
#define YOURS SENDOFF_MOVE_YOURS
#define PROVIDERS SENDOFF_MOVE_PROVIDER
#define RECIPIENTS SENDOFF_MOVE_RECIPIENT

/* The parts of one table; each ends with an empty row. Inside diagnosis only. */
extern const SendoffMeaning sendoff_meanings_of_sign_in[];
extern const SendoffMeaning sendoff_meanings_of_envelope[];
extern const SendoffMeaning sendoff_meanings_of_reputation[];
extern const SendoffMeaning sendoff_meanings_of_connection[];
