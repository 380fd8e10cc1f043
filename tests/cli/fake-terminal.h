/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A pseudo-terminal: the test sits at the master's side, where a person would. */
typedef struct
{
  int      master;
  GString *screen; /* everything that was shown so far */
  char    *path;   /* of the slave's side */
} FakeTerminal;

FakeTerminal *fake_terminal_new          (void);
void          fake_terminal_free         (FakeTerminal *self);
/* The program's side. Caller closes it. */
int           fake_terminal_open         (FakeTerminal *self);
void          fake_terminal_type         (FakeTerminal *self, const char *keys);
/* Runs the main context until text has been shown n times; fails the test after ten seconds. */
void          fake_terminal_wait_for     (FakeTerminal *self, const char *text, guint n);
gboolean      fake_terminal_shows_typing (FakeTerminal *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeTerminal, fake_terminal_free)

G_END_DECLS
