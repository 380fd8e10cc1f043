# SPDX-License-Identifier: GPL-3.0-or-later
"""Every kind of certificate of sendoffctl practice, by every way in, gives exactly its reasons in sendoffctl certificate, send and check; and to a
server that isn't trusted nothing is said after the handshake, as an observer on the wire sees it."""

import re
from contextlib import ExitStack

from support import SLOW, CliTest, Sandbox, main, run_all
from contract import PASSED, UNTRUSTED
from fakes.relay import RecordingRelay
from fakes.practice_server import PracticeServer

PROBLEMS = {
  'good': [], 'rsa-2048': [], 'ed25519': [], 'p-384': [], 'many-names': [], 'staple-good': [], 'wrong-order': [], 'duplicates': [],
  'long-chain': [], 'changing-renewed': [], 'changing-near-end': [], 'changing-key': [], 'changing-issuer': [],
  # An old staple is as good as none.
  'staple-expired': [],
  'self-signed': ['self-signed'], 'self-signed-ca': ['self-signed'], 'changing': ['self-signed'],
  'untrusted-root': ['untrusted-root'], 'incomplete': ['incomplete-chain'],
  'expired': ['expired'], 'not-yet-valid': ['not-yet-valid'],
  'wrong-name': ['wrong-name'], 'cn-only': ['wrong-name'], 'name-constrained': ['name-constraint'],
  'weak-rsa-1024': ['weak'], 'sha1': ['weak'],
  'client-only': ['wrong-purpose'], 'ca-as-server': ['not-a-server'],
  'revoked': ['revoked'], 'staple-revoked': ['revoked'], 'must-staple': ['no-staple'],
  'everything-wrong': ['self-signed', 'expired', 'wrong-name'],
  'client': ['incomplete-chain', 'wrong-name', 'wrong-purpose'],
}
WAYS = [(protocol, tls) for protocol in ('smtp', 'imap', 'pop3') for tls in (False, True)]


class PracticeCertificatesTest(CliTest):
  def test_table_is_complete(self):
    refused = self.box.run('practice', '--certificate=none-of-these')
    self.assert_status(refused, 64)
    kinds = re.search(r'one of: (.*)\.', refused.stderr.decode()).group(1).split(', ')
    self.assertEqual(sorted(kinds), sorted(PROBLEMS))

  def test_every_way(self):
    cases = [(kind, protocol, tls) for kind in PROBLEMS for protocol, tls in WAYS]
    # An instrumented build is slow, and what differs between the ways has nothing to do with the kind.
    for case, _result, error in run_all(self.show, cases[::7 if SLOW else 1]):
      with self.subTest(case):
        if error:
          raise error

  def show(self, case):
    kind, protocol, tls = case
    with Sandbox() as box:
      root, crl = box.path('root.pem'), box.path('crl.pem')
      server_arguments = ['--protocol=' + protocol, '--certificate=' + kind, '--root-file=' + root, '--crl-file=' + crl]
      with PracticeServer(box, *server_arguments, *(['--tls'] if tls else [])) as server:
        result = box.run('certificate', 'localhost:%d' % server.port, *([] if tls else ['--starttls=' + protocol]),
                         '--ca-file=' + root, '--crl-file=' + crl, json_too=True)
    self.assertEqual(sorted(result.report['problems']), sorted(PROBLEMS[kind]), str(result))
    self.assert_status(result, UNTRUSTED if PROBLEMS[kind] else PASSED)

  def test_nothing_is_said(self):
    """By send, and by check in both directions. What belongs to clients only is left out: its authority is not among those given."""
    kinds = [kind for kind, problems in PROBLEMS.items() if problems and kind != 'client']
    cases = [(self.send, kind, tls) for kind in kinds for tls in (False, True)]
    cases += [(self.check, kind, ('imap', 'pop3')[n % 2], n // 2 % 2 == 1) for n, kind in enumerate(kinds)]
    for case, _result, error in run_all(lambda case: case[0](*case[1:]), cases[::5 if SLOW else 1]):
      with self.subTest(case[0].__name__, kind=case[1], rest=case[2:]):
        if error:
          raise error

  def send(self, kind, tls):
    with Sandbox() as box, ExitStack() as stack:
      relay, options = self.serve(stack, box, kind, 'smtp', tls)
      box.add(smtp_host='localhost', smtp_port=str(relay.port), smtp_security='tls' if tls else 'starttls', smtp_authentication='own',
              smtp_user='practice', timeout='20')
      result = box.send('--trust=refuse', *options, status=UNTRUSTED)
    self.assert_refused(result, kind, [relay], 1)

  def check(self, kind, protocol, tls):
    security = 'tls' if tls else 'starttls'
    with Sandbox() as box, ExitStack() as stack:
      outgoing, options = self.serve(stack, box, kind, 'smtp', tls)
      incoming, _options = self.serve(stack, box, kind, protocol, tls)
      with open(box.path('root.pem'), 'w', encoding='ascii') as roots, open(box.path('crl.pem'), 'w', encoding='ascii') as lists:
        for name, together in ('root', roots), ('crl', lists):
          for part in 'smtp', protocol:
            with open(box.path('%s-%s.pem' % (part, name)), encoding='ascii') as file:
              together.write(file.read())
      box.add(smtp_host='localhost', smtp_port=str(outgoing.port), smtp_security=security, smtp_authentication='own', smtp_user='practice',
              incoming_protocol=protocol, incoming_host='localhost', incoming_port=str(incoming.port), incoming_security=security,
              incoming_user='practice', timeout='20')
      result = box.job('check', 'work', '--trust=refuse', '--incoming-' + options[0].lstrip('-'), options[0], '--ca-file=' + box.path('root.pem'),
                       '--crl-file=' + box.path('crl.pem'), status=UNTRUSTED)
    self.assert_refused(result, kind, [outgoing, incoming], 2)

  def serve(self, stack, box, kind, protocol, tls):
    """A practice server behind an observer, and what to give to send."""
    root, crl = box.path(protocol + '-root.pem'), box.path(protocol + '-crl.pem')
    server = stack.enter_context(PracticeServer(box, '--protocol=' + protocol, '--certificate=' + kind, '--root-file=' + root, '--crl-file=' + crl,
                                                *(['--tls'] if tls else [])))
    relay = stack.enter_context(RecordingRelay(server.port))
    password = box.write('password', server.announced['password'] + '\n')
    return relay, ['--password-file=' + password, '--ca-file=' + root, '--crl-file=' + crl]

  def assert_refused(self, result, kind, relays, n_certificates):
    certificates = result.report['certificates']
    self.assertEqual(len(certificates), n_certificates, str(result))
    for certificate in certificates:
      self.assertEqual((sorted(certificate['problems']), certificate['trusted_by']), (sorted(PROBLEMS[kind]), 'nobody'), str(result))
    for relay in relays:
      self.assertTrue(relay.recordings, str(result))
      for recording in relay.recordings:
        self.assertTrue(recording.client_records(), str(result))
        self.assertFalse(recording.client_spoke_inside_tls(), str(result))


if __name__ == '__main__':
  main()
