/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slow-server CHAIN.pem KEY.pem MILLISECONDS: SMTP and IMAP over TLS from the first byte, and SMTP with STARTTLS, on free ports of loopback, each reply
 * held back so long, for any number of clients at once. Prints the three ports and runs until standard input is closed. Anybody may sign in. One thread
 * for each connection; it shares the processors with what is measured, and is in C so that it takes little of them. */

#include <gnutls/gnutls.h>

#include <gio/gio.h>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* The group that most servers choose. */
#define PRIORITIES "NORMAL:-GROUP-ALL:+GROUP-X25519:+GROUP-SECP256R1:%SERVER_PRECEDENCE"
#define MAX_WAITING 1024
#define MAX_LINE    4096

typedef struct
{
  gboolean is_imap;
  gboolean has_starttls; /* else TLS is spoken from the first byte */
  int      listener;
} Service;

typedef struct
{
  const Service   *service;
  int              fd;
  gnutls_session_t tls; /* NULL: not yet */
  char             line[MAX_LINE + 1];
} Client;

static gnutls_certificate_credentials_t credentials;
static gnutls_priority_t priorities;
static int pause_ms;

static void
client_free (Client *client)
{
  if (client->tls != NULL)
    gnutls_deinit (client->tls);
  close (client->fd);
  g_free (client);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Client, client_free)

static gboolean
encrypt (Client *client)
{
  int result;

  gnutls_init (&client->tls, GNUTLS_SERVER);
  gnutls_priority_set (client->tls, priorities);
  gnutls_credentials_set (client->tls, GNUTLS_CRD_CERTIFICATE, credentials);
  gnutls_transport_set_int (client->tls, client->fd);
  do
    result = gnutls_handshake (client->tls);
  while (result < 0 && gnutls_error_is_fatal (result) == 0);
  return result == GNUTLS_E_SUCCESS;
}

static gboolean
say (Client     *client,
     const char *reply)
{
  gssize length = (gssize) strlen (reply);

  return (client->tls != NULL ? gnutls_record_send (client->tls, reply, (gsize) length) : write (client->fd, reply, (gsize) length)) == length;
}

/* Clients send one command at a time, each in one piece. */
static gboolean
hear (Client *client)
{
  gssize n;

  do
    n = client->tls != NULL ? gnutls_record_recv (client->tls, client->line, MAX_LINE) : read (client->fd, client->line, MAX_LINE);
  while (n == GNUTLS_E_AGAIN || n == GNUTLS_E_INTERRUPTED);
  client->line[MAX (n, 0)] = '\0';
  return n > 0;
}

static gboolean
heard (const char *word,
       const char *verb)
{
  return g_ascii_strncasecmp (word, verb, strlen (verb)) == 0;
}

static const char *
choose_smtp_reply (const Client *client)
{
  if (heard (client->line, "EHLO"))
    return client->service->has_starttls && client->tls == NULL ? "250-slow.lab.test\r\n250-PIPELINING\r\n250 STARTTLS\r\n"
                                                                : "250-slow.lab.test\r\n250-PIPELINING\r\n250 AUTH PLAIN LOGIN\r\n";
  if (heard (client->line, "AUTH"))
    return "235 2.7.0 Come in\r\n";
  if (heard (client->line, "QUIT"))
    return "221 2.0.0 Bye\r\n";
  return heard (client->line, "STARTTLS") ? "220 2.0.0 Go ahead\r\n" : "502 5.5.1 No\r\n";
}

static char *
make_imap_reply (const Client *client)
{
  gsize tag_length = strcspn (client->line, " \r\n");
  const char *verb = client->line + tag_length + strspn (client->line + tag_length, " ");
  const char *before = heard (verb, "CAPABILITY") ? "* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR\r\n" : heard (verb, "LOGOUT") ? "* BYE\r\n" : "";

  return g_strdup_printf ("%s%.*s OK done\r\n", before, (int) tag_length, client->line);
}

/* FALSE: the client has hung up, and waits for nothing any more. */
static gboolean
hold_back (const Client *client)
{
  struct pollfd poll_fd = { .fd = client->fd, .events = POLLRDHUP };

  return pause_ms == 0 || poll (&poll_fd, 1, pause_ms) == 0;
}

static gpointer
serve (gpointer data)
{
  g_autoptr(Client) client = data;
  const Service *service = client->service;
  g_autofree char *reply = g_strdup (service->is_imap ? "* OK ready\r\n" : "220 slow.lab.test ESMTP\r\n");

  if (!service->has_starttls && !encrypt (client))
    return NULL;
  while (hold_back (client) && say (client, reply))
    {
      if (client->tls == NULL && heard (client->line, "STARTTLS") && !encrypt (client))
        break;
      if (!hear (client))
        break;
      g_free (reply);
      reply = service->is_imap ? make_imap_reply (client) : g_strdup (choose_smtp_reply (client));
    }
  return NULL;
}

static gpointer
accept_for_ever (gpointer data)
{
  const Service *service = data;
  int one = 1;

  for (;;)
    {
      Client *client = g_new0 (Client, 1);

      client->service = service;
      client->fd = accept (service->listener, NULL, NULL);
      setsockopt (client->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
      g_thread_unref (g_thread_new ("client", serve, client));
    }
  return NULL;
}

/* Gives the port. */
static guint
listen_for (Service *service)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  socklen_t length = sizeof address;

  service->listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (bind (service->listener, (struct sockaddr *) &address, length) != 0 || listen (service->listener, MAX_WAITING) != 0 ||
      getsockname (service->listener, (struct sockaddr *) &address, &length) != 0)
    g_error ("no port to listen on");
  g_thread_unref (g_thread_new ("accept", accept_for_ever, service));
  return ntohs (address.sin_port);
}

int
main (int    argc,
      char **argv)
{
  Service smtp = { 0 }, imap = { .is_imap = TRUE }, submission = { .has_starttls = TRUE };
  char rest[256];

  if (argc != 4)
    return 64;
  gnutls_certificate_allocate_credentials (&credentials);
  if (gnutls_certificate_set_x509_key_file (credentials, argv[1], argv[2], GNUTLS_X509_FMT_PEM) != GNUTLS_E_SUCCESS ||
      gnutls_priority_init (&priorities, PRIORITIES, NULL) != GNUTLS_E_SUCCESS)
    return 1;
  pause_ms = atoi (argv[3]);
  g_print ("%u %u %u\n", listen_for (&smtp), listen_for (&imap), listen_for (&submission));
  while (read (STDIN_FILENO, rest, sizeof rest) > 0)
    ;
  _exit (0);
}
