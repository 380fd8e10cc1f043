# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands that look at certificates and replies and send nothing: certificate, judge, explain; with a real Dovecot for IMAP and POP3. And what
becomes of an exception that isn't needed any more."""

import json
import os
import uuid
from contextlib import ExitStack
from datetime import datetime, timedelta, timezone

from support import CliTest, main, need
import contract
from contract import FILE, NO_ACCOUNT, NO_ANSWER, NO_HOST, PASSED, PERMISSION, PROTOCOL, TEMPORARY, UNTRUSTED, USAGE
from fakes import real_servers
from fakes.certificates import Workshop
from fakes.hostile_server import Close, HostileServer, server_context
from fakes.own_mounts import ReadOnlyFolder, ReplacedFile
from fakes.practice_server import PracticeServer

SYSTEM_ROOTS = '/etc/ssl/certs/ca-certificates.crt'  # Debian's


class CertificateCommandTest(CliTest):
  def setUp(self):
    super().setUp()
    self.workshop = Workshop(self.box.folder)
    self.root = self.workshop.make_root()
    self.good = self.workshop.make(issuer=self.root)

  def fetch(self, server, *arguments, status, host='localhost'):
    result = self.box.run('certificate', '%s:%d' % (host, server.port), *arguments, json_too=True)
    self.assert_status(result, status)
    return json.loads(result.stdout)

  def test_vouched_for(self):
    for arguments, implicit in (['--starttls=smtp'], False), ([], True):
      with self.subTest(arguments), HostileServer(context=server_context(self.good), implicit_tls=implicit) as server:
        certificate = self.fetch(server, '--ca-file=' + self.root.chain, *arguments, status=PASSED)
        self.assertEqual(contract.certificate_complaints(certificate, True), [])
        self.assertEqual((certificate['trusted_by'], certificate['problems'], certificate['pin']), ('authority', [], self.good.pin))
        self.assertEqual(sorted(certificate['names']), sorted(['localhost', '127.0.0.1', '::1']))
        self.assertFalse([line for session in server.sessions for line in session.commands() if line.startswith((b'AUTH', b'MAIL'))])

  def test_not_trusted(self):
    with HostileServer(context=server_context(self.good), implicit_tls=True) as server:
      certificate = self.fetch(server, status=UNTRUSTED)
      self.assertEqual((certificate['problems'], certificate['trusted_by']), (['incomplete-chain'], 'nobody'))
      text = self.box.run('certificate', 'localhost:%d' % server.port)
      self.assert_status(text, UNTRUSTED)
      self.assertIn(':'.join(self.good.sha256[i:i + 2] for i in range(0, 64, 2)), text.text.replace('\n', '').replace(' ', ''))
      self.assertEqual(server.sessions[0].bytes_after_handshake, 0)

  def test_accepted_by_the_user_stays_untrusted_here(self):
    with HostileServer(context=server_context(self.good), implicit_tls=True) as server:
      self.box.run('trust', 'add', 'localhost:%d' % server.port, self.good.pin)
      certificate = self.fetch(server, status=UNTRUSTED)
      self.assertIn(certificate['trusted_by'], ('user', 'pin'))
      self.assertEqual(certificate['problems'], ['incomplete-chain'])

  def failed(self, report, status):
    self.assertEqual(contract.complaints(report, status), [])
    self.assertEqual(report['job'], 'certificate')

  def test_none_to_be_had(self):
    closed = HostileServer()
    closed.stop()
    self.failed(self.fetch(closed, status=NO_ANSWER), NO_ANSWER)
    later = {'EHLO': b'250-x\r\n250 STARTTLS\r\n', 'STARTTLS': b'454 4.7.0 Later\r\n'}
    starttls, imap, pop3 = (['--starttls=' + protocol] for protocol in ('smtp', 'imap', 'pop3'))
    for script, arguments, status in (({}, starttls, PROTOCOL), (later, starttls, TEMPORARY), ({'greeting': [Close()]}, starttls, NO_ANSWER),
                                      ({}, [], PROTOCOL), ({'greeting': b'* BYE busy\r\n'}, imap, TEMPORARY),
                                      ({'greeting': b'* PREAUTH hello\r\n'}, imap, PROTOCOL),
                                      ({'greeting': b'-ERR [SYS/TEMP] busy\r\n'}, pop3, TEMPORARY),
                                      ({'greeting': b'-ERR go away\r\n'}, pop3, PERMISSION)):
      with self.subTest(script=script, arguments=arguments), HostileServer(script) as server:
        self.failed(self.fetch(server, *arguments, status=status), status)

  def test_no_such_host(self):
    with HostileServer() as server:
      self.failed(self.fetch(server, status=NO_HOST, host='no-such-host.invalid'), NO_HOST)


class DovecotTest(CliTest):
  @classmethod
  def setUpClass(cls):
    cls.reason = real_servers.dovecot_unavailable()
    cls.servers = None if cls.reason else real_servers.RealServers(with_postfix=False).__enter__()

  @classmethod
  def tearDownClass(cls):
    if cls.servers:
      cls.servers.stop()

  def test_protocols(self):
    need(self, self.reason)
    ports = self.servers.ports
    for port, arguments in (ports.imap, ['--starttls=imap']), (ports.pop3, ['--starttls=pop3']), (ports.imaps, []), (ports.pop3s, []):
      with self.subTest(port=port, arguments=arguments):
        result = self.box.run('certificate', 'localhost:%d' % port, '--ca-file=' + self.servers.root.chain, *arguments, json_too=True)
        self.assert_status(result, PASSED)
        self.assertEqual(json.loads(result.stdout)['pin'], self.servers.good.pin)
        self.assert_status(self.box.run('certificate', 'localhost:%d' % port, *arguments), UNTRUSTED)


class JudgeTest(CliTest):
  def setUp(self):
    super().setUp()
    self.workshop = Workshop(self.box.folder)
    self.root = self.workshop.make_root()

  def judge(self, path, *arguments, host='localhost', status=UNTRUSTED):
    result = self.box.run('judge', path, '--host=' + host, '--ca-file=' + self.root.chain, *arguments, json_too=True)
    self.assert_status(result, status)
    certificate = json.loads(result.stdout)
    self.assertEqual(contract.certificate_complaints(certificate, False), [])
    return certificate['problems']

  def test_kinds(self):
    day = lambda n: timedelta(days=n)
    make = self.workshop.make
    cases = [
      (dict(issuer=self.root), PASSED, []),
      (dict(), UNTRUSTED, ['self-signed']),
      (dict(issuer=self.root, starts=day(-9), ends=day(-1)), UNTRUSTED, ['expired']),
      (dict(issuer=self.root, starts=day(1)), UNTRUSTED, ['not-yet-valid']),
      (dict(issuer=self.root, names=('other.test',)), UNTRUSTED, ['wrong-name']),
      (dict(issuer=self.root, purpose='clientAuth'), UNTRUSTED, ['wrong-purpose']),
      (dict(issuer=self.root, algorithm='rsa:1024'), UNTRUSTED, ['weak']),
      (dict(issuer=self.root, algorithm='ed25519'), PASSED, []),
      (dict(issuer=self.root, names=('*.localhost',)), UNTRUSTED, ['wrong-name']),
      (dict(issuer=self.root, algorithm='rsa:2048'), PASSED, []),
      (dict(issuer=self.workshop.make_root('Nobody'), send_issuer=True), UNTRUSTED, ['untrusted-root']),
      (dict(issuer=self.workshop.make_root('Nobody')), UNTRUSTED, ['incomplete-chain']),
    ]
    for options, status, problems in cases:
      with self.subTest(options):
        self.assertEqual(self.judge(make(**options).chain, status=status), problems)
    self.assertEqual(self.judge(self.workshop.make_self_signed_authority().chain), ['self-signed'])

  def test_another_time(self):
    good = self.workshop.make(issuer=self.root)
    later = (datetime.now(timezone.utc) + timedelta(days=31)).strftime('%Y-%m-%dT%H:%M:%SZ')
    self.assertIn('expired', self.judge(good.chain, '--time=' + later))
    self.assertIn('not-yet-valid', self.judge(good.chain, '--time=2001-02-03T04:05:06Z'))

  def test_bad_input(self):
    good = self.workshop.make(issuer=self.root)
    cases = [
      ([self.box.path('missing'), '--host=localhost'], (FILE, NO_ACCOUNT)),
      ([self.box.write('prose', 'x'), '--host=localhost'], (FILE, UNTRUSTED, contract.SETTINGS)),
      ([good.chain], (USAGE,)),
      ([good.chain, '--host=bad host'], (USAGE, contract.SETTINGS)),
      ([good.chain, '--host=localhost', '--time=yesterday'], (USAGE,)),
    ]
    for arguments, statuses in cases:
      with self.subTest(arguments):
        result = self.box.run('judge', *arguments)
        self.assertIn(result.status, statuses, str(result))
        self.assertTrue(result.stderr.strip(), str(result))


class ExplainTest(CliTest):
  CASES = [
    ('550 5.7.1 Relaying denied. Proper authentication required.', 'submit', 'sign-in-required'),
    ('554 5.7.1 <x@y>: Relay access denied', 'submit', 'sign-in-required'),
    ('530 5.7.0 Authentication required', 'submit', 'sign-in-required'),
    ('530 5.7.0 Must issue a STARTTLS command first', 'submit', 'encryption-required'),
    ('535 5.7.8 Error: authentication failed', 'sign-in', 'credentials'),
    ('534 5.7.9 Application-specific password required', 'sign-in', 'sign-in-policy'),
    ('504 5.7.4 Unrecognized authentication type', 'sign-in', 'sign-in-method'),
    ('550 5.1.1 No such user', 'submit', 'recipient-unknown'),
    ('552 5.2.2 Mailbox full', 'submit', 'mailbox-full'),
    ('552 5.3.4 Message too big', 'submit', 'message-too-big'),
    ('554 5.7.1 Spam message rejected', 'submit', 'content-refused'),
    ('550 5.7.26 SPF and DKIM failed', 'submit', 'reputation'),
    ('450 4.2.0 Greylisted', 'submit', 'rate-limited'),
    ('454 4.7.0 TLS not available', 'encrypt', 'encryption-unavailable'),
    ('553 5.7.1 Sender address rejected: not owned by user', 'submit', 'sender-refused'),
  ]

  def explain(self, *arguments):
    result = self.box.run('explain', *arguments, json_too=True)
    self.assert_status(result, PASSED)
    diagnosis = json.loads(result.stdout)
    self.assertEqual(contract.diagnosis_complaints(diagnosis), [])
    return diagnosis

  def test_classes(self):
    for reply, step, expected in self.CASES:
      with self.subTest(reply):
        self.assertEqual(self.explain(reply, '--step=' + step)['class'], expected)

  def test_incoming(self):
    for reply in 'A1 NO [AUTHENTICATIONFAILED] Authentication failed.', '-ERR [AUTH] Authentication failed.':
      with self.subTest(reply):
        self.assertEqual(self.explain('--leg=incoming', '--step=sign-in', '--', reply)['class'], 'credentials')

  def test_lines(self):
    for reply in '550-5.1.1 No such user 550 5.1.1 here', '550-5.1.1 No such user\n550 5.1.1 here', '550-5.1.1 No such user\r\n550 5.1.1 here\r\n':
      self.assertEqual(self.explain(reply)['class'], 'recipient-unknown')

  def test_latin1(self):
    # Python hands the byte over as it is.
    self.assertEqual(self.explain('552 Bo\udceete pleine', '--step=submit')['class'], 'mailbox-full')

  def test_nonsense(self):
    for reply in 'what?', '\x1b[2J550 x', '550', '9' * 5000, '550 ' + '<b>' * 1000:
      with self.subTest(reply[:20]):
        self.explain(reply)


class SuperfluousExceptionTest(CliTest):
  """Made by answering a question, for a server that a root of the system's vouches for by now."""

  def set_up_server(self, stack):
    root = self.box.path('root.pem')
    self.password = '--password-file=' + self.box.write('password', 'practice\n')
    server = stack.enter_context(PracticeServer(self.box, '--certificate=good', '--root-file=' + root))
    pin = self.box.run('certificate', 'localhost:%d' % server.port, '--starttls=smtp', json_too=True).report['pin']
    self.box.add(smtp_host='localhost', smtp_port=str(server.port), smtp_security='starttls', smtp_authentication='own', smtp_user='ana')
    exception = '[%s]\nhost=localhost\nport=%d\npin=%s\nby-hand=false\nwaived=untrusted-root;\nadded=2026-01-01T00:00:00Z\n'
    self.box.write(os.path.join(self.box.config, 'trust.ini'), exception % (uuid.uuid4(), server.port, pin))
    self.assertEqual(len(self.box.run('trust', 'list').text.splitlines()), 1)
    self.enter(stack, ReplacedFile, SYSTEM_ROOTS, root)

  def enter(self, stack, kind, *arguments):
    try:
      stack.enter_context(kind(*arguments))
    except OSError as error:
      need(self, 'no mounts of our own: %s' % error)

  def check(self):
    result = self.box.job('check', 'work', self.password, '--trust=refuse', status=PASSED)
    self.assertEqual(result.report['certificates'][0]['trusted_by'], 'authority')
    return result.stderr.decode()

  def test_dropped(self):
    with ExitStack() as stack:
      self.set_up_server(stack)
      self.assertIn('your exception for it is not needed any more and was dropped', self.check())
      self.assertIn('no exceptions', self.box.run('trust', 'list').text)
      self.assertNotIn('exception', self.check())

  def test_can_not_be_dropped(self):
    """The reason is said, and nothing else that isn't so."""
    with ExitStack() as stack:
      self.set_up_server(stack)
      self.enter(stack, ReadOnlyFolder, self.box.config)
      said = self.check()
      self.assertRegex(said, 'trust.ini could not be saved: .*')
      self.assertNotIn('dropped', said)
      self.assertEqual(len(self.box.run('trust', 'list').text.splitlines()), 1)


if __name__ == '__main__':
  main()
