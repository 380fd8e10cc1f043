# SPDX-License-Identifier: GPL-3.0-or-later
"""Driving the program as somebody who can't see the screen would: what is on it comes from the accessibility bus, what is done to it goes
through its actions, or through the keyboard. Runs inside ui-session --a11y (--wm for the keyboard). Every wait is for a condition, and
ends at once where the program has died."""

import os
import re
import select
import signal
import subprocess
import sys
import tempfile
import time
import warnings

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.environ.get('SENDOFF_SOURCE_ROOT', os.path.dirname(os.path.dirname(HERE)))
BUILD = os.environ.get('SENDOFF_BUILD_ROOT', os.path.join(ROOT, 'build'))
SENDOFF = os.path.join(BUILD, 'src', 'sendoff')
SLOW = bool(os.environ.get('SENDOFF_SLOW'))
PATIENCE_S = 60 if SLOW else 20
State = Atspi.StateType
# The one name that this version of PyGObject has for it.
warnings.filterwarnings('ignore', message='Atspi.Action.get_action_name is deprecated')

# Roles, by the names that AT-SPI gives them.
FRAME, DIALOG, ALERT = 'frame', 'dialog', 'alert'
BUTTON, CHECK, RADIO, TOGGLE = 'push button', 'check box', 'radio button', 'toggle button'
ENTRY, PASSWORD, SPIN, COMBO, SLIDER = 'text', 'password text', 'spin button', 'combo box', 'slider'
LABEL, TAB, ROW, LIST, MENU_ITEM = 'label', 'page tab', 'list item', 'list box', 'menu item'
WINDOWS = (FRAME, DIALOG, ALERT, 'window', 'file chooser')

# “Sendoff”, or “Sendoff: Practice”.
MAIN = re.compile('^Sendoff(: .*)?$')
# What a longer language put behind the English words: see other_language.py.
ADDED = re.compile(r'\s*‹[^›]*›')
# Not ours: with the bridge on, GTK 3 asks a notebook for a page's tab while it takes the notebook apart, and a shortcuts window's flow
# boxes for a parent that has gone; a program of a few lines with nothing else says the same.
KNOWN_REMARKS = re.compile(r'gtk_notebook_get_tab_label: assertion .list != NULL. failed|'
                           r'gtk_widget_get_parent: assertion .GTK_IS_WIDGET \(widget\). failed')
REMARK = re.compile(r'CRITICAL|WARNING|Sanitizer|runtime error:|assertion')


class NotThere(AssertionError):
  """What was waited for didn't come."""


def matches(pattern, text):
  """pattern: None for anything, a string for exactly that, else a regular expression to be found."""
  if pattern is None:
    return True
  return text == pattern if isinstance(pattern, str) else pattern.search(text) is not None


def keys(*names):
  """Key names as xdotool knows them: 'alt+s', 'Return'."""
  subprocess.run(['xdotool', 'key', '--clearmodifiers', *names], check=True, timeout=30)


def type_text(text):
  subprocess.run(['xdotool', 'type', '--clearmodifiers', '--delay', '8', text], check=True, timeout=60)


def take_in():
  """libatspi keeps what it was told, and is told of changes by events: these have to be let in before it is asked."""
  context = GLib.MainContext.default()
  while context.iteration(False):
    pass


class Node:
  """One thing on the screen. Where it is gone, the answer to any question is empty."""

  def __init__(self, accessible, program):
    self.accessible, self.program = accessible, program

  def __eq__(self, other):
    return isinstance(other, Node) and self.accessible == other.accessible

  def __hash__(self):
    return hash(self.accessible)

  def __repr__(self):
    return '%s “%s”' % (self.role, self.title)

  def ask(self, question, otherwise):
    try:
      answer = question(self.accessible)
    except GLib.Error:
      return otherwise
    return otherwise if answer is None else answer

  def is_a(self, interface):
    return interface in self.ask(Atspi.Accessible.get_interfaces, [])

  @property
  def role(self):
    return self.ask(Atspi.Accessible.get_role_name, '')

  @property
  def name(self):
    return ADDED.sub('', self.ask(Atspi.Accessible.get_name, ''))

  @property
  def description(self):
    return self.ask(Atspi.Accessible.get_description, '')

  @property
  def label(self):
    """What another widget says about this one."""
    for relation in self.ask(Atspi.Accessible.get_relation_set, []):
      if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY and relation.get_n_targets() > 0:
        return Node(relation.get_target(0), self.program).name
    return ''

  @property
  def title(self):
    return self.name or self.label

  def has(self, *states):
    found = self.ask(Atspi.Accessible.get_state_set, None)
    return found is not None and all(found.contains(state) for state in states)

  @property
  def is_showing(self):
    """Also where it has to be scrolled to."""
    return self.has(State.VISIBLE) and (self.has(State.SHOWING) or self._is_scrolled_out())

  def _is_scrolled_out(self):
    """GTK says the same of what is scrolled out of sight as of what is on another page; but a page has its viewport with it. And it takes a
    viewport for a part of what it scrolls: whether that shows is known of what is around it."""
    _x, _y, width, height = self.extents
    if self.role == 'viewport':
      return Node(self.accessible.get_parent(), self.program).has(State.SHOWING)
    node = self.ask(Atspi.Accessible.get_parent, None) if width > 1 and height > 1 else None
    while node is not None:
      parent = Node(node, self.program)
      if parent.role == 'viewport':
        return parent.is_showing
      if parent.role in WINDOWS or not parent.has(State.VISIBLE):
        return False
      node = parent.ask(Atspi.Accessible.get_parent, None)
    return False

  @property
  def is_sensitive(self):
    return self.has(State.SENSITIVE)

  @property
  def is_checked(self):
    return self.has(State.CHECKED)

  @property
  def is_unfolded(self):
    return self.has(State.EXPANDED)

  @property
  def is_focused(self):
    return self.has(State.FOCUSED)

  @property
  def children(self):
    count = self.ask(Atspi.Accessible.get_child_count, 0)
    nodes = (self.ask(lambda accessible, index=index: accessible.get_child_at_index(index), None) for index in range(count))
    return [Node(node, self.program) for node in nodes if node is not None]

  def walk(self):
    yield self
    for child in self.children:
      yield from child.walk()

  @property
  def text(self):
    return ADDED.sub('', self.ask(lambda accessible: Atspi.Text.get_text(accessible, 0, -1), '')) if self.is_a('Text') else ''

  @property
  def value(self):
    return self.ask(Atspi.Value.get_current_value, None) if self.is_a('Value') else None

  @property
  def actions(self):
    count = self.ask(Atspi.Action.get_n_actions, 0) if self.is_a('Action') else 0
    return [self.ask(lambda accessible, index=index: Atspi.Action.get_action_name(accessible, index), '') for index in range(count)]

  def key_binding(self, index):
    return self.ask(lambda accessible: Atspi.Action.get_key_binding(accessible, index), '')

  @property
  def extents(self):
    """x, y, width, height on the screen."""
    rectangle = self.ask(lambda accessible: Atspi.Component.get_extents(accessible, Atspi.CoordType.SCREEN), None)
    return (rectangle.x, rectangle.y, rectangle.width, rectangle.height) if rectangle else (0, 0, 0, 0)

  @property
  def position(self):
    x, y, _width, height = self.extents
    return y + height // 2, x

  def all_text(self):
    """Every word of what shows in here, line by line."""
    words = []
    for node in self.walk():
      if node.is_showing:
        words += [word for word in dict.fromkeys((node.name, node.text)) if word and node.role != 'password text']
    return '\n'.join(words)

  # Finding

  def find_all(self, role=None, name=None):
    """What shows, as it is read: from above to below. (A grid names its children in no order that a user would see.)"""
    found = [node for node in self.walk() if (role is None or node.role == role) and matches(name, node.title) and node.is_showing]
    return found if len(found) < 2 else sorted(found, key=lambda node: node.position)

  def look(self, role=None, name=None):
    """The first one, None where there is none now."""
    found = self.find_all(role, name)
    return found[0] if found else None

  def find(self, role=None, name=None, timeout_s=PATIENCE_S):
    return self.program.wait(lambda: self.look(role, name), '%s “%s”' % (role, getattr(name, 'pattern', name)), self, timeout_s)

  def wait_text(self, pattern, timeout_s=PATIENCE_S):
    """Until the words in here hold this; the words."""
    def holds():
      words = self.all_text()
      return words if (pattern in words if isinstance(pattern, str) else pattern.search(words)) else None
    return self.program.wait(holds, 'the words “%s”' % getattr(pattern, 'pattern', pattern), self, timeout_s)

  def wait_gone(self, timeout_s=PATIENCE_S):
    self.program.wait(lambda: not self.is_showing, 'the end of %r' % self, None, timeout_s)

  # Doing

  def act(self, name=None):
    """The action of this name, else the first."""
    Atspi.Action.do_action(self.accessible, self.actions.index(name) if name else 0)

  def press(self):
    self.program.wait(lambda: self.is_sensitive and self.is_showing, '%r to be sensitive' % self)
    self.act()

  def set_checked(self, checked=True):
    if self.is_checked != checked:
      self.press()
    self.program.wait(lambda: self.is_checked == checked, '%r to be %s' % (self, 'ticked' if checked else 'clear'))

  def enter(self, text):
    """Replaces what stands in a field."""
    self.program.wait(lambda: self.is_sensitive, '%r to be sensitive' % self)
    Atspi.EditableText.set_text_contents(self.accessible, text)
    if self.role != PASSWORD:
      self.program.wait(lambda: self.text == text, '%r to hold the text' % self)

  def set_value(self, value):
    Atspi.Value.set_current_value(self.accessible, value)
    self.program.wait(lambda: self.value == value, '%r to be %s' % (self, value))

  def select(self):
    """A page of a notebook, a row of a list: by its parent's selection."""
    parent = self.accessible.get_parent()
    Atspi.Selection.select_child(parent, self.accessible.get_index_in_parent())
    self.program.wait(lambda: self.has(State.SELECTED), '%r to be selected' % self)

  def choose(self, name):
    """An entry of a combo box."""
    items = [item for item in self.walk() if item.role == MENU_ITEM and matches(name, item.name)]
    if not items:
      raise NotThere('%r offers no “%s”' % (self, name))
    items[0].act()
    self.program.wait(lambda: matches(name, self.name) or items[0].has(State.SELECTED), '“%s” to be chosen' % name)

  # The keyboard

  def wait_active(self):
    self.program.wait(lambda: self.has(State.ACTIVE), '%r to be active' % self)
    return self

  def take_focus(self):
    """As a click into it does; it comes into sight."""
    Atspi.Component.grab_focus(self.accessible)
    self.program.wait(lambda: self.is_focused, '%r to have the focus' % self)

  def focused(self):
    """Where the keyboard is, within this window."""
    for node in self.walk():
      if node.is_focused and node.role not in WINDOWS:
        return node
    return None

  def tab_to(self, target, key='Tab', most=60):
    """Tab until it has the focus."""
    for _step in range(most):
      focused = self.focused()
      if focused == target:
        return target
      keys(key)
      try:
        self.program.wait(lambda before=focused: self.focused() not in (None, before), 'the focus to move', None, 2)
      except NotThere:
        pass  # the only one that takes the focus
    raise NotThere('Tab never came to %r; it is at %r\n%s' % (target, self.focused(), describe(self)))

  def focus_ring(self, most=80):
    """Every stop of Tab, once round."""
    stops = []
    for _step in range(most):
      stop = self.focused()
      if stop in stops:
        break
      stops.append(stop)
      keys('Tab')
      try:
        self.program.wait(lambda before=stop: self.focused() not in (None, before), 'the focus to move', None, 2)
      except NotThere:
        break
    return stops


def describe(node, depth=0):
  """For a failing test: what is on the screen."""
  lines = []
  if node.is_showing or depth == 0:
    words = node.title or node.text.replace('\n', '⏎')[:200]
    lines.append('%s%s “%s”%s' % ('  ' * depth, node.role, words, '' if node.is_sensitive else ' (insensitive)'))
    for child in node.children:
      lines.append(describe(child, depth + 1))
  return '\n'.join(line for line in lines if line)


class Stranger:
  """A process that somebody else started, as far as Program asks."""

  def __init__(self, pid):
    self.pid, self.returncode, self.handle = pid, None, os.pidfd_open(pid)

  def poll(self):
    if self.returncode is None and select.select([self.handle], [], [], 0)[0]:
      self.returncode = 0  # whose child it was knows better
    return self.returncode

  def wait(self, timeout_s=None):
    select.select([self.handle], [], [], timeout_s)
    if self.poll() is None:
      raise subprocess.TimeoutExpired('the program', timeout_s)
    return self.returncode

  def kill(self):
    signal.pidfd_send_signal(self.handle, signal.SIGKILL)


class Program:
  """with Program('--practice') as program: program.window('Sendoff')… At the end it must have ended well and said nothing."""

  def __init__(self, *arguments, environment=None, running=None):
    """running: a program that runs already, by its process id."""
    self.remarks = tempfile.TemporaryFile()
    variables = {name: value for name, value in os.environ.items() if name not in ('G_DEBUG', 'NO_AT_BRIDGE')}
    variables.update(environment or {})
    self.process = Stranger(running) if running else subprocess.Popen([SENDOFF, *arguments], env=variables, stdin=subprocess.DEVNULL,
                                                                      stdout=self.remarks, stderr=self.remarks)
    self.application = None
    try:
      self.application = self.wait(self._find_application, 'the program on the accessibility bus', None)
    except BaseException:
      self.kill()
      raise

  def __enter__(self):
    return self

  def __exit__(self, kind, _value, _trace):
    if kind is not None:
      # The reason is under way already: what was on the screen helps to see it.
      print('--- on the screen\n%s\n--- said by the program\n%s' % (
        '\n'.join(describe(window) for window in self.windows()) if self.is_running else '(it has ended)', self.said()), file=sys.stderr)
      self.kill()
      return
    try:
      self.quit()
    finally:
      self.kill()
    self.check()

  def _find_application(self):
    desktop = Atspi.get_desktop(0)
    for index in range(desktop.get_child_count()):
      try:
        child = desktop.get_child_at_index(index)
        if child is not None and child.get_process_id() == self.process.pid:
          return Node(child, self)
      except GLib.Error:
        continue
    return None

  @property
  def is_running(self):
    return self.process.poll() is None

  def said(self):
    self.remarks.seek(0)
    return self.remarks.read().decode(errors='replace')

  def wait(self, condition, what, where=None, timeout_s=PATIENCE_S):
    """The condition's first true answer."""
    deadline, pause = time.monotonic() + timeout_s, 0.01
    while True:
      take_in()
      answer = condition()
      if answer:
        return answer
      if not self.is_running:
        raise NotThere('waited for %s, but the program ended with %d\n%s' % (what, self.process.returncode, self.said()))
      if time.monotonic() > deadline:
        raise NotThere('waited %g s in vain for %s%s' % (timeout_s, what, '\n' + describe(where) if where else ''))
      time.sleep(pause)
      pause = min(pause * 1.5, 0.1)

  def windows(self):
    return [window for window in (self.application.children if self.application else []) if window.is_showing]

  def look_for_window(self, title):
    return next((window for window in self.windows() if matches(title, window.name)), None)

  def window(self, title, timeout_s=PATIENCE_S):
    try:
      return self.wait(lambda: self.look_for_window(title), 'a window “%s”' % getattr(title, 'pattern', title), None, timeout_s)
    except NotThere as error:
      raise NotThere('%s\nThere are: %s' % (error, ', '.join(map(repr, self.windows())))) from None

  def quit(self):
    """As a user does: the program's own way to its end, so that it takes everything apart."""
    if self.is_running:
      for window in self.windows():
        if not MAIN.search(window.name):
          raise AssertionError('%r is still open\n%s' % (window, describe(window)))
      self.raise_window(MAIN)
      keys('ctrl+q')
      self.wait_end()

  def raise_window(self, title):
    """Gives it the keyboard, as a click on it would."""
    window = self.window(title)
    if not window.has(State.ACTIVE):
      ids = subprocess.run(['xdotool', 'search', '--all', '--onlyvisible', '--pid', str(self.process.pid), '--name', '^%s$' % re.escape(window.name)],
                           capture_output=True, text=True, timeout=30, check=False).stdout.split()
      for number in ids[-1:]:
        subprocess.run(['xdotool', 'windowactivate', number], check=True, timeout=30)
    return window.wait_active()

  def wait_end(self, timeout_s=PATIENCE_S):
    try:
      return self.process.wait(timeout_s)
    except subprocess.TimeoutExpired:
      raise NotThere('the program is still running\n' + '\n'.join(map(describe, self.windows()))) from None

  def kill(self):
    if self.is_running:
      self.process.kill()
    self.process.wait()

  def check(self):
    complaints = [line for line in self.said().splitlines() if REMARK.search(line) and not KNOWN_REMARKS.search(line)]
    if complaints or self.process.returncode != 0:
      raise AssertionError('the program ended with %d and said\n%s' % (self.process.returncode, self.said()))
