# SPDX-License-Identifier: GPL-3.0-or-later
"""What sendoffctl shows and saves of a conversation with a real Postfix, beside a capture of the loopback interface by the kernel."""

import json
import os
import struct

from support import CliTest, main, need
from contract import PASSED, PERMISSION, PROTOCOL, REFUSED, UNTRUSTED, forms_of_secret
from fakes import loopback_capture, real_servers
from fakes.certificates import Workshop
from fakes.hostile_server import HostileServer, Send, Stall, server_context
from fakes.loopback_capture import LoopbackCapture

SUBJECT = 'Test # 1: evidence'
BODY = 'an ordinary sentence about umbrellas\n'
LIMIT = 1024 * 1024
# What a member of seen_in_clear stands for.
SOUGHT = {'sender': 'ana@lab.test', 'recipients': 'bo@elsewhere.test', 'subject': SUBJECT, 'body': BODY.strip()}


def read_capture_file(data):
  """The streams of a pcapng file of ours, from the client and from the server, and how many bytes are missing from the server's."""
  streams, following, gap, at = {True: b'', False: b''}, {}, 0, 0
  while at < len(data):
    kind, length = struct.unpack_from('<II', data, at)
    if kind == 6:
      captured, = struct.unpack_from('<I', data, at + 20)
      packet = data[at + 28:at + 28 + captured]
      from_client = packet[12] == 192
      sequence, = struct.unpack_from('>I', packet, 24)
      if packet[33] & 2:
        following[from_client] = sequence + 1
      elif captured > 40:
        gap += 0 if from_client else sequence - following.get(False, sequence)
        following[from_client] = sequence + captured - 40
        streams[from_client] += packet[40:]
    at += length
  return streams[True], streams[False], gap


class EvidenceTest(CliTest):
  @classmethod
  def setUpClass(cls):
    cls.reason = real_servers.postfix_unavailable() or real_servers.dovecot_unavailable() or loopback_capture.unavailable()
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
    self.password = '--password-file=' + self.box.password_file(self.servers.password)
    self.body = '--body-file=' + self.box.write('body.txt', BODY)

  def read(self, name):
    with open(self.box.path(name), 'rb') as file:
      return file.read()

  def trust(self, port):
    return '--trust=' + (self.servers.good if port == self.servers.ports.smtps else self.servers.untrusted).pin

  def captured_send(self, port, *arguments, status=PASSED, **keywords):
    """The run, and what the kernel saw of its last connection."""
    with LoopbackCapture(port) as capture:
      result = self.box.send(self.password, self.trust(port), '--subject=' + SUBJECT, '--save-capture=' + self.box.path('capture.pcapng'),
                             *arguments, status=status, **keywords)
    return result, capture.connections()[-1]

  def assert_verdict(self, result, streams):
    wire = b''.join(streams).lower()
    seen = [name for name, value in SOUGHT.items() if any(form.lower() in wire for form in forms_of_secret(value))]
    self.assertEqual(result.report['seen_in_clear'], seen)
    for form in forms_of_secret(self.servers.password):
      self.assertNotIn(form, b''.join(streams))

  def add(self, port, security, **keys):
    self.box.add(port=port, smtp_host='localhost', smtp_security=security, timeout='20', **keys)

  def add_secure(self, port, security):
    self.add(port, security, smtp_authentication='own', smtp_user='ana')

  def test_our_recording_is_the_capture(self):
    ports = self.servers.ports
    for port, security, status in (ports.clear, 'starttls', PASSED), (ports.smtps, 'tls', PASSED), (ports.clear, 'none', PERMISSION):
      with self.subTest(security):
        self.box.run('remove', 'work')
        if security == 'none':
          self.add(port, security)
        else:
          self.add_secure(port, security)
        result, (sent, received) = self.captured_send(port, self.body, status=status)
        ours_sent, ours_received, gap = read_capture_file(self.read('capture.pcapng'))
        self.assertEqual(ours_sent, sent)
        self.assertEqual(ours_received, received)
        self.assertEqual(gap, 0)
        self.assert_verdict(result, (sent, received))

  def test_refused_certificate(self):
    port = self.servers.ports.clear
    self.add_secure(port, 'starttls')
    with LoopbackCapture(port) as capture:
      self.box.send(self.password, '--trust=refuse', '--save-capture=' + self.box.path('capture.pcapng'), status=UNTRUSTED)
    sent, received = capture.connections()[-1]
    ours_sent, ours_received, _gap = read_capture_file(self.read('capture.pcapng'))
    self.assertEqual(ours_sent, sent)
    self.assertEqual(ours_received, received[:len(ours_received)])

  def test_beyond_the_limit(self):
    port = self.servers.ports.clear
    self.add_secure(port, 'starttls')
    big = '--attach=' + self.box.write('big.bin', bytes(range(256)) * 10000)
    result, (sent, received) = self.captured_send(port, big, '--wire')
    ours_sent, ours_received, _gap = read_capture_file(self.read('capture.pcapng'))
    self.assertEqual(ours_sent[:LIMIT], sent[:LIMIT])
    self.assertEqual(ours_received, received)
    items = [item for item in result.report['wire'] if item['from'] == 'client']
    self.assertEqual(sum(item['length'] for item in items), len(sent))
    # Each record of the capture, by its type and length.
    start, records = sent.index(b'STARTTLS\r\n') + 10, []
    while start < len(sent):
      kind, _version, length = struct.unpack_from('>BHH', sent, start)
      records.append((kind, length + 5))
      start += length + 5
    self.assertEqual([(item['record_type'], item['length']) for item in items if item['kind'] == 'tls'], records)

  def test_several_messages(self):
    port = self.servers.ports.clear
    self.add_secure(port, 'starttls')
    _result, (sent, received) = self.captured_send(port, '--count=3')
    ours = [read_capture_file(self.read('capture%s.pcapng' % number))[:2] for number in ('', '-2', '-3')]
    self.assertEqual(b''.join(one[0] for one in ours), sent)
    self.assertEqual(b''.join(one[1] for one in ours), received)

  def test_what_is_shown(self):
    port = self.servers.ports.clear
    self.add_secure(port, 'starttls')
    result = self.box.run('send', 'work', '--to=bo@elsewhere.test', self.password, '--trust=' + self.servers.untrusted.pin, '--transcript', '--wire')
    self.assert_status(result, PASSED)
    for part in ('clear  C:  STARTTLS', 'TLS    C:  AUTH PLAIN <credentials hidden>', 'C:  STARTTLS\n', 'TLS handshake (ClientHello)', 'server name localhost',
                 'TLS application data', 'this server only', "server's name", 'Name lookup'):
      self.assertIn(part, result.text)

  def test_saved_report(self):
    port = self.servers.ports.clear
    self.add_secure(port, 'starttls')
    for ending in 'json', 'html':
      saved = self.box.path('report.' + ending)
      result = self.box.send(self.password, '--trust=' + self.servers.untrusted.pin, '--save-report=' + saved, status=PASSED)
      self.box.check_no_secret(self.read('report.' + ending), saved)
      again = json.loads(self.box.run('report', saved, json_too=True).text)
      self.assertEqual({name: value for name, value in again.items() if name not in ('settings', 'versions', 'wire')}, result.report)
      text = self.box.run('report', saved, '--wire')
      self.assert_status(text, 0)
      self.assertIn('TLS handshake (ClientHello)', text.text)
      blank = self.box.run('report', saved, '--blank', '--wire', '--transcript', json_too=True)
      self.assert_status(blank, 0)
      for name in 'lab.test', 'elsewhere.test', 'localhost.', 'ana@':
        self.assertNotIn(name, blank.text)

  def test_saving_is_refused(self):
    port = self.servers.ports.clear
    self.add_secure(port, 'starttls')
    arguments = [self.password, '--trust=' + self.servers.untrusted.pin, '--save-report=' + self.box.path('report.json')]
    # The subject is in the report, and here it holds the password: the message goes out, the report isn't written.
    result = self.box.run('send', 'work', '--to=bo@elsewhere.test', '--subject=x ' + self.servers.password, *arguments)
    self.assert_status(result, 73)
    self.assertIn(b'holds a password', result.stderr)
    self.assertFalse(os.path.exists(self.box.path('report.json')))
    self.assert_status(self.box.run('send', 'work', '--to=bo@elsewhere.test', '--save-report=report.txt'), 64)

  def test_require_tls(self):
    """Postfix of this age doesn't offer it: an honest refusal, and nothing is sent."""
    port = self.servers.ports.clear
    self.add_secure(port, 'starttls')
    result, (sent, _received) = self.captured_send(port, '--require-tls', status=PROTOCOL)
    self.assertEqual(result.diagnosis_class, 'encryption-unavailable', str(result))
    self.assertFalse(any(line['text'].startswith('MAIL') for line in result.report['transcript']))

  def test_damaged_report(self):
    for text in '', '{', '{"format": 9, "job": "send"}', '[' * 100000:
      result = self.box.run('report', self.box.write('damaged.json', text))
      self.assertNotEqual(result.status, 0)
      self.assertNotIn('\n\n', result.text)


class RequireTlsTest(CliTest):
  def test_offered(self):
    os.mkdir(self.box.path('certificates'))
    workshop = Workshop(self.box.path('certificates'))
    root = workshop.make_root()
    offers = b'250-hostile.test\r\n250-PIPELINING\r\n250 REQUIRETLS\r\n'
    refuses = [Send(b'550 5.7.30 REQUIRETLS needed\r\n')]
    for script, status in ({}, PASSED), ({'tls:MAIL': refuses}, REFUSED):
      with self.subTest(status), HostileServer({'tls:EHLO': [Send(offers)], **script}, context=server_context(workshop.make(issuer=root))) as server:
        self.box.run('remove', 'work')
        self.box.add(port=server.port, smtp_host='localhost', smtp_security='starttls')
        result = self.box.send('--require-tls', '--ca-file=' + root.chain, status=status)
        mail, = [line for line in result.report['transcript'] if line['text'].startswith('MAIL')]
        self.assertTrue(mail['text'].endswith(' REQUIRETLS'), mail)
        self.assertFalse(mail['clear'])

  def test_not_in_clear(self):
    with HostileServer({'EHLO': [Send(b'250-hostile.test\r\n250 REQUIRETLS\r\n')]}) as server:
      self.box.add(port=server.port)
      result = self.box.send('--require-tls', status=PROTOCOL)
      self.assertEqual(result.diagnosis_class, 'encryption-unavailable')


class GapTest(CliTest):
  def test_injected_before_tls(self):
    """What came behind the answer to STARTTLS is thrown away unread; how much it was, the kernel knows."""
    injected = b'250-hostile.test\r\n250 AUTH PLAIN\r\n235 welcome\r\n'
    os.mkdir(self.box.path('certificates'))
    workshop = Workshop(self.box.path('certificates'))
    context = server_context(workshop.make(issuer=workshop.make_root()))
    with HostileServer({'STARTTLS': [Send(b'220 go\r\n' + injected), Stall()]}, context=context) as server:
      self.box.add(port=server.port, smtp_security='starttls')
      result = self.box.send('--wire', '--trust=refuse', status=PROTOCOL)
      gaps = [item['length'] for item in result.report['wire'] if item['kind'] == 'gap']
      self.assertEqual(gaps, [len(injected)], str(result))
      text = self.box.run('send', 'work', '--to=bo@elsewhere.test', '--trust=refuse')
    self.assertIn('%d bytes came from the server' % len(injected), ' '.join(text.text.split()))


if __name__ == '__main__':
  main()
