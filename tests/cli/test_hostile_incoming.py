# SPDX-License-Identifier: GPL-3.0-or-later
"""sendoffctl check against IMAP and POP3 servers that lie, stall, flood and hang up: the contract's exit status each time, a class that says
what happened, no credential in clear or before the certificate was judged, none in the output, and an end in bounded time."""

import base64
import json
import os
import ssl
import tempfile
import threading
import unittest
from datetime import timedelta

import support
from support import CliTest, Sandbox, interrupt, main, run_all
from contract import NO_ANSWER, PASSED, PERMISSION, SETTINGS, STOPPED, UNTRUSTED, complaints, forms_of_secret
from fakes.certificates import Workshop
from fakes.hostile_incoming import ImapConversation, Pop3Conversation
from fakes.hostile_server import HostileServer, Send, Stall, server_context
from hostile_incoming_cases import CASES, IMAP, NONE, POP3, TLS

PASSWORD = 'Correct.Horse-7'

# Looking up, starting and reading: what a run may take besides the waits that the account allows.
MARGIN_S = 20 if support.SLOW else 6
# For whoever looks into one case.
ONLY = os.environ.get('SENDOFF_ONLY_CASE', '')


class Tell:
  """A step that lets the test know."""

  def __init__(self, event):
    self.event = event

  def run(self, _session):
    self.event.set()


class HostileIncomingTest(unittest.TestCase):
  maxDiff = None

  @classmethod
  def setUpClass(cls):
    cls.folder = tempfile.TemporaryDirectory(prefix='sendoff-hostile-')
    workshop = Workshop(cls.folder.name)
    cls.root = workshop.make_root()
    stranger = workshop.make_root('Stranger')
    identities = {
      'good': workshop.make(issuer=cls.root),
      'untrusted': workshop.make(issuer=stranger, send_issuer=True),
      'incomplete': workshop.make(issuer=stranger),
      'self-signed': workshop.make(),
      'expired': workshop.make(issuer=cls.root, starts=timedelta(days=-30), ends=timedelta(days=-2)),
      'future': workshop.make(issuer=cls.root, starts=timedelta(days=2)),
      'wrong-name': workshop.make('other.test', names=('other.test',), issuer=cls.root),
      'client-only': workshop.make(issuer=cls.root, purpose='clientAuth'),
    }
    cls.contexts = {name: server_context(identity) for name, identity in identities.items()}
    cls.old = server_context(identities['good'], minimum=ssl.TLSVersion.TLSv1, maximum=ssl.TLSVersion.TLSv1_1, ciphers='DEFAULT:@SECLEVEL=0')
    cls.friend = HostileServer()

  @classmethod
  def tearDownClass(cls):
    cls.friend.stop()
    cls.folder.cleanup()

  def test_every_case(self):
    for case, _result, error in run_all(self.play, [case for case in CASES if ONLY in case.name]):
      with self.subTest(case.name):
        if error:
          raise error

  def options(self, case):
    context = self.old if case.old_tls else self.contexts[case.identity]
    options = {'context': None if case.security == NONE else context, 'implicit_tls': case.security == TLS, 'mechanisms': b'PLAIN',
               'user': case.user.encode(), 'password': case.password.encode(), **case.server}
    if options['context'] is True:
      options['context'] = context
    # Where it begins with TLS, nothing is to be negotiated any more.
    if options['implicit_tls'] is False and case.security == TLS:
      options['context'] = None
    return options

  def play(self, case):
    conversation = ImapConversation if case.protocol == IMAP else Pop3Conversation
    with Sandbox() as box, HostileServer(case.script, conversation=conversation, **self.options(case)) as server:
      result = self.run_case(box, case, server)
      self.judge(case, result, server)
    return result

  def run_case(self, box, case, server):
    box.add(port=self.friend.port, timeout=str(case.timeout), incoming_protocol=case.protocol, incoming_host='127.0.0.1', incoming_port=str(server.port),
            incoming_security=case.security, incoming_user=case.user)
    return box.job('check', 'work', '--ca-file=' + self.root.chain, '--trust=refuse', '--incoming-password-file=' + box.password_file(case.password),
                   status=case.status, timeout=60)

  def judge(self, case, result, server):
    self.assertEqual([failure['leg'] for failure in result.report.get('failures', [])], [] if result.status == PASSED else ['incoming'], str(result))
    if result.status != PASSED:
      self.assertNotEqual(result.diagnosis_class, 'unknown', str(result))
      if case.classes and len(case.status) == 1:
        self.assertIn(result.diagnosis_class, case.classes, str(result))
    self.assertLess(result.seconds, 12 * case.timeout + MARGIN_S, str(result))
    self.judge_credentials(case, result, server)

  def judge_credentials(self, case, result, server):
    clear = b''.join(session.clear_bytes for session in server.sessions)
    lines = b'\n'.join(line for session in server.sessions for line in session.commands())
    forms = forms_of_secret(case.password) + [base64.b64encode(b'\0%s\0%s' % (case.user.encode(), case.password.encode()))]
    quoted = case.password.replace('\\', '\\\\').replace('"', '\\"').encode()
    for form in [*forms, quoted]:
      if case.security != NONE:
        self.assertNotIn(form, clear, str(result))
      if case.never_signs_in or result.status == SETTINGS:
        self.assertNotIn(form, lines, str(result))
    if case.never_signs_in:
      for session in server.sessions:
        for command in session.commands():
          self.assertFalse({b'LOGIN', b'AUTHENTICATE', b'USER', b'PASS', b'AUTH', b'APOP'} & set(command.upper().split()[:2]), '%s\n%s' % (command, result))
    if case.security != NONE:
      self.assertEqual(result.report.get('seen_in_clear', []), [], str(result))
    if result.status == UNTRUSTED:
      self.assertEqual([session.bytes_after_handshake for session in server.sessions], [0] * len(server.sessions), str(result))
    if result.status == PASSED and 'PREAUTH' not in case.name and not {'LOGIN', 'response', 'AUTHENTICATE', 'USER', 'PASS'} & set(case.script):
      self.assertTrue(any(session.signed_in for session in server.sessions), str(result))


class TogetherTest(CliTest):
  """Servers of all sorts at the same time, and stopping amid each phase."""

  def setUp(self):
    super().setUp()
    workshop = Workshop(self.box.folder)
    self.root = workshop.make_root()
    self.context = server_context(workshop.make(issuer=self.root))
    self.stranger = server_context(workshop.make())
    self.friend = self.start(HostileServer(password=PASSWORD.encode()))
    self.password = self.box.password_file(PASSWORD)

  def start(self, server):
    self.addCleanup(server.stop)
    return server

  def add(self, name, script, protocol=IMAP, context=None, outgoing=None, **keys):
    conversation = ImapConversation if protocol == IMAP else Pop3Conversation
    server = self.start(HostileServer(script, conversation=conversation, mechanisms=b'PLAIN', password=PASSWORD.encode(),
                                      context=context or self.context))
    self.box.add(name, port=(outgoing or self.friend).port, incoming_protocol=protocol, incoming_host='127.0.0.1', incoming_port=str(server.port),
                 **{'incoming_security': 'starttls', 'incoming_user': 'ana', 'timeout': '1', **keys})
    return server

  def arguments(self):
    return ['--trust=refuse', '--ca-file=' + self.root.chain]

  def test_mixed(self):
    """Each keeps its own outcome and its place, however many run at once."""
    refusing = self.start(HostileServer({'greeting': b'554 5.3.2 no\r\n'}))
    expected = []
    for number in range(4):
      for name, script, status_class, more in (
          ('stalls', {'greeting': [Stall()]}, 'timeout', {}), ('works', {}, None, {}), ('untrusted', {}, 'certificate', {'context': self.stranger}),
          ('refuses', {'response': b'{tag} NO [AUTHENTICATIONFAILED] no\r\n'}, 'credentials', {}),
          ('later', {'greeting': b'* BYE later\r\n'}, 'server-fault', {}), ('stalls in the sign-in', {'AUTHENTICATE': [Stall()]}, 'timeout', {}),
          ('both fail', {'greeting': b'what\r\n'}, None, {'outgoing': refusing})):
        self.add('%s %d' % (name, number), script, **more)
        expected.append(('%s %d' % (name, number), status_class))
    for jobs in (1000, 5):
      with self.subTest(jobs):
        result = self.box.job('check', '--all', '--jobs=%d' % jobs, '--incoming-password-file=' + self.password, *self.arguments(), status=NO_ANSWER)
        self.assertEqual([report['account'] for report in result.reports], [name for name, _class in expected])
        for report, (name, status_class) in zip(result.reports, expected):
          if not name.startswith('both fail'):
            self.assertEqual(report.get('diagnosis', {}).get('class'), status_class, '%s\n%s' % (name, result))
          else:
            self.assertEqual([failure['leg'] for failure in report['failures']], ['outgoing', 'incoming'])
    self.box.job('check', 'both fail 0', '--incoming-password-file=' + self.password, *self.arguments(), status=PERMISSION)

  def test_missing_passwords(self):
    """Nobody to ask: the legs that need none are tested, nothing is said to the servers of the others."""
    servers = [self.add(name, {}) for name in ('a', 'b')]
    result = self.box.job('check', '--all', *self.arguments(), status=SETTINGS)
    for report in result.reports:
      self.assertEqual([(failure['leg'], failure['diagnosis']['class']) for failure in report['failures']], [('incoming', 'settings')], str(result))
      self.assertIn(('outgoing', 'greet', 'passed'), [(step['leg'], step['id'], step['state']) for step in report['steps']])
    self.assertEqual([server.sessions for server in servers], [[], []])

  def test_password_from_standard_input(self):
    """One password for both legs of the account."""
    self.box.secrets.append(PASSWORD)
    self.add('a', {}, smtp_authentication='same-as-incoming')
    for option in ('--password-file=-', '--incoming-password-file=-'):
      with self.subTest(option):
        result = self.box.job('check', 'a', option, *self.arguments(), stdin=PASSWORD + '\n', status=PASSED)
        self.assertEqual([server.get('mechanism') for server in result.report['servers']], ['PLAIN', 'PLAIN'])

  def test_stopped_in_each_phase(self):
    for protocol, phases in ((IMAP, ('greeting', 'CAPABILITY', 'STARTTLS', 'handshake', 'tls:CAPABILITY', 'AUTHENTICATE', 'response')),
                             (POP3, ('greeting', 'CAPA', 'STLS', 'handshake', 'tls:CAPA', 'AUTH'))):
      for phase in phases:
        with self.subTest(protocol=protocol, phase=phase):
          self.stop_in(protocol, phase)

  def stop_in(self, protocol, phase):
    reached = threading.Event()
    word, promise = ('STARTTLS', b'{tag} OK go\r\n') if protocol == IMAP else ('STLS', b'+OK go\r\n')
    script = {word: [Send(promise), Tell(reached), Stall()]} if phase == 'handshake' else {phase: [Tell(reached), Stall()]}
    self.box.run('remove', 'a')
    self.add('a', script, protocol=protocol, timeout='60')
    process = self.box.start('check', 'a', '--incoming-password-file=' + self.password, *self.arguments(), json_too=True)
    self.assertTrue(reached.wait(20))
    took, stdout, stderr = interrupt(process)
    self.assertEqual(process.returncode, STOPPED, stderr)
    self.assertTrue(0 <= took < (5 if support.SLOW else 0.5), took)
    report = json.loads(stdout)
    self.assertEqual(complaints(report, STOPPED), [])
    self.box.check_no_secret(stdout + stderr, 'the output')


if __name__ == '__main__':
  main()
