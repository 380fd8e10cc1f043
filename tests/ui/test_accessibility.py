# SPDX-License-Identifier: GPL-3.0-or-later
"""Every window, as a screen reader and a keyboard meet it: whatever takes the focus has a name, no letter with Alt stands for two things,
and on a small screen with large letters the window still fits. Runs inside ui-session --a11y --wm."""

import os
import re
import unittest
from collections import defaultdict

from album import Album
from desktop import WINDOWS, NotThere, State
from tour import Tour
from windows_test import Settings, main

# A notebook itself never keeps the focus: the tab in it does, and has its name. A link is read as part of its label.
NAMELESS = (*WINDOWS, 'page tab list', 'link', 'panel', 'scroll pane', 'viewport', 'filler', 'menu bar', 'tool bar', 'application')
# The switch of the search in GTK's shortcuts window.
GTKS_OWN = 'keyboard shortcuts', 'toggle button'
if 'ASAN_OPTIONS' in os.environ:
  # Whose the accelerators are that nobody frees is seen by a slow walk up the stack only; see leaks-of-libraries.supp.
  os.environ['ASAN_OPTIONS'] += ':fast_unwind_on_malloc=0:malloc_context_size=5'
MNEMONIC = re.compile(r'<Alt>(\w)')


def mnemonic_of(node):
  """The letter that stands for it; the binding is “mnemonic;path;accelerator”."""
  for index in range(len(node.actions)):
    found = MNEMONIC.match(node.key_binding(index).split(';')[0])
    if found:
      return found[1].lower()
  return None


def nameless(window):
  return [node for node in window.walk() if node.has(State.FOCUSABLE, State.SHOWING, State.VISIBLE) and node.role not in NAMELESS
          and not node.title.strip() and not (node.role == 'label' and node.text.strip())]


def shared_mnemonics(window):
  users = defaultdict(list)
  for node in window.walk():
    if node.is_showing and node.is_sensitive and node.role != 'label':
      letter = mnemonic_of(node)
      # A label and what it stands for are one thing.
      if letter and node.title not in [other.title for other in users[letter]]:
        users[letter].append(node)
  return {letter: nodes for letter, nodes in users.items() if len(nodes) > 1}


class AccessibilityTest(unittest.TestCase):
  maxDiff = None

  def setUp(self):
    self.settings = Settings()
    self.addCleanup(self.settings.close)
    self.complaints, self.visited = [], []
    width, height = os.environ.get('UI_SCREEN', '1280x1024x24').split('x')[:2]
    self.screen = int(width), int(height)

  def visit(self, name, window):
    self.visited.append(name)
    for node in nameless(window):
      if (name, node.role) == GTKS_OWN:
        continue
      self.complaints.append('%s: a %s that takes the focus has no name (%s)' % (name, node.role, self.place(node)))
    for letter, nodes in shared_mnemonics(window).items():
      self.complaints.append('%s: Alt+%s stands for %s' % (name, letter.upper(), ' and '.join(map(repr, nodes))))
    if not self.comes_to_fit(window):
      self.complaints.append('%s: %d×%d don\'t fit a screen of %d×%d' % (name, *window.extents[2:], *self.screen))

  def comes_to_fit(self, window):
    """A window that has just come up is told its size by the window manager."""
    def fits():
      _x, _y, width, height = window.extents
      return width <= self.screen[0] and height <= self.screen[1]
    try:
      return window.program.wait(fits, 'a size that fits', timeout_s=5)
    except NotThere:
      return False

  @staticmethod
  def place(node):
    names, accessible = [], node.accessible
    for _step in range(6):
      accessible = accessible.get_parent()
      if accessible is None:
        break
      names.append('%s “%s”' % (accessible.get_role_name(), accessible.get_name()))
    return ' in '.join(names)

  def test_every_window(self):
    try:
      # Where room is scarce also what is rarely seen.
      (Album if 'UI_SCREEN' in os.environ else Tour)(self.visit, self.settings).run()
    finally:
      print('seen: ' + ', '.join(self.visited))
      if self.complaints:
        print('\n'.join(self.complaints))
    self.assertEqual(self.complaints, [])


if __name__ == '__main__':
  main()
