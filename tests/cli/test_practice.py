# SPDX-License-Identifier: GPL-3.0-or-later
"""sendoffctl send against sendoffctl practice: the story, and every mishap ends in a status of the contract, in time."""

import imaplib
import os
import poplib
import re
import signal
import socket
import ssl

import contract
from contract import PASSED, PERMISSION, UNTRUSTED
from support import SLOW, CliTest, Sandbox, main, run_all
from fakes.practice_server import PracticeServer

# Which statuses a mishap may end in, by the beginning of its name; anything else must at least not pass unnoticed.
MARGIN_S = 25 if SLOW else 8


class PracticeTest(CliTest):
  def list_mishaps(self):
    result = self.box.run('practice', '--list', '--protocol=smtp')
    self.assert_status(result, 0)
    names = re.findall(r'^([a-z0-9.-]+): ', result.text, re.MULTILINE)
    self.assertGreaterEqual(len(names), 10, str(result))
    return names

  def test_story(self):
    with PracticeServer(self.box) as server:
      self.box.add(port=server.port, smtp_host='localhost')
      denied = self.box.send(status=PERMISSION)
      self.assertEqual(denied.failure['error_number'], '0x800CCC79')
      self.assertEqual(denied.failure['server_response'], '550 5.7.1 <bo@elsewhere.test>... Relaying denied. Proper authentication required.', str(denied))
      changes = denied.report['diagnosis']['fix']['changes']
      changes['smtp.user'] = server.announced['user']
      self.assert_status(self.box.run('set', 'work', *('%s=%s' % pair for pair in changes.items())), 0)
      password = '--password-file=' + self.box.password_file(server.announced['password'])
      refused = self.box.send(password, '--trust=refuse', status=UNTRUSTED)
      self.assertEqual(refused.report['certificates'][0]['problems'], ['untrusted-root'], str(refused))
      # What the server says of itself is neither hidden, nor in the way of a saved report.
      sent = self.box.send(password, '--trust=' + refused.report['certificates'][0]['pin'], '--save-report=' + self.box.path('r.html'), status=PASSED)
      self.assertEqual(sent.report['seen_in_clear'], [], str(sent))
      said = [line['text'] for line in sent.report['transcript'] if line['from'] == 'server']
      self.assertEqual([line for line in said if 'hidden' in line], [])
      self.assertTrue(os.path.exists(self.box.path('r.html')))

  def test_stop(self):
    server = PracticeServer(self.box)
    server.process.send_signal(signal.SIGINT)
    server.process.communicate(timeout=20)
    self.assertIn(server.process.returncode, (0, 130))

  def test_unknown_mishap(self):
    result = self.box.run('practice', '--port=0', '--mishap=no-such-thing')
    self.assert_status(result, 64)

  def test_port_taken(self):
    with PracticeServer(self.box) as server:
      result = self.box.run('practice', '--port=%d' % server.port)
      self.assertNotEqual(result.status, 0)
      self.assertIn(str(server.port).encode(), result.all)

  def test_list(self):
    everything = {}
    for line in self.box.run('practice', '--list', json_too=True).reports:
      everything[line['mishap']] = line
    self.assertEqual(everything['greeting-stall']['protocols'], ['smtp', 'imap', 'pop3'])
    self.assertEqual(everything['imap-preauth']['protocols'], ['imap'])
    self.assertEqual([name for name, line in everything.items() if 'smtp' in line['protocols']], self.list_mishaps())

  def test_protocols(self):
    """By its option, or by what a mishap needs; the files are of use."""
    root, client = self.box.path('root.pem'), self.box.path('client.pem')
    cases = ((['--protocol=imap', '--certificate=good'], 'imap', b'* OK '), (['--protocol=pop3', '--certificate=good'], 'pop3', b'+OK '),
             (['--mishap=imap-preauth'], 'imap', b'* PREAUTH '), (['--mishap=pop3-greeting-err'], 'pop3', b'-ERR '))
    for arguments, protocol, greeting in cases:
      with self.subTest(arguments), PracticeServer(self.box, '--root-file=' + root, '--client-file=' + client, *arguments) as server:
        self.assertEqual(server.announced['protocol'], protocol)
        with socket.create_connection(('localhost', server.port), timeout=20) as connection:
          self.assertEqual(connection.recv(len(greeting)), greeting)
        if '--certificate=good' in arguments:
          result = self.box.run('certificate', 'localhost:%d' % server.port, '--starttls=' + protocol, '--ca-file=' + root)
          self.assert_status(result, PASSED)
    with open(client, encoding='ascii') as file:
      self.assertRegex(file.read(), '(?s)^-----BEGIN CERTIFICATE-----.*-----BEGIN PRIVATE KEY-----')
    self.assertEqual(os.stat(client).st_mode & 0o777, 0o600)

  def test_foreign_clients(self):
    """Python's own, which know nothing of this program."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with PracticeServer(self.box, '--protocol=imap') as server:
      with imaplib.IMAP4('localhost', server.port, timeout=20) as client:
        client.starttls(context)
        client.login('ana', 'practice')
        self.assertEqual(client.select('INBOX'), ('OK', [b'0']))
      with imaplib.IMAP4('localhost', server.port, timeout=20) as client, self.assertRaisesRegex(imaplib.IMAP4.error, 'AUTHENTICATIONFAILED'):
        client.authenticate('PLAIN', lambda _challenge: b'\0ana\0wrong')
    with PracticeServer(self.box, '--protocol=pop3') as server:
      client = poplib.POP3('localhost', server.port, timeout=20)
      self.assertIn('SASL', client.capa())
      client.stls(context)
      client.user('ana')
      client.pass_('practice')
      self.assertEqual(client.stat(), (0, 0))
      client.quit()
      client = poplib.POP3('localhost', server.port, timeout=20)
      client.apop('ana', 'practice')
      client.quit()

  def test_client_certificate(self):
    client = self.box.path('client.pem')
    for how, shown, is_taken in (('request', None, True), ('require', None, False), ('require', client, True)):
      with self.subTest((how, shown)):
        with PracticeServer(self.box, '--protocol=imap', '--tls', '--client-certificate=' + how, '--client-file=' + client) as server:
          context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
          context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
          if shown:
            context.load_cert_chain(shown)
          with socket.create_connection(('localhost', server.port), timeout=20) as connection:
            try:
              with context.wrap_socket(connection) as tls:
                greeting = tls.recv(5)
            except ssl.SSLError:
              greeting = None
          self.assertEqual(greeting, b'* OK ' if is_taken else None)

  def test_every_mishap(self):
    statuses = {}
    # An instrumented build plays all of them in one process already (tests/jobs).
    for mishap, result, error in run_all(self.play, self.list_mishaps()[::4 if SLOW else 1], workers=5):
      with self.subTest(mishap):
        if error:
          raise error
        statuses[mishap] = result.status
    print(', '.join('%s %d' % pair for pair in sorted(statuses.items())))

  def play(self, mishap):
    """With sign-in and STARTTLS, the story's certificate accepted: what remains is the mishap."""
    with Sandbox() as box, PracticeServer(box, '--mishap=' + mishap) as server:
      box.add(port=server.port, smtp_host='localhost', smtp_security='starttls', smtp_authentication='own', smtp_user='ana')
      arguments = ['--subject=Rehearsal of a mishap', '--body-file=' + box.write('body', 'A sentence about umbrellas.\n')]
      password = box.password_file('practice', 'password')
      box.secrets.clear()  # everybody knows it, and server.announced shows it
      first = box.send(*arguments, '--password-file=' + password, '--trust=refuse')
      self.judge(mishap, first)
      if first.status != UNTRUSTED:
        return first
      pin = first.report['certificates'][0]['pin']
      second = box.send(*arguments, '--password-file=' + password, '--trust=' + pin)
      self.judge(mishap, second)
      return second

  def judge(self, mishap, result):
    self.assertIn(result.status, contract.STATUSES)
    self.assertNotIn(result.status, (64, 66, 70), '%s\n%s' % (mishap, result))
    self.assertLess(result.seconds, 12 * 2 + MARGIN_S, str(result))
    if result.status not in (PASSED,):
      self.assertNotEqual(result.diagnosis_class, 'unknown', str(result))
    if result.report.get('seen_in_clear'):
      self.assertFalse(set(result.report['seen_in_clear']) & {'user', 'password', 'subject', 'body'}, str(result))


if __name__ == '__main__':
  main()
