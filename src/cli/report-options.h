/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "jobs/job.h"

G_BEGIN_DECLS

/* How much of a report "send" and "check" tell, and where they save it: --transcript, --wire, --save-report=FILE,
 * --save-capture=FILE. */
typedef struct
{
  gboolean transcript;
  gboolean wire;
  char    *save;    /* a file whose name ends in .json or .html; NULL: nowhere */
  char    *capture; /* a file for the recorded bytes; NULL: nowhere */
} SendoffReportOptions;

/* Entries of an option table: what the commands have in common, and what only those have that go to a server. */
#define SENDOFF_REPORT_OPTION_ENTRIES(options)                                                                                         \
  { "transcript", 0, 0, G_OPTION_ARG_NONE, &(options)->transcript, N_("Show what was said"), NULL },                                   \
  { "wire", 0, 0, G_OPTION_ARG_NONE, &(options)->wire, N_("Show what an observer saw, and where the time went"), NULL },               \
  { "save-report", 0, 0, G_OPTION_ARG_FILENAME, &(options)->save, N_("Save the report as FILE.json or FILE.html"), N_("FILE") }
#define SENDOFF_CAPTURE_OPTION_ENTRY(options)                                                                                          \
  { "save-capture", 0, 0, G_OPTION_ARG_FILENAME, &(options)->capture, N_("Save the recorded bytes as FILE for packet tools (pcapng)"), N_("FILE") }

/* FALSE with a sentence: the file's name tells no kind. */
gboolean sendoff_report_options_check (const SendoffReportOptions *self, GError **error);
void     sendoff_report_options_clear (SendoffReportOptions *self);
/* The report as text or JSON on standard output. */
void     sendoff_report_options_print (const SendoffReportOptions *self, const SendoffReport *report, gboolean json);
/* Writes the files, mode 0600; the n-th report of a job with several (from 0) gets its number into the name. job: whose secrets are looked for
 * first; NULL: none. FALSE and an error: one of the files, or each, wasn't written; a report that isn't takes no capture with it. Blocks. */
gboolean sendoff_report_options_save  (const SendoffReportOptions *self, SendoffJob *job, const SendoffReport *report, guint n, GError **error);

G_END_DECLS
