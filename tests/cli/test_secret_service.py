# SPDX-License-Identifier: GPL-3.0-or-later
"""Passwords in a real Secret Service, in a private session bus: stored, found, replaced, asked again for another host, gone with the
account; and told in words where there is no service."""

import os
import re
import shutil
import subprocess

from support import CliTest, main, need
from contract import PASSED, PERMISSION, SETTINGS
from fakes.certificates import Workshop, openssl
from fakes.hostile_server import HostileServer, server_context

PASSWORD, OTHER_PASSWORD = 'Correct.Horse-7', 'Battery.Staple-8'
COLLECTION = '/org/freedesktop/secrets/collection/login'
SESSION = '''
eval "$(printf test | gnome-keyring-daemon --unlock --components=secrets)"
printf '%s\\n' "$DBUS_SESSION_BUS_ADDRESS"
read -r _until_the_end
'''


class KeyringSession:
  """A private bus with an unlocked keyring; ends when its standard input does."""

  def __init__(self, box):
    # What is meant to make our own memory faults show makes this daemon refuse to replace an item.
    environment = {name: value for name, value in box.environment.items()
                   if name not in ('DBUS_SESSION_BUS_ADDRESS', 'G_DEBUG', 'G_SLICE') and not name.startswith('MALLOC_')}
    self.process = subprocess.Popen(['dbus-run-session', '--', 'bash', '-c', SESSION], env=environment, stdin=subprocess.PIPE,
                                    stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    self.address = ''
    for line in self.process.stdout:
      if line.startswith('unix:'):
        self.address = line.strip()
        break

  def stop(self):
    self.process.stdin.close()
    self.process.wait(20)
    self.process.stdout.close()


class SecretServiceTest(CliTest):
  def setUp(self):
    super().setUp()
    for program in 'dbus-run-session', 'gnome-keyring-daemon', 'gdbus':
      need(self, None if shutil.which(program) else program + ' is not installed')
    self.session = KeyringSession(self.box)
    self.addCleanup(self.session.stop)
    self.box.environment['DBUS_SESSION_BUS_ADDRESS'] = self.session.address
    self.server = HostileServer(password=PASSWORD.encode())
    self.addCleanup(self.server.stop)
    self.box.add(port=self.server.port, smtp_authentication='own', smtp_user='ana')

  def store(self, password, name='password', status=0):
    result = self.box.run('password', 'work', '--password-file=' + self.box.password_file(password, name))
    self.assert_status(result, status)
    return result

  def count_items(self):
    answer = subprocess.run(['gdbus', 'call', '--session', '--dest', 'org.freedesktop.secrets', '--object-path', COLLECTION, '--method',
                             'org.freedesktop.DBus.Properties.Get', 'org.freedesktop.Secret.Collection', 'Items'],
                            env=self.box.environment, capture_output=True, text=True, timeout=20, check=True).stdout
    return len(re.findall(re.escape(COLLECTION) + r'/\d+', answer))

  def test_stored_and_used(self):
    self.store(PASSWORD)
    self.assertEqual(self.count_items(), 1)
    self.box.send(status=PASSED)
    self.assertEqual(len(self.server.sessions[0].messages), 1)

  def test_client_key(self):
    workshop = Workshop(self.box.folder)
    root = workshop.make_root()
    mine = workshop.make(common_name='ana', names=(), issuer=root, purpose='clientAuth')
    protected = self.box.path('protected.key')
    openssl('pkey', '-in', mine.key, '-aes128', '-passout', 'pass:' + OTHER_PASSWORD, '-out', protected)
    server = HostileServer(password=PASSWORD.encode(), context=server_context(workshop.make(issuer=root), client_authority=root.chain))
    self.addCleanup(server.stop)
    self.assert_status(self.box.run('set', 'work', 'smtp.host=localhost', 'smtp.port=%d' % server.port, 'smtp.security=starttls',
                                    'client-certificate=' + mine.chain, 'client-key=' + protected), 0)
    self.store(PASSWORD)
    self.box.send('--ca-file=' + root.chain, status=SETTINGS)
    result = self.box.run('password', 'work', '--client-key', '--password-file=' + self.box.password_file(OTHER_PASSWORD, 'other'))
    self.assert_status(result, 0)
    self.assertEqual(self.count_items(), 2)
    self.box.send('--ca-file=' + root.chain, status=PASSED)
    self.assert_status(self.box.run('remove', 'work'), 0)
    self.assertEqual(self.count_items(), 0)

  def test_from_standard_input(self):
    self.box.secrets.append(PASSWORD)
    self.assert_status(self.box.run('password', 'work', '--password-file=-', stdin=PASSWORD + '\n'), 0)
    self.box.send(status=PASSED)

  def test_replaced(self):
    self.store(OTHER_PASSWORD, 'other')
    self.box.send(status=PERMISSION)
    self.store(PASSWORD)
    self.assertEqual(self.count_items(), 1)
    self.box.send(status=PASSED)

  def test_given_one_comes_first(self):
    self.store(OTHER_PASSWORD, 'other')
    self.box.send('--password-file=' + self.box.password_file(PASSWORD), status=PASSED)

  def test_not_for_another_host_or_user(self):
    self.store(PASSWORD)
    self.assert_status(self.box.run('set', 'work', 'smtp.host=localhost'), 0)
    self.box.send(status=SETTINGS)
    self.assert_status(self.box.run('set', 'work', 'smtp.host=127.0.0.1', 'smtp.user=bea'), 0)
    self.box.send(status=SETTINGS)
    self.assertFalse(any(session.signed_in for session in self.server.sessions))

  def test_goes_with_the_account(self):
    self.store(PASSWORD)
    self.assert_status(self.box.run('remove', 'work'), 0)
    self.assertEqual(self.count_items(), 0)

  def test_another_account_of_that_name_does_not_get_it(self):
    self.store(PASSWORD)
    os.remove(os.path.join(self.box.config, 'accounts.ini'))
    self.box.add(port=self.server.port, smtp_authentication='own', smtp_user='ana')
    self.box.send(status=SETTINGS)

  def test_without_sign_in_there_is_nothing_to_store(self):
    self.box.add('open', port=self.server.port)
    result = self.box.run('password', 'open', '--password-file=' + self.box.password_file(PASSWORD))
    self.assertNotEqual(result.status, 0, str(result))


class NoServiceTest(CliTest):
  def setUp(self):
    super().setUp()
    self.box.add(port=25, smtp_authentication='own', smtp_user='ana')

  def check(self):
    result = self.box.run('password', 'work', '--password-file=' + self.box.password_file(PASSWORD), timeout=40)
    self.assert_status(result, SETTINGS)
    self.assertRegex(result.stderr.decode(), r'(?i)secret service|keyring|passw')
    return result

  def test_no_bus(self):
    self.check()

  def test_dead_bus(self):
    self.box.environment['DBUS_SESSION_BUS_ADDRESS'] = 'unix:path=' + self.box.path('no-such-socket')
    self.check()

  def test_send_without(self):
    with HostileServer(password=PASSWORD.encode()) as server:
      self.box.run('set', 'work', 'smtp.port=%d' % server.port)
      self.box.send(status=SETTINGS)
      self.box.send('--password-file=' + self.box.password_file(PASSWORD), status=PASSED)


if __name__ == '__main__':
  main()
