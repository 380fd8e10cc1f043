# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever a user types: a sentence and a status, never a crash, never a byte of it in a command to a server."""

import os
import unittest

from support import SLOW, CliTest, main, wait_until
import contract
from contract import FILE, NO_ACCOUNT, PASSED, REFUSED, SETTINGS, USAGE
from fakes.hostile_server import HostileServer, ReadMessage, Send, Sleep

REFUSALS = (USAGE, SETTINGS)
# Bytes, because an argument list holds bytes. NUL can't be in one; files with it are tried below.
BAD_ADDRESSES = [b'', b' ', b'ana', b'@lab.test', b'ana@', b'ana@lab..test', b'a@b@lab.test', b'ana@lab.test\r\nRCPT TO:<x@y.test>', b'ana\n@lab.test',
                 b'ana@lab.test\r', b'<ana@lab.test>', b'ana>@lab.test', b'ana @lab.test', b'ana@lab .test', b'a\x1b[31m@lab.test', b'ana\x7f@lab.test',
                 b'\xff\xfe@lab.test', b'ana@\xc3\x28.test', b'.ana@lab.test', b'ana.@lab.test', b'an..a@lab.test', b'"a b"@lab.test',
                 b'x' * 65 + b'@lab.test', b'ana@' + b'x' * 64 + b'.test', b'ana@' + b'abcdefgh.' * 40 + b'test', b'ana@lab.test SIZE=1',
                 b'ana@-lab.test', b'ana@256.1.1.1', 'ana\u202e@lab.test'.encode(), 'ana\u2028@lab.test'.encode()]
BAD_HOSTS = [b'', b' ', b'mail host', b'mail\r\nQUIT', b'mail\n', b'mail>', b'<mail', b'ma\xffil', b'-mail.test', b'mail-.test', b'mail..test', b'1.2.3',
             b'256.1.1.1', b'0x7f.1', b'[::1', b'x' * 64 + b'.test', b'abcdefgh.' * 30 + b'test', b'mail/../x', b'user@mail', b'mail:25', b'smtp://mail',
             b'mail\x1b[2J', 'mail\u202etest'.encode()]
BAD_PORTS = [b'0', b'65536', b'-1', b'', b'25x', b'x', b'1e3', b'0x19', b'99999999999999999999', b'25\n', b' ']
BAD_TIMEOUTS = [b'0', b'601', b'-5', b'', b'a', b'1.5']
BAD_USERS = [b'ana\r\n', b'ana\nAUTH', b'a\x00'.replace(b'\x00', b'\x01'), b'\xff', b'x' * 256, b'a\x7f']
BAD_NAMES = [b'', b'work\n', b'\x1b[31mwork', b'\xff', b'x' * 101]
BAD_SUBJECTS = [b'a\r\nBcc: x@y.test', b'a\nb', b'a\rb', b'\xff\xfe', b's' * 901, b'a\x1bb', 'a\u2028b'.encode(), b'\x07']


def some_of(values):
  """In a slow build, where starting the program is what takes the time, a third: the rules themselves are tested in tests/base and tests/model."""
  return values[::3] if SLOW else values


class InputTest(CliTest):
  def refused(self, *arguments, statuses=REFUSALS):
    result = self.box.run(*arguments)
    self.assertIn(result.status, statuses, str(result))
    self.assertTrue(result.stderr.strip(), 'not a word about it\n%s' % result)
    self.assertNotIn(b'\x1b', result.all)
    self.assertNotIn('\u202e'.encode(), result.all)
    result.all.decode('utf-8')
    return result

  def accounts(self):
    path = os.path.join(self.box.config, 'accounts.ini')
    if not os.path.exists(path):
      return None
    with open(path, 'rb') as file:
      return file.read()

  def try_values(self, key, values):
    self.box.add(port=25)
    for value in some_of(values):
      before = self.accounts()
      with self.subTest(key=key, value=value):
        if not SLOW:  # both commands check alike
          arguments = {b'email': b'new@lab.test', b'smtp.host': b'mail.test', key: value}
          self.refused('add', 'other', *(os.fsdecode(b'--' + name + b'=' + text) for name, text in arguments.items()))
        self.refused('set', 'work', os.fsdecode(key + b'=' + value))
        self.assertEqual(self.accounts(), before)

  def test_email(self):
    self.try_values(b'email', BAD_ADDRESSES)

  def test_reply_to(self):
    self.try_values(b'reply-to', [value for value in BAD_ADDRESSES if value])

  def test_host(self):
    self.try_values(b'smtp.host', BAD_HOSTS)

  def test_ports(self):
    self.try_values(b'smtp.port', BAD_PORTS)

  def test_timeout(self):
    self.try_values(b'timeout', BAD_TIMEOUTS)

  def test_words(self):
    for key in b'smtp.security', b'smtp.authentication', b'incoming.protocol', b'incoming.security':
      self.box.run('remove', 'work')
      self.try_values(key, [b'', b'ssl', b'STARTTLS', b'none\n', b'\xff'])

  def test_user(self):
    self.try_values(b'smtp.user', BAD_USERS)

  def test_unknown_key(self):
    self.box.add(port=25)
    for change in 'smtp.hosts=x', 'password=x', '=x', 'email', '':
      with self.subTest(change):
        self.refused('set', 'work', change)

  def test_own_sign_in_needs_a_user(self):
    self.box.add(port=25)
    self.refused('set', 'work', 'smtp.authentication=own')

  def test_account_name(self):
    for name in BAD_NAMES:
      with self.subTest(name):
        self.refused('add', os.fsdecode(name), '--email=ana@lab.test', '--smtp.host=mail.test')
    self.assertIn(self.accounts(), (None, b''))
    self.box.add(port=25)
    self.refused('add', 'work', '--email=ana@lab.test', '--smtp.host=mail.test')

  def test_no_such_account(self):
    for command in (['show', 'ghost'], ['set', 'ghost', 'smtp.port=25'], ['remove', 'ghost'], ['default', 'ghost'],
                    ['send', 'ghost', '--to=bo@elsewhere.test'], ['password', 'ghost', '--password-file=' + self.box.write('p', 'x')]):
      with self.subTest(command[0]):
        self.refused(*command, statuses=(NO_ACCOUNT,))

  def test_usage(self):
    self.box.add(port=25)
    for arguments in ([], ['nonsense'], ['add'], ['show'], ['set', 'work'], ['send', 'work'], ['send'],
                      ['send', 'work', '--to=bo@elsewhere.test', '--no-such'],
                      ['trust'], ['trust', 'add'], ['trust', 'add', 'localhost', 'sha256//x'], ['trust', 'add', 'localhost:25', 'sha256//short'],
                      ['trust', 'forget', 'localhost:0'], ['certificate'], ['certificate', 'localhost'], ['certificate', 'localhost:65536'],
                      ['certificate', 'localhost:25', '--starttls=ftp'], ['judge'], ['explain'], ['practice', '--port=65536'], ['practice', '--port=x'],
                      ['send', 'work', '--to=bo@elsewhere.test', '--count=0'], ['send', 'work', '--to=bo@elsewhere.test', '--count=-1'],
                      ['send', 'work', '--to=bo@elsewhere.test', '--count=x'], ['send', 'work', '--to=bo@elsewhere.test', '--trust=always'],
                      ['send', 'work', '--to=bo@elsewhere.test', '--trust=sha256//x']):
      with self.subTest(arguments):
        self.refused(*arguments, statuses=(USAGE,))

  def test_help(self):
    for arguments in ['--help'], ['send', '--help']:
      result = self.box.run(*arguments)
      self.assert_status(result, 0)
      self.assertIn(b'send', result.stdout)

  def test_version(self):
    """Before and behind a command, whose operands are then not missed."""
    for arguments in ['--version'], ['send', '--version'], ['--json', 'trust', '--version']:
      result = self.box.run(*arguments)
      self.assert_status(result, 0)
      self.assertRegex(result.text, r'^sendoffctl \d+\.\d+\.\d+\n$')

  def test_recipient(self):
    with HostileServer() as server:
      self.box.add(port=server.port)
      for address in some_of(BAD_ADDRESSES):
        with self.subTest(address):
          self.refused('send', 'work', os.fsdecode(b'--to=' + address), statuses=(USAGE, SETTINGS, REFUSED))
      self.assertEqual(server.sessions, [])

  def test_subject(self):
    with HostileServer() as server:
      self.box.add(port=server.port)
      for subject in some_of(BAD_SUBJECTS):
        with self.subTest(subject):
          self.refused('send', 'work', '--to=bo@elsewhere.test', os.fsdecode(b'--subject=' + subject), statuses=(USAGE, SETTINGS, REFUSED))
      self.assertEqual(server.sessions, [])

  def test_good_ones_pass(self):
    """So that the refusals above aren't for another reason."""
    with HostileServer() as server:
      self.box.add('Arbeit & 中文', port=server.port, email="o'brien+tag@lab.test", organization='A <b> & "c"')
      result = self.box.send('--subject=' + 's' * 900, account='Arbeit & 中文', to=['bo@büro.test', 'x@elsewhere.test'], status=PASSED)
      self.assertIn(b'RCPT TO:<bo@xn--bro-hoa.test>', server.sessions[0].commands(), str(result))

  def test_recipient_beyond_ascii(self):
    with HostileServer() as server:
      self.box.add(port=server.port)
      result = self.box.send(to=['jörg@elsewhere.test'])
      self.assertNotEqual(result.status, PASSED)
      self.assertEqual(result.failure.get('rejected_address'), 'jörg@elsewhere.test', str(result))
      self.assertFalse(any(b'DATA' in session.commands() for session in server.sessions))


class FileInputTest(CliTest):
  def setUp(self):
    super().setUp()
    self.server = HostileServer(password=b'secret')
    self.addCleanup(self.server.stop)
    self.box.add(port=self.server.port, smtp_authentication='own', smtp_user='ana')

  def send_fails(self, *arguments, statuses):
    result = self.box.run('send', 'work', '--to=bo@elsewhere.test', '--trust=refuse', *arguments, timeout=30)
    self.assertIn(result.status, statuses, str(result))
    self.assertTrue(result.all.strip())
    result.all.decode('utf-8')
    self.assertFalse(any(session.messages for session in self.server.sessions), str(result))
    return result

  def test_password_files(self):
    os.mkdir(self.box.path('folder'))
    os.mkfifo(self.box.path('fifo'))
    write = self.box.write
    for path, statuses in ((self.box.path('missing'), (FILE, NO_ACCOUNT)), (self.box.path('folder'), (FILE,)), ('', (USAGE, FILE, NO_ACCOUNT)),
                           (write('empty', b''), REFUSALS), (write('newline', b'\n'), REFUSALS), (write('nul', b'sec\0ret\n'), REFUSALS),
                           (write('two lines', b'secret\nmore\n'), REFUSALS + (contract.PERMISSION,)),
                           (write('cr', b'sec\rret\n'), REFUSALS + (contract.PERMISSION,)),
                           (write('long', b'x' * 70000), REFUSALS), ('/dev/zero', REFUSALS)):
      with self.subTest(path):
        self.send_fails('--password-file=' + path, statuses=statuses)

  def test_passwords_that_work(self):
    for name, data in ('plain', b'secret'), ('lf', b'secret\n'), ('crlf', b'secret\r\n'):
      with self.subTest(name):
        self.box.send('--password-file=' + self.box.write(name, data), status=PASSED)
    result = self.box.send('--password-file=-', status=PASSED, stdin='secret\n')
    self.assertNotIn(b'secret', result.all)

  def test_one_line_end_only(self):
    self.send_fails('--password-file=' + self.box.write('spaces', b'secret \n'), statuses=(contract.PERMISSION,))

  def test_attachments(self):
    os.mkdir(self.box.path('folder'))
    os.mkfifo(self.box.path('fifo'))
    password = '--password-file=' + self.box.write('password', 'secret')
    for path in self.box.path('missing'), self.box.path('folder'), self.box.path('fifo'), '/dev/zero', '/dev/full', '':
      with self.subTest(path):
        self.send_fails(password, '--attach=' + path, statuses=(USAGE, NO_ACCOUNT, FILE))

  @unittest.skipIf(os.geteuid() == 0, 'root may read every file')
  def test_unreadable_attachment(self):
    self.send_fails('--attach=' + self.box.write('closed', 'x', mode=0), '--password-file=' + self.box.write('password', 'secret'), statuses=(FILE,))

  def test_body_files(self):
    password = '--password-file=' + self.box.write('password', 'secret')
    for path in self.box.path('missing'), self.box.write('latin1', b'gr\xf6\xdfer\n'), self.box.write('nul', b'a\0b\n'), self.box.folder:
      with self.subTest(path):
        self.send_fails(password, '--body-file=' + path, statuses=(USAGE, NO_ACCOUNT, FILE, SETTINGS, REFUSED))

  def test_both_from_standard_input(self):
    self.send_fails('--password-file=-', '--body-file=-', statuses=(USAGE,))

  def test_roots(self):
    for option in '--ca-file', '--crl-file':
      for path in self.box.path('missing'), self.box.write('prose', 'no certificate\n'), self.box.folder:
        with self.subTest(option=option, path=path):
          self.send_fails('%s=%s' % (option, path), '--password-file=' + self.box.write('password', 'secret'), statuses=(FILE, NO_ACCOUNT, USAGE))


class ShrinkingAttachmentTest(CliTest):
  def test_shrinks_and_grows_while_it_is_sent(self):
    for change in (lambda file: file.truncate(1000)), (lambda file: (file.seek(0, 2), file.write(b'more'))):
      with HostileServer({'DATA': [Send(b'354 go\r\n'), Sleep(2), ReadMessage()]}) as server:
        self.box.run('remove', 'work')
        self.box.add(port=server.port, timeout='20')
        path = self.box.write('attachment.bin', b'\xa5' * (24 * 1024 * 1024))
        process = self.box.start('send', 'work', '--to=bo@elsewhere.test', '--attach=' + path, json_too=True)
        wait_until(lambda: any(b'DATA' in session.commands() for session in server.sessions))
        with open(path, 'r+b') as file:
          change(file)
        stdout, stderr = process.communicate(timeout=60)
        self.assertEqual(process.returncode, FILE, (stdout[-3000:] + stderr).decode(errors='replace'))
        self.assertFalse(any(session.messages for session in server.sessions), 'half a message was ended with a dot')
        self.assertIn(b'attachment.bin', stdout)


if __name__ == '__main__':
  main()
