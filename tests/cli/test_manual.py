# SPDX-License-Identifier: GPL-3.0-or-later
"""The man page, which is where the contract with scripts stands: every command, option, key, exit status, JSON member and word of it is there, and no
option is that the program doesn't have."""

import os
import re

from support import ROOT, CliTest, Result, main
import contract
from fakes.practice_server import PracticeServer

WORDS = {'keys': contract.KEYS, 'jobs': contract.JOBS, 'legs': contract.LEGS, 'steps': contract.STEPS, 'states': contract.STATES,
         'outcomes': ('passed', 'failed', 'uncertain', 'cancelled'), 'securities': contract.SECURITIES, 'protocols': contract.PROTOCOLS,
         'seen in clear': contract.SEEN, 'problems': contract.PROBLEMS, 'changes': contract.CHANGES, 'who trusts': contract.TRUSTED_BY,
         'classes': contract.CLASSES, 'exit statuses': tuple(map(str, contract.STATUSES))}
# What has names of its own: the keys of an account.
OPEN_MEMBERS = ('changes', 'settings', 'versions')
# What doesn't come up below.
RARE_MEMBERS = ('change', 'note', 'rejected_address', 'socket_error')


def members_of(value):
  """The names of all members, however deep."""
  if isinstance(value, list):
    return set().union(*map(members_of, value)) if value else set()
  if not isinstance(value, dict):
    return set()
  return set(value).union(*(members_of(member) for name, member in value.items() if name not in OPEN_MEMBERS))


class ManualTest(CliTest):
  def setUp(self):
    super().setUp()
    with open(os.path.join(ROOT, 'data', 'sendoffctl.1'), encoding='utf-8') as file:
      text = file.read()
    # A word may be set in two fonts, or be one of several behind a bar.
    self.page = re.sub(r'\\f[A-Z]', '', text.replace('\\-', '-'))
    self.words = set(re.findall(r'[\w.-]*\w', self.page))
    self.options = set(re.findall(r'--[a-z][a-z.-]*\w', self.page))

  def help_of(self, *command):
    result = self.box.run(*command, '--help')
    self.assert_status(result, 0)
    return result.text

  def test_commands_and_options(self):
    commands = re.findall(r'^  ([a-z]+) ', self.help_of().split('\n\n')[1], re.MULTILINE)
    self.assertIn('send', commands)
    known = set()
    for command in commands:
      self.assertTrue(command in self.words, command)
      options = set(re.findall(r'^  (?:-\w, )?(--[\w.-]*\w)', self.help_of(command), re.MULTILINE))
      known |= options
      # Those of "add" are the keys.
      for option in options if command != 'add' else ():
        with self.subTest(command=command, option=option):
          self.assertTrue(option in self.options, 'the man page lacks it')
    # What the program doesn't have.
    self.assertEqual(self.options - known, set())

  def test_keys_are_explained(self):
    """Each in its own words."""
    lines = dict(re.findall(r'^  --([\w.-]*\w)=\S+  +(.+)$', self.help_of('add'), re.MULTILINE))
    explained = [lines[key] for key in contract.KEYS if key != 'name']
    self.assertEqual(len(set(explained)), len(explained))
    self.assertIn('add --help', self.help_of('set'))

  def test_words(self):
    for kind, words in WORDS.items():
      for word in words:
        with self.subTest(kind, word=word):
          self.assertTrue(word in self.words, 'the man page lacks it')

  def try_everything(self, server):
    """What each command that prints JSON printed."""
    box, place = self.box, 'localhost:%d' % server.port
    password = '--password-file=' + box.write('password', 'practice\n')
    saved = box.path('report.json')
    box.add(smtp_host='localhost', smtp_port=str(server.port))
    yield box.send('--wire')
    box.run('set', 'work', 'smtp.security=starttls', 'smtp.authentication=own', 'smtp.user=ana')
    certificate = box.run('certificate', place, '--starttls=smtp', json_too=True)
    yield certificate
    yield box.send(password, '--trust=refuse')
    yield box.send(password, '--trust=' + certificate.report['pin'], '--wire', '--save-report=' + saved)
    box.run('trust', 'add', place, certificate.report['pin'])
    yield box.run('trust', 'list', json_too=True)
    yield box.run('show', 'work', json_too=True)
    yield box.run('practice', '--list', json_too=True)
    yield box.run('explain', '450 4.7.1 Greylisted, try again in 300 seconds', json_too=True)
    with open(saved, 'rb') as file:
      yield Result(('a saved report',), 0, file.read(), b'', 0)

  def test_members(self):
    with PracticeServer(self.box) as server:
      found = set(RARE_MEMBERS) | set(server.announced) | {'log'}
      for result in self.try_everything(server):
        found |= members_of(result.reports)
    self.assertGreater(len(found), 70)
    for member in sorted(found - set(contract.KEYS)):
      with self.subTest(member):
        self.assertTrue(member in self.words, 'the man page lacks it')


if __name__ == '__main__':
  main()
