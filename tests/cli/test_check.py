# SPDX-License-Identifier: GPL-3.0-or-later
"""check: several accounts side by side."""

import json
import signal
import time

from support import SLOW, CliTest, interrupt, main, wait_until
import contract
from contract import NO_ACCOUNT, PASSED, PERMISSION, SETTINGS, STOPPED, USAGE
from fakes.hostile_server import HostileServer, Send, Sleep, Stall


def steps_of(report, leg):
  return {step['id']: step['state'] for step in report['steps'] if step['leg'] == leg}


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


if __name__ == '__main__':
  main()
