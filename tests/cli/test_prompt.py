# SPDX-License-Identifier: GPL-3.0-or-later
"""The questions in a terminal: each answer, no answer, Ctrl-C, and who is asked when there is no terminal."""

import json
import os
import tempfile

from support import CliTest, main
import contract
from contract import PASSED, SETTINGS, STOPPED, UNTRUSTED
from fakes.certificates import Workshop
from fakes.hostile_server import HostileServer, server_context
from terminal import PIPE, TerminalRun

PASSWORD = 'Correct.Horse-7'
QUESTION = '[no]: '


def pairs(digits):
  return ':'.join(digits[i:i + 2] for i in range(0, len(digits), 2))


class PromptTest(CliTest):
  @classmethod
  def setUpClass(cls):
    cls.folder = tempfile.TemporaryDirectory(prefix='sendoff-prompt-')
    workshop = Workshop(cls.folder.name)
    cls.first, cls.second = workshop.make(), workshop.make()

  @classmethod
  def tearDownClass(cls):
    cls.folder.cleanup()

  def setUp(self):
    super().setUp()
    self.server = HostileServer(context=server_context(self.first), password=PASSWORD.encode())
    self.addCleanup(self.server.stop)
    self.add_account(self.server)
    self.password = '--password-file=' + self.box.password_file(PASSWORD)

  def add_account(self, server, name='work'):
    self.box.add(name, port=server.port, smtp_host='localhost', smtp_security='starttls', smtp_authentication='own', smtp_user='ana', timeout='5')

  def move_exception(self, other):
    """The same host and port as before can't be had; the exception is moved to the other one by hand."""
    path = os.path.join(self.box.config, 'trust.ini')
    with open(path, encoding='utf-8') as file:
      text = file.read()
    with open(path, 'w', encoding='utf-8') as file:
      file.write(text.replace(str(self.server.port), str(other.port)))

  def run_send(self, *arguments, **keywords):
    return TerminalRun(self.box, 'send', 'work', '--to=bo@elsewhere.test', *arguments, **keywords)

  def answer(self, text, status, asked=1):
    with self.run_send(self.password) as run:
      run.expect(QUESTION, asked)
      for part in text if isinstance(text, (list, tuple)) else [text]:
        run.type(part)
        asked += 1
        if part is not text and part is not text[-1]:
          run.expect(QUESTION, asked)
      self.assertEqual(run.wait(), status, run.seen)
      self.assertTrue(run.echoes(), 'the terminal was left without echo')
      return run.seen

  def n_messages(self):
    return sum(len(session.messages) for session in self.server.sessions)

  def assert_first_session_silent(self):
    self.assertEqual(self.server.sessions[0].bytes_after_handshake, 0)

  def test_no(self):
    for text in 'no\n', 'n\n', '\n', 'No\n':
      with self.subTest(text):
        self.answer(text, UNTRUSTED)
    self.assertEqual(self.n_messages(), 0)
    self.assertTrue(all(session.bytes_after_handshake == 0 for session in self.server.sessions))

  def test_end_of_input(self):
    self.answer('\x04', UNTRUSTED)

  def test_yes_is_for_once(self):
    seen = self.answer('yes\n', PASSED)
    self.assert_first_session_silent()
    self.assertEqual(self.n_messages(), 1)
    self.assertIn('localhost:%d' % self.server.port, seen)
    self.answer('y\n', PASSED)
    self.assertEqual(self.n_messages(), 2)
    self.assertFalse(os.path.exists(os.path.join(self.box.config, 'trust.ini')))

  def test_always(self):
    self.answer('always\n', PASSED)
    result = self.box.send(self.password, status=PASSED)
    self.assertEqual(result.report['certificates'][0]['trusted_by'], 'user', str(result))
    self.assertEqual(os.stat(os.path.join(self.box.config, 'trust.ini')).st_mode & 0o777, 0o600)

  def test_always_is_listed(self):
    self.answer('always\n', PASSED)
    server = 'localhost:%d' % self.server.port
    listed = self.box.run('trust', 'list').text
    self.assertIn('%s: %s, accepted on ' % (server, self.first.pin), listed)
    self.assertIn(' in spite of: self-signed\n', listed)
    self.assertIn('Subject: CN=localhost\n', listed)
    self.assertIn('SHA-256 fingerprint: ' + pairs(self.first.sha256), listed)

  def test_comparison(self):
    """What certificate says of a server that shows something else than what was accepted."""
    self.answer('always\n', PASSED)
    same = self.box.run('certificate', 'localhost:%d' % self.server.port, '--starttls=smtp', json_too=True)
    self.assertNotIn('change', same.report, str(same))
    with HostileServer(context=server_context(self.second)) as other:
      self.move_exception(other)
      arguments = 'certificate', 'localhost:%d' % other.port, '--starttls=smtp'
      changed = self.box.run(*arguments, json_too=True)
      self.assert_status(changed, UNTRUSTED)
      self.assertEqual(contract.certificate_complaints(changed.report, True), [])
      self.assertEqual(changed.report['change'], 'suspicious')
      self.assertIn('changed', changed.report['problems'])
      text = self.box.run(*arguments).text
      self.assertIn('before: %s\n    now: %s\n' % (self.first.pin, self.second.pin), text)

  def test_not_understood(self):
    self.answer(['perhaps\n', '\x1b[31m\n', 'yes\n'], PASSED)

  def test_changed_key_is_asked_again(self):
    self.answer('always\n', PASSED)
    with HostileServer(context=server_context(self.second)) as other:
      self.move_exception(other)
      self.add_account(other, 'other')
      result = self.box.send('--trust=refuse', self.password, account='other', status=UNTRUSTED)
      self.assertIn('changed', result.report['certificates'][0]['problems'], str(result))
      self.assertEqual(other.sessions[0].bytes_after_handshake, 0)

  def test_ctrl_c(self):
    self.answer('\x03', STOPPED)
    self.assert_first_session_silent()

  def test_json_beside_the_terminal(self):
    with self.run_send(self.password, json_too=True, stdout=PIPE) as run:
      run.expect(QUESTION)
      run.type('yes\n')
      self.assertEqual(run.wait(), PASSED, run.seen)
      report = json.loads(run.output())
    self.assertEqual(contract.complaints(report, PASSED), [])

  def test_standard_input_is_not_the_answer(self):
    body = self.box.write('answers', 'yes\nyes\nyes\n')
    with open(body, 'rb') as stdin, self.run_send(self.password, '--body-file=-', stdin=stdin) as run:
      run.expect(QUESTION)
      self.assertEqual(self.n_messages(), 0)
      run.type('no\n')
      self.assertEqual(run.wait(), UNTRUSTED, run.seen)

  def test_nobody_to_ask(self):
    result = self.box.send(self.password, status=UNTRUSTED, stdin='yes\n')
    self.assertEqual(len(self.server.sessions), 1, str(result))

  def test_password_is_not_echoed(self):
    with self.run_send('--trust=' + self.first.pin) as run:
      run.expect('Password for')
      self.assertFalse(run.echoes())
      run.type(PASSWORD + '\n')
      self.assertEqual(run.wait(), PASSED, run.seen)
      self.assertNotIn(PASSWORD, run.seen)
      self.assertTrue(run.echoes())

  def test_no_password_given(self):
    for text, status in ('\n', SETTINGS), ('\x04', SETTINGS), ('\x03', STOPPED):
      with self.subTest(text), self.run_send('--trust=' + self.first.pin) as run:
        run.expect('Password for')
        run.type(text)
        self.assertEqual(run.wait(), status, run.seen)
        self.assertTrue(run.echoes())

  def test_nobody_to_ask_for_the_password(self):
    result = self.box.send('--trust=' + self.first.pin, status=SETTINGS)
    self.assertEqual(result.diagnosis_class, 'settings', str(result))


if __name__ == '__main__':
  main()
