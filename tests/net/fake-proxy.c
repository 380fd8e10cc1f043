/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fake-proxy.h"

#include <poll.h>
#include <string.h>
#include <sys/socket.h>

#include <netinet/in.h>
#include <unistd.h>

struct _FakeProxy
{
  int      listener, port;
  guint16  leads_to;
  gboolean refuses;
  GThread *thread;
  GMutex   mutex;
  char    *request;
};

/* ---- the desktop's settings ---- */

static char **current_answers;

typedef GObject FakeResolver;
typedef GObjectClass FakeResolverClass;
GType fake_resolver_get_type (void);
static void fake_resolver_iface_init (GProxyResolverInterface *iface);
G_DEFINE_TYPE_WITH_CODE (FakeResolver, fake_resolver, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER, fake_resolver_iface_init))

static gboolean
is_supported (GProxyResolver *resolver)
{
  return TRUE;
}

static char **
lookup (GProxyResolver  *resolver,
        const char      *uri,
        GCancellable    *cancellable,
        GError         **error)
{
  static const char *const direct[] = { "direct://", NULL };

  return g_strdupv (current_answers != NULL ? current_answers : (char **) direct);
}

static void
fake_resolver_iface_init (GProxyResolverInterface *iface)
{
  iface->is_supported = is_supported;
  iface->lookup = lookup;
}

static void
fake_resolver_class_init (FakeResolverClass *class)
{
}

static void
fake_resolver_init (FakeResolver *self)
{
}

void
fake_proxy_install_resolver (void)
{
  g_setenv ("GIO_USE_PROXY_RESOLVER", "fake", TRUE);
  g_io_extension_point_register (G_PROXY_RESOLVER_EXTENSION_POINT_NAME);
  g_io_extension_point_implement (G_PROXY_RESOLVER_EXTENSION_POINT_NAME, fake_resolver_get_type (), "fake", 1000);
}

void
fake_proxy_set_answers (const char *const *answers,
                        FakeProxy         *proxy)
{
  g_clear_pointer (&current_answers, g_strfreev);
  if (answers == NULL)
    return;

  g_autofree char *port = g_strdup_printf ("%d", proxy->port);
  current_answers = g_strdupv ((char **) answers);
  for (guint i = 0; current_answers[i] != NULL; i++)
    {
      g_auto(GStrv) parts = g_strsplit (current_answers[i], "%u", 2);

      g_free (current_answers[i]);
      current_answers[i] = g_strjoinv (port, parts);
    }
}

/* ---- the proxy ---- */

static void
remember (FakeProxy  *self,
          const char *request)
{
  g_mutex_lock (&self->mutex);
  g_free (self->request);
  self->request = g_strdup (request);
  g_mutex_unlock (&self->mutex);
}

static gboolean
read_exactly (int      fd,
              guint8  *bytes,
              gsize    length)
{
  return recv (fd, bytes, length, MSG_WAITALL) == (ssize_t) length;
}

/* RFC 1928. */
static gboolean
speak_socks (FakeProxy *self,
             int        fd)
{
  guint8 head[4], length, name[256], port[2];
  gsize n;

  if (!read_exactly (fd, head, 2) || !read_exactly (fd, name, head[1]) || send (fd, "\5\0", 2, MSG_NOSIGNAL) != 2 || !read_exactly (fd, head, 4))
    return FALSE;
  if (head[3] == 3)
    {
      if (!read_exactly (fd, &length, 1))
        return FALSE;
      n = length;
    }
  else
    n = head[3] == 1 ? 4 : 16;
  if (!read_exactly (fd, name, n) || !read_exactly (fd, port, 2))
    return FALSE;
  name[n] = '\0';

  g_autofree char *request = head[3] == 3 ? g_strdup_printf ("socks5 name %s:%d", (char *) name, port[0] << 8 | port[1])
                                          : g_strdup ("socks5 address");
  remember (self, request);
  return send (fd, "\5\0\0\1\0\0\0\0\0\0", 10, MSG_NOSIGNAL) == 10;
}

static gboolean
speak_http (FakeProxy *self,
            int        fd)
{
  static const char yes[] = "HTTP/1.1 200 Go ahead\r\nVia: nobody\r\n\r\n", no[] = "HTTP/1.1 403 Not to mail ports\r\nContent-Length: 0\r\n\r\n";
  g_autoptr(GString) head = g_string_new (NULL);
  guint8 byte;
  const char *answer = self->refuses ? no : yes;

  while (!g_str_has_suffix (head->str, "\r\n\r\n") && read_exactly (fd, &byte, 1))
    g_string_append_c (head, byte);
  g_string_truncate (head, strcspn (head->str, "\r"));
  remember (self, head->str);
  return send (fd, answer, strlen (answer), MSG_NOSIGNAL) > 0 && !self->refuses;
}

static void
relay (int a,
       int b)
{
  struct pollfd fds[2] = { { .fd = a, .events = POLLIN }, { .fd = b, .events = POLLIN } };
  char bytes[4096];

  while (poll (fds, 2, 10000) > 0)
    for (guint i = 0; i < 2; i++)
      if (fds[i].revents != 0)
        {
          ssize_t n = recv (fds[i].fd, bytes, sizeof bytes, 0);

          if (n <= 0 || send (fds[1 - i].fd, bytes, n, MSG_NOSIGNAL) != n)
            return;
        }
}

static void
serve (FakeProxy *self,
       int        fd)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK), .sin_port = htons (self->leads_to) };
  guint8 first = 0;
  int onward = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  if (recv (fd, &first, 1, MSG_PEEK) == 1 && (first == 5 ? speak_socks (self, fd) : speak_http (self, fd)) &&
      connect (onward, (struct sockaddr *) &address, sizeof address) == 0)
    relay (fd, onward);
  close (onward);
}

static gpointer
run (gpointer data)
{
  FakeProxy *self = data;
  int fd;

  while ((fd = accept (self->listener, NULL, NULL)) >= 0)
    {
      serve (self, fd);
      close (fd);
    }
  return NULL;
}

FakeProxy *
fake_proxy_new (guint16 leads_to)
{
  FakeProxy *self = g_new0 (FakeProxy, 1);
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  socklen_t length = sizeof address;

  g_mutex_init (&self->mutex);
  self->leads_to = leads_to;
  self->listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (self->listener, (struct sockaddr *) &address, sizeof address), ==, 0);
  g_assert_cmpint (listen (self->listener, 4), ==, 0);
  g_assert_cmpint (getsockname (self->listener, (struct sockaddr *) &address, &length), ==, 0);
  self->port = ntohs (address.sin_port);
  self->thread = g_thread_new ("proxy", run, self);
  return self;
}

void
fake_proxy_free (FakeProxy *self)
{
  fake_proxy_set_answers (NULL, NULL);
  shutdown (self->listener, SHUT_RDWR);
  g_thread_join (self->thread);
  close (self->listener);
  g_mutex_clear (&self->mutex);
  g_free (self->request);
  g_free (self);
}

void
fake_proxy_set_refuses (FakeProxy *self,
                        gboolean   refuses)
{
  self->refuses = refuses;
}

char *
fake_proxy_dup_request (FakeProxy *self)
{
  char *request;

  g_mutex_lock (&self->mutex);
  request = g_strdup (self->request);
  g_mutex_unlock (&self->mutex);
  return request;
}
