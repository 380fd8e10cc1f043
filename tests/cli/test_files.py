# SPDX-License-Identifier: GPL-3.0-or-later
"""accounts.ini, trust.ini and seen.ini: their mode, two programs at once, damage, what goes with an account, a disk that is full, an output that
can't be written."""

import contextlib
import glob
import os
import re
import subprocess
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

from support import CliTest, Result, main, need, wait_until
import contract
from contract import FILE, PASSED, SAVE
from fakes.hostile_server import HostileServer, Send, Sleep

PIN = 'sha256//' + 'A' * 43 + '='


@contextlib.contextmanager
def small_disk(case, path, size='64k'):
  need(case, None if os.geteuid() == 0 else 'mounting a small disk needs root')
  os.makedirs(path, exist_ok=True)
  mounted = subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=' + size, 'sendoff-test', path], capture_output=True, text=True, check=False)
  if mounted.returncode != 0:
    # Even in CI: a container may well forbid it, and nothing can be installed against that.
    case.skipTest('no small disk can be mounted here: ' + mounted.stderr.strip())
  try:
    yield path
  finally:
    subprocess.run(['umount', path], check=True)


class FilesTest(CliTest):
  def names(self):
    result = self.box.run('accounts')
    self.assert_status(result, 0)
    return result.text

  def read(self, name='accounts.ini'):
    with open(os.path.join(self.box.config, name), 'rb') as file:
      return file.read()

  def test_private(self):
    self.box.add(port=25)
    self.box.run('trust', 'add', 'localhost:25', PIN)
    for name in 'accounts.ini', 'trust.ini':
      self.assertEqual(os.stat(os.path.join(self.box.config, name)).st_mode & 0o777, 0o600)
    self.assertEqual(os.stat(self.box.config).st_mode & 0o777, 0o700)

  def test_whole_life(self):
    self.assertEqual(self.names().strip(), self.names().strip())
    self.box.add('one', port=25)
    self.box.add('two', port=2525, email='bea@lab.test')
    self.assertRegex(self.names(), r'(?s)one.*two')
    shown = self.box.run('show', 'two')
    self.assert_status(shown, 0)
    for value in 'bea@lab.test', '2525', '127.0.0.1':
      self.assertIn(value, shown.text)
    self.assert_status(self.box.run('default', 'two'), 0)
    self.assert_status(self.box.run('set', 'two', 'name=zwei', 'smtp.port=26'), 0)
    self.assertIn('26', self.box.run('show', 'zwei').text)
    self.assert_status(self.box.run('remove', 'zwei'), 0)
    self.assertNotIn('zwei', self.names())
    self.assert_status(self.box.run('show', 'zwei'), 66)

  def test_unknown_keys_are_kept(self):
    self.box.add(port=25)
    text = self.read().decode().replace('email=', 'from-the-future=yes\nemail=') + '\n[from-the-future]\nkey=value\n'
    self.box.write('config/sendoff/accounts.ini', text)
    self.assert_status(self.box.run('set', 'work', 'smtp.port=26'), 0)
    self.assertIn(b'from-the-future=yes', self.read())
    self.assertIn(b'[from-the-future]\nkey=value', self.read())

  def test_two_programs_at_once(self):
    numbers = range(16)
    with ThreadPoolExecutor(8) as pool:
      results = list(pool.map(lambda n: self.box.run('add', 'account %d' % n, '--email=ana@lab.test', '--smtp.host=mail.test'), numbers))
    for result in results:
      self.assert_status(result, 0)
    names = self.names()
    self.assertEqual([n for n in numbers if 'account %d' % n not in names], [])

  def test_two_edits_of_one_account(self):
    self.box.add(port=25)
    changes = ['smtp.port=2626', 'organization=Works', 'timeout=33', 'reply-to=re@lab.test', 'email=new@lab.test', 'smtp.user=ana']
    with ThreadPoolExecutor(6) as pool:
      for result in pool.map(lambda change: self.box.run('set', 'work', change), changes):
        self.assert_status(result, 0)
    shown = self.box.run('show', 'work').text
    for change in changes:
      self.assertIn(change.split('=')[1], shown)

  def test_trust_by_two_programs(self):
    with ThreadPoolExecutor(6) as pool:
      list(pool.map(lambda n: self.box.run('trust', 'add', 'host%d.test:25' % n, PIN), range(12)))
    listed = self.box.run('trust', 'list').text
    self.assertEqual([n for n in range(12) if 'host%d.test:25' % n not in listed], [])
    self.assert_status(self.box.run('trust', 'add', '[::1]:465', PIN), 0)
    self.assertIn('[::1]:465', self.box.run('trust', 'list').text)
    self.assert_status(self.box.run('trust', 'forget', '[::1]:465'), 0)
    self.assert_status(self.box.run('trust', 'forget', '[::1]:465'), 66)

  def test_readers_never_see_half_a_file(self):
    self.box.add(port=25)
    stop = threading.Event()
    with ThreadPoolExecutor(2) as pool:
      def edit():
        for n in range(30):
          self.box.run('set', 'work', 'smtp.port=%d' % (1000 + n))
        stop.set()
      editing = pool.submit(edit)
      while not stop.is_set():
        self.assertIn('work', self.names())
      editing.result()
    self.assertEqual(glob.glob(self.box.config + '/*damaged*'), [])

  def test_damaged(self):
    for damage in b'\x00\xff garbage \x80\n[[[\n', b'[unclosed\nkey\n', b'[sendoff]\norder=\xff\xfe\n', b'key=before any group\n':
      with self.subTest(damage):
        self.box.run('remove', 'work')
        self.box.add(port=25)
        self.box.write('config/sendoff/accounts.ini', damage)
        result = self.box.run('accounts')
        self.assertIn(result.status, (0, FILE), str(result))
        kept = glob.glob(self.box.config + '/accounts.ini.damaged-*')
        self.assertEqual(len(kept), 1, str(result))
        self.assertIn(os.path.basename(kept[0]).encode(), result.stderr, str(result))
        with open(kept[0], 'rb') as file:
          self.assertEqual(file.read(), damage)
        os.remove(kept[0])

  def test_damaged_trust_trusts_nobody(self):
    self.box.run('trust', 'add', 'localhost:25', PIN)
    self.box.write('config/sendoff/trust.ini', b'\xff\x00[')
    result = self.box.run('trust', 'list')
    self.assertNotIn(b'localhost:25', result.stdout)
    self.assertEqual(len(glob.glob(self.box.config + '/trust.ini.damaged-*')), 1)

  def test_full_disk(self):
    with small_disk(self, self.box.config):
      self.box.add(port=25)
      before = self.read()
      with contextlib.suppress(OSError), open(os.path.join(self.box.config, 'filler'), 'wb', buffering=0) as filler:
        while True:
          filler.write(b'x' * 4096)
      for arguments in ['set', 'work', 'smtp.port=26'], ['add', 'more', '--email=ana@lab.test', '--smtp.host=mail.test'], ['remove', 'work']:
        with self.subTest(arguments[0]):
          result = self.box.run(*arguments)
          self.assert_status(result, SAVE)
          self.assertTrue(result.stderr.strip())
          self.assertEqual(self.read(), before)
      os.remove(os.path.join(self.box.config, 'filler'))
      self.assertEqual(sorted(name for name in os.listdir(self.box.config) if not name.endswith('.lock')), ['accounts.ini'])

  def test_read_only_disk(self):
    with small_disk(self, self.box.config) as path:
      self.box.add(port=25)
      subprocess.run(['mount', '-o', 'remount,ro', path], check=True)
      result = self.box.run('set', 'work', 'smtp.port=26')
      self.assert_status(result, SAVE)
      self.assertIn('work', self.names())

  def test_folder_that_can_not_be(self):
    self.box.config = self.box.write('a file', 'x') + '/below'
    result = self.box.run('add', 'work', '--email=ana@lab.test', '--smtp.host=mail.test')
    self.assertIn(result.status, (SAVE, FILE), str(result))
    self.assertTrue(result.stderr.strip())

  def test_output_that_can_not_be_written(self):
    self.box.add(port=25)
    with open('/dev/full', 'wb') as full:
      process = self.box.start('accounts', stdout=full)
      stderr = process.communicate()[1]
      self.assertEqual(process.returncode, FILE, stderr)
    self.assertTrue(stderr.strip())

  def test_reader_that_left(self):
    self.box.add(port=25)
    process = self.box.start('accounts')
    process.stdout.close()
    process.wait(20)
    self.assertNotIn(process.returncode, (-6, -11))
    process.stderr.close()

  def test_report_with_password(self):
    """A password that is a word of every report: the report isn't saved, the capture is, in which it is hidden."""
    password = 'outgoing'
    with HostileServer(password=password.encode(), user=b'ana') as server:
      self.box.add(port=server.port, smtp_authentication='own', smtp_user='ana')
      result = self.box.run('check', 'work', '--password-file=' + self.box.write('password', password + '\n'),
                            '--save-report=' + self.box.path('report.json'), '--save-capture=' + self.box.path('capture.pcapng'))
    self.assert_status(result, SAVE)
    self.assertIn(b'The report holds a password', result.stderr)
    self.assertFalse(os.path.exists(self.box.path('report.json')))
    with open(self.box.path('capture.pcapng'), 'rb') as file:
      capture = file.read()
    self.assertIn(b'EHLO', capture)
    for form in contract.forms_of_secret(password):
      self.assertNotIn(form, capture)

  def test_removed_while_it_sends(self):
    with HostileServer({'MAIL': [Sleep(1), Send(b'250 Ok\r\n')]}) as server:
      self.box.add(port=server.port)
      process = self.box.start('send', 'work', '--to=bo@elsewhere.test', json_too=True)
      wait_until(lambda: any(line.startswith(b'MAIL') for session in server.sessions for line in session.commands()))
      self.assert_status(self.box.run('remove', 'work'), 0)
      stdout, stderr = process.communicate(timeout=30)
      result = Result(('send',), process.returncode, stdout, stderr, 0)
      self.assert_status(result, PASSED)
      self.assertEqual(contract.complaints(result.report, 0), [])
      self.assertEqual(len(server.sessions[0].messages), 1)
    self.assertNotIn('work', self.names())

  def write_server_files(self, servers):
    """servers: (host, port, by hand). Each is trusted, and was seen."""
    trust, seen = '', ''
    for host, port, by_hand in servers:
      address = '[%s]\nhost=%s\nport=%d\npin=%s\n' % (uuid.uuid4(), host, port, PIN)
      trust += address + 'by-hand=%s\nwaived=self-signed;\n' % ('true' if by_hand else 'false')
      seen += address + 'sha256=%s\nlast-seen=2026-01-01T00:00:00Z\n' % ('A' * 64)
    self.box.write(os.path.join(self.box.config, 'trust.ini'), trust)
    self.box.write(os.path.join(self.box.config, 'seen.ini'), seen)

  def remembered(self):
    trusted = ['%(host)s:%(port)d' % entry for entry in self.box.run('trust', 'list', json_too=True).reports]
    return trusted, re.findall('host=(.*)\nport=(.*)\n', self.read('seen.ini').decode())

  def test_removed_with_what_is_known_of_its_servers(self):
    """Not what another account needs, and not what was added by hand."""
    self.box.add('work', smtp_host='mail.lab.test', port=25, incoming_protocol='imap', incoming_host='imap.lab.test', incoming_user='ana')
    self.box.add('club', smtp_host='MAIL.lab.test', port=25)
    self.box.add('pinned', smtp_host='pinned.lab.test', port=25)
    self.write_server_files([('mail.lab.test', 25, False), ('imap.lab.test', 993, False), ('pinned.lab.test', 25, True), ('else.lab.test', 25, False)])
    self.assert_status(self.box.run('remove', 'work'), 0)
    self.assertEqual(self.remembered(), (['else.lab.test:25', 'mail.lab.test:25', 'pinned.lab.test:25'],
                                         [('mail.lab.test', '25'), ('pinned.lab.test', '25'), ('else.lab.test', '25')]))
    self.assert_status(self.box.run('remove', 'club'), 0)
    self.assert_status(self.box.run('remove', 'pinned'), 0)
    self.assertEqual(self.remembered(), (['else.lab.test:25', 'pinned.lab.test:25'], [('else.lab.test', '25')]))

  def test_utf8_in_every_locale(self):
    self.box.environment['LC_ALL'] = 'C'
    self.box.add('Büro', port=25)
    result = self.box.run('show', 'Büro')
    self.assert_status(result, 0)
    self.assertIn('Büro'.encode(), result.stdout)


if __name__ == '__main__':
  main()
