# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that want a certificate of the client's: OpenSSL by Python's ssl, and a real Postfix."""

import os
import shutil
import ssl
import subprocess

from support import CliTest, main, need
from contract import PASSED, SETTINGS, TEMPORARY, UNTRUSTED, USAGE
from fakes import real_servers
from fakes.certificates import Workshop, openssl
from fakes.hostile_server import HostileServer, server_context
from terminal import TerminalRun

PASSPHRASE, OTHER_PASSPHRASE = 'Open.Sesame-4', 'Shut.Sesame-5'
PIN, OTHER_PIN = '246810', '135790'


class ClientTest(CliTest):
  """A server that wants a certificate, and one that it takes."""

  def setUp(self):
    super().setUp()
    self.workshop = Workshop(self.box.folder)
    self.root = self.workshop.make_root()
    self.good = self.workshop.make(issuer=self.root)
    self.mine = self.workshop.make(common_name='ana', names=(), issuer=self.root, purpose='clientAuth')

  def start(self, version=ssl.TLSVersion.TLSv1_3, identity=None, **more):
    context = server_context(identity or self.good, maximum=version, client_authority=self.root.chain)
    server = HostileServer(context=context, **more)
    self.addCleanup(server.stop)
    return server

  @staticmethod
  def count(server):
    return sum(len(session.messages) for session in server.sessions)

  def send(self, server, status, certificate=None, key=None, security='starttls'):
    self.box.run('remove', 'work')
    self.box.add(port=server.port, smtp_host='localhost', smtp_security=security, timeout='10')
    if certificate:
      self.set(certificate, key)
    return self.box.send('--ca-file=' + self.root.chain, status=status)

  def set(self, certificate, key):
    self.assert_status(self.box.run('set', 'work', 'client-certificate=' + certificate, 'client-key=' + (key or '')), 0)

  def prepare(self, key):
    """A server, and an account on it with this key."""
    server = self.start()
    self.box.add(port=server.port, smtp_host='localhost', smtp_security='starttls', timeout='10')
    self.set(self.mine.chain, key)
    return server

  def send_again(self, status, *arguments, **keywords):
    return self.box.send('--ca-file=' + self.root.chain, *arguments, status=status, **keywords)

  def send_on_terminal(self):
    return TerminalRun(self.box, 'send', 'work', '--to=bo@elsewhere.test', '--ca-file=' + self.root.chain)


class OpenSslTest(ClientTest):
  def test_given(self):
    for version in ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3:
      for security in 'starttls', 'tls':
        with self.subTest(version=version, security=security):
          server = self.start(version, implicit_tls=security == 'tls')
          self.send(server, PASSED, self.mine.chain, self.mine.key, security)
          self.assertEqual(self.count(server), 1)

  def test_missing_or_wrong(self):
    stranger = self.workshop.make(common_name='ana', names=(), issuer=self.workshop.make_root('Another root'), purpose='clientAuth')
    for version in ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3:
      for identity in None, stranger:
        with self.subTest(version=version, identity=identity):
          server = self.start(version)
          result = self.send(server, SETTINGS, *((identity.chain, identity.key) if identity else ()))
          self.assertEqual(result.diagnosis_class, 'settings', str(result))
          self.assertEqual(self.count(server), 0)

  def test_untrusted_server(self):
    """Not a word about us: OpenSSL would tell of a certificate that came."""
    server = self.start(identity=self.workshop.make())
    self.send(server, UNTRUSTED, self.mine.chain, self.mine.key)

  def test_unusable(self):
    protected = self.box.path('protected.key')
    openssl('pkey', '-in', self.mine.key, '-aes128', '-passout', 'pass:sesame', '-out', protected)
    server = self.start()
    for certificate, key in (self.mine.chain, protected), (self.mine.chain, self.good.key), ('/nowhere/mine.pem', None):
      with self.subTest(certificate=certificate, key=key):
        self.send(server, SETTINGS, certificate, key)
    self.assertEqual(self.count(server), 0)


class PassphraseTest(ClientTest):
  def setUp(self):
    super().setUp()
    protected = self.box.path('protected.key')
    openssl('pkey', '-in', self.mine.key, '-aes128', '-passout', 'pass:' + PASSPHRASE, '-out', protected)
    self.server = self.prepare(protected)
    self.right = '--client-secret-file=' + self.box.password_file(PASSPHRASE, 'right')
    self.wrong = '--client-secret-file=' + self.box.password_file(OTHER_PASSPHRASE, 'wrong')

  def test_from_a_file(self):
    self.assertIn('protected by a passphrase', self.send_again(SETTINGS).report['diagnosis']['explanation'])
    self.assertIn('passphrase is not that of', self.send_again(SETTINGS, self.wrong).report['diagnosis']['explanation'])
    self.assertEqual(len(self.server.sessions), 0)
    self.send_again(PASSED, self.right)
    self.send_again(PASSED, '--client-secret-file=-', stdin=PASSPHRASE + '\n')
    self.assertEqual(self.count(self.server), 2)

  def test_check(self):
    self.box.job('check', 'work', '--ca-file=' + self.root.chain, status=SETTINGS)
    self.box.job('check', 'work', '--ca-file=' + self.root.chain, self.right, status=PASSED)
    self.assertEqual(len(self.server.sessions), 1)

  def test_only_one_reads_standard_input(self):
    self.assert_status(self.box.run('check', 'work', '--password-file=-', '--client-secret-file=-'), USAGE)
    self.assert_status(self.box.run('send', 'work', '--to=bo@elsewhere.test', '--body-file=-', '--client-secret-file=-'), USAGE)

  def test_not_needed_for_the_certificate(self):
    result = self.box.run('certificate', 'localhost:%d' % self.server.port, '--starttls=smtp', '--ca-file=' + self.root.chain)
    self.assert_status(result, PASSED)

  def test_asked_on_the_terminal(self):
    with self.send_on_terminal() as run:
      run.expect('Passphrase of the key ' + self.box.path('protected.key'))
      self.assertFalse(run.echoes())
      run.type(OTHER_PASSPHRASE + '\n')
      run.expect('The passphrase is not that of')
      run.expect('Passphrase of the key', times=2)
      run.type(PASSPHRASE + '\n')
      self.assertEqual(run.wait(), PASSED, run.seen)
    self.assertEqual(self.count(self.server), 1)

  def test_declined_on_the_terminal(self):
    with self.send_on_terminal() as run:
      run.expect('Passphrase of the key')
      run.type('\n')
      self.assertEqual(run.wait(), SETTINGS, run.seen)
    self.assertEqual(len(self.server.sessions), 0)

  def test_storing(self):
    """There is no Secret Service here: told in words. What there is to be stored is asked for by its name."""
    self.assert_status(self.box.run('password', 'work', '--client-key', '--incoming'), USAGE)
    result = self.box.run('password', 'work', '--client-key', '--password-file=' + self.box.path('right'))
    self.assert_status(result, SETTINGS)
    self.assertIn(b'--client-secret-file', result.stderr)
    with TerminalRun(self.box, 'password', 'work', '--client-key') as run:
      run.expect('Passphrase of the key')
      run.type('\n')
      run.wait()
    self.assert_status(self.box.run('set', 'work', 'client-certificate=', 'client-key='), 0)
    self.assert_status(self.box.run('password', 'work', '--client-key', '--password-file=' + self.box.path('right')), SETTINGS)


class TokenTest(ClientTest):
  def setUp(self):
    super().setUp()
    need(self, None if shutil.which('softhsm2-util') else 'softhsm2-util is not installed')
    tokens = self.box.path('tokens')
    os.mkdir(tokens, 0o700)
    self.box.environment['SOFTHSM2_CONF'] = self.box.write('softhsm.conf', 'directories.tokendir = %s\nlog.level = ERROR\n' % tokens)
    self.softhsm('--init-token', '--free', '--label', 'sendoff', '--so-pin', '13579', '--pin', PIN)
    pkcs8 = self.box.path('pkcs8.key')
    openssl('pkcs8', '-topk8', '-nocrypt', '-in', self.mine.key, '-out', pkcs8)
    self.softhsm('--import', pkcs8, '--token', 'sendoff', '--label', 'mail', '--id', 'A1', '--pin', PIN)
    self.server = self.prepare('pkcs11:token=sendoff;object=mail')

  def softhsm(self, *arguments):
    subprocess.run(['softhsm2-util', *arguments], env=self.box.environment, capture_output=True, check=True, timeout=60)

  def test_from_a_file(self):
    right, wrong = self.box.password_file(PIN, 'right'), self.box.password_file(OTHER_PIN, 'wrong')
    self.assertIn('asks for its PIN', self.send_again(SETTINGS).report['diagnosis']['explanation'])
    result = self.send_again(SETTINGS, '--client-secret-file=' + wrong)
    self.assertIn('PIN is not that of', result.report['diagnosis']['explanation'])
    self.assertEqual(len(self.server.sessions), 0)
    self.send_again(PASSED, '--client-secret-file=' + right)
    self.assertEqual(self.count(self.server), 1)

  def test_asked_on_the_terminal(self):
    self.box.secrets += PIN, OTHER_PIN
    with self.send_on_terminal() as run:
      run.expect('PIN of the token with the key pkcs11:token=sendoff;object=mail')
      run.type(PIN + '\n')
      self.assertEqual(run.wait(), PASSED, run.seen)
    # A token locks itself: it isn't given a third one.
    with self.send_on_terminal() as run:
      for times in 1, 2:
        run.expect('PIN of the token', times=times)
        run.type(OTHER_PIN + '\n')
      self.assertEqual(run.wait(), SETTINGS, run.seen)
      self.assertEqual(run.seen.count('PIN of the token'), 2)
    self.assertEqual(self.count(self.server), 1)


class PostfixTest(CliTest):
  def setUp(self):
    super().setUp()
    need(self, real_servers.postfix_unavailable() or real_servers.dovecot_unavailable())

  def test_demanded(self):
    with real_servers.RealServers(demands_client='yes') as servers:
      mine = servers.workshop.make(common_name='ana', names=(), issuer=servers.root, purpose='clientAuth')
      password = '--password-file=' + self.box.password_file(servers.password)
      self.box.add(port=servers.ports.submission, smtp_host='localhost', smtp_security='starttls', smtp_authentication='own',
                   smtp_user=servers.user, timeout='20')
      # Postfix takes the handshake to its end, and says it in words.
      refused = self.box.send('--ca-file=' + servers.root.chain, password, status=TEMPORARY)
      self.assertIn('No client certificate presented', refused.report['failure']['server_response'])
      self.assertEqual((refused.diagnosis_class, refused.report['diagnosis']['id']), ('sign-in-policy', 'client-certificate-needed'))
      self.assert_status(self.box.run('set', 'work', 'client-certificate=' + mine.chain, 'client-key=' + mine.key), 0)
      self.box.send('--ca-file=' + servers.root.chain, password, status=PASSED)
      self.assertEqual(len(servers.delivered('bo')), 1)
      self.assertIn('Trusted TLS connection established from', servers.postfix_log())


if __name__ == '__main__':
  main()
