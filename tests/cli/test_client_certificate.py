# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that want a certificate of the client's: OpenSSL by Python's ssl, and a real Postfix."""

import ssl

from support import CliTest, main, need
from contract import PASSED, SETTINGS, TEMPORARY, UNTRUSTED
from fakes import real_servers
from fakes.certificates import Workshop, openssl
from fakes.hostile_server import HostileServer, server_context


class OpenSslTest(CliTest):
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
      result = self.box.run('set', 'work', 'client-certificate=' + certificate, 'client-key=' + (key or ''))
      self.assert_status(result, 0)
    return self.box.send('--ca-file=' + self.root.chain, status=status)

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
      self.assert_status(self.box.run('set', 'work', 'client-certificate=' + mine.chain, 'client-key=' + mine.key), 0)
      self.box.send('--ca-file=' + servers.root.chain, password, status=PASSED)
      self.assertEqual(len(servers.delivered('bo')), 1)
      self.assertIn('Trusted TLS connection established from', servers.postfix_log())


if __name__ == '__main__':
  main()
