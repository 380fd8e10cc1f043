# SPDX-License-Identifier: GPL-3.0-or-later
"""From an account that knows no more than its server's name and port 25 to a message sent, by nothing but what the program itself offers.
Runs inside own_network.py and ui-session --a11y --wm --keyring: the servers stand on the ports that people know."""

import re
import unittest

from desktop import NotThere, Program
from story import PASSWORD_ASKED, WARNING, Clicks, Keyboard, Story
from windows_test import Settings, main, need
from fakes import own_network, real_servers
from fakes.practice_server import PracticeServer

FIX = 'Change Settings and Try Again'
NOT_SENT, SENT = re.compile(' was not sent$'), re.compile(' was sent$')
MOST_CLICKS = 3


class Follower:
  """A user who knows nothing, reads nothing, and takes what is offered."""

  def __init__(self, story):
    self.story, self.clicks, self.passwords = story, 0, 0
    self.ports = []

  def next_window(self):
    def look():
      for title in PASSWORD_ASKED, WARNING, NOT_SENT, SENT:
        window = self.story.program.look_for_window(title)
        if window:
          return window
      return None
    return self.story.program.wait(look, 'a question, or the end', None, 60)

  def step(self):
    """The message's last window, None as long as there is something to do."""
    window = self.next_window()
    if SENT.search(window.name):
      return window
    if window.name == PASSWORD_ASKED:
      self.passwords += 1
      self.story.give_password(remember=False)
    elif window.name == WARNING:
      self.clicks += 1
      self.ports.append(int(re.search(r'localhost:(\d+)', self.story.answer('Yes'))[1]))
    else:
      self.clicks += 1
      self.story.hand.press(window, FIX)
      self.story.program.wait(lambda: not NOT_SENT.search(window.name), 'another try', window)
    return None

  def follow(self):
    self.story.send()
    while self.clicks <= MOST_CLICKS:
      window = self.step()
      if window:
        return self.story.finish(window)
    raise NotThere('not sent after %d clicks' % self.clicks)


class Fixes:
  """hand: see story.py."""
  hand = Clicks

  def setUp(self):
    need(self, own_network.unavailable())
    self.settings = Settings()
    self.addCleanup(self.settings.close)

  def follow(self, **story):
    """Which ports' certificates were asked for."""
    with Program('--config-dir', self.settings.folder) as program:
      follower = Follower(Story(program, self.hand(), **story))
      follower.follow()
    self.assertLessEqual(follower.clicks, MOST_CLICKS)
    self.assertEqual(follower.passwords, 1)
    (account,) = self.settings.ctl('show', 'work')
    self.assertEqual((account['smtp.authentication'], account['smtp.host']), ('own', 'localhost'))
    self.assertNotEqual(account['smtp.security'], 'none')
    self.assertEqual(follower.ports, [account['smtp.port']])
    return account['smtp.port'], account['smtp.security']


class PostfixFixes(Fixes, unittest.TestCase):
  def setUp(self):
    need(self, real_servers.postfix_unavailable() or real_servers.dovecot_unavailable())
    super().setUp()

  def play(self, clear_signs_in='yes', **ports):
    with real_servers.RealServers(ports={'clear': 25, **ports}, clear_signs_in=clear_signs_in) as servers:
      self.settings.add('work', smtp_port='25', smtp_security='none', smtp_authentication='none')
      way = self.follow(password=servers.password, recipient='bo@elsewhere.test')
      self.assertEqual(len(servers.delivered('bo')), 1)
      return way

  def test_port_25_alone(self):
    self.assertEqual(self.play(), (25, 'starttls'))

  def test_submission_beside_it(self):
    self.assertEqual(self.play(submission=587, smtps=465), (587, 'starttls'))

  def test_no_sign_in_on_port_25(self):
    self.assertEqual(self.play('no', submission=587), (587, 'starttls'))

  def test_tls_from_the_first_byte(self):
    self.assertEqual(self.play('no', smtps=465), (465, 'tls'))


class PostfixFixesByKeyboard(PostfixFixes):
  hand = Keyboard
  # The servers differ in what follows from them, not in how it is pressed.
  test_port_25_alone = test_submission_beside_it = test_tls_from_the_first_byte = None


class PracticeFixes(Fixes, unittest.TestCase):
  def setUp(self):
    super().setUp()
    self.settings.add('work', smtp_port='25', smtp_security='none', smtp_authentication='none', smtp_user='ana')

  def test_port_25_alone(self):
    with PracticeServer(self.settings, '--port=25'):
      self.assertEqual(self.follow(), (25, 'starttls'))

  def test_no_sign_in_on_port_25(self):
    with PracticeServer(self.settings, '--port=25', '--mishap=auth-missing'), PracticeServer(self.settings, '--port=587'):
      self.assertEqual(self.follow(), (587, 'starttls'))

  def test_tls_from_the_first_byte(self):
    with PracticeServer(self.settings, '--port=25', '--mishap=auth-missing'), PracticeServer(self.settings, '--port=465', '--tls'):
      self.assertEqual(self.follow(), (465, 'tls'))

  def test_no_encryption_on_port_25(self):
    with PracticeServer(self.settings, '--port=25', '--mishap=starttls-missing'), PracticeServer(self.settings, '--port=587'):
      self.assertEqual(self.follow(), (587, 'starttls'))


if __name__ == '__main__':
  main()
