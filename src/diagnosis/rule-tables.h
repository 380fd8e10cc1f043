/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "diagnosis/rules.h"

/* The columns' abbreviations, and the parts of the table; each part ends with an empty row. Inside diagnosis only. */

#define KIND(name) SENDOFF_FAILURE_##name
#define WHEN(name) SENDOFF_WHEN_##name

#define ANY_COMMAND 0u
#define GREETING (1u << SENDOFF_COMMAND_GREETING)
#define EHLO (1u << SENDOFF_COMMAND_EHLO)
#define HELLO (GREETING | EHLO)
#define STARTTLS (1u << SENDOFF_COMMAND_STARTTLS)
#define AUTH (1u << SENDOFF_COMMAND_AUTH)
#define MAIL (1u << SENDOFF_COMMAND_MAIL)
#define RCPT (1u << SENDOFF_COMMAND_RCPT)
#define DATA ((1u << SENDOFF_COMMAND_DATA) | (1u << SENDOFF_COMMAND_BODY) | (1u << SENDOFF_COMMAND_FINAL_DOT))
#define SUBMIT (MAIL | RCPT | DATA)

#define ANY_CODE 0, G_MAXINT
#define NO_CODE 0, 0
#define CODE(code) code, code
#define REFUSED 400, 599
#define TEMPORARY 400, 499
#define PERMANENT 500, 599

#define ANY NULL

extern const SendoffRule sendoff_rules_by_kind[];
extern const SendoffRule sendoff_rules_by_words[];
extern const SendoffRule sendoff_rules_by_code[];
extern const SendoffRule sendoff_rules_of_incoming[];
