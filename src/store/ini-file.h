/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The rules that all our settings files share: in a folder with mode 0700, themselves 0600, at most 4 MiB of UTF-8, replaced as a
 * whole and flushed to the disk, never two writers at once (an exclusive flock on NAME.lock beside it), unknown groups, keys and
 * comments kept, a symbolic link stays one. A file that can't be understood is renamed to NAME.damaged-YYYYMMDD-HHMMSS. Any number of
 * objects, threads and programs for each file. */
typedef struct _SendoffIniFile SendoffIniFile;

/* config_dir NULL: $XDG_CONFIG_HOME/sendoff. Touches nothing yet. */
SendoffIniFile *sendoff_ini_file_new      (const char *config_dir, const char *name);
void            sendoff_ini_file_free     (SendoffIniFile *self);
const char     *sendoff_ini_file_get_path (const SendoffIniFile *self);

/* What is in the file; empty where there is none. A damaged one: empty, and *notice is a sentence that names what it was renamed to
 * (else NULL). NULL and SENDOFF_ERROR_FILE: it can't be read, nothing was touched. Caller unrefs; changing the result changes no file.
 * Blocks. */
GKeyFile       *sendoff_ini_file_read     (SendoffIniFile *self, char **notice, GError **error);
/* The same, but only where there is nothing to be said or done about the file; else NULL. Touches nothing. Blocks; any thread. */
GKeyFile       *sendoff_ini_file_peek     (SendoffIniFile *self);

/* Applies one change to what was read. FALSE and an error: nothing is to be written. Never keeps the key file. */
typedef gboolean (*SendoffIniChange) (GKeyFile *key_file, gpointer user_data, GError **error);

/* Locks (waits at most 10 s), reads anew, applies the change and writes. What is in the file now; caller unrefs. NULL: the change's own
 * error, or SENDOFF_ERROR_SAVE with the path and the reason; then the file is as it was. A file that was damaged since this object
 * read or wrote it is kept aside, and the change goes on top of what was good. Blocks. */
GKeyFile       *sendoff_ini_file_change   (SendoffIniFile *self, SendoffIniChange change, gpointer user_data, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SendoffIniFile, sendoff_ini_file_free)

G_END_DECLS
