/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tls/certificate.h"

G_BEGIN_DECLS

/* What trust.ini and seen.ini share: a group for each server, named by a UUID, with keys "host" and "port". Private to this folder. Any
 * thread. */

/* The form that hosts are stored and compared in. Caller frees. */
char    *sendoff_server_groups_dup_host     (const char *host);
/* FALSE: the group names no server. *host: caller frees, set or NULL in any case. */
gboolean sendoff_server_groups_read_address (GKeyFile *key_file, const char *group, char **host, guint16 *port);
/* The name of the server's group, made with host and port where there is none; caller frees. */
char    *sendoff_server_groups_ensure       (GKeyFile *key_file, const char *host, guint16 port);
/* FALSE: there was none. */
gboolean sendoff_server_groups_remove       (GKeyFile *key_file, const char *host, guint16 port);
/* value NULL: the key goes. */
void     sendoff_server_groups_set_string   (GKeyFile *key_file, const char *group, const char *key, const char *value);
/* Unix time, in the file as ISO 8601. 0: there is none. */
void     sendoff_server_groups_set_time     (GKeyFile *key_file, const char *group, const char *key, gint64 time);
gint64   sendoff_server_groups_get_time     (GKeyFile *key_file, const char *group, const char *key);
/* The first certificate of the chain. Caller frees; NULL: there is none. */
char    *sendoff_server_groups_dup_leaf_pem (const SendoffCertificate *certificate);

G_END_DECLS
