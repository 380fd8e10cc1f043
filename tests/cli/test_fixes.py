# SPDX-License-Identifier: GPL-3.0-or-later
"""What sendoffctl proposes, applied by a script that knows nothing else: from a server's name and port 25 to a message sent in at most
three rounds. Runs inside own_network.py: the servers stand on the ports that people know."""

from support import CliTest, main, need
from contract import PASSED, UNTRUSTED
from fakes import own_network, real_servers
from fakes.practice_server import PracticeServer

MOST_ROUNDS = 3


class FixesTest(CliTest):
  def setUp(self):
    super().setUp()
    need(self, own_network.unavailable())

  def add_seed_account(self, **keys):
    self.box.add(port=25, smtp_host='localhost', timeout='10', **keys)

  def follow(self, password, *arguments):
    """Sends, and does what the answer proposes: changes, or a pin in place of “yes”. The last report, and each round's changes."""
    answers, changes = ['--password-file=' + self.box.write('password', password), *arguments], []
    for _round in range(MOST_ROUNDS):
      result = self.box.send('--subject=A test', *answers)
      if result.status == UNTRUSTED:
        answers.append('--trust=' + result.report['certificates'][0]['pin'])
      elif result.status != PASSED:
        fix = result.report['diagnosis'].get('fix')
        self.assertIsNotNone(fix, str(result))
        changes.append(fix['changes'])
        self.assert_status(self.box.run('set', 'work', *('%s=%s' % pair for pair in fix['changes'].items())), PASSED)
      else:
        break
    self.assert_status(result, PASSED)
    self.assertNotIn('password', result.report['seen_in_clear'])
    return result, changes

  def assert_way(self, result, port, security):
    (server,) = result.report['servers']
    self.assertEqual((server['port'], server['security'], server['tls'] is not None), (port, security, True), str(result))


class PostfixTest(FixesTest):
  def setUp(self):
    need(self, real_servers.postfix_unavailable() or real_servers.dovecot_unavailable())
    super().setUp()

  def play(self, port, security, clear_signs_in='yes', **ports):
    """Always by one change alone."""
    with real_servers.RealServers(ports={'clear': 25, **ports}, clear_signs_in=clear_signs_in) as servers:
      self.add_seed_account()
      result, changes = self.follow(servers.password)
      self.assertEqual(len(servers.delivered('bo')), 1)
    self.assert_way(result, port, security)
    expected = {'smtp.authentication': 'own', 'smtp.user': 'ana@lab.test', 'smtp.security': security}
    if port != 25:
      expected['smtp.port'] = str(port)
    self.assertEqual(changes, [expected])

  def test_port_25_alone(self):
    self.play(25, 'starttls')

  def test_submission_beside_it(self):
    self.play(587, 'starttls', submission=587, smtps=465)

  def test_no_sign_in_on_port_25(self):
    self.play(587, 'starttls', 'no', submission=587)

  def test_tls_from_the_first_byte(self):
    self.play(465, 'tls', 'no', smtps=465)


class PracticeTest(FixesTest):
  def play(self, port, security, *arguments, other=()):
    self.add_seed_account(smtp_user='ana')
    with PracticeServer(self.box, '--port=25', *arguments) as server:
      if other:
        with PracticeServer(self.box, *other):
          result, _changes = self.follow(server.announced['password'])
      else:
        result, _changes = self.follow(server.announced['password'])
    self.assert_way(result, port, security)

  def test_port_25_alone(self):
    self.play(25, 'starttls')

  def test_no_sign_in_on_port_25(self):
    self.play(587, 'starttls', '--mishap=auth-missing', other=['--port=587'])

  def test_no_sign_in_on_the_other_port(self):
    """What answers there but lets nobody sign in is no way."""
    self.add_seed_account(smtp_user='ana')
    root = self.box.path('root.pem')
    with PracticeServer(self.box, '--port=25', '--requires-tls'), \
         PracticeServer(self.box, '--port=587', '--mishap=auth-missing', '--certificate=good', '--root-file=' + root):
      result, changes = self.follow('practice', '--ca-file=' + root)
    self.assert_way(result, 25, 'starttls')
    self.assertNotIn('smtp.port', changes[0])

  def test_encrypted_port_besides(self):
    self.play(465, 'tls', '--mishap=starttls-missing', other=['--port=465', '--tls'])


if __name__ == '__main__':
  main()
