# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole story on a real Postfix with Dovecot's sign-in, told by sendoffctl, with a relay in between that sees what an observer would."""

import email
import email.policy
import re

import support
from support import CliTest, main, need
from contract import PASSED, PERMISSION, RECIPIENT, REFUSED, TEMPORARY, UNTRUSTED, forms_of_secret
from fakes import real_servers
from fakes.relay import RecordingRelay
from terminal import TerminalRun

SUBJECT = 'Test # 1: größer'
BODY = ('Good morning,\n.a line that begins with a dot\n..two dots\n\nan ordinary sentence about umbrellas\nümläuts & 中文\n' +
        'long ' * 300 + '\n.\nend\n')
VARIABLE = re.compile(rb'^(Date|Message-Id): .*$', re.MULTILINE | re.IGNORECASE)


def without_server_headers(message):
  """What the server put on top ends with its Received field."""
  fields = re.split(rb'\n(?![ \t])', message)
  start = next(index for index, field in enumerate(fields) if field.startswith(b'Received:')) + 1
  return b'\n'.join(fields[start:])


def message_on_the_wire(recording):
  """The message as it crossed in clear, without dots and with the line ends of a mailbox."""
  start = recording.index(b'\r\nDATA\r\n') + 8 if b'\r\nDATA\r\n' in recording else recording.index(b'DATA\r\n') + 6
  text = recording[start:recording.index(b'\r\n.\r\n', start) + 2]
  return b''.join((line[1:] if line.startswith(b'.') else line) for line in bytes(text).replace(b'\r\n', b'\n').splitlines(keepends=True))


class StoryTest(CliTest):
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
    super().setUp()
    need(self, self.reason)
    for user in 'ana', 'bo', 'bea':
      self.servers.empty(user)
    self.relay = RecordingRelay(self.servers.ports.clear)
    self.addCleanup(self.relay.stop)
    self.password_file = self.box.password_file(self.servers.password)
    self.message = ['--subject=' + SUBJECT, '--body-file=' + self.box.write('body.txt', BODY)]

  def add_story_account(self):
    self.box.add(port=self.relay.port, smtp_host='localhost', timeout='10')

  def secure(self):
    result = self.box.run('set', 'work', 'smtp.authentication=own', 'smtp.user=ana', 'smtp.security=starttls')
    self.assert_status(result, 0)

  def add_secure_account(self, name, port, security):
    self.box.add(name, port=port, smtp_host='localhost', smtp_security=security, smtp_authentication='own', smtp_user='ana', timeout='20')

  def secured(self, *arguments, status, **keywords):
    return self.box.send(*self.message, '--password-file=' + self.password_file, *arguments, status=status, **keywords)

  def assert_nothing_readable(self, recording):
    wire = bytes(recording.sent + recording.received)
    for secret in (self.servers.password, 'Test # 1', 'umbrellas', 'ana@lab.test', 'bo@elsewhere.test'):
      for form in forms_of_secret(secret):
        self.assertNotIn(form, wire)

  def check_delivered(self, message):
    parsed = email.message_from_bytes(message, policy=email.policy.default)
    self.assertEqual(parsed['Subject'], SUBJECT)
    self.assertEqual(parsed['From'].addresses[0].addr_spec, 'ana@lab.test')
    self.assertEqual(parsed['To'].addresses[0].addr_spec, 'bo@elsewhere.test')
    self.assertEqual(parsed.get_content().replace('\r\n', '\n'), BODY)
    self.assertNotIn(b'X-Mailer', message)
    self.assertNotIn(b'User-Agent', message)

  def test_relaying_denied(self):
    self.add_story_account()
    result = self.box.send(*self.message, status=PERMISSION)
    failure = result.failure
    self.assertEqual(failure['reply_code'], 550, str(result))
    self.assertEqual(failure['enhanced_code'], '5.7.1')
    self.assertIn('Relay access denied', failure['server_response'])
    self.assertEqual(failure['rejected_address'], 'bo@elsewhere.test')
    self.assertEqual(failure['error_number'], '0x800CCC79')
    self.assertEqual((failure['port'], failure['secure'], failure['step'], failure['server']), (self.relay.port, False, 'submit', 'localhost'))
    for part in ("'bo@elsewhere.test'", SUBJECT, "Account: 'work'", "Server: 'localhost'", 'Protocol: SMTP', 'Port: %d' % self.relay.port,
                 'Secure(SSL): No', 'Server Error: 550', 'Error Number: 0x800CCC79'):
      self.assertIn(part, failure['text'])
    self.assertEqual(result.diagnosis_class, 'sign-in-required')
    changes = result.report['diagnosis']['fix']['changes']
    self.assertIn(changes['smtp.authentication'], ('own', 'same-as-incoming'))
    self.assertIn(changes.get('smtp.security'), ('starttls', 'tls'))
    self.assertEqual(result.report['seen_in_clear'], ['sender', 'recipients'])
    self.assertEqual(self.servers.delivered('bo', 1, 0.3), [])

  def test_sent_in_clear(self):
    self.add_story_account()
    result = self.box.send(*self.message, to=['ana@lab.test'], status=PASSED)
    self.assertEqual(result.report['seen_in_clear'], ['sender', 'recipients', 'subject', 'body'], str(result))
    (delivered,) = self.servers.delivered('ana')
    self.assertEqual(without_server_headers(delivered), message_on_the_wire(self.relay.recordings[-1].sent))

  def test_refused_certificate(self):
    before = len(self.servers.postfix_log())
    self.add_story_account()
    self.secure()
    result = self.secured('--trust=refuse', status=UNTRUSTED)
    (certificate,) = result.report['certificates']
    self.assertEqual(certificate['problems'], ['untrusted-root'], str(result))
    self.assertEqual((certificate['pin'], certificate['trusted_by']), (self.servers.untrusted.pin, 'nobody'))
    self.assertEqual(result.report['seen_in_clear'], [])
    (recording,) = self.relay.recordings
    self.assertFalse(recording.client_spoke_inside_tls(), recording.client_records())
    self.assertIn(b'STARTTLS', recording.sent)
    self.assert_nothing_readable(recording)
    self.assertNotIn('sasl_username', self.servers.postfix_log()[before:])
    self.assertIn('lost connection after STARTTLS', self.servers.postfix_log()[before:])

  def test_pinned(self):
    self.add_story_account()
    self.secure()
    result = self.secured('--trust=' + self.servers.untrusted.pin, status=PASSED)
    (server,) = result.report['servers']
    self.assertEqual((server['tls'], server['security'], server['mechanism']), ('TLS1.3', 'starttls', 'PLAIN'), str(result))
    self.assertEqual(result.report['seen_in_clear'], [])
    self.assertEqual([(one['address'], one['accepted']) for one in result.report['recipients']], [('bo@elsewhere.test', True)])
    (delivered,) = self.servers.delivered('bo')
    self.check_delivered(delivered)
    self.assertTrue(self.relay.recordings[-1].client_spoke_inside_tls())
    for recording in self.relay.recordings:
      self.assert_nothing_readable(recording)
    self.compare_with_clear(delivered)

  def compare_with_clear(self, delivered):
    """Byte for byte what crosses in clear, where it can be seen, but for what differs between any two messages."""
    self.box.add('clear', port=self.relay.port, smtp_host='localhost')
    self.box.send(*self.message, account='clear', to=['ana@lab.test'], status=PASSED)
    in_clear = message_on_the_wire(self.relay.recordings[-1].sent).replace(b'\nTo: ana@lab.test\n', b'\nTo: bo@elsewhere.test\n')
    self.assertEqual(VARIABLE.sub(b'', without_server_headers(delivered)), VARIABLE.sub(b'', in_clear))

  def test_wrong_pin(self):
    self.add_story_account()
    self.secure()
    result = self.secured('--trust=' + self.servers.good.pin, status=UNTRUSTED)
    self.assertFalse(any(recording.client_spoke_inside_tls() for recording in self.relay.recordings), str(result))

  def test_trust_added_by_hand(self):
    self.add_story_account()
    self.secure()
    server = 'localhost:%d' % self.relay.port
    self.assert_status(self.box.run('trust', 'add', server, self.servers.untrusted.pin), 0)
    self.assertIn(self.servers.untrusted.pin, self.box.run('trust', 'list').text)
    result = self.secured('--trust=refuse', status=PASSED)
    self.assertIn(result.report['certificates'][0]['trusted_by'], ('user', 'pin'), str(result))
    self.assertEqual(result.report['certificates'][0]['problems'], ['untrusted-root'])
    self.assert_status(self.box.run('trust', 'forget', server), 0)
    self.secured('--trust=refuse', status=UNTRUSTED)

  def test_asked_and_answered_yes(self):
    self.add_story_account()
    self.secure()
    with TerminalRun(self.box, 'send', 'work', '--to=bo@elsewhere.test', '--password-file=' + self.password_file, *self.message) as run:
      run.expect('[no]: ')
      run.type('yes\n')
      self.assertEqual(run.wait(), PASSED, run.seen)
    self.assertEqual(len(self.servers.delivered('bo')), 1)
    self.assertFalse(self.relay.recordings[0].client_spoke_inside_tls())

  def test_submission_and_smtps(self):
    for port, security in (self.servers.ports.submission, 'starttls'), (self.servers.ports.smtps, 'tls'):
      with self.subTest(security):
        self.servers.empty('bo')
        self.add_secure_account(security, port, security)
        result = self.secured('--ca-file=' + self.servers.root.chain, account=security, status=PASSED)
        (certificate,) = result.report['certificates']
        self.assertEqual((certificate['trusted_by'], certificate['problems']), ('authority', []), str(result))
        self.check_delivered(self.servers.delivered('bo')[0])

  def test_what_postfix_refuses(self):
    self.box.add('mx', port=self.servers.ports.clear, timeout='10')
    cases = (('ana2@lab.test', RECIPIENT, 'recipient-unknown', 550), ('later@lab.test', TEMPORARY, None, 451))
    for address, status, expected, code in cases:
      with self.subTest(address):
        result = self.box.send(account='mx', to=[address], status=status)
        self.assertEqual((result.failure['reply_code'], result.failure['rejected_address']), (code, address), str(result))
        if expected:
          self.assertEqual(result.diagnosis_class, expected, str(result))
    both = self.box.send(account='mx', to=['ana@lab.test', 'ana2@lab.test'], status=RECIPIENT)
    self.assertEqual([one['accepted'] for one in both.report['recipients']], [True, False], str(both))
    self.assertEqual(self.servers.delivered('ana', 1, 0.3), [])

  def test_sender_refused(self):
    self.box.add('mx', port=self.servers.ports.clear, email='banned@lab.test', timeout='10')
    result = self.box.send(account='mx', to=['ana@lab.test'], status=REFUSED)
    self.assertEqual((result.diagnosis_class, result.failure['reply_code']), ('sender-refused', 553), str(result))

  def test_encryption_required(self):
    self.box.add('sub', port=self.servers.ports.submission, timeout='10')
    result = self.box.send(account='sub', status=PERMISSION)
    self.assertEqual((result.diagnosis_class, result.failure['reply_code']), ('encryption-required', 530), str(result))

  def test_wrong_password(self):
    self.add_secure_account('sub', self.servers.ports.smtps, 'tls')
    wrong = self.box.password_file('Not-the-password-9', 'wrong')
    result = self.box.send('--ca-file=' + self.servers.root.chain, '--password-file=' + wrong, account='sub', status=PERMISSION)
    self.assertEqual((result.diagnosis_class, result.failure['reply_code'], result.failure['step']), ('credentials', 535, 'sign-in'), str(result))

  def test_many_over_one_connection(self):
    self.add_secure_account('sub', self.servers.ports.smtps, 'tls')
    before = self.connections()
    result = self.box.send('--ca-file=' + self.servers.root.chain, '--password-file=' + self.password_file, '--count=5', account='sub')
    self.assert_status(result, PASSED)
    self.assertEqual([report['outcome'] for report in result.reports], ['passed'] * 5)
    self.assertEqual(len(self.servers.delivered('bo', 5)), 5)
    self.assertEqual(self.connections() - before, 1)

  def connections(self):
    with open(self.servers.folder + '/log/postfix.log', encoding='utf-8') as log:
      return len(re.findall(r'smtps/smtpd\[\d+\]: connect from', log.read()))

  def test_attachments(self):
    data = bytes(range(256)) * 8192
    self.box.add('mx', port=self.servers.ports.clear, timeout='20')
    name = 'Übersicht "1".bin'
    self.box.send('--attach=' + self.box.write(name, data), account='mx', to=['ana@lab.test'], status=PASSED)
    (delivered,) = self.servers.delivered('ana')
    (part,) = email.message_from_bytes(delivered, policy=email.policy.default).iter_attachments()
    self.assertEqual((part.get_filename(), part.get_content()), (name, data))


if __name__ == '__main__':
  main()
