# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in to a real Dovecot by IMAP and POP3 in every way that it has; nothing secret is ever in what was written down."""

import base64
import os
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'cli'))

from support import BUILD, main, need  # noqa: E402
from fakes import real_servers  # noqa: E402

PROBE = os.path.join(BUILD, 'tests', 'net', 'attempt-probe')
NUL = b'\0'


def every_form(user, password):
  """What a sign-in makes of a password, as far as it can be told beforehand."""
  yield password
  yield password.replace('\\', '\\\\').replace('"', '\\"')
  yield base64.b64encode(password.encode()).decode()
  yield base64.b64encode(NUL + user.encode() + NUL + password.encode()).decode()


class DovecotTest(unittest.TestCase):
  PASSWORD = None
  SETTINGS = {}

  @classmethod
  def setUpClass(cls):
    cls.reason = real_servers.dovecot_unavailable()
    if cls.reason:
      return
    cls.servers = real_servers.RealServers(with_postfix=False, **cls.SETTINGS)
    cls.servers.password = cls.PASSWORD or cls.servers.password
    cls.servers.__enter__()
    cls.addClassCleanup(cls.servers.stop)

  def setUp(self):
    need(self, self.reason)

  def probe(self, protocol, security, more=(), password=None):
    servers = self.servers
    port = getattr(servers.ports, protocol + ('s' if security == 'tls' else ''))
    process = subprocess.run([PROBE, protocol, security, str(port), servers.user, servers.root.chain, *more],
                             input=password or servers.password, text=True, capture_output=True, timeout=60)
    self.assertEqual(process.returncode, 0, process.stderr)
    for form in every_form(servers.user, password or servers.password):
      self.assertNotIn(form, process.stdout)
    lines = process.stdout.splitlines()
    facts = dict(line.split(' ', 1) for line in lines if line[0] not in '<>')
    facts['transcript'] = [line for line in lines if line[0] in '<>']
    return facts

  def assert_signed_in(self, facts, mechanism):
    self.assertEqual((facts['status'], facts['signed-in'], facts['mechanism']), ('0', '1', mechanism), facts)


class PlainTest(DovecotTest):
  SETTINGS = {'mechanisms': 'plain login', 'only_over_tls': 'yes'}

  def test_signs_in(self):
    for protocol, said, goodbye in ('imap', 'IDLE', 'LOGOUT'), ('pop3', 'SASL PLAIN LOGIN', 'QUIT'):
      for security in 'starttls', 'tls':
        with self.subTest(protocol=protocol, security=security):
          facts = self.probe(protocol, security)
          self.assert_signed_in(facts, 'PLAIN')
          self.assertIn(said, facts['extensions'].split(','))
          self.assertTrue(facts['transcript'][-1].endswith(goodbye), facts)

  def test_wrong_password(self):
    for protocol, word in ('imap', '[AUTHENTICATIONFAILED]'), ('pop3', '[AUTH]'):
      with self.subTest(protocol=protocol):
        facts = self.probe(protocol, 'tls', password='not-the-password')
        self.assertEqual((facts['status'], facts['signed-in']), ('77', '0'))
        self.assertIn(word, facts['reply'])


class ClearTest(DovecotTest):
  PASSWORD = 'pä"ss\\w{3} x'
  SETTINGS = {'mechanisms': 'plain login', 'only_over_tls': 'no'}

  def test_odd_password(self):
    for protocol in 'imap', 'pop3':
      for security in 'none', 'starttls', 'tls':
        with self.subTest(protocol=protocol, security=security):
          self.assert_signed_in(self.probe(protocol, security), 'PLAIN')


class HiddenTest(DovecotTest):
  """libcurl gives up Dovecot's DIGEST-MD5 challenge, which names no realm, and takes the next mechanism."""

  SETTINGS = {'mechanisms': 'plain cram-md5 digest-md5 apop', 'only_over_tls': 'no'}

  def test_in_clear(self):
    for protocol in 'imap', 'pop3':
      with self.subTest(protocol=protocol):
        self.assert_signed_in(self.probe(protocol, 'none'), 'CRAM-MD5')

  def test_over_tls(self):
    for protocol in 'imap', 'pop3':
      with self.subTest(protocol=protocol):
        self.assert_signed_in(self.probe(protocol, 'starttls'), 'PLAIN')
        self.assert_signed_in(self.probe(protocol, 'starttls', ['all']), 'CRAM-MD5')


class ApopTest(DovecotTest):
  SETTINGS = {'mechanisms': 'plain apop', 'only_over_tls': 'no'}

  def test_in_clear(self):
    self.assert_signed_in(self.probe('pop3', 'none'), 'APOP')

  def test_over_tls(self):
    self.assert_signed_in(self.probe('pop3', 'tls'), 'PLAIN')


del DovecotTest

if __name__ == '__main__':
  main()
