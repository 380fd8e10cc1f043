# SPDX-License-Identifier: GPL-3.0-or-later
"""The story, told once, and the two hands that it can be played with: clicks, and the keyboard alone."""

import re

from desktop import BUTTON, CHECK, ENTRY, MAIN, PASSWORD, RADIO, SPIN, TAB, NotThere, State, describe, keys, type_text

MESSAGE, PROPERTIES, LOGON = re.compile('Test Message'), re.compile('Properties'), 'Outgoing Mail Server'
WARNING, PASSWORD_ASKED = 'Internet Security Warning', 'Password'
AUTHENTICATION = 'My server requires authentication'
SECURE = 'This server requires a secure connection (SSL)'
OUTCOME = re.compile('^“.*” was ')


class Clicks:
  """What a mouse does."""

  def press(self, window, name, role=BUTTON):
    window.find(role, name).press()

  def enter(self, window, name, text, role=ENTRY):
    window.find(role, name).enter(text)

  def tick(self, window, name, checked=True, role=CHECK):
    window.find(role, name).set_checked(checked)

  def pick(self, window, name):
    window.find(RADIO, name).set_checked()

  def turn_to(self, window, name):
    window.find(TAB, name).select()

  def dismiss(self, window):
    """Closed without an answer: by the button that stands for Escape."""
    window.find(BUTTON, re.compile('^(Close|Cancel|No)$')).press()


class Keyboard(Clicks):
  """What somebody without a mouse does: Tab, arrows, space and typing. A widget that Tab can't reach is a failure."""

  def press(self, window, name, role=BUTTON):
    window.wait_active()
    button = window.find(role, name)
    window.program.wait(lambda: button.is_sensitive, '%r to be sensitive' % button, window)
    window.tab_to(button)
    keys('space')

  def enter(self, window, name, text, role=ENTRY):
    window.wait_active()
    field = window.tab_to(window.find(role, name))
    keys('ctrl+a', 'BackSpace')
    type_text(text)
    if role != PASSWORD:
      window.program.wait(lambda: field.text == text, '%r to hold “%s”' % (field, text), window)

  def tick(self, window, name, checked=True, role=CHECK):
    window.wait_active()
    box = window.tab_to(window.find(role, name))
    if box.is_checked != checked:
      keys('space')
    window.program.wait(lambda: box.is_checked == checked, '%r to be ticked' % box, window)

  def pick(self, window, name):
    window.wait_active()
    choice = window.find(RADIO, name)
    # Tab comes to the one that is chosen, arrows go on from there.
    window.tab_to(next(radio for radio in window.find_all(RADIO) if radio.is_checked))
    for _key in range(5):
      if choice.is_checked:
        return
      keys('Down')
      try:
        window.program.wait(lambda: choice.is_checked, '%r' % choice, None, 1)
      except NotThere:
        pass
    raise NotThere('the arrows never came to %r\n%s' % (choice, describe(window)))

  def turn_to(self, window, name):
    window.wait_active()
    page = window.find(TAB, name)
    for _key in range(6):
      if page.has(State.SELECTED):
        return
      keys('ctrl+Next')
      try:
        window.program.wait(lambda: page.has(State.SELECTED), name, None, 1)
      except NotThere:
        pass
    raise NotThere('Ctrl+Page Down never came to %r' % page)

  def dismiss(self, window):
    window.wait_active()
    keys('Escape')


class Story:
  """One program at its main window."""

  def __init__(self, program, hand, user='ana', password='practice', recipient='bo@example.net'):
    self.program, self.hand, self.user, self.password, self.recipient = program, hand, user, password, recipient
    self.main = program.window(MAIN)

  def come_back(self):
    return self.program.raise_window(MAIN)

  # What leads to a window

  def open_message(self):
    self.come_back()
    self.hand.press(self.main, 'Send Test Message…')
    return self.program.window(MESSAGE)

  def open_properties(self):
    self.come_back()
    self.hand.press(self.main, 'Properties')
    return self.program.window(PROPERTIES)

  def open_test(self):
    self.come_back()
    self.hand.press(self.main, 'Test Account Settings…')
    return self.program.window('Test Account Settings')

  def test(self, message=False):
    dialog = self.open_test()
    self.hand.tick(dialog, 'At the end send a test message to myself', message)
    self.hand.press(dialog, 'Test')
    dialog.wait_gone()

  def tested(self, outcome):
    """The window in which a test ended: “work” or “don't work yet”."""
    window = self.program.window(re.compile('^The settings of “.*” %s$' % outcome), timeout_s=60)
    window.find(BUTTON, 'Close')
    return window

  def send(self, subject=None):
    message = self.open_message()
    self.hand.enter(message, 'To:', self.recipient)
    if subject:
      self.hand.enter(message, 'Subject:', subject)
    self.hand.press(message, 'Send')
    message.wait_gone()

  def warning(self):
    return self.program.window(WARNING)

  def answer(self, answer, always=False):
    """To the security warning; its words."""
    warning = self.warning()
    words = warning.wait_text('Do you want to continue using this server?')
    if always:
      self.hand.tick(warning, re.compile('^Always trust this certificate for '))
    self.hand.press(warning, answer)
    warning.wait_gone()
    return words

  def give_password(self, remember=None):
    dialog = self.program.window(PASSWORD_ASKED)
    if remember is not None:
      self.hand.tick(dialog, 'Remember password', remember)
    self.hand.enter(dialog, 'Password:', self.password, role=PASSWORD)
    self.hand.press(dialog, 'Sign In')
    dialog.wait_gone()

  def result(self):
    """The window in which the sending ended. It is the only one with an outcome."""
    window = self.program.window(OUTCOME, timeout_s=60)
    window.find(BUTTON, 'Close')
    return window

  def finish(self, window):
    self.hand.dismiss(window)
    window.wait_gone()

  # What a user changes

  def mend_by_hand(self):
    """The two ticks that the story is about."""
    properties = self.open_properties()
    self.hand.turn_to(properties, 'Servers')
    self.hand.tick(properties, AUTHENTICATION)
    self.hand.press(properties, 'Settings…')
    logon = self.program.window(LOGON)
    if logon.look(RADIO, 'Log on using'):
      self.hand.pick(logon, 'Log on using')
    self.hand.enter(logon, 'Account name:', self.user)
    self.hand.enter(logon, 'Password:', self.password, role=PASSWORD)
    self.hand.press(logon, 'OK')
    logon.wait_gone()
    self.hand.turn_to(properties, 'Advanced')
    port = properties.find(SPIN, 'Outgoing mail (SMTP):').value
    self.hand.tick(properties, SECURE)
    assert properties.find(RADIO, re.compile(r'STARTTLS')).is_checked, describe(properties)
    assert properties.find(SPIN, 'Outgoing mail (SMTP):').value == port, 'the tick moved the port\n' + describe(properties)
    self.hand.press(properties, 'OK')
    properties.wait_gone()


def every_classic_field(recipient, subject, account, server, port, response):
  """What the whole error has to hold, whichever the server."""
  return ["'%s'" % recipient, subject, "Account: '%s'" % account, "Server: '%s'" % server, 'Protocol: SMTP', response, 'Port: %d' % port,
          'Secure(SSL): No', 'Server Error: 550', 'Error Number: 0x800CCC79']
