# SPDX-License-Identifier: GPL-3.0-or-later
"""Every kind of certificate of sendoffctl practice, by every way in, gives exactly its reasons in sendoffctl certificate."""

import re

from contract import PASSED, UNTRUSTED
from practice_server import PracticeServer
from support import SLOW, CliTest, Sandbox, main, run_all

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


if __name__ == '__main__':
  main()
