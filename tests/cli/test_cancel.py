# SPDX-License-Identifier: GPL-3.0-or-later
"""Ctrl-C in every phase: the program ends at once, with status 130 (80 after the final dot), and still tells what happened."""

import json
import signal
import socket
import tempfile
import time
import unittest

from support import SLOW, Result, Sandbox, interrupt, main, wait_until
import contract
from contract import PASSED, STOPPED, UNCERTAIN
from fakes.certificates import Workshop
from fakes.hostile_server import HostileServer, Send, Sleep, Stall, server_context

# The bound of the contract between rooms is 100 ms; a process must also end and a busy machine find time for it.
BOUND_S = 5 if SLOW else 0.5
PASSWORD = 'Correct.Horse-7'


def heard(prefix):
  return lambda server: any(line.upper().startswith(prefix) for session in server.sessions for line in session.commands())


def connected(server):
  return bool(server.sessions)


def connecting_to(port):
  """Of the kernel's table of TCP over IPv4: sockets in state SYN_SENT."""
  with open('/proc/net/tcp', encoding='ascii') as table:
    rows = [line.split() for line in table][1:]
  return [row for row in rows if row[3] == '02' and row[2].endswith(':%04X' % port)]


# phase: the script, when it is reached, the statuses, and how long after that to wait still
PHASES = {
  'greeting': ({'greeting': [Stall()]}, connected, (STOPPED,), 0.05),
  'dripping greeting': ({'greeting': [Send(b'220-wait\r\n'), Stall()]}, connected, (STOPPED,), 0.05),
  'EHLO': ({'EHLO': [Stall()]}, heard(b'EHLO'), (STOPPED,), 0),
  'STARTTLS': ({'STARTTLS': [Stall()]}, heard(b'STARTTLS'), (STOPPED,), 0),
  'handshake': ({'STARTTLS': [Send(b'220 go\r\n'), Stall()]}, heard(b'STARTTLS'), (STOPPED,), 0.1),
  'EHLO inside TLS': ({'tls:EHLO': [Stall()]}, lambda server: any(session.commands(tls=True) for session in server.sessions), (STOPPED,), 0),
  'AUTH': ({'AUTH': [Stall()]}, heard(b'AUTH'), (STOPPED,), 0),
  'MAIL': ({'MAIL': [Stall()]}, heard(b'MAIL'), (STOPPED,), 0),
  'RCPT': ({'RCPT': [Stall()]}, heard(b'RCPT'), (STOPPED,), 0),
  'DATA': ({'DATA': [Stall()]}, heard(b'DATA'), (STOPPED,), 0),
  'body': ({'DATA': [Send(b'354 go\r\n'), Sleep(5)]}, heard(b'DATA'), (STOPPED,), 0.4),
  'final dot': ({'dot': [Stall()]}, lambda server: any(session.messages for session in server.sessions), (UNCERTAIN,), 0.05),
  'QUIT': ({'QUIT': [Stall()]}, heard(b'QUIT'), (PASSED, STOPPED), 0),
}


class CancelTest(unittest.TestCase):
  @classmethod
  def setUpClass(cls):
    cls.folder = tempfile.TemporaryDirectory(prefix='sendoff-cancel-')
    workshop = Workshop(cls.folder.name)
    cls.root = workshop.make_root()
    cls.context = server_context(workshop.make(issuer=cls.root))

  @classmethod
  def tearDownClass(cls):
    cls.folder.cleanup()

  def start(self, box, port, attach=0):
    box.add(port=port, smtp_security='starttls', smtp_authentication='own', smtp_user='ana', timeout='60')
    attachment = ['--attach=' + box.write('attachment', b'\xa5' * attach)] if attach else []
    return box.start('send', 'work', '--to=bo@elsewhere.test', '--ca-file=' + self.root.chain, *attachment,
                     '--password-file=' + box.password_file(PASSWORD), json_too=True)

  def judge(self, box, process, statuses, number=signal.SIGINT):
    took, stdout, stderr = interrupt(process, number)
    result = Result(('send',), process.returncode, stdout, stderr, took)
    self.assertIn(process.returncode, statuses, str(result))
    self.assertTrue(0 <= took < BOUND_S, str(result))
    box.check(result)
    report = json.loads(stdout)
    self.assertEqual(contract.complaints(report, process.returncode), [], str(result))
    return report

  def test_every_phase(self):
    for phase, (script, reached, statuses, pause) in PHASES.items():
      with self.subTest(phase), Sandbox() as box, HostileServer(script, context=self.context) as server:
        process = self.start(box, server.port, attach=16 * 1024 * 1024 if phase == 'body' else 0)
        wait_until(lambda: reached(server))
        time.sleep(pause)
        report = self.judge(box, process, statuses)
        if statuses == (STOPPED,):
          self.assertIn('cancelled', [step['state'] for step in report['steps']])

  def test_connecting(self):
    """A listener whose queue is full answers no SYN."""
    with socket.create_server(('127.0.0.1', 0), backlog=0) as listener, Sandbox() as box:
      port = listener.getsockname()[1]
      fillers = []
      for _number in range(4):
        filler = socket.socket()
        filler.setblocking(False)
        filler.connect_ex(('127.0.0.1', port))
        fillers.append(filler)
      others = len(connecting_to(port))
      process = self.start(box, port)
      wait_until(lambda: len(connecting_to(port)) > others)
      self.judge(box, process, (STOPPED,))
      for filler in fillers:
        filler.close()

  def test_other_signals(self):
    for number in signal.SIGTERM, signal.SIGHUP:
      with self.subTest(number), Sandbox() as box, HostileServer({'MAIL': [Stall()]}, context=self.context) as server:
        process = self.start(box, server.port)
        wait_until(lambda: heard(b'MAIL')(server))
        self.judge(box, process, (STOPPED,), number)

  def test_several_messages(self):
    """Those never reached are told as cancelled, too: one line for each."""
    with Sandbox() as box, HostileServer({'dot': [Sleep(0.3), Send(b'250 2.0.0 Taken\r\n')]}) as server:
      box.add(port=server.port, timeout='60')
      process = box.start('send', 'work', '--to=bo@elsewhere.test', '--count=20', json_too=True)
      wait_until(lambda: sum(len(session.messages) for session in server.sessions) >= 2)
      _took, stdout, _stderr = interrupt(process)
      reports = [json.loads(line) for line in stdout.decode().splitlines()]
      self.assertEqual(len(reports), 20)
      self.assertEqual(reports[0]['outcome'], 'passed')
      self.assertEqual(reports[-1]['outcome'], 'cancelled')
      self.assertIn(process.returncode, (STOPPED, UNCERTAIN))


if __name__ == '__main__':
  main()
