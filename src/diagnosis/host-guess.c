/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which host may have been meant, and which hosts belong together. Pure. */

#include "diagnosis/host-guess.h"

#include <string.h>

#include "base/domain-name.h"

/* A slip of the finger: one letter wrong, missing, doubled, or two swapped; two such slips in a long name. */
#define MAX_LABEL_SLIPS 2
#define LONG_NAME 6

static const char *const outgoing_labels[] = { "smtp", "mail", NULL };
static const char *const imap_labels[] = { "imap", "mail", NULL };
static const char *const pop3_labels[] = { "pop", "pop3", "mail", NULL };

char *
sendoff_account_dup_domain (SendoffAccount *settings)
{
  const char *at = strrchr (sendoff_account_get_text (settings, SENDOFF_KEY_EMAIL), '@');

  return at != NULL ? sendoff_host_to_ascii (at + 1, NULL) : NULL;
}

gboolean
sendoff_hosts_are_kin (const char *a,
                       const char *b)
{
  g_autofree char *ascii_a = a != NULL ? sendoff_host_to_ascii (a, NULL) : NULL;
  g_autofree char *ascii_b = b != NULL ? sendoff_host_to_ascii (b, NULL) : NULL;
  g_autofree char *domain_a = NULL;
  g_autofree char *domain_b = NULL;

  if (ascii_a == NULL || ascii_b == NULL)
    return FALSE;
  if (g_str_equal (ascii_a, ascii_b))
    return TRUE;

  domain_a = sendoff_domain_get_registrable (ascii_a);
  domain_b = sendoff_domain_get_registrable (ascii_b);

  return domain_a != NULL && g_strcmp0 (domain_a, domain_b) == 0;
}

gboolean
sendoff_host_is_at_home (const char     *host,
                         const char     *old_host,
                         SendoffAccount *settings)
{
  g_autofree char *domain = sendoff_account_dup_domain (settings);

  return sendoff_hosts_are_kin (host, old_host) || sendoff_hosts_are_kin (host, domain);
}

/* Damerau's distance: insertions, deletions, substitutions, neighbours swapped. Both at most 253 bytes. */
static guint
count_slips (const char *a,
             const char *b)
{
  gsize width = strlen (b) + 1;
  g_autofree guint *rows = g_new (guint, 3 * width);
  guint *before = rows, *last = rows + width, *row = rows + 2 * width;

  for (guint j = 0; j < width; j++)
    row[j] = j;
  for (guint i = 1; i <= strlen (a); i++)
    {
      guint *free_row = before;

      before = last;
      last = row;
      row = free_row;
      row[0] = i;
      for (guint j = 1; j < width; j++)
        {
          row[j] = MIN (MIN (last[j], row[j - 1]) + 1, last[j - 1] + (a[i - 1] != b[j - 1]));
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            row[j] = MIN (row[j], before[j - 2] + 1);
        }
    }

  return row[width - 1];
}

static gboolean
is_slip_for (const char *typed,
             const char *meant)
{
  guint slips = count_slips (typed, meant);

  return slips > 0 && slips <= (strlen (meant) >= LONG_NAME ? MAX_LABEL_SLIPS : 1);
}

static void
add_host (GPtrArray  *hosts,
          const char *typed,
          const char *host)
{
  g_autofree char *ascii = sendoff_host_to_ascii (host, NULL);

  if (ascii == NULL || g_str_equal (ascii, typed) || g_ptr_array_find_with_equal_func (hosts, ascii, g_str_equal, NULL))
    return;

  g_ptr_array_add (hosts, g_steal_pointer (&ascii));
}

static const char *const *
get_labels (SendoffAccount *settings,
            SendoffLeg      leg)
{
  if (leg == SENDOFF_LEG_OUTGOING)
    return outgoing_labels;

  return sendoff_account_get_incoming_protocol (settings) == SENDOFF_PROTOCOL_POP3 ? pop3_labels : imap_labels;
}

/* "smtp.gmial.com" for "gmail.com", and "smtpgmail.com". */
static void
mend_domain (GPtrArray         *hosts,
             const char        *typed,
             const char        *domain,
             const char *const *labels)
{
  g_autofree char *suffix = g_strconcat (".", domain, NULL);

  if (g_str_has_suffix (typed, suffix))
    return;

  for (const char *part = strchr (typed, '.'); part != NULL; part = strchr (part + 1, '.'))
    if (is_slip_for (part + 1, domain))
      {
        g_autofree char *host = g_strdup_printf ("%.*s.%s", (int) (part - typed), typed, domain);

        add_host (hosts, typed, host);
        return;
      }

  for (guint i = 0; labels[i] != NULL; i++)
    {
      g_autofree char *host = g_strconcat (labels[i], ".", domain, NULL);

      if (count_slips (typed, host) <= MAX_LABEL_SLIPS)
        add_host (hosts, typed, host);
    }
}

/* "stmp.example.org": the first label. */
static void
mend_label (GPtrArray         *hosts,
            const char        *typed,
            const char *const *labels)
{
  const char *dot = strchr (typed, '.');
  g_autofree char *label = dot != NULL ? g_strndup (typed, dot - typed) : NULL;

  for (guint i = 0; label != NULL && labels[i] != NULL; i++)
    if (is_slip_for (label, labels[i]))
      {
        g_autofree char *host = g_strconcat (labels[i], dot, NULL);

        add_host (hosts, typed, host);
      }
}

static void
add_customary (GPtrArray         *hosts,
               const char        *typed,
               const char        *domain,
               const char *const *labels)
{
  for (guint i = 0; labels[i] != NULL; i++)
    {
      g_autofree char *host = g_strconcat (labels[i], ".", domain, NULL);

      add_host (hosts, typed, host);
    }
  add_host (hosts, typed, domain);
}

char **
sendoff_guess_hosts (SendoffAccount *settings,
                     SendoffLeg      leg)
{
  gboolean is_outgoing = leg == SENDOFF_LEG_OUTGOING;
  const char *host = sendoff_account_get_text (settings, is_outgoing ? SENDOFF_KEY_SMTP_HOST : SENDOFF_KEY_INCOMING_HOST);
  const char *other = sendoff_account_get_text (settings, is_outgoing ? SENDOFF_KEY_INCOMING_HOST : SENDOFF_KEY_SMTP_HOST);
  g_autofree char *typed = sendoff_host_to_ascii (host, NULL);
  g_autofree char *other_host = sendoff_host_to_ascii (other, NULL);
  g_autofree char *other_domain = other_host != NULL ? sendoff_domain_get_registrable (other_host) : NULL;
  g_autofree char *domain = sendoff_account_dup_domain (settings);
  const char *const *labels = get_labels (settings, leg);
  GPtrArray *hosts = g_ptr_array_new ();

  if (typed != NULL && !sendoff_host_is_ip_address (typed))
    {
      if (domain != NULL)
        mend_domain (hosts, typed, domain, labels);
      if (other_domain != NULL)
        mend_domain (hosts, typed, other_domain, labels);
      mend_label (hosts, typed, labels);
      if (domain != NULL)
        add_customary (hosts, typed, domain, labels);
      if (other_domain != NULL)
        add_customary (hosts, typed, other_domain, labels);
    }
  g_ptr_array_add (hosts, NULL);

  return (char **) g_ptr_array_free (hosts, FALSE);
}
