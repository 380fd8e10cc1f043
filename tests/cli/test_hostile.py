# SPDX-License-Identifier: GPL-3.0-or-later
"""sendoffctl send against servers that lie, stall, flood and hang up: the contract's exit status each time, a sentence and a class that
say what happened, no credential where it must not be, and an end in bounded time."""

import base64
import tempfile
import unittest
from datetime import timedelta

import support
from support import CliTest, Sandbox, main, run_all
from contract import PASSED, UNCERTAIN, UNTRUSTED
from fakes.certificates import Workshop
from fakes.hostile_server import HostileServer, server_context
from hostile_cases import CASES, PLAIN, STARTTLS, TLS

PASSWORD = 'Correct.Horse-7'
WITH_TLS = (STARTTLS, TLS)
# Looking up, starting and reading: what a run may take besides the waits that the account allows.
MARGIN_S = 20 if support.SLOW else 6


class HostileTest(unittest.TestCase):
  maxDiff = None

  @classmethod
  def setUpClass(cls):
    cls.folder = tempfile.TemporaryDirectory(prefix='sendoff-hostile-')
    workshop = Workshop(cls.folder.name)
    cls.root = workshop.make_root()
    cls.context = server_context(workshop.make(issuer=cls.root))

  @classmethod
  def tearDownClass(cls):
    cls.folder.cleanup()

  def test_every_case(self):
    for case, _result, error in run_all(self.play, CASES):
      with self.subTest(case.name):
        if error:
          raise error

  def play(self, case):
    options = {'context': self.context, 'password': PASSWORD.encode(), **case.server}
    if case.account == PLAIN and not options.get('implicit_tls'):
      options['context'] = None
    with Sandbox() as box, HostileServer(case.script, **options) as server:
      result = self.run_case(box, case, server)
      self.judge(case, result, server)
    return result

  def run_case(self, box, case, server):
    signs_in = case.account != PLAIN
    box.add(port=server.port, smtp_security=case.account if case.account in WITH_TLS else 'none', timeout=str(case.timeout),
            **({'smtp_authentication': 'own', 'smtp_user': case.user} if signs_in else {}))
    arguments = ['--ca-file=' + self.root.chain, '--trust=refuse', '--subject=A hostile test',
                 '--body-file=' + box.write('body', 'Five small words stay readable.\n')]
    if signs_in:
      arguments.append('--password-file=' + box.password_file(PASSWORD))
    if case.attach:
      arguments.append('--attach=' + box.write('attachment.bin', b'\xa5' * case.attach))
    return box.send(*arguments, to=case.to, status=case.status, timeout=60)

  def judge(self, case, result, server):
    self.assertEqual(server.complaints, [], str(result))
    report = result.report
    if result.status not in (PASSED, 130):
      self.assertNotEqual(result.diagnosis_class, 'unknown', str(result))
      if case.classes and len(case.status) == 1:
        self.assertIn(result.diagnosis_class, case.classes, str(result))
    self.assertLess(result.seconds, 12 * case.timeout + MARGIN_S, str(result))
    commands = [line for session in server.sessions for line in session.commands()]
    for prefix in case.no_command:
      self.assertFalse([line for line in commands if line.upper().startswith(prefix)], '%s\n%s' % (commands, result))
    self.judge_clear(case, report, server, result)
    delivered = (result.status == PASSED) if case.delivered is None else case.delivered
    if result.status != UNCERTAIN and not delivered:
      self.assertTrue('dot' in case.script or not any(session.messages for session in server.sessions), str(result))
    if result.status == PASSED:
      self.assertEqual(sum(len(session.messages) for session in server.sessions), 1, str(result))

  def judge_clear(self, case, report, server, result):
    """With encryption wanted nothing of the credentials crosses in clear, and the program says so itself."""
    clear = b''.join(session.clear_bytes for session in server.sessions)
    if case.account in WITH_TLS:
      self.assertNotIn(PASSWORD.encode(), clear)
      self.assertNotIn(base64.b64encode(b'\0%s\0%s' % (case.user.encode(), PASSWORD.encode())), clear)
      self.assertEqual(report.get('seen_in_clear', []), [], str(result))


class CertificateTest(CliTest):
  """Which certificate is refused, why, what left before that, and which a pin may waive."""

  def check_kind(self, identity, problems, waivable=True, ca_file=None):
    with HostileServer(context=server_context(identity), password=PASSWORD.encode()) as server:
      box = self.box
      box.add('x', port=server.port, smtp_security='starttls', smtp_authentication='own', smtp_user='ana')
      common = ['--password-file=' + box.password_file(PASSWORD), *(['--ca-file=' + ca_file] if ca_file else [])]
      refused = box.send('--trust=refuse', *common, account='x', status=UNTRUSTED)
      certificate = refused.report['certificates'][0]
      self.assertEqual(set(certificate['problems']), set(problems), str(refused))
      self.assertEqual((certificate['pin'], certificate['sha256'].upper()), (identity.pin, identity.sha256), str(refused))
      self.assertEqual(refused.diagnosis_class, 'certificate')
      (session,) = server.sessions
      self.assertEqual(session.bytes_after_handshake, 0)
      self.assertFalse(session.signed_in)
      self.assertEqual(refused.report['seen_in_clear'], [])
      pinned = box.send('--trust=' + identity.pin, *common, account='x', status=PASSED if waivable else UNTRUSTED)
      self.assertEqual(pinned.report['certificates'][0]['trusted_by'], 'pin' if waivable else 'nobody', str(pinned))
      self.assertEqual(set(pinned.report['certificates'][0]['problems']), set(problems), str(pinned))
      wrong = box.send('--trust=sha256//' + 'A' * 43 + '=', *common, account='x', status=UNTRUSTED)
      self.assertEqual(server.sessions[-1].bytes_after_handshake, 0, str(wrong))

  def setUp(self):
    super().setUp()
    self.workshop = Workshop(self.box.folder)
    self.root = self.workshop.make_root()

  def test_self_signed(self):
    self.check_kind(self.workshop.make(), ['self-signed'])

  def test_self_signed_authority(self):
    self.check_kind(self.workshop.make_self_signed_authority(), ['self-signed'])

  def test_unknown_root(self):
    self.check_kind(self.workshop.make(issuer=self.root, send_issuer=True), ['untrusted-root'])

  def test_missing_issuer(self):
    self.check_kind(self.workshop.make(issuer=self.root), ['incomplete-chain'])

  def test_expired(self):
    expired = self.workshop.make(issuer=self.root, starts=timedelta(days=-30), ends=timedelta(days=-2))
    self.check_kind(expired, ['expired'], ca_file=self.root.chain)

  def test_not_yet_valid(self):
    self.check_kind(self.workshop.make(issuer=self.root, starts=timedelta(days=2)), ['not-yet-valid'], ca_file=self.root.chain)

  def test_wrong_name(self):
    self.check_kind(self.workshop.make('other.test', names=('other.test',), issuer=self.root), ['wrong-name'], ca_file=self.root.chain)

  def test_short_key(self):
    identity = self.workshop.make(issuer=self.root, algorithm='rsa:1024')
    # OpenSSL itself refuses to serve so short a key unless told otherwise.
    with HostileServer(context=server_context(identity, ciphers='DEFAULT:@SECLEVEL=0')) as server:
      self.box.add('x', port=server.port, smtp_security='starttls')
      refused = self.box.send('--trust=refuse', '--ca-file=' + self.root.chain, account='x', status=UNTRUSTED)
      self.assertEqual(refused.report['certificates'][0]['problems'], ['weak'], str(refused))

  def test_wrong_purpose(self):
    self.check_kind(self.workshop.make(issuer=self.root, purpose='clientAuth'), ['wrong-purpose'], waivable=False, ca_file=self.root.chain)

  # As authorities have it: a key that may sign no handshake. GnuTLS ends it there, before it asks the judge.

  def test_key_that_only_signs_certificates(self):
    self.check_kind(self.workshop.make(authority=True, purpose=None, only_signs=True), ['self-signed', 'wrong-purpose'], waivable=False)

  def test_authority_in_the_place_of_the_server(self):
    self.check_kind(self.workshop.make(issuer=self.root, authority=True, purpose=None, only_signs=True), ['not-a-server'], waivable=False,
                    ca_file=self.root.chain)

  def test_all_reasons_at_once(self):
    self.check_kind(self.workshop.make('other.test', names=('other.test',), starts=timedelta(days=-30), ends=timedelta(days=-2)),
                    ['self-signed', 'expired', 'wrong-name'])


if __name__ == '__main__':
  main()
