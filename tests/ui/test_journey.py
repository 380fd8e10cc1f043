# SPDX-License-Identifier: GPL-3.0-or-later
"""The story in the windows, by clicks and by keyboard alone, on the practice server and on a real Postfix with a relay in between that
sees what an observer would. Runs inside ui-session --a11y --wm --keyring."""

import re
import unittest

from desktop import BUTTON, CHECK, ENTRY, RADIO, TOGGLE, NotThere, Program, State, describe, keys
from story import MESSAGE, WARNING, Clicks, Keyboard, Story, every_classic_field
from windows_test import PracticeServer, Settings, main, need
from fakes import real_servers
from fakes.relay import RecordingRelay


class Journey:
  """The same for both hands."""
  hand = None

  def see_relaying_denied(self, story, account, port, response):
    story.send()
    result = story.result()
    self.assertRegex(result.name, '^“Test # 1” was not sent$')
    expander = result.look(TOGGLE, 'The whole error')
    if expander and not expander.is_unfolded:
      story.hand.press(result, 'The whole error', role=TOGGLE)
    words = result.wait_text('0x800CCC79')
    for part in every_classic_field(story.recipient, 'Test # 1', account, 'localhost', port, response):
      self.assertIn(part, words)
    return result

  def play_by_hand(self, story, account, port, response):
    """Error, two ticks, No, Yes, always."""
    story.finish(self.see_relaying_denied(story, account, port, response))
    story.mend_by_hand()
    story.send()
    words = story.answer('No')
    self.assertIn('localhost:%d' % port, words)
    result = story.result()
    self.assertRegex(result.name, ' was not sent$')
    self.assert_nothing_left()
    story.finish(result)
    story.send()
    story.answer('Yes')
    result = story.result()
    self.assertRegex(result.name, ' was sent$', describe(result))
    story.finish(result)
    story.send()
    story.answer('Yes', always=True)
    story.finish(story.result())
    story.send()
    result = story.result()
    self.assertRegex(result.name, ' was sent$', describe(result))
    self.assertIsNone(story.program.look_for_window(WARNING))
    story.finish(result)

  def play_with_one_click(self, story, account, port, response):
    result = self.see_relaying_denied(story, account, port, response)
    story.hand.press(result, 'Change Settings and Try Again')
    story.give_password(remember=True)
    story.answer('Yes')
    sent = story.program.window(re.compile(' was sent$'), timeout_s=60)
    story.finish(sent)

  def mend_in_the_test(self, story, legs):
    """From a server and its port to settings that work, by what the test itself offers; then a message, without another word."""
    story.test()
    tested = story.tested('work')
    story.hand.press(tested, 'Send Test Message…')
    message = story.program.window(MESSAGE)
    story.hand.enter(message, 'To:', story.recipient)
    story.hand.press(message, 'Send')
    result = story.result()
    self.assertRegex(result.name, ' was not sent$')
    story.hand.press(result, 'Change Settings and Try Again')
    story.give_password(remember=False)
    story.answer('Yes', always=True)
    story.finish(story.program.window(re.compile(' was sent$'), timeout_s=60))
    story.test(message=True)
    tested = story.tested('work')
    words = tested.wait_text('You accepted the server\'s certificate against the warning.')
    for leg in legs:
      self.assertRegex(words, leg + ': localhost let you sign in')
    self.assertIn('The test message to yourself was accepted', words)
    story.finish(tested)
    self.assertRegex(story.come_back().all_text(), '✓ settings tested ')

  def assert_nothing_left(self):
    """After a No: no credential and no message has left the program."""


class PracticeJourney(Journey):
  RESPONSE = '550 5.7.1 <bo@example.net>... Relaying denied. Proper authentication required.'

  def begin(self, program):
    story = Story(program, self.hand())
    words = story.main.wait_text(re.compile(r'localhost:\d+'))
    return story, int(re.search(r'localhost:(\d+)', words)[1])

  def test_by_hand(self):
    with Program('--practice') as program:
      story, port = self.begin(program)
      self.play_by_hand(story, 'Example Mail', port, self.RESPONSE)

  def test_with_one_click(self):
    with Program('--practice') as program:
      story, port = self.begin(program)
      self.play_with_one_click(story, 'Example Mail', port, self.RESPONSE)


  def test_settings(self):
    with Program('--practice') as program:
      story, _port = self.begin(program)
      self.mend_in_the_test(story, ['Outgoing'])


class PracticeByClicks(PracticeJourney, unittest.TestCase):
  hand = Clicks


class PracticeByKeyboard(PracticeJourney, unittest.TestCase):
  hand = Keyboard


class WholePrompt(unittest.TestCase):
  """Everything that can be done to the security warning, by its keys; what came of it, as a screen reader tells it."""

  def setUp(self):
    self.settings = Settings()
    self.addCleanup(self.settings.close)

  def ask(self):
    self.story.test()
    warning = self.story.warning().wait_active()
    self.story.program.wait(lambda: warning.focused() == warning.find(BUTTON, 'No'), 'No to have the focus', warning)
    return warning

  def expect_no(self, warning, key):
    keys(key)
    warning.wait_gone()
    self.story.finish(self.story.tested('don\'t work yet'))

  def look_at_certificate(self, warning):
    """Its text is in the clipboard then, and nothing was answered."""
    keys('alt+v')
    certificate = self.story.program.window('Certificate').wait_active()
    certificate.wait_text('Fingerprint (SHA-1)')
    page = certificate.find(RADIO, 'PEM')
    self.story.program.wait(lambda: certificate.focused(), 'the focus to come', certificate)
    certificate.tab_to(next(radio for radio in certificate.find_all(RADIO) if radio.is_focused or radio.is_checked))
    for _key in range(2):
      keys('Right')
    self.story.program.wait(lambda: page.is_focused, '%r to have the focus' % page, certificate)
    keys('space')
    self.story.program.wait(lambda: page.is_checked, '%r to be shown' % page, certificate)
    copy = certificate.find(BUTTON, 'Copy')
    keys('alt+o')
    # GTK shows a button pressed for a moment before it does anything.
    try:
      self.story.program.wait(lambda: copy.has(State.ARMED), '%r to go down' % copy, None, 1)
    except NotThere:
      pass  # it is up again
    self.story.program.wait(lambda: not copy.has(State.ARMED), '%r to come up' % copy, certificate)
    keys('Escape')
    certificate.wait_gone()
    self.assertTrue(warning.wait_active().is_showing)

  def test_by_keys(self):
    with PracticeServer(self.settings, '--certificate=self-signed') as server:
      self.settings.add('Watched', smtp_port=server.port, smtp_security='starttls', smtp_authentication='none')
      with Program('--config-dir', self.settings.folder) as program:
        self.story = Story(program, Keyboard())
        self.expect_no(self.ask(), 'Escape')
        self.expect_no(self.ask(), 'Return')
        for role, name in (BUTTON, 'Yes'), (CHECK, re.compile('^Always trust')):
          warning = self.ask()
          warning.tab_to(warning.find(role, name))
          self.expect_no(warning, 'Return')
        self.assertEqual(self.settings.ctl('trust', 'list'), [])
        warning = self.ask()
        self.look_at_certificate(warning)
        always = warning.find(CHECK)
        keys('alt+a')
        program.wait(lambda: always.is_checked, '%r to be ticked' % always, warning)
        keys('alt+y')
        warning.wait_gone()
        self.story.finish(self.story.tested('work'))
        self.assertEqual([entry['port'] for entry in self.settings.ctl('trust', 'list')], [server.port])
        self.paste(program)

  def paste(self, program):
    message = self.story.open_message().wait_active()
    text = message.tab_to(message.find(ENTRY, 'Text of the message'))
    keys('ctrl+a', 'ctrl+v')
    program.wait(lambda: re.match('-----BEGIN CERTIFICATE-----\n[^-]+-----END CERTIFICATE-----\n$', text.text), 'the certificate to be pasted', message)
    self.story.hand.dismiss(message)
    message.wait_gone()


class PostfixJourney(Journey):
  RESPONSE = 'Relay access denied'

  @classmethod
  def setUpClass(cls):
    cls.reason = real_servers.postfix_unavailable() or real_servers.dovecot_unavailable()
    cls.servers = None
    if cls.reason is None:
      cls.servers = real_servers.RealServers()
      cls.servers.__enter__()

  @classmethod
  def tearDownClass(cls):
    if cls.servers:
      cls.servers.stop()

  def setUp(self):
    need(self, self.reason)
    self.servers.empty('bo')
    self.relay = RecordingRelay(self.servers.ports.clear)
    self.addCleanup(self.relay.stop)
    self.settings = Settings()
    self.addCleanup(self.settings.close)
    self.log_before = len(self.servers.postfix_log())
    self.settings.add('work', smtp_port=str(self.relay.port), smtp_security='none', smtp_authentication='none')

  def start(self):
    return Program('--config-dir', self.settings.folder)

  def begin(self, program):
    return Story(program, self.hand(), password=self.servers.password, recipient='bo@elsewhere.test')

  def test_by_hand(self):
    with self.start() as program:
      self.play_by_hand(self.begin(program), 'work', self.relay.port, self.RESPONSE)
    self.assertEqual(len(self.servers.delivered('bo', 3)), 3)
    self.check_wire(sent_in_clear=1)

  def test_with_one_click(self):
    with self.start() as program:
      self.play_with_one_click(self.begin(program), 'work', self.relay.port, self.RESPONSE)
    self.assertEqual(len(self.servers.delivered('bo')), 1)
    self.check_wire(sent_in_clear=1)

  def test_settings(self):
    """With an incoming server too: a wrong name there stops nothing in the other direction."""
    self.settings.ctl('set', 'work', 'incoming.protocol=imap', 'incoming.host=localhost', 'incoming.port=%d' % self.servers.ports.imap,
                      'incoming.security=starttls', 'incoming.user=nobody')
    with self.start() as program:
      story = self.begin(program)
      story.test()
      story.give_password(remember=False)
      story.answer('Yes', always=True)
      tested = story.tested('don\'t work yet')
      words = tested.all_text()
      self.assertIn('Outgoing: localhost answers.', words)
      self.assertIn('Incoming: ', words)
      story.finish(tested)
      self.assertIn('✗ incoming: user name or password wrong', story.come_back().all_text())
    self.assertEqual(self.servers.delivered('bo', 1, 0.3), [])

  def test_all_accounts(self):
    """One that works, one that doesn't, and one whose question is answered with No."""
    self.settings.add('down', smtp_port='1', smtp_security='none', smtp_authentication='none')
    self.settings.add('warned', smtp_port=str(self.servers.ports.clear), smtp_security='starttls', smtp_authentication='none')
    with self.start() as program:
      story = self.begin(program)
      story.come_back()
      keys('ctrl+l')
      tests = program.window('Test All Accounts')
      story.answer('No')
      for part in ("Tested. 2 accounts don't work yet.", 'Outgoing: ✓ works', 'Outgoing: ✗ no connection', 'Outgoing: ✗ certificate not trusted'):
        tests.wait_text(part)
      story.hand.press(tests, 'Show Details, down')
      details = story.tested('don\'t work yet')
      story.finish(details)
      story.finish(tests)

  def assert_nothing_left(self):
    """The last connection is the refused one."""
    recording = self.relay.recordings[-1]
    self.assertIn(b'STARTTLS', recording.sent)
    self.assertFalse(recording.client_spoke_inside_tls(), recording.client_records())
    self.assertEqual(self.servers.delivered('bo', 1, 0.3), [])
    self.assertNotIn('sasl_username', self.servers.postfix_log()[self.log_before:])

  def check_wire(self, sent_in_clear):
    """What an observer saw: of the connections after the first nothing but EHLO, STARTTLS and their answers; and no file has the password."""
    self.assertNotIn(self.servers.password.encode(), self.settings.read())
    for recording in self.relay.recordings[sent_in_clear:]:
      seen = bytes(recording.sent + recording.received)
      for secret in (self.servers.password, 'Test # ', 'bo@elsewhere.test', 'AUTH PLAIN'):
        self.assertNotIn(secret.encode(), seen)


class PostfixByClicks(PostfixJourney, unittest.TestCase):
  hand = Clicks


class PostfixByKeyboard(PostfixJourney, unittest.TestCase):
  hand = Keyboard


if __name__ == '__main__':
  main()
