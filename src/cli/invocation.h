/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/accounts-file.h"
#include "store/seen-store.h"
#include "store/trust-store.h"
#include "tls/judge.h"

G_BEGIN_DECLS

/* One call of the program: the global options, the command, and the steps that every command shares. Functions that fail have told the
 * user why and left the exit status in "status". Main context only. */
typedef struct _SendoffInvocation SendoffInvocation;

typedef struct
{
  const char *name;
  const char *operands;                                          /* for the usage line: N_("NAME KEY=VALUE…") */
  const char *summary;                                           /* one line, N_() */
  int       (*run) (SendoffInvocation *invocation, char **argv); /* argv[0] is the command's name */
  const char *details;                                           /* what --help says at the end, N_(); NULL: nothing more */
} SendoffCliCommand;

struct _SendoffInvocation
{
  const SendoffCliCommand *command;
  char                    *config_dir; /* NULL: the usual one */
  gboolean                 json;
  int                      status;
};

SendoffInvocation *sendoff_invocation_new   (void);
void               sendoff_invocation_free  (SendoffInvocation *self);

/* Options that stand before the command; *argv keeps what is left, beginning with the program's name. FALSE: end with status. */
gboolean sendoff_invocation_parse_global   (SendoffInvocation *self, char ***argv, gboolean *help, gboolean *version);
/* For --version, wherever it stands. */
void     sendoff_invocation_print_version   (void);
/* The command's options (entries may be NULL; strings of type FILENAME, so that they stay UTF-8 in every locale) and the global ones;
 * min to max operands, given back in *operands (g_strfreev). FALSE: end with status, which is 0 after --help and --version. */
gboolean sendoff_invocation_parse          (SendoffInvocation *self, const GOptionEntry *entries, char **argv, guint min, guint max, char ***operands);
/* Tells a usage error and gives its status. */
int      sendoff_invocation_refuse         (SendoffInvocation *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* Tells the error and gives its status. */
int      sendoff_invocation_fail           (SendoffInvocation *self, const GError *error);

/* Caller unrefs; NULL: end with status. */
SendoffAccountsFile *sendoff_invocation_load_accounts (SendoffInvocation *self);
SendoffTrustStore   *sendoff_invocation_load_trust    (SendoffInvocation *self);
/* Never NULL: what can't be read is told, and isn't known. */
SendoffSeenStore    *sendoff_invocation_load_seen     (SendoffInvocation *self);
/* Borrowed from the file's list; NULL: end with status. */
SendoffAccount      *sendoff_invocation_find_account  (SendoffInvocation *self, SendoffAccountsFile *file, const char *name);
/* Both at once. *file: caller unrefs. */
SendoffAccount      *sendoff_invocation_load_account  (SendoffInvocation *self, const char *name, SendoffAccountsFile **file);
/* *roots stays NULL (the system's) where neither file is given. FALSE: end with status. */
gboolean             sendoff_invocation_load_roots    (SendoffInvocation *self, const char *ca_file, const char *crl_file, SendoffRoots **roots);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffInvocation, sendoff_invocation_free)

G_END_DECLS
