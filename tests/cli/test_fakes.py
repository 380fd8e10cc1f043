# SPDX-License-Identifier: GPL-3.0-or-later
"""The fakes themselves: a friendly session works, a script is followed, and the relay tells silence inside TLS from speech."""

import smtplib
import socket
import ssl
import tempfile
import unittest

import support  # noqa: F401  (finds the fakes)
from fakes.certificates import Workshop, openssl
from fakes.hostile_server import Close, Dribble, HostileServer, Send, server_context
from fakes.real_servers import free_port
from fakes.relay import RecordingRelay


class FakesTest(unittest.TestCase):
  @classmethod
  def setUpClass(cls):
    cls.folder = tempfile.TemporaryDirectory(prefix='sendoff-fakes-')
    cls.workshop = Workshop(cls.folder.name)
    cls.root = cls.workshop.make_root()
    cls.good = cls.workshop.make(issuer=cls.root)

  @classmethod
  def tearDownClass(cls):
    cls.folder.cleanup()

  def test_ports(self):
    """No port is given twice, in this process or (by the same means) in another."""
    ports = [free_port() for _number in range(300)]
    self.assertEqual(len(set(ports)), len(ports))

  def test_friendly(self):
    with HostileServer(context=server_context(self.good), password=b'secret') as server:
      with smtplib.SMTP('localhost', server.port, timeout=10) as client:
        client.starttls(context=ssl.create_default_context(cafile=self.root.chain))
        with self.assertRaises(smtplib.SMTPAuthenticationError):
          client.login('ana', 'wrong')
        client.login('ana', 'secret')
        client.sendmail('ana@lab.test', ['bo@elsewhere.test'], b'Subject: x\r\n\r\n.dot\r\n')
      (session,) = server.sessions
      self.assertTrue(session.tls and session.signed_in)
      self.assertEqual(session.messages, [b'Subject: x\r\n\r\n.dot\r\n'])
      self.assertNotIn(b'ana', session.clear_bytes)
      self.assertGreater(session.bytes_after_handshake, 0)

  def test_script(self):
    with HostileServer([{'RCPT': b'550 no\r\n'}, {'greeting': [Dribble(b'220 slow\r\n', 0.001)]}, {'greeting': [Send(b'421 x\r\n'), Close()]}]) as server:
      with smtplib.SMTP('localhost', server.port, timeout=10) as client:
        with self.assertRaises(smtplib.SMTPRecipientsRefused):
          client.sendmail('ana@lab.test', ['bo@elsewhere.test'], b'x')
      with smtplib.SMTP('localhost', server.port, timeout=10) as client:
        self.assertEqual(client.noop()[0], 250)
      with self.assertRaises(smtplib.SMTPConnectError):
        smtplib.SMTP('localhost', server.port, timeout=10)
      self.assertEqual(len(server.sessions), 3)

  def relay_session(self, context):
    with HostileServer(context=server_context(self.good)) as server, RecordingRelay(server.port) as relay:
      try:
        with smtplib.SMTP('localhost', relay.port, timeout=10) as client:
          client.starttls(context=context)
          client.ehlo()
      except (ssl.SSLError, smtplib.SMTPServerDisconnected):
        pass
      relay.stop()
      return relay.recordings[0], server.sessions[0]

  def test_relay_tells_speech_from_silence(self):
    recording, session = self.relay_session(ssl.create_default_context(cafile=self.root.chain))
    self.assertTrue(recording.client_spoke_inside_tls())
    self.assertGreater(session.bytes_after_handshake, 0)
    for version in ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3:
      context = ssl.create_default_context()
      context.minimum_version = context.maximum_version = version
      recording, session = self.relay_session(context)
      self.assertFalse(recording.client_spoke_inside_tls(), recording.client_records())
      self.assertEqual(session.bytes_after_handshake, 0)
      self.assertIn(b'STARTTLS', recording.sent)
      self.assertIn(b'220', recording.received)

  def test_certificates(self):
    verify = ('verify', '-CAfile', self.root.chain, '-purpose', 'sslserver', '-verify_hostname', 'localhost')
    openssl(*verify, self.good.chain)
    for options in ({}, {'issuer': self.root, 'purpose': 'clientAuth'}, {'issuer': self.root, 'names': ('other.test',)}):
      with self.subTest(options), self.assertRaises(RuntimeError):
        openssl(*verify, self.workshop.make(**options).chain)
    self.assertNotEqual(self.good.pin, self.workshop.make().pin)

  def test_stops_in_the_middle(self):
    server = HostileServer()
    client = socket.create_connection(('127.0.0.1', server.port), timeout=10)
    self.assertTrue(client.recv(100).startswith(b'220'))
    server.stop()
    self.assertEqual(client.recv(100), b'')
    client.close()


if __name__ == '__main__':
  unittest.main()
