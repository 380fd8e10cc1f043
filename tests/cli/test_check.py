# SPDX-License-Identifier: GPL-3.0-or-later
"""check: both directions of one account and of many, on a real Postfix and Dovecot, and on servers that stall."""

import json
import os
import signal
import time

from support import SLOW, CliTest, interrupt, main, need, wait_until
import contract
from contract import NO_ACCOUNT, NO_ANSWER, PASSED, PERMISSION, PROTOCOL, SETTINGS, STOPPED, UNTRUSTED, USAGE
from fakes import real_servers
from fakes.certificates import Workshop
from fakes.hostile_server import HostileServer, Send, Sleep, Stall, server_context
from terminal import PIPE, TerminalRun

LEGS = ('outgoing', 'incoming')
QUESTION = 'Do you want to continue using this server?'


def steps_of(report, leg):
  return {step['id']: step['state'] for step in report['steps'] if step['leg'] == leg}


def server_of(report, leg):
  (server,) = [server for server in report['servers'] if server['leg'] == leg]
  return server


class UsageTest(CliTest):
  def test_usage(self):
    self.box.add(port=25)
    for arguments in ((), ('work', '--all'), ('work', '--jobs=0'), ('--all', '--jobs=x'), ('work', '--trust=yes'),
                      ('work', '--password-file=-', '--incoming-password-file=-')):
      with self.subTest(arguments):
        self.assert_status(self.box.run('check', *arguments), USAGE)
    self.assert_status(self.box.run('check', 'work', 'nobody'), NO_ACCOUNT)

  def test_no_account_at_all(self):
    result = self.box.run('check', '--all')
    self.assert_status(result, PASSED)
    self.assertEqual(result.stdout, b'')

  def test_without_password(self):
    """Nobody to ask: the leg that needs none is tested all the same."""
    with HostileServer() as server:
      self.box.add(port=server.port, incoming_protocol='imap', incoming_host='127.0.0.1', incoming_port='9', incoming_user='ana')
      result = self.box.job('check', 'work', status=SETTINGS)
    self.assertEqual(steps_of(result.report, 'outgoing')['greet'], 'passed', str(result))
    self.assertEqual(steps_of(result.report, 'incoming')['sign-in'], 'failed')
    self.assertEqual([failure['leg'] for failure in result.report['failures']], ['incoming'])


class StallTest(CliTest):
  """Several accounts side by side."""

  def setUp(self):
    super().setUp()
    self.servers = []

  def add_server(self, name, script, **keys):
    server = HostileServer(script).__enter__()
    self.addCleanup(server.stop)
    self.box.add(name, port=server.port, **keys)
    return server

  def test_order_of_the_list(self):
    """The first is the slowest; the status is that of the first that failed in the list, not in time."""
    self.add_server('a', {'EHLO': [Sleep(0.6), Send(b'250 ok\r\n')]})
    self.add_server('b', {'greeting': [Sleep(0.3), Send(b'421 4.3.2 later\r\n')]})
    self.add_server('c', {'greeting': [Send(b'554 5.3.2 no\r\n')]})
    result = self.box.job('check', '--all')
    self.assertEqual([report['account'] for report in result.reports], ['a', 'b', 'c'], str(result))
    self.assertEqual([report['outcome'] for report in result.reports], ['passed', 'failed', 'failed'])
    self.assert_status(result, contract.TEMPORARY)
    result = self.box.job('check', 'c', 'a', 'c')
    self.assertEqual([report['account'] for report in result.reports], ['c', 'a'])
    self.assert_status(result, PERMISSION)

  def test_as_soon_as_possible(self):
    """What is known of the first is told while the second goes on."""
    self.add_server('a', {})
    self.add_server('b', {'EHLO': [Stall()]}, timeout='60')
    process = self.box.start('check', '--all', json_too=True)
    first = json.loads(process.stdout.readline())
    self.assertEqual((first['account'], first['outcome'], first['job']), ('a', 'passed', 'check'))
    self.assertIsNone(process.poll())
    _took, stdout, _stderr = interrupt(process)
    self.assertEqual(json.loads(stdout)['outcome'], 'cancelled')
    self.assertEqual(process.returncode, STOPPED)

  def test_in_parallel(self):
    for number in range(12):
      self.add_server('account %d' % number, {'greeting': [Sleep(0.5), Send(b'220 hello\r\n')]})
    started = time.monotonic()
    result = self.box.job('check', '--all')
    parallel = time.monotonic() - started
    self.assert_status(result, PASSED)
    self.assertEqual(len(result.reports), 12)
    self.assertLess(parallel, 12 if SLOW else 3, 'twelve accounts took %.1f s' % parallel)

  def test_jobs_bound(self):
    for number in range(3):
      self.add_server('account %d' % number, {'greeting': [Sleep(0.2), Send(b'220 hello\r\n')]})
    result = self.box.job('check', '--all', '--jobs=1', status=PASSED)
    self.assertGreater(result.seconds, 0.6)

  def test_interrupted(self):
    servers = [self.add_server('account %d' % number, {'greeting': [Stall()]}, timeout='60') for number in range(5)]
    process = self.box.start('check', '--all', '--jobs=3', json_too=True)
    wait_until(lambda: sum(bool(server.sessions) for server in servers) == 3)
    took, stdout, _stderr = interrupt(process, signal.SIGINT)
    self.assertTrue(0 <= took < (5 if SLOW else 0.5), took)
    self.assertEqual(process.returncode, STOPPED)
    reports = [json.loads(line) for line in stdout.decode().splitlines()]
    self.assertEqual([report['outcome'] for report in reports], ['cancelled'] * 5)
    for report in reports:
      self.assertEqual(contract.complaints(report, STOPPED), [])
    self.assertEqual(sum(bool(server.sessions) for server in servers), 3, 'the others were not even tried')

  def test_text(self):
    self.add_server('a', {})
    self.add_server('b', {'greeting': [Send(b'554 5.3.2 no service\r\n')]})
    result = self.box.run('check', '--all')
    self.assert_status(result, PERMISSION)
    text = result.stdout.decode()
    for part in ('a: Everything worked.', 'b: It did not work.', 'Outgoing server 127.0.0.1', '554 5.3.2 no service', '1 of 2 accounts work'):
      self.assertIn(part, text)
    self.assertLess(text.index('a: Everything'), text.index('b: It did not'))


class RefusedMechanismTest(CliTest):
  """Over TLS, where the server offers CRAM-MD5 beside PLAIN."""

  def check(self, refusal, status):
    os.mkdir(self.box.path('certificates'))
    workshop = Workshop(self.box.path('certificates'))
    root = workshop.make_root()
    with HostileServer([{'AUTH': refusal}, {}], server_context(workshop.make(issuer=root)), True, b'PLAIN CRAM-MD5') as server:
      self.box.add(port=server.port, smtp_host='localhost', smtp_security='tls', smtp_authentication='own', smtp_user='ana', timeout='20')
      result = self.box.job('check', 'work', '--password-file=' + self.box.password_file('0pen-Sesame'), '--ca-file=' + root.chain, status=status)
      return result, len(server.sessions)

  def test_unknown_to_the_server(self):
    result, n_sessions = self.check(b'504 5.5.4 Unrecognized authentication type\r\n', PASSED)
    self.assertEqual(server_of(result.report, 'outgoing')['mechanism'], 'CRAM-MD5')
    self.assertEqual(n_sessions, 2)

  def test_wrong_password(self):
    """Isn't said again in another way: accounts get locked after a few."""
    _result, n_sessions = self.check(b'535 5.7.8 Authentication credentials invalid\r\n', PERMISSION)
    self.assertEqual(n_sessions, 1)


class RealTest(CliTest):
  @classmethod
  def setUpClass(cls):
    cls.reason = real_servers.postfix_unavailable() or real_servers.dovecot_unavailable()
    cls.servers = None
    if cls.reason is None:
      cls.servers = real_servers.RealServers(only_over_tls='no')
      cls.servers.__enter__()

  @classmethod
  def tearDownClass(cls):
    if cls.servers:
      cls.servers.stop()

  def setUp(self):
    super().setUp()
    need(self, self.reason)
    self.ports = self.servers.ports
    self.password_file = self.box.password_file(self.servers.password)
    self.wrong_file = self.box.write('wrong', 'Entirely.Wrong-9\n')

  def add(self, name='work', protocol='imap', security='tls', **keys):
    port = getattr(self.ports, protocol + ('s' if security == 'tls' else ''))
    self.box.run('remove', name)
    incoming = {'incoming_protocol': protocol, 'incoming_host': 'localhost', 'incoming_port': str(port), 'incoming_security': security,
                'incoming_user': 'ana'}
    self.box.add(name, **{'port': self.ports.submission, 'smtp_host': 'localhost', 'smtp_security': 'starttls', 'smtp_authentication': 'own',
                          'smtp_user': 'ana', 'timeout': '20', **incoming, **keys})

  def check(self, *arguments, status=PASSED, trusting=True, passwords=True):
    files = ['--password-file=' + self.password_file, '--incoming-password-file=' + self.password_file] if passwords else []
    roots = ['--ca-file=' + self.servers.root.chain] if trusting else []
    return self.box.job('check', *(arguments or ('work',)), *files, *roots, status=status)

  def test_every_way_in(self):
    for protocol in 'imap', 'pop3':
      for security in 'none', 'starttls', 'tls':
        with self.subTest(protocol=protocol, security=security):
          self.add('work', protocol, security)
          result = self.check()
          report = result.report
          self.assertEqual(report['job'], 'check')
          for leg in LEGS:
            secure = leg == 'outgoing' or security != 'none'
            expected = {'find-server': 'passed', 'connect': 'passed', 'greet': 'passed', 'encrypt': 'passed' if secure else 'skipped',
                        'trust': 'passed' if secure else 'skipped', 'sign-in': 'passed'}
            self.assertEqual(steps_of(report, leg), expected, str(result))
            self.assertEqual('tls' in server_of(report, leg), secure)
            self.assertTrue(server_of(report, leg)['extensions'], str(result))
            self.assertIn('mechanism', server_of(report, leg))
          self.assertEqual(report['seen_in_clear'], [] if security != 'none' else ['user', 'password'], str(result))
          self.assertEqual({line['leg'] for line in report['transcript']}, set(LEGS))

  def test_wrong_password(self):
    for protocol in 'imap', 'pop3':
      with self.subTest(protocol):
        self.add('work', protocol)
        result = self.box.job('check', 'work', '--password-file=' + self.password_file, '--incoming-password-file=' + self.wrong_file,
                              '--ca-file=' + self.servers.root.chain, status=PERMISSION)
        self.assertEqual([failure['leg'] for failure in result.report['failures']], ['incoming'], str(result))
        self.assertEqual(result.diagnosis_class, 'credentials')
        self.assertEqual(steps_of(result.report, 'outgoing')['sign-in'], 'passed')

  def test_outgoing_failure_decides(self):
    """Both fail; the outgoing server's status counts, and comes first."""
    self.add(port=real_servers.free_port())
    result = self.box.job('check', 'work', '--password-file=' + self.password_file, '--incoming-password-file=' + self.wrong_file,
                          '--ca-file=' + self.servers.root.chain, status=NO_ANSWER)
    self.assertEqual([failure['leg'] for failure in result.report['failures']], ['outgoing', 'incoming'], str(result))

  def test_untrusted_then_pinned(self):
    self.add()
    result = self.check('work', '--trust=refuse', trusting=False, status=UNTRUSTED)
    self.assertEqual([failure['leg'] for failure in result.report['failures']], list(LEGS), str(result))
    self.assertNotIn('sign-in', [step['id'] for step in result.report['steps'] if step['state'] not in ('skipped',)])
    pins = {certificate['pin'] for certificate in result.report['certificates']}
    self.assertEqual(len(pins), 1, 'both servers show one key')
    result = self.check('work', '--trust=' + pins.pop(), trusting=False)
    self.assertEqual({certificate['trusted_by'] for certificate in result.report['certificates']}, {'pin'}, str(result))

  def test_without_incoming_server(self):
    self.add(incoming_protocol='none', incoming_user='')
    report = self.check().report
    self.assertEqual({step['leg'] for step in report['steps']}, {'outgoing'})
    self.assertNotIn('submit', steps_of(report, 'outgoing'))

  def test_same_as_incoming(self):
    """One password for both, whichever option it came by."""
    self.add(smtp_authentication='same-as-incoming', smtp_user='')
    for option in '--password-file=', '--incoming-password-file=':
      with self.subTest(option):
        self.check('work', option + self.password_file, passwords=False)

  def test_without_signing_in_to_send(self):
    self.add(port=self.ports.clear, smtp_authentication='none', smtp_user='', smtp_security='none')
    report = self.check('work', '--password-file=' + self.password_file, passwords=False).report
    self.assertEqual(steps_of(report, 'outgoing')['sign-in'], 'skipped')
    self.assertEqual(steps_of(report, 'incoming')['sign-in'], 'passed')

  def test_test_message(self):
    self.servers.empty('ana')
    self.add()
    result = self.check('work', '--test-message')
    self.assertEqual(steps_of(result.report, 'outgoing')['submit'], 'passed', str(result))
    self.assertEqual([(recipient['address'], recipient['accepted']) for recipient in result.report['recipients']], [('ana@lab.test', True)])
    (delivered,) = self.servers.delivered('ana')
    self.assertIn(b'settings of the account', delivered)

  def test_test_message_refused(self):
    self.servers.empty('ana')
    self.add(email='banned@lab.test')
    result = self.check('work', '--test-message', status=contract.REFUSED)
    self.assertEqual(steps_of(result.report, 'outgoing')['submit'], 'failed', str(result))
    self.assertEqual(steps_of(result.report, 'incoming')['sign-in'], 'passed')

  def test_silence_is_looked_into(self):
    """Each waits for the other: after five seconds the port is tried the other way, and the answer ends the waiting."""
    self.add(port=self.ports.smtps, incoming_protocol='none', incoming_user='', timeout='60')
    result = self.check(status=NO_ANSWER)
    self.assertEqual(steps_of(result.report, 'outgoing')['greet'], 'failed', str(result))
    self.assertLess(result.seconds, 30 if SLOW else 10)

  def test_all(self):
    self.add('one', 'imap', 'tls')
    self.add('two', 'pop3', 'starttls')
    self.add('three', 'imap', 'starttls', port=self.ports.smtps, smtp_security='tls')
    self.add('four', 'imap', 'tls', incoming_port=str(self.ports.pop3s))
    result = self.check('--all', status=PROTOCOL)
    self.assertEqual([report['account'] for report in result.reports], ['one', 'two', 'three', 'four'], str(result))
    self.assertEqual([report['outcome'] for report in result.reports], ['passed'] * 3 + ['failed'])

  def test_questions_one_at_a_time(self):
    """Two accounts, three passwords; then one certificate question for each server, though both accounts use them."""
    self.add('one', 'imap')
    self.add('two', 'imap', smtp_authentication='same-as-incoming', smtp_user='')
    with TerminalRun(self.box, 'check', '--all', json_too=True, stdout=PIPE) as terminal:
      for number in range(3):
        terminal.expect('Password for ana at localhost', number + 1)
        terminal.type(self.servers.password + '\n')
      for number in range(2):
        terminal.expect(QUESTION, number + 1)
        terminal.type('yes\n')
      self.assertEqual(terminal.wait(), PASSED, terminal.seen)
      self.assertEqual(terminal.seen.count('Password for'), 3)
      self.assertEqual(terminal.seen.count(QUESTION), 2)
      reports = [json.loads(line) for line in terminal.output().decode().splitlines()]
    for report in reports:
      self.assertEqual(report['outcome'], 'passed')
      self.assertEqual([certificate['trusted_by'] for certificate in report['certificates']], ['user'] * 2)

  def test_interrupted_at_a_question(self):
    self.add()
    with TerminalRun(self.box, 'check', 'work', json_too=True, stdout=PIPE) as terminal:
      terminal.expect('Password for ana at localhost')
      terminal.process.send_signal(signal.SIGINT)
      self.assertEqual(terminal.wait(), STOPPED, terminal.seen)
      report = json.loads(terminal.output())
    self.assertEqual(contract.complaints(report, STOPPED), [])
    self.assertTrue(terminal.seen.count('Password for') == 1)


if __name__ == '__main__':
  main()
